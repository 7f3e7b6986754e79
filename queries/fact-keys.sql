-- title: Keys of facts
-- title vi: Khóa của từng dữ kiện
-- about: What each article states, with the key by which danvan correct knows it: to reject it, or to set a value of a count.
-- about vi: Mỗi bài nêu những gì, kèm khóa để dùng với danvan correct: bỏ một dữ kiện hoặc sửa giá trị một số liệu.
-- group: base
-- param within: place: only articles of this unit and of the units inside it
-- param key: text: only the article whose key begins so
-- choices within: SELECT l.name FROM articles AS a JOIN localities AS l ON l.id = a.locality_id WHERE l.level = 'province' GROUP BY l.name ORDER BY min(l.sort_key), l.name

WITH
inside (id) AS (
    SELECT locality_id FROM locality_names WHERE instr(' ' || search_key, ' ' || :within) > 0
),
asked AS (
    SELECT id, key, title, published_on FROM articles
    WHERE (nullif(:key, '') IS NULL OR instr(key, :key) = 1)
      AND (nullif(:within, '') IS NULL OR locality_id IN (SELECT id FROM inside))
),
facts AS (
    SELECT article_id, id, quote_start, 'model_counts' AS fact, quote,
           count || '/' || status || coalesce('/' || level, '') || coalesce('/' || holder, '')
           || coalesce('/' || field, '') AS what
    FROM model_counts WHERE article_id IN (SELECT id FROM asked)
    UNION ALL
    SELECT article_id, id, quote_start, 'meeting_articles', quote, name
    FROM meeting_articles WHERE article_id IN (SELECT id FROM asked)
    UNION ALL
    SELECT article_id, id, quote_start, 'positions', quote, name || ', ' || title
    FROM positions WHERE article_id IN (SELECT id FROM asked)
    UNION ALL
    SELECT article_id, id, quote_start, 'campaign_mentions', quote, name
    FROM campaign_mentions WHERE article_id IN (SELECT id FROM asked)
    UNION ALL
    SELECT article_id, id, quote_start, 'citations', quote, coalesce(number, title, '')
    FROM citations WHERE article_id IN (SELECT id FROM asked)
    UNION ALL
    SELECT article_id, id, quote_start, 'awards', quote,
           form || ', ' || coalesce(collectives, '-') || '/' || coalesce(individuals, '-') || '/'
           || coalesce(total, '-')
    FROM awards WHERE article_id IN (SELECT id FROM asked)
    UNION ALL
    SELECT s.article_id, s.id, s.quote_start, 'article_organizations', s.quote,
           substr(o.key, 1, instr(o.key, '@') - 1)
    FROM article_organizations AS s
    JOIN organizations AS o ON o.id = s.organization_id
    WHERE s.article_id IN (SELECT id FROM asked)
)
-- What an article says twice in one place is one fact.
SELECT a.title AS article,
       f.fact,
       f.what,
       'fact:' || substr(a.key, 1, 12) || ':' || f.fact || ':' || f.quote_start || ':' || f.what AS key,
       f.quote,
       f.fact || ':' || min(f.id) AS _sources
FROM facts AS f
JOIN asked AS a ON a.id = f.article_id
GROUP BY a.id, f.quote_start, f.fact, f.what
ORDER BY a.published_on IS NULL, a.published_on, a.key, f.quote_start, f.fact, f.what;
