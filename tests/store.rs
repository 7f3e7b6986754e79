//! The file: what is written, what stays, what goes, and that the order of loading is nothing.

#[path = "common/content.rs"]
mod content;
#[path = "common/toy.rs"]
mod toy;

use std::path::{Path, PathBuf};

use danvan::article::Article;
use danvan::resolve::resolve;
use danvan::store::{self, Outcome, StoreError, Writer};
use proptest::prelude::*;
use rusqlite::{Connection, StatementStatus};
use tempfile::TempDir;

use content::{content, difference};
use toy::article;

/// A database of its own for a test.
struct Base {
    folder: TempDir,
}

impl Base {
    fn new() -> Base {
        let base = Base { folder: TempDir::new().expect("a temporary folder") };
        // Units take a tenth of a second: they are filled in once and copied.
        static EMPTY: std::sync::LazyLock<Vec<u8>> = std::sync::LazyLock::new(|| {
            let folder = TempDir::new().expect("a temporary folder");
            let path = folder.path().join("empty.db");
            drop(store::open_writing(&path).expect("a new database"));
            std::fs::read(path).expect("the new database")
        });
        std::fs::write(base.path(), &*EMPTY).expect("a copy");
        base
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("test.db")
    }

    fn open(&self) -> Connection {
        store::open_writing(&self.path()).expect("the database opens")
    }

    /// Loads articles in one batch.
    fn load(&self, articles: &[Article]) -> Vec<Outcome> {
        self.load_in_batches(&[articles])
    }

    /// One load of several batches.
    fn load_in_batches(&self, batches: &[&[Article]]) -> Vec<Outcome> {
        let db = self.open();
        let mut writer = Writer::start(&db, toy::facts).expect("a load starts");
        let mut outcomes = Vec::new();
        for batch in batches {
            writer.begin().expect("a batch begins");
            for article in *batch {
                let knowledge = resolve(toy::facts(article));
                outcomes.push(writer.put(article, &knowledge).expect("it is put").0);
            }
            writer.commit().expect("the batch ends");
        }
        writer.finish(Ok(&Default::default())).expect("the load ends");
        outcomes
    }

    fn content(&self) -> Vec<String> {
        content(&self.open())
    }

    /// First column of a query, as text, one line.
    fn ask(&self, sql: &str) -> String {
        let db = self.open();
        let mut statement = db.prepare(sql).expect(sql);
        let rows = statement.query_map([], |row| row.get::<_, rusqlite::types::Value>(0));
        rows.expect(sql)
            .map(|value| match value.expect(sql) {
                rusqlite::types::Value::Text(text) => text,
                rusqlite::types::Value::Integer(number) => number.to_string(),
                rusqlite::types::Value::Null => "-".to_owned(),
                other => format!("{other:?}"),
            })
            .collect::<Vec<_>>()
            .join(" | ")
    }

    fn sound(&self) {
        assert_eq!(store::check(&self.open()).expect("it can be checked"), []);
    }
}

const PHU_XUYEN: &str = "280@2008-08-01";

/// Articles that share meetings, persons, bodies, documents and claims.
fn articles() -> Vec<Article> {
    vec![
        article(
            "a.txt",
            "2024-04-15",
            &[
                "Hội nghị giao ban",
                "ở: 280@2008-08-01",
                "văn bản: x; kind=nghị quyết; number=25-NQ/TW; year=2013; by=Ban Chấp hành Trung ương",
                "họp: Hội nghị giao ban; kind=briefing; on=2024-04-12; host=Ban Dân vận Huyện ủy in 280@2008-08-01; in=280@2008-08-01; about=0",
                "người: Nguyễn Văn A; title=Bí thư; of=Huyện ủy in 280@2008-08-01; role=spoke; meeting=0",
                "khen: giấy khen; by=Huyện ủy in 280@2008-08-01; collectives=3; meeting=0",
                "số: 225; in=280@2008-08-01; year=2024; campaign=Dân vận khéo; as_of=2024-04-12; award=0",
                "số: 18; in=280@2008-08-01; year=2024; campaign=Dân vận khéo; level=province; part_of=0; split=level",
            ],
        ),
        article(
            "b.txt",
            "2024-04-13",
            &[
                "Giao ban quý I",
                "ở: 280@2008-08-01",
                "họp: Giao ban quý I; kind=briefing; on=2024-04-12; host=Ban Dân vận Huyện ủy in 280@2008-08-01",
                "người: NGUYỄN VĂN A; role=chaired; meeting=0",
                "văn bản: x; kind=nghị quyết; number=25/NQ-TW; year=2013; title=Tăng cường công tác dân vận; on=2013-06-03",
                "số: 230; in=280@2008-08-01; year=2024; campaign=Dân vận khéo; as_of=2024-04-12",
                "phong trào: Dân Vận Khéo; year=2024",
            ],
        ),
        article(
            "c.txt",
            "",
            &[
                "Không ngày",
                "cơ quan: Ủy ban nhân dân in ?huyện Châu Thành",
                "số: 7; in=?huyện Châu Thành; year=2024; campaign=Dân vận khéo",
                "số: 40; in=280@2008-08-01; to_date=1",
                "người: Trần Thị B",
            ],
        ),
        article(
            "d.txt",
            "2023-12-20",
            &[
                "Châu Thành khác",
                "cơ quan: Ủy ban nhân dân in ?huyện Châu Thành",
                "cơ quan: Ban Dân vận Huyện ủy in 280@2008-08-01",
                "số: 100; in=280@2008-08-01; year=2020; to=2023; status=built",
                "số: 40; in=280@2008-08-01; to_date=1",
                "văn bản: x; kind=luật; title=Thực hiện dân chủ ở cơ sở",
            ],
        ),
        // The text of a.txt again, under another name and an earlier date.
        Article {
            published_on: "2024-04-14".parse().ok(),
            source: "e.txt".to_owned(),
            ..article("e.txt", "", &[])
        },
    ]
    .into_iter()
    .scan(None, |first: &mut Option<Article>, article| {
        let copy = first.get_or_insert_with(|| article.clone()).clone();
        Some(match article.source.as_str() {
            "e.txt" => Article { source: article.source, published_on: article.published_on, ..copy },
            _ => article,
        })
    })
    .collect()
}

#[test]
fn every_statement_stands_in_its_article() {
    let base = Base::new();
    base.load(&articles());
    base.sound();
    for table in [
        "meeting_articles",
        "meeting_kinds",
        "meeting_hosts",
        "meeting_officials",
        "positions",
        "campaign_mentions",
        "citations",
        "article_organizations",
        "model_counts",
        "awards",
    ] {
        let rows = base.ask(&format!("SELECT count(*) FROM {table}"));
        assert_ne!(rows, "0", "{table} is tried");
        let right = base.ask(&format!(
            "SELECT count(*) FROM {table} AS s JOIN articles AS a ON a.id = s.article_id
             WHERE substr(a.text, quote_start + 1, quote_end - quote_start) = quote"
        ));
        assert_eq!(right, rows, "{table}");
    }
    let spans = base.ask("SELECT count(*) FROM _evidence");
    assert_eq!(spans, base.ask("SELECT count(*) FROM _spans"));
    assert_ne!(spans, "0");
}

#[test]
fn what_the_base_tells() {
    let base = Base::new();
    base.load(&articles());
    for (sql, told) in [
        ("SELECT count(*) FROM articles", "4"),
        ("SELECT count(*) FROM article_sources", "5"),
        // The copy is older: its date is the article's.
        ("SELECT published_on FROM articles WHERE title = 'Hội nghị giao ban'", "2024-04-14"),
        // One meeting told twice; its name is that of the earlier article.
        ("SELECT name FROM meetings", "Giao ban quý I"),
        ("SELECT count(*) FROM meeting_articles", "2"),
        // What the earlier article does not give comes from the later one.
        ("SELECT l.key FROM meetings AS m JOIN localities AS l ON l.id = m.locality_id", PHU_XUYEN),
        (
            "SELECT d.number FROM meeting_articles AS m JOIN directives AS d ON d.id = m.directive_id",
            "25/NQ-TW",
        ),
        ("SELECT name FROM officials WHERE search_key = 'nguyen van a'", "NGUYỄN VĂN A"),
        ("SELECT role FROM meeting_officials ORDER BY role", "- | chaired | spoke"),
        (
            "SELECT number || ' ' || issued_on || ' ' || title FROM directives WHERE number IS NOT NULL",
            "25/NQ-TW 2013-06-03 Tăng cường công tác dân vận",
        ),
        (
            "SELECT i.name FROM directives AS d JOIN organizations AS i ON i.id = d.issuer_id",
            "Ban Chấp hành Trung ương",
        ),
        // Two huyện Châu Thành that nobody can tell apart are not one.
        ("SELECT count(*) FROM organizations WHERE locality_name = 'huyện Châu Thành'", "2"),
        ("SELECT locality_name FROM organizations WHERE name = 'Huyện ủy'", "huyện Phú Xuyên"),
        // The name of the campaign is that of the earliest article, mentioned or with a count.
        ("SELECT name FROM campaigns", "Dân Vận Khéo"),
        // Two figures for one day exclude each other, both from the locality's own articles.
        ("SELECT chosen FROM yearly_figures WHERE year = 2024 AND level IS NULL", "-"),
        (
            "SELECT low || '..' || high FROM yearly_figures WHERE year = 2024 AND level IS NULL",
            "225..230",
        ),
        ("SELECT contradiction FROM yearly_figures WHERE year = 2024 AND level IS NULL", "1"),
        ("SELECT chosen FROM yearly_figures WHERE level = 'province'", "18"),
        ("SELECT chosen FROM yearly_figures WHERE to_date = 1", "40"),
        ("SELECT chosen FROM yearly_figures WHERE year IS NULL AND year_to = 2023", "100"),
        ("SELECT count(*) FROM yearly_figures", "4"),
        ("SELECT form FROM awards AS w JOIN model_counts AS m ON m.award_id = w.id", "giấy khen"),
        (
            "SELECT title FROM articles WHERE id IN (SELECT rowid FROM articles_fts WHERE articles_fts MATCH 'giao ban quy')",
            "Giao ban quý I",
        ),
    ] {
        assert_eq!(base.ask(sql), told, "{sql}");
    }
}

#[test]
fn loading_again_changes_nothing() {
    let base = Base::new();
    base.load(&articles());
    let before = base.content();
    let changes = |db: &Connection| db.total_changes();
    assert_eq!(base.load(&articles()), [Outcome::Unchanged; 5]);
    assert_eq!(base.content(), before);
    let db = base.open();
    assert_eq!(changes(&db), 0, "opening writes nothing");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..Default::default() })]

    #[test]
    fn order_and_splits_change_nothing(
        order in Just((0..5).collect::<Vec<usize>>()).prop_shuffle(),
        splits in proptest::collection::vec(any::<bool>(), 5),
        one_load in any::<bool>(),
    ) {
        let all = articles();
        let whole = Base::new();
        whole.load(&all);
        let other = Base::new();
        let mut batches = vec![Vec::new()];
        for (&index, &split) in order.iter().zip(&splits) {
            batches.last_mut().expect("a batch").push(all[index].clone());
            if split {
                batches.push(Vec::new());
            }
        }
        if one_load {
            other.load_in_batches(&batches.iter().map(Vec::as_slice).collect::<Vec<_>>());
        } else {
            batches.iter().for_each(|batch| drop(other.load(batch)));
        }
        other.sound();
        let (a, b) = (whole.content(), other.content());
        prop_assert!(a == b, "order {order:?}, splits {splits:?}, one load: {one_load}\n{}", difference(&a, &b));
    }

    #[test]
    fn a_changed_base_is_as_if_loaded_afresh(
        order in Just((0..5).collect::<Vec<usize>>()).prop_shuffle(),
        texts in proptest::collection::vec(0..5_usize, 5),
        one_load in any::<bool>(),
    ) {
        // Every source turns to the text of another: meetings, persons, figures come and go.
        let all = articles();
        let turned: Vec<Article> = texts
            .iter()
            .enumerate()
            .map(|(index, &text)| Article { source: all[index].source.clone(), ..all[text].clone() })
            .collect();
        let changed = Base::new();
        changed.load(&all);
        let batches: Vec<&[Article]> = order.iter().map(|&i| &turned[i..=i]).collect();
        if one_load {
            changed.load_in_batches(&batches);
        } else {
            batches.iter().for_each(|batch| drop(changed.load(batch)));
        }
        changed.sound();
        let fresh = Base::new();
        fresh.load(&turned);
        let (a, b) = (changed.content(), fresh.content());
        prop_assert!(a == b, "texts {texts:?}, order {order:?}\n{}", difference(&a, &b));
    }
}

#[test]
fn a_changed_article_replaces_its_own_statements() {
    let base = Base::new();
    base.load(&articles()[..3]);
    let changed = article(
        "b.txt",
        "2024-04-13",
        &[
            "Giao ban quý I",
            "số: 225; in=280@2008-08-01; year=2024; campaign=Dân vận khéo; as_of=2024-04-12",
        ],
    );
    assert_eq!(base.load(&[changed]), [Outcome::Updated]);
    base.sound();
    for (sql, told) in [
        ("SELECT chosen FROM yearly_figures WHERE year = 2024 AND level IS NULL", "225"),
        ("SELECT sources FROM yearly_figures WHERE year = 2024 AND level IS NULL", "2"),
        ("SELECT name FROM meetings", "Hội nghị giao ban"),
        ("SELECT name FROM officials WHERE search_key = 'nguyen van a'", "Nguyễn Văn A"),
        ("SELECT name FROM campaigns", "Dân vận khéo"),
        ("SELECT count(*) FROM articles", "3"),
    ] {
        assert_eq!(base.ask(sql), told, "{sql}");
    }
}

#[test]
fn a_load_that_stops_leaves_the_content_as_it_was() {
    let base = Base::new();
    base.load(&articles()[..2]);
    let before = base.content();
    {
        let db = base.open();
        let mut writer = Writer::start(&db, toy::facts).expect("a load starts");
        writer.begin().expect("a batch begins");
        let late = &articles()[3];
        writer.put(late, &resolve(toy::facts(late))).expect("it is put");
        // No commit: the program is killed here.
    }
    assert_eq!(base.content(), before);
    assert_eq!(base.ask("SELECT outcome FROM loads ORDER BY id"), "done | running");
    base.sound();
}

#[test]
fn a_value_that_the_schema_refuses_costs_one_article_only() {
    let base = Base::new();
    let good = &articles()[0];
    let bad = article(
        "bad.txt",
        "2024-01-01",
        &["x", "cơ quan: Hội Nông dân", "số: -5; in=280@2008-08-01; year=2024"],
    );
    let db = base.open();
    let mut writer = Writer::start(&db, toy::facts).expect("a load starts");
    writer.begin().expect("a batch begins");
    assert!(writer.put(&bad, &resolve(toy::facts(&bad))).is_err());
    writer.put(good, &resolve(toy::facts(good))).expect("the next one is put");
    writer.commit().expect("the batch ends");
    drop(db);
    base.sound();
    let alone = Base::new();
    alone.load(std::slice::from_ref(good));
    assert_eq!(base.content(), alone.content());
}

#[test]
fn units_are_in_the_file_from_the_start() {
    let base = Base::new();
    for (sql, told) in [
        ("SELECT count(*) > 14000 FROM localities", "1"),
        ("SELECT name FROM localities WHERE key = '280@2008-08-01'", "huyện Phú Xuyên"),
        (
            "SELECT p.name FROM localities AS l JOIN localities AS p ON p.id = l.parent_id WHERE l.key = '280@2008-08-01'",
            "thành phố Hà Nội",
        ),
        (
            "SELECT v.name FROM locality_versions AS v JOIN localities AS l ON l.id = v.locality_id WHERE l.key = '890@' ORDER BY v.valid_from",
            "huyện Tịnh Biên | thị xã Tịnh Biên",
        ),
        (
            "SELECT n.name FROM locality_successors AS s JOIN localities AS l ON l.id = s.locality_id JOIN localities AS n ON n.id = s.successor_id WHERE l.key = '82@' ",
            "tỉnh Đồng Tháp",
        ),
        ("SELECT count(*) FROM localities WHERE parent_id IS NULL AND level <> 'province'", "0"),
        (
            "SELECT count(*) FROM localities WHERE bare_search_key = 'go cong tay' AND level = 'district'",
            "1",
        ),
    ] {
        assert_eq!(base.ask(sql), told, "{sql}");
    }
}

#[test]
fn a_statement_is_compiled_once_whatever_is_bound() {
    let db = Base::new().open();
    // Lookups of near-duplicates: SQLite would plan them anew for each value.
    let mut beside = db
        .prepare("SELECT (SELECT max(article) FROM _sketches WHERE value = ?1 AND article < ?2)")
        .expect("a query");
    for value in 0..5 {
        beside.query_row([value, value], |row| row.get::<_, Option<i64>>(0)).expect("a row");
    }
    assert_eq!(beside.get_status(StatementStatus::RePrepare), 0);
}

#[test]
fn every_table_and_column_is_described() {
    let base = Base::new();
    let columns = "SELECT m.name || '.' || c.name FROM sqlite_master AS m
         JOIN pragma_table_info(m.name) AS c
         WHERE m.type IN ('table', 'view') AND m.name NOT LIKE 'sqlite%'
         AND m.name NOT LIKE 'refinery%' AND m.name NOT LIKE 'articles_fts\\_%' ESCAPE '\\'";
    assert_eq!(
        base.ask(&format!("{columns} AND NOT EXISTS (SELECT 1 FROM _docs AS d WHERE d.table_name = m.name AND d.column_name = c.name)")),
        "",
    );
    assert_eq!(
        base.ask(&format!("{columns} AND NOT EXISTS (SELECT 1 FROM _docs AS d WHERE d.table_name = m.name AND d.column_name = '')")),
        "",
    );
    assert_eq!(
        base.ask("SELECT table_name || '.' || column_name FROM _docs AS d WHERE NOT EXISTS (SELECT 1 FROM pragma_table_info(d.table_name) AS c WHERE column_name IN (c.name, ''))"),
        "",
    );
}

#[test]
fn every_foreign_key_has_an_index() {
    let base = Base::new();
    let without = "SELECT m.name || '.' || f.\"from\" FROM sqlite_master AS m
         JOIN pragma_foreign_key_list(m.name) AS f
         WHERE m.type = 'table' AND NOT EXISTS (
             SELECT 1 FROM pragma_index_list(m.name) AS i JOIN pragma_index_info(i.name) AS c
             WHERE c.seqno = 0 AND c.name = f.\"from\")";
    assert_eq!(base.ask(without), "");
}

#[test]
fn closed_lists_of_the_schema_are_those_of_the_contract() {
    use danvan::extract::facts::*;
    let base = Base::new();
    let words =
        |all: Vec<&'static str>| all.iter().map(|w| format!("'{w}'")).collect::<Vec<_>>().join(",");
    for (table, list) in [
        ("meeting_kinds", words(MeetingKind::ALL.iter().map(|v| v.as_str()).collect())),
        ("meeting_officials", words(Role::ALL.iter().map(|v| v.as_str()).collect())),
        ("positions", words(Standing::ALL.iter().map(|v| v.as_str()).collect())),
        ("campaigns", words(CampaignKind::ALL.iter().map(|v| v.as_str()).collect())),
        ("model_counts", words(Qualifier::ALL.iter().map(|v| v.as_str()).collect())),
        ("model_counts", words(Unit::ALL.iter().map(|v| v.as_str()).collect())),
        ("model_counts", words(Status::ALL.iter().map(|v| v.as_str()).collect())),
        ("model_counts", words(Level::ALL.iter().map(|v| v.as_str()).collect())),
        ("model_counts", words(Holder::ALL.iter().map(|v| v.as_str()).collect())),
        ("model_counts", words(Field::ALL.iter().map(|v| v.as_str()).collect())),
        ("model_counts", words(Split::ALL.iter().map(|v| v.as_str()).collect())),
        ("model_counts", words(AsOfBasis::ALL.iter().map(|v| v.as_str()).collect())),
        ("yearly_figures", words(Unit::ALL.iter().map(|v| v.as_str()).collect())),
        ("yearly_figures", words(Status::ALL.iter().map(|v| v.as_str()).collect())),
        ("yearly_figures", words(Field::ALL.iter().map(|v| v.as_str()).collect())),
    ] {
        let sql = base.ask(&format!("SELECT sql FROM sqlite_master WHERE name = '{table}'"));
        let bare: String = sql.split_whitespace().collect();
        assert!(bare.contains(&format!("IN({list})")), "{table}: {list}");
    }
}

#[test]
fn files_that_are_not_ours_are_refused_and_left_alone() {
    let folder = TempDir::new().expect("a temporary folder");
    let made = |name: &str, sql: &str| -> PathBuf {
        let path = folder.path().join(name);
        Connection::open(&path).and_then(|db| db.execute_batch(sql)).expect(name);
        path
    };
    let text = folder.path().join("text.db");
    std::fs::write(&text, "this is no database, whatever it is called, and it is long enough")
        .expect("text");
    let cut = folder.path().join("cut.db");
    let base = Base::new();
    let whole = std::fs::read(base.path()).expect("a whole file");
    std::fs::write(&cut, &whole[..whole.len() / 3]).expect("a cut file");
    let newer = made(
        "newer.db",
        "PRAGMA application_id = 1145130582; PRAGMA user_version = 99; CREATE TABLE x (y);",
    );
    let foreign = made("foreign.db", "CREATE TABLE x (y);");
    let other = made("other.db", "PRAGMA application_id = 7;");

    type Open = fn(&Path) -> Result<Connection, StoreError>;
    for (path, open, message) in [
        (&text, store::open_reading as Open, "not a database"),
        (&text, store::open_writing, "not a database"),
        (&newer, store::open_reading, "newer danvan"),
        (&newer, store::open_writing, "newer danvan"),
        (&foreign, store::open_reading, "not danvan's"),
        (&foreign, store::open_writing, "not danvan's"),
        (&other, store::open_writing, "not danvan's"),
        (&folder.path().join("none.db"), store::open_reading, "no such database"),
        (&folder.path().join("no/folder/x.db"), store::open_writing, "cannot be opened"),
        (&folder.path().to_owned(), store::open_writing, "cannot be opened"),
    ] {
        let before = std::fs::read(path).ok();
        let error = open(path).err().unwrap_or_else(|| panic!("{} opens", path.display()));
        let line = error.to_string();
        assert!(line.contains(message), "{line}");
        assert!(line.starts_with(&path.display().to_string()), "{line}");
        assert!(!line.contains('\n'), "{line}");
        assert_eq!(std::fs::read(path).ok(), before, "{} is as it was", path.display());
    }
    // A cut file opens or not, but is never taken for sound.
    let problems = store::open_reading(&cut).map_err(|e| e.to_string()).map(|db| store::check(&db));
    assert!(!matches!(&problems, Ok(Ok(found)) if found.is_empty()), "{problems:?}");
}

#[test]
fn a_file_in_use_is_said_to_be() {
    let base = Base::new();
    let holder = base.open();
    holder.execute_batch("BEGIN EXCLUSIVE").expect("the other program writes");
    let error = store::open_reading(&base.path()).expect_err("it is locked");
    assert!(matches!(error, StoreError::Locked(_)), "{error}");
}

#[test]
fn a_reader_cannot_write_and_leaves_one_file() {
    let base = Base::new();
    base.load(&articles());
    let db = store::open_reading(&base.path()).expect("it opens");
    assert!(db.execute("DELETE FROM articles", []).is_err());
    assert_eq!(store::check(&db).expect("it can be checked"), []);
    assert!(db.execute("DELETE FROM articles", []).is_err(), "check leaves the guard in place");
    drop(db);
    let files = std::fs::read_dir(base.folder.path()).expect("the folder").count();
    assert_eq!(files, 1);
}

#[test]
fn check_finds_what_is_broken() {
    for (sql, check) in [
        ("UPDATE model_counts SET quote_start = quote_start + 1", "evidence"),
        ("UPDATE positions SET quote = 'khác'", "evidence"),
        ("UPDATE _spans SET quote_end = 100000", "evidence"),
        (
            "UPDATE articles SET text = text || ' '; UPDATE yearly_figures SET low = low - 1",
            "figures",
        ),
        ("DELETE FROM yearly_figures", "figures"),
        ("INSERT INTO _sketches VALUES (1, 1)", "near-duplicates"),
        ("INSERT INTO _near_links VALUES (1, 1, 2, 90)", "near-duplicates"),
        ("INSERT INTO near_duplicates VALUES (1, 1, 2)", "near-duplicates"),
        ("PRAGMA foreign_keys = OFF; UPDATE citations SET directive_id = 999999", "foreign keys"),
        (
            "INSERT INTO officials (key, block, name, search_key, sort_key) VALUES ('k', 'b', 'n', 's', 's')",
            "orphans",
        ),
        (
            "PRAGMA foreign_keys = OFF; DROP TRIGGER articles_deleted; DELETE FROM articles WHERE id = 1",
            "search index",
        ),
    ] {
        let base = Base::new();
        base.load(&articles());
        let db = base.open();
        db.execute_batch(sql).expect(sql);
        let problems = store::check(&db).expect("it can be checked");
        assert!(problems.iter().any(|p| p.check == check), "{sql}: {problems:?}");
    }
}
