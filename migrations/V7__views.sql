-- For people who open the file by hand: names instead of row numbers.
CREATE VIEW figures_by_name AS
SELECT l.name AS locality, p.name AS within, f.year, f.year_from, f.year_to, f.to_date,
       c.name AS campaign, f.unit, f.status, f.level, f.holder, f.field,
       f.chosen, f.qualifier, f.low, f.high, f.why, f.as_of, f.sources, f.contradiction, m.quote
FROM yearly_figures AS f
JOIN localities AS l ON l.id = f.locality_id
LEFT JOIN localities AS p ON p.id = l.parent_id
LEFT JOIN campaigns AS c ON c.id = f.campaign_id
LEFT JOIN model_counts AS m ON m.id = f.model_count_id;

CREATE VIEW counts_by_name AS
SELECT m.id AS model_count_id, coalesce(l.name, m.locality_name) AS locality,
       l.id IS NOT NULL AS linked, m.year_from, m.year_to, m.to_date, m.campaign_name AS campaign,
       m.count, m.qualifier, m.unit, m.status, m.level, m.holder, m.field, m.as_of, m.part_of, m.split,
       o.name AS organization, b.name AS given_by, m.quote, a.title AS article, a.published_on, a.url
FROM model_counts AS m
JOIN articles AS a ON a.id = m.article_id
LEFT JOIN localities AS l ON l.id = m.locality_id
LEFT JOIN organizations AS o ON o.id = m.organization_id
LEFT JOIN organizations AS b ON b.id = m.by_id;

CREATE VIEW meetings_by_name AS
SELECT t.id AS meeting_id, t.name, t.held_on, t.period_from, t.period_to,
       coalesce(l.name, t.locality_name) AS locality,
       (SELECT group_concat(DISTINCT k.kind) FROM meeting_kinds AS k WHERE k.meeting_id = t.id) AS kinds,
       (SELECT group_concat(DISTINCT o.name) FROM meeting_hosts AS h
        JOIN organizations AS o ON o.id = h.organization_id WHERE h.meeting_id = t.id) AS hosts,
       (SELECT count(DISTINCT m.article_id) FROM meeting_articles AS m WHERE m.meeting_id = t.id) AS articles
FROM meetings AS t
LEFT JOIN localities AS l ON l.id = t.locality_id;

CREATE VIEW positions_by_name AS
SELECT p.official_id, p.name AS official, p.title, o.name AS organization,
       coalesce(l.name, o.locality_name) AS locality, p.standing, a.published_on, p.quote,
       a.title AS article
FROM positions AS p
JOIN articles AS a ON a.id = p.article_id
LEFT JOIN organizations AS o ON o.id = p.organization_id
LEFT JOIN localities AS l ON l.id = o.locality_id;

CREATE VIEW citations_by_name AS
SELECT c.directive_id, d.kind, d.number, coalesce(d.title, c.title) AS title, d.issued_on,
       i.name AS issuer, a.title AS article, a.published_on, al.name AS locality, c.quote
FROM citations AS c
JOIN directives AS d ON d.id = c.directive_id
JOIN articles AS a ON a.id = c.article_id
LEFT JOIN organizations AS i ON i.id = d.issuer_id
LEFT JOIN localities AS al ON al.id = a.locality_id;

CREATE VIEW awards_by_name AS
SELECT w.id AS award_id, b.name AS given_by, coalesce(l.name, b.locality_name) AS locality, w.form,
       w.collectives, w.individuals, w.total, w.year, t.name AS meeting, t.held_on, w.quote,
       a.title AS article, a.published_on
FROM awards AS w
JOIN articles AS a ON a.id = w.article_id
LEFT JOIN organizations AS b ON b.id = w.by_id
LEFT JOIN localities AS l ON l.id = b.locality_id
LEFT JOIN meetings AS t ON t.id = w.meeting_id;

-- A total and the parts given with it, one split at a time. Parts of a subset (trong đó) need not
-- make up the total, but cannot exceed it. Rounded figures are left out.
CREATE VIEW unbalanced_totals AS
SELECT t.id AS model_count_id, t.article_id, p.split, t.count AS total, sum(p.count) AS sum_of_parts,
       count(*) AS parts, t.count - sum(p.count) AS gap,
       CASE WHEN sum(p.count) > t.count THEN 'exceeds' ELSE 'incomplete' END AS finding, t.quote
FROM model_counts AS t
JOIN model_counts AS p ON p.part_of = t.id
WHERE t.qualifier = 'exact'
GROUP BY t.id, p.split
HAVING sum(p.qualifier <> 'exact') = 0
   AND (sum(p.count) > t.count OR (p.split <> 'subset' AND count(*) > 1 AND sum(p.count) < t.count));

INSERT INTO _docs (table_name, column_name, description) VALUES
('unbalanced_totals', '', 'Stated totals that the parts stated with them do not make up, one row per split.'),
('unbalanced_totals', 'model_count_id', 'The total'),
('unbalanced_totals', 'article_id', 'The article that says both'),
('unbalanced_totals', 'split', 'Along what the parts divide it: level, holder, field, status, subset'),
('unbalanced_totals', 'total', 'The total as printed'),
('unbalanced_totals', 'sum_of_parts', 'Sum of the parts'),
('unbalanced_totals', 'parts', 'How many parts'),
('unbalanced_totals', 'gap', 'Total less sum of parts'),
('unbalanced_totals', 'finding', 'exceeds: the parts are more than the total; incomplete: they are less'),
('unbalanced_totals', 'quote', 'The words that state the total'),
('figures_by_name', '', 'yearly_figures with names, and the quote of the chosen statement.'),
('figures_by_name', 'locality', 'The unit'),
('figures_by_name', 'within', 'The unit that contains it'),
('figures_by_name', 'campaign', 'The campaign'),
('counts_by_name', '', 'model_counts with names, quote and article. Never sum these rows.'),
('counts_by_name', 'model_count_id', 'Row of model_counts'),
('counts_by_name', 'locality', 'The unit, or its name as read where it is not linked'),
('counts_by_name', 'linked', '1 where the unit is known'),
('counts_by_name', 'campaign', 'The campaign as named in the article'),
('counts_by_name', 'organization', 'Body that has them'),
('counts_by_name', 'given_by', 'Body that recognizes or commends them'),
('counts_by_name', 'article', 'Headline'),
('counts_by_name', 'published_on', 'Date of the article'),
('counts_by_name', 'url', 'Address of the article'),
('meetings_by_name', '', 'meetings with locality, kinds and hosts in one row.'),
('meetings_by_name', 'meeting_id', 'Row of meetings'),
('meetings_by_name', 'locality', 'The unit, or its name as read'),
('meetings_by_name', 'kinds', 'Kinds, separated by commas'),
('meetings_by_name', 'hosts', 'Hosts, separated by commas'),
('meetings_by_name', 'articles', 'How many articles tell of it'),
('positions_by_name', '', 'Offices of persons, with body, locality, date and quote.'),
('positions_by_name', 'official', 'The person'),
('positions_by_name', 'organization', 'The body'),
('positions_by_name', 'locality', 'The body''s unit, or its name as read'),
('positions_by_name', 'published_on', 'Date of the article'),
('positions_by_name', 'article', 'Headline'),
('citations_by_name', '', 'Cited documents, with the article that cites them.'),
('citations_by_name', 'title', 'Title of the document'),
('citations_by_name', 'issuer', 'Body that issued it'),
('citations_by_name', 'article', 'Headline'),
('citations_by_name', 'published_on', 'Date of the article'),
('citations_by_name', 'locality', 'Unit the article is about'),
('awards_by_name', '', 'Commendations with giver, meeting and article.'),
('awards_by_name', 'award_id', 'Row of awards'),
('awards_by_name', 'given_by', 'Body that gave it'),
('awards_by_name', 'locality', 'The giver''s unit, or its name as read'),
('awards_by_name', 'meeting', 'The meeting where it was given'),
('awards_by_name', 'article', 'Headline'),
('awards_by_name', 'published_on', 'Date of the article');

-- Columns that a view takes over unchanged are described by their table.
INSERT OR IGNORE INTO _docs (table_name, column_name, description)
SELECT t.column1, d.column_name, d.description
FROM (VALUES ('figures_by_name', 'yearly_figures'), ('figures_by_name', 'model_counts'),
             ('counts_by_name', 'model_counts'), ('meetings_by_name', 'meetings'),
             ('positions_by_name', 'positions'), ('citations_by_name', 'citations'),
             ('awards_by_name', 'awards'), ('awards_by_name', 'meetings')) AS t
JOIN _docs AS d ON d.table_name = t.column2
WHERE d.column_name IN (SELECT name FROM pragma_table_info(t.column1));

PRAGMA user_version = 7;
