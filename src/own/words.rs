//! What the words of a heading, a title or a cell say of figures: `Đăng ký 2023`, `Cấp tỉnh`,
//! `Tính đến ngày 30/6/2024`. The words are in `reference/tables.tsv`.

use std::sync::LazyLock;

use chrono::NaiveDate;

use crate::extract::campaigns::all_known as known_campaigns;
use crate::extract::facts::{CampaignKind, Field, Holder, Level, Qualifier, Status, Unit};
use crate::reference::units::UnitLevel;
use crate::resolve::campaign_key;
use crate::text::fold::search_key;
use crate::text::normalize::normalize;

/// A movement, as the base keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Movement {
    /// Its key.
    pub key: String,
    /// Its name.
    pub name: String,
}

impl Movement {
    /// The movement of a name, as a list knows it, else an emulation movement of that name.
    pub fn named(name: &str) -> Movement {
        let wanted = search_key(name);
        let known = known_campaigns().find(|(_, known)| search_key(known) == wanted);
        let (kind, name) = known.unwrap_or((CampaignKind::Emulation, name));
        Movement { key: campaign_key(kind, name), name: name.to_owned() }
    }
}

/// What is said of a figure; what is not said is none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Said {
    /// First and last year.
    pub years: Option<(i32, i32)>,
    /// Whether it is a stock (`lũy kế`).
    pub to_date: Option<bool>,
    /// The day it speaks for.
    pub as_of: Option<NaiveDate>,
    /// What was done with what is counted.
    pub status: Option<Status>,
    /// Level of recognition.
    pub level: Option<Level>,
    /// Whose they are.
    pub holder: Option<Holder>,
    /// Field of life.
    pub field: Option<Field>,
    /// What is counted.
    pub unit: Option<Unit>,
    /// The movement.
    pub campaign: Option<Movement>,
    /// What part of the year.
    pub part: Option<PartOfYear>,
}

/// A part of a year that is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PartOfYear {
    /// From its first day to the end of this month: `6 tháng đầu năm`, `quý I`. A figure of the year
    /// as of that day.
    UpTo(u32),
    /// Another part: `quý II`, `6 tháng cuối năm`. No figure of the year.
    Within,
}

impl PartOfYear {
    /// The part that begins at a word, and how many words it has.
    fn read(words: &[Word]) -> Option<(PartOfYear, usize)> {
        let key = |at: usize| words.get(at).map_or("", |word| word.key.as_str());
        let opening = |at: usize| matches!((key(at), key(at + 1)), ("dau", "nam"));
        let closing = |at: usize| matches!((key(at), key(at + 1)), ("cuoi", "nam"));
        if key(0) == "nua" && (opening(1) || closing(1)) {
            return Some((if opening(1) { PartOfYear::UpTo(6) } else { PartOfYear::Within }, 3));
        }
        if key(0) == "quy" {
            return match key(1) {
                "i" | "1" => Some((PartOfYear::UpTo(3), 2)),
                "ii" | "iii" | "iv" | "2" | "3" | "4" => Some((PartOfYear::Within, 2)),
                _ => None,
            };
        }
        let months = match key(0) {
            "ba" => Some(3),
            "sau" => Some(6),
            "chin" => Some(9),
            digits => digits.parse().ok().filter(|months| (1..12).contains(months)),
        }?;
        match key(1) == "thang" {
            true if opening(2) => Some((PartOfYear::UpTo(months), 4)),
            true if closing(2) => Some((PartOfYear::Within, 4)),
            // `9 tháng năm 2024`, but not `30 tháng 6`.
            true if key(2) == "nam" => Some((PartOfYear::UpTo(months), 2)),
            _ => None,
        }
    }
}

impl Said {
    /// This, and of the other what this leaves open.
    pub fn or(&self, other: &Said) -> Said {
        Said {
            years: self.years.or(other.years),
            to_date: self.to_date.or(other.to_date),
            as_of: self.as_of.or(other.as_of),
            status: self.status.or(other.status),
            level: self.level.or(other.level),
            holder: self.holder.or(other.holder),
            field: self.field.or(other.field),
            unit: self.unit.or(other.unit),
            campaign: self.campaign.clone().or_else(|| other.campaign.clone()),
            // Of the year that it is said with.
            part: if self.years.is_some() { self.part } else { self.part.or(other.part) },
        }
    }
}

/// What some words say, and what of them was not understood.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reading {
    /// What they say.
    pub said: Said,
    /// Whether a word says that something is counted (`Số lượng`).
    pub counts: bool,
    /// Words without a meaning here, and dimensions that are said in two ways.
    pub unknown: Vec<String>,
}

/// What stands in a column that is no count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dimension {
    /// Years.
    Year,
    /// Level of recognition.
    Level,
    /// Collectives or persons.
    Holder,
    /// Field of life.
    Field,
    /// Status.
    Status,
    /// What is counted.
    Unit,
    /// The movement.
    Campaign,
    /// The day a figure speaks for.
    AsOf,
}

impl Dimension {
    /// Every dimension, by the word that names it.
    pub const ALL: [(&str, Dimension); 8] = [
        ("year", Dimension::Year),
        ("level", Dimension::Level),
        ("holder", Dimension::Holder),
        ("field", Dimension::Field),
        ("status", Dimension::Status),
        ("unit", Dimension::Unit),
        ("campaign", Dimension::Campaign),
        ("as_of", Dimension::AsOf),
    ];

    /// What a cell under such a heading says; none where it says something else.
    pub fn read(self, cell: &str) -> Option<Said> {
        if self == Dimension::Campaign {
            let name = normalize(cell.trim());
            let campaign = Some(Movement::named(name.trim_matches(['“', '”', '"'])));
            return Some(Said { campaign, ..Said::default() });
        }
        // `Tỉnh` in a column of levels is `cấp tỉnh`.
        let tries = [cell.to_owned(), format!("cấp {cell}")];
        let tries = if self == Dimension::Level { &tries[..] } else { &tries[..1] };
        tries.iter().find_map(|cell| {
            let found = read(cell);
            let said = match self {
                Dimension::Year => Said { years: found.said.years, ..Said::default() },
                Dimension::Level => Said { level: found.said.level, ..Said::default() },
                Dimension::Holder => Said { holder: found.said.holder, ..Said::default() },
                Dimension::Field => Said { field: found.said.field, ..Said::default() },
                Dimension::Status => Said { status: found.said.status, ..Said::default() },
                Dimension::Unit => Said { unit: found.said.unit, ..Said::default() },
                Dimension::AsOf => Said { as_of: found.said.as_of, ..Said::default() },
                Dimension::Campaign => Said::default(),
            };
            (found.unknown.is_empty() && said != Said::default() && said == found.said)
                .then_some(said)
        })
    }
}

/// What a whole heading names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Heading {
    /// Names of units, of these levels; of any where the list is empty.
    Place(Vec<UnitLevel>),
    /// Values of a dimension.
    Of(Dimension),
    /// Nothing of a figure (`STT`, `Ghi chú`).
    Skip,
    /// Counts, or words that are not understood.
    Words(Reading),
}

/// What a row is, by its label.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Total {
    /// The whole of the table's unit (`Toàn tỉnh`).
    Own,
    /// A sum of what stands above (`Cộng`).
    Sum,
}

/// A word with what stands before it.
struct Word {
    small: String,
    key: String,
    /// What stands between it and the word before.
    gap: String,
}

/// The words of a text; figures and letters part words.
fn words(text: &str) -> Vec<Word> {
    let text = normalize(text).to_lowercase();
    let mut words: Vec<Word> = Vec::new();
    let mut gap = String::new();
    let mut last: Option<bool> = None;
    for c in text.chars() {
        // `culture_society` is a word of the base.
        if !c.is_alphanumeric() && c != '_' {
            gap.push(c);
            last = None;
            continue;
        }
        let digit = c.is_ascii_digit();
        match words.last_mut() {
            Some(word) if last == Some(digit) => word.small.push(c),
            _ => words.push(Word {
                small: c.to_string(),
                key: String::new(),
                gap: std::mem::take(&mut gap),
            }),
        }
        last = Some(digit);
    }
    for word in &mut words {
        word.key =
            if word.small.contains('_') { word.small.clone() } else { search_key(&word.small) };
    }
    words
}

/// A line of the list, for one of its phrases.
struct Phrase {
    kind: &'static str,
    value: &'static str,
    words: Vec<Word>,
}

static PHRASES: LazyLock<Vec<Phrase>> = LazyLock::new(|| {
    let lines = include_str!("../../reference/tables.tsv").lines();
    let mut phrases: Vec<Phrase> = Vec::new();
    for line in lines.filter(|line| !line.starts_with('#')) {
        let mut cells = line.split('\t');
        let (Some(kind), Some(value), Some(all)) = (cells.next(), cells.next(), cells.next())
        else {
            continue;
        };
        let made = all.split('|').map(|phrase| Phrase { kind, value, words: words(phrase) });
        phrases.extend(made);
    }
    phrases.extend(known_campaigns().map(|(_, name)| Phrase {
        kind: "campaign",
        value: name,
        words: words(name),
    }));
    phrases
});

/// Whether a word is that of the list: a word with marks must have the right ones.
fn is(word: &Word, known: &Word) -> bool {
    word.small == known.small || (word.small == word.key && word.key == known.key)
}

/// The longest phrase of some kinds that begins at a word.
fn longest<'w>(words: &[Word], kinds: &[&str]) -> Option<&'w Phrase> {
    PHRASES
        .iter()
        .filter(|phrase| kinds.contains(&phrase.kind) && phrase.words.len() <= words.len())
        .filter(|phrase| phrase.words.iter().zip(words).all(|(known, word)| is(word, known)))
        .max_by_key(|phrase| phrase.words.len())
}

/// The line of a phrase that is the whole text.
fn whole(text: &str, kind: &str) -> Option<&'static str> {
    let words = words(text);
    let phrase = longest(&words, &[kind])?;
    (phrase.words.len() == words.len() && !words.is_empty()).then_some(phrase.value)
}

/// Years that a table may speak of.
fn year(word: &Word) -> Option<i32> {
    let value = word.small.parse().ok().filter(|year| (1990..=2060).contains(year))?;
    (word.small.len() == 4).then_some(value)
}

/// A day at a word (`30/6/2024`, `30 tháng 6 năm 2024`, `2024-06-30`), and how many words it has.
fn day(words: &[Word]) -> Option<(NaiveDate, usize)> {
    let number = |at: usize| words.get(at)?.small.parse::<u32>().ok();
    let gap = |at: usize| words.get(at).map(|word| word.gap.as_str());
    let marked = |at: usize| gap(at).is_some_and(|gap| matches!(gap, "/" | "." | "-"));
    if marked(1) && marked(2) {
        if let Some(year) = words.first().and_then(year) {
            return Some((NaiveDate::from_ymd_opt(year, number(1)?, number(2)?)?, 3));
        }
        let year = words.get(2).and_then(year)?;
        return Some((NaiveDate::from_ymd_opt(year, number(1)?, number(0)?)?, 3));
    }
    let small = |at: usize| words.get(at).map(|word| word.key.as_str());
    if small(1) == Some("thang") && small(3) == Some("nam") {
        let year = words.get(4).and_then(year)?;
        return Some((NaiveDate::from_ymd_opt(year, number(2)?, number(0)?)?, 5));
    }
    None
}

/// Sets what is not said yet; false where it is said otherwise.
fn set<T: PartialEq>(place: &mut Option<T>, value: Option<T>) -> bool {
    match (&place, value) {
        (None, value) => *place = value,
        (Some(old), Some(new)) if *old != new => return false,
        _ => {}
    }
    true
}

/// Kinds of phrases that have a meaning inside a heading or title.
const VALUES: [&str; 9] =
    ["status", "level", "holder", "field", "unit", "to_date", "campaign", "count", "filler"];

/// Reads all words of a text.
pub fn read(text: &str) -> Reading {
    let words = words(text);
    let mut found = Reading::default();
    let mut at = 0;
    while let Some(word) = words.get(at) {
        let rest = &words[at..];
        if let Some((day, length)) = day(rest) {
            if !set(&mut found.said.as_of, Some(day)) {
                found.unknown.push(word.small.clone());
            }
            at += length;
            continue;
        }
        if let Some((part, length)) = PartOfYear::read(rest) {
            if !set(&mut found.said.part, Some(part)) {
                found.unknown.push(word.small.clone());
            }
            at += length;
            continue;
        }
        if let Some(from) = year(word) {
            let joined = |next: &&Word| matches!(next.gap.trim(), "-" | "–");
            let to = rest.get(1).filter(joined).and_then(year).filter(|to| *to >= from);
            if !set(&mut found.said.years, Some((from, to.unwrap_or(from)))) {
                found.unknown.push(word.small.clone());
            }
            at += 1 + usize::from(to.is_some());
            continue;
        }
        let Some(phrase) = longest(rest, &VALUES) else {
            found.unknown.push(word.small.clone());
            at += 1;
            continue;
        };
        let said = &mut found.said;
        let fits = match phrase.kind {
            "status" => set(&mut said.status, Status::parse(phrase.value)),
            "level" => set(&mut said.level, Level::parse(phrase.value)),
            "holder" => set(&mut said.holder, Holder::parse(phrase.value)),
            "field" => set(&mut said.field, Field::parse(phrase.value)),
            "unit" => set(&mut said.unit, Unit::parse(phrase.value)),
            "campaign" => set(&mut said.campaign, Some(Movement::named(phrase.value))),
            "to_date" => set(&mut said.to_date, Some(true)),
            "count" => {
                found.counts = true;
                true
            }
            _ => true,
        };
        if !fits {
            found.unknown.push(word.small.clone());
        }
        at += phrase.words.len();
    }
    found
}

/// What a title says of all its figures. Of words that are said in two ways neither counts, and
/// `xây dựng` is what every such title has (`xây dựng mô hình “Dân vận khéo”`).
pub fn read_title(text: &str) -> Said {
    let mut said = Said::default();
    let (mut years, mut statuses, mut units, mut days) = (vec![], vec![], vec![], vec![]);
    let (mut holders, mut fields, mut levels) = (vec![], vec![], vec![]);
    let mut parts = vec![];
    // `quý II/2024`: the year stands right behind.
    let mut after_part = None;
    let words = words(text);
    let mut at = 0;
    while at < words.len() {
        let rest = &words[at..];
        if let Some((day, length)) = day(rest) {
            days.push(day);
            at += length;
            continue;
        }
        if let Some((part, length)) = PartOfYear::read(rest) {
            parts.push(part);
            at += length;
            after_part = Some(at);
            continue;
        }
        let after = at.checked_sub(1).map(|before| words[before].key.as_str());
        if let Some(from) = year(&words[at]) {
            let joined = |next: &&Word| matches!(next.gap.trim(), "-" | "–");
            let to = rest.get(1).filter(joined).and_then(year).filter(|to| *to >= from);
            // A bare number may be anything; so many documents have a year in their number.
            if matches!(after, Some("nam" | "doan" | "year")) || after_part == Some(at) {
                years.push((from, to.unwrap_or(from)));
            }
            at += 1 + usize::from(to.is_some());
            continue;
        }
        let Some(phrase) = longest(rest, &VALUES) else {
            at += 1;
            continue;
        };
        match phrase.kind {
            "status" => statuses.extend(Status::parse(phrase.value)),
            "level" => levels.extend(Level::parse(phrase.value)),
            "holder" => holders.extend(Holder::parse(phrase.value)),
            "field" => fields.extend(Field::parse(phrase.value)),
            "unit" => units.extend(Unit::parse(phrase.value)),
            "to_date" => said.to_date = Some(true),
            "campaign" => {
                said.campaign = said.campaign.or_else(|| Some(Movement::named(phrase.value)));
            }
            _ => {}
        }
        at += phrase.words.len();
    }
    if let Some(name) = movement_in(text) {
        said.campaign = Some(Movement::named(&name));
    }
    statuses.retain(|status| *status != Status::Built);
    said.years = only(&years);
    said.part = only(&parts);
    said.as_of = only(&days);
    said.status = only(&statuses);
    said.unit = only(&units);
    said.holder = only(&holders);
    said.field = only(&fields);
    said.level = only(&levels);
    said
}

/// The name in quotation marks behind `phong trào`, `cuộc vận động`: `Phong trào thi đua “Cựu chiến
/// binh gương mẫu”`.
fn movement_in(title: &str) -> Option<String> {
    /// Letters between the word and the mark: `thi đua yêu nước với chủ đề`.
    const BETWEEN: usize = 40;
    let title = normalize(title);
    let opens = |c: char| matches!(c, '“' | '"');
    let closes = |c: char| matches!(c, '”' | '"');
    let small = title.to_lowercase();
    // A letter may have another length in small: the cue is looked for where lengths agree.
    let cues = ["phong trào", "cuộc vận động"].into_iter().filter(|_| small.len() == title.len());
    let ends = cues.filter_map(|cue| small.find(cue).map(|at| at + cue.len()));
    ends.filter_map(|end| {
        let (between, rest) = title.get(end..)?.split_once(opens)?;
        let (name, _) = rest.split_once(closes)?;
        let near = between.chars().count() <= BETWEEN && !between.contains(closes);
        (near && !name.trim().is_empty()).then(|| name.trim().to_owned())
    })
    .next()
}

/// The one value of a list, however often it stands there.
fn only<T: Copy + PartialEq>(values: &[T]) -> Option<T> {
    let first = *values.first()?;
    values.iter().all(|value| *value == first).then_some(first)
}

/// What a heading names.
pub fn heading(text: &str) -> Heading {
    if let Some(column) = whole(text, "column") {
        let named = Dimension::ALL.iter().find(|(name, _)| *name == column);
        return named.map_or(Heading::Skip, |(_, dimension)| Heading::Of(*dimension));
    }
    let words = words(text);
    let (mut at, mut place, mut levels) = (0, false, Vec::new());
    while let Some(phrase) = longest(&words[at..], &["place", "filler"]) {
        // `Cấp huyện` stands over counts.
        let level = longest(&words[at..], &["level"]);
        if level.is_some_and(|level| level.words.len() > phrase.words.len()) {
            break;
        }
        if phrase.kind == "place" {
            place = true;
            levels.extend(phrase.value.split(' ').filter_map(level_named));
        }
        at += phrase.words.len();
    }
    match place && at == words.len() {
        true => Heading::Place(levels),
        false => Heading::Words(read(text)),
    }
}

fn level_named(word: &str) -> Option<UnitLevel> {
    [UnitLevel::Province, UnitLevel::District, UnitLevel::Commune]
        .into_iter()
        .find(|level| level.as_str() == word)
}

/// Whether the label of a row is that of a total.
pub fn total(label: &str) -> Option<Total> {
    // `Tổng cộng (I+II)`
    let label = label.split('(').next().unwrap_or_default();
    match whole(label, "total") {
        Some("own") => Some(Total::Own),
        Some(_) => Some(Total::Sum),
        // `Tổng cộng 12 đơn vị`; xã Tổng Cọt and xã Cộng Hòa are units.
        None => {
            let words = words(label);
            let begins = |phrase: &str| {
                let mut both = words.iter().zip(phrase.split(' '));
                words.len() > 1 && both.all(|(word, known)| word.small == known)
            };
            (begins("tổng cộng") || begins("tổng số")).then_some(Total::Sum)
        }
    }
}

/// The type that a name begins with, and the name behind it.
pub fn type_and_name(name: &str) -> Option<(&'static str, String)> {
    let name = normalize(name);
    let words = words(&name);
    let phrase = longest(&words, &["type"])?;
    let begun: usize = words[..phrase.words.len()]
        .iter()
        .map(|word| word.gap.chars().count() + word.small.chars().count())
        .sum();
    let rest: String = name.chars().skip(begun).collect();
    let rest = rest.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
    (!rest.is_empty()).then_some((phrase.value, rest))
}

/// The qualifier that a cell begins with, as printed, and the rest.
pub fn qualifier(text: &str) -> Option<(Qualifier, String, String)> {
    let text = normalize(text);
    let words = words(&text);
    let phrase = longest(&words, &["qualifier"])?;
    let length: usize = words[..phrase.words.len()]
        .iter()
        .map(|word| word.gap.chars().count() + word.small.chars().count())
        .sum();
    let printed: String = text.chars().take(length).collect();
    let rest: String = text.chars().skip(length).collect();
    Some((Qualifier::parse(phrase.value)?, printed.trim().to_lowercase(), rest))
}

/// The levels of the units in a group whose heading this is (`Khối xã, phường`): none for a
/// heading of something else.
pub fn group(label: &str) -> Option<Vec<UnitLevel>> {
    let label: Vec<Word> = words(label)
        .into_iter()
        .filter(|word| !matches!(word.key.as_str(), "khoi" | "nhom" | "cac"))
        .collect();
    let (mut at, mut levels) = (0, Vec::new());
    while at < label.len() {
        let phrase = longest(&label[at..], &["place", "filler"])?;
        levels.extend(phrase.value.split(' ').filter_map(level_named));
        at += phrase.words.len();
    }
    (!levels.is_empty()).then_some(levels)
}
