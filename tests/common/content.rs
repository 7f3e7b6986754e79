//! The content of a database: every row without its number, references as the row they point
//! at. Two databases with equal content say the same, however they were loaded.
//!
//! Left out: `loads` and what points at it, refinery's and SQLite's own tables, virtual tables
//! and their shadows, columns `…_at`; and the 50,000 rows of the administrative units, which are
//! the program's own (a unit that is pointed at is written as its key).

use std::collections::HashMap;

use rusqlite::Connection;
use rusqlite::types::Value;

struct Table {
    columns: Vec<String>,
    /// Whether the first column is a row number.
    numbered: bool,
    /// Table that a column points at.
    references: HashMap<String, String>,
    rows: Vec<Vec<Value>>,
}

/// One line a row, sorted.
pub fn content(db: &Connection) -> Vec<String> {
    let tables: HashMap<String, Table> =
        table_names(db).into_iter().map(|name| (name.clone(), read(db, &name))).collect();
    let mut places: HashMap<(&str, i64), usize> = HashMap::new();
    for (name, table) in tables.iter().filter(|(_, table)| table.numbered) {
        for (index, row) in table.rows.iter().enumerate() {
            if let Value::Integer(id) = row[0] {
                places.insert((name, id), index);
            }
        }
    }
    let mut lines: Vec<String> = Vec::new();
    for (name, table) in tables.iter().filter(|(name, _)| *name != "localities") {
        for row in &table.rows {
            lines.push(format!("{name}{}", write(&tables, &places, table, row, 0)));
        }
    }
    lines.sort();
    lines
}

/// What two contents do not share, for a message that can be read.
#[allow(dead_code)]
pub fn difference(a: &[String], b: &[String]) -> String {
    let short = |line: &String| line.chars().take(600).collect::<String>();
    let only = |a: &[String], b: &[String]| {
        a.iter()
            .filter(|line| !b.contains(line))
            .map(short)
            .take(8)
            .collect::<Vec<_>>()
            .join("\n  ")
    };
    format!("only in the first:\n  {}\nonly in the second:\n  {}", only(a, b), only(b, a))
}

fn table_names(db: &Connection) -> Vec<String> {
    let all: Vec<(String, String)> = db
        .prepare("SELECT name, sql FROM sqlite_master WHERE type = 'table'")
        .and_then(|mut s| s.query_map([], |r| Ok((r.get(0)?, r.get(1)?)))?.collect())
        .expect("the schema can be read");
    let is_virtual = |sql: &str| sql.to_uppercase().starts_with("CREATE VIRTUAL");
    let virtual_tables: Vec<&String> =
        all.iter().filter(|(_, sql)| is_virtual(sql)).map(|(name, _)| name).collect();
    all.iter()
        .map(|(name, _)| name)
        .filter(|name| !["loads", "refinery_schema_history"].contains(&name.as_str()))
        .filter(|name| !name.starts_with("sqlite_") && !name.starts_with("locality_"))
        .filter(|name| {
            !virtual_tables.iter().any(|v| name == v || name.starts_with(&format!("{v}_")))
        })
        .cloned()
        .collect()
}

fn read(db: &Connection, name: &str) -> Table {
    let select = |sql: &str| -> Vec<Vec<Value>> {
        let mut statement = db.prepare(sql).expect(sql);
        let width = statement.column_count();
        let rows = statement.query_map([], |row| (0..width).map(|i| row.get(i)).collect());
        rows.and_then(Iterator::collect).expect(sql)
    };
    let text = |value: &Value| match value {
        Value::Text(text) => text.clone(),
        other => panic!("not a text: {other:?}"),
    };
    let info = select(&format!("SELECT name, type, pk FROM pragma_table_info('{name}')"));
    let keys: Vec<_> = info.iter().filter(|row| row[2] != Value::Integer(0)).collect();
    let references =
        select(&format!("SELECT \"from\", \"table\" FROM pragma_foreign_key_list('{name}')"));
    Table {
        columns: info.iter().map(|row| text(&row[0])).collect(),
        numbered: keys.len() == 1 && keys[0] == &info[0] && text(&info[0][1]) == "INTEGER",
        references: references.iter().map(|row| (text(&row[0]), text(&row[1]))).collect(),
        rows: select(&format!("SELECT * FROM {name}")),
    }
}

fn write(
    tables: &HashMap<String, Table>,
    places: &HashMap<(&str, i64), usize>,
    table: &Table,
    row: &[Value],
    depth: usize,
) -> String {
    assert!(depth < 12, "references go in a circle");
    let mut line = String::new();
    for (index, column) in table.columns.iter().enumerate() {
        if index == 0 && table.numbered || column.ends_with("_at") {
            continue;
        }
        let cell = match (table.references.get(column), &row[index]) {
            (Some(parent), _) if parent == "loads" => continue,
            (Some(parent), Value::Integer(id)) => {
                let parent_table = &tables[parent];
                match places.get(&(parent.as_str(), *id)) {
                    // A unit's key is its identity, and it has long chains above it.
                    Some(&at) if parent == "localities" => {
                        format!("{:?}", parent_table.rows[at][1])
                    }
                    Some(&at) => {
                        write(tables, places, parent_table, &parent_table.rows[at], depth + 1)
                    }
                    None => format!("dangling {id}"),
                }
            }
            (_, value) => format!("{value:?}"),
        };
        line.push_str(&format!(" {column}={cell}"));
    }
    format!("{{{line} }}")
}
