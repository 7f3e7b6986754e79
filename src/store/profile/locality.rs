//! A unit: its life, what became of it, and what the base knows about it.

use rusqlite::{Connection, OptionalExtension};

use super::{Content, Part, Profile, Section, section};
use crate::reference::units::units;
use crate::store::Thing;

pub(super) fn locality(db: &Connection, id: i64) -> rusqlite::Result<Profile> {
    let (key, name, code, level): (String, String, String, String) = db
        .prepare_cached("SELECT key, name, code, level FROM localities WHERE id = ?1")?
        .query_row([id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?;
    let mut known = vec![
        ("level", Part::value(level)),
        ("code of the statistics office", Part::new("code", Content::Text, code)),
    ];
    if let Some(unit) = units().by_key(&key)
        && let Some(province) = units().province_of_today(unit)
        && province != unit
    {
        let province = &units().all[province];
        let row: Option<i64> = db
            .prepare_cached("SELECT id FROM localities WHERE key = ?1")?
            .query_row([&province.key], |row| row.get(0))
            .optional()?;
        let link = row.map(|id| (Thing::Locality, id));
        known.push(("province of today", Part::name(province.title(None), link)));
    }
    let mut sections = geography(db, id)?;
    sections.extend(figures(db, id)?);
    sections.extend(told(db, id)?);
    Ok(Profile { title: name, key: format!("loc:{key}"), known, sections })
}

/// Its life, the units in it, those that it became and came from.
fn geography(db: &Connection, id: i64) -> rusqlite::Result<Vec<Section>> {
    Ok(vec![
        section(
            db,
            id,
            "Life",
            "SELECT v.name, p.name AS within, p.id AS locality_id,
                 CASE WHEN v.valid_from IS NULL AND v.valid_to IS NULL THEN 'at all times known'
                      WHEN v.valid_to IS NULL THEN 'from ' || v.valid_from
                      WHEN v.valid_from IS NULL THEN 'until ' || v.valid_to
                      ELSE 'from ' || v.valid_from || ' until ' || v.valid_to END AS what
             FROM locality_versions AS v LEFT JOIN localities AS p ON p.id = v.parent_id
             WHERE v.locality_id = ?1 ORDER BY v.valid_from IS NOT NULL, v.valid_from",
        )?,
        section(
            db,
            id,
            "Inside it",
            // Those that the base knows something of.
            "SELECT c.name AS locality, c.id AS locality_id, 'until ' || c.valid_to AS what
             FROM localities AS c
             WHERE c.parent_id = ?1
               AND (EXISTS (SELECT 1 FROM articles WHERE locality_id = c.id)
                    OR EXISTS (SELECT 1 FROM organizations WHERE locality_id = c.id)
                    OR EXISTS (SELECT 1 FROM yearly_figures WHERE locality_id = c.id))
             ORDER BY c.sort_key, c.key",
        )?,
        section(
            db,
            id,
            "What became of it",
            "SELECT n.name AS locality, n.id AS locality_id, p.name AS within,
                 CASE WHEN max(s.share = 'whole') THEN 'all of it'
                      WHEN max(s.share = 'part') THEN 'a part of it'
                      ELSE 'how much of it is not known' END AS what
             FROM locality_successors AS s JOIN localities AS n ON n.id = s.successor_id
             LEFT JOIN localities AS p ON p.id = n.parent_id
             WHERE s.locality_id = ?1 GROUP BY n.id ORDER BY n.sort_key, n.key",
        )?,
        section(
            db,
            id,
            "What it was made of",
            "SELECT o.name AS locality, o.id AS locality_id, p.name AS within,
                 CASE WHEN max(s.share = 'whole') THEN 'all of that unit'
                      WHEN max(s.share = 'part') THEN 'a part of that unit'
                      ELSE 'how much of that unit is not known' END AS what
             FROM locality_successors AS s JOIN localities AS o ON o.id = s.locality_id
             LEFT JOIN localities AS p ON p.id = o.parent_id
             WHERE s.successor_id = ?1
               AND o.level = (SELECT level FROM localities WHERE id = ?1)
             GROUP BY o.id ORDER BY o.sort_key, o.key",
        )?,
    ])
}

/// How many models, in the table of figures and outside of it.
fn figures(db: &Connection, id: i64) -> rusqlite::Result<Vec<Section>> {
    Ok(vec![
        section(
            db,
            id,
            "Figures",
            "SELECT f.year,
                 CASE WHEN f.year_from < f.year_to THEN f.year_from || '-' || f.year_to
                      WHEN f.to_date = 1 THEN CAST(f.year_to AS TEXT) END AS span,
                 CASE f.to_date WHEN 1 THEN 'to date' END AS what,
                 f.status, f.unit, f.level, f.holder, f.field,
                 c.name AS campaign, c.id AS campaign_id,
                 nullif(f.qualifier, 'exact') AS qualifier, f.chosen AS figure,
                 CASE WHEN f.chosen IS NULL
                      THEN 'between ' || f.low || ' and ' || f.high || ', none chosen' END AS stated,
                 CASE WHEN f.contradiction = 1 THEN 'sources differ' END AS notes,
                 f.why, f.sources, f.as_of,
                 -- Where none is chosen, all that state one.
                 coalesce('model_counts:' || f.model_count_id,
                          (SELECT group_concat('model_counts:' || id, ' ')
                           FROM (SELECT s.id FROM model_counts AS s
                                 JOIN articles AS a ON a.id = s.article_id
                                 WHERE s.locality_id = f.locality_id AND s.organization_id IS NULL
                                   AND s.year_from IS f.year_from AND s.year_to IS f.year_to
                                   AND (s.to_date, s.campaign_id, s.unit, s.status, s.level, s.holder, s.field)
                                       IS (f.to_date, f.campaign_id, f.unit, f.status, f.level, f.holder,
                                           f.field)
                                 ORDER BY a.published_on IS NULL, a.published_on, a.key, s.id))) AS _sources
             FROM yearly_figures AS f LEFT JOIN campaigns AS c ON c.id = f.campaign_id
             WHERE f.locality_id = ?1
             ORDER BY f.year_from, f.year_to, f.to_date, f.status, f.unit, f.level, f.holder, f.field, c.key",
        )?,
        section(
            db,
            id,
            "Figures of own tables",
            "SELECT CASE WHEN w.year_from = w.year_to AND w.to_date = 0 THEN w.year_from END AS year,
                 CASE WHEN w.year_from < w.year_to THEN w.year_from || '-' || w.year_to
                      WHEN w.to_date = 1 THEN CAST(w.year_to AS TEXT) END AS span,
                 CASE w.to_date WHEN 1 THEN 'to date' END AS what,
                 w.status, w.unit, w.level, w.holder, w.field, w.campaign_name AS campaign,
                 nullif(w.qualifier, 'exact') AS qualifier, w.count AS figure, w.as_of,
                 t.file AS own_file,
                 CASE WHEN t.sheet <> '' THEN t.sheet || '!' || w.cell ELSE w.cell END AS own_cell,
                 w.quote AS own_row
             FROM own_figures AS w JOIN own_tables AS t ON t.id = w.own_table_id
             WHERE w.locality_id = ?1
             ORDER BY w.year_from, w.year_to, w.to_date, w.status, w.unit, w.level, w.holder, w.field, w.key",
        )?,
        section(
            db,
            id,
            "Counts that no table of figures shows",
            "SELECT CASE WHEN m.year_from = m.year_to THEN m.year_from END AS year, m.status, m.unit,
                 m.level, nullif(m.qualifier, 'exact') AS qualifier, m.count AS figure,
                 x.reason AS left_out, o.name AS organization, o.id AS organization_id,
                 'model_counts:' || m.id AS _sources
             FROM counts_left_out AS x JOIN model_counts AS m ON m.id = x.model_count_id
             JOIN articles AS a ON a.id = m.article_id
             LEFT JOIN organizations AS o ON o.id = m.organization_id
             WHERE x.locality_id = ?1 AND x.reason IN ('of a body', 'undated')
             ORDER BY m.year_from, a.published_on, a.key, m.id",
        )?,
    ])
}

/// Its meetings, bodies, awards, articles.
fn told(db: &Connection, id: i64) -> rusqlite::Result<Vec<Section>> {
    Ok(vec![
        section(
            db,
            id,
            "Meetings",
            "SELECT t.held_on, CASE WHEN t.held_on IS NULL THEN 'no day told' END AS what,
                 t.name AS meeting, t.id AS meeting_id,
                 'meeting_articles:' || (SELECT s.id FROM meeting_articles AS s JOIN articles AS x ON x.id = s.article_id
                                         WHERE s.meeting_id = t.id
                                         ORDER BY x.published_on IS NULL, x.published_on, x.key, s.id
                                         LIMIT 1) AS _sources
             FROM meetings AS t WHERE t.locality_id = ?1 ORDER BY t.held_on, t.sort_key, t.key",
        )?,
        section(
            db,
            id,
            "Bodies",
            "SELECT o.name AS organization, o.id AS organization_id,
                 'became ' || o.became || coalesce(' since ' || o.became_since, '') AS what
             FROM organizations AS o WHERE o.locality_id = ?1 ORDER BY o.sort_key, o.key",
        )?,
        section(
            db,
            id,
            "Awards",
            "SELECT w.year, w.form, w.collectives, w.individuals, w.total,
                 o.name AS given_by, o.id AS organization_id, 'awards:' || w.id AS _sources
             FROM organizations AS o JOIN awards AS w ON w.by_id = o.id
             JOIN articles AS a ON a.id = w.article_id
             WHERE o.locality_id = ?1 ORDER BY w.year, a.published_on, a.key, w.id",
        )?,
        section(
            db,
            id,
            "Articles",
            "SELECT published_on, CASE WHEN published_on IS NULL THEN 'no day told' END AS what,
                 title AS article, id AS article_id
             FROM articles WHERE locality_id = ?1 ORDER BY published_on IS NULL, published_on, key",
        )?,
    ])
}
