//! Administrative units of Vietnam through time, from `reference/units.csv`,
//! `reference/successors.csv` and `reference/spellings.csv`.
//!
//! A unit is the consecutive versions of one official code with one bare name inside one era
//! (before and from 2025-07-01). Its key is `code@first valid_from` (`280@2008-08-01`, `01@`
//! where the first day is unknown). Codes are reused with another meaning, so a code alone
//! names nothing.

use std::ops::Deref;
use std::sync::LazyLock;

use chrono::NaiveDate;
use rustc_hash::FxHashMap;

use crate::text::fold::search_key;
use crate::text::letters::letters;

/// Index of a unit in [`Units::all`].
pub type UnitId = usize;

/// The day of the reform: districts end, provinces and communes start anew.
pub fn reform() -> NaiveDate {
    NaiveDate::from_ymd_opt(2025, 7, 1).expect("a day of the calendar")
}

/// Level of a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum UnitLevel {
    /// tỉnh, thành phố (centrally run)
    Province,
    /// quận, huyện, thị xã, thành phố (until 2025-06-30)
    District,
    /// xã, phường, thị trấn, đặc khu
    Commune,
}

impl UnitLevel {
    /// The word used in the data files and in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            UnitLevel::Province => "province",
            UnitLevel::District => "district",
            UnitLevel::Commune => "commune",
        }
    }
}

/// One unit: one code with one bare name in one era.
#[derive(Debug, Clone)]
pub struct Unit {
    /// `code@first valid_from`.
    pub key: String,
    /// Code of the statistics office, with leading zeros.
    pub code: &'static str,
    /// Level, the same in all versions.
    pub level: UnitLevel,
    /// Name without the type.
    pub name: &'static str,
    /// Versions in order of time; never empty.
    pub versions: Vec<Version>,
}

/// A unit between two changes of its type or parent.
#[derive(Debug, Clone, Copy)]
pub struct Version {
    /// `huyện`, `thị xã`, …
    pub kind: &'static str,
    /// Code of the unit above; none for a province.
    pub parent_code: Option<&'static str>,
    /// First day; none where it is before the first list (2004-08-31).
    pub from: Option<NaiveDate>,
    /// First day after; none where it is in force.
    pub to: Option<NaiveDate>,
}

impl Version {
    /// Whether the version is in force on a day.
    pub fn covers(&self, day: NaiveDate) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day < to)
    }
}

impl Unit {
    /// The last version.
    pub fn last(&self) -> &Version {
        self.versions.last().expect("a unit has a version")
    }

    /// The version in force on a day.
    pub fn at(&self, day: NaiveDate) -> Option<&Version> {
        self.versions.iter().find(|v| v.covers(day))
    }

    /// Whether the unit belongs to the time from 2025-07-01 on.
    pub fn is_new(&self) -> bool {
        self.versions[0].from.is_some_and(|from| from >= reform())
    }

    /// Whether a name is this unit's in other letters (`Đăk Glei` for `Đắk Glei`, `Phú Quí` for
    /// `Phú Quý`); capitals, spaces and hyphens make no other spelling.
    pub fn is_spelled_otherwise(&self, name: &str) -> bool {
        let letters = |name: &str| -> String {
            name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
        };
        name != self.name
            && letters(name) != letters(self.name)
            && name_key(name) == name_key(self.name)
    }

    /// `huyện Phú Xuyên`: type on the day (else the last one) and name.
    pub fn title(&self, day: Option<NaiveDate>) -> String {
        format!("{} {}", self.kind(day), self.name)
    }

    /// Its type on the day, else the last one: `huyện`.
    pub fn kind(&self, day: Option<NaiveDate>) -> &'static str {
        day.and_then(|day| self.at(day)).unwrap_or_else(|| self.last()).kind
    }
}

/// A unit and those above it, the unit first.
#[derive(Debug, Clone, Copy)]
pub struct Chain {
    ids: [UnitId; 3],
    len: usize,
}

impl Deref for Chain {
    type Target = [UnitId];

    fn deref(&self) -> &[UnitId] {
        &self.ids[..self.len]
    }
}

impl IntoIterator for Chain {
    type Item = UnitId;
    type IntoIter = std::iter::Take<std::array::IntoIter<UnitId, 3>>;

    fn into_iter(self) -> Self::IntoIter {
        self.ids.into_iter().take(self.len)
    }
}

/// What became of a unit of the time before 2025-07-01.
#[derive(Debug, Clone, Copy)]
pub struct Successor {
    /// The old unit.
    pub old: UnitId,
    /// First day of the version of the old unit that the row is about.
    pub old_from: Option<NaiveDate>,
    /// The new unit.
    pub new: UnitId,
    /// `whole`, `part` or `unknown`.
    pub share: &'static str,
    /// Source of the row, see `reference/README.md`.
    pub basis: &'static str,
}

/// All units, with look-ups.
#[derive(Debug)]
pub struct Units {
    /// Every unit, in order of code and time.
    pub all: Vec<Unit>,
    /// Every succession, in the order of the data file.
    pub successors: Vec<Successor>,
    by_code: FxHashMap<&'static str, Vec<UnitId>>,
    /// Units of one name, whatever its spelling.
    namesakes: Vec<Vec<UnitId>>,
    /// Index of the namesakes by their [`name_key`].
    by_name_key: FxHashMap<String, usize>,
    /// The same by the name as the list prints it, which most texts do too.
    by_name: FxHashMap<&'static str, usize>,
    successors_of: FxHashMap<UnitId, Vec<usize>>,
    /// Units of the time before the reform, by a new one that took them in.
    merged_into: FxHashMap<UnitId, Vec<UnitId>>,
}

static UNITS: LazyLock<Units> = LazyLock::new(|| {
    Units::read(
        include_str!("../../reference/units.csv"),
        include_str!("../../reference/successors.csv"),
        include_str!("../../reference/spellings.csv"),
    )
});

/// The units compiled into the program, read on first use.
pub fn units() -> &'static Units {
    &UNITS
}

/// Lines of a data file without quoting, split at commas; a malformed one is a build defect that
/// the tests of this module find.
fn rows<const N: usize>(data: &'static str) -> impl Iterator<Item = [&'static str; N]> {
    data.lines().skip(1).map(|line| {
        let mut cells = line.split(',');
        std::array::from_fn(|_| cells.next().unwrap_or_default())
    })
}

/// An ISO date of a data file; empty is none.
fn day(cell: &str) -> Option<NaiveDate> {
    let mut parts = cell.splitn(3, '-');
    let year = parts.next()?.parse().ok()?;
    let month = parts.next()?.parse().ok()?;
    NaiveDate::from_ymd_opt(year, month, parts.next()?.parse().ok()?)
}

impl Units {
    fn read(units: &'static str, successors: &'static str, spellings: &'static str) -> Units {
        let mut all: Vec<Unit> = Vec::with_capacity(17_000);
        for [code, level, kind, name, parent, from, to] in rows(units) {
            let version = Version {
                kind,
                parent_code: (!parent.is_empty()).then_some(parent),
                from: day(from),
                to: day(to),
            };
            // The file is sorted by code and time: a version continues the unit before it if
            // code and name are the same and the reform does not lie between.
            let starts_era = version.from == Some(reform());
            match all.last_mut() {
                Some(unit) if unit.code == code && unit.name == name && !starts_era => {
                    unit.versions.push(version);
                }
                _ => all.push(Unit {
                    key: [code, "@", from].concat(),
                    code,
                    level: match level {
                        "province" => UnitLevel::Province,
                        "district" => UnitLevel::District,
                        _ => UnitLevel::Commune,
                    },
                    name,
                    versions: vec![version],
                }),
            }
        }
        let mut found = Units {
            by_code: FxHashMap::default(),
            namesakes: Vec::new(),
            by_name_key: FxHashMap::default(),
            by_name: FxHashMap::default(),
            successors_of: FxHashMap::default(),
            merged_into: FxHashMap::default(),
            successors: Vec::new(),
            all,
        };
        for (id, unit) in found.all.iter().enumerate() {
            found.by_code.entry(unit.code).or_default().push(id);
            let namesakes = &mut found.namesakes;
            let n = *found.by_name.entry(unit.name).or_insert_with(|| {
                *found.by_name_key.entry(name_key(unit.name)).or_insert_with(|| {
                    namesakes.push(Vec::new());
                    namesakes.len() - 1
                })
            });
            found.namesakes[n].push(id);
        }
        for [code, from, variant, _source] in rows(spellings) {
            if let Some(id) = found.version_starting(code, day(from)) {
                let n =
                    *found.by_name_key.entry(name_key(variant)).or_insert(found.namesakes.len());
                if n == found.namesakes.len() {
                    found.namesakes.push(Vec::new());
                }
                if !found.namesakes[n].contains(&id) {
                    found.namesakes[n].push(id);
                }
            }
        }
        for [old_code, new_code, share, _level, old_from, basis] in rows(successors) {
            let old_from = day(old_from);
            let old = found.version_starting(old_code, old_from);
            let new = found.at(new_code, reform());
            if let (Some(old), Some(new)) = (old, new) {
                found.successors_of.entry(old).or_default().push(found.successors.len());
                found.merged_into.entry(new).or_default().push(old);
                found.successors.push(Successor { old, old_from, new, share, basis });
            }
        }
        found
    }

    /// The units that ever had this code.
    pub fn of_code(&self, code: &str) -> &[UnitId] {
        self.by_code.get(code).map_or(&[], Vec::as_slice)
    }

    /// The unit that has a version of this code starting on this day.
    fn version_starting(&self, code: &str, from: Option<NaiveDate>) -> Option<UnitId> {
        self.by_code
            .get(code)?
            .iter()
            .copied()
            .find(|&id| self.all[id].versions.iter().any(|v| v.from == from))
    }

    /// The unit of a key.
    pub fn by_key(&self, key: &str) -> Option<UnitId> {
        let (code, _) = key.split_once('@')?;
        self.by_code.get(code)?.iter().copied().find(|&id| self.all[id].key == key)
    }

    /// The unit that bears a code on a day.
    pub fn at(&self, code: &str, day: NaiveDate) -> Option<UnitId> {
        let same_code = self.by_code.get(code)?;
        same_code.iter().copied().find(|&id| self.all[id].at(day).is_some())
    }

    /// All units of a bare name through all time, spellings folded (`Đăk Hà` = `Đắk Hà`).
    pub fn named(&self, name: &str) -> &[UnitId] {
        let n = self.by_name.get(name).or_else(|| self.by_name_key.get(&name_key(name)));
        n.map_or(&[], |&n| &self.namesakes[n])
    }

    /// The unit above on a day; the unit's own last day counts where the day is outside its time.
    pub fn parent(&self, id: UnitId, day: Option<NaiveDate>) -> Option<UnitId> {
        let unit = &self.all[id];
        let version = day.and_then(|day| unit.at(day)).unwrap_or_else(|| unit.last());
        let code = version.parent_code?;
        let inside = match day {
            Some(day) if version.covers(day) => day,
            _ => match version.to {
                Some(to) => to.pred_opt()?,
                None => version.from.unwrap_or_else(reform),
            },
        };
        self.at(code, inside)
    }

    /// The unit and those above it, the unit first.
    pub fn chain(&self, id: UnitId, day: Option<NaiveDate>) -> Chain {
        // Three levels at most; guards against a data file that points in a circle.
        let mut chain = Chain { ids: [id; 3], len: 1 };
        while chain.len < chain.ids.len()
            && let Some(above) = self.parent(chain.ids[chain.len - 1], day)
        {
            chain.ids[chain.len] = above;
            chain.len += 1;
        }
        chain
    }

    /// Whether a unit lies in another, or did so on some day. Across the reform `huyện Gò Công
    /// Tây` lies in the tỉnh Đồng Tháp of today, and the xã Vĩnh Bình of today in the former huyện
    /// Gò Công Tây.
    pub fn lies_in(&self, id: UnitId, above: UnitId) -> bool {
        let (unit, outer) = (&self.all[id], &self.all[above]);
        if outer.level >= unit.level {
            return false;
        }
        let within = |id: UnitId, day| self.chain(id, day)[1..].contains(&above);
        match (unit.is_new(), outer.is_new()) {
            (false, true) => self.province_of_today(id) == Some(above),
            (true, false) => {
                let merged = self.merged_into.get(&id).into_iter().flatten();
                merged.into_iter().any(|&old| old == above || within(old, None))
            }
            _ => {
                let ends = |v: &Version| [v.from, v.to.and_then(|to| to.pred_opt())];
                let versions = unit.versions.iter().chain(&outer.versions);
                let mut days = versions.flat_map(ends).flatten();
                let on = |day| unit.at(day).is_some() && within(id, Some(day));
                within(id, None) || days.any(on)
            }
        }
    }

    /// What became of a unit.
    pub fn successors(&self, id: UnitId) -> impl Iterator<Item = &Successor> {
        self.successors_of.get(&id).into_iter().flatten().map(|&i| &self.successors[i])
    }

    /// The province of today in which a unit lies (through successors); a new unit's own.
    pub fn province_of_today(&self, id: UnitId) -> Option<UnitId> {
        let top = *self.chain(id, None).last()?;
        if self.all[top].is_new() {
            return Some(top);
        }
        self.successors(top).map(|s| s.new).next()
    }
}

/// Key of a bare name for matching: case, tone-mark placement, i/y, spaces, hyphens and the
/// spellings of minority-language names folded, but the diacritics kept (`Hà Nam` ≠ `Hạ Nam`).
pub fn name_key(name: &str) -> String {
    let letters = letters();
    let mut key = String::with_capacity(name.len());
    for c in name.chars() {
        match letters.small(c) {
            ' ' | '-' | '–' | '\'' | '’' | '‘' | '`' => {}
            // Quí/Quý, Mĩ/Mỹ, Lí/Lý: letters in variation, not tones.
            'y' => key.push('i'),
            'ỳ' => key.push('ì'),
            'ỷ' => key.push('ỉ'),
            'ỹ' => key.push('ĩ'),
            'ý' => key.push('í'),
            'ỵ' => key.push('ị'),
            // Đắk Lắk, Đăk Lăk, Đắc Lắc, Krông Pắc, Krông Pắk.
            c @ ('c' | 'k') => {
                let vowels = match c {
                    'c' => ["đắ", "đă", "lắ", "pắ"],
                    _ => ["đắ", "đa", "lắ", "pắ"],
                };
                match vowels.iter().any(|v| key.ends_with(v)) {
                    true => {
                        key.pop();
                        key.push_str("ăk");
                    }
                    false => key.push(c),
                }
            }
            c => key.push(c),
        }
    }
    key
}

/// Search key of `type name`, as people type it.
pub fn title_key(unit: &Unit) -> String {
    search_key(&format!("{} {}", unit.last().kind, unit.name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().expect(text)
    }

    #[test]
    fn every_row_of_the_data_files_is_read() {
        let units = units();
        let versions: usize = units.all.iter().map(|u| u.versions.len()).sum();
        assert_eq!(versions, include_str!("../../reference/units.csv").lines().count() - 1);
        let successions = include_str!("../../reference/successors.csv").lines().count() - 1;
        assert_eq!(units.successors.len(), successions);
        let unique = (0..units.all.len()).all(|id| units.by_key(&units.all[id].key) == Some(id));
        assert!(unique, "keys are unique");
        let orphans: Vec<_> = (0..units.all.len())
            .filter(|&id| units.all[id].level != UnitLevel::Province)
            .filter(|&id| units.parent(id, None).is_none())
            .map(|id| &units.all[id].key)
            .collect();
        assert!(orphans.is_empty(), "{orphans:?}");
    }

    #[test]
    fn a_unit_has_one_code_one_name_and_one_era() {
        let units = units();
        for (name, day, key, title, above) in [
            ("Phú Xuyên", "2024-04-15", "280@2008-08-01", "huyện Phú Xuyên", "thành phố Hà Nội"),
            ("Gò Công Tây", "2024-01-04", "823@", "huyện Gò Công Tây", "tỉnh Tiền Giang"),
            ("Tịnh Biên", "2022-01-01", "890@", "huyện Tịnh Biên", "tỉnh An Giang"),
            ("Tịnh Biên", "2024-06-22", "890@", "thị xã Tịnh Biên", "tỉnh An Giang"),
            ("Phú Quý", "2020-01-01", "602@", "huyện Phú Quí", "tỉnh Bình Thuận"),
        ] {
            let day = date(day);
            let found: Vec<_> = units
                .named(name)
                .iter()
                .filter(|&&id| units.all[id].level == UnitLevel::District)
                .filter(|&&id| units.all[id].at(day).is_some())
                .collect();
            assert_eq!(found.len(), 1, "{name}");
            let unit = &units.all[*found[0]];
            assert_eq!(unit.key, key);
            assert_eq!(unit.title(Some(day)), title);
            let parent = units.parent(*found[0], Some(day)).expect(name);
            assert_eq!(units.all[parent].title(Some(day)), above);
        }
    }

    #[test]
    fn units_lie_in_others_across_the_reform() {
        let units = units();
        let key = |key: &str| units.by_key(key).expect(key);
        for (inner, outer, lies) in [
            // huyện Gò Công Tây: of Tiền Giang, so of the Đồng Tháp of today, not of the old one.
            ("823@", "82@", true),
            ("823@", "82@2025-07-01", true),
            ("823@", "87@", false),
            // xã Vĩnh Bình of today.
            ("28651@2025-07-01", "82@2025-07-01", true),
            ("28651@2025-07-01", "823@", true),
            ("28651@2025-07-01", "82@", true),
            ("28651@2025-07-01", "821@", false),
            // huyện A Lưới: of Thừa Thiên Huế, then of the thành phố Huế.
            ("481@", "46@", true),
            ("481@", "46@2025-01-01", true),
            ("46@", "481@", false),
        ] {
            assert_eq!(units.lies_in(key(inner), key(outer)), lies, "{inner} in {outer}");
        }
    }

    #[test]
    fn provinces_of_today() {
        let units = units();
        for (key, today) in [("823@", "tỉnh Đồng Tháp"), ("35@", "tỉnh Ninh Bình")] {
            let id = units.by_key(key).expect(key);
            let province = units.province_of_today(id).expect(key);
            assert_eq!(units.all[province].title(None), today);
        }
    }

    #[test]
    fn spellings_of_one_name() {
        for (a, b) in [("Đắk Lắk", "Đắc Lắc"), ("Phú Quí", "Phú Quý"), ("Đa Krông", "Đakrông")]
        {
            assert_eq!(name_key(a), name_key(b));
        }
        assert_ne!(name_key("Hà Nam"), name_key("Hạ Nam"));
    }
}
