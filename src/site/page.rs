//! What every page has: head, ways to everything, an end that says what is not there.

use super::address::folder;
use super::{Site, SiteError};
use crate::output::page::{STYLE, UNSEEN, escape};
use crate::store::Thing;

const OWN_STYLE: &str = include_str!("site.css");

/// What a page may load: the style sheet beside it; one with a script that too. Forms lead to the
/// search only.
const POLICY: &str =
    "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; form-action 'self'";
const POLICY_WITH_SCRIPT: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src data:; base-uri 'none'; form-action 'self'";

/// The kinds of things in the order of the menu.
pub const MENU: [Thing; 7] = [
    Thing::Locality,
    Thing::Meeting,
    Thing::Official,
    Thing::Organization,
    Thing::Directive,
    Thing::Campaign,
    Thing::Article,
];

/// The style sheet: that of every page of danvan, and what a site has besides.
pub fn style() -> String {
    format!("{STYLE}{OWN_STYLE}")
}

/// A page to be written.
pub struct Page<'p> {
    /// Path inside the site, with `/`.
    pub path: &'p str,
    /// Its name, for the window.
    pub title: &'p str,
    /// The kind of things that it belongs to.
    pub within: Option<Thing>,
    /// Scripts beside it.
    pub scripts: &'p [&'p str],
    /// What is in it, with the headline.
    pub body: &'p str,
}

/// The way from a page to the root of the site.
pub fn root(path: &str) -> String {
    "../".repeat(path.matches('/').count())
}

/// What every page says of who wrote it, by which a later site knows it.
pub(super) const GENERATOR: &str = "<meta name=\"generator\" content=\"danvan\">";

impl Site<'_> {
    /// Writes a page.
    pub fn page(&mut self, page: &Page) -> Result<(), SiteError> {
        let root = root(page.path);
        let language = self.say("en", "vi");
        let title = escape(page.title);
        let policy = if page.scripts.is_empty() { POLICY } else { POLICY_WITH_SCRIPT };
        let name = self.say("Civil mobilization", "Công tác dân vận");
        let skip = self.say("Skip to the content", "Đến nội dung chính");
        let mut html = String::with_capacity(page.body.len() + 4096);
        html.push_str(&format!(
            "<!DOCTYPE html>
<html lang=\"{language}\">
<head>
<meta charset=\"utf-8\">
{GENERATOR}
<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">
<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">
<meta name=\"referrer\" content=\"no-referrer\">
<title>{title} – {name}</title>
<link rel=\"icon\" href=\"data:,\">
<link rel=\"stylesheet\" href=\"{root}site.css\">
"
        ));
        for script in page.scripts {
            html.push_str(&format!("<script src=\"{root}{script}\" defer></script>\n"));
        }
        html.push_str(&format!(
            "</head>
<body class=\"site\">
<a class=\"skip\" href=\"#content\">{skip}</a>
<header class=\"top\">
<p class=\"brand\"><a href=\"{root}index.html\"{}>{name}</a></p>
",
            current(page.path == "index.html"),
        ));
        self.menu(&mut html, page, &root);
        if page.path != "search.html" {
            let (label, button) = (
                self.say("Search this base", "Tìm trong cơ sở dữ liệu"),
                self.say("Search", "Tìm"),
            );
            html.push_str(&format!(
                "<form role=\"search\" action=\"{root}search.html\"><label class=\"unseen\" for=\"search\">{label}</label>\
                 <input type=\"search\" id=\"search\" name=\"q\" placeholder=\"{label}\">\
                 <button type=\"submit\">{button}</button></form>\n"
            ));
        }
        html.push_str("</header>\n<main id=\"content\" tabindex=\"-1\">\n");
        html.push_str(page.body);
        let unseen = self.say(UNSEEN.0, UNSEEN.1);
        let more = self.say("What is not in the base", "Những gì không có trong cơ sở dữ liệu");
        html.push_str(&format!(
            "</main>\n<footer>\n<p>{unseen} <a href=\"{root}about.html\">{more}</a></p>\n\
             <p>danvan {}</p>\n</footer>\n</body>\n</html>\n",
            env!("CARGO_PKG_VERSION")
        ));
        self.file(page.path, html.as_bytes())?;
        self.pages += 1;
        (self.told)(self.pages);
        Ok(())
    }

    /// The ways to the indexes and the pages on the base as a whole.
    fn menu(&self, html: &mut String, page: &Page, root: &str) {
        let label = self.say("Main", "Chính");
        html.push_str(&format!("<nav aria-label=\"{label}\"><ul class=\"menu\">\n"));
        for thing in MENU {
            let index = format!("{}/index.html", folder(thing));
            let state = match page.within {
                Some(within) if within == thing && page.path == index => current(true),
                Some(within) if within == thing => " aria-current=\"true\"",
                _ => "",
            };
            let name = self.plural(thing);
            html.push_str(&format!("<li><a href=\"{root}{index}\"{state}>{name}</a></li>\n"));
        }
        let figures = self.years.first().map(|year| format!("figures/{year}.html"));
        let figures = figures.iter().map(|path| (path.as_str(), self.say("Figures", "Số liệu")));
        let others = [
            ("geography.html", self.say("Geography", "Địa giới")),
            ("problems.html", self.say("Problems", "Vấn đề")),
            ("about.html", self.say("About", "Giới thiệu")),
        ];
        for (path, name) in figures.chain(others) {
            let folder =
                path.split_once('/').map_or(path, |(folder, _)| folder).trim_end_matches(".html");
            let state = match page.path {
                at if at == path => current(true),
                at if at.starts_with(&format!("{folder}/")) => " aria-current=\"true\"",
                _ => "",
            };
            html.push_str(&format!("<li><a href=\"{root}{path}\"{state}>{name}</a></li>\n"));
        }
        html.push_str("</ul></nav>\n");
    }

    /// The ways between the pages of something long: addresses and what is on them.
    pub fn pager(
        &self,
        html: &mut String,
        at: usize,
        pages: impl ExactSizeIterator<Item = (String, String)>,
    ) {
        if pages.len() < 2 {
            return;
        }
        let label = self.say("Pages", "Các trang");
        html.push_str(&format!("<nav aria-label=\"{label}\"><ol class=\"pager\">\n"));
        for (number, (address, name)) in pages.enumerate() {
            let (state, name) = (current(number == at), escape(&name).into_owned());
            html.push_str(&format!("<li><a href=\"{address}\"{state}>{name}</a></li>\n"));
        }
        html.push_str("</ol></nav>\n");
    }
}

/// The mark of the way that leads where one is.
pub fn current(is: bool) -> &'static str {
    if is { " aria-current=\"page\"" } else { "" }
}

/// The file of the page `number`, from 1, of something long, beside the others.
pub fn numbered(stem: &str, number: usize) -> String {
    let name = stem.rsplit('/').next().unwrap_or(stem);
    if number == 1 { format!("{name}.html") } else { format!("{name}-{number}.html") }
}
