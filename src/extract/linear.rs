//! Extraction takes time in proportion to the text, whatever the text is: work is counted in
//! looks at tokens, for texts made to be long where the rules look far.

use rayon::prelude::*;

use super::extract;
use crate::article::{Article, PageHints};
use crate::text::token::steps;

/// Texts that repeat a part; the first line makes the rules for model counts read on.
const PARTS: &[&str] = &[
    "Ban ",
    "1/1/1/",
    "“",
    "” ",
    "\"",
    "( ",
    "((“",
    ") ",
    "1, ",
    "1 và ",
    "một ",
    "và ",
    "đồng chí ",
    "các đồng chí ",
    "ông ",
    "Ủy viên Ban Thường vụ, ",
    "Bí thư, ",
    "Phó Chủ tịch UBND, ",
    "nguyên Bí thư Huyện ủy Phú Xuyên, ",
    "Nguyễn Văn An, ",
    "đồng chí Nguyễn Văn An, Bí thư Huyện ủy; ",
    "Huyện ủy A, B, C, ",
    "Huyện ủy ",
    "Đảng ủy ",
    "Đảng ủy Công an ",
    "Ban Thường vụ ",
    "Ban Pháp chế ",
    "Chi bộ ",
    "phòng Nội vụ, ",
    "xã Tân Lập, ",
    "phường 1, ",
    "thành phố Thủ Đức, ",
    "Hà Nội, ",
    "huyện Đại Lộc, tỉnh Quảng Nam, ",
    "thuộc huyện ",
    "1 mô hình, ",
    "trong đó 1 mô hình cấp xã, 2 mô hình cấp huyện, ",
    "có 12 mô hình lĩnh vực kinh tế; ",
    "lần lượt 12 và 15 mô hình, ",
    "12 mô hình | ",
    "mô hình ",
    "năm 2023 ",
    "từ năm 2020 đến năm 2023 ",
    "ngày 12/4, ",
    "ngày 12 và ",
    "Hội nghị ",
    "Huyện ủy tổ chức Hội nghị tổng kết, ",
    "sáng 12/4 Huyện ủy được tổ chức ",
    "khen thưởng ",
    "tặng giấy khen cho 12 tập thể, 3 cá nhân, ",
    "Kế hoạch số 25-KH/HU, ",
    "Kế hoạch số 25-KH/HU được Huyện ủy ban hành, ",
    "Huyện ủy ban hành Kế hoạch số 25-KH/HU và ",
    "đề nghị Huyện ủy tổ chức Hội nghị ngày 12/4, ",
    "Luật Đất đai, ",
    "phong trào thi đua “Dân vận khéo” ",
    "phong trào ",
    "“Dân vận khéo” năm 2023, ",
    "TP. ",
    "a",
    "Á",
    "K'",
    "- ",
    "Đại hội. ",
    "Sáng 12/4, Huyện ủy Đại Lộc tổ chức Hội nghị tổng kết. ",
    "Đồng chí Nguyễn Văn An, Bí thư Huyện ủy dự. ",
    "Năm 2023 toàn huyện có 12 mô hình dân vận khéo. ",
    "UBND xã Tân Lập tặng giấy khen cho 12 tập thể. ",
    "Hội nghị\n",
    "\n",
];

fn work(part: &str, bytes: usize) -> u64 {
    let text = "Huyện ủy Đại Lộc tổng kết phong trào “Dân vận khéo” năm 2023\n".to_owned()
        + &part.repeat(bytes / part.len());
    let article = Article {
        source: "linear.txt".to_owned(),
        url: None,
        title: None,
        published_on: None,
        author: None,
        publisher: None,
        text,
        encoding: String::new(),
        hints: PageHints { lines: "t".to_owned(), ..PageHints::default() },
    };
    steps::take();
    let facts = extract(&article);
    // Words copied into facts are work too.
    steps::take() + format!("{facts:?}").len() as u64
}

#[test]
fn work_grows_with_the_text_and_no_faster() {
    // The opening sentences are read in another way than the rest, so neither the work nor what
    // each doubling adds to it need double exactly; of worse than linear growth both more than do.
    let bad: Vec<String> = PARTS
        .par_iter()
        .filter_map(|part| {
            let [once, twice, four] = [16_000, 32_000, 64_000].map(|bytes| work(part, bytes));
            let (first, second) = (twice.saturating_sub(once), four.saturating_sub(twice));
            let grows = four * 10 > twice * 23 && second * 10 > first * 26;
            let bad = grows || four > 64_000 * 2_000;
            bad.then(|| format!("{part:?}: {once} {twice} {four}"))
        })
        .collect();
    assert!(bad.is_empty(), "{}", bad.join("\n"));
}
