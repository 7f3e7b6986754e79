//! What a run came to, as an exit code. An interrupted run ends by its signal (130 in a shell).

use std::error::Error;
use std::io::{self, Write};
use std::process::ExitCode;

use clap::CommandFactory;
use clap::error::ErrorKind;

use super::manners::choose_colors_of;
use super::{Cli, tell_error};
use crate::report;

/// Exit codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Done.
    Done = 0,
    /// Done with rejects or problems; or not done: no article, a foreign, newer or corrupt file.
    Problems = 1,
    /// A wrong flag, an unknown report or parameter, an unreadable value.
    Usage = 2,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> ExitCode {
        ExitCode::from(exit as u8)
    }
}

/// Something on the command line is wrong that clap cannot see.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(super) struct Usage(pub String);

impl Exit {
    /// The exit code of an error. A closed pipe (`danvan report officials | head -1`) is none.
    pub fn of_error(error: &anyhow::Error) -> Exit {
        for cause in error.chain() {
            if is_closed_pipe(cause) {
                return Exit::Done;
            }
            let usage = cause.is::<Usage>()
                || cause.downcast_ref::<report::Error>().is_some_and(report::Error::is_usage);
            if usage {
                return Exit::Usage;
            }
        }
        Exit::Problems
    }

    /// Says in one line what clap says in several, or prints the help that was asked for.
    pub fn of_arguments(error: &clap::Error) -> Exit {
        choose_colors_of(std::env::args_os());
        match error.kind() {
            ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
                let _ = error.print();
                return Exit::Done;
            }
            ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
                let _ = error.print();
            }
            // The same with DANVAN_DB set, which clap takes for an argument.
            ErrorKind::MissingSubcommand => {
                let help = Cli::command().render_help();
                let _ = write!(anstream::stderr(), "{}", help.ansi());
            }
            _ => tell_error(one_line(&error.to_string())),
        }
        Exit::Usage
    }
}

/// `error: unexpected argument '--fromat' found⏎⏎  tip: a similar argument exists: '--format'⏎…`
/// to one line.
fn one_line(message: &str) -> String {
    let mut line = String::new();
    let parts = message.lines().map(str::trim).filter(|part| !part.is_empty());
    for part in
        parts.take_while(|part| !part.starts_with("Usage:") && !part.starts_with("For more"))
    {
        if !line.is_empty() {
            line.push_str(if line.ends_with(':') { " " } else { "; " });
        }
        line.push_str(part.trim_start_matches("error: ").trim_start_matches("tip: "));
    }
    line + "; --help tells more"
}

fn is_closed_pipe(cause: &(dyn Error + 'static)) -> bool {
    let closed = |error: &io::Error| error.kind() == io::ErrorKind::BrokenPipe;
    cause.downcast_ref::<io::Error>().is_some_and(closed)
        // A transparent error stands in the chain in place of the one it holds.
        || matches!(cause.downcast_ref(), Some(report::Error::Write(error)) if closed(error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clap_in_one_line() {
        for (message, line) in [
            (
                "error: unexpected argument '--fromat' found\n\n  tip: a similar argument exists: \
                 '--format'\n\nUsage: danvan …\n\nFor more information, try '--help'.\n",
                "unexpected argument '--fromat' found; a similar argument exists: '--format'; \
                 --help tells more",
            ),
            (
                "error: the following required arguments were not provided:\n  <PATH>...\n\nUsage: x",
                "the following required arguments were not provided: <PATH>...; --help tells more",
            ),
        ] {
            assert_eq!(one_line(message), line);
        }
    }
}
