//! `danvan site`: the base as pages.

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Result, anyhow};
use indicatif::{ProgressBar, ProgressStyle};

use super::rows::language_of_system;
use super::{Exit, tell};
use crate::output::folder::NewFolder;
use crate::reference::words::Language;
use crate::site::{self, SiteError};
use crate::store::{self, StoreError};

/// Write the base as a static site
///
/// Pages that open from the disk and from any web host: a start page with what the base covers and
/// the latest figures; an index and a page for every locality, meeting, official, organization,
/// directive, campaign and article, with its facts marked in the text; figures by year; units then
/// and now; problems; a search that needs no server. Every line leads to the words that state it.
/// Nothing is loaded from elsewhere. The folder appears whole or not at all.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// A new or empty folder
    #[arg(value_name = "FOLDER")]
    folder: PathBuf,
    /// Replace the site that is in the folder
    #[arg(long)]
    force: bool,
    /// Language of the pages [default: that of the system]
    #[arg(long, value_enum, value_name = "LANGUAGE")]
    lang: Option<Language>,
}

const EXAMPLES: &str = "\
Examples:
  danvan site trang/
  danvan site trang/ --lang vi --force";

impl Args {
    /// Writes the site.
    pub fn run(&self, db: &Path) -> Result<Exit> {
        let connection = store::open_reading(db)?;
        store::hold(&connection).map_err(|error| StoreError::of(db, error))?;
        let folder =
            NewFolder::create(&self.folder, self.force, |file| site::is_ours(&self.folder, file))?;
        // Draws on standard error, and only if that is a terminal.
        let bar = ProgressBar::new_spinner();
        bar.set_style(ProgressStyle::with_template("{spinner} {elapsed} {pos} pages")?);
        bar.enable_steady_tick(Duration::from_millis(100));
        let language = self.lang.unwrap_or_else(language_of_system);
        let told = |pages: usize| bar.set_position(pages as u64);
        let pages =
            site::write(&connection, folder.path(), language, &told).map_err(
                |error| match error {
                    SiteError::Sqlite(error) => anyhow!(StoreError::of(db, error)),
                    error => anyhow!(error)
                        .context(format!("{}: the site was not written", self.folder.display())),
                },
            )?;
        folder.keep()?;
        bar.finish_and_clear();
        tell(format_args!("{pages} pages written to {}", self.folder.display()));
        Ok(Exit::Done)
    }
}
