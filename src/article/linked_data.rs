//! JSON-LD, the data block in which a page describes its article: schema.org objects alone, in
//! arrays or in a `@graph`, where nodes point to each other by `@id`.

use std::collections::HashMap;

use chrono::NaiveDate;
use serde_json::{Map, Value};

use super::dates::metadata_date;
use super::line::key;
use super::meta::{clean, web_address};

/// All that the data blocks of a page say.
#[derive(Debug, Default)]
pub(super) struct LinkedData {
    articles: Vec<Article>,
}

/// What a block says of one article.
#[derive(Debug, Default)]
pub(super) struct Article {
    pub headline: Option<String>,
    pub author: Option<String>,
    pub publisher: Option<String>,
    pub url: Option<String>,
    pub published: Option<NaiveDate>,
}

type Object = Map<String, Value>;

impl LinkedData {
    /// Reads the text of a data block; one that cannot be read says nothing.
    pub fn read(&mut self, block: &str) {
        let Some(value) = parse(block) else { return };
        let objects = objects(&value);
        let names: HashMap<&str, &str> = objects
            .iter()
            .filter_map(|object| {
                Some((object.get("@id")?.as_str()?, object.get("name")?.as_str()?))
            })
            .collect();
        let articles = objects.iter().filter(is_article);
        self.articles.extend(articles.map(|object| Article::of(object, &names)));
    }

    /// The article of the page: other articles may be described too (`Tin liên quan`).
    pub fn article(&self, title: Option<&str>) -> Option<&Article> {
        let title = title.map(key);
        let same = |article: &&Article| {
            let (Some(title), Some(headline)) = (&title, &article.headline) else { return false };
            let headline = key(headline);
            title.starts_with(&headline) || headline.starts_with(title.as_str())
        };
        self.articles.iter().find(same).or(self.articles.first())
    }
}

impl Article {
    fn of(object: &Object, names: &HashMap<&str, &str>) -> Article {
        let address = |value: &Value| web_address(value.as_str()?);
        let page = object.get("mainEntityOfPage");
        Article {
            headline: object.get("headline").and_then(Value::as_str).and_then(clean),
            author: object.get("author").and_then(|value| named(value, names)),
            publisher: object.get("publisher").and_then(|value| named(value, names)),
            url: object
                .get("url")
                .and_then(address)
                .or_else(|| address(page?.get("@id").unwrap_or(page?))),
            published: object.get("datePublished").and_then(Value::as_str).and_then(metadata_date),
        }
    }
}

/// The names of persons or of a body: said, in an object, or in an object elsewhere.
fn named(value: &Value, names: &HashMap<&str, &str>) -> Option<String> {
    match value {
        Value::String(name) => clean(name),
        Value::Array(several) => {
            let names: Vec<String> = several.iter().filter_map(|one| named(one, names)).collect();
            (!names.is_empty()).then(|| names.join(", "))
        }
        Value::Object(object) => {
            let elsewhere = || names.get(object.get("@id")?.as_str()?).copied();
            clean(object.get("name").and_then(Value::as_str).or_else(elsewhere)?)
        }
        _ => None,
    }
}

/// The objects of a block that stand for themselves.
fn objects(block: &Value) -> Vec<&Object> {
    const MOST: usize = 500;
    let mut found = Vec::new();
    let mut queue = vec![block];
    while let Some(value) = queue.pop() {
        match value {
            Value::Array(items) => queue.extend(items.iter().rev()),
            Value::Object(object) => {
                queue.extend(object.get("@graph"));
                found.push(object);
            }
            _ => {}
        }
        if found.len() >= MOST {
            break;
        }
    }
    found
}

fn is_article(object: &&&Object) -> bool {
    let is = |kind: &Value| {
        kind.as_str().is_some_and(|kind| {
            kind.ends_with("Article") || matches!(kind, "BlogPosting" | "Report" | "NewsItem")
        })
    };
    match object.get("@type") {
        Some(Value::Array(kinds)) => kinds.iter().any(is),
        Some(kind) => is(kind),
        None => false,
    }
}

/// Parses a block as pages write them: in comment or CDATA marks, with line ends inside strings
/// and commas behind the last member.
fn parse(block: &str) -> Option<Value> {
    let start = block.find(['{', '['])?;
    let end = block.rfind(['}', ']'])?;
    let block = block.get(start..=end)?;
    serde_json::from_str(block).ok().or_else(|| serde_json::from_str(&mended(block)).ok())
}

fn mended(block: &str) -> String {
    let mut out = String::with_capacity(block.len());
    let (mut in_string, mut escaped) = (false, false);
    for c in block.chars() {
        let c = if c.is_control() { ' ' } else { c };
        if !in_string && matches!(c, '}' | ']') {
            let kept = out.trim_end().trim_end_matches(',').len();
            out.truncate(kept);
        }
        if !escaped && c == '"' {
            in_string = !in_string;
        }
        escaped = in_string && c == '\\' && !escaped;
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Headline, author, publisher and day of the article of a page with this title.
    fn read(block: &str, title: &str) -> [String; 4] {
        let mut data = LinkedData::default();
        data.read(block);
        let article = data.article(Some(title)).expect("an article");
        let day = article.published.map(|day| day.to_string());
        [&article.headline, &article.author, &article.publisher, &day]
            .map(|field| field.clone().unwrap_or_default())
    }

    #[test]
    fn blocks_are_read_as_pages_write_them() {
        let plain = r#"{"@type":"NewsArticle","headline":"Mẫu","author":"Thu Thí","publisher":{"name":"Báo Ví Dụ"},"datePublished":"2024-03-06T09:15:00+07:00"}"#;
        let graph = r#"{"@graph":[{"@type":"WebSite","name":"Trang"},
            {"@type":["Article","BlogPosting"],"headline":"Mẫu","author":{"@id":"/#1"},"publisher":{"@id":"/#2"},"datePublished":"2024-03-05T18:30:00+00:00"},
            {"@type":"Person","@id":"/#1","name":"Thu Thí"},{"@type":"Organization","@id":"/#2","name":"Báo Ví Dụ"}]}"#;
        let sloppy = "<!-- {\"@type\":\"NewsArticle\",\"headline\":\"Mẫu\n\",\"author\":[{\"name\":\"Thu Thí\"},],\"publisher\":\"Báo Ví Dụ\",\"datePublished\":\"2024-03-06\",} -->";
        for block in [plain, &format!("[{plain}]"), graph, sloppy] {
            assert_eq!(
                read(block, "Mẫu"),
                ["Mẫu", "Thu Thí", "Báo Ví Dụ", "2024-03-06"],
                "{block}"
            );
        }
    }

    #[test]
    fn the_article_of_the_page_is_told_from_others() {
        let block = r#"[{"@type":"NewsArticle","headline":"Tin khác trong ngày"},{"@type":"NewsArticle","headline":"Xã Mẫu sơ kết công tác dân vận"}]"#;
        let [headline, ..] = read(block, "Xã Mẫu sơ kết công tác dân vận - Báo Ví Dụ");
        assert_eq!(headline, "Xã Mẫu sơ kết công tác dân vận");
    }

    #[test]
    fn what_is_no_data_says_nothing() {
        for block in ["", "{", "]", "{\"a\":}", "[[[[", "var x = 1;", "{}", "null"] {
            let mut data = LinkedData::default();
            data.read(block);
            assert!(data.article(None).is_none(), "{block}");
        }
    }
}
