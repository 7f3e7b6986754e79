//! The figures of each year, and what a unit's figures leave open.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::types::Value;

use super::page::{Page, current, numbered, root};
use super::table::{Gathered, totals};
use super::{ROWS, Site, SiteError};
use crate::output::chart::Marks;
use crate::output::page::escape;
use crate::report;
use crate::store::Entry;

impl Site<'_> {
    /// A page, or several, for every year.
    pub fn figures(&mut self) -> Result<(), SiteError> {
        for year in self.years.clone() {
            let gathered =
                self.report("models-per-locality-per-year", &[("year", Value::Integer(year))])?;
            let stem = format!("figures/{year}");
            let count = gathered.rows.len().div_ceil(ROWS).max(1);
            for at in 0..count {
                let path = format!("figures/{}", numbered(&stem, at + 1));
                let root = root(&path);
                let title = format!("{} {year}", self.say("Figures of", "Số liệu năm"));
                let mut body = format!("<h1>{title}</h1>\n");
                self.year_links(&mut body, "", Some(year));
                body.push_str(&format!("<p>{}</p>\n", escape(&gathered.head.about)));
                if at == 0 {
                    body.push_str(&self.chart_of_rows(&gathered)?);
                }
                let rows = gathered.rows.chunks(ROWS).nth(at).unwrap_or_default();
                body.push_str(&gathered.table(self, rows, &root)?.html(&gathered.head.title, self));
                body.push_str(&gathered.notes(self));
                let names = (0..count).map(|at| (numbered(&stem, at + 1), (at + 1).to_string()));
                self.pager(&mut body, at, names);
                let page =
                    Page { path: &path, title: &title, within: None, scripts: &[], body: &body };
                self.page(&page)?;
            }
        }
        Ok(())
    }

    /// The ways to the figures of each year.
    pub fn year_links(&self, body: &mut String, folder: &str, at: Option<i64>) {
        let label = self.say("Figures by year", "Số liệu theo năm");
        body.push_str(&format!("<nav aria-label=\"{label}\"><ul class=\"pager\">\n"));
        for year in &self.years {
            let state = current(at == Some(*year));
            body.push_str(&format!("<li><a href=\"{folder}{year}.html\"{state}>{year}</a></li>\n"));
        }
        body.push_str("</ul></nav>\n");
    }

    /// The rows of a report, with its headline in the language of the site.
    pub fn report(&self, name: &str, values: &[(&str, Value)]) -> Result<Gathered, SiteError> {
        let report = report::find(name)?;
        let values: Vec<(String, Value)> =
            values.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
        let mut gathered = Gathered::default();
        report::run_with_statements(self.db, &report, &values, &mut gathered)?;
        gathered.head.title = report.title_in(self.language).to_owned();
        gathered.head.about = report.about_in(self.language).to_owned();
        gathered.head.language = self.language;
        Ok(gathered)
    }

    /// The picture of a report's rows.
    pub fn chart_of_rows(&self, gathered: &Gathered) -> Result<String, SiteError> {
        let mut marks = Marks::new(&gathered.head);
        gathered.rows.iter().for_each(|row| marks.take(row));
        let mut head = gathered.head.clone();
        for column in &mut head.columns {
            column.heading = self.heading(column);
        }
        self.chart(&head, &marks)
    }

    /// The yearly totals of a unit: a picture, and in words the years of which nothing is stated.
    pub fn years(
        &self,
        body: &mut String,
        title: &str,
        entries: &[Entry],
    ) -> Result<(), SiteError> {
        let totals = totals(self, entries);
        let marks = totals.iter().filter_map(|(year, series, figure)| {
            Some((year.to_string(), series.clone(), (*figure)?))
        });
        let headline = format!("{title}: {}", self.say("models by year", "số mô hình theo năm"));
        body.push_str(&self.chart_of(&headline, "figure", marks.collect())?);
        let (Some(first), Some(last)) = (
            totals.iter().map(|(year, ..)| *year).min(),
            totals.iter().map(|(year, ..)| *year).max(),
        ) else {
            return Ok(());
        };
        let mut stated: BTreeMap<&str, BTreeSet<i64>> = BTreeMap::new();
        for (year, series, _) in &totals {
            stated.entry(series).or_default().insert(*year);
        }
        body.push_str("<ul class=\"gaps\">\n");
        for (series, years) in stated {
            let missing: Vec<String> = (first..=last)
                .filter(|year| !years.contains(year))
                .map(|y| y.to_string())
                .collect();
            let series = escape(series);
            if !missing.is_empty() {
                let (missing, say) = (
                    missing.join(", "),
                    self.say("no total in this base for", "cơ sở dữ liệu này không có tổng số năm"),
                );
                let not = self
                    .say("not stated, which is not nought", "không bài nào nêu, không phải là 0");
                body.push_str(&format!("<li>{series}: {say} {missing} ({not}).</li>\n"));
            }
        }
        body.push_str("</ul>\n");
        Ok(())
    }
}
