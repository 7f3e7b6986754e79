//! What a load changes of the figures, noted while it runs and kept with its row.

use rusqlite::{Connection, OptionalExtension, params};

/// Notes from here on which figures change: a figure that is made anew with the same values has
/// not changed. Triggers do it, since they see every way in which a row comes and goes, and what
/// is rolled back is rolled back here too.
///
/// Gives back how many figures there are; where there are none, all that come are new and nothing
/// is noted.
pub fn watch(db: &Connection) -> rusqlite::Result<i64> {
    // What an earlier load of this connection noted is in its row.
    db.execute_batch(
        "DROP TRIGGER IF EXISTS temp.figure_gone;
         DROP TRIGGER IF EXISTS temp.figure_made;
         DROP TABLE IF EXISTS temp.figures_changed;",
    )?;
    let figures = db.query_row("SELECT count(*) FROM yearly_figures", [], |row| row.get(0))?;
    if figures > 0 {
        db.execute_batch(&format!(
            "CREATE TEMP TABLE figures_changed (claim TEXT PRIMARY KEY, was TEXT, is_now TEXT);
             CREATE TEMP TRIGGER figure_gone AFTER DELETE ON main.yearly_figures BEGIN
                 INSERT INTO figures_changed (claim, was) VALUES ({claim_of_old}, {figure_of_old})
                 ON CONFLICT (claim) DO UPDATE SET is_now = NULL;
             END;
             CREATE TEMP TRIGGER figure_made AFTER INSERT ON main.yearly_figures BEGIN
                 INSERT INTO figures_changed (claim, is_now) VALUES ({claim_of_new}, {figure_of_new})
                 ON CONFLICT (claim) DO UPDATE SET is_now = excluded.is_now;
             END;",
            claim_of_old = claim("old"),
            figure_of_old = figure("old"),
            claim_of_new = claim("new"),
            figure_of_new = figure("new"),
        ))?;
    }
    Ok(figures)
}

/// What a figure is about, as a JSON list in the order of the view `figure_history`.
fn claim(row: &str) -> String {
    format!(
        "json_array((SELECT key FROM main.localities WHERE id = {row}.locality_id),
             {row}.year_from, {row}.year_to, {row}.to_date,
             (SELECT key FROM main.campaigns WHERE id = {row}.campaign_id),
             {row}.unit, {row}.status, {row}.level, {row}.holder, {row}.field)"
    )
}

/// What it says, likewise.
fn figure(row: &str) -> String {
    format!(
        "json_array({row}.low, {row}.high, {row}.chosen, {row}.qualifier, {row}.why, {row}.as_of)"
    )
}

/// Writes what was noted into the row of the load.
pub fn keep(db: &Connection, load_id: i64) -> rusqlite::Result<()> {
    let watched =
        db.query_row("SELECT 1 FROM temp.sqlite_master WHERE name = 'figures_changed'", [], |_| {
            Ok(())
        })
        .optional()?;
    if watched.is_some() {
        db.execute(
            "UPDATE loads SET _figures_changed =
                 (SELECT json_group_array(json_insert(claim, '$[#]', json(was)))
                  FROM (SELECT claim, was FROM temp.figures_changed
                        WHERE was IS NOT is_now ORDER BY claim))
             WHERE id = ?1",
            params![load_id],
        )?;
    }
    Ok(())
}
