-- title: Mine against the press
-- title vi: Số của tôi và số báo chí
-- about: Every figure of your own tables (danvan load --as figures) beside the figure that the press states of the same unit, years, status, level, holder, field, unit of counting and campaign, with the difference, the words of the press and your cell. Nothing is added up; a blank is no zero.
-- about vi: Từng số liệu trong bảng của bạn (danvan load --as figures) đặt cạnh số báo chí nêu cho cùng đơn vị, năm, tình trạng, cấp, đối tượng, lĩnh vực, đơn vị tính và phong trào, kèm chênh lệch, câu báo viết và ô trong bảng. Không cộng gộp; ô trống không phải là số 0.
-- group: figures
-- param year: integer: only this year, spans that cover it and stocks as of it
-- choices year: SELECT DISTINCT year_to FROM own_figures WHERE year_to IS NOT NULL ORDER BY year_to DESC
-- param within: place: only this unit and the units inside it, by the units of the geography
-- choices within: SELECT name FROM localities WHERE level = 'province' OR level = 'district' AND id IN (SELECT locality_id FROM own_figures) GROUP BY name ORDER BY min(sort_key), name
-- param level: text: only localities of this level
-- choices level: province, district, commune
-- param status: text: only this status
-- choices status: registered, recognized, built, maintained, commended
-- param only: text = 'mine': mine: all your figures; else only those of this relation; press only: figures of the press that your tables lack, for units and years of your tables
-- choices only: mine, equal, within range, differs, press has none, press only, not linked
-- param geography: text = 'then': units of then, as they were called then, or now: figures under the unit of today that the unit of then lies in whole, each with its as_told_for, never added up
-- choices geography: then, now
-- chart: bar locality difference status+unit | locality_level
-- note: SELECT 'your tables: ' || count(*) || ' not linked to a unit' FROM own_figures
-- note: WHERE locality_id IS NULL HAVING count(*) > 0

WITH
asked (now) AS (SELECT coalesce(nullif(:geography, ''), 'then') = 'now'),
inside (id) AS (
    SELECT locality_id FROM locality_names
    WHERE instr(' ' || search_key, ' ' || :within) > 0
      AND (NOT (SELECT now FROM asked)
           OR locality_id IN (SELECT id FROM localities WHERE valid_to IS NULL))
),
mine AS (
    SELECT o.id, o.key, o.locality_id, o.locality_name, o.year_from, o.year_to, o.to_date, o.as_of,
           c.id AS campaign_id, o.campaign_name, o.unit, o.status, o.level, o.holder, o.field,
           o.count, o.qualifier, o.low, o.high, o.cell, o.cell_text, o.quote, t.file, t.sheet
    FROM own_figures AS o
    JOIN own_tables AS t ON t.id = o.own_table_id
    LEFT JOIN campaigns AS c ON c.key = o.campaign_key
),
pairs AS (
    SELECT m.id AS own_id, f.id AS figure_id, m.locality_id, m.locality_name, m.year_from,
           m.year_to, m.to_date, m.campaign_name, m.unit, m.status, m.level, m.holder, m.field,
           m.count AS mine, m.qualifier AS mine_qualifier, m.low AS mine_low, m.high AS mine_high,
           m.as_of AS mine_as_of, m.file, m.sheet, m.cell, m.cell_text, m.quote AS mine_row, m.key
    FROM mine AS m
    LEFT JOIN yearly_figures AS f
        ON f.locality_id = m.locality_id
       AND f.year_from IS m.year_from AND f.year_to IS m.year_to AND f.to_date = m.to_date
       AND f.campaign_id = m.campaign_id AND f.unit = m.unit AND f.status = m.status
       AND f.level IS m.level AND f.holder IS m.holder AND f.field IS m.field
    UNION ALL
    -- What the press has and the tables lack, for the units and years that they speak of.
    SELECT NULL, f.id, f.locality_id, NULL, f.year_from,
           f.year_to, f.to_date, c.name, f.unit, f.status, f.level, f.holder, f.field,
           NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
    FROM yearly_figures AS f
    LEFT JOIN campaigns AS c ON c.id = f.campaign_id
    WHERE :only = 'press only'
      AND EXISTS (SELECT 1 FROM own_figures AS o
                  WHERE o.locality_id = f.locality_id
                    AND o.year_from IS f.year_from AND o.year_to IS f.year_to)
      AND NOT EXISTS (SELECT 1 FROM mine AS m
                      WHERE f.locality_id = m.locality_id
                        AND f.year_from IS m.year_from AND f.year_to IS m.year_to
                        AND f.to_date = m.to_date AND f.campaign_id = m.campaign_id
                        AND f.unit = m.unit AND f.status = m.status AND f.level IS m.level
                        AND f.holder IS m.holder AND f.field IS m.field)
),
compared AS (
    SELECT p.*, f.chosen, f.qualifier, f.low, f.high, f.as_of, f.sources, f.model_count_id,
           CASE WHEN p.own_id IS NULL THEN 'press only'
                WHEN p.locality_id IS NULL THEN 'not linked'
                WHEN p.figure_id IS NULL THEN 'press has none'
                WHEN p.mine = f.chosen AND p.mine_qualifier = 'exact' AND f.qualifier = 'exact'
                THEN 'equal'
                WHEN p.mine_low <= f.high AND f.low <= p.mine_high THEN 'within range'
                ELSE 'differs'
           END AS relation
    FROM pairs AS p
    LEFT JOIN yearly_figures AS f ON f.id = p.figure_id
)
SELECT CASE WHEN t.id IS NULL THEN s.locality_name
            WHEN (SELECT now FROM asked) THEN l.name
            ELSE coalesce(v.name, t.name)
       END AS locality,
       CASE WHEN s.year_from = s.year_to AND s.to_date = 0 THEN s.year_from END AS year,
       CASE WHEN s.year_from < s.year_to THEN s.year_from || '-' || s.year_to
            WHEN s.to_date = 1 THEN CAST(s.year_to AS TEXT)
       END AS span,
       s.to_date,
       s.status,
       s.unit,
       s.level,
       s.holder,
       s.field,
       s.mine,
       s.chosen AS press,
       s.low,
       s.high,
       CASE WHEN s.mine_qualifier = 'exact' AND s.qualifier = 'exact' THEN s.mine - s.chosen
       END AS difference,
       s.relation,
       coalesce(m.quote, q.quote) AS quote,
       coalesce(a.title, b.title) AS article,
       coalesce(a.published_on, b.published_on) AS published_on,
       s.as_of,
       s.sources,
       s.file AS own_file,
       CASE WHEN s.sheet <> '' THEN s.sheet || '!' || s.cell ELSE s.cell END AS own_cell,
       s.cell_text AS own_text,
       s.mine_row AS own_row,
       s.mine_as_of AS own_as_of,
       s.campaign_name AS campaign,
       p.name AS within,
       CASE WHEN l.id IS NOT t.id
            THEN coalesce(v.name, t.name) || coalesce(', ' || w2.name, '')
       END AS as_told_for,
       l.code,
       l.valid_from,
       l.valid_to,
       t.level AS locality_level,
       (SELECT group_concat('model_counts:' || id, ' ')
        FROM (SELECT n.id
              FROM yearly_figures AS f
              JOIN model_counts AS n
                  ON n.locality_id = f.locality_id AND n.organization_id IS NULL
                 AND n.year_from IS f.year_from AND n.year_to IS f.year_to AND n.to_date = f.to_date
                 AND n.campaign_id IS f.campaign_id AND n.unit = f.unit AND n.status = f.status
                 AND n.level IS f.level AND n.holder IS f.holder AND n.field IS f.field
                 AND n.id = coalesce(f.model_count_id, n.id)
              WHERE f.id = s.figure_id
              ORDER BY n.id)) AS _sources
FROM compared AS s
LEFT JOIN localities AS t ON t.id = s.locality_id
LEFT JOIN localities_now AS w ON w.locality_id = s.locality_id
LEFT JOIN locality_versions AS v ON v.id = (
    SELECT x.id FROM locality_versions AS x
    WHERE x.locality_id = s.locality_id
      AND coalesce(x.valid_from, '') <= coalesce(s.year_to, substr(coalesce(s.mine_as_of, s.as_of), 1, 4), '9999') || '-12-31'
    ORDER BY x.valid_from DESC LIMIT 1)
LEFT JOIN localities AS w2 ON w2.id = coalesce(v.parent_id, t.parent_id)
LEFT JOIN localities AS l ON l.id = CASE WHEN (SELECT now FROM asked) THEN w.now_id ELSE t.id END
LEFT JOIN localities AS p ON p.id = CASE WHEN l.id IS NULL THEN w.province_id
                                         WHEN (SELECT now FROM asked) THEN l.parent_id
                                         ELSE coalesce(v.parent_id, l.parent_id)
                                    END
LEFT JOIN model_counts AS m ON m.id = s.model_count_id
LEFT JOIN articles AS a ON a.id = m.article_id
-- Where the press contradicts itself one of its words stands for all, rather one that agrees with
-- mine, rather an early one; _sources names them.
LEFT JOIN model_counts AS q ON s.model_count_id IS NULL AND q.id = (
    SELECT id
    FROM (SELECT n.id, n.count IS NOT s.mine AS other, e.published_on, e.key, n.quote_start
          FROM yearly_figures AS f
          JOIN model_counts AS n
              ON n.locality_id = f.locality_id AND n.organization_id IS NULL
             AND n.year_from IS f.year_from AND n.year_to IS f.year_to AND n.to_date = f.to_date
             AND n.campaign_id IS f.campaign_id AND n.unit = f.unit AND n.status = f.status
             AND n.level IS f.level AND n.holder IS f.holder AND n.field IS f.field
          JOIN articles AS e ON e.id = n.article_id
          WHERE f.id = s.figure_id)
    ORDER BY other, published_on IS NULL, published_on, key, quote_start, id LIMIT 1)
LEFT JOIN articles AS b ON b.id = q.article_id
WHERE (nullif(:year, '') IS NULL OR CAST(:year AS INTEGER) BETWEEN s.year_from AND s.year_to
       OR (s.year_from IS NULL AND substr(coalesce(s.mine_as_of, s.as_of), 1, 4) = CAST(:year AS TEXT)))
  AND (nullif(:within, '') IS NULL OR coalesce(l.id, w.province_id) IN (SELECT id FROM inside))
  AND (nullif(:level, '') IS NULL OR t.level = :level)
  AND (nullif(:status, '') IS NULL OR s.status = :status)
  AND (coalesce(nullif(:only, ''), 'mine') IN ('mine', s.relation))
ORDER BY t.id IS NULL, CASE t.level WHEN 'province' THEN 1 WHEN 'district' THEN 2 ELSE 3 END,
         coalesce(l.sort_key, t.sort_key), t.sort_key, t.key, s.locality_name, s.to_date,
         s.year_from, s.year_to, s.status, s.unit, s.level IS NOT NULL, s.level, s.holder, s.field,
         s.campaign_name, s.key;
