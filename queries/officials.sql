-- title: Officials and their offices
-- title vi: Cán bộ và chức vụ
-- about: Who is named with which office, when first and last, and in how many articles; a person named without an office has a row with a blank one.
-- about vi: Ai được nêu với chức vụ nào, lần đầu và lần cuối vào ngày nào, trong bao nhiêu bài viết; người được nêu mà không kèm chức vụ thì ô chức vụ để trống.
-- group: people
-- param name: name: only persons whose name has these words
-- param within: place: only bodies of this unit and of the units inside it
-- param standing: text: only offices told so: held, left (given up there), taken (taken up there), former
-- choices within: SELECT l.name FROM organizations AS o JOIN localities AS l ON l.id = o.locality_id WHERE l.level = 'province' GROUP BY l.name ORDER BY min(l.sort_key), l.name
-- choices standing: held, taken, left, former

WITH
inside (id) AS (
    SELECT locality_id FROM locality_names WHERE instr(' ' || search_key, ' ' || :within) > 0
),
named AS (
    SELECT official_id, title, organization_id, standing, article_id, quote_start,
           'positions:' || id AS statement
    FROM positions
    UNION ALL
    SELECT m.official_id, NULL, NULL, NULL, m.article_id, m.quote_start, 'meeting_officials:' || m.id
    FROM meeting_officials AS m
    WHERE NOT EXISTS (SELECT 1 FROM positions AS p WHERE p.official_id = m.official_id)
),
dated AS (
    SELECT n.*, a.published_on,
           group_concat(n.statement, ' ') OVER (
               PARTITION BY n.official_id, n.title, n.organization_id, n.standing
               ORDER BY a.published_on IS NULL, a.published_on, a.key, n.quote_start
               ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS statements
    FROM named AS n
    JOIN articles AS a ON a.id = n.article_id
    WHERE nullif(:name, '') IS NULL
       OR n.official_id IN (SELECT id FROM officials
                            WHERE instr(' ' || search_key, ' ' || :name) > 0)
)
SELECT f.name,
       n.title AS office,
       o.name AS organization,
       coalesce(l.name, o.locality_name) AS locality,
       n.standing,
       min(n.published_on) AS first_stated_on,
       max(n.published_on) AS last_stated_on,
       count(DISTINCT n.article_id) AS articles,
       p.name AS within,
       f.key AS official_key,
       l.code,
       l.valid_from,
       l.valid_to,
       n.statements AS _sources
FROM dated AS n
JOIN officials AS f ON f.id = n.official_id
LEFT JOIN organizations AS o ON o.id = n.organization_id
LEFT JOIN localities AS l ON l.id = o.locality_id
LEFT JOIN localities AS p ON p.id = l.parent_id
WHERE (nullif(:within, '') IS NULL OR l.id IN (SELECT id FROM inside))
  AND (nullif(:standing, '') IS NULL OR n.standing = :standing)
GROUP BY f.id, n.title, o.id, n.standing
ORDER BY f.sort_key, f.key, min(n.published_on), n.title, o.sort_key, o.key, n.standing;
