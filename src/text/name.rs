//! Names of persons: shape only, no knowledge of who is meant.

use super::token::{Shape, Tokens};

/// Longest name in tokens.
const LONGEST: usize = 6;

/// The end of a name that begins at a token, by its shape: two to six words with a capital,
/// all capitals (`TRƯƠNG HẢI LONG`) or initial ones; single letters and apostrophes as in
/// `Giàng A Chu`, `Y Thanh Hà Niê Kđăm`, `K'Mák`. `stop` says where other words begin.
pub fn name_end(tokens: &Tokens<'_>, i: usize, stop: impl Fn(usize) -> bool) -> Option<usize> {
    let line_end = tokens.lines.get(tokens.line_of(i))?.end;
    let all_capitals = tokens.shape(i) == Shape::Upper;
    let mut end = i;
    while end < line_end && end < i + LONGEST && is_part(tokens, end, all_capitals) {
        // A name is not glued together with marks, and ends where other words begin.
        if end > i && (tokens.glued(end) || stop(end)) {
            break;
        }
        end += 1 + usize::from(is_apostrophe(tokens, end + 1));
    }
    (end >= i + 2 || end == i + 1 && is_single(tokens.raw(i))).then_some(end)
}

/// `K'Mák`, `H'Yim`: one word can be a whole name.
fn is_single(word: &str) -> bool {
    let mut chars = word.chars();
    matches!(chars.next(), Some('K' | 'H')) && matches!(chars.next(), Some('\'' | '’'))
}

/// The mark of `K' Văn Bình`, where a space parts it from the name.
fn is_apostrophe(tokens: &Tokens<'_>, i: usize) -> bool {
    matches!(tokens.raw(i), "'" | "’")
        && tokens.glued(i)
        && matches!(tokens.raw(i - 1), "K" | "H" | "Y")
        && tokens.is_capital(i + 1)
        && !tokens.glued(i + 1)
}

fn is_part(tokens: &Tokens<'_>, i: usize, all_capitals: bool) -> bool {
    let letters = tokens.raw(i).chars().count();
    match tokens.shape(i) {
        Shape::Upper => all_capitals,
        Shape::Initial => letters == 1 || !all_capitals,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<String> {
        let tokens = Tokens::new(text);
        name_end(&tokens, 0, |_| false).map(|end| tokens.slice(0..end).to_owned())
    }

    #[test]
    fn names() {
        for (text, want) in [
            ("Nguyễn Văn Cương – Phó Bí thư", "Nguyễn Văn Cương"),
            ("TRƯƠNG HẢI LONG, Phó", "TRƯƠNG HẢI LONG"),
            ("Y Thanh Hà Niê Kđăm, Bí thư", "Y Thanh Hà Niê Kđăm"),
            ("Giàng A Chu phát biểu", "Giàng A Chu"),
            ("K'Mák, Trưởng ban", "K'Mák"),
            ("K' Văn Bình - Huyện ủy viên", "K' Văn Bình"),
            ("Võ Văn A - Trưởng phòng", "Võ Văn A"),
        ] {
            assert_eq!(read(text).as_deref(), Some(want), "{text}");
        }
        for text in ["Cương, Phó", "nguyễn văn an", "Hội nghị tổng kết"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
