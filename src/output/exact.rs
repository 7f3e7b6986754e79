//! Comma-separated values for programs that are to read back what was there (RFC 4180): UTF-8, LF,
//! nothing guarded or cut. Null is an empty field, an empty text is `""`. (The csv crate writes
//! both alike.)

use std::io::{self, Write};

use super::{Cell, Head, RowWriter};

/// The writer of tables in an export.
pub struct Exact<W: Write> {
    out: W,
}

impl<W: Write> Exact<W> {
    /// Writes to `out`.
    pub fn new(out: W) -> Exact<W> {
        Exact { out }
    }

    fn text(&mut self, text: &str) -> io::Result<()> {
        if text.is_empty() || text.contains([',', '"', '\n', '\r']) {
            return write!(self.out, "\"{}\"", text.replace('"', "\"\""));
        }
        self.out.write_all(text.as_bytes())
    }

    fn record<'c>(&mut self, cells: impl Iterator<Item = &'c Cell<'c>>) -> io::Result<()> {
        for (index, cell) in cells.enumerate() {
            if index > 0 {
                self.out.write_all(b",")?;
            }
            match cell {
                Cell::Null => {}
                Cell::Text(text) => self.text(text)?,
                number => self.out.write_all(number.text().as_bytes())?,
            }
        }
        self.out.write_all(b"\n")
    }
}

impl<W: Write> RowWriter for Exact<W> {
    fn begin(&mut self, head: &Head) -> io::Result<()> {
        let names: Vec<Cell> =
            head.columns.iter().map(|column| Cell::Text(column.name.as_str().into())).collect();
        self.record(names.iter())
    }

    fn row(&mut self, cells: &[Cell]) -> io::Result<()> {
        self.record(cells.iter())
    }

    fn end(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn null_is_not_an_empty_text() {
        let text = |text: &'static str| Cell::Text(text.into());
        for (cells, line) in [
            (vec![Cell::Null, text(""), Cell::Integer(0)], ",\"\",0\n"),
            (vec![text("007"), Cell::Real(0.5), text(" a ")], "007,0.5, a \n"),
            (
                vec![text("a, \"b\""), text("x\ny"), text("\r")],
                "\"a, \"\"b\"\"\",\"x\ny\",\"\r\"\n",
            ),
            (vec![text("=1+1"), text("Đảng ủy")], "=1+1,Đảng ủy\n"),
        ] {
            let mut bytes = Vec::new();
            Exact::new(&mut bytes).row(&cells).unwrap();
            assert_eq!(String::from_utf8(bytes).unwrap(), line);
        }
    }
}
