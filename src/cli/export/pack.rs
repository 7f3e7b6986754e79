//! `danvan export --pack`: all that a base can be rebuilt from, in one file.

use std::io::{BufWriter, Seek, Write};
use std::path::Path;

use anyhow::{Context, Result, anyhow, bail};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::Export;
use crate::article::Record;
use crate::cli::tell;
use crate::output::exact::Exact;
use crate::output::file::NewFile;
use crate::resolve::corrections::file;
use crate::store::{self, SCHEMA_VERSION, StoreError};
use crate::{article, report};

const VERSION: &str = env!("CARGO_PKG_VERSION");
const CORRECTIONS: &str = "danvan.corrections.csv";

impl Export<'_> {
    /// Writes the pack.
    pub(super) fn pack(&mut self, path: &Path) -> Result<()> {
        let corrections = self.corrections()?;
        let read = |error| StoreError::of(self.db, error);
        let loaded_by = store::loaded_by(&self.connection).map_err(read)?;
        let cannot = || format!("{}: cannot be written", path.display());
        let mut pack = Pack { zip: ZipWriter::new(NewFile::create(path, self.force)?) };
        self.bar.set_message("articles");

        let versions = loaded_by.join(", ");
        let version = format!("danvan {VERSION}\nschema {SCHEMA_VERSION}\nloaded by {versions}\n");
        pack.file("VERSION", version.as_bytes()).with_context(cannot)?;
        pack.begin(article::PACKED).with_context(cannot)?;
        let (mut articles, mut rejects, mut tables) = (0_u64, 0_u64, 0_u64);
        let mut out = BufWriter::new(&mut pack.zip);
        store::each_record(&self.connection, |record| -> Result<()> {
            match record {
                Record::Article { .. } => articles += 1,
                Record::Reject { .. } => rejects += 1,
                Record::Figures { .. } => tables += 1,
            }
            serde_json::to_writer(&mut out, &record).with_context(cannot)?;
            out.write_all(b"\n").with_context(cannot)
        })?;
        out.flush().with_context(cannot)?;
        drop(out);
        for (name, sql) in [("inputs.csv", store::INPUTS), ("codebook.csv", store::CODEBOOK)] {
            pack.begin(name).with_context(cannot)?;
            let mut out = Exact::new(BufWriter::new(&mut pack.zip));
            report::ask(&mut self.connection, sql, &mut out)
                .map_err(|error| crate::cli::rows::at(path.display(), anyhow!(error)))?;
        }
        for report in report::all()? {
            let name = format!("queries/{}.sql", report.name);
            pack.file(&name, report.sql.as_bytes()).with_context(cannot)?;
        }
        if let Some(bytes) = &corrections {
            pack.file(CORRECTIONS, bytes).with_context(cannot)?;
        }
        pack.file(
            "README.txt",
            readme(articles, rejects, tables, corrections.is_some()).as_bytes(),
        )
        .with_context(cannot)?;
        pack.zip.finish().with_context(cannot)?.keep()?;
        self.bar.finish_and_clear();
        if loaded_by.iter().any(|version| version != VERSION) {
            tell(format_args!(
                "loaded by {versions}: what another version read the rebuilt base may read otherwise; \
                 `danvan load --refresh` brings this one up to date"
            ));
        }
        Ok(())
    }

    /// The file of corrections, if the base is in step with it: else the pack would not be of
    /// this base.
    fn corrections(&self) -> Result<Option<Vec<u8>>> {
        let path = file::path_of(self.db);
        let rows = file::read(&path).map_err(|message| anyhow!(message))?;
        let replayed = store::has_replayed(&self.connection, rows.as_deref().unwrap_or_default())
            .map_err(|error| StoreError::of(self.db, error))?;
        if !replayed {
            bail!(
                "{}: not the corrections that the base was last loaded with; bring them in step \
                 with `danvan load --refresh`",
                path.display()
            );
        }
        let bytes = rows.map(|_| std::fs::read(&path)).transpose();
        bytes.with_context(|| format!("{}: cannot be read", path.display()))
    }
}

/// The pack being written. Its members bear no date, so that the same base gives the same bytes.
struct Pack<W: Write + Seek> {
    zip: ZipWriter<W>,
}

impl<W: Write + Seek> Pack<W> {
    fn begin(&mut self, name: &str) -> Result<()> {
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(DateTime::default())
            .unix_permissions(0o644)
            .large_file(name == article::PACKED);
        Ok(self.zip.start_file(name, options)?)
    }

    fn file(&mut self, name: &str, bytes: &[u8]) -> Result<()> {
        self.begin(name)?;
        Ok(self.zip.write_all(bytes)?)
    }
}

fn readme(articles: u64, rejects: u64, tables: u64, corrected: bool) -> String {
    let packed = article::PACKED;
    let refused = match rejects {
        0 => "",
        _ => {
            "\nInputs that danvan had refused are refused again, and told; the command then ends with 1.\n"
        }
    };
    let corrections = if corrected {
        format!("  {CORRECTIONS}  what people decided; replayed by the command below\n")
    } else {
        String::new()
    };
    let own = match tables {
        0 => String::new(),
        _ => format!(", {tables} files of own figures"),
    };
    format!(
        "A knowledge base of danvan, to be rebuilt.\n\
         \n\
         Unpack this file into a folder of its own, and in that folder run, with danvan {VERSION}:\n\
         \n\
         \x20   danvan --db danvan.db load {packed}\n\
         \n\
         The base that it makes says the same as the one that was packed: row numbers and the times \
         of loading are its own.\n{refused}\
         \n\
         \x20 VERSION  of danvan and of the schema\n\
         \x20 {packed}  {articles} sources with their cleaned text, {rejects} refused inputs{own}, a line each\n\
         \x20 inputs.csv  the same without the texts: source, SHA-256 of the text, address, date\n\
         {corrections}\
         \x20 queries/  the reports, as SQL\n\
         \x20 codebook.csv  what every table and column holds\n\
         \n\
         A text or table that was changed does not have the SHA-256 that stands beside it, and is refused.\n"
    )
}
