-- title: Problems
-- title vi: Vấn đề cần xem lại
-- about: What needs a person: figures that contradict each other, totals that their parts exceed or do not make up, persons who may be one, days told differently, what has no date or no place, corrections that do not stand, and input that was refused.
-- about vi: Những chỗ cần người xem: số liệu mâu thuẫn, tổng số không khớp các phần, những người có thể là một, ngày tháng nêu khác nhau, mục thiếu ngày hoặc thiếu địa danh, đính chính không áp dụng được, tệp bị từ chối.
-- group: checks
-- param problem: text: only this sort of problem
-- choices problem: contradiction, unbalanced, identity, dates, undated, unlinked, correction, reject
-- param year: integer: only problems of this year, and those of no year
-- choices year: SELECT DISTINCT year FROM yearly_figures WHERE year IS NOT NULL ORDER BY year DESC
-- param within: place: only problems of this unit and of the units inside it
-- choices within: SELECT name FROM localities WHERE id IN (SELECT locality_id FROM articles UNION SELECT locality_id FROM yearly_figures UNION SELECT l.parent_id FROM articles AS a JOIN localities AS l ON l.id = a.locality_id) GROUP BY name ORDER BY min(sort_key), name

WITH
inside (id) AS (
    SELECT locality_id FROM locality_names WHERE instr(' ' || search_key, ' ' || :within) > 0
),
found AS (
    SELECT 1 AS rank, 'contradiction' AS problem, f.locality_id, NULL AS place, f.year,
           f.status || ', ' || f.unit || coalesce(', ' || f.level, '') || coalesce(', ' || f.holder, '')
           || coalesce(', ' || f.field, '') || CASE WHEN f.to_date = 1 THEN ', to date' ELSE '' END
           || CASE WHEN f.year_from < f.year_to THEN ', ' || f.year_from || '-' || f.year_to
                   WHEN f.to_date = 1 THEN coalesce(', ' || f.year_to, '')
                   ELSE ''
              END
           || ': articles state ' || (SELECT group_concat(told, ', ') FROM (
                SELECT DISTINCT CASE s.qualifier WHEN 'exact' THEN '' ELSE s.qualifier || ' ' END
                       || s.count AS told
                FROM model_counts AS s
                WHERE s.locality_id = f.locality_id AND s.organization_id IS NULL
                  AND s.year_from IS f.year_from AND s.year_to IS f.year_to
                  AND s.to_date = f.to_date AND s.campaign_id IS f.campaign_id
                  AND s.unit = f.unit AND s.status = f.status AND s.level IS f.level
                  AND s.holder IS f.holder AND s.field IS f.field
                ORDER BY s.count, s.qualifier))
           || coalesce('; shown ' || f.chosen || ' (' || f.why || ')', '; none shown') AS what,
           NULL AS article,
           l.sort_key || ' ' || l.key || ' ' || coalesce(f.year_from, 0) AS sort_key,
           (SELECT group_concat(statement, ' ') FROM (
                SELECT 'model_counts:' || s.id AS statement
                FROM model_counts AS s JOIN articles AS a ON a.id = s.article_id
                WHERE s.locality_id = f.locality_id AND s.organization_id IS NULL
                  AND s.year_from IS f.year_from AND s.year_to IS f.year_to
                  AND s.to_date = f.to_date AND s.campaign_id IS f.campaign_id
                  AND s.unit = f.unit AND s.status = f.status AND s.level IS f.level
                  AND s.holder IS f.holder AND s.field IS f.field
                ORDER BY a.published_on IS NULL, a.published_on, a.key, s.quote_start)) AS sources
    FROM yearly_figures AS f
    JOIN localities AS l ON l.id = f.locality_id
    WHERE f.contradiction = 1
    UNION ALL
    SELECT 2, 'unbalanced', m.locality_id, m.locality_name,
           CASE WHEN m.year_from = m.year_to AND m.to_date = 0 THEN m.year_from END,
           CASE WHEN u.parts = 1
                THEN u.finding || ': a part by ' || u.split || ' is '
                ELSE u.finding || ': ' || u.parts || ' parts by ' || u.split || ' make '
           END || u.sum_of_parts || ', the total is ' || u.total,
           a.title, a.key || ' ' || m.quote_start,
           'model_counts:' || m.id || ' ' || (SELECT group_concat(statement, ' ') FROM (
                SELECT 'model_counts:' || s.id AS statement FROM model_counts AS s
                WHERE s.part_of = m.id AND s.split = u.split ORDER BY s.quote_start, s.id))
    FROM unbalanced_totals AS u
    JOIN model_counts AS m ON m.id = u.model_count_id
    JOIN articles AS a ON a.id = m.article_id
    WHERE u.finding <> 'subset'
    UNION ALL
    SELECT 5, 'undated', a.locality_id, a.locality_name, NULL, 'article without a date', a.title,
           '1 ' || a.key, NULL
    FROM articles AS a
    WHERE a.published_on IS NULL
    UNION ALL
    SELECT 5, 'undated', t.locality_id, t.locality_name, NULL, 'meeting without a day: ' || t.name,
           NULL, '2 ' || t.sort_key || ' ' || t.key,
           (SELECT group_concat(statement, ' ') FROM (
                SELECT 'meeting_articles:' || s.id AS statement
                FROM meeting_articles AS s JOIN articles AS a ON a.id = s.article_id
                WHERE s.meeting_id = t.id
                ORDER BY a.published_on IS NULL, a.published_on, a.key, s.quote_start))
    FROM meetings AS t
    WHERE t.held_on IS NULL
    UNION ALL
    SELECT 5, 'undated', m.locality_id, m.locality_name, NULL,
           'count without a year: ' || m.count || ' ' || m.status, a.title,
           '3 ' || a.key || ' ' || m.quote_start, 'model_counts:' || m.id
    FROM model_counts AS m
    JOIN articles AS a ON a.id = m.article_id
    WHERE m.year_from IS NULL AND m.to_date = 0
    UNION ALL
    SELECT 6, 'unlinked', NULL, a.locality_name, NULL, 'place of the article is not one known unit',
           a.title, '1 ' || a.key, NULL
    FROM articles AS a
    WHERE a.locality_id IS NULL AND a.locality_name IS NOT NULL
    UNION ALL
    SELECT 6, 'unlinked', NULL, m.locality_name,
           CASE WHEN m.year_from = m.year_to AND m.to_date = 0 THEN m.year_from END,
           'place of a count is not one known unit: ' || m.count || ' ' || m.status, a.title,
           '2 ' || a.key || ' ' || m.quote_start, 'model_counts:' || m.id
    FROM model_counts AS m
    JOIN articles AS a ON a.id = m.article_id
    WHERE m.locality_id IS NULL AND m.locality_name IS NOT NULL
    UNION ALL
    SELECT 6, 'unlinked', NULL, o.locality_name, NULL,
           'place of a body is not one known unit: ' || o.name,
           NULL, '3 ' || o.sort_key || ' ' || o.key,
           (SELECT group_concat(statement, ' ') FROM (
                SELECT 'article_organizations:' || s.id AS statement
                FROM article_organizations AS s JOIN articles AS a ON a.id = s.article_id
                WHERE s.organization_id = o.id
                ORDER BY a.published_on IS NULL, a.published_on, a.key, s.quote_start))
    FROM organizations AS o
    WHERE o.locality_id IS NULL AND o.locality_name IS NOT NULL
    UNION ALL
    SELECT 3, 'identity', NULL, NULL, NULL,
           x.name || ' (' || d.key || ') and ' || y.name || ' (' || d.other_key || '): ' || d.reason
           -- Datasette would take two hyphens in a text for the begin of a comment.
           || '; danvan correct -' || '-doubts hands them over',
           NULL, x.sort_key || ' ' || d.key || ' ' || d.other_key, NULL
    FROM identity_doubts AS d
    JOIN officials AS x ON x.key = d.key
    JOIN officials AS y ON y.key = d.other_key
    WHERE d.kind = 'official'
    UNION ALL
    SELECT 3, 'identity', x.locality_id, x.locality_name, NULL,
           'meetings on ' || x.held_on || ': ' || x.name || ' (' || d.key || ') and ' || y.name
           || ' (' || d.other_key || ')'
           || '; danvan correct -' || '-doubts hands them over',
           NULL, x.sort_key || ' ' || d.key || ' ' || d.other_key, NULL
    FROM identity_doubts AS d
    JOIN meetings AS x ON x.key = d.key
    JOIN meetings AS y ON y.key = d.other_key
    WHERE d.kind = 'meeting' AND d.reason = 'one day'
    UNION ALL
    SELECT 4, 'dates', NULL, NULL, NULL,
           d.kind || coalesce(' ' || d.number, '') || ': issued on '
           || (SELECT group_concat(day, ', ') FROM (
                   SELECT c.issued_on || ' (' || count(DISTINCT c.article_id) || ')' AS day
                   FROM citations AS c
                   WHERE c.directive_id = d.id AND c.issued_on IS NOT NULL
                   GROUP BY c.issued_on ORDER BY c.issued_on)),
           NULL, '1 ' || d.sort_key || ' ' || d.key,
           (SELECT group_concat(statement, ' ') FROM (
                SELECT 'citations:' || s.id AS statement
                FROM citations AS s JOIN articles AS a ON a.id = s.article_id
                WHERE s.directive_id = d.id AND s.issued_on IS NOT NULL
                ORDER BY a.published_on IS NULL, a.published_on, a.key, s.quote_start))
    FROM identity_doubts AS i
    JOIN directives AS d ON d.key = i.key
    WHERE i.kind = 'directive'
    UNION ALL
    SELECT 4, 'dates', t.locality_id, t.locality_name, NULL,
           'meeting held on ' || (SELECT group_concat(held_on, ', ') FROM (
               SELECT DISTINCT held_on FROM meeting_articles
               WHERE meeting_id = t.id AND held_on IS NOT NULL ORDER BY held_on))
           || ', as told: ' || t.name,
           NULL, '2 ' || t.sort_key || ' ' || t.key,
           (SELECT group_concat(statement, ' ') FROM (
                SELECT 'meeting_articles:' || s.id AS statement
                FROM meeting_articles AS s JOIN articles AS a ON a.id = s.article_id
                WHERE s.meeting_id = t.id AND s.held_on IS NOT NULL
                ORDER BY a.published_on IS NULL, a.published_on, a.key, s.quote_start))
    FROM meetings AS t
    WHERE (SELECT count(DISTINCT held_on) FROM meeting_articles WHERE meeting_id = t.id) > 1
    UNION ALL
    SELECT 7, 'correction', NULL, NULL, NULL,
           'line ' || c.line || ': ' || c.outcome || ': ' || coalesce(c.message, c.key), NULL,
           substr('000000' || c.line, -7), NULL
    FROM corrections AS c
    WHERE c.outcome <> 'applied'
    UNION ALL
    SELECT 8, 'reject', NULL, r.source || CASE r.place WHEN '' THEN '' ELSE ':' || r.place END, NULL,
           r.reason || coalesce('; ' || r.advice, ''), NULL, r.source, NULL
    FROM rejects AS r
)
SELECT f.problem,
       coalesce(l.name, f.place) AS place,
       f.year,
       f.what,
       f.article,
       l.code,
       l.valid_from,
       l.valid_to,
       f.sources AS _sources
FROM found AS f
LEFT JOIN localities AS l ON l.id = f.locality_id
WHERE (nullif(:problem, '') IS NULL OR f.problem = :problem)
  AND (nullif(:year, '') IS NULL OR f.year IS NULL OR f.year = CAST(:year AS INTEGER))
  AND (nullif(:within, '') IS NULL OR f.locality_id IN (SELECT id FROM inside))
ORDER BY f.rank, f.sort_key, f.what, f.sources;
