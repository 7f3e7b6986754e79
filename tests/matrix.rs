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
use std::fmt::Debug;
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
const ARTICLES: [&str; 3] = [
    "examples/articles/dai-loc-2022-tong-ket.txt",
    "examples/articles/dai-loc-2023-bao.html",
    "tests/gold/dak-ha-2017-bieu-duong.txt",
];

/// Pages as sites print them, with all that stands around an article.
const SITES: [&str; 3] = [
    "examples/articles/quang-nam-2023-tong-ket.html",
    "tests/gold/le-chan-2015-phat-dong.html",
    "tests/gold/phu-ninh-2019-tong-ket.html",
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// An article without the page around it.
struct Piece {
    title: String,
    day: String,
    paragraphs: Vec<String>,
}

impl Piece {
    fn of(name: &str) -> Piece {
        let page = pages(&[root().join(name)], &InputOptions::default()).next().expect("a page");
        let article = article::read(&page.expect("a page")).expect("an article");
        let text = with_plain_signs(&article.text);
        let (title, rest) = text.split_once('\n').expect("a headline and a text");
        Piece {
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
    // As some program saved it that took it for windows-1252.
    ("tcvn3-saved", "TCVN3", |t| taken_for_western(&tcvn3(t))),
    ("mojibake", "UTF-8 read as windows-1252", |t| taken_for_western(t.as_bytes())),
];

/// What a server says of a page.
const HTML: &str = "Content-Type: text/html\r\n";

/// Makes a file of an article's page or of the article, its address and the way text is written.
type Holder<T> = fn(&T, &str, Writer) -> Vec<u8>;

/// Files that hold a page, by name.
const PAGES: &[(&str, Holder<str>)] = &[
    ("a.html", |page, _, write| write(page)),
    ("a.mhtml", |page, url, write| mhtml(url, &write(page))),
    ("page.jsonl", |page, _, write| write(&format!("{}\n", json!({ "html": page })))),
    ("page.csv", |page, _, write| write(&format!("id,html\n7,{}\n", quoted(page)))),
    ("a.warc", |page, url, write| response(url, HTML, &write(page))),
    ("a.warc.gz", |page, url, write| {
        let info = record("warcinfo", url, "application/warc-fields", b"software: x\r\n");
        [gzip(&info), gzip(&response(url, HTML, &write(page)))].concat()
    }),
    ("pages.zip", |page, _, write| zip(&[("tin/a.html", &write(page))])),
    ("crawl.zip", |page, url, write| {
        zip(&[("a.warc.gz", &gzip(&response(url, HTML, &write(page))))])
    }),
];

/// Files that hold a text, by name.
const TEXTS: &[(&str, Holder<Piece>)] = &[
    ("a.txt", |a, _, write| write(&a.text())),
    ("a.jsonl", |a, _, write| write(&format!("{}\n", a.record()))),
    ("line.json", |a, _, write| write(&json!([{ "text": a.text() }]).to_string())),
    ("lines.json", |a, _, write| write(&format!("{:#}\n", json!([a.record()])))),
    ("object.json", |a, _, write| write(&format!("{:#}\n", json!({ "items": [a.record()] })))),
    ("a.csv", |a, _, write| {
        let row = [quoted(&a.title), a.day.clone(), quoted(&a.body())].join(",");
        write(&format!("id,title,date,text\n7,{row}\n"))
    }),
    ("semicolons.csv", |a, _, write| write(&format!("id;text\n7;{}\n", quoted(&a.text())))),
    ("a.tsv", |a, _, write| write(&format!("id\ttext\n7\t{}\n", quoted(&a.text())))),
    ("a.wet", |a, url, write| conversion(url, &write(&a.text()))),
    ("a.txt.gz", |a, _, write| gzip(&write(&a.text()))),
    ("a.csv.gz", |a, _, write| gzip(&write(&format!("id,text\n7,{}\n", quoted(&a.text()))))),
    ("a.json.gz", |a, _, write| gzip(&write(&format!("{:#}\n", json!([a.record()]))))),
];

/// Writes files into `cells`, one folder an encoding; gives their cells, `encoding/container`.
fn write_cells<T: ?Sized>(env: &Env, what: &T, holders: &[(&str, Holder<T>)]) -> Vec<String> {
    let mut cells = Vec::new();
    for (encoding, _, write) in ENCODINGS {
        for (name, hold) in holders {
            let cell = format!("{encoding}/{name}");
            let url = format!("http://tin.test/{cell}");
            env.write(&format!("cells/{cell}"), hold(what, &url, *write));
            cells.push(cell);
        }
    }
    cells
}

/// A folder with the article in `plain/utf-8/a.txt`, and in all cells.
fn folder(piece: &Piece) -> (Env, Vec<String>) {
    let env = Env::new();
    env.write("plain/utf-8/a.txt", piece.text());
    let mut cells = write_cells(&env, piece.html().as_str(), PAGES);
    cells.extend(write_cells(&env, piece, TEXTS));
    (env, cells)
}

/// What a run told of each cell, by `encoding/container`; a cell has one article.
type Cells<T> = BTreeMap<String, Vec<T>>;

/// The cell of a source: `vni/a.csv` of `cells/vni/a.csv#1`, `tin.test/vni/a.warc`.
fn cell(source: &str) -> String {
    source.split(['/', '#']).skip(1).take(2).collect::<Vec<_>>().join("/")
}

fn done(run: Run) -> Run {
    assert_eq!(run.code, Some(0), "{run:?}");
    run
}

/// Compares what is told of each cell with what is told of the plain article.
fn compare<T: PartialEq + Debug>(name: &str, want: &T, cells: &[String], mut found: Cells<T>) {
    let mut failed = Vec::new();
    for cell in cells {
        match found.remove(cell).unwrap_or_default().as_slice() {
            [told] if told == want => {}
            told => failed.push(format!("{name}, {cell}: {told:?}")),
        }
    }
    assert!(failed.is_empty(), "{} cells are not\n{want:?}\n{}", failed.len(), failed.join("\n"));
    assert!(found.is_empty(), "not asked for: {:?}", found.keys());
}

/// The facts that `danvan extract` prints of files, in their order, without where they were found.
fn facts(env: &Env, files: &[&str]) -> Vec<Value> {
    let run = done(env.run(&[&["extract"], files].concat()));
    let mut found: Vec<Value> =
        run.out.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    for facts in &mut found {
        let article = facts["article"].as_object_mut().expect("an article");
        article.retain(|field, _| !["source", "url"].contains(&field.as_str()));
    }
    assert_eq!(found.len(), files.len(), "one article a file: {}", run.err);
    found
}

/// The same of cells.
fn facts_of_cells(env: &Env, cells: &[String]) -> Cells<Value> {
    let files: Vec<String> = cells.iter().map(|cell| format!("cells/{cell}")).collect();
    let files: Vec<&str> = files.iter().map(String::as_str).collect();
    let told = facts(env, &files).into_iter().map(|facts| vec![facts]);
    cells.iter().cloned().zip(told).collect()
}

#[test]
fn every_cell_states_the_same_facts() {
    for name in ARTICLES {
        let (env, cells) = folder(&Piece::of(name));
        let plain = &facts(&env, &["plain/utf-8/a.txt"])[0];
        assert!(plain["organizations"][0].is_object(), "{name} states something: {plain:?}");
        compare(name, plain, &cells, facts_of_cells(&env, &cells));
    }
}

#[test]
fn pages_of_sites_state_the_same_facts() {
    for name in SITES {
        let page = std::fs::read_to_string(root().join(name)).expect(name);
        let page = with_plain_signs(&page);
        let env = Env::new();
        env.write("plain.html", &page);
        let cells = write_cells(&env, page.as_str(), PAGES);
        let plain = &facts(&env, &["plain.html"])[0];
        compare(name, plain, &cells, facts_of_cells(&env, &cells));
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
        let (env, cells) = folder(&Piece::of(name));
        let (plain, held) = (load(&env, "plain"), load(&env, "cells"));
        let (_, want) = &sources(&plain)["utf-8/a.txt"][0];
        let mut found: Cells<Vec<Option<String>>> = Cells::new();
        for (cell, told) in sources(&held) {
            for (encoding, said) in told {
                let folder = cell.split('/').next();
                let known = ENCODINGS.iter().find(|(name, ..)| Some(*name) == folder);
                assert_eq!(known.map(|(_, told, _)| *told), Some(&*encoding), "{name}, {cell}");
                found.entry(cell.clone()).or_default().push(said);
            }
        }
        compare(name, want, &cells, found);
        // Nothing of the article was written twice, and nothing left out.
        for db in [&plain, &held] {
            let apart =
                "DELETE FROM article_sources; UPDATE articles SET url = NULL, encoding = ''";
            db.execute_batch(apart).expect("a base without its sources");
        }
        let (a, b) = (content(&plain), content(&held));
        assert!(a == b, "{name}\n{}", difference(&a, &b));
    }
}
