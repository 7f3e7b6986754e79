//! When a meeting was held, and which period it looks back on.

use std::ops::Range;

use chrono::{Datelike, NaiveDate};

use super::name::in_quotes;
use crate::extract::doc::Doc;
use crate::extract::facts::{Interval, MeetingKind};
use crate::text::date::{Day, day};
use crate::text::number::number;
use crate::text::period::{Period, PeriodKind, periods, year_at};
use crate::text::phrases::{Phrases, phrases};
use crate::text::token::{Shape, Tokens};

/// `vừa qua`, `vừa`, `cùng ngày`, `mới đây`: held, without a day.
pub(super) fn vague_day(tokens: &Tokens<'_>, sentence: &Range<usize>) -> bool {
    tokens
        .find(
            sentence.clone(),
            phrases![
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

/// Words with a day behind them.
const DAY_CUES: &Phrases = &Phrases::new(&[
    "ngày", "sáng", "chiều", "tối", "trưa", "đêm", "nay", "vào", "hôm", "từ", "(", "hai", "2",
]);

/// `Chiều cùng ngày, …`: on the day told before.
pub(super) fn on_same_day(tokens: &Tokens<'_>, sentence: &Range<usize>) -> bool {
    tokens.find(sentence.clone(), phrases!["cùng ngày", "cũng trong ngày"]).is_some()
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
    tokens.beginning_in(sentence.clone(), DAY_CUES).find_map(|cue| {
        if tokens.any_phrase(cue, DAY_CUES).is_none() || is_history(tokens, sentence.start, cue) {
            return None;
        }
        // `Sáng nay (14/5)`, `Chiều qua 14/5`, `Vào ngày mùng 5 tháng 7`
        let mut at = cue + 1;
        while at < cue + 6
            && matches!(
                tokens.low(at),
                "ngày" | "(" | "nay" | "qua" | "hôm" | "," | ":" | "mùng" | "mồng"
            )
        {
            at += 1;
        }
        let before = tokens.low(at - 1);
        let directly = is_day_word(before)
            || matches!(before, "nay" | "qua" | "(" | "từ" | "," | ":" | "mùng" | "mồng");
        // `(12/4)` alone may be a ratio; `(12/4/2024)` and `sáng nay (12/4)` are days.
        let told_as_day = tokens.low(cue) != "("
            || matches!(tokens.low(cue.wrapping_sub(1)), "nay" | "qua" | "ngày");
        let found = day(tokens, at).filter(|_| directly && tokens.shape(at) == Shape::Digits)?;
        // `LĐLĐ tỉnh ngày 29/10 cho biết, …`: the day of the news.
        let end = tokens.find(at..at + 8, phrases!["cho biết", "cho hay", "thông tin", "đưa tin"]);
        let news = end.is_some_and(|t| {
            (at..t).all(|w| tokens.shape(w) == Shape::Digits || !tokens.is_word(w))
        });
        if news {
            return None;
        }
        let recent =
            found.year.is_none_or(|y| latest.is_none_or(|l| (l - 1..=l).contains(&y)) && y >= 1990);
        (recent && (found.year.is_some() || told_as_day)).then_some((found, cue))
    })
}

/// A part of the day, or the word for day.
fn is_day_word(word: &str) -> bool {
    matches!(word, "ngày" | "sáng" | "chiều" | "tối" | "trưa" | "đêm" | "hôm")
}

/// What makes a day another one's: an anniversary, a deadline.
const OF_OTHERS: &Phrases = &Phrases::new(&[
    "kỷ niệm",
    "thành lập",
    "truyền thống",
    "ngày sinh",
    "ra đời",
    "trước ngày",
    "hạn",
    "dự kiến",
    "sắp tới",
    "đến hết",
]);

/// What bears a date of its own.
const DOCUMENTS: &Phrases = &Phrases::new(&[
    "số",
    "nghị quyết",
    "chỉ thị",
    "kế hoạch",
    "quyết định",
    "kết luận",
    "công văn",
    "luật",
    "pháp lệnh",
    "nghị định",
    "hướng dẫn",
]);

/// Anniversaries, document dates and deadlines are no days of the event.
fn is_history(tokens: &Tokens<'_>, from: usize, i: usize) -> bool {
    let start = i.saturating_sub(7).max(from);
    let near = |words: &Phrases| (start..i).any(|at| tokens.any_phrase(at, words).is_some());
    // `triển khai Kết luận số 43-KL/TW vào ngày 17/4`: a document's own date follows it directly
    // or with the word for its making, `ban hành vào ngày`.
    let when = tokens.low(i) == "vào" || i > from && matches!(tokens.low(i - 1), "vào" | "trong");
    let made = tokens.find(start..i, phrases!["ban hành", "ký", "thông qua", "hiệu lực"]).is_some();
    near(OF_OTHERS) || near(DOCUMENTS) && (!when || made)
}

/// The year for days without one: of publication, else named in the event's name or headline.
pub(super) fn year_near(
    doc: &Doc<'_>,
    name: &Range<usize>,
    title: &Option<Range<usize>>,
) -> Option<i32> {
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
    let Some(first) = named.iter().find(|p| p.year.is_some()) else {
        return year_printed(doc, name, title);
    };
    // A span still to come (`triển khai Đề án … giai đoạn 2023-2030`) counts from its first year.
    let to_come = tokens
        .find(name.clone(), phrases!["triển khai", "quán triệt", "phát động", "ký kết"])
        .is_some();
    match first.kind {
        PeriodKind::Term => first.year,
        PeriodKind::Span if to_come => first.year,
        // `điển hình tiên tiến lần thứ I, giai đoạn 2025 - 2030`: nothing tells of years to come.
        PeriodKind::Span if first.last_year.is_some_and(|last| last > LAST_YEAR) => first.year,
        _ => first.last_year.or(first.year),
    }
}

/// No article that is read tells of an event later than this; spans end later.
const LAST_YEAR: i32 = 2026;

/// The latest year that stands in the name or the headline: `(giai đoạn 1977 - 2020)`.
fn year_printed(doc: &Doc<'_>, name: &Range<usize>, title: &Option<Range<usize>>) -> Option<i32> {
    [Some(name.clone()), title.clone()]
        .into_iter()
        .flatten()
        .find_map(|words| words.filter_map(|t| year_at(&doc.tokens, t)).max())
        .filter(|&year| year >= 2000)
}

/// The calendar day; without a printed year one that is not after publication.
pub(super) fn date_of(doc: &Doc<'_>, day: Day, year: Option<i32>) -> Option<NaiveDate> {
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
pub(super) fn period_of(
    tokens: &Tokens<'_>,
    kinds: &[MeetingKind],
    name: &Range<usize>,
    sentence: &Range<usize>,
    title: &Option<Range<usize>>,
    doc: &Doc<'_>,
    held_on: Option<NaiveDate>,
) -> Option<Interval> {
    use MeetingKind as K;
    if kinds == [K::Congress] {
        return None;
    }
    // `họp đánh giá kết quả hoạt động quý I`
    let assesses = kinds == [K::Other]
        && tokens.find(name.start..sentence.end, phrases!["đánh giá", "kiểm điểm"]).is_some();
    let reviews = assesses
        || kinds.iter().any(|k| matches!(k, K::Briefing | K::MidtermReview | K::FinalReview));
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
        let mut found: Vec<Period> = periods(tokens, range.clone())
            .into_iter()
            .filter(|p| !in_quotes(tokens, range.start, p.tokens.start))
            .filter(|p| p.kind != PeriodKind::Term || is_reviewed(tokens, p))
            .filter(|p| !document_date(tokens, range.start, p.tokens.start))
            .filter(|p| !only_spans || p.kind == PeriodKind::Span)
            .collect();
        if reviews && let Some(months) = months_reviewed(tokens, range.clone()) {
            found.insert(0, months);
        }
        if found.is_empty() {
            return None;
        }
        // After the review word, else the first.
        let words = phrases!["giao ban", "sơ kết", "tổng kết", "đánh giá", "kết quả"];
        let review = if reviews { tokens.find(range, words) } else { None };
        let chosen = match review {
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
        .or_else(|| reviewed_subject(tokens, sentence, name).and_then(&pick))
        .or_else(|| {
            let open = !only_spans && !assesses;
            open.then(|| lead_period(tokens, doc, year)).flatten()
        })
}

/// `đánh giá kết quả công tác 10 tháng, …`: the months of the year so far.
fn months_reviewed(tokens: &Tokens<'_>, range: Range<usize>) -> Option<Period> {
    let review = tokens.find(range.clone(), phrases!["giao ban", "sơ kết", "đánh giá"])?;
    let (at, months) = (review..range.end).find_map(|t| {
        let count = number(tokens, t).filter(|n| tokens.low(n.next) == "tháng")?;
        let months = u32::try_from(count.value).ok().filter(|n| (3..12).contains(n))?;
        let ends = matches!(tokens.raw(count.next + 1), "," | ";" | "." | "");
        let lasts = matches!(tokens.low(t - 1), "trong" | "sau" | "qua");
        (ends && !lasts).then_some((t, months))
    })?;
    let kind = PeriodKind::Months { from: 1, to: months };
    let first = !planned(tokens, review, at);
    first.then_some(Period { kind, year: None, last_year: None, tokens: at..at + 2 })
}

/// `tổng kết nhiệm kỳ 2021 - 2026`: the term is what is reviewed.
fn is_reviewed(tokens: &Tokens<'_>, period: &Period) -> bool {
    let at = period.tokens.start;
    tokens.find(at.saturating_sub(4)..at, phrases!["tổng kết", "sơ kết"]).is_some()
}

/// `Phong trào thi đua “X” giai đoạn 2016-2020 vừa được Huyện ủy tổ chức hội nghị tổng kết`: what
/// is reviewed is the subject.
fn reviewed_subject(
    tokens: &Tokens<'_>,
    sentence: &Range<usize>,
    name: &Range<usize>,
) -> Option<Range<usize>> {
    let review = tokens.find(name.clone(), phrases!["tổng kết", "sơ kết"])?;
    let passive = tokens.find(sentence.start..review, phrases!["được"])?;
    Some(sentence.start..passive)
}

/// A task word between the review word and a period: that period is the planned one; not in
/// `đánh giá kết quả thực hiện nhiệm vụ quý I`.
fn planned(tokens: &Tokens<'_>, from: usize, to: usize) -> bool {
    let tasks = phrases!["triển khai", "phương hướng", "nhiệm vụ"];
    (from..to).any(|t| {
        tokens.any_phrase(t, tasks).is_some() && (t == from || tokens.low(t - 1) != "hiện")
    })
}

/// Month and year of a date of a document: `ngày 12 tháng 4 năm 2024`, `NQ … năm 2013`.
fn document_date(tokens: &Tokens<'_>, from: usize, at: usize) -> bool {
    let start = at.saturating_sub(3).max(from);
    tokens.find(start..at, phrases!["ngày", "khóa", "luật"]).is_some()
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
