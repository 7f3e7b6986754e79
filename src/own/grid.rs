//! The cells of a sheet, whatever file it is in, each with its address.

use std::collections::BTreeMap;
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{Data, DataRef, Dimensions, Ods, Reader, Xls, Xlsx};
use csv::ReaderBuilder;

use crate::input::{Encoding, Page, PageKind, Reject, reject};

/// The largest file that is read: an office's table has some hundred rows.
const MAX_BYTES: usize = 64 * 1024 * 1024;
/// The most that a packed file may unfold to.
const MAX_UNPACKED: u64 = 1024 * 1024 * 1024;
/// The most cells of a sheet.
const MAX_CELLS: usize = 1_000_000;

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Text as typed.
    Text(String),
    /// A number as the program keeps it.
    Number(f64),
    /// A day, a truth value, an error: no count, whatever it is; as text.
    Other(String),
}

/// A cell.
pub type Address = (u32, u32);

/// How the cells of a sheet are addressed.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Addresses {
    /// `D7`.
    Letters,
    /// `line 7, column 4`; the lines on which the rows begin.
    Lines(Vec<u64>),
}

/// A sheet, or a file that is one table.
#[derive(Debug, Clone, PartialEq)]
pub struct Grid {
    /// Name of the sheet; empty for a file that is one table.
    pub sheet: String,
    cells: BTreeMap<Address, Value>,
    /// Merged regions, first and last cell.
    merged: Vec<(Address, Address)>,
    /// First and last rows of the regions of several rows that begin in a column, from the top.
    merged_down: BTreeMap<u32, Vec<(u32, u32)>>,
    addresses: Addresses,
}

impl Grid {
    /// What stands in a cell; none where it is empty.
    pub fn value(&self, row: u32, column: u32) -> Option<&Value> {
        self.cells.get(&(row, column))
    }

    /// A cell as text, without blanks at its ends; empty where nothing stands there.
    pub fn text(&self, row: u32, column: u32) -> String {
        self.value(row, column).map_or(String::new(), Value::text)
    }

    /// The same; in a cell merged with the ones above it what stands in the first one.
    pub fn text_from_above(&self, row: u32, column: u32) -> String {
        let regions = self.merged_down.get(&column).map_or(&[][..], Vec::as_slice);
        let before = regions.partition_point(|(top, _)| *top <= row);
        let region = before.checked_sub(1).map(|at| regions[at]);
        let top = region.filter(|(_, bottom)| row <= *bottom).map_or(row, |(top, _)| top);
        self.text(top, column)
    }

    /// The first column of the region that a cell is merged into sideways.
    pub fn merged_from(&self, row: u32, column: u32) -> Option<u32> {
        self.merged
            .iter()
            .find(|((top, left), (bottom, right))| {
                (*top..=*bottom).contains(&row)
                    && (*left..=*right).contains(&column)
                    && left < right
            })
            .map(|region| region.0.1)
    }

    /// Whether cells of a row are merged sideways.
    pub fn merges_in(&self, row: u32) -> bool {
        self.merged
            .iter()
            .any(|((top, left), (bottom, right))| (*top..=*bottom).contains(&row) && left < right)
    }

    /// The cells of a row that hold something.
    pub fn row(&self, row: u32) -> impl Iterator<Item = (u32, &Value)> {
        self.cells.range((row, 0)..=(row, u32::MAX)).map(|((_, column), value)| (*column, value))
    }

    /// The rows that hold something, in order.
    pub fn rows(&self) -> Vec<u32> {
        let mut rows: Vec<u32> = self.cells.keys().map(|(row, _)| *row).collect();
        rows.dedup();
        rows
    }

    /// How a person finds the cell: `D7`, `line 7, column 4`.
    pub fn address(&self, row: u32, column: u32) -> String {
        match &self.addresses {
            Addresses::Letters => format!("{}{}", letters(column), row + 1),
            Addresses::Lines(lines) => {
                let line = lines.get(row as usize).copied().unwrap_or(u64::from(row) + 1);
                format!("line {line}, column {}", column + 1)
            }
        }
    }

    /// The same with the sheet: `Sheet1!D7`.
    pub fn place(&self, row: u32, column: u32) -> String {
        let cell = self.address(row, column);
        if self.sheet.is_empty() { cell } else { format!("{}!{cell}", self.sheet) }
    }
}

impl Value {
    /// The cell as text; a whole number without a fraction.
    pub fn text(&self) -> String {
        match self {
            Value::Text(text) | Value::Other(text) => text.trim().to_owned(),
            Value::Number(number) => number.to_string(),
        }
    }
}

/// The letters of a column: `A`, `Z`, `AA`.
pub fn letters(column: u32) -> String {
    let mut name = String::new();
    let mut left = u64::from(column) + 1;
    while left > 0 {
        left -= 1;
        name.insert(0, char::from(b'A' + (left % 26) as u8));
        left /= 26;
    }
    name
}

/// The column of letters as people write them (`d`, `AA`).
pub fn column_of(letters: &str) -> Option<u32> {
    if letters.is_empty() || letters.len() > 3 || !letters.bytes().all(|b| b.is_ascii_alphabetic())
    {
        return None;
    }
    let value = |b: u8| u32::from(b.to_ascii_uppercase() - b'A') + 1;
    Some(letters.bytes().fold(0, |sum, b| sum * 26 + value(b)) - 1)
}

/// The sheets of a file, by its bytes; none of them is empty.
///
/// # Errors
/// A file that is no table, is damaged or too large.
pub fn read(source: &str, bytes: Vec<u8>, encoding: Option<Encoding>) -> Result<Vec<Grid>, Reject> {
    if bytes.len() > MAX_BYTES {
        let reason = format!("larger than {} MiB", MAX_BYTES / 1024 / 1024);
        return Err(reject(source, reason, "keep the sheets with the figures only"));
    }
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(reject(source, "empty", "save the table again"));
    }
    if bytes.starts_with(b"PK\x03\x04") {
        // A workbook may break the library that reads it; the others must load all the same.
        return catch_unwind(AssertUnwindSafe(|| packed(source, bytes)))
            .unwrap_or_else(|_| Err(damaged(source, "its parts do not fit together")));
    }
    if bytes.starts_with(b"\xD0\xCF\x11\xE0") {
        return catch_unwind(AssertUnwindSafe(|| old(source, bytes)))
            .unwrap_or_else(|_| Err(damaged(source, "its parts do not fit together")));
    }
    if bytes.starts_with(b"%PDF") || bytes.contains(&0) && !is_utf_16(&bytes) {
        let advice = "give .xlsx, .ods, .xls, .csv or .tsv";
        return Err(reject(source, "not a table", advice));
    }
    text(source, bytes, encoding).map(|grid| vec![grid])
}

fn is_utf_16(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF")
}

fn damaged(source: &str, what: impl std::fmt::Display) -> Reject {
    reject(source, format!("damaged ({what})"), "open it in a spreadsheet and save it again")
}

fn too_many(source: &str, sheet: &str) -> Reject {
    let place = Some(sheet.to_owned());
    let reason = format!("more than {MAX_CELLS} cells");
    Reject { place, ..reject(source, reason, "keep the rows with the figures only") }
}

/// `.xlsx` and `.ods`.
fn packed(source: &str, bytes: Vec<u8>) -> Result<Vec<Grid>, Reject> {
    let mut zip = zip::ZipArchive::new(Cursor::new(&bytes)).map_err(|e| damaged(source, e))?;
    let mut size = 0_u64;
    for at in 0..zip.len() {
        size = size.saturating_add(zip.by_index_raw(at).map_err(|e| damaged(source, e))?.size());
    }
    if size > MAX_UNPACKED {
        let reason = format!("unfolds to more than {} MiB", MAX_UNPACKED / 1024 / 1024);
        return Err(reject(source, reason, "keep the sheets with the figures only"));
    }
    let is_ods = zip.by_name("content.xml").is_ok();
    drop(zip);
    if is_ods {
        let mut book: Ods<_> = Ods::new(Cursor::new(bytes)).map_err(|e| damaged(source, e))?;
        return dense(source, &mut book, |_, _| Vec::new());
    }
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|e| damaged(source, e))?;
    let mut grids = Vec::new();
    for sheet in book.sheet_names() {
        // Chart sheets have no cells.
        let Ok(merged) = book.merge_cells_by_sheet_name(&sheet) else { continue };
        // Cell by cell: a sheet with one cell at the far end is no reason to make room for all.
        let mut reader = book.worksheet_cells_reader(&sheet).map_err(|e| damaged(source, e))?;
        let mut cells = BTreeMap::new();
        while let Some(cell) = reader.next_cell().map_err(|e| damaged(source, e))? {
            let value = match cell.get_value() {
                DataRef::Empty => None,
                DataRef::SharedString(text) => typed((*text).to_owned()),
                other => value(&Data::from(other.clone())),
            };
            if let Some(value) = value {
                cells.insert(cell.get_position(), value);
            }
            if cells.len() > MAX_CELLS {
                return Err(too_many(source, &sheet));
            }
        }
        drop(reader);
        // A program that wrote the file may have left the results to whoever opens it.
        let mut reader = book.worksheet_cells_reader(&sheet).map_err(|e| damaged(source, e))?;
        while let Some(cell) = reader.next_formula().map_err(|e| damaged(source, e))? {
            let formula = cell.get_value();
            if !formula.is_empty() && cells.len() < MAX_CELLS {
                let unsolved = || Value::Other(format!("={formula}"));
                cells.entry(cell.get_position()).or_insert_with(unsolved);
            }
        }
        grids.push(grid(sheet, cells, &merged));
    }
    Ok(grids.into_iter().filter(|grid| !grid.cells.is_empty()).collect())
}

/// `.xls`.
fn old(source: &str, bytes: Vec<u8>) -> Result<Vec<Grid>, Reject> {
    let mut book: Xls<_> = Xls::new(Cursor::new(bytes)).map_err(|e| damaged(source, e))?;
    dense(source, &mut book, |book, sheet| {
        book.merge_cells_by_sheet_name(sheet).unwrap_or_default()
    })
}

fn dense<B: Reader<Cursor<Vec<u8>>>>(
    source: &str,
    book: &mut B,
    merged: impl Fn(&B, &str) -> Vec<Dimensions>,
) -> Result<Vec<Grid>, Reject>
where
    B::Error: std::fmt::Display,
{
    let mut grids = Vec::new();
    for sheet in book.sheet_names() {
        let range = book.worksheet_range(&sheet).map_err(|e| damaged(source, e))?;
        let (top, left) = range.start().unwrap_or_default();
        let mut cells = BTreeMap::new();
        for (row, column, data) in range.used_cells() {
            if let Some(value) = value(data) {
                cells.insert((top + row as u32, left + column as u32), value);
            }
            if cells.len() > MAX_CELLS {
                return Err(too_many(source, &sheet));
            }
        }
        let merged = merged(book, &sheet);
        grids.push(grid(sheet, cells, &merged));
    }
    Ok(grids.into_iter().filter(|grid| !grid.cells.is_empty()).collect())
}

fn grid(sheet: String, cells: BTreeMap<Address, Value>, merged: &[Dimensions]) -> Grid {
    let mut merged: Vec<(Address, Address)> =
        merged.iter().map(|region| (region.start, region.end)).collect();
    merged.sort_unstable();
    let mut merged_down: BTreeMap<u32, Vec<(u32, u32)>> = BTreeMap::new();
    for ((top, left), (bottom, _)) in merged.iter().filter(|(start, end)| start.0 < end.0) {
        merged_down.entry(*left).or_default().push((*top, *bottom));
    }
    Grid { sheet, cells, merged, merged_down, addresses: Addresses::Letters }
}

fn typed(text: String) -> Option<Value> {
    (!text.trim().is_empty()).then_some(Value::Text(text))
}

fn value(data: &Data) -> Option<Value> {
    match data {
        Data::Empty => None,
        Data::String(text) => typed(text.clone()),
        Data::Int(number) => Some(Value::Number(*number as f64)),
        Data::Float(number) => Some(Value::Number(*number)),
        Data::DateTime(day) => {
            let day = day.as_datetime().map(|day| day.date().to_string());
            Some(Value::Other(day.unwrap_or_else(|| data.to_string())))
        }
        other => Some(Value::Other(other.to_string())),
    }
}

/// `.csv` and `.tsv`, in whatever encoding.
fn text(source: &str, bytes: Vec<u8>, encoding: Option<Encoding>) -> Result<Grid, Reject> {
    let page = Page { encoding, ..Page::new(source, bytes, PageKind::Text) };
    let decoded = page.text()?;
    let mut rows = ReaderBuilder::new()
        .delimiter(delimiter(&decoded.text))
        .flexible(true)
        .has_headers(false)
        .from_reader(decoded.text.as_bytes());
    let (mut cells, mut lines) = (BTreeMap::new(), Vec::new());
    let bytes = decoded.text.as_bytes();
    // The reader puts a record before the line ends and blank lines that it passes over, so lines are
    // counted here, up to its first character.
    let (mut line, mut counted) = (1, 0);
    for (row, record) in (0..).zip(rows.records()) {
        let record = record.map_err(|error| damaged(source, error))?;
        let at = record.position().map_or(counted, |position| position.byte() as usize);
        let passed = bytes[at..].iter().take_while(|byte| b"\r\n".contains(byte)).count();
        let start = at + passed;
        line += bytes[counted..start].iter().filter(|&&byte| byte == b'\n').count() as u64;
        counted = start;
        lines.push(line);
        for (column, cell) in (0..).zip(&record) {
            if let Some(value) = typed(cell.to_owned()) {
                cells.insert((row, column), value);
            }
        }
        if cells.len() > MAX_CELLS {
            return Err(too_many(source, ""));
        }
    }
    Ok(Grid {
        sheet: String::new(),
        cells,
        merged: Vec::new(),
        merged_down: BTreeMap::new(),
        addresses: Addresses::Lines(lines),
    })
}

/// The mark that most lines have: headings hold commas where `;` parts the cells.
fn delimiter(text: &str) -> u8 {
    let lines_with = |mark: char| text.lines().take(200).filter(|line| line.contains(mark)).count();
    let mut best = (b',', lines_with(','));
    for (byte, mark) in [(b';', ';'), (b'\t', '\t')] {
        let lines = lines_with(mark);
        // Commas stand in names too; semicolons and tabs do not.
        if lines > 0 && lines * 2 > best.1 {
            best = (byte, lines);
        }
    }
    best.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_letters() {
        for (column, name) in [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")] {
            assert_eq!(letters(column), name);
            assert_eq!(column_of(name), Some(column));
        }
        for name in ["", "A1", "ABCD", "Đ"] {
            assert_eq!(column_of(name), None, "{name}");
        }
    }
}
