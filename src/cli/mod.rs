//! The command line: one file per command. Data goes to standard output, talk to standard error.

mod check;
mod completions;
mod correct;
mod exit;
mod export;
mod extract;
mod input;
mod load;
mod man;
mod manners;
mod report;
mod rows;
mod sample;
mod schema;
mod score;
mod search;
mod show;
mod site;
mod sql;

use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::Result;
use clap::{Parser, Subcommand};

pub use completions::answer_shell;
pub use exit::Exit;
pub use manners::{tell, tell_error};

use crate::store::SCHEMA_VERSION;
use manners::{HEADING, Manners, tell_detail};

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
        hide_env_values = true,
        help_heading = HEADING
    )]
    db: PathBuf,
    #[command(flatten)]
    manners: Manners,
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
    Site(site::Args),
    Check(check::Args),
    Correct(correct::Args),
    Sample(sample::Args),
    Score(score::Args),
    Schema(schema::Args),
    Completions(completions::Args),
    Man(man::Args),
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
        self.manners.take_effect();
        let begin = Instant::now();
        let outcome = self.run_command();
        tell_detail(format_args!("took {:.3} s", begin.elapsed().as_secs_f64()));
        outcome
    }

    fn run_command(&self) -> Result<Exit> {
        match &self.command {
            Command::Load(args) => args.run(self.db()),
            Command::Extract(args) => args.run(),
            Command::Report(args) => args.run(self.db()),
            Command::Search(args) => args.run(self.db()),
            Command::Show(args) => args.run(self.db()),
            Command::Sql(args) => args.run(self.db()),
            Command::Export(args) => args.run(self.db()),
            Command::Site(args) => args.run(self.db()),
            Command::Check(args) => args.run(self.db()),
            Command::Correct(args) => args.run(self.db()),
            Command::Sample(args) => args.run(self.db()),
            Command::Score(args) => args.run(),
            Command::Schema(args) => args.run(self.db()),
            Command::Completions(args) => args.run(),
            Command::Man(args) => args.run(),
        }
    }

    /// The database, for a command that works on it.
    fn db(&self) -> &Path {
        let (path, schema) = (self.db.display(), SCHEMA_VERSION);
        tell_detail(format_args!("database {path} (schema version {schema})"));
        &self.db
    }
}

/// Where the paths hold nothing to read.
const NO_ARTICLE: &str = "no article found; give files or folders with .txt or .html articles";
