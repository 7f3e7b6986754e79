//! Localities: the unit that the words of an article mean on its day.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use danvan::article::{Article, PageHints};
use danvan::extract::bodies::Bodies;
use danvan::extract::doc::Doc;
use danvan::extract::extract;
use danvan::extract::places::{self, Geography};
use danvan::input::{Page, PageKind};
use danvan::reference::units::{UnitId, name_key, units};

fn article(published_on: Option<NaiveDate>, text: String) -> Article {
    Article {
        source: String::new(),
        url: None,
        title: None,
        published_on,
        author: None,
        publisher: None,
        text,
        encoding: String::new(),
        hints: PageHints::default(),
    }
}

/// The geography of an article of a day that names no unit.
fn nowhere(day: Option<NaiveDate>) -> Geography {
    let article = article(day, "Tin trong ngày.".to_owned());
    let doc = Doc::new(&article);
    places::weigh(&doc, &Bodies::find(&doc))
}

/// What each line, a unit with those that contain it, is linked to on a day.
fn links(day: Option<NaiveDate>, lines: &[&str]) -> Vec<Option<UnitId>> {
    let geography = nowhere(day);
    let article = article(day, lines.join("\n"));
    let doc = Doc::new(&article);
    assert_eq!(doc.tokens.lines.len(), lines.len());
    doc.tokens
        .lines
        .iter()
        .map(|line| {
            let found = places::mention(&doc, line.start)?;
            // A part of the line is another mention.
            (found.tokens.end == line.end).then(|| geography.resolve(&found).id).flatten()
        })
        .collect()
}

/// What an article says of its own locality, or of a body's or a figure's in it: key, and locality
/// as printed.
fn stated(published_on: Option<NaiveDate>, of: &str, text: &str) -> (String, String) {
    // An article is longer than what a case needs.
    const END: &str = "Công tác dân vận được cấp ủy các cấp quan tâm, nội dung thiết thực với đời \
                       sống của người dân.";
    let text = format!("{text}\\n{END}").replace("\\n", "\n\n");
    let page = Page::new("tin.txt".to_owned(), text.into_bytes(), PageKind::Text);
    let mut article = danvan::article::read(&page).expect("an article");
    article.published_on = published_on;
    let facts = extract(&article);
    let place = match of {
        "article" => facts.place,
        count if count.parse::<u32>().is_ok() => {
            let stated = facts.model_counts.iter().find(|c| c.count.to_string() == count);
            stated.map(|count| count.place.clone()).unwrap_or_default()
        }
        body => {
            let named = facts.organizations.iter().map(|o| &o.body).find(|b| b.name == body);
            named.map(|body| body.place.clone()).unwrap_or_default()
        }
    };
    let or_dash = |value: Option<String>| value.unwrap_or_else(|| "-".to_owned());
    (or_dash(place.locality_key), or_dash(place.locality))
}

#[test]
fn localities_of_articles() {
    let mut wrong = String::new();
    let mut count = 0;
    for line in include_str!("localities.tsv").lines() {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let cells: Vec<&str> = line.split('\t').collect();
        let [day, of, key, locality, text] = cells[..] else { panic!("five cells: {line}") };
        let (found_key, found) = stated(day.parse().ok(), of, text);
        if (&*found_key, &*found) != (key, locality) {
            wrong += &format!("{line}\n    found {found_key} {found}\n");
        }
        count += 1;
    }
    assert!(wrong.is_empty(), "{wrong}");
    assert!(count >= 120, "{count} lines");
}

/// A unit on a day, as it is printed: with all units that contain it, or with some.
struct Printed {
    unit: UnitId,
    /// Which of the titles of its chain are printed: `[0, 2]` is `xã A, tỉnh C`.
    levels: &'static [usize],
    line: String,
}

/// The ways to print a unit of a province, of a district (or commune of today), of a commune.
const FORMS: [&[&[usize]]; 3] = [&[&[0]], &[&[0, 1], &[0]], &[&[0, 1, 2], &[0, 1], &[0, 2], &[0]]];

/// The titles of a unit and of those above it on a day, some of them.
fn printed(unit: UnitId, levels: &[usize], day: NaiveDate) -> String {
    let chain = units().chain(unit, Some(day));
    let titles = levels.iter().filter_map(|&level| chain.get(level));
    titles.map(|&id| units().all[id].title(Some(day))).collect::<Vec<_>>().join(", ")
}

/// Every version of every unit on its first and on its last day.
fn every_unit() -> BTreeMap<NaiveDate, Vec<Printed>> {
    let today: NaiveDate = "2026-11-01".parse().expect("a day");
    let mut by_day: BTreeMap<NaiveDate, Vec<Printed>> = BTreeMap::new();
    for (unit, version) in
        (0..).zip(&units().all).flat_map(|(id, u)| u.versions.iter().map(move |v| (id, v)))
    {
        let last = version.to.map_or(today, |to| to.pred_opt().expect("a day before"));
        for day in BTreeSet::from([version.from.unwrap_or(last), last]) {
            let depth = units().chain(unit, Some(day)).len();
            let forms = FORMS[depth - 1].iter();
            let lines =
                forms.map(|levels| Printed { unit, levels, line: printed(unit, levels, day) });
            by_day.entry(day).or_default().extend(lines);
        }
    }
    by_day
}

/// Whether no other unit in force on the day is printed so.
fn is_alone(of: &Printed, day: NaiveDate) -> bool {
    let key = name_key(&of.line);
    let others = units().named(units().all[of.unit].name).iter().filter(|&&id| id != of.unit);
    let mut in_force = others.filter(|&&id| units().all[id].at(day).is_some());
    !in_force.any(|&id| name_key(&printed(id, of.levels, day)) == key)
}

/// Each unit is linked where no other one is printed like it, and left open where one is.
#[test]
fn every_unit_is_found_on_its_days() {
    let mut wrong = String::new();
    let mut doubles = BTreeSet::new();
    let mut count = 0;
    for (day, of_day) in every_unit() {
        let lines: Vec<&str> = of_day.iter().map(|p| &*p.line).collect();
        for (printed, found) in of_day.iter().zip(links(Some(day), &lines)) {
            let alone = is_alone(printed, day);
            if found != alone.then_some(printed.unit) {
                let key = |id: UnitId| &units().all[id].key;
                wrong += &format!(
                    "{day} {} {}: {:?}\n",
                    key(printed.unit),
                    printed.line,
                    found.map(key)
                );
            }
            if !alone && printed.levels.len() == units().chain(printed.unit, Some(day)).len() {
                doubles.insert(printed.line.clone());
            }
            count += 1;
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    assert!(count > 70_000, "{count} mentions");
    // In the lists an old and a new code of these overlap by some months.
    let two_codes = [
        "phường Lào Cai, thành phố Lào Cai, tỉnh Lào Cai",
        "xã Cải Viên, huyện Hà Quảng, tỉnh Cao Bằng",
        "xã Phú Minh, thành phố Hòa Bình, tỉnh Hòa Bình",
    ];
    assert_eq!(doubles, two_codes.map(str::to_owned).into());
}

/// Without a day a unit is linked where none was ever printed like it, and never taken for
/// another one.
#[test]
fn every_unit_is_found_without_a_day() {
    let printed: Vec<Printed> = every_unit().into_values().flatten().collect();
    let mut units_of: BTreeMap<String, BTreeSet<UnitId>> = BTreeMap::new();
    for of in &printed {
        units_of.entry(name_key(&of.line)).or_default().insert(of.unit);
    }
    let lines: Vec<&str> = printed.iter().map(|p| &*p.line).collect();
    let mut wrong = String::new();
    let mut open = BTreeSet::new();
    for (of, found) in printed.iter().zip(links(None, &lines)) {
        let alone = units_of[&name_key(&of.line)].len() == 1;
        match found {
            Some(id) if alone && id == of.unit => {}
            None if !alone => {}
            None => {
                open.insert(&*of.line);
            }
            Some(id) => {
                let key = |id: UnitId| &units().all[id].key;
                wrong += &format!("{} {}: {}\n", key(of.unit), of.line, key(id));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    // Two communes of one name lay here at different times, and only the type that the unit around
    // them had then would tell: phường Quang Trung of thành phố Hà Đông, later quận Hà Đông.
    let told_by_type_alone = [
        "phường 1, thành phố Gò Công",
        "phường 1, thành phố Gò Công, tỉnh Tiền Giang",
        "phường 1, thị xã Gò Công",
        "phường 1, thị xã Gò Công, tỉnh Tiền Giang",
        "phường Ngô Quyền, thành phố Sơn Tây",
        "phường Ngô Quyền, thành phố Sơn Tây, thành phố Hà Nội",
        "phường Quang Trung, thành phố Hà Đông",
        "phường Quang Trung, thành phố Hà Đông, thành phố Hà Nội",
        "xã Bình Điền, thành phố Huế",
        "xã Hương Phong, tỉnh Thừa Thiên Huế",
        "xã Hương Xuân, thành phố Huế",
        "xã Ninh Hải, huyện Hoa Lư",
        "xã Ninh Hải, huyện Hoa Lư, tỉnh Ninh Bình",
        "xã Ninh Hải, thành phố Hoa Lư",
        "xã Ninh Hải, thành phố Hoa Lư, tỉnh Ninh Bình",
    ];
    assert_eq!(open, BTreeSet::from(told_by_type_alone));
}

/// Every spelling of `reference/spellings.csv`, with the units that contain the unit.
#[test]
fn every_spelling_is_found() {
    let mut wrong = String::new();
    for row in include_str!("../reference/spellings.csv").lines().skip(1) {
        let cells: Vec<&str> = row.split(',').collect();
        let of_code = |id: &UnitId| units().all[*id].code == cells[0];
        let from: Option<NaiveDate> = cells[1].parse().ok();
        let ids = (0..units().all.len()).filter(of_code);
        let versions = ids.flat_map(|id| units().all[id].versions.iter().map(move |v| (id, v)));
        let Some((unit, version)) = versions.into_iter().find(|(_, v)| v.from == from) else {
            wrong += &format!("{row}: no such version\n");
            continue;
        };
        let last = version.to.and_then(|to| to.pred_opt());
        let day = last.unwrap_or("2026-11-01".parse().expect("a day"));
        let line = printed(unit, &[0, 1, 2], day).replacen(units().all[unit].name, cells[2], 1);
        let found = links(Some(day), &[&line])[0];
        if found != Some(unit) {
            wrong += &format!("{row}: {line}: {:?}\n", found.map(|id| &units().all[id].key));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// Each unit is the locality of an article about it.
#[test]
fn every_unit_has_its_article() {
    let mut wrong = String::new();
    for (day, of_day) in every_unit() {
        for printed in
            of_day.iter().filter(|p| p.levels.len() == units().chain(p.unit, Some(day)).len())
        {
            let committee = match units().all[printed.unit].kind(Some(day)) {
                "tỉnh" => "Ủy ban MTTQ Việt Nam",
                _ => "UBND",
            };
            let text =
                format!("{committee} {} tổ chức hội nghị đối thoại với nhân dân.", printed.line);
            let article = article(Some(day), text);
            let doc = Doc::new(&article);
            let found = places::weigh(&doc, &Bodies::find(&doc)).own_unit().and_then(|own| own.id);
            if found != is_alone(printed, day).then_some(printed.unit) {
                let key = |id: UnitId| &units().all[id].key;
                wrong += &format!(
                    "{day} {} {}: {:?}\n",
                    key(printed.unit),
                    printed.line,
                    found.map(key)
                );
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}
