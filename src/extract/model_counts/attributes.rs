//! What the words beside a figure say of it: field, level, holder, status.

use std::collections::BTreeMap;
use std::ops::Range;

use super::Raw;
use super::context::{
    as_of, campaign_of, change_behind, inherited_period, owner, place_of, recognizer, unit_that_has,
};
use super::find::Found;
use crate::extract::bodies::Bodies;
use crate::extract::doc::Doc;
use crate::extract::facts::{
    Basis, Field, Holder, Level, Meeting, ModelCount, Split, Status, Unit,
};
use crate::extract::places::{Geography, UnitType, type_of_title, type_word};
use crate::reference::units::UnitLevel;
use crate::text::number::number;
use crate::text::phrases::{Table, phrases};
use crate::text::token::{Shape, Tokens};

/// Gives each count the words around it: those behind it up to the last mark before the next
/// count, and those between that mark and itself.
pub(super) fn assign(tokens: &Tokens<'_>, sentence: &Range<usize>, found: &mut [Found]) {
    let starts: Vec<usize> = found.iter().map(|f| f.before.start.min(f.at)).collect();
    let mut left = sentence.start;
    for n in 0..found.len() {
        let behind = found[n].behind.start;
        let next = starts.get(n + 1).copied().unwrap_or(sentence.end);
        let gap = behind.min(next)..next;
        let cut = if n + 1 < starts.len() { cut_of(tokens, gap.clone()) } else { gap.end };
        // The words before belong to the clause the count stands in.
        let from = if found[n].noun_before { found[n].before.start } else { left };
        let lead_start = if n == 0 {
            lead_of(tokens, sentence, from.min(starts[n]), starts[n])
        } else {
            from.min(starts[n])
        };
        found[n].before = lead_start..found[n].at;
        found[n].behind = gap.start..cut.max(gap.start);
        found[n].part |= tokens
            .find(
                sentence.start..found[n].at,
                phrases!["trong đó", "trong số đó", "bao gồm", "gồm", "cụ thể", "trong số này"],
            )
            .is_some()
            || open_bracket(tokens, sentence, found[n].at);
        left = cut;
    }
}

/// Inside brackets: `(gồm tập thể 316, cá nhân 16)`.
fn open_bracket(tokens: &Tokens<'_>, sentence: &Range<usize>, i: usize) -> bool {
    let mut depth = 0;
    for t in sentence.start..i {
        match tokens.raw(t) {
            "(" => depth += 1,
            ")" => depth -= 1,
            _ => {}
        }
    }
    depth > 0
}

/// Where the words of one count end and those of the next begin.
fn cut_of(tokens: &Tokens<'_>, gap: Range<usize>) -> usize {
    if let Some(t) = gap.clone().rev().find(|&t| matches!(tokens.raw(t), ";" | "(" | ")")) {
        return t;
    }
    if let Some(t) =
        tokens.find(gap.clone(), phrases!["trong đó", "bao gồm", "trong số đó", "cụ thể"])
    {
        return t;
    }
    gap.clone()
        .rev()
        .find(|&t| tokens.raw(t) == "," || tokens.low(t) == "và" && !joins_field(tokens, t))
        .or_else(|| gap.clone().rev().find(|&t| tokens.raw(t) == ":"))
        .unwrap_or(gap.end)
}

/// `văn hóa và xã hội`, `quốc phòng và an ninh`: the `và` inside a field.
pub(super) fn joins_field(tokens: &Tokens<'_>, i: usize) -> bool {
    matches!(tokens.low(i + 1), "xã" | "an" | "hệ")
        && matches!(tokens.low(i.wrapping_sub(1)), "hóa" | "phòng" | "đảng")
}

/// The clause of the first count: from the last strong mark before it.
fn lead_of(tokens: &Tokens<'_>, sentence: &Range<usize>, from: usize, at: usize) -> usize {
    (from..at)
        .rev()
        .find(|&t| {
            tokens.raw(t) == ";"
                || tokens.raw(t) == "(" && !(t..at).any(|m| tokens.raw(m) == ")")
                || tokens.raw(t) == ":" && t + 1 < at
        })
        .map_or(sentence.start.max(from), |t| t + 1)
}

/// The level that begins at a token: `cấp huyện`, `cấp cơ sở`.
pub(super) fn level_at(
    tokens: &Tokens<'_>,
    i: usize,
    geography: Option<&Geography>,
) -> Option<Option<Level>> {
    if tokens.low(i) != "cấp" {
        return None;
    }
    let at = i + 1;
    if tokens.phrase(at, "cơ sở").is_some() {
        return Some(Some(Level::Grassroots));
    }
    if tokens.low(at) == "thị" && tokens.low(at + 1) != "trấn" {
        return Some(Some(Level::District));
    }
    let (kind, _) = type_word(tokens, at)?;
    Some(match kind {
        UnitType::City => geography.and_then(city_level),
        kind => Some(match kind.level() {
            UnitLevel::Province => Level::Province,
            UnitLevel::District => Level::District,
            UnitLevel::Commune => Level::Commune,
        }),
    })
}

/// `cấp thành phố`: of the centre's city for its districts, of a provincial city else; not
/// told inside a city within a city.
fn city_level(geography: &Geography) -> Option<Level> {
    let district = geography.at_level(UnitLevel::District).map(|r| r.title.clone());
    let province = geography.at_level(UnitLevel::Province).map(|r| r.title.clone());
    let is_city =
        |title: &Option<String>| title.as_deref().and_then(type_of_title) == Some(UnitType::City);
    match (is_city(&province), is_city(&district)) {
        (true, true) => None,
        (true, false) => Some(Level::Province),
        (false, true) => Some(Level::District),
        (false, false) => None,
    }
}

/// Fields of life, longer words first.
const FIELDS: &Table<Field> = &Table::new(&[
    ("phát triển kinh tế - xã hội", Field::Economy),
    ("kinh tế - xã hội", Field::Economy),
    ("phát triển kinh tế", Field::Economy),
    ("lĩnh vực kinh tế", Field::Economy),
    ("về kinh tế", Field::Economy),
    ("kinh tế", Field::Economy),
    ("văn hóa - xã hội", Field::CultureSociety),
    ("văn hóa , xã hội", Field::CultureSociety),
    ("văn hóa xã hội", Field::CultureSociety),
    ("văn hóa và xã hội", Field::CultureSociety),
    ("văn hóa", Field::CultureSociety),
    ("vh - xh", Field::CultureSociety),
    ("an sinh xã hội", Field::CultureSociety),
    ("đời sống văn hóa", Field::CultureSociety),
    ("quốc phòng - an ninh", Field::DefenseSecurity),
    ("quốc phòng , an ninh", Field::DefenseSecurity),
    ("quốc phòng an ninh", Field::DefenseSecurity),
    ("quốc phòng và an ninh", Field::DefenseSecurity),
    ("an ninh - quốc phòng", Field::DefenseSecurity),
    ("an ninh , quốc phòng", Field::DefenseSecurity),
    ("an ninh trật tự", Field::DefenseSecurity),
    ("an ninh , trật tự", Field::DefenseSecurity),
    ("quốc phòng", Field::DefenseSecurity),
    ("qp - an", Field::DefenseSecurity),
    ("qpan", Field::DefenseSecurity),
    ("xây dựng hệ thống chính trị", Field::PoliticalSystem),
    ("hệ thống chính trị", Field::PoliticalSystem),
    ("xây dựng đảng", Field::PoliticalSystem),
    ("cải cách hành chính", Field::PoliticalSystem),
    ("htct", Field::PoliticalSystem),
    ("lĩnh vực khác", Field::Other),
    ("lĩnh vực còn lại", Field::Other),
    ("xây dựng nông thôn mới", Field::Other),
    ("nông thôn mới", Field::Other),
    ("đô thị văn minh", Field::Other),
    ("bảo vệ môi trường", Field::Other),
]);

/// The fields named in a range, in order, none twice in a row.
pub(super) fn fields_in(tokens: &Tokens<'_>, range: Range<usize>) -> Vec<(Field, usize)> {
    let mut found: Vec<(Field, usize)> = Vec::new();
    let mut i = range.start;
    while i < range.end {
        match tokens.entries(i, FIELDS).find(|&(.., end)| end <= range.end) {
            Some((_, field, end))
                if !crate::extract::meetings::in_quotes(tokens, range.start, i) =>
            {
                found.push((field, i));
                i = end;
            }
            _ => i += 1,
        }
    }
    found
}

pub(super) fn levels_in(
    tokens: &Tokens<'_>,
    range: Range<usize>,
    geography: &Geography,
) -> Vec<(Option<Level>, usize)> {
    range.filter_map(|t| level_at(tokens, t, Some(geography)).map(|l| (l, t))).collect()
}

pub(super) fn holders_in(tokens: &Tokens<'_>, range: Range<usize>) -> Vec<(Holder, usize)> {
    range
        .filter_map(|t| {
            if tokens.phrase(t, "tập thể").is_some() {
                Some((Holder::Collective, t))
            } else if tokens.phrase(t, "cá nhân").is_some() {
                Some((Holder::Individual, t))
            } else {
                None
            }
        })
        .collect()
}

/// The one value of a list; none for two different ones.
pub(super) fn single<T: Copy + PartialEq>(list: &[(T, usize)]) -> Option<T> {
    let first = list.first()?.0;
    list.iter().all(|(v, _)| *v == first).then_some(first)
}

/// Verbs of status; the first in a clause counts.
const STATUS_WORDS: &Table<Status> = &Table::new(&[
    ("đăng ký", Status::Registered),
    ("được công nhận", Status::Recognized),
    ("công nhận", Status::Recognized),
    ("đạt chuẩn", Status::Recognized),
    ("thẩm định công nhận", Status::Recognized),
    ("duy trì", Status::Maintained),
    ("biểu dương", Status::Commended),
    ("tuyên dương", Status::Commended),
    ("tôn vinh", Status::Commended),
    ("khen thưởng", Status::Commended),
    ("được khen", Status::Commended),
    ("tặng giấy khen", Status::Commended),
    ("tặng bằng khen", Status::Commended),
    ("xây dựng", Status::Built),
    ("triển khai", Status::Built),
    ("phát huy hiệu quả", Status::Built),
    ("hiệu quả", Status::Built),
    ("nhân rộng", Status::Built),
    ("ra mắt", Status::Built),
    ("thực hiện", Status::Built),
    ("hiện có", Status::Built),
]);

/// The first status verb in a range. `có N mô hình đăng ký`: `có` leaves room for the verb behind.
pub(super) fn status_in(
    tokens: &Tokens<'_>,
    range: Range<usize>,
) -> Option<(Status, String, usize)> {
    let mut i = range.start;
    while i < range.end {
        if crate::extract::meetings::in_quotes(tokens, range.start, i) {
            i += 1;
            continue;
        }
        if let Some((word, status, _)) = tokens.entries(i, STATUS_WORDS).next() {
            // `phong trào xây dựng`, `trong xây dựng nông thôn mới`, `lĩnh vực xây dựng`: objects.
            let object = word == "xây dựng"
                && (matches!(
                    tokens.low(i.wrapping_sub(1)),
                    "vực" | "trong" | "trào" | "về" | "vụ" | "tác" | "gia" | "đua" | "và"
                ) || matches!(
                    tokens.low(i + 2),
                    "nông" | "hệ" | "đảng" | "đời" | "chính" | "khối" | "đô"
                ))
                || matches!(word, "thực hiện" | "triển khai" | "hiệu quả")
                    && matches!(
                        tokens.low(i.wrapping_sub(1)),
                        "năm" | "trong" | "kết" | "quả" | "chất" | "tổ" | "và"
                    )
                || matches!(word, "biểu dương" | "tuyên dương" | "khen thưởng")
                    && matches!(tokens.low(i.wrapping_sub(1)), "nghị" | "lễ" | "thi" | "tác")
                    // `Hội nghị biểu dương 20 điển hình`: what it did, not what it is called.
                    && number(tokens, i + 2).is_none();
            if !object {
                return Some((status, word.to_owned(), i));
            }
        }
        i += 1;
    }
    None
}

/// The verb that governs a count: within some words before it, and of verbs joined to one
/// another (`xây dựng và phát huy hiệu quả`) the first.
pub(super) fn status_before(
    tokens: &Tokens<'_>,
    before: &Range<usize>,
    one: &Found,
) -> Option<(Status, String)> {
    let start = before.start.max(one.at.saturating_sub(9));
    let mut chosen: Option<(Status, String, usize)> = None;
    let mut from = start;
    // The last verb before the number.
    while let Some(found) = status_in(tokens, from..one.at) {
        from = found.2 + 1;
        let gap = found.2..one.at;
        let other_clause = gap.clone().any(|t| matches!(tokens.raw(t), ";" | ":"))
            || tokens
                .find(gap, phrases!["năm", "toàn", "lĩnh vực", "tập thể", "cá nhân"])
                .is_some();
        if !other_clause {
            let joined = chosen.as_ref().is_some_and(|c| found.2 - c.2 <= 5);
            if !joined {
                chosen = Some(found);
            }
        }
    }
    chosen.map(|(status, word, _)| (status, word))
}

/// A verb behind a count: adjacent (`225 mô hình đăng ký`) or passive (`được công nhận`,
/// `được các xã, thị trấn đăng ký`).
pub(super) fn status_behind(tokens: &Tokens<'_>, one: &Found) -> Option<(Status, String)> {
    let range = one.behind.clone();
    let start = range.start;
    // The passive with its agent, wherever it stands in the count's own words.
    let passive = range.clone().find(|&t| {
        matches!(tokens.low(t), "được") && !crate::extract::meetings::in_quotes(tokens, start, t)
    });
    if let Some(t) = passive
        && let Some((status, word, at)) = status_in(tokens, t..range.end.min(t + 14))
        && (at <= t + 2
            || matches!(
                tokens.low(t + 1),
                "các" | "toàn" | "ban" | "huyện" | "tỉnh" | "ubnd" | "cấp"
            ))
        && !(t..at).any(|m| matches!(tokens.raw(m), ";" | "("))
    {
        return Some((status, word));
    }
    let clause = range
        .clone()
        .find(|&t| {
            matches!(tokens.raw(t), ";" | "(" | ")")
                || tokens.raw(t) == "," && t > start + 1
                || matches!(tokens.low(t), "như" | "trong" | "gắn") && tokens.low(t + 1) != "đó"
        })
        .unwrap_or(range.end);
    let (status, word, at) = status_in(tokens, start..clause.min(start + 24))?;
    let said = tokens.find(start..at + 1, phrases!["đã", "đang", "hoạt động"]).is_some();
    let named = tokens.raw(start) == "“" || tokens.low(start) == "dân";
    (at <= start + 1 || said || named).then_some((status, word))
}

/// Makes the counts, taking from totals and neighbours what a count's own words leave open.
pub(super) fn settle(
    doc: &Doc<'_>,
    bodies: &Bodies,
    geography: &Geography,
    meetings: &[Meeting],
    raws: &[Raw],
) -> Vec<ModelCount> {
    let tokens = &doc.tokens;
    let mut all: Vec<ModelCount> = Vec::new();
    for (n, raw) in raws.iter().enumerate() {
        let sentence = &tokens.sentences[raw.sentence];
        let parent = raw.parent.map(|p| &all[p]);
        let before = n.checked_sub(1).map(|p| (&raws[p], &all[p]));
        let same_sentence = before.filter(|(r, _)| r.sentence == raw.sentence).map(|(_, c)| c);
        // A row of a table goes on with the row above it.
        let goes_on = |r: &Raw| r.line == raw.line || raw.listed && raw.line <= r.line + 1;
        let same_line = before.filter(|(r, _)| goes_on(r)).map(|(_, c)| c);
        let unit = raw
            .found
            .unit
            .or(parent.map(|p| p.unit))
            .or(before.map(|(_, c)| c.unit))
            .unwrap_or(Unit::Model);
        let of = |c: &ModelCount| (c.status, c.status_word.clone());
        let own = raw.status.clone().map(|(s, w)| (s, Some(w)));
        let loose = raw.loose_status.clone().map(|(s, w)| (s, Some(w)));
        let (status, status_word) = own
            .or_else(|| parent.map(of))
            .or_else(|| same_sentence.map(of))
            .or(loose)
            .or_else(|| same_line.map(of))
            .unwrap_or((Status::Built, None));
        let campaign = match (&raw.campaign, parent) {
            (Some(own), _) => own.clone(),
            (None, Some(p)) => p.campaign.clone(),
            (None, None) => campaign_of(doc, sentence),
        };
        let (mut level, mut holder, mut field) = (raw.level.flatten(), raw.holder, raw.field);
        if let Some(p) = parent {
            level = if raw.level.is_some() { level } else { p.level };
            holder = holder.or(p.holder);
            field = field.or(p.field);
        }
        let split = parent.map(|p| match () {
            () if level != p.level => Split::Level,
            () if holder != p.holder => Split::Holder,
            () if field != p.field => Split::Field,
            () if status != p.status => Split::Status,
            () => Split::Subset,
        });
        let period = raw.period.or_else(|| match parent {
            Some(p) => p.period,
            None if raw.to_date => None,
            None => inherited_period(doc, meetings, sentence, &raw.found, before.map(|(_, c)| c)),
        });
        let mut evidence: Vec<_> = doc.evidence(sentence.clone()).into_iter().collect();
        let clause = raw.found.before.start..raw.found.behind.end;
        evidence.extend(doc.evidence(clause).filter(|e| evidence.first() != Some(e)));
        let rule = match (raw.found.noun_before, raw.found.unit) {
            (true, _) => "model_counts.noun_before",
            (false, None) => "model_counts.elided",
            (false, Some(_)) => "model_counts.noun",
        };
        let mut count = ModelCount {
            id: n,
            part_of: raw.parent,
            split,
            count: raw.value(),
            qualifier: raw.found.qualifier,
            qualifier_word: raw.found.qualifier_word.clone(),
            unit,
            status,
            status_word,
            level,
            holder,
            field,
            campaign,
            place: match (unit_that_has(doc, bodies, sentence, &raw.found), parent) {
                (Some(unit), _) => geography.resolve(&unit).place(),
                (None, Some(p)) => p.place.clone(),
                (None, None) => place_of(doc, geography, sentence, &raw.found),
            },
            period,
            as_of: None,
            as_of_basis: None,
            to_date: raw.to_date,
            by: recognizer(doc, bodies, geography, sentence, &raw.found, status),
            change: change_behind(doc, &raw.found),
            organization: match parent {
                Some(p) => p.organization.clone(),
                None => owner(doc, bodies, geography, sentence, &raw.found),
            },
            award: None,
            basis: Basis { rule, evidence },
        };
        as_of(doc, meetings, sentence, &raw.found, &mut count);
        all.push(count);
    }
    all
}

/// A value of the words behind a count, else of those before it.
pub(super) fn pick<T: Copy + PartialEq>(
    behind: &[(T, usize)],
    before: impl Fn() -> Vec<(T, usize)>,
) -> Option<T> {
    match behind {
        [] => single(&before()),
        list => single(list),
    }
}

/// Who holds the models: `194 mô hình tập thể`, `tập thể 316 mô hình`, `mô hình cá nhân là 80`.
pub(super) fn holder_of(
    tokens: &Tokens<'_>,
    behind: &Range<usize>,
    before: &Range<usize>,
    one: &Found,
) -> Option<Holder> {
    // Right at the noun only: `62 mô hình … của các tập thể, cá nhân` is no split.
    let near = behind.start..behind.end.min(behind.start + 5);
    let found = holders_in(tokens, near);
    if let [(holder, _)] = found[..] {
        return Some(holder);
    }
    if found.len() > 1 {
        return None;
    }
    if one.registrants.is_some() {
        // `12 tập thể` at the number itself; together they are no split.
        let own = one.number.next;
        let mixed =
            tokens.any_phrase(own, phrases!["tập thể , cá nhân", "tập thể và cá nhân"]).is_some();
        let holder = holders_in(tokens, own..own + 1).first().map(|(h, _)| *h);
        return holder.filter(|_| !mixed);
    }
    let window = if one.noun_before {
        before.clone()
    } else {
        // Right before it, and not beyond another number or mark: `159 tập thể và 62 gương`.
        let near = before.start.max(before.end.saturating_sub(5))..before.end;
        let mark = near.clone().rev().find(|&t| {
            tokens.shape(t) == Shape::Digits || matches!(tokens.low(t), "," | "và" | ";")
        });
        mark.map_or(near.start, |t| t + 1)..near.end
    };
    match holders_in(tokens, window)[..] {
        [(holder, _)] => Some(holder),
        _ => None,
    }
}

/// An attribute given by a list and `lần lượt`.
pub(super) enum Attribute {
    Level(Option<Level>),
    Holder(Holder),
    Field(Field),
    Year(i32),
}

/// `lĩnh vực A và lĩnh vực B lần lượt có 44 và 38 mô hình`: the attributes by position.
pub(super) fn respective(
    tokens: &Tokens<'_>,
    sentence: &Range<usize>,
    found: &[Found],
    geography: &Geography,
) -> BTreeMap<usize, Attribute> {
    let mut made = BTreeMap::new();
    let Some(at) = tokens.find(sentence.clone(), phrases!["lần lượt"]) else { return made };
    let Some(first) = found.iter().position(|f| f.at > at) else { return made };
    // The list before `lần lượt`, back to the last semicolon or the count before.
    let from = (sentence.start..at)
        .rev()
        .find(|&t| tokens.raw(t) == ";" || found.iter().any(|f| f.at == t))
        .map_or(sentence.start, |t| t + 1);
    let counts: Vec<usize> = (first..found.len())
        .take_while(|&n| {
            let gap = if n == first { 0..0 } else { found[n - 1].at..found[n].at };
            !gap.into_iter().any(|t| tokens.raw(t) == ";")
        })
        .collect();
    // The list can also stand behind the counts: `lần lượt là 12, 15 … ở cấp tỉnh, cấp huyện`.
    for range in [from..at, at..sentence.end] {
        let years: Vec<i32> =
            range.clone().filter_map(|t| crate::text::period::year_at(tokens, t)).collect();
        let fields = fields_in(tokens, range.clone());
        let levels = levels_in(tokens, range.clone(), geography);
        let holders = holders_in(tokens, range);
        if fields.len() == counts.len() {
            made = counts
                .iter()
                .copied()
                .zip(fields.iter().map(|(f, _)| Attribute::Field(*f)))
                .collect();
        } else if levels.len() == counts.len() {
            made = counts
                .iter()
                .copied()
                .zip(levels.iter().map(|(l, _)| Attribute::Level(*l)))
                .collect();
        } else if holders.len() == counts.len() {
            made = counts
                .iter()
                .copied()
                .zip(holders.iter().map(|(h, _)| Attribute::Holder(*h)))
                .collect();
        } else if years.len() == counts.len() {
            made = counts.iter().copied().zip(years.into_iter().map(Attribute::Year)).collect();
        }
        if !made.is_empty() {
            break;
        }
    }
    made
}
