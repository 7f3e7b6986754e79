//! From what a person types to the thing that is meant.

use rusqlite::{Connection, OptionalExtension};

use crate::extract::bodies;
use crate::extract::facts::Place;
use crate::reference::abbreviations::spelled_out;
use crate::reference::units::{UnitId, units};
use crate::resolve;
use crate::store::entity::Kind;
use crate::store::{Thing, identity};
use crate::text::fold::{search_key, spelling_key};
use crate::text::normalize::normalize;

/// A thing to choose from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// Row number.
    pub id: i64,
    /// Its key with the word of its kind, by which it is chosen.
    pub key: String,
    /// What tells it from the others.
    pub label: String,
}

/// The things that a key, a number or a name may mean: where one of these meets exactly, nothing
/// vaguer is looked for. The number of a unit is its code of the statistics office, which the
/// reports show; else a number is that of the row.
///
/// # Errors
/// What SQLite says.
pub fn find(db: &Connection, thing: Thing, name: &str) -> rusqlite::Result<Vec<Choice>> {
    let name = normalize(name.trim());
    for look in [by_key, by_number, by_name] {
        let found = look(db, thing, &name)?;
        if !found.is_empty() {
            return choices(db, thing, found);
        }
    }
    Ok(Vec::new())
}

fn by_key(db: &Connection, thing: Thing, name: &str) -> rusqlite::Result<Vec<i64>> {
    let key =
        name.strip_prefix(thing.key_word()).and_then(|key| key.strip_prefix(':')).unwrap_or(name);
    let sql = format!("SELECT id FROM {} WHERE key = ?1", thing.table());
    let row = |key: &str| -> rusqlite::Result<Option<i64>> {
        db.prepare_cached(&sql)?.query_row([key], |row| row.get(0)).optional()
    };
    let found: Vec<i64> = row(key)?.into_iter().collect();
    let kind = match thing {
        Thing::Official => Kind::Official,
        Thing::Directive => Kind::Directive,
        Thing::Meeting => Kind::Meeting,
        _ => return Ok(found),
    };
    if !found.is_empty() || !key.contains(['@', '|']) {
        return Ok(found);
    }
    // The key of another time, as a correction or a note may have kept it.
    let now = identity::meant_by(db, kind, key)?;
    now.iter().filter_map(|key| row(key).transpose()).collect()
}

fn by_number(db: &Connection, thing: Thing, name: &str) -> rusqlite::Result<Vec<i64>> {
    let Ok(number) = name.parse::<i64>() else { return Ok(Vec::new()) };
    let rows = |sql: &str, value: &dyn rusqlite::ToSql| -> rusqlite::Result<Vec<i64>> {
        db.prepare(sql)?.query_map([value], |row| row.get(0))?.collect()
    };
    if thing == Thing::Locality {
        let sql = "SELECT id FROM localities WHERE code = ?1 ORDER BY valid_from, key";
        let units = rows(sql, &name)?;
        if !units.is_empty() {
            return Ok(units);
        }
    }
    rows(&format!("SELECT id FROM {} WHERE id = ?1", thing.table()), &number)
}

fn by_name(db: &Connection, thing: Thing, name: &str) -> rusqlite::Result<Vec<i64>> {
    let spelled = spelled_out(name);
    match thing {
        _ if spelled.is_empty() => Ok(Vec::new()),
        Thing::Locality => named_units(db, name),
        Thing::Organization => {
            let found = match name.split_once(',') {
                Some((body, unit)) => bodies_of(db, &spelled_out(body), &spelled_out(unit))?,
                None => in_words(db, thing, &spelled)?,
            };
            if found.is_empty() { printed_body(db, name, &spelled) } else { Ok(found) }
        }
        Thing::Official => {
            let plain = without_address(&spelled);
            let found = in_words(db, thing, plain)?;
            // Of several whose names are folded alike, who is written so.
            let written = |id: &i64| {
                db.prepare_cached("SELECT name FROM officials WHERE id = ?1")?
                    .query_row([id], |row| row.get::<_, String>(0))
                    .map(|known| spelling_key(name).ends_with(&spelling_key(&known)))
            };
            let mut exact = Vec::new();
            for id in &found {
                if written(id)? {
                    exact.push(*id);
                }
            }
            Ok(if exact.is_empty() { found } else { exact })
        }
        // `Nghị quyết số 25-NQ/TW`
        Thing::Directive => {
            in_words(db, thing, search_key(name).replace(" so ", " ").trim_start_matches('0'))
        }
        _ => in_words(db, thing, &search_key(name)),
    }
}

/// Forms of address in front of a name: `bà`, `đồng chí`.
const ADDRESS: [&str; 6] = ["dong chi ", "ong ", "ba ", "anh ", "chi ", "d c "];

fn without_address(folded: &str) -> &str {
    // `Ông` is a family name too: a name has two words at least.
    let rest = ADDRESS.iter().find_map(|word| folded.strip_prefix(word));
    rest.filter(|rest| rest.contains(' ')).unwrap_or(folded)
}

/// Things whose whole name is this, else those that have a word beginning so.
fn in_words(db: &Connection, thing: Thing, folded: &str) -> rusqlite::Result<Vec<i64>> {
    let ids = |condition: &str| -> rusqlite::Result<Vec<i64>> {
        let sql = format!(
            "SELECT id FROM {} AS t WHERE {condition} OR EXISTS (SELECT 1 FROM aliases AS a
                 WHERE a.kind = '{}' AND a.key = t.key AND a.search_key = ?1)
             ORDER BY sort_key, key",
            thing.table(),
            thing.as_str()
        );
        db.prepare(&sql)?.query_map([folded], |row| row.get(0))?.collect()
    };
    let exact = ids(match thing {
        // The key has kind and number, folded: 25-NQ/TW is 25 nq tw, whatever its title cites.
        Thing::Directive => {
            "search_key = ?1 OR instr(key, '|' || ?1 || '|') > 0
             OR instr(replace(key, '|', ' '), ?1 || ' ') = 1"
        }
        _ => "search_key = ?1",
    })?;
    if exact.is_empty() { ids("instr(' ' || search_key, ' ' || ?1) > 0") } else { Ok(exact) }
}

/// Bodies of a unit: `Huyện ủy, Đại Lộc`.
fn bodies_of(db: &Connection, body: &str, unit: &str) -> rusqlite::Result<Vec<i64>> {
    db.prepare_cached(
        "SELECT o.id FROM organizations AS o JOIN localities AS l ON l.id = o.locality_id
         WHERE o.search_key = ?1 AND (l.search_key = ?2 OR l.bare_search_key = ?2)
         ORDER BY o.sort_key, o.key",
    )?
    .query_map([body, unit], |row| row.get(0))?
    .collect()
}

/// A body as articles print it: `Ban Dân vận Huyện ủy Đại Lộc`, `UBND huyện Đại Lộc`.
fn printed_body(db: &Connection, name: &str, folded: &str) -> rusqlite::Result<Vec<i64>> {
    if let Some(body) = bodies::of_name(name, &Place::default()) {
        let key = resolve::organization_key(&body, "");
        let found = by_key(db, Thing::Organization, &key)?;
        if !found.is_empty() {
            return Ok(found);
        }
    }
    // Without marks: what is the body and what the unit only the base can tell.
    let words: Vec<&str> = folded.split(' ').collect();
    for cut in (1..words.len()).rev() {
        let found = bodies_of(db, &words[..cut].join(" "), &words[cut..].join(" "))?;
        if !found.is_empty() {
            return Ok(found);
        }
    }
    Ok(Vec::new())
}

/// Units of a name in any of their times, `huyện Châu Thành, tỉnh Long An` too.
fn named_units(db: &Connection, name: &str) -> rusqlite::Result<Vec<i64>> {
    let mut parts = name.split(',').map(spelled_out);
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
    Ok(ids)
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
                 || coalesce(' ' || title, '') FROM directives WHERE id = ?1"
        }
    };
    let mut select = db.prepare(label)?;
    let mut key = db.prepare(&format!("SELECT key FROM {} WHERE id = ?1", thing.table()))?;
    let choice = |id: i64| {
        let key: String = key.query_row([id], |row| row.get(0))?;
        let label = select.query_row([id], |row| row.get(0))?;
        Ok(Choice { id, key: format!("{}:{key}", thing.key_word()), label })
    };
    ids.into_iter().map(choice).collect()
}
