//! Rows of figures under a heading: `Lĩnh vực | Số mô hình`.

use std::ops::Range;

use super::Raw;
use super::attributes::{fields_in, holders_in, levels_in, single, status_in};
use super::find::Found;
use crate::extract::doc::Doc;
use crate::extract::facts::{Field, Holder, Level, Qualifier, Status, Years};
use crate::extract::places::{Geography, mention};
use crate::text::number::number;
use crate::text::period::year_at;
use crate::text::phrases::phrases;
use crate::text::token::Tokens;

/// A row of a table: cells parted by ` | `.
pub(super) fn is_row(tokens: &Tokens<'_>, sentence: &Range<usize>) -> bool {
    tokens.find(sentence.clone(), phrases!["|"]).is_some()
}

/// What a row or a column of a table is about.
#[derive(Clone, Copy, Default, PartialEq)]
struct Heading {
    level: Option<Option<Level>>,
    holder: Option<Holder>,
    field: Option<Field>,
    status: Option<Status>,
    year: Option<i32>,
    /// `Cộng`, `Tổng`, `Số mô hình`: figures without a further attribute.
    plain: bool,
}

/// A table of model counts: its first row names the columns, first cells name the rows.
#[derive(Default)]
pub(super) struct Table {
    /// None for a column that counts other things: `Số hộ tham gia`.
    columns: Vec<Option<Heading>>,
}

impl Table {
    /// The counts of a row; the first row is the heading.
    pub(super) fn row(
        &mut self,
        doc: &Doc<'_>,
        geography: &Geography,
        sentence: &Range<usize>,
        index: usize,
        line: usize,
        before: &[Raw],
    ) -> Vec<Raw> {
        let tokens = &doc.tokens;
        let cells = cells(tokens, sentence);
        if self.columns.is_empty() {
            // Models must be spoken of in the heading or shortly before the table: `Kết quả
            // mô hình “Dân vận khéo” năm 2024 theo lĩnh vực:`.
            let above = tokens.lines[line.saturating_sub(2)].start..sentence.end;
            let about = tokens.find(above, phrases!["mô hình"]).is_some()
                || before.last().is_some_and(|r| r.line + 2 >= line);
            if about {
                self.columns = columns(tokens, geography, &cells);
            }
            return Vec::new();
        }
        // The cell that names the row, behind its number: `1 | Kinh tế | 40`.
        let names = |cell: &Range<usize>| {
            cell.clone().any(|t| tokens.is_word(t) || year_at(tokens, t).is_some())
        };
        let Some(named) = cells.iter().position(names) else { return Vec::new() };
        let first = &cells[named];
        let row = heading(tokens, geography, first);
        let unit = mention(doc, first.start).filter(|m| m.kind.is_some());
        let known = row.plain
            || unit.is_some()
            || row.level.is_some()
            || row.holder.is_some()
            || row.field.is_some()
            || row.year.is_some();
        if !known {
            return Vec::new();
        }
        let mut made = Vec::new();
        // A caption before the heading makes it longer, an empty corner shorter: the columns are
        // aligned at the right.
        for (n, cell) in cells.iter().enumerate().skip(named + 1) {
            let at = (n + self.columns.len()).checked_sub(cells.len());
            let Some(Some(column)) = at.and_then(|at| self.columns.get(at)) else { continue };
            // Of a unit (`Xã A | 8.120 | 12`) only columns that count models.
            if unit.is_some() && *column == Heading::default() {
                continue;
            }
            let figure = number(tokens, cell.start).filter(|f| f.next == cell.end && f.value > 0);
            let Some(figure) = figure else { continue };
            let year = row.year.or(column.year);
            let status = row.status.or(column.status);
            made.push(Raw {
                found: Found {
                    number: figure,
                    at: cell.start,
                    unit: None,
                    noun_before: false,
                    qualifier: Qualifier::Exact,
                    qualifier_word: None,
                    behind: cell.clone(),
                    before: first.clone(),
                    tail: cell.end..cell.end,
                    part: false,
                    cue: None,
                    bracket: None,
                    whole: false,
                    registrants: None,
                },
                sentence: index,
                line,
                level: row.level.or(column.level),
                holder: row.holder.or(column.holder),
                field: row.field.or(column.field),
                field_said: true,
                status: status.map(|s| (s, s.as_str().to_owned())),
                trailing: false,
                loose_status: None,
                campaign: None,
                period: year.map(|y| Years { from: y, to: y }),
                to_date: false,
                listed: true,
                parent: None,
            });
        }
        made
    }
}

/// The cells of a row as token ranges.
fn cells(tokens: &Tokens<'_>, sentence: &Range<usize>) -> Vec<Range<usize>> {
    let mut cells = Vec::new();
    let mut start = sentence.start;
    for t in sentence.clone() {
        if tokens.raw(t) == "|" {
            cells.push(start..t);
            start = t + 1;
        }
    }
    cells.push(start..sentence.end);
    cells
}

/// What the columns are about. Where one says that it counts models, another one that says nothing
/// of them counts something else.
fn columns(
    tokens: &Tokens<'_>,
    geography: &Geography,
    cells: &[Range<usize>],
) -> Vec<Option<Heading>> {
    let nouns = phrases!["mô hình", "điển hình", "gương", "tập thể", "cá nhân"];
    let says = |cell: &Range<usize>| tokens.find(cell.clone(), nouns).is_some();
    let said = cells.iter().any(says);
    let column = |cell: &Range<usize>| {
        let heading = heading(tokens, geography, cell);
        let other = counts_others(tokens, cell) || said && heading == Heading::default();
        (says(cell) || !other).then_some(heading)
    };
    cells.iter().map(column).collect()
}

/// `Số hộ tham gia`, `Kinh phí`, `Tỷ lệ (%)`
fn counts_others(tokens: &Tokens<'_>, cell: &Range<usize>) -> bool {
    let number = phrases!["số lượng", "số đăng ký", "số được", "số công nhận"];
    let counted = |t| tokens.any_phrase(t, number).is_none() && tokens.is_word(t + 1);
    tokens.find(cell.clone(), phrases!["số"]).is_some_and(counted)
        || tokens.find(cell.clone(), phrases!["kinh phí", "tỷ lệ", "%", "số tiền"]).is_some()
}

fn heading(tokens: &Tokens<'_>, geography: &Geography, cell: &Range<usize>) -> Heading {
    let levels = levels_in(tokens, cell.clone(), geography);
    Heading {
        level: single(&levels),
        holder: single(&holders_in(tokens, cell.clone())),
        field: single(&fields_in(tokens, cell.clone())),
        status: status_in(tokens, cell.clone()).map(|(s, ..)| s),
        year: cell.clone().find_map(|t| year_at(tokens, t)),
        plain: tokens
            .find(
                cell.clone(),
                phrases![
                    "cộng",
                    "tổng",
                    "tổng số",
                    "toàn tỉnh",
                    "toàn huyện",
                    "toàn xã",
                    "số mô hình",
                    "số lượng",
                    "toàn",
                ],
            )
            .is_some(),
    }
}
