//! A campaign: figures of its models, where it is named, in which years.

use rusqlite::Connection;

use super::{Profile, section};
use crate::store::Thing;

pub(super) fn campaign(db: &Connection, id: i64) -> rusqlite::Result<Profile> {
    let sql = "SELECT key, name, kind FROM campaigns WHERE id = ?1";
    let (key, title, kind): (String, String, String) =
        db.query_row(sql, [id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    let sections = vec![
        section(
            db,
            id,
            "Figures",
            Some(Thing::Locality),
            "SELECT l.name || coalesce(', ' || p.name, '') || ': '
                 || coalesce(f.year, f.year_from || '-' || f.year_to, 'to date') || ' ' || f.status
                 || ' ' || f.unit || ' '
                 || coalesce(f.chosen || CASE f.qualifier WHEN 'exact' THEN '' ELSE ' (' || f.qualifier || ')' END,
                             'between ' || f.low || ' and ' || f.high || ', none chosen'),
                 m.quote, m.article_id, l.id AS thing
             FROM yearly_figures AS f JOIN localities AS l ON l.id = f.locality_id
             LEFT JOIN localities AS p ON p.id = l.parent_id
             LEFT JOIN model_counts AS m ON m.id = f.model_count_id
             WHERE f.campaign_id = ?1 AND f.level IS NULL AND f.holder IS NULL AND f.field IS NULL
             ORDER BY CASE l.level WHEN 'province' THEN 1 WHEN 'district' THEN 2 ELSE 3 END,
                      l.sort_key, l.key, f.year_from, f.year_to, f.to_date, f.status, f.unit",
        )?,
        section(
            db,
            id,
            "Named in",
            Some(Thing::Article),
            "SELECT coalesce(a.published_on, 'undated') || ' ' || coalesce(a.title, '(no headline)'),
                 m.quote, m.article_id, a.id AS thing
             FROM campaign_mentions AS m JOIN articles AS a ON a.id = m.article_id
             WHERE m.campaign_id = ?1 GROUP BY a.id HAVING m.id = min(m.id)
             ORDER BY a.published_on IS NULL, a.published_on, a.key",
        )?,
    ];
    Ok(Profile { title, key: format!("campaign:{key}"), known: vec![("kind", kind)], sections })
}
