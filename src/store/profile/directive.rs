//! A document: who cited it, when, beside which others, which meetings were about it.

use rusqlite::Connection;

use super::{Profile, section};
use crate::store::Thing;

pub(super) fn directive(db: &Connection, id: i64) -> rusqlite::Result<Profile> {
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
    let sections = vec![
        section(db, id, "Days of issue as told", None, 
                "SELECT issued_on || ': ' || count(DISTINCT article_id)
                     || CASE count(DISTINCT article_id) WHEN 1 THEN ' article' ELSE ' articles' END
                 FROM citations WHERE directive_id = ?1 AND issued_on IS NOT NULL
                 GROUP BY issued_on ORDER BY count(DISTINCT article_id) DESC, issued_on",
            )?,
        section(db, id, "Meetings that reviewed it or rolled it out", Some(Thing::Meeting), 
                "SELECT coalesce(t.held_on, 'no day told') || ' ' || m.name || coalesce(', ' || l.name, ''),
                     m.quote, m.article_id, t.id AS thing
                 FROM meeting_articles AS m JOIN meetings AS t ON t.id = m.meeting_id
                 LEFT JOIN localities AS l ON l.id = t.locality_id
                 WHERE m.directive_id = ?1 ORDER BY t.held_on, t.key, m.id",
            )?,
        section(db, id, "Cited by", None, 
                "SELECT coalesce(a.published_on, 'undated') || coalesce(' ' || a.locality_name, ''),
                     c.quote, c.article_id
                 FROM citations AS c JOIN articles AS a ON a.id = c.article_id
                 WHERE c.directive_id = ?1 ORDER BY a.published_on IS NULL, a.published_on, a.key, c.id",
            )?,
        section(db, id, "Cited beside it", Some(Thing::Directive), 
                "SELECT d.kind || coalesce(' ' || d.number, '') || coalesce(' ' || d.title, '') || ': '
                     || count(DISTINCT o.article_id)
                     || CASE count(DISTINCT o.article_id) WHEN 1 THEN ' article' ELSE ' articles' END, d.id AS thing
                 FROM citations AS c
                 JOIN citations AS o ON o.article_id = c.article_id AND o.directive_id <> c.directive_id
                 JOIN directives AS d ON d.id = o.directive_id
                 WHERE c.directive_id = ?1 GROUP BY d.id
                 ORDER BY count(DISTINCT o.article_id) DESC, d.sort_key, d.key",
            )?,
    ];
    Ok(Profile { title, key: format!("doc:{key}"), known, sections })
}
