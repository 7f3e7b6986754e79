//! An article: its text with the facts marked, and the facts, leading to what they name.

use super::page::{Page, root};
use super::parts::{file_name, is_of_web, plain};
use super::{Site, SiteError};
use crate::output::marked::{Marked, html};
use crate::output::page::escape;
use crate::store::{Listed, Thing, article};

impl Site<'_> {
    /// The page of an article.
    pub fn article(&mut self, listed: &Listed) -> Result<(), SiteError> {
        let link = (Thing::Article, listed.id);
        let (Some(stem), Some(article)) = (self.addresses.stem(link), article(self.db, listed.id)?)
        else {
            return Ok(());
        };
        let path = format!("{stem}.html");
        let root = root(&path);
        let failed = |error| SiteError::Write(path.clone(), error);
        let (label, index) =
            (self.say("Where this is", "Vị trí trang"), self.plural(Thing::Article));
        let mut body: Vec<u8> = format!(
            "<nav aria-label=\"{label}\" class=\"crumbs\"><a href=\"index.html\">{index}</a></nav>\n\
             <p class=\"byline\">"
        )
        .into_bytes();
        // The day and the unit, then what else is known of it.
        let mut known: Vec<String> = Vec::new();
        let parts = listed.entry.parts.iter().filter(|part| part.name != "article");
        known.extend(parts.map(|part| self.part(part, &root)));
        let told: Vec<&str> = listed.entry.parts.iter().map(|part| part.text.as_str()).collect();
        let further = article.known.iter().filter(|known| !told.contains(&known.as_str()));
        known.extend(further.map(|known| format!("<span lang=\"vi\">{}</span>", escape(known))));
        body.extend_from_slice(known.join(" · ").as_bytes());
        body.extend_from_slice(b"</p>\n");
        for source in &article.sources {
            // Where a file was on somebody's disk is not for everybody.
            let shown = escape(file_name(source));
            let line = match is_of_web(source) {
                true => {
                    format!("<a href=\"{}\" rel=\"noreferrer\">{shown}</a>", escape(&plain(source)))
                }
                false => shown.into_owned(),
            };
            body.extend_from_slice(format!("<p class=\"source\">{line}</p>\n").as_bytes());
        }
        html::legend(&mut body, &article, self.language).map_err(failed)?;
        body.extend_from_slice(b"<div class=\"reading\">\n<article lang=\"vi\">\n");
        let marked = Marked::new(&article.text, &article.statements);
        html::text(&mut body, &marked).map_err(failed)?;
        body.extend_from_slice(b"</article>\n");
        let address = |link| self.address(link, &root);
        html::facts(&mut body, &article, self.language, &address).map_err(failed)?;
        body.extend_from_slice(b"</div>\n");
        let body = String::from_utf8_lossy(&body);
        let headline = self.say("(no headline)", "(không có đầu đề)");
        let title = article.title.as_deref().unwrap_or(headline);
        let within = Some(Thing::Article);
        self.page(&Page { path: &path, title, within, scripts: &[], body: &body })
    }
}
