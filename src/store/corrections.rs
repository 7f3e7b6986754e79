//! Replaying the corrections: which lines stand, what they concern, the copy of them in the file.
//!
//! A line names a thing by the key it had when the line was written. What is known of a person, a
//! document or a meeting may have changed its key since: the line means what the thing is now, and
//! where it is several things now, it says so and stands for none of them.

use std::collections::BTreeSet;

use rusqlite::{Connection, params};

use super::entity::Kind;
use super::writer::Writer;
use crate::reference::units::units;
use crate::resolve::corrections::facts::is_stated;
use crate::resolve::corrections::file::Row;
use crate::resolve::corrections::{Action, Corrections, Key, KeyKind, Line, marked, parse};
use crate::text::fold::search_key;

/// What became of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineOutcome {
    /// It stands.
    Applied,
    /// Nothing in the base has its key.
    NoMatch,
    /// It is wrong.
    Refused,
}

impl LineOutcome {
    /// The word in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            LineOutcome::Applied => "applied",
            LineOutcome::NoMatch => "no match",
            LineOutcome::Refused => "refused",
        }
    }
}

/// A line that does not stand, with the reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineProblem {
    /// Its number in the file.
    pub number: u64,
    /// Refused or without a match.
    pub outcome: LineOutcome,
    /// What is wrong.
    pub message: String,
}

/// The kinds of key that are things in the file.
fn entity(kind: KeyKind) -> Option<Kind> {
    match kind {
        KeyKind::Organization => Some(Kind::Organization),
        KeyKind::Official => Some(Kind::Official),
        KeyKind::Directive => Some(Kind::Directive),
        KeyKind::Meeting => Some(Kind::Meeting),
        KeyKind::Campaign => Some(Kind::Campaign),
        KeyKind::Locality | KeyKind::Article | KeyKind::Fact | KeyKind::Figure => None,
    }
}

/// The corrections that stand in the file.
pub fn standing(lines: &[Line]) -> Corrections {
    let mut corrections = Corrections::default();
    for line in lines {
        // They stood together when they were taken in.
        let _ = corrections.accept(line);
    }
    corrections
}

/// The lines that stand in the file, with the keys that things have in it now.
pub(super) fn standing_lines(db: &Connection) -> rusqlite::Result<Vec<Line>> {
    let mut select = db.prepare(
        "SELECT line, key, action, coalesce(value, '') FROM corrections
         WHERE outcome = 'applied' ORDER BY line",
    )?;
    let mut rows = select.query([])?;
    let mut lines = Vec::new();
    while let Some(row) = rows.next()? {
        let (key, action, value): (String, String, String) =
            (row.get(1)?, row.get(2)?, row.get(3)?);
        // A later danvan may read a line otherwise; then it is new to it.
        if let Ok((key, action)) = parse(&key, &action, &value) {
            let line = Line { number: row.get::<_, i64>(0)? as u64, key, action };
            lines.push(with_keys_of_now(db, &line)?.unwrap_or(line));
        }
    }
    Ok(lines)
}

impl Writer<'_> {
    /// Brings the base in step with the lines of the file of corrections; gives back those that do
    /// not stand, and whether anything changed. Must be followed by [`Writer::resolve`], and by
    /// another replay where something changed: a line may speak of what another line made.
    pub fn replay(&mut self, rows: &[Row]) -> rusqlite::Result<(Vec<LineProblem>, bool)> {
        let mut corrections = Corrections::default();
        let mut lines = Vec::new();
        let mut problems = Vec::new();
        let mut outcomes = Vec::with_capacity(rows.len());
        for row in rows {
            let problem = match self.read(row, &mut corrections)? {
                Ok(line) => {
                    lines.push(line);
                    None
                }
                Err((outcome, message)) => {
                    Some(LineProblem { number: row.number, outcome, message })
                }
            };
            outcomes.push(problem.clone());
            problems.extend(problem);
        }
        let before = std::mem::replace(&mut self.standing, lines);
        let concerned: Vec<Line> = {
            let same = |a: &Line, b: &Line| a.key == b.key && a.action == b.action;
            let missing = |line: &&Line, from: &[Line]| !from.iter().any(|other| same(line, other));
            let gone = before.iter().filter(|line| missing(line, &self.standing));
            let come = self.standing.iter().filter(|line| missing(line, &before));
            gone.chain(come).cloned().collect()
        };
        let old = std::mem::replace(&mut self.corrections, corrections);
        let mut articles = BTreeSet::new();
        for line in &concerned {
            self.concern(line, &old, &mut articles)?;
        }
        for article in articles {
            self.write_anew(article)?;
        }
        write_copy(self.db, rows, &outcomes)?;
        self.write_aliases()?;
        Ok((problems, !concerned.is_empty()))
    }

    /// How many corrections stand.
    pub fn standing_corrections(&self) -> rusqlite::Result<i64> {
        let sql = "SELECT count(*) FROM corrections WHERE outcome = 'applied'";
        self.db.query_row(sql, [], |row| row.get(0))
    }

    /// Reads a line and takes it in, or says why not.
    fn read(
        &self,
        row: &Row,
        corrections: &mut Corrections,
    ) -> rusqlite::Result<Result<Line, (LineOutcome, String)>> {
        let refused = |reason: String| Ok(Err((LineOutcome::Refused, reason)));
        if let Some(defect) = &row.defect {
            return refused(defect.clone());
        }
        let [key, action, value, ..] = &row.cells;
        let (key, action) = match parse(key, action, value) {
            Ok(read) => read,
            Err(reason) => return refused(reason),
        };
        let line = Line { number: row.number, key, action };
        let line = match with_keys_of_now(self.db, &line)? {
            Ok(line) => line,
            Err(reason) => return Ok(Err((LineOutcome::NoMatch, reason))),
        };
        if let Some(reason) = self.missing(&line, corrections)? {
            return Ok(Err((LineOutcome::NoMatch, reason)));
        }
        match corrections.accept(&line) {
            Ok(()) => Ok(Ok(line)),
            Err(reason) => refused(reason),
        }
    }

    /// What a line speaks of and the base does not have; `read` is what the lines before it say.
    fn missing(&self, line: &Line, read: &Corrections) -> rusqlite::Result<Option<String>> {
        let nothing = |key: &Key| Some(format!("nothing in this base has the key {key}"));
        if !self.has(&line.key, read)? {
            return Ok(nothing(&line.key));
        }
        match &line.action {
            Action::Merge(other) | Action::Different(other) if !self.has(other, read)? => {
                return Ok(nothing(other));
            }
            Action::Split { article, .. } => {
                let key = Key { kind: KeyKind::Article, key: article.clone() };
                if !self.has(&key, read)? {
                    return Ok(nothing(&key));
                }
                if !self.speaks(article, &line.key)? {
                    return Ok(Some(format!("{key} does not speak of {}", line.key)));
                }
            }
            _ => {}
        }
        let of_article = match line.key.kind {
            KeyKind::Fact => line.key.key.split(':').next().unwrap_or_default(),
            KeyKind::Article => &line.key.key,
            _ => return Ok(None),
        };
        for article in articles_of(self.db, of_article)? {
            let article = self.first_source(article)?;
            let facts = (self.extract)(&article);
            let key = crate::resolve::article_key(&article.text);
            match is_stated(&line.key, &line.action, &key, &facts) {
                Ok(true) => return Ok(None),
                Ok(false) => {}
                Err(reason) => return Ok(Some(reason)),
            }
        }
        Ok(Some(format!(
            "no article states {}; `danvan report fact-keys` lists the keys",
            line.key
        )))
    }

    /// Whether an article speaks of a thing, by its words or by what corrections made of them.
    fn speaks(&self, article: &str, thing: &Key) -> rusqlite::Result<bool> {
        let Some(kind) = entity(thing.kind) else { return Ok(false) };
        for id in articles_of(self.db, article)? {
            let own = match kind {
                Kind::Organization | Kind::Campaign => self.names(id, kind, thing)?,
                kind => super::identity::natural_keys(self.db, kind, id)?,
            };
            let is_it = |own: &String| self.corrections.passes(thing.kind, own, article, thing);
            if own.iter().any(is_it) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Keys of bodies or campaigns that an article names: a thing, if it does so, and what corrections
    /// made another.
    fn names(&self, article_id: i64, kind: Kind, thing: &Key) -> rusqlite::Result<Vec<String>> {
        let mut select =
            self.db.prepare_cached("SELECT key FROM _corrected WHERE article_id = ?1")?;
        let mut named = Vec::new();
        for key in select.query_map([article_id], |row| row.get::<_, String>(0))? {
            let corrected = Key::parse(&key?).ok().filter(|key| key.kind == thing.kind);
            named.extend(corrected.map(|key| key.key));
        }
        if super::entity::articles_of(self.db, kind, &thing.key)?.contains(&article_id) {
            named.push(thing.key.clone());
        }
        Ok(named)
    }

    /// Whether the base has a thing of this key, also where a correction made it another one, or a
    /// line splits it off.
    fn has(&self, key: &Key, read: &Corrections) -> rusqlite::Result<bool> {
        if let Some((thing, mark)) = key.key.rsplit_once('#') {
            let thing = Key { kind: key.kind, key: thing.to_owned() };
            if read.splits(&thing, mark) || self.corrections.splits(&thing, mark) {
                return Ok(true);
            }
        }
        let asked = |sql: &str, values: &[&dyn rusqlite::ToSql]| {
            self.db.prepare_cached(sql)?.query_row(values, |row| row.get::<_, bool>(0))
        };
        let corrected = || {
            let sql = "SELECT EXISTS (SELECT 1 FROM _corrected WHERE key = ?1)";
            asked(sql, &[&key.to_string()])
        };
        match key.kind {
            KeyKind::Locality => Ok(units().by_key(&key.key).is_some()),
            KeyKind::Article => Ok(!articles_of(self.db, &key.key)?.is_empty()),
            KeyKind::Fact => {
                Ok(!articles_of(self.db, key.key.split(':').next().unwrap_or_default())?.is_empty())
            }
            KeyKind::Figure => Ok(super::figures::span_of_claim(self.db, &key.key)?.is_some()),
            KeyKind::Organization => Ok(asked(
                "SELECT EXISTS (SELECT 1 FROM organizations WHERE key = ?1)",
                &[&key.key],
            )? || corrected()?),
            KeyKind::Campaign => {
                Ok(asked("SELECT EXISTS (SELECT 1 FROM campaigns WHERE key = ?1)", &[&key.key])?
                    || corrected()?)
            }
            KeyKind::Official | KeyKind::Directive | KeyKind::Meeting => entity(key.kind)
                .map_or(Ok(false), |kind| super::identity::is_mentioned(self.db, kind, &key.key)),
        }
    }

    /// Notes what a line that came or went has to do with: articles to write anew, blocks to
    /// resolve, things and figures to ask again.
    fn concern(
        &mut self,
        line: &Line,
        old: &Corrections,
        articles: &mut BTreeSet<i64>,
    ) -> rusqlite::Result<()> {
        let mut keys = BTreeSet::from([line.key.clone()]);
        match &line.action {
            Action::Merge(other) | Action::Different(other) => drop(keys.insert(other.clone())),
            Action::Alias(name) => {
                keys.extend(crate::resolve::corrections::other_key(&line.key, name))
            }
            Action::Split { mark, .. } => drop(keys.insert(marked(&line.key, mark))),
            _ => {}
        }
        for key in keys.clone() {
            keys.extend([old.target(&key), self.corrections.target(&key)]);
        }
        for key in keys {
            articles.extend(
                self.db
                    .prepare_cached("SELECT article_id FROM _corrected WHERE key = ?1")?
                    .query_map([key.to_string()], |row| row.get::<_, i64>(0))?
                    .collect::<rusqlite::Result<Vec<_>>>()?,
            );
            match key.kind {
                KeyKind::Article => articles.extend(articles_of(self.db, &key.key)?),
                KeyKind::Fact => {
                    let article = key.key.split(':').next().unwrap_or_default();
                    articles.extend(articles_of(self.db, article)?);
                }
                KeyKind::Locality => {
                    if let Action::Alias(name) = &line.action {
                        articles.extend(articles_naming(self.db, name)?);
                    }
                }
                KeyKind::Figure => {
                    self.spans.extend(super::figures::span_of_claim(self.db, &key.key)?)
                }
                KeyKind::Organization | KeyKind::Campaign => {
                    if let Some(kind) = entity(key.kind) {
                        articles.extend(super::entity::articles_of(self.db, kind, &key.key)?);
                        self.entities.ask_again(self.db, kind, &key.key)?;
                    }
                }
                KeyKind::Official | KeyKind::Directive | KeyKind::Meeting => {
                    if let Some(kind) = entity(key.kind) {
                        self.blocks.extend(super::identity::blocks_of(self.db, kind, &key.key)?);
                        self.entities.ask_again(self.db, kind, &key.key)?;
                    }
                }
            }
        }
        Ok(())
    }

    /// Puts the values that people set over those that statements give.
    pub(super) fn set_values(&mut self) -> rusqlite::Result<()> {
        for (key, fields) in self.corrections.valued() {
            let key = self.corrections.target(key);
            if let Some(kind) = entity(key.kind) {
                self.entities.set(self.db, kind, &key.key, fields)?;
            }
        }
        Ok(())
    }

    fn write_aliases(&self) -> rusqlite::Result<()> {
        self.db.execute("DELETE FROM aliases", [])?;
        for (key, name) in self.corrections.aliases() {
            let kind = entity(key.kind).map_or("locality", Kind::word);
            self.db
                .prepare_cached(
                    "INSERT OR IGNORE INTO aliases (kind, key, name, search_key)
                     VALUES (?1, ?2, ?3, ?4)",
                )?
                .execute(params![kind, key.key, name, search_key(name)])?;
        }
        Ok(())
    }
}

/// A line with the keys that its things have in the base now; the key of what the base does not
/// have stays as it is.
///
/// # Errors
/// What was one thing is several now.
fn with_keys_of_now(db: &Connection, line: &Line) -> rusqlite::Result<Result<Line, String>> {
    let mut line = line.clone();
    for key in line.keys_mut() {
        let Some(kind) = entity(key.kind) else { continue };
        let (thing, mark) = match key.key.rsplit_once('#') {
            Some((thing, mark)) => (thing, Some(mark)),
            None => (&*key.key, None),
        };
        if super::identity::is_mentioned(db, kind, &key.key)? {
            continue;
        }
        let meant: Vec<String> = super::identity::meant_by(db, kind, thing)?.into_iter().collect();
        match &meant[..] {
            [] => {}
            [one] => {
                let now = mark.map_or(one.clone(), |mark| format!("{one}#{mark}"));
                *key = Key { kind: key.kind, key: now };
            }
            several => {
                let word = key.kind.as_str();
                let told: Vec<String> = several.iter().map(|k| format!("{word}:{k}")).collect();
                return Ok(Err(format!("{key} is several now: {}", told.join(", "))));
            }
        }
    }
    Ok(Ok(line))
}

/// Articles whose key begins so.
fn articles_of(db: &Connection, prefix: &str) -> rusqlite::Result<Vec<i64>> {
    // No digit of a key is above f.
    db.prepare_cached("SELECT id FROM articles WHERE key >= ?1 AND key < ?1 || 'g' ORDER BY key")?
        .query_map([prefix], |row| row.get(0))?
        .collect()
}

/// Articles that name a place which could not be told.
fn articles_naming(db: &Connection, name: &str) -> rusqlite::Result<Vec<i64>> {
    let mut select = db.prepare(
        "SELECT id, locality_name FROM articles WHERE locality_id IS NULL AND locality_name IS NOT NULL
         UNION SELECT article_id, locality_name FROM model_counts
         WHERE locality_id IS NULL AND locality_name IS NOT NULL
         UNION SELECT t.article_id, t.locality_name FROM meeting_articles AS t
         WHERE t.locality_id IS NULL AND t.locality_name IS NOT NULL
         UNION SELECT s.article_id, o.locality_name FROM article_organizations AS s
         JOIN organizations AS o ON o.id = s.organization_id
         WHERE o.locality_id IS NULL AND o.locality_name IS NOT NULL",
    )?;
    let wanted = search_key(name);
    let mut rows = select.query([])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        if search_key(&row.get::<_, String>(1)?) == wanted {
            found.push(row.get(0)?);
        }
    }
    Ok(found)
}

/// The copy of the file in the database.
fn write_copy(
    db: &Connection,
    rows: &[Row],
    outcomes: &[Option<LineProblem>],
) -> rusqlite::Result<()> {
    db.execute("DELETE FROM corrections", [])?;
    let mut insert = db.prepare_cached(
        "INSERT INTO corrections (line, key, action, value, reason, author, corrected_on, outcome,
             message)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    )?;
    for (row, problem) in rows.iter().zip(outcomes) {
        let text = |cell: &str| Some(cell.to_owned()).filter(|cell| !cell.is_empty());
        let [key, action, value, reason, author, date] = &row.cells;
        let outcome = problem.as_ref().map_or(LineOutcome::Applied, |problem| problem.outcome);
        insert.execute(params![
            row.number as i64,
            key,
            action,
            text(value),
            text(reason),
            text(author),
            text(date).filter(|day| day.parse::<chrono::NaiveDate>().is_ok()),
            outcome.as_str(),
            problem.as_ref().map(|problem| &problem.message),
        ])?;
    }
    Ok(())
}
