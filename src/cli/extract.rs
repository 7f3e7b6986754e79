//! `danvan extract`: facts without a database.

use std::io::Write;
use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;

use anyhow::Result;
use rayon::prelude::*;

use super::input::InputArgs;
use super::rows::standard_output;
use super::{Exit, NO_ARTICLE, tell_error};
use crate::article;
use crate::extract::statement::statements;
use crate::extract::{Facts, extract};
use crate::input::{self, Page, Reject};

/// Print what articles state, as JSON Lines or for people
///
/// One object per article: the facts document, each fact with the words it rests on and their
/// place (characters) in article.text. Input that cannot be read is a line with an error. With
/// --explain: each fact in a line, with the rule that made it and its words.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// Files, folders, or - for standard input
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Print each fact in a line for people: rule, fact, words
    #[arg(long)]
    explain: bool,
    #[command(flatten)]
    input: InputArgs,
}

const EXAMPLES: &str = "\
Examples:
  danvan extract tin/ > facts.jsonl
  danvan extract - < bai.txt
  danvan extract --explain bai.txt";

/// How many pages are worked on at a time: enough for every core, few enough for the memory.
const BATCH: usize = 64;

impl Args {
    /// Prints the facts, in the order of the input.
    pub fn run(&self) -> Result<Exit> {
        let (_, mut out) = standard_output();
        let (mut articles, mut rejects) = (0, 0);
        let mut pages = input::pages(&self.paths, &self.input.options());
        loop {
            let batch: Vec<Result<Page, Reject>> = pages.by_ref().take(BATCH).collect();
            if batch.is_empty() {
                break;
            }
            let print = |page| print(page, self.explain);
            let lines: Vec<(bool, String)> = batch.into_par_iter().map(print).collect();
            for (good, line) in lines {
                if good {
                    articles += 1;
                } else {
                    rejects += 1;
                }
                writeln!(out, "{line}")?;
            }
        }
        out.flush()?;
        if articles + rejects == 0 {
            tell_error(NO_ARTICLE);
        }
        Ok(if articles == 0 || rejects > 0 { Exit::Problems } else { Exit::Done })
    }
}

/// What to print of a page, and whether it holds facts.
fn print(page: Result<Page, Reject>, explained: bool) -> (bool, String) {
    let facts = page.and_then(|page| {
        // A defect in a rule must not end a run over a million articles; main has told it.
        catch_unwind(AssertUnwindSafe(|| article::read(&page).map(|article| extract(&article))))
            .unwrap_or_else(|_| Err(defect(&page)))
    });
    let facts = match facts {
        Err(reject) if explained => return (false, format!("{reject}\n")),
        Err(Reject { source, place: Some(place), reason, .. }) => {
            return (false, error_line(&source, &format!("{place}: {reason}")));
        }
        Err(Reject { source, reason, .. }) => return (false, error_line(&source, &reason)),
        Ok(facts) => facts,
    };
    let printed = if explained {
        serde_json::to_value(&facts).map(|document| explanation(&facts, &document))
    } else {
        serde_json::to_string(&facts)
    };
    match printed {
        Ok(printed) => (true, printed),
        Err(error) => (false, error_line(&facts.article.source, &error.to_string())),
    }
}

/// An article and what it states, a line each, and an empty line.
fn explanation(facts: &Facts, document: &serde_json::Value) -> String {
    let article = &facts.article;
    let day = article.published_on.map(|day| day.to_string());
    let known = [&article.title, &day, &article.author, &article.publisher, &facts.place.locality];
    let known: Vec<&str> = known.into_iter().flatten().map(String::as_str).collect();
    let mut lines = format!("{}: {}\n", article.source, known.join(" · "));
    for statement in statements(document) {
        let words: Vec<String> = statement
            .spans
            .iter()
            .map(|span| format!("“{}”", words(&article.text, span)))
            .collect();
        let (rule, line) = (&statement.rule, statement.line());
        lines.push_str(&format!("  {rule:24} {line}  {}\n", words.join(" + ")));
    }
    lines
}

/// The characters of a span.
fn words(text: &str, span: &Range<usize>) -> String {
    text.chars().skip(span.start).take(span.len()).collect()
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
