//! Workbooks: numbers as numbers, days as days, words as words whatever they look like
//! (`00123`, `5/2024`, `=1+1`), the header in sight, a filter, links that open.

use std::io::{self, Write};

use chrono::NaiveDate;
use rust_xlsxwriter::{Format, FormatAlign, Url, Workbook, Worksheet, XlsxError};

use super::{Cell, Head, RowWriter, cut};
use crate::reference::words::Content;

/// Widest column, in characters.
const WIDEST: usize = 60;
/// Most rows of a sheet, with the header.
pub const ROWS: u32 = 1_048_576;
/// Most links of a sheet, and the longest one; what is beyond stands as text.
const LINKS: usize = 65_000;
const LONGEST_LINK: usize = 2_000;
/// Whole numbers that a spreadsheet, which knows fractions only, keeps as they are.
const EXACT: i64 = 1 << 53;

/// The xlsx writer: a workbook of one sheet.
pub struct Xlsx<W: Write> {
    out: W,
    sheet: Sheet,
}

impl<W: Write> Xlsx<W> {
    /// Writes to `out`, at the end.
    pub fn new(out: W) -> Xlsx<W> {
        Xlsx { out, sheet: Sheet::default() }
    }
}

impl<W: Write> RowWriter for Xlsx<W> {
    fn begin(&mut self, head: &Head) -> io::Result<()> {
        self.sheet.begin(head)
    }

    fn row(&mut self, cells: &[Cell]) -> io::Result<()> {
        self.sheet.row(cells)
    }

    fn note(&mut self, note: &str) -> io::Result<()> {
        self.sheet.note(note)
    }

    fn end(&mut self) -> io::Result<()> {
        self.sheet.end()?;
        let sheets = self.sheet.take(None).map_err(io_error)?;
        self.out.write_all(&book(sheets).map_err(io_error)?)?;
        self.out.flush()
    }

    fn cut(&self) -> u64 {
        self.sheet.cut()
    }
}

/// A workbook of these sheets, as the bytes of its file.
///
/// # Errors
/// What the library says.
pub fn book(sheets: Vec<Worksheet>) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    for sheet in sheets {
        book.push_worksheet(sheet);
    }
    book.save_to_buffer()
}

/// Rows as a sheet.
#[derive(Default)]
pub struct Sheet {
    sheet: Worksheet,
    head: Head,
    /// The next row.
    next: u32,
    widths: Vec<usize>,
    links: usize,
    cut: u64,
    notes: Vec<String>,
}

impl Sheet {
    /// The finished sheets: the rows under a name, and what they leave out on one of its own.
    ///
    /// # Errors
    /// What the library says of the name.
    pub fn take(&mut self, name: Option<&str>) -> Result<Vec<Worksheet>, XlsxError> {
        let mut sheet = std::mem::take(&mut self.sheet);
        if let Some(name) = name {
            sheet.set_name(name)?;
        }
        let mut sheets = vec![sheet];
        if !self.notes.is_empty() && name.is_none() {
            let mut sheet = Worksheet::new();
            sheet.set_name(self.head.language.pick("Notes", "Ghi chú"))?;
            sheet.set_column_width(0, 120.0)?;
            for (row, note) in (0..).zip(&self.notes) {
                sheet.write_string(row, 0, note)?;
            }
            sheets.push(sheet);
        }
        Ok(sheets)
    }

    fn write(&mut self, column: u16, cell: &Cell, content: Content) -> Result<(), XlsxError> {
        let row = self.next;
        let plain = Format::new().set_align(FormatAlign::Top);
        match cell {
            Cell::Null => {}
            Cell::Integer(number) if number.abs() <= EXACT => {
                self.sheet.write_number_with_format(row, column, *number as f64, &plain)?;
            }
            Cell::Integer(number) => {
                self.sheet.write_string_with_format(row, column, number.to_string(), &plain)?;
            }
            Cell::Real(number) => {
                self.sheet.write_number_with_format(row, column, *number, &plain)?;
            }
            Cell::Text(text) => {
                if content == Content::Date
                    && text.len() == 10
                    && let Ok(day) = text.parse::<NaiveDate>()
                {
                    let days = self.head.language.pick("yyyy-mm-dd", "dd/mm/yyyy");
                    let format = plain.set_num_format(days);
                    self.sheet.write_datetime_with_format(row, column, day, &format)?;
                    return Ok(());
                }
                let address = text.starts_with("https://") || text.starts_with("http://");
                if content == Content::Link
                    && address
                    && !text.contains('\n')
                    && text.len() < LONGEST_LINK
                    && self.links < LINKS
                {
                    self.links += 1;
                    self.sheet.write_url(row, column, Url::new(text.as_ref()))?;
                    return Ok(());
                }
                let shorter = cut(text);
                self.cut += u64::from(shorter.is_some());
                let text = shorter.as_deref().unwrap_or(text);
                let format = plain.set_text_wrap();
                self.sheet.write_string_with_format(row, column, text, &format)?;
            }
        }
        Ok(())
    }
}

impl RowWriter for Sheet {
    fn begin(&mut self, head: &Head) -> io::Result<()> {
        self.head = head.clone();
        let bold = Format::new().set_bold().set_align(FormatAlign::Top);
        for (column, named) in (0..).zip(&head.columns) {
            self.sheet
                .write_string_with_format(0, column, named.heading.as_str(), &bold)
                .map_err(io_error)?;
            // Room for the arrow of the filter.
            self.widths.push(named.heading.chars().count() + 2);
        }
        self.sheet.set_freeze_panes(1, 0).map_err(io_error)?;
        self.next = 1;
        Ok(())
    }

    fn row(&mut self, cells: &[Cell]) -> io::Result<()> {
        if self.next >= ROWS {
            let least = ROWS - 1;
            let message = format!(
                "more than {least} rows, which is all that a sheet holds; use .csv, or ask for less"
            );
            return Err(io::Error::other(message));
        }
        for (index, cell) in cells.iter().enumerate() {
            let content = self.head.columns[index].content;
            let column = u16::try_from(index).map_err(io::Error::other)?;
            self.write(column, cell, content).map_err(io_error)?;
            let longest = cell.text().lines().map(|line| line.chars().count()).max();
            self.widths[index] = self.widths[index].max(longest.unwrap_or(0));
        }
        self.next += 1;
        Ok(())
    }

    fn note(&mut self, note: &str) -> io::Result<()> {
        self.notes.push(note.to_owned());
        Ok(())
    }

    fn end(&mut self) -> io::Result<()> {
        for (column, width) in (0..).zip(&self.widths) {
            let width = (*width).min(WIDEST) as f64 + 2.0;
            self.sheet.set_column_width(column, width).map_err(io_error)?;
        }
        let last = u16::try_from(self.widths.len().saturating_sub(1)).map_err(io::Error::other)?;
        self.sheet.autofilter(0, 0, self.next.max(2) - 1, last).map_err(io_error)?;
        Ok(())
    }

    fn cut(&self) -> u64 {
        self.cut
    }
}

/// An error of the library as one of writing.
pub fn io_error(error: XlsxError) -> io::Error {
    match error {
        XlsxError::IoError(error) => error,
        other => io::Error::other(other),
    }
}
