//! Which columns of a table or fields of a record hold the text, the headline, the day.

use std::str::FromStr;

use super::Given;

/// What a column can hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    /// The article's text, or its page as HTML.
    Text,
    /// The headline.
    Title,
    /// The page's address.
    Url,
    /// The day of publication.
    Date,
    /// Byline persons.
    Author,
    /// Byline organization or site.
    Publisher,
}

/// Names that columns usually have, the best first.
const USUAL: &[(Column, &[&str])] = &[
    (
        Column::Text,
        &["text", "content", "body", "html", "content_html", "article_body", "articlebody"],
    ),
    (Column::Title, &["title", "headline"]),
    (Column::Url, &["url", "link"]),
    (
        Column::Date,
        &[
            "date",
            "published_at",
            "published_on",
            "published",
            "publish_date",
            "datepublished",
            "pubdate",
        ],
    ),
    (Column::Author, &["author", "authors"]),
    (Column::Publisher, &["publisher", "site", "site_name"]),
];

/// Columns by the names that a person gives (`text=noi_dung`), else by their usual names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ColumnMap {
    /// A column and the name it has.
    pub named: Vec<(Column, String)>,
}

/// `text=noi_dung`
///
/// # Errors
/// What is no pair, or names no column there is.
pub fn parse_mapping(mapping: &str) -> Result<(Column, String), String> {
    let (column, name) = mapping.split_once('=').ok_or("write COLUMN=NAME, as in text=noi_dung")?;
    let name = name.trim();
    if name.is_empty() {
        return Err("a name is missing behind =".to_owned());
    }
    Ok((column.trim().parse()?, name.to_owned()))
}

impl FromStr for Column {
    type Err = String;

    fn from_str(name: &str) -> Result<Column, String> {
        USUAL
            .iter()
            .find(|(_, names)| names[0] == name)
            .map(|(column, _)| *column)
            .ok_or_else(|| "columns are text, title, url, date, author, publisher".to_owned())
    }
}

impl ColumnMap {
    /// The rank of a name for a column: lower is better, none for another name.
    fn rank(&self, column: Column, name: &str) -> Option<usize> {
        let name = name.trim();
        let mut named = self.named.iter().filter(|(c, _)| *c == column).peekable();
        if named.peek().is_some() {
            return named.any(|(_, given)| given == name).then_some(0);
        }
        let (_, usual) = USUAL.iter().find(|(c, _)| *c == column)?;
        usual.iter().position(|known| known.eq_ignore_ascii_case(name))
    }

    /// Whether one of the names can hold the text.
    pub fn has_text<'n>(&self, mut names: impl Iterator<Item = &'n str>) -> bool {
        names.any(|name| self.rank(Column::Text, name).is_some())
    }

    /// The text of a record and what is given beside it.
    ///
    /// # Errors
    /// Why the record holds no text.
    pub fn page<'n>(
        &self,
        fields: impl Iterator<Item = (&'n str, String)>,
    ) -> Result<(String, Given), String> {
        let mut best: [Option<(usize, String)>; 6] = Default::default();
        for (name, value) in fields.filter(|(_, value)| !value.trim().is_empty()) {
            for (place, (column, _)) in best.iter_mut().zip(USUAL) {
                if let Some(rank) = self.rank(*column, name)
                    && place.as_ref().is_none_or(|(old, _)| rank < *old)
                {
                    *place = Some((rank, value.clone()));
                }
            }
        }
        let [text, title, url, published_on, author, publisher] =
            best.map(|found| found.map(|(_, value)| value));
        let text = text.ok_or_else(|| "no text in the record".to_owned())?;
        Ok((text, Given { url, title, published_on, author, publisher, ..Given::default() }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(map: &ColumnMap, fields: &[(&str, &str)]) -> Result<(String, Given), String> {
        map.page(fields.iter().map(|(name, value)| (*name, (*value).to_owned())))
    }

    #[test]
    fn usual_names_are_known_in_any_case() {
        let fields = [("Title", "Tin"), ("BODY", "Nội dung"), ("published_at", "2024-04-15")];
        let (text, given) = page(&ColumnMap::default(), &fields).expect("a page");
        assert_eq!(text, "Nội dung");
        assert_eq!(given.title.as_deref(), Some("Tin"));
        assert_eq!(given.published_on.as_deref(), Some("2024-04-15"));
    }

    #[test]
    fn a_given_name_stands_for_the_usual_ones() {
        let map = ColumnMap { named: vec![parse_mapping("text=noi_dung").expect("a mapping")] };
        let (text, _) = page(&map, &[("text", "a"), ("noi_dung", "b")]).expect("a page");
        assert_eq!(text, "b");
        assert_eq!(page(&map, &[("text", "a")]), Err("no text in the record".to_owned()));
    }

    #[test]
    fn mappings_that_say_nothing_are_refused() {
        for bad in ["text", "text=", "van_ban=x"] {
            assert!(parse_mapping(bad).is_err(), "{bad}");
        }
    }
}
