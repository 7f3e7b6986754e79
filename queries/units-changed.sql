-- title: Units that changed
-- title vi: Đơn vị hành chính có thay đổi
-- about: Administrative units that ended or changed type or containing unit, with the day and what became of them, and how many articles, meetings and counts of this base concern them: comparing years across such a day needs care.
-- about vi: Các đơn vị hành chính kết thúc hoặc đổi loại, đổi đơn vị cấp trên, kèm ngày và đơn vị kế tục, cùng số bài viết, hội nghị, số liệu liên quan trong cơ sở dữ liệu; so sánh các năm trước và sau ngày đó cần thận trọng.
-- group: base
-- param from: date: only changes on or after this day
-- param to: date: only changes on or before this day
-- param within: place: only this unit and the units inside it
-- param level: text: only units of this level
-- param in_base: text: yes for only the units that this base tells of, no for only the others
-- choices from: SELECT DISTINCT valid_to FROM localities WHERE valid_to IS NOT NULL AND level <> 'commune' ORDER BY valid_to DESC
-- choices to: SELECT DISTINCT valid_to FROM localities WHERE valid_to IS NOT NULL AND level <> 'commune' ORDER BY valid_to DESC
-- choices within: SELECT name FROM localities WHERE level = 'province' GROUP BY name ORDER BY min(sort_key), name
-- choices level: province, district, commune
-- choices in_base: yes, no

WITH
inside (id) AS (
    SELECT locality_id FROM locality_names WHERE instr(' ' || search_key, ' ' || :within) > 0
),
changes AS (
    SELECT id AS locality_id, valid_to AS changed_on, 'ended' AS change, name, parent_id, NULL AS became
    FROM localities
    WHERE valid_to IS NOT NULL
    UNION ALL
    SELECT v.locality_id, n.valid_from,
           CASE WHEN v.type = n.type THEN 'other containing unit'
                WHEN v.parent_id IS n.parent_id THEN 'other type'
                ELSE 'other type and containing unit'
           END,
           v.name, v.parent_id, n.name || coalesce(', ' || p.name, '')
    FROM locality_versions AS v
    JOIN locality_versions AS n ON n.locality_id = v.locality_id AND n.valid_from = v.valid_to
    LEFT JOIN localities AS p ON p.id = n.parent_id
    WHERE v.type <> n.type OR v.parent_id IS NOT n.parent_id
),
asked AS (
    SELECT c.*, l.level, l.sort_key, l.key,
           (SELECT count(*) FROM articles AS a WHERE a.locality_id = l.id) AS articles,
           (SELECT count(*) FROM meetings AS t WHERE t.locality_id = l.id) AS meetings,
           (SELECT count(*) FROM model_counts AS m WHERE m.locality_id = l.id) AS counts
    FROM changes AS c
    JOIN localities AS l ON l.id = c.locality_id
    WHERE (nullif(:from, '') IS NULL OR c.changed_on >= :from)
      AND (nullif(:to, '') IS NULL OR c.changed_on <= :to)
      AND (nullif(:level, '') IS NULL OR l.level = :level)
      AND (nullif(:within, '') IS NULL OR l.id IN (SELECT id FROM inside))
),
told AS (
    SELECT c.*,
           CASE WHEN c.change = 'ended' THEN w.went_to ELSE c.became END AS went_to,
           w.share, w.now_id,
           -- Of the units that ended that day, how many went to the one that this one went to.
           (SELECT count(DISTINCT s.locality_id)
            FROM locality_successors AS s
            JOIN localities AS o ON o.id = s.locality_id
            WHERE s.successor_id = w.now_id AND o.level = c.level AND o.valid_to = c.changed_on)
           AS merged
    FROM asked AS c
    LEFT JOIN localities_now AS w ON w.locality_id = c.locality_id AND c.change = 'ended'
    WHERE CASE nullif(:in_base, '')
              WHEN 'yes' THEN c.articles > 0 OR c.meetings > 0 OR c.counts > 0
              WHEN 'no' THEN c.articles = 0 AND c.meetings = 0 AND c.counts = 0
              ELSE 1
          END
)
SELECT c.level AS locality_level,
       c.name AS locality,
       c.changed_on,
       -- What is known is in which unit of today the older one lies. How a unit ended that was no
       -- more when those were made, it does not say.
       CASE WHEN c.change <> 'ended' THEN c.change
            WHEN c.level = 'district' AND c.changed_on = '2025-07-01' THEN 'abolished'
            WHEN c.level <> 'district' AND c.share = 'part' THEN 'divided'
            WHEN c.changed_on <> '2025-07-01' OR c.now_id IS NULL THEN 'ended'
            WHEN c.merged > 1 THEN 'merged'
            WHEN n.bare_search_key = l.bare_search_key THEN 'continued'
            ELSE 'renamed'
       END AS change,
       c.went_to,
       c.articles,
       c.meetings,
       c.counts,
       p.name AS within,
       l.code,
       l.valid_from,
       l.valid_to
FROM told AS c
JOIN localities AS l ON l.id = c.locality_id
LEFT JOIN localities AS n ON n.id = c.now_id
LEFT JOIN localities AS p ON p.id = c.parent_id
ORDER BY CASE c.level WHEN 'province' THEN 1 WHEN 'district' THEN 2 ELSE 3 END,
         c.changed_on, c.sort_key, c.key, c.change, c.name;
