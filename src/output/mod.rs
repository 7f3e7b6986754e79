//! Rows to a terminal, a program or a file: one format a file, behind one trait.
//!
//! What goes to standard output is for programs: UTF-8 without a mark, LF, cells as they are.
//! What goes to a file named `.csv` is for spreadsheets, see [`csv`].

pub mod bars;
pub mod chart;
pub mod csv;
pub mod datapackage;
pub mod datasette;
pub mod exact;
pub mod file;
pub mod folder;
pub mod html;
pub mod json;
pub mod jsonl;
pub mod markdown;
pub mod marked;
pub mod page;
pub mod profile;
pub mod sheet;
pub mod svg;
pub mod table;
pub mod tame;
pub mod tsv;
pub mod vietnamese;
pub mod xlsx;

use std::borrow::Cow;
use std::io::{self, Write};

use crate::reference::words::{Content, Language, term};

pub use chart::Chart;

/// One value of a row, as the database types it.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell<'a> {
    /// Not stated; blank in every format but JSON, where it is `null`.
    Null,
    /// A whole number.
    Integer(i64),
    /// A fraction.
    Real(f64),
    /// Words.
    Text(Cow<'a, str>),
}

impl Cell<'_> {
    /// The cell in words, blank for null.
    pub fn text(&self) -> Cow<'_, str> {
        match self {
            Cell::Null => Cow::Borrowed(""),
            Cell::Integer(number) => Cow::Owned(number.to_string()),
            Cell::Real(number) => Cow::Owned(number.to_string()),
            Cell::Text(text) => Cow::Borrowed(text),
        }
    }
}

/// What stands over rows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Head {
    /// Headline; empty where the rows have none.
    pub title: String,
    /// Headline in Vietnamese.
    pub title_vi: Option<String>,
    /// What the rows answer, in one sentence; empty where nothing is known.
    pub about: String,
    /// The same in Vietnamese.
    pub about_vi: Option<String>,
    /// The columns, each name once.
    pub columns: Vec<Column>,
    /// How the rows are drawn.
    pub chart: Option<Chart>,
    /// The language that people read them in.
    pub language: Language,
}

impl Head {
    /// Columns and nothing else.
    pub fn of_columns<N: AsRef<str>>(names: impl IntoIterator<Item = N>) -> Head {
        let columns = names.into_iter().map(|name| Column::new(name.as_ref())).collect();
        Head { columns, ..Head::default() }
    }
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its name in the query; what programs see.
    pub name: String,
    /// What people see over it.
    pub heading: String,
    /// What is in it, as far as its name tells.
    pub content: Content,
    /// What people are to fill in; a workbook offers these words.
    pub choices: &'static [&'static str],
}

impl Column {
    /// A column of this name.
    pub fn new(name: &str) -> Column {
        let content = term(unnumbered(name).0).map_or(Content::default(), |term| term.content);
        Column { name: name.to_owned(), heading: name.to_owned(), content, choices: &[] }
    }
}

/// The name of a column and, of one that bears the name of an earlier one (`quote_2`), its number.
pub fn unnumbered(name: &str) -> (&str, Option<u32>) {
    match name.rsplit_once('_').map(|(base, number)| (base, number.parse())) {
        Some((base, Ok(number))) if term(name).is_none() => (base, Some(number)),
        _ => (name, None),
    }
}

/// Rows in one format. [`begin`](RowWriter::begin) comes once and first, [`end`](RowWriter::end)
/// once and last; a format may keep the rows until then.
pub trait RowWriter {
    /// What stands over the rows.
    fn begin(&mut self, head: &Head) -> io::Result<()>;
    /// One row, as many cells as columns.
    fn row(&mut self, cells: &[Cell]) -> io::Result<()>;
    /// What is to be known beside the rows, such as what they leave out; after the last of them.
    /// Formats for programs have no place for it.
    fn note(&mut self, _note: &str) -> io::Result<()> {
        Ok(())
    }
    /// What closes the document; also flushes.
    fn end(&mut self) -> io::Result<()>;
    /// How many cells were cut because a spreadsheet holds no longer ones.
    fn cut(&self) -> u64 {
        0
    }
}

impl<T: RowWriter + ?Sized> RowWriter for &mut T {
    fn begin(&mut self, head: &Head) -> io::Result<()> {
        (**self).begin(head)
    }

    fn row(&mut self, cells: &[Cell]) -> io::Result<()> {
        (**self).row(cells)
    }

    fn note(&mut self, note: &str) -> io::Result<()> {
        (**self).note(note)
    }

    fn end(&mut self) -> io::Result<()> {
        (**self).end()
    }

    fn cut(&self) -> u64 {
        (**self).cut()
    }
}

/// Longest text of a spreadsheet's cell, in UTF-16 units: a longer one spills over its neighbours.
const LONGEST_CELL: usize = 32_767;
/// Ends a text that was cut.
const CUT: &str = " […]";

/// The text as far as a spreadsheet's cell holds it; none where it holds all.
fn cut(text: &str) -> Option<String> {
    // A character is one unit or two, and takes as many bytes at least.
    if text.len() <= LONGEST_CELL {
        return None;
    }
    let room = LONGEST_CELL - CUT.encode_utf16().count();
    let (mut units, mut end) = (0, 0);
    for (at, c) in text.char_indices() {
        units += c.len_utf16();
        if units <= room {
            end = at + c.len_utf8();
        }
        if units > LONGEST_CELL {
            return Some(format!("{}{CUT}", &text[..end]));
        }
    }
    None
}

/// The formats.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// Aligned columns for the eye.
    Table,
    /// Comma-separated values (RFC 4180).
    Csv,
    /// Tab-separated values.
    Tsv,
    /// One array of objects.
    Json,
    /// One object a line.
    Jsonl,
    /// A GitHub-flavoured table.
    Markdown,
    /// A page with the report's chart; everything is in it.
    Html,
    /// A workbook, with numbers as numbers and days as days.
    Xlsx,
    /// The report's chart alone.
    Svg,
    /// The report's chart in the terminal (`--chart`).
    #[value(skip)]
    Bars,
}

impl Format {
    /// The format a file's ending asks for: `bang.csv`, `BANG.MD`.
    pub fn of_path(path: &std::path::Path) -> Option<Format> {
        match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
            "txt" => Some(Format::Table),
            "csv" => Some(Format::Csv),
            "tsv" => Some(Format::Tsv),
            "json" => Some(Format::Json),
            "jsonl" | "ndjson" => Some(Format::Jsonl),
            "md" | "markdown" => Some(Format::Markdown),
            "html" | "htm" => Some(Format::Html),
            "xlsx" => Some(Format::Xlsx),
            "svg" => Some(Format::Svg),
            _ => None,
        }
    }

    /// Whether the format shows a report's chart and nothing else.
    pub fn is_chart(self) -> bool {
        matches!(self, Format::Svg | Format::Bars)
    }

    /// Whether a terminal would show nothing but noise.
    pub fn is_binary(self) -> bool {
        self == Format::Xlsx
    }

    /// Whether programs read it, which want names and values as they are in the database.
    pub fn is_for_programs(self) -> bool {
        matches!(self, Format::Json | Format::Jsonl)
    }
}

/// Who reads what is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reader {
    /// A person at a terminal of this many columns, where that is known.
    Terminal(Option<u16>),
    /// A program at the other end of a pipe.
    Program,
    /// Whoever opens the file.
    File,
}

/// The writer of a format for a reader, who reads this language. What goes to a terminal passes
/// [`tame::Tame`] last.
pub fn writer<'w, W: Write + 'w>(
    format: Format,
    reader: Reader,
    language: Language,
    out: W,
) -> Box<dyn RowWriter + 'w> {
    let mut writer: Box<dyn RowWriter + 'w> = match format {
        Format::Table => Box::new(table::Table::new(out, reader)),
        Format::Csv => Box::new(csv::Csv::new(out, reader)),
        Format::Tsv => Box::new(tsv::Tsv::new(out)),
        Format::Json => Box::new(json::Json::new(out)),
        Format::Jsonl => Box::new(jsonl::Jsonl::new(out)),
        Format::Markdown => Box::new(markdown::Markdown::new(out)),
        Format::Html => Box::new(html::Html::new(out)),
        Format::Xlsx => Box::new(xlsx::Xlsx::new(out)),
        Format::Svg => Box::new(svg::Svg::new(out)),
        Format::Bars => Box::new(bars::Bars::new(out, reader)),
    };
    if language == Language::Vi && !format.is_for_programs() {
        // A workbook has days of its own, which its reader's spreadsheet shows.
        writer = Box::new(vietnamese::InVietnamese::new(writer, format != Format::Xlsx));
    }
    writer
}

/// Whether a terminal acts on the character instead of showing it: control characters but line
/// feed and tab (C1 too: U+009B begins a command as ESC `[` does), and the marks that turn the
/// direction of writing round.
fn acts(c: char) -> bool {
    c.is_control() && c != '\n' && c != '\t'
        || matches!(c, '\u{061c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The text with every character a terminal would act on spelled out: ESC becomes `\u001b`,
/// the way JSON writes it, so that a JSON line stays JSON.
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.contains(acts) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if acts(c) {
            out.push_str(&format!("\\u{:04x}", u32::from(c)));
        } else {
            out.push(c);
        }
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The fixture in a format, as a reader gets it.
    fn print(format: Format, reader: Reader) -> String {
        let mut bytes = Vec::new();
        let door = tame::Tame::new(&mut bytes, reader);
        let mut out = writer(format, reader, Language::En, door);
        let chart = Chart {
            kind: chart::ChartKind::Bar,
            label: "nơi".into(),
            value: "số".into(),
            series: Vec::new(),
            panels: Vec::new(),
        };
        let head = Head { chart: Some(chart), ..Head::of_columns(["nơi", "số", "lời"]) };
        out.begin(&head).unwrap();
        let text = |text: &'static str| Cell::Text(text.into());
        out.row(&[text("huyện Phú Xuyên"), Cell::Integer(225), text("a, \"b\"")]).unwrap();
        out.row(&[text("=1+1"), Cell::Null, text("- Sáng\n12|4")]).unwrap();
        out.row(&[text("\u{1b}[2J"), Cell::Real(0.5), text("")]).unwrap();
        out.row(&[text("@"), Cell::Integer(-5), text("<b>*\\")]).unwrap();
        out.end().unwrap();
        drop(out);
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn long_cells_are_cut_at_a_whole_letter() {
        assert_eq!(cut(&"a".repeat(LONGEST_CELL)), None);
        assert_eq!(cut(&"ữ".repeat(LONGEST_CELL)), None);
        for letter in ["a", "ữ", "𠀋"] {
            let shorter = cut(&letter.repeat(LONGEST_CELL + 1)).unwrap();
            let units = shorter.encode_utf16().count();
            assert!(units <= LONGEST_CELL && units > LONGEST_CELL - 3, "{letter}: {units}");
            assert!(shorter.ends_with(&format!("{letter}{CUT}")));
        }
    }

    #[test]
    fn csv_for_programs_is_plain() {
        assert_eq!(
            print(Format::Csv, Reader::Program),
            "nơi,số,lời\nhuyện Phú Xuyên,225,\"a, \"\"b\"\"\"\n=1+1,,\"- Sáng\n12|4\"\n\
             \u{1b}[2J,0.5,\n@,-5,<b>*\\\n"
        );
    }

    #[test]
    fn csv_in_a_file_is_for_spreadsheets() {
        assert_eq!(
            print(Format::Csv, Reader::File),
            "\u{feff}nơi,số,lời\r\nhuyện Phú Xuyên,225,\"a, \"\"b\"\"\"\r\n'=1+1,,\"'- Sáng\n12|4\"\r\n\
             \u{1b}[2J,0.5,\r\n'@,-5,<b>*\\\r\n"
        );
    }

    #[test]
    fn a_guarded_cell_is_no_longer_than_a_cell() {
        for (length, cut) in [(LONGEST_CELL - 1, 0), (LONGEST_CELL, 1), (LONGEST_CELL + 1, 1)] {
            let mut bytes = Vec::new();
            let mut out = writer(Format::Csv, Reader::File, Language::En, &mut bytes);
            out.begin(&Head::of_columns(["a"])).unwrap();
            out.row(&[Cell::Text(("=".repeat(length)).into())]).unwrap();
            assert_eq!(out.cut(), cut, "{length}");
            out.end().unwrap();
            drop(out);
            let printed = String::from_utf8(bytes).unwrap();
            let cell = printed.lines().nth(1).unwrap();
            assert_eq!(cell.chars().count(), LONGEST_CELL, "{length}");
        }
    }

    #[test]
    fn tsv() {
        assert_eq!(
            print(Format::Tsv, Reader::Program),
            "nơi\tsố\tlời\nhuyện Phú Xuyên\t225\t\"a, \"\"b\"\"\"\n=1+1\t\t\"- Sáng\n12|4\"\n\
             \u{1b}[2J\t0.5\t\n@\t-5\t<b>*\\\n"
        );
    }

    #[test]
    fn json_keeps_types_and_letters() {
        assert_eq!(
            print(Format::Json, Reader::Program),
            "[\n{\"nơi\":\"huyện Phú Xuyên\",\"số\":225,\"lời\":\"a, \\\"b\\\"\"},\n\
             {\"nơi\":\"=1+1\",\"số\":null,\"lời\":\"- Sáng\\n12|4\"},\n\
             {\"nơi\":\"\\u001b[2J\",\"số\":0.5,\"lời\":\"\"},\n\
             {\"nơi\":\"@\",\"số\":-5,\"lời\":\"<b>*\\\\\"}\n]\n"
        );
    }

    #[test]
    fn json_of_no_rows_is_an_empty_array() {
        let mut bytes = Vec::new();
        let mut out = writer(Format::Json, Reader::Program, Language::En, &mut bytes);
        out.begin(&Head::of_columns(["a"])).unwrap();
        out.end().unwrap();
        drop(out);
        assert_eq!(bytes, b"[]\n");
    }

    #[test]
    fn jsonl() {
        let printed = print(Format::Jsonl, Reader::Program);
        assert_eq!(
            printed.lines().next(),
            Some("{\"nơi\":\"huyện Phú Xuyên\",\"số\":225,\"lời\":\"a, \\\"b\\\"\"}")
        );
        assert_eq!(printed.lines().count(), 4);
    }

    #[test]
    fn markdown_shows_marks_as_letters() {
        assert_eq!(
            print(Format::Markdown, Reader::File),
            "| nơi | số | lời |\n| --- | --- | --- |\n| huyện Phú Xuyên | 225 | a, \"b\" |\n\
             | =1+1 |  | - Sáng<br>12\\|4 |\n| \u{1b}\\[2J | 0.5 |  |\n| @ | -5 | \\<b>\\*\\\\ |\n"
        );
    }

    #[test]
    fn table_lines_up_without_borders() {
        assert_eq!(
            print(Format::Table, Reader::Program),
            "nơi               số  lời\n\
             ────────────────────────────\n\
             huyện Phú Xuyên  225  a, \"b\"\n\
             =1+1                  - Sáng\n\
             \x20                     12|4\n\
             \\u001b[2J        0.5\n\
             @                 -5  <b>*\\\n"
        );
    }

    #[test]
    fn table_fits_the_terminal() {
        let printed = print(Format::Table, Reader::Terminal(Some(24)));
        assert!(printed.lines().all(|line| line.chars().count() <= 24), "{printed}");
    }

    #[test]
    fn no_control_character_reaches_a_terminal() {
        let formats = <Format as clap::ValueEnum>::value_variants().iter().chain(&[Format::Bars]);
        for format in formats.filter(|format| !format.is_binary()) {
            let printed = print(*format, Reader::Terminal(Some(80)));
            assert!(!printed.contains('\u{1b}'), "{format:?}: {printed}");
        }
        for (text, shown) in [
            ("\u{9b}2J", "\\u009b2J"),
            ("a\rb", "a\\u000db"),
            ("\u{202e}cba", "\\u202ecba"),
            ("Đảng\tủy\n", "Đảng\tủy\n"),
        ] {
            assert_eq!(visible(text), shown);
        }
    }

    #[test]
    fn the_ending_names_the_format() {
        for (path, format) in [
            ("a.csv", Some(Format::Csv)),
            ("A.MD", Some(Format::Markdown)),
            ("b.tar.jsonl", Some(Format::Jsonl)),
            ("csv", None),
            ("a.xls", None),
        ] {
            assert_eq!(Format::of_path(path.as_ref()), format, "{path}");
        }
    }
}
