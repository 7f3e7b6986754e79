//! The title of a document behind its citation: `về …`, `về việc …`, `“…”`.

use super::kind_word;
use crate::extract::bodies::expand_abbreviations;
use crate::extract::doc::{Doc, clean};
use crate::extract::places::type_word;
use crate::text::phrases::{Phrases, phrases};
use crate::text::token::{Shape, Tokens};

/// Words before a title that are no part of it. Longer ones first.
const CUES: &Phrases =
    &Phrases::new(&["về việc ban hành", "về ban hành", "về việc", "v / v", "ban hành", "về"]);

/// What a document does, as the first words of its title.
const ACTS: &Phrases =
    &Phrases::new(&["quy định chi tiết", "quy định một số", "phê duyệt", "sửa đổi , bổ sung"]);

/// The title that begins at a token; `issued` where day or issuer stand before it.
pub(super) fn title_at(doc: &Doc<'_>, i: usize, line_end: usize, issued: bool) -> Option<String> {
    let tokens = &doc.tokens;
    let mut at = i;
    while matches!(tokens.raw(at), "," | ":" | "-" | "–") && at < i + 2 {
        at += 1;
    }
    let bracket = tokens.raw(at) == "(" && tokens.any_phrase(at + 1, CUES).is_some();
    at += usize::from(bracket);
    at = behind_parties(tokens, at);
    let cue = tokens.any_phrase(at, CUES);
    at = cue.unwrap_or(at);
    if is_open_quote(tokens, at) {
        let close = (at + 1..line_end.min(at + 120))
            .find(|&t| matches!(tokens.raw(t), "”" | "\"" | "»"))
            .or_else(|| tokens.sentences.get(tokens.sentence_of(at)).map(|s| s.end))?;
        // `“Về tiếp tục phát huy …”`
        let start = tokens.any_phrase(at + 1, CUES).unwrap_or(at + 1);
        return written_out(&doc.clean(start..close));
    }
    // `… của Tỉnh ủy thực hiện Kết luận số 43-KL/TW`: not `Nghị quyết 25 thực hiện nghiêm túc`.
    let carries_out =
        issued && tokens.phrase(at, "thực hiện").is_some_and(|next| kind_word(doc, next).is_some());
    if cue.is_none() && !carries_out && tokens.any_phrase(at, ACTS).is_none() {
        return None;
    }
    let mut end = open_end(doc, at);
    while end > at
        && (matches!(tokens.raw(end - 1), "," | "." | "-" | "…") || tokens.low(end - 1) == "và")
    {
        end -= 1;
    }
    written_out(&clean(tokens.slice(at..end)))
}

/// `Chương trình phối hợp số … giữa A và B về …`: the parties are passed.
fn behind_parties(tokens: &Tokens<'_>, i: usize) -> usize {
    const LONGEST: usize = 30;
    if tokens.low(i) != "giữa" {
        return i;
    }
    let end = tokens.lines[tokens.line_of(i)].end.min(i + LONGEST);
    tokens.find(i..end, phrases!["về"]).unwrap_or(i)
}

/// Where a title without quotes ends: at a mark, at the next document, at the predicate.
fn open_end(doc: &Doc<'_>, at: usize) -> usize {
    let tokens = &doc.tokens;
    let sentence_end = doc.sentence(at).end;
    let mut end = at;
    while end < sentence_end {
        let raw = tokens.raw(end);
        if matches!(raw, ";" | "…" | ")") || raw == "." && end + 1 >= sentence_end {
            break;
        }
        // Another document of the list; `tiếp tục thực hiện Nghị quyết số …` is the title's object.
        if end > at
            && matches!(tokens.low(end - 1), "," | "và" | "-" | "–")
            && kind_word(doc, end).is_some_and(|(_, after)| {
                tokens.low(after) == "số" || tokens.shape(after) == Shape::Digits
            })
        {
            break;
        }
        if raw == "," && begins_clause(doc, end + 1, sentence_end) {
            break;
        }
        // `… được triển khai rộng rãi`, `… đã được sửa đổi`, `… là văn bản đầu tiên`; not `những
        // điều đảng viên không được làm`.
        let predicate = matches!(tokens.low(end), "được" | "đã" | "là");
        if predicate && end > at && tokens.low(end - 1) != "không" {
            break;
        }
        end += 1;
    }
    end
}

/// `…, huyện đã cụ thể hóa bằng 12 văn bản`, `…, sáng 12/4, Huyện ủy tổ chức hội nghị`: behind the
/// comma a subject has its own verb, or a time begins.
fn begins_clause(doc: &Doc<'_>, i: usize, end: usize) -> bool {
    let tokens = &doc.tokens;
    let time = tokens.any_phrase(
        i,
        phrases![
            "vào",
            "vào lúc",
            "sáng",
            "chiều",
            "tối",
            "ngày",
            "sáng ngày",
            "chiều ngày",
            "hôm nay"
        ],
    );
    // `tổng kết 5 năm thực hiện Chỉ thị số 03-CT/TW, ngày 14/5/2011 của …`: the day of that one.
    let numbered =
        |(_, at): (_, usize)| tokens.low(at) == "số" || tokens.shape(at) == Shape::Digits;
    let dated = || (i.saturating_sub(10)..i).any(|t| kind_word(doc, t).is_some_and(numbered));
    if time.is_some_and(|at| tokens.shape(at) == Shape::Digits || tokens.low(at - 1) == "nay")
        && !dated()
    {
        return true;
    }
    let subject = type_word(tokens, i).is_some()
        || tokens.is_capital(i)
        || tokens.any_phrase(i, phrases!["các", "đồng chí", "toàn", "đến nay", "cấp ủy"]).is_some();
    let limit = end.min(i + 14);
    let stop = (i..limit).find(|&t| matches!(tokens.raw(t), "," | ";")).unwrap_or(limit);
    let verbs =
        phrases!["đã", "vừa", "sẽ", "tổ chức hội nghị", "tổ chức lớp", "tổ chức buổi", "ban hành"];
    // `…, toàn tỉnh triển khai 5.358 mô hình`
    let doing = phrases!["triển khai", "xây dựng", "đăng ký", "thực hiện", "có"];
    let done = tokens.find(i..stop, doing).is_some_and(|verb| {
        (verb + 1..verb + 4).any(|t| t < stop && tokens.shape(t) == Shape::Digits)
    });
    subject && (done || tokens.find(i..stop, verbs).is_some())
}

fn written_out(title: &str) -> Option<String> {
    let title = expand_abbreviations(title);
    (!title.is_empty()).then_some(title)
}

fn is_open_quote(tokens: &Tokens<'_>, i: usize) -> bool {
    matches!(tokens.raw(i), "“" | "\"" | "«" | "”" | "„")
}
