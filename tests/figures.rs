//! The rule of the table of figures: one line of statements in, one row out.
//!
//! A statement is `article:figure[@as-of][!flags]`; `>270` over, `<200` under, `~200` khoảng,
//! `^200` gần; flag `o`: the article is about the locality itself, `p`: a part of a total.

use danvan::extract::facts::Qualifier;
use danvan::resolve::figures::{Counted, figure};

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
        ("a:170@2024-05-01 b:171@2025-05-01", "- 170..171 open @2025-05-01 2+0"),
        // A rounded figure confirms an exact one, however late; it replaces one it excludes.
        ("a:274@2023-12-18 b:>270@2023-12-20", "274 274..274 exact @2023-12-18 2+0"),
        ("a:160@2023-06-30 b:>270@2023-12-20", "270 270..279 latest @2023-12-20 1+1"),
        ("a:>270@2023-12-20 b:274@2023-12-20", "274 274..274 exact @2023-12-20 2+0"),
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
        ("a:225@2023-12-20 b:252@2023-06-20!o", "225 225..225 latest @2023-12-20 1+1"),
        // A total over a part; without a total the part is what there is.
        ("a:225 a:40!p", "225 225..225 total 1+0"),
        ("a:225 b:40!p", "225 225..225 total 1+0"),
        ("a:225@2023-06-30 a:40@2023-12-20!p", "225 225..225 total @2023-06-30 1+0"),
        ("a:40!p", "40 40..40 only 1+0"),
        // An undated statement is no history.
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
