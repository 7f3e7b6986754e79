//! The search: a page with a script, and the names of everything beside it.

use std::fs::File;
use std::io::{BufWriter, Write};

use super::address::folder;
use super::page::{MENU, Page};
use super::{Site, SiteError};
use crate::output::profile::value;
use crate::store::{Thing, each_listed};

const SCRIPT: &str = include_str!("search.js");

impl Site<'_> {
    /// The page, its script, and what it searches.
    pub fn search(&mut self) -> Result<(), SiteError> {
        self.names()?;
        self.file("search.js", SCRIPT.as_bytes())?;
        let title = self.say("Search", "Tìm kiếm");
        let label = self.say(
            "Names of units, persons, bodies, meetings, documents; words of headlines",
            "Tên địa phương, cán bộ, cơ quan, hội nghị, văn bản; từ trong đầu đề",
        );
        let hint = self.say(
            "With or without tone marks. Arrow keys go through what is found.",
            "Có dấu hoặc không dấu. Dùng phím mũi tên để đi qua các kết quả.",
        );
        let without = self.say(
            "This search needs JavaScript, which is switched off. The indexes have the same names:",
            "Chức năng tìm kiếm cần JavaScript, hiện đang tắt. Các danh mục sau có cùng các tên đó:",
        );
        let button = self.say("Search", "Tìm");
        let none = self.say(
            "Nothing in this base has these words in its name.",
            "Trong cơ sở dữ liệu này không có tên nào chứa các từ này.",
        );
        let found = self.say("found", "kết quả");
        let shown = self.say("the first are shown", "hiển thị những kết quả đầu");
        let mut body = format!(
            "<h1>{title}</h1>\n<form role=\"search\" action=\"search.html\" class=\"large\">\n\
             <label for=\"search\">{label}</label>\n\
             <input type=\"search\" id=\"search\" name=\"q\" autocomplete=\"off\" aria-describedby=\"hint\">\n\
             <button type=\"submit\">{button}</button>\n</form>\n\
             <p id=\"hint\" class=\"soft\">{hint}</p>\n\
             <p id=\"status\" role=\"status\" aria-live=\"polite\" data-none=\"{none}\" data-found=\"{found}\" \
             data-shown=\"{shown}\"></p>\n<ol id=\"found\" class=\"entries\"></ol>\n\
             <noscript><p>{without}</p></noscript>\n<ul class=\"contents\">\n"
        );
        for thing in MENU {
            let (name, folder) = (self.plural(thing), folder(thing));
            body.push_str(&format!("<li><a href=\"{folder}/index.html\">{name}</a></li>\n"));
        }
        body.push_str("</ul>\n");
        let scripts = &["search-names.js", "search.js"];
        self.page(&Page { path: "search.html", title, within: None, scripts, body: &body })
    }

    /// A line for each thing: name, what tells it from others, page.
    fn names(&self) -> Result<(), SiteError> {
        let name = "search-names.js";
        let failed = |error| SiteError::Write(name.to_owned(), error);
        let mut out = BufWriter::new(File::create_new(self.place(name)).map_err(failed)?);
        out.write_all(b"const KINDS = [").map_err(failed)?;
        for thing in Thing::ALL {
            let kind = serde_json::json!([folder(thing), self.plural(thing)]);
            write!(out, "\n[{kind}, [").map_err(failed)?;
            let mut first = true;
            each_listed(self.db, thing, |listed| {
                let Some(page) = self.addresses.name((thing, listed.id)) else { return Ok(()) };
                let own =
                    listed.entry.parts.iter().find(|part| part.thing == Some((thing, listed.id)));
                let name = own.map_or(listed.name.as_str(), |part| part.text.as_str());
                let mut further = listed.entry.parts.iter().filter(|part| {
                    part.thing != Some((thing, listed.id))
                        && [
                            "locality",
                            "within",
                            "offices",
                            "held_on",
                            "published_on",
                            "issued_on",
                            "kind",
                        ]
                        .contains(&part.name.as_str())
                });
                let detail: Vec<_> =
                    further.by_ref().map(|part| value(part, self.language)).collect();
                let line = serde_json::json!([name, detail.join(", "), page]);
                let comma = if std::mem::take(&mut first) { "\n" } else { ",\n" };
                write!(out, "{comma}{line}").map_err(failed)
            })?;
            out.write_all(b"]],").map_err(failed)?;
        }
        out.write_all(b"\n];\n").map_err(failed)?;
        out.flush().map_err(failed)
    }
}
