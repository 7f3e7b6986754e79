//! Articles in a small language of their own, so that what is stored can be tested apart from
//! what is understood: every line of the text that begins with the name of a family is a fact,
//! and the line is its quote.

use danvan::article::{Article, PageHints};
use danvan::extract::Facts;
use danvan::extract::facts::*;

/// An article of these lines. `published` is an ISO date or empty.
pub fn article(source: &str, published: &str, lines: &[&str]) -> Article {
    Article {
        source: source.to_owned(),
        url: None,
        title: lines.first().map(|line| (*line).to_owned()),
        published_on: published.parse().ok(),
        author: None,
        publisher: None,
        text: lines.join("\n"),
        encoding: "UTF-8".to_owned(),
        hints: PageHints { lines: "p".repeat(lines.len()), ..PageHints::default() },
    }
}

/// `280@2008-08-01` → a linked place, `?huyện Châu Thành` → an unlinked one, empty → none.
fn place(words: &str) -> Place {
    match words.strip_prefix('?') {
        Some(name) => Place { locality: Some(name.to_owned()), locality_key: None },
        None if words.is_empty() => Place::default(),
        None => {
            Place { locality: Some(format!("nơi {words}")), locality_key: Some(words.to_owned()) }
        }
    }
}

/// `Huyện ủy in 280@2008-08-01`.
fn body(words: &str) -> Option<Body> {
    let (name, at) = words.split_once(" in ").unwrap_or((words, ""));
    let place = place(at);
    let key = format!("{name}@{}", place.locality_key.as_deref().unwrap_or("VN"));
    (!name.is_empty()).then(|| Body { name: name.to_owned(), place, key })
}

/// The facts of an article in the language.
pub fn facts(article: &Article) -> Facts {
    let mut facts = Facts {
        article: ArticleFacts {
            source: article.source.clone(),
            url: article.url.clone(),
            title: article.title.clone(),
            published_on: article.published_on,
            author: article.author.clone(),
            publisher: article.publisher.clone(),
            text: article.text.clone(),
        },
        place: Place::default(),
        meetings: Vec::new(),
        organizations: Vec::new(),
        officials: Vec::new(),
        campaigns: Vec::new(),
        model_counts: Vec::new(),
        directives: Vec::new(),
        awards: Vec::new(),
    };
    let title_end = article.text.lines().next().unwrap_or_default().chars().count();
    let mut start = 0;
    for line in article.text.lines() {
        let end = start + line.chars().count();
        let mut evidence = vec![Evidence { start, end, quote: line.to_owned() }];
        if start > 0 && title_end > 0 {
            let quote = article.text.lines().next().unwrap_or_default().to_owned();
            evidence.push(Evidence { start: 0, end: title_end, quote });
        }
        read(&mut facts, line, &Basis { rule: "toy.line", evidence });
        start = end + 1;
    }
    facts
}

fn read(facts: &mut Facts, line: &str, basis: &Basis) {
    let Some((family, rest)) = line.split_once(": ") else { return };
    let words: Vec<&str> = rest.split("; ").collect();
    let word = |name: &str| {
        words.iter().find_map(|w| w.strip_prefix(name)?.strip_prefix('=')).unwrap_or_default()
    };
    let given = |name: &str| Some(word(name)).filter(|w| !w.is_empty()).map(str::to_owned);
    let number = |name: &str| word(name).parse().ok();
    let day = |name: &str| word(name).parse().ok();
    let basis = basis.clone();
    match family {
        "ở" => facts.place = place(words[0]),
        "họp" => facts.meetings.push(Meeting {
            name: words[0].to_owned(),
            kinds: MeetingKind::parse(word("kind")).into_iter().collect(),
            held_on: day("on"),
            period: None,
            hosts: body(word("host")).into_iter().collect(),
            place: place(word("in")),
            about: word("about").parse().ok(),
            basis,
        }),
        "cơ quan" => {
            facts.organizations.extend(body(words[0]).map(|body| Organization { body, basis }))
        }
        "người" => {
            let role = Role::parse(word("role"));
            let meeting = word("meeting").parse().ok();
            facts.officials.push(Official {
                name: words[0].to_owned(),
                key: format!("{}@01@2025-07-01", danvan::text::fold::search_key(words[0])),
                positions: given("title")
                    .map(|title| Position {
                        title,
                        organization: body(word("of")),
                        standing: Standing::Held,
                        basis: basis.clone(),
                    })
                    .into_iter()
                    .collect(),
                roles: role.into_iter().collect(),
                parts: meeting
                    .zip(role)
                    .map(|(m, role)| Part { meeting: Some(m), role, basis: basis.clone() })
                    .into_iter()
                    .collect(),
                basis,
            });
        }
        "phong trào" => facts.campaigns.push(Campaign {
            kind: CampaignKind::Emulation,
            name: words[0].to_owned(),
            year: number("year"),
            basis,
        }),
        "văn bản" => facts.directives.push(Directive {
            kind: word("kind").to_owned(),
            number: given("number"),
            issued_on: day("on"),
            issued_year: number("year"),
            issuer: body(word("by")),
            title: given("title"),
            basis,
        }),
        "khen" => facts.awards.push(Award {
            by: body(word("by")),
            form: words[0].to_owned(),
            collectives: number("collectives").map(i64::from),
            individuals: None,
            total: None,
            meeting: word("meeting").parse().ok(),
            year: None,
            model_count: None,
            basis,
        }),
        "số" => {
            let year = number("year");
            facts.model_counts.push(ModelCount {
                id: facts.model_counts.len(),
                part_of: word("part_of").parse().ok(),
                split: Split::parse(word("split")),
                count: words[0].parse().expect("a figure"),
                qualifier: Qualifier::parse(word("qualifier")).unwrap_or(Qualifier::Exact),
                qualifier_word: given("word"),
                unit: Unit::parse(word("unit")).unwrap_or(Unit::Model),
                status: Status::parse(word("status")).unwrap_or(Status::Registered),
                status_word: None,
                level: Level::parse(word("level")),
                holder: Holder::parse(word("holder")),
                field: Field::parse(word("field")),
                campaign: given("campaign"),
                place: place(word("in")),
                period: year.map(|from| Years { from, to: number("to").unwrap_or(from) }),
                as_of: day("as_of"),
                as_of_basis: None,
                to_date: word("to_date") == "1",
                by: None,
                change: None,
                organization: body(word("of")),
                award: word("award").parse().ok(),
                basis,
            });
        }
        _ => {}
    }
}
