//! Names as people type them: `TP. Cao Lãnh`, `h. Gò Công Tây`, `HĐND`.

use crate::text::fold::search_key;

/// Types of units before a name.
const TYPES: [(&str, &str); 9] = [
    ("tp", "thanh pho"),
    ("tx", "thi xa"),
    ("tt", "thi tran"),
    ("h", "huyen"),
    ("q", "quan"),
    ("p", "phuong"),
    ("x", "xa"),
    ("t", "tinh"),
    ("dk", "dac khu"),
];

/// Words that stand for several, anywhere.
const WORDS: [(&str, &str); 14] = [
    ("tphcm", "thanh pho ho chi minh"),
    ("hcm", "ho chi minh"),
    ("ubnd", "uy ban nhan dan"),
    ("hdnd", "hoi dong nhan dan"),
    ("mttq", "mat tran to quoc"),
    ("ubmttq", "uy ban mat tran to quoc"),
    ("bdv", "ban dan van"),
    ("bch", "ban chap hanh"),
    ("btv", "ban thuong vu"),
    ("lhpn", "lien hiep phu nu"),
    ("hnd", "hoi nong dan"),
    ("ccb", "cuu chien binh"),
    ("ldld", "lien doan lao dong"),
    ("tncs", "thanh nien cong san"),
];

/// The search key of a name, abbreviations spelled out. One letter is a type only before a full
/// stop: in `H Kim Hoa Byă` it is part of the name.
pub fn spelled_out(name: &str) -> String {
    let key = search_key(name);
    let stop = name.trim_start().find('.');
    let mut words: Vec<&str> = key.split(' ').collect();
    if words.len() > 1
        && let Some((short, long)) = TYPES.iter().find(|(short, _)| *short == words[0])
        && (short.len() > 1 || stop == Some(short.len()))
    {
        words[0] = long;
    }
    for word in &mut words {
        if let Some((_, long)) = WORDS.iter().find(|(short, _)| short == word) {
            *word = long;
        }
    }
    words.join(" ")
}

/// The key of a unit with those that it lies in, as `locality_names` has them: `huyện Châu Thành, tỉnh
/// Tiền Giang` is `huyen chau thanh, tinh tien giang`; empty where a name is none.
pub fn place_key(name: &str) -> String {
    let parts: Vec<String> = name.split(',').map(spelled_out).collect();
    if parts.iter().any(String::is_empty) { String::new() } else { parts.join(", ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_as_typed() {
        for (typed, key) in [
            ("go cong tay", "go cong tay"),
            ("TP. Cao Lãnh", "thanh pho cao lanh"),
            ("tp cao lãnh", "thanh pho cao lanh"),
            ("h. Gò Công Tây", "huyen go cong tay"),
            ("h.Gò Công Tây", "huyen go cong tay"),
            ("H Kim Hoa Byă", "h kim hoa bya"),
            ("TP.HCM", "thanh pho ho chi minh"),
            ("TPHCM", "thanh pho ho chi minh"),
            ("UBND huyện", "uy ban nhan dan huyen"),
            ("tx", "tx"),
            ("", ""),
        ] {
            assert_eq!(spelled_out(typed), key, "{typed}");
        }
    }
}
