//! What the surroundings say of a figure: campaign, period, place, who has it, who recognized it.

use std::ops::Range;
use std::rc::Rc;

use chrono::{Datelike, NaiveDate};

use super::find::Found;
use crate::article::LineKind;
use crate::extract::bodies::{Bodies, BodyMention};
use crate::extract::campaigns::{is_named, known_at, quoted, written_out, years_behind_name};
use crate::extract::doc::Doc;
use crate::extract::facts::{AsOfBasis, Body, Meeting, ModelCount, Place, Status, Unit, Years};
use crate::extract::places::{
    Geography, Mention, PlaceRef, Resolved, UnitType, mention, type_of_title, type_word,
};
use crate::reference::lexicon::BodyClass;
use crate::reference::units::{UnitId, UnitLevel, units};
use crate::text::number::number;
use crate::text::period::{Period, PeriodKind, periods, year_at};
use crate::text::phrases::{Phrases, phrases};
use crate::text::token::{Shape, Tokens};

/// A campaign said at the count itself.
pub(super) fn own_campaign(doc: &Doc<'_>, one: &Found) -> Option<Option<String>> {
    let tokens = &doc.tokens;
    for t in one.behind.clone() {
        if tokens.raw(t) == ";" {
            break;
        }
        if let Some((name, _)) = quoted(doc, t) {
            let line_of_work = tokens.phrase(t + 1, "dân vận chính quyền").is_some();
            // A quoted name of a movement, not of one single model.
            let listed =
                tokens.find(one.behind.start..t, phrases!["như", "là", "điển hình"]).is_some();
            if !listed && is_movement(doc, one, t) {
                return Some((!line_of_work).then(|| written_out(name)));
            }
            break;
        }
        if tokens.any_phrase(t, phrases!["dân vận khéo", "dvk"]).is_some() {
            return Some(Some("Dân vận khéo".into()));
        }
        // `401 mô hình toàn dân bảo vệ an ninh Tổ quốc`
        if t == one.behind.start
            && let Some(end) = known_at(doc, t)
        {
            return Some(Some(written_out(doc.clean(t..end))));
        }
    }
    if tokens
        .find(
            one.behind.clone(),
            phrases![
                "công tác dân vận chính quyền",
                "dân vận chính quyền",
                "thực hiện quy chế dân chủ",
                "quy chế dân chủ",
            ],
        )
        .is_some()
    {
        return Some(None);
    }
    None
}

/// Whether the quoted name at a token is that of a movement: of exemplars it always is, of models
/// where it is known or the article calls it a movement.
fn is_movement(doc: &Doc<'_>, one: &Found, quote: usize) -> bool {
    one.unit != Some(Unit::Model)
        || known_at(doc, quote + 1).is_some()
        || doc.tokens.phrase(quote + 1, "dân vận").is_some()
        || quoted(doc, quote).is_some_and(|(name, _)| is_named(doc, &name))
}

/// `25 mô hình “Camera an ninh”`: models of one name, that of no movement.
pub(super) fn is_single_model(doc: &Doc<'_>, one: &Found) -> bool {
    let at = one.behind.start;
    one.unit == Some(Unit::Model)
        && one.cue.is_none()
        && quoted(doc, at).is_some()
        && !is_movement(doc, one, at)
}

/// The campaign that counted models belong to, where their own words name none.
pub(super) fn campaign_of(doc: &Doc<'_>, sentence: &Range<usize>) -> Option<String> {
    let tokens = &doc.tokens;
    // `mô hình trong phong trào “Toàn dân bảo vệ an ninh Tổ quốc”`
    let movement = tokens
        .find(sentence.clone(), phrases!["phong trào thi đua", "phong trào", "cuộc vận động"]);
    if let Some(at) = movement
        && tokens.find(sentence.clone(), phrases!["dân vận khéo"]).is_none()
        && let Some((name, _)) = (at + 2..at + 5).find_map(|t| quoted(doc, t))
    {
        return Some(name);
    }
    // The models of the article are those of the movement it speaks of.
    match doc.says_mobilization() {
        (_, true) => return Some("Dân vận khéo".into()),
        (true, _) => return None,
        _ => {}
    }
    crate::extract::campaigns::named_before(doc, sentence.end)
}

/// Years named in a range, those of comparisons, plans and documents left out.
fn years_in(tokens: &Tokens<'_>, sentence: &Range<usize>, range: Range<usize>) -> Vec<Years> {
    let printed = periods(tokens, range.clone());
    let bare = tokens.figures().within(range).filter_map(|t| {
        let year = bare_year(tokens, sentence, t)?;
        Some(Period { kind: PeriodKind::Year, year: Some(year), last_year: None, tokens: t..t + 1 })
    });
    let mut all: Vec<Period> = printed.into_iter().chain(bare).collect();
    all.sort_by_key(|p| p.tokens.start);
    all.into_iter()
        .filter(|p| p.kind != PeriodKind::Term)
        .filter(|p| !crate::extract::meetings::in_quotes(tokens, sentence.start, p.tokens.start))
        .filter(|p| {
            // `từ năm 2016 đến nay`: an open span; not `từ 35 mô hình năm 2009 đến nay là 1.250`.
            if tokens.phrase(p.tokens.end, "đến nay").is_some()
                && !year_of_count(tokens, sentence.start, p.tokens.start)
            {
                return false;
            }
            if compared(tokens, sentence.start, p.tokens.start) {
                return false;
            }
            // `Phát động từ tháng 4-2009, phong trào …`: what began then goes on.
            let since = tokens.low(p.tokens.start.wrapping_sub(1)) == "từ";
            if since && p.kind != PeriodKind::Span && tokens.raw(p.tokens.end) == "," {
                return false;
            }
            // `nghị quyết năm 2024`, `ngày 31 tháng 3 năm 2026`
            let from = p.tokens.start.saturating_sub(3).max(sentence.start);
            const NEAR: &Phrases = &Phrases::new(&["khóa", "nghị quyết", "kế hoạch", "ngày"]);
            tokens.find(from..p.tokens.start, NEAR).is_none()
        })
        .filter_map(|p| p.year.map(|from| Years { from, to: p.last_year.unwrap_or(from) }))
        .collect()
}

/// Whether the year at a token is said of the models right before it: `35 mô hình “Dân vận khéo” năm 2009`.
fn year_of_count(tokens: &Tokens<'_>, from: usize, year: usize) -> bool {
    /// `mô hình “Dân vận khéo”`
    const NEAR: usize = 8;
    let near = year.saturating_sub(NEAR).max(from)..year;
    let noun = tokens.find(near, phrases!["mô hình", "điển hình"]);
    let apart = |t: usize| matches!(tokens.low(t), "," | ";" | "từ" | "qua");
    noun.is_some_and(|noun| !(noun..year).any(apart))
}

/// A year without `năm`: `2021 đăng ký 101 mô hình`, `2020: 86, 2021: 101`, `86 mô hình (2020)`.
pub(super) fn bare_year(tokens: &Tokens<'_>, sentence: &Range<usize>, t: usize) -> Option<i32> {
    let tells = phrases![":", "có", "là", "đạt", "đăng ký", "công nhận", "xây dựng", "được"];
    let year = year_at(tokens, t)?;
    let before = if t > sentence.start { tokens.low(t - 1) } else { "" };
    let bracketed = before == "(" && tokens.raw(t + 1) == ")";
    let opens = matches!(before, "" | "," | ";" | ":" | "riêng" | "sang" | "đến");
    (bracketed || opens && tokens.any_phrase(t + 1, tells).is_some()).then_some(year)
}

/// `tăng 276 so với cùng kỳ năm 2022`: a year that something is compared with.
fn compared(tokens: &Tokens<'_>, from: usize, year: usize) -> bool {
    let clause = (from.max(year.saturating_sub(10))..year)
        .rev()
        .find(|&t| matches!(tokens.raw(t), "," | ";" | "(" | ")"))
        .map_or(from.max(year.saturating_sub(10)), |t| t + 1);
    tokens.find(clause..year, phrases!["so với", "nhiều hơn", "cao hơn"]).is_some()
}

/// `112 mô hình của các năm trước`: nobody says of which. Kept up in a year (`80 mô hình của các năm
/// trước tiếp tục được duy trì`) they are a figure of that year.
fn of_earlier_years(tokens: &Tokens<'_>, sentence: &Range<usize>, one: &Found) -> bool {
    let said = |words| tokens.find(sentence.clone(), words).is_some();
    tokens.find(one.behind.clone(), phrases!["các năm trước", "những năm trước"]).is_some()
        && (!said(phrases!["duy trì"]) || said(phrases!["đến nay", "hiện nay"]))
}

/// The year that the count's own words or its sentence name, nearest first.
pub(super) fn own_period(doc: &Doc<'_>, sentence: &Range<usize>, one: &Found) -> Option<Years> {
    let tokens = &doc.tokens;
    if of_earlier_years(tokens, sentence, one) {
        return None;
    }
    let mut behind = years_in(tokens, sentence, one.behind.clone());
    behind.extend(years_in(tokens, sentence, one.tail.clone()));
    let before = years_before(tokens, sentence, one);
    let published = |back: i32| {
        doc.article.published_on.map(|d| Years { from: d.year() - back, to: d.year() - back })
    };
    // `Năm nay, phường đăng ký 12 mô hình; năm ngoái có 10 mô hình`: the nearest of them.
    let this_or_last = phrases!["năm nay", "năm ngoái"];
    let told = tokens
        .beginning_in(sentence.start..one.at, this_or_last)
        .filter(|&t| tokens.any_phrase(t, this_or_last).is_some())
        .last()
        .map(|t| published(i32::from(tokens.low(t + 1) == "ngoái")));
    match (behind.first(), before.last()) {
        (Some(b), None) => Some(*b),
        (Some(b), Some(_)) if !one.noun_before => Some(*b),
        (_, Some(b)) => Some(*b),
        (None, None) if told.is_some() => told.flatten(),
        // `tính đến ngày 15/6/2022`: a figure of that year.
        _ => {
            let stated = stated_day(doc, one.behind.clone())
                .or_else(|| stated_day(doc, sentence.start..one.at));
            stated.map(|d| Years { from: d.year(), to: d.year() })
        }
    }
}

/// Years before a count; those of its sentence, but not from beyond `đến nay` with another count:
/// `từ 42 mô hình năm 2016, đến nay đã có 187 mô hình`.
fn years_before(tokens: &Tokens<'_>, sentence: &Range<usize>, one: &Found) -> Vec<Years> {
    let own = years_in(tokens, sentence, one.before.clone());
    if !own.is_empty() {
        return own;
    }
    let counted = (sentence.start..one.before.start)
        .any(|t| tokens.any_phrase(t, phrases!["mô hình", "điển hình"]).is_some());
    if counted && is_stock(tokens, one) {
        return Vec::new();
    }
    // `… năm 2009 đến nay đã có 1.250 mô hình; 315 mô hình được công nhận`: no year from before the stock.
    let now = tokens.find(sentence.start..one.at, phrases!["đến nay"]);
    let from = now.filter(|_| counted).unwrap_or(sentence.start);
    let found = years_in(tokens, sentence, from..one.at);
    if !found.is_empty() {
        return found;
    }
    // `Nhiệm kỳ 2020 - 2025, toàn huyện đã đăng ký 865 mô hình`: a term that opens the sentence.
    let opens = |t: usize| t == sentence.start || t == sentence.start + 1;
    periods(tokens, sentence.start..one.at)
        .into_iter()
        .filter(|p| p.kind == PeriodKind::Term && opens(p.tokens.start))
        .filter_map(|p| Some(Years { from: p.year?, to: p.last_year? }))
        .collect()
}

/// `đến nay`, `hiện có`: a stock, not a year's figure.
pub(super) fn is_stock(tokens: &Tokens<'_>, one: &Found) -> bool {
    const BEFORE: &Phrases = &Phrases::new(&[
        "đến nay",
        "hiện có",
        "hiện nay",
        "tính đến nay",
        "hiện tại",
        "hiện duy trì",
        "hiện đang",
        "hiện còn",
        "đang được",
        "đang",
    ]);
    const BEHIND: &Phrases = &Phrases::new(&["hiện có", "như hiện nay"]);
    // `thực hiện có hiệu quả 493 mô hình`: another word.
    let inside = |t: usize| t > 0 && matches!(tokens.low(t - 1), "thực" | "thể" | "xuất" | "biểu");
    let said = |&t: &usize| tokens.any_phrase(t, BEFORE).is_some() && !inside(t);
    // `Hiện trên địa bàn tỉnh đã xây dựng …`
    let now = tokens.low(one.before.start) == "hiện" && !inside(one.before.start);
    now || tokens.beginning_in(one.before.clone(), BEFORE).find(said).is_some()
        || tokens.find(one.behind.clone(), BEHIND).is_some()
}

/// `qua 10 năm`, `15 năm phát động`, `5 năm qua`: some years that are not printed.
fn some_years(tokens: &Tokens<'_>, range: Range<usize>) -> bool {
    range.clone().any(|t| {
        let Some(n) = number(tokens, t).filter(|n| n.value > 1 && tokens.low(n.next) == "năm")
        else {
            return false;
        };
        let behind = tokens.low(n.next + 1);
        matches!(behind, "qua" | "thực" | "phát" | "triển" | "liền" | "gần")
            || t > range.start && matches!(tokens.low(t - 1), "qua" | "sau" | "trong")
    })
}

/// The year taken from the paragraph, the count before, the meeting or the headline; none where the
/// nearest words give each of several years its count, which end at `years_told`.
pub(super) fn inherited_period(
    doc: &Doc<'_>,
    meetings: &[Meeting],
    sentence: &Range<usize>,
    one: &Found,
    before: Option<&ModelCount>,
    years_told: usize,
) -> Option<Years> {
    let tokens = &doc.tokens;
    let reviewed = meetings.iter().find_map(|m| m.period);
    // `5 năm qua`, of which the meeting or nobody says which they are.
    if some_years(tokens, sentence.start..one.at) || some_years(tokens, one.behind.clone()) {
        return reviewed
            .map(|p| Years { from: p.from.year(), to: p.to.year() })
            .filter(|years| years.from < years.to);
    }
    if of_earlier_years(tokens, sentence, one) {
        return None;
    }
    // The paragraph before it, as far as a paragraph goes.
    let line = tokens.lines[tokens.line_of(sentence.start)].clone();
    let start = line.start.max(sentence.start.saturating_sub(1_000));
    let near = start.max(years_told)..sentence.start;
    let earlier = years_in(tokens, &near, near.clone());
    if let Some(last) = earlier.last() {
        return Some(*last);
    }
    if years_told > start {
        return None;
    }
    if let Some(period) = before.and_then(|c| c.period) {
        return Some(period);
    }
    // The paragraph above, for a report that opens with its year.
    let here = tokens.line_of(sentence.start);
    let above = (here.saturating_sub(2)..here)
        .rev()
        .filter(|&l| doc.kinds[l] != LineKind::Title && tokens.lines[l].start >= years_told)
        .find_map(|l| years_in(tokens, &tokens.lines[l], tokens.lines[l].clone()).pop());
    if above.is_some_and(|y| y.from == y.to) && before.is_some() {
        return above;
    }
    if let Some(p) = reviewed {
        return Some(Years { from: p.from.year(), to: p.to.year() });
    }
    // `6 tháng đầu năm` in an article without a meeting.
    let of_year = (sentence.start..one.at).any(|t| {
        crate::text::period::period(tokens, t)
            .is_some_and(|p| p.year.is_none() && matches!(p.kind, PeriodKind::Months { .. }))
    });
    if of_year && let Some(day) = doc.article.published_on {
        return Some(Years { from: day.year(), to: day.year() });
    }
    let title = doc.kinds.iter().position(|&k| k == LineKind::Title)?;
    let titled = years_in(tokens, sentence, tokens.lines[title].clone()).first().copied();
    // `tuyên dương điển hình “Dân vận khéo” năm 2025` somewhere in the article.
    titled.or_else(|| {
        if doc.kind_at(sentence.start) != LineKind::Title {
            return None;
        }
        let years = years_behind_name(doc, "dan van kheo");
        let only = *years.first().filter(|_| years.len() == 1)?;
        Some(Years { from: only, to: only })
    })
}

/// The unit that is the subject of the count's clause, or whose body is: `xã A có 8 mô hình, xã B có
/// 6 mô hình`.
pub(super) fn unit_that_has(
    doc: &Doc<'_>,
    bodies: &Bodies,
    geography: &Geography,
    sentence: &Range<usize>,
    one: &Found,
) -> Option<Rc<Mention>> {
    let tokens = &doc.tokens;
    let from = sentence.start.max(one.at.saturating_sub(16));
    let clause = (from..one.at)
        .rev()
        .find(|&t| {
            matches!(tokens.raw(t), ";" | ".")
                || tokens.any_phrase(t, phrases!["mô hình", "điển hình", "toàn"]).is_some()
        })
        .map_or(from, |t| t + 1);
    // What stands between the subject and the number: a verb of having, and no other subject.
    let has = |end: usize| {
        let verbs = phrases![
            "đăng ký",
            "có",
            "xây dựng",
            "duy trì",
            "triển khai",
            "được công nhận",
            "dẫn đầu với",
        ];
        let gap = end..one.at;
        gap.is_empty()
            // `xã A: 14 mô hình`, `xã A (14 mô hình)`, `xã A với 14 mô hình`
            || gap.len() == 1 && matches!(tokens.low(end), ":" | "(" | "với")
            // `Xã A | 8 | 6`: the row of a table.
            || gap.clone().any(|t| tokens.raw(t) == "|")
                && !gap.clone().any(|t| tokens.is_word(t))
            // `Tại xã A, huyện đã xây dựng 8 mô hình`
            || tokens.find(gap.clone(), verbs).is_some()
                && !gap.into_iter().any(|t| type_word(tokens, t).is_some())
    };
    // `của xã A`, `so với xã A`, `thường vụ và UBND xã A`
    let subject = |start: usize| {
        let before = tokens.low(start.wrapping_sub(1));
        // `huyện A với 126 mô hình và huyện B với 98 mô hình`
        let next = before == "và" && matches!(tokens.low(start.wrapping_sub(2)), "hình" | "”");
        next || !matches!(before, "của" | "với" | "cho" | "và" | "các" | "giữa" | "từ")
    };
    if let Some(body) = bodies.within(&(clause..one.at)).last() {
        // `Đảng ủy xã A đăng ký 8 mô hình`
        return match &body.place {
            PlaceRef::Named(unit) if has(body.tokens.end) && subject(body.tokens.start) => {
                Some(unit.clone())
            }
            _ => None,
        };
    }
    let mut unit: Option<Rc<Mention>> = None;
    let (mut at, mut named_end) = (clause, clause);
    while at < one.at {
        let named = mention(doc, at).filter(|m| m.tokens.end <= one.at);
        match named.and_then(|m| with_type(geography, m, one.at, tokens)) {
            // `xã A và xã B có 8 mô hình`: together; not in `xã A 12, xã B 8`.
            Some(_) if unit.is_some() && !figure_behind(tokens, named_end) => return None,
            Some(found) => {
                named_end = found.tokens.end;
                at = found.within.as_ref().map_or(found.tokens.end, |w| w.tokens.end);
                unit = Some(found);
            }
            None => at += 1,
        }
    }
    let unit = unit?;
    let end = unit.within.as_ref().map_or(unit.tokens.end, |w| w.tokens.end);
    (has(end) && subject(unit.tokens.start)).then_some(unit)
}

/// Whether what ends at a token has a figure of its own: `xã A 12`, `xã A (12)`, `xã A có 12`.
fn figure_behind(tokens: &Tokens<'_>, end: usize) -> bool {
    let links = matches!(tokens.low(end), "(" | ":" | "có" | "với");
    tokens.shape(end + usize::from(links)) == Shape::Digits
}

/// A unit with its type; a bare name only right at its figure, where it is one of the units inside
/// the article's own: `Đông Hưng (312 mô hình), Thái Thụy 298 mô hình`.
fn with_type(
    geography: &Geography,
    named: Rc<Mention>,
    figure: usize,
    tokens: &Tokens<'_>,
) -> Option<Rc<Mention>> {
    if named.kind.is_some() {
        return Some(named);
    }
    // `Giai đoạn 2011 - 2015, Lào Cai xây dựng được 1.308 mô hình`, told to the hosts from Ninh Thuận.
    let opens = matches!(tokens.raw(named.tokens.start.wrapping_sub(1)), "," | "." | ";");
    let province = |id: &&UnitId| units().all[**id].level == UnitLevel::Province;
    if opens && let Some(&id) = units().named(&named.name).iter().find(province) {
        let kind = type_of_title(&units().all[id].title(geography.day))?;
        return Some(named.or_of_type(Some(kind)));
    }
    let gap = named.tokens.end..figure;
    if !(gap.is_empty() || gap.len() == 1 && matches!(tokens.raw(gap.start), "(" | ":")) {
        return None;
    }
    let own = geography.own_unit()?.id?;
    if units().all[own].name == named.name {
        return None;
    }
    let level = units().all[own].level;
    let inside = |&&id: &&UnitId| {
        units().all[id].level > level && units().chain(id, geography.day).contains(&own)
    };
    let id = *units()
        .named(&named.name)
        .iter()
        .filter(inside)
        .min_by_key(|&&id| units().all[id].level)?;
    let kind = type_of_title(&units().all[id].title(geography.day))?;
    Some(named.or_of_type(Some(kind)))
}

/// The unit whose models are counted: the article's, or that of a level the clause names.
pub(super) fn place_of(
    doc: &Doc<'_>,
    bodies: &Bodies,
    geography: &Geography,
    sentence: &Range<usize>,
    one: &Found,
) -> Place {
    let tokens = &doc.tokens;
    // `Cụm thi đua số 2 đăng ký 36 mô hình`
    if tokens.find(one.before.clone(), phrases!["cụm thi đua", "cụm số"]).is_some() {
        return Place::default();
    }
    // `* Cùng ngày, Huyện ủy Vụ Bản tổng kết …. Có 85 mô hình`
    if doc.in_other_news(one.at) {
        let line = tokens.lines[tokens.line_of(one.at)].start..one.at;
        let acting = bodies.within(&line).find(|b| b.class == BodyClass::Committee);
        if let Some(PlaceRef::Named(unit)) = acting.map(|b| &b.place) {
            return geography.resolve(unit).place();
        }
    }
    if let Some((t, kind)) = bare_unit(tokens, sentence, one) {
        if let Some(unit) = geography.of_type(kind) {
            return unit.place();
        }
        // `Ở huyện Tri Tôn … toàn huyện có 169 mô hình` in an article of the province.
        let line = tokens.lines[tokens.line_of(t)].start;
        let above = line..t;
        let of_body = bodies.within(&above).filter_map(|b| match &b.place {
            PlaceRef::Named(unit) => Some((b.tokens.start, unit.clone())),
            _ => None,
        });
        let named = (line..t).filter_map(|m| mention(doc, m).map(|found| (m, found)));
        let last =
            of_body.chain(named).filter(|(_, m)| m.kind == Some(kind)).max_by_key(|&(at, _)| at);
        if let Some((_, named)) = last {
            return geography.resolve(&named).place();
        }
    }
    acting_unit(tokens, bodies, geography, sentence, one)
        .or_else(|| geography.own_unit().cloned())
        .map(|unit| unit.place())
        .unwrap_or_default()
}

/// The unit inside the article's own whose committee or council the sentence is about: `Đảng ủy xã Thái
/// Mỹ tuyên dương 30 gương` in news of a province. Who holds an office there is not it.
fn acting_unit(
    tokens: &Tokens<'_>,
    bodies: &Bodies,
    geography: &Geography,
    sentence: &Range<usize>,
    one: &Found,
) -> Option<Resolved> {
    let before = sentence.start..one.at;
    let acts = |b: &&BodyMention| {
        let start = b.tokens.start;
        let leads = start == before.start || !tokens.is_word(start - 1);
        let of_unit = b.class == BodyClass::Committee || b.name == "Ủy ban nhân dân";
        leads && of_unit && tokens.is_word(b.tokens.end)
    };
    let body = bodies.within(&before).filter(acts).last()?;
    let PlaceRef::Named(unit) = &body.place else { return None };
    if tokens.find(body.tokens.end..one.at, phrases![";"]).is_some() {
        return None;
    }
    let (unit, own) = (geography.resolve(unit), geography.own_unit()?.id?);
    let inside =
        unit.id.is_some_and(|id| id != own && units().chain(id, geography.day).contains(&own));
    inside.then_some(unit)
}

/// A unit meant by its type alone: `toàn huyện có`, `xã đăng ký`.
fn bare_unit(
    tokens: &Tokens<'_>,
    sentence: &Range<usize>,
    one: &Found,
) -> Option<(usize, UnitType)> {
    let whole = (sentence.start..one.at).rev().find(|&t| tokens.low(t) == "toàn");
    if let Some(t) = whole
        && let Some((kind, _)) = type_word(tokens, t + 1)
    {
        return Some((t, kind));
    }
    one.before.clone().find_map(|t| {
        let (kind, end) = type_word(tokens, t)?;
        let subject = matches!(tokens.low(t.wrapping_sub(1)), "," | "“" | ":" | "riêng");
        let verb = matches!(tokens.low(end), "đăng" | "có" | "hiện" | "đã" | "xây");
        (subject && verb).then_some((t, kind))
    })
}

/// `(tăng 276 mô hình so với năm 2020)` behind a count, as stated.
pub(super) fn change_behind(doc: &Doc<'_>, one: &Found) -> Option<String> {
    let tokens = &doc.tokens;
    let sentence = doc.sentence(one.at);
    let limit = (one.behind.start + 24).min(sentence.end);
    let at = (one.behind.start..limit).find(|&t| matches!(tokens.low(t), "tăng" | "giảm"))?;
    // A comma inside a number, a bracket inside the clause: `tăng 19 mô hình (11,3%) so với …`.
    let decimal = |t: usize| {
        tokens.shape(t - 1) == Shape::Digits
            && tokens.shape(t + 1) == Shape::Digits
            && tokens.glued(t)
            && tokens.glued(t + 1)
    };
    let mut depth = 0;
    let end = (at..sentence.end)
        .find(|&t| {
            match tokens.raw(t) {
                "(" => depth += 1,
                ")" => depth -= 1,
                _ => {}
            }
            depth < 0 || depth == 0 && matches!(tokens.raw(t), "," | ";" | ".") && !decimal(t)
        })
        .unwrap_or(sentence.end);
    let words = doc.clean(at..end);
    words.chars().any(|c| c.is_ascii_digit()).then_some(words)
}

/// The subject of a count's verb: the body right before `đã đăng ký`, `có`, `xây dựng`.
fn subject<'b>(
    doc: &Doc<'_>,
    bodies: &'b Bodies,
    sentence: &Range<usize>,
    one: &Found,
) -> Option<&'b BodyMention> {
    let tokens = &doc.tokens;
    let from = one.before.start.max(sentence.start);
    let body = bodies.within(&(from..one.at)).last()?;
    let gap = body.tokens.end..one.at;
    // `Hội Nông dân huyện 12 mô hình`, `- Hội Nông dân huyện: 12 mô hình`
    let clear = gap.is_empty()
        || gap.len() == 1 && tokens.raw(gap.start) == ":"
        || gap.len() <= 10
            && !gap.clone().any(|t| matches!(tokens.raw(t), ";" | ":" | "."))
            && tokens
                .find(
                    gap.clone(),
                    phrases![
                        "đăng ký",
                        "ra mắt",
                        "vinh danh",
                        "tặng giấy khen",
                        "tặng bằng khen",
                        "có",
                        "xây dựng",
                        "duy trì",
                        "công nhận",
                        "biểu dương",
                        "tuyên dương",
                        "khen thưởng",
                        "triển khai",
                        "cấp giấy",
                    ],
                )
                .is_some();
    // `MTTQ và các đoàn thể đăng ký`: not this body alone.
    let alone = tokens.find(gap, phrases!["các", "và"]).is_none();
    let clear = clear && alone;
    // `của UBND huyện`, `tại Hội trường UBND`: no subject.
    let before = tokens.low(body.tokens.start.wrapping_sub(1));
    (clear && !matches!(before, "của" | "tại" | "cho" | "với")).then_some(body)
}

/// Who has the models, when it is one body and not the whole locality: a union, a force, an
/// agency or a bloc. Party committees, councils and their organs speak for the locality.
pub(super) fn owner(
    doc: &Doc<'_>,
    bodies: &Bodies,
    geography: &Geography,
    sentence: &Range<usize>,
    one: &Found,
) -> Option<Body> {
    const WHOLE: &[&str] = &[
        "ủy",
        "Ủy ban nhân dân",
        "Hội đồng nhân dân",
        "Ban Dân vận",
        "Khối Dân vận",
        "Ban Chỉ đạo",
        "Ban Tuyên giáo",
        "Ban Xây dựng Đảng",
        "Trung ương",
    ];
    let body = subject(doc, bodies, sentence, one)?;
    let whole = WHOLE.iter().any(|w| body.name.starts_with(w) || body.name.ends_with(w));
    if whole && !body.name.starts_with("Đảng ủy ") {
        return None;
    }
    bodies.body(body, geography)
}

/// Who recognizes or commends: the subject of the verb, or the agent of `được … công nhận`.
pub(super) fn recognizer(
    doc: &Doc<'_>,
    bodies: &Bodies,
    geography: &Geography,
    sentence: &Range<usize>,
    one: &Found,
    status: Status,
) -> Option<Body> {
    if !matches!(status, Status::Recognized | Status::Commended) {
        return None;
    }
    let tokens = &doc.tokens;
    let passive = one.behind.clone().chain(one.tail.clone()).find(|&t| tokens.low(t) == "được");
    // `Công an huyện có 5 mô hình được biểu dương`: without an agent nobody is named.
    let body = match passive {
        Some(t) => bodies.within(&(t..(t + 6).min(sentence.end))).next(),
        None => subject(doc, bodies, sentence, one),
    };
    bodies.body(body?, geography)
}

/// `tính đến ngày 31/3/2026`, `đến hết tháng 6/2024`, `đến cuối năm 2023` before a count.
fn stated_day(doc: &Doc<'_>, range: Range<usize>) -> Option<NaiveDate> {
    let tokens = &doc.tokens;
    let year = doc.article.published_on.map(|d| d.year());
    range.clone().rev().find_map(|t| {
        if !matches!(tokens.low(t), "đến" | "tới") {
            return None;
        }
        let mut at = t + 1;
        while matches!(tokens.low(at), "hết" | "ngày" | "cuối" | "thời" | "điểm") {
            at += 1;
        }
        if let Some(found) = crate::text::date::day(tokens, at) {
            return found.date(year);
        }
        let found = crate::text::period::period(tokens, at)?;
        // `từ năm 2016 đến năm 2020` is a span, not a day that is spoken for.
        let closing = tokens.low(t + 1) == "hết"
            || tokens.low(t + 1) == "cuối"
            || tokens.low(t.wrapping_sub(1)) == "tính";
        found.days(year).filter(|_| closing).map(|(_, to)| to)
    })
}

/// The day a figure speaks for: that of the meeting that reports it, else of the article.
pub(super) fn as_of(
    doc: &Doc<'_>,
    meetings: &[Meeting],
    sentence: &Range<usize>,
    one: &Found,
    count: &mut ModelCount,
) {
    if let Some(day) = stated_day(doc, sentence.start..one.at) {
        count.as_of = Some(day);
        count.as_of_basis = Some(AsOfBasis::Stated);
    } else if let [only] = meetings
        && let Some(day) = only.held_on
    {
        count.as_of = Some(day);
        count.as_of_basis = Some(AsOfBasis::Meeting);
    } else if let Some(day) = doc.article.published_on {
        count.as_of = Some(day);
        count.as_of_basis = Some(AsOfBasis::Article);
    }
}
