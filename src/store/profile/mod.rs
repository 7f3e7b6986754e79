//! Everything the file knows of one thing, one file a kind: what it is, and what is told of it with
//! the words that tell it.
//!
//! What is not here is not in this base; it may well have happened.

mod campaign;
mod directive;
mod find;
mod locality;
mod meeting;
mod official;
mod organization;

use rusqlite::Connection;

use super::Thing;

pub use find::{Choice, find};

/// What is known of a thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// Its name.
    pub title: String,
    /// Its key, as corrections write it.
    pub key: String,
    /// What it is, in pairs of a word and a value.
    pub known: Vec<(&'static str, String)>,
    /// What is told of it; none is empty.
    pub sections: Vec<Section>,
}

/// Part of a profile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// Headline.
    pub title: &'static str,
    /// What its lines lead to.
    pub things: Option<Thing>,
    /// Its lines, in order.
    pub entries: Vec<Entry>,
}

/// A line of a profile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// What.
    pub what: String,
    /// Row number of the thing that it is about, of the section's kind.
    pub thing: Option<i64>,
    /// The words that state it.
    pub proofs: Vec<Proof>,
}

/// Words that state something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    /// The words.
    pub quote: String,
    /// Row number of the article.
    pub article: i64,
    /// The article's headline, day and address.
    pub source: String,
}

/// Reads what is known of a thing; none of an article, which is shown by its text, and where there
/// is no such row.
///
/// # Errors
/// What SQLite says.
pub fn profile(db: &Connection, thing: Thing, id: i64) -> rusqlite::Result<Option<Profile>> {
    use rusqlite::OptionalExtension;
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

/// A section of the rows of a query about the thing `?1`. Its columns: what, and by name (where it has them) `quote` and
/// `article_id`, and `thing`, the row that the line leads to.
fn section(
    db: &Connection,
    id: i64,
    title: &'static str,
    things: Option<Thing>,
    sql: &str,
) -> rusqlite::Result<Section> {
    let mut select = db.prepare_cached(sql)?;
    let column = |name: &str| select.column_index(name).ok();
    let (quote, article, thing) = (column("quote"), column("article_id"), column("thing"));
    let mut rows = select.query([id])?;
    let mut entries = Vec::new();
    while let Some(row) = rows.next()? {
        let mut proofs = Vec::new();
        if let (Some(quote), Some(article)) = (quote, article)
            && let (Some(quote), Some(article)) = (row.get(quote)?, row.get(article)?)
        {
            proofs.push(Proof { quote, article, source: source(db, article)? });
        }
        let thing = thing.map_or(Ok(None), |thing| row.get(thing))?;
        entries.push(Entry { what: row.get(0)?, thing, proofs });
    }
    Ok(Section { title, things, entries })
}

/// `Gò Công Tây tổng kết … (2024-01-05, https://…)`.
pub(in crate::store) fn source(db: &Connection, article: i64) -> rusqlite::Result<String> {
    db.prepare_cached(
        "SELECT coalesce(a.title || ' ', '') || '(' || coalesce(a.published_on || ', ', '')
             || coalesce(a.url, (SELECT min(source_key) FROM article_sources WHERE article_id = a.id), '')
             || ')'
         FROM articles AS a WHERE a.id = ?1",
    )?
    .query_row([article], |row| row.get(0))
}
