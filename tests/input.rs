//! Files, folders and what is refused.

use std::fs;
use std::path::PathBuf;

use danvan::input::{self, PageKind};

/// What a walk gave, one line a page: `name kind` or `name: reason`.
fn walk(paths: &[PathBuf], root: &std::path::Path) -> Vec<String> {
    let prefix = format!("{}/", root.display()).replace('\\', "/");
    input::pages(paths, &input::InputOptions::default())
        .map(|page| match page {
            Ok(page) => {
                format!("{} {:?}", page.source.trim_start_matches(&prefix), page.kind)
            }
            Err(reject) => {
                format!("{}: {}", reject.source.trim_start_matches(&prefix), reject.reason)
            }
        })
        .collect()
}

#[test]
fn folders_are_walked_in_one_order_and_every_file_is_a_page_or_a_reject() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    for (name, content) in [
        ("b.txt", "Hội nghị"),
        ("a/2.html", "<html><body><p>Hội nghị</p></body></html>"),
        ("a/2_files/style.css", "p {}"),
        ("a/10.txt", "<p>Một</p>\n<p>Hai</p>\n<p>Ba</p>"),
        ("ảnh_files/c.txt", "Một thư mục của người dùng"),
        (".hidden.txt", "x"),
        ("c.json", "{}"),
        ("d.txt", " \n "),
        ("e.txt", "%PDF-1.4"),
        ("f.txt", "a\0b"),
        ("g.txt", "{\"text\": \"Hội nghị\"}"),
        ("h.aspx", "<!DOCTYPE html><p>Hội nghị</p>"),
    ] {
        let path = root.join(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, content).expect("a file");
    }
    assert_eq!(
        walk(&[root.to_path_buf()], root),
        [
            "a/10.txt Html",
            "a/2.html Html",
            "b.txt Text",
            "c.json#1: no text in the record",
            "d.txt: empty",
            "e.txt: a PDF file, not an article",
            "f.txt: binary data, not an article",
            "g.txt#1 Text",
            "h.aspx Html",
            "ảnh_files/c.txt Text",
        ]
    );
}

#[test]
fn one_file_is_named_alike_however_it_is_reached() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("a.txt");
    fs::write(&file, "Hội nghị").expect("a file");
    let by_folder = input::pages(&[folder.path().join(".")], &input::InputOptions::default())
        .next()
        .expect("one")
        .expect("a page");
    let by_name = input::pages(&[file], &input::InputOptions::default())
        .next()
        .expect("one")
        .expect("a page");
    assert_eq!(by_folder, by_name);
    assert_eq!(by_name.kind, PageKind::Text);
}

#[test]
fn a_missing_path_is_a_reject_and_the_rest_is_read() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("a.txt"), "Hội nghị").expect("a file");
    let paths = [folder.path().join("nowhere"), folder.path().join("a.txt")];
    assert_eq!(walk(&paths, folder.path()), ["nowhere: no such file or folder", "a.txt Text"]);
}

#[test]
fn a_page_over_the_cap_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let cap = usize::try_from(input::MAX_PAGE_BYTES).expect("a size");
    fs::write(folder.path().join("a.txt"), "a".repeat(cap)).expect("a file");
    fs::write(folder.path().join("b.txt"), "a".repeat(cap + 1)).expect("a file");
    assert_eq!(
        walk(&[folder.path().to_path_buf()], folder.path()),
        ["a.txt Text", "b.txt: larger than 8 MiB"]
    );
}

#[cfg(unix)]
#[test]
fn a_symlink_loop_ends_in_a_reject() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("z.txt"), "Hội nghị").expect("a file");
    std::os::unix::fs::symlink(folder.path(), folder.path().join("again")).expect("a link");
    let found = walk(&[folder.path().to_path_buf()], folder.path());
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found[0].starts_with("again: a link back to the folder"), "{found:?}");
    assert_eq!(found[1], "z.txt Text");
}
