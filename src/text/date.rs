//! Days: `12/4`, `03/6/2013`, `ngày 27 tháng 3 năm 2013`, spans of days, broken dates.

use chrono::NaiveDate;

use super::token::{Shape, Tokens};

/// A day as printed, the year perhaps left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Day {
    /// 1 to 31.
    pub day: u32,
    /// 1 to 12.
    pub month: u32,
    /// As printed; two figures read as 19xx or 20xx.
    pub year: Option<i32>,
    /// Index of the token after it.
    pub next: usize,
}

impl Day {
    /// The day of the calendar, `year` used where none is printed.
    pub fn date(&self, year: Option<i32>) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(self.year.or(year)?, self.month, self.day)
    }
}

fn is_dash(mark: &str) -> bool {
    matches!(mark, "-" | "–" | "—")
}

/// A number of at most `len` figures.
fn small(tokens: &Tokens<'_>, i: usize, len: usize) -> Option<u32> {
    let raw = tokens.raw(i);
    (tokens.shape(i) == Shape::Digits && raw.len() <= len).then(|| raw.parse().ok()).flatten()
}

fn valid(day: u32, month: u32, year: Option<i32>) -> bool {
    // 29/2 of an unknown year may exist.
    NaiveDate::from_ymd_opt(year.unwrap_or(2000), month, day).is_some()
}

/// A printed year: four figures 1900-2099, or two.
fn year(raw: &str) -> Option<i32> {
    let value: i32 = raw.parse().ok()?;
    match raw.len() {
        4 if (1900..2100).contains(&value) => Some(value),
        2 if value < 50 => Some(2000 + value),
        2 => Some(1900 + value),
        _ => None,
    }
}

/// The day whose first figure is token `i` (the token after `ngày`, `sáng`, `(` …).
///
/// Day first, always. Of a span the first day is taken (`19 và 25/7/2019`, `21-22/11`). Broken
/// dates are read only where one reading is possible: `01/102021` is 1 October 2021, `112/2021`
/// has two readings and is no day.
pub fn day(tokens: &Tokens<'_>, i: usize) -> Option<Day> {
    day_of_list(tokens, i, 4)
}

/// The day at a token; of at most so many days joined (`4, 5 và 6/6/2024`) the first.
fn day_of_list(tokens: &Tokens<'_>, i: usize, joined_days: u8) -> Option<Day> {
    let joined_days = joined_days.checked_sub(1)?;
    if i > 0 && tokens.glued(i) && matches!(tokens.raw(i - 1), "/" | ".") {
        return None;
    }
    let first = small(tokens, i, 2)?;
    // `ngày 27 tháng 3 năm 2013`
    if tokens.low(i + 1) == "tháng"
        && let Some(month) = small(tokens, i + 2, 2)
    {
        let mut next = i + 3;
        let mut found_year = None;
        if matches!(tokens.low(next), "năm" | "/" | ",") {
            found_year = year(tokens.raw(next + 1)).filter(|_| tokens.raw(next + 1).len() == 4);
            if found_year.is_some() {
                next += 2;
            }
        } else if let Some(y) = year(tokens.raw(next)).filter(|_| tokens.raw(next).len() == 4) {
            found_year = Some(y);
            next += 1;
        }
        return valid(first, month, found_year).then_some(Day {
            day: first,
            month,
            year: found_year,
            next,
        });
    }
    if let Some(found) = numeric(tokens, i, first) {
        return Some(found);
    }
    // Spans: `19 và 25/7/2019`, `15 đến ngày 16/4/2024`, `21-22/11`, `04, 05/6/2024`.
    let mut at = i + 1;
    let joined =
        is_dash(tokens.raw(at)) || matches!(tokens.low(at), "," | "và" | "đến" | "tới" | "&");
    if !joined {
        return None;
    }
    at += 1;
    for word in ["hết", "ngày"] {
        if tokens.low(at) == word {
            at += 1;
        }
    }
    let last =
        day_of_list(tokens, at, joined_days).filter(|last| last.day > first || last.month != 0)?;
    let ordered = last.day > first;
    // `30 và 1/10/2024`: the first day lies in the month before.
    let month = if ordered { last.month } else { last.month.checked_sub(1).filter(|&m| m > 0)? };
    valid(first, month, last.year).then_some(Day { day: first, month, ..last })
}

/// `d/m/y`, `d-m-y`, `d.m.y`, `d/m` with one mark throughout.
fn numeric(tokens: &Tokens<'_>, i: usize, first: u32) -> Option<Day> {
    let mark = tokens.raw(i + 1);
    if !(mark == "/" || mark == "." || is_dash(mark)) {
        return None;
    }
    let spaced = !tokens.glued(i + 1) || !tokens.glued(i + 2);
    let second = tokens.raw(i + 2);
    if tokens.shape(i + 2) != Shape::Digits {
        return None;
    }
    // `01/102021`, `12/42024`: after the last slash the last four figures are the year.
    if matches!(second.len(), 5 | 6) && mark == "/" {
        let (month, printed_year) = second.split_at(second.len() - 4);
        let month = month.parse().ok()?;
        let found_year = year(printed_year)?;
        return valid(first, month, Some(found_year)).then_some(Day {
            day: first,
            month,
            year: Some(found_year),
            next: i + 3,
        });
    }
    let month = small(tokens, i + 2, 2)?;
    // Three parts; `12/4-2024` and `12-4/2024` are slips of one date.
    let second_mark = tokens.raw(i + 3);
    let same = second_mark == mark
        || (matches!(mark, "/" | "-") && matches!(second_mark, "/" | "-" | "."));
    if same && tokens.shape(i + 4) == Shape::Digits {
        let glued = tokens.glued(i + 3) && tokens.glued(i + 4);
        let long = tokens.raw(i + 4).len() == 4;
        if let Some(found_year) = year(tokens.raw(i + 4))
            && (long || glued && second_mark == mark)
            && valid(first, month, Some(found_year))
        {
            return Some(Day { day: first, month, year: Some(found_year), next: i + 5 });
        }
        // `8-9/11/2018`: the mark changes, it is a span; the caller reads it.
        if glued {
            return None;
        }
    }
    // Two parts: glued only; a point is that of a decimal but behind a word of a day
    // (`Ngày 19.11`, `Sáng qua 11.10`).
    let day_word = i > 0 && {
        let near = matches!(tokens.low(i - 1), "nay" | "qua" | "hôm") && i > 1;
        matches!(
            tokens.low(if near { i - 2 } else { i - 1 }),
            "ngày" | "sáng" | "chiều" | "tối" | "trưa" | "đêm" | "hôm"
        )
    };
    // `Ngày 27- 4`: a slip; `ngày 4 - 7` are days.
    let slip = day_word && is_dash(mark) && tokens.glued(i + 1) != tokens.glued(i + 2);
    if spaced && !slip || mark == "." && !day_word || !valid(first, month, None) {
        return None;
    }
    // `21-22/11` is a span of days, not 21 February.
    if is_dash(mark) && tokens.raw(i + 3) == "/" && tokens.shape(i + 4) == Shape::Digits {
        return None;
    }
    Some(Day { day: first, month, year: year_of_span(tokens, i + 3, month), next: i + 3 })
}

/// The year that the last day of a span gives its first: `từ ngày 20-10 đến 22-11-2016`.
fn year_of_span(tokens: &Tokens<'_>, i: usize, month: u32) -> Option<i32> {
    if !matches!(tokens.low(i), "đến" | "tới") {
        return None;
    }
    let at = i + 1 + usize::from(matches!(tokens.low(i + 1), "ngày" | "hết"));
    let mark = |t: usize| matches!(tokens.raw(t), "-" | "/" | "." | "–") && tokens.glued(t);
    let last = small(tokens, at + 2, 2).filter(|&last| last >= month)?;
    let dated = small(tokens, at, 2).is_some_and(|day| valid(day, last, None));
    (dated && mark(at + 1) && mark(at + 3)).then(|| year(tokens.raw(at + 4)))?
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<String> {
        let tokens = Tokens::new(text);
        let i = (0..tokens.len()).find(|&i| tokens.shape(i) == Shape::Digits)?;
        let found = day(&tokens, i)?;
        let year = found.year.map_or("?".to_owned(), |y| y.to_string());
        Some(format!("{year}-{:02}-{:02}", found.month, found.day))
    }

    #[test]
    fn days() {
        for (text, want) in [
            ("ngày 03/6/2013 của", "2013-06-03"),
            ("ngày 12-4-2024", "2024-04-12"),
            ("ngày 30.03.2022", "2022-03-30"),
            ("ngày 3/9/91", "1991-09-03"),
            ("ngày 03 tháng 6 năm 2013", "2013-06-03"),
            ("27 Tháng 9 2019", "2019-09-27"),
            ("Ngày 12/4, Ban Dân vận", "?-04-12"),
            ("Ngày 2-6", "?-06-02"),
            ("Ngày 27- 4, Hội", "?-04-27"),
            ("(21-22/11)", "?-11-21"),
            ("Ngày 19 và 25/7/2019", "2019-07-19"),
            ("từ ngày 15 đến ngày 16/4/2024", "2024-04-15"),
            ("từ ngày 20-10 đến 22-11-2016", "2016-10-20"),
            ("từ 4 - 7/6/2012", "2012-06-04"),
            ("8-9/11/2018", "2018-11-08"),
            ("Từ ngày 1-3/10", "?-10-01"),
            ("ngày 17 - 05 - 2024", "2024-05-17"),
            ("ngày 01/102021", "2021-10-01"),
            ("ngày 12/42024", "2024-04-12"),
            ("ngày 28/2/2023", "2023-02-28"),
            ("Ngày 19.11, Thành ủy", "?-11-19"),
            ("Sáng nay 17.3, Ban Dân vận", "?-03-17"),
            ("tổ chức sáng qua 11.10.", "?-10-11"),
            ("trong hai ngày 30 và 31/10/2024", "2024-10-30"),
        ] {
            assert_eq!(read(text).as_deref(), Some(want), "{text}");
        }
    }

    #[test]
    fn no_days() {
        for text in [
            "112/2021",
            "30/2/2024",
            "13/13/2024",
            "2/202",
            "3.553",
            "1.5",
            "vượt qua 1.5 tỷ",
            "45/KH",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
