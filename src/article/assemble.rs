//! From the lines of a page to the article: headline, date, byline, publisher, body.
//!
//! Both kinds of pages come here: a text page as all its lines, a web page as the lines around
//! and inside its main container, with what its markup says.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};
use rustc_hash::FxHashMap;

use super::byline::{Byline, byline, is_names, is_nobody};
use super::dates::{DateLine, date_line, leading_stamp, metadata_date};
use super::line::{
    Line, SHORT, count_words, ends_article, ends_sentence, has_key, is_furniture, is_item, is_menu,
    is_paragraph, is_place, is_section, key, lower, opens_caption, points_elsewhere,
};
use super::{Article, LineKind, PageHints, refuse, site};
use crate::input::Given;
use crate::text::normalize::normalize;

/// What a reader of pages found.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub lines: Vec<Line>,
    /// Index of the headline, where the markup tells it.
    pub title_at: Option<usize>,
    /// The headline by metadata, where no line holds it.
    pub title: Option<String>,
    pub url: Option<String>,
    pub published_on: Option<NaiveDate>,
    /// A `time` of the markup near the headline.
    pub timed_on: Option<NaiveDate>,
    /// A date of the metadata that may be the day of the visit.
    pub stamped_on: Option<NaiveDate>,
    pub author: Option<String>,
    pub site: Option<String>,
    /// The title of the page by its markup.
    pub page_title: Option<String>,
    /// Words in summaries of other articles, where the text should stand.
    pub teaser_words: usize,
    /// Lines of the page's own header and footer, outside the article.
    pub header: Vec<Line>,
    pub footer: Vec<String>,
    /// What the page was written in.
    pub encoding: String,
}

impl Found {
    /// What the container gives stands above what the page prints.
    pub(super) fn take_given(&mut self, given: &Given) {
        let filled = |value: &Option<String>| {
            let value = value.as_deref().map(normalize).map(|v| v.trim().to_owned());
            value.filter(|v| !v.is_empty())
        };
        self.url = filled(&given.url).or(self.url.take());
        if let Some(title) = filled(&given.title) {
            let title_key = key(&title);
            self.title_at = self.lines.iter().position(|line| has_key(&line.text, &title_key));
            self.title = Some(title);
        }
        let day = given.published_on.as_deref().and_then(metadata_date);
        self.published_on = day.or(self.published_on);
        self.author = filled(&given.author).or(self.author.take());
        self.site = filled(&given.publisher).or(self.site.take());
    }
}

/// A line that is a web address and nothing else.
fn is_address(line: &str) -> bool {
    let line = line.trim();
    (line.starts_with("http://") || line.starts_with("https://"))
        && !line.contains(char::is_whitespace)
}

/// Makes the article of what was found, or says why it is none.
pub(super) fn article(source: &str, found: Found) -> Result<Article, &'static str> {
    let Found {
        mut lines,
        title_at,
        title,
        url,
        published_on,
        timed_on,
        stamped_on,
        author,
        site,
        page_title,
        teaser_words,
        mut header,
        mut footer,
        encoding,
    } = found;
    // A copied page may open with its own address.
    let url = url.or_else(|| {
        let first = lines.first().filter(|l| is_address(&l.text))?;
        Some(first.text.trim().to_owned())
    });
    if lines.first().is_some_and(|l| is_address(&l.text)) && title_at.is_none() {
        lines.remove(0);
    }
    let from_markup = title.is_some() || title_at.is_some();
    let title_at = title_at.or_else(|| if from_markup { None } else { headline(&lines) });
    let above: Vec<Line> = match title_at {
        Some(at) => lines.drain(..at).collect(),
        None => Vec::new(),
    };
    let mut title = title;
    let mut stamped = None;
    let mut marked = None;
    if title_at.is_some() {
        let printed = lines.remove(0).text;
        // One portal system prints a missing field in front of the headline.
        let printed = printed.strip_prefix("null ").map(str::to_owned).unwrap_or(printed);
        let (printed, stamp) = without_stamp(printed);
        stamped = stamp;
        let (printed, mark) = without_mark(printed);
        marked = mark;
        title = Some(with_kicker(printed, above.last()));
        // A long headline may be broken in two lines.
        if !from_markup {
            continue_title(&mut title, &mut lines);
        }
    }
    let mut dates = Dates {
        meta: published_on,
        below_title: stamped,
        timed: timed_on,
        stamped: stamped_on,
        ..Dates::default()
    };
    dates.above(&above);
    let dates_above = above.iter().filter_map(|line| date_line(&line.text));
    let mut days: BTreeSet<NaiveDate> = dates_above.map(|date| date.date).collect();
    header.extend(above);

    let mut body = Body::read(super::plain::join_broken(lines), title.as_deref(), &mut dates);
    days.append(&mut body.days);
    footer.splice(0..0, std::mem::take(&mut body.after));
    let signed = body.take_bylines();

    let header_lines: Vec<&Line> = header
        .iter()
        .filter(|line| !is_furniture(&line.text) && date_line(&line.text).is_none())
        .collect();
    let site = site
        .or_else(|| site::in_header(&header_lines))
        .or(body.followed.take())
        .or_else(|| site::in_footer(footer.iter().map(String::as_str)));
    let author = signed.author.clone().or(author.filter(|name| is_names(name) && !is_nobody(name)));
    let publisher =
        signed.publisher.clone().or_else(|| site.clone()).or(body.mark.take()).or(marked);

    let page = refuse::Page {
        title: title.as_deref(),
        page_title: page_title.as_deref(),
        lines: &body.lines,
        teaser_words,
        days: days.len(),
    };
    if let Some(reason) = refuse::reason(&page) {
        return Err(reason);
    }
    let mut out: Vec<(LineKind, String)> = Vec::new();
    if let Some(title) = &title {
        out.push((LineKind::Title, title.clone()));
    }
    let years = years(body.lines.iter().map(|(_, text)| text.as_str()));
    out.extend(body.lines);
    if !signed.text.is_empty() {
        out.push((LineKind::Byline, signed.text));
    }
    let hints = PageHints {
        decided: None,
        header: header_hints(&header_lines, site.as_deref()),
        site,
        lines: out.iter().map(|(kind, _)| kind.letter()).collect(),
    };
    let text = out.iter().map(|(_, text)| text.as_str()).collect::<Vec<_>>().join("\n");
    Ok(Article {
        source: source.to_owned(),
        url,
        title,
        published_on: dates.article(&years),
        author,
        publisher,
        text,
        encoding,
        hints,
    })
}

/// The years that a text names: `năm 2024`, `15/12/2023`, `2021 - 2025`.
fn years<'a>(lines: impl Iterator<Item = &'a str>) -> Vec<i32> {
    let numbers = lines.flat_map(|line| line.split(|c: char| !c.is_ascii_digit()));
    let mut years: Vec<i32> = numbers
        .filter(|number| number.len() == 4)
        .filter_map(|number| number.parse().ok())
        .filter(|year| (1990..2100).contains(year))
        .collect();
    years.sort_unstable();
    years.dedup();
    years
}

/// Header lines that may say where the site belongs.
fn header_hints(lines: &[&Line], site: Option<&str>) -> Vec<String> {
    let site = site.map(key);
    lines
        .iter()
        .map(|line| line.text.as_str())
        .filter(|text| count_words(text) <= 30)
        .filter(|text| site.as_ref().is_none_or(|site| !has_key(text, site)))
        .take(8)
        .map(str::to_owned)
        .collect()
}

/// Index of the headline among the lines of a text page.
fn headline(lines: &[Line]) -> Option<usize> {
    /// Lines between the date below a headline and the text: tools, pictures, a short lead.
    const FAR: usize = 12;
    let is_text = |line: &Line| is_paragraph(&line.text) && line.cells == 1;
    // A headline with a stop at its end looks like a paragraph, but for the date below it.
    let first_paragraph = lines.iter().enumerate().position(|(at, line)| {
        let dated = || lines.get(at + 1).and_then(|next| date_line(&next.text));
        is_text(line)
            && !(count_words(&line.text) <= 45
                && dated().is_some_and(|date| date.label || date.clock || date.rest.is_empty())
                && lines[at + 2..].iter().any(is_text))
    });
    let zone = first_paragraph.unwrap_or(lines.len()).min(120);
    let dates: Vec<Option<DateLine>> =
        lines[..zone].iter().map(|line| date_line(&line.text)).collect();
    // A headline is often printed again inside the text.
    let mut times: FxHashMap<String, usize> = FxHashMap::default();
    for line in lines.iter().filter(|line| line.text.len() <= SHORT) {
        *times.entry(key(&line.text)).or_default() += 1;
    }
    let is_candidate = |at: usize| {
        let line = &lines[at];
        dates[at].is_none()
            && line.kind != Some(LineKind::Row)
            && !is_menu(line)
            && !is_furniture(&line.text)
            && !is_section(&line.text)
            && !is_place(&line.text)
            && !ends_article(&line.text)
            && (site::site_name(&line.text).is_none() || count_words(&line.text) > 8)
            && count_words(&line.text) >= 2
    };
    let candidates: Vec<bool> = (0..zone).map(is_candidate).collect();
    // In the middle of a menu: short lines on both sides.
    let short = |at: usize| dates[at].is_none() && count_words(&lines[at].text) <= 6;
    let in_menu = |at: usize| at >= 2 && at + 2 < zone && (at - 2..=at + 2).all(short);
    let score = |at: usize| {
        let text = &lines[at].text;
        let words = count_words(text);
        let mut score = 0;
        score += match words {
            0..=3 => -2,
            4..=5 => 0,
            6..=45 => 2,
            _ => -2,
        };
        if let Some((next, date)) = (at + 1..zone.min(at + 4))
            .take_while(|&next| next == at + 1 || !candidates[next])
            .find_map(|next| Some((next, dates[next].as_ref()?)))
        {
            // A section name stands above the headline that stands above the date.
            let headline_between =
                next > at + 1 && candidates[at + 1] && count_words(&lines[at + 1].text) >= words;
            // The clock of the site stands above its menu, far from the text.
            let clock = !date.label && zone - next > FAR;
            score += if date.visit || headline_between || clock { 0 } else { 3 };
        } else if at > 0 && dates[at - 1].as_ref().is_some_and(|date| !date.visit) {
            score += 2;
        }
        // Items of menus are printed again too.
        if words >= 6 && times.get(&key(text)).is_some_and(|&times| times > 1) {
            score += 3;
        }
        if in_menu(at) {
            score -= 4;
        }
        if opens_caption(text) && words < 16 {
            score -= 2;
        }
        if is_credited(text) {
            score -= 4;
        }
        let labelled = || {
            let date = lines.get(at + 1).and_then(|next| date_line(&next.text));
            date.is_some_and(|date| date.label)
        };
        if text.ends_with('.') && !labelled() || is_item(text) {
            score -= 2;
        }
        if text.ends_with(':') {
            score -= 3;
        }
        if site::site_name(text).is_some() || is_slogan(text) {
            score -= 4;
        }
        // `BAN DÂN VẬN TỈNH ỦY LÀO CAI` above the menu: whose site it is.
        let owner = |by: &Byline| by.author.is_none() && !text.chars().any(char::is_lowercase);
        if byline(text).is_some_and(|by| by.sure || words <= 5 || owner(&by)) {
            score -= 3;
        }
        // What stands just above the text is likelier than what stands far above it.
        if zone - at <= 4 {
            score += 1;
        }
        score
    };
    let best = (0..zone)
        .filter(|&at| candidates[at])
        .map(|at| (score(at), at))
        .max_by_key(|&(score, at)| (score, std::cmp::Reverse(at)));
    match best {
        Some((score, at)) if score > -2 => Some(at),
        _ => None,
    }
}

/// A picture's caption, by the credit at its end: `… tặng bằng khen. Ảnh T.T`.
fn is_credited(text: &str) -> bool {
    let credit = text.rfind("Ảnh").map(|at| &text[at + "Ảnh".len()..]);
    credit.is_some_and(|name| {
        let name = name.trim_start_matches([':', ' ']);
        !name.is_empty() && count_words(name) <= 4 && name.starts_with(char::is_uppercase)
    })
}

/// The motto that a portal shows above every page: `Chủ đề công tác năm 2020: "…"`.
fn is_slogan(text: &str) -> bool {
    let text = lower(text);
    ["chủ đề công tác năm", "chủ đề năm", "nhiệt liệt chào mừng"]
        .iter()
        .any(|words| text.starts_with(words))
}

/// `Lâm Đồng:` on a line of its own opens the headline below it.
fn with_kicker(title: String, above: Option<&Line>) -> String {
    match above {
        Some(line)
            if line.text.ends_with(':')
                && count_words(&line.text) <= 5
                && !is_furniture(&line.text)
                && date_line(&line.text).is_none() =>
        {
            format!("{} {title}", line.text)
        }
        _ => title,
    }
}

/// A headline without the stamp behind it: `… tại huyện Gia Lâm (09:08 08/08/2018)`.
fn without_stamp(title: String) -> (String, Option<NaiveDate>) {
    match trailing_stamp(&title) {
        Some((end, date)) => (title[..end].trim_end().to_owned(), Some(date)),
        None => (title, None),
    }
}

/// The date in brackets behind a headline, and where the bracket opens.
fn trailing_stamp(title: &str) -> Option<(usize, NaiveDate)> {
    let open = title.rfind('(').filter(|_| title.ends_with(')'))?;
    let date = date_line(&title[open + 1..title.len() - 1]).filter(|date| date.rest.is_empty())?;
    Some((open, date.date))
}

/// A headline without the mark of its newspaper: `(TTV) Hội thảo …`.
fn without_mark(title: String) -> (String, Option<String>) {
    match site::dateline_mark(&title).filter(|_| title.starts_with('(')) {
        Some((mark, at)) if mark.chars().all(char::is_uppercase) => {
            (title[at..].to_owned(), Some(mark))
        }
        _ => (title, None),
    }
}

/// A headline broken in two goes on in lower case on the next line.
fn continue_title(title: &mut Option<String>, lines: &mut Vec<Line>) {
    let (Some(text), Some(next)) = (title.as_mut(), lines.first()) else { return };
    let goes_on = next.text.chars().next().is_some_and(char::is_lowercase)
        && !next.after_blank
        && !is_paragraph(&next.text)
        && !ends_sentence(text)
        && date_line(&next.text).is_none()
        && !is_furniture(&next.text);
    if goes_on {
        text.push(' ');
        text.push_str(&next.text);
        lines.remove(0);
    }
}

/// The dates found, by what they are worth.
#[derive(Debug, Default)]
struct Dates {
    meta: Option<NaiveDate>,
    posted: Option<NaiveDate>,
    updated: Option<NaiveDate>,
    below_title: Option<NaiveDate>,
    /// A `time` of the markup.
    timed: Option<NaiveDate>,
    above_title: Option<NaiveDate>,
    at_end: Option<NaiveDate>,
    /// Metadata that may hold the day of the visit.
    stamped: Option<NaiveDate>,
}

impl Dates {
    /// Dates above the headline: with a label or a time they are the article's where they
    /// stand right above it; without a time they are the day of the visit (seed 004).
    fn above(&mut self, above: &[Line]) {
        // A date alone looks like furniture.
        let telling = |line: &&Line| !is_furniture(&line.text) || date_line(&line.text).is_some();
        let near = above.iter().rev().filter(telling);
        for (far, line) in near.enumerate() {
            let Some(date) = date_line(&line.text).filter(|date| !date.visit) else { continue };
            if date.label {
                self.labelled(&date);
            } else if far == 0 && (date.clock || !date.weekday && above.len() > 1) {
                self.above_title.get_or_insert(date.date);
            }
        }
    }

    fn labelled(&mut self, line: &DateLine) {
        let slot = if line.updated { &mut self.updated } else { &mut self.posted };
        slot.get_or_insert(line.date);
    }

    fn below(&mut self, line: &DateLine, right_below_title: bool) {
        if line.visit {
            return;
        }
        if line.label {
            self.labelled(line);
        } else if right_below_title {
            self.below_title.get_or_insert(line.date);
        } else if line.clock || line.weekday {
            self.at_end.get_or_insert(line.date);
        }
    }

    /// The article's date. One without a label, not beside the headline, may be the day of the
    /// visit or another article's: it has to lie near a year that the text names.
    fn article(&self, years: &[i32]) -> Option<NaiveDate> {
        const FAR: u32 = 5;
        let near = |date: &NaiveDate| {
            years.is_empty() || years.iter().any(|year| year.abs_diff(date.year()) <= FAR)
        };
        let told = [self.meta, self.posted, self.updated, self.below_title, self.timed];
        let doubtful = [self.above_title, self.at_end, self.stamped];
        told.into_iter().flatten().next().or_else(|| doubtful.into_iter().flatten().find(near))
    }
}

/// The signature of an article and the words it was printed in.
#[derive(Debug, Default)]
struct Signed {
    author: Option<String>,
    publisher: Option<String>,
    text: String,
}

/// What stands below the headline, cleaned.
#[derive(Debug, Default)]
struct Body {
    lines: Vec<(LineKind, String)>,
    /// Lines from the first heading of what follows the article.
    after: Vec<String>,
    /// Bylines seen between headline and text.
    top: Vec<(Byline, String)>,
    mark: Option<String>,
    followed: Option<String>,
    /// Days that stood in lines of their own or behind headlines.
    days: BTreeSet<NaiveDate>,
}

impl Body {
    fn read(lines: Vec<Line>, title: Option<&str>, dates: &mut Dates) -> Body {
        let mut body = Body::default();
        let title_key = title.map(key);
        let mut in_text = false;
        let mut skipping = false;
        let last_paragraph = lines
            .iter()
            .rposition(|line| ends_sentence(&line.text) && count_words(&line.text) >= 45);
        for (at, mut line) in lines.into_iter().enumerate() {
            let text = line.text.as_str();
            if skipping {
                // A box of related articles in the middle: long paragraphs of the text follow it.
                let told = matches!(line.kind, Some(LineKind::Row | LineKind::Caption));
                let goes_on = last_paragraph.is_some_and(|last| at <= last)
                    && (is_paragraph(text) || told)
                    && !line.linked;
                if !goes_on {
                    body.after.push(line.text);
                    continue;
                }
                skipping = false;
            }
            if points_elsewhere(text) {
                continue;
            }
            if ends_article(text) && line.kind != Some(LineKind::Row) {
                skipping = true;
                body.after.push(line.text);
                continue;
            }
            if !in_text
                && date_line(text).is_none()
                && let Some((date, end)) = leading_stamp(text)
            {
                dates.below_title.get_or_insert(date);
                let lead = text[end..].trim_start_matches([' ', '-', '–', '|']).to_owned();
                line.text = lead;
            }
            let text = line.text.as_str();
            if let Some(name) = site::followed(text) {
                body.followed.get_or_insert(name);
                continue;
            }
            if text.len() <= SHORT && title_key.as_ref().is_some_and(|title| has_key(text, title)) {
                continue;
            }
            if let Some(date) = date_line(text).filter(|_| line.kind != Some(LineKind::Row)) {
                dates.below(&date, !in_text);
                body.days.insert(date.date);
                let signs = !is_section(&date.rest) && (!in_text || date.label || date.clock);
                if let Some(by) = byline(&date.rest).filter(|_| signs) {
                    body.top.push((by, date.rest));
                }
                continue;
            }
            if line.kind != Some(LineKind::Row) && (is_furniture(text) || is_menu(&line)) {
                continue;
            }
            if !in_text && !is_paragraph(text) {
                if is_section(text) {
                    continue;
                }
                if let Some(by) = byline(text)
                    && (by.sure || by.author.is_some())
                    && line
                        .kind
                        .is_none_or(|kind| kind == LineKind::Byline || kind == LineKind::Paragraph)
                {
                    body.top.push((by, line.text));
                    continue;
                }
            }
            let kind = kind_of(&line);
            let mut text = line.text;
            if kind != LineKind::Paragraph && kind != LineKind::Row {
                body.days.extend(trailing_stamp(&text).map(|(_, date)| date));
            }
            if !in_text && kind == LineKind::Paragraph {
                if let Some((mark, lead)) = site::dateline_mark(&text) {
                    text.drain(..lead);
                    body.mark.get_or_insert(mark);
                }
                // A dash left behind by a mark that the crawler lost: ` - Hội nghị sơ kết …`
                let bare = text.trim_start_matches(['-', '–', ' ']).len();
                if bare < text.len()
                    && text[text.len() - bare..].starts_with(char::is_uppercase)
                    && is_paragraph(&text)
                {
                    text.drain(..text.len() - bare);
                }
                in_text = is_paragraph(&text);
            }
            body.lines.push((kind, text));
        }
        body
    }

    /// Takes the bylines off the end of the text; without one there, those under the headline.
    fn take_bylines(&mut self) -> Signed {
        let mut found: Vec<(Byline, String)> = Vec::new();
        let long = |(kind, text): &(LineKind, String)| *kind == LineKind::Row || is_paragraph(text);
        let tail = self.lines.iter().rposition(long).map_or(0, |at| at + 1);
        let ends: Vec<(LineKind, String)> = self.lines.drain(tail..).collect();
        let last_sentence = ends.iter().rposition(|(kind, _)| *kind == LineKind::Paragraph);
        for (at, (kind, text)) in ends.into_iter().enumerate() {
            let by = byline(&text).filter(|by| {
                // A lone name above a sentence is a heading, in a list it is a person honoured.
                by.sure || (kind != LineKind::Item && last_sentence.is_none_or(|last| at >= last))
            });
            match by {
                Some(by) => found.push((by, text)),
                // Under the byline stand calls to follow, log in and read on.
                None if found.is_empty() || (kind == LineKind::Caption && opens_caption(&text)) => {
                    self.lines.push((kind, text));
                }
                None => {}
            }
        }
        if found.iter().all(|(by, _)| by.author.is_none())
            && let Some(signed) = self.signature_in_last_paragraph()
        {
            found.insert(0, signed);
        }
        let mut signed = Signed::default();
        for (by, text) in found.into_iter().chain(std::mem::take(&mut self.top)) {
            let news = (by.author.is_some() && signed.author.is_none())
                || (by.publisher.is_some() && signed.publisher.is_none());
            if news {
                if !signed.text.is_empty() {
                    signed.text.push_str(", ");
                }
                signed.text.push_str(&text);
            }
            signed.author = signed.author.or(by.author);
            signed.publisher = signed.publisher.or(by.publisher);
        }
        signed
    }

    /// `… trong thời gian tới./. Thu Hà`: a name behind the closing mark of the last paragraph.
    fn signature_in_last_paragraph(&mut self) -> Option<(Byline, String)> {
        let (_, last) = self.lines.last_mut()?;
        let (cut, mark) =
            ["./.", "/."].iter().find_map(|mark| last.rfind(mark).map(|at| (at, mark.len())))?;
        let tail = last[cut + mark..].trim().to_owned();
        let by = byline(&tail).filter(|by| by.author.is_some() || by.publisher.is_some())?;
        last.truncate(cut + mark);
        Some((by, tail))
    }
}

/// The kind of a line of the body.
fn kind_of(line: &Line) -> LineKind {
    let text = line.text.as_str();
    // Leads are often marked up as headings.
    let lead =
        line.kind == Some(LineKind::Heading) && count_words(text) >= 12 && ends_sentence(text);
    if let Some(kind) = line.kind
        && kind != LineKind::Paragraph
        && !lead
    {
        return kind;
    }
    let words = count_words(text);
    if is_item(text) {
        return LineKind::Item;
    }
    // `./.` closes a text, whatever signature follows it in the same line.
    if words > 45 || is_paragraph(text) || text.contains("./.") {
        return LineKind::Paragraph;
    }
    let cue =
        opens_caption(text) || lower(text).contains("ảnh:") || lower(text).contains("phát biểu");
    if ends_sentence(text) {
        // `Toàn cảnh hội nghị.` is a caption with a stop.
        return if cue && words <= 10 && text.ends_with('.') && !text.contains(',') {
            LineKind::Caption
        } else {
            LineKind::Paragraph
        };
    }
    let capitals = text.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
    let numbered = text.split_once(['.', ')']).is_some_and(|(n, rest)| {
        rest.starts_with(' ')
            && n.len() <= 4
            && n.chars().all(|c| c.is_ascii_digit() || "IVX".contains(c))
    });
    if capitals || numbered {
        LineKind::Heading
    } else if cue || words > 10 {
        LineKind::Caption
    } else {
        LineKind::Heading
    }
}
