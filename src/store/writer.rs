//! Putting articles into the file: idempotent, in batches of one transaction each.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::{SecondsFormat, Utc};
use rusqlite::types::Type;
use rusqlite::{Connection, OptionalExtension, params};
use sha2::{Digest, Sha256};

use super::corrections;
use super::doubts;
use super::entity::Entities;
use super::figures::{self, Span};
use super::history;
use super::identity::{self, Block};
use super::near::{self, Near};
use super::statements;
use crate::article::Article;
use crate::extract::Facts;
use crate::input::Reject;
use crate::resolve::corrections::{Corrections, Key, Line};
use crate::resolve::{Knowledge, article_key, resolve, source_key};

/// What became of an article that was put.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// A text that was not in the base.
    New,
    /// A known source whose page had changed.
    Updated,
    /// A known source with the same page: nothing is written.
    Unchanged,
    /// A new source of a text that was in the base.
    Copy,
}

/// How many articles of a load became what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counters {
    /// See [`Outcome::New`].
    pub new: u64,
    /// See [`Outcome::Updated`].
    pub updated: u64,
    /// See [`Outcome::Unchanged`].
    pub unchanged: u64,
    /// See [`Outcome::Copy`].
    pub copies: u64,
    /// Inputs that could not be read.
    pub rejected: u64,
}

/// Digest of all that a page gave: the same again means nothing to do.
pub type Fingerprint = [u8; 16];

/// The digest of an article as read. The source is not part of it.
pub fn fingerprint(article: &Article) -> Fingerprint {
    let hints = hints(article);
    let day = article.published_on.map(|day| day.to_string());
    let mut hash = Sha256::new();
    for part in [
        Some(article.text.as_str()),
        article.url.as_deref(),
        article.title.as_deref(),
        day.as_deref(),
        article.author.as_deref(),
        article.publisher.as_deref(),
        Some(&hints),
        Some(&article.encoding),
    ] {
        // Lengths keep the parts apart; none differs from empty.
        let length = part.map_or(u64::MAX, |part| part.len() as u64);
        hash.update(length.to_le_bytes());
        hash.update(part.unwrap_or_default());
    }
    let digest = hash.finalize();
    let mut fingerprint = [0; 16];
    fingerprint.copy_from_slice(&digest[..16]);
    fingerprint
}

/// Writes into a database opened by [`super::open_writing`].
///
/// Between [`Writer::begin`] and [`Writer::commit`] everything is one transaction; dropped
/// without commit, the file is as it was.
pub struct Writer<'db> {
    pub(super) db: &'db Connection,
    pub(super) entities: Entities,
    /// Spans of claims that the batch touches.
    pub(super) spans: BTreeSet<Span>,
    /// Blocks of mentions that the batch touches.
    pub(super) blocks: BTreeSet<Block>,
    /// What people decided and what stands of it.
    pub(super) corrections: Corrections,
    /// The lines that say so.
    pub(super) standing: Vec<Line>,
    near: Near,
    localities: HashMap<String, (i64, String)>,
    pub(super) load_id: i64,
    pub(super) extract: fn(&Article) -> Facts,
}

impl<'db> Writer<'db> {
    /// Starts a load: its row is written at once, so that a load that fails is seen too.
    /// `extract` gives the facts of an article that turns to what another of its sources says.
    pub fn start(
        db: &'db Connection,
        extract: fn(&Article) -> Facts,
    ) -> rusqlite::Result<Writer<'db>> {
        let localities = db
            .prepare("SELECT key, id, name FROM localities")?
            .query_map([], |row| Ok((row.get(0)?, (row.get(1)?, row.get(2)?))))?
            .collect::<rusqlite::Result<_>>()?;
        let figures = history::watch(db)?;
        db.execute(
            "INSERT INTO loads (started_at, version, outcome, figures_before)
             VALUES (?1, ?2, 'running', ?3)",
            params![now(), env!("CARGO_PKG_VERSION"), figures],
        )?;
        let load_id = db.last_insert_rowid();
        let standing = corrections::standing_lines(db)?;
        Ok(Writer {
            db,
            entities: Entities::default(),
            spans: BTreeSet::new(),
            blocks: BTreeSet::new(),
            corrections: corrections::standing(&standing),
            standing,
            near: Near::default(),
            localities,
            load_id,
            extract,
        })
    }

    /// Begins a batch.
    pub fn begin(&mut self) -> rusqlite::Result<()> {
        self.db.execute_batch("BEGIN IMMEDIATE")?;
        near::fill(self.db, &mut self.near)
    }

    /// Brings entities and figures in step with the statements of the articles put since.
    fn settle(&mut self) -> rusqlite::Result<()> {
        let blocks = std::mem::take(&mut self.blocks);
        identity::postpone(self.db, &blocks)?;
        self.entities.settle(self.db)?;
        self.set_values()?;
        // Copies of a text are one source of a figure: what joined or left them is counted anew.
        for article in self.near.settle(self.db)? {
            self.spans.extend(figures::spans_of(self.db, article)?);
        }
        // Figures point at counts and campaigns: they are made before what is unused goes.
        figures::recompute(self.db, &self.corrections, &self.spans)?;
        self.spans.clear();
        self.entities.sweep(self.db)
    }

    /// Resolves who is who in all that was put, and settles what follows from it.
    pub fn resolve(&mut self) -> rusqlite::Result<()> {
        loop {
            self.settle()?;
            let blocks = identity::take_postponed(self.db)?;
            if blocks.is_empty() {
                return Ok(());
            }
            let mixed = identity::settle(self.db, &mut self.entities, &self.corrections, &blocks)?;
            for article in mixed {
                self.write_anew(article)?;
            }
        }
    }

    /// Ends a batch that others follow; who is who is resolved with the last one.
    pub fn end_batch(&mut self) -> rusqlite::Result<()> {
        self.settle()?;
        self.db.execute_batch("COMMIT")
    }

    /// Ends the last batch.
    pub fn commit(&mut self) -> rusqlite::Result<()> {
        self.resolve()?;
        self.db.execute_batch("COMMIT")
    }

    /// Makes the list of doubtful identities anew, from all that was loaded.
    pub fn doubt(&self) -> rusqlite::Result<()> {
        doubts::recompute(self.db, &self.corrections)
    }

    /// Gives up what was put since [`Writer::begin`].
    pub fn roll_back(&mut self) -> rusqlite::Result<()> {
        self.entities = Entities::default();
        self.near.forget();
        self.spans.clear();
        self.blocks.clear();
        if self.db.is_autocommit() { Ok(()) } else { self.db.execute_batch("ROLLBACK") }
    }

    /// Ends the load: its row tells how it went, and which figures it changed.
    pub fn finish(&self, outcome: Result<&Counters, &str>) -> rusqlite::Result<()> {
        let zero = Counters::default();
        let (word, message, counters) = match outcome {
            Ok(counters) => ("done", None, counters),
            Err(message) => ("failed", Some(message), &zero),
        };
        self.db.execute(
            "UPDATE loads SET finished_at = ?2, outcome = ?3, message = ?4, new = ?5, updated = ?6,
                 unchanged = ?7, copies = ?8, rejected = ?9 WHERE id = ?1",
            params![
                self.load_id,
                now(),
                word,
                message,
                counters.new as i64,
                counters.updated as i64,
                counters.unchanged as i64,
                counters.copies as i64,
                counters.rejected as i64,
            ],
        )?;
        history::keep(self.db, self.load_id)
    }

    /// Puts one article and what it states. Where this fails on a value that the schema does not
    /// allow, nothing of the article is written and the batch goes on.
    pub fn put(
        &mut self,
        article: &Article,
        knowledge: &Knowledge,
    ) -> rusqlite::Result<(Outcome, BTreeMap<&'static str, u64>)> {
        self.db.prepare_cached("SAVEPOINT article")?.execute([])?;
        let put = self.put_unguarded(article, knowledge);
        if put.is_err() && !self.db.is_autocommit() {
            self.db.prepare_cached("ROLLBACK TO article")?.execute([])?;
            // Rows it made are gone.
            self.entities.forget();
        }
        if !self.db.is_autocommit() {
            self.db.prepare_cached("RELEASE article")?.execute([])?;
        }
        put
    }

    fn put_unguarded(
        &mut self,
        article: &Article,
        knowledge: &Knowledge,
    ) -> rusqlite::Result<(Outcome, BTreeMap<&'static str, u64>)> {
        let source = source_key(article);
        let fingerprint = fingerprint(article);
        let known: Option<(i64, Vec<u8>)> = self
            .db
            .prepare_cached(
                "SELECT article_id, fingerprint FROM article_sources WHERE source_key = ?1",
            )?
            .query_row([&source], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        if known.as_ref().is_some_and(|(_, same)| same[..] == fingerprint) {
            return Ok((Outcome::Unchanged, BTreeMap::new()));
        }
        let found: Option<i64> = self
            .db
            .prepare_cached("SELECT id FROM articles WHERE key = ?1")?
            .query_row([&knowledge.article_key], |row| row.get(0))
            .optional()?;
        let outcome = match (&known, found) {
            (Some(_), _) => Outcome::Updated,
            (None, Some(_)) => Outcome::Copy,
            (None, None) => Outcome::New,
        };
        let mut written = BTreeMap::new();
        let id = match found {
            Some(id) => id,
            None if self.corrections.concern(&knowledge.article_key) => {
                let mut corrected = article.clone();
                self.corrections.correct_article(&knowledge.article_key, &mut corrected);
                let knowledge = resolve((self.extract)(&corrected));
                let id = self.insert_article(&corrected, &knowledge)?;
                written = self.state(id, &corrected, &knowledge)?;
                self.near.add(self.db, id, &knowledge.article_key, &knowledge.sentences)?;
                id
            }
            None => {
                let id = self.insert_article(article, knowledge)?;
                written = self.state(id, article, knowledge)?;
                self.near.add(self.db, id, &knowledge.article_key, &knowledge.sentences)?;
                id
            }
        };
        self.put_source(article, &source, &fingerprint, id)?;
        if found.is_some() {
            written = self.follow_first_source(id, Some((article, knowledge)))?;
        }
        if let Some((before, _)) = known
            && before != id
        {
            self.source_gone(before)?;
        }
        Ok((outcome, written))
    }

    fn insert_article(
        &mut self,
        article: &Article,
        knowledge: &Knowledge,
    ) -> rusqlite::Result<i64> {
        let place = &knowledge.facts.place;
        self.db
            .prepare_cached(
                "INSERT INTO articles (key, title, published_on, author, publisher, url,
                     locality_id, locality_name, page_hints, encoding, load_id, text)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
            )?
            .insert(params![
                knowledge.article_key,
                article.title,
                article.published_on,
                article.author,
                article.publisher,
                article.url,
                self.locality_id(place.locality_key.as_deref()),
                place.locality,
                hints(article),
                article.encoding,
                self.load_id,
                article.text,
            ])
    }

    fn put_source(
        &mut self,
        article: &Article,
        source: &str,
        fingerprint: &Fingerprint,
        article_id: i64,
    ) -> rusqlite::Result<()> {
        self.db
            .prepare_cached(
                "INSERT INTO article_sources (source_key, fingerprint, article_id, url, title,
                     published_on, author, publisher, page_hints, encoding)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
                 ON CONFLICT (source_key) DO UPDATE SET fingerprint = ?2, article_id = ?3, url = ?4,
                     title = ?5, published_on = ?6, author = ?7, publisher = ?8, page_hints = ?9,
                     encoding = ?10",
            )?
            .execute(params![
                source,
                &fingerprint[..],
                article_id,
                article.url,
                article.title,
                article.published_on,
                article.author,
                article.publisher,
                hints(article),
                article.encoding,
            ])?;
        Ok(())
    }

    /// A source turned to another text: the article it left follows the sources it still has, or
    /// goes with all it says.
    fn source_gone(&mut self, article_id: i64) -> rusqlite::Result<()> {
        let left: i64 = self
            .db
            .prepare_cached("SELECT count(*) FROM article_sources WHERE article_id = ?1")?
            .query_row([article_id], |row| row.get(0))?;
        if left > 0 {
            self.follow_first_source(article_id, None)?;
            return Ok(());
        }
        self.forget_statements(article_id)?;
        self.near.remove(self.db, article_id)?;
        self.db.prepare_cached("DELETE FROM articles WHERE id = ?1")?.execute([article_id])?;
        Ok(())
    }

    /// Deletes what an article says, and notes what that concerns.
    fn forget_statements(&mut self, article_id: i64) -> rusqlite::Result<()> {
        self.entities.leave(self.db, article_id)?;
        let spans = figures::spans_of(self.db, article_id)?;
        figures::clear(self.db, &spans)?;
        self.spans.extend(spans);
        self.blocks.extend(identity::delete(self.db, article_id)?);
        self.db
            .prepare_cached("DELETE FROM _corrected WHERE article_id = ?1")?
            .execute([article_id])?;
        statements::delete(self.db, article_id)
    }

    /// An article shows what its first source says: the earliest-published, ties by source key.
    /// Where that is not what the row shows, the row and its statements are written anew.
    /// `at_hand` is an article just read and what it states, to save extracting it again.
    fn follow_first_source(
        &mut self,
        article_id: i64,
        at_hand: Option<(&Article, &Knowledge)>,
    ) -> rusqlite::Result<BTreeMap<&'static str, u64>> {
        let shown = stored_article(self.db, ARTICLE, article_id)?;
        let first = self.first_source(article_id)?;
        if fingerprint(&shown) == fingerprint(&first) {
            return Ok(BTreeMap::new());
        }
        match at_hand {
            Some((article, knowledge)) if fingerprint(article) == fingerprint(&first) => {
                self.rewrite(article_id, &first, knowledge)
            }
            _ => {
                let knowledge = resolve((self.extract)(&first));
                self.rewrite(article_id, &first, &knowledge)
            }
        }
    }

    /// The article as its first source says it, and as people corrected that.
    pub(super) fn first_source(&self, article_id: i64) -> rusqlite::Result<Article> {
        self.corrected_article(FIRST_SOURCE, article_id)
    }

    fn corrected_article(&self, sql: &str, article_id: i64) -> rusqlite::Result<Article> {
        let mut article = stored_article(self.db, sql, article_id)?;
        if !self.corrections.is_empty() {
            self.corrections.correct_article(&article_key(&article.text), &mut article);
        }
        Ok(article)
    }

    /// Writes what an article states, with what people corrected of it.
    fn state(
        &mut self,
        article_id: i64,
        article: &Article,
        knowledge: &Knowledge,
    ) -> rusqlite::Result<BTreeMap<&'static str, u64>> {
        let key = &knowledge.article_key;
        if !self.corrections.concern(key) {
            return statements::insert(self, article_id, knowledge);
        }
        // The article is corrected already; here is told by what.
        let mut used = self.corrections.correct_article(key, &mut article.clone());
        let mut facts = (self.extract)(article);
        used.extend(self.corrections.correct_facts(key, &mut facts));
        let knowledge = resolve(facts);
        self.db
            .prepare_cached(
                "UPDATE articles SET locality_id = ?2, locality_name = ?3 WHERE id = ?1",
            )?
            .execute(params![
                article_id,
                self.locality_id(knowledge.facts.place.locality_key.as_deref()),
                knowledge.facts.place.locality,
            ])?;
        for key in used {
            self.corrected(article_id, &key)?;
        }
        statements::insert(self, article_id, &knowledge)
    }

    /// Notes that a correction had something to do in an article.
    pub(super) fn corrected(&self, article_id: i64, key: &Key) -> rusqlite::Result<()> {
        self.db
            .prepare_cached("INSERT OR IGNORE INTO _corrected (article_id, key) VALUES (?1, ?2)")?
            .execute(params![article_id, key.to_string()])?;
        Ok(())
    }

    /// Writes what an article says anew, from its first source.
    pub(super) fn write_anew(&mut self, article_id: i64) -> rusqlite::Result<()> {
        let article = self.first_source(article_id)?;
        let knowledge = resolve((self.extract)(&article));
        self.rewrite(article_id, &article, &knowledge)?;
        Ok(())
    }

    /// Writes the row of an article and all its statements anew.
    pub fn rewrite(
        &mut self,
        article_id: i64,
        article: &Article,
        knowledge: &Knowledge,
    ) -> rusqlite::Result<BTreeMap<&'static str, u64>> {
        self.forget_statements(article_id)?;
        self.near.redated(article_id);
        let place = &knowledge.facts.place;
        // Title and text are indexed: they are written only where they changed.
        let same_title: bool = self
            .db
            .prepare_cached("SELECT title IS ?2 FROM articles WHERE id = ?1")?
            .query_row(params![article_id, article.title], |row| row.get(0))?;
        if !same_title {
            self.db
                .prepare_cached("UPDATE articles SET title = ?2 WHERE id = ?1")?
                .execute(params![article_id, article.title])?;
        }
        self.db
            .prepare_cached(
                "UPDATE articles SET published_on = ?2, author = ?3, publisher = ?4, url = ?5,
                     locality_id = ?6, locality_name = ?7, page_hints = ?8, encoding = ?9 WHERE id = ?1",
            )?
            .execute(params![
                article_id,
                article.published_on,
                article.author,
                article.publisher,
                article.url,
                self.locality_id(place.locality_key.as_deref()),
                place.locality,
                hints(article),
                article.encoding,
            ])?;
        self.state(article_id, article, knowledge)
    }

    /// Whether an older danvan wrote what this one writes otherwise.
    pub fn is_outdated(&self) -> rusqlite::Result<bool> {
        self.db.query_row("SELECT EXISTS (SELECT 1 FROM _outdated)", [], |row| row.get(0))
    }

    /// All articles were extracted anew.
    pub fn brought_up_to_date(&self) -> rusqlite::Result<()> {
        self.db.execute("DELETE FROM _outdated", []).map(|_| ())
    }

    /// Articles as stored, those with a row number above `after`, at most `limit`.
    pub fn stored(&mut self, after: i64, limit: usize) -> rusqlite::Result<Vec<(i64, Article)>> {
        let ids: Vec<i64> = self
            .db
            .prepare_cached("SELECT id FROM articles WHERE id > ?1 ORDER BY id LIMIT ?2")?
            .query_map(params![after, limit as i64], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        ids.into_iter().map(|id| Ok((id, self.corrected_article(ARTICLE, id)?))).collect()
    }

    /// Notes an input that could not be read.
    pub fn reject(&mut self, reject: &Reject) -> rusqlite::Result<()> {
        self.db
            .prepare_cached(
                "INSERT INTO rejects (source, place, reason, advice, load_id)
                 VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO NOTHING",
            )?
            .execute(params![
                reject.source,
                reject.place.as_deref().unwrap_or_default(),
                reject.reason,
                reject.advice,
                self.load_id,
            ])?;
        Ok(())
    }

    /// Clears the rejects of a source that is read again.
    pub fn clear_rejects(&mut self, source: &str) -> rusqlite::Result<()> {
        self.db.prepare_cached("DELETE FROM rejects WHERE source = ?1")?.execute([source])?;
        Ok(())
    }

    /// Row and name of a unit.
    pub(super) fn locality(&self, key: Option<&str>) -> Option<(i64, &str)> {
        let (id, name) = self.localities.get(key?)?;
        Some((*id, name))
    }

    /// Row of a unit.
    pub(super) fn locality_id(&self, key: Option<&str>) -> Option<i64> {
        self.locality(key).map(|(id, _)| id)
    }
}

/// The article's row.
const ARTICLE: &str = "SELECT 'row', url, title, published_on, author, publisher, page_hints, text,
        encoding
    FROM articles WHERE id = ?1";

/// The same, as the source says it that an article shows.
const FIRST_SOURCE: &str = "SELECT s.source_key, s.url, s.title, s.published_on, s.author,
        s.publisher, s.page_hints, a.text, s.encoding
    FROM article_sources AS s JOIN articles AS a ON a.id = s.article_id WHERE a.id = ?1
    ORDER BY s.published_on IS NULL, s.published_on, s.source_key LIMIT 1";

/// An article as it was read, from its row: facts are a function of it.
fn stored_article(db: &Connection, sql: &str, id: i64) -> rusqlite::Result<Article> {
    db.prepare_cached(sql)?.query_row([id], |row| {
        let hints: String = row.get(6)?;
        let hints = serde_json::from_str(&hints).map_err(|error| {
            rusqlite::Error::FromSqlConversionFailure(6, Type::Text, Box::new(error))
        })?;
        Ok(Article {
            source: row.get(0)?,
            url: row.get(1)?,
            title: row.get(2)?,
            published_on: row.get(3)?,
            author: row.get(4)?,
            publisher: row.get(5)?,
            text: row.get(7)?,
            encoding: row.get(8)?,
            hints,
        })
    })
}

/// Page hints as stored. They are letters and names: writing them as JSON cannot fail.
fn hints(article: &Article) -> String {
    serde_json::to_string(&article.hints).unwrap_or_else(|_| "{}".to_owned())
}

/// This moment, UTC, to the second.
fn now() -> String {
    Utc::now().to_rfc3339_opts(SecondsFormat::Secs, true)
}
