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
    Figures {
        /// SHA-256 of the tables as they stand in this record.
        sha256: String,
        /// The tables.
        #[serde(flatten)]
        file: OwnFile,
    },
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

impl Record {
    /// The record of a file of own tables.
    ///
    /// # Errors
    /// It cannot be written as JSON.
    pub fn of_figures(file: OwnFile) -> serde_json::Result<Record> {
        let sha256 = digest(&serde_json::to_vec(&file)?);
        Ok(Record::Figures { sha256, file })
    }
}

/// SHA-256, in hexadecimal.
fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// What to do about a record that is not as danvan wrote it.
const ADVICE: &str = "get the pack again, or load the articles and tables themselves";

/// The own tables of a record; none where it is something else.
///
/// # Errors
/// A record that was changed since it was written.
pub fn own_file(page: &Page) -> Result<Option<OwnFile>, Reject> {
    // Most records are articles, which are read once only; in a text the marks would be escaped.
    if memchr::memmem::find(&page.bytes, br#""danvan":"figures""#).is_none() {
        return Ok(None);
    }
    let Ok(Record::Figures { sha256, file }) = serde_json::from_slice(&page.bytes) else {
        return Ok(None);
    };
    match serde_json::to_vec(&file) {
        Ok(bytes) if digest(&bytes) == sha256 => Ok(Some(file)),
        _ => Err(reject(&page.source, "the tables are not those that were packed", ADVICE)),
    }
}

/// Reads the article of a record.
///
/// # Errors
/// A record that no danvan wrote, or that was changed since.
pub fn read(page: &Page) -> Result<Article, Reject> {
    let wrong = |reason: String| reject(&page.source, reason, ADVICE);
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
    if digest(text.as_bytes()) != key {
        return Err(wrong("the text is not the one that its key was made of".to_owned()));
    }
    if hints.lines.chars().count() != text.lines().count() {
        return Err(wrong("page_hints.lines has not one letter for each line".to_owned()));
    }
    Ok(Article { source, url, title, published_on, author, publisher, text, encoding, hints })
}
