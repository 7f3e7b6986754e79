//! Which document a citation means: kind, number, domain of its code, year of issue.
//!
//! *03-NQ/TU* of one province is not another's, and numbering starts again every term, so the
//! number alone names nothing. Separators are folded: `06/NQ-TU` is `06-NQ/TU`.

use crate::extract::facts::{Directive, Place};
use crate::reference::units::{UnitLevel, units};
use crate::text::fold::search_key;

/// Where the numbers of a code are given out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Domain {
    /// One series for the country: `TW`, `TTg`, `CP`, `QH15`.
    National,
    /// One series in each unit of a level: `TU`, `HU`.
    Level(UnitLevel),
    /// The code does not tell: `UBND`, `BDV`, no code at all.
    Unknown,
}

/// Key of the document; `place` is the article's.
pub fn key(directive: &Directive, place: &Place, article_key: &str) -> String {
    let what = match &directive.number {
        Some(number) => search_key(number).trim_start_matches('0').to_owned(),
        None => directive.title.as_deref().map(search_key).unwrap_or_default(),
    };
    let issuer = directive.issuer.as_ref();
    let national_issuer = issuer.is_some_and(|body| body.place == Place::default());
    let issuer_place = issuer.map(|body| &body.place).filter(|p| p.locality_key.is_some());
    let domain = match directive.number.as_deref().map(domain) {
        // A law is known by its name.
        None | Some(Domain::National) => "VN".to_owned(),
        Some(_) if national_issuer => "VN".to_owned(),
        Some(Domain::Level(level)) => {
            unit_at(issuer_place.unwrap_or(place), level).unwrap_or_else(|| article_key.to_owned())
        }
        Some(Domain::Unknown) => issuer_place
            .unwrap_or(place)
            .locality_key
            .clone()
            .unwrap_or_else(|| article_key.to_owned()),
    };
    let year = directive.issued_year.map(|year| year.to_string()).unwrap_or_default();
    format!("{}|{what}|{domain}|{year}", search_key(&directive.kind))
}

/// The domain of a number by its code (inventory, section 9).
fn domain(number: &str) -> Domain {
    let code = number.rsplit(['/', '-']).next().unwrap_or_default();
    let letters = code.trim_end_matches(|c: char| c.is_ascii_digit());
    match letters {
        "TTg" | "CP" | "QH" | "UBTVQH" | "CTN" | "TLĐ" | "TWĐTN" => Domain::National,
        // Alone or after an office of the committee: TW, BDVTW, BTGTU, VPHU.
        _ if letters.ends_with("TW") => Domain::National,
        _ if letters.ends_with("TU") => Domain::Level(UnitLevel::Province),
        _ if ["HU", "QU", "ThU", "TXU", "TxU"].iter().any(|u| letters.ends_with(u)) => {
            Domain::Level(UnitLevel::District)
        }
        // 02/2023/TT-BNV: a ministry's series is national.
        _ if number.contains("/TT-") || number.contains("/TTLT-") => Domain::National,
        _ => Domain::Unknown,
    }
}

/// Key of the unit of a level that a place is or lies in.
fn unit_at(place: &Place, level: UnitLevel) -> Option<String> {
    let units = units();
    let id = units.by_key(place.locality_key.as_deref()?)?;
    let chain = units.chain(id, None);
    chain.into_iter().map(|id| &units.all[id]).find(|u| u.level == level).map(|u| u.key.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::facts::Basis;

    fn cited(kind: &str, number: &str, year: Option<i32>, locality_key: &str) -> String {
        let directive = Directive {
            kind: kind.to_owned(),
            number: (!number.is_empty()).then(|| number.to_owned()),
            issued_on: None,
            issued_year: year,
            issuer: None,
            title: Some("Thực hiện dân chủ ở cơ sở".to_owned()),
            basis: Basis::default(),
        };
        let place = Place {
            locality: Some("nơi này".to_owned()),
            locality_key: (!locality_key.is_empty()).then(|| locality_key.to_owned()),
        };
        key(&directive, &place, "ARTICLE")
    }

    #[test]
    fn keys() {
        let go_cong_tay = "823@";
        for (kind, number, year, place, key) in [
            ("nghị quyết", "25-NQ/TW", Some(2013), "", "nghi quyet|25 nq tw|VN|2013"),
            ("nghị quyết", "25-NQ/TW", Some(2013), go_cong_tay, "nghi quyet|25 nq tw|VN|2013"),
            ("chỉ thị", "33/CT-TTg", None, "", "chi thi|33 ct ttg|VN|"),
            ("nghị quyết", "06-NQ/TU", None, go_cong_tay, "nghi quyet|6 nq tu|82@|"),
            ("nghị quyết", "06/NQ-TU", None, go_cong_tay, "nghi quyet|6 nq tu|82@|"),
            ("nghị quyết", "6-NQ/TU", None, "", "nghi quyet|6 nq tu|ARTICLE|"),
            ("kế hoạch", "12-KH/HU", None, go_cong_tay, "ke hoach|12 kh hu|823@|"),
            ("kế hoạch", "12-KH/BDVHU", None, go_cong_tay, "ke hoach|12 kh bdvhu|823@|"),
            ("kế hoạch", "474/UBND-VP7", None, go_cong_tay, "ke hoach|474 ubnd vp7|823@|"),
            ("nghị định", "59/2023/NĐ-CP", Some(2023), "", "nghi dinh|59 2023 nd cp|VN|2023"),
            ("luật", "10/2022/QH15", None, "", "luat|10 2022 qh15|VN|"),
            ("luật", "", None, go_cong_tay, "luat|thuc hien dan chu o co so|VN|"),
        ] {
            assert_eq!(cited(kind, number, year, place), key, "{number}");
        }
    }
}
