-- title: Change from year to year
-- title vi: Tăng, giảm so với năm trước
-- about: How a figure changed from one year to the next, for the same locality, campaign, unit, status, level, holder and field (a province that the reform of 2025 left whole is one locality), computed only from two exact figures, and beside it the change that articles state.
-- about vi: Số liệu tăng, giảm thế nào so với năm liền trước, cùng địa phương, phong trào, đơn vị tính, tình trạng, cấp, chủ thể và lĩnh vực (tỉnh không sáp nhập năm 2025 là một địa phương); chỉ tính khi cả hai số đều chính xác, bên cạnh là mức tăng, giảm do bài viết nêu.
-- group: figures
-- param year: integer: only changes to this year
-- choices year: SELECT DISTINCT year FROM yearly_figures WHERE year IS NOT NULL ORDER BY year DESC
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
-- note:       WHERE (nullif(:year, '') IS NULL OR CAST(:year AS INTEGER) BETWEEN x.year_from AND x.year_to
-- note:              OR (x.year_from IS NULL AND x.to_date = 1
-- note:                  AND substr(x.as_of, 1, 4) = CAST(:year AS TEXT)))
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
-- One series for a territory that is one unit on both sides of the reform.
lines AS MATERIALIZED (
    SELECT locality_id, line_id FROM locality_lines
    WHERE locality_id IN (SELECT locality_id FROM yearly_figures)
),
series AS (
    SELECT f.*, n.line_id,
           row_number() OVER (
               PARTITION BY n.line_id, f.year, f.campaign_id, f.unit, f.status, f.level, f.holder,
                            f.field
               ORDER BY k.valid_from DESC) AS place
    FROM yearly_figures AS f
    JOIN lines AS n ON n.locality_id = f.locality_id
    JOIN localities AS k ON k.id = f.locality_id
    WHERE f.year IS NOT NULL
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
    FROM series AS f
    LEFT JOIN series AS b
        ON b.line_id = f.line_id AND b.year = f.year - 1 AND b.place = 1
       AND (b.campaign_id, b.unit, b.status, b.level, b.holder, b.field)
           IS (f.campaign_id, f.unit, f.status, f.level, f.holder, f.field)
    LEFT JOIN stated AS t ON t.figure_id = f.id
    WHERE (b.id IS NOT NULL OR t.change IS NOT NULL)
      AND (nullif(:year, '') IS NULL OR f.year = CAST(:year AS INTEGER))
      AND (nullif(:status, '') IS NULL OR f.status = :status)
      AND (nullif(:unit, '') IS NULL OR f.unit = :unit)
      AND (nullif(:campaign, '') IS NULL
           OR f.campaign_id IN (
               SELECT id FROM campaigns WHERE instr(' ' || search_key, ' ' || :campaign) > 0
           ))
)
SELECT CASE WHEN (SELECT now FROM asked) THEN l.name ELSE coalesce(v.name, t.name) END AS locality,
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
         l.id IS NULL, l.sort_key, l.key, CASE t.level WHEN 'province' THEN 1 WHEN 'district' THEN 2 ELSE 3 END,
         t.sort_key, t.key, s.year, s.status, s.unit, s.level IS NOT NULL, s.level,
         s.holder IS NOT NULL, s.holder, s.field IS NOT NULL, s.field, c.sort_key, c.key;
