-- Articles that share most of their sentences (in danvan: resolve/near, store/near): an agency's
-- text under another headline, with a changed lead or a cut end. They stay articles of their own,
-- and are one source where figures are counted.
CREATE TABLE near_duplicates (
    id INTEGER PRIMARY KEY,
    article_id INTEGER NOT NULL UNIQUE REFERENCES articles (id),
    first_id INTEGER NOT NULL REFERENCES articles (id)
) STRICT;
CREATE INDEX near_duplicates_first ON near_duplicates (first_id);

CREATE TABLE _near_links (
    id INTEGER PRIMARY KEY,
    article_id INTEGER NOT NULL REFERENCES articles (id),
    other_id INTEGER NOT NULL REFERENCES articles (id),
    shared_percent INTEGER NOT NULL CHECK (shared_percent BETWEEN 0 AND 100),
    UNIQUE (article_id, other_id)
) STRICT;
CREATE INDEX _near_links_other ON _near_links (other_id);

-- By value and place, so that a lookup is one step however many articles hold a value. The
-- article is known by its key, for row numbers differ with the order of loading.
CREATE TABLE _sketches (
    value INTEGER NOT NULL,
    article INTEGER NOT NULL,
    PRIMARY KEY (value, article)
) STRICT, WITHOUT ROWID;

INSERT INTO _docs (table_name, column_name, description) VALUES
('near_duplicates', '', 'Articles that share most of their sentences with another: one row per article of such a cluster, its first one included. Together they are one source of a figure.'),
('near_duplicates', 'id', 'Row number, of this file only'),
('near_duplicates', 'article_id', 'The article'),
('near_duplicates', 'first_id', 'The first article of the cluster: the earliest-published, ties by key'),
('_near_links', '', 'Pairs of articles found to be near-duplicates; a cluster is what they connect. Not every pair of a cluster is compared.'),
('_near_links', 'id', 'Row number, of this file only'),
('_near_links', 'article_id', 'One article, that with the lower key'),
('_near_links', 'other_id', 'The other'),
('_near_links', 'shared_percent', 'Words of sentences that both have, of a hundred such words of the shorter one'),
('_sketches', '', 'A sample of the sentences of each article, by which near-duplicates find each other.'),
('_sketches', 'value', 'Digest of a sentence'),
('_sketches', 'article', 'The first 15 digits of the article''s key, as a number');

UPDATE _docs SET description = 'How many independent articles agree with the chosen figure (all that state the claim where none is chosen); copies of one text are one article, and near-duplicates (see near_duplicates) count once'
WHERE table_name IN ('yearly_figures', 'figures_by_name') AND column_name = 'sources';
UPDATE _docs SET description = 'How many further independent articles only state something else, most often an earlier count'
WHERE table_name = 'yearly_figures' AND column_name = 'other_sources';

UPDATE _docs SET description = replace(replace(description, 'one article says so', 'one source says so'), 'agreed (all say', 'agreed (all sources say')
WHERE table_name IN ('yearly_figures', 'figures_by_name') AND column_name = 'why';

PRAGMA user_version = 9;
