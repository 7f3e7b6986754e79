-- What a page was written in, before it was read: to look at first where letters seem wrong.
-- Before this, only UTF-8 was read.
ALTER TABLE articles ADD COLUMN encoding TEXT NOT NULL DEFAULT 'UTF-8';
ALTER TABLE article_sources ADD COLUMN encoding TEXT NOT NULL DEFAULT 'UTF-8';

INSERT INTO _docs (table_name, column_name, description) VALUES
('articles', 'encoding', 'What the page was written in: UTF-8, windows-1258, TCVN3, VNI, UTF-8 read as windows-1252, or UTF-8, in part one of these'),
('article_sources', 'encoding', 'What this page was written in');

PRAGMA user_version = 8;
