//! Web pages: what the metadata says, and the lines of the main container.
//!
//! One pass over the tree turns the page into lines; every element remembers which lines lie
//! inside it. The container with the most running text (links and page furniture weigh little)
//! is the article's; its lines and those between it and the headline are the article.

use chrono::NaiveDate;
use scraper::Html;

use super::LineKind;
use super::assemble::Found;
use super::dates::{date_line, metadata_date};
use super::line::{Line, count_words, ends_sentence, is_paragraph, is_section, key};
use super::plain::single_spaces;
use super::site;
use crate::text::normalize::normalize;

/// Deepest nesting that is parsed. The parser looks through all open elements at many tags, so
/// that depth costs quadratic time; browsers stop at 512.
const MAX_DEPTH: usize = 2_000;

/// Whether a page opens more elements without closing them than any real one does.
pub(super) fn is_too_deep(page: &str) -> bool {
    /// Elements that need no end tag.
    const UNCLOSED: &[&str] = &[
        "p", "li", "td", "tr", "th", "dt", "dd", "option", "tbody", "thead", "br", "hr", "img",
        "input", "meta", "link", "source", "area", "base", "col", "embed", "param", "wbr",
    ];
    let mut depth: usize = 0;
    for (at, _) in page.match_indices('<') {
        let rest = &page.as_bytes()[at + 1..];
        let (closes, rest) = match rest.split_first() {
            Some((b'/', rest)) => (true, rest),
            _ => (false, rest),
        };
        let length = rest.iter().take(12).take_while(|b| b.is_ascii_alphanumeric()).count();
        let name = &rest[..length];
        if length == 0 || UNCLOSED.iter().any(|tag| tag.as_bytes().eq_ignore_ascii_case(name)) {
            continue;
        }
        if closes {
            depth = depth.saturating_sub(1);
        } else {
            depth += 1;
        }
        if depth > MAX_DEPTH {
            return true;
        }
    }
    false
}

/// Reads a web page.
pub(super) fn read(page: &str) -> Found {
    let tree = Html::parse_document(page);
    let mut reader = Reader::default();
    reader.read(&tree);
    reader.found()
}

/// What a page's `head` and data blocks say.
#[derive(Debug, Default)]
struct Meta {
    og_title: Option<String>,
    page_title: Option<String>,
    headline: Option<String>,
    og_url: Option<String>,
    canonical: Option<String>,
    saved_from: Option<String>,
    site: Option<String>,
    publisher: Option<String>,
    author: Option<String>,
    published: Option<NaiveDate>,
}

/// An element with the lines inside it.
#[derive(Debug)]
struct Element {
    parent: Option<usize>,
    lines: (usize, usize),
    /// Whether paragraphs may stand in it directly (`div`, `td`, `article`).
    holds: bool,
    junk: bool,
    score: f32,
    /// A heading by its tag or class.
    heading: bool,
    /// An `h1`.
    first: bool,
}

/// A line of the page with its place in the tree.
#[derive(Debug)]
struct Placed {
    line: Line,
    /// The innermost element it stands in.
    inside: usize,
}

/// One open element while the tree is walked.
#[derive(Debug, Default, Clone)]
struct Open {
    element: usize,
    block: bool,
    kind: Option<LineKind>,
    link: bool,
    emphasis: bool,
    centred: bool,
}

#[derive(Debug, Default)]
struct Reader {
    meta: Meta,
    elements: Vec<Element>,
    lines: Vec<Placed>,
    times: Vec<(usize, NaiveDate)>,
    open: Vec<Open>,
    text: String,
    linked: usize,
    emphasized: usize,
    /// A picture stands before the text being gathered, within this many lines.
    picture: bool,
    /// Inside a table of data: cells are joined in rows.
    table_depth: usize,
    /// Nodes that may still be looked at to judge tables, so that nested ones stay linear.
    table_budget: usize,
}

/// Elements that hold nothing to read.
const SKIPPED: &[&str] = &[
    "script", "style", "noscript", "template", "iframe", "svg", "select", "button", "option",
    "textarea", "input", "video", "audio", "object", "embed", "canvas", "map", "dialog", "math",
    "link", "meta", "title",
];
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "center",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "html",
    "li",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "tr",
    "ul",
];
const HOLDERS: &[&str] = &[
    "article",
    "blockquote",
    "body",
    "center",
    "div",
    "fieldset",
    "form",
    "main",
    "section",
    "td",
    "dd",
    "span",
];
/// Class and id words of page furniture: anywhere in the value.
const JUNK_PARTS: &[&str] = &[
    "breadcrumb",
    "sidebar",
    "related",
    "lienquan",
    "lien-quan",
    "lien_quan",
    "othernews",
    "other-news",
    "other_news",
    "tinkhac",
    "tin-khac",
    "tin_khac",
    "baikhac",
    "newsother",
    "news-other",
    "sharing",
    "social",
    "keyword",
    "comment",
    "binhluan",
    "binh-luan",
    "rating",
    "danhgia",
    "pagination",
    "copyright",
    "tool-bar",
    "toolbar",
    "article-tools",
    "newer",
    "older",
    "most-view",
    "mostview",
    "xemnhieu",
    "docnhieu",
    "navigation",
    "widget",
    "recommend",
    "inner-related",
    "col-right",
    "col-left",
    "right-col",
    "left-col",
    "box-right",
    "box-left",
    "cungloai",
    "cung-loai",
    "cungchuyenmuc",
    "cung-chuyen-muc",
    "tinlienquan",
];
/// The same as whole words of the value.
const JUNK_WORDS: &[&str] = &[
    "nav", "menu", "crumb", "crumbs", "share", "tag", "tags", "foot", "footer", "ads", "ad",
    "banner", "side", "aside", "tools", "tool", "print", "vote", "rate", "popup", "modal", "login",
    "search", "hot", "skip", "counter", "views", "relate", "topbar", "poll",
];
const TITLE_PARTS: &[&str] = &["title", "tieude", "tieu-de", "headline"];
const CAPTION_PARTS: &[&str] =
    &["caption", "chuthich", "chu-thich", "photo-desc", "image-desc", "imgdesc", "pcaption"];

impl Reader {
    fn read(&mut self, tree: &Html) {
        use scraper::Node;
        self.table_budget = 40_000;
        let mut skip: usize = 0;
        // ego_tree walks by edges without recursion: a million nested tags are no deep stack.
        for edge in tree.tree.root().traverse() {
            match edge {
                ego_tree::iter::Edge::Open(node) => match node.value() {
                    Node::Element(tag) => {
                        self.note_metadata(tag, &node);
                        if skip > 0 || SKIPPED.contains(&tag.name()) || is_hidden(tag) {
                            skip += 1;
                            continue;
                        }
                        self.open(tag, &node);
                    }
                    Node::Text(text) if skip == 0 => self.gather(text),
                    Node::Comment(comment) => self.note_comment(comment),
                    _ => {}
                },
                ego_tree::iter::Edge::Close(node) => {
                    if let Node::Element(tag) = node.value() {
                        if skip > 0 {
                            skip -= 1;
                        } else {
                            self.close(tag.name());
                        }
                    }
                }
            }
        }
        self.flush();
    }

    fn note_comment(&mut self, comment: &str) {
        // `saved from url=(0057)https://…` as browsers write it.
        if let Some((_, rest)) = comment.split_once("saved from url=")
            && let Some((_, url)) = rest.split_once(')')
        {
            let url = url.split_whitespace().next().unwrap_or_default();
            if url.starts_with("http") && self.meta.saved_from.is_none() {
                self.meta.saved_from = Some(url.to_owned());
            }
        }
    }

    fn note_metadata(
        &mut self,
        tag: &scraper::node::Element,
        node: &ego_tree::NodeRef<'_, scraper::Node>,
    ) {
        let meta = &mut self.meta;
        let clean = |value: &str| {
            let value = single_spaces(&normalize(&super::decode_entities(value)));
            (!value.is_empty()).then_some(value)
        };
        let text_of = || -> String {
            node.descendants()
                .filter_map(|n| n.value().as_text().map(|text| text.to_string()))
                .collect()
        };
        match tag.name() {
            "title" if meta.page_title.is_none() => meta.page_title = clean(&text_of()),
            "link" if tag.attr("rel") == Some("canonical") => {
                meta.canonical =
                    meta.canonical.take().or_else(|| tag.attr("href").and_then(web_address));
            }
            "script" if tag.attr("type") == Some("application/ld+json") => {
                meta.note_json(&text_of())
            }
            "time" => {
                let date = tag.attr("datetime").and_then(metadata_date);
                self.times.extend(date.map(|date| (self.lines.len(), date)));
            }
            _ => {}
        }
        let name = tag.attr("property").or(tag.attr("name")).or(tag.attr("itemprop"));
        let (Some(name), Some(content)) = (name, tag.attr("content")) else { return };
        let slot = match name.to_ascii_lowercase().as_str() {
            "og:title" => &mut meta.og_title,
            "og:site_name" | "application-name" => &mut meta.site,
            "og:url" => {
                meta.og_url = meta.og_url.take().or_else(|| web_address(content));
                return;
            }
            "author" | "article:author" | "dc.creator" | "dcterms.creator" => &mut meta.author,
            "dc.publisher" => &mut meta.publisher,
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
                meta.published = meta.published.or_else(|| metadata_date(content));
                return;
            }
            _ => return,
        };
        if slot.is_none() {
            *slot = clean(content);
        }
    }

    fn open(&mut self, tag: &scraper::node::Element, node: &ego_tree::NodeRef<'_, scraper::Node>) {
        let name = tag.name();
        let outer = self.open.last().cloned().unwrap_or_default();
        let parent = self.open.last().map(|open| open.element);
        let block = BLOCKS.contains(&name);
        let in_data = self.table_depth > 0;
        if name == "br" && !in_data {
            self.flush();
        }
        if name == "img" || name == "picture" {
            self.flush_short_gap();
            self.picture = true;
        }
        let data_table = name == "table" && !in_data && self.is_data_table(node);
        if block && !in_data {
            self.flush();
        }
        if in_data && matches!(name, "td" | "th") && !self.text.trim().is_empty() {
            self.text.push_str(" \u{1} ");
        } else if in_data && block {
            self.text.push(' ');
        }
        let names = class_and_id(tag);
        let centred = tag.attr("align") == Some("center")
            || name == "center"
            || tag.attr("style").is_some_and(|s| s.replace(' ', "").contains("text-align:center"));
        let caption = name == "figcaption"
            || CAPTION_PARTS.iter().any(|part| names.contains(part))
            || names.split([' ', '-', '_']).any(|word| word == "cap");
        let kind = match name {
            _ if caption => Some(LineKind::Caption),
            "li" => Some(LineKind::Item),
            "h2" | "h3" | "h4" | "h5" | "h6" => Some(LineKind::Heading),
            "p" | "div" | "td" if outer.kind == Some(LineKind::Heading) => None,
            _ => outer.kind,
        };
        let element = self.elements.len();
        self.elements.push(Element {
            parent,
            lines: (self.lines.len(), usize::MAX),
            holds: HOLDERS.contains(&name),
            junk: is_junk(name, &names),
            score: 0.0,
            heading: matches!(name, "h1" | "h2")
                || TITLE_PARTS.iter().any(|part| names.contains(part)),
            first: name == "h1",
        });
        self.open.push(Open {
            element,
            block: block || data_table,
            kind,
            link: outer.link || name == "a",
            emphasis: outer.emphasis || matches!(name, "em" | "i"),
            centred: centred || (outer.centred && !matches!(name, "table" | "body")),
        });
        if data_table {
            self.table_depth = self.open.len();
        }
    }

    fn close(&mut self, name: &str) {
        let Some(open) = self.open.last().cloned() else { return };
        if self.table_depth > 0 {
            if name == "tr" {
                self.flush();
            } else if open.block {
                self.text.push(' ');
            }
            if self.open.len() == self.table_depth {
                self.flush();
                self.table_depth = 0;
            }
        } else if open.block {
            self.flush();
        }
        self.open.pop();
        self.elements[open.element].lines.1 = self.lines.len();
    }

    fn gather(&mut self, text: &str) {
        let letters = text.chars().filter(|c| !c.is_whitespace()).count();
        let open = self.open.last();
        if open.is_some_and(|open| open.link) {
            self.linked += letters;
        }
        if open.is_some_and(|open| open.emphasis) {
            self.emphasized += letters;
        }
        self.text.push_str(text);
    }

    /// Text right before a picture in the same block is a line of its own.
    fn flush_short_gap(&mut self) {
        if self.table_depth == 0 && !self.text.trim().is_empty() {
            self.flush();
        }
    }

    /// Ends the line being gathered.
    fn flush(&mut self) {
        let text = std::mem::take(&mut self.text);
        let (linked, emphasized) =
            (std::mem::take(&mut self.linked), std::mem::take(&mut self.emphasized));
        let raw = super::decode_entities(&text);
        let in_data = self.table_depth > 0;
        let text = if in_data {
            let cells = raw.split('\u{1}').map(|cell| single_spaces(&normalize(cell)));
            cells.collect::<Vec<_>>().join(" | ")
        } else {
            single_spaces(&normalize(&raw))
        };
        if !text.chars().any(char::is_alphanumeric) {
            return;
        }
        let open = self.open.last().cloned().unwrap_or_default();
        let letters = text.chars().filter(|c| !c.is_whitespace()).count();
        let words = count_words(&text);
        let by_picture = self.picture && words <= 60;
        let italic = emphasized * 10 >= letters * 9;
        let kind = if in_data {
            Some(LineKind::Row)
        } else if open.kind == Some(LineKind::Caption) || (by_picture && (italic || open.centred)) {
            Some(LineKind::Caption)
        } else {
            open.kind
        };
        self.picture = false;
        let cells = super::line::cells(&text).len();
        let line = Line { text, kind, after_blank: true, cells, linked: linked * 2 > letters };
        self.score(open.element, &line, linked, letters);
        self.lines.push(Placed { line, inside: open.element });
    }

    /// Credits the elements around a line with its text.
    fn score(&mut self, inside: usize, line: &Line, linked: usize, letters: usize) {
        if line.linked || letters < 25 {
            return;
        }
        let mut worth = (letters - linked.min(letters)) as f32;
        if ends_sentence(&line.text) {
            worth *= 1.5;
        }
        let mut at = Some(inside);
        let mut shares = [1.0, 0.9, 0.45, 0.2].iter();
        let mut levels = 0;
        while let Some(element) = at {
            levels += 1;
            if levels > 12 {
                break;
            }
            let node = &mut self.elements[element];
            if node.junk {
                worth *= 0.3;
            }
            if node.holds {
                let Some(share) = shares.next() else { break };
                node.score += worth * share;
            }
            at = node.parent;
        }
    }

    /// Whether a table holds data, not the layout of the page.
    fn is_data_table(&mut self, table: &ego_tree::NodeRef<'_, scraper::Node>) -> bool {
        let (mut rows, mut cells, mut cell_text) = (0, 0, 0);
        for node in table.descendants().skip(1) {
            let Some(left) = self.table_budget.checked_sub(1) else { return false };
            self.table_budget = left;
            if let Some(text) = node.value().as_text() {
                cell_text += text.trim().chars().count();
            }
            match node.value().as_element().map(scraper::node::Element::name) {
                Some("table" | "img" | "iframe" | "form" | "h1") => return false,
                Some("tr") => rows += 1,
                Some("td" | "th") => {
                    cells += 1;
                    cell_text = 0;
                }
                _ => {}
            }
            if cell_text > 800 {
                return false;
            }
        }
        rows >= 2 && cells >= rows * 2
    }

    /// Whether a line stands in furniture that does not also hold the main container.
    fn in_junk(&self, line: &Placed, main: (usize, usize)) -> bool {
        let mut at = Some(line.inside);
        while let Some(element) = at {
            let node = &self.elements[element];
            if node.lines.0 <= main.0 && node.lines.1 >= main.1 {
                return false;
            }
            if node.junk {
                return true;
            }
            at = node.parent;
        }
        false
    }

    fn found(mut self) -> Found {
        let best = (0..self.elements.len()).max_by(|&a, &b| {
            let (a, b) = (&self.elements[a], &self.elements[b]);
            a.score.total_cmp(&b.score).then(b.lines.0.cmp(&a.lines.0))
        });
        let meta = std::mem::take(&mut self.meta);
        let Some(best) = best.filter(|&best| self.elements[best].score > 0.0) else {
            return Found { url: meta.url(), ..Found::default() };
        };
        let main = self.elements[best].lines;
        let title_line = self.title_line(&meta, main);
        let region = match title_line {
            Some(at) => self.common(best, at),
            None => main,
        };
        let start = title_line.unwrap_or(region.0).min(main.0.max(region.0));
        let date = meta.published.or_else(|| {
            self.times
                .iter()
                .find(|(at, _)| (region.0..=main.1).contains(at) && self.is_clean(*at, main))
                .map(|t| t.1)
        });

        let mut found = Found { url: meta.url(), published_on: date, ..Found::default() };
        let (mut above, mut inside) = (Vec::new(), Vec::new());
        for (at, placed) in self.lines.iter().enumerate() {
            let junk = self.in_junk(placed, main);
            let line = &placed.line;
            if at < start {
                if at >= region.0 && !junk && date_line(&line.text).is_some() {
                    above.push(line.clone());
                } else if !junk || site::site_name(&line.text).is_some() {
                    found.header.push(line.clone());
                }
            } else if at < main.1
                || (at < region.1 && !junk && !line.linked && count_words(&line.text) <= 20)
            {
                // A date in furniture between headline and text (`<div class="tools">`) counts.
                let dated = at < main.0 && date_line(&line.text).is_some();
                let link_list =
                    line.linked && line.kind != Some(LineKind::Row) && count_words(&line.text) > 3;
                if (!junk && !link_list) || dated || Some(at) == title_line {
                    inside.push(line.clone());
                }
            } else {
                found.footer.push(line.text.clone());
            }
        }
        found.header.truncate(40);
        if title_line.is_some() {
            found.title_at = Some(above.len());
        }
        found.lines = above;
        found.lines.extend(inside);
        let printed = title_line.map(|at| self.lines[at].line.text.clone());
        if let (Some(at), Some(full)) =
            (found.title_at, printed.as_deref().and_then(|t| meta.longer_title(t)))
        {
            found.lines[at].text = full;
        }
        let title = printed.or_else(|| meta.title());
        let suffix = title.as_deref().and_then(|title| meta.title_suffix(title));
        if title_line.is_none() {
            found.title = title;
        }
        found.site = meta.site.or(meta.publisher).or(suffix);
        found.author = meta.author;
        found
    }

    fn is_clean(&self, at: usize, main: (usize, usize)) -> bool {
        self.lines.get(at).is_none_or(|placed| !self.in_junk(placed, main))
    }

    /// The line that prints the headline: one that resembles the metadata's, else the heading
    /// next above the text (portals with one `<title>` for all pages).
    fn title_line(&self, meta: &Meta, main: (usize, usize)) -> Option<usize> {
        let told = [&meta.og_title, &meta.headline, &meta.page_title];
        let told: Vec<String> = told.into_iter().flatten().map(|title| key(title)).collect();
        let words = |text: &str| text.split(' ').count();
        let text = |at: usize| self.lines[at].line.text.as_str();
        let is_heading = |at: &usize| self.stands_in(*at, |element| element.heading);
        let resembles = |at: &usize| {
            let said = key(text(*at));
            // Either may be cut short or carry the site's name.
            let alike = |title: &String| {
                title.starts_with(&said) || (words(title) >= 4 && said.starts_with(title.as_str()))
            };
            words(&said) >= 4 && told.iter().any(alike)
        };
        let lines = || (0..main.1).filter(|&at| !self.in_junk(&self.lines[at], main));
        if let Some(at) =
            lines().filter(is_heading).find(resembles).or_else(|| lines().find(resembles))
        {
            return Some(at);
        }
        let first = (main.0..main.1).find(|&at| is_paragraph(text(at))).unwrap_or(main.1);
        let near = |at: &usize| *at < first && *at + 12 > main.0;
        let plausible = |at: &usize| {
            count_words(text(*at)) >= 4 && !self.lines[*at].line.linked && !is_section(text(*at))
        };
        let headings = || lines().filter(near).filter(plausible).filter(is_heading);
        headings()
            .find(|&at| self.stands_in(at, |element| element.first))
            .or_else(|| headings().next_back())
    }

    /// Whether a line stands in an element of a kind, at most four levels up.
    fn stands_in(&self, at: usize, is: impl Fn(&Element) -> bool) -> bool {
        let mut element = Some(self.lines[at].inside);
        for _ in 0..4 {
            let Some(node) = element.map(|e| &self.elements[e]) else { return false };
            if is(node) {
                return true;
            }
            element = node.parent;
        }
        false
    }

    /// The lines of the smallest element that holds both the container and a line.
    fn common(&self, best: usize, line: usize) -> (usize, usize) {
        let mut at = Some(best);
        while let Some(element) = at {
            let node = &self.elements[element];
            if node.lines.0 <= line && line < node.lines.1 {
                return node.lines;
            }
            at = node.parent;
        }
        (0, self.lines.len())
    }
}

impl Meta {
    fn url(&self) -> Option<String> {
        self.og_url.clone().or(self.canonical.clone()).or(self.saved_from.clone())
    }

    /// The headline by metadata alone.
    fn title(&self) -> Option<String> {
        if let Some(title) = self.og_title.clone().or(self.headline.clone()) {
            return Some(without_suffix(&title).0.to_owned());
        }
        let told = |title: &&str| !is_site_like(title) && !is_section(title);
        let own = self.page_title.as_deref().filter(told);
        own.map(|title| without_suffix(title).0.to_owned())
    }

    /// The metadata's headline where the page prints it cut short (`… xây dựng nông thôn...`).
    fn longer_title(&self, printed: &str) -> Option<String> {
        let cut = printed.strip_suffix("...").or_else(|| printed.strip_suffix('…'))?;
        let full = self.og_title.as_ref().or(self.headline.as_ref())?;
        (key(full).starts_with(&key(cut)) && full.len() > printed.len()).then(|| full.clone())
    }

    /// The site's name behind the headline in `<title>`.
    fn title_suffix(&self, title: &str) -> Option<String> {
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
            let said = single_spaces(&normalize(&super::decode_entities(said)));
            (!said.is_empty()).then_some(said)
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
    site::site_name(text).is_some() || (super::byline::is_body(text) && count_words(text) <= 12)
}

fn web_address(value: &str) -> Option<String> {
    let value = value.trim();
    (value.starts_with("http://") || value.starts_with("https://")).then(|| value.to_owned())
}

fn class_and_id(tag: &scraper::node::Element) -> String {
    let class = tag.attr("class").unwrap_or_default();
    let id = tag.attr("id").unwrap_or_default();
    let mut names = String::with_capacity(class.len() + id.len() + 1);
    names.push_str(class);
    names.push(' ');
    names.push_str(id);
    names.make_ascii_lowercase();
    names
}

fn is_junk(name: &str, names: &str) -> bool {
    matches!(name, "nav" | "aside" | "footer")
        || JUNK_PARTS.iter().any(|part| names.contains(part))
        || names.split([' ', '-', '_']).any(|word| JUNK_WORDS.contains(&word))
}

fn is_hidden(tag: &scraper::node::Element) -> bool {
    tag.attr("hidden").is_some()
        || tag.attr("style").is_some_and(|style| {
            let style = style.replace(' ', "").to_ascii_lowercase();
            style.contains("display:none") || style.contains("visibility:hidden")
        })
}
