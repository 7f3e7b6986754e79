//! How far facts agree with gold facts: both broken into slots (small strings), slots counted.
//!
//! A slot is one thing that is said: a name, a date, a host, a figure with its dimensions. What two
//! honest spellings may differ in is folded first, so that only what is said is compared.

#![allow(dead_code, reason = "the test and the tools use a part of it each")]

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use danvan::{article, extract, input};
use rayon::prelude::*;
use serde_json::Value;
use unicode_normalization::UnicodeNormalization;

/// The nine families, in the order of the facts document.
pub const FAMILIES: [&str; 9] = [
    "article",
    "locality",
    "meetings",
    "organizations",
    "officials",
    "campaigns",
    "model_counts",
    "directives",
    "awards",
];

/// Family and words of a slot.
pub type Slot = (&'static str, String);

/// Where a slot comes from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Origin {
    /// The slot as the facts write it, for people.
    pub printed: String,
    /// The rule that made the fact; gold facts have none.
    pub rule: Option<String>,
    /// The words that the fact rests on first.
    pub quote: Option<String>,
}

/// What two honest spellings may differ in is folded: case, place of tone marks, quotes, dashes,
/// spaces. `Hòa Bình` and `HOÀ  BÌNH` are one. Tone marks go to the end of their word.
pub fn norm(value: &Value) -> String {
    let text = match value {
        Value::Null => return "-".to_owned(),
        Value::String(text) => text.nfd().flat_map(char::to_lowercase).collect(),
        other => other.to_string(),
    };
    let apart = |c: char| c.is_whitespace() || "-–—,.:;!?()[]{}'\"“”‘’«»".contains(c);
    let mut folded = String::with_capacity(text.len());
    for word in text.split(apart).filter(|word| !word.is_empty()) {
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.extend(word.chars().filter(|c| !is_tone(*c)));
        folded.extend(word.chars().filter(|c| is_tone(*c)));
    }
    folded.nfc().collect()
}

fn is_tone(c: char) -> bool {
    matches!(c, '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}')
}

/// How the words of a slot are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// Folded, to be compared.
    Folded,
    /// As the facts have them, to be shown.
    Printed,
}

impl Form {
    fn words(self, value: &Value) -> String {
        match (self, value) {
            (Form::Printed, Value::String(text)) => text.trim().to_owned(),
            _ => norm(value),
        }
    }

    /// The unit itself, without the units above it; `Đakrông` and `Đa Krông` are one.
    fn unit(self, locality: &Value) -> String {
        match (self, locality.as_str().and_then(|name| name.split(',').next())) {
            (_, None | Some("")) => "-".to_owned(),
            (Form::Folded, Some(name)) => norm(&name.into()).replace(' ', ""),
            (Form::Printed, Some(name)) => name.to_owned(),
        }
    }

    fn body(self, body: &Value) -> String {
        match body {
            Value::Null => "-".to_owned(),
            Value::String(_) => format!("{}@-", self.words(body)),
            body => format!("{}@{}", self.words(&body["name"]), self.unit(&body["locality"])),
        }
    }
}

/// A value as it stands; nothing, an empty text and 0 are `-`.
fn plain(value: &Value) -> String {
    if is_given(value) { printed(value) } else { "-".to_owned() }
}

fn printed(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn is_given(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::String(text) => !text.is_empty(),
        Value::Number(number) => number.as_f64() != Some(0.0),
        _ => true,
    }
}

fn items(list: &Value) -> impl Iterator<Item = &Value> {
    list.as_array().into_iter().flatten()
}

/// The slots of a facts document. Of two facts that say the same the first gives the origin.
pub fn slots(facts: &Value) -> BTreeMap<Slot, Origin> {
    let mut printed = Vec::new();
    walk(facts, Form::Printed, |_, _, words| printed.push(words));
    let mut printed = printed.into_iter();
    let mut slots = BTreeMap::new();
    walk(facts, Form::Folded, |family, fact, words| {
        let printed = printed.next().unwrap_or_default();
        slots.entry((family, words)).or_insert_with(|| Origin {
            printed,
            rule: fact["rule"].as_str().map(str::to_owned),
            quote: fact["evidence"][0]["quote"].as_str().map(str::to_owned),
        });
    });
    slots
}

/// Gives every slot with its family and the fact it is of, in the order of the document.
fn walk(facts: &Value, form: Form, mut slot: impl FnMut(&'static str, &Value, String)) {
    let mut put = |family, fact: &Value, parts: &[&str]| slot(family, fact, parts.join("|"));
    let norm = |value: &Value| form.words(value);
    let unit = |locality: &Value| form.unit(locality);
    let body = |value: &Value| form.body(value);

    let article = &facts["article"];
    for key in ["title", "published_on", "author", "publisher"] {
        if is_given(&article[key]) {
            put("article", &Value::Null, &[key, &norm(&article[key])]);
        }
    }
    if let Some(locality) = facts["locality"].as_str().filter(|locality| !locality.is_empty()) {
        put("locality", &Value::Null, &["unit", &unit(&facts["locality"])]);
        for above in locality.split(',').skip(1) {
            put("locality", &Value::Null, &["within", &norm(&above.into())]);
        }
    }
    for meeting in items(&facts["meetings"]) {
        for kind in items(&meeting["kinds"]) {
            put("meetings", meeting, &["kind", &printed(kind)]);
        }
        for key in ["held_on", "period"] {
            if is_given(&meeting[key]) {
                put("meetings", meeting, &[key, &printed(&meeting[key])]);
            }
        }
        for host in items(&meeting["hosts"]) {
            put("meetings", meeting, &["host", &body(host)]);
        }
    }
    for organization in items(&facts["organizations"]) {
        put("organizations", organization, &[&body(organization)]);
    }
    for person in items(&facts["officials"]) {
        let who = norm(&person["name"]);
        put("officials", person, &["name", &who]);
        for position in items(&person["positions"]) {
            let (title, at) = (norm(&position["title"]), body(&position["organization"]));
            put("officials", position, &["position", &who, &title, &at]);
        }
        for role in items(&person["roles"]) {
            let part = items(&person["parts"]).find(|part| part["role"] == *role);
            put("officials", part.unwrap_or(person), &["role", &who, &printed(role)]);
        }
    }
    for campaign in items(&facts["campaigns"]) {
        let name = norm(&campaign["name"]);
        put("campaigns", campaign, &[&printed(&campaign["kind"]), &name]);
        if is_given(&campaign["year"]) {
            put("campaigns", campaign, &["year", &name, &printed(&campaign["year"])]);
        }
    }
    for count in items(&facts["model_counts"]) {
        let core = ["count", "level", "holder", "field", "period"].map(|key| plain(&count[key]));
        let core = core.join("|");
        let qualifier = &count["qualifier"];
        let qualifier = if is_given(qualifier) { printed(qualifier) } else { "exact".to_owned() };
        put("model_counts", count, &["core", &core]);
        let full = [
            qualifier,
            printed(&count["unit"]),
            printed(&count["status"]),
            norm(&count["campaign"]),
            unit(&count["locality"]),
        ];
        put("model_counts", count, &["full", &core, &full.join("|")]);
    }
    for directive in items(&facts["directives"]) {
        let number = &directive["number"];
        let name = norm(if is_given(number) { number } else { &directive["title"] });
        let kind = norm(&directive["kind"]);
        put("directives", directive, &[&kind, &name]);
        if is_given(&directive["issued_on"]) {
            put("directives", directive, &[&kind, &name, &printed(&directive["issued_on"])]);
        }
        if is_given(&directive["issuer"]) {
            put("directives", directive, &[&kind, &name, &body(&directive["issuer"])]);
        }
    }
    for award in items(&facts["awards"]) {
        let by = body(&award["by"]);
        if is_given(&award["form"]) {
            put("awards", award, &[&by, "form", &norm(&award["form"])]);
        }
        for holder in ["collectives", "individuals", "total"] {
            if is_given(&award[holder]) {
                put("awards", award, &[&by, holder, &printed(&award[holder])]);
            }
        }
    }
}

/// How many slots agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// Slots on both sides.
    pub hits: usize,
    /// Slots of the gold.
    pub gold: usize,
    /// Slots extracted.
    pub found: usize,
}

impl Tally {
    /// The part of what was extracted that is right; 1 where nothing was to be found and nothing was.
    pub fn precision(self) -> f64 {
        match (self.found, self.gold) {
            (0, 0) => 1.0,
            (0, _) => 0.0,
            (found, _) => self.hits as f64 / found as f64,
        }
    }

    /// The part of what is there that was found.
    pub fn recall(self) -> f64 {
        if self.gold == 0 { 1.0 } else { self.hits as f64 / self.gold as f64 }
    }

    /// The harmonic mean of the two.
    pub fn f1(self) -> f64 {
        let (p, r) = (self.precision(), self.recall());
        if p + r == 0.0 { 0.0 } else { 2.0 * p * r / (p + r) }
    }
}

/// A slot on one side only.
#[derive(Debug, Clone)]
pub struct Mistake {
    /// Name of the article.
    pub article: String,
    /// Family of facts.
    pub family: &'static str,
    /// Missed: in the gold, not among the facts. Else made up.
    pub missed: bool,
    /// The slot in words, and where it comes from.
    pub origin: Origin,
}

/// One article against its gold.
pub struct Comparison {
    /// Name of the gold file without its ending.
    pub article: String,
    /// Whether there was an article to extract from.
    pub was_read: bool,
    /// By family, in the order of [`FAMILIES`].
    pub tallies: [Tally; FAMILIES.len()],
    /// What is on one side only.
    pub mistakes: Vec<Mistake>,
}

/// Compares two facts documents.
pub fn compare(article: &str, gold: &Value, found: Option<&Value>) -> Comparison {
    let want = slots(gold);
    let got = found.map(slots).unwrap_or_default();
    let tallies = FAMILIES.map(|family| Tally {
        hits: want.keys().filter(|slot| slot.0 == family && got.contains_key(slot)).count(),
        gold: want.keys().filter(|slot| slot.0 == family).count(),
        found: got.keys().filter(|slot| slot.0 == family).count(),
    });
    let only = |here: &BTreeMap<Slot, Origin>, there: &BTreeMap<Slot, Origin>, missed: bool| {
        let only = here.iter().filter(|(slot, _)| !there.contains_key(slot));
        let mistakes = only.map(|((family, _), origin)| Mistake {
            article: article.to_owned(),
            family,
            missed,
            origin: origin.clone(),
        });
        mistakes.collect::<Vec<_>>()
    };
    let mistakes = [only(&want, &got, true), only(&got, &want, false)].concat();
    Comparison { article: article.to_owned(), was_read: found.is_some(), tallies, mistakes }
}

/// Sum of tallies by family, with the mean F1 over families.
pub fn total<'a>(
    comparisons: impl IntoIterator<Item = &'a Comparison>,
) -> ([Tally; FAMILIES.len()], f64) {
    let mut total = [Tally::default(); FAMILIES.len()];
    for comparison in comparisons {
        for (sum, tally) in total.iter_mut().zip(comparison.tallies) {
            sum.hits += tally.hits;
            sum.gold += tally.gold;
            sum.found += tally.found;
        }
    }
    let mean = total.iter().map(|tally| tally.f1()).sum::<f64>() / FAMILIES.len() as f64;
    (total, mean)
}

/// Extracts the articles of a gold folder (`NAME.json` beside `NAME.txt` or `NAME.html`) and
/// compares them, in the order of their names.
///
/// Where a folder has no articles, they lie in one of the same name beside the folder's parent:
/// those of `gold/seeds` in `seeds`.
pub fn evaluate(folder: &Path) -> Result<Vec<Comparison>, String> {
    let mut golds = files(folder, |ending| ending == "json")?;
    golds.sort();
    if golds.is_empty() {
        return Err(format!("{}: no gold files (NAME.json)", folder.display()));
    }
    let is_article = |ending: &OsStr| ending == "txt" || ending == "html";
    let mut articles = files(folder, is_article)?;
    if articles.is_empty() {
        let apart = folder
            .canonicalize()
            .ok()
            .and_then(|folder| Some(folder.parent()?.parent()?.join(folder.file_name()?)));
        articles = files(&apart.unwrap_or_else(|| folder.to_owned()), is_article)?;
    }
    golds
        .par_iter()
        .map(|path| {
            let wrong = |why: String| format!("{}: {why}", path.display());
            let bytes = std::fs::read(path).map_err(|error| wrong(error.to_string()))?;
            let gold = serde_json::from_slice(&bytes).map_err(|error| wrong(error.to_string()))?;
            let of_gold = |article: &&PathBuf| article.file_stem() == path.file_stem();
            let facts = articles.iter().find(of_gold).and_then(|article| facts_of(article));
            let name = path.file_stem().unwrap_or_default().to_string_lossy();
            Ok(compare(&name, &gold, facts.as_ref()))
        })
        .collect()
}

fn files(folder: &Path, wanted: impl Fn(&OsStr) -> bool) -> Result<Vec<PathBuf>, String> {
    let wrong = |error: std::io::Error| format!("{}: {error}", folder.display());
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(wrong)? {
        let path = entry.map_err(wrong)?.path();
        if path.extension().is_some_and(&wanted) {
            files.push(path);
        }
    }
    Ok(files)
}

/// The facts of an article, none where danvan refuses to read it.
fn facts_of(path: &Path) -> Option<Value> {
    let page = input::pages(&[path.to_owned()], &input::InputOptions::default()).next()?.ok()?;
    let article = article::read(&page).ok()?;
    serde_json::to_value(extract::extract(&article)).ok()
}

/// Least F1 by family (and of their mean) for each gold folder, from `tests/floors.tsv`.
pub struct Floors(Vec<(PathBuf, String, f64)>);

/// How far above its floor a figure may be before it is time to raise the floor.
pub const SLACK: f64 = 0.01;

impl Floors {
    /// Where they are.
    pub fn path() -> PathBuf {
        root().join("tests/floors.tsv")
    }

    /// Reads them.
    pub fn read() -> Result<Floors, String> {
        let path = Floors::path();
        let text =
            std::fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))?;
        let mut floors = Vec::new();
        for (number, line) in text.lines().enumerate() {
            if line.starts_with('#') || line.is_empty() {
                continue;
            }
            let cells: Vec<&str> = line.split('\t').collect();
            match (&cells[..], cells.last().and_then(|floor| floor.parse().ok())) {
                ([folder, family, _], Some(floor)) => {
                    floors.push((folder.into(), (*family).to_owned(), floor));
                }
                _ => return Err(format!("{}:{}: not a floor", path.display(), number + 1)),
            }
        }
        Ok(Floors(floors))
    }

    /// The floor of a family in a folder, however the folder's path is written.
    pub fn of(&self, folder: &Path, family: &str) -> Option<f64> {
        let same = |named: &Path| {
            matches!((root().join(named).canonicalize(), folder.canonicalize()),
                     (Ok(a), Ok(b)) if a == b)
        };
        self.0.iter().find(|(at, of, _)| of == family && same(at)).map(|floor| floor.2)
    }

    /// Raises (never lowers) the floor of a family in a folder to a figure, rounded down.
    pub fn raise(&mut self, folder: &Path, family: &str, figure: f64) {
        let figure = (figure / SLACK).floor() * SLACK;
        let named = folder.strip_prefix(root()).unwrap_or(folder);
        match self.0.iter_mut().find(|(at, of, _)| at == named && of == family) {
            Some((_, _, floor)) => *floor = floor.max(figure),
            None => self.0.push((named.to_owned(), family.to_owned(), figure)),
        }
    }

    /// Writes them back, with what the file says about itself.
    pub fn write(&self) -> Result<(), String> {
        let path = Floors::path();
        let old = std::fs::read_to_string(&path).unwrap_or_default();
        let mut text: String = old
            .lines()
            .filter(|line| line.starts_with('#'))
            .flat_map(|line| [line, "\n"])
            .collect();
        for (folder, family, floor) in &self.0 {
            text.push_str(&format!("{}\t{family}\t{floor:.2}\n", folder.display()));
        }
        std::fs::write(&path, text).map_err(|error| format!("{}: {error}", path.display()))
    }
}

/// The repository.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}
