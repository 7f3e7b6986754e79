//! Offices: a title and its body, and chains of offices of one person.

use std::ops::Range;

use super::bodies::{Bodies, BodyMention, committee_above, committee_mention, village_name};
use super::doc::Doc;
use super::facts::Standing;
use super::places::{Geography, PlaceRef, UnitType, is_class};
use crate::reference::lexicon::{BodyClass, Entry, OfficeBody};
use crate::text::phrases::phrases;
use crate::text::token::Tokens;

/// One office as printed.
#[derive(Debug, Clone, PartialEq)]
pub struct Office {
    /// Canonical title (`Phó Bí thư Thường trực`), `nguyên` in front where printed.
    pub title: String,
    /// The body; none where the title has none.
    pub body: Option<BodyMention>,
    /// The title says its own body or needs none.
    pub complete: bool,
    /// Held, or `nguyên`.
    pub standing: Standing,
    /// Its tokens.
    pub tokens: Range<usize>,
}

/// Offices joined by commas, dashes and words.
#[derive(Debug, Clone, PartialEq)]
pub struct Chain {
    /// At least one.
    pub offices: Vec<Office>,
    /// Tokens from the first title to the last body.
    pub tokens: Range<usize>,
    /// Stands for several persons (`các Phó Bí thư`).
    pub plural: bool,
}

/// The chain of offices that begins at a token.
pub fn chain(doc: &Doc<'_>, bodies: &Bodies, geography: &Geography, i: usize) -> Option<Chain> {
    let tokens = &doc.tokens;
    let first = office(doc, bodies, i)?;
    let mut offices = vec![first];
    let line_end = tokens.lines[tokens.line_of(i)].end;
    // `các Phó Bí thư`, `Chín Phó Chủ tịch`, `03 Phó Chủ tịch`
    let plural = i > 0
        && (matches!(tokens.low(i - 1), "các" | "những")
            || crate::text::number::number(tokens, i - 1)
                .is_some_and(|n| n.value > 1 && n.next == i));
    let mut end = offices[0].tokens.end;
    // Nobody has more; a list without end is none.
    while offices.len() < 12
        && let Some(next) = separator(tokens, end).filter(|&n| n < line_end)
    {
        let Some(found) = office(doc, bodies, next) else { break };
        end = found.tokens.end;
        offices.push(found);
    }
    complete(&mut offices, geography);
    Some(Chain { offices, tokens: i..end, plural })
}

/// Between two offices of one person: a mark, `và`, `kiêm`, `đồng thời là`; the index after it.
fn separator(tokens: &Tokens<'_>, i: usize) -> Option<usize> {
    let mut at = i;
    if matches!(tokens.raw(at), "," | "-" | "–" | ";" | "/" | "&") {
        at += 1;
    }
    if let Some(next) = tokens
        .any_phrase(at, phrases!["đồng thời là", "đồng thời", "kiêm nhiệm", "kiêm", "và", "là"])
    {
        at = next;
    }
    (at > i).then_some(at)
}

/// One office at a token.
pub fn office(doc: &Doc<'_>, bodies: &Bodies, i: usize) -> Option<Office> {
    let tokens = &doc.tokens;
    let former = tokens.any_phrase(i, phrases!["nguyên", "cựu"]).is_some();
    let start = if former { i + 1 } else { i };
    // `cấp phó`, `Bí thư các huyện`
    let mut best: Option<Office> = None;
    for (m, entry) in doc.entries(start) {
        let Entry::Office { title, body: rule } = entry else { continue };
        let made = |body: Option<BodyMention>, complete: bool, end: usize| Office {
            title: if former { format!("nguyên {title}") } else { (*title).to_owned() },
            body,
            complete,
            standing: if former { Standing::Former } else { Standing::Held },
            tokens: i..end,
        };
        let found = match rule {
            OfficeBody::None => Some(made(None, true, m.end)),
            OfficeBody::Village => {
                let end = village_name(tokens, m.end - 1).unwrap_or(m.end);
                Some(made(None, true, end))
            }
            OfficeBody::Is(name) => {
                Some(made(Some(named_by_title(name, start, m.end)), true, m.end))
            }
            OfficeBody::Overlap => {
                let body = overlapping(bodies, start, m.end, title);
                match body {
                    Some(body) => {
                        let end = body.tokens.end;
                        Some(made(Some(body), true, end))
                    }
                    // `Trưởng Ban` alone: its body is the next office's or the host's. The short
                    // abbreviations (TP, TB) mean too many other things.
                    None if m.abbreviated => None,
                    None => Some(made(None, false, m.end)),
                }
            }
            OfficeBody::Own | OfficeBody::Committee => match body_after(doc, bodies, m.end) {
                Some(body) => {
                    let end = body.tokens.end;
                    let fits = *rule == OfficeBody::Own
                        || body.class == BodyClass::Committee
                        || body.class == BodyClass::Council;
                    fits.then(|| made(Some(body), true, end))
                }
                None if is_class_after(tokens, m.end) => None,
                None if m.abbreviated && *rule == OfficeBody::Own => None,
                None => Some(made(None, false, m.end)),
            },
        };
        // The longest title with its body wins; a shorter one only if the longer has none.
        if let Some(found) = found {
            let better = best.as_ref().is_none_or(|b| {
                b.body.is_none() && found.body.is_some() && found.tokens.end >= b.tokens.end
            });
            if better {
                best = Some(found);
            }
        }
    }
    best
}

/// `Bí thư các xã`, `Chủ tịch 11 phường`: offices of a class.
fn is_class_after(tokens: &Tokens<'_>, i: usize) -> bool {
    matches!(tokens.low(i), "các" | "những" | "nhiều" | "cấp") || is_class(tokens, i + 1)
}

/// The body right behind a title.
fn body_after(doc: &Doc<'_>, bodies: &Bodies, i: usize) -> Option<BodyMention> {
    let tokens = &doc.tokens;
    let mut at = i;
    // `CT.UBMTTQVN huyện`
    if tokens.raw(at) == "." && tokens.glued(at) {
        at += 1;
    }
    for word in ["của", "thường", "trực"] {
        if tokens.low(at) == word && bodies.at(at).is_none() {
            at += 1;
        }
    }
    bodies
        .at(at)
        .cloned()
        .or_else(|| (at > i).then(|| bodies.at(i).cloned()).flatten())
        .or_else(|| committee_mention(doc, i))
}

/// The body whose first word is the last word of the title: Trưởng *Ban* Dân vận Huyện ủy.
fn overlapping(bodies: &Bodies, start: usize, end: usize, title: &str) -> Option<BodyMention> {
    // `Phó Trưởng Ban Thường trực Ban Dân vận` repeats the head behind the title.
    if let Some(body) = bodies.at(end) {
        return Some(body.clone());
    }
    // The word that heads the body: Ban, phòng, Công an, Văn phòng, Khối.
    let head = (start..end).rev().find(|&t| {
        bodies
            .at(t)
            .is_some_and(|b| b.tokens.end > end || b.tokens.end == end && title.ends_with(&b.name))
    })?;
    let body = bodies.at(head)?.clone();
    Some(body)
}

/// The body that a title names: Tỉnh ủy viên.
fn named_by_title(name: &str, start: usize, end: usize) -> BodyMention {
    let (place, class) = match super::places::committee_type(name) {
        Some(kind) => (PlaceRef::Level(kind), BodyClass::Committee),
        None if name == "Chính phủ" => (PlaceRef::Nation, BodyClass::National),
        // `TBDV`: the organ of the nearest committee.
        None if name.starts_with("Ban ") => (PlaceRef::Own, BodyClass::Organ),
        None => (PlaceRef::Own, BodyClass::Committee),
    };
    BodyMention {
        name: name.to_owned(),
        place,
        tokens: start..end,
        class,
        levels: "",
        explicit: class != BodyClass::Organ,
        bare_organ: class == BodyClass::Organ,
        near: None,
    }
}

/// Fills the bodies that are not printed from the next office of the chain.
///
/// `UVTV, Trưởng Ban Dân vận Quận ủy`: member of the standing board of the Quận ủy;
/// `Phó Bí thư, Chủ tịch UBND xã`: of the party committee of the xã.
fn complete(offices: &mut [Office], geography: &Geography) {
    for n in (0..offices.len()).rev() {
        if offices[n].body.is_some() || offices[n].complete {
            continue;
        }
        let party = is_party_title(&offices[n].title);
        let next = offices[n + 1..].iter().find_map(|o| o.body.as_ref());
        let Some(next) = next.or_else(|| offices[..n].iter().rev().find_map(|o| o.body.as_ref()))
        else {
            continue;
        };
        let body = if party { committee_above(next, geography) } else { Some(next.clone()) };
        offices[n].body = body;
    }
    // `Ủy viên Ban Thường vụ Thị ủy - Trưởng Ban Dân vận`: the organ of that committee.
    let committee = offices
        .iter()
        .filter_map(|o| o.body.as_ref())
        .rfind(|b| b.class == BodyClass::Committee && b.explicit && b.name != "Đảng ủy")
        .cloned();
    if let Some(committee) = committee {
        for body in offices.iter_mut().filter_map(|o| o.body.as_mut()).filter(|b| b.bare_organ) {
            body.name = format!("{} {}", body.name, committee.name);
            body.place = committee.place.clone();
            body.bare_organ = false;
            body.explicit = true;
        }
    }
    // `Bí thư Đảng ủy, Chủ tịch HĐND thị trấn Châu Hưng`: one unit for both.
    for n in 0..offices.len() {
        let unplaced = |b: &BodyMention| !b.explicit && b.place == PlaceRef::Own && !b.bare_organ;
        let Some(body) = offices[n].body.clone().filter(unplaced) else { continue };
        let fits = |b: &&BodyMention| {
            b.explicit
                && match &b.place {
                    PlaceRef::Named(m) => m.kind.is_none_or(|k| allowed(&body, k)),
                    PlaceRef::Level(k) => allowed(&body, *k),
                    _ => false,
                }
        };
        let near = offices[n + 1..]
            .iter()
            .filter_map(|o| o.body.as_ref())
            .find(fits)
            .or_else(|| offices[..n].iter().rev().filter_map(|o| o.body.as_ref()).find(fits))
            .cloned();
        if let (Some(near), Some(body)) = (near, offices[n].body.as_mut()) {
            body.place = near.place;
            body.explicit = true;
        }
    }
}

/// Whether a body can be one of a unit type.
fn allowed(body: &BodyMention, kind: UnitType) -> bool {
    let letter = match kind {
        UnitType::City => return true,
        kind => match kind.level() {
            crate::reference::units::UnitLevel::Province => 'P',
            crate::reference::units::UnitLevel::District => 'D',
            crate::reference::units::UnitLevel::Commune => 'C',
        },
    };
    body.levels.is_empty() || body.levels.contains(letter)
}

fn is_party_title(title: &str) -> bool {
    ["Bí thư", "Phó Bí thư", "Phó Bí thư Thường trực", "Ủy viên Ban Thường vụ", "Quyền Bí thư"]
        .contains(&title.trim_start_matches("nguyên "))
}
