//! The command as users meet it: exit codes, one clear line for every error, nothing lost.

#[path = "common/env.rs"]
mod env;

use std::process::Stdio;

use clap::CommandFactory;
use env::{Env, Run};

/// A run that must fail: arguments, exit code, the whole of standard error but its line end.
fn assert_fails(env: &Env, args: &[&str], code: i32, line: &str) {
    let run = env.run(args);
    assert_eq!((run.code, run.err.trim_end()), (Some(code), line), "danvan {args:?}");
    assert_eq!(run.out, "", "danvan {args:?}: standard output is for data");
}

#[test]
fn wrong_arguments() {
    let env = Env::loaded();
    let headline = "models-per-locality-per-year";
    for (args, line) in [
        (
            &["report", "meetings-calender"][..],
            "danvan: report: no report named meetings-calender; did you mean meetings-calendar?",
        ),
        (&["report", "zzz"], "danvan: report: no report named zzz; `danvan report` lists them"),
        (
            &["report", headline, "-p", "yaer=2024"],
            "danvan: models-per-locality-per-year: no parameter named yaer; did you mean year?",
        ),
        (
            &["report", headline, "-p", "year=abc"],
            "danvan: models-per-locality-per-year: year=abc: not an integer such as 2024",
        ),
        (
            &["report", headline, "-p", "geography=past"],
            "danvan: models-per-locality-per-year: geography=past: not one of then, now",
        ),
        (
            &["report", "problems", "-p", "problem=contradictions"],
            "danvan: problems: problem=contradictions: not one of contradiction, unbalanced, identity, dates, undated, unlinked, correction, reject; did you mean contradiction?",
        ),
        (
            &["report", headline, "-p", "year=2023", "-p", "year=2024"],
            "danvan: models-per-locality-per-year: year is given twice; give it once",
        ),
        (
            &["report", headline, "-p", "year"],
            "danvan: invalid value 'year' for '--param <NAME=VALUE>': write it as name=value; \
             --help tells more",
        ),
        (
            &["report", headline, "--fromat", "csv"],
            "danvan: unexpected argument '--fromat' found; a similar argument exists: '--format'; \
             --help tells more",
        ),
        (
            &["report", headline, "-o", "x.xls"],
            "danvan: x.xls: no format has this ending; use .csv, .tsv, .json, .jsonl, .md, \
             .html, .xlsx, .svg or .txt, or add --format",
        ),
        (
            &["lood", "tin"],
            "danvan: unrecognized subcommand 'lood'; a similar subcommand exists: 'load'; --help \
             tells more",
        ),
        (
            &["load", "tin", "--encoding", "viscii"],
            "danvan: invalid value 'viscii' for '--encoding <ENCODING>': no encoding has this \
             name; known are utf-8, utf-16le, utf-16be, windows-1258, windows-1252, tcvn3, vni, \
             mojibake (UTF-8 read as windows-1252); --help tells more",
        ),
        (
            &["load"],
            "danvan: the following required arguments were not provided: <PATH>...; --help tells \
             more",
        ),
    ] {
        assert_fails(&env, args, 2, line);
    }
}

#[test]
fn without_a_command_the_help_is_printed() {
    let run = Env::new().run(&[]);
    assert_eq!(run.code, Some(2));
    assert!(run.err.contains("Usage: danvan") && run.err.contains("Examples:"), "{run:?}");
}

#[test]
fn a_base_that_is_not_there_is_not_made_by_reading() {
    let env = Env::new();
    for args in
        [&["report", "meetings-calendar"][..], &["sql", "SELECT 1"], &["check"], &["schema"]]
    {
        let run = env.run(args);
        assert_eq!(run.code, Some(1), "{run:?}");
        assert!(run.err.starts_with("danvan: danvan.db: "), "{run:?}");
        assert_eq!(run.err.lines().count(), 1, "{run:?}");
        assert!(!env.path("danvan.db").exists());
    }
}

#[test]
fn a_database_that_is_not_ours_is_left_alone() {
    let env = Env::new();
    env.copy_examples();
    let foreign = rusqlite::Connection::open(env.path("foreign.db")).unwrap();
    foreign.execute_batch("CREATE TABLE t(a); INSERT INTO t VALUES (1)").unwrap();
    foreign.close().unwrap();
    env.run(&["--db", "newer.db", "load", "tin"]);
    let newer = rusqlite::Connection::open(env.path("newer.db")).unwrap();
    newer.pragma_update(None, "user_version", 9999).unwrap();
    newer.close().unwrap();
    env.write("corrupt.db", "đây không phải là một cơ sở dữ liệu".repeat(100));
    for (db, says) in
        [("foreign.db", "not danvan's"), ("newer.db", "newer"), ("corrupt.db", "not a ")]
    {
        let before = std::fs::read(env.path(db)).unwrap();
        for args in [&["load", "tin"][..], &["report", "meetings-calendar"], &["check"]] {
            let run = env.run(&[args, &["--db", db]].concat());
            assert_eq!(run.code, Some(1), "{run:?}");
            assert!(run.err.starts_with(&format!("danvan: {db}: ")), "{run:?}");
            assert!(run.err.contains(says), "{run:?}");
            assert_eq!(run.err.lines().count(), 1, "{run:?}");
        }
        assert!(std::fs::read(env.path(db)).unwrap() == before, "{db} was changed");
    }
}

#[test]
fn what_cannot_be_loaded_is_told_and_the_rest_loads() {
    let env = Env::new();
    env.copy_examples();
    let run = env.run(&["load", "không-có.txt", "tin"]);
    assert_eq!(run.code, Some(1), "{run:?}");
    let line = run.err.lines().find(|line| line.contains("không-có.txt")).unwrap();
    assert!(line.starts_with("danvan: không-có.txt: "), "{line}");
    assert!(env.run(&["report", "meetings-calendar"]).out.lines().count() > 2);
    assert!(env.run(&["report", "problems"]).out.contains("không-có.txt"));

    env.write("trống/ghi-chú.json", "{}");
    let run = env.run(&["--db", "other.db", "load", "trống"]);
    assert_eq!(run.code, Some(1), "{run:?}");
    let run = env.run(&["extract", "không-có.txt"]);
    assert_eq!(run.code, Some(1), "{run:?}");
    assert!(run.out.starts_with("{\"error\":{"), "{run:?}");
    assert!(run.out.contains("\"source\":\"không-có.txt\""), "{run:?}");
    assert_eq!(run.out.lines().count(), 1, "{run:?}");
}

#[test]
fn a_folder_without_articles() {
    let env = Env::new();
    std::fs::create_dir(env.path("rỗng")).unwrap();
    let run = env.run(&["load", "rỗng"]);
    assert_eq!(run.code, Some(1), "{run:?}");
    assert!(run.err.contains("no article"), "{run:?}");
    let run = env.run(&["extract", "rỗng"]);
    assert_eq!((run.code, run.out.as_str()), (Some(1), ""), "{run:?}");
    assert!(run.err.contains("no article"), "{run:?}");
}

#[test]
fn loading_again_changes_nothing() {
    let env = Env::loaded();
    let run = env.run(&["load", "tin", "--json"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let summary: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!((summary["new"].as_u64(), summary["updated"].as_u64()), (Some(0), Some(0)));
    let articles = std::fs::read_dir(env.path("tin")).unwrap().count() as u64;
    assert_eq!(summary["unchanged"].as_u64(), Some(articles));
}

#[test]
fn a_dry_run_leaves_no_trace() {
    let env = Env::new();
    env.copy_examples();
    let run = env.run(&["load", "tin", "--dry-run"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(run.err.contains("would be"), "{run:?}");
    assert!(!env.path("danvan.db").exists());
}

#[test]
fn a_closed_pipe_is_no_error() {
    let env = Env::loaded();
    for line in "\
        report figure-sources
        report figure-sources --format csv
        report figure-sources --format tsv
        report figure-sources --format json
        report figure-sources --format jsonl
        report figure-sources --format markdown
        report figure-sources --format html
        report figure-sources --format xlsx
        report models-per-locality-per-year --format svg
        report models-per-locality-per-year --chart
        report models-per-locality-per-year --sql
        report models-per-locality-per-year --help
        report
        report --format csv
        report --help
        extract tin
        extract tin --explain
        search khéo
        search khéo --format csv
        sql SELECT_text_FROM_articles,_localities_LIMIT_5000
        sql SELECT_text_FROM_articles,_localities_LIMIT_5000 --format csv
        schema
        schema --format json
        correct
        check
        show article 1
        show article 1 --color always
        show article 1 --format html
        show locality huyện_Đại_Lộc
        load tin --json
        completions bash
        man
        --help
        --version"
        .lines()
    {
        let args: Vec<String> = line.split_whitespace().map(|arg| arg.replace('_', " ")).collect();
        let args: Vec<&str> = args.iter().map(String::as_str).collect();
        for (out, err) in [(true, false), (true, true), (false, true)] {
            let mut child =
                env.command(&args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
            // Before the command has written anything, or nearly so.
            drop(out.then(|| child.stdout.take()));
            drop(err.then(|| child.stderr.take()));
            let output = child.wait_with_output().unwrap();
            let told = String::from_utf8(output.stderr).unwrap();
            // What came of it may be told, but no error.
            let talk = ["left out: ", " nothing wrong", " unchanged", ": danvan report problems"];
            let fine = told.lines().all(|line| talk.iter().any(|talk| line.contains(talk)));
            assert!(output.status.code() == Some(0) && fine, "{line}: {:?} {told}", output.status);
        }
    }
}

#[test]
fn only_reading() {
    let env = Env::loaded();
    let before = std::fs::read(env.path("danvan.db")).unwrap();
    for sql in ["DELETE FROM articles", "ATTACH 'x.db' AS x", "PRAGMA user_version = 1"] {
        let line =
            "danvan: sql: the statement would change something; only reading is allowed here";
        assert_fails(&env, &["sql", sql], 1, line);
    }
    assert_fails(&env, &["sql", "SELECT * FROM artcles"], 1, "danvan: sql: no such table: artcles");
    assert_eq!(env.run(&["check"]).code, Some(0));
    assert!(std::fs::read(env.path("danvan.db")).unwrap() == before);
    assert!(!env.path("x.db").exists());
}

#[test]
fn the_database_is_named_before_or_after_or_by_the_environment() {
    let env = Env::new();
    env.copy_examples();
    let run = env.run(&["load", "tin", "--db", "a.db"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let after = env.run(&["report", "meetings-calendar", "--db", "a.db"]);
    let before = env.run(&["--db", "a.db", "report", "meetings-calendar"]);
    let named = Run::of(env.command(&["report", "meetings-calendar"]).env("DANVAN_DB", "a.db"));
    assert_eq!(after.code, Some(0), "{after:?}");
    assert!(after.out == before.out && before.out == named.out);
}

#[test]
fn a_file_gets_its_format_from_its_ending_and_is_not_overwritten() {
    let env = Env::loaded();
    let headline = "models-per-locality-per-year";
    for (file, begins) in [
        ("x.csv", "\u{feff}locality,year,registered,recognized,built,commended,unit,as_of,sources"),
        ("x.tsv", "locality\tyear\tregistered"),
        ("x.json", "[\n{\"locality\":\""),
        ("x.jsonl", "{\"locality\":\""),
        ("x.md", "| locality | year |"),
        ("x.txt", "locality  "),
    ] {
        let run = env.run(&["report", headline, "-o", file]);
        assert_eq!((run.code, run.out.as_str()), (Some(0), ""), "{file}");
        assert!(run.err.starts_with("danvan: left out: "), "{file}: {run:?}");
        let written = std::fs::read_to_string(env.path(file)).unwrap();
        assert!(written.starts_with(begins), "{file}: {written}");
    }
    assert!(std::fs::read_to_string(env.path("x.csv")).unwrap().contains("\r\n"));
    let line = "danvan: x.csv: the file exists; give --force to replace it";
    assert_fails(&env, &["report", "meetings-calendar", "-o", "x.csv"], 1, line);
    let run = env.run(&["report", "meetings-calendar", "-o", "x.csv", "--force"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(std::fs::read_to_string(env.path("x.csv")).unwrap().contains("held_on"));
    let run = env.run(&["report", "meetings-calendar", "-o", "nowhere/x.csv"]);
    assert_eq!(run.code, Some(1), "{run:?}");
    assert!(run.err.starts_with("danvan: nowhere/x.csv: cannot write the file"), "{run:?}");
}

#[test]
fn an_empty_answer_has_its_header_and_a_remark() {
    let env = Env::loaded();
    let run = env.run(&["report", "meetings-calendar", "-p", "year=1900", "--format", "csv"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(run.out.starts_with("held_on,name,") && run.out.lines().count() == 1, "{run:?}");
    assert_eq!(
        run.err,
        "danvan: no rows: nothing of the kind is in this base\n\
         danvan: year=1900: no such value in this base; danvan report meetings-calendar --help lists \
         them\n"
    );
}

/// `--help` of every command, and every example in it, run as it stands.
#[test]
#[cfg(unix)]
fn the_examples_of_the_help_run() {
    let mut danvan = danvan::cli::Cli::command().disable_help_subcommand(true);
    danvan.build();
    let mut commands = vec![&danvan];
    while let Some(command) = commands.pop() {
        commands.extend(command.get_subcommands());
        let name = command.get_bin_name().unwrap_or("danvan");
        let env = Env::loaded();
        env.write("so-lieu.csv", include_str!("../examples/tables/quang-nam-2023.csv"));
        let help = env.shell(&format!("{name} --help"));
        assert_eq!(help.code, Some(0), "{help:?}");
        let (_, examples) = help.out.split_once("Examples:\n").expect(name);
        let examples: Vec<&str> =
            examples.lines().take_while(|line| line.starts_with("  ")).map(str::trim).collect();
        assert!(examples.len() >= 2, "{name}: {examples:?}");
        for example in examples {
            let run = env.shell(example);
            assert_eq!(run.code, Some(0), "{example}: {run:?}");
        }
    }
}

#[test]
fn facts_are_explained() {
    let env = Env::new();
    env.copy_examples();
    let run = env.run(&["extract", "--explain", "bai.txt", "không-có.txt"]);
    assert_eq!(run.code, Some(1), "{run:?}");
    let mut lines = run.out.lines();
    assert!(lines.next().unwrap().starts_with("bai.txt: "), "{run:?}");
    let counts: Vec<&str> = lines.filter(|line| line.contains(" 112 · model · ")).collect();
    let [count] = counts[..] else { panic!("{run:?}") };
    assert!(count.starts_with("  model_counts."), "{count}");
    assert!(count.contains(" registered · ") && count.contains(" đăng ký 112 mô hình "), "{count}");
    assert!(run.out.contains("\nkhông-có.txt: no such file"), "{run:?}");
}

#[test]
fn an_article_is_shown_with_its_facts_marked() {
    let env = Env::loaded();
    let file = "dai-loc-2023-tong-ket.txt";
    let id = env.run(&["sql", "SELECT article_id FROM article_sources WHERE source_key LIKE '%/dai-loc-2023-tong-ket.txt'", "--format", "tsv"]);
    let id = id.out.lines().nth(1).unwrap();
    let shown = env.run(&["show", "article", file]);
    assert_eq!((shown.code, shown.err.as_str()), (Some(0), ""), "{shown:?}");
    assert!(shown.out.starts_with(&format!("article {id}: 2023-12-27 · ")), "{shown:?}");
    for part in
        [" đăng ký [112](", "[Lê Viết Hoàng](", "\nmodel counts\n", "  112 · model · registered · "]
    {
        assert!(shown.out.contains(part), "{part}: {}", shown.out);
    }
    for name in [id, "tin/dai-loc-2023-tong-ket.txt", "./tin/dai-loc-2023-tong-ket.txt"] {
        assert_eq!(env.run(&["show", "article", name]).out, shown.out, "{name}");
    }
    // The facts that are shown are those that were stored, not what this program would find.
    let db = rusqlite::Connection::open(env.path("danvan.db")).unwrap();
    db.execute("UPDATE model_counts SET rule = 'model_counts.older' WHERE count = 112", [])
        .unwrap();
    db.close().unwrap();
    assert!(env.run(&["show", "article", file]).out.contains("[model_counts.older]"));
}

#[test]
fn every_stored_article_is_shown_with_every_fact() {
    let env = Env::loaded();
    let db = rusqlite::Connection::open(env.path("danvan.db")).unwrap();
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
    let counted =
        tables.map(|table| format!("(SELECT count(*) FROM {table} WHERE article_id = a.id)"));
    let sql = format!("SELECT id, {} FROM articles AS a", counted.join(" + "));
    let articles: Vec<(i64, usize)> = db
        .prepare(&sql)
        .unwrap()
        .query_map([], |row| Ok((row.get(0)?, row.get::<_, i64>(1)? as usize)))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    assert!(articles.len() > 10);
    for (id, statements) in articles {
        let run = env.run(&["show", "article", &id.to_string(), "--format", "html"]);
        assert_eq!((run.code, run.err.as_str()), (Some(0), ""), "article {id}");
        assert_eq!(run.out.matches("<li id=\"f").count(), statements, "article {id}");
        assert_eq!(run.out.matches("<span id=\"w").count(), statements, "article {id}");
    }
}

#[test]
fn what_cannot_be_shown() {
    let env = Env::loaded();
    for (args, code, line) in [
        (
            &["show", "article", "zzz"][..],
            1,
            "danvan: show: no article zzz; give its number, its file, its address or words of its headline, or try danvan search",
        ),
        (
            &["show", "article", "9999"],
            1,
            "danvan: show: no article 9999; give its number, its file, its address or words of its headline, or try danvan search",
        ),
        (
            &["show", "article", "1", "-o", "x.pdf"],
            2,
            "danvan: x.pdf: no format has this ending; use .csv, .tsv, .json, .jsonl, .md, .html, \
             .xlsx, .svg or .txt, or add --format",
        ),
    ] {
        assert_fails(&env, args, code, line);
    }
    let run = env.run(&["show", "article", "dan van"]);
    assert_eq!(run.code, Some(1), "{run:?}");
    assert!(run.err.contains(" are meant by dan van; give the key of one\n"), "{run:?}");
    assert!(run.out.contains("\narticle:") && run.out.lines().count() > 3, "{run:?}");
    let run = env.run(&["show", "village", "1"]);
    assert_eq!(run.code, Some(2), "{run:?}");
}

#[test]
fn a_page_is_written_once() {
    let env = Env::loaded();
    let run = env.run(&["show", "article", "1", "-o", "x.html"]);
    assert_eq!((run.code, run.out.as_str(), run.err.as_str()), (Some(0), "", ""));
    let page = std::fs::read_to_string(env.path("x.html")).unwrap();
    assert!(page.starts_with("<!DOCTYPE html>") && page.ends_with("</html>\n"));
    let line = "danvan: x.html: the file exists; give --force to replace it";
    assert_fails(&env, &["show", "article", "1", "-o", "x.html"], 1, line);
}

/// What a table leaves out is talk: on standard error, beside every format and file.
#[test]
fn what_a_table_leaves_out_is_told_beside_it() {
    let env = Env::loaded();
    let told = "danvan: left out: 1 stated in parts only, 5 to date (figure-sources shows them)\n";
    let headline = ["report", "models-per-locality-per-year"];
    for format in [&[][..], &["--format", "csv"], &["-o", "x.csv"]] {
        let run = env.run(&[&headline[..], format].concat());
        assert_eq!((run.code, run.err.as_str()), (Some(0), told), "{format:?}");
        assert!(!run.out.contains("left out"), "{run:?}");
    }
}

#[test]
fn the_doubts_of_a_load_are_the_rows_of_the_report() {
    let env = Env::loaded();
    let run = env.run(&["load", "tin", "--json"]);
    let summary: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    for (doubt, problem) in
        [("contradictions", "contradiction"), ("unbalanced", "unbalanced"), ("undated", "undated")]
    {
        let problem = format!("problem={problem}");
        let rows = env.run(&["report", "problems", "-p", &problem, "--format", "jsonl"]).out;
        assert_eq!(summary["doubts"][doubt].as_u64(), Some(rows.lines().count() as u64), "{doubt}");
    }
    assert!(run.err.contains(" undated: danvan report problems\n"), "{run:?}");
}

/// The transcript in README.md, run line by line; `…` stands for the rest of a line.
#[test]
#[cfg(unix)]
fn the_readme_is_true() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let readme = std::fs::read_to_string(root.join("README.md")).unwrap();
    let (_, transcript) = readme.split_once("```console\n").unwrap();
    let (transcript, _) = transcript.split_once("```").unwrap();
    let env = Env::new();
    env.copy_examples_to("examples/articles");
    let mut runs = 0;
    for step in transcript.split("$ ").skip(1) {
        let (command, printed) = step.split_once('\n').unwrap();
        let run = env.shell(&format!("{command} 2>&1"));
        assert_eq!(run.out.lines().count(), printed.lines().count(), "{command}: {}", run.out);
        for (got, told) in run.out.lines().zip(printed.lines()) {
            match told.strip_suffix('…') {
                Some(beginning) => assert!(got.starts_with(beginning), "{command}: {got}"),
                None => assert_eq!(got, told, "{command}"),
            }
        }
        runs += 1;
    }
    assert!(runs >= 3, "README.md has lost its transcript");
}
