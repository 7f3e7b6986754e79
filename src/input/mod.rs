//! From paths to pages: files, folders, standard input, archives and tables of pages; a few pages
//! in memory at a time, however large what holds them.

mod columns;
mod container;
mod encoding;
mod sniff;
mod stream;
mod walk;

use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::mpsc::sync_channel;

pub use columns::{Column, ColumnMap, parse_mapping};
pub use encoding::{Decoded, Encoding};
pub use sniff::{Format, PageKind};

use encoding::Undecodable;
use stream::Reading;

pub(crate) use stream::io_reject;
pub(crate) use walk::source_name;

/// How inputs are read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct InputOptions {
    /// What the inputs are, where their bytes are not to tell.
    pub format: Option<Format>,
    /// Which columns or fields hold what, beside the usual names.
    pub columns: ColumnMap,
    /// The encoding of what is not in UTF-8, where the pages do not show it.
    pub encoding: Option<Encoding>,
}

/// The largest page that is read, in bytes. News pages stay under a megabyte; more is a dump.
pub const MAX_PAGE_BYTES: u64 = 8 * 1024 * 1024;

/// One page as it came, not yet judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The path as walked, with `/` on every system; `-` for standard input; `path#7` for the 7th
    /// record of a container, `path/name` for a member of an archive.
    pub source: String,
    /// The bytes of the file.
    pub bytes: Vec<u8>,
    /// What the bytes look like, whatever the file is called.
    pub kind: PageKind,
    /// What the container says of the page.
    pub given: Given,
    /// The encoding that a person names.
    pub encoding: Option<Encoding>,
}

/// What a container says of a page in it: columns of a table, fields of a record, headers of a
/// crawl. It stands above what the page prints.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Given {
    /// The page's address.
    pub url: Option<String>,
    /// The headline.
    pub title: Option<String>,
    /// The day of publication, as written.
    pub published_on: Option<String>,
    /// Byline persons.
    pub author: Option<String>,
    /// Byline organization or site.
    pub publisher: Option<String>,
    /// The encoding that a header declares (`charset=windows-1258`).
    pub charset: Option<String>,
    /// The encoding that the container was in, where its records are in UTF-8 only since.
    pub decoded_from: Option<&'static str>,
}

impl Page {
    /// A page that stands for itself, in no container.
    pub fn new(source: impl Into<String>, bytes: Vec<u8>, kind: PageKind) -> Page {
        Page { source: source.into(), bytes, kind, given: Given::default(), encoding: None }
    }

    /// The page as text, whatever its encoding.
    ///
    /// # Errors
    /// Bytes that are no text in any encoding known, with the offset of the first wrong one; text
    /// that has lost letters on its way.
    pub fn text(&self) -> Result<Decoded<'_>, Reject> {
        encoding::decode(&self.bytes, self.kind, &self.given, self.encoding).map_err(
            |why| match why {
                Undecodable::At(byte) => Reject {
                    place: Some(format!("byte {byte}")),
                    ..reject(
                        &self.source,
                        "not UTF-8, and no Vietnamese in another encoding",
                        "save it as UTF-8, or name its encoding: --encoding windows-1258",
                    )
                },
                Undecodable::LostHyphens => reject(
                    &self.source,
                    "letters were lost (TCVN3 without its soft hyphens, which are the letter ư)",
                    "get the page again and keep its soft hyphens",
                ),
            },
        )
    }
}

/// An input that was not read, and why.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{source}{}: {reason}; {advice}", place.as_ref().map(|p| format!(", {p}")).unwrap_or_default())]
pub struct Reject {
    /// The path as walked.
    pub r#source: String,
    /// Where in the source (`byte 512`), where there is more to say than its name.
    pub place: Option<String>,
    /// What is wrong.
    pub reason: String,
    /// What to do about it.
    pub advice: String,
}

/// A reject of a whole source.
pub(crate) fn reject(source: &str, reason: impl Into<String>, advice: impl Into<String>) -> Reject {
    Reject { source: source.to_owned(), place: None, reason: reason.into(), advice: advice.into() }
}

/// Pages read ahead of the one that is worked on.
const AHEAD: usize = 4;

/// Walks files, folders and `-` (standard input), in the order given, folders sorted by name so
/// that any file system gives one order. Lazy: a few pages in memory at a time, read by a thread
/// of their own.
///
/// Hidden files and the `NAME_files` folders that browsers save beside `NAME.html` are passed
/// over; everything else is a [`Page`] or a [`Reject`].
pub fn pages(
    paths: &[PathBuf],
    options: &InputOptions,
) -> impl Iterator<Item = Result<Page, Reject>> + use<> {
    let (sender, receiver) = sync_channel(AHEAD);
    let (paths, options) = (paths.to_vec(), options.clone());
    std::thread::spawn(move || {
        let mut send = |page| match sender.send(page) {
            Ok(()) => ControlFlow::Continue(()),
            // Nobody wants more.
            Err(_) => ControlFlow::Break(()),
        };
        walk::walk(&paths, &mut Reading::new(&options, &mut send))
    });
    receiver.into_iter()
}
