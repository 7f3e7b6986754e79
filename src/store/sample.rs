//! Some of the facts, drawn at random: the same ones for the same content, however it was loaded.

use std::collections::{BinaryHeap, HashMap};

use rusqlite::Connection;
use sha2::{Digest, Sha256};

use super::article::statement;
use super::fact_key::{FACTS, key_sql};
use crate::extract::statement::{Family, Statement};

/// What was drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct Sample {
    /// The facts in the order of the draw: the first ones are a sample too.
    pub facts: Vec<Drawn>,
    /// How many there are to draw from.
    pub of: u64,
}

/// A fact that was drawn, with the words it rests on.
#[derive(Debug, Clone, PartialEq)]
pub struct Drawn {
    /// Its key, as `danvan report fact-keys` has it; of several facts that share one (two places with
    /// the same figure in one sentence) the second one's ends in `|2`.
    pub key: String,
    /// What is claimed.
    pub statement: Statement,
    /// The words that claim it.
    pub quote: String,
    /// The text around them, see [`Statement::context`].
    pub context: String,
    /// Headline of the article.
    pub article: Option<String>,
    /// Its day, ISO.
    pub published_on: Option<String>,
    /// Its address.
    pub url: Option<String>,
}

/// Characters of context on each side of the quote.
const AROUND: usize = 300;

/// Draws `size` facts of these families, all where there are no more: a simple random sample without
/// replacement, in the order of the SHA-256 of `SEED|KEY`.
///
/// # Errors
/// What SQLite says.
pub fn sample(
    db: &Connection,
    families: &[Family],
    size: usize,
    seed: u64,
) -> rusqlite::Result<Sample> {
    let mut of = 0;
    // The greatest digest on top, to be thrown out by a smaller one.
    let mut drawn = BinaryHeap::new();
    for (_, table, what) in FACTS.iter().filter(|(family, ..)| families.contains(family)) {
        let key = key_sql(table, what);
        let mut select = db.prepare(&format!(
            "SELECT s.article_id, s.id, {key} FROM {table} AS s JOIN articles AS a ON a.id = s.article_id
             ORDER BY s.article_id, s.id"
        ))?;
        // Rows of one article are in the order of its facts, whenever they were written.
        let (mut current, mut times) = (None, HashMap::<String, u32>::new());
        let mut rows = select.query([])?;
        while let Some(row) = rows.next()? {
            let article: i64 = row.get(0)?;
            if current.replace(article) != Some(article) {
                times.clear();
            }
            let mut key: String = row.get(2)?;
            let time = times.entry(key.clone()).or_default();
            *time += 1;
            if *time > 1 {
                key.push_str(&format!("|{time}"));
            }
            of += 1;
            let digest: [u8; 32] = Sha256::digest(format!("{seed}|{key}")).into();
            drawn.push((digest, *table, row.get(1)?, key));
            if drawn.len() > size {
                drawn.pop();
            }
        }
    }
    let drawn = drawn.into_sorted_vec().into_iter();
    let facts = drawn.map(|(_, table, id, key)| fact(db, table, id, key));
    Ok(Sample { facts: facts.collect::<rusqlite::Result<_>>()?, of })
}

fn fact(db: &Connection, table: &str, id: i64, key: String) -> rusqlite::Result<Drawn> {
    let statement = statement(db, table, id)?;
    let mut select = db.prepare_cached(&format!(
        "SELECT s.quote, a.title, a.published_on, a.url, a.text
         FROM {table} AS s JOIN articles AS a ON a.id = s.article_id WHERE s.id = ?1"
    ))?;
    select.query_row([id], |row| {
        Ok(Drawn {
            quote: row.get(0)?,
            article: row.get(1)?,
            published_on: row.get(2)?,
            url: row.get(3)?,
            context: statement.context(row.get_ref(4)?.as_str()?, AROUND),
            key,
            statement,
        })
    })
}
