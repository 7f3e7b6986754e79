//! Which event a report means.
//!
//! One article gives a meeting a key of its own: host (else locality), day (else period), kind.
//! Two articles on one meeting may name other hosts, leave out the day, or have it wrong, so
//! meetings of one locality are a *block*, and which reports tell of one meeting is a function of
//! all of them, see [`meetings`].

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::organization_key;
use crate::extract::facts::{Interval, Meeting, MeetingKind, Place};
use crate::text::fold::search_key;

/// Host (else locality), day (else period) and kind. A meeting without day and period is known
/// by its article only, and so is one of a place that could not be linked.
pub fn key(meeting: &Meeting, index: usize, place: &Place, article_key: &str) -> String {
    let host = meeting.hosts.iter().map(|host| organization_key(host, article_key)).min();
    let host = host
        .or_else(|| meeting.place.locality_key.clone())
        .or_else(|| place.locality_key.clone())
        .unwrap_or_else(|| article_key.to_owned());
    let time = match (meeting.held_on, meeting.period) {
        (Some(day), _) => day.to_string(),
        (None, Some(period)) => period.to_string(),
        (None, None) => format!("{article_key}#{index}"),
    };
    let kind = meeting.kinds.iter().min().unwrap_or(&MeetingKind::Other);
    format!("{host}|{time}|{kind}")
}

/// Meetings that may be one: those of one unit, of the nation; a place that could not be linked is
/// known in its article only.
pub fn block(meeting: &Meeting, place: &Place, article_key: &str) -> String {
    let host = || meeting.hosts.iter().find_map(|host| host.place.locality_key.as_ref());
    let unit = meeting.place.locality_key.as_ref().or_else(host).or(place.locality_key.as_ref());
    match unit {
        Some(unit) => unit.clone(),
        None if place == &Place::default() && meeting.place == Place::default() => "VN".to_owned(),
        None => article_key.to_owned(),
    }
}

/// What an article tells of a meeting.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Report {
    /// Day of the article.
    pub published_on: Option<NaiveDate>,
    /// Key of the article.
    pub article: String,
    /// The meeting's key by this article alone.
    pub key: String,
    /// The day, the first of several.
    pub held_on: Option<NaiveDate>,
    /// The span reviewed or planned.
    pub period: Option<Interval>,
    /// Its kinds.
    pub kinds: BTreeSet<MeetingKind>,
    /// Keys of its hosts.
    pub hosts: BTreeSet<String>,
    /// Its name there.
    pub name: String,
}

/// Kinds held once for a period, so that host and period alone tell which is meant.
const ONCE: [MeetingKind; 3] =
    [MeetingKind::FinalReview, MeetingKind::MidtermReview, MeetingKind::Congress];

/// By how many days two articles may differ on the day of what is held once for a period.
const SLIP_DAYS: u64 = 3;
/// Within how many days of a meeting its undated reports appear, where they name its period.
const REPORT_DAYS: u64 = 31;
/// The same where only the names are alike.
const NEWS_DAYS: u64 = 12;

/// Keys of the meetings that the reports of a block tell of, in the order given.
///
/// A meeting has the key that its earliest-published report gives it. An article never tells of one
/// meeting twice.
pub fn meetings(reports: &[Report]) -> Vec<String> {
    // Dated reports first: an undated one joins what is dated.
    let mut order: Vec<usize> = (0..reports.len()).collect();
    order.sort_by_key(|&i| {
        let report = &reports[i];
        (report.held_on.is_none(), rank(report))
    });
    let mut meetings: Vec<Vec<usize>> = Vec::new();
    // Meetings by the days on which they were held, and by those on which undated reports of them
    // appeared: what is far from a report is not compared with it.
    let mut held: BTreeMap<NaiveDate, Vec<usize>> = BTreeMap::new();
    let mut reported: BTreeMap<NaiveDate, Vec<usize>> = BTreeMap::new();
    for i in order {
        let report = &reports[i];
        let near: BTreeSet<usize> = match (report.held_on, report.published_on) {
            (Some(day), _) => {
                around(day, SLIP_DAYS).filter_map(|day| held.get(&day)).flatten().copied().collect()
            }
            (None, Some(day)) => around(day, REPORT_DAYS)
                .flat_map(|day| [held.get(&day), reported.get(&day)])
                .flatten()
                .flatten()
                .copied()
                .collect(),
            (None, None) => BTreeSet::new(),
        };
        let told = |meeting: &usize| {
            let members = &meetings[*meeting];
            members.iter().all(|&other| reports[other].article != report.article)
                && members.iter().any(|&other| same(report, &reports[other]))
                && !members.iter().any(|&other| apart(report, &reports[other]))
        };
        // Of several, what is on the day itself.
        let exact = |meeting: &usize| {
            meetings[*meeting].iter().any(|&other| reports[other].held_on == report.held_on)
        };
        let mut fitting: Vec<usize> = near.iter().copied().filter(told).collect();
        if fitting.len() > 1 && fitting.iter().any(exact) {
            fitting.retain(exact);
        }
        // An undated report that fits two meetings tells of neither for sure.
        let meeting = match (fitting.first(), report.held_on) {
            (Some(&one), Some(_)) => one,
            (Some(&one), None) if fitting.len() == 1 => one,
            _ => {
                meetings.push(Vec::new());
                meetings.len() - 1
            }
        };
        meetings[meeting].push(i);
        let on_day = match (report.held_on, report.published_on) {
            (Some(day), _) => held.entry(day).or_default(),
            (None, Some(day)) => reported.entry(day).or_default(),
            (None, None) => continue,
        };
        if !on_day.contains(&meeting) {
            on_day.push(meeting);
        }
    }
    name(reports, &meetings)
}

/// How early a report is.
fn rank(report: &Report) -> (bool, Option<NaiveDate>, &str, &str) {
    (report.published_on.is_none(), report.published_on, &report.article, &report.key)
}

/// The key of each report's meeting: that of its earliest report; where two meetings would have
/// one, the later takes its article's into its own.
fn name(reports: &[Report], meetings: &[Vec<usize>]) -> Vec<String> {
    let mut keys = vec![String::new(); reports.len()];
    let mut taken: BTreeSet<String> = BTreeSet::new();
    let first = |members: &Vec<usize>| members.iter().copied().min_by_key(|&i| rank(&reports[i]));
    let mut in_order: Vec<(usize, &Vec<usize>)> =
        meetings.iter().filter_map(|members| Some((first(members)?, members))).collect();
    in_order.sort_by_key(|(first, _)| rank(&reports[*first]));
    for (first, members) in in_order {
        let report = &reports[first];
        let mut key = report.key.clone();
        while taken.contains(&key) {
            key = format!("{key}|{}", report.article);
        }
        taken.insert(key.clone());
        members.iter().for_each(|&i| keys[i].clone_from(&key));
    }
    keys
}

fn around(day: NaiveDate, days: u64) -> impl Iterator<Item = NaiveDate> {
    let first = day
        - chrono::Days::new(days.min(day.signed_duration_since(NaiveDate::MIN).num_days() as u64));
    first.iter_days().take(2 * days as usize + 1)
}

/// Whether two reports may tell of one meeting.
fn same(a: &Report, b: &Report) -> bool {
    let hosts = !hosting(a).is_disjoint(&hosting(b));
    let kinds = !a.kinds.is_disjoint(&b.kinds);
    let once = a.kinds.intersection(&b.kinds).any(|kind| ONCE.contains(kind));
    let one_period = a.period.is_some() && a.period == b.period;
    let undated = |day: NaiveDate, report: &Report| {
        let days = if one_period { REPORT_DAYS } else { NEWS_DAYS };
        let one = one_period || a.period.is_none() && b.period.is_none() && alike(&a.name, &b.name);
        hosts && kinds && one && reported_within(report, day, days)
    };
    match (a.held_on, b.held_on) {
        (Some(one), Some(other)) if one == other => {
            let no_host = a.hosts.is_empty() || b.hosts.is_empty();
            let vague =
                |report: &Report| report.kinds.iter().all(|kind| *kind == MeetingKind::Other);
            (hosts || no_host) && (kinds || hosts && (vague(a) || vague(b)))
        }
        (Some(_), Some(_)) => hosts && once && one_period,
        (Some(day), None) => undated(day, b),
        (None, Some(day)) => undated(day, a),
        (None, None) => a.published_on.is_some_and(|day| undated(day, b)),
    }
}

/// The bodies that host, a committee's board being the committee: `Ban Thường vụ Huyện ủy`.
fn hosting(report: &Report) -> BTreeSet<&str> {
    let body = |host: &'_ String| -> usize {
        let board = BOARDS.iter().find(|board| host.starts_with(**board));
        board.map_or(0, |board| board.len())
    };
    report.hosts.iter().map(|host| &host[body(host)..]).collect()
}

/// What names the board of a committee in front of its name.
const BOARDS: [&str; 3] = ["Ban Thường vụ ", "Thường trực ", "Ban Chấp hành "];

/// Whether two names share at least half of their words.
pub fn alike(a: &str, b: &str) -> bool {
    let words = |name: &str| -> BTreeSet<String> {
        search_key(name).split(' ').map(str::to_owned).collect()
    };
    let (a, b) = (words(a), words(b));
    2 * a.intersection(&b).count() >= a.union(&b).count()
}

/// Whether two reports cannot tell of one meeting: of a quarter and of the year, on days apart.
fn apart(a: &Report, b: &Report) -> bool {
    let periods = a.period.zip(b.period).is_some_and(|(a, b)| a != b);
    let days = match (a.held_on, b.held_on) {
        (Some(one), Some(other)) => {
            one.signed_duration_since(other).num_days().unsigned_abs() > SLIP_DAYS
        }
        _ => false,
    };
    periods || days
}

fn reported_within(report: &Report, day: NaiveDate, days: u64) -> bool {
    let near = |published: NaiveDate| {
        published.signed_duration_since(day).num_days().unsigned_abs() <= days
    };
    report.published_on.is_some_and(near)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `day of the article / day held / period / kinds / hosts / name` in order, `-` for none.
    fn report((index, line): (usize, &&str)) -> Report {
        let cells: Vec<&str> = line.split(" / ").map(str::trim).collect();
        let day = |cell: &str| cell.parse::<NaiveDate>().ok();
        let list = |cell: &str| -> Vec<String> {
            let words = cell.split('+').filter(|word| *word != "-");
            words.map(str::to_owned).collect()
        };
        let kinds = list(cells[3]);
        let period = cells[2].split_once("..").map(|(from, to)| Interval {
            from: day(from).expect("a day"),
            to: day(to).expect("a day"),
        });
        Report {
            published_on: day(cells[0]),
            article: format!("ARTICLE{index}"),
            key: format!("key{index}"),
            held_on: day(cells[1]),
            period,
            kinds: kinds.iter().map(|kind| MeetingKind::parse(kind).expect("a kind")).collect(),
            hosts: list(cells[4]).into_iter().collect(),
            name: cells.get(5).copied().unwrap_or_default().to_owned(),
        }
    }

    #[test]
    fn which_reports_tell_of_one_meeting() {
        let year = "2023-01-01..2023-12-31";
        let quarter = "2023-10-01..2023-12-31";
        for (name, lines, expected) in [
            (
                "two portals",
                [
                    format!("2024-01-05 / 2024-01-04 / {year} / final_review / Ban Dân vận"),
                    "2024-01-06 / 2024-01-04 / - / final_review+rollout / Ban Dân vận+UBND"
                        .to_owned(),
                ],
                "key0 key0",
            ),
            (
                "one names no host",
                [
                    "2024-01-05 / 2024-01-04 / - / final_review / -".to_owned(),
                    "2024-01-06 / 2024-01-04 / - / final_review / Ban Dân vận".to_owned(),
                ],
                "key0 key0",
            ),
            (
                "two hosts on one day",
                [
                    "2024-01-05 / 2024-01-04 / - / final_review / UBND".to_owned(),
                    "2024-01-06 / 2024-01-04 / - / final_review / Ban Dân vận".to_owned(),
                ],
                "key0 key1",
            ),
            (
                "review in the morning, training in the afternoon",
                [
                    "2024-01-05 / 2024-01-04 / - / final_review / Ban Dân vận".to_owned(),
                    "2024-01-06 / 2024-01-04 / - / training / Ban Dân vận".to_owned(),
                ],
                "key0 key1",
            ),
            (
                "another day, once a year",
                [
                    format!("2024-01-05 / 2024-01-04 / {year} / final_review / Ban Dân vận"),
                    format!("2024-01-06 / 2024-01-05 / {year} / final_review / Ban Dân vận"),
                ],
                "key0 key0",
            ),
            (
                "the quarter and the year",
                [
                    format!("2024-01-05 / 2024-01-04 / {year} / final_review / Ban Dân vận"),
                    format!("2024-01-05 / 2024-01-04 / {quarter} / final_review / Ban Dân vận"),
                ],
                "key0 key1",
            ),
            (
                "without a day",
                [
                    format!("2024-01-06 / - / {year} / final_review / Ban Dân vận"),
                    format!("2024-01-08 / 2024-01-04 / {year} / final_review / Ban Dân vận"),
                ],
                "key0 key0",
            ),
            (
                "without a day and a period",
                [
                    "2023-06-12 / 2023-06-09 / - / congress / Hội Nông dân / Đại hội lần thứ VI"
                        .to_owned(),
                    "2023-06-20 / - / - / congress / Hội Nông dân / Đại hội đại biểu lần thứ VI"
                        .to_owned(),
                ],
                "key0 key0",
            ),
            (
                "the committee and its board",
                [
                    "2023-06-12 / 2023-06-09 / - / rollout / Ban Thường vụ Huyện ủy".to_owned(),
                    "2023-06-20 / 2023-06-09 / - / rollout / Huyện ủy".to_owned(),
                ],
                "key0 key0",
            ),
            (
                "without a day, long after",
                [
                    format!("2024-05-06 / - / {year} / final_review / Ban Dân vận"),
                    format!("2024-01-08 / 2024-01-04 / {year} / final_review / Ban Dân vận"),
                ],
                "key0 key1",
            ),
        ] {
            let mut reports: Vec<Report> = lines
                .iter()
                .map(String::as_str)
                .collect::<Vec<_>>()
                .iter()
                .enumerate()
                .map(report)
                .collect();
            assert_eq!(meetings(&reports).join(" "), expected, "{name}");
            reports.reverse();
            let mut backwards = meetings(&reports);
            backwards.reverse();
            assert_eq!(backwards.join(" "), expected, "{name}, backwards");
        }
    }
}
