//! Which document a citation means: kind, number, domain of its code, year of issue.
//!
//! *03-NQ/TU* of one province is not another's, and numbering starts again every term, so the
//! number alone names nothing. Separators are folded: `06/NQ-TU` is `06-NQ/TU`.
//!
//! An article may leave out the year, or have it wrong. Citations of one number and domain are a
//! *block*, and which of them mean one document is a function of all of them, see [`documents`].

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate};

use crate::extract::facts::{Directive, Place};
use crate::reference::units::{UnitLevel, units};
use crate::text::fold::search_key;

/// Where the numbers of a code are given out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Domain {
    /// One series for the country: `TW`, `TTg`, `CP`, `QH15`.
    National,
    /// One series in each unit of a level: `TU`, `HU`.
    Level(UnitLevel),
    /// The code does not tell: `UBND`, `BDV`, no code at all.
    Unknown,
}

/// Kinds of documents whose names are known: `Luật Thực hiện dân chủ ở cơ sở`, with or without its
/// number, is one.
const KNOWN_BY_NAME: [&str; 3] = ["luật", "bộ luật", "pháp lệnh"];

/// Key of the document by one article alone: its [`block`] and the year; `place` is the article's.
pub fn key(directive: &Directive, place: &Place, article_key: &str) -> String {
    let title = directive.title.as_ref().filter(|title| !title.is_empty());
    let by_name = KNOWN_BY_NAME.contains(&directive.kind.as_str()) && title.is_some();
    let what = match &directive.number {
        // TƯ is how some write TW, and not the province's TU.
        Some(number) if !by_name => {
            search_key(&number.replace("TƯ", "TW")).trim_start_matches('0').to_owned()
        }
        _ => title.map(|title| search_key(title)).unwrap_or_default(),
    };
    let issuer = directive.issuer.as_ref();
    let national_issuer = issuer.is_some_and(|body| body.place == Place::default());
    let issuer_place = issuer.map(|body| &body.place).filter(|p| p.locality_key.is_some());
    let domain = match directive.number.as_deref().map(domain) {
        // A law is known by its name.
        None | Some(Domain::National) => "VN".to_owned(),
        Some(_) if national_issuer => "VN".to_owned(),
        Some(Domain::Level(level)) => {
            unit_at(issuer_place.unwrap_or(place), level).unwrap_or_else(|| article_key.to_owned())
        }
        Some(Domain::Unknown) => issuer_place
            .unwrap_or(place)
            .locality_key
            .clone()
            .unwrap_or_else(|| article_key.to_owned()),
    };
    let year = directive.issued_year.map(|year| year.to_string()).unwrap_or_default();
    format!("{}|{what}|{domain}|{year}", search_key(&directive.kind))
}

/// The part of a key that citations of one document share: all but the year.
pub fn block(key: &str) -> &str {
    key.rsplit_once('|').map_or(key, |(block, _)| block)
}

/// A citation of a block.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Citation {
    /// Year of issue as told or read from the number.
    pub year: Option<i32>,
    /// Day of issue as told.
    pub issued_on: Option<NaiveDate>,
    /// Title as told.
    pub title: Option<String>,
    /// Number as told.
    pub number: Option<String>,
    /// Year of the citing article.
    pub published: Option<i32>,
}

/// Titles of fewer words say too little to know a document by them.
const TITLE_WORDS: usize = 4;

/// The year of the document that each citation of a block means, in the order given; none where
/// that cannot be told.
///
/// Two years are one document's where one of them must be a slip: a number is given once in a term
/// of a Party committee (`25-NQ/TW` of 2013 and of 2014), one day of the year (`ngày 03/6/2013`,
/// `03/6/2014`), one title. The year that most citations tell stands, of two the earlier. A citation
/// without a year joins the one document that it can mean: the only one there is by the year of its
/// article.
pub fn documents(block: &str, citations: &[Citation]) -> Vec<Option<i32>> {
    let mut told: BTreeMap<i32, Vec<&Citation>> = BTreeMap::new();
    for citation in citations {
        if let Some(year) = citation.year {
            told.entry(year).or_default().push(citation);
        }
    }
    // Laws of one name are made again: Luật Đất đai of 2013, of 2024.
    let kind = block.split('|').next().unwrap_or_default();
    let by_title = !KNOWN_BY_NAME.iter().any(|name| search_key(name) == kind);
    let years: Vec<i32> = told.keys().copied().collect();
    let mut of: BTreeMap<i32, i32> = years.iter().map(|&year| (year, year)).collect();
    for (i, later) in years.iter().enumerate() {
        for earlier in &years[..i] {
            if same_document(&told[earlier], &told[later], by_title) {
                let (from, to) = (of[later], of[earlier]);
                of.values_mut().filter(|first| **first == from).for_each(|first| *first = to);
            }
        }
    }
    // Of each document, the year told most often.
    let stands = |document: i32| {
        let years = years.iter().copied().filter(|year| of[year] == document);
        years.max_by_key(|year| (told[year].len(), std::cmp::Reverse(*year)))
    };
    let all: BTreeSet<i32> = of.values().copied().filter_map(stands).collect();
    citations
        .iter()
        .map(|citation| match citation.year {
            Some(year) => stands(of[&year]),
            None => {
                let published = citation.published.unwrap_or(i32::MAX);
                let mut possible = all.iter().copied().filter(|&year| year <= published);
                possible.next().filter(|_| possible.next().is_none())
            }
        })
        .collect()
}

fn same_document(a: &[&Citation], b: &[&Citation], by_title: bool) -> bool {
    let days = |of: &[&Citation]| -> BTreeSet<(u32, u32)> {
        of.iter().filter_map(|c| c.issued_on).map(|day| (day.day(), day.month())).collect()
    };
    let titles = |of: &[&Citation]| -> BTreeSet<String> {
        let folded = of.iter().filter_map(|c| c.title.as_deref()).map(search_key);
        folded.filter(|title| title.split(' ').count() >= TITLE_WORDS).collect()
    };
    let terms = |of: &[&Citation]| -> BTreeSet<i32> {
        let year = of.iter().find_map(|c| c.year).unwrap_or_default();
        let number = of.iter().find_map(|c| c.number.as_deref());
        let Some(first) = number.and_then(first_congress) else { return BTreeSet::new() };
        // A congress lies within its year: with the day the term is clear, without it two may be.
        let by_day = of.iter().filter_map(|c| c.issued_on).map(|day| term(day, first));
        let by_day: BTreeSet<i32> = by_day.collect();
        let ends = [(1, 1), (12, 31)].map(|(month, day)| NaiveDate::from_ymd_opt(year, month, day));
        let [start, end] = ends.map(|day| day.map(|day| term(day, first)));
        match by_day.is_empty() {
            true if start == end => start.into_iter().collect(),
            _ => by_day,
        }
    };
    !days(a).is_disjoint(&days(b))
        || by_title && !titles(a).is_disjoint(&titles(b))
        || !terms(a).is_disjoint(&terms(b))
}

/// For a number of a Party committee the month of its congress, which begins every fifth year a
/// new series: January 2011, 2016, 2021 for the nation, October of the year before for provinces,
/// August for districts.
fn first_congress(number: &str) -> Option<(i32, u32)> {
    let code = number.rsplit(['/', '-']).next().unwrap_or_default();
    if code.ends_with("TW") {
        return Some((2011, 1));
    }
    match domain(number) {
        Domain::Level(UnitLevel::Province) => Some((2010, 10)),
        Domain::Level(_) => Some((2010, 8)),
        Domain::National | Domain::Unknown => None,
    }
}

/// The term in which a day lies, counted from that of the first congress.
fn term(day: NaiveDate, first: (i32, u32)) -> i32 {
    let months = (day.year() - first.0) * 12 + day.month() as i32 - first.1 as i32;
    months.div_euclid(60)
}

/// The domain of a number by its code (inventory, section 9).
fn domain(number: &str) -> Domain {
    let code = number.rsplit(['/', '-']).next().unwrap_or_default();
    let letters = code.trim_end_matches(|c: char| c.is_ascii_digit());
    match letters {
        _ if letters.ends_with("TƯ") => Domain::National,
        "TTg" | "CP" | "QH" | "UBTVQH" | "CTN" | "TLĐ" | "TWĐTN" => Domain::National,
        // Alone or after an office of the committee: TW, BDVTW, BTGTU, VPHU.
        _ if letters.ends_with("TW") => Domain::National,
        _ if letters.ends_with("TU") => Domain::Level(UnitLevel::Province),
        _ if ["HU", "QU", "ThU", "TXU", "TxU"].iter().any(|u| letters.ends_with(u)) => {
            Domain::Level(UnitLevel::District)
        }
        // 02/2023/TT-BNV: a ministry's series is national.
        _ if number.contains("/TT-") || number.contains("/TTLT-") => Domain::National,
        _ => Domain::Unknown,
    }
}

/// Key of the unit of a level that a place is or lies in.
fn unit_at(place: &Place, level: UnitLevel) -> Option<String> {
    let units = units();
    let id = units.by_key(place.locality_key.as_deref()?)?;
    let chain = units.chain(id, None);
    chain.into_iter().map(|id| &units.all[id]).find(|u| u.level == level).map(|u| u.key.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::facts::Basis;

    fn cited(kind: &str, number: &str, year: Option<i32>, locality_key: &str) -> String {
        let directive = Directive {
            kind: kind.to_owned(),
            number: (!number.is_empty()).then(|| number.to_owned()),
            issued_on: None,
            issued_year: year,
            issuer: None,
            title: Some("Thực hiện dân chủ ở cơ sở".to_owned()),
            basis: Basis::default(),
        };
        let place = Place {
            locality: Some("nơi này".to_owned()),
            locality_key: (!locality_key.is_empty()).then(|| locality_key.to_owned()),
        };
        key(&directive, &place, "ARTICLE")
    }

    /// `[day|year][@year of the article][“title”]`, separated by semicolons.
    fn years(number: &str, line: &str) -> String {
        let citations: Vec<Citation> = line
            .split("; ")
            .map(|text| {
                let (text, title) = text.split_once('“').map_or((text, None), |(t, title)| {
                    (t, Some(title.trim_end_matches('”').to_owned()))
                });
                let (told, published) = text.trim().split_once('@').unwrap_or((text.trim(), ""));
                let issued_on: Option<NaiveDate> = told.parse().ok();
                Citation {
                    year: issued_on.map(|day| day.year()).or(told.parse().ok()),
                    issued_on,
                    title,
                    number: Some(number.to_owned()),
                    published: published.parse().ok(),
                }
            })
            .collect();
        let told = |year: Option<i32>| year.map_or("-".to_owned(), |year| year.to_string());
        documents("nghi quyet|x|VN", &citations).into_iter().map(told).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn which_citations_mean_one_document() {
        for (number, citations, expected) in [
            ("25-NQ/TW", "2013; @2024; 2013-06-03", "2013 2013 2013"),
            ("25-NQ/TW", "@2024", "-"),
            // A slip in the day, in the year.
            ("25-NQ/TW", "2013-06-03; 2013-06-30", "2013 2013"),
            ("25-NQ/TW", "2013-06-03; 2013; 2014", "2013 2013 2013"),
            ("33/CT-TTg", "2020-08-20; 2020-08-20; 2021-08-20", "2020 2020 2020"),
            // Two terms.
            ("06-NQ/TU", "2016; 2021; @2024", "2016 2021 -"),
            ("06-NQ/TU", "2016; 2021; @2018", "2016 2021 2016"),
            ("06-NQ/TU", "2020-05-10; 2020-12-10; 2021", "2020 2020 2020"),
            ("06-NQ/TU", "2019-05-10; 2020-12-10", "2019 2020"),
            ("06-NQ/TU", "2019-05-10; 2020", "2019 2020"),
            // Every year a new series.
            ("33/CT-TTg", "2020; 2021; @2024", "2020 2021 -"),
            (
                "33/CT-TTg",
                "2020 “về tăng cường quản lý rác thải nhựa”; 2021 “Về tăng cường quản lý rác thải nhựa”",
                "2020 2020",
            ),
        ] {
            assert_eq!(years(number, citations), expected, "{number}: {citations}");
        }
    }

    #[test]
    fn keys() {
        let go_cong_tay = "823@";
        for (kind, number, year, place, key) in [
            ("nghị quyết", "25-NQ/TW", Some(2013), "", "nghi quyet|25 nq tw|VN|2013"),
            ("nghị quyết", "25-NQ/TW", Some(2013), go_cong_tay, "nghi quyet|25 nq tw|VN|2013"),
            ("chỉ thị", "33/CT-TTg", None, "", "chi thi|33 ct ttg|VN|"),
            ("nghị quyết", "06-NQ/TU", None, go_cong_tay, "nghi quyet|6 nq tu|82@|"),
            ("kết luận", "43-KL/TƯ", None, go_cong_tay, "ket luan|43 kl tw|VN|"),
            ("nghị quyết", "06/NQ-TU", None, go_cong_tay, "nghi quyet|6 nq tu|82@|"),
            ("nghị quyết", "6-NQ/TU", None, "", "nghi quyet|6 nq tu|ARTICLE|"),
            ("kế hoạch", "12-KH/HU", None, go_cong_tay, "ke hoach|12 kh hu|823@|"),
            ("kế hoạch", "12-KH/BDVHU", None, go_cong_tay, "ke hoach|12 kh bdvhu|823@|"),
            ("kế hoạch", "474/UBND-VP7", None, go_cong_tay, "ke hoach|474 ubnd vp7|823@|"),
            ("nghị định", "59/2023/NĐ-CP", Some(2023), "", "nghi dinh|59 2023 nd cp|VN|2023"),
            // With its number and without.
            ("luật", "10/2022/QH15", Some(2022), "", "luat|thuc hien dan chu o co so|VN|2022"),
            ("luật", "", None, go_cong_tay, "luat|thuc hien dan chu o co so|VN|"),
        ] {
            assert_eq!(cited(kind, number, year, place), key, "{number}");
        }
    }
}
