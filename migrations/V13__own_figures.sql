-- An office's own tables, beside what the press states and never mixed into it: `model_counts` and
-- `yearly_figures` stay the press's. The movement is kept by its key, for campaigns are things that
-- articles speak of and go with them.
CREATE TABLE own_tables (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    file TEXT NOT NULL,
    sheet TEXT NOT NULL DEFAULT '',
    title TEXT NOT NULL DEFAULT '',
    fingerprint BLOB NOT NULL,
    load_id INTEGER NOT NULL REFERENCES loads (id)
) STRICT;
CREATE INDEX own_tables_file ON own_tables (file);
CREATE INDEX own_tables_load ON own_tables (load_id);

CREATE TABLE own_figures (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    own_table_id INTEGER NOT NULL REFERENCES own_tables (id) ON DELETE CASCADE,
    locality_id INTEGER REFERENCES localities (id),
    locality_name TEXT NOT NULL,
    year_from INTEGER,
    year_to INTEGER,
    to_date INTEGER NOT NULL CHECK (to_date IN (0, 1)),
    as_of TEXT CHECK (as_of IS date(as_of, '+0 days')),
    campaign_key TEXT NOT NULL,
    campaign_name TEXT NOT NULL,
    unit TEXT NOT NULL CHECK (unit IN ('model', 'exemplar', 'both')),
    status TEXT NOT NULL CHECK (status IN ('registered', 'recognized', 'built', 'maintained', 'commended')),
    level TEXT CHECK (level IN ('province', 'district', 'commune', 'grassroots')),
    holder TEXT CHECK (holder IN ('collective', 'individual')),
    field TEXT CHECK (field IN ('economy', 'culture_society', 'defense_security', 'political_system', 'other')),
    count INTEGER NOT NULL CHECK (count >= 0),
    qualifier TEXT NOT NULL CHECK (qualifier IN ('exact', 'about', 'over', 'under')),
    low INTEGER NOT NULL CHECK (low >= 0),
    high INTEGER NOT NULL CHECK (high >= low),
    cell TEXT NOT NULL,
    cell_text TEXT NOT NULL,
    quote TEXT NOT NULL,
    CHECK ((year_from IS NULL) = (year_to IS NULL) AND year_from <= year_to),
    CHECK (year_from IS NOT NULL OR to_date = 1)
) STRICT;
CREATE INDEX own_figures_table ON own_figures (own_table_id);
CREATE INDEX own_figures_claim ON own_figures (locality_id, year_from, year_to);

INSERT INTO _docs (table_name, column_name, description) VALUES
('own_tables', '', 'Tables of an office of its own, as danvan load --as figures read them: one row per sheet with figures.'),
('own_tables', 'id', 'Row number, of this file only'),
('own_tables', 'key', 'Identity: the file, and # with the sheet'),
('own_tables', 'file', 'Path of the file as given'),
('own_tables', 'sheet', 'Name of the sheet; empty for a file that is one table'),
('own_tables', 'title', 'The lines above its header, which may state the year, the status or the unit of all figures'),
('own_tables', 'fingerprint', 'Digest of what was read from it: the same again changes nothing'),
('own_tables', 'load_id', 'The load that last changed it'),
('own_figures', '', 'What the cells of own tables state, one row per cell with a count. They are an office''s own word: never part of model_counts or yearly_figures, which are the press''s.'),
('own_figures', 'id', 'Row number, of this file only'),
('own_figures', 'key', 'Identity: key of the table ! cell'),
('own_figures', 'own_table_id', 'The table'),
('own_figures', 'locality_id', 'The unit, in force in that year; empty where the name is not one unit'),
('own_figures', 'locality_name', 'The name as the table has it'),
('own_figures', 'year_from', 'First year; empty for a stock without a year'),
('own_figures', 'year_to', 'Last year'),
('own_figures', 'to_date', '1 for a stock (lũy kế, hiện có)'),
('own_figures', 'as_of', 'Day it speaks for, where the table gives one'),
('own_figures', 'campaign_key', 'Key of the campaign, as in campaigns.key'),
('own_figures', 'campaign_name', 'Its name; Dân vận khéo where the table names none'),
('own_figures', 'unit', 'model mô hình, exemplar điển hình, both: the two counted together; model where the table does not say'),
('own_figures', 'status', 'registered, recognized, built, maintained, commended'),
('own_figures', 'level', 'Level of recognition; empty for the total'),
('own_figures', 'holder', 'collective or individual; empty for all'),
('own_figures', 'field', 'Field of life; empty for all'),
('own_figures', 'count', 'The figure'),
('own_figures', 'qualifier', 'exact, about, over, under; exact unless the cell says otherwise (trên 100)'),
('own_figures', 'low', 'Lowest value that it allows'),
('own_figures', 'high', 'Highest value that it allows'),
('own_figures', 'cell', 'Where it stands: D7; line and column of a text file'),
('own_figures', 'cell_text', 'What stands there'),
('own_figures', 'quote', 'The row, every cell with its heading');
UPDATE _docs SET description = description || '; own tables count too'
WHERE table_name = 'loads' AND column_name IN ('new', 'updated', 'unchanged');

PRAGMA user_version = 13;
