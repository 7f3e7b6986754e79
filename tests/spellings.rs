//! The same article in another spelling, or inside a page, states the same facts.

use std::path::Path;

use danvan::input::{self, Page, PageKind};
use danvan::{article, extract};
use serde_json::Value;
use unicode_normalization::UnicodeNormalization;

/// The labelled articles of the project.
fn pages() -> Vec<Page> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/gold");
    let pages: Vec<Page> =
        input::pages(&[folder], &input::InputOptions::default()).filter_map(Result::ok).collect();
    assert!(pages.len() >= 10, "the labelled articles of tests/gold");
    pages
}

fn facts(page: &Page) -> Value {
    let article = article::read(page).unwrap_or_else(|e| panic!("{}: {e}", page.source));
    serde_json::to_value(extract::extract(&article)).expect("facts as JSON")
}

/// Tone marks where schools put them: `hòa` → `hoà`, `thủy` → `thuỷ`.
fn school_marks(text: &str) -> String {
    const PAIRS: &[(&str, &str)] = &[
        ("òa", "oà"),
        ("óa", "oá"),
        ("ỏa", "oả"),
        ("õa", "oã"),
        ("ọa", "oạ"),
        ("òe", "oè"),
        ("óe", "oé"),
        ("ỏe", "oẻ"),
        ("õe", "oẽ"),
        ("ọe", "oẹ"),
        ("ùy", "uỳ"),
        ("úy", "uý"),
        ("ủy", "uỷ"),
        ("ũy", "uỹ"),
        ("ụy", "uỵ"),
    ];
    let word = |word: &str| {
        let capital = |mark: &str| {
            let mut letters = mark.chars();
            letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
        };
        PAIRS
            .iter()
            .flat_map(|(press, school)| {
                let pair = (press.to_string(), school.to_string());
                let upper = (press.to_uppercase(), school.to_uppercase());
                [pair, (capital(press), capital(school)), upper]
            })
            .find_map(|(press, school)| Some(word.strip_suffix(&*press)?.to_owned() + &school))
            .unwrap_or_else(|| word.to_owned())
    };
    text.split_inclusive(|c: char| !c.is_alphabetic())
        .map(|part| {
            let letters = part.trim_end_matches(|c: char| !c.is_alphabetic());
            word(letters) + &part[letters.len()..]
        })
        .collect()
}

fn respelt(page: &Page, spell: impl Fn(&str) -> String) -> Page {
    let text = page.text().expect("UTF-8").text;
    Page::new(page.source.clone(), spell(&text).into_bytes(), page.kind)
}

/// Its name, and the text so spelt.
type Spelling = (&'static str, fn(&str) -> String);

#[test]
fn spellings_of_an_article_state_the_same_facts() {
    let spellings: &[Spelling] = &[
        ("NFC", |t| t.nfc().collect()),
        ("NFD", |t| t.nfd().collect()),
        ("school marks", school_marks),
        ("school marks, NFD", |t| school_marks(t).nfd().collect()),
        ("CRLF", |t| t.replace("\r\n", "\n").replace('\n', "\r\n")),
        ("byte order mark", |t| format!("\u{feff}{t}")),
    ];
    for page in pages() {
        let printed = facts(&page);
        for (name, spell) in spellings {
            assert_eq!(facts(&respelt(&page, spell)), printed, "{}: {name}", page.source);
        }
        // Inside markup a no-break space is no space between attributes.
        if page.kind == PageKind::Text {
            let spaced = respelt(&page, |t| t.replace(' ', "\u{a0}"));
            assert_eq!(facts(&spaced), printed, "{}: no-break spaces", page.source);
        }
    }
    assert_eq!(school_marks("Ủy ban, HÒA; thủy quý."), "Uỷ ban, HOÀ; thuỷ quý.");
}

/// A page around an article: menu, related headlines, a box of figures, a footer.
fn in_a_page(text: &str) -> String {
    let escaped = text.replace('&', "&amp;").replace('<', "&lt;");
    let mut lines = escaped.lines().filter(|l| !l.trim().is_empty());
    let title = lines.next().unwrap_or_default();
    let body: String = lines.map(|l| format!("<p>{l}</p>\n")).collect();
    format!(
        "<!DOCTYPE html><html lang=\"vi\"><head><meta charset=\"utf-8\"><title>{title}</title></head><body>\
         <nav class=\"menu\"><ul><li><a href=\"/\">Trang chủ</a></li><li><a href=\"/tin\">Tin tức</a></li>\
         <li><a href=\"/lh\">Liên hệ</a></li></ul></nav>\
         <main><article><h1>{title}</h1>\n<div class=\"content\">{body}</div></article></main>\
         <aside class=\"related\"><h3>Tin liên quan</h3><ul>\
         <li><a href=\"/1\">Huyện Thử Nghiệm có 99 mô hình “Dân vận khéo” năm 2011</a></li>\
         <li><a href=\"/2\">Hội nghị tổng kết công tác dân vận năm 2011 của xã Bên Lề</a></li></ul></aside>\
         <footer><p>Lượt truy cập: 12.345</p></footer></body></html>"
    )
}

#[test]
fn an_article_inside_a_page_states_the_same_facts() {
    let families = [
        "meetings",
        "officials",
        "campaigns",
        "model_counts",
        "directives",
        "awards",
        "organizations",
    ];
    /// Facts without what tells where in which text they stand.
    fn plain(value: &Value) -> Value {
        match value {
            Value::Object(map) => map
                .iter()
                .filter(|(key, _)| !matches!(key.as_str(), "start" | "end" | "quote" | "evidence"))
                .map(|(key, value)| (key.clone(), plain(value)))
                .collect(),
            Value::Array(list) => {
                // A headline may be read first or last: in any order.
                let mut list: Vec<Value> = list.iter().map(plain).collect();
                list.sort_by_key(Value::to_string);
                list.into()
            }
            value => value.clone(),
        }
    }
    for page in &pages() {
        // What the reader takes for the article, with nothing around it.
        let text = article::read(page).expect("an article").text;
        let of = |text: String, kind| Page::new(page.source.clone(), text.into_bytes(), kind);
        let inside = facts(&of(in_a_page(&text), PageKind::Html));
        let alone = facts(&of(text, PageKind::Text));
        for family in families {
            assert_eq!(plain(&inside[family]), plain(&alone[family]), "{}: {family}", page.source);
        }
    }
}
