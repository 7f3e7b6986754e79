//! `danvan check`: is everything in the file as it must be?

use std::path::Path;

use anyhow::Result;

use super::rows::Destination;
use super::{Exit, tell};
use crate::output::{Cell, Head};
use crate::store;

/// Check the database: words behind every row, links, integrity
///
/// Prints what is wrong, one row each, and ends with exit code 1 if anything is. What articles
/// leave in doubt is no fault of the file: see `danvan report problems`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    #[command(flatten)]
    destination: Destination,
}

const EXAMPLES: &str = "\
Examples:
  danvan check
  danvan check --format json";

impl Args {
    /// Prints the problems.
    pub fn run(&self, db: &Path) -> Result<Exit> {
        let connection = store::open_reading(db)?;
        let problems = store::check(&connection)?;
        self.destination.write(|out| {
            out.begin(&Head::of_columns(["check", "table", "row", "problem"]))?;
            for problem in &problems {
                out.row(&[
                    Cell::Text(problem.check.into()),
                    Cell::Text(problem.table.as_str().into()),
                    problem.row.map_or(Cell::Null, Cell::Integer),
                    Cell::Text(problem.what.as_str().into()),
                ])?;
            }
            out.end()?;
            Ok(problems.len() as u64)
        })?;
        if problems.is_empty() {
            tell(format_args!("{}: nothing wrong", db.display()));
            return Ok(Exit::Done);
        }
        tell(format_args!("{}: {} problems", db.display(), problems.len()));
        Ok(Exit::Problems)
    }
}
