//! Bodies: party committees and their organs, councils, agencies, unions, forces.
//!
//! A body is a head of the vocabulary, for organs the committee it belongs to, and a place:
//! `Ban Dân vận` + `Huyện ủy` + `Phú Xuyên`. A place that is not printed is settled later from
//! the neighbouring bodies or the article's own unit ([`settle`], [`Bodies::body`]).

use std::borrow::Cow;
use std::ops::Range;
use std::rc::Rc;

use super::doc::Doc;
use super::facts::{Body, Place};
use super::places::{
    Geography, Mention, PlaceRef, Resolved, UnitType, is_class, mention, type_word,
};
use crate::article::Article;
use crate::reference::lexicon::{BodyClass, Entry};
use crate::reference::units::UnitLevel;
use crate::text::token::{Shape, Tokens};

mod departments;
mod forces;
mod hamlets;
mod heads;
mod institutions;
mod lists;
mod open;

use self::departments::{departments, division};
use self::forces::number_units;
pub use self::hamlets::village_name;
use self::hamlets::{of_hamlet, team};
pub use self::heads::committee_inside;
use self::heads::{
    assembly, committee, committee_owner, council_board, front, listed_committees, national_of,
    organ, pair, shared_by_units, with_place,
};
use self::lists::{
    above_communes, drop_classes, find_near, place_delegations, settle, share, spell_alike,
};
pub use self::open::expand_abbreviations;
use self::open::{OPEN_HEADS, STEERING, is_abbreviated, open_body};

/// A body named in the text.
#[derive(Debug, Clone, PartialEq)]
pub struct BodyMention {
    /// Canonical name, without the locality. `Ban Dân vận` alone when the committee is not
    /// printed.
    pub name: String,
    /// Where it is.
    pub place: PlaceRef,
    /// Its tokens, place included.
    pub tokens: Range<usize>,
    /// How it gets its locality.
    pub class: BodyClass,
    /// Usual levels (letters of P D C), empty for any.
    pub levels: &'static str,
    /// The place is printed (or said by the committee), not taken from the context.
    pub explicit: bool,
    /// An organ without its committee.
    pub bare_organ: bool,
    /// The unit of that type named last before it (`Ở xã Hà Mòn, … Hội LHPN xã`), for the
    /// article that has none of its own.
    pub near: Option<Rc<Mention>>,
}

/// All bodies of an article, in order of the text, none inside another.
pub struct Bodies {
    /// The mentions.
    pub list: Vec<BodyMention>,
    at: Vec<Option<u32>>,
}

impl Bodies {
    /// Finds the bodies of an article.
    pub fn find(doc: &Doc<'_>) -> Bodies {
        let mut list: Vec<BodyMention> = Vec::new();
        let heads = doc.tokens.beginning(OPEN_HEADS).or(&doc.bodies_at);
        let mut from = 0;
        while let Some(i) = heads.first(from..doc.tokens.len()) {
            let found = body_at(doc, i);
            from = found.iter().map(|b| b.tokens.end).max().unwrap_or(i + 1);
            list.extend(found);
        }
        number_units(&mut list);
        drop_classes(doc, &mut list);
        find_near(doc, &mut list);
        place_delegations(doc, &mut list);
        settle(doc, &mut list);
        share(doc, &mut list);
        spell_alike(&mut list);
        let mut at = vec![None; doc.tokens.len() + 1];
        for (n, body) in list.iter().enumerate() {
            at[body.tokens.start].get_or_insert(n as u32);
        }
        Bodies { list, at }
    }

    /// The body that begins at a token.
    pub fn at(&self, token: usize) -> Option<&BodyMention> {
        self.at.get(token).copied().flatten().map(|n| &self.list[n as usize])
    }

    /// Further bodies that the words at a token name: `HĐND - UBND xã`.
    pub fn also_at(&self, token: usize) -> impl Iterator<Item = &BodyMention> {
        let first = self.at.get(token).copied().flatten().map_or(self.list.len(), |n| n as usize);
        self.list[first.min(self.list.len())..]
            .iter()
            .skip(1)
            .take_while(move |b| b.tokens.start == token)
    }

    /// Bodies whose tokens lie in a range.
    pub fn within(&self, range: &Range<usize>) -> impl Iterator<Item = &BodyMention> {
        let from = self.list.partition_point(|b| b.tokens.start < range.start);
        let end = range.end;
        self.list[from..].iter().take_while(move |b| b.tokens.start < end)
    }

    /// The last body that ends at or before a token of the same sentence.
    pub fn before(&self, doc: &Doc<'_>, token: usize) -> Option<&BodyMention> {
        let from = doc.sentence(token).start;
        let n = self.list.partition_point(|b| b.tokens.end <= token);
        self.list[..n].last().filter(|b| b.tokens.start >= from)
    }
}

/// The name of the committee of a unit type.
pub fn committee_of(kind: UnitType) -> &'static str {
    match kind {
        UnitType::Province => "Tỉnh ủy",
        UnitType::City => "Thành ủy",
        UnitType::RuralDistrict => "Huyện ủy",
        UnitType::UrbanDistrict => "Quận ủy",
        UnitType::Town => "Thị ủy",
        UnitType::Commune | UnitType::Ward | UnitType::Township | UnitType::SpecialZone => {
            "Đảng ủy"
        }
    }
}

/// `Trung ương`, `T.Ư`, `TW`, `TƯ` at a token.
pub fn central(tokens: &Tokens<'_>, i: usize) -> Option<usize> {
    if let Some(end) = tokens.phrase(i, "trung ương") {
        return Some(if tokens.low(end) == "đảng" && tokens.is_capital(end) {
            end + 1
        } else {
            end
        });
    }
    if matches!(tokens.raw(i), "TW" | "TƯ") {
        return Some(i + 1);
    }
    (tokens.raw(i) == "T" && tokens.raw(i + 1) == "." && matches!(tokens.raw(i + 2), "Ư" | "W"))
        .then_some(i + 3)
}

/// The place printed at a token: a unit, a bare level word, or nothing.
pub(super) fn place_at(doc: &Doc<'_>, i: usize) -> Option<(PlaceRef, usize)> {
    let tokens = &doc.tokens;
    // `Ủy ban Mặt trận (UBMT) thị xã`, `Mặt trận Tổ quốc (MTTQ) Việt Nam tỉnh`: the abbreviation in
    // brackets is passed.
    if is_abbreviated(tokens, i) {
        let behind = tokens.phrase(i + 3, "việt nam").unwrap_or(i + 3);
        return doc.inside(|| place_at(doc, behind));
    }
    if let Some(end) = central(tokens, i) {
        return Some((PlaceRef::Nation, end));
    }
    // `UBND TP`: the abbreviation without a name means the article's city.
    if tokens.raw(i) == "TP" && type_word(tokens, i).is_none() {
        return Some((PlaceRef::Level(UnitType::City), i + 1));
    }
    if tokens.low(i) == "tphcm"
        && let Some(found) = mention(doc, i)
    {
        return Some((PlaceRef::Named(found), i + 1));
    }
    let (kind, next) = type_word(tokens, i)?;
    if let Some(found) = mention(doc, i) {
        let end = found.tokens.end;
        return Some((PlaceRef::Named(found), end));
    }
    // `xã hội`, `tỉnh thành`, `huyện ủy` are other words.
    if matches!(tokens.low(next), "hội" | "ủy" | "đoàn" | "thành" | "bạn") {
        return None;
    }
    Some((PlaceRef::Level(kind), next))
}

/// The place printed at a token, where its words end, and whether one is printed; else the
/// article's own.
fn place_or_own(doc: &Doc<'_>, i: usize) -> (PlaceRef, usize, bool) {
    match place_at(doc, i) {
        Some((place, end)) => (place, end, true),
        None => (PlaceRef::Own, i, false),
    }
}

/// `nhân dân` and other words that show a lower-case head to be the class, not the body.
fn starts_body(doc: &Doc<'_>, i: usize) -> bool {
    !is_class(&doc.tokens, i)
}

/// Whether a body may begin at a token: at most tokens none does.
#[inline]
fn may_be_body(doc: &Doc<'_>, i: usize) -> bool {
    doc.bodies_at.has(i) || doc.tokens.may_begin(i, OPEN_HEADS)
}

/// The bodies that begin at a token: one, or several where a head is shared by a list
/// (`phòng Nội vụ, Tư pháp`, `HĐND, UBND`).
fn body_at(doc: &Doc<'_>, i: usize) -> Vec<BodyMention> {
    let tokens = &doc.tokens;
    if !may_be_body(doc, i) {
        return Vec::new();
    }
    // Inside a document's number: 03-NQ/TU, 10/2022/QH15.
    if tokens.shape(i) == Shape::Upper && tokens.glued(i) && matches!(tokens.raw(i - 1), "/" | "-")
    {
        return Vec::new();
    }
    // `Các phòng: Nội vụ, Tư pháp huyện`, `Các Sở Nội vụ, Tài chính`: a head shared by a list.
    if i > 0
        && matches!(tokens.low(i - 1), "các")
        && let Some(list) = departments(doc, i).filter(|list| list.len() > 1)
    {
        return list;
    }
    if i > 0 && tokens.low(i - 1) == "các" {
        let list = listed_committees(doc, i);
        if list.len() > 1 {
            return list;
        }
    }
    if !tokens.is_word(i) || !starts_body(doc, i) {
        return open_body(doc, i).into_iter().collect();
    }
    // `Phó Chủ tịch Thường trực Ủy ban MTTQ`: the adjective of the title before.
    if tokens.phrase(i, "thường trực").is_some()
        && i > 0
        && matches!(tokens.low(i - 1), "thư" | "tịch" | "ban" | "nhiệm" | "viên")
    {
        return Vec::new();
    }
    if let Some(found) = departments(doc, i) {
        return found;
    }
    if let Some(found) = division(doc, i).or_else(|| open_body(doc, i)) {
        let owner = owner_behind(doc, &found);
        return std::iter::once(found).chain(owner).collect();
    }
    for (m, entry) in doc.entries(i) {
        let Entry::Body { name, class, levels } = entry else { continue };
        let head = Head { name, class: *class, levels, start: i, end: m.end };
        let shared = shared_by_units(doc, &head);
        if !shared.is_empty() {
            return shared;
        }
        // `Ủy ban MTTQ Việt Nam 12 huyện, thành phố`: one in each, nobody says which.
        if tokens.shape(m.end) == Shape::Digits && type_word(tokens, m.end + 1).is_some() {
            return Vec::new();
        }
        let found = match class {
            BodyClass::Committee => committee(doc, &head),
            BodyClass::Organ => organ(doc, &head),
            BodyClass::Pair => return pair(doc, &head),
            // `Đảng bộ Công an huyện`, `cán bộ Y tế`: the end of another word.
            BodyClass::National if tokens.low(i) == "bộ" && !tokens.is_capital(i) => None,
            BodyClass::National => Some(national_of(doc, &head)),
            BodyClass::Assembly => assembly(doc, &head),
            BodyClass::Front => front(doc, &head),
            BodyClass::Open => team(doc, &head).or_else(|| with_place(doc, &head, false)),
            BodyClass::Hamlet => Some(of_hamlet(doc, &head)),
            BodyClass::CouncilBoard => council_board(doc, &head),
            BodyClass::Council | BodyClass::Agency | BodyClass::UnitBlock => {
                with_place(doc, &head, true)
            }
        };
        if let Some(found) = found {
            return vec![found];
        }
    }
    Vec::new()
}

/// `Vụ Địa phương I, Ban Dân vận Trung ương`: the department's name has its owner's, which is named too.
fn owner_behind(doc: &Doc<'_>, department: &BodyMention) -> Option<BodyMention> {
    if department.place != PlaceRef::Nation {
        return None;
    }
    let comma = department.tokens.clone().find(|&t| doc.tokens.raw(t) == ",")?;
    inner_body(doc, comma + 1).filter(|owner| owner.tokens.end == department.tokens.end)
}

/// The body that the words of another name: `Đảng ủy` + Công an tỉnh.
fn inner_body(doc: &Doc<'_>, i: usize) -> Option<BodyMention> {
    doc.inside(|| body_at(doc, i).into_iter().next())
}

/// A head of the vocabulary found in the text.
struct Head {
    name: &'static str,
    class: BodyClass,
    levels: &'static str,
    start: usize,
    end: usize,
}

fn simple(head: &Head, place: PlaceRef, end: usize, explicit: bool) -> BodyMention {
    BodyMention {
        name: head.name.to_owned(),
        place,
        tokens: head.start..end,
        class: head.class,
        levels: head.levels,
        explicit,
        bare_organ: false,
        near: None,
    }
}

/// What a bare organ (`Ban Dân vận`) is in full: the one of the article's own committee if the
/// article names it, else the one named last before, else the next.
fn full_organ<'b>(
    bodies: &'b Bodies,
    bare: &BodyMention,
    own: Option<&str>,
) -> Option<&'b BodyMention> {
    let prefix = format!("{} ", bare.name);
    let full = |b: &&BodyMention| b.name.starts_with(&prefix) && b.place != PlaceRef::Nation;
    let own_name = own.map(|committee| format!("{prefix}{committee}"));
    let of_own = bodies.list.iter().find(|b| own_name.as_deref() == Some(&b.name));
    let before = bodies.list.iter().filter(|b| b.tokens.start < bare.tokens.start).rfind(full);
    of_own.or(before).or_else(|| bodies.list.iter().find(full))
}

/// The unit of a place, read in an article's geography; none where it cannot be told, `Err` for
/// the nation.
fn unit_of(place: &PlaceRef, levels: &str, geography: &Geography) -> Option<Result<Place, ()>> {
    Some(match place {
        PlaceRef::Nation => Err(()),
        PlaceRef::Named(found) => Ok(geography.resolve(found).place()),
        PlaceRef::Level(kind) => Ok(geography.of_type(*kind)?.place()),
        PlaceRef::Own => Ok(own_place(levels, geography)?),
    })
}

/// The article's unit among the levels a body can have: its own if it fits, else the nearest
/// above.
fn own_place(levels: &str, geography: &Geography) -> Option<Place> {
    let own = geography.own?;
    let letter = |l: UnitLevel| match l {
        UnitLevel::Province => 'P',
        UnitLevel::District => 'D',
        UnitLevel::Commune => 'C',
    };
    if levels.is_empty() || levels.contains(letter(own)) {
        return Some(geography.own_unit()?.place());
    }
    // A Sở in a district's article is the province's; a Phòng in a commune's the district's.
    [UnitLevel::District, UnitLevel::Province]
        .into_iter()
        .filter(|&l| l < own && levels.contains(letter(l)))
        .find_map(|l| geography.at_level(l))
        .map(Resolved::place)
}

impl Bodies {
    /// The body of a mention as a value of a fact; none where its unit cannot be told.
    pub fn body(&self, mention: &BodyMention, geography: &Geography) -> Option<Body> {
        let mut name = Cow::Borrowed(mention.name.as_str());
        let mut place = &mention.place;
        let mut levels = mention.levels;
        if mention.bare_organ {
            let own = geography
                .own_unit()
                .and_then(|r| super::places::type_of_title(&r.title))
                .filter(|k| k.level() != UnitLevel::Commune)
                .map(committee_of);
            if let Some(kind) = above_communes(&mention.place) {
                name = Cow::Owned(format!("{name} {}", committee_of(kind)));
            } else if let Some(full) = full_organ(self, mention, own) {
                name = Cow::Borrowed(&full.name);
                place = &full.place;
                levels = full.levels;
            } else {
                let own = geography.own_unit()?;
                let kind = super::places::type_of_title(&own.title)?;
                if kind.level() != UnitLevel::Commune {
                    name = Cow::Owned(format!("{name} {}", committee_of(kind)));
                }
            }
        }
        // `Ban Chỉ đạo phong trào` behind `Ban Chỉ đạo Phong trào thi đua “Dân vận khéo”`
        if let Some(full) = full_steering(self, &name) {
            name = Cow::Borrowed(full);
        }
        if name == STEERING {
            let mut full = self
                .list
                .iter()
                .filter(|b| b.name.strip_prefix(STEERING).is_some_and(|tail| !tail.is_empty()));
            let one = full.next()?;
            if full.any(|other| other.name != one.name) {
                return None;
            }
            name = Cow::Borrowed(&one.name);
            if !mention.explicit {
                place = &one.place;
            }
        }
        // A bare `Đảng ủy` above the commune is the one of the agency that was named in full.
        if name == "Đảng ủy"
            && !mention.explicit
            && geography.own != Some(UnitLevel::Commune)
            && let Some(full) = self
                .list
                .iter()
                .rfind(|b| b.tokens.start < mention.tokens.start && b.name.starts_with("Đảng ủy "))
        {
            name = Cow::Borrowed(&full.name);
            place = &full.place;
            levels = full.levels;
        }
        let unit = unit_of(place, levels, geography)
            .or_else(|| mention.near.as_ref().map(|near| Ok(geography.resolve(near).place())));
        let place = match unit? {
            Ok(place) => place,
            Err(()) => return Some(national(name.into_owned())),
        };
        Some(body_of(name.into_owned(), place))
    }
}

/// The one longer name of a steering committee that begins or ends as a short one does.
fn full_steering<'b>(bodies: &'b Bodies, short: &str) -> Option<&'b str> {
    /// `Ban Chỉ đạo phong trào`, `Ban Chỉ đạo Dân vận khéo`
    const SHORT: usize = 6;
    let tail = short.strip_prefix(STEERING).filter(|tail| !tail.is_empty())?.to_lowercase();
    if short.split(' ').count() > SHORT {
        return None;
    }
    let goes_on = |name: &&str| {
        let whole = name.strip_prefix(STEERING).unwrap_or_default().to_lowercase();
        whole.starts_with(&format!("{tail} ")) || whole.len() > tail.len() && whole.ends_with(&tail)
    };
    let mut full = bodies.list.iter().map(|b| b.name.as_str()).filter(goes_on);
    let one = full.next()?;
    full.all(|other| other == one).then_some(one)
}

/// A national body.
pub fn national(name: String) -> Body {
    let key = [&name, "@VN"].concat();
    Body { name, place: Place::default(), key }
}

/// A body of a unit; `@?` where the unit has no key, so that nothing merges by it.
pub fn body_of(name: String, place: Place) -> Body {
    let key = [&name, "@", place.locality_key.as_deref().unwrap_or("?")].concat();
    Body { name, place, key }
}

/// The body that a name means in an article about a place: `UBND`, `BDV Huyện ủy`; none where the
/// words are more, or less, than the name of one body.
pub fn of_name(name: &str, place: &Place) -> Option<Body> {
    let mut article = Article::of_text(name.to_owned());
    article.hints.decided.clone_from(&place.locality_key);
    let doc = Doc::new(&article);
    let bodies = Bodies::find(&doc);
    let [only] = &bodies.list[..] else { return None };
    let whole = only.tokens == (0..doc.tokens.len());
    let geography = super::places::weigh(&doc, &bodies);
    if whole { bodies.body(only, &geography) } else { None }
}

/// The party committee at a token, also where it is the end of a longer body
/// (`Ủy viên Ban Thường vụ` + `Thành ủy`).
pub fn committee_mention(doc: &Doc<'_>, i: usize) -> Option<BodyMention> {
    committee_owner(doc, i)
}

/// The committee that stands above a body: Ban Dân vận Huyện ủy → Huyện ủy; Ủy ban nhân dân of
/// a huyện → Huyện ủy of the same unit.
pub fn committee_above(body: &BodyMention, geography: &Geography) -> Option<BodyMention> {
    for committee in ["Tỉnh ủy", "Thành ủy", "Huyện ủy", "Quận ủy", "Thị ủy", "Đảng ủy"]
    {
        if body.name.ends_with(committee) {
            return Some(BodyMention {
                name: committee.to_owned(),
                class: BodyClass::Committee,
                bare_organ: false,
                near: None,
                ..body.clone()
            });
        }
    }
    let kind = match &body.place {
        PlaceRef::Named(m) => m.kind?,
        PlaceRef::Level(kind) => *kind,
        PlaceRef::Own => super::places::type_of_title(&geography.own_unit()?.title)?,
        PlaceRef::Nation => return None,
    };
    Some(BodyMention {
        name: committee_of(kind).to_owned(),
        class: BodyClass::Committee,
        bare_organ: false,
        near: None,
        levels: "",
        ..body.clone()
    })
}
