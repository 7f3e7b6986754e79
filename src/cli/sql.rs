//! `danvan sql`: a question of one's own.

use std::path::Path;

use anyhow::Result;

use super::Exit;
use super::rows::{Destination, tell_if_empty};
use crate::{report, store};

/// Run a query of your own, reading only
///
/// `danvan schema` tells the tables and columns. A statement that would change something is
/// refused.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// One SELECT statement
    query: String,
    #[command(flatten)]
    destination: Destination,
}

const EXAMPLES: &str = "\
Examples:
  danvan sql 'SELECT title, published_on FROM articles ORDER BY published_on'
  danvan sql 'SELECT * FROM model_counts' --format jsonl | head -1";

impl Args {
    /// Prints the rows.
    pub fn run(&self, db: &Path) -> Result<Exit> {
        let mut connection = store::open_reading(db)?;
        let rows =
            self.destination.write(|out| Ok(report::ask(&mut connection, &self.query, out)?))?;
        tell_if_empty(rows, self.destination.spoken());
        Ok(Exit::Done)
    }
}
