//! `danvan export`: the whole base for other programs.

mod pack;

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result, anyhow, bail};
use indicatif::{ProgressBar, ProgressStyle};
use rusqlite::Connection;
use rust_xlsxwriter::Workbook;

use super::exit::Usage;
use super::rows::{at, tell_if_cut};
use super::{Exit, tell};
use crate::output::exact::Exact;
use crate::output::file::NewFile;
use crate::output::folder::NewFolder;
use crate::output::jsonl::Jsonl;
use crate::output::xlsx::{ROWS, Sheet, bytes};
use crate::output::{RowWriter, datapackage, datasette};
use crate::store::{StoreError, Table};
use crate::{report, store};

/// Write the whole base for other programs
///
/// A FOLDER gets every table and view as CSV, with a datapackage.json (Frictionless) that tells
/// types, keys and what the columns hold. The files are for programs: UTF-8 without a mark, LF,
/// nothing guarded or cut; null is an empty field, an empty text is "". A FILE.xlsx gets a sheet
/// for each. What is written appears whole or not at all.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// A new or empty folder, or a file.xlsx
    #[arg(
        value_name = "FOLDER|FILE",
        required_unless_present_any = ["output", "datasette", "pack"],
        conflicts_with_all = ["output", "datasette", "pack"],
    )]
    to: Option<PathBuf>,
    /// The same
    #[arg(long, short, value_name = "FOLDER|FILE", conflicts_with_all = ["datasette", "pack"])]
    output: Option<PathBuf>,
    /// Metadata for Datasette (`datasette danvan.db --metadata FILE`), with the reports as canned
    /// queries
    #[arg(long, value_name = "FILE", conflicts_with = "pack")]
    datasette: Option<PathBuf>,
    /// All that the base can be rebuilt from: versions, texts and their hashes, corrections,
    /// queries, codebook, and the command
    #[arg(long, value_name = "FILE.zip")]
    pack: Option<PathBuf>,
    /// Format of the tables [default: csv, or by the ending of FILE]
    #[arg(long, short, value_enum, value_name = "FORMAT", conflicts_with_all = ["datasette", "pack"])]
    format: Option<Format>,
    /// Replace the file, or what was exported to the folder
    #[arg(long)]
    force: bool,
}

/// Formats of tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// A folder of comma-separated values
    Csv,
    /// A folder of JSON Lines
    Jsonl,
    /// A workbook
    Xlsx,
}

const EXAMPLES: &str = "\
Examples:
  danvan export tables/
  danvan export tables/ --format jsonl --force
  danvan export danvan.xlsx
  danvan export --datasette metadata.json
  danvan export --pack danvan-2024.zip";

impl Args {
    /// Writes what is asked for.
    pub fn run(&self, db: &Path) -> Result<Exit> {
        let mut export = Export::open(db, self.force)?;
        if let Some(file) = &self.datasette {
            export.datasette(file)?;
        } else if let Some(file) = &self.pack {
            export.pack(file)?;
        } else if let Some(path) = self.to.as_ref().or(self.output.as_ref()) {
            match self.format(path)? {
                Format::Xlsx => export.workbook(path)?,
                format => export.folder(path, format)?,
            }
        }
        Ok(Exit::Done)
    }

    /// The format by its name, else by the ending.
    fn format(&self, path: &Path) -> Result<Format> {
        let ending = path.extension().unwrap_or_default().to_ascii_lowercase();
        let place = path.display();
        match (self.format, ending.to_str().unwrap_or_default()) {
            (Some(Format::Xlsx) | None, "xlsx") => Ok(Format::Xlsx),
            (Some(Format::Xlsx), _) => {
                Err(Usage(format!("{place}: a workbook is an .xlsx; name it so")).into())
            }
            (_, "csv" | "json" | "jsonl" | "xlsx") if !path.is_dir() => {
                let say = "an export is a folder with a file for each table; name a folder";
                Err(Usage(format!("{place}: {say}")).into())
            }
            (_, "zip") if !path.is_dir() => {
                Err(Usage(format!("{place}: a pack is written with --pack {place}")).into())
            }
            (format, _) => Ok(format.unwrap_or(Format::Csv)),
        }
    }
}

/// A base being exported, as it is at one moment.
struct Export<'a> {
    db: &'a Path,
    connection: Connection,
    tables: Vec<Table>,
    force: bool,
    bar: ProgressBar,
}

impl Export<'_> {
    fn open(db: &Path, force: bool) -> Result<Export<'_>> {
        let connection = store::open_reading(db)?;
        let read = |error| StoreError::of(db, error);
        store::hold(&connection).map_err(read)?;
        let tables = store::tables(&connection).map_err(read)?;
        // Draws on standard error, and only if that is a terminal.
        let bar = ProgressBar::new_spinner();
        bar.set_style(ProgressStyle::with_template("{spinner} {elapsed} {msg}")?);
        bar.enable_steady_tick(Duration::from_millis(100));
        Ok(Export { db, connection, tables, force, bar })
    }

    /// Has the rows bear code and validity of their units.
    fn give_units(&mut self) {
        let tables = std::mem::take(&mut self.tables);
        self.tables = tables.into_iter().map(Table::with_units).collect();
    }

    /// A file for each table, and what is to be known of them.
    fn folder(&mut self, path: &Path, format: Format) -> Result<()> {
        self.give_units();
        let ending = if format == Format::Jsonl { "jsonl" } else { "csv" };
        // By their names: a folder may hold the tables of its owner.
        let ours = |file: &Path| {
            let written = ["csv", "jsonl"].into_iter().flat_map(|ending| {
                self.tables.iter().map(move |table| format!("{}.{ending}", table.name))
            });
            written.chain([datapackage::FILE.to_owned()]).any(|name| file == Path::new(&name))
        };
        let folder = NewFolder::create(path, self.force, ours)?;
        let mut rows = 0;
        for table in &self.tables {
            self.bar.set_message(table.name.clone());
            let name = folder.path().join(format!("{}.{ending}", table.name));
            let place = path.join(format!("{}.{ending}", table.name));
            let cannot = || format!("{}: cannot be written", place.display());
            let out = BufWriter::new(File::create(name).with_context(cannot)?);
            let mut out: Box<dyn RowWriter> = match format {
                Format::Jsonl => Box::new(Jsonl::new(out)),
                _ => Box::new(Exact::new(out)),
            };
            rows += report::whole(&self.connection, table, &mut *out)
                .map_err(|error| at(place.display(), anyhow!(error)))?;
        }
        let text = datapackage::descriptor(&self.tables, ending, &self.written_by())?;
        let place = folder.path().join(datapackage::FILE);
        let cannot = || format!("{}: cannot be written", path.join(datapackage::FILE).display());
        std::fs::write(place, text).with_context(cannot)?;
        folder.keep()?;
        self.bar.finish_and_clear();
        let tables = self.tables.len();
        tell(format_args!("{tables} tables and views, {rows} rows written to {}", path.display()));
        Ok(())
    }

    /// A workbook with a sheet for each table.
    fn workbook(&mut self, path: &Path) -> Result<()> {
        self.give_units();
        let mut file = NewFile::create(path, self.force)?;
        let most = u64::from(ROWS) - 1;
        for table in &self.tables {
            let rows = table.count(&self.connection).map_err(|e| StoreError::of(self.db, e))?;
            if rows > most {
                let name = &table.name;
                bail!("{name}: {rows} rows, and a sheet holds {most}; export to a folder instead");
            }
        }
        let cannot = || format!("{}: cannot be written", path.display());
        let (mut book, mut sheets, mut cut) = (Workbook::new(), Vec::new(), 0);
        for table in &self.tables {
            self.bar.set_message(table.name.clone());
            let mut sheet = Sheet::of(&mut book).with_context(cannot)?;
            report::whole(&self.connection, table, &mut sheet)
                .map_err(|error| at(path.display(), anyhow!(error)))?;
            cut += sheet.cut();
            sheets.extend(sheet.take(Some(&table.name))?);
        }
        file.write_all(&bytes(book, sheets)?).with_context(cannot)?;
        file.keep()?;
        self.bar.finish_and_clear();
        tell_if_cut(cut);
        Ok(())
    }

    /// Metadata for Datasette.
    fn datasette(&mut self, path: &Path) -> Result<()> {
        let mut file = NewFile::create(path, self.force)?;
        let internals =
            store::internals(&self.connection).map_err(|error| StoreError::of(self.db, error))?;
        let text = datasette::metadata(self.db, &self.tables, &internals, &report::all()?)?;
        let cannot = || format!("{}: cannot be written", path.display());
        file.write_all(text.as_bytes()).with_context(cannot)?;
        file.keep()?;
        self.bar.finish_and_clear();
        Ok(())
    }

    fn written_by(&self) -> String {
        let (version, schema) = (env!("CARGO_PKG_VERSION"), store::SCHEMA_VERSION);
        format!(
            "Written by danvan {version}, schema {schema}. Every statement has the article and the \
             words that state it (substr(articles.text, quote_start + 1, quote_end - quote_start)); \
             what is not here is not in this base, and may well have happened. Never add rows of \
             model_counts up: yearly_figures is the table of figures."
        )
    }
}
