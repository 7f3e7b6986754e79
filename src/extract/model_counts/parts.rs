//! Which figures are the parts of which total: `112 mô hình, trong đó …`.

use super::Raw;
use crate::extract::facts::{Qualifier, Unit};

/// Ties parts to their totals: runs of counts that differ in one attribute, and counts behind
/// `trong đó`.
pub(super) fn tie(raws: &mut [Raw]) {
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
