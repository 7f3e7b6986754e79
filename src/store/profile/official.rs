//! A person: offices with the days on which they were first and last stated, meetings, doubts.

use rusqlite::Connection;

use super::{Entry, Profile, Proof, Section, section, source};
use crate::store::Thing;

pub(super) fn official(db: &Connection, id: i64) -> rusqlite::Result<Profile> {
    let (key, name): (String, String) =
        db.query_row("SELECT key, name FROM officials WHERE id = ?1", [id], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })?;
    let offices = offices(db, id)?.into_iter().map(|(office, stated)| {
        let mut proofs: Vec<Proof> = [stated.first(), stated.last()]
            .into_iter()
            .flatten()
            .map(|s| s.proof.clone())
            .collect();
        proofs.dedup();
        Entry { what: format!("{office}{}", when(&stated)), thing: None, proofs }
    });
    let sections = vec![
        Section { title: "Offices", things: None, entries: offices.collect() },
        section(db, id, "Meetings", Some(Thing::Meeting), 
                "SELECT coalesce(t.held_on, a.published_on, 'no day told') || ' '
                     || coalesce(p.role, 'named') || ': ' || coalesce(t.name, '(a meeting that the article does not name)'),
                     p.quote, p.article_id, p.meeting_id AS thing
                 FROM meeting_officials AS p JOIN articles AS a ON a.id = p.article_id
                 LEFT JOIN meetings AS t ON t.id = p.meeting_id
                 WHERE p.official_id = ?1
                 ORDER BY coalesce(t.held_on, a.published_on), a.key, p.id",
            )?,
        section(db, id, "May be the same person", Some(Thing::Official), 
                "SELECT 'person:' || x.key || ': ' || d.reason, x.id AS thing FROM identity_doubts AS d
                 JOIN officials AS o ON o.key IN (d.key, d.other_key)
                 JOIN officials AS x ON x.key IN (d.key, d.other_key) AND x.id <> o.id
                 WHERE o.id = ?1 AND d.kind = 'official' ORDER BY x.key",
            )?,
    ];
    Ok(Profile { title: name, key: format!("person:{key}"), known: Vec::new(), sections })
}

/// An article's word on an office.
struct Stated {
    day: Option<String>,
    standing: String,
    proof: Proof,
}

/// The offices of a person with all that is stated of each, both by day.
fn offices(db: &Connection, id: i64) -> rusqlite::Result<Vec<(String, Vec<Stated>)>> {
    let mut offices: Vec<(String, Vec<Stated>)> = Vec::new();
    let mut select = db.prepare(
        "SELECT p.title || coalesce(', ' || b.name, '') || coalesce(', ' || b.locality_name, ''),
                a.published_on, p.standing, p.quote, p.article_id
         FROM positions AS p JOIN articles AS a ON a.id = p.article_id
         LEFT JOIN organizations AS b ON b.id = p.organization_id
         WHERE p.official_id = ?1 ORDER BY a.published_on IS NULL, a.published_on, a.key, p.id",
    )?;
    let mut rows = select.query([id])?;
    while let Some(row) = rows.next()? {
        let office: String = row.get(0)?;
        let article = row.get(4)?;
        let proof = Proof { quote: row.get(3)?, article, source: source(db, article)? };
        let stated = Stated { day: row.get(1)?, standing: row.get(2)?, proof };
        match offices.iter_mut().find(|(known, _)| *known == office) {
            Some((_, all)) => all.push(stated),
            None => offices.push((office, vec![stated])),
        }
    }
    Ok(offices)
}

/// ` (former): first stated on 2022-12-23, last stated on 2024-10-16`; never that somebody *is* in
/// office, for nobody knows what happened since.
fn when(stated: &[Stated]) -> String {
    let mut standings: Vec<&str> =
        stated.iter().map(|s| s.standing.as_str()).filter(|s| *s != "held").collect();
    standings.dedup();
    let standing = match standings.is_empty() {
        true => String::new(),
        false => format!(" ({})", standings.join(", ")),
    };
    let days: Vec<&String> = stated.iter().filter_map(|s| s.day.as_ref()).collect();
    match (days.first(), days.last()) {
        (Some(first), Some(last)) if first == last => format!("{standing}: stated on {first}"),
        (Some(first), Some(last)) => {
            format!("{standing}: first stated on {first}, last stated on {last}")
        }
        _ => format!("{standing}: stated without a day"),
    }
}
