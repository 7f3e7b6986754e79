//! `danvan completions`: a shell's completion, which asks danvan itself what may come next.

use std::ffi::{OsStr, OsString};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use clap::{Command, CommandFactory};
use clap_complete::env::{Elvish, EnvCompleter, Fish, Powershell, Shells, Zsh};
use clap_complete::{CompleteEnv, CompletionCandidate, Shell};

use super::rows::{language_of_system, standard_output};
use super::{Cli, Exit};
use crate::report::{Choices, Library};

/// Print the completion for a shell
///
/// Commands, options, names of reports, their parameters and the values that these allow; the shell
/// asks the danvan on its path. For bash, `source <(danvan completions bash)` goes into ~/.bashrc; for
/// zsh the same into ~/.zshrc, with zsh; for fish the script goes into
/// ~/.config/fish/completions/danvan.fish.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

const EXAMPLES: &str = "\
Examples:
  danvan completions bash > danvan.bash
  danvan completions fish > danvan.fish";

/// The variable in which a shell says that it asks, and in which language it wants the answer.
const VARIABLE: &str = "COMPLETE";
const SHELLS: Shells<'static> = Shells(&[&Bash, &Elvish, &Fish, &Powershell, &Zsh]);

impl Args {
    /// Prints the script.
    pub fn run(&self) -> Result<Exit> {
        let shell = self.shell.to_string();
        let Some(shell) = SHELLS.completer(&shell) else { bail!("{shell}: no such shell") };
        let (_, mut out) = standard_output();
        shell.write_registration(VARIABLE, "danvan", "danvan", "danvan", &mut out)?;
        out.flush()?;
        Ok(Exit::Done)
    }
}

/// Answers a shell that asks what may come next, and ends there; returns where none asks.
pub fn answer_shell() {
    CompleteEnv::with_factory(Cli::command).var(VARIABLE).shells(SHELLS).complete();
}

/// The reports.
pub fn reports() -> Vec<CompletionCandidate> {
    let Ok(library) = library(&typed_words()) else { return Vec::new() };
    let language = language_of_system();
    let candidate = |report: &crate::report::Report| {
        CompletionCandidate::new(&report.name)
            .help(Some(report.title_in(language).to_owned().into()))
    };
    library.reports().iter().map(candidate).collect()
}

/// The parameters of the report that is named on the line, and behind `name=` the values there are.
pub fn parameters(typed: &OsStr) -> Vec<CompletionCandidate> {
    let words = typed_words();
    let (Ok(library), Some(typed)) = (library(&words), typed.to_str()) else { return Vec::new() };
    let names = words.iter().skip_while(|word| *word != "report").skip(1);
    let Some(report) = names.filter_map(|name| library.find(name).ok()).next() else {
        return Vec::new();
    };
    let Some((name, _)) = typed.split_once('=') else {
        let candidates = report.parameters.iter().map(|parameter| {
            CompletionCandidate::new(format!("{}=", parameter.name))
                .help(Some(parameter.about.clone().into()))
        });
        return candidates.filter(|candidate| begins(candidate, typed)).collect();
    };
    match report.parameter(name).map(|parameter| &parameter.choices) {
        Some(Choices::Closed(choices)) => choices
            .iter()
            .map(|choice| CompletionCandidate::new(format!("{name}={choice}")))
            .filter(|candidate| begins(candidate, typed))
            .collect(),
        _ => Vec::new(),
    }
}

fn begins(candidate: &CompletionCandidate, typed: &str) -> bool {
    candidate.get_value().to_str().is_some_and(|value| value.starts_with(typed))
}

/// The words on the line that is being completed: what follows `--`.
fn typed_words() -> Vec<String> {
    let words = std::env::args_os().map(|word| word.to_string_lossy().into_owned());
    words.skip_while(|word| word != "--").skip(1).collect()
}

/// The reports, with those of the folder that the line names.
fn library(words: &[String]) -> Result<Library, crate::report::Error> {
    let folder = words.iter().enumerate().find_map(|(index, word)| {
        match word.strip_prefix("--queries")? {
            "" => words.get(index + 1).map(PathBuf::from),
            value => value.strip_prefix('=').map(PathBuf::from),
        }
    });
    Library::open(folder.as_deref().filter(|folder| folder.is_dir()))
}

/// bash, which takes `=` and `:` for ends of words: what it took apart is put together, and of an
/// answer it gets what follows them.
struct Bash;

impl EnvCompleter for Bash {
    fn name(&self) -> &'static str {
        "bash"
    }

    fn is(&self, name: &str) -> bool {
        name == "bash"
    }

    fn write_registration(
        &self,
        variable: &str,
        _name: &str,
        bin: &str,
        completer: &str,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let script = include_str!("completions.bash");
        let script = script.replace("VARIABLE", variable).replace("COMPLETER", completer);
        out.write_all(script.replace("BIN", bin).as_bytes())
    }

    fn write_complete(
        &self,
        command: &mut Command,
        words: Vec<OsString>,
        folder: Option<&Path>,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let last = words.len().saturating_sub(1);
        for candidate in clap_complete::engine::complete(command, words, last, folder)? {
            writeln!(out, "{}", candidate.get_value().to_string_lossy())?;
        }
        Ok(())
    }
}
