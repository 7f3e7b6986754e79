//! Workbooks: numbers as numbers, days as days, words as words whatever they look like
//! (`00123`, `5/2024`, `=1+1`), the header in sight, a filter, links that open.

use std::io::{self, Write};

use chrono::NaiveDate;
use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle, Format, FormatAlign, FormatBorder, Url, Workbook,
    Worksheet, XlsxError,
};

use super::{Cell, Head, RowWriter, cut};
use crate::reference::words::{Content, Language, vietnamese};

/// The paper that offices print on, as the file format numbers it.
const A4: u8 = 9;
/// Columns that are wider together would be too small to read on one page.
const PAGE: usize = 260;
/// Widest column, in characters.
const WIDEST: usize = 60;
/// Height of a line, in points, and the most lines that a row shows.
const LINE: f64 = 15.0;
const LINES: usize = 10;
/// Most rows of a sheet, with the header.
pub const ROWS: u32 = 1_048_576;
/// Most links of a sheet, and the longest one; what is beyond stands as text.
const LINKS: usize = 65_000;
const LONGEST_LINK: usize = 2_000;
/// The largest whole number that a spreadsheet, which keeps fifteen digits, shows as it is.
const EXACT: u64 = 999_999_999_999_999;
/// The first day that every spreadsheet counts alike: Excel takes 1900 for a leap year, and shows
/// nothing for earlier ones. What is before it stands as text.
const FIRST_DAY: NaiveDate = NaiveDate::from_ymd_opt(1900, 3, 1).unwrap();

/// The xlsx writer: a workbook of one sheet.
pub struct Xlsx<W: Write> {
    out: W,
    book: Workbook,
    sheet: Sheet,
}

impl<W: Write> Xlsx<W> {
    /// Writes to `out`, at the end.
    pub fn new(out: W) -> Xlsx<W> {
        Xlsx { out, book: Workbook::new(), sheet: Sheet::default() }
    }
}

impl<W: Write> RowWriter for Xlsx<W> {
    fn begin(&mut self, head: &Head) -> io::Result<()> {
        self.sheet = Sheet::of(&mut self.book).map_err(io_error)?;
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
        let book = std::mem::take(&mut self.book);
        self.out.write_all(&bytes(book, sheets).map_err(io_error)?)?;
        self.out.flush()
    }

    fn cut(&self) -> u64 {
        self.sheet.cut()
    }
}

/// A workbook with these sheets, as the bytes of its file.
///
/// # Errors
/// What the library says.
pub fn bytes(mut book: Workbook, sheets: Vec<Worksheet>) -> Result<Vec<u8>, XlsxError> {
    for sheet in sheets {
        book.push_worksheet(sheet);
    }
    book.save_to_buffer()
}

/// Rows as a sheet, which go to a temporary file one by one: a base of 20,000 articles would take
/// gigabytes of memory.
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
    /// A sheet for a workbook.
    ///
    /// # Errors
    /// A temporary file that cannot be made.
    pub fn of(book: &mut Workbook) -> Result<Sheet, XlsxError> {
        Ok(Sheet { sheet: book.new_worksheet_with_constant_memory()?, ..Sheet::default() })
    }

    /// Offers the words that a column is to be filled with; what else is typed is asked about, not
    /// refused, for a reader may know other words.
    fn offer_choices(&mut self) -> Result<(), XlsxError> {
        for (column, named) in (0..).zip(&self.head.columns) {
            if named.choices.is_empty() || self.next < 2 {
                continue;
            }
            let words = named.choices.iter().map(|word| match self.head.language {
                Language::En => (*word).into(),
                Language::Vi => vietnamese(word),
            });
            let list = DataValidation::new()
                .allow_list_strings(&words.collect::<Vec<_>>())?
                .set_error_style(DataValidationErrorStyle::Warning);
            self.sheet.add_data_validation(1, column, self.next - 1, column, &list)?;
        }
        Ok(())
    }

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
        // Off the figures of the column before.
        let words = plain.clone().set_align(FormatAlign::Left).set_indent(1);
        match cell {
            Cell::Null => {}
            Cell::Integer(number) if number.unsigned_abs() <= EXACT => {
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
                    && day >= FIRST_DAY
                {
                    let days = self.head.language.pick("yyyy-mm-dd", "dd/mm/yyyy");
                    let format = words.set_num_format(days);
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
                    let format = words.set_hyperlink();
                    self.sheet.write_url_with_format(
                        row,
                        column,
                        Url::new(text.as_ref()),
                        &format,
                    )?;
                    return Ok(());
                }
                let shorter = cut(text);
                self.cut += u64::from(shorter.is_some());
                let text = shorter.as_deref().unwrap_or(text);
                let format = words.set_text_wrap();
                self.sheet.write_string_with_format(row, column, text, &format)?;
            }
        }
        Ok(())
    }
}

impl RowWriter for Sheet {
    fn begin(&mut self, head: &Head) -> io::Result<()> {
        self.head = head.clone();
        let bold = Format::new()
            .set_bold()
            .set_align(FormatAlign::Top)
            .set_border_bottom(FormatBorder::Thin);
        for (column, named) in (0..).zip(&head.columns) {
            let format = match named.content {
                Content::Number | Content::Percent | Content::Integer => {
                    bold.clone().set_align(FormatAlign::Right)
                }
                _ => bold.clone().set_align(FormatAlign::Left).set_indent(1),
            };
            self.sheet
                .write_string_with_format(0, column, named.heading.as_str(), &format)
                .map_err(io_error)?;
            // Room for the arrow of the filter.
            self.widths.push(named.heading.chars().count() + 2);
        }
        self.sheet.set_freeze_panes(1, 0).map_err(io_error)?;
        self.sheet.set_landscape().set_paper_size(A4);
        self.sheet.set_repeat_rows(0, 0).map_err(io_error)?;
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
        let mut lines = 1;
        for (index, cell) in cells.iter().enumerate() {
            let content = self.head.columns[index].content;
            let column = u16::try_from(index).map_err(io::Error::other)?;
            self.write(column, cell, content).map_err(io_error)?;
            let (mut longest, mut height) = (0, 0);
            for line in cell.text().lines() {
                let length = line.chars().count();
                longest = longest.max(length);
                height += length.div_ceil(WIDEST).max(1);
            }
            self.widths[index] = self.widths[index].max(longest);
            lines = lines.max(if content == Content::Link { 1 } else { height });
        }
        // Excel finds the height of a wrapped text itself; others show its first line.
        if lines > 1 {
            let height = LINE * lines.min(LINES) as f64;
            self.sheet.set_row_height(self.next, height).map_err(io_error)?;
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
            let width = (*width).min(WIDEST) as f64 + 3.0;
            self.sheet.set_column_width(column, width).map_err(io_error)?;
        }
        if self.widths.iter().map(|width| (*width).min(WIDEST)).sum::<usize>() <= PAGE {
            self.sheet.set_print_fit_to_pages(1, 0);
        }
        let last = u16::try_from(self.widths.len().saturating_sub(1)).map_err(io::Error::other)?;
        self.sheet.autofilter(0, 0, self.next.max(2) - 1, last).map_err(io_error)?;
        self.offer_choices().map_err(io_error)
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

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use calamine::{Data, Reader, Xlsx as Read};

    use super::*;

    #[test]
    fn cells_are_what_a_spreadsheet_can_keep() {
        let text = |text: &'static str| Cell::Text(text.into());
        for (name, cell, expected) in [
            ("figure", Cell::Integer(-225), "-225"),
            ("figure", Cell::Integer(999_999_999_999_999), "999999999999999"),
            ("figure", Cell::Integer(1_000_000_000_000_000), "text 1000000000000000"),
            ("figure", Cell::Integer(i64::MIN), "text -9223372036854775808"),
            ("figure", Cell::Real(0.5), "0.5"),
            ("name", text("=1+1"), "text =1+1"),
            ("name", text("00123"), "text 00123"),
            ("name", text("2024-04-12"), "text 2024-04-12"),
            ("held_on", text("2024-04-12"), "day 2024-04-12"),
            ("held_on", text("1900-03-01"), "day 1900-03-01"),
            ("held_on", text("1900-02-28"), "text 1900-02-28"),
            ("held_on", text("1010-10-10"), "text 1010-10-10"),
            ("held_on", text("2024-02-30"), "text 2024-02-30"),
        ] {
            let mut bytes = Vec::new();
            let mut out = Xlsx::new(&mut bytes);
            out.begin(&Head::of_columns([name])).unwrap();
            out.row(std::slice::from_ref(&cell)).unwrap();
            out.end().unwrap();
            let mut book: Read<_> = Read::new(Cursor::new(bytes)).unwrap();
            let range = book.worksheet_range_at(0).unwrap().unwrap();
            let read = match range.get_value((1, 0)).unwrap() {
                Data::String(text) => format!("text {text}"),
                Data::DateTime(day) => format!("day {}", day.as_datetime().unwrap().date()),
                other => other.to_string(),
            };
            assert_eq!(read, expected, "{cell:?}");
        }
    }
}
