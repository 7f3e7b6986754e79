//! Whether words tell of an event that was held: not planned, habitual, past or only written of.

use std::ops::Range;

use chrono::{Datelike, NaiveDate, TimeDelta};

use crate::extract::doc::Doc;
use crate::text::date::{Day, day};
use crate::text::period::{PeriodKind, period};
use crate::text::phrases::{Phrases, phrases};
use crate::text::token::{Shape, Tokens};

/// Words before a verb, one word between at most, that make the event planned or general:
/// `sẽ tổ chức`, `tham mưu Huyện ủy tổ chức`, `nhận giấy mời dự`.
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
    "hàng năm",
    "hằng năm",
    "nếu",
    "trong thời gian tới",
    "sắp",
    "trong",
    "xây dựng",
    "từng",
    "cuối năm",
    "chủ trương",
    "giấy mời",
    "thư mời",
    "dự thảo",
    "mục đích",
]);

/// The same, right before the verb only: `báo cáo sơ kết`, `để tổ chức`.
const NO_VERB_BEHIND: &Phrases = &Phrases::new(&["đơn vị", "để", "khi", "báo cáo"]);

/// What names a delegation behind `Đoàn`; `Huyện đoàn tổ chức`, `xã Tân Đoàn tổ chức` hold events.
const DELEGATED: &Phrases = &Phrases::new(&["giám sát", "kiểm tra", "khảo sát", "làm việc"]);

/// Verbs that ask a body to act: `đề nghị Huyện ủy X tổ chức`.
const ASKS: &Phrases = &Phrases::new(&[
    "đề nghị",
    "kiến nghị",
    "yêu cầu",
    "giao",
    "giao cho",
    "chỉ đạo",
    "hướng dẫn",
    "tham mưu",
    "tham mưu cho",
    "tham mưu giúp",
]);

/// What is done again and again.
const HABIT: &Phrases = &Phrases::new(&[
    "hằng năm",
    "hàng năm",
    "mỗi năm",
    "hằng quý",
    "hàng quý",
    "mỗi quý",
    "hằng tháng",
    "hàng tháng",
    "mỗi tháng",
]);

/// Openings of a sentence about what is still to come.
const TO_COME: &Phrases =
    &Phrases::new(&["dự kiến", "thời gian tới", "sắp tới", "tới đây", "trong thời gian tới"]);

/// Openings of a sentence that sums up a time.
const SPANS: &Phrases = &Phrases::new(&[
    "nhiệm kỳ qua",
    "nhiệm kỳ vừa qua",
    "nhiệm kỳ",
    "những năm qua",
    "nhiều năm qua",
    "từ đầu năm",
    "từ đầu nhiệm kỳ",
]);

/// Whether a verb at `i` is not about an event held now.
pub(super) fn not_held(tokens: &Tokens<'_>, from: usize, i: usize) -> bool {
    // `Sáng 29/8, tại huyện A, Ban Dân vận tiếp tục tổ chức Vòng sơ khảo …`
    let goes_on = i >= from + 2 && tokens.phrase(i - 2, "tiếp tục").is_some();
    if goes_on && opens_on_day(tokens, from, i) {
        return false;
    }
    let start = i.saturating_sub(4).max(from);
    let delegation = i > from && tokens.low(i - 1) == "đoàn";
    if delegation && tokens.any_phrase(i, DELEGATED).is_some() {
        return true;
    }
    (start..i).any(|at| {
        tokens.any_phrase(at, NO_VERB_BEHIND) == Some(i)
            || tokens
                .any_phrase(at, NOT_HELD)
                .filter(|_| !is_name(tokens, from, at))
                .is_some_and(|end| end == i || end + 1 == i && tokens.is_word(end))
    })
}

/// A word that begins a name: `Huyện ủy Cần Giuộc tổ chức` needs to do nothing.
fn is_name(tokens: &Tokens<'_>, from: usize, at: usize) -> bool {
    let capital = |i: usize| matches!(tokens.shape(i), Shape::Initial | Shape::Upper);
    at > from && capital(at) && capital(at + 1)
}

/// Whether a day stands between the beginning of a sentence and a verb.
fn opens_on_day(tokens: &Tokens<'_>, from: usize, verb: usize) -> bool {
    const OPENING: usize = 8;
    (from..verb.min(from + OPENING)).any(|t| {
        matches!(tokens.low(t), "ngày" | "sáng" | "chiều" | "tối") && day(tokens, t + 1).is_some()
    })
}

/// `Kế hoạch về tổ chức Hội thi`, `thành lập Ban Tổ chức Hội thi`: no verb of holding.
pub(super) fn is_object(tokens: &Tokens<'_>, from: usize, verb: usize) -> bool {
    verb > from && matches!(tokens.low(verb - 1), "về" | "ban")
}

/// `đề nghị Huyện ủy X tổ chức`: whether the subject at a token is asked to act.
pub(super) fn is_asked(tokens: &Tokens<'_>, from: usize, subject: usize) -> bool {
    (subject.saturating_sub(3).max(from)..subject)
        .any(|at| tokens.any_phrase(at, ASKS) == Some(subject))
}

/// `Hằng năm, …`, `Dự kiến cuối tháng 5, …`, `Năm 2019, …`, `Trong 6 tháng đầu năm, …`: the
/// sentence tells of a habit, a plan or a whole span, not of an event.
pub(super) fn is_summary(
    doc: &Doc<'_>,
    sentence: &Range<usize>,
    held: Option<(Day, usize)>,
) -> bool {
    let tokens = &doc.tokens;
    if tokens.any_phrase(sentence.start, TO_COME).is_some() {
        return true;
    }
    let mut at = sentence.start;
    while at < sentence.start + 2 && matches!(tokens.low(at), "trong" | "qua" | "riêng" | "vào") {
        at += 1;
    }
    if tokens.any_phrase(at, HABIT).is_some() || tokens.any_phrase(at, SPANS).is_some() {
        return held.is_none();
    }
    let Some(span) = period(tokens, at) else { return false };
    let past = doc.article.published_on.zip(span.year).is_some_and(|(p, y)| y < p.year());
    // `Trong tháng 5, Huyện ủy tổ chức …` may be one event, told without its day.
    let one_month = matches!(span.kind, PeriodKind::Months { from, to } if from == to);
    span.kind == PeriodKind::Year && past || held.is_none() && !one_month
}

/// `Ngày 20/6 tới, …`, a day long after the article's: still to come.
pub(super) fn is_to_come(doc: &Doc<'_>, day: &Day) -> bool {
    /// An article may bear the day before the event that it tells of.
    const NEXT_DAYS: TimeDelta = TimeDelta::days(7);
    let said = phrases!["tới ,", "tới đây", "sắp tới", "tới ."];
    let printed = day.year.and_then(|year| NaiveDate::from_ymd_opt(year, day.month, day.day));
    let published = doc.article.published_on;
    let later = printed.zip(published).is_some_and(|(held, told)| held > told + NEXT_DAYS);
    later || doc.tokens.any_phrase(day.next, said).is_some()
}
