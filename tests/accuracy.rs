//! Accuracy on the project's own gold articles stays above its floors, and the scorer counts right.

#[path = "common/score.rs"]
mod score;

use score::{FAMILIES, Floors, Origin, Tally, compare, evaluate, norm, root, slots, total};
use serde_json::json;

#[test]
fn no_family_is_below_its_floor() {
    let folder = root().join("tests/gold");
    let floors = Floors::read().unwrap();
    let compared = evaluate(&folder).unwrap();
    let unread: Vec<&str> =
        compared.iter().filter(|c| !c.was_read).map(|c| c.article.as_str()).collect();
    assert_eq!(unread, [""; 0], "gold articles that danvan does not read");
    let (tallies, mean) = total(&compared);
    let reached = FAMILIES.into_iter().zip(tallies.map(Tally::f1)).chain([("mean", mean)]);
    let below: Vec<String> = reached
        .filter_map(|(family, f1)| {
            let floor = floors.of(&folder, family).expect("a floor for every family");
            (f1 < floor).then(|| format!("{family}: {f1:.4} is below {floor:.2}"))
        })
        .collect();
    assert!(below.is_empty(), "{}; `make eval ERRORS=1` tells why", below.join(", "));
}

#[test]
fn honest_spellings_are_one() {
    for (one, other, same) in [
        ("Hoà  BÌNH", "Hòa Bình", true),
        ("Uỷ ban – “nhân dân”", "ủy ban nhân dân.", true),
        ("H\u{1eef}u", "Hư\u{303}u", true),
        ("33/CT-TTg", "33/ct ttg", true),
        ("ĐẢNG", "đàng", false),
        ("Đảng", "Dảng", false),
        ("Thái Hoà", "Thai Hoà", false),
    ] {
        assert_eq!(norm(&one.into()) == norm(&other.into()), same, "{one} and {other}");
    }
    assert_eq!((norm(&json!(2024)), norm(&json!(null))), ("2024".to_owned(), "-".to_owned()));
    let unit = |name: &str| slots(&json!({"locality": name}));
    assert!(unit("huyện Đakrông").keys().eq(unit("huyện Đa Krông").keys()));
}

#[test]
fn facts_in_slots() {
    let at = json!({"name": "Huyện ủy", "locality": "huyện Đa Krông, tỉnh Quảng Trị"});
    for (facts, expected) in [
        (json!({"article": {"title": "Tin", "author": null}}), &["article|title|Tin"][..]),
        (json!({"locality": "xã A, huyện B"}), &["locality|unit|xã A", "locality|within|huyện B"]),
        (
            json!({"meetings": [{"kinds": ["launch", "rollout"], "held_on": "2024-01-02",
                                 "period": null, "hosts": [at]}]}),
            &[
                "meetings|held_on|2024-01-02",
                "meetings|host|Huyện ủy@huyện Đa Krông",
                "meetings|kind|launch",
                "meetings|kind|rollout",
            ],
        ),
        (
            json!({"organizations": [{"name": "Chính phủ", "locality": null}]}),
            &["organizations|Chính phủ@-"],
        ),
        (
            json!({"officials": [{"name": "Lê A", "roles": ["spoke"],
                                  "positions": [{"title": "Tổng Bí thư", "organization": null}]}]}),
            &[
                "officials|name|Lê A",
                "officials|position|Lê A|Tổng Bí thư|-",
                "officials|role|Lê A|spoke",
            ],
        ),
        (
            json!({"campaigns": [{"kind": "drive", "name": "X", "year": 2024}]}),
            &["campaigns|drive|X", "campaigns|year|X|2024"],
        ),
        (
            json!({"model_counts": [{"count": 5, "unit": "model", "status": "built",
                                     "level": "commune"}]}),
            &[
                "model_counts|core|5|commune|-|-|-",
                "model_counts|full|5|commune|-|-|-|exact|model|built|-|-",
            ],
        ),
        (
            json!({"directives": [{"kind": "luật", "number": null, "title": "Đất đai"}]}),
            &["directives|luật|Đất đai"],
        ),
        (
            json!({"awards": [{"by": null, "form": "giấy khen", "collectives": 3}]}),
            &["awards|-|collectives|3", "awards|-|form|giấy khen"],
        ),
    ] {
        let slots = slots(&facts);
        let mut found: Vec<String> =
            slots.iter().map(|((family, _), slot)| format!("{family}|{}", slot.printed)).collect();
        found.sort();
        assert_eq!(found, expected, "{facts}");
    }
}

#[test]
fn figures() {
    for (hits, gold, found, p, r, f1) in [
        (0, 0, 0, 1.0, 1.0, 1.0),
        (0, 0, 2, 0.0, 1.0, 0.0),
        (0, 2, 0, 0.0, 0.0, 0.0),
        (1, 2, 4, 0.25, 0.5, 1.0 / 3.0),
        (3, 3, 3, 1.0, 1.0, 1.0),
    ] {
        let tally = Tally { hits, gold, found };
        assert_eq!((tally.precision(), tally.recall()), (p, r), "{tally:?}");
        assert!((tally.f1() - f1).abs() < 1e-12, "{tally:?}");
    }
}

#[test]
fn what_is_on_one_side_only_is_a_mistake() {
    let gold = json!({"locality": "xã A", "awards": [{"form": "giấy khen", "total": 3}]});
    let found = json!({"locality": "xã B", "awards": [{"form": "giấy khen", "total": 4,
        "rule": "awards.given", "evidence": [{"quote": "tặng giấy khen cho 4"}]}]});
    let compared = compare("tin", &gold, Some(&found));
    let told = compared.mistakes.iter().map(|mistake| {
        let Origin { printed, rule, quote } = &mistake.origin;
        (mistake.missed, printed.as_str(), rule.as_deref(), quote.as_deref())
    });
    assert_eq!(
        told.collect::<Vec<_>>(),
        [
            (true, "-|total|3", None, None),
            (true, "unit|xã A", None, None),
            (false, "-|total|4", Some("awards.given"), Some("tặng giấy khen cho 4")),
            (false, "unit|xã B", None, None),
        ]
    );
    let nothing = compare("tin", &gold, None);
    assert!(!nothing.was_read && nothing.mistakes.len() == 3);
}
