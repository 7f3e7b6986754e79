//! Lines of profiles and indexes as HTML: names that lead to their pages, words that lead to where
//! they stand.

use super::Site;
use crate::output::page::escape;
use crate::output::profile::{label, value};
use crate::reference::words::{Content, Language};
use crate::report;
use crate::store::{Entry, Link, Part, Proof, Source};

impl Site<'_> {
    /// The address of a thing's page from a page whose way to the root is `root`.
    pub fn address(&self, link: Link, root: &str) -> Option<String> {
        self.addresses.stem(link).map(|stem| format!("{root}{stem}.html"))
    }

    /// The text of a part, leading to what it names.
    pub fn part(&self, part: &Part, root: &str) -> String {
        let mut text = value(part, self.language);
        if part.content == Content::Value && self.language == Language::En {
            // `final_review` is for programs.
            text = text.replace('_', " ").into();
        }
        let shown = match part.content {
            // Names and headlines are Vietnamese on every page.
            Content::Text | Content::Quote if self.language == Language::En => {
                format!("<span lang=\"vi\">{}</span>", escape(&text))
            }
            _ => escape(&text).into_owned(),
        };
        match part.thing.and_then(|thing| self.address(thing, root)) {
            Some(address) => format!("<a href=\"{address}\">{shown}</a>"),
            None => shown,
        }
    }

    /// A line, part by part.
    pub fn line(&self, entry: &Entry, root: &str) -> String {
        let parts = entry.parts.iter().map(|part| {
            let shown = self.part(part, root);
            label(part, self.language).map_or(shown.clone(), |label| format!("{label}: {shown}"))
        });
        parts.collect::<Vec<_>>().join("<span class=\"dot\"> · </span>")
    }

    /// The words that state something, and the ways to where they stand.
    pub fn proof(&self, proof: &Proof, root: &str) -> String {
        let source = &proof.source;
        let quote = escape(&source.quote);
        let place = self.place_of(proof, root);
        format!(
            "<blockquote><p lang=\"vi\">{quote}</p><p class=\"source\">{place}</p></blockquote>"
        )
    }

    /// The ways to where words stand: the article in this site, at the words; the page on the web.
    fn place_of(&self, proof: &Proof, root: &str) -> String {
        let source = &proof.source;
        let title =
            source.title.as_deref().unwrap_or(self.say("(no headline)", "(không có đầu đề)"));
        let title = format!("<span lang=\"vi\">{}</span>", escape(title));
        let mut place = match self.words(proof, root) {
            Some(address) => format!("<a href=\"{address}\">{title}</a>"),
            None => title,
        };
        if let Some(day) = &source.published_on {
            place.push_str(&format!(", {}", self.day(day)));
        }
        if let Some(live) = self.live(source) {
            place.push_str(&format!(" · {live}"));
        }
        place
    }

    /// The address of the words that a statement rests on.
    pub fn words(&self, proof: &Proof, root: &str) -> Option<String> {
        let article = self.address((crate::store::Thing::Article, proof.source.article), root)?;
        Some(match self.facts.of(proof.statement) {
            Some(number) => format!("{article}#w{number}"),
            None => article,
        })
    }

    /// The way to the page on the web, at the words.
    fn live(&self, source: &Source) -> Option<String> {
        let url = source.url.as_deref().filter(|url| is_of_web(url))?;
        let (name, address) = (self.say("original", "bản gốc"), report::link(url, &source.quote));
        Some(format!(
            "<a class=\"live\" href=\"{}\" rel=\"noreferrer\">{name}</a>",
            escape(&plain(&address))
        ))
    }

    /// A day as people of the language write it.
    pub fn day(&self, day: &str) -> String {
        let shown = self.language.pick(None, crate::reference::words::vietnamese_date(day));
        let day = escape(day);
        format!(
            "<time datetime=\"{day}\">{}</time>",
            shown.unwrap_or_else(|| day.clone().into_owned().into())
        )
    }
}

/// Whether an address is plainly one of the web.
pub fn is_of_web(address: &str) -> bool {
    address.starts_with("https://") || address.starts_with("http://")
}

/// The name of a file without the folders of the machine on which it was loaded; an address as it is.
pub fn file_name(source: &str) -> &str {
    match is_of_web(source) {
        true => source,
        false => source.rsplit(['/', '\\']).next().unwrap_or(source),
    }
}

/// An address in the letters that addresses have: what an article gives may have any.
pub fn plain(address: &str) -> String {
    use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
    const ODD: &AsciiSet = &CONTROLS
        .add(b' ')
        .add(b'"')
        .add(b'<')
        .add(b'>')
        .add(b'\\')
        .add(b'^')
        .add(b'`')
        .add(b'{')
        .add(b'|')
        .add(b'}');
    utf8_percent_encode(address, ODD).to_string()
}
