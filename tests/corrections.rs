//! What people decide outlives every rebuild, can be undone, and never half happens.

#[path = "common/content.rs"]
mod content;
#[path = "common/env.rs"]
mod env;

use content::{content, difference};
use env::Env;
use rusqlite::Connection;

const HEADER: &str = "key,action,value,reason,author,date\n";
const FILE: &str = "danvan.corrections.csv";

/// Two articles on one district, with persons, a document, a meeting and counts.
fn env() -> Env {
    let env = Env::new();
    let record = |text: &str, date: &str, url: &str| {
        serde_json::json!({"text": text, "date": date, "url": url}).to_string() + "\n"
    };
    let one = record(
        "Gò Công Tây tổng kết công tác dân vận năm 2023\n\nNgày 04/01/2024, Ban Dân vận Huyện ủy Gò \
         Công Tây, tỉnh Tiền Giang tổ chức hội nghị tổng kết công tác dân vận năm 2023. Đồng chí \
         Nguyễn Văn Thử, Trưởng Ban Dân vận Huyện ủy chủ trì hội nghị. Năm 2023, toàn huyện đăng ký \
         274 mô hình “Dân vận khéo”. Huyện tiếp tục thực hiện Nghị quyết số 25-NQ/TW ngày 03/6/2013.",
        "2024-01-05",
        "https://mot.example/1",
    );
    let two = record(
        "Ngày 04/01/2024, Ban Dân vận Huyện ủy Gò Công Tây, tỉnh Tiền Giang tổ chức hội nghị tổng \
         kết công tác dân vận năm 2023. Đồng chí Nguyễn Văn Thứ, Phó Trưởng Ban Dân vận Huyện ủy trình \
         bày báo cáo. Năm 2023, toàn huyện đăng ký 247 mô hình “Dân vận khéo”. Nghị quyết số \
         25-NQ/TW ngày 30/6/2013 được quán triệt sâu rộng trong cán bộ, đảng viên và nhân dân.",
        "2024-01-06",
        "https://hai.example/2",
    );
    env.write("tin.jsonl", one + &two);
    let run = env.run(&["load", "tin.jsonl"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    env
}

fn open(env: &Env) -> Connection {
    danvan::store::open_reading(&env.path("danvan.db")).expect("it opens")
}

/// First column of a query, in one line.
fn ask(env: &Env, sql: &str) -> String {
    let db = open(env);
    let mut select = db.prepare(sql).expect(sql);
    let cell = |row: &rusqlite::Row| row.get::<_, rusqlite::types::Value>(0);
    let rows = select.query_map([], cell).expect(sql);
    let text = |value: rusqlite::types::Value| match value {
        rusqlite::types::Value::Text(text) => text,
        rusqlite::types::Value::Integer(number) => number.to_string(),
        other => format!("{other:?}"),
    };
    rows.map(|value| text(value.expect(sql))).collect::<Vec<_>>().join(" | ")
}

/// Loads with these lines of corrections; what is told on standard error.
fn replay(env: &Env, lines: &str) -> String {
    env.write(FILE, format!("{HEADER}{lines}"));
    env.run(&["load", "tin.jsonl"]).err
}

#[test]
fn every_action_and_its_undoing() {
    let env = env();
    let before = content(&open(&env));
    let article = ask(&env, "SELECT substr(key, 1, 12) FROM articles WHERE url LIKE '%hai%'");
    let fact = ask(
        &env,
        "SELECT substr(a.key, 1, 12) || ':model_counts:' || m.quote_start || ':247/registered'
         FROM model_counts AS m JOIN articles AS a ON a.id = m.article_id WHERE m.count = 247",
    );
    let (thu, thu_sac) = ("nguyễn văn thử@82@2025-07-01", "nguyễn văn thứ@82@2025-07-01");
    let claim = "823@/2023-2023/emulation|dan van kheo/model/registered///";
    let meeting = ask(&env, "SELECT key FROM meetings");
    for (line, question, answer) in [
        (
            format!("person:{thu_sac},merge,person:{thu},,,\n"),
            "SELECT key || ' ' || name FROM officials".to_owned(),
            format!("{thu} Nguyễn Văn Thử"),
        ),
        (
            format!("person:{thu_sac},different,person:{thu},,,\n"),
            "SELECT count(*) FROM identity_doubts WHERE kind = 'official'".to_owned(),
            "0".to_owned(),
        ),
        (
            format!("person:{thu},alias,Nguyễn Văn Tư,,,\n"),
            "SELECT name || ' ' || search_key FROM aliases".to_owned(),
            "Nguyễn Văn Tư nguyen van tu".to_owned(),
        ),
        (
            format!("org:Ban Dân vận Huyện ủy@823@,split,{article} = khác,,,\n"),
            "SELECT DISTINCT key FROM organizations WHERE name = 'Ban Dân vận Huyện ủy' ORDER BY key".to_owned(),
            "Ban Dân vận Huyện ủy@823@ | Ban Dân vận Huyện ủy@823@#khác".to_owned(),
        ),
        (
            "doc:nghi quyet|25 nq tw|VN|2013,set,issued_on=2013-06-30,,,\n".to_owned(),
            "SELECT issued_on FROM directives".to_owned(),
            "2013-06-30".to_owned(),
        ),
        (
            format!("\"meeting:{meeting}\",set,name=Hội nghị,,,\n"),
            "SELECT name || ' ' || search_key FROM meetings".to_owned(),
            "Hội nghị hoi nghi".to_owned(),
        ),
        (
            format!("fact:{fact},reject,,,,\n"),
            "SELECT count FROM model_counts".to_owned(),
            "274".to_owned(),
        ),
        (
            format!("fact:{fact},set,count=274,,,\n"),
            "SELECT chosen || ' ' || why FROM yearly_figures".to_owned(),
            "274 agreed".to_owned(),
        ),
        (
            format!("figure:{claim},set,chosen=250,,,\n"),
            "SELECT chosen || ' ' || why || ' ' || contradiction FROM yearly_figures".to_owned(),
            "250 correction 0".to_owned(),
        ),
        (
            format!("article:{article},set,published_on=2024-02-02,,,\n"),
            "SELECT published_on FROM articles WHERE url LIKE '%hai%'".to_owned(),
            "2024-02-02".to_owned(),
        ),
        (
            format!("article:{article},set,locality=loc:824@,,,\n"),
            "SELECT l.key FROM articles AS a JOIN localities AS l ON l.id = a.locality_id ORDER BY l.key".to_owned(),
            "823@ | 824@".to_owned(),
        ),
        (
            format!("article:{article},add,count=5; status=built; year=2023; quote=quán triệt sâu rộng,,,\n"),
            "SELECT count || ' ' || rule || ' ' || quote FROM model_counts WHERE count = 5".to_owned(),
            "5 correction quán triệt sâu rộng".to_owned(),
        ),
        (
            format!("article:{article},add,fact=official; name=Lê Văn Mẫu; title=Chủ tịch; body=Ủy ban nhân dân; role=chaired; quote=quán triệt sâu rộng,,,\n"),
            "SELECT p.title || ' ' || o.key || ' ' || p.rule || ' ' || f.key || ' ' || (SELECT group_concat(role) FROM meeting_officials AS r WHERE r.official_id = f.id) FROM positions AS p JOIN officials AS f ON f.id = p.official_id JOIN organizations AS o ON o.id = p.organization_id WHERE f.name = 'Lê Văn Mẫu'".to_owned(),
            "Chủ tịch Ủy ban nhân dân@823@ correction lê văn mẫu@82@2025-07-01 chaired".to_owned(),
        ),
        (
            format!("article:{article},add,fact=meeting; name=Hội nghị mẫu; kind=briefing; held_on=2024-01-20; quote=quán triệt sâu rộng,,,\n"),
            "SELECT t.held_on || ' ' || k.kind || ' ' || k.rule FROM meetings AS t JOIN meeting_kinds AS k ON k.meeting_id = t.id WHERE t.name = 'Hội nghị mẫu'".to_owned(),
            "2024-01-20 briefing correction".to_owned(),
        ),
        (
            format!("article:{article},add,fact=organization; name=Hội Chữ thập đỏ; quote=quán triệt sâu rộng,,,\n"),
            "SELECT o.key || ' ' || a.rule FROM organizations AS o JOIN article_organizations AS a ON a.organization_id = o.id WHERE o.name = 'Hội Chữ thập đỏ'".to_owned(),
            "Hội Chữ thập đỏ@823@ correction".to_owned(),
        ),
        (
            format!("article:{article},add,fact=campaign; kind=emulation; name=Phong trào mẫu; year=2023; quote=quán triệt sâu rộng,,,\n"),
            "SELECT c.kind || ' ' || m.year || ' ' || m.rule FROM campaigns AS c JOIN campaign_mentions AS m ON m.campaign_id = c.id WHERE c.name = 'Phong trào mẫu'".to_owned(),
            "emulation 2023 correction".to_owned(),
        ),
        (
            format!("article:{article},add,fact=directive; kind=chỉ thị; number=05-CT/TW; issued_on=2016-05-15; quote=quán triệt sâu rộng,,,\n"),
            "SELECT d.issued_on || ' ' || c.rule FROM directives AS d JOIN citations AS c ON c.directive_id = d.id WHERE d.number = '05-CT/TW'".to_owned(),
            "2016-05-15 correction".to_owned(),
        ),
        (
            format!("article:{article},add,fact=award; form=giấy khen; collectives=7; year=2023; by=Ủy ban nhân dân; quote=quán triệt sâu rộng,,,\n"),
            "SELECT w.form || ' ' || w.collectives || ' ' || o.key || ' ' || w.rule FROM awards AS w JOIN organizations AS o ON o.id = w.by_id WHERE w.collectives = 7".to_owned(),
            "giấy khen 7 Ủy ban nhân dân@823@ correction".to_owned(),
        ),
    ] {
        let told = replay(&env, &line);
        assert!(!told.contains("corrections.csv"), "{line}{told}");
        assert_eq!(ask(&env, &question), answer, "{line}{}", ask(&env, "SELECT key FROM officials"));
        let db = open(&env);
        assert_eq!(danvan::store::check(&db).expect("it can be checked"), [], "{line}");
        let corrected = content(&db);
        drop(db);

        // Once more changes nothing, and neither does a new base.
        replay(&env, &line);
        assert_eq!(content(&open(&env)), corrected, "{line}");
        env.write("neu.corrections.csv", format!("{HEADER}{line}"));
        env.run(&["load", "tin.jsonl", "--db", "neu.db"]);
        let anew = content(&danvan::store::open_reading(&env.path("neu.db")).expect("it opens"));
        assert!(anew == corrected, "{line}{}", difference(&anew, &corrected));
        std::fs::remove_file(env.path("neu.db")).expect("the new base");

        // Without the line the base is as it was.
        replay(&env, "");
        let after = content(&open(&env));
        assert!(after == before, "{line}{}", difference(&after, &before));
    }
}

#[test]
fn a_wrong_line_changes_nothing_and_the_others_stand() {
    let env = env();
    let (a, b) = ("person:nguyễn văn thử@82@2025-07-01", "person:nguyễn văn thứ@82@2025-07-01");
    let lines = format!(
        "{a},merge,{b},,,\n{b},merge,{a},,,\nperson:ai đó@82@,merge,{a},,,\n01,merge,02,,,\n{a},marge,{b},,,\n\
         doc:nghi quyet|25 nq tw|VN|2013,set,issued_on=30.6.2013,,,\n{a},alias,Thử,,,31/31/2024\n"
    );
    let run = {
        env.write(FILE, format!("{HEADER}{lines}"));
        env.run(&["load", "tin.jsonl"])
    };
    assert_eq!(run.code, Some(1), "{run:?}");
    for told in [
        format!("{FILE}:3: refused: a circle: {a} is merged into {b} already"),
        format!("{FILE}:4: no match: nothing in this base has the key person:ai đó@82@"),
        format!("{FILE}:5: refused: the key 01 does not say of what"),
        format!("{FILE}:6: refused: marge is no action"),
        format!("{FILE}:7: refused: issued_on=30.6.2013: not a date such as 2024-04-12"),
        format!("{FILE}:8: refused: date=31/31/2024: not a date such as 2024-04-12"),
    ] {
        assert!(run.err.contains(&told), "{told}\n{}", run.err);
    }
    assert_eq!(ask(&env, "SELECT name FROM officials"), "Nguyễn Văn Thử");
    assert_eq!(
        ask(&env, "SELECT line || ' ' || outcome FROM corrections ORDER BY line"),
        "2 applied | 3 refused | 4 no match | 5 refused | 6 refused | 7 refused | 8 refused"
    );
    // A line that has nothing to correct is no error.
    env.write(FILE, format!("{HEADER}person:ai đó@82@,merge,{a},,,\n"));
    let run = env.run(&["load", "tin.jsonl"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(run.err.contains(":2: no match"), "{run:?}");
}

#[test]
fn as_a_spreadsheet_saves_it() {
    let env = env();
    let (a, b) = ("person:nguyễn văn thử@82@2025-07-01", "person:nguyễn văn thứ@82@2025-07-01");
    let sheet =
        format!("\u{feff}key;action;value;reason;author;date\r\n{b};merge;{a};;Lan;22/11/2026\r\n");
    env.write(FILE, &sheet);
    let run = env.run(&["load", "tin.jsonl"]);
    assert!(!run.err.contains(FILE), "{run:?}");
    assert_eq!(ask(&env, "SELECT name FROM officials"), "Nguyễn Văn Thử");
    assert_eq!(ask(&env, "SELECT corrected_on FROM corrections"), "2026-11-22");

    // Another encoding spoils the line, not the file.
    let mut bytes = format!("{HEADER}{b},merge,{a},,,\n").into_bytes();
    bytes.extend(b"person:nguy\xe3n,alias,x,,,\n");
    env.write(FILE, bytes);
    let run = env.run(&["load", "tin.jsonl"]);
    assert!(run.err.contains(":3: refused: not UTF-8; save the sheet as `CSV UTF-8`"), "{run:?}");
    assert_eq!(ask(&env, "SELECT name FROM officials"), "Nguyễn Văn Thử");

    // Without the file, or with one that is none, what people decided stays.
    for broken in [None, Some("name,what\nx,y\n"), Some("\r\n")] {
        match broken {
            Some(text) => env.write(FILE, text),
            None => std::fs::remove_file(env.path(FILE)).expect("the corrections"),
        }
        let run = env.run(&["load", "tin.jsonl"]);
        assert!(run.err.contains(FILE), "{run:?}");
        assert_eq!(ask(&env, "SELECT name FROM officials"), "Nguyễn Văn Thử");
    }
}

#[test]
fn the_command() {
    let env = env();
    let (a, b) = ("person:nguyễn văn thử@82@2025-07-01", "person:nguyễn văn thứ@82@2025-07-01");
    for (args, code, told) in [
        (&["correct", "marge", b, a][..], 2, "marge is no action"),
        (
            &["correct", "merge", "person:x@82@", a],
            1,
            "nothing in this base has the key person:x@82@; nothing was corrected",
        ),
        (
            &["correct", "merge", b, a, "--author", "Lan"],
            0,
            "1 correction written to danvan.corrections.csv",
        ),
        (&["correct", "merge", a, b], 1, "a circle"),
    ] {
        let run = env.run(args);
        assert_eq!(run.code, Some(code), "{args:?} {run:?}");
        assert!(run.err.contains(told), "{args:?} {run:?}");
    }
    assert_eq!(ask(&env, "SELECT name FROM officials"), "Nguyễn Văn Thử");
    let file = std::fs::read_to_string(env.path(FILE)).expect("the corrections");
    assert_eq!(file.lines().count(), 2, "{file}");
    let list = env.run(&["correct", "--format", "csv"]);
    assert!(list.out.contains(&format!("2,{b},merge,{a},applied,,,Lan,")), "{list:?}");
}

#[test]
fn doubts_are_decided_in_a_sheet() {
    for sheet in ["doubts.csv", "doubts.xlsx"] {
        let env = env();
        let run = env.run(&["correct", "--doubts", sheet]);
        assert_eq!(run.code, Some(0), "{run:?}");
        assert!(run.err.contains("3 doubts"), "{run:?}");
        let mut rows = danvan::output::sheet::read(&env.path(sheet), &["key"]).expect("the sheet");
        let first: Vec<&str> =
            rows.iter().map(|(_, row)| row["key"].split(':').next().expect("a kind")).collect();
        assert_eq!(first, ["figure", "person", "doc"], "the most valuable first");
        let figure = &rows[0].1;
        assert!(
            figure["quote"].contains("247") && figure["other_quote"].contains("274"),
            "{figure:?}"
        );
        assert!(figure["source"].contains("https://hai.example/2"), "{figure:?}");
        for (row, decision) in rows.iter_mut().zip(["274", "different", "2013-06-03"]) {
            row.1.insert("decision".to_owned(), decision.to_owned());
        }
        let columns: Vec<String> = rows[0].1.keys().cloned().collect();
        let columns: Vec<&str> = columns.iter().map(String::as_str).collect();
        let cells: Vec<Vec<String>> =
            rows.iter().map(|(_, row)| row.values().cloned().collect()).collect();
        danvan::output::sheet::write(&env.path(sheet), true, &columns, &cells).expect("the sheet");

        let run = env.run(&["correct", "--apply", sheet]);
        assert_eq!(run.code, Some(0), "{run:?}");
        assert_eq!(ask(&env, "SELECT chosen || ' ' || why FROM yearly_figures"), "274 correction");
        assert_eq!(ask(&env, "SELECT issued_on FROM directives"), "2013-06-03");
        assert_eq!(ask(&env, "SELECT count(*) FROM identity_doubts WHERE kind = 'official'"), "0");
        // Read again, it says nothing new.
        let run = env.run(&["correct", "--apply", sheet]);
        assert!(run.err.contains("no new decision"), "{run:?}");
    }
}

#[test]
fn what_is_refused_leaves_nothing_behind_and_the_rest_stands() {
    let env = env();
    let before = content(&open(&env));
    let doc = "doc:nghi quyet|25 nq tw|VN|2013";
    for (args, told) in [
        (["correct", "set", doc, "issued_on=2013-6-3"], "not a date such as 2024-04-12"),
        (["correct", "set", doc, "issued_year=+201"], "not a year such as 2024"),
        (["correct", "merge", "person:x@82@", "person:y@82@"], "nothing was corrected"),
    ] {
        let run = env.run(&args);
        assert!(run.code != Some(0) && run.err.contains(told), "{args:?} {run:?}");
        assert!(!env.path(FILE).exists(), "{args:?}");
        assert_eq!(content(&open(&env)), before, "{args:?}");
    }
    // A sheet with a row that does not stand: the others are decided.
    env.run(&["correct", "--doubts", "doubts.csv"]);
    let sheet = std::fs::read_to_string(env.path("doubts.csv")).expect("the sheet");
    let row = sheet.lines().find(|line| line.contains("figure:")).expect("a doubt of a figure");
    let header = sheet.lines().next().expect("columns");
    let decided = |row: &str, decision: &str| {
        let mut cells = csv::StringRecord::new();
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(row.as_bytes());
        assert!(reader.read_record(&mut cells).expect("a row"));
        let at = header.split(',').position(|column| column == "decision").expect("the column");
        let cells: Vec<&str> = cells
            .iter()
            .enumerate()
            .map(|(n, cell)| if n == at { decision } else { cell })
            .collect();
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(cells).expect("memory");
        String::from_utf8(writer.into_inner().expect("memory")).expect("text")
    };
    let person = sheet.lines().find(|line| line.starts_with("person:")).expect("two persons");
    let stale = decided(person, "same").replace("person:", "person:khong co ");
    let text = format!("{header}\n{}{stale}", decided(row, "274"));
    env.write("doubts.csv", text);
    let run = env.run(&["correct", "--apply", "doubts.csv"]);
    assert_eq!(run.code, Some(1), "{run:?}");
    assert!(run.err.contains("nothing in this base has the key person:khong co"), "{run:?}");
    assert_eq!(ask(&env, "SELECT chosen || ' ' || why FROM yearly_figures"), "274 correction");
    let file = std::fs::read_to_string(env.path(FILE)).expect("the corrections");
    assert_eq!(file.lines().count(), 2, "{file}");
}

#[test]
fn a_place_that_nobody_could_tell_gets_its_unit_by_an_alias() {
    let env = Env::new();
    env.write(
        "tin.txt",
        "Sáng 12/4/2024, Huyện ủy Châu Thành tổ chức hội nghị tổng kết công tác dân vận năm 2023. \
         Năm 2023, huyện Châu Thành đăng ký 45 mô hình “Dân vận khéo”. Các đại biểu đánh giá cao.",
    );
    env.run(&["load", "tin.txt"]);
    let before = content(&open(&env));
    assert_eq!(ask(&env, "SELECT count(*) FROM yearly_figures"), "0");
    let run = env.run(&["correct", "alias", "loc:889@", "huyện Châu Thành"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert_eq!(ask(&env, "SELECT key FROM organizations"), "Huyện ủy@889@");
    assert_eq!(ask(&env, "SELECT chosen FROM yearly_figures"), "45");
    let shown = env.run(&["show", "locality", "loc:889@"]);
    assert!(
        shown.out.contains("2023 · registered · model · Dân vận khéo · 45 · only · sources: 1"),
        "{shown:?}"
    );
    env.write(FILE, HEADER);
    env.run(&["load", "tin.txt"]);
    let after = content(&open(&env));
    assert!(after == before, "{}", difference(&after, &before));
}

#[test]
fn names_that_differ_in_a_letter_are_proposed_within_a_district_only() {
    for (district, doubts) in [("Gò Công Tây", "tone marks"), ("Gò Công Đông", "")] {
        let env = Env::new();
        env.write(
            "a.txt",
            "Sáng 12/4/2024, Huyện ủy Gò Công Tây, tỉnh Tiền Giang tổ chức hội nghị tổng kết công tác dân \
             vận năm 2023. Đồng chí Nguyễn Thử Hùng, Phó Bí thư Huyện ủy chủ trì hội nghị.",
        );
        env.write(
            "b.txt",
            format!(
                "Sáng 15/4/2024, UBND huyện {district}, tỉnh Tiền Giang tổ chức hội nghị đối thoại với nhân \
                 dân. Đồng chí Nguyễn Thử Hưng, Chủ tịch UBND huyện {district} chủ trì hội nghị."
            ),
        );
        let run = env.run(&["load", "a.txt", "b.txt"]);
        assert_eq!(run.code, Some(0), "{run:?}");
        assert_eq!(ask(&env, "SELECT count(*) FROM officials"), "2");
        assert_eq!(ask(&env, "SELECT reason FROM identity_doubts"), doubts, "{district}");
    }
}

#[test]
fn every_fact_that_is_listed_can_be_rejected() {
    let env = Env::loaded();
    let run = env.run(&["report", "fact-keys", "--format", "json"]);
    let facts: Vec<serde_json::Value> = serde_json::from_str(&run.out).expect("rows");
    assert!(facts.len() > 100, "{}", facts.len());
    let mut file = csv::Writer::from_writer(HEADER.as_bytes().to_vec());
    for fact in &facts {
        let key = fact["key"].as_str().expect("a key");
        file.write_record([key, "reject", "", "", "", ""]).expect("a line");
    }
    env.write(FILE, file.into_inner().expect("the file"));
    let run = env.run(&["load", "tin"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert_eq!(ask(&env, "SELECT count(*) FROM corrections WHERE outcome <> 'applied'"), "0");
    for table in
        ["model_counts", "positions", "citations", "awards", "campaign_mentions", "meetings"]
    {
        assert_eq!(ask(&env, &format!("SELECT count(*) FROM {table}")), "0", "{table}");
    }
    assert_eq!(danvan::store::check(&open(&env)).expect("it can be checked"), []);
}

/// Articles on one district: in the order of their names.
fn district(texts: &[(&str, &str)]) -> Env {
    let env = Env::new();
    for (name, text) in texts {
        let day = ["2024-01-05", "2024-01-06", "2024-01-07"][name.len() % 3];
        let record = serde_json::json!({
            "text": format!("Ngày 04/01/2024, Huyện ủy Gò Công Tây, tỉnh Tiền Giang tổ chức hội nghị \
                             tổng kết công tác dân vận năm 2023. {text}"),
            "date": day,
            "url": format!("https://{name}.example/tin"),
        });
        env.write(&format!("{name}.jsonl"), record.to_string() + "\n");
    }
    env
}

#[test]
fn a_line_means_what_the_thing_is_now() {
    let env = district(&[
        (
            "a",
            "Đồng chí Nguyễn Văn Thử, Bí thư Huyện ủy chủ trì. Hội nghị quán triệt Kết luận số 43-KL/TW.",
        ),
        (
            "bb",
            "Đồng chí Nguyễn Văn Thứ, Trưởng Công an huyện tham luận. Hội nghị quán triệt Kết luận số \
             43-KL/TW ngày 07/01/2019 của Ban Bí thư.",
        ),
    ]);
    env.run(&["load", "a.jsonl"]);
    let lines = "doc:ket luan|43 kl tw|VN|,set,title=về dân vận,,,\n\
                 person:nguyễn văn thử@82@2025-07-01,set,name=Nguyễn Văn Thử (Ba),,,\n\
                 person:nguyen van thu@82@2025-07-01,alias,Ba Thử,,,\n";
    env.write(FILE, format!("{HEADER}{lines}"));
    for inputs in [&["load", "a.jsonl"][..], &["load", "bb.jsonl"]] {
        let told = env.run(inputs).err;
        let several = "person:nguyen van thu@82@2025-07-01 is several now: \
                       person:nguyễn văn thứ@82@2025-07-01, person:nguyễn văn thử@82@2025-07-01";
        // The namesake of other marks has a key of his own; who is meant by both cannot be told.
        assert_eq!(told.contains(several), inputs[1] == "bb.jsonl", "{told}");
    }
    let officials = "SELECT name FROM officials ORDER BY key";
    assert_eq!(ask(&env, officials), "Nguyễn Văn Thứ | Nguyễn Văn Thử (Ba)");
    assert_eq!(ask(&env, "SELECT key FROM directives"), "ket luan|43 kl tw|VN|2019");
    assert_eq!(ask(&env, "SELECT title FROM directives"), "về dân vận");
    // In a fresh base from the same inputs and corrections it is the same.
    let grown = content(&open(&env));
    std::fs::remove_file(env.path("danvan.db")).unwrap();
    env.run(&["load", "bb.jsonl", "a.jsonl"]);
    same(&grown, &env);
}

#[test]
fn a_line_may_speak_of_what_another_makes() {
    let env =
        district(&[("a", "Đồng chí Nguyễn Văn Thử, Bí thư Huyện ủy chủ trì, cùng bà Lê Thị Mẫu.")]);
    env.run(&["load", "a.jsonl"]);
    let article = ask(&env, "SELECT substr(key, 1, 12) FROM articles");
    let lines = format!(
        "person:lê thị mẫu@82@2025-07-01,set,name=Lê Thị Mẫu Tử,,,\n\
         article:{article},add,fact=official; name=Lê Thị Mẫu; title=Chủ tịch; body=UBND huyện; quote=bà Lê Thị Mẫu,,,\n\
         person:nguyễn văn thử@82@2025-07-01,split,{article} = Ba,,,\n\
         person:nguyễn văn thử@82@2025-07-01#Ba,set,name=Nguyễn Văn Ba,,,\n",
    );
    let told = replay_of(&env, &lines);
    assert!(!told.contains("no match"), "{told}");
    let officials = "SELECT name FROM officials ORDER BY name";
    assert_eq!(ask(&env, officials), "Lê Thị Mẫu Tử | Nguyễn Văn Ba");
    let body =
        "SELECT b.key FROM positions AS p JOIN organizations AS b ON b.id = p.organization_id
                WHERE p.rule = 'correction'";
    assert_eq!(ask(&env, body), "Ủy ban nhân dân@823@");
    let first = content(&open(&env));
    assert!(!replay_of(&env, &lines).contains("no match"));
    same(&first, &env);
}

#[test]
fn an_article_is_placed_with_all_that_it_states() {
    let env = Env::new();
    let text = "Huyện Châu Thành tổng kết công tác dân vận\n\nSáng 10/01/2024, Huyện ủy Châu Thành tổ \
                chức Hội nghị tổng kết công tác dân vận năm 2023. Đồng chí Nguyễn Văn Thử, Bí thư Huyện \
                ủy chủ trì. Năm 2023, toàn huyện đăng ký 120 mô hình “Dân vận khéo”. UBND huyện tặng giấy \
                khen cho 5 tập thể.";
    env.write("a.txt", text);
    env.run(&["load", "a.txt"]);
    let before = content(&open(&env));
    let article = ask(&env, "SELECT substr(key, 1, 12) FROM articles");
    env.write(FILE, format!("{HEADER}article:{article},set,locality=loc:821@,,,\n"));
    env.run(&["load", "a.txt"]);
    for (sql, expected) in [
        ("SELECT key FROM officials", "nguyễn văn thử@82@2025-07-01"),
        ("SELECT key FROM organizations ORDER BY key", "Huyện ủy@821@ | Ủy ban nhân dân@821@"),
        ("SELECT key FROM meetings", "Huyện ủy@821@|2024-01-10|final_review"),
        (
            "SELECT l.key || ' ' || f.chosen FROM yearly_figures AS f
             JOIN localities AS l ON l.id = f.locality_id",
            "821@ 120",
        ),
    ] {
        assert_eq!(ask(&env, sql), expected, "{sql}");
    }
    // Read anew from its row it is the same, and without the line it is as it was.
    let placed = content(&open(&env));
    env.run(&["load", "--refresh"]);
    same(&placed, &env);
    env.write(FILE, HEADER);
    env.run(&["load", "a.txt"]);
    same(&before, &env);
}

#[test]
fn a_split_needs_an_article_that_speaks_of_it() {
    let env = district(&[
        ("a", "Đồng chí Nguyễn Văn Thử, Bí thư Huyện ủy chủ trì."),
        ("bb", "Đồng chí Trần Văn Mẫu, Bí thư Huyện ủy chủ trì."),
    ]);
    env.run(&["load", "a.jsonl", "bb.jsonl"]);
    let article = ask(&env, "SELECT substr(key, 1, 12) FROM articles WHERE url LIKE '%bb.%'");
    let told =
        replay_of(&env, &format!("person:nguyễn văn thử@82@2025-07-01,split,{article},,,\n"));
    let reason = format!("article:{article} does not speak of person:nguyễn văn thử@82@2025-07-01");
    assert!(told.contains(&reason), "{told}");
    // Of a person who is another by a line, what is split off is of the other.
    let told = replay_of(
        &env,
        &format!(
            "person:trần văn mẫu@82@2025-07-01,merge,person:nguyễn văn thử@82@2025-07-01,,,\n\
             person:nguyễn văn thử@82@2025-07-01,split,{article} = Tư,,,\n"
        ),
    );
    assert!(!told.contains("no match"), "{told}");
    assert_eq!(
        ask(&env, "SELECT key FROM officials ORDER BY key"),
        "nguyễn văn thử@82@2025-07-01 | nguyễn văn thử@82@2025-07-01#Tư"
    );
}

/// Loads all again with these lines of corrections; what is told on standard error.
fn replay_of(env: &Env, lines: &str) -> String {
    env.write(FILE, format!("{HEADER}{lines}"));
    env.run(&["load", "a.jsonl"]).err
}

/// The base has this content still.
fn same(before: &[String], env: &Env) {
    let now = content(&open(env));
    assert!(before == &now[..], "{}", difference(before, &now));
}

#[test]
fn a_meeting_told_with_two_hosts_or_two_days_is_a_doubt() {
    let env = Env::new();
    let report = |host: &str, day: &str, published: &str, url: &str| {
        serde_json::json!({
            "text": format!("Ngày {day}, {host} Gò Công Tây, tỉnh Tiền Giang tổ chức hội nghị tổng kết \
                             công tác dân vận năm 2023."),
            "date": published,
            "url": url,
        })
        .to_string()
            + "\n"
    };
    env.write(
        "a.jsonl",
        report("Huyện ủy", "04/01/2024", "2024-01-05", "https://mot.example/1")
            + &report("Ban Dân vận Huyện ủy", "04/01/2024", "2024-01-05", "https://hai.example/2")
            + &report("Huyện ủy", "05/01/2024", "2024-01-06", "https://ba.example/3"),
    );
    env.run(&["load", "a.jsonl"]);
    let doubts =
        "SELECT reason || ': ' || key || ', ' || other_key FROM identity_doubts ORDER BY id";
    let (by_committee, by_board) = (
        "Huyện ủy@823@|2024-01-04|final_review",
        "Ban Dân vận Huyện ủy@823@|2024-01-04|final_review",
    );
    assert_eq!(
        ask(&env, doubts),
        format!("one day: {by_board}, {by_committee} | dates: {by_committee}, {by_committee}")
    );
    assert_eq!(env.run(&["correct", "--doubts", "nghi-van.csv"]).code, Some(0));
    let sheet = std::fs::read_to_string(env.path("nghi-van.csv")).unwrap();
    let decided: Vec<String> = sheet
        .lines()
        .map(|line| match line {
            line if line.contains("one meeting or two?") => {
                line.replace("one meeting or two?,", "one meeting or two?,same")
            }
            line => line.replace("which is right?,", "which is right?,2024-01-05"),
        })
        .collect();
    env.write("nghi-van.csv", decided.join("\n"));
    let run = env.run(&["correct", "--apply", "nghi-van.csv"]);
    assert_eq!(run.code, Some(0), "{run:?}\n{sheet}");
    assert_eq!(ask(&env, doubts), "");
    assert_eq!(
        ask(&env, "SELECT key || ' ' || held_on FROM meetings"),
        format!("{by_committee} 2024-01-05")
    );
    let run = env.run(&["correct", "--doubts", "nghi-van.csv", "--force"]);
    assert_eq!(run.code, Some(0), "{run:?}");
}

#[test]
fn a_base_of_an_older_danvan_is_extracted_anew() {
    let env = env();
    let before = content(&open(&env));
    let db = Connection::open(env.path("danvan.db")).unwrap();
    db.execute_batch(
        "UPDATE officials SET key = 'nguyen van thu@82@2025-07-01' WHERE key LIKE 'nguyễn văn thử@%';
         INSERT INTO _outdated (what) VALUES ('keys of persons have the marks of their names');",
    )
    .unwrap();
    drop(db);
    let run = env.run(&["load", "tin.jsonl"]);
    assert!(run.err.contains("its articles are extracted anew"), "{run:?}");
    same(&before, &env);
    assert!(!env.run(&["load", "tin.jsonl"]).err.contains("extracted anew"));
}
