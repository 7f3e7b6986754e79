//! Who is who: labelled mentions in `tests/identity/`, a file for each kind.
//!
//! A line is an article of a case, with the mention in it that is looked at; lines of one case
//! and one letter are one thing. The articles of a case are loaded together into an empty base;
//! then every pair of its lines is one thing there or two. Precision: of the pairs that the base
//! makes one, how many are; recall: of the pairs that are one, how many the base makes one.

#[path = "common/content.rs"]
mod content;

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use danvan::load::{LoadOptions, load};
use danvan::reference::organizations;
use danvan::reference::units::units;
use danvan::store;
use danvan::text::fold::search_key;
use rusqlite::Connection;
use tempfile::TempDir;

use content::{content, difference};

/// A line of a file.
struct Line {
    entity: String,
    published: String,
    mention: String,
    text: String,
}

fn cases(kind: &str) -> BTreeMap<String, Vec<Line>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/identity/{kind}.tsv"));
    let data = std::fs::read_to_string(&path).expect("the labelled mentions");
    let mut cases: BTreeMap<String, Vec<Line>> = BTreeMap::new();
    for line in data.lines().skip(1) {
        let cells: [&str; 5] =
            line.split('\t').collect::<Vec<_>>().try_into().expect("five columns");
        let [case, entity, published, mention, text] = cells.map(str::to_owned);
        let text = text.replace("\\n", "\n\n");
        cases.entry(case).or_default().push(Line { entity, published, mention, text });
    }
    cases
}

/// The base of a case, its articles known as `0`, `1`, … in their order.
fn base(folder: &Path, lines: &[Line]) -> PathBuf {
    // Units take a tenth of a second: they are filled in once and copied.
    static EMPTY: LazyLock<Vec<u8>> = LazyLock::new(|| {
        let folder = TempDir::new().expect("a temporary folder");
        let path = folder.path().join("empty.db");
        drop(store::open_writing(&path).expect("a new database"));
        std::fs::read(path).expect("the new database")
    });
    let db = folder.join("case.db");
    std::fs::write(&db, &*EMPTY).expect("a copy");
    let mut records = String::new();
    for (index, line) in lines.iter().enumerate() {
        let record = serde_json::json!({
            "text": line.text, "date": line.published, "url": format!("https://case.example/{index}"),
        });
        writeln!(records, "{record}").expect("a string");
    }
    let input = folder.join("case.jsonl");
    std::fs::write(&input, records).expect("the articles");
    load(&db, &[input], &LoadOptions::default(), &mut |_| {}).expect("it loads");
    db
}

/// Key of the thing that an article's mention is; none where it was not read.
fn find(db: &Connection, kind: &str, article: i64, mention: &str) -> Option<String> {
    // Key, name, place of everything of the kind that the article speaks of.
    let sql = match kind {
        "officials" => {
            "SELECT o.key, p.name, NULL FROM officials AS o JOIN
                 (SELECT official_id, article_id, name FROM positions
                  UNION SELECT official_id, article_id, name FROM meeting_officials) AS p
                 ON p.official_id = o.id WHERE p.article_id = ?1"
        }
        "organizations" => {
            "SELECT o.key, o.name, coalesce(l.key, o.locality_name) FROM organizations AS o
             LEFT JOIN localities AS l ON l.id = o.locality_id JOIN
                 (SELECT organization_id, article_id FROM article_organizations
                  UNION SELECT organization_id, article_id FROM meeting_hosts
                  UNION SELECT organization_id, article_id FROM positions) AS p
                 ON p.organization_id = o.id WHERE p.article_id = ?1"
        }
        "directives" => {
            "SELECT d.key, c.kind || ' ' || n.value, NULL
             FROM directives AS d JOIN citations AS c ON c.directive_id = d.id
             JOIN json_each(json_array(c.number, c.title)) AS n
             WHERE c.article_id = ?1 AND n.value IS NOT NULL"
        }
        "meetings" => {
            "SELECT m.key, t.name, NULL FROM meetings AS m
             JOIN meeting_articles AS t ON t.meeting_id = m.id WHERE t.article_id = ?1"
        }
        "localities" => {
            "SELECT l.key, a.locality_name, NULL
             FROM localities AS l JOIN articles AS a ON a.locality_id = l.id WHERE a.id = ?1"
        }
        _ => unreachable!("{kind}"),
    };
    let (name, place) = mention.split_once(" @ ").map_or((mention, None), |(n, p)| (n, Some(p)));
    let name = search_key(match kind {
        "organizations" => organizations::canonical(name),
        _ => name,
    });
    let mut select = db.prepare(sql).expect(sql);
    let mut rows = select.query([article]).expect(sql);
    while let Some(row) = rows.next().expect(sql) {
        let [key, known, there]: [Option<String>; 3] =
            std::array::from_fn(|i| row.get(i).expect("a text"));
        let known = search_key(&known.unwrap_or_default());
        // An article's place is written with the units above it.
        let named = known == name || kind == "localities" && known.starts_with(&format!("{name} "));
        if named && place.is_none_or(|place| is_named(there.as_deref().unwrap_or_default(), place))
        {
            return key;
        }
    }
    None
}

/// Whether a unit, by its key, or a place that is not linked, bears a name: in the time of one of
/// its versions, in one of its spellings.
fn is_named(there: &str, place: &str) -> bool {
    let Some(id) = units().by_key(there) else { return search_key(there) == search_key(place) };
    let unit = &units().all[id];
    unit.versions.iter().any(|version| {
        let bare = place.strip_prefix(version.kind).map(str::trim);
        bare.is_some_and(|bare| units().named(bare).contains(&id))
    })
}

/// Figures of a kind.
#[derive(Default)]
struct Score {
    /// Pairs that are one and are made one.
    right: usize,
    /// Pairs that are two and are made one.
    wrong: usize,
    /// Pairs that are one and are made two.
    missed: usize,
    /// Pairs that are two and stay two.
    apart: usize,
    /// What is wrong, for the eye.
    told: String,
}

impl Score {
    fn precision(&self) -> f64 {
        self.right as f64 / (self.right + self.wrong).max(1) as f64
    }

    fn recall(&self) -> f64 {
        self.right as f64 / (self.right + self.missed).max(1) as f64
    }
}

fn score(kind: &str) -> Score {
    let mut score = Score::default();
    for (case, lines) in cases(kind) {
        let folder = TempDir::new().expect("a temporary folder");
        let db = store::open_reading(&base(folder.path(), &lines)).expect("it opens");
        let keys: Vec<Option<String>> = lines
            .iter()
            .enumerate()
            .map(|(index, line)| {
                let source = format!("case.example/{index}");
                let article = db
                    .query_row(
                        "SELECT article_id FROM article_sources WHERE source_key = ?1",
                        [source],
                        |row| row.get(0),
                    )
                    .unwrap_or_else(|error| panic!("{kind}: {case}: {error}: {}", line.text));
                find(&db, kind, article, &line.mention)
            })
            .collect();
        for (i, a) in lines.iter().enumerate() {
            if keys[i].is_none() {
                let _ = writeln!(score.told, "{case}: not read: {}: {}", a.mention, a.text);
            }
            for (j, b) in lines.iter().enumerate().take(i) {
                let one = keys[i].is_some() && keys[i] == keys[j];
                match (a.entity == b.entity, one) {
                    (true, true) => score.right += 1,
                    (false, false) => score.apart += 1,
                    (true, false) => score.missed += 1,
                    (false, true) => score.wrong += 1,
                }
                if one != (a.entity == b.entity) {
                    let verdict = if one { "made one" } else { "made two" };
                    let (a_key, b_key) = (&keys[j], &keys[i]);
                    let _ = writeln!(score.told, "{case}: {verdict}: {j} {b_key:?}, {i} {a_key:?}");
                }
            }
        }
    }
    score
}

/// Least precision and recall of merges.
const FLOORS: (f64, f64) = (0.99, 0.90);

/// Labelled pairs of each sort that a file has at least.
const PAIRS: usize = 60;

fn holds(kind: &str) {
    let score = score(kind);
    let (precision, recall) = (score.precision(), score.recall());
    println!(
        "{kind}: precision {precision:.3} recall {recall:.3} of {} pairs that are one and {} that are two",
        score.right + score.missed,
        score.wrong + score.apart,
    );
    let pairs = score.right + score.missed + score.wrong + score.apart;
    assert!(pairs >= PAIRS, "{kind}: {pairs} pairs");
    assert!(
        precision >= FLOORS.0 && recall >= FLOORS.1,
        "{kind}: {precision:.3} {recall:.3}\n{}",
        score.told
    );
    if std::env::var_os("TOLD").is_some() {
        println!("{}", score.told);
    }
}

#[test]
fn officials() {
    holds("officials");
}

#[test]
fn organizations() {
    holds("organizations");
}

#[test]
fn directives() {
    holds("directives");
}

#[test]
fn meetings() {
    holds("meetings");
}

#[test]
fn localities() {
    holds("localities");
}

/// All articles of all files, as records.
fn everything() -> Vec<String> {
    let kinds = ["officials", "organizations", "directives", "meetings", "localities"];
    let mut records = Vec::new();
    for kind in kinds {
        for (case, lines) in cases(kind) {
            for (index, line) in lines.iter().enumerate() {
                let url = format!("https://{kind}.example/{case}/{index}");
                let record =
                    serde_json::json!({"text": line.text, "date": line.published, "url": url});
                records.push(format!("{record}\n"));
            }
        }
    }
    records
}

#[test]
fn neither_order_nor_splits_nor_threads_nor_repetition_change_who_is_who() {
    let folder = TempDir::new().expect("a temporary folder");
    let records = everything();
    let loaded = |name: &str, loads: &[Vec<&String>]| {
        let db = folder.path().join(format!("{name}.db"));
        for (index, records) in loads.iter().enumerate() {
            let input = folder.path().join(format!("{name}-{index}.jsonl"));
            std::fs::write(&input, records.iter().map(|r| r.as_str()).collect::<String>())
                .expect("the articles");
            load(&db, &[input], &LoadOptions::default(), &mut |_| {}).expect("it loads");
        }
        let db = store::open_reading(&db).expect("it opens");
        assert_eq!(store::check(&db).expect("it can be checked"), [], "{name}");
        content(&db)
    };
    let whole = loaded("whole", &[records.iter().collect()]);
    let backwards = || records.iter().rev();
    let thirds = records.iter().enumerate();
    let third = |n: usize| thirds.clone().filter(|(i, _)| i % 3 == n).map(|(_, r)| r).collect();
    for (name, loads) in [
        ("backwards", vec![backwards().collect()]),
        ("thirds", vec![third(2), third(0), third(1)]),
        ("twice", vec![records.iter().collect(), backwards().collect()]),
    ] {
        let other = loaded(name, &loads);
        assert!(whole == other, "{name}\n{}", difference(&whole, &other));
    }
    // Threads are told to the program from outside.
    let input = folder.path().join("whole-0.jsonl");
    let db = folder.path().join("one-thread.db");
    let run = Command::new(env!("CARGO_BIN_EXE_danvan"))
        .args([OsStr::new("--db"), db.as_os_str(), OsStr::new("load"), input.as_os_str()])
        .env("RAYON_NUM_THREADS", "1")
        .output()
        .expect("it runs");
    assert!(run.status.success(), "{run:?}");
    let other = content(&store::open_reading(&db).expect("it opens"));
    assert!(whole == other, "one thread\n{}", difference(&whole, &other));
}
