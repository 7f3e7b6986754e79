//! Corrections of what an article states: its own data, facts that are none, values that were
//! misread, facts that no rule read, places under another name.
//!
//! They are applied between extraction and resolution, so that everything after them, keys and
//! figures too, follows from the corrected facts.

use super::{Corrections, Key, KeyKind};
use crate::article::Article;
use crate::extract::facts::{
    Basis, Body, Facts, Field, Holder, Level, ModelCount, Official, Place, Qualifier, Status, Unit,
    Years,
};
use crate::extract::officials;
use crate::reference::organizations;
use crate::reference::units::units;
use crate::text::fold::search_key;

/// How many digits of an article's key stand in the key of a fact.
pub const ARTICLE_DIGITS: usize = 12;

impl Corrections {
    /// Whether something may have to be corrected in what an article states.
    pub fn concern(&self, article_key: &str) -> bool {
        let short = &article_key[..ARTICLE_DIGITS.min(article_key.len())];
        let of_fact = |key: &Key| match key.kind {
            KeyKind::Fact => key.key.starts_with(short),
            KeyKind::Article => article_key.starts_with(key.key.as_str()),
            _ => false,
        };
        self.set.keys().any(of_fact)
            || self.rejected.iter().any(of_fact)
            || self.added.keys().any(|key| article_key.starts_with(key.as_str()))
            || self.aliases.keys().any(|key| key.kind == KeyKind::Locality)
    }

    /// Corrects an article's own data; gives back the keys of what was done.
    pub fn correct_article(&self, article_key: &str, article: &mut Article) -> Vec<Key> {
        let mut used = Vec::new();
        for (key, fields) in self.set.iter().filter(|(key, _)| key.kind == KeyKind::Article) {
            if !article_key.starts_with(key.key.as_str()) {
                continue;
            }
            used.push(key.clone());
            for (field, value) in fields {
                let text = || Some(value.clone()).filter(|value| !value.is_empty());
                match field.as_str() {
                    "published_on" => article.published_on = value.parse().ok(),
                    "title" => article.title = text(),
                    "author" => article.author = text(),
                    "publisher" => article.publisher = text(),
                    "locality" => {
                        article.hints.decided = Some(value.trim_start_matches("loc:").to_owned());
                    }
                    _ => {}
                }
            }
        }
        used
    }

    /// Corrects the facts of an article; gives back the keys of what was done.
    pub fn correct_facts(&self, article_key: &str, facts: &mut Facts) -> Vec<Key> {
        let mut used = Vec::new();
        self.name_places(facts, &mut used);
        self.correct_each(article_key, facts, &mut used);
        for (key, added) in &self.added {
            if article_key.starts_with(key.as_str()) {
                for addition in added {
                    if addition.add_to(facts) {
                        used.push(Key { kind: KeyKind::Article, key: key.clone() });
                    }
                }
            }
        }
        used
    }

    /// Places that could not be told and bear an alias of a unit.
    fn name_places(&self, facts: &mut Facts, used: &mut Vec<Key>) {
        for (key, names) in self.aliases.iter().filter(|(key, _)| key.kind == KeyKind::Locality) {
            let Some(place) = place_of(&key.key) else { continue };
            let names: Vec<String> = names.iter().map(|name| search_key(name)).collect();
            let mut found = false;
            each_place(facts, |there| {
                // `huyện A, tỉnh B`: that of an article has the units above it.
                let Some(name) = there.locality.as_deref().and_then(|name| name.split(',').next())
                else {
                    return;
                };
                if there.locality_key.is_none() && names.contains(&search_key(name)) {
                    there.locality_key.clone_from(&place.locality_key);
                    found = true;
                }
            });
            if found {
                used.push(key.clone());
                for official in &mut facts.officials {
                    let Official { name, positions, key, .. } = official;
                    *key = officials::key(name, &facts.place, positions);
                }
            }
        }
    }

    fn correct_each(&self, article_key: &str, facts: &mut Facts, used: &mut Vec<Key>) {
        let mut keys = keys(article_key, facts);
        // A fact without words is not stored, and those that point at it keep their numbers.
        let mut reject = |bases: &mut dyn Iterator<Item = &mut Basis>, key: Option<Key>| {
            let Some(key) = key.filter(|key| self.rejected.contains(key)) else { return };
            bases.for_each(|basis| basis.evidence.clear());
            used.push(key);
        };
        for meeting in &mut facts.meetings {
            reject(&mut [&mut meeting.basis].into_iter(), keys.next());
        }
        for organization in &mut facts.organizations {
            reject(&mut [&mut organization.basis].into_iter(), keys.next());
        }
        for official in &mut facts.officials {
            let Official { positions, parts, basis, .. } = official;
            let key = keys.next();
            for position in positions.iter_mut() {
                reject(&mut [&mut position.basis].into_iter(), keys.next());
            }
            let bases = positions.iter_mut().map(|p| &mut p.basis);
            reject(&mut bases.chain(parts.iter_mut().map(|p| &mut p.basis)).chain([basis]), key);
        }
        for campaign in &mut facts.campaigns {
            reject(&mut [&mut campaign.basis].into_iter(), keys.next());
        }
        for directive in &mut facts.directives {
            reject(&mut [&mut directive.basis].into_iter(), keys.next());
        }
        for award in &mut facts.awards {
            reject(&mut [&mut award.basis].into_iter(), keys.next());
        }
        for count in &mut facts.model_counts {
            let key = keys.next();
            if let Some(fields) = key.as_ref().and_then(|key| self.set.get(key)) {
                for (field, value) in fields {
                    set(count, field, value);
                }
                used.extend(key.clone());
            }
            if let Some(key) = key.filter(|key| self.rejected.contains(key)) {
                count.basis.evidence.clear();
                used.push(key);
            }
        }
    }
}

/// Keys of the facts of an article: its beginning, the table, the first character of the words, and
/// what the fact is. In the order of meetings, organizations, officials each with their positions,
/// campaigns, directives, awards, counts.
fn keys(article_key: &str, facts: &Facts) -> std::vec::IntoIter<Key> {
    let article = &article_key[..ARTICLE_DIGITS.min(article_key.len())];
    let mut keys = Vec::new();
    let mut add = |table: &str, basis: &Basis, what: &str| {
        let start = basis.evidence.first().map_or(0, |words| words.start);
        keys.push(Key { kind: KeyKind::Fact, key: format!("{article}:{table}:{start}:{what}") });
    };
    for meeting in &facts.meetings {
        add("meeting_articles", &meeting.basis, &meeting.name);
    }
    for organization in &facts.organizations {
        let name = organizations::canonical(&organization.body.name);
        add("article_organizations", &organization.basis, name);
    }
    for official in &facts.officials {
        add("officials", &official.basis, &official.name);
        for position in &official.positions {
            add("positions", &position.basis, &format!("{}, {}", official.name, position.title));
        }
    }
    for campaign in &facts.campaigns {
        add("campaign_mentions", &campaign.basis, &campaign.name);
    }
    for directive in &facts.directives {
        let what = directive.number.as_deref().or(directive.title.as_deref()).unwrap_or_default();
        add("citations", &directive.basis, what);
    }
    for award in &facts.awards {
        let figures = [award.collectives, award.individuals, award.total];
        let figures: Vec<String> =
            figures.iter().map(|n| n.map_or("-".to_owned(), |n| n.to_string())).collect();
        add("awards", &award.basis, &format!("{}, {}", award.form, figures.join("/")));
    }
    for count in &facts.model_counts {
        let parts = [
            Some(count.status.as_str()),
            count.level.map(Level::as_str),
            count.holder.map(Holder::as_str),
            count.field.map(Field::as_str),
        ];
        let parts: Vec<&str> = parts.into_iter().flatten().collect();
        add("model_counts", &count.basis, &format!("{}/{}", count.count, parts.join("/")));
    }
    keys.into_iter()
}

/// Whether an article states a fact of this key, or can take what is to be added to it.
///
/// # Errors
/// The words of an addition are not in the text.
pub fn is_stated(
    key: &Key,
    action: &super::Action,
    article_key: &str,
    facts: &Facts,
) -> Result<bool, String> {
    match (key.kind, action) {
        (KeyKind::Fact, _) => Ok(keys(article_key, facts).any(|known| known == *key)),
        (_, super::Action::Add(addition)) => match facts.article.text.contains(&addition.quote) {
            true => Ok(true),
            false => Err(format!("the words “{}” are not in the article", addition.quote)),
        },
        _ => Ok(true),
    }
}

/// Sets a field of a count; the values were looked at when the line was read.
fn set(count: &mut ModelCount, field: &str, value: &str) {
    match field {
        "count" => count.count = value.parse().unwrap_or(count.count),
        "qualifier" => count.qualifier = Qualifier::parse(value).unwrap_or(count.qualifier),
        "unit" => count.unit = Unit::parse(value).unwrap_or(count.unit),
        "status" => count.status = Status::parse(value).unwrap_or(count.status),
        "year" => count.period = value.parse().ok().map(|year| Years { from: year, to: year }),
        "level" => count.level = Level::parse(value),
        "holder" => count.holder = Holder::parse(value),
        "field" => count.field = Field::parse(value),
        "locality" => count.place = place_of(value).unwrap_or_default(),
        _ => {}
    }
}

/// The place of a unit's key, written with its last type.
pub fn place_of(key: &str) -> Option<Place> {
    let key = key.trim_start_matches("loc:");
    let unit = &units().all[units().by_key(key)?];
    Some(Place { locality: Some(unit.title(None)), locality_key: Some(key.to_owned()) })
}

/// Every place that the facts name; the key of a body follows its place.
fn each_place(facts: &mut Facts, mut change: impl FnMut(&mut Place)) {
    let body = |body: &mut Body, change: &mut dyn FnMut(&mut Place)| {
        let before = body.place.locality_key.clone();
        change(&mut body.place);
        if body.place.locality_key != before
            && let Some(unit) = &body.place.locality_key
        {
            body.key = format!("{}@{unit}", body.name);
        }
    };
    change(&mut facts.place);
    for meeting in &mut facts.meetings {
        change(&mut meeting.place);
        meeting.hosts.iter_mut().for_each(|host| body(host, &mut change));
    }
    facts.organizations.iter_mut().for_each(|o| body(&mut o.body, &mut change));
    for position in facts.officials.iter_mut().flat_map(|o| &mut o.positions) {
        position.organization.iter_mut().for_each(|o| body(o, &mut change));
    }
    facts.directives.iter_mut().for_each(|d| {
        d.issuer.iter_mut().for_each(|issuer| body(issuer, &mut change));
    });
    facts.awards.iter_mut().for_each(|a| a.by.iter_mut().for_each(|by| body(by, &mut change)));
    for count in &mut facts.model_counts {
        change(&mut count.place);
        count.by.iter_mut().chain(&mut count.organization).for_each(|b| body(b, &mut change));
    }
}
