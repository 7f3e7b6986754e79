//! The fonts of TCVN3 whose letters look like capitals (`.VnTimeH`, `.VnArialH`): titles are
//! written in them with small letters.

use std::borrow::Cow;

/// A web page with capitals where such a font shows them.
///
/// Fonts named by a style sheet are not followed.
pub(super) fn with_capitals(page: &str) -> Cow<'_, str> {
    if !page.contains(".Vn") && !page.contains(".vn") && !page.contains(".VN") {
        return Cow::Borrowed(page);
    }
    /// Open elements with a font of their own; nobody nests more.
    const DEEPEST: usize = 100;
    let mut open: Vec<(&str, bool)> = Vec::new();
    let mut out = String::with_capacity(page.len());
    let mut rest = page;
    while let Some(start) = rest.find('<') {
        let Some(length) = rest[start..].find('>') else { break };
        push(&mut out, &rest[..start], open.last().is_some_and(|(_, capitals)| *capitals));
        let tag = &rest[start..start + length + 1];
        out.push_str(tag);
        rest = &rest[start + length + 1..];
        let name =
            |tag: &'_ str| tag.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(tag.len());
        if let Some(tag) = tag.strip_prefix("</") {
            let tag = &tag[..name(tag)];
            if let Some(at) = open.iter().rposition(|(known, _)| known.eq_ignore_ascii_case(tag)) {
                open.truncate(at);
            }
        } else if let Some(font) = font(tag)
            && open.len() < DEEPEST
        {
            open.push((&tag[1..1 + name(&tag[1..])], font.ends_with(['H', 'h'])));
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// The first font that a tag names: `face=".VnTimeH"`, `style='font-family:.VnTimeH'`.
fn font(tag: &str) -> Option<&str> {
    let at = [("face=", 5), ("font-family:", 12), ("FACE=", 5), ("FONT-FAMILY:", 12)]
        .iter()
        .find_map(|(name, length)| Some(tag.find(name)? + length))?;
    let font = tag[at..].trim_start().trim_start_matches(['"', '\'']);
    let font = font.strip_prefix("&quot;").unwrap_or(font);
    let end = font.find(['"', '\'', ',', ';', '>', '&']).unwrap_or(font.len());
    let font = font[..end].trim();
    let is_old = font.get(..3).is_some_and(|head| head.eq_ignore_ascii_case(".vn"));
    Some(if is_old { font } else { "" })
}

/// Adds text, in capitals but for its entities.
fn push(out: &mut String, text: &str, capitals: bool) {
    if !capitals {
        return out.push_str(text);
    }
    let mut in_entity = false;
    for c in text.chars() {
        in_entity = match c {
            '&' => true,
            c => in_entity && (c.is_ascii_alphanumeric() || c == '#'),
        };
        if in_entity {
            out.push(c);
        } else {
            out.extend(c.to_uppercase());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_as_the_font_shows_them() {
        for (page, expected) in [
            (
                "<font face=\".VnTimeH\">ủy ban&nbsp;<b>nhân dân</b></font> xã",
                "<font face=\".VnTimeH\">ỦY BAN&nbsp;<b>NHÂN DÂN</b></font> xã",
            ),
            (
                "<p style='font-family:.VnArialH'>hội <span style='font-family: .VnTime'>nghị</span> a</p>b",
                "<p style='font-family:.VnArialH'>HỘI <span style='font-family: .VnTime'>nghị</span> A</p>b",
            ),
            ("<FONT FACE=.VnTime>hội</FONT>", "<FONT FACE=.VnTime>hội</FONT>"),
            ("<font face=.VnTimeH>hội", "<font face=.VnTimeH>hội"),
            (
                "baohatinh.vn <font face=Bookh>hội</font>",
                "baohatinh.vn <font face=Bookh>hội</font>",
            ),
        ] {
            assert_eq!(with_capitals(page), expected);
        }
    }
}
