//! Lines that date an article: `Ngày đăng 15/04/2024 | 11:12 | View count: 172`.
//!
//! A date inside a sentence is none of these; reading dates in sentences is the business of the
//! text room. Here a whole line is judged: what is left of it without the date, the clock, the
//! weekday, labels and counters decides whether it is a date line at all.

use std::ops::Range;

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate};

use super::line::{count_words, lower, word_at};

/// What a date line says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct DateLine {
    pub date: NaiveDate,
    /// With a time of day: sites print their own clock mostly without one.
    pub clock: bool,
    /// With a word that says it is the article's (`Ngày đăng`, `Cập nhật lúc`).
    pub label: bool,
    /// The word only says that it was changed then (`Cập nhật lúc`).
    pub updated: bool,
    /// A word that says it is the day of the visit (`Hôm nay`).
    pub visit: bool,
    /// With the day of the week.
    pub weekday: bool,
    /// What else stands in the line: a byline, a section name, or nothing.
    pub rest: String,
}

/// Words that say a date is the day of publication. Longer ones first.
const POSTED: &[&str] = &[
    "thời gian đăng tin",
    "thời gian đăng",
    "ngày xuất bản",
    "ngày phát hành",
    "ngày đăng tin",
    "ngày đăng bài",
    "ngày đăng",
    "đăng ngày",
    "đăng lúc",
    "đăng vào",
    "được đăng",
    "ngày tạo",
    "ngày viết",
    "ngày gửi",
    "gửi vào",
    "gửi lúc",
    "viết vào",
    "viết ngày",
    "xuất bản",
    "thời gian",
    "posted on",
    "published",
    "submitted",
    "publish date",
];
/// Words that say a date is the article's, perhaps of a later change.
const UPDATED: &[&str] = &[
    "cập nhật lần cuối",
    "cập nhật mới nhất",
    "lần cập nhật cuối",
    "ngày cập nhật",
    "cập nhật",
    "updated",
    "chỉnh sửa lần cuối",
];
const VISIT: &[&str] = &["hôm nay", "bây giờ là", "today", "ngày hiện tại"];
const WEEKDAYS: &[&str] = &[
    "thứ hai",
    "thứ ba",
    "thứ tư",
    "thứ năm",
    "thứ sáu",
    "thứ bảy",
    "thứ bẩy",
    "chủ nhật",
    "thứ 2",
    "thứ 3",
    "thứ 4",
    "thứ 5",
    "thứ 6",
    "thứ 7",
    "chúa nhật",
    "t2",
    "t3",
    "t4",
    "t5",
    "t6",
    "t7",
    "cn",
];
/// Words around a date that say nothing: tools and units of the line itself.
const FILLERS: &[&str] = &[
    "cỡ chữ",
    "in bài viết",
    "in trang",
    "in bài",
    "in tin",
    "bản in",
    "gmt+7",
    "gmt +7",
    "gmt",
    "(gmt+7)",
    "a-",
    "a+",
    "a",
    "am",
    "pm",
    "sa",
    "ch",
    "ngày",
    "bởi",
    "lúc",
    "vào",
    "hồi",
    "giờ",
    "phút",
    "date",
    "on",
    "nghe đọc bài",
    "nghe bài viết",
    "chia sẻ",
    "facebook",
    "zalo",
    "gửi email",
    "lưu bài",
    "bình luận",
    "print",
    "email",
];
/// Counters, with the number before or after.
const COUNTERS: &[&str] = &[
    "số lượt xem",
    "lượt xem",
    "lượt đọc",
    "lần đọc",
    "lần xem",
    "đã xem",
    "số lần xem",
    "đã đọc",
    "view count",
    "views",
    "view",
    "lượt truy cập",
    "người xem",
    "hits",
    "xem",
    "đọc",
];
const MONTH_WORDS: &[(&str, u32)] = &[
    ("mười một", 11),
    ("mười hai", 12),
    ("giêng", 1),
    ("một", 1),
    ("hai", 2),
    ("ba", 3),
    ("tư", 4),
    ("năm", 5),
    ("sáu", 6),
    ("bảy", 7),
    ("tám", 8),
    ("chín", 9),
    ("mười", 10),
];

/// Reads a date line. `None` for lines without a full date and for sentences.
pub(super) fn date_line(line: &str) -> Option<DateLine> {
    if line.chars().count() > 200 || !line.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    let low = lower(line);
    let mut left = Left { low: &low, gone: vec![false; low.len()] };
    let (range, date) = find_date(&low)?;
    left.take(range);
    let clock = find_clock(&low, &left.gone);
    if let Some(range) = clock.clone() {
        left.take(range);
    }
    let visit = left.take_words(VISIT);
    let (posted, updated) = (left.take_words(POSTED), left.take_words(UPDATED));
    let label = posted || updated;
    // `Cập nhật: 20/04/2024 | Ngày đăng: 15/04/2024`
    let (date, updated) = match posted_date(&low).filter(|_| posted && updated) {
        Some(posted_on) => (posted_on, false),
        None => (date, updated && !posted),
    };
    let weekday = left.take_words(WEEKDAYS);
    left.take_counters();
    left.take_words(FILLERS);
    let rest = left.rest(line);
    let words = count_words(&rest);
    let signed = super::byline::byline(&rest).is_some();
    let strong = label || visit || (clock.is_some() && weekday);
    let most = if strong {
        12
    } else if clock.is_some() {
        10
    } else if signed {
        // `Báo Ví Dụ 23/05/2025`, `Thu Hà - 12/03/2024`
        8
    } else if weekday {
        2
    } else {
        0
    };
    // `Sáng 20/10/2023, tại hội trường …` and captions with a date stay sentences.
    let sentence = rest.contains(". ")
        || (!strong && (line.ends_with('.') || (starts_lower(&rest) && !signed)));
    if words > most || sentence {
        return None;
    }
    Some(DateLine { date, clock: clock.is_some(), label, updated, visit, weekday, rest })
}

/// The date behind a word of publication.
fn posted_date(low: &str) -> Option<NaiveDate> {
    let behind = |word: &&str| word_at(low, word).map(|at| at + word.len());
    let at = POSTED.iter().find_map(behind)?;
    find_date(&low[at..]).map(|(_, date)| date)
}

fn starts_lower(text: &str) -> bool {
    text.chars().next().is_some_and(char::is_lowercase)
}

/// A line with parts of it taken away.
struct Left<'a> {
    low: &'a str,
    gone: Vec<bool>,
}

impl Left<'_> {
    fn take(&mut self, range: Range<usize>) {
        self.gone[range].fill(true);
    }

    fn take_words(&mut self, phrases: &[&str]) -> bool {
        let mut any = false;
        for phrase in phrases {
            let mut from = 0;
            while let Some(at) = word_at(&self.low[from..], phrase).map(|at| from + at) {
                let range = at..at + phrase.len();
                from = range.end;
                if !self.gone[range.clone()].iter().any(|gone| *gone) {
                    self.take(range);
                    any = true;
                }
            }
        }
        any
    }

    fn take_counters(&mut self) {
        let low = self.low;
        for phrase in COUNTERS {
            let Some(at) = word_at(low, phrase) else { continue };
            if self.gone[at] {
                continue;
            }
            let number =
                |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | ' ' | ':' | '(' | ')');
            let end = at + phrase.len();
            let after = low[end..].find(|c| !number(c)).map_or(low.len(), |n| end + n);
            let before = low[..at]
                .rfind(|c: char| !number(c))
                .map_or(0, |n| n + low[n..].chars().next().map_or(0, char::len_utf8));
            let counted = |range: &str| range.bytes().any(|b| b.is_ascii_digit());
            if counted(&low[end..after]) {
                self.take(at..after);
            } else if counted(&low[before..at]) && !self.gone[before..at].iter().all(|gone| *gone) {
                self.take(before..end);
            }
        }
    }

    fn rest(&self, line: &str) -> String {
        let kept: String = line
            .char_indices()
            .map(|(at, c)| if self.gone.get(at).copied().unwrap_or(true) { ' ' } else { c })
            .collect();
        // Numbers without a word are ids and view counters run together with the clock.
        let edge = |c: char| !c.is_alphanumeric() && !matches!(c, '.');
        let words: Vec<&str> = kept
            .split_whitespace()
            .filter(|word| {
                word.chars().any(char::is_alphabetic) || matches!(*word, "-" | "–" | "//" | ",")
            })
            .collect();
        words.join(" ").trim_matches(edge).to_owned()
    }
}

/// A number at a byte offset: its value, digits and end.
fn number(text: &str, at: usize) -> Option<(u32, usize, usize)> {
    let digits = text[at..].bytes().take_while(u8::is_ascii_digit).count();
    let value = text[at..at + digits.min(9)].parse().ok()?;
    Some((value, digits, at + digits))
}

fn skip_spaces(text: &str, at: usize) -> usize {
    at + (text[at..].len() - text[at..].trim_start_matches(' ').len())
}

/// The first full date of a lower-case line, with its bytes.
fn find_date(low: &str) -> Option<(Range<usize>, NaiveDate)> {
    let bytes = low.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let starts = bytes[at].is_ascii_digit() && (at == 0 || !bytes[at - 1].is_ascii_digit());
        if starts && let Some(found) = date_from_day(low, at).or_else(|| date_from_year(low, at)) {
            return Some(found);
        }
        // `Tháng Tư 15, 2024`
        if low[at..].starts_with("tháng ")
            && let Some(found) = date_from_month(low, at)
        {
            return Some(found);
        }
        at += low[at..].chars().next().map_or(1, char::len_utf8);
    }
    None
}

/// Years in which a page can have been published; also what keeps phone numbers out.
const FIRST_YEAR: u32 = 1990;
const LAST_YEAR: u32 = 2100;

fn day(year: u32, month: u32, day: u32) -> Option<NaiveDate> {
    if !(FIRST_YEAR..LAST_YEAR).contains(&year) {
        return None;
    }
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)
}

/// `15/04/2024`, `17 - 05 - 2024`, `30.03.2022`, `27 tháng 9 2019`, `15 tháng tư, 2024`.
fn date_from_day(low: &str, at: usize) -> Option<(Range<usize>, NaiveDate)> {
    let (d, digits, mut end) = number(low, at)?;
    if digits > 2 {
        return None;
    }
    end = skip_spaces(low, end);
    let (m, end) = if let Some(after) = separator(low, end) {
        let (m, digits, end) = number(low, skip_spaces(low, after))?;
        if digits > 2 {
            return None;
        }
        let end = skip_spaces(low, end);
        if low[at..after].contains('/') && separator(low, end).is_none() {
            return None;
        }
        (m, separator(low, end)?)
    } else {
        let (m, end) = month_word(low, skip_comma(low, end))?;
        let mut end = skip_comma(low, end);
        for word in ["năm ", "- ", "/ ", "/"] {
            if let Some(rest) = low[end..].strip_prefix(word) {
                end = low.len() - rest.len();
                break;
            }
        }
        (m, end)
    };
    let (y, year_end) = year(low, skip_spaces(low, end))?;
    // American order, where it can be nothing else: `11/20/2023 7:05:00 AM`.
    let (d, m) = if m > 12 && d <= 12 { (m, d) } else { (d, m) };
    Some((at..year_end, day(y, m, d)?))
}

/// `2018-09-28`.
fn date_from_year(low: &str, at: usize) -> Option<(Range<usize>, NaiveDate)> {
    let (y, digits, end) = number(low, at)?;
    let (m, m_digits, end) = number(low, separator(low, end)?)?;
    let (d, d_digits, end) = number(low, separator(low, end)?)?;
    if digits != 4 || m_digits > 2 || d_digits > 2 {
        return None;
    }
    Some((at..end, day(y, m, d)?))
}

fn date_from_month(low: &str, at: usize) -> Option<(Range<usize>, NaiveDate)> {
    let (m, end) = month_word(low, at)?;
    let (d, digits, end) = number(low, skip_spaces(low, end))?;
    if digits > 2 {
        return None;
    }
    let (y, end) = year(low, skip_comma(low, end))?;
    Some((at..end, day(y, m, d)?))
}

/// `tháng 9`, `tháng chín`.
fn month_word(low: &str, at: usize) -> Option<(u32, usize)> {
    let rest = low[at..].strip_prefix("tháng")?;
    let at = skip_spaces(low, low.len() - rest.len());
    if let Some((m, 1..=2, end)) = number(low, at) {
        return Some((m, end));
    }
    let (word, m) = MONTH_WORDS.iter().find(|(word, _)| low[at..].starts_with(word))?;
    Some((*m, at + word.len()))
}

/// Four digits; a clock or counter may be run together with them (`09/10/202222:58`).
fn year(low: &str, at: usize) -> Option<(u32, usize)> {
    let (_, digits, end) = number(low, at)?;
    if digits < 4 || (digits > 4 && !low[end..].starts_with(':')) {
        return None;
    }
    Some((low[at..at + 4].parse().ok()?, at + 4))
}

fn separator(low: &str, at: usize) -> Option<usize> {
    low[at..]
        .starts_with(['/', '-', '.', '–'])
        .then(|| at + low[at..].chars().next().map_or(0, char::len_utf8))
}

fn skip_comma(low: &str, at: usize) -> usize {
    let at = skip_spaces(low, at);
    if low[at..].starts_with(',') { skip_spaces(low, at + 1) } else { at }
}

/// `11:12`, `10:47:07`, `8:43'`, `14h30`, `9 giờ 15`.
fn find_clock(low: &str, gone: &[bool]) -> Option<Range<usize>> {
    let bytes = low.as_bytes();
    for at in 0..bytes.len() {
        if gone[at]
            || !bytes[at].is_ascii_digit()
            || (at > 0 && bytes[at - 1].is_ascii_digit() && !gone[at - 1])
        {
            continue;
        }
        let Some((0..=23, 1..=2, end)) = number(low, at) else { continue };
        let after = skip_spaces(low, end);
        let Some(colon) = [":", "h", "g", "giờ"].iter().find_map(|mark| {
            low[after..].starts_with(mark).then(|| skip_spaces(low, after + mark.len()))
        }) else {
            continue;
        };
        let Some((_, digits, end)) = number(low, colon) else { continue };
        // Digits beyond the minutes are a view counter run together with them: `22:584120`.
        if digits < 2 || low[colon..colon + 2].parse::<u32>().map_or(true, |m| m > 59) {
            continue;
        }
        let mut end = end;
        if low[end..].starts_with(':')
            && let Some((_, 2, seconds)) = number(low, end + 1)
        {
            end = seconds;
        }
        if low[end..].starts_with('\'') {
            end += 1;
        }
        return Some(at..end);
    }
    None
}

/// The stamp that a crawler left before the lead, and its length in bytes:
/// `15:48 02/07/2020 Hưởng ứng phong trào …`.
pub(super) fn leading_stamp(text: &str) -> Option<(NaiveDate, usize)> {
    let end = text.find(char::is_alphabetic)?;
    let stamp = &text[..end];
    let (date_at, date) = find_date(stamp)?;
    let mut gone = vec![false; stamp.len()];
    gone[date_at].fill(true);
    find_clock(stamp, &gone)?;
    Some((date, end))
}

/// The day of a stamp of metadata, in Vietnam: a time in another zone may be another day there
/// (`2024-03-05T18:30:00+00:00` is the morning of 6 March). Also the forms that date lines have.
pub(super) fn metadata_date(value: &str) -> Option<NaiveDate> {
    const HANOI: i32 = 7 * 3600;
    let value = value.trim();
    let zoned = |format| DateTime::parse_from_str(value, format).ok();
    let time = DateTime::parse_from_rfc3339(value)
        .ok()
        .or_else(|| zoned("%Y-%m-%dT%H:%M:%S%.f%z"))
        .or_else(|| zoned("%Y-%m-%dT%H:%M%z"))
        .or_else(|| DateTime::parse_from_rfc2822(value).ok());
    match time.zip(FixedOffset::east_opt(HANOI)) {
        Some((time, hanoi)) => {
            let date = time.with_timezone(&hanoi).date_naive();
            (FIRST_YEAR..LAST_YEAR).contains(&date.year_ce().1).then_some(date)
        }
        None => find_date(&lower(value)).map(|(_, date)| date),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn date_lines_are_read() {
        for (line, date, clock, label) in [
            ("Ngày đăng 15/04/2024 | 11:12 | View count: 172", "2024-04-15", true, true),
            ("Ngày đăng: 30.03.2022", "2022-03-30", false, true),
            ("Đăng ngày 17 - 05 - 2024", "2024-05-17", false, true),
            ("Cập nhật ngày: 29/11/2013 06:51:32", "2013-11-29", true, true),
            ("Cập nhật lúc: 18:00 |22/05/2022", "2022-05-22", true, true),
            ("Thứ năm - 04/01/2024 09:52", "2024-01-04", true, false),
            ("Chủ nhật - 09/10/2022 22:584120", "2022-10-09", true, false),
            ("Thứ Tư, 03-06-2020, 02:56", "2020-06-03", true, false),
            ("Thứ sáu, 27 Tháng 9 2019 09:58", "2019-09-27", true, false),
            ("(15:24 | 25/02/2020)", "2020-02-25", true, false),
            ("10:47:07 15/12/2016", "2016-12-15", true, false),
            ("04-05-2024, 17:31", "2024-05-04", true, false),
            ("14/5/2019 8:43'", "2019-05-14", true, false),
            ("Thứ Năm, 8/6/2023 14:46'(GMT+7)", "2023-06-08", true, false),
            ("Thứ Bảy, 22/6/2024", "2024-06-22", false, false),
            ("28/11/2023 Cỡ chữ: A- A A+ In bài viết", "2023-11-28", false, false),
            ("15 Tháng Tư, 2024", "2024-04-15", false, false),
            ("Tháng Mười Hai 3, 2023", "2023-12-03", false, false),
            ("Xuất bản: Thứ ba, 05/03/2024, 14h30", "2024-03-05", true, true),
            ("Lượt xem: 1.204 | 05/03/2024 07:15 SA", "2024-03-05", true, false),
        ] {
            let found = date_line(line).unwrap_or_else(|| panic!("{line}"));
            assert_eq!(
                (found.date.to_string().as_str(), found.clock, found.label, found.rest.as_str()),
                (date, clock, label, ""),
                "{line}"
            );
        }
    }

    #[test]
    fn the_day_of_publication_is_told_from_a_later_change() {
        for (line, date, updated) in [
            ("Cập nhật: 20/04/2024 | Ngày đăng: 15/04/2024", "2024-04-15", false),
            ("Ngày đăng: 15/04/2024 - Cập nhật lần cuối: 20/04/2024", "2024-04-15", false),
            ("Cập nhật lúc: 18:00 |22/05/2022", "2022-05-22", true),
            ("Đăng lúc: 22/05/2022", "2022-05-22", false),
            ("22/05/2022 08:15", "2022-05-22", false),
        ] {
            let found = date_line(line).unwrap_or_else(|| panic!("{line}"));
            assert_eq!((found.date.to_string().as_str(), found.updated), (date, updated), "{line}");
        }
    }

    #[test]
    fn dates_of_metadata_are_days_in_vietnam() {
        for (value, date) in [
            ("2025-12-18T16:05:00+07:00", "2025-12-18"),
            ("2024-03-05T18:30:00+00:00", "2024-03-06"),
            ("2024-03-05T16:59:59Z", "2024-03-05"),
            ("2024-03-06T07:05:00+0700", "2024-03-06"),
            ("2024-03-06T07:05:00.123+0700", "2024-03-06"),
            ("2024-03-06T07:05+0700", "2024-03-06"),
            ("2024-03-06T09:15:00", "2024-03-06"),
            ("2024-03-06 09:15", "2024-03-06"),
            ("Tue, 05 Mar 2024 18:00:00 GMT", "2024-03-06"),
            ("06/03/2024 09:15", "2024-03-06"),
            ("3/16/2024 9:15:00 AM", "2024-03-16"),
            ("2024-03-06", "2024-03-06"),
        ] {
            let found = metadata_date(value).map(|date| date.to_string());
            assert_eq!(found.as_deref(), Some(date), "{value}");
        }
        for value in ["", "0001-01-01T00:00:00", "1970-01-01T00:00:00Z", "hôm nay", "13/13/2024"] {
            assert_eq!(metadata_date(value), None, "{value}");
        }
    }

    #[test]
    fn what_else_stands_in_a_date_line_is_kept() {
        for (line, rest) in [
            ("quantri gửi vào T6, 2018-09-28 09:22", "quantri"),
            ("21-10-2025 - 19:14 | Chính trị", "Chính trị"),
            (
                "TRẦN LAN - VÕ MINH // TRUNG TÂM TIN TỨC 20/10/2023, 13:13",
                "TRẦN LAN - VÕ MINH // TRUNG TÂM TIN TỨC",
            ),
            ("Thu Hà | 12/03/2024 08:00", "Thu Hà"),
            ("15/12/2023 bởi admin", "admin"),
            ("Báo Ví Dụ 23/05/2025", "Báo Ví Dụ"),
        ] {
            assert_eq!(date_line(line).map(|found| found.rest).as_deref(), Some(rest), "{line}");
        }
    }

    #[test]
    fn sentences_and_other_lines_are_no_date_lines() {
        for line in [
            "Ngày 12/4/2024, Ban Dân vận Huyện ủy tổ chức hội nghị giao ban.",
            "Hội nghị tổng kết ngày 15/12/2023",
            "Quang cảnh buổi lễ sáng 20/10/2023",
            "Quyết định số 12/QĐ-UBND ngày 01/02/2024",
            "32/13/2024",
            "Điện thoại: 024.3825.1234",
            "10/1930 - 10/2020",
        ] {
            assert_eq!(date_line(line), None, "{line}");
        }
    }
}
