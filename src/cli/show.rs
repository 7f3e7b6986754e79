//! `danvan show`: one thing, with all that the file knows of it.

use std::io::{self, Write};
use std::path::Path;

use anyhow::{Context, Result, bail};

use super::exit::Usage;
use super::rows::{Destination, coloured_output, standard_output};
use super::{Exit, tell};
use crate::output::file::NewFile;
use crate::output::marked::{html, text};
use crate::output::profile::{self, line};
use crate::output::{Cell, Format, Head, RowWriter};
use crate::reference::words::Language;
use crate::resolve::corrections::facts::ARTICLE_DIGITS;
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

impl Args {
    /// Shows it.
    pub fn run(&self, db: &Path) -> Result<Exit> {
        let format = self.destination.format()?;
        let language = self.destination.language_of_rows()?;
        let connection = store::open_reading(db)?;
        let choices = match self.kind {
            Thing::Article => {
                let found = store::find_articles(&connection, &self.name)?;
                found.into_iter().map(choice).collect()
            }
            kind => store::find(&connection, kind, &self.name)?,
        };
        let id = self.choose(&choices)?;
        let shown = match self.kind {
            Thing::Article => store::article(&connection, id)?.map(Shown::Article),
            kind => store::profile(&connection, kind, id)?.map(Shown::Profile),
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

    /// The one thing that is meant. Several are written as rows, to choose from; a file that was asked
    /// for is not made of them.
    fn choose(&self, choices: &[Choice]) -> Result<i64> {
        let (noun, name) = (self.kind.as_str(), &self.name);
        match choices {
            [one] => Ok(one.id),
            [] if self.kind == Thing::Article => bail!(
                "show: no article {name}; give its number, its file, its address or words of its \
                 headline, or try danvan search"
            ),
            [] => bail!(
                "show: no {noun} {name} in this base; give a name, or the key with {}: in front, or \
                 try danvan search",
                self.kind.key_word()
            ),
            several if self.destination.output().is_some() => {
                several
                    .iter()
                    .for_each(|choice| tell(format_args!("{}  {}", choice.key, choice.label)));
                bail!("show: {} are meant by {name}; give the key of one", several.len())
            }
            several => {
                self.destination.write(|out| {
                    out.begin(&Head::of_columns(["key", noun]))?;
                    for choice in several {
                        let text = |text: &str| Cell::Text(text.to_owned().into());
                        out.row(&[text(&choice.key), text(&choice.label)])?;
                    }
                    Ok(out.end()?)
                })?;
                bail!("show: {} are meant by {name}; give the key of one", several.len())
            }
        }
    }
}

/// An article among those to choose from.
fn choice(article: Candidate) -> Choice {
    let day = article.published_on.as_deref().unwrap_or("undated");
    let title = article.title.as_deref().unwrap_or("no headline");
    let key = format!("article:{}", &article.key[..article.key.len().min(ARTICLE_DIGITS)]);
    Choice { id: article.id, key, label: format!("{day}, {title}") }
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
                out.begin(&Head::of_columns(["section", "what", "rule", "quote"]))?;
                let key = format!("article:{}", article.key);
                let title = article.title.iter().map(|title| ("title", title));
                let known = article.known.iter().map(|known| ("known", known));
                let sources = article.sources.iter().map(|source| ("source", source));
                let last = [("key", &key), ("text", &article.text)];
                for (word, what) in title.chain(known).chain(sources).chain(last) {
                    out.row(&[text(word), text(what), Cell::Null, Cell::Null])?;
                }
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
                for (word, value) in [("name", &known.title), ("key", &known.key)] {
                    out.row(&[text(word), text(value), Cell::Null, Cell::Null])?;
                }
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
