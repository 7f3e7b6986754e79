//! An article with its facts on a terminal: marked by colours, or by brackets where there are
//! none: `[Lê Thị Hoa](5,6) dự` has the words of the facts 5 and 6.

use std::io::{self, Write};

use super::{Mark, Marked};
use crate::extract::statement::Family;
use crate::output::visible;
use crate::reference::words::Language;
use crate::store::StoredArticle;

/// Writes the article: what is known of it, its text, its facts by family.
///
/// # Errors
/// What `out` says.
pub fn write(
    out: &mut impl Write,
    article: &StoredArticle,
    language: Language,
    coloured: bool,
) -> io::Result<()> {
    let marked = Marked::new(&article.text, &article.statements);
    let ink = Ink(coloured);
    let known = visible(&article.known.join(" · ")).into_owned();
    writeln!(out, "{} {}: {known}", language.pick("article", "bài viết"), article.id)?;
    for source in &article.sources {
        writeln!(out, "{}", visible(source))?;
    }
    for line in &marked.lines {
        writeln!(out)?;
        for stretch in line {
            for _ in &stretch.begins {
                out.write_all(ink.begin().as_bytes())?;
            }
            let mark = stretch.marks.last().map(|index| &marked.marks[*index]);
            write!(out, "{}", ink.words(mark, &visible(&stretch.words)))?;
            for index in &stretch.ends {
                write!(out, "{}", ink.end(&marked.marks[*index]))?;
            }
        }
        writeln!(out)?;
    }
    for family in Family::ALL {
        let of_family = article.statements.iter().enumerate().filter(|(_, s)| s.family == family);
        for (number, (index, statement)) in of_family.enumerate() {
            if number == 0 {
                writeln!(out, "\n{}", ink.name(family, language))?;
            }
            let line = statement.line_in(language);
            writeln!(out, "  {:>3}  {}  [{}]", index + 1, visible(&line), statement.rule)?;
        }
    }
    out.flush()
}

/// Colours, or brackets in their place.
struct Ink(bool);

impl Ink {
    fn begin(&self) -> &'static str {
        if self.0 { "" } else { "[" }
    }

    /// A clause around the words is underlined only.
    fn words(&self, mark: Option<&Mark>, words: &str) -> String {
        match mark {
            Some(mark) if self.0 && mark.exact => {
                format!("\u{1b}[{}m{words}\u{1b}[0m", colour(mark.family))
            }
            Some(_) if self.0 => format!("\u{1b}[4m{words}\u{1b}[0m"),
            _ => words.to_owned(),
        }
    }

    fn name(&self, family: Family, language: Language) -> String {
        let name = family.name_in(language);
        if self.0 { format!("\u{1b}[{}m{name}\u{1b}[0m", colour(family)) } else { name }
    }

    fn end(&self, mark: &Mark) -> String {
        let numbers: Vec<String> = mark.facts.iter().map(|fact| (fact + 1).to_string()).collect();
        let numbers = numbers.join(",");
        if self.0 { format!("\u{1b}[2m({numbers})\u{1b}[0m") } else { format!("]({numbers})") }
    }
}

/// Parameters of SGR: the colour, some of them bold, so that each family has a look of its own.
fn colour(family: Family) -> &'static str {
    match family {
        Family::Meetings => "1;34",
        Family::Organizations => "36",
        Family::Officials => "32",
        Family::Campaigns => "35",
        Family::ModelCounts => "1;31",
        Family::Directives => "33",
        Family::Awards => "1;33",
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::statement;
    use super::*;

    fn written(coloured: bool) -> String {
        let text = "Tin\nBà Lê Hoa nêu: có 5 mô hình.\u{1b}[2J";
        let article = StoredArticle {
            key: String::new(),
            id: 7,
            title: Some("Tin".to_owned()),
            known: vec!["2024-01-02".to_owned(), "xã A".to_owned()],
            sources: vec!["tin/a.txt".to_owned()],
            text: text.to_owned(),
            statements: vec![
                statement(text, Family::Officials, "Lê Hoa", "Bà Lê Hoa nêu"),
                statement(text, Family::Officials, "Lê Hoa", "Bà Lê Hoa nêu: có 5 mô hình."),
                statement(text, Family::ModelCounts, "5", "Bà Lê Hoa nêu: có 5 mô hình."),
                statement(text, Family::ModelCounts, "6", "có 5 mô hình."),
            ],
            named: vec![Vec::new(); 4],
        };
        let mut out = Vec::new();
        write(&mut out, &article, Language::En, coloured).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn in_brackets() {
        assert_eq!(
            written(false),
            "article 7: 2024-01-02 · xã A\ntin/a.txt\n\nTin\n\n\
             Bà [Lê Hoa](1,2) nêu: [có [5](3) mô hình.](4)\\u001b[2J\n\n\
             officials\n    1  Lê Hoa · built  [family.rule]\n    2  Lê Hoa · built  [family.rule]\n\n\
             model counts\n    3  5 · built  [family.rule]\n    4  6 · built  [family.rule]\n"
        );
    }

    #[test]
    fn in_colours() {
        let written = written(true);
        let line = written.lines().nth(5).unwrap();
        assert_eq!(
            line,
            "Bà \u{1b}[32mLê Hoa\u{1b}[0m\u{1b}[2m(1,2)\u{1b}[0m nêu: \u{1b}[4mcó \u{1b}[0m\
             \u{1b}[1;31m5\u{1b}[0m\u{1b}[2m(3)\u{1b}[0m\u{1b}[4m mô hình.\u{1b}[0m\
             \u{1b}[2m(4)\u{1b}[0m\\u001b[2J"
        );
    }
}
