//! Tokens and sentences of a normalized text.
//!
//! Offsets are in bytes here; [`CharIndex`] turns them into the characters of the contract.

use std::cell::OnceCell;

use super::index::{Index, TokenSet};
use super::letters::{Class, Letters, letters};
use super::number::FIRST_WORDS as NUMBER_WORDS;
use super::period::{FIRST_WORDS as PERIOD_WORDS, Period, period};
use super::phrases::{Heads, Key, Keys, Phrases, Table};

/// What a token is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Letters, the first one small: `huyện`.
    Lower,
    /// Letters, the first one a capital: `Huyện`.
    Initial,
    /// Two or more letters, all capitals: `UBND`.
    Upper,
    /// Digits.
    Digits,
    /// One other character.
    Punct,
}

/// Most tokens of a sentence: the rules look through whole sentences, and a page that lost its
/// stops must cost no more than another. The longest of real pages, lists of guests, have 400.
const LONGEST_SENTENCE: usize = 600;

/// A word, a run of digits or one other character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token<'a> {
    /// As printed.
    pub raw: &'a str,
    /// First byte.
    pub start: usize,
    /// Key in lower case, see [`key`](super::phrases::key).
    pub(super) key: u32,
    /// What it is made of.
    pub shape: Shape,
    /// No space and no line end before it.
    pub glued: bool,
    /// It has no capitals: as printed is in lower case.
    small: bool,
}

impl Token<'_> {
    /// One past the last byte.
    #[inline]
    pub fn end(&self) -> usize {
        self.start + self.raw.len()
    }
}

/// A text cut into tokens, lines and sentences.
#[derive(Debug)]
pub struct Tokens<'a> {
    /// The text itself.
    pub text: &'a str,
    /// The text in lower case, byte for byte as long as the text.
    pub lower: String,
    /// All tokens in order.
    pub list: Vec<Token<'a>>,
    /// Lines as token ranges, empty ones too.
    pub lines: Vec<std::ops::Range<usize>>,
    /// Sentences as token ranges; none crosses a line.
    pub sentences: Vec<std::ops::Range<usize>>,
    /// Indexes of the tokens that are quotation marks.
    quotes: Vec<u32>,
    /// Index of each token's line.
    line_index: Vec<u32>,
    /// Index of each token's sentence.
    sentence_index: Vec<u32>,
    index: OnceCell<Index>,
    numbers: OnceCell<TokenSet>,
    periods: OnceCell<Vec<Period>>,
}

impl<'a> Tokens<'a> {
    /// Cuts a text. Linear in its length.
    pub fn new(text: &'a str) -> Tokens<'a> {
        let bytes = text.as_bytes();
        let mut words = Words::new(text);
        let mut list: Vec<Token<'a>> = Vec::with_capacity(text.len() / 4);
        // Room for those of most texts.
        let few = text.len() / 64;
        let mut quotes = Vec::with_capacity(few);
        let mut stops = Vec::with_capacity(few);
        let mut lines = Vec::with_capacity(few);
        let mut line_start = 0;
        let mut glued = false;
        let mut at = 0;
        while let Some(c) = char_at(text, at) {
            let start = at;
            at += c.len_utf8();
            if c == ' ' {
                glued = false;
                continue;
            }
            let class = words.letters.class(c);
            let (shape, key, small) = if class.is(Class::ALPHABETIC) {
                words.read(start, c, class, &mut at)
            } else if class.is(Class::SPACE) {
                if c == '\n' {
                    lines.push(line_start..list.len());
                    line_start = list.len();
                }
                glued = false;
                continue;
            } else if c.is_ascii_digit() {
                let mut key = Key::NONE.with(c);
                while let Some(digit) = bytes.get(at).filter(|byte| byte.is_ascii_digit()) {
                    key = key.with(char::from(*digit));
                    at += 1;
                }
                (Shape::Digits, key, true)
            } else {
                match c {
                    '“' | '”' | '«' | '»' | '"' => quotes.push(list.len() as u32),
                    '.' | '!' | '?' | '…' => stops.push(list.len() as u32),
                    _ => {}
                }
                (Shape::Punct, Key::NONE.with(c), true)
            };
            let raw = &text[start..at];
            list.push(Token { raw, start, key: key.done(), shape, glued, small });
            glued = true;
        }
        lines.push(line_start..list.len());
        let line_index = indexes(&lines, list.len());
        let mut tokens = Tokens {
            text,
            lower: words.finish(),
            list,
            lines,
            sentences: Vec::new(),
            quotes,
            line_index,
            sentence_index: Vec::new(),
            index: OnceCell::new(),
            numbers: OnceCell::new(),
            periods: OnceCell::new(),
        };
        tokens.sentences = tokens.split_sentences(&stops);
        tokens.sentence_index = indexes(&tokens.sentences, tokens.len());
        tokens
    }

    /// Number of tokens.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether there are no tokens.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// The token as printed; empty past the end.
    #[inline]
    pub fn raw(&self, i: usize) -> &'a str {
        steps::add(1);
        self.list.get(i).map_or("", |token| token.raw)
    }

    /// The token in lower case; empty past the end.
    #[inline]
    pub fn low(&self, i: usize) -> &str {
        steps::add(1);
        match self.list.get(i) {
            Some(token) if token.small => token.raw,
            Some(token) => &self.lower[token.start..token.end()],
            None => "",
        }
    }

    /// Shape of a token; punctuation past the end.
    #[inline]
    pub fn shape(&self, i: usize) -> Shape {
        steps::add(1);
        self.list.get(i).map_or(Shape::Punct, |t| t.shape)
    }

    /// Whether the token is a word that begins with a capital.
    #[inline]
    pub fn is_capital(&self, i: usize) -> bool {
        matches!(self.shape(i), Shape::Initial | Shape::Upper)
    }

    /// Whether the token is a word.
    #[inline]
    pub fn is_word(&self, i: usize) -> bool {
        matches!(self.shape(i), Shape::Initial | Shape::Upper | Shape::Lower)
    }

    /// Whether the token touches the one before it.
    #[inline]
    pub fn glued(&self, i: usize) -> bool {
        self.list.get(i).is_some_and(|t| t.glued)
    }

    /// The words of a token range as printed, from the first byte to the last.
    pub fn slice(&self, range: std::ops::Range<usize>) -> &str {
        steps::add(range.len() as u64);
        match (self.list.get(range.start), range.end.checked_sub(1).and_then(|e| self.list.get(e)))
        {
            (Some(first), Some(last)) if first.start <= last.end() => {
                &self.text[first.start..last.end()]
            }
            _ => "",
        }
    }

    /// The key of a token in lower case, see [`key`](super::phrases::key); any past the end.
    #[inline]
    pub fn key(&self, i: usize) -> u32 {
        self.list.get(i).map_or(0, |token| token.key)
    }

    /// The keys of a token and of the next ones.
    #[inline]
    fn keys(&self, i: usize) -> Keys {
        std::array::from_fn(|n| self.key(i + n))
    }

    /// Whether the tokens from `i` on are these words (lower case, single spaces); gives the
    /// index after them.
    #[inline]
    pub fn phrase(&self, i: usize, words: &str) -> Option<usize> {
        steps::add(1);
        // Most tokens begin with another letter, or are longer or shorter than the first word.
        let token = self.list.get(i)?;
        let words = words.as_bytes();
        if self.lower.as_bytes().get(token.start) != words.first() {
            return None;
        }
        match words.get(token.raw.len()) {
            Some(b' ') => self.phrase_from(i, words),
            None if words.len() == token.raw.len() => self.phrase_from(i, words),
            _ => None,
        }
    }

    fn phrase_from(&self, i: usize, words: &[u8]) -> Option<usize> {
        let mut rest = words;
        let mut at = i;
        loop {
            if at == self.len() {
                return None;
            }
            rest = rest.strip_prefix(self.low(at).as_bytes())?;
            at += 1;
            match rest {
                [] => return Some(at),
                [b' ', more @ ..] => rest = more,
                _ => return None,
            }
        }
    }

    /// Whether one of several phrases may stand at `i`, by the key of its word.
    #[inline]
    pub fn may_begin(&self, i: usize, phrases: &impl AsRef<Heads>) -> bool {
        phrases.as_ref().has(self.key(i))
    }

    fn index(&self) -> &Index {
        self.index.get_or_init(|| Index::new(&self.list))
    }

    /// All tokens at which one of several phrases may stand.
    pub fn beginning(&self, phrases: &impl AsRef<Heads>) -> TokenSet {
        self.index().all_beginning(phrases.as_ref())
    }

    /// The tokens of a range at which one of several phrases may stand.
    #[inline]
    pub fn beginning_in(
        &self,
        range: std::ops::Range<usize>,
        phrases: &impl AsRef<Heads>,
    ) -> impl Iterator<Item = usize> {
        steps::add(range.len().div_ceil(64) as u64);
        self.index().beginning(phrases.as_ref(), range)
    }

    /// All words that begin with a capital.
    pub fn capitals(&self) -> &TokenSet {
        &self.index().capitals
    }

    /// All runs of digits.
    pub fn figures(&self) -> &TokenSet {
        &self.index().figures
    }

    /// All tokens at which a number may stand, in figures or in words.
    pub fn numbers(&self) -> &TokenSet {
        self.numbers.get_or_init(|| self.beginning(NUMBER_WORDS).or(self.figures()))
    }

    /// The first of several phrases that stands at `i`; gives the index after it.
    #[inline]
    pub fn any_phrase(&self, i: usize, phrases: &Phrases) -> Option<usize> {
        if self.may_begin(i, phrases) { self.first_possible(i, phrases) } else { None }
    }

    fn first_possible(&self, i: usize, phrases: &Phrases) -> Option<usize> {
        phrases.of_keys(self.keys(i)).find_map(|p| self.phrase(i, p))
    }

    /// The end of the longest of several phrases that stand at `i`.
    #[inline]
    pub fn longest(&self, i: usize, phrases: &Phrases) -> Option<usize> {
        if self.may_begin(i, phrases) { self.longest_possible(i, phrases) } else { None }
    }

    fn longest_possible(&self, i: usize, phrases: &Phrases) -> Option<usize> {
        phrases.of_keys(self.keys(i)).filter_map(|p| self.phrase(i, p)).max()
    }

    /// The lines of a table whose phrase stands at `i`, in its order: the phrase, what the table
    /// says of it, and the index after it.
    #[inline]
    pub fn entries<T: Copy + 'static>(
        &self,
        i: usize,
        table: &Table<T>,
    ) -> impl Iterator<Item = (&'static str, T, usize)> {
        table.of_keys(self.keys(i)).filter_map(move |&(p, of)| Some((p, of, self.phrase(i, p)?)))
    }

    /// The phrase of time that begins at each token, where one does; read once for a text,
    /// because all families of facts look for years and quarters.
    pub fn periods(&self) -> &[Period] {
        self.periods.get_or_init(|| {
            let possible = self.beginning(PERIOD_WORDS).or(self.numbers());
            possible.within(0..self.len()).filter_map(|i| period(self, i)).collect()
        })
    }

    /// Tokens of a range that are quotation marks.
    pub fn quotes(&self, range: std::ops::Range<usize>) -> impl DoubleEndedIterator<Item = usize> {
        let from = self.quotes.partition_point(|&q| (q as usize) < range.start);
        let marks = &self.quotes[from..];
        let until = marks.partition_point(|&q| (q as usize) < range.end);
        marks[..until].iter().map(|&q| q as usize)
    }

    /// Where the first of several phrases begins inside a range.
    pub fn find(&self, mut range: std::ops::Range<usize>, phrases: &Phrases) -> Option<usize> {
        // A few words are sooner asked than sets of all the words that a long list begins with.
        if range.len() < phrases.as_ref().class_count() {
            return range.find(|&i| self.any_phrase(i, phrases).is_some());
        }
        self.beginning_in(range, phrases).find(|&i| self.first_possible(i, phrases).is_some())
    }

    /// Index of the sentence that holds a token.
    pub fn sentence_of(&self, token: usize) -> usize {
        self.sentence_index.get(token).map_or(self.sentences.len() - 1, |&n| n as usize)
    }

    /// Index of the line that holds a token.
    pub fn line_of(&self, token: usize) -> usize {
        self.line_index.get(token).map_or(self.lines.len() - 1, |&n| n as usize)
    }

    /// Cuts lines into sentences; `stops` are the tokens behind which one may end.
    fn split_sentences(&self, stops: &[u32]) -> Vec<std::ops::Range<usize>> {
        let mut sentences = Vec::with_capacity(self.lines.len() + stops.len());
        let mut stops = stops.iter().map(|&stop| stop as usize).peekable();
        for line in &self.lines {
            let mut start = line.start;
            while let Some(stop) = stops.next_if(|&stop| stop + 1 < line.end) {
                self.cut_long(&mut start, stop, &mut sentences);
                if !self.ends_sentence(stop) {
                    continue;
                }
                // A closing quote or bracket belongs to the sentence it closes.
                let next = stop + 1;
                let closes = self.glued(next) && matches!(self.raw(next), "”" | "\"" | ")");
                let end = next + usize::from(closes);
                // A closing mark may have been taken along already: then `start` lies beyond.
                if end > start && end < line.end {
                    sentences.push(start..end);
                    start = end;
                }
            }
            // A stop that ends the line ends its last sentence anyway.
            while stops.next_if(|&stop| stop < line.end).is_some() {}
            if start < line.end {
                self.cut_long(&mut start, line.end - 1, &mut sentences);
                sentences.push(start..line.end);
            }
        }
        if sentences.is_empty() {
            sentences.push(0..0);
        }
        sentences
    }

    /// Cuts what is too long for a sentence from the tokens between its start and `until`: behind
    /// the last mark of a list without end, if it has marks.
    fn cut_long(
        &self,
        start: &mut usize,
        until: usize,
        sentences: &mut Vec<std::ops::Range<usize>>,
    ) {
        while until.saturating_sub(*start) >= LONGEST_SENTENCE {
            let limit = *start + LONGEST_SENTENCE;
            let mut words = *start + LONGEST_SENTENCE / 2..limit;
            let mark = words.rfind(|&t| matches!(self.raw(t), ";" | ","));
            let end = mark.map_or(limit, |t| t + 1);
            sentences.push(*start..end);
            *start = end;
        }
    }

    /// Whether a sentence ends after token `i`.
    fn ends_sentence(&self, i: usize) -> bool {
        if self.shape(i) != Shape::Punct {
            return false;
        }
        match self.raw(i) {
            "!" | "?" | "…" => self.is_capital(i + 1) && !self.glued(i + 1),
            "." => {
                let next = i + 1;
                if matches!(self.raw(next), "." | "/" | "," | ";" | ")") {
                    return false;
                }
                // `3.553`, `03.6.2013`
                if self.shape(next) == Shape::Digits && self.glued(next) {
                    return false;
                }
                // `UV.BTV`, `TT.HĐND`: one abbreviation.
                let capitals = |t: usize| self.shape(t) == Shape::Upper;
                if self.glued(next) && capitals(next) && i > 0 && capitals(i - 1) {
                    return false;
                }
                let before = self.raw(i.wrapping_sub(1));
                // `TP. Thủ Đức`, `TT.Thích`, `Th.S`, `T.Ư`, `Q. 1`, initials, list numbers.
                if self.glued(i) && i > 0 && self.is_abbreviation(i - 1) {
                    return false;
                }
                if before.chars().all(|c| c.is_ascii_digit())
                    && !before.is_empty()
                    && before.len() <= 2
                    && (i < 2 || self.line_of(i - 2) != self.line_of(i))
                {
                    return false;
                }
                self.is_capital(next)
                    || self.shape(next) == Shape::Digits
                    || matches!(self.raw(next), "“" | "\"" | "-" | "–" | "+" | "*" | "•" | "(")
            }
            _ => false,
        }
    }

    /// Whether the word before a full stop is an abbreviation, so that no sentence ends there.
    fn is_abbreviation(&self, i: usize) -> bool {
        const SHORT: &[&str] = &[
            "tp", "tx", "tt", "q", "h", "p", "x", "t", "th", "ths", "ts", "pgs", "gs", "bs", "ks",
            "đ", "ô", "b", "tr", "ub", "nq", "ct", "s", "kp", "st", "vd", "gđ", "pgđ", "ls",
        ];
        let low = self.low(i);
        // `khóa X. Bà A …`: a numeral, no initial.
        let counted = i > 0 && matches!(self.low(i - 1), "khóa" | "thứ" | "lần" | "quý" | "loại");
        if counted && matches!(self.raw(i), "I" | "V" | "X") {
            return false;
        }
        self.is_word(i) && (low.chars().count() == 1 && self.is_capital(i) || SHORT.contains(&low))
    }
}

/// The character that begins at a byte. The standard library asks whether one begins there, and
/// which bytes are left; both are known here.
#[inline]
fn char_at(text: &str, byte: usize) -> Option<char> {
    let low = |byte: u8| u32::from(byte & 0x3f);
    let code = match *text.as_bytes().get(byte..)? {
        [ascii @ 0..0x80, ..] => return Some(char::from(ascii)),
        [a @ 0xc0..0xe0, b, ..] => u32::from(a & 0x1f) << 6 | low(b),
        [a @ 0xe0..0xf0, b, c, ..] => u32::from(a & 0x0f) << 12 | low(b) << 6 | low(c),
        [a @ 0xf0..=0xff, b, c, d, ..] => {
            u32::from(a & 0x07) << 18 | low(b) << 12 | low(c) << 6 | low(d)
        }
        _ => return None,
    };
    char::from_u32(code)
}

/// Reads the words of a text, and writes the text in lower case meanwhile: as printed but for the
/// capitals, byte for byte as long.
struct Words<'a> {
    text: &'a str,
    letters: &'static Letters,
    /// In lower case but for the letters A to Z, which are many and done all at once.
    lower: String,
    /// Bytes of the text that are in `lower`.
    done: usize,
}

impl<'a> Words<'a> {
    fn new(text: &'a str) -> Words<'a> {
        Words { text, letters: letters(), lower: String::with_capacity(text.len()), done: 0 }
    }

    /// Reads the word that begins with a letter, from behind it: its shape, its key, and whether it
    /// has no capitals.
    #[inline]
    fn read(
        &mut self,
        start: usize,
        first: char,
        class: Class,
        at: &mut usize,
    ) -> (Shape, Key, bool) {
        let upper = class.is(Class::UPPER);
        let second = *at;
        let mut all_upper = upper;
        let mut after_small = class.is(Class::LOWER);
        let mut small = true;
        let mut key = Key::NONE;
        if after_small {
            key = key.with(first);
        } else {
            small = self.add(start, first, &mut key);
        }
        while let Some(&byte) = self.text.as_bytes().get(*at) {
            // Most of a word are small letters, two of three without a mark.
            if byte.is_ascii_lowercase() {
                key = key.with(char::from(byte));
                after_small = true;
                all_upper = false;
                *at += 1;
                continue;
            }
            // A space ends most words.
            if byte == b' ' {
                break;
            }
            let Some(c) = char_at(self.text, *at) else { break };
            let class = self.letters.class(c);
            let next = *at + c.len_utf8();
            if class.is(Class::LOWER) {
                key = key.with(c);
                after_small = true;
                all_upper = false;
                *at = next;
                continue;
            }
            let inside = class.is(Class::ALPHABETIC)
                || class.is(Class::MARK)
                || matches!(c, '\'' | '’') && self.is_letter(next);
            // `chínhThống`: a capital after a small letter starts a new word.
            let hump = class.is(Class::UPPER) && after_small;
            if !inside || hump {
                break;
            }
            small &= self.add(*at, c, &mut key);
            after_small = false;
            *at = next;
        }
        let shape = match (upper, all_upper && *at > second) {
            (true, true) => Shape::Upper,
            (true, false) => Shape::Initial,
            (false, _) => Shape::Lower,
        };
        (shape, key, small)
    }

    /// Whether a letter stands behind an apostrophe, which is part of the word then: `H'leo`, `K'Mák`.
    #[cold]
    fn is_letter(&self, at: usize) -> bool {
        char_at(self.text, at).is_some_and(|c| self.letters.class(c).is(Class::ALPHABETIC))
    }

    /// Adds the small form of a character to a key and to the text; whether it is as printed.
    #[inline]
    fn add(&mut self, at: usize, c: char, key: &mut Key) -> bool {
        let small = self.letters.small(c);
        *key = key.with(small);
        if small != c && !c.is_ascii() {
            self.lower.push_str(&self.text[self.done..at]);
            self.lower.push(small);
            self.done = at + c.len_utf8();
        }
        small == c
    }

    fn finish(mut self) -> String {
        self.lower.push_str(&self.text[self.done..]);
        self.lower.make_ascii_lowercase();
        self.lower
    }
}

/// For each token the index of the range that holds it; the ranges are in order, without gaps.
fn indexes(ranges: &[std::ops::Range<usize>], tokens: usize) -> Vec<u32> {
    let mut of = Vec::with_capacity(tokens);
    for (n, range) in ranges.iter().enumerate() {
        of.resize(range.end, n as u32);
    }
    of
}

/// Work counted in the tests of linear time: looks at tokens. Nothing elsewhere.
pub(crate) mod steps {
    #[cfg(test)]
    thread_local! {
        static TAKEN: std::cell::Cell<u64> = const { std::cell::Cell::new(0) };
    }

    /// Counts some looks.
    #[inline]
    pub(super) fn add(_looks: u64) {
        #[cfg(test)]
        TAKEN.with(|taken| taken.set(taken.get() + _looks));
    }

    /// Looks since the last call, in this thread.
    #[cfg(test)]
    pub(crate) fn take() -> u64 {
        TAKEN.take()
    }
}

/// Turns byte offsets of a text into character offsets.
#[derive(Debug)]
pub struct CharIndex {
    /// Characters before byte `n * STEP` (rounded up to a character).
    marks: Vec<usize>,
}

impl CharIndex {
    const STEP: usize = 64;

    /// Counts a text once.
    pub fn new(text: &str) -> CharIndex {
        let mut marks = Vec::with_capacity(text.len() / Self::STEP + 2);
        let mut chars = 0;
        for part in text.as_bytes().chunks(Self::STEP) {
            marks.push(chars);
            chars += starts(part);
        }
        marks.push(chars);
        CharIndex { marks }
    }

    /// Characters before a byte offset of the same text.
    pub fn chars_before(&self, text: &str, byte: usize) -> usize {
        let mark = (byte / Self::STEP).min(self.marks.len() - 1);
        self.marks[mark] + starts(&text.as_bytes()[mark * Self::STEP..byte])
    }
}

/// How many characters begin in at most [`CharIndex::STEP`] bytes of a text: few enough to be
/// counted in a byte, so that many are counted at a time.
fn starts(bytes: &[u8]) -> usize {
    usize::from(bytes.iter().map(|byte| u8::from(byte & 0xc0 != 0x80)).sum::<u8>())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        let tokens = Tokens::new(text);
        (0..tokens.len()).map(|i| tokens.raw(i).to_owned()).collect()
    }

    #[test]
    fn tokens_are_words_numbers_and_single_marks() {
        for (text, want) in [
            ("Ngày 12/4, UBND", vec!["Ngày", "12", "/", "4", ",", "UBND"]),
            ("số31-QĐ/TW", vec!["số", "31", "-", "QĐ", "/", "TW"]),
            ("chínhThống", vec!["chính", "Thống"]),
            ("Ea H'leo", vec!["Ea", "H'leo"]),
            ("“3 sạch”", vec!["“", "3", "sạch", "”"]),
        ] {
            assert_eq!(words(text), want, "{text}");
        }
    }

    #[test]
    fn sentences() {
        for (text, want) in [
            ("Hội nghị kết thúc. Các đại biểu ra về.", 2),
            ("TP. Thủ Đức tuyên dương 202 gương.", 1),
            ("ngày 20/01/2021.Về phía thị xã có đồng chí A.", 2),
            ("toàn huyện có 3.553 đảng viên. Năm 2024 tốt.", 2),
            ("TT.Thích Thanh Tân nhận Kỷ niệm chương", 1),
            ("khen thưởng ./. Mạnh Hùng", 2),
            ("Ông nói: \"Tốt lắm.\" Bà con vui.", 2),
            ("Dòng một\nDòng hai", 2),
            ("1. Nội dung thứ nhất", 1),
        ] {
            assert_eq!(Tokens::new(text).sentences.len(), want, "{text}");
        }
    }

    #[test]
    fn offsets_in_characters() {
        let text =
            "Đảng ủy phường Thới Sơn tổ chức hội nghị sơ kết công tác dân vận quý I năm 2024";
        let index = CharIndex::new(text);
        for (chars, (byte, _)) in text.char_indices().enumerate() {
            assert_eq!(index.chars_before(text, byte), chars);
        }
        assert_eq!(index.chars_before(text, text.len()), text.chars().count());
    }

    #[test]
    fn lower_case_keeps_every_offset() {
        for (text, lower) in [
            ("ỦY BAN Nhân dân", "ủy ban nhân dân"),
            ("Đắk Lắk İzmir ẞ", "đắk lắk İzmir ẞ"),
            ("", ""),
        ] {
            assert_eq!(Tokens::new(text).lower, lower);
        }
    }
}
