//! From paths to the file: the examples of this repository, and what is not an article.

#[path = "common/content.rs"]
mod content;
#[path = "common/encodings.rs"]
mod encodings;

use std::path::{Path, PathBuf};

use danvan::load::{LoadError, LoadOptions, LoadSummary, load};
use danvan::store;
use tempfile::TempDir;

use content::{content, difference};

fn examples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/articles")
}

/// The example articles, one path each.
fn each_example() -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(examples())
        .expect("the examples")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    paths.sort();
    paths
}

fn run(db: &Path, paths: &[PathBuf], options: LoadOptions) -> Result<LoadSummary, LoadError> {
    load(db, paths, &options, &mut |_| {})
}

fn plain(db: &Path, paths: &[PathBuf]) -> LoadSummary {
    run(db, paths, LoadOptions::default()).expect("it loads")
}

fn content_of(db: &Path) -> Vec<String> {
    content(&store::open_reading(db).expect("it opens"))
}

fn count(db: &Path, sql: &str) -> i64 {
    let db = store::open_reading(db).expect("it opens");
    db.query_row(sql, [], |row| row.get(0)).expect(sql)
}

#[test]
fn the_examples_load_soundly_and_alike_in_any_order() {
    let folder = TempDir::new().expect("a temporary folder");
    let db = |name: &str| folder.path().join(name);
    let paths = each_example();
    assert!(paths.len() >= 10, "at least ten examples");

    let whole = plain(&db("whole.db"), &[examples()]);
    assert_eq!((whole.new, whole.rejected), (paths.len() as u64, 0), "{:?}", whole.rejects);
    let connection = store::open_reading(&db("whole.db")).expect("it opens");
    assert_eq!(store::check(&connection).expect("it can be checked"), []);

    let backwards: Vec<PathBuf> = paths.iter().rev().cloned().collect();
    plain(&db("backwards.db"), &backwards);
    for path in &paths {
        plain(&db("one.db"), std::slice::from_ref(path));
    }
    plain(&db("refreshed.db"), &[examples()]);
    let refresh = LoadOptions { refresh: true, ..LoadOptions::default() };
    let refreshed = run(&db("refreshed.db"), &[], refresh).expect("it is refreshed");
    assert_eq!(refreshed.refreshed, paths.len() as u64);
    assert_eq!(refreshed.facts, whole.facts, "the row holds all that extraction needs");
    let again = plain(&db("whole.db"), &[examples()]);
    assert_eq!((again.new, again.updated, again.unchanged), (0, 0, paths.len() as u64));

    let expected = content_of(&db("whole.db"));
    for name in ["backwards.db", "one.db", "refreshed.db"] {
        let other = content_of(&db(name));
        assert!(other == expected, "{name}\n{}", difference(&expected, &other));
    }
}

#[test]
fn a_bad_input_is_a_row_and_the_rest_loads() {
    let folder = TempDir::new().expect("a temporary folder");
    let db = folder.path().join("test.db");
    let bad = folder.path().join("bad.txt");
    std::fs::write(&bad, b"\xff\xfe\xfa not a text").expect("a bad file");
    let missing = folder.path().join("missing.txt");
    let paths = [bad.clone(), missing, each_example()[0].clone()];

    let summary = plain(&db, &paths);
    assert_eq!((summary.new, summary.rejected), (1, 2));
    assert_eq!(count(&db, "SELECT count(*) FROM rejects"), 2);
    assert_eq!(count(&db, "SELECT rejected FROM loads"), 2);

    // The same again is the same row, not another.
    plain(&db, &paths);
    assert_eq!(count(&db, "SELECT count(*) FROM rejects"), 2);

    // Mended, it loads, and its reject goes.
    std::fs::copy(&each_example()[1], &bad).expect("the mended file");
    let summary = plain(&db, &paths[..1]);
    assert_eq!((summary.new, summary.rejected), (1, 0));
    assert_eq!(count(&db, "SELECT count(*) FROM rejects"), 1);
}

#[test]
fn a_strict_load_is_all_or_nothing() {
    let folder = TempDir::new().expect("a temporary folder");
    let db = folder.path().join("test.db");
    plain(&db, &each_example()[..1]);
    let before = content_of(&db);
    let strict = LoadOptions { strict: true, ..LoadOptions::default() };
    let paths = [each_example()[1].clone(), folder.path().join("missing.txt")];
    let error = run(&db, &paths, strict.clone()).expect_err("it stops");
    assert!(matches!(error, LoadError::Rejected(_)), "{error}");
    assert_eq!(content_of(&db), before);
    assert_eq!(count(&db, "SELECT count(*) FROM loads WHERE outcome = 'failed'"), 1);
    assert_eq!(run(&db, &paths[..1], strict).expect("a good one loads").new, 1);
}

#[test]
fn a_dry_run_writes_nothing_and_counts_the_same() {
    let folder = TempDir::new().expect("a temporary folder");
    let db = folder.path().join("test.db");
    let dry = LoadOptions { dry_run: true, ..LoadOptions::default() };
    let told = run(&db, &[examples()], dry.clone()).expect("a dry run");
    assert!(!db.exists());
    let done = plain(&db, &[examples()]);
    assert_eq!((told.new, &told.facts), (done.new, &done.facts));

    let bytes = std::fs::read(&db).expect("the file");
    let told = run(&db, &[examples()], dry.clone()).expect("a dry run");
    assert_eq!((told.new, told.unchanged), (0, done.new));
    assert!(std::fs::read(&db).expect("the file") == bytes);
}

#[test]
fn the_same_text_elsewhere_is_a_copy() {
    let folder = TempDir::new().expect("a temporary folder");
    let db = folder.path().join("test.db");
    let text = each_example().into_iter().find(|p| p.extension().is_some_and(|e| e == "txt"));
    let text = text.expect("a text among the examples");
    let copy = folder.path().join("copy.txt");
    std::fs::copy(&text, &copy).expect("a copy");
    let summary = plain(&db, &[text, copy]);
    assert_eq!((summary.new, summary.copies), (1, 1));
    assert_eq!(count(&db, "SELECT count(*) FROM articles"), 1);
    assert_eq!(count(&db, "SELECT count(*) FROM article_sources"), 2);
}

#[test]
fn an_article_in_three_encodings_is_one_with_three_sources() {
    let folder = TempDir::new().expect("a temporary folder");
    let db = |name: &str| folder.path().join(name);
    let text = std::fs::read_to_string(examples().join("dai-loc-2023-tong-ket.txt"));
    let text = encodings::with_plain_signs(&text.expect("an example"));
    let mut paths = Vec::new();
    for (name, bytes) in [
        ("a.txt", encodings::vni(&text)),
        ("b.txt", encodings::utf_16(&text, true)),
        ("c.txt", encodings::taken_for_western(text.as_bytes())),
    ] {
        paths.push(folder.path().join(name));
        std::fs::write(folder.path().join(name), bytes).expect("a file");
    }
    let summary = plain(&db("all.db"), &paths);
    assert_eq!((summary.new, summary.copies), (1, 2), "{:?}", summary.rejects);
    paths.reverse();
    plain(&db("backwards.db"), &paths);
    assert_eq!(content_of(&db("all.db")), content_of(&db("backwards.db")));

    let connection = store::open_reading(&db("all.db")).expect("it opens");
    let told =
        |sql: &str| -> String { connection.query_row(sql, [], |row| row.get(0)).expect(sql) };
    assert_eq!(
        told(
            "SELECT group_concat(encoding) FROM (SELECT encoding FROM article_sources ORDER BY source_key)"
        ),
        "VNI,UTF-16LE,UTF-8 read as windows-1252"
    );
    // The article shows what its first source says.
    assert_eq!(told("SELECT encoding FROM articles"), "VNI");
}

#[test]
fn a_folder_without_articles_loads_nothing_and_is_no_error() {
    let folder = TempDir::new().expect("a temporary folder");
    let empty = folder.path().join("empty");
    std::fs::create_dir(&empty).expect("a folder");
    let summary = plain(&folder.path().join("test.db"), &[empty]);
    assert_eq!((summary.new, summary.rejected), (0, 0));
}
