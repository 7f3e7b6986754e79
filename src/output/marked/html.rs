//! An article with its facts as one self-contained page: no script, nothing from the network.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::io::{self, Write};

use super::super::page::{self, escape};
use super::Marked;
use crate::extract::statement::{Family, Statement};
use crate::reference::words::Language;
use crate::store::StoredArticle;

/// Writes the page: legend, text with the facts marked, facts linked to their words and back.
///
/// # Errors
/// What `out` says.
pub fn write(out: &mut impl Write, article: &StoredArticle) -> io::Result<()> {
    let marked = Marked::new(&article.text, &article.statements);
    page::head(out, article.title.as_deref().unwrap_or("(no headline)"), Language::En)?;
    for index in 1..=article.statements.len() {
        // A fact and its words light up together, whichever of them is pointed at or gone to.
        writeln!(
            out,
            "body:has(#f{index}:hover,#f{index}:target,#w{index}:target) .f{index}\
             {{background:var(--lit);color:var(--lit-ink)}}"
        )?;
    }
    out.write_all(b"</style>\n</head>\n<body>\n")?;
    head(out, article)?;
    out.write_all(b"<main>\n<article lang=\"vi\">\n")?;
    text(out, &marked)?;
    out.write_all("</article>\n<aside aria-label=\"Facts\">\n".as_bytes())?;
    for family in Family::ALL {
        facts(out, family, article)?;
    }
    out.write_all(b"</aside>\n</main>\n</body>\n</html>\n")?;
    out.flush()
}

/// What is known of the article, and the legend.
fn head(out: &mut impl Write, article: &StoredArticle) -> io::Result<()> {
    out.write_all(b"<header>\n<p lang=\"vi\">")?;
    let known: Vec<Cow<str>> = article.known.iter().map(|known| escape(known)).collect();
    writeln!(out, "{}</p>", known.join(" · "))?;
    for source in &article.sources {
        writeln!(out, "<p class=\"source\">{}</p>", page::link(source))?;
    }
    out.write_all(b"<nav aria-label=\"Families of facts\"><ul class=\"legend\">\n")?;
    for family in Family::ALL {
        let name = family.as_str();
        let count = article.statements.iter().filter(|s| s.family == family).count();
        let shown = name.replace('_', " ");
        if count == 0 {
            writeln!(out, "<li class=\"none\">{shown} 0</li>")?;
        } else {
            writeln!(out, "<li><a class=\"{name}\" href=\"#{name}\">{shown} {count}</a></li>")?;
        }
    }
    out.write_all(b"</ul></nav>\n</header>\n")
}

/// The text, a paragraph a line; the first is the headline.
fn text(out: &mut impl Write, marked: &Marked) -> io::Result<()> {
    for (number, line) in marked.lines.iter().enumerate() {
        let element = if number == 0 { "h1" } else { "p" };
        write!(out, "<{element}>")?;
        for stretch in line {
            for index in &stretch.begins {
                for fact in &marked.marks[*index].facts {
                    write!(out, "<a id=\"w{}\"></a>", fact + 1)?;
                }
            }
            let words = escape(&stretch.words);
            match stretch.marks.last() {
                None => out.write_all(words.as_bytes())?,
                Some(_) if words.is_empty() => {}
                Some(narrowest) => {
                    let narrowest = &marked.marks[*narrowest];
                    let mut class = narrowest.family.as_str().to_owned();
                    class.push_str(if narrowest.exact { "" } else { " whole" });
                    for fact in stretch.marks.iter().flat_map(|index| &marked.marks[*index].facts) {
                        let _ = write!(class, " f{}", fact + 1);
                    }
                    write!(out, "<mark class=\"{class}\">{words}</mark>")?;
                }
            }
            let facts = stretch.ends.iter().flat_map(|index| &marked.marks[*index].facts);
            let links: Vec<String> =
                facts.map(|fact| format!("<a href=\"#f{0}\">{0}</a>", fact + 1)).collect();
            if !links.is_empty() {
                write!(out, "<sup>{}</sup>", links.join(" "))?;
            }
        }
        writeln!(out, "</{element}>")?;
    }
    Ok(())
}

/// The facts of a family, numbered through the page.
fn facts(out: &mut impl Write, family: Family, article: &StoredArticle) -> io::Result<()> {
    let of_family: Vec<(usize, &Statement)> =
        article.statements.iter().enumerate().filter(|(_, s)| s.family == family).collect();
    if of_family.is_empty() {
        return Ok(());
    }
    let name = family.as_str();
    writeln!(out, "<section id=\"{name}\">\n<h2 class=\"{name}\">{}</h2>", name.replace('_', " "))?;
    out.write_all(b"<ul>\n")?;
    for (index, statement) in of_family {
        let number = index + 1;
        write!(out, "<li id=\"f{number}\"><a class=\"number\" href=\"#w{number}\">{number}</a> ")?;
        write!(out, "<span class=\"fact\"><b lang=\"vi\">{}</b>", escape(&statement.head))?;
        let line = statement.line();
        let details = line.strip_prefix(statement.head.as_str()).unwrap_or_default();
        write!(out, "{} <code>{}</code></span>", escape(details), escape(&statement.rule))?;
        out.write_all(b"</li>\n")?;
    }
    out.write_all(b"</ul>\n</section>\n")
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
        };
        let mut out = Vec::new();
        write(&mut out, &article).unwrap();
        let page = String::from_utf8(out).unwrap();
        for part in [
            "<title>Tin &lt;script&gt; – danvan</title>",
            "<h1>Tin &lt;script&gt;alert(1)&lt;/script&gt;</h1>",
            "Bà &quot;<a id=\"w1\"></a><mark class=\"officials f1\">Lê</mark>\
             <sup><a href=\"#f1\">1</a></sup>&quot; &amp; Hoa",
            "có <a id=\"w2\"></a><mark class=\"model_counts f2\">5</mark>",
            "<li id=\"f2\"><a class=\"number\" href=\"#w2\">2</a> <span class=\"fact\">\
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
