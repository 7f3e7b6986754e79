//! Numbers that count models or exemplars: `112 mô hình`, and `48` in `112 mô hình, trong đó 48 cấp huyện`.

use std::ops::Range;

use super::attributes::{assign, fields_in, joins_field, joins_level, level_at, status_in};
use super::context::bare_year;
use crate::extract::doc::Doc;
use crate::extract::facts::{Field, Qualifier, Unit};
use crate::extract::places::type_word;
use crate::text::number::{Number, number};
use crate::text::period::year_at;
use crate::text::phrases::{Phrases, Table, phrases};
use crate::text::token::{Shape, Tokens};

/// A number that counts models, with the tokens it owns.
#[derive(Clone)]
pub(super) struct Found {
    pub(super) number: Number,
    pub(super) at: usize,
    /// The noun, where one is printed with the number.
    pub(super) unit: Option<Unit>,
    /// The noun stands before the number.
    pub(super) noun_before: bool,
    pub(super) qualifier: Qualifier,
    pub(super) qualifier_word: Option<String>,
    /// Words that say what it counts: behind the number, then before it.
    pub(super) behind: Range<usize>,
    pub(super) before: Range<usize>,
    /// Words behind the bracket of its parts: `111 điển hình (87 tập thể, …) được công nhận`.
    pub(super) tail: Range<usize>,
    /// A part by its wording: after `trong đó`, `gồm`, `(`.
    pub(super) part: bool,
    /// The word that began the parts last before it.
    pub(super) cue: Option<usize>,
    /// The bracket it stands in.
    pub(super) bracket: Option<usize>,
    /// `trong số 164 mô hình …`: those that follow are parts of it.
    pub(super) whole: bool,
    /// The verb of those who register models (`12 tập thể … đăng ký`).
    pub(super) registrants: Option<usize>,
}

/// First words of the nouns of models: see [`noun_at`].
const NOUNS: &Phrases = &Phrases::new(&["mô", "điển", "gương", "tấm", "lượt", "mh"]);

/// The noun of models at a token, and the index after it.
fn noun_at(tokens: &Tokens<'_>, i: usize) -> Option<(Unit, usize)> {
    const BOTH: &Phrases = &Phrases::new(&[
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
    ]);
    const EXEMPLARS: &Phrases = &Phrases::new(&[
        "gương điển hình",
        "tấm gương điển hình",
        "điển hình tiên tiến",
        "tấm gương",
        "gương",
        "điển hình",
    ]);
    if let Some(end) = tokens.longest(i, BOTH) {
        return Some((Unit::Both, end));
    }
    if let Some(end) = tokens.any_phrase(i, phrases!["lượt mô hình", "mô hình"]).or_else(|| {
        // `45 MH DVK`
        tokens.phrase(i, "mh dvk").map(|end| end - 1)
    }) {
        return Some((Unit::Model, end));
    }
    tokens.longest(i, EXEMPLARS).map(|end| (Unit::Exemplar, end))
}

/// Words right behind the noun that make it a model of something else.
const OTHER_MODELS: &Phrases = &Phrases::new(&[
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
]);

/// Verbs behind `có thêm N mô hình` that tell what became of them.
const ADDED: &Phrases =
    &Phrases::new(&["đăng ký", "được công nhận", "ra mắt", "được xây dựng", "đi vào hoạt động"]);

/// Words before a number that make it a change, a limit or a rate.
const NOT_COUNTS: &Phrases = &Phrases::new(&[
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
]);

/// The counts of a sentence; `near` says that counts stand shortly before it.
pub(super) fn find(doc: &Doc<'_>, sentence: Range<usize>, near: bool) -> Vec<Found> {
    let tokens = &doc.tokens;
    // Without a number, or without any noun in the sentence and a total before it, nothing is
    // counted. A share at its end has the noun behind the total: see [`share_of`].
    if tokens.numbers().first(sentence.clone()).is_none() {
        return Vec::new();
    }
    let reach = sentence.start..(sentence.end + 16).min(tokens.len());
    let splits = near && starts_parts(tokens, &sentence);
    if !splits && tokens.beginning_in(reach, NOUNS).next().is_none() {
        return Vec::new();
    }
    let heading = list_heading(tokens, &sentence);
    let mut found: Vec<Found> = Vec::new();
    let mut from = sentence.start;
    while let Some(i) = tokens.numbers().first(from..sentence.end) {
        from = i + 1;
        let Some(n) = number(tokens, i).filter(|n| n.value > 0) else { continue };
        let known = !found.is_empty() || near || heading.is_some_and(|h| h < i);
        if let Some(one) = counted(tokens, &sentence, i, n, known, &found) {
            found.push(one);
        }
        from = n.next.max(from);
    }
    if !splits && heading.is_none() && !found.iter().any(|f| f.unit.is_some()) {
        return Vec::new();
    }
    assign(tokens, &sentence, &mut found);
    found.retain(|f| !not_reached(tokens, &f.behind));
    shared_noun(tokens, &sentence, &mut found);
    found
}

/// `Về mô hình “Dân vận khéo”: cấp huyện 15, cấp xã 127`: the colon behind the noun of a list.
fn list_heading(tokens: &Tokens<'_>, sentence: &Range<usize>) -> Option<usize> {
    let colon = tokens.find(sentence.clone(), phrases![":"])?;
    let number = tokens.figures().first(sentence.clone())?;
    let noun = (sentence.start..colon).find(|&t| noun_at(tokens, t).is_some())?;
    (colon < number && colon - noun <= 10).then_some(colon)
}

/// `8 mô hình không đạt yêu cầu`, `12 mô hình được đề nghị công nhận`: what was not reached or is
/// only proposed.
fn not_reached(tokens: &Tokens<'_>, behind: &Range<usize>) -> bool {
    let clause = behind
        .clone()
        .find(|&t| {
            matches!(tokens.raw(t), "," | ";" | "(") || matches!(tokens.low(t), "và" | "đồng")
        })
        .unwrap_or(behind.end);
    let words = behind.start..clause;
    tokens
        .find(
            words,
            phrases![
                "không đạt",
                "chưa đạt",
                "chưa được công nhận",
                "không được công nhận",
                "đề nghị",
                "đề xuất",
            ],
        )
        .is_some()
}

/// `lần lượt có 44, 38 và 51 mô hình`: the numbers of a list whose noun stands behind the last;
/// what is said of the last is said of all.
fn shared_noun(tokens: &Tokens<'_>, sentence: &Range<usize>, found: &mut Vec<Found>) {
    let Some(respectively) = tokens.find(sentence.clone(), phrases!["lần lượt"]) else {
        return;
    };
    let mut n = 0;
    while n < found.len() {
        let last = &found[n];
        let mut at = last.at;
        let mut before: Vec<Found> = Vec::new();
        while last.unit.is_some()
            && !last.noun_before
            && last.qualifier_word.is_none()
            && at > respectively + 3
            && matches!(tokens.raw(at - 1), "," | "và")
            && let Some(number) = number(tokens, at - 2).filter(|n| n.next == at - 1 && !n.in_words)
            && !found.iter().any(|f| f.at == at - 2)
        {
            at -= 2;
            before.push(Found { number, at, ..last.clone() });
        }
        before.reverse();
        let added = before.len();
        found.splice(n..n, before);
        n += added + 1;
    }
}

/// `Trong đó`, `Cụ thể`, `Gồm`: the sentence splits the total before it.
pub(super) fn starts_parts(tokens: &Tokens<'_>, sentence: &Range<usize>) -> bool {
    let mut at = sentence.start;
    while !tokens.is_word(at) && at < sentence.end && tokens.shape(at) != Shape::Digits {
        at += 1;
    }
    tokens
        .any_phrase(
            at,
            phrases![
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
        // `+ Kinh tế: 40`
        || fields_in(tokens, at..(at + 7).min(sentence.end)).first().is_some_and(|f| f.1 == at)
}

/// Inside quotation marks or a code: `mô hình “3 sạch”`.
fn in_name(tokens: &Tokens<'_>, sentence: &Range<usize>, i: usize) -> bool {
    // `Bí thư cho biết: “Năm 2024, xã đăng ký 14 mô hình …”`: what somebody says is no name.
    let speech = tokens.quotes(sentence.start + 1..i).rev().find(|&t| {
        const SAYS: &Phrases =
            &Phrases::new(&["cho biết", "cho hay", "chia sẻ", "nói", "khẳng định", "đánh giá"]);
        matches!(tokens.raw(t), "“" | "\"")
            && tokens.raw(t - 1) == ":"
            && tokens.find(t.saturating_sub(5).max(sentence.start)..t, SAYS).is_some()
    });
    crate::extract::meetings::in_quotes(tokens, speech.map_or(sentence.start, |t| t + 1), i)
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
    // `từ 1 đến 2 mô hình`
    if before == "đến" && i > sentence.start + 2 && tokens.low(i - 3) == "từ"
        || tokens.low(n.next) == "đến" && before == "từ"
    {
        return None;
    }
    // `một mô hình`, `năm mô hình` at a year: words count only before the noun itself.
    if n.in_words
        && (n.value == 1 && !one_model(tokens, before, n.next)
            || before == "năm"
            || i > 0 && before == "thứ")
    {
        return None;
    }
    if bare_year(tokens, sentence, i).is_some() {
        return None;
    }
    let (qualifier, qualifier_word, from) = qualifier_before(tokens, sentence.start, i);
    // `tổng số 212 mô hình` is a count, `cụm số 2` is none.
    let total =
        from >= 2 && tokens.any_phrase(from - 2, phrases!["tổng số", "trong số"]) == Some(from);
    let whole = from > sentence.start
        && (tokens.low(from - 1) == "trong"
            || total
                && (from >= 3 && tokens.low(from - 3) == "trong"
                    || tokens.low(from - 2) == "trong"));
    // `6 tháng đầu năm có thêm 47 mô hình đăng ký mới`: what was done, not how much more it is.
    let added = from >= 2
        && tokens.any_phrase(from - 2, phrases!["có thêm"]) == Some(from)
        && tokens.find(n.next..(n.next + 8).min(sentence.end), ADDED).is_some();
    // `tăng từ 86 (năm 2020) lên 120 (năm 2022)`: each is a figure of its year.
    let dated = matches!(before, "từ" | "lên" | "xuống" | "còn") && year_behind(tokens, n.next);
    if !total
        && !added
        && !dated
        && (from.saturating_sub(4).max(sentence.start)..from)
            .any(|t| tokens.any_phrase(t, NOT_COUNTS).is_some_and(|end| end == from || end == i))
    {
        return None;
    }
    if planned(tokens, sentence, from) || each(tokens, sentence, from) {
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
        tail: behind..behind,
        part: false,
        cue: None,
        bracket: None,
        whole,
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
        if is_other(tokens, sentence, end, unit) || in_name(tokens, sentence, at) {
            return None;
        }
        // `mô hình, cách làm hay`, fine; `điển hình` of another thing (`2 điển hình kinh tế`).
        return Some(made(Some(unit), false, end));
    }
    if n.in_words {
        return None;
    }
    if let Some(unit) = share_of(tokens, n) {
        return Some(made(Some(unit), false, n.next));
    }
    // `145 tập thể và cá nhân đăng ký xây dựng mô hình`: as many models.
    if let Some((unit, verb)) = registrants(tokens, sentence, n.next) {
        let mut one = made(Some(unit), false, n.next);
        one.registrants = Some(verb);
        return Some(one);
    }
    // The noun before: `mô hình tập thể là 194`, `số mô hình … là 336`, `mô hình: 25`.
    let raised = before == "lên" && tokens.find(sentence.start..i, phrases!["nâng"]).is_some();
    let linked = matches!(before, "là" | ":" | "đạt" | "có" | "được" | "=")
        || raised
        || dated
        || qualifier_word.is_some()
            && from > sentence.start
            && matches!(tokens.low(from - 1), "là" | ":" | "đạt" | "có");
    let bare = n.next >= sentence.end || !measured(tokens, n.next);
    if linked && bare {
        let start = sentence.start.max(from.saturating_sub(26));
        let noun = (start..from)
            .rev()
            .find(|&t| noun_at(tokens, t).is_some() && !in_name(tokens, sentence, t));
        // `số mô hình, điển hình … là 201`: both.
        let pair = |&t: &usize| {
            let both = |&first: &usize| noun_at(tokens, first).is_some_and(|(_, end)| end > t);
            (t.saturating_sub(3).max(start)..t).find(both)
        };
        if let Some(t) = noun.map(|t| pair(&t).unwrap_or(t))
            && !found.iter().any(|f| f.at > t || t < f.behind.start)
            && let Some((unit, end)) = noun_at(tokens, t)
            && !is_other(tokens, sentence, end, unit)
            && !matches!(tokens.low(t.wrapping_sub(1)), "các" | "những")
            && subject_is_noun(tokens, end..from)
        {
            let mut one = made(Some(unit), true, n.next);
            one.before = t..from;
            return Some(one);
        }
    }
    // The noun left out, in a part: `18 cấp thành phố`, `tập thể 316`, `44 và 38`.
    if known && bare && elided(tokens, sentence, i, from, n.next, found) {
        let mut one = made(None, false, n.next);
        let holders = phrases!["tập thể", "cá nhân", "của tập thể", "của cá nhân"];
        one.part = tokens.any_phrase(n.next, holders).is_some();
        return Some(one);
    }
    None
}

/// `5.402 trên tổng số 6.118 mô hình đăng ký được công nhận`: the unit of a share, whose noun stands
/// behind the total.
fn share_of(tokens: &Tokens<'_>, share: Number) -> Option<Unit> {
    let at = tokens.any_phrase(share.next, SHARES)?;
    let total = number(tokens, at).filter(|total| total.value >= share.value)?;
    noun_at(tokens, total.next).map(|(unit, _)| unit)
}

/// Words between a share and its total.
pub(super) const SHARES: &Phrases = &Phrases::new(&["trên tổng số", "trên tổng", "trong tổng số"]);

/// `đề nghị UBND huyện khen thưởng 35 mô hình`, `Chỉ tiêu năm 2025: xây dựng 120 mô hình`: what is
/// proposed or planned, unless something done is told after it.
fn planned(tokens: &Tokens<'_>, sentence: &Range<usize>, at: usize) -> bool {
    const DONE: &Phrases = &Phrases::new(&["đã", "kết quả", "toàn", "qua", "đến nay", "có được"]);
    const PROPOSED: &Phrases = &Phrases::new(&["đề nghị", "đề xuất", "dự kiến"]);
    const PLANS: &Phrases = &Phrases::new(&["phấn đấu", "giao chỉ tiêu", "đề ra chỉ tiêu"]);
    const TO_COME: &Phrases = &Phrases::new(&["sẽ", "thời gian tới", "sắp tới", "tới đây"]);
    const ASKED: &Phrases = &Phrases::new(&[
        "cần",
        "phải",
        "chuẩn bị",
        "yêu cầu",
        "giao các",
        "giao cho",
        "đề ra nhiệm vụ",
        "chỉ tiêu",
    ]);
    const HEADINGS: &Phrases =
        &Phrases::new(&["chỉ tiêu", "mục tiêu", "phương hướng", "kế hoạch", "nhiệm vụ", "dự kiến"]);
    let clause = (sentence.start..at)
        .rev()
        .find(|&t| matches!(tokens.raw(t), ";" | ":"))
        .map_or(sentence.start, |t| t + 1);
    let proposed = tokens.find(clause..at, PROPOSED).is_some_and(|t| at - t <= 12);
    let after_it = |t: usize| tokens.find(t..at, DONE).is_none();
    // `phấn đấu có thêm 10 mô hình cấp huyện và 2 mô hình cấp tỉnh`, `phấn đấu toàn tỉnh đăng ký 2.300 mô
    // hình`: the subject tells of nothing done.
    let subject = |t: usize| usize::from(tokens.low(t) == "toàn");
    let aimed = tokens.find(clause..at, PLANS).is_some_and(|t| after_it(t + 2 + subject(t + 2)));
    let first = (sentence.start..at).find(|&t| tokens.is_word(t)).unwrap_or(at);
    // `Phát biểu chỉ đạo, đồng chí A đề nghị …; đồng thời chọn 2 mô hình tiêu biểu để nhân rộng`
    const SPEAKS: &Phrases = &Phrases::new(&["phát biểu", "kết luận", "chỉ đạo"]);
    const TASKS: &Phrases = &Phrases::new(&["đề nghị", "yêu cầu", "giao", "lưu ý"]);
    let speech = tokens.any_phrase(first, SPEAKS).is_some();
    let tasked = speech
        && tokens.find(sentence.start..at, TASKS).is_some_and(|t| {
            tokens.find(t..at, phrases!["đã", "kết quả", "đến nay", "có được", "hiện có"]).is_none()
        });
    let heading = tokens.any_phrase(first, HEADINGS).is_some_and(|end| {
        let done = phrases!["đã", "kết quả", "đạt", "hoàn thành"];
        tokens.find(end..at, done).is_none()
    });
    // `Thời gian tới, huyện sẽ xây dựng 10 mô hình`
    let to_come = tokens.find(clause..at, TO_COME).is_some_and(|t| {
        let done = phrases!["đã", "kết quả", "đến nay", "có được", "hiện có"];
        at - t <= 16 && tokens.find(t..at, done).is_none()
    });
    // `Yêu cầu các xã duy trì 95 mô hình`, `cần xây dựng 10 mô hình`, `chỉ tiêu đăng ký 80 mô hình`
    let near = clause.max(at.saturating_sub(8));
    let near = (near..at).rev().find(|&t| tokens.raw(t) == ",").map_or(near, |t| t + 1);
    // Not `huyện Cần Giờ có 80 mô hình`.
    let word = |t: &usize| *t == first || !tokens.is_capital(*t);
    let asks = |t| tokens.any_phrase(t, ASKED).is_some() && after_it(t);
    let asked = tokens.beginning_in(near..at, ASKED).filter(word).any(asks);
    let none = at >= clause + 2
        && tokens.low(at - 1) == "có"
        && matches!(tokens.low(at - 2), "chưa" | "không");
    proposed || aimed || tasked || heading || to_come || asked || none
}

/// `mỗi xã, thị trấn xây dựng 02 mô hình`, `bình quân mỗi năm có 170 mô hình`
fn each(tokens: &Tokens<'_>, sentence: &Range<usize>, at: usize) -> bool {
    let from = at.saturating_sub(8).max(sentence.start);
    let near = (from..at)
        .rev()
        .find(|&t| tokens.raw(t) == ";" || tokens.shape(t) == Shape::Digits)
        .map_or(from, |t| t + 1);
    // `mỗi đơn vị xây dựng ít nhất 1 mô hình của tập thể và 1 điển hình của cá nhân`
    let joined = tokens.find(at.saturating_sub(3).max(near)..at, phrases!["và", "hoặc"]).is_some();
    if joined && near > from && tokens.raw(near - 1) != ";" {
        return each(tokens, sentence, near - 1);
    }
    // `Mỗi năm, toàn huyện có gần 100 mô hình` is a figure of the whole.
    let distributed = tokens
        .find(near..at, phrases!["mỗi", "bình quân"])
        .is_some_and(|t| tokens.phrase(t, "mỗi năm").is_none());
    // `Mỗi chi bộ đăng ký ít nhất 01 mô hình tập thể hoặc 02 mô hình cá nhân mỗi năm; …`
    let part = (sentence.start..at).rev().find(|&t| tokens.raw(t) == ";");
    let first = part.map_or(sentence.start, |t| t + 1);
    let first = (first..at).find(|&t| tokens.is_word(t)).unwrap_or(at);
    let distributed =
        distributed || tokens.low(first) == "mỗi" && tokens.phrase(first, "mỗi năm").is_none();
    // `nhiều hơn năm trước 12 mô hình`
    let clause = (from..at)
        .rev()
        .find(|&t| matches!(tokens.raw(t), "," | ";" | "("))
        .map_or(from, |t| t + 1);
    let more = tokens
        .find(clause..at, phrases!["nhiều hơn", "ít hơn", "tăng so với", "giảm so với"])
        .is_some();
    distributed || more
}

/// `có một mô hình “Dân vận khéo” được công nhận`: one is counted only where it won something.
fn one_model(tokens: &Tokens<'_>, before: &str, noun: usize) -> bool {
    const WON: &Phrases = &Phrases::new(&[
        "được công nhận",
        "được biểu dương",
        "được tuyên dương",
        "được khen thưởng",
    ]);
    matches!(before, "có" | "và")
        && noun_at(tokens, noun)
            .is_some_and(|(_, end)| tokens.find(end..(end + 8).min(tokens.len()), WON).is_some())
}

/// Who registers models, behind a number: what they register and the index of the verb.
/// `145 tập thể và cá nhân đăng ký xây dựng mô hình`, `12 tập thể, 5 cá nhân đăng ký …`.
pub(super) fn registrants(
    tokens: &Tokens<'_>,
    sentence: &Range<usize>,
    i: usize,
) -> Option<(Unit, usize)> {
    const HOLDERS: &Phrases = &Phrases::new(&[
        "tập thể , cá nhân",
        "tập thể và cá nhân",
        "tập thể",
        "cá nhân",
        "đơn vị",
        "chi bộ",
    ]);
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
            <= 1 + 3 * usize::from(tokens.find(range.clone(), phrases!["lần lượt"]).is_some())
        && tokens.find(range.clone(), phrases!["hộ", "người", "đồng", "đảng viên", "cuộc"]).is_none()
        // `120 lượt`, but `lần lượt là 44 và 38`
        && !range.clone().any(|t| tokens.low(t) == "lượt" && tokens.low(t - 1) != "lần")
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
    // `160 ở cấp xã`, `35 thuộc lĩnh vực kinh tế`, but not `trên 4 lĩnh vực`
    let placed = if matches!(tokens.low(next), "ở" | "thuộc" | "trong" | "về") {
        next + 1
    } else {
        next
    };
    let field = fields_in(tokens, placed..(placed + 8).min(sentence.end));
    if level_at(tokens, placed, None).is_some()
        || tokens
            .phrase(placed, "lĩnh vực")
            .is_some_and(|end| field.first().is_some_and(|&(_, at)| at <= end))
        || tokens.phrase(next, "mô hình").is_some()
        || tokens.find(sentence.start..i, phrases!["lần lượt"]).is_some()
    {
        return true;
    }
    let closes =
        matches!(tokens.raw(next), "," | ";" | "(" | ")" | "." | "và" | "") || next >= sentence.end;
    // `năm 2020 có 86 mô hình, năm 2021 có 101, 2022: 120`
    let yearly = of_a_year(tokens, sentence, from) || year_behind(tokens, next);
    if closes && yearly && !found.is_empty() {
        return true;
    }
    if closes && found.last().is_some_and(|last| goes_on_by_unit(tokens, sentence, last, from)) {
        return true;
    }
    // The words of its own clause: after the last mark or count.
    let clause = (sentence.start.max(from.saturating_sub(12))..from)
        .rev()
        .find(|&t| {
            matches!(tokens.raw(t), ";" | "(")
                || (tokens.raw(t) == "," || tokens.low(t) == "và")
                    && !joins_field(tokens, t)
                    && !joins_level(tokens, t)
        })
        .map_or(sentence.start.max(from.saturating_sub(9)), |t| t + 1);
    let window = clause..from;
    let level = window.clone().any(|t| level_at(tokens, t, None).is_some());
    let field = !fields_in(tokens, window.clone()).is_empty();
    let holder = tokens.find(window.clone(), phrases!["tập thể", "cá nhân"]).is_some();
    // `gồm 31 tập thể và 23 cá nhân` behind a count of exemplars, `trong đó 180 của tập thể`.
    let holders = phrases!["tập thể", "cá nhân", "của tập thể", "của cá nhân"];
    let split = tokens.any_phrase(next, holders).is_some()
        && found.last().is_some_and(|f| {
            f.part && f.unit.is_none()
                || tokens
                    .find(f.behind.start..i, phrases!["gồm", "bao gồm", "trong đó", "(", ":"])
                    .is_some_and(|t| !(t..i).any(|m| matches!(tokens.raw(m), ";" | ".")))
        });
    // `số mô hình đăng ký là 111, số được công nhận là 98`; `trong 111 mô hình, có 98 được công nhận`
    let linked = tokens.low(i - 1) == "là" && found.last().is_some_and(|f| f.noun_before);
    let verb = linked && status_in(tokens, window).is_some()
        || tokens.low(i - 1) == "có"
            && tokens.low(next) == "được"
            && status_in(tokens, next..next + 4).is_some();
    closes && (level || field || holder) || split || verb
}

/// Whether a count is that of the unit right before it, in a list of units of which one before has
/// its noun: `huyện A 20 mô hình, huyện B 15`, `huyện A dẫn đầu với 24 mô hình, tiếp theo là huyện B 19`.
fn goes_on_by_unit(
    tokens: &Tokens<'_>,
    sentence: &Range<usize>,
    last: &Found,
    count: usize,
) -> bool {
    let joints =
        phrases![",", ";", "và", ", tiếp theo là", ", tiếp đến là", ", kế đến là", ", sau đó là"];
    let Some(start) = unit_before(tokens, sentence, count) else { return false };
    let near = last.number.next.max(start.saturating_sub(10));
    let Some(joint) = (near..start).find(|&t| tokens.longest(t, joints) == Some(start)) else {
        return false;
    };
    let succeeds = joint + 1 < start;
    succeeds || last.unit.is_none() || unit_before(tokens, sentence, last.at).is_some()
}

/// Where the unit begins that is named right before a count: `huyện A 15`, `xã B có 8`, `xã C (6`.
fn unit_before(tokens: &Tokens<'_>, sentence: &Range<usize>, count: usize) -> Option<usize> {
    let link = count.checked_sub(1).filter(|&t| t > sentence.start)?;
    let end = if matches!(tokens.low(link), "có" | "(" | "là" | ":") { link } else { count };
    let mut start = end;
    while start > sentence.start && start + 5 > end && tokens.is_capital(start - 1) {
        start -= 1;
        if type_word(tokens, start).is_some_and(|(_, name)| name < end) {
            return Some(start);
        }
    }
    let typed = |&t: &usize| type_word(tokens, t).is_some_and(|(_, name)| name == start);
    (start.saturating_sub(2).max(sentence.start)..start).find(typed).filter(|_| start < end)
}

/// Whether a count is told of the year right before it: `năm 2021 là 101`, `2021: 101`.
fn of_a_year(tokens: &Tokens<'_>, sentence: &Range<usize>, count: usize) -> bool {
    let links = |&t: &usize| matches!(tokens.low(t), "có" | "là" | ":" | "đạt");
    let Some(year) = count.checked_sub(1).filter(links).and_then(|link| link.checked_sub(1)) else {
        return false;
    };
    let printed =
        year > sentence.start && tokens.low(year - 1) == "năm" && year_at(tokens, year).is_some();
    printed || year >= sentence.start && bare_year(tokens, sentence, year).is_some()
}

/// Whether the year of a count stands in brackets behind it: `120 (năm 2022)`.
fn year_behind(tokens: &Tokens<'_>, i: usize) -> bool {
    let year = i + 1 + usize::from(tokens.low(i + 1) == "năm");
    tokens.raw(i) == "(" && year_at(tokens, year).is_some() && tokens.raw(year + 1) == ")"
}

fn year_like(tokens: &Tokens<'_>, i: usize) -> bool {
    tokens.raw(i).len() == 4 && i > 0 && matches!(tokens.low(i - 1), "năm" | "/" | "-" | "–")
}

/// `mô hình kinh tế`, `mô hình trồng nấm`: models of other things, unless quoted or Dân vận khéo.
fn is_other(tokens: &Tokens<'_>, sentence: &Range<usize>, end: usize, unit: Unit) -> bool {
    if unit != Unit::Model {
        // `điển hình như`, `gương người tốt việc tốt`
        return tokens.any_phrase(end, phrases!["như", "người tốt", "là"]).is_some();
    }
    let mut at = end;
    for word in ["phát", "triển"] {
        if tokens.low(at) == word {
            at += 1;
        }
    }
    // `20 mô hình kinh tế, 25 mô hình văn hóa - xã hội`, `26 mô hình về an ninh trật tự, 31 mô hình
    // phát triển kinh tế`: the fields of a list.
    let field = tokens.phrase(at, "kinh tế").is_some()
        && fields_in(tokens, sentence.clone())
            .iter()
            .any(|&(field, t)| field != Field::Economy && is_field_of_models(tokens, t));
    tokens.any_phrase(at, OTHER_MODELS).is_some()
        && !field
        && tokens.find(end..(end + 8).min(tokens.len()), phrases!["dân vận khéo"]).is_none()
}

/// Whether the field that begins at a token is that of models counted before it.
fn is_field_of_models(tokens: &Tokens<'_>, field: usize) -> bool {
    const LEADS: &Phrases = &Phrases::new(&[
        "về",
        "lĩnh vực",
        "về lĩnh vực",
        "thuộc lĩnh vực",
        "trong lĩnh vực",
        "ở lĩnh vực",
        "bảo vệ",
        "đảm bảo",
        "bảo đảm",
        "giữ gìn",
        "giữ vững",
    ]);
    let is_lead = |from: usize| from == field || tokens.longest(from, LEADS) == Some(field);
    (field.saturating_sub(3)..=field)
        .filter(|&from| is_lead(from))
        .any(|from| from >= 2 && noun_at(tokens, from - 2).is_some_and(|(_, end)| end == from))
}

/// The qualifier before a number: `gần`, `hơn`, `trên` …; the index where it begins.
fn qualifier_before(
    tokens: &Tokens<'_>,
    from: usize,
    i: usize,
) -> (Qualifier, Option<String>, usize) {
    const WORDS: &Table<Qualifier> = &Table::new(&[
        ("gần", Qualifier::About),
        ("khoảng", Qualifier::About),
        ("chừng", Qualifier::About),
        ("ngót", Qualifier::About),
        ("xấp xỉ", Qualifier::About),
        ("ước", Qualifier::About),
        ("trên dưới", Qualifier::About),
        ("không dưới", Qualifier::Over),
        ("hơn", Qualifier::Over),
        ("trên", Qualifier::Over),
        ("quá", Qualifier::Over),
        ("dưới", Qualifier::Under),
        ("chưa đến", Qualifier::Under),
        ("chưa đầy", Qualifier::Under),
        ("không quá", Qualifier::Under),
    ]);
    // Two words before one: `trên dưới 120` is no upper limit.
    for start in from.max(i.saturating_sub(2))..i {
        let found = tokens.entries(start, WORDS).find(|&(.., end)| end == i);
        if let Some((word, qualifier, _)) = found {
            return (qualifier, Some(word.to_owned()), start);
        }
    }
    (Qualifier::Exact, None, i)
}
