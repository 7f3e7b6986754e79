//! Accuracy against gold articles: `make eval`, or `cargo run --example eval -- --help`.
//!
//! A tool of the project, not a command of danvan. Prints precision, recall and F1 by family of
//! facts, compares them with the floors in `tests/floors.tsv`, and lists mistakes by rule.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Parser;
use sha2::{Digest, Sha256};

#[path = "../tests/common/score.rs"]
mod score;

use score::{Comparison, FAMILIES, Floors, Mistake, SLACK, evaluate, root, total};

/// Compare what danvan extracts with gold facts, slot by slot
///
/// Ends with exit code 1 where a figure is below its floor in tests/floors.tsv.
#[derive(Debug, Parser)]
struct Args {
    /// Folders of NAME.json beside NAME.txt or NAME.html
    ///
    /// Without any: tests/gold, and the folders of ../shared/gold that are there.
    gold: Vec<PathBuf>,
    /// List what was missed (-) and what was made up (+), the latter by the rule that made it
    #[arg(long)]
    errors: bool,
    /// Only this half of the articles, split by hash of their names: write rules looking at one
    /// half, and see whether they hold on the other
    #[arg(long, value_parser = clap::value_parser!(u8).range(1..=2))]
    half: Option<u8>,
    /// Raise the floors to what is reached now; none is lowered
    #[arg(long, conflicts_with_all = ["gold", "half"])]
    raise_floors: bool,
}

fn main() -> ExitCode {
    match run(&Args::parse()) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(message) => {
            eprintln!("eval: {message}");
            ExitCode::FAILURE
        }
    }
}

/// Whether everything is above its floor.
fn run(args: &Args) -> Result<bool, String> {
    let mut floors = Floors::read()?;
    let folders = if args.gold.is_empty() { folders_at_hand() } else { args.gold.clone() };
    let mut below = Vec::new();
    for folder in &folders {
        let mut compared = evaluate(folder)?;
        if let Some(half) = args.half {
            compared.retain(|comparison| half_of(comparison) == half);
        }
        // A half has no floors of its own.
        let floor = |family: &str| floors.of(folder, family).filter(|_| args.half.is_none());
        below.extend(print(folder, &compared, floor));
        if args.errors {
            print_mistakes(&compared);
        }
        if args.raise_floors {
            let (tallies, mean) = total(&compared);
            for (family, tally) in FAMILIES.into_iter().zip(tallies) {
                floors.raise(folder, family, tally.f1());
            }
            floors.raise(folder, "mean", mean);
        }
    }
    if args.raise_floors {
        floors.write()?;
    }
    for line in &below {
        eprintln!("eval: {line}");
    }
    Ok(below.is_empty())
}

/// The project's own gold articles, and those in a folder of shared material beside it.
fn folders_at_hand() -> Vec<PathBuf> {
    let folders = ["tests/gold", "../shared/gold/seeds", "../shared/gold/dev"];
    let here = folders.iter().filter(|folder| root().join(folder).is_dir());
    here.map(|folder| root().join(folder)).collect()
}

/// The half an article belongs to, 1 or 2: it depends on its name alone.
fn half_of(comparison: &Comparison) -> u8 {
    1 + Sha256::digest(&comparison.article)[0] % 2
}

/// Prints the table of a folder; returns what is below its floor.
fn print(
    folder: &Path,
    compared: &[Comparison],
    floor: impl Fn(&str) -> Option<f64>,
) -> Vec<String> {
    let name = folder.strip_prefix(root()).unwrap_or(folder).display();
    let (tallies, mean) = total(compared);
    let mut below = Vec::new();
    let mut remark = |family: &str, f1: f64| match floor(family) {
        Some(floor) if f1 < floor => {
            below.push(format!("{name}: {family}: F1 {f1:.4} is below its floor of {floor:.2}"));
            format!("{floor:7.2} BELOW")
        }
        Some(floor) if f1 > floor + SLACK => format!("{floor:7.2} may rise"),
        Some(floor) => format!("{floor:7.2}"),
        None => String::new(),
    };
    println!("== {name}");
    println!(
        "{:15} {:>6} {:>9} {:>7} {:>6} {:>7}",
        "family", "slots", "precision", "recall", "F1", "floor"
    );
    for (family, tally) in FAMILIES.into_iter().zip(tallies) {
        let (p, r, f1) = (tally.precision(), tally.recall(), tally.f1());
        let line =
            format!("{family:15} {:6} {p:9.3} {r:7.3} {f1:6.3} {}", tally.gold, remark(family, f1));
        println!("{}", line.trim_end());
    }
    println!("{:15} {:31.3} {}", "mean", mean, remark("mean", mean));
    let unread = compared.iter().filter(|comparison| !comparison.was_read).count();
    let halves = [1, 2].map(|half| total(compared.iter().filter(|c| half_of(c) == half)).1);
    println!(
        "{} articles, {unread} of them not read; mean of the halves by hash {:.3} and {:.3}\n",
        compared.len(),
        halves[0],
        halves[1]
    );
    below
}

/// Prints mistakes by family: first what was missed, then what rules made up, worst rule first.
fn print_mistakes(compared: &[Comparison]) {
    for family in FAMILIES {
        let mistakes = compared.iter().flat_map(|c| &c.mistakes).filter(|m| m.family == family);
        let (missed, made_up): (Vec<&Mistake>, Vec<&Mistake>) = mistakes.partition(|m| m.missed);
        if !missed.is_empty() {
            println!("{family}: {} missed", missed.len());
        }
        for mistake in missed {
            println!("  - {}  {}", mistake.article, mistake.origin.printed);
        }
        let mut by_rule: BTreeMap<&str, Vec<&Mistake>> = BTreeMap::new();
        for mistake in made_up {
            by_rule
                .entry(mistake.origin.rule.as_deref().unwrap_or(family))
                .or_default()
                .push(mistake);
        }
        let mut by_rule: Vec<_> = by_rule.into_iter().collect();
        by_rule.sort_by_key(|(_, mistakes)| std::cmp::Reverse(mistakes.len()));
        for (rule, mistakes) in by_rule {
            println!("{rule}: {} made up", mistakes.len());
            for mistake in mistakes {
                println!("  + {}  {}", mistake.article, mistake.origin.printed);
                if let Some(quote) = &mistake.origin.quote {
                    println!("      “{quote}”");
                }
            }
        }
    }
    println!();
}
