//! `danvan export`: what other programs get is what the base holds, and a base can be rebuilt.

#[path = "common/content.rs"]
mod content;
#[path = "common/env.rs"]
mod env;

use std::collections::BTreeMap;
use std::io::Read;
use std::path::Path;

use calamine::{Data, Reader, Xlsx, open_workbook};
use danvan::store;
use rusqlite::Connection;
use rusqlite::types::Value as Sql;
use serde_json::Value;

use content::{content, difference};
use env::Env;

/// An article with all that a careless table loses: quotation marks, commas, a formula, zeros in
/// front, a title that is a date.
const TRICKY: &str = "{\"title\": \"=1+1, \\\"Dân vận khéo\\\" 007\", \"url\": \"https://a.gov.vn/tin/1\", \
    \"date\": \"2024-04-12\", \"text\": \"=1+1, \\\"Dân vận khéo\\\" 007\\nNgày 12/4/2024, Huyện ủy Đại Lộc, \
    tỉnh Quảng Nam tổ chức hội nghị sơ kết phong trào thi đua “Dân vận khéo”.\\nNăm 2023, toàn huyện đăng ký 121 \
    mô hình “Dân vận khéo”, \\\"nhiều nhất\\\" là các mô hình giao thông nông thôn, bảo vệ môi trường.\"}\n";

/// The examples, the tricky article, and an input that is refused.
fn base() -> Env {
    let env = Env::loaded();
    env.write("kho.jsonl", TRICKY);
    env.write("hong.html", "<html><body><p>Page not found</p></body></html>");
    let run = env.run(&["load", "kho.jsonl", "hong.html"]);
    assert_eq!(run.code, Some(1), "{run:?}");
    env
}

fn json(path: &Path) -> Value {
    serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap()
}

/// Fields of a CSV by the rules of RFC 4180; none where nothing stands, not even marks.
fn records(text: &str) -> Vec<Vec<Option<String>>> {
    let (mut records, mut record) = (Vec::new(), Vec::new());
    let mut rest = text;
    while !rest.is_empty() {
        let field;
        if let Some(mut quoted) = rest.strip_prefix('"') {
            let mut value = String::new();
            loop {
                let end = quoted.find('"').expect("a mark that closes");
                value.push_str(&quoted[..end]);
                quoted = &quoted[end + 1..];
                let Some(more) = quoted.strip_prefix('"') else { break };
                value.push('"');
                quoted = more;
            }
            (field, rest) = (Some(value), quoted);
        } else {
            let end = rest.find([',', '\n']).expect("an end of the line");
            assert!(!rest[..end].contains(['"', '\r']), "{}", &rest[..end]);
            field = Some(rest[..end].to_owned()).filter(|value| !value.is_empty());
            rest = &rest[end..];
        }
        record.push(field);
        if rest.starts_with('\n') {
            records.push(std::mem::take(&mut record));
        }
        rest = &rest[1..];
    }
    records
}

/// A column of a row, or one of the unit that the row points at.
fn expression(column: &str) -> String {
    match column {
        "locality_code" | "locality_valid_from" | "locality_valid_to" => {
            let of_unit = &column["locality_".len()..];
            format!("(SELECT {of_unit} FROM localities WHERE id = s.locality_id)")
        }
        column => format!("s.{column}"),
    }
}

/// The rows of a table as texts, none for null; bytes in hexadecimal.
fn stored(db: &Connection, table: &str, columns: &[String]) -> Vec<Vec<Option<String>>> {
    let expressions: Vec<String> = columns.iter().map(|column| expression(column)).collect();
    let sql = format!("SELECT {} FROM {table} AS s", expressions.join(", "));
    let mut select = db.prepare(&sql).unwrap();
    let text = |value: Sql| match value {
        Sql::Null => None,
        Sql::Integer(number) => Some(number.to_string()),
        Sql::Real(number) => Some(number.to_string()),
        Sql::Text(text) => Some(text),
        Sql::Blob(bytes) => Some(bytes.iter().map(|byte| format!("{byte:02x}")).collect()),
    };
    let rows = select.query_map([], |row| {
        (0..columns.len()).map(|at| row.get(at).map(text)).collect::<rusqlite::Result<Vec<_>>>()
    });
    rows.unwrap().collect::<rusqlite::Result<_>>().unwrap()
}

fn names(fields: &Value) -> Vec<String> {
    let fields = fields.as_array().unwrap();
    fields.iter().map(|field| field["name"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_folder_of_csv_holds_what_the_base_holds() {
    let env = base();
    let run = env.run(&["export", "bang"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert_eq!(run.out, "");
    let db = store::open_reading(&env.path("danvan.db")).unwrap();
    let package = json(&env.path("bang/datapackage.json"));
    let resources = package["resources"].as_array().unwrap();
    let tables = names(&package["resources"]);
    for table in ["localities", "articles", "model_counts", "figures_by_name", "loads"] {
        assert!(tables.contains(&table.to_owned()), "{table}: {tables:?}");
    }
    assert!(!tables.iter().any(|table| table.starts_with('_') || table.contains("fts")));
    assert_eq!(std::fs::read_dir(env.path("bang")).unwrap().count(), tables.len() + 1);
    for resource in resources {
        let table = resource["name"].as_str().unwrap();
        assert_eq!(resource["path"], format!("{table}.csv"));
        assert!(resource["description"].as_str().is_some_and(|about| !about.is_empty()), "{table}");
        let columns = names(&resource["schema"]["fields"]);
        let csv = std::fs::read_to_string(env.path("bang").join(format!("{table}.csv"))).unwrap();
        let mut rows = records(&csv);
        let head: Vec<Option<String>> = columns.iter().cloned().map(Some).collect();
        assert_eq!(rows.remove(0), head, "{table}");
        // An empty text stands between marks.
        let (mut rows, mut stored) = (rows, stored(&db, table, &columns));
        if resource["schema"]["primaryKey"].is_null() {
            rows.sort();
            stored.sort();
        }
        assert_eq!(rows.len(), stored.len(), "{table}");
        assert_eq!(rows, stored, "{table}");
    }
}

#[test]
fn the_package_tells_types_keys_and_lists() {
    let env = Env::loaded();
    env.run(&["export", "bang"]);
    let package = json(&env.path("bang/datapackage.json"));
    let resource = |table: &str| {
        let all = package["resources"].as_array().unwrap();
        all.iter().find(|resource| resource["name"] == table).unwrap().clone()
    };
    for (column, says) in [
        ("localities.code", r#"{"type":"string","constraints":{"required":true}}"#),
        (
            "localities.level",
            r#"{"type":"string","constraints":{"enum":["province","district","commune"],"required":true}}"#,
        ),
        ("localities.key", r#"{"type":"string","constraints":{"required":true,"unique":true}}"#),
        ("articles.published_on", r#"{"type":"date"}"#),
        (
            "model_counts.to_date",
            r#"{"type":"integer","constraints":{"enum":[0,1],"required":true}}"#,
        ),
        ("loads.started_at", r#"{"type":"datetime","constraints":{"required":true}}"#),
        ("rejects.place", r#"{"type":"string"}"#),
        ("article_sources.fingerprint", r#"{"type":"string","constraints":{"required":true}}"#),
        // Of views: as in the table, or by their values.
        ("meetings_by_name.held_on", r#"{"type":"date"}"#),
        ("meetings_by_name.articles", r#"{"type":"integer"}"#),
        ("figures_by_name.code", r#"{"type":"string"}"#),
    ] {
        let (table, name) = column.split_once('.').unwrap();
        let schema = &resource(table)["schema"];
        let fields = schema["fields"].as_array().unwrap();
        let mut field = fields.iter().find(|field| field["name"] == name).unwrap().clone();
        let about = field.as_object_mut().unwrap().remove("description");
        assert!(about.is_some(), "{column}: no description");
        field.as_object_mut().unwrap().remove("name");
        assert_eq!(field, serde_json::from_str::<Value>(says).unwrap(), "{column}");
    }
    let schema = &resource("model_counts")["schema"];
    assert_eq!(schema["primaryKey"], serde_json::json!(["id"]));
    let keys: BTreeMap<String, String> = schema["foreignKeys"]
        .as_array()
        .unwrap()
        .iter()
        .map(|key| (key["fields"][0].to_string(), key["reference"]["resource"].to_string()))
        .collect();
    assert_eq!(keys["\"locality_id\""], "\"localities\"");
    assert_eq!(keys["\"part_of\""], "\"\"", "a table that points at itself");
    assert_eq!(schema["missingValues"], serde_json::json!([""]));
}

#[test]
fn json_lines_keep_types() {
    let env = base();
    let run = env.run(&["export", "dong", "--format", "jsonl"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let db = store::open_reading(&env.path("danvan.db")).unwrap();
    for resource in json(&env.path("dong/datapackage.json"))["resources"].as_array().unwrap() {
        let table = resource["name"].as_str().unwrap();
        let columns = names(&resource["schema"]["fields"]);
        let text =
            std::fs::read_to_string(env.path("dong").join(format!("{table}.jsonl"))).unwrap();
        let rows: Vec<Vec<Option<String>>> = text
            .lines()
            .map(|line| {
                let row: Value = serde_json::from_str(line).unwrap();
                let cell = |name: &String| match &row[name] {
                    Value::Null => None,
                    Value::String(text) => Some(text.clone()),
                    number => Some(number.to_string()),
                };
                columns.iter().map(cell).collect()
            })
            .collect();
        let (mut rows, mut stored) = (rows, stored(&db, table, &columns));
        if resource["schema"]["primaryKey"].is_null() {
            rows.sort();
            stored.sort();
        }
        assert_eq!(rows, stored, "{table}");
    }
}

#[test]
fn a_workbook_has_a_sheet_for_each_table() {
    let env = base();
    let run = env.run(&["export", "tat-ca.xlsx"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let mut book: Xlsx<_> = open_workbook(env.path("tat-ca.xlsx")).unwrap();
    assert!(book.sheet_names().contains(&"article_organizations".to_owned()));
    let sheet = book.worksheet_range("localities").unwrap();
    let rows: Vec<&[Data]> = sheet.rows().collect();
    let at = |name: &str| rows[0].iter().position(|cell| *cell == name).unwrap();
    assert!(
        rows[1..].iter().any(|row| row[at("code")] == Data::String("01".into())),
        "codes keep their zeros"
    );
    assert!(rows.iter().any(|row| matches!(row[at("valid_from")], Data::DateTime(_))));
    let db = store::open_reading(&env.path("danvan.db")).unwrap();
    let count: i64 = db.query_row("SELECT count(*) FROM localities", [], |row| row.get(0)).unwrap();
    assert_eq!(rows.len() as i64, count + 1);
}

/// Every file of a folder with its bytes.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    files
        .map(|path| {
            (path.file_name().unwrap().to_string_lossy().into(), std::fs::read(path).unwrap())
        })
        .collect()
}

#[test]
fn the_same_content_gives_the_same_bytes() {
    let (env, other) = (Env::loaded(), Env::new());
    other.copy_examples();
    other.run(&["load", "tin"]);
    for args in [
        vec!["export", "a"],
        vec!["export", "a-lines", "--format", "jsonl"],
        vec!["export", "--pack", "a.zip"],
    ] {
        for run in [env.run(&args), other.run(&args)] {
            assert_eq!(run.code, Some(0), "{run:?}");
        }
    }
    for folder in ["a", "a-lines"] {
        let [mut one, mut two] = [&env, &other].map(|env| files(&env.path(folder)));
        for ending in ["csv", "jsonl"] {
            // Tells when.
            one.remove(&format!("loads.{ending}"));
            two.remove(&format!("loads.{ending}"));
        }
        assert_eq!(one.keys().collect::<Vec<_>>(), two.keys().collect::<Vec<_>>());
        for (name, bytes) in &one {
            assert!(bytes == &two[name], "{folder}/{name}");
        }
    }
    let [one, two] = [&env, &other].map(|env| std::fs::read(env.path("a.zip")).unwrap());
    assert!(one == two, "packs");
}

#[test]
fn a_folder_is_replaced_only_by_force_and_never_with_other_files() {
    let env = Env::loaded();
    std::fs::create_dir(env.path("trong")).unwrap();
    env.write("khac/ghi-chu.txt", "của tôi");
    env.write("so/so-lieu.csv", "Đơn vị;Đăng ký");
    env.write("tep", "");
    for (args, code, says) in [
        (vec!["trong"], 0, "tables and views"),
        (vec!["trong"], 1, "trong: the folder is not empty; give --force to replace what"),
        (vec!["trong", "--force"], 0, "tables and views"),
        (vec!["trong", "--force", "--format", "jsonl"], 0, "tables and views"),
        (
            vec!["khac", "--force"],
            1,
            "khac: holds ghi-chu.txt, which is not danvan's; name another",
        ),
        (vec!["so", "--force"], 1, "so: holds so-lieu.csv, which is not danvan's; name another"),
        (vec!["tep"], 1, "tep: a file; name a folder"),
        (vec!["xa/lam"], 1, "xa/lam: cannot write the folder: "),
        (vec!["bang.csv"], 2, "bang.csv: an export is a folder with a file for each table; name a"),
        (vec!["x.zip"], 2, "x.zip: a pack is written with --pack x.zip"),
        (vec!["x", "--format", "xlsx"], 2, "x: a workbook is an .xlsx; name it so"),
        (
            vec!["x.xlsx", "--format", "csv"],
            2,
            "x.xlsx: an export is a folder with a file for each",
        ),
        (vec!["x", "--pack", "y.zip"], 2, "cannot be used with"),
        (vec![], 2, "required"),
        (vec!["--db", "nichts.db", "x"], 1, "nichts.db: no such database"),
    ] {
        let run = env.run(&[&["export"], &args[..]].concat());
        assert_eq!(run.code, Some(code), "{args:?}: {run:?}");
        assert!(run.err.contains(says), "{args:?}: {}", run.err);
        assert_eq!(run.err.lines().count(), 1, "{args:?}: {}", run.err);
    }
    assert!(env.path("trong/localities.jsonl").exists());
    assert!(!env.path("trong/localities.csv").exists(), "of the export before");
    assert_eq!(std::fs::read_to_string(env.path("khac/ghi-chu.txt")).unwrap(), "của tôi");
    let left = std::fs::read_dir(env.path("")).unwrap();
    let left: Vec<_> = left.map(|entry| entry.unwrap().file_name()).collect();
    assert!(!left.iter().any(|name| name.to_string_lossy().starts_with(".danvan-")), "{left:?}");
}

#[test]
fn datasette_gets_names_facets_and_the_reports() {
    let env = Env::loaded();
    assert_eq!(env.run(&["export", "--datasette", "metadata.json"]).code, Some(0));
    let metadata = json(&env.path("metadata.json"));
    let base = &metadata["databases"]["danvan"];
    assert_eq!(base["tables"]["localities"]["label_column"], "name");
    assert!(base["tables"]["model_counts"]["columns"]["count"].is_string());
    assert_eq!(base["tables"]["_mentions"]["hidden"], true);
    let queries = base["queries"].as_object().unwrap();
    let reports = danvan::report::all().unwrap();
    let db = store::open_reading(&env.path("danvan.db")).unwrap();
    for report in &reports {
        assert_eq!(queries[&format!("report-{}", report.name)]["sql"], report.sql);
    }
    for (name, query) in queries {
        assert!(!base["tables"].as_object().unwrap().contains_key(name), "{name} hides a table");
        let sql = query["sql"].as_str().unwrap();
        let mut statement = db.prepare(sql).unwrap_or_else(|error| panic!("{name}: {error}"));
        // Datasette gives an empty text for what was not filled in.
        for param in query["params"].as_array().unwrap() {
            let param = format!(":{}", param.as_str().unwrap());
            if let Some(index) = statement.parameter_index(&param).unwrap() {
                statement.raw_bind_parameter(index, "").unwrap();
            }
        }
        let mut rows = statement.raw_query();
        while rows.next().unwrap_or_else(|error| panic!("{name}: {error}")).is_some() {}
    }
}

/// Unpacks a pack into a folder.
fn unpack(pack: &Path, folder: &Path) {
    let mut archive = zip::ZipArchive::new(std::fs::File::open(pack).unwrap()).unwrap();
    archive.extract(folder).unwrap();
}

fn content_of(db: &Path) -> Vec<String> {
    content(&store::open_reading(db).unwrap())
}

#[test]
fn a_base_is_rebuilt_from_its_pack() {
    let env = base();
    // A second source of one text, a decision, and a line of it that has nothing to correct.
    let copy =
        TRICKY.replace("a.gov.vn/tin/1", "b.gov.vn/tin/9").replace("2024-04-12", "2024-04-15");
    env.write("lai.jsonl", copy);
    env.run(&["load", "lai.jsonl"]);
    env.write(
        "danvan.corrections.csv",
        "key,action,value,reason,author,date\n\
         doc:ket luan|43 kl tw|VN|2019,set,issued_on=2019-01-07,theo văn bản,Lan,2024-05-01\n\n\
         doc:ket luan|99 kl tw|VN|2019,set,issued_on=2019-01-07,,Lan,2024-05-01\n",
    );
    env.run(&["load", "--refresh"]);
    let run = env.run(&["export", "--pack", "goi.zip"]);
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""), "{run:?}");

    unpack(&env.path("goi.zip"), &env.path("moi"));
    for name in ["VERSION", "README.txt", "inputs.csv", "codebook.csv", "queries/panel.sql"] {
        assert!(env.path("moi").join(name).exists(), "{name}");
    }
    let readme = std::fs::read_to_string(env.path("moi/README.txt")).unwrap();
    let command = readme.lines().find(|line| line.starts_with("    danvan ")).unwrap();
    let args: Vec<&str> = command.split_whitespace().skip(1).collect();
    let rebuilt = env::Run::of(env.command(&args).current_dir(env.path("moi")));
    assert_eq!(rebuilt.code, Some(1), "the refused input is refused again: {rebuilt:?}");

    let (old, new) = (content_of(&env.path("danvan.db")), content_of(&env.path("moi/danvan.db")));
    assert!(old.iter().any(|line| line.contains("2019-01-07")), "the decision stands");
    assert!(old.iter().any(|line| line.starts_with("rejects")));
    assert!(old == new, "{}", difference(&old, &new));

    let inputs = records(&std::fs::read_to_string(env.path("moi/inputs.csv")).unwrap());
    assert_eq!(
        inputs[0].iter().flatten().cloned().collect::<Vec<_>>(),
        ["source", "sha256", "url", "published_on"]
    );
    let copies = inputs
        .iter()
        .filter(|row| row[0].as_deref().is_some_and(|source| source.contains(".gov.vn/tin/")));
    let hashes: Vec<_> = copies.map(|row| row[1].clone()).collect();
    assert!(hashes.len() >= 2 && hashes.contains(&hashes[0]), "{inputs:?}");
}

#[test]
fn a_pack_that_was_changed_is_refused_there() {
    let env = Env::loaded();
    env.run(&["export", "--pack", "goi.zip"]);
    unpack(&env.path("goi.zip"), &env.path("moi"));
    let lines = std::fs::read_to_string(env.path("moi/articles.jsonl")).unwrap();
    let articles = lines.lines().count();
    // The text stands last in its line.
    let (before, after) = lines.rsplit_once("mô hình").unwrap();
    env.write("moi/articles.jsonl", format!("{before}mô  hình{after}"));
    let args = ["--db", "moi.db", "load", "moi/articles.jsonl"];
    let run = env.run(&args);
    assert_eq!(run.code, Some(1), "{run:?}");
    assert!(run.err.contains("the text is not the one that its key was made of"), "{}", run.err);
    assert!(run.err.contains(&format!("{} new", articles - 1)), "{}", run.err);
}

#[test]
fn a_pack_has_the_corrections_of_its_base() {
    let env = Env::loaded();
    env.write("danvan.corrections.csv", "key,action,value\nfigure:x,set,count=1\n");
    let run = env.run(&["export", "--pack", "goi.zip"]);
    assert_eq!(run.code, Some(1), "{run:?}");
    assert!(run.err.contains("not the corrections that the base was last loaded with"));
    assert!(!env.path("goi.zip").exists());
}

#[test]
fn a_pack_bears_no_date() {
    let env = Env::loaded();
    env.run(&["export", "--pack", "goi.zip"]);
    let file = std::fs::File::open(env.path("goi.zip")).unwrap();
    let mut archive = zip::ZipArchive::new(file).unwrap();
    let mut version = String::new();
    archive.by_name("VERSION").unwrap().read_to_string(&mut version).unwrap();
    let (danvan, schema) = (env!("CARGO_PKG_VERSION"), store::SCHEMA_VERSION);
    assert_eq!(version, format!("danvan {danvan}\nschema {schema}\nloaded by {danvan}\n"));
}
