-- title: New and changed figures since a load
-- title vi: Số liệu mới và thay đổi từ một lần nạp
-- about: Figures of which the articles of a load, or of any later one, say something new: those that had no figure, and those whose figure is now another, with what the earlier articles of this base said.
-- about vi: Những số liệu mà các bài nạp trong một lần nạp hoặc các lần sau nêu điều mới: số liệu trước đó chưa có và số liệu nay đã khác, kèm số mà các bài nạp trước đó đã nêu.
-- group: figures
-- param load: integer = (SELECT max(id) FROM loads): the load; load-history lists them
-- choices load: SELECT id FROM loads ORDER BY id DESC
-- param within: name: only this unit and the units inside it
-- choices within: SELECT name FROM localities WHERE level = 'province' OR level = 'district' AND id IN (SELECT locality_id FROM yearly_figures) GROUP BY name ORDER BY min(sort_key), name
-- param level: text: only localities of this level
-- choices level: province, district, commune
-- param status: text: only this status
-- choices status: registered, recognized, built, maintained, commended
-- param news: text: only new figures, or only changed ones
-- choices news: new, changed
-- note: SELECT 'not known to this base: figures that a correction, a changed page or a newer danvan changed'
-- note: WHERE EXISTS (SELECT 1 FROM loads WHERE id > 1)

WITH RECURSIVE
since (load, first) AS (
    SELECT CAST(coalesce(nullif(:load, ''), (SELECT max(id) FROM loads)) AS INTEGER),
           (SELECT min(load_id) FROM articles)
),
inside (id) AS (
    SELECT id FROM localities WHERE instr(' ' || search_key, ' ' || :within) > 0
    UNION
    SELECT c.id FROM inside JOIN localities AS c ON c.parent_id = inside.id
),
-- CROSS JOIN starts at the articles of the load, which are few beside the base.
touched AS (
    SELECT DISTINCT f.id
    FROM articles AS a
    CROSS JOIN model_counts AS m ON m.article_id = a.id AND m.organization_id IS NULL
    CROSS JOIN yearly_figures AS f
        ON f.locality_id = m.locality_id
       AND f.year_from IS m.year_from AND f.year_to IS m.year_to
       AND (f.to_date, f.campaign_id, f.unit, f.status, f.level, f.holder, f.field)
           IS (m.to_date, m.campaign_id, m.unit, m.status, m.level, m.holder, m.field)
    WHERE a.load_id >= (SELECT load FROM since)
      AND (nullif(:within, '') IS NULL OR m.locality_id IN (SELECT id FROM inside))
      AND (nullif(:status, '') IS NULL OR m.status = :status)
),
earlier AS (
    SELECT f.id, min(m.count) AS low, max(m.count) AS high,
           max(m.count IS f.chosen AND m.qualifier IS f.qualifier) AS had_it
    FROM since AS q
    CROSS JOIN touched AS t
    CROSS JOIN yearly_figures AS f ON f.id = t.id
    CROSS JOIN model_counts AS m
        ON m.locality_id = f.locality_id AND m.organization_id IS NULL
       AND m.year_from IS f.year_from AND m.year_to IS f.year_to
       AND (m.to_date, m.campaign_id, m.unit, m.status, m.level, m.holder, m.field)
           IS (f.to_date, f.campaign_id, f.unit, f.status, f.level, f.holder, f.field)
    JOIN articles AS a ON a.id = m.article_id AND a.load_id < q.load
    WHERE q.load > q.first
    GROUP BY f.id
),
changes AS (
    SELECT t.id, CASE WHEN e.id IS NULL THEN 'new' ELSE 'changed' END AS news, e.low, e.high
    FROM touched AS t
    JOIN yearly_figures AS f ON f.id = t.id
    LEFT JOIN earlier AS e ON e.id = t.id
    -- Where earlier articles differed, that one of their figures is shown now is no change known.
    WHERE e.id IS NULL OR CASE WHEN f.chosen IS NULL THEN e.low = e.high ELSE e.had_it = 0 END
)
SELECT l.name AS locality,
       e.news,
       s.year,
       CASE WHEN s.year_from < s.year_to THEN s.year_from || '-' || s.year_to
            WHEN s.to_date = 1 THEN CAST(s.year_to AS TEXT)
       END AS span,
       s.to_date,
       s.status,
       s.unit,
       s.level,
       s.holder,
       s.field,
       CASE WHEN e.low = e.high THEN e.low END AS previous,
       e.low AS previous_low,
       e.high AS previous_high,
       s.chosen AS figure,
       s.qualifier,
       s.low,
       s.high,
       s.why,
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
FROM changes AS e
JOIN yearly_figures AS s ON s.id = e.id
JOIN localities AS l ON l.id = s.locality_id
LEFT JOIN localities AS p ON p.id = l.parent_id
LEFT JOIN campaigns AS c ON c.id = s.campaign_id
WHERE (nullif(:news, '') IS NULL OR e.news = :news)
  AND (nullif(:level, '') IS NULL OR l.level = :level)
ORDER BY CASE l.level WHEN 'province' THEN 1 WHEN 'district' THEN 2 ELSE 3 END,
         l.sort_key, l.key, s.to_date, s.year_from, s.year_to, s.status, s.unit,
         s.level IS NOT NULL, s.level, s.holder IS NOT NULL, s.holder,
         s.field IS NOT NULL, s.field, c.sort_key, c.key;
