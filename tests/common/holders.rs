//! Writers of what can hold a page: packed streams, archives, crawls, saved pages, cells.

#![allow(dead_code, reason = "each test binary uses a part of it")]

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// Bytes as one packed stream.
pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::default());
    packed.write_all(bytes).expect("memory");
    packed.finish().expect("memory")
}

/// An archive of members, by name.
pub fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in members {
        archive.start_file(*name, SimpleFileOptions::default()).expect("memory");
        archive.write_all(bytes).expect("memory");
    }
    archive.finish().expect("memory").into_inner()
}

/// A record of a crawl archive, of a page at an address.
pub fn record(kind: &str, url: &str, content_type: &str, content: &[u8]) -> Vec<u8> {
    let mut record = format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: <{url}>\r\n\
         Content-Type: {content_type}\r\nContent-Length: {}\r\n\r\n",
        content.len()
    )
    .into_bytes();
    record.extend_from_slice(content);
    record.extend_from_slice(b"\r\n\r\n");
    record
}

/// A record of what a server sent.
pub fn response(url: &str, headers: &str, body: &[u8]) -> Vec<u8> {
    let mut sent = format!("HTTP/1.1 200 OK\r\n{headers}\r\n").into_bytes();
    sent.extend_from_slice(body);
    record("response", url, "application/http; msgtype=response", &sent)
}

/// A record of the text that a crawler made of a page.
pub fn conversion(url: &str, text: &[u8]) -> Vec<u8> {
    record("conversion", url, "text/plain", text)
}

/// A page saved by a browser, with a picture, in bytes that mail can carry.
pub fn mhtml(url: &str, page: &[u8]) -> Vec<u8> {
    let mut lines = String::new();
    for line in page.chunks(20) {
        let quoted = line.iter().map(|&byte| match byte {
            b'=' | ..b' ' | 0x7F.. => format!("={byte:02X}"),
            byte => char::from(byte).to_string(),
        });
        lines.extend(quoted);
        lines.push_str("=\r\n");
    }
    format!(
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: {url}\r\n\
         MIME-Version: 1.0\r\nContent-Type: multipart/related; type=\"text/html\"; boundary=\"b\"\r\n\
         \r\n--b\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\
         Content-Location: {url}\r\n\r\n{lines}\r\n--b\r\nContent-Type: image/png\r\n\
         Content-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n--b--\r\n"
    )
    .into_bytes()
}

/// The cell of a table.
pub fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}
