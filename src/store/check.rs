//! Whether a knowledge base holds: every row tied to its words, nothing dangling, figures as
//! their statements say.

use rusqlite::Connection;

use super::figures;
use super::identity;
use super::near;
use super::own;
use super::statements::TABLES;

/// Something that does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// What was looked at: `evidence`, `foreign keys`, `integrity`, `search index`, `orphans`,
    /// `figures`, `near-duplicates`, `identities`, `own figures`.
    pub check: &'static str,
    /// Table, where one can be named.
    pub table: String,
    /// Row, where one can be named.
    pub row: Option<i64>,
    /// What is wrong.
    pub what: String,
}

/// Tables of things, with everything that may point at them.
const ORPHANS: [(&str, &[&str]); 7] = [
    ("articles", &["article_sources.article_id"]),
    (
        "meetings",
        &[
            "meeting_articles.meeting_id",
            "meeting_kinds.meeting_id",
            "meeting_hosts.meeting_id",
            "meeting_officials.meeting_id",
            "awards.meeting_id",
        ],
    ),
    ("directives", &["citations.directive_id", "meeting_articles.directive_id"]),
    ("officials", &["positions.official_id", "meeting_officials.official_id"]),
    ("campaigns", &["campaign_mentions.campaign_id", "model_counts.campaign_id"]),
    (
        "organizations",
        &[
            "article_organizations.organization_id",
            "meeting_hosts.organization_id",
            "positions.organization_id",
            "citations.issuer_id",
            "awards.by_id",
            "model_counts.by_id",
            "model_counts.organization_id",
        ],
    ),
    ("localities", &["locality_versions.locality_id"]),
];

/// Looks at the whole file; nothing found is an empty list. The connection is only read from,
/// but must be able to write to a temporary place.
///
/// # Errors
/// What SQLite says where it cannot even look.
pub fn check(db: &Connection) -> rusqlite::Result<Vec<Problem>> {
    let mut problems = integrity(db)?;
    // A damaged file gives nonsense to all other questions.
    if !problems.is_empty() {
        return Ok(problems);
    }
    foreign_keys(db, &mut problems)?;
    evidence(db, &mut problems)?;
    search_index(db, &mut problems)?;
    orphans(db, &mut problems)?;
    stale_figures(db, &mut problems)?;
    stale_near_duplicates(db, &mut problems)?;
    stale_identities(db, &mut problems)?;
    stale_own_figures(db, &mut problems)?;
    Ok(problems)
}

fn integrity(db: &Connection) -> rusqlite::Result<Vec<Problem>> {
    let mut select = db.prepare("PRAGMA integrity_check")?;
    let lines = select.query_map([], |row| row.get::<_, String>(0))?;
    let mut problems = Vec::new();
    for line in lines {
        let what = line?;
        if what != "ok" {
            problems.push(Problem { check: "integrity", table: String::new(), row: None, what });
        }
    }
    Ok(problems)
}

fn foreign_keys(db: &Connection, problems: &mut Vec<Problem>) -> rusqlite::Result<()> {
    let mut select = db.prepare("PRAGMA foreign_key_check")?;
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        let parent: String = row.get(2)?;
        problems.push(Problem {
            check: "foreign keys",
            table: row.get(0)?,
            row: row.get(1)?,
            what: format!("points at a row of {parent} that is not there"),
        });
    }
    Ok(())
}

/// Every quote stands in its article at its place, and further words lie inside the text.
fn evidence(db: &Connection, problems: &mut Vec<Problem>) -> rusqlite::Result<()> {
    for (table, span) in TABLES {
        let mut select = db.prepare(&format!(
            "SELECT s.id FROM {table} AS s JOIN articles AS a ON a.id = s.article_id
             WHERE substr(a.text, s.quote_start + 1, s.quote_end - s.quote_start) IS NOT s.quote"
        ))?;
        for id in select.query_map([], |row| row.get(0))? {
            let what = "the quote is not in the article at this place".to_owned();
            problems.push(Problem { check: "evidence", table: table.to_owned(), row: id?, what });
        }
        let mut select = db.prepare(&format!(
            "SELECT p.id FROM _spans AS p JOIN {table} AS s ON s.id = p.{span}
             JOIN articles AS a ON a.id = s.article_id WHERE p.quote_end > length(a.text)"
        ))?;
        for id in select.query_map([], |row| row.get(0))? {
            let what = format!("further words of a row of {table} lie outside the text");
            problems.push(Problem { check: "evidence", table: "_spans".into(), row: id?, what });
        }
    }
    Ok(())
}

/// The full-text index holds the words of the articles. FTS5's own check is an INSERT, which a
/// connection for reading refuses; it is allowed for this one statement, which writes nothing.
fn search_index(db: &Connection, problems: &mut Vec<Problem>) -> rusqlite::Result<()> {
    let guarded: bool = db.query_row("PRAGMA query_only", [], |row| row.get(0))?;
    db.pragma_update(None, "query_only", false)?;
    let checked = db.execute_batch(
        "INSERT INTO articles_fts (articles_fts, rank) VALUES ('integrity-check', 1)",
    );
    db.pragma_update(None, "query_only", guarded)?;
    if let Err(error) = checked {
        let what = format!("does not hold the words of the articles: {error}");
        let table = "articles_fts".to_owned();
        problems.push(Problem { check: "search index", table, row: None, what });
    }
    Ok(())
}

fn orphans(db: &Connection, problems: &mut Vec<Problem>) -> rusqlite::Result<()> {
    for (table, used) in ORPHANS {
        let unused: Vec<String> = used
            .iter()
            .filter_map(|reference| reference.split_once('.'))
            .map(|(from, column)| {
                format!("NOT EXISTS (SELECT 1 FROM {from} WHERE {from}.{column} = {table}.id)")
            })
            .collect();
        let sql = format!("SELECT id FROM {table} WHERE {}", unused.join(" AND "));
        for id in db.prepare(&sql)?.query_map([], |row| row.get(0))? {
            let what = "no statement names it".to_owned();
            problems.push(Problem { check: "orphans", table: table.to_owned(), row: id?, what });
        }
    }
    Ok(())
}

/// The figures are those that the rule makes of the statements.
fn stale_figures(db: &Connection, problems: &mut Vec<Problem>) -> rusqlite::Result<()> {
    for (id, what) in figures::stale(db)? {
        problems.push(Problem { check: "figures", table: "yearly_figures".into(), row: id, what });
    }
    Ok(())
}

/// Every mention is resolved as all mentions of its block make it.
fn stale_identities(db: &Connection, problems: &mut Vec<Problem>) -> rusqlite::Result<()> {
    for (row, what) in identity::stale(db)? {
        let table = "_mentions".to_owned();
        problems.push(Problem { check: "identities", table, row: Some(row), what });
    }
    Ok(())
}

/// Own figures are what their cells say.
fn stale_own_figures(db: &Connection, problems: &mut Vec<Problem>) -> rusqlite::Result<()> {
    for (table, row, what) in own::stale(db)? {
        let (table, what) = (table.to_owned(), what.to_owned());
        problems.push(Problem { check: "own figures", table, row: Some(row), what });
    }
    Ok(())
}

/// Sketches, links and clusters are those that the texts make.
fn stale_near_duplicates(db: &Connection, problems: &mut Vec<Problem>) -> rusqlite::Result<()> {
    for (table, row, what) in near::stale(db)? {
        problems.push(Problem { check: "near-duplicates", table: table.to_owned(), row, what });
    }
    Ok(())
}

/// How many things of a base want a person's eye; `danvan report problems` lists them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Doubts {
    /// Claims of which two statements for the same day exclude each other.
    pub contradictions: u64,
    /// Totals that the parts given with them exceed or do not make up; a `trong đó` that is less
    /// is no doubt.
    pub unbalanced: u64,
    /// Persons who may be one, documents with several days of issue.
    pub identities: u64,
    /// Articles without a date, meetings without a day, counts without a year that are no stock.
    pub undated: u64,
}

/// Counts the doubts.
pub fn doubts(db: &Connection) -> rusqlite::Result<Doubts> {
    let count = |sql: &str| db.query_row(sql, [], |row| row.get::<_, i64>(0)).map(|n| n as u64);
    Ok(Doubts {
        contradictions: count("SELECT count(*) FROM yearly_figures WHERE contradiction = 1")?,
        unbalanced: count("SELECT count(*) FROM unbalanced_totals WHERE finding <> 'subset'")?,
        identities: count("SELECT count(*) FROM identity_doubts")?,
        undated: count(
            "SELECT (SELECT count(*) FROM articles WHERE published_on IS NULL)
                  + (SELECT count(*) FROM meetings WHERE held_on IS NULL)
                  + (SELECT count(*) FROM model_counts WHERE year_from IS NULL AND to_date = 0)",
        )?,
    })
}
