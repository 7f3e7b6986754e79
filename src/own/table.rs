//! From the cells of a sheet to figures: where the header is, what its columns hold, which rows are
//! units, groups and totals.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use chrono::NaiveDate;

use super::count::{Count, count};
use super::grid::{Grid, Value, column_of, letters};
use super::place::{self, Match, Scope};
use super::words::{self, Dimension, Heading, Movement, PartOfYear, Said, Total, heading};
use super::{OwnFigure, OwnOptions, OwnTable, Role};
use crate::extract::facts::Unit;
use crate::input::{Reject, reject};
use crate::reference::units::{UnitId, UnitLevel, units};
use crate::text::fold::search_key;
use crate::text::normalize::normalize;
use crate::text::number::roman;

/// Rows among which the header is looked for: letterheads are long.
const HEAD_ROWS: usize = 60;
/// Rows of a header.
const HEADER_ROWS: u32 = 4;
/// Names and columns that a note lists.
const LISTED: usize = 8;

/// A sheet as read.
#[derive(Debug)]
pub struct ReadTable {
    /// Its figures.
    pub table: OwnTable,
    /// What a person may want to know.
    pub notes: Vec<String>,
    /// Cells that are no counts.
    pub rejects: Vec<Reject>,
}

/// The header, as rows of the sheet.
struct Header {
    rows: Range<u32>,
    /// The headings by column, those of several rows joined.
    headings: BTreeMap<u32, String>,
}

/// What the columns hold.
#[derive(Default)]
struct Columns {
    /// Columns of names, with the levels of the units in them, the widest units first.
    places: Vec<(u32, Vec<UnitLevel>)>,
    dimensions: Vec<(u32, Dimension)>,
    counts: Vec<(u32, Said)>,
    /// Headings that are not understood.
    unknown: Vec<u32>,
}

/// A row with a unit, or the whole of the table's unit.
struct Line {
    row: u32,
    name: String,
    /// The column of the name.
    column: u32,
    scope: Scope,
    /// The unit, where it is known without its name.
    known: Option<UnitId>,
    said: Said,
    values: Vec<(u32, Count, Said)>,
}

/// Reads a sheet.
///
/// # Errors
/// A sheet without a header, or without something that all its figures need.
pub fn read(source: &str, grid: &Grid, options: &OwnOptions) -> Result<ReadTable, Reject> {
    let refuse = |reason: String, advice: &str| {
        let place = (!grid.sheet.is_empty()).then(|| grid.sheet.clone());
        Reject { place, ..reject(source, reason, advice) }
    };
    let header = header(grid, options).ok_or_else(|| {
        refuse(
            "no header found (a column of units beside counts)".to_owned(),
            "say which columns hold what: --column locality=B --column count=D",
        )
    })?;
    let title: Vec<String> = grid
        .rows()
        .into_iter()
        .take_while(|row| *row < header.rows.start)
        .map(|row| {
            let cells: Vec<String> =
                grid.row(row).map(|(_, value)| one_line(&value.text())).collect();
            cells.join(" ")
        })
        .collect();
    let title = title.join("\n");
    let mut columns = columns(grid, &header, options).map_err(|missing| {
        refuse(format!("no column {missing}"), "name a heading of the sheet or a letter (B)")
    })?;
    let mut notes = Vec::new();
    drop_columns_of_words(grid, &header, &mut columns);
    if columns.counts.is_empty() {
        let advice = "say which column holds the counts: --column count=D";
        return Err(refuse("no column of counts understood".to_owned(), advice));
    }
    if !columns.unknown.is_empty() {
        let named = columns
            .unknown
            .iter()
            .map(|column| format!("{} ({})", header.headings[column], letters(*column)));
        notes.push(format!("columns passed over: {}", listed(named)));
    }
    let of_title = words::read_title(&title).or(&of_sheet(&grid.sheet));
    if let Some((given, told)) = options.said.years.zip(of_title.years).filter(|(a, b)| a != b) {
        notes
            .push(format!("--value year={} stands over {}, which the sheet says", given.0, told.0));
    }
    let within = match options.within.is_empty() {
        true => place::named_in(&title),
        false => options.within.clone(),
    };
    let whole = Whole { said: of_title, within, options };
    let mut rows = Rows { source, grid, columns: &columns, whole: &whole, lines: vec![], sums: 0 };
    let mut rejects = Vec::new();
    rows.read(header.rows.end, &header, &mut rejects);
    if rows.sums > 0 {
        let plural = if rows.sums == 1 { "" } else { "s" };
        notes.push(format!("{} row{plural} of sums passed over", rows.sums));
    }
    let lines = rows.lines;
    let mut figures = Vec::new();
    let mut missing: BTreeMap<&str, (usize, String)> = BTreeMap::new();
    let mut part_years: BTreeSet<NaiveDate> = BTreeSet::new();
    let found = link(&lines);
    let mut unlinked: Vec<String> = Vec::new();
    for (line, (found, _)) in lines.iter().zip(&found) {
        let mut counted = false;
        for (column, count, said) in &line.values {
            let mut said = options.said.or(&said.or(&line.said).or(&whole.said));
            match (said.part, said.years) {
                (Some(PartOfYear::UpTo(month)), Some((from, to))) if from == to => {
                    let next = NaiveDate::from_ymd_opt(to, month + 1, 1);
                    let last = next.and_then(|day| day.pred_opt());
                    said.as_of = said.as_of.or(last);
                    part_years.extend(last);
                }
                (Some(PartOfYear::Within), Some(_)) if said.as_of.is_none() => {
                    let place = grid.place(line.row, *column);
                    missing.entry("year of its own").or_insert((0, place)).0 += 1;
                    continue;
                }
                _ => {}
            }
            let Some(status) = said.status else {
                let place = grid.place(line.row, *column);
                missing.entry("status").or_insert((0, place)).0 += 1;
                continue;
            };
            if said.years.is_none() && !(said.to_date == Some(true) && said.as_of.is_some()) {
                let place = grid.place(line.row, *column);
                missing.entry("year").or_insert((0, place)).0 += 1;
                continue;
            }
            counted = true;
            let campaign = said.campaign.unwrap_or_else(|| Movement::named("Dân vận khéo"));
            figures.push(OwnFigure {
                locality_key: match found {
                    Match::One(id) => Some(units().all[*id].key.clone()),
                    _ => None,
                },
                locality: line.name.clone(),
                years: said.years,
                to_date: said.to_date == Some(true),
                as_of: said.as_of,
                campaign_key: campaign.key,
                campaign: campaign.name,
                unit: said.unit.unwrap_or(Unit::Model),
                status,
                level: said.level,
                holder: said.holder,
                field: said.field,
                count: count.count,
                qualifier: count.qualifier,
                low: count.low,
                high: count.high,
                cell: grid.address(line.row, *column),
                cell_text: grid.text(line.row, *column),
                quote: quote(grid, &header, line),
            });
        }
        let at = grid.address(line.row, line.column);
        match found {
            Match::One(_) => {}
            _ if !counted => {}
            Match::Several(n) => unlinked.push(format!("{} ({at}: {n} units)", line.name)),
            Match::None => unlinked.push(format!("{} ({at})", line.name)),
        }
    }
    for (what, (cells, place)) in &missing {
        let advice = match *what {
            "year" => "give it: --value year=2024",
            "year of its own" => {
                "they are of a part of the year; if they are the year's up to a day, give that: \
                 --value as_of=30/9/2024"
            }
            _ => "give it: --value status=registered",
        };
        let reason = format!("{cells} counts without a {what}");
        rejects.push(Reject { place: Some(place.clone()), ..reject(source, reason, advice) });
    }
    if figures.is_empty() {
        return Err(match rejects.into_iter().next() {
            Some(first) => first,
            None => refuse("no counts under the header".to_owned(), "check the sheet"),
        });
    }
    for day in part_years {
        notes.push(format!("figures of the year up to {day}, not of all of it"));
    }
    let twice = stated_twice(&figures);
    if !twice.is_empty() {
        notes.push(format!("stated twice: {}", listed(twice.into_iter())));
    }
    if !unlinked.is_empty() {
        let hint =
            if whole.within.is_empty() { "; --value within=… may tell them apart" } else { "" };
        notes.push(format!("not linked to a unit: {}{hint}", listed(unlinked.into_iter())));
    }
    let table = OwnTable { sheet: grid.sheet.clone(), title, figures };
    Ok(ReadTable { table, notes, rejects })
}

/// What the name of a sheet says of its figures: `2023`, `Năm 2023`, `6 tháng đầu năm 2024`; nothing
/// where it says something else too.
fn of_sheet(name: &str) -> Said {
    let read = words::read(name);
    let dated = Said { years: read.said.years, part: read.said.part, ..Said::default() };
    if read.unknown.is_empty() { dated } else { Said::default() }
}

/// Figures of one unit, year, status and so on that stand in several cells: `huyện A (D7: 12, D9: 14)`.
fn stated_twice(figures: &[OwnFigure]) -> Vec<String> {
    let mut claims: BTreeMap<String, Vec<&OwnFigure>> = BTreeMap::new();
    for figure in figures {
        let OwnFigure { years, to_date, as_of, campaign_key, unit, status, level, .. } = figure;
        // Two names that are not linked may be two units.
        let Some(place) = &figure.locality_key else { continue };
        let (holder, field) = (figure.holder, figure.field);
        let claim = format!(
            "{place} {years:?} {to_date} {as_of:?} {campaign_key} {unit} {status} {level:?} {holder:?} {field:?}"
        );
        claims.entry(claim).or_default().push(figure);
    }
    let several = claims.into_values().filter(|cells| cells.len() > 1);
    several
        .map(|cells| {
            let told: Vec<String> =
                cells.iter().map(|figure| format!("{}: {}", figure.cell, figure.count)).collect();
            format!("{} ({})", cells[0].locality, told.join(", "))
        })
        .collect()
}

/// `a, b, c and 4 more`
fn listed(names: impl ExactSizeIterator<Item = String>) -> String {
    let all = names.len();
    let mut line = names.take(LISTED).collect::<Vec<_>>().join(", ");
    if all > LISTED {
        line.push_str(&format!(" and {} more", all - LISTED));
    }
    line
}

/// A cell without line ends.
fn one_line(text: &str) -> String {
    normalize(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Finds the header by a heading over names of units, or by the columns that a person names.
fn header(grid: &Grid, options: &OwnOptions) -> Option<Header> {
    let rows = grid.rows();
    let named: Vec<String> = options
        .columns
        .iter()
        .filter(|(role, _)| matches!(role, Role::Locality(_)))
        .map(|(_, name)| search_key(name))
        .collect();
    let lettered: Vec<u32> = named.iter().filter_map(|name| column_of(name)).collect();
    let is_place = |column: u32, text: &str| {
        let known = || matches!(heading(text), Heading::Place(_));
        match named.is_empty() {
            true => known(),
            false => named.contains(&search_key(text)) || (lettered.contains(&column) && known()),
        }
    };
    for &row in rows.iter().take(HEAD_ROWS) {
        let cells: Vec<(u32, String)> =
            grid.row(row).map(|(c, v)| (c, one_line(&v.text()))).collect();
        let Some((place, _)) = cells.iter().find(|(column, text)| is_place(*column, text)) else {
            continue;
        };
        // A lone word above the table is a line of its letterhead.
        let below = rows.iter().find(|next| **next > row);
        let beside = |row: u32| grid.row(row).any(|(column, _)| column > *place);
        if !beside(row) && !below.is_some_and(|row| beside(*row)) {
            continue;
        }
        return Some(whole_header(grid, row, *place));
    }
    // A letter: the header ends above the first row with a name there and a count.
    let place = *lettered.first()?;
    let is_count = |column: u32, value: &Value| {
        column != place
            && matches!(count(value), Ok(Some(_)))
            && words::read(&value.text()).said.years.is_none()
    };
    let first = rows.iter().copied().find(|row| {
        let name = grid.text(*row, place);
        name.chars().any(char::is_alphabetic) && grid.row(*row).any(|(c, v)| is_count(c, v))
    })?;
    let above = rows.iter().copied().rfind(|row| *row < first);
    let above = above.filter(|row| grid.row(*row).count() > 1).unwrap_or(first);
    Some(made(grid, above..first, place))
}

/// The rows of a header, of which one has the heading over the names.
fn whole_header(grid: &Grid, row: u32, place: u32) -> Header {
    let mut top = row;
    // Groups of columns above (`Năm 2023 | Năm 2024`), but no line of the title, which stands left.
    while top > 0 && row - top < 2 {
        let above: Vec<u32> = grid.row(top - 1).map(|(column, _)| column).collect();
        if above.is_empty()
            || above.iter().any(|column| *column <= place)
            || above.len() < 2 && !grid.merges_in(top - 1)
        {
            break;
        }
        top -= 1;
    }
    let mut end = row + 1;
    while end - top < HEADER_ROWS {
        let cells: Vec<(u32, &Value)> = grid.row(end).collect();
        let left = cells.iter().any(|(column, _)| *column <= place);
        let figures = |value: &Value| {
            matches!(count(value), Ok(Some(_))) && words::read(&value.text()).said.years.is_none()
        };
        if cells.is_empty() || left || cells.iter().any(|(_, value)| figures(value)) {
            break;
        }
        end += 1;
    }
    made(grid, top..end, place)
}

/// The headings, those in several rows joined: a group's stands over each of its columns.
fn made(grid: &Grid, rows: Range<u32>, place: u32) -> Header {
    let mut columns: Vec<u32> =
        rows.clone().flat_map(|row| grid.row(row).map(|(column, _)| column)).collect();
    columns.sort_unstable();
    columns.dedup();
    let below =
        |row: u32, column: u32| (row + 1..rows.end).any(|row| !grid.text(row, column).is_empty());
    let mut headings = BTreeMap::new();
    for &column in &columns {
        let mut parts: Vec<String> = Vec::new();
        for row in rows.clone() {
            let mut text = grid.text(row, column);
            if text.is_empty() && column > place && below(row, column) {
                let from = match grid.merges_in(row) {
                    true => grid.merged_from(row, column),
                    // Nothing is merged in a text file: a group goes on to the right.
                    false => columns
                        .iter()
                        .rev()
                        .copied()
                        .find(|left| {
                            *left < column && *left > place && !grid.text(row, *left).is_empty()
                        })
                        .filter(|left| below(row, *left)),
                };
                text = from.map_or(String::new(), |from| grid.text(row, from));
            }
            let text = one_line(&text);
            if !text.is_empty() && !parts.contains(&text) {
                parts.push(text);
            }
        }
        headings.insert(column, parts.join(" / "));
    }
    Header { rows, headings }
}

/// What the columns hold, by what a person says, else by their headings.
fn columns<'o>(grid: &Grid, header: &Header, options: &'o OwnOptions) -> Result<Columns, &'o str> {
    let mut columns = Columns::default();
    let mut taken: Vec<u32> = Vec::new();
    for (role, name) in &options.columns {
        let wanted = search_key(name);
        let is_it = |heading: &str| {
            search_key(heading) == wanted
                || heading.split(" / ").any(|part| search_key(part) == wanted)
        };
        let mut found: Vec<u32> = header
            .headings
            .iter()
            .filter(|(_, heading)| is_it(heading))
            .map(|(column, _)| *column)
            .collect();
        if found.is_empty() {
            found.extend(column_of(name));
        }
        let has = |column: &u32| grid.rows().iter().any(|row| grid.value(*row, *column).is_some());
        found.retain(has);
        if found.is_empty() {
            return Err(name);
        }
        for column in found {
            taken.push(column);
            let heading = header.headings.get(&column).map_or("", String::as_str);
            match role {
                Role::Locality(levels) => columns.places.push((column, levels.clone())),
                Role::Of(dimension) => columns.dimensions.push((column, *dimension)),
                Role::Count(said) => {
                    columns.counts.push((column, said.or(&words::read(heading).said)));
                }
            }
        }
    }
    let place_given = !columns.places.is_empty();
    let count_given = !columns.counts.is_empty();
    for (&column, text) in header.headings.iter().filter(|(column, _)| !taken.contains(column)) {
        let mut whole = heading(text);
        // A heading over two rows may say the same twice (`Đơn vị / Huyện`).
        if let Heading::Words(_) = whole {
            let parts = text.split(" / ").map(heading);
            if let Some(place) = parts.into_iter().find(|part| matches!(part, Heading::Place(_)))
                && columns.counts.is_empty()
            {
                whole = place;
            }
        }
        match whole {
            Heading::Skip => {}
            Heading::Place(_) if place_given => {}
            Heading::Place(levels) => columns.places.push((column, levels)),
            Heading::Of(dimension) if !columns.dimensions.iter().any(|(_, d)| *d == dimension) => {
                columns.dimensions.push((column, dimension));
            }
            Heading::Of(_) => columns.unknown.push(column),
            // Who names the columns of counts means these and no others.
            Heading::Words(_) if count_given => {}
            Heading::Words(read)
                if read.unknown.is_empty() && (read.counts || read.said != Said::default()) =>
            {
                columns.counts.push((column, read.said));
            }
            Heading::Words(_) if text.is_empty() => {}
            Heading::Words(_) => columns.unknown.push(column),
        }
    }
    // `Đăng ký | trong đó: cấp tỉnh, cấp huyện`: what is said of the whole holds for its parts.
    columns.counts.sort_by_key(|(column, _)| *column);
    let is_part = |column: &u32| {
        let heading = header.headings.get(column).map_or("", String::as_str);
        heading.split(" / ").any(|part| search_key(part).starts_with("trong do"))
    };
    let mut whole = Said::default();
    for (column, said) in &mut columns.counts {
        if is_part(column) {
            *said = said.or(&whole);
        } else {
            whole = Said { level: None, holder: None, field: None, ..said.clone() };
        }
    }
    // `Tỉnh | Huyện | Xã`: the narrowest unit that a row names is the one it is about.
    columns.places.sort_by_key(|(column, levels)| (levels.first().copied(), *column));
    Ok(columns)
}

/// Columns whose heading may stand over counts but whose cells are all words (`Mô hình` over names).
fn drop_columns_of_words(grid: &Grid, header: &Header, columns: &mut Columns) {
    let rows: Vec<u32> = grid.rows().into_iter().filter(|row| *row >= header.rows.end).collect();
    let has_count = |column: u32| {
        rows.iter()
            .filter_map(|row| grid.value(*row, column))
            .any(|value| matches!(count(value), Ok(Some(_))))
    };
    let is_empty = |column: u32| rows.iter().all(|row| grid.value(*row, column).is_none());
    let (kept, words): (Vec<_>, Vec<_>) =
        columns.counts.drain(..).partition(|(column, _)| has_count(*column) || is_empty(*column));
    columns.counts = kept;
    columns.unknown.extend(words.into_iter().map(|(column, _)| column));
    columns.unknown.retain(|column| !is_empty(*column));
}

/// What holds for all rows of a sheet.
struct Whole<'o> {
    said: Said,
    within: Vec<UnitId>,
    options: &'o OwnOptions,
}

/// The rows under the header.
struct Rows<'t> {
    source: &'t str,
    grid: &'t Grid,
    columns: &'t Columns,
    whole: &'t Whole<'t>,
    lines: Vec<Line>,
    /// Rows of sums that were passed over.
    sums: usize,
}

/// What a group's heading says of the rows below it.
#[derive(Default)]
struct Group {
    within: Vec<UnitId>,
    levels: Vec<UnitLevel>,
}

impl Rows<'_> {
    fn read(&mut self, from: u32, header: &Header, rejects: &mut Vec<Reject>) {
        let mut group = Group::default();
        for row in self.grid.rows().into_iter().filter(|row| *row >= from) {
            self.one(row, header, &mut group, rejects);
        }
    }

    fn one(&mut self, row: u32, header: &Header, group: &mut Group, rejects: &mut Vec<Reject>) {
        let mut names: Vec<(u32, &[UnitLevel], String)> = Vec::new();
        for (column, levels) in &self.columns.places {
            let text = one_line(&self.grid.text_from_above(row, *column));
            if !text.is_empty() {
                names.push((*column, levels, text));
            }
        }
        let first = self.columns.places.iter().map(|(column, _)| *column).min().unwrap_or(0);
        let left: Vec<String> =
            (0..first).map(|column| one_line(&self.grid.text(row, column))).collect();
        // A label may stand in the cells left of the names, where they are merged.
        if names.is_empty()
            && let Some(at) =
                left.iter().position(|text| text.chars().filter(|c| c.is_alphabetic()).count() > 1)
        {
            names.push((at as u32, &[], left[at].clone()));
        }
        // `I`, `II.`, `A`
        let is_roman = |text: &String| {
            let text = text.trim_end_matches('.');
            roman(text).is_some() || matches!(text.as_bytes(), [b'A'..=b'H'])
        };
        let mut heads = left.iter().any(is_roman);
        if let Some((_, _, name)) = names.last_mut() {
            // `I. Các huyện`, `1. Huyện Cái Bè`
            if let Some((number, rest)) = name.split_once(['.', ')', '-', ' '])
                && (roman(number).is_some() || number.bytes().all(|b| b.is_ascii_digit()))
                && rest.chars().any(char::is_alphabetic)
            {
                heads |= roman(number).is_some() && !number.is_empty();
                *name = rest.trim_start_matches(['.', ')', '-', ' ']).to_owned();
            }
        }
        // The header once more, at the top of a page; its columns numbered: (1) (2) (3).
        let repeats = names.iter().any(|(column, _, name)| {
            header
                .headings
                .get(column)
                .is_some_and(|heading| heading.split(" / ").any(|h| h == name))
        });
        let numbered = names.iter().all(|(_, _, name)| {
            name.chars().filter(|c| c.is_alphanumeric()).count() <= 1
                || name.chars().all(|c| c.is_ascii_digit() || "()[]".contains(c))
        });
        if repeats || (numbered && !names.is_empty()) {
            return;
        }
        // Signatures and notes stand under the counts too.
        let has_digit = |text: &String| text.chars().any(|c| c.is_ascii_digit());
        let is_data = !names.is_empty()
            && (left.iter().any(has_digit)
                || names.iter().any(|(_, _, name)| self.is_unit(name))
                || self.columns.counts.iter().any(|(c, _)| has_digit(&self.grid.text(row, *c))));
        let sum = names.last().is_some_and(|(_, _, name)| words::total(name) == Some(Total::Sum));
        let values = self.values(row, is_data && !sum, rejects);
        let Some((column, levels, name)) = names.last().cloned() else {
            if let Some((column, ..)) = values.first() {
                let place = Some(self.grid.place(row, *column));
                let advice = "write the name of the unit into its row";
                rejects.push(Reject {
                    place,
                    ..reject(self.source, "a count without a unit", advice)
                });
            }
            return;
        };
        match words::total(&name) {
            Some(Total::Own) => {
                let level = |id: &UnitId| units().all[*id].level;
                let within = &self.whole.within;
                if within.is_empty() || within.iter().any(|id| level(id) != level(&within[0])) {
                    self.sums += usize::from(!values.is_empty());
                    return;
                }
                let Some(said) = self.said(row, rejects) else { return };
                let scope = self.scope(&said, &values, vec![], vec![]);
                let known = within
                    .iter()
                    .copied()
                    .find(|&id| scope.days.iter().any(|day| units().all[id].at(*day).is_some()));
                self.lines.push(Line { row, name, column, scope, known, said, values });
                return;
            }
            Some(Total::Sum) => {
                self.sums += usize::from(!values.is_empty());
                return;
            }
            None => {}
        }
        if let Some(levels) = words::group(&name).filter(|_| heads || values.is_empty()) {
            self.sums += usize::from(!values.is_empty());
            *group = Group { within: vec![], levels };
            return;
        }
        let said = match values.is_empty() {
            true => Some(Said::default()),
            false => self.said(row, rejects),
        };
        let Some(said) = said else { return };
        // Wider units named in the row, else the group's, else the table's.
        let mut within = group.within.clone();
        if heads {
            within.clear();
        }
        for (_, levels, wider) in &names[..names.len() - 1] {
            let outer = if within.is_empty() { self.whole.within.clone() } else { within };
            let scope = self.scope(&said, &values, outer.clone(), levels.to_vec());
            within = match place::find(wider, &scope) {
                Match::One(id) => vec![id],
                _ => outer,
            };
        }
        if within.is_empty() {
            within = self.whole.within.clone();
        }
        let levels = if levels.is_empty() { group.levels.clone() } else { levels.to_vec() };
        let scope = self.scope(&said, &values, within, levels);
        if heads {
            // `I | Huyện Cái Bè`, and its communes below.
            let found = place::find(&name, &scope);
            *group = match found {
                Match::One(id) => Group { within: vec![id], levels: vec![] },
                _ => Group::default(),
            };
            // `II | Các ban, ngành, đoàn thể`
            if found == Match::None {
                self.sums += usize::from(!values.is_empty());
                return;
            }
        }
        if !values.is_empty() {
            self.lines.push(Line { row, name, column, scope, known: None, said, values });
        }
    }

    /// Whether a name is one of units, by its type or because units are named so.
    fn is_unit(&self, name: &str) -> bool {
        let anywhere = Scope { within: self.whole.within.clone(), ..Scope::default() };
        words::type_and_name(name).is_some() || place::find(name, &anywhere) != Match::None
    }

    /// The counts of a row; what is none is told where the row is one of data.
    fn values(
        &self,
        row: u32,
        is_data: bool,
        rejects: &mut Vec<Reject>,
    ) -> Vec<(u32, Count, Said)> {
        let mut values = Vec::new();
        for (column, said) in &self.columns.counts {
            let Some(value) = self.grid.value(row, *column) else { continue };
            match count(value) {
                Ok(Some(count)) => values.push((*column, count, said.clone())),
                Ok(None) => {}
                Err(reason) if is_data => {
                    let place = Some(self.grid.place(row, *column));
                    let advice = "write a whole number, or leave the cell empty";
                    rejects.push(Reject { place, ..reject(self.source, reason, advice) });
                }
                Err(_) => {}
            }
        }
        values
    }

    /// What the cells of a row say of its counts. One that is not understood costs the row: what the
    /// title says of all others need not hold for it.
    fn said(&self, row: u32, rejects: &mut Vec<Reject>) -> Option<Said> {
        let mut said = Said::default();
        for (column, dimension) in &self.columns.dimensions {
            let text = one_line(&self.grid.text_from_above(row, *column));
            if text.chars().all(|c| matches!(c, '-' | '–')) {
                continue;
            }
            let Some(read) = dimension.read(&text) else {
                let place = Some(self.grid.place(row, *column));
                let reason = format!("{text:?} is not understood, and its row is left out");
                let advice = "write it as in the guide, or leave it empty";
                rejects.push(Reject { place, ..reject(self.source, reason, advice) });
                return None;
            };
            said = said.or(&read);
        }
        Some(said)
    }

    /// Where and when the unit of a row is looked for.
    fn scope(
        &self,
        said: &Said,
        values: &[(u32, Count, Said)],
        within: Vec<UnitId>,
        levels: Vec<UnitLevel>,
    ) -> Scope {
        let of_values = values.first().map(|(_, _, said)| said.clone()).unwrap_or_default();
        let said = self.whole.options.said.or(&of_values.or(said).or(&self.whole.said));
        let day = |year: i32, month, day| NaiveDate::from_ymd_opt(year, month, day);
        let mut days: Vec<NaiveDate> = said.as_of.into_iter().collect();
        if let Some((_, to)) = said.years {
            days.extend(day(to, 12, 31));
            // Units that ended in the year had its figures too.
            days.extend(day(to, 1, 1));
        }
        Scope { within, days, levels }
    }
}

/// The units of the rows. A bare name that a district and a commune bear is of the level that all
/// other rows of its column are of.
fn link(lines: &[Line]) -> Vec<(Match, Option<UnitLevel>)> {
    let mut found: Vec<(Match, Option<UnitLevel>)> = lines
        .iter()
        .map(|line| {
            let found = line.known.map_or_else(|| place::find(&line.name, &line.scope), Match::One);
            let level = match found {
                Match::One(id) if line.known.is_none() => Some(units().all[id].level),
                _ => None,
            };
            (found, level)
        })
        .collect();
    for at in 0..lines.len() {
        if !matches!(found[at].0, Match::Several(_)) || lines[at].scope.within.is_empty() {
            continue;
        }
        let column = lines[at].column;
        let mut levels: Vec<UnitLevel> = lines
            .iter()
            .zip(&found)
            .filter(|(line, _)| line.column == column)
            .filter_map(|(_, (_, level))| *level)
            .collect();
        levels.dedup();
        if let [level] = levels[..] {
            let scope = Scope { levels: vec![level], ..lines[at].scope.clone() };
            if let one @ Match::One(_) = place::find(&lines[at].name, &scope) {
                found[at].0 = one;
            }
        }
    }
    found
}

/// The row, every cell with its heading: `Địa phương=Huyện Cái Bè | Đăng ký 2024=15`.
fn quote(grid: &Grid, header: &Header, line: &Line) -> String {
    let mut cells: Vec<(u32, String)> =
        grid.row(line.row).map(|(column, value)| (column, one_line(&value.text()))).collect();
    // A name that is merged down from a row above belongs to this one too.
    if !cells.iter().any(|(column, _)| *column == line.column) {
        cells.push((line.column, one_line(&grid.text_from_above(line.row, line.column))));
        cells.sort();
    }
    let cells = cells.into_iter().map(|(column, text)| {
        match header.headings.get(&column).filter(|heading| !heading.is_empty()) {
            Some(heading) => format!("{heading}={text}"),
            None => text,
        }
    });
    cells.collect::<Vec<_>>().join(" | ")
}
