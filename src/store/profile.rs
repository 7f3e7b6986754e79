//! Everything the file knows of one thing: a unit, a person, a document.
//!
//! What is not here is not in this base; it may well have happened.

use rusqlite::{Connection, OptionalExtension};

use crate::reference::units::{UnitId, units};
use crate::text::fold::search_key;

/// What can be looked up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// An administrative unit.
    Locality,
    /// A person.
    Official,
    /// A document.
    Directive,
}

impl Subject {
    fn table(self) -> &'static str {
        match self {
            Subject::Locality => "localities",
            Subject::Official => "officials",
            Subject::Directive => "directives",
        }
    }

    /// The word in front of its keys.
    pub fn word(self) -> &'static str {
        match self {
            Subject::Locality => "loc",
            Subject::Official => "person",
            Subject::Directive => "doc",
        }
    }

    /// The word for one of them.
    pub fn noun(self) -> &'static str {
        match self {
            Subject::Locality => "locality",
            Subject::Official => "official",
            Subject::Directive => "directive",
        }
    }
}

/// What is known of a thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// Its name.
    pub title: String,
    /// Its key, as corrections write it.
    pub key: String,
    /// What it is, in pairs of a word and a value.
    pub known: Vec<(&'static str, String)>,
    /// What is told of it.
    pub sections: Vec<Section>,
}

/// Part of a profile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// Headline.
    pub title: &'static str,
    /// Its lines, in order.
    pub entries: Vec<Entry>,
}

/// A line of a profile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// What.
    pub what: String,
    /// The words that state it, and where they stand: headline, day, address.
    pub proofs: Vec<(String, String)>,
}

/// A thing to choose from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// Row number.
    pub id: i64,
    /// What tells it from the others.
    pub label: String,
}

/// The things that a number, a key or a name may mean: where one of these meets exactly, nothing
/// vaguer is looked for.
///
/// # Errors
/// What SQLite says.
pub fn find(db: &Connection, subject: Subject, name: &str) -> rusqlite::Result<Vec<Choice>> {
    let table = subject.table();
    if let Ok(id) = name.parse::<i64>() {
        let sql = format!("SELECT id FROM {table} WHERE id = ?1");
        let found: Option<i64> = db.query_row(&sql, [id], |row| row.get(0)).optional()?;
        return choices(db, subject, found.into_iter().collect());
    }
    let key =
        name.strip_prefix(subject.word()).and_then(|key| key.strip_prefix(':')).unwrap_or(name);
    let sql = format!("SELECT id FROM {table} WHERE key = ?1");
    let found: Option<i64> = db.query_row(&sql, [key], |row| row.get(0)).optional()?;
    if found.is_some() {
        return choices(db, subject, found.into_iter().collect());
    }
    let folded = search_key(name).trim_start_matches('0').to_owned();
    if folded.is_empty() {
        return Ok(Vec::new());
    }
    if subject == Subject::Locality {
        return named_units(db, name);
    }
    let ids = |condition: &str| -> rusqlite::Result<Vec<i64>> {
        let sql = format!(
            "SELECT id FROM {table} AS t WHERE {condition} OR EXISTS (SELECT 1 FROM aliases AS a
                 WHERE a.kind = '{}' AND a.key = t.key AND a.search_key = ?1)
             ORDER BY sort_key, key",
            subject.noun()
        );
        db.prepare(&sql)?.query_map([&folded], |row| row.get(0))?.collect()
    };
    let exact = ids(match subject {
        // The key has kind and number, folded: 25-NQ/TW is 25 nq tw, whatever its title cites.
        Subject::Directive => {
            "search_key = ?1 OR instr(key, '|' || ?1 || '|') > 0
             OR instr(replace(key, '|', ' '), ?1 || ' ') = 1"
        }
        _ => "search_key = ?1",
    })?;
    if !exact.is_empty() {
        return choices(db, subject, exact);
    }
    choices(db, subject, ids("instr(' ' || search_key, ' ' || ?1) > 0")?)
}

/// Units of a name in any of their times, `huyện Châu Thành, tỉnh Long An` too.
fn named_units(db: &Connection, name: &str) -> rusqlite::Result<Vec<Choice>> {
    let mut parts = name.split(',').map(search_key);
    let own = parts.next().unwrap_or_default();
    let above: Vec<String> = parts.collect();
    let named = |id: UnitId, wanted: &str, bare: bool| {
        let unit = &units().all[id];
        let bare_name = search_key(unit.name);
        bare && bare_name == wanted
            || unit.versions.iter().any(|v| format!("{} {bare_name}", search_key(v.kind)) == wanted)
    };
    let inside = |id: UnitId| {
        let mut chain: Vec<UnitId> = units().chain(id, None).into_iter().skip(1).collect();
        chain.extend(units().province_of_today(id));
        above.iter().all(|wanted| chain.iter().any(|&id| named(id, wanted, true)))
    };
    let all = 0..units().all.len();
    let titled: Vec<UnitId> =
        all.clone().filter(|&id| named(id, &own, false) && inside(id)).collect();
    let found = match titled.is_empty() {
        true => all.filter(|&id| named(id, &own, true) && inside(id)).collect(),
        false => titled,
    };
    let mut ids = Vec::new();
    for id in found {
        let key = &units().all[id].key;
        ids.push(
            db.query_row("SELECT id FROM localities WHERE key = ?1", [key], |row| row.get(0))?,
        );
    }
    if ids.is_empty() {
        ids = db
            .prepare(
                "SELECT l.id FROM aliases AS a JOIN localities AS l ON l.key = a.key
                 WHERE a.kind = 'locality' AND a.search_key = ?1 ORDER BY l.key",
            )?
            .query_map([&own], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
    }
    choices(db, Subject::Locality, ids)
}

fn choices(db: &Connection, subject: Subject, ids: Vec<i64>) -> rusqlite::Result<Vec<Choice>> {
    let label = match subject {
        Subject::Locality => {
            "SELECT l.name || coalesce(', ' || p.name, '') || coalesce(', until ' || l.valid_to, '')
             FROM localities AS l LEFT JOIN localities AS p ON p.id = l.parent_id WHERE l.id = ?1"
        }
        Subject::Official => {
            "SELECT o.name || coalesce((SELECT ', ' || p.title || coalesce(' ' || b.name, '')
                 || coalesce(' ' || b.locality_name, '')
                 FROM positions AS p LEFT JOIN organizations AS b ON b.id = p.organization_id
                 WHERE p.official_id = o.id ORDER BY p.id LIMIT 1), '')
             FROM officials AS o WHERE o.id = ?1"
        }
        Subject::Directive => {
            "SELECT kind || coalesce(' ' || number, '') || coalesce(' ' || issued_year, '')
                 || coalesce(' ' || title, '') || ' [' || key || ']' FROM directives WHERE id = ?1"
        }
    };
    let mut select = db.prepare(label)?;
    let choice = |id: i64| Ok(Choice { id, label: select.query_row([id], |row| row.get(0))? });
    ids.into_iter().map(choice).collect()
}

/// Reads what is known of a thing.
///
/// # Errors
/// What SQLite says, also where there is no such row.
pub fn profile(db: &Connection, subject: Subject, id: i64) -> rusqlite::Result<Profile> {
    match subject {
        Subject::Locality => locality(db, id),
        Subject::Official => official(db, id),
        Subject::Directive => directive(db, id),
    }
}

fn locality(db: &Connection, id: i64) -> rusqlite::Result<Profile> {
    let (key, name, code, level): (String, String, String, String) =
        db.query_row("SELECT key, name, code, level FROM localities WHERE id = ?1", [id], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
        })?;
    let mut known = vec![("level", level), ("code of the statistics office", code)];
    if let Some(unit) = units().by_key(&key)
        && let Some(province) = units().province_of_today(unit)
        && province != unit
    {
        known.push(("province of today", units().all[province].title(None)));
    }
    let times = "coalesce(nullif(coalesce('from ' || v.valid_from, '') || coalesce(' until ' || v.valid_to, ''), ''), 'at all times known')";
    let told_by = |sql: &str| entries(db, sql, id);
    let sections = vec![
        Section {
            title: "Life",
            entries: told_by(&format!(
                "SELECT v.name || coalesce(', ' || p.name, '') || ': ' || trim({times})
                 FROM locality_versions AS v LEFT JOIN localities AS p ON p.id = v.parent_id
                 WHERE v.locality_id = ?1 ORDER BY v.valid_from IS NOT NULL, v.valid_from"
            ))?,
        },
        Section {
            title: "What became of it",
            entries: told_by(
                "SELECT DISTINCT n.name || coalesce(', ' || p.name, '') || CASE s.share
                     WHEN 'whole' THEN ': all of it' WHEN 'part' THEN ': a part of it'
                     ELSE ': how much of it is not known' END
                 FROM locality_successors AS s JOIN localities AS n ON n.id = s.successor_id
                 LEFT JOIN localities AS p ON p.id = n.parent_id
                 WHERE s.locality_id = ?1 ORDER BY 1",
            )?,
        },
        Section {
            title: "What it was made of",
            entries: told_by(
                "SELECT DISTINCT o.name || coalesce(', ' || p.name, '') || CASE s.share
                     WHEN 'whole' THEN ': whole' WHEN 'part' THEN ': a part'
                     ELSE ': how much is not known' END
                 FROM locality_successors AS s JOIN localities AS o ON o.id = s.locality_id
                 LEFT JOIN localities AS p ON p.id = o.parent_id
                 WHERE s.successor_id = ?1
                   AND o.level = (SELECT level FROM localities WHERE id = ?1) ORDER BY 1",
            )?,
        },
        Section {
            title: "Figures",
            entries: told_by(
                "SELECT coalesce(f.year, f.year_from || '-' || f.year_to, 'to date') || ' ' || f.status
                     || ' ' || f.unit || coalesce(' ' || f.level, '') || coalesce(' ' || f.holder, '')
                     || coalesce(' ' || f.field, '') || coalesce(', ' || c.name, '') || ': '
                     || coalesce(f.chosen || CASE f.qualifier WHEN 'exact' THEN '' ELSE ' (' || f.qualifier || ')' END,
                                 'between ' || f.low || ' and ' || f.high || ', none chosen')
                     || ' [' || f.why || ', ' || f.sources || CASE f.sources WHEN 1 THEN ' source]' ELSE ' sources]' END,
                     m.quote, m.article_id
                 FROM yearly_figures AS f LEFT JOIN campaigns AS c ON c.id = f.campaign_id
                 LEFT JOIN model_counts AS m ON m.id = f.model_count_id
                 WHERE f.locality_id = ?1
                 ORDER BY f.year_from, f.year_to, f.to_date, f.status, f.unit, f.level, f.holder, f.field, c.key",
            )?,
        },
        Section {
            title: "Meetings",
            entries: told_by(
                "SELECT coalesce(t.held_on, 'no day told') || ' ' || t.name,
                     (SELECT quote FROM meeting_articles WHERE meeting_id = t.id ORDER BY id LIMIT 1),
                     (SELECT article_id FROM meeting_articles WHERE meeting_id = t.id ORDER BY id LIMIT 1)
                 FROM meetings AS t WHERE t.locality_id = ?1 ORDER BY t.held_on, t.sort_key, t.key",
            )?,
        },
        Section {
            title: "Bodies",
            entries: told_by(
                "SELECT o.name || coalesce(': became ' || o.became || coalesce(', ' || o.became_since, ''), '')
                 FROM organizations AS o WHERE o.locality_id = ?1 ORDER BY o.sort_key, o.key",
            )?,
        },
        Section {
            title: "Articles",
            entries: told_by(
                "SELECT coalesce(published_on, 'undated') || ' ' || coalesce(title, '(no headline)')
                 FROM articles WHERE locality_id = ?1 ORDER BY published_on IS NULL, published_on, key",
            )?,
        },
    ];
    Ok(Profile { title: name, key: format!("loc:{key}"), known, sections: told(sections) })
}

fn official(db: &Connection, id: i64) -> rusqlite::Result<Profile> {
    let (key, name): (String, String) =
        db.query_row("SELECT key, name FROM officials WHERE id = ?1", [id], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })?;
    let offices = offices(db, id)?.into_iter().map(|(office, stated)| {
        let mut proofs: Vec<(String, String)> = [stated.first(), stated.last()]
            .into_iter()
            .flatten()
            .map(|s| s.proof.clone())
            .collect();
        proofs.dedup();
        Entry { what: format!("{office}{}", when(&stated)), proofs }
    });
    let sections = vec![
        Section { title: "Offices", entries: offices.collect() },
        Section {
            title: "Meetings",
            entries: entries(
                db,
                "SELECT coalesce(t.held_on, a.published_on, 'no day told') || ' '
                     || coalesce(p.role, 'named') || ': ' || coalesce(t.name, '(a meeting that the article does not name)'),
                     p.quote, p.article_id
                 FROM meeting_officials AS p JOIN articles AS a ON a.id = p.article_id
                 LEFT JOIN meetings AS t ON t.id = p.meeting_id
                 WHERE p.official_id = ?1
                 ORDER BY coalesce(t.held_on, a.published_on), a.key, p.id",
                id,
            )?,
        },
        Section {
            title: "May be the same person",
            entries: entries(
                db,
                "SELECT 'person:' || x.key || ': ' || d.reason FROM identity_doubts AS d
                 JOIN officials AS o ON o.key IN (d.key, d.other_key)
                 JOIN officials AS x ON x.key IN (d.key, d.other_key) AND x.id <> o.id
                 WHERE o.id = ?1 AND d.kind = 'official' ORDER BY x.key",
                id,
            )?,
        },
    ];
    Ok(Profile {
        title: name,
        key: format!("person:{key}"),
        known: Vec::new(),
        sections: told(sections),
    })
}

/// An article's word on an office.
struct Stated {
    day: Option<String>,
    standing: String,
    proof: (String, String),
}

/// The offices of a person with all that is stated of each, both by day.
fn offices(db: &Connection, id: i64) -> rusqlite::Result<Vec<(String, Vec<Stated>)>> {
    let mut offices: Vec<(String, Vec<Stated>)> = Vec::new();
    let mut select = db.prepare(
        "SELECT p.title || coalesce(', ' || b.name, '') || coalesce(', ' || b.locality_name, ''),
                a.published_on, p.standing, p.quote, p.article_id
         FROM positions AS p JOIN articles AS a ON a.id = p.article_id
         LEFT JOIN organizations AS b ON b.id = p.organization_id
         WHERE p.official_id = ?1 ORDER BY a.published_on IS NULL, a.published_on, a.key, p.id",
    )?;
    let mut rows = select.query([id])?;
    while let Some(row) = rows.next()? {
        let office: String = row.get(0)?;
        let proof = (row.get(3)?, source(db, row.get(4)?)?);
        let stated = Stated { day: row.get(1)?, standing: row.get(2)?, proof };
        match offices.iter_mut().find(|(known, _)| *known == office) {
            Some((_, all)) => all.push(stated),
            None => offices.push((office, vec![stated])),
        }
    }
    Ok(offices)
}

/// ` (former): first stated on 2022-12-23, last stated on 2024-10-16`; never that somebody *is* in
/// office, for nobody knows what happened since.
fn when(stated: &[Stated]) -> String {
    let mut standings: Vec<&str> =
        stated.iter().map(|s| s.standing.as_str()).filter(|s| *s != "held").collect();
    standings.dedup();
    let standing = match standings.is_empty() {
        true => String::new(),
        false => format!(" ({})", standings.join(", ")),
    };
    let days: Vec<&String> = stated.iter().filter_map(|s| s.day.as_ref()).collect();
    match (days.first(), days.last()) {
        (Some(first), Some(last)) if first == last => format!("{standing}: stated on {first}"),
        (Some(first), Some(last)) => {
            format!("{standing}: first stated on {first}, last stated on {last}")
        }
        _ => format!("{standing}: stated without a day"),
    }
}

fn directive(db: &Connection, id: i64) -> rusqlite::Result<Profile> {
    let (key, title, day, issuer): (String, String, Option<String>, Option<String>) = db
        .query_row(
            "SELECT d.key, d.kind || coalesce(' ' || d.number, '') || coalesce(' ' || d.title, ''),
             coalesce(d.issued_on, d.issued_year), o.name || coalesce(' ' || o.locality_name, '')
         FROM directives AS d LEFT JOIN organizations AS o ON o.id = d.issuer_id WHERE d.id = ?1",
            [id],
            |row| {
                let day: rusqlite::types::Value = row.get(2)?;
                let day = match day {
                    rusqlite::types::Value::Text(day) => Some(day),
                    rusqlite::types::Value::Integer(year) => Some(year.to_string()),
                    _ => None,
                };
                Ok((row.get(0)?, row.get(1)?, day, row.get(3)?))
            },
        )?;
    let mut known = Vec::new();
    known.extend(day.map(|day| ("issued", day)));
    known.extend(issuer.map(|issuer| ("issued by", issuer)));
    let told_by = |sql: &str| entries(db, sql, id);
    let sections = vec![
        Section {
            title: "Days of issue as told",
            entries: told_by(
                "SELECT issued_on || ': ' || count(DISTINCT article_id)
                     || CASE count(DISTINCT article_id) WHEN 1 THEN ' article' ELSE ' articles' END
                 FROM citations WHERE directive_id = ?1 AND issued_on IS NOT NULL
                 GROUP BY issued_on ORDER BY count(DISTINCT article_id) DESC, issued_on",
            )?,
        },
        Section {
            title: "Meetings that reviewed it or rolled it out",
            entries: entries(
                db,
                "SELECT coalesce(t.held_on, 'no day told') || ' ' || m.name || coalesce(', ' || l.name, ''),
                     m.quote, m.article_id
                 FROM meeting_articles AS m JOIN meetings AS t ON t.id = m.meeting_id
                 LEFT JOIN localities AS l ON l.id = t.locality_id
                 WHERE m.directive_id = ?1 ORDER BY t.held_on, t.key, m.id",
                id,
            )?,
        },
        Section {
            title: "Cited by",
            entries: entries(
                db,
                "SELECT coalesce(a.published_on, 'undated') || coalesce(' ' || a.locality_name, ''),
                     c.quote, c.article_id
                 FROM citations AS c JOIN articles AS a ON a.id = c.article_id
                 WHERE c.directive_id = ?1 ORDER BY a.published_on IS NULL, a.published_on, a.key, c.id",
                id,
            )?,
        },
        Section {
            title: "Cited beside it",
            entries: told_by(
                "SELECT d.kind || coalesce(' ' || d.number, '') || coalesce(' ' || d.title, '') || ': '
                     || count(DISTINCT o.article_id)
                     || CASE count(DISTINCT o.article_id) WHEN 1 THEN ' article' ELSE ' articles' END
                 FROM citations AS c
                 JOIN citations AS o ON o.article_id = c.article_id AND o.directive_id <> c.directive_id
                 JOIN directives AS d ON d.id = o.directive_id
                 WHERE c.directive_id = ?1 GROUP BY d.id
                 ORDER BY count(DISTINCT o.article_id) DESC, d.sort_key, d.key",
            )?,
        },
    ];
    Ok(Profile { title, key: format!("doc:{key}"), known, sections: told(sections) })
}

/// Sections with something in them.
fn told(sections: Vec<Section>) -> Vec<Section> {
    sections.into_iter().filter(|section| !section.entries.is_empty()).collect()
}

/// Lines of a query of what, and (where it has more columns) quote and article.
fn entries(db: &Connection, sql: &str, id: i64) -> rusqlite::Result<Vec<Entry>> {
    let mut select = db.prepare(sql)?;
    let has_proof = select.column_count() > 1;
    let mut rows = select.query([id])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let mut proofs = Vec::new();
        if has_proof
            && let (Some(quote), Some(article)) = (row.get(1)?, row.get::<_, Option<i64>>(2)?)
        {
            proofs.push((quote, source(db, article)?));
        }
        found.push(Entry { what: row.get(0)?, proofs });
    }
    Ok(found)
}

/// `Gò Công Tây tổng kết … (2024-01-05, https://…)`.
pub(super) fn source(db: &Connection, article: i64) -> rusqlite::Result<String> {
    db.prepare_cached(
        "SELECT coalesce(a.title || ' ', '') || '(' || coalesce(a.published_on || ', ', '')
             || coalesce(a.url, (SELECT min(source_key) FROM article_sources WHERE article_id = a.id), '')
             || ')'
         FROM articles AS a WHERE a.id = ?1",
    )?
    .query_row([article], |row| row.get(0))
}
