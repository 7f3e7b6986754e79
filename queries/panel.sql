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
-- param within: place: only this unit and the units inside it, by the units of the geography
-- choices within: SELECT name FROM localities WHERE id IN (SELECT locality_id FROM articles UNION SELECT locality_id FROM yearly_figures UNION SELECT l.parent_id FROM articles AS a JOIN localities AS l ON l.id = a.locality_id) GROUP BY name ORDER BY min(sort_key), name
-- param geography: text = 'then': units of then, each year those in force at its end, or now: units of today in every year, with the figures of those that are the same territory
-- choices geography: then, now
-- param campaign: name: only models of this campaign
-- choices campaign: SELECT c.name FROM campaigns AS c JOIN yearly_figures AS f ON f.campaign_id = c.id GROUP BY c.id ORDER BY count(*) DESC, c.key
-- chart: line year figure locality+status+unit

WITH RECURSIVE
asked (now) AS (SELECT coalesce(nullif(:geography, ''), 'then') = 'now'),
inside (id) AS (
    SELECT locality_id FROM locality_names
    WHERE instr(' ' || search_key, ' ' || :within) > 0
      AND (NOT (SELECT now FROM asked)
           OR locality_id IN (SELECT id FROM localities WHERE valid_to IS NULL))
),
-- A territory that is one unit on both sides of the reform of 2025 is one line of the panel.
units AS MATERIALIZED (
    SELECT l.id, n.line_id, l.valid_from, l.valid_to
    FROM localities AS l
    JOIN locality_lines AS n ON n.locality_id = l.id
    WHERE l.level = coalesce(nullif(:level, ''), 'province')
      AND (nullif(:within, '') IS NULL
           OR CASE WHEN (SELECT now FROM asked) THEN n.line_id ELSE l.id END IN (SELECT id FROM inside))
),
told AS (
    SELECT f.*, u.line_id, u.valid_from
    FROM yearly_figures AS f
    JOIN units AS u ON u.id = f.locality_id
),
totals AS (
    SELECT f.*
    FROM told AS f
    WHERE f.year IS NOT NULL AND f.level IS NULL AND f.holder IS NULL AND f.field IS NULL
      AND (nullif(:status, '') IS NULL OR f.status = :status)
      AND (nullif(:unit, '') IS NULL OR f.unit = :unit)
      AND (nullif(:campaign, '') IS NULL
           OR f.campaign_id IN (
               SELECT id FROM campaigns WHERE instr(' ' || search_key, ' ' || :campaign) > 0
           ))
),
-- What rows there are: under units of today also for what was told of those that they were made of.
asked_for AS (
    SELECT year, status, unit FROM totals
    UNION
    SELECT x.year, x.status, x.unit
    FROM yearly_figures AS x
    JOIN localities_now AS w ON w.locality_id = x.locality_id
    WHERE (SELECT now FROM asked) AND w.now_id IN (SELECT line_id FROM units)
      AND x.year IS NOT NULL AND x.level IS NULL AND x.holder IS NULL AND x.field IS NULL
      AND (nullif(:status, '') IS NULL OR x.status = :status)
      AND (nullif(:unit, '') IS NULL OR x.unit = :unit)
),
span AS (
    SELECT coalesce(CAST(nullif(:year_from, '') AS INTEGER), min(year)) AS first,
           coalesce(CAST(nullif(:year_to, '') AS INTEGER), max(year)) AS last
    FROM asked_for
),
years (year, last) AS (
    SELECT first, last FROM span
    UNION ALL
    SELECT year + 1, last FROM years WHERE year < last
),
-- Of the whole base, so that the choice is the same for every locality.
of_campaign (id, figures) AS (
    SELECT campaign_id, count(*) FROM yearly_figures GROUP BY campaign_id
),
-- In a year with two units of a line the figure of the later one stands.
ranked AS (
    SELECT f.*,
           row_number() OVER same AS place,
           max(campaign_number) OVER (PARTITION BY f.line_id, f.year, f.status, f.unit) AS campaigns
    FROM (SELECT t.*,
                 dense_rank() OVER (PARTITION BY t.line_id, t.year, t.status, t.unit
                                    ORDER BY t.campaign_id) AS campaign_number
          FROM totals AS t) AS f
    LEFT JOIN of_campaign AS n ON n.id IS f.campaign_id
    LEFT JOIN campaigns AS c ON c.id = f.campaign_id
    WINDOW same AS (PARTITION BY f.line_id, f.year, f.status, f.unit
                    ORDER BY f.campaign_id IS NULL, n.figures DESC, c.key, f.valid_from DESC)
),
-- The units of each year: with max(), SQLite takes the id from the unit that began last. A figure may
-- be told of a unit of later (“năm 2024” in an article of 2026): it is kept.
cells AS (
    SELECT u.line_id, u.id AS locality_id, y.year, k.status, k.unit,
           max(coalesce(u.valid_from, '')) AS since
    FROM units AS u
    JOIN years AS y
    JOIN (SELECT DISTINCT status, unit FROM asked_for) AS k
    WHERE CASE WHEN (SELECT now FROM asked) THEN u.valid_to IS NULL
               ELSE coalesce(u.valid_from, '') <= y.year || '-12-31'
                    AND coalesce(u.valid_to, '9999') > y.year || '-01-01'
          END
    GROUP BY u.line_id, y.year, k.status, k.unit
    UNION ALL
    SELECT f.line_id, f.locality_id, f.year, f.status, f.unit, NULL
    FROM ranked AS f
    WHERE f.place = 1 AND NOT (SELECT now FROM asked)
      AND f.year BETWEEN coalesce(CAST(nullif(:year_from, '') AS INTEGER), f.year)
                     AND coalesce(CAST(nullif(:year_to, '') AS INTEGER), f.year)
      AND NOT EXISTS (SELECT 1 FROM units AS u
                      WHERE u.line_id = f.line_id
                        AND coalesce(u.valid_from, '') <= f.year || '-12-31'
                        AND coalesce(u.valid_to, '9999') > f.year || '-01-01')
)
SELECT CASE WHEN (SELECT now FROM asked) THEN l.name ELSE coalesce(v.name, l.name) END AS locality,
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
           WHEN (s.line_id, s.year, s.status, s.unit) IN (
               SELECT line_id, year, status, unit FROM told
               WHERE level IS NOT NULL OR holder IS NOT NULL OR field IS NOT NULL
           ) THEN 'stated in parts only'
           WHEN (SELECT now FROM asked) AND (s.line_id, s.year, s.status, s.unit) IN (
               SELECT w.now_id, x.year, x.status, x.unit
               FROM yearly_figures AS x
               JOIN localities_now AS w ON w.locality_id = x.locality_id
               WHERE w.now_id <> x.locality_id
                 AND x.level IS NULL AND x.holder IS NULL AND x.field IS NULL
           ) THEN 'of units that it was made of'
           WHEN (s.line_id, s.year, s.status, s.unit) IN (
               SELECT x.line_id, y.year, x.status, x.unit
               FROM told AS x
               JOIN years AS y ON y.year BETWEEN x.year_from AND x.year_to
               WHERE x.year IS NULL AND x.to_date = 0
           ) THEN 'of several years'
           WHEN (s.line_id, CAST(s.year AS TEXT), s.status, s.unit) IN (
               SELECT line_id, substr(as_of, 1, 4), status, unit FROM told
               WHERE to_date = 1
           ) THEN 'to date'
           WHEN (s.line_id, s.year) IN (SELECT line_id, year FROM told)
           THEN 'of another status or unit'
           WHEN (s.line_id, s.status, s.unit) IN (
               SELECT u.line_id, m.status, m.unit
               FROM model_counts AS m
               JOIN units AS u ON u.id = m.locality_id
               WHERE m.year_from IS NULL AND m.to_date = 0
           ) THEN 'undated'
           WHEN s.line_id IN (
               SELECT u.line_id FROM model_counts AS m JOIN units AS u ON u.id = m.locality_id
           ) THEN 'of another year'
           WHEN s.line_id IN (
               SELECT u.line_id FROM articles AS a JOIN units AS u ON u.id = a.locality_id
           ) THEN 'no count'
           ELSE 'no article'
       END AS reason,
       f.as_of,
       f.sources,
       f.contradiction,
       c.name AS campaign,
       f.campaigns,
       p.name AS within,
       CASE WHEN f.locality_id <> l.id THEN t.name END AS as_told_for,
       l.code,
       l.valid_from,
       l.valid_to,
       k.key AS line_key,
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
JOIN localities AS k ON k.id = s.line_id
LEFT JOIN locality_versions AS v ON v.id = (
    SELECT x.id FROM locality_versions AS x
    WHERE x.locality_id = s.locality_id AND coalesce(x.valid_from, '') <= s.year || '-12-31'
    ORDER BY x.valid_from DESC LIMIT 1)
LEFT JOIN ranked AS f
    ON f.line_id = s.line_id AND f.year = s.year
   AND f.status = s.status AND f.unit = s.unit AND f.place = 1
LEFT JOIN localities AS t ON t.id = f.locality_id
LEFT JOIN localities AS p ON p.id = CASE WHEN (SELECT now FROM asked) THEN l.parent_id
                                         ELSE coalesce(v.parent_id, l.parent_id)
                                    END
LEFT JOIN campaigns AS c ON c.id = f.campaign_id
ORDER BY l.sort_key, k.key, s.status, s.unit, s.year;
