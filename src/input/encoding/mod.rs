//! From bytes to text, whatever the page was written in.
//!
//! In this order: a byte order mark; UTF-8, where the bytes are good UTF-8, whatever the page
//! says; the encoding that the container or the page names, where that makes words; else the
//! encoding by whose reading most words are Vietnamese syllables. Text that is good UTF-8 may
//! still be an old encoding that some program took for Latin-1; [`reread`] finds that.

mod capitals;
mod declared;
mod entities;
mod fonts;
mod legacy;
mod reread;
mod stream;
mod words;

use std::borrow::Cow;
use std::str::FromStr;

use encoding_rs::{UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252, WINDOWS_1258, X_USER_DEFINED};

use super::{Given, PageKind};
use legacy::{CodePage, Legacy, undecoded, undecoded_byte};
use reread::{Reread, Wanted, is_vietnamese, reread, reread_beside};
use words::Words;

pub(super) use stream::{Letters, unmarked};

/// An encoding by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Encoding(Kind);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// One of those that browsers know.
    Web(&'static encoding_rs::Encoding),
    /// One that only letters show.
    Legacy(Legacy),
}

impl FromStr for Encoding {
    type Err = String;

    /// A name of the web standard (`utf-8`, `windows-1258`, `latin1`), or `tcvn3`, `vni`,
    /// `mojibake` (UTF-8 that was read as windows-1252).
    fn from_str(name: &str) -> Result<Encoding, String> {
        let kind = match name.trim().to_ascii_lowercase().as_str() {
            "tcvn3" | "tcvn" | "abc" | "tcvn-5712" | "x-viet-tcvn5712" => {
                Kind::Legacy(Legacy::Tcvn3)
            }
            "vni" | "vni-windows" | "x-viet-vni" => Kind::Legacy(Legacy::Vni),
            "mojibake" => Kind::Legacy(Legacy::Utf8 { taken_for: CodePage::Western, times: 1 }),
            label => match encoding_rs::Encoding::for_label_no_replacement(label.as_bytes()) {
                Some(web) => Kind::Web(web),
                None => {
                    let names = "utf-8, utf-16le, utf-16be, windows-1258, windows-1252, tcvn3, vni, \
                                 mojibake (UTF-8 read as windows-1252)";
                    return Err(format!("no encoding has this name; known are {names}"));
                }
            },
        };
        Ok(Encoding(kind))
    }
}

/// The text of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded<'p> {
    /// The text, without a byte order mark.
    pub text: Cow<'p, str>,
    /// What it was written in, for people: `UTF-8`, `TCVN3`, `UTF-8, in part TCVN3`.
    pub encoding: String,
    legacy: Option<Legacy>,
}

/// Why bytes are no text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Undecodable {
    /// No UTF-8 from this byte on, and no Vietnamese in any other encoding.
    At(usize),
    /// TCVN3 whose soft hyphens were taken out: they are the letter ư.
    LostHyphens,
}

/// The text of a page. `given` is what its container says, `forced` what a person says.
///
/// # Errors
/// Bytes that make no text, and text that has lost letters on its way.
pub(super) fn decode<'p>(
    bytes: &'p [u8],
    kind: PageKind,
    given: &Given,
    forced: Option<Encoding>,
) -> Result<Decoded<'p>, Undecodable> {
    let wanted = match forced.map(|encoding| encoding.0) {
        None => Some(Wanted::Any),
        Some(Kind::Legacy(legacy)) => Some(Wanted::Only(legacy)),
        // What was taken for windows-1252 somewhere on its way here.
        Some(Kind::Web(web)) if web == WINDOWS_1258 => Some(Wanted::Only(Legacy::Windows1258)),
        Some(Kind::Web(_)) => None,
    };
    let Characters { text, encoding, sure } = characters(bytes, given, forced)?;
    let Some(Reread { text: reread, legacies, in_part }) =
        wanted.and_then(|wanted| reread(&text, kind, wanted))
    else {
        if !sure {
            return Err(Undecodable::At(first_not_utf8(bytes)));
        }
        let text = without_undecoded(text);
        return Ok(Decoded { text, encoding: encoding.to_owned(), legacy: None });
    };
    if legacies.contains(&Legacy::Tcvn3) && has_lost_hyphens(&reread) {
        return Err(Undecodable::LostHyphens);
    }
    let mut names: Vec<&str> = Vec::new();
    for legacy in &legacies {
        if !names.contains(&legacy.name()) {
            names.push(legacy.name());
        }
    }
    let names = names.join(", ");
    let encoding = if in_part { format!("{encoding}, in part {names}") } else { names };
    let mut text = without_undecoded(Cow::Owned(reread));
    if kind == PageKind::Html && legacies.contains(&Legacy::Tcvn3) {
        text = Cow::Owned(fonts::with_capitals(&text).into_owned());
    }
    Ok(Decoded { text, encoding, legacy: legacies.first().copied() })
}

impl Decoded<'_> {
    /// What a container gives with a page, read as the page is: a table in TCVN3 has its headlines
    /// in TCVN3 too.
    pub fn given(&self, given: &Given) -> Given {
        let mut given = given.clone();
        for value in [&mut given.title, &mut given.author, &mut given.publisher] {
            let Some(found) = value.take() else { continue };
            let meant = self.legacy.and_then(|legacy| reread_beside(&found, legacy));
            let meant = Cow::Owned(meant.unwrap_or(found));
            *value = Some(without_undecoded(meant).into_owned());
        }
        given
    }
}

/// The mark that a text in UTF-16 should have begun with. Every other byte of its spaces, signs and
/// letters without marks is 0, and that is more than a third of all; on the other side only rare
/// signs have a 0. Other data has them on both sides, and text in other encodings has none, nor
/// have the headers before a page in UTF-16.
pub(super) fn utf_16_without_mark(bytes: &[u8]) -> Option<[u8; 2]> {
    /// Zeros on one side for each on the other.
    const RARE: usize = 20;
    /// Pairs of bytes that show anything.
    const FEWEST: usize = 8;
    if encoding_rs::Encoding::for_bom(bytes).is_some() {
        return None;
    }
    let mark = |pairs: std::slice::ChunksExact<'_, u8>| {
        let zeros = |side: usize| pairs.clone().filter(|pair| pair[side] == 0).count();
        let (first, second) = (zeros(0), zeros(1));
        match pairs.len() {
            ..FEWEST => None,
            all if second * 3 > all && first * RARE <= second => Some([0xFF, 0xFE]),
            all if first * 3 > all && second * RARE <= first => Some([0xFE, 0xFF]),
            _ => None,
        }
    };
    let start = |length: usize| mark(bytes[..bytes.len().min(length)].chunks_exact(2));
    start(32).filter(|found| start(4096) == Some(*found))
}

/// A field of a record as characters, before it is known what its encoding is: UTF-8, else
/// letter by letter, to be read by [`decode`] like any text that was taken for Latin-1.
pub(super) fn characters_of_field(bytes: &[u8]) -> Cow<'_, str> {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Cow::Borrowed(text);
    }
    match damaged_utf8(bytes) {
        Some((text, _)) => Cow::Owned(text),
        None => WINDOWS_1252.decode_without_bom_handling(bytes).0,
    }
}

/// Bytes as characters; what they mean may still be open.
struct Characters<'p> {
    text: Cow<'p, str>,
    encoding: &'static str,
    /// Somebody says so, or the bytes show it.
    sure: bool,
}

fn characters<'p>(
    bytes: &'p [u8],
    given: &Given,
    forced: Option<Encoding>,
) -> Result<Characters<'p>, Undecodable> {
    let (marked, bytes) = match encoding_rs::Encoding::for_bom(bytes) {
        Some((encoding, length)) => (Some(encoding), &bytes[length..]),
        None => (None, bytes),
    };
    let read = |encoding: &'static encoding_rs::Encoding, sure| {
        let (text, _) = encoding.decode_without_bom_handling(bytes);
        Characters { text, encoding: encoding.name(), sure }
    };
    if let Some(encoding) = marked.filter(|encoding| *encoding != UTF_8) {
        return Ok(read(encoding, true));
    }
    if let Ok(text) = simdutf8::basic::from_utf8(bytes) {
        let encoding = given.decoded_from.unwrap_or(UTF_8.name());
        return Ok(Characters { text: Cow::Borrowed(text), encoding, sure: true });
    }
    match forced.map(|encoding| encoding.0) {
        Some(Kind::Web(web)) if web == UTF_8 => {
            return Err(Undecodable::At(first_not_utf8(bytes)));
        }
        Some(Kind::Web(web)) => return Ok(read(web, true)),
        Some(Kind::Legacy(_)) => return Ok(read(WINDOWS_1252, true)),
        None => {}
    }
    if let Some((text, sure)) = damaged_utf8(bytes) {
        return Ok(Characters { text: Cow::Owned(text), encoding: UTF_8.name(), sure });
    }
    let named = given.charset.clone().or_else(|| declared::declared(bytes));
    let named = named.and_then(|name| name.parse::<Encoding>().ok());
    match named.map(|encoding| encoding.0) {
        Some(Kind::Web(web)) if !UNTOLD.contains(&web) => {
            let found = read(web, true);
            // Pages in TCVN3 have said anything.
            Ok(if is_vietnamese(&found.text) { found } else { read(WINDOWS_1252, true) })
        }
        Some(Kind::Web(web)) => Ok(read(WINDOWS_1252, web == WINDOWS_1252)),
        Some(Kind::Legacy(_)) | None => Ok(read(WINDOWS_1252, false)),
    }
}

/// Names that say nothing of a page that is no UTF-8: pages in old encodings bear the first three,
/// and what is UTF-16 shows it.
const UNTOLD: [&encoding_rs::Encoding; 5] =
    [UTF_8, WINDOWS_1252, X_USER_DEFINED, UTF_16LE, UTF_16BE];

/// UTF-8 with wrong bytes: a page cut in the middle of a letter, or with a piece in another
/// encoding; and whether most of it is right. The wrong bytes are kept for [`reread`]. None where
/// hardly a letter is right.
fn damaged_utf8(bytes: &[u8]) -> Option<(String, bool)> {
    /// Wrong bytes for each letter of several bytes. Documents in TCVN3 and VNI have, by accident,
    /// such a letter for 600 others or more.
    const WRONG_FOR_A_GOOD_ONE: usize = 20;
    const FEWEST_GOOD: usize = 3;
    let mut text = String::with_capacity(bytes.len());
    let (mut good, mut wrong) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().bytes().filter(|b| *b >= 0xC0).count();
        wrong += chunk.invalid().len();
        text.push_str(chunk.valid());
        text.extend(chunk.invalid().iter().map(|&byte| undecoded(byte)));
    }
    let damaged = good >= FEWEST_GOOD && good * WRONG_FOR_A_GOOD_ONE >= wrong;
    damaged.then_some((text, good >= wrong))
}

/// What could not be decoded is shown as such: a sign for each letter.
fn without_undecoded(text: Cow<'_, str>) -> Cow<'_, str> {
    let is_undecoded = |c| undecoded_byte(c).is_some();
    // The signs for bytes lie in the last plane, whose characters begin with this byte.
    if !text.as_bytes().contains(&0xF4) {
        return text;
    }
    let mut shown = String::with_capacity(text.len());
    let mut before = ' ';
    for c in text.chars() {
        match (is_undecoded(c), is_undecoded(before)) {
            (false, _) => shown.push(c),
            (true, false) => shown.push(char::REPLACEMENT_CHARACTER),
            (true, true) => {}
        }
        before = c;
    }
    Cow::Owned(shown)
}

fn first_not_utf8(bytes: &[u8]) -> usize {
    std::str::from_utf8(bytes).map_or_else(|error| error.valid_up_to(), str::len)
}

/// Whether a text read from TCVN3 has no `ư` at all. In 100 words with marks of right text there
/// are about seven; programs that take soft hyphens out take this letter (`tr­ëng` → `trëng`).
fn has_lost_hyphens(text: &str) -> bool {
    const ENOUGH_WORDS: usize = 120;
    !text.contains('ư') && Words::of(text).marked >= ENOUGH_WORDS
}
