-- title: Latest figures
-- title vi: Số liệu mới nhất
-- about: The latest stated total of each locality for each status, unit and campaign; figures of one year, spans of years and stocks are never set against each other, and each shows the day it speaks for.
-- about vi: Tổng số mới nhất được nêu của từng địa phương theo từng tình trạng, đơn vị tính và phong trào; số của một năm, của nhiều năm và số cộng dồn không so với nhau, mỗi số kèm thời điểm tính.
-- group: figures
-- param within: place: only this unit and the units inside it, by the units of the geography
-- choices within: SELECT name FROM localities WHERE id IN (SELECT locality_id FROM articles UNION SELECT locality_id FROM yearly_figures UNION SELECT l.parent_id FROM articles AS a JOIN localities AS l ON l.id = a.locality_id) GROUP BY name ORDER BY min(sort_key), name
-- param geography: text = 'then': units of then, as they were called then, or now: figures under the unit of today that the unit of then lies in whole, each with its as_told_for, never added up
-- choices geography: then, now
-- param level: text: only localities of this level, as told
-- choices level: province, district, commune
-- param status: text: only this status
-- choices status: registered, recognized, built, maintained, commended
-- param unit: text: only what is counted in this unit
-- choices unit: model, exemplar, both
-- param campaign: name: only models of this campaign
-- choices campaign: SELECT c.name FROM campaigns AS c JOIN yearly_figures AS f ON f.campaign_id = c.id GROUP BY c.id ORDER BY count(*) DESC, c.key
-- chart: bar locality figure status+unit | locality_level+counted
-- note: WITH
-- note: asked (now) AS (SELECT coalesce(nullif(:geography, ''), 'then') = 'now'),
-- note: inside (id) AS (
-- note:     SELECT locality_id FROM locality_names
-- note:     WHERE instr(' ' || search_key, ' ' || :within) > 0
-- note:       AND (NOT (SELECT now FROM asked)
-- note:            OR locality_id IN (SELECT id FROM localities WHERE valid_to IS NULL))
-- note: )
-- note: SELECT 'left out: ' || group_concat(counted, ', ') || ' (figure-sources shows them)'
-- note: FROM (SELECT count(*) || ' ' || x.reason AS counted
-- note:       FROM counts_left_out AS x
-- note:       JOIN model_counts AS m ON m.id = x.model_count_id
-- note:       LEFT JOIN localities AS l ON l.id = x.locality_id
-- note:       LEFT JOIN localities_now AS w ON w.locality_id = x.locality_id
-- note:       WHERE x.reason NOT IN ('to date', 'of several years')
-- note:         AND (nullif(:status, '') IS NULL OR x.status = :status)
-- note:         AND (nullif(:unit, '') IS NULL OR m.unit = :unit)
-- note:         AND (nullif(:level, '') IS NULL OR l.level = :level)
-- note:         AND (nullif(:within, '') IS NULL
-- note:              OR CASE WHEN (SELECT now FROM asked) THEN coalesce(w.now_id, w.province_id)
-- note:                      ELSE x.locality_id END IN (SELECT id FROM inside))
-- note:         AND (nullif(:campaign, '') IS NULL
-- note:              OR x.campaign_id IN (
-- note:                  SELECT id FROM campaigns WHERE instr(' ' || search_key, ' ' || :campaign) > 0
-- note:              ))
-- note:       GROUP BY x.reason ORDER BY x.reason)
-- note: UNION ALL
-- note: SELECT 'no unit of today is named so; name the one it went to, or leave geography=now out'
-- note: WHERE (SELECT now FROM asked) AND nullif(:within, '') IS NOT NULL
-- note:   AND NOT EXISTS (SELECT 1 FROM inside)

WITH
asked (now) AS (SELECT coalesce(nullif(:geography, ''), 'then') = 'now'),
inside (id) AS (
    SELECT locality_id FROM locality_names
    WHERE instr(' ' || search_key, ' ' || :within) > 0
      AND (NOT (SELECT now FROM asked)
           OR locality_id IN (SELECT id FROM localities WHERE valid_to IS NULL))
),
-- One series for a territory that is one unit on both sides of the reform.
lines AS MATERIALIZED (
    SELECT locality_id, line_id FROM locality_lines
    WHERE locality_id IN (SELECT locality_id FROM yearly_figures)
),
ranked AS (
    SELECT f.*,
           row_number() OVER (
               PARTITION BY n.line_id, f.campaign_id, f.unit, f.status,
                            f.to_date, f.year_from < f.year_to
               -- A stock speaks for its day, and for a year only where it has no day.
               ORDER BY CASE f.to_date WHEN 1 THEN coalesce(f.as_of, f.year_to || '-12-31')
                                       ELSE f.year_to END DESC,
                        f.as_of DESC, f.year_to DESC, f.year_from, k.valid_from DESC
           ) AS place
    FROM yearly_figures AS f
    JOIN lines AS n ON n.locality_id = f.locality_id
    JOIN localities AS k ON k.id = f.locality_id
    WHERE f.level IS NULL AND f.holder IS NULL AND f.field IS NULL
      AND (nullif(:status, '') IS NULL OR f.status = :status)
      AND (nullif(:unit, '') IS NULL OR f.unit = :unit)
      AND (nullif(:campaign, '') IS NULL
           OR f.campaign_id IN (
               SELECT id FROM campaigns WHERE instr(' ' || search_key, ' ' || :campaign) > 0
           ))
)
SELECT CASE WHEN (SELECT now FROM asked) THEN l.name ELSE coalesce(v.name, t.name) END AS locality,
       s.status,
       s.unit,
       s.chosen AS figure,
       s.qualifier,
       s.low,
       s.high,
       s.year,
       CASE WHEN s.year_from < s.year_to THEN s.year_from || '-' || s.year_to
            WHEN s.to_date = 1 THEN CAST(s.year_to AS TEXT)
       END AS span,
       s.to_date,
       CASE WHEN s.to_date = 1 THEN 'to date' WHEN s.year IS NULL THEN 'of several years'
            ELSE 'of one year'
       END AS counted,
       s.as_of,
       s.sources,
       c.name AS campaign,
       p.name AS within,
       CASE WHEN l.id IS NOT t.id
            THEN coalesce(v.name, t.name) || coalesce(', ' || b.name, '')
       END AS as_told_for,
       CASE WHEN l.id IS NULL
            THEN 'not rolled up: '
                 || CASE w.share WHEN 'part' THEN 'divided between '
                         ELSE 'not known to lie whole in ' END
                 || coalesce(w.went_to, 'any unit of today')
       END AS notes,
       CASE WHEN l.id IS NOT t.id THEN t.key END AS told_key,
       l.code,
       l.valid_from,
       l.valid_to,
       t.level AS locality_level,
       coalesce(
           'model_counts:' || s.model_count_id,
           (SELECT group_concat('model_counts:' || id, ' ')
            FROM (SELECT m.id FROM model_counts AS m
                  WHERE m.locality_id = s.locality_id AND m.organization_id IS NULL
                    AND m.year_from IS s.year_from AND m.year_to IS s.year_to
                    AND (m.to_date, m.campaign_id, m.unit, m.status, m.level, m.holder, m.field)
                        IS (s.to_date, s.campaign_id, s.unit, s.status, s.level, s.holder,
                            s.field)
                  ORDER BY m.id))
       ) AS _sources
FROM ranked AS s
JOIN localities AS t ON t.id = s.locality_id
JOIN localities_now AS w ON w.locality_id = s.locality_id
LEFT JOIN locality_versions AS v ON v.id = (
    SELECT x.id FROM locality_versions AS x
    WHERE x.locality_id = s.locality_id
      AND coalesce(x.valid_from, '') <= coalesce(s.year_to, substr(s.as_of, 1, 4), '9999') || '-12-31'
    ORDER BY x.valid_from DESC LIMIT 1)
LEFT JOIN localities AS b ON b.id = coalesce(v.parent_id, t.parent_id)
LEFT JOIN localities AS l ON l.id = CASE WHEN (SELECT now FROM asked) THEN w.now_id ELSE t.id END
LEFT JOIN localities AS p ON p.id = CASE WHEN l.id IS NULL THEN w.province_id
                                         WHEN (SELECT now FROM asked) THEN l.parent_id
                                         ELSE coalesce(v.parent_id, l.parent_id)
                                    END
LEFT JOIN campaigns AS c ON c.id = s.campaign_id
WHERE s.place = 1
  AND (nullif(:within, '') IS NULL OR coalesce(l.id, w.province_id) IN (SELECT id FROM inside))
  AND (nullif(:level, '') IS NULL OR t.level = :level)
ORDER BY CASE WHEN (SELECT now FROM asked) THEN 0
              WHEN t.level = 'province' THEN 1 WHEN t.level = 'district' THEN 2 ELSE 3
         END,
         l.id IS NULL, l.sort_key, l.key, CASE t.level WHEN 'province' THEN 1 WHEN 'district' THEN 2 ELSE 3 END,
         t.sort_key, t.key, s.status, s.unit, s.to_date, s.year_from < s.year_to,
         c.sort_key, c.key;
