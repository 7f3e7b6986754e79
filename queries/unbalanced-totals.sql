-- title: Totals that their parts do not make up
-- title vi: Tổng số không khớp với các phần
-- about: Stated totals that differ from the parts given with them in the same article, one row per line of division, with the gap: the parts exceed the total, or several parts are less. A single part that is less is no fault and is shown only when asked for.
-- about vi: Tổng số nêu trong bài không khớp với các phần nêu cùng trong bài đó, mỗi cách chia một dòng, kèm chênh lệch: các phần vượt tổng số, hoặc nhiều phần cộng lại chưa đủ. Một phần riêng nhỏ hơn tổng không phải là lỗi, chỉ hiện khi được hỏi.
-- group: checks
-- param year: integer: only this year
-- choices year: SELECT DISTINCT year FROM yearly_figures WHERE year IS NOT NULL ORDER BY year DESC
-- param within: place: only this unit and the units inside it
-- choices within: SELECT name FROM localities WHERE id IN (SELECT locality_id FROM articles UNION SELECT locality_id FROM yearly_figures UNION SELECT l.parent_id FROM articles AS a JOIN localities AS l ON l.id = a.locality_id) GROUP BY name ORDER BY min(sort_key), name
-- param status: text: only this status
-- choices status: registered, recognized, built, maintained, commended
-- param finding: text: only this finding
-- choices finding: exceeds, incomplete, subset

WITH
inside (id) AS (
    SELECT locality_id FROM locality_names WHERE instr(' ' || search_key, ' ' || :within) > 0
)
SELECT coalesce(l.name, m.locality_name) AS locality,
       CASE WHEN m.year_from = m.year_to AND m.to_date = 0 THEN m.year_from END AS year,
       CASE WHEN m.year_from < m.year_to THEN m.year_from || '-' || m.year_to
            WHEN m.to_date = 1 THEN CAST(m.year_to AS TEXT)
       END AS span,
       m.to_date,
       m.status,
       m.unit,
       u.split,
       u.total,
       m.qualifier,
       u.sum_of_parts,
       u.gap,
       u.finding,
       u.parts,
       (SELECT group_concat(told, ', ')
        FROM (SELECT DISTINCT
                     coalesce(CASE u.split WHEN 'level' THEN x.level WHEN 'holder' THEN x.holder
                                           WHEN 'field' THEN x.field WHEN 'status' THEN x.status
                              END, x.level, x.holder, x.field, x.status)
                     || CASE x.qualifier WHEN 'exact' THEN ' ' ELSE ' ' || x.qualifier || ' ' END
                     || x.count AS told,
                     -- As the parts are told apart where they are added.
                     x.level, x.holder, x.field, x.status, x.unit, x.year_from, x.year_to,
                     x.locality_id, x.locality_name, x.organization_id, x.count
              FROM model_counts AS x
              WHERE x.part_of = m.id AND x.split = u.split
                AND (u.split NOT IN ('status', 'subset') OR x.count = u.sum_of_parts)
              ORDER BY x.count DESC, told)) AS parts_stated,
       m.as_of,
       m.campaign_name AS campaign,
       o.name AS organization,
       m.quote,
       a.title AS article,
       a.published_on,
       p.name AS within,
       l.code,
       l.valid_from,
       l.valid_to,
       'model_counts:' || m.id
       || coalesce((SELECT group_concat(' model_counts:' || id, '')
                    FROM (SELECT x.id FROM model_counts AS x
                          WHERE x.part_of = m.id AND x.split = u.split
                            AND (u.split NOT IN ('status', 'subset') OR x.count = u.sum_of_parts)
                          ORDER BY x.id)), '') AS _sources
FROM unbalanced_totals AS u
JOIN model_counts AS m ON m.id = u.model_count_id
JOIN articles AS a ON a.id = m.article_id
LEFT JOIN localities AS l ON l.id = m.locality_id
LEFT JOIN localities AS p ON p.id = l.parent_id
LEFT JOIN organizations AS o ON o.id = m.organization_id
-- One part that is less than its total is no fault: it is shown to those who ask for it.
WHERE (u.finding <> 'subset' OR :finding = 'subset')
  AND (nullif(:finding, '') IS NULL OR u.finding = :finding)
  AND (nullif(:year, '') IS NULL OR CAST(:year AS INTEGER) BETWEEN m.year_from AND m.year_to)
  AND (nullif(:status, '') IS NULL OR m.status = :status)
  AND (nullif(:within, '') IS NULL OR m.locality_id IN (SELECT id FROM inside))
ORDER BY l.id IS NULL, CASE l.level WHEN 'province' THEN 1 WHEN 'district' THEN 2 ELSE 3 END,
         l.sort_key, l.key, m.locality_name, m.to_date, m.year_from, m.year_to, m.status, m.unit,
         a.published_on, a.key, m.quote_start, m.id, u.split, u.sum_of_parts;
