-- title: Contradictions
-- title vi: Số liệu mâu thuẫn
-- about: Claims of which articles that speak for the same day state figures that exclude each other: what they state, what is shown and why, with the key by which danvan correct decides.
-- about vi: Những số liệu mà các bài viết tính cùng thời điểm lại nêu khác nhau: từng số được nêu, số được chọn và lý do, kèm khóa để danvan correct quyết định.
-- group: checks
-- param year: integer: only this year
-- choices year: SELECT DISTINCT year FROM yearly_figures WHERE year IS NOT NULL ORDER BY year DESC
-- param within: place: only this unit and the units inside it, by the units of the geography
-- choices within: SELECT name FROM localities WHERE id IN (SELECT locality_id FROM articles UNION SELECT locality_id FROM yearly_figures UNION SELECT l.parent_id FROM articles AS a JOIN localities AS l ON l.id = a.locality_id) GROUP BY name ORDER BY min(sort_key), name
-- param geography: text = 'then': units of then, as they were called then, or now: figures under the unit of today that the unit of then lies in whole, each with its as_told_for, never added up
-- choices geography: then, now
-- param level: text: only localities of this level, as told
-- choices level: province, district, commune
-- param status: text: only this status
-- choices status: registered, recognized, built, maintained, commended
-- param decided: text: yes: only those where one figure could be chosen; no: only those where none could
-- choices decided: yes, no
-- note: WITH
-- note: asked (now) AS (SELECT coalesce(nullif(:geography, ''), 'then') = 'now'),
-- note: inside (id) AS (
-- note:     SELECT locality_id FROM locality_names
-- note:     WHERE instr(' ' || search_key, ' ' || :within) > 0
-- note:       AND (NOT (SELECT now FROM asked)
-- note:            OR locality_id IN (SELECT id FROM localities WHERE valid_to IS NULL))
-- note: )
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
)
SELECT CASE WHEN (SELECT now FROM asked) THEN l.name ELSE coalesce(v.name, t.name) END AS locality,
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
       (SELECT group_concat(told, ', ')
        FROM (SELECT DISTINCT CASE m.qualifier WHEN 'exact' THEN '' ELSE m.qualifier || ' ' END
                              || m.count AS told
              FROM model_counts AS m
              WHERE m.locality_id = s.locality_id AND m.organization_id IS NULL
                AND m.year_from IS s.year_from AND m.year_to IS s.year_to
                AND (m.to_date, m.campaign_id, m.unit, m.status, m.level, m.holder, m.field)
                    IS (s.to_date, s.campaign_id, s.unit, s.status, s.level, s.holder, s.field)
              ORDER BY m.count, m.qualifier)) AS stated,
       s.low,
       s.high,
       s.chosen AS figure,
       s.why,
       s.as_of,
       s.sources,
       s.other_sources,
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
       'figure:' || l.key || '/' || coalesce(s.year_from, '') || '-' || coalesce(s.year_to, '')
       || CASE s.to_date WHEN 1 THEN '+' ELSE '' END || '/' || coalesce(c.key, '')
       || '/' || s.unit || '/' || s.status || '/' || coalesce(s.level, '')
       || '/' || coalesce(s.holder, '') || '/' || coalesce(s.field, '') AS key,
       CASE WHEN l.id IS NOT t.id THEN t.key END AS told_key,
       l.code,
       l.valid_from,
       l.valid_to,
       t.level AS locality_level,
       (SELECT group_concat('model_counts:' || id, ' ')
        FROM (SELECT m.id FROM model_counts AS m
              WHERE m.locality_id = s.locality_id AND m.organization_id IS NULL
                AND m.year_from IS s.year_from AND m.year_to IS s.year_to
                AND (m.to_date, m.campaign_id, m.unit, m.status, m.level, m.holder, m.field)
                    IS (s.to_date, s.campaign_id, s.unit, s.status, s.level, s.holder, s.field)
              ORDER BY m.id)) AS _sources
FROM yearly_figures AS s
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
WHERE s.contradiction = 1
  AND (nullif(:decided, '') IS NULL OR (s.chosen IS NOT NULL) = (:decided = 'yes'))
  AND (nullif(:year, '') IS NULL OR CAST(:year AS INTEGER) BETWEEN s.year_from AND s.year_to)
  AND (nullif(:within, '') IS NULL OR coalesce(l.id, w.province_id) IN (SELECT id FROM inside))
  AND (nullif(:level, '') IS NULL OR t.level = :level)
  AND (nullif(:status, '') IS NULL OR s.status = :status)
ORDER BY CASE WHEN (SELECT now FROM asked) THEN 0
              WHEN t.level = 'province' THEN 1 WHEN t.level = 'district' THEN 2 ELSE 3
         END,
         l.id IS NULL, l.sort_key, l.key, CASE t.level WHEN 'province' THEN 1 WHEN 'district' THEN 2 ELSE 3 END,
         t.sort_key, t.key, s.to_date, s.year_from, s.year_to, s.status, s.unit,
         s.level IS NOT NULL, s.level, s.holder IS NOT NULL, s.holder,
         s.field IS NOT NULL, s.field, c.sort_key, c.key;
