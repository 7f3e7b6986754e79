//! `datapackage.json`: what the files of an export hold, as a Frictionless Data Package.

use serde::Serialize;
use serde_json::{Value, json};

use crate::store::{Column, ColumnKind, Table};

/// Name of the file.
pub const FILE: &str = "datapackage.json";

#[derive(Serialize)]
struct Package<'a> {
    name: &'a str,
    title: &'a str,
    description: &'a str,
    resources: Vec<Resource<'a>>,
}

#[derive(Serialize)]
struct Resource<'a> {
    name: &'a str,
    #[serde(rename = "type")]
    kind: &'a str,
    path: String,
    description: &'a str,
    format: &'a str,
    mediatype: &'a str,
    encoding: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    dialect: Option<Value>,
    schema: Schema<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Schema<'a> {
    fields: Vec<Field<'a>>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    primary_key: &'a [String],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    foreign_keys: Vec<Value>,
    missing_values: [&'a str; 1],
}

#[derive(Serialize)]
struct Field<'a> {
    name: &'a str,
    #[serde(rename = "type")]
    kind: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    description: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    constraints: Option<Value>,
}

/// The descriptor of tables written as `NAME.ending`, `csv` or `jsonl`.
pub fn descriptor(tables: &[Table], ending: &str, description: &str) -> serde_json::Result<String> {
    let lines = ending == "jsonl";
    let resources = tables.iter().map(|table| Resource {
        name: &table.name,
        kind: "table",
        path: format!("{}.{ending}", table.name),
        description: &table.about,
        format: ending,
        mediatype: if lines { "application/jsonl" } else { "text/csv" },
        encoding: "utf-8",
        dialect: lines.then(|| json!({ "json": { "keyed": true } })),
        schema: Schema {
            fields: table.columns.iter().map(field).collect(),
            primary_key: &table.primary_key,
            foreign_keys: foreign_keys(table),
            missing_values: [""],
        },
    });
    let package = Package {
        name: "danvan",
        title: "What articles state about local government and civil mobilization in Vietnam",
        description,
        resources: resources.collect(),
    };
    serde_json::to_string_pretty(&package).map(|text| text + "\n")
}

fn field(column: &Column) -> Field<'_> {
    let mut constraints = serde_json::Map::new();
    if column.required {
        constraints.insert("required".into(), true.into());
    }
    if column.unique {
        constraints.insert("unique".into(), true.into());
    }
    if !column.choices.is_empty() {
        let value = |choice: &String| -> Value {
            match choice.parse::<i64>() {
                Ok(number) if column.kind == ColumnKind::Integer => number.into(),
                _ => choice.as_str().into(),
            }
        };
        constraints.insert("enum".into(), column.choices.iter().map(value).collect::<Value>());
    }
    Field {
        name: &column.name,
        kind: match column.kind {
            ColumnKind::Integer => "integer",
            ColumnKind::Number => "number",
            ColumnKind::Text | ColumnKind::Bytes => "string",
            ColumnKind::Date => "date",
            ColumnKind::Moment => "datetime",
            ColumnKind::Unknown => "any",
        },
        description: &column.about,
        constraints: (!constraints.is_empty()).then_some(constraints.into()),
    }
}

fn foreign_keys(table: &Table) -> Vec<Value> {
    let key = |reference: &crate::store::Reference| {
        // A table that points at itself is told by an empty name.
        let resource = if reference.table == table.name { "" } else { &reference.table };
        json!({
            "fields": [reference.column],
            "reference": { "resource": resource, "fields": [reference.key] },
        })
    };
    table.references.iter().map(key).collect()
}
