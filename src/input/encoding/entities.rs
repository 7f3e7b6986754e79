//! Letters that a page writes as entities: `d&acirc;n`, `d&#226;n`.

use std::borrow::Cow;

/// The entity that a text begins with and its length, where it stands for a letter beyond ASCII.
pub(super) fn entity(text: &str) -> Option<(char, usize)> {
    const LONGEST: usize = 10;
    let end = text.bytes().take(LONGEST).position(|b| b == b';')?;
    let name = &text[1..end];
    // By far the most frequent.
    if matches!(name, "nbsp" | "amp" | "quot" | "lt" | "gt" | "#39" | "") {
        return None;
    }
    let decoded = html_escape::decode_html_entities(&text[..=end]);
    let mut decoded = decoded.chars();
    match (decoded.next(), decoded.next()) {
        (Some(c), None) if !c.is_ascii() => Some((c, end + 1)),
        _ => None,
    }
}

/// The text with its letters beyond ASCII as letters: `d&acirc;n` as `dân`. Markup stays as it is.
pub(super) fn without_entities(text: &str) -> Cow<'_, str> {
    let mut out = String::new();
    let mut done = 0;
    for (at, _) in text.match_indices('&') {
        if let Some((c, length)) = entity(&text[at..]) {
            out.push_str(&text[done..at]);
            out.push(c);
            done = at + length;
        }
    }
    if done == 0 {
        return Cow::Borrowed(text);
    }
    out.push_str(&text[done..]);
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_decoded_and_markup_is_not() {
        for (page, expected) in [
            ("d&acirc;n v&#7853;n kh&#xE9;o", "dân vận khéo"),
            (
                "a &lt;b&gt; &amp;copy; &#60;p&#62; &quot;",
                "a &lt;b&gt; &amp;copy; &#60;p&#62; &quot;",
            ),
            ("nh&copy;n&nbsp;d&copy;n", "nh©n&nbsp;d©n"),
            ("?a=1&b=2;c &unknown; & ; &", "?a=1&b=2;c &unknown; & ; &"),
        ] {
            assert_eq!(without_entities(page), expected);
        }
    }
}
