//! JSON: one array, one object a line in it.

use std::io::{self, Write};

use super::jsonl::write_object;
use super::{Cell, Head, RowWriter};

/// The json writer.
pub struct Json<W: Write> {
    out: W,
    columns: Vec<String>,
    any: bool,
}

impl<W: Write> Json<W> {
    /// Writes to `out`.
    pub fn new(out: W) -> Json<W> {
        Json { out, columns: Vec::new(), any: false }
    }
}

impl<W: Write> RowWriter for Json<W> {
    fn begin(&mut self, head: &Head) -> io::Result<()> {
        self.columns = head.columns.iter().map(|column| column.name.clone()).collect();
        self.out.write_all(b"[")
    }

    fn row(&mut self, cells: &[Cell]) -> io::Result<()> {
        self.out.write_all(if self.any { b",\n" } else { b"\n" })?;
        self.any = true;
        write_object(&mut self.out, &self.columns, cells)
    }

    fn end(&mut self) -> io::Result<()> {
        self.out.write_all(if self.any { b"\n]\n" } else { b"]\n" })?;
        self.out.flush()
    }
}
