//! What kind of meeting its name says it is.

use std::ops::Range;

use crate::extract::facts::MeetingKind;
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
]);

/// The kinds an event's name says, outside quotes and brackets.
pub(super) fn kinds_in(tokens: &Tokens<'_>, name: Range<usize>) -> Vec<(MeetingKind, usize)> {
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
                        .any_phrase(
                            t,
                            phrases!["nhân", "nhân dịp", "chào mừng", "hướng tới", "dịp"],
                        )
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
                            .find(end..(end + 3).min(name.end), phrases!["điển hình", "gương"])
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
