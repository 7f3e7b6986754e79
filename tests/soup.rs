//! No text makes extraction stop, and every fact is tied to the very words of the text.
//!
//! The texts are soups of the words that rules look for, in any order: what a real page never
//! says, a broken one may.

use danvan::article::{Article, LineKind, PageHints};
use danvan::extract::extract;
use proptest::prelude::*;

const WORDS: &[&str] = &[
    "Ban Dân vận",
    "Huyện ủy",
    "Tỉnh ủy",
    "Đảng ủy",
    "xã",
    "huyện",
    "thành phố",
    "TP.HCM",
    "TPHCM",
    "phường 6",
    "Phú Xuyên",
    "Gò Công Tây",
    "Hà Nội",
    "UBND",
    "HĐND",
    "UBMTTQ",
    "Ủy ban MTTQ Việt Nam",
    "Công an",
    "các",
    "đồng chí",
    "ông",
    "Bà",
    "Nguyễn Văn An",
    "Y Nui",
    "K'Mák",
    "H'",
    "A",
    "Bí thư",
    "Phó Bí thư Thường trực",
    "Ủy viên Ban Thường vụ",
    "Trưởng Ban",
    "Trưởng ban",
    "TBDV",
    "CT",
    ".",
    ",",
    ";",
    ":",
    "-",
    "–",
    "(",
    ")",
    "“",
    "”",
    "\"",
    "'",
    "…",
    "!",
    "?",
    "|",
    "/",
    "%",
    "tổ chức",
    "Hội nghị",
    "lễ",
    "tổng kết",
    "sơ kết",
    "phát động",
    "diễn ra",
    "được",
    "do",
    "của",
    "cho",
    "và",
    "với",
    "tại",
    "ngày",
    "sáng",
    "12/4",
    "01/102021",
    "30/2/2024",
    "2024",
    "năm",
    "quý I/2024",
    "6 tháng đầu năm",
    "giai đoạn",
    "2021 - 2025",
    "225",
    "1.250",
    "02 (hai)",
    "mười hai",
    "gần",
    "mô hình",
    "điển hình",
    "gương",
    "đăng ký",
    "công nhận",
    "cấp tỉnh",
    "cấp cơ sở",
    "tập thể",
    "cá nhân",
    "lĩnh vực",
    "kinh tế",
    "trong đó",
    "gồm",
    "lần lượt",
    "phong trào thi đua",
    "Dân vận khéo",
    "cuộc vận động",
    "Nghị quyết",
    "số",
    "25-NQ/TW",
    "33/CT-TTg",
    "Chỉ thị 19",
    "Luật",
    "ban hành",
    "về",
    "bằng khen",
    "Kỷ niệm chương",
    "khen thưởng",
    "biểu dương",
    "tặng",
    "nhận",
    "phát biểu",
    "chủ trì",
    "dự",
    "nguyên",
    "đến nay",
    "Phòng",
    "Nội vụ",
    "Sở",
    "Chi bộ",
    "thôn",
    "Đồn Biên phòng",
    "Trường",
    "Ban Chỉ đạo",
    "Đoàn",
    "sẽ",
    "\u{301}",
    "🙂",
    "Ấ",
    "đ",
    "Đ",
    "ⅷ",
    "İ",
    "ﬀ",
];

fn article(lines: Vec<(char, Vec<usize>, Vec<bool>)>) -> Article {
    let mut text = String::new();
    let mut kinds = String::new();
    for (kind, words, gaps) in lines {
        if !kinds.is_empty() {
            text.push('\n');
        }
        kinds.push(LineKind::from_letter(kind).letter());
        for (word, gap) in words.into_iter().zip(gaps) {
            if gap && !text.is_empty() && !text.ends_with('\n') {
                text.push(' ');
            }
            text.push_str(WORDS[word % WORDS.len()]);
        }
    }
    Article {
        source: "soup.txt".into(),
        url: None,
        title: text.lines().next().map(str::to_owned),
        published_on: "2024-04-15".parse().ok(),
        author: None,
        publisher: Some("Báo Hà Tĩnh".into()),
        text,
        encoding: "UTF-8".into(),
        hints: PageHints { lines: kinds, ..PageHints::default() },
    }
}

/// Every `evidence` of a facts document equals its slice of the text.
fn check(value: &serde_json::Value, text: &[char]) {
    match value {
        serde_json::Value::Object(fields) => {
            if let (Some(start), Some(end), Some(quote)) =
                (fields.get("start"), fields.get("end"), fields.get("quote"))
            {
                let (start, end) = (start.as_u64(), end.as_u64());
                let (start, end) = (start.expect("a number"), end.expect("a number"));
                let slice: String = text[start as usize..end as usize].iter().collect();
                assert_eq!(Some(slice.as_str()), quote.as_str());
            }
            fields.values().for_each(|v| check(v, text));
        }
        serde_json::Value::Array(items) => items.iter().for_each(|v| check(v, text)),
        _ => {}
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn no_text_stops_extraction(
        lines in proptest::collection::vec(
            (
                prop_oneof![Just('t'), Just('p'), Just('i'), Just('r'), Just('c'), Just('b')],
                proptest::collection::vec(0usize..400, 0..40),
                proptest::collection::vec(proptest::bool::weighted(0.85), 40),
            ),
            1..5,
        )
    ) {
        let article = article(lines);
        let facts = extract(&article);
        let chars: Vec<char> = article.text.chars().collect();
        let value = serde_json::to_value(&facts).expect("facts are JSON");
        check(&value, &chars);
        for count in &facts.model_counts {
            prop_assert!(count.part_of.is_none_or(|p| p < count.id));
        }
    }
}
