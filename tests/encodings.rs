//! The same article in any encoding states the same facts, and what is right stays.

#[path = "common/encodings.rs"]
mod encodings;

use std::path::Path;

use danvan::article::Article;
use danvan::input::{self, Encoding, Page, PageKind, Reject};
use danvan::{article, extract};
use encodings::*;
use proptest::prelude::*;
use serde_json::Value;
use unicode_normalization::UnicodeNormalization;

fn folder(name: &str) -> Vec<Page> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    input::pages(&[folder], &input::InputOptions::default()).filter_map(Result::ok).collect()
}

/// The labelled articles of the project.
fn gold() -> Vec<Page> {
    let pages = folder("tests/gold");
    assert!(pages.len() >= 10, "the labelled articles of tests/gold");
    pages
}

fn page(kind: PageKind, bytes: Vec<u8>) -> Page {
    Page::new("tin/012.html", bytes, kind)
}

fn read(kind: PageKind, bytes: Vec<u8>) -> Result<Article, Reject> {
    article::read(&page(kind, bytes))
}

/// The facts of an article, without its text.
fn facts(article: &Article) -> Value {
    serde_json::to_value(extract::extract(article)).expect("facts as JSON")
}

type Writer = fn(&str) -> Vec<u8>;

const WRITERS: &[(&str, Writer)] = &[
    ("UTF-8", |t| t.as_bytes().to_vec()),
    ("UTF-8", |t| [b"\xEF\xBB\xBF", t.as_bytes()].concat()),
    ("UTF-16LE", |t| utf_16(t, true)),
    ("UTF-16BE", |t| utf_16(t, false)),
    ("windows-1258", windows_1258),
    ("windows-1258", |t| taken_for_western(&windows_1258(t))),
    ("VNI", vni),
    ("VNI", |t| taken_for_western(&vni(t))),
    ("UTF-8 read as windows-1252", |t| taken_for_western(t.as_bytes())),
    ("UTF-8 read as windows-1252", |t| taken_for_western(&taken_for_western(t.as_bytes()))),
    ("UTF-8 read as windows-1258", |t| taken_for_1258(t.as_bytes())),
];

#[test]
fn an_article_in_any_encoding_states_the_same_facts() {
    for original in gold() {
        let text = with_plain_signs(&original.text().expect("UTF-8").text);
        let Ok(expected) = read(original.kind, text.clone().into_bytes()) else { continue };
        for (name, write) in WRITERS {
            let found = read(original.kind, write(&text))
                .unwrap_or_else(|reject| panic!("{} in {name}: {reject}", original.source));
            assert_eq!(found.encoding, *name, "{}", original.source);
            assert_eq!(found.text, expected.text, "{} in {name}", original.source);
            assert_eq!(facts(&found), facts(&expected), "{} in {name}", original.source);
        }
    }
}

#[test]
fn an_article_in_tcvn3_states_the_same_facts() {
    for original in gold() {
        let text = with_plain_signs(&original.text().expect("UTF-8").text);
        let Ok(expected) = read(original.kind, text.clone().into_bytes()) else { continue };
        for bytes in [tcvn3(&text), taken_for_western(&tcvn3(&text))] {
            let found = read(original.kind, bytes).expect("an article in TCVN3");
            assert_eq!(found.encoding, "TCVN3", "{}", original.source);
            assert_eq!(found.text, expected.text, "{}", original.source);
            assert_eq!(facts(&found), facts(&expected), "{}", original.source);
        }
    }
}

#[test]
fn what_is_right_stays() {
    for name in ["tests/gold", "tests/pages", "examples/articles"] {
        for page in folder(name) {
            let original = std::str::from_utf8(&page.bytes).expect("UTF-8");
            let decoded = page.text().expect("UTF-8");
            assert_eq!(decoded.text, original, "{}", page.source);
            assert_eq!(decoded.encoding, "UTF-8", "{}", page.source);
        }
    }
}
/// A page around its paragraphs.
fn html(head: &str, paragraphs: &[&str]) -> String {
    let body: String = paragraphs.iter().map(|text| format!("<p>{text}</p>\n")).collect();
    format!("<html><head>{head}<title>Tin</title></head>\n<body><div>{body}</div></body></html>")
}

const PARAGRAPHS: [&str; 3] = [
    "Hội nghị tổng kết công tác dân vận huyện Vụ Bản năm 2005",
    "Ngày 26/12, Ban Dân vận Huyện uỷ Vụ Bản tổ chức hội nghị tổng kết công tác dân vận năm 2005. \
     Đồng chí Trần Văn Lực, Phó Bí thư Huyện uỷ dự và phát biểu chỉ đạo.",
    "Năm 2005, toàn huyện đăng ký 112 mô hình “Dân vận khéo”, trong đó có 5 mô hình cấp tỉnh; các \
     xã, thị trấn đã vận động nhân dân đóng góp xây dựng đường giao thông và trường học.",
];

#[test]
fn what_a_page_says_of_its_encoding_may_be_wrong() {
    for (says, name, write) in [
        ("<meta charset=windows-1258>", "windows-1258", windows_1258 as Writer),
        ("<meta charset=windows-1252>", "windows-1258", windows_1258),
        ("<meta charset=utf-8>", "windows-1258", windows_1258),
        ("", "windows-1258", windows_1258),
        ("<meta charset=windows-1252>", "TCVN3", tcvn3),
        ("<meta charset=windows-1258>", "TCVN3", tcvn3),
        ("<meta charset=utf-8>", "TCVN3", tcvn3),
        ("<meta charset=gb2312>", "TCVN3", tcvn3),
        ("<meta charset=utf-16>", "TCVN3", tcvn3),
        ("<?xml version='1.0' encoding='utf-8'?>", "TCVN3", tcvn3),
        ("", "TCVN3", tcvn3),
        ("<meta charset=x-user-defined>", "VNI", vni),
        ("<meta charset=iso-8859-1>", "VNI", vni),
        ("<meta charset=nobody-knows>", "VNI", vni),
        ("<meta charset=windows-1258>", "UTF-8", |t| t.as_bytes().to_vec()),
        ("<meta charset=tcvn3>", "UTF-8", |t| t.as_bytes().to_vec()),
    ] {
        let page = html(says, &PARAGRAPHS);
        let expected = read(PageKind::Html, page.clone().into_bytes()).expect("an article");
        let found = read(PageKind::Html, write(&page)).expect("an article");
        assert_eq!(found.encoding, name, "{says}");
        assert_eq!(found.text, expected.text, "{says}, {name}");
    }
}

#[test]
fn a_header_says_what_the_page_does_not() {
    let text = html("", &PARAGRAPHS);
    let expected = read(PageKind::Html, text.clone().into_bytes()).expect("an article");
    for (charset, bytes) in [
        ("windows-1258", windows_1258(&text)),
        ("utf-8", windows_1258(&text)),
        ("x-user-defined", vni(&text)),
        ("windows-1258", text.clone().into_bytes()),
    ] {
        let mut page = page(PageKind::Html, bytes);
        page.given.charset = Some(charset.to_owned());
        assert_eq!(article::read(&page).expect("an article").text, expected.text, "{charset}");
    }
}

#[test]
fn a_piece_in_an_old_encoding_is_read_and_the_rest_stays() {
    let old = PARAGRAPHS[1];
    for (name, write) in [
        ("TCVN3", tcvn3 as Writer),
        ("VNI", vni),
        ("windows-1258", windows_1258),
        ("UTF-8 read as windows-1252", |t| taken_for_western(t.as_bytes())),
        ("UTF-8 read as windows-1258", |t| taken_for_1258(t.as_bytes())),
    ] {
        let [first, _, last] = PARAGRAPHS;
        let pages = [
            (PageKind::Html, html("", &[first, "@", last, "Ý kiến © 2024 «Müller», 20°C, m²"])),
            (PageKind::Text, [first, "@", last, "Ý kiến © 2024 «Müller», 20°C, m²"].join("\n\n")),
        ];
        for (kind, with) in pages {
            let right = with.replace('@', old);
            let parts: Vec<&str> = with.split('@').collect();
            let piece = write(old);
            // As some program saved it, and as the bytes it once was.
            let saved = match String::from_utf8(piece.clone()) {
                Ok(_) => piece.clone(),
                Err(_) => taken_for_western(&piece),
            };
            for piece in [saved, piece] {
                let bytes = [parts[0].as_bytes(), &piece, parts[1].as_bytes()].concat();
                let page = page(kind, bytes);
                let decoded = page.text().expect("a text");
                assert_eq!(decoded.text.nfc().collect::<String>(), right, "{name}");
                assert_eq!(decoded.encoding, format!("UTF-8, in part {name}"));
            }
        }
    }
}

#[test]
fn letters_of_other_languages_stay() {
    for text in [
        "Hội thảo có ông Jürgen Müller, bà Françoise Côté, ông Søren Kjær và cô Ñusta Peñaranda",
        "© 2024 Báo Quảng Nam® «Dân vận khéo» · 20°C, 5m², 10 µm, ½ §3 • Tin ¶ khác",
        "Y Čư Ñăm, Ksor Ŭ, buôn Êa Sĩn, H’Ñi Êban, Bríu Pố, xã Čư Êbur, Ƀăh, Ŏ",
        "Réunion à l’hôtel de ville: les élus ont préféré reporter l’élection du maire",
        "Die Versammlung wählte einen neuen Ausschuß für Öffentlichkeitsarbeit und Jugend",
        "La reunión del año pasado trató la situación económica de los niños españoles",
        "Công an xã An Phú bàn giao nhà cho bà con, cùng dân làm ra hoa màu và cá tôm",
        "CÔNG AN XÃ AN PHÚ BÀN GIAO NHÀ CHO BÀ CON",
        "h&ocirc;m nay &copy; 2024 B&aacute;o Qu&#7843;ng Nam&reg;, d&acirc;n v&#7853;n &laquo;kh&eacute;o&raquo;",
        "\u{f101}\u{f7a0} Trang chủ \u{f7ff}",
    ] {
        for kind in [PageKind::Text, PageKind::Html] {
            let page = page(kind, text.as_bytes().to_vec());
            let decoded = page.text().expect("UTF-8");
            assert_eq!((&*decoded.text, &*decoded.encoding), (text, "UTF-8"));
        }
    }
}

#[test]
fn letters_may_be_written_as_entities() {
    let text = html("", &PARAGRAPHS);
    let expected = read(PageKind::Html, text.clone().into_bytes()).expect("an article");
    let entities = |bytes: Vec<u8>| -> String {
        let numbered = |byte: u8| match byte {
            0xA1.. => format!("&#{byte};"),
            byte => char::from(byte).to_string(),
        };
        bytes.into_iter().map(numbered).collect()
    };
    let signs = |text: &str| text.replace(['“', '”'], "&quot;");
    for write in [tcvn3 as Writer, vni, windows_1258] {
        let found = read(PageKind::Html, entities(write(&signs(&text))).into_bytes());
        let found = found.expect("an article");
        assert_eq!(found.text, expected.text.replace(['“', '”'], "\""));
    }
}

#[test]
fn fonts_show_capitals() {
    let page = "<html><body><p><font face='.VnTimeH'>Héi nghÞ tæng kÕt c«ng t¸c d©n vËn</font></p>
        <p><font face='.VnTime'>Ban D©n vËn HuyÖn uû tæ chøc héi nghÞ tæng kÕt n¨m 2005. §ång chÝ BÝ \
        th\u{ad} HuyÖn uû ph¸t biÓu chØ ®¹o, c¸c x· ®· b¸o c¸o kÕt qu¶ thùc hiÖn.</font></p></body></html>";
    let article = read(PageKind::Html, western(page)).expect("an article");
    assert!(article.text.contains("HỘI NGHỊ TỔNG KẾT CÔNG TÁC DÂN VẬN\n"), "{}", article.text);
    assert!(article.text.contains("\nBan Dân vận Huyện ủy tổ chức hội nghị"), "{}", article.text);
}

#[test]
fn what_a_table_gives_is_read_as_its_text_is() {
    for write in [tcvn3 as Writer, vni, windows_1258, |t| t.as_bytes().to_vec()] {
        let as_letters =
            |text: &str| String::from_utf8(taken_for_western(&write(text))).expect("UTF-8");
        let mut page = page(PageKind::Text, as_letters(&PARAGRAPHS[1..].join("\n")).into_bytes());
        page.given.title = Some(as_letters(PARAGRAPHS[0]));
        page.given.author = Some(as_letters("Vũ Đình Hoà"));
        let article = article::read(&page).expect("an article");
        assert_eq!(article.title.as_deref(), Some(PARAGRAPHS[0]));
        assert_eq!(article.author.as_deref(), Some("Vũ Đình Hòa"));
    }
}

#[test]
fn text_that_has_lost_letters_is_refused() {
    let text = PARAGRAPHS.join("\n\n");
    let lost = |mark: &str| -> String {
        text.chars()
            .map(|c| if c as u32 > 0xFF { mark.to_owned() } else { c.to_string() })
            .collect()
    };
    let without = |text: &str, gone: &[char]| text.replace(gone, "").into_bytes();
    let mojibake = String::from_utf8(taken_for_western(text.as_bytes())).expect("UTF-8");
    let old = String::from_utf8(taken_for_western(&tcvn3(&text.repeat(4)))).expect("UTF-8");
    let undefined = ['\u{81}', '\u{8d}', '\u{8f}', '\u{90}', '\u{9d}'];
    let marks = "letters were lost (question marks inside words)";
    for (bytes, reason) in [
        (lost("?").into_bytes(), marks),
        (lost("\u{fffd}").into_bytes(), marks),
        (without(&mojibake, &undefined), marks),
        (mojibake.replace(undefined, "\u{fffd}").into_bytes(), marks),
        (
            without(&old, &['\u{ad}']),
            "letters were lost (TCVN3 without its soft hyphens, which are the letter ư)",
        ),
    ] {
        assert_eq!(read(PageKind::Text, bytes).expect_err(reason).reason, reason);
    }
    // A question, and an address, are whole.
    let asked = format!("{text}\n\nAi làm việc ấy? Xem http://a.vn/tin?id=5 và “vì sao?”.");
    assert!(read(PageKind::Text, asked.into_bytes()).is_ok());
}

#[test]
fn a_wrong_byte_costs_one_letter() {
    let text = PARAGRAPHS.join("\n\n");
    let mut bytes = text.clone().into_bytes();
    let at = text.find("chỉ đạo").expect("the words") + 3;
    bytes[at] = 0xFF;
    let page = page(PageKind::Text, bytes);
    let decoded = page.text().expect("a text");
    assert!(decoded.text.contains("ch\u{fffd}"), "{}", decoded.text);
    assert_eq!(decoded.encoding, "UTF-8");
    // Cut in the middle of a letter.
    let cut = text.len() - "ọc.".len() + 1;
    let found = read(PageKind::Text, text.as_bytes()[..cut].to_vec()).expect("an article");
    assert!(found.text.starts_with(PARAGRAPHS[0]), "{}", found.text);
}

#[test]
fn an_encoding_can_be_forced() {
    let short = "Héi nghÞ";
    let forced = |name: &str, bytes: Vec<u8>| {
        let mut page = page(PageKind::Text, bytes);
        page.encoding = Some(name.parse().expect("a name"));
        page.text().map(|decoded| decoded.text.into_owned()).map_err(|reject| reject.to_string())
    };
    assert_eq!(forced("tcvn3", western(short)).as_deref(), Ok("Hội nghị"));
    assert_eq!(forced("tcvn3", short.into()).as_deref(), Ok("Hội nghị"));
    assert_eq!(forced("vni", vni("Mỹ Lộc")).as_deref(), Ok("Mỹ Lộc"));
    assert_eq!(forced("windows-1258", b"L\xEA\xFD".to_vec()).as_deref(), Ok("Lêư"));
    assert_eq!(forced("mojibake", "Lá»™c".into()).as_deref(), Ok("Lộc"));
    // What is right stays, whatever a person says of a folder.
    assert_eq!(forced("tcvn3", PARAGRAPHS[0].into()).as_deref(), Ok(PARAGRAPHS[0]));
    assert_eq!(forced("windows-1258", PARAGRAPHS[0].into()).as_deref(), Ok(PARAGRAPHS[0]));
    // UTF-8 and nothing else.
    let mojibake = String::from_utf8(taken_for_western(PARAGRAPHS[1].as_bytes())).expect("UTF-8");
    assert_eq!(forced("utf-8", mojibake.clone().into()), Ok(mojibake));
    let error = forced("utf-8", b"H\xE9i".to_vec()).expect_err("not UTF-8");
    assert!(error.starts_with("tin/012.html, byte 1: not UTF-8"), "{error}");
    let error = "viscii".parse::<Encoding>().expect_err("unknown");
    assert!(error.contains("known are utf-8, "), "{error}");
}

/// A file of bytes, read as danvan reads files.
fn read_file(name: &str, bytes: &[u8]) -> Vec<Result<Article, Reject>> {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).expect("a file");
    let pages = input::pages(&[path], &input::InputOptions::default());
    pages.map(|page| page.and_then(|page| article::read(&page))).collect()
}

#[test]
fn containers_may_hold_any_encoding() {
    let [title, lead, body] = PARAGRAPHS.map(|text| text.replace(['“', '”'], "'"));
    let page = html("", &[&title, &lead, &body]);
    for (encoding, write) in [
        ("UTF-8", (|t| t.as_bytes().to_vec()) as Writer),
        ("windows-1258", windows_1258),
        ("TCVN3", tcvn3),
        ("VNI", vni),
    ] {
        let row = write(&format!("title,text\n\"{title}\",\"{lead}\n{body}\"\n"));
        let line = write(&format!("{{\"title\": \"{title}\", \"text\": \"{lead}\\n{body}\"}}\n"));
        let quoted: String = write(&page)
            .iter()
            .map(|byte| match byte {
                b'=' | 0x80.. => format!("={byte:02X}"),
                byte => char::from(*byte).to_string(),
            })
            .collect();
        let saved = format!(
            "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"--x\"\r\n\r\n\
             ----x\r\nContent-Type: text/html; charset=\"windows-1252\"\r\n\
             Content-Transfer-Encoding: quoted-printable\r\n\r\n{quoted}\r\n----x--\r\n"
        );
        let sent = [
            b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n".as_slice(),
            &write(&page),
        ]
        .concat();
        let head = format!(
            "WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http\r\n\
             Content-Length: {}\r\n\r\n",
            sent.len()
        );
        let crawl = [head.as_bytes(), &sent, b"\r\n\r\n"].concat();
        for (name, bytes) in [
            ("a.csv", row),
            ("a.jsonl", line),
            ("a.mhtml", saved.into_bytes()),
            ("a.warc", crawl),
            ("a.html", write(&page)),
            ("a.txt", write(&[&*title, &*lead, &*body].join("\n\n"))),
        ] {
            let found = read_file(name, &bytes);
            let [Ok(article)] = &found[..] else { panic!("{name}, {encoding}: {found:?}") };
            assert_eq!(article.encoding, encoding, "{name}");
            let lines: Vec<&str> = article.text.lines().collect();
            assert_eq!(
                lines[..],
                [&*title, &lead.replace("uỷ", "ủy"), &*body],
                "{name}, {encoding}"
            );
        }
    }
}

#[test]
fn utf_16_is_told_by_its_mark() {
    let text = PARAGRAPHS.join("\n");
    for little in [true, false] {
        for (name, content) in [
            ("a.txt", text.clone()),
            ("a.html", html("", &PARAGRAPHS)),
            ("a.csv", format!("text\n\"{text}\"\n")),
        ] {
            let found = read_file(name, &utf_16(&content, little));
            let [Ok(article)] = &found[..] else { panic!("{name}: {found:?}") };
            assert!(article.text.starts_with(PARAGRAPHS[0]), "{name}: {}", article.text);
        }
    }
}

#[test]
fn bytes_that_are_no_text_are_refused() {
    let noise: Vec<u8> = (0..4000u32).map(|n| ((n * n * 31) >> 3) as u8 | 1).collect();
    let reject = read(PageKind::Text, noise).expect_err("no text");
    assert_eq!(reject.reason, "not UTF-8, and no Vietnamese in another encoding");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_stop_the_reader(
        bytes in proptest::collection::vec(any::<u8>(), 0..300),
        name in prop_oneof![Just(""), Just("tcvn3"), Just("vni"), Just("windows-1258"), Just("mojibake"), Just("utf-16le")],
        html in any::<bool>(),
    ) {
        let mut page = page(if html { PageKind::Html } else { PageKind::Text }, bytes);
        page.encoding = name.parse().ok();
        let _ = page.text();
    }
}
