//! The same article in every container and every encoding states the same facts and is one row of
//! the file, through the real command. A cell that fails is told as article, encoding/container.

#[path = "common/content.rs"]
mod content;
#[path = "common/encodings.rs"]
mod encodings;
#[path = "common/env.rs"]
mod env;
#[path = "common/holders.rs"]
mod holders;

use std::collections::BTreeMap;
use std::path::Path;

use danvan::article;
use danvan::input::{InputOptions, pages};
use rusqlite::{Connection, Row};
use serde_json::{Value, json};
use unicode_normalization::UnicodeNormalization;

use content::{content, difference};
use encodings::*;
use env::{Env, Run};
use holders::{conversion, gzip, mhtml, quoted, record, response, zip};

/// Articles of this repository, of several kinds.
const ARTICLES: [&str; 4] = [
    "examples/articles/dai-loc-2022-tong-ket.txt",
    "examples/articles/thach-that-2024-tong-ket.txt",
    "examples/articles/dai-loc-2023-bao.html",
    "tests/gold/dak-ha-2017-bieu-duong.txt",
];

/// An article without the page around it.
struct Piece {
    name: &'static str,
    title: String,
    day: String,
    paragraphs: Vec<String>,
}

impl Piece {
    fn of(name: &'static str) -> Piece {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
        let page = pages(&[path], &InputOptions::default()).next().expect("a page");
        let article = article::read(&page.expect("a page")).expect("an article");
        let text = with_plain_signs(&article.text);
        let (title, rest) = text.split_once('\n').expect("a headline and a text");
        Piece {
            name,
            title: title.to_owned(),
            day: article.published_on.expect("a day").format("%d/%m/%Y").to_string(),
            paragraphs: rest.lines().map(str::to_owned).collect(),
        }
    }

    fn body(&self) -> String {
        self.paragraphs.join("\n\n")
    }

    fn record(&self) -> Value {
        json!({ "id": 7, "title": self.title, "date": self.day, "text": self.body() })
    }

    fn text(&self) -> String {
        format!("{}\n\n{} 09:15\n\n{}\n", self.title, self.day, self.body())
    }

    fn html(&self) -> String {
        let escaped = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;");
        let paragraphs: String =
            self.paragraphs.iter().map(|text| format!("<p>{}</p>\n", escaped(text))).collect();
        format!(
            "<!DOCTYPE html>\n<html><head><title>{0}</title></head>\n<body><article>\n\
             <h1>{0}</h1>\n<div class=\"date\">{1} 09:15</div>\n{paragraphs}</article></body></html>\n",
            escaped(&self.title),
            self.day
        )
    }
}

/// A text in bytes.
type Writer = fn(&str) -> Vec<u8>;

/// The folder of an encoding, what the row says of it, and how it is written.
const ENCODINGS: &[(&str, &str, Writer)] = &[
    ("utf-8", "UTF-8", |t| t.as_bytes().to_vec()),
    ("utf-8-mark", "UTF-8", |t| [b"\xEF\xBB\xBF", t.as_bytes()].concat()),
    ("nfd", "UTF-8", |t| t.nfd().collect::<String>().into_bytes()),
    ("crlf", "UTF-8", |t| t.replace('\n', "\r\n").into_bytes()),
    ("utf-16le", "UTF-16LE", |t| utf_16(t, true)),
    ("utf-16be", "UTF-16BE", |t| utf_16(t, false)),
    ("utf-16le-bare", "UTF-16LE", |t| utf_16(t, true).split_off(2)),
    ("utf-16be-bare", "UTF-16BE", |t| utf_16(t, false).split_off(2)),
    ("windows-1258", "windows-1258", windows_1258),
    ("tcvn3", "TCVN3", tcvn3),
    ("vni", "VNI", vni),
];

/// Makes a file of an article, its address and the way its text is written.
type Holder = fn(&Piece, &str, Writer) -> Vec<u8>;

/// What a server says of a page.
const HTML: &str = "Content-Type: text/html\r\n";

/// Files by name.
const HOLDERS: &[(&str, Holder)] = &[
    ("a.txt", |a, _, write| write(&a.text())),
    ("a.html", |a, _, write| write(&a.html())),
    ("a.mhtml", |a, url, write| mhtml(url, &write(&a.html()))),
    ("a.jsonl", |a, _, write| write(&format!("{}\n", a.record()))),
    ("page.jsonl", |a, _, write| write(&format!("{}\n", json!({ "html": a.html() })))),
    ("line.json", |a, _, write| write(&json!([{ "text": a.text() }]).to_string())),
    ("lines.json", |a, _, write| write(&format!("{:#}\n", json!([a.record()])))),
    ("object.json", |a, _, write| write(&format!("{:#}\n", json!({ "items": [a.record()] })))),
    ("a.csv", |a, _, write| {
        let row = [quoted(&a.title), a.day.clone(), quoted(&a.body())].join(",");
        write(&format!("id,title,date,text\n7,{row}\n"))
    }),
    ("semicolons.csv", |a, _, write| write(&format!("id;text\n7;{}\n", quoted(&a.text())))),
    ("a.tsv", |a, _, write| write(&format!("id\ttext\n7\t{}\n", quoted(&a.text())))),
    ("a.warc", |a, url, write| response(url, HTML, &write(&a.html()))),
    ("a.wet", |a, url, write| conversion(url, &write(&a.text()))),
    ("a.txt.gz", |a, _, write| gzip(&write(&a.text()))),
    ("a.csv.gz", |a, _, write| gzip(&write(&format!("id,text\n7,{}\n", quoted(&a.text()))))),
    ("a.json.gz", |a, _, write| gzip(&write(&format!("{:#}\n", json!([a.record()]))))),
    ("a.warc.gz", |a, url, write| {
        let info = record("warcinfo", url, "application/warc-fields", b"software: x\r\n");
        [gzip(&info), gzip(&response(url, HTML, &write(&a.html())))].concat()
    }),
    ("pages.zip", |a, _, write| zip(&[("tin/a.html", &write(&a.html()))])),
    ("crawl.zip", |a, url, write| {
        zip(&[("a.warc.gz", &gzip(&response(url, HTML, &write(&a.html()))))])
    }),
];

/// What a run told of each cell, by `encoding/container`; a cell has one article.
type Cells<T> = BTreeMap<String, Vec<T>>;

/// The cell of a source: `vni/a.csv` of `cells/vni/a.csv#1`, `tin.test/vni/a.warc`.
fn cell(source: &str) -> String {
    source.split(['/', '#']).skip(1).take(2).collect::<Vec<_>>().join("/")
}

/// A folder with the article in `plain/utf-8/a.txt`, and in all cells of `cells`.
fn folder(piece: &Piece) -> Env {
    let env = Env::new();
    env.write("plain/utf-8/a.txt", piece.text());
    for (encoding, _, write) in ENCODINGS {
        for (name, hold) in HOLDERS {
            let url = format!("http://tin.test/{encoding}/{name}");
            env.write(&format!("cells/{encoding}/{name}"), hold(piece, &url, *write));
        }
    }
    env
}

fn done(run: Run) -> Run {
    assert_eq!(run.code, Some(0), "{run:?}");
    run
}

/// Compares what is told of each cell with what is told of the plain article.
fn compare<T: PartialEq + std::fmt::Debug>(piece: &Piece, want: &T, mut found: Cells<T>) {
    let mut failed = Vec::new();
    for (encoding, ..) in ENCODINGS {
        for (name, _) in HOLDERS {
            let cell = format!("{encoding}/{name}");
            match found.remove(&cell).unwrap_or_default().as_slice() {
                [told] if told == want => {}
                told => failed.push(format!("{}, {cell}: {told:?}", piece.name)),
            }
        }
    }
    assert!(failed.is_empty(), "{} cells are not\n{want:?}\n{}", failed.len(), failed.join("\n"));
    assert!(found.is_empty(), "not asked for: {:?}", found.keys());
}

/// The facts that `danvan extract` prints of files, in their order, without where they were found.
fn facts(env: &Env, files: &[String]) -> Vec<Value> {
    let files: Vec<&str> = files.iter().map(String::as_str).collect();
    let run = done(env.run(&[&["extract"], &files[..]].concat()));
    let mut found: Vec<Value> =
        run.out.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    for facts in &mut found {
        let article = facts["article"].as_object_mut().expect("an article");
        article.retain(|field, _| !["source", "url"].contains(&field.as_str()));
    }
    assert_eq!(found.len(), files.len(), "one article a file: {}", run.err);
    found
}

#[test]
fn every_cell_states_the_same_facts() {
    for name in ARTICLES {
        let piece = Piece::of(name);
        let env = folder(&piece);
        let plain = facts(&env, &["plain/utf-8/a.txt".to_owned()]);
        assert!(plain[0]["organizations"][0].is_object(), "{name} states something: {plain:?}");
        let cells: Vec<String> = ENCODINGS
            .iter()
            .flat_map(|(folder, ..)| {
                HOLDERS.iter().map(move |(name, _)| format!("{folder}/{name}"))
            })
            .collect();
        let files: Vec<String> = cells.iter().map(|cell| format!("cells/{cell}")).collect();
        let told = facts(&env, &files).into_iter().map(|facts| vec![facts]);
        compare(&piece, &plain[0], cells.into_iter().zip(told).collect());
    }
}

/// Loads a folder into a base of its own.
fn load(env: &Env, folder: &str) -> Connection {
    done(env.run(&["load", folder, "--db", &format!("{folder}.db")]));
    Connection::open(env.path(&format!("{folder}.db"))).expect("it opens")
}

/// All that extraction may look at, as each source says it; the text is in the article's key.
fn sources(db: &Connection) -> Cells<(String, Vec<Option<String>>)> {
    let sql = "SELECT s.source_key, s.encoding, a.key, s.title, s.published_on, s.author,
            s.publisher, s.page_hints
        FROM article_sources AS s JOIN articles AS a ON a.id = s.article_id";
    let read = |row: &Row| {
        let said = (2..8).map(|column| row.get(column)).collect::<rusqlite::Result<_>>()?;
        Ok((row.get::<_, String>(0)?, (row.get(1)?, said)))
    };
    let mut found = Cells::new();
    let mut select = db.prepare(sql).expect(sql);
    for row in select.query_map([], read).expect(sql) {
        let (source, said) = row.expect(sql);
        found.entry(cell(&source)).or_insert_with(Vec::new).push(said);
    }
    found
}

#[test]
fn every_cell_is_the_same_row() {
    for name in ARTICLES {
        let piece = Piece::of(name);
        let env = folder(&piece);
        let (plain, cells) = (load(&env, "plain"), load(&env, "cells"));
        let (_, want) = &sources(&plain)["utf-8/a.txt"][0];
        let mut found: Cells<Vec<Option<String>>> = Cells::new();
        for (cell, told) in sources(&cells) {
            for (encoding, said) in told {
                let folder = cell.split('/').next();
                let known = ENCODINGS.iter().find(|(name, ..)| Some(*name) == folder);
                assert_eq!(known.map(|(_, told, _)| *told), Some(&*encoding), "{name}, {cell}");
                found.entry(cell.clone()).or_default().push(said);
            }
        }
        compare(&piece, want, found);
        // Nothing of the article was written twice, and nothing left out.
        for db in [&plain, &cells] {
            let apart =
                "DELETE FROM article_sources; UPDATE articles SET url = NULL, encoding = ''";
            db.execute_batch(apart).expect("a base without its sources");
        }
        let (a, b) = (content(&plain), content(&cells));
        assert!(a == b, "{name}\n{}", difference(&a, &b));
    }
}
