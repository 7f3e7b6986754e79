-- title: Calendar of meetings
-- title vi: Lịch hội nghị
-- about: The meetings that articles report as held, by day, with their kinds, hosts and how many articles tell of them.
-- about vi: Các hội nghị mà bài viết cho biết đã tổ chức, theo ngày, kèm loại hội nghị, đơn vị tổ chức và số bài viết nói đến.
-- group: meetings
-- param year: integer: only meetings held in this year, or about it where the day is not stated
-- param kind: text: only this kind
-- param within: place: only this unit and the units inside it
-- choices year: SELECT DISTINCT substr(held_on, 1, 4) FROM meetings WHERE held_on IS NOT NULL ORDER BY 1 DESC
-- choices kind: briefing, midterm_review, final_review, rollout, launch, seminar, training, commendation, anniversary, contest, dialogue, congress, signing, inspection, other
-- choices within: SELECT l.name FROM meetings AS t JOIN localities AS l ON l.id = t.locality_id WHERE l.level = 'province' GROUP BY l.name ORDER BY min(l.sort_key), l.name

WITH RECURSIVE inside (id) AS (
    SELECT locality_id FROM locality_names WHERE instr(' ' || search_key, ' ' || :within) > 0
)
SELECT t.held_on,
       t.name,
       (SELECT group_concat(kind, ', ') FROM (
            SELECT DISTINCT k.kind AS kind FROM meeting_kinds AS k
            WHERE k.meeting_id = t.id ORDER BY k.kind)) AS kinds,
       coalesce(l.name, t.locality_name) AS locality,
       (SELECT group_concat(name, ', ') FROM (
            SELECT DISTINCT o.name AS name FROM meeting_hosts AS h
            JOIN organizations AS o ON o.id = h.organization_id
            WHERE h.meeting_id = t.id ORDER BY o.sort_key, o.key)) AS hosts,
       t.period_from,
       t.period_to,
       (SELECT count(DISTINCT m.article_id) FROM meeting_articles AS m
        WHERE m.meeting_id = t.id) AS articles,
       (SELECT count(DISTINCT r.official_id) FROM meeting_officials AS r
        WHERE r.meeting_id = t.id) AS officials,
       p.name AS within,
       l.code,
       l.valid_from,
       l.valid_to,
       (SELECT group_concat(statement, ' ') FROM (
            SELECT 'meeting_articles:' || m.id AS statement
            FROM meeting_articles AS m JOIN articles AS a ON a.id = m.article_id
            WHERE m.meeting_id = t.id
            ORDER BY a.published_on IS NULL, a.published_on, a.key, m.quote_start)) AS _sources
FROM meetings AS t
LEFT JOIN localities AS l ON l.id = t.locality_id
LEFT JOIN localities AS p ON p.id = l.parent_id
WHERE (nullif(:year, '') IS NULL
       OR CASE WHEN t.held_on IS NOT NULL
               THEN CAST(substr(t.held_on, 1, 4) AS INTEGER) = CAST(:year AS INTEGER)
               ELSE CAST(:year AS INTEGER) BETWEEN CAST(substr(t.period_from, 1, 4) AS INTEGER)
                                               AND CAST(substr(t.period_to, 1, 4) AS INTEGER)
          END)
  AND (nullif(:kind, '') IS NULL
       OR EXISTS (SELECT 1 FROM meeting_kinds AS k WHERE k.meeting_id = t.id AND k.kind = :kind))
  AND (nullif(:within, '') IS NULL OR t.locality_id IN (SELECT id FROM inside))
ORDER BY t.held_on IS NULL, t.held_on, l.sort_key, t.sort_key, t.key;
