//! What a web page says of its article outside the text: `og:`, `article:` and Dublin Core
//! metadata, the canonical address, the title of the page; JSON-LD is read next door.

use chrono::NaiveDate;
use html5ever::local_name;

use super::dates::metadata_date;
use super::line::{count_words, is_section, key};
use super::linked_data::LinkedData;
use super::plain::single_spaces;
use super::tree::{Element, Id, Tree};
use super::{byline, site};
use crate::text::normalize::normalize;

/// What a page's `head` and data blocks say.
#[derive(Debug, Default)]
pub(super) struct Meta {
    pub og_title: Option<String>,
    pub page_title: Option<String>,
    og_url: Option<String>,
    canonical: Option<String>,
    saved_from: Option<String>,
    site: Option<String>,
    publisher: Option<String>,
    author: Option<String>,
    published: Option<NaiveDate>,
    /// Some portals write the day of the visit here: any date that the page prints is better.
    stamped: Option<NaiveDate>,
    linked: LinkedData,
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
                self.linked.read(&tree.text_in(id));
            }
            local_name!("meta") => self.note_meta(tag),
            _ => {}
        }
    }

    fn note_meta(&mut self, tag: &Element) {
        let names = [local_name!("property"), local_name!("name")];
        let name = names.iter().find_map(|name| tag.attribute(name));
        let content = tag.attribute(&local_name!("content"));
        let (Some(name), Some(content)) = (name, content) else { return };
        let slot = match name.to_ascii_lowercase().as_str() {
            "og:title" => &mut self.og_title,
            "og:site_name" | "application-name" => &mut self.site,
            "author" | "article:author" | "dc.creator" | "dcterms.creator" => &mut self.author,
            "dc.publisher" | "dcterms.publisher" => &mut self.publisher,
            "og:url" => {
                self.og_url = self.og_url.take().or_else(|| web_address(content));
                return;
            }
            "article:published_time"
            | "og:published_time"
            | "article:publish_date"
            | "datepublished"
            | "dc.date.issued"
            | "dcterms.issued" => {
                self.published = self.published.or_else(|| metadata_date(content));
                return;
            }
            "dc.date" | "dcterms.date" | "dc.date.created" | "dcterms.created" | "pubdate"
            | "publish-date" => {
                self.stamped = self.stamped.or_else(|| metadata_date(content));
                return;
            }
            _ => return,
        };
        // `article:author` is often the newspaper's page of a social network, and some name the
        // site by its address.
        let said = clean(content);
        let better = |there: &String| web_address(there).is_some();
        if slot.as_ref().is_none_or(better) && said.is_some() {
            *slot = said;
        }
    }

    /// Takes a day of publication that stands in the head.
    pub fn note_published(&mut self, date: Option<NaiveDate>) {
        self.published = self.published.or(date);
    }

    pub fn url(&self) -> Option<String> {
        let told = || self.og_url.clone().or_else(|| self.canonical.clone());
        told().or_else(|| self.linked(|a| a.url.clone())).or_else(|| self.saved_from.clone())
    }

    /// The day on which the article was published, and one of less worth.
    pub fn dates(&self) -> (Option<NaiveDate>, Option<NaiveDate>) {
        (self.published.or_else(|| self.linked(|a| a.published)), self.stamped)
    }

    pub fn author(&self) -> Option<String> {
        let named = |name: &String| byline::is_names(name) && !byline::is_nobody(name);
        let printed = self.author.clone().filter(named);
        printed.or_else(|| self.linked(|a| a.author.clone().filter(named)))
    }

    /// The site's name; its bare address only where nothing else names it.
    pub fn site(&self, title: Option<&str>) -> Option<String> {
        let suffix = || self.title_suffix(title);
        let linked = || self.linked(|a| a.publisher.clone());
        let names = [self.site.clone(), self.publisher.clone(), linked(), suffix()];
        let address = |name: &String| web_address(name).is_some();
        let mut names: Vec<String> = names.into_iter().flatten().collect();
        // A stable sort: names before addresses, else in their order.
        names.sort_by_key(address);
        names.into_iter().next()
    }

    /// What the metadata calls the article, the likeliest first. Some portals have their own
    /// name or that of a section as the title of every page.
    pub fn titles(&self) -> impl Iterator<Item = String> {
        let own = |title: &String| {
            let (head, _) = without_suffix(title);
            !is_site_like(head) && !is_section(head) && !names_section(title)
        };
        let told = [self.og_title.clone(), self.headline(), self.page_title.clone()];
        told.into_iter().flatten().filter(move |title| own(title))
    }

    /// The headline by metadata alone.
    pub fn title(&self) -> Option<String> {
        self.titles().next().map(|title| without_suffix(&title).0.to_owned())
    }

    fn headline(&self) -> Option<String> {
        self.linked(|a| a.headline.clone())
    }

    fn linked<T>(&self, field: impl Fn(&super::linked_data::Article) -> Option<T>) -> Option<T> {
        let title = self.og_title.as_deref().or(self.page_title.as_deref());
        field(self.linked.article(title)?)
    }

    /// The metadata's headline where the page prints it cut short (`… xây dựng nông thôn...`).
    pub fn longer_title(&self, printed: &str) -> Option<String> {
        let cut = printed.strip_suffix("...").or_else(|| printed.strip_suffix('…'))?;
        let full = self.og_title.clone().or_else(|| self.headline())?;
        (key(&full).starts_with(&key(cut)) && full.len() > printed.len()).then_some(full)
    }

    /// The site's name behind the headline in `<title>`.
    fn title_suffix(&self, title: Option<&str>) -> Option<String> {
        let page_title = self.page_title.as_deref()?;
        let is_title = |text: &str| title.is_some_and(|title| key(title) == key(text));
        if is_site_like(page_title) && !is_title(page_title) {
            return Some(page_title.to_owned());
        }
        let (_, suffix) = without_suffix(page_title);
        let suffix = suffix?;
        (title.is_none_or(|title| !key(title).ends_with(&key(suffix))) && count_words(suffix) <= 14)
            .then(|| suffix.to_owned())
    }
}

/// `Chi tiết tin - Cổng thông tin điện tử huyện Ví Dụ`
fn names_section(title: &str) -> bool {
    let head = [" - ", " | ", " – "].iter().filter_map(|mark| title.split_once(mark)).next();
    head.is_some_and(|(head, rest)| is_section(head) && is_site_like(rest))
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

pub(super) fn web_address(value: &str) -> Option<String> {
    let value = value.trim();
    (value.starts_with("http://") || value.starts_with("https://")).then(|| value.to_owned())
}

/// A value in one line, its entities decoded, `None` where nothing is left.
pub(super) fn clean(value: &str) -> Option<String> {
    let value = single_spaces(&normalize(&super::decode_entities(value)));
    (!value.is_empty()).then_some(value)
}
