//! An office's own tables, in whatever shape: cells in, statements out, set against the press.

#[path = "common/content.rs"]
mod content;
#[path = "common/encodings.rs"]
mod encodings;
#[path = "common/env.rs"]
mod env;

use std::io::{Cursor, Read, Write};

use content::{content, difference};
use danvan::reference::words::vietnamese;
use danvan::store;
use env::{Env, Run};
use rust_xlsxwriter::{Format, Workbook, Worksheet};
use serde_json::Value;

/// A folder with an empty base: filling in the units takes longest.
fn base() -> Env {
    static BASE: std::sync::LazyLock<Vec<u8>> = std::sync::LazyLock::new(|| {
        let env = Env::new();
        store::open_writing(&env.path("danvan.db")).unwrap().close().unwrap();
        std::fs::read(env.path("danvan.db")).unwrap()
    });
    let env = Env::new();
    env.write("danvan.db", &*BASE);
    env
}

/// The figures of the base, a line each: unit (name as read where it is none), years, status, level,
/// holder, field, unit of counting, count, cell.
fn figures(env: &Env) -> Vec<String> {
    let db = store::open_reading(&env.path("danvan.db")).unwrap();
    let sql = "SELECT coalesce(l.name, '?' || f.locality_name) || ' '
                   || coalesce(CASE WHEN f.year_from < f.year_to THEN f.year_from || '-' END, '')
                   || coalesce(f.year_to, '') || CASE f.to_date WHEN 1 THEN '+' ELSE '' END
                   || coalesce(' @' || f.as_of, '') || ' ' || f.status || coalesce(' ' || f.level, '')
                   || coalesce(' ' || f.holder, '') || coalesce(' ' || f.field, '')
                   || CASE f.unit WHEN 'model' THEN '' ELSE ' ' || f.unit END
                   || CASE f.campaign_name WHEN 'Dân vận khéo' THEN '' ELSE ' ' || f.campaign_name END
                   || CASE f.qualifier WHEN 'exact' THEN ' ' ELSE ' ' || f.qualifier || ' ' END
                   || f.count || ' ' || f.cell
               FROM own_figures AS f LEFT JOIN localities AS l ON l.id = f.locality_id
               ORDER BY f.id";
    let mut select = db.prepare(sql).unwrap();
    select.query_map([], |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap()
}

/// A table as text, cells parted by `|`, as a sheet with figures as numbers.
fn fill(sheet: &mut Worksheet, rows: &[&str]) {
    for (row, line) in (0u32..).zip(rows) {
        for (column, cell) in (0u16..).zip(line.split('|').map(str::trim)) {
            if let Ok(number) = cell.parse::<f64>() {
                sheet.write_number(row, column, number).unwrap();
            } else if !cell.is_empty() {
                // `'12` is a text that looks like a number.
                sheet.write_string(row, column, cell.trim_start_matches('\'')).unwrap();
            }
        }
    }
}

fn book(env: &Env, name: &str, sheets: &[(&str, &[&str])]) {
    let mut book = Workbook::new();
    for (sheet, rows) in sheets {
        fill(book.add_worksheet().set_name(*sheet).unwrap(), rows);
    }
    book.save(env.path(name)).unwrap();
}

fn load(env: &Env, args: &[&str]) -> Run {
    env.run(&[&["load", "--as", "figures"], args].concat())
}

/// The table as a workbook and as a text with semicolons: they say the same but for the addresses.
fn reads(case: &str, rows: &[&str], args: &[&str], expected: &[&str]) {
    let without_cell = |lines: &[String]| -> Vec<String> {
        let last = |line: &String| match line.find(" line ") {
            Some(at) => line[..at].to_owned(),
            None => line.rsplit_once(' ').unwrap().0.to_owned(),
        };
        lines.iter().map(last).collect()
    };
    let sheets = base();
    book(&sheets, "so-lieu.xlsx", &[("Biểu 1", rows)]);
    let run = load(&sheets, &[&["so-lieu.xlsx"], args].concat());
    assert_eq!(run.code, Some(0), "{case}: {run:?}");
    assert_eq!(figures(&sheets), expected, "{case}: {run:?}");

    let text = base();
    let lines: Vec<String> = rows
        .iter()
        .map(|row| {
            row.split('|').map(|c| c.trim().trim_start_matches('\'')).collect::<Vec<_>>().join(";")
        })
        .collect();
    text.write("so-lieu.csv", lines.join("\r\n"));
    let run = load(&text, &[&["so-lieu.csv"], args].concat());
    assert_eq!(run.code, Some(0), "{case}: {run:?}");
    assert_eq!(without_cell(&figures(&text)), without_cell(&figures(&sheets)), "{case}, as text");
    let check = text.run(&["check"]);
    assert_eq!(check.code, Some(0), "{case}: {check:?}");
}

#[test]
fn shapes_of_tables() {
    let within = ["--value", "within=tỉnh Tiền Giang"];
    reads(
        "long",
        &[
            "Địa phương | Năm | Cấp | Trạng thái | Số lượng",
            "Huyện Cái Bè | 2023 | Tỉnh | Đăng ký | 5",
            "Huyện Cái Bè | 2023 | cấp huyện | Được công nhận | 12",
            "TP. Mỹ Tho | 2024 |  | Đăng ký | '1.234",
        ],
        &[],
        &[
            "huyện Cái Bè 2023 registered province 5 E2",
            "huyện Cái Bè 2023 recognized district 12 E3",
            "thành phố Mỹ Tho 2024 registered 1234 E4",
        ],
    );
    reads(
        "headings that are not merged",
        &[
            "TỔNG HỢP CÁC XÃ, HUYỆN CAI LẬY, TỈNH TIỀN GIANG",
            "STT | Tên xã | Số mô hình đăng ký |  | Được công nhận |  | Tên mô hình",
            " |  | 2022 | 2023 | 2022 | 2023 | ",
            "1 | Xã Hội Xuân | 3 | - | '04 |  | Đường hoa",
        ],
        &[],
        &["xã Hội Xuân 2022 registered 3 C4", "xã Hội Xuân 2022 recognized 4 E4"],
    );
    reads(
        "long, in English",
        &["locality,|year|status|holder|count", "huyện Cái Bè|2023|registered|individual|5"],
        &[],
        &["huyện Cái Bè 2023 registered individual 5 E2"],
    );
    reads(
        "wide by year, status in the title, bare names inside the title's province",
        &[
            "BAN DÂN VẬN TỈNH ỦY TIỀN GIANG",
            "BIỂU TỔNG HỢP ĐĂNG KÝ MÔ HÌNH “DÂN VẬN KHÉO”",
            "",
            "TT | Huyện/thành phố | 2021 | 2022 | Năm 2023",
            "1 | Cái Bè | 10 | 11 | 12",
            "2 | Châu Thành | 20 |  | -",
        ],
        &[],
        &[
            "huyện Cái Bè 2021 registered 10 C5",
            "huyện Cái Bè 2022 registered 11 D5",
            "huyện Cái Bè 2023 registered 12 E5",
            "huyện Châu Thành 2021 registered 20 C6",
        ],
    );
    reads(
        "wide by status and year, numbers of columns, sums and notes",
        &[
            "STT | Đơn vị | Đăng ký 2023 | Công nhận 2023 | Tỷ lệ (%) | Ghi chú",
            "(1) | (2) | (3) | (4) | (5) | (6)",
            "1 | Huyện Cái Bè | 15 | 10 | 66.7 | gửi chậm",
            "2 | Huyện Cai Lậy | 0 |  |  |",
            " | Tổng cộng (1+2) | 15 | 10 | 66.7 |",
            " | NGƯỜI LẬP | | TRƯỞNG BAN | |",
            "Ghi chú: chưa có số liệu của cấp xã",
        ],
        &within,
        &[
            "huyện Cái Bè 2023 registered 15 C3",
            "huyện Cái Bè 2023 recognized 10 D3",
            "huyện Cai Lậy 2023 registered 0 C4",
        ],
    );
    reads(
        "groups, whole of the province, a body",
        &[
            "MÔ HÌNH ĐĂNG KÝ NĂM 2024 - TỈNH TIỀN GIANG",
            "STT | Đơn vị | Tổng số | Tập thể | Cá nhân",
            "I | Huyện | 30 | |",
            "1 | Cái Bè | 20 | 15 | 5",
            "2 | Châu Thành | 10 | 10 |",
            "II | Các ban, ngành | 4 | |",
            "3 | Công an tỉnh | 4 | |",
            " | Cộng | 34 | |",
            " | Toàn tỉnh | 34 | |",
        ],
        &[],
        &[
            "huyện Cái Bè 2024 registered 20 C4",
            "huyện Cái Bè 2024 registered collective 15 D4",
            "huyện Cái Bè 2024 registered individual 5 E4",
            "huyện Châu Thành 2024 registered 10 C5",
            "huyện Châu Thành 2024 registered collective 10 D5",
            "?Công an tỉnh 2024 registered 4 C7",
            "tỉnh Tiền Giang 2024 registered 34 C9",
        ],
    );
    reads(
        "communes under their district",
        &[
            "Số mô hình được công nhận năm 2023, tỉnh Tiền Giang",
            "STT | Đơn vị | Số mô hình",
            "I | Huyện Châu Thành | 9",
            "1 | Xã Tân Hương | 4",
            "2 | Thị trấn Tân Hiệp | 5",
        ],
        &[],
        &[
            "huyện Châu Thành 2023 recognized 9 C3",
            "xã Tân Hương 2023 recognized 4 C4",
            "thị trấn Tân Hiệp 2023 recognized 5 C5",
        ],
    );
    reads(
        "district and commune in columns of their own; fields; a day",
        &[
            "Số liệu đăng ký tính đến ngày 30/6/2024 (năm 2024)",
            "Huyện | Xã, phường | Kinh tế | Văn hóa - xã hội | Xây dựng hệ thống chính trị",
            "Huyện Châu Thành, tỉnh Tiền Giang | Tân Hương | 1 | 2 | 3",
        ],
        &[],
        &[
            "xã Tân Hương 2024 @2024-06-30 registered economy 1 C3",
            "xã Tân Hương 2024 @2024-06-30 registered culture_society 2 D3",
            "xã Tân Hương 2024 @2024-06-30 registered political_system 3 E3",
        ],
    );
    reads(
        "spans and stocks",
        &[
            "Đơn vị | Đăng ký giai đoạn 2021-2025 | Lũy kế công nhận đến 31/12/2023 | Năm",
            "Huyện Cái Bè | trên 100 | khoảng 50 mô hình | 2023",
        ],
        &within,
        &[
            "huyện Cái Bè 2021-2025 registered over 100 B2",
            "huyện Cái Bè 2023+ @2023-12-31 recognized about 50 C2",
        ],
    );
    reads(
        "units as they were in the year",
        &[
            "Đơn vị|Năm|Đăng ký",
            "Huyện Tịnh Biên|2021|3",
            "Thị xã Tịnh Biên|2024|4",
            "Huyện Cái Bè|2025|5",
        ],
        &[],
        &[
            "thị xã Tịnh Biên 2021 registered 3 C2",
            "thị xã Tịnh Biên 2024 registered 4 C3",
            "huyện Cái Bè 2025 registered 5 C4",
        ],
    );
    reads(
        "another campaign and unit of counting",
        &["Đơn vị|Phong trào|Số điển hình biểu dương năm 2023", "Huyện Cái Bè|Đền ơn đáp nghĩa|7"],
        &[],
        &["huyện Cái Bè 2023 commended exemplar Đền ơn đáp nghĩa 7 C2"],
    );
}

#[test]
fn what_a_person_says_of_a_table() {
    let rows = ["a | b | c | d", "1 | Cái Bè | 15 | 10", "2 | Cai Lậy | 7 | 6"];
    let of = ["--value", "year=2024", "--value", "within=tiền giang"];
    let counts = ["--column", "registered=C", "--column", "recognized=d"];
    reads(
        "a town is named like its district",
        &rows,
        &[&of[..], &counts, &["--column", "locality=b", "--value", "level=tỉnh"]].concat(),
        &[
            "?Cái Bè 2024 registered province 15 C2",
            "?Cái Bè 2024 recognized province 10 D2",
            "?Cai Lậy 2024 registered province 7 C3",
            "?Cai Lậy 2024 recognized province 6 D3",
        ],
    );
    reads(
        "the column is said to name districts",
        &rows[..2],
        &[&of[..], &counts, &["--column", "district=B"]].concat(),
        &["huyện Cái Bè 2024 registered 15 C2", "huyện Cái Bè 2024 recognized 10 D2"],
    );
    reads(
        "a letter under a title and above a group",
        &["Biểu đăng ký năm 2024 | | ", "TT | Đơn vị | Số MH", "I | Huyện | ", "1 | Cái Bè | 15"],
        &["--value", "within=Tiền Giang", "--column", "locality=B", "--column", "count=C"],
        &["huyện Cái Bè 2024 registered 15 C4"],
    );
    reads(
        "a heading, and more said of a column",
        &["Tên | Số MH, ĐK | x", "Huyện Cái Bè | 15 | 10"],
        &["--column", "locality=Tên", "--column", "2024=Số MH, ĐK", "--column", "công nhận 2023=C"],
        &["huyện Cái Bè 2024 registered 15 B2", "huyện Cái Bè 2023 recognized 10 C2"],
    );
    for (args, told) in [
        (&["--value", "year=nay"][..], "\"nay\" is no year"),
        (&["--value", "within=huyện Châu Thành"], "units are named \"huyện Châu Thành\""),
        (&["--value", "within=Xứ Lạ"], "no unit is named \"Xứ Lạ\""),
        (&["--value", "status"], "write WHAT=VALUE"),
        (&["--column", "abc=D"], "a column is locality (or province"),
        (&["--map", "text=D"], "of a table write --column"),
    ] {
        let env = base();
        env.write("a.csv", "Đơn vị,Đăng ký 2023\n");
        let run = load(&env, &[&["a.csv"], args].concat());
        assert_eq!(run.code, Some(2), "{args:?} {run:?}");
        assert!(run.err.contains(told) && run.err.lines().count() == 1, "{args:?} {run:?}");
    }
    let env = base();
    let run = env.run(&["load", "a.csv", "--value", "year=2024"]);
    assert_eq!((run.code, run.err.contains("add --as figures")), (Some(2), true), "{run:?}");
}

#[test]
fn headers_in_merged_cells() {
    let env = base();
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("Tổng hợp").unwrap();
    let plain = Format::new();
    let merged = |sheet: &mut Worksheet, a: (u32, u16), b: (u32, u16), text: &str| {
        sheet.merge_range(a.0, a.1, b.0, b.1, text, &plain).unwrap();
    };
    merged(sheet, (0, 0), (0, 5), "BIỂU TỔNG HỢP TỈNH TIỀN GIANG");
    merged(sheet, (2, 0), (3, 0), "STT");
    merged(sheet, (2, 1), (3, 1), "Địa phương");
    merged(sheet, (2, 2), (2, 3), "Năm 2023");
    merged(sheet, (2, 4), (2, 5), "Năm 2024");
    for (column, text) in [(2, "Đăng ký"), (3, "Công nhận"), (4, "Đăng ký"), (5, "Công nhận")]
    {
        sheet.write_string(3, column, text).unwrap();
    }
    merged(sheet, (4, 1), (5, 1), "Huyện Cái Bè");
    for (row, numbers) in [(4, [1.0, 2.0, 3.0, 4.0]), (5, [5.0, 6.0, 7.0, 8.0])] {
        for (column, number) in (2..).zip(numbers) {
            sheet.write_number(row, column, number).unwrap();
        }
    }
    book.save(env.path("gop.xlsx")).unwrap();
    let run = load(&env, &["gop.xlsx"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert_eq!(
        figures(&env),
        [
            "huyện Cái Bè 2023 registered 1 C5",
            "huyện Cái Bè 2023 recognized 2 D5",
            "huyện Cái Bè 2024 registered 3 E5",
            "huyện Cái Bè 2024 recognized 4 F5",
            "huyện Cái Bè 2023 registered 5 C6",
            "huyện Cái Bè 2023 recognized 6 D6",
            "huyện Cái Bè 2024 registered 7 E6",
            "huyện Cái Bè 2024 recognized 8 F6",
        ]
    );
    let check = env.run(&["check"]);
    assert_eq!(check.code, Some(0), "{check:?}");
}

#[test]
fn what_is_no_count_or_no_unit_is_told_and_nothing_guessed() {
    let env = base();
    book(
        &env,
        "la.xlsx",
        &[
            ("Bìa", &["Số liệu của cơ quan"]),
            (
                "S 1",
                &[
                    "Đơn vị | Đăng ký 2024 | Vốn đầu tư",
                    "Huyện Cái Bè | 1e308 | 3",
                    "Huyện Cai Lậy | -3 |",
                    "Huyện Chợ Gạo | 12.5 |",
                    "Huyện Tân Phước | '12,5 |",
                    "Huyện Châu Thành | 4 |",
                    "Huyện Không Có | 5 |",
                    " | 6 |",
                ],
            ),
        ],
    );
    let run = load(&env, &["la.xlsx", "--json"]);
    assert_eq!(run.code, Some(1), "{run:?}");
    assert_eq!(
        figures(&env),
        ["?Huyện Châu Thành 2024 registered 4 B6", "?Huyện Không Có 2024 registered 5 B7"]
    );
    let json: Value = serde_json::from_str(&run.out).unwrap();
    let rejects: Vec<String> = json["rejects"]
        .as_array()
        .unwrap()
        .iter()
        .map(|r| format!("{} {}", r["place"].as_str().unwrap(), r["reason"].as_str().unwrap()))
        .collect();
    assert_eq!(
        rejects,
        [
            "S 1!B2 1e308 is more than any count can be",
            "S 1!B3 -3 is negative",
            "S 1!B4 12.5 is no whole number",
            "S 1!B5 \"12,5\" has a comma, which may part thousands or a fraction",
            "S 1!B8 a count without a unit",
        ]
    );
    for told in
        json["rejects"].as_array().unwrap().iter().flat_map(|r| [&r["reason"], &r["advice"]])
    {
        let told = told.as_str().unwrap();
        assert!(vietnamese(told) != told, "{told}: no line in reference/values.tsv");
    }
    assert_eq!((json["new"].as_u64(), json["rejected"].as_u64()), (Some(1), Some(5)), "{json}");
    assert_eq!(json["facts"]["own_figures"], 2);
    for told in [
        "la.xlsx, S 1: columns passed over: Vốn đầu tư (C)",
        "not linked to a unit: Huyện Châu Thành (A6: ",
        "Huyện Không Có (A7)",
        "passed over: la.xlsx, Bìa: no header found",
    ] {
        assert!(run.err.contains(told), "{told}: {run:?}");
    }
    // What stands in the row is not what the title says of the others.
    let title = "Mô hình đăng ký năm 2024 | | |";
    let head = "Đơn vị | Trạng thái | Số lượng";
    let rows = [title, head, "Huyện Cái Bè | Đang xét | 3", "Huyện Chợ Gạo | Công nhận | 4"];
    book(&env, "xet.xlsx", &[("S", &rows)]);
    let run = load(&env, &["xet.xlsx", "--db", "xet.db"]);
    assert_eq!(run.code, Some(1), "{run:?}");
    assert!(run.err.contains("S!B3: \"Đang xét\" is not understood"), "{run:?}");
    assert!(run.err.contains("1 own figures"), "{run:?}");
    // The mended file clears its rejects.
    book(&env, "la.xlsx", &[("S 1", &["Đơn vị | Đăng ký 2024", "Huyện Cái Bè | 8"])]);
    let run = load(&env, &["la.xlsx"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let rejects = env.run(&["sql", "SELECT count(*) AS n FROM rejects", "--format", "jsonl"]);
    assert_eq!(rejects.out, "{\"n\":0}\n");
}

#[test]
fn files_that_are_no_tables() {
    for (name, bytes, told) in [
        ("a.csv", &b"Ten,Tuoi\nLan,12\n"[..], "a.csv: no header found"),
        ("b.csv", "Đơn vị,Ghi chú\nHuyện Cái Bè,x\n".as_bytes(), "no column of counts understood"),
        (
            "c.csv",
            "Đơn vị,Số lượng\nHuyện Cái Bè,5\n".as_bytes(),
            "without a status; give it: --value",
        ),
        (
            "d.csv",
            "Đơn vị,Đăng ký\nHuyện Cái Bè,5\n".as_bytes(),
            "without a year; give it: --value",
        ),
        ("e.csv", b"", "e.csv: empty"),
        ("f.xlsx", b"PK\x03\x04rest", "f.xlsx: damaged"),
        ("g.xls", b"\xD0\xCF\x11\xE0rest", "g.xls: damaged"),
        ("h.pdf", b"%PDF-1.4", "h.pdf: not a table"),
        ("none.xlsx", b"?", "none.xlsx: no such file"),
    ] {
        let env = base();
        if name != "none.xlsx" {
            env.write(name, bytes);
        }
        let run = load(&env, &[name]);
        assert_eq!(run.code, Some(1), "{name} {run:?}");
        let first = run.err.lines().next().unwrap();
        assert!(first.contains(told), "{name}: {told}: {run:?}");
        assert!(figures(&env).is_empty(), "{name}");
    }
    let env = base();
    let run = load(&env, &["-"]);
    assert!(run.err.contains("on standard input has no name"), "{run:?}");
    let run = load(&env, &["."]);
    assert!(run.err.contains("a folder, not a table"), "{run:?}");
}

#[test]
fn texts_in_any_encoding_and_with_any_mark() {
    let table = "Biểu đăng ký mô hình Dân vận khéo năm 2024 của tỉnh Tiền Giang\n\
                 Địa phương;Đăng ký;Được công nhận\nHuyện Cái Bè;15;10\nHuyện Gò Công Tây;1.200;9\n";
    for (name, bytes) in [
        ("utf8.csv", table.as_bytes().to_vec()),
        ("bom.csv", ["\u{feff}".as_bytes(), table.as_bytes()].concat()),
        ("utf16.csv", encodings::utf_16(table, true)),
        ("tcvn3.csv", encodings::tcvn3(&encodings::with_plain_signs(table))),
        ("vni.csv", encodings::vni(&encodings::with_plain_signs(table))),
        ("windows-1258.csv", encodings::windows_1258(&encodings::with_plain_signs(table))),
        ("tab.tsv", table.replace(';', "\t").into_bytes()),
        ("comma.csv", table.replace(';', ",").into_bytes()),
    ] {
        let env = base();
        env.write(name, bytes);
        let run = load(&env, &[name]);
        assert_eq!(run.code, Some(0), "{name} {run:?}");
        assert_eq!(
            figures(&env),
            [
                "huyện Cái Bè 2024 registered 15 line 3, column 2",
                "huyện Cái Bè 2024 recognized 10 line 3, column 3",
                "huyện Gò Công Tây 2024 registered 1200 line 4, column 2",
                "huyện Gò Công Tây 2024 recognized 9 line 4, column 3",
            ],
            "{name} {run:?}"
        );
    }
}

#[test]
fn cells_of_a_text_are_told_by_its_lines() {
    for end in ["\n", "\r\n"] {
        let env = base();
        let lines =
            ["“Đơn vị”;\"Đăng ký", "năm 2024\"", "", "Huyện Cái Bè;135", "Huyện Chợ Gạo;12"];
        env.write("bang.csv", lines.join(end));
        load(&env, &["bang.csv"]);
        let cells: Vec<String> = figures(&env);
        assert_eq!(cells.len(), 2, "{cells:?}");
        for (cell, line) in cells.iter().zip(["line 4, column 2", "line 5, column 2"]) {
            assert!(cell.ends_with(line), "{end:?}: {cells:?}");
        }
    }
}

#[test]
fn parts_of_years_movements_and_sheets_of_years() {
    let within = "within=tỉnh Tiền Giang";
    let rows = |title: &'static str| [title, "Địa phương | Đăng ký", "Huyện Cái Bè | 12"];
    for (title, expected, told) in [
        ("KẾT QUẢ 6 THÁNG ĐẦU NĂM 2024", "2024 2024-06-30 Dân vận khéo", "up to 2024-06-30"),
        ("Kết quả quý I/2024", "2024 2024-03-31 Dân vận khéo", "up to 2024-03-31"),
        ("Kết quả 9 tháng năm 2024", "2024 2024-09-30 Dân vận khéo", "up to 2024-09-30"),
        ("Kết quả năm 2024", "2024 - Dân vận khéo", ""),
        (
            "Phong trào thi đua “Cựu chiến binh gương mẫu” năm 2024",
            "2024 - Cựu chiến binh gương mẫu",
            "",
        ),
        ("Kết quả quý II/2024", "", "1 counts without a year of its own"),
        ("Kết quả 6 tháng cuối năm 2024", "", "1 counts without a year of its own"),
    ] {
        let env = base();
        book(&env, "a.xlsx", &[("Biểu 1", &rows(title))]);
        let run = load(&env, &["a.xlsx", "--value", within]);
        let db = danvan::store::open_reading(&env.path("danvan.db")).unwrap();
        let sql = "SELECT coalesce(group_concat(year_from || ' ' || coalesce(as_of, '-') || ' '
                       || campaign_name), '') FROM own_figures";
        let found: String = db.query_row(sql, [], |row| row.get(0)).unwrap();
        assert_eq!(found, expected, "{title}: {run:?}");
        assert!(run.err.contains(told), "{title}: {run:?}");
    }
    // A sheet for each year; a value for all stands over them, and says so.
    let sheet = ["Địa phương | Đăng ký", "Huyện Cái Bè | 12"];
    let env = base();
    book(&env, "a.xlsx", &[("2022", &sheet), ("Năm 2023", &sheet)]);
    let run = load(&env, &["a.xlsx", "--value", within]);
    let registered = |year: i32| format!("huyện Cái Bè {year} registered 12 B2");
    assert_eq!(figures(&env), [registered(2022), registered(2023)], "{run:?}");
    let run = load(&env, &["a.xlsx", "--value", within, "--value", "year=2024"]);
    let note = "2022: --value year=2024 stands over 2022, which the sheet says";
    assert!(run.err.contains(note), "{run:?}");
}

#[test]
fn what_would_be_lost_is_told_and_what_is_said_of_the_whole_holds_for_its_parts() {
    let within = ["--value", "within=tỉnh Tiền Giang", "--value", "year=2024"];
    reads(
        "trong đó",
        &[
            "Địa phương | Đăng ký | Trong đó cấp tỉnh | Trong đó cấp huyện",
            "Huyen Cai Be | 12 | 5 | 7",
        ],
        &within,
        &[
            "huyện Cái Bè 2024 registered 12 B2",
            "huyện Cái Bè 2024 registered province 5 C2",
            "huyện Cái Bè 2024 registered district 7 D2",
        ],
    );
    let env = base();
    let rows = ["Địa phương | Đăng ký", "Cái Bè | 12", "Cai Lậy | mười hai", "Huyện Cái Bè | 14"];
    book(&env, "a.xlsx", &[("Biểu 1", &rows)]);
    let run = load(&env, &[&["a.xlsx"][..], &within].concat());
    assert!(run.err.contains("Biểu 1!B3: \"mười hai\" is no count"), "{run:?}");
    assert!(run.err.contains("stated twice: Cái Bè (B2: 12, B4: 14)"), "{run:?}");
    let mut made = Workbook::new();
    let sheet = made.add_worksheet();
    fill(sheet, &["Địa phương | Đăng ký", "Huyện Cái Bè | 12", "Huyện Cai Lậy | "]);
    sheet.write_formula(2, 1, "=B2+1").unwrap();
    // As programs write it that compute nothing.
    let bytes = without_results(&made.save_to_buffer().unwrap());
    env.write("b.xlsx", bytes);
    let run = load(&env, &[&["b.xlsx"][..], &within].concat());
    assert!(run.err.contains("is a formula without a result"), "{run:?}");
}

/// A workbook without the results of its formulas.
fn without_results(book: &[u8]) -> Vec<u8> {
    let mut read = zip::ZipArchive::new(Cursor::new(book)).unwrap();
    let mut written = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..read.len() {
        let mut part = read.by_index(at).unwrap();
        let mut text = String::new();
        part.read_to_string(&mut text).unwrap();
        let options = zip::write::SimpleFileOptions::default();
        written.start_file(part.name().unwrap(), options).unwrap();
        written.write_all(text.replace("</f><v>0</v>", "</f>").as_bytes()).unwrap();
    }
    written.finish().unwrap().into_inner()
}

#[test]
fn a_sheet_of_open_document() {
    let cell = |text: &str| match text.parse::<f64>() {
        Ok(number) => format!(
            "<table:table-cell office:value-type=\"float\" office:value=\"{number}\"><text:p>{text}</text:p></table:table-cell>"
        ),
        Err(_) => format!(
            "<table:table-cell office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>"
        ),
    };
    let rows: String = [["Đơn vị", "Đăng ký 2023"], ["Huyện Cái Bè", "15"], ["Huyện Chợ Gạo", "-"]]
        .map(|row| format!("<table:table-row>{}</table:table-row>", row.map(cell).concat()))
        .concat();
    let names = ["office", "table", "text"]
        .map(|n| format!(" xmlns:{n}=\"urn:oasis:names:tc:opendocument:xmlns:{n}:1.0\""))
        .concat();
    let content = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><office:document-content{names}><office:body>\
         <office:spreadsheet><table:table table:name=\"S\">{rows}</table:table></office:spreadsheet>\
         </office:body></office:document-content>"
    );
    let manifest = "<?xml version=\"1.0\"?><manifest:manifest \
         xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\"/>";
    let env = base();
    let file = std::fs::File::create(env.path("so.ods")).unwrap();
    let mut zip = zip::ZipWriter::new(file);
    for (name, text) in [
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", &content),
        ("META-INF/manifest.xml", manifest),
    ] {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        std::io::Write::write_all(&mut zip, text.as_bytes()).unwrap();
    }
    zip.finish().unwrap();
    let run = load(&env, &["so.ods"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert_eq!(figures(&env), ["huyện Cái Bè 2023 registered 15 B2"]);
}

#[test]
fn loading_again_changes_nothing_and_a_changed_table_replaces_itself_only() {
    let table = |cells: [&str; 2]| {
        format!("Đơn vị;Đăng ký 2023;Công nhận 2023\nHuyện Cái Bè;{};{}\n", cells[0], cells[1])
    };
    let env = base();
    env.write("a.csv", table(["1", "2"]));
    env.write("b.csv", table(["3", "4"]));
    let open = |name: &str| store::open_reading(&env.path(name)).unwrap();
    let said = |run: &Run, told: &str| {
        assert_eq!(run.code, Some(0), "{run:?}");
        assert!(run.err.contains(told), "{told}: {run:?}");
    };
    said(&load(&env, &["a.csv", "b.csv", "--dry-run"]), "would be: 2 new, 0 updated");
    assert!(figures(&env).is_empty());
    said(&load(&env, &["a.csv", "b.csv"]), "2 new, 0 updated, 0 unchanged");
    let first = content(&open("danvan.db"));
    said(&load(&env, &["b.csv", "./a.csv"]), "0 new, 0 updated, 2 unchanged");
    env.run(&["load", "--refresh"]);
    let again = content(&open("danvan.db"));
    assert_eq!(first, again, "{}", difference(&first, &again));
    let other = ["load", "--as", "figures", "--db", "other.db", "b.csv", "a.csv"];
    said(&env.run(&other), "2 new");
    let backwards = content(&open("other.db"));
    assert_eq!(first, backwards, "{}", difference(&first, &backwards));

    env.write("a.csv", table(["5", "-"]));
    said(&load(&env, &["a.csv", "--dry-run"]), "would be: 0 new, 1 updated");
    said(&load(&env, &["a.csv"]), "0 new, 1 updated, 0 unchanged");
    let mut now = figures(&env);
    now.sort();
    assert_eq!(
        now,
        [
            "huyện Cái Bè 2023 recognized 4 line 2, column 3",
            "huyện Cái Bè 2023 registered 3 line 2, column 2",
            "huyện Cái Bè 2023 registered 5 line 2, column 2",
        ]
    );
    // A table that cannot be read any more says nothing new: what it said stays, and strict stops.
    env.write("a.csv", "hỏng\n");
    let run = load(&env, &["a.csv", "--strict"]);
    assert_eq!(run.code, Some(1), "{run:?}");
    assert!(run.err.contains("(strict: nothing was loaded)"), "{run:?}");
    assert_eq!(load(&env, &["a.csv"]).code, Some(1));
    assert_eq!(figures(&env).len(), 3);
}

#[test]
fn sheets_come_and_go_with_their_file() {
    let env = base();
    let rows = |count: &str| vec![format!("Huyện Cái Bè | {count}")];
    let save = |sheets: &[(&str, &str)]| {
        let head = "Đơn vị | Đăng ký 2023".to_owned();
        let mut book = Workbook::new();
        for (name, count) in sheets {
            let lines: Vec<String> = [head.clone()].into_iter().chain(rows(count)).collect();
            let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
            fill(book.add_worksheet().set_name(*name).unwrap(), &lines);
        }
        book.save(env.path("so.xlsx")).unwrap();
        let run = load(&env, &["so.xlsx"]);
        assert_eq!(run.code, Some(0), "{run:?}");
        figures(&env)
    };
    assert_eq!(save(&[("A", "1"), ("B", "2")]).len(), 2);
    assert_eq!(save(&[("B", "3")]), ["huyện Cái Bè 2023 registered 3 B2"]);
}

#[test]
fn a_pack_rebuilds_them_and_check_looks_at_them() {
    let env = Env::loaded();
    env.write("so-lieu.csv", include_str!("../examples/tables/quang-nam-2023.csv"));
    assert_eq!(load(&env, &["so-lieu.csv"]).code, Some(0));
    let run = env.run(&["export", "--pack", "goi.zip"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let mut zip = zip::ZipArchive::new(std::fs::File::open(env.path("goi.zip")).unwrap()).unwrap();
    zip.extract(env.path("goi")).unwrap();
    let run = env.run(&["load", "--db", "lai.db", "goi/articles.jsonl"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let inputs = std::fs::read_to_string(env.path("goi/inputs.csv")).unwrap();
    assert!(inputs.lines().any(|line| line.starts_with("so-lieu.csv,")), "{inputs}");
    // What was changed on the way is refused.
    let records = std::fs::read_to_string(env.path("goi/articles.jsonl")).unwrap();
    env.write("goi/doi.jsonl", records.replace("\"count\":98", "\"count\":97"));
    let run = env.run(&["load", "--db", "doi.db", "goi/doi.jsonl"]);
    assert!(run.err.contains("the tables are not those that were packed"), "{run:?}");
    let read = |name: &str| content(&store::open_reading(&env.path(name)).unwrap());
    let (first, again) = (read("danvan.db"), read("lai.db"));
    assert_eq!(first, again, "{}", difference(&first, &again));
    assert!(first.iter().any(|line| line.starts_with("own_figures")));

    let db = rusqlite::Connection::open(env.path("danvan.db")).unwrap();
    for (change, told) in [
        (
            "UPDATE own_figures SET count = 7, low = 7, high = 7 WHERE cell_text = '98'",
            "not the count",
        ),
        ("UPDATE own_figures SET quote = 'x' WHERE cell_text = '55'", "the cell is not in its row"),
        (
            "UPDATE own_figures SET key = 'x' WHERE cell_text = '12'",
            "the key is not that of its cell",
        ),
        ("DELETE FROM own_figures WHERE cell_text = '112'", "not those that were read"),
    ] {
        assert_eq!(db.execute(change, []).unwrap(), 1, "{change}");
        let run = env.run(&["check"]);
        assert_eq!((run.code, run.out.contains(told)), (Some(1), true), "{change} {run:?}");
    }
}

#[test]
fn mine_against_the_press() {
    let env = Env::loaded();
    env.write("so-lieu.csv", include_str!("../examples/tables/quang-nam-2023.csv"));
    let figures_of_the_press = |env: &Env| {
        let sql = "SELECT count(*) AS n, sum(chosen) AS s FROM yearly_figures";
        env.run(&["sql", sql, "--format", "csv"]).out
    };
    let before = figures_of_the_press(&env);
    assert_eq!(load(&env, &["so-lieu.csv"]).code, Some(0));
    assert_eq!(figures_of_the_press(&env), before, "never mixed into the press's");
    let rows = |args: &[&str]| -> Vec<String> {
        let args = [&["report", "mine-against-press", "--format", "json"], args].concat();
        let run = env.run(&args);
        assert_eq!(run.code, Some(0), "{run:?}");
        let rows: Vec<Value> = serde_json::from_str(&run.out).unwrap();
        let cell = |value: &Value| match value {
            Value::Null => "–".to_owned(),
            Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        let columns =
            ["locality", "year", "status", "level", "mine", "press", "difference", "relation"];
        rows.iter().map(|row| columns.map(|name| cell(&row[name])).join(" ")).collect()
    };
    assert_eq!(
        rows(&[]),
        [
            "tỉnh Quảng Nam 2023 recognized – 1590 1596 -6 differs",
            "tỉnh Quảng Nam 2023 registered – 1874 1874 0 equal",
            "huyện Đại Lộc 2023 recognized – 104 104 0 equal",
            "huyện Đại Lộc 2023 registered – 112 – – within range",
            "huyện Đại Lộc 2023 registered commune 60 60 0 equal",
            "huyện Quế Sơn 2023 registered – 70 – – press has none",
            "huyện Thăng Bình 2023 registered – 98 96 2 differs",
            "huyện Thăng Bình 2023 registered commune 55 55 0 equal",
            "Công an tỉnh 2023 registered – 12 – – not linked",
        ]
    );
    assert_eq!(rows(&["-p", "only=differs", "-p", "level=district"]).len(), 1);
    assert_eq!(rows(&["-p", "year=2022"]), [""; 0]);
    assert_eq!(rows(&["-p", "within=dai loc"]).len(), 3);
    let lacking = rows(&["-p", "only=press only", "-p", "within=thang binh"]);
    assert_eq!(
        lacking,
        [
            "huyện Thăng Bình 2023 built – – 90 – press only",
            "huyện Thăng Bình 2023 registered district – 38 – press only",
            "huyện Thăng Bình 2023 registered province – 3 – press only",
        ]
    );
    let now = rows(&["-p", "geography=now", "-p", "within=da nang"]);
    assert!(now.len() == 8 && now[0].starts_with("thành phố Đà Nẵng"), "{now:?}");
    // The words of the press and the cell, and its link with --with-sources.
    let run = env.run(&[
        "report",
        "mine-against-press",
        "-p",
        "only=differs",
        "--format",
        "json",
        "--with-sources",
    ]);
    let found: Vec<Value> = serde_json::from_str(&run.out).unwrap();
    let text = |name: &str| found[1][name].as_str().unwrap().to_owned();
    assert!(text("quote").contains("đăng ký 96 mô hình"), "{found:?}");
    assert_eq!(text("own_cell"), "line 7, column 3");
    assert_eq!(text("own_text"), "98");
    assert!(text("own_row").contains("Đơn vị=Huyện Thăng Bình"), "{found:?}");
}
