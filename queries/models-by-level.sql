-- title: Models by level
-- title vi: Mô hình theo cấp
-- about: The stated total beside the parts by level, with the sum of the parts where one article gives them all, and the gap where it gives the total too; a total that no article states stays blank. Stocks and spans of years have rows of their own.
-- about vi: Tổng số do bài viết nêu, bên cạnh là các phần theo cấp công nhận, tổng các phần nếu một bài nêu đủ, và chênh lệch nếu bài đó nêu cả tổng số; tổng số không bài nào nêu thì để trống. Số cộng dồn và số của nhiều năm có dòng riêng.
-- group: figures
-- param year: integer: only this year, spans that cover it and stocks as of it
-- choices year: SELECT DISTINCT year FROM yearly_figures WHERE year IS NOT NULL ORDER BY year DESC
-- param within: place: only this unit and the units inside it, by the units of the geography
-- choices within: SELECT name FROM localities WHERE id IN (SELECT locality_id FROM articles UNION SELECT locality_id FROM yearly_figures UNION SELECT l.parent_id FROM articles AS a JOIN localities AS l ON l.id = a.locality_id) GROUP BY name ORDER BY min(sort_key), name
-- param level: text: only localities of this level, as told
-- choices level: province, district, commune
-- param status: text: only this status
-- choices status: registered, recognized, built, maintained, commended
-- param geography: text = 'then': units of then, as they were called then, or now: figures under the unit of today that the unit of then lies in whole, each with its as_told_for, never added up
-- choices geography: then, now
-- chart: bar locality total year+status | locality_level
-- note: WITH
-- note: asked (now) AS (SELECT coalesce(nullif(:geography, ''), 'then') = 'now'),
-- note: inside (id) AS (
-- note:     SELECT locality_id FROM locality_names
-- note:     WHERE instr(' ' || search_key, ' ' || :within) > 0
-- note:       AND (NOT (SELECT now FROM asked)
-- note:            OR locality_id IN (SELECT id FROM localities WHERE valid_to IS NULL))
-- note: ),
-- note: left_out AS (
-- note:     SELECT reason, locality_id FROM counts_left_out
-- note:     WHERE reason NOT IN ('to date', 'of several years')
-- note:       AND (nullif(:year, '') IS NULL OR CAST(:year AS INTEGER) BETWEEN year_from AND year_to
-- note:            OR (year_from IS NULL AND to_date = 1
-- note:                AND substr(as_of, 1, 4) = CAST(:year AS TEXT)))
-- note:       AND (nullif(:status, '') IS NULL OR status = :status)
-- note: )
-- note: SELECT 'left out: ' || group_concat(counted, ', ') || ' (figure-sources shows them)'
-- note: FROM (SELECT count(*) || ' ' || o.reason AS counted
-- note:       FROM left_out AS o
-- note:       LEFT JOIN localities_now AS w ON w.locality_id = o.locality_id
-- note:       LEFT JOIN localities AS t ON t.id = o.locality_id
-- note:       WHERE (nullif(:within, '') IS NULL
-- note:              OR CASE WHEN (SELECT now FROM asked) THEN coalesce(w.now_id, w.province_id)
-- note:                      ELSE o.locality_id END IN (SELECT id FROM inside))
-- note:         AND (nullif(:level, '') IS NULL OR t.level = :level)
-- note:       GROUP BY o.reason ORDER BY o.reason)
-- note: UNION ALL
-- note: SELECT 'not rolled up, since their unit is not known to lie whole in one of today: '
-- note:        || nullif(count(*), 0)
-- note: FROM yearly_figures AS f
-- note: WHERE (SELECT now FROM asked)
-- note:   AND f.level IS NOT NULL AND f.holder IS NULL AND f.field IS NULL
-- note:   AND (nullif(:year, '') IS NULL OR CAST(:year AS INTEGER) BETWEEN f.year_from AND f.year_to
-- note:            OR (f.year_from IS NULL AND f.to_date = 1
-- note:                AND substr(f.as_of, 1, 4) = CAST(:year AS TEXT)))
-- note:   AND (nullif(:status, '') IS NULL OR f.status = :status)
-- note:   AND (nullif(:level, '') IS NULL
-- note:        OR f.locality_id IN (SELECT id FROM localities WHERE level = :level))
-- note:   AND f.locality_id IN (
-- note:       SELECT w.locality_id FROM localities_now AS w
-- note:       WHERE w.now_id IS NULL
-- note:         AND (nullif(:within, '') IS NULL OR w.province_id IN (SELECT id FROM inside)
-- note:              OR EXISTS (SELECT 1 FROM locality_successors AS s
-- note:                         WHERE s.locality_id = w.locality_id
-- note:                           AND s.successor_id IN (SELECT id FROM inside))))
-- note: UNION ALL
-- note: SELECT 'no unit of today is named so; name the one it went to, or leave geography=now out'
-- note: WHERE (SELECT now FROM asked) AND nullif(:within, '') IS NOT NULL
-- note:   AND NOT EXISTS (SELECT 1 FROM inside)

WITH
asked (now) AS (SELECT coalesce(nullif(:geography, ''), 'then') = 'now'),
inside (id) AS (
    SELECT locality_id FROM locality_names
    WHERE instr(' ' || search_key, ' ' || :within) > 0
      AND (NOT (SELECT now FROM asked)
           OR locality_id IN (SELECT id FROM localities WHERE valid_to IS NULL))
),
levels AS (
    SELECT locality_id, year_from, year_to, to_date, campaign_id, unit, status,
           max(CASE WHEN level IS NULL THEN chosen END) AS total,
           max(CASE WHEN level IS NULL AND qualifier = 'exact' THEN chosen END) AS exact_total,
           max(CASE WHEN level = 'province' THEN chosen END) AS province,
           max(CASE WHEN level = 'district' THEN chosen END) AS district,
           max(CASE WHEN level = 'commune' THEN chosen END) AS commune,
           max(CASE WHEN level = 'grassroots' THEN chosen END) AS grassroots,
           max(as_of) AS as_of,
           count(level) AS parts,
           max(qualifier IS NOT 'exact') AS vague
    FROM yearly_figures
    WHERE holder IS NULL AND field IS NULL
      AND (nullif(:year, '') IS NULL OR CAST(:year AS INTEGER) BETWEEN year_from AND year_to
           OR (year_from IS NULL AND to_date = 1
               AND substr(as_of, 1, 4) = CAST(:year AS TEXT)))
      AND (nullif(:status, '') IS NULL OR status = :status)
    GROUP BY locality_id, year_from, year_to, to_date, campaign_id, unit, status
    HAVING count(level) > 0
),
-- Only what one article gives as parts is added, and shown where it is what the row shows.
sums AS (
    SELECT locality_id, year_from, year_to, to_date, campaign_id, unit, status,
           parts, sum_of_parts, min(total) AS least_total, max(total) AS greatest_total
    FROM sums_of_parts
    WHERE split = 'level'
      AND (nullif(:status, '') IS NULL OR status = :status)
    GROUP BY locality_id, year_from, year_to, to_date, campaign_id, unit, status,
             parts, sum_of_parts
),
added AS (
    SELECT v.*,
           a.sum_of_parts,
           CASE WHEN v.exact_total IN (a.least_total, a.greatest_total)
                THEN v.exact_total - a.sum_of_parts
           END AS gap
    FROM levels AS v
    LEFT JOIN sums AS a
        ON a.locality_id = v.locality_id
       AND a.year_from IS v.year_from AND a.year_to IS v.year_to AND a.to_date = v.to_date
       AND a.campaign_id IS v.campaign_id AND a.unit = v.unit AND a.status = v.status
       AND a.parts = v.parts
       AND a.sum_of_parts = coalesce(v.province, 0) + coalesce(v.district, 0)
                            + coalesce(v.commune, 0) + coalesce(v.grassroots, 0)
)
SELECT CASE WHEN (SELECT now FROM asked) THEN l.name ELSE coalesce(v.name, t.name) END AS locality,
       CASE WHEN s.year_from = s.year_to AND s.to_date = 0 THEN s.year_from END AS year,
       CASE WHEN s.year_from < s.year_to THEN s.year_from || '-' || s.year_to
            WHEN s.to_date = 1 THEN CAST(s.year_to AS TEXT)
       END AS span,
       s.to_date,
       s.status,
       s.unit,
       c.name AS campaign,
       s.total,
       s.province,
       s.district,
       s.commune,
       s.grassroots,
       s.sum_of_parts,
       s.gap,
       s.as_of,
       p.name AS within,
       CASE WHEN l.id IS NOT t.id
            THEN coalesce(v.name, t.name) || coalesce(', ' || b.name, '')
       END AS as_told_for,
       nullif(
           CASE WHEN s.vague THEN coalesce((
               SELECT group_concat(note, '; ') FROM (
                   SELECT coalesce(f.level, 'total')
                          || CASE WHEN f.chosen IS NULL THEN ' between ' || f.low || ' and ' || f.high
                                  ELSE ' ' || f.qualifier || ' ' || f.chosen
                             END AS note
                   FROM yearly_figures AS f
                   WHERE f.locality_id = s.locality_id
                     AND f.year_from IS s.year_from AND f.year_to IS s.year_to
                     AND f.to_date = s.to_date AND f.campaign_id IS s.campaign_id
                     AND f.unit = s.unit AND f.status = s.status
                     AND f.holder IS NULL AND f.field IS NULL AND f.qualifier IS NOT 'exact'
                   ORDER BY f.level IS NOT NULL, f.level)), '')
           ELSE '' END
           || CASE WHEN s.vague AND l.id IS NULL THEN '; ' ELSE '' END
           || CASE WHEN l.id IS NULL
                   THEN 'not rolled up: '
                        || CASE w.share WHEN 'part' THEN 'divided between '
                                ELSE 'not known to lie whole in ' END
                        || coalesce(w.went_to, 'any unit of today')
                   ELSE ''
              END,
           ''
       ) AS notes,
       CASE WHEN l.id IS NOT t.id THEN t.key END AS told_key,
       l.code,
       l.valid_from,
       l.valid_to,
       t.level AS locality_level,
       (SELECT group_concat('model_counts:' || id, ' ')
        FROM (SELECT m.id
              FROM yearly_figures AS f
              JOIN model_counts AS m
                  ON m.locality_id = f.locality_id AND m.organization_id IS NULL
                 AND m.year_from IS f.year_from AND m.year_to IS f.year_to AND m.to_date = f.to_date
                 AND m.campaign_id IS f.campaign_id AND m.unit = f.unit AND m.status = f.status
                 AND m.level IS f.level AND m.holder IS NULL AND m.field IS NULL
                 AND m.id = coalesce(f.model_count_id, m.id)
              WHERE f.locality_id = s.locality_id
                AND f.year_from IS s.year_from AND f.year_to IS s.year_to
                AND f.to_date = s.to_date AND f.campaign_id IS s.campaign_id
                AND f.unit = s.unit AND f.status = s.status
                AND f.holder IS NULL AND f.field IS NULL
              ORDER BY f.level IS NOT NULL, f.level, m.id)) AS _sources
FROM added AS s
JOIN localities AS t ON t.id = s.locality_id
JOIN localities_now AS w ON w.locality_id = s.locality_id
LEFT JOIN locality_versions AS v ON v.id = (
    SELECT x.id FROM locality_versions AS x
    WHERE x.locality_id = s.locality_id
      AND coalesce(x.valid_from, '') <= coalesce(s.year_to, substr(s.as_of, 1, 4), '9999') || '-12-31'
    ORDER BY x.valid_from DESC LIMIT 1)
LEFT JOIN localities AS b ON b.id = coalesce(v.parent_id, t.parent_id)
LEFT JOIN localities AS l ON l.id = CASE WHEN (SELECT now FROM asked) THEN w.now_id ELSE t.id END
LEFT JOIN localities AS p ON p.id = CASE WHEN l.id IS NULL THEN w.province_id
                                         WHEN (SELECT now FROM asked) THEN l.parent_id
                                         ELSE coalesce(v.parent_id, l.parent_id)
                                    END
LEFT JOIN campaigns AS c ON c.id = s.campaign_id
WHERE (nullif(:within, '') IS NULL OR coalesce(l.id, w.province_id) IN (SELECT id FROM inside))
  AND (nullif(:level, '') IS NULL OR t.level = :level)
ORDER BY CASE WHEN (SELECT now FROM asked) THEN 0
              WHEN t.level = 'province' THEN 1 WHEN t.level = 'district' THEN 2 ELSE 3
         END,
         l.id IS NULL, l.sort_key, l.key,
         CASE t.level WHEN 'province' THEN 1 WHEN 'district' THEN 2 ELSE 3 END,
         t.sort_key, t.key, s.to_date, s.year_from < s.year_to, s.year_from, s.year_to,
         s.status, s.unit, c.sort_key, c.key;
