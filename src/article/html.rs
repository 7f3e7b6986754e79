//! Web pages: what the metadata says, and the lines of the main container.
//!
//! One pass over the tree turns the page into lines; every element remembers which lines lie
//! inside it. The container with the most running text (links and page furniture weigh little)
//! is the article's; its lines and those between it and the headline are the article.

use std::ops::RangeInclusive;

use chrono::NaiveDate;
use html5ever::{LocalName, local_name};
use rustc_hash::FxHashMap;

use super::LineKind;
use super::assemble::Found;
use super::byline::byline;
use super::classes::Marks;
use super::dates::{date_line, metadata_date};
use super::line::{
    Line, count_words, ends_sentence, is_furniture, is_paragraph, is_place, is_section, key,
};
use super::meta::{self, Meta};
use super::plain::single_spaces;
use super::site;
use super::tree::{self, Id, Step, Tree};

use crate::text::normalize::normalize;

/// Deepest nesting that is parsed. The parser looks through all open elements at many tags, so
/// that depth costs quadratic time; browsers stop at 512.
const MAX_DEPTH: usize = 2_000;

/// Lines above a headline among which its date may stand.
const NEAR_TITLE: usize = 3;

/// Longest date or name of the markup, in bytes: more is a text.
const LONGEST_VALUE: usize = 100;

/// Lines above an article that may name its site; menus can be very long.
const MOST_HEADER_LINES: usize = 40;

/// Whether a page opens more elements without closing them than any real one does.
pub(super) fn is_too_deep(page: &str) -> bool {
    /// Elements that need no end tag.
    const UNCLOSED: &[&str] = &[
        "p", "li", "td", "tr", "th", "dt", "dd", "option", "tbody", "thead", "br", "hr", "img",
        "input", "meta", "link", "source", "area", "base", "col", "embed", "param", "wbr",
    ];
    if memchr::memchr_iter(b'<', page.as_bytes()).count() <= MAX_DEPTH {
        return false;
    }
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
    let tree = Tree::parse(page);
    let mut reader = Reader::default();
    reader.read(&tree);
    reader.found()
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
    /// All of it stands in a heading by tag or class, perhaps in a line of its own inside.
    heading: bool,
    /// It stands right below the linked headline of another article.
    teaser: bool,
}

/// A date of the markup.
#[derive(Debug)]
struct Time {
    /// The number of lines before it.
    at: usize,
    date: NaiveDate,
    /// Called the day of publication (`itemprop="datePublished"`).
    published: bool,
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
    heading: bool,
}

#[derive(Debug, Default)]
struct Reader {
    meta: Meta,
    elements: Vec<Element>,
    lines: Vec<Placed>,
    times: Vec<Time>,
    /// Persons named by `itemprop="author"`, with the number of lines before them.
    authors: Vec<(usize, String)>,
    in_head: bool,
    open: Vec<Open>,
    text: String,
    /// Letters of the text being gathered that stand in links, in italics, in headings.
    linked: usize,
    emphasized: usize,
    headed: usize,
    /// A picture stands before the text being gathered, within this many lines.
    picture: bool,
    /// Inside a table of data: cells are joined in rows.
    table_depth: usize,
    /// Nodes that may still be looked at to judge tables, so that nested ones stay linear.
    table_budget: usize,
    /// Names that were judged: a page has few of them, very often.
    marks: FxHashMap<String, Marks>,
}

/// Elements that hold nothing to read.
fn is_skipped(name: &LocalName) -> bool {
    matches!(
        *name,
        local_name!("script")
            | local_name!("style")
            | local_name!("noscript")
            | local_name!("template")
            | local_name!("iframe")
            | local_name!("svg")
            | local_name!("select")
            | local_name!("button")
            | local_name!("option")
            | local_name!("textarea")
            | local_name!("input")
            | local_name!("video")
            | local_name!("audio")
            | local_name!("object")
            | local_name!("embed")
            | local_name!("canvas")
            | local_name!("map")
            | local_name!("dialog")
            | local_name!("math")
            | local_name!("link")
            | local_name!("meta")
            | local_name!("title")
    )
}

/// Elements that stand in lines of their own.
fn is_block(name: &LocalName) -> bool {
    matches!(
        *name,
        local_name!("address")
            | local_name!("article")
            | local_name!("aside")
            | local_name!("blockquote")
            | local_name!("body")
            | local_name!("center")
            | local_name!("dd")
            | local_name!("details")
            | local_name!("div")
            | local_name!("dl")
            | local_name!("dt")
            | local_name!("fieldset")
            | local_name!("figcaption")
            | local_name!("figure")
            | local_name!("footer")
            | local_name!("form")
            | local_name!("h1")
            | local_name!("h2")
            | local_name!("h3")
            | local_name!("h4")
            | local_name!("h5")
            | local_name!("h6")
            | local_name!("header")
            | local_name!("hr")
            | local_name!("html")
            | local_name!("li")
            | local_name!("main")
            | local_name!("nav")
            | local_name!("ol")
            | local_name!("p")
            | local_name!("pre")
            | local_name!("section")
            | local_name!("summary")
            | local_name!("table")
            | local_name!("tbody")
            | local_name!("td")
            | local_name!("tr")
            | local_name!("ul")
    )
}

/// Elements in which paragraphs may stand directly.
fn is_holder(name: &LocalName) -> bool {
    matches!(
        *name,
        local_name!("article")
            | local_name!("blockquote")
            | local_name!("body")
            | local_name!("center")
            | local_name!("div")
            | local_name!("fieldset")
            | local_name!("form")
            | local_name!("main")
            | local_name!("section")
            | local_name!("td")
            | local_name!("dd")
            | local_name!("span")
    )
}

impl Reader {
    fn read(&mut self, tree: &Tree) {
        self.table_budget = 40_000;
        let mut skip: usize = 0;
        for step in tree.walk() {
            match step {
                Step::Open(id, tag) => {
                    let marks = self.marks(tag);
                    self.note_metadata(tag, id, tree);
                    if skip > 0 || is_skipped(tag.name()) || is_hidden(tag, marks) {
                        skip += 1;
                    } else {
                        self.open(tag, marks, id, tree);
                    }
                }
                Step::Text(text) if skip == 0 => self.gather(text),
                Step::Text(_) => {}
                Step::Comment(comment) => self.meta.note_comment(comment),
                Step::Close(_) if skip > 0 => skip -= 1,
                Step::Close(tag) => self.close(tag.name()),
            }
        }
        self.flush();
    }

    fn note_metadata(&mut self, tag: &tree::Element, id: Id, tree: &Tree) {
        match *tag.name() {
            local_name!("head") => self.in_head = true,
            local_name!("body") => self.in_head = false,
            _ => {}
        }
        self.meta.note(tag, id, tree);
        let date = tag.attribute(&local_name!("datetime"));
        let at = self.lines.len();
        match tag.attribute(&local_name!("itemprop")) {
            Some("datePublished") => {
                let date = date.or(tag.attribute(&local_name!("content"))).map(str::to_owned);
                let date = date.unwrap_or_else(|| tree.text_in(id));
                let date = metadata_date(&date).filter(|_| date.len() <= LONGEST_VALUE);
                // In the head it is the page's, in the body that of what it stands in.
                if self.in_head {
                    self.meta.note_published(date);
                } else {
                    self.times.extend(date.map(|date| Time { at, date, published: true }));
                }
            }
            Some("author") if !self.in_head => {
                let name = tree.text_in(id);
                if name.len() <= LONGEST_VALUE {
                    self.authors.extend(meta::clean(&name).map(|name| (at, name)));
                }
            }
            _ if *tag.name() == local_name!("time") => {
                let date = date.and_then(metadata_date);
                self.times.extend(date.map(|date| Time { at, date, published: false }));
            }
            _ => {}
        }
    }

    fn open(&mut self, tag: &tree::Element, marks: Marks, id: Id, tree: &Tree) {
        let name = tag.name();
        let outer = self.open.last().cloned().unwrap_or_default();
        let parent = self.open.last().map(|open| open.element);
        let block = is_block(name);
        let in_data = self.table_depth > 0;
        if *name == local_name!("br") && !in_data {
            self.flush();
        }
        if matches!(*name, local_name!("img") | local_name!("picture")) {
            self.flush_short_gap();
            self.picture = true;
        }
        let data_table = *name == local_name!("table") && !in_data && self.is_data_table(id, tree);
        if block && !in_data {
            self.flush();
        }
        let cell = matches!(*name, local_name!("td") | local_name!("th"));
        if in_data && cell && !self.text.trim().is_empty() {
            self.text.push_str(" \u{1} ");
        } else if in_data && block {
            self.text.push(' ');
        }
        let centred = tag.attribute(&local_name!("align")) == Some("center")
            || *name == local_name!("center")
            || tag.attribute(&local_name!("style")).is_some_and(is_centring);
        let caption =
            matches!(*name, local_name!("figcaption") | local_name!("caption")) || marks.caption;
        let kind = match *name {
            _ if caption => Some(LineKind::Caption),
            local_name!("li") => Some(LineKind::Item),
            local_name!("h2")
            | local_name!("h3")
            | local_name!("h4")
            | local_name!("h5")
            | local_name!("h6") => Some(LineKind::Heading),
            local_name!("p") | local_name!("div") | local_name!("td")
                if outer.kind == Some(LineKind::Heading) =>
            {
                None
            }
            _ => outer.kind,
        };
        let heading = matches!(*name, local_name!("h1") | local_name!("h2")) || marks.title;
        let element = self.elements.len();
        self.elements.push(Element {
            parent,
            lines: (self.lines.len(), usize::MAX),
            holds: is_holder(name),
            junk: marks.junk
                || matches!(
                    *name,
                    local_name!("nav") | local_name!("aside") | local_name!("footer")
                ),
            score: 0.0,
            heading,
            first: *name == local_name!("h1"),
        });
        self.open.push(Open {
            element,
            block: block || data_table,
            kind,
            link: outer.link || *name == local_name!("a"),
            emphasis: outer.emphasis || matches!(*name, local_name!("em") | local_name!("i")),
            centred: centred
                || (outer.centred && !matches!(*name, local_name!("table") | local_name!("body"))),
            // Not what a class calls so that holds the whole page.
            heading: !block && (heading || outer.heading),
        });
        if data_table {
            self.table_depth = self.open.len();
        }
    }

    /// What class and id say of an element.
    fn marks(&mut self, tag: &tree::Element) -> Marks {
        let class = tag.attribute(&local_name!("class"));
        let id = tag.attribute(&local_name!("id"));
        if class.is_none() && id.is_none() {
            return Marks::default();
        }
        let mut names = [class.unwrap_or_default(), " ", id.unwrap_or_default()].concat();
        names.make_ascii_lowercase();
        if let Some(marks) = self.marks.get(&names) {
            return *marks;
        }
        let marks = Marks::of(&names);
        self.marks.insert(names, marks);
        marks
    }

    fn close(&mut self, name: &LocalName) {
        let Some(open) = self.open.last().cloned() else { return };
        if self.table_depth > 0 {
            if matches!(*name, local_name!("tr") | local_name!("caption")) {
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
        if let Some(open) = self.open.last().filter(|o| o.link || o.emphasis || o.heading) {
            let letters = text.chars().filter(|c| !c.is_whitespace()).count();
            self.linked += if open.link { letters } else { 0 };
            self.emphasized += if open.emphasis { letters } else { 0 };
            self.headed += if open.heading { letters } else { 0 };
        }
        // `<span>huyện Ví Dụ</span><span>Tỉnh Mẫu</span>`: boxes side by side, two words.
        let ends = self.text.chars().next_back().is_some_and(|c| c.is_lowercase() || c == ')');
        if ends && text.starts_with(char::is_uppercase) {
            self.text.push(' ');
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
        let headed = std::mem::take(&mut self.headed);
        if text.trim_ascii().is_empty() {
            return;
        }
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
        let italic = emphasized * 10 >= letters * 9;
        let marked = self.picture && (italic || open.centred);
        let kind = if in_data && open.kind != Some(LineKind::Caption) {
            Some(LineKind::Row)
        } else if open.kind == Some(LineKind::Caption) || marked && count_words(&text) <= 60 {
            Some(LineKind::Caption)
        } else {
            open.kind
        };
        self.picture = false;
        let cells = super::line::cells(&text).len();
        let line = Line { text, kind, after_blank: true, cells, linked: linked * 2 > letters };
        let teaser = !line.linked && self.is_below_link();
        let worth = (letters - linked.min(letters)) as f32 * if teaser { 0.3 } else { 1.0 };
        if !line.linked && letters >= 25 {
            self.score(open.element, &line, worth);
        }
        let heading = headed * 10 >= letters * 9;
        self.lines.push(Placed { line, inside: open.element, heading, teaser });
    }

    /// Whether a linked headline stands right above, perhaps with its date between: what follows
    /// is the summary of another article.
    fn is_below_link(&self) -> bool {
        let is_link = |placed: &Placed| placed.line.linked && count_words(&placed.line.text) >= 4;
        match self.lines.as_slice() {
            [.., last] if is_link(last) => true,
            [.., before, last] => is_link(before) && count_words(&last.line.text) <= 6,
            _ => false,
        }
    }

    /// Credits the elements around a line with its text.
    fn score(&mut self, inside: usize, line: &Line, mut worth: f32) {
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
    fn is_data_table(&mut self, table: Id, tree: &Tree) -> bool {
        let (mut rows, mut cells, mut cell_text) = (0, 0, 0);
        for step in tree.walk_in(table) {
            if matches!(step, Step::Close(_)) {
                continue;
            }
            let Some(left) = self.table_budget.checked_sub(1) else { return false };
            self.table_budget = left;
            match step {
                Step::Text(text) => cell_text += text.trim().chars().count(),
                Step::Open(_, tag) => match *tag.name() {
                    local_name!("table")
                    | local_name!("img")
                    | local_name!("iframe")
                    | local_name!("form")
                    | local_name!("h1") => return false,
                    local_name!("tr") => rows += 1,
                    local_name!("td") | local_name!("th") => {
                        cells += 1;
                        cell_text = 0;
                    }
                    _ => {}
                },
                Step::Comment(_) | Step::Close(_) => {}
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
            let page_title = meta.page_title.clone();
            return Found { url: meta.url(), page_title, ..Found::default() };
        };
        let main = self.elements[best].lines;
        let title_line = self.title_line(&meta, main);
        let region = match title_line {
            Some(at) => self.common(best, at),
            None => main,
        };
        let start = match title_line {
            Some(at) => at.min(main.0.max(region.0)),
            None => self.lines_above(main),
        };
        let (published, stamped) = meta.dates();
        let timed = |published| self.time_near(start, region.0..=main.1, main, published);
        let author = || {
            let near = |at: &usize| (region.0..=main.1).contains(at) && self.is_clean(*at, main);
            self.authors.iter().find(|(at, _)| near(at)).map(|(_, name)| name.clone())
        };
        let mut found = Found {
            url: meta.url(),
            published_on: published.or_else(|| timed(true)),
            timed_on: timed(false),
            stamped_on: stamped,
            author: meta.author().or_else(author),
            page_title: meta.page_title.clone(),
            ..Found::default()
        };
        let (mut above, mut inside): (Vec<Line>, Vec<Line>) = (Vec::new(), Vec::new());
        let mut title_at = None;
        for (at, placed) in self.lines.iter().enumerate() {
            let junk = self.in_junk(placed, main);
            let line = &placed.line;
            if at < start {
                let near = at >= region.0.min(start) && at + NEAR_TITLE >= start;
                if near && !junk && date_line(&line.text).is_some() {
                    above.push(line.clone());
                } else if found.header.len() < MOST_HEADER_LINES
                    && (!junk || site::site_name(&line.text).is_some())
                    && !is_linked_headline(line)
                {
                    found.header.push(line.clone());
                }
            } else if at < main.1 || (at < region.1 && !junk && may_sign(line)) {
                // A date in furniture between headline and text (`<div class="tools">`) counts.
                let dated = at < main.0 && date_line(&line.text).is_some();
                let link_list = line.linked && count_words(&line.text) > 3 && !is_byline(line);
                let teaser = self.in_teaser_box(at, main);
                if teaser {
                    found.teaser_words += count_words(&line.text);
                }
                if Some(at) == title_line {
                    title_at = Some(inside.len());
                }
                if (!junk && !link_list && !teaser) || dated || Some(at) == title_line {
                    inside.push(line.clone());
                }
            } else {
                found.footer.push(line.text.clone());
            }
        }
        // The name of a section may stand above the headline, in the box of the text; a paragraph
        // above it shows that the headline is printed again inside the text.
        let opens = |at: &usize| !inside[..*at].iter().any(|line| is_paragraph(&line.text));
        if let Some(at) = title_at.filter(opens) {
            // The weekday tells the clock of the site.
            let dates = |line: &Line| date_line(&line.text).is_some_and(|d| d.label || !d.weekday);
            above.extend(inside.drain(..at).filter(dates));
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
        found.site = meta.site(title.as_deref());
        if found.title_at.is_none() {
            found.title = title;
        }
        found
    }

    /// Whether a date of the markup stands behind the linked headline of another article, in its
    /// line or below it.
    fn dates_link(&self, at: usize) -> bool {
        self.lines[at.saturating_sub(1)..].iter().take(2).any(|Placed { line, .. }| {
            line.linked && count_words(&line.text) >= 2 && !is_furniture(&line.text)
        })
    }

    /// The first of the lines right above the container that are no links: a headline that no
    /// markup tells stands among them, and the date below it.
    fn lines_above(&self, main: (usize, usize)) -> usize {
        const MOST: usize = 8;
        let above = self.lines[..main.0].iter().rev().take(MOST);
        let free = above.take_while(|p| !p.line.linked && !self.in_junk(p, main)).count();
        main.0 - free
    }

    /// A date of the markup at the headline or below it, else one right above it.
    fn time_near(
        &self,
        title: usize,
        region: RangeInclusive<usize>,
        main: (usize, usize),
        published: bool,
    ) -> Option<NaiveDate> {
        let times = || {
            let of_kind = self.times.iter().filter(|time| time.published == published);
            of_kind.filter(|time| region.contains(&time.at) && self.is_clean(time.at, main))
        };
        let times = || times().filter(|time| !self.dates_link(time.at));
        let below = times().find(|time| time.at >= title);
        let found = below.or_else(|| times().rfind(|time| time.at + NEAR_TITLE >= title));
        found.map(|time| time.date)
    }

    /// Whether a line is the summary in a box inside the text that points to another article:
    /// the box holds a link and this line, and no other text.
    fn in_teaser_box(&self, at: usize, main: (usize, usize)) -> bool {
        let placed = &self.lines[at];
        if !placed.teaser {
            return false;
        }
        let is_text = |placed: &Placed| !placed.line.linked && count_words(&placed.line.text) >= 12;
        let mut element = Some(placed.inside);
        while let Some(node) = element.map(|e| &self.elements[e]) {
            let (first, end) = node.lines;
            // The link stands at most two lines above.
            let link = first.max(at.saturating_sub(2));
            if self.lines[link..at].iter().any(|placed| placed.line.linked) {
                let inside = main.0 <= first && end <= main.1 && (first, end) != main;
                let texts = self.lines[first..end].iter().filter(|placed| is_text(placed));
                return inside && texts.take(2).count() <= 1;
            }
            element = node.parent;
        }
        false
    }

    fn is_clean(&self, at: usize, main: (usize, usize)) -> bool {
        self.lines.get(at).is_none_or(|placed| !self.in_junk(placed, main))
    }

    /// The line that prints the headline: one that resembles the metadata's, else the heading
    /// next above the text (portals with one `<title>` for all pages).
    fn title_line(&self, meta: &Meta, main: (usize, usize)) -> Option<usize> {
        let told: Vec<String> = meta.titles().map(|title| key(&title)).collect();
        let words = |text: &str| text.split(' ').count();
        let text = |at: usize| self.lines[at].line.text.as_str();
        let is_heading =
            |at: &usize| self.lines[*at].heading || self.stands_in(*at, |element| element.heading);
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

fn is_hidden(tag: &tree::Element, marks: Marks) -> bool {
    // A page may hide itself until its scripts have run.
    if matches!(*tag.name(), local_name!("html") | local_name!("body")) {
        return false;
    }
    marks.hidden
        || tag.attribute(&local_name!("hidden")).is_some()
        || tag.attribute(&local_name!("style")).is_some_and(|style| {
            let style = style.replace(' ', "").to_ascii_lowercase();
            style.contains("display:none") || style.contains("visibility:hidden")
        })
}

/// Whether a line behind the main container may belong to the article: a byline, a date.
fn may_sign(line: &Line) -> bool {
    count_words(&line.text) <= 20 && (!line.linked || is_byline(line))
}

/// `Nguồn tin: <a>Trung tâm Văn hóa huyện Ví Dụ</a>`
fn is_byline(line: &Line) -> bool {
    byline(&line.text).is_some_and(|by| by.sure)
}

/// The headline of another article above this one: it says nothing of the site.
fn is_linked_headline(line: &Line) -> bool {
    line.linked
        && count_words(&line.text) > 6
        && !is_place(&line.text)
        && site::site_name(&line.text).is_none()
}

fn is_centring(style: &str) -> bool {
    style.replace(' ', "").contains("text-align:center")
}
