//! What a web page says of its article outside the text: `og:`, `article:` and Dublin Core
//! metadata, JSON-LD, the canonical address, the title of the page.

use chrono::NaiveDate;
use html5ever::local_name;

use super::dates::metadata_date;
use super::line::{count_words, is_section, key};
use super::plain::single_spaces;
use super::tree::{Element, Id, Tree};
use super::{byline, site};
use crate::text::normalize::normalize;

/// What a page's `head` and data blocks say.
#[derive(Debug, Default)]
pub(super) struct Meta {
    pub og_title: Option<String>,
    pub page_title: Option<String>,
    pub headline: Option<String>,
    pub og_url: Option<String>,
    pub canonical: Option<String>,
    pub saved_from: Option<String>,
    pub site: Option<String>,
    pub publisher: Option<String>,
    pub author: Option<String>,
    pub published: Option<NaiveDate>,
}

impl Meta {
    /// Reads the address that a browser left in a page it saved:
    /// `saved from url=(0057)https://…`.
    pub fn note_comment(&mut self, comment: &str) {
        if let Some((_, rest)) = comment.split_once("saved from url=")
            && let Some((_, url)) = rest.split_once(')')
        {
            let url = url.split_whitespace().next().unwrap_or_default();
            if url.starts_with("http") && self.saved_from.is_none() {
                self.saved_from = Some(url.to_owned());
            }
        }
    }

    /// Reads an element, wherever it stands.
    pub fn note(&mut self, tag: &Element, id: Id, tree: &Tree) {
        match *tag.name() {
            local_name!("title") if self.page_title.is_none() => {
                self.page_title = clean(&tree.text_in(id));
            }
            local_name!("link") if tag.attribute(&local_name!("rel")) == Some("canonical") => {
                let address = tag.attribute(&local_name!("href")).and_then(web_address);
                self.canonical = self.canonical.take().or(address);
            }
            local_name!("script")
                if tag.attribute(&local_name!("type")) == Some("application/ld+json") =>
            {
                self.note_json(&tree.text_in(id));
            }
            _ => {}
        }
        let Some(content) = tag.attribute(&local_name!("content")) else { return };
        let names = [local_name!("property"), local_name!("name"), local_name!("itemprop")];
        let Some(name) = names.iter().find_map(|name| tag.attribute(name)) else { return };
        let slot = match name.to_ascii_lowercase().as_str() {
            "og:title" => &mut self.og_title,
            "og:site_name" | "application-name" => &mut self.site,
            "og:url" => {
                self.og_url = self.og_url.take().or_else(|| web_address(content));
                return;
            }
            "author" | "article:author" | "dc.creator" | "dcterms.creator" => &mut self.author,
            "dc.publisher" => &mut self.publisher,
            "article:published_time"
            | "datepublished"
            | "pubdate"
            | "dc.date.issued"
            | "dc.date"
            | "dcterms.issued"
            | "dcterms.created"
            | "publish-date"
            | "article:publish_date"
            | "og:published_time" => {
                self.published = self.published.or_else(|| metadata_date(content));
                return;
            }
            _ => return,
        };
        if slot.is_none() {
            *slot = clean(content);
        }
    }

    pub fn url(&self) -> Option<String> {
        self.og_url.clone().or(self.canonical.clone()).or(self.saved_from.clone())
    }

    /// The headline by metadata alone.
    pub fn title(&self) -> Option<String> {
        if let Some(title) = self.og_title.clone().or(self.headline.clone()) {
            return Some(without_suffix(&title).0.to_owned());
        }
        let told = |title: &&str| !is_site_like(title) && !is_section(title);
        let own = self.page_title.as_deref().filter(told);
        own.map(|title| without_suffix(title).0.to_owned())
    }

    /// The metadata's headline where the page prints it cut short (`… xây dựng nông thôn...`).
    pub fn longer_title(&self, printed: &str) -> Option<String> {
        let cut = printed.strip_suffix("...").or_else(|| printed.strip_suffix('…'))?;
        let full = self.og_title.as_ref().or(self.headline.as_ref())?;
        (key(full).starts_with(&key(cut)) && full.len() > printed.len()).then(|| full.clone())
    }

    /// The site's name behind the headline in `<title>`.
    pub fn title_suffix(&self, title: &str) -> Option<String> {
        let page_title = self.page_title.as_deref()?;
        // Some portals have their own name as the title of every page.
        if is_site_like(page_title) && key(page_title) != key(title) {
            return Some(page_title.to_owned());
        }
        let (_, suffix) = without_suffix(page_title);
        let suffix = suffix?;
        (!key(title).ends_with(&key(suffix)) && count_words(suffix) <= 14)
            .then(|| suffix.to_owned())
    }

    fn note_json(&mut self, text: &str) {
        let Ok(value) = serde_json::from_str::<serde_json::Value>(text) else { return };
        let mut queue = vec![&value];
        let mut seen = 0;
        while let Some(value) = queue.pop() {
            seen += 1;
            if seen > 500 {
                return;
            }
            match value {
                serde_json::Value::Array(items) => queue.extend(items),
                serde_json::Value::Object(object) => {
                    if let Some(graph) = object.get("@graph") {
                        queue.push(graph);
                    }
                    if is_article_type(object.get("@type")) {
                        self.note_article(object);
                    }
                }
                _ => {}
            }
        }
    }

    fn note_article(&mut self, object: &serde_json::Map<String, serde_json::Value>) {
        let text = |value: Option<&serde_json::Value>| {
            let value = match value? {
                serde_json::Value::Array(items) => items.first()?,
                value => value,
            };
            let said = value.as_str().or_else(|| value.get("name")?.as_str())?;
            clean(said)
        };
        self.headline = self.headline.take().or_else(|| text(object.get("headline")));
        self.author = self.author.take().or_else(|| text(object.get("author")));
        self.publisher = self.publisher.take().or_else(|| text(object.get("publisher")));
        let date = object.get("datePublished").and_then(|d| d.as_str()).and_then(metadata_date);
        self.published = self.published.or(date);
    }
}

fn is_article_type(value: Option<&serde_json::Value>) -> bool {
    let is = |v: &serde_json::Value| {
        v.as_str().is_some_and(|s| {
            s.ends_with("Article") || matches!(s, "BlogPosting" | "Report" | "NewsItem")
        })
    };
    match value {
        Some(serde_json::Value::Array(items)) => items.iter().any(is),
        Some(value) => is(value),
        None => false,
    }
}

/// A title without the name of its site, and that name: `Chư Păh: Hơn 270 mô hình - Đài …`.
fn without_suffix(title: &str) -> (&str, Option<&str>) {
    for separator in [" | ", " :: ", " » ", " - ", " – ", " — "] {
        // The site's own name may hold the separator (`Đài Phát thanh - Truyền hình Gia Lai`).
        for (at, _) in title.match_indices(separator) {
            let (head, suffix) = (title[..at].trim(), title[at + separator.len()..].trim());
            if count_words(head) >= 4 && is_site_like(suffix) {
                return (head, Some(suffix));
            }
        }
        if separator == " | "
            && let Some((head, suffix)) = title.rsplit_once(separator)
            && count_words(head) >= 4
            && count_words(suffix) <= 8
        {
            return (head.trim(), Some(suffix.trim()));
        }
    }
    (title, None)
}

fn is_site_like(text: &str) -> bool {
    site::site_name(text).is_some() || (byline::is_body(text) && count_words(text) <= 12)
}

fn web_address(value: &str) -> Option<String> {
    let value = value.trim();
    (value.starts_with("http://") || value.starts_with("https://")).then(|| value.to_owned())
}

/// A value in one line, its entities decoded, `None` where nothing is left.
fn clean(value: &str) -> Option<String> {
    let value = single_spaces(&normalize(&super::decode_entities(value)));
    (!value.is_empty()).then_some(value)
}
