//! `danvan show`: one thing, with all that the file knows of it.

use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use super::Exit;
use super::exit::Usage;
use super::rows::standard_output;
use crate::output::Reader;
use crate::output::file::NewFile;
use crate::output::marked::{html, text};
use crate::store::{self, Candidate, StoredArticle};

/// Show an article with its facts marked in the text
///
/// In colours on a terminal (unless NO_COLOR is set), in brackets otherwise. As HTML: one page
/// that needs no network, each fact linked to its words.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// What to show
    #[arg(value_enum)]
    kind: Kind,
    /// Its number, or of an article: the file, the address, or words of the headline
    #[arg(value_name = "NAME|ID")]
    name: String,
    /// Format [default: text, or by the ending of FILE]
    #[arg(long, short, value_enum, value_name = "FORMAT")]
    format: Option<Format>,
    /// Write to FILE (.html, .txt)
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Replace FILE if it is there
    #[arg(long, requires = "output")]
    force: bool,
}

const EXAMPLES: &str = "\
Examples:
  danvan show article 1
  danvan show article tin/dai-loc-2023-tong-ket.txt
  danvan show article dai-loc-2023-tong-ket.txt -o dai-loc.html";

/// What can be shown.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Kind {
    /// An article
    Article,
}

/// How it is shown.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Format {
    /// For the eye
    Text,
    /// One self-contained page
    Html,
}

/// How many articles of one name are told.
const TOLD: usize = 8;

impl Args {
    /// Shows it.
    pub fn run(&self, db: &Path) -> Result<Exit> {
        let format = self.format()?;
        let connection = store::open_reading(db)?;
        let Kind::Article = self.kind;
        let id = self.choose(&store::find_articles(&connection, &self.name)?)?;
        let Some(article) = store::article(&connection, id)? else {
            bail!("{}: no such article", self.name)
        };
        match &self.output {
            Some(path) => {
                let mut file = NewFile::create(path, self.force)?;
                write(&mut file, &article, format, false)
                    .with_context(|| format!("{}: cannot be written", path.display()))?;
                file.keep()?;
            }
            None => {
                let (reader, mut out) = standard_output();
                let coloured = matches!(reader, Reader::Terminal(_)) && !no_color();
                write(&mut out, &article, format, coloured)
                    .context("standard output: cannot be written")?;
            }
        }
        Ok(Exit::Done)
    }

    fn format(&self) -> Result<Format> {
        let Some(path) = &self.output else { return Ok(self.format.unwrap_or(Format::Text)) };
        let ending = path.extension().map(|ending| ending.to_ascii_lowercase());
        let of_path = match ending.as_deref().and_then(|ending| ending.to_str()) {
            Some("html" | "htm") => Some(Format::Html),
            Some("txt") => Some(Format::Text),
            _ => None,
        };
        self.format.or(of_path).ok_or_else(|| {
            let place = path.display();
            Usage(format!("{place}: no format has this ending; use .html or .txt, or add --format"))
                .into()
        })
    }

    /// The one article that is meant.
    fn choose(&self, candidates: &[Candidate]) -> Result<i64> {
        match candidates {
            [one] => Ok(one.id),
            [] => bail!(
                "show: no article {}; give its number, its file, its address or words of its \
                 headline",
                self.name
            ),
            several => {
                let told: Vec<String> = several
                    .iter()
                    .take(TOLD)
                    .map(|candidate| {
                        let day = candidate.published_on.as_deref().unwrap_or("undated");
                        let title = candidate.title.as_deref().unwrap_or("no headline");
                        format!("{} ({day}, {title})", candidate.id)
                    })
                    .collect();
                let more = several.len().saturating_sub(TOLD);
                let more = if more > 0 { format!(" and {more} more") } else { String::new() };
                bail!(
                    "show: {} articles are meant by {}; give the number of one: {}{more}",
                    several.len(),
                    self.name,
                    told.join(", ")
                )
            }
        }
    }
}

fn write(
    out: &mut impl Write,
    article: &StoredArticle,
    format: Format,
    coloured: bool,
) -> std::io::Result<()> {
    match format {
        Format::Text => text::write(out, article, coloured),
        Format::Html => html::write(out, article),
    }
}

/// <https://no-color.org>: set to anything but nothing.
fn no_color() -> bool {
    std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty())
}
