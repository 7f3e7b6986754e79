-- title: Models per locality per year
-- title vi: Mô hình theo địa phương và năm
-- about: How many models each locality registered, had recognized, built and had commended in each year, as its articles say; what an article does not say is blank, never 0.
-- about vi: Mỗi năm mỗi địa phương đăng ký, được công nhận, xây dựng và được biểu dương bao nhiêu mô hình, theo các bài viết; điều bài viết không nêu thì để trống, không bao giờ ghi 0.
-- group: figures
-- param year: integer: only this year
-- choices year: SELECT DISTINCT year FROM yearly_figures WHERE year IS NOT NULL ORDER BY year DESC
-- param within: place: only this unit and the units inside it, by the units of the geography
-- choices within: SELECT name FROM localities WHERE id IN (SELECT locality_id FROM articles UNION SELECT locality_id FROM yearly_figures UNION SELECT l.parent_id FROM articles AS a JOIN localities AS l ON l.id = a.locality_id) GROUP BY name ORDER BY min(sort_key), name
-- param level: text: only localities of this level, as told
-- choices level: province, district, commune
-- param campaign: name: only models of this campaign
-- choices campaign: SELECT c.name FROM campaigns AS c JOIN yearly_figures AS f ON f.campaign_id = c.id GROUP BY c.id ORDER BY count(*) DESC, c.key
-- param geography: text = 'then': units of then, as they were called then, or now: figures under the unit of today that the unit of then lies in whole, each with its as_told_for, never added up
-- choices geography: then, now
-- chart: bar locality registered year | locality_level
-- note: WITH
-- note: asked (now) AS (SELECT coalesce(nullif(:geography, ''), 'then') = 'now'),
-- note: inside (id) AS (
-- note:     SELECT locality_id FROM locality_names
-- note:     WHERE instr(' ' || search_key, ' ' || :within) > 0
-- note:       AND (NOT (SELECT now FROM asked)
-- note:            OR locality_id IN (SELECT id FROM localities WHERE valid_to IS NULL))
-- note: ),
-- note: left_out AS (
-- note:     SELECT reason, locality_id FROM counts_left_out
-- note:     WHERE (nullif(:year, '') IS NULL OR CAST(:year AS INTEGER) BETWEEN year_from AND year_to
-- note:            OR (year_from IS NULL AND to_date = 1
-- note:                AND substr(as_of, 1, 4) = CAST(:year AS TEXT)))
-- note:       AND (nullif(:campaign, '') IS NULL
-- note:            OR campaign_id IN (SELECT id FROM campaigns
-- note:                       WHERE instr(' ' || search_key, ' ' || :campaign) > 0))
-- note:     UNION ALL
-- note:     SELECT 'without a campaign', locality_id FROM yearly_figures
-- note:     WHERE nullif(:campaign, '') IS NOT NULL AND campaign_id IS NULL AND year IS NOT NULL
-- note:       AND (nullif(:year, '') IS NULL OR year = CAST(:year AS INTEGER))
-- note:     UNION ALL
-- note:     SELECT 'stated in parts only', locality_id FROM yearly_figures
-- note:     WHERE year IS NOT NULL
-- note:       AND (nullif(:year, '') IS NULL OR year = CAST(:year AS INTEGER))
-- note:       AND (nullif(:campaign, '') IS NULL
-- note:            OR campaign_id IN (SELECT id FROM campaigns
-- note:                               WHERE instr(' ' || search_key, ' ' || :campaign) > 0))
-- note:     GROUP BY locality_id, year_from, campaign_id, unit, status
-- note:     HAVING max(level IS NULL AND holder IS NULL AND field IS NULL) = 0
-- note: )
-- note: SELECT 'left out: ' || group_concat(counted, ', ') || ' (figure-sources shows them)'
-- note: FROM (SELECT count(*) || ' ' || o.reason AS counted
-- note:       FROM left_out AS o
-- note:       LEFT JOIN localities_now AS w ON w.locality_id = o.locality_id
-- note:       LEFT JOIN localities AS t ON t.id = o.locality_id
-- note:       WHERE (nullif(:within, '') IS NULL
-- note:              OR CASE WHEN (SELECT now FROM asked) THEN coalesce(w.now_id, w.province_id)
-- note:                      ELSE o.locality_id END IN (SELECT id FROM inside))
-- note:         AND (nullif(:level, '') IS NULL OR t.level = :level)
-- note:       GROUP BY o.reason ORDER BY o.reason)
-- note: UNION ALL
-- note: SELECT 'not rolled up, since their unit is not known to lie whole in one of today: '
-- note:        || nullif(count(*), 0)
-- note: FROM yearly_figures AS f
-- note: WHERE (SELECT now FROM asked)
-- note:   AND f.year IS NOT NULL
-- note:   AND f.level IS NULL AND f.holder IS NULL AND f.field IS NULL
-- note:   AND (nullif(:year, '') IS NULL OR f.year = CAST(:year AS INTEGER))
-- note:   AND (nullif(:campaign, '') IS NULL
-- note:            OR f.campaign_id IN (SELECT id FROM campaigns
-- note:                       WHERE instr(' ' || search_key, ' ' || :campaign) > 0))
-- note:   AND (nullif(:level, '') IS NULL
-- note:        OR f.locality_id IN (SELECT id FROM localities WHERE level = :level))
-- note:   AND f.locality_id IN (
-- note:       SELECT w.locality_id FROM localities_now AS w
-- note:       WHERE w.now_id IS NULL
-- note:         AND (nullif(:within, '') IS NULL OR w.province_id IN (SELECT id FROM inside)
-- note:              OR EXISTS (SELECT 1 FROM locality_successors AS s
-- note:                         WHERE s.locality_id = w.locality_id
-- note:                           AND s.successor_id IN (SELECT id FROM inside))))
-- note: UNION ALL
-- note: SELECT 'no unit of today is named so; name the one it went to, or leave geography=now out'
-- note: WHERE (SELECT now FROM asked) AND nullif(:within, '') IS NOT NULL
-- note:   AND NOT EXISTS (SELECT 1 FROM inside)

-- One row per locality and year: totals only, of one campaign and one unit of counting. Where
-- a locality has several, models go before models and exemplars counted together, then the
-- campaign with more figures; the rest is counted in the notes and stands in figure-sources.
WITH
asked (now) AS (SELECT coalesce(nullif(:geography, ''), 'then') = 'now'),
inside (id) AS (
    SELECT locality_id FROM locality_names
    WHERE instr(' ' || search_key, ' ' || :within) > 0
      AND (NOT (SELECT now FROM asked)
           OR locality_id IN (SELECT id FROM localities WHERE valid_to IS NULL))
),
lines AS (
    SELECT f.locality_id, f.year, f.campaign_id, f.unit,
           max(CASE f.status WHEN 'registered' THEN f.chosen END) AS registered,
           max(CASE f.status WHEN 'recognized' THEN f.chosen END) AS recognized,
           max(CASE f.status WHEN 'built' THEN f.chosen END) AS built,
           max(CASE f.status WHEN 'commended' THEN f.chosen END) AS commended,
           max(CASE WHEN f.status <> 'maintained' THEN f.as_of END) AS as_of,
           max(CASE WHEN f.status <> 'maintained' THEN f.sources END) AS sources,
           count(*) AS figures,
           count(CASE WHEN f.status <> 'maintained' THEN 1 END) AS shown,
           max(f.status <> 'maintained' AND f.qualifier IS NOT 'exact') AS vague
    FROM yearly_figures AS f
    WHERE f.year IS NOT NULL
      AND f.level IS NULL AND f.holder IS NULL AND f.field IS NULL
      AND (nullif(:year, '') IS NULL OR f.year = CAST(:year AS INTEGER))
      AND (nullif(:campaign, '') IS NULL
           OR f.campaign_id IN (
               SELECT id FROM campaigns WHERE instr(' ' || search_key, ' ' || :campaign) > 0
           ))
    GROUP BY f.locality_id, f.year, f.campaign_id, f.unit
),
-- With min(), SQLite takes the other columns from the row that has the least rank.
best AS (
    SELECT *,
           sum(figures) AS of_the_year,
           min((shown = 0)
               || CASE s.unit WHEN 'model' THEN 1 WHEN 'both' THEN 2 ELSE 3 END
               || (99 - shown)
               || coalesce((SELECT c.key FROM campaigns AS c WHERE c.id = s.campaign_id), '~'))
    FROM lines AS s
    GROUP BY locality_id, year
)
SELECT CASE WHEN (SELECT now FROM asked) THEN l.name ELSE coalesce(v.name, t.name) END AS locality,
       s.year,
       s.registered,
       s.recognized,
       s.built,
       s.commended,
       s.unit,
       s.as_of,
       s.sources,
       p.name AS within,
       CASE WHEN l.id IS NOT t.id
            THEN coalesce(v.name, t.name) || coalesce(', ' || b.name, '')
       END AS as_told_for,
       c.name AS campaign,
       nullif(
           CASE WHEN s.vague THEN coalesce((
               SELECT group_concat(note, '; ') FROM (
                   SELECT f.status
                          || CASE WHEN f.chosen IS NULL THEN ' between ' || f.low || ' and ' || f.high
                                  ELSE ' ' || f.qualifier || ' ' || f.chosen
                             END AS note
                   FROM yearly_figures AS f
                   WHERE f.locality_id = s.locality_id AND f.year_from = s.year AND f.year = s.year
                     AND f.campaign_id IS s.campaign_id AND f.unit = s.unit
                     AND f.level IS NULL AND f.holder IS NULL AND f.field IS NULL
                     AND f.status <> 'maintained' AND f.qualifier IS NOT 'exact'
                   ORDER BY f.status DESC)), '')
           ELSE '' END
           || CASE WHEN s.vague AND s.of_the_year > s.shown THEN '; ' ELSE '' END
           || CASE WHEN s.of_the_year > s.shown
                   THEN (s.of_the_year - s.shown) || ' more in figure-sources'
                   ELSE ''
              END
           || CASE WHEN l.id IS NULL
                   THEN CASE WHEN s.vague OR s.of_the_year > s.shown THEN '; ' ELSE '' END
                        || 'not rolled up: '
                           || CASE w.share WHEN 'part' THEN 'divided between '
                                   ELSE 'not known to lie whole in ' END
                           || coalesce(w.went_to, 'any unit of today')
                   ELSE ''
              END,
           ''
       ) AS notes,
       CASE WHEN l.id IS NOT t.id THEN t.key END AS told_key,
       l.code,
       l.valid_from,
       l.valid_to,
       t.level AS locality_level,
       (SELECT group_concat('model_counts:' || id, ' ')
        FROM (SELECT m.id
              FROM yearly_figures AS f
              JOIN model_counts AS m
                  ON m.locality_id = f.locality_id AND m.organization_id IS NULL
                 AND m.year_from = f.year AND m.year_to = f.year AND m.to_date = 0
                 AND m.campaign_id IS f.campaign_id AND m.unit = f.unit AND m.status = f.status
                 AND m.level IS NULL AND m.holder IS NULL AND m.field IS NULL
                 AND m.id = coalesce(f.model_count_id, m.id)
              WHERE f.locality_id = s.locality_id AND f.year_from = s.year AND f.year = s.year
                AND f.campaign_id IS s.campaign_id AND f.unit = s.unit
                AND f.level IS NULL AND f.holder IS NULL AND f.field IS NULL
                AND f.status <> 'maintained'
              ORDER BY instr('registered recognized built commended', f.status), m.id)) AS _sources
FROM best AS s
JOIN localities AS t ON t.id = s.locality_id
JOIN localities_now AS w ON w.locality_id = s.locality_id
LEFT JOIN locality_versions AS v ON v.id = (
    SELECT x.id FROM locality_versions AS x
    WHERE x.locality_id = s.locality_id AND coalesce(x.valid_from, '') <= s.year || '-12-31'
    ORDER BY x.valid_from DESC LIMIT 1)
LEFT JOIN localities AS b ON b.id = coalesce(v.parent_id, t.parent_id)
LEFT JOIN localities AS l ON l.id = CASE WHEN (SELECT now FROM asked) THEN w.now_id ELSE t.id END
LEFT JOIN localities AS p ON p.id = CASE WHEN l.id IS NULL THEN w.province_id
                                         WHEN (SELECT now FROM asked) THEN l.parent_id
                                         ELSE coalesce(v.parent_id, l.parent_id)
                                    END
LEFT JOIN campaigns AS c ON c.id = s.campaign_id
WHERE (nullif(:within, '') IS NULL OR coalesce(l.id, w.province_id) IN (SELECT id FROM inside))
  AND (nullif(:level, '') IS NULL OR t.level = :level)
ORDER BY CASE WHEN (SELECT now FROM asked) THEN 0
              WHEN t.level = 'province' THEN 1 WHEN t.level = 'district' THEN 2 ELSE 3
         END,
         l.id IS NULL, l.sort_key, l.key,
         CASE t.level WHEN 'province' THEN 1 WHEN 'district' THEN 2 ELSE 3 END,
         t.sort_key, t.key, s.year;
