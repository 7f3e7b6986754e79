//! Asking the database: a statement and its parameters to rows.

use std::borrow::Cow;

use rusqlite::hooks::{AuthAction, AuthContext, Authorization};
use rusqlite::types::{Value, ValueRef};
use rusqlite::{Connection, ErrorCode, Statement};

use super::{Choices, Error, Kind, Parameter, Report, sources};
use crate::output::{Cell, Column, Head, RowWriter};
use crate::reference::words::Content;
use crate::store::{ColumnKind, Table};
use crate::text::fold::search_key;

/// What a report came to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Answer {
    /// How many rows there were.
    pub rows: u64,
    /// What is to be known beside them: what the table leaves out, most often.
    pub notes: Vec<String>,
}

/// Runs a report; parameters that are not given are null. With `sources`, each row is followed by
/// the words behind it, the articles they stand in and links that open them.
///
/// # Errors
/// SQLite's, with the report's name, or those of the writer.
pub fn run(
    connection: &Connection,
    report: &Report,
    values: &[(String, Value)],
    sources: bool,
    out: &mut dyn RowWriter,
) -> Result<Answer, Error> {
    answer(connection, report, values, if sources { Behind::Words } else { Behind::Nothing }, out)
}

/// Runs a report; each row is followed by its statements, such as `model_counts:12 awards:3`, in a
/// column [`SOURCES`].
///
/// # Errors
/// SQLite's, with the report's name, or those of the writer.
pub fn run_with_statements(
    connection: &Connection,
    report: &Report,
    values: &[(String, Value)],
    out: &mut dyn RowWriter,
) -> Result<Answer, Error> {
    answer(connection, report, values, Behind::Statements, out)
}

/// What follows the rows of a report.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Behind {
    Nothing,
    Words,
    Statements,
}

fn answer(
    connection: &Connection,
    report: &Report,
    values: &[(String, Value)],
    wanted: Behind,
    out: &mut dyn RowWriter,
) -> Result<Answer, Error> {
    let failed = |error| sql_error(&report.name, error);
    let values = &with_defaults(connection, report, values)?;
    let mut statement = prepare(connection, report, &report.sql, values)?;
    let mut names = unique(statement.column_names());
    undeclared(report, &statement)?;
    undrawable(report, &names)?;
    if wanted == Behind::Nothing
        && let Some(sql) = without_workings(report, &statement)
    {
        statement = prepare(connection, report, &sql, values)?;
        names = unique(statement.column_names());
    }
    let shown: Vec<usize> = (0..names.len()).filter(|at| !names[*at].starts_with('_')).collect();
    let behind = names.iter().position(|name| name == SOURCES);
    let behind = behind.filter(|_| wanted != Behind::Nothing);
    let mut columns: Vec<&str> = shown.iter().map(|at| names[*at].as_str()).collect();
    match wanted {
        Behind::Words if behind.is_some() => columns.extend(sources::COLUMNS),
        Behind::Statements if behind.is_some() => columns.push(SOURCES),
        _ => {}
    }
    let mut head = report.head();
    head.columns = unique(columns.into_iter()).iter().map(|name| Column::new(name)).collect();
    out.begin(&head)?;

    let mut answer = Answer::default();
    let mut rows = statement.raw_query();
    while let Some(row) = rows.next().map_err(failed)? {
        let value = |at: usize| row.get_ref(at).map_err(failed);
        let mut cells: Vec<Cell> =
            shown.iter().map(|at| Ok(cell(value(*at)?))).collect::<Result<_, Error>>()?;
        if let Some(at) = behind {
            let tokens = cell(value(at)?);
            match wanted {
                Behind::Statements => cells.push(tokens),
                _ => cells.extend(sources::cells(connection, &tokens.text()).map_err(failed)?),
            }
        }
        out.row(&cells)?;
        answer.rows += 1;
    }
    answer.notes = notes(connection, report, values)?;
    if wanted == Behind::Words && behind.is_none() {
        answer.notes.push(
            "no sources: these rows are counts of the base, which no article states".to_owned(),
        );
    }
    for note in &answer.notes {
        out.note(note)?;
    }
    out.end()?;
    Ok(answer)
}

/// The values with the defaults of what is not given: a report of the user's own need not repeat
/// them in its SQL.
fn with_defaults(
    connection: &Connection,
    report: &Report,
    values: &[(String, Value)],
) -> Result<Vec<(String, Value)>, Error> {
    let mut all = values.to_vec();
    for parameter in &report.parameters {
        let Some(default) = &parameter.default else { continue };
        let given = |(name, value): &(String, Value)| {
            let empty = matches!(value, Value::Text(text) if text.is_empty());
            *name == parameter.name && !empty && *value != Value::Null
        };
        if !all.iter().any(given) {
            let value = connection
                .query_row(&format!("SELECT {default}"), [], |row| row.get(0))
                .map_err(|error| sql_error(&report.name, error))?;
            all.retain(|(name, _)| *name != parameter.name);
            all.push((parameter.name.clone(), value));
        }
    }
    Ok(all)
}

/// Refuses a parameter that the header does not declare: nothing would ever set it.
fn undeclared(report: &Report, statement: &Statement) -> Result<(), Error> {
    let named = (1..=statement.parameter_count()).filter_map(|at| statement.parameter_name(at));
    let known = |name: &str| report.parameters.iter().any(|known| known.name == name);
    match named.map(|name| &name[1..]).find(|name| !known(name)) {
        None => Ok(()),
        Some(name) => Err(Error::Sql {
            place: report.name.clone(),
            message: format!("the header has no line for :{name}; add `-- param {name}: …`"),
        }),
    }
}

/// Refuses a chart of columns that the rows do not have.
fn undrawable(report: &Report, columns: &[String]) -> Result<(), Error> {
    let Some(chart) = &report.chart else { return Ok(()) };
    let drawn = [&chart.label, &chart.value].into_iter().chain(&chart.series).chain(&chart.panels);
    match drawn.into_iter().find(|name| !columns.contains(name)) {
        None => Ok(()),
        Some(name) => Err(Error::Sql {
            place: report.name.clone(),
            message: format!("the chart is of a column {name}, which the rows do not have"),
        }),
    }
}

/// The values as the base has them: those of a text parameter whose values it knows are found
/// without capitals and tone marks (`pho bi thu` is `Phó Bí thư`), also by their first words.
///
/// # Errors
/// SQLite's, with the report's name.
pub fn as_in_base(
    connection: &Connection,
    report: &Report,
    values: Vec<(String, Value)>,
) -> Result<Vec<(String, Value)>, Error> {
    let mut found = Vec::with_capacity(values.len());
    for (name, value) in values {
        let parameter = report.parameters.iter().find(|known| known.name == name);
        let text = parameter.filter(|known| known.kind == Kind::Text);
        let known = match text {
            Some(parameter) => known_values(connection, report, parameter)?,
            None => None,
        };
        let value = match (value, known) {
            (Value::Text(typed), Some(known)) if !known.contains(&typed) => {
                let key = search_key(&typed);
                // Some reports ask for beginnings: `pho bi thu` of `Phó Bí thư Thường trực`.
                let words = key.split(' ').count();
                let begins = |value: &String| {
                    let begin: Vec<&str> = value.split(' ').take(words).collect();
                    Some(begin.join(" ")).filter(|begin| search_key(begin) == key)
                };
                let whole = known.iter().find(|value| search_key(value) == key).cloned();
                let meant = whole.or_else(|| known.iter().find_map(begins));
                Value::Text(meant.unwrap_or(typed))
            }
            (value, _) => value,
        };
        found.push((name, value));
    }
    Ok(found)
}

/// The column of a report that tells the statements behind its rows: `model_counts:12 awards:3`.
pub const SOURCES: &str = "_sources";

/// The report without the columns that nobody sees, which SQLite then does not compute: it takes
/// half the time of the headline report to find the statements behind its rows. None where the
/// columns cannot be told apart by their names, or are all seen.
fn without_workings(report: &Report, statement: &Statement) -> Option<String> {
    let all = unique(statement.column_names());
    let told_apart = statement.column_names().eq(all.iter().map(String::as_str));
    let quotable = all.iter().all(|name| !name.contains('"'));
    let seen: Vec<&str> =
        all.iter().map(String::as_str).filter(|name| !name.starts_with('_')).collect();
    if !told_apart || !quotable || seen.is_empty() || seen.len() == all.len() {
        return None;
    }
    let select = report.sql.trim_end().strip_suffix(';')?;
    Some(format!("SELECT \"{}\" FROM (\n{select}\n)", seen.join("\", \"")))
}

/// What the report's note says with these values.
fn notes(
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

/// The columns that a report shows.
///
/// # Errors
/// SQLite's, with the report's name.
pub fn columns(connection: &Connection, report: &Report) -> Result<Vec<Column>, Error> {
    let statement = prepare(connection, report, &report.sql, &[])?;
    let names = unique(statement.column_names());
    Ok(names.iter().filter(|name| !name.starts_with('_')).map(|name| Column::new(name)).collect())
}

/// The values of a parameter that the database has; none where its header names no such values.
///
/// # Errors
/// SQLite's, with the report's name.
pub fn known_values(
    connection: &Connection,
    report: &Report,
    parameter: &Parameter,
) -> Result<Option<Vec<String>>, Error> {
    let Choices::Known(sql) = &parameter.choices else { return Ok(None) };
    let failed = |error| sql_error(&report.name, error);
    let mut statement = prepare(connection, report, sql, &[])?;
    let mut rows = statement.raw_query();
    let mut values = Vec::new();
    while let Some(row) = rows.next().map_err(failed)? {
        values.push(cell(row.get_ref(0).map_err(failed)?).text().into_owned());
    }
    Ok(Some(values))
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
    let columns = unique(statement.column_names());
    out.begin(&Head::of_columns(&columns))?;
    give(&mut statement, "sql", out)
}

/// Gives all rows of a table or view, in an order of their own. The number of rows.
///
/// # Errors
/// SQLite's, with the table's name, or those of the writer.
pub fn whole(
    connection: &Connection,
    table: &Table,
    out: &mut dyn RowWriter,
) -> Result<u64, Error> {
    let failed = |error| sql_error(&table.name, error);
    let mut statement = connection.prepare(&table.select()).map_err(failed)?;
    let columns = table.columns.iter().map(|column| match column.kind {
        ColumnKind::Date => Column { content: Content::Date, ..Column::new(&column.name) },
        _ => Column::new(&column.name),
    });
    out.begin(&Head { columns: columns.collect(), ..Head::default() })?;
    give(&mut statement, &table.name, out)
}

/// Gives the rows of a statement.
fn give(statement: &mut Statement, place: &str, out: &mut dyn RowWriter) -> Result<u64, Error> {
    let failed = |error| sql_error(place, error);
    let width = statement.column_count();
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
    use crate::reference::words::Language;

    fn ask_csv(sql: &str) -> Result<String, String> {
        let mut connection = Connection::open_in_memory().unwrap();
        connection
            .execute_batch("CREATE TABLE t(a, b); INSERT INTO t VALUES (1, x'00ff')")
            .unwrap();
        connection.execute_batch("CREATE VIRTUAL TABLE f USING fts5(a)").unwrap();
        let mut bytes = Vec::new();
        let mut out = writer(Format::Csv, Reader::Program, Language::En, &mut bytes);
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
