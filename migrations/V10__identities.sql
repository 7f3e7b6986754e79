-- Who is who, beyond what one article can say. `_mentions` has one row per meeting, document or
-- person that an article speaks of: the key that the article alone gives it, the block of those
-- that may be the same thing, and what it was resolved to by all mentions of its block (in danvan:
-- resolve/officials, resolve/directive, resolve/meeting) and by people's corrections.
CREATE TABLE _mentions (
    id INTEGER PRIMARY KEY,
    article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('meeting', 'directive', 'official')),
    block TEXT NOT NULL,
    own_key TEXT NOT NULL,
    natural_key TEXT,
    entity_key TEXT
) STRICT;
CREATE INDEX _mentions_article ON _mentions (article_id);
CREATE INDEX _mentions_block ON _mentions (kind, block);

-- Blocks that the load under way has touched and not resolved yet; a load that was broken off
-- leaves some for the next one.
CREATE TABLE _pending_blocks (
    kind TEXT NOT NULL,
    block TEXT NOT NULL,
    PRIMARY KEY (kind, block)
) STRICT, WITHOUT ROWID;

-- Which corrections had something to do, and where.
CREATE TABLE _corrected (
    id INTEGER PRIMARY KEY,
    article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    key TEXT NOT NULL,
    UNIQUE (key, article_id)
) STRICT;
CREATE INDEX _corrected_article ON _corrected (article_id);

ALTER TABLE corrections ADD COLUMN outcome TEXT NOT NULL DEFAULT 'applied'
    CHECK (outcome IN ('applied', 'no match', 'refused'));
ALTER TABLE corrections ADD COLUMN message TEXT;

-- What a body became: the Ban Dân vận of a committee its Ban Tuyên giáo và Dân vận, 2025. A body
-- of an abolished unit ends with the unit: see localities.valid_to.
ALTER TABLE organizations ADD COLUMN became TEXT;
ALTER TABLE organizations ADD COLUMN became_since TEXT;

-- Other names of things, as people gave them.
CREATE TABLE aliases (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('locality', 'organization', 'official', 'directive', 'campaign', 'meeting')),
    key TEXT NOT NULL,
    name TEXT NOT NULL,
    search_key TEXT NOT NULL,
    UNIQUE (kind, key, search_key)
) STRICT;

-- Pairs of things that may be one, or one that may be two, for a person to decide.
CREATE TABLE identity_doubts (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('official', 'directive', 'meeting', 'organization')),
    key TEXT NOT NULL,
    other_key TEXT NOT NULL,
    reason TEXT NOT NULL CHECK (reason IN ('namesakes', 'one letter', 'tone marks', 'dates')),
    UNIQUE (kind, key, other_key)
) STRICT;

INSERT INTO _docs (table_name, column_name, description) VALUES
('_mentions', '', 'Meetings, documents and persons by article, and what they were resolved to.'),
('_mentions', 'id', 'Row number, of this file only'),
('_mentions', 'article_id', 'The article'),
('_mentions', 'kind', 'meeting, directive or official'),
('_mentions', 'block', 'Mentions of one block may be the same thing'),
('_mentions', 'own_key', 'Its key by this article alone'),
('_mentions', 'natural_key', 'Its key by all mentions of the block; empty where that is own_key'),
('_mentions', 'entity_key', 'Its key after the corrections; empty where that is the key before them'),
('_pending_blocks', '', 'Blocks that are still to be resolved: none, unless a load was broken off.'),
('_pending_blocks', 'kind', 'meeting, directive or official'),
('_pending_blocks', 'block', 'See _mentions.block'),
('_corrected', '', 'Articles in which a correction had something to do.'),
('_corrected', 'id', 'Row number, of this file only'),
('_corrected', 'article_id', 'The article'),
('_corrected', 'key', 'Key of the correction'),
('corrections', 'outcome', 'applied; no match: nothing in the base has this key; refused: the line is wrong, see message'),
('corrections', 'message', 'What is wrong with the line'),
('organizations', 'became', 'Name of the body of the same unit that took over its work; empty where none is known'),
('organizations', 'became_since', 'Day or year since when; a body of an abolished unit ends with the unit (localities.valid_to)'),
('aliases', '', 'Other names of things, from the file of corrections.'),
('aliases', 'id', 'Row number, of this file only'),
('aliases', 'kind', 'locality, organization, official, directive, campaign or meeting'),
('aliases', 'key', 'Key of the thing'),
('aliases', 'name', 'Its other name'),
('aliases', 'search_key', 'The other name folded: lower case, no tone marks, đ as d'),
('identity_doubts', '', 'Pairs of things that a person should look at: kept apart, though they may be one.'),
('identity_doubts', 'id', 'Row number, of this file only'),
('identity_doubts', 'kind', 'official, directive, meeting or organization'),
('identity_doubts', 'key', 'Key of the one'),
('identity_doubts', 'other_key', 'Key of the other'),
('identity_doubts', 'reason', 'namesakes: one name in one province, offices that exclude each other; one letter, tone marks: names that differ in no more; dates: one number with dates of different documents');

UPDATE _docs SET description = description || '; where a person decided, all that state the claim'
WHERE table_name = 'yearly_figures' AND column_name = 'sources';

PRAGMA user_version = 10;
