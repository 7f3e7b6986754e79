//! Where the name of a meeting ends: `Hội nghị tổng kết công tác dân vận năm 2024 | do Ban Dân vận …`.

use std::ops::Range;

use crate::extract::doc::Doc;
use crate::text::number::number;
use crate::text::period::{PeriodKind, period, periods};
use crate::text::phrases::{Phrases, phrases};
use crate::text::token::{Shape, Tokens};

/// Words that end an event's name.
const NAME_ENDS: &Phrases = &Phrases::new(&[
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
]);

/// Where an event's name ends.
pub(super) fn name_end(doc: &Doc<'_>, head: usize, limit: usize) -> usize {
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
            if raw == ","
                && let Some(next) = term_between(tokens, i + 1)
            {
                i = next;
                continue;
            }
            if raw == ","
                && !continues(tokens, i + 1)
                && !lists_on(tokens, i, end_limit)
                && !is_pair(tokens, i)
                && !is_anniversary(tokens, head..i)
            {
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
            if i > head + 1
                && let Some(next) = form_between(tokens, i)
            {
                i = next;
                continue;
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

/// `Hội nghị trực tiếp kết hợp trực tuyến tổng kết …`, `Hội nghị bằng hình thức trực tuyến sơ kết …`: the
/// name goes on behind how people meet.
fn form_between(tokens: &Tokens<'_>, i: usize) -> Option<usize> {
    let mut at = tokens.any_phrase(i, phrases!["theo hình thức", "bằng hình thức"]).unwrap_or(i);
    let form = phrases!["trực tiếp", "trực tuyến", "kết hợp với", "kết hợp"];
    while let Some(next) = tokens.any_phrase(at, form) {
        at = next;
    }
    (at > i && continues(tokens, at)).then_some(at)
}

/// `Hội nghị lần thứ II, nhiệm kỳ 2025 - 2030; tổng kết …`: the name goes on behind the term.
fn term_between(tokens: &Tokens<'_>, i: usize) -> Option<usize> {
    let term = period(tokens, i).filter(|p| p.kind == PeriodKind::Term)?;
    let mark = term.tokens.end;
    (matches!(tokens.raw(mark), "," | ";") && continues(tokens, mark + 1)).then_some(mark)
}

/// `kỷ niệm 89 năm Ngày truyền thống …, 70 năm tác phẩm “Dân vận” …`: a list of anniversaries goes
/// on behind the comma that ends `named`.
fn is_anniversary(tokens: &Tokens<'_>, named: Range<usize>) -> bool {
    let next = number(tokens, named.end + 1);
    next.is_some_and(|n| tokens.low(n.next) == "năm")
        && tokens.find(named, phrases!["kỷ niệm"]).is_some()
}

/// `biểu dương các mô hình, điển hình trong phong trào`, `cho cán bộ các xã, thị trấn`: the comma of a pair.
fn is_pair(tokens: &Tokens<'_>, comma: usize) -> bool {
    let of_pair = phrases!["mô hình", "điển hình", "tập thể", "cá nhân", "cách làm"];
    let models = tokens.any_phrase(comma - 2, of_pair) == Some(comma)
        && tokens.any_phrase(comma + 1, of_pair).is_some();
    let classes = ["các", "những"].contains(&tokens.low(comma.wrapping_sub(2)))
        || tokens.shape(comma.wrapping_sub(2)) == Shape::Digits;
    let units = phrases!["tỉnh", "huyện", "xã", "thị", "thành", "phường", "thị trấn", "thành phố"];
    let of_class = classes
        && tokens.any_phrase(comma - 1, units) == Some(comma)
        && tokens.any_phrase(comma + 1, units).is_some();
    // `các tổ dân phố 1, 2, 3 và 4`
    let numbers = [comma.wrapping_sub(1), comma + 1].map(|t| tokens.shape(t) == Shape::Digits);
    models || of_class || numbers == [true, true]
}

/// ` - ảnh`, ` - Đại tá …` behind a name.
fn is_caption_dash(tokens: &Tokens<'_>, i: usize) -> bool {
    tokens.low(i + 1) == "ảnh" || tokens.phrase(i + 1, "đồng chí").is_some()
}

/// Stop words that are part of the name: `năm … có`, `ngày hội`, `ngày truyền thống`, `vào cuộc`.
fn inside_name(tokens: &Tokens<'_>, i: usize) -> bool {
    match tokens.low(i) {
        "ngày" => {
            // `Lễ trao tặng Huy hiệu Đảng đợt ngày 7-11-2025`
            tokens.low(i - 1) == "đợt"
                || matches!(
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
            phrases![
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
                "phổ biến",
                "lắng nghe",
                "đối thoại",
                "tặng quà",
                "chúc tết",
                "dâng hương",
            ],
        )
        .is_some()
}

/// A comma inside an enumeration that still belongs to the name: `công tác dân vận, mặt trận,
/// các tổ chức chính trị - xã hội 6 tháng đầu năm 2022 diễn ra`.
fn lists_on(tokens: &Tokens<'_>, i: usize, limit: usize) -> bool {
    /// `các tổ chức chính trị - xã hội huyện gắn với tổng kết phong trào thi đua “Dân vận khéo”, Chương
    /// trình phối hợp năm 2023`
    const FAR: usize = 36;
    // A period within the next words shows that the name has not ended.
    let ahead = (i + 1)..(i + FAR).min(limit);
    let stop = ahead
        .clone()
        .find(|&t| {
            matches!(tokens.raw(t), ";" | ".")
                || tokens
                    .any_phrase(
                        t,
                        phrases![
                            "đồng chí",
                            "tham dự",
                            "đến dự",
                            "do",
                            "với sự",
                            "dự hội nghị",
                            "nhằm"
                        ],
                    )
                    .is_some()
        })
        .unwrap_or(ahead.end);
    // A capital begins something else, but in a list of lines of work: `công tác dân vận, Mặt trận
    // và các đoàn thể 4 tháng đầu năm`.
    let of_work =
        phrases!["quy", "mặt trận", "mttq", "tôn giáo", "dân tộc", "chương trình phối hợp"];
    if tokens.low(i + 1) == "tại"
        || tokens.is_capital(i + 1) && tokens.any_phrase(i + 1, of_work).is_none()
    {
        return false;
    }
    periods(tokens, i + 1..stop).iter().any(|p| p.kind != PeriodKind::Term)
        && !matches!(
            tokens.low(i + 1),
            "đồng" | "tham" | "đến" | "dự" | "nhằm" | "trong" | "năm" | "với" | "cùng"
        )
}

/// Whether a token stands inside quotation marks.
pub fn in_quotes(tokens: &Tokens<'_>, from: usize, at: usize) -> bool {
    let (mut open, mut depth) = (false, 0_u32);
    for t in tokens.quotes(from..at) {
        match tokens.raw(t) {
            "“" | "«" => (open, depth) = (true, depth + 1),
            "”" | "»" => (open, depth) = (false, depth.saturating_sub(1)),
            "\"" => open = !open,
            _ => {}
        }
    }
    // `“Triển khai phong trào “Dân vận khéo” giai đoạn 2021 - 2025”`; an opening mark that lacks its
    // closing one is followed by another opening mark, or by none.
    let sentence = tokens.sentences[tokens.sentence_of(at)].end;
    let closes = |t: usize| matches!(tokens.raw(t), "”" | "»");
    open || depth > 0 && tokens.quotes(at..sentence).next().is_some_and(closes)
}
