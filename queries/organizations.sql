-- title: Organizations
-- title vi: Cơ quan, tổ chức
-- about: The bodies that articles name, with how many articles name them, how many meetings they hosted, how many persons are named with an office there, and what body took over its work; a body of an abolished unit ended with it (valid_to).
-- about vi: Các cơ quan, tổ chức được bài viết nêu tên, kèm số bài nêu tên, số hội nghị đã tổ chức, số người được nêu có chức vụ ở đó, và cơ quan kế tục nhiệm vụ; cơ quan của đơn vị đã giải thể thì kết thúc cùng đơn vị đó (valid_to).
-- group: people
-- param name: name: only bodies whose name has these words
-- param within: place: only bodies of this unit and of the units inside it
-- choices name: SELECT o.name FROM article_organizations AS n JOIN organizations AS o ON o.id = n.organization_id GROUP BY o.name ORDER BY count(*) DESC, o.name LIMIT 100
-- choices within: SELECT l.name FROM organizations AS o JOIN localities AS l ON l.id = o.locality_id WHERE l.level = 'province' GROUP BY l.name ORDER BY min(l.sort_key), l.name

WITH RECURSIVE inside (id) AS (
    SELECT locality_id FROM locality_names WHERE instr(' ' || search_key, ' ' || :within) > 0
)
SELECT o.name,
       coalesce(l.name, o.locality_name) AS locality,
       (SELECT count(DISTINCT n.article_id) FROM article_organizations AS n
        WHERE n.organization_id = o.id) AS articles,
       (SELECT count(DISTINCT h.meeting_id) FROM meeting_hosts AS h
        WHERE h.organization_id = o.id) AS meetings_hosted,
       (SELECT count(DISTINCT f.official_id) FROM positions AS f
        WHERE f.organization_id = o.id) AS officials,
       p.name AS within,
       o.became,
       o.became_since,
       l.code,
       l.valid_from,
       l.valid_to,
       (SELECT group_concat(statement, ' ') FROM (
            SELECT 'article_organizations:' || n.id AS statement
            FROM article_organizations AS n JOIN articles AS a ON a.id = n.article_id
            WHERE n.organization_id = o.id
            ORDER BY a.published_on IS NULL, a.published_on, a.key, n.quote_start)) AS _sources
FROM organizations AS o
LEFT JOIN localities AS l ON l.id = o.locality_id
LEFT JOIN localities AS p ON p.id = l.parent_id
WHERE (nullif(:name, '') IS NULL OR instr(' ' || o.search_key, ' ' || :name) > 0)
  AND (nullif(:within, '') IS NULL OR o.locality_id IN (SELECT id FROM inside))
ORDER BY o.sort_key, l.sort_key, o.key;
