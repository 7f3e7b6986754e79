//! gzip: one stream inside, of any kind. A crawl archive has one member a record.

use std::cell::Cell;
use std::io::{self, Read};
use std::ops::ControlFlow;
use std::rc::Rc;

use flate2::read::MultiGzDecoder;

use crate::input::stream::Reading;

/// Reads what is packed.
pub(in crate::input) fn read(
    source: &str,
    from: &mut dyn Read,
    reading: &mut Reading<'_>,
) -> ControlFlow<()> {
    let packed = Rc::new(Cell::new(0));
    let counted = Counted { from, read: Rc::clone(&packed) };
    let mut unpacked = Unpacked::new(MultiGzDecoder::new(counted), packed);
    reading.inner(source, &mut unpacked)
}

/// A stream that counts what is read of it.
struct Counted<R> {
    from: R,
    read: Rc<Cell<u64>>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.from.read(buffer)?;
        self.read.set(self.read.get() + read as u64);
        Ok(read)
    }
}

/// An unpacked stream that stops where it grows as only a decompression bomb does.
pub(super) struct Unpacked<R> {
    from: R,
    packed: Rc<Cell<u64>>,
    unpacked: u64,
}

/// Text shrinks to a fifth, the emptiest page to a fortieth.
const FOLDS: u64 = 300;
/// Small things may be packed as tightly as they like.
const HARMLESS: u64 = 32 * 1024 * 1024;

impl<R> Unpacked<R> {
    /// An unpacked stream, with the bytes read so far of the packed one.
    pub(super) fn new(from: R, packed: Rc<Cell<u64>>) -> Unpacked<R> {
        Unpacked { from, packed, unpacked: 0 }
    }
}

impl<R: Read> Read for Unpacked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.from.read(buffer)?;
        self.unpacked += read as u64;
        if self.unpacked > HARMLESS && self.unpacked / FOLDS > self.packed.get() {
            let reason = format!("unpacks to more than {FOLDS} times its size");
            return Err(io::Error::new(io::ErrorKind::FileTooLarge, reason));
        }
        Ok(read)
    }
}
