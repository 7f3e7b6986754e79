-- The table of figures: one row per claim, made from model_counts by a fixed rule (in danvan:
-- resolve/figures) whenever a load touches the claim. A claim is what a count is about:
-- locality, years, campaign, unit, status, level, holder, field.
CREATE TABLE yearly_figures (
    id INTEGER PRIMARY KEY,
    locality_id INTEGER NOT NULL REFERENCES localities (id),
    year INTEGER CHECK (year IS CASE WHEN year_from = year_to AND to_date = 0 THEN year_from END),
    year_from INTEGER,
    year_to INTEGER,
    to_date INTEGER NOT NULL CHECK (to_date IN (0, 1)),
    campaign_id INTEGER REFERENCES campaigns (id),
    unit TEXT NOT NULL CHECK (unit IN ('model', 'exemplar', 'both')),
    status TEXT NOT NULL CHECK (status IN ('registered', 'recognized', 'built', 'maintained', 'commended')),
    level TEXT CHECK (level IN ('province', 'district', 'commune', 'grassroots')),
    holder TEXT CHECK (holder IN ('collective', 'individual')),
    field TEXT CHECK (field IN ('economy', 'culture_society', 'defense_security', 'political_system', 'other')),
    low INTEGER NOT NULL CHECK (low >= 0),
    high INTEGER NOT NULL CHECK (high >= low),
    chosen INTEGER,
    qualifier TEXT CHECK (qualifier IN ('exact', 'about', 'over', 'under')),
    why TEXT NOT NULL CHECK (why IN ('correction', 'only', 'agreed', 'total', 'latest', 'exact', 'own', 'open')),
    as_of TEXT CHECK (as_of IS date(as_of, '+0 days')),
    model_count_id INTEGER REFERENCES model_counts (id),
    sources INTEGER NOT NULL CHECK (sources > 0),
    other_sources INTEGER NOT NULL CHECK (other_sources >= 0),
    contradiction INTEGER NOT NULL CHECK (contradiction IN (0, 1)),
    CHECK ((chosen IS NULL) = (why = 'open') AND (chosen IS NULL) = (qualifier IS NULL))
) STRICT;
CREATE INDEX yearly_figures_claim ON yearly_figures (locality_id, year_from, year_to);
CREATE INDEX yearly_figures_campaign ON yearly_figures (campaign_id);
CREATE INDEX yearly_figures_model_count ON yearly_figures (model_count_id);

INSERT INTO _docs (table_name, column_name, description) VALUES
('yearly_figures', '', 'The table of figures: one row per claim (locality, years, campaign, unit, status, level, holder, field), chosen from model_counts, never summed. Counts of a single body, of an unlinked locality, and undated ones that are no stock are not here; they are in model_counts.'),
('yearly_figures', 'id', 'Row number, of this file only'),
('yearly_figures', 'locality_id', 'The unit'),
('yearly_figures', 'year', 'The year, for a figure of one year; empty for a span of years and for a stock'),
('yearly_figures', 'year_from', 'First year of the span; empty for a stock without a year'),
('yearly_figures', 'year_to', 'Last year of the span'),
('yearly_figures', 'to_date', '1 for a stock (đến nay, hiện có), as of the day in as_of'),
('yearly_figures', 'campaign_id', 'The campaign; empty for models of a line of work'),
('yearly_figures', 'unit', 'model mô hình, exemplar điển hình, both: the two counted together; never add both to model'),
('yearly_figures', 'status', 'registered, recognized, built, maintained, commended'),
('yearly_figures', 'level', 'Level of recognition; empty for the total'),
('yearly_figures', 'holder', 'collective or individual; empty for all'),
('yearly_figures', 'field', 'Field of life; empty for all'),
('yearly_figures', 'low', 'Lowest value that the deciding statements allow; a rounded figure allows what rounds to it (hơn 270: 270 to 279)'),
('yearly_figures', 'high', 'Highest value that the deciding statements allow'),
('yearly_figures', 'chosen', 'The figure as printed in the chosen statement; empty where none could be chosen'),
('yearly_figures', 'qualifier', 'Qualifier of the chosen figure: exact, about, over, under'),
('yearly_figures', 'why', 'What decided, the last step that was needed: correction (a person''s decision), only (one article says so), agreed (all say the same), total (a total over a part of it), latest (latest as-of up to 31 March after the year), exact (exact over rounded), own (article about the locality itself over others), open (nothing: see low and high)'),
('yearly_figures', 'as_of', 'Day the chosen figure speaks for; of an open claim the latest day'),
('yearly_figures', 'model_count_id', 'The chosen statement; empty where none could be chosen'),
('yearly_figures', 'sources', 'How many articles agree with the chosen figure (all that state the claim where none is chosen); copies of one text are one article'),
('yearly_figures', 'other_sources', 'How many further articles only state something else, most often an earlier count'),
('yearly_figures', 'contradiction', '1 if two statements for the same day exclude each other, also where one could be chosen');

PRAGMA user_version = 6;
