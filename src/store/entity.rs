//! Things that articles speak of: one row per key, with the values of the earliest-published
//! statement that gives one, so that the order of loading changes nothing. A thing without any
//! statement goes.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::NaiveDate;
use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, params, params_from_iter};

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
    /// The word for one of the kind.
    pub fn word(self) -> &'static str {
        match self {
            Kind::Meeting => "meeting",
            Kind::Directive => "directive",
            Kind::Official => "official",
            Kind::Campaign => "campaign",
            Kind::Organization => "organization",
        }
    }

    /// The table of the things.
    pub fn table(self) -> &'static str {
        self.tables().table
    }

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

/// How early a statement is: day of publication (none last), article key, rank of its table.
pub type Rank = (bool, Option<NaiveDate>, String, usize);

/// The rank of what an article says; `table` as in the order of [`Tables::told`].
pub fn rank(published_on: Option<NaiveDate>, article_key: &str, table: usize) -> Rank {
    (published_on.is_none(), published_on, article_key.to_owned(), table)
}

/// A row as it is shown or will be.
struct Shown {
    values: Vec<Value>,
    /// Where each value comes from, as far as that is known without asking the statements.
    ranks: Vec<Option<Rank>>,
    /// Whether the row in the file is to be written.
    changed: bool,
    /// Statements of this batch; what is named often is kept for the next.
    named: usize,
}

/// The things that the running batch speaks of.
#[derive(Default)]
pub struct Entities {
    ids: HashMap<(Kind, String), i64>,
    shown: HashMap<(Kind, i64), Shown>,
    /// Those whose values only their statements can tell.
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
        rank: &Rank,
        values: &[Value],
        fixed: &[(&str, Value)],
    ) -> rusqlite::Result<i64> {
        let tables = kind.tables();
        let slot = (kind, key.to_owned());
        let id = match self.ids.get(&slot) {
            Some(&id) => id,
            None => {
                let (id, shown) = find_or_make(db, &tables, key, rank, values, fixed)?;
                self.ids.insert(slot, id);
                self.shown.insert((kind, id), shown);
                id
            }
        };
        if let Some(shown) = self.shown.get_mut(&(kind, id))
            && !tables.told.is_empty()
        {
            shown.named += 1;
            if !shown.hear(rank, values) {
                self.unsettled.insert((kind, id));
            }
        }
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

    /// Points what an article says of one thing at another, which is made like it if there is none
    /// of that key yet.
    pub fn point(
        &mut self,
        db: &Connection,
        kind: Kind,
        article_id: i64,
        from: &str,
        to: &str,
    ) -> rusqlite::Result<()> {
        let tables = kind.tables();
        // A thing that is gone has no statements left to point elsewhere.
        let Some(old) = row_of(db, &tables, from)? else { return Ok(()) };
        let new = match row_of(db, &tables, to)? {
            Some(id) => id,
            None => copy(db, tables.table, old, to)?,
        };
        for (told, reference) in tables.used.iter().filter(|(table, _)| *table != "directives") {
            db.prepare_cached(&format!(
                "UPDATE {told} SET {reference} = ?3 WHERE article_id = ?1 AND {reference} = ?2"
            ))?
            .execute([article_id, old, new])?;
        }
        self.left.insert((kind, old));
        self.unsettled.insert((kind, new));
        Ok(())
    }

    /// Has the statements of a thing asked again for its values.
    pub fn ask_again(&mut self, db: &Connection, kind: Kind, key: &str) -> rusqlite::Result<()> {
        self.unsettled.extend(row_of(db, &kind.tables(), key)?.map(|id| (kind, id)));
        Ok(())
    }

    /// Writes values that a person set over those of the statements.
    pub fn set(
        &mut self,
        db: &Connection,
        kind: Kind,
        key: &str,
        fields: &BTreeMap<String, String>,
    ) -> rusqlite::Result<()> {
        let tables = kind.tables();
        let Some(id) = row_of(db, &tables, key)? else { return Ok(()) };
        let columns = tables.columns.join(", ");
        let sql = format!("SELECT {columns} FROM {} WHERE id = ?1", tables.table);
        let mut values: Vec<Value> = db.prepare_cached(&sql)?.query_row([id], |row| {
            (0..tables.columns.len()).map(|column| row.get(column)).collect()
        })?;
        for (value, column) in values.iter_mut().zip(tables.columns) {
            if let Some(text) = fields.get(*column) {
                *value = match text.parse() {
                    Ok(number) if column.ends_with("_year") => Value::Integer(number),
                    _ => Value::Text(text.clone()),
                };
            }
        }
        write(db, &tables, id, &values)?;
        // What is at hand of it is not what stands there.
        self.shown.remove(&(kind, id));
        self.ids.remove(&(kind, key.to_owned()));
        Ok(())
    }

    /// Drops what is known of rows, after some were rolled back. What was heard of the others is
    /// in their statements.
    pub fn forget(&mut self) {
        let known = self.shown.drain().filter(|(_, shown)| shown.changed).map(|(row, _)| row);
        self.unsettled.extend(known);
        self.ids.clear();
    }

    /// Ends the batch's statements: gives every thing its values.
    pub fn settle(&mut self, db: &Connection) -> rusqlite::Result<()> {
        for &(kind, id) in self.unsettled.union(&self.left) {
            let tables = kind.tables();
            if tables.told.is_empty() {
                continue;
            }
            let shown = ask(db, &tables, id)?;
            // No statement gives the first column: nothing is left, and it will be swept.
            if shown.values[0] != Value::Null {
                write(db, &tables, id, &shown.values)?;
            }
            if let Some(known) = self.shown.get_mut(&(kind, id)) {
                *known = Shown { named: known.named, ..shown };
            }
        }
        self.unsettled.clear();
        for (&(kind, id), shown) in self.shown.iter_mut().filter(|(_, shown)| shown.changed) {
            write(db, &kind.tables(), id, &shown.values)?;
            shown.changed = false;
        }
        Ok(())
    }

    /// Removes what no statement names any more, and keeps at hand what is named often.
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
        if !self.left.is_empty() {
            self.left.clear();
            self.shown.clear();
        }
        self.shown.retain(|_, shown| std::mem::take(&mut shown.named) >= OFTEN);
        self.ids.retain(|(kind, _), id| self.shown.contains_key(&(*kind, *id)));
        Ok(())
    }
}

/// Named so often in a batch, a thing is kept at hand for the next one.
const OFTEN: usize = 2;

const KINDS: [Kind; 5] =
    [Kind::Meeting, Kind::Directive, Kind::Official, Kind::Campaign, Kind::Organization];

impl Shown {
    /// Takes in what a statement says. False where only the statements can tell whether it is
    /// earlier than what is shown.
    fn hear(&mut self, rank: &Rank, values: &[Value]) -> bool {
        let mut told = true;
        for (column, value) in values.iter().enumerate() {
            let shown = &mut self.values[column];
            let from = &mut self.ranks[column];
            match (&*shown, &*from) {
                _ if *value == Value::Null => {}
                (Value::Null, _) => {
                    (*shown, *from) = (value.clone(), Some(rank.clone()));
                    self.changed = true;
                }
                (_, Some(earliest)) if rank < earliest => {
                    *from = Some(rank.clone());
                    self.changed |= shown != value;
                    shown.clone_from(value);
                }
                (_, Some(_)) => {}
                (_, None) => told &= shown == value,
            }
        }
        told
    }
}

/// The row with a key; a new one shows what the statement at hand says.
fn find_or_make(
    db: &Connection,
    tables: &Tables,
    key: &str,
    rank: &Rank,
    values: &[Value],
    fixed: &[(&str, Value)],
) -> rusqlite::Result<(i64, Shown)> {
    let width = tables.columns.len();
    let columns = tables.columns.join(", ");
    let found = db
        .prepare_cached(&format!("SELECT id, {columns} FROM {} WHERE key = ?1", tables.table))?
        .query_row([key], |row| {
            let values = (1..=width).map(|i| row.get(i)).collect::<rusqlite::Result<_>>()?;
            Ok((row.get(0)?, values))
        })
        .optional()?;
    if let Some((id, values)) = found {
        return Ok((id, Shown { values, ranks: vec![None; width], changed: false, named: 0 }));
    }
    let extra: String = fixed.iter().map(|(column, _)| format!(", {column}")).collect();
    let label = label(&values[..tables.label]);
    let cells: Vec<Value> = [key, &search_key(&label), &sort_key(&label)]
        .map(|text| Value::Text(text.to_owned()))
        .into_iter()
        .chain(values.iter().cloned())
        .chain(fixed.iter().map(|(_, value)| value.clone()))
        .collect();
    let marks = vec!["?"; cells.len()].join(", ");
    let id = db
        .prepare_cached(&format!(
            "INSERT INTO {} (key, search_key, sort_key, {columns}{extra}) VALUES ({marks})",
            tables.table
        ))?
        .insert(params_from_iter(cells))?;
    let given = |value: &Value| (*value != Value::Null).then(|| rank.clone());
    let ranks = values.iter().map(given).collect();
    Ok((id, Shown { values: values.to_vec(), ranks, changed: false, named: 0 }))
}

/// Articles that say something of a thing.
pub fn articles_of(db: &Connection, kind: Kind, key: &str) -> rusqlite::Result<BTreeSet<i64>> {
    let tables = kind.tables();
    let mut found = BTreeSet::new();
    let Some(id) = row_of(db, &tables, key)? else { return Ok(found) };
    for (told, reference) in tables.used.iter().filter(|(table, _)| *table != "directives") {
        let sql = format!("SELECT DISTINCT article_id FROM {told} WHERE {reference} = ?1");
        let mut select = db.prepare_cached(&sql)?;
        for article in select.query_map([id], |row| row.get(0))? {
            found.insert(article?);
        }
    }
    Ok(found)
}

/// Row of the thing with a key.
fn row_of(db: &Connection, tables: &Tables, key: &str) -> rusqlite::Result<Option<i64>> {
    db.prepare_cached(&format!("SELECT id FROM {} WHERE key = ?1", tables.table))?
        .query_row([key], |row| row.get(0))
        .optional()
}

/// Makes a row like another, with a key of its own; its values are what its statements will tell.
fn copy(db: &Connection, table: &str, like: i64, key: &str) -> rusqlite::Result<i64> {
    let columns: Vec<String> = db
        .prepare_cached("SELECT name FROM pragma_table_info(?1) WHERE name NOT IN ('id', 'key')")?
        .query_map([table], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    let columns = columns.join(", ");
    db.prepare_cached(&format!(
        "INSERT INTO {table} (key, {columns}) SELECT ?2, {columns} FROM {table} WHERE id = ?1"
    ))?
    .insert(params![like, key])
}

/// Asks the statements: each value from the earliest-published one that gives it; ties by
/// article key, then in the order of the article.
fn ask(db: &Connection, tables: &Tables, id: i64) -> rusqlite::Result<Shown> {
    let mut shown = Shown { values: Vec::new(), ranks: Vec::new(), changed: false, named: 0 };
    for column in 0..tables.columns.len() {
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
        let sql = format!(
            "SELECT s.value, a.published_on, a.key, s.rank
             FROM ({}) AS s JOIN articles AS a ON a.id = s.article_id
             ORDER BY a.published_on IS NULL, a.published_on, a.key, s.rank, s.id LIMIT 1",
            told.join(" UNION ALL ")
        );
        let found = db
            .prepare_cached(&sql)?
            .query_row([id], |row| {
                let key: String = row.get(2)?;
                let table: i64 = row.get(3)?;
                Ok((row.get(0)?, rank(row.get(1)?, &key, table as usize)))
            })
            .optional()?;
        let (value, rank) = found.map_or((Value::Null, None), |(value, rank)| (value, Some(rank)));
        shown.values.push(value);
        shown.ranks.push(rank);
    }
    Ok(shown)
}

fn write(db: &Connection, tables: &Tables, id: i64, values: &[Value]) -> rusqlite::Result<()> {
    let label = label(&values[..tables.label]);
    let sets: String = tables.columns.iter().map(|column| format!(", {column} = ?")).collect();
    let cells: Vec<Value> = [search_key(&label), sort_key(&label)]
        .map(Value::Text)
        .into_iter()
        .chain(values.iter().cloned())
        .chain([Value::Integer(id)])
        .collect();
    let sql =
        format!("UPDATE {} SET search_key = ?, sort_key = ?{sets} WHERE id = ?", tables.table);
    db.prepare_cached(&sql)?.execute(params_from_iter(cells))?;
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
