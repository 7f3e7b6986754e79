//! An office's own table of figures: a sheet comes in, statements with the cell as evidence go out.
//!
//! [`grid`] reads files, [`words`] headings and cells, [`place`] names of units, [`mod@count`]
//! counts; [`mod@table`] puts them together. Nothing is guessed: what a table does not say is asked
//! for, a name that is not one unit stays as it is written, and a cell that is no count is told.

pub mod count;
pub mod grid;
pub mod place;
pub mod table;
pub mod words;

use std::path::Path;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::extract::facts::{Field, Holder, Level, Qualifier, Status, Unit};
use crate::input::{Encoding, Reject, reject};
use crate::reference::units::{UnitId, UnitLevel};
use words::{Dimension, Heading, Said};

/// A file of tables as it was read; what a replication pack has of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnFile {
    /// The path as given, with `/` on every system.
    pub file: String,
    /// Its sheets with figures.
    pub tables: Vec<OwnTable>,
    /// Names of sheets that are there but could not be read: what the base has of them stays.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub kept: Vec<String>,
}

/// A sheet with figures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnTable {
    /// Name of the sheet; empty for a file that is one table.
    pub sheet: String,
    /// The lines above the header.
    pub title: String,
    /// Its figures, row by row.
    pub figures: Vec<OwnFigure>,
}

/// What a cell states.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnFigure {
    /// Key of the unit; none where the name is not one unit.
    pub locality_key: Option<String>,
    /// The name as the table has it.
    pub locality: String,
    /// First and last year; none for a stock without a year.
    pub years: Option<(i32, i32)>,
    /// Whether it is a stock.
    pub to_date: bool,
    /// The day it speaks for, where the table gives one.
    pub as_of: Option<NaiveDate>,
    /// Key of the movement.
    pub campaign_key: String,
    /// Its name.
    pub campaign: String,
    /// What is counted.
    pub unit: Unit,
    /// What was done with it.
    pub status: Status,
    /// Level of recognition; none for all.
    pub level: Option<Level>,
    /// Whose they are; none for all.
    pub holder: Option<Holder>,
    /// Field of life; none for all.
    pub field: Option<Field>,
    /// The count.
    pub count: i64,
    /// How exact it is.
    pub qualifier: Qualifier,
    /// Lowest value that it allows.
    pub low: i64,
    /// Highest value that it allows.
    pub high: i64,
    /// Address of the cell: `D7`, `line 7, column 4`.
    pub cell: String,
    /// What stands in it.
    pub cell_text: String,
    /// The row, every cell with its heading.
    pub quote: String,
}

/// What a person says of tables.
#[derive(Debug, Clone, Default)]
pub struct OwnOptions {
    /// Which columns hold what.
    pub columns: Vec<(Role, String)>,
    /// What is true of all figures, whatever the table says.
    pub said: Said,
    /// The units that the table's units lie in or are; empty where nobody says so.
    pub within: Vec<UnitId>,
    /// The encoding of what is not in UTF-8.
    pub encoding: Option<Encoding>,
}

/// What a column holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Role {
    /// Names of units, of these levels; of any where the list is empty.
    Locality(Vec<UnitLevel>),
    /// Values of a dimension.
    Of(Dimension),
    /// Counts, and what is said of them beside their heading.
    Count(Said),
}

/// `locality=B`, `district=B`, `count="Số MH"`, `registered=D`
///
/// # Errors
/// What is no pair, or whose first half says nothing of a figure.
pub fn parse_column(mapping: &str) -> Result<(Role, String), String> {
    let (role, name) = mapping.split_once('=').ok_or("write WHAT=COLUMN, as in locality=B")?;
    let (role, name) = (role.trim(), name.trim());
    if name.is_empty() {
        return Err("a column is missing behind =".to_owned());
    }
    let dimension = Dimension::ALL.iter().find(|(known, _)| *known == role);
    let role = match (role, dimension) {
        ("count", _) => Role::Count(Said::default()),
        (_, Some((_, dimension))) => Role::Of(*dimension),
        _ => {
            if let Heading::Place(levels) = words::heading(role) {
                return Ok((Role::Locality(levels), name.to_owned()));
            }
            let read = words::read(role);
            if !read.unknown.is_empty() || read.said == Said::default() {
                return Err(
                    "a column is locality (or province, district, commune), count, year, level, holder, \
                     field, status, unit, campaign, as_of, or counts of something: registered, \
                     recognized 2023, …"
                        .to_owned(),
                );
            }
            Role::Count(read.said)
        }
    };
    Ok((role, name.to_owned()))
}

/// A value for all figures of the tables.
#[derive(Debug, Clone, PartialEq)]
pub enum Fixed {
    /// What is said of them.
    Said(Box<Said>),
    /// Where their units lie.
    Within(Vec<UnitId>),
}

/// `year=2024`, `status=registered`, `within=tỉnh Tiền Giang`
///
/// # Errors
/// What is no pair, names nothing of a figure, or no value that it can have.
pub fn parse_value(value: &str) -> Result<Fixed, String> {
    let (name, value) = value.split_once('=').ok_or("write WHAT=VALUE, as in year=2024")?;
    let (name, value) = (name.trim(), value.trim());
    if name == "within" {
        return place::within(value).map(Fixed::Within);
    }
    let (_, dimension) = Dimension::ALL.iter().find(|(known, _)| *known == name).ok_or(
        "what can be given is within, year, level, holder, field, status, unit, campaign, as_of",
    )?;
    let said = dimension.read(value).filter(|_| !value.is_empty());
    let said = said.ok_or_else(|| format!("{value:?} is no {name}"))?;
    Ok(Fixed::Said(Box::new(said)))
}

/// What came of a file: its tables, what is to be told of them, and cells that are no counts.
#[derive(Debug, Clone, Default)]
pub struct ReadFile {
    /// The tables; none where the file has none.
    pub file: Option<OwnFile>,
    /// What a person may want to know: names that are no unit, columns that were passed over.
    pub notes: Vec<String>,
    /// What could not be read.
    pub rejects: Vec<Reject>,
}

/// Reads a file.
pub fn read(path: &Path, options: &OwnOptions) -> ReadFile {
    let source = crate::input::source_name(path);
    let refuse = |reject: Reject| ReadFile { rejects: vec![reject], ..ReadFile::default() };
    if path.as_os_str() == "-" {
        let advice = "give it as a file: what it says is known by its name";
        return refuse(reject(&source, "a table on standard input has no name", advice));
    }
    if path.is_dir() {
        let advice = "name the tables in it";
        return refuse(reject(&source, "a folder, not a table", advice));
    }
    let bytes = match std::fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) => return refuse(crate::input::io_reject(&source, &error)),
    };
    let grids = match grid::read(&source, bytes, options.encoding) {
        Ok(grids) => grids,
        Err(reject) => return refuse(reject),
    };
    let mut found = ReadFile::default();
    let mut file = OwnFile { file: source.clone(), tables: Vec::new(), kept: Vec::new() };
    let mut without = Vec::new();
    for grid in &grids {
        match table::read(&source, grid, options) {
            Ok(read) => {
                let at =
                    if grid.sheet.is_empty() { String::new() } else { format!(", {}", grid.sheet) };
                found.notes.extend(read.notes.iter().map(|note| format!("{source}{at}: {note}")));
                found.rejects.extend(read.rejects);
                file.tables.push(read.table);
            }
            Err(reject) => {
                file.kept.push(grid.sheet.clone());
                without.push(reject);
            }
        }
    }
    if grids.is_empty() {
        return refuse(reject(&source, "no sheet with anything in it", "check the file"));
    }
    // A workbook may have a sheet of explanations; a file without any figures is refused.
    if file.tables.is_empty() {
        found.rejects = without;
        return found;
    }
    found.notes.extend(without.iter().map(|reject| format!("passed over: {reject}")));
    found.file = Some(file);
    found
}
