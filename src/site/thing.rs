//! A page for every thing: what it is, and all that is told of it with the words that tell it.

use super::address::folder;
use super::page::{Page, root};
use super::table::Table;
use super::{ROWS, Site, SiteError};
use crate::output::page::escape;
use crate::output::profile::word;
use crate::store::{Entry, Listed, Profile, Section, Thing, each_listed, profile};

impl Site<'_> {
    /// The pages of a kind.
    pub fn things(&mut self, thing: Thing) -> Result<(), SiteError> {
        let db = self.db;
        each_listed(db, thing, |listed| match thing {
            Thing::Article => self.article(&listed),
            _ => match profile(db, thing, listed.id)? {
                Some(profile) => self.thing(thing, &listed, &profile),
                None => Ok(()),
            },
        })
    }

    fn thing(&mut self, thing: Thing, listed: &Listed, profile: &Profile) -> Result<(), SiteError> {
        let Some(stem) = self.addresses.stem((thing, listed.id)) else { return Ok(()) };
        let path = format!("{stem}.html");
        let root = root(&path);
        let mut body = String::new();
        self.crumbs(&mut body, thing, None);
        body.push_str(&format!(
            "<h1 lang=\"vi\">{}</h1>\n<dl class=\"known\">\n",
            escape(&profile.title)
        ));
        for (known, part) in &profile.known {
            let known = word(known, self.language);
            body.push_str(&format!(
                "<dt>{}</dt><dd>{}</dd>\n",
                escape(&known),
                self.part(part, &root)
            ));
        }
        let key = self.say("key", "khóa");
        body.push_str(&format!(
            "<dt>{key}</dt><dd><code>{}</code></dd>\n</dl>\n",
            escape(&profile.key)
        ));
        if profile.sections.is_empty() {
            let nothing = self.say(
                "This base knows nothing more of it.",
                "Cơ sở dữ liệu này không có thông tin nào khác.",
            );
            body.push_str(&format!("<p>{nothing}</p>\n"));
        }
        self.contents(&mut body, &profile.sections);
        for section in &profile.sections {
            let slug = slug(section.title);
            let (title, count) = (word(section.title, self.language), section.entries.len());
            let shown = &section.entries[..count.min(ROWS)];
            body.push_str(&format!(
                "<section id=\"{slug}\">\n<h2>{} <span class=\"count\">{count}</span></h2>\n",
                escape(&title)
            ));
            if section.title == "Figures" && thing == Thing::Locality {
                self.years(&mut body, &profile.title, &section.entries)?;
            }
            self.lines(&mut body, section.title, shown, &root);
            if count > ROWS {
                self.continued(thing, &stem, profile, section)?;
                self.leaves(&mut body, &stem, section, 0);
            }
            body.push_str("</section>\n");
        }
        let page = Page {
            path: &path,
            title: &profile.title,
            within: Some(thing),
            scripts: &[],
            body: &body,
        };
        self.page(&page)
    }

    /// The further pages of a long section.
    fn continued(
        &mut self,
        thing: Thing,
        stem: &str,
        profile: &Profile,
        section: &Section,
    ) -> Result<(), SiteError> {
        for (at, entries) in section.entries.chunks(ROWS).enumerate().skip(1) {
            let name = leaf(stem, section, at);
            let path = format!("{}/{name}", folder(thing));
            let root = root(&path);
            let title = format!("{} – {}", profile.title, word(section.title, self.language));
            let mut body = String::new();
            self.crumbs(&mut body, thing, Some((&leaf(stem, section, 0), &profile.title)));
            let headline = escape(&profile.title);
            let (shown, of) = (word(section.title, self.language), span(at, section.entries.len()));
            body.push_str(&format!(
                "<h1><span lang=\"vi\">{headline}</span>: {} <span class=\"count\">{of}</span></h1>\n",
                escape(&shown)
            ));
            self.lines(&mut body, section.title, entries, &root);
            self.leaves(&mut body, stem, section, at);
            let page =
                Page { path: &path, title: &title, within: Some(thing), scripts: &[], body: &body };
            self.page(&page)?;
        }
        Ok(())
    }

    /// The ways between the pages of a long section.
    fn leaves(&self, body: &mut String, stem: &str, section: &Section, at: usize) {
        let count = section.entries.len();
        let pages = (0..count.div_ceil(ROWS)).map(|leaf_at| {
            let anchor =
                if leaf_at == 0 { format!("#{}", slug(section.title)) } else { String::new() };
            (format!("{}{anchor}", leaf(stem, section, leaf_at)), span(leaf_at, count))
        });
        self.pager(body, at, pages);
    }

    /// The lines of a section: a table of figures, or a list.
    fn lines(&self, body: &mut String, title: &str, entries: &[Entry], root: &str) {
        if title == "Figures" {
            let caption = word("Figures", self.language);
            body.push_str(&Table::of_entries(self, entries, root).html(&caption, self));
            return;
        }
        body.push_str("<ul class=\"entries\">\n");
        for entry in entries {
            body.push_str(&format!("<li>{}", self.line(entry, root)));
            for proof in &entry.proofs {
                body.push_str(&self.proof(proof, root));
            }
            body.push_str("</li>\n");
        }
        body.push_str("</ul>\n");
    }

    /// The way back to the index, and to the thing whose page goes on here.
    fn crumbs(&self, body: &mut String, thing: Thing, of: Option<(&str, &str)>) {
        let label = self.say("Where this is", "Vị trí trang");
        let index = self.plural(thing);
        body.push_str(&format!(
            "<nav aria-label=\"{label}\" class=\"crumbs\"><a href=\"index.html\">{index}</a>"
        ));
        if let Some((file, title)) = of {
            body.push_str(&format!(" › <a href=\"{file}\" lang=\"vi\">{}</a>", escape(title)));
        }
        body.push_str("</nav>\n");
    }

    /// What is on the page, where it is more than a screen.
    fn contents(&self, body: &mut String, sections: &[Section]) {
        if sections.len() < 3 {
            return;
        }
        let label = self.say("On this page", "Trên trang này");
        body.push_str(&format!("<nav aria-label=\"{label}\"><ul class=\"contents\">\n"));
        for section in sections {
            let (title, count) = (word(section.title, self.language), section.entries.len());
            let slug = slug(section.title);
            body.push_str(&format!(
                "<li><a href=\"#{slug}\">{} <span class=\"count\">{count}</span></a></li>\n",
                escape(&title)
            ));
        }
        body.push_str("</ul></nav>\n");
    }
}

/// The file of a page of a long section; the first one is that of the thing.
fn leaf(stem: &str, section: &Section, at: usize) -> String {
    let name = stem.rsplit('/').next().unwrap_or(stem);
    match at {
        0 => format!("{name}.html"),
        _ => format!("{name}-{}-{}.html", slug(section.title), at + 1),
    }
}

/// Which lines stand on a page: `251–500`.
fn span(at: usize, count: usize) -> String {
    format!("{}–{}", at * ROWS + 1, count.min((at + 1) * ROWS))
}

/// `Named in` as an anchor.
fn slug(title: &str) -> String {
    title.to_lowercase().replace(' ', "-")
}
