//! Whole pages of portals and newspapers, one for each family of content systems: menus, three
//! lists of related news with summaries, comments and counters around an article. Every line of
//! the article is kept, nothing else, and its title, date, author and publisher are right.
//!
//! `tests/pages/portal-NAME.expected` holds what `portal-NAME.html` states.

use std::path::{Path, PathBuf};

use danvan::article::{self, Article};
use danvan::input::{self, Page, PageKind};

const PORTALS: [&str; 8] = [
    "nukeviet",
    "liferay",
    "sharepoint",
    "vnpt",
    "wordpress",
    "bao-vi-du",
    "bao-mau-giang",
    "aspnet",
];

fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages").join(name)
}

fn page(name: &str) -> Page {
    input::pages(&[path(name)], &input::InputOptions::default())
        .next()
        .expect("a page or a reject")
        .expect("a page")
}

/// What a page states: its fields, and its lines with the letter of their kind.
#[derive(Debug, Clone, PartialEq)]
struct Told {
    title: String,
    published_on: String,
    author: String,
    publisher: String,
    url: String,
    site: String,
    lines: Vec<String>,
}

impl Told {
    fn expected(name: &str) -> Told {
        let text = std::fs::read_to_string(path(&format!("portal-{name}.expected"))).expect(name);
        let (fields, lines) = text.split_once("\n\n").expect("fields, a blank line, the lines");
        let field = |label: &str| {
            let line = fields.lines().find_map(|line| line.strip_prefix(label));
            line.expect(label).trim_start_matches(':').trim().to_owned()
        };
        Told {
            title: field("title"),
            published_on: field("published_on"),
            author: field("author"),
            publisher: field("publisher"),
            url: field("url"),
            site: field("site"),
            lines: lines.lines().map(str::to_owned).collect(),
        }
    }

    fn of(article: Article) -> Told {
        let kinds = article.hints.lines.chars();
        let day = article.published_on.map(|day| day.to_string());
        Told {
            lines: kinds.zip(article.text.lines()).map(|(k, line)| format!("{k} {line}")).collect(),
            title: article.title.unwrap_or_default(),
            published_on: day.unwrap_or_default(),
            author: article.author.unwrap_or_default(),
            publisher: article.publisher.unwrap_or_default(),
            url: article.url.unwrap_or_default(),
            site: article.hints.site.unwrap_or_default(),
        }
    }

    fn read(page: &Page) -> Told {
        Told::of(article::read(page).unwrap_or_else(|reject| panic!("{reject}")))
    }
}

/// Compares line by line, so that a failure shows the line.
fn assert_lines(name: &str, told: &Told, expected: &Told) {
    for (at, line) in expected.lines.iter().enumerate() {
        let found = told.lines.get(at).map_or("nothing", String::as_str);
        assert_eq!(found, line, "{name}: line {at} of\n{}", told.lines.join("\n"));
    }
    assert_eq!(told.lines.len(), expected.lines.len(), "{name}:\n{}", told.lines.join("\n"));
}

#[test]
fn pages_of_every_content_system_are_read() {
    for name in PORTALS {
        let page = page(&format!("portal-{name}.html"));
        assert!((33_000..45_000).contains(&page.bytes.len()), "{name}: {}", page.bytes.len());
        let (told, expected) = (Told::read(&page), Told::expected(name));
        assert_lines(name, &told, &expected);
        assert_eq!(told, expected, "{name}");
    }
}

/// The same page after a change of its markup.
fn changed(name: &str, change: impl Fn(&str) -> String) -> Told {
    let page = page(&format!("portal-{name}.html"));
    let html = std::str::from_utf8(&page.bytes).expect("test pages are UTF-8");
    Told::read(&Page::new(name, change(html).into_bytes(), PageKind::Html))
}

/// What a page states by its own words, whatever its address and its owner.
fn assert_told(name: &str, told: &Told) {
    let expected = Told::expected(name);
    assert_lines(name, told, &expected);
    assert_eq!(told.title, expected.title, "{name}");
    assert_eq!(told.published_on, expected.published_on, "{name}");
    assert_eq!(told.author, expected.author, "{name}");
}

#[test]
fn pages_without_metadata_state_the_same() {
    for name in PORTALS {
        let told = changed(name, |html| {
            let blank = ["<meta ", "<META ", "application/ld+json", "rel=\"canonical\""];
            blank.iter().fold(html.to_owned(), |html, mark| html.replace(mark, "<x "))
        });
        assert_told(name, &told);
    }
}

#[test]
fn pages_without_names_of_classes_state_the_same() {
    for name in PORTALS {
        // What only a class hides cannot be told without it.
        if name == "nukeviet" {
            continue;
        }
        let told = changed(name, |html| {
            html.replace(" class=\"", " data-c=\"").replace(" id=\"", " data-i=\"")
        });
        assert_told(name, &told);
    }
}

#[test]
fn pages_without_end_tags_or_headings_state_the_same() {
    for name in PORTALS {
        let open = changed(name, |html| {
            ["</p>", "</li>", "</td>", "</tr>", "</P>"]
                .iter()
                .fold(html.to_owned(), |html, tag| html.replace(tag, ""))
        });
        let flat = changed(name, |html| {
            (1..=6).fold(html.to_owned(), |html, level| {
                html.replace(&format!("<h{level}"), "<div")
                    .replace(&format!("</h{level}>"), "</div>")
            })
        });
        let expected = Told::expected(name);
        assert_eq!(open, expected, "{name} without end tags");
        assert_eq!(flat, expected, "{name} without headings");
    }
}

#[test]
fn pages_copied_as_text_state_the_same() {
    for name in ["liferay", "nukeviet", "vnpt", "aspnet"] {
        assert_told(name, &Told::read(&page(&format!("portal-{name}.txt"))));
    }
}

#[test]
fn pages_without_an_article_are_refused() {
    const LIST: &str = "a list of articles, not one article";
    const NOTHING: &str = "no article text found";
    for (name, reason) in [
        ("listing", LIST),
        ("listing-table", LIST),
        ("tag", LIST),
        ("home", LIST),
        ("search", LIST),
        ("404", "an error page of the site"),
        ("gallery", "pictures with captions, no text"),
        ("login", NOTHING),
        ("contact", NOTHING),
        ("documents", NOTHING),
        ("video", NOTHING),
    ] {
        let reject = article::read(&page(&format!("no-article-{name}.html"))).expect_err(name);
        assert_eq!(reject.reason, reason, "{name}");
        assert!(reject.advice.contains("page of one article"), "{name}: {}", reject.advice);
    }
}
