//! What a person types to search: words, `"phrases"`, `-words` to leave out, beginnings of words
//! (`vận*`). Everything else is taken for what stands between words, so that nothing that can be
//! typed is an error: `25-NQ/TW` is the phrase `25 nq tw`.

use unicode_normalization::UnicodeNormalization;

use super::fold::search_key;
use super::normalize::place_tone;

/// Words that stand one after the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrase {
    /// The words in small letters, with their marks, tones placed as the press does (`ủy`).
    pub words: Vec<String>,
    /// The last word is the beginning of one.
    pub prefix: bool,
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
    let mut query = Query::default();
    let mut rest = typed.trim_start();
    while let Some(first) = rest.chars().next() {
        let unwanted = first == '-';
        let body = if unwanted { &rest[1..] } else { rest };
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
        let words = words(chunk);
        if !words.is_empty() {
            let list = if unwanted { &mut query.unwanted } else { &mut query.wanted };
            list.push(Phrase { words, prefix });
        }
        rest = after.trim_start();
    }
    query
}

/// The words of a text as the full-text index parts them: letters and digits.
fn words(text: &str) -> Vec<String> {
    let text: String = text.nfc().collect();
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(|word| place_tone(&word.to_lowercase()).into_owned())
        .collect()
}

/// Most spellings of a phrase with `d` and `đ`; of one with more, each word keeps its own choice
/// only as far as this.
const SPELLINGS: usize = 256;

impl Phrase {
    /// The phrase as the expressions of the full-text index that it can mean. The index folds all
    /// marks but that of `đ`: a typed `d` may be either, a typed `đ` is one.
    fn spellings(&self) -> Vec<String> {
        let mut spellings = vec![String::new()];
        for (index, word) in self.words.iter().enumerate() {
            if index > 0 {
                spellings.iter_mut().for_each(|spelling| spelling.push(' '));
            }
            for c in word.chars() {
                if c == 'd' && spellings.len() < SPELLINGS {
                    let crossed: Vec<String> =
                        spellings.iter().map(|spelling| format!("{spelling}đ")).collect();
                    spellings.iter_mut().for_each(|spelling| spelling.push('d'));
                    spellings.extend(crossed);
                } else {
                    spellings.iter_mut().for_each(|spelling| spelling.push(c));
                }
            }
        }
        spellings
    }

    fn expression(&self) -> String {
        let star = if self.prefix { "*" } else { "" };
        let spellings: Vec<String> =
            self.spellings().iter().map(|words| format!("\"{words}\"{star}")).collect();
        format!("({})", spellings.join(" OR "))
    }

    /// Whether a name has the phrase. `key` is its search key, `small` the name in small letters.
    fn is_in(&self, key: &str, small: &str) -> bool {
        let folded = search_key(&self.words.join(" "));
        let found = key.match_indices(&folded).any(|(at, _)| {
            let end = at + folded.len();
            (at == 0 || key[..at].ends_with(' '))
                && (self.prefix || end == key.len() || key[end..].starts_with(' '))
        });
        // A typed đ is no d.
        found
            && self.words.iter().filter(|word| word.contains('đ')).all(|word| {
                small.split(|c: char| !c.is_alphanumeric()).any(|other| {
                    let same = |a: char, b: char| (a == 'đ') == (b == 'đ');
                    search_key(other).starts_with(&search_key(word))
                        && word.chars().zip(other.chars()).all(|(a, b)| same(a, b))
                })
            })
    }
}

impl Query {
    /// Whether there is nothing to look for.
    pub fn is_empty(&self) -> bool {
        self.wanted.is_empty()
    }

    /// The query for the full-text index (FTS5). Words are in quotation marks and hold letters and
    /// digits only: no typed mark has a meaning in it.
    pub fn expression(&self) -> String {
        let all = |phrases: &[Phrase], word: &str| {
            phrases.iter().map(Phrase::expression).collect::<Vec<_>>().join(word)
        };
        let wanted = all(&self.wanted, " AND ");
        match self.unwanted.is_empty() {
            true => wanted,
            false => format!("({wanted}) NOT ({})", all(&self.unwanted, " OR ")),
        }
    }

    /// Whether a name is what is looked for, whatever its marks.
    pub fn is_in(&self, name: &str) -> bool {
        let (key, small) = (search_key(name), name.to_lowercase());
        self.wanted.iter().all(|phrase| phrase.is_in(&key, &small))
            && !self.unwanted.iter().any(|phrase| phrase.is_in(&key, &small))
    }

    /// Whether any mark was typed, so that a text with the same marks is nearer than another.
    pub fn has_marks(&self) -> bool {
        self.wanted.iter().flat_map(|phrase| &phrase.words).any(|word| !word.is_ascii())
    }

    /// Whether a text has all that is looked for with the marks that were typed.
    pub fn is_exactly_in(&self, text: &str) -> bool {
        let small = text.to_lowercase();
        self.wanted.iter().all(|phrase| {
            let first = phrase.words[0].as_str();
            small.match_indices(first).any(|(at, _)| {
                let bounded = !small[..at].ends_with(char::is_alphanumeric);
                bounded && follows(&small[at..], &phrase.words, phrase.prefix)
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
            ("hội nghị", r#"("hội") AND ("nghị")"#),
            ("\"hội nghị\"", r#"("hội nghị")"#),
            ("“hội nghị” -tổng", r#"(("hội nghị")) NOT (("tổng"))"#),
            ("25-NQ/TW", r#"("25 nq tw")"#),
            ("45/KH", r#"("45 kh")"#),
            ("QĐ", r#"("qđ")"#),
            ("qd", r#"("qd" OR "qđ")"#),
            ("dân vận*", r#"("dân" OR "đân") AND ("vận"*)"#),
            ("uỷ", r#"("ủy")"#),
            ("AND OR NOT NEAR", r#"("and" OR "anđ") AND ("or") AND ("not") AND ("near")"#),
            ("a:b ^c (d", r#"("a b") AND ("c") AND ("d" OR "đ")"#),
            ("\"", ""),
            ("- * \u{0} 😀", ""),
            ("", ""),
        ] {
            assert_eq!(parse(typed).expression(), expression, "{typed}");
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
    fn many_letters_stay_few_spellings() {
        let query = parse(&format!("\"{}\"", "dd ".repeat(50)));
        assert!(query.wanted[0].spellings().len() <= SPELLINGS);
    }
}
