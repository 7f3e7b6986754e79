//! Model counts: how many models or exemplars of a campaign a locality has.
//!
//! A count is a number with its noun (`225 mô hình`, `mô hình tập thể là 194`), or a part of a
//! total with the noun left out (`lần lượt có 44 và 38`, `18 cấp thành phố`). What it is a count
//! of stands in the words between it and its neighbours; what is not said there is taken from
//! the total it is a part of.

use std::ops::Range;

use chrono::Datelike;

use super::campaigns::quoted;
use super::doc::Doc;
use super::facts::{
    AsOfBasis, Basis, Field, Holder, Level, Meeting, ModelCount, Qualifier, Split, Status, Unit,
    Years,
};
use super::places::{Geography, UnitType, type_of_title, type_word};
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
}

/// What carries over from a total to its parts and from a sentence to the next.
#[derive(Clone)]
struct Context {
    id: usize,
    count: i64,
    unit: Unit,
    status: Status,
    status_word: Option<String>,
    campaign: Option<String>,
    period: Option<Years>,
    level: Option<Level>,
    holder: Option<Holder>,
    field: Option<Field>,
    line: usize,
    sentence: usize,
}

/// The model counts of an article.
pub fn model_counts(doc: &Doc<'_>, geography: &Geography, meetings: &[Meeting]) -> Vec<ModelCount> {
    let tokens = &doc.tokens;
    if !about_models(doc) {
        return Vec::new();
    }
    let mut all: Vec<ModelCount> = Vec::new();
    let mut context: Option<Context> = None;
    for (number, sentence) in tokens.sentences.iter().enumerate() {
        if sentence.is_empty() || doc.kind_at(sentence.start) == LineKind::Byline {
            continue;
        }
        let line = tokens.line_of(sentence.start);
        if context.as_ref().is_some_and(|c| line > c.line + 6) {
            context = None;
        }
        let found = find(doc, sentence.clone(), context.as_ref(), number);
        if found.is_empty() {
            continue;
        }
        read(doc, geography, meetings, sentence, number, found, &mut context, &mut all);
    }
    tidy(&mut all);
    all
}

/// Whether the article is about the people's mobilization, so that its models are counted.
fn about_models(doc: &Doc<'_>) -> bool {
    doc.tokens.lower.contains("dân vận")
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
        "cá nhân điển hình",
        "tập thể điển hình",
    ];
    if let Some(end) = BOTH.iter().filter_map(|w| tokens.phrase(i, w)).max() {
        return Some((Unit::Both, end));
    }
    if let Some(end) = tokens.any_phrase(i, &["lượt mô hình", "mô hình"]) {
        return Some((Unit::Model, end));
    }
    EXEMPLARS.iter().filter_map(|w| tokens.phrase(i, w)).max().map(|end| (Unit::Exemplar, end))
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

/// The counts of a sentence.
fn find(
    doc: &Doc<'_>,
    sentence: Range<usize>,
    context: Option<&Context>,
    number_of_sentence: usize,
) -> Vec<Found> {
    let tokens = &doc.tokens;
    let mut found: Vec<Found> = Vec::new();
    let mut i = sentence.start;
    let inherits = context.is_some_and(|c| number_of_sentence <= c.sentence + 2);
    while i < sentence.end {
        let Some(n) = number(tokens, i).filter(|n| n.value > 0) else {
            i += 1;
            continue;
        };
        let next = n.next.max(i + 1);
        let known = !found.is_empty() || inherits;
        if let Some(one) = counted(tokens, &sentence, i, n, known, &found) {
            found.push(one);
        }
        i = next;
    }
    // Without any noun in the sentence and without a total before it, nothing is counted.
    let has_noun = found.iter().any(|f| f.unit.is_some());
    if !has_noun && !(inherits && starts_parts(tokens, &sentence)) {
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
    if (from.saturating_sub(4).max(sentence.start)..from)
        .any(|t| tokens.any_phrase(t, NOT_COUNTS).is_some_and(|end| end == from))
    {
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
    };
    // The noun right behind, perhaps after an adjective: `225 mô hình`, `30 (ba mươi) mô hình`.
    let mut at = n.next;
    for words in ["lượt", "các", "loại"] {
        if tokens.low(at) == words {
            at += 1;
        }
    }
    if let Some((unit, end)) = noun_at(tokens, at) {
        if is_other(tokens, end, unit) {
            return None;
        }
        // `mô hình, cách làm hay`, fine; `điển hình` of another thing (`2 điển hình kinh tế`).
        return Some(made(Some(unit), false, end));
    }
    if n.in_words {
        return None;
    }
    // The noun before: `mô hình tập thể là 194`, `số mô hình … là 336`, `mô hình: 25`.
    let linked = matches!(before, "là" | ":" | "đạt" | "có" | "được" | "=")
        || qualifier_word.is_some()
            && from > sentence.start
            && matches!(tokens.low(from - 1), "là" | ":" | "đạt" | "có");
    if linked && !measured(tokens, n.next) {
        let start = sentence.start.max(from.saturating_sub(26));
        let noun = (start..from).rev().find(|&t| noun_at(tokens, t).is_some());
        if let Some(t) = noun
            && !found.iter().any(|f| f.at > t)
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
    if known && !measured(tokens, n.next) && elided(tokens, sentence, i, from, n.next) {
        return Some(made(None, false, n.next));
    }
    None
}

/// Only words of the count's own clause between the noun and `là N`.
fn subject_is_noun(tokens: &Tokens<'_>, range: Range<usize>) -> bool {
    !range.clone().any(|t| matches!(tokens.raw(t), ";" | "."))
        && range.clone().filter(|&t| tokens.raw(t) == ",").count() <= 1
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
    )
}

/// Whether a number without a noun is a part: a level, holder or field stands at it.
fn elided(
    tokens: &Tokens<'_>,
    sentence: &Range<usize>,
    i: usize,
    from: usize,
    next: usize,
) -> bool {
    // `cá nhân`, `tập thể` right behind a number is an award or people unless models are
    // spoken of in this sentence; levels and fields say it by themselves.
    let after = level_at(tokens, next, None).is_some()
        || tokens
            .any_phrase(
                next,
                &["thuộc lĩnh vực", "lĩnh vực", "ở lĩnh vực", "trong lĩnh vực", "mô hình"],
            )
            .is_some();
    let window = sentence.start.max(from.saturating_sub(9))..from;
    let level_before = (window.clone()).any(|t| level_at(tokens, t, None).is_some());
    let field_before = tokens.find(window.clone(), &["lĩnh vực"]).is_some();
    let holder_before = tokens
        .find(from.saturating_sub(3).max(sentence.start)..from, &["tập thể", "cá nhân"])
        .is_some()
        && matches!(tokens.raw(next), "," | ";" | ")" | "." | "và" | "");
    let respectively = tokens.find(sentence.start..i, &["lần lượt"]).is_some();
    after
        || (level_before || field_before) && !year_like(tokens, i)
        || holder_before
        || respectively && !year_like(tokens, i)
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
        found[n].part = tokens
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
        .find(|&t| matches!(tokens.raw(t), ";" | ":" | "("))
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
        let hit = FIELDS
            .iter()
            .find_map(|(w, f)| tokens.phrase(i, w).filter(|&e| e <= range.end).map(|e| (*f, e)));
        match hit {
            Some((field, end)) if !super::meetings::in_quotes(tokens, range.start, i) => {
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
        if let Some((word, status)) =
            STATUS_WORDS.iter().find(|(w, _)| tokens.phrase(i, w).is_some())
        {
            // `phong trào xây dựng`, `trong xây dựng nông thôn mới`, `lĩnh vực xây dựng`: objects.
            let object = *word == "xây dựng"
                && (matches!(
                    tokens.low(i.wrapping_sub(1)),
                    "vực" | "trong" | "trào" | "về" | "vụ" | "tác" | "gia" | "đua" | "và"
                ) || matches!(
                    tokens.low(i + 2),
                    "nông" | "hệ" | "đảng" | "đời" | "chính" | "khối" | "đô"
                ))
                || matches!(*word, "thực hiện" | "triển khai" | "hiệu quả")
                    && matches!(
                        tokens.low(i.wrapping_sub(1)),
                        "năm" | "trong" | "kết" | "quả" | "chất" | "tổ" | "và"
                    )
                || matches!(*word, "biểu dương" | "tuyên dương" | "khen thưởng")
                    && matches!(tokens.low(i.wrapping_sub(1)), "nghị" | "lễ" | "thi" | "tác");
            if !object {
                return Some((*status, (*word).to_owned(), i));
            }
        }
        i += 1;
    }
    None
}

#[allow(clippy::too_many_arguments)]
fn read(
    doc: &Doc<'_>,
    geography: &Geography,
    meetings: &[Meeting],
    sentence: &Range<usize>,
    number_of_sentence: usize,
    found: Vec<Found>,
    context: &mut Option<Context>,
    all: &mut Vec<ModelCount>,
) {
    let tokens = &doc.tokens;
    let respectively = respective(tokens, sentence, &found, geography);
    let new_list = starts_parts(tokens, sentence)
        || doc.kind_at(sentence.start) == LineKind::Item
        || matches!(tokens.raw(sentence.start), "-" | "–" | "+" | "•");
    let carried = context.clone().filter(|c| {
        new_list || number_of_sentence <= c.sentence + 1 && found.iter().all(|f| f.unit.is_none())
    });
    let mut total: Option<Context> = None;
    for (n, one) in found.iter().enumerate() {
        let behind = one.behind.clone();
        let before = one.before.clone();
        let mut level = pick(&levels_in(tokens, behind.clone(), geography), || {
            levels_in(tokens, before.clone(), geography)
        })
        .flatten();
        let mut holder = holder_of(tokens, &behind, &before, one);
        let mut field =
            pick(&fields_in(tokens, behind.clone()), || fields_in(tokens, before.clone()));
        if fields_in(tokens, behind.clone()).len() > 1
            && single(&fields_in(tokens, behind.clone())).is_none()
        {
            field = None;
        }
        // A field of a count must be said as one: by `lĩnh vực`, `về`, or in a list of parts.
        let said = tokens.find(behind.clone(), &["lĩnh vực", "về"]).is_some()
            || tokens.find(before.clone(), &["lĩnh vực", "về"]).is_some();
        let parent = total
            .clone()
            .filter(|_| one.part || one.unit.is_none() || n > 0 && followed(tokens, &found, n))
            .or_else(|| carried.clone());
        if !said && parent.is_none() {
            field = None;
        }
        if let Some(values) = respectively.as_ref().and_then(|r| r.get(&n)) {
            match values {
                Attribute::Field(f) => field = Some(*f),
                Attribute::Level(l) => level = *l,
                Attribute::Holder(h) => holder = Some(*h),
            }
        }
        let part = parent.is_some()
            && (one.part
                || new_list
                || one.unit.is_none()
                || level.is_some()
                || holder.is_some()
                || field.is_some());
        let parent = parent.filter(|p| part && p.count >= one.number.value);
        let unit = match one.unit.or(parent.as_ref().map(|p| p.unit)) {
            Some(unit) => unit,
            None => continue,
        };
        // A total counted together, its parts apart: `147 mô hình và 54 điển hình`.
        let own_status = status_in(tokens, before.clone())
            .filter(|_| n == 0 || one.noun_before || !parent.is_some())
            .or_else(|| status_in(tokens, behind.clone()));
        let inherited = parent.as_ref().map(|p| (p.status, p.status_word.clone()));
        let (status, status_word) = match (own_status, inherited) {
            (Some((status, word, _)), _) => (status, Some(word)),
            (None, Some((status, word))) => (status, word),
            (None, None) => {
                // `N mô hình … được tuyên dương` at the end of the clause, or none: built.
                match status_in(tokens, behind.start..sentence.end).filter(|_| found.len() == 1) {
                    Some((status, word, _)) => (status, Some(word)),
                    None => (Status::Built, None),
                }
            }
        };
        let campaign = match &parent {
            Some(p) if own_campaign(doc, one).is_none() => p.campaign.clone(),
            _ => campaign_of(doc, sentence, one),
        };
        let to_date = tokens
            .find(before.clone(), &["đến nay", "hiện có", "hiện nay", "tính đến nay"])
            .is_some();
        let period =
            period_of(doc, meetings, sentence, one, parent.as_ref(), context.as_ref(), to_date);
        let id = all.len();
        if let Some(p) = &parent {
            level = level.or(p.level);
            holder = holder.or(p.holder);
            field = field.or(p.field);
        }
        let split = parent.as_ref().map(|p| {
            if level != p.level {
                Split::Level
            } else if holder != p.holder {
                Split::Holder
            } else if field != p.field {
                Split::Field
            } else if status != p.status {
                Split::Status
            } else {
                Split::Subset
            }
        });
        let mut evidence: Vec<_> = doc.evidence(sentence.clone()).into_iter().collect();
        evidence.extend(
            doc.evidence(one.before.start..one.behind.end).filter(|e| evidence.first() != Some(e)),
        );
        all.push(ModelCount {
            id,
            part_of: parent.as_ref().map(|p| p.id),
            split,
            count: one.number.value,
            qualifier: one.qualifier,
            qualifier_word: one.qualifier_word.clone(),
            unit,
            status,
            status_word: status_word.clone(),
            level,
            holder,
            field,
            campaign: campaign.clone(),
            place: place_of(tokens, geography, sentence, one),
            period,
            as_of: None,
            as_of_basis: None,
            to_date,
            by: None,
            change: change_behind(doc, one),
            organization: None,
            award: None,
            basis: Basis {
                rule: if one.noun_before {
                    "model_counts.noun_before"
                } else if one.unit.is_none() {
                    "model_counts.elided"
                } else {
                    "model_counts.noun"
                },
                evidence,
            },
        });
        let made = Context {
            id,
            count: one.number.value,
            unit,
            status,
            status_word,
            campaign,
            period,
            level,
            holder,
            field,
            line: tokens.line_of(sentence.start),
            sentence: number_of_sentence,
        };
        // A total is what its parts may refer to; a part of a part only inside brackets.
        if parent.is_none() && (total.is_none() || !one.part) {
            total = Some(made);
        }
        let last = &mut all[id];
        as_of(doc, meetings, last);
    }
    if let Some(total) = total {
        *context = Some(total);
    } else if let Some(c) = context.as_mut() {
        c.sentence = number_of_sentence;
        c.line = tokens.line_of(sentence.start);
    }
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
    let window = if one.noun_before {
        before.clone()
    } else {
        before.start.max(before.end.saturating_sub(5))..before.end
    };
    match holders_in(tokens, window)[..] {
        [(holder, _)] => Some(holder),
        _ => None,
    }
}

/// A comma or `và` joins this count to the total before it as a part (levels, holders follow).
fn followed(tokens: &Tokens<'_>, found: &[Found], n: usize) -> bool {
    found[n].part || {
        let gap = found[n - 1].behind.start..found[n].at;
        tokens.find(gap, &["trong đó", "gồm", "bao gồm", "cụ thể"]).is_some()
    }
}

/// An attribute given by a list and `lần lượt`.
enum Attribute {
    Level(Option<Level>),
    Holder(Holder),
    Field(Field),
}

/// `lĩnh vực A và lĩnh vực B lần lượt có 44 và 38 mô hình`: the attributes by position.
fn respective(
    tokens: &Tokens<'_>,
    sentence: &Range<usize>,
    found: &[Found],
    geography: &Geography,
) -> Option<std::collections::BTreeMap<usize, Attribute>> {
    let at = tokens.find(sentence.clone(), &["lần lượt"])?;
    let first = found.iter().position(|f| f.at > at)?;
    // The list before `lần lượt`, back to the last semicolon or the count before.
    let from = (sentence.start..at)
        .rev()
        .find(|&t| tokens.raw(t) == ";" || tokens.shape(t) == Shape::Digits)
        .map_or(sentence.start, |t| t + 1);
    let listed = from..at;
    let behind_list = first;
    let counts: Vec<usize> = (behind_list..found.len())
        .take_while(|&n| {
            n == first || !(found[n - 1].behind.start..found[n].at).any(|t| tokens.raw(t) == ";")
        })
        .collect();
    let mut made = std::collections::BTreeMap::new();
    // The list can also stand behind the counts: `lần lượt là 12, 15 … ở cấp tỉnh, cấp huyện`.
    for range in [listed, at..sentence.end] {
        let fields = fields_in(tokens, range.clone());
        let levels = levels_in(tokens, range.clone(), geography);
        let holders = holders_in(tokens, range);
        if fields.len() == counts.len() {
            for (n, (f, _)) in counts.iter().zip(fields) {
                made.insert(*n, Attribute::Field(f));
            }
        } else if levels.len() == counts.len() {
            for (n, (l, _)) in counts.iter().zip(levels) {
                made.insert(*n, Attribute::Level(l));
            }
        } else if holders.len() == counts.len() {
            for (n, (h, _)) in counts.iter().zip(holders) {
                made.insert(*n, Attribute::Holder(h));
            }
        }
        if !made.is_empty() {
            return Some(made);
        }
    }
    None
}

/// A campaign said at the count itself.
fn own_campaign(doc: &Doc<'_>, one: &Found) -> Option<Option<String>> {
    let tokens = &doc.tokens;
    for t in one.behind.clone() {
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

/// The campaign that counted models belong to.
fn campaign_of(doc: &Doc<'_>, sentence: &Range<usize>, one: &Found) -> Option<String> {
    if let Some(own) = own_campaign(doc, one) {
        return own;
    }
    let tokens = &doc.tokens;
    if tokens.find(sentence.clone(), &["dân vận khéo"]).is_some() {
        return Some("Dân vận khéo".into());
    }
    // The models of the article are those of the movement it speaks of.
    tokens.lower.contains("dân vận khéo").then(|| "Dân vận khéo".into())
}

/// Year or span of a count.
fn period_of(
    doc: &Doc<'_>,
    meetings: &[Meeting],
    sentence: &Range<usize>,
    one: &Found,
    parent: Option<&Context>,
    context: Option<&Context>,
    to_date: bool,
) -> Option<Years> {
    let tokens = &doc.tokens;
    let named = |range: Range<usize>| {
        periods(tokens, range)
            .into_iter()
            .filter(|p| p.year.is_some() && p.kind != PeriodKind::Term)
            .filter(|p| !super::meetings::in_quotes(tokens, sentence.start, p.tokens.start))
            .filter(|p| {
                // `so với năm 2020`, `đến năm 2025`: another year.
                let from = p.tokens.start.saturating_sub(3).max(sentence.start);
                tokens
                    .find(
                        from..p.tokens.start,
                        &["so với", "đến", "khóa", "nghị quyết", "kế hoạch"],
                    )
                    .is_none()
            })
            .map(|p| {
                let from = p.year.unwrap_or_default();
                Years { from, to: p.last_year.unwrap_or(from) }
            })
            .collect::<Vec<_>>()
    };
    // Behind the number in its own words, before it in the sentence, nearest first.
    let behind = named(one.behind.clone());
    let before = named(sentence.start..one.at);
    let this_year = tokens.find(sentence.start..one.at, &["năm nay", "trong năm nay"]).is_some();
    let own = match (behind.first(), before.last()) {
        (Some(b), None) => Some(*b),
        (Some(b), Some(_)) if !one.noun_before => Some(*b),
        (_, Some(b)) => Some(*b),
        (None, None) if this_year => {
            doc.article.published_on.map(|d| Years { from: d.year(), to: d.year() })
        }
        _ => None,
    };
    if own.is_some() {
        return own;
    }
    if let Some(p) = parent {
        return p.period;
    }
    if to_date {
        return None;
    }
    // Behind `qua 5 năm`, a span that is not printed.
    if tokens.find(one.behind.clone(), &["qua 5 năm", "năm thực hiện", "năm qua"]).is_some()
    {
        return None;
    }
    // The paragraph before it, the count before it, what the meeting reviews.
    let line = tokens.lines[tokens.line_of(sentence.start)].clone();
    let earlier = named(line.start..sentence.start);
    if let Some(last) = earlier.last() {
        return Some(*last);
    }
    if let Some(c) = context.filter(|c| c.line == tokens.line_of(sentence.start)) {
        return c.period;
    }
    let reviewed = meetings
        .iter()
        .find_map(|m| m.period)
        .map(|p| Years { from: p.from.year(), to: p.to.year() });
    if reviewed.is_some() {
        return reviewed;
    }
    let line = doc.kinds.iter().position(|&k| k == LineKind::Title)?;
    named(tokens.lines[line].clone()).first().copied()
}

/// The unit whose models are counted: the article's, or that of a level the clause names.
fn place_of(
    tokens: &Tokens<'_>,
    geography: &Geography,
    sentence: &Range<usize>,
    one: &Found,
) -> super::facts::Place {
    let whole = (sentence.start..one.at).rev().find(|&t| tokens.low(t) == "toàn");
    if let Some(t) = whole
        && let Some((kind, _)) = type_word(tokens, t + 1)
        && let Some(unit) = geography.of_type(kind)
    {
        return unit.place();
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

/// The day a figure speaks for: that of the meeting that reports it, else of the article.
fn as_of(doc: &Doc<'_>, meetings: &[Meeting], count: &mut ModelCount) {
    if let [only] = meetings
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
    let mut keep = vec![true; all.len()];
    let mut into: Vec<usize> = (0..all.len()).collect();
    for n in 0..all.len() {
        if rounded_away(&all[n]) {
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
