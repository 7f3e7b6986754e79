//! The figure of a claim, out of all that articles say about it. Statements are never summed.
//!
//! A claim is what a count is about: locality, years, campaign, unit, status, level, holder,
//! field. What decides, in this order:
//!
//! 1. a total over a part of it (`225 mô hình, trong đó có 40 mô hình …`);
//! 2. the latest as-of up to 31 March after the year, for the year's own review is held by then;
//!    counts as of earlier days are history. A rounded figure that agrees with an exact one
//!    (`hơn 270` with 274) only confirms it, however late it is;
//! 3. exact over rounded;
//! 4. an article about the locality itself over others;
//! 5. else nothing: the range is shown and no figure is chosen.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::extract::facts::Qualifier;

/// One statement of a claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted {
    /// Row of the statement.
    pub id: i64,
    /// Who makes it: row of the article, of near-duplicates that of the first. Copies of one text
    /// are one article.
    pub source: i64,
    /// The figure as printed.
    pub count: i64,
    /// How exact it is.
    pub qualifier: Qualifier,
    /// The qualifier as printed: `gần` is below, `khoảng` about.
    pub qualifier_word: Option<String>,
    /// The day it speaks for.
    pub as_of: Option<NaiveDate>,
    /// Whether it is a part of another statement of the same claim.
    pub part: bool,
    /// Whether the article is about the claim's locality itself.
    pub own: bool,
}

/// The figure of a claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// Lowest value that the deciding statements allow.
    pub low: i64,
    /// Highest value that they allow.
    pub high: i64,
    /// The chosen statement, as an index into the statements given.
    pub chosen: Option<usize>,
    /// What decided.
    pub why: Why,
    /// The day the chosen figure speaks for, else the latest day.
    pub as_of: Option<NaiveDate>,
    /// How many sources agree with the chosen figure; all, where none is chosen.
    pub sources: usize,
    /// How many further sources only state something else.
    pub other_sources: usize,
    /// Whether two statements for the same day exclude each other.
    pub contradiction: bool,
}

/// What decided, the last step that was needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// A person decided.
    Correction,
    /// One source says so.
    Only,
    /// All say the same.
    Agreed,
    /// A total over a part.
    Total,
    /// The latest as-of.
    Latest,
    /// Exact over rounded.
    Exact,
    /// The locality's own article.
    Own,
    /// Nothing did.
    Open,
}

impl Figure {
    /// The figure as a person decided it: that and nothing else, stated by whoever says so exactly.
    /// All sources of the claim are its sources, and what they contradict each other in is settled.
    pub fn decided(self, statements: &[Counted], count: i64) -> Figure {
        let says_so = |s: &Counted| s.count == count && s.exact();
        Figure {
            low: count,
            high: count,
            chosen: statements.iter().position(says_so),
            why: Why::Correction,
            sources: self.sources + self.other_sources,
            other_sources: 0,
            contradiction: false,
            ..self
        }
    }
}

impl Why {
    /// The word in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Why::Correction => "correction",
            Why::Only => "only",
            Why::Agreed => "agreed",
            Why::Total => "total",
            Why::Latest => "latest",
            Why::Exact => "exact",
            Why::Own => "own",
            Why::Open => "open",
        }
    }
}

impl Counted {
    /// The values that the figure allows, both ends included. A rounded figure allows what
    /// rounds to it at its last figure that is not zero: `hơn 270` 270 to 279, `gần 200` 150 to
    /// 200, `khoảng 200` 150 to 250.
    pub fn range(&self) -> (i64, i64) {
        let n = self.count;
        let step = rounding_step(n);
        let half = (step / 2).max(1);
        let below = self.qualifier_word.as_deref().is_some_and(|w| w.to_lowercase() == "gần");
        match self.qualifier {
            Qualifier::Exact => (n, n),
            Qualifier::Over => (n, n.saturating_add((step - 1).max(1))),
            Qualifier::Under => (0, n),
            Qualifier::About if below => ((n - half).max(0), n),
            Qualifier::About => ((n - half).max(0), n.saturating_add(half)),
        }
    }

    fn exact(&self) -> bool {
        self.qualifier == Qualifier::Exact
    }
}

/// 270 → 10, 200 → 100, 1500 → 100, 274 → 1.
fn rounding_step(n: i64) -> i64 {
    let mut step = 1;
    while n != 0 && step < i64::MAX / 10 && n % (step * 10) == 0 {
        step *= 10;
    }
    step
}

/// The figure of a claim of which `statements` are all that is said; none of nothing. `year` is
/// the last year of the claim, none for a stock. Among equals the first statement given is
/// chosen, so the caller gives them in an order that does not depend on loading.
pub fn figure(statements: &[Counted], year: Option<i32>) -> Option<Figure> {
    let all: Vec<usize> = (0..statements.len()).collect();
    let sources = |of: &[usize]| of.iter().map(|&i| statements[i].source).collect::<BTreeSet<_>>();
    let mut left = all.clone();
    let mut why = if sources(&all).len() <= 1 { Why::Only } else { Why::Agreed };
    let mut narrow = |left: &mut Vec<usize>, to: Vec<usize>, step: Why| {
        if !to.is_empty() && to.len() < left.len() {
            // A step decides something only if it parts statements that differ.
            if left.iter().any(|&i| statements[i].range() != statements[left[0]].range()) {
                why = step;
            }
            *left = to;
        }
    };

    let totals = left.iter().copied().filter(|&i| !statements[i].part).collect();
    narrow(&mut left, totals, Why::Total);

    let closed = year.and_then(|year| NaiveDate::from_ymd_opt(year.checked_add(1)?, 3, 31));
    let latest = latest(statements, &left, closed);
    narrow(&mut left, latest, Why::Latest);

    let exact = left.iter().copied().filter(|&i| statements[i].exact()).collect();
    narrow(&mut left, exact, Why::Exact);

    if common(statements, left.iter().copied()).is_none() {
        let own = left.iter().copied().filter(|&i| statements[i].own).collect();
        narrow(&mut left, own, Why::Own);
    }

    let first = *left.first()?;
    let agreed = common(statements, left.iter().copied());
    let open = agreed.is_none();
    let ranges = || left.iter().map(|&i| statements[i].range());
    let (low, high) = match agreed {
        Some(range) => range,
        None => (ranges().map(|r| r.0).min()?, ranges().map(|r| r.1).max()?),
    };
    let of_whole: Vec<usize> = all.iter().copied().filter(|&i| !statements[i].part).collect();
    let told = sources(if of_whole.is_empty() { &all } else { &of_whole });
    // What the deciding statements allow together, whichever of equals is shown.
    let allowed = |i: usize| {
        let (from, to) = statements[i].range();
        from <= high && low <= to
    };
    let agreeing: Vec<usize> = all.iter().copied().filter(|&i| open || allowed(i)).collect();
    let agreeing = sources(&agreeing);
    Some(Figure {
        low,
        high,
        chosen: (!open).then_some(first),
        why: if open { Why::Open } else { why },
        as_of: left.iter().filter_map(|&i| statements[i].as_of).max(),
        sources: agreeing.len(),
        other_sources: told.difference(&agreeing).count(),
        contradiction: contradiction(statements, &of_whole, closed),
    })
}

/// The statements with the latest as-of up to `closed`, the 31 March after the year; where all
/// are later, all of them. An exact statement of the window stands beside a later rounded one that
/// agrees.
fn latest(statements: &[Counted], left: &[usize], closed: Option<NaiveDate>) -> Vec<usize> {
    let in_window: Vec<usize> = left
        .iter()
        .copied()
        .filter(|&i| match (statements[i].as_of, closed) {
            (Some(as_of), Some(closed)) => as_of <= closed,
            (as_of, _) => as_of.is_some(),
        })
        .collect();
    let Some(last) = in_window.iter().filter_map(|&i| statements[i].as_of).max() else {
        return left.to_vec();
    };
    let last_day: Vec<usize> =
        in_window.iter().copied().filter(|&i| statements[i].as_of == Some(last)).collect();
    if last_day.iter().any(|&i| statements[i].exact()) {
        return last_day;
    }
    // The last word is rounded: the last exact figure is the better one if it is confirmed. Exact
    // figures before that are history, whatever they agree with.
    let Some((low, high)) = common(statements, last_day.iter().copied()) else { return last_day };
    let exact = || in_window.iter().copied().filter(|&i| statements[i].exact());
    let exact_day = exact().filter_map(|i| statements[i].as_of).max();
    let confirmed = exact().filter(|&i| {
        statements[i].as_of == exact_day && (low..=high).contains(&statements[i].count)
    });
    confirmed.chain(last_day.iter().copied()).collect()
}

/// The values that all of them allow; none where some exclude each other. (Ranges that meet two
/// by two have a value in common.)
fn common(statements: &[Counted], of: impl Iterator<Item = usize>) -> Option<(i64, i64)> {
    let ranges = of.map(|i| statements[i].range());
    let (low, high) = ranges.reduce(|a, b| (a.0.max(b.0), a.1.min(b.1)))?;
    (low <= high).then_some((low, high))
}

/// Whether two statements for the same day exclude each other; one without a day may be for any.
/// What is said of a year after it is closed speaks for its end, on whatever day it is said.
fn contradiction(statements: &[Counted], of: &[usize], closed: Option<NaiveDate>) -> bool {
    let mut days: BTreeMap<NaiveDate, Vec<usize>> = BTreeMap::new();
    let mut undated = Vec::new();
    for &i in of {
        match statements[i].as_of {
            Some(day) => {
                let after = closed.and_then(|closed| closed.succ_opt()).filter(|&a| day > a);
                days.entry(after.unwrap_or(day)).or_default().push(i);
            }
            None => undated.push(i),
        }
    }
    // Excluding each other: the highest low end lies above the lowest high end.
    let ends = |of: &[usize]| {
        let ranges = || of.iter().map(|&i| statements[i].range());
        (ranges().map(|r| r.0).max(), ranges().map(|r| r.1).min())
    };
    let apart = |low: Option<i64>, high: Option<i64>| low.zip(high).is_some_and(|(l, h)| l > h);
    let (undated_low, undated_high) = ends(&undated);
    let (low, high) = ends(of);
    apart(undated_low, high)
        || apart(low, undated_high)
        || days.values().map(|day| ends(day)).any(|(low, high)| apart(low, high))
}
