//! What the rules ask of a character, looked up once for all: the standard library searches its
//! tables for each letter with a mark, and every second Vietnamese letter has one.

use std::ops::Range;
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;

/// Classes of a character, one bit each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Class(u8);

impl Class {
    /// A letter.
    pub const ALPHABETIC: Class = Class(1);
    /// A capital.
    pub const UPPER: Class = Class(2);
    /// A small letter.
    pub const LOWER: Class = Class(4);
    /// A combining mark.
    pub const MARK: Class = Class(8);
    /// A space of any kind, line ends too.
    pub const SPACE: Class = Class(16);

    /// Whether the character is of this class.
    #[inline]
    pub fn is(self, class: Class) -> bool {
        self.0 & class.0 != 0
    }

    fn of(c: char) -> Class {
        let bits = [
            (c.is_alphabetic(), Self::ALPHABETIC),
            (c.is_uppercase(), Self::UPPER),
            (c.is_lowercase(), Self::LOWER),
            (unicode_normalization::char::is_combining_mark(c), Self::MARK),
            (c.is_whitespace(), Self::SPACE),
        ];
        Class(bits.into_iter().filter_map(|(is, class)| is.then_some(class.0)).sum())
    }
}

/// What becomes of a character in a [`search_key`](super::fold::search_key).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Plain {
    /// A small letter or a digit without marks.
    Letter(char),
    /// A mark or an apostrophe: dropped.
    Nothing,
    /// Punctuation and spaces: a space.
    Space,
    /// Several characters: see [`plain_parts`].
    Several,
}

impl Plain {
    fn of(c: char) -> Plain {
        let mut parts = plain_parts(c).filter(|p| *p != Plain::Nothing);
        match (parts.next(), parts.next()) {
            (None, _) => Plain::Nothing,
            (Some(one), None) => one,
            _ => Plain::Several,
        }
    }
}

/// The parts of a character in a key, one by one: `ế` is `e`, a circumflex and an acute.
pub fn plain_parts(c: char) -> impl Iterator<Item = Plain> {
    c.nfd().flat_map(char::to_lowercase).map(|c| match c {
        'đ' | 'ð' => Plain::Letter('d'),
        // An apostrophe belongs to its word: Ea H'leo, K'Mák.
        '\'' | '’' | '‘' | '`' => Plain::Nothing,
        c if unicode_normalization::char::is_combining_mark(c) => Plain::Nothing,
        c if c.is_alphanumeric() => Plain::Letter(c),
        _ => Plain::Space,
    })
}

/// The small form where it is one character of the same length in UTF-8.
fn small_of(c: char) -> char {
    let mut small = c.to_lowercase();
    match (small.next(), small.next()) {
        (Some(s), None) if s.len_utf8() == c.len_utf8() => s,
        _ => c,
    }
}

/// A value for each character that Vietnamese pages are written in, worked out once.
pub struct CharTable<T>(Vec<T>);

impl<T> CharTable<T> {
    /// End of the Latin letters that stand first.
    const LATIN: u32 = 0x250;
    /// Vietnamese letters with two marks, punctuation: with Latin letters all of a Vietnamese page
    /// but for stray signs.
    const MORE: Range<u32> = 0x1e00..0x2070;

    /// Works out all values.
    pub fn new(of: impl FnMut(char) -> T) -> CharTable<T> {
        let chars = (0..Self::LATIN).chain(Self::MORE).filter_map(char::from_u32);
        CharTable(chars.map(of).collect())
    }

    /// The value of a character of the table.
    #[inline]
    pub fn get(&self, c: char) -> Option<&T> {
        let n = c as u32;
        let index = if n < Self::LATIN {
            n
        } else {
            n.checked_sub(Self::MORE.start)?.checked_add(Self::LATIN)?
        };
        self.0.get(index as usize)
    }
}

/// What is known of each letter. The tables stand apart: that of classes, asked for every character,
/// is small.
pub struct Letters {
    classes: CharTable<Class>,
    small: CharTable<char>,
    plain: CharTable<Plain>,
}

static LETTERS: LazyLock<Letters> = LazyLock::new(|| Letters {
    classes: CharTable::new(Class::of),
    small: CharTable::new(small_of),
    plain: CharTable::new(Plain::of),
});

/// The table, made on first use.
pub fn letters() -> &'static Letters {
    &LETTERS
}

impl Letters {
    /// Classes of a character.
    #[inline]
    pub fn class(&self, c: char) -> Class {
        self.classes.get(c).copied().unwrap_or_else(|| Class::of(c))
    }

    /// The small form where it is one character of the same length in UTF-8, else the character.
    #[inline]
    pub fn small(&self, c: char) -> char {
        self.small.get(c).copied().unwrap_or_else(|| small_of(c))
    }

    /// What becomes of a character in a key.
    #[inline]
    pub fn plain(&self, c: char) -> Plain {
        self.plain.get(c).copied().unwrap_or_else(|| Plain::of(c))
    }
}

/// A text in lower case, byte for byte as long.
pub fn lower_case(text: &str) -> String {
    let letters = letters();
    let mut lower = String::with_capacity(text.len());
    lower.extend(text.chars().map(|c| letters.small(c)));
    lower
}

/// Words with a capital first letter: `hội nghị` is `Hội nghị`.
pub fn capitalized(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_says_what_the_standard_library_says() {
        for c in (0..0x3000).filter_map(char::from_u32) {
            assert_eq!(letters().class(c), Class::of(c), "{c:?}");
            assert_eq!(letters().small(c), small_of(c), "{c:?}");
            assert_eq!(letters().plain(c), Plain::of(c), "{c:?}");
        }
    }
}
