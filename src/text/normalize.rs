//! One spelling for one word: everything that changes characters happens here, once, before
//! any offset exists.
//!
//! Source of the rules: the press spelling of tone marks (`hòa`, `thủy`, `khỏe`), Unicode NFC,
//! and the look-alikes that editors, fonts and PDF copies leave in real pages.

use std::borrow::Cow;
use std::cell::RefCell;
use std::ops::Range;
use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};
use unicode_normalization::char::{canonical_combining_class, is_combining_mark};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use super::letters::{CharTable, Class, letters};

const BREVE: char = '\u{306}';
const CIRCUMFLEX: char = '\u{302}';
const HORN: char = '\u{31B}';

/// The five tone marks as combining characters: huyền, sắc, ngã, hỏi, nặng.
const TONES: &[char] = &['\u{300}', '\u{301}', '\u{303}', '\u{309}', '\u{323}'];

const ONSETS: &[&str] = &[
    "ngh", "ng", "nh", "gh", "kh", "ph", "th", "tr", "ch", "gi", "qu", "b", "c", "d", "đ", "g",
    "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "x",
];
const CODAS: &[&str] = &["", "c", "ch", "m", "n", "ng", "nh", "p", "t"];

/// Vowel groups of Vietnamese syllables, without tone.
const NUCLEI: &[&str] = &[
    "a", "ă", "â", "e", "ê", "i", "o", "ô", "ơ", "u", "ư", "y", "ai", "ao", "au", "ay", "âu", "ây",
    "eo", "êu", "ia", "iê", "iu", "oa", "oă", "oe", "oi", "ôi", "ơi", "oo", "ôô", "ua", "uâ", "uê",
    "ui", "uô", "uơ", "uy", "ưa", "ưi", "ươ", "ưu", "yê", "ya", "iêu", "yêu", "oai", "oao", "oay",
    "oeo", "uao", "uai", "uay", "uây", "uôi", "uya", "uyê", "uyu", "ươi", "ươu", "uêu", "ue",
];

/// Text in one spelling: NFC, tone marks in their press place (`uỷ` → `ủy`, `qúy` → `quý`),
/// invisible characters gone, no-break and other odd spaces and tabs a plain space, letters of
/// other scripts that only look Latin made Latin (`Ðảng` → `Đảng`).
///
/// Characters only: no space is added or joined and line ends stay as they are. Quotation marks
/// and dashes stay as printed. Idempotent.
///
/// ```
/// # use danvan::text::normalize::normalize;
/// assert_eq!(normalize("Huyện uỷ\u{a0}Hoà Vang"), "Huyện ủy Hòa Vang");
/// ```
pub fn normalize(text: &str) -> Cow<'_, str> {
    let mut out = Cow::Borrowed(text);
    let settled = |c: char| matches!(c, ' '..='~') || known(c, |known| known.settled);
    if text.chars().all(settled) {
        return with_marks_in_place(text).map_or(out, Cow::Owned);
    }
    if is_nfc_quick(out.chars()) != IsNormalized::Yes {
        replace(&mut out, |s| s.nfc().collect());
    }
    if out.chars().any(|c| simple(c) != Fold::Keep) {
        // Taking a character out can bring a letter and its mark together, hence NFC again.
        replace(&mut out, |s| fold_characters(s).nfc().collect());
    }
    if out.chars().any(|c| look_alike(c).is_some()) {
        replace(&mut out, |s| map_words(s, latin_word).nfc().collect());
    }
    match with_marks_in_place(&out) {
        Some(placed) => Cow::Owned(placed),
        None => out,
    }
}

fn replace<'a>(text: &mut Cow<'a, str>, change: impl FnOnce(&str) -> String) {
    let changed = change(text);
    if changed != **text {
        *text = Cow::Owned(changed);
    }
}

/// What a character can have to do with tone marks in a wrong place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    /// No part of a word.
    Gap,
    Consonant,
    /// Two of them side by side may bear the tone on the wrong one: `oà`, `uý`, `gìa`.
    Vowel,
    /// A mark of its own or a consonant with a mark: its word is always looked at.
    Odd,
}

/// What is known of a character by itself.
#[derive(Debug)]
struct Known {
    /// It composes with nothing, is folded to nothing and looks like no other letter: only its
    /// word can change it. Most pages have no other characters.
    settled: bool,
    shape: Shape,
    /// The letter in lower case without its tone, and the tone.
    letter: Option<(char, Option<char>)>,
}

impl Known {
    fn of(c: char) -> Known {
        let settled = is_nfc_quick(std::iter::once(c)) == IsNormalized::Yes
            && canonical_combining_class(c) == 0
            && simple(c) == Fold::Keep
            && look_alike(c).is_none();
        let mut parts = c.nfd().flat_map(char::to_lowercase);
        let shape = match (parts.next(), parts.next()) {
            _ if !is_word_char(c) => Shape::Gap,
            (Some(base), _) if is_vowel(base) => Shape::Vowel,
            (_, None) if settled => Shape::Consonant,
            _ => Shape::Odd,
        };
        let mut syllable = Syllable::default();
        let one = c.nfd().all(|part| syllable.push(part).is_some()) && syllable.count == 1;
        let letter = one.then(|| (syllable.letters[0].base, syllable.tone));
        Known { settled, shape, letter }
    }
}

/// A part of what is known of a character, worked out once for all that Vietnamese pages have.
#[inline]
fn known<T>(c: char, part: impl Fn(&Known) -> T) -> T {
    static KNOWN: LazyLock<CharTable<Known>> = LazyLock::new(|| CharTable::new(Known::of));
    match KNOWN.get(c) {
        Some(known) => part(known),
        None => part(&Known::of(c)),
    }
}

/// What becomes of one character whatever stands around it.
#[derive(PartialEq)]
enum Fold {
    Keep,
    Drop,
    To(char),
    /// Full-width and mathematical letters, ligatures: their compatibility form.
    Plain,
}

fn simple(c: char) -> Fold {
    match c {
        '\n' | '\r' | ' '..='~' => Fold::Keep,
        '\t'
        | '\u{b}'
        | '\u{c}'
        | '\u{a0}'
        | '\u{1680}'
        | '\u{2000}'..='\u{200a}'
        | '\u{202f}'
        | '\u{205f}'
        | '\u{3000}' => Fold::To(' '),
        '\u{2028}' | '\u{2029}' => Fold::To('\n'),
        // Bytes of windows-1252 that were copied as control characters: quotes and dashes.
        '\u{85}' => Fold::To('…'),
        '\u{91}' => Fold::To('‘'),
        '\u{92}' => Fold::To('’'),
        '\u{93}' => Fold::To('“'),
        '\u{94}' => Fold::To('”'),
        '\u{96}' => Fold::To('–'),
        '\u{97}' => Fold::To('—'),
        '\u{0}'..='\u{1f}'
        | '\u{7f}'..='\u{9f}'
        | '\u{ad}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2064}'
        | '\u{feff}'
        | '\u{fffc}' => Fold::Drop,
        'Ð' | 'Ɖ' => Fold::To('Đ'),
        'ð' | 'ɖ' => Fold::To('đ'),
        'ǎ' => Fold::To('ă'),
        'Ǎ' => Fold::To('Ă'),
        '\u{ff01}'..='\u{ff5e}' | '\u{fb00}'..='\u{fb06}' | '\u{1d400}'..='\u{1d7ff}' => {
            Fold::Plain
        }
        _ => Fold::Keep,
    }
}

fn fold_characters(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match simple(c) {
            Fold::Keep => out.push(c),
            Fold::Drop => {}
            Fold::To(to) => out.push(to),
            Fold::Plain => out.extend(std::iter::once(c).nfkc()),
        }
    }
    out
}

/// The Latin letter that a Cyrillic or Greek one looks like.
fn look_alike(c: char) -> Option<char> {
    const PAIRS: &str = "аaеeоoрpсcхxуyіiјjѕsАAВBЕEІIКKМMНHОOРPСCТTХXοoνvΑAΒBΕEΗHΙIΚKΜMΝNΟOΡPΤTΧX";
    if !('\u{370}'..='\u{4ff}').contains(&c) {
        return None;
    }
    let mut pairs = PAIRS.chars();
    while let (Some(from), Some(to)) = (pairs.next(), pairs.next()) {
        if from == c {
            return Some(to);
        }
    }
    None
}

/// A word that mixes scripts was typed with a wrong key: `Нội` (Cyrillic Н) is `Hội`. A word
/// wholly in another script is left as it is.
fn latin_word(word: &str) -> String {
    let latin = word.chars().any(|c| c.is_alphabetic() && !('\u{370}'..='\u{4ff}').contains(&c));
    if latin { word.chars().map(|c| look_alike(c).unwrap_or(c)).collect() } else { word.to_owned() }
}

fn is_word_char(c: char) -> bool {
    let class = letters().class(c);
    class.is(Class::ALPHABETIC) || class.is(Class::MARK)
}

/// Runs of letters with their marks, and what lies between, in order.
fn words(text: &str) -> impl Iterator<Item = (bool, &str)> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let in_word = is_word_char(rest.chars().next()?);
        let end = rest.find(|c| is_word_char(c) != in_word).unwrap_or(rest.len());
        let (run, tail) = rest.split_at(end);
        rest = tail;
        Some((in_word, run))
    })
}

fn map_words(text: &str, change: fn(&str) -> String) -> String {
    words(text).map(|(is_word, run)| if is_word { change(run) } else { run.to_owned() }).collect()
}

/// The text with all tone marks in their place; `None` where none had to move.
fn with_marks_in_place(text: &str) -> Option<String> {
    if text.is_ascii() {
        return None;
    }
    let mut out: Option<String> = None;
    let mut kept = 0;
    let mut mend = |word: Range<usize>| {
        let run = &text[word.clone()];
        if !run.is_ascii()
            && let Some(changed) = changed_word(run)
        {
            let out = out.get_or_insert_default();
            out.push_str(&text[kept..word.start]);
            out.push_str(&changed);
            kept = word.end;
        }
    };
    let mut word = 0;
    let mut doubtful = false;
    let mut before = Shape::Gap;
    for (at, c) in text.char_indices() {
        let shape = known(c, |known| known.shape);
        if (shape == Shape::Gap) != (before == Shape::Gap) {
            if doubtful {
                mend(word..at);
            }
            (word, doubtful) = (at, false);
        }
        doubtful |= shape == Shape::Odd || (shape == Shape::Vowel && before == Shape::Vowel);
        before = shape;
    }
    if doubtful {
        mend(word..text.len());
    }
    let mut out = out?;
    out.push_str(&text[kept..]);
    Some(out)
}

/// What a word becomes, `None` where it stays. News uses few spellings very often (829 in the
/// 5,103 tokens of five articles), so each is worked out once a thread.
fn changed_word(run: &str) -> Option<Box<str>> {
    const MOST_WORDS: usize = 20_000;
    const LONGEST: usize = 32;
    thread_local! {
        static KNOWN: RefCell<FxHashMap<Box<str>, Option<Box<str>>>> = RefCell::default();
    }
    let work_out = || match word_with_marks_in_place(run) {
        Cow::Owned(changed) => Some(changed.into_boxed_str()),
        Cow::Borrowed(_) => None,
    };
    if run.len() > LONGEST {
        return work_out();
    }
    KNOWN.with_borrow_mut(|known| {
        if let Some(changed) = known.get(run) {
            return changed.clone();
        }
        if known.len() >= MOST_WORDS {
            known.clear();
        }
        let changed = work_out();
        known.insert(run.into(), changed.clone());
        changed
    })
}

/// A run of letters may be two words run together (`chínhThống`): each part is a syllable.
fn word_with_marks_in_place(run: &str) -> Cow<'_, str> {
    let run = marks_in_order(run);
    let mut cuts = Vec::new();
    let mut lower_before = false;
    for (at, c) in run.char_indices() {
        if lower_before && c.is_uppercase() {
            cuts.push(at);
        }
        if c.is_alphabetic() {
            lower_before = c.is_lowercase();
        }
    }
    if cuts.is_empty() {
        return match run {
            Cow::Borrowed(run) => place_tone(run),
            Cow::Owned(run) => Cow::Owned(place_tone(&run).into_owned()),
        };
    }
    cuts.push(run.len());
    let mut start = 0;
    let mut out = String::with_capacity(run.len());
    for cut in cuts {
        out.push_str(&place_tone(&run[start..cut]));
        start = cut;
    }
    if out == *run { run } else { Cow::Owned(out) }
}

/// A tone typed before the circumflex (`a` + U+0301 + U+0302) does not compose: put the mark of
/// the letter first. Only letters with marks left over after NFC are concerned.
fn marks_in_order(run: &str) -> Cow<'_, str> {
    if !run.chars().any(is_combining_mark) {
        return Cow::Borrowed(run);
    }
    let mut letters: Vec<char> = run.nfd().collect();
    // Only what Vietnamese is written with; other scripts have orders of their own.
    let ours = |c: &char| {
        c.is_ascii_alphabetic()
            || matches!(*c, 'đ' | 'Đ' | BREVE | CIRCUMFLEX | HORN)
            || TONES.contains(c)
    };
    if !letters.iter().all(ours) {
        return Cow::Borrowed(run);
    }
    let mut start = 0;
    while start < letters.len() {
        let end = (start + 1..letters.len())
            .find(|&i| canonical_combining_class(letters[i]) == 0)
            .unwrap_or(letters.len());
        letters[start + 1..end].sort_by_key(|mark| TONES.contains(mark));
        start = end;
    }
    let ordered: String = letters.into_iter().nfc().collect();
    if ordered == run { Cow::Borrowed(run) } else { Cow::Owned(ordered) }
}

/// One letter of a syllable without its tone.
#[derive(Debug, Clone, Copy, Default)]
struct Letter {
    /// With breve, circumflex or horn, in lower case.
    base: char,
    upper: bool,
}

/// Letters of the longest syllable (`nghiêng`), and one to see that a word has more.
const MOST_LETTERS: usize = 8;

/// A syllable taken apart: letters without tone, the tone, and where the parts begin.
#[derive(Debug, Default)]
struct Syllable {
    letters: [Letter; MOST_LETTERS],
    count: usize,
    tone: Option<char>,
    nucleus: Range<usize>,
}

impl Syllable {
    /// Takes a word apart; `None` where it is no Vietnamese syllable (acronyms, loan words,
    /// ethnic names such as `Đắk`) or carries more than one tone.
    fn parse(word: &str) -> Option<Syllable> {
        let mut syllable = Syllable::default();
        for c in word.chars() {
            match known(c, |known| known.letter) {
                Some((base, tone)) => {
                    if syllable.count == MOST_LETTERS || (tone.is_some() && syllable.tone.is_some())
                    {
                        return None;
                    }
                    let upper = letters().class(c).is(Class::UPPER);
                    syllable.letters[syllable.count] = Letter { base, upper };
                    syllable.count += 1;
                    syllable.tone = syllable.tone.or(tone);
                }
                // A mark by itself, or what no syllable has.
                None => c.nfd().try_for_each(|part| syllable.push(part))?,
            }
        }
        let bases = syllable.letters.map(|letter| letter.base);
        let bases = &bases[..syllable.count];
        let onset = onset_length(bases);
        let vowels = bases[onset..].iter().take_while(|c| is_vowel(**c)).count();
        let coda = &bases[onset + vowels..];
        if vowels == 0 || vowels > 3 || !CODAS.iter().any(|known| is_spelled(coda, known)) {
            return None;
        }
        syllable.nucleus = onset..onset + vowels;
        Some(syllable)
    }

    /// Takes one decomposed character; `None` where no syllable has it there.
    fn push(&mut self, c: char) -> Option<()> {
        match c {
            BREVE | CIRCUMFLEX | HORN => {
                let letter = self.letters[..self.count].last_mut()?;
                letter.base = match (letter.base, c) {
                    ('a', BREVE) => 'ă',
                    ('a', CIRCUMFLEX) => 'â',
                    ('e', CIRCUMFLEX) => 'ê',
                    ('o', CIRCUMFLEX) => 'ô',
                    ('o', HORN) => 'ơ',
                    ('u', HORN) => 'ư',
                    _ => return None,
                };
            }
            c if TONES.contains(&c) => {
                if self.tone.replace(c).is_some() || self.count == 0 {
                    return None;
                }
            }
            c => {
                let mut lower = c.to_lowercase();
                let base = lower.next()?;
                if lower.next().is_some() || self.count == MOST_LETTERS {
                    return None;
                }
                self.letters[self.count] = Letter { base, upper: c.is_uppercase() };
                self.count += 1;
            }
        }
        Some(())
    }

    fn letters(&self) -> &[Letter] {
        &self.letters[..self.count]
    }

    fn vowels(&self) -> impl Iterator<Item = char> {
        self.letters[self.nucleus.clone()].iter().map(|letter| letter.base)
    }

    /// `ưo` before a coda is a slip for `ươ`: `trưòng` → `trường`.
    fn mend_missing_horn(&mut self) {
        if self.nucleus.end < self.count && self.vowels().eq("ưo".chars()) {
            self.letters[self.nucleus.end - 1].base = 'ơ';
        }
    }

    /// Index of the letter that bears the tone.
    fn tone_bearer(&self) -> usize {
        let Range { start, end } = self.nucleus.clone();
        let marked = |i: &usize| matches!(self.letters[*i].base, 'ă' | 'â' | 'ê' | 'ô' | 'ơ' | 'ư');
        if let Some(at) = (start..end).rev().find(marked) {
            return at;
        }
        let has_coda = end < self.count;
        match end - start {
            1 => start,
            _ if has_coda => end - 1,
            3 => start + 1,
            // `oa oe uy` open: the first, in the press spelling; all others the first anyway.
            _ => start,
        }
    }

    fn spell(&self) -> String {
        let bearer = self.tone_bearer();
        let mut decomposed = String::with_capacity(16);
        for (at, letter) in self.letters().iter().enumerate() {
            if letter.upper {
                decomposed.extend(letter.base.to_uppercase());
            } else {
                decomposed.push(letter.base);
            }
            if at == bearer {
                decomposed.extend(self.tone);
            }
        }
        decomposed.nfc().collect()
    }
}

fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'ă' | 'â' | 'e' | 'ê' | 'i' | 'o' | 'ô' | 'ơ' | 'u' | 'ư' | 'y')
}

fn is_spelled(letters: &[char], spelling: &str) -> bool {
    letters.iter().copied().eq(spelling.chars())
}

/// Letters of the onset; `gi` and `qu` only before a vowel (`gìn` is g + in).
fn onset_length(bases: &[char]) -> usize {
    let Some(&first) = bases.first() else { return 0 };
    for onset in ONSETS.iter().filter(|onset| onset.starts_with(first)) {
        let n = onset.chars().count();
        if bases.get(..n).is_some_and(|start| is_spelled(start, onset))
            && (!matches!(*onset, "gi" | "qu") || bases.get(n).is_some_and(|c| is_vowel(*c)))
        {
            return n;
        }
    }
    0
}

/// A syllable with its tone mark in the press place: `hoà` → `hòa`, `qũy` → `quỹ`,
/// `trưòng` → `trường`. What is no Vietnamese syllable comes back as it was.
///
/// ```
/// # use danvan::text::normalize::place_tone;
/// assert_eq!(place_tone("Uỷ"), "Ủy");
/// assert_eq!(place_tone("Đắk"), "Đắk");
/// ```
pub fn place_tone(syllable: &str) -> Cow<'_, str> {
    if syllable.is_ascii() {
        return Cow::Borrowed(syllable);
    }
    let Some(mut parsed) = Syllable::parse(syllable) else { return Cow::Borrowed(syllable) };
    parsed.mend_missing_horn();
    let placed = parsed.spell();
    if placed == syllable { Cow::Borrowed(syllable) } else { Cow::Owned(placed) }
}

/// Whether a word is a possible Vietnamese syllable, with or without tone. Used to tell
/// Vietnamese text from other languages and from text in a wrong encoding.
pub fn is_syllable(word: &str) -> bool {
    /// The vowels of a group, `\0` behind a shorter one.
    fn group(vowels: impl Iterator<Item = char>) -> [char; 3] {
        let mut group = ['\0'; 3];
        group.iter_mut().zip(vowels).for_each(|(place, vowel)| *place = vowel);
        group
    }
    static GROUPS: LazyLock<FxHashSet<[char; 3]>> =
        LazyLock::new(|| NUCLEI.iter().map(|vowels| group(vowels.chars())).collect());
    Syllable::parse(word).is_some_and(|syllable| GROUPS.contains(&group(syllable.vowels())))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// School spelling, press spelling.
    const STYLES: &[(&str, &str)] = &[
        ("hoà", "hòa"),
        ("hoá", "hóa"),
        ("hoả", "hỏa"),
        ("hoã", "hõa"),
        ("hoạ", "họa"),
        ("khoè", "khòe"),
        ("khoé", "khóe"),
        ("khoẻ", "khỏe"),
        ("khoẽ", "khõe"),
        ("khoẹ", "khọe"),
        ("thuỳ", "thùy"),
        ("thuý", "thúy"),
        ("thuỷ", "thủy"),
        ("thuỹ", "thũy"),
        ("thuỵ", "thụy"),
    ];

    #[test]
    fn both_styles_of_tone_placement_become_the_press_one() {
        for &(school, press) in STYLES {
            assert_eq!(place_tone(school), press, "{school}");
            assert_eq!(place_tone(press), press, "{press}");
            let upper = school.to_uppercase();
            assert_eq!(place_tone(&upper), press.to_uppercase(), "{upper}");
        }
    }

    #[test]
    fn misplaced_marks_are_repaired() {
        for (slip, meant) in [
            ("qúy", "quý"),
            ("Qúy", "Quý"),
            ("qũy", "quỹ"),
            ("rià", "rìa"),
            ("hùynh", "huỳnh"),
            ("gìa", "già"),
            ("trưòng", "trường"),
            ("lưọng", "lượng"),
            ("ngừơi", "người"),
            ("tìên", "tiền"),
            ("xóay", "xoáy"),
            ("a\u{301}\u{302}p", "ấp"),
        ] {
            assert_eq!(normalize(slip), meant, "{slip}");
        }
    }

    #[test]
    fn right_spellings_stay() {
        for word in [
            "gìn", "giá", "giữ", "giếng", "quý", "quỵt", "hoàn", "toét", "ngoài", "ngoéo", "khuỷu",
            "mái", "cáo", "mía", "của", "lụa", "thuở", "huơ", "ươm", "yếu", "Đắk", "Păh", "Ksơr",
            "HĐND", "café", "Séoul", "khỏẻ", "nghiêng", "quốc", "cuốn", "loại", "thủy", "ủy",
        ] {
            assert_eq!(normalize(word), word);
        }
    }

    #[test]
    fn odd_characters_are_folded() {
        for (found, meant) in [
            ("Ðảng ủy", "Đảng ủy"),
            ("Ban\u{a0}Dân\u{202f}vận", "Ban Dân vận"),
            ("dân\u{200b} vận\u{feff} kh\u{ad}éo", "dân vận khéo"),
            ("Нội nghị", "Hội nghị"),
            ("Москва", "Москва"),
            ("２０２４", "2024"),
            ("\u{1d407}ội", "Hội"),
            ("ﬁnal", "final"),
            ("“Dân vận khéo” – 2024…", "“Dân vận khéo” – 2024…"),
            ("a\r\nb\tc", "a\r\nb c"),
            ("chínhThuý", "chínhThúy"),
            ("\u{93}Dân vận khéo\u{94}", "“Dân vận khéo”"),
        ] {
            assert_eq!(normalize(found), meant, "{found:?}");
        }
    }

    #[test]
    fn syllables_are_told_from_other_words() {
        for word in ["Hội", "nghị", "dân", "vận", "khéo", "quyết", "xã", "uỷ", "ngoằn", "the"]
        {
            assert!(is_syllable(word), "{word}");
        }
        for word in ["UBND", "©n", "tæng", "conference", "Hoäi", "Đắk", "eai", ""] {
            assert!(!is_syllable(word), "{word}");
        }
    }

    #[test]
    fn composed_and_decomposed_text_is_one() {
        let text = "Hội nghị tổng kết công tác dân vận năm 2024, Uỷ ban nhân dân huyện Đắk Mil";
        let decomposed: String = text.nfd().collect();
        assert_eq!(normalize(&decomposed), normalize(text));
    }

    proptest! {
        #[test]
        fn normalizing_twice_changes_nothing(text in "\\PC{0,40}") {
            let once = normalize(&text).into_owned();
            prop_assert_eq!(&normalize(&once), &once);
        }

        #[test]
        fn words_that_are_not_looked_at_stay(
            text in "[bcghiknquyaăâeêoơưáàạếờựńđA-Z\u{301}\u{323} ]{0,16}"
        ) {
            let all = map_words(&text, |word| word_with_marks_in_place(word).into_owned());
            prop_assert_eq!(with_marks_in_place(&text).unwrap_or(text), all);
        }

        #[test]
        fn normalizing_syllables_twice_changes_nothing(
            text in "[bcdđghklmnpqrstvxaăâeêioôơuưy\u{300}\u{301}\u{302}\u{303}\u{306}\u{309}\u{31b}\u{323}аеоA-Z\u{200b} ]{0,12}"
        ) {
            let once = normalize(&text).into_owned();
            prop_assert_eq!(&normalize(&once), &once);
            let decomposed: String = text.nfd().collect();
            prop_assert_eq!(normalize(&decomposed), once);
        }
    }
}
