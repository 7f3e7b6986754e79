//! `danvan load`: articles, and an office's own tables, into the database.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Result, bail};
use indicatif::{ProgressBar, ProgressStyle};
use serde_json::json;

use super::exit::Usage;
use super::input::InputArgs;
use super::manners::{is_quiet, tell, tell_detail, tell_error};
use super::rows::standard_output;
use super::{Exit, NO_ARTICLE};
use crate::input::{InputOptions, Reject};
use crate::load::{LoadOptions, LoadSummary, load};
use crate::own::{Fixed, OwnOptions, Role, parse_column, parse_value};
use crate::store::Doubts;

/// Load articles into the database
///
/// Web pages, texts, tables (.csv, .tsv), JSON, crawl archives (.warc), saved pages (.mhtml), any of
/// them packed (.gz, .zip), and folders, which are read whole and in order. The same article again
/// changes nothing; a changed one replaces what it stated. What cannot be read is told, kept
/// (`danvan report problems`) and does not stop the rest.
///
/// With --as figures the files are tables of your own (.xlsx, .ods, .xls, .csv, .tsv) with units and
/// counts; danvan report mine-against-press sets them against what the press states. Columns are
/// recognized by their headings, in Vietnamese or English: a row or a column for each year, status,
/// level or holder. What the table does not say can be given.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// Files, folders, or - for standard input
    #[arg(required_unless_present = "refresh", value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// What the files are
    #[arg(long = "as", value_name = "KIND", value_enum, default_value_t = Kind::Articles)]
    kind: Kind,
    /// What a column of a table holds, by its heading or letter: locality=B, count="Số MH", year=C,
    /// level=D, registered=E, "recognized 2023"=F
    #[arg(long = "column", value_name = "WHAT=COLUMN", value_parser = parse_column)]
    own_columns: Vec<(Role, String)>,
    /// What holds for all figures of the tables, whatever they say: year=2024, status=registered,
    /// within="tỉnh Tiền Giang"
    #[arg(long = "value", value_name = "WHAT=VALUE", value_parser = parse_value)]
    values: Vec<Fixed>,
    /// Extract anew from the articles already in the database
    #[arg(long)]
    refresh: bool,
    /// Tell what would happen and change nothing
    #[arg(long)]
    dry_run: bool,
    /// Stop at the first input that cannot be read, and load nothing
    #[arg(long)]
    strict: bool,
    /// Print the summary as JSON on standard output
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    input: InputArgs,
}

/// What files hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Kind {
    /// Articles
    Articles,
    /// Tables of your own
    Figures,
}

const EXAMPLES: &str = "\
Examples:
  danvan load tin/
  danvan load tin/ --dry-run
  danvan load --db huyen.db tin/ --json
  danvan load --refresh
  danvan load so-lieu.csv --as figures
  danvan load so-lieu.csv --as figures --value year=2024 --value 'within=tỉnh Quảng Nam'
  danvan load so-lieu.csv --as figures --column district=B --column registered=C";

/// How many refused inputs are told one by one; the rest is in the report.
const TOLD: usize = 10;

impl Args {
    /// Loads, with a progress bar on a terminal, and tells what came of it.
    pub fn run(&self, db: &Path) -> Result<Exit> {
        let options = LoadOptions {
            strict: self.strict,
            dry_run: self.dry_run,
            refresh: self.refresh,
            input: self.input.options(),
            figures: self.own()?,
        };
        for path in &self.paths {
            tell_detail(format_args!("reading {}", path.display()));
        }
        // Draws on standard error, and only if that is a terminal.
        let bar = if is_quiet() { ProgressBar::hidden() } else { ProgressBar::new_spinner() };
        bar.set_style(ProgressStyle::with_template("{spinner} {elapsed} {msg}")?);
        bar.enable_steady_tick(Duration::from_millis(100));
        let outcome = load(db, &self.paths, &options, &mut |so_far| {
            bar.set_message(counts(so_far));
        });
        bar.finish_and_clear();
        let summary = outcome?;

        self.tell_rejects(&summary.rejects);
        tell(format_args!("{}{}", if self.dry_run { "would be: " } else { "" }, counts(&summary)));
        if !summary.facts.is_empty() {
            tell(facts(&summary));
        }
        for note in &summary.notes {
            tell(note);
        }
        for problem in &summary.corrections {
            tell_error(problem);
        }
        if let Some(doubts) = doubts(&summary.doubts) {
            tell(format_args!("{doubts}: danvan report problems"));
        }
        if self.json {
            print(&summary)?;
        }
        let seen =
            summary.new + summary.updated + summary.unchanged + summary.copies + summary.refreshed;
        if seen == 0 && summary.rejected == 0 {
            tell_error(NO_ARTICLE);
        }
        let problems = summary.rejected > 0 || summary.refused_corrections > 0 || seen == 0;
        Ok(if problems { Exit::Problems } else { Exit::Done })
    }

    /// How own tables are read; none where the files are articles.
    fn own(&self) -> Result<Option<OwnOptions>> {
        if self.kind == Kind::Articles {
            if !self.own_columns.is_empty() || !self.values.is_empty() {
                bail!(Usage("--column and --value are for tables: add --as figures".into()));
            }
            return Ok(None);
        }
        let input = self.input.options();
        if input != (InputOptions { encoding: input.encoding, ..InputOptions::default() }) {
            let told = "--map and --input-format are for articles; of a table write --column";
            bail!(Usage(told.into()));
        }
        let mut options = OwnOptions {
            columns: self.own_columns.clone(),
            encoding: input.encoding,
            ..OwnOptions::default()
        };
        for value in &self.values {
            match value {
                // What is given last counts.
                Fixed::Said(said) => options.said = said.or(&options.said),
                Fixed::Within(units) => options.within.clone_from(units),
            }
        }
        Ok(Some(options))
    }

    fn tell_rejects(&self, rejects: &[Reject]) {
        for reject in rejects.iter().take(TOLD) {
            tell_error(reject);
        }
        if rejects.len() > TOLD {
            let more = rejects.len() - TOLD;
            tell_error(format_args!(
                "{more} more refused: danvan report problems -p problem=reject"
            ));
        }
    }
}

/// `3 new, 1 updated, 0 unchanged, 2 rejected`; copies and articles extracted anew where there are.
fn counts(summary: &LoadSummary) -> String {
    let mut line = format!(
        "{} new, {} updated, {} unchanged, {} rejected",
        summary.new, summary.updated, summary.unchanged, summary.rejected
    );
    for (count, what) in [(summary.copies, "copies"), (summary.refreshed, "extracted anew")] {
        if count > 0 {
            line.push_str(&format!(", {count} {what}"));
        }
    }
    line
}

/// `facts: 12 meetings, 40 officials, …`
fn facts(summary: &LoadSummary) -> String {
    let facts: Vec<String> = summary
        .facts
        .iter()
        .map(|(family, count)| format!("{count} {}", family.replace('_', " ")))
        .collect();
    format!("facts: {}", facts.join(", "))
}

/// `3 contradictions, 2 unbalanced, 5 undated`, or nothing.
fn doubts(doubts: &Doubts) -> Option<String> {
    let plural = if doubts.contradictions == 1 { "" } else { "s" };
    let counts = [
        (doubts.contradictions, format!("contradiction{plural}")),
        (doubts.unbalanced, "unbalanced".to_owned()),
        (doubts.identities, "doubtful identities".to_owned()),
        (doubts.undated, "undated".to_owned()),
    ];
    let told: Vec<String> = counts
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, what)| format!("{count} {what}"))
        .collect();
    (!told.is_empty()).then(|| told.join(", "))
}

/// The summary on standard output.
fn print(summary: &LoadSummary) -> Result<()> {
    let rejects: Vec<_> = summary
        .rejects
        .iter()
        .map(|reject| {
            json!({
                "source": reject.source, "place": reject.place,
                "reason": reject.reason, "advice": reject.advice,
            })
        })
        .collect();
    let corrections: Vec<String> = summary.corrections.iter().map(ToString::to_string).collect();
    let summary = json!({
        "corrections": corrections,
        "new": summary.new, "updated": summary.updated, "unchanged": summary.unchanged,
        "copies": summary.copies, "refreshed": summary.refreshed, "rejected": summary.rejected,
        "facts": summary.facts, "rejects": rejects, "notes": summary.notes,
        "doubts": {
            "contradictions": summary.doubts.contradictions,
            "unbalanced": summary.doubts.unbalanced,
            "identities": summary.doubts.identities,
            "undated": summary.doubts.undated,
        },
    });
    let (_, mut out) = standard_output();
    writeln!(out, "{summary}")?;
    Ok(out.flush()?)
}
