//! A GitHub-flavoured Markdown table.

use std::io::{self, Write};

use super::{Cell, Head, RowWriter};

/// The markdown writer.
pub struct Markdown<W: Write>(W);

impl<W: Write> Markdown<W> {
    /// Writes to `out`.
    pub fn new(out: W) -> Markdown<W> {
        Markdown(out)
    }

    fn line<T: AsRef<str>>(&mut self, cells: impl Iterator<Item = T>) -> io::Result<()> {
        for cell in cells {
            write!(self.0, "| {} ", cell.as_ref())?;
        }
        self.0.write_all(b"|\n")
    }
}

impl<W: Write> RowWriter for Markdown<W> {
    fn begin(&mut self, head: &Head) -> io::Result<()> {
        self.line(head.columns.iter().map(|column| escape(&column.heading)))?;
        self.line(head.columns.iter().map(|_| "---"))
    }

    fn row(&mut self, cells: &[Cell]) -> io::Result<()> {
        self.line(cells.iter().map(|cell| escape(&cell.text())))
    }

    fn end(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// Marks that would end the cell or dress the words are shown as themselves. Underscores stay:
/// inside a word (`held_on`) they mean nothing.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' => out.push_str("<br>"),
            '\r' => {}
            '\\' | '|' | '`' | '*' | '<' | '[' => out.extend(['\\', c]),
            _ => out.push(c),
        }
    }
    out
}
