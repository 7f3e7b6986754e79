//! `danvan search`: articles by their words, things by their names.

use std::io::Write;
use std::path::Path;

use anyhow::Result;

use super::exit::Usage;
use super::rows::{Destination, coloured_output, tell_if_empty};
use super::{Exit, tell};
use crate::output::{Cell, Format, Head, RowWriter, visible};
use crate::reference::abbreviations::place_key;
use crate::reference::words::{Language, vietnamese, vietnamese_date};
use crate::store::{self, BEGIN, END, Found, Kind, Search, Shelf};
use crate::text::query;

/// Search articles and what they state: units, bodies, persons, meetings, counts, awards …
///
/// Articles are found by their words, what bears a name by it, counts of models and awards by the
/// words that state them and the name of their unit. All words must be there; "words in quotation marks" stand together, -word must not be there,
/// vận* is any word that begins so. Tone marks and capitals may be left out; with them, texts that
/// have the same marks come first, then those where the words stand side by side. A typed đ is no
/// d; a typed d is either. 25/NQ-TW is 25-NQ/TW, and 9-CT/TW is 09-CT/TW.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// What to look for
    #[arg(required = true, value_name = "WORDS")]
    words: Vec<String>,
    /// Only what is of this kind
    #[arg(long, value_enum)]
    kind: Option<Kind>,
    /// Only of this year
    #[arg(long)]
    year: Option<i32>,
    /// Only in units of this name and inside them
    #[arg(long, value_name = "NAME")]
    within: Option<String>,
    /// At most so many of each kind; 0 for all
    #[arg(long, value_name = "N", default_value_t = 20)]
    limit: usize,
    #[command(flatten)]
    destination: Destination,
}

const EXAMPLES: &str = "\
Examples:
  danvan search 'hội nghị đảng ủy'
  danvan search '\"dan van kheo\"' --kind article --year 2023
  danvan search 'khéo -tổng' --kind article
  danvan search 25-NQ/TW --within 'quảng nam'
  danvan search 'đăng ký' --kind count --year 2023
  danvan search hdnd --kind organization --limit 0 --format csv";

impl Args {
    /// Prints what is found.
    pub fn run(&self, db: &Path) -> Result<Exit> {
        let query = query::parse(&self.words.join(" "));
        if query.is_empty() {
            let message = "nothing to look for; give a word that is to be there";
            return Err(Usage(format!("search: {message}")).into());
        }
        let search = Search {
            query,
            kind: self.kind,
            year: self.year,
            within: self.within.as_deref().map(place_key).unwrap_or_default(),
            limit: self.limit,
        };
        let connection = store::open_reading(db)?;
        let shelves = store::search(&connection, &search)?;
        let language = self.destination.spoken();
        if self.destination.format()? == Format::Table && self.destination.output().is_none() {
            let (coloured, mut out) = coloured_output();
            list(&mut out, &shelves, coloured, language)?;
        } else {
            self.destination.write(|out| rows(&shelves, out))?;
        }
        tell_if_empty(shelves.iter().map(|shelf| shelf.all as u64).sum(), language);
        for shelf in shelves.iter().filter(|shelf| shelf.found.len() < shelf.all) {
            let (shown, all, kind) = (shelf.found.len(), shelf.all, shelf.kind.as_str());
            tell(match language {
                Language::En => format!("{kind}: {shown} of {all}; --limit 0 gives all"),
                Language::Vi => {
                    format!("{}: {shown} trong số {all}; --limit 0 cho tất cả", vietnamese(kind))
                }
            });
        }
        Ok(Exit::Done)
    }
}

/// What is found, kind by kind, for the eye.
fn list(out: &mut impl Write, shelves: &[Shelf], bold: bool, language: Language) -> Result<()> {
    for (number, shelf) in shelves.iter().enumerate() {
        let gap = if number > 0 { "\n" } else { "" };
        let kind = match language {
            Language::En => shelf.kind.as_str().into(),
            Language::Vi => vietnamese(shelf.kind.as_str()),
        };
        writeln!(out, "{gap}{kind} ({})", shelf.all)?;
        for found in &shelf.found {
            let day = found.day.as_deref().map(|day| match language {
                Language::En => day.to_owned(),
                Language::Vi => vietnamese_date(day).map_or(day.to_owned(), |day| day.into_owned()),
            });
            let known = [day.as_deref(), found.place.as_deref()];
            let known: Vec<&str> = known.into_iter().flatten().collect();
            let known =
                if known.is_empty() { String::new() } else { format!("  ({})", known.join(", ")) };
            let name = match (language, found.kind) {
                (Language::Vi, Kind::Fact(_)) => values_in_vietnamese(&found.name),
                _ => found.name.clone(),
            };
            writeln!(out, "  {}{}", visible(&name), visible(&known))?;
            if let Some(snippet) = &found.snippet {
                writeln!(out, "    {}", highlighted(snippet, bold))?;
            }
            if let Some(url) = &found.url {
                writeln!(out, "    {}", visible(url))?;
            }
        }
    }
    out.flush()?;
    Ok(())
}

/// The values of a fact (`over 225, registered, 2023`), each in Vietnamese where it is a word of ours.
fn values_in_vietnamese(values: &str) -> String {
    values.split(", ").map(vietnamese).collect::<Vec<_>>().join(", ")
}

/// A snippet in a line, what was found in bold or in square brackets.
fn highlighted(snippet: &str, bold: bool) -> String {
    let (begin, end) = if bold { ("\u{1b}[1m", "\u{1b}[0m") } else { ("[", "]") };
    let mut out = String::with_capacity(snippet.len() + 16);
    for part in snippet.split_inclusive([BEGIN, END]) {
        let words = part.trim_end_matches([BEGIN, END]);
        out.push_str(&visible(words).replace(['\n', '\t'], " "));
        if part.ends_with(BEGIN) {
            out.push_str(begin);
        } else if part.ends_with(END) {
            out.push_str(end);
        }
    }
    out
}

fn rows(shelves: &[Shelf], out: &mut dyn RowWriter) -> Result<()> {
    let mut head = Head::of_columns([
        "kind",
        "name",
        "day",
        "place",
        "articles",
        "snippet",
        "url",
        "key",
        "code",
        "valid_from",
        "valid_to",
    ]);
    head.title = "Search".to_owned();
    head.title_vi = Some("Tìm kiếm".to_owned());
    out.begin(&head)?;
    for found in shelves.iter().flat_map(|shelf| &shelf.found) {
        let Found { kind, key, name, day, place, unit, articles, snippet, url } = found;
        let unit = unit.as_ref();
        let text = |text: &Option<String>| {
            text.as_ref().map_or(Cell::Null, |text| Cell::Text(text.clone().into()))
        };
        out.row(&[
            Cell::Text(kind.as_str().into()),
            Cell::Text(name.as_str().into()),
            text(day),
            text(place),
            Cell::Integer(*articles),
            text(&snippet.as_deref().map(|snippet| highlighted(snippet, false))),
            text(url),
            Cell::Text(key.as_str().into()),
            text(&unit.map(|unit| unit.code.clone())),
            text(&unit.and_then(|unit| unit.valid_from.clone())),
            text(&unit.and_then(|unit| unit.valid_to.clone())),
        ])?;
    }
    out.end()?;
    Ok(())
}
