//! `danvan report`: the questions in `queries/`, and those of a folder of the user's own.

mod help;
mod workbook;

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::Result;
use clap::CommandFactory;
use clap_complete::{ArgValueCandidates, ArgValueCompleter};
use rusqlite::Connection;
use rusqlite::types::Value;

use super::exit::Usage;
use super::manners::tell_detail;
use super::rows::{Destination, standard_output, tell_if_empty};
use super::{Cli, Exit, completions, tell, tell_error};
use crate::output::{Cell, Format, Head, RowWriter};
use crate::reference::words::{Language, vietnamese};
use crate::report::{self, Choices, Kind, Library, Report, closest};
use crate::store;
use crate::text::fold::search_key;

/// Answer a question by name, or list the questions
///
/// Without a NAME: the reports, with the parameters they take. `danvan report NAME --help` tells
/// what a report answers, its columns, and the values that its parameters have in the database. A
/// parameter that is not given does not restrict. Names and values are understood in English and
/// Vietnamese, with or without tone marks.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES, disable_help_flag = true)]
pub struct Args {
    /// The report
    #[arg(add = ArgValueCandidates::new(completions::reports))]
    name: Option<String>,
    /// A value for a parameter of the report
    #[arg(
        long = "param",
        short,
        value_name = "NAME=VALUE",
        value_parser = pair,
        add = ArgValueCompleter::new(completions::parameters),
    )]
    params: Vec<(String, String)>,
    /// Add the words behind each row, their article, and a link that opens it at these words
    #[arg(long, requires = "name")]
    with_sources: bool,
    /// Draw the report's chart
    #[arg(long, requires = "name", conflicts_with_all = ["format", "output"])]
    chart: bool,
    /// Print the report's SQL, which also runs in sqlite3 and Datasette
    #[arg(long, requires = "name", conflicts_with_all = ["params", "with_sources", "chart"])]
    sql: bool,
    /// Write the workbook of a year: figures, meetings, awards, problems, sources, a sheet each
    #[arg(
        long,
        value_name = "YEAR",
        requires = "output",
        conflicts_with_all = ["name", "with_sources", "chart", "sql"],
    )]
    workbook: Option<i32>,
    /// A folder with reports of your own (.sql); each may stand in for a built-in one of its name
    #[arg(long, value_name = "DIR")]
    queries: Option<PathBuf>,
    /// Print help, of the report if one is named
    #[arg(long, short)]
    help: bool,
    #[command(flatten)]
    destination: Destination,
}

const EXAMPLES: &str = "\
Examples:
  danvan report
  danvan report models-per-locality-per-year
  danvan report models-per-locality-per-year --help
  danvan report models-per-locality-per-year -p year=2024 -o models-2024.xlsx
  danvan report models-per-locality-per-year -p geography=now -p within='Đồng Tháp'
  danvan report models-per-locality-per-year -p năm=2023 --with-sources --lang vi
  danvan report models-per-locality-per-year -p year=2023 --chart
  danvan report officials -p name='nguyen van' --format json
  danvan report --workbook 2023 -o 2023.xlsx";

fn pair(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((name, value)) => Ok((name.trim().to_owned(), value.to_owned())),
        None => Err("write it as name=value".to_owned()),
    }
}

impl Args {
    /// Prints the report, what is to be known of it, or the list.
    pub fn run(&self, db: &Path) -> Result<Exit> {
        if self.help && self.name.is_none() {
            let mut command = Cli::command();
            command.build();
            if let Some(command) = command.find_subcommand_mut("report") {
                command.print_long_help()?;
            }
            return Ok(Exit::Done);
        }
        let library = Library::open(self.queries.as_deref())?;
        if let Some(year) = self.workbook {
            return self.write_workbook(db, &library, year);
        }
        let Some(name) = &self.name else {
            if !self.params.is_empty() {
                return Err(Usage("report: a parameter of which report? name it".into()).into());
            }
            self.list(library.reports())?;
            library.faults().for_each(tell_error);
            return Ok(if library.faults().next().is_some() { Exit::Problems } else { Exit::Done });
        };
        let report = library.find(name)?;
        if self.help {
            // What a base has of the parameters is told where there is one.
            let connection = db.exists().then(|| store::open_reading(db)).transpose()?;
            let (_, mut out) = standard_output();
            help::write(&mut out, report, connection.as_ref(), self.destination.spoken())?;
            return Ok(Exit::Done);
        }
        if self.sql {
            let (_, mut out) = standard_output();
            writeln!(out, "{}", report.sql.trim_end())?;
            out.flush()?;
            return Ok(Exit::Done);
        }
        self.answer(db, &library, report)
    }

    fn answer(&self, db: &Path, library: &Library, report: &Report) -> Result<Exit> {
        let values = report.values(&self.params)?;
        self.tell_details(report, &values);
        let format = if self.chart { Format::Bars } else { self.destination.format()? };
        if format.is_chart() && report.chart.is_none() {
            let drawn: Vec<&str> = library
                .reports()
                .iter()
                .filter(|report| report.chart.is_some())
                .map(|report| report.name.as_str())
                .collect();
            let message =
                format!("{}: has no chart; those that have: {}", report.name, drawn.join(", "));
            return Err(Usage(message).into());
        }
        let connection = store::open_reading(db)?;
        let values = report::as_in_base(&connection, report, values)?;
        let answer = self.destination.write_as(format, |out| {
            Ok(report::run(&connection, report, &values, self.with_sources, out)?)
        })?;
        let language = self.destination.spoken();
        tell_if_empty(answer.rows, language);
        if answer.rows == 0 {
            self.suggest(&connection, report, &self.params)?;
        }
        for note in &answer.notes {
            match language {
                Language::En => tell(note),
                Language::Vi => tell(vietnamese(note)),
            }
        }
        Ok(Exit::Done)
    }

    /// Where the report is from, and what its parameters were taken for.
    fn tell_details(&self, report: &Report, values: &[(String, Value)]) {
        let name = &report.name;
        let own = self.queries.as_ref().map(|folder| folder.join(format!("{name}.sql")));
        match own.filter(|path| path.exists()) {
            Some(path) => tell_detail(format_args!("report {name} ({})", path.display())),
            None => tell_detail(format_args!("report {name} (built in)")),
        }
        for (name, value) in values {
            match value {
                Value::Null => tell_detail(format_args!("{name}: any")),
                Value::Text(text) => tell_detail(format_args!("{name}: '{text}'")),
                Value::Integer(number) => tell_detail(format_args!("{name}: {number}")),
                other => tell_detail(format_args!("{name}: {other:?}")),
            }
        }
    }

    /// Says which value was probably meant where the base has none like the one typed.
    fn suggest(
        &self,
        connection: &Connection,
        report: &Report,
        given: &[(String, String)],
    ) -> Result<()> {
        for (name, typed) in given {
            let Some(parameter) = report.parameter(name) else { continue };
            let Some(known) = report::known_values(connection, report, parameter)? else {
                continue;
            };
            let typed_key = search_key(typed);
            let found = |value: &String| match parameter.kind {
                Kind::Name | Kind::Place => search_key(value).contains(&typed_key),
                _ => search_key(value) == typed_key,
            };
            if typed_key.is_empty() || known.iter().any(found) {
                continue;
            }
            let hint = match nearest(&typed_key, &known) {
                Some(meant) => format!("did you mean {meant}?"),
                None => format!("danvan report {} --help lists them", report.name),
            };
            tell(format_args!("{}={typed}: no such value in this base; {hint}", parameter.name));
        }
        Ok(())
    }

    /// The reports by group: for the eye with headings, for programs a row each.
    fn list(&self, reports: &[Report]) -> Result<()> {
        let mut reports: Vec<&Report> = reports.iter().collect();
        reports.sort_by_key(|report| report.group);
        if self.destination.format()? != Format::Table || self.destination.output().is_some() {
            return self.destination.write(|out| rows(&reports, out));
        }
        let language = self.destination.spoken();
        let (_, mut out) = standard_output();
        let longest = reports.iter().map(|report| report.name.len()).max().unwrap_or(0);
        let mut group = None;
        for report in reports {
            if group != Some(report.group) {
                let gap = if group.is_some() { "\n" } else { "" };
                writeln!(out, "{gap}{}", report.group.heading(language))?;
                group = Some(report.group);
            }
            writeln!(out, "  {:longest$}  {}", report.name, report.title_in(language))?;
        }
        let more = language.pick(
            "`danvan report NAME --help` tells what a report takes and shows.",
            "`danvan report TÊN --help` cho biết tham số và các cột của báo cáo.",
        );
        writeln!(out, "\n{more}")?;
        out.flush()?;
        Ok(())
    }
}

/// The value nearest to a typed key, also without its first words: `go cog tay` is near to
/// `huyện Gò Công Tây`.
fn nearest<'v>(typed: &str, known: &'v [String]) -> Option<&'v str> {
    let mut ends: BTreeMap<String, &str> = BTreeMap::new();
    for value in known {
        let key = search_key(value);
        let starts = key.match_indices(' ').take(2).map(|(at, _)| at + 1);
        for start in [0].into_iter().chain(starts) {
            ends.entry(key[start..].to_owned()).or_insert(value);
        }
    }
    let near = closest(typed, ends.keys().map(String::as_str))?;
    ends.get(&near).copied()
}

/// The most choices that the list of reports tells; a wrong value is answered with all of them.
const CHOICES: usize = 5;

/// The reports, a row each.
fn rows(reports: &[&Report], out: &mut dyn RowWriter) -> Result<()> {
    out.begin(&Head::of_columns(["report", "group", "title", "about", "parameters", "chart"]))?;
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
        let chart = report.chart.as_ref().map_or(Cell::Null, |chart| {
            Cell::Text(format!("{} {}", chart.label, chart.value).into())
        });
        out.row(&[
            Cell::Text(report.name.as_str().into()),
            Cell::Text(report.group.heading(Language::En).into()),
            Cell::Text(report.title.as_str().into()),
            Cell::Text(report.about.as_str().into()),
            Cell::Text(parameters.join(", ").into()),
            chart,
        ])?;
    }
    out.end()?;
    Ok(())
}
