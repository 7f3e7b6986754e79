-- title: Change from year to year
-- title vi: Tăng, giảm so với năm trước
-- about: How a figure changed from one year to the next, for the same locality, campaign, unit, status, level, holder and field, computed only from two exact figures, and beside it the change that articles state.
-- about vi: Số liệu tăng, giảm thế nào so với năm liền trước, cùng địa phương, phong trào, đơn vị tính, tình trạng, cấp, chủ thể và lĩnh vực; chỉ tính khi cả hai số đều chính xác, bên cạnh là mức tăng, giảm do bài viết nêu.
-- group: figures
-- param year: integer: only changes to this year
-- choices year: SELECT DISTINCT year FROM yearly_figures WHERE year IS NOT NULL ORDER BY year DESC
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
-- note:       WHERE (nullif(:year, '') IS NULL OR CAST(:year AS INTEGER) BETWEEN x.year_from AND x.year_to
-- note:              OR (x.year_from IS NULL AND x.to_date = 1
-- note:                  AND substr(x.as_of, 1, 4) = CAST(:year AS TEXT)))
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
-- A part repeats the change stated of the whole (“1.874 mô hình, gồm 1.322 mô hình tập thể …; tăng
-- 162 mô hình”): what is no part of another count has a stated change.
stated AS (
    SELECT figure_id, group_concat(change, '; ') AS change
    FROM (SELECT DISTINCT f.id AS figure_id, m.change
          FROM model_counts AS m
          JOIN yearly_figures AS f
              ON f.locality_id = m.locality_id
             AND f.year_from = m.year_from AND f.year_to = m.year_to AND f.to_date = m.to_date
             AND (f.campaign_id, f.unit, f.status, f.level, f.holder, f.field)
                 IS (m.campaign_id, m.unit, m.status, m.level, m.holder, m.field)
             AND coalesce(f.chosen, m.count) = m.count
          WHERE m.change IS NOT NULL AND m.part_of IS NULL AND m.organization_id IS NULL
          ORDER BY f.id, m.change)
    GROUP BY figure_id
),
changes AS (
    SELECT f.*,
           b.id AS previous_id,
           b.chosen AS previous,
           b.low AS previous_low,
           b.high AS previous_high,
           b.qualifier AS previous_qualifier,
           b.as_of AS previous_as_of,
           b.model_count_id AS previous_count_id,
           t.change AS stated_change,
           CASE
               WHEN b.id IS NULL THEN 'no figure of the year before'
               WHEN f.chosen IS NULL OR b.chosen IS NULL THEN 'sources differ'
               WHEN f.qualifier <> 'exact' OR b.qualifier <> 'exact' THEN 'rounded figure'
           END AS no_difference
    FROM yearly_figures AS f
    LEFT JOIN yearly_figures AS b
        ON b.locality_id = f.locality_id
       AND b.year_from = f.year - 1 AND b.year_to = f.year - 1 AND b.to_date = 0
       AND (b.campaign_id, b.unit, b.status, b.level, b.holder, b.field)
           IS (f.campaign_id, f.unit, f.status, f.level, f.holder, f.field)
    LEFT JOIN stated AS t ON t.figure_id = f.id
    WHERE f.year IS NOT NULL AND (b.id IS NOT NULL OR t.change IS NOT NULL)
      AND (nullif(:year, '') IS NULL OR f.year = CAST(:year AS INTEGER))
      AND (nullif(:within, '') IS NULL OR f.locality_id IN (SELECT id FROM inside))
      AND (nullif(:status, '') IS NULL OR f.status = :status)
      AND (nullif(:unit, '') IS NULL OR f.unit = :unit)
      AND (nullif(:campaign, '') IS NULL
           OR f.campaign_id IN (
               SELECT id FROM campaigns WHERE instr(' ' || search_key, ' ' || :campaign) > 0
           ))
)
SELECT l.name AS locality,
       s.year,
       s.status,
       s.unit,
       s.level,
       s.holder,
       s.field,
       s.previous,
       s.chosen AS figure,
       CASE WHEN s.no_difference IS NULL THEN s.chosen - s.previous END AS difference,
       CASE WHEN s.no_difference IS NULL AND s.previous > 0
            THEN round(100.0 * (s.chosen - s.previous) / s.previous, 1)
       END AS difference_percent,
       s.stated_change,
       s.no_difference,
       s.previous_qualifier,
       s.qualifier,
       s.previous_as_of,
       s.as_of,
       c.name AS campaign,
       p.name AS within,
       l.code,
       l.valid_from,
       l.valid_to,
       (SELECT group_concat('model_counts:' || id, ' ')
        FROM (SELECT m.id
              FROM yearly_figures AS f
              JOIN model_counts AS m
                  ON m.locality_id = f.locality_id AND m.organization_id IS NULL
                 AND m.year_from = f.year AND m.year_to = f.year
                 AND (m.to_date, m.campaign_id, m.unit, m.status, m.level, m.holder, m.field)
                     IS (0, f.campaign_id, f.unit, f.status, f.level, f.holder, f.field)
                 AND (m.id = coalesce(f.model_count_id, m.id)
                      OR f.id = s.id AND m.change IS NOT NULL AND s.stated_change IS NOT NULL)
              WHERE f.id IN (s.id, s.previous_id)
              ORDER BY f.year, m.id)) AS _sources
FROM changes AS s
JOIN localities AS l ON l.id = s.locality_id
LEFT JOIN localities AS p ON p.id = l.parent_id
LEFT JOIN campaigns AS c ON c.id = s.campaign_id
WHERE nullif(:level, '') IS NULL OR l.level = :level
ORDER BY CASE l.level WHEN 'province' THEN 1 WHEN 'district' THEN 2 ELSE 3 END,
         l.sort_key, l.key, s.year, s.status, s.unit, s.level IS NOT NULL, s.level,
         s.holder IS NOT NULL, s.holder, s.field IS NOT NULL, s.field, c.sort_key, c.key;
