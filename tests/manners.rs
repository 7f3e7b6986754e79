//! How the command behaves at a desk: colours, how much it tells, and what of
//! an article's text reaches a terminal.
#![cfg(unix)]

#[path = "common/env.rs"]
mod env;

use std::process::Command;

use env::{Env, Run};

/// Whether a program that a test needs is there; a test without it says so.
fn there(program: &str) -> bool {
    let there = Command::new(program).arg("--version").output().is_ok();
    if !there {
        eprintln!("SKIPPED: {program} is not installed, so this was not tested");
    }
    there
}

/// Arguments and variables, and whether there are colours; the output is a pipe.
#[test]
fn colours() {
    let env = Env::loaded();
    for (line, coloured) in [
        ("danvan show article 1", false),
        ("danvan show article 1 --color always", true),
        ("danvan --color=always show article 1", true),
        ("CLICOLOR_FORCE=1 danvan show article 1", true),
        ("CLICOLOR_FORCE=1 NO_COLOR=1 danvan show article 1", false),
        ("CLICOLOR_FORCE=1 danvan show article 1 --color never", false),
        ("NO_COLOR=1 danvan show article 1 --color always", true),
        ("danvan search khéo", false),
        ("danvan search khéo --color always", true),
        ("danvan --help", false),
        ("danvan --help --color always", true),
        ("danvan --color=always load --help", true),
        ("danvan report --help --color always", true),
        ("CLICOLOR_FORCE=1 danvan --help", true),
        ("danvan --color always report models-by-level", false),
    ] {
        let run = env.shell(line);
        assert_eq!((run.code, run.out.contains("\u{1b}[")), (Some(0), coloured), "{line}: {run:?}");
    }
    assert_eq!(env.run(&["schema", "--color", "sometimes"]).code, Some(2));
    if there("script") {
        for (line, coloured) in [
            ("danvan show article 1", true),
            ("NO_COLOR=1 danvan show article 1", false),
            ("TERM=dumb danvan show article 1", false),
            ("danvan show article 1 --color never", false),
        ] {
            assert_eq!(at_a_terminal(&env, line).contains("\u{1b}["), coloured, "{line}");
        }
    }
}

#[test]
fn quiet_tells_nothing_but_errors() {
    let env = Env::loaded();
    for (line, code, told) in [
        ("danvan -q load tin", 0, ""),
        ("danvan report models-per-locality-per-year -q", 0, ""),
        ("danvan report meetings-calendar -p year=1900 --quiet", 0, ""),
        ("danvan check -q", 0, ""),
        ("danvan -q load none.txt", 1, "danvan: none.txt: no such file"),
        ("danvan -q report zzz", 2, "danvan: report: no report named zzz"),
        ("danvan report -q -v", 2, "danvan: the argument '--quiet' cannot be used with"),
        ("danvan -q --db none.db check", 1, "danvan: none.db: "),
    ] {
        let run = env.shell(line);
        let lines = if told.is_empty() { 0 } else { 1 };
        assert_eq!((run.code, run.err.lines().count()), (Some(code), lines), "{line}: {run:?}");
        assert!(run.err.starts_with(told), "{line}: {run:?}");
    }
}

#[test]
fn verbose_tells_what_is_read_and_asked() {
    let env = Env::loaded();
    env.write("own/mine.sql", "-- title: Mine\n-- about: Mine.\n\nSELECT 1 AS one, 'k' AS key\n");
    for (line, told) in [
        (
            "danvan -v report models-by-level -p year=2023 -p within='Đà Nẵng' -p geography=now",
            &[
                "database danvan.db (schema version ",
                "report models-by-level (built in)",
                "year: 2023",
                "within: 'da nang'",
                "geography: 'now'",
                " s",
            ][..],
        ),
        ("danvan report mine --queries own -v", &["report mine (own/mine.sql)"]),
        ("danvan load -v tin bai.txt", &["database danvan.db", "reading tin", "reading bai.txt"]),
        ("danvan sql -v 'SELECT 1'", &["database danvan.db"]),
    ] {
        let run = env.shell(line);
        assert_eq!(run.code, Some(0), "{line}: {run:?}");
        for part in told {
            let told = run
                .err
                .lines()
                .any(|line| line.strip_prefix("danvan: ").is_some_and(|line| line.contains(part)));
            assert!(told, "{line}: {part}: {}", run.err);
        }
        let usual = env.shell(&line.replace("-v", ""));
        assert_eq!(run.out, usual.out, "{line}: what is told changes no data");
        assert!(usual.err.lines().count() < run.err.lines().count(), "{line}");
    }
}

/// Output and talk of a line at a terminal.
fn at_a_terminal(env: &Env, line: &str) -> String {
    env.write("line", line);
    let mut script = env.program("script");
    script.args(["-qec", "sh line", "/dev/null"]).env("TERM", "xterm");
    Run::of(&mut script).out
}

/// What no article may send to a terminal: a colour, a title for the window, a C1 command, text
/// that runs backwards.
const ACTS: [&str; 4] = ["\u{1b}[35;7m", "\u{1b}]0;", "\u{9b}2J", "\u{202e}"];

#[test]
fn nothing_from_an_article_acts_on_a_terminal() {
    if !there("script") {
        return;
    }
    let env = Env::loaded();
    let acts = format!("{}X{}t\u{7}{}{}", ACTS[0], ACTS[1], ACTS[2], ACTS[3]);
    env.write(&format!("lạ/{acts}.txt"), std::fs::read(env.path("bai.txt")).unwrap());
    env.write(&format!("lạ/{acts}.html"), [0xff, 0, 0xff]);
    env.write(
        "own/mine.sql",
        format!("-- title: Mine {acts}\n-- about: Mine {acts}.\n\nSELECT '{acts}' AS \"{acts}\"\n"),
    );
    let db = rusqlite::Connection::open(env.path("danvan.db")).unwrap();
    for (table, column) in [
        ("articles", "title"),
        ("articles", "author"),
        ("article_sources", "source_key"),
        ("officials", "name"),
        ("organizations", "name"),
        ("meetings", "name"),
        ("directives", "title"),
        ("model_counts", "quote"),
        ("citations", "quote"),
        ("positions", "quote"),
        ("meeting_articles", "quote"),
    ] {
        let sql = format!("UPDATE {table} SET {column} = {column} || ?1");
        db.execute(&sql, [&acts]).unwrap_or_else(|error| panic!("{sql}: {error}"));
    }
    db.close().unwrap();

    // Exit codes do not matter here; what is printed has to come from articles.
    for (line, hostile) in [
        ("danvan show article 1", true),
        ("danvan show article 1 --color always", true),
        ("danvan show article 1 --format html", true),
        ("danvan show locality 'huyện Đại Lộc'", true),
        ("danvan show official 'hua van tin'", true),
        ("danvan show official 'hua van tin' --format html", true),
        ("danvan show directive 43-KL/TW", true),
        ("danvan show article tin", true),
        ("danvan report officials", true),
        ("danvan report officials --format csv", true),
        ("danvan report officials --format json", true),
        ("danvan report officials --format html", true),
        ("danvan report officials --with-sources --format markdown", true),
        ("danvan report models-per-locality-per-year --chart", false),
        ("danvan report --queries own", true),
        ("danvan report --queries own --format json", true),
        ("danvan report mine --help --queries own", true),
        ("danvan report mine --sql --queries own", true),
        ("danvan report mine --queries own --format tsv", true),
        ("danvan report officials --help", false),
        ("danvan search hội nghị", true),
        ("danvan search hội nghị --format json", true),
        ("danvan sql 'SELECT title FROM articles'", true),
        ("danvan check", true),
        ("danvan correct reject 'fact:'$(printf '\\033[35;7m')", true),
        ("danvan schema", false),
        ("danvan extract lạ", true),
        ("danvan extract lạ --explain", true),
        ("danvan load lạ --dry-run --json", true),
        ("danvan load lạ/*.txt -v --db new.db", true),
        ("danvan load lạ/*.html", true),
        ("danvan report \"$(printf '\\033[35;7m')\"", true),
        ("danvan \"--$(printf '\\033[35;7m')\"", true),
        ("danvan --db \"$(printf '\\033[35;7m')\" check", true),
    ] {
        let shown = at_a_terminal(&env, line);
        for acts in ACTS {
            assert!(!shown.contains(acts), "{line}: {acts:?} in {shown:?}");
        }
        // A page has its own sign for a control character, not for the direction of writing.
        let spelled = shown.contains("\\u001b[35;7m") || shown.contains("\\u202e");
        assert_eq!(spelled, hostile, "{line}: {shown}");
    }
    // A program gets what is there.
    let run = env.run(&["sql", "SELECT title FROM articles LIMIT 1", "--format", "csv"]);
    assert!(ACTS.iter().all(|acts| run.out.contains(acts)), "{run:?}");
}
