-- One row per text. Two pages with the same cleaned text are one article with two sources, so
-- that nothing is counted twice; the article shows what its first source says (the earliest
-- published one, ties by source_key).
CREATE TABLE articles (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    title TEXT,
    published_on TEXT CHECK (published_on IS date(published_on, '+0 days')),
    author TEXT,
    publisher TEXT,
    url TEXT,
    locality_id INTEGER REFERENCES localities (id),
    locality_name TEXT,
    page_hints TEXT NOT NULL CHECK (json_valid(page_hints)),
    load_id INTEGER NOT NULL REFERENCES loads (id),
    text TEXT NOT NULL
) STRICT;
CREATE INDEX articles_locality ON articles (locality_id);
CREATE INDEX articles_load ON articles (load_id);

CREATE TABLE article_sources (
    id INTEGER PRIMARY KEY,
    source_key TEXT NOT NULL UNIQUE,
    fingerprint BLOB NOT NULL,
    article_id INTEGER NOT NULL REFERENCES articles (id),
    url TEXT,
    title TEXT,
    published_on TEXT CHECK (published_on IS date(published_on, '+0 days')),
    author TEXT,
    publisher TEXT,
    page_hints TEXT NOT NULL CHECK (json_valid(page_hints))
) STRICT;
CREATE INDEX article_sources_article ON article_sources (article_id);

-- The text is not stored twice (external content). The name in double quotes: Datasette and
-- sqlite-utils recognize the index only so. A larger hash in memory makes big loads cheaper.
CREATE VIRTUAL TABLE articles_fts USING fts5 (
    title, text, content="articles", content_rowid="id", tokenize="unicode61 remove_diacritics 2"
);
INSERT INTO articles_fts (articles_fts, rank) VALUES ('hashsize', 16777216);

CREATE TRIGGER articles_inserted AFTER INSERT ON articles BEGIN
    INSERT INTO articles_fts (rowid, title, text) VALUES (new.id, new.title, new.text);
END;
CREATE TRIGGER articles_deleted AFTER DELETE ON articles BEGIN
    INSERT INTO articles_fts (articles_fts, rowid, title, text)
    VALUES ('delete', old.id, old.title, old.text);
END;
CREATE TRIGGER articles_updated AFTER UPDATE OF title, text ON articles BEGIN
    INSERT INTO articles_fts (articles_fts, rowid, title, text)
    VALUES ('delete', old.id, old.title, old.text);
    INSERT INTO articles_fts (rowid, title, text) VALUES (new.id, new.title, new.text);
END;

INSERT INTO _docs (table_name, column_name, description) VALUES
('articles', '', 'One row per article text, with what its page says about it.'),
('articles', 'id', 'Row number, of this file only'),
('articles', 'key', 'Identity: SHA-256 of the text'),
('articles', 'title', 'Headline as printed'),
('articles', 'published_on', 'Date of the article (not of the visit); empty where the page states none'),
('articles', 'author', 'Persons in the byline'),
('articles', 'publisher', 'Body in the byline, else the site'),
('articles', 'url', 'Address, where the page gives it'),
('articles', 'locality_id', 'Unit whose events the article tells; empty where it cannot be told'),
('articles', 'locality_name', 'The same as read, with the units above it'),
('articles', 'page_hints', 'JSON: what else the page gave (site, header, kind of each line); facts are a function of this row'),
('articles', 'load_id', 'The load that brought the text'),
('articles', 'text', 'Cleaned text; quote_start and quote_end of all statements count its characters from 0'),
('article_sources', '', 'Where an article was found: one row per page or record. Copies of one text are several rows with one article.'),
('article_sources', 'id', 'Row number, of this file only'),
('article_sources', 'source_key', 'Normalized address, else the path as loaded (path#n for a record)'),
('article_sources', 'fingerprint', 'Digest of all that the page gave; the same again means nothing to do'),
('article_sources', 'article_id', 'The text found there'),
('article_sources', 'url', 'Address as the page gives it'),
('article_sources', 'title', 'Headline on this page'),
('article_sources', 'published_on', 'Date on this page'),
('article_sources', 'author', 'Byline persons on this page'),
('article_sources', 'publisher', 'Byline body or site of this page'),
('article_sources', 'page_hints', 'JSON: what else this page gave'),
('articles_fts', '', 'Full-text index over articles (FTS5). It folds every mark but đ: search d words with both d and đ.'),
('articles_fts', 'title', 'Headline'),
('articles_fts', 'text', 'Text');

PRAGMA user_version = 3;
