//! The reports: SQL files in `queries/`, built in, with their parameters from header comments.

mod header;
mod query;
mod sources;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use rusqlite::types::Value;

use crate::output::{Chart, Head};
use crate::reference::words::{Language, means};
use crate::text::fold::search_key;

pub use header::{Choices, Group, HeaderError, Kind, Parameter};
pub use query::{
    Answer, SOURCES, as_in_base, ask, columns, known_values, run, run_with_statements, whole,
};
pub use sources::link;

/// The files of `queries/`: name without its ending, content.
const FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/queries.rs"));

/// A report: a question with a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// Name of the file without its ending.
    pub name: String,
    /// Headline.
    pub title: String,
    /// Headline in Vietnamese.
    pub title_vi: Option<String>,
    /// What it answers, in one sentence.
    pub about: String,
    /// The same in Vietnamese.
    pub about_vi: Option<String>,
    /// Where it stands in the list.
    pub group: Group,
    /// What may be asked for.
    pub parameters: Vec<Parameter>,
    /// How it is drawn.
    pub chart: Option<Chart>,
    /// A SELECT of the texts to tell beside the rows, such as what the table leaves out.
    pub note: Option<String>,
    /// The whole file, which runs as it stands.
    pub sql: String,
}

/// Why a report was not given.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No file of that name in `queries/`.
    #[error("report: no report named {name}; {}", hint(closest, "`danvan report` lists them"))]
    UnknownReport {
        /// As typed.
        name: String,
        /// The name probably meant.
        closest: Option<String>,
    },
    /// The report has no such parameter.
    #[error("{report}: no parameter named {name}; {}", hint(closest, known))]
    UnknownParameter {
        /// The report.
        report: String,
        /// As typed.
        name: String,
        /// The name probably meant.
        closest: Option<String>,
        /// What there is.
        known: String,
    },
    /// The value is not of the parameter's type.
    #[error("{report}: {name}={value}: not {expected}")]
    BadValue {
        /// The report.
        report: String,
        /// The parameter.
        name: String,
        /// As typed.
        value: String,
        /// What the type is, with an example, or the values there are.
        expected: String,
    },
    /// One parameter with two values.
    #[error("{report}: {name} is given twice; give it once")]
    Twice {
        /// The report.
        report: String,
        /// The parameter.
        name: String,
    },
    /// A malformed report file.
    #[error("{place}")]
    Header {
        /// The file.
        place: String,
        /// The line and what is wrong with it.
        source: HeaderError,
    },
    /// A file of the user's that is no report: where it is and what is wrong.
    #[error("{0}")]
    Fault(String),
    /// The folder of the user's reports, or a file of it, cannot be read.
    #[error("{place}: cannot be read")]
    Folder {
        /// The folder or file.
        place: String,
        /// What the system says.
        source: std::io::Error,
    },
    /// SQLite refused the query, or broke off.
    #[error("{place}: {message}")]
    Sql {
        /// The report, or `sql`.
        place: String,
        /// What SQLite says and what to do.
        message: String,
    },
    /// The rows could not be written.
    #[error(transparent)]
    Write(#[from] std::io::Error),
}

impl Error {
    /// Whether the fault is in what was typed (exit code 2), not in the file or the disk.
    pub fn is_usage(&self) -> bool {
        match self {
            Error::UnknownReport { .. }
            | Error::UnknownParameter { .. }
            | Error::BadValue { .. }
            | Error::Twice { .. } => true,
            Error::Header { .. }
            | Error::Fault(_)
            | Error::Folder { .. }
            | Error::Sql { .. }
            | Error::Write(_) => false,
        }
    }
}

fn hint(closest: &Option<String>, otherwise: &str) -> String {
    match closest {
        Some(name) => format!("did you mean {name}?"),
        None => otherwise.to_owned(),
    }
}

/// The reports there are: those built in, and those of a folder of the user's own.
#[derive(Debug)]
pub struct Library {
    reports: Vec<Report>,
    /// Why files of the user are no reports, by the names they would have.
    faults: BTreeMap<String, String>,
}

impl Library {
    /// The built-in reports, and every `.sql` file of the folder; one that bears the name of a
    /// built-in one stands in its place. A file of the folder that is no report is told by
    /// [`faults`](Library::faults), and the others can be asked.
    ///
    /// # Errors
    /// The folder cannot be read.
    pub fn open(folder: Option<&Path>) -> Result<Library, Error> {
        let mut reports: BTreeMap<String, Report> = BTreeMap::new();
        for (name, sql) in FILES {
            reports.insert((*name).to_owned(), Report::parse(name, sql)?);
        }
        let mut faults = BTreeMap::new();
        for path in folder.map(own_files).transpose()?.unwrap_or_default() {
            let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            reports.remove(&name);
            match own_report(&name, &path) {
                Ok(report) => drop(reports.insert(name, report)),
                Err(error) => {
                    let source = std::error::Error::source(&error);
                    let cause = source.map_or(String::new(), |source| format!(": {source}"));
                    faults.insert(name, format!("{error}{cause}"));
                }
            }
        }
        Ok(Library { reports: reports.into_values().collect(), faults })
    }

    /// Why files of the user's folder are no reports.
    pub fn faults(&self) -> impl Iterator<Item = &str> {
        self.faults.values().map(String::as_str)
    }

    /// All reports, by name.
    pub fn reports(&self) -> &[Report] {
        &self.reports
    }

    /// The report of a name, or of a headline in either language.
    ///
    /// # Errors
    /// [`Error::UnknownReport`], with the name that was probably meant; what is wrong with the
    /// user's file of that name.
    pub fn find(&self, name: &str) -> Result<&Report, Error> {
        if let Some(fault) = self.faults.get(name) {
            return Err(Error::Fault(fault.clone()));
        }
        let typed = search_key(name);
        let titled = |report: &Report| {
            let titles = [Some(&report.title), report.title_vi.as_ref()];
            titles.into_iter().flatten().any(|title| search_key(title) == typed)
        };
        let named = self.reports.iter().find(|report| report.name == name);
        named.or_else(|| self.reports.iter().find(|report| titled(report))).ok_or_else(|| {
            let names = self.reports.iter().map(|report| report.name.as_str());
            Error::UnknownReport { name: name.to_owned(), closest: closest(name, names) }
        })
    }
}

/// Reads a report file of the user's own.
fn own_report(name: &str, path: &Path) -> Result<Report, Error> {
    let place = || path.display().to_string();
    let unreadable = |source| Error::Folder { place: place(), source };
    let sql = std::fs::read_to_string(path).map_err(unreadable)?;
    let sql = sql.strip_prefix('\u{feff}').unwrap_or(&sql).replace("\r\n", "\n");
    header::parse(name, &sql).map_err(|source| Error::Header { place: place(), source })
}

/// The report files of a folder, by name.
fn own_files(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let unreadable = |source| Error::Folder { place: folder.display().to_string(), source };
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        if path.extension().is_some_and(|ending| ending == "sql") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// All built-in reports, by name.
///
/// # Errors
/// A file of `queries/` has a malformed header.
pub fn all() -> Result<Vec<Report>, Error> {
    Ok(Library::open(None)?.reports)
}

/// The built-in report of a name.
///
/// # Errors
/// [`Error::UnknownReport`], with the name that was probably meant.
pub fn find(name: &str) -> Result<Report, Error> {
    Library::open(None)?.find(name).cloned()
}

impl Report {
    /// Reads a report file.
    ///
    /// # Errors
    /// Its header is malformed.
    pub fn parse(name: &str, sql: &str) -> Result<Report, Error> {
        let place = format!("{name}.sql");
        header::parse(name, sql).map_err(|source| Error::Header { place, source })
    }

    /// What stands over its rows; the columns are those of the answer.
    fn head(&self) -> Head {
        Head {
            title: self.title.clone(),
            title_vi: self.title_vi.clone(),
            about: self.about.clone(),
            about_vi: self.about_vi.clone(),
            chart: self.chart.clone(),
            ..Head::default()
        }
    }

    /// The parameter of a name as typed: in English or Vietnamese, with or without tone marks.
    pub fn parameter(&self, typed: &str) -> Option<&Parameter> {
        self.parameters.iter().find(|known| means(typed, &known.name))
    }

    /// The headline.
    pub fn title_in(&self, language: Language) -> &str {
        language.pick(&self.title, self.title_vi.as_ref().unwrap_or(&self.title))
    }

    /// What it answers.
    pub fn about_in(&self, language: Language) -> &str {
        language.pick(&self.about, self.about_vi.as_ref().unwrap_or(&self.about))
    }

    /// The values to bind, from `name=value` pairs as typed; an empty value is no value.
    ///
    /// # Errors
    /// An unknown name, a name given twice, a value of another type.
    pub fn values(&self, given: &[(String, String)]) -> Result<Vec<(String, Value)>, Error> {
        let mut values: Vec<(String, Value)> = Vec::with_capacity(given.len());
        for (name, text) in given {
            let report = || self.name.clone();
            let Some(parameter) = self.parameter(name) else {
                return Err(self.unknown(name));
            };
            let name = &parameter.name;
            if values.iter().any(|(seen, _)| seen == name) {
                return Err(Error::Twice { report: report(), name: name.clone() });
            }
            let value = parameter.parse(text).ok_or_else(|| Error::BadValue {
                report: report(),
                name: name.clone(),
                value: text.clone(),
                expected: parameter.expected(text),
            })?;
            values.push((name.clone(), value));
        }
        Ok(values)
    }

    fn unknown(&self, name: &str) -> Error {
        let names: Vec<&str> = self.parameters.iter().map(|known| known.name.as_str()).collect();
        Error::UnknownParameter {
            report: self.name.clone(),
            name: name.to_owned(),
            closest: closest(name, names.iter().copied()),
            known: match names.as_slice() {
                [] => "this report takes none".to_owned(),
                names => format!("it takes {}", names.join(", ")),
            },
        }
    }
}

/// The known name nearest to a typed one, if it is near enough to be a slip.
pub fn closest<'n>(typed: &str, known: impl Iterator<Item = &'n str>) -> Option<String> {
    known
        .map(|name| (strsim::jaro_winkler(typed, name), name))
        .filter(|(likeness, _)| *likeness > 0.8)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, name)| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(sql: &str) -> Report {
        Report::parse("thử", sql).unwrap()
    }

    const HEAD: &str = "-- title: Thử\n-- about: A test.\n-- param year: integer: only this year\n\
                        -- param since: date = 2020-01-01: from this day\n\
                        -- param within: name: only this unit\n\
                        -- param geography: text = 'then': units of then or now\n\
                        -- choices geography: then, now\n";

    #[test]
    fn values_are_read_by_type() {
        let report = report(HEAD);
        for (given, read) in [
            ("year=2024", Ok(Value::Integer(2024))),
            ("năm=2024", Ok(Value::Integer(2024))),
            ("NAM=2024", Ok(Value::Integer(2024))),
            ("year=", Ok(Value::Null)),
            ("year=abc", Err("thử: year=abc: not an integer such as 2024")),
            ("year=2024.5", Err("thử: year=2024.5: not an integer such as 2024")),
            ("since=2024-04-12", Ok(Value::Text("2024-04-12".into()))),
            ("since=2024", Err("thử: since=2024: not a date such as 2024-04-12")),
            ("since=2024-02-30", Err("thử: since=2024-02-30: not a date such as 2024-04-12")),
            ("within=huyện Gò Công Tây", Ok(Value::Text("huyen go cong tay".into()))),
            ("within=TP. Mỹ Tho", Ok(Value::Text("thanh pho my tho".into()))),
            ("geography= now ", Ok(Value::Text("now".into()))),
            ("geography=", Ok(Value::Null)),
            ("geography=nwo", Err("thử: geography=nwo: not one of then, now")),
            ("yaer=1", Err("thử: no parameter named yaer; did you mean year?")),
            ("quý=1", Err("thử: no parameter named quý; it takes year, since, within, geography")),
        ] {
            let (name, value) = given.split_once('=').unwrap();
            let got = report.values(&[(name.into(), value.into())]);
            let got = got.map(|mut values| values.remove(0).1).map_err(|error| error.to_string());
            assert_eq!(got, read.map_err(String::from), "{given}");
        }
    }

    #[test]
    fn a_slip_gets_a_suggestion() {
        for (typed, meant) in [
            ("meetings-calender", Some("meetings-calendar")),
            ("models-per-locality-per-yaer", Some("models-per-locality-per-year")),
            ("directives", Some("directives-cited")),
            ("zzz", None),
        ] {
            let names = ["meetings-calendar", "models-per-locality-per-year", "directives-cited"];
            assert_eq!(closest(typed, names.into_iter()).as_deref(), meant, "{typed}");
        }
    }

    #[test]
    fn every_file_of_queries_has_a_good_header() {
        for report in all().unwrap() {
            assert!(report.title.chars().count() <= 80, "{}: long title", report.name);
            assert!(report.about.ends_with('.'), "{}: about is a sentence", report.name);
            for parameter in &report.parameters {
                assert!(
                    report.sql.contains(&format!(":{},''", parameter.name))
                        || report.sql.contains(&format!(":{}, ''", parameter.name)),
                    "{}: nullif(:{0}, '') is missing: {}",
                    report.name,
                    parameter.name
                );
                if let Some(default) = &parameter.default {
                    let coalesce = format!("coalesce(nullif(:{}, ''), {default})", parameter.name);
                    assert!(report.sql.contains(&coalesce), "{}: {coalesce}", report.name);
                }
            }
        }
    }
}
