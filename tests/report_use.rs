//! How reports are used: help, sources, charts, own folders, workbooks, two languages.

#[path = "common/env.rs"]
mod env;

use std::path::Path;

use calamine::{Data, Reader, open_workbook_auto};
use env::Env;

const HEADLINE: &str = "models-per-locality-per-year";

/// An article with an address, and a figure in it.
fn with_address() -> Env {
    let env = Env::new();
    env.write(
        "tin.jsonl",
        concat!(
            r#"{"url":"https://a.example.vn/1","title":"Đại Lộc tổng kết","published_on":"2023-12-27","text":"Ngày 26/12/2023, Huyện ủy Đại Lộc (tỉnh Quảng Nam) tổ chức Hội nghị tổng kết công tác dân vận năm 2023. Năm 2023, toàn huyện đăng ký 112 mô hình “Dân vận khéo”."}"#,
            "\n"
        ),
    );
    let run = env.run(&["load", "tin.jsonl"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    env
}

/// The rows of a report as JSON.
fn rows(env: &Env, args: &[&str]) -> Vec<serde_json::Value> {
    let run = env.run(&[&["report", "--format", "json"], args].concat());
    assert_eq!(run.code, Some(0), "{args:?} {run:?}");
    serde_json::from_str(&run.out).unwrap()
}

#[test]
fn the_list_is_grouped_and_in_either_language() {
    let env = Env::new();
    let run = env.run(&["report"]);
    assert!(run.out.starts_with("Figures\n  changes-since "), "{run:?}");
    assert!(run.out.contains("\n\nMeetings\n"), "{run:?}");
    let run = env.run(&["report", "--lang", "vi"]);
    assert!(run.out.starts_with("Số liệu\n"), "{run:?}");
    // For programs a row each.
    assert!(
        rows(&env, &[]).iter().any(|row| row["report"] == HEADLINE && row["group"] == "Figures")
    );
}

#[test]
fn help_tells_the_values_of_this_base() {
    let env = with_address();
    let run = env.run(&["report", HEADLINE, "--help"]);
    for line in [
        "  year: integer: only this year",
        "in this database: 2023",
        "one of: then, now",
        "  registered: ",
    ] {
        assert!(run.out.contains(line), "{line}: {run:?}");
    }
    let run = env.run(&["report", HEADLINE, "--help", "--lang", "vi"]);
    assert!(run.out.contains("  year (Năm): integer: Chỉ năm này"), "{run:?}");
    // Without a base it tells the rest; without a name it is the command's.
    let run = Env::new().run(&["report", HEADLINE, "--help"]);
    assert!(run.code == Some(0) && run.out.contains("only this year"), "{run:?}");
    assert!(Env::new().run(&["report", "--help"]).out.contains("--with-sources"));
}

#[test]
fn sources_prove_every_row() {
    let env = with_address();
    let row = &rows(&env, &[HEADLINE, "--with-sources"])[0];
    assert_eq!(row["quote"], "Năm 2023, toàn huyện đăng ký 112 mô hình “Dân vận khéo”.");
    assert_eq!(row["article"], "Đại Lộc tổng kết");
    assert_eq!(row["published_on"], "2023-12-27");
    let link = row["link"].as_str().unwrap();
    assert!(link.starts_with("https://a.example.vn/1#:~:text=N%C4%83m%202023%2C%20to"), "{link}");
    assert!(rows(&env, &[HEADLINE])[0].get("quote").is_none());
    assert!(rows(&env, &[HEADLINE])[0].get("_sources").is_none());
}

#[test]
fn every_source_of_every_report_is_a_statement() {
    let env = Env::loaded();
    for report in danvan::report::all().unwrap() {
        if !report.sql.contains("AS _sources") {
            continue;
        }
        let with = rows(&env, &[&report.name, "--with-sources"]);
        let quotes = with.iter().filter(|row| {
            row["quote_2"].as_str().or(row["quote"].as_str()).is_some_and(|quote| !quote.is_empty())
        });
        let quoted = quotes.count();
        // What has no figure has a source only where parts of it are stated.
        let none = with.is_empty() || report.name == "localities-without-figure";
        assert!(none || quoted > 0, "{}: no row has a source", report.name);
    }
}

#[test]
fn names_and_values_in_either_language_and_abbreviated() {
    let env = with_address();
    for args in [
        &["-p", "năm=2023"][..],
        &["-p", "nam=2023", "-p", "thuoc=h. Đại Lộc"],
        &["-p", "cấp=huyện"],
        &["-p", "level=district", "-p", "within=DAI LOC"],
    ] {
        assert_eq!(rows(&env, &[&[HEADLINE], args].concat()).len(), 1, "{args:?}");
    }
    let run = env.run(&["report", HEADLINE, "-p", "within=đại lọc huyện"]);
    assert!(run.out.lines().count() <= 2, "{run:?}");
    let run = env.run(&["report", HEADLINE, "-p", "within=dai locc"]);
    assert!(run.err.contains("did you mean huyện Đại Lộc?"), "{run:?}");
}

#[test]
fn vietnamese_rows_for_people_and_plain_ones_for_programs() {
    let env = with_address();
    let run = env.run(&["report", HEADLINE, "--lang", "vi"]);
    assert!(run.out.starts_with("Địa phương"), "{run:?}");
    assert!(run.out.contains("26/12/2023") && run.out.contains("mô hình"), "{run:?}");
    let run = env.run(&["report", HEADLINE, "--lang", "vi", "--format", "jsonl"]);
    assert!(run.out.starts_with(r#"{"locality":"huyện Đại Lộc","year":2023"#), "{run:?}");
    // The system's language is that of people; what a program reads does not change with it.
    let in_vietnam = |args: &[&str]| {
        let mut command = env.command(args);
        env::Run::of(command.env("LC_ALL", "vi_VN.UTF-8"))
    };
    assert!(in_vietnam(&["report", HEADLINE]).out.starts_with("Địa phương"));
    assert!(in_vietnam(&["report", HEADLINE, "--format", "csv"]).out.starts_with("locality,year"));
    let run = in_vietnam(&["report", HEADLINE, "-p", "year=1999"]);
    assert!(run.err.contains("không có dòng nào"), "{run:?}");
}

#[test]
fn charts_in_a_terminal_and_as_pictures() {
    let env = with_address();
    let run = env.run(&["report", HEADLINE, "--chart"]);
    assert!(run.out.contains("huyện Đại Lộc, tỉnh Quảng Nam · 2023  ████"), "{run:?}");
    assert!(run.out.contains("█ 112\n"), "{run:?}");
    env.run(&["report", HEADLINE, "-o", "x.svg"]);
    let svg = std::fs::read_to_string(env.path("x.svg")).unwrap();
    assert!(svg.starts_with("<svg") && svg.contains("huyện Đại Lộc"), "{svg}");
    env.run(&["report", HEADLINE, "-o", "x.html"]);
    let html = std::fs::read_to_string(env.path("x.html")).unwrap();
    assert!(
        html.contains("<figure><svg") && html.contains("<td class=\"amount\">112</td>"),
        "{html}"
    );
    let run = env.run(&["report", "rejects", "--chart"]);
    assert!(run.code == Some(2) && run.err.contains("rejects: has no chart"), "{run:?}");
}

#[test]
fn reports_of_a_folder_of_ones_own() {
    let env = with_address();
    env.write(
        "own/mine.sql",
        "-- title: Mine\r\n-- about: How many.\r\nSELECT count(*) AS n FROM articles;\r\n",
    );
    assert_eq!(rows(&env, &["mine", "--queries", "own"])[0]["n"], 1);
    let run = env.run(&["report", "--queries", "own"]);
    assert!(run.out.contains("Your own\n  mine "), "{run:?}");
    let run = env.run(&["report", "mine", "--queries", "own", "--sql"]);
    assert!(run.out.starts_with("-- title: Mine\n"), "{run:?}");
    env.write("own/bad.sql", "-- about: no title\nSELECT 1");
    let run = env.run(&["report", "--queries", "own"]);
    // The others can be asked.
    let line = format!(
        "danvan: {}: 1: the header has no `-- title:` line\n",
        Path::new("own").join("bad.sql").display()
    );
    assert_eq!((run.code, run.err.as_str()), (Some(1), line.as_str()), "{run:?}");
    let run = env.run(&["report", "bad", "--queries", "own"]);
    assert_eq!((run.code, run.err.as_str()), (Some(1), line.as_str()), "{run:?}");
    assert_eq!(rows(&env, &["mine", "--queries", "own"])[0]["n"], 1);
    let head = "-- title: Mine\n-- about: How many.\n-- param year: integer = 2023: the year\n";
    env.write("own/mine.sql", format!("{head}SELECT :year AS y;\n"));
    assert_eq!(rows(&env, &["mine", "--queries", "own"])[0]["y"], 2023);
    assert_eq!(rows(&env, &["mine", "-p", "year=2024", "--queries", "own"])[0]["y"], 2024);
    for (line, told) in [
        ("SELECT :year AS y, :foo AS z;\n", "mine: the header has no line for :foo"),
        ("-- chart: bar y z\nSELECT :year AS y;\n", "mine: the chart is of a column z"),
    ] {
        env.write("own/mine.sql", format!("{head}{line}"));
        let run = env.run(&["report", "mine", "--queries", "own"]);
        assert!(run.code == Some(1) && run.err.contains(told), "{run:?}");
    }
}

#[test]
fn reports_and_words_are_found_without_marks() {
    let env = Env::loaded();
    let by_title = rows(&env, &["mo hinh theo cap"]);
    assert_eq!(by_title, rows(&env, &["models-by-level"]));
    let offices = |office: &str| rows(&env, &["office-holders", "-p", office]).len();
    assert!(offices("office=Phó Bí thư") > 0);
    assert_eq!(offices("office=pho bi thu"), offices("office=Phó Bí thư"));
    let run = env.run(&["report", "--workbook", "2023", "-o", "x.xlsx", "-p", "within=Đại Lok"]);
    assert!(
        run.err.contains("within=Đại Lok: no such value in this base; did you mean"),
        "{run:?}"
    );
    let run = env.run(&["report", "base-coverage", "--with-sources"]);
    assert!(run.err.contains("no sources: "), "{run:?}");
}

#[test]
fn the_workbook_of_a_year() {
    let env = Env::loaded();
    let run = env.run(&[
        "report",
        "--workbook",
        "2023",
        "-o",
        "2023.xlsx",
        "-p",
        "within=quang nam",
        "--lang",
        "vi",
    ]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let mut book = open_workbook_auto(env.path("2023.xlsx")).unwrap();
    let names = [
        "Giới thiệu",
        "Số liệu",
        "Cấp công nhận",
        "Lĩnh vực",
        "Hội nghị",
        "Khen thưởng",
        "Vấn đề",
        "Nguồn",
    ];
    assert_eq!(book.sheet_names(), names);
    let figures = book.worksheet_range("Số liệu").unwrap();
    assert_eq!(figures[(0, 0)], Data::String("Địa phương".into()));
    let expected = rows(&env, &[HEADLINE, "-p", "year=2023", "-p", "within=quang nam"]);
    assert_eq!(figures.height(), expected.len() + 1);
    for (row, expected) in expected.iter().enumerate() {
        assert_eq!(figures[(row + 1, 1)], Data::Float(expected["year"].as_f64().unwrap()));
    }
    let run = env.run(&["report", "--workbook", "2023", "-o", "a.xlsx", "-p", "withn=x"]);
    assert!(
        run.code == Some(2) && run.err.contains("no sheet takes the parameter withn"),
        "{run:?}"
    );
    assert!(!env.path("a.xlsx").exists());
}

#[test]
fn cells_of_a_workbook_keep_their_types() {
    let env = Env::loaded();
    let sql = "SELECT '00123' AS code, '=1+1' AS what, '5/2024' AS span, 12 AS year, 0.5 AS rate,
               '2024-04-02' AS held_on, NULL AS notes, 9007199254740993 AS total";
    let run = env.run(&["sql", sql, "-o", "x.xlsx"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let mut book = open_workbook_auto(env.path("x.xlsx")).unwrap();
    let range = book.worksheet_range_at(0).unwrap().unwrap();
    let text = |text: &str| Data::String(text.to_owned());
    for (column, expected) in [
        (0, text("00123")),
        (1, text("=1+1")),
        (2, text("5/2024")),
        (3, Data::Float(12.0)),
        (4, Data::Float(0.5)),
        (6, Data::Empty),
        (7, text("9007199254740993")),
    ] {
        assert_eq!(range[(1, column)], expected, "{column}");
    }
    assert!(matches!(range[(1, 5)], Data::DateTime(_)), "{:?}", range[(1, 5)]);
}
