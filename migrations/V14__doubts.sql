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

-- What an older danvan wrote in another way: the first load afterwards extracts all articles anew.
CREATE TABLE _outdated (
    id INTEGER PRIMARY KEY,
    what TEXT NOT NULL
) STRICT;
INSERT INTO _outdated (what)
SELECT 'keys of persons have the marks of their names' WHERE EXISTS (SELECT 1 FROM articles);

UPDATE _docs SET description = 'namesakes: one name in one province, offices that exclude each other; one letter, tone marks: names that differ in no more; one day: meetings of one kind and like names on one day in one unit, with other hosts; dates: one document or meeting, different days'
WHERE table_name = 'identity_doubts' AND column_name = 'reason';
INSERT INTO _docs (table_name, column_name, description) VALUES
('_outdated', '', 'What an older danvan wrote in another way; empty once a load has extracted all articles anew.'),
('_outdated', 'id', 'Row number, of this file only'),
('_outdated', 'what', 'What is written otherwise now');

PRAGMA user_version = 14;
