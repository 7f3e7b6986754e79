//! Things that articles speak of: one row per key, with the values of the earliest-published
//! statement that gives one, so that the order of loading changes nothing. A thing without any
//! statement goes.

use std::collections::{BTreeSet, HashMap};

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, params_from_iter};

use crate::text::fold::{search_key, sort_key};

/// Kind of a thing, in the order in which unused ones are removed: directives before the
/// organizations that issued them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// `meetings`
    Meeting,
    /// `directives`
    Directive,
    /// `officials`
    Official,
    /// `campaigns`
    Campaign,
    /// `organizations`
    Organization,
}

/// Tables of a kind.
struct Tables {
    /// The entity table.
    table: &'static str,
    /// Columns whose values come from statements; the first ones make the label.
    columns: &'static [&'static str],
    /// How many of the columns make the label that is searched and sorted.
    label: usize,
    /// Statement tables that give values: table, reference, and the columns in the same order.
    told: &'static [(&'static str, &'static str, &'static [&'static str])],
    /// Everything that points at the entity.
    used: &'static [(&'static str, &'static str)],
}

const MEETING: &[&str] =
    &["name", "held_on", "period_from", "period_to", "locality_id", "locality_name"];
const DIRECTIVE: &[&str] = &["kind", "number", "title", "issued_on", "issued_year", "issuer_id"];

impl Kind {
    fn tables(self) -> Tables {
        match self {
            Kind::Meeting => Tables {
                table: "meetings",
                columns: MEETING,
                label: 1,
                told: &[("meeting_articles", "meeting_id", MEETING)],
                used: &[
                    ("meeting_articles", "meeting_id"),
                    ("meeting_kinds", "meeting_id"),
                    ("meeting_hosts", "meeting_id"),
                    ("meeting_officials", "meeting_id"),
                    ("awards", "meeting_id"),
                ],
            },
            Kind::Directive => Tables {
                table: "directives",
                columns: DIRECTIVE,
                label: 3,
                told: &[("citations", "directive_id", DIRECTIVE)],
                used: &[("citations", "directive_id"), ("meeting_articles", "directive_id")],
            },
            Kind::Official => Tables {
                table: "officials",
                columns: &["name"],
                label: 1,
                told: &[
                    ("positions", "official_id", &["name"]),
                    ("meeting_officials", "official_id", &["name"]),
                ],
                used: &[("positions", "official_id"), ("meeting_officials", "official_id")],
            },
            Kind::Campaign => Tables {
                table: "campaigns",
                columns: &["name"],
                label: 1,
                told: &[
                    ("campaign_mentions", "campaign_id", &["name"]),
                    ("model_counts", "campaign_id", &["campaign_name"]),
                ],
                used: &[("campaign_mentions", "campaign_id"), ("model_counts", "campaign_id")],
            },
            // The key holds name and locality as they are: no statement tells them otherwise.
            Kind::Organization => Tables {
                table: "organizations",
                columns: &["name"],
                label: 1,
                told: &[],
                used: &[
                    ("article_organizations", "organization_id"),
                    ("meeting_hosts", "organization_id"),
                    ("positions", "organization_id"),
                    ("citations", "issuer_id"),
                    ("directives", "issuer_id"),
                    ("awards", "by_id"),
                    ("model_counts", "by_id"),
                    ("model_counts", "organization_id"),
                ],
            },
        }
    }
}

/// The things of the running batch.
#[derive(Default)]
pub struct Entities {
    known: HashMap<(Kind, String), (i64, Vec<Value>)>,
    /// Those that a statement may show otherwise than they are shown.
    unsettled: BTreeSet<(Kind, i64)>,
    /// Those that lost a statement.
    left: BTreeSet<(Kind, i64)>,
}

impl Entities {
    /// Row of the thing with this key, made if there is none. `values` are what the statement at
    /// hand says, in the order of the kind's columns; `fixed` are columns that follow from the
    /// key, used for a new row only.
    pub fn id(
        &mut self,
        db: &Connection,
        kind: Kind,
        key: &str,
        values: &[Value],
        fixed: &[(&str, Value)],
    ) -> rusqlite::Result<i64> {
        let tables = kind.tables();
        let slot = (kind, key.to_owned());
        if let Some((id, shown)) = self.known.get(&slot) {
            let id = *id;
            if !tables.told.is_empty() && differs(shown, values) {
                self.unsettled.insert((kind, id));
            }
            return Ok(id);
        }
        let columns = tables.columns.join(", ");
        let found = db
            .prepare_cached(&format!("SELECT id, {columns} FROM {} WHERE key = ?1", tables.table))?
            .query_row([key], |row| {
                let shown: rusqlite::Result<Vec<Value>> =
                    (1..=tables.columns.len()).map(|i| row.get(i)).collect();
                Ok((row.get(0)?, shown?))
            })
            .optional()?;
        let (id, shown) = match found {
            Some(found) => found,
            None => {
                let extra: String = fixed.iter().map(|(column, _)| format!(", {column}")).collect();
                let label = label(&values[..tables.label]);
                let cells: Vec<Value> = [key, &search_key(&label), &sort_key(&label)]
                    .map(|text| Value::Text(text.to_owned()))
                    .into_iter()
                    .chain(values.iter().cloned())
                    .chain(fixed.iter().map(|(_, value)| value.clone()))
                    .collect();
                let marks = vec!["?"; cells.len()].join(", ");
                db.prepare_cached(&format!(
                    "INSERT INTO {} (key, search_key, sort_key, {columns}{extra}) VALUES ({marks})",
                    tables.table
                ))?
                .insert(params_from_iter(cells))
                .map(|id| (id, values.to_vec()))?
            }
        };
        if !tables.told.is_empty() && differs(&shown, values) {
            self.unsettled.insert((kind, id));
        }
        self.known.insert(slot, (id, shown));
        Ok(id)
    }

    /// Notes everything that the article's statements point at, before they are deleted.
    pub fn leave(&mut self, db: &Connection, article_id: i64) -> rusqlite::Result<()> {
        for kind in KINDS {
            for (table, reference) in kind.tables().used {
                if *table == "directives" {
                    continue;
                }
                let mut ids = db.prepare_cached(&format!(
                    "SELECT DISTINCT {reference} FROM {table}
                     WHERE article_id = ?1 AND {reference} IS NOT NULL"
                ))?;
                for id in ids.query_map([article_id], |row| row.get(0))? {
                    self.left.insert((kind, id?));
                }
            }
        }
        Ok(())
    }

    /// Drops what is known of rows, after some were rolled back.
    pub fn forget(&mut self) {
        self.known.clear();
    }

    /// Ends the batch's statements: gives every thing in doubt its values.
    pub fn settle(&mut self, db: &Connection) -> rusqlite::Result<()> {
        let told = |(kind, _): &&(Kind, i64)| !kind.tables().told.is_empty();
        for &(kind, id) in self.unsettled.union(&self.left).filter(told) {
            settle(db, kind, id)?;
        }
        self.unsettled.clear();
        Ok(())
    }

    /// Removes what no statement names any more.
    pub fn sweep(&mut self, db: &Connection) -> rusqlite::Result<()> {
        for &(kind, id) in &self.left {
            let tables = kind.tables();
            let unused: String = tables
                .used
                .iter()
                .map(|(table, reference)| {
                    format!(" AND NOT EXISTS (SELECT 1 FROM {table} WHERE {reference} = ?1)")
                })
                .collect();
            db.prepare_cached(&format!("DELETE FROM {} WHERE id = ?1{unused}", tables.table))?
                .execute([id])?;
        }
        self.left.clear();
        self.known.clear();
        Ok(())
    }
}

const KINDS: [Kind; 5] =
    [Kind::Meeting, Kind::Directive, Kind::Official, Kind::Campaign, Kind::Organization];

/// Whether a statement says something that is not shown.
fn differs(shown: &[Value], told: &[Value]) -> bool {
    shown.iter().zip(told).any(|(shown, told)| *told != Value::Null && shown != told)
}

/// Each value from the earliest-published statement that gives one; ties by article key, then
/// in the order of the article.
fn settle(db: &Connection, kind: Kind, id: i64) -> rusqlite::Result<()> {
    let tables = kind.tables();
    let values: Vec<String> = (0..tables.columns.len())
        .map(|column| {
            let told: Vec<String> = tables
                .told
                .iter()
                .enumerate()
                .map(|(rank, (table, reference, columns))| {
                    let value = columns[column];
                    format!(
                        "SELECT {value} AS value, article_id, {rank} AS rank, id FROM {table}
                         WHERE {reference} = ?1 AND {value} IS NOT NULL"
                    )
                })
                .collect();
            format!(
                "(SELECT s.value FROM ({}) AS s JOIN articles AS a ON a.id = s.article_id
                  ORDER BY a.published_on IS NULL, a.published_on, a.key, s.rank, s.id LIMIT 1)",
                told.join(" UNION ALL ")
            )
        })
        .collect();
    let values: Vec<Value> = db
        .prepare_cached(&format!("SELECT {}", values.join(", ")))?
        .query_row([id], |row| (0..tables.columns.len()).map(|i| row.get(i)).collect())?;
    // No statement gives the first column: nothing is left of the thing, and it will be swept.
    if values[0] == Value::Null {
        return Ok(());
    }
    let label = label(&values[..tables.label]);
    let sets: String = tables.columns.iter().map(|column| format!(", {column} = ?")).collect();
    let cells: Vec<Value> = [search_key(&label), sort_key(&label)]
        .map(Value::Text)
        .into_iter()
        .chain(values)
        .chain([Value::Integer(id)])
        .collect();
    db.prepare_cached(&format!(
        "UPDATE {} SET search_key = ?, sort_key = ?{sets} WHERE id = ?",
        tables.table
    ))?
    .execute(params_from_iter(cells))?;
    Ok(())
}

/// `nghị quyết 25-NQ/TW Tăng cường …`: what is searched and sorted by.
fn label(values: &[Value]) -> String {
    let words: Vec<&str> = values
        .iter()
        .filter_map(|value| match value {
            Value::Text(text) => Some(text.as_str()),
            _ => None,
        })
        .collect();
    words.join(" ")
}
