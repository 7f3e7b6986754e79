//! Streams that a parser reads in UTF-8: out of UTF-16 by the mark, and letter by letter out of
//! what is no UTF-8, to be read by [`super::decode`] record by record.

use std::io::{BufRead, Chain, Cursor, Read, Result};

use encoding_rs::{Encoding, UTF_8};
use encoding_rs_io::DecodeReaderBytes;

use super::characters_of_field;

/// A stream out of UTF-16, or as it is.
pub(in crate::input) type Unmarked<'r> =
    DecodeReaderBytes<Chain<Cursor<Vec<u8>>, &'r mut dyn Read>, Vec<u8>>;

/// A stream without the mark of its encoding, and the encoding where it is not UTF-8.
///
/// # Errors
/// A stream that cannot be read.
pub(in crate::input) fn unmarked(
    from: &mut dyn Read,
) -> Result<(Unmarked<'_>, Option<&'static str>)> {
    const LONGEST_MARK: u64 = 3;
    let mut mark = Vec::new();
    from.take(LONGEST_MARK).read_to_end(&mut mark)?;
    let marked = Encoding::for_bom(&mark).map(|(encoding, _)| encoding);
    if marked == Some(UTF_8) {
        mark.clear();
    }
    let name = marked.filter(|encoding| *encoding != UTF_8).map(Encoding::name);
    Ok((DecodeReaderBytes::new(Cursor::new(mark).chain(from)), name))
}

/// A stream as characters: UTF-8 stays, of other encodings every byte is a letter.
pub(in crate::input) struct Letters<R> {
    from: R,
    bytes: Vec<u8>,
    letters: Cursor<Vec<u8>>,
}

/// Most bytes that are looked at together; a line is, where it is shorter.
const PIECE: u64 = 64 * 1024;

impl<R: BufRead> Letters<R> {
    /// The characters of a stream.
    pub fn of(from: R) -> Letters<R> {
        Letters { from, bytes: Vec::new(), letters: Cursor::default() }
    }

    /// Takes in the next piece, but for a letter that it cuts; false at the end.
    fn next_piece(&mut self) -> Result<bool> {
        let read = self.from.by_ref().take(PIECE).read_until(b'\n', &mut self.bytes)?;
        if self.bytes.is_empty() {
            return Ok(false);
        }
        let cut = match std::str::from_utf8(&self.bytes) {
            Err(error) if error.error_len().is_none() && read > 0 => error.valid_up_to(),
            _ => self.bytes.len(),
        };
        let rest = self.bytes.split_off(cut);
        let piece = std::mem::replace(&mut self.bytes, rest);
        let letters = match String::from_utf8(piece) {
            Ok(text) => text,
            Err(error) => characters_of_field(error.as_bytes()).into_owned(),
        };
        self.letters = Cursor::new(letters.into_bytes());
        Ok(true)
    }
}

impl<R: BufRead> Read for Letters<R> {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
        loop {
            let read = self.letters.read(buffer)?;
            // A piece may be a part of a letter only.
            if read > 0 || buffer.is_empty() || !self.next_piece()? {
                return Ok(read);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::BufReader;

    fn letters(bytes: &[u8]) -> String {
        let mut text = String::new();
        Letters::of(BufReader::new(bytes)).read_to_string(&mut text).expect("characters");
        text
    }

    #[test]
    fn utf_8_stays_wherever_it_is_cut() {
        for before in 0..4 {
            let text = format!("{}{}", "a".repeat(before), "Đường ở xã Ỷ La\n".repeat(9_000));
            assert_eq!(letters(text.as_bytes()), text);
            let line = text.replace('\n', " ");
            assert_eq!(letters(line.as_bytes()), line);
        }
    }

    #[test]
    fn other_bytes_are_letters() {
        assert_eq!(letters(b"H\xE9i ngh\xDE\n"), "Héi nghÞ\n");
        // Cut in the middle of a letter.
        assert!(
            letters("Hội nghị: tổng kết ở xã".as_bytes().split_last().expect("a byte").1)
                .starts_with("Hội nghị: tổng kết ở x")
        );
        assert_eq!(letters(b"\xE1"), "á");
        assert_eq!(letters(b""), "");
    }
}
