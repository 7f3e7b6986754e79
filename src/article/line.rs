//! One line of a page and what it can be told to be by itself.

use super::LineKind;
use crate::text::letters::{Class, letters};

/// A line of a page, normalized, single spaces, before it is judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    pub text: String,
    /// What the markup says it is.
    pub kind: Option<LineKind>,
    /// A blank line stands before it.
    pub after_blank: bool,
    /// Cells side by side parted by runs of spaces, bars or arrows: a menu or breadcrumb.
    pub cells: usize,
    /// Mostly links.
    pub linked: bool,
}

/// Lower case that keeps every byte offset: a letter whose small form has another length in
/// UTF-8 (none of Vietnamese) stays as it is.
pub(super) fn lower(text: &str) -> String {
    let letters = letters();
    let mut low = String::with_capacity(text.len());
    low.extend(text.chars().map(|c| letters.small(c)));
    low
}

/// Byte offset of a phrase where it stands as whole words.
pub(super) fn word_at(text: &str, phrase: &str) -> Option<usize> {
    // A line is too short to be worth a searcher made for the phrase.
    let first = *phrase.as_bytes().first()?;
    memchr::memchr_iter(first, text.as_bytes()).find(|&at| {
        let apart = |c: Option<char>| c.is_none_or(|c| !c.is_alphabetic());
        let word = || phrase.starts_with(char::is_alphabetic);
        let word_end = || phrase.ends_with(char::is_alphabetic);
        text.as_bytes()[at..].starts_with(phrase.as_bytes())
            && (apart(text[..at].chars().next_back()) || !word())
            && (apart(text[at + phrase.len()..].chars().next()) || !word_end())
    })
}

/// Words of a line, as far as any rule asks: long paragraphs are not counted to their end.
pub(super) fn count_words(text: &str) -> usize {
    const ENOUGH: usize = 100;
    let letters = letters();
    let (mut words, mut counted) = (0, false);
    for c in text.chars() {
        // Two letters of three have no mark.
        let class = if c.is_ascii_lowercase() { Class::ALPHABETIC } else { letters.class(c) };
        if class.is(Class::ALPHABETIC) || !counted && c.is_numeric() {
            words += usize::from(!counted);
            counted = true;
        } else if class.is(Class::SPACE) {
            counted = false;
            if words == ENOUGH {
                break;
            }
        }
    }
    words
}

/// Longest line, in bytes, that is looked at as a label, a heading or furniture.
pub(super) const SHORT: usize = 600;

/// Whether a text ends as a sentence does.
pub(super) fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches(['”', '"', '’', ')', ' ', '/']).ends_with(['.', '!', '?', '…', ':', ';'])
}

/// Whether a line is running text: long, or a whole sentence.
pub(super) fn is_paragraph(text: &str) -> bool {
    let words = count_words(text);
    (words >= 20 && ends_sentence(text)) || words >= 60
}

/// The words of a line for comparing with phrases: lower case, without bullets, brackets,
/// counts and closing punctuation (`Ý kiến bạn đọc (0)` → `ý kiến bạn đọc`).
pub(super) fn key(text: &str) -> String {
    let letters = letters();
    let mut out = String::with_capacity(text.len());
    let mut gap = false;
    for c in text.chars() {
        let small = if c.is_ascii_lowercase() { c } else { letters.small(c) };
        if !small.is_ascii_lowercase() && !letters.class(small).is(Class::ALPHABETIC) {
            gap = true;
            continue;
        }
        if gap && !out.is_empty() {
            out.push(' ');
        }
        gap = false;
        out.push(small);
    }
    out
}

/// Whether the key of a text is this one.
pub(super) fn has_key(text: &str, of: &str) -> bool {
    let letters = letters();
    let mut small = text.chars().map(|c| letters.small(c));
    // Most texts begin with another letter.
    small.find(|c| letters.class(*c).is(Class::ALPHABETIC)) == of.chars().next() && key(text) == of
}

/// Headings of what follows an article: from here on nothing is the article's.
const ENDS: &[&str] = &[
    "tin liên quan",
    "tin bài liên quan",
    "bài liên quan",
    "bài viết liên quan",
    "các tin liên quan",
    "các bài liên quan",
    "tin tức liên quan",
    "nội dung liên quan",
    "tin cùng loại",
    "các tin khác",
    "tin khác",
    "các bài khác",
    "các bài viết khác",
    "bài viết khác",
    "bài khác",
    "tin bài khác",
    "các tin bài khác",
    "tin đã đưa",
    "các tin đã đưa",
    "các tin đã đăng",
    "tin mới hơn",
    "tin cũ hơn",
    "những tin mới hơn",
    "những tin cũ hơn",
    "các tin cũ hơn",
    "các tin mới hơn",
    "bài viết mới",
    "bài mới",
    "tin mới",
    "tin mới nhất",
    "tin nổi bật",
    "bài cùng chuyên mục",
    "bài viết cùng chuyên mục",
    "tin cùng chuyên mục",
    "cùng chuyên mục",
    "tin cùng chuyên đề",
    "bài cùng chủ đề",
    "có thể bạn quan tâm",
    "bạn có thể quan tâm",
    "tin bạn có thể quan tâm",
    "xem nhiều nhất",
    "xem nhiều",
    "đọc nhiều",
    "đọc nhiều nhất",
    "tin đọc nhiều",
    "tin xem nhiều",
    "đọc thêm",
    "xem thêm",
    "đọc tiếp",
    "ý kiến bạn đọc",
    "ý kiến phản hồi",
    "ý kiến",
    "bình luận",
    "gửi bình luận",
    "viết bình luận",
    "để lại bình luận",
    "phản hồi",
    "gửi phản hồi",
    "gửi ý kiến",
    "trả lời",
    "gửi cho bạn bè",
    "thông tin người gửi phản hồi",
    "bản đồ số",
    "bình chọn",
    "bình chọn bình chọn",
    "thăm dò ý kiến",
    "liên kết website",
    "liên kết web",
    "văn bản mới",
    "thông báo",
    "video clip",
    "thư viện ảnh",
    "tweet",
    "leave a reply",
    "related posts",
    "thống kê truy cập",
    "tin tiêu điểm",
];
/// The same, where more words follow (`Từ khóa: dân vận, mặt trận`).
const ENDS_WITH_MORE: &[&str] = &[
    "khả năng đáp ứng thông tin",
    "tổng số điểm của bài viết",
    "xếp hạng",
    "click để đánh giá",
    "bạn đã không sử dụng site",
    "đăng nhập để gửi ý kiến",
    "bạn đọc gửi ý kiến",
    "mời bạn gõ",
    "bạn cần đăng nhập",
    "theo dõi chúng tôi",
    "mời bạn nhập",
    "bạn còn",
    "vui lòng nhập",
    "những tin mới hơn",
    "những tin cũ hơn",
    "ghi rõ nguồn",
    "bản quyền",
    "copyright",
    "đánh giá bài viết",
    "ý kiến của bạn",
];
/// The same, with a colon before what they list; without one they open sentences.
const LISTS: &[&str] = &[
    "từ khóa",
    "từ khóa tìm kiếm",
    "tags",
    "tag",
    "thẻ",
    "chủ đề",
    "chuyên mục",
    "keywords",
    "topic",
];
/// What opens the imprint of a site, with a colon.
const IMPRINT: &[&str] = &[
    "địa chỉ",
    "trụ sở",
    "tòa soạn",
    "cơ quan chủ quản",
    "chịu trách nhiệm",
    "chịu trách nhiệm chính",
    "chịu trách nhiệm nội dung",
    "người chịu trách nhiệm",
    "trưởng ban biên tập",
    "tổng biên tập",
    "giấy phép",
    "đơn vị thiết kế",
];
/// Page furniture wherever it stands, as the whole line.
const FURNITURE: &[&str] = &[
    "truy cập nội dung luôn",
    "skip to main content",
    "skip to content",
    "chuyển đến nội dung",
    "chuyển đến nội dung chính",
    "bỏ qua nội dung",
    "skip ribbon commands",
    "trang chủ",
    "menu",
    "giới thiệu",
    "giới thiệu chung",
    "liên hệ",
    "sơ đồ cổng",
    "sơ đồ site",
    "sitemap",
    "rss",
    "đăng nhập",
    "đăng ký",
    "tìm kiếm",
    "english",
    "tiếng việt",
    "hỏi đáp",
    "thủ tục hành chính",
    "thư điện tử",
    "email",
    "hotline",
    "đường dây nóng",
    "chia sẻ",
    "chia sẻ bài viết",
    "facebook",
    "zalo",
    "twitter",
    "pinterest",
    "whatsapp",
    "google",
    "linkedin",
    "copy link",
    "sao chép liên kết",
    "in trang",
    "in ra",
    "bật chế độ dễ truy cập",
    "in bài",
    "in bài viết",
    "in tin",
    "bản in",
    "print",
    "gửi email",
    "gửi bài viết qua email",
    "chi tiết bài viết",
    "xuất bản thông tin",
    "gửi mail",
    "lưu bài viết",
    "lưu bài",
    "quay lại",
    "về trang trước",
    "lên đầu trang",
    "a a",
    "a",
    "a a a",
    "aa",
    "nghe bài viết",
    "nghe đọc bài",
    "đọc bài viết",
    "nghe đọc bài",
    "giọng đọc",
    "tăng giảm tương phản",
    "thích",
    "xem với cỡ chữ",
    "image banner",
    "anh tin bai",
    "ảnh tin bài",
    "back to top",
    "thumbnail",
    "video không hợp lệ",
    "xem chi tiết tại đây",
    "tác giả",
    "null",
];
/// Words that open a furniture line of few words.
const FURNITURE_OPENS: &[&str] = &[
    "đang online",
    "đang truy cập",
    "lượt truy cập",
    "tổng số truy cập",
    "tổng lượt truy cập",
    "số lượt truy cập",
    "thống kê truy cập",
    "khách trực tuyến",
    "hôm nay",
    "hôm qua",
    "tuần này",
    "tháng này",
    "lượt xem",
    "số lượt xem",
    "lượt đọc",
    "đã xem",
    "view count",
    "số lần đọc",
    "theo dõi",
    "chia sẻ",
    "cỡ chữ",
    "nghe bài",
    "video",
    "audio",
    "truy cập",
    "in trang",
    "thích",
    "nguồn ảnh",
    "ảnh minh họa",
    "thời gian chờ",
    "đọc bài",
    "font size",
    "chế độ ban đêm",
    "listen",
    "share",
    "đăng nhập",
];
/// Words that make up the names of sections.
const SECTION_WORDS: &[&str] = &[
    "kinh tế",
    "chính trị",
    "xã hội",
    "văn hóa",
    "văn nghệ",
    "thời sự",
    "tin tức",
    "sự kiện",
    "xây dựng đảng",
    "pháp luật",
    "an ninh",
    "quốc phòng",
    "giáo dục",
    "y tế",
    "sức khỏe",
    "thể thao",
    "du lịch",
    "đời sống",
    "khoa học",
    "công nghệ",
    "trong nước",
    "trong tỉnh",
    "quốc tế",
    "thế giới",
    "tin địa phương",
    "tin trong tỉnh",
    "địa phương",
    "tin hoạt động",
    "hoạt động",
    "nổi bật",
    "tin nổi bật",
    "công tác dân vận",
    "dân vận",
    "dân vận khéo",
    "mặt trận",
    "đoàn thể",
    "đảng",
    "chính quyền",
    "lãnh đạo",
    "lực lượng vũ trang",
    "video",
    "media",
    "phóng sự",
    "truyền hình",
    "phát thanh",
    "bản tin",
    "tin tổng hợp",
    "tổng hợp",
    "nông nghiệp",
    "nông thôn mới",
    "cải cách hành chính",
    "chuyển đổi số",
    "đối ngoại",
    "môi trường",
    "giải trí",
    "nghệ thuật",
    "bạn đọc",
    "tin",
    "bài",
    "trang chủ",
    "và",
    "chuyên mục",
    "chi tiết tin",
    "chi tiết",
    "tin chi tiết",
    "nội dung",
    "thông tin",
    "tuyên truyền",
    "mới",
    "nhân sự",
    "đại hội đảng",
];

/// Whether the line only points to another article: `Xem thêm: …`, `>> …`.
pub(super) fn points_elsewhere(text: &str) -> bool {
    if text.starts_with(">>") {
        return true;
    }
    let Some((head, more)) = text.split_once(':') else { return false };
    let key = key(head);
    let pointer = matches!(key.as_str(), "xem thêm" | "đọc thêm" | "đọc tiếp")
        || (key.split(' ').count() >= 3 && ENDS.contains(&key.as_str()));
    pointer && count_words(more) >= 2
}

/// Whether the line opens what follows the article.
pub(super) fn ends_article(text: &str) -> bool {
    if text.starts_with('©') {
        return true;
    }
    if text.len() > SHORT {
        return false;
    }
    if text.split_once(':').is_some_and(|(head, _)| IMPRINT.contains(&key(head).as_str())) {
        return true;
    }
    let words = count_words(text);
    if words > 25 {
        return false;
    }
    let key = key(text);
    if words <= 8 && ENDS.contains(&key.as_str()) {
        return true;
    }
    // Several buttons in a line: `Bình luận (0) Gửi Ẩn danh`.
    let counted = text.contains("(0)") && ENDS.iter().any(|end| key.starts_with(end));
    let listed = LISTS.iter().any(|list| {
        key == *list
            || lower(text).strip_prefix(list).is_some_and(|rest| rest.trim_start().starts_with(':'))
    });
    counted
        || listed
        || ENDS_WITH_MORE.iter().any(|end| {
            key.strip_prefix(end).is_some_and(|more| more.is_empty() || more.starts_with(' '))
                && (words <= 8 || text.contains([':', '|', '/']) || !is_paragraph(text))
        })
}

/// Whether the line is page furniture by itself.
pub(super) fn is_furniture(text: &str) -> bool {
    if text.len() > SHORT {
        return false;
    }
    let key = key(text);
    if key.is_empty() {
        return true;
    }
    let words = count_words(text);
    if words <= 8 && FURNITURE.contains(&key.as_str()) {
        return true;
    }
    if words <= 12
        && !ends_sentence(text)
        && FURNITURE_OPENS
            .iter()
            .any(|open| key.strip_prefix(open).is_some_and(|m| m.is_empty() || m.starts_with(' ')))
        && opens_furniture(text)
    {
        return true;
    }
    // `Facebook Zalo In bài Theo dõi Báo Ví Dụ trên Google News`
    let follow = words <= 25 && key.ends_with("google news") && key.contains("theo dõi ");
    follow
        || is_hex_id(text)
        || is_tool_row(&key)
        || says_twice(&key)
        || (!text.contains(' ') && is_tool_row(&apart(text)))
}

/// The words of buttons that ran together: `FacebookTwitterZalo`.
fn apart(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        if c.is_uppercase() && out.ends_with(char::is_lowercase) {
            out.push(' ');
        }
        out.push(c);
    }
    key(&out)
}

/// `Hôm nay, …` opens sentences too: furniture has a colon, a figure, or next to no words.
fn opens_furniture(text: &str) -> bool {
    count_words(text) <= 5 || text.contains(':') || text.contains("oogle")
}

/// Ids that content systems leave behind: `ce455afda28f09d1509e`.
fn is_hex_id(text: &str) -> bool {
    text.len() >= 12
        && text.bytes().all(|b| b.is_ascii_hexdigit() || b == b'-')
        && text.bytes().any(|b| b.is_ascii_digit())
}

/// Only names of tools in a row: `Chia sẻ | Zalo | In bài viết | Cỡ chữ: A- A A+`.
fn is_tool_row(key: &str) -> bool {
    const TOOLS: &[&str] = &[
        "xem với cỡ chữ",
        "đọc bài viết",
        "chia sẻ bài viết",
        "chia sẻ",
        "zalo",
        "facebook",
        "twitter",
        "in bài viết",
        "in trang",
        "in bài",
        "in",
        "cỡ chữ",
        "nghe bài viết",
        "bình luận",
        "gửi email",
        "email",
        "a",
        "aa",
        "print",
        "thích",
        "quan tâm",
        "lưu bài",
        "google news",
        "copy link",
        "theo dõi",
        "gửi",
        "tweet",
        "pinterest",
        "whatsapp",
        "whats app",
        "linkedin",
        "messenger",
        "telegram",
        "facebook messenger",
        "đọc bài",
        "tăng giảm tương phản",
        "skip ribbon commands",
        "skip to main content",
        "bookmark",
        "lưu bài viết",
        "chế độ đọc",
        "print email",
    ];
    made_of(key, TOOLS)
}

/// Whether all words of a line belong to the phrases given.
fn made_of(key: &str, phrases: &[&str]) -> bool {
    let mut rest = key;
    while !rest.is_empty() {
        let longest = phrases
            .iter()
            .filter(|phrase| {
                rest.strip_prefix(**phrase).is_some_and(|m| m.is_empty() || m.starts_with(' '))
            })
            .max_by_key(|phrase| phrase.len());
        let Some(phrase) = longest else { return false };
        rest = rest[phrase.len()..].trim_start();
    }
    true
}

/// Portals print box titles twice: `Bình chọn Bình chọn`.
fn says_twice(key: &str) -> bool {
    let middle = key.len() / 2;
    let halves = (key.get(..middle), key.get(middle + 1..));
    key.as_bytes().get(middle) == Some(&b' ')
        && matches!(halves, (Some(first), Some(second)) if first == second)
        && (4..=16).contains(&key.split(' ').count())
}

/// Whether the line is the name of a section (`KINH TẾ - CHÍNH TRỊ`).
pub(super) fn is_section(text: &str) -> bool {
    if text.len() > SHORT {
        return false;
    }
    if count_words(text) > 10 {
        return false;
    }
    let key = key(text);
    !key.is_empty() && made_of(&key, SECTION_WORDS)
}

/// Whether the line only names a place (`Thị xã Hồng Lĩnh - tỉnh Hà Tĩnh` under a portal's name).
pub(super) fn is_place(text: &str) -> bool {
    const UNITS: &[&str] = &[
        "tỉnh",
        "thành phố",
        "tp",
        "quận",
        "huyện",
        "thị xã",
        "xã",
        "phường",
        "thị trấn",
        "đặc khu",
    ];
    if text.len() > SHORT {
        return false;
    }
    let low = lower(text);
    let opens = UNITS
        .iter()
        .any(|unit| low.strip_prefix(unit).is_some_and(|more| more.starts_with([' ', '.'])));
    // A headline about a place goes on with a verb; a place is units and capitals only.
    let proper = |word: &str| word.chars().next().is_none_or(|c| !c.is_lowercase());
    let unit = |word: &str| UNITS.iter().any(|unit| unit.split(' ').any(|part| part == word));
    opens
        && count_words(text) <= 14
        && text.split_whitespace().all(|word| proper(word) || unit(word))
        && (text.contains([',', '-', '–']) || count_words(text) <= 5)
}

/// Whether the line is a breadcrumb or menu: cells side by side, few words each.
pub(super) fn is_menu(line: &Line) -> bool {
    line.cells >= 2
        && !is_paragraph(&line.text)
        && count_words(&line.text) <= line.cells * 6
        && (line.cells >= 3
            || line.text.contains(['»', '›', '>'])
            || key(&line.text).starts_with("trang chủ")
            || cells(&line.text).iter().all(|cell| is_section(cell) || is_furniture(cell)))
}

/// The cells of a line with bars or arrows between them.
pub(super) fn cells(text: &str) -> Vec<&str> {
    // Nearly all lines have none of `|`, `>`, ` / `, nor a sign that begins with the bytes of
    // `»`, `·` or `›`, `•`.
    let bytes = text.as_bytes();
    if memchr::memchr3(b'|', b'>', b'/', bytes).or(memchr::memchr2(0xC2, 0xE2, bytes)).is_none() {
        let cell = text.trim();
        return if cell.is_empty() { Vec::new() } else { vec![cell] };
    }
    text.split(['|', '»', '›', '>', '·', '•'])
        .flat_map(|part| part.split(" / "))
        .map(str::trim)
        .filter(|cell| !cell.is_empty())
        .collect()
}

/// Whether the line opens like a caption.
pub(super) fn opens_caption(text: &str) -> bool {
    const OPENS: &[&str] = &[
        "quang cảnh",
        "toàn cảnh",
        "hình ảnh",
        "ảnh",
        "ảnh tư liệu",
        "các đại biểu",
        "đại biểu",
        "đại diện",
        "lãnh đạo",
        "tập thể",
        "các tập thể",
        "các đồng chí",
        "đồng chí",
        "đ c",
        "ông",
        "bà",
        "ban tổ chức",
        "trao",
        "chụp ảnh",
        "cán bộ",
        "người dân",
        "một góc",
        "một tiết mục",
        "tiết mục",
        "đoàn",
        "các đội",
        "thành viên",
        "văn nghệ",
        "quý",
        "mô hình",
    ];
    if text.len() > SHORT {
        return false;
    }
    let key = key(text);
    OPENS
        .iter()
        .any(|open| key.strip_prefix(open).is_some_and(|m| m.is_empty() || m.starts_with(' ')))
}

/// A list item by its mark: `- `, `+ `, `• `, `* `, `a) `, `1) `.
pub(super) fn is_item(text: &str) -> bool {
    let mut chars = text.chars();
    match chars.next() {
        Some('•' | '●' | '▪' | '◦' | '*' | '+') => true,
        Some('-' | '–' | '—') => chars.next().is_some_and(|c| c == ' ' || c.is_alphanumeric()),
        Some(c) if c.is_alphanumeric() => {
            let rest: String = chars.take(3).collect();
            rest.starts_with(") ")
                || (c.is_ascii_digit() && rest.get(1..).is_some_and(|r| r.starts_with(") ")))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_follows_the_article_is_told_by_its_heading() {
        for line in [
            "TIN LIÊN QUAN",
            "Ý kiến bạn đọc (0)",
            "Bình luận (0)   Gửi   Ẩn danh",
            "Từ khóa: dân vận, mặt trận",
            "Tags: dân vận khéo",
            "© Báo Ví Dụ",
            "Xem nhiều nhất",
            "Tổng số điểm của bài viết là: 5 trong 1 đánh giá",
            "Chủ đề: CÔNG TÁC DÂN VẬN",
            "Bạn còn 500/500 ký tự. Vui lòng nhập tiếng Việt có dấu",
            "Địa chỉ: Số 1 đường Ví Dụ, thị trấn Ví Dụ. Điện thoại: 0900.000.001",
            "Trưởng Ban biên tập: Ông Nguyễn Văn Giả - Chánh Văn phòng HĐND và UBND huyện",
        ] {
            assert!(ends_article(line), "{line}");
        }
        for line in [
            "Chủ đề công tác năm 2024 được chọn là Kỷ cương, trách nhiệm, hành động, sáng tạo, phát triển.",
            "Ý kiến của các đại biểu tại hội nghị tập trung vào ba nhóm việc mà huyện phải làm ngay trong quý tới.",
            "Tin tưởng vào sự lãnh đạo của Đảng",
        ] {
            assert!(!ends_article(line), "{line}");
        }
    }

    #[test]
    fn furniture_is_told_from_text() {
        for line in [
            "Truy cập nội dung luôn",
            "Đang online: 657",
            "Lượt truy cập trong tuần: 21274",
            "A- A A+",
            "2567",
            "ce455afda28f09d1509e",
            "Bình chọn Bình chọn",
            "Chia sẻ | Zalo | In bài viết | Cỡ chữ: A- A A+",
            "Theo dõi Báo Ví Dụ trên Google News",
            "Video: 00:00 / 03:12",
            "Lượt xem: 3",
            "FacebookTwitterPinterestWhatsApp",
            "Facebook Zalo In Nghe đọc bài Theo dõi Báo Ví Dụ trên Google News",
        ] {
            assert!(is_furniture(line), "{line}");
        }
        for line in [
            "Hôm nay, huyện tổ chức hội nghị.",
            "Toàn cảnh hội nghị",
            "Mạnh Hùng",
            "Báo Ví Dụ",
            "Theo dõi việc thực hiện mô hình tại các xã, thị trấn",
        ] {
            assert!(!is_furniture(line), "{line}");
        }
    }

    #[test]
    fn sections_are_told_from_headlines() {
        for line in ["KINH TẾ - CHÍNH TRỊ", "Thời sự", "TIN TỨC - SỰ KIỆN", "Văn hóa - Xã hội"]
        {
            assert!(is_section(line), "{line}");
        }
        for line in
            ["Xây dựng Đảng ở Mường Khương", "Hội nghị dân vận", "Dân vận khéo ở xã vùng cao"]
        {
            assert!(!is_section(line), "{line}");
        }
    }

    #[test]
    fn list_items_are_told_by_their_mark() {
        for line in ["- Một là", "• Hai", "+ Ba", "a) Bốn", "1) Năm", "12) Sáu"] {
            assert!(is_item(line), "{line}");
        }
        for line in ["Một là", "1. Kết quả", "2024 là năm"] {
            assert!(!is_item(line), "{line}");
        }
    }
}
