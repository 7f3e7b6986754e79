//! Numbers of documents: `25-NQ/TW`, `33/CT-TTg`, `59/2023/NĐ-CP`, `10/2022/QH15`, `474/UBND-VP7`.
//!
//! Grammar of inventory 9.1. Spaces around the separators are allowed and dropped; a separator
//! swapped by slip (`06/NQ-TU`) is kept as printed.

/// A document number found in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocNumber {
    /// As printed, spaces dropped, one kind of dash.
    pub number: String,
    /// One past its last byte.
    pub end: usize,
    /// Year inside the number (`59/2023/NĐ-CP`).
    pub year: Option<i32>,
    /// Letters of the first part of the code (`NQ`, `CT`, `KH`), which tells the kind.
    pub code: String,
}

/// No number is longer than this many bytes.
const WINDOW: usize = 64;

/// The document number that begins at byte `at` (its first figure).
pub fn doc_number(text: &str, at: usize) -> Option<DocNumber> {
    let mut end = (at + WINDOW).min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let mut cursor = Cursor { rest: &text[at..end], at };
    let digits = cursor.take(|c| c.is_ascii_digit());
    if digits.is_empty() || digits.len() > 5 {
        return None;
    }
    // `12a-KH/HU`
    let letter = cursor.peek().filter(|&letter| {
        ('a'..='d').contains(&letter)
            && cursor.after(letter).is_some_and(|c| matches!(c, '-' | '/' | '–' | ' '))
    });
    letter.iter().for_each(|&letter| cursor.skip(letter));
    // Most figures are numbers of no document.
    let mut ahead = cursor;
    ahead.separator(false, false)?;
    let mut number = digits.to_owned();
    number.extend(letter);
    let mut slash = false;
    let mut year = None;
    let mut code = String::new();
    let mut parts = 0;
    loop {
        let before = cursor;
        let Some(separator) = cursor.separator(parts > 0, parts == 1 && slash) else { break };
        // A year, only directly after the number.
        if parts == 0 && year.is_none() && separator == '/' {
            let mut ahead = cursor;
            let y = ahead.take(|c| c.is_ascii_digit());
            if y.len() == 4 && (y.starts_with("19") || y.starts_with("20")) {
                year = y.parse().ok();
                number.push('/');
                number.push_str(y);
                slash = true;
                cursor = ahead;
                continue;
            }
        }
        let part = cursor.take(|c| c.is_alphanumeric() || c == '&');
        if !is_code(part, parts) {
            cursor = before;
            break;
        }
        slash |= separator == '/';
        number.push(separator);
        number.extend(part.chars().map(|c| match c {
            'Ð' | 'Ɖ' => 'Đ',
            c => c,
        }));
        if parts == 0 {
            code = part.to_owned();
        }
        parts += 1;
        if parts == 5 {
            break;
        }
    }
    (parts > 0 && slash).then_some(DocNumber { number, end: cursor.at, year, code })
}

/// Whether letters can be a part of a code: `NQ`, `TTg`, `QH15`, `BTCTW`, `VP7`; the first part
/// needs a capital beyond a lone one, so that `12/Tổ` and `5-B` are none.
fn is_code(part: &str, index: usize) -> bool {
    let mut chars = part.chars();
    let Some(first) = chars.next() else { return false };
    if !(first.is_ascii_uppercase() || matches!(first, 'Đ' | 'Ð' | 'Ɖ' | 'Ơ' | 'Ư')) {
        return false;
    }
    let capitals = part.chars().filter(|c| c.is_uppercase()).count();
    let plain = part.chars().all(|c| {
        c.is_ascii_alphanumeric()
            || matches!(c, 'Đ' | 'đ' | 'Ð' | 'Ɖ' | 'Ơ' | 'ơ' | 'Ư' | 'ư' | '&')
    });
    // `03-Ctr/TU` is the one code with a single capital; `ĐCTUBTWMTTQVN` is the longest.
    let letters = capitals >= 2 || index > 0 && part.len() <= 3 || part == "Ctr";
    plain && part.chars().count() <= 14 && letters
}

/// A reading position in a window of text.
#[derive(Clone, Copy)]
struct Cursor<'a> {
    rest: &'a str,
    at: usize,
}

impl<'a> Cursor<'a> {
    fn peek(&self) -> Option<char> {
        self.rest.chars().next()
    }

    /// The character after the next one.
    fn after(&self, next: char) -> Option<char> {
        self.rest[next.len_utf8()..].chars().next()
    }

    fn skip(&mut self, c: char) {
        self.rest = &self.rest[c.len_utf8()..];
        self.at += c.len_utf8();
    }

    fn take(&mut self, accept: impl Fn(char) -> bool) -> &'a str {
        let length = self.rest.find(|c| !accept(c)).unwrap_or(self.rest.len());
        let (taken, rest) = self.rest.split_at(length);
        self.rest = rest;
        self.at += length;
        taken
    }

    /// `-` or `/` with spaces around it. Inside the code a space before the mark or after it
    /// only where no space stands on the other side (`113 -KH/ĐU`, `94- KH/BTGDVTW`), because
    /// `25-NQ/TW - Nghị quyết` goes on with other words. A code that began with its kind (`kind_first`) may
    /// go on behind a space: `210/KH –UBND`.
    fn separator(&mut self, inside: bool, kind_first: bool) -> Option<char> {
        let mut probe = *self;
        let before = probe.take(|c| c == ' ');
        let mark = probe.peek()?;
        let separator = match mark {
            '-' | '–' | '—' => '-',
            '/' => '/',
            _ => return None,
        };
        probe.skip(mark);
        let after = probe.take(|c| c == ' ');
        let spaces = usize::from(!before.is_empty()) + usize::from(!after.is_empty());
        if before.len() > 1 || after.len() > 1 || inside && spaces == 2 {
            return None;
        }
        // After the code is complete ` - ` or `- ` begins something else.
        let goes_on = kind_first && after.is_empty();
        if inside && separator == '-' && spaces > 0 && !goes_on {
            return None;
        }
        *self = probe;
        Some(separator)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<String> {
        let at = text.find(|c: char| c.is_ascii_digit())?;
        doc_number(text, at).map(|n| n.number)
    }

    #[test]
    fn numbers_of_documents() {
        for (text, want) in [
            ("25-NQ/TW ngày", "25-NQ/TW"),
            ("07-ĐA/QU, ngày", "07-ĐA/QU"),
            ("33/CT-TTg", "33/CT-TTg"),
            ("104-KH/TWĐTN", "104-KH/TWĐTN"),
            ("42/KH-UBND", "42/KH-UBND"),
            ("11/HD-MTTW-BTT", "11/HD-MTTW-BTT"),
            ("59/2023/NĐ-CP", "59/2023/NĐ-CP"),
            ("15/2021/NQ-HĐND", "15/2021/NQ-HĐND"),
            ("10/2022/QH15", "10/2022/QH15"),
            ("35/2023/UBTVQH16", "35/2023/UBTVQH16"),
            ("474/UBND-VP7", "474/UBND-VP7"),
            ("986/VPUBND-PVHCC", "986/VPUBND-PVHCC"),
            ("822-CV/BTGTU", "822-CV/BTGTU"),
            ("89/CP", "89/CP"),
            ("113 -KH/ĐU", "113-KH/ĐU"),
            ("210/KH –UBND ngày", "210/KH-UBND"),
            ("25-NQ/TW -Nghị quyết", "25-NQ/TW"),
            ("31 - HD/BTCTW", "31-HD/BTCTW"),
            ("94- KH/BTGDVTW", "94-KH/BTGDVTW"),
            ("06/NQ-TU", "06/NQ-TU"),
            ("11-QĐi/TW", "11-QĐi/TW"),
            ("76/TTr-PNV ngày", "76/TTr-PNV"),
            ("42/TTg-TH, ngày", "42/TTg-TH"),
            ("20/2004/CT-UBND", "20/2004/CT-UBND"),
            ("25-NQ/TW - Nghị quyết", "25-NQ/TW"),
            ("07-ÐA/QU", "07-ĐA/QU"),
            ("12a-KH/HU", "12a-KH/HU"),
            ("03-Ctr/TU", "03-Ctr/TU"),
            ("88/2016/NQLT/CP-ĐCTUBTWMTTQVN ngày", "88/2016/NQLT/CP-ĐCTUBTWMTTQVN"),
        ] {
            assert_eq!(read(text).as_deref(), Some(want), "{text}");
        }
    }

    #[test]
    fn no_numbers_of_documents() {
        for text in [
            "ngày 12/4",
            "14/21 chỉ tiêu",
            "quý 1/2024",
            "2024-2029",
            "12/4 - UBND",
            "30-4",
            "3.553",
            "5 - Bí thư",
            "8/8 khối phố",
            "24/7",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
