-- title: Models by level
-- about: The stated total beside the parts by level, their sum and the gap between the two; a total that no article states stays blank.
-- param year: integer: only this year
-- param within: name: only this unit and the units inside it
-- param status: text: registered, recognized, built, maintained or commended
-- chart: bar locality total

WITH levels AS (
    SELECT locality_id, year_from, year_to, to_date, campaign_id, unit, status,
           max(CASE WHEN level IS NULL THEN chosen END) AS total,
           max(CASE WHEN level = 'province' THEN chosen END) AS province,
           max(CASE WHEN level = 'district' THEN chosen END) AS district,
           max(CASE WHEN level = 'commune' THEN chosen END) AS commune,
           max(CASE WHEN level = 'grassroots' THEN chosen END) AS grassroots,
           count(level) AS parts,
           count(CASE WHEN level IS NOT NULL THEN chosen END) AS chosen_parts
    FROM yearly_figures
    WHERE holder IS NULL AND field IS NULL
      AND (nullif(:year, '') IS NULL OR CAST(:year AS INTEGER) BETWEEN year_from AND year_to)
      AND (nullif(:status, '') IS NULL OR status = :status)
    GROUP BY locality_id, year_from, year_to, to_date, campaign_id, unit, status
    HAVING count(level) > 0
),
-- The parts of one claim, each once, add up to something; a part left open leaves it unknown.
added AS (
    SELECT *,
           CASE WHEN chosen_parts = parts
                THEN coalesce(province, 0) + coalesce(district, 0)
                     + coalesce(commune, 0) + coalesce(grassroots, 0)
           END AS sum_of_parts
    FROM levels
)
SELECT l.name AS locality,
       CASE WHEN s.year_from = s.year_to THEN s.year_from
            ELSE s.year_from || '-' || s.year_to
       END AS year,
       s.status,
       s.unit,
       c.name AS campaign,
       s.total,
       s.province,
       s.district,
       s.commune,
       s.grassroots,
       s.sum_of_parts,
       s.total - s.sum_of_parts AS gap,
       p.name AS within
FROM added AS s
JOIN localities AS l ON l.id = s.locality_id
LEFT JOIN localities AS p ON p.id = l.parent_id
LEFT JOIN campaigns AS c ON c.id = s.campaign_id
WHERE nullif(:within, '') IS NULL
   OR s.locality_id IN (
       WITH RECURSIVE inside (id) AS (
           SELECT id FROM localities WHERE instr(' ' || search_key, ' ' || :within) > 0
           UNION
           SELECT c.id FROM inside JOIN localities AS c ON c.parent_id = inside.id
       )
       SELECT id FROM inside
   )
ORDER BY l.sort_key, l.key, s.year_from, s.year_to, s.to_date, s.status, s.unit, c.sort_key;
