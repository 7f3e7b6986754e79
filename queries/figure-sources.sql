-- title: Figures and who states them
-- title vi: Số liệu và nguồn nêu số liệu
-- about: Every figure that an article states, with its words, the article and its date; chosen marks those that the tables of figures show, left_out says why a table of one year's figures cannot, copy_of names an article that this one repeats and beside which it is no source.
-- about vi: Từng số liệu mà bài viết nêu, kèm nguyên văn, bài viết và ngày; chosen đánh dấu số liệu được đưa vào các bảng, left_out cho biết vì sao bảng một năm không nêu được, copy_of là bài mà bài này chép lại nên không tính là nguồn riêng.
-- group: figures
-- param year: integer: only figures that cover this year, and stocks as of it
-- choices year: SELECT DISTINCT year FROM yearly_figures WHERE year IS NOT NULL ORDER BY year DESC
-- param within: place: only this unit and the units inside it, by the units of the geography
-- choices within: SELECT name FROM localities WHERE id IN (SELECT locality_id FROM articles UNION SELECT locality_id FROM yearly_figures UNION SELECT l.parent_id FROM articles AS a JOIN localities AS l ON l.id = a.locality_id) GROUP BY name ORDER BY min(sort_key), name
-- param status: text: only this status
-- choices status: registered, recognized, built, maintained, commended
-- param geography: text = 'then': units of then, as they were called then, or now: figures under the unit of today that the unit of then lies in whole, each with its as_told_for, never added up
-- choices geography: then, now
-- note: WITH
-- note: asked (now) AS (SELECT coalesce(nullif(:geography, ''), 'then') = 'now'),
-- note: inside (id) AS (
-- note:     SELECT locality_id FROM locality_names
-- note:     WHERE instr(' ' || search_key, ' ' || :within) > 0
-- note:       AND (NOT (SELECT now FROM asked)
-- note:            OR locality_id IN (SELECT id FROM localities WHERE valid_to IS NULL))
-- note: )
-- note: SELECT 'not rolled up, since their unit is not known to lie whole in one of today: '
-- note:        || nullif(count(*), 0)
-- note: FROM model_counts AS f
-- note: WHERE (SELECT now FROM asked)
-- note:   AND (nullif(:year, '') IS NULL OR CAST(:year AS INTEGER) BETWEEN f.year_from AND f.year_to
-- note:            OR (f.year_from IS NULL AND f.to_date = 1
-- note:                AND substr(f.as_of, 1, 4) = CAST(:year AS TEXT)))
-- note:   AND (nullif(:status, '') IS NULL OR f.status = :status)
-- note:   AND f.locality_id IN (
-- note:       SELECT w.locality_id FROM localities_now AS w
-- note:       WHERE w.now_id IS NULL
-- note:         AND (nullif(:within, '') IS NULL OR w.province_id IN (SELECT id FROM inside)
-- note:              OR EXISTS (SELECT 1 FROM locality_successors AS s
-- note:                         WHERE s.locality_id = w.locality_id
-- note:                           AND s.successor_id IN (SELECT id FROM inside))))
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
)
SELECT CASE WHEN t.id IS NULL THEN m.locality_name
            WHEN (SELECT now FROM asked) THEN l.name
            ELSE coalesce(v.name, t.name)
       END AS locality,
       CASE WHEN m.year_from = m.year_to AND m.to_date = 0 THEN m.year_from END AS year,
       CASE WHEN m.year_from < m.year_to THEN m.year_from || '-' || m.year_to
            WHEN m.to_date = 1 THEN CAST(m.year_to AS TEXT)
       END AS span,
       m.to_date,
       m.status,
       m.count,
       m.qualifier,
       m.unit,
       m.level,
       m.holder,
       m.field,
       m.campaign_name AS campaign,
       o.name AS organization,
       m.as_of,
       EXISTS (SELECT 1 FROM yearly_figures AS f WHERE f.model_count_id = m.id) AS chosen,
       (SELECT x.reason FROM counts_left_out AS x WHERE x.model_count_id = m.id) AS left_out,
       m.quote,
       a.title AS article,
       a.published_on,
       (SELECT min(s.source_key) FROM article_sources AS s WHERE s.article_id = a.id) AS source,
       (SELECT min(s.source_key) FROM near_duplicates AS n
        JOIN article_sources AS s ON s.article_id = n.first_id
        WHERE n.article_id = a.id AND n.first_id <> a.id) AS copy_of,
       p.name AS within,
       CASE WHEN l.id IS NOT t.id
            THEN coalesce(v.name, t.name) || coalesce(', ' || b.name, '')
       END AS as_told_for,
       CASE WHEN l.id IS NULL AND t.id IS NOT NULL
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
       'model_counts:' || m.id AS _sources
FROM model_counts AS m
JOIN articles AS a ON a.id = m.article_id
LEFT JOIN localities AS t ON t.id = m.locality_id
LEFT JOIN localities_now AS w ON w.locality_id = m.locality_id
LEFT JOIN locality_versions AS v ON v.id = (
    SELECT x.id FROM locality_versions AS x
    WHERE x.locality_id = m.locality_id
      AND coalesce(x.valid_from, '') <= coalesce(m.year_to, substr(m.as_of, 1, 4), '9999') || '-12-31'
    ORDER BY x.valid_from DESC LIMIT 1)
LEFT JOIN localities AS b ON b.id = coalesce(v.parent_id, t.parent_id)
LEFT JOIN localities AS l ON l.id = CASE WHEN (SELECT now FROM asked) THEN w.now_id ELSE t.id END
LEFT JOIN localities AS p ON p.id = CASE WHEN l.id IS NULL THEN w.province_id
                                         WHEN (SELECT now FROM asked) THEN l.parent_id
                                         ELSE coalesce(v.parent_id, l.parent_id)
                                    END
LEFT JOIN organizations AS o ON o.id = m.organization_id
WHERE (nullif(:year, '') IS NULL OR CAST(:year AS INTEGER) BETWEEN m.year_from AND m.year_to
           OR (m.year_from IS NULL AND m.to_date = 1
               AND substr(m.as_of, 1, 4) = CAST(:year AS TEXT)))
  AND (nullif(:status, '') IS NULL OR m.status = :status)
  AND (nullif(:within, '') IS NULL OR coalesce(l.id, w.province_id) IN (SELECT id FROM inside))
ORDER BY t.id IS NULL, CASE WHEN (SELECT now FROM asked) THEN 0
              WHEN t.level = 'province' THEN 1 WHEN t.level = 'district' THEN 2 ELSE 3
         END,
         l.id IS NULL, l.sort_key, l.key,
         CASE t.level WHEN 'province' THEN 1 WHEN 'district' THEN 2 ELSE 3 END,
         t.sort_key, t.key, m.locality_name,
         m.to_date, m.year_from < m.year_to, m.year_from, m.year_to,
         m.status, m.unit, m.level IS NOT NULL, m.level, m.holder, m.field,
         a.published_on, a.key, m.quote_start, m.count, m.id;
