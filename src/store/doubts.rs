//! What of the identities a person should look at: pairs kept apart that may be one, documents and
//! meetings with several dates. Nothing is merged on a likeness; it is proposed.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, OptionalExtension, params};
use rustc_hash::FxHashMap;

use super::entity::Kind;
use super::figures;
use super::source::quoted;
use crate::resolve::corrections::facts::ARTICLE_DIGITS;
use crate::resolve::corrections::{Corrections, Key, KeyKind};
use crate::resolve::meeting;
use crate::text::fold::search_key;

/// Makes `identity_doubts` anew from what the file holds. Pairs that a person called different are
/// none.
pub fn recompute(db: &Connection, corrections: &Corrections) -> rusqlite::Result<()> {
    db.execute("DELETE FROM identity_doubts", [])?;
    let mut insert = db.prepare_cached(
        "INSERT OR IGNORE INTO identity_doubts (kind, key, other_key, reason)
         VALUES (?1, ?2, ?3, ?4)",
    )?;
    let mut pairs: Vec<(Kind, KeyKind, Pair)> = Vec::new();
    for pair in namesakes(db)?.into_iter().chain(misspellings(db)?) {
        pairs.push((Kind::Official, KeyKind::Official, pair));
    }
    for pair in one_day(db)? {
        pairs.push((Kind::Meeting, KeyKind::Meeting, pair));
    }
    for (kind, key_kind, (a, b, reason)) in pairs {
        let key = |key: &str| Key { kind: key_kind, key: key.to_owned() };
        if !corrections.are_different(&key(&a), &key(&b)) {
            insert.execute(params![kind.word(), a, b, reason])?;
        }
    }
    for (kind, key_kind, sql) in [
        (Kind::Directive, KeyKind::Directive, DOCUMENT_DAYS),
        (Kind::Meeting, KeyKind::Meeting, MEETING_DAYS),
    ] {
        let mut select = db.prepare(sql)?;
        for key in select.query_map([], |row| row.get::<_, String>(0))? {
            let key = Key { kind: key_kind, key: key? };
            if corrections.values(&key).is_none_or(|set| !set.contains_key(day_field(kind))) {
                insert.execute(params![kind.word(), key.key, key.key, "dates"])?;
            }
        }
    }
    Ok(())
}

/// Documents of which articles tell different days of issue.
const DOCUMENT_DAYS: &str =
    "SELECT d.key FROM directives AS d JOIN citations AS c ON c.directive_id = d.id
     WHERE c.issued_on IS NOT NULL GROUP BY d.id HAVING count(DISTINCT c.issued_on) > 1
     ORDER BY d.key";

/// Meetings of which articles tell different days.
const MEETING_DAYS: &str =
    "SELECT m.key FROM meetings AS m JOIN meeting_articles AS t ON t.meeting_id = m.id
     WHERE t.held_on IS NOT NULL GROUP BY m.id HAVING count(DISTINCT t.held_on) > 1
     ORDER BY m.key";

/// The field in which a person sets the day.
fn day_field(kind: Kind) -> &'static str {
    if kind == Kind::Meeting { "held_on" } else { "issued_on" }
}

/// Meetings of one unit and day that share a kind and most words of their names: one told with
/// `Huyện ủy` and with `Ban Dân vận Huyện ủy` as the host.
fn one_day(db: &Connection) -> rusqlite::Result<Vec<Pair>> {
    let mut select = db.prepare(
        "SELECT a.key, b.key, a.name, b.name FROM meetings AS a
         JOIN meetings AS b ON b.held_on = a.held_on AND b.locality_id IS a.locality_id
             AND b.key > a.key
         WHERE a.held_on IS NOT NULL AND a.locality_id IS NOT NULL
             AND EXISTS (SELECT 1 FROM meeting_kinds AS x JOIN meeting_kinds AS y ON y.kind = x.kind
                         WHERE x.meeting_id = a.id AND y.meeting_id = b.id)
             AND NOT EXISTS (SELECT 1 FROM meeting_articles AS x
                             JOIN meeting_articles AS y ON y.article_id = x.article_id
                             WHERE x.meeting_id = a.id AND y.meeting_id = b.id)
         ORDER BY 1, 2",
    )?;
    let mut rows = select.query([])?;
    let mut pairs = Vec::new();
    while let Some(row) = rows.next()? {
        let [a, b, a_name, b_name]: [String; 4] =
            [row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?];
        if meeting::alike(&a_name, &b_name) {
            pairs.push((a, b, "one day"));
        }
    }
    Ok(pairs)
}

/// Two keys in order, and why they may be one.
type Pair = (String, String, &'static str);

/// Persons of one block and one spelling who are two by their offices.
fn namesakes(db: &Connection) -> rusqlite::Result<BTreeSet<Pair>> {
    db.prepare(
        "SELECT a.key, b.key FROM officials AS a
         JOIN officials AS b ON b.block = a.block AND b.key > a.key AND b.name = a.name
         WHERE EXISTS (SELECT 1 FROM positions WHERE official_id = a.id)
           AND EXISTS (SELECT 1 FROM positions WHERE official_id = b.id)",
    )?
    .query_map([], |row| Ok((row.get(0)?, row.get(1)?, "namesakes")))?
    .collect()
}

/// Persons with an office in one district, one commune or one body of a province or the nation,
/// whose names differ in a letter or a tone mark only.
fn misspellings(db: &Connection) -> rusqlite::Result<BTreeSet<Pair>> {
    // In order of places, so that the persons of one at a time are in memory.
    let mut select = db.prepare(
        "SELECT DISTINCT l.id IS NOT NULL, coalesce(l.id, b.id), o.key, o.name FROM positions AS p
         JOIN officials AS o ON o.id = p.official_id
         JOIN organizations AS b ON b.id = p.organization_id
         LEFT JOIN localities AS l ON l.id = b.locality_id AND l.level <> 'province'
         ORDER BY 1, 2",
    )?;
    let mut rows = select.query([])?;
    let mut pairs = BTreeSet::new();
    let mut here: (bool, i64) = (false, 0);
    let mut persons: BTreeMap<String, String> = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let place = (row.get(0)?, row.get(1)?);
        if place != here {
            alike(&persons, &mut pairs);
            persons.clear();
            here = place;
        }
        persons.insert(row.get(2)?, row.get(3)?);
    }
    alike(&persons, &mut pairs);
    Ok(pairs)
}

/// Adds the pairs of alike names among the persons of one place, names by keys.
fn alike(persons: &BTreeMap<String, String>, pairs: &mut BTreeSet<Pair>) {
    // Names within one edit of each other share what is left when one letter is taken out of
    // one of them or of both.
    let mut near: FxHashMap<String, Vec<(&str, &str)>> = FxHashMap::default();
    for (key, name) in persons {
        for form in shortened(&name.to_lowercase()) {
            near.entry(form).or_default().push((key, name));
        }
    }
    for group in near.values() {
        for (i, (a, a_name)) in group.iter().enumerate() {
            for (b, b_name) in &group[..i] {
                if let Some(reason) = likeness(a_name, b_name)
                    && a != b
                {
                    let (a, b) = (a.min(b), a.max(b));
                    pairs.insert(((*a).to_owned(), (*b).to_owned(), reason));
                }
            }
        }
    }
    // Tone marks of several syllables may differ: `Bùi Thị Hoà`, `Bui Thi Hoa`.
    let mut folded: FxHashMap<String, Vec<(&str, &str)>> = FxHashMap::default();
    for (key, name) in persons {
        folded.entry(search_key(name)).or_default().push((key, name));
    }
    for group in folded.values() {
        for (i, (a, a_name)) in group.iter().enumerate() {
            for (b, b_name) in &group[..i] {
                if a_name.to_lowercase() != b_name.to_lowercase() {
                    let (a, b) = (a.min(b), a.max(b));
                    pairs.insert(((*a).to_owned(), (*b).to_owned(), "tone marks"));
                }
            }
        }
    }
}

/// A name, and the name without each of its letters in turn.
fn shortened(name: &str) -> BTreeSet<String> {
    let without =
        name.char_indices().map(|(at, c)| [&name[..at], &name[at + c.len_utf8()..]].concat());
    without.chain([name.to_owned()]).collect()
}

/// Whether two names may be one with a slip.
fn likeness(a: &str, b: &str) -> Option<&'static str> {
    let (a_small, b_small) = (a.to_lowercase(), b.to_lowercase());
    if a_small == b_small {
        None
    } else if search_key(a) == search_key(b) {
        Some("tone marks")
    } else if strsim::levenshtein(&a_small, &b_small) == 1 {
        Some("one letter")
    } else {
        None
    }
}

/// A question for a person, with the words on both sides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doubt {
    /// What it is about.
    pub key: Key,
    /// The other thing, where there are two.
    pub other: Option<Key>,
    /// The question.
    pub question: String,
    /// What a decision looks like.
    pub answers: &'static str,
    /// Words and where they stand, on the one side and on the other.
    pub sides: [Option<(String, String)>; 2],
    /// How much hangs on it: statements or sources concerned.
    pub weight: usize,
}

/// All open doubts, the most valuable first.
pub fn open_doubts(db: &Connection) -> rusqlite::Result<Vec<Doubt>> {
    let mut doubts = Vec::new();
    for contradiction in figures::contradictions(db)? {
        let [low, high] = contradiction.rows;
        doubts.push(Doubt {
            key: Key { kind: KeyKind::Figure, key: contradiction.key },
            other: None,
            question: "articles contradict each other: how many were there?".to_owned(),
            answers: "the figure",
            sides: [count_said(db, low)?, count_said(db, high)?],
            // A wrong figure is worse than a person in two rows.
            weight: 10 * contradiction.sources,
        });
    }
    let mut select = db.prepare("SELECT kind, key, other_key, reason FROM identity_doubts")?;
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        let [kind, key, other, reason]: [String; 4] =
            [row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?];
        doubts.push(match (&*kind, &*reason) {
            ("directive", _) => dated_twice(db, &key)?,
            ("meeting", "dates") => held_twice(db, &key)?,
            ("meeting", _) => two_meetings(db, &key, &other)?,
            _ => two_persons(db, &key, &other, &reason)?,
        });
    }
    unlinked(db, &mut doubts)?;
    doubts.sort_by(|a, b| b.weight.cmp(&a.weight).then_with(|| a.key.cmp(&b.key)));
    Ok(doubts)
}

fn two_persons(db: &Connection, a: &str, b: &str, reason: &str) -> rusqlite::Result<Doubt> {
    let said = "SELECT p.quote, p.article_id FROM positions AS p
        JOIN officials AS o ON o.id = p.official_id JOIN articles AS a ON a.id = p.article_id
        WHERE o.key = ?1 ORDER BY a.published_on IS NULL, a.published_on, a.key, p.id LIMIT 1";
    let count = |key: &str| {
        db.prepare_cached(
            "SELECT count(*) FROM positions AS p JOIN officials AS o ON o.id = p.official_id
             WHERE o.key = ?1",
        )?
        .query_row([key], |row| row.get::<_, i64>(0))
    };
    let question = match reason {
        "namesakes" => "two offices that exclude each other: one person or two?",
        "tone marks" => "names that differ in tone marks only: one person or two?",
        _ => "names that differ in one letter: one person or two?",
    };
    let key = |key: &str| Key { kind: KeyKind::Official, key: key.to_owned() };
    Ok(Doubt {
        key: key(a),
        other: Some(key(b)),
        question: question.to_owned(),
        answers: "same or different",
        sides: [words(db, said, &a)?, words(db, said, &b)?],
        weight: usize::try_from(count(a)? + count(b)?).unwrap_or_default(),
    })
}

fn dated_twice(db: &Connection, key: &str) -> rusqlite::Result<Doubt> {
    let said = |order: &str| {
        format!(
            "SELECT c.quote, c.article_id FROM citations AS c
             JOIN directives AS d ON d.id = c.directive_id
             WHERE d.key = ?1 AND c.issued_on IS NOT NULL ORDER BY c.issued_on {order}, c.id LIMIT 1"
        )
    };
    let weight: i64 = db.query_row(
        "SELECT count(*) FROM citations AS c JOIN directives AS d ON d.id = c.directive_id
         WHERE d.key = ?1",
        [key],
        |row| row.get(0),
    )?;
    Ok(Doubt {
        key: Key { kind: KeyKind::Directive, key: key.to_owned() },
        other: None,
        question: "articles give different days of issue: which is right?".to_owned(),
        answers: "the day, as 2013-06-03",
        sides: [words(db, &said("ASC"), &key)?, words(db, &said("DESC"), &key)?],
        weight: usize::try_from(weight).unwrap_or_default(),
    })
}

/// What an article says of a meeting, the first or the last by a column.
fn of_meeting(order: &str) -> String {
    format!(
        "SELECT t.quote, t.article_id FROM meeting_articles AS t
         JOIN meetings AS m ON m.id = t.meeting_id
         WHERE m.key = ?1 ORDER BY {order}, t.id LIMIT 1"
    )
}

fn reports_of(db: &Connection, key: &str) -> rusqlite::Result<usize> {
    let sql = "SELECT count(*) FROM meeting_articles AS t JOIN meetings AS m ON m.id = t.meeting_id
         WHERE m.key = ?1";
    let reports: i64 = db.prepare_cached(sql)?.query_row([key], |row| row.get(0))?;
    Ok(usize::try_from(reports).unwrap_or_default())
}

fn two_meetings(db: &Connection, a: &str, b: &str) -> rusqlite::Result<Doubt> {
    let key = |key: &str| Key { kind: KeyKind::Meeting, key: key.to_owned() };
    let said = of_meeting("t.held_on IS NULL");
    Ok(Doubt {
        key: key(a),
        other: Some(key(b)),
        question: "like meetings on one day in one unit: one meeting or two?".to_owned(),
        answers: "same or different",
        sides: [words(db, &said, &a)?, words(db, &said, &b)?],
        weight: reports_of(db, a)? + reports_of(db, b)?,
    })
}

fn held_twice(db: &Connection, key: &str) -> rusqlite::Result<Doubt> {
    let [first, last] = ["t.held_on IS NULL, t.held_on", "t.held_on DESC"].map(of_meeting);
    Ok(Doubt {
        key: Key { kind: KeyKind::Meeting, key: key.to_owned() },
        other: None,
        question: "articles give different days of the meeting: which is right?".to_owned(),
        answers: "the day, as 2024-01-10",
        sides: [words(db, &first, &key)?, words(db, &last, &key)?],
        weight: reports_of(db, key)?,
    })
}

/// Articles whose place is named and could not be told.
fn unlinked(db: &Connection, doubts: &mut Vec<Doubt>) -> rusqlite::Result<()> {
    let mut select = db.prepare(
        "SELECT a.id, a.key, a.locality_name,
                coalesce(nullif(a.title, ''), substr(a.text, 1, 200)),
                (SELECT count(*) FROM model_counts AS m WHERE m.article_id = a.id)
         FROM articles AS a WHERE a.locality_id IS NULL AND a.locality_name IS NOT NULL
         ORDER BY a.key",
    )?;
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        let (key, name): (String, String) = (row.get(1)?, row.get(2)?);
        let counts: i64 = row.get(4)?;
        let short = key.chars().take(ARTICLE_DIGITS).collect();
        doubts.push(Doubt {
            key: Key { kind: KeyKind::Article, key: short },
            other: None,
            question: format!("which unit is {name}?"),
            answers: "the unit's key, as loc:823@",
            sides: [Some((row.get(3)?, quoted(db, row.get(0)?, "")?.place())), None],
            weight: 1 + usize::try_from(counts).unwrap_or_default(),
        });
    }
    Ok(())
}

fn count_said(db: &Connection, id: i64) -> rusqlite::Result<Option<(String, String)>> {
    words(db, "SELECT quote, article_id FROM model_counts WHERE id = ?1", &id)
}

/// The words that a query of quote and article finds, and where they stand.
fn words(
    db: &Connection,
    sql: &str,
    of: &dyn rusqlite::ToSql,
) -> rusqlite::Result<Option<(String, String)>> {
    let found: Option<(String, i64)> =
        db.prepare_cached(sql)?.query_row([of], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
    let Some((quote, article)) = found else { return Ok(None) };
    let place = quoted(db, article, "")?.place();
    Ok(Some((quote, place)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_may_be_one() {
        for (a, b, reason) in [
            ("Nguyễn Văn Hùng", "Nguyễn Văn Hưng", Some("tone marks")),
            ("Nguyễn Văn Hùng", "Nguyễn Văn Hùngg", Some("one letter")),
            ("Nguyễn Văn Hùng", "Nguyễn Văn Hồng", Some("one letter")),
            ("Nguyễn Văn Hùng", "NGUYỄN VĂN HÙNG", None),
            ("Nguyễn Văn Hùng", "Nguyễn Văn Minh", None),
        ] {
            assert_eq!(likeness(a, b), reason, "{a}, {b}");
        }
    }
}
