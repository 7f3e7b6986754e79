//! Offices: a title and its body, and chains of offices of one person.

use std::ops::Range;

use super::bodies::{
    Bodies, BodyMention, committee_above, committee_inside, committee_mention, committee_of,
    place_at, village_name,
};
use super::doc::Doc;
use super::facts::Standing;
use super::places::{Geography, PlaceRef, UnitType, committee_type, is_class};
use crate::reference::lexicon::{BodyClass, Entry, OfficeBody};
use crate::reference::units::UnitLevel;
use crate::text::phrases::{Phrases, phrases};
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

/// Where the name of a hamlet ends that may have a person's behind it, or be one: `Trưởng bản Lữ Văn
/// Kim`, `Trưởng thôn Đông Lê Văn Tâm`.
fn before_person(doc: &Doc<'_>, office: usize, name: Range<usize>) -> usize {
    let tokens = &doc.tokens;
    // `Lữ Văn Kim, Trưởng bản Mai Hoa Thượng`: he is named before.
    let named = office > 1
        && matches!(tokens.raw(office - 1), "," | "-" | "–" | "(")
        && tokens.is_capital(office - 2);
    let person = |&t: &usize| {
        let sure = matches!(tokens.raw(t + 1), "Văn" | "Thị");
        (3..=4).contains(&(name.end - t))
            && (sure || !named)
            && (t..name.end).all(|word| tokens.is_capital(word))
            && doc.entries(t).any(|(m, e)| matches!(e, Entry::FamilyName) && m.end == t + 1)
    };
    name.clone().find(person).unwrap_or(name.end)
}

/// The chain of offices that begins at a token.
#[inline]
pub fn chain(doc: &Doc<'_>, bodies: &Bodies, geography: &Geography, i: usize) -> Option<Chain> {
    if may_be_office(doc, i) { read_chain(doc, bodies, geography, i) } else { None }
}

/// `nguyên Bí thư`
pub(super) const FORMER: &Phrases = &Phrases::new(&["nguyên", "cựu"]);

/// Whether an office may begin at a token: most begin nothing.
#[inline]
fn may_be_office(doc: &Doc<'_>, i: usize) -> bool {
    doc.offices_at.has(i) || doc.tokens.may_begin(i, FORMER)
}

fn read_chain(doc: &Doc<'_>, bodies: &Bodies, geography: &Geography, i: usize) -> Option<Chain> {
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
    // `Chủ tịch HĐND - UBND xã`: one title, two bodies.
    let twins: Vec<Office> = offices
        .iter()
        .flat_map(|office| {
            let pair = office.body.iter().flat_map(|b| bodies.also_at(b.tokens.start));
            pair.map(|body| Office { body: Some(body.clone()), ..office.clone() })
        })
        .collect();
    for twin in twins {
        let at = offices.iter().rposition(|o| o.tokens == twin.tokens).map_or(0, |n| n + 1);
        offices.insert(at, twin);
    }
    complete(&mut offices, geography);
    Some(Chain { offices, tokens: i..end, plural })
}

/// Between two offices of one person: a mark, `và`, `kiêm`, `đồng thời là`; the index after it.
fn separator(tokens: &Tokens<'_>, i: usize) -> Option<usize> {
    let start = term_end(tokens, i).unwrap_or(i);
    let mut at = start;
    if matches!(tokens.raw(at), "," | "-" | "–" | ";" | "/" | "&") {
        at += 1;
    }
    if let Some(next) = tokens
        .any_phrase(at, phrases!["đồng thời là", "đồng thời", "kiêm nhiệm", "kiêm", "và", "là"])
    {
        at = next;
    }
    (at > start).then_some(at)
}

/// The term behind an office: `khóa XX`, `(khóa XXV)`, `, nhiệm kỳ 2021 - 2026`, `(cũ)`.
pub(super) fn term_end(tokens: &Tokens<'_>, i: usize) -> Option<usize> {
    let open = usize::from(matches!(tokens.raw(i), "(" | ","));
    let word = i + open;
    let end = match tokens.low(word) {
        "khóa" | "cũ" => word + if tokens.low(word) == "cũ" { 1 } else { 2 },
        "nhiệm" => crate::text::period::period(tokens, word)?.tokens.end,
        _ => return None,
    };
    let end = end + usize::from(tokens.raw(i) == "(" && tokens.raw(end) == ")");
    Some(term_end(tokens, end).unwrap_or(end))
}

/// One office at a token.
pub fn office(doc: &Doc<'_>, bodies: &Bodies, i: usize) -> Option<Office> {
    let tokens = &doc.tokens;
    let former = tokens.any_phrase(i, FORMER).is_some();
    let start = if former { i + 1 } else { i };
    // `Ban Thường vụ Huyện ủy` is a body, `Thường vụ Huyện ủy` alone one of its members.
    if i > 0 && tokens.low(i - 1) == "ban" && tokens.phrase(i, "thường vụ").is_some() {
        return None;
    }
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
                // `Trưởng thôn Đông`, `Trưởng khu vực Tân Mỹ 1`: the title holds the hamlet's type.
                let hamlet = (start..m.end).find_map(|t| village_name(tokens, t));
                let end = hamlet.map(|end| before_person(doc, start, m.end..end));
                Some(made(None, true, end.unwrap_or(m.end)))
            }
            OfficeBody::Is(name) => {
                let own = named_by_title(name, start, m.end);
                // `TBDV Huyện ủy`: the organ of the committee printed behind it.
                let owner = bodies
                    .at(m.end)
                    .filter(|b| own.class == BodyClass::Organ && b.class == BodyClass::Committee);
                let body = match owner {
                    Some(owner) => BodyMention {
                        name: format!("{name} {}", owner.name),
                        class: BodyClass::Organ,
                        ..owner.clone()
                    },
                    None => own,
                };
                let end = body.tokens.end;
                Some(made(Some(body), true, end))
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
                    // `Tổ trưởng tổ dân phố số 5`
                    None if village_name(tokens, m.end).is_some() => {
                        Some(made(None, true, village_name(tokens, m.end).unwrap_or(m.end)))
                    }
                    None if names_own_body(tokens, m.end) => None,
                    None => Some(made(None, false, m.end)),
                }
            }
            OfficeBody::Own | OfficeBody::Committee => match body_after(doc, bodies, m.end)
                .or_else(|| unit_headed(doc, title, start, m.end))
            {
                Some(body) => {
                    let end = body.tokens.end;
                    let fits = *rule == OfficeBody::Own
                        || body.class == BodyClass::Committee
                        || body.class == BodyClass::Council;
                    // `Ủy viên Thành ủy` is Thành ủy viên.
                    let member = *title == "Ủy viên" && committee_type(&body.name).is_some();
                    let committee = body.name.clone();
                    fits.then(|| made(Some(body), true, end)).map(|office| match member {
                        true => Office { title: format!("{committee} viên"), ..office },
                        false => office,
                    })
                }
                None if is_class_after(tokens, m.end) => None,
                // `Đại biểu phường có đồng chí A`: guests.
                None if *title == "Đại biểu" => None,
                // `PBT, CT UBND xã`: an abbreviation alone is too little.
                None if m.abbreviated
                    && *rule == OfficeBody::Own
                    && !office_follows(doc, m.end) =>
                {
                    None
                }
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

/// The body of an office named by its unit alone, as newspapers do: `Chủ tịch xã Kim Thái` heads its
/// Ủy ban nhân dân, `Phó Bí thư TP.HCM` the party committee.
fn unit_headed(doc: &Doc<'_>, title: &str, start: usize, i: usize) -> Option<BodyMention> {
    let (place, end) = place_at(doc, i)?;
    let kind = match &place {
        PlaceRef::Named(unit) => unit.kind?,
        PlaceRef::Level(kind) => *kind,
        PlaceRef::Own | PlaceRef::Nation => return None,
    };
    let (name, class) = match title {
        "Bí thư" | "Phó Bí thư" | "Phó Bí thư Thường trực" => {
            (committee_of(kind), BodyClass::Committee)
        }
        "Chủ tịch" | "Phó Chủ tịch" | "Phó Chủ tịch Thường trực" => {
            ("Ủy ban nhân dân", BodyClass::Council)
        }
        _ => return None,
    };
    Some(BodyMention {
        name: name.to_owned(),
        place,
        tokens: start..end,
        class,
        levels: "",
        explicit: true,
        bare_organ: false,
        near: None,
    })
}

/// Whether words follow a title that name its own body: `Trưởng Ban` + Chỉ đạo, `Trưởng đoàn` +
/// kiểm tra. It is no neighbour's, and where it is not said in full it stays open.
fn names_own_body(tokens: &Tokens<'_>, i: usize) -> bool {
    let words = phrases![
        "chỉ đạo",
        "tổ chức",
        "vận động",
        "quản lý",
        "giám sát",
        "kiểm tra",
        "công tác",
        "giám khảo",
        "khảo sát",
        "đại diện",
        "soạn thảo",
        "giúp việc",
        "tổ",
        "hội nghị",
    ];
    tokens.any_phrase(i, words).is_some()
}

/// Whether a mark and another title stand behind a title.
fn office_follows(doc: &Doc<'_>, i: usize) -> bool {
    let next = separator(&doc.tokens, i);
    next.is_some_and(|at| doc.entries(at).any(|(_, e)| matches!(e, Entry::Office { .. })))
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
        None if matches!(name, "Chính phủ" | "Ban Bí thư") => {
            (PlaceRef::Nation, BodyClass::National)
        }
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
        let title = offices[n].title.clone();
        let fits = |b: &&BodyMention| party || is_body_of(&title, b);
        let behind = offices[n + 1..].iter().filter_map(|o| o.body.as_ref()).find(fits);
        let before = || offices[..n].iter().rev().filter_map(|o| o.body.as_ref()).find(fits);
        let Some(next) = behind.or_else(before) else { continue };
        // `Huyện ủy viên, Chánh Văn phòng`: the office of that committee.
        if title.contains("Chánh Văn phòng") && next.class == BodyClass::Committee {
            let name = format!("Văn phòng {}", next.name);
            let body = BodyMention { name, class: BodyClass::Organ, ..next.clone() };
            offices[n].body = Some(body);
            continue;
        }
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
    // `Bí thư Đảng ủy, Giám đốc Công an tỉnh`: the committee inside that body.
    for n in 1..offices.len() {
        let Some(inside) = offices[n].body.as_ref().and_then(committee_inside) else { continue };
        let before = offices[..n].iter_mut().filter_map(|office| office.body.as_mut());
        for committee in before.filter(|body| !body.explicit) {
            // `Chủ nhiệm UBKT Đảng ủy, Phó Chính ủy Quân khu 1`
            let Some(organ) = committee.name.strip_suffix("Đảng ủy") else { continue };
            let name = format!("{organ}{}", inside.name);
            *committee = BodyMention { name, tokens: committee.tokens.clone(), ..inside.clone() };
        }
    }
    // `Bí thư Đảng ủy, Chủ tịch HĐND thị trấn Châu Hưng`: one unit for both.
    for n in 0..offices.len() {
        // `Bí thư Tỉnh ủy, Chủ tịch HĐND tỉnh Nghệ An`, a guest: `Tỉnh ủy` says its level only.
        let by_name = |b: &BodyMention| {
            b.class == BodyClass::Committee && matches!(b.place, PlaceRef::Level(_))
        };
        let unplaced = |b: &BodyMention| {
            !b.explicit && b.place == PlaceRef::Own && !b.bare_organ || by_name(b)
        };
        let Some(body) = offices[n].body.clone().filter(unplaced) else { continue };
        let fits = |b: &&BodyMention| {
            b.explicit
                && match (&b.place, &body.place) {
                    (PlaceRef::Named(m), PlaceRef::Level(kind)) => m.kind == Some(*kind),
                    (PlaceRef::Named(m), _) => m.kind.is_none_or(|k| allowed(&body, k)),
                    (PlaceRef::Level(k), PlaceRef::Own) => allowed(&body, *k),
                    _ => false,
                }
        };
        let behind = offices[n + 1..].iter().filter_map(|o| o.body.as_ref()).find(fits);
        // `Huyện ủy viên, Bí thư Đảng ủy, Trưởng Ban Tổ chức Hội thi`: of the unit of the Đảng ủy.
        let before = || {
            let bodies = offices[..n].iter().rev().filter_map(|o| o.body.as_ref());
            bodies.take_while(|b| !unplaced(b)).find(fits)
        };
        let near = behind.or_else(before).cloned();
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
            UnitLevel::Province => 'P',
            UnitLevel::District => 'D',
            UnitLevel::Commune => 'C',
        },
    };
    body.levels.is_empty() || body.levels.contains(letter)
}

/// Whether a body can be the one of a title that names none.
fn is_body_of(title: &str, body: &BodyMention) -> bool {
    let head = |words: &[&str]| words.iter().any(|w| title.contains(w));
    match title {
        _ if head(&["Trưởng Ban"]) => {
            // Boards have secretaries and members.
            let board = ["Ban Chấp hành", "Ban Thường vụ", "Ban Bí thư", "Ban Thường trực"];
            body.name.starts_with("Ban ") && !board.iter().any(|b| body.name.starts_with(b))
        }
        _ if head(&["Trưởng phòng"]) => body.name.starts_with("Phòng "),
        _ if head(&["Trưởng Khối"]) => body.name.starts_with("Khối "),
        _ if head(&["Trưởng đoàn"]) => body.name.starts_with("Đoàn "),
        _ if head(&["Tổ trưởng", "Tổ phó", "Thư ký"]) => body.name.starts_with("Tổ "),
        _ if head(&["Giám đốc"]) => {
            !matches!(body.class, BodyClass::Committee | BodyClass::Council)
        }
        _ if head(&["Chánh Văn phòng"]) => {
            body.class == BodyClass::Committee || body.name.starts_with("Văn phòng")
        }
        _ => true,
    }
}

fn is_party_title(title: &str) -> bool {
    ["Bí thư", "Phó Bí thư", "Phó Bí thư Thường trực", "Ủy viên Ban Thường vụ", "Quyền Bí thư"]
        .contains(&title.trim_start_matches("nguyên "))
}
