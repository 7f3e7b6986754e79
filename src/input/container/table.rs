//! CSV and TSV: one article a row, columns by name.

use std::io::Read;
use std::ops::ControlFlow;

use csv::{ByteRecord, ErrorKind, ReaderBuilder};

use super::bounded::Bound;
use crate::input::encoding::{characters_of_field, unmarked};
use crate::input::stream::{Reading, head, io_reject, too_large};
use crate::input::{Format, Given, MAX_PAGE_BYTES, Reject, reject};

/// Reads a table; the first row names the columns.
pub(in crate::input) fn read(
    source: &str,
    from: &mut dyn Read,
    format: Format,
    reading: &mut Reading<'_>,
) -> ControlFlow<()> {
    let (mut from, encoding) = match unmarked(from) {
        Ok(found) => found,
        Err(error) => return reading.reject(io_reject(source, &error)),
    };
    let (head, broken) = head(&mut from, HEAD);
    let delimiter = match format {
        Format::Tsv => b'\t',
        _ => delimiter(&head),
    };
    let bound = Bound::new(MAX_PAGE_BYTES);
    let mut rows = ReaderBuilder::new()
        .delimiter(delimiter)
        .flexible(true)
        .from_reader(bound.on(std::io::Cursor::new(head).chain(broken).chain(from)));
    let names: Vec<String> = match rows.byte_headers() {
        Ok(names) => names.iter().map(|name| characters_of_field(name).into_owned()).collect(),
        Err(error) => return reading.reject(bad_row(source, &error, 1, &bound)),
    };
    if !reading.options.columns.has_text(names.iter().map(String::as_str)) {
        let reason = format!("no column with the text among {}", listed(&names));
        let advice = "name it: --map text=NAME (the first row must be one of names)";
        return reading.reject(reject(source, reason, advice));
    }
    let mut row = ByteRecord::new();
    let mut record = 0;
    loop {
        record += 1;
        bound.next_record();
        let line = rows.position().line();
        match rows.read_byte_record(&mut row) {
            Ok(false) => return ControlFlow::Continue(()),
            Ok(true) => {
                let source = format!("{source}#{record}");
                let fields = names.iter().zip(row.iter());
                let fields = fields.map(|(n, v)| (n.as_str(), characters_of_field(v).into_owned()));
                match reading.options.columns.page(fields) {
                    Ok((text, given)) => {
                        let given = Given { decoded_from: encoding, ..given };
                        reading.record(source, text.into_bytes(), given)?;
                    }
                    Err(reason) => {
                        reading.reject(reject(&source, reason, "fill the cell or drop the row"))?;
                    }
                }
            }
            Err(error) => {
                let over = matches!(error.kind(), ErrorKind::Io(_));
                reading.reject(bad_row(source, &error, line, &bound))?;
                if over {
                    return ControlFlow::Continue(());
                }
            }
        }
    }
}

/// Bytes by which the delimiter is told.
const HEAD: u64 = 16 * 1024;

/// The mark that parts most names in the first row; European spreadsheets write `;`.
fn delimiter(head: &[u8]) -> u8 {
    let first = head.split(|&b| b == b'\n').next().unwrap_or_default();
    let times = |mark: u8| first.iter().filter(|&&b| b == mark).count();
    *[b',', b';', b'\t'].iter().max_by_key(|&&mark| times(mark)).unwrap_or(&b',')
}

/// The first names, each cut short: where no row names the columns they are the first article.
fn listed(names: &[String]) -> String {
    const NAMES: usize = 12;
    const LETTERS: usize = 24;
    let short = |name: &String| {
        let line: Vec<&str> = name.split_whitespace().collect();
        let line = line.join(" ");
        match line.char_indices().nth(LETTERS) {
            Some((end, _)) => format!("{}…", &line[..end]),
            None => line,
        }
    };
    names.iter().take(NAMES).map(short).collect::<Vec<_>>().join(", ")
}

/// What is wrong with the row that begins in a line.
fn bad_row(source: &str, error: &csv::Error, line: u64, bound: &Bound) -> Reject {
    let place = Some(format!("line {line}"));
    if bound.is_exceeded() {
        let advice = "close the quotation mark that is open there, or split the row".to_owned();
        return Reject { place, advice, ..too_large(source, MAX_PAGE_BYTES) };
    }
    if let ErrorKind::Io(error) = error.kind() {
        return Reject { place, ..io_reject(source, error) };
    }
    let advice = "mend the row and load it again";
    Reject { place, ..reject(source, format!("bad table ({error})"), advice) }
}
