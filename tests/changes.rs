//! What two builds find differently is told, what they find alike is not.

#[path = "common/changes.rs"]
mod changes;

use changes::changes;
use serde_json::{Value, json};

fn article(source: &str, counts: &[Value]) -> Value {
    json!({"article": {"source": source, "text": "xã có 5 mô hình"}, "model_counts": counts})
}

fn count(figure: i64, status: &str, rule: &str) -> Value {
    let evidence = json!([{"start": 3, "end": 15, "quote": "có 5 mô hình"}]);
    json!({"count": figure, "status": status, "rule": rule, "evidence": evidence})
}

/// `rule + source line “quote”`, a line each.
fn told(before: &[Value], after: &[Value]) -> Vec<String> {
    let lines = |values: &[Value]| values.iter().map(|v| format!("{v}\n")).collect::<String>();
    let changes = changes(lines(before).as_bytes(), lines(after).as_bytes()).unwrap();
    let all = changes.by_rule.values().flatten().map(|change| {
        let (fact, sign) = (&change.fact, if change.gained { '+' } else { '-' });
        format!("{} {sign} {} {} “{}”", fact.rule, change.source, fact.line, fact.quote)
    });
    all.collect()
}

#[test]
fn facts_gained_and_lost() {
    let five = count(5, "built", "model_counts.noun");
    let none: [&str; 0] = [];
    for (before, after, expected) in [
        (vec![five.clone()], vec![five.clone()], &none[..]),
        // The same fact by another rule is no change.
        (vec![five.clone()], vec![count(5, "built", "model_counts.table")], &none),
        (vec![], vec![five.clone()], &["model_counts.noun + a.txt 5 · built “có 5 mô hình”"]),
        (
            vec![five.clone(), five.clone()],
            vec![five.clone()],
            &["model_counts.noun - a.txt 5 · built “có 5 mô hình”"],
        ),
        // Every change of a detail is seen under the rule that made it.
        (
            vec![five.clone()],
            vec![count(5, "registered", "model_counts.table")],
            &[
                "model_counts.noun - a.txt 5 · built “có 5 mô hình”",
                "model_counts.table + a.txt 5 · registered “có 5 mô hình”",
            ],
        ),
    ] {
        assert_eq!(told(&[article("a.txt", &before)], &[article("a.txt", &after)]), expected);
    }
}

#[test]
fn articles_read_by_one_build_only() {
    let five = [count(5, "built", "model_counts.noun")];
    let error = json!({"error": {"source": "a.txt", "reason": "empty"}});
    assert_eq!(
        told(&[article("a.txt", &five)], &[error]),
        ["error + a.txt empty “”", "model_counts.noun - a.txt 5 · built “có 5 mô hình”"]
    );
    // Two files of one name are two articles.
    let twice = [article("a.txt", &[]), article("a.txt", &five)];
    assert_eq!(told(&twice, &twice), [""; 0]);
}
