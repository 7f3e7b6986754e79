//! Rows in Vietnamese: headings, the words of closed lists, messages, days as `12/04/2024`. Names
//! and quotes are Vietnamese already.

use std::io;

use super::{Cell, Head, RowWriter, unnumbered};
use crate::reference::words::{self, Content, Language, term, vietnamese_date};

/// Hands rows on in Vietnamese.
pub struct InVietnamese<'w> {
    writer: Box<dyn RowWriter + 'w>,
    /// Whether days are written out.
    days: bool,
    contents: Vec<Content>,
}

impl<'w> InVietnamese<'w> {
    /// Hands on to a writer; days too where it has none of its own.
    pub fn new(writer: Box<dyn RowWriter + 'w>, days: bool) -> InVietnamese<'w> {
        InVietnamese { writer, days, contents: Vec::new() }
    }

    fn cell<'c>(&self, cell: &'c Cell<'_>, content: Content) -> Cell<'c> {
        match (cell, content) {
            (Cell::Text(text), Content::Value) => Cell::Text(words::vietnamese(text)),
            (Cell::Text(text), Content::Date) if self.days => {
                // Several days may stand in a cell, a line each.
                let days = text.lines().map(|day| vietnamese_date(day).unwrap_or(day.into()));
                Cell::Text(days.collect::<Vec<_>>().join("\n").into())
            }
            (Cell::Text(text), _) => Cell::Text(text.as_ref().into()),
            (Cell::Integer(number), _) => Cell::Integer(*number),
            (Cell::Real(number), _) => Cell::Real(*number),
            (Cell::Null, _) => Cell::Null,
        }
    }
}

impl RowWriter for InVietnamese<'_> {
    fn begin(&mut self, head: &Head) -> io::Result<()> {
        let mut head = head.clone();
        head.language = Language::Vi;
        if let Some(title) = head.title_vi.take() {
            head.title = title;
        }
        if let Some(about) = head.about_vi.take() {
            head.about = about;
        }
        for column in &mut head.columns {
            self.contents.push(column.content);
            let (name, number) = unnumbered(&column.name);
            if let Some(term) = term(name) {
                let number = number.map(|number| format!(" ({number})")).unwrap_or_default();
                column.heading = format!("{}{number}", term.heading);
            }
        }
        self.writer.begin(&head)
    }

    fn row(&mut self, cells: &[Cell]) -> io::Result<()> {
        let cells: Vec<Cell> = cells
            .iter()
            .zip(&self.contents)
            .map(|(cell, content)| self.cell(cell, *content))
            .collect();
        self.writer.row(&cells)
    }

    fn note(&mut self, note: &str) -> io::Result<()> {
        self.writer.note(&words::vietnamese(note))
    }

    fn end(&mut self) -> io::Result<()> {
        self.writer.end()
    }

    fn cut(&self) -> u64 {
        self.writer.cut()
    }
}
