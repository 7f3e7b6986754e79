-- title: Office holders
-- title vi: Người giữ chức vụ
-- about: Who is last stated in each office up to a day, and on which day; it is what the articles of this base say, not who holds the office today. Of an office that one person holds at a time the last one stated is shown, of others (deputies, members) everyone not stated to have left.
-- about vi: Ai được bài viết nêu gần nhất ở từng chức vụ tính đến một ngày, kèm ngày nêu; đây là điều các bài trong cơ sở dữ liệu này viết, không phải danh sách đương chức. Chức vụ chỉ có một người thì lấy người được nêu sau cùng; chức vụ có nhiều người (cấp phó, ủy viên) thì nêu đủ những người chưa có bài viết là đã thôi giữ.
-- group: people
-- param on: date: as stated on or before this day, leaving out bodies that had ended by then
-- param since: date: only who is stated on or after this day
-- param within: place: only bodies of this unit and of the units inside it
-- param body: name: only bodies whose name has these words, such as Ban Dân vận
-- param office: text: only offices that begin with these words, such as Trưởng Ban
-- choices within: SELECT l.name FROM organizations AS o JOIN localities AS l ON l.id = o.locality_id WHERE l.level = 'province' GROUP BY l.name ORDER BY min(l.sort_key), l.name
-- choices body: SELECT o.name FROM positions AS p JOIN organizations AS o ON o.id = p.organization_id GROUP BY o.name ORDER BY count(*) DESC, o.name LIMIT 100
-- choices office: SELECT title FROM positions GROUP BY title ORDER BY count(*) DESC, title LIMIT 100
-- note: SELECT 'offices in articles without a date, left out: ' || nullif(count(*), 0)
-- note: FROM positions AS p JOIN articles AS a ON a.id = p.article_id
-- note: WHERE a.published_on IS NULL

WITH
inside (id) AS (
    SELECT locality_id FROM locality_names WHERE instr(' ' || search_key, ' ' || :within) > 0
),
-- A body that became another one in 2025, on a day that is not known, may have been there to its end.
bodies AS (
    SELECT o.id FROM organizations AS o
    LEFT JOIN localities AS l ON l.id = o.locality_id
    WHERE (nullif(:within, '') IS NULL OR l.id IN (SELECT id FROM inside))
      AND (nullif(:body, '') IS NULL OR instr(' ' || o.search_key, ' ' || :body) > 0)
      AND (nullif(:on, '') IS NULL
           OR (coalesce(l.valid_to, '9999') > :on
               AND coalesce(substr(o.became_since || '-12-31', 1, 10), '9999') >= :on))
),
stated AS (
    SELECT p.official_id, p.organization_id,
           CASE WHEN p.title LIKE 'nguyên %' THEN substr(p.title, 8) ELSE p.title END AS title,
           CASE WHEN p.standing IN ('held', 'taken') THEN a.published_on END AS held_on,
           CASE WHEN p.standing IN ('left', 'former') THEN a.published_on END AS left_on
    FROM positions AS p
    JOIN articles AS a ON a.id = p.article_id
    WHERE a.published_on IS NOT NULL
      AND (nullif(:on, '') IS NULL OR a.published_on <= :on)
      AND CASE WHEN p.organization_id IS NULL
               THEN nullif(:within, '') IS NULL AND nullif(:body, '') IS NULL
               ELSE p.organization_id IN (SELECT id FROM bodies)
          END
),
persons AS (
    SELECT official_id, organization_id, title, min(held_on) AS first_held_on,
           max(held_on) AS held_on, max(left_on) AS left_on
    FROM stated
    WHERE nullif(:office, '') IS NULL OR instr(title, :office) = 1
    GROUP BY official_id, organization_id, title
),
offices AS (
    SELECT *, max(held_on) OVER (PARTITION BY organization_id, title) AS last_held_on,
           title LIKE 'Phó %' OR title LIKE '%phó' OR title LIKE '%y viên' OR title LIKE '%y viên %'
           OR title IN ('Đại biểu', 'Thành viên', 'Thường trực', 'Trưởng đoàn', 'Trưởng phòng')
           AS has_many_seats
    FROM persons
)
SELECT coalesce(l.name, o.locality_name) AS locality,
       o.name AS organization,
       h.title AS office,
       f.name,
       h.held_on AS stated_on,
       h.first_held_on AS first_stated_on,
       -- Another office that is first stated after this one is stated last: the person may have moved.
       (SELECT p.title || coalesce(', ' || b.name || coalesce(' ' || b.locality_name, ''), '')
        FROM positions AS p
        JOIN articles AS a ON a.id = p.article_id
        LEFT JOIN organizations AS b ON b.id = p.organization_id
        WHERE p.official_id = h.official_id AND p.standing IN ('held', 'taken')
          AND (nullif(:on, '') IS NULL OR a.published_on <= :on)
        GROUP BY p.title, b.id
        HAVING min(a.published_on) > h.held_on
        ORDER BY max(a.published_on) DESC, p.title, b.sort_key, b.key) AS later_office,
       p.name AS within,
       o.became,
       o.became_since,
       f.key AS official_key,
       l.code,
       l.valid_from,
       l.valid_to,
       (SELECT group_concat(statement, ' ') FROM (
            SELECT 'positions:' || s.id AS statement
            FROM positions AS s
            JOIN articles AS a ON a.id = s.article_id
            WHERE s.official_id = h.official_id AND s.organization_id IS h.organization_id
              AND s.title = h.title AND s.standing IN ('held', 'taken')
              AND a.published_on = h.held_on
            ORDER BY a.key, s.quote_start)) AS _sources
FROM offices AS h
JOIN officials AS f ON f.id = h.official_id
LEFT JOIN organizations AS o ON o.id = h.organization_id
LEFT JOIN localities AS l ON l.id = o.locality_id
LEFT JOIN localities AS p ON p.id = l.parent_id
WHERE h.held_on IS NOT NULL
  -- An article that tells of both a last act in an office and of leaving it: it is left.
  AND (h.left_on IS NULL OR h.left_on < h.held_on)
  AND (h.has_many_seats OR h.held_on = h.last_held_on)
  AND (nullif(:since, '') IS NULL OR h.held_on >= :since)
ORDER BY l.id IS NOT NULL, l.sort_key, l.key, o.locality_name, o.sort_key, o.key, h.title,
         h.held_on DESC, f.sort_key, f.key;
