//! Localities: mentions of administrative units, and the unit an article belongs to.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::LazyLock;

use chrono::{Datelike, Days, NaiveDate};

use super::bodies::Bodies;
use super::doc::Doc;
use super::facts::Place;
use crate::article::LineKind;
use crate::reference::lexicon::{BodyClass, Entry};
use crate::reference::units::{Unit, UnitId, UnitLevel, Version, name_key, reform, units};
use crate::text::fold::search_key;
use crate::text::letters::{Class, letters, lower_case};
use crate::text::number::roman;
use crate::text::period::{Period, periods};
use crate::text::phrases::{Phrases, Table, phrases};
use crate::text::token::{Shape, Tokens};

/// A type word of administrative units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum UnitType {
    /// tỉnh
    Province,
    /// thành phố: of the centre, of a province, or of a city
    City,
    /// quận
    UrbanDistrict,
    /// huyện
    RuralDistrict,
    /// thị xã
    Town,
    /// xã
    Commune,
    /// phường
    Ward,
    /// thị trấn
    Township,
    /// đặc khu
    SpecialZone,
}

impl UnitType {
    /// The word in canonical writing.
    pub fn word(self) -> &'static str {
        match self {
            UnitType::Province => "tỉnh",
            UnitType::City => "thành phố",
            UnitType::UrbanDistrict => "quận",
            UnitType::RuralDistrict => "huyện",
            UnitType::Town => "thị xã",
            UnitType::Commune => "xã",
            UnitType::Ward => "phường",
            UnitType::Township => "thị trấn",
            UnitType::SpecialZone => "đặc khu",
        }
    }

    /// Its level; a city can be of two.
    pub fn level(self) -> UnitLevel {
        match self {
            UnitType::Province | UnitType::City => UnitLevel::Province,
            UnitType::UrbanDistrict | UnitType::RuralDistrict | UnitType::Town => {
                UnitLevel::District
            }
            _ => UnitLevel::Commune,
        }
    }

    fn of_word(word: &str) -> Option<UnitType> {
        [
            UnitType::Province,
            UnitType::City,
            UnitType::UrbanDistrict,
            UnitType::RuralDistrict,
            UnitType::Town,
            UnitType::Commune,
            UnitType::Ward,
            UnitType::Township,
            UnitType::SpecialZone,
        ]
        .into_iter()
        .find(|t| t.word() == word)
    }
}

/// How a type word is written, and so what it needs behind it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Written {
    /// In full: nothing.
    Full,
    /// `Thủ đô`: Hà Nội.
    Capital,
    /// `TP`, `tp`: a name.
    Short,
    /// `TX`, `Tt`: a capital of its own, and a name.
    ShortCapital,
    /// `P`, `q`: a full stop, and a name.
    Letter,
}

/// Type words and their abbreviations.
pub(super) const TYPE_WORDS: &Table<(UnitType, Written)> = &Table::new(&[
    ("thành phố", (UnitType::City, Written::Full)),
    ("thủ đô", (UnitType::City, Written::Capital)),
    ("thị xã", (UnitType::Town, Written::Full)),
    ("thị trấn", (UnitType::Township, Written::Full)),
    ("đặc khu", (UnitType::SpecialZone, Written::Full)),
    ("tỉnh", (UnitType::Province, Written::Full)),
    ("quận", (UnitType::UrbanDistrict, Written::Full)),
    ("huyện", (UnitType::RuralDistrict, Written::Full)),
    ("xã", (UnitType::Commune, Written::Full)),
    ("phường", (UnitType::Ward, Written::Full)),
    ("tp", (UnitType::City, Written::Short)),
    ("tphcm", (UnitType::City, Written::Short)),
    ("tx", (UnitType::Town, Written::ShortCapital)),
    ("tt", (UnitType::Township, Written::ShortCapital)),
    ("t", (UnitType::Province, Written::Letter)),
    ("q", (UnitType::UrbanDistrict, Written::Letter)),
    ("h", (UnitType::RuralDistrict, Written::Letter)),
    ("p", (UnitType::Ward, Written::Letter)),
    ("x", (UnitType::Commune, Written::Letter)),
]);

/// A type word at a token, and the index after it: `huyện`, `TP.`, `TX`, `Tt.`.
#[inline]
pub fn type_word(tokens: &Tokens<'_>, i: usize) -> Option<(UnitType, usize)> {
    if tokens.may_begin(i, TYPE_WORDS) { read_type_word(tokens, i) } else { None }
}

fn read_type_word(tokens: &Tokens<'_>, i: usize) -> Option<(UnitType, usize)> {
    let (_, (kind, written), end) = tokens.entries(i, TYPE_WORDS).next()?;
    let point = tokens.raw(end) == ".";
    let meant = match written {
        Written::Full => return Some((kind, end)),
        Written::Capital => return (tokens.low(end) == "hà").then_some((kind, end)),
        Written::Short => true,
        Written::ShortCapital => tokens.is_capital(i),
        Written::Letter => point,
    };
    let next = end + usize::from(point && tokens.glued(end));
    // Abbreviations need a name behind them: `TP. Thủ Đức`, `Tp.Đà Lạt`, `TX Ba Đồn`.
    let named = tokens.is_capital(next) || tokens.shape(next) == Shape::Digits;
    (meant && named).then_some((kind, next))
}

/// A unit named in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// Type as printed; none for a bare name.
    pub kind: Option<UnitType>,
    /// Name as printed, in canonical capitals.
    pub name: String,
    /// Its tokens, type word included.
    pub tokens: Range<usize>,
    /// Unit printed right behind it: `huyện A, tỉnh B`, `(Tiền Giang)`.
    pub within: Option<Box<Mention>>,
    /// Said to be no more: `xã Đồng Sơn (cũ)`.
    pub former: bool,
}

/// What a body or a count says of its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PlaceRef {
    /// `huyện Phú Xuyên`
    Named(Mention),
    /// `huyện`: that of the article
    Level(UnitType),
    /// One of these levels, most likely the article's own (`Huyện ủy` gives D).
    Own,
    /// The nation.
    Nation,
}

/// Words in capitals (`HÀ NỘI`) get initial capitals; others stay.
pub fn title_case(words: &str) -> String {
    let letters = letters();
    let mut cased = String::with_capacity(words.len());
    for (n, word) in words.split(' ').enumerate() {
        if n > 0 {
            cased.push(' ');
        }
        let mut rest = word.chars();
        let first = rest.next();
        let has = |class| word.chars().any(|c| letters.class(c).is(class));
        let upper = !rest.as_str().is_empty() && !has(Class::LOWER) && has(Class::ALPHABETIC);
        match first {
            Some(first) if upper => {
                cased.push(first);
                cased.extend(rest.map(|c| letters.small(c)));
            }
            _ => cased.push_str(word),
        }
    }
    cased
}

/// The words of a name, those in capitals with initial ones.
pub fn printed_name(tokens: &Tokens<'_>, mut range: Range<usize>) -> String {
    let words = tokens.slice(range.clone());
    // Most names have no word in capitals, and no two letters in a row like `K.A`.
    match range.any(|t| tokens.shape(t) == Shape::Upper || tokens.glued(t)) {
        true => title_case(words),
        false => words.to_owned(),
    }
}

/// The longest unit name of the gazetteer at a token, as the index after it.
fn gazetteer_name(doc: &Doc<'_>, i: usize) -> Option<usize> {
    if !doc.tokens.is_capital(i) {
        return None;
    }
    doc.entries(i)
        .filter(|(m, e)| {
            matches!(e, Entry::UnitName)
                // Every word of a name has a capital, but for the parts of H'leo kind.
                && (i..m.end).all(|t| !doc.tokens.is_word(t) || doc.tokens.is_capital(t))
        })
        .map(|(m, _)| m.end)
        .next()
}

/// A name with a small letter inside, behind the type word of such a unit: `huyện Đô lương`.
fn small_name(doc: &Doc<'_>, kind: UnitType, i: usize) -> Option<usize> {
    if !doc.tokens.is_capital(i) {
        return None;
    }
    let named = doc.entries(i).filter(|(_, e)| matches!(e, Entry::UnitName)).map(|(m, _)| m.end);
    named.into_iter().find(|&end| is_of_type(doc.tokens.slice(i..end), kind))
}

/// Whether a type word and the name of a unit of that type stand at a token: `xã Đoàn Kết` is no
/// Xã đoàn.
fn is_known(doc: &Doc<'_>, i: usize) -> bool {
    type_word(&doc.tokens, i).is_some_and(|(kind, start)| {
        let name = gazetteer_name(doc, start);
        name.is_some_and(|end| end > start + 1 && is_of_type(doc.tokens.slice(start..end), kind))
    })
}

/// Whether a unit of this name was ever of a type.
fn is_of_type(name: &str, kind: UnitType) -> bool {
    units().named(name).iter().any(|&id| {
        let versions = &units().all[id].versions;
        versions.iter().any(|v| UnitType::of_word(v.kind) == Some(kind))
    })
}

/// The name behind a type word: of the gazetteer, a number, or unknown capitalized words.
fn name_after(doc: &Doc<'_>, kind: UnitType, i: usize) -> Option<usize> {
    let tokens = &doc.tokens;
    // `Hội Nông dân huyện 12 mô hình`: the figure counts, it is no name.
    let counts = || {
        tokens.any_phrase(i + 1, phrases!["mô hình", "điển hình", "tập thể", "cá nhân"]).is_some()
    };
    if tokens.shape(i) == Shape::Digits && tokens.raw(i).len() <= 2 && !counts() {
        // `phường 1 Bảo Lộc` has a name of its own, `phường 1 Quận 3` has not.
        let longer = (i + 2..=i + 3)
            .rfind(|&end| tokens.is_capital(i + 1) && is_of_type(tokens.slice(i..end), kind));
        return Some(longer.unwrap_or(i + 1));
    }
    if let Some(end) = gazetteer_name(doc, i).or_else(|| small_name(doc, kind, i)) {
        return Some(end);
    }
    // `phường III`; a `quý III` names none.
    if roman(tokens.raw(i)).is_some() && is_of_type(tokens.raw(i), kind) {
        return Some(i + 1);
    }
    // `Chủ tịch UBND huyện Trần Quốc Nhất`: a person begins behind the bare type word.
    let family = doc.entries(i).any(|(m, e)| matches!(e, Entry::FamilyName) && m.end == i + 1);
    if family && tokens.is_capital(i + 1) {
        return None;
    }
    // A unit the list does not know (colloquial, misspelt): capitalized words, at most four.
    let mut end = i;
    while end < i + 4 && tokens.shape(end) == Shape::Initial && tokens.raw(end) != "Nguyễn" {
        end += 1;
    }
    (end > i).then_some(end)
}

/// The unit mention that begins at a token, with the unit right behind it.
#[inline]
pub fn mention(doc: &Doc<'_>, i: usize) -> Option<Mention> {
    if doc.units_at.has(i) { read_mention(doc, i) } else { None }
}

fn read_mention(doc: &Doc<'_>, i: usize) -> Option<Mention> {
    let tokens = &doc.tokens;
    let line_end = tokens.lines[tokens.line_of(i)].end;
    // `TPHCM` needs no name behind it.
    if tokens.low(i) == "tphcm" {
        let name = "Hồ Chí Minh".to_owned();
        let kind = Some(UnitType::City);
        return Some(Mention { kind, name, tokens: i..i + 1, within: None, former: false });
    }
    let typed = type_word(tokens, i);
    let bare = gazetteer_name(doc, i);
    if typed.is_none() && bare.is_none() {
        return None;
    }
    // One word in a run of capitals is part of a person's name: Lâm Đình Thắng.
    if i > 0
        && !tokens.glued(i)
        && tokens.shape(i) == Shape::Initial
        && tokens.shape(i - 1) == Shape::Initial
        && typed.is_none()
        && type_word(tokens, i - 1).is_none()
        && bare == Some(i + 1)
        && tokens.line_of(i - 1) == tokens.line_of(i)
    {
        return None;
    }
    // `Đoàn Văn Lợi`: the end of a person's name, though a commune is called Văn Lợi.
    if i > 0
        && !tokens.glued(i)
        && matches!(tokens.low(i), "văn" | "thị")
        && tokens.shape(i - 1) == Shape::Initial
        && doc.entries(i - 1).any(|(_, e)| matches!(e, Entry::FamilyName))
        && tokens.line_of(i - 1) == tokens.line_of(i)
    {
        return None;
    }
    let (kind, start, end) = match typed {
        Some((kind, next)) if next < line_end => {
            if kind == UnitType::City && is_hcm(tokens, next) {
                (Some(kind), next, next + 1)
            } else if is_person(doc, kind, next) {
                return None;
            } else {
                (Some(kind), next, name_after(doc, kind, next)?)
            }
        }
        Some(_) => return None,
        None => (None, i, bare?),
    };
    // The name of the leader is that of a city only behind its type word, and no part of it is
    // that of a commune.
    let leader = |at: usize| tokens.phrase(at, "hồ chí minh").is_some();
    if kind.is_none() && (leader(start) || start > 0 && leader(start - 1)) {
        return None;
    }
    let mut name = printed_name(tokens, start..end);
    if is_hcm(tokens, start) || tokens.low(start) == "tphcm" {
        name = "Hồ Chí Minh".to_owned();
    }
    if let Ok(number) = name.parse::<u32>() {
        name = number.to_string();
    }
    // `Tỉnh Hội`, `xã Hội`: type words inside other words.
    if kind.is_some() && end == start + 1 && NO_NAMES.contains(&tokens.low(start)) {
        return None;
    }
    let past = past_end(tokens, end);
    let within = containing(doc, past.unwrap_or(end), kind, &name).map(Box::new);
    // `xã Vĩnh Phú, huyện Giang Thành (Kiên Giang)` is one mention, the bracket closed.
    let end = within.as_ref().map_or(end, |w| {
        let bracket = tokens.raw(end) == "(" && tokens.raw(w.tokens.end) == ")";
        w.tokens.end + usize::from(bracket)
    });
    Some(Mention { kind, name, tokens: i..end, within, former: past.is_some() })
}

/// The index after words that say that the unit before them is no more. `xã Kim Thái trước đây có
/// 3 mô hình` does not say so.
fn past_end(tokens: &Tokens<'_>, i: usize) -> Option<usize> {
    const FORMER: &Phrases = &Phrases::new(&["cũ", "trước sáp nhập", "trước khi sáp nhập"]);
    let bracket = usize::from(tokens.raw(i) == "(");
    let end = tokens.any_phrase(i + bracket, FORMER)?;
    if tokens.line_of(i - 1) != tokens.line_of(end - 1) {
        return None;
    }
    match bracket {
        0 => Some(end),
        _ => (tokens.raw(end) == ")").then_some(end + 1),
    }
}

/// `UBND huyện Vũ Minh Hải`: behind the type word a person begins, though some commune is called
/// Vũ Minh; a unit of that type would be known.
fn is_person(doc: &Doc<'_>, kind: UnitType, i: usize) -> bool {
    let tokens = &doc.tokens;
    let family = doc.entries(i).any(|(m, e)| matches!(e, Entry::FamilyName) && m.end == i + 1);
    if !family || !tokens.is_capital(i + 1) {
        return false;
    }
    let of_type = |end: usize| is_of_type(tokens.slice(i..end), kind);
    let mut names =
        doc.entries(i).filter(|(_, e)| matches!(e, Entry::UnitName)).map(|(m, _)| m.end);
    let longest =
        doc.entries(i).find(|(_, e)| matches!(e, Entry::UnitName)).map_or(i, |(m, _)| m.end);
    tokens.is_capital(longest.max(i + 2))
        && !tokens.glued(longest.max(i + 2))
        && !names.any(of_type)
}

/// Words that follow a type word without being its name.
const NO_NAMES: &[&str] =
    &["ủy", "đoàn", "hội", "ban", "đội", "đảng", "viên", "đồng", "khối", "ngày", "năm", "chủ"];

fn is_hcm(tokens: &Tokens<'_>, i: usize) -> bool {
    tokens.low(i) == "hcm"
}

/// `, tỉnh Tiền Giang` · `(Tiền Giang)` · `- Tiền Giang` behind a name.
fn containing(doc: &Doc<'_>, i: usize, inner: Option<UnitType>, name: &str) -> Option<Mention> {
    let tokens = &doc.tokens;
    let line_end = tokens.lines[tokens.line_of(i - 1)].end;
    let at = match tokens.raw(i) {
        "," | "(" | "-" | "–" => i + 1,
        "thuộc" | "của" => i + 1,
        _ if type_word(tokens, i).is_some() => i,
        _ => return None,
    };
    if at >= line_end {
        return None;
    }
    let outer = doc.inside(|| mention(doc, at))?;
    let above = |t: UnitType| t.level() < inner.map_or(UnitLevel::Commune, UnitType::level);
    match outer.kind {
        // `thành phố Cà Mau, tỉnh Cà Mau`, but `huyện Vụ Bản, thành phố Nam Định` is a list.
        Some(UnitType::City) => can_contain(&outer, inner, name).then_some(outer),
        Some(UnitType::Province) if inner == Some(UnitType::City) => {
            can_contain(&outer, inner, name).then_some(outer)
        }
        Some(kind) if above(kind) => Some(outer),
        // Bare names only in brackets or behind a dash or comma, and only of provinces.
        None if tokens.raw(i) != "thuộc" && tokens.raw(i) != "của" => {
            can_contain(&outer, inner, name).then_some(outer)
        }
        _ => None,
    }
}

/// Whether a city or a bare province can be the one that a unit lies in: on some day it was, or
/// the list does not know the unit.
fn can_contain(outer: &Mention, inner: Option<UnitType>, name: &str) -> bool {
    let all = units();
    let is = |kind: Option<UnitType>, id: UnitId| {
        kind.is_none_or(|k| {
            all.all[id].versions.iter().any(|v| UnitType::of_word(v.kind) == Some(k))
        })
    };
    let mut inner_units = all.named(name).iter().filter(|&&id| is(inner, id)).peekable();
    let outer_units: Vec<UnitId> = all
        .named(&outer.name)
        .iter()
        .copied()
        .filter(|&id| is(outer.kind, id))
        .filter(|&id| outer.kind.is_some() || all.all[id].level == UnitLevel::Province)
        .collect();
    let unknown = inner_units.peek().is_none();
    !outer_units.is_empty()
        && (unknown || inner_units.any(|&id| outer_units.iter().any(|&o| all.lies_in(id, o))))
}

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
    spelled: BTreeMap<UnitId, String>,
    /// Without a day, but of the time before the reform.
    old_time: bool,
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
    fn known_as(&self, id: UnitId) -> Resolved {
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
fn possible(mention: &Mention, day: Option<NaiveDate>) -> Vec<UnitId> {
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
    let named = all.named(&mention.name).iter().copied();
    let ever: Vec<UnitId> = named.filter(|&id| all.all[id].versions.iter().any(fits)).collect();
    let Some(day) = day else {
        let (new, old) = ever.into_iter().partition(|&id| all.all[id].is_new());
        return [highest(mention, old), highest(mention, new)].concat();
    };
    let of = |holds: &dyn Fn(UnitId) -> bool| -> Vec<UnitId> {
        ever.iter().copied().filter(|&id| holds(id)).collect()
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
fn day_of_article(doc: &Doc<'_>) -> Option<NaiveDate> {
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
fn of_time(old: bool, mut units_named: Vec<UnitId>) -> Vec<UnitId> {
    let is_new = |id: &UnitId| units().all[*id].is_new();
    if old && !units_named.iter().all(is_new) {
        units_named.retain(|id| !is_new(id));
    }
    units_named
}

/// Whether an article without a day is of the time before the reform: it names bodies or units
/// that ended with it, and no word of what came after.
fn of_old_time(doc: &Doc<'_>) -> bool {
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
    let mut named: Vec<Mention> = Vec::new();
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

/// Evidence that an article belongs to a unit.
struct Votes {
    /// Weight of each candidate unit by the article's own words.
    units: BTreeMap<UnitId, f64>,
    /// Weight of each candidate unit by the page around it: tells namesakes apart.
    page: BTreeMap<UnitId, f64>,
    /// Weight of names that the gazetteer does not know, with their type.
    unknown: BTreeMap<(UnitType, String), f64>,
    /// Weight of each level as the one that acts: committees and bare words (`toàn huyện`).
    levels: [f64; 3],
    /// Weight of the words of a city: which level that is, its name tells.
    city: f64,
    /// Weight of each printed name, by level: one unit often named counts, many units named
    /// once each do not.
    names: BTreeMap<(UnitLevel, String), NameVotes>,
    /// Units that act at the head of a paragraph: in a digest there are several.
    acting: BTreeMap<UnitLevel, BTreeSet<String>>,
    /// Units that open a paragraph as its place: `Ở xã Kim Long (TPHCM), hội nghị …`.
    opening: BTreeMap<UnitLevel, BTreeSet<String>>,
    /// A body of the nation holds the event.
    national: bool,
    /// The headline names a unit.
    titled: bool,
    /// Other spellings than the gazetteer's, the first of each unit.
    spelled: BTreeMap<UnitId, String>,
    /// Types printed with the names, the first of each unit.
    typed: BTreeMap<UnitId, UnitType>,
    /// The part of these weights that tells no namesakes apart: neighbours, guests.
    aside: BTreeMap<UnitId, f64>,
    /// Without a day, but of the time before the reform.
    old_time: bool,
}

/// Weight of a name: where the article says what it is about, and in the running text.
#[derive(Debug, Clone, Copy, Default)]
struct NameVotes {
    head: f64,
    body: f64,
}

impl Votes {
    fn new() -> Votes {
        Votes {
            units: BTreeMap::new(),
            page: BTreeMap::new(),
            unknown: BTreeMap::new(),
            levels: [0.0; 3],
            city: 0.0,
            names: BTreeMap::new(),
            acting: BTreeMap::new(),
            opening: BTreeMap::new(),
            national: false,
            titled: false,
            spelled: BTreeMap::new(),
            typed: BTreeMap::new(),
            aside: BTreeMap::new(),
            old_time: false,
        }
    }

    /// Units a mention can mean.
    fn meant(&self, mention: &Mention, day: Option<NaiveDate>) -> Vec<UnitId> {
        of_time(self.old_time, possible(mention, day))
    }

    /// A word says that units of this type act.
    fn acts(&mut self, kind: UnitType, weight: f64) {
        match kind {
            UnitType::City => self.city += weight,
            kind => self.levels[kind.level() as usize] += weight,
        }
    }

    /// The one of several namesakes that has all the units printed with a type that any of them
    /// has, and more than each of the others: `huyện Châu Thành` with its `xã Tân Hương` and `xã Tam Hiệp`.
    fn holder_of_all(&self, namesakes: &[UnitId], day: Option<NaiveDate>) -> Option<UnitId> {
        let all = units();
        let mut inside: BTreeMap<UnitId, BTreeSet<String>> = BTreeMap::new();
        for &id in self.typed.keys() {
            for above in all.chain(id, day).into_iter().skip(1).filter(|a| namesakes.contains(a)) {
                inside.entry(above).or_default().insert(name_key(all.all[id].name));
            }
        }
        let (&holder, most) = inside.iter().max_by_key(|(_, names)| names.len())?;
        let less = |(id, names): (&UnitId, &BTreeSet<String>)| {
            *id == holder || names.is_subset(most) && names.len() < most.len()
        };
        inside.iter().all(less).then_some(holder)
    }

    /// The one of several namesakes above which a city and a tỉnh act as the article says: `xã Chí
    /// Minh` with a `Thành ủy` and no `Tỉnh ủy` lies in Hải Phòng, not in Hưng Yên.
    fn below_those_acting(&self, namesakes: &[UnitId], day: Option<NaiveDate>) -> Option<UnitId> {
        let (city, province) = (self.city > 0.0, self.levels[UnitLevel::Province as usize] > 0.0);
        let fits = |id: &&UnitId| {
            let chain = units().chain(**id, day);
            let kinds: Vec<&str> = chain[1..].iter().map(|&id| units().all[id].kind(day)).collect();
            (!city || kinds.contains(&"thành phố")) && (!province || kinds.contains(&"tỉnh"))
        };
        let mut fitting = namesakes.iter().filter(fits);
        fitting.next().copied().filter(|_| fitting.next().is_none())
    }

    /// What the best name of a level weighs. A unit that only the running text names, and that
    /// heads no paragraph, is an example (`mô hình nuôi ong ở xã Lùng Tám`), unless it is the
    /// only one and named again and again.
    fn best_name(&self, level: UnitLevel) -> f64 {
        const EXAMPLE: f64 = 1.0;
        const SUBJECT: f64 = 3.0;
        let of_level = || self.names.iter().filter(|((l, _), _)| *l == level);
        let all: f64 = of_level().map(|(_, votes)| votes.body).sum();
        let heads = |name: &String| self.acting.get(&level).is_some_and(|all| all.contains(name));
        of_level()
            .map(|((_, name), votes)| {
                let subject = votes.body >= SUBJECT && votes.body >= 0.75 * all;
                let body =
                    if subject || heads(name) { votes.body } else { votes.body.min(EXAMPLE) };
                votes.head + body
            })
            .fold(0.0, f64::max)
    }
}

/// The geography of an article, by weighing all evidence.
pub fn geography(doc: &Doc<'_>, bodies: &Bodies) -> Geography {
    let day = day_of_article(doc);
    let mut votes = Votes::new();
    votes.old_time = day.is_none() && of_old_time(doc);
    let tokens = &doc.tokens;
    let mut lead = None;
    let mut cluster = false;
    for (number, line) in tokens.lines.iter().enumerate() {
        let kind = doc.kinds[number];
        let weight = match kind {
            LineKind::Title => 6.0,
            LineKind::Byline => 3.0,
            _ => 1.0,
        };
        if kind == LineKind::Title {
            let units = || doc.units_at.within(line.clone()).filter_map(|t| mention(doc, t));
            votes.titled = units().next().is_some();
            cluster = tokens.find(line.clone(), phrases!["cụm", "các tỉnh", "khu vực"]).is_some()
                && !units().any(|m| m.kind.is_some());
        }
        // The opening sentence says who acts, a caption above it too little.
        let body = !matches!(kind, LineKind::Title | LineKind::Byline | LineKind::Caption);
        let opening = if body && lead.is_none() && !line.is_empty() {
            lead = Some(number);
            doc.sentence(line.start)
        } else {
            line.start..line.start
        };
        vote_line(doc, opening.clone(), line.start, 3.0, kind, day, &mut votes);
        vote_line(doc, opening.end..line.end, line.start, weight, kind, day, &mut votes);
    }
    for body in bodies.list.iter().filter(|b| doc.in_body(b.tokens.start)) {
        if let PlaceRef::Level(kind) = body.place {
            votes.acts(kind, 0.3);
        }
    }
    host_votes(doc, bodies, &mut votes);
    vote_around(&header_lines(doc), day, &mut votes);
    decide(doc, day, votes, cluster)
}

/// Who holds the event acts: the body before `tổ chức` in the opening sentences.
fn host_votes(doc: &Doc<'_>, bodies: &Bodies, votes: &mut Votes) {
    let tokens = &doc.tokens;
    let body = |s: &&Range<usize>| !s.is_empty() && doc.in_body(s.start);
    for sentence in tokens.sentences.iter().filter(body).take(3) {
        let holding = phrases![
            "tổ chức",
            "phối hợp",
            "khai mạc",
            "tổng kết",
            "sơ kết",
            "khai giảng",
            "bế giảng",
            "phát động",
            "ra quân",
        ];
        let Some(verb) = tokens.find((*sentence).clone(), holding) else { continue };
        let Some(mut host) = bodies.within(&(sentence.start..verb)).last() else { continue };
        // `Ban Dân vận Tỉnh ủy cùng Đảng ủy xã phối hợp …`: the first of them.
        while let Some(first) =
            host.tokens.start.checked_sub(1).filter(|&t| tokens.low(t) == "cùng")
            && let Some(before) = bodies.before(doc, first).filter(|b| b.tokens.end == first)
        {
            host = before;
        }
        // `Ban Dân vận Trung ương phối hợp với Tỉnh ủy Nghệ An tổ chức`
        let partner = bodies.within(&(verb..(verb + 14).min(sentence.end))).next();
        let joined = tokens.phrase(verb, "phối hợp").is_some()
            && partner.is_some_and(|b| b.place != PlaceRef::Nation);
        votes.national = host.place == PlaceRef::Nation && !joined;
        let kind = match &host.place {
            PlaceRef::Named(found) => found.kind,
            PlaceRef::Level(kind) => Some(*kind),
            PlaceRef::Own | PlaceRef::Nation => None,
        };
        if let Some(kind) = kind.filter(|k| *k != UnitType::City) {
            votes.levels[kind.level() as usize] += 4.0;
        }
        return;
    }
}

/// The page's own words about itself, with their weight.
fn header_lines(doc: &Doc<'_>) -> Vec<(String, f64)> {
    let article = doc.article;
    let mut lines = Vec::new();
    if let Some(publisher) = &article.publisher {
        lines.push((publisher.clone(), 2.5));
    }
    if let Some(site) = &article.hints.site {
        lines.push((site.clone(), 1.5));
    }
    lines.extend(article.hints.header.iter().map(|h| (h.clone(), 1.0)));
    // `baohatinh.vn`, `laocai.gov.vn`: the address names the province.
    let address = [&article.url, &article.publisher, &article.hints.site];
    let folded: Vec<String> = address
        .into_iter()
        .flatten()
        .filter(|a| a.contains('.') && !a.contains(' '))
        .map(|a| a.to_lowercase())
        .collect();
    /// Provinces by their name as addresses write it: `quangnam`.
    static PROVINCES: LazyLock<Vec<(String, &'static Unit)>> = LazyLock::new(|| {
        let provinces = units().all.iter().filter(|u| u.level == UnitLevel::Province);
        provinces.map(|u| (search_key(u.name).replace(' ', ""), u)).collect()
    });
    for (name, unit) in PROVINCES.iter() {
        if name.len() >= 5 && folded.iter().any(|a| a.contains(name)) {
            lines.push((format!("{} {}", unit.last().kind, unit.name), 1.0));
        }
    }
    lines
}

/// Votes of words outside the article's text, with their weight.
fn vote_around(texts: &[(String, f64)], day: Option<NaiveDate>, votes: &mut Votes) {
    // All are read as one text; a line with a bar keeps what one of them says from the next.
    let cased: Vec<String> = texts.iter().map(|(text, _)| title_case(text)).collect();
    let article = crate::article::Article {
        source: String::new(),
        url: None,
        title: None,
        published_on: None,
        author: None,
        publisher: None,
        text: cased.join("\n|\n"),
        encoding: String::new(),
        hints: crate::article::PageHints::default(),
    };
    let doc = Doc::new(&article);
    let mut lines = doc.tokens.lines.iter();
    for (text, weight) in texts {
        let mut around = Votes::new();
        around.old_time = votes.old_time;
        let mut press = false;
        for line in lines.by_ref().take(text.split('\n').count()) {
            vote_line(&doc, line.clone(), line.start, *weight, LineKind::Byline, day, &mut around);
            // A newspaper of the province writes about its communes: its name moves no level. The
            // portal of a commune or a district writes about itself.
            let papers = phrases!["báo", "đài", "tạp chí", "truyền hình"];
            press |= doc.tokens.find(line.clone(), papers).is_some();
        }
        lines.next();
        for (id, weight) in around.units {
            *votes.page.entry(id).or_default() += weight;
            if !press {
                votes.levels[units().all[id].level as usize] += weight * 0.2;
            }
        }
    }
}

/// Words before a unit that make it a neighbour, an origin or a comparison.
const NEIGHBOURS: &Phrases = &Phrases::new(&[
    "giáp",
    "cách",
    "quê ở",
    "quê",
    "quê quán",
    "đến từ",
    "so với",
    "tại",
    "kinh nghiệm tại",
    "sinh ra ở",
]);

/// Votes of a part of a line; `head` is where the line begins.
fn vote_line(
    doc: &Doc<'_>,
    line: Range<usize>,
    head: usize,
    weight: f64,
    kind: LineKind,
    day: Option<NaiveDate>,
    votes: &mut Votes,
) {
    let tokens = &doc.tokens;
    let full = weight;
    // `Bí thư Thành ủy Cần Thơ dự Ngày hội …`: whose office the headline names is often a guest.
    let mut guest = line.start;
    let mut from = line.start;
    while let Some(i) = doc.actors_at.first(from..line.end) {
        if let Some((m, _)) = doc.entries(i).find(|(_, e)| matches!(e, Entry::Office { .. })) {
            guest = m.end + 6;
        }
        let weight = match (i < guest, kind) {
            (true, LineKind::Title) => full * 0.3,
            (true, _) => full * 0.6,
            (false, _) => full,
        };
        // Committees name a level, and a unit behind them: Huyện ủy Phú Xuyên.
        if let Some((level_kind, end)) = committee_at(doc, i).filter(|_| !is_known(doc, i)) {
            if let Some(level_kind) = level_kind {
                votes.acts(level_kind, weight * 0.5);
            }
            if let Some(mut found) = mention(doc, end) {
                if found.kind.is_none() {
                    found.kind = level_kind;
                }
                if let Some(kind) = found.kind {
                    if i <= head + 8 && kind != UnitType::City {
                        let acting = votes.acting.entry(kind.level()).or_default();
                        acting.insert(lower_case(&found.name));
                    }
                    vote(&found, weight * 1.5, weight > 1.0, day, votes);
                    from = found.tokens.end;
                    continue;
                }
            }
            from = end;
            continue;
        }
        if let Some(found) = mention(doc, i) {
            let neighbour = is_neighbour(tokens, line.start, i);
            let bare = found.kind.is_none();
            // A bare name in the running text is weak (a person's given name, a street).
            let strong = !bare || kind == LineKind::Title || kind == LineKind::Byline;
            let first = i == head || bare && tokens.raw(found.tokens.end) == ":";
            // `ba xã Sơn Điện, Tam Thanh`: one of several.
            let of_class = !bare && is_class(tokens, i);
            // `Bình Định: Đại hội MTTQ xã Mỹ Quang`: the province above the unit of the event.
            let above = kind == LineKind::Title
                && bare
                && tokens.raw(found.tokens.end) == ":"
                && doc.units_at.within(found.tokens.end..line.end).any(|t| {
                    type_word(tokens, t).is_some()
                        && mention(doc, t).is_some_and(|m| m.kind.is_some())
                });
            let w = match (neighbour || of_class || above || found.former, strong) {
                (true, _) => weight * 0.2,
                (false, true) if first => weight * 1.3,
                (false, true) => weight,
                // A printed type says more than a bare name beside it.
                (false, false) if kind == LineKind::Title => weight * 0.7,
                (false, false) => weight * 0.4,
            };
            let single = bare && found.tokens.len() == 1;
            let opens = i == head + 1 && matches!(tokens.low(head), "ở" | "tại");
            if let Some(kind) = found.kind.filter(|_| opens && kind != LineKind::Caption) {
                let opening = votes.opening.entry(kind.level()).or_default();
                opening.insert(lower_case(&found.name));
            }
            // `Trang chủ`, `SÀI GÒN GIẢI PHÓNG`, `Nguyễn Trang`: beside an article a bare name is
            // no commune's.
            let commune = |id: &UnitId| units().all[*id].level == UnitLevel::Commune;
            let beside = kind == LineKind::Byline && votes.meant(&found, day).iter().all(commune);
            // `các thôn Thanh Kỳ, An Lao`
            let hamlet = i > line.start && of_hamlets(tokens, line.start, &found);
            if bare && (beside || hamlet || i > line.start && ends_person(doc, &found)) {
                from = found.tokens.end;
                continue;
            }
            if !(single && tokens.is_capital(found.tokens.end)) {
                let heads = weight > 1.0 && !neighbour && !of_class;
                if neighbour {
                    let meant = votes.meant(&found, day);
                    for &id in &meant {
                        *votes.aside.entry(id).or_default() += w / meant.len() as f64;
                    }
                }
                vote(&found, if single { w * 0.5 } else { w }, heads, day, votes);
            }
            from = found.tokens.end;
            continue;
        }
        // `toàn huyện`, `trên địa bàn huyện`, `của huyện`, `UBND huyện`
        if let Some((kind, next)) = type_word(tokens, i)
            && !is_class(tokens, i)
            && tokens.phrase(i, "xã hội").is_none()
        {
            let whole = i > 0 && matches!(tokens.low(i - 1), "toàn" | "bàn");
            votes.acts(kind, if whole { 1.0 } else { 0.3 });
            from = next;
            continue;
        }
        from = i + 1;
    }
}

/// Whether a bare name is one of a list of hamlets.
fn of_hamlets(tokens: &Tokens<'_>, from: usize, found: &Mention) -> bool {
    let (i, found_end) = (found.tokens.start, found.tokens.end);
    const LONGEST: usize = 12;
    let named = |t: &usize| tokens.is_capital(*t) || matches!(tokens.low(*t), "," | "và");
    let list = (i.saturating_sub(LONGEST).max(from)..i).rev().take_while(named).last().unwrap_or(i);
    // `khu vực Tây Nguyên` is none; `Trưởng khu vực Tân Mỹ`, `khu vực Tân Mỹ 1` are.
    let numbered = tokens.shape(found_end) == Shape::Digits;
    let titled = list > from + 2 && tokens.low(list - 3) == "trưởng";
    list > from
        && match tokens.low(list - 1) {
            "thôn" | "ấp" | "bản" | "xóm" | "khóm" | "làng" | "buôn" | "bon" | "plei" => {
                true
            }
            "phố" => list > from + 1 && matches!(tokens.low(list - 2), "khu" | "khối" | "dân"),
            "vực" => (numbered || titled) && tokens.low(list - 2) == "khu",
            _ => false,
        }
}

/// Whether a bare name is the end of a person's: `Trần Long Thuận`. Names of provinces are too
/// well known to be taken for it (`Hà Nam`, `Ninh Bình`).
fn ends_person(doc: &Doc<'_>, found: &Mention) -> bool {
    let before = found.tokens.start - 1;
    let province = |id: &UnitId| units().all[*id].level == UnitLevel::Province;
    doc.tokens.is_capital(before)
        && doc.entries(before).any(|(_, e)| matches!(e, Entry::FamilyName))
        && !units().named(&found.name).iter().any(province)
}

/// `các xã, thị trấn`, `11 phường`, `cấp huyện`: classes, no unit.
pub fn is_class(tokens: &Tokens<'_>, i: usize) -> bool {
    if i == 0 || tokens.lines[tokens.line_of(i)].start == i {
        return false;
    }
    let before = tokens.low(i - 1);
    tokens.shape(i - 1) == Shape::Digits
        || matches!(before, "các" | "những" | "nhiều" | "mỗi" | "cấp" | "một" | "hai" | "từng")
        || before == "số" && i > 1 && tokens.low(i - 2) == "một"
}

fn is_neighbour(tokens: &Tokens<'_>, from: usize, i: usize) -> bool {
    let start = i.saturating_sub(3).max(from);
    (start..i).any(|at| tokens.any_phrase(at, NEIGHBOURS).is_some_and(|end| end == i))
}

/// A party committee or an organ of it at a token: the unit type it says, and the index after.
fn committee_at(doc: &Doc<'_>, i: usize) -> Option<(Option<UnitType>, usize)> {
    doc.entries(i).find_map(|(m, entry)| match entry {
        Entry::Body { name, class: BodyClass::Committee, .. } => {
            Some((committee_type(name), m.end))
        }
        _ => None,
    })
}

/// The unit type that a committee's name says.
pub fn committee_type(name: &str) -> Option<UnitType> {
    Some(match name {
        "Tỉnh ủy" | "Tỉnh đoàn" => UnitType::Province,
        "Thành ủy" | "Thành đoàn" => UnitType::City,
        "Huyện ủy" | "Huyện đoàn" => UnitType::RuralDistrict,
        "Quận ủy" | "Quận đoàn" => UnitType::UrbanDistrict,
        "Thị ủy" | "Thị đoàn" => UnitType::Town,
        "Xã đoàn" => UnitType::Commune,
        _ => return None,
    })
}

/// Votes of one mention; `head` where it stands in the headline, the byline or the opening.
fn vote(found: &Mention, weight: f64, head: bool, day: Option<NaiveDate>, votes: &mut Votes) {
    let meant = votes.meant(found, day);
    if let Some(within) = &found.within {
        // The containing unit tells namesakes apart; it says nothing of who acts.
        let mut above = Some(within);
        while let Some(unit) = above {
            let around = votes.meant(unit, day);
            for id in &around {
                let share = weight / around.len() as f64;
                *votes.page.entry(*id).or_default() += share;
                // It tells no more apart those that all lie in it.
                if meant.len() > 1 {
                    *votes.aside.entry(*id).or_default() += share;
                }
            }
            above = unit.within.as_ref();
        }
        // `phường Thắng Lợi, TP Pleiku, tỉnh Gia Lai`: a city needs no province behind it, so the
        // article says it for its own sake.
        let city = found.within.as_ref().filter(|w| w.kind == Some(UnitType::City));
        let province = city.and_then(|city| city.within.as_ref());
        if let Some(province) = province.filter(|p| p.kind == Some(UnitType::Province)) {
            vote(province, weight, head, day, votes);
        }
    }
    for &id in &meant {
        let unit = &units().all[id];
        if let Some(kind) = found.kind {
            votes.typed.entry(id).or_insert(kind);
        }
        if unit.is_spelled_otherwise(&found.name) {
            votes.spelled.entry(id).or_insert_with(|| title_case(&found.name));
        }
    }
    match (&meant[..], found.kind) {
        ([], Some(kind)) => {
            *votes.unknown.entry((kind, found.name.clone())).or_default() += weight;
        }
        (meant, _) => {
            for &id in meant {
                *votes.units.entry(id).or_default() += weight / meant.len() as f64;
            }
        }
    }
    // A name counts for its level though several units may bear it.
    let level = match (&meant[..], found.kind) {
        ([], Some(kind)) => Some(kind.level()),
        ([first, rest @ ..], _) => {
            let level = units().all[*first].level;
            rest.iter().all(|&id| units().all[id].level == level).then_some(level)
        }
        _ => None,
    };
    if let Some(level) = level {
        let name = votes.names.entry((level, lower_case(&found.name))).or_default();
        match head {
            true => name.head += weight,
            // A bare name is seldom that of a commune: `nuôi tôm (Bình Tú, Bình Giang)`.
            false if found.kind.is_none() && level == UnitLevel::Commune => {}
            false => name.body += weight,
        }
    }
}

fn decide(doc: &Doc<'_>, day: Option<NaiveDate>, votes: Votes, cluster: bool) -> Geography {
    let all = units();
    let mut geography = Geography {
        day,
        chain: [None, None, None],
        own: None,
        spelled: votes.spelled.clone(),
        old_time: votes.old_time,
    };
    // Support of a unit: its own votes and half of those of the units above it.
    let known = |id: &UnitId| {
        let own = votes.units.get(id).copied().unwrap_or_default();
        own + votes.page.get(id).copied().unwrap_or_default()
    };
    let named: BTreeSet<UnitId> = votes.units.keys().chain(votes.page.keys()).copied().collect();
    let support: Vec<(UnitId, f64, f64)> = named
        .into_iter()
        .map(|id| {
            let aside = |id: &UnitId| votes.aside.get(id).copied().unwrap_or_default();
            let chain = all.chain(id, day);
            let above: f64 = chain[1..].iter().map(|id| known(id) - aside(id)).sum();
            (id, votes.units.get(&id).copied().unwrap_or_default(), known(&id) + above * 0.5)
        })
        .collect();
    let best_at = |level: UnitLevel, inside: Option<UnitId>| {
        support
            .iter()
            .filter(|(id, ..)| all.all[*id].level == level)
            .filter(|(id, ..)| inside.is_none_or(|a| all.chain(*id, day).contains(&a)))
            .max_by(|a, b| a.2.total_cmp(&b.2).then(b.0.cmp(&a.0)))
            .map(|&(id, own, _)| (id, own))
    };
    let mut level_scores = votes.levels;
    // `toàn thành phố`: of the city that the article names most.
    let city = support
        .iter()
        .filter(|(id, ..)| all.all[*id].versions.iter().any(|v| v.kind == "thành phố"))
        .max_by(|a, b| a.2.total_cmp(&b.2).then(b.0.cmp(&a.0)))
        .map_or(UnitLevel::Province, |(id, ..)| all.all[*id].level);
    level_scores[city as usize] += votes.city;
    // A unit above those named: all communes of the examples lie in one province.
    let common_above = |level: UnitLevel| {
        let mut above: BTreeMap<UnitId, f64> = BTreeMap::new();
        let mut total = 0.0;
        for (&id, weight) in votes.units.iter().filter(|(id, _)| all.all[**id].level > level) {
            total += weight;
            let at_level = all.chain(id, day).into_iter().find(|&a| all.all[a].level == level);
            *above.entry(at_level.unwrap_or(id)).or_default() += weight;
        }
        let (id, weight) = above.into_iter().max_by(|a, b| a.1.total_cmp(&b.1))?;
        (all.all[id].level == level && weight >= 0.6 * total).then_some(id)
    };
    for level in [UnitLevel::Province, UnitLevel::District, UnitLevel::Commune] {
        let best = votes.best_name(level);
        level_scores[level as usize] += best;
        if best == 0.0 && best_at(level, None).is_none() && common_above(level).is_none() {
            // Words of a level without any unit of it decide nothing.
            level_scores[level as usize] *= 0.3;
        }
    }
    // A digest: several districts act, none is in the headline. The unit above them is meant.
    for level in [UnitLevel::Commune, UnitLevel::District] {
        let acting = votes.acting.get(&level);
        let opening = votes.opening.get(&level).filter(|_| acting.is_some());
        let names: BTreeSet<&String> = acting.into_iter().chain(opening).flatten().collect();
        let titled = || {
            let title = doc.article.title.as_deref().map(str::to_lowercase);
            title.is_some_and(|title| names.iter().any(|name| title.contains(name.as_str())))
        };
        if names.len() > 1 && !titled() {
            // Since the reform communes lie in the province.
            let reformed = day.is_some_and(|day| day >= reform());
            let above = if reformed { 0 } else { level as usize - 1 };
            level_scores[above] = level_scores[above].max(level_scores[level as usize] + 1.0);
        }
    }
    // News of several provinces belong to none.
    if votes.acting.get(&UnitLevel::Province).is_some_and(|names| names.len() > 1) && !votes.titled
    {
        return geography;
    }
    let own = [UnitLevel::Commune, UnitLevel::District, UnitLevel::Province]
        .into_iter()
        .filter(|&l| level_scores[l as usize] > 0.0)
        .max_by(|&a, &b| level_scores[a as usize].total_cmp(&level_scores[b as usize]));
    let Some(own) = own else { return geography };
    // A national body's event at a place named once: the venue is not where it belongs.
    let strongest = level_scores.iter().copied().fold(0.0, f64::max);
    if votes.national && (strongest < 3.0 || !votes.titled) {
        return geography;
    }
    let best = best_at(own, None).map(|(id, _)| id).or_else(|| common_above(own));
    // Several units of that name, and nothing tells which: Chợ Mới, Châu Thành.
    let namesakes = |id: UnitId| -> Vec<UnitId> {
        let weight = |id: UnitId| support.iter().find(|s| s.0 == id).map_or(0.0, |s| s.2);
        let (unit, own) = (&all.all[id], weight(id));
        let same =
            |other: &Unit| other.level == unit.level && name_key(other.name) == name_key(unit.name);
        let equal = support.iter().filter(|s| same(&all.all[s.0]) && (s.2 - own).abs() < 1e-6);
        equal.map(|s| s.0).collect()
    };
    let (best, open) = match best.map(|id| (id, namesakes(id))) {
        Some((_, same)) if same.len() > 1 => {
            match votes.holder_of_all(&same, day).or_else(|| votes.below_those_acting(&same, day)) {
                Some(told) => (Some(told), Vec::new()),
                None => (None, same),
            }
        }
        _ => (best, Vec::new()),
    };
    if let Some(&id) = open.first() {
        let kind = |id: UnitId| all.all[id].kind(day);
        let known = geography.known_as(id);
        let name = known.title.strip_prefix(kind(id)).unwrap_or(&known.title).trim_start();
        // `Kỳ Anh` alone is neither the huyện nor the thị xã.
        let title = match votes.typed.get(&id) {
            Some(printed) => format!("{} {name}", printed.word()),
            None if open.iter().all(|&other| kind(other) == kind(id)) => known.title,
            None => name.to_owned(),
        };
        geography.chain[own as usize] = Some(Resolved { title, id: None });
        geography.own = Some(own);
    } else if let Some(id) = best {
        for above in all.chain(id, day) {
            let unit = &all.all[above];
            geography.chain[unit.level as usize] = Some(geography.known_as(above));
        }
        geography.own = Some(own);
    } else if let Some(((kind, name), _)) = votes
        .unknown
        .iter()
        .filter(|((k, _), _)| k.level() == own)
        .max_by(|a, b| a.1.total_cmp(b.1))
    {
        geography.chain[own as usize] =
            Some(Resolved { title: format!("{} {name}", kind.word()), id: None });
        geography.own = Some(own);
        if let Some((id, _)) =
            best_at(UnitLevel::Province, None).filter(|_| own > UnitLevel::Province)
        {
            geography.chain[0] = Some(geography.known_as(id));
        }
    }
    // Units below the own one that the text speaks of once and alone: `UBND thị xã` may be
    // settled by the only commune named that lies in one.
    if cluster && doc.kinds.first() == Some(&LineKind::Title) {
        geography.own = None;
    }
    geography
}

/// The type of a unit's title (`huyện Phú Xuyên`).
pub fn type_of_title(title: &str) -> Option<UnitType> {
    ["thành phố", "thị xã", "thị trấn", "đặc khu", "tỉnh", "quận", "huyện", "xã", "phường"]
        .into_iter()
        .find(|word| title.starts_with(word) && title[word.len()..].starts_with(' '))
        .and_then(UnitType::of_word)
}
