//! Capitals of TCVN3. It has codes for capitals without a tone only: `Ủ` and `ủ` are one code,
//! and the font shows which (`.VnTimeH`). So the words around a letter have to tell.

use std::ops::Range;

use crate::text::normalize::is_syllable;

/// The text with the capitals that its words show: lines of capitals, the first words of
/// sentences and of what stands in quotation marks, the ends of names, `Ủy ban`.
pub(super) fn restored(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    // Tags part lines too: their names are small letters.
    for line in text.split_inclusive(['\n', '<', '>']) {
        push_line(&mut out, line);
    }
    with_first_letters(&out)
}

/// Letters that have codes of their own as small letters and as capitals, beside those of ASCII.
const SMALL: &str = "ăâêôơưđ";
const CAPITALS: &str = "ĂÂÊÔƠƯĐ";

/// A line of capitals (`HéI NGHÞ TæNG KÕT`, read as `HộI NGHị TổNG KếT`): its plain letters tell.
fn push_line(out: &mut String, line: &str) {
    let small = |word: &str| word.chars().any(|c| c.is_ascii_lowercase() || SMALL.contains(c));
    let is_capital = |c: &char| c.is_ascii_uppercase() || CAPITALS.contains(*c);
    let sure = |word: &str| !small(word) && word.chars().filter(is_capital).count() >= 2;
    let words = || line.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    let in_capitals = words().filter(|word| sure(word)).count();
    if in_capitals == 0 {
        return out.push_str(line);
    }
    let whole = in_capitals > words().filter(|word| small(word)).count();
    let ranges = word_ranges(line);
    // `Mỹ XUYÊN AN` is a name in capitals, `UBND Mỹ Lộc` is none.
    let shouts = |at: Option<usize>| {
        let word = at.and_then(|at| ranges.get(at)).map_or("", |range| &line[range.clone()]);
        sure(word) && is_syllable(word)
    };
    let mut done = 0;
    for (at, range) in ranges.iter().enumerate() {
        out.push_str(&line[done..range.start]);
        done = range.end;
        let word = &line[range.clone()];
        // `Bé` alone is `Bộ`, among capitals `BỘ`.
        let among = || whole || shouts(at.checked_sub(1)) || shouts(Some(at + 1));
        if sure(word) || !small(word) && among() {
            out.extend(word.chars().flat_map(char::to_uppercase));
        } else {
            out.push_str(word);
        }
    }
    out.push_str(&line[done..]);
}

fn with_first_letters(text: &str) -> String {
    let words = word_ranges(text);
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for (at, range) in words.iter().enumerate() {
        let Some(first) = text[range.clone()].chars().next().filter(|c| is_open(*c)) else {
            continue;
        };
        let next = words.get(at + 1).map_or("", |next| &text[next.clone()]);
        if opens_title(text, &words, at) || opens(text, range, next) || is_in_name(text, &words, at)
        {
            out.push_str(&text[done..range.start]);
            out.extend(first.to_uppercase());
            done = range.start + first.len_utf8();
        }
    }
    out.push_str(&text[done..]);
    out
}

/// A small letter that may be meant as a capital.
fn is_open(c: char) -> bool {
    !c.is_ascii() && c.is_lowercase() && !SMALL.contains(c)
}

/// `Ủy ban nhân dân`, `Ủy viên Ban Thường vụ`, as the press writes them; not `Huyện ủy ban hành`,
/// `Tỉnh ủy viên`.
fn opens_title(text: &str, words: &[Range<usize>], at: usize) -> bool {
    const COMMITTEES: &[&str] =
        &["cấp", "Tỉnh", "Thành", "Huyện", "Quận", "Thị", "Đảng", "Khối", "Trung", "Chi"];
    let word = |at: usize| words.get(at).map_or("", |range| &text[range.clone()]);
    let behind_committee = at.checked_sub(1).is_some_and(|before| {
        COMMITTEES.contains(&word(before)) && text[words[before].end..words[at].start] == *" "
    });
    if behind_committee || !matches!(word(at), "ủy" | "uỷ") {
        return false;
    }
    match word(at + 1) {
        "ban" => word(at + 2) != "hành",
        "viên" => word(at + 2).starts_with(char::is_uppercase),
        _ => false,
    }
}

/// Whether a word opens a sentence, an item or a quotation.
fn opens(text: &str, word: &Range<usize>, next: &str) -> bool {
    // `Huyện⏎ủy`: a line may be cut anywhere.
    if text[word.clone()] == *"ủy" && !matches!(next, "ban" | "viên" | "quyền" | "nhiệm" | "thác")
    {
        return false;
    }
    let before = &text[..word.start];
    if before.ends_with(['“', '‘']) || before.ends_with(" \"") || before.ends_with("\n\"") {
        return true;
    }
    let said = without_marks_and_tags(before);
    match said.chars().next_back() {
        None | Some('.' | '!' | '?' | '…') => true,
        Some('\n') => {
            let is_item = said.len() < before.len();
            let after_blank = said.ends_with("\n\n") || said.ends_with("\n\r\n");
            let closed = said.trim_end().ends_with(['.', '!', '?', '…', ':', ';']);
            is_item || after_blank || closed || text[word.end..].starts_with(':')
        }
        _ => false,
    }
}

/// The text without what may stand between a sentence and the first word of the next.
fn without_marks_and_tags(mut text: &str) -> &str {
    const LONGEST_TAG: usize = 300;
    loop {
        text = text.trim_end_matches([' ', '\t', '"', '(', '-', '–', '+', '*']);
        let near = text.ceil_char_boundary(text.len().saturating_sub(LONGEST_TAG));
        match text[near..].rfind('<').filter(|_| text.ends_with('>')) {
            Some(tag) => text = &text[..near + tag],
            None => return text,
        }
    }
}

/// A part of a name: `Phan ái Vân`, `Lư Thị Ngọc ánh -`. It stands between words with capitals, or
/// behind two of them and before a stop, or opens it (`Ảnh: út Khéo`).
fn is_in_name(text: &str, words: &[Range<usize>], at: usize) -> bool {
    // `Ban Dân vận Huyện ủy,` · `Hội Nông dân Tân Lập ở,`
    const NO_NAMES: &[&str] =
        &["ủy", "uỷ", "ở", "ấy", "ấp", "án", "áp", "ảnh", "ạ", "ý", "ổn", "ủng", "ứng"];
    if NO_NAMES.contains(&&text[words[at].clone()]) {
        return false;
    }
    // Words with a capital and small letters, one space apart.
    let is_capital = |word: &Range<usize>, beside: &Range<usize>| {
        let gap = word.end.min(beside.end)..word.start.max(beside.start);
        text.get(gap) == Some(" ")
            && text[word.clone()].starts_with(char::is_uppercase)
            && text[word.clone()].contains(char::is_lowercase)
    };
    let before =
        |back: usize| at.checked_sub(back).is_some_and(|to| is_capital(&words[to], &words[to + 1]));
    let behind = text[words[at].end..].trim_start_matches(' ');
    let stops = [',', '.', ';', ':', '-', '–', '(', ')', '\n', '<'];
    let goes_on = words.get(at + 1).is_some_and(|next| is_capital(next, &words[at]));
    let ends = behind.is_empty() || behind.starts_with(stops);
    let begins = [": ", ", ", "- "].iter().any(|mark| text[..words[at].start].ends_with(mark));
    before(1) && (goes_on || before(2) && ends) || begins && goes_on
}

/// Runs of letters.
fn word_ranges(text: &str) -> Vec<Range<usize>> {
    let mut words = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices() {
        match (c.is_alphabetic(), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                words.push(from..at);
                start = None;
            }
            _ => {}
        }
    }
    words.extend(start.map(|from| from..text.len()));
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_tell_what_the_code_does_not() {
        for (read, meant) in [
            ("HộI NGHị TổNG KếT", "HỘI NGHỊ TỔNG KẾT"),
            ("Bộ TRƯởNG Bộ Y Tế", "BỘ TRƯỞNG BỘ Y TẾ"),
            ("HĐND và UBND xã Mỹ Lộc", "HĐND và UBND xã Mỹ Lộc"),
            ("CHỉ TIÊU TUYểN: 46 người, trong đó:", "CHỈ TIÊU TUYỂN: 46 người, trong đó:"),
            ("<p class=a>HộI NGHị</p>", "<p class=a>HỘI NGHỊ</p>"),
            ("ấp 3 họp. ở đó, ủy ban", "Ấp 3 họp. Ở đó, Ủy ban"),
            ("xã A,\n\nảnh: Văn ánh\n- ứng cử", "xã A,\n\nẢnh: Văn ánh\n- Ứng cử"),
            ("<b>út Khéo</b> <i>ở</i>", "<b>Út Khéo</b> <i>ở</i>"),
            ("các huyện\nở xa, Huyện\nủy", "các huyện\nở xa, Huyện\nủy"),
            ("mô hình “ánh sáng”, \"ấp sạch\" và ấp", "mô hình “Ánh sáng”, \"Ấp sạch\" và ấp"),
            ("bà Lư Thị Ngọc ánh - Phó Trưởng Ban", "bà Lư Thị Ngọc Ánh - Phó Trưởng Ban"),
            ("Ban Dân vận Huyện ủy, Tỉnh ủy", "Ban Dân vận Huyện ủy, Tỉnh ủy"),
            ("ông A, ủy viên Ban Thường vụ Tỉnh ủy", "ông A, Ủy viên Ban Thường vụ Tỉnh ủy"),
            ("Huyện ủy ban hành, Tỉnh ủy viên An", "Huyện ủy ban hành, Tỉnh ủy viên An"),
            ("Chủ tịch ủy ban nhân dân", "Chủ tịch Ủy ban nhân dân"),
            ("đồng chí Phan ái Vân ở Huyện ủy Ba Bể", "đồng chí Phan Ái Vân ở Huyện ủy Ba Bể"),
            ("Bài và ảnh: út Khéo", "Bài và ảnh: Út Khéo"),
            ("Tác giả bài: Mỹ XUYÊN AN", "Tác giả bài: MỸ XUYÊN AN"),
            ("xã Tân Lập áp dụng", "xã Tân Lập áp dụng"),
        ] {
            assert_eq!(restored(read), meant);
        }
    }
}
