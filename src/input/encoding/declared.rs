//! The encoding that a page says it is in.

/// Bytes of a page in which it is looked for; browsers look at 1024.
const HEAD: usize = 4 * 1024;

/// The charset of an HTML `meta` or an XML declaration, as written.
///
/// ```text
/// <meta charset="windows-1258">
/// <META http-equiv=Content-Type content="text/html; charset=x-user-defined">
/// <?xml version="1.0" encoding="UTF-8"?>
/// ```
pub(super) fn declared(page: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(&page[..page.len().min(HEAD)]).to_ascii_lowercase();
    let xml = head.trim_start().strip_prefix("<?xml").and_then(|rest| rest.split("?>").next());
    if let Some(found) = xml.and_then(|xml| value(xml, "encoding")) {
        return Some(found);
    }
    head.split("<meta").skip(1).find_map(|rest| {
        let tag = rest.split('>').next().unwrap_or_default();
        value(tag, "charset")
    })
}

/// What stands behind `name=`, with or without quotation marks.
fn value(tag: &str, name: &str) -> Option<String> {
    let (_, rest) = tag.split_once(name)?;
    let rest = rest.trim_start().strip_prefix('=')?.trim_start().trim_start_matches(['"', '\'']);
    let end = rest.find(|c: char| c.is_whitespace() || "\"';>/".contains(c)).unwrap_or(rest.len());
    (end > 0).then(|| rest[..end].to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_says_its_encoding_in_many_ways() {
        for (page, expected) in [
            ("<meta charset=\"UTF-8\">", Some("utf-8")),
            ("<meta charset=windows-1258>", Some("windows-1258")),
            (
                "<html><head><META HTTP-EQUIV='Content-Type' CONTENT='text/html; charset=x-user-defined'>",
                Some("x-user-defined"),
            ),
            (
                "<meta content=\"text/html;charset=utf-8\" http-equiv=\"content-type\" />",
                Some("utf-8"),
            ),
            ("<meta name=x><meta charset = 'tcvn3' />", Some("tcvn3")),
            ("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><html>", Some("iso-8859-1")),
            ("<?xml version=\"1.0\"?><meta charset=utf-8>", Some("utf-8")),
            ("<p>charset=utf-8</p>", None),
            ("<meta charset=>", None),
        ] {
            assert_eq!(declared(page.as_bytes()).as_deref(), expected, "{page}");
        }
    }
}
