//! CSV and TSV: one article a row, columns by name.

use std::io::Read;
use std::ops::ControlFlow;

use csv::{ByteRecord, ErrorKind, ReaderBuilder};
use encoding_rs_io::DecodeReaderBytes;

use crate::input::encoding::characters_of_field;
use crate::input::stream::Reading;
use crate::input::{Format, Reject, reject};

/// Reads a table; the first row names the columns.
pub(in crate::input) fn read(
    source: &str,
    from: &mut dyn Read,
    format: Format,
    reading: &mut Reading<'_>,
) -> ControlFlow<()> {
    let mut from = DecodeReaderBytes::new(from);
    let mut head = Vec::new();
    if let Err(error) = from.by_ref().take(HEAD).read_to_end(&mut head) {
        return reading.reject(crate::input::stream::io_reject(source, &error));
    }
    let delimiter = match format {
        Format::Tsv => b'\t',
        _ => delimiter(&head),
    };
    let mut rows = ReaderBuilder::new()
        .delimiter(delimiter)
        .flexible(true)
        .from_reader(std::io::Cursor::new(head).chain(from));
    let names: Vec<String> = match rows.byte_headers() {
        Ok(names) => names.iter().map(|name| characters_of_field(name).into_owned()).collect(),
        Err(error) => return reading.reject(bad_row(source, &error)),
    };
    if !reading.options.columns.has_text(names.iter().map(String::as_str)) {
        let found = &names[..names.len().min(12)];
        let reason = format!("no column with the text among {}", found.join(", "));
        let advice = "name it: --map text=NAME";
        return reading.reject(reject(source, reason, advice));
    }
    let mut row = ByteRecord::new();
    let mut record = 0;
    loop {
        record += 1;
        match rows.read_byte_record(&mut row) {
            Ok(false) => return ControlFlow::Continue(()),
            Ok(true) => {
                let source = format!("{source}#{record}");
                let fields = names.iter().zip(row.iter());
                let fields = fields.map(|(n, v)| (n.as_str(), characters_of_field(v).into_owned()));
                match reading.options.columns.page(fields) {
                    Ok((text, given)) => reading.record(source, text.into_bytes(), given)?,
                    Err(reason) => {
                        reading.reject(reject(&source, reason, "fill the cell or drop the row"))?;
                    }
                }
            }
            Err(error) => {
                let over = matches!(error.kind(), ErrorKind::Io(_));
                reading.reject(bad_row(source, &error))?;
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

fn bad_row(source: &str, error: &csv::Error) -> Reject {
    let place = error.position().map(|position| format!("line {}", position.line()));
    let reason = match error.kind() {
        ErrorKind::Io(error) => {
            return Reject { place, ..crate::input::stream::io_reject(source, error) };
        }
        _ => format!("bad table ({error})"),
    };
    Reject { place, ..reject(source, reason, "mend the row and load it again") }
}
