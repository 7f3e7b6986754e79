//! Comma-separated values.
//!
//! In a file they are for spreadsheets, which read UTF-8 only after a byte order mark and take a
//! cell that begins like a formula for one: `- Sáng 12/4: họp` would be an error, `=1+1` would
//! be 2. There the file begins with the mark, lines end in CRLF, and such a cell gets an
//! apostrophe in front. Numbers are left alone. A text that is longer than a cell can be is cut.

use std::borrow::Cow;
use std::io::{self, Write};

use super::{Cell, Head, Reader, RowWriter, cut};

/// The csv writer.
pub struct Csv<W: Write> {
    out: csv::Writer<W>,
    spreadsheet: bool,
    cut: u64,
}

impl<W: Write> Csv<W> {
    /// Writes to `out`, for spreadsheets if the reader is a file.
    pub fn new(out: W, reader: Reader) -> Csv<W> {
        let spreadsheet = reader == Reader::File;
        let end = if spreadsheet { csv::Terminator::CRLF } else { csv::Terminator::Any(b'\n') };
        Csv { out: csv::WriterBuilder::new().terminator(end).from_writer(out), spreadsheet, cut: 0 }
    }

    fn guard<'t>(&self, text: &'t str) -> Cow<'t, str> {
        if self.spreadsheet && text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
            return Cow::Owned(format!("'{text}"));
        }
        Cow::Borrowed(text)
    }
}

impl<W: Write> RowWriter for Csv<W> {
    fn begin(&mut self, head: &Head) -> io::Result<()> {
        // The mark is part of the first name: written raw, and the csv writer has not begun.
        for (index, column) in head.columns.iter().enumerate() {
            let name = self.guard(&column.heading);
            if index == 0 && self.spreadsheet {
                self.out.write_field(format!("\u{feff}{name}")).map_err(io_error)?;
            } else {
                self.out.write_field(name.as_bytes()).map_err(io_error)?;
            }
        }
        self.out.write_record(None::<&[u8]>).map_err(io_error)
    }

    fn row(&mut self, cells: &[Cell]) -> io::Result<()> {
        for cell in cells {
            match cell {
                Cell::Text(text) => {
                    // The apostrophe is a character of the cell too.
                    let text = self.guard(text);
                    let shorter = if self.spreadsheet { cut(&text) } else { None };
                    self.cut += u64::from(shorter.is_some());
                    let text = shorter.as_deref().unwrap_or(&text);
                    self.out.write_field(text.as_bytes()).map_err(io_error)?;
                }
                number => self.out.write_field(number.text().as_bytes()).map_err(io_error)?,
            }
        }
        self.out.write_record(None::<&[u8]>).map_err(io_error)
    }

    fn end(&mut self) -> io::Result<()> {
        self.out.flush()
    }

    fn cut(&self) -> u64 {
        self.cut
    }
}

/// The error behind an error of the csv writer; its own conversion would hide a closed pipe.
pub(super) fn io_error(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}
