//! The `danvan` command: parse, run, map what came of it to an exit code.

use std::process::ExitCode;

use clap::Parser;
use danvan::cli::{Cli, Exit, answer_shell, tell_error};

/// Facts are many short strings, made and dropped article by article.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    std::panic::set_hook(Box::new(|panic| {
        tell_error(format_args!("a defect of danvan: {panic}; please report it with what you ran"));
    }));
    answer_shell();
    let outcome = match Cli::try_parse() {
        Ok(cli) => cli.run(),
        Err(error) => return Exit::of_arguments(&error).into(),
    };
    match outcome {
        Ok(exit) => exit.into(),
        Err(error) => {
            let exit = Exit::of_error(&error);
            if exit != Exit::Done {
                tell_error(format_args!("{error:#}"));
            }
            exit.into()
        }
    }
}
