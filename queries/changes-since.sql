-- title: New and changed figures since a load
-- title vi: Số liệu mới và thay đổi từ một lần nạp
-- about: Figures that are not what they were before a load: new ones, changed ones with the old value, and those that are gone; whether by new articles, changed pages, corrections or the rules of a newer danvan.
-- about vi: Những số liệu nay khác với trước một lần nạp: số liệu mới, số liệu thay đổi kèm giá trị cũ, và số liệu không còn; do bài mới, trang đã sửa, đính chính hoặc do quy tắc của phiên bản danvan mới hơn.
-- group: figures
-- param load: integer = (SELECT max(id) FROM loads): the load; load-history lists them
-- choices load: SELECT id FROM loads ORDER BY id DESC
-- param within: place: only this unit and the units inside it
-- choices within: SELECT name FROM localities WHERE id IN (SELECT locality_id FROM articles UNION SELECT locality_id FROM yearly_figures UNION SELECT l.parent_id FROM articles AS a JOIN localities AS l ON l.id = a.locality_id) GROUP BY name ORDER BY min(sort_key), name
-- param level: text: only localities of this level
-- choices level: province, district, commune
-- param status: text: only this status
-- choices status: registered, recognized, built, maintained, commended
-- param news: text: only new, only changed, or only gone figures
-- choices news: new, changed, gone
-- note: SELECT 'loads that did not keep what they changed, being killed or run by an older danvan: ' || count(*)
-- note: FROM loads WHERE (figures_before IS NULL OR figures_before > 0 AND _figures_changed IS NULL)
-- note: AND id >= CAST(coalesce(nullif(:load, ''), (SELECT max(id) FROM loads)) AS INTEGER)
-- note: HAVING count(*) > 0

WITH
since (load, were_figures) AS (
    SELECT id, figures_before > 0
    FROM loads
    WHERE id = CAST(coalesce(nullif(:load, ''), (SELECT max(id) FROM loads)) AS INTEGER)
),
inside (id) AS (
    SELECT locality_id FROM locality_names WHERE instr(' ' || search_key, ' ' || :within) > 0
),
-- What a figure was before the first of the loads that changed it.
before AS (
    SELECT h.*, min(h.load_id)
    FROM figure_history AS h
    WHERE h.load_id >= (SELECT load FROM since WHERE were_figures = 1)
    GROUP BY h.locality_key, h.year_from, h.year_to, h.to_date, h.campaign_key, h.unit, h.status,
             h.level, h.holder, h.field
),
changes AS (
    SELECT l.id AS locality_id, b.year_from, b.year_to, b.to_date, c.id AS campaign_id,
           b.campaign_key, b.unit, b.status, b.level, b.holder, b.field,
           b.low AS previous_low, b.high AS previous_high, b.chosen AS previous,
           b.qualifier AS previous_qualifier, f.id AS figure_id,
           CASE WHEN b.low IS NULL THEN 'new' WHEN f.id IS NULL THEN 'gone' ELSE 'changed' END AS news
    FROM before AS b
    JOIN localities AS l ON l.key = b.locality_key
    LEFT JOIN campaigns AS c ON c.key = b.campaign_key
    LEFT JOIN yearly_figures AS f
        ON f.locality_id = l.id AND f.year_from IS b.year_from AND f.year_to IS b.year_to
       AND (f.to_date, f.campaign_id, f.unit, f.status, f.level, f.holder, f.field)
           IS (b.to_date, c.id, b.unit, b.status, b.level, b.holder, b.field)
       -- A campaign that is gone is not none.
       AND (c.id IS NULL) = (b.campaign_key IS NULL)
    WHERE (f.id IS NULL) <> (b.low IS NULL)
       OR (f.chosen, f.qualifier) IS NOT (b.chosen, b.qualifier)
       -- Of sources that contradict each other the range is shown.
       OR f.chosen IS NULL AND (f.low, f.high) IS NOT (b.low, b.high)
    UNION ALL
    SELECT f.locality_id, f.year_from, f.year_to, f.to_date, f.campaign_id, NULL, f.unit,
           f.status, f.level, f.holder, f.field, NULL, NULL, NULL, NULL, f.id, 'new'
    FROM yearly_figures AS f
    WHERE (SELECT were_figures FROM since) = 0
)
SELECT l.name AS locality,
       e.news,
       CASE WHEN e.year_from = e.year_to AND e.to_date = 0 THEN e.year_from END AS year,
       CASE WHEN e.year_from < e.year_to THEN e.year_from || '-' || e.year_to
            WHEN e.to_date = 1 THEN CAST(e.year_to AS TEXT)
       END AS span,
       e.to_date,
       e.status,
       e.unit,
       e.level,
       e.holder,
       e.field,
       e.previous,
       e.previous_qualifier,
       e.previous_low,
       e.previous_high,
       s.chosen AS figure,
       s.qualifier,
       s.low,
       s.high,
       s.why,
       s.as_of,
       s.sources,
       coalesce(c.name, e.campaign_key) AS campaign,
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
FROM changes AS e
JOIN localities AS l ON l.id = e.locality_id
LEFT JOIN yearly_figures AS s ON s.id = e.figure_id
LEFT JOIN localities AS p ON p.id = l.parent_id
LEFT JOIN campaigns AS c ON c.id = e.campaign_id
WHERE (nullif(:within, '') IS NULL OR e.locality_id IN (SELECT id FROM inside))
  AND (nullif(:status, '') IS NULL OR e.status = :status)
  AND (nullif(:news, '') IS NULL OR e.news = :news)
  AND (nullif(:level, '') IS NULL OR l.level = :level)
ORDER BY CASE l.level WHEN 'province' THEN 1 WHEN 'district' THEN 2 ELSE 3 END,
         l.sort_key, l.key, e.to_date, e.year_from, e.year_to, e.status, e.unit,
         e.level IS NOT NULL, e.level, e.holder IS NOT NULL, e.holder,
         e.field IS NOT NULL, e.field, c.sort_key, c.key;
