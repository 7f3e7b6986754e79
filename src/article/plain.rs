//! Pages of plain text, copied from a browser or written by a crawler, as lines.

use std::borrow::Cow;

use super::LineKind;
use super::line::{Line, count_words};
use crate::text::normalize::normalize;

/// The lines of a text page, normalized; blank lines only leave their mark.
pub(super) fn lines(text: &str) -> Vec<Line> {
    let text = text.replace("\r\n", "\n");
    let mut lines: Vec<Line> = Vec::new();
    let mut after_blank = true;
    for raw in text.split(['\n', '\r', '\u{2028}', '\u{2029}']) {
        let line = line(&super::decode_entities(raw), after_blank);
        after_blank = line.is_none();
        lines.extend(line);
    }
    unwrap(lines)
}

/// Joins text that was wrapped at a width: in a block without blank lines at least two lines go
/// on in lower case where the line before has no stop. Such a block is joined at every line end
/// that is no end of a sentence, also before a capital (`Chủ tịch⏎Ủy ban MTTQ`).
fn unwrap(lines: Vec<Line>) -> Vec<Line> {
    let mut out: Vec<Line> = Vec::with_capacity(lines.len());
    let mut block: Vec<Line> = Vec::new();
    for line in lines {
        if line.after_blank {
            out.append(&mut unwrap_block(std::mem::take(&mut block)));
        }
        block.push(line);
    }
    out.append(&mut unwrap_block(block));
    out
}

/// Shortest line, in characters, that can have been cut by a width.
const WRAPPED: usize = 35;

fn unwrap_block(block: Vec<Line>) -> Vec<Line> {
    let open = |line: &Line| {
        line.cells == 1
            && line.kind.is_none()
            && line.text.chars().count() >= WRAPPED
            && !line.text.ends_with(['.', '!', '?', '…', ':', ';', '”', '"'])
            && !super::line::is_furniture(&line.text)
    };
    let small = |line: &Line| line.text.chars().next().is_some_and(char::is_lowercase);
    let wrapped = block.windows(2).filter(|w| open(&w[0]) && small(&w[1])).count();
    if wrapped < 2 {
        return block;
    }
    let mut out: Vec<Line> = Vec::with_capacity(block.len());
    for line in block {
        match out.last_mut() {
            Some(last) if open(last) && line.cells == 1 && !super::line::is_item(&line.text) => {
                last.text.push(' ');
                last.text.push_str(&line.text);
            }
            _ => out.push(line),
        }
    }
    out
}

fn line(raw: &str, after_blank: bool) -> Option<Line> {
    if raw.contains('\t') {
        // Tables are copied with tabs between the cells.
        let cells = raw.split('\t').map(|cell| single_spaces(&normalize(cell)));
        let cells: Vec<String> = cells.filter(|cell| !cell.is_empty()).collect();
        if cells.len() >= 2 {
            let (text, kind) = (cells.join(" | "), Some(LineKind::Row));
            return Some(Line { text, kind, after_blank, cells: cells.len(), linked: false });
        }
    }
    let text = normalize(raw);
    let text = without_markdown(&text);
    if text.is_empty() {
        return None;
    }
    // Cells of a menu or a table are short; in running text two spaces are a slip.
    let gaps = text.split("  ").filter(|part| !part.trim().is_empty());
    let short = gaps.clone().all(|part| count_words(part) <= 6);
    let cells = if short { gaps.count() } else { 1 };
    let cells = cells.max(super::line::cells(&text).len());
    Some(Line { text: single_spaces(&text), kind: None, after_blank, cells, linked: false })
}

/// A line without the marks that crawlers write for pictures and layout tables:
/// `![](a.jpg) |`, `| Toàn cảnh hội nghị |`.
fn without_markdown(text: &str) -> Cow<'_, str> {
    if !text.contains("![") {
        return Cow::Borrowed(text.trim_matches([' ', '|']));
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("![") {
        let Some(end) =
            rest[at..].find("](").and_then(|m| rest[at + m..].find(')').map(|n| at + m + n + 1))
        else {
            break;
        };
        out.push_str(&rest[..at]);
        rest = &rest[end..];
    }
    out.push_str(rest);
    Cow::Owned(out.trim_matches([' ', '|']).to_owned())
}

/// Runs of spaces as one.
pub(super) fn single_spaces(text: &str) -> String {
    let odd = |byte: &u8| matches!(byte, b'\n' | b'\r' | b'\t');
    let single = !text.as_bytes().iter().any(odd) && !text.contains("  ");
    if single {
        return text.trim_matches(' ').to_owned();
    }
    let mut out = String::with_capacity(text.len());
    for word in text.split([' ', '\n', '\r', '\t']).filter(|word| !word.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// Joins what is one caption broken in two: the first line has no stop, the second goes on in
/// lower case right below (`Đồng chí A - Bí thư Quận ủy⏎phát động phong trào …`).
pub(super) fn join_broken(lines: Vec<Line>) -> Vec<Line> {
    let mut out: Vec<Line> = Vec::with_capacity(lines.len());
    for line in lines {
        let goes_on = line.text.chars().next().is_some_and(char::is_lowercase)
            && !line.after_blank
            && line.cells == 1
            && !super::line::is_item(&line.text)
            && !super::line::is_furniture(&line.text);
        if goes_on
            && let Some(last) = out.last_mut()
            && last.kind != Some(LineKind::Title)
            && last.cells == 1
            && !super::line::is_paragraph(&last.text)
            && !last.text.ends_with(['.', '!', '?', '…', ':', ';'])
            && super::dates::date_line(&last.text).is_none()
            && !super::line::is_furniture(&last.text)
            && count_words(&last.text) >= 4
        {
            last.text.push(' ');
            last.text.push_str(&line.text);
            continue;
        }
        out.push(line);
    }
    out
}
