//! Facts one by one, each in a line for people: what it is about, what is said of it, by which
//! rule, from which words.
//!
//! Statements are read from the facts document as it is printed (JSON), so that what another
//! build of danvan printed can be read too.

use std::borrow::Cow;
use std::ops::Range;

use serde_json::Value;

use crate::reference::words::{Language, means, term, vietnamese};

/// A family of facts that rest on words of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Family {
    /// Events.
    Meetings,
    /// Specific bodies.
    Organizations,
    /// Persons, their offices and what they did.
    Officials,
    /// Movements, drives, themes.
    Campaigns,
    /// How many models or exemplars there are.
    ModelCounts,
    /// Documents cited.
    Directives,
    /// Commendations.
    Awards,
}

impl Family {
    /// Every family, in the order of the facts document.
    pub const ALL: [Family; 7] = [
        Family::Meetings,
        Family::Organizations,
        Family::Officials,
        Family::Campaigns,
        Family::ModelCounts,
        Family::Directives,
        Family::Awards,
    ];

    /// The family of a name as typed, in English or Vietnamese.
    pub fn parse(typed: &str) -> Option<Family> {
        let typed = typed.trim().replace('-', "_");
        Family::ALL.into_iter().find(|family| means(&typed, family.as_str()))
    }

    /// Its name in the facts document.
    pub fn as_str(self) -> &'static str {
        match self {
            Family::Meetings => "meetings",
            Family::Organizations => "organizations",
            Family::Officials => "officials",
            Family::Campaigns => "campaigns",
            Family::ModelCounts => "model_counts",
            Family::Directives => "directives",
            Family::Awards => "awards",
        }
    }
}

impl Family {
    /// What people call it.
    pub fn name_in(self, language: Language) -> String {
        match language {
            Language::En => self.as_str().replace('_', " "),
            Language::Vi => vietnamese(self.as_str()).into_owned(),
        }
    }
}

/// One thing that an article states.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// Its family.
    pub family: Family,
    /// What it is about: a name, a figure, the number of a document.
    pub head: String,
    /// What is said of it: label and value.
    pub details: Vec<(String, String)>,
    /// The rule that made it, `family.rule`.
    pub rule: String,
    /// Characters of the text that it rests on; the first span is the quote.
    pub spans: Vec<Range<usize>>,
}

/// A detail as it is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Detail<'s> {
    /// Which of the statement's details it is.
    pub index: usize,
    /// What it is, where its value does not say it.
    pub label: Option<String>,
    /// Its value.
    pub value: Cow<'s, str>,
}

/// Details whose value says what it is.
const PLAIN: [&str; 11] = [
    "qualifier",
    "unit",
    "status",
    "kind",
    "kinds",
    "title",
    "role",
    "standing",
    "locality",
    "period",
    "change",
];

impl Statement {
    /// The statement in a line: `225 · model · registered · huyện Phú Xuyên · as of: 2024-04-12`.
    /// Keys of what is linked are for programs and left out.
    pub fn line(&self) -> String {
        self.line_in(Language::En)
    }

    /// The same in a language: `225 · mô hình · đăng ký · huyện Phú Xuyên · tính đến: 12/04/2024`.
    pub fn line_in(&self, language: Language) -> String {
        let mut line = self.head.clone();
        for detail in self.details_in(language) {
            line.push_str(" · ");
            if let Some(label) = detail.label {
                line.push_str(&label);
                line.push_str(": ");
            }
            line.push_str(&detail.value);
        }
        line
    }

    /// What is said in the line, one by one.
    pub fn details_in(&self, language: Language) -> impl Iterator<Item = Detail<'_>> {
        let shown =
            self.details.iter().enumerate().filter(|(_, (label, _))| !label.ends_with("key"));
        shown.map(move |(index, (label, value))| Detail {
            index,
            label: (!PLAIN.contains(&label.as_str())).then(|| match language {
                Language::En => label.replace('_', " "),
                Language::Vi => in_vietnamese(label),
            }),
            value: match language {
                Language::En => value.into(),
                Language::Vi => vietnamese(value),
            },
        })
    }

    /// The text around the quote, which stands in square brackets, `around` characters on each
    /// side; then the further words that the statement rests on, if they are not among these.
    pub fn context(&self, text: &str, around: usize) -> String {
        let chars: Vec<char> = text.chars().collect();
        let words = |span: Range<usize>| {
            let end = span.end.min(chars.len());
            chars[span.start.min(end)..end].iter().collect::<String>()
        };
        let Some((quote, further)) = self.spans.split_first() else { return String::new() };
        // No word is cut in two.
        let space = |at: &usize| chars[*at].is_whitespace();
        let start = quote.start.saturating_sub(around);
        let start = if start == 0 {
            0
        } else {
            (start..quote.start).find(space).map_or(quote.start, |at| at + 1)
        };
        let end = (quote.end + around).min(chars.len());
        let end = if end == chars.len() {
            end
        } else {
            (quote.end..end).rfind(space).unwrap_or(quote.end)
        };
        let mut context = format!(
            "{}{}[{}]{}{}",
            if start > 0 { "… " } else { "" },
            words(start..quote.start),
            words(quote.clone()),
            words(quote.end..end),
            if end < chars.len() { " …" } else { "" },
        );
        for span in further.iter().filter(|span| span.start < start || span.end > end) {
            context.push_str(&format!("\n… [{}] …", words(span.clone())));
        }
        context
    }
}

/// A label in Vietnamese; the words for columns serve where there are some.
fn in_vietnamese(label: &str) -> String {
    match label {
        "by" => "cơ quan quyết định".to_owned(),
        "about" => "về văn bản".to_owned(),
        "part_of" => "thuộc tổng số".to_owned(),
        _ => {
            term(label).map_or_else(|| label.replace('_', " "), |term| term.heading.to_lowercase())
        }
    }
}

/// What is no detail: it is told otherwise, or it is told by each position and role.
const APART: [&str; 6] = ["evidence", "rule", "id", "positions", "roles", "parts"];

/// The order of the details; others come after, by their names.
const ORDER: [&str; 26] = [
    "kind",
    "title",
    "organization",
    "standing",
    "role",
    "meeting",
    "kinds",
    "qualifier",
    "unit",
    "status",
    "level",
    "holder",
    "field",
    "collectives",
    "individuals",
    "total",
    "campaign",
    "locality",
    "held_on",
    "period",
    "year",
    "hosts",
    "by",
    "issuer",
    "issued_on",
    "as_of",
];

/// Everything that a facts document states in words, in its order.
pub fn statements(facts: &Value) -> Vec<Statement> {
    let mut all = Vec::new();
    for family in Family::ALL {
        for fact in items(&facts[family.as_str()]) {
            match family {
                Family::Officials => official(facts, fact, &mut all),
                _ => all.push(statement(facts, family, head(family, fact), fact)),
            }
        }
    }
    all
}

/// A person: one statement an office and a role; the bare name only where there is neither.
fn official(facts: &Value, person: &Value, all: &mut Vec<Statement>) {
    let name = || (text(&person["name"]), "name");
    let before = all.len();
    for fact in items(&person["positions"]).chain(items(&person["parts"])) {
        let mut statement = statement(facts, Family::Officials, name(), fact);
        statement.details.push(("key".to_owned(), text(&person["key"])));
        all.push(statement);
    }
    let told = |role: &Value| items(&person["parts"]).any(|part| part["role"] == *role);
    for role in items(&person["roles"]).filter(|role| !told(role)) {
        let mut statement = statement(facts, Family::Officials, name(), person);
        statement.details.insert(0, ("role".to_owned(), text(role)));
        all.push(statement);
    }
    if all.len() == before {
        all.push(statement(facts, Family::Officials, name(), person));
    }
}

/// What a fact is about, and the field that says so.
fn head(family: Family, fact: &Value) -> (String, &'static str) {
    let field = match family {
        Family::ModelCounts => "count",
        Family::Awards => "form",
        Family::Directives if fact["number"].is_null() => "title",
        Family::Directives => "number",
        _ => "name",
    };
    (text(&fact[field]), field)
}

fn statement(
    facts: &Value,
    family: Family,
    (head, head_field): (String, &str),
    fact: &Value,
) -> Statement {
    let mut details = Vec::new();
    for (label, value) in fact.as_object().into_iter().flatten() {
        if label == head_field || APART.contains(&label.as_str()) || is_usual(label, value) {
            continue;
        }
        let value = match referred(facts, label, value) {
            Some(value) => value,
            None => text(value),
        };
        details.push((label.clone(), value));
    }
    let rank = |label: &str| ORDER.iter().position(|known| *known == label).unwrap_or(ORDER.len());
    details.sort_by_key(|(label, _)| rank(label));
    let at = |value: &Value| value.as_u64().and_then(|at| usize::try_from(at).ok());
    let spans = items(&fact["evidence"])
        .filter_map(|words| Some(at(&words["start"])?..at(&words["end"])?))
        .collect();
    Statement { family, head, details, rule: text(&fact["rule"]), spans }
}

/// What goes without saying.
fn is_usual(label: &str, value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => true,
        Value::String(word) => {
            matches!(
                (label, word.as_str()),
                (_, "") | ("qualifier", "exact") | ("standing", "held")
            )
        }
        Value::Array(items) => items.is_empty(),
        _ => false,
    }
}

/// What a number refers to in the same document: a part is a part of the 225.
fn referred(facts: &Value, label: &str, value: &Value) -> Option<String> {
    let family = match label {
        "part_of" | "model_count" => Family::ModelCounts,
        "meeting" => Family::Meetings,
        "about" => Family::Directives,
        "award" => Family::Awards,
        _ => return None,
    };
    let index = usize::try_from(value.as_u64()?).ok()?;
    Some(head(family, facts[family.as_str()].get(index)?).0)
}

/// A value in words; a body with its place.
fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Bool(true) => "yes".to_owned(),
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(text).collect::<Vec<_>>().join("; "),
        Value::Object(body) => match (&body.get("name"), body.get("locality")) {
            (Some(name), Some(Value::String(place))) => format!("{} ({place})", text(name)),
            (Some(name), _) => text(name),
            (None, _) => value.to_string(),
        },
        other => other.to_string(),
    }
}

fn items(list: &Value) -> impl Iterator<Item = &Value> {
    list.as_array().into_iter().flatten()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_words_around() {
        let statement = |spans: &[(usize, usize)]| Statement {
            family: Family::Awards,
            head: String::new(),
            details: Vec::new(),
            rule: String::new(),
            spans: spans.iter().map(|(start, end)| *start..*end).collect(),
        };
        let text = "Năm 2023, toàn huyện đăng ký 274 mô hình.";
        for (spans, around, context) in [
            (&[][..], 9, ""),
            (&[(29, 32)], 99, "Năm 2023, toàn huyện đăng ký [274] mô hình."),
            (&[(29, 32)], 6, "… ký [274] mô …"),
            (&[(29, 32)], 0, "… [274] …"),
            (&[(0, 8)], 6, "[Năm 2023], …"),
            (&[(29, 32), (0, 8)], 6, "… ký [274] mô …\n… [Năm 2023] …"),
            (&[(29, 32), (33, 35)], 6, "… ký [274] mô …"),
            (&[(0, 99)], 9, "[Năm 2023, toàn huyện đăng ký 274 mô hình.]"),
        ] {
            assert_eq!(statement(spans).context(text, around), context, "{spans:?} {around}");
        }
    }

    #[test]
    fn a_line_in_vietnamese() {
        let detail = |(label, value): (&str, &str)| (label.to_owned(), value.to_owned());
        let statement = Statement {
            family: Family::ModelCounts,
            head: "18".to_owned(),
            details: [
                ("qualifier", "over"),
                ("unit", "model"),
                ("status", "registered"),
                ("level", "province"),
                ("locality", "huyện Phú Xuyên"),
                ("by", "Huyện ủy"),
                ("as_of", "2024-04-12"),
                ("key", "k"),
            ]
            .map(detail)
            .to_vec(),
            rule: String::new(),
            spans: Vec::new(),
        };
        assert_eq!(
            statement.line_in(Language::Vi),
            "18 · trên · mô hình · đăng ký · cấp: cấp tỉnh · huyện Phú Xuyên · cơ quan quyết định: \
             Huyện ủy · tính đến: 12/04/2024"
        );
    }

    #[test]
    fn facts_in_lines() {
        let body = json!({"name": "Huyện ủy", "locality": "huyện Phú Xuyên", "key": "k"});
        let facts = json!({
            "meetings": [{"name": "Hội nghị giao ban", "kinds": ["briefing"], "hosts": [body],
                "held_on": "2024-04-12", "period": null, "about": 1, "rule": "meetings.active"}],
            "organizations": [{"name": "Huyện ủy", "locality": null, "key": "Huyện ủy@VN"}],
            "officials": [
                {"name": "Lê A", "key": "le a", "roles": ["spoke", "awarded"],
                 "positions": [{"title": "Bí thư", "organization": body, "standing": "held"}],
                 "parts": [{"meeting": 0, "role": "spoke"}]},
                {"name": "Lê B", "positions": [], "roles": [], "parts": []},
            ],
            "model_counts": [
                {"id": 0, "count": 225, "qualifier": "exact", "unit": "model", "to_date": true,
                 "status": "registered", "locality": "huyện Phú Xuyên", "period": "2024"},
                {"id": 1, "part_of": 0, "split": "level", "count": 18, "qualifier": "over",
                 "unit": "model", "status": "registered", "level": "province"},
            ],
            "directives": [
                {"kind": "luật", "number": null, "title": "Đất đai"},
                {"kind": "nghị quyết", "number": "25-NQ/TW", "issued_on": "2013-06-03"},
            ],
            "awards": [{"form": "giấy khen", "by": body, "collectives": 2, "individuals": null}],
        });
        let lines: Vec<String> = statements(&facts).iter().map(Statement::line).collect();
        assert_eq!(
            lines,
            [
                "Hội nghị giao ban · briefing · held on: 2024-04-12 · hosts: Huyện ủy (huyện Phú \
                 Xuyên) · about: 25-NQ/TW",
                "Huyện ủy",
                "Lê A · Bí thư · organization: Huyện ủy (huyện Phú Xuyên)",
                "Lê A · spoke · meeting: Hội nghị giao ban",
                "Lê A · awarded",
                "Lê B",
                "225 · model · registered · huyện Phú Xuyên · 2024 · to date: yes",
                "18 · over · model · registered · level: province · part of: 225 · split: level",
                "Đất đai · luật",
                "25-NQ/TW · nghị quyết · issued on: 2013-06-03",
                "giấy khen · collectives: 2 · by: Huyện ủy (huyện Phú Xuyên)",
            ]
        );
    }
}
