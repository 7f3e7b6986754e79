//! `geography=now`: figures under the units of today, where that is exact, and never added.

#[path = "common/claims.rs"]
mod claims;
#[path = "common/toy.rs"]
mod toy;

use std::collections::BTreeMap;

use claims::{Lab, ask, notes, rows};
use rusqlite::Connection;

/// Units of the old Tiền Giang (82@) and of today's Đồng Tháp (82@2025-07-01), and others.
const ARTICLES: &str = "\
    a@2024-01-04: 2000 in:82@, 169 in:823@ | \
    b@2024-01-05: 1500 in:87@ | \
    c@2025-12-20: 900 2025 in:82@2025-07-01 | \
    d@2024-01-06: 9 in:28675@, 7 in:28255@, 5 in:29953@ | \
    e@2024-01-07: 4 in:00007@, 3000 in:01@ | \
    f@2025-12-21: 12 2025 in:28651@2025-07-01";

/// Locality, year, registered, container, unit of then, notes, its key, code.
fn headline(db: &Connection, values: &str) -> Vec<String> {
    rows(db, "models-per-locality-per-year", values)
        .iter()
        .map(|row| {
            let row = row.replace('"', "");
            let (front, back) = row.split_once(",model,").expect("models");
            let front: Vec<&str> = front.split(',').collect();
            // The campaign is the same in all of them.
            let back = back.replacen(",Dân vận khéo,", ",", 1);
            let (back, _level) = back.rsplit_once(',').expect("the level of the locality");
            let back: Vec<&str> = back.split(',').skip(2).collect();
            format!("{} | {}", front[..3].join(","), back.join(","))
        })
        .collect()
}

#[test]
fn figures_then_and_now() {
    let lab = Lab::new();
    // One level at a time.
    let then = &[
        "tỉnh Đồng Tháp,2025,900 | ,,,,82,2025-07-01,",
        "tỉnh Đồng Tháp,2023,1500 | ,,,,87,,2025-07-01",
        "thành phố Hà Nội,2023,3000 | ,,,,01,,2025-07-01",
        "tỉnh Tiền Giang,2023,2000 | ,,,,82,,2025-07-01",
        "huyện Gò Công Tây,2023,169 | tỉnh Tiền Giang,,,,823,,2025-07-01",
        "phường 7,2023,7 | thành phố Mỹ Tho,,,,28255,,2024-11-01",
        "phường Cống Vị,2023,4 | quận Ba Đình,,,,00007,,2025-07-01",
        "thị trấn Hồng Ngự,2023,5 | huyện Hồng Ngự,,,,29953,,2009-02-24",
        "xã Thạnh Nhựt,2023,9 | huyện Gò Công Tây,,,,28675,,2025-07-01",
        "xã Vĩnh Bình,2025,12 | tỉnh Đồng Tháp,,,,28651,2025-07-01,",
    ][..];
    // Provinces that became one stay apart, and so do a province and its districts.
    let dong_thap = [
        "tỉnh Đồng Tháp,2025,900 | ,,,,82,2025-07-01,",
        "tỉnh Đồng Tháp,2023,1500 | ,tỉnh Đồng Tháp,,87@,82,2025-07-01,",
        "tỉnh Đồng Tháp,2023,2000 | ,tỉnh Tiền Giang,,82@,82,2025-07-01,",
        "tỉnh Đồng Tháp,2023,169 | ,huyện Gò Công Tây, tỉnh Tiền Giang,,823@,82,2025-07-01,",
    ];
    // A commune that lies whole in another is told for itself, beside the other's own figure.
    let vinh_binh = [
        "xã Vĩnh Bình,2023,9 | tỉnh Đồng Tháp,xã Thạnh Nhựt, huyện Gò Công Tây,,28675@,28651,2025-07-01,",
        "xã Vĩnh Bình,2025,12 | tỉnh Đồng Tháp,,,,28651,2025-07-01,",
    ];
    let unknown = ",2023,7 | tỉnh Đồng Tháp,phường 7, thành phố Mỹ Tho,not rolled up: not known to \
                   lie whole in phường Mỹ Tho,28255@,,,";
    let divided = ",2023,4 | thành phố Hà Nội,phường Cống Vị, quận Ba Đình,not rolled up: divided \
                   between phường Giảng Võ, phường Ngọc Hà,00007@,,,";
    let lost = ",2023,5 | tỉnh Đồng Tháp,thị trấn Hồng Ngự, huyện Hồng Ngự,not rolled up: not known \
                to lie whole in any unit of today,29953@,,,";
    let hanoi = "thành phố Hà Nội,2023,3000 | ,thành phố Hà Nội,,01@,01,2025-07-01,";
    for (values, expected, not_rolled_up) in [
        ("", then.to_vec(), 0),
        ("geography=then", then.to_vec(), 0),
        (
            "geography=now",
            [&dong_thap[..], &[hanoi], &vinh_binh, &[unknown, divided, lost]].concat(),
            3,
        ),
        // All that was in what is today the province, also what goes under none of its communes.
        (
            "geography=now within=tỉnh_Đồng_Tháp",
            [&dong_thap[..], &vinh_binh, &[unknown, lost]].concat(),
            2,
        ),
        ("geography=now within=xã_Vĩnh_Bình", vinh_binh.to_vec(), 0),
        // A piece of phường Cống Vị is there: it is no figure of this unit, but counted.
        ("geography=now within=phường_ngọc_hà", vec![], 1),
        ("geography=now year=2025", vec![dong_thap[0], vinh_binh[1]], 0),
        // Units of both times have the name; what is in them by the borders of their time.
        ("geography=then within=tỉnh_Đồng_Tháp", vec![then[0], then[1], then[7], then[9]], 0),
        ("within=tiền_giang", vec![then[3], then[4], then[5], then[8]], 0),
    ] {
        let (rows, notes) = lab.told(ARTICLES, |db| {
            (headline(db, values), notes(db, "models-per-locality-per-year", values))
        });
        assert_eq!(rows, expected, "{values}");
        let counted = match not_rolled_up {
            0 => vec![],
            n => vec![format!(
                "not rolled up, since their unit is not known to lie whole in one of today: {n}"
            )],
        };
        assert_eq!(notes, counted, "{values}");
    }
}

#[test]
fn a_unit_of_then_is_no_place_of_today() {
    for report in ["models-per-locality-per-year", "models-by-level", "figure-sources"] {
        let values = "geography=now within=tỉnh_tiền_giang";
        let (rows, notes) =
            Lab::new().told(ARTICLES, |db| (rows(db, report, values), notes(db, report, values)));
        assert_eq!(rows, [""; 0], "{report}");
        let advice =
            "no unit of today is named so; name the one it went to, or leave geography=now out";
        assert_eq!(notes, [advice], "{report}");
    }
}

/// Whatever the geography, the same figures stand in the tables, each once.
#[test]
fn the_geography_changes_no_figure() {
    let line = "a@2024-01-04: 100 in:82@, 60 province in:82@ level<0, 40 district in:82@ level<0, \
                51 province in:823@, 52 district in:823@, 21 province in:28675@, \
                22 commune in:28675@, 31 district in:28255@, 32 commune in:28255@, 300 in:82@ stock, \
                400 in:823@ 2021-2023, 7 in:?huyện";
    let lab = Lab::new();
    for (report, figures) in [
        ("models-per-locality-per-year", 2..6),
        ("models-by-level", 7..14),
        ("figure-sources", 5..6),
    ] {
        let cells = |values: &str| -> BTreeMap<String, usize> {
            let mut cells = BTreeMap::new();
            for row in lab.told(line, |db| rows(db, report, values)) {
                let figures = row.split(',').collect::<Vec<_>>()[figures.clone()].join(",");
                *cells.entry(figures).or_default() += 1;
            }
            cells
        };
        let then = cells("");
        assert!(!then.is_empty());
        assert_eq!(cells("geography=now"), then, "{report}");
        assert_eq!(
            cells("geography=now within=tỉnh_Đồng_Tháp").len(),
            then.len() - usize::from(report == "figure-sources"),
            "{report}"
        );
    }
}

/// Every unit: what it is today, as far as the sources say.
#[test]
fn every_unit_has_its_place_today() {
    Lab::new().told("", |db| {
        let of_level = |which: &str| {
            let sql = format!(
                "SELECT DISTINCT w.share, w.now_id IS NOT NULL, w.province_id IS NOT NULL
                 FROM localities_now AS w JOIN localities AS l ON l.id = w.locality_id
                 WHERE {which} ORDER BY 1"
            );
            ask(db, &sql)
        };
        assert_eq!(of_level("l.valid_to IS NULL"), ["whole,1,1"]);
        assert_eq!(of_level("l.level <> 'commune'"), ["whole,1,1"]);
        assert_eq!(of_level("l.level = 'commune'"), ["part,0,1", "unknown,0,1", "whole,1,1"]);
        let unknown = "l.level = 'commune' AND l.valid_to = '2025-07-01' AND w.share = 'unknown'";
        assert_eq!(of_level(unknown), [""; 0], "the sources know the communes of the reform");
        // Nothing is rolled up to a unit of then, or past its province.
        let astray = ask(
            db,
            "SELECT l.key FROM localities_now AS w
             JOIN localities AS l ON l.id = w.locality_id
             JOIN localities AS n ON n.id = w.now_id
             JOIN localities AS p ON p.id = w.province_id
             WHERE n.valid_to IS NOT NULL OR p.level <> 'province' OR p.valid_to IS NOT NULL
                OR n.level <> CASE l.level WHEN 'commune' THEN 'commune' ELSE 'province' END
                OR coalesce(n.parent_id, n.id) <> p.id",
        );
        assert_eq!(astray, [""; 0]);
    });
}
