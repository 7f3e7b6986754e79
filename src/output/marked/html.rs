//! An article with its facts as one self-contained page: no script, nothing from the network.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::io::{self, Write};

use super::super::page::{self, escape};
use super::{Mark, Marked};
use crate::extract::statement::Family;
use crate::reference::words::Language;
use crate::store::{Link, StoredArticle};

/// The address of a thing's page; none where it has none.
pub type Address<'a> = &'a dyn Fn(Link) -> Option<String>;

/// Writes the page: legend, text with the facts marked, facts linked to their words and back.
///
/// # Errors
/// What `out` says.
pub fn write(out: &mut impl Write, article: &StoredArticle, language: Language) -> io::Result<()> {
    let marked = Marked::new(&article.text, &article.statements);
    let title =
        article.title.as_deref().unwrap_or(language.pick("(no headline)", "(không có đầu đề)"));
    page::head(out, title, language)?;
    for index in 1..=article.statements.len() {
        // A fact and its words light up together, whichever of them is pointed at or gone to.
        writeln!(
            out,
            "body:has(#f{index}:hover,#f{index}:target,#w{index}:target) .f{index}\
             {{background:var(--lit);color:var(--lit-ink)}}"
        )?;
    }
    out.write_all(b"</style>\n</head>\n<body>\n<header>\n<p lang=\"vi\">")?;
    let known: Vec<Cow<str>> = article.known.iter().map(|known| escape(known)).collect();
    writeln!(out, "{}</p>", known.join(" · "))?;
    for source in &article.sources {
        writeln!(out, "<p class=\"source\">{}</p>", page::link(source))?;
    }
    legend(out, article, language)?;
    out.write_all(b"</header>\n<main>\n<article lang=\"vi\">\n")?;
    text(out, &marked)?;
    out.write_all(b"</article>\n")?;
    facts(out, article, language, &|_| None)?;
    out.write_all(b"</main>\n</body>\n</html>\n")?;
    out.flush()
}

/// The families with how many facts each has, leading to them.
///
/// # Errors
/// What `out` says.
pub fn legend<W: Write + ?Sized>(
    out: &mut W,
    article: &StoredArticle,
    language: Language,
) -> io::Result<()> {
    let label = language.pick("Families of facts", "Các nhóm dữ kiện");
    writeln!(out, "<nav aria-label=\"{label}\"><ul class=\"legend\">")?;
    for family in Family::ALL {
        let name = family.as_str();
        let count = article.statements.iter().filter(|s| s.family == family).count();
        let shown = family.name_in(language);
        if count == 0 {
            writeln!(out, "<li class=\"none\">{shown} 0</li>")?;
        } else {
            writeln!(out, "<li><a class=\"{name}\" href=\"#{name}\">{shown} {count}</a></li>")?;
        }
    }
    out.write_all(b"</ul></nav>\n")
}

/// Writes the text, a paragraph a line; the first is the headline. The words of the fact `n` have
/// the anchor `wn`.
///
/// # Errors
/// What `out` says.
pub fn text<W: Write + ?Sized>(out: &mut W, marked: &Marked) -> io::Result<()> {
    for (number, line) in marked.lines.iter().enumerate() {
        if number > 0 && line.iter().all(|stretch| stretch.words.trim().is_empty()) {
            continue;
        }
        let element = if number == 0 { "h1" } else { "p" };
        write!(out, "<{element}>")?;
        // The marks that are open as elements; marks that cross are cut where they do.
        let mut open: Vec<usize> = Vec::new();
        for stretch in line {
            let kept = open.iter().zip(&stretch.marks).take_while(|(a, b)| a == b).count();
            for _ in kept..open.len() {
                out.write_all(b"</mark>")?;
            }
            open.truncate(kept);
            if stretch.words.is_empty() {
                continue;
            }
            for index in &stretch.marks[kept..] {
                begin(out, &marked.marks[*index], stretch.begins.contains(index))?;
                open.push(*index);
            }
            out.write_all(escape(&stretch.words).as_bytes())?;
            // Numbers stand behind the words that they belong to.
            for index in &stretch.ends {
                if open.last() == Some(index) {
                    out.write_all(b"</mark>")?;
                    open.pop();
                }
                end(out, &marked.marks[*index])?;
            }
        }
        for _ in open {
            out.write_all(b"</mark>")?;
        }
        writeln!(out, "</{element}>")?;
    }
    Ok(())
}

/// Begins a mark; with its anchors, where it is not the rest of one that was cut.
fn begin<W: Write + ?Sized>(out: &mut W, mark: &Mark, first: bool) -> io::Result<()> {
    let mut class = mark.family.as_str().to_owned();
    class.push_str(if mark.exact { "" } else { " whole" });
    for fact in &mark.facts {
        let _ = write!(class, " f{}", fact + 1);
    }
    write!(out, "<mark class=\"{class}\">")?;
    for fact in mark.facts.iter().filter(|_| first) {
        write!(out, "<span id=\"w{}\"></span>", fact + 1)?;
    }
    Ok(())
}

/// The numbers of a mark's facts, leading to them.
fn end<W: Write + ?Sized>(out: &mut W, mark: &Mark) -> io::Result<()> {
    let numbers = mark.facts.iter().map(|fact| fact + 1);
    let links: Vec<String> = numbers.map(|n| format!("<a href=\"#f{n}\">{n}</a>")).collect();
    write!(out, "<sup>{}</sup>", links.join(" "))
}

/// Writes the facts beside the text, numbered through the page, by family; what they name leads to
/// its page.
///
/// # Errors
/// What `out` says.
pub fn facts<W: Write + ?Sized>(
    out: &mut W,
    article: &StoredArticle,
    language: Language,
    address: Address,
) -> io::Result<()> {
    writeln!(out, "<aside aria-label=\"{}\">", language.pick("Facts", "Dữ kiện"))?;
    for family in Family::ALL {
        let of_family: Vec<usize> = (0..article.statements.len())
            .filter(|index| article.statements[*index].family == family)
            .collect();
        if of_family.is_empty() {
            continue;
        }
        let (name, shown) = (family.as_str(), family.name_in(language));
        writeln!(out, "<section id=\"{name}\">\n<h2 class=\"{name}\">{shown}</h2>\n<ul>")?;
        for index in of_family {
            fact(out, article, index, language, address)?;
        }
        out.write_all(b"</ul>\n</section>\n")?;
    }
    out.write_all(b"</aside>\n")
}

fn fact<W: Write + ?Sized>(
    out: &mut W,
    article: &StoredArticle,
    index: usize,
    language: Language,
    address: Address,
) -> io::Result<()> {
    let (statement, number) = (&article.statements[index], index + 1);
    let named = |detail: Option<usize>, text: &str| {
        let named = article.named[index].iter().find(|named| named.detail == detail);
        match named.and_then(|named| address(named.thing)) {
            Some(address) => format!("<a href=\"{address}\">{}</a>", escape(text)),
            None => escape(text).into_owned(),
        }
    };
    let label = language.pick("to the words of fact", "đến câu chữ của dữ kiện");
    write!(
        out,
        "<li id=\"f{number}\"><a class=\"number\" href=\"#w{number}\" aria-label=\"{label} {number}\">{number}</a> "
    )?;
    write!(out, "<span class=\"fact\"><b lang=\"vi\">{}</b>", named(None, &statement.head))?;
    for detail in statement.details_in(language) {
        out.write_all(" · ".as_bytes())?;
        if let Some(label) = &detail.label {
            write!(out, "{}: ", escape(label))?;
        }
        out.write_all(named(Some(detail.index), &detail.value).as_bytes())?;
    }
    writeln!(out, " <code>{}</code></span></li>", escape(&statement.rule))
}

#[cfg(test)]
mod tests {
    use super::super::tests::statement;
    use super::*;

    #[test]
    fn a_page_that_holds() {
        let text = "Tin <script>alert(1)</script>\nBà \"Lê\" & Hoa nêu: có 5 mô hình.";
        let mut hostile = statement(text, Family::Officials, "Lê", "Bà \"Lê\" & Hoa nêu");
        hostile.details.push(("period".to_owned(), "</li><img src=x onerror=alert(1)>".to_owned()));
        let article = StoredArticle {
            key: String::new(),
            id: 7,
            title: Some("Tin <script>".to_owned()),
            known: vec!["xã <A>".to_owned()],
            sources: vec![
                "tin/a.txt".to_owned(),
                "https://a.example/?a=1&b=\"".to_owned(),
                "javascript:alert(1)".to_owned(),
            ],
            text: text.to_owned(),
            statements: vec![hostile, statement(text, Family::ModelCounts, "5", "có 5 mô hình.")],
            named: vec![Vec::new(); 2],
        };
        let mut out = Vec::new();
        write(&mut out, &article, Language::En).unwrap();
        let page = String::from_utf8(out).unwrap();
        for part in [
            "<title>Tin &lt;script&gt; – danvan</title>",
            "<h1>Tin &lt;script&gt;alert(1)&lt;/script&gt;</h1>",
            "Bà &quot;<mark class=\"officials f1\"><span id=\"w1\"></span>Lê</mark>\
             <sup><a href=\"#f1\">1</a></sup>&quot; &amp; Hoa",
            "có <mark class=\"model_counts f2\"><span id=\"w2\"></span>5</mark>",
            "<li id=\"f2\"><a class=\"number\" href=\"#w2\" aria-label=\"to the words of fact 2\">2</a> <span class=\"fact\">\
             <b lang=\"vi\">5</b> · built <code>family.rule</code></span></li>",
            "<a href=\"https://a.example/?a=1&amp;b=&quot;\" rel=\"noreferrer\">",
            "<p class=\"source\">javascript:alert(1)</p>",
        ] {
            assert!(page.contains(part), "{part}\n{page}");
        }
        for part in ["<script", "<img"] {
            assert!(!page.contains(part), "{part}");
        }
        // Every link inside the page has its end.
        for link in page.split("href=\"#").skip(1) {
            let id = link.split('"').next().unwrap();
            assert!(page.contains(&format!(" id=\"{id}\"")), "{id}");
        }
    }
}
