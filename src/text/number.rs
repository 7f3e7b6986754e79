//! Numbers of Vietnamese text: figures with thousands points, and number words.

use super::phrases::Phrases;
use super::token::{Shape, Tokens};

/// A whole number found in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Number {
    /// Its value.
    pub value: i64,
    /// Index of the token after it (after `(hai)` in `02 (hai) mô hình`).
    pub next: usize,
    /// Written in words; `năm` is 5 or *year*, so the caller decides by what follows.
    pub in_words: bool,
}

/// The whole number that begins at token `i`.
///
/// Not numbers here: decimals (`1,3`), percentages, ratios and dates (`14/21`, `12/4`), a part
/// of a code (`25-NQ`) and a number in the middle of another.
#[inline]
pub fn number(tokens: &Tokens<'_>, i: usize) -> Option<Number> {
    match tokens.shape(i) {
        Shape::Digits => figures(tokens, i),
        Shape::Punct => None,
        _ if tokens.may_begin(i, FIRST_WORDS) => words(tokens, i),
        _ => None,
    }
}

fn figures(tokens: &Tokens<'_>, i: usize) -> Option<Number> {
    // In the middle of `12/4`, `3.553`, `1,3`, `25-27`.
    if i > 0
        && tokens.glued(i)
        && matches!(tokens.raw(i - 1), "/" | "." | ",")
        && (i < 2 || tokens.shape(i - 2) == Shape::Digits)
    {
        return None;
    }
    let mut value: i64 = tokens.raw(i).parse().ok()?;
    let mut next = i + 1;
    let first_length = tokens.raw(i).len();
    if first_length <= 3 {
        while is_group(tokens, next) {
            value = value.checked_mul(1000)?.checked_add(tokens.raw(next + 1).parse().ok()?)?;
            next += 2;
        }
        // `1 234`, `18 448`: a space as the thousands mark.
        if next == i + 1
            && !tokens.raw(i).starts_with('0')
            && tokens.shape(next) == Shape::Digits
            && tokens.raw(next).len() == 3
            && !tokens.glued(next)
        {
            value = value.checked_mul(1000)?.checked_add(tokens.raw(next).parse().ok()?)?;
            next += 1;
        }
    }
    // A decimal, a ratio, a date or a percentage.
    let mark = tokens.raw(next);
    if tokens.glued(next) && matches!(mark, "," | "." | "/" | "-") {
        let after = next + 1;
        if tokens.glued(after) && tokens.shape(after) == Shape::Digits {
            return None;
        }
        // `25-NQ/TW`, `33/CT-TTg`
        if matches!(mark, "/" | "-") && tokens.glued(after) && tokens.is_capital(after) {
            return None;
        }
    }
    if mark == "%" {
        return None;
    }
    if let Some((factor, after)) = scale(tokens, next) {
        value = value.checked_mul(factor)?;
        next = after;
    }
    // `02 (hai) tập thể`
    if tokens.raw(next) == "("
        && let Some(spelled) = words(tokens, next + 1)
        && tokens.raw(spelled.next) == ")"
    {
        next = spelled.next + 1;
    }
    Some(Number { value, next, in_words: false })
}

/// `.` and exactly three digits, glued.
fn is_group(tokens: &Tokens<'_>, i: usize) -> bool {
    tokens.raw(i) == "."
        && tokens.glued(i)
        && tokens.shape(i + 1) == Shape::Digits
        && tokens.glued(i + 1)
        && tokens.raw(i + 1).len() == 3
}

/// `2 nghìn`, `3 vạn`, `5 chục`; money words (triệu, tỷ) count too, the caller sees the noun.
fn scale(tokens: &Tokens<'_>, i: usize) -> Option<(i64, usize)> {
    let factor = match tokens.low(i) {
        "nghìn" | "ngàn" => 1_000,
        "vạn" => 10_000,
        "triệu" => 1_000_000,
        "tỷ" | "tỉ" => 1_000_000_000,
        "trăm" => 100,
        "chục" => 10,
        _ => return None,
    };
    Some((factor, i + 1))
}

fn digit(word: &str) -> Option<i64> {
    Some(match word {
        "không" => 0,
        "một" | "mốt" => 1,
        "hai" => 2,
        "ba" => 3,
        "bốn" | "tư" => 4,
        "năm" | "lăm" | "nhăm" => 5,
        "sáu" => 6,
        "bảy" | "bẩy" => 7,
        "tám" => 8,
        "chín" => 9,
        _ => return None,
    })
}

/// Words that begin a number.
pub(super) const FIRST_WORDS: &Phrases = &Phrases::new(&[
    "không", "một", "mốt", "hai", "ba", "bốn", "tư", "năm", "lăm", "nhăm", "sáu", "bảy", "bẩy",
    "tám", "chín", "mười",
]);

/// Numbers in words up to thousands: `hai mươi lăm`, `một trăm linh năm`, `mười hai`.
fn words(tokens: &Tokens<'_>, i: usize) -> Option<Number> {
    if digit(tokens.low(i)).is_none() && tokens.low(i) != "mười" {
        return None;
    }
    let mut at = i;
    let mut value = 0;
    let mut any = false;
    if let Some(d) = digit(tokens.low(at))
        && matches!(tokens.low(at + 1), "nghìn" | "ngàn")
    {
        value += d * 1000;
        at += 2;
        any = true;
    }
    if let Some(d) = digit(tokens.low(at))
        && tokens.low(at + 1) == "trăm"
    {
        value += d * 100;
        at += 2;
        any = true;
        if matches!(tokens.low(at), "linh" | "lẻ")
            && let Some(d) = digit(tokens.low(at + 1))
        {
            return Some(Number { value: value + d, next: at + 2, in_words: true });
        }
    }
    if tokens.low(at) == "mười" {
        value += 10;
        at += 1;
        any = true;
        if let Some(d) = digit(tokens.low(at)).filter(|_| tokens.low(at) != "mốt") {
            value += d;
            at += 1;
        }
    } else if let Some(d) = digit(tokens.low(at)).filter(|&d| d > 0) {
        if matches!(tokens.low(at + 1), "mươi" | "chục") {
            value += d * 10;
            at += 2;
            any = true;
            if let Some(unit) = digit(tokens.low(at)) {
                // `hai mươi năm 2023` is twenty, the year follows.
                let year = tokens.low(at) == "năm" && tokens.shape(at + 1) == Shape::Digits;
                if !year {
                    value += unit;
                    at += 1;
                }
            }
        } else if !any {
            value += d;
            at += 1;
            any = true;
        }
    }
    (any && value > 0).then_some(Number { value, next: at, in_words: true })
}

/// The value of a Roman numeral up to 39 (terms, quarters, congresses).
pub fn roman(word: &str) -> Option<i64> {
    if word.is_empty() || !word.bytes().all(|b| matches!(b, b'I' | b'V' | b'X')) {
        return None;
    }
    let values: Vec<i64> = word
        .bytes()
        .map(|b| match b {
            b'I' => 1,
            b'V' => 5,
            _ => 10,
        })
        .collect();
    let mut total = 0;
    for (i, &v) in values.iter().enumerate() {
        total += if values.get(i + 1).is_some_and(|&n| n > v) { -v } else { v };
    }
    Some(total)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The first number of a text and the words after it.
    fn first(text: &str) -> Option<(i64, String)> {
        let tokens = Tokens::new(text);
        (0..tokens.len()).find_map(|i| {
            let n = number(&tokens, i)?;
            Some((n.value, tokens.slice(n.next..tokens.len()).to_owned()))
        })
    }

    #[test]
    fn numbers() {
        for (text, value, rest) in [
            ("225 mô hình", 225, "mô hình"),
            ("3.553 đảng viên", 3553, "đảng viên"),
            ("1.234.567 đồng", 1_234_567, "đồng"),
            ("18 448 ha", 18448, "ha"),
            ("02 tập thể", 2, "tập thể"),
            ("02 (hai) tập thể", 2, "tập thể"),
            ("30 (ba mươi) mô hình", 30, "mô hình"),
            ("2 nghìn mô hình", 2000, "mô hình"),
            ("hai mươi lăm mô hình", 25, "mô hình"),
            ("một trăm linh năm gương", 105, "gương"),
            ("mười hai xã", 12, "xã"),
            ("Tám mô hình còn lại", 8, "mô hình còn lại"),
            ("có 18.", 18, "."),
            ("225; trong đó", 225, "; trong đó"),
        ] {
            assert_eq!(first(text), Some((value, rest.to_owned())), "{text}");
        }
    }

    #[test]
    fn not_numbers() {
        for text in ["đạt 14/21 chỉ", "tăng 1,3 %", "99,60%", "ngày 12/4", "25-NQ/TW", "33/CT-TTg"]
        {
            assert_eq!(first(text), None, "{text}");
        }
    }

    #[test]
    fn roman_numerals() {
        for (word, value) in [("I", 1), ("IV", 4), ("XIII", 13), ("XXIV", 24)] {
            assert_eq!(roman(word), Some(value), "{word}");
        }
        assert_eq!(roman("XÃ"), None);
    }
}
