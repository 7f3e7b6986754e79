//! The command line: one file per command. Data goes to standard output, talk to standard error.

mod check;
mod correct;
mod exit;
mod export;
mod extract;
mod input;
mod load;
mod report;
mod rows;
mod schema;
mod search;
mod show;
mod sql;

use std::fmt::Display;
use std::io::Write;
use std::path::PathBuf;

use anyhow::Result;
use clap::{Parser, Subcommand};

pub use exit::Exit;

/// Vietnamese local-government news as a knowledge base in one SQLite file, every row tied to the
/// words that state it
#[derive(Debug, Parser)]
#[command(name = "danvan", version, arg_required_else_help = true, after_help = EXAMPLES)]
pub struct Cli {
    /// The database
    #[arg(
        long,
        global = true,
        value_name = "FILE",
        env = "DANVAN_DB",
        default_value = "danvan.db",
        hide_env_values = true
    )]
    db: PathBuf,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Load(load::Args),
    Extract(extract::Args),
    Report(report::Args),
    Search(search::Args),
    Show(show::Args),
    Sql(sql::Args),
    Export(export::Args),
    Check(check::Args),
    Correct(correct::Args),
    Schema(schema::Args),
}

const EXAMPLES: &str = "\
Examples:
  danvan load tin/
  danvan report models-per-locality-per-year -p year=2024
  danvan report meetings-calendar -o meetings.csv

Exit codes: 0 done; 1 done with rejects or problems, or not done; 2 wrong arguments";

impl Cli {
    /// Runs the command.
    ///
    /// # Errors
    /// What kept it from running; [`Exit::of_error`] tells the exit code.
    pub fn run(&self) -> Result<Exit> {
        match &self.command {
            Command::Load(args) => args.run(&self.db),
            Command::Extract(args) => args.run(),
            Command::Report(args) => args.run(&self.db),
            Command::Search(args) => args.run(&self.db),
            Command::Show(args) => args.run(&self.db),
            Command::Sql(args) => args.run(&self.db),
            Command::Export(args) => args.run(&self.db),
            Command::Check(args) => args.run(&self.db),
            Command::Correct(args) => args.run(&self.db),
            Command::Schema(args) => args.run(&self.db),
        }
    }
}

/// Where the paths hold nothing to read.
const NO_ARTICLE: &str = "no article found; give files or folders with .txt or .html articles";

/// One line on standard error, `danvan: …`; who closed standard error does not want it.
pub fn tell(what: impl Display) {
    let line = what.to_string().split('\n').map(str::trim).collect::<Vec<_>>().join(" ");
    let _ = writeln!(std::io::stderr(), "danvan: {}", crate::output::visible(&line));
}
