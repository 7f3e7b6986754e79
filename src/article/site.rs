//! Names of sites: newspapers, portals, stations, as headers, footers and datelines print them.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use super::line::{Line, SHORT, cells, count_words, is_furniture, is_menu, is_section, key};

/// Words that open the name of a publication.
const PUBLICATIONS: &[&str] = &[
    "báo",
    "báo điện tử",
    "tạp chí",
    "tạp chí điện tử",
    "cổng thông tin điện tử",
    "cổng ttđt",
    "cổng thông tin",
    "cổng giao tiếp điện tử",
    "cổng giao tiếp",
    "trang thông tin điện tử",
    "trang ttđt",
    "trang tin điện tử",
    "trang tin",
    "đài phát thanh",
    "đài truyền hình",
    "đài truyền thanh",
    "đài pt",
    "đài ptth",
    "đài tt",
    "đài",
    "trung tâm truyền thông",
    "trung tâm văn hóa",
    "website",
    "chuyên trang",
    "bản tin",
    "thông tấn xã",
    "ttxvn",
    "tuần báo",
    "nhật báo",
    "cơ quan ngôn luận",
    "kênh",
    "mạng",
    "thời báo",
    "cổng tin tức",
    "trang điện tử",
    "trung tâm tin tức",
];
/// Bodies whose name alone heads their own site.
const OWNERS: &[&str] = &[
    "ban dân vận",
    "ban tuyên giáo",
    "ủy ban nhân dân",
    "ubnd",
    "ủy ban mặt trận",
    "ủy ban mttq",
    "hội liên hiệp phụ nữ",
    "hội nông dân",
    "hội cựu chiến binh",
    "liên đoàn lao động",
    "huyện ủy",
    "thị ủy",
    "thành ủy",
    "quận ủy",
    "tỉnh ủy",
    "đảng bộ",
    "đảng ủy",
];
/// Newspapers that print their name without `Báo`.
const KNOWN: &[&str] = &[
    "nhân dân",
    "người lao động",
    "nlđo",
    "tuổi trẻ",
    "tuổi trẻ online",
    "thanh niên",
    "tiền phong",
    "sài gòn giải phóng",
    "sggp",
    "lao động",
    "lao động thủ đô",
    "hà nội mới",
    "hànộimới",
    "kinh tế đô thị",
    "quân đội nhân dân",
    "công an nhân dân",
    "đại đoàn kết",
    "dân trí",
    "vietnamplus",
    "vietnamnet",
    "vnexpress",
    "vov",
    "vtv",
    "vtc news",
    "ttxvn",
    "baomoi",
    "báo mới",
    "pháp luật việt nam",
    "phụ nữ việt nam",
    "nông thôn ngày nay",
    "dân việt",
    "giác ngộ",
    "giác ngộ online",
    "zing news",
    "đảng cộng sản việt nam",
];
const DOMAIN_ENDINGS: &[&str] = &[".vn", ".com", ".net", ".org", ".info", ".edu", ".tv", ".asia"];

pub(super) fn is_known(key: &str) -> bool {
    may_name_site(key) && KNOWN.contains(&key)
}

/// Whether any name of a publication has this first word: most lines of a page are menus.
fn may_name_site(key: &str) -> bool {
    static FIRST_WORDS: LazyLock<FxHashSet<&str>> =
        LazyLock::new(|| PUBLICATIONS.iter().chain(KNOWN).map(|name| first_word(name)).collect());
    FIRST_WORDS.contains(first_word(key))
}

fn first_word(key: &str) -> &str {
    key.split(' ').next().unwrap_or_default()
}

/// Whether a folded text begins like the name of a publication.
pub(super) fn opens_site(key: &str) -> bool {
    may_name_site(key)
        && PUBLICATIONS
            .iter()
            .any(|head| key.strip_prefix(head).is_some_and(|more| more.starts_with(' ')))
}

/// `baogialai.com.vn`, `Baohatinh.vn`.
pub(super) fn is_domain(text: &str) -> bool {
    if text.contains(' ') {
        return false;
    }
    let low = text.to_ascii_lowercase();
    let host = low.strip_prefix("http://").or(low.strip_prefix("https://")).unwrap_or(&low);
    host.len() >= 5
        && host.is_ascii()
        && DOMAIN_ENDINGS.iter().any(|ending| host.trim_end_matches('/').ends_with(ending))
        && host.bytes().next().is_some_and(|b| b.is_ascii_alphanumeric())
}

/// The name of a publication, where the text is one and little else.
pub(super) fn site_name(text: &str) -> Option<String> {
    let text = text.trim().trim_end_matches(['.', ',', '-', ':', '|']).trim();
    if text.len() > SHORT {
        return None;
    }
    let key = key(text);
    // `CHÀO MỪNG CÁC BẠN ĐẾN VỚI TRANG TTĐT …`
    if key.contains("đến với ")
        && let Some(at) = super::line::lower(text).find("đến với ")
    {
        return site_name(&text[at + "đến với ".len()..]);
    }
    let named = is_domain(text) || is_known(&key) || (opens_site(&key) && count_words(text) <= 18);
    // `Bản tin phát thanh` is a section of many sites.
    let own = || count_words(text) >= 1 && !super::line::is_paragraph(text) && !is_section(text);
    (named && own()).then(|| text.to_owned())
}

/// The site's name among the lines above a headline: a publication, else a body at the top,
/// else the first line where it stands alone like a logo (`NGƯỜI ĐÔ THỊ` over the menu).
pub(super) fn in_header(lines: &[&Line]) -> Option<String> {
    // A portal's name in two lines: `CỔNG THÔNG TIN ĐIỆN TỬ` over `HUYỆN VÍ DỤ`.
    for pair in lines.windows(2) {
        if is_generic(&pair[0].text) && super::line::is_place(&pair[1].text) {
            return Some(format!("{} {}", pair[0].text, pair[1].text));
        }
    }
    let parts = || {
        lines.iter().flat_map(|line| {
            if line.cells >= 2 { cells(&line.text) } else { vec![line.text.as_str()] }
        })
    };
    parts()
        .filter(|part| !is_generic(part))
        .find_map(site_name)
        .or_else(|| {
            parts()
                .find(|text| {
                    let key = key(text);
                    count_words(text) <= 12
                        && OWNERS.iter().any(|owner| key.starts_with(owner))
                        && key.chars().count() > 8
                })
                .map(str::to_owned)
        })
        .or_else(|| logo(lines))
        .or_else(|| parts().find(|part| is_generic(part)).map(str::to_owned))
}

/// A kind of site that names nobody.
fn is_generic(text: &str) -> bool {
    const GENERIC: &[&str] = &[
        "cổng thông tin điện tử",
        "cổng thông tin",
        "trang thông tin điện tử",
        "trang thông tin điện tử tổng hợp",
        "cổng giao tiếp điện tử",
        "trang tin điện tử",
        "báo điện tử",
        "website",
    ];
    GENERIC.contains(&key(text).as_str())
}

fn logo(lines: &[&Line]) -> Option<String> {
    let (first, second) = (lines.first()?, lines.get(1)?);
    let text = first.text.as_str();
    let capitals =
        text.split_whitespace().all(|w| w.chars().next().is_some_and(|c| !c.is_lowercase()));
    let alone = first.cells == 1 && !is_section(text) && !is_furniture(text);
    let over_menu = is_menu(second) || super::dates::date_line(&second.text).is_some();
    (capitals
        && alone
        && over_menu
        && count_words(text) <= 6
        && super::dates::date_line(text).is_none())
    .then(|| text.to_owned())
}

/// The site's name among the lines below an article: `© truyenhinhvidu.vn`,
/// `Bản quyền thuộc về Báo Ví Dụ`, `Tạp chí điện tử Ví Dụ | Liên hệ quảng cáo`.
pub(super) fn in_footer<'a>(lines: impl Iterator<Item = &'a str>) -> Option<String> {
    let mut named = None;
    for line in lines {
        if let Some(owner) = copyright(line) {
            return Some(owner);
        }
        if named.is_none() {
            named = cells(line)
                .first()
                .and_then(|cell| site_name(cell))
                .filter(|_| !super::line::ends_sentence(line) && count_words(line) <= 25);
        }
    }
    named
}

fn copyright(line: &str) -> Option<String> {
    // The mark stands at the start, or behind a few signs.
    let low = super::line::lower(&line[..line.floor_char_boundary(12 + "bản quyền".len())]);
    let marked = |at: &usize| {
        ["bản quyền", "©", "copyright"].iter().any(|mark| low[*at..].starts_with(mark))
    };
    let start = low.char_indices().map(|(at, _)| at).take_while(|&at| at <= 12).find(marked)?;
    let mut rest = line[start..].trim();
    loop {
        let before = rest;
        for word in [
            "bản quyền",
            "©",
            "copyright",
            "(c)",
            "thuộc về",
            "thuộc",
            "bởi",
            "by",
            "của",
            ":",
            "-",
            "®",
        ] {
            let low = super::line::lower(rest);
            if low.starts_with(word) {
                rest = rest[word.len()..].trim_start();
            }
        }
        rest = rest.trim_start_matches(|c: char| {
            c.is_ascii_digit() || matches!(c, '-' | '–' | ' ' | ',' | '.')
        });
        if rest == before {
            break;
        }
    }
    let low = super::line::lower(rest);
    let end = [". ", " | ", ", all", " all rights", ".all", " - ", ", ", "® "]
        .iter()
        .filter_map(|stop| low.find(stop))
        .min()
        .unwrap_or(rest.len());
    let owner = rest[..end].trim().trim_end_matches(['.', ',']);
    let words = count_words(owner);
    ((1..=16).contains(&words)
        && (is_domain(owner) || owner.chars().next().is_some_and(char::is_uppercase))
        && (words >= 2 || is_domain(owner)))
    .then(|| owner.to_owned())
}

/// `Theo dõi Báo Ví Dụ trên Google News` → `Báo Ví Dụ`.
pub(super) fn followed(line: &str) -> Option<String> {
    let rest = line.strip_prefix("Theo dõi ")?;
    let name = rest.split(" trên").next().filter(|name| name.len() < rest.len())?;
    site_name(name)
}

/// The mark of an agency or newspaper before the lead, and where the lead begins (bytes):
/// `(BGĐT) - Sáng 12/4 …`, `CTTĐT - …`, `YênBái - …`, `(Baohatinh.vn) - …`.
///
/// A place name is no mark (`Đà Nẵng – Sáng …`): it says where the news comes from and stays.
pub(super) fn dateline_mark(text: &str) -> Option<(String, usize)> {
    let (mark, after) = if let Some(inner) = text.strip_prefix('(') {
        let end = inner.find(')')?;
        (&inner[..end], &inner[end + 1..])
    } else {
        let end = text.find([' ', '-', '–', '—'])?;
        let mark = &text[..end];
        let camel = mark
            .chars()
            .skip(1)
            .zip(mark.chars())
            .any(|(c, before)| c.is_uppercase() && before.is_lowercase());
        let capitals = mark.chars().all(|c| c.is_uppercase() || c == '.' || c.is_ascii_digit())
            && mark.chars().filter(|c| c.is_uppercase()).count() >= 2;
        if !(camel || capitals || is_domain(mark)) {
            return None;
        }
        (mark, &text[end..])
    };
    let lead = after.trim_start();
    let lead = if text.starts_with('(') {
        lead.trim_start_matches(['-', '–', '—', ':', '.']).trim_start()
    } else {
        // Without brackets only the dash tells the mark from the sentence: `UBND huyện …`.
        let bare = lead.strip_prefix(['-', '–', '—'])?;
        bare.strip_prefix(' ')?.trim_start()
    };
    let words = count_words(mark);
    let upper = lead.chars().next().is_some_and(|c| c.is_uppercase() || !c.is_alphabetic());
    let plausible = (1..=5).contains(&words)
        && mark.chars().next().is_some_and(|c| c.is_uppercase() || is_domain(mark));
    // `QK2 – Sáng 29/9, …`: the newspaper of a military region.
    let numbered = mark.chars().any(|c| c.is_ascii_digit()) && !mark.starts_with("QK");
    (plausible && upper && !lead.is_empty() && !numbered)
        .then(|| (mark.trim().to_owned(), text.len() - lead.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_before_the_lead_are_read() {
        for (text, mark, lead) in [
            ("(BGĐT) - Sáng 12/4, hội nghị", "BGĐT", "Sáng 12/4, hội nghị"),
            ("(GLO)- Sáng nay", "GLO", "Sáng nay"),
            ("CTTĐT - Sáng 8/7, Ban Dân vận", "CTTĐT", "Sáng 8/7, Ban Dân vận"),
            ("YênBái - Toàn huyện có", "YênBái", "Toàn huyện có"),
            ("(Baovidu.vn) – Công tác", "Baovidu.vn", "Công tác"),
            ("VOV.VN - Chiều nay", "VOV.VN", "Chiều nay"),
        ] {
            let (found, at) = dateline_mark(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((found.as_str(), &text[at..]), (mark, lead), "{text}");
        }
        for text in [
            "Đà Nẵng – Sáng nay",
            "UBND huyện tổ chức",
            "Sáng 12/4, hội nghị",
            "(ngày 12/4) hội nghị",
            "HĐND-UBND huyện",
        ] {
            assert_eq!(dateline_mark(text), None, "{text}");
        }
    }

    #[test]
    fn owners_are_read_from_footers() {
        for (line, owner) in [
            ("© truyenhinhvidu.vn", Some("truyenhinhvidu.vn")),
            ("© hanoividu.vn. All rights reserved.", Some("hanoividu.vn")),
            ("Bản quyền © 2020 Đài Phát thanh Ví Dụ", Some("Đài Phát thanh Ví Dụ")),
            (
                "© Bản quyền thuộc về Báo Ví Dụ điện tử. Ghi rõ nguồn khi phát hành lại.",
                Some("Báo Ví Dụ điện tử"),
            ),
            ("Tạp chí điện tử Ví Dụ | Liên hệ quảng cáo | Đặt báo", Some("Tạp chí điện tử Ví Dụ")),
            ("Lượt truy cập: 1.204.518", None),
        ] {
            assert_eq!(in_footer(std::iter::once(line)).as_deref(), owner, "{line}");
        }
    }

    #[test]
    fn site_names_are_told_from_other_lines() {
        for line in [
            "BÁO VÍ DỤ ONLINE",
            "Cổng thông tin điện tử huyện Ví Dụ",
            "baovidu.vn",
            "NGƯỜI LAO ĐỘNG",
        ] {
            assert!(site_name(line).is_some(), "{line}");
        }
        for line in ["Trang chủ", "Thời sự", "Báo", "Hội nghị tổng kết"] {
            assert_eq!(site_name(line), None, "{line}");
        }
    }
}
