//! Archives, crawls, tables and saved pages: the same article whatever holds it, and a broken
//! part that costs only itself.

#[path = "common/env.rs"]
mod env;
#[path = "common/holders.rs"]
mod holders;

use danvan::reference::words::vietnamese;
use env::Env;
use holders::{conversion, gzip, mhtml, quoted, record, response, zip};
use serde_json::{Value, json};

/// An article as text; whatever holds it, its first line is the headline.
const TEXT: &str = "Huyện Vụ Bản tổng kết công tác dân vận năm 2023

Thứ tư, 27/12/2023 09:15

Ngày 26/12, Ban Dân vận Huyện ủy Vụ Bản, tỉnh Nam Định tổ chức Hội nghị tổng kết công tác dân vận \
năm 2023. Đồng chí Trần Văn Lực, Phó Bí thư Thường trực Huyện ủy dự và phát biểu chỉ đạo.

Năm 2023, toàn huyện đăng ký 112 mô hình \"Dân vận khéo\", trong đó có 5 mô hình cấp tỉnh, 47 mô \
hình cấp huyện và 60 mô hình cấp xã.

Dịp này, UBND huyện tặng Giấy khen cho 15 tập thể và 11 cá nhân có thành tích xuất sắc.
";

/// The facts of an article in `name`: everything but where it was found.
fn facts(env: &Env, args: &[&str], name: &str) -> Vec<Value> {
    let run = env.run(&[&["extract"], args, &[name]].concat());
    let mut found: Vec<Value> =
        run.out.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    for facts in &mut found {
        if let Some(article) = facts["article"].as_object_mut() {
            article.retain(|field, _| field == "title" || field == "published_on");
        }
        without_words(facts);
    }
    found
}

/// The words and their places differ with the text around them.
fn without_words(value: &mut Value) {
    match value {
        Value::Object(object) => {
            object.remove("evidence");
            object.values_mut().for_each(without_words);
        }
        Value::Array(list) => list.iter_mut().for_each(without_words),
        _ => {}
    }
}

fn html() -> String {
    let paragraphs: String = TEXT
        .lines()
        .filter(|line| !line.trim().is_empty())
        .enumerate()
        .map(|(n, line)| if n == 0 { format!("<h1>{line}</h1>") } else { format!("<p>{line}</p>") })
        .collect();
    format!(
        "<!DOCTYPE html><html><head><meta charset=\"utf-8\"></head>\
         <body><article>{paragraphs}</article></body></html>"
    )
}

/// The address of the article.
const URL: &str = "http://tin.test/1";

#[test]
fn the_same_article_states_the_same_whatever_holds_it() {
    let env = Env::new();
    let warc = [
        record("warcinfo", URL, "application/warc-fields", b"software: x\r\n"),
        record("request", URL, "application/http; msgtype=request", b"GET / HTTP/1.1\r\n\r\n"),
        response(URL, "Content-Type: text/html; charset=utf-8\r\n", html().as_bytes()),
        response(URL, "Content-Type: image/png\r\n", b"\x89PNG"),
    ]
    .concat();
    let csv = format!("id,noi_dung\n7,{}\n", quoted(TEXT));
    let holders: Vec<(&str, Vec<u8>)> = vec![
        ("a.html", html().into_bytes()),
        ("a.txt.gz", gzip(TEXT.as_bytes())),
        ("a.json", json!([{ "content": TEXT }]).to_string().into_bytes()),
        ("b.json", serde_json::to_vec_pretty(&json!({ "body": TEXT })).expect("JSON")),
        ("c.json", json!({ "articles": [{ "text": TEXT }] }).to_string().into_bytes()),
        ("a.jsonl", format!("{}\n", json!({ "text": TEXT, "id": 1 })).into_bytes()),
        ("a.csv", csv.clone().into_bytes()),
        ("b.csv", csv.replacen("id,", "id;", 1).replacen("7,", "7;", 1).into_bytes()),
        ("a.tsv", format!("id\tnoi_dung\n7\t{}\n", quoted(TEXT)).into_bytes()),
        ("a.warc", warc.clone()),
        ("a.warc.gz", [gzip(&warc[..40]), gzip(&warc[40..])].concat()),
        ("a.wet", conversion(URL, TEXT.as_bytes())),
        ("a.mhtml", mhtml(URL, html().as_bytes())),
        ("a.zip", zip(&[("tin/a.html", html().as_bytes()), ("tin/a_files/x.png", b"\x89PNG")])),
        ("b.zip", zip(&[("a.warc.gz", &gzip(&warc))])),
        ("noname", zip(&[("b.zip", &zip(&[("a.txt", TEXT.as_bytes())]))])),
    ];
    env.write("a.txt", TEXT);
    let want = facts(&env, &[], "a.txt");
    assert_eq!(want[0]["model_counts"].as_array().map(Vec::len), Some(4), "{want:?}");
    for (name, bytes) in holders {
        env.write(name, &bytes);
        let mapped = if bytes.starts_with(b"id") { &["--map", "text=noi_dung"][..] } else { &[] };
        let found = facts(&env, mapped, name);
        assert!(found == want, "{name}: {}", serde_json::json!(found));
    }
}

#[test]
fn what_a_server_sent_is_unpacked_as_it_was_sent() {
    let env = Env::new();
    let page = html();
    let chunked = format!("{:x}\r\n{page}\r\n0\r\n\r\n", page.len());
    env.write("a.txt", TEXT);
    let want = facts(&env, &[], "a.txt");
    for (name, record) in [
        ("chunked", response(URL, "Transfer-Encoding: chunked\r\n", chunked.as_bytes())),
        ("gzip", response(URL, "Content-Encoding: gzip\r\n", &gzip(page.as_bytes()))),
        ("unpacked", response(URL, "Content-Encoding: gzip\r\n", page.as_bytes())),
    ] {
        env.write("a.warc", record);
        assert!(facts(&env, &[], "a.warc") == want, "{name}");
    }
}

#[test]
fn what_a_record_says_of_its_page_stands_above_what_the_page_prints() {
    let env = Env::new();
    let given = json!({
        "text": TEXT, "title": "Đại Lộc tổng kết công tác dân vận", "url": "http://tin.test/7",
        "published_at": "2023-12-31T08:00:00+07:00", "author": ["Bút Danh"], "site": "Báo Thử",
    });
    env.write("a.jsonl", given.to_string());
    let run = env.run(&["extract", "a.jsonl"]);
    let facts: Value = serde_json::from_str(&run.out).expect("JSON");
    let article = &facts["article"];
    for (field, value) in [
        ("source", "a.jsonl#1"),
        ("title", "Đại Lộc tổng kết công tác dân vận"),
        ("url", "http://tin.test/7"),
        ("published_on", "2023-12-31"),
    ] {
        assert_eq!(article[field], value, "{field}");
    }
}

/// Rejects of a load, one line each: `source, place: reason`.
fn rejects(env: &Env, args: &[&str]) -> Vec<String> {
    let run = env.run(&[&["load", "--json"], args].concat());
    let summary: Value = serde_json::from_str(&run.out).unwrap_or_else(|_| panic!("{run:?}"));
    let rejects = summary["rejects"].as_array().expect("a list").iter();
    for told in rejects.clone().flat_map(|reject| [&reject["reason"], &reject["advice"]]) {
        let told = told.as_str().expect("words");
        assert!(vietnamese(told) != told, "{told}: no line in reference/values.tsv");
    }
    rejects
        .map(|r| match &r["place"] {
            Value::String(place) => format!("{}, {place}: {}", r["source"], r["reason"]),
            _ => format!("{}: {}", r["source"], r["reason"]),
        })
        .map(|line| line.replace('"', ""))
        .collect()
}

#[test]
fn a_broken_part_is_a_reject_and_the_rest_loads() {
    let env = Env::new();
    let good = json!({ "text": TEXT }).to_string();
    env.write("a.jsonl", format!("{good}\n{{\"text\": \"cut\n\n[1]\n{{\"id\": 4}}\n"));
    env.write("b.csv", "id,van_ban\n1,x\n");
    let warc = [conversion(URL, TEXT.as_bytes()), b"WARC/1.0\r\nCont".to_vec()];
    env.write("c.warc", warc.concat());
    env.write("d.zip", zip(&[("1.txt", TEXT.as_bytes()), ("2.pdf", b"%PDF-1.4")]));
    env.write("e.zip", b"PK\x03\x04 damaged");
    env.write("f.txt.gz", &gzip(TEXT.as_bytes())[..200]);
    env.write("g.json", format!("[{good}, {{\"text\": 1"));
    // Two members of one name, which no packer of ours writes.
    let two = zip(&[("1.txt", TEXT.as_bytes()), ("2.txt", b"khac")]);
    let two: Vec<u8> = two
        .iter()
        .enumerate()
        .map(|(n, &byte)| if byte == b'2' && two[n..].starts_with(b"2.txt") { b'1' } else { byte })
        .collect();
    env.write("h.zip", two);
    let inputs = ["a.jsonl", "b.csv", "c.warc", "d.zip", "e.zip", "f.txt.gz", "g.json", "h.zip"];
    let found = rejects(&env, &inputs);
    for (n, want) in [
        "a.jsonl, line 2: bad JSON (",
        "a.jsonl#3: not an object",
        "a.jsonl#4: no text in the record",
        "b.csv: no column with the text among id, van_ban",
        "c.warc, record 2: cut off in the middle",
        "d.zip/2.pdf: a PDF file, not an article",
        "e.zip: damaged archive (",
        "f.txt.gz: cut off in the middle",
        "g.json, line 1, column ",
        "h.zip/1.txt: ",
        "h.zip: members of one name: 1 of them cannot be read",
    ]
    .iter()
    .enumerate()
    {
        assert!(found[n].starts_with(want), "{want}\n{found:#?}");
    }
    assert_eq!(found.len(), 11, "{found:#?}");
    // One article, found in four of them.
    let run = env.run(&["sql", "SELECT count(*) FROM articles"]);
    assert_eq!(run.out.lines().last().map(str::trim), Some("1"), "{run:?}");
}

#[test]
fn mending_an_input_clears_its_rejects() {
    let env = Env::new();
    let good = json!({ "text": TEXT }).to_string();
    env.write("a.jsonl", format!("{good}\n{{\"text\": \n"));
    env.write("d.zip", zip(&[("1.txt", TEXT.as_bytes()), ("2.pdf", b"%PDF-1.4")]));
    assert_eq!(rejects(&env, &["a.jsonl", "d.zip"]).len(), 2);
    env.write("a.jsonl", format!("{good}\n"));
    env.write("d.zip", zip(&[("1.txt", TEXT.as_bytes())]));
    assert_eq!(rejects(&env, &["a.jsonl", "d.zip"]), [""; 0]);
    let run = env.run(&["sql", "SELECT count(*) FROM rejects"]);
    assert_eq!(run.out.lines().last().map(str::trim), Some("0"), "{run:?}");
}

#[test]
fn a_named_format_stands_above_the_bytes() {
    let env = Env::new();
    env.write("a.dat", json!({ "text": TEXT }).to_string());
    let as_text = env.run(&["extract", "--input-format", "text", "a.dat"]);
    assert!(as_text.out.contains("\"source\":\"a.dat\""), "{as_text:?}");
    let by_bytes = env.run(&["extract", "a.dat"]);
    assert!(by_bytes.out.contains("\"source\":\"a.dat#1\""), "{by_bytes:?}");
    assert_eq!(env.run(&["extract", "--map", "van_ban=x", "a.dat"]).code, Some(2));
}
