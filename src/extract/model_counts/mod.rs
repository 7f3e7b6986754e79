//! Model counts: how many models or exemplars of a campaign a locality has.
//!
//! A count is a number with its noun (`225 mô hình`, `mô hình tập thể là 194`), or a part of a
//! total with the noun left out (`lần lượt có 44 và 38`, `18 cấp thành phố`). What it is a count
//! of stands in the words between it and its neighbours; what is not said there is taken from
//! the total it is a part of.

mod attributes;
mod context;
mod find;
mod parts;
mod table;

use std::collections::BTreeSet;
use std::ops::Range;

use rustc_hash::FxHashMap;

use self::attributes::{
    Attribute, fields_in, holder_of, levels_in, pick, respective, settle, settle_shares,
    share_level, share_verb, single, status_before, status_behind, status_in,
};
use self::context::{is_single_model, is_stock, own_campaign, own_period};
use self::find::{Found, find, starts_parts};
use self::parts::tie;
use self::table::{Table, is_row};
use super::bodies::Bodies;
use super::campaigns::known_at;
use super::doc::Doc;
use super::facts::{Field, Holder, Level, Meeting, ModelCount, Qualifier, Status, Years};
use super::places::Geography;
use crate::article::LineKind;
use crate::text::phrases::phrases;
use crate::text::token::{Shape, Tokens};

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
    /// The verb stands behind the count.
    trailing: bool,
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
    tie(&doc.tokens, &mut raws);
    let mut all = settle(doc, bodies, geography, meetings, &raws);
    take_field_of_headline(doc, &mut all);
    tidy(doc, &mut all);
    all
}

/// All counts of the article with their own words.
fn collect(doc: &Doc<'_>, geography: &Geography) -> Vec<Raw> {
    let tokens = &doc.tokens;
    let mut raws: Vec<Raw> = Vec::new();
    let mut table = Table::default();
    let (mobilizes, _) = doc.says_mobilization();
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
        if !mobilizes && !of_movement(doc, sentence) {
            continue;
        }
        let found = find(doc, sentence.clone(), near);
        if found.is_empty() {
            continue;
        }
        let respective = respective(tokens, sentence, &found, geography);
        let item = is_item(doc, sentence);
        let splits = starts_parts(tokens, sentence);
        for (n, one) in found.into_iter().enumerate() {
            // `…: tập thể 168, cá nhân 42; trong 168 mô hình tập thể có …`: told before.
            let told = |r: &Raw| r.sentence == index && r.value() == one.number.value;
            if one.whole && raws.iter().any(told) {
                continue;
            }
            if is_single_model(doc, &one) {
                continue;
            }
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
        let first = raws.iter().rposition(|r| r.sentence != index).map_or(0, |n| n + 1);
        share_verb(tokens, &mut raws[first..]);
        share_level(tokens, &mut raws[first..]);
        settle_shares(tokens, &mut raws[first..]);
    }
    raws
}

/// Whether a sentence is an item of a list: behind a mark, or behind a number where the line above
/// leaves the list open: `… và 163 điển hình, bao gồm:`, `1. Cấp thành phố: 4 mô hình`.
fn is_item(doc: &Doc<'_>, sentence: &Range<usize>) -> bool {
    let tokens = &doc.tokens;
    let start = sentence.start;
    let marked = matches!(tokens.raw(start), "-" | "–" | "+" | "•" | "*");
    let numbered = || {
        tokens.shape(start) == Shape::Digits
            && matches!(tokens.raw(start + 1), "." | ")" | "/")
            && tokens.lines[tokens.line_of(start)].start == start
            && matches!(tokens.raw(start.wrapping_sub(1)), ":" | ";")
    };
    (doc.kind_at(start) == LineKind::Item || marked || numbered()) && !doc.in_other_news(start)
}

/// The verb of a count, and whether it stands behind it.
fn own_status(tokens: &Tokens<'_>, one: &Found) -> (Option<(Status, String)>, bool) {
    if one.registrants.is_some() {
        return (Some((Status::Registered, "đăng ký".to_owned())), false);
    }
    // `nâng tổng số mô hình … là 312`: all of them, however the new ones came.
    let from = one.before.start.saturating_sub(if one.noun_before { 3 } else { 0 });
    if tokens.find(from..one.at, phrases!["nâng tổng số", "nâng số"]).is_some() {
        return (Some((Status::Built, "nâng".to_owned())), false);
    }
    let before = || status_before(tokens, &one.before, one);
    // `phong trào được triển khai sâu rộng với 187 mô hình được đăng ký`: the models' own verb.
    let with = tokens.low(one.before.end.wrapping_sub(1)) == "với";
    let first = if with { None } else { before() };
    match first {
        Some(verb) => (Some(verb), false),
        None => match status_behind(tokens, one) {
            Some(verb) => (Some(verb), true),
            None => (before(), false),
        },
    }
}

/// What the words around a count say of it.
fn own_words(doc: &Doc<'_>, geography: &Geography, sentence: &Range<usize>, one: Found) -> Raw {
    let tokens = &doc.tokens;
    let (behind, before) = (one.behind.clone(), one.before.clone());
    let fields_behind = fields_in(tokens, behind.clone());
    let fields_before = fields_in(tokens, before.clone());
    let field = match &fields_behind[..] {
        [] => single(&fields_before),
        // `501 mô hình ở các lĩnh vực: xây dựng Đảng; kinh tế; văn hóa`: of all of them.
        [(_, first), ..] if names_several_fields(tokens, behind.start..*first) => None,
        list => single(list),
    };
    let field_said = [&behind, &before]
        .into_iter()
        .any(|r| tokens.find(r.clone(), phrases!["lĩnh vực", "về"]).is_some())
        // `14 mô hình trong cải cách hành chính`, `45 mô hình kinh tế`
        || fields_behind.iter().chain(&fields_before).any(|&(_, t)| {
            tokens.low(t.wrapping_sub(1)) == "trong" || t == behind.start
        });
    let bare_grassroots = (behind.start..behind.end.min(behind.start + 8)).any(|t| {
        tokens.phrase(t, "cơ sở").is_some()
            && matches!(
                tokens.low(t.wrapping_sub(1)),
                "”" | "'" | "\"" | "’" | "khéo" | "hình" | "ở"
            )
    });
    let (status, trailing) = own_status(tokens, &one);
    Raw {
        level: bare_grassroots.then_some(Some(Level::Grassroots)).or_else(|| {
            // `8 tập thể, 12 cá nhân đăng ký … cấp huyện`: the words behind the verb of both.
            let far = if one.registrants.is_some() { one.tail.end } else { behind.end };
            let levels = levels_in(tokens, behind.start..far.max(behind.end), geography);
            // `266 mô hình (tập thể 251, cá nhân 15) cấp cơ sở`
            let tail = || levels_in(tokens, one.tail.clone(), geography);
            let levels = if levels.is_empty() { tail() } else { levels };
            pick(&levels, || levels_in(tokens, before.clone(), geography))
        }),
        holder: holder_of(tokens, &behind, &before, &one),
        field,
        field_said,
        status,
        trailing,
        loose_status: status_in(tokens, before.clone()).map(|(s, w, _)| (s, w)),
        campaign: own_campaign(doc, &one),
        period: own_period(doc, sentence, &one),
        to_date: is_stock(tokens, &one),
        found: one,
        sentence: 0,
        line: 0,
        listed: false,
        parent: None,
    }
}

/// Whether the words before a field say that several follow.
fn names_several_fields(tokens: &Tokens<'_>, before: Range<usize>) -> bool {
    // `370 mô hình thuộc các lĩnh vực khác` is of one.
    tokens.find(before.clone(), phrases!["các lĩnh vực", "nhiều lĩnh vực"]).is_some()
        && tokens.find(before.start..before.end + 2, phrases!["lĩnh vực khác"]).is_none()
}

/// Whether the article is about the people's mobilization, so that its models are counted.
fn about_models(doc: &Doc<'_>) -> bool {
    doc.says_mobilization().0 || doc.tokens.lower.contains("phong trào")
}

/// Whether a sentence can count models in an article without a word of the people's mobilization:
/// only where its paragraph speaks of a movement.
fn of_movement(doc: &Doc<'_>, sentence: &Range<usize>) -> bool {
    let tokens = &doc.tokens;
    let line = tokens.lines[tokens.line_of(sentence.start)].clone();
    // `401 mô hình toàn dân bảo vệ an ninh Tổ quốc`
    sentence.clone().any(|t| known_at(doc, t).is_some())
        || tokens.find(line, phrases!["phong trào", "cuộc vận động"]).is_some()
}

/// `Xây dựng 71 mô hình trong xây dựng nông thôn mới` above `71 mô hình đã được xây dựng, trong đó có …`:
/// what the headline says the models are for holds for the count that the text tells again, and
/// for its parts.
fn take_field_of_headline(doc: &Doc<'_>, all: &mut [ModelCount]) {
    /// Counts of a headline: no real one has more.
    const MOST: usize = 8;
    let bare = |c: &ModelCount| (c.level, c.holder, c.field) == (None, None, None);
    let text = all.iter().position(|c| !doc.in_headline(&c.basis)).unwrap_or(all.len());
    let (told, behind) = all.split_at_mut(text);
    let fielded = told.iter().filter(|c| c.field.is_some() && c.part_of.is_none());
    for head in fielded.take(MOST) {
        let again = |c: &&mut ModelCount| {
            c.part_of.is_none()
                && bare(c)
                && (c.count, c.qualifier, c.unit) == (head.count, head.qualifier, head.unit)
        };
        let Some(total) = behind.iter_mut().find(again) else { continue };
        total.field = head.field;
        let id = total.id;
        for part in behind.iter_mut().filter(|c| c.part_of == Some(id) && bare(c)) {
            part.field = head.field;
        }
    }
}

/// Drops counts told again and rounded ones beside an exact figure, and numbers the rest anew.
fn tidy(doc: &Doc<'_>, all: &mut Vec<ModelCount>) {
    let attributes = |c: &ModelCount| (c.level, c.holder, c.field);
    let mut exact: FxHashMap<_, BTreeSet<i64>> = FxHashMap::default();
    for c in all.iter().filter(|c| c.qualifier == Qualifier::Exact) {
        exact.entry(attributes(c)).or_default().insert(c.count);
    }
    let rounded_away = |c: &ModelCount| {
        let tenth = c.count / 10;
        // Up to a fifth more, a tenth beside, down to a sixth less.
        let near = match c.qualifier {
            Qualifier::Exact => return false,
            Qualifier::Over => c.count..c.count.saturating_mul(12).saturating_add(9) / 10,
            Qualifier::About => c.count - tenth..c.count.saturating_add(tenth + 1),
            Qualifier::Under => c.count.saturating_mul(10) / 12 + 1..c.count.saturating_add(1),
        };
        exact.get(&attributes(c)).is_some_and(|counts| counts.range(near).next().is_some())
    };
    // The headline tells a count with less than the text: `93 mô hình`, `93 mô hình … cấp huyện`.
    // Of the fuller ones the last, and the last with other words, say whether one is behind.
    let words = |n: usize| all[n].basis.evidence.first();
    let mut fuller: FxHashMap<i64, [Option<usize>; 2]> = FxHashMap::default();
    for (n, c) in all.iter().enumerate() {
        if c.part_of.is_none() && (c.level.is_some() || c.field.is_some()) {
            let [last, other] = fuller.entry(c.count).or_default();
            if last.is_some_and(|last| words(last) != words(n)) {
                *other = *last;
            }
            *last = Some(n);
        }
    }
    let told_fuller = |n: usize, c: &ModelCount| {
        let behind = |m: &usize| *m > n && words(*m) != words(n);
        c.part_of.is_none()
            && attributes(c) == (None, None, None)
            && fuller.get(&c.count).is_some_and(|last| last.iter().flatten().any(behind))
    };
    let drop: Vec<bool> =
        all.iter().enumerate().map(|(n, c)| rounded_away(c) || told_fuller(n, c)).collect();
    let mut keep = vec![true; all.len()];
    let mut into: Vec<usize> = (0..all.len()).collect();
    // Those kept, by what twins have in common.
    let mut alike: FxHashMap<_, Vec<usize>> = FxHashMap::default();
    for n in 0..all.len() {
        if drop[n] {
            keep[n] = false;
            continue;
        }
        let c = &all[n];
        let alike = alike.entry((c.count, c.qualifier, c.level, c.holder, c.field)).or_default();
        let twin = alike.iter().copied().find(|&m| {
            let (a, b) = (&all[m], &all[n]);
            (a.period == b.period || a.period.is_none() || b.period.is_none())
                && (a.status == b.status || a.status == Status::Built || b.status == Status::Built)
                && (a.unit == b.unit || a.part_of.is_none() && b.part_of.is_none())
                && a.basis.evidence.first() != b.basis.evidence.first()
        });
        if let Some(m) = twin {
            keep[n] = false;
            into[n] = m;
            let (period, status, word) = (all[n].period, all[n].status, all[n].status_word.clone());
            let (unit, told_in_text) = (all[n].unit, !doc.in_headline(&all[n].basis));
            let to_date = all[n].to_date;
            let old = &mut all[m];
            // `45 gương` in the headline, `45 mô hình, gương` in the text.
            if told_in_text && doc.in_headline(&old.basis) {
                old.unit = unit;
                // `Nhân rộng 50 mô hình` in the headline, `Hiện nay có 50 mô hình` in the text.
                if to_date {
                    (old.period, old.to_date) = (period, to_date);
                }
            }
            old.period = old.period.or(period.filter(|_| !old.to_date));
            if old.status == Status::Built && status != Status::Built {
                old.status = status;
                old.status_word = word;
            }
        } else {
            alike.push(n);
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
