//! The report's chart as a picture of its own.

use std::io::{self, Write};

use super::chart::{Marks, svg};
use super::{Cell, Head, RowWriter};

/// The svg writer; it keeps the marks until the end.
pub struct Svg<W: Write> {
    out: W,
    head: Head,
    marks: Marks,
}

impl<W: Write> Svg<W> {
    /// Writes to `out`.
    pub fn new(out: W) -> Svg<W> {
        Svg { out, head: Head::default(), marks: Marks::default() }
    }
}

impl<W: Write> RowWriter for Svg<W> {
    fn begin(&mut self, head: &Head) -> io::Result<()> {
        self.marks = Marks::new(head);
        self.head = head.clone();
        Ok(())
    }

    fn row(&mut self, cells: &[Cell]) -> io::Result<()> {
        self.marks.take(cells);
        Ok(())
    }

    fn end(&mut self) -> io::Result<()> {
        let picture = svg(&self.head, &self.marks).map_err(io::Error::other)?;
        writeln!(self.out, "{}", picture.trim_end())?;
        self.out.flush()
    }
}
