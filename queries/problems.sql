-- title: Problems
-- about: What needs a person: figures that contradict each other, totals that their parts do not add up to, what has no date or no place, and input that was refused.
-- param problem: text: only contradiction, unbalanced, undated, unlinked or reject

WITH found AS (
    SELECT 1 AS rank, 'contradiction' AS problem, l.name AS place, f.year_from AS year,
           f.status || ' ' || f.unit || coalesce(' ' || f.level, '') || ': between ' || f.low
           || ' and ' || f.high
           || coalesce('; shown ' || f.chosen || ' (' || f.why || ')', '; none shown') AS what,
           NULL AS article,
           l.sort_key || ' ' || l.key || ' ' || f.id AS sort_key
    FROM yearly_figures AS f
    JOIN localities AS l ON l.id = f.locality_id
    WHERE f.contradiction = 1
    UNION ALL
    SELECT 2, 'unbalanced', coalesce(l.name, m.locality_name), m.year_from,
           u.finding || ': ' || u.parts || ' parts by ' || u.split || ' make ' || u.sum_of_parts
           || ', the total is ' || u.total,
           a.title, a.key || ' ' || m.quote_start
    FROM unbalanced_totals AS u
    JOIN model_counts AS m ON m.id = u.model_count_id
    JOIN articles AS a ON a.id = m.article_id
    LEFT JOIN localities AS l ON l.id = m.locality_id
    UNION ALL
    SELECT 3, 'undated', coalesce(l.name, a.locality_name), NULL, 'article without a date', a.title,
           '1 ' || a.key
    FROM articles AS a
    LEFT JOIN localities AS l ON l.id = a.locality_id
    WHERE a.published_on IS NULL
    UNION ALL
    SELECT 3, 'undated', coalesce(l.name, t.locality_name), NULL, 'meeting without a day: ' || t.name,
           NULL, '2 ' || t.sort_key || ' ' || t.key
    FROM meetings AS t
    LEFT JOIN localities AS l ON l.id = t.locality_id
    WHERE t.held_on IS NULL
    UNION ALL
    SELECT 3, 'undated', coalesce(l.name, m.locality_name), NULL,
           'count without a year: ' || m.count || ' ' || m.status, a.title,
           '3 ' || a.key || ' ' || m.quote_start
    FROM model_counts AS m
    JOIN articles AS a ON a.id = m.article_id
    LEFT JOIN localities AS l ON l.id = m.locality_id
    WHERE m.year_from IS NULL AND m.to_date = 0
    UNION ALL
    SELECT 4, 'unlinked', a.locality_name, NULL, 'place of the article is not one known unit',
           a.title, '1 ' || a.key
    FROM articles AS a
    WHERE a.locality_id IS NULL AND a.locality_name IS NOT NULL
    UNION ALL
    SELECT 4, 'unlinked', m.locality_name, m.year_from,
           'place of a count is not one known unit: ' || m.count || ' ' || m.status, a.title,
           '2 ' || a.key || ' ' || m.quote_start
    FROM model_counts AS m
    JOIN articles AS a ON a.id = m.article_id
    WHERE m.locality_id IS NULL AND m.locality_name IS NOT NULL
    UNION ALL
    SELECT 4, 'unlinked', o.locality_name, NULL, 'place of a body is not one known unit: ' || o.name,
           NULL, '3 ' || o.sort_key || ' ' || o.key
    FROM organizations AS o
    WHERE o.locality_id IS NULL AND o.locality_name IS NOT NULL
    UNION ALL
    SELECT 5, 'reject', r.source || CASE r.place WHEN '' THEN '' ELSE ':' || r.place END, NULL,
           r.reason || coalesce('; ' || r.advice, ''), NULL, r.source
    FROM rejects AS r
)
SELECT problem, place, year, what, article
FROM found
WHERE nullif(:problem, '') IS NULL OR problem = :problem
ORDER BY rank, sort_key, what;
