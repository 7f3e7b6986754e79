//! Aligned columns for the eye: fitted to the terminal's width, numbers to the right, null
//! blank, no borders.

use std::io::{self, Write};

use comfy_table::{CellAlignment, ContentArrangement, LineStyle, TableStyle};

use super::{Cell, Reader, RowWriter, visible};

/// The table writer; it keeps all rows, since every one may widen a column.
pub struct Table<W: Write> {
    out: W,
    table: comfy_table::Table,
    /// By column: only numbers and nulls so far, and at least one number.
    numeric: Vec<Option<bool>>,
}

/// A rule under the header is all the ink.
const STYLE: TableStyle =
    TableStyle::new().header_separator(LineStyle::none().fill('─').junction('─'));

impl<W: Write> Table<W> {
    /// Writes to `out`; cells wrap where a terminal is narrower than the table.
    pub fn new(out: W, reader: Reader) -> Table<W> {
        let mut table = comfy_table::Table::new();
        table.load_style(STYLE).force_no_tty();
        if let Reader::Terminal(Some(width)) = reader {
            table.set_content_arrangement(ContentArrangement::Dynamic).set_width(width);
        }
        Table { out, table, numeric: Vec::new() }
    }
}

impl<W: Write> RowWriter for Table<W> {
    fn begin(&mut self, columns: &[String]) -> io::Result<()> {
        self.numeric = vec![None; columns.len()];
        self.table.set_header(columns.iter().map(|name| visible(name)));
        Ok(())
    }

    fn row(&mut self, cells: &[Cell]) -> io::Result<()> {
        for (numeric, cell) in self.numeric.iter_mut().zip(cells) {
            match cell {
                Cell::Null => {}
                Cell::Integer(_) | Cell::Real(_) => *numeric = Some(numeric.unwrap_or(true)),
                Cell::Text(_) => *numeric = Some(false),
            }
        }
        self.table.add_row(cells.iter().map(|cell| visible(&cell.text()).replace('\t', " ")));
        Ok(())
    }

    fn end(&mut self) -> io::Result<()> {
        for (index, numeric) in self.numeric.iter().enumerate() {
            let last = index + 1 == self.numeric.len();
            if let Some(column) = self.table.column_mut(index) {
                // With the junction of the rule that is two spaces between columns.
                column.set_padding((0, if last { 0 } else { 1 }));
                if *numeric == Some(true) {
                    column.set_cell_alignment(CellAlignment::Right);
                }
            }
        }
        for line in self.table.lines() {
            writeln!(self.out, "{}", line.trim_end())?;
        }
        self.out.flush()
    }
}
