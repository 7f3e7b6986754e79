//! An article as a base holds it, in a record of a replication pack. It was read once: nothing is
//! cleaned or judged again, so that what it states stays the same.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{Article, PageHints};
use crate::input::{Page, Reject, reject};
use crate::own::OwnFile;

/// A line of `articles.jsonl`: one source of an article, an input that was refused, or a file of
/// own tables.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "danvan", rename_all = "lowercase")]
pub enum Record {
    /// A source and the text found there.
    Article {
        /// SHA-256 of the text.
        key: String,
        /// The key of the source.
        source: String,
        /// Address as the page gives it.
        url: Option<String>,
        /// Headline.
        title: Option<String>,
        /// Date.
        published_on: Option<chrono::NaiveDate>,
        /// Byline persons.
        author: Option<String>,
        /// Byline organization or site.
        publisher: Option<String>,
        /// What the page was written in.
        encoding: String,
        /// What else the page gave.
        page_hints: PageHints,
        /// The cleaned text.
        text: String,
    },
    /// A file of own tables.
    Figures(OwnFile),
    /// What could not be read, so that the rebuilt base tells of it too.
    Reject {
        /// The path as walked.
        source: String,
        /// Where in the source.
        place: Option<String>,
        /// What is wrong.
        reason: String,
        /// What to do about it.
        advice: String,
    },
}

/// The own tables of a record; none where it is something else.
pub fn own_file(page: &Page) -> Option<OwnFile> {
    // Most records are articles, which are read once only; in a text the marks would be escaped.
    memchr::memmem::find(&page.bytes, br#""danvan":"figures""#)?;
    match serde_json::from_slice(&page.bytes) {
        Ok(Record::Figures(file)) => Some(file),
        _ => None,
    }
}

/// Reads the article of a record.
///
/// # Errors
/// A record that no danvan wrote, or that was changed since.
pub fn read(page: &Page) -> Result<Article, Reject> {
    let advice = "get the pack again, or load the articles themselves";
    let wrong = |reason: String| reject(&page.source, reason, advice);
    let record = serde_json::from_slice(&page.bytes)
        .map_err(|error| wrong(format!("not a record of a pack ({error})")))?;
    let Record::Article {
        key,
        source,
        url,
        title,
        published_on,
        author,
        publisher,
        encoding,
        page_hints: hints,
        text,
    } = record
    else {
        return Err(wrong("not an article".to_owned()));
    };
    let digest: String = Sha256::digest(&text).iter().map(|byte| format!("{byte:02x}")).collect();
    if digest != key {
        return Err(wrong("the text is not the one that its key was made of".to_owned()));
    }
    if hints.lines.chars().count() != text.lines().count() {
        return Err(wrong("page_hints.lines has not one letter for each line".to_owned()));
    }
    Ok(Article { source, url, title, published_on, author, publisher, text, encoding, hints })
}
