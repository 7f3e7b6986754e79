//! What bodies of one list give each other: their unit, their class, their spelling.

use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::BodyMention;
use crate::extract::doc::Doc;
use crate::extract::places::{Mention, PlaceRef, UnitType, mention, type_word};
use crate::reference::lexicon::BodyClass;
use crate::reference::units::UnitLevel;
use crate::text::phrases::phrases;
use crate::text::token::{Shape, Tokens};

/// Gives bodies of a bare level word the unit of that type that their paragraph named before, and
/// bodies of a hamlet the commune.
pub(super) fn find_near(doc: &Doc<'_>, list: &mut [BodyMention]) {
    let mut last: Vec<(UnitType, Rc<Mention>)> = Vec::new();
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
                // `tại xã Đông Lỗ, huyện Hiệp Hòa, …; Bí thư Huyện ủy`
                let around = found.within.clone().filter(|w| w.kind.is_some());
                last.extend(around.and_then(|w| Some((w.kind?, w))));
                last.extend(found.kind.map(|k| (k, found)));
            }
        }
        scanned = scanned.max(start);
        match &body.place {
            PlaceRef::Level(kind) => {
                body.near = last.iter().rev().find(|(k, _)| k == kind).map(|(_, m)| m.clone());
                // `* Cùng ngày, Huyện ủy Vụ Bản …; UBND huyện tặng giấy khen`: not the article's own.
                if let Some(near) = body.near.clone().filter(|_| doc.in_other_news(start)) {
                    body.place = PlaceRef::Named(near);
                }
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

/// `Về phía huyện Ý Yên có đồng chí A, Chủ tịch UBND`, `Lãnh đạo đặc khu Kiên Hải gồm ông B, Bí thư Đảng
/// ủy`: bodies without a place that the people of a unit are of are that unit's.
pub(super) fn place_delegations(doc: &Doc<'_>, list: &mut [BodyMention]) {
    /// `Lãnh đạo chủ chốt của đặc khu`
    const REACH: usize = 5;
    let tokens = &doc.tokens;
    let leads = phrases!["về phía", "lãnh đạo", "đại diện lãnh đạo"];
    for lead in tokens.beginning_in(0..tokens.len(), leads) {
        let Some(end) = tokens.any_phrase(lead, leads) else { continue };
        let sentence = doc.sentence(lead);
        let near = end..(end + REACH).min(sentence.end);
        let Some(unit) = doc.units_at.within(near).find_map(|t| mention(doc, t)) else { continue };
        let behind = unit.tokens.end;
        let joint = phrases!["có", "còn có", "gồm", "gồm có", "dự có", "tham dự có"];
        if unit.kind.is_none() || tokens.any_phrase(behind, joint).is_none() {
            continue;
        }
        let from = list.partition_point(|b| b.tokens.start < behind);
        for body in &mut list[from..] {
            if body.tokens.start >= sentence.end {
                break;
            }
            let place = PlaceRef::Named(unit.clone());
            let open = match &body.place {
                PlaceRef::Own => !body.explicit && !body.bare_organ,
                // `Bí thư Huyện ủy`
                PlaceRef::Level(kind) => Some(*kind) == unit.kind,
                PlaceRef::Named(_) | PlaceRef::Nation => false,
            };
            if open && levels_allow(body.levels, &place) {
                body.place = place;
            }
        }
    }
}

/// `Hội Cựu chiến binh và Đoàn Thanh niên các cấp`: a list of classes.
pub(super) fn drop_classes(doc: &Doc<'_>, list: &mut Vec<BodyMention>) {
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
pub(super) fn settle(doc: &Doc<'_>, list: &mut [BodyMention]) {
    // From right to left, so that a unit at the end reaches the whole list.
    for n in (0..list.len().saturating_sub(1)).rev() {
        if list[n].explicit {
            continue;
        }
        let next = &list[n + 1];
        let gap = list[n].tokens.end..next.tokens.start;
        let close = gap.len() <= 4 && gap.clone().all(|t| is_list_glue(&doc.tokens, t));
        let shareable = matches!(next.place, PlaceRef::Named(_) | PlaceRef::Level(_))
            && next.class != BodyClass::Committee
            && next.class != BodyClass::Organ;
        // `Ban Dân vận, Hội Nông dân huyện A`: an organ of the committee there, which communes lack.
        let organ = !list[n].bare_organ || above_communes(&next.place).is_some();
        if close && shareable && organ && levels_allow(list[n].levels, &next.place) {
            list[n].place = next.place.clone();
        }
    }
}

/// The type of the unit that a place names, where it is no commune.
pub(super) fn above_communes(place: &PlaceRef) -> Option<UnitType> {
    let kind = match place {
        PlaceRef::Named(found) => found.kind,
        PlaceRef::Level(kind) => Some(*kind),
        PlaceRef::Own | PlaceRef::Nation => None,
    };
    kind.filter(|kind| kind.level() != UnitLevel::Commune)
}

/// `Đảng ủy, UBND, UBMTTQ các xã Kim Thái, Hiển Khánh`: the bodies that the last of them gave its unit
/// are in the other units too.
pub(super) fn share(doc: &Doc<'_>, list: &mut Vec<BodyMention>) {
    /// Units of a body, and bodies before it: no sentence of people has more of both.
    const MOST: usize = 12;
    // The body said once for all units: its repetitions stand behind it, a mark between.
    let repeats = |a: &BodyMention, b: &BodyMention| {
        b.name == a.name
            && a.tokens.end + 1 == b.tokens.start
            && matches!(doc.tokens.low(a.tokens.end), "," | ";" | "và")
            && matches!(b.place, PlaceRef::Named(_))
    };
    let mut also: Vec<(usize, BodyMention)> = Vec::new();
    for n in 1..list.len() {
        if repeats(&list[n - 1], &list[n]) {
            continue;
        }
        let others = list[n..].windows(2).take_while(|two| repeats(&two[0], &two[1]));
        let units: Vec<PlaceRef> = others.take(MOST).map(|two| two[1].place.clone()).collect();
        let shares = |before: &BodyMention, next: usize| {
            let gap = before.tokens.end..next;
            before.place == list[n].place
                && !before.explicit
                && (1..=2).contains(&gap.len())
                && gap.into_iter().all(|t| is_list_glue(&doc.tokens, t))
        };
        let mut first = n;
        while !units.is_empty()
            && n - first < MOST
            && first > 0
            && shares(&list[first - 1], list[first].tokens.start)
        {
            first -= 1;
        }
        for (at, body) in list.iter().enumerate().take(n).skip(first) {
            let in_unit = |unit: &PlaceRef| BodyMention { place: unit.clone(), ..body.clone() };
            also.extend(units.iter().map(|unit| (at, in_unit(unit))));
        }
    }
    // Each behind the body that it is named with.
    let mut also = also.into_iter().peekable();
    let named = std::mem::take(list).into_iter().enumerate();
    for (n, body) in named {
        list.push(body);
        list.extend(std::iter::from_fn(|| also.next_if(|(at, _)| *at == n)).map(|(_, body)| body));
    }
}

/// Open names that differ by capitals only are one: `Ban Chỉ đạo thực hiện Quy chế dân chủ`, `… quy
/// chế dân chủ`; the first spelling stays.
pub(super) fn spell_alike(list: &mut [BodyMention]) {
    let mut first: FxHashMap<String, String> = FxHashMap::default();
    for body in list.iter_mut().filter(|body| body.class == BodyClass::Open) {
        let spelled = first.entry(body.name.to_lowercase()).or_insert_with(|| body.name.clone());
        body.name.clone_from(spelled);
    }
}

pub(super) fn levels_allow(levels: &str, place: &PlaceRef) -> bool {
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

pub(super) fn is_list_glue(tokens: &Tokens<'_>, i: usize) -> bool {
    matches!(tokens.raw(i), "," | ";" | "-" | "–")
        || matches!(
            tokens.low(i),
            "và" | "lãnh" | "đạo" | "đại" | "diện" | "chủ" | "tịch" | "phó" | "trưởng" | "trực"
        )
}
