//! Facts that an article states and no rule read, added by a person: `fact=award; form=giấy khen;
//! collectives=5; quote=tặng giấy khen cho 5 tập thể`.

use std::collections::BTreeMap;

use super::facts::place_of;
use super::line::{check_field, locality};
use crate::extract::facts::{
    AsOfBasis, Award, Basis, Body, Campaign, CampaignKind, Directive, Evidence, Facts, Field,
    Holder, Interval, Level, Meeting, MeetingKind, ModelCount, Official, Organization, Part, Place,
    Position, Qualifier, Role, Standing, Status, Unit, Years,
};
use crate::extract::{bodies, officials};
use crate::text::fold::spelling_key;

/// The rule that stands with an added fact.
const RULE: &str = "correction";

/// A fact of an article, as a person read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Addition {
    /// Its family.
    family: &'static Family,
    /// Its fields, each checked by [`parse`].
    fields: BTreeMap<&'static str, String>,
    /// The words of the article that state it.
    pub quote: String,
}

/// A family of facts that can be added.
#[derive(Debug, PartialEq, Eq)]
struct Family {
    /// The word after `fact=`.
    name: &'static str,
    /// What must be given.
    needed: &'static [&'static str],
    /// What may be given too.
    more: &'static [&'static str],
}

/// Every family; the first is meant where none is named. `locality` is that of the fact or of its
/// body, and the article's where it is not given.
const FAMILIES: [Family; 7] = [
    Family {
        name: "count",
        needed: &["count", "status"],
        more: &[
            "year",
            "qualifier",
            "unit",
            "level",
            "holder",
            "field",
            "campaign",
            "by",
            "locality",
        ],
    },
    Family {
        name: "official",
        needed: &["name"],
        more: &["title", "body", "standing", "role", "locality"],
    },
    Family {
        name: "meeting",
        needed: &["name", "kind"],
        more: &["held_on", "period_from", "period_to", "body", "locality"],
    },
    Family { name: "organization", needed: &["name"], more: &["locality"] },
    Family { name: "campaign", needed: &["name", "kind"], more: &["year"] },
    Family {
        name: "directive",
        needed: &["kind"],
        more: &["number", "title", "issued_on", "issued_year", "body", "locality"],
    },
    Family {
        name: "award",
        needed: &["form"],
        more: &["collectives", "individuals", "total", "year", "by", "locality"],
    },
];

/// Reads `fact=…; field=value; …; quote=WORDS`; the quote is the last, for it may hold a semicolon.
///
/// # Errors
/// What is wrong with it and what would be right.
pub fn parse(value: &str) -> Result<Addition, String> {
    let form = "as in count=274; status=registered; year=2023; quote=đăng ký 274 mô hình";
    let (fields, quote) = value.split_once("quote=").unwrap_or((value, ""));
    let quote = quote.trim();
    if quote.is_empty() {
        return Err(format!("the words that state it are missing, {form}"));
    }
    let mut given = fields
        .split(';')
        .map(|part| part.split_once('=').unwrap_or((part, "")))
        .map(|(name, value)| (name.trim(), value.trim()))
        .filter(|(name, _)| !name.is_empty())
        .peekable();
    let family = match given.next_if(|(name, _)| *name == "fact") {
        None => &FAMILIES[0],
        Some((_, word)) => {
            let names = FAMILIES.each_ref().map(|family| family.name).join(", ");
            let known = FAMILIES.iter().find(|family| family.name == word);
            known.ok_or_else(|| format!("fact={word}: not one of {names}"))?
        }
    };
    let mut fields = BTreeMap::new();
    for (name, value) in given {
        let known = family.needed.iter().chain(family.more).find(|known| **known == name);
        let Some(field) = known else {
            let all: Vec<&str> = family.needed.iter().chain(family.more).copied().collect();
            return Err(format!("{} has no field {name}; it has {}", family.name, all.join(", ")));
        };
        check(family, field, value)?;
        if fields.insert(*field, value.to_owned()).is_some() {
            return Err(format!("{field} is given twice"));
        }
    }
    if let Some(missing) = family.needed.iter().find(|needed| !fields.contains_key(*needed)) {
        return Err(format!("{missing} of the {} is missing, {form}", family.name));
    }
    let any = |names: &[&str]| names.iter().any(|name| fields.contains_key(name));
    match family.name {
        "directive" if !any(&["number", "title"]) => {
            return Err("number or title of the directive is missing".to_owned());
        }
        "award" if !any(&["collectives", "individuals", "total"]) => {
            return Err("collectives, individuals or total of the award is missing".to_owned());
        }
        "meeting" if fields.contains_key("period_from") != fields.contains_key("period_to") => {
            return Err("period_from and period_to belong together".to_owned());
        }
        // Days are checked to be written so that their order is that of their letters.
        "meeting" if fields.get("period_from") > fields.get("period_to") => {
            return Err("period_to is before period_from".to_owned());
        }
        "directive" => {
            let (day, year) = (fields.get("issued_on"), fields.get("issued_year"));
            if day.zip(year).is_some_and(|(day, year)| !day.starts_with(year.as_str())) {
                return Err("issued_on is of another year than issued_year".to_owned());
            }
        }
        _ => {}
    }
    Ok(Addition { family, fields, quote: quote.to_owned() })
}

/// Whether a value can stand in a field.
fn check(family: &Family, field: &str, value: &str) -> Result<(), String> {
    fn one_of<T>(
        field: &str,
        value: &str,
        found: Option<T>,
        words: Vec<&str>,
    ) -> Result<(), String> {
        match found {
            Some(_) => Ok(()),
            None => Err(format!("{field}={value}: not one of {}", words.join(", "))),
        }
    }
    match (family.name, field) {
        ("meeting", "kind") => {
            let words = MeetingKind::ALL.iter().map(|kind| kind.as_str()).collect();
            one_of(field, value, MeetingKind::parse(value), words)
        }
        ("campaign", "kind") => {
            let words = CampaignKind::ALL.iter().map(|kind| kind.as_str()).collect();
            one_of(field, value, CampaignKind::parse(value), words)
        }
        (_, "standing") => {
            let words = Standing::ALL.iter().map(|word| word.as_str()).collect();
            one_of(field, value, Standing::parse(value), words)
        }
        (_, "role") => {
            let words = Role::ALL.iter().map(|word| word.as_str()).collect();
            one_of(field, value, Role::parse(value), words)
        }
        _ => check_field(field, value),
    }
}

impl Addition {
    /// Adds the fact to those of the article; false where its words are not there.
    pub fn add_to(&self, facts: &mut Facts) -> bool {
        let Some(basis) = self.basis(facts) else { return false };
        let place = self.place(facts);
        match self.family.name {
            "official" => self.official(facts, place, basis),
            "meeting" => facts.meetings.push(self.meeting(place, basis)),
            "organization" => {
                let body = body(self.text("name").unwrap_or_default(), &place);
                facts.organizations.push(Organization { body, basis });
            }
            "campaign" => facts.campaigns.push(Campaign {
                kind: self.word("kind", CampaignKind::parse).unwrap_or(CampaignKind::Emulation),
                name: self.text("name").unwrap_or_default(),
                year: self.number("year"),
                basis,
            }),
            "directive" => facts.directives.push(Directive {
                kind: self.text("kind").unwrap_or_default().to_lowercase(),
                number: self.text("number").map(|number| bare_number(&number)),
                issued_on: self.number("issued_on"),
                issued_year: self
                    .number("issued_year")
                    .or_else(|| self.text("issued_on").and_then(|day| day.get(..4)?.parse().ok())),
                issuer: self.text("body").map(|name| body(name, &place)),
                title: self.text("title"),
                basis,
            }),
            "award" => facts.awards.push(Award {
                by: self.text("by").map(|name| body(name, &place)),
                form: self.text("form").unwrap_or_default(),
                collectives: self.number("collectives"),
                individuals: self.number("individuals"),
                total: self.number("total"),
                meeting: None,
                year: self.number("year"),
                model_count: None,
                basis,
            }),
            _ => {
                let count = self.count(facts, place, basis);
                facts.model_counts.push(count);
            }
        }
        true
    }

    /// The words, where the article has them.
    fn basis(&self, facts: &Facts) -> Option<Basis> {
        let text = &facts.article.text;
        let at = text.find(&self.quote)?;
        let start = text[..at].chars().count();
        let end = start + self.quote.chars().count();
        let evidence = vec![Evidence { start, end, quote: self.quote.clone() }];
        Some(Basis { rule: RULE, evidence })
    }

    fn text(&self, field: &str) -> Option<String> {
        self.fields.get(field).filter(|value| !value.is_empty()).cloned()
    }

    /// A number, a year or a day; it was looked at when the line was read.
    fn number<T: std::str::FromStr>(&self, field: &str) -> Option<T> {
        self.fields.get(field)?.parse().ok()
    }

    fn word<T>(&self, field: &str, read: fn(&str) -> Option<T>) -> Option<T> {
        read(self.fields.get(field)?)
    }

    /// The place of the fact; that of the article where the line gives none.
    fn place(&self, facts: &Facts) -> Place {
        let given = self.fields.get("locality").and_then(|key| locality(key).ok());
        given.and_then(|key| place_of(&key)).unwrap_or_else(|| facts.place.clone())
    }

    fn count(&self, facts: &Facts, place: Place, basis: Basis) -> ModelCount {
        // As for the counts that rules read: the day of the one meeting, else of the article.
        let held_on = match &facts.meetings[..] {
            [only] => only.held_on.map(|day| (day, AsOfBasis::Meeting)),
            _ => None,
        };
        let article = || facts.article.published_on.map(|day| (day, AsOfBasis::Article));
        let as_of = held_on.or_else(article);
        ModelCount {
            id: facts.model_counts.iter().map(|count| count.id + 1).max().unwrap_or(0),
            part_of: None,
            split: None,
            count: self.number("count").unwrap_or(0),
            qualifier: self.word("qualifier", Qualifier::parse).unwrap_or(Qualifier::Exact),
            qualifier_word: None,
            unit: self.word("unit", Unit::parse).unwrap_or(Unit::Model),
            status: self.word("status", Status::parse).unwrap_or(Status::Built),
            status_word: None,
            level: self.word("level", Level::parse),
            holder: self.word("holder", Holder::parse),
            field: self.word("field", Field::parse),
            campaign: self.text("campaign"),
            by: self.text("by").map(|name| body(name, &place)),
            place,
            period: self.number("year").map(|year| Years { from: year, to: year }),
            as_of: as_of.map(|(day, _)| day),
            as_of_basis: as_of.map(|(_, basis)| basis),
            to_date: false,
            change: None,
            organization: None,
            award: None,
            basis,
        }
    }

    fn meeting(&self, place: Place, basis: Basis) -> Meeting {
        let period = self.number("period_from").zip(self.number("period_to"));
        Meeting {
            name: self.text("name").unwrap_or_default(),
            kinds: self.word("kind", MeetingKind::parse).into_iter().collect(),
            held_on: self.number("held_on"),
            period: period.map(|(from, to)| Interval { from, to }),
            hosts: self.text("body").map(|name| body(name, &place)).into_iter().collect(),
            place,
            about: None,
            basis,
        }
    }

    /// A person, or one more office or role of a person whom the article names.
    fn official(&self, facts: &mut Facts, place: Place, basis: Basis) {
        let name = self.text("name").unwrap_or_default();
        let spelling = spelling_key(&name);
        let known = facts.officials.iter().position(|o| spelling_key(&o.name) == spelling);
        let index = known.unwrap_or_else(|| {
            facts.officials.push(Official {
                key: String::new(),
                name,
                positions: Vec::new(),
                roles: Vec::new(),
                parts: Vec::new(),
                basis: basis.clone(),
            });
            facts.officials.len() - 1
        });
        // With one meeting a part can only be in that one.
        let meeting = (facts.meetings.len() == 1).then_some(0);
        let official = &mut facts.officials[index];
        if let Some(title) = self.text("title") {
            official.positions.push(Position {
                title,
                organization: self.text("body").map(|name| body(name, &place)),
                standing: self.word("standing", Standing::parse).unwrap_or(Standing::Held),
                basis: basis.clone(),
            });
        }
        official.key = officials::key(&official.name, &facts.place, &official.positions);
        if let Some(role) = self.word("role", Role::parse) {
            official.parts.push(Part { meeting, role, basis });
            official.roles.push(role);
        }
    }
}

/// A body as an article about a place would name it: `UBND huyện` there is its Ủy ban nhân dân. A
/// name that is in no list stands as it is given, national where the article has no place.
fn body(name: String, place: &Place) -> Body {
    if let Some(known) = bodies::of_name(&name, place) {
        return known;
    }
    let unit = match place {
        Place { locality_key: Some(key), .. } => key.as_str(),
        Place { locality: None, .. } => "VN",
        Place { .. } => "?",
    };
    let key = format!("{name}@{unit}");
    Body { name, place: place.clone(), key }
}

/// `số 05-NQ/TU`: the word is no part of the number.
fn bare_number(number: &str) -> String {
    let rest = number.strip_prefix("số ").or(number.strip_prefix("Số ")).unwrap_or(number);
    rest.trim_start_matches([':', ' ']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_added() {
        for (value, expected) in [
            (
                "count=5",
                "the words that state it are missing, as in count=274; status=registered; year=2023; quote=đăng ký 274 mô hình",
            ),
            ("count=-5; status=built; quote=x", "count=-5: not a number"),
            (
                "count=5; quote=x",
                "status of the count is missing, as in count=274; status=registered; year=2023; quote=đăng ký 274 mô hình",
            ),
            (
                "fact=medal; quote=x",
                "fact=medal: not one of count, official, meeting, organization, campaign, directive, award",
            ),
            (
                "fact=award; form=giấy khen; quote=x",
                "collectives, individuals or total of the award is missing",
            ),
            (
                "fact=award; form=giấy khen; count=5; quote=x",
                "award has no field count; it has form, collectives, individuals, total, year, by, locality",
            ),
            (
                "fact=meeting; name=Họp; kind=party; quote=x",
                "kind=party: not one of briefing, midterm_review, final_review, rollout, launch, seminar, training, commendation, anniversary, contest, dialogue, congress, signing, inspection, other",
            ),
            (
                "fact=directive; kind=nghị quyết; quote=x",
                "number or title of the directive is missing",
            ),
            (
                "fact=directive; kind=nghị quyết; number=5-NQ/TU; issued_on=2021-02-03; issued_year=2020; quote=x",
                "issued_on is of another year than issued_year",
            ),
            (
                "fact=meeting; name=Họp; kind=other; period_from=2024-06-30; period_to=2024-01-01; quote=x",
                "period_to is before period_from",
            ),
            ("fact=official; name=A; name=B; quote=x", "name is given twice"),
            (
                "fact=official; name=A; locality=loc:0; quote=x",
                "locality=loc:0: no unit has this key; see localities.key",
            ),
        ] {
            assert_eq!(parse(value).unwrap_err(), expected, "{value}");
        }
    }

    #[test]
    fn what_is_read() {
        let added =
            parse("count=274; status=registered; year=2023; quote=đăng ký 274; và").unwrap();
        assert_eq!((added.family.name, added.number("count")), ("count", Some(274)));
        assert_eq!(added.quote, "đăng ký 274; và");
    }
}
