//! A document: who cited it, when, beside which others, which meetings were about it.

use rusqlite::Connection;

use super::{Content, Part, Profile, section, text};
use crate::store::Thing;

pub(super) fn directive(db: &Connection, id: i64) -> rusqlite::Result<Profile> {
    let mut known = Vec::new();
    let (key, title) = db
        .prepare_cached(
            "SELECT d.key, d.kind || coalesce(' ' || d.number, '') || coalesce(' ' || d.title, ''),
                 coalesce(d.issued_on, d.issued_year), o.name || coalesce(' ' || o.locality_name, ''), o.id
             FROM directives AS d LEFT JOIN organizations AS o ON o.id = d.issuer_id WHERE d.id = ?1",
        )?
        .query_row([id], |row| {
            if let Some(day) = text(row.get_ref(2)?)? {
                known.push(("issued", Part::new("issued_on", Content::Date, day)));
            }
            if let Some(issuer) = row.get(3)? {
                let thing = row.get::<_, Option<i64>>(4)?.map(|id| (Thing::Organization, id));
                known.push(("issued by", Part::name(issuer, thing)));
            }
            Ok((row.get::<_, String>(0)?, row.get(1)?))
        })?;
    let sections = vec![
        section(
            db,
            id,
            "Days of issue as told",
            "SELECT issued_on AS day, count(DISTINCT article_id) AS articles,
                 group_concat('citations:' || id, ' ') AS _sources
             FROM (SELECT c.id, c.issued_on, c.article_id
                   FROM citations AS c JOIN articles AS a ON a.id = c.article_id
                   WHERE c.directive_id = ?1 AND c.issued_on IS NOT NULL
                   ORDER BY a.published_on IS NULL, a.published_on, a.key, c.id)
             GROUP BY issued_on ORDER BY count(DISTINCT article_id) DESC, issued_on",
        )?,
        section(
            db,
            id,
            "Meetings that reviewed it or rolled it out",
            "SELECT t.held_on, CASE WHEN t.held_on IS NULL THEN 'no day told' END AS what,
                 m.name AS meeting, t.id AS meeting_id, l.name AS locality, l.id AS locality_id,
                 'meeting_articles:' || m.id AS _sources
             FROM meeting_articles AS m JOIN meetings AS t ON t.id = m.meeting_id
             LEFT JOIN localities AS l ON l.id = t.locality_id
             WHERE m.directive_id = ?1 ORDER BY t.held_on, t.key, m.id",
        )?,
        section(
            db,
            id,
            "Cited by",
            "SELECT a.published_on, CASE WHEN a.published_on IS NULL THEN 'no day told' END AS what,
                 a.title AS article, a.id AS article_id, a.locality_name AS locality,
                 a.locality_id AS locality_id, 'citations:' || c.id AS _sources
             FROM citations AS c JOIN articles AS a ON a.id = c.article_id
             WHERE c.directive_id = ?1 ORDER BY a.published_on IS NULL, a.published_on, a.key, c.id",
        )?,
        section(
            db,
            id,
            "Cited beside it",
            "SELECT d.kind || coalesce(' ' || d.number, '') || coalesce(' ' || d.title, '') AS directive,
                 d.id AS directive_id, count(DISTINCT o.article_id) AS articles
             FROM citations AS c
             JOIN citations AS o ON o.article_id = c.article_id AND o.directive_id <> c.directive_id
             JOIN directives AS d ON d.id = o.directive_id
             WHERE c.directive_id = ?1 GROUP BY d.id
             ORDER BY count(DISTINCT o.article_id) DESC, d.sort_key, d.key",
        )?,
    ];
    Ok(Profile { title, key: format!("doc:{key}"), known, sections })
}
