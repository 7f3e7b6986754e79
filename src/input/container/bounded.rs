//! Streams of records of which none may be endless: a quotation mark that is never closed makes
//! one record of all that is left.

use std::cell::Cell;
use std::io::{Error, ErrorKind, Read, Result};
use std::rc::Rc;

/// A stream that breaks where one record has more bytes than allowed.
pub(super) struct Bounded<R> {
    from: R,
    bound: Bound,
}

/// What is left of the bytes that the record at hand may have.
#[derive(Clone)]
pub(super) struct Bound {
    most: u64,
    left: Rc<Cell<u64>>,
}

impl Bound {
    /// A bound of `most` bytes a record. Buffers of a parser count to the record at hand.
    pub fn new(most: u64) -> Bound {
        Bound { most, left: Rc::new(Cell::new(most)) }
    }

    /// The stream, bounded.
    pub fn on<R: Read>(&self, from: R) -> Bounded<R> {
        Bounded { from, bound: self.clone() }
    }

    /// A record has ended.
    pub fn next_record(&self) {
        self.left.set(self.most);
    }

    /// Whether the stream broke here.
    pub fn is_exceeded(&self) -> bool {
        self.left.get() == 0
    }
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
        if self.bound.is_exceeded() {
            return Err(Error::new(ErrorKind::FileTooLarge, "a record without an end"));
        }
        let read = self.from.read(buffer)?;
        self.bound.left.set(self.bound.left.get().saturating_sub(read as u64));
        Ok(read)
    }
}
