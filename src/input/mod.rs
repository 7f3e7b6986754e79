//! From paths to pages: files, folders, standard input, archives and tables of pages; a few pages
//! in memory at a time, however large what holds them.

mod columns;
mod container;
mod sniff;
mod stream;
mod walk;

use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::mpsc::sync_channel;

pub use columns::{Column, ColumnMap, parse_mapping};
pub use sniff::{Format, PageKind};

use stream::Reading;

/// How inputs are read.
#[derive(Debug, Clone, Default)]
pub struct InputOptions {
    /// What the inputs are, where their bytes are not to tell.
    pub format: Option<Format>,
    /// Which columns or fields hold what, beside the usual names.
    pub columns: ColumnMap,
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
}

impl Page {
    /// A page that stands for itself, in no container.
    pub fn new(source: impl Into<String>, bytes: Vec<u8>, kind: PageKind) -> Page {
        Page { source: source.into(), bytes, kind, given: Given::default() }
    }

    /// The page as text, without a byte order mark.
    ///
    /// # Errors
    /// Bytes that are not UTF-8, with the offset of the first wrong one.
    pub fn text(&self) -> Result<&str, Reject> {
        let bytes = self.bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&self.bytes);
        std::str::from_utf8(bytes).map_err(|error| {
            let at = error.valid_up_to() + (self.bytes.len() - bytes.len());
            Reject {
                place: Some(format!("byte {at}")),
                ..reject(&self.source, "not UTF-8", "save the file as UTF-8 and load it again")
            }
        })
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
