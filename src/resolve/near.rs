//! Near-duplicates: articles that share most of their sentences, such as an agency's text under
//! another headline, with a changed lead or a cut end.
//!
//! What counts of a text are its sentences, as a set: pieces that end in a full stop (so no
//! headline, byline or caption), folded, of at least eight words, for shorter ones (`Cùng dự có
//! các đồng chí lãnh đạo huyện.`) stand in many articles. A figure, a name or a day that differs
//! makes another sentence: last year's report in this year's words is not the same article.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use crate::text::fold::search_key;

/// Fewest words of a sentence that counts.
const SENTENCE_WORDS: u32 = 8;

/// Fewest words that two near-duplicates share: two or three sentences. One sentence may be a
/// quotation of the same resolution.
const SHARED_WORDS: u32 = 40;

/// Fewest words of a hundred of the shorter article that two near-duplicates share. A copy with
/// a new lead keeps about four of five, one that was cut all that is left, and a report that
/// took over last year's frame less than half, for it has other figures and days. Of 196 real
/// articles on the same subjects, no two that were written apart shared more than 6.
const SHARED_PERCENT: u32 = 60;

/// Sentences of a sketch, where an article has so many…
const SKETCH: usize = 8;

/// …else one of so many: a short article is found inside a long one.
const SKETCH_SHARE: usize = 3;

/// The sentences of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentences {
    /// Digest of each folded sentence, with its words.
    words: BTreeMap<i64, u32>,
}

impl Sentences {
    /// The sentences of an article's text.
    pub fn of(text: &str) -> Sentences {
        let mut words = BTreeMap::new();
        for sentence in text.lines().flat_map(sentences) {
            let key = search_key(sentence);
            let count = key.split(' ').count() as u32;
            if count >= SENTENCE_WORDS {
                words.insert(digest(&key), count);
            }
        }
        Sentences { words }
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.words.len()
    }

    /// The sample of sentences by which near-duplicates find each other: those with the lowest
    /// digests, so that two texts take the same ones of what they share.
    pub fn sketch(&self) -> impl Iterator<Item = i64> {
        let size = SKETCH.max(self.words.len().div_ceil(SKETCH_SHARE));
        self.words.keys().copied().take(size)
    }

    /// How many words of a hundred of the shorter article two near-duplicates share; none where
    /// the two are not near-duplicates.
    pub fn shared_percent(&self, other: &Sentences) -> Option<u32> {
        let total = |of: &Sentences| of.words.values().sum::<u32>();
        let both = self.words.iter().filter(|(digest, _)| other.words.contains_key(digest));
        let shared = both.map(|(_, words)| words).sum::<u32>();
        if shared < SHARED_WORDS {
            return None;
        }
        let percent = shared * 100 / total(self).min(total(other));
        (percent >= SHARED_PERCENT).then_some(percent)
    }
}

/// The pieces of a line that end in a full stop.
fn sentences(line: &str) -> impl Iterator<Item = &str> {
    let mut rest = line.trim();
    std::iter::from_fn(move || {
        let end = rest
            .char_indices()
            .filter(|(_, c)| ['.', '!', '?', '…', ';'].contains(c))
            .map(|(at, c)| at + c.len_utf8())
            // `1.200`, `baodanang.vn` are no ends; `…”.` has one.
            .find(|&at| !rest[at..].starts_with(char::is_alphanumeric))?;
        let (sentence, after) = rest.split_at(end);
        rest = after;
        Some(sentence)
    })
}

/// The same in every version of the program: sketches are stored.
fn digest(key: &str) -> i64 {
    let digest = Sha256::digest(key);
    digest[..8].iter().fold(0, |number, &byte| number << 8 | i64::from(byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ARTICLE: &str = "Huyện A tổng kết công tác dân vận
Sáng 26/12, Ban Dân vận Huyện ủy A tổ chức Hội nghị tổng kết công tác dân vận năm 2023.
Năm 2023, toàn huyện đăng ký 112 mô hình “Dân vận khéo”, vượt 1.200 lượt người tham gia. Các mô \
hình tập trung vào lĩnh vực xây dựng nông thôn mới và bảo vệ môi trường.
Phát biểu tại hội nghị, đồng chí Bí thư Huyện ủy đề nghị các địa phương tiếp tục nhân rộng mô hình.";

    fn shared(a: &str, b: &str) -> Option<u32> {
        let (a, b) = (Sentences::of(a), Sentences::of(b));
        assert_eq!(a.shared_percent(&b), b.shared_percent(&a));
        a.shared_percent(&b)
    }

    #[test]
    fn what_two_articles_share() {
        let lead = ARTICLE.lines().nth(1).expect("a lead");
        let end = ARTICLE.lines().last().expect("an end");
        for (case, other, percent) in [
            ("the same", ARTICLE.to_owned(), Some(100)),
            ("another headline", ARTICLE.replacen("Huyện A tổng", "Tổng", 1), Some(100)),
            ("headline and byline", format!("{ARTICLE}\nTheo Báo A - Nguyễn Văn B"), Some(100)),
            ("other case and marks", ARTICLE.replace('“', "\"").to_uppercase(), Some(100)),
            ("paragraphs joined", ARTICLE.replacen(".\n", ". ", 3), Some(100)),
            (
                "a changed lead",
                ARTICLE.replacen(lead, "Ngày 27/12, phóng viên có mặt tại huyện A.", 1),
                Some(85),
            ),
            ("a cut end", ARTICLE.replacen(end, "", 1), Some(100)),
            ("another figure", ARTICLE.replace("112", "121"), Some(76)),
            ("another year", ARTICLE.replace("2023", "2022"), None),
            ("one sentence", end.to_owned(), None),
            ("nothing", String::new(), None),
        ] {
            assert_eq!(shared(ARTICLE, &other), percent, "{case}");
        }
    }

    #[test]
    fn a_sketch_is_a_sample() {
        let text = |from: usize, to: usize| -> String {
            (from..to)
                .map(|n| format!("Câu thứ {n} của bài báo này nói về thôn số {n}.\n"))
                .collect()
        };
        let sketch = |text: &str| Sentences::of(text).sketch().collect::<Vec<_>>();
        for (sentences, size) in [(0, 0), (1, 1), (8, 8), (20, 8), (60, 20)] {
            assert_eq!(sketch(&text(0, sentences)).len(), size, "{sentences} sentences");
        }
        let (long, short) = (sketch(&text(0, 60)), sketch(&text(20, 40)));
        assert!(short.iter().any(|value| long.contains(value)));
        assert!(sketch("Huyện A tổng kết công tác dân vận năm 2023 và triển khai").is_empty());
    }
}
