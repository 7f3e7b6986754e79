//! Which figures are the parts of which total: `112 mô hình, trong đó …`.

use super::Raw;
use crate::extract::facts::{Qualifier, Status, Unit};
use crate::text::token::Tokens;

/// Ties parts to their totals: runs of counts that differ in one attribute, and counts behind
/// `trong đó`.
pub(super) fn tie(tokens: &Tokens<'_>, raws: &mut [Raw]) {
    let mut n = 0;
    while n < raws.len() {
        // A run: neighbours with the same kind of attribute.
        let mut end = n + 1;
        while end < raws.len() && same_run(&raws[n], &raws[end - 1], &raws[end]) {
            end += 1;
        }
        let alone = end == n + 1;
        if !raws[n].has_attribute() && !raws[n].found.part && !of_whole(raws, n) {
            if raws[n].parent.is_none() {
                raws[n].parent = outcome_of(raws, n);
            }
            list_behind(tokens, raws, n);
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
            let parent = total_beside(tokens, raws, n)
                .or_else(|| total_of(tokens, raws, n, &family, unit, alone))
                .or_else(|| if alone { outcome_of(raws, n) } else { None });
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

/// `Trong đó, 630 mô hình về kinh tế - văn hóa xã hội; 170 mô hình về an ninh`: behind the semicolon
/// the list of the same total goes on, though its members do not differ in one attribute.
fn total_beside(tokens: &Tokens<'_>, raws: &[Raw], n: usize) -> Option<usize> {
    let (before, next) = (&raws[n.checked_sub(1)?], &raws[n]);
    let together = before.sentence == next.sentence
        && before.found.cue.is_some()
        && before.found.cue == next.found.cue;
    let apart = (before.found.at..next.found.at).any(|t| tokens.raw(t) == ";");
    let mut total = before.parent.filter(|_| together && apart)?;
    // `kinh tế 312 mô hình (tập thể 180, cá nhân 132); văn hóa 402 mô hình`: beside the 312, not of them.
    let of_one_kind = |total: &Raw| {
        total.field.is_some() && next.field.is_some()
            || total.level.is_some() && next.level.is_some()
            || total.holder.is_some() && next.holder.is_some()
    };
    while of_one_kind(&raws[total]) {
        total = raws[total].parent?;
    }
    Some(total)
}

/// Behind `trong số 164 mô hình …` in its sentence.
fn of_whole(raws: &[Raw], n: usize) -> bool {
    raws[..n].iter().rev().take_while(|r| r.sentence == raws[n].sentence).any(|r| r.found.whole)
}

/// `đăng ký 41 mô hình cấp huyện, qua đánh giá công nhận 13 mô hình`: of those registered right
/// before, some were recognized.
fn outcome_of(raws: &[Raw], n: usize) -> Option<usize> {
    let before = n.checked_sub(1)?;
    let (total, part) = (&raws[before], &raws[n]);
    let status = |r: &Raw| r.status.as_ref().or(r.loose_status.as_ref()).map(|(s, _)| *s);
    let registered = status(total) == Some(Status::Registered);
    let settled = matches!(status(part), Some(Status::Recognized | Status::Commended));
    let same = total.sentence == part.sentence
        && total.found.unit == part.found.unit
        && total.value() >= part.value();
    (registered && settled && same).then_some(before)
}

/// `130 mô hình: 102 mô hình ở xã, thị trấn; 28 mô hình ở cơ quan`: the parts behind a colon, in its
/// sentence or in the items of a list, which make up the total.
fn list_behind(tokens: &Tokens<'_>, raws: &mut [Raw], n: usize) {
    let total = &raws[n];
    let sentence = total.sentence;
    let inside = tokens.raw(total.found.behind.end) == ":";
    let last = tokens.sentences[sentence].end - 1;
    let above = tokens.raw(last) == ":" && raws.get(n + 1).is_some_and(|r| r.sentence != sentence);
    if !inside && !above {
        return;
    }
    let mut sum = 0;
    let mut line = total.line;
    let member = |r: &&Raw| {
        let next_item = r.listed && r.line <= line + 1;
        line = r.line;
        !r.has_attribute() && if above { next_item } else { r.sentence == sentence }
    };
    let list = raws[n + 1..].iter().take_while(member);
    let end = list.take_while(|r| {
        sum += r.value();
        sum <= total.value()
    });
    let parts = n + 1..n + 1 + end.count();
    let made_up = raws[parts.clone()].iter().map(Raw::value).sum::<i64>() == total.value();
    if made_up && parts.len() > 1 {
        for part in &mut raws[parts] {
            part.parent = Some(n);
        }
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
    tokens: &Tokens<'_>,
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
        let together = total.sentence == first.sentence;
        // `48 mô hình cấp tỉnh, trong đó huyện A 6 mô hình`: the parts begin behind the total.
        let begun = first.found.cue.is_some_and(|cue| {
            // `gồm 94 mô hình tập thể và 34 mô hình cá nhân; trong đó có 71 …`: of all of them.
            let apart = (total.found.at..cue).any(|t| tokens.raw(t) == ";");
            cue > total.found.at && !(apart && total.found.part)
        });
        // A part beside it is no total: `36 mô hình … an ninh, … và 39 mô hình vận động …`.
        let beside = !first.has_attribute()
            && together
            && !begun
            && (total.found.part || total.has_attribute());
        // The parts of a bracket that is closed have no parts outside it.
        let closed = together
            && total.found.bracket.is_some()
            && total.found.bracket != first.found.bracket
            && first.found.bracket.is_none_or(|b| b < total.found.at);
        let rough = total.found.qualifier == Qualifier::About && !begun;
        same_unit && lacks && !closed && !beside && !rough
    };
    let earlier = start.saturating_sub(8)..start;
    if !alone && let Some(m) = earlier.clone().rev().find(|&m| fits(m) && raws[m].value() == sum) {
        return Some(m);
    }
    earlier.rev().find(|&m| {
        let total = &raws[m];
        let near = total.sentence == first.sentence
            // `… như sau:`, the caption and the heading of a table may stand between.
            || first.listed && first.sentence <= total.sentence + 4
            || !alone && first.line == total.line && sum == total.value();
        let cue = first.found.part
            || total.found.whole && total.sentence == first.sentence
            || first.listed
            || !alone && sum <= total.value()
            || total.sentence == first.sentence && first.found.unit.is_none();
        // `61 mô hình tập thể, 25 mô hình cá nhân. Qua thẩm định, có 34 mô hình được công nhận`: of
        // all of them, not of one part told beside another.
        let beside = total.sentence != first.sentence
            && total.parent.is_some()
            && raws[..start].iter().enumerate().any(|(other, r)| {
                other != m && r.parent == total.parent && r.sentence == total.sentence
            });
        // A lone part of the same size is the total told again.
        let larger = if alone { total.value() > largest } else { total.value() >= largest };
        fits(m) && near && cue && larger && !beside
    })
}
