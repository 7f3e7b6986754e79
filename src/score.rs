//! How good facts are, by what people say of a sample of them: verdicts, and the precision that
//! they allow to state. Pure functions.

use crate::reference::words::means;

/// What a person says of a fact, having read its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// The article states the fact, all of it.
    Right,
    /// It does not, or part of the fact is wrong.
    Wrong,
    /// The words do not decide it.
    Unclear,
}

impl Verdict {
    /// The words for verdicts, as they stand in the list of a sheet.
    pub const WORDS: [&str; 3] = ["right", "wrong", "unclear"];

    /// A verdict as people type it: in English or Vietnamese, with or without tone marks and
    /// capitals; 1 and 0 are right and wrong.
    pub fn parse(typed: &str) -> Option<Verdict> {
        let typed = typed.trim();
        match typed {
            "1" => return Some(Verdict::Right),
            "0" => return Some(Verdict::Wrong),
            _ => {}
        }
        let verdicts = [Verdict::Right, Verdict::Wrong, Verdict::Unclear];
        verdicts
            .into_iter()
            .zip(Verdict::WORDS)
            .find(|(_, word)| means(typed, word))
            .map(|(v, _)| v)
    }
}

/// How many verdicts of each sort.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// Facts that are right.
    pub right: u32,
    /// Facts that are wrong.
    pub wrong: u32,
    /// Facts that nobody could decide; they count for neither side.
    pub unclear: u32,
}

impl Tally {
    /// Counts a verdict.
    pub fn add(&mut self, verdict: Verdict) {
        match verdict {
            Verdict::Right => self.right += 1,
            Verdict::Wrong => self.wrong += 1,
            Verdict::Unclear => self.unclear += 1,
        }
    }

    /// How many verdicts.
    pub fn judged(&self) -> u32 {
        self.right + self.wrong + self.unclear
    }

    /// The share of the right ones among those that are right or wrong; none where there are none.
    pub fn precision(&self) -> Option<f64> {
        let decided = self.right + self.wrong;
        (decided > 0).then(|| f64::from(self.right) / f64::from(decided))
    }

    /// The bounds between which the precision of all facts lies, see [`wilson`].
    pub fn interval(&self) -> Option<(f64, f64)> {
        wilson(self.right, self.right + self.wrong)
    }
}

/// Quantile of the normal distribution for an interval of 95 %.
const Z: f64 = 1.959_963_984_540_054;

/// The score interval of E. B. Wilson (1927) at 95 % for a share that `of` independent draws
/// showed `hits` times; none without draws. It holds for few draws and for shares near 0 and 1,
/// where the usual plus-minus gives an interval of no width.
pub fn wilson(hits: u32, of: u32) -> Option<(f64, f64)> {
    if of == 0 {
        return None;
    }
    let (n, share) = (f64::from(of), f64::from(hits) / f64::from(of));
    let middle = share + Z * Z / (2.0 * n);
    let reach = Z * (share * (1.0 - share) / n + Z * Z / (4.0 * n * n)).sqrt();
    let scale = 1.0 + Z * Z / n;
    Some((((middle - reach) / scale).max(0.0), ((middle + reach) / scale).min(1.0)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verdicts_as_people_type_them() {
        for (typed, verdict) in [
            ("right", Some(Verdict::Right)),
            ("Right ", Some(Verdict::Right)),
            ("đúng", Some(Verdict::Right)),
            ("ĐÚNG", Some(Verdict::Right)),
            ("dung", Some(Verdict::Right)),
            ("1", Some(Verdict::Right)),
            ("wrong", Some(Verdict::Wrong)),
            ("sai", Some(Verdict::Wrong)),
            ("0", Some(Verdict::Wrong)),
            ("unclear", Some(Verdict::Unclear)),
            ("không rõ", Some(Verdict::Unclear)),
            ("Khong ro", Some(Verdict::Unclear)),
            ("2", None),
            ("maybe", None),
            ("", None),
        ] {
            assert_eq!(Verdict::parse(typed), verdict, "{typed}");
        }
    }

    /// The first four against R. G. Newcombe, Two-sided confidence intervals for the single
    /// proportion, Statistics in Medicine 17 (1998), table I, method 3.
    #[test]
    fn the_interval() {
        for (hits, of, bounds) in [
            (81, 263, Some("0.2553 0.3662")),
            (15, 148, Some("0.0624 0.1605")),
            (0, 20, Some("0.0000 0.1611")),
            (1, 29, Some("0.0061 0.1718")),
            (0, 0, None),
            (0, 1, Some("0.0000 0.7935")),
            (1, 1, Some("0.2065 1.0000")),
            (0, 10, Some("0.0000 0.2775")),
            (5, 10, Some("0.2366 0.7634")),
            (10, 10, Some("0.7225 1.0000")),
            (29, 29, Some("0.8830 1.0000")),
            (190, 200, Some("0.9104 0.9726")),
        ] {
            let told = wilson(hits, of).map(|(low, high)| format!("{low:.4} {high:.4}"));
            assert_eq!(told.as_deref(), bounds, "{hits} of {of}");
        }
    }

    #[test]
    fn unclear_counts_as_neither() {
        for (verdicts, judged, precision) in
            [("", 0, None), ("uu", 2, None), ("rruw", 4, Some(2.0 / 3.0)), ("w", 1, Some(0.0))]
        {
            let mut tally = Tally::default();
            for verdict in verdicts.chars() {
                tally.add(match verdict {
                    'r' => Verdict::Right,
                    'w' => Verdict::Wrong,
                    _ => Verdict::Unclear,
                });
            }
            assert_eq!((tally.judged(), tally.precision()), (judged, precision), "{verdicts}");
            assert_eq!(tally.interval().is_some(), precision.is_some(), "{verdicts}");
        }
    }
}
