-- title: What this base covers
-- title vi: Phạm vi dữ liệu
-- about: How many articles this base has of each unit and year of publication, from how many publishers, over which days, and what they state; where it has few it can answer little, and what it has not may have happened all the same.
-- about vi: Cơ sở dữ liệu có bao nhiêu bài về từng địa phương theo năm đăng, của bao nhiêu nguồn đăng, trong khoảng ngày nào và nêu được những gì; nơi ít bài thì trả lời được ít, và điều không có ở đây vẫn có thể đã diễn ra.
-- group: base
-- param year: integer: only articles published in this year
-- param within: place: only this unit and the units inside it
-- param level: text: only units of this level
-- choices year: SELECT DISTINCT substr(published_on, 1, 4) FROM articles WHERE published_on IS NOT NULL ORDER BY 1 DESC
-- choices within: SELECT l.name FROM articles AS a JOIN localities AS l ON l.id = a.locality_id WHERE l.level = 'province' GROUP BY l.name ORDER BY min(l.sort_key), l.name
-- choices level: province, district, commune
-- chart: bar locality articles year
-- note: SELECT 'inputs that could not be read: ' || nullif(count(DISTINCT source), 0) FROM rejects

WITH
inside (id) AS (
    SELECT locality_id FROM locality_names WHERE instr(' ' || search_key, ' ' || :within) > 0
),
told AS (
    SELECT a.id, a.locality_id, CAST(substr(a.published_on, 1, 4) AS INTEGER) AS year,
           a.published_on, a.publisher,
           EXISTS (SELECT 1 FROM article_organizations AS s WHERE s.article_id = a.id)
           OR EXISTS (SELECT 1 FROM meeting_articles AS s WHERE s.article_id = a.id)
           OR EXISTS (SELECT 1 FROM positions AS s WHERE s.article_id = a.id)
           OR EXISTS (SELECT 1 FROM meeting_officials AS s WHERE s.article_id = a.id)
           OR EXISTS (SELECT 1 FROM campaign_mentions AS s WHERE s.article_id = a.id)
           OR EXISTS (SELECT 1 FROM model_counts AS s WHERE s.article_id = a.id)
           OR EXISTS (SELECT 1 FROM citations AS s WHERE s.article_id = a.id)
           OR EXISTS (SELECT 1 FROM awards AS s WHERE s.article_id = a.id) AS has_facts
    FROM articles AS a
    WHERE (nullif(:year, '') IS NULL
           OR CAST(substr(a.published_on, 1, 4) AS INTEGER) = CAST(:year AS INTEGER))
      AND (nullif(:within, '') IS NULL OR a.locality_id IN (SELECT id FROM inside))
)
SELECT l.level AS locality_level,
       l.name AS locality,
       a.year,
       count(DISTINCT a.id) AS articles,
       nullif(count(DISTINCT a.publisher), 0) AS publishers,
       min(a.published_on) AS first_published_on,
       max(a.published_on) AS last_published_on,
       count(DISTINCT m.meeting_id) AS meetings,
       count(DISTINCT c.id) AS counts,
       100 * count(DISTINCT CASE WHEN a.has_facts THEN a.id END) / count(DISTINCT a.id)
           AS percent_with_facts,
       p.name AS within,
       l.code,
       l.valid_from,
       l.valid_to
FROM told AS a
LEFT JOIN meeting_articles AS m ON m.article_id = a.id
LEFT JOIN model_counts AS c ON c.article_id = a.id
LEFT JOIN localities AS l ON l.id = a.locality_id
LEFT JOIN localities AS p ON p.id = l.parent_id
WHERE nullif(:level, '') IS NULL OR l.level = :level
GROUP BY a.locality_id, a.year
ORDER BY CASE l.level WHEN 'province' THEN 1 WHEN 'district' THEN 2 WHEN 'commune' THEN 3 ELSE 4 END,
         l.sort_key, l.key, a.year IS NULL, a.year;
