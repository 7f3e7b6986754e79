-- Things that articles speak of, one row each. They carry no quote: what an article said about
-- them is in the statement tables. Values are those of the earliest-published statement that
-- gives one; a thing that no statement names any more is removed.
CREATE TABLE organizations (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    search_key TEXT NOT NULL,
    sort_key TEXT NOT NULL,
    locality_id INTEGER REFERENCES localities (id),
    locality_name TEXT
) STRICT;
CREATE INDEX organizations_locality ON organizations (locality_id);
CREATE INDEX organizations_search_key ON organizations (search_key);

CREATE TABLE officials (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    block TEXT NOT NULL,
    name TEXT NOT NULL,
    search_key TEXT NOT NULL,
    sort_key TEXT NOT NULL
) STRICT;
CREATE INDEX officials_block ON officials (block);
CREATE INDEX officials_search_key ON officials (search_key);

CREATE TABLE campaigns (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL CHECK (kind IN ('emulation', 'drive', 'theme')),
    name TEXT NOT NULL,
    search_key TEXT NOT NULL,
    sort_key TEXT NOT NULL
) STRICT;

CREATE TABLE directives (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    number TEXT,
    issued_on TEXT CHECK (issued_on IS date(issued_on, '+0 days')),
    issued_year INTEGER,
    issuer_id INTEGER REFERENCES organizations (id),
    title TEXT,
    search_key TEXT NOT NULL,
    sort_key TEXT NOT NULL
) STRICT;
CREATE INDEX directives_issuer ON directives (issuer_id);

CREATE TABLE meetings (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    search_key TEXT NOT NULL,
    sort_key TEXT NOT NULL,
    held_on TEXT CHECK (held_on IS date(held_on, '+0 days')),
    period_from TEXT CHECK (period_from IS date(period_from, '+0 days')),
    period_to TEXT CHECK (period_to IS date(period_to, '+0 days')),
    locality_id INTEGER REFERENCES localities (id),
    locality_name TEXT
) STRICT;
CREATE INDEX meetings_locality ON meetings (locality_id);
CREATE INDEX meetings_held_on ON meetings (held_on);

-- What all of them share is said once.
INSERT INTO _docs (table_name, column_name, description)
SELECT t.column1, c.column1, c.column2
FROM (VALUES ('organizations'), ('officials'), ('campaigns'), ('directives'), ('meetings')) AS t,
     (VALUES ('id', 'Row number, of this file only'),
             ('key', 'Identity; the same thing has the same key in every danvan file'),
             ('search_key', 'Name (of a directive: kind, number and title) folded: lower case, no tone marks, đ as d'),
             ('sort_key', 'Name in Vietnamese alphabetical order')) AS c;
INSERT INTO _docs (table_name, column_name, description) VALUES
('organizations', '', 'Bodies: one row per body of one locality.'),
('organizations', 'name', 'Canonical name without the locality (Ban Dân vận Huyện ủy)'),
('organizations', 'locality_id', 'Unit it belongs to; empty for national bodies and where it cannot be told'),
('organizations', 'locality_name', 'The unit''s name; as read where it could not be linked; empty for national bodies'),
('officials', '', 'Named persons with an office or a part in a meeting.'),
('officials', 'block', 'Folded name and province of today (or nation): persons of one block may be the same'),
('officials', 'name', 'Full name'),
('campaigns', '', 'Emulation movements, drives and themes.'),
('campaigns', 'kind', 'emulation (phong trào), drive (cuộc vận động) or theme (chuyên đề, chủ đề, Năm, Tháng)'),
('campaigns', 'name', 'Name without quotes or the kind word (Dân vận khéo)'),
('directives', '', 'Documents that articles cite: by number, laws by name.'),
('directives', 'kind', 'Head noun in lower case (nghị quyết, chỉ thị, luật)'),
('directives', 'number', 'Number as printed, without spaces (25-NQ/TW); empty for laws'),
('directives', 'issued_on', 'Day of issue as stated'),
('directives', 'issued_year', 'Year of issue, from the day or the number'),
('directives', 'issuer_id', 'Body that issued it, as stated'),
('directives', 'title', 'Title as stated'),
('meetings', '', 'Events reported as held. The same event told by several articles is one row; see meeting_articles.'),
('meetings', 'name', 'Name as told first'),
('meetings', 'held_on', 'The day, the first of several'),
('meetings', 'period_from', 'First day of the span reviewed or planned'),
('meetings', 'period_to', 'Last day of that span'),
('meetings', 'locality_id', 'Unit it belongs to; empty where it cannot be told'),
('meetings', 'locality_name', 'The same as read');

PRAGMA user_version = 4;
