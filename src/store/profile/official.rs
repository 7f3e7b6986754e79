//! A person: offices with the days on which they were first and last stated, meetings, doubts.

use rusqlite::Connection;

use super::{Content, Entry, Part, Profile, Section, proofs, section};
use crate::store::Thing;

pub(super) fn official(db: &Connection, id: i64) -> rusqlite::Result<Profile> {
    let (key, name): (String, String) = db
        .prepare_cached("SELECT key, name FROM officials WHERE id = ?1")?
        .query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let sections = vec![
        Section { title: "Offices", entries: offices(db, id)? },
        section(
            db,
            id,
            "Meetings",
            "SELECT coalesce(t.held_on, a.published_on) AS day,
                 CASE WHEN coalesce(t.held_on, a.published_on) IS NULL THEN 'no day told' END AS what,
                 coalesce(p.role, 'named') AS roles,
                 t.name AS meeting, t.id AS meeting_id,
                 CASE WHEN t.id IS NULL THEN '(a meeting that the article does not name)' END AS what,
                 'meeting_officials:' || p.id AS _sources
             FROM meeting_officials AS p JOIN articles AS a ON a.id = p.article_id
             LEFT JOIN meetings AS t ON t.id = p.meeting_id
             WHERE p.official_id = ?1
             ORDER BY coalesce(t.held_on, a.published_on), a.key, p.id",
        )?,
        section(
            db,
            id,
            "May be the same person",
            // A pair is kept once, under either of its keys.
            "SELECT x.name AS official, x.id AS official_id, 'person:' || x.key AS key, d.reason
             FROM officials AS o
             JOIN identity_doubts AS d ON d.kind = 'official' AND d.key = o.key
             JOIN officials AS x ON x.key = d.other_key
             WHERE o.id = ?1
             UNION ALL
             SELECT x.name, x.id, 'person:' || x.key, d.reason
             FROM officials AS o
             JOIN identity_doubts AS d ON d.kind = 'official' AND d.other_key = o.key
             JOIN officials AS x ON x.key = d.key
             WHERE o.id = ?1
             ORDER BY 3",
        )?,
    ];
    Ok(Profile { title: name, key: format!("person:{key}"), known: Vec::new(), sections })
}

/// An office with the body that has it, and where and when it was stated.
struct Office {
    named: Vec<Part>,
    standings: Vec<String>,
    days: Vec<String>,
    statements: Vec<i64>,
}

/// The offices of a person with the first and the last that is stated of each; never that somebody
/// *is* in office, for nobody knows what happened since.
fn offices(db: &Connection, id: i64) -> rusqlite::Result<Vec<Entry>> {
    let mut offices: Vec<Office> = Vec::new();
    let mut select = db.prepare_cached(
        "SELECT p.title, b.name, b.id, b.locality_name, b.locality_id, a.published_on, p.standing, p.id
         FROM positions AS p JOIN articles AS a ON a.id = p.article_id
         LEFT JOIN organizations AS b ON b.id = p.organization_id
         WHERE p.official_id = ?1 ORDER BY a.published_on IS NULL, a.published_on, a.key, p.id",
    )?;
    let mut rows = select.query([id])?;
    while let Some(row) = rows.next()? {
        let link = |at: usize, thing: Thing| {
            Ok::<_, rusqlite::Error>(row.get::<_, Option<i64>>(at)?.map(|id| (thing, id)))
        };
        let mut named = vec![Part::new("office", Content::Text, row.get(0)?)];
        if let Some(body) = row.get(1)? {
            named.push(Part::name(body, link(2, Thing::Organization)?));
        }
        if let Some(place) = row.get(3)? {
            named.push(Part::name(place, link(4, Thing::Locality)?));
        }
        let words =
            |office: &[Part]| office.iter().map(|part| part.text.clone()).collect::<Vec<_>>();
        let at = match offices.iter().position(|known| words(&known.named) == words(&named)) {
            Some(at) => at,
            None => {
                let (standings, days, statements) = (Vec::new(), Vec::new(), Vec::new());
                offices.push(Office { named, standings, days, statements });
                offices.len() - 1
            }
        };
        let office = &mut offices[at];
        let standing: String = row.get(6)?;
        if standing != "held" && office.standings.last() != Some(&standing) {
            office.standings.push(standing);
        }
        office.days.extend(row.get::<_, Option<String>>(5)?);
        office.statements.push(row.get(7)?);
    }
    offices.into_iter().map(|office| entry(db, office)).collect()
}

fn entry(db: &Connection, office: Office) -> rusqlite::Result<Entry> {
    let Office { named: mut parts, standings, days, statements } = office;
    if !standings.is_empty() {
        parts.push(Part::new("standing", Content::Value, standings.join(", ")));
    }
    match (days.first(), days.last()) {
        (Some(first), Some(last)) if first == last => {
            parts.push(Part::new("stated_on", Content::Date, first.clone()));
        }
        (Some(first), Some(last)) => {
            parts.push(Part::new("first_stated_on", Content::Date, first.clone()));
            parts.push(Part::new("last_stated_on", Content::Date, last.clone()));
        }
        _ => parts.push(Part::value("no day told".to_owned())),
    }
    let ends: Vec<String> = [statements.first(), statements.last()]
        .into_iter()
        .flatten()
        .map(|id| format!("positions:{id}"))
        .collect();
    Ok(Entry { parts, proofs: proofs(db, &ends.join(" "))? })
}
