//! Meetings: events that the article reports as held.
//!
//! An event is announced by a sentence with an event head (`Hội nghị`, `Lễ`, `Tọa đàm` …) and a
//! verb of holding, active (`Ban Dân vận Huyện ủy tổ chức Hội nghị …`) or passive (`Hội nghị …
//! diễn ra`, `vừa được Huyện ủy tổ chức`), by a delegation that inspects, or by the headline.

mod announce;
mod held;
mod hosts;
mod kind;
mod name;
mod time;

use crate::text::phrases::{Phrases, phrases};
use std::ops::Range;

use self::announce::{HOLDS, announce, head_at};
use self::hosts::agents_in;
use self::kind::{kinds_in, stands_alone};
use self::time::{date_of, on_same_day, period_of, year_near};
use super::bodies::Bodies;
use super::doc::Doc;
use super::facts::{Body, Meeting, MeetingKind};
use super::places::Geography;
use crate::article::LineKind;
use crate::reference::lexicon::Entry;
use crate::text::date::Day;
use crate::text::letters::capitalized;
use crate::text::token::Tokens;

pub use self::name::in_quotes;
pub use self::time::day_in;

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
        let meeting =
            build(doc, bodies, geography, candidate, first.then(|| title.clone()).flatten());
        let Some(mut meeting) = meeting else { continue };
        if meeting.held_on.is_none() && on_same_day(tokens, &sentence) {
            meeting.held_on = found.last().and_then(|before| before.held_on);
        }
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

/// Told again: the same kind on the same day, or without a day; not where others held it
/// (`* Cùng ngày, Đảng ủy xã B tổ chức …`).
fn repeats(found: &[Meeting], new: &Meeting) -> bool {
    found.iter().any(|old| {
        let same_day = match (old.held_on, new.held_on) {
            (Some(a), Some(b)) => a == b,
            _ => true,
        };
        let same_kind = old.kinds.iter().any(|k| new.kinds.contains(k));
        same_day && (same_kind || new.kinds == [MeetingKind::Other]) && !elsewhere(old, new)
            || new.hosts.is_empty() && (new.held_on.is_none() || is_bare(new))
    })
}

/// Whether two meetings were held by bodies of different communes or districts.
fn elsewhere(old: &Meeting, new: &Meeting) -> bool {
    let kind_of = |host: &Body| host.place.locality.as_ref()?.split(' ').next().map(str::to_owned);
    !old.hosts.is_empty()
        && !new.hosts.is_empty()
        && new.hosts.iter().all(|host| {
            old.hosts.iter().all(|o| o.place != host.place && kind_of(o) == kind_of(host))
        })
}

/// `Lớp học`, `Hội nghị`: a name that only points back.
fn is_bare(meeting: &Meeting) -> bool {
    meeting.name.split(' ').count() <= 2
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
        && tokens
            .any_phrase(candidate.name.start, phrases!["hội nghị", "buổi lễ", "lễ", "buổi"])
            .is_some()
        && candidate.name.len() <= 3
    {
        kinds = title_kinds.clone();
    } else if same_event && !kinds.first().is_some_and(|(k, _)| stands_alone(*k)) {
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
                phrases!["để biểu dương", "để tuyên dương", "biểu dương", "tuyên dương"],
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
        hosts = owner_of(doc, bodies, geography, &candidate.name).into_iter().collect();
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

/// `Hội nghị … của Khối các cơ quan Đảng`; not who issued what is reviewed (`tổng kết 5 năm thực
/// hiện Quyết định 217-QĐ/TW của Bộ Chính trị`).
fn owner_of(
    doc: &Doc<'_>,
    bodies: &Bodies,
    geography: &Geography,
    name: &Range<usize>,
) -> Option<Body> {
    let tokens = &doc.tokens;
    let owner = bodies
        .within(name)
        .find(|b| b.tokens.start > 0 && tokens.low(b.tokens.start - 1) == "của")?;
    let cites = (name.start..owner.tokens.start)
        .any(|t| doc.entries(t).any(|(_, e)| matches!(e, Entry::Document(_))));
    if cites { None } else { bodies.body(owner, geography) }
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

/// Words of a text that speak of the meeting in its headline.
const SPOKEN_OF: &Phrases = &Phrases::new(&[
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
    "các đồng chí đến dự",
    "đến dự có",
    "tham dự có",
    "cùng dự có",
    "dự có",
]);

/// What opens the name of a contest in sports.
const SPORTS: &Phrases = &Phrases::new(&[
    "giải bóng",
    "giải cầu lông",
    "giải quần vợt",
    "giải tennis",
    "giải pickleball",
    "giải điền kinh",
    "giải việt dã",
    "giải chạy",
    "giải đua",
    "giải kéo co",
    "giải cờ",
    "giải võ",
    "giải bơi",
    "giải thể thao",
    "giải vô địch",
    "giải giao hữu",
]);

/// A meeting that only the headline names, while the text speaks of it (`Tại hội nghị`).
fn from_title(
    doc: &Doc<'_>,
    bodies: &Bodies,
    geography: &Geography,
    title: Range<usize>,
) -> Option<Meeting> {
    let tokens = &doc.tokens;
    // `Giải bóng chuyền hơi kỷ niệm 90 năm …`: sports; `thông báo lịch đối thoại`: to come.
    let to_come = phrases!["thông báo lịch", "lịch tiếp", "giấy mời", "sắp diễn ra", "sẽ diễn ra"];
    if tokens.any_phrase(title.start, SPORTS).is_some()
        || tokens.find(title.clone(), to_come).is_some()
    {
        return None;
    }
    let spoken = tokens.find(title.end..tokens.len(), SPOKEN_OF);
    let head = title.clone().find(|&t| head_at(tokens, t).is_some())?;
    // A headline that is the event's name says by itself that it was held.
    let named = head == title.start
        && title.len() > 4
        && (matches!(tokens.low(head), "hội" | "lễ" | "đại" | "tọa" | "họp" | "liên" | "ngày")
            || tokens
                .any_phrase(head, phrases!["tổng kết", "sơ kết", "trao đổi kinh nghiệm"])
                .is_some());
    if spoken.is_none() && !named {
        return None;
    }
    // A day in the headline or the opening sentences.
    let opening = tokens.sentences.iter().filter(|s| !s.is_empty() && doc.in_body(s.start)).take(3);
    let held = std::iter::once(&title)
        .chain(opening)
        .find_map(|s| day_in(tokens, s.clone(), doc.latest_year()));
    let mut hosts = title_hosts(doc, bodies, geography, title.clone());
    if hosts.is_empty() {
        hosts = agents_in(doc, bodies, geography, head..title.end);
    }
    let candidate = Candidate {
        name: head..headline_end(tokens, head..title.end),
        hosts,
        sentence: title.clone(),
        held,
        rule: "meetings.title",
    };
    build(doc, bodies, geography, candidate, None)
}

/// The name of an event in its headline: all of it, but for who held it and when (`… được quận
/// Hoàng Mai tổ chức sáng ngày 27/9`).
fn headline_end(tokens: &Tokens<'_>, words: Range<usize>) -> usize {
    tokens
        .find(words.clone(), phrases!["được", "do", "diễn ra"])
        .filter(|&t| t > words.start + 2)
        .unwrap_or(words.end)
}
