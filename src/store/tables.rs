//! The tables and views that other programs get, as the file itself describes them: columns with
//! their types, keys and closed lists from the schema, what they hold from `_docs`.

use std::collections::HashMap;

use rusqlite::{Connection, Row};

/// A table or view.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Its name.
    pub name: String,
    /// What a row of it is.
    pub about: String,
    /// Whether it is a view, which has no keys of its own.
    pub is_view: bool,
    /// The columns, in their order.
    pub columns: Vec<Column>,
    /// The names of the columns that tell its rows apart.
    pub primary_key: Vec<String>,
    /// Columns that point at a row of a table.
    pub references: Vec<Reference>,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// What it holds.
    pub about: String,
    /// What its values are.
    pub kind: ColumnKind,
    /// Whether it has a value in every row.
    pub required: bool,
    /// Whether no two rows have the same value.
    pub unique: bool,
    /// The values it can have, where the list is closed; numbers as written.
    pub choices: Vec<String>,
    /// The expression that gives it, where it is no column of the table.
    pub computed: Option<String>,
}

/// What the values of a column are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnKind {
    /// Whole numbers.
    Integer,
    /// Fractions.
    Number,
    /// Words; also codes with zeros in front.
    Text,
    /// Days, ISO.
    Date,
    /// Moments, ISO, UTC.
    Moment,
    /// Bytes, given in hexadecimal.
    Bytes,
    /// A computed column of which no row has a value.
    Unknown,
}

/// A column that points at a row of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// The column.
    pub column: String,
    /// The table it points at.
    pub table: String,
    /// The column of that table.
    pub key: String,
}

/// The tables and views, the former before the latter, without those of danvan, SQLite and the
/// full-text index that mean nothing outside the file.
///
/// # Errors
/// What SQLite says.
pub fn tables(db: &Connection) -> rusqlite::Result<Vec<Table>> {
    let docs = docs(db)?;
    let about = |table: &str, column: &str| {
        docs.get(&(table.to_owned(), column.to_owned())).cloned().unwrap_or_default()
    };
    let mut select = db.prepare(
        "SELECT s.name, s.type = 'view', s.sql
         FROM sqlite_master AS s JOIN pragma_table_list AS l ON l.name = s.name AND l.type = s.type
         WHERE l.schema = 'main' AND s.name <> 'refinery_schema_history'
           AND substr(s.name, 1, 1) <> '_' AND substr(s.name, 1, 7) <> 'sqlite_'
         ORDER BY s.type, s.rowid",
    )?;
    let found: Vec<(String, bool, String)> = select
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
        .collect::<rusqlite::Result<_>>()?;
    let mut tables: Vec<Table> = Vec::new();
    for (name, is_view, sql) in found {
        let mut table = Table {
            about: about(&name, ""),
            columns: Vec::new(),
            primary_key: texts(
                db,
                "SELECT name FROM pragma_table_info(?1) WHERE pk > 0 ORDER BY pk",
                &name,
            )?,
            references: references(db, &name)?,
            is_view,
            name,
        };
        table.columns =
            if is_view { of_view(db, &table.name, &tables)? } else { of_table(db, &table, &sql)? };
        for column in &mut table.columns {
            column.about = about(&table.name, &column.name);
        }
        tables.push(table);
    }
    Ok(tables)
}

/// Tables and views that mean nothing outside the file, but for those of the full-text index.
///
/// # Errors
/// What SQLite says.
pub fn internals(db: &Connection) -> rusqlite::Result<Vec<String>> {
    db.prepare(
        "SELECT name FROM sqlite_master
         WHERE type IN ('table', 'view')
           AND (name = 'refinery_schema_history' OR substr(name, 1, 1) = '_'
                OR substr(name, 1, 7) = 'sqlite_')
         ORDER BY name",
    )?
    .query_map([], |row| row.get(0))?
    .collect()
}

/// Keeps the base as it is now for all that this connection reads, whatever another program loads
/// meanwhile.
///
/// # Errors
/// What SQLite says.
pub fn hold(db: &Connection) -> rusqlite::Result<()> {
    // The moment is that of the first reading.
    db.execute_batch("BEGIN; SELECT 1 FROM sqlite_master LIMIT 1;")
}

/// What of its unit a row is given: the column, what it holds, its values.
const OF_UNIT: [(&str, &str, ColumnKind); 3] = [
    ("code", "Code of the statistics office of the unit of locality_id", ColumnKind::Text),
    ("valid_from", "First day of that unit; empty where unknown", ColumnKind::Date),
    ("valid_to", "First day on which it was no more; empty while in force", ColumnKind::Date),
];

impl Table {
    /// The table with code and validity of the unit beside `locality_id`, for those who read it
    /// without the table of units. Views have them.
    pub fn with_units(mut self) -> Table {
        const LINK: &str = "locality_id";
        let at = self.columns.iter().position(|column| column.name == LINK);
        if let Some(at) = at.filter(|_| !self.is_view) {
            let computed = OF_UNIT.map(|(column, about, kind)| Column {
                name: format!("locality_{column}"),
                about: about.to_owned(),
                kind,
                required: false,
                unique: false,
                choices: Vec::new(),
                computed: Some(format!(
                    "(SELECT u.{column} FROM localities AS u WHERE u.id = \"{}\".{LINK})",
                    self.name
                )),
            });
            self.columns.splice(at + 1..at + 1, computed);
        }
        self
    }

    /// The SELECT of all its rows, in an order that depends on nothing but them.
    pub fn select(&self) -> String {
        let columns: Vec<String> = self
            .columns
            .iter()
            .map(|column| match (&column.computed, column.kind) {
                (Some(expression), _) => format!("{expression} AS \"{}\"", column.name),
                (None, ColumnKind::Bytes) => {
                    format!("lower(hex(\"{0}\")) AS \"{0}\"", column.name)
                }
                (None, _) => format!("\"{}\"", column.name),
            })
            .collect();
        let order: Vec<String> = match self.primary_key.as_slice() {
            [] => (1..=columns.len()).map(|number| number.to_string()).collect(),
            key => key.iter().map(|name| format!("\"{name}\"")).collect(),
        };
        format!(
            "SELECT {} FROM \"{}\" ORDER BY {}",
            columns.join(", "),
            self.name,
            order.join(", ")
        )
    }

    /// How many rows it has.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn count(&self, db: &Connection) -> rusqlite::Result<u64> {
        let sql = format!("SELECT count(*) FROM \"{}\"", self.name);
        db.query_row(&sql, [], |row| row.get::<_, i64>(0)).map(|count| count as u64)
    }
}

/// What `_docs` says of tables (with an empty column) and columns.
fn docs(db: &Connection) -> rusqlite::Result<HashMap<(String, String), String>> {
    db.prepare("SELECT table_name, column_name, description FROM _docs")?
        .query_map([], |row| Ok(((row.get(0)?, row.get(1)?), row.get(2)?)))?
        .collect()
}

fn texts(db: &Connection, sql: &str, name: &str) -> rusqlite::Result<Vec<String>> {
    db.prepare(sql)?.query_map([name], |row| row.get(0))?.collect()
}

fn references(db: &Connection, table: &str) -> rusqlite::Result<Vec<Reference>> {
    let reference =
        |row: &Row| Ok(Reference { column: row.get(0)?, table: row.get(1)?, key: row.get(2)? });
    db.prepare(
        "SELECT \"from\", \"table\", coalesce(\"to\", 'id') FROM pragma_foreign_key_list(?1) ORDER BY id DESC",
    )?
    .query_map([table], reference)?
    .collect()
}

fn of_table(db: &Connection, table: &Table, sql: &str) -> rusqlite::Result<Vec<Column>> {
    let unique = texts(
        db,
        "SELECT min(c.name) FROM pragma_index_list(?1) AS i, pragma_index_info(i.name) AS c
         WHERE i.\"unique\" AND NOT i.partial GROUP BY i.name HAVING count(*) = 1",
        &table.name,
    )?;
    let checks = checks(sql);
    // Columns that begin with _ are workings, as tables are.
    db.prepare(
        "SELECT name, type, \"notnull\", dflt_value FROM pragma_table_info(?1)
         WHERE substr(name, 1, 1) <> '_'",
    )?
    .query_map([&table.name], |row| {
        let name: String = row.get(0)?;
        let declared: String = row.get(1)?;
        // An empty text is a value in SQLite, and none in most other programs.
        let may_be_empty = row.get::<_, Option<String>>(3)?.is_some_and(|value| value == "''");
        let of_column = || checks.iter().filter(|(column, _)| *column == name);
        let is_date = of_column().any(|(_, check)| *check == Check::Date);
        let kind = match declared.as_str() {
            "INTEGER" => ColumnKind::Integer,
            "REAL" => ColumnKind::Number,
            "BLOB" => ColumnKind::Bytes,
            _ if is_date => ColumnKind::Date,
            _ if name.ends_with("_at") => ColumnKind::Moment,
            _ => ColumnKind::Text,
        };
        let choices = of_column().find_map(|(_, check)| match check {
            Check::OneOf(choices) => Some(choices.clone()),
            Check::Date => None,
        });
        Ok(Column {
            about: String::new(),
            kind,
            required: row.get::<_, bool>(2)? && !may_be_empty,
            unique: unique.contains(&name),
            choices: choices.unwrap_or_default(),
            computed: None,
            name,
        })
    })?
    .collect()
}

/// What a CHECK of the schema says of a column.
#[derive(Debug, PartialEq, Eq)]
enum Check {
    Date,
    OneOf(Vec<String>),
}

/// The columns of a CREATE TABLE that are days (`CHECK (d IS date(d, '+0 days'))`) or have a
/// closed list (`CHECK (level IN ('province', …))`).
fn checks(sql: &str) -> Vec<(String, Check)> {
    let check = |text: &str| {
        let (column, says) = text.trim_start().split_once(' ')?;
        let check = match says.strip_prefix("IN (") {
            Some(list) => {
                let list = list.split(')').next()?.split(',');
                Check::OneOf(list.map(|value| value.trim().trim_matches('\'').to_owned()).collect())
            }
            None => says.starts_with("IS date(").then_some(Check::Date)?,
        };
        Some((column.to_owned(), check))
    };
    sql.split("CHECK (").skip(1).filter_map(check).collect()
}

/// The columns of a view: as in the table they are taken from; a computed one is what its values
/// are.
fn of_view(db: &Connection, view: &str, tables: &[Table]) -> rusqlite::Result<Vec<Column>> {
    let statement = db.prepare(&format!("SELECT * FROM \"{view}\""))?;
    let mut columns = Vec::new();
    for column in statement.columns_with_metadata() {
        let origin = tables.iter().find(|table| Some(table.name.as_str()) == column.table_name());
        let origin = origin.and_then(|table| {
            table.columns.iter().find(|known| Some(known.name.as_str()) == column.origin_name())
        });
        columns.push(Column {
            name: column.name().to_owned(),
            about: String::new(),
            kind: origin.map_or(ColumnKind::Unknown, |origin| origin.kind),
            required: false,
            unique: false,
            choices: origin.map(|origin| origin.choices.clone()).unwrap_or_default(),
            computed: None,
        });
    }
    let computed: Vec<&mut Column> =
        columns.iter_mut().filter(|column| column.kind == ColumnKind::Unknown).collect();
    if computed.is_empty() {
        return Ok(columns);
    }
    let types: Vec<String> =
        computed.iter().map(|c| format!("max(nullif(typeof(\"{}\"), 'null'))", c.name)).collect();
    let sql = format!("SELECT {} FROM \"{view}\"", types.join(", "));
    db.query_row(&sql, [], |row| {
        for (at, column) in computed.into_iter().enumerate() {
            // The last one in alphabetical order is the one that holds the others.
            column.kind = match row.get::<_, Option<String>>(at)?.as_deref() {
                Some("integer") => ColumnKind::Integer,
                Some("real") => ColumnKind::Number,
                Some("text") => ColumnKind::Text,
                _ => ColumnKind::Unknown,
            };
        }
        Ok(())
    })?;
    Ok(columns)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_closed_lists_are_read_from_the_schema() {
        let list = |values: &[&str]| Check::OneOf(values.iter().map(|v| v.to_string()).collect());
        for (sql, found) in [
            ("a TEXT CHECK (a IS date(a, '+0 days'))", vec![("a", Check::Date)]),
            (
                "k TEXT NOT NULL CHECK (k IN ('one',\n 'other')), b INTEGER CHECK (b IN (0, 1))",
                vec![("k", list(&["one", "other"])), ("b", list(&["0", "1"]))],
            ),
            ("n INTEGER CHECK (n >= 0), CHECK (a > b), CHECK ((x IS NULL) = (y IS NULL))", vec![]),
        ] {
            let found: Vec<_> = found.into_iter().map(|(c, check)| (c.to_owned(), check)).collect();
            assert_eq!(checks(sql), found, "{sql}");
        }
    }
}
