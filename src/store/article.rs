//! One article with all that the file says it states.

use std::collections::HashMap;
use std::ops::Range;

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, Row};

use crate::extract::statement::{Family, Statement};
use crate::resolve::address;
use crate::text::fold::search_key;

/// An article as it is in the file.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredArticle {
    /// Row number, of this file only.
    pub id: i64,
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
}

/// An article to choose from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// Row number.
    pub id: i64,
    /// Date, where it is known.
    pub published_on: Option<String>,
    /// Headline.
    pub title: Option<String>,
}

/// The articles that a number, a file, an address or words of a headline may mean: where one of
/// these meets exactly, nothing vaguer is looked for.
pub fn find_articles(db: &Connection, name: &str) -> rusqlite::Result<Vec<Candidate>> {
    let columns = "SELECT DISTINCT a.id, a.published_on, a.title FROM articles AS a";
    if let Ok(id) = name.parse::<i64>() {
        let sql = format!("{columns} WHERE a.id = ?1");
        return db.query_row(&sql, [id], candidate).optional().map(Vec::from_iter);
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
    Ok(Candidate { id: row.get(0)?, published_on: row.get(1)?, title: row.get(2)? })
}

/// Reads an article, none if there is no such row.
pub fn article(db: &Connection, id: i64) -> rusqlite::Result<Option<StoredArticle>> {
    let row = db
        .query_row(
            "SELECT title, published_on, author, publisher, locality_name, text
             FROM articles WHERE id = ?1",
            [id],
            |row| {
                let known: [Option<String>; 4] =
                    [row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?];
                Ok((row.get(0)?, known.into_iter().flatten().collect(), row.get(5)?))
            },
        )
        .optional()?;
    let Some((title, known, text)) = row else { return Ok(None) };
    let sources = db
        .prepare(
            "SELECT coalesce(url, source_key) FROM article_sources WHERE article_id = ?1
             ORDER BY source_key",
        )?
        .query_map([id], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    let mut statements = Vec::new();
    for (family, table, sql) in STATEMENTS {
        let mut further = further_spans(db, table, id)?;
        let mut select = db.prepare(sql)?;
        let labels: Vec<String> = select.column_names().map(str::to_owned).collect();
        let rows = select.query_map([id], |row| {
            let row_id: i64 = row.get(0)?;
            let mut spans = vec![span(row, 2)?];
            spans.extend(further.remove(&row_id).unwrap_or_default());
            let mut details = Vec::new();
            for (index, label) in labels.iter().enumerate().skip(5) {
                match row.get(index)? {
                    Value::Text(text) => details.push((label.clone(), text)),
                    Value::Integer(number) => details.push((label.clone(), number.to_string())),
                    _ => {}
                }
            }
            let head = match row.get(4)? {
                Value::Integer(number) => number.to_string(),
                Value::Text(text) => text,
                _ => String::new(),
            };
            Ok(Statement { family, head, details, rule: row.get(1)?, spans })
        })?;
        statements.extend(rows.collect::<rusqlite::Result<Vec<_>>>()?);
    }
    Ok(Some(StoredArticle { id, title, known, sources, text, statements }))
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
    let mut select = db.prepare(&format!(
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

/// By table: row number, rule, quote, what the statement is about, then details whose columns are
/// named as in the facts document. What goes without saying is null.
const STATEMENTS: [(Family, &str, &str); 8] = [
    (
        Family::Meetings,
        "meeting_articles",
        "SELECT m.id, m.rule, m.quote_start, m.quote_end, m.name,
             (SELECT group_concat(kind, '; ') FROM (SELECT DISTINCT kind FROM meeting_kinds AS k
              WHERE k.article_id = m.article_id AND k.meeting_id = m.meeting_id)) AS kinds,
             coalesce(l.name, m.locality_name) AS locality, m.held_on,
             m.period_from || '/' || m.period_to AS period,
             (SELECT group_concat(host, '; ') FROM (
                  SELECT DISTINCT o.name || coalesce(' (' || o.locality_name || ')', '') AS host
                  FROM meeting_hosts AS h JOIN organizations AS o ON o.id = h.organization_id
                  WHERE h.article_id = m.article_id AND h.meeting_id = m.meeting_id)) AS hosts,
             coalesce(d.number, d.title) AS about
         FROM meeting_articles AS m
         LEFT JOIN localities AS l ON l.id = m.locality_id
         LEFT JOIN directives AS d ON d.id = m.directive_id
         WHERE m.article_id = ?1 ORDER BY m.quote_start, m.id",
    ),
    (
        Family::Organizations,
        "article_organizations",
        "SELECT a.id, a.rule, a.quote_start, a.quote_end, o.name, o.locality_name AS locality
         FROM article_organizations AS a JOIN organizations AS o ON o.id = a.organization_id
         WHERE a.article_id = ?1 ORDER BY a.quote_start, a.id",
    ),
    (
        Family::Officials,
        "positions",
        "SELECT p.id, p.rule, p.quote_start, p.quote_end, p.name, p.title,
             o.name || coalesce(' (' || o.locality_name || ')', '') AS organization,
             nullif(p.standing, 'held') AS standing
         FROM positions AS p LEFT JOIN organizations AS o ON o.id = p.organization_id
         WHERE p.article_id = ?1 ORDER BY p.quote_start, p.id",
    ),
    (
        Family::Officials,
        "meeting_officials",
        "SELECT m.id, m.rule, m.quote_start, m.quote_end, m.name, m.role, t.name AS meeting
         FROM meeting_officials AS m LEFT JOIN meetings AS t ON t.id = m.meeting_id
         WHERE m.article_id = ?1 ORDER BY m.quote_start, m.id",
    ),
    (
        Family::Campaigns,
        "campaign_mentions",
        "SELECT m.id, m.rule, m.quote_start, m.quote_end, m.name, c.kind, m.year
         FROM campaign_mentions AS m JOIN campaigns AS c ON c.id = m.campaign_id
         WHERE m.article_id = ?1 ORDER BY m.quote_start, m.id",
    ),
    (
        Family::ModelCounts,
        "model_counts",
        "SELECT m.id, m.rule, m.quote_start, m.quote_end, m.count,
             nullif(m.qualifier, 'exact') AS qualifier, m.unit, m.status, m.level, m.holder,
             m.field, m.campaign_name AS campaign, coalesce(l.name, m.locality_name) AS locality,
             CASE WHEN m.year_from = m.year_to THEN m.year_from
                  ELSE m.year_from || '/' || m.year_to END AS period,
             CASE m.to_date WHEN 1 THEN 'yes' END AS to_date, b.name AS \"by\", m.as_of,
             o.name AS organization, t.count AS part_of, m.split, m.change
         FROM model_counts AS m
         LEFT JOIN localities AS l ON l.id = m.locality_id
         LEFT JOIN organizations AS o ON o.id = m.organization_id
         LEFT JOIN organizations AS b ON b.id = m.by_id
         LEFT JOIN model_counts AS t ON t.id = m.part_of
         WHERE m.article_id = ?1 ORDER BY m.quote_start, m.id",
    ),
    (
        Family::Directives,
        "citations",
        "SELECT c.id, c.rule, c.quote_start, c.quote_end, coalesce(c.number, c.title), c.kind,
             CASE WHEN c.number IS NOT NULL THEN c.title END AS title,
             o.name || coalesce(' (' || o.locality_name || ')', '') AS issuer,
             coalesce(c.issued_on, c.issued_year) AS issued_on
         FROM citations AS c LEFT JOIN organizations AS o ON o.id = c.issuer_id
         WHERE c.article_id = ?1 ORDER BY c.quote_start, c.id",
    ),
    (
        Family::Awards,
        "awards",
        "SELECT w.id, w.rule, w.quote_start, w.quote_end, w.form, w.collectives, w.individuals,
             w.total, o.name || coalesce(' (' || o.locality_name || ')', '') AS \"by\", w.year
         FROM awards AS w LEFT JOIN organizations AS o ON o.id = w.by_id
         WHERE w.article_id = ?1 ORDER BY w.quote_start, w.id",
    ),
];
