//! Which thing each mention is, kept in step with all mentions of its block.
//!
//! A statement is first put with the thing that its article alone makes it (`own_key`). At the end
//! of a batch the blocks that changed are resolved anew, as a function of all their mentions, and
//! the statements of those that turn out to be something else are pointed there.

use std::collections::{BTreeSet, HashSet};

use chrono::{Datelike, NaiveDate};
use rusqlite::{Connection, params};

use super::entity::{self, Entities, Kind};
use crate::extract::facts::{Interval, MeetingKind, Standing};
use crate::resolve::corrections::{Corrections, KeyKind};
use crate::resolve::{directive, meeting, officials};
use crate::text::fold::spelling_key;

/// Kinds whose mentions are resolved together.
const KINDS: [Kind; 3] = [Kind::Meeting, Kind::Directive, Kind::Official];

/// Mentions of a kind that may be the same thing.
pub type Block = (Kind, String);

/// A row of `_mentions`, with what of its article every kind needs.
struct Mention {
    id: i64,
    article_id: i64,
    article: String,
    published_on: Option<NaiveDate>,
    own_key: String,
    natural_key: String,
    entity_key: String,
}

/// Notes a mention; its thing is for now what the article alone makes it.
pub fn insert(
    db: &Connection,
    article_id: i64,
    kind: Kind,
    block: &str,
    own_key: &str,
) -> rusqlite::Result<()> {
    db.prepare_cached(
        "INSERT INTO _mentions (article_id, kind, block, own_key) VALUES (?1, ?2, ?3, ?4)",
    )?
    .execute(params![article_id, kind.word(), block, own_key])?;
    Ok(())
}

/// Deletes an article's mentions, and tells in which blocks they were.
pub fn delete(db: &Connection, article_id: i64) -> rusqlite::Result<BTreeSet<Block>> {
    let mut blocks = BTreeSet::new();
    for kind in KINDS {
        let mut select = db.prepare_cached(
            "SELECT DISTINCT block FROM _mentions WHERE article_id = ?1 AND kind = ?2",
        )?;
        for block in select.query_map(params![article_id, kind.word()], |row| row.get(0))? {
            blocks.insert((kind, block?));
        }
    }
    db.prepare_cached("DELETE FROM _mentions WHERE article_id = ?1")?.execute([article_id])?;
    Ok(blocks)
}

/// Notes blocks to be resolved at the end of the load: a block is looked at once, however many of
/// its mentions and batches a load has.
pub fn postpone(db: &Connection, blocks: &BTreeSet<Block>) -> rusqlite::Result<()> {
    let mut insert =
        db.prepare_cached("INSERT OR IGNORE INTO _pending_blocks (kind, block) VALUES (?1, ?2)")?;
    for (kind, block) in blocks {
        insert.execute([kind.word(), block.as_str()])?;
    }
    Ok(())
}

/// Takes some of the postponed blocks; none when all are taken.
pub fn take_postponed(db: &Connection) -> rusqlite::Result<BTreeSet<Block>> {
    let mut blocks = BTreeSet::new();
    for kind in KINDS {
        let mut select =
            db.prepare_cached("SELECT block FROM _pending_blocks WHERE kind = ?1 LIMIT ?2")?;
        for block in
            select.query_map(params![kind.word(), AT_ONCE], |row| row.get::<_, String>(0))?
        {
            blocks.insert((kind, block?));
        }
    }
    let mut delete =
        db.prepare_cached("DELETE FROM _pending_blocks WHERE kind = ?1 AND block = ?2")?;
    for (kind, block) in &blocks {
        delete.execute([kind.word(), block.as_str()])?;
    }
    Ok(blocks)
}

/// Blocks of a kind that are resolved in one go, for the memory's sake.
const AT_ONCE: i64 = 10_000;

/// Resolves blocks anew and points the statements where they belong.
///
/// Gives back the articles in which two mentions were one thing and are two now: which of its
/// statements is whose only the article itself can tell, so it has to be written anew.
pub fn settle(
    db: &Connection,
    entities: &mut Entities,
    corrections: &Corrections,
    blocks: &BTreeSet<Block>,
) -> rusqlite::Result<BTreeSet<i64>> {
    let mut mixed = BTreeSet::new();
    for (kind, block) in blocks {
        let mentions = mentions(db, *kind, block)?;
        let natural = resolve(db, *kind, block, &mentions)?;
        let mut moves = Vec::new();
        for (mention, natural) in mentions.iter().zip(natural) {
            let corrected = key_kind(*kind)
                .and_then(|kind| corrections.of_mention(kind, &natural, &mention.article));
            let key = corrected.unwrap_or_else(|| natural.clone());
            if mention.entity_key != key && shares_its_thing(db, *kind, mention)? {
                mixed.insert(mention.article_id);
            } else if mention.entity_key != key || mention.natural_key != natural {
                moves.push((mention, natural, key));
            }
        }
        // By way of a place of its own, so that none is taken for one that is about to leave.
        let stopover = |mention: &Mention| format!("\u{1}{}", mention.id);
        let taken: HashSet<(i64, &str)> =
            mentions.iter().map(|m| (m.article_id, m.entity_key.as_str())).collect();
        for (mention, _, key) in moves.iter().filter(|(m, _, key)| m.entity_key != *key) {
            let (from, stop) = (&mention.entity_key, stopover(mention));
            let free = !taken.contains(&(mention.article_id, key.as_str()));
            entities.point(db, *kind, mention.article_id, from, if free { key } else { &stop })?;
        }
        for (mention, natural, key) in moves {
            entities.point(db, *kind, mention.article_id, &stopover(mention), &key)?;
            db.prepare_cached(
                "UPDATE _mentions SET natural_key = nullif(?2, own_key),
                     entity_key = nullif(?3, ?2) WHERE id = ?1",
            )?
            .execute(params![mention.id, natural, key])?;
        }
    }
    Ok(mixed)
}

/// Blocks with mentions that are or were a thing of this key. By way of the articles that speak of
/// it: the table of mentions has no index by what they were resolved to.
pub fn blocks_of(db: &Connection, kind: Kind, key: &str) -> rusqlite::Result<BTreeSet<Block>> {
    let mut articles = entity::articles_of(db, kind, key)?;
    let mut corrected = db.prepare_cached(
        "SELECT DISTINCT article_id FROM _mentions
         WHERE kind = ?1 AND coalesce(natural_key, own_key) = ?2 AND entity_key IS NOT NULL",
    )?;
    for article in corrected.query_map([kind.word(), key], |row| row.get(0))? {
        articles.insert(article?);
    }
    let mut blocks = BTreeSet::new();
    let mut select = db.prepare_cached(
        "SELECT DISTINCT block FROM _mentions
         WHERE article_id = ?1 AND kind = ?2
             AND ?3 IN (coalesce(natural_key, own_key), entity_key)",
    )?;
    for article in articles {
        for block in select.query_map(params![article, kind.word(), key], |row| row.get(0))? {
            blocks.insert((kind, block?));
        }
    }
    Ok(blocks)
}

/// Whether some article speaks of a thing of this key, before or after what people corrected: such
/// a thing has a row, or its mentions were made another's.
pub fn is_mentioned(db: &Connection, kind: Kind, key: &str) -> rusqlite::Result<bool> {
    let sql = format!(
        "SELECT EXISTS (SELECT 1 FROM {} WHERE key = ?2)
             OR EXISTS (SELECT 1 FROM _mentions
                        WHERE kind = ?1 AND coalesce(natural_key, own_key) = ?2
                            AND entity_key IS NOT NULL)",
        kind.table()
    );
    db.prepare_cached(&sql)?.query_row([kind.word(), key], |row| row.get(0))
}

/// Keys of the things that an article speaks of, before what people corrected.
pub fn natural_keys(db: &Connection, kind: Kind, article_id: i64) -> rusqlite::Result<Vec<String>> {
    db.prepare_cached(
        "SELECT DISTINCT coalesce(natural_key, own_key) FROM _mentions
         WHERE article_id = ?1 AND kind = ?2",
    )?
    .query_map(params![article_id, kind.word()], |row| row.get(0))?
    .collect()
}

/// What a thing is now that had a key at another time: the person who was the only one of the name
/// (`lê văn mẫu@82@`, now `lê văn mẫu@82@/823@`) or known without marks (`le van mau@82@`), the
/// document whose year no article told, the meeting known by another report.
pub fn meant_by(db: &Connection, kind: Kind, key: &str) -> rusqlite::Result<BTreeSet<String>> {
    let block = match kind {
        Kind::Official => officials::block_of(key),
        Kind::Directive => directive::block(key).to_owned(),
        Kind::Meeting => String::new(),
        Kind::Campaign | Kind::Organization => return Ok(BTreeSet::new()),
    };
    let mut select = db.prepare_cached(
        "SELECT DISTINCT own_key, coalesce(natural_key, own_key) FROM _mentions
         WHERE kind = ?1 AND (block = ?2 OR own_key = ?3)",
    )?;
    let mut rows = select.query(params![kind.word(), block, key])?;
    let mut meant = BTreeSet::new();
    while let Some(row) = rows.next()? {
        let (own, natural): (String, String) = (row.get(0)?, row.get(1)?);
        let fits = own == key
            || match kind {
                Kind::Official => officials::may_mean(key, &natural),
                Kind::Directive => key.ends_with('|'),
                _ => false,
            };
        if fits {
            meant.insert(natural);
        }
    }
    Ok(meant)
}

fn key_kind(kind: Kind) -> Option<KeyKind> {
    match kind {
        Kind::Meeting => Some(KeyKind::Meeting),
        Kind::Directive => Some(KeyKind::Directive),
        Kind::Official => Some(KeyKind::Official),
        Kind::Campaign | Kind::Organization => None,
    }
}

/// Blocks whose mentions are not resolved as they should be.
pub fn stale(db: &Connection) -> rusqlite::Result<Vec<(i64, String)>> {
    let mut found = Vec::new();
    for kind in KINDS {
        let mut select = db.prepare("SELECT DISTINCT block FROM _mentions WHERE kind = ?1")?;
        let blocks: Vec<String> =
            select.query_map([kind.word()], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        for block in blocks {
            let mentions = mentions(db, kind, &block)?;
            for (mention, key) in mentions.iter().zip(resolve(db, kind, &block, &mentions)?) {
                if mention.natural_key != key {
                    found.push((mention.id, format!("should be {key}")));
                }
            }
        }
    }
    Ok(found)
}

fn mentions(db: &Connection, kind: Kind, block: &str) -> rusqlite::Result<Vec<Mention>> {
    db.prepare_cached(
        "SELECT m.id, m.article_id, a.key, a.published_on, m.own_key,
                coalesce(m.natural_key, m.own_key),
                coalesce(m.entity_key, m.natural_key, m.own_key)
         FROM _mentions AS m JOIN articles AS a ON a.id = m.article_id
         WHERE m.kind = ?1 AND m.block = ?2 ORDER BY m.id",
    )?
    .query_map([kind.word(), block], |row| {
        Ok(Mention {
            id: row.get(0)?,
            article_id: row.get(1)?,
            article: row.get(2)?,
            published_on: row.get(3)?,
            own_key: row.get(4)?,
            natural_key: row.get(5)?,
            entity_key: row.get(6)?,
        })
    })?
    .collect()
}

/// Whether another mention of the article is the same thing now, though not by itself.
fn shares_its_thing(db: &Connection, kind: Kind, mention: &Mention) -> rusqlite::Result<bool> {
    db.prepare_cached(
        "SELECT EXISTS (SELECT 1 FROM _mentions
         WHERE article_id = ?1 AND kind = ?2 AND own_key <> ?3
             AND coalesce(entity_key, natural_key, own_key) = ?4)",
    )?
    .query_row(
        params![mention.article_id, kind.word(), mention.own_key, mention.entity_key],
        |row| row.get(0),
    )
}

/// The key of each mention of a block, by all of them.
fn resolve(
    db: &Connection,
    kind: Kind,
    block: &str,
    mentions: &[Mention],
) -> rusqlite::Result<Vec<String>> {
    match kind {
        Kind::Official => {
            let appearances = each(mentions, |mention| appearance(db, mention))?;
            Ok(officials::persons(block, &appearances))
        }
        Kind::Directive => {
            let citations = each(mentions, |mention| citation(db, mention))?;
            let years = directive::documents(block, &citations);
            let year = |year: Option<i32>| year.map(|year| year.to_string()).unwrap_or_default();
            Ok(years.into_iter().map(|told| format!("{block}|{}", year(told))).collect())
        }
        Kind::Meeting => {
            let reports = each(mentions, |mention| report(db, mention))?;
            Ok(meeting::meetings(&reports))
        }
        Kind::Campaign | Kind::Organization => Ok(each(mentions, |m| Ok(m.own_key.clone()))?),
    }
}

fn each<T>(
    mentions: &[Mention],
    read: impl Fn(&Mention) -> rusqlite::Result<T>,
) -> rusqlite::Result<Vec<T>> {
    mentions.iter().map(read).collect()
}

// The statements of an article are few, those of a thing may be many: CROSS JOIN has SQLite begin
// with the article's.

/// What the article says of a person.
fn appearance(db: &Connection, mention: &Mention) -> rusqlite::Result<officials::Appearance> {
    let is_own =
        |name: &str| mention.own_key.split('@').next().is_some_and(|own| own == spelling_key(name));
    let mut name = None;
    let mut offices = Vec::new();
    let mut select = db.prepare_cached(
        "SELECT p.name, p.title, p.standing, b.name, l.key,
                b.locality_id IS NULL AND b.locality_name IS NOT NULL
         FROM positions AS p
         CROSS JOIN officials AS o ON o.id = p.official_id
         LEFT JOIN organizations AS b ON b.id = p.organization_id
         LEFT JOIN localities AS l ON l.id = b.locality_id
         WHERE p.article_id = ?1 AND o.key = ?2 ORDER BY p.id",
    )?;
    let mut rows = select.query(params![mention.article_id, mention.entity_key])?;
    while let Some(row) = rows.next()? {
        let printed: String = row.get(0)?;
        if !is_own(&printed) {
            continue;
        }
        name = Some(printed);
        // The unit of a body that could not be linked is unknown, which is not the nation.
        if !row.get::<_, bool>(5)? {
            let standing: String = row.get(2)?;
            offices.push(officials::Office {
                title: row.get(1)?,
                body: row.get(3)?,
                unit: row.get(4)?,
                // The column is checked against the list.
                standing: Standing::parse(&standing).unwrap_or(Standing::Held),
            });
        }
    }
    if name.is_none() {
        let mut select = db.prepare_cached(
            "SELECT p.name FROM meeting_officials AS p CROSS JOIN officials AS o ON o.id = p.official_id
             WHERE p.article_id = ?1 AND o.key = ?2 ORDER BY p.id",
        )?;
        let mut rows = select.query(params![mention.article_id, mention.entity_key])?;
        while let Some(row) = rows.next()? {
            let printed: String = row.get(0)?;
            if is_own(&printed) {
                name = Some(printed);
                break;
            }
        }
    }
    let unit = db
        .prepare_cached(
            "SELECT l.key FROM articles AS a LEFT JOIN localities AS l ON l.id = a.locality_id
             WHERE a.id = ?1",
        )?
        .query_row([mention.article_id], |row| row.get(0))?;
    offices.sort();
    Ok(officials::Appearance {
        day: mention.published_on,
        article: mention.article.clone(),
        name: name.unwrap_or_else(|| mention.own_key.clone()),
        unit,
        offices,
    })
}

/// How the article cites a document.
fn citation(db: &Connection, mention: &Mention) -> rusqlite::Result<directive::Citation> {
    let year: Option<i32> =
        mention.own_key.rsplit_once('|').and_then(|(_, year)| year.parse().ok());
    let mut citation = directive::Citation {
        year,
        issued_on: None,
        title: None,
        number: None,
        published: mention.published_on.map(|day| day.year()),
    };
    let mut select = db.prepare_cached(
        "SELECT c.issued_on, c.title, c.number FROM citations AS c
         CROSS JOIN directives AS d ON d.id = c.directive_id
         WHERE c.article_id = ?1 AND d.key = ?2 AND c.issued_year IS ?3 ORDER BY c.id",
    )?;
    let mut rows = select.query(params![mention.article_id, mention.entity_key, year])?;
    while let Some(row) = rows.next()? {
        citation.issued_on = citation.issued_on.or(row.get(0)?);
        citation.title = citation.title.or(row.get(1)?);
        citation.number = citation.number.or(row.get(2)?);
    }
    Ok(citation)
}

/// What the article tells of a meeting.
fn report(db: &Connection, mention: &Mention) -> rusqlite::Result<meeting::Report> {
    let of = params![mention.article_id, mention.entity_key];
    let mut report = meeting::Report {
        published_on: mention.published_on,
        article: mention.article.clone(),
        key: mention.own_key.clone(),
        held_on: None,
        period: None,
        kinds: BTreeSet::new(),
        hosts: BTreeSet::new(),
        name: String::new(),
    };
    let mut select = db.prepare_cached(
        "SELECT t.held_on, t.period_from, t.period_to, t.name FROM meeting_articles AS t
         CROSS JOIN meetings AS m ON m.id = t.meeting_id WHERE t.article_id = ?1 AND m.key = ?2",
    )?;
    let mut rows = select.query(of)?;
    if let Some(row) = rows.next()? {
        report.held_on = row.get(0)?;
        let (from, to): (Option<NaiveDate>, Option<NaiveDate>) = (row.get(1)?, row.get(2)?);
        report.name = row.get(3)?;
        report.period = from.zip(to).map(|(from, to)| Interval { from, to });
    }
    let mut select = db.prepare_cached(
        "SELECT k.kind FROM meeting_kinds AS k CROSS JOIN meetings AS m ON m.id = k.meeting_id
         WHERE k.article_id = ?1 AND m.key = ?2",
    )?;
    for kind in select.query_map(of, |row| row.get::<_, String>(0))? {
        report.kinds.extend(MeetingKind::parse(&kind?));
    }
    let mut select = db.prepare_cached(
        "SELECT o.key FROM meeting_hosts AS h CROSS JOIN meetings AS m ON m.id = h.meeting_id
         CROSS JOIN organizations AS o ON o.id = h.organization_id
         WHERE h.article_id = ?1 AND m.key = ?2",
    )?;
    for host in select.query_map(of, |row| row.get::<_, String>(0))? {
        report.hosts.insert(host?);
    }
    Ok(report)
}
