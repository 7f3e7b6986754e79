//! What a stream is, by its bytes first and by its name only where no byte needs to be read.

/// The kinds of pages that hold an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PageKind {
    /// Text as copied or crawled.
    Text,
    /// A web page.
    Html,
    /// An article that was read before, as JSON: a record of a replication pack.
    Stored,
}

/// What an input can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// Text as copied or crawled
    #[value(alias = "txt")]
    Text,
    /// A web page
    Html,
    /// An array of objects
    Json,
    /// One object a line
    #[value(name = "jsonl")]
    JsonLines,
    /// A table with commas or semicolons
    Csv,
    /// A table with tabs
    Tsv,
    /// A crawl archive (also .wet)
    Warc,
    /// A page saved in one file
    Mhtml,
    /// A packed stream
    #[value(name = "gz")]
    Gzip,
    /// A packed folder
    Zip,
}

/// Names that plainly are no article: refused without being opened.
const OTHER_ENDINGS: &[(&str, &str)] = &[
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
    ("rar", "an archive"),
    ("7z", "an archive"),
    ("db", "a database"),
    ("sqlite", "a database"),
    ("xml", "an XML file"),
];

/// First bytes of what is no article.
const MAGIC: &[(&[u8], &str)] = &[
    (b"%PDF-", "a PDF file"),
    (b"\x89PNG", "a picture"),
    (b"\xFF\xD8\xFF", "a picture"),
    (b"GIF8", "a picture"),
    (b"RIFF", "a media file"),
    (b"SQLite format 3\0", "a database"),
    (b"\xD0\xCF\x11\xE0", "an old office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x7FELF", "a program"),
];

/// What a file is that its name says is no article.
pub(super) fn other_kind_by_name(name: &str) -> Option<&'static str> {
    let ending = name.rsplit_once('.')?.1.to_ascii_lowercase();
    OTHER_ENDINGS.iter().find(|(known, _)| *known == ending).map(|(_, kind)| *kind)
}

/// Whether the first bytes are those of a ZIP file.
pub(super) fn is_zip(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
}

/// The format of a stream by its first bytes, or what it is instead. The name decides only
/// between a table and a text that looks like one.
pub(super) fn format(head: &[u8], name: &str) -> Result<Format, &'static str> {
    if is_zip(head) {
        return Ok(Format::Zip);
    }
    if head.starts_with(b"\x1F\x8B") {
        return Ok(Format::Gzip);
    }
    if head.starts_with(b"WARC/") {
        return Ok(Format::Warc);
    }
    let name = name.strip_suffix(".gz").unwrap_or(name).to_ascii_lowercase();
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    match ending {
        "csv" => return Ok(Format::Csv),
        "tsv" => return Ok(Format::Tsv),
        "jsonl" | "ndjson" => return Ok(Format::JsonLines),
        _ => {}
    }
    let kind = page_kind(head);
    let text = head_text(head);
    let text = text.trim_start();
    match ending {
        "json" if text.starts_with('[') => return Ok(Format::Json),
        "json" => return Ok(Format::JsonLines),
        _ => {}
    }
    if is_mhtml(text) {
        return Ok(Format::Mhtml);
    }
    match is_json(text) {
        Some(b'[') => return Ok(Format::Json),
        Some(_) => return Ok(Format::JsonLines),
        None => {}
    }
    kind.map(|kind| match kind {
        PageKind::Html => Format::Html,
        PageKind::Text | PageKind::Stored => Format::Text,
    })
}

/// The kind of a page, or what the bytes are instead.
pub(super) fn page_kind(bytes: &[u8]) -> Result<PageKind, &'static str> {
    if let Some((_, other)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Err(other);
    }
    let head = head_text(bytes);
    if head.contains('\0') {
        return Err("binary data");
    }
    Ok(if is_html(head.trim_start()) { PageKind::Html } else { PageKind::Text })
}

/// The beginning of a page in small letters; of what is no UTF-8 or UTF-16 only ASCII is right.
fn head_text(bytes: &[u8]) -> String {
    let head = &bytes[..bytes.len().min(8 * 1024)];
    let (text, _, _) = encoding_rs::UTF_8.decode(head);
    text.to_ascii_lowercase()
}

/// The first byte of JSON that holds records.
fn is_json(head: &str) -> Option<u8> {
    let mut start = head.bytes().filter(|b| !b.is_ascii_whitespace());
    match (start.next(), start.next()) {
        (Some(first @ b'{'), Some(b'"')) => Some(first),
        (Some(first @ b'['), Some(b'{' | b'"' | b']')) => Some(first),
        _ => None,
    }
}

/// The header of a page saved in one file.
fn is_mhtml(head: &str) -> bool {
    let opens = ["from:", "mime-version:", "content-type: multipart/related", "date:", "subject:"];
    opens.iter().any(|word| head.starts_with(word))
        && head.contains("multipart/related")
        && head.contains("mime-version:")
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
