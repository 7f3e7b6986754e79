//! Words with marks: how many of them are Vietnamese.

use unicode_normalization::UnicodeNormalization;

use super::entities::without_entities;
use super::legacy::undecoded_byte;
use crate::text::normalize::is_syllable;

/// Words of a text that have letters beyond ASCII.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Words {
    pub marked: usize,
    /// Those that are possible syllables.
    pub valid: usize,
    /// Those of them with letters that Vietnamese has and western Europe has not.
    pub right: usize,
}

impl Words {
    pub fn of(text: &str) -> Words {
        let mut words = Words::default();
        let text = without_entities(text);
        for word in marked_words(&text) {
            let valid = is_valid(word);
            // Abbreviations (HĐND, NĐ) are no syllables in any encoding.
            if !valid && word.chars().all(|c| c.is_ascii_uppercase() || c == 'Đ') {
                continue;
            }
            words.marked += 1;
            words.valid += usize::from(valid);
            words.right += usize::from(valid && is_right(word));
        }
        words
    }

    /// Share of the words that are possible syllables.
    pub fn share(&self) -> f64 {
        if self.marked == 0 { 0.0 } else { self.valid as f64 / self.marked as f64 }
    }
}

/// Whether a text has a word with letters that only Vietnamese has.
pub(super) fn has_right_words(text: &str) -> bool {
    let text = without_entities(text);
    marked_words(&text).any(|word| is_right(word) && is_valid(word))
}

/// Words with letters beyond ASCII.
fn marked_words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c| !is_letter(c)).filter(|word| !word.is_ascii())
}

fn is_valid(word: &str) -> bool {
    is_syllable(word) && is_cased(word) && is_sounded(word)
}

/// A word with a letter that only Vietnamese has. No word ends with ă: `VĂ` is `và` taken for
/// windows-1258.
fn is_right(word: &str) -> bool {
    word.chars().any(is_vietnamese) && !word.ends_with(['ă', 'Ă'])
}

/// Letters, and the signs that stand for letters in a wrong encoding.
fn is_letter(c: char) -> bool {
    c.is_alphabetic()
        || matches!(c, '\u{80}'..='\u{9f}' | '\u{a1}'..='\u{bf}' | '×' | '÷' | '\u{fffd}')
        || is_mark(c)
        // Signs of windows-1252 that hardly touch a word.
        || matches!(c, 'ˆ' | '˜' | '†' | '‡' | '•' | '‰' | '‹' | '›' | '€' | '™')
        || undecoded_byte(c).is_some()
}

/// A word in small letters, in capitals or with a capital at its head: `lĂ` is none.
fn is_cased(word: &str) -> bool {
    let mut rest = word.chars();
    rest.next();
    !(rest.clone().any(char::is_uppercase) && word.chars().any(char::is_lowercase))
}

/// A syllable that can be said: one that ends with a stop has no falling or broken tone, and `ơ`
/// has no `c` and no `ng` behind it (`được`, not `đợc`). Wrong readings are full of such.
fn is_sounded(word: &str) -> bool {
    let letters: Vec<char> = word.nfd().flat_map(char::to_lowercase).collect();
    let mut end = letters.len();
    while end > 0 && !is_mark(letters[end - 1]) && !"aeiouy".contains(letters[end - 1]) {
        end -= 1;
    }
    let coda: String = letters[end..].iter().collect();
    let falls = |c: &char| matches!(c, '\u{300}' | '\u{303}' | '\u{309}');
    if matches!(&*coda, "c" | "ch" | "p" | "t") && letters[..end].iter().any(falls) {
        return false;
    }
    let horns: Vec<usize> = (0..end).filter(|at| letters[*at] == HORN).collect();
    let only_o = horns.len() == 1 && letters[..horns[0]].ends_with(&['o']);
    !(only_o && matches!(&*coda, "c" | "ch" | "ng" | "nh"))
}

const HORN: char = '\u{31b}';

fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

/// A letter that Vietnamese has and the languages of western Europe have not.
fn is_vietnamese(c: char) -> bool {
    matches!(c, 'ă' | 'Ă' | 'đ' | 'Đ' | 'ĩ' | 'Ĩ' | 'ũ' | 'Ũ' | 'ơ' | 'Ơ' | 'ư' | 'Ư')
        || matches!(c, '\u{1ea0}'..='\u{1ef9}')
        || is_mark(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn right_words_are_told_from_misread_ones() {
        for (text, expected) in [
            ("Hội nghị tổng kết", (4, 4, 4)),
            ("công tác dân", (3, 3, 0)),
            ("d&acirc;n v&#7853;n", (2, 2, 1)),
            ("Héi nghÞ tæng kÕt c«ng t¸c", (6, 0, 0)),
            ("Hoäi nghò toång keát coâng taùc", (6, 1, 0)),
            ("lĂ  vĂ HĂ ", (3, 1, 0)),
            ("HĐND, NĐ-CP và UBND", (1, 1, 0)),
            ("đợc trởng cảc ngời", (4, 1, 1)),
        ] {
            let Words { marked, valid, right } = Words::of(text);
            assert_eq!((marked, valid, right), expected, "{text}");
        }
    }
}
