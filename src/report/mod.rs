//! The reports: SQL files in `queries/`, built in, with their parameters from header comments.

mod header;
mod query;

use rusqlite::types::Value;

pub use header::{Chart, Choices, Group, HeaderError, Kind, Parameter};
pub use query::{ask, notes, run};

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
    /// A malformed file in `queries/`.
    #[error("{report}.sql: {source}")]
    Header {
        /// The report.
        report: String,
        /// The line and what is wrong with it.
        source: HeaderError,
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
            Error::Header { .. } | Error::Sql { .. } | Error::Write(_) => false,
        }
    }
}

fn hint(closest: &Option<String>, otherwise: &str) -> String {
    match closest {
        Some(name) => format!("did you mean {name}?"),
        None => otherwise.to_owned(),
    }
}

/// All reports, by name.
///
/// # Errors
/// A file of `queries/` has a malformed header.
pub fn all() -> Result<Vec<Report>, Error> {
    FILES.iter().map(|(name, sql)| Report::parse(name, sql)).collect()
}

/// The report of a name.
///
/// # Errors
/// [`Error::UnknownReport`], with the name that was probably meant.
pub fn find(name: &str) -> Result<Report, Error> {
    match FILES.iter().find(|(known, _)| *known == name) {
        Some((name, sql)) => Report::parse(name, sql),
        None => Err(Error::UnknownReport {
            name: name.to_owned(),
            closest: closest(name, FILES.iter().map(|(known, _)| *known)),
        }),
    }
}

impl Report {
    /// Reads a report file.
    ///
    /// # Errors
    /// Its header is malformed.
    pub fn parse(name: &str, sql: &str) -> Result<Report, Error> {
        header::parse(name, sql).map_err(|source| Error::Header { report: name.to_owned(), source })
    }

    /// The values to bind, from `name=value` pairs as typed; an empty value is no value.
    ///
    /// # Errors
    /// An unknown name, a name given twice, a value of another type.
    pub fn values(&self, given: &[(String, String)]) -> Result<Vec<(String, Value)>, Error> {
        let mut values: Vec<(String, Value)> = Vec::with_capacity(given.len());
        for (name, text) in given {
            let report = || self.name.clone();
            let Some(parameter) = self.parameters.iter().find(|known| known.name == *name) else {
                return Err(self.unknown(name));
            };
            if values.iter().any(|(seen, _)| seen == name) {
                return Err(Error::Twice { report: report(), name: name.clone() });
            }
            let value = parameter.parse(text).ok_or_else(|| Error::BadValue {
                report: report(),
                name: name.clone(),
                value: text.clone(),
                expected: parameter.expected(),
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
fn closest<'n>(typed: &str, known: impl Iterator<Item = &'n str>) -> Option<String> {
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
            ("year=", Ok(Value::Null)),
            ("year=abc", Err("thử: year=abc: not an integer such as 2024")),
            ("year=2024.5", Err("thử: year=2024.5: not an integer such as 2024")),
            ("since=2024-04-12", Ok(Value::Text("2024-04-12".into()))),
            ("since=2024", Err("thử: since=2024: not a date such as 2024-04-12")),
            ("since=2024-02-30", Err("thử: since=2024-02-30: not a date such as 2024-04-12")),
            ("within=huyện Gò Công Tây", Ok(Value::Text("huyen go cong tay".into()))),
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
