-- title: Visits from above
-- title vi: Cấp trên dự, chỉ đạo hội nghị của cấp dưới
-- about: Officials and bodies of a higher level that took part in a meeting of a unit below theirs: who, from where, in what role, on which day. A person with an office in the unit itself is at home there and is no visitor.
-- about vi: Lãnh đạo, cơ quan cấp trên dự hội nghị của địa phương cấp dưới: ai, từ đâu, vai trò gì, ngày nào. Người đồng thời giữ chức vụ tại chính địa phương đó không tính là cấp trên về dự.
-- group: meetings
-- param year: integer: only meetings held in this year
-- param within: place: only meetings of this unit and of the units inside it
-- param level: text: only meetings of units of this level
-- param from_level: text: only visitors from this level
-- param name: name: only visitors whose name has these words
-- choices year: SELECT DISTINCT substr(held_on, 1, 4) FROM meetings WHERE held_on IS NOT NULL ORDER BY 1 DESC
-- choices within: SELECT l.name FROM meetings AS t JOIN localities AS l ON l.id = t.locality_id WHERE l.level = 'province' GROUP BY l.name ORDER BY min(l.sort_key), l.name
-- choices level: province, district, commune
-- choices from_level: nation, province, district
-- note: SELECT 'persons in meetings that are not known, left out: ' || nullif(count(DISTINCT official_id), 0)
-- note: FROM meeting_officials WHERE meeting_id IS NULL
-- note: UNION ALL
-- note: SELECT 'meetings of no known unit, left out: ' || nullif(count(*), 0)
-- note: FROM meetings WHERE locality_id IS NULL

WITH
inside (id) AS (
    SELECT locality_id FROM locality_names WHERE instr(' ' || search_key, ' ' || :within) > 0
),
-- What contains a unit, or once did: huyện Thạch Thất was of tỉnh Hà Tây, then of Hà Nội.
containers (locality_id, above_id) AS MATERIALIZED (
    SELECT v.locality_id, v.parent_id FROM locality_versions AS v WHERE v.parent_id IS NOT NULL
    UNION
    SELECT c.locality_id, v.parent_id
    FROM containers AS c
    JOIN locality_versions AS v ON v.locality_id = c.above_id
    WHERE v.parent_id IS NOT NULL
),
bodies AS (
    SELECT o.id, o.name, o.sort_key, o.key, o.locality_id,
           CASE WHEN substr(o.key, -3) = '@VN' THEN 'nation' ELSE l.level END AS level,
           CASE WHEN substr(o.key, -3) = '@VN' THEN 0
                ELSE CASE l.level WHEN 'province' THEN 1 WHEN 'district' THEN 2 ELSE 3 END
           END AS depth
    FROM organizations AS o
    LEFT JOIN localities AS l ON l.id = o.locality_id
    WHERE o.locality_id IS NOT NULL OR substr(o.key, -3) = '@VN'
),
held AS (
    SELECT t.id, t.held_on, t.name, t.sort_key, t.key, t.locality_id, l.level
    FROM meetings AS t
    JOIN localities AS l ON l.id = t.locality_id
    WHERE (nullif(:year, '') IS NULL
           OR CAST(substr(t.held_on, 1, 4) AS INTEGER) = CAST(:year AS INTEGER))
      AND (nullif(:within, '') IS NULL OR l.id IN (SELECT id FROM inside))
      AND (nullif(:level, '') IS NULL OR l.level = :level)
),
-- Every office that the article of the meeting gives a person who took part.
offices AS MATERIALIZED (
    SELECT m.meeting_id, m.article_id, m.official_id, p.id AS position_id,
           p.title || ', ' || b.name AS office, b.locality_id, b.level, b.depth,
           b.level = 'nation' OR EXISTS (
               SELECT 1 FROM containers AS c
               WHERE c.locality_id = t.locality_id AND c.above_id = b.locality_id) AS is_above,
           b.locality_id = t.locality_id OR EXISTS (
               SELECT 1 FROM containers AS c
               WHERE c.locality_id = b.locality_id AND c.above_id = t.locality_id) AS is_at_home
    FROM (SELECT DISTINCT meeting_id, article_id, official_id FROM meeting_officials) AS m
    JOIN held AS t ON t.id = m.meeting_id
    JOIN positions AS p ON p.official_id = m.official_id AND p.article_id = m.article_id
                       AND p.standing IN ('held', 'taken')
    JOIN bodies AS b ON b.id = p.organization_id
),
-- A Bí thư Huyện ủy who is also a Tỉnh ủy viên comes to a commune from the district: of the
-- offices above it the lowest says where from.
persons AS (
    SELECT meeting_id, official_id, max(depth) AS depth
    FROM offices
    GROUP BY meeting_id, official_id
    HAVING max(is_above) = 1 AND max(is_at_home) = 0
),
visits AS (
    SELECT v.meeting_id, f.name AS visitor, f.sort_key, f.key,
           (SELECT group_concat(office, '; ') FROM (
                SELECT DISTINCT o.office AS office FROM offices AS o
                WHERE o.meeting_id = v.meeting_id AND o.official_id = v.official_id AND o.is_above
                ORDER BY o.depth DESC, o.office)) AS offices,
           (SELECT min(o.locality_id) FROM offices AS o
            WHERE o.meeting_id = v.meeting_id AND o.official_id = v.official_id
              AND o.is_above AND o.depth = v.depth) AS from_id,
           CASE v.depth WHEN 0 THEN 'nation' WHEN 1 THEN 'province' ELSE 'district' END AS from_level,
           (SELECT group_concat(role, ', ') FROM (
                SELECT DISTINCT m.role AS role FROM meeting_officials AS m
                WHERE m.meeting_id = v.meeting_id AND m.official_id = v.official_id
                ORDER BY m.role)) AS roles,
           (SELECT group_concat(statement, ' ') FROM (
                SELECT 'meeting_officials:' || m.id AS statement
                FROM meeting_officials AS m JOIN articles AS a ON a.id = m.article_id
                WHERE m.meeting_id = v.meeting_id AND m.official_id = v.official_id
                ORDER BY a.published_on IS NULL, a.published_on, a.key, m.quote_start, m.role))
           || ' '
           || (SELECT group_concat(statement, ' ') FROM (
                SELECT 'positions:' || o.position_id AS statement
                FROM offices AS o JOIN articles AS a ON a.id = o.article_id
                WHERE o.meeting_id = v.meeting_id AND o.official_id = v.official_id AND o.is_above
                ORDER BY a.published_on IS NULL, a.published_on, a.key, o.depth DESC, o.office))
           AS sources
    FROM persons AS v
    JOIN officials AS f ON f.id = v.official_id
    WHERE nullif(:name, '') IS NULL OR instr(' ' || f.search_key, ' ' || :name) > 0
    UNION ALL
    SELECT t.id, b.name, b.sort_key, b.key, NULL, b.locality_id, b.level, 'hosted',
           (SELECT group_concat(statement, ' ') FROM (
                SELECT 'meeting_hosts:' || h.id AS statement
                FROM meeting_hosts AS h JOIN articles AS a ON a.id = h.article_id
                WHERE h.meeting_id = t.id AND h.organization_id = b.id
                ORDER BY a.published_on IS NULL, a.published_on, a.key, h.quote_start))
    FROM (SELECT DISTINCT meeting_id, organization_id FROM meeting_hosts) AS h
    JOIN held AS t ON t.id = h.meeting_id
    JOIN bodies AS b ON b.id = h.organization_id
    JOIN organizations AS o ON o.id = b.id
    WHERE (nullif(:name, '') IS NULL OR instr(' ' || o.search_key, ' ' || :name) > 0)
      AND (b.level = 'nation' OR EXISTS (
               SELECT 1 FROM containers AS c
               WHERE c.locality_id = t.locality_id AND c.above_id = b.locality_id))
)
SELECT t.held_on,
       t.name AS meeting,
       l.name AS locality,
       l.level AS locality_level,
       v.visitor,
       v.offices,
       d.name AS from_locality,
       v.from_level,
       v.roles,
       p.name AS within,
       l.code,
       l.valid_from,
       l.valid_to,
       v.sources AS _sources
FROM visits AS v
JOIN held AS t ON t.id = v.meeting_id
JOIN localities AS l ON l.id = t.locality_id
LEFT JOIN localities AS p ON p.id = l.parent_id
LEFT JOIN localities AS d ON d.id = v.from_id
WHERE nullif(:from_level, '') IS NULL OR v.from_level = :from_level
ORDER BY t.held_on IS NULL, t.held_on, l.sort_key, l.key, t.sort_key, t.key, v.sort_key, v.key;
