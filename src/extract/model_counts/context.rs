//! What the surroundings say of a figure: campaign, period, place, who has it, who recognized it.

use std::ops::Range;

use chrono::{Datelike, NaiveDate};

use super::find::Found;
use crate::article::LineKind;
use crate::extract::bodies::{Bodies, BodyMention};
use crate::extract::campaigns::{known_at, quoted, years_behind_name};
use crate::extract::doc::Doc;
use crate::extract::facts::{AsOfBasis, Body, Meeting, ModelCount, Place, Status, Years};
use crate::extract::places::{Geography, Mention, PlaceRef, mention, type_word};
use crate::text::period::{PeriodKind, periods};
use crate::text::phrases::{Phrases, phrases};
use crate::text::token::Tokens;

/// A campaign said at the count itself.
pub(super) fn own_campaign(doc: &Doc<'_>, one: &Found) -> Option<Option<String>> {
    let tokens = &doc.tokens;
    for t in one.behind.clone() {
        if tokens.raw(t) == ";" {
            break;
        }
        if let Some((name, _)) = quoted(doc, t) {
            // A quoted name of a movement, not of one single model.
            let listed =
                tokens.find(one.behind.start..t, phrases!["như", "là", "điển hình"]).is_some();
            if !listed {
                return Some(Some(name));
            }
            break;
        }
        if tokens.phrase(t, "dân vận khéo").is_some() {
            return Some(Some("Dân vận khéo".into()));
        }
        // `401 mô hình toàn dân bảo vệ an ninh Tổ quốc`
        if t == one.behind.start
            && let Some(end) = known_at(doc, t)
        {
            return Some(Some(doc.clean(t..end)));
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
    if tokens.lower.contains("dân vận khéo") {
        return Some("Dân vận khéo".into());
    }
    if tokens.lower.contains("dân vận") {
        return None;
    }
    crate::extract::campaigns::named_before(doc, sentence.end)
}

/// Years named in a range, those of comparisons, plans and documents left out.
fn years_in(tokens: &Tokens<'_>, sentence: &Range<usize>, range: Range<usize>) -> Vec<Years> {
    periods(tokens, range)
        .into_iter()
        .filter(|p| p.kind != PeriodKind::Term)
        .filter(|p| !crate::extract::meetings::in_quotes(tokens, sentence.start, p.tokens.start))
        .filter(|p| {
            // `từ năm 2016 đến nay`: an open span.
            if tokens.phrase(p.tokens.end, "đến nay").is_some() {
                return false;
            }
            // `so với năm 2020`, `nghị quyết năm 2024`, `ngày 31 tháng 3 năm 2026`
            let from = p.tokens.start.saturating_sub(3).max(sentence.start);
            const NEAR: &Phrases =
                &Phrases::new(&["so với", "khóa", "nghị quyết", "kế hoạch", "ngày"]);
            tokens.find(from..p.tokens.start, NEAR).is_none()
        })
        .filter_map(|p| p.year.map(|from| Years { from, to: p.last_year.unwrap_or(from) }))
        .collect()
}

/// The year that the count's own words or its sentence name, nearest first.
pub(super) fn own_period(doc: &Doc<'_>, sentence: &Range<usize>, one: &Found) -> Option<Years> {
    let tokens = &doc.tokens;
    let behind = years_in(tokens, sentence, one.behind.clone());
    let before = years_in(tokens, sentence, sentence.start..one.at);
    let this_year = tokens.find(sentence.start..one.at, phrases!["năm nay"]).is_some();
    let published = || doc.article.published_on.map(|d| Years { from: d.year(), to: d.year() });
    match (behind.first(), before.last()) {
        (Some(b), None) => Some(*b),
        (Some(b), Some(_)) if !one.noun_before => Some(*b),
        (_, Some(b)) => Some(*b),
        (None, None) if this_year => published(),
        // `tính đến ngày 15/6/2022`: a figure of that year.
        _ => {
            let stated = stated_day(doc, one.behind.clone())
                .or_else(|| stated_day(doc, sentence.start..one.at));
            stated.map(|d| Years { from: d.year(), to: d.year() })
        }
    }
}

/// The year taken from the paragraph, the count before, the meeting or the headline.
pub(super) fn inherited_period(
    doc: &Doc<'_>,
    meetings: &[Meeting],
    sentence: &Range<usize>,
    one: &Found,
    before: Option<&ModelCount>,
) -> Option<Years> {
    let tokens = &doc.tokens;
    // Behind `qua 5 năm`, a span that is not printed.
    if tokens.find(one.behind.clone(), phrases!["năm thực hiện", "năm qua"]).is_some() {
        return None;
    }
    // The paragraph before it, as far as a paragraph goes.
    let line = tokens.lines[tokens.line_of(sentence.start)].clone();
    let near = line.start.max(sentence.start.saturating_sub(1_000))..sentence.start;
    let earlier = years_in(tokens, &near, near.clone());
    if let Some(last) = earlier.last() {
        return Some(*last);
    }
    if let Some(period) = before.and_then(|c| c.period) {
        return Some(period);
    }
    // The paragraph above, for a report that opens with its year.
    let here = tokens.line_of(sentence.start);
    let above = (here.saturating_sub(2)..here)
        .rev()
        .filter(|&l| doc.kinds[l] != LineKind::Title)
        .find_map(|l| years_in(tokens, &tokens.lines[l], tokens.lines[l].clone()).pop());
    if above.is_some_and(|y| y.from == y.to) && before.is_some() {
        return above;
    }
    let reviewed = meetings.iter().find_map(|m| m.period);
    if let Some(p) = reviewed {
        return Some(Years { from: p.from.year(), to: p.to.year() });
    }
    let title = doc.kinds.iter().position(|&k| k == LineKind::Title)?;
    let titled = years_in(tokens, sentence, tokens.lines[title].clone()).first().copied();
    // `tuyên dương điển hình “Dân vận khéo” năm 2025` somewhere in the article.
    titled.or_else(|| {
        let years = years_behind_name(doc, "dan van kheo");
        let only = years.first().filter(|_| years.len() == 1)?;
        (doc.kind_at(sentence.start) == LineKind::Title).then_some(Years { from: *only, to: *only })
    })
}

/// The unit that is the subject of the count's clause, or whose body is: `xã A có 8 mô hình, xã B có
/// 6 mô hình`.
pub(super) fn unit_that_has(
    doc: &Doc<'_>,
    bodies: &Bodies,
    sentence: &Range<usize>,
    one: &Found,
) -> Option<Mention> {
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
        let verbs =
            phrases!["đăng ký", "có", "xây dựng", "duy trì", "triển khai", "được công nhận"];
        let gap = end..one.at;
        gap.is_empty()
            || gap.len() == 1 && tokens.raw(end) == ":"
            // `Tại xã A, huyện đã xây dựng 8 mô hình`
            || tokens.find(gap.clone(), verbs).is_some()
                && !gap.into_iter().any(|t| type_word(tokens, t).is_some())
    };
    // `của xã A`, `so với xã A`, `thường vụ và UBND xã A`
    let subject = |start: usize| {
        let before = tokens.low(start.wrapping_sub(1));
        !matches!(before, "của" | "với" | "cho" | "và" | "các" | "giữa" | "từ")
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
    let mut unit: Option<Mention> = None;
    let mut at = clause;
    while at < one.at {
        match mention(doc, at).filter(|m| m.kind.is_some() && m.tokens.end <= one.at) {
            // `xã A và xã B có 8 mô hình`: together.
            Some(_) if unit.is_some() => return None,
            Some(found) => {
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

/// The unit whose models are counted: the article's, or that of a level the clause names.
pub(super) fn place_of(
    doc: &Doc<'_>,
    geography: &Geography,
    sentence: &Range<usize>,
    one: &Found,
) -> Place {
    let tokens = &doc.tokens;
    let whole = (sentence.start..one.at).rev().find(|&t| tokens.low(t) == "toàn");
    if let Some(t) = whole
        && let Some((kind, _)) = type_word(tokens, t + 1)
    {
        if let Some(unit) = geography.of_type(kind) {
            return unit.place();
        }
        // `Ở huyện Tri Tôn … toàn huyện có 169 mô hình` in an article of the province.
        let line = tokens.lines[tokens.line_of(t)].start;
        let named = (line..t).rev().filter_map(|m| mention(doc, m)).find(|m| m.kind == Some(kind));
        if let Some(named) = named {
            return geography.resolve(&named).place();
        }
    }
    geography.own_unit().map(|r| r.place()).unwrap_or_default()
}

/// `(tăng 276 mô hình so với năm 2020)` behind a count, as stated.
pub(super) fn change_behind(doc: &Doc<'_>, one: &Found) -> Option<String> {
    let tokens = &doc.tokens;
    let sentence = doc.sentence(one.at);
    let limit = (one.behind.start + 24).min(sentence.end);
    let at = (one.behind.start..limit).find(|&t| matches!(tokens.low(t), "tăng" | "giảm"))?;
    let end = (at..sentence.end)
        .find(|&t| matches!(tokens.raw(t), ")" | "," | ";" | "."))
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
    let clear = gap.len() <= 10
        && !gap.clone().any(|t| matches!(tokens.raw(t), ";" | ":" | "."))
        && tokens
            .find(
                gap.clone(),
                phrases![
                    "đăng ký",
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
    let passive = one.behind.clone().find(|&t| tokens.low(t) == "được");
    let agent = passive.and_then(|t| bodies.within(&(t..(t + 6).min(sentence.end))).next());
    let body = agent.or_else(|| subject(doc, bodies, sentence, one))?;
    bodies.body(body, geography)
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
