//! What no article is, and what is made to harm: each costs one row of `rejects` that says where,
//! what and what to do, quickly and in little memory, and the rest loads.

#[path = "common/env.rs"]
mod env;
#[path = "common/holders.rs"]
mod holders;

use std::fs;
use std::time::Instant;

use danvan::reference::words::vietnamese;
use env::{Env, Run};
use holders::{conversion, gzip, quoted, zip};
use serde_json::{Value, json};

/// An article; each number makes another one.
fn article(number: usize) -> String {
    format!(
        "Xã số {number} tổng kết công tác dân vận năm 2023\n\nNgày 26/12, Ban Dân vận Huyện ủy Vụ Bản, \
         tỉnh Nam Định tổ chức Hội nghị tổng kết công tác dân vận năm 2023.\n\nNăm 2023, toàn huyện \
         đăng ký {number} mô hình \"Dân vận khéo\" trên các lĩnh vực của đời sống xã hội.\n"
    )
}

/// More than any page may have.
const MUCH: usize = 9 * 1024 * 1024;

/// As a decompression bomb: much for little.
fn spaces(before: &str) -> Vec<u8> {
    [before.as_bytes(), &vec![b' '; 48 * 1024 * 1024]].concat()
}

fn links() -> String {
    let link = |n| format!("<li><a href=\"/tin/{n}.html\">Huyện số {n} tổng kết công tác</a></li>");
    let links: String = (0..60).map(link).collect();
    format!("<html><body><h1>Tin tức</h1><ul>{links}</ul></body></html>")
}

/// An archive whose second member of three is damaged.
fn damaged_archive() -> Vec<u8> {
    let members = [article(31), article(32), article(33)];
    let mut bytes = zip(&[
        ("1.txt", members[0].as_bytes()),
        ("2.txt", members[1].as_bytes()),
        ("3.txt", members[2].as_bytes()),
    ]);
    let name = bytes.windows(5).position(|name| name == b"2.txt").expect("its name");
    bytes[name + 20..name + 60].fill(0xFF);
    bytes
}

/// Name, bytes, articles that are right in them, and the reject: place, reason, advice.
type Case = (&'static str, Vec<u8>, usize, [&'static str; 3]);

fn cases() -> Vec<Case> {
    const SAVE: &str = "save the page again";
    const GIVE: &str = "give web pages, texts";
    const GET: &str = "get the ";
    const SPLIT: &str = "split it into one file or record per article";
    const LOOK: &str = "unpack it and look at it";
    const MEND: &str = "mend the line";
    let line = |n| format!("{}\n", json!({ "text": article(n) }));
    let row = |n| format!("{n},{}\n", quoted(&article(n)));
    let crawl = |n| conversion(&format!("http://tin.test/{n}"), article(n).as_bytes());
    let cut = |mut bytes: Vec<u8>| {
        bytes.truncate(bytes.len() - 150);
        bytes
    };
    let long =
        |before: &str| [before.as_bytes(), &"Hội nghị ".repeat(MUCH / 12).into_bytes()].concat();
    vec![
        ("empty.txt", vec![], 0, ["", "empty", SAVE]),
        ("blank.html", b" \r\n\t".to_vec(), 0, ["", "empty", SAVE]),
        ("binary.txt", b"\x02\0\0\x07\0abc\0".repeat(90), 0, ["", "binary data", GIVE]),
        ("program", [b"\x7FELF".as_slice(), &[1; 90]].concat(), 0, ["", "a program", GIVE]),
        ("plan.pdf", b"%PDF-1.4".to_vec(), 0, ["", "a PDF file", GIVE]),
        (
            "english.txt",
            "The council met on Monday to discuss the report. ".repeat(20).into_bytes(),
            0,
            ["", "not Vietnamese", "give Vietnamese pages"],
        ),
        (
            "list.html",
            links().into_bytes(),
            0,
            ["", "no article text found", "give the page of one"],
        ),
        ("large.txt", long(""), 0, ["", "larger than 8 MiB", SPLIT]),
        ("large.html", long("<html><body><p>"), 0, ["", "larger than 8 MiB", SPLIT]),
        (
            "nested.html",
            format!("<html><body>{}{}", "<div>".repeat(1_000_000), article(1)).into_bytes(),
            0,
            ["", "elements nested too deeply", SAVE],
        ),
        (
            "tags.html",
            ["<html><body>", &"<p>a".repeat(300_000), &article(1)].concat().into_bytes(),
            0,
            ["", "more than 200000 tags", "give the page of one"],
        ),
        (
            "lines.txt",
            [article(1), "a\n".repeat(150_000)].concat().into_bytes(),
            0,
            ["", "more than 100000 lines", "give the page of one"],
        ),
        (
            "nested.json",
            vec![b'['; 1_000_000],
            0,
            ["line 1, column 128", "bad JSON (recursion", MEND],
        ),
        (
            "line.jsonl",
            [line(11), "{\"text\": \"cut\n".to_owned(), line(12)].concat().into_bytes(),
            2,
            ["line 2", "bad JSON (EOF while parsing a string)", MEND],
        ),
        (
            "long.jsonl",
            [&long("{\"text\": \"")[..], b"\"}\n", line(13).as_bytes()].concat(),
            1,
            ["line 1", "larger than 8 MiB", SPLIT],
        ),
        (
            "endless.json",
            [format!("[{},\n", line(14)).as_bytes(), &long("{\"text\": \"")].concat(),
            1,
            ["line 3, column ", "larger than 8 MiB", SPLIT],
        ),
        (
            "quote.csv",
            [b"id,text\n".as_slice(), row(15).as_bytes(), &long("16,\"")].concat(),
            1,
            ["line 8", "larger than 8 MiB", "close the quotation mark"],
        ),
        (
            "header.csv",
            long("id,\""),
            0,
            ["line 1", "larger than 8 MiB", "close the quotation mark"],
        ),
        (
            "columns.csv",
            b"id,ten\n1,x\n".to_vec(),
            0,
            ["", "no column with the text among id, ten", "name it: --map text=NAME"],
        ),
        (
            "nameless.csv",
            row(17).into_bytes(),
            0,
            [
                "",
                "no column with the text among 17, Xã số 17 tổng kết công t…",
                "name it: --map text=",
            ],
        ),
        ("bomb.txt.gz", gzip(&spaces("")), 0, ["", "larger than 8 MiB", SPLIT]),
        (
            "bomb.warc.gz",
            gzip(&spaces("WARC/1.0\r\nWARC-Type: metadata\r\nContent-Length: 90000000\r\n\r\n")),
            0,
            ["record 1", "unpacks to more than 300 times its size", LOOK],
        ),
        (
            "bomb.zip",
            zip(&[("1.jsonl", &spaces("{\"text\": \"")), ("2.txt", article(21).as_bytes())]),
            1,
            ["line 1", "unpacks to more than 300 times its size", LOOK],
        ),
        (
            "deep.gz",
            (0..6).fold(article(22).into_bytes(), |bytes, _| gzip(&bytes)),
            0,
            ["", "archives packed too deep", "unpack it first"],
        ),
        ("damaged.zip", damaged_archive(), 2, ["", "damaged (", GET]),
        ("broken.zip", b"PK\x03\x04 broken".to_vec(), 0, ["", "damaged archive", GET]),
        (
            "cut.warc",
            cut([crawl(41), crawl(42)].concat()),
            1,
            ["record 2", "cut off in the middle", GET],
        ),
        // What stands before the break is read.
        (
            "packed.warc.gz",
            cut([gzip(&crawl(43)), gzip(&crawl(44))].concat()),
            1,
            ["record 2", "cut off in the middle", GET],
        ),
        (
            "cut.csv.gz",
            cut([gzip(b"id,text\n"), gzip(row(51).as_bytes()), gzip(row(52).as_bytes())].concat()),
            1,
            ["line 8", "cut off in the middle", GET],
        ),
        (
            "endless.warc",
            b"WARC/1.0\r\nWARC-Type: conversion\r\nContent-Type: text/plain\r\n\
              Content-Length: 18446744073709551615\r\n\r\nabc"
                .to_vec(),
            0,
            ["record 1", "cut off in the middle", GET],
        ),
    ]
}

/// A folder with a base without articles, all cases in `tin/`, and an article.
fn folder() -> (Env, Vec<Case>) {
    let env = Env::new();
    let cases = cases();
    for (name, bytes, ..) in &cases {
        env.write(&format!("tin/{name}"), bytes);
    }
    env.write("tin/good.txt", article(91));
    (env, cases)
}

fn json_of(run: &Run) -> Value {
    serde_json::from_str(&run.out).unwrap_or_else(|_| panic!("{run:?}"))
}

fn count(env: &Env, sql: &str) -> i64 {
    let run = env.run(&["sql", sql, "--format", "csv"]);
    run.out.lines().nth(1).and_then(|n| n.trim().parse().ok()).unwrap_or_else(|| panic!("{run:?}"))
}

#[test]
fn what_is_hostile_costs_one_row_and_the_rest_loads() {
    let (env, cases) = folder();
    let start = Instant::now();
    let run = env.run(&["load", "tin", "--json"]);
    let seconds = start.elapsed().as_secs();
    assert_eq!(run.code, Some(1), "{run:?}");
    assert!(!run.err.contains("panicked"), "{run:?}");
    assert!(seconds < 60, "{seconds} seconds");
    let rows = "SELECT source, place, reason, advice FROM rejects ORDER BY source";
    let listed = json_of(&env.run(&["sql", rows, "--format", "json"]));
    let listed = listed.as_array().expect("rows");
    let mut wrong = Vec::new();
    for (name, _, right, want) in &cases {
        let source = format!("tin/{name}");
        let of_case = |row: &&Value| row["source"].as_str().is_some_and(|s| s.starts_with(&source));
        let found: Vec<&Value> = listed.iter().filter(of_case).collect();
        let told = |row: &Value| {
            ["place", "reason", "advice"].iter().zip(want).all(|(column, want)| {
                let text = row[column].as_str().unwrap_or_default();
                text.starts_with(want) && (*column != "place" || want.is_empty() == text.is_empty())
            })
        };
        let loaded = count(
            &env,
            &format!("SELECT count(*) FROM article_sources WHERE instr(source_key, '{name}') > 0"),
        );
        match found[..] {
            [row] if told(row) => {}
            _ => wrong.push(format!("{name}: {found:?}, not {want:?}")),
        }
        if loaded != *right as i64 && !name.contains(".warc") {
            wrong.push(format!("{name}: {loaded} articles, not {right}"));
        }
    }
    for row in listed {
        for told in [&row["reason"], &row["advice"]].map(|told| told.as_str().unwrap_or_default()) {
            if vietnamese(told) == told {
                wrong.push(format!("{told}: no line in reference/values.tsv"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let right: usize = cases.iter().map(|(_, _, right, _)| right).sum();
    assert_eq!(count(&env, "SELECT count(*) FROM articles"), right as i64 + 1);
    let summary = json_of(&run);
    assert_eq!(summary["rejected"], cases.len(), "{summary}");
    let report = json_of(&env.run(&["report", "rejects", "--format", "json"]));
    assert_eq!(report.as_array().map(Vec::len), Some(cases.len()), "{report}");

    // Mended, each leaves the list.
    for (number, (name, ..)) in cases.iter().enumerate() {
        let text = article(100 + number);
        let line = json!({ "text": text }).to_string();
        if name.ends_with(".pdf") {
            fs::remove_file(env.path(&format!("tin/{name}"))).expect("the file goes");
            continue;
        }
        let endings: Vec<&str> = name.split('.').skip(1).collect();
        let bytes = match endings.first() {
            Some(&"csv") => format!("text\n{}\n", quoted(&text)),
            Some(&"json") => format!("[{line}]"),
            Some(&"jsonl") => line,
            _ => text,
        };
        env.write(&format!("tin/{name}"), bytes);
    }
    let run = env.run(&["load", "tin"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let left = json_of(&env.run(&["sql", rows, "--format", "json"]));
    assert_eq!(left[0]["source"], "tin/plan.pdf", "gone files are told still: {left}");
    assert_eq!(left.as_array().map(Vec::len), Some(1), "{left}");
}

#[test]
fn a_strict_load_stops_and_leaves_the_base_as_it_was() {
    let env = Env::new();
    env.write("1.txt", article(1));
    assert_eq!(env.run(&["load", "1.txt"]).code, Some(0));
    env.write("tin/2.txt", article(2));
    env.write("tin/3.txt", "");
    env.write("tin/4.txt", article(4));
    let run = env.run(&["load", "--strict", "tin"]);
    assert_eq!(run.code, Some(1), "{run:?}");
    assert_eq!(
        run.err.lines().last(),
        Some(
            "danvan: tin/3.txt: empty; save the page again or remove the file (strict: nothing was \
             loaded)"
        )
    );
    assert_eq!(count(&env, "SELECT count(*) FROM articles"), 1);
    assert_eq!(count(&env, "SELECT count(*) FROM rejects"), 0);
    assert_eq!(count(&env, "SELECT count(*) FROM loads WHERE outcome = 'failed'"), 1);
    env.write("tin/3.txt", article(3));
    assert_eq!(env.run(&["load", "--strict", "tin"]).code, Some(0));
    assert_eq!(count(&env, "SELECT count(*) FROM articles"), 4);
}

/// What only Unix has: links in a circle, pipes, files that may not be read.
#[cfg(unix)]
#[test]
fn what_is_no_readable_file_is_told() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    use std::os::unix::process::CommandExt;
    use std::process::Command;

    let env = Env::new();
    env.write("tin/good.txt", article(1));
    env.write("tin/secret.txt", article(2));
    fs::create_dir(env.path("tin/closed")).expect("a folder");
    symlink(env.path("tin"), env.path("tin/again")).expect("a link");
    symlink("nowhere.txt", env.path("tin/lost.txt")).expect("a link");
    symlink("self.txt", env.path("tin/self.txt")).expect("a link");
    let pipe = Command::new("mkfifo").arg(env.path("tin/pipe.txt")).status();
    let mut want = vec![
        ("tin/again", "a link back to the folder tin above it"),
        ("tin/lost.txt", "no such file or folder"),
        ("tin/self.txt", "cannot be read ("),
    ];
    if pipe.is_ok_and(|status| status.success()) {
        want.insert(2, ("tin/pipe.txt", "not a regular file"));
    }
    let close = |name: &str, mode| {
        fs::set_permissions(env.path(name), fs::Permissions::from_mode(mode)).expect("a mode");
    };
    close("tin/secret.txt", 0o000);
    close("tin/closed", 0o000);
    let mut command = env.command(&["load", "tin", "--json"]);
    if fs::File::open(env.path("tin/secret.txt")).is_ok() {
        // The superuser may read everything; nobody may not.
        close(".", 0o777);
        command.uid(65_534);
    }
    let run = match command.output() {
        Ok(output) => Run::from(output),
        Err(error) => {
            eprintln!("not tested as another user: {error}");
            return;
        }
    };
    close("tin/closed", 0o700);
    want.extend([("tin/closed", "permission denied"), ("tin/secret.txt", "permission denied")]);
    want.sort_unstable();
    assert_eq!(run.code, Some(1), "{run:?}");
    let summary = json_of(&run);
    let mut found: Vec<(&str, &str)> = summary["rejects"]
        .as_array()
        .expect("rejects")
        .iter()
        .map(|row| (row["source"].as_str().unwrap_or(""), row["reason"].as_str().unwrap_or("")))
        .collect();
    found.sort_unstable();
    assert_eq!(found.len(), want.len(), "{found:#?}");
    for ((source, reason), (at, told)) in found.iter().zip(&want) {
        assert!(source == at && reason.starts_with(told), "{source}: {reason}, not {at}: {told}");
    }
    assert_eq!(count(&env, "SELECT count(*) FROM articles"), 1);
}
