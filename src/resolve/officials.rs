//! Which person a name is.
//!
//! Extraction gives a *block*: folded name and province of today (or nation). A block may hold
//! several persons: two Nguyễn Văn Hùng of one province, a Hùng and a Hưng. Which mentions of a
//! block are of one person is a function of all of them, see [`persons`]; it is computed anew for
//! the blocks that a load touches, so the order of loading changes nothing. The key of a person has
//! the name with its marks, so that a Hưng who is loaded later does not change that of Hùng.
//!
//! The rule, in this order:
//!
//! 1. names that differ in a letter or a tone mark are different persons (a person may decide
//!    otherwise: such pairs are proposed, see [`crate::resolve::doubts`]);
//! 2. offices that one article gives to a name are one person's
//!    (`Ủy viên Ban Thường vụ Tỉnh ủy, Bí thư Huyện ủy`);
//! 3. one person does not hold offices of two units at the same time, nor of two bodies of one
//!    unit of which neither leads it (`Trưởng Công an huyện`, `Chủ tịch Hội Phụ nữ huyện`);
//! 4. where nothing of the kind stands against it, a block is one person, who moves from office to
//!    office; where something does, only what has a unit in common is put together.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, NaiveDate};

use crate::extract::facts::{Official, Place, Standing};
use crate::reference::units::{UnitId, UnitLevel, units};
use crate::text::fold::{search_key, spelling_key};

/// Offices of the nation that are printed without a body.
const NATIONAL: [&str; 4] = ["Tổng Bí thư", "Chủ tịch nước", "Chủ tịch Quốc hội", "Thủ tướng"];

/// How long an office that was stated on a day is taken to be held before and after it, against
/// an office in another unit of the same level: nobody is chairman of two communes in one year.
const SAME_LEVEL_DAYS: u64 = 365;
/// The same against an office in a unit of another level, to which people are promoted.
const OTHER_LEVEL_DAYS: u64 = 60;

/// Key of the person by one article alone: the name with its marks and the domain.
///
/// The nation is the domain of those who hold an office of it. A `Trưởng thôn` of a place that
/// could not be told has no domain, and without a domain nobody is merged: the key takes the
/// article's.
pub fn key(official: &Official, article_key: &str) -> String {
    format!("{}@{}", spelling_key(&official.name), domain(official, article_key))
}

/// Persons who may be one: the key with the name folded.
pub fn block(official: &Official, article_key: &str) -> String {
    format!("{}@{}", search_key(&official.name), domain(official, article_key))
}

fn domain(official: &Official, article_key: &str) -> String {
    let domain = domain_of(&official.key);
    let national = official.positions.iter().any(|position| match &position.organization {
        Some(body) => body.place == Place::default(),
        None => NATIONAL.iter().any(|office| position.title.contains(office)),
    });
    if domain == "?" || domain == "VN" && !national {
        format!("{domain}|{article_key}")
    } else {
        domain.to_owned()
    }
}

/// The block of a person's key.
pub fn block_of(key: &str) -> String {
    let (name, domain) = key.split_once('@').unwrap_or((key, ""));
    let domain = domain.split('/').next().unwrap_or_default();
    format!("{}@{domain}", search_key(name))
}

/// Whether a person who has this key now may have had the other: without the mark that tells
/// namesakes apart, or before keys told the marks of names; `hoà` is `hòa`.
pub fn may_mean(key: &str, now: &str) -> bool {
    fn parts(key: &str) -> (&str, &str, &str) {
        let (name, domain) = key.split_once('@').unwrap_or((key, ""));
        let (domain, mark) = domain.split_once('/').unwrap_or((domain, ""));
        (name, domain, mark)
    }
    let ((name, domain, mark), (name_now, domain_now, mark_now)) = (parts(key), parts(now));
    let named = name == name_now || spelling_key(name) == name_now || name == search_key(name_now);
    let marked = mark.is_empty() || mark_now.is_empty() || mark == mark_now;
    named && domain == domain_now && marked
}

/// The province of today or the nation in a person's key: behind the name.
fn domain_of(key: &str) -> &str {
    key.split_once('@').map_or("", |(_, domain)| domain)
}

/// A name in an article, with what the article says of the person.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Appearance {
    /// Day of the article.
    pub day: Option<NaiveDate>,
    /// Key of the article.
    pub article: String,
    /// The name as printed there.
    pub name: String,
    /// Key of the unit that the article is about.
    pub unit: Option<String>,
    /// The offices.
    pub offices: Vec<Office>,
}

/// An office of an appearance.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Office {
    /// Title without the body.
    pub title: String,
    /// Name of the body without its unit.
    pub body: Option<String>,
    /// Key of the body's unit; none for national bodies and where it cannot be told.
    pub unit: Option<String>,
    /// Held, left, taken or former.
    pub standing: Standing,
}

/// Where an office is: the unit, and the line of work in it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Post {
    /// None for the nation.
    unit: Option<UnitId>,
    line: Line,
}

/// What part of a unit's work a body does.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Line {
    /// Party committee, council, government, and the party's mobilization and the Front, whose
    /// head is often one person: leads the unit, and goes with any other body of it.
    Leading,
    /// A body with a leader of its own: `Công an`, `Hội Nông dân`.
    Own(String),
}

/// Words in the names of bodies that lead a unit, or whose head holds another office as a rule.
const LEADING: [&str; 8] = [
    "ban thuong vu",
    "ban chap hanh",
    "hdnd",
    "hoi dong nhan dan",
    "ubnd",
    "uy ban nhan dan",
    "ban dan van",
    "mat tran to quoc",
];

impl Post {
    /// The post of an office; none where its body or unit cannot be told.
    fn of(office: &Office) -> Option<Post> {
        let Some(body) = office.body.as_deref() else {
            // `Tổng Bí thư`, `Chủ tịch nước`.
            let national = NATIONAL.iter().any(|title| office.title.contains(title));
            return national.then_some(Post { unit: None, line: Line::Leading });
        };
        let unit = match &office.unit {
            Some(key) => Some(units().by_key(key)?),
            None => None,
        };
        let folded = search_key(body);
        // `Huyện ủy`, `Đảng ủy`, but not `Văn phòng Huyện ủy`.
        let committee = folded.ends_with(" uy") && folded.split(' ').count() == 2;
        let leading = committee || LEADING.iter().any(|word| folded.contains(word));
        Some(Post { unit, line: if leading { Line::Leading } else { Line::Own(folded) } })
    }
}

/// An office that goes with others, also of other units: a seat in a committee or an assembly.
fn is_seat(office: &Office) -> bool {
    let title = search_key(&office.title);
    ["uy vien", "dai bieu", "thanh vien"].iter().any(|word| title.starts_with(word))
        || title.ends_with("uy vien")
}

/// The time in which a post was stated to be held.
#[derive(Debug, Clone, Copy, Default)]
struct Time {
    first: Option<NaiveDate>,
    last: Option<NaiveDate>,
    /// Stated in an article without a day, which may be of any day.
    any_day: bool,
    /// The article told that the office was taken or given up.
    changes: bool,
    /// The first day on which a person with this office behind him had no other.
    retired: Option<NaiveDate>,
}

impl Time {
    fn hear(&mut self, day: Option<NaiveDate>, standing: Standing) {
        self.changes |= matches!(standing, Standing::Left | Standing::Taken);
        // `nguyên Bí thư` was so on some day before.
        if standing == Standing::Former {
            return;
        }
        match day {
            None => self.any_day = true,
            Some(day) => {
                self.first = Some(self.first.map_or(day, |first| first.min(day)));
                self.last = Some(self.last.map_or(day, |last| last.max(day)));
            }
        }
    }

    /// Whether the two were held at the same time, if what was stated on a day held for so many
    /// days around it.
    fn overlaps(&self, other: &Time, days: u64) -> bool {
        let ends = |time: &Time| time.first.zip(time.last);
        match (ends(self), ends(other)) {
            (Some(a), Some(b)) => {
                let later = |day: NaiveDate| day.checked_add_days(Days::new(days)).unwrap_or(day);
                a.0 <= later(b.1) && b.0 <= later(a.1)
            }
            // Only former, or only undated.
            _ => self.any_day || other.any_day,
        }
    }
}

/// Whether the person of the one office had retired when the other was held.
fn retired_before(time: &Time, other: &Time) -> bool {
    time.retired.zip(other.last).is_some_and(|(retired, last)| retired <= last)
}

/// Whether one person cannot hold both.
fn exclude(a: (&Post, &Time), b: (&Post, &Time)) -> bool {
    let ((a, a_time), (b, b_time)) = (a, b);
    if a.unit == b.unit {
        let both_own = matches!((&a.line, &b.line), (Line::Own(_), Line::Own(_)));
        return both_own && a.line != b.line && a_time.overlaps(b_time, 0);
    }
    if retired_before(a_time, b_time) || retired_before(b_time, a_time) {
        return true;
    }
    // A unit that ended sent its people elsewhere: huyện Gò Công Tây until 2025-06-30.
    let moved = |from: &Post, from_time: &Time, to_time: &Time| {
        let end = from.unit.and_then(|id| units().all[id].last().to);
        end.is_some_and(|end| {
            from_time.last.is_none_or(|last| last <= end)
                && to_time.first.is_some_and(|first| first >= end)
        })
    };
    if moved(a, a_time, b_time) || moved(b, b_time, a_time) {
        return false;
    }
    let days = if a_time.changes || b_time.changes {
        0
    } else if level(a) == level(b) {
        SAME_LEVEL_DAYS
    } else {
        OTHER_LEVEL_DAYS
    };
    a_time.overlaps(b_time, days)
}

fn level(post: &Post) -> Option<UnitLevel> {
    post.unit.map(|id| units().all[id].level)
}

/// Whether one unit is the other, lies in it, or became it.
fn kin(a: Option<UnitId>, b: Option<UnitId>) -> bool {
    let (Some(a), Some(b)) = (a, b) else { return a == b };
    let reaches = |from: UnitId, to: UnitId| {
        units().chain(from, None).contains(&to) || units().successors(from).any(|s| s.new == to)
    };
    reaches(a, b) || reaches(b, a)
}

/// Numbers that stand for sets that grow together.
struct Sets(Vec<usize>);

impl Sets {
    fn of(size: usize) -> Sets {
        Sets((0..size).collect())
    }

    fn root(&self, mut i: usize) -> usize {
        while self.0[i] != i {
            i = self.0[i];
        }
        i
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        self.0[a.max(b)] = a.min(b);
    }
}

/// Keys of the persons of a block, one for each appearance, in the order given.
///
/// Who is the only one of the name has the name and the domain; else a key tells what sets its
/// person apart: the unit of the earliest office, the line of work there.
pub fn persons(block: &str, appearances: &[Appearance]) -> Vec<String> {
    let mut by_name: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (index, appearance) in appearances.iter().enumerate() {
        by_name.entry(spelling_key(&appearance.name)).or_default().push(index);
    }
    let mut keys = vec![String::new(); appearances.len()];
    for (name, of) in by_name {
        let base = format!("{name}@{}", domain_of(block));
        let namesakes: Vec<&Appearance> = of.iter().map(|&index| &appearances[index]).collect();
        let marks = tell_apart(&namesakes);
        let one_person = marks.iter().all(|mark| *mark == marks[0]);
        for (&index, mark) in of.iter().zip(marks) {
            keys[index] = if one_person { base.clone() } else { format!("{base}/{mark}") };
        }
    }
    keys
}

/// For each appearance of a name a mark of its person: two are equal where the person is one.
fn tell_apart(appearances: &[&Appearance]) -> Vec<String> {
    let mut posts: BTreeMap<Post, Time> = BTreeMap::new();
    for appearance in appearances {
        let told = posts_of(appearance);
        let retired = told.iter().all(|(_, standing)| *standing == Standing::Former);
        for (post, standing) in told {
            let time = posts.entry(post).or_default();
            time.hear(appearance.day, standing);
            if let Some(day) = appearance.day.filter(|_| retired) {
                time.retired = Some(time.retired.map_or(day, |first| first.min(day)));
            }
        }
    }
    let posts: Vec<(Post, Time)> = posts.into_iter().collect();
    let number = |post: &Post| posts.binary_search_by(|(known, _)| known.cmp(post)).ok();
    let mut sets = Sets::of(posts.len());
    for appearance in appearances {
        let together: Vec<usize> =
            posts_of(appearance).iter().filter_map(|(post, _)| number(post)).collect();
        together.windows(2).for_each(|pair| sets.join(pair[0], pair[1]));
    }
    join_within_units(&posts, &mut sets);
    join_across_units(&posts, &mut sets);

    let marks = marks(&posts, &sets);
    let of_unit = |unit: Option<UnitId>| -> BTreeSet<usize> {
        let near = (0..posts.len()).filter(|&i| kin(posts[i].0.unit, unit));
        near.map(|i| sets.root(i)).collect()
    };
    let only_one = (0..posts.len()).all(|i| sets.root(i) == 0);
    appearances
        .iter()
        .map(|appearance| {
            let post = posts_of(appearance).first().and_then(|(post, _)| number(post));
            if let Some(post) = post {
                return marks[sets.root(post)].clone();
            }
            // Named without an office that tells: whoever is the only one there.
            let unit = seat_unit(appearance).or(appearance.unit.as_deref());
            match unit {
                Some(key) => {
                    let there = of_unit(units().by_key(key));
                    match there.iter().next() {
                        Some(&one) if there.len() == 1 => marks[one].clone(),
                        _ => format!("{key}?"),
                    }
                }
                None if only_one && !posts.is_empty() => marks[0].clone(),
                None => format!("{}?", appearance.article),
            }
        })
        .collect()
}

/// The posts that an article gives a person; seats in committees and assemblies are none.
fn posts_of(appearance: &Appearance) -> Vec<(Post, Standing)> {
    let offices = appearance.offices.iter().filter(|office| !is_seat(office));
    offices.filter_map(|office| Some((Post::of(office)?, office.standing))).collect()
}

/// The unit of a seat: where a `Tỉnh ủy viên` belongs who is named with nothing else.
fn seat_unit(appearance: &Appearance) -> Option<&str> {
    appearance.offices.iter().find_map(|office| office.unit.as_deref())
}

/// Posts of one unit are one person's, unless some of them exclude each other: with two chiefs of
/// one name, nobody can say which of them leads the unit.
fn join_within_units(posts: &[(Post, Time)], sets: &mut Sets) {
    // Posts are in order of their units.
    let mut start = 0;
    for unit in posts.chunk_by(|(a, _), (b, _)| a.unit == b.unit) {
        let excluded = |(i, (post, time)): (usize, &(Post, Time))| {
            unit[..i].iter().any(|(other, other_time)| exclude((post, time), (other, other_time)))
        };
        if !unit.iter().enumerate().any(excluded) {
            (start..start + unit.len()).for_each(|i| sets.join(start, i));
        }
        start += unit.len();
    }
}

/// Where no posts exclude each other, all are one person's, who moved; else those are put together
/// whose units have to do with each other and with nobody else's.
fn join_across_units(posts: &[(Post, Time)], sets: &mut Sets) {
    let members = |sets: &Sets, root: usize| -> Vec<usize> {
        (0..posts.len()).filter(|&i| sets.root(i) == root).collect()
    };
    let against = |sets: &Sets, a: usize, b: usize| {
        let (a, b) = (members(sets, a), members(sets, b));
        a.iter().any(|&i| {
            b.iter().any(|&j| exclude((&posts[i].0, &posts[i].1), (&posts[j].0, &posts[j].1)))
        })
    };
    let roots: BTreeSet<usize> = (0..posts.len()).map(|i| sets.root(i)).collect();
    let pairs = || roots.iter().flat_map(|&a| roots.range(..a).map(move |&b| (a, b)));
    if !pairs().any(|(a, b)| against(sets, a, b)) {
        pairs().for_each(|(a, b)| sets.join(a, b));
        return;
    }
    // By time, so that a career is followed from its start.
    let mut by_time: Vec<usize> = roots.into_iter().collect();
    let start = |root: usize| {
        let first = members(sets, root).into_iter().filter_map(|i| posts[i].1.first).min();
        (first.is_none(), first, root)
    };
    by_time.sort_by_key(|&root| start(root));
    let mut persons: Vec<usize> = Vec::new();
    for root in by_time {
        let near = persons.iter().copied().filter(|&person| {
            let (a, b) = (members(sets, person), members(sets, root));
            let kin = a.iter().any(|&i| b.iter().any(|&j| kin(posts[i].0.unit, posts[j].0.unit)));
            kin && !against(sets, person, root)
        });
        let near: Vec<usize> = near.collect();
        match near[..] {
            [one] => sets.join(one, root),
            _ => persons.push(root),
        }
        for person in &mut persons {
            *person = sets.root(*person);
        }
    }
}

/// What tells each set of posts from the others, by its root: the unit of its earliest post, and
/// the line of work where that leaves two.
fn marks(posts: &[(Post, Time)], sets: &Sets) -> Vec<String> {
    let earliest = |root: usize| {
        let of = (0..posts.len()).filter(|&i| sets.root(i) == root);
        of.min_by_key(|&i| (posts[i].1.first.is_none(), posts[i].1.first, i))
    };
    let unit = |i: usize| match posts[i].0.unit {
        Some(id) => units().all[id].key.as_str(),
        None => "VN",
    };
    let roots: BTreeSet<usize> = (0..posts.len()).map(|i| sets.root(i)).collect();
    let mut marks = vec![String::new(); posts.len()];
    for &root in &roots {
        let Some(first) = earliest(root) else { continue };
        let alone = roots
            .iter()
            .filter(|&&other| other != root)
            .filter_map(|&other| earliest(other))
            .all(|other| unit(other) != unit(first));
        marks[root] = match &posts[first].0.line {
            Line::Own(line) if !alone => format!("{}/{line}", unit(first)),
            _ => unit(first).to_owned(),
        };
    }
    marks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_of_then() {
        for (then, now, meant) in [
            ("lê thị hòa@82@", "lê thị hòa@82@/823@", true),
            ("lê thị hòa@82@/823@", "lê thị hòa@82@", true),
            ("lê thị hoà@82@", "lê thị hòa@82@", true),
            ("le thi hoa@82@", "lê thị hòa@82@", true),
            ("lê thị hóa@82@", "lê thị hòa@82@", false),
            ("lê thị hòa@82@/823@", "lê thị hòa@82@/824@", false),
            ("lê thị hòa@82@", "lê thị hòa@83@", false),
        ] {
            assert_eq!(may_mean(then, now), meant, "{then}, {now}");
        }
    }
    use crate::extract::facts::{Basis, Body, Position, Standing};

    #[test]
    fn keys() {
        let commune = || Place { locality: Some("xã A".to_owned()), locality_key: None };
        for (block, title, body, key) in [
            ("a@01@", "Bí thư", Some(("Huyện ủy", commune())), "a@01@"),
            ("a@VN", "Vụ trưởng", Some(("Ban Dân vận Trung ương", Place::default())), "a@VN"),
            ("a@VN", "Tổng Bí thư", None, "a@VN"),
            ("a@VN", "nguyên Phó Thủ tướng", None, "a@VN"),
            ("a@?", "Bí thư", Some(("Đảng ủy", commune())), "a@?|ARTICLE"),
            ("a@VN", "Trưởng thôn", None, "a@VN|ARTICLE"),
            ("a@VN", "Bí thư", Some(("Đảng ủy", commune())), "a@VN|ARTICLE"),
        ] {
            let organization = body.map(|(name, place)| Body {
                name: name.to_owned(),
                key: name.to_owned(),
                place,
            });
            let position = Position {
                title: title.to_owned(),
                organization,
                standing: Standing::Held,
                basis: Basis::default(),
            };
            let official = Official {
                name: "A".to_owned(),
                key: block.to_owned(),
                positions: vec![position],
                roles: Vec::new(),
                parts: Vec::new(),
                basis: Basis::default(),
            };
            assert_eq!(super::key(&official, "ARTICLE"), key, "{title}");
        }
    }

    /// `day unit title of body; …`, a line each, and the number of the person for each.
    fn numbers(lines: &[&str]) -> Vec<usize> {
        let appearances: Vec<Appearance> = lines
            .iter()
            .enumerate()
            .map(|(index, line)| {
                let (day, offices) = line.split_once(' ').unwrap_or((line, ""));
                let office = |text: &str| {
                    let (title, rest) = text.split_once(" of ").expect("title of body in unit");
                    let (body, unit) = rest.split_once(" in ").expect("body in unit");
                    let (title, standing) = match title.strip_prefix("nguyên ") {
                        Some(title) => (title, Standing::Former),
                        None => (title, Standing::Held),
                    };
                    Office {
                        title: title.to_owned(),
                        body: Some(body.to_owned()),
                        unit: (unit != "VN").then(|| unit.to_owned()),
                        standing,
                    }
                };
                let (unit, offices) = match offices.strip_prefix('@') {
                    Some(unit) => (Some(unit.to_owned()), ""),
                    None => (None, offices),
                };
                Appearance {
                    day: (day != "-").then(|| day.parse().expect("a day")),
                    article: format!("ARTICLE{index}"),
                    name: "Nguyễn Văn A".to_owned(),
                    unit,
                    offices: offices.split("; ").filter(|o| !o.is_empty()).map(office).collect(),
                }
            })
            .collect();
        let keys = persons("nguyen van a@82@2025-07-01", &appearances);
        let mut seen: Vec<String> = Vec::new();
        keys.into_iter()
            .map(|key| match seen.iter().position(|known| *known == key) {
                Some(number) => number,
                None => {
                    seen.push(key);
                    seen.len() - 1
                }
            })
            .collect()
    }

    /// 823@ huyện Gò Công Tây, 824@ huyện Gò Công Đông, 82@ tỉnh Tiền Giang, 82@2025-07-01 tỉnh
    /// Đồng Tháp of today.
    #[test]
    fn who_is_one_person() {
        for (name, lines, expected) in [
            (
                "one office, twice",
                &["2024-01-04 Bí thư of Huyện ủy in 823@", "2025-02-01 Bí thư of Huyện ủy in 823@"]
                    [..],
                &[0, 0][..],
            ),
            (
                "party and government of one district",
                &[
                    "2024-01-04 Phó Bí thư of Huyện ủy in 823@",
                    "2024-01-09 Chủ tịch of UBND in 823@",
                    "2024-02-01 Trưởng Công an of Công an in 823@",
                ],
                &[0, 0, 0],
            ),
            (
                "up to the province, years later",
                &[
                    "2022-01-04 Bí thư of Huyện ủy in 823@",
                    "2024-02-01 Giám đốc of Sở Nội vụ in 82@",
                ],
                &[0, 0],
            ),
            (
                "two districts in turn",
                &[
                    "2024-01-04 Bí thư of Huyện ủy in 823@",
                    "2024-03-04 Bí thư of Huyện ủy in 824@",
                    "2024-06-04 Bí thư of Huyện ủy in 823@",
                ],
                &[0, 1, 0],
            ),
            (
                "two districts within weeks",
                &["2024-01-04 Bí thư of Huyện ủy in 823@", "2024-01-24 Bí thư of Huyện ủy in 824@"],
                &[0, 1],
            ),
            (
                "two chiefs of one district",
                &[
                    "2024-01-04 Trưởng Công an of Công an in 823@",
                    "2024-02-04 Chủ tịch of Hội Nông dân in 823@",
                    "2024-06-04 Trưởng Công an of Công an in 823@",
                ],
                &[0, 1, 0],
            ),
            (
                "both named in one article",
                &[
                    "2024-01-04 Bí thư of Huyện ủy in 823@",
                    "2024-02-04 Phó Trưởng ban of Ban Tổ chức Tỉnh ủy in 82@; Bí thư of Huyện ủy in 823@",
                    "2024-03-04 Phó Trưởng ban of Ban Tổ chức Tỉnh ủy in 82@",
                ],
                &[0, 0, 0],
            ),
            (
                "a seat in the province's committee",
                &["2024-01-04 Bí thư of Huyện ủy in 823@", "2024-01-14 Ủy viên of Tỉnh ủy in 82@"],
                &[0, 0],
            ),
            (
                "the reform",
                &[
                    "2025-06-20 Bí thư of Huyện ủy in 823@",
                    "2025-07-10 Phó Trưởng ban of Ban Tổ chức Tỉnh ủy in 82@2025-07-01",
                ],
                &[0, 0],
            ),
            (
                "once secretary",
                &[
                    "2024-01-04 Bí thư of Huyện ủy in 823@",
                    "2024-02-04 Giám đốc of Sở Nội vụ in 82@; nguyên Bí thư of Huyện ủy in 823@",
                ],
                &[0, 0],
            ),
            (
                "once chairman, and a namesake",
                &[
                    "2021-12-03 nguyên Chủ tịch of UBND in 823@",
                    "2022-03-04 Bí thư of Huyện đoàn in 824@",
                ],
                &[0, 1],
            ),
            (
                "named without an office",
                &[
                    "2024-01-04 Bí thư of Huyện ủy in 823@",
                    "2024-01-14 Bí thư of Huyện ủy in 824@",
                    "2024-01-24 @823@",
                    "2024-01-24 @82@",
                ],
                &[0, 1, 0, 2],
            ),
            ("villagers", &["2024-01-04 @823@", "2024-01-14 @824@"], &[0, 1]),
        ] {
            assert_eq!(numbers(lines), expected, "{name}");
        }
    }
}
