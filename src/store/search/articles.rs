//! Articles by their words.

use std::cmp::Ordering;
use std::collections::HashMap;

use rusqlite::{Connection, named_params};

use super::{Found, INSIDE, Kind, SOURCE, Search, unit};
use crate::store::Thing;

/// The articles that meet `:match`, only those inside `:within` (a search key, or empty) and of
/// `:year` (or null): id and rank. The rows of articles are long: they are read where a filter asks
/// for them only.
const RANKED: &str = "SELECT f.rowid, bm25(articles_fts, 5.0, 1.0)
    FROM articles_fts AS f
    WHERE articles_fts MATCH :match
      AND (:within = '' AND :year IS NULL OR EXISTS (
           SELECT 1 FROM articles AS a WHERE a.id = f.rowid
             AND (:within = '' OR a.locality_id IN (SELECT id FROM inside))
             AND (:year IS NULL OR substr(a.published_on, 1, 4) = :year)))";

/// The articles that have what is looked for, and how many there are.
pub fn articles(db: &Connection, search: &Search) -> rusqlite::Result<(Vec<Found>, usize)> {
    let query = &search.query;
    let expression = query.expression();
    let mut statement = db.prepare_cached(&format!("{INSIDE}{RANKED}"))?;
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
             snippet(articles_fts, -1, char(2), char(3), '…', {SNIPPET}), {SOURCE}, l.id
         FROM articles_fts JOIN articles AS a ON a.id = articles_fts.rowid
         LEFT JOIN localities AS l ON l.id = a.locality_id
         WHERE articles_fts MATCH ?1 AND articles_fts.rowid = ?2"
    ))?;
    let mut found = Vec::with_capacity(shown.len());
    for id in shown {
        found.push(complete.query_row((&expression, id), |row| {
            Ok(Found {
                kind: Kind::Thing(Thing::Article),
                key: format!("{}:{}", Thing::Article.key_word(), row.get::<_, String>(0)?),
                name: row.get(1)?,
                day: row.get(2)?,
                place: row.get(3)?,
                unit: unit(db, row.get(6)?)?,
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
