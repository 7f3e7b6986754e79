//! Keys to find and to sort names by, because SQLite's own `lower`, `LIKE` and `ORDER BY` know
//! neither case nor order of Vietnamese letters.

use unicode_normalization::UnicodeNormalization;

use super::letters::{Plain, letters, plain_parts};
use super::normalize::normalize;

/// Tone marks in dictionary order: none, huyền, hỏi, ngã, sắc, nặng.
const TONES: [char; 5] = ['\u{300}', '\u{309}', '\u{303}', '\u{301}', '\u{323}'];

/// A key to find a name by: lower case, without any diacritic, `đ` as `d`, punctuation as single
/// spaces. `"Huyện Gò Công Tây"`, `"huyen go cong tay"` and `"HUYỆN GÒ CÔNG TÂY"` have one key.
pub fn search_key(name: &str) -> String {
    let letters = letters();
    let mut key = String::with_capacity(name.len());
    for c in name.chars() {
        // Most letters are plain already.
        if c.is_ascii_lowercase() {
            key.push(c);
            continue;
        }
        match letters.plain(c) {
            Plain::Several => plain_parts(c).for_each(|part| push_plain(&mut key, part)),
            one => push_plain(&mut key, one),
        }
    }
    if key.ends_with(' ') {
        key.pop();
    }
    key
}

#[inline]
fn push_plain(key: &mut String, plain: Plain) {
    match plain {
        Plain::Letter(c) => key.push(c),
        Plain::Space if !key.is_empty() && !key.ends_with(' ') => key.push(' '),
        Plain::Space | Plain::Nothing | Plain::Several => {}
    }
}

/// A name with its tone marks, whatever its capitals, apostrophes and the place of the marks:
/// `H’Lim`, `H'Lim`; `Hoà`, `Hòa`. Names of different keys are names of different persons.
pub fn spelling_key(name: &str) -> String {
    let name = normalize(name);
    let letters = name.chars().filter(|c| c.is_alphabetic() || *c == ' ');
    letters.flat_map(char::to_lowercase).collect()
}

/// Whether a word's key is this one.
#[inline]
pub fn has_key(word: &str, key: &str) -> bool {
    // Most words have another first or last letter, and one without a mark shows it.
    let (word_bytes, key_bytes) = (word.as_bytes(), key.as_bytes());
    let other = |of_word: Option<&u8>, of_key: Option<&u8>| {
        of_word.is_some_and(|byte| byte.is_ascii_lowercase() && of_key != Some(byte))
    };
    !other(word_bytes.first(), key_bytes.first())
        && !other(word_bytes.last(), key_bytes.last())
        && keeps_to(word, key)
}

/// Whether the letters of a word are those of a key.
fn keeps_to(word: &str, key: &str) -> bool {
    let letters = letters();
    let mut rest = key.chars();
    let mut parted = false;
    for c in word.chars() {
        match letters.plain(c) {
            Plain::Letter(c) => {
                let begun = rest.as_str().len() < key.len();
                if parted && begun && rest.next() != Some(' ') || rest.next() != Some(c) {
                    return false;
                }
                parted = false;
            }
            Plain::Nothing => {}
            Plain::Space => parted = true,
            Plain::Several => return search_key(word) == key,
        }
    }
    rest.as_str().is_empty()
}

/// A key to sort names by, in Vietnamese alphabetical order (a ă â b c d đ e ê …), tones last,
/// numbers by value: `phường 2` before `phường 10`, `Điện Biên` after `Đà Nẵng`. Plain binary
/// comparison of keys gives the order.
pub fn sort_key(name: &str) -> String {
    let mut letters = String::with_capacity(name.len() * 2);
    let mut tones = String::new();
    let mut digits = String::new();
    for c in name.nfd().flat_map(char::to_lowercase) {
        if c.is_ascii_digit() {
            digits.push(c);
            continue;
        }
        push_number(&mut letters, &mut digits);
        match c {
            // The mark decides the rank of the letter before it: ă < â, ê, ô < ơ, ư.
            '\u{306}' => raise(&mut letters, '1'),
            '\u{302}' => raise(&mut letters, '2'),
            '\u{31b}' => raise(&mut letters, '3'),
            'đ' => letters.push_str("d1"),
            c if TONES.contains(&c) => {
                let rank = TONES.iter().position(|&t| t == c).map_or(0, |i| i + 1);
                tones.push_str(&format!("{:03}{rank}", letters.len().min(999)));
            }
            c if c.is_alphabetic() => {
                letters.push(c);
                letters.push('0');
            }
            _ if letters.is_empty() || letters.ends_with(' ') => {}
            _ => letters.push(' '),
        }
    }
    push_number(&mut letters, &mut digits);
    let letters = letters.trim_end();
    if tones.is_empty() { letters.to_owned() } else { format!("{letters}  {tones}") }
}

/// Gives the last letter of the key the rank of its mark.
fn raise(letters: &mut String, rank: char) {
    if letters.ends_with('0') {
        letters.pop();
        letters.push(rank);
    }
}

/// Writes a number so that it sorts by value.
fn push_number(letters: &mut String, digits: &mut String) {
    if !digits.is_empty() {
        let value = digits.trim_start_matches('0');
        letters.push_str(&format!("{:0>6}", value));
        digits.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn search_keys() {
        for (name, key) in [
            ("Huyện Gò Công Tây", "huyen go cong tay"),
            ("ĐẢNG ỦY", "dang uy"),
            ("hoà", "hoa"),
            ("hòa", "hoa"),
            ("Bà Rịa - Vũng Tàu", "ba ria vung tau"),
            ("Ea H'leo", "ea hleo"),
            ("25-NQ/TW", "25 nq tw"),
            ("  “Dân vận khéo” ", "dan van kheo"),
        ] {
            assert_eq!(search_key(name), key, "{name}");
        }
    }

    #[test]
    fn names_sort_as_in_a_vietnamese_dictionary() {
        let sorted = [
            "An Giang",
            "Ăn",
            "Bà Rịa - Vũng Tàu",
            "Bạc Liêu",
            "Cà Mau",
            "Cần Thơ",
            "Da",
            "Dĩ An",
            "Đà Nẵng",
            "Điện Biên",
            "Hà Nội",
            "Hải Dương",
            "ma",
            "mà",
            "mả",
            "mã",
            "má",
            "mạ",
            "Phường 2",
            "Phường 10",
            "Yên Bái",
        ];
        for pair in sorted.windows(2) {
            assert!(sort_key(pair[0]) < sort_key(pair[1]), "{} < {}", pair[0], pair[1]);
        }
    }
}
