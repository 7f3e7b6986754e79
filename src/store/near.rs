//! Which articles are near-duplicates of which, kept in step with the articles.
//!
//! Two articles meet where they stand beside each other among the holders of one value of their
//! sketches, in the order of their keys; two that meet are compared sentence by sentence, and
//! linked if they share enough. So an article is compared with at most two others a value,
//! however many hold a sentence that a whole site prints under its articles, and the copies of
//! a widespread text form a chain. What meets is a function of the articles that are there, not
//! of the order in which they came. A cluster is what links connect.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rusqlite::{Connection, OptionalExtension, params};

use crate::resolve::near::Sentences;

/// Version of the sketch; another one in the file means that all are made anew.
const SKETCH_VERSION: &str = "1";

/// Two articles, the lower row first.
type Pair = (i64, i64);

/// What the articles put in a batch change about near-duplicates.
#[derive(Default)]
pub struct Near {
    /// Those that came to stand beside each other.
    met: BTreeSet<Pair>,
    /// Those that another came between.
    parted: BTreeSet<Pair>,
    /// Articles whose cluster is to be looked at.
    unsettled: BTreeSet<i64>,
    texts: Texts,
}

impl Near {
    /// Takes in a new article.
    pub fn add(
        &mut self,
        db: &Connection,
        id: i64,
        key: &str,
        sentences: &Sentences,
    ) -> rusqlite::Result<()> {
        let place = place(key);
        for value in sentences.sketch() {
            let (before, after) = beside(db, value, place)?;
            db.prepare_cached("INSERT INTO _sketches (value, article) VALUES (?1, ?2)")?
                .execute([value, place])?;
            for other in [before, after].into_iter().flatten() {
                self.met.insert(pair(id, other));
            }
            self.parted.extend(before.zip(after).map(|(a, b)| pair(a, b)));
        }
        self.texts.put(id, key, sentences);
        Ok(())
    }

    /// Leaves out an article that goes.
    pub fn remove(&mut self, db: &Connection, id: i64) -> rusqlite::Result<()> {
        let (key, sentences) = match stored(db, id)? {
            Some(found) => found,
            None => return Ok(()),
        };
        self.texts.forget(id);
        let place = place(&key);
        for value in sentences.sketch() {
            db.prepare_cached("DELETE FROM _sketches WHERE value = ?1 AND article = ?2")?
                .execute([value, place])?;
            let (before, after) = beside(db, value, place)?;
            self.met.extend(before.zip(after).map(|(a, b)| pair(a, b)));
        }
        self.unsettle_cluster(db, id)?;
        db.prepare_cached("DELETE FROM _near_links WHERE ?1 IN (article_id, other_id)")?
            .execute([id])?;
        db.prepare_cached("DELETE FROM near_duplicates WHERE ?1 IN (article_id, first_id)")?
            .execute([id])?;
        Ok(())
    }

    /// Notes that the date of an article changed, and with it perhaps which one of its cluster
    /// is the first.
    pub fn redated(&mut self, id: i64) {
        self.unsettled.insert(id);
    }

    /// Forgets what the batch changed.
    pub fn forget(&mut self) {
        *self = Near::default();
    }

    /// Brings links and clusters in step; returns the articles whose cluster changed.
    pub fn settle(&mut self, db: &Connection) -> rusqlite::Result<BTreeSet<i64>> {
        let met = std::mem::take(&mut self.met);
        let parted = std::mem::take(&mut self.parted);
        for pair in parted.difference(&met) {
            if is_linked(db, *pair)? {
                self.compare(db, *pair)?;
            }
        }
        for pair in met {
            self.compare(db, pair)?;
        }
        self.texts = Texts::default();
        self.settle_clusters(db)
    }

    /// Links two articles that meet and share enough, and no others.
    fn compare(&mut self, db: &Connection, pair: Pair) -> rusqlite::Result<()> {
        let shared = match self.texts.both(db, pair)? {
            // They may have met and parted in one batch.
            Some((a, b)) => match a.1.shared_percent(&b.1) {
                Some(percent) if meet(db, a, b)? => Some(percent),
                _ => None,
            },
            None => None,
        };
        if shared.is_some() == is_linked(db, pair)? {
            return Ok(());
        }
        match shared {
            Some(percent) => db
                .prepare_cached(
                    "INSERT INTO _near_links (article_id, other_id, shared_percent)
                     SELECT a.id, b.id, ?3 FROM articles AS a JOIN articles AS b ON a.key < b.key
                     WHERE a.id IN (?1, ?2) AND b.id IN (?1, ?2)",
                )?
                .execute(params![pair.0, pair.1, percent])?,
            None => db
                .prepare_cached(
                    "DELETE FROM _near_links
                     WHERE (article_id, other_id) IN (VALUES (?1, ?2), (?2, ?1))",
                )?
                .execute([pair.0, pair.1])?,
        };
        self.unsettled.extend([pair.0, pair.1]);
        Ok(())
    }

    /// Notes all articles of the cluster of one.
    fn unsettle_cluster(&mut self, db: &Connection, id: i64) -> rusqlite::Result<()> {
        let mut select = db.prepare_cached(
            "SELECT article_id FROM near_duplicates
             WHERE first_id = (SELECT first_id FROM near_duplicates WHERE article_id = ?1)",
        )?;
        for member in select.query_map([id], |row| row.get(0))? {
            self.unsettled.insert(member?);
        }
        Ok(())
    }

    /// Makes the clusters of the unsettled articles anew.
    fn settle_clusters(&mut self, db: &Connection) -> rusqlite::Result<BTreeSet<i64>> {
        for id in self.unsettled.clone() {
            self.unsettle_cluster(db, id)?;
        }
        let mut before: BTreeMap<i64, Option<i64>> = BTreeMap::new();
        let mut after: BTreeMap<i64, Option<i64>> = BTreeMap::new();
        for id in std::mem::take(&mut self.unsettled) {
            if after.contains_key(&id) {
                continue;
            }
            let members = connected(db, id)?;
            let first = if members.len() > 1 { first(db, &members)? } else { None };
            for member in members {
                before.insert(member, first_of(db, member)?);
                after.insert(member, first);
            }
        }
        let mut changed = BTreeSet::new();
        for (id, first) in after {
            if before.get(&id) == Some(&first) {
                continue;
            }
            match first {
                Some(first) => db
                    .prepare_cached(
                        "INSERT INTO near_duplicates (article_id, first_id) VALUES (?1, ?2)
                         ON CONFLICT (article_id) DO UPDATE SET first_id = ?2",
                    )?
                    .execute([id, first])?,
                None => db
                    .prepare_cached("DELETE FROM near_duplicates WHERE article_id = ?1")?
                    .execute([id])?,
            };
            changed.insert(id);
        }
        Ok(changed)
    }
}

/// Fills in the sketches of a file that has none, or those of another version. The clusters
/// follow when the batch is settled.
pub fn fill(db: &Connection, near: &mut Near) -> rusqlite::Result<()> {
    let version: Option<String> = db
        .query_row("SELECT value FROM _meta WHERE name = 'sketches'", [], |row| row.get(0))
        .optional()?;
    if version.as_deref() == Some(SKETCH_VERSION) {
        return Ok(());
    }
    db.execute_batch(
        "DELETE FROM near_duplicates; DELETE FROM _near_links; DELETE FROM _sketches;",
    )?;
    db.execute("INSERT OR REPLACE INTO _meta VALUES ('sketches', ?1)", [SKETCH_VERSION])?;
    let mut select = db.prepare("SELECT id, key, text FROM articles")?;
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        let (key, text): (String, String) = (row.get(1)?, row.get(2)?);
        near.add(db, row.get(0)?, &key, &Sentences::of(&text))?;
    }
    Ok(())
}

/// Rows that are not as the articles make them: table, row, what is wrong.
pub fn stale(db: &Connection) -> rusqlite::Result<Vec<(&'static str, Option<i64>, String)>> {
    let mut found = Vec::new();
    let mut expected = 0;
    let mut select = db.prepare("SELECT id, key, text FROM articles")?;
    let mut articles = select.query([])?;
    while let Some(row) = articles.next()? {
        let (key, text): (String, String) = (row.get(1)?, row.get(2)?);
        for value in Sentences::of(&text).sketch() {
            expected += 1;
            let known = db
                .prepare_cached("SELECT 1 FROM _sketches WHERE value = ?1 AND article = ?2")?
                .exists([value, place(&key)])?;
            if !known {
                let what = format!("a sentence of article {} is missing", row.get::<_, i64>(0)?);
                found.push(("_sketches", None, what));
            }
        }
    }
    let stored: i64 = db.query_row("SELECT count(*) FROM _sketches", [], |row| row.get(0))?;
    if stored > expected {
        found.push(("_sketches", None, "sentences that no article has".to_owned()));
    }

    // Articles beside each other among the holders of a value.
    let mut select = db.prepare(
        "SELECT DISTINCT article, beside FROM (
             SELECT article, lead(article) OVER (PARTITION BY value ORDER BY article) AS beside
             FROM _sketches)
         WHERE beside IS NOT NULL",
    )?;
    let mut links = 0;
    let mut texts = Texts::default();
    let mut beside = select.query([])?;
    while let Some(row) = beside.next()? {
        let Some((a, b)) = at(db, row.get(0)?)?.zip(at(db, row.get(1)?)?) else { continue };
        let percent = texts.both(db, (a, b))?.and_then(|(a, b)| a.1.shared_percent(&b.1));
        let Some(percent) = percent else { continue };
        links += 1;
        let known = db
            .prepare_cached(
                "SELECT 1 FROM _near_links
                 WHERE article_id = ?1 AND other_id = ?2 AND shared_percent = ?3",
            )?
            .exists(params![a, b, percent])?;
        if !known {
            found.push(("_near_links", None, format!("articles {a} and {b} are not linked")));
        }
    }
    let stored: i64 = db.query_row("SELECT count(*) FROM _near_links", [], |row| row.get(0))?;
    if stored > links {
        found.push(("_near_links", None, "links of articles that share too little".to_owned()));
    }

    let mut select = db.prepare(
        "SELECT article_id FROM near_duplicates UNION SELECT article_id FROM _near_links
         UNION SELECT other_id FROM _near_links",
    )?;
    for id in select.query_map([], |row| row.get(0))? {
        let id = id?;
        let members = connected(db, id)?;
        let right = if members.len() > 1 { first(db, &members)? } else { None };
        if first_of(db, id)? != right {
            let what = format!("article {id} is not in the cluster that its links make");
            found.push(("near_duplicates", None, what));
        }
    }
    Ok(found)
}

/// Key and sentences of articles at hand: those just put, for articles of one site or day come
/// together, and those compared last, for the same ones meet again.
#[derive(Default)]
struct Texts {
    put: HashMap<i64, (String, Sentences)>,
    /// Sentences of all that were put.
    sentences: usize,
    read: HashMap<i64, Option<(String, Sentences)>>,
}

impl Texts {
    /// Most sentences of articles just put that are kept, a few megabytes.
    const SENTENCES: usize = 200_000;
    /// Most articles read from the file that are kept.
    const READ: usize = 256;

    /// Keeps an article just put, as long as there is room.
    fn put(&mut self, id: i64, key: &str, sentences: &Sentences) {
        self.forget(id);
        self.sentences += sentences.count();
        if self.sentences <= Texts::SENTENCES {
            self.put.insert(id, (key.to_owned(), sentences.clone()));
        }
    }

    /// The row is another article's from here on, or none's.
    fn forget(&mut self, id: i64) {
        self.put.remove(&id);
        self.read.remove(&id);
    }

    fn both(&mut self, db: &Connection, pair: Pair) -> rusqlite::Result<Option<BothTexts<'_>>> {
        if self.read.len() > Texts::READ {
            self.read.clear();
        }
        for id in [pair.0, pair.1] {
            if !self.put.contains_key(&id) && !self.read.contains_key(&id) {
                self.read.insert(id, stored(db, id)?);
            }
        }
        let one = |id| self.put.get(&id).or_else(|| self.read.get(&id)?.as_ref());
        Ok(one(pair.0).zip(one(pair.1)))
    }
}

/// Keys and sentences of two articles.
type BothTexts<'a> = (&'a (String, Sentences), &'a (String, Sentences));

fn pair(a: i64, b: i64) -> Pair {
    (a.min(b), a.max(b))
}

/// The place of an article among the holders of a value: the first digits of its key, as a
/// number. What is no key has the place 0, at which no article is found.
fn place(key: &str) -> i64 {
    let digits = key.get(..15).unwrap_or_default();
    i64::from_str_radix(digits, 16).unwrap_or_default()
}

/// The article at a place.
fn at(db: &Connection, place: i64) -> rusqlite::Result<Option<i64>> {
    let digits = format!("{place:015x}");
    db.prepare_cached("SELECT id FROM articles WHERE key >= ?1 AND key < ?1 || 'g' LIMIT 1")?
        .query_row([digits], |row| row.get(0))
        .optional()
}

/// The places beside one among the holders of a value.
fn places_beside(
    db: &Connection,
    value: i64,
    place: i64,
) -> rusqlite::Result<(Option<i64>, Option<i64>)> {
    db.prepare_cached(
        "SELECT (SELECT max(article) FROM _sketches WHERE value = ?1 AND article < ?2),
                (SELECT min(article) FROM _sketches WHERE value = ?1 AND article > ?2)",
    )?
    .query_row([value, place], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// The articles beside a place among the holders of a value.
fn beside(db: &Connection, value: i64, place: i64) -> rusqlite::Result<(Option<i64>, Option<i64>)> {
    let (before, after) = places_beside(db, value, place)?;
    let article = |place: Option<i64>| place.map_or(Ok(None), |place| at(db, place));
    Ok((article(before)?, article(after)?))
}

/// Whether two articles stand beside each other at some value.
fn meet(
    db: &Connection,
    a: &(String, Sentences),
    b: &(String, Sentences),
) -> rusqlite::Result<bool> {
    let (a_place, b_place) = (place(&a.0), place(&b.0));
    for value in a.1.sketch() {
        let (before, after) = places_beside(db, value, a_place)?;
        if before == Some(b_place) || after == Some(b_place) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Key and sentences of an article.
fn stored(db: &Connection, id: i64) -> rusqlite::Result<Option<(String, Sentences)>> {
    db.prepare_cached("SELECT key, text FROM articles WHERE id = ?1")?
        .query_row([id], |row| {
            let text: String = row.get(1)?;
            Ok((row.get(0)?, Sentences::of(&text)))
        })
        .optional()
}

fn is_linked(db: &Connection, pair: Pair) -> rusqlite::Result<bool> {
    db.prepare_cached(
        "SELECT 1 FROM _near_links WHERE (article_id, other_id) IN (VALUES (?1, ?2), (?2, ?1))",
    )?
    .exists([pair.0, pair.1])
}

/// All articles that links connect with one; none where it is gone.
fn connected(db: &Connection, id: i64) -> rusqlite::Result<Vec<i64>> {
    db.prepare_cached(
        "WITH RECURSIVE reached (id) AS (
             SELECT id FROM articles WHERE id = ?1
             UNION
             SELECT iif(l.article_id = r.id, l.other_id, l.article_id)
             FROM reached AS r JOIN _near_links AS l ON l.article_id = r.id OR l.other_id = r.id
         )
         SELECT id FROM reached",
    )?
    .query_map([id], |row| row.get(0))?
    .collect()
}

/// The earliest-published of some articles, ties by key.
fn first(db: &Connection, ids: &[i64]) -> rusqlite::Result<Option<i64>> {
    let mut dates = Vec::with_capacity(ids.len());
    let mut select = db.prepare_cached("SELECT published_on, key FROM articles WHERE id = ?1")?;
    for &id in ids {
        let (day, key): (Option<String>, String) =
            select.query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))?;
        dates.push(((day.is_none(), day, key), id));
    }
    Ok(dates.into_iter().min().map(|(_, id)| id))
}

/// The first of an article's cluster, as stored.
fn first_of(db: &Connection, id: i64) -> rusqlite::Result<Option<i64>> {
    db.prepare_cached("SELECT first_id FROM near_duplicates WHERE article_id = ?1")?
        .query_row([id], |row| row.get(0))
        .optional()
}
