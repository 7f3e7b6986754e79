//! Institutions outside the committees, councils and their departments, whose names are open:
//! `Vụ Địa phương II`, `Cục Chính trị Quân khu 9`, `Hội Di sản văn hóa Việt Nam`, `Trại giam Nam Hà`.

use super::open::open_tail;
use super::{BodyMention, inner_body};
use crate::extract::doc::{Doc, clean};
use crate::extract::places::{PlaceRef, mention, type_word};
use crate::reference::lexicon::{BodyClass, Entry};
use crate::text::phrases::phrases;
use crate::text::token::{Shape, Tokens};

/// The institution that begins at a token.
pub(super) fn institution(doc: &Doc<'_>, i: usize) -> Option<BodyMention> {
    let tokens = &doc.tokens;
    if !tokens.is_capital(i) || doc.entries(i).any(|(_, e)| matches!(e, Entry::Body { .. })) {
        return None;
    }
    match tokens.low(i) {
        "học" if tokens.low(i + 1) == "viện" => of_nation(doc, i, i + 2),
        "vụ" | "cục" => of_nation(doc, i, i + 1),
        "chi" if tokens.low(i + 1) == "cục" => named(doc, i, i + 2, PlaceRef::Own),
        "hội" => association(doc, i),
        "báo" => newspaper(doc, i),
        "trại" if tokens.low(i + 1) == "giam" => {
            let end = capitals(tokens, i + 2);
            (end > i + 2).then(|| made(tokens, i..end, PlaceRef::Nation, true))
        }
        "vùng" => naval_region(tokens, i, i),
        "ủy" => of_assembly(tokens, i),
        "bộ" if tokens.phrase(i, "bộ tư lệnh").is_some() => naval_region(tokens, i, i + 3),
        _ => None,
    }
}

fn made(
    tokens: &Tokens<'_>,
    name: std::ops::Range<usize>,
    place: PlaceRef,
    explicit: bool,
) -> BodyMention {
    BodyMention {
        name: clean(tokens.slice(name.clone())),
        place,
        tokens: name,
        class: BodyClass::Open,
        levels: "",
        explicit,
        bare_organ: false,
        near: None,
    }
}

/// The end of a run of words with a capital, of four at most.
fn capitals(tokens: &Tokens<'_>, i: usize) -> usize {
    (i..i + 4).find(|&t| !tokens.is_capital(t)).unwrap_or(i + 4)
}

/// An institution with an open name behind its head, and the unit printed behind it.
fn named(doc: &Doc<'_>, i: usize, after: usize, place: PlaceRef) -> Option<BodyMention> {
    let tokens = &doc.tokens;
    if !tokens.is_capital(after) {
        return None;
    }
    let (tail, printed, end, explicit) = open_tail(doc, after)?;
    // `Vụ Dân tộc, Ban Dân vận Trung ương`: the body behind the comma is another's.
    let comma = (after..end).find(|&t| tokens.raw(t) == "," && inner_body(doc, t + 1).is_some());
    if let Some(comma) = comma {
        return Some(made(tokens, i..comma, place, false));
    }
    let head = clean(tokens.slice(i..after));
    let place = if explicit { printed } else { place };
    Some(BodyMention { name: format!("{head} {tail}"), ..made(tokens, i..end, place, explicit) })
}

/// An academy, or a department of a ministry or of the Party's centre, which may be printed
/// behind it: `Vụ Dân tộc, Ban Dân vận Trung ương`, `Cục Tổ chức của Bộ Công an`.
fn of_nation(doc: &Doc<'_>, i: usize, after: usize) -> Option<BodyMention> {
    let tokens = &doc.tokens;
    // `huyện Vụ Bản`
    if mention(doc, i).is_some() || i > 0 && type_word(tokens, i - 1).is_some() {
        return None;
    }
    let mut found = named(doc, i, after, PlaceRef::Nation)?;
    let end = found.tokens.end;
    let of = tokens.raw(end) == "," || tokens.low(end) == "của";
    // `NHIỆM VỤ CÔNG TÁC DÂN VẬN`: alone a department is told by the office before it.
    let titled = i > 0 && matches!(tokens.low(i - 1), "trưởng" | "đốc" | "viện");
    if !titled && tokens.low(i) == "vụ" {
        return None;
    }
    if let Some(owner) = inner_body(doc, end + usize::from(of))
        && owner.place == PlaceRef::Nation
    {
        found.name = format!("{} {}", found.name, owner.name);
        found.tokens.end = owner.tokens.end;
    }
    found.explicit = true;
    Some(found)
}

/// An association: of the nation, of the unit behind it, or of the article's own where an office
/// stands before it (`Chủ tịch Hội Doanh nhân trẻ`).
fn association(doc: &Doc<'_>, i: usize) -> Option<BodyMention> {
    let tokens = &doc.tokens;
    // `Hội Nghị Tổng Kết`, `XÃ HỘI CHỦ NGHĨA VIỆT NAM`, `Hội An`
    let other = phrases!["nghị", "trường", "thi", "thảo", "đồng", "viên", "quán", "thao", "diễn"];
    let society = i > 0 && tokens.low(i - 1) == "xã";
    // `Phòng Đoàn thể - Hội Ban Dân vận Tỉnh ủy`
    let body = doc.entries(i + 1).any(|(_, e)| matches!(e, Entry::Body { .. }));
    if body || society || tokens.any_phrase(i + 1, other).is_some() || mention(doc, i).is_some() {
        return None;
    }
    let found = named(doc, i, i + 1, PlaceRef::Own)?;
    if found.name.ends_with("Việt Nam") {
        return Some(BodyMention { place: PlaceRef::Nation, explicit: true, ..found });
    }
    let titled = i > 0 && matches!(tokens.low(i - 1), "tịch" | "ký" | "nhiệm");
    (titled || found.explicit).then_some(found)
}

/// A newspaper where its head is named; elsewhere it is a source, no body.
fn newspaper(doc: &Doc<'_>, i: usize) -> Option<BodyMention> {
    let tokens = &doc.tokens;
    let titled = i > 0 && matches!(tokens.low(i - 1), "tập" | "đốc");
    let end = capitals(tokens, i + 1);
    if !titled || end == i + 1 {
        return None;
    }
    let place = match mention(doc, i + 1).filter(|found| found.tokens.end == end) {
        Some(found) => PlaceRef::Named(found),
        None => PlaceRef::Nation,
    };
    Some(made(tokens, i..end, place, true))
}

/// `Ủy ban Văn hóa - Xã hội của Quốc hội`
fn of_assembly(tokens: &Tokens<'_>, i: usize) -> Option<BodyMention> {
    const LONGEST: usize = 10;
    if tokens.low(i + 1) != "ban" || !tokens.is_capital(i + 2) {
        return None;
    }
    let owner = tokens.find(i + 2..i + 2 + LONGEST, phrases!["của quốc hội"])?;
    let apart = (i + 2..owner).any(|t| matches!(tokens.raw(t), "," | ";" | "." | ":"));
    (!apart).then(|| made(tokens, i..owner + 3, PlaceRef::Nation, true))
}

/// `Vùng 5 Hải quân`, `Bộ Tư lệnh Vùng Cảnh sát biển 4`: the region begins at `i`.
fn naval_region(tokens: &Tokens<'_>, start: usize, i: usize) -> Option<BodyMention> {
    if tokens.low(i) != "vùng" {
        return None;
    }
    let end = if tokens.shape(i + 1) == Shape::Digits {
        tokens.phrase(i + 2, "hải quân")
    } else {
        let end = tokens.phrase(i + 1, "cảnh sát biển")?;
        (tokens.shape(end) == Shape::Digits).then_some(end + 1)
    }?;
    Some(made(tokens, start..end, PlaceRef::Nation, true))
}
