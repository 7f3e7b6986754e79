-- title: Directives cited
-- title vi: Văn bản được viện dẫn
-- about: The documents that articles cite, with date and issuer where an article states them, and how often and when they are cited.
-- about vi: Các văn bản được bài viết viện dẫn, kèm ngày và cơ quan ban hành nếu bài viết có nêu, số bài viện dẫn và thời gian viện dẫn.
-- group: documents
-- param kind: name: only this kind, such as nghị quyết
-- param number: text: only numbers with these characters, such as 25-NQ
-- param within: place: only citations in articles about this unit and the units inside it
-- choices kind: SELECT kind FROM directives GROUP BY kind ORDER BY count(*) DESC, kind
-- choices within: SELECT l.name FROM articles AS a JOIN localities AS l ON l.id = a.locality_id WHERE l.level = 'province' GROUP BY l.name ORDER BY min(l.sort_key), l.name

WITH RECURSIVE inside (id) AS (
    SELECT locality_id FROM locality_names WHERE instr(' ' || search_key, ' ' || :within) > 0
)
SELECT d.kind,
       d.number,
       d.title,
       d.issued_on,
       i.name AS issuer,
       count(DISTINCT c.article_id) AS articles,
       min(a.published_on) AS first_cited_on,
       max(a.published_on) AS last_cited_on,
       (SELECT group_concat(statement, ' ') FROM (
            SELECT 'citations:' || s.id AS statement
            FROM citations AS s JOIN articles AS b ON b.id = s.article_id
            WHERE s.directive_id = d.id
              AND (nullif(:within, '') IS NULL OR b.locality_id IN (SELECT id FROM inside))
            ORDER BY b.published_on IS NULL, b.published_on, b.key, s.quote_start)) AS _sources
FROM directives AS d
JOIN citations AS c ON c.directive_id = d.id
JOIN articles AS a ON a.id = c.article_id
LEFT JOIN organizations AS i ON i.id = d.issuer_id
WHERE (nullif(:kind, '') IS NULL OR instr(' ' || d.search_key, ' ' || :kind) = 1)
  AND (nullif(:number, '') IS NULL OR instr(upper(d.number), upper(:number)) > 0)
  AND (nullif(:within, '') IS NULL OR a.locality_id IN (SELECT id FROM inside))
GROUP BY d.id
ORDER BY articles DESC, d.issued_on IS NULL, d.issued_on, d.sort_key, d.key;
