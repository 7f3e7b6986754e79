//! The units as trees without a map: as they were, and as of today.

use std::collections::{HashMap, HashSet};

use super::page::Page;
use super::{Site, SiteError};
use crate::output::page::escape;
use crate::store::{Thing, TreeUnit, tree_units};

/// Units by the unit that they hang on.
type Branches<'u> = HashMap<Option<i64>, Vec<&'u TreeUnit>>;

impl Site<'_> {
    /// The page of both trees.
    pub fn geography(&mut self) -> Result<(), SiteError> {
        let units = tree_units(self.db)?;
        let known: HashSet<i64> = units.iter().map(|unit| unit.id).collect();
        let above = |id: Option<i64>| id.filter(|id| known.contains(id));
        let mut then = Branches::new();
        let mut now = Branches::new();
        for unit in &units {
            then.entry(above(unit.parent)).or_default().push(unit);
            // A unit of today hangs where it is; one of then on what it lies in.
            let of_today =
                if unit.valid_to.is_none() { unit.parent } else { unit.now.or(unit.province) };
            if unit.valid_to.is_none() || of_today.is_some() {
                now.entry(above(of_today)).or_default().push(unit);
            }
        }
        let lost: Vec<&TreeUnit> = units
            .iter()
            .filter(|unit| unit.valid_to.is_some() && unit.now.or(unit.province).is_none())
            .collect();
        let title = self.say("Geography, then and now", "Địa giới hành chính, khi đó và hiện nay");
        let about = self.say(
            "Units that this base tells of, with those that contain them and those that they became. \
             A figure belongs to the unit of its time; nothing is added up or split. Behind each name: \
             its own articles, meetings and figures.",
            "Các địa phương có trong cơ sở dữ liệu này, cùng đơn vị cấp trên và đơn vị kế tục. Số liệu \
             thuộc về đơn vị khi đó; không cộng gộp, không chia tách. Sau mỗi tên là số bài viết, hội \
             nghị và số liệu của riêng đơn vị đó.",
        );
        let (of_then, of_now) = (self.say("Then", "Khi đó"), self.say("Now", "Hiện nay"));
        let mut body = format!(
            "<h1>{title}</h1>\n<p>{about}</p>\n<div class=\"trees\">\n<section>\n<h2>{of_then}</h2>\n"
        );
        let why = self.say(
            "Each unit in the one that contained it last.",
            "Mỗi đơn vị đặt dưới đơn vị cấp trên cuối cùng của nó.",
        );
        body.push_str(&format!("<p>{why}</p>\n"));
        self.branch(&mut body, &then, None, 0);
        let why = self.say(
            "Units of today, and under them those of then that lie in them whole; of a divided unit, the province.",
            "Các đơn vị hiện nay, dưới đó là đơn vị cũ nằm trọn trong đó; đơn vị đã chia tách thì đặt dưới tỉnh.",
        );
        body.push_str(&format!("</section>\n<section>\n<h2>{of_now}</h2>\n<p>{why}</p>\n"));
        self.branch(&mut body, &now, None, 0);
        if !lost.is_empty() {
            let headline = self.say("Not known to lie in one province", "Chưa rõ thuộc tỉnh nào");
            body.push_str(&format!("<h3>{headline}</h3>\n<ul class=\"tree\">\n"));
            for unit in lost {
                body.push_str(&format!("<li>{}</li>\n", self.leaf(unit)));
            }
            body.push_str("</ul>\n");
        }
        body.push_str("</section>\n</div>\n");
        self.page(&Page { path: "geography.html", title, within: None, scripts: &[], body: &body })
    }

    fn branch(&self, body: &mut String, tree: &Branches, above: Option<i64>, depth: usize) {
        let Some(units) = tree.get(&above) else { return };
        // Units do not contain each other, but the data are not ours.
        if depth > 8 {
            return;
        }
        body.push_str("<ul class=\"tree\">\n");
        for unit in units {
            let leaf = self.leaf(unit);
            if tree.contains_key(&Some(unit.id)) {
                let inside = tree[&Some(unit.id)].len();
                let open = if depth == 0 && units.len() < 4 { " open" } else { "" };
                let label = self.say("units inside:", "đơn vị trực thuộc:");
                body.push_str(&format!("<li>{leaf}\n<details{open}><summary>{label} {inside}<span class=\"unseen\"> – {}</span></summary>\n", escape(&unit.name)));
                self.branch(body, tree, Some(unit.id), depth + 1);
                body.push_str("</details></li>\n");
            } else {
                body.push_str(&format!("<li>{leaf}</li>\n"));
            }
        }
        body.push_str("</ul>\n");
    }

    /// A unit, with what the base has of it.
    fn leaf(&self, unit: &TreeUnit) -> String {
        let name = format!("<span lang=\"vi\">{}</span>", escape(&unit.name));
        let mut leaf = match self.address((Thing::Locality, unit.id), "") {
            Some(address) => format!("<a href=\"{address}\">{name}</a>"),
            None => name,
        };
        if let Some(day) = &unit.valid_to {
            leaf.push_str(&format!(
                " <span class=\"soft\">({} {})</span>",
                self.say("until", "đến"),
                self.day(day)
            ));
        }
        let has = [
            (unit.articles, self.say("articles", "bài")),
            (unit.meetings, self.say("meetings", "hội nghị")),
            (unit.figures, self.say("figures", "số liệu")),
        ];
        let has = has
            .iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, what)| format!("{count} {what}"));
        let has = has.collect::<Vec<_>>().join(", ");
        if !has.is_empty() {
            leaf.push_str(&format!(" <span class=\"soft\">– {has}</span>"));
        }
        leaf
    }
}
