//! `yearly_figures`, kept in step with `model_counts`.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, params, params_from_iter};

use super::corrections::{standing, standing_lines};
use crate::extract::facts::Qualifier;
use crate::resolve::corrections::{Corrections, Key, KeyKind};
use crate::resolve::figures::{Counted, figure};

/// Claims of one locality and span are recomputed together: locality, first year, last year.
pub type Span = (i64, Option<i32>, Option<i32>);

/// What a count is about, beyond its [`Span`]: to date, campaign, unit, status, level, holder,
/// field.
type Claim = (bool, Option<i64>, String, String, Option<String>, Option<String>, Option<String>);

/// Removes the figures of spans whose counts are about to change; they point at the counts.
pub fn clear(db: &Connection, spans: &BTreeSet<Span>) -> rusqlite::Result<()> {
    let mut delete = db.prepare_cached(
        "DELETE FROM yearly_figures
         WHERE locality_id = ?1 AND year_from IS ?2 AND year_to IS ?3",
    )?;
    for span in spans {
        delete.execute(params![span.0, span.1, span.2])?;
    }
    Ok(())
}

/// Spans that an article's counts speak of.
pub fn spans_of(db: &Connection, article_id: i64) -> rusqlite::Result<BTreeSet<Span>> {
    db.prepare_cached(
        "SELECT DISTINCT locality_id, year_from, year_to FROM model_counts
         WHERE article_id = ?1 AND locality_id IS NOT NULL",
    )?
    .query_map([article_id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
    .collect()
}

/// Every span that has counts.
pub fn all_spans(db: &Connection) -> rusqlite::Result<BTreeSet<Span>> {
    db.prepare(
        "SELECT DISTINCT locality_id, year_from, year_to FROM model_counts
         WHERE locality_id IS NOT NULL",
    )?
    .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
    .collect()
}

/// The key of a claim, for corrections: unit, years (`+` for a stock), campaign, unit of counting,
/// status, level, holder, field, as in `823@/2023-2023/emulation|dan van kheo/model/registered///`.
fn claim_key(db: &Connection, span: Span, claim: &Claim) -> rusqlite::Result<String> {
    let (to_date, campaign, unit, status, level, holder, field) = claim;
    let key = |table: &str, id: i64| {
        db.prepare_cached(&format!("SELECT key FROM {table} WHERE id = ?1"))?
            .query_row([id], |row| row.get::<_, String>(0))
    };
    let locality = key("localities", span.0)?;
    let campaign = campaign.map(|id| key("campaigns", id)).transpose()?.unwrap_or_default();
    let year = |year: Option<i32>| year.map(|year| year.to_string()).unwrap_or_default();
    let stock = if *to_date { "+" } else { "" };
    let part = |part: &Option<String>| part.clone().unwrap_or_default();
    Ok(format!(
        "{locality}/{}-{}{stock}/{campaign}/{unit}/{status}/{}/{}/{}",
        year(span.1),
        year(span.2),
        part(level),
        part(holder),
        part(field),
    ))
}

/// The span of a claim, by its key; none where nothing is stated of it.
pub fn span_of_claim(db: &Connection, key: &str) -> rusqlite::Result<Option<Span>> {
    let mut parts = key.split('/');
    let (Some(locality), Some(years)) = (parts.next(), parts.next()) else { return Ok(None) };
    let (from, to) = years.trim_end_matches('+').split_once('-').unwrap_or_default();
    let id: Option<i64> = db
        .prepare_cached("SELECT id FROM localities WHERE key = ?1")?
        .query_row([locality], |row| row.get(0))
        .optional()?;
    let Some(id) = id else { return Ok(None) };
    let span = (id, from.parse().ok(), to.parse().ok());
    for claim in claims(db, span)?.keys() {
        if claim_key(db, span, claim)? == key {
            return Ok(Some(span));
        }
    }
    Ok(None)
}

/// A claim whose statements exclude each other.
pub struct Contradiction {
    /// Its key.
    pub key: String,
    /// Rows of model_counts with the lowest and the highest figure.
    pub rows: [i64; 2],
    /// How many sources state the claim.
    pub sources: usize,
}

/// Claims that contradict themselves and that nobody decided.
pub fn contradictions(db: &Connection) -> rusqlite::Result<Vec<Contradiction>> {
    let corrections = standing(&standing_lines(db)?);
    let spans: Vec<Span> = db
        .prepare(
            "SELECT DISTINCT locality_id, year_from, year_to FROM yearly_figures
             WHERE contradiction = 1 ORDER BY 1, 2, 3",
        )?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
        .collect::<rusqlite::Result<_>>()?;
    let mut found = Vec::new();
    for span in spans {
        for (claim, statements) in claims(db, span)? {
            let last_year = if claim.0 { None } else { span.2 };
            let told = figure(&statements, last_year).filter(|figure| figure.contradiction);
            let whole = || statements.iter().filter(|statement| !statement.part);
            let (Some(told), Some(low), Some(high)) =
                (told, whole().min_by_key(|s| s.count), whole().max_by_key(|s| s.count))
            else {
                continue;
            };
            if decided(db, &corrections, span, &claim)?.is_none() {
                let sources = told.sources + told.other_sources;
                let key = claim_key(db, span, &claim)?;
                found.push(Contradiction { key, rows: [low.id, high.id], sources });
            }
        }
    }
    Ok(found)
}

/// One row of the table, without its number.
type Row = Vec<Value>;

const COLUMNS: &str = "locality_id, year, year_from, year_to, to_date, campaign_id, unit, status,
    level, holder, field, low, high, chosen, qualifier, why, as_of, model_count_id, sources,
    other_sources, contradiction";

/// Makes the figures of spans anew from all statements.
pub fn recompute(
    db: &Connection,
    corrections: &Corrections,
    spans: &BTreeSet<Span>,
) -> rusqlite::Result<()> {
    clear(db, spans)?;
    let marks = ["?"; 21].join(", ");
    let sql = format!("INSERT INTO yearly_figures ({COLUMNS}) VALUES ({marks})");
    let mut insert = db.prepare_cached(&sql)?;
    for &span in spans {
        for row in rows(db, corrections, span)? {
            insert.execute(params_from_iter(row))?;
        }
    }
    Ok(())
}

/// Rows that are not as the statements make them, and how many are missing.
pub fn stale(db: &Connection) -> rusqlite::Result<Vec<(Option<i64>, String)>> {
    let corrections = standing(&standing_lines(db)?);
    let mut expected: HashMap<String, usize> = HashMap::new();
    for span in all_spans(db)? {
        for row in rows(db, &corrections, span)? {
            *expected.entry(format!("{row:?}")).or_default() += 1;
        }
    }
    let mut found = Vec::new();
    let mut select = db.prepare(&format!("SELECT id, {COLUMNS} FROM yearly_figures"))?;
    let mut stored = select.query([])?;
    while let Some(row) = stored.next()? {
        let cells = (1..=21).map(|i| row.get(i)).collect::<rusqlite::Result<Row>>()?;
        match expected.get_mut(&format!("{cells:?}")) {
            Some(left) if *left > 0 => *left -= 1,
            _ => found.push((row.get(0)?, "not what its statements say".to_owned())),
        }
    }
    let missing: usize = expected.values().sum();
    if missing > 0 {
        found.push((None, format!("{missing} rows are missing")));
    }
    Ok(found)
}

/// The rows of a span as its statements make them.
fn rows(db: &Connection, corrections: &Corrections, span: Span) -> rusqlite::Result<Vec<Row>> {
    let (locality, from, to) = span;
    let mut rows = Vec::new();
    for (claim, statements) in claims(db, span)? {
        let decided = decided(db, corrections, span, &claim)?;
        let (to_date, campaign, unit, status, level, holder, field) = claim;
        // A stock has no year in which it is closed; its latest count stands.
        let last_year = if to_date { None } else { to };
        let Some(told) = figure(&statements, last_year) else { continue };
        let figure = match decided {
            Some(count) => told.decided(&statements, count),
            None => told,
        };
        let chosen = figure.chosen.map(|index| &statements[index]);
        rows.push(vec![
            locality.into(),
            from.filter(|_| from == to && !to_date).into(),
            from.into(),
            to.into(),
            to_date.into(),
            campaign.into(),
            unit.into(),
            status.into(),
            level.into(),
            holder.into(),
            field.into(),
            figure.low.into(),
            figure.high.into(),
            decided.or(chosen.map(|s| s.count)).into(),
            decided
                .map(|_| Qualifier::Exact)
                .or(chosen.map(|s| s.qualifier))
                .map(|qualifier| qualifier.as_str().to_owned())
                .into(),
            figure.why.as_str().to_owned().into(),
            figure.as_of.map(|day| day.to_string()).into(),
            chosen.map(|s| s.id).into(),
            (figure.sources as i64).into(),
            (figure.other_sources as i64).into(),
            figure.contradiction.into(),
        ]);
    }
    Ok(rows)
}

/// The figure that a person decided for a claim.
fn decided(
    db: &Connection,
    corrections: &Corrections,
    span: Span,
    claim: &Claim,
) -> rusqlite::Result<Option<i64>> {
    if corrections.is_empty() {
        return Ok(None);
    }
    let key = Key { kind: KeyKind::Figure, key: claim_key(db, span, claim)? };
    let fields = corrections.values(&key);
    Ok(fields.and_then(|fields| fields.get("chosen")).and_then(|count| count.parse().ok()))
}

/// The statements of a span by claim, earliest-published first.
///
/// Left out are counts of a single body, and counts without a year that are no stock: nobody can
/// say that two of those speak of the same thing.
fn claims(db: &Connection, span: Span) -> rusqlite::Result<BTreeMap<Claim, Vec<Counted>>> {
    let mut select = db.prepare_cached(
        "SELECT m.to_date, m.campaign_id, m.unit, m.status, m.level, m.holder, m.field,
                m.id, coalesce(n.first_id, m.article_id), m.count, m.qualifier, m.qualifier_word, m.as_of,
                t.id IS NOT NULL, a.locality_id IS m.locality_id
         FROM model_counts AS m
         JOIN articles AS a ON a.id = m.article_id
         LEFT JOIN near_duplicates AS n ON n.article_id = m.article_id
         LEFT JOIN model_counts AS t ON t.id = m.part_of
             AND t.locality_id IS m.locality_id AND t.organization_id IS NULL
             AND t.year_from IS m.year_from AND t.year_to IS m.year_to AND t.to_date = m.to_date
             AND t.campaign_id IS m.campaign_id AND t.unit = m.unit AND t.status = m.status
             AND t.level IS m.level AND t.holder IS m.holder AND t.field IS m.field
         WHERE m.locality_id = ?1 AND m.year_from IS ?2 AND m.year_to IS ?3
             AND m.organization_id IS NULL AND (m.year_from IS NOT NULL OR m.to_date = 1)
         ORDER BY a.published_on IS NULL, a.published_on, a.key, m.id",
    )?;
    let mut claims: BTreeMap<Claim, Vec<Counted>> = BTreeMap::new();
    let mut rows = select.query(params![span.0, span.1, span.2])?;
    while let Some(row) = rows.next()? {
        let claim = (
            row.get(0)?,
            row.get(1)?,
            row.get(2)?,
            row.get(3)?,
            row.get(4)?,
            row.get(5)?,
            row.get(6)?,
        );
        let qualifier: String = row.get(10)?;
        claims.entry(claim).or_default().push(Counted {
            id: row.get(7)?,
            source: row.get(8)?,
            count: row.get(9)?,
            // The column is checked against the list.
            qualifier: Qualifier::parse(&qualifier).unwrap_or(Qualifier::About),
            qualifier_word: row.get(11)?,
            as_of: row.get(12)?,
            part: row.get(13)?,
            own: row.get(14)?,
        });
    }
    Ok(claims)
}
