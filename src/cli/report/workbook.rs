//! `danvan report --workbook`: the reports of a year in one file, a sheet each.

use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result, bail};
use rust_xlsxwriter::{Format, Workbook, Worksheet};

use super::Args;
use crate::cli::exit::Usage;
use crate::cli::rows::tell_if_empty;
use crate::cli::{Exit, tell};
use crate::output::file::NewFile;
use crate::output::page::UNSEEN;
use crate::output::vietnamese::InVietnamese;
use crate::output::xlsx::{Sheet, bytes};
use crate::output::{self, RowWriter};
use crate::reference::words::{Language, vietnamese};
use crate::report::{self, Library};
use crate::store;

/// Sheets in English and Vietnamese with their reports.
const SHEETS: [(&str, &str, &str); 7] = [
    ("Figures", "Số liệu", "models-per-locality-per-year"),
    ("Levels", "Cấp công nhận", "models-by-level"),
    ("Fields", "Lĩnh vực", "models-by-field"),
    ("Meetings", "Hội nghị", "meetings-calendar"),
    ("Awards", "Khen thưởng", "awards"),
    ("Problems", "Vấn đề", "problems"),
    ("Sources", "Nguồn", "figure-sources"),
];

impl Args {
    /// Writes the workbook of a year; parameters go to the reports that take them.
    pub(super) fn write_workbook(&self, db: &Path, library: &Library, year: i32) -> Result<Exit> {
        let Some(path) = self.destination.output() else { bail!("workbook: name a file with -o") };
        if self.destination.format()? != output::Format::Xlsx {
            let message = format!("{}: a workbook is an .xlsx; name it so", path.display());
            return Err(Usage(message).into());
        }
        let given: Vec<(String, String)> = [("year".to_owned(), year.to_string())]
            .into_iter()
            .chain(self.params.clone())
            .collect();
        let connection = store::open_reading(db)?;
        let language = self.destination.spoken();
        let mut cover = Cover::new(year, &self.params, language)?;
        let (mut book, mut sheets, mut cut) = (Workbook::new(), Vec::new(), 0);
        let mut found = 0;
        let mut taken = vec![false; given.len()];
        for (english, vietnamese, name) in SHEETS {
            let report = library.find(name)?;
            let takes: Vec<bool> =
                given.iter().map(|(name, _)| report.parameter(name).is_some()).collect();
            let params = given.iter().zip(&takes).filter(|(_, takes)| **takes);
            let params: Vec<_> = params.map(|(param, _)| param.clone()).collect();
            taken.iter_mut().zip(takes).for_each(|(taken, takes)| *taken |= takes);
            let values = report.values(&params)?;
            let title = language.pick(english, vietnamese);
            let mut sheet = Sheet::of(&mut book)?;
            let answer = {
                let mut out: Box<dyn RowWriter + '_> = match language {
                    Language::En => Box::new(&mut sheet),
                    Language::Vi => Box::new(InVietnamese::new(Box::new(&mut sheet), false)),
                };
                report::run(&connection, report, &values, true, &mut *out)
                    .with_context(|| format!("{}: cannot be written", path.display()))?
            };
            cover.sheet(title, report.about_in(language), &answer)?;
            found += answer.rows;
            cut += sheet.cut();
            sheets.extend(sheet.take(Some(title))?);
        }
        if let Some(unknown) = taken.iter().position(|taken| !taken) {
            let message = format!("workbook: no sheet takes the parameter {}", given[unknown].0);
            return Err(Usage(message).into());
        }
        sheets.insert(0, cover.sheet);
        let mut file = NewFile::create(path, self.destination.force())?;
        file.write_all(&bytes(book, sheets)?)
            .with_context(|| format!("{}: cannot be written", path.display()))?;
        file.keep()?;
        if found == 0 {
            tell_if_empty(0, language);
            self.suggest(&connection, library.find(SHEETS[0].2)?, &given)?;
        }
        if cut > 0 {
            tell(format_args!("cells cut because a cell holds 32,767 characters: {cut}"));
        }
        Ok(Exit::Done)
    }
}

/// The first sheet: what the others hold and leave out.
struct Cover {
    sheet: Worksheet,
    row: u32,
    language: Language,
}

impl Cover {
    fn new(year: i32, params: &[(String, String)], language: Language) -> Result<Cover> {
        let mut sheet = Worksheet::new();
        sheet.set_name(language.pick("About", "Giới thiệu"))?;
        sheet.set_column_width(0, 18.0)?.set_column_width(1, 100.0)?;
        let bold = Format::new().set_bold();
        let title = language.pick("Civil mobilization, year", "Công tác dân vận, năm");
        sheet.write_string_with_format(0, 0, format!("{title} {year}"), &bold)?;
        let mut row = 1;
        for (name, value) in params {
            sheet.write_string(row, 0, name)?;
            sheet.write_string(row, 1, value)?;
            row += 1;
        }
        let unseen = language.pick(UNSEEN.0, UNSEEN.1);
        sheet.write_string(row, 0, unseen)?;
        Ok(Cover { sheet, row: row + 2, language })
    }

    /// A line for a sheet, and one for each of its notes.
    fn sheet(&mut self, title: &str, about: &str, answer: &report::Answer) -> Result<()> {
        let bold = Format::new().set_bold();
        let wrap = Format::new().set_text_wrap();
        self.sheet.write_string_with_format(self.row, 0, title, &bold)?;
        let rows = self.language.pick("rows", "dòng");
        let line = format!("{about} ({} {rows})", answer.rows);
        self.sheet.write_string_with_format(self.row, 1, line, &wrap)?;
        self.row += 1;
        for note in &answer.notes {
            let note = match self.language {
                Language::En => note.into(),
                Language::Vi => vietnamese(note),
            };
            self.sheet.write_string_with_format(self.row, 1, note.as_ref(), &wrap)?;
            self.row += 1;
        }
        Ok(())
    }
}
