-- title: Localities without a figure
-- title vi: Địa phương chưa có số liệu
-- about: The localities of a level, as in force at the end of the year, of which no article gives the total of a status in that year, and what this base has instead; that it has no figure does not mean that there were none.
-- about vi: Các địa phương của một cấp, tính đến cuối năm, mà không bài nào nêu tổng số theo tình trạng trong năm đó, và cơ sở dữ liệu có gì thay thế; chưa có số liệu không có nghĩa là không có mô hình.
-- group: figures
-- param year: integer = (SELECT max(year) FROM yearly_figures): the year
-- choices year: SELECT DISTINCT year FROM yearly_figures WHERE year IS NOT NULL ORDER BY year DESC
-- param status: text = 'registered': the status
-- choices status: registered, recognized, built, maintained, commended
-- param level: text = 'province': the level of the localities
-- choices level: province, district, commune
-- param within: place: only this unit and the units inside it, by the units of the geography
-- choices within: SELECT name FROM localities WHERE id IN (SELECT locality_id FROM articles UNION SELECT locality_id FROM yearly_figures UNION SELECT l.parent_id FROM articles AS a JOIN localities AS l ON l.id = a.locality_id) GROUP BY name ORDER BY min(sort_key), name
-- param geography: text = 'then': units in force at the end of the year, or now: units of today
-- choices geography: then, now
-- note: WITH
-- note: asked (now, year, status, level) AS (
-- note:     SELECT coalesce(nullif(:geography, ''), 'then') = 'now',
-- note:            CAST(coalesce(nullif(:year, ''), (SELECT max(year) FROM yearly_figures)) AS INTEGER),
-- note:            coalesce(nullif(:status, ''), 'registered'),
-- note:            coalesce(nullif(:level, ''), 'province')
-- note: ),
-- note: inside (id) AS (
-- note:     SELECT locality_id FROM locality_names
-- note:     WHERE instr(' ' || search_key, ' ' || :within) > 0
-- note:       AND (NOT (SELECT now FROM asked)
-- note:            OR locality_id IN (SELECT id FROM localities WHERE valid_to IS NULL))
-- note: )
-- note: SELECT count(CASE WHEN EXISTS (
-- note:            SELECT 1
-- note:            FROM locality_lines AS o
-- note:            JOIN locality_lines AS n ON n.line_id = o.line_id
-- note:            JOIN yearly_figures AS f ON f.locality_id = n.locality_id
-- note:            WHERE o.locality_id = l.id AND f.year_from = q.year AND f.year = q.year
-- note:              AND f.status = q.status
-- note:              AND f.level IS NULL AND f.holder IS NULL AND f.field IS NULL) THEN 1 END)
-- note:        || ' of ' || count(*) || ' localities have a figure for ' || q.year
-- note: FROM asked AS q
-- note: JOIN localities AS l
-- note:     ON l.level = q.level
-- note:    AND CASE WHEN q.now THEN l.valid_to IS NULL
-- note:             ELSE coalesce(l.valid_from, '') <= q.year || '-12-31'
-- note:                  AND coalesce(l.valid_to, '9999') > q.year || '-12-31'
-- note:        END
-- note: WHERE (nullif(:within, '') IS NULL OR l.id IN (SELECT id FROM inside))
-- note: HAVING count(*) > 0
-- note: UNION ALL
-- note: SELECT 'no ' || q.level || ' is in force at the end of ' || q.year || ': ask for another level or year'
-- note: FROM asked AS q
-- note: WHERE NOT q.now
-- note:   AND NOT EXISTS (SELECT 1 FROM localities AS l
-- note:                   WHERE l.level = q.level AND coalesce(l.valid_from, '') <= q.year || '-12-31'
-- note:                     AND coalesce(l.valid_to, '9999') > q.year || '-12-31')

WITH
asked (now, year, status, level) AS (
    SELECT coalesce(nullif(:geography, ''), 'then') = 'now',
           CAST(coalesce(nullif(:year, ''), (SELECT max(year) FROM yearly_figures)) AS INTEGER),
           coalesce(nullif(:status, ''), 'registered'),
           coalesce(nullif(:level, ''), 'province')
),
inside (id) AS (
    SELECT locality_id FROM locality_names
    WHERE instr(' ' || search_key, ' ' || :within) > 0
      AND (NOT (SELECT now FROM asked)
           OR locality_id IN (SELECT id FROM localities WHERE valid_to IS NULL))
),
asked_units AS MATERIALIZED (
    SELECT l.id, n.line_id
    FROM asked AS q
    JOIN localities AS l
        ON l.level = q.level
       AND CASE WHEN q.now THEN l.valid_to IS NULL
                ELSE coalesce(l.valid_from, '') <= q.year || '-12-31'
                     AND coalesce(l.valid_to, '9999') > q.year || '-12-31'
           END
    JOIN locality_lines AS n ON n.locality_id = l.id
    WHERE nullif(:within, '') IS NULL OR l.id IN (SELECT id FROM inside)
),
-- A territory that is one unit on both sides of the reform has what is told of either.
lines AS MATERIALIZED (
    SELECT locality_id, line_id FROM locality_lines
    WHERE locality_id IN (SELECT locality_id FROM articles UNION SELECT locality_id FROM model_counts)
),
with_figure AS (
    SELECT n.line_id
    FROM asked AS q
    JOIN yearly_figures AS f
        ON f.year_from = q.year AND f.year = q.year AND f.status = q.status
       AND f.level IS NULL AND f.holder IS NULL AND f.field IS NULL
    JOIN lines AS n ON n.locality_id = f.locality_id
),
missing AS (
    SELECT l.*, u.line_id, q.year, q.status, q.now
    FROM asked AS q
    JOIN asked_units AS u
    JOIN localities AS l ON l.id = u.id
    WHERE u.line_id NOT IN (SELECT line_id FROM with_figure)
),
-- What is told instead, the nearest to what is asked first.
told AS (
    SELECT l.id AS locality_id, m.id AS model_count_id,
           CASE
               WHEN m.status <> l.status
               THEN CASE WHEN l.year BETWEEN m.year_from AND m.year_to THEN 6 ELSE 7 END
               WHEN m.organization_id IS NOT NULL
               THEN CASE WHEN l.year BETWEEN m.year_from AND m.year_to THEN 4 ELSE 7 END
               WHEN m.to_date = 1
               THEN CASE WHEN l.year BETWEEN m.year_from AND m.year_to
                              OR m.as_of BETWEEN l.year || '-01-01' AND l.year || '-12-31'
                         THEN 3 ELSE 7
                    END
               WHEN m.year_from IS NULL THEN 5
               WHEN l.year NOT BETWEEN m.year_from AND m.year_to THEN 7
               WHEN m.year_from < m.year_to THEN 2
               ELSE 1
           END AS rank
    FROM missing AS l
    JOIN lines AS n ON n.line_id = l.line_id
    JOIN model_counts AS m ON m.locality_id = n.locality_id
),
-- Under units of today: those that this one was made of.
of_parts AS (
    SELECT DISTINCT w.now_id
    FROM asked AS q
    JOIN yearly_figures AS f
        ON f.year_from = q.year AND f.year = q.year AND f.status = q.status
       AND f.level IS NULL AND f.holder IS NULL AND f.field IS NULL
    JOIN localities_now AS w ON w.locality_id = f.locality_id
    WHERE q.now
),
nearest AS (
    SELECT locality_id, min(rank) AS rank FROM told GROUP BY locality_id
)
SELECT CASE WHEN l.now THEN l.name ELSE coalesce(v.name, l.name) END AS locality,
       l.year,
       l.status,
       CASE
           WHEN l.id IN (SELECT now_id FROM of_parts) THEN 'of units that it was made of'
           WHEN n.rank = 1 THEN 'stated in parts only'
           WHEN n.rank = 2 THEN 'of several years'
           WHEN n.rank = 3 THEN 'to date'
           WHEN n.rank = 4 THEN 'of a body'
           WHEN n.rank = 5 THEN 'undated'
           WHEN n.rank = 6 THEN 'of another status'
           WHEN n.rank = 7 THEN 'of another year'
           WHEN EXISTS (SELECT 1 FROM lines AS x JOIN articles AS a ON a.locality_id = x.locality_id
                        WHERE x.line_id = l.line_id) THEN 'no count'
           ELSE 'no article'
       END AS reason,
       (SELECT count(*) FROM lines AS x JOIN articles AS a ON a.locality_id = x.locality_id
        WHERE x.line_id = l.line_id) AS articles_about,
       (SELECT max(a.published_on) FROM lines AS x JOIN articles AS a ON a.locality_id = x.locality_id
        WHERE x.line_id = l.line_id) AS last_published_on,
       (SELECT max(f.year) FROM lines AS x JOIN yearly_figures AS f ON f.locality_id = x.locality_id
        WHERE x.line_id = l.line_id AND f.status = l.status
          AND f.level IS NULL AND f.holder IS NULL AND f.field IS NULL) AS last_year_with_figure,
       p.name AS within,
       l.code,
       l.valid_from,
       l.valid_to,
       (SELECT group_concat('model_counts:' || id, ' ')
        FROM (SELECT t.model_count_id AS id FROM told AS t
              WHERE t.locality_id = l.id AND t.rank = n.rank AND t.rank < 7
              ORDER BY t.model_count_id)) AS _sources
FROM missing AS l
LEFT JOIN nearest AS n ON n.locality_id = l.id
LEFT JOIN locality_versions AS v ON v.id = (
    SELECT x.id FROM locality_versions AS x
    WHERE x.locality_id = l.id AND coalesce(x.valid_from, '') <= l.year || '-12-31'
    ORDER BY x.valid_from DESC LIMIT 1)
LEFT JOIN localities AS p ON p.id = CASE WHEN l.now THEN l.parent_id
                                         ELSE coalesce(v.parent_id, l.parent_id)
                                    END
ORDER BY p.sort_key, p.key, l.sort_key, l.key;
