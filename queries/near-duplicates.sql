-- title: Near-duplicates
-- title vi: Bài gần trùng nhau
-- about: Articles that share most of their sentences with an earlier one (an agency's text with another headline, a changed lead or a cut end); with it they are one source of a figure.
-- about vi: Các bài có phần lớn số câu giống một bài đăng trước (bài của hãng tin đăng lại với tít khác, sửa đoạn đầu hoặc cắt đoạn cuối); cùng với bài đó chỉ tính là một nguồn của số liệu.
-- group: checks
-- param within: place: only articles about this unit and the units inside it
-- choices within: SELECT l.name FROM articles AS a JOIN localities AS l ON l.id = a.locality_id WHERE l.level = 'province' GROUP BY l.name ORDER BY min(l.sort_key), l.name

WITH RECURSIVE inside (id) AS (
    SELECT locality_id FROM locality_names WHERE instr(' ' || search_key, ' ' || :within) > 0
)
SELECT f.title AS first_article,
       f.published_on AS first_published_on,
       (SELECT min(s.source_key) FROM article_sources AS s WHERE s.article_id = f.id) AS first_source,
       a.title AS article,
       a.published_on,
       -- Of the closest article that was compared, which need not be the first.
       (SELECT max(k.shared_percent) FROM _near_links AS k
        WHERE a.id IN (k.article_id, k.other_id)) AS shared_percent,
       l.name AS locality,
       (SELECT min(s.source_key) FROM article_sources AS s WHERE s.article_id = a.id) AS source,
       l.code,
       l.valid_from,
       l.valid_to
FROM near_duplicates AS n
JOIN articles AS f ON f.id = n.first_id
JOIN articles AS a ON a.id = n.article_id
LEFT JOIN localities AS l ON l.id = a.locality_id
WHERE n.article_id <> n.first_id
  AND (nullif(:within, '') IS NULL OR a.locality_id IN (SELECT id FROM inside))
ORDER BY f.published_on IS NULL, f.published_on, f.key,
         a.published_on IS NULL, a.published_on, a.key;
