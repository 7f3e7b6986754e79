//! Facts that one of two builds of danvan finds and the other does not, by rule.

#![allow(dead_code, reason = "the test and the tool use a part of it each")]

use std::collections::{BTreeMap, HashMap};
use std::io::BufRead;

use danvan::extract::statement::statements;
use serde_json::Value;

/// A fact in words, and whom to ask about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// What it says, with the keys of what it is linked to.
    pub line: String,
    /// The rule that made it.
    pub rule: String,
    /// The words it rests on first.
    pub quote: String,
}

/// A fact on one side only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Whether the newer build has it.
    pub gained: bool,
    /// The article.
    pub source: String,
    /// The fact.
    pub fact: Fact,
}

/// What changed between two builds.
#[derive(Debug, Default)]
pub struct Changes {
    /// By rule; what changed in one detail stands together.
    pub by_rule: BTreeMap<String, Vec<Change>>,
    /// How many articles have changes.
    pub changed: usize,
    /// How many inputs there are.
    pub inputs: usize,
}

/// Compares what two builds printed (`danvan extract`) of the same input.
pub fn changes(before: impl BufRead, after: impl BufRead) -> Result<Changes, String> {
    let mut before = read(before).map_err(|why| format!("before: {why}"))?;
    let after = read(after).map_err(|why| format!("after: {why}"))?;
    let mut changes = Changes { inputs: after.len(), ..Changes::default() };
    for (key, gained) in after {
        let lost = before.remove(&key).unwrap_or_default();
        changes.note(&key.0, lost, gained);
    }
    for (key, lost) in before {
        changes.note(&key.0, lost, Vec::new());
    }
    for changes in changes.by_rule.values_mut() {
        changes.sort_by(|a, b| (&a.source, &a.fact.line).cmp(&(&b.source, &b.fact.line)));
    }
    Ok(changes)
}

impl Changes {
    fn note(&mut self, source: &str, mut lost: Vec<Fact>, mut gained: Vec<Fact>) {
        without_shared(&mut lost, &mut gained);
        self.changed += usize::from(!lost.is_empty() || !gained.is_empty());
        let lost = lost.into_iter().map(|fact| (false, fact));
        for (gained, fact) in lost.chain(gained.into_iter().map(|fact| (true, fact))) {
            let change = Change { gained, source: source.to_owned(), fact };
            self.by_rule.entry(change.fact.rule.clone()).or_default().push(change);
        }
    }
}

/// Facts by article; files of one name in several folders are told apart by their order.
fn read(lines: impl BufRead) -> Result<BTreeMap<(String, usize), Vec<Fact>>, String> {
    let mut articles = BTreeMap::new();
    let mut seen: HashMap<String, usize> = HashMap::new();
    for line in lines.lines() {
        let line = line.map_err(|error| error.to_string())?;
        let document: Value = serde_json::from_str(&line).map_err(|error| error.to_string())?;
        let source = document["article"]["source"].as_str();
        let source = source.or_else(|| document["error"]["source"].as_str());
        let source = source.ok_or("a line names no source")?.to_owned();
        let number = seen.entry(source.clone()).or_default();
        *number += 1;
        articles.insert((source, *number), facts(&document));
    }
    Ok(articles)
}

/// Everything a document says; what is known of the article itself has no rule and no words.
fn facts(document: &Value) -> Vec<Fact> {
    let mut facts = Vec::new();
    let article = &document["article"];
    for (rule, value) in [
        ("article.title", &article["title"]),
        ("article.published_on", &article["published_on"]),
        ("article.author", &article["author"]),
        ("article.publisher", &article["publisher"]),
        ("locality", &document["locality"]),
        ("locality_key", &document["locality_key"]),
        ("error", &document["error"]["reason"]),
    ] {
        if let Some(value) = value.as_str() {
            let (line, rule) = (value.to_owned(), rule.to_owned());
            facts.push(Fact { line, rule, quote: String::new() });
        }
    }
    let text: Vec<char> = article["text"].as_str().unwrap_or_default().chars().collect();
    for statement in statements(document) {
        let quote = statement.spans.first().and_then(|span| text.get(span.clone()));
        let mut line = statement.line();
        // Whom a fact is linked to is part of it here.
        for (label, key) in &statement.details {
            if label.ends_with("key") {
                line.push_str(&format!(" · {label}: {key}"));
            }
        }
        facts.push(Fact {
            line,
            rule: statement.rule,
            quote: quote.unwrap_or(&[]).iter().collect(),
        });
    }
    facts
}

/// Takes what both sides have out of the two lists.
fn without_shared(before: &mut Vec<Fact>, after: &mut Vec<Fact>) {
    before.retain(|fact| {
        // A family is the first word of its rules; a fact that another rule makes is no change.
        let family = |fact: &Fact| fact.rule.split('.').next().unwrap_or_default().to_owned();
        let same = |other: &Fact| other.line == fact.line && family(other) == family(fact);
        match after.iter().position(same) {
            Some(at) => {
                after.swap_remove(at);
                false
            }
            None => true,
        }
    });
}
