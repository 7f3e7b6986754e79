-- title: Campaigns named
-- title vi: Phong trào, cuộc vận động, chủ đề
-- about: The emulation movements, drives and themes that articles name, by the year in which they report or plan them, with how many articles and units name them; a blank year means that the articles tie the campaign to no one year.
-- about vi: Các phong trào thi đua, cuộc vận động, chủ đề được bài viết nêu tên, theo năm thực hiện hoặc dự kiến, kèm số bài viết và số địa phương; năm để trống nghĩa là bài viết không gắn với riêng một năm nào.
-- group: documents
-- param kind: text: only this kind
-- param year: integer: only this year
-- param name: name: only campaigns whose name has these words
-- param within: place: only named in articles about this unit and the units inside it
-- choices kind: emulation, drive, theme
-- choices year: SELECT DISTINCT year FROM campaign_mentions WHERE year IS NOT NULL ORDER BY year DESC
-- choices name: SELECT c.name FROM campaign_mentions AS m JOIN campaigns AS c ON c.id = m.campaign_id GROUP BY c.id ORDER BY count(DISTINCT m.article_id) DESC, c.key LIMIT 100
-- choices within: SELECT l.name FROM articles AS a JOIN localities AS l ON l.id = a.locality_id WHERE l.level = 'province' GROUP BY l.name ORDER BY min(l.sort_key), l.name

WITH RECURSIVE inside (id) AS (
    SELECT locality_id FROM locality_names WHERE instr(' ' || search_key, ' ' || :within) > 0
)
SELECT c.name,
       c.kind,
       m.year,
       count(DISTINCT m.article_id) AS articles,
       count(DISTINCT a.locality_id) AS localities,
       min(a.published_on) AS first_named_on,
       max(a.published_on) AS last_named_on,
       (SELECT group_concat(statement, ' ') FROM (
            SELECT 'campaign_mentions:' || s.id AS statement
            FROM campaign_mentions AS s JOIN articles AS b ON b.id = s.article_id
            WHERE s.campaign_id = c.id AND s.year IS m.year
              AND (nullif(:within, '') IS NULL OR b.locality_id IN (SELECT id FROM inside))
            ORDER BY b.published_on IS NULL, b.published_on, b.key, s.quote_start)) AS _sources
FROM campaigns AS c
JOIN campaign_mentions AS m ON m.campaign_id = c.id
JOIN articles AS a ON a.id = m.article_id
WHERE (nullif(:kind, '') IS NULL OR c.kind = :kind)
  AND (nullif(:name, '') IS NULL OR instr(' ' || c.search_key, ' ' || :name) > 0)
  AND (nullif(:year, '') IS NULL OR m.year = CAST(:year AS INTEGER))
  AND (nullif(:within, '') IS NULL OR a.locality_id IN (SELECT id FROM inside))
GROUP BY c.id, m.year
ORDER BY c.sort_key, c.key, m.year IS NULL, m.year;
