//! What single sentences state, one file a family: `tests/cases/<family>.txt`.
//!
//! A case is a sentence and, indented below it, a line per fact in the order of the text; none
//! means that it states none. The sentence stands in an article of its own, between a headline
//! and a paragraph that state nothing of the family. A line that opens with `@` gives another
//! beginning to the articles of the cases below it; `⏎` is an empty line. A sentence with a `<table>`
//! stands in a web page.

#[path = "common/env.rs"]
mod env;

use env::Env;
use serde_json::Value;

/// A sentence with the lines it should give.
struct Case<'a> {
    before: &'a str,
    sentence: &'a str,
    expected: Vec<&'a str>,
}

fn parse<'a>(text: &'a str, before: &'a str) -> Vec<Case<'a>> {
    let mut cases: Vec<Case<'_>> = Vec::new();
    let mut before = before;
    for line in text.lines().filter(|l| !l.is_empty() && !l.starts_with('#')) {
        if let Some(fact) = line.strip_prefix("    ") {
            cases.last_mut().expect("a fact stands below a sentence").expected.push(fact);
        } else if let Some(beginning) = line.strip_prefix("@ ") {
            before = beginning;
        } else {
            cases.push(Case { before, sentence: line, expected: Vec::new() });
        }
    }
    cases
}

/// Extracts all sentences of a file in one run and names every one that differs.
fn check(family: &str, before: &str, cases: &str, line: fn(&Value) -> String) {
    let cases = parse(cases, before);
    assert!(cases.len() > 5, "{family}: the file of cases is read");
    let env = Env::new();
    for (n, case) in cases.iter().enumerate() {
        let text = format!(
            "{}\n\n{}\n\nCông tác dân vận được cấp ủy các cấp quan tâm, nội dung thiết thực \
             với đời sống của người dân.\n",
            case.before, case.sentence
        );
        let text = text.replace(" ⏎ ", "\n\n");
        match text.contains("<table>") {
            true => env.write(&format!("cases/{n:03}.html"), web_page(&text)),
            false => env.write(&format!("cases/{n:03}.txt"), text),
        };
    }
    let run = env.run(&["extract", "cases"]);
    let found: Vec<Value> =
        run.out.lines().map(|l| serde_json::from_str(l).expect("a line of JSON")).collect();
    assert_eq!(found.len(), cases.len(), "{}", run.err);
    let mut wrong = String::new();
    for (case, facts) in cases.iter().zip(&found) {
        let one = vec![facts.clone()];
        // A family of one fact, the locality, is read from the article itself.
        let list = facts[family].as_array().unwrap_or(&one);
        let stated: Vec<String> = list.iter().map(|f| line(f).trim_end().to_owned()).collect();
        if stated != case.expected {
            wrong += &format!(
                "{}\n  expected\n    {}\n  found\n    {}\n",
                case.sentence,
                case.expected.join("\n    "),
                stated.join("\n    ")
            );
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// A text of paragraphs as a web page, its first one the headline.
fn web_page(text: &str) -> String {
    let (headline, body) = text.split_once("\n\n").expect("a headline");
    let body: Vec<String> = body
        .split("\n\n")
        .map(|part| if part.starts_with('<') { part.to_owned() } else { format!("<p>{part}</p>") })
        .collect();
    format!("<html><body><article><h1>{headline}</h1>{}</article></body></html>", body.join("\n"))
}

/// A conference that gives the article its day and its locality.
const CONFERENCE: &str = "Huyện Vụ Bản tổng kết công tác dân vận năm 2024\n\n\
    Thứ tư, 15/01/2025\n\n\
    Ngày 14/1, Huyện ủy Vụ Bản, tỉnh Nam Định tổ chức Hội nghị tổng kết công tác dân vận năm 2024.";

/// A headline and a date only.
const HEADLINE: &str = "Tin công tác dân vận huyện Vụ Bản\n\nThứ tư, 15/05/2024";

/// A value as text, `-` for null.
fn or_dash(value: &Value) -> String {
    match value {
        Value::Null => "-".to_owned(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

fn joined(list: &Value, separator: &str, one: fn(&Value) -> String) -> String {
    list.as_array().expect("a list").iter().map(one).collect::<Vec<_>>().join(separator)
}

/// `Huyện ủy @ huyện Vụ Bản`, a national body without `@`.
fn body(value: &Value) -> String {
    match (&value["name"], &value["locality"]) {
        (Value::Null, _) => "-".to_owned(),
        (name, Value::Null) => or_dash(name),
        (name, locality) => format!("{} @ {}", or_dash(name), or_dash(locality)),
    }
}

#[test]
fn officials() {
    check("officials", CONFERENCE, include_str!("cases/officials.txt"), |o| {
        let positions = joined(&o["positions"], "; ", |p| match &p["organization"] {
            Value::Null => or_dash(&p["title"]),
            organization => format!("{} + {}", or_dash(&p["title"]), body(organization)),
        });
        let roles = joined(&o["roles"], ", ", or_dash);
        format!("{} | {positions} | {roles}", or_dash(&o["name"]))
    });
}

/// `name | kinds | held on | period | hosts`
fn meeting(m: &Value) -> String {
    format!(
        "{} | {} | {} | {} | {}",
        or_dash(&m["name"]),
        joined(&m["kinds"], ", ", or_dash),
        or_dash(&m["held_on"]),
        or_dash(&m["period"]),
        joined(&m["hosts"], "; ", body)
    )
}

#[test]
fn meetings() {
    check("meetings", HEADLINE, include_str!("cases/meetings.txt"), meeting);
}

/// Each sentence stands as the headline of its article.
#[test]
fn headlines() {
    check("meetings", "", include_str!("cases/headlines.txt"), meeting);
}

#[test]
fn model_counts() {
    check("model_counts", CONFERENCE, include_str!("cases/model_counts.txt"), |c| {
        let fields = ["count", "qualifier", "unit", "status", "level", "holder", "field", "period"];
        let values = fields.map(|f| or_dash(&c[f])).join(" ");
        format!("{values} | {} | {}", or_dash(&c["campaign"]), or_dash(&c["locality"]))
    });
}

/// What counts carry beside the facts that are scored.
#[test]
fn model_counts_more() {
    check("model_counts", CONFERENCE, include_str!("cases/model_counts_more.txt"), |c| {
        let values = ["as_of", "as_of_basis"].map(|f| or_dash(&c[f])).join(" ");
        let words = ["qualifier_word", "status_word"].map(|f| or_dash(&c[f])).join(" | ");
        format!(
            "{} | {} {} | {values} | {} | {words} | {} | {} | {}",
            or_dash(&c["count"]),
            or_dash(&c["part_of"]),
            or_dash(&c["split"]),
            or_dash(&c["to_date"]),
            body(&c["by"]),
            or_dash(&c["change"]),
            body(&c["organization"])
        )
    });
}

#[test]
fn campaigns() {
    check("campaigns", CONFERENCE, include_str!("cases/campaigns.txt"), |c| {
        ["kind", "name", "year"].map(|f| or_dash(&c[f])).join(" ")
    });
}

#[test]
fn directives() {
    check("directives", CONFERENCE, include_str!("cases/directives.txt"), |d| {
        format!(
            "{} {} | {} | {} | {}",
            or_dash(&d["kind"]),
            or_dash(&d["number"]),
            or_dash(&d["issued_on"]),
            or_dash(&d["issuer"]["name"]),
            or_dash(&d["title"])
        )
    });
}

#[test]
fn awards() {
    check("awards", CONFERENCE, include_str!("cases/awards.txt"), |a| {
        let counts = ["collectives", "individuals", "total"].map(|f| or_dash(&a[f])).join(" ");
        format!("{} | {counts} | {}", or_dash(&a["form"]), body(&a["by"]))
    });
}

#[test]
fn organizations() {
    check("organizations", HEADLINE, include_str!("cases/organizations.txt"), body);
}

#[test]
fn localities() {
    check("locality", "", include_str!("cases/localities.txt"), |a| or_dash(&a["locality"]));
}
