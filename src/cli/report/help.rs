//! `danvan report NAME --help`: what a report answers, takes and shows.

use std::io::Write;

use anyhow::Result;
use rusqlite::Connection;

use crate::reference::words::{self, Language, term, vietnamese};
use crate::report::{self, Choices, Report};

/// How many values of a parameter are told; the rest are counted.
const VALUES: usize = 40;

/// Writes what is to be known of a report; the values of its parameters and its columns where
/// there is a database.
///
/// # Errors
/// SQLite's, or what `out` says.
pub fn write(
    out: &mut impl Write,
    report: &Report,
    connection: Option<&Connection>,
    language: Language,
) -> Result<()> {
    let say = |english, vietnamese| language.pick(english, vietnamese);
    writeln!(out, "{}\n{}", report.title_in(language), report.about_in(language))?;
    writeln!(out, "\ndanvan report {} [-p name=value]…", report.name)?;

    if !report.parameters.is_empty() {
        writeln!(out, "\n{}", say("Parameters:", "Tham số:"))?;
    }
    for parameter in &report.parameters {
        let name = match (language, words::parameter(&parameter.name)) {
            (Language::Vi, Some(term)) => format!("{} ({})", parameter.name, term.heading),
            _ => parameter.name.clone(),
        };
        let about = match (language, words::parameter(&parameter.name)) {
            (Language::Vi, Some(term)) => term.about(language),
            _ => parameter.about.as_str(),
        };
        let default = parameter.default.as_deref().map(|default| default.trim_matches('\''));
        let default = default
            .map_or(String::new(), |value| format!(" [{}: {value}]", say("default", "mặc định")));
        writeln!(out, "  {name}: {}: {about}{default}", parameter.kind.as_str())?;
        let values = match (&parameter.choices, connection) {
            (Choices::Closed(choices), _) => Some((say("one of", "một trong"), choices.clone())),
            (Choices::Known(_), Some(connection)) => {
                report::known_values(connection, report, parameter)?
                    .map(|values| (say("in this database", "trong cơ sở dữ liệu này"), values))
            }
            _ => None,
        };
        let Some((word, values)) = values else { continue };
        let more = values.len().saturating_sub(VALUES);
        let values: Vec<String> = values
            .into_iter()
            .take(VALUES)
            .map(|value| match (language, vietnamese(&value)) {
                (Language::Vi, translated) if translated != value => {
                    format!("{value} ({translated})")
                }
                _ => value,
            })
            .collect();
        let rest = match (more, language) {
            (0, _) => String::new(),
            (more, Language::En) => format!(", and {more} more"),
            (more, Language::Vi) => format!(" và {more} giá trị khác"),
        };
        let values = if values.is_empty() {
            say("none", "không có").to_owned()
        } else {
            values.join(", ")
        };
        writeln!(out, "      {word}: {}{rest}", values)?;
    }

    if let Some(connection) = connection {
        writeln!(out, "\n{}", say("Columns:", "Các cột:"))?;
        for column in report::columns(connection, report)? {
            match term(&column.name) {
                Some(term) => {
                    let name = match language {
                        Language::En => column.name,
                        Language::Vi => format!("{} ({})", column.name, term.heading),
                    };
                    writeln!(out, "  {name}: {}", term.about(language))?;
                }
                None => writeln!(out, "  {}", column.name)?,
            }
        }
    }
    if let Some(chart) = &report.chart {
        let text = say("Chart (--chart, .svg, .html)", "Biểu đồ (--chart, .svg, .html)");
        writeln!(out, "\n{text}: {} / {}", chart.value, chart.label)?;
    }
    out.flush()?;
    Ok(())
}
