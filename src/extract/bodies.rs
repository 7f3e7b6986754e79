//! Bodies: party committees and their organs, councils, agencies, unions, forces.
//!
//! A body is a head of the vocabulary, for organs the committee it belongs to, and a place:
//! `Ban Dân vận` + `Huyện ủy` + `Phú Xuyên`. A place that is not printed is settled later from
//! the neighbouring bodies or the article's own unit ([`settle`], [`Bodies::body`]).

use std::borrow::Cow;
use std::ops::Range;

use rustc_hash::FxHashMap;

use super::doc::{Doc, clean};
use super::facts::{Body, Place};
use super::places::{
    Geography, Mention, PlaceRef, UnitType, committee_type, is_class, mention, title_case,
    type_word,
};
use crate::reference::lexicon::{BodyClass, Entry};
use crate::reference::units::{UnitLevel, units};
use crate::text::phrases::{Phrases, phrases};
use crate::text::token::{Shape, Tokens};

mod institutions;

/// A body named in the text.
#[derive(Debug, Clone, PartialEq)]
pub struct BodyMention {
    /// Canonical name, without the locality. `Ban Dân vận` alone when the committee is not
    /// printed.
    pub name: String,
    /// Where it is.
    pub place: PlaceRef,
    /// Its tokens, place included.
    pub tokens: Range<usize>,
    /// How it gets its locality.
    pub class: BodyClass,
    /// Usual levels (letters of P D C), empty for any.
    pub levels: &'static str,
    /// The place is printed (or said by the committee), not taken from the context.
    pub explicit: bool,
    /// An organ without its committee.
    pub bare_organ: bool,
    /// The unit of that type named last before it (`Ở xã Hà Mòn, … Hội LHPN xã`), for the
    /// article that has none of its own.
    pub near: Option<Mention>,
}

/// All bodies of an article, in order of the text, none inside another.
pub struct Bodies {
    /// The mentions.
    pub list: Vec<BodyMention>,
    at: Vec<Option<u32>>,
}

impl Bodies {
    /// Finds the bodies of an article.
    pub fn find(doc: &Doc<'_>) -> Bodies {
        let mut list: Vec<BodyMention> = Vec::new();
        let heads = doc.tokens.beginning(OPEN_HEADS).or(&doc.vocabulary_at);
        let mut from = 0;
        while let Some(i) = heads.first(from..doc.tokens.len()) {
            let found = body_at(doc, i);
            from = found.iter().map(|b| b.tokens.end).max().unwrap_or(i + 1);
            list.extend(found);
        }
        drop_classes(doc, &mut list);
        find_near(doc, &mut list);
        settle(doc, &mut list);
        spell_alike(&mut list);
        let mut at = vec![None; doc.tokens.len() + 1];
        for (n, body) in list.iter().enumerate() {
            at[body.tokens.start].get_or_insert(n as u32);
        }
        Bodies { list, at }
    }

    /// The body that begins at a token.
    pub fn at(&self, token: usize) -> Option<&BodyMention> {
        self.at.get(token).copied().flatten().map(|n| &self.list[n as usize])
    }

    /// Further bodies that the words at a token name: `HĐND - UBND xã`.
    pub fn also_at(&self, token: usize) -> impl Iterator<Item = &BodyMention> {
        let first = self.at.get(token).copied().flatten().map_or(self.list.len(), |n| n as usize);
        self.list[first.min(self.list.len())..]
            .iter()
            .skip(1)
            .take_while(move |b| b.tokens.start == token)
    }

    /// Bodies whose tokens lie in a range.
    pub fn within(&self, range: &Range<usize>) -> impl Iterator<Item = &BodyMention> {
        let from = self.list.partition_point(|b| b.tokens.start < range.start);
        let end = range.end;
        self.list[from..].iter().take_while(move |b| b.tokens.start < end)
    }

    /// The last body that ends at or before a token of the same sentence.
    pub fn before(&self, doc: &Doc<'_>, token: usize) -> Option<&BodyMention> {
        let from = doc.sentence(token).start;
        let n = self.list.partition_point(|b| b.tokens.end <= token);
        self.list[..n].last().filter(|b| b.tokens.start >= from)
    }
}

/// The name of the committee of a unit type.
pub fn committee_of(kind: UnitType) -> &'static str {
    match kind {
        UnitType::Province => "Tỉnh ủy",
        UnitType::City => "Thành ủy",
        UnitType::RuralDistrict => "Huyện ủy",
        UnitType::UrbanDistrict => "Quận ủy",
        UnitType::Town => "Thị ủy",
        UnitType::Commune | UnitType::Ward | UnitType::Township | UnitType::SpecialZone => {
            "Đảng ủy"
        }
    }
}

/// `Trung ương`, `T.Ư`, `TW`, `TƯ` at a token.
pub fn central(tokens: &Tokens<'_>, i: usize) -> Option<usize> {
    if let Some(end) = tokens.phrase(i, "trung ương") {
        return Some(if tokens.low(end) == "đảng" && tokens.is_capital(end) {
            end + 1
        } else {
            end
        });
    }
    if matches!(tokens.raw(i), "TW" | "TƯ") {
        return Some(i + 1);
    }
    (tokens.raw(i) == "T" && tokens.raw(i + 1) == "." && matches!(tokens.raw(i + 2), "Ư" | "W"))
        .then_some(i + 3)
}

/// The place printed at a token: a unit, a bare level word, or nothing.
pub(super) fn place_at(doc: &Doc<'_>, i: usize) -> Option<(PlaceRef, usize)> {
    let tokens = &doc.tokens;
    // `Ủy ban Mặt trận (UBMT) thị xã`: the abbreviation in brackets is passed.
    if tokens.raw(i) == "(" && tokens.shape(i + 1) == Shape::Upper && tokens.raw(i + 2) == ")" {
        return doc.inside(|| place_at(doc, i + 3));
    }
    if let Some(end) = central(tokens, i) {
        return Some((PlaceRef::Nation, end));
    }
    // `UBND TP`: the abbreviation without a name means the article's city.
    if tokens.raw(i) == "TP" && type_word(tokens, i).is_none() {
        return Some((PlaceRef::Level(UnitType::City), i + 1));
    }
    if tokens.low(i) == "tphcm"
        && let Some(found) = mention(doc, i)
    {
        return Some((PlaceRef::Named(found), i + 1));
    }
    let (kind, next) = type_word(tokens, i)?;
    if let Some(found) = mention(doc, i) {
        let end = found.tokens.end;
        return Some((PlaceRef::Named(found), end));
    }
    // `xã hội`, `tỉnh thành`, `huyện ủy` are other words.
    if matches!(tokens.low(next), "hội" | "ủy" | "đoàn" | "thành" | "bạn") {
        return None;
    }
    Some((PlaceRef::Level(kind), next))
}

/// `nhân dân` and other words that show a lower-case head to be the class, not the body.
fn starts_body(doc: &Doc<'_>, i: usize) -> bool {
    !is_class(&doc.tokens, i)
}

/// Whether a body may begin at a token: at most tokens none does.
#[inline]
fn may_be_body(doc: &Doc<'_>, i: usize) -> bool {
    !doc.matches.at(i).is_empty() || doc.tokens.may_begin(i, OPEN_HEADS)
}

/// The bodies that begin at a token: one, or several where a head is shared by a list
/// (`phòng Nội vụ, Tư pháp`, `HĐND, UBND`).
fn body_at(doc: &Doc<'_>, i: usize) -> Vec<BodyMention> {
    let tokens = &doc.tokens;
    if !may_be_body(doc, i) {
        return Vec::new();
    }
    // Inside a document's number: 03-NQ/TU, 10/2022/QH15.
    if tokens.shape(i) == Shape::Upper && tokens.glued(i) && matches!(tokens.raw(i - 1), "/" | "-")
    {
        return Vec::new();
    }
    // `Các phòng: Nội vụ, Tư pháp huyện`, `Các Sở Nội vụ, Tài chính`: a head shared by a list.
    if i > 0
        && matches!(tokens.low(i - 1), "các")
        && let Some(list) = departments(doc, i).filter(|list| list.len() > 1)
    {
        return list;
    }
    if !tokens.is_word(i) || !starts_body(doc, i) {
        return open_body(doc, i).into_iter().collect();
    }
    // `Phó Chủ tịch Thường trực Ủy ban MTTQ`: the adjective of the title before.
    if tokens.phrase(i, "thường trực").is_some()
        && i > 0
        && matches!(tokens.low(i - 1), "thư" | "tịch" | "ban" | "nhiệm" | "viên")
    {
        return Vec::new();
    }
    if let Some(found) = departments(doc, i) {
        return found;
    }
    if let Some(found) = division(doc, i).or_else(|| open_body(doc, i)) {
        return vec![found];
    }
    for (m, entry) in doc.entries(i) {
        let Entry::Body { name, class, levels } = entry else { continue };
        let head = Head { name, class: *class, levels, start: i, end: m.end };
        let shared = shared_by_units(doc, &head);
        if !shared.is_empty() {
            return shared;
        }
        let found = match class {
            BodyClass::Committee => committee(doc, &head),
            BodyClass::Organ => organ(doc, &head),
            BodyClass::Pair => return pair(doc, &head),
            BodyClass::National => Some(national_of(doc, &head)),
            BodyClass::Assembly => assembly(doc, &head),
            BodyClass::Front => front(doc, &head),
            BodyClass::Open => with_place(doc, &head, false),
            BodyClass::Hamlet => Some(of_hamlet(doc, &head)),
            BodyClass::CouncilBoard => council_board(doc, &head),
            BodyClass::Council | BodyClass::Agency | BodyClass::UnitBlock => {
                with_place(doc, &head, true)
            }
        };
        if let Some(found) = found {
            return vec![found];
        }
    }
    Vec::new()
}

/// A body of the nation; `Ban Chấp hành Trung ương Hội Nông dân Việt Nam` is the union's.
fn national_of(doc: &Doc<'_>, head: &Head) -> BodyMention {
    let found = simple(head, PlaceRef::Nation, head.end, true);
    if head.name != "Ban Chấp hành Trung ương" {
        return found;
    }
    match inner_body(doc, head.end).filter(|owner| owner.name.starts_with("Hội ")) {
        Some(owner) => BodyMention {
            name: format!("{} {}", head.name, owner.name),
            tokens: head.start..owner.tokens.end,
            ..found
        },
        None => found,
    }
}

/// One body in each of several units: `Hội LHPN các xã Kim Thái, Liên Minh và thị trấn Gôi`.
fn shared_by_units(doc: &Doc<'_>, head: &Head) -> Vec<BodyMention> {
    let tokens = &doc.tokens;
    let councils = matches!(head.class, BodyClass::Committee | BodyClass::Council);
    // `Đảng ủy các xã A, B`, `UBND 02 xã A, B`
    let several = matches!(tokens.low(head.end), "các" | "hai" | "ba")
        || tokens.shape(head.end) == Shape::Digits;
    if !councils || !several {
        return Vec::new();
    }
    let mut list: Vec<BodyMention> = Vec::new();
    let mut at = head.end + 1;
    let mut kind = None;
    while let Some(mut found) = mention(doc, at).filter(|f| kind.or(f.kind).is_some()) {
        found.kind = found.kind.or(kind);
        kind = found.kind;
        let end = found.tokens.end;
        let start = if list.is_empty() { head.start } else { at };
        list.push(BodyMention {
            tokens: start..end,
            ..simple(head, PlaceRef::Named(found), end, true)
        });
        let joined = matches!(tokens.raw(end), "," | ";") || tokens.low(end) == "và";
        if !joined {
            break;
        }
        at = end + 1;
    }
    if list.len() < 2 {
        list.clear();
    }
    list
}

/// The body that the words of another name: `Đảng ủy` + Công an tỉnh.
fn inner_body(doc: &Doc<'_>, i: usize) -> Option<BodyMention> {
    doc.inside(|| body_at(doc, i).into_iter().next())
}

/// A head of the vocabulary found in the text.
struct Head {
    name: &'static str,
    class: BodyClass,
    levels: &'static str,
    start: usize,
    end: usize,
}

fn simple(head: &Head, place: PlaceRef, end: usize, explicit: bool) -> BodyMention {
    BodyMention {
        name: head.name.to_owned(),
        place,
        tokens: head.start..end,
        class: head.class,
        levels: head.levels,
        explicit,
        bare_organ: false,
        near: None,
    }
}

/// A party committee and its unit: `Huyện ủy Phú Xuyên`, `Đảng ủy xã Tân Lập`, `Thành ủy`.
fn committee(doc: &Doc<'_>, head: &Head) -> Option<BodyMention> {
    let tokens = &doc.tokens;
    // `Huyện ủy viên` is an office.
    if tokens.low(head.end) == "viên" {
        return None;
    }
    let kind = committee_type(head.name);
    if head.name == "Đảng ủy" {
        return Some(party_committee(doc, head));
    }
    if let Some(mut found) = mention(doc, head.end).filter(|_| head.name != "Xã đoàn") {
        // `Huyện ủy Phú Xuyên`; `Thành ủy TP. Thủ Đức`. A bare name must be one of the level.
        let known = found.kind.is_some() || fits_level(&found, kind);
        if known && found.kind.is_none_or(|k| Some(k) == kind) {
            found.kind = found.kind.or(kind);
            let end = found.tokens.end;
            return Some(simple(head, PlaceRef::Named(found), end, true));
        }
    }
    let place = kind.map_or(PlaceRef::Own, PlaceRef::Level);
    // `Tỉnh ủy, Thành ủy trực thuộc Trung ương`: classes.
    let explicit = true;
    Some(simple(head, place, head.end, explicit))
}

/// Whether a bare name can be that of a unit of this type.
fn fits_level(found: &Mention, kind: Option<UnitType>) -> bool {
    units().named(&found.name).iter().any(|&id| {
        let unit = &units().all[id];
        match kind {
            Some(UnitType::City) => unit.versions.iter().any(|v| v.kind == "thành phố"),
            Some(kind) => unit.level == kind.level(),
            None => true,
        }
    })
}

/// `Đảng ủy` of a commune, an agency, a force or a bloc.
fn party_committee(doc: &Doc<'_>, head: &Head) -> BodyMention {
    let tokens = &doc.tokens;
    if let Some((place, end)) = place_at(doc, head.end) {
        return simple(head, place, end, true);
    }
    // `Đảng ủy - Ban Giám đốc Công an tỉnh`, `Đảng ủy, Chỉ huy Đồn Biên phòng A`: of that body.
    let board = phrases!["ban giám đốc", "ban giám hiệu", "ban chỉ huy", "chỉ huy"];
    if matches!(tokens.raw(head.end), "-" | "–" | ",")
        && let Some(next) = tokens.any_phrase(head.end + 1, board)
        && let Some(owner) = inner_body(doc, next)
    {
        let name = format!("{} {}", head.name, owner.name);
        return BodyMention {
            name,
            levels: "",
            ..simple(head, owner.place, head.end, owner.explicit)
        };
    }
    // `Đảng ủy Công an tỉnh`, `Đảng ủy Quân sự huyện`, `Đảng ủy UBND xã`
    let inner = if matches!(tokens.low(head.end), "quân") && tokens.low(head.end + 1) == "sự" {
        let (place, end, explicit) = match place_at(doc, head.end + 2) {
            Some((place, end)) => (place, end, true),
            None => (PlaceRef::Own, head.end + 2, false),
        };
        Some(("Quân sự".to_owned(), place, end, explicit))
    } else if matches!(tokens.low(head.end), "biên") && tokens.low(head.end + 1) == "phòng" {
        let (place, end, explicit) = match place_at(doc, head.end + 2) {
            Some((place, end)) => (place, end, true),
            None => (PlaceRef::Own, head.end + 2, false),
        };
        Some(("Biên phòng".to_owned(), place, end, explicit))
    } else if tokens.is_capital(head.end) || matches!(tokens.low(head.end), "các" | "khối") {
        bloc_tail(doc, head.end).or_else(|| {
            inner_body(doc, head.end)
                .filter(|b| b.class != BodyClass::Committee)
                .map(|b| (b.name, b.place, b.tokens.end, b.explicit))
        })
    } else {
        None
    };
    if let Some((name, place, end, explicit)) = inner {
        return BodyMention {
            name: format!("{} {name}", head.name),
            levels: "",
            ..simple(head, place, end, explicit)
        };
    }
    // `Đảng ủy Tân Lập`
    if let Some(found) = mention(doc, head.end)
        .filter(|f| f.kind.is_none() && fits_level(f, Some(UnitType::Commune)))
    {
        let end = found.tokens.end;
        return simple(head, PlaceRef::Named(found), end, true);
    }
    simple(head, PlaceRef::Own, head.end, false)
}

/// `Khối các cơ quan và Doanh nghiệp tỉnh`, `các cơ quan Đảng tỉnh`.
fn bloc_tail(doc: &Doc<'_>, i: usize) -> Option<(String, PlaceRef, usize, bool)> {
    let tokens = &doc.tokens;
    let start = if tokens.low(i) == "khối" { i + 1 } else { i };
    let end = tokens.any_phrase(
        start,
        phrases![
            "các cơ quan và doanh nghiệp",
            "các cơ quan & doanh nghiệp",
            "cơ quan và doanh nghiệp",
            "các cơ quan đảng",
            "cơ quan đảng",
            "các cơ quan",
            "cơ quan",
            "doanh nghiệp",
            "các doanh nghiệp",
            "dân - chính - đảng",
            "dân chính đảng",
        ],
    )?;
    let name = clean(tokens.slice(i..end));
    let (place, end, explicit) = match place_at(doc, end) {
        Some((place, end)) => (place, end, true),
        None => (PlaceRef::Own, end, false),
    };
    Some((name, place, end, explicit))
}

/// An organ with its committee: `Ban Dân vận Huyện ủy`, `Ban Dân vận tỉnh`, `Ban Dân vận`.
fn organ(doc: &Doc<'_>, head: &Head) -> Option<BodyMention> {
    let tokens = &doc.tokens;
    // `Phó Bí thư Thường trực Huyện ủy`: the adjective of a title.
    let title = head.start > 0
        && (matches!(tokens.low(head.start - 1), "thư" | "tịch" | "ban" | "nhiệm" | "viên")
            || matches!(tokens.raw(head.start - 1), "PBT" | "PCT"));
    if head.name == "Thường trực" && title {
        return None;
    }
    // `Ban Thường vụ, Ủy ban kiểm tra các tổ chức chính trị - xã hội`: classes.
    if matches!(tokens.low(head.end), "các" | "những") {
        return None;
    }
    let mut at = head.end;
    if tokens.low(at) == "của" {
        at += 1;
    }
    // The committee behind it.
    for (m, entry) in doc.entries(at) {
        if let Entry::Body { name, class: BodyClass::Committee, levels } = entry {
            let inner = Head { name, class: BodyClass::Committee, levels, start: at, end: m.end };
            let owner = committee(doc, &inner)?;
            // `Ban Xây dựng Đảng của Đảng ủy xã`: only the communes' committees have one.
            let own = head.name == "Ban Xây dựng Đảng" && owner.name == "Đảng ủy";
            let name =
                if own { head.name.to_owned() } else { format!("{} {}", head.name, owner.name) };
            return Some(BodyMention {
                name,
                tokens: head.start..owner.tokens.end,
                class: BodyClass::Organ,
                ..owner
            });
        }
    }
    if let Some(end) = central(tokens, head.end) {
        return Some(BodyMention {
            name: format!("{} Trung ương", head.name),
            ..simple(head, PlaceRef::Nation, end, true)
        });
    }
    let standing = matches!(
        head.name,
        "Ban Thường vụ"
            | "Thường trực"
            | "Văn phòng"
            | "Ban Chấp hành"
            | "Ban cán sự đảng"
            | "Đảng đoàn"
            | "Ban Giám đốc"
            | "Ban Thanh niên"
    );
    if standing {
        // `Ban Thường vụ Hội LHPN tỉnh`, `Ban Chấp hành Hội Nông dân`; alone they are no body.
        if let Some(owner) = inner_body(doc, head.end)
            && matches!(owner.class, BodyClass::Council | BodyClass::Agency)
            && (head.name != "Thường trực" || owner.name.ends_with("nhân dân"))
        {
            return Some(BodyMention {
                name: format!("{} {}", head.name, owner.name),
                tokens: head.start..owner.tokens.end,
                class: BodyClass::Council,
                ..owner
            });
        }
        // `Phó Bí thư Ban cán sự đảng, Phó Chủ tịch UBND tỉnh`: of the council named next.
        if matches!(head.name, "Ban cán sự đảng" | "Đảng đoàn")
            && let Some(owner) = next_council(doc, head.end)
        {
            return Some(BodyMention {
                name: format!("{} {}", head.name, owner.name),
                tokens: head.start..head.end,
                class: BodyClass::Council,
                ..owner
            });
        }
        return None;
    }
    if let Some((place, end)) = place_at(doc, head.end) {
        let kind = match &place {
            PlaceRef::Named(m) => m.kind,
            PlaceRef::Level(kind) => Some(*kind),
            _ => None,
        };
        // `Ban Dân vận tỉnh` is Ban Dân vận Tỉnh ủy; of a commune it stays as it is.
        let name = match kind {
            Some(kind) if kind.level() != UnitLevel::Commune => {
                format!("{} {}", head.name, committee_of(kind))
            }
            _ => head.name.to_owned(),
        };
        return Some(BodyMention { name, ..simple(head, place, end, true) });
    }
    // `Ban Tổ chức` alone is mostly that of a contest.
    let resolvable = matches!(
        head.name,
        "Ban Dân vận"
            | "Ban Tuyên giáo và Dân vận"
            | "Ban Xây dựng Đảng"
            | "Ủy ban Kiểm tra"
            | "Ban Tuyên giáo"
    );
    // `Trưởng ban Dân vận`: the small letter of a title.
    let titled = head.start > 0 && matches!(tokens.low(head.start - 1), "trưởng" | "phó");
    // `Trưởng Ban Tổ chức`, but not `Trưởng Ban Tổ chức Hội thi`.
    let resolvable = resolvable
        || titled
            && matches!(head.name, "Ban Tổ chức" | "Ban Nội chính")
            && tokens
                .any_phrase(
                    head.end,
                    phrases!["hội thi", "cuộc thi", "giải", "lễ", "liên hoan", "chương trình", "-"],
                )
                .is_none();
    if !resolvable || !(tokens.is_capital(head.start) || titled) {
        return None;
    }
    Some(BodyMention { bare_organ: true, ..simple(head, PlaceRef::Own, head.end, false) })
}

/// The council in the title behind a mark: `, Chủ tịch UBND tỉnh`.
fn next_council(doc: &Doc<'_>, i: usize) -> Option<BodyMention> {
    if !matches!(doc.tokens.raw(i), "," | "-" | "–") {
        return None;
    }
    let found = (i + 1..i + 8).find_map(|t| inner_body(doc, t))?;
    matches!(found.class, BodyClass::Council | BodyClass::National).then_some(found)
}

/// `HĐND - UBND huyện`: two bodies of one unit.
fn pair(doc: &Doc<'_>, head: &Head) -> Vec<BodyMention> {
    // `HĐND, UBND cấp xã`, `HĐND và UBND các cấp`
    if matches!(doc.tokens.low(head.end), "cấp" | "các") && next_is_unit(&doc.tokens, head.end) {
        return Vec::new();
    }
    let (place, end, explicit) = match place_at(doc, head.end) {
        Some((place, end)) => (place, end, true),
        None => (PlaceRef::Own, head.end, false),
    };
    ["Hội đồng nhân dân", "Ủy ban nhân dân"]
        .map(|name| BodyMention {
            name: name.to_owned(),
            class: BodyClass::Council,
            ..simple(head, place.clone(), end, explicit)
        })
        .to_vec()
}

/// A body and its unit, if one is printed.
fn with_place(doc: &Doc<'_>, head: &Head, may_be_bare: bool) -> Option<BodyMention> {
    let tokens = &doc.tokens;
    // `Công an nhân dân`, `cơ quan Công an`: the force, no body.
    if head.name == "Công an"
        && (tokens.phrase(head.end, "nhân dân").is_some()
            || head.start > 0
                && matches!(
                    tokens.low(head.start - 1),
                    "quan" | "lượng" | "ngành" | "sĩ" | "bộ" | "sỹ"
                )
                && place_at(doc, head.end).is_none())
    {
        return None;
    }
    // `Ban Thanh tra nhân dân` of a commune is no inspectorate.
    if head.name == "Thanh tra" && tokens.phrase(head.end, "nhân dân").is_some() {
        return None;
    }
    // `Hội Nông dân các cấp`, `Công an các xã`: classes.
    if matches!(tokens.low(head.end), "các" | "những" | "cấp") || two_level_list(tokens, head.end)
    {
        return None;
    }
    // `Trường Chính trị Hoàng Văn Thụ`: a school bears the name of a person.
    if head.name.starts_with("Trường")
        && doc.entries(head.end).any(|(_, e)| matches!(e, Entry::FamilyName))
        && let Some(end) = crate::text::name::name_end(tokens, head.end, |_| false)
        && end >= head.end + 3
    {
        let name = format!("{} {}", head.name, clean(tokens.slice(head.end..end)));
        let (place, end, explicit) = match place_at(doc, end) {
            Some((place, end)) => (place, end, true),
            None => (PlaceRef::Own, end, false),
        };
        return Some(BodyMention { name, ..simple(head, place, end, explicit) });
    }
    // `Tòa án nhân dân khu vực 3 tỉnh Bắc Ninh`: since 2025 agencies of parts of a province.
    if let Some(number) = tokens.phrase(head.end, "khu vực")
        && is_number(tokens, number)
    {
        let name = format!("{} {}", head.name, clean(tokens.slice(head.end..number + 1)));
        let region = Head { levels: "P", end: number + 1, ..*head };
        let (place, end, explicit) = match place_at(doc, region.end) {
            Some((place, end)) => (place, end, true),
            None => (PlaceRef::Own, region.end, false),
        };
        return Some(BodyMention { name, ..simple(&region, place, end, explicit) });
    }
    // `công an viên`, `Ủy ban nhân dân cấp xã`
    if let Some((place, end)) = place_at(doc, head.end) {
        return Some(simple(head, place, end, true));
    }
    // `Trưởng khối Dân vận`, `Chủ tịch hội cựu chiến binh`: the small letter of a title.
    let before = if head.start > 0 { tokens.low(head.start - 1) } else { "" };
    let titled = matches!(before, "trưởng" | "phó" | "tịch")
        && tokens.shape(head.end) != Shape::Digits
        && (before == "tịch" || head.class == BodyClass::UnitBlock);
    let printed = tokens.is_capital(head.start) || titled;
    if tokens.low(head.end) == "viên" || !may_be_bare || !printed {
        return None;
    }
    // `Hội LHPN Việt Nam`: the union of the nation, where no unit stands behind it.
    if head.end >= 2
        && tokens.phrase(head.end - 2, "việt nam").is_some()
        && !head.name.ends_with("Việt Nam")
        && head.name.starts_with("Hội ")
    {
        let name = format!("{} Việt Nam", head.name);
        return Some(BodyMention {
            name,
            class: BodyClass::National,
            ..simple(head, PlaceRef::Nation, head.end, true)
        });
    }
    // `Công an Hà Nội`, `Bộ đội Biên phòng Lai Châu`: a bare name of a province or district.
    let above_commune = |f: &Mention| {
        f.kind.is_none()
            && units().named(&f.name).iter().any(|&id| units().all[id].level != UnitLevel::Commune)
    };
    if let Some(found) = mention(doc, head.end).filter(above_commune) {
        let end = found.tokens.end;
        return Some(simple(head, PlaceRef::Named(found), end, true));
    }
    Some(simple(head, PlaceRef::Own, head.end, false))
}

/// `3`, `III`
fn is_number(tokens: &Tokens<'_>, i: usize) -> bool {
    tokens.shape(i) == Shape::Digits
        || tokens.is_word(i) && tokens.raw(i).chars().all(|c| matches!(c, 'I' | 'V' | 'X'))
}

/// `huyện, thị xã, thành phố`, `xã, phường`: a list of types, no unit.
fn two_level_list(tokens: &Tokens<'_>, i: usize) -> bool {
    let Some((_, next)) = type_word(tokens, i) else { return false };
    matches!(tokens.raw(next), "," | "-" | "/" | "–")
        && type_word(tokens, next + 1).is_some_and(|(_, n)| {
            // `Hội LHPN huyện, Huyện đoàn`
            !tokens.is_capital(n) && !matches!(tokens.low(n), "ủy" | "đoàn" | "đội")
        })
}

/// `MTTQ huyện`: the front acts for a unit; `MTTQ và các đoàn thể` is a class.
fn front(doc: &Doc<'_>, head: &Head) -> Option<BodyMention> {
    let found = with_place(doc, head, false)?;
    // `Mặt trận Tổ quốc các cấp` never comes here; a new-style commune front does.
    Some(BodyMention {
        name: "Ủy ban Mặt trận Tổ quốc Việt Nam".to_owned(),
        class: BodyClass::Council,
        ..found
    })
}

/// `Ban Chấp hành Đảng bộ tỉnh (khóa XI)`.
fn assembly(doc: &Doc<'_>, head: &Head) -> Option<BodyMention> {
    let (place, end, explicit) = match place_at(doc, head.end) {
        Some((place, end)) => (place, end, true),
        None => (PlaceRef::Own, head.end, false),
    };
    Some(simple(head, place, end, explicit))
}

/// `Ban Pháp chế HĐND tỉnh`.
fn council_board(doc: &Doc<'_>, head: &Head) -> Option<BodyMention> {
    let owner = inner_body(doc, head.end)?;
    (owner.name == "Hội đồng nhân dân").then(|| BodyMention {
        name: format!("{} {}", head.name, owner.name),
        tokens: head.start..owner.tokens.end,
        ..owner
    })
}

/// `Sở Nội vụ`, `phòng Nội vụ, Văn hóa và Thông tin, Tư pháp quận`: a head shared by a list.
fn departments(doc: &Doc<'_>, i: usize) -> Option<Vec<BodyMention>> {
    let tokens = &doc.tokens;
    let (head, levels) = match tokens.low(i) {
        "sở" => ("Sở", "P"),
        "phòng" => ("Phòng", "DC"),
        "chi" if tokens.low(i + 1) == "bộ" => return cell(doc, i).map(|c| vec![c]),
        "chi" if tokens.low(i + 1) == "hội" => return branch(doc, i).map(|b| vec![b]),
        _ => return None,
    };
    let mut list = Vec::new();
    let mut at = i + 1 + usize::from(tokens.raw(i + 1) == ":");
    let mut start = i;
    while let Some((end, name)) = department(doc, at) {
        // In a list of departments the inspectorate stands by itself.
        let own = name == "Thanh tra" && !list.is_empty();
        list.push(BodyMention {
            name: if own { name } else { format!("{head} {name}") },
            place: PlaceRef::Own,
            tokens: start..end,
            class: BodyClass::Agency,
            levels,
            explicit: false,
            bare_organ: false,
            near: None,
        });
        at = end;
        // The next of the list: `, Tư pháp`, ` và Tư pháp`; a repeated head ends it.
        let joined = matches!(tokens.raw(at), "," | ";") || tokens.low(at) == "và";
        if !joined {
            break;
        }
        start = at + 1;
        at += 1;
    }
    if list.is_empty() {
        return room_of(doc, i).map(|room| vec![room]);
    }
    let end = list.last()?.tokens.end;
    // `Phòng Dân tộc - Tôn giáo Ban Dân vận Tỉnh ủy`: one room.
    if list.len() == 1
        && matches!(tokens.raw(end), "-" | "–")
        && let Some(room) = room_of(doc, i)
    {
        return Some(vec![room]);
    }
    // `phòng Tổng hợp, Ban Dân vận Thành ủy`, `Phòng Tổng hợp - Tôn giáo Ban Dân vận Tỉnh ủy`
    let inner = if tokens.raw(end) == "," && list.len() == 1 && list[0].name == "Phòng Tổng hợp"
        || tokens.low(end) == "của"
    {
        end + 1
    } else {
        end
    };
    if let Some(owner) = organ_at(doc, inner).filter(|o| o.explicit)
        && head == "Phòng"
        && let Some(last) = list.last_mut()
    {
        last.name = format!("{} {}", last.name, owner.name);
        last.tokens.end = owner.tokens.end;
        last.place = owner.place;
        last.explicit = true;
        return Some(list);
    }
    // The unit at the end belongs to the whole list.
    if let Some((place, after)) = place_at(doc, end).or_else(|| bare_place(doc, end)) {
        for one in &mut list {
            one.place = place.clone();
            one.explicit = true;
        }
        if let Some(last) = list.last_mut() {
            last.tokens.end = after;
        }
    }
    Some(list)
}

/// A bare unit name behind a department: `Sở Nội vụ Hà Nội`.
fn bare_place(doc: &Doc<'_>, i: usize) -> Option<(PlaceRef, usize)> {
    let found = mention(doc, i).filter(|f| f.kind.is_none())?;
    let end = found.tokens.end;
    Some((PlaceRef::Named(found), end))
}

fn organ_at(doc: &Doc<'_>, i: usize) -> Option<BodyMention> {
    doc.entries(i).find_map(|(m, entry)| match entry {
        Entry::Body { name, class: BodyClass::Organ, levels } => {
            organ(doc, &Head { name, class: BodyClass::Organ, levels, start: i, end: m.end })
        }
        _ => None,
    })
}

/// A room that only its body has: `Phòng Nghiệp vụ II Ủy ban Kiểm tra Thành ủy`, `Phòng Dân vận các
/// cơ quan nhà nước, Ban Dân vận Tỉnh ủy`.
fn room_of(doc: &Doc<'_>, i: usize) -> Option<BodyMention> {
    let tokens = &doc.tokens;
    let start = i + 1;
    let person = doc.entries(start).any(|(_, e)| matches!(e, Entry::FamilyName));
    if tokens.low(i) != "phòng" || !tokens.is_capital(start) || person {
        return None;
    }
    let name = |t: &usize| tokens.is_word(*t) || matches!(tokens.raw(*t), "-" | "–" | ",");
    let owner_at = (start + 1..start + 9).take_while(name).find(|&t| {
        tokens.is_capital(t)
            && (tokens.low(t) == "cục"
                || doc.entries(t).any(|(_, e)| {
                    matches!(e, Entry::Body { class: BodyClass::Organ | BodyClass::Agency, .. })
                }))
    })?;
    let owner = inner_body(doc, owner_at).filter(|o| o.explicit)?;
    let end = owner_at - usize::from(tokens.raw(owner_at - 1) == ",");
    Some(BodyMention {
        name: format!("Phòng {} {}", clean(tokens.slice(start..end)), owner.name),
        tokens: i..owner.tokens.end,
        class: BodyClass::Agency,
        levels: "",
        ..owner
    })
}

/// A division of a council, front or union, which alone would be another's or nobody's: `Ban Dân
/// tộc HĐND tỉnh`, `Trưởng Ban Chính sách - Pháp luật LĐLĐ tỉnh`.
fn division(doc: &Doc<'_>, i: usize) -> Option<BodyMention> {
    let tokens = &doc.tokens;
    let start = i + 1;
    // Heads of bodies of their own: `Ban Thường vụ Hội LHPN`, `Ban Chấp hành Hội Nông dân`.
    let own = phrases![
        "chỉ đạo",
        "chỉ huy",
        "chấp hành",
        "thường vụ",
        "thường trực",
        "giám đốc",
        "vận động",
        "trị sự",
        "cán sự",
        "bí thư",
        "quản lý",
        "liên lạc",
        "đại diện",
        "giám sát",
        "công tác",
        "thanh tra",
        "tổ chức hội",
        "tổ chức cuộc",
    ];
    if tokens.low(i) != "ban"
        || !tokens.is_capital(start)
        || tokens.any_phrase(start, own).is_some()
    {
        return None;
    }
    let name = |t: &usize| {
        (tokens.is_word(*t) && tokens.low(*t) != "của" || matches!(tokens.raw(*t), "-" | "–"))
            && !starts_office(doc, *t)
            && !committee_follows(doc, *t)
    };
    let owner_at = (start + 1..start + 8).take_while(name).find(|&t| {
        let councils = |e: &Entry| {
            matches!(e, Entry::Body { class: BodyClass::Council | BodyClass::Front, .. })
        };
        let joined = !tokens.is_word(t - 1) || tokens.low(t - 1) == "và";
        !joined && tokens.is_capital(t) && doc.entries(t).any(|(_, e)| councils(e))
    })?;
    let owner = inner_body(doc, owner_at)?;
    let name = clean(tokens.slice(start..owner_at)).replace('–', "-");
    Some(BodyMention {
        name: format!("Ban {} {}", expand_abbreviations(&name), owner.name),
        tokens: i..owner.tokens.end,
        class: BodyClass::Council,
        ..owner
    })
}

/// The field of a department at a token: of the vocabulary, or `Tổng hợp – Tôn giáo`.
fn department(doc: &Doc<'_>, i: usize) -> Option<(usize, String)> {
    let tokens = &doc.tokens;
    if !tokens.is_capital(i) {
        return None;
    }
    let found = doc.entries(i).find_map(|(m, e)| match e {
        Entry::Department(name) => Some((m.end, (*name).to_owned())),
        _ => None,
    });
    if let Some((end, name)) = &found
        && name == "Tổng hợp"
        && matches!(tokens.raw(*end), "-" | "–")
        && tokens.is_capital(end + 1)
    {
        let mut last = end + 2;
        while tokens.shape(last) == Shape::Lower && last < end + 5 && tokens.low(last) != "của" {
            last += 1;
        }
        return Some((last, clean(tokens.slice(i..last))));
    }
    found
}

/// A party cell: `Chi bộ 5`, `Chi bộ thôn Đông`, `Chi bộ Phòng Văn hóa và Thông tin huyện`.
fn cell(doc: &Doc<'_>, i: usize) -> Option<BodyMention> {
    let tokens = &doc.tokens;
    let after = i + 2;
    let made = |name: String, place: PlaceRef, end: usize, explicit: bool| BodyMention {
        name,
        place,
        tokens: i..end,
        class: BodyClass::Hamlet,
        levels: "C",
        explicit,
        bare_organ: false,
        near: None,
    };
    if let Some(inner) = doc.inside(|| departments(doc, after)).and_then(|d| d.into_iter().next()) {
        return Some(made(
            format!("Chi bộ {}", inner.name),
            inner.place,
            inner.tokens.end,
            inner.explicit,
        ));
    }
    if tokens.shape(after) == Shape::Digits {
        return Some(made(
            format!("Chi bộ {}", tokens.raw(after)),
            PlaceRef::Own,
            after + 1,
            false,
        ));
    }
    // `Bí thư Chi bộ, Trưởng Ban Công tác Mặt trận thôn 3`: without a name only in an office.
    let in_office = i > 0 && tokens.low(i - 1) == "thư" && tokens.is_capital(i);
    if in_office && village_name(tokens, after).is_none() {
        let (place, end, explicit) = commune_behind(doc, after);
        return Some(made("Chi bộ".to_owned(), place, end, explicit));
    }
    let hamlet = village_name(tokens, after)?;
    let name = format!("Chi bộ {}", clean(tokens.slice(after..hamlet)));
    let (place, end, explicit) = commune_behind(doc, hamlet);
    Some(made(name, place, end, explicit))
}

/// The branch of a union in a hamlet: `Chi hội Phụ nữ thôn Đông Tạo, xã Thuần Mang`.
fn branch(doc: &Doc<'_>, i: usize) -> Option<BodyMention> {
    let tokens = &doc.tokens;
    let unions = phrases!["phụ nữ", "nông dân", "cựu chiến binh", "ccb", "người cao tuổi"];
    let after = tokens.any_phrase(i + 2, unions)?;
    let hamlet = village_name(tokens, after)?;
    let (place, end, explicit) = commune_behind(doc, hamlet);
    let union = clean(tokens.slice(i + 2..after));
    let mut letters = union.chars();
    let union: String =
        letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
    Some(BodyMention {
        name: format!("Chi hội {union} {}", clean(tokens.slice(after..hamlet))),
        place,
        tokens: i..end,
        class: BodyClass::Hamlet,
        levels: "C",
        explicit,
        bare_organ: false,
        near: None,
    })
}

/// A body that each hamlet has one of: `Ban Công tác Mặt trận thôn Đông, xã Tân Lập`. The hamlet
/// is no part of its name.
fn of_hamlet(doc: &Doc<'_>, head: &Head) -> BodyMention {
    let hamlet = village_name(&doc.tokens, head.end).unwrap_or(head.end);
    let (place, end, explicit) = commune_behind(doc, hamlet);
    simple(&Head { levels: "C", ..*head }, place, end, explicit)
}

/// The commune printed behind a hamlet (`thôn Nà Mèo, xã Thượng Giáo`; `thôn Đông (xã Tân Lập)`),
/// where the words end, and whether one is printed.
fn commune_behind(doc: &Doc<'_>, hamlet: usize) -> (PlaceRef, usize, bool) {
    let tokens = &doc.tokens;
    let at = if matches!(tokens.raw(hamlet), "," | "(") { hamlet + 1 } else { hamlet };
    match place_at(doc, at) {
        Some((place @ PlaceRef::Named(_), end)) => {
            let closed = tokens.raw(hamlet) == "(" && tokens.raw(end) == ")";
            (place, if closed { end + 1 } else { end }, true)
        }
        _ => (PlaceRef::Own, hamlet, false),
    }
}

/// A hamlet with its name at a token: `thôn 6`, `bản Nậm Chim 1`, `khu phố 2B`.
pub fn village_name(tokens: &Tokens<'_>, i: usize) -> Option<usize> {
    let mut at = tokens.any_phrase(
        i,
        phrases![
            "khu phố",
            "khu vực",
            "khối phố",
            "tổ dân phố",
            "khu dân cư",
            "cụm dân cư",
            "thôn",
            "ấp",
            "bản",
            "làng",
            "buôn",
            "bon",
            "plei",
            "xóm",
            "khóm",
            "khối",
            "tổ",
            "khu",
            "đội",
            "kdc",
            "tdp",
        ],
    )?;
    // `khu dân cư số 3`
    if tokens.low(at) == "số" && tokens.shape(at + 1) == Shape::Digits {
        return Some(at + 2);
    }
    let start = at;
    while at < start + 5
        && (tokens.is_capital(at) || tokens.shape(at) == Shape::Digits && at < start + 4)
    {
        at += 1;
    }
    (at > start).then_some(at)
}

/// Words that end the open tail of a body's name.
const TAIL_ENDS: &Phrases = &Phrases::new(&[
    "đã",
    "ở",
    "chúc mừng",
    "trực thuộc",
    "tổ chức",
    "kiểm tra",
    "đề nghị",
    "tham mưu",
    "ban hành",
    "do",
    "là",
    "có",
    "cùng",
    "phối hợp",
    "chủ trì",
    "được",
    "cho",
    "tại",
    "để",
    "trong",
    "nhằm",
    "theo",
    "về việc",
    "tiếp tục",
    "triển khai",
    "dự",
    "cần",
    "sẽ",
    "với",
    "gồm",
    "khen thưởng",
    "tặng",
    "trao",
    "biểu dương",
    "vừa",
    "báo cáo",
    "yêu cầu",
    "diễn ra",
    "nhấn mạnh",
    "phát biểu",
    "chia sẻ",
    "tham luận",
    "trình bày",
    "ủng hộ",
    "cho biết",
    "và ông",
    "và bà",
    "và anh",
    "và chị",
    "và cô",
    "đồng chí",
    "làm",
    "từ",
    "ngày",
    "năm",
    "quý",
]);

/// First words of the bodies that are not whole in the vocabulary: departments, cells of the
/// party, and those of [`open_body`].
const OPEN_HEADS: &Phrases = &Phrases::new(&[
    "sở",
    "phòng",
    "chi",
    "quân",
    "sư",
    "lữ",
    "trung",
    "binh",
    "hải",
    "đoàn",
    "đồn",
    "khối",
    "ban",
    "bcđ",
    "bch",
    "tổ",
    "tiểu",
    "trường",
    "bệnh",
    "công",
    "nhà",
    "xí",
    "học",
    "khoa",
    "vụ",
    "cục",
    "hội",
    "báo",
    "trại",
    "vùng",
    "bộ",
]);

/// Bodies whose name is open: Ban Chỉ đạo …, Tổ công tác …, Trung tâm …, Quân khu N, Đồn Biên
/// phòng X, Khối các cơ quan …, Đoàn xã.
fn open_body(doc: &Doc<'_>, i: usize) -> Option<BodyMention> {
    let tokens = &doc.tokens;
    let made = |name: String, place: PlaceRef, end: usize, explicit: bool, levels: &'static str| {
        Some(BodyMention {
            name,
            place,
            tokens: i..end,
            class: BodyClass::Open,
            levels,
            explicit,
            bare_organ: false,
            near: None,
        })
    };
    let titled = i > 0 && matches!(tokens.low(i - 1), "trưởng" | "phó");
    let small_head =
        matches!(tokens.low(i), "tổ" | "ban" | "đồn" | "tiểu") || titled && tokens.low(i) == "khoa";
    if !tokens.is_capital(i) && !small_head {
        return None;
    }
    // `Quân khu 4`, `Sư đoàn 315`, `Trung đoàn 720`
    if let Some(at) = tokens.any_phrase(
        i,
        phrases![
            "quân khu",
            "quân đoàn",
            "sư đoàn",
            "lữ đoàn",
            "trung đoàn",
            "binh đoàn",
            "hải quân vùng",
            "đoàn kinh tế - quốc phòng",
        ],
    ) {
        // `Lữ đoàn Công binh 280`
        let number = (at..at + 4)
            .take_while(|&t| tokens.is_word(t) || tokens.shape(t) == Shape::Digits)
            .find(|&t| tokens.shape(t) == Shape::Digits)
            .filter(|&t| t == at || tokens.is_capital(at));
        if let Some(number) = number {
            let end = number + 1;
            return made(clean(tokens.slice(i..end)), PlaceRef::Nation, end, true, "");
        }
    }
    if let Some(at) = tokens.any_phrase(i, phrases!["đồn biên phòng", "đồn bp"]) {
        return border_post(doc, i, at);
    }
    // `Ban Chỉ huy Phòng thủ khu vực 1 – Gia Viên`: of the forces, since 2025.
    if let Some(at) =
        tokens.any_phrase(i, phrases!["ban chỉ huy phòng thủ khu vực", "bch phòng thủ khu vực",])
    {
        let mut end = at + usize::from(tokens.shape(at) == Shape::Digits);
        let dash = matches!(tokens.raw(end), "-" | "–");
        if end > at && dash {
            end += 1;
        }
        while tokens.is_capital(end) && end < at + 6 {
            end += 1;
        }
        let tail = clean(tokens.slice(at..end)).replace('–', "-");
        let name = format!("Ban Chỉ huy Phòng thủ khu vực {tail}");
        return made(name.trim_end().to_owned(), PlaceRef::Nation, end, true, "");
    }
    // `Đoàn xã`, `Đoàn phường Thới Sơn`
    if tokens.low(i) == "đoàn"
        && let Some((kind, _)) = type_word(tokens, i + 1)
        && kind.level() == UnitLevel::Commune
        && let Some((place, end)) = place_at(doc, i + 1)
    {
        return made(format!("Đoàn {}", kind.word()), place, end, true, "C");
    }
    if tokens.low(i) == "khối" {
        let (name, place, end, explicit) = bloc_tail(doc, i)?;
        return made(name, place, end, explicit, "P");
    }
    if let Some(at) = tokens.any_phrase(
        i,
        phrases![
            "ban chỉ đạo",
            "bcđ",
            "tổ công tác",
            "ban vận động",
            "ban tổ chức hội thi",
            "tiểu ban"
        ],
    ) {
        // `Ban Chỉ đạo Tây Nguyên`: whole in the vocabulary.
        let national = |e: &Entry| matches!(e, Entry::Body { class: BodyClass::National, .. });
        if doc.entries(i).any(|(_, e)| national(e)) {
            return None;
        }
        let steering = tokens.raw(i) == "BCĐ" || tokens.low(i + 1) == "chỉ" && at == i + 3;
        if steering && let Some(bare) = bare_steering(doc, i, at) {
            return Some(bare);
        }
        if tokens.raw(i) == "BCĐ" {
            let found = open_tail(doc, at)?;
            return made(format!("Ban Chỉ đạo {}", found.0), found.1, found.2, found.3, "");
        }
        let head = match tokens.low(i + 1) {
            _ if tokens.low(i) == "tổ" => "Tổ công tác",
            _ if tokens.low(i) == "tiểu" => "Tiểu ban",
            "chỉ" => "Ban Chỉ đạo",
            "vận" => "Ban Vận động",
            _ => return made("Ban Tổ chức Hội thi".into(), PlaceRef::Own, at, false, ""),
        };
        // `Ban Chỉ đạo tỉnh về thực hiện phong trào …`: the unit stands inside the name.
        if let Some((place, next)) = place_at(doc, at)
            && tokens.any_phrase(next, phrases!["về", "thực hiện"]).is_some()
            && let Some((tail, _, end, _)) = open_tail(doc, next)
        {
            return made(format!("{head} {tail}"), place, end, true, "");
        }
        let found = open_tail(doc, at)?;
        return made(format!("{head} {}", found.0), found.1, found.2, found.3, "");
    }
    if let Some(at) = tokens.any_phrase(
        i,
        phrases![
            "trung tâm",
            "trường",
            "bệnh viện",
            "công ty",
            "nhà máy",
            "xí nghiệp",
            "khoa",
            "ban quản lý",
        ],
    ) && tokens.is_capital(i)
        && (tokens.is_capital(at) || tokens.low(i) == "ban")
        && (tokens.low(i) != "trường" || is_school(tokens, at))
    {
        let known = doc.entries(i).any(|(_, e)| matches!(e, Entry::Body { .. }));
        if !known {
            let (tail, place, end, explicit) = open_tail(doc, at)?;
            // `Trung tâm … quốc gia`, `Công ty … Việt Nam`: of the nation.
            let nation = ["quốc gia", "Quốc gia", "Trung ương", "Việt Nam"];
            let of_nation = nation.iter().any(|w| tail.ends_with(w)) || tail.contains("Quân khu");
            let place = if !explicit && of_nation { PlaceRef::Nation } else { place };
            return made(
                format!("{} {tail}", clean(tokens.slice(i..at))),
                place,
                end,
                explicit,
                "",
            );
        }
    }
    institutions::institution(doc, i)
}

/// A border post, which bears the name of its place and guards several communes: `Đồn Biên phòng
/// Nậm Na, tỉnh Đắk Nông`.
fn border_post(doc: &Doc<'_>, i: usize, at: usize) -> Option<BodyMention> {
    let tokens = &doc.tokens;
    let bare = mention(doc, at).filter(|found| found.kind.is_none());
    let line_end = tokens.lines[tokens.line_of(i)].end;
    // `Đồn Biên phòng cửa khẩu quốc tế Dinh Bà`
    let gate = tokens.any_phrase(at, phrases!["cửa khẩu quốc tế", "cửa khẩu cảng", "cửa khẩu"]);
    let from = gate.unwrap_or(at);
    let most = (from + 4).min(line_end);
    let shaped = (from..most).find(|&t| !tokens.is_capital(t)).unwrap_or(most);
    let end = bare.map_or(shaped, |found| found.tokens.end.max(shaped));
    if end == from {
        return None;
    }
    let name = format!("Đồn Biên phòng {}", title_case(&clean(tokens.slice(at..end))));
    // `, tỉnh Đắk Nông`, `(huyện Đông Giang)`
    let behind = end + usize::from(matches!(tokens.raw(end), "," | "("));
    let (place, end, explicit) = match place_at(doc, behind) {
        Some((place @ PlaceRef::Named(_), after)) => (place, after, true),
        _ => (PlaceRef::Own, end, false),
    };
    let head = Head { name: "", class: BodyClass::Open, levels: "", start: i, end };
    Some(BodyMention { name, ..simple(&head, place, end, explicit) })
}

/// A steering committee that was named in full elsewhere: `Trưởng Ban Chỉ đạo huyện`, `Phó BCĐ`.
fn bare_steering(doc: &Doc<'_>, i: usize, at: usize) -> Option<BodyMention> {
    let tokens = &doc.tokens;
    let (place, end, explicit) = match place_at(doc, at) {
        Some((place, end)) => (place, end, true),
        None => (PlaceRef::Own, at, false),
    };
    let class = matches!(tokens.low(at), "các" | "cấp" | "những" | "từng" | "trên" | "của");
    let named = open_tail(doc, end).is_some();
    if class || named {
        return None;
    }
    let head = Head { name: STEERING, class: BodyClass::Open, levels: "", start: i, end };
    Some(simple(&head, place, end, explicit))
}

/// A steering committee without what it steers.
const STEERING: &str = "Ban Chỉ đạo";

/// What a school is called: not the given name in `Đinh Trường Thọ`.
fn is_school(tokens: &Tokens<'_>, i: usize) -> bool {
    matches!(
        tokens.low(i),
        "thpt"
            | "thcs"
            | "th"
            | "tiểu"
            | "mầm"
            | "mẫu"
            | "đại"
            | "cao"
            | "trung"
            | "phổ"
            | "cán"
            | "quân"
            | "sĩ"
            | "ptdt"
            | "chính"
            | "dân"
            | "dạy"
            | "giáo"
    )
}

/// The words of an open name up to its unit, a mark or a verb; then the unit.
fn open_tail(doc: &Doc<'_>, i: usize) -> Option<(String, PlaceRef, usize, bool)> {
    let tokens = &doc.tokens;
    let line_end = tokens.lines[tokens.line_of(i)].end;
    // `Ban Chỉ đạo (BCĐ) thực hiện …`: the head's own abbreviation.
    let i = if is_abbreviated(tokens, i) { i + 3 } else { i };
    let mut at = i;
    let mut quoted = false;
    let mut place = None;
    while at < line_end && at < i + 16 {
        let raw = tokens.raw(at);
        if matches!(raw, "“" | "”" | "\"" | "«" | "»") {
            quoted = raw == "“" || raw == "«" || raw == "\"" && !quoted;
            at += 1;
            if !quoted && !matches!(raw, "“" | "«") {
                continue;
            }
            continue;
        }
        if !quoted {
            // `Quy chế dân chủ (QCDC) ở cơ sở`
            if at > i && is_abbreviated(tokens, at) {
                at += 3;
                continue;
            }
            if matches!(raw, "." | ";" | ":" | "(" | ")" | "…" | "!" | "?") {
                break;
            }
            // A comma or dash goes on only between capitalized parts (Văn hóa, Thể thao …).
            if matches!(raw, "," | "-" | "–") && !joins_name(tokens, at) {
                break;
            }
            // `Ban Chỉ đạo cấp huyện`, `Ban Chỉ đạo các xã`: classes.
            let class =
                matches!(tokens.low(at), "cấp" | "các" | "từng") && next_is_unit(tokens, at);
            if at == i && class {
                return None;
            }
            // `Ban Chỉ đạo tổng kết 10 năm thực hiện Kết luận 62-KL/TW`
            if at > i && tokens.shape(at - 1) == Shape::Digits && tokens.low(at) == "năm" {
                at += 1;
                continue;
            }
            // `Ban Chỉ đạo ngày “Biên phòng toàn dân”`: a word of time may open the name.
            let opens = at == i && matches!(tokens.low(at), "ngày" | "năm");
            // `Quy chế dân chủ ở cơ sở`
            let base = at > i && tokens.phrase(at, "ở cơ sở").is_some();
            if !opens && !base && tokens.any_phrase(at, TAIL_ENDS).is_some() {
                break;
            }
            if at > i
                && tokens.is_capital(at)
                && tokens.any_phrase(at, phrases!["học viện", "trường", "trung tâm"]).is_some()
            {
                break;
            }
            // `Ban Chỉ đạo … của tỉnh`
            if tokens.low(at) == "của" {
                place = place_at(doc, at + 1);
                break;
            }
            if let Some(found) = place_at(doc, at) {
                place = Some(found);
                break;
            }
            if at > i && committee_follows(doc, at) {
                break;
            }
            // A person or another body begins.
            if at > i && starts_office(doc, at) {
                break;
            }
        }
        at += 1;
    }
    if at == i {
        return None;
    }
    let mut end = at;
    while end > i && (matches!(tokens.raw(end - 1), "," | "-" | "–") || tokens.low(end - 1) == "và")
    {
        end -= 1;
    }
    let printed = (i..end).find(|&t| is_abbreviated(tokens, t));
    let name = match printed {
        Some(t) => [tokens.slice(i..t), tokens.slice(t + 3..end)].join(" "),
        None => tokens.slice(i..end).to_owned(),
    };
    let name = expand_abbreviations(&clean(&name));
    match place {
        Some((place, after)) => Some((name, place, after, true)),
        None => match committee_owner(doc, at) {
            Some(owner) => {
                Some((format!("{name} {}", owner.name), owner.place, owner.tokens.end, true))
            }
            None => Some((name, PlaceRef::Own, end, false)),
        },
    }
}

/// An abbreviation in brackets behind what it is of: `(QCDC)`.
fn is_abbreviated(tokens: &Tokens<'_>, i: usize) -> bool {
    tokens.raw(i) == "(" && tokens.shape(i + 1) == Shape::Upper && tokens.raw(i + 2) == ")"
}

/// `cấp huyện`, `các xã, thị trấn`, `các cấp`
fn next_is_unit(tokens: &Tokens<'_>, i: usize) -> bool {
    type_word(tokens, i + 1).is_some() || matches!(tokens.low(i + 1), "cấp" | "địa" | "cơ")
}

fn committee_follows(doc: &Doc<'_>, i: usize) -> bool {
    doc.entries(i).any(|(_, e)| matches!(e, Entry::Body { class: BodyClass::Committee, .. }))
}

fn committee_owner(doc: &Doc<'_>, i: usize) -> Option<BodyMention> {
    doc.entries(i).find_map(|(m, entry)| match entry {
        Entry::Body { name, class: BodyClass::Committee, levels } => committee(
            doc,
            &Head { name, class: BodyClass::Committee, levels, start: i, end: m.end },
        ),
        _ => None,
    })
}

fn starts_office(doc: &Doc<'_>, i: usize) -> bool {
    doc.tokens.is_capital(i)
        && doc.entries(i).any(|(m, e)| matches!(e, Entry::Office { .. }) && m.end > i + 1)
}

/// Whether a comma or dash joins two capitalized parts of one name.
fn joins_name(tokens: &Tokens<'_>, i: usize) -> bool {
    let spaced_dash = matches!(tokens.raw(i), "-" | "–");
    tokens.is_capital(i + 1)
        && i > 0
        && tokens.is_word(i - 1)
        && (spaced_dash || tokens.find(i + 1..(i + 5).min(tokens.len()), phrases!["và"]).is_some())
}

/// Abbreviations inside open names, written out.
pub fn expand_abbreviations(name: &str) -> String {
    const LONG: &[(&str, &str)] = &[
        ("QCDC", "Quy chế dân chủ"),
        ("NTM", "nông thôn mới"),
        ("DVK", "Dân vận khéo"),
        ("UBND", "Ủy ban nhân dân"),
        ("HĐND", "Hội đồng nhân dân"),
        ("MTTQ", "Mặt trận Tổ quốc"),
        ("LLVT", "lực lượng vũ trang"),
        ("DTTS", "dân tộc thiểu số"),
        ("KT-XH", "kinh tế - xã hội"),
        ("QP-AN", "quốc phòng - an ninh"),
        ("CTDV", "công tác dân vận"),
        ("ĐTVM", "đô thị văn minh"),
        ("CCHC", "cải cách hành chính"),
        ("CĐS", "chuyển đổi số"),
        ("TDĐKXDĐSVH", "Toàn dân đoàn kết xây dựng đời sống văn hóa"),
        ("VH", "VH"),
    ];
    name.split(' ')
        .map(|w| LONG.iter().find(|(short, _)| *short == w).map_or(w, |(_, long)| *long))
        .collect::<Vec<_>>()
        .join(" ")
}

/// Gives bodies of a bare level word the unit of that type that their paragraph named before, and
/// bodies of a hamlet the commune.
fn find_near(doc: &Doc<'_>, list: &mut [BodyMention]) {
    let mut last: Vec<(UnitType, Mention)> = Vec::new();
    let mut line = usize::MAX;
    let mut scanned = 0;
    for body in list {
        let start = body.tokens.start;
        let at = doc.tokens.line_of(start);
        if at != line {
            line = at;
            last.clear();
            scanned = doc.tokens.lines[line].start;
        }
        // Units named outside bodies: `Ở xã Hà Mòn, … Hội LHPN xã`.
        while let Some(i) = doc.units_at.first(scanned..start) {
            scanned = i + 1;
            if let Some(found) = mention(doc, i).filter(|found| found.kind.is_some()) {
                scanned = found.tokens.end.max(scanned);
                last.extend(found.kind.map(|k| (k, found)));
            }
        }
        scanned = scanned.max(start);
        match &body.place {
            PlaceRef::Level(kind) => {
                body.near = last.iter().rev().find(|(k, _)| k == kind).map(|(_, m)| m.clone());
            }
            PlaceRef::Named(found) => last.extend(found.kind.map(|k| (k, found.clone()))),
            // `Ở xã Bù Nho, ông A, Bí thư Chi bộ thôn 6`
            PlaceRef::Own if body.class == BodyClass::Hamlet => {
                let commune = last.iter().rev().find(|(k, _)| k.level() == UnitLevel::Commune);
                body.near = commune.map(|(_, m)| m.clone());
            }
            _ => {}
        }
    }
}

/// `Hội Cựu chiến binh và Đoàn Thanh niên các cấp`: a list of classes.
fn drop_classes(doc: &Doc<'_>, list: &mut Vec<BodyMention>) {
    let tokens = &doc.tokens;
    let mut class = false;
    let mut right: Option<usize> = None;
    let mut keep = vec![true; list.len()];
    for n in (0..list.len()).rev() {
        let body = &list[n];
        let end = body.tokens.end;
        let joined = right.is_some_and(|r| {
            r >= end && r - end <= 2 && (end..r).all(|t| matches!(tokens.low(t), "," | "và"))
        });
        // `HĐND, UBND cấp xã`: the last of the list is no body already.
        let of_level = |t: usize| tokens.low(t) == "cấp" && type_word(tokens, t + 1).is_some();
        let list_of_level = matches!(tokens.low(end), "," | "và")
            && (end + 2..end + 6).find(|&t| !tokens.is_capital(t)).is_some_and(of_level);
        let before_class = list_of_level
            || tokens.phrase(end, "các cấp").is_some()
            || matches!(tokens.low(end), "," | "và")
                && tokens.is_capital(end + 1)
                && tokens.find(end + 1..end + 7, phrases!["các cấp"]).is_some()
                && right.is_none_or(|r| r > end + 6);
        // `UBND, ban dân vận các huyện`: small words of other heads, then the class.
        let small = (end..end + 6).find(|&t| tokens.low(t) == "các").is_some_and(|t| {
            t > end
                && matches!(tokens.low(end), "," | "và")
                && (end..t).all(|m| !tokens.is_capital(m) && tokens.shape(m) != Shape::Digits)
                && matches!(
                    tokens.low(t + 1),
                    "huyện" | "xã" | "tỉnh" | "phường" | "quận" | "cấp" | "địa" | "thôn"
                )
                && tokens.find(end..t, phrases!["ban", "khối", "công an", "hội", "đoàn"]).is_some()
        });
        class = !body.explicit && (before_class || small || joined && class);
        keep[n] = !class;
        right = Some(body.tokens.start);
    }
    let mut n = 0;
    list.retain(|_| {
        n += 1;
        keep[n - 1]
    });
}

/// Gives bodies without a printed place that of their neighbours in a list:
/// `Thường trực HĐND, lãnh đạo UBND quận`, `UBND, Công an, BCH Quân sự quận`.
fn settle(doc: &Doc<'_>, list: &mut [BodyMention]) {
    // From right to left, so that a unit at the end reaches the whole list.
    for n in (0..list.len().saturating_sub(1)).rev() {
        if list[n].explicit || list[n].bare_organ {
            continue;
        }
        let next = &list[n + 1];
        let gap = list[n].tokens.end..next.tokens.start;
        let close = gap.len() <= 4 && gap.clone().all(|t| is_list_glue(&doc.tokens, t));
        let shareable = matches!(next.place, PlaceRef::Named(_) | PlaceRef::Level(_))
            && next.class != BodyClass::Committee
            && next.class != BodyClass::Organ;
        if close && shareable && levels_allow(list[n].levels, &next.place) {
            list[n].place = next.place.clone();
        }
    }
}

/// Open names that differ by capitals only are one: `Ban Chỉ đạo thực hiện Quy chế dân chủ`, `… quy
/// chế dân chủ`; the first spelling stays.
fn spell_alike(list: &mut [BodyMention]) {
    let mut first: FxHashMap<String, String> = FxHashMap::default();
    for body in list.iter_mut().filter(|body| body.class == BodyClass::Open) {
        let spelled = first.entry(body.name.to_lowercase()).or_insert_with(|| body.name.clone());
        body.name.clone_from(spelled);
    }
}

fn levels_allow(levels: &str, place: &PlaceRef) -> bool {
    let kind = match place {
        PlaceRef::Named(m) => m.kind,
        PlaceRef::Level(kind) => Some(*kind),
        _ => None,
    };
    let letter = match kind {
        Some(UnitType::City) => return true,
        Some(kind) => match kind.level() {
            UnitLevel::Province => 'P',
            UnitLevel::District => 'D',
            UnitLevel::Commune => 'C',
        },
        None => return true,
    };
    levels.is_empty() || levels.contains(letter)
}

fn is_list_glue(tokens: &Tokens<'_>, i: usize) -> bool {
    matches!(tokens.raw(i), "," | ";" | "-" | "–")
        || matches!(
            tokens.low(i),
            "và" | "lãnh" | "đạo" | "đại" | "diện" | "chủ" | "tịch" | "phó" | "trưởng" | "trực"
        )
}

/// What a bare organ (`Ban Dân vận`) is in full: the one of the article's own committee if the
/// article names it, else the one named last before, else the next.
fn full_organ<'b>(
    bodies: &'b Bodies,
    bare: &BodyMention,
    own: Option<&str>,
) -> Option<&'b BodyMention> {
    let prefix = format!("{} ", bare.name);
    let full = |b: &&BodyMention| b.name.starts_with(&prefix) && b.place != PlaceRef::Nation;
    let own_name = own.map(|committee| format!("{prefix}{committee}"));
    let of_own = bodies.list.iter().find(|b| own_name.as_deref() == Some(&b.name));
    let before = bodies.list.iter().filter(|b| b.tokens.start < bare.tokens.start).rfind(full);
    of_own.or(before).or_else(|| bodies.list.iter().find(full))
}

/// The unit of a place, read in an article's geography; none where it cannot be told, `Err` for
/// the nation.
fn unit_of(place: &PlaceRef, levels: &str, geography: &Geography) -> Option<Result<Place, ()>> {
    Some(match place {
        PlaceRef::Nation => Err(()),
        PlaceRef::Named(found) => Ok(geography.resolve(found).place()),
        PlaceRef::Level(kind) => Ok(geography.of_type(*kind)?.place()),
        PlaceRef::Own => Ok(own_place(levels, geography)?),
    })
}

/// The article's unit among the levels a body can have: its own if it fits, else the nearest
/// above.
fn own_place(levels: &str, geography: &Geography) -> Option<Place> {
    let own = geography.own?;
    let letter = |l: UnitLevel| match l {
        UnitLevel::Province => 'P',
        UnitLevel::District => 'D',
        UnitLevel::Commune => 'C',
    };
    if levels.is_empty() || levels.contains(letter(own)) {
        return Some(geography.own_unit()?.place());
    }
    // A Sở in a district's article is the province's; a Phòng in a commune's the district's.
    [UnitLevel::District, UnitLevel::Province]
        .into_iter()
        .filter(|&l| l < own && levels.contains(letter(l)))
        .find_map(|l| geography.at_level(l))
        .map(Resolved::place)
}

use super::places::Resolved;

impl Bodies {
    /// The body of a mention as a value of a fact; none where its unit cannot be told.
    pub fn body(&self, mention: &BodyMention, geography: &Geography) -> Option<Body> {
        let mut name = Cow::Borrowed(mention.name.as_str());
        let mut place = &mention.place;
        let mut levels = mention.levels;
        if mention.bare_organ {
            let own = geography
                .own_unit()
                .and_then(|r| super::places::type_of_title(&r.title))
                .filter(|k| k.level() != UnitLevel::Commune)
                .map(committee_of);
            if let Some(full) = full_organ(self, mention, own) {
                name = Cow::Borrowed(&full.name);
                place = &full.place;
                levels = full.levels;
            } else {
                let own = geography.own_unit()?;
                let kind = super::places::type_of_title(&own.title)?;
                if kind.level() != UnitLevel::Commune {
                    name = Cow::Owned(format!("{name} {}", committee_of(kind)));
                }
            }
        }
        if name == STEERING {
            let mut full = self
                .list
                .iter()
                .filter(|b| b.name.strip_prefix(STEERING).is_some_and(|tail| !tail.is_empty()));
            let one = full.next()?;
            if full.any(|other| other.name != one.name) {
                return None;
            }
            name = Cow::Borrowed(&one.name);
            if !mention.explicit {
                place = &one.place;
            }
        }
        // A bare `Đảng ủy` above the commune is the one of the agency that was named in full.
        if name == "Đảng ủy"
            && !mention.explicit
            && geography.own != Some(UnitLevel::Commune)
            && let Some(full) = self
                .list
                .iter()
                .rfind(|b| b.tokens.start < mention.tokens.start && b.name.starts_with("Đảng ủy "))
        {
            name = Cow::Borrowed(&full.name);
            place = &full.place;
            levels = full.levels;
        }
        let unit = unit_of(place, levels, geography)
            .or_else(|| mention.near.as_ref().map(|near| Ok(geography.resolve(near).place())));
        let place = match unit? {
            Ok(place) => place,
            Err(()) => return Some(national(name.into_owned())),
        };
        Some(body_of(name.into_owned(), place))
    }
}

/// A national body.
pub fn national(name: String) -> Body {
    let key = [&name, "@VN"].concat();
    Body { name, place: Place::default(), key }
}

/// A body of a unit; `@?` where the unit has no key, so that nothing merges by it.
pub fn body_of(name: String, place: Place) -> Body {
    let key = [&name, "@", place.locality_key.as_deref().unwrap_or("?")].concat();
    Body { name, place, key }
}

/// The party committee at a token, also where it is the end of a longer body
/// (`Ủy viên Ban Thường vụ` + `Thành ủy`).
pub fn committee_mention(doc: &Doc<'_>, i: usize) -> Option<BodyMention> {
    committee_owner(doc, i)
}

/// The committee that stands above a body: Ban Dân vận Huyện ủy → Huyện ủy; Ủy ban nhân dân of
/// a huyện → Huyện ủy of the same unit.
pub fn committee_above(body: &BodyMention, geography: &Geography) -> Option<BodyMention> {
    for committee in ["Tỉnh ủy", "Thành ủy", "Huyện ủy", "Quận ủy", "Thị ủy", "Đảng ủy"]
    {
        if body.name.ends_with(committee) {
            return Some(BodyMention {
                name: committee.to_owned(),
                class: BodyClass::Committee,
                bare_organ: false,
                near: None,
                ..body.clone()
            });
        }
    }
    let kind = match &body.place {
        PlaceRef::Named(m) => m.kind?,
        PlaceRef::Level(kind) => *kind,
        PlaceRef::Own => super::places::type_of_title(&geography.own_unit()?.title)?,
        PlaceRef::Nation => return None,
    };
    Some(BodyMention {
        name: committee_of(kind).to_owned(),
        class: BodyClass::Committee,
        bare_organ: false,
        near: None,
        levels: "",
        ..body.clone()
    })
}
