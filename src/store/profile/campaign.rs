//! A campaign: figures of its models, where it is named, in which years.

use rusqlite::Connection;

use super::{Part, Profile, section};

pub(super) fn campaign(db: &Connection, id: i64) -> rusqlite::Result<Profile> {
    let sql = "SELECT key, name, kind FROM campaigns WHERE id = ?1";
    let (key, title, kind): (String, String, String) = db
        .prepare_cached(sql)?
        .query_row([id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    let sections = vec![
        section(
            db,
            id,
            "Figures",
            "SELECT l.name AS locality, l.id AS locality_id, p.name AS within, f.year,
                 CASE WHEN f.year_from < f.year_to THEN f.year_from || '-' || f.year_to
                      WHEN f.to_date = 1 THEN CAST(f.year_to AS TEXT) END AS span,
                 CASE f.to_date WHEN 1 THEN 'to date' END AS what,
                 f.status, f.unit, nullif(f.qualifier, 'exact') AS qualifier, f.chosen AS figure,
                 CASE WHEN f.chosen IS NULL
                      THEN 'between ' || f.low || ' and ' || f.high || ', none chosen' END AS stated,
                 'model_counts:' || f.model_count_id AS _sources
             FROM yearly_figures AS f JOIN localities AS l ON l.id = f.locality_id
             LEFT JOIN localities AS p ON p.id = l.parent_id
             WHERE f.campaign_id = ?1 AND f.level IS NULL AND f.holder IS NULL AND f.field IS NULL
             ORDER BY CASE l.level WHEN 'province' THEN 1 WHEN 'district' THEN 2 ELSE 3 END,
                      l.sort_key, l.key, f.year_from, f.year_to, f.to_date, f.status, f.unit",
        )?,
        section(
            db,
            id,
            "Named in",
            "SELECT a.published_on, CASE WHEN a.published_on IS NULL THEN 'no day told' END AS what,
                 a.title AS article, a.id AS article_id, 'campaign_mentions:' || min(m.id) AS _sources
             FROM campaign_mentions AS m JOIN articles AS a ON a.id = m.article_id
             WHERE m.campaign_id = ?1 GROUP BY a.id
             ORDER BY a.published_on IS NULL, a.published_on, a.key",
        )?,
    ];
    let known = vec![("kind", Part::value(kind))];
    Ok(Profile { title, key: format!("campaign:{key}"), known, sections })
}
