//! Campaigns: emulation movements, drives, themes, with the year they are told of.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

use chrono::Datelike;
use rustc_hash::FxHashMap;

use super::bodies::expand_abbreviations;
use super::doc::Doc;
use super::facts::{Basis, Campaign, CampaignKind, Meeting, ModelCount};
use crate::article::LineKind;
use crate::text::fold::{has_key, search_key};
use crate::text::letters::capitalized;
use crate::text::period::{PeriodKind, periods, year_at};
use crate::text::phrases::{Phrases, phrases};
use crate::text::token::{Shape, Tokens};

/// The lines of the list: kind, name, and an abbreviation where there is one.
fn listed() -> impl Iterator<Item = (CampaignKind, &'static str, Option<&'static str>)> {
    include_str!("../../reference/campaigns.tsv")
        .lines()
        .filter(|l| !l.starts_with('#'))
        .filter_map(|line| {
            let mut columns = line.split('\t');
            Some((CampaignKind::parse(columns.next()?)?, columns.next()?, columns.next()))
        })
}

/// The movements, drives and themes that are known without quotation marks.
pub(crate) fn all_known() -> impl Iterator<Item = (CampaignKind, &'static str)> {
    listed().map(|(kind, name, _)| (kind, name))
}

/// Names by their abbreviations: `TDĐKXDĐSVH ở KDC`.
static SHORT: LazyLock<Vec<(String, &str)>> = LazyLock::new(|| {
    listed().filter_map(|(_, name, short)| Some((search_key(short?), name))).collect()
});

/// Names known without quotation marks, kind and words in lower case, by the key of the first
/// word.
static KNOWN: LazyLock<FxHashMap<u32, Vec<(CampaignKind, String)>>> = LazyLock::new(|| {
    let mut known: FxHashMap<u32, Vec<_>> = FxHashMap::default();
    for (kind, name, _) in listed() {
        let tokens = Tokens::new(name);
        let words: Vec<&str> = (0..tokens.len()).map(|i| tokens.low(i)).collect();
        known.entry(tokens.key(0)).or_default().push((kind, words.join(" ")));
    }
    known
});

/// The end of the longest known name of some kinds at a token.
fn longest_known(
    tokens: &Tokens<'_>,
    i: usize,
    fits: impl Fn(CampaignKind) -> bool,
) -> Option<usize> {
    let names = KNOWN.get(&tokens.key(i))?.iter().filter(|(kind, _)| fits(*kind));
    names.filter_map(|(_, words)| tokens.phrase(i, words)).max()
}

/// A campaign named at a place.
#[derive(Debug, Clone)]
pub struct Named {
    kind: CampaignKind,
    name: String,
    /// From its kind word on.
    tokens: Range<usize>,
    /// Year inside or right behind the name.
    year: Option<i32>,
    /// A span of years right behind it.
    span: bool,
    /// Only called on: `hưởng ứng`.
    called_on: bool,
}

/// The campaigns of an article.
pub fn campaigns(doc: &Doc<'_>, meetings: &[Meeting], counts: &[ModelCount]) -> Vec<Campaign> {
    let mut mentions: Vec<Named> = Vec::new();
    let tokens = &doc.tokens;
    let kinds = tokens.beginning(KIND_HEADS);
    let mut from = 0;
    while let Some(kind) = kinds.first(from..tokens.len()) {
        from = kind + 1;
        if doc.kind_at(kind) == LineKind::Byline {
            continue;
        }
        match named(doc).binary_search_by_key(&kind, |found| found.tokens.start) {
            Ok(found) => {
                let found = &named(doc)[found];
                let mut i = found.tokens.end.max(from);
                let kind = found.kind;
                mentions.push(found.clone());
                // `các cuộc vận động như “A”, “B”`
                while matches!(tokens.low(i), "," | "và" | ";")
                    && let Some((name, end)) = quoted(doc, i + 1)
                {
                    let (year, span, end) = year_behind(tokens, end, doc, &name);
                    let name = strip_year(&name);
                    mentions.push(Named {
                        kind,
                        name,
                        tokens: i..end,
                        year,
                        span,
                        called_on: false,
                    });
                    i = end;
                }
                from = i;
            }
            Err(_) => {
                let listed = listed_without_quotes(doc, kind);
                from = listed.last().map_or(from, |last| last.tokens.end);
                mentions.extend(listed);
            }
        }
    }
    let mut found: Vec<Campaign> = Vec::new();
    let mut keys: Vec<String> = Vec::new();
    let mention_keys: Vec<String> = mentions.iter().map(|m| search_key(&m.name)).collect();
    for (mention, key) in mentions.iter().zip(&mention_keys) {
        if !keys.contains(key) {
            keys.push(key.clone());
            found.push(Campaign {
                kind: mention.kind,
                name: mention.name.clone(),
                year: None,
                basis: doc.basis("campaigns.named", mention.tokens.start),
            });
        }
    }
    // What counted models belong to is named by the count.
    for count in counts {
        let Some(name) = &count.campaign else { continue };
        let key = search_key(name);
        if !keys.contains(&key) {
            keys.push(key);
            found.push(Campaign {
                kind: CampaignKind::Emulation,
                name: name.clone(),
                year: None,
                basis: Basis { rule: "campaigns.counted", evidence: count.basis.evidence.clone() },
            });
        }
    }
    // Counts with the key of what they belong to.
    let counts: Vec<(Option<String>, &ModelCount)> =
        counts.iter().map(|c| (c.campaign.as_deref().map(search_key), c)).collect();
    for (campaign, key) in found.iter_mut().zip(&keys) {
        let own: Vec<&Named> =
            mentions.iter().zip(&mention_keys).filter(|(_, k)| *k == key).map(|(m, _)| m).collect();
        let counts: Vec<&ModelCount> =
            counts.iter().filter(|(k, _)| k.as_ref() == Some(key)).map(|&(_, c)| c).collect();
        campaign.year = year_of(doc, meetings, &counts, &own, key);
    }
    found
}

/// `các phong trào thi đua: Giảm nghèo bền vững, Vì biển đảo quê hương; các cuộc vận động: …`: names
/// that begin with a capital, up to the mark that ends the list. What goes on in small letters
/// behind a comma belongs to the name before (`… nông thôn mới, đô thị văn minh`).
fn listed_without_quotes(doc: &Doc<'_>, i: usize) -> Vec<Named> {
    let tokens = &doc.tokens;
    if i == 0 || tokens.low(i - 1) != "các" {
        return Vec::new();
    }
    let Some((kind, after)) = kind_word(tokens, i) else { return Vec::new() };
    if tokens.raw(after) != ":" || !tokens.is_capital(after + 1) {
        return Vec::new();
    }
    let line_end = doc.sentence(i).end.min(after + 60);
    let ends = |t: usize| matches!(tokens.raw(t), ";" | "." | "…" | ":" | "(");
    let end = (after + 1..line_end).find(|&t| ends(t)).unwrap_or(line_end);
    let mut list: Vec<Named> = Vec::new();
    let mut start = after + 1;
    for t in after + 1..=end {
        let parts = t == end || tokens.raw(t) == "," && tokens.is_capital(t + 1);
        if !parts {
            continue;
        }
        let name = strip_year(&doc.clean(start..t));
        // A sentence that only looks like a list has longer parts.
        if t - start < 3 || t - start > 16 {
            return Vec::new();
        }
        list.push(Named {
            kind,
            name,
            tokens: start..t,
            year: None,
            span: false,
            called_on: false,
        });
        start = t + 1;
    }
    if list.len() < 2 { Vec::new() } else { list }
}

/// The end of a known name at a token, whatever its kind.
pub fn known_at(doc: &Doc<'_>, i: usize) -> Option<usize> {
    longest_known(&doc.tokens, i, |_| true)
}

/// The campaign named last before a token.
pub fn named_before(doc: &Doc<'_>, token: usize) -> Option<String> {
    let named = named(doc);
    let before = named.partition_point(|found| found.tokens.start < token);
    named[..before].last().map(|found| found.name.clone())
}

/// Whether the article names a campaign so, with its kind word.
pub fn is_named(doc: &Doc<'_>, name: &str) -> bool {
    let key = search_key(name);
    named(doc).iter().any(|found| search_key(&found.name) == key)
}

/// The campaigns of the article in order of the text, looked for once.
fn named<'a>(doc: &'a Doc<'_>) -> &'a [Named] {
    doc.campaigns.get_or_init(|| {
        let tokens = &doc.tokens;
        let kinds = tokens.beginning_in(0..tokens.len(), KIND_HEADS);
        kinds.filter_map(|i| named_at(doc, i)).collect()
    })
}

/// Years printed behind the name wherever it stands: `điển hình “Dân vận khéo” … năm 2025`.
pub fn years_behind_name(doc: &Doc<'_>, key: &str) -> BTreeSet<i32> {
    let tokens = &doc.tokens;
    let words: Vec<&str> = key.split(' ').collect();
    let mut years = BTreeSet::new();
    for i in 0..tokens.len() {
        if !has_key(tokens.low(i), words[0]) {
            continue;
        }
        let mut at = i;
        let mut fits = true;
        for word in &words {
            while !tokens.is_word(at)
                && tokens.shape(at) != Shape::Digits
                && at < i + 2 * words.len()
            {
                at += 1;
            }
            fits = fits && has_key(tokens.low(at), word);
            at += 1;
        }
        if !fits || doc.kind_at(i) == LineKind::Byline {
            continue;
        }
        let end = (at..(at + 14).min(doc.sentence(i).end))
            .find(|&t| matches!(tokens.raw(t), "," | ";" | "." | ":" | "("))
            .unwrap_or((at + 14).min(doc.sentence(i).end));
        // `Hội thi “Dân vận khéo” năm 2023` is the contest's year, `đến năm 2015` a plan's.
        let contest = tokens
            .find(i.saturating_sub(5)..i, phrases!["hội thi", "cuộc thi", "liên hoan", "ngày hội"])
            .is_some();
        // `điển hình "Dân vận khéo" 2025`
        if matches!(tokens.raw(at), "”" | "\"" | "»") {
            years.extend(year_at(tokens, at + 1));
        }
        let named = periods(tokens, at..end);
        let planned = |p: &crate::text::period::Period| {
            matches!(tokens.low(p.tokens.start - 1), "đến" | "từ")
        };
        if let Some(p) =
            named.first().filter(|p| p.kind == PeriodKind::Year && !contest && !planned(p))
        {
            years.extend(p.year);
        }
    }
    years
}

/// The one year of a campaign; none for several, a span, or a mere call.
fn year_of(
    doc: &Doc<'_>,
    meetings: &[Meeting],
    counts: &[&ModelCount],
    own: &[&Named],
    key: &str,
) -> Option<i32> {
    let mut years: BTreeSet<i32> = own.iter().filter_map(|m| m.year).collect();
    let mut span = own.iter().any(|m| m.span);
    for count in counts {
        match count.period {
            Some(p) if p.from == p.to => {
                years.insert(p.from);
            }
            Some(_) => span = true,
            None => {}
        }
    }
    let stock = counts.iter().any(|c| c.period.is_none());
    if span && years.is_empty() {
        return None;
    }
    // `Phong trào … năm 2024 …; năm 2025 tiếp tục phát động phong trào …`
    let opening: BTreeSet<i32> =
        own.iter().flat_map(|m| opening_years(&doc.tokens, doc.sentence(m.tokens.start))).collect();
    if opening.len() > 1 || opening.iter().any(|y| years.len() == 1 && !years.contains(y)) {
        return None;
    }
    if !years.is_empty() {
        return (years.len() == 1 && !span).then(|| years.into_iter().next()).flatten();
    }
    let printed = years_behind_name(doc, key);
    if !printed.is_empty() {
        return (printed.len() == 1 && !span).then(|| printed.into_iter().next()).flatten();
    }
    if stock || own.iter().all(|m| m.called_on) {
        return None;
    }
    // The year of the sentence, else of what the meeting reviews or plans.
    let mut over = false;
    for mention in own {
        let sentence = doc.sentence(mention.tokens.start);
        if over_years(&doc.tokens, sentence.start..mention.tokens.end, sentence.end) {
            over = true;
            continue;
        }
        let named: BTreeSet<i32> = periods(&doc.tokens, sentence)
            .iter()
            .filter(|p| matches!(p.kind, PeriodKind::Year | PeriodKind::Months { .. }))
            .filter_map(|p| p.year)
            .collect();
        if named.len() == 1 {
            return named.into_iter().next();
        }
    }
    if over {
        return None;
    }
    let mut reviewed = meetings.iter().filter_map(|m| m.period);
    let first = reviewed.next()?;
    let one_year = first.from.year() == first.to.year();
    (one_year && reviewed.all(|p| p.from.year() == first.from.year())).then_some(first.from.year())
}

/// Years that open a clause of a movement: `Năm 2023 và năm 2024, phong trào …`.
fn opening_years(tokens: &Tokens<'_>, sentence: Range<usize>) -> Vec<i32> {
    let mut found = Vec::new();
    let mut start = sentence.start;
    while start < sentence.end {
        let end = (start..sentence.end).find(|&t| tokens.raw(t) == ";").unwrap_or(sentence.end);
        let mut at = start;
        let mut years = Vec::new();
        while let Some(year) = {
            while matches!(tokens.low(at), "trong" | "và" | "năm" | "," | "từ") && at < end {
                at += 1;
            }
            year_at(tokens, at).filter(|_| at > start && tokens.low(at - 1) == "năm")
        } {
            years.push(year);
            at += 1;
        }
        if tokens.find(at..end, phrases!["phong trào", "cuộc vận động"]).is_some() {
            found.extend(years);
        }
        start = end + 1;
    }
    found
}

/// `Trong 5 năm (2019 - 2024), phong trào …`, `… được triển khai từ năm 2007`: told of more than
/// one year, none named besides.
fn over_years(tokens: &Tokens<'_>, until_name: Range<usize>, end: usize) -> bool {
    let since =
        |p: &crate::text::period::Period| tokens.low(p.tokens.start.wrapping_sub(1)) == "từ";
    let all = periods(tokens, until_name.start..end);
    let single = all.iter().any(|p| p.kind == PeriodKind::Year && !since(p));
    let span = all.iter().any(|p| p.kind == PeriodKind::Span && p.tokens.end <= until_name.end);
    let term = tokens.find(until_name, phrases!["nhiệm kỳ qua"]).is_some();
    !single && (span || term || all.iter().any(since))
}

/// The campaign named at a token, kind word first.
fn named_at(doc: &Doc<'_>, i: usize) -> Option<Named> {
    let tokens = &doc.tokens;
    let (kind, after) = kind_word(tokens, i)?;
    let mut at = after;
    // `phong trào thi đua yêu nước “X”`, `phong trào thi đua xây dựng mô hình “Dân vận khéo”`
    for words in [
        "yêu nước",
        "thực hiện",
        "xây dựng các mô hình",
        "xây dựng mô hình",
        "xây dựng",
        "như",
        "các",
        "năm 2",
    ] {
        if let Some(next) = tokens.phrase(at, words)
            && is_quote(tokens, next)
        {
            at = next;
        }
    }
    if matches!(tokens.raw(at), ":" | ",") && is_quote(tokens, at + 1) {
        at += 1;
    }
    at = quote_behind(tokens, at).unwrap_or(at);
    let (name, end) = unclosed(doc, kind, at)
        .or_else(|| quoted(doc, at))
        .or_else(|| known(doc, kind, at))
        .or_else(|| theme_name(doc, kind, i))?;
    let (year, span, end) = year_behind(tokens, end, doc, &name);
    let name = written_out(strip_year(&name));
    // `để phong trào không “đầu voi đuôi chuột”`: a saying.
    let said = at < end && is_quote(tokens, at) && tokens.shape(at + 1) == Shape::Lower;
    if name.is_empty() || said && known_at(doc, at + 1).is_none() {
        return None;
    }
    let start = i.saturating_sub(4);
    let called_on = tokens.find(start..i, phrases!["hưởng ứng"]).is_some();
    Some(Named { kind, name, tokens: i..end, year, span, called_on })
}

/// `các cuộc vận động lớn như: “A”, “B”`, `phong trào thi đua với chủ đề “X”`: the mark behind some
/// words between the kind word and the name.
fn quote_behind(tokens: &Tokens<'_>, at: usize) -> Option<usize> {
    let quote = (at + 1..at + 10).find(|&t| is_quote(tokens, t))?;
    let stops =
        |t: usize| matches!(tokens.raw(t), "." | ";" | ",") || kind_word(tokens, t).is_some();
    if (at..quote - 1).any(stops) {
        return None;
    }
    let last = if tokens.raw(quote - 1) == ":" { quote - 2 } else { quote - 1 };
    let leads = tokens.low(last) == "như"
        || ["với chủ đề", "mang tên", "có tên", "có chủ đề"].iter().any(|w| {
            tokens.phrase(last - 1, w).is_some() || tokens.phrase(last - 2, w) == Some(last + 1)
        });
    leads.then_some(quote)
}

/// First words of all that [`kind_word`] knows.
const KIND_HEADS: &Phrases =
    &Phrases::new(&["phong", "thi", "cuộc", "chuyên", "thực", "chủ", "tháng", "tuần", "năm"]);

/// `phong trào thi đua`, `cuộc vận động`, `chuyên đề thi đua`, `chủ đề công tác năm`, `Tháng cao điểm`.
fn kind_word(tokens: &Tokens<'_>, i: usize) -> Option<(CampaignKind, usize)> {
    if !tokens.may_begin(i, KIND_HEADS) {
        return None;
    }
    if let Some(end) = tokens.any_phrase(i, phrases!["phong trào thi đua", "phong trào"]) {
        return Some((CampaignKind::Emulation, end));
    }
    if tokens.phrase(i, "thi đua").is_some()
        && !(i > 1 && tokens.phrase(i - 2, "phong trào").is_some())
        && !matches!(tokens.low(i.wrapping_sub(1)), "đề" | "giao" | "ước" | "khối" | "cụm" | "cờ")
        && is_quote(tokens, i + 2)
    {
        return Some((CampaignKind::Emulation, i + 2));
    }
    if let Some(end) = tokens.phrase(i, "cuộc vận động") {
        return Some((CampaignKind::Drive, end));
    }
    if let Some(end) = tokens.any_phrase(
        i,
        phrases!["chuyên đề thi đua thực hiện", "chuyên đề thi đua", "thực hiện chuyên đề",],
    ) {
        return Some((CampaignKind::Theme, end));
    }
    if let Some(end) = tokens.any_phrase(
        i,
        phrases![
            "chủ đề công tác năm của thành phố",
            "chủ đề công tác năm",
            "chủ đề công tác",
            "chủ đề năm",
            "chuyên đề năm",
        ],
    ) {
        // `chủ đề năm 2024 “…”`, `chủ đề công tác năm 2024 của tỉnh là “…”`
        let quote = (end..end + 7).find(|&t| is_quote(tokens, t));
        // `chủ đề năm 2019: Hướng về cơ sở, …`
        let colon = || year_at(tokens, end).filter(|_| tokens.raw(end + 1) == ":").map(|_| end + 2);
        return quote.or_else(colon).map(|at| (CampaignKind::Theme, at));
    }
    if let Some(end) = tokens
        .any_phrase(i, phrases!["tháng cao điểm", "tháng hành động", "tuần lễ", "tháng hoạt động"])
        && tokens.is_capital(i)
    {
        return Some((CampaignKind::Theme, end));
    }
    if in_opening_quote(tokens, i) && names_time(tokens, i) {
        return Some((CampaignKind::Theme, i));
    }
    if tokens.phrase(i, "năm dân vận chính quyền").is_some() {
        return Some((CampaignKind::Theme, i));
    }
    None
}

/// A quoted name of a year, month or week: `“Năm Dân vận khéo”`, `“Tháng Thanh niên”`, `“Tuần lễ áo
/// dài”`; `Năm` before a small letter is five, but where a year is said to be one of something.
fn names_time(tokens: &Tokens<'_>, i: usize) -> bool {
    match tokens.raw(i) {
        "Năm" => {
            let close = (i..i + 12).find(|&t| matches!(tokens.raw(t), "”" | "\"" | "»"));
            tokens.shape(i + 1) == Shape::Initial
                || close.is_some_and(|t| year_at(tokens, t + 1).is_some())
                || tokens.find(i.saturating_sub(6)..i, phrases!["xác định", "chọn"]).is_some()
        }
        "Tháng" => {
            tokens.is_capital(i + 1)
                || tokens
                    .any_phrase(i + 1, phrases!["hành động", "cao điểm", "hoạt động"])
                    .is_some()
        }
        "Tuần" => tokens.low(i + 1) == "lễ",
        _ => false,
    }
}

fn in_opening_quote(tokens: &Tokens<'_>, i: usize) -> bool {
    i > 0 && is_quote(tokens, i - 1)
}

fn is_quote(tokens: &Tokens<'_>, i: usize) -> bool {
    matches!(tokens.raw(i), "“" | "\"" | "«" | "”" | "„" | "‘" | "'")
}

/// The quoted name at a token; openers are often wrong (`” Dân vận khéo”`).
pub fn quoted(doc: &Doc<'_>, i: usize) -> Option<(String, usize)> {
    let tokens = &doc.tokens;
    if !is_quote(tokens, i) {
        return None;
    }
    let line_end = tokens.lines[tokens.line_of(i)].end;
    let mut depth = 0;
    let mut close = None;
    for t in i + 1..line_end.min(i + 80) {
        match tokens.raw(t) {
            "“" | "«" if t > i + 1 => depth += 1,
            "”" | "»" | "\"" | "’" | "'" => {
                if depth == 0 {
                    close = Some(t);
                    break;
                }
                depth -= 1;
            }
            _ => {}
        }
    }
    let close = close?;
    let name = doc.clean(i + 1..close);
    (!name.is_empty()).then_some((name, close + 1))
}

/// A known name without quotation marks.
fn known(doc: &Doc<'_>, kind: CampaignKind, i: usize) -> Option<(String, usize)> {
    let tokens = &doc.tokens;
    let end = longest_known(tokens, i, |k| k == kind || kind != CampaignKind::Theme)?;
    Some((doc.clean(i..end), end))
}

/// A known name whose closing mark is missing: `cuộc vận động “Học tập và làm theo … Hồ Chí Minh, vì
/// thế mô hình “Dân vận khéo” …`.
fn unclosed(doc: &Doc<'_>, kind: CampaignKind, i: usize) -> Option<(String, usize)> {
    let tokens = &doc.tokens;
    if !matches!(tokens.raw(i), "“" | "«") {
        return None;
    }
    let (name, end) = known(doc, kind, i + 1)?;
    let line = tokens.lines[tokens.line_of(i)].clone();
    let next = tokens.quotes(end..line.end).next();
    let open = next.is_none_or(|quote| matches!(tokens.raw(quote), "“" | "«"));
    (open && matches!(tokens.raw(end), "," | "." | ";")).then_some((name, end))
}

/// `Năm Dân vận chính quyền 2019`, `Tháng cao điểm Vì người nghèo`.
fn theme_name(doc: &Doc<'_>, kind: CampaignKind, i: usize) -> Option<(String, usize)> {
    let tokens = &doc.tokens;
    if kind != CampaignKind::Theme {
        return None;
    }
    if matches!(tokens.low(i), "năm" | "tháng" | "tuần") && in_opening_quote(tokens, i)
        || tokens.low(i) == "năm"
    {
        let end = tokens.phrase(i, "năm dân vận chính quyền").or_else(|| {
            // Inside quotes the name runs to the closing mark.
            let (_, close) = in_opening_quote(tokens, i).then(|| quoted(doc, i - 1)).flatten()?;
            Some(close - 1)
        })?;
        return Some((doc.clean(i..end), end));
    }
    if tokens.any_phrase(i, phrases!["chủ đề", "chuyên đề"]).is_some() {
        let (_, start) = kind_word(tokens, i)?;
        let sentence = doc.sentence(i);
        let end = (start..sentence.end)
            .find(|&t| matches!(tokens.raw(t), ";" | "." | "”" | "\"" | "("))
            .unwrap_or(sentence.end);
        return (tokens.raw(start.wrapping_sub(1)) == ":").then(|| (doc.clean(start..end), end));
    }
    // `Tháng cao điểm Vì người nghèo`: capitalized name without marks.
    let at = tokens.any_phrase(i, phrases!["tháng cao điểm", "tháng hành động", "tuần lễ"])?;
    let found = longest_known(tokens, at, |_| true)?;
    Some((doc.clean(at..found), found))
}

/// The year right behind a name (`năm 2024`), or inside it, or a span.
fn year_behind(
    tokens: &Tokens<'_>,
    end: usize,
    doc: &Doc<'_>,
    name: &str,
) -> (Option<i32>, bool, usize) {
    let mut at = end;
    if matches!(tokens.raw(at), "”" | "\"" | "»" | ",") {
        at += 1;
    }
    if matches!(tokens.low(at), "trong" | "của") {
        at += 1;
    }
    if let Some(found) = crate::text::period::period(tokens, at) {
        return match found.kind {
            PeriodKind::Span | PeriodKind::Term => (None, true, found.tokens.end),
            _ => (found.year, false, found.tokens.end),
        };
    }
    if let Some(year) = year_at(tokens, at) {
        return (Some(year), false, at + 1);
    }
    if tokens.phrase(at, "năm nay").is_some() {
        return (doc.article.published_on.map(|d| d.year()), false, at + 2);
    }
    // `“Năm Dân vận chính quyền năm 2019”`
    let inside =
        name.split(' ').filter_map(|w| w.parse::<i32>().ok()).find(|y| (1990..2045).contains(y));
    (inside, false, end)
}

/// A name whose abbreviation is known, in full; one that an abbreviation opens (`LLVT tỉnh chung
/// sức xây dựng nông thôn mới`) with its words, and without the one that follows them in brackets.
pub fn written_out(name: String) -> String {
    let key = search_key(&name);
    if let Some((_, full)) = SHORT.iter().find(|(short, _)| *short == key) {
        return (*full).to_owned();
    }
    let short = |word: &str| word.len() > 1 && word.chars().all(char::is_uppercase);
    let bracket = |word: &&str| {
        let inside = word.strip_prefix('(').and_then(|word| word.strip_suffix(')'));
        !inside.is_some_and(short)
    };
    let words: Vec<&str> = name.split(' ').filter(bracket).collect();
    let (first, rest) = words.split_first().unwrap_or((&"", &[]));
    let opening = if short(first) { expand_abbreviations(first) } else { (*first).to_owned() };
    let opening = capitalized(&opening);
    [&[opening.as_str()], rest].concat().join(" ")
}

/// A name without a year at its end: `Năm Dân vận chính quyền năm 2019`.
fn strip_year(name: &str) -> String {
    let words: Vec<&str> = name.split(' ').collect();
    match words[..] {
        [ref rest @ .., "năm", y] if y.len() == 4 && y.parse::<i32>().is_ok() => rest.join(" "),
        [ref rest @ .., y] if y.len() == 4 && y.parse::<i32>().is_ok() => rest.join(" "),
        _ => name.to_owned(),
    }
}
