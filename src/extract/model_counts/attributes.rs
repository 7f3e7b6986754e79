//! What the words beside a figure say of it: field, level, holder, status.

use std::collections::BTreeMap;
use std::ops::Range;

use super::Raw;
use super::context::{
    as_of, campaign_of, change_behind, inherited_period, owner, place_of, recognizer, unit_that_has,
};
use super::find::{Found, SHARES};
use crate::extract::bodies::Bodies;
use crate::extract::doc::Doc;
use crate::extract::facts::{
    Basis, Field, Holder, Level, Meeting, ModelCount, Place, Split, Status, Unit,
};
use crate::extract::places::{Geography, UnitType, type_of_title, type_word};
use crate::reference::units::{UnitLevel, units};
use crate::text::number::number;
use crate::text::period::year_at;
use crate::text::phrases::{Phrases, Table, phrases};
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
        let strong = strong_marks(tokens, gap.clone());
        let cut = match strong.last() {
            Some(&last) => last,
            None if n + 1 < starts.len() => cut_of(tokens, gap.clone()),
            None => gap.end,
        };
        // The words before belong to the clause the count stands in.
        let from = if found[n].noun_before { found[n].before.start } else { left };
        let lead_start = if n == 0 {
            lead_of(tokens, sentence, from.min(starts[n]), starts[n])
        } else {
            from.min(starts[n])
        };
        found[n].before = lead_start..found[n].at;
        let end = strong.first().map_or(cut, |&first| first.min(cut));
        found[n].behind = gap.start..end.max(gap.start);
        found[n].cue = cue_before(tokens, sentence.start..found[n].at);
        found[n].bracket = open_bracket(tokens, sentence, found[n].at);
        found[n].part |= found[n].cue.is_some() || found[n].bracket.is_some();
        left = cut;
    }
    for n in (0..found.len()).rev() {
        if let (Some(_), Some(next)) = (found[n].registrants, found.get(n + 1))
            && next.registrants.is_some()
        {
            found[n].tail = next.behind.start..next.behind.end.max(next.tail.end);
            continue;
        }
        found[n].tail = behind_bracket(tokens, sentence, &found[n], found.get(n + 1));
    }
}

/// Words that begin the parts of a total.
const PARTS: &Phrases = &Phrases::new(&[
    "trong đó",
    "trong số đó",
    "trong số này",
    "bao gồm",
    "gồm",
    "cụ thể",
    "riêng",
]);

/// The last word that begins parts in a range; none of a bracket that is closed, or of what was told
/// before something else (`công nhận 266 mô hình (gồm …); đồng thời nhân rộng 39 mô hình`).
fn cue_before(tokens: &Tokens<'_>, range: Range<usize>) -> Option<usize> {
    let besides = phrases!["đồng thời", "ngoài ra", "bên cạnh đó"];
    let mut closed = 0_u32;
    for t in range.rev() {
        match tokens.raw(t) {
            ")" => closed += 1,
            "(" => closed = closed.saturating_sub(1),
            _ if closed > 0 => {}
            _ if tokens.any_phrase(t, besides).is_some() => return None,
            _ if tokens.any_phrase(t, PARTS).is_some() => return Some(t),
            _ => {}
        }
    }
    None
}

/// The bracket a count stands in: `(gồm tập thể 316, cá nhân 16)`.
fn open_bracket(tokens: &Tokens<'_>, sentence: &Range<usize>, i: usize) -> Option<usize> {
    let mut open = Vec::new();
    for t in sentence.start..i {
        match tokens.raw(t) {
            "(" => open.push(t),
            ")" => drop(open.pop()),
            _ => {}
        }
    }
    open.pop()
}

/// The token that closes a bracket.
fn closing(tokens: &Tokens<'_>, open: usize, end: usize) -> Option<usize> {
    let mut depth = 0;
    (open..end).find(|&t| {
        match tokens.raw(t) {
            "(" => depth += 1,
            ")" => depth -= 1,
            _ => {}
        }
        depth == 0
    })
}

/// `111 điển hình (87 tập thể, 24 cá nhân) được công nhận`: the words behind the bracket of its
/// parts are those of the total.
fn behind_bracket(
    tokens: &Tokens<'_>,
    sentence: &Range<usize>,
    one: &Found,
    next: Option<&Found>,
) -> Range<usize> {
    let none = one.behind.end..one.behind.end;
    let open = one.behind.end;
    if tokens.raw(open) != "(" || next.is_none_or(|n| n.bracket != Some(open)) {
        return none;
    }
    let Some(close) = closing(tokens, open, sentence.end) else { return none };
    let end = (close + 1..sentence.end)
        .find(|&t| matches!(tokens.raw(t), "," | ";" | "(" | ")") || tokens.low(t) == "và")
        .unwrap_or(sentence.end);
    close + 1..end
}

/// The marks and words in a gap that end the words of the count before: semicolons, brackets
/// with further counts, the start of parts, of a plan, or of another clause.
fn strong_marks(tokens: &Tokens<'_>, gap: Range<usize>) -> Vec<usize> {
    const CLAUSES: &Phrases = &Phrases::new(&["đồng thời", "phấn đấu", "thì"]);
    let mut marks = Vec::new();
    let mut t = gap.start;
    while t < gap.end {
        // A bracket within the gap, with no count in it, parts nothing: `mô hình (DVK) cấp huyện`.
        if tokens.raw(t) == "("
            && let Some(close) = closing(tokens, t, gap.end)
        {
            t = close + 1;
            continue;
        }
        let word = tokens.any_phrase(t, PARTS).or_else(|| tokens.any_phrase(t, CLAUSES));
        // `…, năm 2025 Huyện ủy tiếp tục chỉ đạo`: another clause with its own year.
        let later = tokens.raw(t) == ","
            && tokens.low(t + 1) == "năm"
            && year_at(tokens, t + 2).is_some()
            && tokens.is_word(t + 3);
        if (matches!(tokens.raw(t), ";" | "(" | ")") || word.is_some() || later)
            // `30 mô hình trong số này`: all of them are meant.
            && (word.is_none() || t > gap.start)
            && !crate::extract::meetings::in_quotes(tokens, gap.start, t)
        {
            marks.push(t);
        }
        t += 1;
    }
    marks
}

/// Where the words of one count end and those of the next begin: at the last comma or `và`.
fn cut_of(tokens: &Tokens<'_>, gap: Range<usize>) -> usize {
    let comma =
        |&t: &usize| tokens.raw(t) == "," && !joins_field(tokens, t) && !joins_level(tokens, t);
    // `từ 35 mô hình năm 2009 đến nay toàn thành phố đã có 1.250 mô hình`: the year of the first, the
    // stock of the second.
    let now = tokens.find(gap.clone(), phrases!["đến nay"]).filter(|&t| t > gap.start);
    if let Some(now) = now.filter(|&now| !(now..gap.end).any(|t| tokens.raw(t) == ",")) {
        return now;
    }
    // `…, khối MTTQ và đoàn thể có 27 mô hình`: the `và` of a subject.
    let subject = tokens.low(gap.end.wrapping_sub(1)) == "có";
    gap.clone()
        .rev()
        .find(comma)
        .filter(|_| subject)
        .or_else(|| {
            let joins = |&t: &usize| tokens.low(t) == "và" && !joins_field(tokens, t);
            gap.clone().rev().find(|t| comma(t) || joins(t))
        })
        .or_else(|| gap.clone().rev().find(|&t| tokens.raw(t) == ":"))
        .unwrap_or(gap.end)
}

/// `văn hóa, xã hội`, `quốc phòng và an ninh`: the mark inside a field.
pub(super) fn joins_field(tokens: &Tokens<'_>, i: usize) -> bool {
    (i.saturating_sub(4)..i).any(|t| tokens.entries(t, FIELDS).any(|(.., end)| end > i))
}

/// `cấp xã, phường 170`, `cấp xã, phường, thị trấn`: the mark inside a level.
pub(super) fn joins_level(tokens: &Tokens<'_>, i: usize) -> bool {
    /// `cấp xã, phường, thị trấn`
    const LONGEST: usize = 5;
    let level = |t: &usize| tokens.low(*t) == "cấp";
    let Some(level) = (i.saturating_sub(LONGEST)..i).rev().find(level) else { return false };
    let mut at = level + 1;
    while let Some((_, end)) = type_word(tokens, at) {
        at = end;
        if at == i {
            return type_word(tokens, i + 1).is_some();
        }
        at += usize::from(matches!(tokens.low(at), "," | "và" | "-"));
    }
    false
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
        // `cho biết: “Năm 2024, xã đăng ký …`: inside what is said.
        .map_or(sentence.start.max(from), |t| t + 1 + usize::from(tokens.raw(t + 1) == "“"))
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
    ("lĩnh vực kt", Field::Economy),
    ("văn hóa - xã hội", Field::CultureSociety),
    ("văn hóa , xã hội", Field::CultureSociety),
    ("văn hóa xã hội", Field::CultureSociety),
    ("văn hóa và xã hội", Field::CultureSociety),
    ("văn hóa", Field::CultureSociety),
    ("vh - xh", Field::CultureSociety),
    ("an sinh xã hội", Field::CultureSociety),
    (", xã hội", Field::CultureSociety),
    ("lĩnh vực xã hội", Field::CultureSociety),
    ("đời sống văn hóa", Field::CultureSociety),
    ("quốc phòng - an ninh", Field::DefenseSecurity),
    ("quốc phòng , an ninh", Field::DefenseSecurity),
    ("quốc phòng an ninh", Field::DefenseSecurity),
    ("quốc phòng và an ninh", Field::DefenseSecurity),
    ("an ninh - quốc phòng", Field::DefenseSecurity),
    ("an ninh , quốc phòng", Field::DefenseSecurity),
    ("an ninh chính trị , trật tự an toàn xã hội", Field::DefenseSecurity),
    ("an ninh chính trị và trật tự an toàn xã hội", Field::DefenseSecurity),
    ("an ninh chính trị", Field::DefenseSecurity),
    ("an ninh , trật tự an toàn xã hội", Field::DefenseSecurity),
    ("an ninh trật tự , an toàn xã hội", Field::DefenseSecurity),
    ("trật tự an toàn xã hội", Field::DefenseSecurity),
    ("an ninh trật tự", Field::DefenseSecurity),
    ("an ninh , trật tự", Field::DefenseSecurity),
    ("lĩnh vực an ninh", Field::DefenseSecurity),
    ("về an ninh", Field::DefenseSecurity),
    ("quốc phòng", Field::DefenseSecurity),
    ("qp - an", Field::DefenseSecurity),
    ("qpan", Field::DefenseSecurity),
    ("xây dựng hệ thống chính trị", Field::PoliticalSystem),
    ("xây dựng đảng , xây dựng chính quyền", Field::PoliticalSystem),
    ("xây dựng đảng và xây dựng chính quyền", Field::PoliticalSystem),
    ("xây dựng đảng và hệ thống chính trị", Field::PoliticalSystem),
    ("xây dựng đảng , chính quyền", Field::PoliticalSystem),
    ("lĩnh vực chính trị", Field::PoliticalSystem),
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
    // `65 mô hình về văn hóa, còn lại là các mô hình an ninh`: of those that are left.
    let left = tokens.find(range.clone(), phrases!["còn lại"]).filter(|&t| t > range.start);
    let range = range.start..left.unwrap_or(range.end);
    let mut i = range.start;
    while i < range.end {
        match tokens.entries(i, FIELDS).find(|&(.., end)| end <= range.end) {
            Some((_, field, end))
                if !crate::extract::meetings::in_quotes(tokens, range.start, i)
                    // `các lĩnh vực khác nhau`
                    && tokens.low(end) != "nhau"
                    // `Công đoàn Khu Kinh tế Dung Quất có 6 mô hình`: the name of a body.
                    && !(tokens.is_capital(i)
                        && matches!(tokens.low(i.wrapping_sub(1)), "khu" | "phòng" | "đoàn")) =>
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
    // `Hội phụ nữ cấp huyện xây dựng 25 mô hình`: the level of the body, not of its models.
    let of_body =
        |t: usize| matches!(tokens.low(t.wrapping_sub(1)), "nữ" | "vị" | "quan" | "hội" | "ngành");
    // `94 mô hình cấp quận, còn lại là cấp cơ sở`: of those that are left.
    let end = tokens.find(range.clone(), phrases!["còn lại"]).unwrap_or(range.end);
    (range.start..end)
        .filter(|&t| !of_body(t))
        .filter_map(|t| level_at(tokens, t, Some(geography)).map(|l| (l, t)))
        .collect()
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
    ("đạt tiêu chuẩn", Status::Recognized),
    ("cấp giấy chứng nhận", Status::Recognized),
    ("cấp giấy công nhận", Status::Recognized),
    ("cấp bằng công nhận", Status::Recognized),
    ("thẩm định công nhận", Status::Recognized),
    ("duy trì", Status::Maintained),
    ("biểu dương", Status::Commended),
    ("tuyên dương", Status::Commended),
    ("tôn vinh", Status::Commended),
    ("vinh danh", Status::Commended),
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
    ("đi vào hoạt động", Status::Built),
    ("đưa vào hoạt động", Status::Built),
    ("thực hiện", Status::Built),
    ("hoàn thành", Status::Built),
    ("hiện có", Status::Built),
    ("còn có", Status::Built),
]);

/// The first status verb in a range. `có N mô hình đăng ký`: `có` leaves room for the verb behind.
pub(super) fn status_in(
    tokens: &Tokens<'_>,
    range: Range<usize>,
) -> Option<(Status, String, usize)> {
    let mut i = range.start;
    while i < range.end {
        if let Some((word, status, _)) = tokens.entries(i, STATUS_WORDS).next()
            && !crate::extract::meetings::in_quotes(tokens, range.start, i)
        {
            // `phong trào xây dựng`, `trong xây dựng nông thôn mới`, `lĩnh vực xây dựng`: objects.
            let object = word == "xây dựng"
                && (matches!(
                    tokens.low(i.wrapping_sub(1)),
                    "vực" | "trong" | "trào" | "về" | "vụ" | "tác" | "gia" | "đua"
                ) || tokens.low(i.wrapping_sub(1)) == "và" && !counts_next(tokens, i + 2)
                    || matches!(
                        tokens.low(i + 2),
                        "nông" | "hệ" | "đảng" | "đời" | "chính" | "khối" | "đô"
                    ))
                // `hoàn thành việc đăng ký 21 mô hình`
                || word == "hoàn thành" && !counts_next(tokens, i + 2)
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

/// `xây dựng mới được 25 mô hình`: a number right behind a verb.
fn counts_next(tokens: &Tokens<'_>, verb_end: usize) -> bool {
    let mut at = verb_end;
    while matches!(tokens.low(at), "mới" | "được" | "thêm" | "thành" | "công" | "có") {
        at += 1;
    }
    number(tokens, at).is_some()
}

/// The verb that governs a count: within some words before it, and of verbs joined to one
/// another (`xây dựng và phát huy hiệu quả`) the first.
pub(super) fn status_before(
    tokens: &Tokens<'_>,
    before: &Range<usize>,
    one: &Found,
) -> Option<(Status, String)> {
    // `số đăng ký (2.340 mô hình)`
    if tokens.raw(one.at.wrapping_sub(1)) == "(" {
        let verb = one.at.saturating_sub(3);
        if let Some((status, word, at)) = status_in(tokens, verb..one.at)
            && tokens.low(at.wrapping_sub(1)) == "số"
        {
            return Some((status, word));
        }
    }
    let start = before.start.max(one.at.saturating_sub(9));
    let mut chosen: Option<(Status, String, usize)> = None;
    let mut from = start;
    // The last verb before the number.
    while let Some(found) = status_in(tokens, from..one.at) {
        from = found.2 + 1;
        let gap = found.2..one.at;
        let other_clause = gap.clone().any(|t| matches!(tokens.raw(t), ";" | ":"))
            || !one.noun_before
                && tokens
                    .find(gap, phrases!["năm", "toàn", "lĩnh vực", "tập thể", "cá nhân"])
                    .is_some();
        if !other_clause {
            // `đăng ký và thực hiện có hiệu quả`: of joined verbs the first.
            let joined = chosen.as_ref().is_some_and(|c| {
                let gap = c.2..found.2;
                gap.len() <= 5 || gap.len() <= 7 && tokens.low(c.2 + 2) == "và"
            });
            if !joined {
                chosen = Some(found);
            }
        }
    }
    let (status, word, at) = chosen?;
    // `đăng ký với Ban Chỉ đạo tỉnh xây dựng 2 mô hình`: the first verb of the clause.
    if word == "xây dựng" {
        let clause = (before.start..at)
            .rev()
            .find(|&t| {
                matches!(tokens.raw(t), "," | ";" | ":" | "(" | ")") || tokens.low(t) == "và"
            })
            .map_or(before.start, |t| t + 1);
        if tokens.find(clause..at, phrases!["đăng ký với", "đăng ký"]).is_some() {
            return Some((Status::Registered, "đăng ký".to_owned()));
        }
    }
    Some((status, word))
}

/// A verb behind a count: adjacent (`225 mô hình đăng ký`) or passive (`được công nhận`,
/// `được các xã, thị trấn đăng ký`).
pub(super) fn status_behind(tokens: &Tokens<'_>, one: &Found) -> Option<(Status, String)> {
    verb_in(tokens, one.behind.clone()).or_else(|| verb_in(tokens, one.tail.clone()))
}

/// A participle or verb in the words behind a count.
fn verb_in(tokens: &Tokens<'_>, range: Range<usize>) -> Option<(Status, String)> {
    let start = range.start;
    // The passive with its agent, wherever it stands in the count's own words.
    let passive = range.clone().find(|&t| {
        matches!(tokens.low(t), "được" | "do")
            && !crate::extract::meetings::in_quotes(tokens, start, t)
    });
    if let Some(t) = passive
        && let Some((status, word, at)) = status_in(tokens, t..range.end.min(t + 14))
        && (at <= t + 2
            || tokens.is_capital(t + 1)
            || matches!(
                tokens.low(t + 1),
                "các" | "toàn" | "ban" | "cấp" | "cơ" | "hội" | "thẩm" | "bình" | "xét"
            )
            || type_word(tokens, t + 1).is_some())
        && !(t..at).any(|m| matches!(tokens.raw(m), ";" | "("))
    {
        return Some((status, word));
    }
    let clause = range
        .clone()
        .find(|&t| {
            // `248 mô hình tập thể, cá nhân đăng ký xây dựng`
            let holders = tokens.low(t - 1) == "thể" && tokens.low(t + 1) == "cá";
            matches!(tokens.raw(t), ";" | "(" | ")")
                || tokens.raw(t) == "," && t > start + 1 && !holders
                || matches!(tokens.low(t), "như" | "trong" | "gắn") && tokens.low(t + 1) != "đó"
        })
        .unwrap_or(range.end);
    let (status, word, at) = status_in(tokens, start..clause.min(start + 24))?;
    let said =
        tokens.find(start..at + 1, phrases!["đã", "đang", "hoạt động", "tiếp tục"]).is_some();
    let named = tokens.raw(start) == "“" || tokens.low(start) == "dân";
    (at <= behind_holders(tokens, start) + 1 || said || named).then_some((status, word))
}

/// What stands behind the holders that begin at a token: `87 mô hình tập thể đăng ký`.
fn behind_holders(tokens: &Tokens<'_>, start: usize) -> usize {
    let holder = |t| tokens.any_phrase(t, phrases!["tập thể", "cá nhân"]);
    let mut end = start;
    while let Some(next) = holder(end) {
        let mark = matches!(tokens.low(next), "," | "và" | "hoặc") && holder(next + 1).is_some();
        end = next + usize::from(mark);
    }
    end
}

/// `75 mô hình và 22 điển hình được công nhận`: the verb behind the last of a list is that of
/// all its members that have none.
pub(super) fn share_verb(tokens: &Tokens<'_>, raws: &mut [Raw]) {
    for n in (0..raws.len().saturating_sub(1)).rev() {
        let (one, next) = (&raws[n], &raws[n + 1]);
        if one.status.is_none() && next.trailing && listed_together(tokens, one, next) {
            let verb =
                if next.found.tail.is_empty() { &next.found.behind } else { &next.found.tail };
            let (status, tail) = (next.status.clone(), verb.clone());
            raws[n].status = status;
            raws[n].found.tail = tail;
            raws[n].trailing = true;
        }
    }
}

/// `36 mô hình và 25 điển hình “Dân vận khéo” cấp quận`: the level behind the second is that of both.
pub(super) fn share_level(tokens: &Tokens<'_>, raws: &mut [Raw]) {
    for n in (0..raws.len().saturating_sub(1)).rev() {
        let (one, next) = (&raws[n], &raws[n + 1]);
        let gap = one.found.behind.start..next.found.at;
        let joined = gap.len() == 1 && matches!(tokens.low(gap.start), "và" | "," | "-");
        let behind = || !next.found.noun_before && !next.found.behind.is_empty();
        if joined && one.level.is_none() && one.found.unit != next.found.unit && behind() {
            raws[n].level = next.level;
        }
    }
}

/// `5.402 trên tổng số 6.118 mô hình đăng ký được công nhận`: the last verb is that of the share, one
/// before it the total's.
pub(super) fn settle_shares(tokens: &Tokens<'_>, raws: &mut [Raw]) {
    for n in 1..raws.len() {
        let (share, total) = (&raws[n - 1].found, &raws[n].found);
        if tokens.any_phrase(share.number.next, SHARES) != Some(total.at) {
            continue;
        }
        let noun = total.behind.start;
        let words = noun..(noun + 12).min(tokens.len());
        let clause = tokens.find(words.clone(), phrases![",", ";", "."]).unwrap_or(words.end);
        let Some((first, word, at)) = status_in(tokens, noun..clause) else { continue };
        let of_total = Some((first, word));
        let of_share = status_in(tokens, at + 1..clause).map(|(status, word, _)| (status, word));
        raws[n - 1].status = of_share.clone().or_else(|| of_total.clone());
        raws[n].status = if of_share.is_some() { of_total } else { None };
    }
}

/// Two members of one list: of different nouns, joined by `và`, or alike in their wording. In
/// `187 mô hình, 12 mô hình được công nhận` the second is a part of the first.
fn listed_together(tokens: &Tokens<'_>, one: &Raw, next: &Raw) -> bool {
    if one.found.bracket != next.found.bracket || one.found.cue != next.found.cue {
        return false;
    }
    // `120 mô hình mới và 67 mô hình tiếp tục duy trì`: the second alone.
    let registered = next.status.as_ref().is_some_and(|(s, _)| *s == Status::Registered);
    let words = next.found.behind.clone().chain(next.found.tail.clone());
    if !registered && !words.into_iter().any(|t| tokens.low(t) == "được") {
        return false;
    }
    let gap = one.found.behind.start..next.found.at;
    if gap.is_empty() || gap.clone().any(|t| matches!(tokens.raw(t), ";" | "." | "(" | ")")) {
        return false;
    }
    // `64 mô hình cấp quận, 12 mô hình được … công nhận`: the verb of the second alone.
    let own = tokens.low(next.found.behind.start) == "được" && !one.found.behind.is_empty();
    let joined = gap.clone().any(|t| tokens.low(t) == "và" && !joins_field(tokens, t));
    let alike = one.has_attribute()
        && !own
        && one.level.is_some() == next.level.is_some()
        && one.holder.is_some() == next.holder.is_some()
        && one.field.is_some() == next.field.is_some();
    // `khối Đảng có 12 mô hình, khối chính quyền có 18 mô hình`
    let opening = |r: &Raw| {
        let words = r.found.before.clone();
        let mark = words.clone().rev().find(|&t| tokens.raw(t) == ",");
        let first = mark.map_or(words.start, |t| t + 1);
        if first < r.found.at { tokens.low(first).to_owned() } else { String::new() }
    };
    // `14 mô hình của thôn, 3 mô hình của trường học`
    let owned =
        |r: &Raw| (r.found.behind.start..r.found.behind.start + 7).any(|t| tokens.low(t) == "của");
    let parallel =
        !opening(one).is_empty() && opening(one) == opening(next) || owned(one) && owned(next);
    joined || alike || parallel || one.found.unit != next.found.unit
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
    // Where the last sentence ends that gives each of several years its count.
    let mut years_told = 0;
    for (n, raw) in raws.iter().enumerate() {
        let sentence = &tokens.sentences[raw.sentence];
        if n > 1 && raws[n - 1].sentence != raw.sentence && gives_years(&raws[..n]) {
            years_told = tokens.sentences[raws[n - 1].sentence].end;
        }
        let own_place = unit_that_has(doc, bodies, geography, sentence, &raw.found)
            .map(|unit| geography.resolve(&unit).place());
        let beside =
            |p: &usize| own_place.as_ref().is_some_and(|own| is_beside(own, &all[*p].place));
        let part_of = raw.parent.filter(|p| !beside(p));
        let parent = part_of.map(|p| &all[p]);
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
        let own_verb = own.is_some();
        let (status, status_word) = own
            .or_else(|| parent.map(of))
            // `đăng ký 25 mô hình; đến nay có 187 mô hình`: a stock has no verb from before.
            .or_else(|| same_sentence.filter(|_| !raw.to_date).map(of))
            .or(loose)
            .or_else(|| same_line.filter(|_| !raw.to_date).map(of))
            .unwrap_or((Status::Built, None));
        let campaign = match (&raw.campaign, parent) {
            (Some(own), _) => own.clone(),
            (None, Some(p)) => p.campaign.clone(),
            (None, None) => campaign_of(doc, sentence),
        };
        // `Hội LHPN huyện có 12 mô hình “A”, 15 mô hình “B”`: one subject.
        let chain = same_sentence;
        let words = raw.found.before.clone().filter(|&t| tokens.is_word(t));
        let chained = chain.is_some()
            && !raw.listed
            && words.into_iter().all(|t| tokens.low(t) == "và")
            && raw.found.bracket == raws[n - 1].found.bracket;
        let (mut level, mut holder, mut field) = (raw.level.flatten(), raw.holder, raw.field);
        // `cấp thành phố có 6 mô hình, 3 điển hình`: two units of one level.
        let two_units = chained && raw.level.is_none() && chain.is_some_and(|c| c.unit != unit);
        if let Some(c) = chain.filter(|c| two_units && c.level.is_some()) {
            level = c.level;
        } else if let Some(p) = parent {
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
        // `hiện có 45 mô hình ở xã A, 12 mô hình ở xã B`; `Đến nay có 412 mô hình. Trong đó, …`
        let goes_on = || {
            let of_stock = |c: Option<&ModelCount>| c.is_some_and(|c| c.to_date);
            of_stock(parent) || !own_verb && of_stock(same_line)
        };
        let to_date = raw.to_date || raw.period.is_none() && goes_on();
        let period = raw.period.or_else(|| match parent {
            Some(p) => p.period,
            None if to_date => None,
            None => {
                let before = before.map(|(_, c)| c);
                inherited_period(doc, meetings, sentence, &raw.found, before, years_told)
            }
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
            part_of,
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
            place: match (own_place, parent) {
                (Some(own), _) => own,
                (None, Some(p)) => p.place.clone(),
                (None, None) if chained => chain.map(|c| c.place.clone()).unwrap_or_default(),
                (None, None) => place_of(doc, bodies, geography, sentence, &raw.found),
            },
            period,
            as_of: None,
            as_of_basis: None,
            to_date,
            by: recognizer(doc, bodies, geography, sentence, &raw.found, status)
                .or_else(|| same_sentence.filter(|_| !own_verb)?.by.clone()),
            change: change_behind(doc, &raw.found),
            organization: match parent {
                // `Toàn phường có 25 mô hình, cụ thể:`, `- Hội Nông dân phường: 3 mô hình`
                Some(p) if raw.listed => owner(doc, bodies, geography, sentence, &raw.found)
                    .or_else(|| p.organization.clone()),
                Some(p) => p.organization.clone(),
                None if chained => chain.and_then(|c| c.organization.clone()),
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

/// Whether two places are units of one level: a count of the one is no part of the other's (`huyện A dẫn
/// đầu với 24 mô hình. Trong đó, huyện B 20 mô hình`).
fn is_beside(one: &Place, other: &Place) -> bool {
    let unit = |place: &Place| units().by_key(place.locality_key.as_deref()?);
    match (unit(one), unit(other)) {
        (Some(one), Some(other)) => {
            one != other && units().all[one].level == units().all[other].level
        }
        _ => false,
    }
}

/// Whether the last counts, of one sentence, are those of different years: `năm 2021 đăng ký 58 mô hình, năm
/// 2022 là 65 mô hình`.
fn gives_years(raws: &[Raw]) -> bool {
    let Some(last) = raws.last() else { return false };
    let mut years = raws.iter().rev().take_while(|r| r.sentence == last.sentence).map(|r| r.period);
    let first = years.find_map(|years| years);
    first.is_some() && years.flatten().any(|years| Some(years) != first)
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
    const NEAR: usize = 5;
    // `2 điển hình “Dân vận khéo” cá nhân`: behind the name too.
    let name = match tokens.raw(behind.start) {
        "“" | "\"" => {
            let quote = behind.start + 1..behind.end.min(behind.start + 2 * NEAR);
            tokens.quotes(quote).next().map_or(0, |close| close + 1 - behind.start)
        }
        _ => 0,
    };
    let near = behind.start..behind.end.min(behind.start + name + NEAR);
    let both = phrases!["tập thể , cá nhân", "tập thể và cá nhân", "tập thể - cá nhân"];
    if tokens.find(near.clone(), both).is_some() {
        return None;
    }
    let found = holders_in(tokens, near);
    if let [(holder, _)] = found[..] {
        return Some(holder);
    }
    if found.len() > 1 {
        return None;
    }
    // `87 mô hình “Dân vận khéo” của tập thể`
    let owned = tokens.find(behind.clone(), phrases!["của tập thể", "của cá nhân"]);
    if let Some(t) = owned.filter(|&t| tokens.low(t + 4) != "cá") {
        return holders_in(tokens, t..t + 2).first().map(|(holder, _)| *holder);
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
    // `5 tập thể đã đăng ký 65 mô hình`: these holders are counted themselves.
    let counted = |t: usize| t > 0 && tokens.shape(t - 1) == Shape::Digits;
    match holders_in(tokens, window)[..] {
        [(holder, at)] if one.noun_before || !counted(at) => Some(holder),
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
        let years: Vec<i32> = range.clone().filter_map(|t| year_at(tokens, t)).collect();
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
