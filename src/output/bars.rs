//! The report's chart in a terminal: a bar a mark, its figure behind it.

use std::io::{self, Write};

use unicode_width::UnicodeWidthStr;

use super::chart::{Mark, Marks};
use super::{Cell, Head, Reader, RowWriter, visible};

/// Columns where nobody knows how wide the reader's paper is.
const WIDTH: usize = 80;
/// The least room for the longest bar.
const LEAST: usize = 10;
/// Bars end on an eighth of a column.
const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];

/// The writer of bars; it keeps the marks until the end, since the longest bar tells the scale.
pub struct Bars<W: Write> {
    out: W,
    width: usize,
    head: Head,
    marks: Marks,
}

impl<W: Write> Bars<W> {
    /// Writes to `out`, as wide as a terminal is.
    pub fn new(out: W, reader: Reader) -> Bars<W> {
        let width = match reader {
            Reader::Terminal(Some(width)) => usize::from(width),
            _ => WIDTH,
        };
        Bars { out, width, head: Head::default(), marks: Marks::default() }
    }
}

impl<W: Write> RowWriter for Bars<W> {
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
        let measure = self.head.chart.as_ref().map_or("", |chart| chart.value.as_str());
        let measure = self.head.columns.iter().find(|column| column.name == measure);
        let measure = measure.map_or("", |column| column.heading.as_str());
        writeln!(self.out, "{}: {}\n", visible(&self.head.title), visible(measure))?;
        // One scale and one width of names for what is compared.
        for (at, (panel, marks)) in self.marks.panels().into_iter().enumerate() {
            if !panel.is_empty() {
                let gap = if at > 0 { "\n" } else { "" };
                writeln!(self.out, "{gap}{}", visible(panel))?;
            }
            let bars: Vec<(String, f64)> = bars(&marks);
            let names = bars.iter().map(|(name, _)| name.width()).max().unwrap_or(0);
            let figures = bars.iter().map(|(_, value)| value.to_string().len()).max().unwrap_or(0);
            let room = self.width.saturating_sub(names + figures + 3).max(LEAST);
            let longest = bars.iter().map(|(_, value)| *value).fold(0.0, f64::max);
            for (name, value) in &bars {
                let gap = " ".repeat(names - name.width());
                let bar = bar(*value, longest, room);
                let behind = if bar.is_empty() { "" } else { " " };
                writeln!(self.out, "{name}{gap}  {bar}{behind}{value}")?;
            }
        }
        if let Some(blank) = self.marks.undrawn(&self.head) {
            writeln!(self.out, "\n{blank}")?;
        }
        self.out.flush()
    }
}

/// Every mark with its name.
fn bars(marks: &[&Mark]) -> Vec<(String, f64)> {
    let name = |mark: &Mark| visible(&mark.name()).replace(['\n', '\t'], " ");
    marks.iter().map(|mark| (name(mark), mark.value)).collect()
}

/// A bar, the longest value filling the room.
fn bar(value: f64, longest: f64, room: usize) -> String {
    if value <= 0.0 || longest <= 0.0 {
        return String::new();
    }
    // Whatever is there is seen.
    let eighths = ((value / longest * (room * 8) as f64).round() as usize).max(1);
    "█".repeat(eighths / 8) + EIGHTHS[eighths % 8]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths() {
        for (value, expected) in
            [(8.0, "██"), (4.0, "█"), (5.0, "█▎"), (0.0, ""), (0.01, "▏"), (-1.0, "")]
        {
            assert_eq!(bar(value, 8.0, 2), expected, "{value}");
        }
        assert_eq!(bar(0.0, 0.0, 2), "");
    }
}
