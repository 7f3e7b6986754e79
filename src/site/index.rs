//! The index of each kind, in pages.

use super::address::folder;
use super::page::{MENU, Page, numbered};
use super::table::Table;
use super::{ROWS, Site, SiteError};
use crate::output::page::escape;
use crate::store::{Entry, Listed, Thing, each_listed};

/// Most letters of a name in the list of pages.
const LETTERS: usize = 14;

impl Site<'_> {
    /// The indexes of all kinds.
    pub fn indexes(&mut self) -> Result<(), SiteError> {
        for thing in MENU {
            self.index(thing)?;
        }
        Ok(())
    }

    fn index(&mut self, thing: Thing) -> Result<(), SiteError> {
        // Once through for the names of the pages, once for the rows: they are not kept.
        let mut starts: Vec<String> = Vec::new();
        let mut count = 0;
        each_listed(self.db, thing, |listed| {
            if count % ROWS == 0 {
                starts.push(self.start_of(thing, &listed));
            }
            count += 1;
            Ok::<_, SiteError>(())
        })?;
        let (mut at, mut rows) = (0, Vec::with_capacity(ROWS));
        let db = self.db;
        each_listed(db, thing, |listed| {
            rows.push(listed.entry);
            if rows.len() == ROWS {
                self.index_page(thing, at, &starts, count, &rows)?;
                rows.clear();
                at += 1;
            }
            Ok::<_, SiteError>(())
        })?;
        if !rows.is_empty() || count == 0 {
            self.index_page(thing, at, &starts, count, &rows)?;
        }
        Ok(())
    }

    /// What a page of the index begins with: a day, or a name.
    fn start_of(&self, thing: Thing, listed: &Listed) -> String {
        let first =
            listed.entry.parts.first().filter(|_| matches!(thing, Thing::Meeting | Thing::Article));
        match first {
            Some(part) => crate::output::profile::value(part, self.language).into_owned(),
            None => {
                let name: String = listed.name.chars().take(LETTERS).collect();
                if name.len() < listed.name.len() {
                    format!("{}…", name.trim_end())
                } else {
                    name
                }
            }
        }
    }

    fn index_page(
        &mut self,
        thing: Thing,
        at: usize,
        starts: &[String],
        count: usize,
        rows: &[Entry],
    ) -> Result<(), SiteError> {
        let stem = format!("{}/index", folder(thing));
        let path = format!("{}/{}", folder(thing), numbered(&stem, at + 1));
        let title = self.plural(thing);
        let mut body = format!("<h1>{title} <span class=\"count\">{count}</span></h1>\n");
        let pages = || {
            let from = self.say("from", "từ");
            let name = move |(at, start): (usize, &String)| {
                (numbered(&stem, at + 1), format!("{} · {from} {start}", at + 1))
            };
            starts.iter().enumerate().map(name)
        };
        self.pager(&mut body, at, pages());
        if rows.is_empty() {
            let none = self.say(
                "Nothing of the kind is in this base.",
                "Cơ sở dữ liệu này không có nội dung như vậy.",
            );
            body.push_str(&format!("<p>{none}</p>\n"));
        } else {
            let caption = escape(title);
            body.push_str(&Table::of_entries(self, rows, "../").html(&caption, self));
        }
        let page = Page { path: &path, title, within: Some(thing), scripts: &[], body: &body };
        self.page(&page)
    }
}
