//! Asking the database: a statement and its parameters to rows.

use std::borrow::Cow;

use rusqlite::hooks::{AuthAction, AuthContext, Authorization};
use rusqlite::types::{Value, ValueRef};
use rusqlite::{Connection, ErrorCode, Statement};

use super::{Error, Report};
use crate::output::{Cell, RowWriter};

/// Runs a report; parameters that are not given are null. The number of rows.
///
/// # Errors
/// SQLite's, with the report's name, or those of the writer.
pub fn run(
    connection: &Connection,
    report: &Report,
    values: &[(String, Value)],
    out: &mut dyn RowWriter,
) -> Result<u64, Error> {
    let mut statement = prepare(connection, report, &report.sql, values)?;
    write(&report.name, &mut statement, out)
}

/// What the report's note says with these values: what its table leaves out, most often.
///
/// # Errors
/// SQLite's, with the report's name.
pub fn notes(
    connection: &Connection,
    report: &Report,
    values: &[(String, Value)],
) -> Result<Vec<String>, Error> {
    let Some(note) = &report.note else { return Ok(Vec::new()) };
    let failed = |error| sql_error(&report.name, error);
    let mut statement = prepare(connection, report, note, values)?;
    let mut rows = statement.raw_query();
    let mut notes = Vec::new();
    while let Some(row) = rows.next().map_err(failed)? {
        notes.extend(row.get::<_, Option<String>>(0).map_err(failed)?);
    }
    Ok(notes)
}

/// A statement with the report's values; parameters that are not given are null.
fn prepare<'db>(
    connection: &'db Connection,
    report: &Report,
    sql: &str,
    values: &[(String, Value)],
) -> Result<Statement<'db>, Error> {
    let failed = |error| sql_error(&report.name, error);
    let mut statement = connection.prepare(sql).map_err(failed)?;
    for (name, value) in values {
        if let Some(index) = statement.parameter_index(&format!(":{name}")).map_err(failed)? {
            statement.raw_bind_parameter(index, value).map_err(failed)?;
        }
    }
    Ok(statement)
}

/// Runs a statement of the user's own, if it only reads. The number of rows.
///
/// # Errors
/// A statement that would write or attach a file, several statements, a parameter, and what
/// SQLite says.
pub fn ask(connection: &mut Connection, sql: &str, out: &mut dyn RowWriter) -> Result<u64, Error> {
    let failed = |error| sql_error("sql", error);
    connection.authorizer(Some(only_reading)).map_err(failed)?;
    let mut statement = connection.prepare(sql).map_err(failed)?;
    if let Some(name) = statement.parameter_name(1) {
        let message = format!("nothing sets the parameter {name}; write its value in its place");
        return Err(Error::Sql { place: "sql".to_owned(), message });
    }
    if !statement.readonly() {
        // VACUUM asks no authorizer when it is prepared.
        return Err(Error::Sql { place: "sql".to_owned(), message: ONLY_READING.to_owned() });
    }
    if statement.column_count() == 0 {
        let message = "nothing is asked; give one SELECT statement".to_owned();
        return Err(Error::Sql { place: "sql".to_owned(), message });
    }
    write("sql", &mut statement, out)
}

fn write(
    place: &str,
    statement: &mut Statement<'_>,
    out: &mut dyn RowWriter,
) -> Result<u64, Error> {
    let columns = unique(statement.column_names());
    let width = columns.len();
    out.begin(&columns)?;
    let failed = |error| sql_error(place, error);
    let mut rows = statement.raw_query();
    let mut count = 0;
    while let Some(row) = rows.next().map_err(failed)? {
        let mut cells = Vec::with_capacity(width);
        for index in 0..width {
            cells.push(cell(row.get_ref(index).map_err(failed)?));
        }
        out.row(&cells)?;
        count += 1;
    }
    out.end()?;
    Ok(count)
}

/// A value as a cell; bytes in hexadecimal, as SQL writes them.
fn cell(value: ValueRef<'_>) -> Cell<'_> {
    match value {
        ValueRef::Null => Cell::Null,
        ValueRef::Integer(number) => Cell::Integer(number),
        ValueRef::Real(number) => Cell::Real(number),
        ValueRef::Text(bytes) => Cell::Text(String::from_utf8_lossy(bytes)),
        ValueRef::Blob(bytes) => {
            let hex: String = bytes.iter().map(|byte| format!("{byte:02X}")).collect();
            Cell::Text(Cow::Owned(format!("x'{hex}'")))
        }
    }
}

/// Column names, each once (`SELECT a.name, b.name`): a JSON object with one key twice loses one.
fn unique<'n>(names: impl Iterator<Item = &'n str>) -> Vec<String> {
    let mut seen: Vec<String> = Vec::new();
    for name in names {
        let mut candidate = name.to_owned();
        let mut number = 2;
        while seen.contains(&candidate) {
            candidate = format!("{name}_{number}");
            number += 1;
        }
        seen.push(candidate);
    }
    seen
}

/// Lets through what reads. `query_only` alone would still let a statement attach another file
/// or turn `query_only` off.
fn only_reading(context: AuthContext<'_>) -> Authorization {
    match context.action {
        AuthAction::Select
        | AuthAction::Read { .. }
        | AuthAction::Function { .. }
        | AuthAction::Recursive => Authorization::Allow,
        AuthAction::Pragma { pragma_name, .. } if READING.contains(&pragma_name) => {
            Authorization::Allow
        }
        _ => Authorization::Deny,
    }
}

/// The pragmas that tell and change nothing; full-text search needs `data_version` itself.
const READING: &[&str] = &[
    "compile_options",
    "data_version",
    "foreign_key_check",
    "foreign_key_list",
    "function_list",
    "index_info",
    "index_list",
    "index_xinfo",
    "integrity_check",
    "pragma_list",
    "quick_check",
    "table_info",
    "table_list",
    "table_xinfo",
];

const ONLY_READING: &str = "the statement would change something; only reading is allowed here";

fn sql_error(place: &str, error: rusqlite::Error) -> Error {
    let message = match error {
        rusqlite::Error::SqlInputError { msg, error, .. } => match error.code {
            ErrorCode::AuthorizationForStatementDenied => ONLY_READING.to_owned(),
            _ => msg,
        },
        rusqlite::Error::SqliteFailure(error, _)
            if error.code == ErrorCode::AuthorizationForStatementDenied =>
        {
            ONLY_READING.to_owned()
        }
        rusqlite::Error::MultipleStatement => {
            "more than one statement; give one at a time".to_owned()
        }
        other => other.to_string(),
    };
    Error::Sql { place: place.to_owned(), message }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::{Format, Reader, writer};

    fn ask_csv(sql: &str) -> Result<String, String> {
        let mut connection = Connection::open_in_memory().unwrap();
        connection
            .execute_batch("CREATE TABLE t(a, b); INSERT INTO t VALUES (1, x'00ff')")
            .unwrap();
        connection.execute_batch("CREATE VIRTUAL TABLE f USING fts5(a)").unwrap();
        let mut bytes = Vec::new();
        let mut out = writer(Format::Csv, Reader::Program, &mut bytes);
        let asked = ask(&mut connection, sql, &mut *out);
        drop(out);
        asked.map(|_| String::from_utf8(bytes).unwrap()).map_err(|error| error.to_string())
    }

    #[test]
    fn what_reads_runs() {
        for (sql, printed) in [
            ("SELECT a, b FROM t", "a,b\n1,x'00FF'\n"),
            ("SELECT 1 AS a, 2 AS a, NULL", "a,a_2,NULL\n1,2,\n"),
            ("SELECT 1; -- a remark", "1\n1\n"),
            (
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION SELECT i+1 FROM n WHERE i<2) SELECT * FROM n",
                "i\n1\n2\n",
            ),
            ("SELECT name FROM pragma_table_info('t')", "name\na\nb\n"),
            ("SELECT a FROM f WHERE f MATCH 'x'", "a\n"),
        ] {
            assert_eq!(ask_csv(sql).as_deref(), Ok(printed), "{sql}");
        }
    }

    #[test]
    fn what_writes_is_refused() {
        for sql in [
            "DELETE FROM t",
            "INSERT INTO t VALUES (1, 2)",
            "DROP TABLE t",
            "CREATE TEMP TABLE u(a)",
            "ATTACH 'other.db' AS o",
            "PRAGMA query_only = 0",
            "PRAGMA journal_mode = WAL",
            "VACUUM",
            "BEGIN",
        ] {
            assert_eq!(ask_csv(sql).unwrap_err(), format!("sql: {ONLY_READING}"), "{sql}");
        }
    }

    #[test]
    fn what_cannot_run_is_explained() {
        for (sql, complaint) in [
            ("SELECT * FROM nowhere", "sql: no such table: nowhere"),
            ("SELECT 1; SELECT 2", "sql: more than one statement; give one at a time"),
            (" -- only a remark", "sql: nothing is asked; give one SELECT statement"),
            ("SELECT :x", "sql: nothing sets the parameter :x; write its value in its place"),
        ] {
            assert_eq!(ask_csv(sql).unwrap_err(), complaint, "{sql}");
        }
    }
}
