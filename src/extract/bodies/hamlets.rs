//! Bodies below the commune: cells of the party, branches of unions, boards of a hamlet.

use super::departments::departments;
use super::{BodyMention, Head, inner_body, place_at, simple};
use crate::extract::doc::{Doc, clean};
use crate::extract::places::PlaceRef;
use crate::reference::lexicon::BodyClass;
use crate::text::letters::capitalized;
use crate::text::phrases::{Phrases, phrases};
use crate::text::token::{Shape, Tokens};

/// A party cell: `Chi bộ 5`, `Chi bộ thôn Đông`, `Chi bộ Phòng Văn hóa và Thông tin huyện`.
pub(super) fn cell(doc: &Doc<'_>, i: usize) -> Option<BodyMention> {
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
    if let Some(cell) = inside_agency(doc, i, "Chi bộ") {
        return Some(cell);
    }
    if tokens.shape(after) == Shape::Digits {
        return Some(made(
            format!("Chi bộ {}", tokens.raw(after)),
            PlaceRef::Own,
            after + 1,
            false,
        ));
    }
    if let Some(hamlet) = told_hamlet(doc, after) {
        let (place, end, explicit) = commune_behind(doc, hamlet);
        let name = format!("Chi bộ {}", clean(tokens.slice(after..hamlet)));
        return Some(made(name, place, end, explicit));
    }
    // `Bí thư Chi bộ, Trưởng Ban Công tác Mặt trận thôn 3`: without a name only in an office, of one
    // (`các bí thư chi bộ` are many).
    let deputy = i > 2 && tokens.raw(i - 3) == "Phó";
    let in_office = i > 1
        && tokens.low(i - 1) == "thư"
        && (tokens.is_capital(i) || tokens.is_capital(i - 2) || deputy);
    if in_office && village_name(tokens, after).is_none() {
        let (place, end, explicit) = commune_behind(doc, after);
        return Some(made("Chi bộ".to_owned(), place, end, explicit));
    }
    let hamlet = village_name(tokens, after)?;
    let name = format!("Chi bộ {}", clean(tokens.slice(after..hamlet)));
    let (place, end, explicit) = commune_behind(doc, hamlet);
    Some(made(name, place, end, explicit))
}

/// The name of a hamlet told before, without its type word: `Chi bộ Cây Nhãn` behind `thôn Cây Nhãn`.
fn told_hamlet(doc: &Doc<'_>, i: usize) -> Option<usize> {
    let tokens = &doc.tokens;
    /// Tokens before, in which the hamlet is looked for.
    const NEAR: usize = 200;
    // `Chi bộ Trường THCS Lát`: a body.
    if !tokens.is_capital(i) || doc.bodies_at.has(i) {
        return None;
    }
    let end = (i..i + 4).find(|&t| tokens.shape(t) != Shape::Initial).unwrap_or(i + 4);
    let names = i.saturating_sub(NEAR)..i.saturating_sub(2);
    let told = tokens.beginning_in(names, HAMLETS).any(|typed| {
        let name_end = village_name(tokens, typed).filter(|name_end| name_end - typed > end - i);
        name_end.is_some_and(|name_end| {
            (i..end).all(|t| tokens.raw(t) == tokens.raw(name_end - (end - t)))
        })
    });
    (end > i && told).then_some(end)
}

/// The union or the youth of an agency: `Công đoàn Phòng Giáo dục và Đào tạo huyện`, `Chi đoàn Kho bạc Nhà
/// nước huyện`.
pub(super) fn staff(doc: &Doc<'_>, i: usize) -> Option<BodyMention> {
    inside_agency(doc, i, if doc.tokens.low(i) == "công" { "Công đoàn" } else { "Chi đoàn" })
}

/// What a head of two words and the agency or school behind it name: `Chi bộ Trường THCS Lát`.
fn inside_agency(doc: &Doc<'_>, i: usize, head: &str) -> Option<BodyMention> {
    if !doc.tokens.is_capital(i) {
        return None;
    }
    let after = i + 2;
    let department = || doc.inside(|| departments(doc, after))?.into_iter().next();
    let agency = |body: &BodyMention| matches!(body.class, BodyClass::Agency | BodyClass::Open);
    let inner = department().or_else(|| inner_body(doc, after).filter(agency))?;
    Some(BodyMention {
        name: format!("{head} {}", inner.name),
        tokens: i..inner.tokens.end,
        class: BodyClass::Hamlet,
        ..inner
    })
}

/// The branch of a union in a hamlet: `Chi hội Phụ nữ thôn Đông Tạo, xã Thuần Mang`.
pub(super) fn branch(doc: &Doc<'_>, i: usize) -> Option<BodyMention> {
    let tokens = &doc.tokens;
    let unions = phrases!["phụ nữ", "nông dân", "cựu chiến binh", "ccb", "người cao tuổi"];
    let after = tokens.any_phrase(i + 2, unions)?;
    let hamlet = village_name(tokens, after)?;
    let (place, end, explicit) = commune_behind(doc, hamlet);
    let union = capitalized(&clean(tokens.slice(i + 2..after)));
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

/// The mobilization team of a hamlet: `Tổ dân vận ấp 7, xã An Khương`.
pub(super) fn team(doc: &Doc<'_>, head: &Head) -> Option<BodyMention> {
    let hamlet = village_name(&doc.tokens, head.end)?;
    let (place, end, explicit) = commune_behind(doc, hamlet);
    let name = format!("Tổ dân vận {}", clean(doc.tokens.slice(head.end..hamlet)));
    let class = BodyClass::Hamlet;
    Some(BodyMention { name, class, levels: "C", ..simple(head, place, end, explicit) })
}

/// A body that each hamlet has one of: `Ban Công tác Mặt trận thôn Đông, xã Tân Lập`. The hamlet
/// is no part of its name.
pub(super) fn of_hamlet(doc: &Doc<'_>, head: &Head) -> BodyMention {
    let hamlet = village_name(&doc.tokens, head.end).unwrap_or(head.end);
    let (place, end, explicit) = commune_behind(doc, hamlet);
    simple(&Head { levels: "C", ..*head }, place, end, explicit)
}

/// The commune printed behind a hamlet (`thôn Nà Mèo, xã Thượng Giáo`; `thôn Đông (xã Tân Lập)`),
/// where the words end, and whether one is printed.
pub(super) fn commune_behind(doc: &Doc<'_>, hamlet: usize) -> (PlaceRef, usize, bool) {
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

/// Types of hamlets.
const HAMLETS: &Phrases = &Phrases::new(&[
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
]);

/// A hamlet with its name at a token: `thôn 6`, `bản Nậm Chim 1`, `khu phố 2B`.
pub fn village_name(tokens: &Tokens<'_>, i: usize) -> Option<usize> {
    let mut at = tokens.any_phrase(i, HAMLETS)?;
    // `khu dân cư số 3`
    if tokens.low(at) == "số" && tokens.shape(at + 1) == Shape::Digits {
        return Some(at + 2);
    }
    let start = at;
    // The headline may end in a type: `… với Bí thư chi bộ ấp` above `Sáng 30-1, …`.
    let end = (start + 5).min(tokens.lines[tokens.line_of(i)].end);
    while at < end && (tokens.is_capital(at) || tokens.shape(at) == Shape::Digits && at < start + 4)
    {
        at += 1;
    }
    (at > start).then_some(at)
}
