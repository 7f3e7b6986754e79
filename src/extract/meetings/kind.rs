//! What kind of meeting its name says it is.

use std::ops::Range;

use crate::extract::facts::MeetingKind;
use crate::text::period::{PeriodKind, periods};
use crate::text::phrases::{Table, phrases};
use crate::text::token::Tokens;

/// Words of kinds, with what they mean. Longer ones first.
const KIND_WORDS: &Table<MeetingKind> = &Table::new(&[
    ("giao ban", MeetingKind::Briefing),
    ("hội ý", MeetingKind::Briefing),
    ("sơ kết", MeetingKind::MidtermReview),
    ("sơ , tổng kết", MeetingKind::FinalReview),
    ("tổng kết", MeetingKind::FinalReview),
    ("triển khai", MeetingKind::Rollout),
    ("quán triệt", MeetingKind::Rollout),
    ("thông tin nhanh", MeetingKind::Rollout),
    ("tuyên truyền , phổ biến", MeetingKind::Rollout),
    ("phổ biến", MeetingKind::Rollout),
    ("dâng hương", MeetingKind::Anniversary),
    ("học tập nghị quyết", MeetingKind::Rollout),
    ("học tập , quán triệt", MeetingKind::Rollout),
    ("nghiên cứu , học tập", MeetingKind::Rollout),
    ("phương hướng", MeetingKind::Rollout),
    ("phát động", MeetingKind::Launch),
    ("ra quân", MeetingKind::Launch),
    ("ra mắt", MeetingKind::Launch),
    ("khởi công", MeetingKind::Launch),
    ("khai mạc tháng", MeetingKind::Launch),
    ("khai mạc tuần", MeetingKind::Launch),
    ("hưởng ứng", MeetingKind::Launch),
    ("tọa đàm", MeetingKind::Seminar),
    ("hội thảo", MeetingKind::Seminar),
    ("diễn đàn", MeetingKind::Seminar),
    ("trao đổi kinh nghiệm", MeetingKind::Seminar),
    ("sinh hoạt chuyên đề", MeetingKind::Seminar),
    ("nhìn lại", MeetingKind::FinalReview),
    ("tập huấn", MeetingKind::Training),
    ("bồi dưỡng", MeetingKind::Training),
    ("khai giảng", MeetingKind::Training),
    ("bế giảng", MeetingKind::Training),
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
    ("chung kết", MeetingKind::Contest),
    ("vòng sơ khảo", MeetingKind::Contest),
    ("vòng chung khảo", MeetingKind::Contest),
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
    ("nắm tình hình", MeetingKind::Inspection),
]);

/// Kinds whose name says all: review words and prizes in it are the agenda.
pub(super) fn stands_alone(kind: MeetingKind) -> bool {
    matches!(
        kind,
        MeetingKind::Congress
            | MeetingKind::Contest
            | MeetingKind::Training
            | MeetingKind::Seminar
            | MeetingKind::Inspection
    )
}

/// The kinds an event's name says, outside quotes and brackets.
pub(super) fn kinds_in(tokens: &Tokens<'_>, name: Range<usize>) -> Vec<(MeetingKind, usize)> {
    let mut found: Vec<(MeetingKind, usize)> = Vec::new();
    let mut add = |kind: MeetingKind, at: usize| {
        if !found.iter().any(|(k, _)| *k == kind) {
            found.push((kind, at));
        }
    };
    let mut quoted = false;
    // What the event is about is no kind of it: `sơ kết 2 năm thực hiện … học tập`.
    let mut objects = false;
    let mut i = name.start;
    while i < name.end {
        // `Hội nghị “Tổng kết 15 năm …”`: the quotes hold the name itself.
        let whole = i <= name.start + 2 && matches!(tokens.raw(i), "“" | "\"");
        match tokens.raw(i) {
            "“" | "\"" if whole => {}
            "“" | "«" => quoted = true,
            "”" | "»" => quoted = false,
            "\"" => quoted = !quoted,
            _ => {}
        }
        if quoted {
            i += 1;
            continue;
        }
        if tokens.phrase(i, "thực hiện").is_some() {
            objects = true;
        }
        if matches!(tokens.low(i), "," | ";" | "và") {
            objects = false;
        }
        if let Some((_, kind, end)) = tokens.entries(i, KIND_WORDS).next() {
            if !objects && !is_occasion(tokens, &name, i, kind) && !is_object(tokens, &name, i) {
                add(kind_meant(tokens, kind, i, end.min(name.end)..name.end), i);
            }
            i = end;
            continue;
        }
        if reviews_year(tokens, i, name.end) {
            add(MeetingKind::FinalReview, i);
        }
        i += 1;
    }
    if found.is_empty() && matches!(tokens.low(name.start), "lớp" | "khóa") {
        found.push((MeetingKind::Training, name.start));
    }
    settle(tokens, &mut found);
    found
}

/// `nhân kỷ niệm`, `chào mừng Đại hội`, `sau 3 năm phát động`, `do Trung ương phát động`.
fn is_occasion(tokens: &Tokens<'_>, name: &Range<usize>, i: usize, kind: MeetingKind) -> bool {
    let told = kind == MeetingKind::Launch
        && i > name.start
        && matches!(tokens.low(i - 1), "năm" | "được" | "ương");
    told || (i.saturating_sub(3).max(name.start)..i).any(|t| {
        tokens
            .any_phrase(t, phrases!["nhân", "nhân dịp", "chào mừng", "hướng tới", "dịp"])
            .is_some()
    })
}

/// `tổng kết công tác kiểm tra`, `triển khai kế hoạch tổng kết`, `công tác thi đua, khen thưởng`,
/// `Gặp mặt Đoàn đại biểu dự Đại hội`, `sơ kết … Nghị quyết Đại hội`.
fn is_object(tokens: &Tokens<'_>, name: &Range<usize>, i: usize) -> bool {
    if i == name.start {
        return false;
    }
    let before = tokens.low(i - 1);
    let line_of_work = tokens.phrase(i, "khen thưởng").is_some()
        && i > name.start + 1
        && (before == "đua" || tokens.low(i - 2) == "đua");
    let of_congress = tokens.low(i) == "đại" && matches!(before, "dự" | "quyết");
    let of_noun =
        matches!(before, "tác" | "hoạch" | "trình" | "kỹ" | "chỉ" | "đạo" | "việc" | "quả" | "về")
            && i > name.start + 2;
    line_of_work || of_congress || of_noun
}

/// `gặp mặt các điển hình “Dân vận khéo”`: exemplars are met to be commended.
fn kind_meant(
    tokens: &Tokens<'_>,
    kind: MeetingKind,
    at: usize,
    behind: Range<usize>,
) -> MeetingKind {
    let exemplars = behind.start..(behind.start + 3).min(behind.end);
    if kind == MeetingKind::Anniversary
        && tokens.phrase(at, "gặp mặt").is_some()
        && tokens.find(exemplars, phrases!["điển hình", "gương"]).is_some()
    {
        return MeetingKind::Commendation;
    }
    kind
}

/// `đánh giá kết quả công tác dân vận năm 2018`: a whole year is reviewed.
fn reviews_year(tokens: &Tokens<'_>, i: usize, end: usize) -> bool {
    tokens
        .any_phrase(i, phrases!["đánh giá kết quả", "đánh giá tình hình"])
        .and_then(|after| periods(tokens, after..end).into_iter().next())
        .is_some_and(|first| first.kind == PeriodKind::Year)
}

/// What several kinds of one name come to.
fn settle(tokens: &Tokens<'_>, found: &mut Vec<(MeetingKind, usize)>) {
    let Some(&(first, at)) = found.first() else { return };
    // `tổng kết, trao giải cuộc thi`: the contest is what is reviewed.
    if matches!(first, MeetingKind::FinalReview | MeetingKind::MidtermReview) {
        found.retain(|(k, _)| *k != MeetingKind::Contest);
    }
    // `sơ kết, đánh giá kết quả … năm 2023` is one review.
    if found.iter().any(|(k, _)| *k == MeetingKind::MidtermReview) {
        found.retain(|&(k, t)| k != MeetingKind::FinalReview || tokens.low(t) != "đánh");
    }
    // `gặp mặt, tuyên dương` is a commendation; `kỷ niệm chương` is an award.
    let commends = found.iter().any(|(k, _)| *k == MeetingKind::Commendation);
    found.retain(|&(k, at)| {
        k != MeetingKind::Anniversary
            || !(commends && tokens.low(at) == "gặp")
                && tokens.phrase(at, "kỷ niệm chương").is_none()
    });
    if !matches!(first, MeetingKind::Contest) && stands_alone(first) {
        // `Đại hội Tuyên dương nông dân sản xuất giỏi` is both.
        let whole = match found.get(1) {
            Some(&(MeetingKind::Commendation, next)) if next == at + 2 => 2,
            _ => 1,
        };
        found.truncate(whole);
    }
}
