//! What is not in the base, how figures are chosen, what was loaded when.

use super::page::Page;
use super::{Site, SiteError};
use crate::output::page::escape;
use crate::store::SCHEMA_VERSION;

/// Words in English and in Vietnamese.
type Words = (&'static str, &'static str);

/// Headlines with their paragraphs.
const TEXT: [(Words, &[Words]); 3] = [
    (
        ("What is not in the base", "Những gì không có trong cơ sở dữ liệu"),
        &[
            (
                "This base knows only the articles that were loaded into it. What is not here may well have \
                 happened: no article about a meeting does not mean that there was none.",
                "Cơ sở dữ liệu này chỉ biết những bài viết đã được nạp vào. Điều không có ở đây vẫn có thể đã \
                 diễn ra: không có bài về một hội nghị không có nghĩa là không có hội nghị.",
            ),
            (
                "What an article does not say is blank, and blank is not nought. Nothing is guessed: a place or \
                 person that could be several stays unlinked and is listed among the problems.",
                "Điều bài viết không nêu thì để trống, và để trống không phải là 0. Chương trình không phỏng đoán: \
                 địa danh hay người có thể là nhiều thì để ngỏ và nêu ở trang vấn đề.",
            ),
            (
                "Facts were found by rules and may be wrong. Every line leads to the words that state it; read them \
                 before you rely on a figure.",
                "Dữ kiện được tìm theo quy tắc và có thể sai. Mỗi dòng đều dẫn đến câu chữ nêu điều đó; hãy đọc \
                 trước khi dùng một số liệu.",
            ),
        ],
    ),
    (
        ("How figures are chosen", "Số liệu được chọn thế nào"),
        &[
            (
                "Figures are never added up. Where several articles state a figure for one claim, one is chosen: a \
                 person’s correction; a total over a part; the latest day up to 31 March after the year; an exact figure \
                 over a rounded one; the unit’s own body over others. Where that does not decide, the range is shown and \
                 no figure is chosen.",
                "Số liệu không bao giờ được cộng lại. Khi nhiều bài nêu số cho cùng một nội dung, một số được chọn: số do \
                 người dùng đính chính; tổng số trước số thành phần; thời điểm muộn nhất đến hết ngày 31/3 năm sau; số \
                 chính xác trước số làm tròn; số của cơ quan chính địa phương đó. Nếu vẫn chưa quyết định được thì ghi \
                 khoảng giá trị và không chọn số nào.",
            ),
            (
                "Copies of one text, and articles that share most of their sentences, are one source. A figure belongs \
                 to the unit of its time; units of today show it under their own name only as told for the unit of then.",
                "Các bản chép của cùng một bài và những bài trùng phần lớn câu là một nguồn. Số liệu thuộc về đơn vị hành \
                 chính khi đó; không cộng gộp theo đơn vị hiện nay.",
            ),
        ],
    ),
    (
        ("Sources", "Nguồn"),
        &[(
            "The texts belong to those who published them; each article’s page names its source and leads there. \
             Quotes are printed so that every line can be checked.",
            "Bài viết thuộc về nơi đăng; trang của mỗi bài ghi nguồn và dẫn đến đó. Trích dẫn được in để mỗi dòng đều \
             kiểm chứng được.",
        )],
    ),
];

impl Site<'_> {
    /// The page on the base itself.
    pub fn about(&mut self) -> Result<(), SiteError> {
        let title = self.say("About this base", "Giới thiệu cơ sở dữ liệu");
        let mut body = format!("<h1>{title}</h1>\n");
        for ((english, vietnamese), paragraphs) in TEXT {
            let headline = self.say(english, vietnamese);
            body.push_str(&format!("<section>\n<h2>{headline}</h2>\n"));
            for (english, vietnamese) in paragraphs {
                body.push_str(&format!("<p>{}</p>\n", escape(self.say(english, vietnamese))));
            }
            body.push_str("</section>\n");
        }
        let made = self.say("Made with", "Tạo bằng");
        body.push_str(&format!(
            "<p>{made} danvan {}, {} {SCHEMA_VERSION}.</p>\n",
            env!("CARGO_PKG_VERSION"),
            self.say("schema", "lược đồ")
        ));
        self.page(&Page { path: "about.html", title, within: None, scripts: &[], body: &body })
    }
}
