//! Where rows go: what `report`, `sql`, `check` and `schema` have in common.

use std::fmt::Display;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

use anyhow::Result;

use super::exit::Usage;
use super::tell;
use crate::output::file::NewFile;
use crate::output::{Format, Reader, RowWriter, writer};
use crate::report;

/// Format and destination of rows.
#[derive(Debug, clap::Args)]
pub struct Destination {
    /// Format of the rows [default: table, or by the ending of FILE]
    #[arg(long, short, value_enum, value_name = "FORMAT")]
    format: Option<Format>,
    /// Write to FILE (.txt .csv .tsv .json .jsonl .md); a .csv is made for spreadsheets
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Replace FILE if it is there
    #[arg(long, requires = "output")]
    force: bool,
}

impl Destination {
    /// Has the rows written by `fill`, which returns how many there were; a file appears only
    /// when all of them are in it.
    pub fn write(&self, fill: impl FnOnce(&mut dyn RowWriter) -> Result<u64>) -> Result<u64> {
        match &self.output {
            Some(path) => {
                let format = self.format_of(path)?;
                let mut file = NewFile::create(path, self.force)?;
                let rows = fill(&mut *writer(format, Reader::File, &mut file))
                    .map_err(|error| at(path.display(), error))?;
                file.keep()?;
                Ok(rows)
            }
            None => {
                let format = self.format.unwrap_or(Format::Table);
                let (reader, out) = standard_output();
                fill(&mut *writer(format, reader, out))
                    .map_err(|error| at("standard output", error))
            }
        }
    }

    /// Whether a file that is there may be replaced.
    pub fn force(&self) -> bool {
        self.force
    }

    fn format_of(&self, path: &Path) -> Result<Format> {
        self.format.or_else(|| Format::of_path(path)).ok_or_else(|| {
            let endings = "use .csv, .tsv, .json, .jsonl, .md or .txt, or add --format";
            Usage(format!("{}: no format has this ending; {endings}", path.display())).into()
        })
    }
}

/// An error of writing with the place that could not be written to.
fn at(place: impl Display, error: anyhow::Error) -> anyhow::Error {
    match error.downcast_ref() {
        Some(report::Error::Write(_)) => error.context(format!("{place}: cannot be written")),
        _ => error,
    }
}

/// Standard output, buffered, and who reads it.
pub fn standard_output() -> (Reader, impl Write) {
    let out = io::stdout().lock();
    let reader = if out.is_terminal() {
        Reader::Terminal(comfy_table::Table::new().width())
    } else {
        Reader::Program
    };
    (reader, io::BufWriter::new(out))
}

/// What to say where a report or a query has no rows: never that there were none in the world.
pub fn tell_if_empty(rows: u64) {
    if rows == 0 {
        tell("no rows: nothing of the kind is in this base");
    }
}
