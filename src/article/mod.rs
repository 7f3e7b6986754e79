//! From a page to the article in it: main text, title, date, byline.

mod assemble;
mod byline;
mod classes;
mod dates;
mod html;
mod line;
mod linked_data;
mod meta;
mod plain;
mod refuse;
mod site;
mod stored;
mod tokens;
mod tree;

use std::borrow::Cow;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

pub use stored::{Record, own_file};

use crate::input::{Page, PageKind, Reject, reject};
use crate::text::letters::{Class, letters};
use crate::text::normalize::is_syllable;

/// Name of the file of a replication pack that holds the articles.
pub const PACKED: &str = "articles.jsonl";

/// Longest text of an article, in bytes: long reports have 0.2 MiB.
const MAX_TEXT_BYTES: usize = 1024 * 1024;

/// Most tags of a web page, and most lines of a text: the largest pages of portals have 10,000 of
/// either. Each costs memory many times its size.
const MAX_TAGS: usize = 200_000;
const MAX_LINES: usize = 100_000;

/// Reads the article of a page.
///
/// # Errors
/// A page that is not UTF-8, is no page of an article by its size, holds no article or a book, or is not in Vietnamese.
pub fn read(page: &Page) -> Result<Article, Reject> {
    if page.kind == PageKind::Stored {
        return stored::read(page);
    }
    let decoded = page.text()?;
    let text = &*decoded.text;
    if page.kind == PageKind::Html && html::is_too_deep(text) {
        let advice = "save the page again from a browser, or give its text";
        return Err(reject(&page.source, "elements nested too deeply", advice));
    }
    let (sign, most, parts) = match page.kind {
        PageKind::Html => (b'<', MAX_TAGS, "tags"),
        PageKind::Text | PageKind::Stored => (b'\n', MAX_LINES, "lines"),
    };
    if memchr::memchr_iter(sign, text.as_bytes()).count() > most {
        let advice = "give the page of one article, with its text";
        return Err(reject(&page.source, format!("more than {most} {parts}"), advice));
    }
    let mut found = match page.kind {
        PageKind::Html => html::read(text),
        PageKind::Text | PageKind::Stored => {
            assemble::Found { lines: plain::lines(text), ..Default::default() }
        }
    };
    found.take_given(&decoded.given(&page.given));
    found.encoding = decoded.encoding;
    let article = assemble::article(&page.source, found).map_err(|reason| {
        reject(&page.source, reason, "give the page of one article, with its text")
    })?;
    if article.text.len() > MAX_TEXT_BYTES {
        let reason = format!("article text larger than {} MiB", MAX_TEXT_BYTES / 1024 / 1024);
        let advice = "give the page of one article, not a book or an archive";
        return Err(reject(&page.source, reason, advice));
    }
    check_language(&page.source, &article.text)?;
    Ok(article)
}

/// Refuses what is not Vietnamese or has lost its letters: right text has 98 of 100 words that
/// are possible syllables, text in an encoding that nobody knows at most 52. Names of places and
/// persons of ethnic minorities, foreign words and abbreviations are many in some articles, so
/// the bar is low.
fn check_language(source: &str, text: &str) -> Result<(), Reject> {
    /// Words after which a text that is plainly right needs no further look.
    const ENOUGH: usize = 200;
    let (mut words, mut syllables, mut marked) = (0, 0, 0);
    let letters = letters();
    let apart = |c: char| !letters.class(c).is(Class::ALPHABETIC);
    for word in text.split(apart).filter(|word| !word.is_empty()) {
        let syllable = is_syllable(word);
        // Abbreviations (UBND, HĐND) are no syllables in any language.
        if !syllable && word.chars().all(char::is_uppercase) && word.chars().count() < 8 {
            continue;
        }
        words += 1;
        syllables += usize::from(syllable);
        marked += usize::from(!word.is_ascii());
        if words == ENOUGH && syllables * 100 >= words * 90 && marked * 100 >= words * 40 {
            break;
        }
    }
    // One slip of an editor is none; where letters were lost, every tenth word misses one.
    if lost_letters(text) * 100 > text.split_ascii_whitespace().count() * 3 {
        let reason = "letters were lost (question marks inside words)";
        return Err(reject(source, reason, "get the page again from its site"));
    }
    if words == 0 || syllables * 100 < words * 62 {
        let advice = "give Vietnamese pages, or name the old encoding: --encoding tcvn3";
        return Err(reject(source, "not Vietnamese, or in an unknown encoding", advice));
    }
    if marked * 100 < words * 15 {
        let advice = "give Vietnamese pages with their marks";
        return Err(reject(source, "not Vietnamese, or Vietnamese without its marks", advice));
    }
    Ok(())
}

/// Letters that a program could not write: `H?i ngh? t?ng k?t`, `H\u{fffd}i`. A question ends
/// with a space and a capital; addresses (`?id=5`) are no words.
fn lost_letters(text: &str) -> usize {
    let mut lost = 0;
    let mut words = text.split_whitespace().peekable();
    while let Some(word) = words.next() {
        lost += word.matches(char::REPLACEMENT_CHARACTER).count();
        if !word.contains('?') || word.contains(['/', '=', '@']) {
            continue;
        }
        let mut before = ' ';
        let mut letters = word.chars().peekable();
        while let Some(c) = letters.next() {
            let goes_on = match letters.peek() {
                Some(next) => next.is_alphabetic(),
                None => words.peek().is_some_and(|next| next.starts_with(char::is_lowercase)),
            };
            lost += usize::from(c == '?' && before.is_alphabetic() && goes_on);
            before = c;
        }
    }
    lost
}

/// Entities that a page encoded twice (`&amp;ndash;` → `&ndash;` → `–`).
fn decode_entities(text: &str) -> Cow<'_, str> {
    let entity = |rest: &str| {
        let end = rest.find(';').filter(|end| (3..=10).contains(end))?;
        rest[1..end].bytes().all(|b| b.is_ascii_alphanumeric() || b == b'#').then_some(end + 1)
    };
    if !text.match_indices('&').any(|(at, _)| entity(&text[at..]).is_some()) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = entity(rest).unwrap_or(1);
        if end == 1 {
            out.push('&');
        } else {
            // Outside of a paragraph the parser would drop `&#32;`.
            out.push_str(&tree::Tree::parse(&["<p>", &rest[..end]].concat()).text());
        }
        rest = &rest[end..];
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// The article of a page, cleaned. Everything extraction may look at.
///
/// Facts are a pure function of this value, and all of it is stored in the article's row, so
/// that facts can be extracted anew without the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Article {
    /// The path as walked; `name#7` for the 7th record of a container.
    pub source: String,
    /// The page's own address.
    pub url: Option<String>,
    /// Headline as printed, normalized.
    pub title: Option<String>,
    /// Publication date.
    pub published_on: Option<NaiveDate>,
    /// Byline persons.
    pub author: Option<String>,
    /// Byline organization, else the site.
    pub publisher: Option<String>,
    /// Normalized text, one block a line: headline, lead and paragraphs, list items, captions,
    /// byline. Tables have one line a row, cells parted by ` | `. Never changed after this.
    pub text: String,
    /// What the page was written in, for people: `UTF-8`, `TCVN3`; no fact depends on it.
    pub encoding: String,
    /// What else the page gave.
    pub hints: PageHints,
}

impl Article {
    /// Words without a page around them.
    pub fn of_text(text: String) -> Article {
        Article {
            source: String::new(),
            url: None,
            title: None,
            published_on: None,
            author: None,
            publisher: None,
            text,
            encoding: String::new(),
            hints: PageHints::default(),
        }
    }
}

/// What the page gave beside the text; stored as JSON in `articles.page_hints`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct PageHints {
    /// Name of the site (header line, `og:site_name`): says where an article without a locality
    /// of its own may belong.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub site: Option<String>,
    /// Further lines of the site's header (`Thị xã Hồng Lĩnh - tỉnh Hà Tĩnh`).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub header: Vec<String>,
    /// Key of the unit that a person placed the article in; the page itself never gives it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decided: Option<String>,
    /// One letter for each line of the text, see [`LineKind`].
    pub lines: String,
}

/// What a line of the text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineKind {
    /// `t`: the headline.
    Title,
    /// `h`: a heading inside the text.
    Heading,
    /// `p`: a paragraph (the lead too).
    Paragraph,
    /// `i`: a list item.
    Item,
    /// `r`: a row of a table.
    Row,
    /// `c`: a caption.
    Caption,
    /// `b`: the byline.
    Byline,
}

impl LineKind {
    /// The letter in [`PageHints::lines`].
    pub fn letter(self) -> char {
        match self {
            LineKind::Title => 't',
            LineKind::Heading => 'h',
            LineKind::Paragraph => 'p',
            LineKind::Item => 'i',
            LineKind::Row => 'r',
            LineKind::Caption => 'c',
            LineKind::Byline => 'b',
        }
    }

    /// The kind of a letter; an unknown one is a paragraph.
    pub fn from_letter(letter: char) -> LineKind {
        match letter {
            't' => LineKind::Title,
            'h' => LineKind::Heading,
            'i' => LineKind::Item,
            'r' => LineKind::Row,
            'c' => LineKind::Caption,
            'b' => LineKind::Byline,
            _ => LineKind::Paragraph,
        }
    }
}
