//! Things by their names.

use rusqlite::{Connection, OptionalExtension, named_params};

use super::{Found, INSIDE, Kind, SOURCE, Search, marked, unit};
use crate::reference::abbreviations::spelled_out as spelled;
use crate::store::Thing;
use crate::text::fold::search_key;
use crate::text::query::{Query, parse};

impl Thing {
    /// Names of things of this kind: id, search key, and the name of the place where what is
    /// looked for may go on.
    fn names_sql(self) -> &'static str {
        match self {
            Thing::Locality => {
                "SELECT l.id, l.search_key, p.name FROM localities AS l
                 LEFT JOIN localities AS p ON p.id = l.parent_id"
            }
            Thing::Organization => {
                "SELECT o.id, o.search_key, coalesce(l.name, o.locality_name)
                 FROM organizations AS o LEFT JOIN localities AS l ON l.id = o.locality_id"
            }
            Thing::Official => "SELECT id, search_key, NULL FROM officials",
            Thing::Meeting => "SELECT id, search_key, NULL FROM meetings",
            Thing::Campaign => "SELECT id, search_key, NULL FROM campaigns",
            Thing::Directive => "SELECT id, search_key, NULL FROM directives",
            Thing::Article => "SELECT id, '', NULL FROM articles WHERE 0",
        }
    }

    /// The things of this kind whose ids are in the JSON array `:ids`: id, key, name, day,
    /// locality, the number of articles; only those inside `:within` (a search key, or empty) and
    /// of `:year` (or null).
    fn search_sql(self) -> &'static str {
        match self {
            Thing::Locality => {
                "SELECT l.id, l.key, l.name, NULL, p.name, (SELECT count(*) FROM articles AS a
                     WHERE a.locality_id = l.id AND (:year IS NULL OR substr(a.published_on, 1, 4) = :year))
                 FROM localities AS l LEFT JOIN localities AS p ON p.id = l.parent_id
                 WHERE l.id IN (SELECT value FROM json_each(:ids))
                   AND (:within = '' OR l.id IN (SELECT id FROM inside))
                   AND (:year IS NULL OR EXISTS (SELECT 1 FROM articles AS a
                        WHERE a.locality_id = l.id AND substr(a.published_on, 1, 4) = :year))"
            }
            Thing::Organization => {
                "SELECT o.id, o.key, o.name, NULL, coalesce(l.name, o.locality_name),
                     (SELECT count(DISTINCT s.article_id) FROM article_organizations AS s
                      WHERE s.organization_id = o.id
                        AND (:year IS NULL OR :year = (SELECT substr(a.published_on, 1, 4)
                             FROM articles AS a WHERE a.id = s.article_id)))
                 FROM organizations AS o LEFT JOIN localities AS l ON l.id = o.locality_id
                 WHERE o.id IN (SELECT value FROM json_each(:ids))
                   AND (:within = '' OR o.locality_id IN (SELECT id FROM inside))
                   AND (:year IS NULL OR EXISTS (
                        SELECT 1 FROM article_organizations AS s JOIN articles AS a ON a.id = s.article_id
                        WHERE s.organization_id = o.id AND substr(a.published_on, 1, 4) = :year))"
            }
            Thing::Official => {
                "SELECT f.id, f.key, f.name, max(a.published_on), (
                     SELECT s.title || coalesce(' ' || o.name, '') || coalesce(', ' || l.name, '')
                     FROM positions AS s JOIN articles AS x ON x.id = s.article_id
                     LEFT JOIN organizations AS o ON o.id = s.organization_id
                     LEFT JOIN localities AS l ON l.id = o.locality_id
                     WHERE s.official_id = f.id ORDER BY x.published_on DESC, s.id LIMIT 1),
                     count(DISTINCT s.article_id)
                 FROM officials AS f
                 LEFT JOIN (SELECT official_id, article_id FROM positions
                            WHERE official_id IN (SELECT value FROM json_each(:ids))
                            UNION SELECT official_id, article_id FROM meeting_officials
                            WHERE official_id IN (SELECT value FROM json_each(:ids))) AS s
                     ON s.official_id = f.id
                 LEFT JOIN articles AS a ON a.id = s.article_id
                 WHERE f.id IN (SELECT value FROM json_each(:ids))
                   AND (:within = '' OR a.locality_id IN (SELECT id FROM inside))
                   AND (:year IS NULL OR substr(a.published_on, 1, 4) = :year)
                 GROUP BY f.id"
            }
            Thing::Meeting => {
                "SELECT t.id, t.key, t.name, t.held_on, coalesce(l.name, t.locality_name), (
                     SELECT count(DISTINCT m.article_id) FROM meeting_articles AS m WHERE m.meeting_id = t.id)
                 FROM meetings AS t LEFT JOIN localities AS l ON l.id = t.locality_id
                 WHERE t.id IN (SELECT value FROM json_each(:ids))
                   AND (:within = '' OR t.locality_id IN (SELECT id FROM inside))
                   AND (:year IS NULL OR :year = substr(t.held_on, 1, 4)
                        OR t.held_on IS NULL AND :year BETWEEN substr(t.period_from, 1, 4) AND substr(t.period_to, 1, 4))"
            }
            Thing::Campaign => {
                "SELECT c.id, c.key, c.name, NULL, NULL, count(DISTINCT m.article_id)
                 FROM campaigns AS c JOIN campaign_mentions AS m ON m.campaign_id = c.id
                 WHERE c.id IN (SELECT value FROM json_each(:ids))
                   AND (:within = '' AND :year IS NULL OR EXISTS (
                        SELECT 1 FROM articles AS a WHERE a.id = m.article_id
                          AND (:within = '' OR a.locality_id IN (SELECT id FROM inside))
                          AND (:year IS NULL OR coalesce(CAST(m.year AS TEXT), substr(a.published_on, 1, 4)) = :year)))
                 GROUP BY c.id"
            }
            Thing::Directive => {
                "SELECT d.id, d.key, d.kind || coalesce(' ' || d.number, '') || coalesce(' ' || d.title, ''),
                     d.issued_on, NULL, count(DISTINCT m.article_id)
                 FROM directives AS d JOIN citations AS m ON m.directive_id = d.id
                 WHERE d.id IN (SELECT value FROM json_each(:ids))
                   AND (:within = '' AND :year IS NULL OR EXISTS (
                        SELECT 1 FROM articles AS a WHERE a.id = m.article_id
                          AND (:within = '' OR a.locality_id IN (SELECT id FROM inside))
                          AND (:year IS NULL OR substr(a.published_on, 1, 4) = :year)))
                 GROUP BY d.id"
            }
            // An article is found by its words.
            Thing::Article => "SELECT 1 WHERE 0",
        }
    }

    /// The column of its table that says which unit it is, or where it is.
    fn unit_column(self) -> Option<&'static str> {
        match self {
            Thing::Locality => Some("id"),
            Thing::Organization | Thing::Meeting => Some("locality_id"),
            Thing::Official | Thing::Campaign | Thing::Directive | Thing::Article => None,
        }
    }

    /// The words of the first article that tells of the thing `?1`, and where they stand; none for
    /// a unit, which stands in no article of its own accord.
    fn words_sql(self) -> Option<String> {
        let (table, column) = match self {
            Thing::Locality | Thing::Article => return None,
            Thing::Organization => ("article_organizations", "organization_id"),
            Thing::Official => (
                "(SELECT id, article_id, official_id, quote FROM positions WHERE official_id = ?1
                   UNION ALL SELECT id, article_id, official_id, quote FROM meeting_officials
                   WHERE official_id = ?1)",
                "official_id",
            ),
            Thing::Meeting => ("meeting_articles", "meeting_id"),
            Thing::Campaign => ("campaign_mentions", "campaign_id"),
            Thing::Directive => ("citations", "directive_id"),
        };
        Some(format!(
            "SELECT s.quote, {SOURCE} FROM {table} AS s JOIN articles AS a ON a.id = s.article_id
             WHERE s.{column} = ?1 ORDER BY s.article_id, s.id LIMIT 1"
        ))
    }
}

/// Order of things: the lower, the nearer.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Rank {
    other_marks: bool,
    /// A part of what is looked for stands in the name of the place: the unit itself comes before
    /// those inside it.
    in_place: bool,
    words_beside: usize,
    articles: std::cmp::Reverse<i64>,
    name: String,
    key: String,
}

/// The same with its abbreviations written out; none where it has none.
fn spelled_out(query: &Query) -> Option<Query> {
    let mut some = false;
    let wanted = query.wanted.iter().flat_map(|phrase| {
        let (typed, spelled) = (phrase.words.join(" "), spelled(&phrase.words.join(" ")));
        let is_short = !phrase.prefix && search_key(&typed) != spelled;
        some |= is_short;
        match is_short {
            true => parse(&format!("\"{spelled}\"")).wanted,
            false => vec![phrase.clone()],
        }
    });
    let wanted = wanted.collect();
    some.then(|| Query { wanted, unwanted: query.unwanted.clone() })
}

/// The things whose names are looked for, and how many there are.
pub fn things(
    db: &Connection,
    search: &Search,
    kind: Thing,
) -> rusqlite::Result<(Vec<Found>, usize)> {
    // `HĐND huyện` is asked for as people write it, and named in full.
    let in_full = spelled_out(&search.query);
    let queries: Vec<&Query> = [&search.query].into_iter().chain(&in_full).collect();
    let in_place = matches!(kind, Thing::Organization | Thing::Locality);
    let mut ids: Vec<i64> = Vec::new();
    // Of most names the key tells that they are not meant; the others are looked at. Bodies of one
    // unit follow each other.
    let (mut place_name, mut place_key) = (String::new(), String::new());
    let mut names = db.prepare_cached(kind.names_sql())?;
    let mut rows = names.query([])?;
    let mut key = String::new();
    while let Some(row) = rows.next()? {
        key.clear();
        key.push_str(row.get_ref(1)?.as_str()?);
        if let Some(place) = row.get_ref(2)?.as_str_or_null()? {
            if place != place_name {
                place_name = place.to_owned();
                place_key = search_key(place);
            }
            key.push(' ');
            key.push_str(&place_key);
        }
        if queries.iter().any(|query| query.may_be_in_key(&key)) {
            ids.push(row.get(0)?);
        }
    }
    if ids.is_empty() {
        return Ok((Vec::new(), 0));
    }
    let mut statement = db.prepare_cached(&format!("{INSIDE}{}", kind.search_sql()))?;
    let ids = serde_json::json!(ids).to_string();
    let mut rows = statement.query(named_params! {
        ":within": search.within, ":year": search.year(), ":ids": ids,
    })?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let name: String = row.get(2)?;
        let place: Option<String> = row.get(4)?;
        // `hội nông dân gò công tây` names a body and its unit.
        let full = match &place {
            Some(place) if in_place => format!("{name} {place}"),
            _ => name.clone(),
        };
        let Some(query) = queries.iter().find(|query| query.is_in(&full)) else { continue };
        let key: String = row.get(1)?;
        let articles = row.get(5)?;
        let rank = Rank {
            other_marks: query.has_marks() && !query.is_exactly_in(&full),
            in_place: !query.is_in(&name),
            words_beside: query.words_beside(&name),
            articles: std::cmp::Reverse(articles),
            name: name.clone(),
            key: key.clone(),
        };
        let day = row.get(3)?;
        let key = format!("{}:{key}", kind.key_word());
        let kind = Kind::Thing(kind);
        let (snippet, url, unit) = (None, None, None);
        let thing = Found { kind, key, name, day, place, unit, articles, snippet, url };
        found.push((rank, thing, row.get::<_, i64>(0)?));
    }
    found.sort_by(|a, b| a.0.cmp(&b.0));
    let all = found.len();
    found.truncate(search.most());
    if let Some(column) = kind.unit_column() {
        let sql = format!("SELECT {column} FROM {} WHERE id = ?1", kind.table());
        let mut unit_of = db.prepare_cached(&sql)?;
        for (_, thing, id) in &mut found {
            thing.unit = unit(db, unit_of.query_row([*id], |row| row.get(0))?)?;
        }
    }
    if let Some(sql) = kind.words_sql() {
        let mut words = db.prepare_cached(&sql)?;
        for (_, thing, id) in &mut found {
            let told = words.query_row([*id], |row| Ok((row.get::<_, String>(0)?, row.get(1)?)));
            if let Some((quote, source)) = told.optional()? {
                thing.snippet = Some(marked(&search.query, &quote));
                thing.url = source;
            }
        }
    }
    Ok((found.into_iter().map(|(_, thing, _)| thing).collect(), all))
}
