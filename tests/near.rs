//! The same article again: known sources, copies under other addresses, and near-duplicates that
//! are one source of a figure. The articles and places in them are made up or bear real names of
//! units only.

#[path = "common/content.rs"]
mod content;
#[path = "common/env.rs"]
mod env;

use std::sync::LazyLock;

use content::{content, difference};
use danvan::store;
use env::{Env, Run};

const LEAD: &str = "Ngày 26/12, Ban Dân vận Huyện ủy Vụ Bản, tỉnh Nam Định tổ chức Hội nghị tổng \
    kết công tác dân vận năm 2023.";

const FIGURE: &str = "Năm 2023, toàn huyện Vụ Bản đăng ký 112 mô hình \"Dân vận khéo\" trên các \
    lĩnh vực của đời sống xã hội.";

const BODY: &str =
    "Các mô hình tập trung vào xây dựng nông thôn mới, bảo vệ môi trường và giữ gìn \
    an ninh trật tự ở các thôn.

Nhiều hộ dân đã tự nguyện hiến đất, góp công và góp tiền để mở rộng đường giao thông liên thôn.";

const END: &str = "Thời gian tới, các xã, thị trấn tiếp tục nhân rộng những cách làm hay và biểu \
    dương kịp thời các điển hình.";

/// A page of text: headline, date, paragraphs.
fn page(title: &str, day: &str, paragraphs: &[&str]) -> String {
    format!("{title}\n\n{day} 09:15\n\n{}\n", paragraphs.join("\n\n"))
}

/// An agency's text, three that others made of it, and one that was written apart.
fn pages() -> [(&'static str, String); 5] {
    let title = "Huyện Vụ Bản tổng kết công tác dân vận năm 2023";
    [
        ("tin/goc.txt", page(title, "27/12/2023", &[LEAD, FIGURE, BODY, END])),
        (
            "tin/dau.txt",
            page(
                "Vụ Bản: Dấu ấn dân vận khéo",
                "28/12/2023",
                &[
                    "Sáng nay, huyện Vụ Bản, tỉnh Nam Định có hội nghị về công tác dân vận.",
                    FIGURE,
                    BODY,
                    END,
                ],
            ),
        ),
        ("tin/cat.txt", page("Tổng kết công tác dân vận", "29/12/2023", &[LEAD, FIGURE, BODY])),
        (
            "tin/but.txt",
            page(title, "30/12/2023", &[LEAD, FIGURE, BODY, END, "Nguyễn Văn Thử (Báo Thử)"]),
        ),
        (
            "tin/rieng.txt",
            page(
                "Vụ Bản nhìn lại một năm làm dân vận",
                "31/12/2023",
                &[
                    "Huyện Vụ Bản, tỉnh Nam Định vừa nhìn lại một năm thực hiện công tác dân vận của \
                     cả hệ thống chính trị.",
                    "Trong năm 2023, toàn huyện Vụ Bản đã đăng ký 112 mô hình \"Dân vận khéo\" với sự \
                     tham gia của đông đảo nhân dân.",
                    "Cấp ủy các xã chỉ đạo các đoàn thể sâu sát cơ sở, lắng nghe tâm tư, nguyện vọng \
                     của hội viên.",
                ],
            ),
        ),
    ]
}

/// A folder with a base without articles: its units are filled in once for all tests.
fn empty() -> Env {
    static BASE: LazyLock<Vec<u8>> = LazyLock::new(|| {
        let env = Env::new();
        drop(store::open_writing(&env.path("danvan.db")).expect("a new base"));
        std::fs::read(env.path("danvan.db")).expect("the new base")
    });
    let env = Env::new();
    env.write("danvan.db", &*BASE);
    env
}

/// A folder with the pages.
fn with_pages() -> Env {
    let env = empty();
    for (name, text) in pages() {
        env.write(name, text);
    }
    env
}

/// Rows of a report or query as CSV, without the header.
fn rows(env: &Env, args: &[&str]) -> Vec<String> {
    let run = env.run(&[args, &["--format", "csv"]].concat());
    assert_eq!(run.code, Some(0), "{run:?}");
    run.out.lines().skip(1).map(|line| line.trim_end().to_owned()).collect()
}

fn sql(env: &Env, query: &str) -> String {
    rows(env, &["sql", query]).join(" | ")
}

fn load(env: &Env, names: &[&str]) {
    let run = env.run(&[&["load"], names].concat());
    assert_eq!(run.code, Some(0), "{run:?}");
}

fn content_of(env: &Env) -> Vec<String> {
    let db = store::open_reading(&env.path("danvan.db")).expect("it opens");
    assert_eq!(store::check(&db).expect("it can be checked"), []);
    content(&db)
}

const SOURCES: &str = "SELECT chosen || ' from ' || sources || '+' || other_sources || ' ' || why
    FROM yearly_figures WHERE year = 2023 AND status = 'registered'";

#[test]
fn near_duplicates_are_one_source_of_a_figure() {
    let env = with_pages();
    for (names, told) in [
        (&["tin/goc.txt"][..], "112 from 1+0 only"),
        (&["tin/dau.txt"], "112 from 1+0 only"),
        (&["tin/cat.txt", "tin/but.txt"], "112 from 1+0 only"),
        (&["tin/rieng.txt"], "112 from 2+0 agreed"),
    ] {
        load(&env, names);
        assert_eq!(sql(&env, SOURCES), told, "{names:?}");
    }
    assert_eq!(sql(&env, "SELECT count(*) FROM articles"), "5");
    let of_report = rows(&env, &["report", "models-per-locality-per-year"]);
    assert!(of_report[0].contains(",112,"), "{of_report:?}");
    assert!(of_report[0].contains(",2,tỉnh Nam Định"), "{of_report:?}");
}

#[test]
fn near_duplicates_are_listed_under_their_first() {
    let env = with_pages();
    load(&env, &["tin"]);
    let listed = rows(&env, &["report", "near-duplicates"]);
    let sources: Vec<_> = listed.iter().filter_map(|row| row.rsplit(',').nth(3)).collect();
    assert_eq!(sources, ["tin/dau.txt", "tin/cat.txt", "tin/but.txt"], "{listed:#?}");
    assert!(listed.iter().all(|row| row.starts_with("Huyện Vụ Bản tổng kết")), "{listed:#?}");
}

#[test]
fn the_order_of_loading_changes_no_cluster() {
    let names = pages().map(|(name, _)| name);
    let whole = with_pages();
    load(&whole, &names);
    let want = content_of(&whole);
    assert!(want.iter().any(|line| line.starts_with("near_duplicates")));
    for order in [[4, 3, 2, 1, 0], [2, 0, 4, 1, 3], [3, 4, 0, 2, 1]] {
        let (at_once, one_by_one) = (with_pages(), with_pages());
        load(&at_once, &order.map(|n| names[n]));
        order.iter().for_each(|&n| load(&one_by_one, &[names[n]]));
        for env in [at_once, one_by_one] {
            let found = content_of(&env);
            assert!(found == want, "{order:?}\n{}", difference(&want, &found));
        }
    }
}

#[test]
fn a_near_duplicate_that_goes_leaves_no_trace() {
    let pages = pages();
    let apart = &pages[4].1;
    for (name, _) in &pages[..4] {
        let changed = with_pages();
        load(&changed, &["tin"]);
        // The source turns to an article that is known from elsewhere: its old text goes.
        changed.write(name, apart);
        load(&changed, &["tin"]);
        let fresh = with_pages();
        fresh.write(name, apart);
        load(&fresh, &["tin"]);
        let (a, b) = (content_of(&fresh), content_of(&changed));
        assert!(a == b, "{name}\n{}", difference(&a, &b));
    }
}

#[test]
fn the_first_of_a_cluster_follows_its_date() {
    let env = with_pages();
    load(&env, &["tin"]);
    let first = "SELECT DISTINCT a.published_on FROM near_duplicates AS n
        JOIN articles AS a ON a.id = n.first_id";
    assert_eq!(sql(&env, first), "2023-12-27");
    // The same text was printed earlier elsewhere.
    env.write("tin/som.txt", pages()[2].1.replace("29/12/2023", "26/12/2023"));
    load(&env, &["tin"]);
    assert_eq!(sql(&env, first), "2023-12-26");
    content_of(&env);
}

#[test]
fn a_sentence_that_a_site_prints_everywhere_links_nothing() {
    let env = empty();
    let refrain = "Mời quý vị độc giả tiếp tục theo dõi các tin tức về công tác dân vận trên trang \
        thông tin của huyện nhà.";
    for n in 0..12 {
        let own = format!(
            "Ngày {}/12/2023, xã số {n} của huyện Vụ Bản, tỉnh Nam Định tổ chức hội nghị về công tác \
             dân vận.\n\nTại hội nghị, {n} hộ dân thôn {n} đã nêu {n} ý kiến về đường giao thông ở \
             xóm {n} và được trả lời.",
            n + 1
        );
        env.write(
            &format!("tin/{n}.txt"),
            page(&format!("Xã {n}"), "27/12/2023", &[&own, refrain]),
        );
    }
    load(&env, &["tin"]);
    assert_eq!(sql(&env, "SELECT count(*) FROM articles"), "12");
    assert_eq!(rows(&env, &["report", "near-duplicates"]), [""; 0]);
    content_of(&env);
}

/// A page of a site with its address.
fn html(url: &str, text: &str) -> String {
    let mut lines = text.lines().filter(|line| !line.is_empty());
    let title = lines.next().unwrap_or_default();
    let paragraphs: String = lines.map(|line| format!("<p>{line}</p>")).collect();
    format!(
        "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><link rel=\"canonical\" href=\"{url}\">\
         </head><body><article><h1>{title}</h1>{paragraphs}</article></body></html>"
    )
}

#[test]
fn one_text_under_several_addresses() {
    let text = &pages()[0].1;
    for (case, other, sources) in [
        ("https", "https://vuban.example.vn/tin/1.html", 1),
        ("www", "http://www.vuban.example.vn/tin/1.html", 1),
        ("slash", "http://vuban.example.vn/tin/1.html/", 1),
        ("fragment", "http://vuban.example.vn/tin/1.html#binh-luan", 1),
        ("tracking", "http://vuban.example.vn/tin/1.html?utm_source=zalo&fbclid=a1", 1),
        ("print", "http://vuban.example.vn/tin/1.html?print=1", 1),
        ("first page", "http://vuban.example.vn/tin/1.html?page=1", 1),
        ("the usual port", "https://vuban.example.vn:443/tin/1.html", 1),
        ("case of the host", "http://VuBan.Example.vn/tin/1.html", 1),
        ("entity", "http://vuban.example.vn/tin/1.html?utm_source=a&amp;utm_medium=b", 1),
        ("another page's number", "http://vuban.example.vn/tin/1.html?page=2", 2),
        ("print by path", "http://vuban.example.vn/print/tin/1.html", 2),
        ("mobile", "http://m.vuban.example.vn/tin/1.html", 2),
        ("another site", "http://baothu.example.vn/tin/1.html", 2),
        ("another article's parameter", "http://vuban.example.vn/tin/1.html?id=2", 2),
    ] {
        let env = empty();
        env.write("a.html", html("http://vuban.example.vn/tin/1.html", text));
        env.write("b.html", html(other, text));
        load(&env, &["a.html", "b.html"]);
        let found = sql(
            &env,
            "SELECT (SELECT count(*) FROM articles) || ' with ' || count(*) FROM article_sources",
        );
        assert_eq!(found, format!("1 with {sources}"), "{case}");
        assert_eq!(sql(&env, SOURCES), "112 from 1+0 only", "{case}");
    }
}

#[test]
fn a_changed_page_replaces_what_its_address_said() {
    let env = empty();
    let text = &pages()[0].1;
    env.write("a.html", html("http://vuban.example.vn/tin/1.html", text));
    load(&env, &["a.html"]);
    let changed = text.replace("112 mô hình", "121 mô hình");
    env.write("b.html", html("https://www.vuban.example.vn/tin/1.html?utm_source=x", &changed));
    load(&env, &["b.html"]);
    assert_eq!(sql(&env, SOURCES), "121 from 1+0 only");
    assert_eq!(sql(&env, "SELECT count(*) FROM articles"), "1");
    content_of(&env);
}

#[test]
fn what_comes_by_a_pipe_replaces_nothing() {
    let env = empty();
    let record = |day: &str| {
        let text = pages()[0].1.replace("26/12", day);
        format!("{}\n", serde_json::json!({ "text": text }))
    };
    for (days, articles) in [(["1/12", "2/12"], 2), (["3/12", "4/12"], 4), (["1/12", "4/12"], 4)] {
        env.write("in.jsonl", days.map(record).concat());
        let input = std::fs::File::open(env.path("in.jsonl")).expect("the records");
        let run = Run::of(env.command(&["load", "-"]).stdin(input));
        assert_eq!(run.code, Some(0), "{run:?}");
        assert_eq!(sql(&env, "SELECT count(*) FROM articles"), articles.to_string(), "{days:?}");
    }
    content_of(&env);
}

#[test]
fn of_two_sources_one_turns_to_another_text() {
    let env = empty();
    let text = &pages()[0].1;
    let sources = "SELECT group_concat(n, ' ') FROM (SELECT count(*) AS n FROM article_sources
        GROUP BY article_id ORDER BY n)";
    env.write("a.html", html("http://vuban.example.vn/tin/1.html", text));
    env.write("b.html", html("http://baothu.example.vn/tin/1.html", text));
    load(&env, &["a.html", "b.html"]);
    assert_eq!(sql(&env, sources), "2");
    // One site prints its own article there instead.
    env.write("b.html", html("http://baothu.example.vn/tin/1.html", &pages()[4].1));
    load(&env, &["b.html"]);
    assert_eq!(sql(&env, sources), "1 1");
    assert_eq!(sql(&env, SOURCES), "112 from 2+0 agreed");
    // And takes it back: nothing of it is left.
    env.write("b.html", html("http://baothu.example.vn/tin/1.html", text));
    load(&env, &["b.html"]);
    assert_eq!(sql(&env, sources), "2");
    assert_eq!(sql(&env, SOURCES), "112 from 1+0 only");
    content_of(&env);
}

#[test]
fn rejects_are_listed_until_the_input_is_mended() {
    let env = empty();
    env.write("rong.txt", "");
    env.write("hai.jsonl", "{\"text\": \n");
    let run = env.run(&["load", "rong.txt", "hai.jsonl"]);
    assert_eq!(run.code, Some(1), "{run:?}");
    let listed = rows(&env, &["report", "rejects"]);
    assert_eq!(listed.len(), 2, "{listed:#?}");
    assert!(listed[0].starts_with("hai.jsonl,\"line "), "{listed:#?}");
    assert!(listed[1].starts_with("rong.txt,,"), "{listed:#?}");
    assert!(listed.iter().all(|row| row.contains(",1,20")), "the load and its day: {listed:#?}");
    assert_eq!(rows(&env, &["report", "rejects", "-p", "source=rong"]).len(), 1);
    env.write("rong.txt", &pages()[0].1);
    load(&env, &["rong.txt"]);
    assert_eq!(rows(&env, &["report", "rejects"]).len(), 1);
}
