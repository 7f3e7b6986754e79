//! One correction: a key, an action, a value.

use chrono::NaiveDate;

use unicode_normalization::UnicodeNormalization;

use super::addition::{self, Addition};
use super::facts::ARTICLE_DIGITS;
use crate::extract::facts::{Field, Holder, Level, Qualifier, Status, Unit};

/// What a key names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum KeyKind {
    /// An administrative unit.
    Locality,
    /// A body.
    Organization,
    /// A person.
    Official,
    /// A document.
    Directive,
    /// A meeting.
    Meeting,
    /// A campaign.
    Campaign,
    /// An article.
    Article,
    /// One statement of an article.
    Fact,
    /// A row of the table of figures.
    Figure,
}

impl KeyKind {
    /// Every kind with its word in the file.
    pub const ALL: [(KeyKind, &'static str); 9] = [
        (KeyKind::Locality, "loc"),
        (KeyKind::Organization, "org"),
        (KeyKind::Official, "person"),
        (KeyKind::Directive, "doc"),
        (KeyKind::Meeting, "meeting"),
        (KeyKind::Campaign, "campaign"),
        (KeyKind::Article, "article"),
        (KeyKind::Fact, "fact"),
        (KeyKind::Figure, "figure"),
    ];

    /// The word in the file.
    pub fn as_str(self) -> &'static str {
        Self::ALL.iter().find(|(kind, _)| *kind == self).map_or("", |(_, word)| word)
    }
}

/// What a correction is about: `person:nguyen van a@82@2025-07-01`. The word in front keeps a
/// spreadsheet from reading a key as a number or a date.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key {
    /// What it names.
    pub kind: KeyKind,
    /// The key as in the database.
    pub key: String,
}

impl std::fmt::Display for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}", self.kind.as_str(), self.key)
    }
}

impl Key {
    /// Reads a key with its word.
    ///
    /// # Errors
    /// No such word, or nothing after it.
    pub fn parse(text: &str) -> Result<Key, String> {
        let words = || KeyKind::ALL.map(|(_, word)| word).join(", ");
        let Some((word, key)) = text.trim().split_once(':') else {
            return Err(format!(
                "the key {text} does not say of what; it begins with one of {}",
                words()
            ));
        };
        let Some((kind, _)) = KeyKind::ALL.iter().find(|(_, known)| *known == word.trim()) else {
            return Err(format!("{word} is no kind of key; use one of {}", words()));
        };
        let key = key.trim();
        if key.is_empty() {
            return Err("the key is empty".to_owned());
        }
        if *kind == KeyKind::Article && !is_article(key) {
            return Err(format!(
                "article:{key}: an article's key has 12 or more of the figures 0-9a-f"
            ));
        }
        let key = match kind {
            KeyKind::Article => first_digits(key),
            _ => key,
        };
        // A spreadsheet on another system may have taken the letters apart.
        Ok(Key { kind: *kind, key: key.nfc().collect() })
    }
}

/// The digits by which an article is known in keys: the whole key and its beginning name one.
fn first_digits(article: &str) -> &str {
    &article[..ARTICLE_DIGITS.min(article.len())]
}

/// At least the first twelve digits of an article's key.
fn is_article(key: &str) -> bool {
    key.len() >= 12 && key.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
}

/// What is to be done with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// It is another thing (`merge`, `same-as`).
    Merge(Key),
    /// It is not another thing (`different`): the doubt is settled.
    Different(Key),
    /// What an article says of it is about another (`split`), known by a mark.
    Split {
        /// The article's key, or its beginning.
        article: String,
        /// What tells the other thing; articles with one mark speak of one thing.
        mark: String,
    },
    /// One of its values is this (`set`).
    Set {
        /// Name of the column.
        field: String,
        /// The value, in the writing of the database.
        value: String,
    },
    /// The fact is none (`reject`).
    Reject,
    /// The article states a fact that was not read (`add`).
    Add(Addition),
    /// It bears another name too (`alias`).
    Alias(String),
}

/// A line of the file, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Its number, the header being 1.
    pub number: u64,
    /// What it is about.
    pub key: Key,
    /// What is to be done.
    pub action: Action,
}

impl Line {
    /// The keys of the things that it speaks of.
    pub fn keys_mut(&mut self) -> impl Iterator<Item = &mut Key> {
        let other = match &mut self.action {
            Action::Merge(other) | Action::Different(other) => Some(other),
            _ => None,
        };
        [&mut self.key].into_iter().chain(other)
    }
}

/// Reads what a line says.
///
/// # Errors
/// What is wrong with it and what would be right.
pub fn parse(key: &str, action: &str, value: &str) -> Result<(Key, Action), String> {
    let key = Key::parse(key)?;
    let value = value.trim();
    let needs = |what: &str| format!("{action} needs a value: {what}");
    let action = match action.trim() {
        "merge" | "same-as" | "different" => {
            if !["org", "person", "doc", "meeting", "campaign"].contains(&key.kind.as_str()) {
                return Err(format!(
                    "{key} cannot be merged; only bodies, persons, documents, meetings and campaigns can"
                ));
            }
            if value.is_empty() {
                return Err(needs("the other key"));
            }
            let other = Key::parse(value)?;
            if other.kind != key.kind {
                return Err(format!("{other} is no {}", key.kind.as_str()));
            }
            if other == key {
                return Err(format!("{key} is merged into itself"));
            }
            match action.trim() {
                "different" => Action::Different(other),
                _ => Action::Merge(other),
            }
        }
        "split" => {
            if !["org", "person", "doc", "meeting"].contains(&key.kind.as_str()) {
                return Err(format!(
                    "{key} cannot be split; only bodies, persons, documents and meetings can"
                ));
            }
            let (article, mark) = value.split_once('=').unwrap_or((value, value));
            let article = article.trim().trim_start_matches("article:");
            let mark = mark.trim().trim_start_matches("article:");
            if !is_article(article) || mark.is_empty() {
                return Err(needs(
                    "the key of the article in which it is another, as in 3f2a90c1d4e5 = mark",
                ));
            }
            Action::Split {
                article: first_digits(article).to_owned(),
                mark: mark.chars().take(40).collect(),
            }
        }
        "set" => {
            let Some((field, value)) = value.split_once('=') else {
                return Err(needs("field=value"));
            };
            let (field, value) = (field.trim(), value.trim());
            check_value(&key, field, value)?;
            Action::Set { field: field.to_owned(), value: value.to_owned() }
        }
        "reject" if key.kind == KeyKind::Fact => Action::Reject,
        "reject" => return Err(format!("{key} cannot be rejected; only a fact: can")),
        "add" if key.kind == KeyKind::Article => Action::Add(addition::parse(value)?),
        "add" => return Err(format!("a fact is added to an article:, not to {key}")),
        "alias" if value.is_empty() => return Err(needs("the other name")),
        "alias" if [KeyKind::Article, KeyKind::Fact, KeyKind::Figure].contains(&key.kind) => {
            return Err(format!("{key} has no names"));
        }
        "alias" => Action::Alias(value.to_owned()),
        "" => {
            return Err(
                "no action; use merge, different, split, set, reject, add or alias".to_owned()
            );
        }
        other => {
            return Err(format!(
                "{other} is no action; use merge, different, split, set, reject, add or alias"
            ));
        }
    };
    Ok((key, action))
}

/// Fields that can be set, by kind of key.
fn fields(kind: KeyKind) -> &'static [&'static str] {
    match kind {
        KeyKind::Official | KeyKind::Campaign => &["name"],
        KeyKind::Directive => &["title", "number", "issued_on", "issued_year"],
        KeyKind::Meeting => &["name", "held_on", "period_from", "period_to"],
        KeyKind::Article => &["published_on", "title", "author", "publisher", "locality"],
        KeyKind::Fact => &[
            "count",
            "qualifier",
            "unit",
            "status",
            "year",
            "level",
            "holder",
            "field",
            "locality",
        ],
        KeyKind::Figure => &["chosen"],
        KeyKind::Locality | KeyKind::Organization => &[],
    }
}

/// Whether a value can stand in a field.
fn check_value(key: &Key, field: &str, value: &str) -> Result<(), String> {
    let known = fields(key.kind);
    if known.is_empty() {
        return Err(format!("{key} has no values to set; its name and place are its key"));
    }
    // fact:aa829ba74f1d:awards:191:…
    if key.kind == KeyKind::Fact && key.key.split(':').nth(1) != Some("model_counts") {
        return Err(format!("{key} is no count; reject it and add it as it should be"));
    }
    if !known.contains(&field) {
        return Err(format!("{key} has no field {field}; it has {}", known.join(", ")));
    }
    check_field(field, value)
}

/// Whether a value can stand in a field of this name.
///
/// # Errors
/// What it should be.
pub fn check_field(field: &str, value: &str) -> Result<(), String> {
    let bad = |what: &str| Err(format!("{field}={value}: not {what}"));
    match field {
        "published_on" | "held_on" | "issued_on" | "period_from" | "period_to"
            // As the file keeps days: 2024-4-12 is read by programs, not by the database.
            if value.parse::<NaiveDate>().ok().is_none_or(|day| day.to_string() != value) =>
        {
            bad("a date such as 2024-04-12")
        }
        "count" | "chosen" | "collectives" | "individuals" | "total"
            if value.parse::<i64>().ok().is_none_or(|n| n < 0) =>
        {
            bad("a number")
        }
        "issued_year" | "year" if !is_year(value) => bad("a year such as 2024"),
        "qualifier" if Qualifier::parse(value).is_none() => bad("exact, about, over or under"),
        "unit" if Unit::parse(value).is_none() => bad("model, exemplar or both"),
        "status" if Status::parse(value).is_none() => {
            bad("registered, recognized, built, maintained or commended")
        }
        "level" if !value.is_empty() && Level::parse(value).is_none() => {
            bad("province, district, commune, grassroots or empty")
        }
        "holder" if !value.is_empty() && Holder::parse(value).is_none() => {
            bad("collective, individual or empty")
        }
        "field" if !value.is_empty() && Field::parse(value).is_none() => {
            bad("economy, culture_society, defense_security, political_system, other or empty")
        }
        "locality" => locality(value).map(|_| ()),
        "name" | "title" | "form" | "number" | "kind" | "body" | "by" if value.is_empty() => {
            bad("a name")
        }
        _ => Ok(()),
    }
}

fn is_year(value: &str) -> bool {
    value.len() == 4 && value.bytes().all(|byte| byte.is_ascii_digit())
}

/// The key of a unit, `loc:823@` or `823@`.
///
/// # Errors
/// No unit has it.
pub fn locality(value: &str) -> Result<String, String> {
    let key = value.trim_start_matches("loc:");
    match crate::reference::units::units().by_key(key) {
        Some(_) => Ok(key.to_owned()),
        None => Err(format!("locality={value}: no unit has this key; see localities.key")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_with_a_line() {
        for (line, expected) in [
            (
                "01 | merge | 02",
                "the key 01 does not say of what; it begins with one of loc, org, person, doc, meeting, campaign, article, fact, figure",
            ),
            (
                "people:a | merge | people:b",
                "people is no kind of key; use one of loc, org, person, doc, meeting, campaign, article, fact, figure",
            ),
            (
                "person:a@82@ | marge | person:b@82@",
                "marge is no action; use merge, different, split, set, reject, add or alias",
            ),
            (
                "person:a@82@ |  | x",
                "no action; use merge, different, split, set, reject, add or alias",
            ),
            ("person:a@82@ | merge | ", "merge needs a value: the other key"),
            ("person:a@82@ | reject | ", "person:a@82@ cannot be rejected; only a fact: can"),
            ("person:a@82@ | set | age=7", "person:a@82@ has no field age; it has name"),
            (
                "meeting:x | set | held_on=31/12/2024",
                "held_on=31/12/2024: not a date such as 2024-04-12",
            ),
            (
                "org:Huyện ủy@823@ | set | name=x",
                "org:Huyện ủy@823@ has no values to set; its name and place are its key",
            ),
            (
                "article:12 | set | title=x",
                "article:12: an article's key has 12 or more of the figures 0-9a-f",
            ),
            (
                "article:0123456789ab | set | locality=loc:99",
                "locality=loc:99: no unit has this key; see localities.key",
            ),
        ] {
            let cells: Vec<&str> = line.split(" | ").collect();
            let read = parse(cells[0], cells[1], cells[2]);
            assert_eq!(read.unwrap_err(), expected, "{line}");
        }
    }
}
