//! Spans of time in words: quarters, half-years, months, years, printed spans.

use chrono::{Datelike, NaiveDate};

use super::number::{FIRST_WORDS as NUMBER_WORDS, number, roman};
use super::phrases::{Phrases, phrases};
use super::token::{Shape, Tokens};

/// What a phrase of time is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PeriodKind {
    /// Part of a year, by months: quý I, 6 tháng đầu năm, tháng 6.
    Months {
        /// First month, 1 to 12.
        from: u32,
        /// Last month.
        to: u32,
    },
    /// năm 2024
    Year,
    /// giai đoạn 2016 - 2020, từ năm 2016 đến năm 2020, (2016-2020)
    Span,
    /// nhiệm kỳ 2020 - 2025: the term of a body, seldom what is reviewed
    Term,
    /// năm học 2023 - 2024
    SchoolYear,
}

/// A phrase of time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Period {
    /// What it is.
    pub kind: PeriodKind,
    /// Year, or first year of a span; none in `quý I`, `6 tháng đầu năm`.
    pub year: Option<i32>,
    /// Last year of a span.
    pub last_year: Option<i32>,
    /// Its tokens.
    pub tokens: std::ops::Range<usize>,
}

impl Period {
    /// First and last day; a year that is not printed is `year`.
    pub fn days(&self, year: Option<i32>) -> Option<(NaiveDate, NaiveDate)> {
        let year = self.year.or(year)?;
        let last = self.last_year.unwrap_or(year);
        match self.kind {
            PeriodKind::Months { from, to } => {
                Some((NaiveDate::from_ymd_opt(year, from, 1)?, month_end(year, to)?))
            }
            PeriodKind::SchoolYear => {
                let last = self.last_year.unwrap_or(year + 1);
                Some((NaiveDate::from_ymd_opt(year, 9, 1)?, NaiveDate::from_ymd_opt(last, 5, 31)?))
            }
            PeriodKind::Year | PeriodKind::Span | PeriodKind::Term => {
                Some((NaiveDate::from_ymd_opt(year, 1, 1)?, NaiveDate::from_ymd_opt(last, 12, 31)?))
            }
        }
    }
}

fn month_end(year: i32, month: u32) -> Option<NaiveDate> {
    let next = if month == 12 {
        NaiveDate::from_ymd_opt(year + 1, 1, 1)
    } else {
        NaiveDate::from_ymd_opt(year, month + 1, 1)
    };
    next?.pred_opt()
}

/// Four figures of a plausible year.
pub fn year_at(tokens: &Tokens<'_>, i: usize) -> Option<i32> {
    let raw = tokens.raw(i);
    if tokens.shape(i) != Shape::Digits || raw.len() != 4 {
        return None;
    }
    let value: i32 = raw.parse().ok()?;
    (1930..=2045).contains(&value).then_some(value)
}

fn is_dash(mark: &str) -> bool {
    matches!(mark, "-" | "–" | "—")
}

/// `2016 - 2020`, `2016 đến năm 2020`; the years and the index after them.
fn year_span(tokens: &Tokens<'_>, i: usize) -> Option<(i32, i32, usize)> {
    let from = year_at(tokens, i)?;
    let mut at = i + 1;
    if is_dash(tokens.raw(at)) {
        at += 1;
    } else {
        at = tokens.any_phrase(at, phrases!["đến năm", "tới năm", "đến hết năm", "đến"])?;
    }
    let to = year_at(tokens, at)?;
    (from < to && to - from <= 30).then_some((from, to, at + 1))
}

/// `3 năm 2022, 2023, 2024`: as many years in a row as are counted.
fn listed_years(tokens: &Tokens<'_>, i: usize) -> Option<(i32, i32, usize)> {
    let count = number(tokens, i).filter(|n| (2..6).contains(&n.value))?;
    let mut at = count.next;
    if tokens.low(at) != "năm" {
        return None;
    }
    at += 1 + usize::from(tokens.raw(at + 1) == "(");
    let from = year_at(tokens, at)?;
    let to = from + i32::try_from(count.value).ok()? - 1;
    for year in from + 1..=to {
        at += 2;
        let joined = matches!(tokens.raw(at - 1), "," | "và");
        if !joined || year_at(tokens, at) != Some(year) {
            return None;
        }
    }
    Some((from, to, at + 1))
}

/// The year after a phrase: `/2024`, `năm 2024`, `của năm 2024`, ` - 2024`, `năm nay` (none).
fn year_after(tokens: &Tokens<'_>, i: usize) -> (Option<i32>, usize) {
    let mut at = i;
    if tokens.raw(at) == "/" || tokens.raw(at) == "-" || tokens.raw(at) == "," {
        at += 1;
    }
    if tokens.low(at) == "của" {
        at += 1;
    }
    if tokens.low(at) == "năm" {
        at += 1;
    }
    match year_at(tokens, at) {
        // `quý I, 2024 hộ` is no year: a mark must be `/` or `-`, or the word năm must stand.
        Some(year) if tokens.raw(at - 1) != "," && (at > i || tokens.low(i - 1) == "năm") => {
            (Some(year), at + 1)
        }
        _ => (None, i),
    }
}

/// Words that begin a phrase of time; numbers do too.
pub(super) const FIRST_WORDS: &Phrases =
    &Phrases::new(&["quý", "quí", "nửa", "tháng", "giai", "nhiệm", "từ", "năm"]);

/// The phrase of time that begins at token `i`.
#[inline]
pub fn period(tokens: &Tokens<'_>, i: usize) -> Option<Period> {
    let possible = match tokens.shape(i) {
        Shape::Digits => true,
        Shape::Punct => false,
        _ => tokens.may_begin(i, FIRST_WORDS) || tokens.may_begin(i, NUMBER_WORDS),
    };
    if possible { read_period(tokens, i) } else { None }
}

fn read_period(tokens: &Tokens<'_>, i: usize) -> Option<Period> {
    let found =
        |kind, year, last_year, next| Some(Period { kind, year, last_year, tokens: i..next });
    let months = |from, to, at| {
        let (year, next) = year_after(tokens, at);
        found(PeriodKind::Months { from, to }, year, None, next)
    };
    match tokens.low(i) {
        "quý" | "quí" => {
            if let Some(at) = tokens.any_phrase(i + 1, phrases!["đầu năm", "đầu tiên"]) {
                return months(1, 3, at);
            }
            if let Some(at) = tokens.phrase(i + 1, "cuối năm") {
                return months(10, 12, at);
            }
            let quarter = match tokens.low(i + 1) {
                "1" | "01" | "một" => 1,
                "2" | "02" | "hai" => 2,
                "3" | "03" | "ba" => 3,
                "4" | "04" | "bốn" | "tư" => 4,
                _ => u32::try_from(roman(tokens.raw(i + 1))?).ok()?,
            };
            // `quý I, II/2024`, `quý I và quý II` are read from their first quarter.
            (1..=4).contains(&quarter).then(|| months(quarter * 3 - 2, quarter * 3, i + 2))?
        }
        "nửa" => {
            if let Some(at) =
                tokens.any_phrase(i, phrases!["nửa đầu năm", "nửa năm đầu", "nửa đầu"])
            {
                return months(1, 6, at);
            }
            let at = tokens.any_phrase(i, phrases!["nửa cuối năm", "nửa năm cuối"])?;
            months(7, 12, at)
        }
        "tháng" => {
            let month: u32 = tokens.raw(i + 1).parse().ok().filter(|m| (1..=12).contains(m))?;
            if tokens.raw(i + 1).len() > 2 {
                return None;
            }
            months(month, month, i + 2)
        }
        "giai" if tokens.low(i + 1) == "đoạn" => {
            let (from, to, next) = year_span(tokens, i + 2).or_else(|| {
                let at = tokens.any_phrase(i + 2, phrases!["từ năm", "từ", "năm"])?;
                year_span(tokens, at)
            })?;
            found(PeriodKind::Span, Some(from), Some(to), next)
        }
        "nhiệm" if tokens.low(i + 1) == "kỳ" => {
            let (from, to, next) = year_span(tokens, i + 2)?;
            found(PeriodKind::Term, Some(from), Some(to), next)
        }
        "từ" => {
            let at = if tokens.low(i + 1) == "năm" { i + 2 } else { i + 1 };
            let (from, to, next) = year_span(tokens, at)?;
            found(PeriodKind::Span, Some(from), Some(to), next)
        }
        "năm" if tokens.low(i + 1) == "học" => {
            let (from, to, next) = year_span(tokens, i + 2)?;
            found(PeriodKind::SchoolYear, Some(from), Some(to), next)
        }
        "năm" => {
            if let Some((from, to, next)) = year_span(tokens, i + 1) {
                return found(PeriodKind::Span, Some(from), Some(to), next);
            }
            let year = year_at(tokens, i + 1)?;
            found(PeriodKind::Year, Some(year), None, i + 2)
        }
        _ => {
            // `6 tháng đầu năm 2024`, `sáu tháng cuối năm`, `9 tháng năm 2022`, `11 tháng`.
            if let Some(n) = number(tokens, i)
                && tokens.low(n.next) == "tháng"
                && (1..12).contains(&n.value)
            {
                let count = u32::try_from(n.value).ok()?;
                let at = n.next + 1;
                if let Some(next) = tokens.any_phrase(at, phrases!["đầu năm", "đầu"]) {
                    return months(1, count, next);
                }
                if let Some(next) = tokens.phrase(at, "cuối năm") {
                    return months(13 - count, 12, next);
                }
                if tokens.low(at) == "năm" && year_at(tokens, at + 1).is_some()
                    || tokens.raw(at) == "/" && year_at(tokens, at + 1).is_some()
                {
                    return months(1, count, at);
                }
                return None;
            }
            if let Some((from, to, next)) = listed_years(tokens, i) {
                return found(PeriodKind::Span, Some(from), Some(to), next);
            }
            // `(2016-2020)`, `2011 - 2015` alone.
            let (from, to, next) = year_span(tokens, i)?;
            found(PeriodKind::Span, Some(from), Some(to), next)
        }
    }
}

/// All phrases of time in a range of tokens, none inside another.
pub fn periods(tokens: &Tokens<'_>, range: std::ops::Range<usize>) -> Vec<Period> {
    let known = tokens.periods();
    let from = known.partition_point(|p| p.tokens.start < range.start);
    let mut all: Vec<Period> = Vec::new();
    for p in known[from..].iter().take_while(|p| p.tokens.start < range.end) {
        let free = all.last().is_none_or(|last| last.tokens.end <= p.tokens.start);
        if free && p.tokens.end <= range.end {
            all.push(p.clone());
        }
    }
    all
}

/// The year of a day, for filling a year that is not printed.
pub fn year_of(day: Option<NaiveDate>) -> Option<i32> {
    day.map(|d| d.year())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<String> {
        let tokens = Tokens::new(text);
        periods(&tokens, 0..tokens.len())
            .iter()
            .map(|p| match p.days(Some(2020)) {
                Some((from, to)) => format!("{from}/{to}"),
                None => "-".to_owned(),
            })
            .collect()
    }

    #[test]
    fn phrases_of_time() {
        for (text, want) in [
            ("giao ban quý I/2024", "2024-01-01/2024-03-31"),
            ("công tác Dân vận quý 1", "2020-01-01/2020-03-31"),
            ("quý IV năm 2023", "2023-10-01/2023-12-31"),
            ("quý đầu năm 2022", "2022-01-01/2022-03-31"),
            ("3 tháng đầu năm 2024", "2024-01-01/2024-03-31"),
            ("6 tháng đầu năm 2024", "2024-01-01/2024-06-30"),
            ("sáu tháng đầu năm", "2020-01-01/2020-06-30"),
            ("06 tháng cuối năm 2021", "2021-07-01/2021-12-31"),
            ("9 tháng năm 2022", "2022-01-01/2022-09-30"),
            ("11 tháng đầu năm 2019", "2019-01-01/2019-11-30"),
            ("nửa đầu năm 2018", "2018-01-01/2018-06-30"),
            ("tháng 6/2024", "2024-06-01/2024-06-30"),
            ("tháng 02 năm 2024", "2024-02-01/2024-02-29"),
            ("năm 2023", "2023-01-01/2023-12-31"),
            ("giai đoạn 2021 – 2025", "2021-01-01/2025-12-31"),
            ("từ năm 2016 đến năm 2020", "2016-01-01/2020-12-31"),
            ("(2016-2020)", "2016-01-01/2020-12-31"),
            ("3 năm 2022, 2023, 2024", "2022-01-01/2024-12-31"),
            ("nhiệm kỳ 2024-2029", "2024-01-01/2029-12-31"),
            ("năm học 2023 - 2024", "2023-09-01/2024-05-31"),
        ] {
            assert_eq!(read(text), [want], "{text}");
        }
    }

    #[test]
    fn no_phrases_of_time() {
        for text in ["5 năm", "ngày 12/4", "năm mô hình", "quý vị đại biểu", "2024 mô hình"]
        {
            assert!(read(text).is_empty(), "{text}");
        }
    }
}
