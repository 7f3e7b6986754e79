//! Aligned columns for the eye: numbers to the right, null blank, no borders.
//!
//! On a terminal the table is fitted to its width. Columns in which no row has anything are named
//! under the table instead of taking room; where the others are still too many, each row is
//! printed as a record, a line a column.

use std::io::{self, Write};

use comfy_table::{CellAlignment, ContentArrangement, LineStyle, TableStyle};
use unicode_width::UnicodeWidthStr;

use super::{Cell, Head, Reader, RowWriter, visible};
use crate::reference::words::Language;

/// The table writer; it keeps all rows, since every one may widen a column.
pub struct Table<W: Write> {
    out: W,
    /// Width of the terminal; none for others, who have all the room.
    width: Option<u16>,
    language: Language,
    headings: Vec<String>,
    rows: Vec<Vec<String>>,
    /// By column: only numbers and nulls so far, and at least one number; none where all is null.
    numeric: Vec<Option<bool>>,
}

/// A rule under the header is all the ink.
const STYLE: TableStyle =
    TableStyle::new().header_separator(LineStyle::none().fill('─').junction('─'));
/// What a column needs to be read, at most: a wider one may wrap.
const READABLE: usize = 12;
/// Columns between columns.
const GAP: usize = 2;

impl<W: Write> Table<W> {
    /// Writes to `out`; cells wrap where a terminal is narrower than the table.
    pub fn new(out: W, reader: Reader) -> Table<W> {
        let width = match reader {
            Reader::Terminal(width) => width,
            Reader::Program | Reader::File => None,
        };
        Table {
            out,
            width,
            language: Language::En,
            headings: Vec::new(),
            rows: Vec::new(),
            numeric: Vec::new(),
        }
    }

    /// The columns to show.
    fn shown(&self) -> Vec<usize> {
        let all = 0..self.headings.len();
        match self.width {
            Some(_) if !self.rows.is_empty() => {
                all.filter(|index| self.numeric[*index].is_some()).collect()
            }
            _ => all.collect(),
        }
    }

    /// Whether the terminal has room for these columns beside each other.
    fn fits(&self, shown: &[usize]) -> bool {
        let Some(width) = self.width else { return true };
        let least = |index: &usize| {
            let cells = self.rows.iter().map(|row| row[*index].width()).max().unwrap_or(0);
            let widest = cells.max(self.headings[*index].width());
            if self.numeric[*index] == Some(true) { widest } else { widest.min(READABLE) }
        };
        shown.iter().map(|index| least(index) + GAP).sum::<usize>() <= usize::from(width) + GAP
    }

    fn table(&mut self, shown: &[usize]) -> io::Result<()> {
        let mut table = comfy_table::Table::new();
        table.load_style(STYLE).force_no_tty();
        if let Some(width) = self.width {
            table.set_content_arrangement(ContentArrangement::Dynamic).set_width(width);
        }
        table.set_header(shown.iter().map(|index| &self.headings[*index]));
        for row in &self.rows {
            table.add_row(shown.iter().map(|index| &row[*index]));
        }
        for (place, index) in shown.iter().enumerate() {
            let last = place + 1 == shown.len();
            if let Some(column) = table.column_mut(place) {
                // With the junction of the rule that is two spaces between columns.
                column.set_padding((0, if last { 0 } else { 1 }));
                if self.numeric[*index] == Some(true) {
                    column.set_cell_alignment(CellAlignment::Right);
                }
            }
        }
        for line in table.lines() {
            writeln!(self.out, "{}", line.trim_end())?;
        }
        Ok(())
    }

    fn records(&mut self, shown: &[usize]) -> io::Result<()> {
        let longest = shown.iter().map(|index| self.headings[*index].width()).max().unwrap_or(0);
        for (number, row) in self.rows.iter().enumerate() {
            if number > 0 {
                writeln!(self.out)?;
            }
            for index in shown.iter().filter(|index| !row[**index].is_empty()) {
                let heading = &self.headings[*index];
                let gap = " ".repeat(longest - heading.width() + GAP);
                for (line, text) in row[*index].lines().enumerate() {
                    match line {
                        0 => writeln!(self.out, "{heading}{gap}{text}")?,
                        _ => writeln!(self.out, "{}{text}", " ".repeat(longest + GAP))?,
                    }
                }
            }
        }
        Ok(())
    }
}

impl<W: Write> RowWriter for Table<W> {
    fn begin(&mut self, head: &Head) -> io::Result<()> {
        self.numeric = vec![None; head.columns.len()];
        self.language = head.language;
        self.headings =
            head.columns.iter().map(|column| visible(&column.heading).into_owned()).collect();
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
        let row = cells.iter().map(|cell| visible(&cell.text()).replace('\t', " "));
        self.rows.push(row.collect());
        Ok(())
    }

    fn end(&mut self) -> io::Result<()> {
        let shown = self.shown();
        if self.fits(&shown) {
            self.table(&shown)?
        } else {
            self.records(&shown)?
        }
        let empty: Vec<&str> = (0..self.headings.len())
            .filter(|index| !shown.contains(index))
            .map(|index| self.headings[index].as_str())
            .collect();
        if !empty.is_empty() {
            let blank = self.language.pick("Empty in every row", "Trống ở mọi dòng");
            writeln!(self.out, "\n{blank}: {}", empty.join(", "))?;
        }
        self.out.flush()
    }
}
