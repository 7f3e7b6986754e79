//! What is known of a unit, a person or a document, for the eye or as one page.

use std::io::{self, Write};

use super::page::{escape, page};
use super::visible;
use crate::reference::words::Language;
use crate::store::{Profile, Proof};

/// Writes a profile as text: each line with the words that state it and where they stand.
///
/// # Errors
/// What `out` says.
pub fn text(out: &mut impl Write, profile: &Profile) -> io::Result<()> {
    writeln!(out, "{}", visible(&profile.title))?;
    writeln!(out, "key: {}", visible(&profile.key))?;
    for (word, value) in &profile.known {
        writeln!(out, "{word}: {}", visible(value))?;
    }
    for section in &profile.sections {
        writeln!(out, "\n{} ({})", section.title, section.entries.len())?;
        for entry in &section.entries {
            writeln!(out, "  {}", visible(&entry.what))?;
            for Proof { quote, source, .. } in &entry.proofs {
                writeln!(out, "    “{}”", visible(quote))?;
                writeln!(out, "    {}", visible(source))?;
            }
        }
    }
    writeln!(out, "\nWhat is not here is not in this base; it may well have happened.")?;
    out.flush()
}

/// Writes a profile as one self-contained page.
///
/// # Errors
/// What `out` says.
pub fn html(out: &mut impl Write, profile: &Profile) -> io::Result<()> {
    page(out, &profile.title, Language::En, |out| {
        writeln!(out, "<header>\n<h1 lang=\"vi\">{}</h1>", escape(&profile.title))?;
        writeln!(out, "<p class=\"source\">{}</p>", escape(&profile.key))?;
        for (word, value) in &profile.known {
            writeln!(out, "<p>{word}: <span lang=\"vi\">{}</span></p>", escape(value))?;
        }
        out.write_all(b"</header>\n<article>\n")?;
        for section in &profile.sections {
            writeln!(out, "<h2>{} ({})</h2>\n<ul>", section.title, section.entries.len())?;
            for entry in &section.entries {
                write!(out, "<li><span lang=\"vi\">{}</span>", escape(&entry.what))?;
                for Proof { quote, source, .. } in &entry.proofs {
                    write!(
                        out,
                        "<blockquote lang=\"vi\">{}</blockquote><p class=\"source\">{}</p>",
                        escape(quote),
                        escape(source)
                    )?;
                }
                out.write_all(b"</li>\n")?;
            }
            out.write_all(b"</ul>\n")?;
        }
        out.write_all(
            "<p>What is not here is not in this base; it may well have happened.</p>\n</article>\n"
                .as_bytes(),
        )
    })
}
