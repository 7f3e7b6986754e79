//! The words behind a row: from the statements that a report names to quotes, articles and links.

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use rusqlite::Connection;

use crate::output::Cell;
use crate::store::{Source, Statement, source};

/// The columns that `--with-sources` adds; where a row has several sources, a line each.
pub const COLUMNS: [&str; 4] = ["quote", "article", "published_on", "link"];

/// The cells of [`COLUMNS`] for statements such as `model_counts:12 awards:3`.
///
/// # Errors
/// What SQLite says.
pub fn cells(connection: &Connection, tokens: &str) -> rusqlite::Result<Vec<Cell<'static>>> {
    let mut sources: Vec<Source> = Vec::new();
    for token in tokens.split_whitespace() {
        let Some(statement) = Statement::parse(token) else { continue };
        // One sentence may state several figures of a row.
        if let Some(source) = source(connection, statement)?
            && !sources.contains(&source)
        {
            sources.push(source);
        }
    }
    let lines = |line: fn(&Source) -> String| {
        let lines: Vec<String> = sources.iter().map(line).collect();
        if lines.iter().all(String::is_empty) {
            return Cell::Null;
        }
        Cell::Text(lines.join("\n").into())
    };
    Ok(vec![
        lines(|source| source.quote.replace('\n', " ")),
        lines(|source| source.title.clone().unwrap_or_default()),
        lines(|source| source.published_on.clone().unwrap_or_default()),
        lines(|source| source.url.as_deref().map_or(String::new(), |url| link(url, &source.quote))),
    ])
}

/// Words at either end of a long quote by which a browser finds it.
const ENDS: usize = 6;
/// Quotes of fewer words are given whole.
const SHORT: usize = 16;
/// What has a meaning in an address or in a text fragment: `-` marks its prefix and suffix, `,`
/// its end.
const FRAGMENT: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'&')
    .add(b',')
    .add(b'-')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'[')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}')
    .add(b'\\');

/// An address that opens the page at the words: `https://…/bai.html#:~:text=Huyện%20có,mô%20hình`
/// (WICG scroll to text fragment; a browser that does not know it opens the page).
pub fn link(url: &str, quote: &str) -> String {
    let line = quote.lines().max_by_key(|line| line.len()).unwrap_or_default();
    let words: Vec<&str> = line.split_whitespace().collect();
    let encode = |words: &[&str]| utf8_percent_encode(&words.join(" "), FRAGMENT).to_string();
    let text = match words.len() {
        0 => return url.to_owned(),
        count if count < SHORT => encode(&words),
        count => format!("{},{}", encode(&words[..ENDS]), encode(&words[count - ENDS..])),
    };
    let mark = if url.contains('#') { ":~:text=" } else { "#:~:text=" };
    format!("{url}{mark}{text}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_to_the_words() {
        for (url, quote, expected) in [
            ("http://a/b", "có 5 mô hình", "http://a/b#:~:text=c%C3%B3%205%20m%C3%B4%20h%C3%ACnh"),
            ("http://a/b#c", "a-b, c", "http://a/b#c:~:text=a%2Db%2C%20c"),
            ("http://a/b", " ", "http://a/b"),
            (
                "http://a/b",
                "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17",
                "http://a/b#:~:text=1%202%203%204%205%206,12%2013%2014%2015%2016%2017",
            ),
        ] {
            assert_eq!(link(url, quote), expected);
        }
    }
}
