//! Who wrote an article: `Mạnh Hùng – Trung tâm VHTT&TT huyện Phú Xuyên`.

use super::line::{count_words, key, lower, opens_caption, word_at};
use super::site;
use crate::text::letters::{Class, letters};

/// What a byline says. Both empty for one that names nobody (`P.V (Tổng hợp)`, `Ảnh: X`).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Byline {
    pub author: Option<String>,
    pub publisher: Option<String>,
    /// Said with a label or as name and body: no doubt that it is a byline.
    pub sure: bool,
}

/// Labels of a byline, with what follows them; those that hold others first.
const LABELS: &[(&str, Part)] = &[
    ("nguồn tin", Part::Publisher),
    ("nguồn bài viết", Part::Publisher),
    ("tác giả bài viết", Part::Author),
    ("tác giả", Part::Author),
    ("nguồn tác giả", Part::Author),
    ("nguồn", Part::Publisher),
    ("bài và ảnh", Part::Author),
    ("bài, ảnh", Part::Author),
    ("bài ảnh", Part::Author),
    ("bài & ảnh", Part::Author),
    ("tin và ảnh", Part::Author),
    ("tin, ảnh", Part::Author),
    ("tin ảnh", Part::Author),
    ("tin & ảnh", Part::Author),
    ("tin - ảnh", Part::Author),
    ("bài - ảnh", Part::Author),
    ("tin, bài, ảnh", Part::Author),
    ("tin, bài và ảnh", Part::Author),
    ("tin, bài", Part::Author),
    ("tin bài", Part::Author),
    ("tin/bài", Part::Author),
    ("bài viết", Part::Author),
    ("người viết", Part::Author),
    ("thực hiện", Part::Author),
    ("bài", Part::Author),
    ("tin", Part::Author),
    ("theo", Part::Publisher),
    ("ảnh minh họa", Part::Nobody),
    ("ảnh", Part::Nobody),
    ("video", Part::Nobody),
    ("đồ họa", Part::Nobody),
    ("người đăng", Part::Nobody),
    ("biên tập", Part::Nobody),
    ("ban biên tập", Part::Nobody),
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Author,
    Publisher,
    Nobody,
}

/// Heads of bodies that sign articles, besides the names of sites.
const BODIES: &[&str] = &[
    "trung tâm",
    "tt",
    "ttvh",
    "ttvhtt",
    "ttttvh",
    "đài",
    "ban",
    "phòng",
    "văn phòng",
    "vp",
    "ubnd",
    "ủy ban",
    "hđnd",
    "hội",
    "đoàn",
    "công an",
    "bộ",
    "sở",
    "cục",
    "chi cục",
    "huyện ủy",
    "thị ủy",
    "thành ủy",
    "quận ủy",
    "tỉnh ủy",
    "đảng ủy",
    "cổng",
    "trang",
    "mttq",
    "ubmttq",
    "ủy ban mặt trận",
    "khối dân vận",
    "khối",
    "trường",
    "huyện đoàn",
    "tỉnh đoàn",
    "thành đoàn",
    "liên đoàn",
    "bản tin",
    "ttxvn",
    "thông tấn xã",
    "tổ",
    "đội",
    "chi bộ",
    "hội đồng",
    "bch",
    "ban chỉ huy",
    "xã",
    "phường",
    "thị trấn",
    "huyện",
    "đảng bộ",
];
/// Words that begin like a body and are none.
const NO_BODIES: &[&str] = &[
    "hội nghị",
    "hội thi",
    "hội thảo",
    "hội trại",
    "ban hành",
    "bộ đội",
    "đoàn kết",
    "đoàn công tác",
    "đoàn viên",
    "trường hợp",
    "tổ chức",
    "tổ quốc",
    "phòng chống",
    "đội ngũ",
    "báo cáo",
    "trang bị",
    "khối đại đoàn kết",
    "sở hữu",
    "cục diện",
    "trung tâm của",
];
/// Verbs of captions: a line with one of them is no signature of a body.
const DEEDS: &[&str] = &[
    "phát biểu",
    "có",
    "đăng ký",
    "được",
    "trao",
    "tặng",
    "tham gia",
    "tham dự",
    "dự",
    "kiểm tra",
    "tổ chức",
    "cùng",
    "tại",
    "thăm",
    "chụp",
    "chúc mừng",
    "chủ trì",
    "ký",
    "nhận",
    "khen thưởng",
    "triển khai",
    "báo cáo",
    "làm việc",
    "phát động",
    "biểu dương",
    "tuyên dương",
    "thực hiện",
    "với",
    "trong",
    "đã",
    "năm",
    "cho",
    "của",
];
/// Accounts and roles that are no persons.
const NOBODIES: &[&str] = &[
    "quantri",
    "quản trị",
    "quản trị viên",
    "admin",
    "administrator",
    "bbt",
    "ban biên tập",
    "pv",
    "p v",
    "phóng viên",
    "ctv",
    "cộng tác viên",
    "webmaster",
    "biên tập viên",
    "btv",
    "user",
    "tổng hợp",
    "biên tập",
    "nhóm pv",
    "nhóm phóng viên",
    "st",
    "sưu tầm",
    "null",
];

/// Reads a line that may sign an article; `None` for anything else.
pub(super) fn byline(line: &str) -> Option<Byline> {
    let text = unwrap(line.trim().trim_end_matches("./.").trim());
    if !(1..=22).contains(&count_words(text)) {
        return None;
    }
    labelled(text).or_else(|| signature(text))
}

/// A text without the brackets around all of it: `(baogialai.com.vn)`.
fn unwrap(text: &str) -> &str {
    match text.strip_prefix('(').and_then(|t| t.strip_suffix(')')) {
        Some(inner) if !inner.contains(['(', ')']) => inner.trim(),
        _ => text,
    }
}

/// `Bài: A, ảnh: B`, `Tin, ảnh: T.T`, `Tác giả bài viết: Kim Lan - Quốc Nam`, `Theo Báo X`.
fn labelled(text: &str) -> Option<Byline> {
    let low = lower(text);
    if !low.contains(':') && !low.starts_with("theo") {
        return None;
    }
    let mut marks: Vec<(usize, usize, Part)> = Vec::new();
    for &(label, part) in LABELS {
        for (at, _) in low.match_indices(label) {
            let end = at + label.len();
            let apart = low[..at].chars().next_back().is_none_or(|c| !c.is_alphanumeric());
            let rest = low[end..].trim_start();
            let colon = rest.starts_with(':');
            // `Theo Báo X` needs no colon, at the start.
            let bare = at == 0 && label == "theo" && rest.len() < low.len() - end;
            if apart && (colon || bare) && !marks.iter().any(|m| at < m.1 && m.0 < end) {
                let skip = low.len() - rest.len() + usize::from(colon);
                marks.push((at, skip, part));
            }
        }
    }
    marks.sort_unstable_by_key(|mark| mark.0);
    if marks.first()?.0 != 0 {
        // `Thu Hà, ảnh: Văn An`
        let first = marks.first()?;
        let mut head =
            signature(text[..first.0].trim_end_matches([' ', ',', ';', '-', '–', '.', '|', '(']))?;
        head.sure = true;
        return (first.2 == Part::Nobody).then_some(head);
    }
    let mut found = Byline { sure: true, ..Byline::default() };
    for (i, (_, start, part)) in marks.iter().enumerate() {
        let end = marks.get(i + 1).map_or(text.len(), |next| next.0);
        let said = unbracketed(&text[*start..end]);
        match part {
            // `Ảnh: Đồng chí A, Bí thư Huyện ủy phát biểu …`: a caption, not a credit.
            Part::Nobody if opens_caption(said) => return None,
            Part::Nobody => {}
            Part::Author => {
                let Some(who) = signature(said) else {
                    // A label with a sentence behind it is no byline: `Thực hiện: …`.
                    if marks.len() == 1 && count_words(said) > 8 {
                        return None;
                    }
                    continue;
                };
                found.author = found.author.or(who.author);
                found.publisher = found.publisher.or(who.publisher);
            }
            // `Theo Hoàng Lam`
            Part::Publisher if is_names(said) && !is_body(said) && marks.len() == 1 => {
                return signature(said);
            }
            Part::Publisher => {
                let colon = text[..*start].ends_with(':');
                let body =
                    site::is_domain(said) || is_body(said) || site::site_name(said).is_some();
                if count_words(said) > 12 || !(colon || body) {
                    return None;
                }
                found.publisher =
                    found.publisher.or_else(|| (!said.is_empty()).then(|| said.to_owned()));
            }
        }
    }
    Some(found)
}

/// What a label signs, without marks around it; `Thu Hà (Báo Ví Dụ)` keeps its bracket.
fn unbracketed(text: &str) -> &str {
    let text = text.trim_matches([' ', ',', ';', '-', '–', '|', '(']);
    if text.contains('(') { text } else { text.trim_matches([' ', ',', ';', '-', '–', '|', ')']) }
}

/// Names, a body, or names and a body, without a label.
fn signature(text: &str) -> Option<Byline> {
    // Names, an office and a body at most; a paragraph is not tried mark by mark.
    const LONGEST: usize = 500;
    if text.len() > LONGEST {
        return None;
    }
    let text = text.trim().trim_end_matches(['.', ',']).trim();
    if is_nobody(text) {
        return Some(Byline { sure: true, ..Byline::default() });
    }
    // `Minh Ngọc (Trung tâm VH – TT – TT)`
    if let Some((names, body)) = text.strip_suffix(')').and_then(|t| t.split_once('('))
        && !body.contains(['(', ')'])
    {
        let (names, body) = (names.trim(), body.trim());
        if is_nobody(names) || is_nobody(body) && is_names(names) {
            let author = (!is_nobody(names)).then(|| names.to_owned());
            let publisher = (!is_nobody(body) && is_body(body)).then(|| body.to_owned());
            return Some(Byline { author, publisher, sure: true });
        }
        let names = without_role(names);
        let body_said = is_body(body) || site::is_domain(body);
        if is_names(names) && (body_said || count_words(body) <= 8) {
            return Some(Byline {
                author: Some(names.to_owned()),
                publisher: Some(theo(body).to_owned()),
                sure: body_said,
            });
        }
        return None;
    }
    let text = without_role(text);
    if is_names(text) {
        return Some(Byline { author: Some(text.to_owned()), publisher: None, sure: false });
    }
    if site::is_domain(text) || is_body(text) || site::site_name(text).is_some() {
        return Some(Byline { author: None, publisher: Some(text.to_owned()), sure: false });
    }
    // `Mạnh Hùng – Trung tâm …`, `Lan Anh/Báo …`: the first part that is a body opens it.
    for (at, separator) in separators(text) {
        let (names, body) = (text[..at].trim(), text[at + separator..].trim());
        let names = names.trim_end_matches([' ', '-', '–', '/', ',']);
        if (is_names(names) || is_nobody(names)) && (is_body(body) || site::is_domain(body)) {
            let author = (!is_nobody(names)).then(|| names.to_owned());
            return Some(Byline { author, publisher: Some(body.to_owned()), sure: true });
        }
    }
    None
}

/// `Theo Báo X` → `Báo X`.
fn theo(text: &str) -> &str {
    text.strip_prefix("Theo ").or_else(|| text.strip_prefix("theo ")).unwrap_or(text)
}

/// `CTV Thu Hà` → `Thu Hà`.
fn without_role(text: &str) -> &str {
    for role in ["PV ", "CTV ", "P.V ", "Phóng viên ", "PV: ", "CTV: ", "Bài ", "Tin "] {
        if let Some(name) = text.strip_prefix(role)
            && !name.trim().is_empty()
        {
            return name.trim();
        }
    }
    text
}

fn separators(text: &str) -> Vec<(usize, usize)> {
    let mut found: Vec<(usize, usize)> =
        [" - ", " – ", " — ", " // ", "/", ", ", " | ", "- ", "– "]
            .iter()
            .flat_map(|s| text.match_indices(s).map(|(at, s)| (at, s.len())))
            .collect();
    found.sort_unstable();
    found
}

/// One or more personal or pen names: `Hải Huế`, `A. Tú - T. Phong`, `H.QUỲNH`.
pub(super) fn is_names(text: &str) -> bool {
    let parts: Vec<&str> = text
        .split([',', '–', '—', '&', ';', '/'])
        .flat_map(|part| part.split(" - "))
        .flat_map(|part| part.split(" và "))
        .map(|part| part.trim().trim_matches('-').trim())
        .collect();
    (1..=4).contains(&parts.len()) && parts.iter().all(|part| is_name(part))
}

fn is_name(text: &str) -> bool {
    let tokens: Vec<&str> = text.split([' ', '.']).filter(|token| !token.is_empty()).collect();
    let letters = text.chars().filter(|c| is_letter(*c)).count();
    (1..=5).contains(&tokens.len())
        && letters >= 2
        && tokens.iter().all(|token| is_name_token(token))
        && !matches!(text, "AM" | "PM" | "SA" | "CH")
        && !opens_body(&key(text))
        && !super::line::is_section(text)
        && !is_nobody(text)
}

fn is_letter(c: char) -> bool {
    letters().class(c).is(Class::ALPHABETIC)
}

/// A capital and letters; an ethnic name may hold an apostrophe or hyphen (`H’Linh`, `Y-Mít`).
fn is_name_token(token: &str) -> bool {
    let mut chars = token.chars();
    chars.next().is_some_and(char::is_uppercase)
        && token.chars().count() <= 9
        && chars.all(|c| is_letter(c) || matches!(c, '\'' | '’' | '-'))
}

/// Whether a text names nobody: system accounts, `P.V`, `BBT`.
pub(super) fn is_nobody(text: &str) -> bool {
    let key = key(text);
    NOBODIES.contains(&key.as_str())
        || (!text.contains(' ')
            && !text.is_empty()
            && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_'))
}

/// Whether a text is the name of a body that signs articles.
pub(super) fn is_body(text: &str) -> bool {
    let key = key(text);
    let first_upper = text.chars().next().is_some_and(char::is_uppercase);
    let words = count_words(text);
    first_upper
        && (words >= 2 || site::is_known(&key))
        && words <= 16
        && opens_body(&key)
        && !DEEDS.iter().any(|deed| word_at(&key, deed).is_some())
        && !text.ends_with([':', ';', '?', '!'])
}

fn opens_body(key: &str) -> bool {
    if NO_BODIES.iter().any(|other| key.starts_with(other)) {
        return false;
    }
    site::opens_site(key)
        || BODIES
            .iter()
            .any(|body| key.strip_prefix(body).is_some_and(|more| more.starts_with(' ')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bylines_are_read() {
        for (line, author, publisher) in [
            ("Mai Lan", "Mai Lan", ""),
            ("Mai Lan – Trung tâm VHTT&TT huyện Ví Dụ", "Mai Lan", "Trung tâm VHTT&TT huyện Ví Dụ"),
            ("Mai Lan (Trung tâm VH – TT – TT)", "Mai Lan", "Trung tâm VH – TT – TT"),
            ("Tác giả bài viết: Kim An - Quốc Bình", "Kim An - Quốc Bình", ""),
            ("Tin, ảnh: T.T", "T.T", ""),
            ("Bài: Thu Hà, ảnh: Văn An", "Thu Hà", ""),
            ("(Tin, ảnh: Thu Hà)", "Thu Hà", ""),
            ("Tin, ảnh: Thu Hà (Ban Dân vận Ví Dụ)", "Thu Hà", "Ban Dân vận Ví Dụ"),
            ("Bài: Thu Hà (Báo Ví Dụ), ảnh: Văn An", "Thu Hà", "Báo Ví Dụ"),
            ("Thu Hà; Ảnh: Văn An", "Thu Hà", ""),
            ("(baovidu.com.vn)", "", "baovidu.com.vn"),
            ("NGỌC LAN - THU HÀ // TRUNG TÂM TIN TỨC", "NGỌC LAN - THU HÀ", "TRUNG TÂM TIN TỨC"),
            ("P.V (Tổng hợp)", "", ""),
            ("Ảnh: Thanh Xuân", "", ""),
            ("quantri", "", ""),
            ("C.Tú - Th.Phong - V.Thủy", "C.Tú - Th.Phong - V.Thủy", ""),
            ("Nguồn: Cổng TTĐT huyện Ví Dụ", "", "Cổng TTĐT huyện Ví Dụ"),
            ("Nguồn tin: Trung tâm Văn hóa Ví Dụ", "", "Trung tâm Văn hóa Ví Dụ"),
            ("Theo Báo Ví Dụ", "", "Báo Ví Dụ"),
            ("Ban Dân vận Quận ủy", "", "Ban Dân vận Quận ủy"),
            ("CTV Thu Hà", "Thu Hà", ""),
            ("Đài Truyền thanh - Truyền hình Ví Dụ", "", "Đài Truyền thanh - Truyền hình Ví Dụ"),
            ("H’Linh Niê", "H’Linh Niê", ""),
            ("Thu Hà/Báo Ví Dụ", "Thu Hà", "Báo Ví Dụ"),
            ("Thu Hà - Phường Xuân Tăng", "Thu Hà", "Phường Xuân Tăng"),
        ] {
            let found = byline(line).unwrap_or_else(|| panic!("{line}"));
            let said = (found.author.unwrap_or_default(), found.publisher.unwrap_or_default());
            assert_eq!(said, (author.to_owned(), publisher.to_owned()), "{line}");
        }
    }

    #[test]
    fn captions_and_sentences_are_no_bylines() {
        for line in [
            "Quang cảnh hội nghị",
            "Ban Dân vận Huyện ủy trao giấy khen cho các tập thể",
            "Các đại biểu dự hội nghị",
            "Theo kế hoạch, hội nghị sẽ bàn ba việc",
            "Thực hiện: các xã, thị trấn đăng ký mô hình trước ngày 15 tháng 3 hằng năm",
            "Công an huyện tặng quà",
            "Kinh tế - Xã hội",
        ] {
            assert_eq!(byline(line), None, "{line}");
        }
    }
}
