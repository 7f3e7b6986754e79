//! Model counts: how many models or exemplars of a campaign a locality has.
//!
//! A count is a number with its noun (`225 mô hình`, `mô hình tập thể là 194`), or a part of a
//! total with the noun left out (`lần lượt có 44 và 38`, `18 cấp thành phố`). What it is a count
//! of stands in the words between it and its neighbours; what is not said there is taken from
//! the total it is a part of.

use std::collections::BTreeMap;
use std::ops::Range;

use chrono::{Datelike, NaiveDate};

use super::bodies::{Bodies, BodyMention};
use super::campaigns::{known_at, quoted, years_behind_name};
use super::doc::Doc;
use super::facts::{
    AsOfBasis, Basis, Body, Field, Holder, Level, Meeting, ModelCount, Qualifier, Split, Status,
    Unit, Years,
};
use super::places::{Geography, UnitType, mention, type_of_title, type_word};
use crate::article::LineKind;
use crate::reference::units::UnitLevel;
use crate::text::number::{Number, number};
use crate::text::period::{PeriodKind, periods};
use crate::text::token::{Shape, Tokens};

/// A number that counts models, with the tokens it owns.
struct Found {
    number: Number,
    at: usize,
    /// The noun, where one is printed with the number.
    unit: Option<Unit>,
    /// The noun stands before the number.
    noun_before: bool,
    qualifier: Qualifier,
    qualifier_word: Option<String>,
    /// Words that say what it counts: behind the number, then before it.
    behind: Range<usize>,
    before: Range<usize>,
    /// A part by its wording: after `trong đó`, `gồm`, `(`.
    part: bool,
    /// The verb of those who register models (`12 tập thể … đăng ký`).
    registrants: Option<usize>,
}

/// A count with what its own words say of it; none where they say nothing.
struct Raw {
    found: Found,
    sentence: usize,
    line: usize,
    level: Option<Option<Level>>,
    holder: Option<Holder>,
    field: Option<Field>,
    /// The field is said to be one (`lĩnh vực`), not only mentioned.
    field_said: bool,
    status: Option<(Status, String)>,
    /// Verb elsewhere in its clause, weaker than that of its total.
    loose_status: Option<(Status, String)>,
    campaign: Option<Option<String>>,
    period: Option<Years>,
    to_date: bool,
    /// A list item or the start of a splitting sentence (`Trong đó`).
    listed: bool,
    /// The count it is a part of.
    parent: Option<usize>,
}

impl Raw {
    fn value(&self) -> i64 {
        self.found.number.value
    }

    fn has_attribute(&self) -> bool {
        self.level.is_some() || self.holder.is_some() || self.field.is_some()
    }
}

/// The model counts of an article.
pub fn model_counts(
    doc: &Doc<'_>,
    bodies: &Bodies,
    geography: &Geography,
    meetings: &[Meeting],
) -> Vec<ModelCount> {
    if !about_models(doc) {
        return Vec::new();
    }
    let mut raws = collect(doc, geography);
    tie(&mut raws);
    let mut all = settle(doc, bodies, geography, meetings, &raws);
    tidy(&mut all);
    all
}

/// All counts of the article with their own words.
fn collect(doc: &Doc<'_>, geography: &Geography) -> Vec<Raw> {
    let tokens = &doc.tokens;
    let mut raws: Vec<Raw> = Vec::new();
    let mut table = Table::default();
    for (index, sentence) in tokens.sentences.iter().enumerate() {
        if sentence.is_empty() || doc.kind_at(sentence.start) == LineKind::Byline {
            continue;
        }
        let line = tokens.line_of(sentence.start);
        if is_row(tokens, sentence) {
            raws.extend(table.row(doc, geography, sentence, index, line, &raws));
            continue;
        }
        table = Table::default();
        let near = raws.last().is_some_and(|r| index <= r.sentence + 2 || line <= r.line + 1);
        if !of_movement(doc, sentence) {
            continue;
        }
        let found = find(doc, sentence.clone(), near);
        let respective = respective(tokens, sentence, &found, geography);
        let item = doc.kind_at(sentence.start) == LineKind::Item
            || matches!(tokens.raw(sentence.start), "-" | "–" | "+" | "•" | "*");
        let splits = starts_parts(tokens, sentence);
        for (n, one) in found.into_iter().enumerate() {
            let mut raw = own_words(doc, geography, sentence, one);
            raw.sentence = index;
            raw.line = line;
            raw.listed = item || splits;
            match respective.get(&n) {
                Some(Attribute::Field(f)) => {
                    raw.field = Some(*f);
                    raw.field_said = true;
                }
                Some(Attribute::Level(l)) => raw.level = Some(*l),
                Some(Attribute::Holder(h)) => raw.holder = Some(*h),
                Some(Attribute::Year(y)) => raw.period = Some(Years { from: *y, to: *y }),
                None => {}
            }
            // `Phát triển kinh tế: 25 mô hình, 11 điển hình`: the item's field is both's.
            if let Some(before) = raws.last().filter(|r| r.sentence == index && item)
                && !raw.has_attribute()
                && before.found.unit != raw.found.unit
            {
                raw.level = before.level;
                raw.holder = before.holder;
                raw.field = before.field;
                raw.field_said = before.field_said;
            }
            raws.push(raw);
        }
    }
    raws
}

/// What the words around a count say of it.
fn own_words(doc: &Doc<'_>, geography: &Geography, sentence: &Range<usize>, one: Found) -> Raw {
    let tokens = &doc.tokens;
    let (behind, before) = (one.behind.clone(), one.before.clone());
    let fields_behind = fields_in(tokens, behind.clone());
    let field = match &fields_behind[..] {
        [] => single(&fields_in(tokens, before.clone())),
        list => single(list),
    };
    let field_said = [&behind, &before]
        .into_iter()
        .any(|r| tokens.find(r.clone(), &["lĩnh vực", "về"]).is_some());
    let bare_grassroots = (behind.start..behind.end.min(behind.start + 8)).any(|t| {
        tokens.phrase(t, "cơ sở").is_some()
            && matches!(
                tokens.low(t.wrapping_sub(1)),
                "”" | "'" | "\"" | "’" | "khéo" | "hình" | "ở"
            )
    });
    Raw {
        level: bare_grassroots.then_some(Some(Level::Grassroots)).or_else(|| {
            pick(&levels_in(tokens, behind.clone(), geography), || {
                levels_in(tokens, before.clone(), geography)
            })
        }),
        holder: holder_of(tokens, &behind, &before, &one),
        field,
        field_said,
        status: match one.registrants {
            Some(_) => Some((Status::Registered, "đăng ký".to_owned())),
            None => status_before(tokens, &before, &one).or_else(|| status_behind(tokens, &one)),
        },
        loose_status: status_in(tokens, before.clone()).map(|(s, w, _)| (s, w)),
        campaign: own_campaign(doc, &one),
        period: own_period(doc, sentence, &one),
        to_date: tokens
            .find(before, &["đến nay", "hiện có", "hiện nay", "tính đến nay", "đang được", "đang"])
            .is_some(),
        found: one,
        sentence: 0,
        line: 0,
        listed: false,
        parent: None,
    }
}

/// Ties parts to their totals: runs of counts that differ in one attribute, and counts behind
/// `trong đó`.
fn tie(raws: &mut [Raw]) {
    let mut n = 0;
    while n < raws.len() {
        // A run: neighbours with the same kind of attribute.
        let mut end = n + 1;
        while end < raws.len() && same_run(&raws[n], &raws[end - 1], &raws[end]) {
            end += 1;
        }
        let alone = end == n + 1;
        if !raws[n].has_attribute() && !raws[n].found.part {
            n += 1;
            continue;
        }
        for unit in [Some(Unit::Model), Some(Unit::Exemplar), Some(Unit::Both), None] {
            let members: Vec<usize> = (n..end).filter(|&m| raws[m].found.unit == unit).collect();
            if members.is_empty() {
                continue;
            }
            // Parts with and without their noun are one list.
            let family: Vec<usize> = (n..end)
                .filter(|&m| raws[m].found.unit == unit || raws[m].found.unit.is_none())
                .collect();
            let parent = total_of(raws, n, &family, unit, alone);
            for m in members {
                if raws[m].parent.is_none() {
                    raws[m].parent = parent;
                }
            }
        }
        // A field merely mentioned with a lone count says nothing.
        if alone && raws[n].parent.is_none() && !raws[n].field_said {
            raws[n].field = None;
        }
        n = end;
    }
}

/// Whether two neighbouring counts are members of one list.
fn same_run(first: &Raw, last: &Raw, next: &Raw) -> bool {
    let near = next.sentence == last.sentence || next.listed && next.sentence <= last.sentence + 2;
    let alike = next.level.is_some() == first.level.is_some()
        && next.holder.is_some() == first.holder.is_some()
        && next.field.is_some() == first.field.is_some();
    near && next.has_attribute() && alike
}

/// The total of a list of parts: an earlier count without their attribute, whose figure is their
/// sum; else the nearest one that is not smaller and near enough to be meant.
fn total_of(
    raws: &[Raw],
    start: usize,
    family: &[usize],
    unit: Option<Unit>,
    alone: bool,
) -> Option<usize> {
    let first = &raws[start];
    let sum: i64 = family.iter().map(|&m| raws[m].value()).sum();
    let largest = family.iter().map(|&m| raws[m].value()).max()?;
    let fits = |m: usize| {
        let total = &raws[m];
        let same_unit = total.found.unit.is_none()
            || unit.is_none()
            || total.found.unit == unit
            || total.found.unit == Some(Unit::Both);
        let lacks = first.level.is_some() && total.level.is_none()
            || first.holder.is_some() && total.holder.is_none()
            || first.field.is_some() && total.field.is_none()
            || !first.has_attribute();
        // A part beside it is no total: `36 mô hình … an ninh, … và 39 mô hình vận động …`.
        let beside = !first.has_attribute()
            && total.sentence == first.sentence
            && (total.found.part || total.has_attribute());
        same_unit && lacks && !beside && total.found.qualifier != Qualifier::About
    };
    let earlier = start.saturating_sub(8)..start;
    if !alone && let Some(m) = earlier.clone().rev().find(|&m| fits(m) && raws[m].value() == sum) {
        return Some(m);
    }
    earlier.rev().find(|&m| {
        let total = &raws[m];
        let near = total.sentence == first.sentence
            || first.listed && first.sentence <= total.sentence + 3
            || !alone && first.line == total.line && sum == total.value();
        let cue = first.found.part
            || first.listed
            || !alone && sum <= total.value()
            || total.sentence == first.sentence && first.found.unit.is_none();
        // A lone part of the same size is the total told again.
        let larger = if alone { total.value() > largest } else { total.value() >= largest };
        fits(m) && near && cue && larger
    })
}

/// Whether the article is about the people's mobilization, so that its models are counted.
fn about_models(doc: &Doc<'_>) -> bool {
    doc.tokens.lower.contains("dân vận") || doc.tokens.lower.contains("phong trào")
}

/// Whether a sentence can count models: in an article without a word of the people's
/// mobilization only where its paragraph speaks of a movement.
fn of_movement(doc: &Doc<'_>, sentence: &Range<usize>) -> bool {
    let tokens = &doc.tokens;
    let line = tokens.lines[tokens.line_of(sentence.start)].clone();
    // `401 mô hình toàn dân bảo vệ an ninh Tổ quốc`
    tokens.lower.contains("dân vận")
        || sentence.clone().any(|t| known_at(doc, t).is_some())
        || tokens.find(line, &["phong trào", "cuộc vận động"]).is_some()
}

/// The noun of models at a token, and the index after it.
fn noun_at(tokens: &Tokens<'_>, i: usize) -> Option<(Unit, usize)> {
    const BOTH: &[&str] = &[
        "mô hình , điển hình",
        "mô hình và điển hình",
        "mô hình / điển hình",
        "mô hình - điển hình",
        "mô hình & điển hình",
        "điển hình , mô hình",
        "điển hình và mô hình",
        "mô hình hay , điển hình",
        "mô hình , gương",
        "mô hình và gương",
        "mô hình , gương điển hình",
        "mô hình , cá nhân điển hình",
        "mô hình , tấm gương",
        "mô hình , tập thể , cá nhân điển hình",
        "mô hình “ dân vận khéo ” , điển hình",
        "mô hình , điển hình tiên tiến",
    ];
    const EXEMPLARS: &[&str] = &[
        "gương điển hình",
        "tấm gương điển hình",
        "điển hình tiên tiến",
        "tấm gương",
        "gương",
        "điển hình",
    ];
    if let Some(end) = tokens.longest(i, BOTH) {
        return Some((Unit::Both, end));
    }
    if let Some(end) = tokens.any_phrase(i, &["lượt mô hình", "mô hình"]) {
        return Some((Unit::Model, end));
    }
    tokens.longest(i, EXEMPLARS).map(|end| (Unit::Exemplar, end))
}

/// Words right behind the noun that make it a model of something else.
const OTHER_MODELS: &[&str] = &[
    "kinh tế",
    "trồng",
    "nuôi",
    "chăn nuôi",
    "sản xuất",
    "sinh kế",
    "hợp tác xã",
    "vac",
    "nông nghiệp",
    "du lịch",
    "chính quyền",
    "tổ hợp tác",
    "khởi nghiệp",
    "nông thôn mới kiểu mẫu",
    "trường học",
    "camera",
    "doanh nghiệp",
    "liên kết",
    "trang trại",
    "thâm canh",
    "canh tác",
    "tự quản",
];

/// Words before a number that make it a change, a limit or a rate.
const NOT_COUNTS: &[&str] = &[
    "tăng",
    "giảm",
    "thêm",
    "vượt",
    "ít nhất",
    "tối thiểu",
    "mỗi",
    "phấn đấu",
    "tăng thêm",
    "bình quân",
    "thứ",
    "lần thứ",
    "số",
    "khóa",
    "nhiều hơn",
    "ít hơn",
    "trên tổng số",
    "phấn đấu có",
    "phấn đấu xây dựng",
    "đề nghị công nhận",
    "đề xuất công nhận",
    "đề nghị",
    "đề xuất",
    "từng",
];

/// The counts of a sentence; `near` says that counts stand shortly before it.
fn find(doc: &Doc<'_>, sentence: Range<usize>, near: bool) -> Vec<Found> {
    let tokens = &doc.tokens;
    let mut found: Vec<Found> = Vec::new();
    let mut i = sentence.start;
    while i < sentence.end {
        let Some(n) = number(tokens, i).filter(|n| n.value > 0) else {
            i += 1;
            continue;
        };
        let known = !found.is_empty() || near;
        if let Some(one) = counted(tokens, &sentence, i, n, known, &found) {
            found.push(one);
        }
        i = n.next.max(i + 1);
    }
    // Without any noun in the sentence and without a total before it, nothing is counted.
    let has_noun = found.iter().any(|f| f.unit.is_some());
    let splits = near && starts_parts(tokens, &sentence);
    if !has_noun && !splits {
        return Vec::new();
    }
    assign(tokens, &sentence, &mut found);
    found
}

/// `Trong đó`, `Cụ thể`, `Gồm`: the sentence splits the total before it.
fn starts_parts(tokens: &Tokens<'_>, sentence: &Range<usize>) -> bool {
    let mut at = sentence.start;
    while !tokens.is_word(at) && at < sentence.end && tokens.shape(at) != Shape::Digits {
        at += 1;
    }
    tokens
        .any_phrase(
            at,
            &[
                "trong đó",
                "trong số đó",
                "cụ thể",
                "gồm",
                "bao gồm",
                "trong số này",
                "chia theo",
                "theo đó",
                "cấp",
                "lĩnh vực",
                "về",
                "tập thể",
                "cá nhân",
                "phân theo",
                "chiếm",
            ],
        )
        .is_some()
}

/// Inside quotation marks or a code: `mô hình “3 sạch”`.
fn in_name(tokens: &Tokens<'_>, sentence: &Range<usize>, i: usize) -> bool {
    super::meetings::in_quotes(tokens, sentence.start, i)
}

/// Whether a number counts models.
fn counted(
    tokens: &Tokens<'_>,
    sentence: &Range<usize>,
    i: usize,
    n: Number,
    known: bool,
    found: &[Found],
) -> Option<Found> {
    if in_name(tokens, sentence, i) {
        return None;
    }
    // Ranges: `3-5 mô hình`, `từ 3 đến 5`.
    let before = if i > sentence.start { tokens.low(i - 1) } else { "" };
    if matches!(before, "-" | "–") && i > sentence.start + 1 && tokens.shape(i - 2) == Shape::Digits
    {
        return None;
    }
    if matches!(tokens.raw(n.next), "-" | "–") && tokens.shape(n.next + 1) == Shape::Digits {
        return None;
    }
    // `một mô hình`, `năm mô hình` at a year: words count only before the noun itself.
    if n.in_words && (n.value == 1 || before == "năm" || i > 0 && before == "thứ") {
        return None;
    }
    let (qualifier, qualifier_word, from) = qualifier_before(tokens, sentence.start, i);
    // `tổng số 212 mô hình` is a count, `cụm số 2` is none.
    let total = from >= 2 && tokens.phrase(from - 2, "tổng số") == Some(from);
    if !total
        && (from.saturating_sub(4).max(sentence.start)..from)
            .any(|t| tokens.any_phrase(t, NOT_COUNTS).is_some_and(|end| end == from || end == i))
    {
        return None;
    }
    // `đề nghị UBND huyện khen thưởng 35 mô hình`: only proposed, unless the headline says so.
    let clause = (sentence.start..from)
        .rev()
        .find(|&t| matches!(tokens.raw(t), ";" | ":"))
        .map_or(sentence.start, |t| t + 1);
    let proposed = tokens.find(clause..from, &["đề nghị", "đề xuất", "phấn đấu", "dự kiến"]);
    if proposed.is_some_and(|t| from - t <= 12) {
        return None;
    }
    let made = |unit: Option<Unit>, noun_before: bool, behind: usize| Found {
        number: n,
        at: i,
        unit,
        noun_before,
        qualifier,
        qualifier_word: qualifier_word.clone(),
        behind: behind..behind,
        before: from..from,
        part: false,
        registrants: None,
    };
    // The noun right behind, perhaps after an adjective: `225 mô hình`, `30 (ba mươi) mô hình`.
    let mut at = n.next;
    for words in ["lượt", "các", "là"] {
        // `còn 35 là mô hình của cá nhân`, but not `bí thư chi bộ 5 là gương tiêu biểu`.
        if tokens.low(at) == words && (words != "là" || !found.is_empty()) {
            at += 1;
        }
    }
    if let Some((unit, end)) = noun_at(tokens, at) {
        if is_other(tokens, end, unit) || in_name(tokens, sentence, at) {
            return None;
        }
        // `mô hình, cách làm hay`, fine; `điển hình` of another thing (`2 điển hình kinh tế`).
        return Some(made(Some(unit), false, end));
    }
    if n.in_words {
        return None;
    }
    // `145 tập thể và cá nhân đăng ký xây dựng mô hình`: as many models.
    if let Some((unit, verb)) = registrants(tokens, sentence, n.next) {
        let mut one = made(Some(unit), false, n.next);
        one.registrants = Some(verb);
        return Some(one);
    }
    // The noun before: `mô hình tập thể là 194`, `số mô hình … là 336`, `mô hình: 25`.
    let linked = matches!(before, "là" | ":" | "đạt" | "có" | "được" | "=")
        || qualifier_word.is_some()
            && from > sentence.start
            && matches!(tokens.low(from - 1), "là" | ":" | "đạt" | "có");
    if linked && !measured(tokens, n.next) {
        let start = sentence.start.max(from.saturating_sub(26));
        let noun = (start..from)
            .rev()
            .find(|&t| noun_at(tokens, t).is_some() && !in_name(tokens, sentence, t));
        if let Some(t) = noun
            && !found.iter().any(|f| f.at > t || t < f.behind.start)
            && let Some((unit, end)) = noun_at(tokens, t)
            && !is_other(tokens, end, unit)
            && !matches!(tokens.low(t.wrapping_sub(1)), "các" | "những")
            && subject_is_noun(tokens, end..from)
        {
            let mut one = made(Some(unit), true, n.next);
            one.before = t..from;
            return Some(one);
        }
    }
    // The noun left out, in a part: `18 cấp thành phố`, `tập thể 316`, `44 và 38`.
    if known && !measured(tokens, n.next) && elided(tokens, sentence, i, from, n.next, found) {
        let mut one = made(None, false, n.next);
        one.part = tokens.any_phrase(n.next, &["tập thể", "cá nhân"]).is_some();
        return Some(one);
    }
    None
}

/// Who registers models, behind a number: what they register and the index of the verb.
/// `145 tập thể và cá nhân đăng ký xây dựng mô hình`, `12 tập thể, 5 cá nhân đăng ký …`.
fn registrants(tokens: &Tokens<'_>, sentence: &Range<usize>, i: usize) -> Option<(Unit, usize)> {
    const HOLDERS: &[&str] =
        &["tập thể , cá nhân", "tập thể và cá nhân", "tập thể", "cá nhân", "đơn vị", "chi bộ"];
    let mut end = tokens.any_phrase(i, HOLDERS)?;
    if matches!(tokens.low(end), "," | "và")
        && let Some(n) = number(tokens, end + 1)
    {
        end = tokens.any_phrase(n.next, HOLDERS)?;
    }
    let verb =
        (end..(end + 6).min(sentence.end)).find(|&t| tokens.phrase(t, "đăng ký").is_some())?;
    let noun = (verb..(verb + 7).min(sentence.end)).find(|&t| noun_at(tokens, t).is_some())?;
    let clear = !(end..noun)
        .any(|t| matches!(tokens.raw(t), ";" | "." | ",") || tokens.shape(t) == Shape::Digits);
    let (unit, _) = noun_at(tokens, noun)?;
    clear.then_some((unit, verb))
}

/// Only words of the count's own clause between the noun and `là N`.
fn subject_is_noun(tokens: &Tokens<'_>, range: Range<usize>) -> bool {
    !range.clone().any(|t| matches!(tokens.raw(t), ";" | "."))
        && range
            .clone()
            .filter(|&t| tokens.raw(t) == "," && tokens.shape(t + 1) != Shape::Digits)
            .count()
            <= 1
        && tokens.find(range, &["hộ", "người", "đồng", "đảng viên", "cuộc", "lượt"]).is_none()
}

/// A noun of other things behind a number: `44 hộ`, `38 triệu đồng`, `%`, `năm`.
fn measured(tokens: &Tokens<'_>, i: usize) -> bool {
    if !tokens.is_word(i) {
        return tokens.raw(i) == "%";
    }
    !matches!(
        tokens.low(i),
        "cấp"
            | "tập"
            | "cá"
            | "lĩnh"
            | "thuộc"
            | "và"
            | "về"
            | "được"
            | "ở"
            | "do"
            | "của"
            | "trên"
            | "trong"
            | "đã"
            | "mô"
            | "điển"
            | "đăng"
            | "lần"
            | "là"
            | "còn"
    )
}

/// Whether a number without a noun is a part: a level, holder or field stands at it.
fn elided(
    tokens: &Tokens<'_>,
    sentence: &Range<usize>,
    i: usize,
    from: usize,
    next: usize,
    found: &[Found],
) -> bool {
    if year_like(tokens, i) {
        return false;
    }
    if level_at(tokens, next, None).is_some()
        || tokens
            .any_phrase(
                next,
                &["thuộc lĩnh vực", "lĩnh vực", "ở lĩnh vực", "trong lĩnh vực", "mô hình"],
            )
            .is_some()
        || tokens.find(sentence.start..i, &["lần lượt"]).is_some()
    {
        return true;
    }
    // The words of its own clause: after the last mark or count.
    let clause = (sentence.start.max(from.saturating_sub(12))..from)
        .rev()
        .find(|&t| {
            matches!(tokens.raw(t), "," | ";" | "(")
                || tokens.low(t) == "và" && !joins_field(tokens, t)
        })
        .map_or(sentence.start.max(from.saturating_sub(9)), |t| t + 1);
    let window = clause..from;
    let closes =
        matches!(tokens.raw(next), "," | ";" | ")" | "." | "và" | "") || next >= sentence.end;
    let level = window.clone().any(|t| level_at(tokens, t, None).is_some());
    let field = !fields_in(tokens, window.clone()).is_empty();
    let holder = tokens.find(window.clone(), &["tập thể", "cá nhân"]).is_some();
    // `gồm 31 tập thể và 23 cá nhân` behind a count of exemplars.
    let split = tokens.any_phrase(next, &["tập thể", "cá nhân"]).is_some()
        && found.last().is_some_and(|f| {
            (f.unit.is_some() || f.part)
                && (f.part && f.unit.is_none()
                    || tokens
                        .find(f.behind.start..i, &["gồm", "bao gồm", "trong đó", "("])
                        .is_some_and(|t| !(t..i).any(|m| matches!(tokens.raw(m), ";" | "."))))
        });
    closes && (level || field || holder) || split
}

fn year_like(tokens: &Tokens<'_>, i: usize) -> bool {
    tokens.raw(i).len() == 4 && i > 0 && matches!(tokens.low(i - 1), "năm" | "/" | "-" | "–")
}

/// `mô hình kinh tế`, `mô hình trồng nấm`: models of other things, unless quoted or Dân vận khéo.
fn is_other(tokens: &Tokens<'_>, end: usize, unit: Unit) -> bool {
    if unit != Unit::Model {
        // `điển hình như`, `gương người tốt việc tốt`
        return tokens.any_phrase(end, &["như", "người tốt", "là"]).is_some();
    }
    let mut at = end;
    for word in ["phát", "triển"] {
        if tokens.low(at) == word {
            at += 1;
        }
    }
    tokens.any_phrase(at, OTHER_MODELS).is_some()
        && tokens.find(end..(end + 8).min(tokens.len()), &["dân vận khéo"]).is_none()
}

/// The qualifier before a number: `gần`, `hơn`, `trên` …; the index where it begins.
fn qualifier_before(
    tokens: &Tokens<'_>,
    from: usize,
    i: usize,
) -> (Qualifier, Option<String>, usize) {
    const WORDS: &[(&str, Qualifier)] = &[
        ("gần", Qualifier::About),
        ("khoảng", Qualifier::About),
        ("chừng", Qualifier::About),
        ("ngót", Qualifier::About),
        ("xấp xỉ", Qualifier::About),
        ("ước", Qualifier::About),
        ("hơn", Qualifier::Over),
        ("trên", Qualifier::Over),
        ("quá", Qualifier::Over),
        ("dưới", Qualifier::Under),
        ("chưa đến", Qualifier::Under),
        ("chưa đầy", Qualifier::Under),
        ("không quá", Qualifier::Under),
    ];
    for start in (from.max(i.saturating_sub(2))..i).rev() {
        for (word, qualifier) in WORDS {
            if tokens.phrase(start, word) == Some(i) {
                return (*qualifier, Some((*word).to_owned()), start);
            }
        }
    }
    (Qualifier::Exact, None, i)
}

/// Gives each count the words around it: those behind it up to the last mark before the next
/// count, and those between that mark and itself.
fn assign(tokens: &Tokens<'_>, sentence: &Range<usize>, found: &mut [Found]) {
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
                &["trong đó", "trong số đó", "bao gồm", "gồm", "cụ thể", "trong số này"],
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
    if let Some(t) = tokens.find(gap.clone(), &["trong đó", "bao gồm", "trong số đó", "cụ thể"])
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
fn joins_field(tokens: &Tokens<'_>, i: usize) -> bool {
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
fn level_at(tokens: &Tokens<'_>, i: usize, geography: Option<&Geography>) -> Option<Option<Level>> {
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
const FIELDS: &[(&str, Field)] = &[
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
];

/// The fields named in a range, in order, none twice in a row.
fn fields_in(tokens: &Tokens<'_>, range: Range<usize>) -> Vec<(Field, usize)> {
    let mut found: Vec<(Field, usize)> = Vec::new();
    let mut i = range.start;
    while i < range.end {
        match tokens.entries(i, FIELDS).find(|&(.., end)| end <= range.end) {
            Some((_, field, end)) if !super::meetings::in_quotes(tokens, range.start, i) => {
                found.push((field, i));
                i = end;
            }
            _ => i += 1,
        }
    }
    found
}

fn levels_in(
    tokens: &Tokens<'_>,
    range: Range<usize>,
    geography: &Geography,
) -> Vec<(Option<Level>, usize)> {
    range.filter_map(|t| level_at(tokens, t, Some(geography)).map(|l| (l, t))).collect()
}

fn holders_in(tokens: &Tokens<'_>, range: Range<usize>) -> Vec<(Holder, usize)> {
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
fn single<T: Copy + PartialEq>(list: &[(T, usize)]) -> Option<T> {
    let first = list.first()?.0;
    list.iter().all(|(v, _)| *v == first).then_some(first)
}

/// Verbs of status; the first in a clause counts.
const STATUS_WORDS: &[(&str, Status)] = &[
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
];

/// The first status verb in a range. `có N mô hình đăng ký`: `có` leaves room for the verb behind.
fn status_in(tokens: &Tokens<'_>, range: Range<usize>) -> Option<(Status, String, usize)> {
    let mut i = range.start;
    while i < range.end {
        if super::meetings::in_quotes(tokens, range.start, i) {
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
                    && matches!(tokens.low(i.wrapping_sub(1)), "nghị" | "lễ" | "thi" | "tác");
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
fn status_before(
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
            || tokens.find(gap, &["năm", "toàn", "lĩnh vực", "tập thể", "cá nhân"]).is_some();
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
fn status_behind(tokens: &Tokens<'_>, one: &Found) -> Option<(Status, String)> {
    let range = one.behind.clone();
    let start = range.start;
    // The passive with its agent, wherever it stands in the count's own words.
    let passive = range.clone().find(|&t| {
        matches!(tokens.low(t), "được") && !super::meetings::in_quotes(tokens, start, t)
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
    let said = tokens.find(start..at + 1, &["đã", "đang", "hoạt động"]).is_some();
    let named = tokens.raw(start) == "“" || tokens.low(start) == "dân";
    (at <= start + 1 || said || named).then_some((status, word))
}

/// Makes the counts, taking from totals and neighbours what a count's own words leave open.
fn settle(
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
        let parent = raw.parent.map(|p| all[p].clone());
        let before = n.checked_sub(1).map(|p| (&raws[p], all[p].clone()));
        let same_sentence =
            before.clone().filter(|(r, _)| r.sentence == raw.sentence).map(|(_, c)| c);
        // A row of a table goes on with the row above it.
        let goes_on = |r: &Raw| r.line == raw.line || raw.listed && raw.line <= r.line + 1;
        let same_line = before.clone().filter(|(r, _)| goes_on(r)).map(|(_, c)| c);
        let unit = raw
            .found
            .unit
            .or(parent.as_ref().map(|p| p.unit))
            .or(before.as_ref().map(|(_, c)| c.unit))
            .unwrap_or(Unit::Model);
        let of = |c: &ModelCount| (c.status, c.status_word.clone());
        let own = raw.status.clone().map(|(s, w)| (s, Some(w)));
        let loose = raw.loose_status.clone().map(|(s, w)| (s, Some(w)));
        let (status, status_word) = own
            .or_else(|| parent.as_ref().map(of))
            .or_else(|| same_sentence.as_ref().map(of))
            .or(loose)
            .or_else(|| same_line.as_ref().map(of))
            .unwrap_or((Status::Built, None));
        let campaign = match (&raw.campaign, &parent) {
            (Some(own), _) => own.clone(),
            (None, Some(p)) => p.campaign.clone(),
            (None, None) => campaign_of(doc, sentence),
        };
        let (mut level, mut holder, mut field) = (raw.level.flatten(), raw.holder, raw.field);
        if let Some(p) = &parent {
            level = if raw.level.is_some() { level } else { p.level };
            holder = holder.or(p.holder);
            field = field.or(p.field);
        }
        let split = parent.as_ref().map(|p| match () {
            () if level != p.level => Split::Level,
            () if holder != p.holder => Split::Holder,
            () if field != p.field => Split::Field,
            () if status != p.status => Split::Status,
            () => Split::Subset,
        });
        let period = raw.period.or_else(|| match &parent {
            Some(p) => p.period,
            None if raw.to_date => None,
            None => inherited_period(
                doc,
                meetings,
                sentence,
                &raw.found,
                before.map(|(_, c)| c).as_ref(),
            ),
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
            place: match &parent {
                Some(p) => p.place.clone(),
                None => place_of(doc, geography, sentence, &raw.found),
            },
            period,
            as_of: None,
            as_of_basis: None,
            to_date: raw.to_date,
            by: recognizer(doc, bodies, geography, sentence, &raw.found, status),
            change: change_behind(doc, &raw.found),
            organization: match &parent {
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
fn pick<T: Copy + PartialEq>(
    behind: &[(T, usize)],
    before: impl Fn() -> Vec<(T, usize)>,
) -> Option<T> {
    match behind {
        [] => single(&before()),
        list => single(list),
    }
}

/// Who holds the models: `194 mô hình tập thể`, `tập thể 316 mô hình`, `mô hình cá nhân là 80`.
fn holder_of(
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
        let mixed = tokens.any_phrase(own, &["tập thể , cá nhân", "tập thể và cá nhân"]).is_some();
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
enum Attribute {
    Level(Option<Level>),
    Holder(Holder),
    Field(Field),
    Year(i32),
}

/// `lĩnh vực A và lĩnh vực B lần lượt có 44 và 38 mô hình`: the attributes by position.
fn respective(
    tokens: &Tokens<'_>,
    sentence: &Range<usize>,
    found: &[Found],
    geography: &Geography,
) -> BTreeMap<usize, Attribute> {
    let mut made = BTreeMap::new();
    let Some(at) = tokens.find(sentence.clone(), &["lần lượt"]) else { return made };
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

/// A campaign said at the count itself.
fn own_campaign(doc: &Doc<'_>, one: &Found) -> Option<Option<String>> {
    let tokens = &doc.tokens;
    for t in one.behind.clone() {
        if tokens.raw(t) == ";" {
            break;
        }
        if let Some((name, _)) = quoted(doc, t) {
            // A quoted name of a movement, not of one single model.
            let listed = tokens.find(one.behind.start..t, &["như", "là", "điển hình"]).is_some();
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
            &[
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
fn campaign_of(doc: &Doc<'_>, sentence: &Range<usize>) -> Option<String> {
    let tokens = &doc.tokens;
    // `mô hình trong phong trào “Toàn dân bảo vệ an ninh Tổ quốc”`
    let movement =
        tokens.find(sentence.clone(), &["phong trào thi đua", "phong trào", "cuộc vận động"]);
    if let Some(at) = movement
        && tokens.find(sentence.clone(), &["dân vận khéo"]).is_none()
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
    super::campaigns::named_before(doc, sentence.end)
}

/// Years named in a range, those of comparisons, plans and documents left out.
fn years_in(tokens: &Tokens<'_>, sentence: &Range<usize>, range: Range<usize>) -> Vec<Years> {
    periods(tokens, range)
        .into_iter()
        .filter(|p| p.year.is_some() && p.kind != PeriodKind::Term)
        .filter(|p| !super::meetings::in_quotes(tokens, sentence.start, p.tokens.start))
        .filter(|p| {
            // `từ năm 2016 đến nay`: an open span.
            if tokens.phrase(p.tokens.end, "đến nay").is_some() {
                return false;
            }
            // `so với năm 2020`, `nghị quyết năm 2024`, `ngày 31 tháng 3 năm 2026`
            let from = p.tokens.start.saturating_sub(3).max(sentence.start);
            const NEAR: &[&str] = &["so với", "khóa", "nghị quyết", "kế hoạch", "ngày"];
            tokens.find(from..p.tokens.start, NEAR).is_none()
        })
        .map(|p| {
            let from = p.year.unwrap_or_default();
            Years { from, to: p.last_year.unwrap_or(from) }
        })
        .collect()
}

/// The year that the count's own words or its sentence name, nearest first.
fn own_period(doc: &Doc<'_>, sentence: &Range<usize>, one: &Found) -> Option<Years> {
    let tokens = &doc.tokens;
    let behind = years_in(tokens, sentence, one.behind.clone());
    let before = years_in(tokens, sentence, sentence.start..one.at);
    let this_year = tokens.find(sentence.start..one.at, &["năm nay"]).is_some();
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
fn inherited_period(
    doc: &Doc<'_>,
    meetings: &[Meeting],
    sentence: &Range<usize>,
    one: &Found,
    before: Option<&ModelCount>,
) -> Option<Years> {
    let tokens = &doc.tokens;
    // Behind `qua 5 năm`, a span that is not printed.
    if tokens.find(one.behind.clone(), &["năm thực hiện", "năm qua"]).is_some() {
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

/// The unit whose models are counted: the article's, or that of a level the clause names.
fn place_of(
    doc: &Doc<'_>,
    geography: &Geography,
    sentence: &Range<usize>,
    one: &Found,
) -> super::facts::Place {
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
fn change_behind(doc: &Doc<'_>, one: &Found) -> Option<String> {
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
                &[
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
    let alone = tokens.find(gap, &["các", "và"]).is_none();
    let clear = clear && alone;
    // `của UBND huyện`, `tại Hội trường UBND`: no subject.
    let before = tokens.low(body.tokens.start.wrapping_sub(1));
    (clear && !matches!(before, "của" | "tại" | "cho" | "với")).then_some(body)
}

/// Who has the models, when it is one body and not the whole locality: a union, a force, an
/// agency or a bloc. Party committees, councils and their organs speak for the locality.
fn owner(
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
fn recognizer(
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
fn as_of(
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

/// Drops counts told again and rounded ones beside an exact figure, and numbers the rest anew.
fn tidy(all: &mut Vec<ModelCount>) {
    let exact: Vec<ModelCount> =
        all.iter().filter(|c| c.qualifier == Qualifier::Exact).cloned().collect();
    let rounded_away = |c: &ModelCount| {
        exact.iter().any(|e| {
            e.level == c.level
                && e.holder == c.holder
                && e.field == c.field
                && match c.qualifier {
                    Qualifier::Exact => false,
                    Qualifier::Over => e.count >= c.count && e.count * 10 < c.count * 12,
                    Qualifier::About => (e.count - c.count).abs() * 10 <= c.count,
                    Qualifier::Under => e.count <= c.count && e.count * 12 > c.count * 10,
                }
        })
    };
    // The headline tells a count with less than the text: `93 mô hình`, `93 mô hình … cấp huyện`.
    let told_fuller = |n: usize, c: &ModelCount| {
        c.part_of.is_none()
            && (c.level, c.holder, c.field) == (None, None, None)
            && all.iter().enumerate().any(|(m, other)| {
                m > n
                    && other.count == c.count
                    && other.part_of.is_none()
                    && (other.level.is_some() || other.field.is_some())
                    && other.basis.evidence.first() != c.basis.evidence.first()
            })
    };
    let fuller: Vec<bool> = all.iter().enumerate().map(|(n, c)| told_fuller(n, c)).collect();
    let mut keep = vec![true; all.len()];
    let mut into: Vec<usize> = (0..all.len()).collect();
    for n in 0..all.len() {
        if rounded_away(&all[n]) || fuller[n] {
            keep[n] = false;
            continue;
        }
        let twin = (0..n).find(|&m| {
            let (a, b) = (&all[m], &all[n]);
            keep[m]
                && a.count == b.count
                && a.level == b.level
                && a.holder == b.holder
                && a.field == b.field
                && a.qualifier == b.qualifier
                && (a.period == b.period || a.period.is_none() || b.period.is_none())
                && (a.status == b.status || a.status == Status::Built || b.status == Status::Built)
                && (a.unit == b.unit || a.part_of.is_none() && b.part_of.is_none())
                && a.basis.evidence.first() != b.basis.evidence.first()
        });
        if let Some(m) = twin {
            keep[n] = false;
            into[n] = m;
            let (period, status, word) = (all[n].period, all[n].status, all[n].status_word.clone());
            let old = &mut all[m];
            old.period = old.period.or(period);
            if old.status == Status::Built && status != Status::Built {
                old.status = status;
                old.status_word = word;
            }
        }
    }
    let mut new_id = vec![None; all.len()];
    let mut next = 0;
    for n in 0..all.len() {
        if keep[n] {
            new_id[n] = Some(next);
            next += 1;
        }
    }
    let target = |id: usize| new_id[id].or_else(|| new_id[into[id]]);
    let mut n = 0;
    all.retain_mut(|c| {
        let kept = keep[n];
        n += 1;
        if kept {
            c.part_of = c.part_of.and_then(target);
            if c.part_of.is_none() {
                c.split = None;
            }
        }
        kept
    });
    for (id, c) in all.iter_mut().enumerate() {
        c.id = id;
    }
}

/// A row of a table: cells parted by ` | `.
fn is_row(tokens: &Tokens<'_>, sentence: &Range<usize>) -> bool {
    sentence.clone().any(|t| tokens.raw(t) == "|")
}

/// What a row or a column of a table is about.
#[derive(Clone, Copy, Default, PartialEq)]
struct Heading {
    level: Option<Option<Level>>,
    holder: Option<Holder>,
    field: Option<Field>,
    status: Option<Status>,
    year: Option<i32>,
    /// `Cộng`, `Tổng`, `Số mô hình`: figures without a further attribute.
    plain: bool,
}

/// A table of model counts: its first row names the columns, first cells name the rows.
#[derive(Default)]
struct Table {
    columns: Vec<Heading>,
}

impl Table {
    /// The counts of a row; the first row is the heading.
    fn row(
        &mut self,
        doc: &Doc<'_>,
        geography: &Geography,
        sentence: &Range<usize>,
        index: usize,
        line: usize,
        before: &[Raw],
    ) -> Vec<Raw> {
        let tokens = &doc.tokens;
        let cells = cells(tokens, sentence);
        if self.columns.is_empty() {
            // Models must be spoken of in the heading or shortly before the table.
            let about = tokens.find(sentence.clone(), &["mô hình"]).is_some()
                || before.last().is_some_and(|r| r.line + 2 >= line);
            if about {
                self.columns = cells.iter().map(|c| heading(tokens, geography, c)).collect();
            }
            return Vec::new();
        }
        let Some(first) = cells.first() else { return Vec::new() };
        let row = heading(tokens, geography, first);
        // A row of a unit inside the article's own (`Xã A`) is not a count of the whole.
        let whole = row.plain
            || row.level.is_some()
            || row.holder.is_some()
            || row.field.is_some()
            || row.year.is_some();
        if !whole {
            return Vec::new();
        }
        let mut made = Vec::new();
        // A caption before the heading makes it longer: the columns are aligned at the right.
        let shift = self.columns.len().saturating_sub(cells.len());
        for (n, cell) in cells.iter().enumerate().skip(1) {
            let Some(column) = self.columns.get(n + shift) else { continue };
            let figure = number(tokens, cell.start).filter(|f| f.next == cell.end && f.value > 0);
            let Some(figure) = figure else { continue };
            let year = row.year.or(column.year);
            let status = row.status.or(column.status);
            made.push(Raw {
                found: Found {
                    number: figure,
                    at: cell.start,
                    unit: None,
                    noun_before: false,
                    qualifier: Qualifier::Exact,
                    qualifier_word: None,
                    behind: cell.clone(),
                    before: first.clone(),
                    part: false,
                    registrants: None,
                },
                sentence: index,
                line,
                level: row.level.or(column.level),
                holder: row.holder.or(column.holder),
                field: row.field.or(column.field),
                field_said: true,
                status: status.map(|s| (s, s.as_str().to_owned())),
                loose_status: None,
                campaign: None,
                period: year.map(|y| Years { from: y, to: y }),
                to_date: false,
                listed: true,
                parent: None,
            });
        }
        made
    }
}

/// The cells of a row as token ranges.
fn cells(tokens: &Tokens<'_>, sentence: &Range<usize>) -> Vec<Range<usize>> {
    let mut cells = Vec::new();
    let mut start = sentence.start;
    for t in sentence.clone() {
        if tokens.raw(t) == "|" {
            cells.push(start..t);
            start = t + 1;
        }
    }
    cells.push(start..sentence.end);
    cells
}

fn heading(tokens: &Tokens<'_>, geography: &Geography, cell: &Range<usize>) -> Heading {
    let levels = levels_in(tokens, cell.clone(), geography);
    Heading {
        level: single(&levels),
        holder: single(&holders_in(tokens, cell.clone())),
        field: single(&fields_in(tokens, cell.clone())),
        status: status_in(tokens, cell.clone()).map(|(s, ..)| s),
        year: cell.clone().find_map(|t| crate::text::period::year_at(tokens, t)),
        plain: tokens
            .find(
                cell.clone(),
                &[
                    "cộng",
                    "tổng",
                    "tổng số",
                    "toàn tỉnh",
                    "toàn huyện",
                    "toàn xã",
                    "số mô hình",
                    "số lượng",
                    "toàn",
                ],
            )
            .is_some(),
    }
}
