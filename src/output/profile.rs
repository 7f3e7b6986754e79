//! What is known of a unit, a person or a document, for the eye or as one page.

use std::borrow::Cow;
use std::io::{self, Write};

use super::page::{UNSEEN, escape, page};
use super::visible;
use crate::reference::words::{Content, Language, term, vietnamese, vietnamese_date};
use crate::store::{Entry, Part, Profile, Proof};

/// Days that say nothing without what they are; numbers are told by their names but these.
const NAMED_DAYS: [&str; 4] = ["as_of", "stated_on", "first_stated_on", "last_stated_on"];
const PLAIN_NUMBERS: [&str; 2] = ["figure", "count"];

/// A word of profiles (a headline, what a value is) in a language.
pub fn word(english: &'static str, language: Language) -> Cow<'static, str> {
    language.pick(Cow::Borrowed(english), vietnamese(english))
}

/// What a part is, where its text does not say it.
pub fn label(part: &Part, language: Language) -> Option<String> {
    let name = part.name.as_str();
    let told = match part.content {
        Content::Number => !PLAIN_NUMBERS.contains(&name),
        _ => NAMED_DAYS.contains(&name),
    };
    let heading = || term(name).map_or_else(|| name.to_owned(), |term| term.heading.to_lowercase());
    told.then(|| language.pick(name.replace('_', " "), heading()))
}

/// The text of a part in a language.
pub fn value(part: &Part, language: Language) -> Cow<'_, str> {
    let text = part.text.as_str();
    match (language, part.content) {
        (Language::Vi, Content::Value) => vietnamese(text),
        (Language::Vi, Content::Date) => vietnamese_date(text).unwrap_or(Cow::Borrowed(text)),
        _ => Cow::Borrowed(text),
    }
}

/// A line of a profile: `2023 · đăng ký · mô hình · 112 · số nguồn: 2`.
pub fn line(entry: &Entry, language: Language) -> String {
    let parts = entry.parts.iter().map(|part| {
        let value = value(part, language);
        label(part, language).map_or(value.to_string(), |label| format!("{label}: {value}"))
    });
    parts.collect::<Vec<_>>().join(" · ")
}

/// Writes a profile as text: each line with the words that state it and where they stand.
///
/// # Errors
/// What `out` says.
pub fn text(out: &mut impl Write, profile: &Profile, language: Language) -> io::Result<()> {
    writeln!(out, "{}", visible(&profile.title))?;
    writeln!(out, "{}: {}", language.pick("key", "khóa"), visible(&profile.key))?;
    for (known, part) in &profile.known {
        writeln!(out, "{}: {}", word(known, language), visible(&value(part, language)))?;
    }
    for section in &profile.sections {
        writeln!(out, "\n{} ({})", word(section.title, language), section.entries.len())?;
        for entry in &section.entries {
            writeln!(out, "  {}", visible(&line(entry, language)))?;
            for Proof { source, .. } in &entry.proofs {
                writeln!(out, "    “{}”", visible(&source.quote))?;
                writeln!(out, "    {}", visible(&source.place()))?;
            }
        }
    }
    writeln!(out, "\n{}", language.pick(UNSEEN.0, UNSEEN.1))?;
    out.flush()
}

/// Writes a profile as one self-contained page.
///
/// # Errors
/// What `out` says.
pub fn html(out: &mut impl Write, profile: &Profile, language: Language) -> io::Result<()> {
    page(out, &profile.title, language, |out| {
        writeln!(out, "<header>\n<h1 lang=\"vi\">{}</h1>", escape(&profile.title))?;
        writeln!(out, "<p class=\"source\">{}</p>", escape(&profile.key))?;
        for (known, part) in &profile.known {
            let (word, value) = (word(known, language), value(part, language));
            writeln!(out, "<p>{}: <span lang=\"vi\">{}</span></p>", escape(&word), escape(&value))?;
        }
        out.write_all(b"</header>\n<article>\n")?;
        for section in &profile.sections {
            let title = word(section.title, language);
            writeln!(out, "<h2>{} ({})</h2>\n<ul>", escape(&title), section.entries.len())?;
            for entry in &section.entries {
                write!(out, "<li><span lang=\"vi\">{}</span>", escape(&line(entry, language)))?;
                for Proof { source, .. } in &entry.proofs {
                    write!(
                        out,
                        "<blockquote lang=\"vi\">{}</blockquote><p class=\"source\">{}</p>",
                        escape(&source.quote),
                        escape(&source.place())
                    )?;
                }
                out.write_all(b"</li>\n")?;
            }
            out.write_all(b"</ul>\n")?;
        }
        writeln!(out, "<p>{}</p>\n</article>", language.pick(UNSEEN.0, UNSEEN.1))
    })
}
