//! From paths to open files: folders are walked in order, what no person put there is passed over.

use std::fs::File;
use std::ops::ControlFlow;
use std::path::{Component, Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use super::stream::{Reading, io_reject};
use super::{Reject, reject, sniff};

/// Hands every file of the paths on, in the order given, folders sorted by name so that any file
/// system gives one order.
pub(super) fn walk(paths: &[PathBuf], reading: &mut Reading<'_>) -> ControlFlow<()> {
    for path in paths {
        if path.as_os_str() == "-" {
            reading.stream("-", &mut std::io::stdin().lock())?;
        } else if path.is_dir() {
            folder(path, reading)?;
        } else {
            file(path, reading)?;
        }
    }
    ControlFlow::Continue(())
}

fn folder(root: &Path, reading: &mut Reading<'_>) -> ControlFlow<()> {
    let entries = WalkDir::new(root)
        .follow_links(true)
        .sort_by_file_name()
        .into_iter()
        .filter_entry(|entry| entry.depth() == 0 || !is_passed_over(entry));
    for entry in entries {
        match entry {
            Ok(entry) if entry.file_type().is_dir() => {}
            Ok(entry) if entry.file_type().is_file() => file(entry.path(), reading)?,
            Ok(entry) => {
                let source = source_name(entry.path());
                let advice = "give files and folders only";
                reading.reject(reject(&source, "not a regular file", advice))?;
            }
            Err(error) => reading.reject(walk_error(root, &error))?,
        }
    }
    ControlFlow::Continue(())
}

/// Files that no person put there as an article.
fn is_passed_over(entry: &DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy();
    if is_hidden(&name) {
        return true;
    }
    let Some(page) = name.strip_suffix("_files") else { return false };
    let beside = |ending: &&str| entry.path().with_file_name(format!("{page}.{ending}")).is_file();
    entry.file_type().is_dir() && PAGE_ENDINGS.iter().any(beside)
}

/// Endings of a page that a browser saved with a folder beside it.
const PAGE_ENDINGS: [&str; 4] = ["html", "htm", "HTML", "HTM"];

fn is_hidden(name: &str) -> bool {
    name.starts_with('.') || matches!(name, "Thumbs.db" | "desktop.ini" | "__MACOSX")
}

/// The same for a part of the name of an archive's member, given all names of the archive.
pub(super) fn is_passed_over_name(part: &str, name: &str, names: &[String]) -> bool {
    if is_hidden(part) {
        return true;
    }
    let Some(page) = part.strip_suffix("_files") else { return false };
    let folder = name.find(part).map_or("", |at| &name[..at]);
    PAGE_ENDINGS.iter().any(|ending| names.contains(&format!("{folder}{page}.{ending}")))
}

fn walk_error(root: &Path, error: &walkdir::Error) -> Reject {
    let source = source_name(error.path().unwrap_or(root));
    if let Some(ancestor) = error.loop_ancestor() {
        let reason = format!("a link back to the folder {} above it", source_name(ancestor));
        return reject(&source, reason, "remove the link");
    }
    match error.io_error() {
        Some(io) => io_reject(&source, io),
        None => reject(&source, error.to_string(), "check the folder"),
    }
}

fn file(path: &Path, reading: &mut Reading<'_>) -> ControlFlow<()> {
    let source = source_name(path);
    if let Some(kind) = sniff::other_kind_by_name(&source) {
        return reading.reject(unsupported(&source, kind));
    }
    match File::open(path) {
        Ok(file) => reading.file(&source, file),
        Err(error) => reading.reject(io_reject(&source, &error)),
    }
}

/// A file that holds no articles.
pub(super) fn unsupported(source: &str, kind: &str) -> Reject {
    let advice = "give web pages, texts, or archives and tables of them";
    reject(source, format!("{kind}, not an article"), advice)
}

/// The path as walked, with `/`, without `./` and doubled separators, so that
/// `load tin` and `load ./tin/a.txt` name one file alike.
pub(crate) fn source_name(path: &Path) -> String {
    let mut name = String::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::RootDir => name.push('/'),
            part => {
                if !name.is_empty() && !name.ends_with('/') {
                    name.push('/');
                }
                name.push_str(&part.as_os_str().to_string_lossy());
            }
        }
    }
    if name.is_empty() { ".".to_owned() } else { name }
}
