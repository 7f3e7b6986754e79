//! The documents say what the program does: transcripts are run, references are made from it.
//! `UPDATE_DOCS=1 cargo test --test docs` writes them anew.

#[path = "common/env.rs"]
mod env;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use clap::CommandFactory;
use danvan::cli::Cli;
use env::Env;

/// A line that stands for the rest of what a command prints.
const REST: &str = "…";

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Compares a document with what it should be, or writes it.
fn hold(path: &Path, made: &str) {
    let written = std::fs::read_to_string(path).unwrap_or_default();
    if written == made {
        return;
    }
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(path, made).unwrap();
        return;
    }
    let differs = written.lines().zip(made.lines()).position(|(was, is)| was != is);
    let line = differs.unwrap_or_else(|| written.lines().count().min(made.lines().count()));
    panic!(
        "{}:{}: says {:?}, should say {:?}; UPDATE_DOCS=1 cargo test --test docs writes it",
        path.display(),
        line + 1,
        written.lines().nth(line).unwrap_or_default(),
        made.lines().nth(line).unwrap_or_default(),
    );
}

/// What a command of a transcript prints, both streams as a user sees them.
fn printed(env: &Env, command: &str) -> String {
    env.shell(&format!("{{ {command}\n}} 2>&1")).out
}

/// The document with what its ```console blocks really print. A block keeps its `…`: what stands
/// before it is as many lines of the answer.
fn transcript(env: &Env, document: &str) -> String {
    let mut made = String::new();
    let mut lines = document.lines().peekable();
    while let Some(line) = lines.next() {
        let _ = writeln!(made, "{line}");
        if line != "```console" {
            continue;
        }
        while let Some(command) = lines.next_if(|line| line.starts_with("$ ")) {
            let _ = writeln!(made, "{command}");
            let mut shown = Vec::new();
            while let Some(line) = lines.next_if(|line| !line.starts_with("$ ") && *line != "```") {
                shown.push(line);
            }
            let answer = printed(env, &command[2..]);
            match shown.iter().position(|line| *line == REST) {
                Some(kept) => {
                    for line in answer.lines().take(kept) {
                        let _ = writeln!(made, "{}", line.trim_end());
                    }
                    let _ = writeln!(made, "{REST}");
                }
                None => {
                    for line in answer.lines() {
                        let _ = writeln!(made, "{}", line.trim_end());
                    }
                }
            }
        }
    }
    made
}

#[test]
fn transcripts() {
    for name in [
        "tutorial.md",
        "tutorial.vi.md",
        "figures.md",
        "excel.md",
        "sqlite.md",
        "research.md",
        "own-figures.md",
        "site.md",
        "../README.vi.md",
    ] {
        let path = root().join("docs").join(name);
        let document =
            std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{name}: {error}"));
        let env = Env::new();
        env.copy_examples_to("examples/articles");
        let tables = root().join("examples/tables/quang-nam-2023.csv");
        env.write("examples/tables/quang-nam-2023.csv", std::fs::read(tables).unwrap());
        std::fs::create_dir_all(env.path("queries")).unwrap();
        for entry in std::fs::read_dir(root().join("queries")).unwrap() {
            let entry = entry.unwrap();
            std::fs::copy(entry.path(), env.path("queries").join(entry.file_name())).unwrap();
        }
        hold(&path, &transcript(&env, &document));
    }
}

#[test]
fn commands() {
    let mut cli = Cli::command().term_width(100);
    cli.build();
    let mut made =
        String::from("# Commands\n\nMade from the program: what `danvan COMMAND --help` prints.\n");
    let names: Vec<String> =
        cli.get_subcommands().map(|command| command.get_name().to_owned()).collect();
    let _ = write!(made, "\n## danvan\n\n```text\n{}```\n", trimmed(&mut cli));
    for name in names.iter().filter(|name| *name != "help") {
        let command = cli.find_subcommand_mut(name).unwrap();
        *command = command.clone().term_width(100);
        let _ = write!(made, "\n## danvan {name}\n\n```text\n{}```\n", trimmed(command));
    }
    hold(&root().join("docs/commands.md"), &made);
}

/// The long help without blanks at the ends of lines.
fn trimmed(command: &mut clap::Command) -> String {
    let help = command.render_long_help().to_string();
    help.lines().map(|line| format!("{}\n", line.trim_end())).collect()
}

#[test]
fn schema() {
    let env = Env::new();
    danvan::store::open_writing(&env.path("danvan.db")).unwrap().close().unwrap();
    let db = danvan::store::open_reading(&env.path("danvan.db")).unwrap();
    let report = danvan::report::find("schema").unwrap();
    let mut tables = db
        .prepare(
            "SELECT table_name, description FROM _docs WHERE column_name = '' ORDER BY table_name",
        )
        .unwrap();
    let tables: Vec<(String, String)> = tables
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    let mut made = String::from(
        "# Tables and views\n\nMade from `_docs`, which is in every file: `danvan schema` prints the same.\n",
    );
    for (table, about) in tables {
        let values = report.values(&[("table".to_owned(), table.clone())]).unwrap();
        let mut rows = Vec::new();
        let mut out = danvan::output::writer(
            danvan::output::Format::Tsv,
            danvan::output::Reader::Program,
            danvan::reference::words::Language::En,
            &mut rows,
        );
        danvan::report::run(&db, &report, &values, false, &mut *out).unwrap();
        drop(out);
        let rows = String::from_utf8(rows).unwrap();
        let _ = write!(
            made,
            "\n## {table}\n\n{about}\n\n| column | type | what |\n| --- | --- | --- |\n"
        );
        for row in rows.lines().skip(1) {
            let cells: Vec<&str> = row.split('\t').collect();
            let [_, column, kind, what] = cells[..] else { panic!("{row}") };
            if !column.is_empty() {
                let _ = writeln!(made, "| `{column}` | {kind} | {} |", what.replace('|', "\\|"));
            }
        }
    }
    hold(&root().join("docs/schema.md"), &made);
}

#[test]
fn every_report_and_command_is_named_somewhere() {
    let read = |name: &str| std::fs::read_to_string(root().join(name)).unwrap();
    let all = [
        "README.md",
        "docs/figures.md",
        "docs/excel.md",
        "docs/sqlite.md",
        "docs/research.md",
        "docs/own-figures.md",
        "docs/reports.md",
    ]
    .map(read)
    .concat();
    for report in danvan::report::all().unwrap() {
        assert!(all.contains(&format!("`{}`", report.name)), "{} is named nowhere", report.name);
    }
}

#[test]
fn reports() {
    let env = Env::new();
    danvan::store::open_writing(&env.path("danvan.db")).unwrap().close().unwrap();
    let db = danvan::store::open_reading(&env.path("danvan.db")).unwrap();
    let mut all = danvan::report::all().unwrap();
    all.sort_by_key(|report| report.group);
    let english = danvan::reference::words::Language::En;
    let mut made = String::from("# Reports\n\nMade from `queries/`: `danvan report NAME`.\n");
    let mut group = None;
    for report in &all {
        if group != Some(report.group) {
            let _ = write!(made, "\n## {}\n", report.group.heading(english));
            group = Some(report.group);
        }
        let _ = write!(made, "\n### `{}`\n\n{}\n", report.name, report.about);
        if !report.parameters.is_empty() {
            let _ = write!(made, "\nParameters:\n\n");
        }
        for parameter in &report.parameters {
            let about = parameter.about.trim_end_matches('.');
            let _ = writeln!(made, "- `{}` ({}): {about}", parameter.name, parameter.kind.as_str());
        }
        let columns = danvan::report::columns(&db, report).unwrap();
        let columns: Vec<String> =
            columns.iter().map(|column| format!("`{}`", column.name)).collect();
        let _ = write!(made, "\nColumns: {}\n", columns.join(", "));
    }
    hold(&root().join("docs/reports.md"), &made);
}
