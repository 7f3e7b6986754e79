-- title: Figures and who states them
-- about: Every figure that an article states, with its words, the article and its date; chosen marks those that the tables of figures show, copy_of an article that repeats most of an earlier one and is no source beside it.
-- param year: integer: only figures that cover this year
-- param within: name: only this unit and the units inside it
-- param status: text: registered, recognized, built, maintained or commended

SELECT coalesce(l.name, m.locality_name) AS locality,
       CASE WHEN m.year_from = m.year_to THEN m.year_from
            ELSE m.year_from || '-' || m.year_to
       END AS year,
       m.status,
       m.count,
       m.qualifier,
       m.unit,
       m.level,
       m.holder,
       m.field,
       m.campaign_name AS campaign,
       o.name AS organization,
       m.to_date,
       m.as_of,
       EXISTS (SELECT 1 FROM yearly_figures AS f WHERE f.model_count_id = m.id) AS chosen,
       m.quote,
       a.title AS article,
       a.published_on,
       (SELECT min(s.source_key) FROM article_sources AS s WHERE s.article_id = a.id) AS source,
       (SELECT min(s.source_key) FROM near_duplicates AS n
        JOIN article_sources AS s ON s.article_id = n.first_id
        WHERE n.article_id = a.id AND n.first_id <> a.id) AS copy_of,
       p.name AS within
FROM model_counts AS m
JOIN articles AS a ON a.id = m.article_id
LEFT JOIN localities AS l ON l.id = m.locality_id
LEFT JOIN localities AS p ON p.id = l.parent_id
LEFT JOIN organizations AS o ON o.id = m.organization_id
WHERE (nullif(:year, '') IS NULL OR CAST(:year AS INTEGER) BETWEEN m.year_from AND m.year_to)
  AND (nullif(:status, '') IS NULL OR m.status = :status)
  AND (nullif(:within, '') IS NULL
       OR m.locality_id IN (
           WITH RECURSIVE inside (id) AS (
               SELECT id FROM localities WHERE instr(' ' || search_key, ' ' || :within) > 0
               UNION
               SELECT c.id FROM inside JOIN localities AS c ON c.parent_id = inside.id
           )
           SELECT id FROM inside
       ))
ORDER BY l.sort_key IS NULL, l.sort_key, l.key, m.locality_name, m.year_from, m.year_to,
         m.status, m.unit, m.level IS NOT NULL, m.level, m.holder, m.field,
         a.published_on, a.key, m.quote_start, m.count;
