//! `danvan search`: whatever is typed, by words and by names.

#[path = "common/env.rs"]
mod env;

use danvan::store::{self, Search};
use danvan::text::query::parse;
use env::Env;
use proptest::prelude::*;

/// Two made-up articles and the facts in them.
fn base() -> Env {
    let env = Env::new();
    env.write(
        "tin.jsonl",
        concat!(
            r#"{"url":"https://a.example.vn/1","title":"Gò Công Tây tổng kết công tác dân vận năm 2023","published_on":"2024-01-10","text":"Ngày 9/1/2024, Huyện ủy Gò Công Tây (tỉnh Tiền Giang) tổ chức Hội nghị tổng kết công tác dân vận năm 2023. Đồng chí Nguyễn Văn Mẫu, Bí thư Huyện ủy chủ trì hội nghị. Toàn huyện đăng ký 120 mô hình “Dân vận khéo” theo Kế hoạch số 45/KH-HU."}"#,
            "\n",
            r#"{"url":"https://a.example.vn/2","title":"Hội đồng nhân dân huyện Cai Lậy giám sát","published_on":"2022-05-03","text":"Ngày 2/5/2022, HĐND huyện Cai Lậy (tỉnh Tiền Giang) giám sát việc thực hiện Nghị quyết số 25-NQ/TW ngày 03/6/2013 tại xã Hội Xuân. Ông Dương Văn Thử, Phó Chủ tịch HĐND huyện dự. Quyết định số 217-QĐ/TW cũng được nêu."}"#,
            "\n"
        ),
    );
    let run = env.run(&["load", "tin.jsonl"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    env
}

/// What is found, `kind: name`, of the things that articles tell of.
fn found(env: &Env, args: &[&str]) -> Vec<String> {
    let run = env.run(&[&["search", "--format", "jsonl", "--limit", "0"], args].concat());
    assert_eq!(run.code, Some(0), "{args:?} {run:?}");
    let rows = run.out.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
    rows.filter(|row| row["articles"] != 0)
        .map(|row| format!("{}: {}", row["kind"].as_str().unwrap(), row["name"].as_str().unwrap()))
        .collect()
}

#[test]
fn words_find_articles_and_things() {
    let env = base();
    let first = "article: Gò Công Tây tổng kết công tác dân vận năm 2023";
    let second = "article: Hội đồng nhân dân huyện Cai Lậy giám sát";
    for (args, expected) in [
        (&["nguyen van mau"][..], &["official: Nguyễn Văn Mẫu", first][..]),
        (&["Nguyễn Văn Mẫu", "--kind", "official"], &["official: Nguyễn Văn Mẫu"]),
        (&["\"cong tay\"", "--kind", "article"], &[first]),
        (&["\"tay cong\"", "--kind", "article"], &[]),
        (
            &["25-NQ/TW"],
            &[
                "meeting: Giám sát việc thực hiện Nghị quyết số 25-NQ/TW",
                "directive: nghị quyết 25-NQ/TW",
                second,
            ],
        ),
        (&["25 nq tw", "--kind", "article"], &[second]),
        (&["45/KH"], &["directive: kế hoạch 45/KH-HU", "count: 120, registered, 2023", first]),
        (&["qd", "--kind", "article"], &[second]),
        (&["qđ", "--kind", "article"], &[second]),
        (&["đuong", "--kind", "official"], &[]),
        (&["duong", "--kind", "official"], &["official: Dương Văn Thử"]),
        (&["HDND", "--kind", "article"], &[second]),
        (&["hdnd", "--kind", "organization"], &["organization: Hội đồng nhân dân"]),
        (&["HĐND huyện", "--kind", "organization"], &["organization: Hội đồng nhân dân"]),
        (&["\"dân vận\" -mô", "--kind", "article"], &[]),
        (&["ngh*", "--kind", "article", "--year", "2022"], &[second]),
        (&["huyen", "--kind", "article", "--within", "cai lay"], &[second]),
        (&["huyen", "--kind", "article", "--within", "Cai Lậy, tỉnh Tiền Giang"], &[second]),
        (&["huyen", "--kind", "article", "--within", "Cai Lậy, tỉnh Hà Nam"], &[]),
        (&["huyen", "--kind", "article", "--within", "tiền giang", "--year", "2024"], &[first]),
        (&["0217-QĐ/TW"], &[]),
        (&["\"hoi dong nhan dan huyen cai lay giam sat ngay dan\"", "--kind", "article"], &[]),
        (&["\"hoi dong nhan dan huyen cai lay giam sat\"", "--kind", "article"], &[second]),
        (&["không có gì như thế"], &[]),
    ] {
        assert_eq!(found(&env, args), expected, "{args:?}");
    }
}

/// Articles of one sentence each, loaded.
fn told(sentences: &[&str]) -> Env {
    let env = Env::new();
    for (index, sentence) in sentences.iter().enumerate() {
        let more = "Ngày 9/1/2024, các việc khác của địa phương cũng được bàn.";
        env.write(&format!("tin/{index}.txt"), format!("{sentence}\n\n{more}\n"));
    }
    let run = env.run(&["load", "tin"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    env
}

#[test]
fn words_that_stand_together_come_before_words_that_stand_apart() {
    // `hội nghị` is one word of two syllables; `đại hội` and `nghị quyết` have them too.
    let together = "Sáng nay, xã Mẫu mở hội nghị bàn việc trong năm của cả xã.";
    let apart = "Hội viên học nghị quyết, hội viên bàn nghị quyết, hội viên nêu nghị quyết.";
    let env = told(&[apart, together]);
    for typed in ["hội nghị", "hoi nghi"] {
        let expected = [together, apart].map(|name| format!("article: {name}"));
        assert_eq!(found(&env, &[typed, "--kind", "article"]), expected, "{typed}");
    }
}

#[test]
fn a_number_is_found_with_and_without_its_zero() {
    let sentence = "Xã Mẫu thực hiện Chỉ thị số 09-CT/TW ngày 01/12/2011 của Ban Bí thư.";
    let env = told(&[sentence]);
    for typed in ["9-CT/TW", "09-CT/TW", "09/CT-TW", "9-ct/tw"] {
        let expected = ["directive: chỉ thị 09-CT/TW", &format!("article: {sentence}")];
        assert_eq!(found(&env, &[typed]), expected, "{typed}");
    }
    assert_eq!(found(&env, &["9-CT/TU"]), [""; 0]);
}

#[test]
fn the_body_that_is_named_comes_first() {
    let env = base();
    let order = found(&env, &["huyện ủy gò công tây", "--kind", "organization"]);
    assert_eq!(order.first().map(String::as_str), Some("organization: Huyện ủy"), "{order:?}");
}

#[test]
fn every_thing_that_an_article_tells_of_comes_with_its_words() {
    let run = base().run(&["search", "huyện ủy", "--kind", "organization", "--format", "jsonl"]);
    let row: serde_json::Value = serde_json::from_str(run.out.lines().next().unwrap()).unwrap();
    assert!(row["snippet"].as_str().unwrap().contains("[Huyện ủy] Gò Công Tây"), "{row}");
    assert_eq!(row["url"], "https://a.example.vn/1");
}

#[test]
fn counts_and_awards_are_found_by_their_words() {
    let env = Env::new();
    let told = "Huyện ủy Gò Công Tây (tỉnh Tiền Giang) tổng kết công tác dân vận năm 2023. Toàn huyện đăng \
                ký hơn 120 mô hình “Dân vận khéo”, trong đó có 20 mô hình cấp huyện. Chủ tịch UBND \
                huyện tặng giấy khen cho 3 tập thể và 5 cá nhân.";
    env.write("tin/1.txt", format!("{told}\n\nNgày 9/1/2024, hội nghị bàn các việc khác.\n"));
    let other = "Năm 2022, toàn huyện Cai Lậy (tỉnh Tiền Giang) đăng ký 7 mô hình “Dân vận khéo”.";
    env.write("tin/2.txt", format!("{other}\n\nNgày 9/12/2022, hội nghị bàn các việc khác.\n"));
    env.run(&["load", "tin"]);
    for (args, expected) in [
        (
            &["dang ky", "--kind", "count"][..],
            &[
                "count: over 120, registered, 2023",
                "count: 20, registered, district, 2023",
                "count: 7, registered, 2022",
            ][..],
        ),
        // The words are of one sentence, the unit need not be named in it.
        (&["đăng ký cai lậy", "--kind", "count"], &["count: 7, registered, 2022"]),
        (&["tổng kết đăng ký", "--kind", "count"], &[]),
        (&["mô hình -cấp", "--kind", "count"], &["count: 7, registered, 2022"]),
        (&["mô hình", "--kind", "count", "--year", "2022"], &["count: 7, registered, 2022"]),
        (
            &["\"giấy khen\"", "--kind", "award", "--within", "go cong tay"],
            &["award: giấy khen, 3 collectives, 5 individuals"],
        ),
        (&["giấy khen", "--kind", "award", "--within", "cai lậy"], &[]),
    ] {
        assert_eq!(found(&env, args), expected, "{args:?}");
    }
    let run = env.run(&["search", "khen OR", "--kind", "award", "--lang", "vi"]);
    assert_eq!(run.out, "", "{run:?}");
    let run = env.run(&["search", "khen", "--kind", "award", "--lang", "vi"]);
    assert!(
        run.out.starts_with("khen thưởng (1)\n  giấy khen, 3 tập thể, 5 cá nhân  ("),
        "{run:?}"
    );
    let run = env.run(&["search", "đăng ký", "--kind", "count", "--lang", "vi"]);
    assert!(run.out.contains("  trên 120, đăng ký, 2023  ("), "{run:?}");
    assert!(run.out.contains("Toàn huyện [đăng ký] hơn 120"), "{run:?}");
}

#[test]
fn keys_and_codes_lead_on() {
    let env = base();
    let run = env.run(&["search", "gò công tây", "--format", "jsonl"]);
    let mut kinds = std::collections::BTreeSet::new();
    for line in run.out.lines() {
        let row: serde_json::Value = serde_json::from_str(line).unwrap();
        let (kind, key) = (row["kind"].as_str().unwrap(), row["key"].as_str().unwrap());
        kinds.insert(kind.to_owned());
        if kind == "count" {
            let keys = env.run(&["report", "fact-keys", "--format", "csv"]).out;
            assert!(keys.contains(key), "{key} {keys}");
        } else {
            let shown = env.run(&["show", kind, key]);
            assert_eq!((shown.code, shown.err.as_str()), (Some(0), ""), "{kind} {key}");
        }
        if row["place"] == "huyện Gò Công Tây" && kind != "locality" {
            assert_eq!(
                (&row["code"], &row["valid_to"]),
                (&"823".into(), &"2025-07-01".into()),
                "{row}"
            );
        }
    }
    let expected = ["article", "count", "locality", "organization"];
    assert_eq!(kinds.iter().map(String::as_str).collect::<Vec<_>>(), expected);
}

#[test]
fn ten_thousand_characters_are_no_harder() {
    let env = base();
    let words: String = (0..2000).map(|n| format!("w{n} ")).collect();
    for typed in [
        "d ".repeat(5000),
        format!("\"{}\"", "d ".repeat(5000)),
        "đd".repeat(2500),
        "x\u{301}".repeat(3000),
        words.clone(),
        format!("huyện {}", words.replace('w', "-w")),
    ] {
        let run = env.run(&["search", "--limit", "1", "--", &typed]);
        assert_eq!(run.code, Some(0), "{}…: {run:?}", typed.chars().take(9).collect::<String>());
    }
}

#[test]
fn the_same_marks_come_first() {
    let env = Env::new();
    let article = |number: u8, words: &str| {
        format!(
            "{{\"url\":\"https://a.example.vn/{number}\",\"title\":\"Bài số {number}\",\
             \"published_on\":\"2024-01-1{number}\",\"text\":\"Ngày 9/1/2024, xã Mẫu họp bàn về {words} \
             của nhân dân trong xã và các việc khác của địa phương.\"}}\n"
        )
    };
    env.write(
        "tin.jsonl",
        [article(1, "bị bí"), article(2, "bi bi bi"), article(3, "bí")].concat(),
    );
    env.run(&["load", "tin.jsonl"]);
    let order = found(&env, &["bí", "--kind", "article"]);
    assert_eq!(order.last().unwrap(), "article: Bài số 2", "{order:?}");
    assert_eq!(order.len(), 3);
}

#[test]
fn what_was_found_is_marked_and_what_is_left_out_is_told() {
    let env = base();
    let run = env.run(&["search", "tien giang", "--limit", "1", "--kind", "article"]);
    assert!(run.out.contains("tỉnh [Tiền Giang]"), "{run:?}");
    assert!(run.err.contains("article: 1 of 2; --limit 0 gives all"), "{run:?}");
    let run = env.run(&["search", "tien giang", "--kind", "article", "--lang", "vi"]);
    assert!(run.out.starts_with("bài viết (2)"), "{run:?}");
    let run = env.run(&["search", "--", "-mô"]);
    assert_eq!((run.code, run.out.as_str()), (Some(2), ""), "{run:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// Nothing that can be typed is an error.
    #[test]
    fn no_query_is_a_syntax_error(
        typed in prop_oneof![
            any::<String>(),
            r#"([a-zđĐ0-9"*:^(){}+\-/' ]|AND|OR|NOT|NEAR){0,40}"#,
        ]
    ) {
        thread_local! {
            static DB: rusqlite::Connection = {
                let env = base();
                let bytes = std::fs::read(env.path("danvan.db")).unwrap();
                let kept = env.path("again.db");
                std::fs::write(&kept, bytes).unwrap();
                let db = store::open_reading(&kept).unwrap();
                std::mem::forget(env);
                db
            };
        }
        DB.with(|db| {
            let search = Search {
                query: parse(&typed), kind: None, year: None, within: String::new(), limit: 3,
            };
            let shelves = store::search(db, &search);
            assert!(shelves.is_ok(), "{typed:?}: {shelves:?}");
            for shelf in shelves.unwrap() {
                assert!(shelf.found.len() == shelf.all.min(3), "{typed:?}: {shelf:?}");
            }
        });
    }
}
