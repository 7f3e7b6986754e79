//! A stream of bytes, whatever it holds: told by its first bytes, unpacked, cut into pages.

use std::fs::File;
use std::io::{Cursor, Read};
use std::ops::ControlFlow;

use super::container::{gzip, json, mhtml, table, warc, zip};
use super::encoding::utf_16_without_mark;
use super::sniff::{self, Format};
use super::walk::unsupported;
use super::{Given, InputOptions, MAX_PAGE_BYTES, Page, Reject, reject};

/// Bytes by which a stream is told.
const HEAD: u64 = 64 * 1024;

/// Archives in archives in archives: nobody packs deeper.
const DEEPEST: u8 = 3;

/// Where pages and rejects go; [`ControlFlow::Break`] when no more are wanted.
pub(super) type Sink<'s> = dyn FnMut(Result<Page, Reject>) -> ControlFlow<()> + 's;

/// Inputs being read.
pub(super) struct Reading<'s> {
    pub options: &'s InputOptions,
    sink: &'s mut Sink<'s>,
    depth: u8,
}

impl<'s> Reading<'s> {
    pub fn new(options: &'s InputOptions, sink: &'s mut Sink<'s>) -> Reading<'s> {
        Reading { options, sink, depth: 0 }
    }

    /// Hands a page on.
    pub fn page(&mut self, page: Page) -> ControlFlow<()> {
        (self.sink)(Ok(page))
    }

    /// Hands a reject on.
    pub fn reject(&mut self, reject: Reject) -> ControlFlow<()> {
        (self.sink)(Err(reject))
    }

    /// Reads a file; of an archive only what is asked for.
    pub fn file(&mut self, source: &str, mut file: File) -> ControlFlow<()> {
        let mut magic = Vec::new();
        if let Err(error) = file.by_ref().take(4).read_to_end(&mut magic) {
            return self.reject(io_reject(source, &error));
        }
        let zipped = sniff::is_zip(&magic);
        if let Err(error) = std::io::Seek::rewind(&mut file) {
            // Not a file that can be read twice: what was read is put back.
            return match error.kind() {
                std::io::ErrorKind::NotSeekable => {
                    self.stream(source, &mut Cursor::new(magic).chain(file))
                }
                _ => self.reject(io_reject(source, &error)),
            };
        }
        if zipped { zip::read(source, file, self) } else { self.stream(source, &mut file) }
    }

    /// Reads a stream that stands inside another.
    pub fn inner(&mut self, source: &str, from: &mut dyn Read) -> ControlFlow<()> {
        if self.depth == DEEPEST {
            let advice = "unpack it first";
            return self.reject(reject(source, "archives packed too deep", advice));
        }
        self.depth += 1;
        let flow = self.stream(source, from);
        self.depth -= 1;
        flow
    }

    /// Reads a stream.
    pub fn stream(&mut self, source: &str, from: &mut dyn Read) -> ControlFlow<()> {
        let (mut head, broken) = head(from, HEAD);
        mark(&mut head);
        let found = sniff::format(&head, source);
        // What is packed is unpacked, whatever the format named is.
        let format = match (found, self.options.format) {
            (Ok(packed @ (Format::Gzip | Format::Zip)), _) => packed,
            (_, Some(named)) => named,
            (Ok(found), None) => found,
            (Err(other), None) => return self.reject(unsupported(source, other)),
        };
        let mut whole = Cursor::new(head).chain(broken).chain(from);
        match format {
            Format::Text | Format::Html => self.single(source, &mut whole),
            Format::Json => json::array(source, &mut whole, self),
            Format::JsonLines => json::lines(source, &mut whole, self),
            Format::Csv | Format::Tsv => table::read(source, &mut whole, format, self),
            Format::Warc => warc::read(source, &mut whole, self),
            Format::Mhtml => mhtml::read(source, &mut whole, self),
            Format::Gzip => gzip::read(source, &mut whole, self),
            Format::Zip => zip::spool(source, &mut whole, self),
        }
    }

    /// A stream that is one page.
    fn single(&mut self, source: &str, from: &mut dyn Read) -> ControlFlow<()> {
        match whole(source, from, MAX_PAGE_BYTES) {
            Ok(bytes) => self.record(source.to_owned(), bytes, Given::default()),
            Err(reject) => self.reject(reject),
        }
    }

    /// An article that was read before.
    pub fn stored(&mut self, source: String, record: String) -> ControlFlow<()> {
        let kind = super::PageKind::Stored;
        self.page(Page::new(source, record.into_bytes(), kind))
    }

    /// A page found in a container, or alone.
    pub fn record(&mut self, source: String, mut bytes: Vec<u8>, given: Given) -> ControlFlow<()> {
        mark(&mut bytes);
        if bytes.iter().all(u8::is_ascii_whitespace) {
            let advice = "save the page again or remove the file";
            return self.reject(reject(&source, "empty", advice));
        }
        let kind = match self.options.format {
            Some(Format::Text) => Ok(super::PageKind::Text),
            Some(Format::Html) => Ok(super::PageKind::Html),
            _ => sniff::page_kind(&bytes),
        };
        match kind {
            Ok(kind) => {
                let encoding = self.options.encoding;
                self.page(Page { source, bytes, kind, given, encoding })
            }
            Err(other) => self.reject(unsupported(&source, other)),
        }
    }
}

/// Marks UTF-16 that has lost its mark, so that everything behind knows it.
fn mark(bytes: &mut Vec<u8>) {
    if let Some(mark) = utf_16_without_mark(bytes) {
        bytes.splice(..0, mark);
    }
}

/// The first bytes of a stream, to be put back, and where it broke in them: what stands before is
/// read all the same.
pub(super) fn head(from: &mut dyn Read, most: u64) -> (Vec<u8>, Broken) {
    let mut head = Vec::new();
    let broken = from.take(most).read_to_end(&mut head).err();
    (head, Broken(broken))
}

/// The place where a stream broke, if it did.
pub(super) struct Broken(Option<std::io::Error>);

impl Read for Broken {
    fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}

/// All bytes of a stream.
///
/// # Errors
/// A stream of more than `most` bytes, or one that breaks.
pub(super) fn whole(source: &str, from: &mut dyn Read, most: u64) -> Result<Vec<u8>, Reject> {
    let mut bytes = Vec::new();
    // One byte more than allowed tells a page at the cap from one over it, and holds for
    // streams whose length nobody knows.
    from.take(most + 1).read_to_end(&mut bytes).map_err(|error| io_reject(source, &error))?;
    if bytes.len() as u64 > most {
        return Err(too_large(source, most));
    }
    Ok(bytes)
}

/// A page, line or record over the cap.
pub(super) fn too_large(source: &str, most: u64) -> Reject {
    let reason = format!("larger than {} MiB", most / 1024 / 1024);
    reject(source, reason, "split it into one file or record per article")
}

/// What an error of the system means for the one who gave the input.
pub(crate) fn io_reject(source: &str, error: &std::io::Error) -> Reject {
    use std::io::ErrorKind;
    match error.kind() {
        ErrorKind::NotFound => reject(source, "no such file or folder", "check the path"),
        ErrorKind::PermissionDenied => {
            reject(source, "permission denied", "allow reading it or leave it out")
        }
        ErrorKind::UnexpectedEof => {
            reject(source, "cut off in the middle", "get the whole file again")
        }
        ErrorKind::InvalidInput | ErrorKind::InvalidData => {
            reject(source, format!("damaged ({error})"), "get the file again")
        }
        ErrorKind::FileTooLarge => reject(source, error.to_string(), "unpack it and look at it"),
        _ => reject(source, format!("cannot be read ({error})"), "check the file and its disk"),
    }
}
