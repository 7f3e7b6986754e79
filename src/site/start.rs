//! The start page: what there is, what it covers, the latest year's figures.

use rusqlite::types::Value;

use super::address::folder;
use super::page::{MENU, Page};
use super::table::Table;
use super::{Site, SiteError};
use crate::output::page::escape;
use crate::output::profile::word;
use crate::store::{Entry, coverage};

impl Site<'_> {
    /// The start page.
    pub fn start(&mut self) -> Result<(), SiteError> {
        let title =
            self.say("Civil mobilization: what the press says", "Công tác dân vận qua tin bài");
        let about = self.say(
            "What Vietnamese news articles state about civil mobilization (công tác dân vận), each line with \
             the words that state it. What the articles do not say is blank, and blank is not nought.",
            "Những gì tin bài nêu về công tác dân vận, mỗi dòng kèm đúng câu chữ nêu điều đó. Điều bài viết \
             không nêu thì để trống, và để trống không phải là 0.",
        );
        let mut body =
            format!("<h1>{title}</h1>\n<p class=\"lead\">{about}</p>\n<ul class=\"cards\">\n");
        for thing in MENU {
            let (name, count) = (self.plural(thing), self.addresses.count(thing));
            let folder = folder(thing);
            body.push_str(&format!(
                "<li><a href=\"{folder}/index.html\">{name} <span class=\"count\">{count}</span></a></li>\n"
            ));
        }
        body.push_str("</ul>\n");
        self.latest_figures(&mut body)?;
        let sections = coverage(self.db)?;
        for section in sections.iter().filter(|section| !section.entries.is_empty()) {
            let headline = word(section.title, self.language);
            body.push_str(&format!("<section>\n<h2>{}</h2>\n", escape(&headline)));
            let marks = section.entries.iter().filter_map(|entry| {
                let figure = text(entry, "articles")?.parse().ok()?;
                let label = text(entry, "year").or_else(|| text(entry, "locality"))?;
                Some((label, String::new(), figure))
            });
            body.push_str(&self.chart_of(&headline, "articles", marks.collect())?);
            body.push_str(&Table::of_entries(self, &section.entries, "").html(&headline, self));
            body.push_str("</section>\n");
        }
        let limits = [
            (
                "problems.html",
                self.say("Problems: what needs a person", "Vấn đề cần người xem lại"),
            ),
            ("geography.html", self.say("Units then and now", "Địa giới khi đó và hiện nay")),
            (
                "about.html",
                self.say(
                    "What is not in this base, and how figures are chosen",
                    "Những gì không có ở đây và cách chọn số liệu",
                ),
            ),
        ];
        body.push_str("<ul class=\"ways\">\n");
        for (address, name) in limits {
            body.push_str(&format!("<li><a href=\"{address}\">{name}</a></li>\n"));
        }
        body.push_str("</ul>\n");
        self.page(&Page { path: "index.html", title, within: None, scripts: &[], body: &body })
    }

    /// The figures of the latest year in which provinces have some; without any, of the latest year.
    fn latest_figures(&self, body: &mut String) -> Result<(), SiteError> {
        let name = "models-per-locality-per-year";
        let of_provinces = || ("level", Value::Text("province".to_owned()));
        let mut shown = None;
        for year in &self.years {
            let gathered = self.report(name, &[("year", Value::Integer(*year)), of_provinces()])?;
            if !gathered.rows.is_empty() {
                let headline =
                    self.say("Figures of the provinces,", "Số liệu các tỉnh, thành phố năm");
                shown = Some((*year, gathered, headline));
                break;
            }
        }
        let (year, mut gathered, headline) = match (shown, self.years.first()) {
            (Some(shown), _) => shown,
            (None, Some(year)) => {
                let gathered = self.report(name, &[("year", Value::Integer(*year))])?;
                (*year, gathered, self.say("Figures of", "Số liệu năm"))
            }
            (None, None) => return Ok(()),
        };
        let headline = format!("{headline} {year}");
        gathered.head.title.clone_from(&headline);
        let rows = &gathered.rows[..gathered.rows.len().min(super::ROWS)];
        body.push_str(&format!("<section>\n<h2>{headline}</h2>\n"));
        body.push_str(&self.chart_of_rows(&gathered)?);
        body.push_str(&gathered.table(self, rows, "")?.html(&headline, self));
        body.push_str(&gathered.notes(self));
        self.year_links(body, "figures/", None);
        body.push_str("</section>\n");
        Ok(())
    }
}

fn text(entry: &Entry, name: &str) -> Option<String> {
    entry.parts.iter().find(|part| part.name == name).map(|part| part.text.clone())
}
