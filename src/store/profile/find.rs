//! From what a person types to the thing that is meant.

use rusqlite::{Connection, OptionalExtension};

use crate::reference::units::{UnitId, units};
use crate::store::Thing;
use crate::text::fold::search_key;

/// A thing to choose from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// Row number.
    pub id: i64,
    /// What tells it from the others.
    pub label: String,
}

/// The things that a number, a key or a name may mean: where one of these meets exactly, nothing
/// vaguer is looked for.
///
/// # Errors
/// What SQLite says.
pub fn find(db: &Connection, thing: Thing, name: &str) -> rusqlite::Result<Vec<Choice>> {
    let table = thing.table();
    if let Ok(id) = name.parse::<i64>() {
        let sql = format!("SELECT id FROM {table} WHERE id = ?1");
        let found: Option<i64> = db.query_row(&sql, [id], |row| row.get(0)).optional()?;
        return choices(db, thing, found.into_iter().collect());
    }
    let key =
        name.strip_prefix(thing.key_word()).and_then(|key| key.strip_prefix(':')).unwrap_or(name);
    let sql = format!("SELECT id FROM {table} WHERE key = ?1");
    let found: Option<i64> = db.query_row(&sql, [key], |row| row.get(0)).optional()?;
    if found.is_some() {
        return choices(db, thing, found.into_iter().collect());
    }
    let folded = search_key(name).trim_start_matches('0').to_owned();
    if folded.is_empty() {
        return Ok(Vec::new());
    }
    if thing == Thing::Locality {
        return named_units(db, name);
    }
    if thing == Thing::Organization
        && let Some((body, unit)) = name.split_once(',')
    {
        return bodies_of(db, &search_key(body), &search_key(unit));
    }
    let ids = |condition: &str| -> rusqlite::Result<Vec<i64>> {
        let sql = format!(
            "SELECT id FROM {table} AS t WHERE {condition} OR EXISTS (SELECT 1 FROM aliases AS a
                 WHERE a.kind = '{}' AND a.key = t.key AND a.search_key = ?1)
             ORDER BY sort_key, key",
            thing.as_str()
        );
        db.prepare(&sql)?.query_map([&folded], |row| row.get(0))?.collect()
    };
    let exact = ids(match thing {
        // The key has kind and number, folded: 25-NQ/TW is 25 nq tw, whatever its title cites.
        Thing::Directive => {
            "search_key = ?1 OR instr(key, '|' || ?1 || '|') > 0
             OR instr(replace(key, '|', ' '), ?1 || ' ') = 1"
        }
        _ => "search_key = ?1",
    })?;
    if !exact.is_empty() {
        return choices(db, thing, exact);
    }
    choices(db, thing, ids("instr(' ' || search_key, ' ' || ?1) > 0")?)
}

/// Bodies of a unit: `Huyện ủy, Đại Lộc`.
fn bodies_of(db: &Connection, body: &str, unit: &str) -> rusqlite::Result<Vec<Choice>> {
    let sql = "SELECT o.id FROM organizations AS o JOIN localities AS l ON l.id = o.locality_id
               WHERE o.search_key = ?1 AND (l.search_key = ?2 OR l.bare_search_key = ?2)
               ORDER BY o.sort_key, o.key";
    let mut select = db.prepare(sql)?;
    let ids = select.query_map([body, unit], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    choices(db, Thing::Organization, ids)
}

/// Units of a name in any of their times, `huyện Châu Thành, tỉnh Long An` too.
fn named_units(db: &Connection, name: &str) -> rusqlite::Result<Vec<Choice>> {
    let mut parts = name.split(',').map(search_key);
    let own = parts.next().unwrap_or_default();
    let above: Vec<String> = parts.collect();
    let named = |id: UnitId, wanted: &str, bare: bool| {
        let unit = &units().all[id];
        let bare_name = search_key(unit.name);
        bare && bare_name == wanted
            || unit.versions.iter().any(|v| format!("{} {bare_name}", search_key(v.kind)) == wanted)
    };
    let inside = |id: UnitId| {
        let mut chain: Vec<UnitId> = units().chain(id, None).into_iter().skip(1).collect();
        chain.extend(units().province_of_today(id));
        above.iter().all(|wanted| chain.iter().any(|&id| named(id, wanted, true)))
    };
    let all = 0..units().all.len();
    let titled: Vec<UnitId> =
        all.clone().filter(|&id| named(id, &own, false) && inside(id)).collect();
    let found = match titled.is_empty() {
        true => all.filter(|&id| named(id, &own, true) && inside(id)).collect(),
        false => titled,
    };
    let mut ids = Vec::new();
    for id in found {
        let key = &units().all[id].key;
        ids.push(
            db.query_row("SELECT id FROM localities WHERE key = ?1", [key], |row| row.get(0))?,
        );
    }
    if ids.is_empty() {
        ids = db
            .prepare(
                "SELECT l.id FROM aliases AS a JOIN localities AS l ON l.key = a.key
                 WHERE a.kind = 'locality' AND a.search_key = ?1 ORDER BY l.key",
            )?
            .query_map([&own], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
    }
    choices(db, Thing::Locality, ids)
}

fn choices(db: &Connection, thing: Thing, ids: Vec<i64>) -> rusqlite::Result<Vec<Choice>> {
    let label = match thing {
        Thing::Locality => {
            "SELECT l.name || coalesce(', ' || p.name, '') || coalesce(', until ' || l.valid_to, '')
             FROM localities AS l LEFT JOIN localities AS p ON p.id = l.parent_id WHERE l.id = ?1"
        }
        Thing::Official => {
            "SELECT o.name || coalesce((SELECT ', ' || p.title || coalesce(' ' || b.name, '')
                 || coalesce(' ' || b.locality_name, '')
                 FROM positions AS p LEFT JOIN organizations AS b ON b.id = p.organization_id
                 WHERE p.official_id = o.id ORDER BY p.id LIMIT 1), '')
             FROM officials AS o WHERE o.id = ?1"
        }
        Thing::Organization => {
            "SELECT o.name || coalesce(', ' || coalesce(l.name, o.locality_name), '')
                 || coalesce(', ' || p.name, '')
             FROM organizations AS o LEFT JOIN localities AS l ON l.id = o.locality_id
             LEFT JOIN localities AS p ON p.id = l.parent_id WHERE o.id = ?1"
        }
        Thing::Meeting => {
            "SELECT coalesce(t.held_on || ' ', '') || t.name
                 || coalesce(', ' || coalesce(l.name, t.locality_name), '')
             FROM meetings AS t LEFT JOIN localities AS l ON l.id = t.locality_id WHERE t.id = ?1"
        }
        Thing::Campaign => "SELECT kind || ' ' || name FROM campaigns WHERE id = ?1",
        Thing::Article => {
            "SELECT coalesce(published_on || ' ', '') || coalesce(title, '') FROM articles WHERE id = ?1"
        }
        Thing::Directive => {
            "SELECT kind || coalesce(' ' || number, '') || coalesce(' ' || issued_year, '')
                 || coalesce(' ' || title, '') || ' [' || key || ']' FROM directives WHERE id = ?1"
        }
    };
    let mut select = db.prepare(label)?;
    let choice = |id: i64| Ok(Choice { id, label: select.query_row([id], |row| row.get(0))? });
    ids.into_iter().map(choice).collect()
}
