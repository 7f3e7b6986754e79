//! `danvan man`: the manual, from what `--help` says.

use std::fs;
use std::io::{self, Write};
use std::path::PathBuf;

use anyhow::{Context, Result};
use clap::{Command, CommandFactory};
use clap_mangen::Man;
use clap_mangen::roff::{Roff, roman};

use super::rows::standard_output;
use super::{Cli, Exit};

/// Print the manual, or write a page for every command
///
/// Without a DIR the page of danvan itself goes to standard output: `danvan man | man -l -`. Into a
/// DIR go danvan.1, danvan-load.1 and so on, and take the place of older ones.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The folder to write to; it is made where there is none
    #[arg(value_name = "DIR")]
    folder: Option<PathBuf>,
}

const EXAMPLES: &str = "\
Examples:
  danvan man > danvan.1
  danvan man man1/";

impl Args {
    /// Prints or writes the pages.
    pub fn run(&self) -> Result<Exit> {
        let mut danvan = Cli::command().disable_help_subcommand(true);
        danvan.build();
        let Some(folder) = &self.folder else {
            let (_, mut out) = standard_output();
            out.write_all(&page(&danvan)?)?;
            out.flush()?;
            return Ok(Exit::Done);
        };
        let cannot = |place: &PathBuf| format!("{}: cannot be written", place.display());
        fs::create_dir_all(folder).with_context(|| cannot(folder))?;
        for command in std::iter::once(&danvan).chain(danvan.get_subcommands()) {
            let path = folder.join(Man::new(command.clone()).get_filename());
            fs::write(&path, page(command)?).with_context(|| cannot(&path))?;
        }
        Ok(Exit::Done)
    }
}

/// The manual page of a command.
fn page(command: &Command) -> io::Result<Vec<u8>> {
    let man = Man::new(command.clone()).source(concat!("danvan ", env!("CARGO_PKG_VERSION")));
    let mut out = Vec::new();
    man.render_title(&mut out)?;
    man.render_name_section(&mut out)?;
    man.render_synopsis_section(&mut out)?;
    man.render_description_section(&mut out)?;
    man.render_options_section(&mut out)?;
    if command.has_subcommands() {
        man.render_subcommands_section(&mut out)?;
    }
    let after = command.get_after_help().map(ToString::to_string).unwrap_or_default();
    let mut roff = Roff::new();
    for part in after.split("\n\n") {
        // `Examples:` with indented lines, or `Exit codes: …`.
        match part.split_once(":\n") {
            Some((heading, lines)) => {
                roff.control("SH", [heading.to_uppercase().as_str()]).control("nf", []);
                for line in lines.lines() {
                    roff.text([roman(line.trim())]);
                }
                roff.control("fi", []);
            }
            None => {
                let (heading, text) = part.split_once(": ").unwrap_or(("Notes", part));
                roff.control("SH", [heading.to_uppercase().as_str()]).text([roman(text)]);
            }
        }
    }
    roff.to_writer(&mut out)?;
    Ok(out)
}
