//! A unit: its life, what became of it, and what the base knows about it.

use rusqlite::Connection;

use super::{Profile, section};
use crate::reference::units::units;
use crate::store::Thing;

pub(super) fn locality(db: &Connection, id: i64) -> rusqlite::Result<Profile> {
    let (key, name, code, level): (String, String, String, String) =
        db.query_row("SELECT key, name, code, level FROM localities WHERE id = ?1", [id], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
        })?;
    let mut known = vec![("level", level), ("code of the statistics office", code)];
    if let Some(unit) = units().by_key(&key)
        && let Some(province) = units().province_of_today(unit)
        && province != unit
    {
        known.push(("province of today", units().all[province].title(None)));
    }
    let times = "coalesce(nullif(coalesce('from ' || v.valid_from, '') || coalesce(' until ' || v.valid_to, ''), ''), 'at all times known')";
    let sections = vec![
        section(db, id, "Life", None, &format!(
                "SELECT v.name || coalesce(', ' || p.name, '') || ': ' || trim({times})
                 FROM locality_versions AS v LEFT JOIN localities AS p ON p.id = v.parent_id
                 WHERE v.locality_id = ?1 ORDER BY v.valid_from IS NOT NULL, v.valid_from"
            ))?,
        section(
            db,
            id,
            "Inside it",
            Some(Thing::Locality),
            // Those that the base knows something of.
            "SELECT c.name || coalesce(' (until ' || c.valid_to || ')', ''), c.id AS thing
             FROM localities AS c
             WHERE c.parent_id = ?1
               AND (EXISTS (SELECT 1 FROM articles WHERE locality_id = c.id)
                    OR EXISTS (SELECT 1 FROM organizations WHERE locality_id = c.id)
                    OR EXISTS (SELECT 1 FROM yearly_figures WHERE locality_id = c.id))
             ORDER BY c.sort_key, c.key",
        )?,
        section(db, id, "What became of it", Some(Thing::Locality), 
                "SELECT DISTINCT n.name || coalesce(', ' || p.name, '') || CASE s.share
                     WHEN 'whole' THEN ': all of it' WHEN 'part' THEN ': a part of it'
                     ELSE ': how much of it is not known' END, n.id AS thing
                 FROM locality_successors AS s JOIN localities AS n ON n.id = s.successor_id
                 LEFT JOIN localities AS p ON p.id = n.parent_id
                 WHERE s.locality_id = ?1 ORDER BY 1",
            )?,
        section(db, id, "What it was made of", Some(Thing::Locality), 
                "SELECT DISTINCT o.name || coalesce(', ' || p.name, '') || CASE s.share
                     WHEN 'whole' THEN ': whole' WHEN 'part' THEN ': a part'
                     ELSE ': how much is not known' END, o.id AS thing
                 FROM locality_successors AS s JOIN localities AS o ON o.id = s.locality_id
                 LEFT JOIN localities AS p ON p.id = o.parent_id
                 WHERE s.successor_id = ?1
                   AND o.level = (SELECT level FROM localities WHERE id = ?1) ORDER BY 1",
            )?,
        section(db, id, "Figures", None, 
                "SELECT coalesce(f.year, f.year_from || '-' || f.year_to, 'to date') || ' ' || f.status
                     || ' ' || f.unit || coalesce(' ' || f.level, '') || coalesce(' ' || f.holder, '')
                     || coalesce(' ' || f.field, '') || coalesce(', ' || c.name, '') || ': '
                     || coalesce(f.chosen || CASE f.qualifier WHEN 'exact' THEN '' ELSE ' (' || f.qualifier || ')' END,
                                 'between ' || f.low || ' and ' || f.high || ', none chosen')
                     || ' [' || f.why || ', ' || f.sources || CASE f.sources WHEN 1 THEN ' source]' ELSE ' sources]' END,
                     m.quote, m.article_id
                 FROM yearly_figures AS f LEFT JOIN campaigns AS c ON c.id = f.campaign_id
                 LEFT JOIN model_counts AS m ON m.id = f.model_count_id
                 WHERE f.locality_id = ?1
                 ORDER BY f.year_from, f.year_to, f.to_date, f.status, f.unit, f.level, f.holder, f.field, c.key",
            )?,
        section(db, id, "Meetings", Some(Thing::Meeting), 
                "SELECT coalesce(t.held_on, 'no day told') || ' ' || t.name,
                     (SELECT quote FROM meeting_articles WHERE meeting_id = t.id ORDER BY id LIMIT 1) AS quote,
                     (SELECT article_id FROM meeting_articles WHERE meeting_id = t.id ORDER BY id LIMIT 1) AS article_id,
                     t.id AS thing
                 FROM meetings AS t WHERE t.locality_id = ?1 ORDER BY t.held_on, t.sort_key, t.key",
            )?,
        section(db, id, "Bodies", Some(Thing::Organization), 
                "SELECT o.name || coalesce(': became ' || o.became || coalesce(', ' || o.became_since, ''), ''),
                     o.id AS thing
                 FROM organizations AS o WHERE o.locality_id = ?1 ORDER BY o.sort_key, o.key",
            )?,
        section(db, id, "Articles", Some(Thing::Article), 
                "SELECT coalesce(published_on, 'undated') || ' ' || coalesce(title, '(no headline)'), id AS thing
                 FROM articles WHERE locality_id = ?1 ORDER BY published_on IS NULL, published_on, key",
            )?,
    ];
    Ok(Profile { title: name, key: format!("loc:{key}"), known, sections })
}
