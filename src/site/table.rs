//! Rows as a table that a narrow window scrolls, and as a picture.

use std::collections::BTreeSet;
use std::io;

use super::parts::is_of_web;
use super::{Site, SiteError};
use crate::output::chart::{ChartError, ChartKind, Mark, Marks, svg};
use crate::output::page::escape;
use crate::output::profile::value;
use crate::output::{Cell, Chart, Column, Head, RowWriter};
use crate::reference::words::{Content, Language, term, vietnamese};
use crate::report::SOURCES;
use crate::store::{Entry, Proof, Statement, Thing, source, unit_of_code};

/// Most bars of a picture that can be read.
const BARS: usize = 60;
/// Texts of more letters get room to be read in; shorter ones stay in one line.
const LONG: usize = 24;

/// Columns that are told by links or by the headline.
const HIDDEN: [&str; 5] = ["code", "valid_from", "valid_to", "key", "problem"];

/// A table: headings, and rows of cells as HTML; an empty cell is one of which nothing is known.
#[derive(Default)]
pub struct Table {
    columns: Vec<Column>,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// The table of lines that have the same parts; the words that state them are its last column.
    pub fn of_entries(site: &Site, entries: &[Entry], root: &str) -> Table {
        // In the order of the query, which no single line may have whole.
        let mut names: Vec<&str> = Vec::new();
        for entry in entries {
            let mut place = 0;
            for part in &entry.parts {
                match names.iter().position(|name| *name == part.name) {
                    Some(known) => place = known + 1,
                    None => {
                        names.insert(place, &part.name);
                        place += 1;
                    }
                }
            }
        }
        let mut columns: Vec<Column> = names.iter().map(|name| Column::new(name)).collect();
        columns.push(Column::new(SOURCES));
        let rows = entries.iter().map(|entry| {
            let cell = |name: &&str| {
                let part = entry.parts.iter().find(|part| part.name == **name);
                part.map_or(String::new(), |part| site.part(part, root))
            };
            let mut cells: Vec<String> = names.iter().map(cell).collect();
            cells.push(site.ways(&entry.proofs, root));
            cells
        });
        Table { rows: rows.collect(), columns }
    }

    /// The table as HTML; columns in which nothing stands are left out.
    pub fn html(&self, caption: &str, site: &Site) -> String {
        let shown: Vec<usize> = (0..self.columns.len())
            .filter(|at| self.rows.iter().any(|row| !row[*at].is_empty()))
            .collect();
        let caption = escape(caption);
        let mut html = format!(
            "<div class=\"rows\" role=\"region\" aria-label=\"{caption}\" tabindex=\"0\">\n<table>\n\
             <caption>{caption}</caption>\n<thead><tr>"
        );
        for at in &shown {
            let column = &self.columns[*at];
            let heading = site.heading(column);
            html.push_str(&format!(
                "<th scope=\"col\"{}>{}</th>",
                class(column, ""),
                escape(&heading)
            ));
        }
        html.push_str("</tr></thead>\n<tbody>\n");
        for row in &self.rows {
            html.push_str("<tr>");
            for (place, at) in shown.iter().enumerate() {
                let (column, cell) = (&self.columns[*at], &row[*at]);
                let class = class(column, cell);
                match place {
                    0 => html.push_str(&format!("<th scope=\"row\"{class}>{cell}</th>")),
                    _ => html.push_str(&format!("<td{class}>{cell}</td>")),
                }
            }
            html.push_str("</tr>\n");
        }
        html.push_str("</tbody>\n</table>\n</div>\n");
        html
    }
}

/// How many letters of a cell are seen.
fn length(cell: &str) -> usize {
    let mut inside = false;
    let seen = cell.chars().filter(|c| {
        let was_inside = inside;
        inside = match c {
            '<' => true,
            '>' => false,
            _ => inside,
        };
        !inside && !was_inside
    });
    seen.count()
}

fn class(column: &Column, cell: &str) -> &'static str {
    match column.content {
        Content::Number | Content::Percent => " class=\"amount\"",
        Content::Date => " class=\"short\"",
        _ if length(cell) > LONG => " class=\"long\"",
        _ => " class=\"short\"",
    }
}

impl Site<'_> {
    /// The heading of a column.
    pub fn heading(&self, column: &Column) -> String {
        if column.name == SOURCES {
            return self.say("words", "Câu chữ").to_owned();
        }
        if column.name == "what" {
            return self.say("remark", "Ghi chú").to_owned();
        }
        let heading =
            || term(&column.name).map_or(column.name.clone(), |term| term.heading.to_owned());
        self.language.pick(column.name.replace('_', " "), heading())
    }

    /// Numbered ways to the words of several statements.
    fn ways(&self, proofs: &[Proof], root: &str) -> String {
        let label = self.say("words", "câu chữ");
        let ways = proofs.iter().enumerate().filter_map(|(at, proof)| {
            let number = at + 1;
            let address = self.words(proof, root)?;
            Some(format!("<a href=\"{address}\" aria-label=\"{label} {number}\">[{number}]</a>"))
        });
        ways.collect::<Vec<_>>().join(" ")
    }

    /// A picture of rows with the table beside it for those who do not see it; none where there is
    /// nothing to draw, or too much.
    pub fn chart(&self, head: &Head, marks: &Marks) -> Result<String, SiteError> {
        if marks.marks.len() > BARS {
            return Ok(String::new());
        }
        let drawn = match svg(head, marks) {
            Ok(drawn) => drawn,
            Err(ChartError::Nothing | ChartError::TooMany(_)) => return Ok(String::new()),
            Err(error) => {
                return Err(SiteError::Write(head.title.clone(), io::Error::other(error)));
            }
        };
        let title = escape(&head.title);
        let about = self.say("The table has the same figures.", "Bảng bên cạnh có cùng số liệu.");
        let drawn = drawn.replacen(
            "<svg ",
            &format!("<svg role=\"img\" aria-label=\"{title}. {about}\" "),
            1,
        );
        Ok(format!(
            "<figure tabindex=\"0\" role=\"region\" aria-label=\"{title}\">{drawn}</figure>\n"
        ))
    }

    /// A picture of lines: bars by label and series.
    pub fn chart_of(
        &self,
        title: &str,
        measure: &str,
        marks: Vec<(String, String, f64)>,
    ) -> Result<String, SiteError> {
        let chart = Chart {
            kind: ChartKind::Bar,
            label: String::new(),
            value: measure.to_owned(),
            series: Vec::new(),
            panels: Vec::new(),
        };
        let mut column = Column::new(measure);
        column.heading = self.heading(&column);
        let head = Head {
            title: title.to_owned(),
            chart: Some(chart),
            columns: vec![column],
            language: self.language,
            ..Head::default()
        };
        let mut gathered = Marks::default();
        let mark = |(label, series, value)| Mark { label, series, panel: String::new(), value };
        gathered.marks = marks.into_iter().map(mark).collect();
        self.chart(&head, &gathered)
    }
}

/// The rows of a report, kept to be shown on pages.
#[derive(Default)]
pub struct Gathered {
    /// What stands over them.
    pub head: Head,
    /// The rows.
    pub rows: Vec<Vec<Cell<'static>>>,
    /// What is to be known beside them.
    pub notes: Vec<String>,
}

impl RowWriter for Gathered {
    fn begin(&mut self, head: &Head) -> io::Result<()> {
        self.head = head.clone();
        Ok(())
    }

    fn row(&mut self, cells: &[Cell]) -> io::Result<()> {
        let own = |cell: &Cell| match cell {
            Cell::Text(text) => Cell::Text(text.clone().into_owned().into()),
            Cell::Integer(number) => Cell::Integer(*number),
            Cell::Real(number) => Cell::Real(*number),
            Cell::Null => Cell::Null,
        };
        self.rows.push(cells.iter().map(own).collect());
        Ok(())
    }

    fn note(&mut self, note: &str) -> io::Result<()> {
        self.notes.push(note.to_owned());
        Ok(())
    }

    fn end(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Gathered {
    fn at(&self, name: &str) -> Option<usize> {
        self.head.columns.iter().position(|column| column.name == name)
    }

    /// Changes the texts of a column.
    pub fn change(&mut self, name: &str, change: impl Fn(&str) -> String) {
        let Some(at) = self.at(name) else { return };
        for row in &mut self.rows {
            if let Cell::Text(text) = &row[at] {
                row[at] = Cell::Text(change(text).into());
            }
        }
    }

    /// The table of some of the rows: units lead to their pages, and each row to its words.
    pub fn table(
        &self,
        site: &Site,
        rows: &[Vec<Cell<'static>>],
        root: &str,
    ) -> Result<Table, SiteError> {
        let hidden: BTreeSet<usize> = HIDDEN.iter().filter_map(|name| self.at(name)).collect();
        let shown: Vec<usize> =
            (0..self.head.columns.len()).filter(|at| !hidden.contains(at)).collect();
        let columns = shown.iter().map(|at| self.head.columns[*at].clone()).collect();
        let mut made = Table { columns, ..Table::default() };
        for row in rows {
            let mut cells = Vec::with_capacity(shown.len());
            for at in &shown {
                cells.push(self.cell(site, row, *at, root)?);
            }
            made.rows.push(cells);
        }
        Ok(made)
    }

    fn cell(&self, site: &Site, row: &[Cell], at: usize, root: &str) -> Result<String, SiteError> {
        let column = &self.head.columns[at];
        let text = row[at].text();
        if column.name == SOURCES {
            return Ok(site.ways(&self.proofs(site, &text)?, root));
        }
        let vietnamese_text = site.language == Language::Vi;
        let shown = match column.content {
            Content::Value if vietnamese_text => vietnamese(&text).into_owned(),
            Content::Value => text.replace('_', " "),
            Content::Date if !text.is_empty() => return Ok(site.day(&text)),
            Content::Link if is_of_web(&text) => {
                let address = super::parts::plain(&text);
                return Ok(format!(
                    "<a href=\"{}\" rel=\"noreferrer\">{}</a>",
                    escape(&address),
                    escape(&text)
                ));
            }
            _ => text.into_owned(),
        };
        let shown = match column.content {
            Content::Text | Content::Quote if !vietnamese_text && !shown.is_empty() => {
                format!("<span lang=\"vi\">{}</span>", escape(&shown))
            }
            _ => escape(&shown).into_owned(),
        };
        if ["locality", "place"].contains(&column.name.as_str())
            && let (Some(code), Some(from)) = (self.at("code"), self.at("valid_from"))
            && let Some(unit) = unit_of_code(site.db, &row[code].text(), &row[from].text())?
            && let Some(address) = site.address(unit, root)
        {
            return Ok(format!("<a href=\"{address}\">{shown}</a>"));
        }
        Ok(shown)
    }

    fn proofs(&self, site: &Site, statements: &str) -> Result<Vec<Proof>, SiteError> {
        let mut proofs: Vec<Proof> = Vec::new();
        for statement in statements.split_whitespace().filter_map(Statement::parse) {
            if let Some(source) = source(site.db, statement)? {
                proofs.push(Proof { statement, source });
            }
        }
        // Reports name them in the order of their rows, which is that of the load.
        proofs.sort_by_cached_key(|proof| {
            let day = &proof.source.published_on;
            let article = site.address((Thing::Article, proof.source.article), "");
            (day.is_none(), day.clone(), article, site.facts.of(proof.statement))
        });
        Ok(proofs)
    }

    /// The notes beside the rows.
    pub fn notes(&self, site: &Site) -> String {
        if self.notes.is_empty() {
            return String::new();
        }
        let lines = self.notes.iter().map(|note| match site.language {
            Language::En => format!("<li>{}</li>\n", escape(note)),
            Language::Vi => format!("<li>{}</li>\n", escape(&vietnamese(note))),
        });
        format!("<ul class=\"notes\">\n{}</ul>\n", lines.collect::<String>())
    }
}

/// A year's total figures of a unit: year, status (with the campaign where there are several), figure.
pub fn totals(site: &Site, entries: &[Entry]) -> Vec<(i64, String, Option<f64>)> {
    let text = |entry: &Entry, name: &str| {
        let part = entry.parts.iter().find(|part| part.name == name)?;
        Some(value(part, site.language).into_owned())
    };
    let headline = |entry: &&Entry| {
        let parts = ["level", "holder", "field", "span"];
        let unit = entry.parts.iter().find(|part| part.name == "unit");
        !entry.parts.iter().any(|part| parts.contains(&part.name.as_str()))
            && unit.is_some_and(|part| part.text == "model")
    };
    let campaigns: BTreeSet<Option<String>> =
        entries.iter().filter(headline).map(|entry| text(entry, "campaign")).collect();
    let totals = entries.iter().filter(headline).filter_map(|entry| {
        let year = text(entry, "year")?.parse().ok()?;
        let mut series = text(entry, "status")?;
        if let Some(campaign) = text(entry, "campaign").filter(|_| campaigns.len() > 1) {
            series = format!("{series} · {campaign}");
        }
        Some((year, series, text(entry, "figure").and_then(|figure| figure.parse().ok())))
    });
    totals.collect()
}
