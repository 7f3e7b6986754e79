//! The old Vietnamese encodings, and UTF-8 that a program took for a single-byte encoding.
//!
//! All of them arrive as Latin-1 letters: a page in TCVN3 says it is in windows-1252 or says
//! nothing, and a crawler stores `nh©n d©n` as good UTF-8. So they are undone letter by letter,
//! whatever the bytes were.
//!
//! Sources: TCVN 5712:1993 (VN1) for TCVN3; for VNI the table of UniKey; both compared with
//! documents of ministries from 1998 to 2009. Windows code pages by `encoding_rs`.

use std::collections::HashMap;
use std::sync::LazyLock;

use encoding_rs::{Encoding, WINDOWS_1252, WINDOWS_1258};
use unicode_normalization::UnicodeNormalization;

use super::capitals;
use super::entities::without_entities;
use crate::text::normalize::is_syllable;

/// What a text was written in that reads as Latin-1 letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Legacy {
    /// TCVN3, also called ABC: the fonts `.VnTime`, `.VnArial`.
    Tcvn3,
    /// VNI-Windows: the fonts `VNI-Times`.
    Vni,
    /// windows-1258 taken for windows-1252.
    Windows1258,
    /// UTF-8 taken for a code page, once or several times.
    Utf8 {
        /// The code page it was taken for.
        taken_for: CodePage,
        /// How many times.
        times: u8,
    },
}

/// A code page of Windows that UTF-8 is taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CodePage {
    /// That of western systems, and of programs that say Latin-1.
    Western,
    /// That of Vietnamese systems.
    Vietnamese,
}

impl CodePage {
    fn table(self) -> &'static Table {
        static WESTERN: LazyLock<Table> = LazyLock::new(|| Table::of(WINDOWS_1252));
        static VIETNAMESE: LazyLock<Table> = LazyLock::new(|| Table::of(WINDOWS_1258));
        match self {
            CodePage::Western => &WESTERN,
            CodePage::Vietnamese => &VIETNAMESE,
        }
    }
}

/// A byte that could not be decoded is kept in this range, at the end of the private ones: pages
/// have their icons (U+F000 and so on) in others.
const UNDECODED: u32 = 0x10_FF00;

/// The character that keeps a byte from 0x80 on until it is known what it means.
pub(super) fn undecoded(byte: u8) -> char {
    char::from_u32(UNDECODED + u32::from(byte)).unwrap_or(char::REPLACEMENT_CHARACTER)
}

/// The byte that such a character keeps.
pub(super) fn undecoded_byte(c: char) -> Option<u8> {
    u8::try_from((c as u32).checked_sub(UNDECODED)?).ok().filter(|byte| *byte >= 0x80)
}

/// A code page both ways.
struct Table {
    letters: [char; 128],
    bytes: HashMap<char, u8>,
}

impl Table {
    fn of(encoding: &'static Encoding) -> Table {
        let letter = |byte: u8| {
            let (text, _) = encoding.decode_without_bom_handling(std::slice::from_ref(&byte));
            text.chars().next().unwrap_or(char::REPLACEMENT_CHARACTER)
        };
        let letters: [char; 128] = std::array::from_fn(|at| letter(0x80 + at as u8));
        let bytes = (0x80..=0xFF).map(|byte: u8| (letters[usize::from(byte - 0x80)], byte));
        Table { letters, bytes: bytes.collect() }
    }

    fn letter(&self, byte: u8) -> char {
        byte.checked_sub(0x80).map_or(byte as char, |at| self.letters[usize::from(at)])
    }

    /// The byte from 0x80 on that a character stands for.
    fn byte(&self, c: char) -> Option<u8> {
        self.bytes.get(&c).copied().or_else(|| undecoded_byte(c)).or_else(|| {
            // Programs that take a page for ISO-8859-1 keep what is no letter there.
            u8::try_from(c as u32).ok().filter(|byte| (0x80..0xA0).contains(byte))
        })
    }
}

impl Legacy {
    /// What can be told from the text alone; UTF-8 is asked for apart.
    pub const TABLES: [Legacy; 3] = [Legacy::Tcvn3, Legacy::Vni, Legacy::Windows1258];

    /// The name for people.
    pub fn name(self) -> &'static str {
        match self {
            Legacy::Tcvn3 => "TCVN3",
            Legacy::Vni => "VNI",
            Legacy::Windows1258 => "windows-1258",
            Legacy::Utf8 { taken_for: CodePage::Western, .. } => "UTF-8 read as windows-1252",
            Legacy::Utf8 { taken_for: CodePage::Vietnamese, .. } => "UTF-8 read as windows-1258",
        }
    }

    /// The text as it was meant. What no letter of the encoding is stays.
    pub fn decode(self, text: &str) -> String {
        match self {
            Legacy::Tcvn3 => tcvn3(text),
            Legacy::Vni => vni(text),
            Legacy::Windows1258 => {
                let (western, vietnamese) =
                    (CodePage::Western.table(), CodePage::Vietnamese.table());
                let letter = |c| western.byte(c).map_or(c, |byte| vietnamese.letter(byte));
                text.chars().map(letter).nfc().collect()
            }
            Legacy::Utf8 { taken_for, times } => {
                let mut text = text.to_owned();
                for _ in 0..times {
                    match utf8(&text, taken_for.table()) {
                        Some(decoded) => text = decoded,
                        None => break,
                    }
                }
                text
            }
        }
    }

    /// The ways in which a text may be UTF-8 taken for something else, and what it then says.
    pub fn utf8_readings(text: &str) -> Vec<(Legacy, String)> {
        /// More has not been seen.
        const MOST_TIMES: u8 = 3;
        let mut readings = Vec::new();
        for taken_for in [CodePage::Western, CodePage::Vietnamese] {
            let mut decoded = utf8(text, taken_for.table());
            for times in 1..=MOST_TIMES {
                let Some(read) = decoded else { break };
                decoded = utf8(&read, taken_for.table());
                readings.push((Legacy::Utf8 { taken_for, times }, read));
            }
        }
        readings
    }
}

/// Codes of TCVN3 that follow each other, and their letters. Capitals have codes only without a
/// tone: with one they are the small letter, shown as a capital by a font (`.VnTimeH`).
const TCVN3: &[(u8, &str)] = &[
    (0xA1, "ĂÂÊÔƠƯĐăâêôơưđ"),
    (0xB5, "àảãáạ"),
    (0xBB, "ằẳẵắ"),
    (0xC6, "ặầẩẫấậè"),
    (0xCE, "ẻẽéẹềểễếệìỉ"),
    (0xDC, "ĩíịò"),
    (0xE1, "ỏõóọồổỗốộờởỡớợù"),
    (0xF1, "ủũúụừửữứựỳỷỹýỵ"),
];

fn tcvn3_letter(c: char) -> Option<char> {
    static LETTERS: LazyLock<[Option<char>; 256]> = LazyLock::new(|| {
        let mut letters = [None; 256];
        for (first, run) in TCVN3 {
            for (at, letter) in run.chars().enumerate() {
                letters[usize::from(*first) + at] = Some(letter);
            }
        }
        letters
    });
    let byte = undecoded_byte(c).or_else(|| u8::try_from(c as u32).ok())?;
    LETTERS[usize::from(byte)]
}

fn tcvn3(text: &str) -> String {
    let decoded: String = text.chars().map(|c| tcvn3_letter(c).unwrap_or(c)).collect();
    capitals::restored(&without_entities(&decoded))
}

/// VNI: the letter typed, the marks that may follow it, and what it is with each.
const VNI: &[(char, &str, &str)] = &[
    ('a', "ùøûõï", "áàảãạ"),
    ('a', "âáàåãä", "âấầẩẫậ"),
    ('a', "êéèúüë", "ăắằẳẵặ"),
    ('e', "ùøûõï", "éèẻẽẹ"),
    ('e', "âáàåãä", "êếềểễệ"),
    ('o', "ùøûõï", "óòỏõọ"),
    ('o', "âáàåãä", "ôốồổỗộ"),
    ('ô', "ùøûõï", "ớờởỡợ"),
    ('u', "ùøûõï", "úùủũụ"),
    ('ö', "ùøûõï", "ứừửữự"),
    ('y', "ùøûõï", "ýỳỷỹỵ"),
];

/// Letters of VNI that stand alone.
const VNI_ALONE: (&str, &str) = ("ñôöæóòî", "đơưỉĩịỵ");

fn vni(text: &str) -> String {
    static PAIRS: LazyLock<HashMap<(char, char), char>> = LazyLock::new(|| {
        let row = |&(letter, marks, with): &(char, &'static str, &'static str)| {
            marks.chars().zip(with.chars()).map(move |(mark, with)| ((letter, mark), with))
        };
        VNI.iter().flat_map(row).collect()
    });
    let small = |c: char| c.to_lowercase().next().unwrap_or(c);
    let as_large = |c: char, like: char| match like.is_uppercase() {
        true => c.to_uppercase().next().unwrap_or(c),
        false => c,
    };
    let alone = |c: char| {
        let at = VNI_ALONE.0.chars().position(|letter| letter == small(c))?;
        VNI_ALONE.1.chars().nth(at)
    };
    let mut out = String::with_capacity(text.len());
    let mut letters = text.chars().map(latin).peekable();
    while let Some(c) = letters.next() {
        let mark = letters.peek().copied().filter(|next| !next.is_ascii());
        let pair = mark.and_then(|mark| PAIRS.get(&(small(c), small(mark))));
        if let Some(&with) = pair {
            letters.next();
            out.push(as_large(with, c));
        } else if c.is_ascii() {
            out.push(c);
        } else {
            out.push(alone(c).map_or(c, |letter| as_large(letter, c)));
        }
    }
    out
}

/// The Latin-1 letter of a byte kept undecoded.
fn latin(c: char) -> char {
    undecoded_byte(c).map_or(c, char::from)
}

/// The text as UTF-8, where its letters are the bytes of one; none where they are not.
///
/// A no-break space (the last byte of `à`) may have become a plain space: `lÃ m` is `làm`. Other
/// bytes that are missing are letters lost; they become U+FFFD.
fn utf8(text: &str, taken_for: &Table) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let (mut whole, mut broken) = (0, 0);
    let mut letters = text.chars().peekable();
    while let Some(c) = letters.next() {
        let first = if c.is_ascii() { None } else { taken_for.byte(c) };
        let Some(first) = first else {
            out.push(c);
            continue;
        };
        let length = match first {
            0xC2..=0xDF => 2,
            0xE0..=0xEF => 3,
            0xF0..=0xF4 => 4,
            _ => {
                broken += 1;
                out.push(c);
                continue;
            }
        };
        let mut bytes = vec![first];
        while bytes.len() < length
            && let Some(&next) = letters.peek()
            && let Some(byte) = taken_for.byte(next).filter(|byte| (0x80..0xC0).contains(byte))
        {
            bytes.push(byte);
            letters.next();
        }
        let spaced = bytes.len() + 1 == length && letters.peek() == Some(&' ');
        if spaced {
            bytes.push(0xA0);
            letters.next();
        }
        match std::str::from_utf8(&bytes) {
            Ok(letter) => {
                whole += 1;
                out.push_str(letter);
                if spaced {
                    out.push(WAS_SPACE);
                }
            }
            Err(_) => {
                broken += 1;
                if letters.peek() == Some(&char::REPLACEMENT_CHARACTER) {
                    letters.next();
                }
                out.push(char::REPLACEMENT_CHARACTER);
                if spaced {
                    out.push(' ');
                }
            }
        }
    }
    (whole > broken).then(|| joined(&out))
}

/// A place where a space was taken for a no-break space.
const WAS_SPACE: char = '\u{10FF7F}';

/// The text with those spaces that stand between words: `là` + `m` is a word, `là` + `một` two.
fn joined(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut parts = text.split(WAS_SPACE);
    out.extend(parts.next());
    for part in parts {
        let goes_on = match part.chars().next() {
            Some(c) if c.is_alphabetic() => {
                let before = out.chars().rev().take_while(|c| c.is_alphabetic());
                let mut word: Vec<char> = before.take(LONGEST_SYLLABLE).collect();
                word.reverse();
                let after = part.chars().take_while(|c| c.is_alphabetic());
                word.extend(after.take(LONGEST_SYLLABLE));
                is_syllable(&word.into_iter().collect::<String>())
            }
            Some(c) => !c.is_alphanumeric() && !"([{“‘\"".contains(c),
            None => true,
        };
        if !goes_on {
            out.push(' ');
        }
        out.push_str(part);
    }
    out
}

/// Letters of the longest syllable (`nghiêng`) and one more.
const LONGEST_SYLLABLE: usize = 8;

#[cfg(test)]
mod tests {
    use super::*;

    /// Every letter with a mark.
    const MARKED: &str = "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ";

    /// The table of an encoding the other way.
    fn encode(c: char, table: impl Iterator<Item = (String, char)>) -> String {
        let mut codes = table.filter(|(_, letter)| *letter == c).map(|(code, _)| code);
        codes.next().unwrap_or_else(|| c.to_string())
    }

    fn tcvn3_table() -> impl Iterator<Item = (String, char)> {
        TCVN3.iter().flat_map(|(first, run)| {
            run.chars()
                .enumerate()
                .map(move |(at, c)| (char::from(first + at as u8).to_string(), c))
        })
    }

    fn vni_table() -> impl Iterator<Item = (String, char)> {
        let alone = VNI_ALONE.0.chars().zip(VNI_ALONE.1.chars());
        let alone = alone.map(|(code, letter)| (code.to_string(), letter));
        let pairs = VNI.iter().flat_map(|(letter, marks, with)| {
            marks.chars().zip(with.chars()).map(move |(mark, w)| (format!("{letter}{mark}"), w))
        });
        let small: Vec<_> = alone.chain(pairs).collect();
        let large = |(code, letter): &(String, char)| {
            (code.to_uppercase(), letter.to_uppercase().next().expect("a letter"))
        };
        let large: Vec<_> = small.iter().map(large).collect();
        small.into_iter().chain(large)
    }

    #[test]
    fn every_letter_comes_back_from_tcvn3() {
        for c in MARKED.chars().chain("ĂÂÊÔƠƯĐ".chars()) {
            let code = encode(c, tcvn3_table());
            assert_eq!(code.chars().map(u32::from).filter(|c| (0xA1..0xFF).contains(c)).count(), 1);
            // After a word of its own a letter is no first one.
            assert_eq!(tcvn3(&format!("x{code}")), format!("x{c}"), "{code}");
        }
        assert_eq!(tcvn3_table().count(), MARKED.chars().count() + 7, "no letter twice");
    }

    #[test]
    fn every_letter_comes_back_from_vni() {
        let large: String = MARKED.to_uppercase();
        for c in MARKED.chars().chain(large.chars()) {
            let code = encode(c, vni_table());
            assert!(code.chars().all(|c| (c as u32) < 0x100), "{code}");
            assert_eq!(vni(&code), c.to_string(), "{code}");
        }
    }

    #[test]
    fn every_letter_comes_back_from_the_code_pages() {
        let letters = MARKED.to_owned() + &MARKED.to_uppercase() + "“dân vận”–…";
        for taken_for in [CodePage::Western, CodePage::Vietnamese] {
            let mut text = letters.clone();
            for times in 1..=3 {
                text = text.bytes().map(|byte| taken_for.table().letter(byte)).collect();
                assert_eq!(Legacy::Utf8 { taken_for, times }.decode(&text), letters, "{times}");
            }
        }
    }

    #[test]
    fn words_of_real_documents_are_read() {
        for (legacy, written, meant) in [
            (
                Legacy::Tcvn3,
                "Céng hoµ x· héi chñ nghÜa ViÖt Nam",
                "Cộng hoà xã hội chủ nghĩa Việt Nam",
            ),
            (
                Legacy::Tcvn3,
                "QuyÕt ®Þnh cña Bé tr\u{ad}ëng Bé Tµi chÝnh",
                "Quyết định của Bộ trưởng Bộ Tài chính",
            ),
            (Legacy::Tcvn3, "Uû ban nh©n d©n", "Uỷ ban nhân dân"),
            (Legacy::Tcvn3, "ng\u{ad}êi cã c«ng", "người có công"),
            (Legacy::Tcvn3, "HéI NGHÞ TæNG KÕT", "HỘI NGHỊ TỔNG KẾT"),
            (
                Legacy::Vni,
                "COÄNG HOØA XAÕ HOÄI CHUÛ NGHÓA VIEÄT NAM",
                "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            ),
            (
                Legacy::Vni,
                "Caên cöù Luaät Toå chöùc HÑND vaø UBND",
                "Căn cứ Luật Tổ chức HĐND và UBND",
            ),
            (Legacy::Vni, "UÛy ban nhaân daân tænh Ñaø Naüng", "Ủy ban nhân dân tỉnh Đà Nẵng"),
            (Legacy::Vni, "ñöôïc höôûng, quyù I, lyù, kyõ", "được hưởng, quý I, lý, kỹ"),
        ] {
            assert_eq!(legacy.decode(written), meant);
        }
    }

    #[test]
    fn a_plain_space_may_stand_for_the_last_byte() {
        let western =
            |text: &str| Legacy::Utf8 { taken_for: CodePage::Western, times: 1 }.decode(text);
        for (found, meant) in [
            ("lÃ m vÃ  xÃ¢y dá»±ng", "làm và xây dựng"),
            ("vÃ cÃ¡c xÃ£, lÃ 5 Ä‘á»“ng chÃ\u{ad}", "và các xã, là 5 đồng chí"),
            ("nhÃ , vÃ\u{a0}", "nhà, và"),
        ] {
            assert_eq!(western(found), meant);
        }
        assert_eq!(
            western("nhiá»u ngÆ°á»i Ä‘Æ°á»£c bá»‡nh"),
            "nhi\u{fffd}u ngư\u{fffd}i được bệnh"
        );
    }

    #[test]
    fn no_text_is_too_odd() {
        use proptest::prelude::*;
        proptest!(|(text in "[ -~À-ÿ¡-¿áºÃÂ €œ\u{80}-\u{9f}\u{fffd}]{0,60}")| {
            for legacy in Legacy::TABLES {
                legacy.decode(&text);
            }
            Legacy::utf8_readings(&text);
        });
    }
}
