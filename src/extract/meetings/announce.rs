//! Sentences that announce a meeting: who held it, which words name it.

use std::ops::Range;

use super::Candidate;
use super::name::name_end;
use super::time::{day_in, vague_day};
use crate::extract::bodies::{Bodies, BodyMention};
use crate::extract::doc::Doc;
use crate::extract::facts::Body;
use crate::extract::places::Geography;
use crate::reference::lexicon::BodyClass;
use crate::text::date::Day;
use crate::text::phrases::{Phrases, phrases};
use crate::text::token::{Shape, Tokens};

/// Heads of event names.
const HEADS: &Phrases = &Phrases::new(&[
    "hội nghị",
    "kỷ niệm",
    "buổi lễ",
    "lễ",
    "buổi tọa đàm",
    "tọa đàm",
    "hội thảo",
    "hội thi",
    "cuộc thi",
    "liên hoan",
    "hội diễn",
    "lớp tập huấn",
    "lớp bồi dưỡng",
    "tập huấn",
    "lớp",
    "ngày hội",
    "diễn đàn",
    "họp mặt",
    "buổi họp mặt",
    "gặp mặt",
    "buổi gặp mặt",
    "cuộc họp",
    "thông tin nhanh",
    "phiên họp",
    "kỳ họp",
    "buổi họp",
    "hôi nghị",
    "đại hội",
    "buổi làm việc",
    "buổi đối thoại",
    "hội nghị đối thoại",
    "đối thoại",
    "buổi giao ban",
    "giao ban",
    "buổi sinh hoạt",
    "mít tinh",
    "đợt giám sát",
    "chương trình ký kết",
    "lễ ký kết",
    "buổi tiếp xúc",
    "tiếp xúc cử tri",
    "họp báo",
    "buổi giao lưu",
    "họp",
    "buổi tuyên truyền",
    "buổi",
    "cuộc kiểm tra",
    "cuộc giám sát",
    "kiểm tra",
    "giám sát",
    "khảo sát",
    "tổng kết",
    "sơ kết",
    "ký kết",
    "phát động",
    "tuyên dương",
    "biểu dương",
    "ra quân",
    "chương trình",
    "đợt",
]);

/// Verbs of holding, with the object behind them.
pub(super) const HOLDS: &Phrases = &Phrases::new(&[
    "tổ chức",
    "tiến hành",
    "khai mạc",
    "mở",
    "vừa có",
    "đã có",
    "bế mạc",
    "khai giảng",
]);

/// Words before a verb that make the event planned, past or general.
const NOT_HELD: &Phrases = &Phrases::new(&[
    "sẽ",
    "dự kiến",
    "kế hoạch",
    "chuẩn bị",
    "tham mưu",
    "chỉ đạo",
    "đề nghị",
    "tiếp tục",
    "cần",
    "thường xuyên",
    "việc",
    "hướng dẫn",
    "định kỳ",
    "phải",
    "yêu cầu",
    "tích cực",
    "chủ động",
    "công tác",
    "ban",
    "đơn vị",
    "hàng năm",
    "hằng năm",
    "để",
    "nếu",
    "khi",
    "trong thời gian tới",
    "sắp",
    "trong",
    "xây dựng",
    "các cấp",
    "từng",
    "cuối năm",
]);

/// The event that a sentence announces.
pub(super) fn announce(
    doc: &Doc<'_>,
    bodies: &Bodies,
    geography: &Geography,
    sentence: Range<usize>,
    lead: bool,
) -> Option<Candidate> {
    let tokens = &doc.tokens;
    let held = day_in(tokens, sentence.clone(), doc.latest_year());
    active(doc, bodies, geography, &sentence, held, lead)
        .or_else(|| passive(doc, bodies, geography, &sentence, held, lead))
        .or_else(|| attended(doc, &sentence, held))
        .or_else(|| delegation(doc, bodies, geography, &sentence, held))
        .or_else(|| headless(doc, bodies, geography, &sentence, held))
        .or_else(|| visit(doc, &sentence, held).filter(|_| lead))
}

/// Whether a verb at `i` is not about an event held now.
fn not_held(tokens: &Tokens<'_>, from: usize, i: usize) -> bool {
    let start = i.saturating_sub(4).max(from);
    (start..i).any(|at| {
        tokens.any_phrase(at, NOT_HELD).is_some_and(|end| {
            // `Ban` as a body's head and `đã` between do not matter: only words right before.
            end == i
                || end + 1 == i
                    && tokens.is_word(end)
                    && !matches!(tokens.low(at), "ban" | "đơn vị" | "để" | "khi")
        }) && !(tokens.low(at) == "ban" || tokens.low(at) == "các")
    })
}

/// The event head at a token: its index after, classes and counts left out.
pub(super) fn head_at(tokens: &Tokens<'_>, i: usize) -> Option<usize> {
    let end = tokens.longest(i, HEADS)?;
    let before = if i > 0 { tokens.low(i - 1) } else { "" };
    let class = matches!(before, "các" | "những" | "nhiều" | "mỗi" | "từng")
        || i > 0 && tokens.shape(i - 1) == Shape::Digits;
    (!class).then_some(end)
}

/// `HOST … tổ chức Hội nghị …`
fn active(
    doc: &Doc<'_>,
    bodies: &Bodies,
    geography: &Geography,
    sentence: &Range<usize>,
    held: Option<(Day, usize)>,
    lead: bool,
) -> Option<Candidate> {
    let tokens = &doc.tokens;
    for verb in sentence.clone() {
        // `Sáng 14/5, tại xã A diễn ra Hội thi …`: the event is the subject, the words before the
        // verb name the venue.
        let takes_place = tokens.phrase(verb, "diễn ra");
        let Some(after) = takes_place.or_else(|| tokens.any_phrase(verb, HOLDS)) else { continue };
        if not_held(tokens, sentence.start, verb) {
            continue;
        }
        // `tổ chức thành công`, `tổ chức trọng thể buổi`, `tổ chức 02 lớp` (a count: a class).
        let limit = (after + 6).min(sentence.end);
        let Some(head) = (after..limit).find(|&h| head_at(tokens, h).is_some()) else { continue };
        if (after..head).any(|t| {
            tokens.shape(t) == Shape::Digits
                || matches!(tokens.raw(t), "," | ";")
                || matches!(tokens.low(t), "các" | "nhiều" | "và" | "của")
        }) {
            continue;
        }
        // Without a day or `vừa`, only the opening sentences announce.
        let name = head..name_end(doc, head, sentence.end);
        let hosts = match takes_place {
            Some(_) => agents_in(doc, bodies, geography, name.end..sentence.end),
            None => hosts_before(doc, bodies, geography, sentence.start, verb),
        };
        let subject = !hosts.is_empty();
        if !subject && held.is_none() && !lead {
            continue;
        }
        if held.is_none() && !vague_day(tokens, sentence) && hosts.is_empty() {
            continue;
        }
        return Some(Candidate {
            name,
            hosts,
            sentence: sentence.clone(),
            held,
            rule: "meetings.active",
        });
    }
    None
}

/// `Hội nghị … diễn ra`, `… vừa được HOST tổ chức`, `… do HOST tổ chức`.
fn passive(
    doc: &Doc<'_>,
    bodies: &Bodies,
    geography: &Geography,
    sentence: &Range<usize>,
    held: Option<(Day, usize)>,
    lead: bool,
) -> Option<Candidate> {
    let tokens = &doc.tokens;
    let head = sentence.clone().find(|&h| {
        let opens = h == sentence.start || tokens.is_capital(h) || tokens.raw(h - 1) == ",";
        opens && head_at(tokens, h).is_some()
    })?;
    // The holding words behind the name.
    let verb = (head + 2..sentence.end).find(|&t| {
        tokens
            .any_phrase(
                t,
                phrases![
                    "diễn ra",
                    "khai mạc",
                    "bế mạc",
                    "đã bế mạc",
                    "được tổ chức",
                    "đã thành công",
                    "thành công tốt đẹp",
                ],
            )
            .is_some()
            || (matches!(tokens.low(t), "được" | "do")
                && agent_end(doc, bodies, t, sentence.end).is_some())
    })?;
    if held.is_none() && !lead {
        return None;
    }
    // `Đại hội sẽ diễn ra trong các ngày 25-27/12`
    if not_held(tokens, sentence.start, head)
        || tokens.find(verb.saturating_sub(4).max(head)..verb, phrases!["sẽ", "dự kiến"]).is_some()
    {
        return None;
    }
    let hosts = match tokens.low(verb) {
        "được" | "do" => agents_in(doc, bodies, geography, verb..sentence.end),
        _ => Vec::new(),
    };
    let end = name_end(doc, head, verb);
    Some(Candidate {
        name: head..end,
        hosts,
        sentence: sentence.clone(),
        held,
        rule: "meetings.passive",
    })
}

/// The bodies that hold an event, behind its name: `do Ban Dân vận Huyện ủy tổ chức`.
fn agents_in(
    doc: &Doc<'_>,
    bodies: &Bodies,
    geography: &Geography,
    range: Range<usize>,
) -> Vec<Body> {
    let agents = range.clone().find_map(|t| {
        let by = matches!(doc.tokens.low(t), "được" | "do");
        by.then(|| agent_end(doc, bodies, t, range.end)).flatten().map(|end| t..end)
    });
    let Some(agents) = agents else { return Vec::new() };
    bodies.within(&agents).filter_map(|b| bodies.body(b, geography)).collect()
}

/// `được Huyện ủy tổ chức`, `do Ban Dân vận phối hợp … tổ chức`: the index of the verb.
fn agent_end(doc: &Doc<'_>, bodies: &Bodies, i: usize, end: usize) -> Option<usize> {
    let tokens = &doc.tokens;
    let limit = (i + 40).min(end);
    let verb = (i + 1..limit).find(|&t| tokens.phrase(t, "tổ chức").is_some())?;
    // A body, or only a place: `được phường Tân Sơn Hòa, TP HCM tổ chức`.
    let place = (i + 1..verb).any(|t| crate::extract::places::type_word(tokens, t).is_some());
    (place || bodies.within(&(i..verb)).next().is_some()).then_some(verb)
}

/// `Sáng 18-9, 120 nông dân đã về dự Đại hội …`: a named event on a day.
fn attended(
    doc: &Doc<'_>,
    sentence: &Range<usize>,
    held: Option<(Day, usize)>,
) -> Option<Candidate> {
    let tokens = &doc.tokens;
    held?;
    let verb = sentence.clone().find(|&t| tokens.low(t) == "dự" && tokens.is_capital(t + 1))?;
    let head = verb + 1;
    head_at(tokens, head)?;
    let end = name_end(doc, head, sentence.end);
    (end > head + 3 && !not_held(tokens, sentence.start, verb)).then(|| Candidate {
        name: head..end,
        hosts: Vec::new(),
        sentence: sentence.clone(),
        held,
        rule: "meetings.attended",
    })
}

/// `đoàn công tác của A, B kiểm tra việc …`, `Đoàn giám sát … làm việc với …`
fn delegation(
    doc: &Doc<'_>,
    bodies: &Bodies,
    geography: &Geography,
    sentence: &Range<usize>,
    held: Option<(Day, usize)>,
) -> Option<Candidate> {
    let tokens = &doc.tokens;
    held?;
    let start = tokens.find(
        sentence.clone(),
        phrases![
            "đoàn công tác",
            "đoàn kiểm tra",
            "đoàn giám sát",
            "đoàn khảo sát",
            "đoàn đại biểu",
            "tổ công tác",
            "đoàn",
        ],
    )?;
    let verb = (start + 2..sentence.end).find(|&t| {
        tokens
            .any_phrase(
                t,
                phrases![
                    "kiểm tra việc",
                    "kiểm tra công tác",
                    "kiểm tra tình hình",
                    "kiểm tra kết quả",
                    "kiểm tra",
                    "giám sát việc",
                    "giám sát",
                    "khảo sát",
                    "làm việc với",
                    "làm việc tại",
                    "đến làm việc",
                    "thăm",
                    "có buổi làm việc",
                ],
            )
            .is_some()
            && !matches!(tokens.low(t - 1), "đoàn" | "về")
    })?;
    if not_held(tokens, sentence.start, verb) {
        return None;
    }
    let hosts: Vec<Body> =
        bodies.within(&(start..verb)).filter_map(|b| bodies.body(b, geography)).collect();
    Some(Candidate {
        name: verb..name_end(doc, verb, sentence.end),
        hosts,
        sentence: sentence.clone(),
        held,
        rule: "meetings.delegation",
    })
}

/// `sáng 01/02, đồng chí A đã về huyện B thăm hỏi, tặng quà`: a visit told with its day.
fn visit(doc: &Doc<'_>, sentence: &Range<usize>, held: Option<(Day, usize)>) -> Option<Candidate> {
    let tokens = &doc.tokens;
    let (_, at) = held?;
    let verb = tokens.find(
        at..sentence.end.min(at + 60),
        phrases![
            "thăm hỏi",
            "đến thăm",
            "thăm , tặng quà",
            "thăm và tặng quà",
            "thăm , chúc",
            "dâng hương",
            "dâng hoa",
        ],
    )?;
    (!not_held(tokens, sentence.start, verb)).then(|| Candidate {
        name: verb..name_end(doc, verb, sentence.end),
        hosts: Vec::new(),
        sentence: sentence.clone(),
        held,
        rule: "meetings.visit",
    })
}

/// `Sáng 5/3, Huyện ủy X sơ kết công tác …`: the kind word is the verb.
fn headless(
    doc: &Doc<'_>,
    bodies: &Bodies,
    geography: &Geography,
    sentence: &Range<usize>,
    held: Option<(Day, usize)>,
) -> Option<Candidate> {
    let tokens = &doc.tokens;
    // Without a day only where the sentence says that it was held: `Trước đó, … cũng đã sơ kết`.
    let told = tokens
        .find(
            sentence.start..(sentence.start + 14).min(sentence.end),
            phrases!["trước đó", "cũng đã", "cũng vừa", "vừa qua", "mới đây", "cùng ngày"],
        )
        .is_some();
    if held.is_none() && !told {
        return None;
    }
    let at = held.map_or(sentence.start, |(_, at)| at);
    let verb = (at..sentence.end.min(at + 45)).find(|&t| {
        tokens
            .any_phrase(
                t,
                phrases![
                    "tổng kết",
                    "sơ kết",
                    "giao ban",
                    "ký kết",
                    "phát động",
                    "ra quân",
                    "họp mặt",
                    "gặp mặt",
                    "tọa đàm",
                    "đối thoại",
                    "tiếp xúc",
                    "giám sát",
                    "kiểm tra",
                    "khảo sát",
                    "tuyên dương",
                    "biểu dương",
                    "triển khai",
                    "quán triệt",
                    "họp",
                    "ra mắt",
                    "tập huấn",
                ],
            )
            .is_some()
            && !tokens.is_capital(t)
    })?;
    if not_held(tokens, sentence.start, verb) {
        return None;
    }
    let hosts = hosts_before(doc, bodies, geography, sentence.start, verb);
    if hosts.is_empty() {
        return None;
    }
    Some(Candidate {
        name: verb..name_end(doc, verb, sentence.end),
        hosts,
        sentence: sentence.clone(),
        held,
        rule: "meetings.headless",
    })
}

/// The bodies that are the subject of a verb: the last run of bodies before it.
fn hosts_before(
    doc: &Doc<'_>,
    bodies: &Bodies,
    geography: &Geography,
    from: usize,
    verb: usize,
) -> Vec<Body> {
    let tokens = &doc.tokens;
    let all: Vec<&BodyMention> = bodies.within(&(from..verb)).collect();
    let mut hosts: Vec<&BodyMention> = Vec::new();
    let mut right = verb;
    for body in all.into_iter().rev() {
        let gap = body.tokens.end.min(right)..right;
        let joined = gap.clone().all(|t| {
            matches!(
                tokens.low(t),
                "," | "và"
                    | "-"
                    | "–"
                    | "phối"
                    | "hợp"
                    | "với"
                    | "cùng"
                    | "đã"
                    | "vừa"
                    | "long"
                    | "trọng"
                    | "trang"
                    | "trực"
                    | "tiếp"
                    | "chủ"
                    | "trì"
                    | "thể"
                    | "cũng"
                    | "đồng"
                    | "loạt"
                    | ")"
                    | "("
            )
        });
        // Between the subject and the verb a place or a day may stand: `tại …, Ban Dân vận`.
        let near = hosts.is_empty()
            && gap.len() <= 22
            && !gap.clone().any(|t| {
                matches!(tokens.raw(t), ";" | ":") || tokens.raw(t) == "." && !tokens.glued(t + 1)
            })
            && day_or_place(tokens, gap.clone());
        if !(joined || near) {
            break;
        }
        hosts.push(body);
        right = body.tokens.start;
    }
    hosts.reverse();
    let mut found: Vec<Body> = Vec::new();
    for body in &hosts {
        // Who is only named as the place: `tại Huyện ủy`, `Hội trường UBND huyện`.
        let before = if body.tokens.start > from { tokens.low(body.tokens.start - 1) } else { "" };
        if matches!(before, "tại" | "trường" | "trụ" | "sở" | "của" | "thuộc") && before != "của"
        {
            continue;
        }
        if body.class == BodyClass::Committee && before == "viên" {
            continue;
        }
        if let Some(body) = bodies.body(body, geography)
            && !found.contains(&body)
        {
            found.push(body);
        }
    }
    found
}

/// Words between subject and verb that say when and where.
fn day_or_place(tokens: &Tokens<'_>, gap: Range<usize>) -> bool {
    let first = tokens.low(gap.start);
    matches!(first, "," | "tại" | "vào" | "(" | "đã" | "vừa" | "vừa qua")
        || matches!(tokens.low(gap.start), "sáng" | "chiều" | "ngày")
        || gap.len() <= 4
}
