//! What a person types to search: words, `"phrases"`, `-words` to leave out, beginnings of words
//! (`vận*`). Everything else is taken for what stands between words, so that nothing that can be
//! typed is an error: `25-NQ/TW` is the phrase `25 nq tw`.

use std::collections::BTreeSet;
use std::ops::Range;

use unicode_normalization::char::is_combining_mark;

use super::fold::search_key;
use super::letters::lower_case;
use super::normalize::{normalize, place_tone};

/// Words that stand one after the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrase {
    /// The words in small letters, with their marks, tones placed as the press does (`ủy`).
    pub words: Vec<String>,
    /// The last word is the beginning of one.
    pub prefix: bool,
    /// What it can be in the search key of a name. The key knows no apostrophe: `H'leo`, two words
    /// of the index, is `hleo`.
    keys: Vec<String>,
}

/// What is looked for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Query {
    /// All of these.
    pub wanted: Vec<Phrase>,
    /// None of these.
    pub unwanted: Vec<Phrase>,
}

/// Marks that open or close a phrase.
const QUOTES: [char; 5] = ['"', '“', '”', '«', '»'];

/// Reads what was typed; never fails.
pub fn parse(typed: &str) -> Query {
    let typed = normalize(typed);
    let (mut wanted, mut unwanted) = (Vec::new(), Vec::new());
    let mut rest = typed.trim_start();
    while let Some(first) = rest.chars().next() {
        let without = first == '-';
        let body = if without { &rest[1..] } else { rest };
        let quoted = body.starts_with(QUOTES);
        let (chunk, after) = match body.chars().next().filter(|_| quoted) {
            Some(mark) => {
                let inside = &body[mark.len_utf8()..];
                match inside.char_indices().find(|(_, c)| QUOTES.contains(c)) {
                    Some((end, close)) => (&inside[..end], &inside[end + close.len_utf8()..]),
                    None => (inside, ""),
                }
            }
            None => body.split_at(body.find(char::is_whitespace).unwrap_or(body.len())),
        };
        let prefix = !quoted && chunk.ends_with('*');
        if let Some(phrase) = Phrase::of(chunk, prefix) {
            if without { &mut unwanted } else { &mut wanted }.push(phrase);
        }
        rest = after.trim_start();
    }
    Query { wanted: once(wanted), unwanted: once(unwanted) }
}

/// Each phrase once, where it stood first.
fn once(phrases: Vec<Phrase>) -> Vec<Phrase> {
    let mut seen = BTreeSet::new();
    phrases
        .into_iter()
        .filter(|phrase| seen.insert((phrase.words.clone(), phrase.prefix)))
        .collect()
}

/// Whether a character belongs to a word, as the full-text index parts them.
fn of_word(c: char) -> bool {
    c.is_alphanumeric() || is_combining_mark(c)
}

/// The words of a text as the full-text index parts them: letters and digits.
fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !of_word(c))
        .filter(|word| word.contains(char::is_alphanumeric))
        .map(|word| place_tone(&word.to_lowercase()).into_owned())
        .collect()
}

/// Most letters `d` of which each is tried as `đ` too, in one expression.
const MOST_D: usize = 6;

/// Most words of which the ones side by side are looked for as phrases.
const MOST_NEIGHBOURS: usize = 8;

/// Words for one expression, the last of which may be the beginning of one.
struct Piece {
    words: Vec<String>,
    prefix: bool,
}

impl Piece {
    fn expression(&self) -> String {
        let mut spellings = vec![String::new()];
        for c in self.words.join(" ").chars() {
            let crossed: Vec<String> = match c {
                'd' => spellings.iter().map(|spelling| format!("{spelling}đ")).collect(),
                _ => Vec::new(),
            };
            spellings.iter_mut().for_each(|spelling| spelling.push(c));
            spellings.extend(crossed);
        }
        let star = if self.prefix { "*" } else { "" };
        let spellings: Vec<String> =
            spellings.iter().map(|words| format!("\"{words}\"{star}")).collect();
        spellings.join(" OR ")
    }
}

impl Phrase {
    /// The phrase of a stretch of text, none where it has no word.
    fn of(text: &str, prefix: bool) -> Option<Phrase> {
        let words = words(text);
        if words.is_empty() {
            return None;
        }
        let mut phrase = Phrase { words, prefix, keys: vec![search_key(text)] };
        let of_words = phrase.readings().into_iter().map(|words| search_key(&words.join(" ")));
        let of_words: Vec<String> = of_words.collect();
        phrase.keys.extend(of_words);
        phrase.keys.sort();
        phrase.keys.dedup();
        Some(phrase)
    }

    /// Two phrases, one behind the other.
    fn followed_by(&self, other: &Phrase) -> Phrase {
        let words = [self.words.as_slice(), &other.words].concat();
        Phrase { words, prefix: other.prefix, keys: Vec::new() }
    }

    /// The words, and the same with a zero more or less: `9-CT/TW` is printed `09-CT/TW` too.
    fn readings(&self) -> Vec<Vec<String>> {
        let mut readings = vec![self.words.clone()];
        if let [number, code, ..] = self.words.as_slice()
            && code.starts_with(char::is_alphabetic)
        {
            let other = match number.as_bytes() {
                [b'1'..=b'9'] => Some(format!("0{number}")),
                [b'0', b'1'..=b'9'] => Some(number[1..].to_owned()),
                _ => None,
            };
            readings.extend(other.map(|other| {
                let mut words = self.words.clone();
                words[0] = other;
                words
            }));
        }
        readings
    }

    /// How many `d` may be `đ`.
    fn open_letters(&self) -> usize {
        self.words.iter().map(|word| word.matches('d').count()).sum()
    }

    /// Whether the expression finds more than the phrase: see [`Query::is_loose`].
    fn is_loose(&self) -> bool {
        self.open_letters() > MOST_D
    }

    /// Words in pieces that have few enough letters `d`; a word with more is cut to a beginning.
    fn pieces(&self, words: &[String]) -> Vec<Piece> {
        let mut pieces: Vec<Piece> = Vec::new();
        let mut open = usize::MAX;
        for (index, word) in words.iter().enumerate() {
            let own = word.matches('d').count();
            let cut = word.match_indices('d').nth(MOST_D).map(|(at, _)| at);
            let prefix = cut.is_some() || self.prefix && index + 1 == words.len();
            let word = word[..cut.unwrap_or(word.len())].to_owned();
            if open.saturating_add(own) > MOST_D {
                pieces.push(Piece { words: Vec::new(), prefix: false });
                open = 0;
            }
            if let Some(piece) = pieces.last_mut() {
                piece.words.push(word);
                piece.prefix = prefix;
            }
            open = if cut.is_some() { usize::MAX } else { open + own };
        }
        pieces
    }

    /// The phrase as an expression of the full-text index. The index folds all marks but that of
    /// `đ`: a typed `d` may be either, a typed `đ` is one.
    fn expression(&self) -> String {
        let readings: Vec<String> = self
            .readings()
            .iter()
            .map(|words| {
                let pieces = self.pieces(words);
                if let [piece] = pieces.as_slice() {
                    return piece.expression();
                }
                let pieces: BTreeSet<String> = pieces.iter().map(Piece::expression).collect();
                let pieces: Vec<String> =
                    pieces.into_iter().map(|piece| format!("({piece})")).collect();
                format!("({})", pieces.join(" AND "))
            })
            .collect();
        format!("({})", readings.join(" OR "))
    }

    /// Whether a name has the phrase. `key` is its search key, `name` the name as it is.
    fn is_in(&self, key: &str, name: &str) -> bool {
        self.is_in_key(key)
            && (!self.words.iter().any(|word| word.contains('đ')) || !self.spans(name).is_empty())
    }

    /// Whether a search key has the phrase, a typed `đ` taken for a `d`.
    fn is_in_key(&self, key: &str) -> bool {
        self.keys.iter().any(|wanted| {
            key.match_indices(wanted.as_str()).any(|(at, _)| {
                let end = at + wanted.len();
                (at == 0 || key[..at].ends_with(' '))
                    && (self.prefix || end == key.len() || key[end..].starts_with(' '))
            })
        })
    }

    /// Where the phrase stands in a text, whatever the marks but those of a typed `đ`.
    fn spans(&self, text: &str) -> Vec<Range<usize>> {
        let tokens = tokens(text);
        let mut spans = Vec::new();
        for words in self.readings() {
            let folded: Vec<String> = words.iter().map(|word| folded(word)).collect();
            for window in tokens.windows(folded.len()) {
                let meant = window.iter().zip(&folded).enumerate().all(|(index, (token, word))| {
                    may_be(word, &token.1, self.prefix && index + 1 == folded.len())
                });
                if let (true, [first, ..], [.., last]) = (meant, window, window) {
                    spans.push(first.0.start..last.0.end);
                }
            }
        }
        spans
    }
}

/// The words of a text: where they stand, and folded.
fn tokens(text: &str) -> Vec<(Range<usize>, String)> {
    let mut tokens = Vec::new();
    let mut from = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (of_word(c), from) {
            (true, None) => from = Some(at),
            (false, Some(start)) => {
                tokens.push((start..at, folded(&text[start..at])));
                from = None;
            }
            _ => {}
        }
    }
    tokens
}

/// A word as the full-text index has it: small letters without marks, but `đ` stays.
fn folded(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    for (index, part) in word.split(['đ', 'Đ']).enumerate() {
        if index > 0 {
            out.push('đ');
        }
        out.push_str(&search_key(part));
    }
    out
}

/// Whether a folded word of a text may be the one that was typed, whose `d` is either letter.
fn may_be(typed: &str, word: &str, prefix: bool) -> bool {
    let mut rest = word.chars();
    typed.chars().all(|c| rest.next().is_some_and(|other| c == other || c == 'd' && other == 'đ'))
        && (prefix || rest.next().is_none())
}

impl Query {
    /// Whether there is nothing to look for.
    pub fn is_empty(&self) -> bool {
        self.wanted.is_empty()
    }

    /// The query for the full-text index (FTS5). Words are in quotation marks and hold letters and
    /// digits only: no typed mark has a meaning in it.
    ///
    /// Vietnamese writes words syllable by syllable: `hội nghị` is not `đại hội` and `nghị quyết`.
    /// Both are found, and words that stand side by side as they were typed count once more.
    pub fn expression(&self) -> String {
        let all = |phrases: &[&Phrase], word: &str| {
            phrases.iter().map(|phrase| phrase.expression()).collect::<Vec<_>>().join(word)
        };
        let mut expression = all(&self.wanted.iter().collect::<Vec<_>>(), " AND ");
        let neighbours = self.neighbours();
        if !neighbours.is_empty() {
            let first = self.wanted.iter().take(1);
            let together: Vec<&Phrase> = first.chain(&neighbours).collect();
            expression = format!("{expression} AND ({})", all(&together, " OR "));
        }
        // What is loose leaves out too much.
        let unwanted: Vec<&Phrase> = self.unwanted.iter().filter(|p| !p.is_loose()).collect();
        match unwanted.is_empty() {
            true => expression,
            false => format!("({expression}) NOT ({})", all(&unwanted, " OR ")),
        }
    }

    /// Wanted phrases side by side, and all of them in a row.
    fn neighbours(&self) -> Vec<Phrase> {
        if self.wanted.len() > MOST_NEIGHBOURS {
            return Vec::new();
        }
        let pairs =
            self.wanted.windows(2).map(|pair| (pair[0].prefix, pair[0].followed_by(&pair[1])));
        let mut rows: Vec<(bool, Phrase)> = pairs.collect();
        if let [first, rest @ ..] = self.wanted.as_slice()
            && let [inner @ .., _] = rest
            && !inner.is_empty()
        {
            let broken = first.prefix || inner.iter().any(|phrase| phrase.prefix);
            rows.push((broken, rest.iter().fold(first.clone(), |row, next| row.followed_by(next))));
        }
        let whole = |(broken, row): (bool, Phrase)| (!broken && !row.is_loose()).then_some(row);
        rows.into_iter().filter_map(whole).collect()
    }

    /// Whether the expression finds more than what is looked for, so that the texts have to be
    /// looked at: a long phrase without any mark has too many spellings to try them all.
    pub fn is_loose(&self) -> bool {
        self.wanted.iter().chain(&self.unwanted).any(Phrase::is_loose)
    }

    /// Whether a text is what is looked for, whatever its marks.
    pub fn is_in_text(&self, text: &str) -> bool {
        self.wanted.iter().all(|phrase| !phrase.spans(text).is_empty())
            && !self.unwanted.iter().any(|phrase| !phrase.spans(text).is_empty())
    }

    /// Whether a name is what is looked for, whatever its marks.
    pub fn is_in(&self, name: &str) -> bool {
        let key = search_key(name);
        self.wanted.iter().all(|phrase| phrase.is_in(&key, name))
            && !self.unwanted.iter().any(|phrase| phrase.is_in(&key, name))
    }

    /// Whether the name of a search key may be what is looked for.
    pub fn may_be_in_key(&self, key: &str) -> bool {
        self.wanted.iter().all(|phrase| phrase.is_in_key(key))
    }

    /// How many words of a name were not asked for.
    pub fn words_beside(&self, name: &str) -> usize {
        let key = search_key(name);
        let asked = |word: &str| {
            self.wanted.iter().any(|phrase| {
                phrase.keys.iter().any(|key| {
                    key.split(' ')
                        .any(|wanted| wanted == word || phrase.prefix && word.starts_with(wanted))
                })
            })
        };
        key.split(' ').filter(|word| !asked(word)).count()
    }

    /// Where what is looked for stands in a text, in order; what stands side by side is one.
    pub fn spans(&self, text: &str) -> Vec<Range<usize>> {
        let mut found: Vec<Range<usize>> =
            self.wanted.iter().flat_map(|phrase| phrase.spans(text)).collect();
        found.sort_by_key(|span| (span.start, span.end));
        let mut spans: Vec<Range<usize>> = Vec::with_capacity(found.len());
        for span in found {
            match spans.last_mut() {
                // `[Hội nghị]`, not `[Hội] [nghị]`; but one word twice stays two.
                Some(last)
                    if span.start < last.end
                        || self.wanted.len() > 1 && &text[last.end..span.start] == " " =>
                {
                    last.end = last.end.max(span.end);
                }
                _ => spans.push(span),
            }
        }
        spans
    }

    /// Whether any mark was typed, so that a text with the same marks is nearer than another.
    pub fn has_marks(&self) -> bool {
        self.wanted.iter().flat_map(|phrase| &phrase.words).any(|word| !word.is_ascii())
    }

    /// Whether a text has all that is looked for with the marks that were typed.
    pub fn is_exactly_in(&self, text: &str) -> bool {
        let small = lower_case(text);
        self.wanted.iter().all(|phrase| {
            phrase.readings().iter().any(|words| {
                small.match_indices(words[0].as_str()).any(|(at, _)| {
                    let bounded = !small[..at].ends_with(char::is_alphanumeric);
                    bounded && follows(&small[at..], words, phrase.prefix)
                })
            })
        })
    }
}

/// Whether a text begins with these words.
fn follows(mut text: &str, words: &[String], prefix: bool) -> bool {
    for (index, word) in words.iter().enumerate() {
        if index > 0 {
            text = text.trim_start_matches(|c: char| !c.is_alphanumeric());
        }
        let Some(rest) = text.strip_prefix(word.as_str()) else { return false };
        let open = prefix && index + 1 == words.len();
        if !open && rest.starts_with(char::is_alphanumeric) {
            return false;
        }
        text = rest;
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_as_an_expression() {
        for (typed, expression) in [
            ("hội", r#"("hội")"#),
            ("hội nghị", r#"("hội") AND ("nghị") AND (("hội") OR ("hội nghị"))"#),
            ("\"hội nghị\"", r#"("hội nghị")"#),
            ("“hội nghị” -tổng", r#"(("hội nghị")) NOT (("tổng"))"#),
            ("25-NQ/TW", r#"("25 nq tw")"#),
            ("45/KH", r#"("45 kh")"#),
            ("9-CT/TW", r#"("9 ct tw" OR "09 ct tw")"#),
            ("09-CT/TW", r#"("09 ct tw" OR "9 ct tw")"#),
            ("9/2023", r#"("9 2023")"#),
            ("QĐ", r#"("qđ")"#),
            ("ÐẢNG", r#"("đảng")"#),
            ("qd", r#"("qd" OR "qđ")"#),
            ("vận vận", r#"("vận")"#),
            ("vận*", r#"("vận"*)"#),
            ("a* b c", r#"("a"*) AND ("b") AND ("c") AND (("a"*) OR ("b c"))"#),
            (
                "a b c",
                r#"("a") AND ("b") AND ("c") AND (("a") OR ("a b") OR ("b c") OR ("a b c"))"#,
            ),
            ("uỷ", r#"("ủy")"#),
            ("x\u{301}x\u{301}", "(\"x\u{301}x\u{301}\")"),
            ("NOT NEAR", r#"("not") AND ("near") AND (("not") OR ("not near"))"#),
            ("a:b", r#"("a b")"#),
            ("^(d", r#"("d" OR "đ")"#),
            ("\"", ""),
            ("- * \u{0} 😀", ""),
            ("", ""),
        ] {
            assert_eq!(parse(typed).expression(), expression, "{typed}");
        }
    }

    #[test]
    fn of_many_letters_d_the_text_is_looked_at() {
        for (typed, expression, text, meant) in [
            ("\"ddddddd d\"", 64 + 2, "Ddddđđđ đ", true),
            ("\"ddddddd d\"", 64 + 2, "dddddd, dddddddd d", false),
            ("\"d d d d d d d e\"", 64 + 2, "d d d d d d đ e", true),
            ("\"d d d d d d d e\"", 64 + 2, "d d d d d d, e d e", false),
            ("e -ddddddd", 1, "e ddddddđ", false),
            ("e -ddddddd", 1, "e dddddd", true),
        ] {
            let query = parse(typed);
            assert!(query.is_loose(), "{typed}");
            assert_eq!(query.expression().matches('"').count() / 2, expression, "{typed}");
            assert_eq!(query.is_in_text(text), meant, "{typed} in {text}");
        }
    }

    #[test]
    fn names_that_are_meant() {
        for (typed, name, meant) in [
            ("go cong tay", "huyện Gò Công Tây", true),
            ("\"cong go\"", "huyện Gò Công Tây", false),
            ("cong go", "huyện Gò Công Tây", true),
            ("dong", "Đông Hưng", true),
            ("đông", "Đông Hưng", true),
            ("đông", "Dông Hưng", false),
            ("hdnd", "HĐND huyện", true),
            ("hđnd", "HĐND huyện", true),
            ("25-nq/tw", "nghị quyết 25-NQ/TW", true),
            ("5-nq/tw", "nghị quyết 25-NQ/TW", false),
            ("ngh*", "Hội nghị", true),
            ("ngh", "Hội nghị", false),
            ("hội -nghị", "Hội nghị", false),
            ("kmák", "K'Mák", true),
            ("k'mak", "K'Mák", true),
            ("9-CT/TW", "chỉ thị 09-CT/TW", true),
            ("09-CT/TW", "chỉ thị 9-CT/TW", true),
        ] {
            assert_eq!(parse(typed).is_in(name), meant, "{typed} in {name}");
        }
    }

    #[test]
    fn the_same_marks() {
        for (typed, text, same) in [
            ("hội nghị", "Hội nghị Đảng ủy", true),
            ("hoi nghị", "Hội nghị", false),
            ("\"nghị đảng\"", "Hội nghị – Đảng ủy", true),
            ("bí", "bị bi", false),
            ("ngh*", "hội nghị", true),
            ("ội", "hội", false),
        ] {
            assert_eq!(parse(typed).is_exactly_in(text), same, "{typed} in {text}");
        }
    }

    #[test]
    fn where_it_stands() {
        for (typed, marked) in [
            ("hoi nghi", "[Hội nghị] Đảng ủy"),
            ("đang", "[Đảng] dang"),
            ("dang", "[Đảng] [dáng] dàn"),
            ("dan*", "[Đảng] [dân]"),
            ("9-CT/TW", "Chỉ thị [09-CT/TW]"),
            ("nghi \"hoi nghi\"", "[Hội nghị], [nghị]"),
        ] {
            let text = marked.replace(['[', ']'], "");
            let mut found = text.clone();
            for span in parse(typed).spans(&text).into_iter().rev() {
                found.insert(span.end, ']');
                found.insert(span.start, '[');
            }
            assert_eq!(found, marked, "{typed}");
        }
    }

    #[test]
    fn nothing_typed_takes_long() {
        for typed in [
            "d ".repeat(5000),
            format!("\"{}\"", "d ".repeat(5000)),
            "d".repeat(10_000),
            "x\u{301}".repeat(5000),
            "-".repeat(10_000),
            (0..2000).map(|n| format!("w{n} ")).collect(),
        ] {
            let length = parse(&typed).expression().len();
            assert!(length < 100_000, "{}…: {length}", &typed[..4]);
        }
    }
}
