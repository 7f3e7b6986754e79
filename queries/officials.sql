-- title: Officials and their offices
-- about: Who is named with which office, when first and last, and in how many articles; a person named without an office has a row with a blank one.
-- param name: name: only persons whose name has these words
-- param within: name: only bodies of this unit and of the units inside it

WITH named AS (
    SELECT official_id, title, organization_id, standing, article_id FROM positions
    UNION ALL
    SELECT m.official_id, NULL, NULL, NULL, m.article_id
    FROM meeting_officials AS m
    WHERE NOT EXISTS (SELECT 1 FROM positions AS p WHERE p.official_id = m.official_id)
)
SELECT f.name,
       n.title,
       o.name AS organization,
       coalesce(l.name, o.locality_name) AS locality,
       n.standing,
       min(a.published_on) AS first_stated_on,
       max(a.published_on) AS last_stated_on,
       count(DISTINCT n.article_id) AS articles,
       p.name AS within,
       l.code,
       l.valid_from,
       l.valid_to
FROM named AS n
JOIN officials AS f ON f.id = n.official_id
JOIN articles AS a ON a.id = n.article_id
LEFT JOIN organizations AS o ON o.id = n.organization_id
LEFT JOIN localities AS l ON l.id = o.locality_id
LEFT JOIN localities AS p ON p.id = l.parent_id
WHERE (nullif(:name, '') IS NULL OR instr(' ' || f.search_key, ' ' || :name) > 0)
  AND (nullif(:within, '') IS NULL
       OR o.locality_id IN (
           WITH RECURSIVE inside (id) AS (
               SELECT id FROM localities WHERE instr(' ' || search_key, ' ' || :within) > 0
               UNION
               SELECT c.id FROM inside JOIN localities AS c ON c.parent_id = inside.id
           )
           SELECT id FROM inside
       ))
GROUP BY f.id, n.title, o.id, n.standing
ORDER BY f.sort_key, f.key, min(a.published_on), n.title, o.sort_key, n.standing;
