//! `danvan sample`: facts drawn at random, for people to say whether they are right.

use std::path::Path;

use anyhow::Result;

use super::Exit;
use super::manners::tell;
use super::rows::{Destination, tell_if_empty};
use crate::extract::statement::Family;
use crate::output::{Cell, Column, Head, RowWriter};
use crate::reference::words::Language;
use crate::score::Verdict;
use crate::store::{self, Drawn};

/// Draw facts at random, to be judged in a sheet
///
/// A simple random sample: every fact of the families asked for has the same chance, so a family of
/// all facts gets its share. For as many of a family as of another, draw them one by one. The same
/// base, seed and number give the same facts, in whatever order the base was loaded; rows stand in
/// the order of the draw, so whoever judges the first 50 only has judged a sample too.
///
/// Fill in the column verdict and have danvan score read the sheet:
///
///   right    (đúng, 1)   the words state the fact, all of it
///
///   wrong    (sai, 0)    they do not, or a part of the fact is wrong
///
///   unclear  (không rõ)  they do not decide it
///
/// The quote stands in square brackets in its context. What is drawn are facts that the base has; it
/// says nothing of those it missed.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// Only facts of this family, or of these (a,b): meetings, organizations, officials, campaigns,
    /// model_counts, directives, awards [default: all]
    #[arg(long, value_name = "FAMILY", value_delimiter = ',', value_parser = family)]
    family: Vec<Family>,
    /// How many facts
    #[arg(long, short, value_name = "N", default_value_t = 200, value_parser = clap::value_parser!(u32).range(1..))]
    n: u32,
    /// Another number gives other facts
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    seed: u64,
    #[command(flatten)]
    destination: Destination,
}

const EXAMPLES: &str = "\
Examples:
  danvan sample --family model_counts --n 200 --seed 1 -o counts.xlsx
  danvan sample -o facts.csv
  danvan sample --family meetings,awards --n 20 --format json";

fn family(typed: &str) -> Result<Family, String> {
    Family::parse(typed).ok_or_else(|| {
        let known = Family::ALL.map(Family::as_str).join(", ");
        format!("no such family of facts; there are {known}")
    })
}

/// Columns of the sheet.
const COLUMNS: [&str; 12] = [
    "key",
    "family",
    "rule",
    "year",
    "fact",
    "quote",
    "context",
    "article",
    "published_on",
    "url",
    "verdict",
    "remark",
];

impl Args {
    /// Draws and writes.
    pub fn run(&self, db: &Path) -> Result<Exit> {
        let connection = store::open_reading(db)?;
        let families = if self.family.is_empty() { &Family::ALL[..] } else { &self.family };
        let sample = store::sample(&connection, families, self.n as usize, self.seed)?;
        let language = self.destination.language_of_rows()?;
        self.destination.write(|out| rows(&sample.facts, language, out))?;
        let spoken = self.destination.spoken();
        let (drawn, of) = (sample.facts.len() as u64, sample.of);
        tell_if_empty(drawn, spoken);
        if drawn > 0 {
            let (n, seed) = (self.n, self.seed);
            tell(match (spoken, drawn < u64::from(n)) {
                (Language::En, false) => format!("{drawn} of {of} facts drawn, seed {seed}"),
                (Language::Vi, false) => {
                    format!("đã chọn ngẫu nhiên {drawn} trong số {of} dữ kiện, seed {seed}")
                }
                (Language::En, true) => {
                    format!("{n} facts were asked for and there are {of}: here are all of them")
                }
                (Language::Vi, true) => {
                    format!("yêu cầu {n} dữ kiện nhưng chỉ có {of}: đã lấy tất cả")
                }
            });
        }
        Ok(Exit::Done)
    }
}

fn rows(facts: &[Drawn], language: Language, out: &mut dyn RowWriter) -> Result<()> {
    let mut head = Head::of_columns(COLUMNS);
    head.title = "Sample of facts".to_owned();
    head.title_vi = Some("Mẫu dữ kiện để kiểm tra".to_owned());
    for Column { name, choices, .. } in &mut head.columns {
        if name == "verdict" {
            *choices = &Verdict::WORDS;
        }
    }
    out.begin(&head)?;
    for Drawn { key, statement, quote, context, article, published_on, url } in facts {
        fn text(text: &str) -> Cell<'_> {
            Cell::Text(text.into())
        }
        let maybe = |known: &'_ Option<String>| {
            known.clone().map_or(Cell::Null, |known| Cell::Text(known.into()))
        };
        let year = published_on.as_deref().and_then(|day| day.get(..4)?.parse().ok());
        out.row(&[
            text(key),
            text(statement.family.as_str()),
            text(&statement.rule),
            year.map_or(Cell::Null, Cell::Integer),
            text(&statement.line_in(language)),
            text(quote),
            text(context),
            maybe(article),
            maybe(published_on),
            maybe(url),
            Cell::Null,
            Cell::Null,
        ])?;
    }
    out.end()?;
    Ok(())
}
