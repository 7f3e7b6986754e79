//! The words in which rows are shown: what columns and parameters are called, what is in them, and
//! values and messages in Vietnamese, from `reference/columns.tsv` and `reference/values.tsv`.

use std::borrow::Cow;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::text::fold::search_key;

/// The language in which people are shown rows. Programs get the names of columns and the values
/// of the database in either.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum Language {
    /// English.
    #[default]
    En,
    /// Vietnamese.
    Vi,
}

impl Language {
    /// The word of this language.
    pub fn pick<T>(self, english: T, vietnamese: T) -> T {
        match self {
            Language::En => english,
            Language::Vi => vietnamese,
        }
    }
}

/// What is in a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Content {
    /// Names and free text, in the words of the press.
    #[default]
    Text,
    /// A word of a closed list, several of them with commas, or a message of a report.
    Value,
    /// A whole number that names: a year, an id. Never with marks between its digits.
    Integer,
    /// A number that counts.
    Number,
    /// A number out of a hundred.
    Percent,
    /// A day, ISO.
    Date,
    /// An address.
    Link,
    /// Words of an article.
    Quote,
}

impl Content {
    fn of_word(word: &str) -> Option<Content> {
        Some(match word {
            "text" => Content::Text,
            "value" => Content::Value,
            "integer" => Content::Integer,
            "number" => Content::Number,
            "percent" => Content::Percent,
            "date" => Content::Date,
            "link" => Content::Link,
            "quote" => Content::Quote,
            _ => return None,
        })
    }
}

/// What is known of a column or a parameter by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Term {
    /// What is in it.
    pub content: Content,
    /// Heading in Vietnamese.
    pub heading: &'static str,
    /// What it is, one line.
    about: &'static str,
    /// The same in Vietnamese.
    about_vi: &'static str,
}

impl Term {
    /// What it is, one line.
    pub fn about(&self, language: Language) -> &'static str {
        language.pick(self.about, self.about_vi)
    }
}

static TERMS: LazyLock<FxHashMap<&'static str, Term>> = LazyLock::new(|| {
    let lines = include_str!("../../reference/columns.tsv").lines();
    lines.filter(|line| !line.starts_with('#')).filter_map(read).collect()
});

fn read(line: &'static str) -> Option<(&'static str, Term)> {
    // The tests of this module find what is malformed.
    let [name, content, heading, about, about_vi] = line.split('\t').collect::<Vec<_>>()[..] else {
        return None;
    };
    Some((name, Term { content: Content::of_word(content)?, heading, about, about_vi }))
}

/// What is known of a column; none for those of the user's own queries.
pub fn term(name: &str) -> Option<&'static Term> {
    TERMS.get(name)
}

/// What is known of a parameter.
pub fn parameter(name: &str) -> Option<&'static Term> {
    TERMS.get(format!(":{name}").as_str()).or_else(|| TERMS.get(name))
}

/// Values and messages in Vietnamese.
#[derive(Default)]
struct Values {
    /// Words as they are.
    whole: FxHashMap<&'static str, &'static str>,
    /// Messages in which something is inserted, in pieces between the places; those with more
    /// fixed text first, so that the most telling one is taken.
    templates: Vec<(Vec<&'static str>, Vec<&'static str>)>,
}

/// Where something is inserted in a message.
const PLACE: &str = "{}";

static VALUES: LazyLock<Values> = LazyLock::new(|| {
    let mut values = Values::default();
    for line in include_str!("../../reference/values.tsv").lines() {
        let Some((english, vietnamese)) = line.split_once('\t') else { continue };
        if english.contains(PLACE) {
            let pieces = |text: &'static str| text.split(PLACE).collect();
            values.templates.push((pieces(english), pieces(vietnamese)));
        } else {
            values.whole.insert(english, vietnamese);
        }
    }
    let fixed = |pieces: &[&str]| pieces.iter().map(|piece| piece.len()).sum::<usize>();
    values.templates.sort_by_key(|(english, _)| std::cmp::Reverse(fixed(english)));
    values
});

/// A value or a message in Vietnamese: `registered` is `đăng ký`, a day `12/04/2024`; of `a, b` each;
/// the text itself
/// where nothing is known of it, for it may be a name.
pub fn vietnamese(text: &str) -> Cow<'_, str> {
    if let Some(word) = VALUES.whole.get(text) {
        return Cow::Borrowed(word);
    }
    if let Some(day) = vietnamese_date(text) {
        return day;
    }
    for (english, vietnamese) in &VALUES.templates {
        if let Some(inserted) = inserted(english, text) {
            let mut out = String::with_capacity(text.len() + 16);
            for (index, piece) in vietnamese.iter().enumerate() {
                out.push_str(piece);
                if let Some(text) = inserted.get(index) {
                    out.push_str(&self::vietnamese(text));
                }
            }
            return Cow::Owned(out);
        }
    }
    for comma in ["; ", ", "] {
        if text.contains(comma) {
            let words: Vec<Cow<str>> = text.split(comma).map(vietnamese).collect();
            if words.iter().zip(text.split(comma)).any(|(word, part)| word != part) {
                return Cow::Owned(words.join(comma));
            }
        }
    }
    Cow::Borrowed(text)
}

/// A day as Vietnamese write it, `12/04/2024`; none for what is no ISO day.
pub fn vietnamese_date(text: &str) -> Option<Cow<'static, str>> {
    let day: chrono::NaiveDate = (text.len() == 10).then(|| text.parse().ok())??;
    Some(Cow::Owned(day.format("%d/%m/%Y").to_string()))
}

/// What stands in the places of a message; none where it is another message. Something stands in
/// every place.
fn inserted<'t>(pieces: &[&str], text: &'t str) -> Option<Vec<&'t str>> {
    let (first, rest) = pieces.split_first()?;
    let mut left = text.strip_prefix(first)?;
    let mut found = Vec::with_capacity(rest.len());
    for (index, piece) in rest.iter().enumerate() {
        let last = index + 1 == rest.len();
        let at = if last {
            left.len().checked_sub(piece.len()).filter(|_| left.ends_with(piece))?
        } else {
            left.find(piece)?
        };
        found.push(left.get(..at).filter(|text| !text.is_empty())?);
        left = &left[at + piece.len()..];
    }
    Some(found)
}

/// Types of units by the level that they are of; a `thành phố` may be of two.
const TYPES: [(&str, &[&str]); 3] = [
    ("province", &["tinh"]),
    ("district", &["quan", "thi xa"]),
    ("commune", &["phuong", "thi tran", "dac khu"]),
];

/// Whether a typed word is this word of the database, in either language, with or without tone
/// marks: `dang ky` is `registered`, `thời kỳ` is not `year`.
pub fn means(typed: &str, word: &str) -> bool {
    let typed = search_key(typed);
    typed == search_key(word)
        || TYPES.iter().any(|(level, types)| *level == word && types.contains(&&*typed))
        || term(word).is_some_and(|term| search_key(term.heading) == typed)
        || VALUES.whole.get(word).is_some_and(|word| {
            let key = search_key(word);
            // `huyện` for `cấp huyện`.
            key == typed || key.strip_prefix("cap ").is_some_and(|level| level == typed)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_columns_is_read() {
        let mut last = "";
        for line in include_str!("../../reference/columns.tsv").lines() {
            if line.starts_with('#') {
                continue;
            }
            let (name, term) = super::read(line).unwrap_or_else(|| panic!("{line}"));
            assert!(last < name, "{name} stands after {last}");
            for text in [term.heading, term.about, term.about_vi] {
                assert!(!text.trim().is_empty(), "{line}");
            }
            last = name;
        }
    }

    #[test]
    fn every_line_of_values_is_read() {
        let mut last = "";
        for line in include_str!("../../reference/values.tsv").lines() {
            if line.starts_with('#') {
                continue;
            }
            let cells: Vec<&str> = line.split('\t').collect();
            let [english, vietnamese] = cells[..] else { panic!("{line}") };
            assert!(last < english, "{english} stands after {last}");
            assert!(!vietnamese.trim().is_empty(), "{line}");
            assert_eq!(english.matches(PLACE).count(), vietnamese.matches(PLACE).count(), "{line}");
            last = english;
        }
    }

    #[test]
    fn what_stands_in_a_message() {
        for (template, text, expected) in [
            ("left out: {}", "left out: 3", Some(vec!["3"])),
            ("left out: {}", "left out: ", None),
            ("{} of {} units", "3 of 12 units", Some(vec!["3", "12"])),
            ("{} of {} units", "3 of 12 unit", None),
            ("{} and {}", "a and b and c", Some(vec!["a", "b and c"])),
            ("không {}", "khong 3", None),
        ] {
            let pieces: Vec<&str> = template.split(PLACE).collect();
            assert_eq!(inserted(&pieces, text), expected, "{text}");
        }
    }

    #[test]
    fn values_in_vietnamese() {
        for (english, expected) in [
            ("registered", "đăng ký"),
            ("registered, recognized", "đăng ký, công nhận"),
            ("2024-04-12, registered", "12/04/2024, đăng ký"),
            ("huyện Phú Xuyên", "huyện Phú Xuyên"),
            ("", ""),
        ] {
            assert_eq!(vietnamese(english), expected);
        }
        assert_eq!(vietnamese_date("2024-04-02").as_deref(), Some("02/04/2024"));
        assert_eq!(vietnamese_date("2024-04-32"), None);
        assert!(means("dang ky", "registered") && means("Registered", "registered"));
        assert!(means("huyện", "district") && means("cấp huyện", "district"));
        assert!(means("phường", "commune") && means("quận", "district"));
        assert!(!means("đăng", "registered"));
    }
}
