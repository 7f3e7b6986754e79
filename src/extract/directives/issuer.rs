//! Who issued a document, and when, as said around its citation.

use chrono::NaiveDate;

use super::kind_word;
use crate::extract::bodies::{Bodies, BodyMention, national};
use crate::extract::doc::Doc;
use crate::extract::facts::Body;
use crate::extract::offices::office;
use crate::extract::places::Geography;
use crate::text::date::day;
use crate::text::phrases::{Phrases, phrases};
use crate::text::token::{Shape, Tokens};

/// Verbs between the issuer and the document.
const ISSUES: &Phrases = &Phrases::new(&[
    "ban hành",
    "ban hành các",
    "ký ban hành",
    "ký , ban hành",
    "ký",
    "thông qua",
    "có",
]);

/// The issuer named at a token: a body, the head of a body, a conference of the centre.
pub(super) fn issuer_at(
    doc: &Doc<'_>,
    bodies: &Bodies,
    geography: &Geography,
    i: usize,
) -> Option<(Body, usize)> {
    let tokens = &doc.tokens;
    // `Hội nghị Trung ương 7 (khóa XI)`, `Hội nghị lần thứ bảy Ban Chấp hành Trung ương`
    if let Some(at) = tokens.phrase(i, "hội nghị") {
        let limit = at + 8;
        let central = (at..limit).find(|&t| {
            tokens.phrase(t, "trung ương").is_some()
                || bodies.at(t).is_some_and(|b| b.name == "Ban Chấp hành Trung ương")
        })?;
        let mut end = bodies.at(central).map_or(central + 2, |b| b.tokens.end);
        if tokens.shape(end) == Shape::Digits {
            end += 1;
        }
        return Some((national("Ban Chấp hành Trung ương".into()), end));
    }
    // `của Thủ tướng`: the head of the Government stays.
    if let Some(end) = tokens.phrase(i, "thủ tướng").filter(|_| bodies.at(i).is_none()) {
        return Some((national("Thủ tướng Chính phủ".into()), end));
    }
    if tokens.raw(i) == "BBT" {
        return Some((national("Ban Bí thư".into()), i + 1));
    }
    // `Trung ương`, `Đảng` alone are no issuers; `Đồng chí Chủ tịch UBND tỉnh` is the body's head.
    if let Some(body) = bodies.at(i) {
        return bodies.body(body, geography).map(|b| (b, body.tokens.end));
    }
    let i = tokens.any_phrase(i, phrases!["đồng chí", "đ / c", "ông", "bà"]).unwrap_or(i);
    if let Some(head) = office(doc, bodies, i) {
        let body = head.body.as_ref()?;
        return bodies.body(body, geography).map(|b| (b, head.tokens.end));
    }
    None
}

/// `Ngày 7/1/2019, Ban Bí thư ban hành Kết luận số …`, `UBND tỉnh ngày 30/6/2017 đã ban hành …`,
/// `Chủ tịch UBND tỉnh vừa ký ban hành …`, `HĐND huyện thông qua …`: the issuer and the day.
pub(super) fn issued_before(
    doc: &Doc<'_>,
    bodies: &Bodies,
    geography: &Geography,
    kind_at: usize,
) -> Option<(Body, Option<NaiveDate>)> {
    let tokens = &doc.tokens;
    let from = doc.sentence(kind_at).start;
    let verb = (kind_at.saturating_sub(4).max(from)..kind_at)
        .find(|&t| tokens.longest(t, ISSUES) == Some(kind_at))?;
    let mut at = before_adverbs(tokens, from, verb);
    // The day between issuer and verb.
    let mut date = None;
    if let Some((start, found)) = day_before(tokens, from, at) {
        date = found;
        at = before_adverbs(tokens, from, start);
    }
    let body = bodies.before(doc, at).filter(|b| b.tokens.end == at)?;
    let body = first_of_joint(doc, bodies, standing_agency(doc, bodies, body));
    date = date.or_else(|| day_opening(tokens, from, body.tokens.start));
    bodies.body(body, geography).map(|b| (b, date))
}

/// `đã`, `vừa`, `mới` before a verb are passed.
fn before_adverbs(tokens: &Tokens<'_>, from: usize, mut at: usize) -> usize {
    while at > from && matches!(tokens.low(at - 1), "đã" | "vừa" | "mới" | "cũng" | "," | "vào")
    {
        at -= 1;
    }
    at
}

/// A day that ends at a token: its first word, and the date where the year is printed.
fn day_before(tokens: &Tokens<'_>, from: usize, at: usize) -> Option<(usize, Option<NaiveDate>)> {
    (at.saturating_sub(8).max(from)..at).find_map(|t| {
        let found = (tokens.low(t) == "ngày").then(|| day(tokens, t + 1)).flatten()?;
        (found.next == at).then_some((t, found.date(None)))
    })
}

/// `Ngày 7/1/2019, Ban Bí thư …`, `ngày 23/01/2018 Ban Dân vận Quận ủy …`: the day before a subject, an
/// officer's title between at most.
fn day_opening(tokens: &Tokens<'_>, from: usize, subject: usize) -> Option<NaiveDate> {
    if let Some((_, date)) = day_before(tokens, from, subject) {
        return date;
    }
    let comma = (subject.saturating_sub(6).max(from)..subject)
        .rev()
        .find(|&t| matches!(tokens.raw(t), "," | ";"))?;
    day_before(tokens, from, comma).and_then(|(_, date)| date)
}

/// `Ban Dân vận Thành ủy - cơ quan Thường trực Ban Chỉ đạo ban hành`: the agency, not the committee
/// that it serves.
fn standing_agency<'b>(
    doc: &Doc<'_>,
    bodies: &'b Bodies,
    served: &'b BodyMention,
) -> &'b BodyMention {
    /// `- cơ quan thường trực của`
    const APPOSITION: usize = 6;
    let start = served.tokens.start;
    let from = start.saturating_sub(APPOSITION).max(doc.sentence(start).start);
    let Some(agency) = doc.tokens.find(from..start, phrases!["cơ quan thường trực"]) else {
        return served;
    };
    let before = bodies.before(doc, agency.saturating_sub(1));
    before.filter(|b| b.tokens.end + 1 == agency).unwrap_or(served)
}

/// `Ban Dân vận Huyện ủy - Phòng Nội vụ huyện ban hành`: the first of joint issuers.
fn first_of_joint<'b>(doc: &Doc<'_>, bodies: &'b Bodies, last: &'b BodyMention) -> &'b BodyMention {
    const MOST: usize = 5;
    let mut first = last;
    for _ in 0..MOST {
        let start = first.tokens.start;
        let joined = start > 0 && matches!(doc.tokens.low(start - 1), "-" | "–" | "và");
        match bodies.before(doc, start.saturating_sub(1)) {
            Some(body) if joined && body.tokens.end + 1 == start => first = body,
            _ => break,
        }
    }
    first
}

/// `Chỉ thị số 30-CT/TU “…” đã được Thành ủy Hà Nội ban hành ngày 19/2/2024`, `Luật … đã được Quốc
/// hội nước Cộng hòa xã hội chủ nghĩa Việt Nam khóa XV thông qua`.
pub(super) fn issued_behind(
    doc: &Doc<'_>,
    bodies: &Bodies,
    geography: &Geography,
    kind_at: usize,
    from: usize,
) -> Option<(Body, Option<NaiveDate>)> {
    // Between a citation and its verb, or the title that holds it.
    const LONGEST: usize = 70;
    let tokens = &doc.tokens;
    let end = doc.sentence(from).end.min(from + LONGEST);
    let (passive, verb) = (from..end).find_map(|t| {
        let body = bodies.at(t + 1).filter(|_| tokens.low(t) == "được")?;
        let near = body.tokens.end..(body.tokens.end + 12).min(end);
        let verb = tokens.find(near.clone(), phrases!["ban hành", "thông qua"])?;
        let other = tokens.find(near.start..verb, phrases![",", "được", "và"]);
        other.is_none().then_some((t, verb))
    })?;
    let numbered = |t: usize| kind_word(doc, t).is_some_and(|(_, n)| tokens.low(n) == "số");
    // Another document of a list in between would be the one that was issued; not one in the title
    // (`Kế hoạch số 69-KH/TU về triển khai Chỉ thị số 10-CT/TW đã được Tỉnh ủy ban hành`), of
    // which the same words tell nothing.
    let start = doc.sentence(kind_at).start.max(kind_at.saturating_sub(LONGEST));
    let listed = |t: usize| t > start && matches!(tokens.low(t - 1), "," | "và" | ";");
    let in_title = !listed(kind_at)
        && tokens.find(start..kind_at, phrases!["về"]).is_some()
        && (start..kind_at).any(numbered);
    if in_title || (from..passive).any(|t| listed(t) && numbered(t)) {
        return None;
    }
    let body = bodies.at(passive + 1)?;
    let at = verb + 2;
    let date = (tokens.low(at) == "ngày").then(|| day(tokens, at + 1)?.date(None)).flatten();
    bodies.body(body, geography).map(|b| (b, date))
}

/// `của Thủ tướng Chính phủ là Chỉ thị …`, `của Trưởng phòng Nội vụ tại Tờ trình số …`, `Chỉ thị của
/// Ban Bí thư số 30-CT/TW`.
pub(super) fn issuer_before(
    doc: &Doc<'_>,
    bodies: &Bodies,
    geography: &Geography,
    at: usize,
) -> Option<Body> {
    let tokens = &doc.tokens;
    let from = doc.sentence(at).start;
    let word = (at.saturating_sub(4).max(from)..at)
        .rev()
        .find(|&t| matches!(tokens.low(t), "là" | "tại" | "số"))
        .or_else(|| opens_list(tokens, from, at))?;
    if tokens.low(word) == "số" && (word + 1 != at || tokens.shape(at) != Shape::Digits) {
        return None;
    }
    let body = bodies.before(doc, word).filter(|b| b.tokens.end == word)?;
    let start = body.tokens.start;
    let of = (start.saturating_sub(4)..start).any(|t| tokens.low(t) == "của");
    if of { bodies.body(body, geography) } else { None }
}

/// `hai văn bản của Thủ tướng Chính phủ là Chỉ thị số … và Công văn số …`: the word before the
/// list, for what stands behind its first document.
fn opens_list(tokens: &Tokens<'_>, from: usize, at: usize) -> Option<usize> {
    const LONGEST: usize = 60;
    let listed = at > from && matches!(tokens.low(at - 1), "và" | ",");
    let from = tokens.find(at.saturating_sub(LONGEST).max(from)..at, phrases!["văn bản của"])?;
    let apart = tokens.find(from..at, phrases![";"]).is_some();
    if listed && !apart { tokens.find(from..at, phrases!["là"]) } else { None }
}
