//! One article with all that the file says it states.

use std::collections::HashMap;
use std::ops::Range;

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, Row};

use super::profile::Link;
use super::thing::Thing;
use crate::extract::statement::{Family, Statement};
use crate::resolve::address;
use crate::text::fold::search_key;

/// An article as it is in the file.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredArticle {
    /// Row number, of this file only.
    pub id: i64,
    /// Its identity, see [`crate::resolve::article_key`].
    pub key: String,
    /// Headline.
    pub title: Option<String>,
    /// Date, author, publisher and locality, as far as they are known.
    pub known: Vec<String>,
    /// Where it was found: addresses and paths.
    pub sources: Vec<String>,
    /// The cleaned text; spans of the statements are characters of it.
    pub text: String,
    /// What it states, family by family, in the order of the words.
    pub statements: Vec<Statement>,
    /// What the statements name, one by one.
    pub named: Vec<Vec<Named>>,
}

/// A thing that a statement names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Named {
    /// Which of the statement's details names it; none where it is what the statement is about.
    pub detail: Option<usize>,
    /// The thing.
    pub thing: Link,
}

/// An article to choose from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// Row number.
    pub id: i64,
    /// Its identity.
    pub key: String,
    /// Date, where it is known.
    pub published_on: Option<String>,
    /// Headline.
    pub title: Option<String>,
}

/// The articles that a number, a key (`article:…`, or how it begins), a file, an address or words of
/// a headline may mean: where one of these meets exactly, nothing vaguer is looked for.
pub fn find_articles(db: &Connection, name: &str) -> rusqlite::Result<Vec<Candidate>> {
    let columns = "SELECT DISTINCT a.id, a.published_on, a.title, a.key FROM articles AS a";
    if let Ok(id) = name.parse::<i64>() {
        let sql = format!("{columns} WHERE a.id = ?1");
        return db.query_row(&sql, [id], candidate).optional().map(Vec::from_iter);
    }
    if let Some(key) = name.strip_prefix("article:") {
        let sql = format!("{columns} WHERE a.key >= ?1 AND a.key < ?1 || 'g' ORDER BY a.id");
        return db.prepare(&sql)?.query_map([key], candidate)?.collect();
    }
    let source =
        address(name).unwrap_or_else(|| name.strip_prefix("./").unwrap_or(name).to_owned());
    let sql = format!(
        "{columns} JOIN article_sources AS s ON s.article_id = a.id
         WHERE s.source_key = ?1 OR substr(s.source_key, -length(?1) - 1) = '/' || ?1 ORDER BY a.id"
    );
    let found: Vec<Candidate> =
        db.prepare(&sql)?.query_map([source], candidate)?.collect::<rusqlite::Result<_>>()?;
    let wanted = search_key(name);
    if !found.is_empty() || wanted.is_empty() {
        return Ok(found);
    }
    let (mut same, mut containing) = (Vec::new(), Vec::new());
    let mut select = db.prepare(&format!("{columns} WHERE a.title IS NOT NULL ORDER BY a.id"))?;
    for candidate in select.query_map([], candidate)? {
        let candidate = candidate?;
        let title = search_key(candidate.title.as_deref().unwrap_or_default());
        if title == wanted {
            same.push(candidate);
        } else if title.contains(&wanted) {
            containing.push(candidate);
        }
    }
    Ok(if same.is_empty() { containing } else { same })
}

fn candidate(row: &Row) -> rusqlite::Result<Candidate> {
    Ok(Candidate {
        id: row.get(0)?,
        published_on: row.get(1)?,
        title: row.get(2)?,
        key: row.get(3)?,
    })
}

/// Reads an article, none if there is no such row.
pub fn article(db: &Connection, id: i64) -> rusqlite::Result<Option<StoredArticle>> {
    let row = db
        .query_row(
            "SELECT title, published_on, author, publisher, locality_name, text, key
             FROM articles WHERE id = ?1",
            [id],
            |row| {
                let known: [Option<String>; 4] =
                    [row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?];
                Ok((row.get(0)?, known.into_iter().flatten().collect(), row.get(5)?, row.get(6)?))
            },
        )
        .optional()?;
    let Some((title, known, text, key)) = row else { return Ok(None) };
    let sources = db
        .prepare(
            "SELECT coalesce(url, source_key) FROM article_sources WHERE article_id = ?1
             ORDER BY source_key",
        )?
        .query_map([id], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    let (mut statements, mut named) = (Vec::new(), Vec::new());
    for (family, table, sql) in STATEMENTS {
        let mut further = further_spans(db, table, id)?;
        let sql = format!("{sql} WHERE s.article_id = ?1 ORDER BY s.quote_start, s.id");
        let mut select = db.prepare_cached(&sql)?;
        let mut rows = select.query([id])?;
        while let Some(row) = rows.next()? {
            let (mut statement, things) = of_row(family, row)?;
            statement.spans.extend(further.remove(&row.get(0)?).unwrap_or_default());
            statements.push(statement);
            named.push(things);
        }
    }
    Ok(Some(StoredArticle { id, key, title, known, sources, text, statements, named }))
}

/// The statement of a row of one of the tables in [`STATEMENTS`].
pub(super) fn statement(db: &Connection, table: &str, id: i64) -> rusqlite::Result<Statement> {
    let (family, _, sql) = STATEMENTS
        .into_iter()
        .find(|(_, known, _)| *known == table)
        .ok_or_else(|| rusqlite::Error::InvalidColumnName(table.to_owned()))?;
    let mut statement = db
        .prepare_cached(&format!("{sql} WHERE s.id = ?1"))?
        .query_row([id], |row| Ok(of_row(family, row)?.0))?;
    let mut further = db.prepare_cached(
        "SELECT quote_start, quote_end FROM _evidence WHERE table_name = ?1 AND row_id = ?2
         ORDER BY quote_start, quote_end",
    )?;
    for further in further.query_map((table, id), |row| span(row, 0))? {
        statement.spans.push(further?);
    }
    Ok(statement)
}

/// A statement with its quote as its only span, and what it names.
fn of_row(family: Family, row: &Row) -> rusqlite::Result<(Statement, Vec<Named>)> {
    let (mut details, mut named) = (Vec::<(String, String)>::new(), Vec::new());
    for (index, label) in row.as_ref().column_names().enumerate().skip(5) {
        if let Some(kind) = Thing::of_column(label) {
            if let Some(id) = row.get(index)? {
                let detail = details.len().checked_sub(1);
                named.push(Named { detail, thing: (kind, id) });
            }
            continue;
        }
        match row.get(index)? {
            Value::Text(text) => details.push((label.to_owned(), text)),
            Value::Integer(number) => details.push((label.to_owned(), number.to_string())),
            _ => {}
        }
    }
    let head = match row.get(4)? {
        Value::Integer(number) => number.to_string(),
        Value::Text(text) => text,
        _ => String::new(),
    };
    let spans = vec![span(row, 2)?];
    Ok((Statement { family, head, details, rule: row.get(1)?, spans }, named))
}

/// First character and one past the last, from two columns.
fn span(row: &Row, first: usize) -> rusqlite::Result<Range<usize>> {
    let at = |column| row.get::<_, u32>(column).map(|at| at as usize);
    Ok(at(first)?..at(first + 1)?)
}

/// What the statements of a table rest on beyond their quotes, by row.
fn further_spans(
    db: &Connection,
    table: &str,
    article_id: i64,
) -> rusqlite::Result<HashMap<i64, Vec<Range<usize>>>> {
    let mut spans: HashMap<i64, Vec<Range<usize>>> = HashMap::new();
    let mut select = db.prepare_cached(&format!(
        "SELECT e.row_id, e.quote_start, e.quote_end FROM _evidence AS e
         JOIN {table} AS t ON t.id = e.row_id WHERE e.table_name = ?1 AND t.article_id = ?2"
    ))?;
    let rows =
        select.query_map((table, article_id), |row| Ok((row.get::<_, i64>(0)?, span(row, 1)?)))?;
    for row in rows {
        let (id, span) = row?;
        spans.entry(id).or_default().push(span);
    }
    Ok(spans)
}

/// The tables of [`STATEMENTS`], in their order.
pub(super) const TABLES: [&str; STATEMENTS.len()] = {
    let mut tables = [""; STATEMENTS.len()];
    let mut at = 0;
    while at < tables.len() {
        tables[at] = STATEMENTS[at].1;
        at += 1;
    }
    tables
};

/// By table: row number, rule, quote, what the statement is about, then details whose columns are
/// named as in the facts document, of `s`, the statement. What goes without saying is null. Behind
/// what is named stands the thing, as in profiles; it is null where the name is.
const STATEMENTS: [(Family, &str, &str); 8] = [
    (
        Family::Meetings,
        "meeting_articles",
        "SELECT s.id, s.rule, s.quote_start, s.quote_end, s.name,
             s.meeting_id AS meeting_id,
             (SELECT group_concat(kind, '; ') FROM (SELECT DISTINCT kind FROM meeting_kinds AS k
              WHERE k.article_id = s.article_id AND k.meeting_id = s.meeting_id)) AS kinds,
             coalesce(l.name, s.locality_name) AS locality, l.id AS locality_id, s.held_on,
             s.period_from || '/' || s.period_to AS period,
             (SELECT group_concat(host, '; ') FROM (
                  SELECT DISTINCT o.name || coalesce(' (' || o.locality_name || ')', '') AS host
                  FROM meeting_hosts AS h JOIN organizations AS o ON o.id = h.organization_id
                  WHERE h.article_id = s.article_id AND h.meeting_id = s.meeting_id)) AS hosts,
             coalesce(d.number, d.title) AS about, CASE WHEN coalesce(d.number, d.title) IS NOT NULL
                  THEN d.id END AS directive_id
         FROM meeting_articles AS s
         LEFT JOIN localities AS l ON l.id = s.locality_id
         LEFT JOIN directives AS d ON d.id = s.directive_id",
    ),
    (
        Family::Organizations,
        "article_organizations",
        "SELECT s.id, s.rule, s.quote_start, s.quote_end, o.name,
             o.id AS organization_id, o.locality_name AS locality, o.locality_id AS locality_id
         FROM article_organizations AS s JOIN organizations AS o ON o.id = s.organization_id",
    ),
    (
        Family::Officials,
        "positions",
        "SELECT s.id, s.rule, s.quote_start, s.quote_end, s.name,
             s.official_id AS official_id, s.title,
             o.name || coalesce(' (' || o.locality_name || ')', '') AS organization,
             o.id AS organization_id,
             nullif(s.standing, 'held') AS standing
         FROM positions AS s LEFT JOIN organizations AS o ON o.id = s.organization_id",
    ),
    (
        Family::Officials,
        "meeting_officials",
        "SELECT s.id, s.rule, s.quote_start, s.quote_end, s.name,
             s.official_id AS official_id, s.role, t.name AS meeting, t.id AS meeting_id
         FROM meeting_officials AS s LEFT JOIN meetings AS t ON t.id = s.meeting_id",
    ),
    (
        Family::Campaigns,
        "campaign_mentions",
        "SELECT s.id, s.rule, s.quote_start, s.quote_end, s.name,
             s.campaign_id AS campaign_id, c.kind, s.year
         FROM campaign_mentions AS s JOIN campaigns AS c ON c.id = s.campaign_id",
    ),
    (
        Family::ModelCounts,
        "model_counts",
        "SELECT s.id, s.rule, s.quote_start, s.quote_end, s.count,
             nullif(s.qualifier, 'exact') AS qualifier, s.unit, s.status, s.level, s.holder,
             s.field, s.campaign_name AS campaign, CASE WHEN s.campaign_name IS NOT NULL
                  THEN s.campaign_id END AS campaign_id,
             coalesce(l.name, s.locality_name) AS locality, l.id AS locality_id,
             CASE WHEN s.year_from = s.year_to THEN s.year_from
                  ELSE s.year_from || '/' || s.year_to END AS period,
             CASE s.to_date WHEN 1 THEN 'yes' END AS to_date, b.name AS \"by\", b.id AS organization_id, s.as_of,
             o.name AS organization, o.id AS organization_id, t.count AS part_of, s.split, s.change
         FROM model_counts AS s
         LEFT JOIN localities AS l ON l.id = s.locality_id
         LEFT JOIN organizations AS o ON o.id = s.organization_id
         LEFT JOIN organizations AS b ON b.id = s.by_id
         LEFT JOIN model_counts AS t ON t.id = s.part_of",
    ),
    (
        Family::Directives,
        "citations",
        "SELECT s.id, s.rule, s.quote_start, s.quote_end, coalesce(s.number, s.title),
             s.directive_id AS directive_id, s.kind,
             CASE WHEN s.number IS NOT NULL THEN s.title END AS title,
             o.name || coalesce(' (' || o.locality_name || ')', '') AS issuer,
             o.id AS organization_id, coalesce(s.issued_on, s.issued_year) AS issued_on
         FROM citations AS s LEFT JOIN organizations AS o ON o.id = s.issuer_id",
    ),
    (
        Family::Awards,
        "awards",
        "SELECT s.id, s.rule, s.quote_start, s.quote_end, s.form, s.collectives, s.individuals,
             s.total, o.name || coalesce(' (' || o.locality_name || ')', '') AS \"by\",
             o.id AS organization_id, s.year
         FROM awards AS s LEFT JOIN organizations AS o ON o.id = s.by_id",
    ),
];
