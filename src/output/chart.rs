//! The picture of a report: bars or lines over its rows, as SVG.
//!
//! A mark is drawn where a row has a value; a blank is a gap and never nought. The order is the
//! rows': a chart ranks nothing.

use std::collections::HashMap;

use charts_rs::{ChartBase, HorizontalBarChart, LegendCategory, LineChart, Position, Series};

use super::{Cell, Head};
use crate::reference::words::{Language, vietnamese};

/// How a report is drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chart {
    /// Bars or lines.
    pub kind: ChartKind,
    /// The column that names the marks.
    pub label: String,
    /// The column that measures them.
    pub value: String,
    /// The columns whose values are drawn side by side, in colours.
    pub series: Vec<String>,
    /// The columns whose values are never drawn beside each other: each has a picture of its own.
    pub panels: Vec<String>,
}

/// Bars or lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChartKind {
    /// A bar for every label.
    Bar,
    /// A line over the labels.
    Line,
}

/// The marks of rows, in their order.
#[derive(Debug, Default)]
pub struct Marks {
    columns: Option<Columns>,
    /// A mark a row that has a value.
    pub marks: Vec<Mark>,
    /// How many rows have none: no figure could be chosen, or none is told.
    pub blank: usize,
}

/// A mark.
#[derive(Debug, Clone, PartialEq)]
pub struct Mark {
    /// Its name.
    pub label: String,
    /// Its series; empty where there is none.
    pub series: String,
    /// Its picture among several; empty where there is one.
    pub panel: String,
    /// How long or high it is.
    pub value: f64,
}

impl Mark {
    /// Name and series in one line.
    pub fn name(&self) -> String {
        match self.series.is_empty() {
            true => self.label.clone(),
            false => format!("{} · {}", self.label, self.series),
        }
    }
}

/// Where the columns of a chart stand.
#[derive(Debug, Clone)]
struct Columns {
    label: usize,
    value: usize,
    series: Vec<usize>,
    panels: Vec<usize>,
    /// The containing unit, which tells namesakes apart.
    within: Option<usize>,
}

impl Marks {
    /// For rows under this head; nothing is gathered where it has no chart.
    pub fn new(head: &Head) -> Marks {
        let at = |name: &str| head.columns.iter().position(|column| column.name == name);
        let columns = head.chart.as_ref().and_then(|chart| {
            Some(Columns {
                label: at(&chart.label)?,
                value: at(&chart.value)?,
                series: chart.series.iter().map(|name| at(name)).collect::<Option<_>>()?,
                panels: chart.panels.iter().map(|name| at(name)).collect::<Option<_>>()?,
                within: at("within").filter(|_| chart.kind == ChartKind::Bar),
            })
        });
        Marks { columns, ..Marks::default() }
    }

    /// Takes a row; one without a value makes no mark.
    pub fn take(&mut self, cells: &[Cell]) {
        let Some(columns) = &self.columns else { return };
        let value = match cells[columns.value] {
            Cell::Integer(number) => number as f64,
            Cell::Real(number) => number,
            Cell::Null | Cell::Text(_) => {
                self.blank += 1;
                return;
            }
        };
        let named = |places: &[usize], comma: &str| {
            let texts = places.iter().map(|at| cells[*at].text());
            texts.filter(|text| !text.is_empty()).collect::<Vec<_>>().join(comma)
        };
        let label: Vec<usize> = [columns.label].into_iter().chain(columns.within).collect();
        let (label, series) = (named(&label, ", "), named(&columns.series, " · "));
        let panel = named(&columns.panels, ", ");
        self.marks.push(Mark { label, series, panel, value });
    }

    /// What a picture of bars does not show: rows without a figure, or with several that contradict
    /// each other.
    pub fn undrawn(&self, head: &Head) -> Option<String> {
        let bars = head.chart.as_ref().is_some_and(|chart| chart.kind == ChartKind::Bar);
        let told = format!("rows without one figure, which are not drawn: {}", self.blank);
        let shown = bars && self.blank > 0 && !self.marks.is_empty();
        shown.then(|| match head.language {
            Language::En => told,
            Language::Vi => vietnamese(&told).into_owned(),
        })
    }

    /// The marks of each picture, in the order of the rows.
    pub fn panels(&self) -> Vec<(&str, Vec<&Mark>)> {
        let mut panels: Vec<(&str, Vec<&Mark>)> = Vec::new();
        for mark in &self.marks {
            match panels.iter_mut().find(|(panel, _)| *panel == mark.panel) {
                Some((_, marks)) => marks.push(mark),
                None => panels.push((&mark.panel, vec![mark])),
            }
        }
        panels
    }
}

/// Marks as a picture has them: labels, and series with a value or none for each label. Two values
/// of one series are two labels, whatever they are called.
fn grid(marks: &[&Mark], kind: ChartKind) -> Grid {
    if kind == ChartKind::Line {
        // A line goes from left to right through the years, whatever the order of the rows.
        let mut marks = marks.to_vec();
        marks.sort_by(|a, b| a.label.cmp(&b.label));
        let marks = marks.iter().map(|m| (m.label.clone(), m.series.clone(), m.value));
        return Grid::of(marks).with_every_year();
    }
    let grid = Grid::of(marks.iter().map(|m| (m.label.clone(), m.series.clone(), m.value)));
    let places = grid.labels.len() * grid.series.len();
    if grid.series.len() <= COLOURS.len() && marks.len() * 2 >= places {
        return grid;
    }
    // Bars that stand beside many gaps are better named one by one.
    Grid::of(marks.iter().map(|mark| (mark.name(), String::new(), mark.value)))
}

/// Labels, and values by series.
#[derive(Debug, Default, PartialEq)]
struct Grid {
    labels: Vec<String>,
    series: Vec<(String, Vec<Option<f64>>)>,
}

impl Grid {
    fn of(marks: impl Iterator<Item = (String, String, f64)>) -> Grid {
        let mut grid = Grid::default();
        // The latest label of a name.
        let mut places: HashMap<String, usize> = HashMap::new();
        for (label, series, value) in marks {
            let at = match grid.series.iter().position(|(known, _)| *known == series) {
                Some(at) => at,
                None => {
                    grid.series.push((series, Vec::new()));
                    grid.series.len() - 1
                }
            };
            let values = &grid.series[at].1;
            let free = |place: &usize| values.get(*place).copied().flatten().is_none();
            let place = match places.get(&label).copied().filter(free) {
                Some(place) => place,
                None => {
                    grid.labels.push(label.clone());
                    places.insert(label, grid.labels.len() - 1);
                    grid.labels.len() - 1
                }
            };
            let values = &mut grid.series[at].1;
            values.resize(values.len().max(place + 1), None);
            values[place] = Some(value);
        }
        // Years in their order, whichever stood first in the rows.
        if grid.series.iter().all(|(name, _)| name.parse::<i32>().is_ok()) {
            grid.series.sort_by_key(|(name, _)| name.parse::<i32>().unwrap_or_default());
        }
        let count = grid.labels.len();
        grid.series.iter_mut().for_each(|(_, values)| values.resize(count, None));
        grid
    }

    /// With a place for each year between the first and the last: from 2014 to 2019 it is farther
    /// than from 2019 to 2020.
    fn with_every_year(self) -> Grid {
        let years: Option<Vec<i32>> = self.labels.iter().map(|label| label.parse().ok()).collect();
        let Some(years) = years.filter(|years| years.is_sorted_by(|a, b| a < b)) else {
            return self;
        };
        let (Some(first), Some(last)) = (years.first(), years.last()) else { return self };
        let at = |year: i32| years.iter().position(|known| *known == year);
        let series = self.series.iter().map(|(name, values)| {
            (name.clone(), (*first..=*last).map(|year| values[at(year)?]).collect())
        });
        Grid {
            labels: (*first..=*last).map(|year| year.to_string()).collect(),
            series: series.collect(),
        }
    }
}

/// The library measures text in Roboto; these are as wide, and every system has one of them.
const FONT: &str = "Roboto, Arial, Helvetica, Liberation Sans, sans-serif";
/// Height of a bar with the space around it, in pixels.
const BAR: f32 = 22.0;
/// Colours that differ in brightness too, for those who see few colours and for grey printers.
const COLOURS: [&str; 8] =
    ["#0b57a4", "#e08a00", "#2e8b57", "#a03a7c", "#6b7280", "#c4441c", "#7a5c00", "#1aa6b7"];

/// Why there is no chart.
#[derive(Debug, thiserror::Error)]
pub enum ChartError {
    /// The rows have no chart, or none of them a value.
    #[error("no row has a value to draw")]
    Nothing,
    /// Nobody could tell the lines apart.
    #[error("{0} lines are too many for one chart; ask for less with -p")]
    TooMany(usize),
    /// The drawing library.
    #[error(transparent)]
    Drawing(#[from] charts_rs::Error),
}

/// The chart of gathered rows; several pictures stand one below the other.
///
/// # Errors
/// There is nothing to draw, or too much.
pub fn svg(head: &Head, marks: &Marks) -> Result<String, ChartError> {
    let Some(chart) = head.chart.as_ref().filter(|_| !marks.marks.is_empty()) else {
        return Err(ChartError::Nothing);
    };
    let title = super::visible(&head.title).into_owned();
    let measure = head.columns.iter().find(|column| column.name == chart.value);
    let measure = measure.map_or(chart.value.as_str(), |column| column.heading.as_str());
    let mut pictures = Vec::new();
    for (panel, marks) in marks.panels() {
        let panel = if panel.is_empty() { String::new() } else { format!(" ({panel})") };
        let title = format!("{title}: {measure}{}", super::visible(&panel));
        pictures.push(picture(&title, chart.kind, &grid(&marks, chart.kind))?);
    }
    if let [_] = pictures[..] {
        return Ok(pictures.remove(0).0);
    }
    let height: f32 = pictures.iter().map(|(_, height)| height).sum();
    let mut all = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH}\" height=\"{height}\" \
         viewBox=\"0 0 {WIDTH} {height}\">\n"
    );
    let mut top = 0.0;
    for (picture, height) in pictures {
        let inner = picture.replacen("<svg ", &format!("<svg y=\"{top}\" "), 1);
        all.push_str(&inner);
        all.push('\n');
        top += height;
    }
    Ok(all + "</svg>")
}

/// Figures without commas, as in the tables: `2,105` is between two and three for a reader of
/// Vietnamese. The library writes them so, or as `2.1k`.
fn with_plain_figures(svg: &str) -> String {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let grouped = |text: &str| {
        let mut groups = text.trim().trim_start_matches('-').split(',');
        groups.next().is_some_and(digits) && groups.all(|group| group.len() == 3 && digits(group))
    };
    let mut plain = String::with_capacity(svg.len());
    for (n, piece) in svg.split('>').enumerate() {
        if n > 0 {
            plain.push('>');
        }
        match piece.split_once('<') {
            Some((text, tag)) if grouped(text) => {
                plain.extend([&text.replace(',', ""), "<", tag]);
            }
            _ => plain.push_str(piece),
        }
    }
    plain
}

/// Width of a picture, in pixels.
const WIDTH: f32 = 960.0;

/// One picture, and its height.
fn picture(title: &str, kind: ChartKind, grid: &Grid) -> Result<(String, f32), ChartError> {
    if kind == ChartKind::Line && grid.series.len() > COLOURS.len() {
        return Err(ChartError::TooMany(grid.series.len()));
    }
    let count = grid.labels.len();
    // The library draws the first bar at the foot; a table reads from the top.
    let turned = kind == ChartKind::Bar;
    let series: Vec<Series> = grid
        .series
        .iter()
        .map(|(name, values)| {
            let mut values: Vec<Option<f32>> =
                values.iter().map(|value| value.map(|value| value as f32)).collect();
            if turned {
                values.reverse();
            }
            let mut series = Series::new_nullable(super::visible(name).into_owned(), values);
            series.label_show = turned;
            series
        })
        .collect();
    let named = grid.series.len() > 1 || grid.series.iter().any(|(name, _)| !name.is_empty());
    let dress = |base: &mut ChartBase| {
        base.width = WIDTH;
        base.font_family = FONT.to_owned();
        base.margin.right = 48.0;
        base.margin.left = 12.0;
        base.title.text = title.to_owned();
        base.legend.show = Some(named);
        base.legend.category = if turned { LegendCategory::Rect } else { LegendCategory::Normal };
        base.series.label.formatter = "{t}".to_owned();
        base.series.colors = COLOURS.iter().map(|colour| (*colour).into()).collect();
    };
    let mut labels: Vec<String> =
        grid.labels.iter().map(|label| super::visible(label).into_owned()).collect();
    if turned {
        labels.reverse();
    }
    match kind {
        ChartKind::Bar => {
            let mut chart = HorizontalBarChart::new(series, labels);
            dress(&mut chart);
            chart.height = 110.0 + BAR * (count * grid.series.len()) as f32;
            chart.series_label_position = Some(Position::Right);
            for axis in &mut chart.y_axis_configs {
                axis.formatter = Some("{t}".to_owned());
            }
            Ok((with_plain_figures(&chart.svg()?), chart.height))
        }
        ChartKind::Line => {
            let mut chart = LineChart::new(series, labels);
            dress(&mut chart);
            chart.height = 420.0;
            for axis in &mut chart.y_axis_configs {
                axis.formatter = Some("{t}".to_owned());
            }
            Ok((with_plain_figures(&chart.svg()?), chart.height))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Marks as `label series value`, and how they are drawn.
    fn grid(marks: &[(&str, &str, f64)], kind: ChartKind) -> Grid {
        let mark = |(label, series, value): &(&str, &str, f64)| Mark {
            label: (*label).to_owned(),
            series: (*series).to_owned(),
            panel: String::new(),
            value: *value,
        };
        let marks: Vec<Mark> = marks.iter().map(mark).collect();
        super::grid(&marks.iter().collect::<Vec<_>>(), kind)
    }

    fn expected(labels: &[&str], series: &[(&str, &[Option<f64>])]) -> Grid {
        Grid {
            labels: labels.iter().map(|label| (*label).to_owned()).collect(),
            series: series.iter().map(|(name, v)| ((*name).to_owned(), v.to_vec())).collect(),
        }
    }

    #[test]
    fn figures_have_no_commas() {
        let svg =
            "<svg><text x=\"1,000\">\n1,874\n</text><text>-2,105</text><text>a 1,874</text></svg>";
        let plain =
            "<svg><text x=\"1,000\">\n1874\n</text><text>-2105</text><text>a 1,874</text></svg>";
        assert_eq!(with_plain_figures(svg), plain);
    }

    #[test]
    fn marks_as_they_are_drawn() {
        let (one, two) = (Some(1.0), Some(2.0));
        for (marks, kind, drawn) in [
            (&[][..], ChartKind::Bar, expected(&[], &[])),
            (
                &[("a", "x", 1.0), ("a", "y", 2.0), ("b", "y", 1.0)][..],
                ChartKind::Bar,
                expected(&["a", "b"], &[("x", &[one, None]), ("y", &[two, one])]),
            ),
            // Two of one name and series are two.
            (
                &[("a", "", 1.0), ("a", "", 2.0)],
                ChartKind::Bar,
                expected(&["a", "a"], &[("", &[one, two])]),
            ),
            // A bar among gaps bears the name of its series.
            (
                &[("a", "x", 1.0), ("b", "y", 1.0), ("c", "z", 2.0)],
                ChartKind::Bar,
                expected(&["a · x", "b · y", "c · z"], &[("", &[one, one, two])]),
            ),
            (
                &[("a", "x", 1.0), ("b", "y", 1.0), ("c", "x", 2.0)],
                ChartKind::Line,
                expected(&["a", "b", "c"], &[("x", &[one, None, two]), ("y", &[None, one, None])]),
            ),
            (
                &[("2024", "x", 1.0), ("2022", "x", 2.0)],
                ChartKind::Line,
                expected(&["2022", "2023", "2024"], &[("x", &[two, None, one])]),
            ),
        ] {
            assert_eq!(grid(marks, kind), drawn, "{marks:?}");
        }
    }
}
