//! `danvan show`: one thing, with all that the file knows of it.

use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use super::Exit;
use super::exit::Usage;
use super::rows::{coloured_output, standard_output};
use crate::output::file::NewFile;
use crate::output::marked::{html, text};
use crate::output::profile;
use crate::store::{self, Candidate, Choice, Profile, StoredArticle, Subject};

/// Show an article, a unit, a person or a document with all that is known of it
///
/// An article with its facts marked in the text: in colours on a terminal (see --color), in
/// brackets otherwise. A locality: its life, what became of it, and what the base knows about it.
/// An official: offices with the days on which they were first and last stated. A directive: who
/// cited it, beside which others, which meetings reviewed it. Each with its quotes. As HTML: one
/// page that needs no network.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// What to show
    #[arg(value_enum)]
    kind: Kind,
    /// Its name, number or key; of an article the file, the address, or words of the headline
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
  danvan show locality 'huyện Đại Lộc'
  danvan show official 'hua van tin'
  danvan show directive 43-KL/TW
  danvan show article tin/dai-loc-2023-tong-ket.txt
  danvan show article dai-loc-2023-tong-ket.txt -o dai-loc.html";

/// What can be shown.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Kind {
    /// An article
    Article,
    /// An administrative unit
    Locality,
    /// A person
    Official,
    /// A document
    Directive,
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
        let subject = match self.kind {
            Kind::Article => None,
            Kind::Locality => Some(Subject::Locality),
            Kind::Official => Some(Subject::Official),
            Kind::Directive => Some(Subject::Directive),
        };
        let shown = match subject {
            None => {
                let id = self.choose_article(&store::find_articles(&connection, &self.name)?)?;
                let Some(article) = store::article(&connection, id)? else {
                    bail!("{}: no such article", self.name)
                };
                Shown::Article(article)
            }
            Some(subject) => {
                let id = self.choose(subject, &store::find(&connection, subject, &self.name)?)?;
                Shown::Profile(store::profile(&connection, subject, id)?)
            }
        };
        match &self.output {
            Some(path) => {
                let mut file = NewFile::create(path, self.force)?;
                shown
                    .write(&mut file, format, false)
                    .with_context(|| format!("{}: cannot be written", path.display()))?;
                file.keep()?;
            }
            None => {
                let written = match format {
                    Format::Text => {
                        let (coloured, mut out) = coloured_output();
                        shown.write(&mut out, format, coloured)
                    }
                    Format::Html => shown.write(&mut standard_output().1, format, false),
                };
                written.context("standard output: cannot be written")?;
            }
        }
        Ok(Exit::Done)
    }

    /// The one thing that is meant.
    fn choose(&self, subject: Subject, choices: &[Choice]) -> Result<i64> {
        let noun = subject.noun();
        match choices {
            [one] => Ok(one.id),
            [] => bail!(
                "show: no {noun} {} in this base; give a name, or the key with {}: in front",
                self.name,
                subject.word()
            ),
            several => {
                let told: Vec<String> = several
                    .iter()
                    .take(TOLD)
                    .map(|choice| format!("{} ({})", choice.id, choice.label))
                    .collect();
                let more = several.len().saturating_sub(TOLD);
                let more = if more > 0 { format!(" and {more} more") } else { String::new() };
                bail!(
                    "show: {} are meant by {}; give the number of one: {}{more}",
                    several.len(),
                    self.name,
                    told.join("; ")
                )
            }
        }
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
    fn choose_article(&self, candidates: &[Candidate]) -> Result<i64> {
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

/// What is shown.
enum Shown {
    Article(StoredArticle),
    Profile(Profile),
}

impl Shown {
    fn write(&self, out: &mut impl Write, format: Format, coloured: bool) -> std::io::Result<()> {
        match (self, format) {
            (Shown::Article(article), Format::Text) => text::write(out, article, coloured),
            (Shown::Article(article), Format::Html) => html::write(out, article),
            (Shown::Profile(known), Format::Text) => profile::text(out, known),
            (Shown::Profile(known), Format::Html) => profile::html(out, known),
        }
    }
}
