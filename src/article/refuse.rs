//! What is no article: lists of articles, results of a search, error pages, forms, pictures.

use super::LineKind;
use super::line::{count_words, ends_sentence, is_section, lower};

/// What is known of a page when its article has been put together.
pub(super) struct Page<'a> {
    /// The headline.
    pub title: Option<&'a str>,
    /// The title of the page by its markup.
    pub page_title: Option<&'a str>,
    /// The lines below the headline.
    pub lines: &'a [(LineKind, String)],
    /// Words in summaries of other articles that stand where the text should.
    pub teaser_words: usize,
    /// Different days that stand in lines of their own between the lines.
    pub days: usize,
}

/// Why a page is refused, `None` for an article.
pub(super) fn reason(page: &Page<'_>) -> Option<&'static str> {
    // A list has a date for each of its articles, an article two at most (posted, updated).
    const DAYS_OF_A_LIST: usize = 4;
    const WORDS_A_DAY: usize = 60;
    const WORDS_OF_AN_ERROR: usize = 120;
    let of_kind = |kind| page.lines.iter().filter(move |(k, _)| *k == kind);
    // `* Cùng ngày, Huyện ủy A tổ chức …`: some write each piece of news behind a mark.
    let news = of_kind(LineKind::Item).filter(|(_, text)| is_marked_news(text));
    let words: usize =
        of_kind(LineKind::Paragraph).chain(news).map(|(_, text)| count_words(text)).sum();
    let titles = || page.title.into_iter().chain(page.page_title);
    let headings = of_kind(LineKind::Heading).take(1).map(|(_, text)| text.as_str());
    if words < WORDS_OF_AN_ERROR && titles().chain(headings).any(is_error) {
        return Some("an error page of the site");
    }
    let is_list = words < page.teaser_words && page.title.is_none_or(names_list);
    let few_words = words < page.days * WORDS_A_DAY;
    if is_list || (page.days >= DAYS_OF_A_LIST && few_words) {
        return Some("a list of articles, not one article");
    }
    let pictures = of_kind(LineKind::Caption).count() >= 3;
    match words {
        0 if pictures => Some("pictures with captions, no text"),
        0 => Some("no article text found"),
        _ => None,
    }
}

/// Whether a list item is a piece of news in sentences, not an entry of a menu.
fn is_marked_news(text: &str) -> bool {
    const SHORTEST: usize = 15;
    text.starts_with(['*', '-', '–', '+', '•'])
        && count_words(text) >= SHORTEST
        && ends_sentence(text)
}

/// Whether a headline is that of a list: a section, a tag, a search.
fn names_list(title: &str) -> bool {
    const LISTS: &[&str] =
        &["kết quả tìm kiếm", "tìm kiếm", "thẻ:", "tag:", "từ khóa:", "chuyên mục:", "lưu trữ"];
    let low = lower(title);
    count_words(title) <= 3
        || is_section(title)
        || (count_words(title) <= 8 && LISTS.iter().any(|list| low.starts_with(list)))
}

/// Whether a title is that of an error page; `404 hộ dân nhận đất` is none.
fn is_error(title: &str) -> bool {
    const ERRORS: &[&str] = &[
        "không tìm thấy trang",
        "không tìm thấy nội dung",
        "không tìm thấy bài viết",
        "trang không tồn tại",
        "trang bạn yêu cầu không",
        "trang bạn tìm không",
        "bài viết không tồn tại",
        "nội dung không tồn tại",
        "truy cập bị từ chối",
        "bạn không có quyền truy cập",
        "lỗi",
        "error",
        "page not found",
        "not found",
        "access denied",
        "forbidden",
        "service unavailable",
        "bad gateway",
        "internal server error",
        "just a moment",
    ];
    const STATUS: &[&str] = &["400", "401", "403", "404", "410", "500", "502", "503"];
    let low = lower(title);
    let text = STATUS.iter().find_map(|status| low.strip_prefix(status)).unwrap_or(&low);
    let text = text.trim_start_matches([' ', '-', '–', ':', '|', '.', '!']);
    let coded = text.len() < low.len();
    let said = ERRORS.iter().any(|error| {
        // `Lỗi 404`, but not `Lỗi hẹn với mùa cam`.
        let rest = text.strip_prefix(error);
        rest.is_some_and(|rest| {
            (*error != "lỗi" && *error != "error")
                || STATUS.iter().any(|status| rest.trim_start().starts_with(status))
        })
    });
    (coded && text.is_empty()) || (said && count_words(title) <= 16)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_of_error_pages_are_told() {
        for title in [
            "404",
            "404 - Không tìm thấy trang",
            "Không tìm thấy trang bạn yêu cầu",
            "Lỗi 404 | Báo Ví Dụ",
            "Page not found - Ví Dụ",
            "403 Forbidden",
            "Just a moment...",
        ] {
            assert!(is_error(title), "{title}");
        }
        for title in [
            "404 hộ dân xã Mẫu được cấp đất tái định cư",
            "Lỗi hẹn với mùa cam",
            "500 mô hình dân vận khéo",
            "Không tìm thấy bằng chứng sai phạm tại xã Mẫu",
        ] {
            assert!(!is_error(title), "{title}");
        }
    }

    #[test]
    fn titles_of_lists_are_told() {
        for title in ["Tin tức - Sự kiện", "Kết quả tìm kiếm", "Thẻ: dân vận khéo", "Dân vận"]
        {
            assert!(names_list(title), "{title}");
        }
        for title in
            ["Kết quả tìm kiếm, quy tập hài cốt liệt sĩ năm 2024", "Xã Mẫu sơ kết công tác dân vận"]
        {
            assert!(!names_list(title), "{title}");
        }
    }
}
