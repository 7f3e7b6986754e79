//! Parts of bodies: departments of a province or district (`Sở Nội vụ`), rooms of an organ, divisions of
//! a council or union.

use super::hamlets::{branch, cell, staff};
use super::heads::{committee_follows, organ_at};
use super::open::{TAIL_ENDS, expand_abbreviations, starts_office};
use super::{BodyMention, inner_body, place_at};
use crate::extract::doc::{Doc, clean};
use crate::extract::places::{PlaceRef, mention};
use crate::reference::lexicon::{BodyClass, Entry};
use crate::text::phrases::{Phrases, phrases};
use crate::text::token::Shape;

/// `Sở Nội vụ`, `phòng Nội vụ, Văn hóa và Thông tin, Tư pháp quận`: a head shared by a list.
pub(super) fn departments(doc: &Doc<'_>, i: usize) -> Option<Vec<BodyMention>> {
    let tokens = &doc.tokens;
    let (head, levels) = match tokens.low(i) {
        "sở" => ("Sở", "P"),
        "phòng" => ("Phòng", "DC"),
        "chi" if tokens.low(i + 1) == "bộ" => return cell(doc, i).map(|c| vec![c]),
        "chi" if tokens.low(i + 1) == "hội" => return branch(doc, i).map(|b| vec![b]),
        "chi" | "công" if tokens.low(i + 1) == "đoàn" => return staff(doc, i).map(|b| vec![b]),
        _ => return None,
    };
    if tokens.any_phrase(i + 1, POLICE).is_some()
        && let Some(room) = room_of(doc, i)
    {
        return Some(vec![room]);
    }
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
pub(super) fn bare_place(doc: &Doc<'_>, i: usize) -> Option<(PlaceRef, usize)> {
    let found = mention(doc, i).filter(|f| f.kind.is_none())?;
    let end = found.tokens.end;
    Some((PlaceRef::Named(found), end))
}

/// How the long names of the rooms of the police begin: `Phòng Cảnh sát điều tra tội phạm về ma túy Công
/// an tỉnh`.
const POLICE: &Phrases = &Phrases::new(&[
    "cảnh sát",
    "an ninh",
    "xây dựng phong trào",
    "quản lý xuất nhập cảnh",
    "kỹ thuật hình sự",
]);

/// A room of the police, with all words up to its owner.
fn police_room(doc: &Doc<'_>, i: usize) -> Option<BodyMention> {
    const LONGEST: usize = 18;
    let tokens = &doc.tokens;
    let sentence = doc.sentence(i);
    let words = i + 1..(i + LONGEST).min(sentence.end);
    let owner_at =
        tokens.find(words.clone(), phrases!["công an"]).filter(|&t| tokens.is_capital(t))?;
    let owner = inner_body(doc, owner_at).filter(|o| o.explicit)?;
    let acts = phrases!["phối hợp", "cùng", "với", "đã", "tham mưu", "tổ chức"];
    let end = owner_at - usize::from(tokens.raw(owner_at - 1) == ",");
    if tokens.find(i + 1..end, acts).is_some() {
        return None;
    }
    let name = expand_abbreviations(&clean(tokens.slice(i + 1..end)));
    Some(BodyMention {
        name: format!("Phòng {name} {}", owner.name),
        tokens: i..owner.tokens.end,
        class: BodyClass::Agency,
        levels: "",
        ..owner
    })
}

/// A room that only its body has: `Phòng Nghiệp vụ II Ủy ban Kiểm tra Thành ủy`, `Phòng Dân vận các
/// cơ quan nhà nước, Ban Dân vận Tỉnh ủy`.
pub(super) fn room_of(doc: &Doc<'_>, i: usize) -> Option<BodyMention> {
    let tokens = &doc.tokens;
    let start = i + 1;
    let person = doc.entries(start).any(|(_, e)| matches!(e, Entry::FamilyName));
    if tokens.low(i) != "phòng" || !tokens.is_capital(start) || person {
        return None;
    }
    let name = |t: &usize| tokens.is_word(*t) || matches!(tokens.raw(*t), "-" | "–" | ",");
    if tokens.any_phrase(start, POLICE).is_some() {
        return police_room(doc, i);
    }
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
pub(super) fn division(doc: &Doc<'_>, i: usize) -> Option<BodyMention> {
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
            // `Ban Xây dựng Đảng phối hợp với UBMTTQ xã`
            && (tokens.is_capital(*t) || tokens.any_phrase(*t, TAIL_ENDS).is_none())
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
pub(super) fn department(doc: &Doc<'_>, i: usize) -> Option<(usize, String)> {
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
