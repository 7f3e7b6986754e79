-- Administrative units before and after 2025-07-01, filled from danvan's reference data when the
-- file is made. Codes of the statistics office are reused with another meaning, so a unit is the
-- consecutive versions of one code with one bare name inside one era (era border 2025-07-01).
CREATE TABLE localities (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    code TEXT NOT NULL,
    level TEXT NOT NULL CHECK (level IN ('province', 'district', 'commune')),
    type TEXT NOT NULL,
    name TEXT NOT NULL,
    bare_name TEXT NOT NULL,
    search_key TEXT NOT NULL,
    bare_search_key TEXT NOT NULL,
    sort_key TEXT NOT NULL,
    parent_id INTEGER REFERENCES localities (id),
    valid_from TEXT CHECK (valid_from IS date(valid_from, '+0 days')),
    valid_to TEXT CHECK (valid_to IS date(valid_to, '+0 days'))
) STRICT;
CREATE INDEX localities_parent ON localities (parent_id);
CREATE INDEX localities_bare_search_key ON localities (bare_search_key);

CREATE TABLE locality_versions (
    id INTEGER PRIMARY KEY,
    locality_id INTEGER NOT NULL REFERENCES localities (id) ON DELETE CASCADE,
    type TEXT NOT NULL,
    name TEXT NOT NULL,
    parent_id INTEGER REFERENCES localities (id),
    valid_from TEXT CHECK (valid_from IS date(valid_from, '+0 days')),
    valid_to TEXT CHECK (valid_to IS date(valid_to, '+0 days'))
) STRICT;
CREATE INDEX locality_versions_locality ON locality_versions (locality_id);
CREATE INDEX locality_versions_parent ON locality_versions (parent_id);

CREATE TABLE locality_successors (
    id INTEGER PRIMARY KEY,
    locality_id INTEGER NOT NULL REFERENCES localities (id) ON DELETE CASCADE,
    successor_id INTEGER NOT NULL REFERENCES localities (id) ON DELETE CASCADE,
    share TEXT NOT NULL CHECK (share IN ('whole', 'part', 'unknown')),
    basis TEXT NOT NULL
) STRICT;
CREATE INDEX locality_successors_locality ON locality_successors (locality_id);
CREATE INDEX locality_successors_successor ON locality_successors (successor_id);

INSERT INTO _docs (table_name, column_name, description) VALUES
('localities', '', 'Administrative units of Vietnam, before and after 2025-07-01, one row per unit with its last type and parent. All units are here, also those that no article names.'),
('localities', 'id', 'Row number, of this file only'),
('localities', 'key', 'Identity: official code @ first day of the unit (280@2008-08-01; 01@ where the day is unknown)'),
('localities', 'code', 'Code of the statistics office; text, with its leading zeros'),
('localities', 'level', 'province, district or commune'),
('localities', 'type', 'Last type: tỉnh, thành phố, quận, huyện, thị xã, xã, phường, thị trấn, đặc khu'),
('localities', 'name', 'Last name with its type (huyện Phú Xuyên)'),
('localities', 'bare_name', 'Name without the type (Phú Xuyên)'),
('localities', 'search_key', 'name folded: lower case, no tone marks, đ as d'),
('localities', 'bare_search_key', 'bare_name folded'),
('localities', 'sort_key', 'bare_name in Vietnamese alphabetical order'),
('localities', 'parent_id', 'Unit that contains it (the last one); empty for a province'),
('localities', 'valid_from', 'First day; empty where unknown (before 2004-08-31)'),
('localities', 'valid_to', 'First day on which it was no more; empty while in force'),
('locality_versions', '', 'Versions of a unit: a change of type or parent makes a new one (huyện Tịnh Biên, from 2023 thị xã Tịnh Biên).'),
('locality_versions', 'id', 'Row number, of this file only'),
('locality_versions', 'locality_id', 'The unit'),
('locality_versions', 'type', 'Type in this version'),
('locality_versions', 'name', 'Name with the type in this version'),
('locality_versions', 'parent_id', 'Unit that contained it in this version'),
('locality_versions', 'valid_from', 'First day; empty where unknown'),
('locality_versions', 'valid_to', 'First day after; empty while in force'),
('locality_successors', '', 'Which unit of 2025-07-01 and later an older unit went to; a divided unit has several rows.'),
('locality_successors', 'id', 'Row number, of this file only'),
('locality_successors', 'locality_id', 'The older unit'),
('locality_successors', 'successor_id', 'The unit it, or a piece of it, is in today'),
('locality_successors', 'share', 'whole: all of it lies there; part: a piece; unknown: the sources do not say'),
('locality_successors', 'basis', 'What says so: nso, nso-area, nso-pop, code, name, alias, derived, derived-area');

PRAGMA user_version = 2;
