//! Figures and awards by the words that state them.

use std::cmp::Reverse;
use std::collections::HashSet;

use rusqlite::{Connection, named_params};

use super::{Found, INSIDE, Kind, SOURCE, Search, marked, unit};
use crate::store::fact_key::{AWARD, COUNT, key_sql};

/// What an article states that bears no name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Fact {
    /// A count of models
    Count,
    /// An award
    Award,
}

impl Fact {
    /// The word for one of them.
    pub fn as_str(self) -> &'static str {
        match self {
            Fact::Count => "count",
            Fact::Award => "award",
        }
    }

    /// The facts of the articles that meet `:match`, only those inside `:within` (a search key, or
    /// empty) and of `:year` (or null): key, values, day, place, row of its unit, quote, source.
    fn sql(self) -> String {
        let (table, what, values, unit, place, year) = match self {
            Fact::Count => (
                "model_counts",
                COUNT,
                "CASE s.qualifier WHEN 'exact' THEN '' ELSE s.qualifier || ' ' END || s.count
                 || ', ' || s.status
                 || CASE s.unit WHEN 'model' THEN '' ELSE ', ' || s.unit END
                 || coalesce(', ' || s.level, '') || coalesce(', ' || s.holder, '')
                 || coalesce(', ' || s.field, '')
                 || CASE WHEN s.to_date = 1 THEN ', to date' ELSE '' END
                 || coalesce(', ' || s.year_from, '')
                 || CASE WHEN s.year_from < s.year_to THEN '-' || s.year_to ELSE '' END",
                "s.locality_id",
                "s.locality_name",
                "coalesce(:year BETWEEN CAST(s.year_from AS TEXT) AND CAST(s.year_to AS TEXT),
                          substr(coalesce(s.as_of, a.published_on), 1, 4) = :year)",
            ),
            Fact::Award => (
                "awards",
                AWARD,
                "s.form || coalesce(', ' || s.collectives || ' collectives', '')
                 || coalesce(', ' || s.individuals || ' individuals', '')
                 || coalesce(', total ' || s.total, '') || coalesce(', ' || s.year, '')",
                "a.locality_id",
                "a.locality_name",
                "coalesce(CAST(s.year AS TEXT), substr(a.published_on, 1, 4)) = :year",
            ),
        };
        let key = key_sql(table, what);
        format!(
            "SELECT {key}, {values}, a.published_on, coalesce(l.name, {place}), l.id, s.quote, {SOURCE}
             FROM {table} AS s JOIN articles AS a ON a.id = s.article_id
             LEFT JOIN localities AS l ON l.id = {unit}
             WHERE s.article_id IN (SELECT rowid FROM articles_fts WHERE articles_fts MATCH :match)
               AND (:within = '' OR l.id IN (SELECT id FROM inside))
               AND (:year IS NULL OR {year})"
        )
    }
}

/// The facts whose words, with the name of their unit, are what is looked for, and how many there
/// are; what an article says twice in one place is one.
pub fn facts(
    db: &Connection,
    search: &Search,
    fact: Fact,
) -> rusqlite::Result<(Vec<Found>, usize)> {
    let query = &search.query;
    let mut statement = db.prepare_cached(&format!("{INSIDE}{}", fact.sql()))?;
    let mut rows = statement.query(named_params! {
        ":within": search.within, ":year": search.year(), ":match": query.expression(),
    })?;
    let mut seen = HashSet::new();
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let quote: String = row.get(5)?;
        let place: Option<String> = row.get(3)?;
        // `toàn huyện đăng ký 120 mô hình` is found under the name of the huyện too.
        let full = match &place {
            Some(place) => format!("{quote}\n{place}"),
            None => quote.clone(),
        };
        let key: String = row.get(0)?;
        if !query.is_in(&full) || !seen.insert(key.clone()) {
            continue;
        }
        let other_marks = query.has_marks() && !query.is_exactly_in(&full);
        let day: Option<String> = row.get(2)?;
        let locality: Option<i64> = row.get(4)?;
        let told = Found {
            kind: Kind::Fact(fact),
            key,
            name: row.get(1)?,
            day,
            place,
            unit: None,
            articles: 1,
            snippet: Some(quote),
            url: row.get(6)?,
        };
        found.push((other_marks, told, locality));
    }
    found.sort_by(|(a_marks, a, _), (b_marks, b, _)| {
        (a_marks, Reverse(&a.day), &a.key).cmp(&(b_marks, Reverse(&b.day), &b.key))
    });
    let all = found.len();
    found.truncate(search.most());
    let complete = |(_, told, locality): (bool, Found, Option<i64>)| {
        let snippet = told.snippet.as_deref().map(|quote| marked(query, quote));
        Ok(Found { unit: unit(db, locality)?, snippet, ..told })
    };
    Ok((found.into_iter().map(complete).collect::<rusqlite::Result<_>>()?, all))
}
