//! Documents cited by number, and laws by name.

use chrono::{Datelike, NaiveDate};

use super::bodies::{Bodies, national};
use super::doc::{Doc, clean};
use super::facts::{Body, Directive};
use super::offices::office;
use super::places::Geography;
use crate::article::LineKind;
use crate::reference::lexicon::{Entry, lexicon};
use crate::text::date::day;
use crate::text::document::{DocNumber, doc_number};
use crate::text::phrases::{Phrases, phrases};
use crate::text::token::{Shape, Tokens};

/// The documents an article cites, one entry for each, and the bodies that issued them.
pub fn directives(
    doc: &Doc<'_>,
    bodies: &Bodies,
    geography: &Geography,
) -> (Vec<Directive>, Vec<(Body, usize)>) {
    let tokens = &doc.tokens;
    let mut found: Vec<Directive> = Vec::new();
    let mut issuers = Vec::new();
    let mut i = 0;
    while i < tokens.len() {
        // Most tokens are no word of the vocabulary, no figures and no `Luật`.
        let possible = !doc.matches.at(i).is_empty()
            || tokens.shape(i) == Shape::Digits
            || tokens.is_capital(i);
        if !possible || doc.kind_at(i) == LineKind::Byline {
            i += 1;
            continue;
        }
        let cited = numbered(doc, i).or_else(|| law(doc, i).map(|c| vec![c]));
        let Some(cited) = cited else {
            i += 1;
            continue;
        };
        let mut next = i + 1;
        let last = cited.len() - 1;
        let mut made: Vec<Directive> = Vec::new();
        for (n, one) in cited.into_iter().enumerate() {
            let around =
                if n == last { around(doc, bodies, geography, &one, i) } else { Around::default() };
            next = next.max(around.end).max(one.end);
            if let Some(body) = &around.issuer {
                issuers.push((body.clone(), one.core));
            }
            made.push(Directive {
                issued_year: around.issued_on.map(|d| d.year()).or(one.year),
                kind: one.kind,
                number: one.number,
                issued_on: around.issued_on,
                issuer: around.issuer,
                title: one.title.or(around.title),
                basis: doc.basis(one.rule, one.core),
            });
        }
        // `217-QĐ/TW và 218-QĐ/TW ngày 12/12/2013 của Bộ Chính trị`: said of all.
        if let Some(whole) = made.last().cloned() {
            for one in &mut made {
                one.issued_on = one.issued_on.or(whole.issued_on);
                one.issued_year = one.issued_year.or(whole.issued_year);
                one.issuer = one.issuer.clone().or(whole.issuer.clone());
            }
        }
        for one in made {
            merge(&mut found, one);
        }
        i = next;
    }
    (found, issuers)
}

/// A citation before its date, issuer and title are read.
struct Cited {
    kind: String,
    number: Option<String>,
    title: Option<String>,
    year: Option<i32>,
    /// Token of the number or the law's name.
    core: usize,
    /// Index of the token after it.
    end: usize,
    rule: &'static str,
}

/// The kind word at a token, as the head noun.
fn kind_word(doc: &Doc<'_>, i: usize) -> Option<(&'static str, usize)> {
    let (end, kind) = doc.entries(i).find_map(|(m, e)| match e {
        Entry::Document(kind) => Some((m.end, *kind)),
        _ => None,
    })?;
    let head = match kind {
        "chương trình phối hợp" | "chương trình hành động" => "chương trình",
        "quy chế phối hợp" => "quy chế",
        kind => kind,
    };
    Some((head, end))
}

/// `Nghị quyết số 25-NQ/TW`, `Chỉ thị 19`, `Quyết định 217, 218-QĐ/TW`, `(số 25-NQ/TW)`.
fn numbered(doc: &Doc<'_>, i: usize) -> Option<Vec<Cited>> {
    let tokens = &doc.tokens;
    if let Some((kind, after)) = kind_word(doc, i) {
        let mut at = after;
        // `Chương trình hành động số`, `Kế hoạch liên tịch số`, `Quyết định về … ` is none.
        if tokens.any_phrase(at, phrases!["liên tịch", "liên ngành", "phối hợp"]).is_some()
        {
            at += 2;
        }
        while matches!(tokens.low(at), "số" | ":" | "." | "(") && at < after + 3 {
            at += 1;
        }
        if tokens.shape(at) != Shape::Digits {
            // `chỉ thị của Ban Bí thư số 30-CT/TW`: the bare number is found on its own.
            return None;
        }
        return numbers(doc, kind, at);
    }
    // A full number without a kind word before it.
    if tokens.shape(i) == Shape::Digits
        && !(i > 0 && tokens.glued(i) && matches!(tokens.raw(i - 1), "/" | "." | "-"))
    {
        let number = doc_number(tokens.text, tokens.list[i].start)?;
        let kind = *lexicon().document_codes.get(number.code.as_str())?;
        let end = token_after(tokens, number.end);
        // `từ nghị quyết … số`: the word may stand a little before.
        let before = (i.saturating_sub(8)..i).rev().find_map(|t| kind_word(doc, t)).map(|(k, _)| k);
        let kind = before.filter(|k| codes_fit(k, &number.code)).unwrap_or(kind);
        return Some(vec![Cited {
            kind: kind.to_owned(),
            year: number.year,
            number: Some(number.number),
            title: None,
            core: i,
            end,
            rule: "directives.bare_number",
        }]);
    }
    None
}

/// Whether a kind can bear a code.
fn codes_fit(kind: &str, code: &str) -> bool {
    lexicon().document_codes.get(code).is_some_and(|k| *k == kind)
        || code == "QĐ" && kind == "quy định"
        || code == "TT" && kind == "thông tư"
}

/// One or several numbers behind a kind word.
fn numbers(doc: &Doc<'_>, kind: &'static str, start: usize) -> Option<Vec<Cited>> {
    let tokens = &doc.tokens;
    let mut list: Vec<Cited> = Vec::new();
    let mut bare: Vec<usize> = Vec::new();
    let mut at = start;
    let made = |number: DocNumber, core: usize, end: usize| Cited {
        kind: kind.to_owned(),
        year: number.year,
        number: Some(number.number),
        title: None,
        core,
        end,
        rule: "directives.number",
    };
    loop {
        if tokens.shape(at) != Shape::Digits {
            break;
        }
        if let Some(number) = doc_number(tokens.text, tokens.list[at].start) {
            let end = token_after(tokens, number.end);
            // `217, 218-QĐ/TW`: the suffix is shared.
            let suffix = number.number.trim_start_matches(|c: char| c.is_ascii_digit()).to_owned();
            for &t in &bare {
                list.push(made(
                    DocNumber { number: format!("{}{suffix}", tokens.raw(t)), ..number.clone() },
                    t,
                    t + 1,
                ));
            }
            bare.clear();
            list.push(made(number, at, end));
            at = end;
        } else if list.is_empty() && slipped(tokens, at).is_some() {
            let (number, end) = slipped(tokens, at)?;
            list.push(made(DocNumber { number, end: 0, year: None, code: String::new() }, at, end));
            at = end;
        } else if let Some(end) = number_of_year(tokens, kind, at) {
            let number = format!("{}/{}", tokens.raw(at), tokens.raw(at + 2));
            let year = tokens.raw(at + 2).parse().ok();
            list.push(made(DocNumber { number, end: 0, year, code: String::new() }, at, end));
            at = end;
        } else if tokens.raw(at).len() <= 4 && plain_number(tokens, at) {
            bare.push(at);
            at += 1;
        } else {
            break;
        }
        // `, 218-QĐ/TW`, `và số 218-QĐ/TW`, `và 218`
        let mut next = at;
        if matches!(tokens.low(next), "," | "và" | ";") {
            next += 1;
        } else {
            break;
        }
        if tokens.low(next) == "số" {
            next += 1;
        }
        let another = tokens.shape(next) == Shape::Digits
            && (doc_number(tokens.text, tokens.list[next].start).is_some()
                || !bare.is_empty() && plain_number(tokens, next));
        if !another {
            break;
        }
        at = next;
    }
    // Numbers without any code: `Chỉ thị 19`, `Nghị quyết 98`.
    if !bare.is_empty() {
        let numbered_kind = matches!(
            kind,
            "nghị quyết"
                | "chỉ thị"
                | "kết luận"
                | "quyết định"
                | "quy định"
                | "nghị định"
                | "thông tư"
                | "kế hoạch"
                | "hướng dẫn"
                | "đề án"
                | "pháp lệnh"
                | "công văn"
                | "công điện"
        );
        if numbered_kind {
            for t in bare {
                let value: i32 = tokens.raw(t).parse().ok()?;
                // A year is no number: `Nghị quyết 2024`.
                if !(1990..=2045).contains(&value) {
                    list.push(Cited {
                        kind: kind.to_owned(),
                        number: Some(tokens.raw(t).to_owned()),
                        title: None,
                        year: None,
                        core: t,
                        end: t + 1,
                        rule: "directives.short_number",
                    });
                }
            }
        }
    }
    (!list.is_empty()).then_some(list)
}

/// `Pháp lệnh 34/2007 của Ủy ban Thường vụ Quốc hội`: number and year without a code.
fn number_of_year(tokens: &Tokens<'_>, kind: &str, i: usize) -> Option<usize> {
    let normative = matches!(
        kind,
        "pháp lệnh" | "nghị định" | "thông tư" | "nghị quyết" | "quyết định" | "luật"
    );
    let year = crate::text::period::year_at(tokens, i + 2)?;
    (normative
        && year >= 1990
        && tokens.raw(i + 1) == "/"
        && tokens.glued(i + 1)
        && tokens.glued(i + 2)
        && !(tokens.raw(i + 3) == "/" && tokens.glued(i + 3)))
    .then_some(i + 3)
}

/// `34 CT/TW`: a space where the dash should be.
fn slipped(tokens: &Tokens<'_>, i: usize) -> Option<(String, usize)> {
    let code = tokens.raw(i + 1);
    (tokens.shape(i + 1) == Shape::Upper
        && lexicon().document_codes.contains_key(code)
        && tokens.raw(i + 2) == "/"
        && tokens.glued(i + 2)
        && tokens.is_capital(i + 3)
        && tokens.glued(i + 3))
    .then(|| (format!("{}-{code}/{}", tokens.raw(i), tokens.raw(i + 3)), i + 4))
}

/// Figures that are a document's number: not a date, not a count of documents.
fn plain_number(tokens: &Tokens<'_>, i: usize) -> bool {
    let next = tokens.raw(i + 1);
    let continues = tokens.glued(i + 1)
        && matches!(next, "/" | "-" | "." | "%" | "–")
        && tokens.glued(i + 2)
        && tokens.is_word(i + 2) | (tokens.shape(i + 2) == Shape::Digits);
    !continues
        && !matches!(tokens.low(i + 1), "năm" | "tháng" | "xã" | "huyện" | "nhiệm" | "nội" | "mô" | "chỉ" | "tiêu" | "ngày" if tokens.low(i + 1) != "ngày")
}

fn token_after(tokens: &Tokens<'_>, byte: usize) -> usize {
    tokens.list.partition_point(|t| t.start < byte)
}

/// Laws often cited, so that their names end right whatever follows.
const LAWS: &Phrases = &Phrases::new(&[
    "thực hiện dân chủ ở cơ sở",
    "mặt trận tổ quốc việt nam",
    "thi đua , khen thưởng",
    "tiếp công dân",
    "khiếu nại",
    "tố cáo",
    "đất đai",
    "tổ chức chính quyền địa phương",
    "công đoàn",
    "thanh niên",
    "tín ngưỡng , tôn giáo",
    "tổ chức hđnd và ubnd",
    "bảo vệ môi trường",
    "hòa giải ở cơ sở",
    "phòng , chống tham nhũng",
    "phòng , chống ma túy",
    "phòng , chống bạo lực gia đình",
    "bầu cử đại biểu quốc hội và đại biểu hội đồng nhân dân",
    "nghĩa vụ quân sự",
    "an ninh mạng",
    "giao thông đường bộ",
    "trật tự , an toàn giao thông đường bộ",
    "căn cước công dân",
    "căn cước",
    "cư trú",
    "hôn nhân và gia đình",
    "bình đẳng giới",
    "trẻ em",
    "người cao tuổi",
    "cán bộ , công chức",
    "viên chức",
    "biên phòng việt nam",
    "lực lượng tham gia bảo vệ an ninh , trật tự ở cơ sở",
    "dân quân tự vệ",
    "hợp tác xã",
    "nhà ở",
    "dân sự",
    "hình sự",
    "lao động",
]);

/// `Luật Thực hiện dân chủ ở cơ sở`, `Bộ luật Dân sự`.
fn law(doc: &Doc<'_>, i: usize) -> Option<Cited> {
    let tokens = &doc.tokens;
    let (kind, start) = match (tokens.raw(i), tokens.low(i + 1)) {
        ("Luật", _) => ("luật", i + 1),
        ("Bộ", "luật") => ("bộ luật", i + 2),
        ("Pháp", "lệnh") => ("pháp lệnh", i + 2),
        _ => return None,
    };
    if i > 0
        && matches!(
            tokens.low(i - 1),
            "pháp" | "bộ" | "phòng" | "đại" | "khoa" | "trường" | "ngành"
        )
    {
        return None;
    }
    let known = tokens.longest(start, LAWS);
    let end = match known {
        Some(end) => end,
        None => law_end(doc, start)?,
    };
    // `Luật Tín ngưỡng, tôn giáo năm 2016 và Luật …`; the number may follow: `số 10/2022/QH15`.
    let mut number = None;
    let mut year = None;
    let mut after = end;
    let mut at = end;
    if tokens.low(at) == "năm" {
        at += 2;
    }
    if tokens.raw(at) == "(" || tokens.raw(at) == "," {
        at += 1;
    }
    if tokens.low(at) == "luật" {
        at += 1;
    }
    if tokens.low(at) == "số" {
        at += 1;
    }
    if tokens.shape(at) == Shape::Digits
        && let Some(found) = doc_number(tokens.text, tokens.list[at].start)
    {
        after = token_after(tokens, found.end);
        year = found.year;
        number = Some(found.number);
    }
    let title = super::bodies::expand_abbreviations(&doc.clean(start..end));
    Some(Cited {
        kind: kind.to_owned(),
        number,
        title: Some(title),
        year,
        core: i,
        end: after,
        rule: "directives.law",
    })
}

/// Where the name of a law that is not on the list ends.
fn law_end(doc: &Doc<'_>, start: usize) -> Option<usize> {
    let tokens = &doc.tokens;
    if tokens.shape(start) != Shape::Initial || matches!(tokens.low(start), "sư" | "gia") {
        return None;
    }
    let line_end = tokens.lines[tokens.line_of(start)].end;
    let mut end = start;
    while end < line_end && end < start + 12 {
        let stop = matches!(tokens.raw(end), "," | ";" | "." | "(" | ")" | ":" | "”" | "\"")
            || tokens
                .any_phrase(
                    end,
                    phrases![
                        "năm",
                        "số",
                        "ngày",
                        "được",
                        "có",
                        "đã",
                        "quy định",
                        "trên",
                        "tại",
                        "đến",
                        "cho",
                        "gồm",
                        "là",
                        "trong",
                        "của",
                        "với",
                        "sẽ",
                        "để",
                        "và các",
                        "và luật",
                        "và nghị",
                        "và bộ",
                        "và quy",
                    ],
                )
                .is_some();
        if stop && end > start {
            break;
        }
        end += 1;
    }
    (end > start).then_some(end)
}

/// Date, issuer and title around a citation.
#[derive(Default)]
struct Around {
    issued_on: Option<NaiveDate>,
    issuer: Option<Body>,
    title: Option<String>,
    end: usize,
}

fn around(
    doc: &Doc<'_>,
    bodies: &Bodies,
    geography: &Geography,
    cited: &Cited,
    kind_at: usize,
) -> Around {
    let tokens = &doc.tokens;
    let mut out = Around { end: cited.end, ..Around::default() };
    let line_end = tokens.lines[tokens.line_of(cited.core)].end;
    let mut at = cited.end;
    // Date and issuer come in either order, parted by commas and brackets.
    for _ in 0..8 {
        if at >= line_end {
            break;
        }
        let mut next = at;
        if matches!(tokens.raw(next), "," | "(" | ")" | "-" | "–") {
            next += 1;
        }
        if tokens.low(next) == "ban" && tokens.low(next + 1) == "hành" {
            next += 2;
        }
        // `217-QĐ/TW và 218-QĐ/TW cùng ngày 12/12/2013`
        if tokens.low(next) == "cùng" {
            next += 1;
        }
        if out.issued_on.is_none()
            && tokens.low(next) == "ngày"
            && let Some(found) = day(tokens, next + 1)
        {
            // A printed day that the calendar does not know stays out; so does one without year.
            out.issued_on = found.date(None);
            at = found.next;
            out.end = at;
            continue;
        }
        if out.issued_on.is_none()
            && tokens.low(next) == "ngày"
            && let Some(broken) = broken_day(tokens, next + 1)
        {
            at = broken;
            continue;
        }
        // `(khóa XI)`, `khóa XIII`, `năm 2024`
        if tokens.low(next) == "khóa" {
            at = next + 2;
            if tokens.raw(at) == ")" {
                at += 1;
            }
            continue;
        }
        if out.issuer.is_none()
            && matches!(tokens.low(next), "của" | "do")
            && let Some((body, end)) = issuer_at(doc, bodies, geography, next + 1)
        {
            out.issuer = Some(body);
            at = end;
            out.end = at;
            // `Liên tịch A và B`, `của A - B`: the first of joint ones; the others are passed.
            continue;
        }
        break;
    }
    if out.issuer.is_none()
        && let Some((body, date)) = issued_before(doc, bodies, geography, kind_at)
    {
        out.issuer = Some(body);
        out.issued_on = out.issued_on.or(date);
    }
    if out.issuer.is_none()
        && let Some((body, date)) = issued_behind(doc, bodies, geography, cited.end)
    {
        out.issuer = Some(body);
        out.issued_on = out.issued_on.or(date);
    }
    if out.issuer.is_none() {
        out.issuer = issuer_before(doc, bodies, geography, kind_at);
    }
    if cited.title.is_none() {
        // Other documents may be cited inside a title that runs to the end of the sentence, so
        // the reading goes on behind the number, not behind the title.
        out.title = title_at(doc, at, line_end);
    }
    out
}

/// A date that cannot be read, so that what follows it still is: `ngày 30/2/2024`.
fn broken_day(tokens: &Tokens<'_>, i: usize) -> Option<usize> {
    if tokens.shape(i) != Shape::Digits {
        return None;
    }
    let mut at = i;
    while tokens.shape(at) == Shape::Digits
        || matches!(tokens.raw(at), "/" | "-" | ".") && tokens.glued(at)
    {
        at += 1;
    }
    (at > i + 1).then_some(at)
}

/// The issuer named at a token: a body, the head of a body, a conference of the centre.
fn issuer_at(
    doc: &Doc<'_>,
    bodies: &Bodies,
    geography: &Geography,
    i: usize,
) -> Option<(Body, usize)> {
    let tokens = &doc.tokens;
    // `Hội nghị Trung ương 7 (khóa XI)`, `Hội nghị lần thứ bảy Ban Chấp hành Trung ương`
    if let Some(at) = tokens.phrase(i, "hội nghị") {
        let limit = at + 8;
        let central = (at..limit).find(|&t| {
            tokens.phrase(t, "trung ương").is_some()
                || bodies.at(t).is_some_and(|b| b.name == "Ban Chấp hành Trung ương")
        })?;
        let mut end = bodies.at(central).map_or(central + 2, |b| b.tokens.end);
        if tokens.shape(end) == Shape::Digits {
            end += 1;
        }
        return Some((national("Ban Chấp hành Trung ương".into()), end));
    }
    // `Trung ương`, `Đảng` alone are no issuers; `Đồng chí Chủ tịch UBND tỉnh` is the body's head.
    if let Some(body) = bodies.at(i) {
        return bodies.body(body, geography).map(|b| (b, body.tokens.end));
    }
    if let Some(head) = office(doc, bodies, i) {
        let body = head.body.as_ref()?;
        return bodies.body(body, geography).map(|b| (b, head.tokens.end));
    }
    None
}

/// `UBND tỉnh ngày 30/6/2017 đã ban hành Kế hoạch số …`: the issuer and the day.
fn issued_before(
    doc: &Doc<'_>,
    bodies: &Bodies,
    geography: &Geography,
    kind_at: usize,
) -> Option<(Body, Option<NaiveDate>)> {
    let tokens = &doc.tokens;
    let sentence = doc.sentence(kind_at);
    let verb = (kind_at.saturating_sub(2).max(sentence.start)..kind_at)
        .find(|&t| tokens.phrase(t, "ban hành") == Some(kind_at))?;
    let body = bodies.before(doc, verb)?;
    let at = body.tokens.end;
    if tokens.low(at) != "ngày" {
        return None;
    }
    let found = day(tokens, at + 1)?;
    let gap = found.next..verb;
    let close =
        gap.len() <= 3 && gap.clone().all(|t| matches!(tokens.low(t), "đã" | "vừa" | "," | "mới"));
    close.then_some(())?;
    bodies.body(body, geography).map(|b| (b, found.date(None)))
}

/// `Chỉ thị số 30-CT/TU “…” đã được Thành ủy Hà Nội ban hành ngày 19/2/2024`.
fn issued_behind(
    doc: &Doc<'_>,
    bodies: &Bodies,
    geography: &Geography,
    from: usize,
) -> Option<(Body, Option<NaiveDate>)> {
    let tokens = &doc.tokens;
    let end = doc.sentence(from).end.min(from + 70);
    let passive = (from..end).find(|&t| {
        tokens.low(t) == "được"
            && bodies.at(t + 1).is_some_and(|b| tokens.phrase(b.tokens.end, "ban hành").is_some())
    })?;
    // Another document in between would be the one that was issued.
    if (from..passive).any(|t| kind_word(doc, t).is_some_and(|(_, n)| tokens.low(n) == "số")) {
        return None;
    }
    let body = bodies.at(passive + 1)?;
    let at = body.tokens.end + 2;
    let date = (tokens.low(at) == "ngày").then(|| day(tokens, at + 1)?.date(None)).flatten();
    bodies.body(body, geography).map(|b| (b, date))
}

/// `Ban Thường vụ Huyện ủy ban hành Kế hoạch số …`, `của Thủ tướng Chính phủ là Chỉ thị …`,
/// `của Trưởng phòng Nội vụ tại Tờ trình số …`.
fn issuer_before(
    doc: &Doc<'_>,
    bodies: &Bodies,
    geography: &Geography,
    kind_at: usize,
) -> Option<Body> {
    let tokens = &doc.tokens;
    let sentence = doc.sentence(kind_at);
    let mut end = kind_at;
    // A second document of the same sentence shares the issuer before the first:
    // `hai văn bản của A là Chỉ thị … và Công văn …`.
    let joint =
        |t: usize| tokens.phrase(t, "ban hành").is_some() || matches!(tokens.low(t), "là" | "tại");
    let start = sentence.start.max(end.saturating_sub(4));
    let verb = (start..end).rev().find(|&t| joint(t))?;
    end = verb;
    while end > sentence.start && matches!(tokens.low(end - 1), "đã" | "vừa") {
        end -= 1;
    }
    let body = bodies.before(doc, end).filter(|b| b.tokens.end == end)?;
    let needs_of = tokens.low(verb) == "là" || tokens.low(verb) == "tại";
    if needs_of {
        let from = body.tokens.start.saturating_sub(4);
        let of = (from..body.tokens.start).any(|t| tokens.low(t) == "của");
        if !of {
            return None;
        }
    }
    bodies.body(body, geography)
}

/// `về …`, `về việc …`, `“…”`: the title behind a citation.
fn title_at(doc: &Doc<'_>, i: usize, line_end: usize) -> Option<String> {
    let tokens = &doc.tokens;
    let mut at = i;
    let mut cue = false;
    while matches!(tokens.raw(at), "," | ":" | "-" | "–") && at < i + 2 {
        at += 1;
    }
    for words in ["về việc ban hành", "về ban hành", "về việc", "v / v", "ban hành", "về"]
    {
        if let Some(next) = tokens.phrase(at, words) {
            at = next;
            cue = true;
            break;
        }
    }
    if is_open_quote(tokens, at) {
        let close = (at + 1..line_end.min(at + 120))
            .find(|&t| matches!(tokens.raw(t), "”" | "\"" | "»"))
            .or_else(|| doc.tokens.sentences.get(doc.tokens.sentence_of(at)).map(|s| s.end))?;
        let title = doc.clean(at + 1..close);
        return (!title.is_empty()).then_some(title);
    }
    if !cue {
        return None;
    }
    let sentence_end = doc.sentence(at).end;
    let mut end = at;
    while end < sentence_end {
        let raw = tokens.raw(end);
        if matches!(raw, ";" | "…" | ")") || raw == "." && end + 1 >= sentence_end {
            break;
        }
        // Another document of the list; `tiếp tục thực hiện Nghị quyết số …` is the title's object.
        if end > at
            && matches!(tokens.low(end - 1), "," | "và" | "-" | "–")
            && kind_word(doc, end).is_some_and(|(_, after)| {
                tokens.low(after) == "số" || tokens.shape(after) == Shape::Digits
            })
        {
            break;
        }
        end += 1;
    }
    while end > at
        && (matches!(tokens.raw(end - 1), "," | "." | "-" | "…") || tokens.low(end - 1) == "và")
    {
        end -= 1;
    }
    let title = clean(tokens.slice(at..end));
    (!title.is_empty()).then_some(title)
}

fn is_open_quote(tokens: &Tokens<'_>, i: usize) -> bool {
    matches!(tokens.raw(i), "“" | "\"" | "«" | "”" | "„")
}

/// Number without separators and case, for one document cited in several ways.
fn folded(number: &str) -> String {
    number.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Adds a citation to those found: one entry for one document, the fullest form kept.
fn merge(found: &mut Vec<Directive>, new: Directive) {
    let same = found.iter().position(|old| match (&old.number, &new.number) {
        (Some(a), Some(b)) => {
            let (fa, fb) = (folded(a), folded(b));
            old.kind == new.kind && (fa == fb || short_of(a, b) || short_of(b, a))
        }
        (None, None) => {
            old.kind == new.kind
                && super::doc::clean(old.title.as_deref().unwrap_or("")).to_lowercase()
                    == super::doc::clean(new.title.as_deref().unwrap_or("")).to_lowercase()
        }
        // A law cited by name here and with its number there.
        _ => {
            old.kind == new.kind
                && matches!(&*old.kind, "luật" | "bộ luật")
                && old.title.is_some()
                && old.title.as_ref().map(|t| t.to_lowercase())
                    == new.title.as_ref().map(|t| t.to_lowercase())
        }
    });
    match same {
        Some(n) => {
            let old = &mut found[n];
            if old.number.as_ref().map_or(0, String::len)
                < new.number.as_ref().map_or(0, String::len)
            {
                old.number = new.number;
            }
            old.issued_on = old.issued_on.or(new.issued_on);
            old.issued_year = old.issued_year.or(new.issued_year);
            old.issuer = old.issuer.take().or(new.issuer);
            old.title = old.title.take().or(new.title);
            for evidence in new.basis.evidence {
                if !old.basis.evidence.contains(&evidence) {
                    old.basis.evidence.push(evidence);
                }
            }
        }
        None => found.push(new),
    }
}

/// `19` is a short form of `19-CT/TU`.
fn short_of(short: &str, long: &str) -> bool {
    short.chars().all(|c| c.is_ascii_digit())
        && long.len() > short.len()
        && long.starts_with(short)
        && !long[short.len()..].starts_with(|c: char| c.is_ascii_digit())
}
