//! Everything the file knows of one thing, one file a kind: what it is, and what is told of it with
//! the words that tell it.
//!
//! A section is a query. Its columns are the parts of a line, named as in `reference/columns.tsv`,
//! which tells what is in them; `…_id` behind a part is the thing that the part names, and
//! `_sources` names the statements that prove the line, as in the reports (`model_counts:12`).
//!
//! What is not here is not in this base; it may well have happened.

mod campaign;
mod directive;
mod find;
mod locality;
mod meeting;
mod official;
mod organization;

use rusqlite::types::ValueRef;
use rusqlite::{Connection, OptionalExtension, Row, Statement};

use super::Thing;
use super::source::{Source, Statement as Stated, source};
use crate::reference::words::{Content, term};

pub use find::{Choice, find};

/// What is known of a thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// Its name.
    pub title: String,
    /// Its key, as corrections write it.
    pub key: String,
    /// What it is: a word, and the value for it.
    pub known: Vec<(&'static str, Part)>,
    /// What is told of it; none is empty.
    pub sections: Vec<Section>,
}

/// Part of a profile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// Headline.
    pub title: &'static str,
    /// Its lines, in order.
    pub entries: Vec<Entry>,
}

/// A line of a profile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// What, part by part.
    pub parts: Vec<Part>,
    /// The words that state it.
    pub proofs: Vec<Proof>,
}

/// A name, a word, a day or a figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// What it is called in `reference/columns.tsv`.
    pub name: String,
    /// The text, as it is in the file.
    pub text: String,
    /// What is in it.
    pub content: Content,
    /// The thing that it names.
    pub thing: Option<Link>,
}

/// A thing by its kind and row number.
pub type Link = (Thing, i64);

/// Words that state something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    /// Which statement it is.
    pub statement: Stated,
    /// The words, and where they stand.
    pub source: Source,
}

/// Reads what is known of a thing; none of an article, which is shown by its text, and where there
/// is no such row.
///
/// # Errors
/// What SQLite says.
pub fn profile(db: &Connection, thing: Thing, id: i64) -> rusqlite::Result<Option<Profile>> {
    let read = match thing {
        Thing::Locality => locality::locality,
        Thing::Organization => organization::organization,
        Thing::Official => official::official,
        Thing::Meeting => meeting::meeting,
        Thing::Campaign => campaign::campaign,
        Thing::Directive => directive::directive,
        Thing::Article => return Ok(None),
    };
    let mut known = read(db, id).optional()?;
    if let Some(known) = &mut known {
        known.sections.retain(|section| !section.entries.is_empty());
    }
    Ok(known)
}

impl Part {
    /// A part that names nothing.
    fn new(name: &str, content: Content, text: String) -> Part {
        Part { name: name.to_owned(), text, content, thing: None }
    }

    /// A word of a closed list, or a message.
    fn value(text: String) -> Part {
        Part::new("what", Content::Value, text)
    }

    /// A name.
    fn name(text: String, thing: Option<Link>) -> Part {
        Part { thing, ..Part::new("name", Content::Text, text) }
    }
}

/// A section of the rows of a query about the thing `?1`.
fn section(db: &Connection, id: i64, title: &'static str, sql: &str) -> rusqlite::Result<Section> {
    let mut select = db.prepare_cached(sql)?;
    let columns = columns(&select);
    let mut rows = select.query([id])?;
    let mut entries = Vec::new();
    while let Some(row) = rows.next()? {
        entries.push(entry(db, row, &columns, 0)?);
    }
    Ok(Section { title, entries })
}

/// The names of a query's columns.
pub(super) fn columns(select: &Statement<'_>) -> Vec<String> {
    select.column_names().map(str::to_owned).collect()
}

/// A row of a query as a line, from its column `first` on.
pub(super) fn entry(
    db: &Connection,
    row: &Row,
    columns: &[String],
    first: usize,
) -> rusqlite::Result<Entry> {
    let mut entry = Entry { parts: Vec::new(), proofs: Vec::new() };
    for (at, name) in columns.iter().enumerate().skip(first) {
        if name == SOURCES {
            if let Some(statements) = row.get::<_, Option<String>>(at)? {
                entry.proofs = proofs(db, &statements)?;
            }
        } else if let Some(kind) = Thing::of_column(name) {
            let Some(id) = row.get::<_, Option<i64>>(at)? else { continue };
            let named = at.checked_sub(1).map(|before| columns[before].as_str());
            name_of(&mut entry, named, (kind, id));
        } else if let Some(text) = text(row.get_ref(at)?)? {
            let content = term(name).map_or(Content::default(), |term| term.content);
            entry.parts.push(Part::new(name, content, text));
        }
    }
    Ok(entry)
}

/// The column of the statements behind a line.
const SOURCES: &str = "_sources";

/// Says what the last part of a line names. An article may have no headline, and is named then.
fn name_of(entry: &mut Entry, column: Option<&str>, thing: Link) {
    let Some(column) = column else { return };
    match entry.parts.last_mut().filter(|part| part.name == column) {
        Some(part) => part.thing = Some(thing),
        None => {
            let part = Part::new(column, Content::Value, "(no headline)".to_owned());
            entry.parts.push(Part { thing: Some(thing), ..part });
        }
    }
}

/// A value of a query in words; none for null.
fn text(value: ValueRef) -> rusqlite::Result<Option<String>> {
    Ok(match value {
        ValueRef::Null => None,
        ValueRef::Integer(number) => Some(number.to_string()),
        ValueRef::Real(number) => Some(number.to_string()),
        ValueRef::Text(_) | ValueRef::Blob(_) => Some(value.as_str()?.to_owned()),
    })
}

/// The words of statements such as `model_counts:12 awards:3`; those of one sentence once.
fn proofs(db: &Connection, statements: &str) -> rusqlite::Result<Vec<Proof>> {
    let mut proofs: Vec<Proof> = Vec::new();
    for statement in statements.split_whitespace().filter_map(Stated::parse) {
        if let Some(source) = source(db, statement)?
            && !proofs.iter().any(|known| known.source == source)
        {
            proofs.push(Proof { statement, source });
        }
    }
    Ok(proofs)
}
