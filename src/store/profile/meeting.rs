//! A meeting: when, where, who called it, who came, what was counted and cited there.

use rusqlite::Connection;

use super::{Profile, section};
use crate::store::Thing;

pub(super) fn meeting(db: &Connection, id: i64) -> rusqlite::Result<Profile> {
    let sql = "SELECT t.key, t.name, t.held_on, t.period_from, t.period_to,
                   coalesce(l.name || coalesce(', ' || p.name, ''), t.locality_name),
                   (SELECT group_concat(kind, ', ') FROM (
                        SELECT DISTINCT kind FROM meeting_kinds WHERE meeting_id = t.id ORDER BY kind))
               FROM meetings AS t LEFT JOIN localities AS l ON l.id = t.locality_id
               LEFT JOIN localities AS p ON p.id = l.parent_id WHERE t.id = ?1";
    let mut known = Vec::new();
    let (key, title) = db.query_row(sql, [id], |row| {
        let text = |at: usize| row.get::<_, Option<String>>(at);
        known.extend(text(6)?.map(|kinds| ("kind", kinds)));
        known.extend(text(2)?.map(|day| ("held on", day)));
        if let (Some(from), Some(to)) = (text(3)?, text(4)?) {
            known.push(("about the time", format!("{from} to {to}")));
        }
        known.extend(text(5)?.map(|place| ("locality", place)));
        Ok((row.get::<_, String>(0)?, row.get(1)?))
    })?;
    let sections = vec![
        section(
            db,
            id,
            "As told",
            Some(Thing::Article),
            "SELECT coalesce(m.held_on || ': ', '') || m.name, m.quote, m.article_id, m.article_id AS thing
             FROM meeting_articles AS m JOIN articles AS a ON a.id = m.article_id
             WHERE m.meeting_id = ?1 ORDER BY a.published_on IS NULL, a.published_on, a.key, m.id",
        )?,
        section(
            db,
            id,
            "Called by",
            Some(Thing::Organization),
            "SELECT o.name || coalesce(', ' || o.locality_name, ''), h.quote, h.article_id, o.id AS thing
             FROM meeting_hosts AS h JOIN organizations AS o ON o.id = h.organization_id
             WHERE h.meeting_id = ?1 GROUP BY o.id HAVING h.id = min(h.id)
             ORDER BY o.sort_key, o.key",
        )?,
        section(
            db,
            id,
            "Who took part",
            Some(Thing::Official),
            "SELECT f.name || ': ' || group_concat(DISTINCT r.role), min(r.quote) AS quote,
                 r.article_id, f.id AS thing
             FROM meeting_officials AS r JOIN officials AS f ON f.id = r.official_id
             WHERE r.meeting_id = ?1 GROUP BY f.id HAVING r.id = min(r.id)
             ORDER BY f.sort_key, f.key",
        )?,
        section(
            db,
            id,
            "What it reviewed or rolled out",
            Some(Thing::Directive),
            "SELECT d.kind || coalesce(' ' || d.number, '') || coalesce(' ' || d.title, ''),
                 m.quote, m.article_id, d.id AS thing
             FROM meeting_articles AS m JOIN directives AS d ON d.id = m.directive_id
             WHERE m.meeting_id = ?1 GROUP BY d.id HAVING m.id = min(m.id)
             ORDER BY d.sort_key, d.key",
        )?,
        section(
            db,
            id,
            "Awards given there",
            None,
            "SELECT w.form || coalesce(', collectives: ' || w.collectives, '')
                 || coalesce(', individuals: ' || w.individuals, '') || coalesce(', in all: ' || w.total, ''),
                 w.quote, w.article_id
             FROM awards AS w JOIN articles AS a ON a.id = w.article_id
             WHERE w.meeting_id = ?1 ORDER BY a.published_on, a.key, w.id",
        )?,
    ];
    Ok(Profile { title, key: format!("meeting:{key}"), known, sections })
}
