//! Searching articles by their words, things by their names, and figures and awards by the words
//! that state them.

mod articles;
mod facts;
mod things;

use rusqlite::{Connection, OptionalExtension};

use super::Thing;
use crate::text::query::Query;

pub use facts::Fact;

/// What can be looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// What bears a name, or an article.
    Thing(Thing),
    /// What an article states that bears none.
    Fact(Fact),
}

impl Kind {
    /// Every kind, in the order in which they are shown.
    pub const ALL: [Kind; 9] = [
        Kind::Thing(Thing::Locality),
        Kind::Thing(Thing::Organization),
        Kind::Thing(Thing::Official),
        Kind::Thing(Thing::Meeting),
        Kind::Thing(Thing::Campaign),
        Kind::Thing(Thing::Directive),
        Kind::Fact(Fact::Count),
        Kind::Fact(Fact::Award),
        Kind::Thing(Thing::Article),
    ];

    /// The word for one of them.
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Thing(thing) => thing.as_str(),
            Kind::Fact(fact) => fact.as_str(),
        }
    }
}

impl clap::ValueEnum for Kind {
    fn value_variants<'a>() -> &'a [Kind] {
        &Kind::ALL
    }

    fn to_possible_value(&self) -> Option<clap::builder::PossibleValue> {
        match self {
            Kind::Thing(thing) => thing.to_possible_value(),
            Kind::Fact(fact) => fact.to_possible_value(),
        }
    }
}

/// Where an article can be read: its address, else the file or record that it came from.
const SOURCE: &str = "coalesce(a.url, (SELECT min(source_key) FROM article_sources
                                       WHERE article_id = a.id))";

/// The units of a name, in any of their times, and all inside them.
const INSIDE: &str = "WITH inside (id) AS (
    SELECT locality_id FROM locality_names
    WHERE :within <> '' AND instr(' ' || search_key, ' ' || :within) > 0
) ";

/// What to search, and where.
#[derive(Debug, Clone)]
pub struct Search {
    /// The words.
    pub query: Query,
    /// Only this kind.
    pub kind: Option<Kind>,
    /// Only what is of this year: published, held, counted, or told of in it.
    pub year: Option<i32>,
    /// Only in units of this name and inside them, as
    /// [`place_key`](crate::reference::abbreviations::place_key) writes it; empty for everywhere.
    pub within: String,
    /// At most so many of each kind; all where it is 0.
    pub limit: usize,
}

impl Search {
    fn year(&self) -> Option<String> {
        self.year.map(|year| year.to_string())
    }

    fn most(&self) -> usize {
        if self.limit == 0 { usize::MAX } else { self.limit }
    }
}

/// Something found.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// What it is.
    pub kind: Kind,
    /// Its key, as corrections write it.
    pub key: String,
    /// Name or headline; of a fact its values, as `225, registered, 2023`.
    pub name: String,
    /// Day on which it was published, held, issued, or last told of.
    pub day: Option<String>,
    /// Where it is, or the office that was last stated.
    pub place: Option<String>,
    /// The unit that it is, or where it is.
    pub unit: Option<Unit>,
    /// How many articles tell of it.
    pub articles: i64,
    /// Words of the article around what was found, which stands between [`BEGIN`] and [`END`]; of
    /// a thing the words of the first article that tells of it.
    pub snippet: Option<String>,
    /// Address of that article, or the file that it came from.
    pub url: Option<String>,
}

/// An administrative unit as statistics know it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// Its code.
    pub code: String,
    /// The first day of the code meaning this unit, ISO; none where that is not known.
    pub valid_from: Option<String>,
    /// The day on which it meant it no more.
    pub valid_to: Option<String>,
}

/// A unit by its row.
fn unit(db: &Connection, locality_id: Option<i64>) -> rusqlite::Result<Option<Unit>> {
    db.prepare_cached("SELECT code, valid_from, valid_to FROM localities WHERE id = ?1")?
        .query_row([locality_id], |row| {
            Ok(Unit { code: row.get(0)?, valid_from: row.get(1)?, valid_to: row.get(2)? })
        })
        .optional()
}

/// Begins what was found in a snippet.
pub const BEGIN: char = '\u{2}';
/// Ends what was found in a snippet.
pub const END: char = '\u{3}';

/// What is found of a kind, and how many there are.
#[derive(Debug, Clone, PartialEq)]
pub struct Shelf {
    /// The kind.
    pub kind: Kind,
    /// The best ones.
    pub found: Vec<Found>,
    /// How many there are in all.
    pub all: usize,
}

/// Searches; the kinds of which nothing is found are left out.
///
/// Things come by the marks that were typed, then by how little of their name was not asked for,
/// then by how many articles tell of them; facts by the marks, then the latest told first; articles
/// by the marks, then by BM25, a headline counting five times a text. What is equal in all of this
/// comes by key.
///
/// # Errors
/// What SQLite says.
pub fn search(db: &Connection, search: &Search) -> rusqlite::Result<Vec<Shelf>> {
    let mut shelves = Vec::new();
    for kind in Kind::ALL {
        if search.query.is_empty() || search.kind.is_some_and(|only| only != kind) {
            continue;
        }
        let (found, all) = match kind {
            Kind::Thing(Thing::Article) => articles::articles(db, search)?,
            Kind::Thing(thing) => things::things(db, search, thing)?,
            Kind::Fact(fact) => facts::facts(db, search, fact)?,
        };
        if all > 0 {
            shelves.push(Shelf { kind, found, all });
        }
    }
    Ok(shelves)
}

/// Most characters of a quote that is shown whole.
const QUOTE: usize = 240;

/// Characters shown before the best place that was found in a longer quote.
const BEFORE: usize = 60;

/// A quote with what was found between [`BEGIN`] and [`END`]; of a long one the part around it.
fn marked(query: &Query, quote: &str) -> String {
    let spans = query.spans(quote);
    let mut shown = 0..quote.len();
    if quote.chars().count() > QUOTE {
        // The longest stretch: `Hội đồng nhân dân`, not the `đồng` of a `đồng chí` before it.
        let best = spans.iter().rev().max_by_key(|span| span.len());
        let first = best.map_or(0, |span| span.start);
        if let Some((from, _)) = quote[..first].char_indices().rev().nth(BEFORE) {
            shown.start = quote[from..first].find(' ').map_or(first, |space| from + space + 1);
        }
        if let Some((to, _)) = quote[shown.start..].char_indices().nth(QUOTE) {
            let to = shown.start + to;
            shown.end = quote[shown.start..to].rfind(' ').map_or(to, |space| shown.start + space);
        }
    }
    let mut out = String::with_capacity(shown.len() + 16);
    if shown.start > 0 {
        out.push('…');
    }
    let mut at = shown.start;
    for span in spans.iter().filter(|span| span.start >= shown.start && span.end <= shown.end) {
        out.push_str(&quote[at..span.start]);
        out.push(BEGIN);
        out.push_str(&quote[span.clone()]);
        out.push(END);
        at = span.end;
    }
    out.push_str(&quote[at..shown.end]);
    if shown.end < quote.len() {
        out.push('…');
    }
    out
}
