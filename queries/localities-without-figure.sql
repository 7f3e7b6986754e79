-- title: Localities without a figure
-- title vi: Địa phương chưa có số liệu
-- about: The localities of a level, as in force at the end of the year, of which no article gives the total of a status in that year, and what this base has instead; that it has no figure does not mean that there were none.
-- about vi: Các địa phương của một cấp, tính đến cuối năm, mà không bài nào nêu tổng số theo tình trạng trong năm đó, và cơ sở dữ liệu có gì thay thế; chưa có số liệu không có nghĩa là không có mô hình.
-- group: figures
-- param year: integer = (SELECT max(year) FROM yearly_figures): the year
-- choices year: SELECT DISTINCT year FROM yearly_figures WHERE year IS NOT NULL ORDER BY year DESC
-- param status: text = 'registered': the status
-- choices status: registered, recognized, built, maintained, commended
-- param level: text = 'province': the level of the localities
-- choices level: province, district, commune
-- param within: name: only this unit and the units inside it
-- choices within: SELECT name FROM localities WHERE level = 'province' OR level = 'district' AND id IN (SELECT locality_id FROM yearly_figures) GROUP BY name ORDER BY min(sort_key), name
-- note: WITH RECURSIVE
-- note: asked (year, status, level) AS (
-- note:     SELECT CAST(coalesce(nullif(:year, ''), (SELECT max(year) FROM yearly_figures)) AS INTEGER),
-- note:            coalesce(nullif(:status, ''), 'registered'),
-- note:            coalesce(nullif(:level, ''), 'province')
-- note: ),
-- note: inside (id) AS (
-- note:     SELECT id FROM localities WHERE instr(' ' || search_key, ' ' || :within) > 0
-- note:     UNION
-- note:     SELECT c.id FROM inside JOIN localities AS c ON c.parent_id = inside.id
-- note: )
-- note: SELECT count(CASE WHEN EXISTS (
-- note:            SELECT 1 FROM yearly_figures AS f
-- note:            WHERE f.locality_id = l.id AND f.year_from = q.year AND f.year = q.year
-- note:              AND f.status = q.status
-- note:              AND f.level IS NULL AND f.holder IS NULL AND f.field IS NULL) THEN 1 END)
-- note:        || ' of ' || count(*) || ' localities have a figure for ' || q.year
-- note: FROM asked AS q
-- note: JOIN localities AS l
-- note:     ON l.level = q.level
-- note:    AND coalesce(l.valid_from, '') <= q.year || '-12-31'
-- note:    AND coalesce(l.valid_to, '9999') > q.year || '-12-31'
-- note: WHERE (nullif(:within, '') IS NULL OR l.id IN (SELECT id FROM inside))
-- note: HAVING count(*) > 0

WITH RECURSIVE
asked (year, status, level) AS (
    SELECT CAST(coalesce(nullif(:year, ''), (SELECT max(year) FROM yearly_figures)) AS INTEGER),
           coalesce(nullif(:status, ''), 'registered'),
           coalesce(nullif(:level, ''), 'province')
),
inside (id) AS (
    SELECT id FROM localities WHERE instr(' ' || search_key, ' ' || :within) > 0
    UNION
    SELECT c.id FROM inside JOIN localities AS c ON c.parent_id = inside.id
),
missing AS (
    SELECT l.*, q.year, q.status
    FROM asked AS q
    JOIN localities AS l
        ON l.level = q.level
       AND coalesce(l.valid_from, '') <= q.year || '-12-31'
       AND coalesce(l.valid_to, '9999') > q.year || '-12-31'
    WHERE (nullif(:within, '') IS NULL OR l.id IN (SELECT id FROM inside))
      AND NOT EXISTS (SELECT 1 FROM yearly_figures AS f
                      WHERE f.locality_id = l.id AND f.year_from = q.year AND f.year = q.year
                        AND f.status = q.status
                        AND f.level IS NULL AND f.holder IS NULL AND f.field IS NULL)
),
-- What is told instead, the nearest to what is asked first.
told AS (
    SELECT l.id AS locality_id, m.id AS model_count_id,
           CASE
               WHEN m.status <> l.status
               THEN CASE WHEN l.year BETWEEN m.year_from AND m.year_to THEN 6 ELSE 7 END
               WHEN m.organization_id IS NOT NULL
               THEN CASE WHEN l.year BETWEEN m.year_from AND m.year_to THEN 4 ELSE 7 END
               WHEN m.to_date = 1
               THEN CASE WHEN l.year BETWEEN m.year_from AND m.year_to
                              OR m.as_of BETWEEN l.year || '-01-01' AND l.year || '-12-31'
                         THEN 3 ELSE 7
                    END
               WHEN m.year_from IS NULL THEN 5
               WHEN l.year NOT BETWEEN m.year_from AND m.year_to THEN 7
               WHEN m.year_from < m.year_to THEN 2
               ELSE 1
           END AS rank
    FROM missing AS l
    JOIN model_counts AS m ON m.locality_id = l.id
),
nearest AS (
    SELECT locality_id, min(rank) AS rank FROM told GROUP BY locality_id
)
SELECT l.name AS locality,
       l.year,
       l.status,
       CASE n.rank
           WHEN 1 THEN 'stated in parts only'
           WHEN 2 THEN 'of several years'
           WHEN 3 THEN 'to date'
           WHEN 4 THEN 'of a body'
           WHEN 5 THEN 'undated'
           WHEN 6 THEN 'of another status'
           WHEN 7 THEN 'of another year'
           ELSE CASE WHEN EXISTS (SELECT 1 FROM articles AS a WHERE a.locality_id = l.id)
                     THEN 'no count' ELSE 'no article' END
       END AS reason,
       (SELECT count(*) FROM articles AS a WHERE a.locality_id = l.id) AS articles_about,
       (SELECT max(a.published_on) FROM articles AS a
        WHERE a.locality_id = l.id) AS last_published_on,
       (SELECT max(f.year) FROM yearly_figures AS f
        WHERE f.locality_id = l.id AND f.status = l.status
          AND f.level IS NULL AND f.holder IS NULL AND f.field IS NULL) AS last_year_with_figure,
       p.name AS within,
       l.code,
       l.valid_from,
       l.valid_to,
       (SELECT group_concat('model_counts:' || id, ' ')
        FROM (SELECT t.model_count_id AS id FROM told AS t
              WHERE t.locality_id = l.id AND t.rank = n.rank AND t.rank < 7
              ORDER BY t.model_count_id)) AS _sources
FROM missing AS l
LEFT JOIN nearest AS n ON n.locality_id = l.id
LEFT JOIN localities AS p ON p.id = l.parent_id
ORDER BY p.sort_key, p.key, l.sort_key, l.key;
