//! WARC (ISO 28500): the pages of a crawl. `response` records hold what a server sent, `conversion`
//! records the text made of it (the WET files of Common Crawl).

use std::io::{BufRead, BufReader, Cursor, Read};
use std::ops::ControlFlow;

use flate2::read::{GzDecoder, ZlibDecoder};

use super::{LineRead, read_line};
use crate::input::stream::{Reading, io_reject, too_large};
use crate::input::{Given, MAX_PAGE_BYTES, Reject, reject};

/// The longest header line, in bytes.
const MAX_HEADER: u64 = 64 * 1024;

/// Names and values of a header, names in lower case.
type Headers = Vec<(String, String)>;

fn get<'h>(headers: &'h Headers, name: &str) -> Option<&'h str> {
    headers.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
}

/// Reads the records in order, whatever other types stand between them.
pub(in crate::input) fn read(
    source: &str,
    from: &mut dyn Read,
    reading: &mut Reading<'_>,
) -> ControlFlow<()> {
    let mut from = BufReader::with_capacity(64 * 1024, from);
    let mut record = 0;
    loop {
        record += 1;
        let at = |reject: Reject| Reject { place: Some(format!("record {record}")), ..reject };
        let headers = match record_headers(&mut from) {
            Ok(Some(headers)) => headers,
            Ok(None) => return ControlFlow::Continue(()),
            Err(error) => return reading.reject(at(io_reject(source, &error))),
        };
        let length = get(&headers, "content-length").and_then(|n| n.parse::<u64>().ok());
        let Some(length) = length else {
            let advice = "get the file again";
            return reading.reject(at(reject(source, "a record without its length", advice)));
        };
        let name = format!("{source}#{record}");
        let mut content = (&mut from).take(length);
        if wanted(&headers) && length <= 2 * MAX_PAGE_BYTES {
            let mut bytes = Vec::new();
            match content.read_to_end(&mut bytes) {
                Ok(read) if read as u64 == length => {}
                Ok(_) => {
                    let cut = std::io::ErrorKind::UnexpectedEof.into();
                    return reading.reject(at(io_reject(source, &cut)));
                }
                Err(error) => return reading.reject(at(io_reject(source, &error))),
            }
            page(name, &headers, bytes, reading)?;
        } else {
            match std::io::copy(&mut content, &mut std::io::sink()) {
                Ok(read) if read == length => {}
                Ok(_) => {
                    let cut = std::io::ErrorKind::UnexpectedEof.into();
                    return reading.reject(at(io_reject(source, &cut)));
                }
                Err(error) => return reading.reject(at(io_reject(source, &error))),
            }
            if wanted(&headers) {
                reading.reject(too_large(&name, MAX_PAGE_BYTES))?;
            }
        }
    }
}

/// The header of the next record; none at the end.
fn record_headers(from: &mut dyn BufRead) -> std::io::Result<Option<Headers>> {
    let mut line = Vec::new();
    // Empty lines end the record before.
    loop {
        match read_line(from, &mut line, MAX_HEADER)? {
            LineRead::End => return Ok(None),
            LineRead::Line if line.is_empty() => {}
            LineRead::Line if line.starts_with(b"WARC/") => break,
            LineRead::Line | LineRead::TooLong => {
                let reason = "no record where one should begin";
                return Err(std::io::Error::new(std::io::ErrorKind::InvalidData, reason));
            }
        }
    }
    headers(from).map(Some)
}

/// Header lines up to the empty one; a line that begins with a space goes on with the one before.
fn headers(from: &mut dyn BufRead) -> std::io::Result<Headers> {
    let mut headers = Headers::new();
    let mut line = Vec::new();
    loop {
        match read_line(from, &mut line, MAX_HEADER)? {
            LineRead::End => return Err(std::io::ErrorKind::UnexpectedEof.into()),
            LineRead::TooLong => {}
            LineRead::Line if line.is_empty() => return Ok(headers),
            LineRead::Line => {
                let text = String::from_utf8_lossy(&line);
                match (text.starts_with([' ', '\t']), headers.last_mut()) {
                    (true, Some((_, value))) => {
                        value.push(' ');
                        value.push_str(text.trim());
                    }
                    _ => headers.extend(text.split_once(':').map(|(name, value)| {
                        (name.trim().to_ascii_lowercase(), value.trim().to_owned())
                    })),
                }
            }
        }
    }
}

/// Whether a record holds a page.
fn wanted(headers: &Headers) -> bool {
    let kind = get(headers, "content-type").unwrap_or_default().to_ascii_lowercase();
    match get(headers, "warc-type") {
        Some("response") => kind.starts_with("application/http"),
        Some("conversion" | "resource") => is_text(&kind),
        _ => false,
    }
}

fn is_text(kind: &str) -> bool {
    ["text/html", "text/plain", "application/xhtml"].iter().any(|known| kind.starts_with(known))
}

/// Hands the page of a record on: of a response what the server sent with code 200.
fn page(
    name: String,
    headers: &Headers,
    bytes: Vec<u8>,
    reading: &mut Reading<'_>,
) -> ControlFlow<()> {
    // Some writers put the address in angle brackets.
    let url = get(headers, "warc-target-uri").map(|u| u.trim_matches(['<', '>']).to_owned());
    if get(headers, "warc-type") != Some("response") {
        let charset = get(headers, "content-type").and_then(charset);
        return reading.record(name, bytes, Given { url, charset, ..Given::default() });
    }
    match response(&bytes) {
        Ok(Some((body, kind))) => {
            let given = Given { url, charset: charset(&kind), ..Given::default() };
            reading.record(name, body, given)
        }
        Ok(None) => ControlFlow::Continue(()),
        Err(error) => reading.reject(io_reject(&name, &error)),
    }
}

/// `text/html; charset=windows-1258`
fn charset(kind: &str) -> Option<String> {
    let (_, after) = kind.split_once("charset=")?;
    let name = after.trim_matches(['"', '\'', ' ']).split([';', '"', ' ']).next()?;
    (!name.is_empty()).then(|| name.to_owned())
}

/// The body of an HTTP response and its type; none of a redirect, an error or a picture.
fn response(bytes: &[u8]) -> std::io::Result<Option<(Vec<u8>, String)>> {
    let mut from = Cursor::new(bytes);
    let mut status = Vec::new();
    read_line(&mut from, &mut status, MAX_HEADER)?;
    let headers = headers(&mut from)?;
    let kind = get(&headers, "content-type").unwrap_or("text/html").to_ascii_lowercase();
    let found = String::from_utf8_lossy(&status).split(' ').nth(1) == Some("200");
    if !found || !is_text(&kind) {
        return Ok(None);
    }
    let mut body = bytes[from.position() as usize..].to_vec();
    if get(&headers, "transfer-encoding").is_some_and(|t| t.eq_ignore_ascii_case("chunked")) {
        body = unchunked(body);
    }
    let packed = |read: &mut dyn Read| {
        let mut unpacked = Vec::new();
        read.take(MAX_PAGE_BYTES + 1).read_to_end(&mut unpacked)?;
        std::io::Result::Ok(unpacked)
    };
    // Crawlers that store what they unpacked keep the header all the same.
    body = match get(&headers, "content-encoding") {
        Some("gzip" | "x-gzip") if body.starts_with(b"\x1F\x8B") => {
            packed(&mut GzDecoder::new(&body[..]))?
        }
        Some("deflate") if body.first() == Some(&0x78) => packed(&mut ZlibDecoder::new(&body[..]))?,
        Some("br" | "zstd") if !body.starts_with(b"<") => {
            let reason = "a page packed as the server sent it (br, zstd)";
            return Err(std::io::Error::new(std::io::ErrorKind::InvalidData, reason));
        }
        _ => body,
    };
    if body.len() as u64 > MAX_PAGE_BYTES {
        let reason = "larger than a page can be";
        return Err(std::io::Error::new(std::io::ErrorKind::FileTooLarge, reason));
    }
    Ok(Some((body, kind)))
}

/// A body sent in chunks; one that is not, though its header says so, stays as it is.
fn unchunked(body: Vec<u8>) -> Vec<u8> {
    let mut joined = Vec::with_capacity(body.len());
    let mut rest = &body[..];
    loop {
        let Some(end) = rest.iter().position(|&b| b == b'\n') else { return body };
        let size = String::from_utf8_lossy(&rest[..end]);
        let size = size.trim().split(';').next().unwrap_or_default();
        let Ok(size) = usize::from_str_radix(size.trim(), 16) else { return body };
        if size == 0 {
            return joined;
        }
        let Some(chunk) = rest.get(end + 1..).and_then(|r| r.get(..size)) else { return body };
        joined.extend_from_slice(chunk);
        rest = &rest[end + 1 + size..];
        rest = rest.strip_prefix(b"\r\n").or(rest.strip_prefix(b"\n")).unwrap_or(rest);
    }
}
