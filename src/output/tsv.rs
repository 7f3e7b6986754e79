//! Tab-separated values, quoted as CSV is: a tab or a line end inside a cell survives.

use std::io::{self, Write};

use super::csv::io_error;
use super::{Cell, Head, RowWriter};

/// The tsv writer.
pub struct Tsv<W: Write>(csv::Writer<W>);

impl<W: Write> Tsv<W> {
    /// Writes to `out`.
    pub fn new(out: W) -> Tsv<W> {
        Tsv(csv::WriterBuilder::new().delimiter(b'\t').from_writer(out))
    }
}

impl<W: Write> RowWriter for Tsv<W> {
    fn begin(&mut self, head: &Head) -> io::Result<()> {
        self.0.write_record(head.columns.iter().map(|column| &column.heading)).map_err(io_error)
    }

    fn row(&mut self, cells: &[Cell]) -> io::Result<()> {
        for cell in cells {
            self.0.write_field(cell.text().as_bytes()).map_err(io_error)?;
        }
        self.0.write_record(None::<&[u8]>).map_err(io_error)
    }

    fn end(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}
