//! Writers of the encodings that danvan reads, made from other sources than its own tables.

#![allow(dead_code, reason = "each test binary uses a part of it")]

use encoding_rs::{WINDOWS_1252, WINDOWS_1258};
use unicode_normalization::UnicodeNormalization;

/// TCVN 5712:1993, VN1, as code and letter.
const TCVN3: &str = "A1Ă A2Â A3Ê A4Ô A5Ơ A6Ư A7Đ A8ă A9â AAê ABô ACơ ADư AEđ B5à B6ả B7ã B8á B9ạ \
    BBằ BCẳ BDẵ BEắ C6ặ C7ầ C8ẩ C9ẫ CAấ CBậ CCè CEẻ CFẽ D0é D1ẹ D2ề D3ể D4ễ D5ế D6ệ D7ì D8ỉ DCĩ \
    DDí DEị DFò E1ỏ E2õ E3ó E4ọ E5ồ E6ổ E7ỗ E8ố E9ộ EAờ EBở ECỡ EDớ EEợ EFù F1ủ F2ũ F3ú F4ụ F5ừ \
    F6ử F7ữ F8ứ F9ự FAỳ FBỷ FCỹ FDý FEỵ";

/// The text in signs that all encodings have: typewriter marks for those of print.
pub fn with_plain_signs(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '«' | '»' => '"',
            '·' | '•' | '−' | '‑' | '‐' => '-',
            '×' => 'x',
            '\u{a0}' => ' ',
            '°' | '²' | '³' | '½' | '¼' | '§' | '©' | '®' | '\u{ad}' => '*',
            c => c,
        })
        .collect()
}

/// The text in the letters that TCVN3 has: a capital with a tone is the small letter, for a font
/// shows which (`ỦY BAN` → `ủY BAN`).
fn in_letters_of_tcvn3(text: &str) -> String {
    let codes: Vec<char> = TCVN3.chars().collect();
    text.chars()
        .map(|c| match c.to_lowercase().next() {
            Some(small) if c != small && !c.is_ascii() && !codes.contains(&c) => small,
            _ => c,
        })
        .collect()
}

/// One byte a letter; signs as in windows-1252.
pub fn tcvn3(text: &str) -> Vec<u8> {
    let codes = TCVN3.split_whitespace().map(|pair| {
        let byte = u8::from_str_radix(&pair[..2], 16).expect("a code");
        (pair[2..].chars().next().expect("a letter"), byte)
    });
    let codes: std::collections::HashMap<char, u8> = codes.collect();
    let mut bytes = Vec::new();
    for c in in_letters_of_tcvn3(text).chars() {
        match codes.get(&c) {
            Some(byte) => bytes.push(*byte),
            None => bytes.extend(western(&c.to_string())),
        }
    }
    bytes
}

/// The letter as typed, then a letter that stands for its marks.
pub fn vni(text: &str) -> Vec<u8> {
    let mut out = String::new();
    for c in text.nfc() {
        let parts: Vec<char> = c.nfd().collect();
        let base = parts[0];
        let has = |mark: char| parts.contains(&mark);
        let tone = ['\u{301}', '\u{300}', '\u{309}', '\u{303}', '\u{323}']
            .iter()
            .position(|tone| has(*tone));
        let small = base.to_ascii_lowercase();
        let mut code = String::new();
        match (small, has('\u{302}'), has('\u{306}'), has('\u{31b}'), tone) {
            ('i', _, _, _, Some(tone)) => code.push(['í', 'ì', 'æ', 'ó', 'ò'][tone]),
            ('y', _, _, _, Some(4)) => code.push('î'),
            (_, true, _, _, tone) => {
                code.push(small);
                code.push(tone.map_or('â', |tone| ['á', 'à', 'å', 'ã', 'ä'][tone]));
            }
            (_, _, true, _, tone) => {
                code.push(small);
                code.push(tone.map_or('ê', |tone| ['é', 'è', 'ú', 'ü', 'ë'][tone]));
            }
            (_, _, _, horn, tone) if horn || tone.is_some() => {
                code.push(match small {
                    'o' if horn => 'ô',
                    'u' if horn => 'ö',
                    small => small,
                });
                code.extend(tone.map(|tone| ['ù', 'ø', 'û', 'õ', 'ï'][tone]));
            }
            _ => {}
        }
        match c {
            'đ' => out.push('ñ'),
            'Đ' => out.push('Ñ'),
            c if code.is_empty() => out.push(c),
            _ if base.is_uppercase() => out.push_str(&code.to_uppercase()),
            _ => out.push_str(&code),
        }
    }
    western(&out)
}

/// Letters with one mark as one byte, a tone behind them as another.
pub fn windows_1258(text: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    for c in text.nfc() {
        let whole = c.to_string();
        let (encoded, _, missing) = WINDOWS_1258.encode(&whole);
        if !missing {
            bytes.extend_from_slice(&encoded);
            continue;
        }
        let mut tone = None;
        let rest: String = c
            .nfd()
            .filter(|mark| {
                let is_tone = "\u{300}\u{301}\u{303}\u{309}\u{323}".contains(*mark);
                tone = if is_tone { Some(*mark) } else { tone };
                !is_tone
            })
            .nfc()
            .collect();
        let parts: String = rest.chars().chain(tone).collect();
        bytes.extend_from_slice(&WINDOWS_1258.encode(&parts).0);
    }
    bytes
}

/// windows-1252; signs that it has not as an entity.
pub fn western(text: &str) -> Vec<u8> {
    WINDOWS_1252.encode(text).0.into_owned()
}

/// The bytes taken for windows-1252 and written as UTF-8.
pub fn taken_for_western(bytes: &[u8]) -> Vec<u8> {
    WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned().into_bytes()
}

/// The same on a Vietnamese system.
pub fn taken_for_1258(bytes: &[u8]) -> Vec<u8> {
    WINDOWS_1258.decode_without_bom_handling(bytes).0.into_owned().into_bytes()
}

/// UTF-16 with its byte order mark.
pub fn utf_16(text: &str, little: bool) -> Vec<u8> {
    let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
    units.flat_map(|unit| if little { unit.to_le_bytes() } else { unit.to_be_bytes() }).collect()
}
