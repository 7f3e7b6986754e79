-- title: Awards
-- title vi: Khen thưởng
-- about: The commendations that articles report: who gave what to how many collectives and individuals, at which meeting; a blank number is not stated, and told by several articles of one meeting an award is one row.
-- about vi: Các hình thức khen thưởng được bài viết đưa tin: ai khen, hình thức gì, bao nhiêu tập thể, cá nhân, tại hội nghị nào; ô trống là bài viết không nêu số; nhiều bài cùng đưa tin một hội nghị thì một lần khen thưởng chỉ có một dòng.
-- group: awards
-- param year: integer: only awards for or of this year
-- param within: place: only awards in articles about this unit and the units inside it, or given by their bodies
-- param form: text: only this form, such as bằng khen
-- choices year: SELECT DISTINCT year FROM awards WHERE year IS NOT NULL ORDER BY year DESC
-- choices within: SELECT l.name FROM articles AS a JOIN localities AS l ON l.id = a.locality_id WHERE l.level = 'province' GROUP BY l.name ORDER BY min(l.sort_key), l.name
-- choices form: SELECT form FROM awards GROUP BY form ORDER BY count(*) DESC, form

WITH
inside (id) AS (
    SELECT locality_id FROM locality_names WHERE instr(' ' || search_key, ' ' || :within) > 0
),
-- Outside a known meeting an award is told by one article alone: others may mean another occasion.
told AS (
    SELECT w.*, a.published_on, t.held_on, t.name AS meeting, t.sort_key AS meeting_sort_key,
           coalesce(t.key, a.key) AS occasion,
           coalesce(t.locality_id, a.locality_id) AS locality_id,
           coalesce(t.locality_name, a.locality_name) AS locality_name,
           group_concat('awards:' || w.id, ' ') OVER (
               PARTITION BY coalesce(t.key, a.key), w.by_id, w.form, w.collectives, w.individuals, w.total
               ORDER BY a.published_on IS NULL, a.published_on, a.key, w.quote_start, w.id
               ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS statements
    FROM awards AS w
    JOIN articles AS a ON a.id = w.article_id
    LEFT JOIN meetings AS t ON t.id = w.meeting_id
    WHERE nullif(:form, '') IS NULL OR instr(w.form, :form) = 1
)
SELECT w.held_on,
       coalesce(l.name, w.locality_name) AS locality,
       b.name AS given_by,
       coalesce(g.name, b.locality_name) AS giver_locality,
       w.form,
       w.collectives,
       w.individuals,
       w.total,
       max(w.year) AS year,
       w.meeting,
       count(DISTINCT w.article_id) AS articles,
       min(w.published_on) AS first_stated_on,
       p.name AS within,
       l.code,
       l.valid_from,
       l.valid_to,
       w.statements AS _sources
FROM told AS w
LEFT JOIN organizations AS b ON b.id = w.by_id
LEFT JOIN localities AS g ON g.id = b.locality_id
LEFT JOIN localities AS l ON l.id = w.locality_id
LEFT JOIN localities AS p ON p.id = l.parent_id
WHERE (nullif(:year, '') IS NULL
       OR coalesce(w.year, CAST(substr(w.held_on, 1, 4) AS INTEGER)) = CAST(:year AS INTEGER))
  AND (nullif(:within, '') IS NULL OR l.id IN (SELECT id FROM inside) OR g.id IN (SELECT id FROM inside))
GROUP BY w.occasion, w.by_id, w.form, w.collectives, w.individuals, w.total
ORDER BY w.held_on IS NULL, w.held_on, min(w.published_on) IS NULL, min(w.published_on),
         l.sort_key, w.occasion, b.sort_key, b.key, w.form,
         w.collectives, w.individuals, w.total;
