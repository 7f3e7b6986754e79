-- title: Models per locality per year
-- about: How many models each locality registered, had recognized, built and had commended in each year, as its articles say; what an article does not say is blank, never 0.
-- param year: integer: only this year
-- param within: name: only this unit and the units inside it
-- param campaign: name: only models of this campaign
-- chart: bar locality registered

-- One row per locality and year: totals only, of one campaign and one unit of counting. Where
-- a locality has several, models go before models and exemplars counted together, then the
-- campaign with more figures; the rest is counted in the notes and stands in figure-sources.
WITH lines AS (
    SELECT f.locality_id, f.year, f.campaign_id, f.unit,
           max(CASE f.status WHEN 'registered' THEN f.chosen END) AS registered,
           max(CASE f.status WHEN 'recognized' THEN f.chosen END) AS recognized,
           max(CASE f.status WHEN 'built' THEN f.chosen END) AS built,
           max(CASE f.status WHEN 'commended' THEN f.chosen END) AS commended,
           max(CASE WHEN f.status <> 'maintained' THEN f.as_of END) AS as_of,
           max(CASE WHEN f.status <> 'maintained' THEN f.sources END) AS sources,
           count(*) AS figures,
           count(CASE WHEN f.status <> 'maintained' THEN 1 END) AS shown,
           max(f.status <> 'maintained' AND f.qualifier IS NOT 'exact') AS vague
    FROM yearly_figures AS f
    WHERE f.year IS NOT NULL
      AND f.level IS NULL AND f.holder IS NULL AND f.field IS NULL
      AND (nullif(:year, '') IS NULL OR f.year = CAST(:year AS INTEGER))
      AND (nullif(:campaign, '') IS NULL
           OR f.campaign_id IN (
               SELECT id FROM campaigns WHERE instr(' ' || search_key, ' ' || :campaign) > 0
           ))
    GROUP BY f.locality_id, f.year, f.campaign_id, f.unit
),
-- With min(), SQLite takes the other columns from the row that has the least rank.
best AS (
    SELECT *,
           sum(figures) AS of_the_year,
           min((shown = 0)
               || CASE s.unit WHEN 'model' THEN 1 WHEN 'both' THEN 2 ELSE 3 END
               || (99 - shown)
               || coalesce((SELECT c.key FROM campaigns AS c WHERE c.id = s.campaign_id), '~'))
    FROM lines AS s
    GROUP BY locality_id, year
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
           CASE WHEN s.vague THEN coalesce((
               SELECT group_concat(note, '; ') FROM (
                   SELECT f.status
                          || CASE WHEN f.chosen IS NULL THEN ' ' || f.low || ' to ' || f.high
                                  ELSE ' ' || f.qualifier || ' ' || f.chosen
                             END AS note
                   FROM yearly_figures AS f
                   WHERE f.locality_id = s.locality_id AND f.year_from = s.year AND f.year = s.year
                     AND f.campaign_id IS s.campaign_id AND f.unit = s.unit
                     AND f.level IS NULL AND f.holder IS NULL AND f.field IS NULL
                     AND f.status <> 'maintained' AND f.qualifier IS NOT 'exact'
                   ORDER BY f.status DESC)), '')
           ELSE '' END
           || CASE WHEN s.vague AND s.of_the_year > s.shown THEN '; ' ELSE '' END
           || CASE WHEN s.of_the_year > s.shown
                   THEN (s.of_the_year - s.shown) || ' more in figure-sources'
                   ELSE ''
              END,
           ''
       ) AS notes
FROM best AS s
JOIN localities AS l ON l.id = s.locality_id
LEFT JOIN localities AS p ON p.id = l.parent_id
WHERE nullif(:within, '') IS NULL
   OR s.locality_id IN (
       WITH RECURSIVE inside (id) AS (
           SELECT id FROM localities WHERE instr(' ' || search_key, ' ' || :within) > 0
           UNION
           SELECT c.id FROM inside JOIN localities AS c ON c.parent_id = inside.id
       )
       SELECT id FROM inside
   )
ORDER BY l.sort_key, l.key, s.year;
