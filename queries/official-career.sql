-- title: Career of an official
-- title vi: Quá trình công tác của cán bộ
-- about: The offices of a person in the order in which articles first state them, with the first and the last day, and the days on which an article tells of taking the office up or of having left it.
-- about vi: Các chức vụ của một người theo thứ tự được bài viết nêu lần đầu, kèm ngày nêu đầu tiên và sau cùng, ngày bài viết cho biết nhận chức hoặc thôi giữ chức.
-- group: people
-- param name: name: only persons whose name has these words
-- param within: place: only persons with an office in this unit or in the units inside it; all their offices are told
-- choices within: SELECT l.name FROM organizations AS o JOIN localities AS l ON l.id = o.locality_id WHERE l.level = 'province' GROUP BY l.name ORDER BY min(l.sort_key), l.name

WITH
inside (id) AS (
    SELECT locality_id FROM locality_names WHERE instr(' ' || search_key, ' ' || :within) > 0
),
persons AS (
    SELECT id, name, sort_key, key FROM officials AS f
    WHERE (nullif(:name, '') IS NULL OR instr(' ' || search_key, ' ' || :name) > 0)
      AND (nullif(:within, '') IS NULL
           OR EXISTS (SELECT 1 FROM positions AS p JOIN organizations AS o ON o.id = p.organization_id
                      WHERE p.official_id = f.id AND o.locality_id IN (SELECT id FROM inside)))
),
-- A nguyên Bí thư was Bí thư: one office, of which it is known that it was left.
stated AS (
    SELECT f.id AS official_id, p.organization_id,
           CASE WHEN p.title LIKE 'nguyên %' THEN substr(p.title, 8) ELSE p.title END AS title,
           p.standing, p.article_id, a.published_on,
           group_concat('positions:' || p.id, ' ') OVER (
               PARTITION BY f.id, p.organization_id,
                   CASE WHEN p.title LIKE 'nguyên %' THEN substr(p.title, 8) ELSE p.title END
               ORDER BY a.published_on IS NULL, a.published_on, a.key, p.quote_start, p.standing
               ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS statements
    FROM persons AS f
    JOIN positions AS p ON p.official_id = f.id
    JOIN articles AS a ON a.id = p.article_id
)
SELECT f.name,
       s.title AS office,
       o.name AS organization,
       coalesce(l.name, o.locality_name) AS locality,
       min(s.published_on) FILTER (WHERE s.standing IN ('held', 'taken')) AS first_stated_on,
       max(s.published_on) FILTER (WHERE s.standing IN ('held', 'taken')) AS last_stated_on,
       min(s.published_on) FILTER (WHERE s.standing = 'taken') AS taken_stated_on,
       min(s.published_on) FILTER (WHERE s.standing IN ('left', 'former')) AS left_stated_on,
       count(DISTINCT s.article_id) AS articles,
       p.name AS within,
       f.key AS official_key,
       l.code,
       l.valid_from,
       l.valid_to,
       s.statements AS _sources
FROM stated AS s
JOIN persons AS f ON f.id = s.official_id
LEFT JOIN organizations AS o ON o.id = s.organization_id
LEFT JOIN localities AS l ON l.id = o.locality_id
LEFT JOIN localities AS p ON p.id = l.parent_id
GROUP BY f.id, s.title, s.organization_id
ORDER BY f.sort_key, f.key, min(s.published_on) IS NULL, min(s.published_on),
         o.sort_key, o.key, s.title;
