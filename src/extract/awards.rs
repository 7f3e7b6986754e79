//! Awards: commendations with a count of collectives or individuals.

use std::ops::Range;

use super::bodies::{Bodies, BodyMention};
use super::doc::Doc;
use super::facts::{Award, Body};
use super::offices::office;
use super::persons::PersonMention;
use super::places::Geography;
use crate::article::LineKind;
use crate::text::letters::lower_case;
use crate::text::number::number;
use crate::text::period::{PeriodKind, periods};
use crate::text::phrases::{Phrases, Table, phrases};
use crate::text::token::{Shape, Tokens};

/// Forms with their canonical words; longer ones first. The flag says that the words are a
/// thing given (a noun), which names the form better than the verb.
const FORMS: &Table<bool> = &Table::new(&[
    ("huân chương lao động", true),
    ("huân chương", true),
    ("huy chương", true),
    ("kỷ niệm chương", true),
    ("cờ dẫn đầu phong trào thi đua", true),
    ("cờ đơn vị xuất sắc", true),
    ("cờ thi đua", true),
    ("cờ dẫn đầu", true),
    ("bằng khen", true),
    ("giấy khen", true),
    ("giấy biểu dương", true),
    ("giấy chứng nhận", true),
    ("thư khen", true),
    ("thư cảm ơn", true),
    ("bằng ghi công", true),
    ("biểu dương , khen thưởng", false),
    ("tuyên dương , khen thưởng", false),
    ("biểu dương và khen thưởng", false),
    ("tôn vinh , khen thưởng", false),
    ("khen thưởng", false),
    ("biểu dương", false),
    ("tuyên dương", false),
    ("tôn vinh", false),
    ("vinh danh", false),
    ("khen", false),
]);

/// The canonical form of printed words.
fn canonical(words: &'static str) -> &'static str {
    match words {
        "biểu dương , khen thưởng"
        | "tuyên dương , khen thưởng"
        | "biểu dương và khen thưởng"
        | "tôn vinh , khen thưởng" => "khen thưởng",
        words => words,
    }
}

/// A form word at a token: canonical form, noun or verb, index after it.
fn form_at(tokens: &Tokens<'_>, i: usize) -> Option<(&'static str, bool, usize)> {
    let (words, noun, end) = tokens.entries(i, FORMS).next()?;
    // `khen 5 tập thể`, but not `khen ngợi`, `được khen`.
    if words == "khen" && number(tokens, end).is_none() {
        return None;
    }
    Some((canonical(words), noun, end))
}

/// Who is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Holders {
    Collectives,
    Individuals,
    Total,
}

/// A count of holders: value, who, its tokens.
struct Counted {
    value: i64,
    who: Holders,
    tokens: Range<usize>,
}

/// The counts of holders in a range.
fn counts(tokens: &Tokens<'_>, range: Range<usize>) -> Vec<Counted> {
    let mut found: Vec<Counted> = Vec::new();
    let mut from = range.start;
    while let Some(i) = tokens.numbers().first(from..range.end) {
        from = i + 1;
        let Some(n) = number(tokens, i).filter(|n| n.value > 0) else { continue };
        // `lượt tập thể`, `lượt cá nhân`
        let mut at = n.next;
        while matches!(tokens.low(at), "lượt" | "các" | "hội" | "nữ")
            && tokens.low(at + 1) != "viên"
        {
            at += 1;
        }
        // `7 mô hình tập thể, 11 điển hình cá nhân`: both models and winners.
        if let Some(end) = tokens.any_phrase(at, phrases!["mô hình", "điển hình", "gương"])
            && tokens.any_phrase(end, phrases!["tập thể", "cá nhân"]).is_some()
        {
            at = end;
        }
        // `trao 04 Kỷ niệm chương`: as many persons.
        let badges = tokens.phrase(at, "kỷ niệm chương").map(|_| (Holders::Individuals, n.next));
        let who = holder_at(tokens, at).or(badges);
        if let Some((who, end)) = who
            && !(n.in_words && tokens.low(i) == "năm" && tokens.shape(n.next) == Shape::Digits)
            && !ordinal(tokens, i)
            && !is_guests(tokens, i, found.is_empty())
            // `364 lượt chiến sĩ thi đua cơ sở`: titles, as often as they were won.
            && !(tokens.low(n.next) == "lượt" && tokens.phrase(n.next + 1, "chiến sĩ thi đua").is_some())
            && !(i > range.start && is_home(tokens, i))
        {
            found.push(Counted { value: n.value, who, tokens: i..end });
            from = end;
            continue;
        }
        from = n.next.max(from);
    }
    found
}

/// `12 cá nhân ở 5 thôn`, `3 cán bộ của 2 đơn vị`: where the holders are from; not `với sự hiện diện của
/// 10 tập thể`.
fn is_home(tokens: &Tokens<'_>, i: usize) -> bool {
    let came = i > 1 && matches!(tokens.low(i - 2), "diện" | "dự" | "mặt" | "gia");
    match tokens.low(i - 1) {
        "của" => !came,
        before => matches!(before, "ở" | "tại" | "thuộc" | "từ"),
    }
}

/// `đại diện Thường trực 23 cơ sở Hội, các tập thể được khen thưởng`: who came, not who won.
fn is_guests(tokens: &Tokens<'_>, i: usize, first: bool) -> bool {
    let near = i.saturating_sub(4)..i;
    // `… được khen thưởng cùng 150 cán bộ, hội viên`
    first && i > 0 && tokens.low(i - 1) == "cùng"
        || tokens.find(near, phrases!["đại diện", "lãnh đạo"]).is_some()
}

/// `thứ 7`, `số 2`, `khóa 5`
fn ordinal(tokens: &Tokens<'_>, i: usize) -> bool {
    i > 0 && matches!(tokens.low(i - 1), "thứ" | "số" | "khóa" | "lần" | "tổ" | "kỳ")
}

/// The counted holders at a token.
fn holder_at(tokens: &Tokens<'_>, i: usize) -> Option<(Holders, usize)> {
    const MIXED: &Phrases = &Phrases::new(&[
        "tập thể , cá nhân",
        "tập thể và cá nhân",
        "tập thể & cá nhân",
        "tập thể / cá nhân",
        "tập thể - cá nhân",
        "đơn vị , cá nhân",
        "tập thể , hộ gia đình",
    ]);
    if let Some(end) = tokens.any_phrase(i, MIXED) {
        return Some((Holders::Total, end));
    }
    if let Some(end) = tokens.any_phrase(
        i,
        phrases![
            "tập thể",
            "đơn vị",
            "chi bộ",
            "đảng bộ",
            "tổ chức cơ sở đảng",
            "tổ dân vận",
            "cơ quan",
            "chi hội",
            "cơ sở hội",
            "cơ sở đoàn",
            "công đoàn cơ sở",
            "khối dân vận",
            "khu dân cư",
            "doanh nghiệp",
            "câu lạc bộ",
            "thôn",
            "đội",
        ],
    ) {
        return Some((Holders::Collectives, end));
    }
    tokens
        .any_phrase(
            i,
            phrases![
                "cá nhân",
                "hộ gia đình",
                "gia đình",
                "hộ",
                "đồng chí",
                "đ / c",
                "người",
                "hội viên",
                "đảng viên",
                "đoàn viên",
                "công dân",
                "nhà giáo",
                "tuyên truyền viên",
                "cán bộ",
                "già làng",
                "chiến sĩ",
                "thành viên",
            ],
        )
        .map(|end| (Holders::Individuals, end))
}

/// The rule of an award whose winner is named, not counted.
const NAMED: &str = "awards.named";

/// The awards of an article, and the bodies that gave them.
pub fn awards(
    doc: &Doc<'_>,
    bodies: &Bodies,
    geography: &Geography,
    persons: &[PersonMention],
) -> (Vec<Award>, Vec<(Body, usize)>) {
    let mut found: Vec<Award> = Vec::new();
    let mut givers = Vec::new();
    for sentence in &doc.tokens.sentences {
        if sentence.is_empty() || doc.kind_at(sentence.start) == LineKind::Byline {
            continue;
        }
        for (award, giver_at) in in_sentence(doc, bodies, geography, persons, sentence) {
            if let (Some(body), Some(at)) = (&award.by, giver_at) {
                givers.push((body.clone(), at));
            }
            merge(&mut found, award);
        }
    }
    // `total` only where the article nowhere gives the two apart.
    let split: Vec<(Option<Body>, i64)> = found
        .iter()
        .filter_map(|a| Some((a.by.clone(), a.collectives? + a.individuals?)))
        .collect();
    // `Khen thưởng 34 tập thể và cá nhân` above `khen thưởng 19 tập thể, 14 cá nhân`: headlines miscount.
    let headline = |a: &Award| a.by.is_none() && doc.in_headline(&a.basis);
    found.retain(|a| {
        a.total.is_none_or(|t| {
            !split.iter().any(|(_, sum)| *sum == t || headline(a) && t.abs_diff(*sum) <= 2)
        })
    });
    // `TT. Thích Thanh Tân nhận Kỷ niệm chương …; toàn tỉnh có 20 cá nhân được nhận`: one of them.
    let counted: Vec<Award> = found.iter().filter(|a| a.individuals > Some(1)).cloned().collect();
    found.retain(|a| {
        let one = a.basis.rule == NAMED && a.collectives.is_none();
        !(one && counted.iter().any(|c| c.by == a.by && c.form == a.form))
    });
    (found, givers)
}

/// Words that make an award proposed or general.
const PROPOSED: &Phrases = &Phrases::new(&[
    "đề nghị",
    "đề xuất",
    "sẽ",
    "xem xét",
    "kịp thời",
    "kế hoạch",
    "công tác khen thưởng",
    "dự kiến",
    "bình xét để",
    "đề cử",
]);

fn in_sentence(
    doc: &Doc<'_>,
    bodies: &Bodies,
    geography: &Geography,
    persons: &[PersonMention],
    sentence: &Range<usize>,
) -> Vec<(Award, Option<usize>)> {
    let tokens = &doc.tokens;
    // Form words in order, quoted ones left out.
    let mut forms: Vec<(&'static str, bool, Range<usize>)> = Vec::new();
    let mut from = sentence.start;
    for i in tokens.beginning_in(sentence.clone(), FORMS) {
        if i < from {
            continue;
        }
        let Some((form, noun, end)) = form_at(tokens, i) else { continue };
        // `Hội đồng Thi đua - Khen thưởng`: the name of a body.
        let named = bodies.within(&(i.saturating_sub(8)..i)).any(|b| b.tokens.end > i);
        if !named {
            forms.push((form, noun, i..end));
        }
        from = end;
    }
    if forms.is_empty() {
        return Vec::new();
    }
    // A verb right before a noun is one award with it: `khen thưởng, tặng Giấy khen cho`.
    let mut groups: Vec<(&'static str, Range<usize>, usize)> = Vec::new();
    for (form, noun, range) in forms {
        // `trao Giấy khen của UBND huyện tuyên dương 15 tập thể`: what is given names the form.
        let of_giver = |span: &Range<usize>, last: &str| {
            tokens.low(span.end) == "của" && is_given(last) && !noun
        };
        match groups.last_mut() {
            Some((last, span, _))
                if (range.start - span.end <= 6
                    && bodies.within(&(span.end..range.start)).next().is_none()
                    || range.start - span.end <= 12 && of_giver(span, last))
                    && counts(tokens, span.end..range.start).is_empty() =>
            {
                if noun || *last == "biểu dương" || *last == "tuyên dương" {
                    // Two nouns in a row (`Giấy khen, bằng khen`) keep the first.
                    if !is_given(last) {
                        *last = form;
                    }
                }
                span.end = range.end;
            }
            _ => groups.push((form, range.clone(), range.end)),
        }
    }
    let mut made: Vec<(Award, Option<usize>)> = Vec::new();
    let mut used_until = sentence.start;
    let mut subject: (Option<Body>, Option<usize>) = (None, None);
    for n in 0..groups.len() {
        let (form, span, form_end) = (groups[n].0, groups[n].1.clone(), groups[n].2);
        let next_start = groups.get(n + 1).map_or(sentence.end, |g| g.1.start);
        if tokens
            .find(span.start.saturating_sub(8).max(sentence.start)..span.start, PROPOSED)
            .is_some()
            || tokens
                .find(
                    span.start.saturating_sub(2).max(sentence.start)..span.end,
                    phrases![
                        "công tác khen thưởng",
                        "thi đua , khen thưởng",
                        "thi đua khen thưởng",
                        "thi đua - khen thưởng",
                        "luật thi đua",
                    ],
                )
                .is_some()
        {
            continue;
        }
        let passive = is_passive(tokens, used_until, span.start);
        let before: Vec<Counted> = counts(tokens, used_until..span.start);
        // Holders behind the form, up to the giver or the holders of the next form.
        let behind_end = if groups.get(n + 1).is_some() {
            clause_break(doc, bodies, span.end, next_start)
        } else {
            next_start
        };
        let given_noun = is_given(form);
        let to = (span.end..(span.end + 8).min(sentence.end)).find(|&t| tokens.low(t) == "cho");
        let to_body = given_noun && to.is_some_and(|t| bodies.at(t + 1).is_some());
        // `cờ thi đua được trao cho Hội A, còn 2 tập thể … được tặng bằng khen`: those behind have
        // what is said behind them.
        let of_next = to_body
            && groups.get(n + 1).is_some_and(|next| is_passive(tokens, span.end + 4, next.1.start));
        let behind: Vec<Counted> =
            if of_next { Vec::new() } else { counts(tokens, span.end..behind_end) };
        let (held, forward) = if passive && !before.is_empty() {
            (before, false)
        } else if !behind.is_empty() {
            (behind, true)
        } else {
            (before, false)
        };
        // `50 tập thể và cá nhân được khen thưởng, gồm 18 tập thể, 32 cá nhân`
        let mut held = held;
        if !forward && held.iter().all(|one| one.who == Holders::Total) && !held.is_empty() {
            held.extend(counts(tokens, span.end..behind_end));
        }
        // `tặng Giấy khen cho ông Nguyễn Văn Tám`, `… cho Khối Dân vận xã A và ông Trần Văn Nam`
        let named = to.map_or(0, |to| persons_given(tokens, persons, to + 1..behind_end));
        let backward = passive || !(forward || to_body || named > 0 || held.is_empty());
        let (mut by, mut giver_at) = giver(
            doc,
            bodies,
            geography,
            used_until,
            &(span.start..form_end),
            behind_end,
            backward,
        );
        // `Ủy ban MTTQ phường tuyên dương 3 tập thể; khen thưởng 26 tập thể`, `UBND huyện biểu dương
        // 30 mô hình, tặng giấy khen cho 11 tập thể`: one subject.
        if !backward {
            match &by {
                None => (by, giver_at) = subject.clone(),
                Some(_) => subject = (by.clone(), giver_at),
            }
        } else if passive && by.is_none() && subject.0.is_some() {
            // `Về phía Hội tỉnh, cờ được trao cho …, còn 2 tập thể được tặng bằng khen`
            (by, giver_at) = subject.clone();
        }
        let mut award = Award {
            by,
            form: ranked(tokens, form, span.end),
            collectives: None,
            individuals: None,
            total: None,
            meeting: None,
            year: year_of(tokens, sentence),
            model_count: None,
            basis: doc.basis("awards.count", span.start),
        };
        let mut last = span.end;
        for one in &held {
            let slot = match one.who {
                Holders::Collectives => &mut award.collectives,
                Holders::Individuals => &mut award.individuals,
                Holders::Total => &mut award.total,
            };
            if slot.is_none() {
                *slot = Some(one.value);
            }
            last = last.max(one.tokens.end);
        }
        if award.collectives.is_some() && award.individuals.is_some() {
            award.total = None;
        }
        // `khen thưởng 4 tập thể trong Hội thi`: the contest's prizes.
        let contest = phrases!["trong hội thi", "trong cuộc thi", "trong liên hoan"];
        let prizes = phrases!["giải thưởng", "đạt giải", "giải nhất"];
        let end = (last + 3).min(sentence.end);
        if tokens.any_phrase(last, contest).is_some()
            || tokens.find(span.end..end, prizes).is_some()
        {
            used_until = used_until.max(last);
            continue;
        }
        if given_noun && named > 0 && award.individuals.is_none() && award.total.is_none() {
            award.individuals = Some(named);
            award.basis.rule = NAMED;
        }
        // `tặng Bằng khen cho Bộ Chỉ huy BĐBP thành phố và 5 cá nhân`: a body that wins.
        if to_body && award.collectives.is_none() && award.total.is_none() {
            award.collectives = Some(1);
        }
        // `Ban Dân vận Huyện ủy được … tặng Bằng khen`
        let winner = passive && given_noun && held.is_empty();
        if winner && wins(doc, bodies, persons, used_until..span.start) {
            award.collectives = Some(1);
        }
        if held.is_empty() && award.collectives.is_none() && award.individuals.is_none() {
            // One named winner: `ông A được nhận bằng khen của Thủ tướng Chính phủ`.
            let named = passive
                && given_noun
                // `nhạc sĩ A cùng nhiều người khác nhận giấy khen`
                && tokens.find(used_until..span.start, phrases!["cùng nhiều", "và nhiều"]).is_none()
                && persons
                    .iter()
                    .filter(|p| {
                        !p.short && p.block.start >= used_until && p.block.end <= span.start
                    })
                    .count()
                    == 1;
            if !named {
                used_until = used_until.max(span.end);
                continue;
            }
            award.individuals = Some(1);
            award.basis.rule = NAMED;
        }
        used_until = if forward { last } else { span.end };
        made.push((award, giver_at));
    }
    made
}

/// Whether a form is a thing that is given.
fn is_given(form: &str) -> bool {
    FORMS.lines().iter().any(|(words, noun)| *noun && *words == form)
}

/// How many persons a list behind `cho` names: `cho ông A và bà B`.
fn persons_given(tokens: &Tokens<'_>, persons: &[PersonMention], range: Range<usize>) -> i64 {
    let listed = |p: &&PersonMention| {
        range.contains(&p.block.start)
            && !p.short
            && matches!(tokens.low(p.block.start - 1), "cho" | "và" | ",")
    };
    persons.iter().filter(listed).count() as i64
}

/// A body right before `được`: the winner of a passive.
fn wins(doc: &Doc<'_>, bodies: &Bodies, persons: &[PersonMention], range: Range<usize>) -> bool {
    let tokens = &doc.tokens;
    let Some(passive) = range.clone().find(|&t| is_passive(tokens, t, t + 1)) else { return false };
    let subject = bodies.within(&range).filter(|b| b.tokens.end <= passive).last();
    // `ông A, Bí thư Chi bộ thôn B được … tặng`: the person's office.
    let of_person = |b: &BodyMention| persons.iter().any(|p| p.block.contains(&b.tokens.start));
    subject.filter(|b| !of_person(b)).is_some_and(|b| {
        (b.tokens.end..passive)
            .all(|t| matches!(tokens.low(t), "vinh" | "dự" | "đã" | "vừa" | "cũng"))
            && !(b.tokens.start > range.start
                && matches!(tokens.low(b.tokens.start - 1), "của" | "tại" | "do"))
    })
}

/// `Huân chương Lao động hạng Ba`: the rank belongs to the form.
fn ranked(tokens: &Tokens<'_>, form: &str, end: usize) -> String {
    let mut at = end;
    let mut words = form.to_owned();
    // `Huân chương Độc lập`, `Huân chương Bảo vệ Tổ quốc`
    if form == "huân chương" {
        while tokens.is_word(at) && at < end + 5 && tokens.low(at) != "hạng" {
            if matches!(tokens.low(at), "của" | "cho" | "do" | "và" | "được") {
                break;
            }
            words.push(' ');
            words.push_str(tokens.low(at));
            at += 1;
        }
    }
    if form.starts_with("huân chương") && tokens.low(at) == "hạng" {
        words.push_str(&format!(" hạng {}", tokens.low(at + 1)));
    }
    words
}

/// `được … tặng`, `được nhận`, `nhận`, `vinh dự được`: the holders stand before.
fn is_passive(tokens: &Tokens<'_>, from: usize, at: usize) -> bool {
    let start = at.saturating_sub(14).max(from);
    (start..at).any(|t| {
        let before = tokens.low(t.wrapping_sub(1));
        match tokens.low(t) {
            // `kết quả đạt được, …`
            "được" => before != "đạt",
            "nhận" => !matches!(before, "ghi" | "công" | "tiếp" | "xác"),
            "đón" => true,
            _ => false,
        }
    })
}

/// Where the words of the next award begin: at a comma or `và` before its giver or holders.
fn clause_break(doc: &Doc<'_>, bodies: &Bodies, from: usize, to: usize) -> usize {
    let tokens = &doc.tokens;
    // `… cho 3 tập thể, UBND huyện khen thưởng …`: the next giver begins it.
    let giver = bodies.within(&(from..to)).last().filter(|b| {
        b.tokens.start > from + 1 && matches!(tokens.raw(b.tokens.start - 1), "," | ";")
            || b.tokens.start > from && tokens.low(b.tokens.start - 1) == "và"
    });
    match giver {
        Some(body) => body.tokens.start,
        None => {
            // `tặng bằng khen cho 3 tập thể; giấy khen cho 5 cá nhân`: the last mark.
            (from..to).rev().find(|&t| matches!(tokens.raw(t), ";")).unwrap_or(to)
        }
    }
}

/// The giver: the agent of a passive, `của X` behind the form, or the subject before the verb.
fn giver(
    doc: &Doc<'_>,
    bodies: &Bodies,
    geography: &Geography,
    from: usize,
    span: &Range<usize>,
    to: usize,
    passive: bool,
) -> (Option<Body>, Option<usize>) {
    let tokens = &doc.tokens;
    // `bằng khen của Thủ tướng Chính phủ`, also behind a purpose: `Kỷ niệm chương … của Ban …`
    for t in span.end..to.min(span.end + 18) {
        if matches!(tokens.raw(t), ";" | ".") {
            break;
        }
        if tokens.low(t) == "của"
            && let Some((body, at)) = giver_at(doc, bodies, geography, t + 1)
        {
            return (Some(body), Some(at));
        }
        if tokens.low(t) == "cho" && !passive {
            break;
        }
    }
    // The nearest body before the form that is not the holder's: subject or agent.
    let before: Vec<_> = bodies.within(&(from..span.start)).collect();
    let mut candidates = before.into_iter().rev();
    let chosen = candidates.find(|b| {
        let prior = if b.tokens.start > from { tokens.low(b.tokens.start - 1) } else { "" };
        let head = head_of(doc, bodies, b.tokens.start);
        let before_head = head.filter(|&h| h > from).map_or("", |h| tokens.low(h - 1));
        // `được lãnh đạo UBND huyện tặng Giấy khen`
        let led = prior == "đạo" && b.tokens.start >= from + 3;
        let agent = led && matches!(tokens.low(b.tokens.start - 3), "được" | "do")
            || matches!(prior, "được" | "do" | "quyền")
            || matches!(before_head, "được" | "do" | "quyền");
        let of_head = head.is_some();
        // `công bố quyết định của UBND huyện tặng …`, `Theo quyết định của Chủ tịch UBND tỉnh, …`
        let decided =
            |at: usize| at >= from + 3 && tokens.phrase(at - 3, "quyết định của") == Some(at);
        if decided(head.unwrap_or(b.tokens.start)) {
            return true;
        }
        if matches!(prior, "tại" | "của" | "thuộc" | "cho" | "với") && !of_head {
            return false;
        }
        if passive { agent } else { near(tokens, b.tokens.end, span.start) || agent }
    });
    // `thừa ủy quyền Thủ tướng Chính phủ, … trao`: the one who delegates.
    let delegated = tokens.find(from..span.start, phrases!["thừa ủy quyền"]).and_then(|t| {
        let at = if tokens.low(t + 3) == "của" { t + 4 } else { t + 3 };
        giver_at(doc, bodies, geography, at)
    });
    if let Some((body, at)) = delegated {
        return (Some(body), Some(at));
    }
    // `Hội nghị biểu dương 90 già làng vừa được UBND huyện tổ chức`: who holds the event honours.
    let holder = || {
        let agent = (span.end..doc.sentence(span.start).end)
            .find(|&t| matches!(tokens.low(t), "được" | "do") && bodies.at(t + 1).is_some())?;
        tokens.find(agent..agent + 30, phrases!["tổ chức"]).and(bodies.at(agent + 1))
    };
    let held = || tokens.find(from..span.start, phrases!["hội nghị", "lễ", "buổi"]).is_some();
    if let Some(chosen) = chosen.or_else(|| if held() { holder() } else { None })
        && let Some(body) = bodies.body(chosen, geography)
    {
        // The first of joint givers: `Ban Thường vụ, UBND huyện tặng`.
        let first = first_of_joint(doc, bodies, chosen, from);
        let body = bodies.body(first, geography).unwrap_or(body);
        return (Some(body), Some(first.tokens.start));
    }
    (None, None)
}

/// The first of the bodies joined to one by commas and `và`: `Đảng ủy, HĐND, UBND xã`.
fn first_of_joint<'b>(
    doc: &Doc<'_>,
    bodies: &'b Bodies,
    last: &'b BodyMention,
    from: usize,
) -> &'b BodyMention {
    let tokens = &doc.tokens;
    let before: Vec<&BodyMention> = bodies.within(&(from..last.tokens.start)).collect();
    let mut first = last;
    for body in before.into_iter().rev() {
        let gap = body.tokens.end..first.tokens.start;
        // `Đảng ủy, HĐND, UBND xã`: a council without its place is no body of its own.
        let joined = (1..=6).contains(&gap.len())
            && gap.into_iter().all(|t| {
                matches!(tokens.low(t), "," | "và" | "hđnd" | "hội" | "đồng" | "nhân" | "dân")
            });
        // `…, Bí thư Huyện ủy, UBND huyện`: an office, no giver.
        if !joined || head_of(doc, bodies, body.tokens.start).is_some() {
            break;
        }
        first = body;
    }
    first
}

/// A body, or the head of one, at a token.
fn giver_at(
    doc: &Doc<'_>,
    bodies: &Bodies,
    geography: &Geography,
    i: usize,
) -> Option<(Body, usize)> {
    if let Some(body) = bodies.at(i) {
        return bodies.body(body, geography).map(|b| (b, i));
    }
    let head = office(doc, bodies, i)?;
    let body = head.body.as_ref()?;
    bodies.body(body, geography).map(|b| (b, i))
}

/// Where the title of a body's head begins right before the body: `Chủ tịch UBND tỉnh`.
fn head_of(doc: &Doc<'_>, bodies: &Bodies, body: usize) -> Option<usize> {
    (body.saturating_sub(3)..body).find(|&t| {
        office(doc, bodies, t)
            .is_some_and(|o| o.body.as_ref().is_some_and(|b| b.tokens.start == body))
    })
}

/// Only verbs and adverbs between a subject and its form.
fn near(tokens: &Tokens<'_>, from: usize, to: usize) -> bool {
    to >= from
        && to - from <= 14
        && !(from..to)
            .any(|t| matches!(tokens.raw(t), ";" | "." | ":") || tokens.low(t) == "của" && t > from)
}

/// The year an award is given for: a year named in its sentence.
fn year_of(tokens: &Tokens<'_>, sentence: &Range<usize>) -> Option<i32> {
    periods(tokens, sentence.clone())
        .iter()
        .find(|p| p.kind == PeriodKind::Year)
        .and_then(|p| p.year)
}

/// One fact for one giver, form and count, however often it is told.
fn merge(found: &mut Vec<Award>, new: Award) {
    // `… khen thưởng 13 tập thể và 5 cá nhân. Đồng chí A, Trưởng Ban … trao giấy khen cho 13 tập
    // thể`: who hands it over gives nothing further, but says what is given.
    let handed = || {
        let evidence = new.basis.evidence.first().filter(|_| is_given(&new.form));
        evidence.is_some_and(|e| lower_case(&e.quote).contains(&format!("trao {}", new.form)))
    };
    let fits = |told: Option<i64>, own: Option<i64>| told.is_none() || told == own;
    let reported = found.iter_mut().find(|old| {
        !is_given(&old.form)
            && new.total.is_none()
            && old.individuals.is_some()
            && fits(new.collectives, old.collectives)
            && fits(new.individuals, old.individuals)
            && handed()
    });
    if let Some(old) = reported {
        old.form = new.form;
        return;
    }
    // `Hội tổ chức khen thưởng 13 tập thể và 5 cá nhân. … Hội tặng giấy khen cho 13 tập thể và 5
    // cá nhân`: the form is said where the award is told in full.
    let counts = |award: &Award| (award.collectives, award.individuals, award.total);
    let same = |old: &Award| {
        counts(old) == counts(&new)
            && !is_given(&old.form)
            && (old.by == new.by && old.by.is_some() || old.by.is_none() && new.by.is_some())
    };
    if let Some(old) = found.iter_mut().find(|old| same(old)) {
        if is_given(&new.form) {
            *old = new;
        }
        return;
    }
    let told = found.iter().any(|old| {
        counts(old) == counts(&new)
            && (old.by == new.by || new.by.is_none() || old.by.is_none())
            && (old.form == new.form || new.by.is_none())
    });
    if !told {
        found.push(new);
    }
}
