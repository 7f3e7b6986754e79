//! An office's own tables in the file: a table replaces its own rows, and nothing else.

use std::collections::BTreeMap;

use rusqlite::types::Type;
use rusqlite::{Connection, params};
use sha2::{Digest, Sha256};

use super::writer::{Outcome, Writer};
use crate::extract::facts::{Field, Holder, Level, Qualifier, Status, Unit};
use crate::own::count::of_text;
use crate::own::{OwnFigure, OwnFile, OwnTable};

/// Identity of a table: its file, and its sheet where it has one.
fn key(file: &str, sheet: &str) -> String {
    if sheet.is_empty() { file.to_owned() } else { format!("{file}#{sheet}") }
}

/// Digest of what was read of a table.
fn fingerprint(table: &OwnTable) -> rusqlite::Result<[u8; 16]> {
    let bytes = serde_json::to_vec(table)
        .map_err(|error| rusqlite::Error::ToSqlConversionFailure(Box::new(error)))?;
    let mut found = [0; 16];
    found.copy_from_slice(&Sha256::digest(&bytes)[..16]);
    Ok(found)
}

/// What would become of each table of a file, and the rows of sheets that are in it no more.
fn outcomes(db: &Connection, file: &OwnFile) -> rusqlite::Result<(Vec<Outcome>, Vec<i64>)> {
    let mut known: BTreeMap<String, (i64, Vec<u8>)> = db
        .prepare("SELECT sheet, id, fingerprint FROM own_tables WHERE file = ?1")?
        .query_map([&file.file], |row| Ok((row.get(0)?, (row.get(1)?, row.get(2)?))))?
        .collect::<rusqlite::Result<_>>()?;
    let mut found = Vec::new();
    for table in &file.tables {
        found.push(match known.remove(&table.sheet) {
            None => Outcome::New,
            Some((_, same)) if same[..] == fingerprint(table)? => Outcome::Unchanged,
            Some(_) => Outcome::Updated,
        });
    }
    known.retain(|sheet, _| !file.kept.contains(sheet));
    Ok((found, known.into_values().map(|(id, _)| id).collect()))
}

/// What would become of the tables of a file.
///
/// # Errors
/// What SQLite says.
pub fn would_be(db: &Connection, file: &OwnFile) -> rusqlite::Result<Vec<Outcome>> {
    Ok(outcomes(db, file)?.0)
}

impl Writer<'_> {
    /// Puts the tables of a file; gives back what became of each, and how many figures were written.
    /// Where this fails on a value that the schema does not allow, nothing of the file is written.
    pub fn put_own(&mut self, file: &OwnFile) -> rusqlite::Result<(Vec<Outcome>, u64)> {
        self.db.execute_batch("SAVEPOINT own")?;
        let put = self.put_own_unguarded(file);
        if put.is_err() && !self.db.is_autocommit() {
            self.db.execute_batch("ROLLBACK TO own")?;
        }
        if !self.db.is_autocommit() {
            self.db.execute_batch("RELEASE own")?;
        }
        put
    }

    fn put_own_unguarded(&mut self, file: &OwnFile) -> rusqlite::Result<(Vec<Outcome>, u64)> {
        let (outcomes, gone) = outcomes(self.db, file)?;
        for id in gone {
            self.db.prepare_cached("DELETE FROM own_tables WHERE id = ?1")?.execute([id])?;
        }
        let mut written = 0;
        for (table, outcome) in file.tables.iter().zip(&outcomes) {
            if *outcome != Outcome::Unchanged {
                self.put_own_table(&file.file, table)?;
                written += table.figures.len() as u64;
            }
        }
        Ok((outcomes, written))
    }

    fn put_own_table(&mut self, file: &str, table: &OwnTable) -> rusqlite::Result<()> {
        let key = key(file, &table.sheet);
        let digest = fingerprint(table)?;
        self.db.prepare_cached("DELETE FROM own_tables WHERE key = ?1")?.execute([&key])?;
        let id = self
            .db
            .prepare_cached(
                "INSERT INTO own_tables (key, file, sheet, title, fingerprint, load_id)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            )?
            .insert(params![key, file, table.sheet, table.title, &digest[..], self.load_id])?;
        let mut insert = self.db.prepare_cached(
            "INSERT INTO own_figures (key, own_table_id, locality_id, locality_name, year_from,
                 year_to, to_date, as_of, campaign_key, campaign_name, unit, status, level, holder,
                 field, count, qualifier, low, high, cell, cell_text, quote)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17,
                 ?18, ?19, ?20, ?21, ?22)",
        )?;
        for figure in &table.figures {
            insert.execute(params![
                format!("{key}!{}", figure.cell),
                id,
                self.locality_id(figure.locality_key.as_deref()),
                figure.locality,
                figure.years.map(|years| years.0),
                figure.years.map(|years| years.1),
                figure.to_date,
                figure.as_of,
                figure.campaign_key,
                figure.campaign,
                figure.unit.as_str(),
                figure.status.as_str(),
                figure.level.map(Level::as_str),
                figure.holder.map(Holder::as_str),
                figure.field.map(Field::as_str),
                figure.count,
                figure.qualifier.as_str(),
                figure.low,
                figure.high,
                figure.cell,
                figure.cell_text,
                figure.quote,
            ])?;
        }
        Ok(())
    }
}

/// Hands on every file of own tables, as the base has it, in an order of its own.
///
/// # Errors
/// What SQLite or `take` says.
pub fn each_own_file<E: From<rusqlite::Error>>(
    db: &Connection,
    mut take: impl FnMut(OwnFile) -> Result<(), E>,
) -> Result<(), E> {
    let files: Vec<String> = db
        .prepare("SELECT DISTINCT file FROM own_tables ORDER BY file")?
        .query_map([], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    for file in files {
        let tables: Vec<(i64, String, String)> = db
            .prepare_cached(
                "SELECT id, sheet, title FROM own_tables WHERE file = ?1 ORDER BY sheet",
            )?
            .query_map([&file], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
            .collect::<rusqlite::Result<_>>()?;
        let tables = tables
            .into_iter()
            .map(|(id, sheet, title)| Ok(OwnTable { sheet, title, figures: figures(db, id)? }))
            .collect::<rusqlite::Result<_>>()?;
        take(OwnFile { file, tables, kept: Vec::new() })?;
    }
    Ok(())
}

/// The figures of a table as they were read.
fn figures(db: &Connection, table: i64) -> rusqlite::Result<Vec<OwnFigure>> {
    let mut select = db.prepare_cached(
        "SELECT l.key, f.locality_name, f.year_from, f.year_to, f.to_date, f.as_of, f.campaign_key,
                f.campaign_name, f.unit, f.status, f.level, f.holder, f.field, f.count, f.qualifier,
                f.low, f.high, f.cell, f.cell_text, f.quote
         FROM own_figures AS f LEFT JOIN localities AS l ON l.id = f.locality_id
         WHERE f.own_table_id = ?1 ORDER BY f.id",
    )?;
    let figure = |row: &rusqlite::Row| {
        let word = |column: usize| row.get::<_, Option<String>>(column);
        // The columns are checked against the lists.
        let wrong = |column: usize| {
            rusqlite::Error::InvalidColumnType(column, "a closed list".to_owned(), Type::Text)
        };
        let needed = |column: usize| row.get::<_, String>(column);
        let years: (Option<i32>, Option<i32>) = (row.get(2)?, row.get(3)?);
        Ok(OwnFigure {
            locality_key: row.get(0)?,
            locality: row.get(1)?,
            years: years.0.zip(years.1),
            to_date: row.get(4)?,
            as_of: row.get(5)?,
            campaign_key: row.get(6)?,
            campaign: row.get(7)?,
            unit: Unit::parse(&needed(8)?).ok_or_else(|| wrong(8))?,
            status: Status::parse(&needed(9)?).ok_or_else(|| wrong(9))?,
            level: word(10)?.and_then(|word| Level::parse(&word)),
            holder: word(11)?.and_then(|word| Holder::parse(&word)),
            field: word(12)?.and_then(|word| Field::parse(&word)),
            count: row.get(13)?,
            qualifier: Qualifier::parse(&needed(14)?).ok_or_else(|| wrong(14))?,
            low: row.get(15)?,
            high: row.get(16)?,
            cell: row.get(17)?,
            cell_text: row.get(18)?,
            quote: row.get(19)?,
        })
    };
    select.query_map([table], figure)?.collect()
}

/// Own figures that are not what their cell says, and tables that are not what was read.
pub fn stale(db: &Connection) -> rusqlite::Result<Vec<(&'static str, i64, &'static str)>> {
    let mut found = Vec::new();
    let mut select = db.prepare(
        "SELECT f.id, f.cell_text, f.count, f.qualifier, f.low, f.high, instr(f.quote, f.cell_text) > 0,
                f.key IS t.key || '!' || f.cell
         FROM own_figures AS f JOIN own_tables AS t ON t.id = f.own_table_id ORDER BY f.id",
    )?;
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        let id = row.get(0)?;
        let stored: (i64, String, i64, i64) = (row.get(2)?, row.get(3)?, row.get(4)?, row.get(5)?);
        let stated = of_text(&row.get::<_, String>(1)?).ok().flatten();
        let stated = stated.map(|s| (s.count, s.qualifier.as_str().to_owned(), s.low, s.high));
        if stated != Some(stored) {
            found.push(("own_figures", id, "not the count that its cell states"));
        }
        if !row.get::<_, bool>(6)? {
            found.push(("own_figures", id, "the cell is not in its row"));
        }
        if !row.get::<_, bool>(7)? {
            found.push(("own_figures", id, "the key is not that of its cell"));
        }
    }
    let tables: Vec<(i64, String, String, Vec<u8>)> = db
        .prepare("SELECT id, sheet, title, fingerprint FROM own_tables ORDER BY id")?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?
        .collect::<rusqlite::Result<_>>()?;
    for (id, sheet, title, digest) in tables {
        let table = OwnTable { sheet, title, figures: figures(db, id)? };
        if fingerprint(&table)?[..] != digest[..] {
            found.push(("own_tables", id, "its figures are not those that were read"));
        }
    }
    Ok(found)
}
