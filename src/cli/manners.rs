//! How much is told on standard error, and whether in colours.

use std::ffi::OsString;
use std::fmt::Display;
use std::io::{self, Write};
use std::sync::OnceLock;

use anstream::AutoStream;
use clap::{ColorChoice, ValueEnum};

use crate::output::visible;

/// Options of every command.
#[derive(Debug, clap::Args)]
pub struct Manners {
    /// Tell nothing but errors on standard error
    #[arg(long, short, global = true, help_heading = HEADING)]
    quiet: bool,
    /// Tell also what is read, what is asked, and how long it takes
    #[arg(long, short, global = true, conflicts_with = "quiet", help_heading = HEADING)]
    verbose: bool,
    /// Colours: auto, always, never; auto heeds the terminal, NO_COLOR and CLICOLOR_FORCE
    #[arg(
        long,
        global = true,
        value_name = "WHEN",
        default_value_t = ColorChoice::Auto,
        help_heading = HEADING,
        hide_possible_values = true
    )]
    color: ColorChoice,
}

/// Where the help lists what every command takes.
pub const HEADING: &str = "Global options";

/// What is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Volume {
    /// Errors.
    Quiet,
    /// What came of a run as well.
    Usual,
    /// What it does on the way as well.
    Verbose,
}

/// Set once, before anything is told.
static VOLUME: OnceLock<Volume> = OnceLock::new();

impl Manners {
    /// From here on they hold.
    pub fn take_effect(&self) {
        let volume = match self {
            Manners { quiet: true, .. } => Volume::Quiet,
            Manners { verbose: true, .. } => Volume::Verbose,
            _ => Volume::Usual,
        };
        VOLUME.get_or_init(|| volume);
        choose_colors(self.color);
    }
}

/// Takes the colours that were asked for on a command line which could not be read whole, or which
/// asks for the help: that is printed while clap still reads.
pub fn choose_colors_of(arguments: impl Iterator<Item = OsString>) {
    let words: Vec<String> = arguments
        .map(|word| word.to_string_lossy().into_owned())
        .take_while(|w| w != "--")
        .collect();
    let asked = words.iter().enumerate().rev().find_map(|(index, word)| {
        match word.strip_prefix("--color")? {
            "" => words.get(index + 1).map(String::as_str),
            value => value.strip_prefix('='),
        }
    });
    if let Some(Ok(choice)) = asked.map(|choice| ColorChoice::from_str(choice, false)) {
        choose_colors(choice);
    }
}

/// clap's own messages heed the same switch.
fn choose_colors(choice: ColorChoice) {
    match choice {
        ColorChoice::Auto => anstream::ColorChoice::Auto,
        ColorChoice::Always => anstream::ColorChoice::Always,
        ColorChoice::Never => anstream::ColorChoice::Never,
    }
    .write_global();
}

/// Whether standard output gets colours. What goes there must not be stripped of them again, as
/// escape sequences in the data are data.
pub fn colors() -> bool {
    AutoStream::auto(io::stdout()).current_choice() != anstream::ColorChoice::Never
}

/// Whether people want to be told what came of a run.
pub fn is_quiet() -> bool {
    volume() < Volume::Usual
}

/// One line on standard error, `danvan: …`, about what came of a run.
pub fn tell(what: impl Display) {
    say(Volume::Usual, what);
}

/// One line on standard error about what was not done; `--quiet` does not silence it.
pub fn tell_error(what: impl Display) {
    say(Volume::Quiet, what);
}

/// One line on standard error about what a run does, for those who ask with `--verbose`.
pub fn tell_detail(what: impl Display) {
    say(Volume::Verbose, what);
}

fn volume() -> Volume {
    VOLUME.get().copied().unwrap_or(Volume::Usual)
}

/// Who closed standard error does not want it.
fn say(least: Volume, what: impl Display) {
    if volume() >= least {
        let line = what.to_string().split('\n').map(str::trim).collect::<Vec<_>>().join(" ");
        let _ = writeln!(io::stderr(), "danvan: {}", visible(&line));
    }
}
