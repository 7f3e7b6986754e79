//! The table of figures: the rule, the table in the base, and that nothing adds statements up. One
//! line of statements in, one row out.
//!
//! In the cases of the rule, a statement is `article:figure[@as-of][!flags]`; `>270` over, `<200` under, `~200` khoảng,
//! `^200` gần; flag `o`: the article is about the locality itself, `p`: a part of a total.

#[path = "common/claims.rs"]
mod claims;
#[path = "common/toy.rs"]
mod toy;

use std::collections::BTreeSet;

use claims::{Lab, ask, notes, rows};
use danvan::extract::facts::Qualifier;
use danvan::report;
use danvan::resolve::figures::{Counted, Figure, figure};
use proptest::prelude::*;
use rusqlite::Connection;

fn statement(id: usize, text: &str) -> Counted {
    let (article, rest) = text.split_once(':').expect("article:figure");
    let (rest, flags) = rest.split_once('!').unwrap_or((rest, ""));
    let (count, as_of) = match rest.split_once('@') {
        Some((count, day)) => (count, Some(day.parse().expect("a day"))),
        None => (rest, None),
    };
    let (qualifier, word) = match &count[..1] {
        ">" => (Qualifier::Over, Some("hơn")),
        "<" => (Qualifier::Under, Some("dưới")),
        "~" => (Qualifier::About, Some("khoảng")),
        "^" => (Qualifier::About, Some("gần")),
        _ => (Qualifier::Exact, None),
    };
    let count = if word.is_some() { &count[1..] } else { count };
    Counted {
        id: id as i64,
        source: i64::from(article.as_bytes()[0]),
        count: count.parse().expect("a figure"),
        qualifier,
        qualifier_word: word.map(str::to_owned),
        as_of,
        part: flags.contains('p'),
        own: flags.contains('o'),
    }
}

/// `chosen low..high why sources+others[ contradiction]`, for the year 2023.
fn row(line: &str) -> String {
    let statements: Vec<Counted> =
        line.split_whitespace().enumerate().map(|(id, text)| statement(id, text)).collect();
    let Some(figure) = figure(&statements, Some(2023)) else { return "no row".to_owned() };
    let chosen = figure.chosen.map_or("-".to_owned(), |i| statements[i].count.to_string());
    let as_of = figure.as_of.map_or(String::new(), |day| format!(" @{day}"));
    let contradiction = if figure.contradiction { " contradiction" } else { "" };
    format!(
        "{chosen} {}..{} {}{as_of} {}+{}{contradiction}",
        figure.low,
        figure.high,
        figure.why.as_str(),
        figure.sources,
        figure.other_sources
    )
}

#[test]
fn figures() {
    let cases = [
        // Nothing and one.
        ("", "no row"),
        ("a:225", "225 225..225 only 1+0"),
        ("a:>270", "270 270..279 only 1+0"),
        ("a:>100", "100 100..199 only 1+0"),
        ("a:>274", "274 274..275 only 1+0"),
        ("a:<200", "200 0..200 only 1+0"),
        ("a:~200", "200 150..250 only 1+0"),
        ("a:^200", "200 150..200 only 1+0"),
        ("a:0", "0 0..0 only 1+0"),
        ("a:225@2023-12-20", "225 225..225 only @2023-12-20 1+0"),
        // Agreement.
        ("a:225 b:225", "225 225..225 agreed 2+0"),
        ("a:225 a:225", "225 225..225 only 1+0"),
        ("a:>270 b:274", "274 274..274 exact 2+0"),
        ("a:>270 b:~270", "270 270..275 agreed 2+0"),
        ("a:~275", "275 274..276 only 1+0"),
        ("a:169@2023-12-20 b:169@2023-12-22", "169 169..169 agreed @2023-12-22 2+0"),
        // History: a later count of the year replaces an earlier one and contradicts nothing.
        ("a:100@2023-06-30 b:169@2023-12-20", "169 169..169 latest @2023-12-20 1+1"),
        ("b:169@2023-12-20 a:100@2023-06-30", "169 169..169 latest @2023-12-20 1+1"),
        ("a:100@2023-06-30 a:169@2023-12-20", "169 169..169 latest @2023-12-20 1+0"),
        // Up to 31 March after the year.
        ("a:169@2023-12-20 b:171@2024-03-31", "171 171..171 latest @2024-03-31 1+1"),
        ("a:169@2023-12-20 b:171@2024-04-01", "169 169..169 latest @2023-12-20 1+1"),
        ("b:171@2024-04-01", "171 171..171 only @2024-04-01 1+0"),
        (
            "a:169@2023-12-20 b:171@2024-01-15 c:180@2024-06-01",
            "171 171..171 latest @2024-01-15 1+2",
        ),
        ("a:30@2022-11-20 b:225@2023-12-20", "225 225..225 latest @2023-12-20 1+1"),
        // Later than that, all days speak for the end of the year.
        ("a:170@2024-05-01 b:171@2025-05-01", "- 170..171 open @2025-05-01 2+0 contradiction"),
        ("a:170@2024-05-01 b:170@2025-05-01", "170 170..170 agreed @2025-05-01 2+0"),
        ("a:170@2024-05-01!o b:171@2025-05-01", "170 170..170 own @2024-05-01 1+1 contradiction"),
        ("a:274@2024-05-01 b:>270@2025-05-01", "274 274..274 exact @2024-05-01 2+0"),
        (
            "a:169@2023-12-20 b:170@2024-05-01 c:171@2024-06-01",
            "169 169..169 latest @2023-12-20 1+2 contradiction",
        ),
        // A rounded figure confirms an exact one, however late; it replaces one it excludes.
        ("a:274@2023-12-18 b:>270@2023-12-20", "274 274..274 exact @2023-12-18 2+0"),
        ("a:160@2023-06-30 b:>270@2023-12-20", "270 270..279 latest @2023-12-20 1+1"),
        ("a:>270@2023-12-20 b:274@2023-12-20", "274 274..274 exact @2023-12-20 2+0"),
        ("a:274@2023-06-30 b:>270@2023-12-20", "274 274..274 exact @2023-06-30 2+0"),
        (
            "a:274@2023-06-30 b:280@2023-12-20 c:>270@2023-12-25",
            "270 270..279 latest @2023-12-25 2+1",
        ),
        ("a:^200@2023-12-20 b:187@2023-12-20", "187 187..187 exact @2023-12-20 2+0"),
        ("a:^200@2023-12-20 b:201@2023-06-20", "200 150..200 latest @2023-12-20 1+1"),
        ("a:~200@2023-12-20 b:>180@2023-12-20", "200 180..189 agreed @2023-12-20 2+0"),
        ("a:<200 b:>150", "200 150..159 agreed 2+0"),
        ("a:<100 b:>150", "- 0..159 open 2+0 contradiction"),
        // Contradiction: the same day, ranges that do not meet.
        ("a:225 b:252", "- 225..252 open 2+0 contradiction"),
        ("a:225@2023-12-20 b:252@2023-12-20", "- 225..252 open @2023-12-20 2+0 contradiction"),
        ("a:225@2023-12-20 a:252@2023-12-20", "- 225..252 open @2023-12-20 1+0 contradiction"),
        ("a:225@2023-12-20 b:>300@2023-12-20", "225 225..225 exact @2023-12-20 1+1 contradiction"),
        ("a:>200 b:>400", "- 200..499 open 2+0 contradiction"),
        // The locality's own article.
        ("a:225@2023-12-20 b:252@2023-12-20!o", "252 252..252 own @2023-12-20 1+1 contradiction"),
        ("a:225!o b:252!o", "- 225..252 open 2+0 contradiction"),
        ("a:225!o b:225", "225 225..225 agreed 2+0"),
        ("a:225!o b:252!o c:252", "- 225..252 open 3+0 contradiction"),
        ("a:225!o a:252 b:252", "225 225..225 own 1+1 contradiction"),
        ("a:>200!o b:252", "252 252..252 exact 2+0"),
        ("a:225@2023-12-20 b:252@2023-06-20!o", "225 225..225 latest @2023-12-20 1+1"),
        // A total over a part; without a total the part is what there is.
        ("a:225 a:40!p", "225 225..225 total 1+0"),
        ("a:225 b:40!p", "225 225..225 total 1+0"),
        ("a:225@2023-06-30 a:40@2023-12-20!p", "225 225..225 total @2023-06-30 1+0"),
        ("a:40!p", "40 40..40 only 1+0"),
        ("a:40!p b:30!p", "- 30..40 open 2+0"),
        ("a:225 a:40!p b:230 b:40!p", "- 225..230 open 2+0 contradiction"),
        ("a:225 b:225!p", "225 225..225 agreed 2+0"),
        // Copies of one text have one source: c is told twice.
        ("c:225 c:225 b:225", "225 225..225 agreed 2+0"),
        (
            "c:225@2023-12-20 c:225@2023-12-22 b:230@2023-12-22!o",
            "230 230..230 own @2023-12-22 1+1 contradiction",
        ),
        // An undated statement is no history.
        ("a:225 b:225@2023-12-20", "225 225..225 agreed @2023-12-20 2+0"),
        (
            "a:>200 b:252@2023-12-20 c:100@2023-06-30",
            "252 252..252 latest @2023-12-20 2+1 contradiction",
        ),
        ("a:225 b:252@2023-12-20", "252 252..252 latest @2023-12-20 1+1 contradiction"),
    ];
    for (line, expected) in cases {
        assert_eq!(row(line), expected, "{line}");
    }
}

#[test]
fn the_order_of_statements_changes_only_which_of_equals_is_shown() {
    for (line, other) in [
        ("a:225 b:252 c:>200", "c:>200 b:252 a:225"),
        ("a:274@2023-12-18 b:>270@2023-12-20 c:1", "c:1 b:>270@2023-12-20 a:274@2023-12-18"),
        ("a:225!o b:252!o c:40!p", "c:40!p b:252!o a:225!o"),
    ] {
        assert_eq!(row(line), row(other), "{line}");
    }
}

/// Statements of any sort for one claim.
fn any_statements() -> impl Strategy<Value = Vec<String>> {
    let article = prop::sample::select(vec!["a", "b", "c", "d"]);
    let figure =
        prop::sample::select(vec!["100", "169", "170", ">160", "<200", "~170", "^180", "0"]);
    let day = prop::sample::select(vec![
        "",
        "@2023-06-30",
        "@2023-12-20",
        "@2024-03-31",
        "@2024-04-01",
        "@2025-01-01",
    ]);
    let flags = prop::sample::select(vec!["", "!o", "!p"]);
    let statement = (article, figure, day, flags)
        .prop_map(|(article, figure, day, flags)| format!("{article}:{figure}{day}{flags}"));
    prop::collection::vec(statement, 1..7)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..Default::default() })]

    #[test]
    fn a_figure_is_sound(statements in any_statements(), again in 0..7_usize) {
        let told = |of: &[String]| -> (Vec<Counted>, Figure) {
            let counted: Vec<Counted> =
                of.iter().enumerate().map(|(id, text)| statement(id, text)).collect();
            let figure = figure(&counted, Some(2023)).expect("statements make a figure");
            (counted, figure)
        };
        let (counted, one) = told(&statements);
        // What is chosen is a statement, and one that the range allows.
        prop_assert!(one.low <= one.high);
        if let Some(chosen) = one.chosen {
            let (low, high) = counted[chosen].range();
            prop_assert!(low <= one.low && one.high <= high, "{statements:?} {one:?}");
        }
        let sources: BTreeSet<i64> = counted.iter().map(|s| s.source).collect();
        prop_assert!(one.sources >= 1 && one.sources + one.other_sources <= sources.len());
        // The order and saying it twice change nothing but which of equals is shown.
        let mut other = statements.clone();
        other.reverse();
        other.push(statements[again % statements.len()].clone());
        let (_, two) = told(&other);
        let (one, two) = (Figure { chosen: None, ..one }, Figure { chosen: None, ..two });
        prop_assert_eq!(one, two, "{:?}", statements);
    }
}

/// All rows of the table: what differs from models registered in 2023 at Phú Xuyên, then
/// `chosen` or `low..high`, why, as of, sources+others, `!` for a contradiction.
fn table(db: &Connection) -> String {
    let rows = ask(
        db,
        "SELECT trim(CASE l.key WHEN '280@2008-08-01' THEN '' ELSE l.key END
                || CASE WHEN f.to_date THEN ' stock' ELSE '' END
                || CASE WHEN f.year IS NULL THEN coalesce(' ' || f.year_from || '-' || f.year_to, '')
                        WHEN f.year = 2023 THEN '' ELSE ' ' || f.year END
                || CASE c.name WHEN 'Dân vận khéo' THEN '' ELSE ' ' || coalesce(c.name, 'none') END
                || CASE f.unit WHEN 'model' THEN '' ELSE ' ' || f.unit END
                || CASE f.status WHEN 'registered' THEN '' ELSE ' ' || f.status END
                || coalesce(' ' || f.level, '') || coalesce(' ' || f.holder, '')
                || coalesce(' ' || f.field, '')
                || ' ' || coalesce(f.chosen, f.low || '..' || f.high) || ' ' || f.why
                || coalesce(' @' || f.as_of, '') || ' ' || f.sources || '+' || f.other_sources
                || CASE WHEN f.contradiction THEN ' !' ELSE '' END)
         FROM yearly_figures AS f
         JOIN localities AS l ON l.id = f.locality_id
         LEFT JOIN campaigns AS c ON c.id = f.campaign_id
         ORDER BY f.to_date, f.year IS NULL, f.year_from, l.key, f.unit, f.status, f.level,
                  f.holder, f.field, c.name",
    );
    rows.join("; ")
}

#[test]
fn statements_to_the_table() {
    let lab = Lab::new();
    for (line, expected) in [
        ("a: 225", "225 only 1+0"),
        ("a@2023-07-01: 100 | b@2023-12-25: 169", "169 latest @2023-12-25 1+1"),
        // Another year, unit, status, level, holder, field or campaign is another claim.
        ("a: 225, 210 2022", "2022 210 only 1+0; 225 only 1+0"),
        ("a: 225, 100 both", "both 100 only 1+0; 225 only 1+0"),
        (
            "a: 225 | b: 230 both | c: 5 exemplar",
            "both 230 only 1+0; exemplar 5 only 1+0; 225 only 1+0",
        ),
        ("a: 225, 100 recognized", "recognized 100 only 1+0; 225 only 1+0"),
        ("a: 225 | b: 18 none", "none 18 only 1+0; 225 only 1+0"),
        ("a: 225 | b: 18 other", "225 only 1+0; Khác 18 only 1+0"),
        ("a: 12 collective, 30 individual", "collective 12 only 1+0; individual 30 only 1+0"),
        // A total and its parts; parts without a total stay parts.
        (
            "a: 225, 18 province level<0, 207 district level<0",
            "225 only 1+0; district 207 only 1+0; province 18 only 1+0",
        ),
        ("a: 18 province, 207 district", "district 207 only 1+0; province 18 only 1+0"),
        ("a: 225, 40 subset<0", "225 total 1+0"),
        ("a: 225, 40 subset<0, 35 subset<0 | b: 225", "225 total 2+0"),
        ("a: 225, 40 recognized subset<0", "recognized 40 only 1+0; 225 only 1+0"),
        ("a: 225, 182 economy field<0", "225 only 1+0; economy 182 only 1+0"),
        // Stocks and spans are rows of their own and touch no year.
        (
            "a@2023-12-01: 225, 478 stock",
            "225 only @2023-12-01 1+0; stock 478 only @2023-12-01 1+0",
        ),
        ("a: 225, 500 2021-2023", "225 only 1+0; 2021-2023 500 only 1+0"),
        ("a@2022-06-01: 400 stock | b@2024-06-01: 478 stock", "stock 478 latest @2024-06-01 1+1"),
        (
            "a@2024-06-01: 400 stock | b@2024-06-01: 478 stock",
            "stock 400..478 open @2024-06-01 2+0 !",
        ),
        ("a: 300 2021-2023 | b: 500 2020-2023", "2020-2023 500 only 1+0; 2021-2023 300 only 1+0"),
        // One body's, a cluster's, an unlinked unit's and undated counts are in no row.
        ("a: 225 | b: 30 of:Hội", "225 only 1+0"),
        ("a: 30 of:Hội", ""),
        ("a: 90 in:-", ""),
        ("a: 90 in:- of:Cụm", ""),
        ("a: 40 in:?huyện", ""),
        ("a: 7 undated", ""),
        // A part of a body's total is no part of the unit's.
        ("a: 30 of:Hội, 10 subset<0", "10 only 1+0"),
        // A district that was merged stays itself, and so does its province.
        (
            "a@2024-01-04: 169 in:823@ | b@2025-09-01: 31 in:82@2025-07-01",
            "82@2025-07-01 31 only @2025-09-01 1+0; 823@ 169 only @2024-01-04 1+0",
        ),
        ("a: 169 in:823@ | b: 2000 in:82@", "823@ 169 only 1+0; 82@ 2000 only 1+0"),
        // Two articles of the unit itself.
        ("A: 225 | b: 252", "225 own 1+1 !"),
        ("A: 225 | B: 252", "225..252 open 2+0 !"),
        // Copies are one source, also where a figure differs.
        ("a: 225 | a': 225, 7 2022", "2022 7 only 1+0; 225 only 1+0"),
        ("a: 225 | a': 225, 7 2022 | b: 225", "2022 7 only 1+0; 225 agreed 2+0"),
        ("a: 225 | a': 252", "225..252 open 1+0 !"),
        ("a: 225 | a: 225", "225 only 1+0"),
        // Mid-year against year-end, rounded against exact.
        ("a@2023-07-01: 100 | b@2023-12-20: >160 | c@2023-12-18: 169", "169 exact @2023-12-18 2+1"),
        ("a@2023-12-20: 169 @2023-06-30 | b@2023-12-21: 169", "169 agreed @2023-12-21 2+0"),
        (
            "a@2023-12-20: 169 | b@2024-12-20: 171, 225 2024",
            "2024 225 only @2024-12-20 1+0; 169 latest @2023-12-20 1+1",
        ),
        ("a: ^200 | b: 187", "187 exact 2+0"),
        ("a: >270 | b: ~250", "245..279 open 2+0 !"),
    ] {
        let expected: BTreeSet<&str> = expected.split("; ").collect();
        let table = lab.told(line, table);
        assert_eq!(table.split("; ").collect::<BTreeSet<_>>(), expected, "{line}");
    }
}

/// `models-by-level`, from `year` to `notes`, less `campaign`.
#[test]
fn statements_to_levels() {
    let lab = Lab::new();
    for (line, expected) in [
        ("a: 225", &[][..]),
        // One article's parts are added, and compared with the total it gives with them.
        (
            "a: 225, 18 province level<0, 141 district level<0, 66 grassroots level<0",
            &["2023,,0,registered,model,225,18,141,,66,225,0,,thành phố Hà Nội,,"],
        ),
        (
            "a: 225, 18 province level<0, 141 district level<0",
            &["2023,,0,registered,model,225,18,141,,,159,66,,thành phố Hà Nội,,"],
        ),
        // No article states the total: it is blank.
        (
            "a: 18 province, 2 commune",
            &["2023,,0,registered,model,,18,,2,,20,,,thành phố Hà Nội,,"],
        ),
        // One part, or a rounded one, is no sum.
        (
            "a: 225, 18 province subset<0",
            &["2023,,0,registered,model,225,18,,,,,,,thành phố Hà Nội,,"],
        ),
        (
            "a: 18 province, >100 district",
            &["2023,,0,registered,model,,18,100,,,,,,thành phố Hà Nội,,district over 100"],
        ),
        // Parts of different articles are never added, nor compared with another's total.
        (
            "a: 18 province | b: 2 commune",
            &["2023,,0,registered,model,,18,,2,,,,,thành phố Hà Nội,,"],
        ),
        (
            "a@2023-07-01: 18 province, 2 commune | b@2023-12-20: 5 commune",
            &["2023,,0,registered,model,,18,,5,,,,2023-12-20,thành phố Hà Nội,,"],
        ),
        (
            "a: 18 province, 2 commune | b: 225",
            &["2023,,0,registered,model,225,18,,2,,20,,,thành phố Hà Nội,,"],
        ),
        (
            "a@2023-07-01: 20, 18 province level<0, 2 commune level<0 | b@2023-12-20: 225",
            &["2023,,0,registered,model,225,18,,2,,20,,2023-12-20,thành phố Hà Nội,,"],
        ),
        // Told twice, in one article or two, is told once.
        (
            "a: 20, 18 province level<0, 2 commune level<0, 18 province, 2 commune",
            &["2023,,0,registered,model,20,18,,2,,20,0,,thành phố Hà Nội,,"],
        ),
        (
            "a: 20, 18 province level<0, 2 commune level<0 | b: 20, 2 commune level<0, 18 province level<0",
            &["2023,,0,registered,model,20,18,,2,,20,0,,thành phố Hà Nội,,"],
        ),
        (
            "a: 18 province, 19 province, 2 commune",
            &["2023,,0,registered,model,,,,2,,,,,thành phố Hà Nội,,province between 18 and 19"],
        ),
        // A rounded total has no gap.
        (
            "a: >200, 18 province level<0, 141 district level<0",
            &["2023,,0,registered,model,200,18,141,,,159,,,thành phố Hà Nội,,total over 200"],
        ),
        // Stocks and spans have rows of their own.
        (
            "a@2023-12-20: 18 province, 2 commune, 40 province stock, 4 commune stock, 9 commune 2021-2023",
            &[
                "2023,,0,registered,model,,18,,2,,20,,2023-12-20,thành phố Hà Nội,,",
                ",2021-2023,0,registered,model,,,,9,,,,2023-12-20,thành phố Hà Nội,,",
                ",,1,registered,model,,40,,4,,44,,2023-12-20,thành phố Hà Nội,,",
            ],
        ),
        // Units and statuses are never mixed.
        (
            "a: 30 both, 18 province, 2 commune recognized",
            &[
                "2023,,0,recognized,model,,,,2,,,,,thành phố Hà Nội,,",
                "2023,,0,registered,model,,18,,,,,,,thành phố Hà Nội,,",
            ],
        ),
        // Of a part that is divided further only the level counts.
        (
            "a: 18 province, 2 commune, 10 province collective, 8 province individual",
            &["2023,,0,registered,model,,18,,2,,20,,,thành phố Hà Nội,,"],
        ),
    ] {
        let rows: Vec<String> = lab.told(line, |db| rows(db, "models-by-level", ""));
        let expected: Vec<String> = expected
            .iter()
            .map(|row| {
                let cells: Vec<&str> = row.split(',').collect();
                format!(
                    "huyện Phú Xuyên,{},Dân vận khéo,{},,280,2008-08-01,2025-07-01,district",
                    cells[..5].join(","),
                    cells[5..].join(",")
                )
            })
            .collect();
        assert_eq!(rows, expected, "{line}");
    }
}

/// `unbalanced_totals`: split, total, sum, parts, finding; and those of them that are problems.
#[test]
fn totals_and_parts() {
    let lab = Lab::new();
    for (line, expected) in [
        ("a: 225, 18 province level<0, 207 district level<0", ""),
        (
            "a: 118, 6 province level<0, 44 district level<0, 66 commune level<0",
            "level 118 116 3 incomplete",
        ),
        ("a: 100, 60 province level<0, 44 district level<0", "level 100 104 2 exceeds"),
        // One part that is less is a subset; one that is more is wrong.
        ("a: 225, 40 subset<0", "subset 225 40 1 subset"),
        ("a: 225, 18 province subset<0", "subset 225 18 1 subset"),
        ("a: 40, 225 subset<0", "subset 40 225 1 exceeds"),
        ("a: 18, 15 economy field<0", "field 18 15 1 subset"),
        // Subsets and statuses may overlap: one by one.
        ("a: 50, 40 subset<0, 30 subset<0", "subset 50 40 1 subset; subset 50 30 1 subset"),
        (
            "a: 50, 40 built status<0, 30 recognized status<0",
            "status 50 40 1 subset; status 50 30 1 subset",
        ),
        ("a: 50, 50 recognized status<0", ""),
        ("a: 50, 60 recognized status<0", "status 50 60 1 exceeds"),
        // One line of division at a time.
        (
            "a: 135, 7 province level<0, 128 district level<0, 101 collective holder<0, 34 individual holder<0",
            "",
        ),
        (
            "a: 135, 7 province level<0, 128 district level<0, 101 collective holder<0, 33 individual holder<0",
            "holder 135 134 2 incomplete",
        ),
        // A part told twice counts once.
        ("a: 60, 10 province level<0, 50 district level<0, 50 district level<0", ""),
        // Rounded figures: only what no value agrees with.
        ("a: >200, 100 province level<0, 90 district level<0", "level 200 190 2 incomplete"),
        ("a: >200, 100 province level<0, 110 district level<0", ""),
        ("a: 200, >100 province level<0, 90 district level<0", ""),
        ("a: 200, >100 province level<0, 110 district level<0", "level 200 210 2 exceeds"),
        ("a: <200, 100 province level<0, 110 district level<0", "level 200 210 2 exceeds"),
        ("a: <200, 100 province level<0, 90 district level<0", ""),
        ("a: ~200, 100 province level<0, 150 district level<0", ""),
        // Parts without a total, and those of two articles, are not compared.
        ("a: 18 province, 207 district | b: 300", ""),
    ] {
        let (found, problems) = lab.told(line, |db| {
            let columns =
                "split || ' ' || total || ' ' || sum_of_parts || ' ' || parts || ' ' || finding";
            let sql = format!("SELECT {columns} FROM unbalanced_totals ORDER BY split, parts, gap");
            (ask(db, &sql), rows(db, "problems", "problem=unbalanced"))
        });
        assert_eq!(found.join("; "), expected, "{line}");
        let wrong = found.iter().filter(|row| !row.ends_with("subset")).count();
        assert_eq!(problems.len(), wrong, "{line}: {problems:?}");
    }
}

/// What a table leaves out is told with it.
#[test]
fn what_tables_leave_out() {
    let lab = Lab::new();
    let all = "a@2023-12-20: 225, 12 none, 30 of:Hội, 40 in:?huyện, 90 in:-, 478 stock, \
               7 undated, 500 2021-2023, 18 province recognized";
    for (line, report, values, told) in [
        ("a: 225", "models-per-locality-per-year", "", ""),
        (
            all,
            "models-per-locality-per-year",
            "",
            "1 of a body, 1 of no locality, 1 of several years, 1 stated in parts only, 1 to date, \
             1 undated, 1 unlinked",
        ),
        (all, "models-per-locality-per-year", "year=2022", "1 of several years"),
        (
            all,
            "models-per-locality-per-year",
            "year=2023 campaign=dân_vận",
            "1 of a body, 1 of no locality, 1 of several years, 1 stated in parts only, 1 to date, \
             1 unlinked, 1 without a campaign",
        ),
        (
            all,
            "models-per-locality-per-year",
            "within=phú_xuyên",
            "1 of a body, 1 of several years, 1 stated in parts only, 1 to date, 1 undated",
        ),
        (all, "models-per-locality-per-year", "within=gò_công", ""),
        (all, "models-by-level", "", "1 of a body, 1 of no locality, 1 undated, 1 unlinked"),
        (all, "models-by-level", "status=recognized", ""),
        (all, "figure-sources", "", ""),
        ("a: 7 undated, 8 undated | b: 9 undated", "models-by-level", "", "3 undated"),
    ] {
        let told = match told {
            "" => vec![],
            told => vec![format!("left out: {told} (figure-sources shows them)")],
        };
        assert_eq!(lab.told(line, |db| notes(db, report, values)), told, "{report} {values}");
    }
    // And figure-sources says of each why.
    let left_out = lab.told(all, |db| {
        ask(
            db,
            "SELECT count || ' ' || reason FROM counts_left_out AS x
                 JOIN model_counts AS m ON m.id = x.model_count_id ORDER BY m.id",
        )
    });
    assert_eq!(
        left_out,
        [
            "30 of a body",
            "40 unlinked",
            "90 of no locality",
            "478 to date",
            "7 undated",
            "500 of several years"
        ]
    );
    let shown = lab.told(all, |db| rows(db, "figure-sources", ""));
    assert_eq!(shown.len(), 9);
    for line in &left_out {
        let reason = line.split_once(' ').expect("a reason").1;
        assert!(
            shown.iter().any(|row| row.contains(&format!(",{reason},"))),
            "{reason}: {shown:?}"
        );
    }
}

/// Articles that invite adding up: every claim is stated by two of them, in every dimension, with
/// figures of a million and more that no sum of them equals. With them the sums that may be
/// shown: of the two parts by level of a total.
fn inviting(copies: usize) -> (String, BTreeSet<i64>) {
    let mut figure = 1_000_000;
    let mut sums = BTreeSet::new();
    let mut articles = vec![String::new(); copies];
    for place in ["in:280@2008-08-01", "in:01@", "in:823@", "in:82@2025-07-01", "of:Hội"] {
        for years in ["2022", "2023", "2021-2023", "stock"] {
            for dimensions in ["", "both", "exemplar", "recognized", "none"] {
                let mut next = || {
                    figure += 137;
                    figure
                };
                let total = next();
                let parts = [next(), next(), next(), next()];
                sums.insert(parts[0] + parts[1]);
                for article in &mut articles {
                    let first = article.matches(", ").count() + usize::from(!article.is_empty());
                    let comma = if article.is_empty() { "" } else { ", " };
                    let dimensions = if dimensions.is_empty() {
                        String::new()
                    } else {
                        format!(" {dimensions}")
                    };
                    *article += &format!("{comma}{total} {years} {place}{dimensions}");
                    for (part, words) in parts.iter().zip([
                        "province level",
                        "district level",
                        "collective holder",
                        "economy field",
                    ]) {
                        *article +=
                            &format!(", {part} {years} {place}{dimensions} {words}<{first}");
                    }
                }
            }
        }
    }
    let names = ["a@2023-12-20: ", "b@2023-12-20: "];
    let articles = names.iter().zip(articles).map(|(name, article)| format!("{name}{article}"));
    (articles.collect::<Vec<_>>().join(" | "), sums)
}

/// Numbers of a million and more in a row.
fn large(row: &str) -> impl Iterator<Item = i64> {
    row.split(|c: char| !c.is_ascii_digit())
        .filter_map(|n| n.parse().ok())
        .filter(|&n| n >= 1_000_000)
}

/// Everything that shows figures, with each geography: name, rows.
fn shown(db: &Connection) -> Vec<(String, Vec<String>)> {
    let mut shown = Vec::new();
    for report in report::all().expect("good headers") {
        shown.push((report.name.clone(), rows(db, &report.name, "")));
        if report.parameters.iter().any(|parameter| parameter.name == "geography") {
            shown.push((report.name.clone(), rows(db, &report.name, "geography=now")));
        }
    }
    for view in ask(db, "SELECT name FROM sqlite_master WHERE type = 'view'") {
        shown.push((view.clone(), ask(db, &format!("SELECT * FROM {view}"))));
    }
    shown.push(("yearly_figures".to_owned(), ask(db, "SELECT * FROM yearly_figures")));
    shown
}

/// The only sums are those of the parts of one total in one article, where they are told to be.
#[test]
fn no_number_is_shown_that_no_article_states() {
    let (line, sums) = inviting(2);
    let stated: BTreeSet<i64> = large(&line).collect();
    assert!(sums.is_disjoint(&stated));
    Lab::new().told(&line, |db| {
        let mut with_figures = BTreeSet::new();
        for (name, rows) in shown(db) {
            // These have `sum_of_parts` and `gap`, `problems` tells of both.
            let adds = [
                "models-by-level",
                "models-by-field",
                "models-by-holder",
                "problems",
                "unbalanced-totals",
                "sums_of_parts",
                "unbalanced_totals",
            ]
            .contains(&name.as_str());
            for row in rows {
                // The key of a fact begins with digits of its article's, which count nothing.
                let row = match row.split_once("fact:") {
                    Some((before, key)) => before.to_owned() + key.get(12..).unwrap_or_default(),
                    None => row,
                };
                for number in large(&row) {
                    let known = stated.contains(&number) || adds && sums.contains(&number);
                    assert!(known, "{name}: {number} is stated nowhere: {row}");
                    with_figures.insert(name.clone());
                }
            }
        }
        for name in [
            "models-per-locality-per-year",
            "models-by-level",
            "figure-sources",
            "problems",
            "panel",
        ] {
            assert!(with_figures.contains(name), "{name} shows figures");
        }
    });
}

/// One more article that says the same changes no figure.
#[test]
fn another_article_that_says_the_same_changes_no_figure() {
    let lab = Lab::new();
    let figures = |copies| {
        lab.told(&inviting(copies).0, |db| {
            let tables = ["models-per-locality-per-year", "models-by-level"];
            let mut rows: Vec<String> =
                tables.iter().flat_map(|name| rows(db, name, "geography=now")).collect();
            rows.extend(rows_without_sources(db));
            rows
        })
    };
    let once = figures(1);
    assert!(once.len() > 100);
    // The headline's column of sources is the only one that counts articles.
    let less_sources = |rows: Vec<String>| -> Vec<String> {
        rows.into_iter().map(|row| row.replace(",2023-12-20,2,", ",2023-12-20,1,")).collect()
    };
    assert_eq!(less_sources(figures(2)), once);
}

fn rows_without_sources(db: &Connection) -> Vec<String> {
    ask(
        db,
        "SELECT l.key, f.year_from, f.year_to, f.to_date, c.key, f.unit, f.status, f.level, f.holder,
                f.field, f.low, f.high, f.chosen, f.contradiction
         FROM yearly_figures AS f
         JOIN localities AS l ON l.id = f.locality_id
         LEFT JOIN campaigns AS c ON c.id = f.campaign_id
         ORDER BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10",
    )
}

/// No query or view adds up anything but what is listed here.
#[test]
fn no_query_sums_statements() {
    let allowed = [
        // Counts figures of other campaigns and units, for the note.
        ("models-per-locality-per-year", "sum(figures)"),
        // The parts of one total in one article.
        ("sums_of_parts", "sum(p.count)"),
        ("unbalanced_totals", "sum(p.count)"),
        // Counts rounded parts.
        ("unbalanced_totals", "sum(p.qualifier not in ('exact', 'over'))"),
        ("unbalanced_totals", "sum(p.qualifier not in ('exact', 'under'))"),
    ];
    let mut texts: Vec<(String, String)> =
        report::all().expect("good headers").into_iter().map(|r| (r.name, r.sql)).collect();
    let of_schema = Lab::new().told("", |db| {
        ask(db, "SELECT name FROM sqlite_master WHERE type IN ('view', 'trigger')")
            .into_iter()
            .map(|name| {
                let sql = format!("SELECT sql FROM sqlite_master WHERE name = '{name}'");
                let sql = ask(db, &sql).remove(0);
                (name, sql)
            })
            .collect::<Vec<_>>()
    });
    texts.extend(of_schema);
    let mut used = BTreeSet::new();
    for (name, sql) in &texts {
        let sql = sql.to_lowercase();
        for function in ["sum", "total", "avg"] {
            for (at, _) in sql.match_indices(function) {
                let call = sql[at..].strip_prefix(function).unwrap_or_default();
                let begins = !sql[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_');
                if !begins || !call.trim_start().starts_with('(') {
                    continue;
                }
                let found = allowed
                    .iter()
                    .position(|(owner, text)| owner == name && sql[at..].starts_with(text));
                let line = sql[at..].lines().next().unwrap_or_default();
                used.insert(
                    found.unwrap_or_else(|| panic!("{name}: {line}: statements are never summed")),
                );
            }
        }
    }
    assert_eq!(used.len(), allowed.len(), "what is allowed is there");
}
