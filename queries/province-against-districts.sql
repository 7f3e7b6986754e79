-- title: A province against its districts
-- title vi: Số của tỉnh và số của các huyện
-- about: The figure that a province states for itself beside what its districts state (from July 2025 its communes): how many of the units then in force have a figure, and from how much to how much; nothing is added up, for the districts that no article tells of are not 0. With level=district: a district beside its communes.
-- about vi: Số liệu tỉnh tự nêu, bên cạnh là số liệu các huyện nêu (từ tháng 7/2025 là các xã): bao nhiêu trong số các đơn vị khi đó có số liệu, thấp nhất và cao nhất là bao nhiêu; không cộng lại, vì huyện không bài nào nêu không có nghĩa là 0. Với level=district: huyện và các xã của huyện.
-- group: figures
-- param year: integer: only this year
-- choices year: SELECT DISTINCT year FROM yearly_figures WHERE year IS NOT NULL ORDER BY year DESC
-- param within: place: only this unit and the units inside it, by the units of the geography
-- choices within: SELECT name FROM localities WHERE id IN (SELECT locality_id FROM articles UNION SELECT locality_id FROM yearly_figures UNION SELECT l.parent_id FROM articles AS a JOIN localities AS l ON l.id = a.locality_id) GROUP BY name ORDER BY min(sort_key), name
-- param status: text: only this status
-- choices status: registered, recognized, built, maintained, commended
-- param unit: text: only what is counted in this unit
-- choices unit: model, exemplar, both
-- param campaign: name: only models of this campaign
-- choices campaign: SELECT c.name FROM campaigns AS c JOIN yearly_figures AS f ON f.campaign_id = c.id GROUP BY c.id ORDER BY count(*) DESC, c.key
-- param level: text = 'province': the level of the whole, whose parts are the units directly inside
-- choices level: province, district
-- param geography: text = 'then': the units of each year, or now: provinces of today, beside the units of then that lie whole in them (only for level=province)
-- choices geography: then, now
-- note: WITH
-- note: inside (id) AS (
-- note:     SELECT locality_id FROM locality_names WHERE instr(' ' || search_key, ' ' || :within) > 0
-- note: )
-- note: SELECT 'left out: ' || group_concat(counted, ', ') || ' (figure-sources shows them)'
-- note: FROM (SELECT count(*) || ' ' || x.reason AS counted
-- note:       FROM counts_left_out AS x
-- note:       JOIN model_counts AS m ON m.id = x.model_count_id
-- note:       WHERE (nullif(:year, '') IS NULL OR CAST(:year AS INTEGER) BETWEEN x.year_from AND x.year_to
-- note:              OR (x.year_from IS NULL AND x.to_date = 1
-- note:                  AND substr(x.as_of, 1, 4) = CAST(:year AS TEXT)))
-- note:         AND (nullif(:status, '') IS NULL OR x.status = :status)
-- note:         AND (nullif(:unit, '') IS NULL OR m.unit = :unit)
-- note:         AND (nullif(:within, '') IS NULL OR x.locality_id IN (SELECT id FROM inside))
-- note:         AND (nullif(:campaign, '') IS NULL
-- note:              OR x.campaign_id IN (
-- note:                  SELECT id FROM campaigns WHERE instr(' ' || search_key, ' ' || :campaign) > 0
-- note:              ))
-- note:       GROUP BY x.reason ORDER BY x.reason)

WITH
asked (now) AS (SELECT coalesce(nullif(:geography, ''), 'then') = 'now'),
inside (id) AS (
    SELECT locality_id FROM locality_names
    WHERE instr(' ' || search_key, ' ' || :within) > 0
      AND (NOT (SELECT now FROM asked)
           OR locality_id IN (SELECT id FROM localities WHERE valid_to IS NULL))
),
totals AS (
    SELECT f.*
    FROM yearly_figures AS f
    WHERE f.year IS NOT NULL AND f.level IS NULL AND f.holder IS NULL AND f.field IS NULL
      AND (nullif(:year, '') IS NULL OR f.year = CAST(:year AS INTEGER))
      AND (nullif(:status, '') IS NULL OR f.status = :status)
      AND (nullif(:unit, '') IS NULL OR f.unit = :unit)
      AND (nullif(:campaign, '') IS NULL
           OR f.campaign_id IN (
               SELECT id FROM campaigns WHERE instr(' ' || search_key, ' ' || :campaign) > 0
           ))
),
-- A unit is compared as it was at the end of the year, or on its last day where it ended before: the
-- day on which its parts are counted. Where it began later it has none. A unit of today is compared
-- in every year with what then lay in its territory.
wholes AS (
    SELECT w.id, y.year,
           CASE WHEN (SELECT now FROM asked) THEN y.year || '-12-31'
                ELSE min(y.year || '-12-31', coalesce(date(w.valid_to, '-1 day'), '9999'))
           END AS day
    FROM localities AS w
    JOIN (SELECT DISTINCT year FROM totals) AS y
    WHERE w.level = coalesce(nullif(:level, ''), 'province')
      AND (w.valid_to IS NULL OR NOT (SELECT now FROM asked))
      AND (nullif(:within, '') IS NULL OR w.id IN (SELECT id FROM inside))
),
-- What lies directly in a whole on its day; under units of today the districts of then too.
membership AS MATERIALIZED (
    SELECT w.id AS whole_id, w.year, v.locality_id, v.name
    FROM wholes AS w
    JOIN locality_versions AS v ON v.parent_id = w.id
    WHERE w.day >= w.year || '-01-01'
      AND w.day >= coalesce(v.valid_from, '') AND w.day < coalesce(v.valid_to, '9999')
    UNION
    SELECT w.id, w.year, v.locality_id, v.name
    FROM localities AS d
    JOIN localities_now AS n ON n.locality_id = d.id
    JOIN wholes AS w ON w.id = n.now_id
    JOIN locality_versions AS v ON v.locality_id = d.id
    WHERE (SELECT now FROM asked) AND d.level = 'district'
      AND w.day >= coalesce(v.valid_from, '') AND w.day < coalesce(v.valid_to, '9999')
),
parts AS (
    SELECT w.whole_id, f.*,
           w.name || ' ' || CASE f.qualifier WHEN 'about' THEN '~' WHEN 'over' THEN '>'
                                             WHEN 'under' THEN '<' ELSE '' END
           || coalesce(f.chosen, f.low || '-' || f.high) AS told,
           d.sort_key || ' ' || d.key AS sort_key
    FROM totals AS f
    JOIN localities AS d ON d.id = f.locality_id
    JOIN membership AS w ON w.locality_id = f.locality_id AND w.year = f.year
),
listed AS (
    SELECT *,
           group_concat(told, '; ') OVER alphabetical AS told_of_all,
           group_concat(sources_of_it, ' ') OVER alphabetical AS sources_of_all
    FROM (SELECT s.*, coalesce(
           'model_counts:' || s.model_count_id,
           (SELECT group_concat('model_counts:' || id, ' ')
            FROM (SELECT m.id FROM model_counts AS m
                  WHERE m.locality_id = s.locality_id AND m.organization_id IS NULL
                    AND m.year_from IS s.year_from AND m.year_to IS s.year_to
                    AND (m.to_date, m.campaign_id, m.unit, m.status, m.level, m.holder, m.field)
                        IS (s.to_date, s.campaign_id, s.unit, s.status, s.level, s.holder,
                            s.field)
                  ORDER BY m.id))
       ) AS sources_of_it
          FROM parts AS s)
    WINDOW alphabetical AS (
        PARTITION BY whole_id, year, status, unit, campaign_id ORDER BY sort_key
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
    )
),
compared AS (
    SELECT whole_id, year, status, unit, campaign_id, max(own_id) AS own_id,
           count(DISTINCT part_id) AS with_figure, min(low) AS least, max(high) AS greatest,
           max(low) AS greatest_low, max(told_of_all) AS figures_inside,
           max(sources_of_all) AS sources_inside
    FROM (SELECT w.id AS whole_id, f.year, f.status, f.unit, f.campaign_id, f.id AS own_id,
                 NULL AS part_id, NULL AS low, NULL AS high, NULL AS told_of_all,
                 NULL AS sources_of_all
          FROM totals AS f
          JOIN locality_lines AS n ON n.locality_id = f.locality_id
          JOIN wholes AS w
              ON w.id = CASE WHEN (SELECT now FROM asked) THEN n.line_id ELSE f.locality_id END
             AND w.year = f.year
          UNION ALL
          SELECT whole_id, year, status, unit, campaign_id, NULL, id, low, high, told_of_all,
                 sources_of_all
          FROM listed)
    GROUP BY whole_id, year, status, unit, campaign_id
),
units AS (
    SELECT whole_id, year, count(DISTINCT locality_id) AS units
    FROM membership
    GROUP BY whole_id, year
)
SELECT CASE WHEN (SELECT now FROM asked) THEN l.name ELSE coalesce(v.name, l.name) END AS locality,
       s.year,
       s.status,
       s.unit,
       f.chosen AS figure,
       f.qualifier,
       f.low,
       f.high,
       s.with_figure,
       coalesce(u.units, 0) AS units,
       s.least,
       s.greatest,
       CASE WHEN s.greatest_low > f.high THEN 'a part exceeds the whole' END AS finding,
       s.figures_inside,
       f.as_of,
       c.name AS campaign,
       p.name AS within,
       l.code,
       l.valid_from,
       l.valid_to,
       nullif(trim(coalesce(coalesce(
           'model_counts:' || f.model_count_id,
           (SELECT group_concat('model_counts:' || id, ' ')
            FROM (SELECT m.id FROM model_counts AS m
                  WHERE m.locality_id = f.locality_id AND m.organization_id IS NULL
                    AND m.year_from IS f.year_from AND m.year_to IS f.year_to
                    AND (m.to_date, m.campaign_id, m.unit, m.status, m.level, m.holder, m.field)
                        IS (f.to_date, f.campaign_id, f.unit, f.status, f.level, f.holder,
                            f.field)
                  ORDER BY m.id))
       ), '')
              || ' ' || coalesce(s.sources_inside, '')), '') AS _sources
FROM compared AS s
JOIN localities AS l ON l.id = s.whole_id
LEFT JOIN units AS u ON u.whole_id = s.whole_id AND u.year = s.year
LEFT JOIN locality_versions AS v ON v.id = (
    SELECT x.id FROM locality_versions AS x
    WHERE x.locality_id = s.whole_id AND coalesce(x.valid_from, '') <= s.year || '-12-31'
    ORDER BY x.valid_from DESC LIMIT 1)
LEFT JOIN localities AS p ON p.id = CASE WHEN (SELECT now FROM asked) THEN l.parent_id
                                         ELSE coalesce(v.parent_id, l.parent_id)
                                    END
LEFT JOIN yearly_figures AS f ON f.id = s.own_id
LEFT JOIN campaigns AS c ON c.id = s.campaign_id
ORDER BY l.sort_key, l.key, s.year, s.status, s.unit, c.sort_key, c.key;
