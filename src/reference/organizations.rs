//! Bodies with several names through time, from `reference/organizations.tsv`.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// What the file says of a name.
#[derive(Debug, Default)]
struct Names {
    /// Name in the base by another name of the same body.
    same: FxHashMap<&'static str, &'static str>,
    /// Successor, and since when, by the name of a body that ended.
    became: FxHashMap<&'static str, (&'static str, &'static str)>,
}

static NAMES: LazyLock<Names> = LazyLock::new(|| {
    let mut names = Names::default();
    for line in include_str!("../../reference/organizations.tsv").lines() {
        let cells: Vec<&str> = line.split('\t').collect();
        match cells[..] {
            [name, "same", other] => drop(names.same.insert(name, other)),
            [name, "became", other, since] => drop(names.became.insert(name, (other, since))),
            // Comments; the tests of this module find what is malformed.
            _ => {}
        }
    }
    names
});

/// The name of a body in the base: `Huyện đoàn` is the unit's `Đoàn Thanh niên Cộng sản Hồ Chí
/// Minh`.
pub fn canonical(name: &str) -> &str {
    NAMES.same.get(name).copied().unwrap_or(name)
}

/// What a body became, and since when (a day or a year): `Ban Dân vận Trung ương` became `Ban Tuyên
/// giáo và Dân vận Trung ương` on 2025-02-03.
pub fn became(name: &str) -> Option<(&'static str, &'static str)> {
    NAMES.became.get(name).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_read() {
        let data = include_str!("../../reference/organizations.tsv");
        let lines = data.lines().filter(|line| !line.starts_with('#')).count();
        assert_eq!(NAMES.same.len() + NAMES.became.len(), lines);
    }

    #[test]
    fn names() {
        assert_eq!(canonical("Thị đoàn"), "Đoàn Thanh niên Cộng sản Hồ Chí Minh");
        assert_eq!(canonical("Huyện ủy"), "Huyện ủy");
        let merged = Some(("Ban Tuyên giáo và Dân vận Trung ương", "2025-02-03"));
        assert_eq!(became("Ban Dân vận Trung ương"), merged);
    }
}
