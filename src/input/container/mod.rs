//! What holds several pages: archives, crawls, tables. One file a format; each hands its pages on
//! as it finds them and goes on behind a broken one.

mod bounded;
pub(super) mod gzip;
pub(super) mod json;
pub(super) mod mhtml;
pub(super) mod table;
pub(super) mod warc;
pub(super) mod zip;

use std::io::{BufRead, Read};

/// A line of a stream.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum LineRead {
    /// There is none left.
    End,
    /// The line is in the buffer, without its end.
    Line,
    /// It has more bytes than allowed; it was passed over.
    TooLong,
}

/// Reads a line of at most `most` bytes into an empty buffer.
pub(super) fn read_line(
    from: &mut dyn BufRead,
    line: &mut Vec<u8>,
    most: u64,
) -> std::io::Result<LineRead> {
    line.clear();
    let read = from.take(most + 1).read_until(b'\n', line)?;
    if read == 0 {
        return Ok(LineRead::End);
    }
    if line.last() == Some(&b'\n') {
        line.pop();
        if line.last() == Some(&b'\r') {
            line.pop();
        }
    } else if line.len() as u64 > most {
        *line = Vec::new();
        from.skip_until(b'\n')?;
        return Ok(LineRead::TooLong);
    }
    Ok(LineRead::Line)
}
