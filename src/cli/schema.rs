//! `danvan schema`: what the tables and columns hold, as the file itself says.

use std::path::Path;

use anyhow::{Result, bail};

use super::Exit;
use super::rows::Destination;
use crate::{report, store};

/// Print what every table and column of the database holds
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// Only this table or view
    table: Option<String>,
    #[command(flatten)]
    destination: Destination,
}

const EXAMPLES: &str = "\
Examples:
  danvan schema
  danvan schema model_counts
  danvan schema --format markdown";

impl Args {
    /// Prints the report `schema`.
    pub fn run(&self, db: &Path) -> Result<Exit> {
        let report = report::find("schema")?;
        let table: Vec<_> =
            self.table.iter().map(|table| ("table".into(), table.clone())).collect();
        let values = report.values(&table)?;
        let connection = store::open_reading(db)?;
        let rows = self
            .destination
            .write(|out| Ok(report::run(&connection, &report, &values, false, out)?.rows))?;
        match (&self.table, rows) {
            (Some(table), 0) => bail!("{table}: no such table; `danvan schema` lists them"),
            _ => Ok(Exit::Done),
        }
    }
}
