//! The count that a cell states: `1.234`, `trên 100`, `12 mô hình`; empty and `-` state none.

use super::grid::Value;
use super::words::{self, qualifier};
use crate::extract::facts::Qualifier;
use crate::resolve::figures::Counted;

/// The largest count that anybody believes.
const MOST: f64 = 1e9;

/// A count as a cell states it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Count {
    /// The figure as printed.
    pub count: i64,
    /// How exact it is.
    pub qualifier: Qualifier,
    /// Lowest value that it allows.
    pub low: i64,
    /// Highest value that it allows.
    pub high: i64,
}

/// The count of a cell; none where the cell says nothing.
///
/// # Errors
/// What is no count, with the reason.
pub fn count(value: &Value) -> Result<Option<Count>, String> {
    match value {
        Value::Number(number) => exact(*number).map(Some),
        Value::Other(text) if text.starts_with('=') => {
            Err(format!("{text:?} is a formula without a result: save the file in a spreadsheet"))
        }
        Value::Other(text) => Err(format!("{text:?} is no count")),
        Value::Text(text) => of_text(text),
    }
}

/// The count of a cell as text.
///
/// # Errors
/// What is no count, with the reason.
pub fn of_text(text: &str) -> Result<Option<Count>, String> {
    let shown = text.trim();
    if shown.chars().all(|c| c.is_whitespace() || matches!(c, '-' | '–' | '—' | '.' | '…')) {
        return Ok(None);
    }
    let (qualifier, word, rest) = match qualifier(shown) {
        Some((qualifier, word, rest)) => (qualifier, Some(word), rest),
        None => (Qualifier::Exact, None, shown.to_owned()),
    };
    let rest = rest.trim();
    let end = rest.find(|c: char| c.is_alphabetic()).unwrap_or(rest.len());
    let (figures, unit) = rest.split_at(end);
    // `12 mô hình`
    let is_unit = unit.is_empty() || {
        let read = words::read(unit);
        read.unknown.is_empty() && read.said.unit.is_some()
    };
    if !is_unit {
        return Err(format!("{shown:?} is no count"));
    }
    let number = whole(figures.trim()).map_err(|why| format!("{shown:?} {why}"))?;
    let count = exact(number)?.count;
    Ok(Some(ranged(count, qualifier, word)))
}

/// A number as written in Vietnamese: points or blanks between thousands.
fn whole(figures: &str) -> Result<f64, &'static str> {
    let plain: String = figures.chars().filter(|c| !c.is_whitespace()).collect();
    if plain.starts_with('-') || plain.starts_with('−') {
        return Err("is negative");
    }
    if plain.contains(',') {
        return Err("has a comma, which may part thousands or a fraction");
    }
    let groups: Vec<&str> = figures.split(['.', ' ', '\u{a0}', '\u{202f}']).collect();
    if groups.iter().any(|group| group.is_empty() || !group.bytes().all(|b| b.is_ascii_digit())) {
        return Err("is no count");
    }
    if groups.len() > 1 && (groups[0].len() > 3 || groups[1..].iter().any(|g| g.len() != 3)) {
        return Err("is no whole number");
    }
    groups.concat().parse().map_err(|_| "is no count")
}

fn exact(number: f64) -> Result<Count, String> {
    if !number.is_finite() || number > MOST {
        return Err(format!("{number:e} is more than any count can be"));
    }
    if number < 0.0 {
        return Err(format!("{number} is negative"));
    }
    if number.fract() != 0.0 {
        return Err(format!("{number} is no whole number"));
    }
    Ok(ranged(number as i64, Qualifier::Exact, None))
}

fn ranged(count: i64, qualifier: Qualifier, qualifier_word: Option<String>) -> Count {
    let (low, high) = Counted {
        id: 0,
        source: 0,
        count,
        qualifier,
        qualifier_word,
        as_of: None,
        part: false,
        own: false,
    }
    .range();
    Count { count, qualifier, low, high }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts() {
        for (cell, expected) in [
            ("12", Ok(Some((12, Qualifier::Exact, 12, 12)))),
            ("02", Ok(Some((2, Qualifier::Exact, 2, 2)))),
            ("0", Ok(Some((0, Qualifier::Exact, 0, 0)))),
            ("1.234", Ok(Some((1234, Qualifier::Exact, 1234, 1234)))),
            ("1 234", Ok(Some((1234, Qualifier::Exact, 1234, 1234)))),
            ("1.234.567", Ok(Some((1_234_567, Qualifier::Exact, 1_234_567, 1_234_567)))),
            ("trên 100", Ok(Some((100, Qualifier::Over, 100, 199)))),
            ("Hơn 1.200", Ok(Some((1200, Qualifier::Over, 1200, 1299)))),
            ("gần 200", Ok(Some((200, Qualifier::About, 150, 200)))),
            ("12 mô hình", Ok(Some((12, Qualifier::Exact, 12, 12)))),
            ("15 MH", Ok(Some((15, Qualifier::Exact, 15, 15)))),
            ("", Ok(None)),
            (" - ", Ok(None)),
            ("–", Ok(None)),
            ("12,5", Err("\"12,5\" has a comma, which may part thousands or a fraction")),
            ("1,234", Err("\"1,234\" has a comma, which may part thousands or a fraction")),
            ("12.5", Err("\"12.5\" is no whole number")),
            ("-3", Err("\"-3\" is negative")),
            ("1e308", Err("\"1e308\" is no count")),
            ("99999999999999999999", Err("1e20 is more than any count can be")),
            ("x", Err("\"x\" is no count")),
            ("12/15", Err("\"12/15\" is no count")),
            ("80%", Err("\"80%\" is no count")),
        ] {
            let found = of_text(cell).map(|found| {
                found.map(|Count { count, qualifier, low, high }| (count, qualifier, low, high))
            });
            assert_eq!(found, expected.map_err(str::to_owned), "{cell}");
        }
        for number in [1e308, -1.0, 12.5, f64::NAN, f64::INFINITY] {
            assert!(count(&Value::Number(number)).is_err(), "{number}");
        }
    }
}
