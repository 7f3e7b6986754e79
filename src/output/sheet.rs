//! Sheets that people fill in: written as .xlsx or .csv, read back whatever they were saved as.

use std::collections::BTreeMap;
use std::io::{Cursor, Write};
use std::path::Path;

use anyhow::{Context, Result, anyhow, bail};
use calamine::{Data, Reader, open_workbook_auto_from_rs};
use rust_xlsxwriter::{Format, FormatAlign, Workbook};

use super::file::NewFile;
use crate::reference::words::means;

/// Widest column, in characters.
const WIDEST: usize = 60;
/// Longest text of a cell, in characters, by the file format.
const LONGEST: usize = 32_767;

/// Writes a sheet with a bold header that stays in sight.
///
/// # Errors
/// The file is there already and `force` is not given, it cannot be written, or its ending is none
/// of .xlsx and .csv.
pub fn write(path: &Path, force: bool, columns: &[&str], rows: &[Vec<String>]) -> Result<()> {
    let bytes = match ending(path).as_str() {
        "xlsx" => xlsx(columns, rows).context("the sheet cannot be made")?,
        "csv" => csv(columns, rows)?,
        _ => bail!("{}: name it .xlsx or .csv", path.display()),
    };
    let mut file = NewFile::create(path, force)?;
    file.write_all(&bytes).with_context(|| format!("{}: cannot be written", path.display()))?;
    Ok(file.keep()?)
}

fn xlsx(columns: &[&str], rows: &[Vec<String>]) -> Result<Vec<u8>, rust_xlsxwriter::XlsxError> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let bold = Format::new().set_bold();
    let plain = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    for (column, name) in (0u16..).zip(columns) {
        sheet.write_string_with_format(0, column, *name, &bold)?;
        let widest = rows.iter().map(|row| row[usize::from(column)].chars().count()).max();
        let width = widest.unwrap_or(0).max(name.chars().count()).min(WIDEST);
        sheet.set_column_width(column, width as f64 + 2.0)?;
    }
    for (number, row) in (1u32..).zip(rows) {
        for (column, cell) in (0u16..).zip(row) {
            // As text: a key stays a key, whatever it looks like.
            let text: String = cell.chars().take(LONGEST).collect();
            sheet.write_string_with_format(number, column, text, &plain)?;
        }
    }
    sheet.set_freeze_panes(1, 0)?;
    let (last_row, last_column) = (rows.len() as u32, columns.len().saturating_sub(1) as u16);
    sheet.autofilter(0, 0, last_row, last_column)?;
    book.save_to_buffer()
}

/// For spreadsheets: with a mark and CRLF.
fn csv(columns: &[&str], rows: &[Vec<String>]) -> Result<Vec<u8>> {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer("\u{feff}".as_bytes().to_vec());
    writer.write_record(columns)?;
    for row in rows {
        writer.write_record(row)?;
    }
    Ok(writer.into_inner().map_err(|error| error.into_error())?)
}

/// Rows of a sheet by the names of their columns, with their numbers, the header being 1. The first
/// sheet of a workbook counts. The columns that are needed may be headed in Vietnamese.
///
/// # Errors
/// The file cannot be read, or lacks a column that is needed.
pub fn read(path: &Path, needed: &[&str]) -> Result<Vec<(u64, BTreeMap<String, String>)>> {
    let bytes =
        std::fs::read(path).with_context(|| format!("{}: cannot be read", path.display()))?;
    let table: Vec<Vec<String>> = match ending(path).as_str() {
        "csv" => {
            let text = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&bytes);
            let first = text.split(|&b| b == b'\n').next().unwrap_or_default();
            let count = |mark: u8| first.iter().filter(|&&b| b == mark).count();
            let delimiter = if count(b';') > count(b',') { b';' } else { b',' };
            let mut reader = csv::ReaderBuilder::new()
                .has_headers(false)
                .flexible(true)
                .delimiter(delimiter)
                .from_reader(text);
            let rows = reader.records().map(|row| Ok(row?.iter().map(str::to_owned).collect()));
            rows.collect::<Result<_, csv::Error>>().with_context(|| {
                format!("{}: cannot be read; save it as CSV UTF-8", path.display())
            })?
        }
        _ => {
            let not_one = || anyhow!("{}: cannot be read as a workbook", path.display());
            let mut book = open_workbook_auto_from_rs(Cursor::new(bytes)).map_err(|_| not_one())?;
            let Some(range) = book.worksheet_range_at(0) else {
                bail!("{}: has no sheet", path.display())
            };
            let range = range.with_context(|| format!("{}: cannot be read", path.display()))?;
            range.rows().map(|row| row.iter().map(text).collect()).collect()
        }
    };
    let mut rows = table.into_iter();
    let Some(header) = rows.next() else { bail!("{}: empty", path.display()) };
    let name = |cell: &String| match needed.iter().find(|name| means(cell, name)) {
        Some(name) => (*name).to_owned(),
        None => cell.trim().to_lowercase(),
    };
    let header: Vec<String> = header.iter().map(name).collect();
    let missing = |name: &&&str| !header.iter().any(|cell| cell == *name);
    let missing: Vec<&str> = needed.iter().filter(missing).copied().collect();
    if !missing.is_empty() {
        bail!("{}: no column {} in the first line", path.display(), missing.join(", "));
    }
    Ok((2..).zip(rows.map(|row| header.iter().cloned().zip(row).collect())).collect())
}

/// A cell as text: 274.0 is 274, a day is ISO.
fn text(cell: &Data) -> String {
    match cell {
        Data::DateTime(day) => day.as_datetime().map_or(String::new(), |d| d.date().to_string()),
        Data::Float(number) if number.fract() == 0.0 => format!("{number:.0}"),
        cell => cell.to_string(),
    }
}

fn ending(path: &Path) -> String {
    path.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default()
}
