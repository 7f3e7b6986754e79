//! Documents cited by number, and laws by name.

mod issuer;
mod law;
mod title;

use chrono::{Datelike, NaiveDate};

use self::issuer::{issued_before, issued_behind, issuer_at, issuer_before};
use self::law::{LAW_WORDS, law};
use self::title::title_at;
use super::bodies::Bodies;
use super::doc::Doc;
use super::facts::{Body, Directive};
use super::places::Geography;
use crate::article::LineKind;
use crate::reference::lexicon::{Entry, lexicon};
use crate::text::date::day;
use crate::text::document::{DocNumber, doc_number};
use crate::text::phrases::phrases;
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
    // `Bộ Chính trị ban hành Kết luận số 126-KL/TW và Kết luận số 127-KL/TW`
    let mut joint: Option<(Body, usize)> = None;
    // The citation before, and where it ended: what is said behind the next may be said of both.
    let mut before: Option<(Vec<Directive>, usize)> = None;
    let possible = tokens.beginning(LAW_WORDS).or(&doc.documents_at).or(tokens.figures());
    let mut next = 0;
    while let Some(i) = possible.first(next..tokens.len()) {
        next = i + 1;
        if doc.kind_at(i) == LineKind::Byline {
            continue;
        }
        let cited = numbered(doc, i).or_else(|| law(doc, i).map(|c| vec![c]));
        let Some(cited) = cited else { continue };
        let last = cited.len() - 1;
        let mut made: Vec<Directive> = Vec::new();
        for (n, one) in cited.into_iter().enumerate() {
            let mut around =
                if n == last { around(doc, bodies, geography, &one, i) } else { Around::default() };
            next = next.max(around.end).max(one.end);
            let shared = joint.take().filter(|(_, end)| is_joined(tokens, *end, i));
            if around.issuer.is_none()
                && let Some((body, _)) = shared
            {
                around.issuer = Some(body);
                around.by_subject = true;
            }
            joint = around.issuer.clone().filter(|_| around.by_subject).map(|b| (b, next));
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
        if let Some((mut earlier, end)) = before.replace((made, next)) {
            let made = before.as_ref().map_or(&[][..], |(made, _)| made);
            if is_joined(tokens, end, i) {
                share_issuer(&mut earlier, made);
            }
            earlier.into_iter().for_each(|one| merge(&mut found, one));
        }
    }
    before.into_iter().flat_map(|(made, _)| made).for_each(|one| merge(&mut found, one));
    (found, issuers)
}

/// `Nghị quyết số 37-NQ/TW ngày … và Kết luận số 48-KL/TW ngày … của Bộ Chính trị`: of documents
/// in one series the issuer is said once.
fn share_issuer(earlier: &mut [Directive], next: &[Directive]) {
    let series = |one: &Directive| {
        let (_, series) = one.number.as_ref()?.rsplit_once('/')?;
        Some(series.to_owned())
    };
    let Some(said) = next.last().filter(|one| one.issuer.is_some()) else { return };
    for one in earlier.iter_mut().filter(|one| one.issuer.is_none()) {
        if series(one).is_some() && series(one) == series(said) {
            one.issuer = said.issuer.clone();
        }
    }
}

/// Whether only `và` or a comma part two citations.
fn is_joined(tokens: &Tokens<'_>, from: usize, to: usize) -> bool {
    from < to && to - from <= 2 && (from..to).all(|t| matches!(tokens.low(t), ")" | "," | "và"))
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
            || kind == "thông báo" && tokens.phrase(at, "kết luận").is_some()
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
        } else if tokens.raw(at).len() <= 4
            && plain_number(tokens, at)
            && !(is_verb(tokens, kind, start) && counts_things(tokens, at))
        {
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
                | "thông báo"
                | "thông tri"
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

/// Whether a kind word before a bare number may be a verb: small, without `số`.
fn is_verb(tokens: &Tokens<'_>, kind: &str, number: usize) -> bool {
    let verb = matches!(kind, "hướng dẫn" | "thông báo" | "quyết định" | "quy định" | "kết luận");
    verb && tokens.low(number - 1) != "số" && tokens.shape(number.saturating_sub(2)) == Shape::Lower
}

/// `hướng dẫn 09 xã đăng ký`, `thông báo 3 đơn vị`: no number of a document, which a mark or its
/// issuer, day or subject follows.
fn counts_things(tokens: &Tokens<'_>, i: usize) -> bool {
    tokens.is_word(i + 1)
        && !matches!(
            tokens.low(i + 1),
            "của" | "về" | "ngày" | "năm" | "và" | "khóa" | "do" | "được" | "ban"
        )
}

fn token_after(tokens: &Tokens<'_>, byte: usize) -> usize {
    tokens.list.partition_point(|t| t.start < byte)
}

/// Date, issuer and title around a citation.
#[derive(Default)]
struct Around {
    issued_on: Option<NaiveDate>,
    issuer: Option<Body>,
    title: Option<String>,
    end: usize,
    /// The issuer is the subject of a verb before the citation.
    by_subject: bool,
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
        // `217-QĐ/TW và 218-QĐ/TW cùng ngày 12/12/2013`, `ban hành ngày`, `ký ngày`, `cũng của`
        let passed = phrases!["ban hành", "ký ban hành", "ký", "cùng", "cũng"];
        next = tokens.longest(next, passed).unwrap_or(next);
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
            && let Some(named) = tokens
                .any_phrase(next, phrases!["của", "do"])
                .or_else(|| tokens.phrase(next, "hội nghị").map(|_| next))
            && let Some((body, end)) = issuer_at(doc, bodies, geography, named)
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
        out.by_subject = true;
    }
    if out.issuer.is_none()
        && let Some((body, date)) = issued_behind(doc, bodies, geography, kind_at, cited.end)
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
        out.title = title_at(doc, at, line_end, at > cited.end);
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

/// Number without separators and case, for one document cited in several ways.
fn folded(number: &str) -> String {
    number.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Adds a citation to those found: one entry for one document, the fullest form kept. One that gives
/// another day of issue stays by itself: a slip is reported, and a number may be that of two terms.
fn merge(found: &mut Vec<Directive>, new: Directive) {
    let another_day =
        |old: &Directive| old.issued_on.zip(new.issued_on).is_some_and(|(one, other)| one != other);
    let same = found.iter().position(|old| match (&old.number, &new.number) {
        _ if another_day(old) => false,
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
