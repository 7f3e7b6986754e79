//! A statement by its table and number.

use rusqlite::{Connection, OptionalExtension};

/// The tables of statements: each row has an article and the words that state it.
pub const STATEMENTS: [&str; 10] = [
    "meeting_articles",
    "meeting_kinds",
    "meeting_hosts",
    "meeting_officials",
    "positions",
    "campaign_mentions",
    "citations",
    "article_organizations",
    "model_counts",
    "awards",
];

/// The words that state something, and where they stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// The sentence, item or caption.
    pub quote: String,
    /// The article's headline.
    pub title: Option<String>,
    /// When it was published, ISO.
    pub published_on: Option<String>,
    /// Where it is on the web.
    pub url: Option<String>,
}

/// The source of a statement; none where there is no such table or row.
///
/// # Errors
/// What SQLite says.
pub fn source(connection: &Connection, table: &str, id: i64) -> rusqlite::Result<Option<Source>> {
    if !STATEMENTS.contains(&table) {
        return Ok(None);
    }
    let sql = format!(
        "SELECT s.quote, a.title, a.published_on, a.url
         FROM {table} AS s JOIN articles AS a ON a.id = s.article_id WHERE s.id = ?1"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    statement
        .query_row([id], |row| {
            Ok(Source {
                quote: row.get(0)?,
                title: row.get(1)?,
                published_on: row.get(2)?,
                url: row.get(3)?,
            })
        })
        .optional()
}
