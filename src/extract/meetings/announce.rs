//! Sentences that announce a meeting: who held it, which words name it.

use std::ops::Range;

use super::Candidate;
use super::held::{is_asked, is_object, is_summary, is_to_come, not_held};
use super::hosts::{agent_end, agents_in, bodies_of, hosts_before, place_before};
use super::name::name_end;
use super::time::{day_in, vague_day};
use crate::extract::bodies::{Bodies, BodyMention};
use crate::extract::doc::Doc;
use crate::extract::places::Geography;
use crate::text::date::Day;
use crate::text::period::year_at;
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
    "phiên làm việc",
    "phiên giải trình",
    "vòng sơ khảo",
    "vòng chung khảo",
    "vòng chung kết",
    "sinh hoạt chuyên đề",
    "sinh hoạt",
    "trao đổi kinh nghiệm",
    "tuyên truyền , phổ biến",
    "phản biện xã hội",
    "kiểm điểm",
    "tiếp công dân",
    "hội ý",
    "ký cam kết",
    "bàn giao",
    "ra mắt",
    "bế mạc",
    "bế giảng",
    "khai giảng",
    "khánh thành",
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
    "bế giảng",
    "hoàn thành đợt",
    "kết thúc đợt",
    "chủ trì",
]);

/// Kinds of events as verbs: `Huyện ủy X sơ kết …`.
const EVENT_VERBS: &Phrases = &Phrases::new(&[
    "tổng kết",
    "sơ kết",
    "giao ban",
    "hội ý",
    "ký kết",
    "ký cam kết",
    "phát động",
    "ra quân",
    "họp mặt",
    "gặp mặt",
    "tọa đàm",
    "trao đổi kinh nghiệm",
    "sinh hoạt chuyên đề",
    "đối thoại",
    "tiếp xúc",
    "tiếp công dân",
    "giám sát",
    "kiểm tra",
    "khảo sát",
    "làm việc với",
    "tuyên dương",
    "biểu dương",
    "triển khai",
    "quán triệt",
    "họp",
    "ra mắt",
    "khởi công",
    "khai mạc tháng",
    "khai mạc tuần",
    "tập huấn",
    "bế giảng",
    "bàn giao",
]);

/// Verbs behind the name of an event: `Hội nghị … diễn ra`.
const TAKES_PLACE: &Phrases = &Phrases::new(&[
    "diễn ra",
    "khai mạc",
    "bế mạc",
    "đã bế mạc",
    "được tổ chức",
    "đã thành công",
    "thành công tốt đẹp",
    "khép lại",
]);

/// What a conference does that was held on a day: `Ngày 5/10, Hội nghị Ban Chấp hành … thảo luận`.
const DELIBERATES: &Phrases = &Phrases::new(&[
    "đánh giá",
    "thảo luận",
    "đã thảo luận",
    "cho ý kiến",
    "đã cho ý kiến",
    "đã thông qua",
    "xem xét",
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
    let to_come = held.is_some_and(|(day, _)| is_to_come(doc, &day));
    // Deeper in the text only with a day of its own.
    let told = lead || held.is_some() || vague_day(tokens, &sentence);
    if !told || to_come || is_summary(doc, &sentence, held) {
        return None;
    }
    let mut active = active(doc, bodies, geography, &sentence, held, lead);
    if let Some(found) = &mut active {
        let sent = delegation_of(doc, bodies, &(sentence.start..found.name.start));
        if !sent.is_empty() {
            found.hosts = bodies_of(bodies, geography, sent);
        }
    }
    // `Đoàn giám sát của A do đồng chí B làm trưởng đoàn đã có buổi làm việc`: A is far from the verb.
    let delegation = match &active {
        Some(found) if !found.hosts.is_empty() => None,
        _ => delegation(doc, bodies, geography, &sentence, held),
    };
    delegation
        .filter(|d| active.is_none() || !d.hosts.is_empty())
        .or(active)
        .or_else(|| passive(doc, bodies, geography, &sentence, held, lead))
        .or_else(|| attended(doc, &sentence, held))
        .or_else(|| headless(doc, bodies, geography, &sentence, held, lead))
        .or_else(|| visit(doc, &sentence, held).filter(|_| lead))
}

/// The event head at a token: its index after, classes and counts left out.
pub(super) fn head_at(tokens: &Tokens<'_>, i: usize) -> Option<usize> {
    let end = tokens.longest(i, HEADS)?;
    // Not the year that ends the headline above: `… giai đoạn 2021 - 2025` over `Hội nghị …`.
    let opens_line = tokens.lines[tokens.line_of(i)].start == i;
    let class = !opens_line
        && (matches!(tokens.low(i - 1), "các" | "những" | "nhiều" | "mỗi" | "từng")
            // `quán triệt Nghị quyết Đại hội Đảng bộ phường`
            || i > 1 && tokens.phrase(i - 2, "nghị quyết").is_some()
            || tokens.shape(i - 1) == Shape::Digits);
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
        if not_held(tokens, sentence.start, verb) || is_object(tokens, sentence.start, verb) {
            continue;
        }
        // `Đại hội MTTQ huyện diễn ra phiên họp thứ hai`: a part of the event before the verb.
        if takes_place.is_some() && named_head(tokens, &(sentence.start..verb)).is_some() {
            continue;
        }
        let Some(head) = object_of(tokens, after, sentence.end) else { continue };
        let name = head..name_end(doc, head, sentence.end);
        // `Đồng chí A chủ trì hội nghị.` tells again of one named before.
        let chairs = tokens.phrase(verb, "chủ trì").is_some();
        let head_only = head_at(tokens, head).is_none_or(|end| end >= name.end);
        if chairs && (held.is_none() || head_only) {
            continue;
        }
        let subjects = hosts_before(doc, bodies, sentence.start, verb);
        if subjects.first().is_some_and(|s| is_asked(tokens, sentence.start, s.tokens.start)) {
            continue;
        }
        if subjects.last().is_some_and(|s| others_act(tokens, s.tokens.end..verb)) {
            continue;
        }
        let hosts = match takes_place {
            Some(_) => agents_in(doc, bodies, geography, name.end..sentence.end),
            // `chủ trì phiên họp UBND huyện`
            None => match head_at(tokens, head).and_then(|end| bodies.at(end)) {
                Some(body) if chairs => bodies_of(bodies, geography, [body]),
                _ => bodies_of(bodies, geography, subjects),
            },
        };
        // Without a day or `vừa`, only the opening sentences announce.
        let acts = !hosts.is_empty()
            || place_before(doc, sentence.start, verb)
            // `Tại xã A vừa diễn ra lễ kết nghĩa`
            || takes_place.is_some() && tokens.low(verb.wrapping_sub(1)) == "vừa";
        if held.is_none() && !(acts && lead) && !vague_day(tokens, sentence) {
            continue;
        }
        if tokens.low(name.end) == "sẽ" {
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

/// `Ban Dân vận Huyện ủy đã chỉ đạo 33 xã, thị trấn tổ chức gặp mặt`: between a body and a verb stand
/// those who really act.
fn others_act(tokens: &Tokens<'_>, between: Range<usize>) -> bool {
    let told = phrases!["chỉ đạo", "hướng dẫn", "yêu cầu"];
    let told_to = tokens.find(between, told);
    told_to.is_some_and(|t| tokens.low(t + 2) == "các" || tokens.shape(t + 2) == Shape::Digits)
}

/// The event that a verb of holding has as its object: `tổ chức thành công`, `tổ chức trọng thể
/// buổi`; not `tổ chức 02 lớp` (a count: a class).
fn object_of(tokens: &Tokens<'_>, after: usize, end: usize) -> Option<usize> {
    let head = (after..(after + 6).min(end)).find(|&h| head_at(tokens, h).is_some())?;
    let other = (after..head).any(|t| {
        tokens.shape(t) == Shape::Digits
            || matches!(tokens.raw(t), "," | ";")
            // `đã có kế hoạch tổ chức lễ kỷ niệm`
            || matches!(tokens.low(t), "các" | "nhiều" | "và" | "của" | "kế")
    });
    (!other).then_some(head)
}

/// The first event that a name opens: at the head of the text, behind a comma, with a capital.
fn named_head(tokens: &Tokens<'_>, range: &Range<usize>) -> Option<usize> {
    tokens.beginning_in(range.clone(), HEADS).find(|&h| {
        let opens = h == range.start || tokens.is_capital(h) || tokens.raw(h - 1) == ",";
        // `Trong không khí chào mừng Kỷ niệm 70 năm Ngày Giải phóng Thủ đô, Hội thi …`
        let before = h.saturating_sub(4).max(range.start)..h;
        let occasion = phrases!["chào mừng", "nhân", "nhân dịp", "hướng tới", "lập thành tích"];
        opens && head_at(tokens, h).is_some() && tokens.find(before, occasion).is_none()
    })
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
    let head = named_head(tokens, sentence)?;
    // The holding words behind the name.
    let verb = (head + 2..sentence.end)
        .find(|&t| {
            tokens.any_phrase(t, TAKES_PLACE).is_some()
                || (matches!(tokens.low(t), "được" | "do")
                    && agent_end(doc, bodies, t, sentence.end, held.is_some()).is_some())
        })
        .or_else(|| tokens.find(head + 2..sentence.end, DELIBERATES).filter(|_| held.is_some()))?;
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

/// Verbs of those who come to an event.
const ATTENDS: &Phrases = &Phrases::new(&[
    "dự",
    "dự và chỉ đạo",
    "dự , chỉ đạo",
    "dự chỉ đạo",
    "dự và phát biểu tại",
    "dự , phát biểu tại",
    "dự và phát biểu chỉ đạo tại",
    "dự và phát biểu chỉ đạo",
]);

/// `Sáng 18-9, 120 nông dân đã về dự Đại hội …`: a named event on a day.
fn attended(
    doc: &Doc<'_>,
    sentence: &Range<usize>,
    held: Option<(Day, usize)>,
) -> Option<Candidate> {
    let tokens = &doc.tokens;
    held?;
    let (verb, head) = sentence.clone().find_map(|t| {
        let head = tokens.longest(t, ATTENDS)?;
        // `Đoàn đại biểu dự Đại hội …` are those who will go there.
        let delegates = t > sentence.start && tokens.low(t - 1) == "biểu";
        let named = tokens.is_capital(head) && head_at(tokens, head).is_some();
        (named && !delegates).then_some((t, head))
    })?;
    let end = name_end(doc, head, sentence.end);
    (end > head + 3 && !not_held(tokens, sentence.start, verb)).then(|| Candidate {
        name: head..end,
        hosts: Vec::new(),
        sentence: sentence.clone(),
        held,
        rule: "meetings.attended",
    })
}

/// What a delegation does.
const INSPECTS: &Phrases = &Phrases::new(&[
    "kiểm tra",
    "giám sát",
    "khảo sát",
    "làm việc với",
    "làm việc tại",
    "buổi làm việc",
    "thăm",
]);

/// Those who are sent.
const DELEGATIONS: &Phrases = &Phrases::new(&[
    "đoàn công tác",
    "đoàn kiểm tra",
    "đoàn giám sát",
    "đoàn khảo sát",
    "đoàn đại biểu",
    "tổ công tác",
    "đoàn",
]);

/// What ends the words that say who leads them.
const LED: &Phrases = &Phrases::new(&["trưởng đoàn", "tổ trưởng", "dẫn đầu"]);

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
    let start = tokens.find(sentence.clone(), DELEGATIONS)?;
    // `do đồng chí A, Phó Bí thư Huyện ủy làm trưởng đoàn`: whose delegation it is stands before.
    let led = tokens.find(start..sentence.end, LED).map_or(start + 2, |at| at + 2);
    let verb = (led..sentence.end).find(|&t| {
        tokens.any_phrase(t, INSPECTS).is_some()
            && (t == led || !matches!(tokens.low(t - 1), "đoàn" | "về"))
    })?;
    // `đoàn sẽ khảo sát`
    if not_held(tokens, led, verb) || tokens.low(verb - 1) == "sẽ" {
        return None;
    }
    let of = start..tokens.find(start..verb, phrases!["do"]).unwrap_or(verb);
    let mut owners = joined_bodies(tokens, bodies.within(&of));
    if owners.is_empty() {
        owners.extend(leader_of(doc, bodies, start, of.end, led));
    }
    Some(Candidate {
        name: verb..name_end(doc, verb, sentence.end),
        hosts: bodies_of(bodies, geography, owners),
        sentence: sentence.clone(),
        held,
        rule: "meetings.delegation",
    })
}

/// Whose delegation it is that acts: `Đoàn kiểm tra của Huyện ủy A do đồng chí B, Trưởng Ban Dân vận làm
/// trưởng đoàn đã có buổi …`, where the leader's body is nearer to the verb.
fn delegation_of<'b>(
    doc: &Doc<'_>,
    bodies: &'b Bodies,
    before_verb: &Range<usize>,
) -> Vec<&'b BodyMention> {
    let tokens = &doc.tokens;
    let Some(start) = tokens.find(before_verb.clone(), DELEGATIONS) else { return Vec::new() };
    let Some(by) = tokens.find(start..before_verb.end, phrases!["do"]) else { return Vec::new() };
    if tokens.find(by..before_verb.end, LED).is_none() {
        return Vec::new();
    }
    joined_bodies(tokens, bodies.within(&(start..by)))
}

/// The body of who leads a delegation that is nobody's: `đồng chí A, Trưởng Ban Dân vận Tỉnh ủy
/// cùng đoàn công tác`, `đoàn công tác do đồng chí A, Phó Bí thư Tỉnh ủy làm trưởng đoàn`.
fn leader_of<'b>(
    doc: &Doc<'_>,
    bodies: &'b Bodies,
    start: usize,
    by: usize,
    led: usize,
) -> Option<&'b BodyMention> {
    let tokens = &doc.tokens;
    if start > 0 && matches!(tokens.low(start - 1), "cùng" | "và" | "với") {
        return bodies.before(doc, start - 1);
    }
    // Not `Đoàn lãnh đạo tỉnh do …`: the province's. `Đoàn kiểm tra số 2 do` is nobody's either.
    let numbered = by >= start + 3 && tokens.low(by - 2) == "số";
    let named = if numbered { by - 2 } else { by };
    let bare = tokens.low(by) == "do" && (named == start + 1 || named == start + 3);
    bare.then(|| bodies.within(&(by..led)).last()).flatten()
}

/// The first of several bodies with those joined to it by a comma or `và`.
fn joined_bodies<'b>(
    tokens: &Tokens<'_>,
    all: impl Iterator<Item = &'b BodyMention>,
) -> Vec<&'b BodyMention> {
    let mut joined: Vec<&BodyMention> = Vec::new();
    for body in all {
        let apart = joined.last().is_some_and(|last| {
            last.tokens.end + 1 < body.tokens.start
                || !matches!(tokens.low(last.tokens.end), "," | "và" | "-" | "–")
        });
        if apart {
            break;
        }
        joined.push(body);
    }
    joined
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
    lead: bool,
) -> Option<Candidate> {
    let tokens = &doc.tokens;
    // Without a day only where the sentence says that it was held: `Trước đó, … cũng đã sơ kết`.
    let told = tokens
        .find(
            sentence.start..(sentence.start + 30).min(sentence.end),
            phrases!["trước đó", "cũng đã", "cũng vừa", "vừa qua", "mới đây", "cùng ngày"],
        )
        // `Trước đó, năm 2023, …`: what was done in a year.
        .is_some_and(|t| {
            !(t + 2..t + 5).any(|t| year_at(tokens, t + 1).is_some_and(|_| tokens.low(t) == "năm"))
        });
    let at = held.map_or(sentence.start, |(_, at)| at);
    let verb = (at..sentence.end.min(at + 45)).find(|&t| {
        tokens.any_phrase(t, EVENT_VERBS).is_some()
            && !tokens.is_capital(t)
            && !bodies.within(&(at.saturating_sub(1)..t)).any(|b| b.tokens.contains(&t))
    })?;
    // `Ban Dân vận Tỉnh ủy vừa ký kết kế hoạch phối hợp`
    let just = lead && tokens.low(verb.wrapping_sub(1)) == "vừa";
    if held.is_none() && !told && !just {
        return None;
    }
    if not_held(tokens, sentence.start, verb) || is_object(tokens, sentence.start, verb) {
        return None;
    }
    // `Lãnh đạo A dự Hội nghị giao ban của B`: not the subject's.
    if verb >= sentence.start + 2 && head_at(tokens, verb - 2).is_some() {
        return None;
    }
    let subjects = hosts_before(doc, bodies, sentence.start, verb);
    let asked = subjects.first().is_some_and(|s| is_asked(tokens, sentence.start, s.tokens.start));
    // `các đại biểu Quốc hội tiếp xúc cử tri`: no body's meeting.
    let acts = !subjects.is_empty()
        || tokens.phrase(verb, "tiếp xúc cử tri").is_some()
        || place_before(doc, sentence.start, verb);
    let others = subjects.last().is_some_and(|s| others_act(tokens, s.tokens.end..verb));
    if asked || others || !acts {
        return None;
    }
    Some(Candidate {
        name: verb..name_end(doc, verb, sentence.end),
        hosts: bodies_of(bodies, geography, subjects),
        sentence: sentence.clone(),
        held,
        rule: "meetings.headless",
    })
}
