//! `danvan report`: the questions in `queries/`.

use std::path::Path;

use anyhow::Result;

use super::rows::{Destination, tell_if_empty};
use super::{Exit, tell};
use crate::output::{Cell, RowWriter};
use crate::report::{self, Choices, Report};
use crate::store;

/// Answer a question by name, or list the questions
///
/// Without a NAME: the reports with their titles and the parameters they take. A parameter that is
/// not given does not restrict.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The report
    name: Option<String>,
    /// A value for a parameter of the report
    #[arg(long = "param", short, value_name = "NAME=VALUE", value_parser = pair, requires = "name")]
    params: Vec<(String, String)>,
    #[command(flatten)]
    destination: Destination,
}

const EXAMPLES: &str = "\
Examples:
  danvan report
  danvan report models-per-locality-per-year
  danvan report models-per-locality-per-year -p year=2024 -o models-2024.csv
  danvan report models-per-locality-per-year -p geography=now -p within='Đồng Tháp'
  danvan report officials -p name='nguyen van' --format json";

fn pair(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((name, value)) => Ok((name.trim().to_owned(), value.to_owned())),
        None => Err("write it as name=value".to_owned()),
    }
}

impl Args {
    /// Prints the report or the list.
    pub fn run(&self, db: &Path) -> Result<Exit> {
        let Some(name) = &self.name else {
            let reports = report::all()?;
            self.destination.write(|out| list(&reports, out))?;
            return Ok(Exit::Done);
        };
        let report = report::find(name)?;
        let values = report.values(&self.params)?;
        let connection = store::open_reading(db)?;
        let rows =
            self.destination.write(|out| Ok(report::run(&connection, &report, &values, out)?))?;
        tell_if_empty(rows);
        for note in report::notes(&connection, &report, &values)? {
            tell(note);
        }
        Ok(Exit::Done)
    }
}

/// The most choices that the list of reports tells; a wrong value is answered with all of them.
const CHOICES: usize = 5;

/// The reports, a row each.
fn list(reports: &[Report], out: &mut dyn RowWriter) -> Result<u64> {
    out.begin(&["report".to_owned(), "title".to_owned(), "parameters".to_owned()])?;
    for report in reports {
        let parameters: Vec<String> = report
            .parameters
            .iter()
            .map(|parameter| match &parameter.choices {
                Choices::Closed(choices) if choices.len() <= CHOICES => {
                    format!("{}: {}", parameter.name, choices.join("|"))
                }
                _ => format!("{}: {}", parameter.name, parameter.kind.as_str()),
            })
            .collect();
        out.row(&[
            Cell::Text(report.name.as_str().into()),
            Cell::Text(report.title.as_str().into()),
            Cell::Text(parameters.join(", ").into()),
        ])?;
    }
    out.end()?;
    Ok(reports.len() as u64)
}
