//! Administrative units in the file, from the reference data.

use rusqlite::{Connection, OptionalExtension, params};
use sha2::{Digest, Sha256};

use crate::reference::units::{Unit, UnitId, units};
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
        let mut version = tx.prepare(
            "INSERT INTO locality_versions (locality_id, type, name, parent_id, valid_from, valid_to)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?;
        for (id, unit) in units.all.iter().enumerate() {
            parent.execute(params![ids[id], units.parent(id, None).map(|above| ids[above])])?;
            for index in 0..unit.versions.len() {
                let above = parent_of_version(id, unit, index).map(|above| ids[above]);
                let v = &unit.versions[index];
                let name = format!("{} {}", v.kind, unit.name);
                version.execute(params![ids[id], v.kind, name, above, v.from, v.to])?;
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

/// The unit above, in one version: that of the version's last day.
fn parent_of_version(id: UnitId, unit: &Unit, index: usize) -> Option<UnitId> {
    let version = &unit.versions[index];
    let day = match version.to {
        Some(to) => to.pred_opt(),
        None => version.from,
    };
    units().parent(id, day)
}

/// A mark of the reference data compiled in.
fn state() -> String {
    let mut hash = Sha256::new();
    for data in
        [include_str!("../../reference/units.csv"), include_str!("../../reference/successors.csv")]
    {
        hash.update(data);
    }
    crate::resolve::hex(&hash.finalize())
}
