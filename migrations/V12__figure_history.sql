-- What each load changed of the figures. It belongs to the row of its load, as its counters do: two
-- bases of the same articles have the same content, however many loads made them.
ALTER TABLE loads ADD COLUMN figures_before INTEGER CHECK (figures_before >= 0);
ALTER TABLE loads ADD COLUMN _figures_changed TEXT
    CHECK (_figures_changed IS NULL OR json_valid(_figures_changed));

-- A claim is told by the keys of its unit and its campaign: their rows may be gone since.
CREATE VIEW figure_history AS
SELECT l.id AS load_id,
       json_extract(c.value, '$[0]') AS locality_key,
       json_extract(c.value, '$[1]') AS year_from,
       json_extract(c.value, '$[2]') AS year_to,
       json_extract(c.value, '$[3]') AS to_date,
       json_extract(c.value, '$[4]') AS campaign_key,
       json_extract(c.value, '$[5]') AS unit,
       json_extract(c.value, '$[6]') AS status,
       json_extract(c.value, '$[7]') AS level,
       json_extract(c.value, '$[8]') AS holder,
       json_extract(c.value, '$[9]') AS field,
       json_extract(c.value, '$[10][0]') AS low,
       json_extract(c.value, '$[10][1]') AS high,
       json_extract(c.value, '$[10][2]') AS chosen,
       json_extract(c.value, '$[10][3]') AS qualifier,
       json_extract(c.value, '$[10][4]') AS why,
       json_extract(c.value, '$[10][5]') AS as_of
FROM loads AS l, json_each(l._figures_changed) AS c;

INSERT INTO _docs (table_name, column_name, description) VALUES
('loads', 'figures_before', 'How many figures the base had when it began; empty for a load of a danvan that did not keep what it changed'),
('loads', '_figures_changed', 'The figures that it changed, read through figure_history; empty where figures_before is 0 (all are new) and where the load was killed'),
('figure_history', '', 'One row per figure that a load made, changed or took away, with what it was before that load.'),
('figure_history', 'load_id', 'The load'),
('figure_history', 'locality_key', 'Key of the unit'),
('figure_history', 'campaign_key', 'Key of the campaign'),
('figure_history', 'low', 'The lowest count stated, before the load; empty for a figure that it made'),
('figure_history', 'high', 'The highest count stated, before the load'),
('figure_history', 'chosen', 'The figure, before the load; empty where sources contradicted each other'),
('figure_history', 'qualifier', 'How exact it was, before the load'),
('figure_history', 'why', 'Why it was chosen, before the load'),
('figure_history', 'as_of', 'The day it spoke for, before the load');
INSERT OR IGNORE INTO _docs (table_name, column_name, description)
SELECT 'figure_history', column_name, description FROM _docs
WHERE table_name = 'yearly_figures'
  AND column_name IN (SELECT name FROM pragma_table_info('figure_history'));

PRAGMA user_version = 12;
