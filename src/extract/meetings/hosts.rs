//! Who holds an event: the subject before the verb, the agents behind `do`, `được`.

use std::ops::Range;

use crate::extract::bodies::{Bodies, BodyMention};
use crate::extract::doc::Doc;
use crate::extract::facts::Body;
use crate::extract::offices::term_end;
use crate::extract::places::{Geography, mention, type_word};
use crate::reference::lexicon::BodyClass;
use crate::text::phrases::{Phrases, phrases};
use crate::text::token::{Shape, Tokens};

/// Words that join the hosts of one event, and stand between them and the verb.
const JOINS: &Phrases = &Phrases::new(&[
    ",",
    "và",
    "-",
    "–",
    "phối hợp với",
    "phối hợp cùng",
    "phối hợp",
    "với",
    "cùng với",
    "cùng",
    "đã",
    "vừa",
    "long trọng",
    "trang trọng",
    "trọng thể",
    "trực tiếp",
    "chủ trì",
    "cũng",
    "đồng",
    "đồng loạt",
    ")",
    "(",
]);

/// Openings of a clause whose bodies do not act: `Được sự nhất trí của Huyện ủy, …`.
const INTRODUCES: &Phrases = &Phrases::new(&[
    "được sự",
    "dưới sự",
    "với sự",
    "nhờ sự",
    "theo",
    "thực hiện",
    "căn cứ",
    "trên cơ sở",
    "nhân",
    "hưởng ứng",
]);

/// The bodies that are the subject of a verb: the last run of bodies before it.
pub(super) fn hosts_before<'b>(
    doc: &Doc<'_>,
    bodies: &'b Bodies,
    from: usize,
    verb: usize,
) -> Vec<&'b BodyMention> {
    // No subject is longer, a list of guests may be.
    const LONGEST: usize = 150;
    let tokens = &doc.tokens;
    let from = from.max(verb.saturating_sub(LONGEST));
    // `Sư đoàn 316 (Quân khu 2) tổ chức`: what is in brackets says whose the body is.
    let aside = |b: &&BodyMention| {
        b.tokens.start > from
            && tokens.raw(b.tokens.start - 1) == "("
            && tokens.raw(b.tokens.end) == ")"
    };
    let all: Vec<&BodyMention> = bodies
        .within(&(from..verb))
        .filter(|b| !ends_class(tokens, b.tokens.start) && !aside(b))
        .collect();
    let mut hosts: Vec<&BodyMention> = Vec::new();
    let mut right = verb;
    for body in all.into_iter().rev() {
        // `HĐND huyện khóa XX, nhiệm kỳ 2021 - 2026 tổ chức`
        let end = term_end(tokens, body.tokens.end).unwrap_or(body.tokens.end);
        let gap = end.min(right)..right;
        let joined = is_joined(tokens, gap.clone());
        // Between the subject and the verb a place or a day may stand: `tại …, Ban Dân vận`.
        let near = hosts.is_empty()
            && gap.len() <= 22
            && !gap.clone().any(|t| {
                matches!(tokens.raw(t), ";" | ":") || tokens.raw(t) == "." && !tokens.glued(t + 1)
            })
            && says_when_or_where(tokens, gap.clone());
        // `dưới sự chủ trì của đồng chí A, Phó Bí thư Huyện ủy, Ban Dân vận … họp`
        let of_officer = !hosts.is_empty()
            && gap.len() == 1
            && tokens.raw(gap.start) == ","
            && ends_title(tokens, from, body.tokens.start)
            && !ends_title(tokens, from, right);
        if !(joined || near) || of_officer {
            break;
        }
        hosts.push(body);
        right = body.tokens.start;
    }
    hosts.reverse();
    if let Some(first) = hosts.first()
        && introduced(tokens, from, first.tokens.start)
    {
        // The clause ends at the last comma: `Được sự quan tâm của A, B, C tổ chức`.
        let last_comma = hosts
            .windows(2)
            .rposition(|pair| tokens.raw(pair[0].tokens.end) == ",")
            .map_or(0, |n| n + 1);
        hosts.drain(..last_comma);
    }
    hosts.retain(|body| acts(tokens, from, body));
    hosts
}

/// The bodies of mentions, each once.
pub(super) fn bodies_of<'b>(
    bodies: &Bodies,
    geography: &Geography,
    mentions: impl IntoIterator<Item = &'b BodyMention>,
) -> Vec<Body> {
    let mut found: Vec<Body> = Vec::new();
    for mention in mentions {
        if let Some(body) = bodies.body(mention, geography)
            && !found.contains(&body)
        {
            found.push(body);
        }
    }
    found
}

/// `các huyện, thị, thành ủy`: the last word of a list of types.
fn ends_class(tokens: &Tokens<'_>, i: usize) -> bool {
    i > 1
        && !tokens.is_capital(i)
        && tokens.raw(i - 1) == ","
        && matches!(tokens.low(i - 2), "thị" | "huyện" | "quận")
}

/// Whether nothing but joining words stand in a gap.
fn is_joined(tokens: &Tokens<'_>, gap: Range<usize>) -> bool {
    let mut at = gap.start;
    while at < gap.end {
        match tokens.longest(at, JOINS) {
            Some(end) => at = end,
            None => return false,
        }
    }
    true
}

/// Not one only named as the place (`tại Huyện ủy`, `Hội trường UBND huyện`), in a title (`Ủy viên
/// Ban Thường vụ Huyện ủy` of a list) or in a mandate (`đại biểu Quốc hội tiếp xúc cử tri`).
fn acts(tokens: &Tokens<'_>, from: usize, body: &BodyMention) -> bool {
    let start = body.tokens.start;
    let before = if start > from { tokens.low(start - 1) } else { "" };
    let member = body.class == BodyClass::Committee && before == "viên";
    !member && !matches!(before, "tại" | "trường" | "trụ" | "sở" | "thuộc" | "biểu")
}

/// Whether the words before a token end a title: `Phó Bí thư Thường trực | Huyện ủy`.
fn ends_title(tokens: &Tokens<'_>, from: usize, i: usize) -> bool {
    i > from
        && matches!(
            tokens.low(i - 1),
            "thư" | "trực" | "tịch" | "trưởng" | "viên" | "nhiệm" | "đốc" | "ban"
        )
}

/// Whether the clause that holds a token opens with words of an introduction.
fn introduced(tokens: &Tokens<'_>, from: usize, i: usize) -> bool {
    const LONGEST: usize = 20;
    let clause = (i.saturating_sub(LONGEST).max(from)..i)
        .rev()
        .find(|&t| matches!(tokens.raw(t), "," | ";"))
        .map_or(from, |comma| comma + 1);
    tokens.any_phrase(clause, INTRODUCES).is_some()
}

/// Words between subject and verb that say when, where and with whom.
fn says_when_or_where(tokens: &Tokens<'_>, gap: Range<usize>) -> bool {
    gap.len() <= 4
        || matches!(
            tokens.low(gap.start),
            "," | "tại"
                | "vào"
                | "("
                | "đã"
                | "vừa"
                | "sáng"
                | "chiều"
                | "ngày"
                | "phối"
                | "cùng"
                | "và"
        )
        // `Ban Dân vận Huyện ủy A - Trưởng khối thi đua … tổ chức`
        || matches!(tokens.raw(gap.start), "-" | "–")
            && tokens
                .any_phrase(gap.start + 1, phrases!["trưởng", "đơn vị", "cụm trưởng", "khối trưởng"])
                .is_some()
}

/// Whether the subject of a verb is a place: `huyện Hải Hậu (Nam Định) sơ kết …`.
pub(super) fn place_before(doc: &Doc<'_>, from: usize, verb: usize) -> bool {
    let tokens = &doc.tokens;
    let Some(start) = (from..verb).find(|&t| {
        type_word(tokens, t).is_some() && mention(doc, t).is_some_and(|m| m.tokens.end <= verb)
    }) else {
        return false;
    };
    // Not `tại huyện Hải Hậu`: behind the day or at the head of the sentence.
    if start > from && tokens.is_word(start - 1) {
        return false;
    }
    let mut at = start;
    while at < verb {
        let next = mention(doc, at).map(|m| m.tokens.end).or_else(|| tokens.longest(at, JOINS));
        match next {
            Some(end) => at = end,
            None => return false,
        }
    }
    at == verb
}

/// The bodies that hold an event, behind its name: `do Ban Dân vận Huyện ủy tổ chức`.
pub(super) fn agents_in(
    doc: &Doc<'_>,
    bodies: &Bodies,
    geography: &Geography,
    range: Range<usize>,
) -> Vec<Body> {
    let tokens = &doc.tokens;
    let agents = range.clone().find_map(|t| {
        let by = matches!(tokens.low(t), "được" | "do");
        by.then(|| agent_end(doc, bodies, t, range.end, false)).flatten().map(|end| t..end)
    });
    let Some(agents) = agents else { return Vec::new() };
    // `do đồng chí A, Bí thư Huyện ủy chủ trì`: who chairs is not who holds it.
    if tokens.low(agents.end) == "chủ" && bodies.at(agents.start + 1).is_none() {
        return Vec::new();
    }
    bodies.within(&agents).filter_map(|b| bodies.body(b, geography)).collect()
}

/// `được Huyện ủy tổ chức`, `do Ban Dân vận phối hợp … tổ chức`: the index of the verb.
///
/// An agent that is no known body will do where the day of the event is told (`dated`).
pub(super) fn agent_end(
    doc: &Doc<'_>,
    bodies: &Bodies,
    i: usize,
    end: usize,
    dated: bool,
) -> Option<usize> {
    let tokens = &doc.tokens;
    let limit = (i + 40).min(end);
    let verb =
        (i + 1..limit).find(|&t| tokens.any_phrase(t, phrases!["tổ chức", "chủ trì"]).is_some())?;
    let named =
        |t: usize| type_word(tokens, t).is_some() || dated && tokens.shape(t) == Shape::Initial;
    // `được hai cơ quan tổ chức`: the bodies that the name tells.
    let both =
        tokens.any_phrase(i + 1, phrases!["hai bên", "hai cơ quan", "hai đơn vị", "hai ngành"]);
    // A body, or only a place: `được phường Tân Sơn Hòa, TP HCM tổ chức`.
    (both.is_some() || (i + 1..verb).any(named) || bodies.within(&(i..verb)).next().is_some())
        .then_some(verb)
}
