-- Pairs of meetings that may be one, days of meetings told differently: more reasons to doubt. The
-- table is made anew at the end of every load, so nothing is carried over.
DROP TABLE identity_doubts;
CREATE TABLE identity_doubts (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('official', 'directive', 'meeting', 'organization')),
    key TEXT NOT NULL,
    other_key TEXT NOT NULL,
    reason TEXT NOT NULL
        CHECK (reason IN ('namesakes', 'one letter', 'tone marks', 'dates', 'one day')),
    UNIQUE (kind, key, other_key)
) STRICT;
CREATE INDEX identity_doubts_other_key ON identity_doubts (kind, other_key);

-- Things that people made other ones are asked for by every line of corrections, on every load.
CREATE INDEX _mentions_corrected ON _mentions (kind, coalesce(natural_key, own_key))
WHERE entity_key IS NOT NULL;

-- What an older danvan wrote in another way: the first load afterwards extracts all articles anew.
CREATE TABLE _outdated (
    id INTEGER PRIMARY KEY,
    what TEXT NOT NULL
) STRICT;
INSERT INTO _outdated (what)
SELECT 'keys of persons have the marks of their names' WHERE EXISTS (SELECT 1 FROM articles);

UPDATE _docs SET description = 'namesakes: one name in one province, offices that exclude each other; one letter, tone marks: names that differ in no more; one day: meetings of one kind and like names on one day in one unit, with other hosts; dates: one document or meeting, different days'
WHERE table_name = 'identity_doubts' AND column_name = 'reason';
-- Names by which reports find a unit: of every version, with the units that it lay in, behind commas;
-- those above also without their types (huyen chau thanh, tinh tien giang; huyen chau thanh, tien giang).
ALTER TABLE locality_versions ADD COLUMN search_key TEXT NOT NULL DEFAULT '';
CREATE VIEW locality_names AS
SELECT v.locality_id,
       v.search_key || coalesce(', ' || p.search_key, '') || coalesce(', ' || g.search_key, '') AS search_key
FROM locality_versions AS v
LEFT JOIN locality_versions AS p
    ON p.locality_id = v.parent_id
   AND coalesce(p.valid_from, '') < coalesce(v.valid_to, '9999')
   AND coalesce(v.valid_from, '') < coalesce(p.valid_to, '9999')
LEFT JOIN locality_versions AS g
    ON g.locality_id = p.parent_id
   AND coalesce(g.valid_from, '') < coalesce(v.valid_to, '9999')
   AND coalesce(v.valid_from, '') < coalesce(g.valid_to, '9999')
UNION ALL
SELECT v.locality_id,
       v.search_key || ', ' || p.bare_search_key || coalesce(', ' || g.bare_search_key, '')
FROM locality_versions AS v
JOIN localities AS p ON p.id = v.parent_id
LEFT JOIN localities AS g ON g.id = p.parent_id;

-- Units that are one territory on both sides of the reform: tỉnh Nghệ An before and after 2025-07-01.
-- A unit goes on in the one that it went to whole, if nothing else that there was when it ended did.
CREATE VIEW locality_lines AS
SELECT l.id AS locality_id,
       coalesce((
           SELECT s.successor_id
           FROM locality_successors AS s
           JOIN localities AS n ON n.id = s.successor_id
           WHERE s.locality_id = l.id AND s.share = 'whole' AND n.level = l.level
             AND NOT EXISTS (
                 SELECT 1
                 FROM locality_successors AS o
                 JOIN localities AS x ON x.id = o.locality_id
                 WHERE o.successor_id = s.successor_id AND o.locality_id <> l.id
                   AND x.level = l.level AND coalesce(x.valid_from, '') < l.valid_to
                   AND coalesce(x.valid_to, '9999') >= l.valid_to)
           LIMIT 1), l.id) AS line_id
FROM localities AS l;

INSERT INTO _docs (table_name, column_name, description) VALUES
('locality_versions', 'search_key', 'name folded: lower case, no tone marks, đ as d'),
('locality_names', '', 'Names by which reports find a unit, of all its times, with the units that it lay in behind commas.'),
('locality_names', 'locality_id', 'The unit'),
('locality_names', 'search_key', 'huyen chau thanh, tinh tien giang; with the units above also without their types'),
('locality_lines', '', 'Units that are one territory: figures of one line may be compared across the reform of 2025-07-01.'),
('locality_lines', 'locality_id', 'The unit'),
('locality_lines', 'line_id', 'The unit of today that is the same territory; itself where there is none'),
('_outdated', '', 'What an older danvan wrote in another way; empty once a load has extracted all articles anew.'),
('_outdated', 'id', 'Row number, of this file only'),
('_outdated', 'what', 'What is written otherwise now');

PRAGMA user_version = 14;
