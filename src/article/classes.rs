//! What the class and id of an element say it is. Content systems name their boxes in English
//! or in Vietnamese without marks: `related-news`, `tin-lien-quan`, `box_tinkhac`.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

/// Of page furniture: anywhere in the value.
const JUNK_PARTS: &[&str] = &[
    "breadcrumb",
    "sidebar",
    "related",
    "lienquan",
    "lien-quan",
    "lien_quan",
    "othernews",
    "other-news",
    "other_news",
    "tinkhac",
    "tin-khac",
    "tin_khac",
    "baikhac",
    "newsother",
    "news-other",
    "sharing",
    "social",
    "keyword",
    "comment",
    "binhluan",
    "binh-luan",
    "rating",
    "danhgia",
    "pagination",
    "copyright",
    "tool-bar",
    "toolbar",
    "article-tools",
    "newer",
    "older",
    "most-view",
    "mostview",
    "xemnhieu",
    "docnhieu",
    "navigation",
    "widget",
    "recommend",
    "inner-related",
    "col-right",
    "col-left",
    "right-col",
    "left-col",
    "box-right",
    "box-left",
    "cungloai",
    "cung-loai",
    "cungchuyenmuc",
    "cung-chuyen-muc",
    "tinlienquan",
];
/// The same as whole words of the value.
const JUNK_WORDS: &[&str] = &[
    "nav", "menu", "crumb", "crumbs", "share", "tag", "tags", "foot", "footer", "ads", "ad",
    "banner", "side", "aside", "tools", "tool", "print", "vote", "rate", "popup", "modal", "login",
    "search", "hot", "skip", "counter", "views", "relate", "topbar", "poll",
];
const TITLE_PARTS: &[&str] = &["title", "tieude", "tieu-de", "headline"];
const CAPTION_PARTS: &[&str] =
    &["caption", "chuthich", "chu-thich", "photo-desc", "image-desc", "imgdesc", "pcaption"];

/// Classes of what no visitor sees, of the usual style sheets.
const HIDDEN: &[&str] =
    &["hidden", "hide", "d-none", "sr-only", "visually-hidden", "screen-reader-text"];
/// What shows it again on wide screens: `d-none d-md-block`, `hidden lg:flex`.
const SHOWN: &[&str] = &["block", "flex", "grid", "inline", "table", "contents"];

/// What an element's names say.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Marks {
    /// Page furniture: menus, related news, comments.
    pub junk: bool,
    /// A headline.
    pub title: bool,
    /// A caption.
    pub caption: bool,
    /// Seen by no visitor.
    pub hidden: bool,
}

impl Marks {
    /// Reads class and id, in lower case, with a space between them.
    pub fn of(names: &str) -> Marks {
        let parts = Parts::within(names);
        let words = || names.split([' ', '-', '_']);
        let classes = || names.split_ascii_whitespace();
        let shown = |class: &str| {
            (class.starts_with("d-") && class.len() > "d-none".len() || class.contains(':'))
                && SHOWN.iter().any(|how| class.contains(how))
        };
        Marks {
            junk: parts.junk || words().any(|word| JUNK_WORDS.contains(&word)),
            title: parts.title,
            caption: parts.caption || words().any(|word| word == "cap"),
            hidden: classes().any(|class| HIDDEN.contains(&class)) && !classes().any(shown),
        }
    }
}

/// The parts of names that were found, anywhere in them.
#[derive(Debug, Default)]
struct Parts {
    junk: bool,
    title: bool,
    caption: bool,
}

impl Parts {
    /// Looks for all parts in one pass: a page has hundreds of elements.
    fn within(names: &str) -> Parts {
        static ALL: LazyLock<AhoCorasick> = LazyLock::new(|| {
            let parts = JUNK_PARTS.iter().chain(TITLE_PARTS).chain(CAPTION_PARTS);
            AhoCorasick::new(parts).expect("the parts are few and short")
        });
        let mut found = Parts::default();
        for part in ALL.find_overlapping_iter(names) {
            let number = part.pattern().as_usize();
            if number < JUNK_PARTS.len() {
                found.junk = true;
            } else if number < JUNK_PARTS.len() + TITLE_PARTS.len() {
                found.title = true;
            } else {
                found.caption = true;
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_boxes_are_read() {
        for names in
            ["menu", "related-news", "box_tinkhac ", "nav navbar", "comment-list", " footer"]
        {
            assert!(Marks::of(names).junk, "{names}");
        }
        for names in ["news-detail content", "bodytext", "article__body cms-body", "stages heading"]
        {
            assert!(!Marks::of(names).junk, "{names}");
        }
    }

    #[test]
    fn what_no_visitor_sees_is_told() {
        for names in ["hidden", "hidden hide d-none", "d-none", "sr-only", "visually-hidden x"] {
            assert!(Marks::of(names).hidden, "{names}");
        }
        for names in ["hidden-xs", "d-none d-md-block", "hidden lg:flex", "hide-bullets", "text"] {
            assert!(!Marks::of(names).hidden, "{names}");
        }
    }
}
