//! The reports of figures that compare: one line of statements in, the rows out.
//!
//! Statements are written as in `common/claims`: of models registered in 2023 at huyện Phú Xuyên,
//! where they say nothing else. Of a row stand the columns that the case is about.

#[path = "common/claims.rs"]
mod claims;
#[path = "common/toy.rs"]
mod toy;

use claims::{Lab, PHU_XUYEN, notes, rows};
use rusqlite::Connection;

/// Hà Nội until July 2025, and two of its districts beside Phú Xuyên.
const HA_NOI: &str = "in:01@";
const THACH_THAT: &str = "in:276@2008-08-01";
const THUONG_TIN: &str = "in:279@2008-08-01";

/// A province that the reform left whole, before and after it.
const NGHE_AN: &str = "in:40@";
const NGHE_AN_2025: &str = "in:40@2025-07-01";
/// One that became a part of tỉnh Đồng Tháp, with two of its districts; thị xã Gò Công was a thành phố
/// from 2024-05-01 on.
const TIEN_GIANG: &str = "in:82@";
const GO_CONG: &str = "in:816@";
const GO_CONG_TAY: &str = "in:823@";
/// In tỉnh Thừa Thiên Huế until 2025-01-01, then in thành phố Huế.
const PHU_VANG: &str = "in:478@";

/// Columns of the rows of a report, by name, cells by `,`.
fn columns(db: &Connection, name: &str, values: &str, columns: &str) -> Vec<String> {
    let report = danvan::report::find(name).expect(name);
    let statement = db.prepare(&report.sql).expect(name);
    let wanted: Vec<usize> = columns
        .split(',')
        .map(|column| statement.column_index(column).expect("a column"))
        .collect();
    rows(db, name, values)
        .iter()
        .map(|row| {
            let mut reader =
                csv::ReaderBuilder::new().has_headers(false).from_reader(row.as_bytes());
            let cells = reader.records().next().expect("a row").expect("a record");
            wanted.iter().map(|&index| cells[index].to_owned()).collect::<Vec<_>>().join(",")
        })
        .collect()
}

/// Statements in, columns of rows out, rows by `; `.
fn told(name: &str, values: &str, wanted: &str, cases: &[(&str, &str)]) {
    let lab = Lab::new();
    for (line, expected) in cases {
        let line = line
            .replace("HA_NOI", HA_NOI)
            .replace("THACH_THAT", THACH_THAT)
            .replace("THUONG_TIN", THUONG_TIN)
            .replace("NGHE_AN_2025", NGHE_AN_2025)
            .replace("NGHE_AN", NGHE_AN)
            .replace("TIEN_GIANG", TIEN_GIANG)
            .replace("GO_CONG_TAY", GO_CONG_TAY)
            .replace("GO_CONG", GO_CONG)
            .replace("PHU_VANG", PHU_VANG);
        let found = lab.told(&line, |db| columns(db, name, values, wanted));
        assert_eq!(found.join("; "), *expected, "{name} {values}: {line}");
    }
}

#[test]
fn registered_to_recognized() {
    told(
        "registered-to-recognized",
        "",
        "year,level,registered,recognized,rate,no_rate",
        &[
            ("a: 225", "2023,,225,,,no figure of recognized"),
            ("a: 40 recognized", "2023,,,40,,no figure of registered"),
            ("a: 225, 180 recognized", "2023,,225,180,80,"),
            ("a: 225 | b: 180 recognized", "2023,,225,180,80,"),
            ("a: 225, 0 recognized", "2023,,225,0,0,"),
            ("a: 0, 0 recognized", "2023,,0,0,,none registered"),
            // Those of earlier years may be among the recognized.
            ("a: 225, 240 recognized", "2023,,225,240,,more recognized than registered"),
            ("a: >225, 180 recognized", "2023,,225,180,,rounded figure"),
            ("a: 225, ~180 recognized", "2023,,225,180,,rounded figure"),
            ("a: 225, 180 recognized | b: 230", "2023,,,180,,sources differ"),
            // Another year, unit, campaign or level is not the same; a stock has no year.
            (
                "a: 225 2022, 180 recognized",
                "2022,,225,,,no figure of recognized; 2023,,,180,,no figure of registered",
            ),
            (
                "a: 225, 180 both recognized",
                "2023,,,180,,no figure of registered; 2023,,225,,,no figure of recognized",
            ),
            (
                "a: 225, 180 other recognized",
                "2023,,225,,,no figure of recognized; 2023,,,180,,no figure of registered",
            ),
            (
                "a: 225, 18 province recognized",
                "2023,,225,,,no figure of recognized; 2023,province,,18,,no figure of registered",
            ),
            ("a: 20 province, 18 province recognized", "2023,province,20,18,90,"),
            ("a: 225, 180 stock recognized", "2023,,225,,,no figure of recognized"),
            // Of collectives alone nothing is said here.
            ("a: 225, 100 collective recognized", "2023,,225,,,no figure of recognized"),
        ],
    );
    // Another locality is another row.
    told(
        "registered-to-recognized",
        "level=district",
        "locality,registered,recognized,rate",
        &[(
            "a: 225, 60 THACH_THAT recognized, 3000 HA_NOI",
            "huyện Phú Xuyên,225,,; huyện Thạch Thất,,60,",
        )],
    );
}

#[test]
fn year_on_year() {
    told(
        "year-on-year",
        "",
        "year,status,previous,figure,difference,difference_percent,no_difference",
        &[
            ("a: 225", ""),
            ("a: 200 2022, 225", "2023,registered,200,225,25,12.5,"),
            ("a: 225 2022 | b: 200", "2023,registered,225,200,-25,-11.1,"),
            ("a: 0 2022, 225", "2023,registered,0,225,225,,"),
            ("a: 225 2021, 200", ""),
            (
                "a: 100 2021, 200 2022, 225",
                "2022,registered,100,200,100,100,; 2023,registered,200,225,25,12.5,",
            ),
            ("a: >200 2022, 225", "2023,registered,200,225,,,rounded figure"),
            ("a: 200 2022, 225 | b: 230", "2023,registered,200,,,,sources differ"),
            // Not the same claim.
            ("a: 200 2022, 225 recognized", ""),
            ("a: 200 2022, 225 both", ""),
            ("a: 200 2022, 225 other", ""),
            ("a: 200 2022, 225 province", ""),
            ("a: 200 2022, 225 stock, 300 2022-2023", ""),
            ("a: 200 2022, 225 THACH_THAT", ""),
        ],
    );
}

#[test]
fn a_change_as_stated_stands_beside_it() {
    let lab = Lab::new();
    let line = "a: 225, 141 collective holder<0, 84 individual holder<0 | b: 230 2022";
    let found = lab.told(line, |db| {
        // What is said of the whole stands in the words of its parts too.
        db.execute("UPDATE model_counts SET change = 'tăng 5' WHERE year_from = 2023", [])
            .expect("it is changed");
        columns(
            db,
            "year-on-year",
            "",
            "year,holder,previous,figure,difference,stated_change,no_difference",
        )
    });
    assert_eq!(found, ["2023,,230,225,-5,tăng 5,"]);
    let found = lab.told("a: 225", |db| {
        db.execute("UPDATE model_counts SET change = 'tăng 5'", []).expect("it is changed");
        columns(db, "year-on-year", "", "previous,figure,difference,stated_change,no_difference")
    });
    assert_eq!(found, [",225,,tăng 5,no figure of the year before"]);
}

#[test]
fn latest_figures() {
    told(
        "latest-figures",
        "",
        "status,unit,figure,low,high,year,span,to_date,as_of",
        &[
            ("a: 225", "registered,model,225,225,225,2023,,0,"),
            ("a: 225, 200 2022", "registered,model,225,225,225,2023,,0,"),
            // The year counts, not the day on which it is told.
            (
                "a@2023-12-20: 225 | b@2024-12-20: 200 2022",
                "registered,model,225,225,225,2023,,0,2023-12-20",
            ),
            ("a: 225 2022 | b: 230 2022, 7 2021", "registered,model,,225,230,2022,,0,"),
            // Parts are no figure of the locality.
            ("a: 225 2022, 18 province", "registered,model,225,225,225,2022,,0,"),
            // Spans and stocks are not set against years.
            (
                "a@2023-12-20: 225, 500 2021-2023, 478 stock | b@2024-06-01: 480 stock",
                "registered,model,225,225,225,2023,,0,2023-12-20; \
                 registered,model,500,500,500,,2021-2023,0,2023-12-20; \
                 registered,model,480,480,480,,,1,2024-06-01",
            ),
            (
                "a: 225, 30 both 2022, 180 recognized 2021",
                "recognized,model,180,180,180,2021,,0,; registered,both,30,30,30,2022,,0,; \
                 registered,model,225,225,225,2023,,0,",
            ),
        ],
    );
}

#[test]
fn a_province_against_its_districts() {
    told(
        "province-against-districts",
        "",
        "locality,year,figure,with_figure,units,least,greatest,finding,figures_inside",
        &[
            ("a: 3000 HA_NOI", "thành phố Hà Nội,2023,3000,0,30,,,,"),
            ("a: 225", "thành phố Hà Nội,2023,,1,30,225,225,,huyện Phú Xuyên 225"),
            (
                "a: 3000 HA_NOI, 225, >60 THACH_THAT, 12 THUONG_TIN | b: 14 THUONG_TIN",
                "thành phố Hà Nội,2023,3000,3,30,12,225,,\
                 huyện Phú Xuyên 225; huyện Thạch Thất >60; huyện Thường Tín 12-14",
            ),
            (
                "a: 200 HA_NOI, 225",
                "thành phố Hà Nội,2023,200,1,30,225,225,a part exceeds the whole,huyện Phú Xuyên 225",
            ),
            // Over 200 may be 225.
            ("a: >200 HA_NOI, 225", "thành phố Hà Nội,2023,200,1,30,225,225,,huyện Phú Xuyên 225"),
            // Another year, unit or campaign stands in a row of its own.
            (
                "a: 3000 HA_NOI, 225 2022",
                "thành phố Hà Nội,2022,,1,30,225,225,,huyện Phú Xuyên 225; \
                 thành phố Hà Nội,2023,3000,0,30,,,,",
            ),
            (
                "a: 3000 HA_NOI, 225 other",
                "thành phố Hà Nội,2023,3000,0,30,,,,; \
                 thành phố Hà Nội,2023,,1,30,225,225,,huyện Phú Xuyên 225",
            ),
            // Parts by level are no figures of districts.
            ("a: 3000 HA_NOI, 700 HA_NOI district level<0", "thành phố Hà Nội,2023,3000,0,30,,,,"),
            // Of 2025 the districts of its first half, and the communes of the new city.
            ("a: 225 2025", "thành phố Hà Nội,2025,,1,30,225,225,,huyện Phú Xuyên 225"),
            ("a: 3000 2025 in:01@2025-07-01", "thành phố Hà Nội,2025,3000,0,126,,,,"),
        ],
    );
}

#[test]
fn localities_without_a_figure() {
    let phu_xuyen = |values: &str| format!("level=district within=phú_xuyên {values}");
    for (values, line, expected) in [
        ("", "a: 225", ""),
        ("", "a: 225 | b: 230", ""),
        ("year=2022", "a: 225", "of another year,0,2023"),
        ("year=2023", "a: 18 province, 225 2022", "stated in parts only,0,2022"),
        ("year=2023", "a: 500 2021-2023", "of several years,0,"),
        ("year=2023", "a@2023-12-20: 478 stock", "to date,0,"),
        ("year=2023", "a@2024-12-20: 478 stock", "of another year,0,"),
        ("year=2023", "a: 30 of:Hội", "of a body,0,"),
        ("year=2023", "a: 7 undated", "undated,0,"),
        ("year=2023", "a: 7 built", "of another status,0,"),
        ("year=2023 status=built", "a: 7 built", ""),
        ("year=2023", "a: 7 undated, 500 2021-2023, 7 built", "of several years,0,"),
        // The article is about the district (A), and counts for another.
        ("year=2023", "A: 7 THACH_THAT", "no count,1,"),
        ("year=2023", "a: 7 THACH_THAT", "no article,0,"),
    ] {
        let line = line.replace("THACH_THAT", THACH_THAT);
        let found = Lab::new().told(&line, |db| {
            columns(
                db,
                "localities-without-figure",
                &phu_xuyen(values),
                "reason,articles_about,last_year_with_figure",
            )
        });
        assert_eq!(found.join("; "), expected, "{values}: {line}");
    }
    Lab::new().told("a: 225", |db| {
        let of = |values: &str| {
            (rows(db, "localities-without-figure", values).len(), {
                notes(db, "localities-without-figure", values).join("; ")
            })
        };
        let (missing, note) = of("level=district within=hà_nội");
        assert_eq!((missing, &*note), (29, "1 of 30 localities have a figure for 2023"));
        // Before July 2025 there were 63 provinces, since then there are 34.
        assert_eq!(of("").0, 63);
        assert_eq!(of("year=2025").0, 34);
        // A district that is no more is not missing.
        assert_eq!(of("level=district year=2025").0, 0);
    });
}

#[test]
fn the_panel() {
    let of = "level=district within=phú_xuyên";
    told(
        "panel",
        of,
        "year,status,unit,figure,low,high,reason,campaigns",
        &[
            (
                "a: 225 2021, 230",
                "2021,registered,model,225,225,225,,1; \
              2022,registered,model,,,,of another year,; 2023,registered,model,230,230,230,,1",
            ),
            // Every status and unit that is there has a row every year.
            (
                "a: 225, 12 both built",
                "2023,built,both,12,12,12,,1; 2023,registered,model,225,225,225,,1",
            ),
            (
                "a: 225 2022, 12 built",
                "2022,built,model,,,,of another status or unit,; \
                 2023,built,model,12,12,12,,1; 2022,registered,model,225,225,225,,1; \
                 2023,registered,model,,,,of another status or unit,",
            ),
            ("a: 225 | b: 230", "2023,registered,model,,225,230,sources differ,1"),
            // Of several campaigns the one with more figures, a campaign before none.
            ("a: 225, 18 province, 7 other, 9 none", "2023,registered,model,225,225,225,,3"),
        ],
    );
    told(
        "panel",
        "level=district within=phú_xuyên year_from=2022 year_to=2024",
        "year,figure,reason",
        &[
            (
                "a@2024-06-01: 18 province 2022, 230, 478 stock",
                "2022,,stated in parts only; 2023,230,; 2024,,to date",
            ),
            ("a: 225, 500 2020-2022", "2022,,of several years; 2023,225,; 2024,,of another year"),
            ("a: 225, 7 undated", "2022,,undated; 2023,225,; 2024,,undated"),
        ],
    );
    // One row for every unit of the level, with or without an article.
    let found = Lab::new().told("a: 225", |db| {
        columns(db, "panel", "level=district within=hà_nội", "locality,figure,reason")
    });
    assert_eq!(found.len(), 30);
    assert!(found.contains(&"huyện Phú Xuyên,225,".to_owned()), "{found:?}");
    assert!(found.contains(&"huyện Thạch Thất,,no article".to_owned()), "{found:?}");
}

#[test]
fn a_territory_that_the_reform_left_whole_is_one_locality() {
    let line = "a: 1200 2024 NGHE_AN, 1300 2025 NGHE_AN_2025";
    for (report, values, wanted, expected) in [
        ("year-on-year", "", "locality,year,previous,figure", "tỉnh Nghệ An,2025,1200,1300"),
        (
            "panel",
            "within=nghe_an",
            "year,figure,line_key",
            "2024,1200,40@2025-07-01; 2025,1300,40@2025-07-01",
        ),
        (
            "panel",
            "within=nghe_an geography=now",
            "year,figure,as_told_for",
            "2024,1200,tỉnh Nghệ An; 2025,1300,",
        ),
        ("latest-figures", "", "figure,year", "1300,2025"),
        ("localities-without-figure", "year=2025 within=nghe_an", "locality", ""),
        ("localities-without-figure", "year=2024 within=nghe_an geography=now", "locality", ""),
    ] {
        told(report, values, wanted, &[(line, expected)]);
    }
}

#[test]
fn units_bear_the_names_of_the_year() {
    let line = "a: 80 2022 GO_CONG, 90 2024 GO_CONG, 50 PHU_VANG";
    for (report, values, wanted, expected) in [
        (
            "models-per-locality-per-year",
            "",
            "locality,year,within",
            "thị xã Gò Công,2022,tỉnh Tiền Giang; thành phố Gò Công,2024,tỉnh Tiền Giang; \
             huyện Phú Vang,2023,tỉnh Thừa Thiên Huế",
        ),
        // A unit is found by the names of all its times, and by those of the units it lay in.
        ("latest-figures", "within=thi_xa_go_cong", "locality,year", "thành phố Gò Công,2024"),
        ("latest-figures", "within=go_cong,_tien_giang", "locality,year", "thành phố Gò Công,2024"),
        ("latest-figures", "within=go_cong,_thua_thien_hue", "locality,year", ""),
        ("latest-figures", "within=tinh_thua_thien_hue", "locality,year", "huyện Phú Vang,2023"),
        ("latest-figures", "within=thanh_pho_hue", "locality,year", "huyện Phú Vang,2023"),
        (
            "province-against-districts",
            "",
            "locality,year,with_figure,units",
            "tỉnh Thừa Thiên Huế,2023,1,9; tỉnh Tiền Giang,2022,1,11; tỉnh Tiền Giang,2024,1,11",
        ),
    ] {
        told(report, values, wanted, &[(line, expected)]);
    }
}

#[test]
fn figures_of_then_under_units_of_today() {
    let line = "a: 900 TIEN_GIANG, 120 GO_CONG_TAY, 100 GO_CONG_TAY recognized, 70 commended GO_CONG, \
                300 2021-2023 GO_CONG";
    for (report, wanted, expected) in [
        (
            "models-per-locality-per-year",
            "locality,registered,recognized,commended,as_told_for",
            "tỉnh Đồng Tháp,900,,,tỉnh Tiền Giang; tỉnh Đồng Tháp,,,70,thị xã Gò Công, tỉnh Tiền Giang; \
             tỉnh Đồng Tháp,120,100,,huyện Gò Công Tây, tỉnh Tiền Giang",
        ),
        (
            "registered-to-recognized",
            "locality,rate,told_key",
            "tỉnh Đồng Tháp,,82@; tỉnh Đồng Tháp,83.3,823@",
        ),
        ("commended-models", "locality,figure,told_key", "tỉnh Đồng Tháp,70,816@"),
        ("models-over-periods", "locality,figure,told_key", "tỉnh Đồng Tháp,300,816@"),
        (
            "province-against-districts",
            "locality,status,figure,with_figure,units",
            "tỉnh Đồng Tháp,commended,,1,23; tỉnh Đồng Tháp,recognized,,1,23; \
             tỉnh Đồng Tháp,registered,,1,23",
        ),
    ] {
        told(report, "geography=now", wanted, &[(line, expected)]);
    }
    let reason = "geography=now within=dong_thap status=registered";
    told("panel", reason, "figure,reason", &[(line, ",of units that it was made of")]);
    let values = "geography=now within=dong_thap year=2023";
    let expected = "of units that it was made of";
    told("localities-without-figure", values, "reason", &[(line, expected)]);
    // What does not lie whole in one unit of today is listed as such.
    let note = "not rolled up: divided between phường Giảng Võ, phường Ngọc Hà";
    told(
        "latest-figures",
        "geography=now",
        "locality,figure,notes",
        &[("a: 5 in:00007@", &format!(",5,{note}"))],
    );
}

#[test]
fn changes_since_a_load() {
    for (values, loads, expected) in [
        ("", "a: 225", "new,,,,225"),
        ("load=1", "a: 225 || b: 230", "new,,,,"),
        ("", "a: 225 || b: 225", ""),
        ("", "a: 225 || b: 18 province", "new,,,,18"),
        ("", "a: 225 2022 || b: 225", "new,,,,225"),
        ("", "a@2023-06-30: 100 || b@2023-12-20: 169", "changed,100,100,100,169"),
        // An older count of the same year changes nothing.
        ("", "a@2023-12-20: 169 || b@2023-06-30: 100", ""),
        ("", "a: >270 || b: 274", "changed,270,270,279,274"),
        ("", "a: 225 || b: 230", "changed,225,225,225,"),
        ("", "a: 225, 230 || b: 231", "changed,,225,230,"),
        ("", "a@2023-03-01: 100, 110 || b@2023-12-20: 169", "changed,,100,110,169"),
        // A page that was changed is read anew.
        ("", "a: 225 || a: 235", "changed,225,225,225,235"),
        ("", "a: 225, 7 built || a: 225", "gone,7,7,7,"),
        ("", "a: 225 other || a: 225", "gone,225,225,225,; new,,,,225"),
        ("", "a: 225 none || a: 225 other", "gone,225,225,225,; new,,,,225"),
        // What later loads took back has not changed; what they went on with has once.
        ("load=2", "a: 225 || a: 235 || a: 225", ""),
        ("load=2", "a: 225 || a: 235 || a: 245", "changed,225,225,225,245"),
        ("load=3", "a: 225 || a: 235 || a: 245", "changed,235,235,235,245"),
        ("load=2", "a: 225 || b: 7 built || b: 8 built", "new,,,,8"),
        ("load=2", "a: 225 || b: 7 built || b: 225", ""),
        ("", "a: 225 || b: 230 || c: 7 built", "new,,,,7"),
        ("news=new", "a: 225 || b: 230, 7 built", "new,,,,7"),
        ("news=gone", "a: 225, 7 built || a: 230", "gone,7,7,7,"),
        ("status=built", "a: 225 || b: 230, 7 built", "new,,,,7"),
        // What is not there yet has brought nothing.
        ("load=3", "a: 225 || b: 230", ""),
    ] {
        let found = Lab::after(loads, |db| {
            let of_load = "news,previous,previous_low,previous_high,figure";
            assert_eq!(notes(db, "changes-since", values), [""; 0], "{loads}");
            columns(db, "changes-since", values, of_load)
        });
        assert_eq!(found.join("; "), expected, "{values}: {loads}");
    }
}

#[test]
fn changes_that_were_not_kept() {
    let killed = "UPDATE loads SET outcome = 'running', _figures_changed = NULL WHERE id = 2";
    let older = "UPDATE loads SET figures_before = NULL, _figures_changed = NULL";
    for (state, values, expected) in
        [(killed, "", 1), (killed, "load=1", 1), (older, "load=1", 2), ("SELECT 1", "load=1", 0)]
    {
        let notes = Lab::after("a: 225 || b: 230", |db| {
            db.execute_batch(state).expect(state);
            notes(db, "changes-since", values)
        });
        let said = notes.iter().filter(|note| note.ends_with(&format!(": {expected}")));
        assert_eq!(
            (notes.len(), said.count()),
            (usize::from(expected > 0), notes.len()),
            "{state}"
        );
    }
}

#[test]
fn contradictions_and_totals() {
    told(
        "contradictions",
        "",
        "status,stated,figure,why,key",
        &[
            ("a: 225 | b: 225", ""),
            ("a@2023-06-30: 100 | b@2023-12-20: 169", ""),
            (
                "a: 225 | b: >300 | c: 230",
                "registered,225, 230, over 300,,open,\
                 figure:280@2008-08-01/2023-2023/emulation|dan van kheo/model/registered///",
            ),
            (
                "a: 225 none | B: 230 none",
                "registered,225, 230,230,own,figure:280@2008-08-01/2023-2023//model/registered///",
            ),
        ],
    );
    told(
        "unbalanced-totals",
        "",
        "split,total,sum_of_parts,gap,finding,parts_stated",
        &[
            ("a: 225, 18 province level<0, 207 district level<0", ""),
            ("a: 225, 40 subset<0", ""),
            (
                "a: 118, 6 province level<0, 44 district level<0, 66 commune level<0",
                "level,118,116,2,incomplete,commune 66, district 44, province 6",
            ),
            ("a: 40, 225 recognized status<0", "status,40,225,-185,exceeds,recognized 225"),
        ],
    );
    assert_eq!(PHU_XUYEN, "280@2008-08-01");
}
