-- title: Reviews by unit and period
-- title vi: Sơ kết, tổng kết theo địa phương và kỳ
-- about: For which periods of a year this base has a review meeting (briefing, midterm or final review) of a unit, with its day; a blank says that no article here tells of one, not that none was held.
-- about vi: Kỳ nào trong năm của từng địa phương có hội nghị giao ban, sơ kết, tổng kết trong cơ sở dữ liệu này, kèm ngày tổ chức; ô trống nghĩa là chưa có bài viết nào ở đây nói đến, không có nghĩa là không tổ chức.
-- group: meetings
-- param year: integer: only this year
-- param within: place: only this unit and the units inside it
-- param level: text = 'district': units of this level
-- param name: name: only meetings whose name has these words, such as công tác dân vận
-- choices year: SELECT DISTINCT substr(period_to, 1, 4) FROM meetings WHERE substr(period_from, 1, 4) = substr(period_to, 1, 4) ORDER BY 1 DESC
-- choices within: SELECT l.name FROM meetings AS t JOIN localities AS l ON l.id = t.locality_id WHERE l.level = 'province' GROUP BY l.name ORDER BY min(l.sort_key), l.name
-- choices level: province, district, commune
-- note: WITH RECURSIVE inside (id) AS (
-- note:     SELECT locality_id FROM locality_names WHERE instr(' ' || search_key, ' ' || :within) > 0
-- note: ),
-- note: reviews AS (
-- note:     SELECT t.locality_id, t.held_on, t.period_from, t.period_to FROM meetings AS t
-- note:     LEFT JOIN localities AS l ON l.id = t.locality_id
-- note:     WHERE (l.id IS NULL OR l.level = coalesce(nullif(:level, ''), 'district'))
-- note:       AND (nullif(:within, '') IS NULL OR l.id IN (SELECT id FROM inside))
-- note:       AND (nullif(:name, '') IS NULL OR instr(' ' || t.search_key, ' ' || :name) > 0)
-- note:       AND (nullif(:year, '') IS NULL OR CAST(:year AS INTEGER)
-- note:            BETWEEN CAST(substr(coalesce(t.period_from, t.held_on), 1, 4) AS INTEGER)
-- note:                AND CAST(substr(coalesce(t.period_to, t.held_on), 1, 4) AS INTEGER))
-- note:       AND EXISTS (SELECT 1 FROM meeting_kinds AS k WHERE k.meeting_id = t.id
-- note:                   AND k.kind IN ('briefing', 'midterm_review', 'final_review'))
-- note: )
-- note: SELECT 'reviews left out, of several years: ' || nullif(count(*), 0) FROM reviews
-- note: WHERE locality_id IS NOT NULL AND substr(period_from, 1, 4) < substr(period_to, 1, 4)
-- note: UNION ALL
-- note: SELECT 'reviews left out, without a stated period: ' || nullif(count(*), 0) FROM reviews
-- note: WHERE locality_id IS NOT NULL AND period_from IS NULL
-- note: UNION ALL
-- note: SELECT 'reviews left out, of no known unit: ' || nullif(count(*), 0) FROM reviews
-- note: WHERE locality_id IS NULL
-- note: UNION ALL
-- note: SELECT 'units of this level of which this base has nothing here: ' || nullif(count(*), 0)
-- note: FROM localities AS l
-- note: WHERE l.level = coalesce(nullif(:level, ''), 'district')
-- note:   AND (nullif(:within, '') IS NULL OR l.id IN (SELECT id FROM inside))
-- note:   AND (nullif(:year, '') IS NULL
-- note:        OR (coalesce(l.valid_from, '') <= :year || '-12-31'
-- note:            AND coalesce(l.valid_to, '9999') > :year || '-01-01'))
-- note:   AND l.id NOT IN (SELECT locality_id FROM reviews
-- note:                    WHERE substr(period_from, 1, 4) = substr(period_to, 1, 4)
-- note:                      AND locality_id IS NOT NULL)
-- note:   AND NOT EXISTS (SELECT 1 FROM articles AS a WHERE a.locality_id = l.id
-- note:                   AND a.published_on IS NOT NULL
-- note:                   AND (nullif(:year, '') IS NULL
-- note:                        OR CAST(substr(a.published_on, 1, 4) AS INTEGER) = CAST(:year AS INTEGER)))

WITH
inside (id) AS (
    SELECT locality_id FROM locality_names WHERE instr(' ' || search_key, ' ' || :within) > 0
),
units AS (
    SELECT id FROM localities
    WHERE level = coalesce(nullif(:level, ''), 'district')
      AND (nullif(:within, '') IS NULL OR id IN (SELECT id FROM inside))
),
-- Quarter II and nine months are reviewed where others review the half-year and quarter III.
reviews AS (
    SELECT t.id AS meeting_id, t.locality_id,
           CAST(substr(t.period_from, 1, 4) AS INTEGER) AS year,
           CASE substr(t.period_from, 6) || ' ' || substr(t.period_to, 6)
               WHEN '01-01 03-31' THEN 'quarter 1'
               WHEN '01-01 06-30' THEN 'half-year'
               WHEN '04-01 06-30' THEN 'half-year'
               WHEN '07-01 09-30' THEN 'quarter 3'
               WHEN '01-01 09-30' THEN 'quarter 3'
               WHEN '01-01 12-31' THEN 'year'
               ELSE 'other'
           END AS period,
           coalesce(t.held_on, 'day not stated') AS day
    FROM meetings AS t
    WHERE substr(t.period_from, 1, 4) = substr(t.period_to, 1, 4)
      AND t.locality_id IN (SELECT id FROM units)
      AND (nullif(:name, '') IS NULL OR instr(' ' || t.search_key, ' ' || :name) > 0)
      AND EXISTS (SELECT 1 FROM meeting_kinds AS k WHERE k.meeting_id = t.id
                  AND k.kind IN ('briefing', 'midterm_review', 'final_review'))
),
cells AS (
    SELECT DISTINCT locality_id, year, period,
           group_concat(day, ', ') OVER (PARTITION BY locality_id, year, period ORDER BY day
               ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS days
    FROM (SELECT DISTINCT locality_id, year, period, day FROM reviews)
),
published AS (
    SELECT locality_id, CAST(substr(published_on, 1, 4) AS INTEGER) AS year, count(*) AS articles
    FROM articles
    WHERE locality_id IN (SELECT id FROM units) AND published_on IS NOT NULL
    GROUP BY locality_id, substr(published_on, 1, 4)
),
statements AS (
    SELECT DISTINCT r.locality_id, r.year,
           group_concat('meeting_articles:' || m.id, ' ') OVER (
               PARTITION BY r.locality_id, r.year
               ORDER BY r.day, a.published_on IS NULL, a.published_on, a.key, m.quote_start
               ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS tokens
    FROM reviews AS r
    JOIN meeting_articles AS m ON m.meeting_id = r.meeting_id
    JOIN articles AS a ON a.id = m.article_id
),
-- A unit with articles of the year and no review is a row too: its blanks are the question.
grid AS (
    SELECT locality_id, year, period, days, NULL AS articles, NULL AS tokens FROM cells
    UNION ALL
    SELECT locality_id, year, NULL, NULL, articles, NULL FROM published
    UNION ALL
    SELECT locality_id, year, NULL, NULL, NULL, tokens FROM statements
)
SELECT l.name AS locality,
       g.year,
       max(g.days) FILTER (WHERE g.period = 'quarter 1') AS quarter_1,
       max(g.days) FILTER (WHERE g.period = 'half-year') AS half_year,
       max(g.days) FILTER (WHERE g.period = 'quarter 3') AS quarter_3,
       max(g.days) FILTER (WHERE g.period = 'year') AS full_year,
       max(g.days) FILTER (WHERE g.period = 'other') AS other_periods,
       coalesce(max(g.articles), 0) AS articles_published,
       p.name AS within,
       l.code,
       l.valid_from,
       l.valid_to,
       max(g.tokens) AS _sources
FROM grid AS g
JOIN localities AS l ON l.id = g.locality_id
LEFT JOIN localities AS p ON p.id = l.parent_id
WHERE nullif(:year, '') IS NULL OR g.year = CAST(:year AS INTEGER)
GROUP BY l.id, g.year
ORDER BY l.sort_key, l.key, g.year;
