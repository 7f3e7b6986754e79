//! What of the identities a person should look at: pairs kept apart that may be one, documents with
//! several dates. Nothing is merged on a likeness; it is proposed.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rusqlite::{Connection, params};

use super::entity::Kind;
use crate::resolve::corrections::{Corrections, Key, KeyKind};
use crate::text::fold::search_key;

/// Makes `identity_doubts` anew from what the file holds. Pairs that a person called different are
/// none.
pub fn recompute(db: &Connection, corrections: &Corrections) -> rusqlite::Result<()> {
    db.execute("DELETE FROM identity_doubts", [])?;
    let mut insert = db.prepare_cached(
        "INSERT OR IGNORE INTO identity_doubts (kind, key, other_key, reason)
         VALUES (?1, ?2, ?3, ?4)",
    )?;
    let key = |key: &str| Key { kind: KeyKind::Official, key: key.to_owned() };
    for (a, b, reason) in namesakes(db)?.into_iter().chain(misspellings(db)?) {
        if !corrections.are_different(&key(&a), &key(&b)) {
            insert.execute(params![Kind::Official.word(), a, b, reason])?;
        }
    }
    for document in dates(db)? {
        insert.execute(params![Kind::Directive.word(), document, document, "dates"])?;
    }
    Ok(())
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

/// Persons with an office in one body whose names differ in a letter or a tone mark only.
fn misspellings(db: &Connection) -> rusqlite::Result<BTreeSet<Pair>> {
    let mut of_body: BTreeMap<i64, BTreeMap<String, String>> = BTreeMap::new();
    let mut select = db.prepare(
        "SELECT DISTINCT p.organization_id, o.key, o.name FROM positions AS p
         JOIN officials AS o ON o.id = p.official_id WHERE p.organization_id IS NOT NULL",
    )?;
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        of_body.entry(row.get(0)?).or_default().insert(row.get(1)?, row.get(2)?);
    }
    let mut pairs = BTreeSet::new();
    for persons in of_body.values() {
        // Names within one edit of each other share what is left when one letter is taken out of
        // one of them or of both.
        let mut near: HashMap<String, Vec<(&str, &str)>> = HashMap::new();
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
        let mut folded: HashMap<String, Vec<(&str, &str)>> = HashMap::new();
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
    Ok(pairs)
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

/// Documents of which articles tell different days of issue.
fn dates(db: &Connection) -> rusqlite::Result<Vec<String>> {
    db.prepare(
        "SELECT d.key FROM directives AS d JOIN citations AS c ON c.directive_id = d.id
         WHERE c.issued_on IS NOT NULL GROUP BY d.id HAVING count(DISTINCT c.issued_on) > 1
         ORDER BY d.key",
    )?
    .query_map([], |row| row.get(0))?
    .collect()
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
