//! `danvan extract`: facts without a database.

use std::borrow::Cow;
use std::io::Write;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;

use anyhow::Result;
use rayon::prelude::*;

use super::rows::standard_output;
use super::{Exit, NO_ARTICLE, tell};
use crate::article;
use crate::extract::extract;
use crate::input::{self, Page, Reject};
use crate::output::{Reader, visible};

/// Print what articles state, as JSON Lines
///
/// One object per article: the facts document, each fact with the words it rests on and their
/// place (characters) in article.text. Input that cannot be read is a line with an error.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// Files, folders, or - for standard input
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
}

const EXAMPLES: &str = "\
Examples:
  danvan extract tin/ > facts.jsonl
  danvan extract - < bai.txt";

/// How many pages are worked on at a time: enough for every core, few enough for the memory.
const BATCH: usize = 64;

impl Args {
    /// Prints the facts, in the order of the input.
    pub fn run(&self) -> Result<Exit> {
        let (reader, mut out) = standard_output();
        let (mut articles, mut rejects) = (0, 0);
        let mut pages = input::pages(&self.paths);
        loop {
            let batch: Vec<Result<Page, Reject>> = pages.by_ref().take(BATCH).collect();
            if batch.is_empty() {
                break;
            }
            let lines: Vec<(bool, String)> = batch.into_par_iter().map(line).collect();
            for (good, line) in lines {
                if good {
                    articles += 1;
                } else {
                    rejects += 1;
                }
                let line = match reader {
                    Reader::Terminal(_) => visible(&line),
                    Reader::Program | Reader::File => Cow::Borrowed(line.as_str()),
                };
                writeln!(out, "{line}")?;
            }
        }
        out.flush()?;
        if articles + rejects == 0 {
            tell(NO_ARTICLE);
        }
        Ok(if articles == 0 || rejects > 0 { Exit::Problems } else { Exit::Done })
    }
}

/// The line of a page, and whether it holds facts.
fn line(page: Result<Page, Reject>) -> (bool, String) {
    let facts = page.and_then(|page| {
        // A defect in a rule must not end a run over a million articles; main has told it.
        catch_unwind(AssertUnwindSafe(|| article::read(&page).map(|article| extract(&article))))
            .unwrap_or_else(|_| Err(defect(&page)))
    });
    match facts.as_ref().map(serde_json::to_string) {
        Ok(Ok(line)) => (true, line),
        Ok(Err(error)) => (false, error_line("-", &error.to_string())),
        Err(Reject { source, place: Some(place), reason, .. }) => {
            (false, error_line(source, &format!("{place}: {reason}")))
        }
        Err(Reject { source, reason, .. }) => (false, error_line(source, reason)),
    }
}

fn defect(page: &Page) -> Reject {
    Reject {
        source: page.source.clone(),
        place: None,
        reason: "a defect of danvan: it could not be extracted".to_owned(),
        advice: "please report it with the article".to_owned(),
    }
}

fn error_line(source: &str, reason: &str) -> String {
    let quoted = |text: &str| serde_json::Value::from(text).to_string();
    format!("{{\"error\":{{\"source\":{},\"reason\":{}}}}}", quoted(source), quoted(reason))
}
