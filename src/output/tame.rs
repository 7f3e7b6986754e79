//! The door to a terminal: what a terminal would act on passes it spelled out.

use std::io::{self, Write};

use super::{Reader, visible};

/// Writes text on, and makes it [`visible`] where a terminal reads it: text from the web cannot
/// move the cursor, paint over lines or answer in the user's place. For everybody else the bytes
/// stay as they are.
pub struct Tame<W: Write> {
    out: W,
    terminal: bool,
    /// The first bytes of a character whose others are still to come.
    begun: Vec<u8>,
}

impl<W: Write> Tame<W> {
    /// The door for a reader.
    pub fn new(out: W, reader: Reader) -> Tame<W> {
        Tame { out, terminal: matches!(reader, Reader::Terminal(_)), begun: Vec::new() }
    }
}

impl<W: Write> Write for Tame<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if !self.terminal {
            return self.out.write(bytes);
        }
        let mut all = std::mem::take(&mut self.begun);
        all.extend_from_slice(bytes);
        let mut rest = all.as_slice();
        while !rest.is_empty() {
            let (whole, broken) = match std::str::from_utf8(rest) {
                Ok(_) => (rest.len(), 0),
                Err(error) => match error.error_len() {
                    Some(broken) => (error.valid_up_to(), broken),
                    None => {
                        self.begun = rest[error.valid_up_to()..].to_vec();
                        (error.valid_up_to(), self.begun.len())
                    }
                },
            };
            let text = String::from_utf8_lossy(&rest[..whole]);
            self.out.write_all(visible(&text).as_bytes())?;
            if broken > 0 && self.begun.is_empty() {
                self.out.write_all("\u{fffd}".as_bytes())?;
            }
            rest = &rest[whole + broken..];
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(reader: Reader, parts: &[&[u8]]) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut out = Tame::new(&mut bytes, reader);
        for part in parts {
            out.write_all(part).unwrap();
        }
        bytes
    }

    #[test]
    fn what_a_terminal_shows() {
        let cases: [(&[&[u8]], &str); 7] = [
            (&["Đảng ủy\txã\n".as_bytes()], "Đảng ủy\txã\n"),
            (&[b"\x1b]0;title\x07\r\n"], "\\u001b]0;title\\u0007\\u000d\n"),
            (&["\u{9b}2J \u{202e}cba\u{2069}".as_bytes()], "\\u009b2J \\u202ecba\\u2069"),
            // A character in two pieces; the second byte of U+009B would act alone.
            (&[b"a\xc2", b"\x9b2J"], "a\\u009b2J"),
            (&[b"\xe1\xbb", b"\xa7y", b"\xe1"], "ủy"),
            (&[b"\x9b2J\xff!"], "\u{fffd}2J\u{fffd}!"),
            (&[b""], ""),
        ];
        for (parts, shown) in cases {
            let written = written(Reader::Terminal(None), parts);
            assert_eq!(String::from_utf8(written).unwrap(), shown);
        }
    }

    #[test]
    fn others_get_the_bytes() {
        let bytes = b"\x1b[2J\r\n\xff\xc2\x9b";
        for reader in [Reader::Program, Reader::File] {
            assert_eq!(written(reader, &[bytes]), bytes);
        }
    }
}
