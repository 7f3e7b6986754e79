-- title: Latest figures
-- title vi: Số liệu mới nhất
-- about: The latest stated total of each locality for each status, unit and campaign; figures of one year, spans of years and stocks are never set against each other, and each shows the day it speaks for.
-- about vi: Tổng số mới nhất được nêu của từng địa phương theo từng tình trạng, đơn vị tính và phong trào; số của một năm, của nhiều năm và số cộng dồn không so với nhau, mỗi số kèm thời điểm tính.
-- group: figures
-- param within: name: only this unit and the units inside it
-- choices within: SELECT name FROM localities WHERE level = 'province' OR level = 'district' AND id IN (SELECT locality_id FROM yearly_figures) GROUP BY name ORDER BY min(sort_key), name
-- param level: text: only localities of this level
-- choices level: province, district, commune
-- param status: text: only this status
-- choices status: registered, recognized, built, maintained, commended
-- param unit: text: only what is counted in this unit
-- choices unit: model, exemplar, both
-- param campaign: name: only models of this campaign
-- choices campaign: SELECT c.name FROM campaigns AS c JOIN yearly_figures AS f ON f.campaign_id = c.id GROUP BY c.id ORDER BY count(*) DESC, c.key
-- chart: bar locality figure status+unit
-- note: WITH RECURSIVE
-- note: inside (id) AS (
-- note:     SELECT id FROM localities WHERE instr(' ' || search_key, ' ' || :within) > 0
-- note:     UNION
-- note:     SELECT c.id FROM inside JOIN localities AS c ON c.parent_id = inside.id
-- note: )
-- note: SELECT 'left out: ' || group_concat(counted, ', ') || ' (figure-sources shows them)'
-- note: FROM (SELECT count(*) || ' ' || x.reason AS counted
-- note:       FROM counts_left_out AS x
-- note:       JOIN model_counts AS m ON m.id = x.model_count_id
-- note:       LEFT JOIN localities AS l ON l.id = x.locality_id
-- note:       WHERE x.reason NOT IN ('to date', 'of several years')
-- note:         AND (nullif(:status, '') IS NULL OR x.status = :status)
-- note:         AND (nullif(:unit, '') IS NULL OR m.unit = :unit)
-- note:         AND (nullif(:level, '') IS NULL OR l.level = :level)
-- note:         AND (nullif(:within, '') IS NULL OR x.locality_id IN (SELECT id FROM inside))
-- note:         AND (nullif(:campaign, '') IS NULL
-- note:              OR x.campaign_id IN (
-- note:                  SELECT id FROM campaigns WHERE instr(' ' || search_key, ' ' || :campaign) > 0
-- note:              ))
-- note:       GROUP BY x.reason ORDER BY x.reason)

WITH RECURSIVE
inside (id) AS (
    SELECT id FROM localities WHERE instr(' ' || search_key, ' ' || :within) > 0
    UNION
    SELECT c.id FROM inside JOIN localities AS c ON c.parent_id = inside.id
),
ranked AS (
    SELECT f.*,
           row_number() OVER (
               PARTITION BY f.locality_id, f.campaign_id, f.unit, f.status,
                            f.to_date, f.year_from < f.year_to
               -- A stock speaks for its day, and for a year only where it has no day.
               ORDER BY CASE f.to_date WHEN 1 THEN coalesce(f.as_of, f.year_to || '-12-31')
                                       ELSE f.year_to END DESC,
                        f.as_of DESC, f.year_to DESC, f.year_from
           ) AS place
    FROM yearly_figures AS f
    WHERE f.level IS NULL AND f.holder IS NULL AND f.field IS NULL
      AND (nullif(:within, '') IS NULL OR f.locality_id IN (SELECT id FROM inside))
      AND (nullif(:status, '') IS NULL OR f.status = :status)
      AND (nullif(:unit, '') IS NULL OR f.unit = :unit)
      AND (nullif(:campaign, '') IS NULL
           OR f.campaign_id IN (
               SELECT id FROM campaigns WHERE instr(' ' || search_key, ' ' || :campaign) > 0
           ))
)
SELECT l.name AS locality,
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
       s.as_of,
       s.sources,
       c.name AS campaign,
       p.name AS within,
       l.code,
       l.valid_from,
       l.valid_to,
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
JOIN localities AS l ON l.id = s.locality_id
LEFT JOIN localities AS p ON p.id = l.parent_id
LEFT JOIN campaigns AS c ON c.id = s.campaign_id
WHERE s.place = 1
  AND (nullif(:level, '') IS NULL OR l.level = :level)
ORDER BY CASE l.level WHEN 'province' THEN 1 WHEN 'district' THEN 2 ELSE 3 END,
         l.sort_key, l.key, s.status, s.unit, s.to_date, s.year_from < s.year_to,
         c.sort_key, c.key;
