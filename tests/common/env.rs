//! A folder of its own for a test, and the real command run in it.

#![allow(dead_code, reason = "each test binary uses a part of it")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::LazyLock;

use tempfile::TempDir;

/// A fresh folder with the command at hand.
pub struct Env {
    folder: TempDir,
}

/// What a run came to.
#[derive(Debug)]
pub struct Run {
    /// Exit code; none if a signal ended it.
    pub code: Option<i32>,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

impl Env {
    /// An empty folder.
    pub fn new() -> Env {
        Env { folder: tempfile::tempdir().unwrap() }
    }

    /// A folder with the example articles in `tin/`, loaded into `danvan.db`.
    pub fn loaded() -> Env {
        // Loaded once a test binary: every load fills in 14,000 administrative units first.
        static BASE: LazyLock<Vec<u8>> = LazyLock::new(|| {
            let env = Env::new();
            env.copy_examples();
            let run = env.run(&["load", "tin"]);
            assert_eq!(run.code, Some(0), "{run:?}");
            std::fs::read(env.path("danvan.db")).unwrap()
        });
        let env = Env::new();
        env.copy_examples();
        env.write("danvan.db", &*BASE);
        env
    }

    /// Puts the example articles into `tin/`, and one of them into `bai.txt`.
    pub fn copy_examples(&self) {
        self.copy_examples_to("tin");
        std::fs::copy(self.path("tin/dai-loc-2023-tong-ket.txt"), self.path("bai.txt")).unwrap();
    }

    /// Puts the example articles into a folder.
    pub fn copy_examples_to(&self, folder: &str) {
        let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/articles");
        std::fs::create_dir_all(self.path(folder)).unwrap();
        for entry in std::fs::read_dir(examples).unwrap() {
            let path = entry.unwrap().path();
            std::fs::copy(&path, self.path(folder).join(path.file_name().unwrap())).unwrap();
        }
    }

    /// A path in the folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// A file in the folder; folders on the way are made.
    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, content).unwrap();
    }

    /// The command, in the folder, with a clean environment.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = self.program(env!("CARGO_BIN_EXE_danvan"));
        command.args(args);
        command
    }

    /// Another program, in the folder, with a clean environment and the command on its path.
    pub fn program(&self, program: &str) -> Command {
        let bin = Path::new(env!("CARGO_BIN_EXE_danvan")).parent().unwrap();
        let path = std::env::var_os("PATH").unwrap_or_default();
        let path = std::iter::once(bin.to_owned()).chain(std::env::split_paths(&path));
        let mut command = Command::new(program);
        // Nothing else: a build server says CI, and programs then take a dumb terminal for a
        // colourful one; users set NO_COLOR, COLUMNS, DANVAN_DB.
        command
            .env_clear()
            .current_dir(self.folder.path())
            .env("PATH", std::env::join_paths(path).unwrap())
            .env("LC_ALL", "C")
            .stdin(Stdio::null());
        command
    }

    /// A shell's line, in the folder.
    pub fn shell(&self, line: &str) -> Run {
        Run::of(self.program("sh").args(["-c", line]))
    }

    /// Runs the command to its end.
    pub fn run(&self, args: &[&str]) -> Run {
        Run::of(&mut self.command(args))
    }
}

impl Run {
    /// Runs any command to its end.
    pub fn of(command: &mut Command) -> Run {
        Run::from(command.output().unwrap())
    }
}

impl From<Output> for Run {
    fn from(output: Output) -> Run {
        Run {
            code: output.status.code(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }
}
