//! What the class and id of an element say it is. Content systems name their boxes in English
//! or in Vietnamese without marks: `related-news`, `tin-lien-quan`, `box_tinkhac`.

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

/// What an element's names say.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Marks {
    /// Page furniture: menus, related news, comments.
    pub junk: bool,
    /// A headline.
    pub title: bool,
    /// A caption.
    pub caption: bool,
}

impl Marks {
    /// Reads class and id, in lower case, with a space between them.
    pub fn of(names: &str) -> Marks {
        let any = |parts: &[&str]| parts.iter().any(|part| names.contains(part));
        let words = || names.split([' ', '-', '_']);
        Marks {
            junk: any(JUNK_PARTS) || words().any(|word| JUNK_WORDS.contains(&word)),
            title: any(TITLE_PARTS),
            caption: any(CAPTION_PARTS) || words().any(|word| word == "cap"),
        }
    }
}
