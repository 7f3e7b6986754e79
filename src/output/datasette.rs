//! Metadata for Datasette: what tables and columns hold, names in place of row numbers, facets,
//! and the reports as canned queries.

use std::path::Path;

use serde::{Serialize, Serializer};

use crate::report::{Kind, Report};
use crate::store::Table;

/// The column that stands for a row where another table points at it.
const LABELS: [(&str, &str); 11] = [
    ("articles", "title"),
    ("awards", "form"),
    ("campaigns", "name"),
    ("directives", "search_key"),
    ("loads", "started_at"),
    ("localities", "name"),
    ("meetings", "name"),
    ("model_counts", "quote"),
    ("officials", "name"),
    ("organizations", "name"),
    ("positions", "title"),
];

/// Columns whose values are few and worth choosing by.
const FACETS: [(&str, &[&str]); 19] = [
    ("articles", &["publisher", "encoding"]),
    ("awards", &["form", "year"]),
    ("awards_by_name", &["form", "year"]),
    ("campaigns", &["kind"]),
    ("citations", &["kind", "issued_year"]),
    ("citations_by_name", &["kind"]),
    ("counts_by_name", &["year_from", "status", "level", "unit"]),
    ("counts_left_out", &["reason", "status"]),
    ("directives", &["kind", "issued_year"]),
    ("figures_by_name", &["year", "status", "level", "why"]),
    ("identity_doubts", &["kind", "reason"]),
    ("localities", &["level", "type"]),
    ("meeting_kinds", &["kind"]),
    ("meeting_officials", &["role"]),
    ("meetings_by_name", &["kinds"]),
    ("model_counts", &["year_from", "status", "level", "unit"]),
    ("positions", &["standing"]),
    ("unbalanced_totals", &["split", "finding"]),
    ("yearly_figures", &["year", "status", "level", "why"]),
];

#[derive(Serialize)]
struct Metadata<'a> {
    title: &'a str,
    description: &'a str,
    source: &'a str,
    databases: Named<Database<'a>>,
}

#[derive(Serialize)]
struct Database<'a> {
    tables: Named<TableMetadata<'a>>,
    queries: Named<Query>,
}

#[derive(Serialize)]
struct TableMetadata<'a> {
    #[serde(skip_serializing_if = "str::is_empty")]
    description: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    columns: Option<Named<&'a str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    label_column: Option<&'a str>,
    #[serde(skip_serializing_if = "<[&str]>::is_empty")]
    facets: &'a [&'a str],
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    hidden: bool,
}

#[derive(Serialize)]
struct Query {
    title: String,
    description: String,
    sql: String,
    params: Vec<String>,
}

/// An object whose names stay in their order.
struct Named<T>(Vec<(String, T)>);

impl<T: Serialize> Serialize for Named<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, value)| (name, value)))
    }
}

/// The metadata of a database file with these tables and reports; `internals` are hidden.
pub fn metadata(
    db: &Path,
    tables: &[Table],
    internals: &[String],
    reports: &[Report],
) -> serde_json::Result<String> {
    let described = tables.iter().map(|table| {
        let columns = table.columns.iter().filter(|column| !column.about.is_empty());
        let columns = columns.map(|column| (column.name.clone(), column.about.as_str())).collect();
        let metadata = TableMetadata {
            description: &table.about,
            columns: Some(Named(columns)),
            label_column: LABELS.iter().find(|(name, _)| *name == table.name).map(|(_, c)| *c),
            facets: FACETS.iter().find(|(name, _)| *name == table.name).map_or(&[], |(_, c)| c),
            hidden: false,
        };
        (table.name.clone(), metadata)
    });
    let hidden = internals.iter().map(|name| {
        let metadata = TableMetadata {
            description: "",
            columns: None,
            label_column: None,
            facets: &[],
            hidden: true,
        };
        (name.clone(), metadata)
    });
    let database = Database {
        tables: Named(described.chain(hidden).collect()),
        queries: Named(reports.iter().flat_map(queries).collect()),
    };
    let metadata = Metadata {
        title: "danvan",
        description: "What articles state about local government and civil mobilization in Vietnam. \
                      Every statement has the article and the words that state it; what is not here \
                      is not in this base, and may well have happened.",
        source: "The articles in the table `articles`, each with its address",
        databases: Named(vec![(
            db.file_stem().unwrap_or(db.as_os_str()).to_string_lossy().into_owned(),
            database,
        )]),
    };
    serde_json::to_string_pretty(&metadata).map(|text| text + "\n")
}

/// A report as a canned query, and what it tells beside its rows as another.
fn queries(report: &Report) -> impl Iterator<Item = (String, Query)> + use<> {
    let params: Vec<String> = report.parameters.iter().map(|known| known.name.clone()).collect();
    let mut description = report.about.clone();
    for parameter in &report.parameters {
        let folded = match parameter.kind {
            Kind::Name | Kind::Place => " (in small letters without tone marks: da nang)",
            _ => "",
        };
        let default = parameter.default.as_deref().unwrap_or_default();
        let default = match default {
            "" => String::new(),
            value => format!(", otherwise {value}"),
        };
        description.push_str(&format!(
            " {}: {}{folded}{default}.",
            parameter.name,
            parameter.about.trim_end_matches('.')
        ));
    }
    let query = Query {
        title: report.title.clone(),
        description,
        sql: report.sql.clone(),
        params: params.clone(),
    };
    let notes = report.note.as_ref().map(|note| {
        let query = Query {
            title: format!("{}: notes", report.title),
            description: format!("What {} does not show.", report.name),
            sql: note.clone(),
            params,
        };
        (format!("notes-{}", report.name), query)
    });
    // A query named as a table is would hide it.
    [(format!("report-{}", report.name), query)].into_iter().chain(notes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store;

    #[test]
    fn labels_and_facets_are_columns_of_the_schema() {
        let folder = tempfile::tempdir().unwrap();
        let db = store::open_writing(&folder.path().join("danvan.db")).unwrap();
        let tables = store::tables(&db).unwrap();
        let facets = FACETS.iter().flat_map(|(table, all)| all.iter().map(move |c| (table, c)));
        for (table, column) in LABELS.iter().map(|(table, column)| (table, column)).chain(facets) {
            let table = tables.iter().find(|known| known.name == *table).expect(table);
            assert!(table.columns.iter().any(|known| known.name == *column), "{table:?}: {column}");
        }
    }
}
