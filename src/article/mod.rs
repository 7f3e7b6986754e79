//! From a page to the article in it: main text, title, date, byline.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The article of a page, cleaned. Everything extraction may look at.
///
/// Facts are a pure function of this value, and all of it is stored in the article's row, so
/// that facts can be extracted anew without the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Article {
    /// File name, `name#7` for the 7th record of a container.
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
    /// What else the page gave.
    pub hints: PageHints,
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
