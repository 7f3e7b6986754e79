//! Administrative units in the file, from the reference data.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension, params};
use sha2::{Digest, Sha256};

use crate::reference::units::{UnitId, Version, units};
use crate::text::fold::{search_key, sort_key};

/// Fills `localities`, `locality_versions` and `locality_successors`, or brings them up to date
/// with the reference data of this danvan. Nothing happens where they are.
///
/// Units are never removed: statements may point at them.
pub fn fill(db: &mut Connection) -> rusqlite::Result<()> {
    let state = state();
    let known: Option<String> = db
        .query_row("SELECT value FROM _meta WHERE name = 'units'", [], |row| row.get(0))
        .optional()?;
    if known.as_ref() == Some(&state) {
        return Ok(());
    }
    let units = units();
    let tx = db.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    tx.execute_batch("DELETE FROM locality_versions; DELETE FROM locality_successors;")?;
    let mut ids: Vec<i64> = Vec::with_capacity(units.all.len());
    {
        let mut upsert = tx.prepare(
            "INSERT INTO localities (key, code, level, type, name, bare_name, search_key,
                                     bare_search_key, sort_key, valid_from, valid_to)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
             ON CONFLICT (key) DO UPDATE SET type = ?4, name = ?5, bare_name = ?6, search_key = ?7,
                 bare_search_key = ?8, sort_key = ?9, valid_from = ?10, valid_to = ?11
             RETURNING id",
        )?;
        for unit in &units.all {
            let name = unit.title(None);
            let id = upsert.query_row(
                params![
                    unit.key,
                    unit.code,
                    unit.level.as_str(),
                    unit.last().kind,
                    name,
                    unit.name,
                    search_key(&name),
                    search_key(unit.name),
                    sort_key(unit.name),
                    unit.versions[0].from,
                    unit.last().to,
                ],
                |row| row.get(0),
            )?;
            ids.push(id);
        }
        let mut parent = tx.prepare("UPDATE localities SET parent_id = ?2 WHERE id = ?1")?;
        let mut insert = tx.prepare(
            "INSERT INTO locality_versions (locality_id, type, name, search_key, parent_id,
                                            valid_from, valid_to)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?;
        for (id, unit) in units.all.iter().enumerate() {
            parent.execute(params![ids[id], units.parent(id, None).map(|above| ids[above])])?;
            for version in &unit.versions {
                let name = format!("{} {}", version.kind, unit.name);
                let key = search_key(&name);
                for (above, from, to) in times(id, version) {
                    let above = above.map(|above| ids[above]);
                    insert.execute(params![ids[id], version.kind, name, key, above, from, to])?;
                }
            }
        }
        let mut successor = tx.prepare(
            "INSERT INTO locality_successors (locality_id, successor_id, share, basis)
             VALUES (?1, ?2, ?3, ?4)",
        )?;
        // Versions of one unit may have the same successors.
        let mut seen = std::collections::HashSet::new();
        for s in &units.successors {
            if seen.insert((s.old, s.new, s.share, s.basis)) {
                successor.execute(params![ids[s.old], ids[s.new], s.share, s.basis])?;
            }
        }
        tx.execute(
            "INSERT INTO _meta (name, value) VALUES ('units', ?1)
             ON CONFLICT (name) DO UPDATE SET value = ?1",
            [&state],
        )?;
    }
    tx.commit()
}

/// A unit above, from a day on, up to a day.
type Above = (Option<UnitId>, Option<NaiveDate>, Option<NaiveDate>);

/// The units in which a version lay, one after the other: huyện Phú Vang was in tỉnh Thừa Thiên Huế
/// until 2025-01-01 and in thành phố Huế from that day on, though nothing else of it changed.
fn times(id: UnitId, version: &Version) -> Vec<Above> {
    let units = units();
    let above = version.parent_code.map_or(&[][..], |code| units.of_code(code));
    let starts = above.iter().filter_map(|&above| units.all[above].versions[0].from);
    let inside = |day: &NaiveDate| {
        version.from.is_none_or(|from| from < *day) && version.to.is_none_or(|to| *day < to)
    };
    let starts: BTreeSet<NaiveDate> = starts.filter(inside).collect();
    let ends = starts.iter().copied().map(Some).chain([version.to]);
    let mut from = version.from;
    let mut times: Vec<Above> = Vec::new();
    for to in ends {
        let last_day = to.and_then(|to| to.pred_opt()).or(from);
        times.push((units.parent(id, last_day), from, to));
        from = to;
    }
    times
}

/// A mark of the reference data compiled in, and of how it is laid out in the file.
fn state() -> String {
    const LAYOUT: &str = "versions by the unit above, with search keys";
    let mut hash = Sha256::new();
    hash.update(LAYOUT);
    for data in
        [include_str!("../../reference/units.csv"), include_str!("../../reference/successors.csv")]
    {
        hash.update(data);
    }
    crate::resolve::hex(&hash.finalize())
}
