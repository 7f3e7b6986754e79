//! A page for the rows of a report: headline, chart, table, what it leaves out. Everything is in
//! it; nothing is loaded and nothing runs.

use std::io::{self, Write};

use super::chart::{ChartError, Marks, svg};
use super::page::{UNSEEN, escape, link, page};
use super::{Cell, Head, RowWriter};
use crate::reference::words::{Content, Language, vietnamese};

/// Texts of more characters get a column in which they can be read; shorter ones stay in one line.
const LONG: usize = 12;
/// Texts of more characters, such as quotes, get a wide column, or a row would be a tall one.
const LONGER: usize = 60;

/// The html writer; it keeps the rows as text until the end, since the chart stands before them.
pub struct Html<W: Write> {
    out: W,
    head: Head,
    marks: Marks,
    rows: String,
    count: u64,
    notes: Vec<String>,
}

impl<W: Write> Html<W> {
    /// Writes to `out`.
    pub fn new(out: W) -> Html<W> {
        let (head, marks) = (Head::default(), Marks::default());
        Html { out, head, marks, rows: String::new(), count: 0, notes: Vec::new() }
    }
}

impl<W: Write> RowWriter for Html<W> {
    fn begin(&mut self, head: &Head) -> io::Result<()> {
        self.marks = Marks::new(head);
        self.head = head.clone();
        Ok(())
    }

    fn row(&mut self, cells: &[Cell]) -> io::Result<()> {
        self.marks.take(cells);
        self.count += 1;
        self.rows.push_str("<tr>");
        for (cell, column) in cells.iter().zip(&self.head.columns) {
            let text = cell.text();
            let class = match (cell, column.content, text.chars().count()) {
                (Cell::Null, ..) => "",
                (Cell::Integer(_) | Cell::Real(_), ..) => " class=\"amount\"",
                (_, Content::Date, _) => " class=\"short\"",
                (.., length) if length > LONGER => " class=\"longer\"",
                (.., length) if length > LONG => " class=\"long\"",
                _ => " class=\"short\"",
            };
            let shown = match column.content {
                Content::Link => text.split('\n').map(link).collect::<Vec<_>>().join("\n"),
                _ => escape(&text).into_owned(),
            };
            self.rows.push_str(&format!("<td{class}>{shown}</td>"));
        }
        self.rows.push_str("</tr>\n");
        Ok(())
    }

    fn note(&mut self, note: &str) -> io::Result<()> {
        self.notes.push(note.to_owned());
        Ok(())
    }

    fn end(&mut self) -> io::Result<()> {
        let chart = match svg(&self.head, &self.marks) {
            Ok(chart) => {
                self.notes.extend(self.marks.undrawn(&self.head));
                Some(chart)
            }
            Err(ChartError::Nothing) => None,
            Err(many @ ChartError::TooMany(_)) => {
                self.notes.push(match self.head.language {
                    Language::En => many.to_string(),
                    Language::Vi => vietnamese(&many.to_string()).into_owned(),
                });
                None
            }
            Err(error) => return Err(io::Error::other(error)),
        };
        let Html { out, head, rows, count, notes, .. } = self;
        let say = |english, vietnamese| head.language.pick(english, vietnamese);
        let title = if head.title.is_empty() { say("Rows", "Các dòng") } else { &head.title };
        page(out, title, head.language, |out| {
            writeln!(out, "<header class=\"report\">\n<h1>{}</h1>", escape(title))?;
            if !head.about.is_empty() {
                writeln!(out, "<p>{}</p>", escape(&head.about))?;
            }
            out.write_all(b"</header>\n")?;
            if let Some(chart) = chart {
                writeln!(out, "<figure>{chart}</figure>")?;
            }
            out.write_all(b"<div class=\"rows\">\n<table>\n<thead><tr>")?;
            for column in &head.columns {
                let class = match column.content {
                    Content::Number | Content::Percent | Content::Integer => " class=\"amount\"",
                    _ => "",
                };
                write!(out, "<th scope=\"col\"{class}>{}</th>", escape(&column.heading))?;
            }
            let count = match head.language {
                Language::En => format!("{count} rows."),
                Language::Vi => format!("{count} dòng."),
            };
            write!(out, "</tr></thead>\n<tbody lang=\"vi\">\n{rows}</tbody>\n</table>\n</div>\n")?;
            if !notes.is_empty() {
                out.write_all(b"<ul class=\"notes\">\n")?;
                for note in notes.iter() {
                    writeln!(out, "<li>{}</li>", escape(note))?;
                }
                out.write_all(b"</ul>\n")?;
            }
            let unseen = say(UNSEEN.0, UNSEEN.1);
            writeln!(out, "<footer>{count} {unseen}</footer>")
        })
    }
}
