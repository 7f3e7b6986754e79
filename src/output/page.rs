//! What every page has: everything is in it, and it may load nothing.

use std::borrow::Cow;
use std::io::{self, Write};

use crate::reference::words::Language;

/// The style sheet of every page.
pub const STYLE: &str = include_str!("page.css");

/// What every page says at its end, in English and in Vietnamese.
pub const UNSEEN: (&str, &str) = (
    "What is not here is not in this base; it may well have happened.",
    "Điều không có ở đây là không có trong cơ sở dữ liệu này; thực tế vẫn có thể đã diễn ra.",
);

/// Writes a page around a body.
///
/// # Errors
/// What `out` or `body` says.
pub fn page<W: Write + ?Sized>(
    out: &mut W,
    title: &str,
    language: Language,
    body: impl FnOnce(&mut W) -> io::Result<()>,
) -> io::Result<()> {
    head(out, title, language)?;
    out.write_all(b"</style>\n</head>\n<body>\n")?;
    body(out)?;
    out.write_all(b"</body>\n</html>\n")?;
    out.flush()
}

/// Writes a page as far as its style sheet, which is left open.
///
/// # Errors
/// What `out` says.
pub fn head<W: Write + ?Sized>(out: &mut W, title: &str, language: Language) -> io::Result<()> {
    let (title, language) = (escape(title), language.pick("en", "vi"));
    write!(
        out,
        "<!DOCTYPE html>
<html lang=\"{language}\">
<head>
<meta charset=\"utf-8\">
<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">
<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">
<title>{title} – danvan</title>
<style>
{STYLE}"
    )
}

/// An address as a link, if it is plainly one of the web; else its text.
pub fn link(address: &str) -> String {
    let shown = escape(address);
    if address.starts_with("https://") || address.starts_with("http://") {
        format!("<a href=\"{shown}\" rel=\"noreferrer\">{shown}</a>")
    } else {
        shown.into_owned()
    }
}

/// Text for the page, also inside of quoted attributes. What has no place in HTML is left out
/// (control characters); marks that turn the direction of writing round stay inside their element.
pub fn escape(text: &str) -> Cow<'_, str> {
    let special = |c: char| matches!(c, '&' | '<' | '>' | '"' | '\'') || is_control(c);
    if !text.contains(special) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c if is_control(c) => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    Cow::Owned(out)
}

fn is_control(c: char) -> bool {
    c.is_control() && !matches!(c, '\n' | '\t')
}
