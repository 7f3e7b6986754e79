//! What people decided: corrections that outlive every rebuild.
//!
//! They stand in a plain CSV file beside the database ([`file`]), are replayed on every load, and
//! undone by deleting the line. A line that is wrong is refused with its reason and changes
//! nothing; the others stand.

mod addition;
pub mod facts;
pub mod file;
mod line;

use std::collections::{BTreeMap, BTreeSet};

pub use addition::Addition;
pub use line::{Action, Key, KeyKind, Line, parse};

/// Corrections that stand, by what they are about.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Corrections {
    /// Key of a thing that is another one; chains are followed.
    merged: BTreeMap<Key, Key>,
    /// Article and key of a mention that is a thing of its own, with the mark of that thing.
    split: BTreeMap<(Key, String), String>,
    /// Values of a thing by their field.
    set: BTreeMap<Key, BTreeMap<String, String>>,
    /// Facts that are none.
    rejected: BTreeSet<Key>,
    /// Facts that articles state and the rules did not read, by article.
    added: BTreeMap<String, Vec<Addition>>,
    /// Other names of things.
    aliases: BTreeMap<Key, BTreeSet<String>>,
    /// Pairs that are two.
    different: BTreeSet<(Key, Key)>,
}

impl Corrections {
    /// Takes a line in.
    ///
    /// # Errors
    /// It contradicts what stands already, or merges in a circle.
    pub fn accept(&mut self, line: &Line) -> Result<(), String> {
        let key = &line.key;
        match &line.action {
            Action::Merge(into) => {
                let (one, other) = (self.target(key), self.target(into));
                if other == *key {
                    return Err(format!("a circle: {into} is merged into {key} already"));
                }
                let apart = |a: &Key, b: &Key| {
                    let (a, b) = (self.target(a), self.target(b));
                    (&a, &b) == (&one, &other) || (&a, &b) == (&other, &one)
                };
                if let Some((a, b)) = self.different.iter().find(|(a, b)| apart(a, b)) {
                    return Err(format!("{a} and {b} are said to be different"));
                }
                // `A is B`, `A is C`: then B is C, which a third line may say too.
                if one != other {
                    if let Some(told) = self.set_twice(&one, &other) {
                        return Err(told);
                    }
                    self.merged.insert(one, into.clone());
                }
            }
            Action::Different(other) => {
                if self.target(key) == self.target(other) {
                    return Err(format!("{key} and {other} are merged"));
                }
                self.different.insert(pair(key, other));
            }
            Action::Split { article, mark } => {
                let slot = (key.clone(), article.clone());
                if self.split.get(&slot).is_some_and(|known| known != mark) {
                    return Err(format!("{key} is split off in article {article} already"));
                }
                self.split.insert(slot, mark.clone());
            }
            Action::Set { field, value } => {
                if self.rejected.contains(key) {
                    return Err(format!("{key} is rejected"));
                }
                let target = self.target(key);
                let known = self.set.iter().find_map(|(other, fields)| {
                    let known = fields.get(field).filter(|known| *known != value)?;
                    let same = other.kind == key.kind && self.target(other) == target;
                    same.then_some((other, known))
                });
                if let Some((other, known)) = known {
                    return Err(format!("{field} of {other} is set to {known} already"));
                }
                self.set.entry(key.clone()).or_default().insert(field.clone(), value.clone());
            }
            Action::Reject => {
                if self.set.contains_key(key) {
                    return Err(format!("{key} is corrected, not rejected"));
                }
                self.rejected.insert(key.clone());
            }
            Action::Add(addition) => {
                let added = self.added.entry(key.key.clone()).or_default();
                if !added.contains(addition) {
                    added.push(addition.clone());
                }
            }
            Action::Alias(name) => {
                if let Some(other) = other_key(key, name) {
                    let action = Action::Merge(key.clone());
                    self.accept(&Line { key: other, action, ..line.clone() })?;
                }
                self.aliases.entry(key.clone()).or_default().insert(name.clone());
            }
        }
        Ok(())
    }

    /// What a thing is, all merges followed.
    pub fn target(&self, key: &Key) -> Key {
        let mut at = key;
        // A circle is never accepted; the bound keeps a defect from hanging a load.
        for _ in 0..=self.merged.len() {
            match self.merged.get(at) {
                Some(next) => at = next,
                None => break,
            }
        }
        at.clone()
    }

    /// A field that two things which are to be one have set otherwise.
    fn set_twice(&self, one: &Key, other: &Key) -> Option<String> {
        let of = |thing: &Key| -> Vec<(&Key, &BTreeMap<String, String>)> {
            self.set.iter().filter(|(key, _)| self.target(key) == *thing).collect()
        };
        for (a, fields) in of(one) {
            for (b, others) in of(other) {
                let differs = |(field, value): &(&String, &String)| {
                    others.get(*field).is_some_and(|other| other != *value)
                };
                if let Some((field, _)) = fields.iter().find(differs) {
                    return Some(format!("{field} of {a} is set otherwise than that of {b}"));
                }
            }
        }
        None
    }

    /// What a mention of an article is: split off, merged, both in turn, else itself. None where no
    /// correction speaks of it.
    pub fn of_mention(&self, kind: KeyKind, key: &str, article: &str) -> Option<String> {
        if self.merged.is_empty() && self.split.is_empty() {
            return None;
        }
        let mut way = self.way(kind, key, article);
        if way.len() > 1 { way.pop().map(|last| last.key) } else { None }
    }

    /// Whether a mention of an article is a thing, or was before another correction made it one more.
    pub fn passes(&self, kind: KeyKind, key: &str, article: &str, thing: &Key) -> bool {
        self.way(kind, key, article).contains(thing)
    }

    /// The keys of a mention, from its own to that of the thing it is.
    fn way(&self, kind: KeyKind, key: &str, article: &str) -> Vec<Key> {
        let mut way = vec![Key { kind, key: key.to_owned() }];
        while let Some(next) = way.last().and_then(|at| self.next(at, article)) {
            // A circle is never accepted; this keeps a defect from hanging a load.
            if way.contains(&next) {
                break;
            }
            way.push(next);
        }
        way
    }

    /// What the last of the corrections that speak of a mention makes of it.
    fn next(&self, at: &Key, article: &str) -> Option<Key> {
        let slots = self.split.range((at.clone(), String::new())..);
        let mut split = slots.take_while(|((key, _), _)| key == at);
        match split.find(|((_, prefix), _)| article.starts_with(prefix.as_str())) {
            Some((_, mark)) => Some(marked(at, mark)),
            None => self.merged.get(at).cloned(),
        }
    }

    /// Whether a line splits something off a thing under a mark.
    pub fn splits(&self, key: &Key, mark: &str) -> bool {
        self.split.iter().any(|((known, _), known_mark)| known == key && known_mark == mark)
    }

    /// The values set of a thing.
    pub fn values(&self, key: &Key) -> Option<&BTreeMap<String, String>> {
        self.set.get(key)
    }

    /// All things with values set.
    pub fn valued(&self) -> impl Iterator<Item = (&Key, &BTreeMap<String, String>)> {
        self.set.iter()
    }

    /// All other names.
    pub fn aliases(&self) -> impl Iterator<Item = (&Key, &str)> {
        self.aliases.iter().flat_map(|(key, names)| names.iter().map(move |name| (key, &**name)))
    }

    /// Whether two things are said to be different.
    pub fn are_different(&self, a: &Key, b: &Key) -> bool {
        self.different.contains(&pair(a, b))
    }

    /// Whether nothing is corrected.
    pub fn is_empty(&self) -> bool {
        *self == Corrections::default()
    }
}

/// The key of what is split off a thing.
pub fn marked(key: &Key, mark: &str) -> Key {
    Key { kind: key.kind, key: format!("{}#{mark}", key.key) }
}

/// Two keys in one order.
fn pair(a: &Key, b: &Key) -> (Key, Key) {
    if a <= b { (a.clone(), b.clone()) } else { (b.clone(), a.clone()) }
}

/// The key that a thing would have by another name, where keys are made of names: that of a person
/// of the same province, of a body of the same unit.
pub fn other_key(key: &Key, name: &str) -> Option<Key> {
    let (_, rest) = key.key.split_once('@')?;
    let domain = rest.split(['/', '#']).next()?;
    let name = match key.kind {
        KeyKind::Official => crate::text::fold::spelling_key(name),
        KeyKind::Organization => name.to_owned(),
        _ => return None,
    };
    let other = Key { kind: key.kind, key: format!("{name}@{domain}") };
    (other != *key).then_some(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lines in, the refused ones out.
    fn refused(lines: &[&str]) -> Vec<String> {
        let mut corrections = Corrections::default();
        let mut told = Vec::new();
        for (index, text) in lines.iter().enumerate() {
            let cells: Vec<&str> = text.split(" | ").collect();
            let value = cells.get(2).copied().unwrap_or_default();
            let accepted = parse(cells[0], cells[1], value).and_then(|(key, action)| {
                corrections.accept(&Line { number: index as u64 + 2, key, action })
            });
            told.extend(accepted.err().map(|reason| format!("{}: {reason}", index + 2)));
        }
        told
    }

    #[test]
    fn contradictions() {
        for (lines, expected) in [
            (
                &["person:a@82@ | merge | person:b@82@", "person:b@82@ | merge | person:c@82@"][..],
                &[][..],
            ),
            (
                &["person:a@82@ | merge | person:b@82@", "person:b@82@ | merge | person:a@82@"],
                &["3: a circle: person:a@82@ is merged into person:b@82@ already"],
            ),
            (
                &[
                    "person:a@82@ | same-as | person:b@82@",
                    "person:a@82@ | same-as | person:c@82@",
                    "person:b@82@ | same-as | person:c@82@",
                ],
                &[],
            ),
            (
                &[
                    "person:a@82@ | different | person:c@82@",
                    "person:a@82@ | merge | person:b@82@",
                    "person:c@82@ | merge | person:b@82@",
                ],
                &["4: person:a@82@ and person:c@82@ are said to be different"],
            ),
            (
                &["person:a@82@ | different | person:b@82@", "person:b@82@ | merge | person:a@82@"],
                &["3: person:a@82@ and person:b@82@ are said to be different"],
            ),
            (
                &[
                    "meeting:x|2024-01-01|other | set | held_on=2024-01-02",
                    "meeting:x|2024-01-01|other | set | held_on=2024-01-03",
                ],
                &["3: held_on of meeting:x|2024-01-01|other is set to 2024-01-02 already"],
            ),
            (
                &[
                    "person:a@82@ | merge | person:b@82@",
                    "person:a@82@ | set | name=A",
                    "person:b@82@ | set | name=B",
                ],
                &["4: name of person:a@82@ is set to A already"],
            ),
            (
                &[
                    "person:a@82@ | set | name=A",
                    "person:b@82@ | set | name=B",
                    "person:a@82@ | merge | person:b@82@",
                ],
                &["4: name of person:a@82@ is set otherwise than that of person:b@82@"],
            ),
            (
                &[
                    "article:0123456789abcdef | set | title=A",
                    "article:0123456789ab | set | title=B",
                ],
                &["3: title of article:0123456789ab is set to A already"],
            ),
            (&["person:a@82@ | merge | person:a@82@"], &["2: person:a@82@ is merged into itself"]),
            (&["person:a@82@ | merge | doc:x"], &["2: doc:x is no person"]),
        ] {
            assert_eq!(refused(lines), expected, "{lines:?}");
        }
    }

    #[test]
    fn what_a_mention_is() {
        let mut corrections = Corrections::default();
        for (key, action, value) in [
            ("person:a@82@", "merge", "person:b@82@"),
            ("person:b@82@", "merge", "person:c@82@"),
            ("person:c@82@", "split", "abcdef012345 = the other"),
            ("person:d@82@", "split", "abcdef012345 = Tư"),
            ("person:d@82@#Tư", "merge", "person:c@82@"),
            ("org:Huyện đoàn@823@", "alias", "Đoàn huyện"),
        ] {
            let (key, action) = parse(key, action, value).expect(action);
            corrections.accept(&Line { number: 2, key, action }).expect("it stands");
        }
        let of = |kind, key, article| corrections.of_mention(kind, key, article);
        assert_eq!(of(KeyKind::Official, "a@82@", "f00"), Some("c@82@".to_owned()));
        assert_eq!(of(KeyKind::Official, "c@82@", "f00"), None);
        let split = of(KeyKind::Official, "c@82@", "abcdef0123456789");
        assert_eq!(split, Some("c@82@#the other".to_owned()));
        // What is merged is split as what it is; what is split is merged on.
        assert_eq!(of(KeyKind::Official, "a@82@", "abcdef0123456789"), split);
        assert_eq!(of(KeyKind::Official, "d@82@", "abcdef0123456789"), split);
        let alias = of(KeyKind::Organization, "Đoàn huyện@823@", "f00");
        assert_eq!(alias, Some("Huyện đoàn@823@".to_owned()));
    }
}
