//! Searching articles by their words and things by their names.

use rusqlite::{Connection, named_params};

use super::Thing;
use crate::text::query::Query;

impl Thing {
    /// Things of this kind: id, key, name, day, locality, whether they are inside `:within` (a
    /// search key, or empty) and of `:year` (or null), the number of articles. `{inside}` stands
    /// for the units that are asked for.
    fn search_sql(self) -> &'static str {
        match self {
            Thing::Locality => {
                "SELECT l.id, l.key, l.name, NULL, p.name, (SELECT count(*) FROM articles AS a
                     WHERE a.locality_id = l.id AND (:year IS NULL OR substr(a.published_on, 1, 4) = :year))
                 FROM localities AS l LEFT JOIN localities AS p ON p.id = l.parent_id
                 WHERE (:within = '' OR l.id IN (SELECT id FROM inside))
                   AND (:year IS NULL OR EXISTS (SELECT 1 FROM articles AS a
                        WHERE a.locality_id = l.id AND substr(a.published_on, 1, 4) = :year))"
            }
            Thing::Organization => {
                "SELECT o.id, o.key, o.name, NULL, coalesce(l.name, o.locality_name), count(DISTINCT s.article_id)
                 FROM organizations AS o LEFT JOIN localities AS l ON l.id = o.locality_id
                 LEFT JOIN article_organizations AS s ON s.organization_id = o.id
                 LEFT JOIN articles AS a ON a.id = s.article_id
                 WHERE (:within = '' OR o.locality_id IN (SELECT id FROM inside))
                   AND (:year IS NULL OR substr(a.published_on, 1, 4) = :year)
                 GROUP BY o.id"
            }
            Thing::Official => {
                "SELECT f.id, f.key, f.name, max(a.published_on), (
                     SELECT s.title || coalesce(' ' || o.name, '') || coalesce(', ' || l.name, '')
                     FROM positions AS s JOIN articles AS x ON x.id = s.article_id
                     LEFT JOIN organizations AS o ON o.id = s.organization_id
                     LEFT JOIN localities AS l ON l.id = o.locality_id
                     WHERE s.official_id = f.id ORDER BY x.published_on DESC, s.id LIMIT 1),
                     count(DISTINCT s.article_id)
                 FROM officials AS f
                 LEFT JOIN (SELECT official_id, article_id FROM positions
                            UNION SELECT official_id, article_id FROM meeting_officials) AS s
                     ON s.official_id = f.id
                 LEFT JOIN articles AS a ON a.id = s.article_id
                 WHERE (:within = '' OR a.locality_id IN (SELECT id FROM inside))
                   AND (:year IS NULL OR substr(a.published_on, 1, 4) = :year)
                 GROUP BY f.id"
            }
            Thing::Meeting => {
                "SELECT t.id, t.key, t.name, t.held_on, coalesce(l.name, t.locality_name), (
                     SELECT count(DISTINCT m.article_id) FROM meeting_articles AS m WHERE m.meeting_id = t.id)
                 FROM meetings AS t LEFT JOIN localities AS l ON l.id = t.locality_id
                 WHERE (:within = '' OR t.locality_id IN (SELECT id FROM inside))
                   AND (:year IS NULL OR :year = substr(t.held_on, 1, 4)
                        OR t.held_on IS NULL AND :year BETWEEN substr(t.period_from, 1, 4) AND substr(t.period_to, 1, 4))"
            }
            Thing::Campaign => {
                "SELECT c.id, c.key, c.name, NULL, NULL, count(DISTINCT m.article_id)
                 FROM campaigns AS c JOIN campaign_mentions AS m ON m.campaign_id = c.id
                 JOIN articles AS a ON a.id = m.article_id
                 WHERE (:within = '' OR a.locality_id IN (SELECT id FROM inside))
                   AND (:year IS NULL OR coalesce(CAST(m.year AS TEXT), substr(a.published_on, 1, 4)) = :year)
                 GROUP BY c.id"
            }
            Thing::Directive => {
                "SELECT d.id, d.key, d.kind || coalesce(' ' || d.number, '') || coalesce(' ' || d.title, ''),
                     d.issued_on, NULL, count(DISTINCT m.article_id)
                 FROM directives AS d JOIN citations AS m ON m.directive_id = d.id
                 JOIN articles AS a ON a.id = m.article_id
                 WHERE (:within = '' OR a.locality_id IN (SELECT id FROM inside))
                   AND (:year IS NULL OR substr(a.published_on, 1, 4) = :year)
                 GROUP BY d.id"
            }
            Thing::Article => {
                "SELECT a.id, a.key,
                     coalesce(a.title, substr(a.text, 1, instr(a.text || char(10), char(10)) - 1)),
                     a.published_on, coalesce(l.name, a.locality_name),
                     1, bm25(articles_fts, 5.0, 1.0)
                 FROM articles_fts JOIN articles AS a ON a.id = articles_fts.rowid
                 LEFT JOIN localities AS l ON l.id = a.locality_id
                 WHERE articles_fts MATCH :match
                   AND (:within = '' OR a.locality_id IN (SELECT id FROM inside))
                   AND (:year IS NULL OR substr(a.published_on, 1, 4) = :year)"
            }
        }
    }
}

/// The units of a name and all inside them.
const INSIDE: &str = "WITH RECURSIVE inside (id) AS (
    SELECT id FROM localities WHERE :within <> '' AND instr(' ' || search_key, ' ' || :within) > 0
    UNION
    SELECT c.id FROM inside JOIN localities AS c ON c.parent_id = inside.id
) ";

/// What to search, and where.
#[derive(Debug, Clone)]
pub struct Search {
    /// The words.
    pub query: Query,
    /// Only this kind.
    pub kind: Option<Thing>,
    /// Only what is of this year: published, held, or told of in it.
    pub year: Option<i32>,
    /// Only in units of this name and inside them, as a search key; empty for everywhere.
    pub within: String,
    /// At most so many of each kind; all where it is 0.
    pub limit: usize,
}

/// Something found.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// What it is.
    pub kind: Thing,
    /// Its key in the base.
    pub key: String,
    /// Name or headline.
    pub name: String,
    /// Day on which it was published, held, issued, or last told of.
    pub day: Option<String>,
    /// Where it is, or the office that was last stated.
    pub place: Option<String>,
    /// How many articles tell of it.
    pub articles: i64,
    /// Words around the place, of articles; what was found stands between [`BEGIN`] and [`END`].
    pub snippet: Option<String>,
    /// Address of the article.
    pub url: Option<String>,
}

/// Begins what was found in a snippet.
pub const BEGIN: char = '\u{2}';
/// Ends what was found in a snippet.
pub const END: char = '\u{3}';

/// What is found of a kind, and how many there are.
#[derive(Debug, Clone, PartialEq)]
pub struct Shelf {
    /// The kind.
    pub kind: Thing,
    /// The best ones.
    pub found: Vec<Found>,
    /// How many there are in all.
    pub all: usize,
}

/// Searches; the kinds of which nothing is found are left out.
///
/// Things come by how much of their name was asked for, then by how many articles tell of them;
/// articles by the marks that were typed, then by BM25, a headline counting five times a text.
///
/// # Errors
/// What SQLite says.
pub fn search(db: &Connection, search: &Search) -> rusqlite::Result<Vec<Shelf>> {
    let mut shelves = Vec::new();
    for kind in Thing::ALL {
        if search.query.is_empty() || search.kind.is_some_and(|only| only != kind) {
            continue;
        }
        let mut found = match kind {
            Thing::Article => articles(db, search)?,
            kind => things(db, search, kind)?,
        };
        found.sort_by(|a, b| a.0.total_cmp(&b.0).then_with(|| a.1.cmp_with(&b.1)));
        let all = found.len();
        if search.limit > 0 {
            found.truncate(search.limit);
        }
        let mut found: Vec<Found> = found.into_iter().map(|(_, thing, _)| thing).collect();
        if kind == Thing::Article {
            found.iter_mut().try_for_each(|article| complete(db, search, article))?;
        }
        if all > 0 {
            shelves.push(Shelf { kind, found, all });
        }
    }
    Ok(shelves)
}

impl Found {
    /// More told of first; then by key, so that the order is the same every time.
    fn cmp_with(&self, other: &Found) -> std::cmp::Ordering {
        (other.articles, &self.name, &self.key).cmp(&(self.articles, &other.name, &other.key))
    }
}

/// Things with their rank, the lower the nearer.
fn things(
    db: &Connection,
    search: &Search,
    kind: Thing,
) -> rusqlite::Result<Vec<(f64, Found, i64)>> {
    let mut statement = db.prepare_cached(&format!("{INSIDE}{}", kind.search_sql()))?;
    let year = search.year.map(|year| year.to_string());
    let mut rows = statement.query(named_params! { ":within": search.within, ":year": year })?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let name: String = row.get(2)?;
        let place: Option<String> = row.get(4)?;
        // `hội nông dân gò công tây` names a body and its unit.
        let full = match (&place, kind) {
            (Some(place), Thing::Organization | Thing::Locality) => {
                format!("{name} {place}")
            }
            _ => name.clone(),
        };
        if !search.query.is_in(&full) {
            continue;
        }
        let asked: usize = search.query.wanted.iter().map(|phrase| phrase.words.len()).sum();
        let words = name.split_whitespace().count();
        let marks =
            if search.query.has_marks() && !search.query.is_exactly_in(&full) { 1 } else { 0 };
        // The unit itself before those inside it.
        let beside = if search.query.is_in(&name) { 0 } else { 1 };
        let rank = f64::from(marks) * 1e6 + f64::from(beside) * 1e3 + words.abs_diff(asked) as f64;
        found.push((
            rank,
            Found {
                kind,
                key: row.get(1)?,
                name,
                day: row.get(3)?,
                place,
                articles: row.get(5)?,
                snippet: None,
                url: None,
            },
            row.get(0)?,
        ));
    }
    Ok(found)
}

fn articles(db: &Connection, search: &Search) -> rusqlite::Result<Vec<(f64, Found, i64)>> {
    let mut statement = db.prepare_cached(&format!("{INSIDE}{}", Thing::Article.search_sql()))?;
    let mut text = db.prepare_cached("SELECT title, text FROM articles WHERE id = ?1")?;
    let year = search.year.map(|year| year.to_string());
    let mut rows = statement.query(named_params! {
        ":within": search.within, ":year": year, ":match": search.query.expression(),
    })?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let id: i64 = row.get(0)?;
        let exact = !search.query.has_marks()
            || text.query_row([id], |row| {
                let (title, text): (Option<String>, String) = (row.get(0)?, row.get(1)?);
                let title = title.unwrap_or_default();
                Ok(search.query.is_exactly_in(&format!("{title}\n{text}")))
            })?;
        let rank: f64 = row.get(6)?;
        found.push((
            // BM25 of SQLite is negative, the better the lower.
            if exact { rank - 1e6 } else { rank },
            Found {
                kind: Thing::Article,
                key: row.get(1)?,
                name: row.get(2)?,
                day: row.get(3)?,
                place: row.get(4)?,
                articles: 1,
                snippet: None,
                url: None,
            },
            id,
        ));
    }
    Ok(found)
}

/// Words of a snippet.
const SNIPPET: i64 = 24;

/// Puts in what only those need that are shown.
fn complete(db: &Connection, search: &Search, article: &mut Found) -> rusqlite::Result<()> {
    let sql = "SELECT snippet(articles_fts, -1, char(2), char(3), '…', ?3), a.url
               FROM articles_fts JOIN articles AS a ON a.id = articles_fts.rowid
               WHERE articles_fts MATCH ?1 AND a.key = ?2";
    let mut statement = db.prepare_cached(sql)?;
    let match_ = search.query.expression();
    (article.snippet, article.url) = statement
        .query_row((match_, &article.key, SNIPPET), |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(())
}
