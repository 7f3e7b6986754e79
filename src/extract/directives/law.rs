//! Laws cited by name: `Luật Thực hiện dân chủ ở cơ sở`, `Bộ luật Dân sự`.

use super::{Cited, token_after};
use crate::extract::bodies::expand_abbreviations;
use crate::extract::doc::Doc;
use crate::text::document::doc_number;
use crate::text::phrases::{Phrases, phrases};
use crate::text::token::Shape;

/// Laws often cited, so that their names end right whatever follows.
const LAWS: &Phrases = &Phrases::new(&[
    "thực hiện dân chủ ở cơ sở",
    "mặt trận tổ quốc việt nam",
    "thi đua , khen thưởng",
    "tiếp công dân",
    "khiếu nại",
    "tố cáo",
    "đất đai",
    "tổ chức chính quyền địa phương",
    "công đoàn",
    "thanh niên",
    "tín ngưỡng , tôn giáo",
    "tổ chức hđnd và ubnd",
    "bảo vệ môi trường",
    "hòa giải ở cơ sở",
    "thực hiện dân chủ ở xã , phường , thị trấn",
    "thực hiện dân chủ ở xã",
    "hoạt động giám sát của quốc hội và hội đồng nhân dân",
    "hoạt động giám sát của quốc hội và hđnd",
    "phòng , chống tác hại của rượu , bia",
    "phòng , chống tác hại của thuốc lá",
    "phòng , chống tham nhũng , lãng phí , tiêu cực",
    "phòng cháy , chữa cháy và cứu nạn , cứu hộ",
    "phòng cháy , chữa cháy",
    "ưu đãi người có công với cách mạng",
    "ưu đãi người có công",
    "phòng , chống tham nhũng",
    "phòng , chống ma túy",
    "phòng , chống bạo lực gia đình",
    "bầu cử đại biểu quốc hội và đại biểu hội đồng nhân dân",
    "nghĩa vụ quân sự",
    "an ninh mạng",
    "giao thông đường bộ",
    "trật tự , an toàn giao thông đường bộ",
    "căn cước công dân",
    "căn cước",
    "cư trú",
    "hôn nhân và gia đình",
    "bình đẳng giới",
    "trẻ em",
    "người cao tuổi",
    "cán bộ , công chức",
    "viên chức",
    "biên phòng việt nam",
    "lực lượng tham gia bảo vệ an ninh , trật tự ở cơ sở",
    "dân quân tự vệ",
    "hợp tác xã",
    "nhà ở",
    "dân sự",
    "hình sự",
    "lao động",
]);

/// First words of the kinds of laws.
pub(super) const LAW_WORDS: &Phrases = &Phrases::new(&["luật", "bộ", "pháp"]);

/// `Luật Thực hiện dân chủ ở cơ sở`, `Bộ luật Dân sự`.
pub(super) fn law(doc: &Doc<'_>, i: usize) -> Option<Cited> {
    let tokens = &doc.tokens;
    let (kind, start) = match (tokens.raw(i), tokens.low(i + 1)) {
        ("Luật", _) => ("luật", i + 1),
        ("Bộ", "luật") => ("bộ luật", i + 2),
        ("Pháp", "lệnh") => ("pháp lệnh", i + 2),
        _ => return None,
    };
    if i > 0
        && matches!(
            tokens.low(i - 1),
            "pháp" | "bộ" | "phòng" | "đại" | "khoa" | "trường" | "ngành"
        )
    {
        return None;
    }
    let known = tokens.longest(start, LAWS);
    let end = match known {
        Some(end) => end,
        None => law_end(doc, start)?,
    };
    // `Luật Tín ngưỡng, tôn giáo năm 2016 và Luật …`; the number may follow: `số 10/2022/QH15`.
    let mut number = None;
    let mut year = None;
    let mut after = end;
    let mut at = end;
    if tokens.low(at) == "năm" {
        at += 2;
    }
    if tokens.raw(at) == "(" || tokens.raw(at) == "," {
        at += 1;
    }
    if tokens.low(at) == "luật" {
        at += 1;
    }
    if tokens.low(at) == "số" {
        at += 1;
    }
    if tokens.shape(at) == Shape::Digits
        && let Some(found) = doc_number(tokens.text, tokens.list[at].start)
    {
        after = token_after(tokens, found.end);
        year = found.year;
        number = Some(found.number);
    }
    // `(sau đây gọi là Pháp lệnh số 34)`
    if let Some((alias, close)) = alias_at(doc, after) {
        number = number.or(Some(alias));
        after = close;
    }
    let title = expand_abbreviations(&doc.clean(start..end));
    Some(Cited {
        kind: kind.to_owned(),
        number,
        title: Some(title),
        year,
        core: i,
        end: after,
        rule: "directives.law",
    })
}

/// The number by which a law is called further on, and the index behind its brackets.
fn alias_at(doc: &Doc<'_>, i: usize) -> Option<(String, usize)> {
    let tokens = &doc.tokens;
    let name = tokens.any_phrase(i, phrases!["( sau đây gọi là", "( sau đây gọi tắt là"])?;
    let close = (name..name + 8).find(|&t| tokens.raw(t) == ")")?;
    let number = tokens.raw(close - 1);
    let short = tokens.low(close - 2) == "số" && tokens.shape(close - 1) == Shape::Digits;
    short.then(|| (number.to_owned(), close + 1))
}

/// Where the name of a law that is not on the list ends.
fn law_end(doc: &Doc<'_>, start: usize) -> Option<usize> {
    let tokens = &doc.tokens;
    if tokens.shape(start) != Shape::Initial || matches!(tokens.low(start), "sư" | "gia") {
        return None;
    }
    let line_end = tokens.lines[tokens.line_of(start)].end;
    // `Phòng, chống rửa tiền`: the comma is the name's.
    let mut end = tokens.phrase(start, "phòng , chống").unwrap_or(start);
    while end < line_end && end < start + 12 {
        let stop = matches!(tokens.raw(end), "," | ";" | "." | "(" | ")" | ":" | "”" | "\"")
            || tokens
                .any_phrase(
                    end,
                    phrases![
                        "năm",
                        "số",
                        "ngày",
                        "được",
                        "có",
                        "đã",
                        "quy định",
                        "trên",
                        "tại",
                        "đến",
                        "cho",
                        "gồm",
                        "là",
                        "trong",
                        "của",
                        "với",
                        "tới",
                        "sẽ",
                        "để",
                        "và các",
                        "và luật",
                        "và nghị",
                        "và bộ",
                        "và quy",
                    ],
                )
                .is_some();
        if stop && end > start {
            break;
        }
        end += 1;
    }
    (end > start).then_some(end)
}
