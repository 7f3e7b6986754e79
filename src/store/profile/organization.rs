//! A body: where it is, what became of it, who held its offices, what it called and gave.

use rusqlite::Connection;

use super::{Content, Part, Profile, section};
use crate::store::Thing;

pub(super) fn organization(db: &Connection, id: i64) -> rusqlite::Result<Profile> {
    let sql =
        "SELECT o.key, o.name, coalesce(l.name || coalesce(', ' || p.name, ''), o.locality_name),
                   o.locality_id, o.became || coalesce(' since ' || o.became_since, ''), l.valid_to
               FROM organizations AS o LEFT JOIN localities AS l ON l.id = o.locality_id
               LEFT JOIN localities AS p ON p.id = l.parent_id WHERE o.id = ?1";
    let mut known = Vec::new();
    let (key, title) = db.prepare_cached(sql)?.query_row([id], |row| {
        let name: String = row.get(1)?;
        let place: Option<String> = row.get(2)?;
        let unit = row.get::<_, Option<i64>>(3)?.map(|id| (Thing::Locality, id));
        known.extend(place.clone().map(|place| ("locality", Part::name(place, unit))));
        known
            .extend(row.get::<_, Option<String>>(4)?.map(|became| ("became", Part::value(became))));
        // A body of an abolished unit ends with it.
        known.extend(
            row.get::<_, Option<String>>(5)?
                .map(|day| ("end of its unit", Part::new("valid_to", Content::Date, day))),
        );
        let title = place.map_or(name.clone(), |place| format!("{name}, {place}"));
        Ok((row.get::<_, String>(0)?, title))
    })?;
    let sections = vec![
        section(
            db,
            id,
            "Offices as stated",
            "SELECT p.title AS office, f.name AS official, f.id AS official_id,
                 nullif(p.standing, 'held') AS standing,
                 CASE WHEN min(a.published_on) = max(a.published_on) THEN min(a.published_on) END AS stated_on,
                 CASE WHEN min(a.published_on) < max(a.published_on) THEN min(a.published_on) END AS first_stated_on,
                 CASE WHEN min(a.published_on) < max(a.published_on) THEN max(a.published_on) END AS last_stated_on,
                 'positions:' || (SELECT s.id FROM positions AS s JOIN articles AS x ON x.id = s.article_id
                                         WHERE s.official_id = f.id AND s.organization_id = ?1
                                           AND s.title = p.title AND s.standing = p.standing
                                         ORDER BY x.published_on IS NULL, x.published_on, x.key, s.id
                                         LIMIT 1) AS _sources
             FROM positions AS p JOIN officials AS f ON f.id = p.official_id
             JOIN articles AS a ON a.id = p.article_id
             WHERE p.organization_id = ?1 GROUP BY p.title, f.id, p.standing
             ORDER BY p.title, max(a.published_on) DESC, f.sort_key, f.key, p.standing",
        )?,
        section(
            db,
            id,
            "Meetings that it called",
            "SELECT t.held_on, CASE WHEN t.held_on IS NULL THEN 'no day told' END AS what,
                 t.name AS meeting, t.id AS meeting_id, 'meeting_hosts:' || (SELECT s.id FROM meeting_hosts AS s JOIN articles AS x ON x.id = s.article_id
                                         WHERE s.meeting_id = t.id AND s.organization_id = ?1
                                         ORDER BY x.published_on IS NULL, x.published_on, x.key, s.id
                                         LIMIT 1) AS _sources
             FROM meeting_hosts AS h JOIN meetings AS t ON t.id = h.meeting_id
             WHERE h.organization_id = ?1 GROUP BY t.id ORDER BY t.held_on, t.sort_key, t.key",
        )?,
        section(
            db,
            id,
            "Models that it has",
            "SELECT CASE WHEN m.year_from = m.year_to THEN m.year_from END AS year,
                 CASE WHEN m.year_from < m.year_to THEN m.year_from || '-' || m.year_to END AS span,
                 m.status, m.unit, m.level, nullif(m.qualifier, 'exact') AS qualifier,
                 m.count AS figure, 'model_counts:' || m.id AS _sources
             FROM model_counts AS m JOIN articles AS a ON a.id = m.article_id
             WHERE m.organization_id = ?1 ORDER BY m.year_from, a.published_on, a.key, m.id",
        )?,
        section(
            db,
            id,
            "Awards that it gave",
            "SELECT w.year, w.form, w.collectives, w.individuals, w.total,
                 t.name AS meeting, t.id AS meeting_id, 'awards:' || w.id AS _sources
             FROM awards AS w JOIN articles AS a ON a.id = w.article_id
             LEFT JOIN meetings AS t ON t.id = w.meeting_id
             WHERE w.by_id = ?1 ORDER BY w.year, a.published_on, a.key, w.id",
        )?,
        section(
            db,
            id,
            "Documents that it issued",
            "SELECT d.kind || coalesce(' ' || d.number, '') || coalesce(' ' || d.title, '') AS directive,
                 d.id AS directive_id
             FROM directives AS d WHERE d.issuer_id = ?1 ORDER BY d.sort_key, d.key",
        )?,
        section(
            db,
            id,
            "Named in",
            "SELECT a.published_on, CASE WHEN a.published_on IS NULL THEN 'no day told' END AS what,
                 a.title AS article, a.id AS article_id, 'article_organizations:' || min(s.id) AS _sources
             FROM article_organizations AS s JOIN articles AS a ON a.id = s.article_id
             WHERE s.organization_id = ?1 GROUP BY a.id
             ORDER BY a.published_on IS NULL, a.published_on, a.key",
        )?,
    ];
    Ok(Profile { title, key: format!("org:{key}"), known, sections })
}
