//! A statement by its table and number, and where its words stand.

use rusqlite::{Connection, OptionalExtension, Row};

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

/// A statement, by its place in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Statement {
    /// One of [`STATEMENTS`].
    pub table: &'static str,
    /// Row number.
    pub id: i64,
}

impl Statement {
    /// Reads `model_counts:12`; none where there is no such table.
    pub fn parse(text: &str) -> Option<Statement> {
        let (table, id) = text.split_once(':')?;
        let table = STATEMENTS.into_iter().find(|known| *known == table)?;
        Some(Statement { table, id: id.parse().ok()? })
    }
}

/// The words that state something, and where they stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Row number of the article.
    pub article: i64,
    /// The sentence, item or caption.
    pub quote: String,
    /// The article's headline.
    pub title: Option<String>,
    /// When it was published, ISO.
    pub published_on: Option<String>,
    /// Where it is on the web.
    pub url: Option<String>,
    /// Where it was loaded from, if it is not known to be on the web.
    pub path: Option<String>,
}

impl Source {
    /// `Gò Công Tây tổng kết … (2024-01-05, https://…)`.
    pub fn place(&self) -> String {
        let found = self.url.as_ref().or(self.path.as_ref());
        let known: Vec<&str> = self.published_on.iter().chain(found).map(String::as_str).collect();
        let title = self.title.as_ref().map_or(String::new(), |title| format!("{title} "));
        format!("{title}({})", known.join(", "))
    }

    fn of_row(row: &Row) -> rusqlite::Result<Source> {
        Ok(Source {
            article: row.get(0)?,
            quote: row.get(1)?,
            title: row.get(2)?,
            published_on: row.get(3)?,
            url: row.get(4)?,
            path: row.get(5)?,
        })
    }
}

/// Where an article stands, in the columns of [`Source`].
const PLACE: &str = "a.title, a.published_on, a.url,
     CASE WHEN a.url IS NULL
          THEN (SELECT min(source_key) FROM article_sources WHERE article_id = a.id) END
     FROM articles AS a";

/// The source of a statement; none where there is no such row.
///
/// # Errors
/// What SQLite says.
pub fn source(connection: &Connection, statement: Statement) -> rusqlite::Result<Option<Source>> {
    let table = statement.table;
    let sql = format!(
        "SELECT a.id, s.quote, {PLACE} JOIN {table} AS s ON s.article_id = a.id WHERE s.id = ?1"
    );
    connection.prepare_cached(&sql)?.query_row([statement.id], Source::of_row).optional()
}

/// Words of an article, and where they stand.
///
/// # Errors
/// What SQLite says.
pub fn quoted(connection: &Connection, article: i64, quote: &str) -> rusqlite::Result<Source> {
    let sql = format!("SELECT a.id, ?2, {PLACE} WHERE a.id = ?1");
    connection.prepare_cached(&sql)?.query_row((article, quote), Source::of_row)
}
