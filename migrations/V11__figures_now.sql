-- Geography as of today, sums of parts, and what the tables of a year's figures leave out.

-- One row per unit, in one step each: a query asks it for the few units that it shows. A commune
-- whose last version lies whole in one commune is that commune; of its earlier versions the
-- sources may not say (unknown), as long as none names a piece elsewhere.
CREATE VIEW localities_now AS
SELECT l.id AS locality_id,
       CASE
           WHEN l.valid_to IS NULL THEN l.id
           WHEN l.level = 'district'
           THEN (SELECT CASE WHEN min(n.parent_id) = max(n.parent_id) THEN min(n.parent_id) END
                 FROM locality_successors AS s
                 JOIN localities AS n ON n.id = s.successor_id
                 WHERE s.locality_id = l.id)
           ELSE (SELECT CASE WHEN min(s.successor_id) = max(s.successor_id)
                                  AND max(s.share) = 'whole' AND max(s.share = 'part') = 0
                             THEN min(s.successor_id)
                        END
                 FROM locality_successors AS s
                 WHERE s.locality_id = l.id)
       END AS now_id,
       CASE
           WHEN l.valid_to IS NULL THEN coalesce(l.parent_id, l.id)
           WHEN l.level = 'province'
           THEN (SELECT CASE WHEN min(s.successor_id) = max(s.successor_id)
                             THEN min(s.successor_id)
                        END
                 FROM locality_successors AS s
                 WHERE s.locality_id = l.id)
           ELSE coalesce(
               (SELECT CASE WHEN min(n.parent_id) = max(n.parent_id) THEN min(n.parent_id) END
                FROM locality_successors AS s
                JOIN localities AS n ON n.id = s.successor_id
                WHERE s.locality_id = l.id),
               -- Of 25 communes that ended early no source says more than the district.
               (SELECT CASE WHEN min(n.parent_id) = max(n.parent_id) THEN min(n.parent_id) END
                FROM locality_successors AS s
                JOIN localities AS n ON n.id = s.successor_id
                WHERE s.locality_id = l.parent_id))
       END AS province_id,
       CASE
           WHEN l.valid_to IS NULL OR l.level = 'district' THEN 'whole'
           ELSE (SELECT CASE WHEN max(s.share = 'part') THEN 'part'
                             WHEN min(s.successor_id) = max(s.successor_id)
                                  AND max(s.share) = 'whole' THEN 'whole'
                             ELSE 'unknown'
                        END
                 FROM locality_successors AS s
                 WHERE s.locality_id = l.id)
       END AS share,
       (SELECT group_concat(name, ', ')
        FROM (SELECT DISTINCT n.name AS name
              FROM locality_successors AS s
              JOIN localities AS n ON n.id = s.successor_id
              WHERE s.locality_id = l.id
              ORDER BY n.sort_key, n.key)) AS went_to
FROM localities AS l;

-- The counts that no table of one year's figures can show, with the reason; a count has the first
-- that holds. The index has the same condition, so that they are found without reading all counts.
CREATE VIEW counts_left_out AS
SELECT m.id AS model_count_id,
       CASE
           WHEN m.organization_id IS NOT NULL THEN 'of a body'
           WHEN m.locality_id IS NULL AND m.locality_name IS NULL THEN 'of no locality'
           WHEN m.locality_id IS NULL THEN 'unlinked'
           WHEN m.to_date = 1 THEN 'to date'
           WHEN m.year_from IS NULL THEN 'undated'
           ELSE 'of several years'
       END AS reason,
       m.locality_id, m.year_from, m.year_to, m.to_date, m.as_of, m.status, m.campaign_id
FROM model_counts AS m
WHERE m.organization_id IS NOT NULL OR m.locality_id IS NULL OR m.to_date = 1
   OR m.year_from IS NULL OR m.year_from < m.year_to;
CREATE INDEX model_counts_left_out ON model_counts
    (locality_id, year_from, year_to, to_date, as_of, status, campaign_id, organization_id, locality_name)
WHERE organization_id IS NOT NULL OR locality_id IS NULL OR to_date = 1
   OR year_from IS NULL OR year_from < year_to;

-- The one place where counts are added: the parts of one total along one line of division, as one
-- article gives them. They must be two or more, all exact, each level (holder, field) once, however
-- often the article repeats it; and nothing else may divide them further.
CREATE VIEW sums_of_parts AS
SELECT p.article_id, p.locality_id, p.year_from, p.year_to, p.to_date, p.campaign_id, p.unit,
       p.status, p.split, count(*) AS parts, sum(p.count) AS sum_of_parts,
       CASE WHEN count(p.part_of) = count(*) AND min(p.part_of) = max(p.part_of)
            THEN (SELECT t.count FROM model_counts AS t WHERE t.id = p.part_of)
       END AS total
FROM (SELECT article_id, locality_id, year_from, year_to, to_date, campaign_id, unit, status,
             CASE WHEN level IS NOT NULL THEN 'level'
                  WHEN holder IS NOT NULL THEN 'holder'
                  ELSE 'field'
             END AS split,
             coalesce(level, holder, field) AS part, count, qualifier, max(part_of) AS part_of
      FROM model_counts
      WHERE locality_id IS NOT NULL AND organization_id IS NULL
        AND (level IS NOT NULL) + (holder IS NOT NULL) + (field IS NOT NULL) = 1
      GROUP BY article_id, locality_id, year_from, year_to, to_date, campaign_id, unit, status,
               level, holder, field, count, qualifier) AS p
GROUP BY p.article_id, p.locality_id, p.year_from, p.year_to, p.to_date, p.campaign_id, p.unit,
         p.status, p.split
HAVING count(*) > 1 AND count(*) = count(DISTINCT p.part)
   AND min(p.qualifier) = 'exact' AND max(p.qualifier) = 'exact';

-- Totals and the parts given with them, where they differ; one line of division at a time. What
-- is recognized of those registered is a part by itself, and so is any `trong đó có 40 mô hình …`:
-- such parts may overlap and are compared one by one. The same part said twice counts once.
-- A rounded figure differs only where no value it allows agrees: `hơn 200` may be 210, not 190.
DROP VIEW unbalanced_totals;
CREATE VIEW unbalanced_totals AS
SELECT t.id AS model_count_id, t.article_id, p.split, t.count AS total,
       sum(p.count) AS sum_of_parts, count(*) AS parts, t.count - sum(p.count) AS gap,
       CASE WHEN sum(p.count) > t.count THEN 'exceeds'
            WHEN count(*) = 1 THEN 'subset'
            ELSE 'incomplete'
       END AS finding,
       t.quote
FROM model_counts AS t
JOIN (SELECT DISTINCT
             part_of, split, level, holder, field, status, unit, year_from, year_to,
             locality_id, locality_name, organization_id, count, qualifier,
             CASE WHEN split IN ('status', 'subset') THEN id END AS alone
      FROM model_counts
      WHERE part_of IS NOT NULL) AS p ON p.part_of = t.id
GROUP BY t.id, p.split, p.alone
HAVING (sum(p.count) > t.count
        AND t.qualifier IN ('exact', 'under') AND sum(p.qualifier NOT IN ('exact', 'over')) = 0)
    OR (sum(p.count) < t.count
        AND t.qualifier IN ('exact', 'over') AND sum(p.qualifier NOT IN ('exact', 'under')) = 0);

-- Views with a locality tell its code and the days between which the code means it.
DROP VIEW figures_by_name;
CREATE VIEW figures_by_name AS
SELECT l.name AS locality, p.name AS within, f.year, f.year_from, f.year_to, f.to_date,
       c.name AS campaign, f.unit, f.status, f.level, f.holder, f.field,
       f.chosen, f.qualifier, f.low, f.high, f.why, f.as_of, f.sources, f.contradiction, m.quote,
       n.name AS locality_now, l.code, l.valid_from, l.valid_to
FROM yearly_figures AS f
JOIN localities AS l ON l.id = f.locality_id
JOIN localities_now AS w ON w.locality_id = f.locality_id
LEFT JOIN localities AS n ON n.id = w.now_id
LEFT JOIN localities AS p ON p.id = l.parent_id
LEFT JOIN campaigns AS c ON c.id = f.campaign_id
LEFT JOIN model_counts AS m ON m.id = f.model_count_id;

DROP VIEW counts_by_name;
CREATE VIEW counts_by_name AS
SELECT m.id AS model_count_id, coalesce(l.name, m.locality_name) AS locality,
       l.id IS NOT NULL AS linked, m.year_from, m.year_to, m.to_date, m.campaign_name AS campaign,
       m.count, m.qualifier, m.unit, m.status, m.level, m.holder, m.field, m.as_of, m.part_of, m.split,
       o.name AS organization, b.name AS given_by, m.quote, a.title AS article, a.published_on, a.url,
       l.code, l.valid_from, l.valid_to
FROM model_counts AS m
JOIN articles AS a ON a.id = m.article_id
LEFT JOIN localities AS l ON l.id = m.locality_id
LEFT JOIN organizations AS o ON o.id = m.organization_id
LEFT JOIN organizations AS b ON b.id = m.by_id;

DROP VIEW meetings_by_name;
CREATE VIEW meetings_by_name AS
SELECT t.id AS meeting_id, t.name, t.held_on, t.period_from, t.period_to,
       coalesce(l.name, t.locality_name) AS locality,
       (SELECT group_concat(DISTINCT k.kind) FROM meeting_kinds AS k WHERE k.meeting_id = t.id) AS kinds,
       (SELECT group_concat(DISTINCT o.name) FROM meeting_hosts AS h
        JOIN organizations AS o ON o.id = h.organization_id WHERE h.meeting_id = t.id) AS hosts,
       (SELECT count(DISTINCT m.article_id) FROM meeting_articles AS m WHERE m.meeting_id = t.id) AS articles,
       l.code, l.valid_from, l.valid_to
FROM meetings AS t
LEFT JOIN localities AS l ON l.id = t.locality_id;

DROP VIEW positions_by_name;
CREATE VIEW positions_by_name AS
SELECT p.official_id, p.name AS official, p.title, o.name AS organization,
       coalesce(l.name, o.locality_name) AS locality, p.standing, a.published_on, p.quote,
       a.title AS article, l.code, l.valid_from, l.valid_to
FROM positions AS p
JOIN articles AS a ON a.id = p.article_id
LEFT JOIN organizations AS o ON o.id = p.organization_id
LEFT JOIN localities AS l ON l.id = o.locality_id;

DROP VIEW citations_by_name;
CREATE VIEW citations_by_name AS
SELECT c.directive_id, d.kind, d.number, coalesce(d.title, c.title) AS title, d.issued_on,
       i.name AS issuer, a.title AS article, a.published_on, al.name AS locality, c.quote,
       al.code, al.valid_from, al.valid_to
FROM citations AS c
JOIN directives AS d ON d.id = c.directive_id
JOIN articles AS a ON a.id = c.article_id
LEFT JOIN organizations AS i ON i.id = d.issuer_id
LEFT JOIN localities AS al ON al.id = a.locality_id;

DROP VIEW awards_by_name;
CREATE VIEW awards_by_name AS
SELECT w.id AS award_id, b.name AS given_by, coalesce(l.name, b.locality_name) AS locality, w.form,
       w.collectives, w.individuals, w.total, w.year, t.name AS meeting, t.held_on, w.quote,
       a.title AS article, a.published_on, l.code, l.valid_from, l.valid_to
FROM awards AS w
JOIN articles AS a ON a.id = w.article_id
LEFT JOIN organizations AS b ON b.id = w.by_id
LEFT JOIN localities AS l ON l.id = b.locality_id
LEFT JOIN meetings AS t ON t.id = w.meeting_id;

INSERT INTO _docs (table_name, column_name, description) VALUES
('localities_now', '', 'What became of every unit, one row each. Figures of the unit of then are shown under the unit of today, never added up there.'),
('localities_now', 'locality_id', 'The unit'),
('localities_now', 'now_id', 'The unit of today that it lies in whole, or is: of a commune the commune, of a district and a province the province; empty for a commune that was divided, and where the sources do not say'),
('localities_now', 'province_id', 'The province of today'),
('localities_now', 'share', 'whole: it lies in now_id alone; part: it was divided; unknown: the sources do not say'),
('localities_now', 'went_to', 'Names of the units of today in which it, or a piece of it, lies; empty for a unit of today'),
('counts_left_out', '', 'The rows of model_counts that no table of one year''s figures shows, and why.'),
('counts_left_out', 'model_count_id', 'The count'),
('counts_left_out', 'reason', 'of a body (it has them, not the whole locality), of no locality (such as a cluster), unlinked (the name is not one known unit), to date (a stock), undated, of several years; the first that holds'),
('figures_by_name', 'locality_now', 'The unit of today that it lies in whole (see localities_now); never add figures up by it'),
('sums_of_parts', '', 'Parts that one article gives along one line of division, added: two or more, all exact, each level (holder, field) once. Of different articles nothing is ever added.'),
('sums_of_parts', 'split', 'Along what: level, holder, field'),
('sums_of_parts', 'parts', 'How many parts'),
('sums_of_parts', 'sum_of_parts', 'Their sum'),
('sums_of_parts', 'total', 'The total as the article prints it; empty where it gives none with the parts');
UPDATE _docs SET description = 'Stated totals that differ from the parts stated with them, one row per line of division. Statuses and subsets (trong đó) are compared one by one.'
WHERE table_name = 'unbalanced_totals' AND column_name = '';
UPDATE _docs SET description = 'exceeds: the parts are more than the total; incomplete: several parts are less; subset: one part is less, which is no fault'
WHERE table_name = 'unbalanced_totals' AND column_name = 'finding';
UPDATE _docs SET description = '1 if two statements that speak for the same day exclude each other, also where one could be chosen; after 31 March all days speak for the closed year'
WHERE table_name IN ('yearly_figures', 'figures_by_name') AND column_name = 'contradiction';

-- Columns that a view takes over unchanged are described by their table.
INSERT OR IGNORE INTO _docs (table_name, column_name, description)
SELECT t.column1, d.column_name, d.description
FROM (VALUES ('figures_by_name', 'localities'), ('counts_by_name', 'localities'),
             ('meetings_by_name', 'localities'), ('positions_by_name', 'localities'),
             ('citations_by_name', 'localities'), ('awards_by_name', 'localities'),
             ('counts_left_out', 'model_counts'), ('sums_of_parts', 'model_counts')) AS t
JOIN _docs AS d ON d.table_name = t.column2
WHERE d.column_name IN (SELECT name FROM pragma_table_info(t.column1));

PRAGMA user_version = 11;
