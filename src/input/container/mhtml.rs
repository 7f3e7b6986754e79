//! MHTML: a page saved by a browser in one file, with its pictures.

use std::io::Read;
use std::ops::ControlFlow;

use mail_parser::{MessageParser, MimeHeaders};

use crate::input::stream::{Reading, whole};
use crate::input::{Given, reject};

/// The largest saved page, in bytes: pictures are in it.
const MAX_BYTES: u64 = 64 * 1024 * 1024;

/// Reads the page; its pictures and styles are passed over.
pub(in crate::input) fn read(
    source: &str,
    from: &mut dyn Read,
    reading: &mut Reading<'_>,
) -> ControlFlow<()> {
    let bytes = match whole(source, from, MAX_BYTES) {
        Ok(bytes) => bytes,
        Err(reject) => return reading.reject(reject),
    };
    let advice = "save the page again";
    let Some(message) = MessageParser::default().parse(&bytes) else {
        return reading.reject(reject(source, "damaged saved page", advice));
    };
    let is_page = |part: &&mail_parser::MessagePart<'_>| {
        part.content_type()
            .is_some_and(|t| t.ctype() == "text" && matches!(t.subtype(), Some("html" | "plain")))
    };
    let Some(page) = message.parts.iter().find(is_page) else {
        return reading.reject(reject(source, "a saved page without a page in it", advice));
    };
    let location = page.content_location().map(str::to_owned).or_else(|| {
        let header = message.header_raw("Snapshot-Content-Location")?;
        Some(header.trim().to_owned())
    });
    let given = Given {
        url: location.filter(|url| url.starts_with("http")),
        // The library has decoded the text.
        charset: Some("utf-8".to_owned()),
        ..Given::default()
    };
    let text = page.text_contents().unwrap_or_default().to_owned();
    reading.record(source.to_owned(), text.into_bytes(), given)
}
