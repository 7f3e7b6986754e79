//! Where rows go: what `report`, `sql`, `check` and `schema` have in common.

use std::fmt::Display;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

use anyhow::Result;

use super::exit::Usage;
use super::manners::{colors, tell};
use crate::output::file::NewFile;
use crate::output::tame::Tame;
use crate::output::{Format, Reader, RowWriter, writer};
use crate::reference::words::Language;
use crate::report;

/// Format and destination of rows.
#[derive(Debug, clap::Args)]
pub struct Destination {
    /// Format of the rows [default: table, or by the ending of FILE]
    #[arg(long, short, value_enum, value_name = "FORMAT")]
    format: Option<Format>,
    /// Write to FILE (.txt .csv .tsv .json .jsonl .md .html .xlsx .svg); a .csv is made for
    /// spreadsheets
    #[arg(long, short, value_name = "FILE", group = "destination")]
    output: Option<PathBuf>,
    /// Replace FILE if it is there
    #[arg(long, requires = "destination")]
    force: bool,
    /// Language of headings, values and messages [default: that of the system]
    #[arg(long, value_enum, value_name = "LANGUAGE")]
    lang: Option<Language>,
}

impl Destination {
    /// Has the rows written by `fill`, and gives back what it gives; a file appears only when all
    /// of them are in it.
    pub fn write<T>(&self, fill: impl FnOnce(&mut dyn RowWriter) -> Result<T>) -> Result<T> {
        self.write_as(self.format()?, fill)
    }

    /// The same in a format that is not asked for by name.
    pub fn write_as<T>(
        &self,
        format: Format,
        fill: impl FnOnce(&mut dyn RowWriter) -> Result<T>,
    ) -> Result<T> {
        match &self.output {
            Some(path) => {
                let language = self.language(format, Reader::File);
                let mut file = NewFile::create(path, self.force)?;
                let mut out = writer(format, Reader::File, language, &mut file);
                let given = fill(&mut *out).map_err(|error| at(path.display(), error))?;
                tell_if_cut(out.cut());
                drop(out);
                file.keep()?;
                Ok(given)
            }
            None => {
                let (reader, out) = standard_output();
                if format.is_binary() && matches!(reader, Reader::Terminal(_)) {
                    let message = "a workbook is nothing for a terminal; name a file with -o";
                    return Err(Usage(message.to_owned()).into());
                }
                let mut out = writer(format, reader, self.language(format, reader), out);
                let given = fill(&mut *out).map_err(|error| at("standard output", error))?;
                tell_if_cut(out.cut());
                Ok(given)
            }
        }
    }

    /// The format asked for by name or by the ending of the file.
    pub fn format(&self) -> Result<Format> {
        match &self.output {
            Some(path) => self.format_of(path),
            None => Ok(self.format.unwrap_or(Format::Table)),
        }
    }

    /// The language that the rows themselves are written in, where they are made of words.
    pub fn language_of_rows(&self) -> Result<Language> {
        let format = self.format()?;
        let reader = if self.output.is_some() { Reader::File } else { standard_output().0 };
        Ok(if format.is_for_programs() { Language::En } else { self.language(format, reader) })
    }

    /// The file to write to.
    pub fn output(&self) -> Option<&Path> {
        self.output.as_deref()
    }

    /// The language that people read in: as asked for, else that of the system. What a program
    /// reads does not change with the system's language.
    fn language(&self, format: Format, reader: Reader) -> Language {
        let programs = reader == Reader::Program && matches!(format, Format::Csv | Format::Tsv);
        match self.lang {
            Some(language) => language,
            None if programs => Language::En,
            None => self.spoken(),
        }
    }

    /// The language of messages.
    pub fn spoken(&self) -> Language {
        self.lang.unwrap_or_else(language_of_system)
    }

    /// Whether a file that is there may be replaced.
    pub fn force(&self) -> bool {
        self.force
    }

    fn format_of(&self, path: &Path) -> Result<Format> {
        self.format.or_else(|| Format::of_path(path)).ok_or_else(|| {
            let endings =
                "use .csv, .tsv, .json, .jsonl, .md, .html, .xlsx, .svg or .txt, or add --format";
            Usage(format!("{}: no format has this ending; {endings}", path.display())).into()
        })
    }
}

/// The language of the system.
pub fn language_of_system() -> Language {
    of_locale(|name| std::env::var(name).ok())
}

/// The language of a system, by the first of its variables that is set.
fn of_locale(variable: impl Fn(&str) -> Option<String>) -> Language {
    let names = ["LC_ALL", "LC_MESSAGES", "LANG"];
    let locale = names.iter().filter_map(|name| variable(name)).find(|value| !value.is_empty());
    match locale {
        Some(locale) if locale == "vi" || locale.starts_with("vi_") => Language::Vi,
        _ => Language::En,
    }
}

pub(super) fn tell_if_cut(cells: u64) {
    if cells > 0 {
        tell(format_args!(
            "cells cut because a spreadsheet's cell holds 32,767 characters: {cells}; they end in […], \
             and --format json has them whole"
        ));
    }
}

/// An error of writing with the place that could not be written to.
pub(super) fn at(place: impl Display, error: anyhow::Error) -> anyhow::Error {
    match error.downcast_ref() {
        Some(report::Error::Write(_)) => error.context(format!("{place}: cannot be written")),
        _ => error,
    }
}

/// Standard output, buffered, and who reads it; a terminal gets nothing that it would act on.
pub fn standard_output() -> (Reader, impl Write) {
    let out = io::stdout().lock();
    let reader = if out.is_terminal() {
        Reader::Terminal(comfy_table::Table::new().width())
    } else {
        Reader::Program
    };
    (reader, Tame::new(io::BufWriter::new(out), reader))
}

/// Standard output for what is written in colours, and whether it is to be. Who writes there makes
/// [`visible`](crate::output::visible) what comes from articles.
pub fn coloured_output() -> (bool, impl Write) {
    (colors(), io::BufWriter::new(io::stdout().lock()))
}

/// What to say where a report or a query has no rows: never that there were none in the world.
pub fn tell_if_empty(rows: u64, language: Language) {
    if rows == 0 {
        tell(language.pick(
            "no rows: nothing of the kind is in this base",
            "không có dòng nào: trong cơ sở dữ liệu này không có nội dung như vậy",
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_of_the_system() {
        for (set, language) in [
            (vec![], Language::En),
            (vec![("LANG", "vi_VN.UTF-8")], Language::Vi),
            (vec![("LANG", "vi_VN.UTF-8"), ("LC_ALL", "C")], Language::En),
            (vec![("LANG", "vi_VN.UTF-8"), ("LC_ALL", "")], Language::Vi),
            (vec![("LC_MESSAGES", "vi"), ("LANG", "en_US.UTF-8")], Language::Vi),
            (vec![("LANG", "vie")], Language::En),
        ] {
            let value = |name: &str| {
                set.iter().find(|(known, _)| *known == name).map(|(_, value)| value.to_string())
            };
            assert_eq!(of_locale(value), language, "{set:?}");
        }
    }
}
