//! Articles out of pages: one page in, its fields and the kinds of its lines out.

use std::path::{Path, PathBuf};

use danvan::article::{self, Article};
use danvan::input::{self, Page, PageKind};
use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;

fn page(name: &str) -> Page {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages").join(name);
    input::pages(&[path], &input::InputOptions::default())
        .next()
        .expect("a page or a reject")
        .expect("a page")
}

fn read(name: &str) -> Article {
    article::read(&page(name)).expect("an article")
}

/// Pages of our own wording, one for each manner of printing an article.
const PAGES: [(&str, &str, &str, &str, &str, &str); 9] = [
    (
        "portal-label.txt",
        "Xã Ví Dụ sơ kết công tác dân vận 6 tháng đầu năm 2023",
        "2023-07-07",
        "Thu An",
        "Trung tâm Văn hóa huyện Thí Dụ",
        "tpccpb",
    ),
    (
        "site-clock.txt",
        "Phường Thử phát động tháng cao điểm làm sạch ngõ phố",
        "",
        "",
        "BÁO VÍ DỤ ONLINE",
        "tpp",
    ),
    (
        "nukeviet.txt",
        "Huyện Thí Dụ tổng kết phong trào thi đua “Dân vận khéo” năm 2022",
        "2022-12-25",
        "Minh Thử - Quốc Mẫu",
        "",
        "tppb",
    ),
    (
        "byline-under-title.txt",
        "Lâm Thí: Già làng được tặng kỷ niệm chương vì sự nghiệp dân vận",
        "2021-05-03",
        "LAN THÍ - VĂN MẪU",
        "ĐÀI TRUYỀN HÌNH LÂM THÍ",
        "tprrrpb",
    ),
    (
        "footer-owner.txt",
        "Làng Mẫu ra mắt tổ dân vận tự quản",
        "2020-06-17",
        "Ngọc Thử",
        "truyenthanhmau.vn",
        "tppb",
    ),
    (
        "leading-stamp.txt",
        "Phường Mẫu đối thoại với nhân dân về chỉnh trang đô thị",
        "2020-07-02",
        "",
        "CỔNG THÔNG TIN ĐIỆN TỬ PHƯỜNG MẪU",
        "tppiip",
    ),
    (
        "box-inside.txt",
        "Huyện Mẫu biểu dương gương dân vận khéo trong đồng bào có đạo",
        "2015-08-18",
        "NGỌC MẪU",
        "CỔNG THÔNG TIN ĐIỆN TỬ HUYỆN MẪU",
        "tpppb",
    ),
    (
        "wordpress.html",
        "Thị xã Thử: Hơn 40 mô hình dân vận khéo",
        "2022-10-15",
        "Mẫu Lý – Thử Tuối",
        "Đài Truyền thanh Thử",
        "tpcprrriipb",
    ),
    (
        "aspnet.html",
        "Hội Nông dân huyện Mẫu sơ kết mô hình “Dân vận khéo” quý III",
        "2019-09-22",
        "Văn Thử",
        "Cổng thông tin huyện",
        "tppcpb",
    ),
];

#[test]
fn pages_of_every_manner_are_read() {
    for (name, title, date, author, publisher, lines) in PAGES {
        let article = read(name);
        let day = article.published_on.map(|day| day.to_string()).unwrap_or_default();
        assert_eq!(article.title.unwrap_or_default(), title, "{name}: title");
        assert_eq!(day, date, "{name}: published_on");
        assert_eq!(article.author.unwrap_or_default(), author, "{name}: author");
        assert_eq!(article.publisher.unwrap_or_default(), publisher, "{name}: publisher");
        assert_eq!(article.hints.lines, lines, "{name}: kinds of lines in\n{}", article.text);
        assert_eq!(article.text.lines().count(), lines.len(), "{name}: a letter for each line");
    }
}

#[test]
fn addresses_and_headers_are_kept() {
    assert_eq!(read("wordpress.html").url.as_deref(), Some("https://example.vn/hon-40-mo-hinh/"));
    assert_eq!(
        read("aspnet.html").url.as_deref(),
        Some("http://example.gov.vn/Pages/tin.aspx?id=7")
    );
    let hints = read("leading-stamp.txt").hints;
    assert_eq!(hints.site.as_deref(), Some("CỔNG THÔNG TIN ĐIỆN TỬ PHƯỜNG MẪU"));
    assert!(hints.header.iter().any(|line| line == "Thị xã Thử - tỉnh Thí Dụ"), "{hints:?}");
}

#[test]
fn text_holds_the_article_and_nothing_else() {
    for (name, holds, lacks) in [
        ("portal-label.txt", "Phó Bí thư Đảng ủy xã phát biểu tại hội nghị\n", "Bản đồ số"),
        ("nukeviet.txt", "Trong năm, toàn huyện công nhận 31", "0a1b2c3d"),
        ("site-clock.txt", "\nHội nghị phát động do Đảng ủy phường", "(BVD)"),
        ("byline-under-title.txt", "Huyện Đầu | 4 | 12\n", "1402"),
        ("box-inside.txt", "\nCác gương được biểu dương", "tiếng đàn"),
        ("box-inside.txt", "\nSáng 18/8, Ủy ban", "Zalo"),
        ("wordpress.html", "Kinh tế | 18\n", "Phường bên có thêm"),
        ("wordpress.html", "do nhân dân bàn và làm", "rất hay"),
        ("aspnet.html", "Hội Nông dân huyện Mẫu tổ chức sơ kết", "gặt xong"),
    ] {
        let text = read(name).text;
        assert!(text.contains(holds), "{name} holds {holds:?}\n{text}");
        assert!(!text.contains(lacks), "{name} lacks {lacks:?}\n{text}");
    }
}

#[test]
fn what_is_no_vietnamese_article_is_refused() {
    for (name, reason) in [
        ("lost-letters.txt", "letters were lost (question marks inside words)"),
        ("english.txt", "not Vietnamese, or in an unknown encoding"),
    ] {
        let reject = article::read(&page(name)).expect_err(name);
        assert_eq!(reject.reason, reason, "{name}");
    }
    let page = Page::new("tin/012.txt", b"H\xe1\xbb\x99i ngh\xff".to_vec(), PageKind::Text);
    assert_eq!(
        article::read(&page).expect_err("not UTF-8").to_string(),
        "tin/012.txt, byte 9: not UTF-8, and no Vietnamese in another encoding; \
         save it as UTF-8, or name its encoding: --encoding windows-1258"
    );
}

/// The same page in another spelling of the same words.
fn respelled(page: &Page, change: impl Fn(&str) -> String) -> Article {
    let text = std::str::from_utf8(&page.bytes).expect("test pages are UTF-8");
    let page = Page { bytes: change(text).into_bytes(), ..page.clone() };
    article::read(&page).expect("an article")
}

#[test]
fn spelling_of_bytes_does_not_matter() {
    for (name, ..) in PAGES {
        let page = page(name);
        let article = article::read(&page).expect("an article");
        let school = |text: &str| {
            [("òa", "oà"), ("óa", "oá"), ("ủy", "uỷ"), ("Ủy", "Uỷ"), ("ỏe", "oẻ"), ("ọa", "oạ")]
                .iter()
                .fold(text.to_owned(), |text, (press, school)| text.replace(press, school))
        };
        let nbsp = |text: &str| {
            text.split('\n')
                .map(|line| match line.strip_prefix(|c: char| c.is_alphabetic()) {
                    Some(_) => line.replacen(' ', "\u{a0}", 1),
                    None => line.to_owned(),
                })
                .collect::<Vec<_>>()
                .join("\n")
        };
        assert_eq!(respelled(&page, |t| t.nfd().collect()), article, "{name}: NFD");
        assert_eq!(respelled(&page, school), article, "{name}: school placement");
        assert_eq!(respelled(&page, |t| t.replace('\n', "\r\n")), article, "{name}: CRLF");
        assert_eq!(respelled(&page, |t| format!("\u{feff}{t}")), article, "{name}: BOM");
        assert_eq!(respelled(&page, nbsp), article, "{name}: no-break spaces");
    }
}

/// Fields of all labelled pages of a folder: right, labelled, given.
fn score(pages: &Path, gold: &Path) -> (usize, usize, usize) {
    let (mut hits, mut wanted, mut given) = (0, 0, 0);
    for entry in walk(pages) {
        let stem = entry.file_stem().and_then(|stem| stem.to_str()).expect("a name");
        let Ok(gold) = std::fs::read_to_string(gold.join(format!("{stem}.json"))) else { continue };
        let gold: serde_json::Value = serde_json::from_str(&gold).expect("gold is JSON");
        let page = input::pages(std::slice::from_ref(&entry), &input::InputOptions::default())
            .next()
            .expect("a page");
        let article = article::read(&page.expect("a page")).expect("an article");
        for (field, value) in [
            ("title", article.title),
            ("published_on", article.published_on.map(|day| day.to_string())),
            ("author", article.author),
            ("publisher", article.publisher),
        ] {
            let want = gold["article"][field].as_str().map(folded);
            let value = value.as_deref().map(folded);
            hits += usize::from(want.is_some() && want == value);
            wanted += usize::from(want.is_some());
            given += usize::from(value.is_some());
        }
    }
    (hits, wanted, given)
}

/// F1 = 2 · hits / (wanted + given), at least 0.97.
fn assert_floor(name: &str, (hits, wanted, given): (usize, usize, usize)) {
    assert!(200 * hits >= 97 * (wanted + given), "{name}: {hits} of {wanted}, {given} given");
}

#[test]
fn fields_of_our_labelled_pages() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/gold");
    let found = score(&folder, &folder);
    assert!(found.1 > 50, "labelled pages of this repository: {found:?}");
    assert_floor("tests/gold", found);
}

#[test]
fn fields_of_the_labelled_pages_beside_the_repository() {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    for (pages, gold) in [("seeds", "gold/seeds"), ("gold/dev", "gold/dev")] {
        let found = score(&shared.join(pages), &shared.join(gold));
        if found.1 == 0 {
            eprintln!("skipped: no ../shared/{gold}");
            continue;
        }
        assert_floor(pages, found);
    }
}

fn walk(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut paths: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|ending| ending != "json"))
        .collect();
    paths.sort();
    paths
}

/// What the scorer of the labelled pages folds too: case, punctuation, spaces.
fn folded(text: &str) -> String {
    let words = text.to_lowercase().replace(|c: char| !c.is_alphanumeric(), " ");
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn hostile_pages_end_quickly() {
    let text = "Hội nghị tổng kết công tác dân vận năm 2024 của huyện. ";
    for (name, html) in [
        ("nested", "<div>".repeat(200_000)),
        ("tables", "<table><tr><td>".repeat(20_000) + text),
        ("junk", "<div class=\"menu\">".repeat(20_000) + text),
        ("long line", text.repeat(10_000)),
        ("open comment", format!("<html><!-- {text}")),
        ("marks", "<p>".to_owned() + &"a\u{301}".repeat(100_000)),
        ("entities", "&amp;amp;".repeat(20_000)),
    ] {
        for kind in [PageKind::Html, PageKind::Text] {
            let page = Page::new(name, html.clone().into_bytes(), kind);
            let started = std::time::Instant::now();
            let _ = article::read(&page);
            // Far from any real time, near only where something is quadratic.
            assert!(started.elapsed().as_secs() < 60, "{name} {kind:?}: {:?}", started.elapsed());
        }
    }
}

proptest! {
    #[test]
    fn no_text_makes_it_panic(
        lines in proptest::collection::vec("[-–(:/.| 0-9A-ZĐa-zđốảạệ“”\t]{0,60}|(Ngày đăng|Tin, ảnh:|Theo|©|Bài:|Thứ ba) ?[^\n]{0,30}", 0..12)
    ) {
        let bytes = lines.join("\n").into_bytes();
        for kind in [PageKind::Text, PageKind::Html] {
            let page = Page::new("x", bytes.clone(), kind);
            let _ = article::read(&page);
        }
    }

    #[test]
    fn no_markup_makes_it_panic(
        parts in proptest::collection::vec("<(/?)(p|div|table|tr|td|h1|li|br|img|figure|time|script)( class=\"(menu|caption|body)\")?>|<meta property=\"og:title\" content=\"Hội nghị|&amp;#7893;|Hội nghị tổng kết công tác dân vận năm 2024 của huyện\\.|12/04/2024", 0..60)
    ) {
        let page = Page::new("x", parts.concat().into_bytes(), PageKind::Html);
        let _ = article::read(&page);
    }
}

/// The article of a page around this `head` and `body`.
fn of_html(head: &str, body: &str) -> Article {
    let html = format!("<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>");
    article::read(&Page::new("x.html", html.into_bytes(), PageKind::Html)).expect("an article")
}

const TITLE: &str = "<h1>Xã Mẫu sơ kết công tác dân vận quý I</h1>";
const TEXT: &str = "<p>Sáng 12/4, Đảng ủy xã Mẫu tổ chức hội nghị sơ kết công tác dân vận quý I \
                    năm 2024, bàn nhiệm vụ trọng tâm của quý tới và biểu dương các tổ dân vận.</p>";

#[test]
fn the_date_is_taken_from_the_best_that_dates_the_article() {
    let posted = "<div class='d'>Ngày đăng: 15/04/2024</div>";
    let updated = "<div class='d'>Cập nhật lúc: 20/04/2024 08:00</div>";
    let og = "<meta property='article:published_time' content='2024-04-13T23:30:00Z'>";
    let generated = "<meta name='DC.Date' content='2025-09-16'>";
    let clock = "<div class='c'>Thứ Ba, 16/09/2025 14:30</div>";
    let time = "<time datetime='2024-04-14T07:00:00+07:00'>hôm qua</time>";
    let micro = "<span class='hidden' itemprop='datePublished'>2024-04-16</span>";
    let ticker = "<ul class='ticker'><li><a href='#'>Tin khác</a><meta itemprop='datePublished' \
                  content='2025-01-02'></li></ul>";
    let list = "<h3>Các tin khác</h3><ul><li><a href='#'>Xã Thử gặt lúa sớm trên đồng Đông</a> \
                <time datetime='2025-02-03'>03/02/2025</time></li></ul>";
    for (name, head, body, date) in [
        ("metadata over all", og, [TITLE, posted, TEXT], "2024-04-14"),
        ("the label over what is generated", generated, [TITLE, posted, TEXT], "2024-04-15"),
        ("posted over updated", "", [TITLE, &[updated, posted].concat(), TEXT], "2024-04-15"),
        ("updated alone", "", [TITLE, updated, TEXT], "2024-04-20"),
        ("a time of the markup", "", [TITLE, time, TEXT], "2024-04-14"),
        ("microdata of the article", "", [TITLE, micro, TEXT], "2024-04-16"),
        ("no clock of the site", "", [clock, TITLE, TEXT], ""),
        ("right above the headline", "", ["<p>13/04/2024 - 17:08</p>", TITLE, TEXT], "2024-04-13"),
        ("no microdata of a ticker", "", [ticker, TITLE, TEXT], ""),
        ("no date of another article", "", [TITLE, TEXT, list], ""),
        (
            "a date of the metadata that nothing contradicts",
            generated,
            [TITLE, TEXT, ""],
            "2025-09-16",
        ),
        (
            "none years after the text",
            "<meta name='DC.Date' content='2035-09-16'>",
            [TITLE, TEXT, ""],
            "",
        ),
    ] {
        let day = of_html(head, &body.concat()).published_on.map(|day| day.to_string());
        assert_eq!(day.unwrap_or_default(), date, "{name}");
    }
}

#[test]
fn names_of_sites_and_authors_are_taken_from_the_best_that_tells_them() {
    let body = [TITLE, TEXT].concat();
    let linked = "<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"author\":\
                  {\"name\":\"Thu Thí\"},\"publisher\":{\"name\":\"Báo Ví Dụ\"},\
                  \"url\":\"https://vi-du.example.vn/1\"}</script>";
    let address = "<meta property='og:site_name' content='https://vi-du.example.vn'>";
    let page = "<meta property='article:author' content='https://mang.example.vn/bao'>";
    let article = of_html(&[address, page, linked].concat(), &body);
    assert_eq!(article.publisher.as_deref(), Some("Báo Ví Dụ"));
    assert_eq!(article.author.as_deref(), Some("Thu Thí"));
    assert_eq!(article.url.as_deref(), Some("https://vi-du.example.vn/1"));
    let dublin = "<meta name='DC.Publisher' content='Cổng thông tin điện tử huyện Mẫu'>\
                  <meta name='DC.Creator' content='admin'>";
    let article = of_html(dublin, &body);
    assert_eq!(article.publisher.as_deref(), Some("Cổng thông tin điện tử huyện Mẫu"));
    assert_eq!(article.author, None);
}

#[test]
fn tables_lists_and_captions_stay_readable() {
    let table = "<table><caption>Kết quả theo lĩnh vực</caption><thead><tr><th>Lĩnh vực</th>\
                 <th>Số mô hình</th></tr></thead><tbody><tr><td><p>Kinh tế</p></td><td>12</td></tr>\
                 <tr><td>An ninh</td><td> 5 </td></tr></tbody></table>";
    let list =
        "<ol><li>Nắm chắc tình hình nhân dân</li><li>Giải quyết kiến nghị kịp thời</li></ol>";
    let picture = "<div style='text-align: center'><img src='a.jpg'><br>Quang cảnh hội nghị</div>";
    let article = of_html("", &[TITLE, TEXT, table, list, picture, TEXT].concat());
    let kinds = article.hints.lines.chars();
    let lines: Vec<String> =
        kinds.zip(article.text.lines()).skip(2).map(|(k, line)| format!("{k} {line}")).collect();
    assert_eq!(
        lines[..lines.len() - 1],
        [
            "c Kết quả theo lĩnh vực",
            "r Lĩnh vực | Số mô hình",
            "r Kinh tế | 12",
            "r An ninh | 5",
            "i Nắm chắc tình hình nhân dân",
            "i Giải quyết kiến nghị kịp thời",
            "c Quang cảnh hội nghị",
        ]
    );
}

#[test]
fn entities_are_decoded_once_or_twice() {
    let text =
        TEXT.replace("Đảng ủy", "Đ&#7843;ng &amp;#7911;y").replace("quý I", "&quot;quý I&quot;");
    let title = TITLE.replace("quý I", "&amp;ldquo;quý I&amp;rdquo; &amp;amp; II");
    let article = of_html("", &[title, text].concat());
    assert_eq!(article.title.as_deref(), Some("Xã Mẫu sơ kết công tác dân vận “quý I” & II"));
    assert!(article.text.contains("Đảng ủy xã Mẫu"), "{}", article.text);
    assert!(article.text.contains("\"quý I\""), "{}", article.text);
}

#[test]
fn the_name_of_a_section_above_the_headline_is_none() {
    let section = "<div class='cate-name'><a href='/muc'>Xã Mẫu</a></div>";
    let date = "<div class='d'>15/04/2024 08:00</div>";
    let body = ["<div class='detail'>", section, TITLE, date, TEXT, TEXT, "</div>"].concat();
    for head in ["", "<meta property='og:title' content='Cổng thông tin điện tử xã Mẫu'>"]
    {
        let article = of_html(head, &body);
        assert_eq!(
            article.title.as_deref(),
            Some("Xã Mẫu sơ kết công tác dân vận quý I"),
            "{head}"
        );
        assert!(article.text.starts_with("Xã Mẫu sơ kết"), "{}", article.text);
        assert_eq!(article.published_on.map(|day| day.to_string()).as_deref(), Some("2024-04-15"));
    }
}
