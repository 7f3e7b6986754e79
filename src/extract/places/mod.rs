//! Localities: how administrative units are named in a text ([`mention`]), the units that an article
//! is read in ([`Geography`]), and how these are found ([`weigh`]).

mod geography;
mod weigh;

pub use geography::{Geography, Resolved};
pub use weigh::weigh;

use std::ops::Range;
use std::rc::Rc;

use super::doc::Doc;
use crate::reference::lexicon::Entry;
use crate::reference::units::{UnitId, UnitLevel, units};
use crate::text::letters::{Class, letters};
use crate::text::number::roman;
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
        Some(match word {
            "tỉnh" => UnitType::Province,
            "thành phố" => UnitType::City,
            "quận" => UnitType::UrbanDistrict,
            "huyện" => UnitType::RuralDistrict,
            "thị xã" => UnitType::Town,
            "xã" => UnitType::Commune,
            "phường" => UnitType::Ward,
            "thị trấn" => UnitType::Township,
            "đặc khu" => UnitType::SpecialZone,
            _ => return None,
        })
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
    pub within: Option<Rc<Mention>>,
    /// Said to be no more: `xã Đồng Sơn (cũ)`.
    pub former: bool,
}

impl Mention {
    /// The unit with the type that other words give it, where its name stands without one:
    /// `Huyện ủy Phú Xuyên`.
    pub fn or_of_type(self: Rc<Mention>, kind: Option<UnitType>) -> Rc<Mention> {
        match (self.kind, kind) {
            (None, Some(_)) => Rc::new(Mention { kind, ..(*self).clone() }),
            _ => self,
        }
    }
}

/// What a body or a count says of its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PlaceRef {
    /// `huyện Phú Xuyên`
    Named(Rc<Mention>),
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
        // Most words show a small letter without a mark.
        let upper = !word.bytes().any(|byte| byte.is_ascii_lowercase())
            && !rest.as_str().is_empty()
            && !has(Class::LOWER)
            && has(Class::ALPHABETIC);
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

/// Whether only communes were ever called so.
fn is_commune_only(name: &str) -> bool {
    units().named(name).iter().all(|&id| units().all[id].level == UnitLevel::Commune)
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
    // `Đảng ủy phường Tổ chức Hội nghị`: a verb with a capital.
    if tokens.phrase(i, "tổ chức").is_some() {
        return None;
    }
    // A unit the list does not know (colloquial, misspelt): capitalized words, at most four.
    let most = (i + 4).min(tokens.lines[tokens.line_of(i)].end);
    let mut end = i;
    while end < most && tokens.shape(end) == Shape::Initial && tokens.raw(end) != "Nguyễn" {
        end += 1;
    }
    // `Ảnh: T.C`
    if end == i + 1 && tokens.raw(i).chars().count() == 1 {
        return None;
    }
    (end > i).then_some(end)
}

/// The unit mention that begins at a token, with the unit right behind it; read once, for all
/// families of facts ask.
#[inline]
pub fn mention(doc: &Doc<'_>, i: usize) -> Option<Rc<Mention>> {
    if doc.units_at.has(i) { known_mention(doc, i) } else { None }
}

fn known_mention(doc: &Doc<'_>, i: usize) -> Option<Rc<Mention>> {
    if let Some(known) = doc.units.borrow().get(&i) {
        return known.clone();
    }
    let found = read_mention(doc, i).map(Rc::new);
    doc.units.borrow_mut().insert(i, found.clone());
    found
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
    // `HỘI NGHỊ GIAO BAN CÔNG TÁC DÂN VẬN`: where all is in capitals, a bare name of a commune is no
    // more than two words in a row.
    let shouted = |t: usize| tokens.shape(t) == Shape::Upper;
    if typed.is_none()
        && i > 0
        && shouted(i)
        && shouted(i - 1)
        && tokens.low(i - 1) != "ủy"
        && tokens.line_of(i - 1) == tokens.line_of(i)
        && bare.is_some_and(|end| is_commune_only(tokens.slice(i..end)))
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
    let within = containing(doc, past.unwrap_or(end), kind, &name);
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
fn containing(doc: &Doc<'_>, i: usize, inner: Option<UnitType>, name: &str) -> Option<Rc<Mention>> {
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

/// The type of a unit's title (`huyện Phú Xuyên`).
pub fn type_of_title(title: &str) -> Option<UnitType> {
    ["thành phố", "thị xã", "thị trấn", "đặc khu", "tỉnh", "quận", "huyện", "xã", "phường"]
        .into_iter()
        .find(|word| title.starts_with(word) && title[word.len()..].starts_with(' '))
        .and_then(UnitType::of_word)
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

/// `ngày 23/01/2018 Ban Dân vận`, `năm 2018 huyện`: figures that count nothing.
fn ends_date(tokens: &Tokens<'_>, i: usize) -> bool {
    let before = |n: usize| i.checked_sub(n).map_or("", |t| tokens.low(t));
    matches!(before(1), "năm" | "ngày" | "tháng")
        || matches!(before(1), "/" | "-" | ".")
            && tokens.glued(i)
            && i > 1
            && tokens.shape(i - 2) == Shape::Digits
            && tokens.raw(i).len() == 4
}

/// `các xã, thị trấn`, `11 phường`, `cấp huyện`: classes, no unit.
pub fn is_class(tokens: &Tokens<'_>, i: usize) -> bool {
    if i == 0 || tokens.lines[tokens.line_of(i)].start == i {
        return false;
    }
    let before = tokens.low(i - 1);
    tokens.shape(i - 1) == Shape::Digits && !ends_date(tokens, i - 1)
        || matches!(before, "các" | "những" | "nhiều" | "mỗi" | "cấp" | "một" | "hai" | "từng")
        || before == "số" && i > 1 && tokens.low(i - 2) == "một"
}
