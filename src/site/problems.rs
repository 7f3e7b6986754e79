//! What needs a person, by sort, each with the words.

use rusqlite::types::Value;

use super::page::{Page, numbered, root};
use super::parts::file_name;
use super::{ROWS, Site, SiteError};
use crate::output::page::escape;
use crate::reference::words::{Language, vietnamese};
use crate::report::{self, Choices};

impl Site<'_> {
    /// The page of the sorts, and pages for each sort.
    pub fn problems(&mut self) -> Result<(), SiteError> {
        let report = report::find("problems")?;
        let sorts = report.parameters.iter().find_map(|parameter| match &parameter.choices {
            Choices::Closed(sorts) => Some(sorts.clone()),
            _ => None,
        });
        let mut list = String::new();
        for sort in sorts.unwrap_or_default() {
            let mut gathered =
                self.report("problems", &[("problem", Value::Text(sort.clone()))])?;
            if sort == "reject" {
                gathered.change("place", |place| file_name(place).to_owned());
            }
            let total = gathered.rows.len();
            let name = match self.language {
                Language::En => sort.clone(),
                Language::Vi => vietnamese(&sort).into_owned(),
            };
            let name = escape(&name).into_owned();
            if total == 0 {
                list.push_str(&format!("<li>{name} <span class=\"count\">0</span></li>\n"));
                continue;
            }
            let stem = format!("problems/{sort}");
            list.push_str(&format!(
                "<li><a href=\"{stem}.html\">{name} <span class=\"count\">{total}</span></a></li>\n"
            ));
            let count = total.div_ceil(ROWS);
            for (at, rows) in gathered.rows.chunks(ROWS).enumerate() {
                let path = format!("problems/{}", numbered(&stem, at + 1));
                let root = root(&path);
                let title = format!("{}: {name}", gathered.head.title);
                let mut body = self.crumb("../problems.html", &gathered.head.title);
                body.push_str(&format!("<h1>{title} <span class=\"count\">{total}</span></h1>\n"));
                let names = || (0..count).map(|at| (numbered(&stem, at + 1), (at + 1).to_string()));
                self.pager(&mut body, at, names());
                body.push_str(&gathered.table(self, rows, &root)?.html(&title, self));
                let page =
                    Page { path: &path, title: &title, within: None, scripts: &[], body: &body };
                self.page(&page)?;
            }
        }
        let (title, about) = (report.title_in(self.language), report.about_in(self.language));
        let body = format!(
            "<h1>{}</h1>\n<p>{}</p>\n<ul class=\"cards\">\n{list}</ul>\n",
            escape(title),
            escape(about)
        );
        self.page(&Page { path: "problems.html", title, within: None, scripts: &[], body: &body })
    }

    /// The way back to a page above.
    fn crumb(&self, address: &str, title: &str) -> String {
        let label = self.say("Where this is", "Vị trí trang");
        format!(
            "<nav aria-label=\"{label}\" class=\"crumbs\"><a href=\"{address}\">{}</a></nav>\n",
            escape(title)
        )
    }
}
