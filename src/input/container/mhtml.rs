//! MHTML: a page saved by a browser in one file, with its pictures.

use std::io::Read;
use std::ops::ControlFlow;

use encoding_rs::Encoding;
use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;
use mail_parser::{Encoding as Transfer, MessageParser, MessagePart, MimeHeaders};

use crate::input::encoding::utf_16_without_mark;
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
    let charset = page.content_type().and_then(|kind| kind.attribute("charset"));
    let given = Given {
        url: location.filter(|url| url.starts_with("http")),
        charset: charset.map(str::to_owned),
        ..Given::default()
    };
    reading.record(source.to_owned(), content(&bytes, page), given)
}

/// The page as the site sent it: what it says of its encoding may be wrong, and the library
/// believes it.
fn content(bytes: &[u8], page: &MessagePart<'_>) -> Vec<u8> {
    let sent = bytes.get(page.offset_body as usize..page.offset_end as usize).unwrap_or_default();
    let decoded = match page.encoding {
        Transfer::QuotedPrintable => quoted_printable_decode(sent),
        Transfer::Base64 => base64_decode(sent),
        Transfer::None => Some(sent.to_vec()),
    };
    // UTF-16 that does not show itself is better told by what the header says.
    let is_text = |bytes: &[u8]| {
        let utf_16 = || Encoding::for_bom(bytes).is_some() || utf_16_without_mark(bytes).is_some();
        !bytes.contains(&0) || utf_16()
    };
    let told = decoded.filter(|bytes| !bytes.is_empty() && is_text(bytes));
    told.unwrap_or_else(|| page.text_contents().unwrap_or_default().as_bytes().to_vec())
}
