-- The file explains itself: `_docs` describes every table and column, and each migration adds
-- the lines of what it creates. `loads`, `rejects` and `corrections` tell how the content came in.
PRAGMA application_id = 1145130582; -- "DANV", so that `file` and danvan know the file

CREATE TABLE _docs (
    table_name TEXT NOT NULL,
    column_name TEXT NOT NULL,
    description TEXT NOT NULL,
    PRIMARY KEY (table_name, column_name)
) STRICT;

CREATE TABLE _meta (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

CREATE TABLE loads (
    id INTEGER PRIMARY KEY,
    started_at TEXT NOT NULL,
    finished_at TEXT,
    version TEXT NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome IN ('running', 'done', 'failed')),
    message TEXT,
    new INTEGER NOT NULL DEFAULT 0,
    updated INTEGER NOT NULL DEFAULT 0,
    unchanged INTEGER NOT NULL DEFAULT 0,
    copies INTEGER NOT NULL DEFAULT 0,
    rejected INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE rejects (
    id INTEGER PRIMARY KEY,
    source TEXT NOT NULL,
    place TEXT NOT NULL DEFAULT '',
    reason TEXT NOT NULL,
    advice TEXT,
    load_id INTEGER NOT NULL REFERENCES loads (id),
    UNIQUE (source, place, reason)
) STRICT;
CREATE INDEX rejects_load ON rejects (load_id);

CREATE TABLE corrections (
    id INTEGER PRIMARY KEY,
    line INTEGER NOT NULL,
    key TEXT NOT NULL,
    action TEXT NOT NULL,
    value TEXT,
    reason TEXT,
    author TEXT,
    corrected_on TEXT CHECK (corrected_on IS date(corrected_on, '+0 days'))
) STRICT;

INSERT INTO _docs (table_name, column_name, description) VALUES
('_docs', '', 'What every table, view and column of this file holds. Tables that start with _ are internals.'),
('_docs', 'table_name', 'Name of the table or view'),
('_docs', 'column_name', 'Name of the column; empty for the table itself'),
('_docs', 'description', 'What it holds'),
('_meta', '', 'Marks of the program itself, such as the state of its reference data.'),
('_meta', 'name', 'Name of the mark'),
('_meta', 'value', 'Its value'),
('loads', '', 'One row per run of danvan load, also of one that failed.'),
('loads', 'id', 'Number of the load'),
('loads', 'started_at', 'Start, UTC'),
('loads', 'finished_at', 'End, UTC; empty while running and after a crash'),
('loads', 'version', 'Version of danvan'),
('loads', 'outcome', 'running, done or failed; running without a running danvan means it was killed'),
('loads', 'message', 'Why it failed'),
('loads', 'new', 'Articles that were not in the base'),
('loads', 'updated', 'Known sources whose page had changed, or articles extracted anew with another result'),
('loads', 'unchanged', 'Known sources with the same page'),
('loads', 'copies', 'New sources of a text that was in the base already'),
('loads', 'rejected', 'Inputs refused; see rejects'),
('rejects', '', 'Inputs that could not be read. Loading the mended input again clears its rows.'),
('rejects', 'id', 'Row number'),
('rejects', 'source', 'Path as walked, path#n for a record'),
('rejects', 'place', 'Place inside the source (line, offset); empty for the whole'),
('rejects', 'reason', 'What is wrong'),
('rejects', 'advice', 'What to do about it'),
('rejects', 'load_id', 'The load that refused it'),
('corrections', '', 'Copy of the corrections file as last replayed; edit the file, not this table.'),
('corrections', 'id', 'Row number'),
('corrections', 'line', 'Line of the file'),
('corrections', 'key', 'Key of the row corrected'),
('corrections', 'action', 'What is done to it'),
('corrections', 'value', 'The new value'),
('corrections', 'reason', 'Why, in the words of the person'),
('corrections', 'author', 'Who decided'),
('corrections', 'corrected_on', 'When, ISO date');

PRAGMA user_version = 1;
