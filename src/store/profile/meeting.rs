//! A meeting: when, where, who called it, who came, what was counted and cited there.

use rusqlite::Connection;

use super::{Content, Part, Profile, section};
use crate::store::Thing;

pub(super) fn meeting(db: &Connection, id: i64) -> rusqlite::Result<Profile> {
    let sql = "SELECT t.key, t.name, t.held_on, t.period_from, t.period_to,
                   coalesce(l.name || coalesce(', ' || p.name, ''), t.locality_name), t.locality_id,
                   (SELECT group_concat(kind, ', ') FROM (
                        SELECT DISTINCT kind FROM meeting_kinds WHERE meeting_id = t.id ORDER BY kind))
               FROM meetings AS t LEFT JOIN localities AS l ON l.id = t.locality_id
               LEFT JOIN localities AS p ON p.id = l.parent_id WHERE t.id = ?1";
    let mut known = Vec::new();
    let (key, title) = db.prepare_cached(sql)?.query_row([id], |row| {
        let text = |at: usize| row.get::<_, Option<String>>(at);
        known.extend(text(7)?.map(|kinds| ("kind", Part::value(kinds))));
        known.extend(text(2)?.map(|day| ("held on", Part::new("held_on", Content::Date, day))));
        if let (Some(from), Some(to)) = (text(3)?, text(4)?) {
            known.push(("about the time", Part::value(format!("from {from} to {to}"))));
        }
        let unit = row.get::<_, Option<i64>>(6)?.map(|id| (Thing::Locality, id));
        known.extend(text(5)?.map(|place| ("locality", Part::name(place, unit))));
        Ok((row.get::<_, String>(0)?, row.get(1)?))
    })?;
    let sections = vec![
        section(
            db,
            id,
            "As told",
            "SELECT m.held_on, m.name AS meeting, 'meeting_articles:' || m.id AS _sources
             FROM meeting_articles AS m JOIN articles AS a ON a.id = m.article_id
             WHERE m.meeting_id = ?1 ORDER BY a.published_on IS NULL, a.published_on, a.key, m.id",
        )?,
        section(
            db,
            id,
            "Called by",
            "SELECT o.name AS organization, o.id AS organization_id, o.locality_name AS locality,
                 o.locality_id AS locality_id, 'meeting_hosts:' || (SELECT s.id FROM meeting_hosts AS s JOIN articles AS x ON x.id = s.article_id
                                         WHERE s.meeting_id = ?1 AND s.organization_id = o.id
                                         ORDER BY x.published_on IS NULL, x.published_on, x.key, s.id
                                         LIMIT 1) AS _sources
             FROM meeting_hosts AS h JOIN organizations AS o ON o.id = h.organization_id
             WHERE h.meeting_id = ?1 GROUP BY o.id
             ORDER BY o.sort_key, o.key",
        )?,
        section(
            db,
            id,
            "Who took part",
            "SELECT f.name AS official, f.id AS official_id,
                 (SELECT group_concat(role, ', ') FROM (
                      SELECT DISTINCT role FROM meeting_officials
                      WHERE meeting_id = ?1 AND official_id = f.id ORDER BY role)) AS roles,
                 'meeting_officials:' || (SELECT s.id FROM meeting_officials AS s JOIN articles AS x ON x.id = s.article_id
                                         WHERE s.meeting_id = ?1 AND s.official_id = f.id
                                         ORDER BY x.published_on IS NULL, x.published_on, x.key, s.id
                                         LIMIT 1) AS _sources
             FROM meeting_officials AS r JOIN officials AS f ON f.id = r.official_id
             WHERE r.meeting_id = ?1 GROUP BY f.id ORDER BY f.sort_key, f.key",
        )?,
        section(
            db,
            id,
            "What it reviewed or rolled out",
            "SELECT d.kind || coalesce(' ' || d.number, '') || coalesce(' ' || d.title, '') AS directive,
                 d.id AS directive_id, 'meeting_articles:' || (SELECT s.id FROM meeting_articles AS s JOIN articles AS x ON x.id = s.article_id
                                         WHERE s.meeting_id = ?1 AND s.directive_id = d.id
                                         ORDER BY x.published_on IS NULL, x.published_on, x.key, s.id
                                         LIMIT 1) AS _sources
             FROM meeting_articles AS m JOIN directives AS d ON d.id = m.directive_id
             WHERE m.meeting_id = ?1 GROUP BY d.id
             ORDER BY d.sort_key, d.key",
        )?,
        section(
            db,
            id,
            "Awards given there",
            "SELECT w.form, w.collectives, w.individuals, w.total, o.name AS given_by,
                 o.id AS organization_id, 'awards:' || w.id AS _sources
             FROM awards AS w JOIN articles AS a ON a.id = w.article_id
             LEFT JOIN organizations AS o ON o.id = w.by_id
             WHERE w.meeting_id = ?1 ORDER BY a.published_on, a.key, w.id",
        )?,
    ];
    Ok(Profile { title, key: format!("meeting:{key}"), known, sections })
}
