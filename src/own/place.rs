//! Which unit a name in a table is: one that was in force, inside the table's own, or none. A name
//! that several units bear stays open.

use std::sync::LazyLock;

use chrono::NaiveDate;
use rustc_hash::FxHashMap;

use super::words::type_and_name;
use crate::reference::units::{Unit, UnitId, UnitLevel, units};
use crate::text::fold::search_key;
use crate::text::normalize::normalize;

/// What a name is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Match {
    /// One unit.
    One(UnitId),
    /// So many units bear the name.
    Several(usize),
    /// None does.
    None,
}

/// Where and when to look.
#[derive(Debug, Clone, Default)]
pub struct Scope {
    /// The units it must lie in or be; empty is no limit.
    pub within: Vec<UnitId>,
    /// The days on which it may have been in force, the best first.
    pub days: Vec<NaiveDate>,
    /// Its levels, as the heading says them; empty is any.
    pub levels: Vec<UnitLevel>,
}

/// The unit of a name as a table writes it: `Huyện Cái Bè`, `TP. Mỹ Tho`, `Cái Bè`,
/// `Châu Thành, Tiền Giang`.
pub fn find(name: &str, scope: &Scope) -> Match {
    let name = normalize(name);
    // `Châu Thành, Tiền Giang`, `Châu Thành (Tiền Giang)`
    if let Some((inner, outer)) = name.split_once([',', '(']) {
        let outer = outer.trim().trim_end_matches(')');
        let narrower: Vec<UnitId> =
            outer_units(outer).into_iter().filter(|&id| lies_in_any(id, &scope.within)).collect();
        if narrower.is_empty() {
            return Match::None;
        }
        return find(inner, &Scope { within: narrower, ..scope.clone() });
    }
    let (kind, bare) = match type_and_name(&name) {
        Some((kind, rest)) => (Some(kind), rest),
        None => (None, name.trim().to_owned()),
    };
    let all = units();
    let fits = |&&id: &&UnitId| {
        let unit = &all.all[id];
        let typed = kind.is_none_or(|kind| unit.versions.iter().any(|v| v.kind == kind));
        // What the name itself says stands above the heading.
        let level = kind.is_some() || scope.levels.is_empty() || scope.levels.contains(&unit.level);
        typed && level && lies_in_any(id, &scope.within)
    };
    let mut named: Vec<UnitId> = all.named(&bare).iter().filter(fits).copied().collect();
    // `Huyen Cai Be`: a table without any marks.
    if named.is_empty() && bare.is_ascii() {
        named = unmarked(&bare).iter().filter(fits).copied().collect();
    }
    // `Phường 05` is `Phường 5`.
    if named.is_empty() && bare.bytes().all(|b| b.is_ascii_digit()) {
        let short = bare.trim_start_matches('0');
        let long = format!("{short:0>2}");
        named = [short, &long].iter().flat_map(|n| all.named(n)).filter(fits).copied().collect();
        named.sort_unstable();
        named.dedup();
    }
    for day in &scope.days {
        let standing: Vec<UnitId> =
            named.iter().copied().filter(|&id| all.all[id].at(*day).is_some()).collect();
        // `Huyện Cai Lậy` since 2014 is not what is `thị xã Cai Lậy` since, and was the huyện before.
        let so_then = |id: &UnitId| kind == all.all[*id].at(*day).map(|version| version.kind);
        let typed: Vec<UnitId> = standing.iter().copied().filter(so_then).collect();
        let standing = if typed.is_empty() { standing } else { typed };
        match standing[..] {
            [] => {}
            [one] => return Match::One(one),
            _ => return Match::Several(standing.len()),
        }
    }
    match (named.len(), scope.days.is_empty()) {
        (1, true) => Match::One(named[0]),
        (n @ 2.., true) => Match::Several(n),
        _ => Match::None,
    }
}

/// Units whose names are so without their marks.
fn unmarked(name: &str) -> &'static [UnitId] {
    static UNMARKED: LazyLock<FxHashMap<String, Vec<UnitId>>> = LazyLock::new(|| {
        let mut found: FxHashMap<String, Vec<UnitId>> = FxHashMap::default();
        for (id, unit) in units().all.iter().enumerate() {
            found.entry(search_key(unit.name)).or_default().push(id);
        }
        found
    });
    UNMARKED.get(&search_key(name)).map_or(&[], Vec::as_slice)
}

/// Whether a unit is one of these or lies in one; yes where there are none.
fn lies_in_any(id: UnitId, within: &[UnitId]) -> bool {
    within.is_empty() || within.iter().any(|&outer| id == outer || units().lies_in(id, outer))
}

/// The units that a person means by `tỉnh Tiền Giang` or `huyện Châu Thành, tỉnh Tiền Giang`, of
/// whatever time: the same name may be a unit of then and one of now.
///
/// # Errors
/// A name that no unit bears, or several of one time.
pub fn within(name: &str) -> Result<Vec<UnitId>, String> {
    let found = outer_units(name);
    let all = &units().all;
    let clash = |a: &Unit, b: &Unit| {
        a.key != b.key && a.versions.iter().any(|v| b.versions.iter().any(|w| overlap(v, w)))
    };
    let ambiguous = found.iter().any(|&a| found.iter().any(|&b| clash(&all[a], &all[b])));
    match (found.is_empty(), ambiguous) {
        (true, _) => Err(format!("no unit is named {name:?}; write it as in tỉnh Tiền Giang")),
        (_, true) => Err(format!(
            "{} units are named {name:?}; write it with its type and what it lies in: huyện A, tỉnh B",
            found.len()
        )),
        _ => Ok(found),
    }
}

fn overlap(a: &crate::reference::units::Version, b: &crate::reference::units::Version) -> bool {
    let before = |end: Option<NaiveDate>, start: Option<NaiveDate>| matches!((end, start), (Some(end), Some(start)) if end <= start);
    !before(a.to, b.from) && !before(b.to, a.from)
}

/// All units of any time that a name may mean; of a bare name the widest.
fn outer_units(name: &str) -> Vec<UnitId> {
    let name = normalize(name);
    if let Some((inner, outer)) = name.split_once(',') {
        let outer = outer_units(outer);
        let mut found = outer_units_named(inner.trim());
        found.retain(|&id| outer.iter().any(|&above| units().lies_in(id, above)));
        return found;
    }
    let found = outer_units_named(name.trim());
    let Some(widest) = found.iter().map(|&id| units().all[id].level).min() else { return found };
    found.into_iter().filter(|&id| units().all[id].level == widest).collect()
}

fn outer_units_named(name: &str) -> Vec<UnitId> {
    let (kind, bare) = match type_and_name(name) {
        Some((kind, rest)) => (Some(kind), rest),
        None => (None, name.to_owned()),
    };
    let typed = |id: &UnitId| {
        kind.is_none_or(|kind| units().all[*id].versions.iter().any(|v| v.kind == kind))
    };
    units().named(&bare).iter().copied().filter(typed).collect()
}

/// The unit that the lines above a table name, with its type or by its party committee
/// (`TỈNH ỦY TIỀN GIANG`): the narrowest one, if the others contain it.
pub fn named_in(title: &str) -> Vec<UnitId> {
    let title = normalize(title);
    let mut found: Vec<Vec<UnitId>> = Vec::new();
    for line in title.lines() {
        let words: Vec<&str> = line
            .split(|c: char| c.is_whitespace() || "“”\"():;.".contains(c))
            .filter(|word| !word.is_empty())
            .collect();
        for at in 0..words.len() {
            let small = |at: usize| words.get(at).map(|w| w.to_lowercase()).unwrap_or_default();
            let (kind, from) = match (small(at).as_str(), small(at + 1).as_str()) {
                ("tỉnh", "ủy") => ("tỉnh", at + 2),
                ("thành", "ủy") => ("thành phố", at + 2),
                ("huyện", "ủy") => ("huyện", at + 2),
                ("thị", "ủy") => ("thị xã", at + 2),
                ("quận", "ủy") => ("quận", at + 2),
                ("thành", "phố") => ("thành phố", at + 2),
                ("thị", "xã") => ("thị xã", at + 2),
                ("thị", "trấn") => ("thị trấn", at + 2),
                ("tỉnh" | "huyện" | "quận" | "xã" | "phường", _) => (
                    ["tỉnh", "huyện", "quận", "xã", "phường"]
                        .into_iter()
                        .find(|kind| *kind == small(at))
                        .unwrap_or_default(),
                    at + 1,
                ),
                _ => continue,
            };
            // The longest name: `Bà Rịa - Vũng Tàu` has five words.
            let longest = (1..=5).rev().filter(|n| from + n <= words.len()).find_map(|n| {
                let name = words[from..from + n].join(" ");
                let ids = outer_units_named(&format!("{kind} {}", name.trim_matches([',', '-'])));
                (!ids.is_empty()).then_some(ids)
            });
            found.extend(longest);
        }
    }
    let lies = |inner: &[UnitId], outer: &[UnitId]| {
        inner.iter().any(|&id| outer.iter().any(|&above| id == above || units().lies_in(id, above)))
    };
    let narrowest = found.iter().find(|one| found.iter().all(|other| lies(one, other)));
    let Some(narrowest) = narrowest else { return Vec::new() };
    let others: Vec<&Vec<UnitId>> = found.iter().filter(|other| *other != narrowest).collect();
    let mut ids = narrowest.clone();
    // `huyện Châu Thành` of a table that names its province too.
    ids.retain(|&id| others.iter().all(|other| lies(&[id], other)));
    ids
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_a_table() {
        let day = |text: &str| vec![text.parse().expect(text)];
        let scope = |place: &str, on: &str, levels: &[UnitLevel]| Scope {
            within: if place.is_empty() { vec![] } else { within(place).expect(place) },
            days: day(on),
            levels: levels.to_vec(),
        };
        let district = [UnitLevel::District];
        for (name, scope, title) in [
            ("Huyện Cái Bè", scope("", "2024-12-31", &[]), "huyện Cái Bè"),
            ("HUYỆN CÁI BÈ", scope("tỉnh Tiền Giang", "2024-12-31", &[]), "huyện Cái Bè"),
            ("H. Cái Bè", scope("", "2024-12-31", &[]), "huyện Cái Bè"),
            ("TP. Mỹ Tho", scope("", "2024-12-31", &[]), "thành phố Mỹ Tho"),
            ("Tp.Mỹ Tho", scope("", "2024-12-31", &[]), "thành phố Mỹ Tho"),
            ("Cái Bè", scope("tỉnh Tiền Giang", "2024-12-31", &district), "huyện Cái Bè"),
            ("Châu Thành", scope("tỉnh Tiền Giang", "2024-12-31", &district), "huyện Châu Thành"),
            ("Huyện Châu Thành, Tiền Giang", scope("", "2024-12-31", &[]), "huyện Châu Thành"),
            ("Huyện Châu Thành", scope("", "2024-12-31", &[]), "several"),
            ("Cái Bè", scope("tỉnh Quảng Nam", "2024-12-31", &[]), "none"),
            ("Huyện Cái Bè", scope("", "2025-12-31", &[]), "none"),
            ("Công an tỉnh", scope("tỉnh Tiền Giang", "2024-12-31", &[]), "none"),
        ] {
            let found = match find(name, &scope) {
                Match::One(id) => units().all[id].title(None),
                Match::Several(_) => "several".to_owned(),
                Match::None => "none".to_owned(),
            };
            assert_eq!(found, title, "{name}");
        }
    }

    #[test]
    fn units_that_titles_name() {
        for (title, expected) in [
            ("BIỂU TỔNG HỢP MÔ HÌNH TỈNH TIỀN GIANG NĂM 2024", "tỉnh Tiền Giang"),
            ("BAN DÂN VẬN TỈNH ỦY QUẢNG NAM", "tỉnh Quảng Nam"),
            ("HUYỆN ỦY CHÂU THÀNH\nTỉnh Tiền Giang", "huyện Châu Thành"),
            ("Tỉnh Bà Rịa - Vũng Tàu", "tỉnh Bà Rịa - Vũng Tàu"),
            ("Tỉnh Tiền Giang và tỉnh Quảng Nam", ""),
            ("Biểu tổng hợp năm 2024", ""),
        ] {
            let mut titles: Vec<String> =
                named_in(title).into_iter().map(|id| units().all[id].title(None)).collect();
            titles.dedup();
            assert_eq!(titles.join(", "), expected, "{title}");
        }
    }
}
