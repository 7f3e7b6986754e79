//! What the pages of a base are of: every thing in the order of its index, with what an index says.

use rusqlite::Connection;

use super::profile::{self, Entry, Link, Section};
use super::source::Statement;
use super::{STATEMENTS, Thing};

/// A thing in the index of its kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Row number.
    pub id: i64,
    /// Its key.
    pub key: String,
    /// What it is called.
    pub name: String,
    /// What the index says of it; one of the parts is its name.
    pub entry: Entry,
}

/// Units that the base tells of, with those that they became and all units that contain them.
const KNOWN: &str = "WITH RECURSIVE
    told (id) AS (
        SELECT locality_id FROM articles WHERE locality_id IS NOT NULL
        UNION SELECT locality_id FROM organizations WHERE locality_id IS NOT NULL
        UNION SELECT locality_id FROM meetings WHERE locality_id IS NOT NULL
        UNION SELECT locality_id FROM meeting_articles WHERE locality_id IS NOT NULL
        UNION SELECT locality_id FROM model_counts WHERE locality_id IS NOT NULL
    ),
    later (id) AS (
        SELECT id FROM told
        UNION SELECT s.successor_id FROM told JOIN locality_successors AS s ON s.locality_id = told.id
    ),
    known (id) AS (
        SELECT id FROM later
        UNION SELECT v.parent_id FROM known JOIN locality_versions AS v ON v.locality_id = known.id
        WHERE v.parent_id IS NOT NULL
    )";

/// By kind: row number, key, name, then the parts of an entry.
fn sql(thing: Thing) -> String {
    match thing {
        Thing::Locality => format!(
            "{KNOWN}
             SELECT l.id, l.key, l.name, l.name AS locality, l.id AS locality_id, p.name AS within,
                 p.id AS locality_id, l.level, 'until ' || l.valid_to AS what,
                 nullif((SELECT count(*) FROM articles WHERE locality_id = l.id), 0) AS articles,
                 nullif((SELECT count(*) FROM meetings WHERE locality_id = l.id), 0) AS meetings,
                 nullif((SELECT count(*) FROM yearly_figures WHERE locality_id = l.id), 0) AS counts
             FROM known JOIN localities AS l ON l.id = known.id
             LEFT JOIN localities AS p ON p.id = l.parent_id
             ORDER BY CASE l.level WHEN 'province' THEN 1 WHEN 'district' THEN 2 ELSE 3 END,
                      l.sort_key, l.key"
        ),
        Thing::Organization => "SELECT o.id, o.key, o.name || coalesce(' ' || o.locality_name, ''),
                 o.name AS organization, o.id AS organization_id, coalesce(l.name, o.locality_name) AS locality,
                 l.id AS locality_id, p.name AS within,
                 nullif((SELECT count(DISTINCT article_id) FROM article_organizations
                         WHERE organization_id = o.id), 0) AS articles
             FROM organizations AS o LEFT JOIN localities AS l ON l.id = o.locality_id
             LEFT JOIN localities AS p ON p.id = l.parent_id
             ORDER BY o.sort_key, l.sort_key, o.key"
            .to_owned(),
        Thing::Official => "SELECT f.id, f.key, f.name, f.name AS official, f.id AS official_id,
                 (SELECT p.title || coalesce(', ' || b.name, '') || coalesce(', ' || b.locality_name, '')
                  FROM positions AS p JOIN articles AS a ON a.id = p.article_id
                  LEFT JOIN organizations AS b ON b.id = p.organization_id
                  WHERE p.official_id = f.id
                  ORDER BY a.published_on DESC, a.key, p.id LIMIT 1) AS offices,
                 nullif((SELECT count(DISTINCT meeting_id) FROM meeting_officials
                         WHERE official_id = f.id), 0) AS meetings
             FROM officials AS f ORDER BY f.sort_key, f.key"
            .to_owned(),
        Thing::Meeting => "SELECT t.id, t.key, coalesce(t.held_on || ' ', '') || t.name, t.held_on,
                 CASE WHEN t.held_on IS NULL THEN 'no day told' END AS what,
                 t.name AS meeting, t.id AS meeting_id, coalesce(l.name, t.locality_name) AS locality,
                 l.id AS locality_id,
                 (SELECT group_concat(kind, ', ') FROM (
                      SELECT DISTINCT kind FROM meeting_kinds WHERE meeting_id = t.id ORDER BY kind)) AS kinds
             FROM meetings AS t LEFT JOIN localities AS l ON l.id = t.locality_id
             ORDER BY t.held_on IS NULL, t.held_on DESC, t.sort_key, t.key"
            .to_owned(),
        Thing::Campaign => "SELECT c.id, c.key, c.name, c.name AS campaign, c.id AS campaign_id, c.kind,
                 (SELECT count(DISTINCT article_id) FROM campaign_mentions WHERE campaign_id = c.id) AS articles
             FROM campaigns AS c ORDER BY c.sort_key, c.key"
            .to_owned(),
        Thing::Directive => "SELECT d.id, d.key, d.kind || coalesce(' ' || d.number, '') || coalesce(' ' || d.title, ''),
                 d.kind || coalesce(' ' || d.number, '') || coalesce(' ' || d.title, '') AS directive,
                 d.id AS directive_id, coalesce(d.issued_on, d.issued_year) AS issued_on,
                 o.name AS issuer, o.id AS organization_id,
                 (SELECT count(DISTINCT article_id) FROM citations WHERE directive_id = d.id) AS articles
             FROM directives AS d LEFT JOIN organizations AS o ON o.id = d.issuer_id
             ORDER BY d.sort_key, d.key"
            .to_owned(),
        Thing::Article => "SELECT a.id, a.key, coalesce(a.title, ''), a.published_on,
                 CASE WHEN a.published_on IS NULL THEN 'no day told' END AS what,
                 a.title AS article, a.id AS article_id, coalesce(l.name, a.locality_name) AS locality,
                 l.id AS locality_id
             FROM articles AS a LEFT JOIN localities AS l ON l.id = a.locality_id
             ORDER BY a.published_on IS NULL, a.published_on DESC, a.key"
            .to_owned(),
    }
}

/// Hands every thing of a kind that has a page to `take`, in the order of the index.
///
/// # Errors
/// What SQLite says, and what `take` does.
pub fn each_listed<E: From<rusqlite::Error>>(
    db: &Connection,
    thing: Thing,
    mut take: impl FnMut(Listed) -> Result<(), E>,
) -> Result<(), E> {
    let mut select = db.prepare_cached(&sql(thing))?;
    let columns = profile::columns(&select);
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        let entry = profile::entry(db, row, &columns, 3)?;
        take(Listed { id: row.get(0)?, key: row.get(1)?, name: row.get(2)?, entry })?;
    }
    Ok(())
}

/// What the base covers: articles by year and by province of today.
///
/// # Errors
/// What SQLite says.
pub fn coverage(db: &Connection) -> rusqlite::Result<Vec<Section>> {
    let section = |title, sql: &str| -> rusqlite::Result<Section> {
        let mut select = db.prepare(sql)?;
        let columns = profile::columns(&select);
        let mut rows = select.query([])?;
        let mut entries = Vec::new();
        while let Some(row) = rows.next()? {
            entries.push(profile::entry(db, row, &columns, 0)?);
        }
        Ok(Section { title, entries })
    };
    Ok(vec![
        section(
            "Articles by year",
            "SELECT CAST(substr(published_on, 1, 4) AS INTEGER) AS year,
                 CASE WHEN published_on IS NULL THEN 'no day told' END AS what,
                 count(*) AS articles, count(DISTINCT locality_id) AS localities,
                 min(published_on) AS first_published_on, max(published_on) AS last_published_on
             FROM articles GROUP BY substr(published_on, 1, 4)
             ORDER BY published_on IS NULL, substr(published_on, 1, 4)",
        )?,
        section(
            "Articles by province of today",
            "SELECT p.name AS locality, p.id AS locality_id,
                 CASE WHEN p.id IS NULL THEN 'not known to lie in one province' END AS what,
                 sum(a.articles) AS articles, count(*) AS localities,
                 min(a.first) AS first_published_on, max(a.last) AS last_published_on
             FROM (SELECT locality_id, count(*) AS articles, min(published_on) AS first,
                          max(published_on) AS last
                   FROM articles GROUP BY locality_id) AS a
             LEFT JOIN localities_now AS w ON w.locality_id = a.locality_id
             LEFT JOIN localities AS p ON p.id = w.province_id
             GROUP BY p.id ORDER BY p.id IS NULL, p.sort_key, p.key",
        )?,
    ])
}

/// The years for which the base has figures, latest first.
///
/// # Errors
/// What SQLite says.
pub fn figure_years(db: &Connection) -> rusqlite::Result<Vec<i64>> {
    let sql = "SELECT DISTINCT year FROM yearly_figures WHERE year IS NOT NULL ORDER BY year DESC";
    db.prepare(sql)?.query_map([], |row| row.get(0))?.collect()
}

/// A unit in the tree of its time and in that of today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TreeUnit {
    /// Row number.
    pub id: i64,
    /// Name.
    pub name: String,
    /// Unit that contained it last.
    pub parent: Option<i64>,
    /// First day on which it was no more; none while in force.
    pub valid_to: Option<String>,
    /// The unit of today that it lies in whole, or is.
    pub now: Option<i64>,
    /// The province of today.
    pub province: Option<i64>,
    /// How many articles are about it.
    pub articles: i64,
    /// How many meetings it had.
    pub meetings: i64,
    /// How many figures are its own.
    pub figures: i64,
}

/// Every unit that has a page, in Vietnamese order, greater ones first.
///
/// # Errors
/// What SQLite says.
pub fn tree_units(db: &Connection) -> rusqlite::Result<Vec<TreeUnit>> {
    let sql = format!(
        "{KNOWN}
         SELECT l.id, l.name, l.parent_id, l.valid_to, w.now_id, w.province_id,
             (SELECT count(*) FROM articles WHERE locality_id = l.id),
             (SELECT count(*) FROM meetings WHERE locality_id = l.id),
             (SELECT count(*) FROM yearly_figures WHERE locality_id = l.id)
         FROM known JOIN localities AS l ON l.id = known.id
         JOIN localities_now AS w ON w.locality_id = l.id
         ORDER BY CASE l.level WHEN 'province' THEN 1 WHEN 'district' THEN 2 ELSE 3 END,
                  l.sort_key, l.key"
    );
    let mut select = db.prepare(&sql)?;
    let rows = select.query_map([], |row| {
        Ok(TreeUnit {
            id: row.get(0)?,
            name: row.get(1)?,
            parent: row.get(2)?,
            valid_to: row.get(3)?,
            now: row.get(4)?,
            province: row.get(5)?,
            articles: row.get(6)?,
            meetings: row.get(7)?,
            figures: row.get(8)?,
        })
    })?;
    rows.collect()
}

/// The row of a unit by its code and first day, as reports give them.
///
/// # Errors
/// What SQLite says.
pub fn unit_of_code(db: &Connection, code: &str, from: &str) -> rusqlite::Result<Option<Link>> {
    use rusqlite::OptionalExtension;
    let sql = "SELECT id FROM localities WHERE key = ?1";
    let found = db.prepare_cached(sql)?.query_row([format!("{code}@{from}")], |row| row.get(0));
    Ok(found.optional()?.map(|id| (Thing::Locality, id)))
}

/// Which fact of its article a statement is, counted from 1 as `danvan show article` counts them:
/// four bytes a statement of the base.
#[derive(Debug, Default)]
pub struct FactNumbers {
    tables: Vec<Vec<u32>>,
}

impl FactNumbers {
    /// Counts the statements of every article.
    ///
    /// # Errors
    /// What SQLite says.
    pub fn read(db: &Connection) -> rusqlite::Result<FactNumbers> {
        let mut numbers = FactNumbers { tables: vec![Vec::new(); STATEMENTS.len()] };
        // How many facts each article has so far.
        let mut counted: Vec<u32> = Vec::new();
        for table in super::article::TABLES {
            let sql =
                format!("SELECT id, article_id FROM {table} ORDER BY article_id, quote_start, id");
            let mut select = db.prepare(&sql)?;
            let mut rows = select.query([])?;
            while let Some(row) = rows.next()? {
                let article = row.get::<_, u32>(1)? as usize;
                if counted.len() <= article {
                    counted.resize(article + 1, 0);
                }
                counted[article] += 1;
                numbers.set(table, row.get(0)?, counted[article]);
            }
        }
        // Who called a meeting and of what kind it was is told with the meeting.
        for table in ["meeting_hosts", "meeting_kinds"] {
            let sql = format!(
                "SELECT s.id, min(m.id) FROM {table} AS s JOIN meeting_articles AS m
                     ON m.article_id = s.article_id AND m.meeting_id = s.meeting_id GROUP BY s.id"
            );
            let mut select = db.prepare(&sql)?;
            let mut rows = select.query([])?;
            while let Some(row) = rows.next()? {
                let told = Statement { table: "meeting_articles", id: row.get(1)? };
                if let Some(number) = numbers.of(told) {
                    numbers.set(table, row.get(0)?, number);
                }
            }
        }
        Ok(numbers)
    }

    /// The number of a statement; none where its article does not list it.
    pub fn of(&self, statement: Statement) -> Option<u32> {
        let table = STATEMENTS.iter().position(|known| *known == statement.table)?;
        let number = self.tables[table].get(usize::try_from(statement.id).ok()?)?;
        Some(*number).filter(|number| *number > 0)
    }

    fn set(&mut self, table: &str, id: u32, number: u32) {
        let id = id as usize;
        let Some(table) = STATEMENTS.iter().position(|known| *known == table) else { return };
        let numbers = &mut self.tables[table];
        if numbers.len() <= id {
            numbers.resize(id + 1, 0);
        }
        numbers[id] = number;
    }
}
