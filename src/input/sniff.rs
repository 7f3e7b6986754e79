//! What a file is, by its bytes first and by its name only where no byte needs to be read.

use std::path::Path;

/// The two kinds of pages that hold an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PageKind {
    /// Text as copied or crawled.
    Text,
    /// A web page.
    Html,
}

/// Names that plainly are no article: refused without being opened.
const OTHER_ENDINGS: &[(&str, &str)] = &[
    ("json", "JSON"),
    ("jsonl", "JSON Lines"),
    ("csv", "a CSV table"),
    ("tsv", "a TSV table"),
    ("xls", "a spreadsheet"),
    ("xlsx", "a spreadsheet"),
    ("ods", "a spreadsheet"),
    ("doc", "a Word document"),
    ("docx", "a Word document"),
    ("odt", "a text document"),
    ("rtf", "an RTF document"),
    ("ppt", "a presentation"),
    ("pptx", "a presentation"),
    ("pdf", "a PDF file"),
    ("png", "a picture"),
    ("jpg", "a picture"),
    ("jpeg", "a picture"),
    ("gif", "a picture"),
    ("webp", "a picture"),
    ("svg", "a picture"),
    ("ico", "a picture"),
    ("bmp", "a picture"),
    ("tif", "a picture"),
    ("css", "a style sheet"),
    ("js", "a script"),
    ("map", "a source map"),
    ("woff", "a font"),
    ("woff2", "a font"),
    ("ttf", "a font"),
    ("mp3", "a sound file"),
    ("mp4", "a video"),
    ("m4a", "a sound file"),
    ("avi", "a video"),
    ("zip", "an archive"),
    ("gz", "an archive"),
    ("rar", "an archive"),
    ("7z", "an archive"),
    ("warc", "a web archive"),
    ("db", "a database"),
    ("sqlite", "a database"),
    ("xml", "an XML file"),
];

/// First bytes of what is no article.
const MAGIC: &[(&[u8], &str)] = &[
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "an archive or office document"),
    (b"\x1F\x8B", "a gzip archive"),
    (b"\x89PNG", "a picture"),
    (b"\xFF\xD8\xFF", "a picture"),
    (b"GIF8", "a picture"),
    (b"RIFF", "a media file"),
    (b"SQLite format 3\0", "a database"),
    (b"\xD0\xCF\x11\xE0", "an old office document"),
    (b"{\\rtf", "an RTF document"),
    (b"WARC/", "a web archive"),
    (b"\x7FELF", "a program"),
];

/// What a file is that its name says is no article.
pub(super) fn other_kind_by_name(path: &Path) -> Option<&'static str> {
    let ending = path.extension()?.to_str()?.to_ascii_lowercase();
    OTHER_ENDINGS.iter().find(|(known, _)| *known == ending).map(|(_, kind)| *kind)
}

/// The kind of a page, or what the bytes are instead.
pub(super) fn kind(bytes: &[u8]) -> Result<PageKind, &'static str> {
    if let Some((_, other)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Err(other);
    }
    if bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF") {
        return Err("UTF-16 text");
    }
    let head = &bytes[..bytes.len().min(8 * 1024)];
    if head.contains(&0) {
        return Err("binary data");
    }
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let head = head.trim_start_matches('\u{feff}').trim_start();
    if is_json(head) {
        return Err("JSON");
    }
    Ok(if is_html(head) { PageKind::Html } else { PageKind::Text })
}

fn is_json(head: &str) -> bool {
    let mut start = head.chars().filter(|c| !c.is_whitespace());
    matches!((start.next(), start.next()), (Some('{'), Some('"')) | (Some('['), Some('{' | '"')))
}

/// A page by its frame, or a fragment by several closing tags: `<b>` alone in a text is none.
fn is_html(head: &str) -> bool {
    const FRAME: &[&str] = &["<!doctype html", "<html", "<head>", "<body", "<meta "];
    const PARTS: &[&str] =
        &["</p>", "</div>", "</a>", "</span>", "</h1>", "</td>", "</li>", "<br", "</strong>"];
    head.starts_with('<')
        && (FRAME.iter().any(|tag| head.contains(tag)) || head.starts_with("<!--"))
        || FRAME.iter().take(2).any(|tag| head.contains(tag))
        || PARTS.iter().map(|tag| head.matches(tag).count()).sum::<usize>() >= 3
}
