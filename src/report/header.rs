//! The header of a report file: comment lines at its head, read strictly.
//!
//! ```sql
//! -- title: Models per locality per year
//! -- title vi: Mô hình theo địa phương và năm
//! -- about: How many models each locality had in each year, and how many articles say so.
//! -- about vi: Mỗi địa phương có bao nhiêu mô hình trong từng năm, theo bao nhiêu bài viết.
//! -- group: figures
//! -- param year: integer: only this year
//! -- choices year: SELECT DISTINCT year FROM yearly_figures WHERE year IS NOT NULL
//! -- param within: place: only this unit
//! -- param geography: text = 'then': units of then or of now
//! -- choices geography: then, now
//! -- chart: bar locality registered year | locality_level
//! -- note: SELECT 'left out, for they have no year: ' || nullif(count(*), 0)
//! -- note: FROM … WHERE …
//! ```
//!
//! A chart has a column of labels, one of values, and maybe columns of series, drawn side by side, and
//! of panels, each a picture of its own: what is never set against each other. A default need not be
//! repeated in the SQL of a report of one's own.
//!
//! A list of choices is closed; a SELECT of choices names values that the database has, and others
//! are allowed. The lines `note` make one SELECT, with the parameters of the report; each text it returns is
//! told beside the rows, for what a table leaves out must be known to its reader.

use chrono::NaiveDate;
use rusqlite::types::Value;

use super::Report;
use crate::output::chart::{Chart, ChartKind};
use crate::reference::abbreviations::{place_key, spelled_out};
use crate::reference::words::{Language, means};

/// A parameter of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parameter {
    /// `:name` in the SQL.
    pub name: String,
    /// What its values are.
    pub kind: Kind,
    /// The value that the SQL takes where none is given, as written in SQL.
    pub default: Option<String>,
    /// The values there are.
    pub choices: Choices,
    /// What it does.
    pub about: String,
}

impl Parameter {
    /// The value to bind for what was typed; null for nothing, none for what is not allowed.
    pub(super) fn parse(&self, text: &str) -> Option<Value> {
        let text = text.trim();
        match &self.choices {
            Choices::Closed(choices) if !text.is_empty() => {
                self.kind.parse(choices.iter().find(|choice| means(text, choice))?)
            }
            _ => self.kind.parse(text),
        }
    }

    /// For messages: what is expected instead of what was typed.
    pub(super) fn expected(&self, typed: &str) -> String {
        match &self.choices {
            Choices::Closed(choices) => {
                let all = choices.join(", ");
                match super::closest(typed, choices.iter().map(String::as_str)) {
                    Some(meant) => format!("one of {all}; did you mean {meant}?"),
                    None => format!("one of {all}"),
                }
            }
            Choices::Any | Choices::Known(_) => self.kind.expected().to_owned(),
        }
    }
}

/// Which values a parameter takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Choices {
    /// Any of its kind.
    Any,
    /// One of these.
    Closed(Vec<String>),
    /// Any of its kind; this SELECT gives those that the database has, in its only column.
    Known(String),
}

/// What the values of a parameter are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A whole number.
    Integer,
    /// A day.
    Date,
    /// Words as they are.
    Text,
    /// A name, compared without case, tone marks and đ.
    Name,
    /// A unit, compared so too; units that it lies in may follow, behind commas: `huyện Châu Thành,
    /// tỉnh Tiền Giang`.
    Place,
}

impl Kind {
    /// The word in a header.
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Integer => "integer",
            Kind::Date => "date",
            Kind::Text => "text",
            Kind::Name => "name",
            Kind::Place => "place",
        }
    }

    fn of_word(word: &str) -> Option<Kind> {
        [Kind::Integer, Kind::Date, Kind::Text, Kind::Name, Kind::Place]
            .into_iter()
            .find(|kind| kind.as_str() == word)
    }

    /// The value to bind for what was typed; null for nothing, none for what is not of the kind.
    fn parse(self, text: &str) -> Option<Value> {
        if text.is_empty() {
            return Some(Value::Null);
        }
        match self {
            Kind::Integer => text.parse().ok().map(Value::Integer),
            // 31/12/2024 as reports in Vietnamese print it.
            Kind::Date => {
                let day = text.parse().or_else(|_| NaiveDate::parse_from_str(text, "%d/%m/%Y"));
                Some(Value::Text(day.ok()?.to_string()))
            }
            Kind::Text => Some(Value::Text(text.to_owned())),
            // Of `%` nothing is left to look for, which would be everything.
            Kind::Name => Some(spelled_out(text)).filter(|name| !name.is_empty()).map(Value::Text),
            Kind::Place => Some(place_key(text)).filter(|key| !key.is_empty()).map(Value::Text),
        }
    }

    /// For messages: what is expected, with an example.
    fn expected(self) -> &'static str {
        match self {
            Kind::Integer => "an integer such as 2024",
            Kind::Date => "a date such as 2024-04-12",
            Kind::Text => "a text",
            Kind::Name => "a name",
            Kind::Place => "the name of a unit such as huyện Gò Công Tây",
        }
    }
}

/// The shelf on which a report stands in the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// How many models, exemplars.
    Figures,
    /// What does not agree or add up.
    Checks,
    /// What was held when, and who came.
    Meetings,
    /// Officials and bodies.
    People,
    /// Directives and campaigns.
    Documents,
    /// Who was commended.
    Awards,
    /// What the base holds, and where it came from.
    Base,
    /// Of the user's own folder, where it says nothing else.
    Own,
}

/// What a group line is, for the message.
const GROUPS: &str = "`-- group: figures|checks|meetings|people|documents|awards|base|own`";

impl Group {
    /// Every group, in the order of the list, with its word in a header, English and Vietnamese.
    const ALL: [(Group, &'static str, &'static str, &'static str); 8] = [
        (Group::Figures, "figures", "Figures", "Số liệu"),
        (Group::Checks, "checks", "Checks", "Kiểm tra"),
        (Group::Meetings, "meetings", "Meetings", "Hội nghị"),
        (Group::People, "people", "People and bodies", "Cán bộ và cơ quan"),
        (Group::Documents, "documents", "Documents and campaigns", "Văn bản và phong trào"),
        (Group::Awards, "awards", "Awards", "Khen thưởng"),
        (Group::Base, "base", "The base itself", "Cơ sở dữ liệu"),
        (Group::Own, "own", "Your own", "Của riêng bạn"),
    ];

    fn of_word(word: &str) -> Option<Group> {
        Self::ALL.iter().find(|(_, known, ..)| *known == word).map(|(group, ..)| *group)
    }

    /// The heading over the group.
    pub fn heading(self, language: Language) -> &'static str {
        let known = Self::ALL.iter().find(|(group, ..)| *group == self);
        known.map_or("", |(_, _, english, vietnamese)| language.pick(english, vietnamese))
    }
}

/// What is wrong with a header.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HeaderError {
    /// A line that is none of the known ones.
    #[error("{line}: {text:?} is not {expected}")]
    Line {
        /// Line number, from 1.
        line: usize,
        /// The line.
        text: String,
        /// What it should be.
        expected: &'static str,
    },
    /// A line that stands twice.
    #[error("{line}: {text:?} says again what an earlier line says")]
    Twice {
        /// Line number, from 1.
        line: usize,
        /// The line.
        text: String,
    },
    /// A line that must be there.
    #[error("1: the header has no `-- {0}:` line")]
    Missing(&'static str),
}

pub(super) fn parse(name: &str, sql: &str) -> Result<Report, HeaderError> {
    let (mut title, mut about, mut chart) = (None, None, None);
    let (mut title_vi, mut about_vi, mut group) = (None, None, None);
    let mut note: Option<String> = None;
    let mut parameters: Vec<Parameter> = Vec::new();
    for (index, line) in sql.lines().enumerate().take_while(|(_, line)| line.starts_with("--")) {
        let wrong =
            |expected| HeaderError::Line { line: index + 1, text: line.to_owned(), expected };
        let known = "`-- title:`, `-- title vi:`, `-- about:`, `-- about vi:`, `-- group:`, \
                     `-- param NAME:`, `-- choices NAME:`, `-- chart:` or `-- note:`";
        let (key, value) =
            line[2..].trim().split_once(':').map(|(k, v)| (k, v.trim())).ok_or(wrong(known))?;
        if value.is_empty() {
            return Err(wrong("filled in"));
        }
        let again = match key {
            "title" => title.replace(value.to_owned()).is_some(),
            "title vi" => title_vi.replace(value.to_owned()).is_some(),
            "about" => about.replace(value.to_owned()).is_some(),
            "about vi" => about_vi.replace(value.to_owned()).is_some(),
            "group" => {
                let read = Group::of_word(value).ok_or(wrong(GROUPS))?;
                group.replace(read).is_some()
            }
            "chart" => {
                let read = parse_chart(value)
                    .ok_or(wrong("`-- chart: bar|line LABEL VALUE [SERIES+…] [| PANEL+…]`"))?;
                chart.replace(read).is_some()
            }
            "note" => {
                let note = note.get_or_insert_default();
                note.push_str(value);
                note.push('\n');
                false
            }
            _ if key.starts_with("choices ") => {
                let name = key["choices ".len()..].trim();
                let choices = parse_choices(value)
                    .ok_or(wrong("`-- choices NAME: ONE, OTHER` or `-- choices NAME: SELECT …`"))?;
                let closed = matches!(choices, Choices::Closed(_));
                let of = parameters
                    .iter_mut()
                    .find(|known| known.name == name && (known.kind == Kind::Text || !closed))
                    .ok_or(wrong("about a text parameter declared above it"))?;
                std::mem::replace(&mut of.choices, choices) != Choices::Any
            }
            _ => {
                let name = key.strip_prefix("param ").ok_or(wrong(known))?;
                let read = parse_parameter(name.trim(), value).ok_or(wrong(
                    "`-- param NAME: integer|date|text|name|place [= DEFAULT]: ABOUT`",
                ))?;
                let again = parameters.iter().any(|known| known.name == read.name);
                parameters.push(read);
                again
            }
        };
        if again {
            return Err(HeaderError::Twice { line: index + 1, text: line.to_owned() });
        }
    }
    Ok(Report {
        name: name.to_owned(),
        title: title.ok_or(HeaderError::Missing("title"))?,
        title_vi,
        about: about.ok_or(HeaderError::Missing("about"))?,
        about_vi,
        group: group.unwrap_or(Group::Own),
        parameters,
        chart,
        note,
        sql: sql.to_owned(),
    })
}

/// `year`, `integer = 2024: only this year`
fn parse_parameter(name: &str, rest: &str) -> Option<Parameter> {
    let plain = |c: char| c.is_ascii_lowercase() || c == '_';
    if name.is_empty() || !name.chars().all(plain) {
        return None;
    }
    let (kind, about) = rest.split_once(": ")?;
    let (kind, default) = match kind.split_once('=') {
        Some((kind, default)) => (kind.trim(), Some(default.trim().to_owned())),
        None => (kind.trim(), None),
    };
    if default.as_ref().is_some_and(String::is_empty) {
        return None;
    }
    Some(Parameter {
        name: name.to_owned(),
        kind: Kind::of_word(kind)?,
        default,
        choices: Choices::Any,
        about: about.trim().to_owned(),
    })
}

/// `SELECT …`, or `then, now`: two or more, none empty.
fn parse_choices(value: &str) -> Option<Choices> {
    if value.starts_with("SELECT ") {
        return Some(Choices::Known(value.to_owned()));
    }
    let choices: Vec<String> = value.split(',').map(|choice| choice.trim().to_owned()).collect();
    (choices.len() > 1 && !choices.iter().any(String::is_empty)).then_some(Choices::Closed(choices))
}

/// `bar locality registered year | locality_level`
fn parse_chart(hint: &str) -> Option<Chart> {
    let list = |words: &str| -> Vec<String> { words.split('+').map(str::to_owned).collect() };
    let (hint, panels) = match hint.split_once('|') {
        Some((hint, panels)) => (hint, list(panels.trim())),
        None => (hint, Vec::new()),
    };
    let words: Vec<&str> = hint.split_whitespace().collect();
    let (kind, label, value, series) = match words.as_slice() {
        [kind, label, value] => (kind, label, value, Vec::new()),
        [kind, label, value, series] => (kind, label, value, list(series)),
        _ => return None,
    };
    let kind = match *kind {
        "bar" => ChartKind::Bar,
        "line" => ChartKind::Line,
        _ => return None,
    };
    let plain = |name: &String| !name.is_empty() && !name.contains(' ');
    let (label, value) = ((*label).to_owned(), (*value).to_owned());
    let all = panels.iter().chain(&series).all(plain);
    all.then_some(Chart { kind, label, value, series, panels })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_good_header() {
        let report = parse(
            "x",
            "-- title: Họp\n-- about: Meetings: all.\n-- param year: integer = 2024: only: this\n\
             -- param kind: text: only this\n-- choices kind: a, b c\n\
             -- choices year: SELECT 1, 2\n-- title vi: Hội nghị\n-- group: meetings\n\
             -- note: SELECT 'x: y'\n-- note: WHERE :year\n\
             -- chart: bar locality registered\n\n-- a comment: of its own\nSELECT 1;\n",
        )
        .unwrap();
        assert_eq!((report.title.as_str(), report.about.as_str()), ("Họp", "Meetings: all."));
        let year = &report.parameters[0];
        assert_eq!((year.name.as_str(), year.kind), ("year", Kind::Integer));
        assert_eq!((year.default.as_deref(), year.about.as_str()), (Some("2024"), "only: this"));
        assert_eq!(report.chart.unwrap().value, "registered");
        assert_eq!(report.note.as_deref(), Some("SELECT 'x: y'\nWHERE :year\n"));
        assert_eq!(report.parameters.len(), 2);
        assert_eq!(report.parameters[0].choices, Choices::Known("SELECT 1, 2".into()));
        assert_eq!(report.parameters[1].choices, Choices::Closed(vec!["a".into(), "b c".into()]));
        assert_eq!((report.title_vi.as_deref(), report.about_vi), (Some("Hội nghị"), None));
        assert_eq!(report.group, Group::Meetings);
    }

    #[test]
    fn malformed_headers() {
        let head = "-- title: A\n-- about: B.\n";
        for (line, complaint) in [
            ("-- params year: integer: x", "3: \"-- params year: integer: x\" is not `-- title:`"),
            ("-- just words", "3: \"-- just words\" is not `-- title:`"),
            ("-- title: again", "3: \"-- title: again\" says again"),
            ("-- param year: int: x", "3: \"-- param year: int: x\" is not `-- param NAME:"),
            ("-- param year: integer", "3: \"-- param year: integer\" is not `-- param"),
            ("-- param năm: integer: x", "3: \"-- param năm: integer: x\" is not `-- param"),
            ("-- param y: integer =: x", "3: \"-- param y: integer =: x\" is not `-- param"),
            ("-- chart: pie a b", "3: \"-- chart: pie a b\" is not `-- chart:"),
            ("-- group: people, bodies", "3: \"-- group: people, bodies\" is not `-- group: fig"),
            ("-- about:", "3: \"-- about:\" is not filled in"),
            ("-- choices x: a, b", "3: \"-- choices x: a, b\" is not about a text parameter"),
            (
                "-- param n: integer: n\n-- choices n: 1, 2",
                "4: \"-- choices n: 1, 2\" is not about",
            ),
            ("-- param x: text: x\n-- choices x: a", "4: \"-- choices x: a\" is not `-- choices"),
            ("-- param x: text: x\n-- choices x: a,,b", "4: \"-- choices x: a,,b\" is not `-- ch"),
            (
                "-- param x: text: x\n-- choices x: a, b\n-- choices x: a, b",
                "5: \"-- choices x: a, b\" says again",
            ),
        ] {
            let error = parse("x", &format!("{head}{line}\nSELECT 1")).unwrap_err().to_string();
            assert!(error.starts_with(complaint), "{error}");
        }
        assert_eq!(parse("x", "SELECT 1").unwrap_err(), HeaderError::Missing("title"));
    }
}
