//! Facts are drawn by chance but always the same ones, judged in a sheet, and read back however it
//! was saved.

#[path = "common/env.rs"]
mod env;

use std::collections::BTreeSet;

use danvan::output::sheet;
use env::{Env, Run};
use serde_json::Value;
use sha2::{Digest, Sha256};

/// The rows that a command prints.
fn rows(env: &Env, args: &[&str]) -> Vec<Value> {
    let run = env.run(&[args, &["--format", "json"]].concat());
    assert_eq!(run.code, Some(0), "{args:?} {run:?}");
    serde_json::from_str(&run.out).expect("rows")
}

fn keys(rows: &[Value]) -> Vec<&str> {
    rows.iter().map(|row| row["key"].as_str().expect("a key")).collect()
}

/// Rows of `danvan score` in lines: `all – 3 2 1 0 66.7 20.8 93.9`.
fn lines(run: &Run) -> Vec<String> {
    let rows: Vec<Value> = serde_json::from_str(&run.out).expect("rows");
    let columns =
        ["split", "group", "judged", "right", "wrong", "unclear", "precision", "low", "high"];
    let cell = |value: &Value| match value {
        Value::Null => "–".to_owned(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let line = |row: &Value| columns.map(|column| cell(&row[column])).join(" ");
    rows.iter().map(line).collect()
}

#[test]
fn the_draw_depends_on_content_seed_and_number_only() {
    let env = Env::loaded();
    let mut files: Vec<String> = std::fs::read_dir(env.path("tin"))
        .expect("the articles")
        .map(|file| format!("tin/{}", file.expect("a file").file_name().to_string_lossy()))
        .collect();
    files.sort();
    for half in files.rchunks(files.len() / 2) {
        let half = half.iter().rev().map(String::as_str);
        let args: Vec<&str> = ["load", "--db", "backwards.db"].into_iter().chain(half).collect();
        assert_eq!(env.run(&args).code, Some(0));
    }
    let first = rows(&env, &["sample", "--n", "60"]);
    assert_eq!(first, rows(&env, &["sample", "--n", "60", "--db", "backwards.db"]));
    assert_eq!(first.len(), 60);
    assert_eq!(keys(&first)[..20], keys(&rows(&env, &["sample", "--n", "20"])), "the first ones");
    assert_ne!(first, rows(&env, &["sample", "--n", "60", "--seed", "2"]));

    let digests = keys(&first).into_iter().map(|key| Sha256::digest(format!("1|{key}")));
    assert!(digests.is_sorted(), "in the order of the digests");

    // Every fact can be drawn, each by the key by which it can be corrected.
    let all = rows(&env, &["sample", "--n", "1000000"]);
    let count = |table: &str| {
        let sql = format!("SELECT count(*) AS n FROM {table}");
        rows(&env, &["sql", &sql])[0]["n"].as_u64().expect("a count") as usize
    };
    let tables = [
        "meeting_articles",
        "article_organizations",
        "positions",
        "meeting_officials",
        "campaign_mentions",
        "model_counts",
        "citations",
        "awards",
    ];
    assert_eq!(all.len(), tables.map(count).iter().sum::<usize>());
    let drawn: BTreeSet<&str> = keys(&all).into_iter().collect();
    assert_eq!(drawn.len(), all.len(), "each has a key of its own");
    let listed = |key: &&str| !key.contains(":meeting_officials:") && !key.contains('|');
    let report = rows(&env, &["report", "fact-keys"]);
    assert_eq!(drawn.into_iter().filter(listed).collect::<Vec<_>>(), {
        let mut keys = keys(&report);
        keys.sort_unstable();
        keys
    });
}

#[test]
fn what_stands_in_a_row() {
    let env = Env::loaded();
    let args = ["sample", "--family", "model_counts", "--n", "1000000"];
    let counts = rows(&env, &args);
    let count = counts
        .iter()
        .find(|row| row["fact"].as_str().is_some_and(|fact| fact.starts_with("112 · ")))
        .expect("the count");
    let text = |name: &str| count[name].as_str().expect(name).to_owned();
    assert!(text("fact").starts_with("112 · model · registered · "), "{count}");
    assert!(text("rule").starts_with("model_counts."), "{count}");
    assert!(text("context").contains(&format!("[{}]", text("quote"))), "{count}");
    assert_eq!(text("published_on")[..4], count["year"].to_string());
    assert!(count["verdict"].is_null() && count["remark"].is_null(), "{count}");
    assert!(counts.iter().all(|row| row["family"] == "model_counts"));

    for (args, code, told) in [
        (&["sample", "-n", "5000"][..], 0, "5000 facts were asked for and there are "),
        (&["sample", "-n", "5"], 0, "danvan: 5 of "),
        (&["sample", "-n", "0"], 2, "0 is not in "),
        (&["sample", "--family", "people"], 2, "no such family of facts; there are meetings, "),
        (&["sample", "--family", "Meetings,model-counts", "-n", "5"], 0, "danvan: 5 of "),
        (&["sample", "--db", "none.db"], 1, "danvan: none.db: "),
    ] {
        let run = env.run(args);
        assert_eq!(run.code, Some(code), "{args:?} {run:?}");
        assert!(run.err.contains(told) && run.err.lines().count() == 1, "{args:?} {run:?}");
    }
    // What people read is in their language.
    let run = env.run(&["sample", "--family", "model_counts", "-o", "mau.csv", "--lang", "vi"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let sheet = std::fs::read_to_string(env.path("mau.csv")).expect("the sheet");
    assert!(sheet.starts_with("\u{feff}Khóa,Nhóm,Quy tắc,Năm,Dữ kiện,"), "{sheet}");
    assert!(sheet.contains(" · mô hình · đăng ký · "), "{sheet}");
}

#[test]
fn a_sheet_is_filled_in_and_read_back() {
    for (name, language) in
        [("mau.xlsx", "en"), ("mau.csv", "en"), ("mau.xlsx", "vi"), ("mau.csv", "vi")]
    {
        let env = Env::loaded();
        let args = ["sample", "--family", "model_counts,awards", "-n", "10"];
        let run = env.run(&[&args[..], &["-o", name, "--lang", language]].concat());
        assert_eq!(run.code, Some(0), "{run:?}");
        let run = env.run(&["score", name, "--format", "json"]);
        assert_eq!((run.code, run.out.as_str()), (Some(0), "[]\n"), "{run:?}");
        assert!(run.err.contains(": 0 judged, 10 without a verdict, 0 not counted"), "{run:?}");

        let needed = ["key", "family", "rule", "year", "verdict"];
        let read = sheet::read(&env.path(name), &needed).expect("the sheet");
        let verdicts = ["right", "đúng", "1", "Sai", "không rõ", "ĐÚNG", "0", "", "maybe", "1"];
        let cells: Vec<Vec<String>> = read
            .iter()
            .zip(verdicts)
            .map(|((_, row), verdict)| {
                let cell = |name: &&str| row[*name].clone();
                needed[..4].iter().map(cell).chain([verdict.to_owned()]).collect()
            })
            .collect();
        sheet::write(&env.path(name), true, &needed, &cells).expect("the sheet");
        let run = env.run(&["score", name, "--format", "json"]);
        assert_eq!(run.code, Some(1), "{run:?}");
        assert!(run.err.contains(&format!("{name}:10: maybe is no verdict; ")), "{run:?}");
        assert!(run.err.contains(": 8 judged, 1 without a verdict, 1 not counted"), "{run:?}");
        let lines = lines(&run);
        assert_eq!(lines.last().expect("a row"), "all – 8 5 2 1 71.4 35.9 91.8", "{lines:?}");
        let judged = |split: &str| -> u32 {
            let of = lines.iter().filter(|line| line.starts_with(split));
            of.map(|line| line.split(' ').rev().nth(6).expect("judged").parse::<u32>().unwrap())
                .sum()
        };
        assert_eq!((judged("family"), judged("rule"), judged("year")), (8, 8, 8), "{lines:?}");
    }
}

#[test]
fn as_a_spreadsheet_saves_it() {
    let env = Env::new();
    let header = "\u{feff}Khóa;Nhóm;Quy tắc;Năm;Dữ kiện;Nguyên văn;Đánh giá;Nhận xét\r\n";
    let lines_of_sheet = [
        "fact:a:model_counts:5:274/registered;số lượng mô hình;model_counts.active;2024;274;\"a\nb; c\";đúng;",
        "fact:b:model_counts:5:12/built;model_counts;model_counts.active;2023;12;x;Sai;nói về xã",
        "fact:c:awards:5:x;awards;awards.list;;giấy khen;x;không  rõ;",
        "fact:a:model_counts:5:274/registered;model_counts;model_counts.active;2024;274;x;sai;",
        "fact:d:awards:9:x;awards;awards.list;2024;bằng khen;x;;",
        "fact:e:awards:9:x;awards;awards.list;2024;bằng khen;x;chắc đúng;",
        ";;;;;;;",
    ];
    env.write("mau.csv", header.to_owned() + &lines_of_sheet.join("\r\n"));
    let run = env.run(&["score", "mau.csv", "--format", "json"]);
    assert_eq!(run.code, Some(1), "{run:?}");
    assert_eq!(
        run.err.lines().collect::<Vec<_>>(),
        [
            "danvan: mau.csv:5: the same fact as in row 2; it counts once",
            "danvan: mau.csv:7: chắc đúng is no verdict; use right, wrong, unclear, 1 or 0",
            "danvan: mau.csv: 3 judged, 1 without a verdict, 2 not counted",
            "danvan: precision of what the base has, with its Wilson interval at 95 %; it says \
             nothing of what was missed",
        ]
    );
    assert_eq!(
        lines(&run),
        [
            "family model_counts 2 1 1 0 50.0 9.5 90.5",
            "family awards 1 0 0 1 – – –",
            "rule model_counts.active 2 1 1 0 50.0 9.5 90.5",
            "rule awards.list 1 0 0 1 – – –",
            "year 2023 1 0 1 0 0.0 0.0 79.3",
            "year 2024 1 1 0 0 100.0 20.7 100.0",
            "year undated 1 0 0 1 – – –",
            "all – 3 1 1 1 50.0 9.5 90.5",
        ]
    );
    let table = env.run(&["score", "mau.csv", "--lang", "vi"]);
    assert!(table.out.contains("Độ chính xác"), "{table:?}");
    assert!(table.err.contains("mau.csv:5: trùng dữ kiện ở dòng 2"), "{table:?}");

    for (content, told) in [
        ("key;verdict\r\n", "danvan: x.csv: no column family, rule, year in the first line"),
        ("", "danvan: x.csv: empty"),
        ("key,family,rule,year,verdict\n", "danvan: x.csv: 0 judged, 0 without"),
    ] {
        env.write("x.csv", content);
        let run = env.run(&["score", "x.csv"]);
        assert!(run.err.starts_with(told) && run.err.lines().count() == 1, "{run:?}");
    }
    let run = env.run(&["score", "none.csv"]);
    assert_eq!(run.code, Some(1), "{run:?}");
    assert!(run.err.starts_with("danvan: none.csv: cannot be read: "), "{run:?}");
}
