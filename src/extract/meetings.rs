//! Meetings: events that the article reports as held.
//!
//! An event is announced by a sentence with an event head (`Hội nghị`, `Lễ`, `Tọa đàm` …) and a
//! verb of holding, active (`Ban Dân vận Huyện ủy tổ chức Hội nghị …`) or passive (`Hội nghị …
//! diễn ra`, `vừa được Huyện ủy tổ chức`), by a delegation that inspects, or by the headline.

use std::ops::Range;

use chrono::{Datelike, NaiveDate};

use super::bodies::{Bodies, BodyMention};
use super::doc::Doc;
use super::facts::{Body, Interval, Meeting, MeetingKind};
use super::places::Geography;
use crate::article::LineKind;
use crate::reference::lexicon::BodyClass;
use crate::text::date::{Day, day};
use crate::text::period::{Period, PeriodKind, periods};
use crate::text::token::{Shape, Tokens};

/// Heads of event names.
const HEADS: &[&str] = &[
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
];

/// Verbs of holding, with the object behind them.
const HOLDS: &[&str] =
    &["tổ chức", "tiến hành", "khai mạc", "mở", "vừa có", "đã có", "bế mạc", "khai giảng"];

/// Words before a verb that make the event planned, past or general.
const NOT_HELD: &[&str] = &[
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
];

/// Words that end an event's name.
const NAME_ENDS: &[&str] = &[
    "với sự tham dự",
    "với sự tham gia",
    "với sự có mặt",
    "nhằm",
    "để",
    "tại hội trường",
    "tại trụ sở",
    "tại nhà",
    "tại trung tâm",
    "tại huyện",
    "tại xã",
    "tại thành phố",
    "tại tp",
    "tại thị xã",
    "tại phường",
    "tại tỉnh",
    "tại quận",
    "tại hà nội",
    "vào ngày",
    "vào sáng",
    "vào chiều",
    "vào tối",
    "vào",
    "diễn ra",
    "được",
    "vừa được",
    "đã được",
    "dưới sự",
    "có sự",
    "tham dự",
    "đến dự",
    "dự hội nghị",
    "do",
    "đã diễn ra",
    "vừa diễn ra",
    "đồng chí",
    "theo hình thức",
    "bằng hình thức",
    "đã",
    "dự có",
    "cho biết",
    "thu hút",
    "có",
    "trong ngày",
    "trong hai ngày",
    "trong 2 ngày",
    "sáng",
    "chiều",
    "tới dự",
    "kết hợp trực tuyến",
    "từ ngày",
    "ngày",
    "thành công",
    "vừa",
    "đến các điểm",
    "đến điểm cầu",
    "diễn",
    "chủ trì",
    "là",
];

/// A candidate found in one sentence.
struct Candidate {
    name: Range<usize>,
    hosts: Vec<Body>,
    sentence: Range<usize>,
    held: Option<(Day, usize)>,
    rule: &'static str,
}

/// The meetings of an article.
pub fn meetings(doc: &Doc<'_>, bodies: &Bodies, geography: &Geography) -> Vec<Meeting> {
    let tokens = &doc.tokens;
    let mut found: Vec<Meeting> = Vec::new();
    let mut body_sentences = 0;
    let title = title_range(doc);
    for sentence in tokens.sentences.clone() {
        if sentence.is_empty() || !doc.in_body(sentence.start) {
            continue;
        }
        if doc.kind_at(sentence.start) == LineKind::Caption {
            continue;
        }
        body_sentences += 1;
        let lead = body_sentences <= 5;
        let Some(candidate) = announce(doc, bodies, geography, sentence.clone(), lead) else {
            continue;
        };
        let first = found.is_empty();
        // Deeper in the text only with a day of its own.
        if !lead && candidate.held.is_none() && !vague_day(tokens, &sentence) {
            continue;
        }
        let meeting =
            build(doc, bodies, geography, candidate, first.then(|| title.clone()).flatten());
        let Some(meeting) = meeting else { continue };
        if !repeats(&found, &meeting) {
            found.push(meeting);
        }
    }
    if found.is_empty()
        && let Some(meeting) = title.and_then(|t| from_title(doc, bodies, geography, t))
    {
        found.push(meeting);
    }
    found
}

/// The tokens of the headline.
fn title_range(doc: &Doc<'_>) -> Option<Range<usize>> {
    let line = doc.kinds.iter().position(|&k| k == LineKind::Title)?;
    Some(doc.tokens.lines[line].clone()).filter(|l| !l.is_empty())
}

/// Told again: the same kind on the same day, or without a day.
fn repeats(found: &[Meeting], new: &Meeting) -> bool {
    found.iter().any(|old| {
        let same_day = match (old.held_on, new.held_on) {
            (Some(a), Some(b)) => a == b,
            _ => true,
        };
        let same_kind = old.kinds.iter().any(|k| new.kinds.contains(k));
        same_day && (same_kind || new.kinds == [MeetingKind::Other])
            || new.held_on.is_none() && new.hosts.is_empty()
    })
}

/// `vừa qua`, `vừa`, `cùng ngày`, `mới đây`: held, without a day.
fn vague_day(tokens: &Tokens<'_>, sentence: &Range<usize>) -> bool {
    tokens
        .find(
            sentence.clone(),
            &[
                "vừa qua",
                "mới đây",
                "cùng ngày",
                "cũng trong ngày",
                "trước đó",
                "hôm nay",
                "sáng nay",
                "chiều nay",
                "cùng thời gian",
            ],
        )
        .is_some()
}

/// The event that a sentence announces.
fn announce(
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

/// The day of an event in a sentence: behind `ngày`, `sáng`, `chiều` …
///
/// `latest` is the year of publication: a day of an older year is history
/// (`(15/10/1930 - 15/10/2020)`).
pub fn day_in(
    tokens: &Tokens<'_>,
    sentence: Range<usize>,
    latest: Option<i32>,
) -> Option<(Day, usize)> {
    let mut i = sentence.start;
    while i < sentence.end {
        let cue = matches!(
            tokens.low(i),
            "ngày"
                | "sáng"
                | "chiều"
                | "tối"
                | "trưa"
                | "đêm"
                | "nay"
                | "vào"
                | "hôm"
                | "từ"
                | "("
                | "hai"
                | "2"
        );
        if cue && !is_history(tokens, sentence.start, i) {
            let mut at = i + 1;
            while at < i + 6 && matches!(tokens.low(at), "ngày" | "(" | "nay" | "hôm" | "," | ":")
            {
                at += 1;
            }
            let directly = matches!(
                tokens.low(at - 1),
                "ngày"
                    | "sáng"
                    | "chiều"
                    | "tối"
                    | "trưa"
                    | "đêm"
                    | "nay"
                    | "("
                    | "từ"
                    | "hôm"
                    | ","
                    | ":"
            );
            if directly
                && tokens.shape(at) == Shape::Digits
                && let Some(found) = day(tokens, at)
                && found
                    .year
                    .is_none_or(|y| latest.is_none_or(|l| (l - 1..=l).contains(&y)) && y >= 1990)
                && !(tokens.low(i) == "("
                    && found.year.is_none()
                    && !tokens.low(i.wrapping_sub(1)).ends_with("ay"))
            {
                return Some((found, i));
            }
        }
        i += 1;
    }
    None
}

/// Anniversaries, document dates and deadlines are no days of the event.
fn is_history(tokens: &Tokens<'_>, from: usize, i: usize) -> bool {
    let start = i.saturating_sub(7).max(from);
    let mut near = start..i;
    near.any(|at| {
        tokens
            .any_phrase(
                at,
                &[
                    "kỷ niệm",
                    "thành lập",
                    "truyền thống",
                    "ngày sinh",
                    "ra đời",
                    "số",
                    "nghị quyết",
                    "chỉ thị",
                    "kế hoạch",
                    "quyết định",
                    "kết luận",
                    "công văn",
                    "trước ngày",
                    "hạn",
                    "dự kiến",
                    "sắp tới",
                    "đến hết",
                    "luật",
                    "pháp lệnh",
                    "nghị định",
                    "hướng dẫn",
                ],
            )
            .is_some()
    })
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
fn head_at(tokens: &Tokens<'_>, i: usize) -> Option<usize> {
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
        let Some(after) = tokens.any_phrase(verb, HOLDS) else { continue };
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
        let hosts = hosts_before(doc, bodies, geography, sentence.start, verb);
        let subject = !hosts.is_empty();
        if !subject && held.is_none() && !lead {
            continue;
        }
        if held.is_none() && !vague_day(tokens, sentence) && hosts.is_empty() {
            continue;
        }
        let name = head..name_end(doc, head, sentence.end);
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
                &[
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
        || tokens.find(verb.saturating_sub(4).max(head)..verb, &["sẽ", "dự kiến"]).is_some()
    {
        return None;
    }
    let mut hosts = Vec::new();
    if matches!(tokens.low(verb), "được" | "do")
        && let Some(end) = agent_end(doc, bodies, verb, sentence.end)
    {
        hosts = bodies.within(&(verb..end)).filter_map(|b| bodies.body(b, geography)).collect();
    }
    let end = name_end(doc, head, verb);
    Some(Candidate {
        name: head..end,
        hosts,
        sentence: sentence.clone(),
        held,
        rule: "meetings.passive",
    })
}

/// `được Huyện ủy tổ chức`, `do Ban Dân vận phối hợp … tổ chức`: the index of the verb.
fn agent_end(doc: &Doc<'_>, bodies: &Bodies, i: usize, end: usize) -> Option<usize> {
    let tokens = &doc.tokens;
    let limit = (i + 40).min(end);
    let verb = (i + 1..limit).find(|&t| tokens.phrase(t, "tổ chức").is_some())?;
    // A body, or only a place: `được phường Tân Sơn Hòa, TP HCM tổ chức`.
    let place = (i + 1..verb).any(|t| super::places::type_word(tokens, t).is_some());
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
        &[
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
                &[
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
    let verb = (at..sentence.end.min(at + 60)).find(|&t| {
        tokens
            .any_phrase(
                t,
                &[
                    "thăm hỏi",
                    "đến thăm",
                    "thăm , tặng quà",
                    "thăm và tặng quà",
                    "thăm , chúc",
                    "dâng hương",
                    "dâng hoa",
                ],
            )
            .is_some()
    })?;
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
            &["trước đó", "cũng đã", "cũng vừa", "vừa qua", "mới đây", "cùng ngày"],
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
                &[
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

/// Where an event's name ends.
fn name_end(doc: &Doc<'_>, head: usize, limit: usize) -> usize {
    let tokens = &doc.tokens;
    let mut quoted = false;
    let mut depth = 0;
    let mut i = head + 1;
    let end_limit = limit.min(head + 90);
    while i < end_limit {
        let raw = tokens.raw(i);
        match raw {
            "“" | "«" => quoted = true,
            "”" | "»" => {
                // Openers are often wrong: `” Dân vận khéo”`.
                quoted = !quoted && (i + 1..(i + 14).min(end_limit)).any(|t| tokens.raw(t) == "”");
            }
            "\"" => quoted = !quoted,
            "(" => depth += 1,
            ")" => depth -= 1,
            _ => {}
        }
        if !quoted && depth <= 0 && raw != "(" {
            if raw == "." || raw == "!" || raw == "?" {
                break;
            }
            if matches!(raw, ";" | ":") {
                // `triển khai …; phát động …` goes on with another kind.
                if raw == ":" || !continues(tokens, i + 1) {
                    break;
                }
            }
            if raw == "," && !continues(tokens, i + 1) && !lists_on(tokens, i, end_limit) {
                break;
            }
            if matches!(raw, "-" | "–") && !tokens.glued(i) {
                if is_caption_dash(tokens, i) {
                    break;
                }
                // ` - gồm A, B - gắn với tuyên dương …`: an insertion between two dashes.
                let second = (i + 2..end_limit.min(i + 60)).find(|&t| {
                    matches!(tokens.raw(t), "-" | "–")
                        && !tokens.glued(t)
                        && continues(tokens, t + 1)
                });
                if let Some(second) = second {
                    i = second + 1;
                    continue;
                }
            }
            if i > head + 1 && tokens.any_phrase(i, NAME_ENDS).is_some() && !inside_name(tokens, i)
            {
                break;
            }
        }
        i += 1;
    }
    while i > head + 1
        && matches!(tokens.raw(i - 1), "," | ";" | "-" | "–" | "và" | ":" | "(" | "đã" | "vừa")
    {
        i -= 1;
    }
    i
}

/// ` - ảnh`, ` - Đại tá …` behind a name.
fn is_caption_dash(tokens: &Tokens<'_>, i: usize) -> bool {
    tokens.low(i + 1) == "ảnh" || tokens.phrase(i + 1, "đồng chí").is_some()
}

/// Stop words that are part of the name: `năm … có`, `ngày hội`, `ngày truyền thống`, `vào cuộc`.
fn inside_name(tokens: &Tokens<'_>, i: usize) -> bool {
    match tokens.low(i) {
        "ngày" => {
            matches!(
                tokens.low(i + 1),
                "truyền"
                    | "thành"
                    | "hội"
                    | "quốc"
                    | "toàn"
                    | "vì"
                    | "giải"
                    | "pháp"
                    | "thương"
                    | "phụ"
                    | "nhà"
            )
        }
        "có" => {
            matches!(tokens.low(i + 1), "uy" | "công" | "đạo" | "hiệu" | "thành" | "liên" | "hoàn")
        }
        "được" | "để" | "đã" | "là" => false,
        "do" => !tokens.is_capital(i + 1) && tokens.low(i + 1) == "dân",
        _ => false,
    }
}

/// After a comma or semicolon the name goes on with another task of the event.
fn continues(tokens: &Tokens<'_>, i: usize) -> bool {
    tokens
        .any_phrase(
            i,
            &[
                "triển khai",
                "phương hướng",
                "phát động",
                "tổng kết",
                "sơ kết",
                "biểu dương",
                "tuyên dương",
                "khen thưởng",
                "chuyên đề",
                "đánh giá",
                "quán triệt",
                "ký kết",
                "ký giao ước",
                "trao",
                "tôn vinh",
                "gặp mặt",
                "họp mặt",
                "bồi dưỡng",
                "nhiệm vụ",
                "kết hợp",
                "gắn với",
                "và",
                "đề ra",
                "học tập",
                "công bố",
                "đạo đức",
                "phong cách",
                "sơ,",
                "bàn",
            ],
        )
        .is_some()
}

/// A comma inside an enumeration that still belongs to the name: `công tác dân vận, mặt trận,
/// các tổ chức chính trị - xã hội 6 tháng đầu năm 2022 diễn ra`.
fn lists_on(tokens: &Tokens<'_>, i: usize, limit: usize) -> bool {
    // A period or a quoted name within the next words shows that the name has not ended.
    let ahead = (i + 1)..(i + 26).min(limit);
    let stop = ahead
        .clone()
        .find(|&t| {
            matches!(tokens.raw(t), ";" | ".")
                || tokens
                    .any_phrase(
                        t,
                        &["đồng chí", "tham dự", "đến dự", "do", "với sự", "dự hội nghị", "nhằm"],
                    )
                    .is_some()
        })
        .unwrap_or(ahead.end);
    if tokens.low(i + 1) == "tại" || tokens.is_capital(i + 1) && tokens.low(i + 1) != "quy" {
        return false;
    }
    periods(tokens, i + 1..stop).iter().any(|p| p.kind != PeriodKind::Term)
        && !matches!(
            tokens.low(i + 1),
            "đồng" | "tham" | "đến" | "dự" | "nhằm" | "trong" | "năm" | "với"
        )
}

/// Words of kinds, with what they mean. Longer ones first.
const KIND_WORDS: &[(&str, MeetingKind)] = &[
    ("giao ban", MeetingKind::Briefing),
    ("hội ý", MeetingKind::Briefing),
    ("sơ kết", MeetingKind::MidtermReview),
    ("sơ , tổng kết", MeetingKind::FinalReview),
    ("tổng kết", MeetingKind::FinalReview),
    ("triển khai", MeetingKind::Rollout),
    ("quán triệt", MeetingKind::Rollout),
    ("thông tin nhanh", MeetingKind::Rollout),
    ("dâng hương", MeetingKind::Anniversary),
    ("học tập nghị quyết", MeetingKind::Rollout),
    ("học tập , quán triệt", MeetingKind::Rollout),
    ("nghiên cứu , học tập", MeetingKind::Rollout),
    ("phương hướng", MeetingKind::Rollout),
    ("phát động", MeetingKind::Launch),
    ("ra quân", MeetingKind::Launch),
    ("ra mắt", MeetingKind::Launch),
    ("khởi công", MeetingKind::Launch),
    ("hưởng ứng", MeetingKind::Launch),
    ("tọa đàm", MeetingKind::Seminar),
    ("hội thảo", MeetingKind::Seminar),
    ("diễn đàn", MeetingKind::Seminar),
    ("trao đổi kinh nghiệm", MeetingKind::Seminar),
    ("tập huấn", MeetingKind::Training),
    ("bồi dưỡng", MeetingKind::Training),
    ("biểu dương", MeetingKind::Commendation),
    ("tuyên dương", MeetingKind::Commendation),
    ("tôn vinh", MeetingKind::Commendation),
    ("khen thưởng", MeetingKind::Commendation),
    ("trao tặng", MeetingKind::Commendation),
    ("trao kỷ niệm chương", MeetingKind::Commendation),
    ("kỷ niệm", MeetingKind::Anniversary),
    ("họp mặt", MeetingKind::Anniversary),
    ("gặp mặt", MeetingKind::Anniversary),
    ("mít tinh", MeetingKind::Anniversary),
    ("hội thi", MeetingKind::Contest),
    ("cuộc thi", MeetingKind::Contest),
    ("liên hoan", MeetingKind::Contest),
    ("hội diễn", MeetingKind::Contest),
    ("đối thoại", MeetingKind::Dialogue),
    ("tiếp xúc", MeetingKind::Dialogue),
    ("gặp gỡ , lắng nghe", MeetingKind::Dialogue),
    ("tiếp công dân", MeetingKind::Dialogue),
    ("đại hội", MeetingKind::Congress),
    ("ký kết", MeetingKind::Signing),
    ("ký giao ước", MeetingKind::Signing),
    ("ký chương trình", MeetingKind::Signing),
    ("ký cam kết", MeetingKind::Signing),
    ("kiểm tra", MeetingKind::Inspection),
    ("giám sát", MeetingKind::Inspection),
    ("khảo sát", MeetingKind::Inspection),
    ("làm việc với", MeetingKind::Inspection),
    ("làm việc tại", MeetingKind::Inspection),
    ("buổi làm việc", MeetingKind::Inspection),
];

/// The kinds an event's name says, outside quotes and brackets.
fn kinds_in(tokens: &Tokens<'_>, name: Range<usize>) -> Vec<(MeetingKind, usize)> {
    let mut found: Vec<(MeetingKind, usize)> = Vec::new();
    let mut quoted = false;
    let mut objects = false;
    let mut i = name.start;
    while i < name.end {
        match tokens.raw(i) {
            "“" | "«" => quoted = true,
            "”" | "»" => quoted = false,
            "\"" => quoted = !quoted,
            _ => {}
        }
        if quoted {
            i += 1;
            continue;
        }
        // What the event is about is no kind of it: `tổng kết công tác kiểm tra, giám sát`,
        // `triển khai kế hoạch tổng kết`, `sơ kết 2 năm thực hiện … học tập`.
        if matches!(tokens.low(i), "thực") && tokens.low(i + 1) == "hiện" {
            objects = true;
        }
        if tokens.raw(i) == "," || tokens.raw(i) == ";" || tokens.low(i) == "và" {
            objects = false;
        }
        if let Some((_, kind, end)) = tokens.entries(i, KIND_WORDS).next() {
            let before = if i > name.start { tokens.low(i - 1) } else { "" };
            // `sau 3 năm phát động`, `do Trung ương phát động`
            let told = kind == MeetingKind::Launch && matches!(before, "năm" | "được" | "ương");
            let occasion = told
                || (i.saturating_sub(3).max(name.start)..i).any(|t| {
                    tokens
                        .any_phrase(t, &["nhân", "nhân dịp", "chào mừng", "hướng tới", "dịp"])
                        .is_some()
                });
            // `công tác thi đua, khen thưởng` is a line of work.
            let line_of_work = tokens.phrase(i, "khen thưởng").is_some()
                && i > name.start + 1
                && (before == "đua" || tokens.low(i - 2) == "đua");
            let object = objects
                || line_of_work
                || matches!(
                    before,
                    "tác" | "hoạch" | "trình" | "kỹ" | "chỉ" | "đạo" | "việc" | "quả" | "về"
                ) && i > name.start + 2;
            // `tổng kết Hội thi`: the contest is what is reviewed, and is the event too.
            // `gặp mặt các điển hình “Dân vận khéo”`: exemplars are met to be commended.
            let kind = match kind {
                MeetingKind::Anniversary
                    if tokens.phrase(i, "gặp mặt").is_some()
                        && tokens
                            .find(end..(end + 3).min(name.end), &["điển hình", "gương"])
                            .is_some() =>
                {
                    MeetingKind::Commendation
                }
                kind => kind,
            };
            if !occasion && !object && !found.iter().any(|(k, _)| *k == kind) {
                found.push((kind, i));
            }
            i = end;
            continue;
        }
        i += 1;
    }
    // `tổng kết, trao giải cuộc thi`: the contest is what is reviewed.
    if found
        .first()
        .is_some_and(|(k, _)| matches!(k, MeetingKind::FinalReview | MeetingKind::MidtermReview))
    {
        found.retain(|(k, _)| *k != MeetingKind::Contest);
    }
    // `gặp mặt, tuyên dương` is a commendation; `kỷ niệm chương` is an award.
    let commends = found.iter().any(|(k, _)| *k == MeetingKind::Commendation);
    found.retain(|&(k, at)| {
        k != MeetingKind::Anniversary
            || !(commends && tokens.low(at) == "gặp")
                && tokens.phrase(at, "kỷ niệm chương").is_none()
    });
    // A contest's or congress's review words and prizes are its agenda.
    if let Some(&(first, _)) = found.first()
        && matches!(
            first,
            MeetingKind::Congress
                | MeetingKind::Training
                | MeetingKind::Seminar
                | MeetingKind::Inspection
        )
    {
        found.truncate(1);
    }
    found
}

fn build(
    doc: &Doc<'_>,
    bodies: &Bodies,
    geography: &Geography,
    candidate: Candidate,
    title: Option<Range<usize>>,
) -> Option<Meeting> {
    let tokens = &doc.tokens;
    let mut kinds = kinds_in(tokens, candidate.name.clone());
    let title_kinds = title.clone().map(|t| kinds_in(tokens, t)).unwrap_or_default();
    // The headline names the same event if it shares a kind; then its kinds count too.
    let same_event = title_kinds.iter().any(|(k, _)| kinds.iter().any(|(own, _)| own == k));
    if kinds.is_empty()
        && tokens.any_phrase(candidate.name.start, &["hội nghị", "buổi lễ", "lễ", "buổi"]).is_some()
        && candidate.name.len() <= 3
    {
        kinds = title_kinds.clone();
    } else if same_event {
        for found in &title_kinds {
            if !kinds.iter().any(|(k, _)| *k == found.0) && found.0 != MeetingKind::Contest {
                kinds.push(*found);
            }
        }
    }
    let mut kind_list: Vec<MeetingKind> = kinds.iter().map(|(k, _)| *k).collect();
    // `gặp mặt các điển hình … để biểu dương`
    let end = candidate.name.end;
    if kind_list == [MeetingKind::Anniversary]
        && candidate.name.clone().any(|t| tokens.phrase(t, "gặp mặt").is_some())
        && tokens
            .find(
                end..(end + 4).min(candidate.sentence.end),
                &["để biểu dương", "để tuyên dương", "biểu dương", "tuyên dương"],
            )
            .is_some()
    {
        kind_list = vec![MeetingKind::Commendation];
    }
    if kind_list.is_empty() {
        kind_list.push(MeetingKind::Other);
    }
    kind_list.sort();
    kind_list.dedup();
    let mut hosts = candidate.hosts;
    if hosts.is_empty()
        && let Some(title) = &title
    {
        hosts = title_hosts(doc, bodies, geography, title.clone());
    }
    if hosts.is_empty() {
        // `Hội nghị … của Khối các cơ quan Đảng`
        hosts = bodies
            .within(&candidate.name)
            .filter(|b| b.tokens.start > 0 && tokens.low(b.tokens.start - 1) == "của")
            .filter_map(|b| bodies.body(b, geography))
            .take(1)
            .collect();
    }
    let year = year_near(doc, &candidate.name, &title);
    let held_on = candidate.held.and_then(|(day, _)| date_of(doc, day, year));
    let period =
        period_of(tokens, &kind_list, &candidate.name, &candidate.sentence, &title, doc, held_on);
    let place = hosts
        .iter()
        .find(|h| h.place.locality.is_some())
        .map(|h| h.place.clone())
        .filter(|_| !kind_list.contains(&MeetingKind::Inspection))
        .or_else(|| geography.own_unit().map(|r| r.place()))
        .unwrap_or_default();
    let name = capitalized(&doc.clean(candidate.name.clone()));
    if name.chars().count() < 4 {
        return None;
    }
    Some(Meeting {
        name,
        kinds: kind_list,
        held_on,
        period,
        hosts,
        place,
        about: None,
        basis: doc.basis(candidate.rule, candidate.name.start),
    })
}

fn capitalized(words: &str) -> String {
    let mut chars = words.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => String::new(),
    }
}

/// The bodies in front of the kind word of a headline: `Ban Dân vận Tỉnh ủy An Giang sơ kết …`.
fn title_hosts(
    doc: &Doc<'_>,
    bodies: &Bodies,
    geography: &Geography,
    title: Range<usize>,
) -> Vec<Body> {
    let tokens = &doc.tokens;
    let Some(verb) = title
        .clone()
        .find(|&t| head_at(tokens, t).is_some() || tokens.any_phrase(t, HOLDS).is_some())
    else {
        return Vec::new();
    };
    bodies
        .within(&(title.start..verb))
        .take_while(|b| {
            b.tokens.start <= title.start + 1
                || tokens.raw(b.tokens.start - 1) == ","
                || tokens.low(b.tokens.start - 1) == "và"
        })
        .filter_map(|b| bodies.body(b, geography))
        .collect()
}

/// The year for days without one: of publication, else named in the event's name or headline.
fn year_near(doc: &Doc<'_>, name: &Range<usize>, title: &Option<Range<usize>>) -> Option<i32> {
    if let Some(day) = doc.article.published_on {
        return Some(day.year());
    }
    let tokens = &doc.tokens;
    let mut named: Vec<Period> = periods(tokens, name.clone());
    if named.is_empty()
        && let Some(title) = title
    {
        named = periods(tokens, title.clone());
    }
    // The reviewed span ends in it; of a span to come the first year.
    if !named.iter().any(|p| p.year.is_some()) {
        named = periods(tokens, doc.sentence(name.start));
    }
    let first = named.iter().find(|p| p.year.is_some())?;
    // A span still to come (`triển khai Đề án … giai đoạn 2023-2030`) counts from its first year.
    let to_come = tokens.find(name.clone(), &["triển khai", "quán triệt", "phát động"]).is_some();
    match first.kind {
        PeriodKind::Term => first.year,
        PeriodKind::Span if to_come => first.year,
        _ => first.last_year.or(first.year),
    }
}

/// The calendar day; without a printed year one that is not after publication.
fn date_of(doc: &Doc<'_>, day: Day, year: Option<i32>) -> Option<NaiveDate> {
    let date = day.date(year)?;
    match doc.article.published_on {
        Some(published) if day.year.is_none() && date > published => {
            let before = day.date(Some(published.year() - 1))?;
            // A page dated some days before its event is an announcement of it.
            Some(if (date - published).num_days() > 20 { before } else { date })
        }
        _ => Some(date),
    }
}

/// The span reviewed, else planned, by the rules of the contract.
fn period_of(
    tokens: &Tokens<'_>,
    kinds: &[MeetingKind],
    name: &Range<usize>,
    sentence: &Range<usize>,
    title: &Option<Range<usize>>,
    doc: &Doc<'_>,
    held_on: Option<NaiveDate>,
) -> Option<Interval> {
    use MeetingKind as K;
    if kinds.contains(&K::Congress) {
        return None;
    }
    let reviews =
        kinds.iter().any(|k| matches!(k, K::Briefing | K::MidtermReview | K::FinalReview));
    let plans =
        kinds.iter().any(|k| matches!(k, K::Rollout | K::Launch | K::Signing | K::Inspection));
    let only_spans = !reviews && !plans;
    let year = doc
        .article
        .published_on
        .map(|d| d.year())
        .or(held_on.map(|d| d.year()))
        .or_else(|| periods(tokens, sentence.clone()).iter().find_map(|p| p.year));
    let pick = |range: Range<usize>| -> Option<Interval> {
        let found: Vec<Period> = periods(tokens, range.clone())
            .into_iter()
            .filter(|p| !in_quotes(tokens, range.start, p.tokens.start))
            .filter(|p| p.kind != PeriodKind::Term)
            .filter(|p| !document_date(tokens, range.start, p.tokens.start))
            .filter(|p| !only_spans || p.kind == PeriodKind::Span)
            .collect();
        // After the review word, else the first.
        let review = (range.start..range.end).find(|&t| {
            tokens
                .any_phrase(t, &["giao ban", "sơ kết", "tổng kết", "đánh giá", "kết quả"])
                .is_some()
        });
        let chosen = match review.filter(|_| reviews) {
            Some(at) => found
                .iter()
                .find(|p| p.tokens.start > at && !planned(tokens, at, p.tokens.start))
                .or(found.first()),
            None => found.first(),
        }?;
        let (from, to) = chosen.days(year)?;
        Some(Interval { from, to })
    };
    pick(name.clone())
        .or_else(|| title.clone().and_then(&pick))
        .or_else(|| (!only_spans).then(|| pick(name.start..sentence.end)).flatten())
        .or_else(|| if only_spans { None } else { lead_period(tokens, doc, year) })
}

/// A task word between the review word and a period: that period is the planned one.
fn planned(tokens: &Tokens<'_>, from: usize, to: usize) -> bool {
    tokens.find(from..to, &["triển khai", "phương hướng", "nhiệm vụ năm", "nhiệm vụ"]).is_some()
}

/// Month and year of a date of a document: `ngày 12 tháng 4 năm 2024`, `NQ … năm 2013`.
fn document_date(tokens: &Tokens<'_>, from: usize, at: usize) -> bool {
    let start = at.saturating_sub(3).max(from);
    tokens.find(start..at, &["ngày", "khóa", "luật"]).is_some()
}

/// `Trong 6 tháng đầu năm 2019, …`: what the first paragraph of the report says is reviewed.
fn lead_period(tokens: &Tokens<'_>, doc: &Doc<'_>, year: Option<i32>) -> Option<Interval> {
    for sentence in tokens.sentences.iter().take(8) {
        if sentence.is_empty() || !doc.in_body(sentence.start) {
            continue;
        }
        let at = if matches!(tokens.low(sentence.start), "trong" | "qua") {
            sentence.start + 1
        } else {
            sentence.start
        };
        if let Some(found) = crate::text::period::period(tokens, at)
            && !matches!(found.kind, PeriodKind::Term | PeriodKind::Year)
            && let Some((from, to)) = found.days(year)
        {
            return Some(Interval { from, to });
        }
    }
    None
}

/// Whether a token stands inside quotation marks.
pub fn in_quotes(tokens: &Tokens<'_>, from: usize, at: usize) -> bool {
    let mut open = false;
    for t in tokens.quotes(from..at) {
        match tokens.raw(t) {
            "“" | "«" => open = true,
            "”" | "»" => open = false,
            "\"" => open = !open,
            _ => {}
        }
    }
    open
}

/// A meeting that only the headline names, while the text speaks of it (`Tại hội nghị`).
fn from_title(
    doc: &Doc<'_>,
    bodies: &Bodies,
    geography: &Geography,
    title: Range<usize>,
) -> Option<Meeting> {
    let tokens = &doc.tokens;
    let body = title.end..tokens.len();
    let spoken = tokens.find(
        body.clone(),
        &[
            "tại hội nghị",
            "tại buổi",
            "hội nghị đã",
            "dự hội nghị",
            "tại đại hội",
            "tại hội thi",
            "tại lễ",
            "tại tọa đàm",
            "cuộc làm việc",
            "quang cảnh hội nghị",
            "toàn cảnh hội nghị",
            "buổi làm việc",
            "tại chương trình",
        ],
    );
    let head = title.clone().find(|&t| head_at(tokens, t).is_some())?;
    // A headline that is the event's name says by itself that it was held.
    let named = head == title.start
        && matches!(tokens.low(head), "hội" | "lễ" | "đại" | "tọa" | "họp" | "liên" | "ngày")
        && title.len() > 4;
    if spoken.is_none() && !named {
        return None;
    }
    // A day in the opening sentences.
    let held = tokens
        .sentences
        .iter()
        .filter(|s| !s.is_empty() && doc.in_body(s.start))
        .take(3)
        .find_map(|s| day_in(tokens, s.clone(), doc.latest_year()));
    let hosts = title_hosts(doc, bodies, geography, title.clone());
    let candidate = Candidate {
        name: head..title.end,
        hosts,
        sentence: title.clone(),
        held,
        rule: "meetings.title",
    };
    build(doc, bodies, geography, candidate, None)
}
