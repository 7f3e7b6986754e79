//! Searching articles by their words and things by their names.

use std::cmp::Ordering;
use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension, named_params};

use super::Thing;
use crate::text::fold::search_key;
use crate::text::query::Query;

impl Thing {
    /// Names of things of this kind: id, search key, and the name of the place where what is
    /// looked for may go on.
    fn names_sql(self) -> &'static str {
        match self {
            Thing::Locality => {
                "SELECT l.id, l.search_key, p.name FROM localities AS l
                 LEFT JOIN localities AS p ON p.id = l.parent_id"
            }
            Thing::Organization => {
                "SELECT o.id, o.search_key, coalesce(l.name, o.locality_name)
                 FROM organizations AS o LEFT JOIN localities AS l ON l.id = o.locality_id"
            }
            Thing::Official => "SELECT id, search_key, NULL FROM officials",
            Thing::Meeting => "SELECT id, search_key, NULL FROM meetings",
            Thing::Campaign => "SELECT id, search_key, NULL FROM campaigns",
            Thing::Directive => "SELECT id, search_key, NULL FROM directives",
            Thing::Article => "SELECT id, '', NULL FROM articles",
        }
    }

    /// The things of this kind whose ids are in the JSON array `:ids`: id, key, name, day,
    /// locality, the number of articles; only those inside `:within` (a search key, or empty) and
    /// of `:year` (or null). Of articles, those that meet `:match`: id and rank.
    fn search_sql(self) -> &'static str {
        match self {
            Thing::Locality => {
                "SELECT l.id, l.key, l.name, NULL, p.name, (SELECT count(*) FROM articles AS a
                     WHERE a.locality_id = l.id AND (:year IS NULL OR substr(a.published_on, 1, 4) = :year))
                 FROM localities AS l LEFT JOIN localities AS p ON p.id = l.parent_id
                 WHERE l.id IN (SELECT value FROM json_each(:ids))
                   AND (:within = '' OR l.id IN (SELECT id FROM inside))
                   AND (:year IS NULL OR EXISTS (SELECT 1 FROM articles AS a
                        WHERE a.locality_id = l.id AND substr(a.published_on, 1, 4) = :year))"
            }
            Thing::Organization => {
                "SELECT o.id, o.key, o.name, NULL, coalesce(l.name, o.locality_name),
                     (SELECT count(DISTINCT s.article_id) FROM article_organizations AS s
                      WHERE s.organization_id = o.id
                        AND (:year IS NULL OR :year = (SELECT substr(a.published_on, 1, 4)
                             FROM articles AS a WHERE a.id = s.article_id)))
                 FROM organizations AS o LEFT JOIN localities AS l ON l.id = o.locality_id
                 WHERE o.id IN (SELECT value FROM json_each(:ids))
                   AND (:within = '' OR o.locality_id IN (SELECT id FROM inside))
                   AND (:year IS NULL OR EXISTS (
                        SELECT 1 FROM article_organizations AS s JOIN articles AS a ON a.id = s.article_id
                        WHERE s.organization_id = o.id AND substr(a.published_on, 1, 4) = :year))"
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
                            WHERE official_id IN (SELECT value FROM json_each(:ids))
                            UNION SELECT official_id, article_id FROM meeting_officials
                            WHERE official_id IN (SELECT value FROM json_each(:ids))) AS s
                     ON s.official_id = f.id
                 LEFT JOIN articles AS a ON a.id = s.article_id
                 WHERE f.id IN (SELECT value FROM json_each(:ids))
                   AND (:within = '' OR a.locality_id IN (SELECT id FROM inside))
                   AND (:year IS NULL OR substr(a.published_on, 1, 4) = :year)
                 GROUP BY f.id"
            }
            Thing::Meeting => {
                "SELECT t.id, t.key, t.name, t.held_on, coalesce(l.name, t.locality_name), (
                     SELECT count(DISTINCT m.article_id) FROM meeting_articles AS m WHERE m.meeting_id = t.id)
                 FROM meetings AS t LEFT JOIN localities AS l ON l.id = t.locality_id
                 WHERE t.id IN (SELECT value FROM json_each(:ids))
                   AND (:within = '' OR t.locality_id IN (SELECT id FROM inside))
                   AND (:year IS NULL OR :year = substr(t.held_on, 1, 4)
                        OR t.held_on IS NULL AND :year BETWEEN substr(t.period_from, 1, 4) AND substr(t.period_to, 1, 4))"
            }
            Thing::Campaign => {
                "SELECT c.id, c.key, c.name, NULL, NULL, count(DISTINCT m.article_id)
                 FROM campaigns AS c JOIN campaign_mentions AS m ON m.campaign_id = c.id
                 WHERE c.id IN (SELECT value FROM json_each(:ids))
                   AND (:within = '' AND :year IS NULL OR EXISTS (
                        SELECT 1 FROM articles AS a WHERE a.id = m.article_id
                          AND (:within = '' OR a.locality_id IN (SELECT id FROM inside))
                          AND (:year IS NULL OR coalesce(CAST(m.year AS TEXT), substr(a.published_on, 1, 4)) = :year)))
                 GROUP BY c.id"
            }
            Thing::Directive => {
                "SELECT d.id, d.key, d.kind || coalesce(' ' || d.number, '') || coalesce(' ' || d.title, ''),
                     d.issued_on, NULL, count(DISTINCT m.article_id)
                 FROM directives AS d JOIN citations AS m ON m.directive_id = d.id
                 WHERE d.id IN (SELECT value FROM json_each(:ids))
                   AND (:within = '' AND :year IS NULL OR EXISTS (
                        SELECT 1 FROM articles AS a WHERE a.id = m.article_id
                          AND (:within = '' OR a.locality_id IN (SELECT id FROM inside))
                          AND (:year IS NULL OR substr(a.published_on, 1, 4) = :year)))
                 GROUP BY d.id"
            }
            // The rows of articles are long: they are read where a filter asks for them only.
            Thing::Article => {
                "SELECT f.rowid, bm25(articles_fts, 5.0, 1.0)
                 FROM articles_fts AS f
                 WHERE articles_fts MATCH :match
                   AND (:within = '' AND :year IS NULL OR EXISTS (
                        SELECT 1 FROM articles AS a WHERE a.id = f.rowid
                          AND (:within = '' OR a.locality_id IN (SELECT id FROM inside))
                          AND (:year IS NULL OR substr(a.published_on, 1, 4) = :year)))"
            }
        }
    }

    /// The words of the first article that tells of the thing `?1`, and where they stand; none for
    /// a unit, which stands in no article of its own accord.
    fn words_sql(self) -> Option<String> {
        let (table, column) = match self {
            Thing::Locality | Thing::Article => return None,
            Thing::Organization => ("article_organizations", "organization_id"),
            Thing::Official => (
                "(SELECT id, article_id, official_id, quote FROM positions WHERE official_id = ?1
                   UNION ALL SELECT id, article_id, official_id, quote FROM meeting_officials
                   WHERE official_id = ?1)",
                "official_id",
            ),
            Thing::Meeting => ("meeting_articles", "meeting_id"),
            Thing::Campaign => ("campaign_mentions", "campaign_id"),
            Thing::Directive => ("citations", "directive_id"),
        };
        Some(format!(
            "SELECT s.quote, {SOURCE} FROM {table} AS s JOIN articles AS a ON a.id = s.article_id
             WHERE s.{column} = ?1 ORDER BY s.article_id, s.id LIMIT 1"
        ))
    }
}

/// Where an article can be read: its address, else the file or record that it came from.
const SOURCE: &str = "coalesce(a.url, (SELECT min(source_key) FROM article_sources
                                       WHERE article_id = a.id))";

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

impl Search {
    fn year(&self) -> Option<String> {
        self.year.map(|year| year.to_string())
    }

    fn most(&self) -> usize {
        if self.limit == 0 { usize::MAX } else { self.limit }
    }
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
    /// Words of the article around what was found, which stands between [`BEGIN`] and [`END`]; of
    /// a thing the words of the first article that tells of it.
    pub snippet: Option<String>,
    /// Address of that article, or the file that it came from.
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
/// Things come by the marks that were typed, then by how little of their name was not asked for,
/// then by how many articles tell of them; articles by the marks that were typed, then by BM25, a
/// headline counting five times a text. What is equal in all of this comes by key.
///
/// # Errors
/// What SQLite says.
pub fn search(db: &Connection, search: &Search) -> rusqlite::Result<Vec<Shelf>> {
    let mut shelves = Vec::new();
    for kind in Thing::ALL {
        if search.query.is_empty() || search.kind.is_some_and(|only| only != kind) {
            continue;
        }
        let (found, all) = match kind {
            Thing::Article => articles(db, search)?,
            kind => things(db, search, kind)?,
        };
        if all > 0 {
            shelves.push(Shelf { kind, found, all });
        }
    }
    Ok(shelves)
}

/// Order of things: the lower, the nearer.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Rank {
    other_marks: bool,
    /// A part of what is looked for stands in the name of the place: the unit itself comes before
    /// those inside it.
    in_place: bool,
    words_beside: usize,
    articles: std::cmp::Reverse<i64>,
    name: String,
    key: String,
}

/// The things whose names are looked for, and how many there are.
fn things(db: &Connection, search: &Search, kind: Thing) -> rusqlite::Result<(Vec<Found>, usize)> {
    let query = &search.query;
    let in_place = matches!(kind, Thing::Organization | Thing::Locality);
    let mut ids: Vec<i64> = Vec::new();
    // Of most names the key tells that they are not meant; the others are looked at. Bodies of one
    // unit follow each other.
    let (mut place_name, mut place_key) = (String::new(), String::new());
    let mut names = db.prepare_cached(kind.names_sql())?;
    let mut rows = names.query([])?;
    let mut key = String::new();
    while let Some(row) = rows.next()? {
        key.clear();
        key.push_str(row.get_ref(1)?.as_str()?);
        if let Some(place) = row.get_ref(2)?.as_str_or_null()? {
            if place != place_name {
                place_name = place.to_owned();
                place_key = search_key(place);
            }
            key.push(' ');
            key.push_str(&place_key);
        }
        if query.may_be_in_key(&key) {
            ids.push(row.get(0)?);
        }
    }
    if ids.is_empty() {
        return Ok((Vec::new(), 0));
    }
    let mut statement = db.prepare_cached(&format!("{INSIDE}{}", kind.search_sql()))?;
    let ids = serde_json::json!(ids).to_string();
    let mut rows = statement.query(named_params! {
        ":within": search.within, ":year": search.year(), ":ids": ids,
    })?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let name: String = row.get(2)?;
        let place: Option<String> = row.get(4)?;
        // `hội nông dân gò công tây` names a body and its unit.
        let full = match &place {
            Some(place) if in_place => format!("{name} {place}"),
            _ => name.clone(),
        };
        if !query.is_in(&full) {
            continue;
        }
        let key: String = row.get(1)?;
        let articles = row.get(5)?;
        let rank = Rank {
            other_marks: query.has_marks() && !query.is_exactly_in(&full),
            in_place: !query.is_in(&name),
            words_beside: query.words_beside(&name),
            articles: std::cmp::Reverse(articles),
            name: name.clone(),
            key: key.clone(),
        };
        let day = row.get(3)?;
        let thing = Found { kind, key, name, day, place, articles, snippet: None, url: None };
        found.push((rank, thing, row.get::<_, i64>(0)?));
    }
    found.sort_by(|a, b| a.0.cmp(&b.0));
    let all = found.len();
    found.truncate(search.most());
    if let Some(sql) = kind.words_sql() {
        let mut words = db.prepare_cached(&sql)?;
        for (_, thing, id) in &mut found {
            let told = words.query_row([*id], |row| Ok((row.get::<_, String>(0)?, row.get(1)?)));
            if let Some((quote, source)) = told.optional()? {
                thing.snippet = Some(marked(query, &quote));
                thing.url = source;
            }
        }
    }
    Ok((found.into_iter().map(|(_, thing, _)| thing).collect(), all))
}

/// The articles that have what is looked for, and how many there are.
fn articles(db: &Connection, search: &Search) -> rusqlite::Result<(Vec<Found>, usize)> {
    let query = &search.query;
    let expression = query.expression();
    let mut statement = db.prepare_cached(&format!("{INSIDE}{}", Thing::Article.search_sql()))?;
    let filters = named_params! {
        ":within": search.within, ":year": search.year(), ":match": expression,
    };
    let ranked = statement.query_map(filters, |row| Ok((row.get(0)?, row.get(1)?)))?;
    let mut ranked: Vec<(i64, f64)> = ranked.collect::<rusqlite::Result<_>>()?;
    let mut text =
        db.prepare_cached("SELECT coalesce(title, ''), text FROM articles WHERE id = ?1")?;
    let mut in_text = |id: i64, meets: &dyn Fn(&str) -> bool| {
        text.query_row([id], |row| {
            let (title, text): (String, String) = (row.get(0)?, row.get(1)?);
            Ok(meets(&format!("{title}\n{text}")))
        })
    };
    if query.is_loose() {
        let mut meant = Vec::new();
        for article in ranked {
            if in_text(article.0, &|text| query.is_in_text(text))? {
                meant.push(article);
            }
        }
        ranked = meant;
    }
    let mut order = db.prepare_cached("SELECT id FROM articles ORDER BY key")?;
    let order = order.query_map([], |row| row.get(0))?.enumerate();
    let order: HashMap<i64, usize> =
        order.map(|(place, id)| Ok((id?, place))).collect::<rusqlite::Result<_>>()?;
    // BM25 of SQLite is negative, the better the lower.
    ranked.sort_by(|a, b| match a.1.total_cmp(&b.1) {
        Ordering::Equal => order.get(&a.0).cmp(&order.get(&b.0)),
        unequal => unequal,
    });
    let all = ranked.len();
    let most = search.most();
    let mut shown: Vec<i64> = Vec::new();
    let mut other_marks: Vec<i64> = Vec::new();
    for (id, _) in ranked {
        if shown.len() == most {
            break;
        }
        if !query.has_marks() || in_text(id, &|text| query.is_exactly_in(text))? {
            shown.push(id);
        } else if other_marks.len() < most {
            other_marks.push(id);
        }
    }
    shown.extend(other_marks);
    shown.truncate(most);
    let mut complete = db.prepare_cached(&format!(
        "SELECT a.key, coalesce(a.title, substr(a.text, 1, instr(a.text || char(10), char(10)) - 1)),
             a.published_on, coalesce(l.name, a.locality_name),
             snippet(articles_fts, -1, char(2), char(3), '…', {SNIPPET}), {SOURCE}
         FROM articles_fts JOIN articles AS a ON a.id = articles_fts.rowid
         LEFT JOIN localities AS l ON l.id = a.locality_id
         WHERE articles_fts MATCH ?1 AND articles_fts.rowid = ?2"
    ))?;
    let mut found = Vec::with_capacity(shown.len());
    for id in shown {
        found.push(complete.query_row((&expression, id), |row| {
            Ok(Found {
                kind: Thing::Article,
                key: row.get(0)?,
                name: row.get(1)?,
                day: row.get(2)?,
                place: row.get(3)?,
                articles: 1,
                snippet: row.get(4)?,
                url: row.get(5)?,
            })
        })?);
    }
    Ok((found, all))
}

/// Words of a snippet.
const SNIPPET: i64 = 24;

/// Most characters of a quote that is shown whole.
const QUOTE: usize = 240;

/// Characters shown before the best place that was found in a longer quote.
const BEFORE: usize = 60;

/// A quote with what was found between [`BEGIN`] and [`END`]; of a long one the part around it.
fn marked(query: &Query, quote: &str) -> String {
    let spans = query.spans(quote);
    let mut shown = 0..quote.len();
    if quote.chars().count() > QUOTE {
        // The longest stretch: `Hội đồng nhân dân`, not the `đồng` of a `đồng chí` before it.
        let best = spans.iter().rev().max_by_key(|span| span.len());
        let first = best.map_or(0, |span| span.start);
        if let Some((from, _)) = quote[..first].char_indices().rev().nth(BEFORE) {
            shown.start = quote[from..first].find(' ').map_or(first, |space| from + space + 1);
        }
        if let Some((to, _)) = quote[shown.start..].char_indices().nth(QUOTE) {
            let to = shown.start + to;
            shown.end = quote[shown.start..to].rfind(' ').map_or(to, |space| shown.start + space);
        }
    }
    let mut out = String::with_capacity(shown.len() + 16);
    if shown.start > 0 {
        out.push('…');
    }
    let mut at = shown.start;
    for span in spans.iter().filter(|span| span.start >= shown.start && span.end <= shown.end) {
        out.push_str(&quote[at..span.start]);
        out.push(BEGIN);
        out.push_str(&quote[span.clone()]);
        out.push(END);
        at = span.end;
    }
    out.push_str(&quote[at..shown.end]);
    if shown.end < quote.len() {
        out.push('…');
    }
    out
}
