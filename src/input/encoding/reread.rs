//! Text whose letters are not what they should be: found by the share of words that are possible
//! syllables, and read again as what it was written in.
//!
//! Right text is told in one look at its bytes: it has no letters of western Europe beside
//! Vietnamese ones. A page without any right Vietnamese letter is judged as a whole. A page that
//! has some is judged piece by piece (paragraph, cell, line), since editors paste old texts into
//! new pages, and what is right must stay.

use std::borrow::Cow;
use std::ops::Range;

use super::entities::{entity, without_entities};
use super::legacy::{Legacy, undecoded_byte};
use super::words::{Words, has_right_words};
use crate::input::PageKind;

/// What a text turned out to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reread {
    /// The text as it was meant.
    pub text: String,
    /// What it was written in, the most first.
    pub legacies: Vec<Legacy>,
    /// Beside that there is text that was right.
    pub in_part: bool,
}

/// What to look for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wanted {
    /// What the letters show.
    Any,
    /// This one, even where few words show it. Right Vietnamese letters stay all the same.
    Only(Legacy),
}

/// Reads a text again whose letters were decoded wrong; none where they are right or cannot be
/// told.
pub(super) fn reread(text: &str, kind: PageKind, wanted: Wanted) -> Option<Reread> {
    if !is_suspicious(text) && wanted == Wanted::Any {
        return None;
    }
    // A page in TCVN3 that an editor wrote has `&ocirc;` for the code of `ụ`; a page that was
    // converted to TCVN3 has it for `ô`. The words tell.
    let as_codes = without_entities(text);
    let as_letters = matches!(as_codes, Cow::Owned(_)).then(|| reread_text(text, kind, wanted));
    let readings = [as_letters.flatten(), reread_text(&as_codes, kind, wanted)];
    let share = |reread: &Reread| Words::of(sample(&reread.text)).share();
    readings.into_iter().flatten().max_by(|a, b| share(a).total_cmp(&share(b)))
}

fn reread_text(text: &str, kind: PageKind, wanted: Wanted) -> Option<Reread> {
    let pieces = pieces(text, kind);
    let right = has_right_words(text);
    let guess = if right { None } else { judge(sample(text), wanted, FEWEST_WORDS) };
    let mut found: Vec<Option<Legacy>> = pieces
        .iter()
        .map(|piece| match guess {
            Some(guess) => judge_beside(&text[piece.clone()], wanted, guess),
            None => judge_alone(&text[piece.clone()], wanted, ENOUGH_WORDS),
        })
        .collect();
    let legacies = by_amount(&pieces, &found);
    let most = *legacies.first()?;
    // What is too short to be told alone is what the others are.
    for (piece, found) in pieces.iter().zip(&mut found).filter(|(_, found)| found.is_none()) {
        let short = judge_alone(&text[piece.clone()], wanted, 1);
        *found = short.filter(|legacy| *legacy == most);
    }
    let mut out = String::with_capacity(text.len() + text.len() / 4);
    let pieces: Vec<_> = pieces.into_iter().zip(found).collect();
    // Lines of one encoding are read together, for a sentence may go over several.
    for run in pieces.chunk_by(|(_, a), (_, b)| kind == PageKind::Text && a == b) {
        let (Some((first, found)), Some((last, _))) = (run.first(), run.last()) else { continue };
        let run = &text[first.start..last.end];
        match found {
            Some(legacy) => out.push_str(&legacy.decode(run)),
            None => out.push_str(run),
        }
    }
    Some(Reread { text: out, legacies, in_part: right })
}

/// A piece of a page of which nothing else is known.
fn judge_alone(piece: &str, wanted: Wanted, fewest: usize) -> Option<Legacy> {
    if is_suspicious(piece) { judge(sample(piece), wanted, fewest) } else { None }
}

/// A piece of a page that seems to be all in one encoding. Documents have been put together from
/// pieces in two.
fn judge_beside(piece: &str, wanted: Wanted, guess: Legacy) -> Option<Legacy> {
    if piece.is_ascii() {
        return None;
    }
    let part = sample(piece);
    let after = Words::of(&guess.decode(part));
    if after.marked == 0 || after.share() >= SURE {
        return Some(guess);
    }
    Some(judge(part, wanted, 1).unwrap_or(guess))
}

/// A short text that stands beside one that was read again: its headline, its author.
pub(super) fn reread_beside(text: &str, legacy: Legacy) -> Option<String> {
    let (before, decoded) = (Words::of(text), legacy.decode(text));
    let after = Words::of(&decoded);
    (before.right == 0 && after.valid > before.valid).then_some(decoded)
}

/// The encodings found, that of most bytes first.
fn by_amount(pieces: &[Range<usize>], found: &[Option<Legacy>]) -> Vec<Legacy> {
    let mut sums: Vec<(Legacy, usize)> = Vec::new();
    for (piece, legacy) in pieces.iter().zip(found) {
        let Some(legacy) = *legacy else { continue };
        match sums.iter_mut().find(|(known, _)| *known == legacy) {
            Some((_, sum)) => *sum += piece.len(),
            None => sums.push((legacy, piece.len())),
        }
    }
    sums.sort_by_key(|(_, sum)| std::cmp::Reverse(*sum));
    sums.into_iter().map(|(legacy, _)| legacy).collect()
}

/// Words with marks that a text must have to be judged: a page without right Vietnamese letters
/// is hardly anything else; a piece of a page must be sure.
const FEWEST_WORDS: usize = 3;
const ENOUGH_WORDS: usize = 5;

/// Bytes of a text by which it is judged.
const SAMPLE: usize = 4 * 1024;

/// A part of the text from its first odd letter on, long enough to judge.
fn sample(text: &str) -> &str {
    let start = text.find(|c: char| !c.is_ascii()).unwrap_or(0);
    // The word that it stands in.
    let start = text[..start].rfind(char::is_whitespace).unwrap_or(0);
    &text[start..text.floor_char_boundary(start + SAMPLE)]
}

/// What a text is written in, by the share of its words with marks that are syllables. Right text
/// has 0.98 to 1.00 of them, in the wrong encoding 0.1 to 0.5.
fn judge(text: &str, wanted: Wanted, fewest: usize) -> Option<Legacy> {
    let before = Words::of(text);
    // Letters of the right alphabet: what stands around them was typed right too.
    if before.right * 4 > before.marked {
        return None;
    }
    let mut best: Option<(Legacy, Words)> = None;
    let mut note = |legacy: Legacy, decoded: &str| {
        if matches!(wanted, Wanted::Only(only) if only.name() != legacy.name()) {
            return false;
        }
        let words = Words::of(decoded);
        let sure = words.marked >= ENOUGH_WORDS && words.share() >= SURE;
        if best.as_ref().is_none_or(|(_, best)| words.share() > best.share()) {
            best = Some((legacy, words));
        }
        sure
    };
    // The two code pages have many letters in common: the better one is taken.
    let readings = Legacy::utf8_readings(text);
    let sure = readings.into_iter().map(|(legacy, decoded)| note(legacy, &decoded));
    if sure.filter(|sure| *sure).count() == 0 {
        let mut tables = Legacy::TABLES.iter();
        tables.any(|legacy| note(*legacy, &legacy.decode(text)));
    }
    let (legacy, after) = best?;
    let sure = after.marked >= fewest
        && after.share() >= ENOUGH
        && after.share() >= before.share() + BETTER;
    (sure || matches!(wanted, Wanted::Only(_))).then_some(legacy)
}

/// Least share of syllables in a text that was read right. Names and lost letters are no syllables.
const ENOUGH: f64 = 0.8;
/// Whether most words of a text are possible syllables; too few words tell nothing.
pub(super) fn is_vietnamese(text: &str) -> bool {
    let words = Words::of(text);
    words.marked < FEWEST_WORDS || words.share() >= ENOUGH
}

/// A share that leaves no doubt.
const SURE: f64 = 0.9;
/// By how much the share must be better than before.
const BETTER: f64 = 0.3;

/// Whether a text has letters or signs of Latin-1 beside letters that no Vietnamese word has, or
/// bytes that could not be decoded. A look at the bytes, since every page goes through it.
fn is_suspicious(text: &str) -> bool {
    let bytes = text.as_bytes();
    let beside = |byte: Option<&u8>| byte.is_some_and(|b| b.is_ascii_alphabetic() || *b >= 0x80);
    let in_word = |at: usize, length: usize| {
        let before = at.checked_sub(1).and_then(|at| bytes.get(at));
        beside(before) || beside(bytes.get(at + length))
    };
    let is_wrong = |at: usize| {
        let second = bytes.get(at + 1).copied().unwrap_or_default();
        match bytes[at] {
            0xC2 => is_odd(char::from(second)) && in_word(at, 2),
            0xC3 => is_odd(char::from(second | 0x40)) && in_word(at, 2),
            _ => text[at..].starts_with(|c| undecoded_byte(c).is_some()),
        }
    };
    let is_wrong_entity = |at: usize| {
        let odd = entity(&text[at..]).filter(|(c, _)| is_odd(*c));
        odd.is_some_and(|(_, length)| in_word(at, length))
    };
    memchr::memchr3_iter(0xC2, 0xC3, 0xF4, bytes).any(is_wrong)
        || memchr::memchr_iter(b'&', bytes).any(is_wrong_entity)
}

/// A character of Latin-1 from ¡ to ÿ that no Vietnamese word has. The soft hyphen is none of
/// them: right pages have it too.
fn is_odd(c: char) -> bool {
    /// One bit for each character from U+00C0 on.
    const VIETNAMESE: u64 = {
        let letters = "ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúý".as_bytes();
        let (mut bits, mut at) = (0, 1);
        while at < letters.len() {
            bits |= 1 << (letters[at] - 0x80);
            at += 2;
        }
        bits
    };
    match c as u32 {
        0xAD => false,
        0xA1..0xC0 => true,
        n @ 0xC0..=0xFF => VIETNAMESE >> (n - 0xC0) & 1 == 0,
        _ => false,
    }
}

/// Parts of a page that are written in one encoding each: lines of a text; of a web page what
/// stands between its blocks, and each tag, since its attributes hold text too.
fn pieces(text: &str, kind: PageKind) -> Vec<Range<usize>> {
    let mut pieces = Vec::new();
    let mut start = 0;
    if kind == PageKind::Text {
        for line in text.split_inclusive('\n') {
            pieces.push(start..start + line.len());
            start += line.len();
        }
        return pieces;
    }
    let mut from = 0;
    while let Some(open) = text[from..].find('<').map(|at| from + at) {
        let Some(close) = text[open..].find('>').map(|at| open + at + 1) else { break };
        from = close;
        if is_inline(&text[open + 1..close]) {
            continue;
        }
        pieces.push(start..open);
        pieces.push(open..close);
        start = close;
    }
    pieces.push(start..text.len());
    pieces
}

/// Whether a tag stands inside a line of text (or is none: `a < b`).
fn is_inline(tag: &str) -> bool {
    const INLINE: &[&str] = &[
        "a", "abbr", "b", "big", "em", "font", "i", "ins", "label", "o:p", "small", "span",
        "strong", "sub", "sup", "u",
    ];
    let tag = tag.strip_prefix('/').unwrap_or(tag);
    let end = tag.find(|c: char| !c.is_ascii_alphanumeric() && c != ':').unwrap_or(tag.len());
    let name = &tag[..end];
    let is_none = name.is_empty() && !tag.starts_with('!');
    is_none || INLINE.iter().any(|known| known.eq_ignore_ascii_case(name))
}
