//! The base as a static site: pages for the eye, linked with each other, that open from the disk and
//! from any web host. No page loads anything that is not beside it, and only the search runs a script.
//!
//! Pages are written one by one; what is kept is the names of the pages, some eighty bytes each, and
//! the numbers of the facts, four bytes each.

mod about;
mod address;
mod article;
mod figures;
mod geography;
mod index;
mod page;
mod parts;
mod problems;
mod search;
mod start;
mod table;
mod thing;

use std::io;
use std::path::{Path, PathBuf};

use rusqlite::Connection;

use crate::reference::words::Language;
use crate::report;
use crate::store::{FactNumbers, Thing, figure_years};
use address::Addresses;

/// Rows of an index or lines of a section on one page.
const ROWS: usize = 250;

/// Why a site was not written.
#[derive(Debug, thiserror::Error)]
pub enum SiteError {
    /// What SQLite says.
    #[error(transparent)]
    Sqlite(#[from] rusqlite::Error),
    /// A report's query.
    #[error(transparent)]
    Report(#[from] report::Error),
    /// A page cannot be written.
    #[error("{0}: cannot be written")]
    Write(String, #[source] io::Error),
}

/// A site that is being written.
pub struct Site<'a> {
    db: &'a Connection,
    folder: &'a Path,
    language: Language,
    addresses: Addresses,
    facts: FactNumbers,
    /// The years that have figures, latest first.
    years: Vec<i64>,
    /// Pages so far.
    pages: usize,
    /// Told of every page.
    told: &'a dyn Fn(usize),
}

/// Writes the site of a base into a folder that is empty; `told` hears how many pages there are so
/// far. The number of pages.
///
/// # Errors
/// What SQLite and the disk say.
pub fn write(
    db: &Connection,
    folder: &Path,
    language: Language,
    told: &dyn Fn(usize),
) -> Result<usize, SiteError> {
    // Sections, lookups and the queries of an article recur on every page.
    db.set_prepared_statement_cache_capacity(256);
    let addresses = Addresses::read(db)?;
    let facts = FactNumbers::read(db)?;
    let years = figure_years(db)?;
    let mut site = Site { db, folder, language, addresses, facts, years, pages: 0, told };
    site.file("site.css", page::style().as_bytes())?;
    site.start()?;
    site.indexes()?;
    for thing in Thing::ALL {
        site.things(thing)?;
    }
    site.geography()?;
    site.figures()?;
    site.problems()?;
    site.about()?;
    site.search()?;
    Ok(site.pages)
}

/// Whether a file of a folder is one that a site wrote: a page says so in its head, the others are
/// known by their names. Saved articles are pages too, and are their owner's.
pub fn is_ours(folder: &Path, path: &Path) -> bool {
    use std::io::Read;
    /// More than the head of a page up to its generator.
    const HEAD: u64 = 256;
    if ["site.css", "search.js", "search-names.js"].iter().any(|name| path == Path::new(name)) {
        return true;
    }
    if path.extension().is_none_or(|ending| ending != "html") {
        return false;
    }
    let mut head = Vec::new();
    let file = std::fs::File::open(folder.join(path));
    let read = file.and_then(|file| file.take(HEAD).read_to_end(&mut head));
    read.is_ok() && String::from_utf8_lossy(&head).contains(page::GENERATOR)
}

impl Site<'_> {
    /// A word or a sentence of the pages.
    fn say(&self, english: &'static str, vietnamese: &'static str) -> &'static str {
        self.language.pick(english, vietnamese)
    }

    /// What the things of a kind are called.
    fn plural(&self, thing: Thing) -> &'static str {
        match thing {
            Thing::Locality => self.say("Localities", "Địa phương"),
            Thing::Organization => self.say("Organizations", "Cơ quan, tổ chức"),
            Thing::Official => self.say("Officials", "Cán bộ"),
            Thing::Meeting => self.say("Meetings", "Hội nghị"),
            Thing::Campaign => self.say("Campaigns", "Phong trào"),
            Thing::Directive => self.say("Directives", "Văn bản"),
            Thing::Article => self.say("Articles", "Bài viết"),
        }
    }

    /// Writes a file; one that is there already would be another page's.
    fn file(&self, name: &str, content: &[u8]) -> Result<(), SiteError> {
        use std::io::Write;
        let path = self.place(name);
        let written = path
            .parent()
            .map_or(Ok(()), std::fs::create_dir_all)
            .and_then(|()| std::fs::File::create_new(&path))
            .and_then(|mut file| file.write_all(content));
        written.map_err(|error| SiteError::Write(name.to_owned(), error))
    }

    fn place(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }
}
