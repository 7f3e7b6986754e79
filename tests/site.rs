//! The base as pages: whole, linked, safe, the same every time, in both languages.

#[path = "common/env.rs"]
mod env;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use danvan::reference::words::{Content, vietnamese};
use danvan::store::{self, Thing};
use env::Env;

/// The files of a site by their paths, with `/`.
type Files = BTreeMap<String, String>;

/// Writes the site of a base and reads its files.
fn site(env: &Env, folder: &str, language: &str) -> Files {
    let run = env.run(&["site", folder, "--lang", language]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let files = files(&env.path(folder));
    let pages = files.keys().filter(|name| name.ends_with(".html")).count();
    assert_eq!(run.err, format!("danvan: {pages} pages written to {folder}\n"));
    files
}

fn files(folder: &Path) -> Files {
    let mut files = Files::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(at) = folders.pop() {
        for entry in std::fs::read_dir(at).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().to_str().unwrap().replace('\\', "/");
                files.insert(name, std::fs::read_to_string(&path).unwrap());
            }
        }
    }
    files
}

fn pages(files: &Files) -> impl Iterator<Item = (&String, &String)> {
    files.iter().filter(|(name, _)| name.ends_with(".html"))
}

/// The values of an attribute, as they are printed.
fn values<'p>(page: &'p str, attribute: &str) -> Vec<&'p str> {
    let begin = format!(" {attribute}=\"");
    page.split(&begin).skip(1).map(|rest| rest.split('"').next().unwrap()).collect()
}

/// The texts of an element, without the elements in it.
fn texts(page: &str, element: &str) -> Vec<String> {
    let (begin, end) = (format!("<{element}"), format!("</{element}>"));
    let inside = page.split(&begin).skip(1).filter(|rest| rest.starts_with(['>', ' ']));
    let text = |rest: &str| {
        let rest = rest.split(&end).next().unwrap().split_once('>').unwrap().1;
        let pieces =
            rest.split('<').map(|piece| piece.split_once('>').map_or(piece, |(_, text)| text));
        pieces.collect::<String>().trim().to_owned()
    };
    inside.map(text).collect()
}

/// The file and the anchor that a relative address leads to from a page.
fn target(from: &str, address: &str) -> (String, Option<String>) {
    let (path, anchor) = match address.split_once('#') {
        Some((path, anchor)) => (path, Some(anchor.to_owned())),
        None => (address, None),
    };
    if path.is_empty() {
        return (from.to_owned(), anchor);
    }
    let mut at: Vec<&str> = from.split('/').collect();
    at.pop();
    for step in path.split('/') {
        if step == ".." {
            assert!(at.pop().is_some(), "{from}: {address} leaves the site");
        } else {
            at.push(step);
        }
    }
    (at.join("/"), anchor)
}

/// Every way inside the site has its end, and every page is on a way from the start page.
fn assert_linked(files: &Files) {
    let mut reached = BTreeSet::from(["index.html".to_owned()]);
    let mut waiting = vec!["index.html".to_owned()];
    while let Some(name) = waiting.pop() {
        let page = &files[&name];
        for attribute in ["href", "src", "action"] {
            for address in values(page, attribute) {
                if address.starts_with("https://")
                    || address.starts_with("http://")
                    || address == "data:,"
                {
                    continue;
                }
                assert!(!address.contains(':') && !address.starts_with('/'), "{name}: {address}");
                let (file, anchor) = target(&name, address);
                let led_to =
                    files.get(&file).unwrap_or_else(|| panic!("{name}: {address}: no such file"));
                if let Some(anchor) = anchor {
                    assert!(
                        values(led_to, "id").contains(&anchor.as_str()),
                        "{name}: {address}: no such place"
                    );
                }
                if file.ends_with(".html") && reached.insert(file.clone()) {
                    waiting.push(file);
                }
            }
        }
    }
    let all: BTreeSet<String> = pages(files).map(|(name, _)| name.clone()).collect();
    assert_eq!(
        all.difference(&reached).collect::<Vec<_>>(),
        Vec::<&String>::new(),
        "led to by no page"
    );
}

/// What every page has, and what none has.
fn assert_sound(files: &Files, language: &str) {
    let mut folded = BTreeSet::new();
    for name in files.keys() {
        assert!(folded.insert(name.to_lowercase()), "{name}: equal to another on some disks");
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "-_./".contains(c);
        assert!(name.chars().all(plain) && name.len() < 100, "{name}");
    }
    for (name, page) in pages(files) {
        assert!(
            page.starts_with(&format!("<!DOCTYPE html>\n<html lang=\"{language}\">")),
            "{name}"
        );
        assert!(page.ends_with("</html>\n"), "{name}");
        assert_eq!(texts(page, "h1").len(), 1, "{name}: headlines");
        assert!(
            !texts(page, "h1")[0].is_empty() && !texts(page, "title")[0].starts_with(" –"),
            "{name}"
        );
        for part in ["<main id=\"content\"", "<a class=\"skip\"", "<footer>", "default-src 'none'"]
        {
            assert_eq!(page.matches(part).count(), 1, "{name}: {part}");
        }
        assert!(
            !page.contains("unsafe-inline")
                && !page.contains(" style=\"")
                && !page.contains("<style"),
            "{name}"
        );
        let scripts = values(page, "src").len();
        assert_eq!(page.matches("<script").count(), scripts, "{name}: a script inside the page");
        assert_eq!(scripts > 0, name == "search.html", "{name}");
        let ids = values(page, "id");
        let once: BTreeSet<&&str> = ids.iter().collect();
        assert_eq!(once.len(), ids.len(), "{name}: an id twice");
        // A table says what it is, and what its columns and rows are.
        assert_eq!(page.matches("<table>").count(), page.matches("<caption>").count(), "{name}");
        assert!(!page.contains("<th>"), "{name}: a heading without a scope");
    }
}

#[test]
fn every_way_has_its_end() {
    let env = Env::loaded();
    for language in ["en", "vi"] {
        let files = site(&env, language, language);
        assert_linked(&files);
        assert_sound(&files, language);
    }
}

#[test]
fn everything_has_its_page() {
    let env = Env::loaded();
    let files = site(&env, "trang", "en");
    let names = &files["search-names.js"];
    for (thing, folder) in [
        ("meetings", "meetings"),
        ("officials", "officials"),
        ("organizations", "organizations"),
        ("directives", "directives"),
        ("campaigns", "campaigns"),
        ("articles", "articles"),
    ] {
        let run = env.run(&["sql", &format!("SELECT count(*) FROM {thing}"), "--format", "csv"]);
        let count: usize = run.out.lines().nth(1).unwrap().parse().unwrap();
        let own: Vec<&String> = files
            .keys()
            .filter(|name| name.starts_with(&format!("{folder}/")) && !name.contains("/index"))
            .collect();
        assert!(count > 0);
        assert_eq!(own.len(), count, "{thing}");
        for name in own {
            let stem =
                name.strip_prefix(&format!("{folder}/")).unwrap().strip_suffix(".html").unwrap();
            assert!(names.contains(&format!("\"{stem}\"]")), "{name} is not found by the search");
        }
    }
    // Units that the base tells of, those above them, those that they became; and no others.
    for (unit, has) in [
        ("huyen-dai-loc-", true),
        ("tinh-quang-nam-", true),
        ("xa-ha-nha-", true),
        ("thanh-pho-da-nang-", true),
        ("huyen-chau-thanh-", false),
    ] {
        let found = files.keys().any(|name| name.starts_with(&format!("localities/{unit}")));
        assert_eq!(found, has, "{unit}");
    }
}

#[test]
fn a_unit_with_its_figures_and_what_they_leave_open() {
    let files = site(&Env::loaded(), "trang", "en");
    let page =
        files.iter().find(|(name, _)| name.starts_with("localities/huyen-dai-loc-")).unwrap().1;
    for part in [
        "<svg role=\"img\" aria-label=\"huyện Đại Lộc: models by year",
        "between 112 and 121, none chosen",
        "recognized: no total in this base for 2024 (not stated, which is not nought).",
        "<caption>Figures</caption>",
    ] {
        assert!(page.contains(part), "{part}");
    }
    // A figure leads to its very words.
    let way = values(page, "href").into_iter().find(|way| way.contains(".html#w")).unwrap();
    let (file, anchor) = target("localities/x.html", way);
    let words = files[&file].split(&format!("id=\"{}\"></span>", anchor.unwrap())).nth(1).unwrap();
    assert!(words.starts_with("86</mark>"), "{way}: {}", &words[..40]);
}

#[test]
fn a_fact_leads_to_what_it_names_and_words_to_the_fact() {
    let files = site(&Env::loaded(), "trang", "vi");
    let page = files.iter().find(|(_, page)| page.contains("Hứa Văn Tín</a></b>")).unwrap().1;
    for part in [
        "href=\"../officials/hua-van-tin-",
        "href=\"../organizations/ban-dan-van-tinh-uy-",
        "<sup><a href=\"#f",
    ] {
        assert!(page.contains(part), "{part}");
    }
}

#[test]
fn a_long_section_goes_on_on_further_pages() {
    let env = Env::new();
    for number in 0..260 {
        let day = format!("{:02}/{:02}/2023", number % 28 + 1, number % 12 + 1);
        env.write(
            &format!("tin/{number}.txt"),
            format!(
                "Huyện Đại Lộc kiểm tra mô hình lần {number}\n\nNgày đăng: {day}\n\nSáng {day}, Huyện ủy Đại Lộc, \
                 tỉnh Quảng Nam kiểm tra phong trào thi đua “Dân vận khéo” lần thứ {number} tại cơ sở số {number}.\n"
            ),
        );
    }
    assert_eq!(env.run(&["load", "tin"]).code, Some(0));
    let files = site(&env, "trang", "vi");
    assert_linked(&files);
    assert_sound(&files, "vi");
    let further =
        |part: &str| files.keys().any(|name| name.contains(part) && name.ends_with("-2.html"));
    assert!(further("campaigns/dan-van-kheo-") && further("articles/index"), "{:?}", files.keys());
    assert!(files.values().all(|page| page.len() < 500_000), "a page too long to be read");
}

#[test]
fn what_an_article_says_is_text() {
    let env = Env::new();
    let hostile = "<script>alert(1)</script> \"'><img src=x onerror=alert(1)>";
    let page = format!(
        "<html><head><title>x</title><meta property=\"og:title\" content=\"{0}\">\
         <link rel=\"canonical\" href=\"https://a.example/&quot;&gt;&lt;script&gt;alert(2)&lt;/script&gt;\"></head>\
         <body><article><h1>{0}</h1><p>Ngày 5/3/2023, Huyện ủy Đại Lộc, tỉnh Quảng Nam tổ chức Hội nghị tổng kết \
         phong trào thi đua “Dân vận khéo {0}”; toàn huyện đăng ký 45 mô hình theo Nghị quyết số 25-NQ/TW. \
         Đồng chí Lê Văn Tám, Bí thư Huyện ủy dự và phát biểu chỉ đạo hội nghị {0}.</p></article></body></html>",
        "HOSTILE"
    );
    let encoded = hostile
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;");
    env.write("tin/a.html", page.replace("HOSTILE", &encoded));
    env.write(
        "tin/<img src=x onerror=alert(4)>.txt",
        "Đại Lộc họp giao ban\n\nSáng 5/3/2023, Huyện ủy Đại Lộc, tỉnh Quảng Nam tổ chức hội nghị giao ban công tác \
         dân vận quý I. Dự hội nghị có đồng chí Lê Văn Tám, Bí thư Huyện ủy và đại diện các ban, ngành của huyện.\n",
    );
    env.write(
        "tin/b.jsonl",
        serde_json::json!({
            "title": hostile, "url": "javascript:alert(3)", "published": "2023-03-05",
            "text": format!("{hostile}\nHuyện Đại Lộc, tỉnh Quảng Nam năm 2022 đăng ký 41 mô hình “Dân vận khéo”."),
        })
        .to_string(),
    );
    let run =
        env.run(&["load", "tin/a.html", "tin/<img src=x onerror=alert(4)>.txt", "tin/b.jsonl"]);
    assert!(run.err.contains("3 new"), "{run:?}");
    let files = site(&env, "trang", "en");
    assert_linked(&files);
    assert_sound(&files, "en");
    let mut seen = false;
    for (name, page) in pages(&files) {
        for part in ["<script>", "<img", "href=\"javascript:", "onerror=\""] {
            assert!(!page.contains(part), "{name}: {part}");
        }
        seen |= page.contains("&lt;script&gt;alert(1)&lt;/script&gt;");
    }
    assert!(seen, "the text is kept");
}

#[test]
fn an_empty_base() {
    let env = Env::new();
    store::open_writing(&env.path("danvan.db")).unwrap().close().unwrap();
    for language in ["en", "vi"] {
        let files = site(&env, language, language);
        assert_linked(&files);
        assert_sound(&files, language);
    }
}

#[test]
fn one_content_one_site() {
    let (one, other) = (Env::loaded(), Env::new());
    other.copy_examples();
    let mut names: Vec<String> = std::fs::read_dir(other.path("tin"))
        .unwrap()
        .map(|entry| format!("tin/{}", entry.unwrap().file_name().to_str().unwrap()))
        .collect();
    names.sort();
    // Loaded one by one from the last, so that every row has another number.
    for name in names.iter().rev() {
        assert_eq!(other.run(&["load", name]).code, Some(0));
    }
    let (one, other) = (site(&one, "trang", "vi"), site(&other, "trang", "vi"));
    let names = |files: &Files| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&one), names(&other));
    for (name, content) in &one {
        for (line, same) in content.lines().zip(other[name].lines()) {
            assert_eq!(line, same, "{name}");
        }
        assert_eq!(content.len(), other[name].len(), "{name}");
    }
}

#[test]
fn a_vietnamese_site_has_no_english_words() {
    let files = site(&Env::loaded(), "trang", "vi");
    let tables = ["reference/columns.tsv", "reference/values.tsv"];
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut english = BTreeSet::new();
    for table in tables {
        let table = std::fs::read_to_string(root.join(table)).unwrap();
        for line in table.lines().filter(|line| !line.starts_with('#')) {
            let word = line.split('\t').next().unwrap().replace('_', " ");
            if line.split('\t').all(|cell| cell != word) || line.matches(&word).count() == 1 {
                english.insert(word);
            }
        }
    }
    for (name, page) in pages(&files) {
        for element in ["th", "dt", "h2", "h3", "caption", "summary", "button", "label", "td", "li"]
        {
            for text in texts(page, element) {
                let shown = text.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ');
                assert!(!english.contains(shown), "{name}: {element}: {text}");
            }
        }
        for word in [" the ", " of ", " and ", " with ", "Search", "Articles", "Problems"] {
            assert!(!page.contains(word), "{name}: {word}");
        }
    }
}

#[test]
fn every_word_of_a_profile_is_known_in_vietnamese() {
    let env = Env::loaded();
    let db = store::open_reading(&env.path("danvan.db")).unwrap();
    let mut unknown = BTreeSet::new();
    let mut seen = 0;
    for thing in Thing::ALL {
        store::each_listed(&db, thing, |listed| {
            let Some(profile) = store::profile(&db, thing, listed.id)? else { return Ok(()) };
            let titles = profile.sections.iter().map(|section| section.title);
            let words = profile.known.iter().map(|(word, _)| *word);
            for word in titles.chain(words) {
                if vietnamese(word) == word {
                    unknown.insert(word.to_owned());
                }
            }
            let parts = profile.sections.iter().flat_map(|section| &section.entries);
            let parts = parts.flat_map(|entry| &entry.parts);
            for part in parts.chain(profile.known.iter().map(|(_, part)| part)) {
                seen += 1;
                let named = danvan::reference::words::term(&part.name);
                assert!(named.is_some(), "{}: no line in reference/columns.tsv", part.name);
                if part.content == Content::Value && vietnamese(&part.text) == part.text {
                    unknown.insert(part.text.clone());
                }
            }
            Ok::<_, rusqlite::Error>(())
        })
        .unwrap();
    }
    assert!(seen > 300, "{seen}");
    assert!(unknown.is_empty(), "no line in reference/values.tsv: {unknown:?}");
}

#[test]
fn the_folder() {
    let env = Env::loaded();
    let first = site(&env, "trang", "vi");
    env.write("khac/anh.png", "x");
    env.write("sau/articles/ghi-chu.txt", "x");
    env.write("luu/bai.html", "<!DOCTYPE html><html><head><title>Bài</title></head></html>");
    for (args, code, told) in [
        (
            vec!["trang"],
            1,
            "trang: the folder is not empty; give --force to replace what danvan wrote to it",
        ),
        (vec!["trang", "--force", "--lang", "vi"], 0, " pages written to trang"),
        (
            vec!["khac", "--force"],
            1,
            "khac: holds anh.png, which is not danvan's; name another folder",
        ),
        (vec!["sau", "--force"], 1, "sau: holds articles/ghi-chu.txt, which is not danvan's"),
        (vec!["luu", "--force"], 1, "luu: holds bai.html, which is not danvan's"),
        (vec!["tin/dai-loc-2023-tong-ket.txt"], 1, "a file; name a folder"),
        (vec![], 2, "FOLDER"),
        (vec!["moi", "--lang", "fr"], 2, "--lang"),
    ] {
        let run = env.run(&[&["site"], args.as_slice()].concat());
        assert_eq!(run.code, Some(code), "{args:?}: {run:?}");
        assert!(run.err.contains(told), "{args:?}: {}", run.err);
    }
    assert_eq!(files(&env.path("trang")), first);
    assert_eq!(files(&env.path("khac")).len(), 1);
    assert!(!env.path("moi").exists());
    let run = env.run(&["--db", "khong-co.db", "site", "moi"]);
    assert_eq!(run.code, Some(1), "{run:?}");
    assert!(run.err.contains("no such database") && !env.path("moi").exists(), "{}", run.err);
}
