-- title: Panel of localities and years
-- title vi: Bảng số liệu địa phương theo năm
-- about: For statistics: one row per locality of a level, year, status and unit of counting, also where there is no figure, with the reason; of several campaigns the one with most figures in this base.
-- about vi: Dùng cho thống kê: mỗi địa phương của một cấp, mỗi năm, tình trạng và đơn vị tính một dòng, kể cả khi chưa có số liệu, kèm lý do; nếu có nhiều phong trào thì lấy phong trào có nhiều số liệu nhất.
-- group: figures
-- param level: text = 'province': the level of the localities
-- choices level: province, district, commune
-- param status: text: only this status
-- choices status: registered, recognized, built, maintained, commended
-- param unit: text: only what is counted in this unit
-- choices unit: model, exemplar, both
-- param year_from: integer: from this year on; else from the first with a figure
-- choices year_from: SELECT DISTINCT year FROM yearly_figures WHERE year IS NOT NULL ORDER BY year DESC
-- param year_to: integer: up to this year; else to the last with a figure
-- choices year_to: SELECT DISTINCT year FROM yearly_figures WHERE year IS NOT NULL ORDER BY year DESC
-- param within: name: only this unit and the units inside it
-- choices within: SELECT name FROM localities WHERE level = 'province' OR level = 'district' AND id IN (SELECT locality_id FROM yearly_figures) GROUP BY name ORDER BY min(sort_key), name
-- param campaign: name: only models of this campaign
-- choices campaign: SELECT c.name FROM campaigns AS c JOIN yearly_figures AS f ON f.campaign_id = c.id GROUP BY c.id ORDER BY count(*) DESC, c.key
-- chart: line year figure locality+status+unit

WITH RECURSIVE
inside (id) AS (
    SELECT id FROM localities WHERE instr(' ' || search_key, ' ' || :within) > 0
    UNION
    SELECT c.id FROM inside JOIN localities AS c ON c.parent_id = inside.id
),
totals AS (
    SELECT f.*
    FROM yearly_figures AS f
    JOIN localities AS l ON l.id = f.locality_id
    WHERE f.year IS NOT NULL AND f.level IS NULL AND f.holder IS NULL AND f.field IS NULL
      AND l.level = coalesce(nullif(:level, ''), 'province')
      AND (nullif(:within, '') IS NULL OR f.locality_id IN (SELECT id FROM inside))
      AND (nullif(:status, '') IS NULL OR f.status = :status)
      AND (nullif(:unit, '') IS NULL OR f.unit = :unit)
      AND (nullif(:campaign, '') IS NULL
           OR f.campaign_id IN (
               SELECT id FROM campaigns WHERE instr(' ' || search_key, ' ' || :campaign) > 0
           ))
),
years (year) AS (
    SELECT coalesce(CAST(nullif(:year_from, '') AS INTEGER), (SELECT min(year) FROM totals))
    UNION ALL
    SELECT year + 1 FROM years
    WHERE year < coalesce(CAST(nullif(:year_to, '') AS INTEGER), (SELECT max(year) FROM totals))
),
-- Of the whole base, so that the choice is the same for every locality.
of_campaign (id, figures) AS (
    SELECT campaign_id, count(*) FROM yearly_figures GROUP BY campaign_id
),
ranked AS (
    SELECT f.*,
           row_number() OVER same AS place,
           count(*) OVER (PARTITION BY f.locality_id, f.year, f.status, f.unit) AS campaigns
    FROM totals AS f
    LEFT JOIN of_campaign AS n ON n.id IS f.campaign_id
    LEFT JOIN campaigns AS c ON c.id = f.campaign_id
    WINDOW same AS (PARTITION BY f.locality_id, f.year, f.status, f.unit
                    ORDER BY f.campaign_id IS NULL, n.figures DESC, c.key)
),
-- A figure may be told of a unit of later (“năm 2024” in an article of 2026): it is kept.
cells AS (
    SELECT l.id AS locality_id, y.year, k.status, k.unit
    FROM localities AS l
    JOIN years AS y
    JOIN (SELECT DISTINCT status, unit FROM totals) AS k
    WHERE l.level = coalesce(nullif(:level, ''), 'province')
      AND (nullif(:within, '') IS NULL OR l.id IN (SELECT id FROM inside))
      AND coalesce(l.valid_from, '') <= y.year || '-12-31'
      AND coalesce(l.valid_to, '9999') > y.year || '-01-01'
    UNION
    SELECT f.locality_id, f.year, f.status, f.unit
    FROM totals AS f
    JOIN years AS y ON y.year = f.year
)
SELECT l.name AS locality,
       s.year,
       s.status,
       s.unit,
       f.chosen AS figure,
       f.low,
       f.high,
       f.qualifier,
       CASE
           WHEN f.chosen IS NOT NULL THEN NULL
           WHEN f.id IS NOT NULL THEN 'sources differ'
           WHEN (s.locality_id, s.year, s.status, s.unit) IN (
               SELECT locality_id, year, status, unit FROM yearly_figures
               WHERE level IS NOT NULL OR holder IS NOT NULL OR field IS NOT NULL
           ) THEN 'stated in parts only'
           WHEN (s.locality_id, s.year, s.status, s.unit) IN (
               SELECT x.locality_id, y.year, x.status, x.unit
               FROM yearly_figures AS x
               JOIN years AS y ON y.year BETWEEN x.year_from AND x.year_to
               WHERE x.year IS NULL AND x.to_date = 0
           ) THEN 'of several years'
           WHEN (s.locality_id, CAST(s.year AS TEXT), s.status, s.unit) IN (
               SELECT locality_id, substr(as_of, 1, 4), status, unit FROM yearly_figures
               WHERE to_date = 1
           ) THEN 'to date'
           WHEN (s.locality_id, s.year) IN (
               SELECT locality_id, year FROM yearly_figures
           ) THEN 'of another status or unit'
           WHEN (s.locality_id, s.status, s.unit) IN (
               SELECT locality_id, status, unit FROM model_counts
               WHERE year_from IS NULL AND to_date = 0
           ) THEN 'undated'
           WHEN s.locality_id IN (SELECT locality_id FROM model_counts) THEN 'of another year'
           WHEN s.locality_id IN (SELECT locality_id FROM articles) THEN 'no count'
           ELSE 'no article'
       END AS reason,
       f.as_of,
       f.sources,
       f.contradiction,
       c.name AS campaign,
       f.campaigns,
       p.name AS within,
       l.code,
       l.valid_from,
       l.valid_to,
       CASE WHEN f.id IS NOT NULL THEN coalesce(
           'model_counts:' || f.model_count_id,
           (SELECT group_concat('model_counts:' || id, ' ')
            FROM (SELECT m.id FROM model_counts AS m
                  WHERE m.locality_id = f.locality_id AND m.organization_id IS NULL
                    AND m.year_from IS f.year_from AND m.year_to IS f.year_to
                    AND (m.to_date, m.campaign_id, m.unit, m.status, m.level, m.holder, m.field)
                        IS (f.to_date, f.campaign_id, f.unit, f.status, f.level, f.holder,
                            f.field)
                  ORDER BY m.id))
       ) END AS _sources
FROM cells AS s
JOIN localities AS l ON l.id = s.locality_id
LEFT JOIN ranked AS f
    ON f.locality_id = s.locality_id AND f.year = s.year
   AND f.status = s.status AND f.unit = s.unit AND f.place = 1
LEFT JOIN localities AS p ON p.id = l.parent_id
LEFT JOIN campaigns AS c ON c.id = f.campaign_id
ORDER BY l.sort_key, l.key, s.status, s.unit, s.year;
