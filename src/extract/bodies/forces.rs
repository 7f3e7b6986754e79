//! Units of the army, which bear a number: `Quân khu 3`, `Bộ Tư lệnh Quân khu 7`, `Lữ đoàn Công binh
//! 280`; and those that an article means by `Quân khu`, `Sư đoàn`, `Đồn` alone.

use std::ops::Range;

use super::BodyMention;
use crate::extract::doc::{Doc, clean};
use crate::extract::places::PlaceRef;
use crate::reference::lexicon::BodyClass;
use crate::text::phrases::{Table, phrases};
use crate::text::token::{Shape, Tokens};

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

/// A border post, which bears the name of its place.
const POST: &str = "Đồn Biên phòng";

/// The unit that begins at a token; without its number where only the kind is printed, for
/// [`number_units`] to find.
pub(super) fn army_unit(doc: &Doc<'_>, i: usize) -> Option<BodyMention> {
    let tokens = &doc.tokens;
    let staff = tokens.any_phrase(i, phrases!["bộ tư lệnh"]);
    let start = staff.unwrap_or(i);
    if let Some(end) = bare_post(tokens, i) {
        return Some(unit(POST.to_owned(), i..end));
    }
    let (_, kind, at) = tokens.entries(start, KINDS).next().filter(|_| tokens.is_capital(start))?;
    let made = |name: String, end: usize| {
        let name = if staff.is_some() { format!("Bộ Tư lệnh {name}") } else { name };
        unit(name, i..end)
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

fn unit(name: String, tokens: Range<usize>) -> BodyMention {
    BodyMention {
        name,
        place: PlaceRef::Nation,
        tokens,
        class: BodyClass::Open,
        levels: "",
        explicit: true,
        bare_organ: false,
        near: None,
    }
}

/// A border post without its name: `Chính trị viên Đồn`, `Đồn Biên phòng duy trì 3 mô hình`.
fn bare_post(tokens: &Tokens<'_>, i: usize) -> Option<usize> {
    let whole = tokens.any_phrase(i, phrases!["đồn biên phòng"]);
    let titled = i > 0 && matches!(tokens.low(i - 1), "viên" | "trưởng" | "phó");
    let end = whole.or_else(|| (tokens.low(i) == "đồn" && titled).then_some(i + 1))?;
    // `Đồn Biên phòng Nậm Na`, `Đồn Biên phòng 215`, `Đồn Biên phòng cửa khẩu Dinh Bà`
    let named = tokens.is_capital(end)
        || tokens.shape(end) == Shape::Digits
        || tokens.phrase(end, "cửa khẩu").is_some();
    // `Chính trị viên phó đồn`
    let second = i > 0 && tokens.low(i - 1) == "phó";
    ((tokens.is_capital(i) || second) && !named).then_some(end)
}

/// Gives units without a number that of the only one of their kind that the article names:
/// `Phó Chính ủy Quân khu` in an article of Quân khu 2, and posts their name. Drops those that it
/// leaves open.
pub(super) fn number_units(list: &mut Vec<BodyMention>) {
    let kinds = || KINDS.lines().iter().map(|&(_, kind)| kind).chain([POST]);
    let bare = |name: &str| kinds().filter(|kind| name.ends_with(kind)).max_by_key(|k| k.len());
    if !list.iter().any(|body| bare(&body.name).is_some()) {
        return;
    }
    let full = |kind: &str| -> Option<BodyMention> {
        let name_of = |body: &BodyMention| {
            let name = body.name.strip_prefix("Bộ Tư lệnh ").unwrap_or(&body.name);
            let tail = name.strip_prefix(kind)?.strip_prefix(' ')?;
            let whole = kind == POST || tail.ends_with(|c: char| c.is_ascii_digit());
            whole.then(|| name.to_owned())
        };
        let mut units = list.iter().filter_map(|body| Some((name_of(body)?, body)));
        let (name, body) = units.next()?;
        let only = units.all(|(other, _)| other == name);
        only.then(|| BodyMention { name, ..body.clone() })
    };
    let known: Vec<(&str, Option<BodyMention>)> = kinds().map(|kind| (kind, full(kind))).collect();
    list.retain_mut(|body| {
        let Some(kind) = bare(&body.name) else { return true };
        let full = known.iter().find(|(known, _)| *known == kind);
        let Some(full) = full.and_then(|(_, full)| full.as_ref()) else { return false };
        let head = body.name.len() - kind.len();
        body.name.replace_range(head.., &full.name);
        (body.place, body.levels, body.explicit) = (full.place.clone(), full.levels, full.explicit);
        true
    });
}
