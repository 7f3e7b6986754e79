//! The whole way: pages → articles → facts → knowledge → file.
//!
//! One thread walks the inputs and reads and extracts them on all cores, chunk by chunk; this
//! one writes, in batches of one transaction each. At most a few chunks are in memory.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{SyncSender, sync_channel};

use rayon::prelude::*;
use rusqlite::{Connection, ErrorCode, OptionalExtension};

use crate::article::{self, Article};
use crate::extract::{Facts, extract};
use crate::input::{self, InputOptions, Page, PageKind, Reject};
use crate::own::{self, OwnFile, OwnOptions};
use crate::resolve::corrections::file;
use crate::resolve::{Knowledge, resolve, source_key};
use crate::store::{
    self, Counters, Doubts, Fingerprint, LineOutcome, Outcome, StoreError, Writer, fingerprint,
};

/// Pages of one chunk: enough to keep all cores busy, few enough for memory.
const CHUNK_PAGES: usize = 256;
/// Bytes after which a chunk is full, whatever its pages.
const CHUNK_BYTES: usize = 8 * 1024 * 1024;
/// Articles of one transaction.
const BATCH: u64 = 5_000;
/// Rejects that a summary holds; all are in the table.
const SHOWN_REJECTS: usize = 100;

/// How to load.
#[derive(Debug, Clone, Default)]
pub struct LoadOptions {
    /// Stop at the first reject and leave the file as it was.
    pub strict: bool,
    /// Say what would be done, and write nothing.
    pub dry_run: bool,
    /// Extract anew from the articles in the file, before the inputs are loaded.
    pub refresh: bool,
    /// How the inputs are read.
    pub input: InputOptions,
    /// The inputs are an office's own tables, and how they are read.
    pub figures: Option<OwnOptions>,
}

/// What a load did, or has done so far.
#[derive(Debug, Clone, Default)]
pub struct LoadSummary {
    /// Articles that were not in the base.
    pub new: u64,
    /// Known sources whose page had changed.
    pub updated: u64,
    /// Known sources with the same page.
    pub unchanged: u64,
    /// New sources of a text that was in the base already.
    pub copies: u64,
    /// Articles extracted anew from the file.
    pub refreshed: u64,
    /// Inputs that could not be read.
    pub rejected: u64,
    /// Facts written, by family.
    pub facts: BTreeMap<&'static str, u64>,
    /// What is to be told of own tables: names that are no unit, columns that were passed over.
    pub notes: Vec<String>,
    /// The first hundred rejects.
    pub rejects: Vec<Reject>,
    /// Lines of the file of corrections that do not stand.
    pub corrections: Vec<CorrectionProblem>,
    /// How many of them are wrong; the others have nothing to correct.
    pub refused_corrections: u64,
    /// What in the base wants a person's eye; at the end of a load only.
    pub doubts: Doubts,
}

/// Characters of a message that are told.
const TOLD: usize = 400;

/// A line of the file of corrections that does not stand, or the file itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CorrectionProblem {
    /// `danvan.corrections.csv:7: `; empty where the message names the file.
    pub place: String,
    /// What is wrong.
    pub message: String,
}

impl std::fmt::Display for CorrectionProblem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // A cell may be as long as the file.
        match self.message.char_indices().nth(TOLD) {
            Some((end, _)) => write!(f, "{}{}…", self.place, &self.message[..end]),
            None => write!(f, "{}{}", self.place, self.message),
        }
    }
}

/// Why a load stopped. What was committed before stays; a batch is written whole or not at all.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// The database cannot be used.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A reject in a strict load.
    #[error("{0} (strict: nothing was loaded)")]
    Rejected(Reject),
}

/// Loads pages into a database, making it if there is none. `progress` is called after every
/// chunk.
///
/// # Errors
/// A database that cannot be used, or a reject with `strict`. A bad input is no error: it is a
/// row of `rejects`.
pub fn load(
    db: &Path,
    paths: &[PathBuf],
    options: &LoadOptions,
    progress: &mut dyn FnMut(&LoadSummary),
) -> Result<LoadSummary, LoadError> {
    if options.dry_run {
        return dry_run(db, paths, options, progress);
    }
    let connection = store::open_writing(db)?;
    let wrap = |error| LoadError::Store(StoreError::of(db, error));
    let mut writer = Writer::start(&connection, extract).map_err(wrap)?;
    let mut run = Run { writer: &mut writer, options, progress, summary: LoadSummary::default() };
    let result = run.all(db, paths, &connection);
    let mut summary = std::mem::take(&mut run.summary);
    match result {
        Ok(()) => {
            let counters = Counters {
                new: summary.new,
                updated: summary.updated + summary.refreshed,
                unchanged: summary.unchanged,
                copies: summary.copies,
                rejected: summary.rejected,
            };
            writer.finish(Ok(&counters)).map_err(wrap)?;
            connection
                .execute_batch("PRAGMA analysis_limit = 400; PRAGMA optimize;")
                .map_err(wrap)?;
            summary.doubts = store::doubts(&connection).map_err(wrap)?;
            Ok(summary)
        }
        Err(error) => {
            // The first error is the one to tell; where not even this can be written, the row
            // stays `running`.
            let _ = writer.roll_back();
            let _ = writer.finish(Err(&error.to_string()));
            Err(error)
        }
    }
}

/// A load under way.
struct Run<'a, 'db> {
    writer: &'a mut Writer<'db>,
    options: &'a LoadOptions,
    progress: &'a mut dyn FnMut(&LoadSummary),
    summary: LoadSummary,
}

impl Run<'_, '_> {
    fn all(
        &mut self,
        db: &Path,
        paths: &[PathBuf],
        connection: &Connection,
    ) -> Result<(), LoadError> {
        let wrap = |error| LoadError::Store(StoreError::of(db, error));
        self.writer.begin().map_err(wrap)?;
        let outdated = self.writer.is_outdated().map_err(wrap)?;
        if outdated {
            let note = "the base was made by an older danvan: its articles are extracted anew";
            self.summary.notes.push(note.to_owned());
        }
        if self.options.refresh || outdated {
            self.refresh().map_err(wrap)?;
        }
        let known = known(connection).map_err(wrap)?;
        let mut old_rejects = old_rejects(connection).map_err(wrap)?;
        let mut in_batch = 0;
        each_chunk(paths, self.options, &known, |chunk| {
            for read in chunk {
                if !old_rejects.is_empty() {
                    for source in old_rejects.remove(file_of(read.source())).unwrap_or_default() {
                        self.writer.clear_rejects(&source).map_err(wrap)?;
                    }
                }
                match self.one(read).map_err(wrap)? {
                    None => in_batch += 1,
                    Some(reject) if self.options.strict => return Err(LoadError::Rejected(reject)),
                    Some(reject) => self.reject(reject).map_err(wrap)?,
                }
            }
            // A strict load is one transaction: it ends as it began, or not at all.
            if in_batch >= BATCH && !self.options.strict {
                in_batch = 0;
                self.next_batch().map_err(wrap)?;
            }
            (self.progress)(&self.summary);
            Ok(())
        })?;
        self.replay(db).map_err(wrap)?;
        self.writer.resolve().and_then(|()| self.writer.doubt()).map_err(wrap)?;
        self.writer.commit().map_err(wrap)
    }

    /// Brings the base in step with the file of corrections beside it.
    fn replay(&mut self, db: &Path) -> rusqlite::Result<()> {
        let path = file::path_of(db);
        let defect = |message: String| CorrectionProblem { place: String::new(), message };
        // Whoever moves the database without the file, or breaks its first line, has not undone
        // what people decided.
        let rows = match file::read(&path) {
            Ok(Some(rows)) => rows,
            Ok(None) => {
                let standing = self.writer.standing_corrections()?;
                if standing > 0 {
                    self.summary.corrections.push(defect(format!(
                        "{}: not there or empty; the {standing} corrections of the base stay (a file \
                         with the first line only undoes them)",
                        path.display()
                    )));
                }
                return Ok(());
            }
            Err(message) => {
                self.summary.refused_corrections += 1;
                self.summary.corrections.push(defect(message));
                return Ok(());
            }
        };
        self.writer.resolve()?;
        let mut problems = Vec::new();
        // A line may speak of what another made: a person added, then named. Every round brings at
        // least one more line to stand, so there are no more of them than lines.
        for _ in 0..=rows.len() {
            let changed;
            (problems, changed) = self.writer.replay(&rows)?;
            if !changed {
                break;
            }
            self.writer.resolve()?;
        }
        for problem in problems {
            let place = format!("{}:{}: ", path.display(), problem.number);
            let message = format!("{}: {}", problem.outcome.as_str(), problem.message);
            self.summary.refused_corrections += u64::from(problem.outcome == LineOutcome::Refused);
            self.summary.corrections.push(CorrectionProblem { place, message });
        }
        Ok(())
    }

    fn next_batch(&mut self) -> rusqlite::Result<()> {
        self.writer.end_batch()?;
        self.writer.begin()
    }

    /// Writes one input; gives back what could not be read or stored.
    fn one(&mut self, read: Read) -> rusqlite::Result<Option<Reject>> {
        let (article, knowledge) = match read {
            Read::Rejected(reject) => return Ok(Some(reject)),
            Read::Unchanged(_) => {
                self.summary.unchanged += 1;
                return Ok(None);
            }
            Read::Tables(file) => return self.tables(&file),
            Read::Note(note) => {
                self.summary.notes.push(note);
                return Ok(None);
            }
            Read::Article(read) => *read,
        };
        match self.writer.put(&article, &knowledge) {
            Ok((outcome, facts)) => {
                self.summary.count(outcome);
                self.summary.add(&facts);
                Ok(None)
            }
            Err(error) if error.sqlite_error_code() == Some(ErrorCode::ConstraintViolation) => {
                Ok(Some(defect(&article.source, &error.to_string())))
            }
            Err(error) => Err(error),
        }
    }

    /// Writes the tables of a file.
    fn tables(&mut self, file: &OwnFile) -> rusqlite::Result<Option<Reject>> {
        match self.writer.put_own(file) {
            Ok((outcomes, figures)) => {
                outcomes.into_iter().for_each(|outcome| self.summary.count(outcome));
                if figures > 0 {
                    self.summary.add(&BTreeMap::from([("own_figures", figures)]));
                }
                Ok(None)
            }
            Err(error) if error.sqlite_error_code() == Some(ErrorCode::ConstraintViolation) => {
                Ok(Some(defect(&file.file, &error.to_string())))
            }
            Err(error) => Err(error),
        }
    }

    fn reject(&mut self, reject: Reject) -> rusqlite::Result<()> {
        self.writer.reject(&reject)?;
        self.summary.note(reject);
        Ok(())
    }

    /// Extracts anew from the rows of the file.
    fn refresh(&mut self) -> rusqlite::Result<()> {
        let mut after = 0;
        let mut in_batch = 0;
        loop {
            let stored = self.writer.stored(after, CHUNK_PAGES)?;
            let Some((last, _)) = stored.last() else { return self.writer.brought_up_to_date() };
            after = *last;
            let knowledge: Vec<Knowledge> =
                stored.par_iter().map(|(_, article)| resolve(extract(article))).collect();
            for ((id, article), knowledge) in stored.iter().zip(&knowledge) {
                let facts = self.writer.rewrite(*id, article, knowledge)?;
                self.summary.refreshed += 1;
                self.summary.add(&facts);
            }
            in_batch += stored.len() as u64;
            if in_batch >= BATCH && !self.options.strict {
                in_batch = 0;
                self.next_batch()?;
            }
            (self.progress)(&self.summary);
        }
    }
}

/// Says what a load would do, without a byte written.
fn dry_run(
    db: &Path,
    paths: &[PathBuf],
    options: &LoadOptions,
    progress: &mut dyn FnMut(&LoadSummary),
) -> Result<LoadSummary, LoadError> {
    let connection = match store::open_reading(db) {
        Ok(connection) => Some(connection),
        Err(StoreError::Missing(_)) => None,
        Err(error) => return Err(error.into()),
    };
    let wrap = |error| LoadError::Store(StoreError::of(db, error));
    let known = connection.as_ref().map_or_else(|| Ok(HashMap::new()), known).map_err(wrap)?;
    let mut seen = HashSet::new();
    let mut summary = LoadSummary::default();
    each_chunk(paths, options, &known, |chunk| {
        for read in chunk {
            match read {
                Read::Rejected(reject) if options.strict => {
                    return Err(LoadError::Rejected(reject));
                }
                Read::Rejected(reject) => summary.note(reject),
                Read::Unchanged(_) => summary.unchanged += 1,
                Read::Note(note) => summary.notes.push(note),
                Read::Tables(file) => {
                    let outcomes = match &connection {
                        Some(db) => store::would_be(db, &file).map_err(wrap)?,
                        None => vec![Outcome::New; file.tables.len()],
                    };
                    for (outcome, table) in outcomes.into_iter().zip(&file.tables) {
                        summary.count(outcome);
                        if outcome != Outcome::Unchanged {
                            let figures = table.figures.len() as u64;
                            summary.add(&BTreeMap::from([("own_figures", figures)]));
                        }
                    }
                }
                Read::Article(read) => {
                    let (article, knowledge) = *read;
                    let in_base = connection
                        .as_ref()
                        .map_or(Ok(false), |db| has_article(db, &knowledge.article_key))
                        .map_err(wrap)?;
                    let copy = !seen.insert(knowledge.article_key.clone()) || in_base;
                    summary.count(match known.contains_key(&digest(&source_key(&article))) {
                        true => Outcome::Updated,
                        false if copy => Outcome::Copy,
                        false => Outcome::New,
                    });
                    if !copy {
                        summary.add(&families(&knowledge.facts));
                    }
                }
            }
        }
        progress(&summary);
        Ok(())
    })?;
    Ok(summary)
}

impl LoadSummary {
    fn count(&mut self, outcome: Outcome) {
        match outcome {
            Outcome::New => self.new += 1,
            Outcome::Updated => self.updated += 1,
            Outcome::Unchanged => self.unchanged += 1,
            Outcome::Copy => self.copies += 1,
        }
    }

    fn add(&mut self, facts: &BTreeMap<&'static str, u64>) {
        for (family, count) in facts {
            *self.facts.entry(family).or_default() += count;
        }
    }

    fn note(&mut self, reject: Reject) {
        self.rejected += 1;
        if self.rejects.len() < SHOWN_REJECTS {
            self.rejects.push(reject);
        }
    }
}

/// What became of one input on its way to the writer.
enum Read {
    Rejected(Reject),
    /// The source, whose page is as the file has it.
    Unchanged(String),
    Article(Box<(Article, Knowledge)>),
    /// A file of own tables.
    Tables(Box<OwnFile>),
    /// What is to be told of one.
    Note(String),
}

impl Read {
    fn source(&self) -> &str {
        match self {
            Read::Rejected(reject) => &reject.source,
            Read::Unchanged(source) => source,
            Read::Article(read) => &read.0.source,
            Read::Tables(file) => &file.file,
            Read::Note(_) => "",
        }
    }
}

/// Sources of the file by the digest of their key, with the fingerprint of their page: 24 bytes
/// each, so that unchanged pages are not even extracted.
type Known = HashMap<u64, Fingerprint>;

fn known(db: &Connection) -> rusqlite::Result<Known> {
    db.prepare("SELECT source_key, fingerprint FROM article_sources")?
        .query_map([], |row| {
            let source: String = row.get(0)?;
            Ok((digest(&source), row.get(1)?))
        })?
        .collect()
}

fn digest(source: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    source.hash(&mut hasher);
    hasher.finish()
}

fn has_article(db: &Connection, key: &str) -> rusqlite::Result<bool> {
    let found: Option<i64> = db
        .prepare_cached("SELECT id FROM articles WHERE key = ?1")?
        .query_row([key], |row| row.get(0))
        .optional()?;
    Ok(found.is_some())
}

/// Sources with rejects, by the file they are in.
fn old_rejects(db: &Connection) -> rusqlite::Result<HashMap<String, Vec<String>>> {
    let mut found: HashMap<String, Vec<String>> = HashMap::new();
    for source in
        db.prepare("SELECT DISTINCT source FROM rejects")?.query_map([], |row| row.get(0))?
    {
        let source: String = source?;
        found.entry(file_of(&source).to_owned()).or_default().push(source);
    }
    Ok(found)
}

/// The file of a record or member: `tin.jsonl` of `tin.jsonl#7`, `tin.zip` of `tin.zip/a.html`.
fn file_of(source: &str) -> &str {
    let record = source.rsplit_once('#').filter(|(_, n)| n.bytes().all(|b| b.is_ascii_digit()));
    let path = record.map_or(source, |(file, _)| file);
    let mut folders = path.match_indices('/').map(|(at, _)| &path[..at]);
    folders.find(|folder| Path::new(folder).is_file()).unwrap_or(path)
}

/// Reads all inputs in a thread of its own, in order, and hands them on chunk by chunk.
fn each_chunk(
    paths: &[PathBuf],
    options: &LoadOptions,
    known: &Known,
    mut take: impl FnMut(Vec<Read>) -> Result<(), LoadError>,
) -> Result<(), LoadError> {
    if let Some(figures) = &options.figures {
        return paths.iter().try_for_each(|path| take(tables_of(path, figures)));
    }
    let options = &options.input;
    std::thread::scope(|scope| {
        let (sender, receiver) = sync_channel(2);
        scope.spawn(move || read_all(paths, options, known, &sender));
        // An error drops the receiver, and with that the reading ends too.
        receiver.into_iter().try_for_each(&mut take)
    })
}

/// The tables of a file, with what could not be read of it.
fn tables_of(path: &Path, options: &OwnOptions) -> Vec<Read> {
    let found = own::read(path, options);
    let tables = found.file.map(|file| Read::Tables(Box::new(file)));
    let rejects = found.rejects.into_iter().map(Read::Rejected);
    tables.into_iter().chain(rejects).chain(found.notes.into_iter().map(Read::Note)).collect()
}

fn read_all(
    paths: &[PathBuf],
    options: &InputOptions,
    known: &Known,
    sender: &SyncSender<Vec<Read>>,
) {
    let mut pages = input::pages(paths, options).peekable();
    while pages.peek().is_some() {
        let mut chunk = Vec::new();
        let mut bytes = 0;
        while chunk.len() < CHUNK_PAGES && bytes < CHUNK_BYTES {
            let Some(page) = pages.next() else { break };
            bytes += page.as_ref().map_or(0, |page| page.bytes.len());
            chunk.push(page);
        }
        let read = chunk.into_par_iter().map(|page| read_one(page, known)).collect();
        if sender.send(read).is_err() {
            return;
        }
    }
}

fn read_one(page: Result<Page, Reject>, known: &Known) -> Read {
    let page = match page {
        Ok(page) => page,
        Err(reject) => return Read::Rejected(reject),
    };
    // A defect in a rule must not end a load of a million articles.
    catch_unwind(AssertUnwindSafe(|| {
        if page.kind == PageKind::Stored {
            match article::own_file(&page) {
                Ok(None) => {}
                Ok(Some(file)) => return Read::Tables(Box::new(file)),
                Err(reject) => return Read::Rejected(reject),
            }
        }
        let article = match article::read(&page) {
            Ok(article) => article,
            Err(reject) => return Read::Rejected(reject),
        };
        if known.get(&digest(&source_key(&article))) == Some(&fingerprint(&article)) {
            return Read::Unchanged(article.source);
        }
        let knowledge = resolve(extract(&article));
        Read::Article(Box::new((article, knowledge)))
    }))
    .unwrap_or_else(|_| Read::Rejected(defect(&page.source, "it could not be extracted")))
}

/// A reject that is danvan's own fault.
fn defect(source: &str, what: &str) -> Reject {
    Reject {
        source: source.to_owned(),
        place: None,
        reason: format!("a defect of danvan: {what}"),
        advice: "please report it with the article".to_owned(),
    }
}

/// How many facts of each family an article states.
fn families(facts: &Facts) -> BTreeMap<&'static str, u64> {
    let counts = [
        ("meetings", facts.meetings.len()),
        ("organizations", facts.organizations.len()),
        ("officials", facts.officials.len()),
        ("campaigns", facts.campaigns.len()),
        ("model_counts", facts.model_counts.len()),
        ("directives", facts.directives.len()),
        ("awards", facts.awards.len()),
    ];
    counts.into_iter().filter(|(_, n)| *n > 0).map(|(family, n)| (family, n as u64)).collect()
}
