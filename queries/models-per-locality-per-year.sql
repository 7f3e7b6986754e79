-- title: Models per locality per year
-- about: How many models each locality registered, had recognized, built and had commended in each year, as its articles say; what an article does not say is blank, never 0.
-- param year: integer: only this year
-- param within: name: only this unit and the units inside it
-- param campaign: name: only models of this campaign
-- chart: bar locality registered

-- One row per locality and year: totals only, of one campaign and one unit of counting. Where
-- a locality has several, models go before models and exemplars counted together, then the one
-- with more figures; the rest is counted in the notes and stands in figure-sources.
WITH totals AS (
    SELECT f.*,
           c.sort_key AS campaign_sort_key,
           count(*) OVER (PARTITION BY f.locality_id, f.year) AS of_the_year,
           CASE WHEN f.chosen IS NULL THEN f.status || ' ' || f.low || ' to ' || f.high
                WHEN f.qualifier <> 'exact' THEN f.status || ' ' || f.qualifier || ' ' || f.chosen
           END AS note
    FROM yearly_figures AS f
    LEFT JOIN campaigns AS c ON c.id = f.campaign_id
    WHERE f.year IS NOT NULL
      AND f.level IS NULL AND f.holder IS NULL AND f.field IS NULL
      AND (nullif(:year, '') IS NULL OR f.year = CAST(:year AS INTEGER))
      AND (nullif(:campaign, '') IS NULL OR instr(' ' || c.search_key, ' ' || :campaign) > 0)
),
lines AS (
    SELECT locality_id, year, unit,
           max(CASE WHEN status = 'registered' THEN chosen END) AS registered,
           max(CASE WHEN status = 'recognized' THEN chosen END) AS recognized,
           max(CASE WHEN status = 'built' THEN chosen END) AS built,
           max(CASE WHEN status = 'commended' THEN chosen END) AS commended,
           max(CASE WHEN status = 'registered' THEN note END) AS registered_note,
           max(CASE WHEN status = 'recognized' THEN note END) AS recognized_note,
           max(CASE WHEN status = 'built' THEN note END) AS built_note,
           max(CASE WHEN status = 'commended' THEN note END) AS commended_note,
           max(CASE WHEN status <> 'maintained' THEN as_of END) AS as_of,
           max(CASE WHEN status <> 'maintained' THEN sources END) AS sources,
           max(of_the_year) - count(CASE WHEN status <> 'maintained' THEN 1 END) AS left_out,
           row_number() OVER (
               PARTITION BY locality_id, year
               ORDER BY count(CASE WHEN status <> 'maintained' THEN 1 END) = 0,
                        CASE unit WHEN 'model' THEN 1 WHEN 'both' THEN 2 ELSE 3 END,
                        count(*) DESC,
                        campaign_sort_key IS NULL,
                        campaign_sort_key,
                        campaign_id
           ) AS place
    FROM totals
    GROUP BY locality_id, year, campaign_id, unit
)
SELECT l.name AS locality,
       s.year,
       s.registered,
       s.recognized,
       s.built,
       s.commended,
       s.unit,
       s.as_of,
       s.sources,
       p.name AS within,
       nullif(
           rtrim(
               coalesce(s.registered_note || '; ', '') || coalesce(s.recognized_note || '; ', '')
               || coalesce(s.built_note || '; ', '') || coalesce(s.commended_note || '; ', '')
               || CASE WHEN s.left_out > 0 THEN s.left_out || ' more in figure-sources' ELSE '' END,
               '; '
           ),
           ''
       ) AS notes
FROM lines AS s
JOIN localities AS l ON l.id = s.locality_id
LEFT JOIN localities AS p ON p.id = l.parent_id
LEFT JOIN localities AS g ON g.id = p.parent_id
WHERE s.place = 1
  AND (nullif(:within, '') IS NULL
       OR instr(' ' || l.search_key, ' ' || :within) > 0
       OR instr(' ' || p.search_key, ' ' || :within) > 0
       OR instr(' ' || g.search_key, ' ' || :within) > 0)
ORDER BY l.sort_key, l.key, s.year;
