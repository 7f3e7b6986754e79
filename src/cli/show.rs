//! `danvan show`: one thing, with all that the file knows of it.

use std::io::{self, Write};
use std::path::Path;

use anyhow::{Context, Result, bail};

use super::Exit;
use super::exit::Usage;
use super::rows::{Destination, coloured_output, standard_output};
use crate::output::file::NewFile;
use crate::output::marked::{html, text};
use crate::output::profile::{self, line};
use crate::output::{Cell, Format, Head, RowWriter};
use crate::reference::words::Language;
use crate::store::{self, Candidate, Choice, Profile, StoredArticle, Thing};

/// Show an article, unit, body, person, meeting, campaign or document with all that is known of it
///
/// An article with its facts marked in the text: in colours on a terminal (see --color), in
/// brackets otherwise. A locality: its life, what became of it, and what the base knows about it.
/// An official: offices with the days on which they were first and last stated. A directive: who
/// cited it, beside which others, which meetings reviewed it. A meeting: who called it, who took part,
/// what it reviewed. A body: its offices, meetings and awards. A campaign: its figures. Each with its
/// quotes. As HTML: one page that needs no network.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// What to show
    #[arg(value_enum)]
    kind: Thing,
    /// Its name, number or key; of an article the file, the address, or words of the headline
    #[arg(value_name = "NAME|ID")]
    name: String,
    #[command(flatten)]
    destination: Destination,
}

const EXAMPLES: &str = "\
Examples:
  danvan show article 1
  danvan show locality 'huyện Đại Lộc'
  danvan show official 'hua van tin'
  danvan show directive 43-KL/TW
  danvan show organization 'Ủy ban nhân dân, huyện Thạch Thất'
  danvan show campaign 'dân vận khéo'
  danvan show article tin/dai-loc-2023-tong-ket.txt
  danvan show article dai-loc-2023-tong-ket.txt -o dai-loc.html";

/// How many articles of one name are told.
const TOLD: usize = 8;

impl Args {
    /// Shows it.
    pub fn run(&self, db: &Path) -> Result<Exit> {
        let format = self.destination.format()?;
        let language = self.destination.language_of_rows()?;
        let connection = store::open_reading(db)?;
        let shown = if self.kind == Thing::Article {
            let id = self.choose_article(&store::find_articles(&connection, &self.name)?)?;
            store::article(&connection, id)?.map(Shown::Article)
        } else {
            let id = self.choose(&store::find(&connection, self.kind, &self.name)?)?;
            store::profile(&connection, self.kind, id)?.map(Shown::Profile)
        };
        let Some(shown) = shown else { bail!("{}: no such {}", self.name, self.kind.as_str()) };
        match format {
            Format::Table | Format::Html => self.print(&shown, format, language)?,
            format if format.is_chart() => {
                return Err(Usage("show: there is no chart of one thing".to_owned()).into());
            }
            _ => self.destination.write(|out| Ok(shown.rows(out, language)?))?,
        }
        Ok(Exit::Done)
    }

    /// Text for the eye, or a page.
    fn print(&self, shown: &Shown, format: Format, language: Language) -> Result<()> {
        match self.destination.output() {
            Some(path) => {
                let mut file = NewFile::create(path, self.destination.force())?;
                shown
                    .write(&mut file, format, language, false)
                    .with_context(|| format!("{}: cannot be written", path.display()))?;
                Ok(file.keep()?)
            }
            None => {
                let written = match format {
                    Format::Html => shown.write(&mut standard_output().1, format, language, false),
                    _ => {
                        let (coloured, mut out) = coloured_output();
                        shown.write(&mut out, format, language, coloured)
                    }
                };
                written.context("standard output: cannot be written")
            }
        }
    }

    /// The one thing that is meant.
    fn choose(&self, choices: &[Choice]) -> Result<i64> {
        let noun = self.kind.as_str();
        match choices {
            [one] => Ok(one.id),
            [] => bail!(
                "show: no {noun} {} in this base; give a name, or the key with {}: in front",
                self.name,
                self.kind.key_word()
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
    fn write(
        &self,
        out: &mut impl Write,
        format: Format,
        language: Language,
        coloured: bool,
    ) -> io::Result<()> {
        match (self, format) {
            (Shown::Article(article), Format::Html) => html::write(out, article, language),
            (Shown::Article(article), _) => text::write(out, article, language, coloured),
            (Shown::Profile(known), Format::Html) => profile::html(out, known, language),
            (Shown::Profile(known), _) => profile::text(out, known, language),
        }
    }

    /// A row for each thing known of it and for each of the words that state it.
    fn rows(&self, out: &mut dyn RowWriter, language: Language) -> io::Result<()> {
        let text = |text: &str| Cell::Text(text.to_owned().into());
        match self {
            Shown::Article(article) => {
                out.begin(&Head::of_columns(["family", "fact", "rule", "quote"]))?;
                let letters: Vec<char> = article.text.chars().collect();
                for statement in &article.statements {
                    let span = statement.spans.first().and_then(|span| letters.get(span.clone()));
                    let quote: String = span.unwrap_or_default().iter().collect();
                    let line = statement.line_in(language);
                    let cells = [statement.family.as_str(), &line, &statement.rule, &quote];
                    out.row(&cells.map(text))?;
                }
            }
            Shown::Profile(known) => {
                out.begin(&Head::of_columns(["section", "what", "quote", "source"]))?;
                for (word, part) in &known.known {
                    let value = profile::value(part, language);
                    out.row(&[text(word), text(&value), Cell::Null, Cell::Null])?;
                }
                for section in &known.sections {
                    for entry in &section.entries {
                        let (title, what) = (text(section.title), text(&line(entry, language)));
                        if entry.proofs.is_empty() {
                            out.row(&[title, what, Cell::Null, Cell::Null])?;
                            continue;
                        }
                        for proof in &entry.proofs {
                            let source = &proof.source;
                            let (quote, source) = (text(&source.quote), text(&source.place()));
                            out.row(&[title.clone(), what.clone(), quote, source])?;
                        }
                    }
                }
            }
        }
        out.end()
    }
}
