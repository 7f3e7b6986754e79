//! What a base can be rebuilt from.

use rusqlite::types::Type;
use rusqlite::{Connection, Row};

use crate::article::Record;
use crate::resolve::corrections;

use super::own::each_own_file;

/// Every source with the hash of the text found there; own tables, sheet by sheet, with that of what
/// was read of them (its first half).
pub const INPUTS: &str = "SELECT s.source_key AS source, a.key AS sha256, s.url, s.published_on
     FROM article_sources AS s JOIN articles AS a ON a.id = s.article_id
     UNION ALL
     SELECT t.file || CASE t.sheet WHEN '' THEN '' ELSE '#' || t.sheet END,
            lower(hex(t.fingerprint)), NULL, NULL
     FROM own_tables AS t
     ORDER BY 1";

/// What every table and column holds.
pub const CODEBOOK: &str = "SELECT table_name, column_name, description FROM _docs
     WHERE substr(table_name, 1, 1) <> '_' ORDER BY table_name, column_name";

/// Hands on every source of every article, every refused input and all own tables, in an order of their own.
///
/// # Errors
/// What SQLite or `take` says.
pub fn each_record<E: From<rusqlite::Error>>(
    db: &Connection,
    mut take: impl FnMut(Record) -> Result<(), E>,
) -> Result<(), E> {
    let article = |row: &Row| {
        let hints: String = row.get(8)?;
        let page_hints = serde_json::from_str(&hints).map_err(|error| {
            rusqlite::Error::FromSqlConversionFailure(8, Type::Text, Box::new(error))
        })?;
        Ok(Record::Article {
            key: row.get(0)?,
            source: row.get(1)?,
            url: row.get(2)?,
            title: row.get(3)?,
            published_on: row.get(4)?,
            author: row.get(5)?,
            publisher: row.get(6)?,
            encoding: row.get(7)?,
            page_hints,
            text: row.get(9)?,
        })
    };
    let mut select = db.prepare(
        "SELECT a.key, s.source_key, s.url, s.title, s.published_on, s.author, s.publisher, s.encoding,
                s.page_hints, a.text
         FROM article_sources AS s JOIN articles AS a ON a.id = s.article_id ORDER BY s.source_key",
    )?;
    for record in select.query_map([], article)? {
        take(record?)?;
    }
    let reject = |row: &Row| {
        Ok(Record::Reject {
            source: row.get(0)?,
            place: row.get(1)?,
            reason: row.get(2)?,
            advice: row.get::<_, Option<String>>(3)?.unwrap_or_default(),
        })
    };
    let mut select = db.prepare(
        "SELECT source, nullif(place, ''), reason, advice FROM rejects ORDER BY source, place, reason",
    )?;
    for record in select.query_map([], reject)? {
        take(record?)?;
    }
    each_own_file(db, |file| {
        let record = Record::of_figures(file)
            .map_err(|error| rusqlite::Error::ToSqlConversionFailure(Box::new(error)))?;
        take(record)
    })
}

/// Whether the lines of a file of corrections are those that the base was last brought in step
/// with.
///
/// # Errors
/// What SQLite says.
pub fn has_replayed(db: &Connection, rows: &[corrections::file::Row]) -> rusqlite::Result<bool> {
    let mut select =
        db.prepare("SELECT line, key, action, coalesce(value, '') FROM corrections ORDER BY line")?;
    let line = |row: &Row| Ok((row.get::<_, i64>(0)?, [row.get(1)?, row.get(2)?, row.get(3)?]));
    let replayed: Vec<(i64, [String; 3])> =
        select.query_map([], line)?.collect::<rusqlite::Result<_>>()?;
    Ok(replayed.len() == rows.len()
        && replayed.iter().zip(rows).all(|((number, cells), row)| {
            *number == row.number as i64 && cells[..] == row.cells[..3]
        }))
}

/// The versions of danvan that loaded the base, the last one at the end.
///
/// # Errors
/// What SQLite says.
pub fn loaded_by(db: &Connection) -> rusqlite::Result<Vec<String>> {
    db.prepare("SELECT version FROM loads GROUP BY version ORDER BY max(id)")?
        .query_map([], |row| row.get(0))?
        .collect()
}
