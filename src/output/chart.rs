//! The picture of a report: bars or lines over its rows, as SVG.
//!
//! A mark is drawn where a row has a value; a blank is a gap and never nought. The order is the
//! rows': a chart ranks nothing.

use charts_rs::{ChartBase, HorizontalBarChart, LineChart, Position, Series};

use super::{Cell, Head};

/// How a report is drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chart {
    /// Bars or lines.
    pub kind: ChartKind,
    /// The column that names the marks.
    pub label: String,
    /// The column that measures them.
    pub value: String,
    /// The column whose values are drawn side by side, in colours.
    pub series: Option<String>,
}

/// Bars or lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChartKind {
    /// A bar for every label.
    Bar,
    /// A line over the labels.
    Line,
}

/// Rows as marks: labels and series in the order in which they come.
#[derive(Debug, Default)]
pub struct Marks {
    columns: Option<Columns>,
    /// Names of the marks, without their years.
    pub labels: Vec<String>,
    /// The year of each mark, where the rows have one.
    years: Vec<String>,
    /// Names of the series with a value, or none, for each label.
    pub series: Vec<(String, Vec<Option<f64>>)>,
}

/// Where the columns of a chart stand.
#[derive(Debug, Clone, Copy)]
struct Columns {
    label: usize,
    value: usize,
    series: Option<usize>,
    /// The containing unit, which tells namesakes apart.
    within: Option<usize>,
    /// The year, which tells the rows of one unit apart.
    year: Option<usize>,
}

impl Marks {
    /// For rows under this head; nothing is gathered where it has no chart.
    pub fn new(head: &Head) -> Marks {
        let at = |name: &str| head.columns.iter().position(|column| column.name == name);
        let columns = head.chart.as_ref().and_then(|chart| {
            Some(Columns {
                label: at(&chart.label)?,
                value: at(&chart.value)?,
                series: match &chart.series {
                    Some(series) => Some(at(series)?),
                    None => None,
                },
                within: at("within"),
                year: at("year")
                    .filter(|_| chart.label != "year" && chart.series.as_deref() != Some("year")),
            })
        });
        Marks { columns, ..Marks::default() }
    }

    /// Takes a row; one without a value makes no mark.
    pub fn take(&mut self, cells: &[Cell]) {
        let Some(columns) = self.columns else { return };
        let value = match cells[columns.value] {
            Cell::Integer(number) => number as f64,
            Cell::Real(number) => number,
            Cell::Null | Cell::Text(_) => return,
        };
        let name = columns.series.map_or(String::new(), |at| cells[at].text().into_owned());
        let series = match self.series.iter().position(|(known, _)| *known == name) {
            Some(index) => index,
            None => {
                self.series.push((name, Vec::new()));
                self.series.len() - 1
            }
        };
        let label = self.label(cells, columns, series);
        let values = &mut self.series[series].1;
        values.resize(values.len().max(label + 1), None);
        values[label] = Some(value);
    }

    /// Index of the row's label. Two values of one series are two marks, whatever they are called.
    fn label(&mut self, cells: &[Cell], columns: Columns, series: usize) -> usize {
        let mut name = cells[columns.label].text().into_owned();
        if let Some(within) = columns.within.map(|at| cells[at].text()).filter(|w| !w.is_empty()) {
            name = format!("{name}, {within}");
        }
        let year = columns.year.map_or(String::new(), |at| cells[at].text().into_owned());
        let free = |index: &usize| self.series[series].1.get(*index).copied().flatten().is_none();
        let known = (0..self.labels.len())
            .rev()
            .find(|index| self.labels[*index] == name && self.years[*index] == year);
        known.filter(free).unwrap_or_else(|| {
            self.labels.push(name);
            self.years.push(year);
            self.labels.len() - 1
        })
    }

    /// The names of the marks as they are shown: with their years, unless all are of one.
    pub fn names(&self) -> Vec<String> {
        let several = self.years.windows(2).any(|pair| pair[0] != pair[1]);
        let named = self.labels.iter().zip(&self.years);
        named
            .map(|(label, year)| match year.as_str() {
                year if several && !year.is_empty() => format!("{label} ({year})"),
                _ => label.clone(),
            })
            .collect()
    }
}

/// The library measures text in Roboto; these are as wide, and every system has one of them.
const FONT: &str = "Roboto, Arial, Helvetica, Liberation Sans, sans-serif";
/// Height of a bar with the space around it, in pixels.
const BAR: f32 = 22.0;
/// Colours that differ in brightness too, for those who see few colours and for grey printers.
const COLOURS: [&str; 6] = ["#0b57a4", "#e08a00", "#2e8b57", "#a03a7c", "#6b7280", "#c4441c"];

/// The chart of gathered rows; nothing where no row has a value.
///
/// # Errors
/// What the drawing library says.
pub fn svg(head: &Head, marks: &Marks) -> Result<Option<String>, charts_rs::Error> {
    let Some(chart) = head.chart.as_ref().filter(|_| !marks.labels.is_empty()) else {
        return Ok(None);
    };
    let count = marks.labels.len();
    // The library draws the first bar at the foot; a table reads from the top.
    let turned = chart.kind == ChartKind::Bar;
    let series: Vec<Series> = marks
        .series
        .iter()
        .map(|(name, values)| {
            let mut values: Vec<Option<f32>> =
                values.iter().map(|value| value.map(|value| value as f32)).collect();
            values.resize(count, None);
            if turned {
                values.reverse();
            }
            let mut series = Series::new_nullable(super::visible(name).into_owned(), values);
            series.label_show = true;
            series
        })
        .collect();
    let title = super::visible(&head.title).into_owned();
    let measure = head.columns.iter().find(|column| column.name == chart.value);
    let measure = measure.map_or(chart.value.as_str(), |column| column.heading.as_str());
    let named = marks.series.len() > 1 || marks.series.iter().any(|(name, _)| !name.is_empty());
    let dress = |base: &mut ChartBase| {
        base.width = 960.0;
        base.font_family = FONT.to_owned();
        base.margin.right = 48.0;
        base.margin.left = 12.0;
        base.title.text = format!("{title}: {measure}");
        base.legend.show = Some(named);
        base.series.label.formatter = "{t}".to_owned();
        base.series.colors = COLOURS.iter().map(|colour| (*colour).into()).collect();
    };
    let mut labels: Vec<String> =
        marks.names().iter().map(|label| super::visible(label).into_owned()).collect();
    if turned {
        labels.reverse();
    }
    let drawn = match chart.kind {
        ChartKind::Bar => {
            let mut picture = HorizontalBarChart::new(series, labels);
            dress(&mut picture);
            picture.height = 110.0 + BAR * (count * marks.series.len().max(1)) as f32;
            picture.series_label_position = Some(Position::Right);
            for axis in &mut picture.y_axis_configs {
                axis.formatter = Some("{t}".to_owned());
            }
            picture.svg()?
        }
        ChartKind::Line => {
            let mut picture = LineChart::new(series, labels);
            dress(&mut picture);
            picture.height = 420.0;
            for axis in &mut picture.y_axis_configs {
                axis.formatter = Some("{t}".to_owned());
            }
            picture.svg()?
        }
    };
    Ok(Some(drawn))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_of_one_unit_are_told_apart_by_their_years() {
        for (rows, names) in [
            (&[("Ba Bể", 2023), ("Ba Bể", 2024)][..], &["Ba Bể (2023)", "Ba Bể (2024)"][..]),
            (&[("Ba Bể", 2024), ("Đại Lộc", 2024)], &["Ba Bể", "Đại Lộc"]),
            (&[("Ba Bể", 2024), ("Ba Bể", 2024)], &["Ba Bể", "Ba Bể"]),
        ] {
            let chart = Chart {
                kind: ChartKind::Bar,
                label: "locality".into(),
                value: "registered".into(),
                series: None,
            };
            let head = Head::of_columns(["locality", "year", "registered"]);
            let mut marks = Marks::new(&Head { chart: Some(chart), ..head });
            for (locality, year) in rows {
                let locality = Cell::Text((*locality).into());
                marks.take(&[locality, Cell::Integer(*year), Cell::Integer(9)]);
            }
            assert_eq!(marks.names(), names, "{rows:?}");
        }
    }
}
