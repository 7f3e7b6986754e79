//! A body: where it is, what became of it, who held its offices, what it called and gave.

use rusqlite::Connection;

use super::{Profile, section};
use crate::store::Thing;

pub(super) fn organization(db: &Connection, id: i64) -> rusqlite::Result<Profile> {
    let sql =
        "SELECT o.key, o.name, coalesce(l.name || coalesce(', ' || p.name, ''), o.locality_name),
                   o.became || coalesce(', ' || o.became_since, '')
               FROM organizations AS o LEFT JOIN localities AS l ON l.id = o.locality_id
               LEFT JOIN localities AS p ON p.id = l.parent_id WHERE o.id = ?1";
    let mut known = Vec::new();
    let (key, title) = db.query_row(sql, [id], |row| {
        let name: String = row.get(1)?;
        let place: Option<String> = row.get(2)?;
        known.extend(place.iter().map(|place| ("locality", place.clone())));
        known.extend(row.get::<_, Option<String>>(3)?.map(|became| ("became", became)));
        let title = place.map_or(name.clone(), |place| format!("{name}, {place}"));
        Ok((row.get::<_, String>(0)?, title))
    })?;
    let sections = vec![
        section(
            db,
            id,
            "Offices as stated",
            Some(Thing::Official),
            "SELECT p.title || ': ' || f.name || CASE p.standing WHEN 'held' THEN '' ELSE ' (' || p.standing || ')' END
                 || CASE WHEN min(a.published_on) = max(a.published_on) THEN ', stated on ' || min(a.published_on)
                         ELSE coalesce(', first stated on ' || min(a.published_on) || ', last stated on ' || max(a.published_on), '')
                    END,
                 p.quote, p.article_id, f.id AS thing
             FROM positions AS p JOIN officials AS f ON f.id = p.official_id
             JOIN articles AS a ON a.id = p.article_id
             WHERE p.organization_id = ?1 GROUP BY p.title, f.id, p.standing
             ORDER BY p.title, max(a.published_on) DESC, f.sort_key, f.key, p.standing",
        )?,
        section(
            db,
            id,
            "Meetings that it called",
            Some(Thing::Meeting),
            "SELECT coalesce(t.held_on, 'no day told') || ' ' || t.name, h.quote, h.article_id, t.id AS thing
             FROM meeting_hosts AS h JOIN meetings AS t ON t.id = h.meeting_id
             WHERE h.organization_id = ?1 GROUP BY t.id HAVING h.id = min(h.id)
             ORDER BY t.held_on, t.sort_key, t.key",
        )?,
        section(
            db,
            id,
            "Models that it has",
            None,
            "SELECT coalesce(m.year_from || CASE WHEN m.year_to > m.year_from THEN '-' || m.year_to ELSE '' END || ' ', '')
                 || m.status || ' ' || m.unit || coalesce(' ' || m.level, '') || ': ' || m.count,
                 m.quote, m.article_id
             FROM model_counts AS m JOIN articles AS a ON a.id = m.article_id
             WHERE m.organization_id = ?1 ORDER BY m.year_from, a.published_on, a.key, m.id",
        )?,
        section(
            db,
            id,
            "Awards that it gave",
            None,
            "SELECT coalesce(w.year || ' ', '') || w.form || coalesce(', collectives: ' || w.collectives, '')
                 || coalesce(', individuals: ' || w.individuals, '') || coalesce(', in all: ' || w.total, ''),
                 w.quote, w.article_id
             FROM awards AS w JOIN articles AS a ON a.id = w.article_id
             WHERE w.by_id = ?1 ORDER BY w.year, a.published_on, a.key, w.id",
        )?,
        section(
            db,
            id,
            "Documents that it issued",
            Some(Thing::Directive),
            "SELECT d.kind || coalesce(' ' || d.number, '') || coalesce(' ' || d.title, ''), d.id AS thing
             FROM directives AS d WHERE d.issuer_id = ?1 ORDER BY d.sort_key, d.key",
        )?,
        section(
            db,
            id,
            "Named in",
            Some(Thing::Article),
            "SELECT coalesce(a.published_on, 'undated') || ' ' || coalesce(a.title, '(no headline)'),
                 s.quote, s.article_id, a.id AS thing
             FROM article_organizations AS s JOIN articles AS a ON a.id = s.article_id
             WHERE s.organization_id = ?1 GROUP BY a.id HAVING s.id = min(s.id)
             ORDER BY a.published_on IS NULL, a.published_on, a.key",
        )?,
    ];
    Ok(Profile { title, key: format!("org:{key}"), known, sections })
}
