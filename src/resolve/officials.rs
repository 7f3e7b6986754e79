//! Which person a name is.
//!
//! Extraction gives a *block*: folded name and province of today (or nation). A block may hold
//! several persons (two Nguyễn Văn Hùng of one province); which statements of a block are of one
//! person is a function of all its statements, and its place is here, recomputed for the blocks
//! that a load touches. For now a block is one person.

use crate::extract::facts::{Official, Place};

/// Offices of the nation that are printed without a body.
const NATIONAL: [&str; 4] = ["Tổng Bí thư", "Chủ tịch nước", "Chủ tịch Quốc hội", "Thủ tướng"];

/// Key of the person.
///
/// The nation is the domain of those who hold an office of it. A `Trưởng thôn` of a place that
/// could not be told has no domain, and without a domain nobody is merged: the key takes the
/// article's.
pub fn key(official: &Official, article_key: &str) -> String {
    let national = official.positions.iter().any(|position| match &position.organization {
        Some(body) => body.place == Place::default(),
        None => NATIONAL.iter().any(|office| position.title.contains(office)),
    });
    if official.key.ends_with("@?") || official.key.ends_with("@VN") && !national {
        format!("{}|{article_key}", official.key)
    } else {
        official.key.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::facts::{Basis, Body, Position, Standing};

    #[test]
    fn keys() {
        let commune = || Place { locality: Some("xã A".to_owned()), locality_key: None };
        for (block, title, body, key) in [
            ("a@01@", "Bí thư", Some(("Huyện ủy", commune())), "a@01@"),
            ("a@VN", "Vụ trưởng", Some(("Ban Dân vận Trung ương", Place::default())), "a@VN"),
            ("a@VN", "Tổng Bí thư", None, "a@VN"),
            ("a@VN", "nguyên Phó Thủ tướng", None, "a@VN"),
            ("a@?", "Bí thư", Some(("Đảng ủy", commune())), "a@?|ARTICLE"),
            ("a@VN", "Trưởng thôn", None, "a@VN|ARTICLE"),
            ("a@VN", "Bí thư", Some(("Đảng ủy", commune())), "a@VN|ARTICLE"),
        ] {
            let organization = body.map(|(name, place)| Body {
                name: name.to_owned(),
                key: name.to_owned(),
                place,
            });
            let position = Position {
                title: title.to_owned(),
                organization,
                standing: Standing::Held,
                basis: Basis::default(),
            };
            let official = Official {
                name: "A".to_owned(),
                key: block.to_owned(),
                positions: vec![position],
                roles: Vec::new(),
                parts: Vec::new(),
                basis: Basis::default(),
            };
            assert_eq!(super::key(&official, "ARTICLE"), key, "{title}");
        }
    }
}
