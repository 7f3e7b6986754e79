-- title: Directives and the meetings on them
-- title vi: Triển khai, sơ kết, tổng kết văn bản
-- about: The meetings that rolled a document out, reviewed it or inspected how it is carried out, and how many days after its issue; meetings that no article of this base ties to a document are not here.
-- about vi: Các hội nghị triển khai, sơ kết, tổng kết hoặc kiểm tra việc thực hiện một văn bản, và cách ngày ban hành bao nhiêu ngày; hội nghị mà không bài viết nào ở đây gắn với văn bản thì không có trong bảng.
-- group: documents
-- param kind: name: only documents of this kind, such as nghị quyết
-- param number: text: only numbers with these characters, such as 25-NQ
-- param follow_up: text: only this sort of meeting
-- param level: text: only meetings of units of this level
-- param within: place: only meetings of this unit and of the units inside it
-- choices kind: SELECT kind FROM directives GROUP BY kind ORDER BY count(*) DESC, kind
-- choices number: SELECT d.number FROM meeting_articles AS m JOIN directives AS d ON d.id = m.directive_id WHERE d.number IS NOT NULL GROUP BY d.number ORDER BY count(DISTINCT m.meeting_id) DESC, d.number LIMIT 100
-- choices follow_up: rollout, review, inspection, other
-- choices level: province, district, commune
-- choices within: SELECT l.name FROM meetings AS t JOIN localities AS l ON l.id = t.locality_id WHERE l.level = 'province' GROUP BY l.name ORDER BY min(l.sort_key), l.name
-- note: SELECT 'documents cited without a meeting on them: ' || nullif(count(*), 0)
-- note: FROM directives AS d
-- note: WHERE NOT EXISTS (SELECT 1 FROM meeting_articles AS m WHERE m.directive_id = d.id)
-- note:   AND EXISTS (SELECT 1 FROM citations AS c WHERE c.directive_id = d.id)
-- note:   AND (nullif(:kind, '') IS NULL OR instr(' ' || d.search_key, ' ' || :kind) = 1)
-- note:   AND (nullif(:number, '') IS NULL OR instr(upper(d.number), upper(:number)) > 0)

WITH RECURSIVE inside (id) AS (
    SELECT locality_id FROM locality_names WHERE instr(' ' || search_key, ' ' || :within) > 0
),
kinds AS (
    SELECT t.meeting_id, t.directive_id,
           (SELECT group_concat(kind, ', ') FROM (
                SELECT DISTINCT k.kind AS kind FROM meeting_kinds AS k
                WHERE k.meeting_id = t.meeting_id ORDER BY k.kind)) AS kinds
    FROM (SELECT DISTINCT meeting_id, directive_id FROM meeting_articles
          WHERE directive_id IS NOT NULL) AS t
),
-- `Tổng kết 10 năm thực hiện Nghị quyết …, triển khai nhiệm vụ` reviews the document: what it
-- rolls out is the tasks.
followed AS (
    SELECT meeting_id, directive_id, kinds,
           CASE WHEN instr(kinds, 'review') OR instr(kinds, 'briefing') THEN 'review'
                WHEN instr(kinds, 'inspection') THEN 'inspection'
                WHEN instr(kinds, 'rollout') OR instr(kinds, 'training') THEN 'rollout'
                ELSE 'other'
           END AS follow_up
    FROM kinds
)
SELECT d.kind,
       d.number,
       d.title,
       d.issued_on,
       d.issued_year,
       w.follow_up,
       t.held_on,
       CAST(julianday(t.held_on) - julianday(d.issued_on) AS INTEGER) AS days_since_issue,
       t.name AS meeting,
       w.kinds,
       coalesce(l.name, t.locality_name) AS locality,
       l.level AS locality_level,
       p.name AS within,
       l.code,
       l.valid_from,
       l.valid_to,
       (SELECT group_concat(statement, ' ') FROM (
            SELECT 'meeting_articles:' || m.id AS statement
            FROM meeting_articles AS m JOIN articles AS a ON a.id = m.article_id
            WHERE m.meeting_id = w.meeting_id AND m.directive_id = w.directive_id
            ORDER BY a.published_on IS NULL, a.published_on, a.key, m.quote_start)) AS _sources
FROM followed AS w
JOIN directives AS d ON d.id = w.directive_id
JOIN meetings AS t ON t.id = w.meeting_id
LEFT JOIN localities AS l ON l.id = t.locality_id
LEFT JOIN localities AS p ON p.id = l.parent_id
WHERE (nullif(:kind, '') IS NULL OR instr(' ' || d.search_key, ' ' || :kind) = 1)
  AND (nullif(:number, '') IS NULL OR instr(upper(d.number), upper(:number)) > 0)
  AND (nullif(:follow_up, '') IS NULL OR w.follow_up = :follow_up)
  AND (nullif(:level, '') IS NULL OR l.level = :level)
  AND (nullif(:within, '') IS NULL OR l.id IN (SELECT id FROM inside))
ORDER BY d.sort_key, d.key, t.held_on IS NULL, t.held_on, l.sort_key, t.sort_key, t.key;
