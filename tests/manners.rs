//! How the command behaves at a desk: completion, manual, colours, how much it tells, and what of
//! an article's text reaches a terminal.
#![cfg(unix)]

#[path = "common/env.rs"]
mod env;

use std::process::Command;

use clap::CommandFactory;
use env::{Env, Run};

/// Whether a program that a test needs is there; a test without it says so.
fn there(program: &str) -> bool {
    let there = Command::new(program).arg("--version").output().is_ok();
    if !there {
        eprintln!("SKIPPED: {program} is not installed, so this was not tested");
    }
    there
}

/// What bash is answered at the end of a line, its words split as bash splits them.
const COMPLETE: &str = r#"
source <(danvan completions bash)
COMP_LINE=$1 COMP_POINT=${#1}
read -ra COMP_WORDS < <(sed -E 's/([=:]+)/ \1 /g' <<<"$1")
[[ $1 == *' ' ]] && COMP_WORDS+=('')
COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
"$(complete -p danvan | sed -E 's/.*-F ([^ ]+).*/\1/')"
printf '%s\n' "${COMPREPLY[@]}"
"#;

#[test]
fn bash_completes() {
    if !there("bash") {
        return;
    }
    let env = Env::new();
    env.write("own/zenith.sql", "-- title: Mine\n-- about: Mine.\n\nSELECT 1 AS one, 'k' AS key\n");
    for (line, expected) in [
        ("danvan sch", "schema"),
        ("danvan report models-by-l", "models-by-level"),
        ("danvan --db x.db report models-by-l", "models-by-level"),
        ("danvan report models-by-level -p ge", "geography="),
        ("danvan report models-by-level -p geography=", "then now"),
        ("danvan report models-by-level -p geography=n", "now"),
        ("danvan report -p geography=now models-by-l", "models-by-level"),
        ("danvan report models-by-level -p geography=now -p st", "status="),
        ("danvan report models-by-level --param=geography=n", "now"),
        ("danvan report models-by-level -p zzz=", ""),
        ("danvan report corrections -p outcome=no", "no\\ match"),
        ("danvan report --queries own zen", "zenith"),
        ("danvan report models-by-level --format=js", "json jsonl"),
        ("danvan report models-by-level --format ht", "html"),
        ("danvan show off", "official"),
        ("danvan completions f", "fish"),
        ("danvan load ow", "own/"),
    ] {
        let run = Run::of(env.program("bash").args(["--norc", "-c", COMPLETE, "bash", line]));
        assert_eq!((run.code, run.err.as_str()), (Some(0), ""), "{line}: {run:?}");
        let got: Vec<&str> = run.out.lines().filter(|candidate| !candidate.is_empty()).collect();
        assert_eq!(got.join(" "), expected, "{line}");
    }
    let all = "danvan report models-by-level -p ";
    let run = Run::of(env.program("bash").args(["--norc", "-c", COMPLETE, "bash", all]));
    assert!(run.out.lines().any(|line| line == "year="), "{run:?}");
    assert!(run.out.lines().all(|line| line.ends_with('=')), "{run:?}");
}

/// Keys typed into a bash that reads them from a terminal.
#[test]
fn bash_completes_at_the_keyboard() {
    if !there("bash") || !there("script") {
        return;
    }
    let env = Env::new();
    env.write("rc", "source <(danvan completions bash)\nPS1='$ '\n");
    env.write("keys", "danvan report models-by-lev\t-p geogr\tno\t--help >help\nexit\n");
    let run = env.shell("script -qec 'bash --noprofile --rcfile rc -i' /dev/null <keys");
    assert!(run.out.contains("models-by-level -p geography=now --help"), "{run:?}");
}

#[test]
fn every_shell_gets_a_script() {
    let env = Env::new();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let run = env.run(&["completions", shell]);
        assert_eq!((run.code, run.err.as_str()), (Some(0), ""), "{shell}");
        assert!(run.out.contains("danvan") && run.out.contains(shell), "{shell}: {}", run.out);
        assert!(!run.out.contains("target/"), "{shell} knows where it was built: {}", run.out);
    }
    assert_eq!(env.run(&["completions", "cmd"]).code, Some(2));
}

/// The commands, as `danvan-load`.
fn commands() -> Vec<String> {
    let mut danvan = danvan::cli::Cli::command().disable_help_subcommand(true);
    danvan.build();
    danvan.get_subcommands().map(|command| command.get_display_name().unwrap().to_owned()).collect()
}

#[test]
fn the_manual_has_every_command() {
    let env = Env::new();
    let main = env.run(&["man"]);
    assert_eq!((main.code, main.err.as_str()), (Some(0), ""), "{main:?}");
    for twice in 0..2 {
        assert_eq!(env.run(&["man", "man/man1"]).code, Some(0), "{twice}");
    }
    assert_eq!(std::fs::read_to_string(env.path("man/man1/danvan.1")).unwrap(), main.out);
    let formatted = there("groff");
    for name in commands().into_iter().chain(["danvan".to_owned()]) {
        let page = format!("man/man1/{name}.1");
        let text = std::fs::read_to_string(env.path(&page)).expect(&page);
        let quoted = name.replace('-', "\\-");
        assert!(main.out.contains(&quoted), "danvan.1 does not name {name}");
        assert!(text.contains(".SH EXAMPLES"), "{page}");
        if formatted {
            let run = env.shell(&format!("groff -K utf8 -man -ww -T utf8 {page}"));
            assert_eq!((run.code, run.err.as_str()), (Some(0), ""), "{page}");
        }
    }
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
        ("danvan check", false),
        ("danvan correct reject 'fact:'$(printf '\\033[35;7m')", true),
        ("danvan schema", false),
        ("danvan extract lạ", true),
        ("danvan extract lạ --explain", true),
        ("danvan load lạ --dry-run --json", true),
        ("danvan load lạ/*.txt -v --db new.db", true),
        ("danvan load lạ/*.html", true),
        ("danvan report \"$(printf '\\033[35;7m')\"", true),
        // clap takes it away.
        ("danvan \"--$(printf '\\033[35;7m')\"", false),
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
