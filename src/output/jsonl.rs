//! JSON Lines: one object a line, letters as they are (`Đảng`, not `\u0110ảng`).

use std::io::{self, Write};

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::{Cell, Head, RowWriter};

/// The jsonl writer.
pub struct Jsonl<W: Write> {
    out: W,
    columns: Vec<String>,
}

impl<W: Write> Jsonl<W> {
    /// Writes to `out`.
    pub fn new(out: W) -> Jsonl<W> {
        Jsonl { out, columns: Vec::new() }
    }
}

impl<W: Write> RowWriter for Jsonl<W> {
    fn begin(&mut self, head: &Head) -> io::Result<()> {
        self.columns = head.columns.iter().map(|column| column.name.clone()).collect();
        Ok(())
    }

    fn row(&mut self, cells: &[Cell]) -> io::Result<()> {
        write_object(&mut self.out, &self.columns, cells)?;
        self.out.write_all(b"\n")
    }

    fn end(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// A row as a JSON object, columns in their order.
pub(super) fn write_object(
    out: &mut impl Write,
    columns: &[String],
    cells: &[Cell],
) -> io::Result<()> {
    Ok(serde_json::to_writer(out, &Object { columns, cells })?)
}

struct Object<'a> {
    columns: &'a [String],
    cells: &'a [Cell<'a>],
}

impl Serialize for Object<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.columns.len()))?;
        for (name, cell) in self.columns.iter().zip(self.cells) {
            match cell {
                Cell::Null => map.serialize_entry(name, &None::<()>)?,
                Cell::Integer(number) => map.serialize_entry(name, number)?,
                Cell::Real(number) => map.serialize_entry(name, number)?,
                Cell::Text(text) => map.serialize_entry(name, text)?,
            }
        }
        map.end()
    }
}
