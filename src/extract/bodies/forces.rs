//! Units of the army, which bear a number: `Quân khu 3`, `Bộ Tư lệnh Quân khu 7`, `Lữ đoàn Công binh
//! 280`; and those that an article means by `Quân khu`, `Sư đoàn` alone.

use super::BodyMention;
use crate::extract::doc::{Doc, clean};
use crate::extract::places::PlaceRef;
use crate::reference::lexicon::BodyClass;
use crate::text::phrases::{Table, phrases};
use crate::text::token::Shape;

/// Kinds of units, as printed in small letters and as they are written.
const KINDS: &Table<&str> = &Table::new(&[
    ("quân khu", "Quân khu"),
    ("quân đoàn", "Quân đoàn"),
    ("sư đoàn", "Sư đoàn"),
    ("lữ đoàn", "Lữ đoàn"),
    ("trung đoàn", "Trung đoàn"),
    ("binh đoàn", "Binh đoàn"),
    ("hải quân vùng", "Hải quân vùng"),
    ("đoàn kinh tế - quốc phòng", "Đoàn Kinh tế - Quốc phòng"),
]);

/// The unit that begins at a token; without its number where only the kind is printed, for
/// [`number_units`] to find.
pub(super) fn army_unit(doc: &Doc<'_>, i: usize) -> Option<BodyMention> {
    let tokens = &doc.tokens;
    let staff = tokens.any_phrase(i, phrases!["bộ tư lệnh"]);
    let start = staff.unwrap_or(i);
    let (_, kind, at) = tokens.entries(start, KINDS).next().filter(|_| tokens.is_capital(start))?;
    let made = |name: String, end: usize| BodyMention {
        name: if staff.is_some() { format!("Bộ Tư lệnh {name}") } else { name },
        place: PlaceRef::Nation,
        tokens: i..end,
        class: BodyClass::Open,
        levels: "",
        explicit: true,
        bare_organ: false,
        near: None,
    };
    // `Lữ đoàn Công binh 280`
    let number = (at..at + 4)
        .take_while(|&t| tokens.is_word(t) || tokens.shape(t) == Shape::Digits)
        .find(|&t| tokens.shape(t) == Shape::Digits)
        .filter(|&t| t == at || tokens.is_capital(at));
    match number {
        Some(number) => Some(made(clean(tokens.slice(start..number + 1)), number + 1)),
        // `Trung đoàn Gia Định` bears a name.
        None => (!tokens.is_capital(at)).then(|| made(kind.to_owned(), at)),
    }
}

/// Gives units without a number that of the only one of their kind that the article names:
/// `Phó Chính ủy Quân khu` in an article of Quân khu 2. Drops those that it leaves open.
pub(super) fn number_units(list: &mut Vec<BodyMention>) {
    let unnumbered = |name: &str| {
        let kinds = KINDS.lines().iter().map(|&(_, kind)| kind);
        kinds.filter(|kind| name.ends_with(kind)).max_by_key(|kind| kind.len())
    };
    if !list.iter().any(|body| unnumbered(&body.name).is_some()) {
        return;
    }
    let numbered = |kind: &str, list: &[BodyMention]| -> Option<String> {
        let is_one = |name: &&str| {
            let tail = name.strip_prefix(kind).and_then(|tail| tail.strip_prefix(' '));
            tail.is_some_and(|tail| tail.ends_with(|c: char| c.is_ascii_digit()))
        };
        let mut names = list
            .iter()
            .map(|body| body.name.strip_prefix("Bộ Tư lệnh ").unwrap_or(&body.name))
            .filter(is_one);
        let first = names.next()?;
        names.all(|name| name == first).then(|| first.to_owned())
    };
    let known: Vec<(&str, Option<String>)> =
        KINDS.lines().iter().map(|&(_, kind)| (kind, numbered(kind, list))).collect();
    list.retain_mut(|body| {
        let Some(kind) = unnumbered(&body.name) else { return true };
        let full =
            known.iter().find(|(known, _)| *known == kind).and_then(|(_, full)| full.as_ref());
        let Some(full) = full else { return false };
        let head = body.name.len() - kind.len();
        body.name.replace_range(head.., full);
        true
    });
}
