//! A text with the words marked that state its facts.

pub mod html;
pub mod text;

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::Range;

use crate::extract::statement::{Family, Statement};

/// Words that state one fact or several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// Characters of the text.
    pub range: Range<usize>,
    /// Which statements (indices).
    pub facts: Vec<usize>,
    /// Family of the first of them.
    pub family: Family,
    /// Whether these are the very words (the figure, the name), not the clause or sentence
    /// around words that are printed otherwise (`UB MTTQ`, `mười tám`).
    pub exact: bool,
}

/// A stretch of text inside which no mark begins or ends. Marks may cross, stretches cannot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stretch {
    /// The words.
    pub words: String,
    /// Marks (indices) that cover it, the narrowest last.
    pub marks: Vec<usize>,
    /// Those of them that begin with it, the widest first.
    pub begins: Vec<usize>,
    /// Those of them that end with it, the narrowest first.
    pub ends: Vec<usize>,
}

/// A text in stretches, line by line, and its marks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marked {
    /// The marks, in the order of the text.
    pub marks: Vec<Mark>,
    /// The lines of the text.
    pub lines: Vec<Vec<Stretch>>,
}

impl Marked {
    /// Marks the words of the statements; spans that are not in the text mark nothing.
    pub fn new(text: &str, statements: &[Statement]) -> Marked {
        let chars: Vec<char> = text.chars().collect();
        let mut places: BTreeMap<(usize, Reverse<usize>, bool), Vec<usize>> = BTreeMap::new();
        for (index, statement) in statements.iter().enumerate() {
            if let Some((core, exact)) = core(&chars, statement) {
                places.entry((core.start, Reverse(core.end), exact)).or_default().push(index);
            }
        }
        let marks: Vec<Mark> = places
            .into_iter()
            .map(|((start, Reverse(end), exact), facts)| {
                let family = statements[facts[0]].family;
                Mark { range: start..end, facts, family, exact }
            })
            .collect();
        let lines = stretches(&chars, &marks);
        Marked { marks, lines }
    }
}

/// Cuts a text at line feeds and where marks begin and end.
fn stretches(chars: &[char], marks: &[Mark]) -> Vec<Vec<Stretch>> {
    let mut cuts: Vec<usize> = vec![0, chars.len()];
    cuts.extend(marks.iter().flat_map(|mark| [mark.range.start, mark.range.end]));
    let feeds = chars.iter().enumerate().filter(|(_, c)| **c == '\n');
    cuts.extend(feeds.flat_map(|(at, _)| [at, at + 1]));
    cuts.sort_unstable();
    cuts.dedup();

    let mut lines = vec![Vec::new()];
    let mut open: Vec<usize> = Vec::new();
    let mut coming = marks.iter().enumerate().peekable();
    for cut in cuts.windows(2) {
        let (start, end) = (cut[0], cut[1]);
        let mut begins = Vec::new();
        while let Some((index, _)) = coming.next_if(|(_, mark)| mark.range.start == start) {
            begins.push(index);
        }
        open.extend(&begins);
        let width = |index: &usize| Reverse(marks[*index].range.len());
        open.sort_by_key(width);
        let (closing, staying): (Vec<usize>, Vec<usize>) =
            open.iter().partition(|index| marks[**index].range.end == end);
        if chars[start] == '\n' {
            lines.push(Vec::new());
        }
        let words = chars[start..end].iter().filter(|c| **c != '\n').collect();
        let ends = closing.into_iter().rev().collect();
        let stretch = Stretch { words, marks: std::mem::take(&mut open), begins, ends };
        if let Some(line) = lines.last_mut() {
            line.push(stretch);
        }
        open = staying;
    }
    lines
}

/// The words with the core of a statement: where its quote prints what it is about (the figure,
/// the name, the number; true), else the clause or sentence as a whole (false).
fn core(chars: &[char], statement: &Statement) -> Option<(Range<usize>, bool)> {
    let quote = statement.spans.first()?.clone();
    chars.get(quote.clone())?;
    // A clause inside the sentence tells which of two equal figures it is.
    let inside = |span: &&Range<usize>| quote.start <= span.start && span.end <= quote.end;
    let mut places: Vec<&Range<usize>> = statement.spans.iter().filter(inside).collect();
    places.sort_by_key(|span| span.len());
    let clause = (*places.first()?).clone();
    let found = places.iter().find_map(|span| find(chars, span, &statement.head));
    match found {
        Some(words) => Some((words, true)),
        None => Some((clause, false)).filter(|(clause, _)| !clause.is_empty()),
    }
}

/// Where a span prints a name, or, once only, a figure. Only letters and digits are compared,
/// whatever their case: `phong trào “Dân vận khéo”` is `phong trào Dân vận khéo`, `09 - KH/HU` is
/// `09-KH/HU`.
fn find(chars: &[char], span: &Range<usize>, head: &str) -> Option<Range<usize>> {
    if head.chars().all(|c| c.is_ascii_digit()) {
        let mut found = figures(chars, span).filter(|range| value(&chars[range.clone()]) == head);
        let first = found.next()?;
        return found.next().is_none().then_some(first);
    }
    let lower = |c: char| c.to_lowercase().next().unwrap_or(c);
    let wanted: Vec<char> = head.chars().filter(|c| c.is_alphanumeric()).map(lower).collect();
    let printed: Vec<usize> = span.clone().filter(|at| chars[*at].is_alphanumeric()).collect();
    let is_word = |at: usize| chars.get(at).is_some_and(|c| c.is_alphanumeric());
    printed.windows(wanted.len().max(1)).find_map(|window| {
        let (first, end) = (*window.first()?, *window.last()? + 1);
        let alone = (first == 0 || !is_word(first - 1)) && !is_word(end);
        let same = window.iter().map(|at| lower(chars[*at])).eq(wanted.iter().copied());
        (alone && same).then_some(first..end)
    })
}

/// Figures as printed: `225`, `1.250`, `05`.
fn figures(chars: &[char], span: &Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let is_part = |at: usize| {
        let digit = |at: usize| chars.get(at).is_some_and(char::is_ascii_digit);
        digit(at) || (chars.get(at) == Some(&'.') && at > 0 && digit(at - 1) && digit(at + 1))
    };
    let mut at = span.start;
    let end = span.end;
    std::iter::from_fn(move || {
        let start = (at..end).find(|at| is_part(*at))?;
        at = (start..end).find(|at| !is_part(*at)).unwrap_or(end);
        Some(start..at)
    })
}

/// The digits of a figure, without points and leading zeros.
fn value(figure: &[char]) -> String {
    let digits: String = figure.iter().filter(|c| c.is_ascii_digit()).collect();
    let value = digits.trim_start_matches('0');
    if value.is_empty() && !digits.is_empty() { "0".to_owned() } else { value.to_owned() }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// A statement on the words between the first `from` and the end of the next `to`.
    pub fn statement(text: &str, family: Family, head: &str, quote: &str) -> Statement {
        let at = text.find(quote).expect("the quote is in the text");
        let start = text[..at].chars().count();
        Statement {
            family,
            head: head.to_owned(),
            details: vec![("status".to_owned(), "built".to_owned())],
            rule: "family.rule".to_owned(),
            spans: std::iter::once(start..start + quote.chars().count()).collect(),
        }
    }

    #[test]
    fn the_core_of_a_quote() {
        for (quote, head, core) in [
            ("Huyện có 225 mô hình.", "225", "225"),
            ("Xã có 05 mô hình.", "5", "05"),
            ("Tỉnh có 1.250 mô hình.", "1250", "1.250"),
            ("Tỉnh có 250 mô hình, 1.250 hộ.", "250", "250"),
            // Which of the two cannot be told.
            ("Có 5 mô hình và 5 hộ.", "5", "Có 5 mô hình và 5 hộ."),
            ("Có mười tám mô hình.", "18", "Có mười tám mô hình."),
            ("Bà LÊ THỊ HOA dự.", "Lê Thị Hoa", "LÊ THỊ HOA"),
            ("Ông Lê Thị Hoàng dự.", "Lê Thị Hoa", "Ông Lê Thị Hoàng dự."),
            ("Theo Nghị quyết 25-NQ/TW.", "25-NQ/TW", "25-NQ/TW"),
            ("Kế hoạch số 09 - KH/HU.", "09-KH/HU", "09 - KH/HU"),
            ("Dự lễ “Ngày hội” của xã.", "Lễ Ngày hội", "lễ “Ngày hội"),
            ("UBND huyện khen.", "Ủy ban nhân dân", "UBND huyện khen."),
            ("Huyện họp.", "", "Huyện họp."),
        ] {
            let text = format!("Đầu đề\n{quote}\nHết");
            let statement = statement(&text, Family::ModelCounts, head, quote);
            let marked = Marked::new(&text, &[statement]);
            let chars: Vec<char> = text.chars().collect();
            let words: String = chars[marked.marks[0].range.clone()].iter().collect();
            assert_eq!(words, core, "{quote}");
        }
    }

    #[test]
    fn a_clause_tells_which_figure() {
        let text = "Có 5 mô hình cấp tỉnh, 5 mô hình cấp xã.";
        let mut of_commune = statement(text, Family::ModelCounts, "5", text);
        of_commune.spans.push(23..39);
        assert_eq!(Marked::new(text, &[of_commune]).marks[0].range, 23..24);
    }

    #[test]
    fn nothing_of_the_text_is_lost() {
        let text = "Đầu đề\n\nông A, bà B dự\nHết\n";
        let of = |head, quote| statement(text, Family::Officials, head, quote);
        // Equal, nested, crossing, over a line's end, at the ends of the text, outside of it.
        let mut outside = of("x", "ông A");
        outside.spans[0] = 20..99;
        let statements = [
            of("ông A", "ông A"),
            of("ông A", "ông A, bà B"),
            of("?", "ông A, bà"),
            of("?", "bà B dự"),
            of("?", "đề\n\nông"),
            of("?", text),
            outside,
        ];
        let marked = Marked::new(text, &statements);
        let lines: Vec<String> = marked
            .lines
            .iter()
            .map(|line| line.iter().map(|stretch| stretch.words.as_str()).collect())
            .collect();
        assert_eq!(lines.join("\n"), text);
        let stretches: Vec<&Stretch> = marked.lines.iter().flatten().collect();
        for (index, _) in marked.marks.iter().enumerate() {
            let begun = stretches.iter().filter(|s| s.begins.contains(&index)).count();
            let ended = stretches.iter().filter(|s| s.ends.contains(&index)).count();
            assert_eq!((begun, ended), (1, 1), "{:?}", marked.marks[index]);
        }
        let facts: Vec<usize> = marked.marks.iter().flat_map(|mark| mark.facts.clone()).collect();
        assert_eq!(facts.len(), statements.len() - 1);
    }

    #[test]
    fn an_empty_text() {
        assert_eq!(Marked::new("", &[]).lines, [vec![]]);
    }
}
