-- title: Keys of facts
-- about: What each article states, with the key by which danvan correct knows it: to reject it, or to set a value of a count.
-- param within: name: only articles of this unit and of the units inside it
-- param key: text: only the article whose key begins so

WITH facts AS (
    SELECT article_id, quote_start, 'model_counts' AS fact, quote,
           count || '/' || status || coalesce('/' || level, '') || coalesce('/' || holder, '')
           || coalesce('/' || field, '') AS what
    FROM model_counts
    UNION ALL
    SELECT article_id, quote_start, 'meeting_articles', quote, name FROM meeting_articles
    UNION ALL
    SELECT article_id, quote_start, 'positions', quote, name || ', ' || title FROM positions
    UNION ALL
    SELECT article_id, quote_start, 'campaign_mentions', quote, name FROM campaign_mentions
    UNION ALL
    SELECT article_id, quote_start, 'citations', quote, coalesce(number, title, '') FROM citations
    UNION ALL
    SELECT article_id, quote_start, 'awards', quote,
           form || ', ' || coalesce(collectives, '-') || '/' || coalesce(individuals, '-') || '/'
           || coalesce(total, '-')
    FROM awards
    UNION ALL
    SELECT s.article_id, s.quote_start, 'article_organizations', s.quote,
           substr(o.key, 1, instr(o.key, '@') - 1)
    FROM article_organizations AS s
    JOIN organizations AS o ON o.id = s.organization_id
)
SELECT DISTINCT a.title AS article,
       f.fact,
       f.what,
       'fact:' || substr(a.key, 1, 12) || ':' || f.fact || ':' || f.quote_start || ':' || f.what AS key,
       f.quote
FROM facts AS f
JOIN articles AS a ON a.id = f.article_id
WHERE (nullif(:key, '') IS NULL OR instr(a.key, :key) = 1)
  AND (nullif(:within, '') IS NULL
       OR a.locality_id IN (
           WITH RECURSIVE inside (id) AS (
               SELECT id FROM localities WHERE instr(' ' || search_key, ' ' || :within) > 0
               UNION
               SELECT c.id FROM inside JOIN localities AS c ON c.parent_id = inside.id
           )
           SELECT id FROM inside
       ))
ORDER BY a.published_on IS NULL, a.published_on, a.key, f.quote_start, f.fact, f.what;
