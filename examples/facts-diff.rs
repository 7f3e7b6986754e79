//! What a change of rules changes: `make facts-diff BASE=revision CORPUS=folder`.
//!
//! A tool of the project: compares what two builds of danvan printed of the same articles, and
//! lists facts gained and lost by rule, with the words they rest on. Needs no gold.

use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Parser;

#[path = "../tests/common/changes.rs"]
mod changes;

use changes::{Change, Changes, changes};

/// Compare two outputs of `danvan extract` on the same articles
#[derive(Debug, Parser)]
struct Args {
    /// What the older build printed
    before: PathBuf,
    /// What the newer build printed
    after: PathBuf,
}

fn main() -> ExitCode {
    let args = Args::parse();
    match open(&args.before).and_then(|before| changes(before, open(&args.after)?)) {
        Ok(changes) => {
            print(&changes);
            ExitCode::SUCCESS
        }
        Err(message) => {
            eprintln!("facts-diff: {message}");
            ExitCode::FAILURE
        }
    }
}

fn open(path: &Path) -> Result<BufReader<File>, String> {
    File::open(path).map(BufReader::new).map_err(|error| format!("{}: {error}", path.display()))
}

fn print(changes: &Changes) {
    for (rule, changes) in &changes.by_rule {
        let gained = changes.iter().filter(|change| change.gained).count();
        println!("{rule}: {gained} gained, {} lost", changes.len() - gained);
        for Change { gained, source, fact } in changes {
            println!("  {} {source}  {}", if *gained { '+' } else { '-' }, fact.line);
            if !fact.quote.is_empty() {
                println!("      “{}”", fact.quote);
            }
        }
    }
    println!("{} of {} inputs changed", changes.changed, changes.inputs);
}
