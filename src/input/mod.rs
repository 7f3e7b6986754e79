//! From paths to pages: files, folders, standard input; one page in memory at a time.

mod sniff;

use std::fs::File;
use std::io::Read;
use std::path::{Component, Path, PathBuf};

use chrono::NaiveDate;
use walkdir::{DirEntry, WalkDir};

pub use sniff::PageKind;

/// The largest page that is read, in bytes. News pages stay under a megabyte; more is a dump.
pub const MAX_PAGE_BYTES: u64 = 8 * 1024 * 1024;

/// One page as it came, not yet judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The path as walked, with `/` on every system; `-` for standard input.
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
    /// The day of publication.
    pub published_on: Option<NaiveDate>,
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

/// Walks files, folders and `-` (standard input), in the order given, folders sorted by name so
/// that any file system gives one order. Lazy: one page in memory at a time.
///
/// Hidden files and the `NAME_files` folders that browsers save beside `NAME.html` are passed
/// over; everything else is a [`Page`] or a [`Reject`].
pub fn pages(paths: &[PathBuf]) -> impl Iterator<Item = Result<Page, Reject>> {
    paths.iter().flat_map(|path| {
        let one: Box<dyn Iterator<Item = Result<Page, Reject>>> = if path.as_os_str() == "-" {
            Box::new(std::iter::once_with(|| read("-", std::io::stdin().lock())))
        } else if path.is_dir() {
            Box::new(folder(path))
        } else {
            Box::new(std::iter::once_with(|| file(path)))
        };
        one
    })
}

fn folder(root: &Path) -> impl Iterator<Item = Result<Page, Reject>> {
    WalkDir::new(root)
        .follow_links(true)
        .sort_by_file_name()
        .into_iter()
        .filter_entry(|entry| entry.depth() == 0 || !is_passed_over(entry))
        .filter_map(|entry| match entry {
            Ok(entry) if entry.file_type().is_dir() => None,
            Ok(entry) => Some(walked_file(&entry)),
            Err(error) => Some(Err(walk_error(root, &error))),
        })
}

/// Files that no person put there as an article.
fn is_passed_over(entry: &DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy();
    if name.starts_with('.') || matches!(&*name, "Thumbs.db" | "desktop.ini") {
        return true;
    }
    let Some(page) = name.strip_suffix("_files") else { return false };
    let beside = |ending: &str| entry.path().with_file_name(format!("{page}.{ending}")).is_file();
    entry.file_type().is_dir() && ["html", "htm", "HTML", "HTM"].into_iter().any(beside)
}

fn walk_error(root: &Path, error: &walkdir::Error) -> Reject {
    let source = source_name(error.path().unwrap_or(root));
    if let Some(ancestor) = error.loop_ancestor() {
        let reason = format!("a link back to the folder {} above it", source_name(ancestor));
        return reject(&source, reason, "remove the link");
    }
    match error.io_error() {
        Some(io) => io_reject(&source, io),
        None => reject(&source, error.to_string(), "check the folder"),
    }
}

fn walked_file(entry: &DirEntry) -> Result<Page, Reject> {
    let source = source_name(entry.path());
    if !entry.file_type().is_file() {
        return Err(reject(&source, "not a regular file", "give files and folders only"));
    }
    file(entry.path())
}

fn file(path: &Path) -> Result<Page, Reject> {
    let source = source_name(path);
    if let Some(kind) = sniff::other_kind_by_name(path) {
        return Err(unsupported(&source, kind));
    }
    let file = File::open(path).map_err(|error| io_reject(&source, &error))?;
    read(&source, file)
}

fn read(source: &str, from: impl Read) -> Result<Page, Reject> {
    let mut bytes = Vec::new();
    // One byte more than allowed tells a page at the cap from one over it, and holds for
    // streams whose length nobody knows.
    from.take(MAX_PAGE_BYTES + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| io_reject(source, &error))?;
    if bytes.len() as u64 > MAX_PAGE_BYTES {
        let reason = format!("larger than {} MiB", MAX_PAGE_BYTES / 1024 / 1024);
        return Err(reject(source, reason, "split it into one file per article"));
    }
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(reject(source, "empty", "save the page again or remove the file"));
    }
    match sniff::kind(&bytes) {
        Ok(kind) => Ok(Page::new(source, bytes, kind)),
        Err(other) => Err(unsupported(source, other)),
    }
}

fn unsupported(source: &str, kind: &str) -> Reject {
    reject(source, format!("{kind}, not an article"), "give articles as .txt or .html")
}

fn io_reject(source: &str, error: &std::io::Error) -> Reject {
    use std::io::ErrorKind;
    match error.kind() {
        ErrorKind::NotFound => reject(source, "no such file or folder", "check the path"),
        ErrorKind::PermissionDenied => {
            reject(source, "permission denied", "allow reading it or leave it out")
        }
        _ => reject(source, format!("cannot be read ({error})"), "check the file and its disk"),
    }
}

/// The path as walked, with `/`, without `./` and doubled separators, so that
/// `load tin` and `load ./tin/a.txt` name one file alike.
fn source_name(path: &Path) -> String {
    let mut name = String::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::RootDir => name.push('/'),
            part => {
                if !name.is_empty() && !name.ends_with('/') {
                    name.push('/');
                }
                name.push_str(&part.as_os_str().to_string_lossy());
            }
        }
    }
    if name.is_empty() { ".".to_owned() } else { name }
}
