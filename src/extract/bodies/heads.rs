//! Bodies whose head is in the vocabulary: committees, their organs, councils, agencies, unions, forces.

use std::rc::Rc;

use super::lists::is_list_glue;
use super::open::next_is_unit;
use super::{BodyMention, Head, central, committee_of, inner_body, place_at, place_or_own, simple};
use crate::extract::doc::{Doc, clean};
use crate::extract::places::{Mention, PlaceRef, UnitType, committee_type, mention, type_word};
use crate::reference::lexicon::{BodyClass, Entry};
use crate::reference::units::{UnitId, UnitLevel, reform, units};
use crate::text::fold::search_key;
use crate::text::phrases::phrases;
use crate::text::token::{Shape, Tokens};

/// A body of the nation; `Ban Chấp hành Trung ương Hội Nông dân Việt Nam` is the union's.
pub(super) fn national_of(doc: &Doc<'_>, head: &Head) -> BodyMention {
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
pub(super) fn shared_by_units(doc: &Doc<'_>, head: &Head) -> Vec<BodyMention> {
    let tokens = &doc.tokens;
    let front = Head { name: FRONT, class: BodyClass::Council, ..*head };
    let head = if head.class == BodyClass::Front { &front } else { head };
    if !matches!(head.class, BodyClass::Committee | BodyClass::Council | BodyClass::Agency) {
        return Vec::new();
    }
    // `Đảng ủy các xã A, B`, `UBND 02 xã A, B`
    let several = matches!(tokens.low(head.end), "các" | "hai" | "ba")
        || tokens.shape(head.end) == Shape::Digits;
    if !several {
        return shared_by_siblings(doc, head);
    }
    if head.class == BodyClass::Agency {
        return Vec::new();
    }
    let mut list: Vec<BodyMention> = Vec::new();
    let mut at = head.end + 1;
    let mut kind = None;
    // `HND 3 huyện ven biển Giao Thủy, Hải Hậu`
    if let Some((printed, words)) = type_word(tokens, at)
        && let Some(name) = tokens.any_phrase(
            words,
            phrases!["ven biển", "miền núi", "biên giới", "vùng cao", "nội thành", "ngoại thành"],
        )
    {
        (at, kind) = (name, Some(printed));
    }
    while let Some(found) = mention(doc, at).filter(|f| kind.or(f.kind).is_some()) {
        let found = found.or_of_type(kind);
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

/// `các huyện ủy Trấn Yên, Văn Yên và Văn Chấn`: the committee of each.
pub(super) fn listed_committees(doc: &Doc<'_>, i: usize) -> Vec<BodyMention> {
    let tokens = &doc.tokens;
    let mut list: Vec<BodyMention> = Vec::new();
    let committee = doc.entries(i).find_map(|(m, entry)| match entry {
        Entry::Body { name, class: BodyClass::Committee, levels } => {
            let kind = committee_type(name)?;
            Some((Head { name, class: BodyClass::Committee, levels, start: i, end: m.end }, kind))
        }
        _ => None,
    });
    let Some((head, kind)) = committee else { return list };
    let mut at = head.end;
    while let Some(found) = mention(doc, at).filter(|f| fits_level(f, Some(kind))) {
        let found = found.or_of_type(Some(kind));
        let end = found.tokens.end;
        let start = if list.is_empty() { i } else { at };
        let one = simple(&head, PlaceRef::Named(found), end, true);
        list.push(BodyMention { tokens: start..end, ..one });
        if tokens.raw(end) != "," && tokens.low(end) != "và" {
            break;
        }
        at = end + 1;
    }
    list
}

/// The same without `các`: `Hội Nông dân huyện Ý Yên, Giao Thủy và Hải Hậu`. What stands behind a
/// comma may as well be the unit above; only units that lie beside the first are meant.
fn shared_by_siblings(doc: &Doc<'_>, head: &Head) -> Vec<BodyMention> {
    let tokens = &doc.tokens;
    let Some(first) = mention(doc, head.end) else { return Vec::new() };
    let first = first.or_of_type(committee_type(head.name));
    let Some(kind) = first.kind.filter(|_| first.within.is_none()) else { return Vec::new() };
    let mut end = first.tokens.end;
    let one = |place: Rc<Mention>, start: usize| {
        let end = place.tokens.end;
        BodyMention { tokens: start..end, ..simple(head, PlaceRef::Named(place), end, true) }
    };
    let mut list = vec![one(first.clone(), head.start)];
    while matches!(tokens.low(end), "," | "và")
        && let Some(next) = mention(doc, end + 1)
        && next.kind.is_none_or(|printed| printed == kind)
        && next.within.is_none()
        && lie_together(&first.name, &next.name, kind.level())
        // `huyện Ý Yên, Hải Hậu Nam …`: a longer name that is none of the list's.
        && !tokens.is_capital(next.tokens.end)
    {
        let next = next.or_of_type(Some(kind));
        end = next.tokens.end;
        list.push(one(next.clone(), next.tokens.start));
    }
    if list.len() < 2 {
        list.clear();
    }
    list
}

/// Whether two names can be those of units of one level in one unit, and neither of it.
fn lie_together(one: &str, other: &str, level: UnitLevel) -> bool {
    let parents = |name: &str| -> Vec<UnitId> {
        let of_level = |id: &&UnitId| units().all[**id].level == level;
        let named = units().named(name).iter().filter(of_level);
        named
            .flat_map(|&id| [units().parent(id, None), units().parent(id, Some(reform()))])
            .flatten()
            .collect()
    };
    let (ours, theirs) = (parents(one), parents(other));
    let name_of = |id: &UnitId| units().all[*id].name;
    search_key(one) != search_key(other)
        && ours.iter().any(|id| theirs.contains(id) && name_of(id) != one && name_of(id) != other)
}

/// A party committee and its unit: `Huyện ủy Phú Xuyên`, `Đảng ủy xã Tân Lập`, `Thành ủy`.
pub(super) fn committee(doc: &Doc<'_>, head: &Head) -> Option<BodyMention> {
    let tokens = &doc.tokens;
    // `Huyện ủy viên` is an office.
    if tokens.low(head.end) == "viên" {
        return None;
    }
    let kind = committee_type(head.name);
    if head.name == "Đảng ủy" {
        return Some(party_committee(doc, head));
    }
    if let Some(found) = mention(doc, head.end).filter(|_| head.name != "Xã đoàn") {
        // `Huyện ủy Phú Xuyên`; `Thành ủy TP. Thủ Đức`. A bare name must be one of the level.
        let known = found.kind.is_some() || fits_level(&found, kind);
        if known && found.kind.is_none_or(|k| Some(k) == kind) {
            let found = found.or_of_type(kind);
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
pub(super) fn fits_level(found: &Mention, kind: Option<UnitType>) -> bool {
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
pub(super) fn party_committee(doc: &Doc<'_>, head: &Head) -> BodyMention {
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
    // `Đảng ủy, Bộ Tư lệnh Quân khu 7`, `Đảng ủy, lãnh đạo Công an tỉnh`: the one inside. `Đảng ủy, Công
    // an` may be two bodies of a commune.
    if tokens.raw(head.end) == "," {
        let led = tokens.any_phrase(head.end + 1, phrases!["lãnh đạo"]);
        if let Some(owner) = inner_body(doc, led.unwrap_or(head.end + 1))
            && (led.is_some() || owner.name != "Công an")
            && let Some(inside) = committee_inside(&owner)
        {
            return BodyMention { tokens: head.start..head.end, ..inside };
        }
    }
    // `Đảng ủy Công an tỉnh`, `Đảng ủy Quân sự huyện`, `Đảng ủy UBND xã`
    let inner = if matches!(tokens.low(head.end), "quân") && tokens.low(head.end + 1) == "sự" {
        let (place, end, explicit) = place_or_own(doc, head.end + 2);
        Some(("Quân sự".to_owned(), place, end, explicit, ""))
    } else if matches!(tokens.low(head.end), "biên") && tokens.low(head.end + 1) == "phòng" {
        let (place, end, explicit) = place_or_own(doc, head.end + 2);
        Some(("Biên phòng".to_owned(), place, end, explicit, ""))
    } else if tokens.is_capital(head.end) || matches!(tokens.low(head.end), "các" | "khối") {
        let bloc = bloc_tail(doc, head.end)
            .map(|(name, place, end, explicit)| (name, place, end, explicit, ""));
        bloc.or_else(|| {
            inner_body(doc, head.end).filter(|b| b.class != BodyClass::Committee).map(|b| {
                let levels = if b.class == BodyClass::Open { b.levels } else { "" };
                (b.name, b.place, b.tokens.end, b.explicit, levels)
            })
        })
    } else {
        None
    };
    if let Some((name, place, end, explicit, levels)) = inner {
        return BodyMention {
            name: format!("{} {name}", head.name),
            levels,
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

/// The party committee that a body has inside it, named with the body; a commune's forces have none:
/// `Bí thư Đảng ủy, Chính trị viên Ban CHQS xã` leads the party of the xã.
pub fn committee_inside(body: &BodyMention) -> Option<BodyMention> {
    const HEADS: &[&str] = &[
        "Ban Chỉ huy Phòng thủ ",
        "Đồn Biên phòng ",
        "Quân khu ",
        "Quân đoàn ",
        "Sư đoàn ",
        "Lữ đoàn ",
        "Trung đoàn ",
        "Binh đoàn ",
        "Bệnh viện ",
        "Trường Đại học ",
        "Học viện ",
        "Tổng Công ty ",
    ];
    let above_communes = match &body.place {
        PlaceRef::Named(unit) => unit.kind.is_some_and(|k| k.level() != UnitLevel::Commune),
        PlaceRef::Level(kind) => kind.level() != UnitLevel::Commune,
        PlaceRef::Own | PlaceRef::Nation => false,
    };
    let name = match body.name.strip_prefix("Bộ Tư lệnh ").unwrap_or(&body.name) {
        "Công an" if above_communes => "Đảng ủy Công an".to_owned(),
        "Bộ Chỉ huy Quân sự" => "Đảng ủy Quân sự".to_owned(),
        "Bộ Chỉ huy Bộ đội Biên phòng" | "Bộ đội Biên phòng" => {
            "Đảng ủy Bộ đội Biên phòng".to_owned()
        }
        "Ban Chỉ huy Quân sự" if above_communes => "Đảng ủy Quân sự".to_owned(),
        name if HEADS.iter().any(|head| name.starts_with(head)) => format!("Đảng ủy {name}"),
        _ => return None,
    };
    Some(BodyMention { name, ..body.clone() })
}

/// `Khối các cơ quan và Doanh nghiệp tỉnh`, `các cơ quan Đảng tỉnh`.
pub(super) fn bloc_tail(doc: &Doc<'_>, i: usize) -> Option<(String, PlaceRef, usize, bool)> {
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
    let (place, end, explicit) = place_or_own(doc, end);
    Some((name, place, end, explicit))
}

/// An organ with its committee: `Ban Dân vận Huyện ủy`, `Ban Dân vận tỉnh`, `Ban Dân vận`.
pub(super) fn organ(doc: &Doc<'_>, head: &Head) -> Option<BodyMention> {
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
    // `Trưởng ban Dân vận, Phòng Chính trị, Bộ CHQS tỉnh`: the army's and the police's.
    let room = at + usize::from(tokens.raw(at) == ",");
    if head.name == "Ban Dân vận"
        && tokens.phrase(room, "phòng chính trị").is_some()
        && let Some(owner) = inner_body(doc, room)
    {
        return Some(BodyMention {
            name: format!("{} {}", head.name, owner.name),
            tokens: head.start..owner.tokens.end,
            ..owner
        });
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
        // `Ban cán sự đảng Chính phủ`, `Đảng đoàn Quốc hội`
        let of_party = matches!(head.name, "Ban cán sự đảng" | "Đảng đoàn");
        if let Some(owner) = inner_body(doc, head.end)
            && (matches!(owner.class, BodyClass::Council | BodyClass::Agency)
                || of_party && owner.class == BodyClass::National)
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
        if of_party && let Some(owner) = next_council(doc, head.end) {
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
pub(super) fn next_council(doc: &Doc<'_>, i: usize) -> Option<BodyMention> {
    if !matches!(doc.tokens.raw(i), "," | "-" | "–") {
        return None;
    }
    let found = (i + 1..i + 8).find_map(|t| inner_body(doc, t))?;
    matches!(found.class, BodyClass::Council | BodyClass::National).then_some(found)
}

/// `HĐND - UBND huyện`: two bodies of one unit.
pub(super) fn pair(doc: &Doc<'_>, head: &Head) -> Vec<BodyMention> {
    // `HĐND, UBND cấp xã`, `HĐND và UBND các cấp`
    if matches!(doc.tokens.low(head.end), "cấp" | "các") && next_is_unit(&doc.tokens, head.end) {
        return Vec::new();
    }
    let (place, end, explicit) = place_or_own(doc, head.end);
    ["Hội đồng nhân dân", "Ủy ban nhân dân"]
        .map(|name| BodyMention {
            name: name.to_owned(),
            class: BodyClass::Council,
            ..simple(head, place.clone(), end, explicit)
        })
        .to_vec()
}

/// A body and its unit, if one is printed.
pub(super) fn with_place(doc: &Doc<'_>, head: &Head, may_be_bare: bool) -> Option<BodyMention> {
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
    // `Trường Chính trị Hoàng Văn Thụ`: a school bears the name of a person, or of its province.
    let province = |id: &UnitId| units().all[*id].level == UnitLevel::Province;
    let of_province =
        || mention(doc, head.end).is_some_and(|m| units().named(&m.name).iter().any(province));
    if head.name.starts_with("Trường")
        && doc.entries(head.end).any(|(_, e)| matches!(e, Entry::FamilyName))
        && let Some(end) = crate::text::name::name_end(tokens, head.end, |_| false)
        && (end >= head.end + 3 || !tokens.is_word(end) && !of_province())
    {
        let name = format!("{} {}", head.name, clean(tokens.slice(head.end..end)));
        let (place, end, explicit) = place_or_own(doc, end);
        return Some(BodyMention { name, ..simple(head, place, end, explicit) });
    }
    // `Tòa án nhân dân khu vực 3 tỉnh Bắc Ninh`: since 2025 agencies of parts of a province.
    if let Some(number) = tokens.phrase(head.end, "khu vực")
        && is_number(tokens, number)
    {
        let name = format!("{} {}", head.name, clean(tokens.slice(head.end..number + 1)));
        let region = Head { levels: "P", end: number + 1, ..*head };
        let (place, end, explicit) = place_or_own(doc, region.end);
        return Some(BodyMention { name, ..simple(&region, place, end, explicit) });
    }
    // `công an viên`, `Ủy ban nhân dân cấp xã`
    if let Some((place, end)) = place_at(doc, head.end) {
        return Some(simple(head, place, end, true));
    }
    // `Khối Dân vận Đảng ủy phường`: the committee's, whose unit is its own.
    if head.class == BodyClass::UnitBlock
        && let Some(owner) = committee_owner(doc, head.end).filter(|o| o.name == "Đảng ủy")
    {
        return Some(BodyMention {
            name: head.name.to_owned(),
            tokens: head.start..owner.tokens.end,
            class: head.class,
            levels: head.levels,
            ..owner
        });
    }
    // `Trưởng khối Dân vận`, `Chủ tịch hội cựu chiến binh`: the small letter of a title.
    let before = if head.start > 0 { tokens.low(head.start - 1) } else { "" };
    let titled = matches!(before, "trưởng" | "phó" | "tịch")
        && tokens.shape(head.end) != Shape::Digits
        && (before == "tịch" || head.class == BodyClass::UnitBlock);
    // `CCB thôn 5`: veterans, no body; `HND, CCB và Đoàn Thanh niên xã` are bodies.
    let veterans = tokens.raw(head.start) == "CCB" && !is_list_glue(tokens, head.end);
    let printed = tokens.is_capital(head.start) && !veterans || titled;
    if tokens.low(head.end) == "viên" || !printed {
        return None;
    }
    // `Công an Hà Nội`, `BĐBP Hà Tĩnh`: a bare name of a province or district.
    let above_commune = |f: &Rc<Mention>| {
        f.kind.is_none()
            && units().named(&f.name).iter().any(|&id| units().all[id].level != UnitLevel::Commune)
    };
    if let Some(found) = mention(doc, head.end).filter(above_commune) {
        let end = found.tokens.end;
        return Some(simple(head, PlaceRef::Named(found), end, true));
    }
    if !may_be_bare {
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
    Some(simple(head, PlaceRef::Own, head.end, false))
}

/// `3`, `III`
pub(super) fn is_number(tokens: &Tokens<'_>, i: usize) -> bool {
    tokens.shape(i) == Shape::Digits
        || tokens.is_word(i) && tokens.raw(i).chars().all(|c| matches!(c, 'I' | 'V' | 'X'))
}

/// `huyện, thị xã, thành phố`, `xã, phường`: a list of types, no unit.
pub(super) fn two_level_list(tokens: &Tokens<'_>, i: usize) -> bool {
    let Some((_, next)) = type_word(tokens, i) else { return false };
    matches!(tokens.raw(next), "," | "-" | "/" | "–")
        && type_word(tokens, next + 1).is_some_and(|(_, n)| {
            // `Hội LHPN huyện, Huyện đoàn`
            !tokens.is_capital(n) && !matches!(tokens.low(n), "ủy" | "đoàn" | "đội")
        })
}

/// What acts for the front in a unit.
const FRONT: &str = "Ủy ban Mặt trận Tổ quốc Việt Nam";

/// `MTTQ huyện`: the front acts for a unit; `MTTQ và các đoàn thể` is a class.
pub(super) fn front(doc: &Doc<'_>, head: &Head) -> Option<BodyMention> {
    // `công tác Mặt trận huyện`: its work; `trên mặt trận tỉnh`: a front of war.
    let work = head.start > 0 && doc.tokens.low(head.start - 1) == "tác";
    if head.end == head.start + 2 && (work || !doc.tokens.is_capital(head.start)) {
        return None;
    }
    // `MTTQ, Hội Nông dân huyện Ý Yên`: the place of the next in the list.
    let listed = || {
        let next = inner_body(doc, head.end + 1)?;
        let joined = matches!(doc.tokens.low(head.end), "," | "và");
        let councils = matches!(next.class, BodyClass::Council | BodyClass::Agency);
        (joined && councils && next.explicit && next.place != PlaceRef::Nation)
            .then(|| simple(head, next.place, head.end, true))
    };
    let found = with_place(doc, head, false).or_else(listed)?;
    // `Mặt trận Tổ quốc các cấp` never comes here; a new-style commune front does.
    Some(BodyMention { name: FRONT.to_owned(), class: BodyClass::Council, ..found })
}

/// `Ban Chấp hành Đảng bộ tỉnh (khóa XI)`.
pub(super) fn assembly(doc: &Doc<'_>, head: &Head) -> Option<BodyMention> {
    let (place, end, explicit) = place_or_own(doc, head.end);
    Some(simple(head, place, end, explicit))
}

/// `Ban Pháp chế HĐND tỉnh`.
pub(super) fn council_board(doc: &Doc<'_>, head: &Head) -> Option<BodyMention> {
    let owner = inner_body(doc, head.end)?;
    (owner.name == "Hội đồng nhân dân").then(|| BodyMention {
        name: format!("{} {}", head.name, owner.name),
        tokens: head.start..owner.tokens.end,
        ..owner
    })
}

pub(super) fn organ_at(doc: &Doc<'_>, i: usize) -> Option<BodyMention> {
    doc.entries(i).find_map(|(m, entry)| match entry {
        Entry::Body { name, class: BodyClass::Organ, levels } => {
            organ(doc, &Head { name, class: BodyClass::Organ, levels, start: i, end: m.end })
        }
        _ => None,
    })
}

pub(super) fn committee_follows(doc: &Doc<'_>, i: usize) -> bool {
    doc.entries(i).any(|(_, e)| matches!(e, Entry::Body { class: BodyClass::Committee, .. }))
}

pub(super) fn committee_owner(doc: &Doc<'_>, i: usize) -> Option<BodyMention> {
    doc.entries(i).find_map(|(m, entry)| match entry {
        Entry::Body { name, class: BodyClass::Committee, levels } => committee(
            doc,
            &Head { name, class: BodyClass::Committee, levels, start: i, end: m.end },
        ),
        _ => None,
    })
}
