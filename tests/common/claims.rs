//! Articles of counts in one line, so that a case of a table is one line of statements in and one
//! row out.
//!
//! `A@2023-12-20: 225, 40 both district | b: >270 2020-2023` is two articles and three statements.
//! An article is its name (a capital: it is about the locality itself; `a'`: most of its sentences
//! are those of `a`) and its date. A statement is a figure (`>` over, `<` under, `~` about, `^`
//! gần) and words in any order:
//!
//! - `2024`, `2020-2023`, `stock`, `undated`: years; else 2023;
//! - a unit, status, level, holder, field; else models registered;
//! - `in:KEY`, `in:?name`, `in:-`: place; else huyện Phú Xuyên;
//! - `of:body`: who has them; `other`, `none`: another campaign, none; else `Dân vận khéo`;
//! - `@day`: as of; else the date of the article;
//! - `level<0`: a part, by level, of the article's first statement.

#![allow(dead_code, reason = "each test binary uses a part of it")]

use std::sync::LazyLock;

use danvan::article::Article;
use danvan::extract::facts::{Field, Holder, Level, Status, Unit};
use danvan::output::{Format, Reader, writer};
use danvan::reference::words::Language;
use danvan::report;
use danvan::resolve::resolve;
use danvan::store::{self, Counters, Writer};
use rusqlite::Connection;
use rusqlite::types::Value;

use crate::toy;

pub const PHU_XUYEN: &str = "280@2008-08-01";

/// The articles of a line.
pub fn articles(line: &str) -> Vec<Article> {
    line.split(" | ").filter(|article| !article.is_empty()).map(article).collect()
}

fn article(text: &str) -> Article {
    let (head, statements) = text.split_once(": ").expect("article: statements");
    let (name, published) = head.split_once('@').unwrap_or((head, ""));
    // Statements of other articles may be the same; sentences are only those of copies.
    let words: Vec<String> = (0..45).map(|n| format!("{}{n}", &name[..1].to_lowercase())).collect();
    let mut lines = vec![format!("Bài {name} {}.", words.join(" "))];
    if name.starts_with(char::is_uppercase) {
        lines.push(format!("ở: {PHU_XUYEN}"));
    }
    lines.extend(statements.split(", ").map(|statement| count(statement, published)));
    toy::article(name, published, &lines.iter().map(String::as_str).collect::<Vec<_>>())
}

/// A statement in the toy language.
fn count(statement: &str, published: &str) -> String {
    let mut words = statement.split(' ');
    let figure = words.next().expect("a figure");
    let (digits, qualifier) = match &figure[..1] {
        ">" => (&figure[1..], "; qualifier=over; word=hơn"),
        "<" => (&figure[1..], "; qualifier=under; word=dưới"),
        "~" => (&figure[1..], "; qualifier=about; word=khoảng"),
        "^" => (&figure[1..], "; qualifier=about; word=gần"),
        _ => (figure, ""),
    };
    let (mut years, mut place) = ("; year=2023".to_owned(), PHU_XUYEN);
    let (mut campaign, mut as_of) = ("; campaign=Dân vận khéo", published);
    let mut rest = String::new();
    for word in words {
        let is_year = |word: &str| word.len() == 4 && word.parse::<i32>().is_ok();
        match word {
            "stock" => years = "; to_date=1".to_owned(),
            "undated" => years = String::new(),
            "none" => campaign = "",
            "other" => campaign = "; campaign=Khác",
            _ if is_year(word) => years = format!("; year={word}"),
            _ if Unit::parse(word).is_some() => rest += &format!("; unit={word}"),
            _ if Status::parse(word).is_some() => rest += &format!("; status={word}"),
            _ if Level::parse(word).is_some() => rest += &format!("; level={word}"),
            _ if Holder::parse(word).is_some() => rest += &format!("; holder={word}"),
            _ if Field::parse(word).is_some() => rest += &format!("; field={word}"),
            _ => match (word.split_once(':'), word.split_once('<'), word.strip_prefix('@')) {
                (Some(("in", "-")), _, _) => place = "",
                (Some(("in", key)), _, _) => place = key,
                (Some(("of", body)), _, _) => rest += &format!("; of={body} in {PHU_XUYEN}"),
                (_, Some((split, of)), _) => rest += &format!("; part_of={of}; split={split}"),
                (_, _, Some(day)) => as_of = day,
                _ => {
                    let (from, to) = word.split_once('-').unwrap_or_else(|| panic!("{word}?"));
                    years = format!("; year={from}; to={to}");
                }
            },
        }
    }
    format!("số: {digits}; in={place}{years}{campaign}; as_of={as_of}{qualifier}{rest}")
}

/// A base that forgets every case.
pub struct Lab {
    folder: tempfile::TempDir,
}

impl Lab {
    pub fn new() -> Lab {
        // Units take a second: they are filled in once a test binary.
        static EMPTY: LazyLock<Vec<u8>> = LazyLock::new(|| {
            let folder = tempfile::tempdir().expect("a temporary folder");
            let path = folder.path().join("test.db");
            drop(store::open_writing(&path).expect("a new database"));
            std::fs::read(path).expect("the new database")
        });
        let folder = tempfile::tempdir().expect("a temporary folder");
        std::fs::write(folder.path().join("test.db"), &*EMPTY).expect("a copy");
        Lab { folder }
    }

    /// What `ask` finds where the articles of a line are loaded.
    pub fn told<T>(&self, line: &str, ask: impl FnOnce(&Connection) -> T) -> T {
        self.loaded(&articles(line), ask)
    }

    /// What `ask` finds after loads with ` || ` between them; an article of one name is one page,
    /// so that saying it anew replaces it.
    pub fn after<T>(loads: &str, ask: impl FnOnce(&Connection) -> T) -> T {
        let lab = Lab::new();
        let db = store::open_writing(&lab.folder.path().join("test.db")).expect("it opens");
        for load in loads.split(" || ") {
            let mut writer = Writer::start(&db, toy::facts).expect("a load starts");
            writer.begin().expect("a batch begins");
            for article in articles(load) {
                writer.put(&article, &resolve(toy::facts(&article))).expect("it is put");
                // Every article is a batch of its own, as those of a large load are.
                writer.end_batch().and_then(|()| writer.begin()).expect("a batch ends");
            }
            writer.commit().expect("the last batch ends");
            writer.finish(Ok(&Counters::default())).expect("the load ends");
        }
        ask(&db)
    }

    pub fn loaded<T>(&self, articles: &[Article], ask: impl FnOnce(&Connection) -> T) -> T {
        let db = store::open_writing(&self.folder.path().join("test.db")).expect("it opens");
        let mut writer = Writer::start(&db, toy::facts).expect("a load starts");
        writer.begin().expect("a batch begins");
        for article in articles {
            writer.put(article, &resolve(toy::facts(article))).expect("it is put");
        }
        writer.resolve().expect("it settles");
        let told = ask(&db);
        writer.roll_back().expect("it is forgotten");
        told
    }
}

/// The rows of a query, cells by `,`, blanks as nothing.
pub fn ask(db: &Connection, sql: &str) -> Vec<String> {
    let mut statement = db.prepare(sql).expect(sql);
    let width = statement.column_count();
    let rows = statement.query_map([], |row| {
        let cells = (0..width).map(|n| {
            Ok(match row.get(n)? {
                Value::Null => String::new(),
                Value::Integer(number) => number.to_string(),
                Value::Text(text) => text,
                other => format!("{other:?}"),
            })
        });
        Ok(cells.collect::<rusqlite::Result<Vec<_>>>()?.join(","))
    });
    rows.expect(sql).map(|row| row.expect(sql)).collect()
}

/// The rows of a report as CSV, without its header; `values` as `within=x geography=now`, an
/// underscore for a space.
pub fn rows(db: &Connection, name: &str, values: &str) -> Vec<String> {
    let report = report::find(name).expect(name);
    let mut bytes = Vec::new();
    let mut out = writer(Format::Csv, Reader::Program, Language::En, &mut bytes);
    report::run(db, &report, &bound(&report, values), false, &mut *out).expect(name);
    drop(out);
    String::from_utf8(bytes).expect("UTF-8").lines().skip(1).map(str::to_owned).collect()
}

/// What a report says beside its rows.
pub fn notes(db: &Connection, name: &str, values: &str) -> Vec<String> {
    let report = report::find(name).expect(name);
    let mut out = writer(Format::Csv, Reader::Program, Language::En, std::io::sink());
    report::run(db, &report, &bound(&report, values), false, &mut *out).expect(name).notes
}

fn bound(report: &report::Report, values: &str) -> Vec<(String, Value)> {
    let given: Vec<(String, String)> = values
        .split_whitespace()
        .filter_map(|pair| pair.split_once('='))
        .map(|(name, value)| (name.to_owned(), value.replace('_', " ")))
        .collect();
    report.values(&given).expect("good values")
}
