//! Reports of meetings, persons, documents and of the base itself, on a few made-up articles:
//! a question in, the rows out, in the columns that matter.

#[path = "common/env.rs"]
mod env;

use std::sync::LazyLock;

use env::Env;

/// Made-up articles: day of publication, headline, text.
const ARTICLES: &[(&str, &str, &str)] = &[
    (
        "18/04/2019",
        "Thạch Thất quán triệt Kết luận số 43-KL/TW",
        "Sáng 17/4, Huyện ủy Thạch Thất, thành phố Hà Nội tổ chức Hội nghị quán triệt, triển khai \
         Kết luận số 43-KL/TW, ngày 07/01/2019 của Ban Bí thư.",
    ),
    (
        "21/04/2022",
        "Thạch Thất sơ kết 3 năm thực hiện Kết luận số 43-KL/TW",
        "Sáng 20/4, Huyện ủy Thạch Thất, thành phố Hà Nội tổ chức Hội nghị sơ kết 3 năm thực hiện \
         Kết luận số 43-KL/TW của Ban Bí thư, triển khai nhiệm vụ thời gian tới.",
    ),
    (
        "11/04/2023",
        "Thạch Thất giao ban công tác dân vận quý I",
        "Sáng 10/4, Ban Dân vận Huyện ủy Thạch Thất, thành phố Hà Nội tổ chức Hội nghị giao ban \
         công tác dân vận quý I năm 2023. Dự hội nghị có đồng chí Lê Thị Vân - Phó Trưởng Ban Dân \
         vận Thành ủy Hà Nội; đồng chí Phan Văn Hòa - Ủy viên Ban Chấp hành Đảng bộ thành phố, \
         Bí thư Huyện ủy. Đồng chí Trần Văn Mạnh - Trưởng Ban Dân vận Huyện ủy chủ trì hội nghị.",
    ),
    (
        "20/05/2023",
        "Quốc Oai: nông dân hiến đất mở đường",
        "Thời gian qua, nhân dân huyện Quốc Oai, thành phố Hà Nội đã hiến đất mở rộng đường làng. \
         Ban Dân vận Huyện ủy phối hợp vận động các hộ dân.",
    ),
    (
        "14/07/2023",
        "Thạch Thất sơ kết công tác dân vận 6 tháng",
        "Ban Dân vận Huyện ủy Thạch Thất, thành phố Hà Nội vừa tổ chức Hội nghị sơ kết công tác \
         dân vận 6 tháng đầu năm 2023. Đồng chí Trần Văn Mạnh - Trưởng Ban Dân vận Huyện ủy và \
         đồng chí Đỗ Thị Lụa - Phó Trưởng Ban Dân vận Huyện ủy chủ trì hội nghị.",
    ),
    (
        "13/09/2023",
        "Xã Bình Yên tọa đàm về công tác dân vận",
        "Sáng 12/9, Đảng ủy xã Bình Yên, huyện Thạch Thất, thành phố Hà Nội tổ chức Tọa đàm về công \
         tác dân vận. Dự tọa đàm có đồng chí Trần Văn Mạnh - Ủy viên Ban Chấp hành Đảng bộ thành \
         phố, Trưởng Ban Dân vận Huyện ủy; đồng chí Ngô Văn Sáng - Huyện ủy viên, Bí thư Đảng ủy xã.",
    ),
    (
        "21/11/2023",
        "Thạch Thất tổng kết 5 năm công tác dân vận",
        "Sáng 20/11, Huyện ủy Thạch Thất, thành phố Hà Nội tổ chức Hội nghị tổng kết công tác dân \
         vận giai đoạn 2019 - 2023.",
    ),
    (
        "06/01/2024",
        "Thạch Thất tổng kết công tác dân vận năm 2023",
        "Sáng 05/01, Huyện ủy Thạch Thất, thành phố Hà Nội tổ chức Hội nghị tổng kết công tác dân \
         vận năm 2023. Dự hội nghị có đồng chí Trần Văn Mạnh - Phó Bí thư Thường trực Huyện ủy. \
         Đồng chí Nguyễn Thị Hiền - Trưởng Ban Dân vận Huyện ủy và đồng chí Vũ Đình Khang - Phó \
         Trưởng Ban Dân vận Huyện ủy chủ trì hội nghị.",
    ),
    (
        "16/10/2024",
        "Gặp mặt cán bộ dân vận huyện Thạch Thất",
        "Ngày 15/10, Ban Dân vận Huyện ủy Thạch Thất, thành phố Hà Nội tổ chức họp mặt kỷ niệm Ngày \
         truyền thống công tác dân vận của Đảng. Dự họp mặt có đồng chí Trần Văn Mạnh - nguyên \
         Trưởng Ban Dân vận Huyện ủy; đồng chí Đỗ Thị Lụa - nguyên Phó Trưởng Ban Dân vận Huyện ủy.",
    ),
];

/// The articles in a base.
fn base() -> Env {
    static BASE: LazyLock<Vec<u8>> = LazyLock::new(|| {
        let env = Env::new();
        for (index, (day, title, text)) in ARTICLES.iter().enumerate() {
            env.write(&format!("tin/{index}.txt"), format!("{title}\nNgày đăng {day}\n\n{text}\n"));
        }
        let run = env.run(&["load", "tin"]);
        assert_eq!(run.code, Some(0), "{run:?}");
        std::fs::read(env.path("danvan.db")).unwrap()
    });
    let env = Env::new();
    env.write("danvan.db", &*BASE);
    env
}

/// The rows of `review-grid -p year=2023`, in some columns, with `·` for what is blank; then what
/// is told beside them.
fn asked(question: &str, columns: &str) -> (Vec<String>, String) {
    let mut args = vec!["report"];
    args.extend(question.split(" & "));
    args.extend(["--format", "jsonl"]);
    let run = base().run(&args);
    assert_eq!(run.code, Some(0), "{question}: {run:?}");
    let cell = |row: &serde_json::Value, column: &str| match &row[column] {
        serde_json::Value::Null => "·".to_owned(),
        serde_json::Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let row = |line: &str| {
        let row: serde_json::Value = serde_json::from_str(line).unwrap();
        assert!(columns.split(' ').all(|column| row.get(column).is_some()), "{columns}: {line}");
        columns.split(' ').map(|column| cell(&row, column)).collect::<Vec<_>>().join(" | ")
    };
    (run.out.lines().map(row).collect(), run.err)
}

#[test]
fn questions_and_rows() {
    for (question, columns, rows) in [
        // A unit with articles and no review is a row of blanks; reviewed in January, of 2023.
        (
            "review-grid & -p & year=2023",
            "locality year quarter_1 half_year quarter_3 full_year other_periods articles_published",
            &[
                "huyện Quốc Oai | 2023 | · | · | · | · | · | 1",
                "huyện Thạch Thất | 2023 | 2023-04-10 | day not stated | · | 2024-01-05 | · | 3",
            ][..],
        ),
        ("review-grid & -p & year=2018", "locality", &[]),
        (
            "review-grid & -p & year=2023 & -p & level=commune",
            "locality quarter_1 full_year articles_published",
            &["xã Bình Yên | · | · | 1"],
        ),
        (
            "review-grid & -p & year=2023 & -p & name=giao ban",
            "locality quarter_1 half_year full_year",
            &["huyện Quốc Oai | · | · | ·", "huyện Thạch Thất | 2023-04-10 | · | ·"],
        ),
        // Who has an office in the unit is at home, whatever committee above it he sits in; of
        // several offices above the unit the lowest says where from.
        (
            "visits-from-above",
            "held_on locality visitor offices from_locality from_level roles",
            &[
                "2023-04-10 | huyện Thạch Thất | Lê Thị Vân | Phó Trưởng Ban, Ban Dân vận Thành ủy | \
                 thành phố Hà Nội | province | attended",
                "2023-09-12 | xã Bình Yên | Trần Văn Mạnh | Trưởng Ban, Ban Dân vận Huyện ủy; \
                 Ủy viên, Ban Chấp hành Đảng bộ | huyện Thạch Thất | district | attended",
            ],
        ),
        ("visits-from-above & -p & from_level=nation", "visitor", &[]),
        ("visits-from-above & -p & level=commune", "visitor", &["Trần Văn Mạnh"]),
        ("visits-from-above & -p & name=van", "visitor", &["Lê Thị Vân", "Trần Văn Mạnh"]),
        // The head that was stated last; of the deputies all, less who is said to have left.
        (
            "office-holders & -p & body=Ban Dân vận Huyện ủy",
            "office name stated_on later_office",
            &[
                "Phó Trưởng Ban | Vũ Đình Khang | 2024-01-06 | ·",
                "Trưởng Ban | Nguyễn Thị Hiền | 2024-01-06 | ·",
            ],
        ),
        (
            "office-holders & -p & body=Ban Dân vận Huyện ủy & -p & on=2024-10-15",
            "office name stated_on",
            &[
                "Phó Trưởng Ban | Vũ Đình Khang | 2024-01-06",
                "Phó Trưởng Ban | Đỗ Thị Lụa | 2023-07-14",
                "Trưởng Ban | Nguyễn Thị Hiền | 2024-01-06",
            ],
        ),
        (
            "office-holders & -p & office=Trưởng Ban & -p & on=2024-01-05",
            "name stated_on first_stated_on",
            &["Trần Văn Mạnh | 2023-09-13 | 2023-04-11"],
        ),
        // The body ended with its unit; before any article nothing is known.
        ("office-holders & -p & on=2025-07-01 & -p & within=huyện Thạch Thất", "name", &[]),
        ("office-holders & -p & on=2023-04-10", "name", &[]),
        (
            "official-career & -p & name=Trần Văn Mạnh",
            "office organization first_stated_on last_stated_on left_stated_on articles",
            &[
                "Trưởng Ban | Ban Dân vận Huyện ủy | 2023-04-11 | 2023-09-13 | 2024-10-16 | 4",
                "Ủy viên | Ban Chấp hành Đảng bộ | 2023-09-13 | 2023-09-13 | · | 1",
                "Phó Bí thư Thường trực | Huyện ủy | 2024-01-06 | 2024-01-06 | · | 1",
            ],
        ),
        ("official-career & -p & name=không ai", "office", &[]),
        (
            "directive-follow-up",
            "number follow_up held_on days_since_issue locality",
            &[
                "43-KL/TW | rollout | 2019-04-17 | 100 | huyện Thạch Thất",
                "43-KL/TW | review | 2022-04-20 | 1199 | huyện Thạch Thất",
            ],
        ),
        ("directive-follow-up & -p & follow_up=rollout", "held_on", &["2019-04-17"]),
        ("directive-follow-up & -p & number=44-KL", "held_on", &[]),
        (
            "base-coverage & -p & within=huyện Thạch Thất & -p & year=2023",
            "locality_level locality year articles publishers first_published_on meetings counts \
             percent_with_facts",
            &[
                "district | huyện Thạch Thất | 2023 | 3 | · | 2023-04-11 | 3 | 0 | 100",
                "commune | xã Bình Yên | 2023 | 1 | · | 2023-09-13 | 1 | 0 | 100",
            ],
        ),
        ("base-coverage & -p & level=province", "locality", &[]),
        (
            "units-changed & -p & in_base=yes & -p & within=huyện Thạch Thất",
            "locality changed_on change went_to articles meetings",
            &[
                "huyện Thạch Thất | 2025-07-01 | abolished | xã Hạ Bằng, xã Hòa Lạc, xã Kiều Phú, \
                 xã Tây Phương, xã Thạch Thất, xã Yên Bài, xã Yên Xuân | 7 | 7",
                "xã Bình Yên | 2025-07-01 | divided | xã Hạ Bằng, xã Hòa Lạc | 1 | 1",
            ],
        ),
        // One unit twice: with another type, then ended with all districts.
        (
            "units-changed & -p & level=district & -p & within=thị xã Tịnh Biên",
            "locality changed_on change",
            &[
                "huyện Tịnh Biên | 2023-04-10 | other type",
                "thị xã Tịnh Biên | 2025-07-01 | abolished",
            ],
        ),
        (
            "units-changed & -p & level=province & -p & within=tỉnh Cao Bằng",
            "locality changed_on change went_to articles",
            &["tỉnh Cao Bằng | 2025-07-01 | continued | tỉnh Cao Bằng | 0"],
        ),
        (
            "units-changed & -p & level=province & -p & to=2024-12-31",
            "locality changed_on change went_to",
            &["tỉnh Hà Tây | 2008-08-01 | ended | thành phố Hà Nội"],
        ),
    ] {
        assert_eq!(asked(question, columns).0, rows, "{question}");
    }
}

#[test]
fn what_a_report_leaves_out_is_told() {
    for (question, told) in [
        ("review-grid & -p & year=2023", "reviews left out, of several years: 1"),
        ("review-grid & -p & year=2022", "reviews left out, without a stated period: 1"),
        (
            "review-grid & -p & year=2023 & -p & within=huyện Ba Vì",
            "units of this level of which this base has nothing here: 1",
        ),
        ("directive-follow-up & -p & number=43-KL", ""),
    ] {
        let (_, beside) = asked(question, "locality");
        assert!(beside.contains(told), "{question}: {beside}");
    }
}

/// Every row of these reports is proved: `_sources` names statements that are in the base, each
/// once.
#[test]
fn sources_are_statements() {
    let env = base();
    let db = rusqlite::Connection::open(env.path("danvan.db")).unwrap();
    for name in [
        "awards",
        "campaigns",
        "directive-follow-up",
        "directives-cited",
        "fact-keys",
        "meetings-calendar",
        "office-holders",
        "official-career",
        "officials",
        "organizations",
        "visits-from-above",
    ] {
        let report = danvan::report::find(name).unwrap();
        let mut statement = db.prepare(&report.sql).unwrap();
        let column = statement.column_index("_sources").unwrap();
        assert_eq!(column + 1, statement.column_count(), "{name}: the last column");
        let mut rows = statement.raw_query();
        while let Some(row) = rows.next().unwrap() {
            let sources: String = row.get(column).unwrap();
            let mut seen = std::collections::BTreeSet::new();
            for source in sources.split(' ') {
                let (table, id) = source.split_once(':').unwrap();
                let quote: String = db
                    .query_row(&format!("SELECT quote FROM {table} WHERE id = ?"), [id], |row| {
                        row.get(0)
                    })
                    .unwrap();
                assert!(!quote.is_empty() && seen.insert(source), "{name}: {sources}");
            }
        }
    }
}
