//! The units that an article is read in: which one a mention means, on the article's day and near its
//! own units.

use std::collections::BTreeMap;
use std::rc::Rc;

use chrono::{Datelike, Days, NaiveDate};

use super::{Mention, UnitType, mention};
use crate::extract::doc::Doc;
use crate::extract::facts::Place;
use crate::reference::units::{UnitId, UnitLevel, Version, name_key, reform, units};
use crate::text::fold::search_key;
use crate::text::period::{Period, periods};
use crate::text::phrases::{Phrases, phrases};
/// The geography an article is read in.
#[derive(Debug, Clone)]
pub struct Geography {
    /// The day whose units count.
    pub day: Option<NaiveDate>,
    /// The article's unit and those above it, by level: province, district, commune.
    pub chain: [Option<Resolved>; 3],
    /// Level of the article's own unit; none for national and mixed articles.
    pub own: Option<UnitLevel>,
    /// Units that the article spells otherwise than the gazetteer: `Đăk Glei`, officially `Đắk Glei`.
    pub(super) spelled: BTreeMap<UnitId, String>,
    /// Without a day, but of the time before the reform.
    pub(super) old_time: bool,
}

/// A unit as the contract writes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resolved {
    /// `huyện Phú Xuyên`
    pub title: String,
    /// The unit of the gazetteer, where it can be told.
    pub id: Option<UnitId>,
}

impl Resolved {
    /// As a value of a fact.
    pub fn place(&self) -> Place {
        Place {
            locality: Some(self.title.clone()),
            locality_key: self.id.map(|id| units().all[id].key.clone()),
        }
    }
}

impl Geography {
    /// The geography with another unit as the article's own.
    pub(super) fn of(mut self, unit: UnitId) -> Geography {
        self.chain = [None, None, None];
        for above in units().chain(unit, self.day) {
            self.chain[units().all[above].level as usize] = Some(self.known_as(above));
        }
        self.own = Some(units().all[unit].level);
        self
    }

    fn known(&self, level: UnitLevel) -> Option<&Resolved> {
        self.chain[level as usize].as_ref()
    }

    /// The article's own unit.
    pub fn own_unit(&self) -> Option<&Resolved> {
        self.known(self.own?)
    }

    /// The article's unit of a level.
    pub fn at_level(&self, level: UnitLevel) -> Option<&Resolved> {
        self.known(level)
    }

    /// The article's locality with the units above it.
    pub fn article_place(&self) -> Place {
        let Some(own) = self.own_unit() else { return Place::default() };
        let level = self.own.map_or(0, |l| l as usize);
        let names: Vec<&str> =
            (0..=level).rev().filter_map(|l| self.chain[l].as_ref()).map(|r| &*r.title).collect();
        Place { locality: Some(names.join(", ")), ..own.place() }
    }

    /// The article's unit that a bare type word means (`huyện`, `thành phố`).
    pub fn of_type(&self, kind: UnitType) -> Option<&Resolved> {
        let fits = |r: &&Resolved| r.title.starts_with(kind.word());
        if kind == UnitType::City {
            // The city of the article: its own, a district-level one, or the centre's.
            let district = self.known(UnitLevel::District).filter(fits);
            return district.or_else(|| self.known(UnitLevel::Province).filter(fits));
        }
        self.known(kind.level()).filter(fits)
    }

    /// Finds the unit a mention means, near the article's units.
    pub fn resolve(&self, mention: &Mention) -> Resolved {
        let candidates = of_time(self.old_time, possible(mention, self.day));
        // `phường An Động` in an article of phường An Đông: a slip of a mark.
        if candidates.is_empty()
            && let Some(own) = self.own_unit()
            && mention.kind.is_some_and(|k| {
                search_key(&format!("{} {}", k.word(), mention.name)) == search_key(&own.title)
            })
        {
            return own.clone();
        }
        let id = self.pick(mention, &candidates);
        Resolved { title: self.title_of(mention, id), id }
    }

    /// `huyện Phú Xuyên`: the unit as the article spells it everywhere, so that a body stands in the
    /// unit of its article.
    fn title_of(&self, mention: &Mention, id: Option<UnitId>) -> String {
        let kind = mention.kind.map(UnitType::word);
        let Some(id) = id else {
            return match kind {
                Some(kind) => format!("{kind} {}", mention.name),
                None => mention.name.clone(),
            };
        };
        let unit = &units().all[id];
        let name = self.spelled.get(&id).map_or(unit.name, String::as_str);
        format!("{} {name}", kind.unwrap_or_else(|| unit.kind(self.day)))
    }

    /// A unit of the gazetteer, as the article spells it.
    pub(super) fn known_as(&self, id: UnitId) -> Resolved {
        let unit = &units().all[id];
        let name = self.spelled.get(&id).map_or(unit.name, String::as_str);
        Resolved { title: format!("{} {name}", unit.kind(self.day)), id: Some(id) }
    }

    fn pick(&self, mention: &Mention, candidates: &[UnitId]) -> Option<UnitId> {
        if let [only] = candidates {
            return Some(*only);
        }
        let inside = |id: UnitId, above: UnitId| units().chain(id, self.day).contains(&above);
        if let Some(within) = &mention.within {
            let above = self.resolve(within).id;
            let fitting: Vec<UnitId> = candidates
                .iter()
                .copied()
                .filter(|&id| above.is_some_and(|a| units().lies_in(id, a)))
                .collect();
            if let [only] = fitting[..] {
                return Some(only);
            }
        }
        // The one inside (or equal to, or above) the units of the article.
        for level in [UnitLevel::District, UnitLevel::Province] {
            if let Some(above) = self.known(level).and_then(|r| r.id) {
                let fitting: Vec<UnitId> =
                    candidates.iter().copied().filter(|&id| inside(id, above)).collect();
                if let [only] = fitting[..] {
                    return Some(only);
                }
            }
        }
        // `xã Nậm Ty` is that of Sơn La, though lists write the xã Nậm Tỵ of Hà Giang so too.
        let exact = |id: &&UnitId| name_key(units().all[**id].name) == name_key(&mention.name);
        let mut exact = candidates.iter().filter(exact);
        exact.next().copied().filter(|_| exact.next().is_none())
    }
}

/// Which units of a name are looked at on a day.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Scope {
    /// Those in force; where there is none, those that were and those soon to come.
    InForce,
    /// Those that are no more.
    Past,
    /// All that were, are or will soon be.
    Any,
}

/// Units a mention can mean: name and type fit, in force on the day, inside the unit printed
/// behind it. None where that unit has no such one: `xã Kim Thái, tỉnh Nghệ An`.
pub(super) fn possible(mention: &Mention, day: Option<NaiveDate>) -> Vec<UnitId> {
    let found = inside_printed(mention, day, Scope::InForce);
    // `xã Vĩnh Bình, tỉnh Đồng Tháp` in the weeks before the reform.
    match found.is_empty() && mention.within.is_some() && day.is_some() {
        true => inside_printed(mention, day, Scope::Any),
        false => found,
    }
}

/// Candidates inside the unit printed behind them.
fn inside_printed(mention: &Mention, day: Option<NaiveDate>, scope: Scope) -> Vec<UnitId> {
    let all = units();
    let mut found = candidates(mention, day, scope);
    let Some(within) = &mention.within else { return found };
    let above = inside_printed(within, day, scope);
    if above.is_empty() && candidates(within, day, scope).is_empty() {
        // The list does not know the unit around: colloquial, misspelt.
        return found;
    }
    // `xã Đồng Sơn, huyện Gò Công Tây` after the reform: the commune of that time, or the one of
    // today that bears its name.
    let past = day.is_some_and(|d| above.iter().all(|&a| ended(a, d)));
    if past {
        let before = candidates(mention, day, Scope::Past);
        found.extend(before.into_iter().filter(|id| !found.contains(id)).collect::<Vec<_>>());
    }
    let in_one = |fits: &dyn Fn(UnitId, UnitId) -> bool| -> Vec<UnitId> {
        found.iter().copied().filter(|&id| above.iter().any(|&a| a != id && fits(id, a))).collect()
    };
    let era = |id: UnitId| all.all[id].is_new();
    let on_day = match day {
        _ if past => Vec::new(),
        Some(_) => in_one(&|id, a| all.chain(id, day).contains(&a)),
        // Without a day the unit around tells the era, in which a commune may change its district.
        None => in_one(&|id, a| era(id) == era(a) && all.lies_in(id, a)),
    };
    if on_day.is_empty() { in_one(&|id, a| all.lies_in(id, a)) } else { on_day }
}

/// Whether a unit is no more on a day.
fn ended(id: UnitId, day: NaiveDate) -> bool {
    units().all[id].last().to.is_some_and(|to| to <= day)
}

/// Units whose name and type fit; without a day those of all times.
fn candidates(mention: &Mention, day: Option<NaiveDate>, scope: Scope) -> Vec<UnitId> {
    /// The press writes of a unit some weeks before it begins, and the lists date some late.
    const SOON: Days = Days::new(92);
    let all = units();
    let fits = |v: &Version| mention.kind.is_none_or(|k| UnitType::of_word(v.kind) == Some(k));
    let named = all.named(&mention.name);
    let of = |holds: &dyn Fn(UnitId) -> bool| -> Vec<UnitId> {
        let ever = |id: &UnitId| all.all[*id].versions.iter().any(fits);
        named.iter().copied().filter(ever).filter(|&id| holds(id)).collect()
    };
    let Some(day) = day else {
        let (old, new) = (of(&|id| !all.all[id].is_new()), of(&|id| all.all[id].is_new()));
        return [highest(mention, old), highest(mention, new)].concat();
    };
    let past = || of(&|id| ended(id, day));
    // `huyện Từ Liêm` in 2020, `thành phố Dĩ An` in the weeks before it was one.
    let any = || {
        let begun = |v: &Version| fits(v) && v.from.is_none_or(|from| from <= day + SOON);
        of(&|id| all.all[id].versions.iter().any(begun))
    };
    let mut found = match scope {
        Scope::Any => any(),
        Scope::Past => past(),
        Scope::InForce if mention.former => past(),
        Scope::InForce => of(&|id| all.all[id].at(day).is_some_and(fits)),
    };
    let level = |id: UnitId| all.all[id].level;
    if found.is_empty() && scope == Scope::InForce {
        found = any();
        // `tỉnh Đồng Nai` after it became a city: the province, not the one before the reform.
        let lives = found.iter().any(|&id| !ended(id, day));
        if lives && found.iter().all(|&id| level(id) == UnitLevel::Province) {
            found.retain(|&id| !ended(id, day));
        }
    } else if mention.kind.is_none() && found.iter().all(|&id| level(id) == UnitLevel::Commune) {
        // `Bến Tre` after the reform: the phường, or the province that was.
        found.extend(past().into_iter().filter(|&id| level(id) == UnitLevel::Province));
        return found;
    }
    highest(mention, found)
}

/// A bare name is first of all the highest unit that bears it, and no commune.
fn highest(mention: &Mention, found: Vec<UnitId>) -> Vec<UnitId> {
    let top = found.iter().map(|&id| units().all[id].level).min();
    match mention.kind {
        None => found.into_iter().filter(|&id| Some(units().all[id].level) == top).collect(),
        Some(_) => found,
    }
}

/// The day for geography: published, else the end of the latest period or the latest year named.
pub(super) fn day_of_article(doc: &Doc<'_>) -> Option<NaiveDate> {
    if let Some(day) = doc.article.published_on {
        return Some(day);
    }
    let tokens = &doc.tokens;
    // Printed days say most; of a span that ends in the future its first year is taken.
    let days = tokens
        .figures()
        .within(0..tokens.len())
        .filter_map(|i| crate::text::date::day(tokens, i)?.date(None));
    let known = days.filter(|d| d.year() <= 2030).max();
    let named = periods(tokens, 0..tokens.len());
    let last_day = |p: &Period| p.days(None).map(|(_, to)| to).filter(|d| d.year() <= 2026);
    let of_one_year = named.iter().filter(|p| p.last_year.is_none()).filter_map(last_day).max();
    // What a span ends with may be still to come (`chương trình phối hợp giai đoạn 2022 - 2026`).
    let latest = known.max(of_one_year).or_else(|| {
        let ends = named
            .iter()
            .filter_map(|p| last_day(p).or_else(|| NaiveDate::from_ymd_opt(p.year?, 12, 31)));
        ends.max()
    })?;
    // The year of the reform without a day: the units named at the head tell its halves apart.
    let open = latest >= reform() && known.is_none_or(|d| d < reform());
    let before = open && before_reform(doc, true) && !after_reform(doc);
    if before { reform().pred_opt() } else { Some(latest) }
}

/// Of units of both eras those before the reform, where the article is of that time.
pub(super) fn of_time(old: bool, mut units_named: Vec<UnitId>) -> Vec<UnitId> {
    let is_new = |id: &UnitId| units().all[*id].is_new();
    if old && !units_named.iter().all(is_new) {
        units_named.retain(|id| !is_new(id));
    }
    units_named
}

/// Whether an article without a day is of the time before the reform: it names bodies or units
/// that ended with it, and no word of what came after.
pub(super) fn of_old_time(doc: &Doc<'_>) -> bool {
    let ended = phrases![
        "ban dân vận trung ương",
        "ban dân vận tỉnh ủy",
        "ban dân vận thành ủy",
        "trưởng ban dân vận",
    ];
    !after_reform(doc) && (in_a_line(doc, ended) || before_reform(doc, false))
}

/// Whether an article has a word of what came with the reform or after it.
fn after_reform(doc: &Doc<'_>) -> bool {
    let after = phrases!["tuyên giáo và dân vận", "sáp nhập", "2 cấp", "hai cấp", "đặc khu", "cũ"];
    in_a_line(doc, after)
}

/// Whether one of these phrases stands in one line: `giao ban dân vận` in a headline and `Tỉnh ủy`
/// below it are no Ban Dân vận Tỉnh ủy.
fn in_a_line(doc: &Doc<'_>, words: &Phrases) -> bool {
    let tokens = &doc.tokens;
    let in_line = |t: usize, end: usize| tokens.line_of(t) == tokens.line_of(end - 1);
    (0..tokens.len()).any(|t| tokens.any_phrase(t, words).is_some_and(|end| in_line(t, end)))
}

/// Whether the units at the head of an article, those without a type too or not, or its
/// committees, are those before the reform.
fn before_reform(doc: &Doc<'_>, bare: bool) -> bool {
    let tokens = &doc.tokens;
    let committees = phrases!["huyện ủy", "quận ủy", "thị ủy"];
    if tokens.find(0..tokens.len(), committees).is_some() {
        return true;
    }
    let fits = |found: &Mention, day: Option<NaiveDate>| {
        let Some(day) = day else { return false };
        units().named(&found.name).iter().any(|&id| {
            let unit = &units().all[id];
            let kind = unit.at(day).and_then(|v| UnitType::of_word(v.kind));
            match found.kind {
                Some(of) => kind == Some(of),
                // A bare name is no commune's.
                None => kind.is_some() && unit.level != UnitLevel::Commune,
            }
        })
    };
    let mut named: Vec<Rc<Mention>> = Vec::new();
    for t in tokens.sentences.iter().take(2).flat_map(|s| doc.units_at.within(s.clone())) {
        // `phường Hải Châu` does not name quận Hải Châu too.
        if named.last().is_none_or(|last| last.tokens.end <= t) {
            named.extend(mention(doc, t));
        }
    }
    named.retain(|m| bare || m.kind.is_some());
    let old = named.iter().filter(|m| fits(m, reform().pred_opt())).count();
    let new = named.iter().filter(|m| fits(m, Some(reform()))).count();
    old > new
}
