//! Every file of `queries/`, on an empty base and on the examples, with every parameter alone.

#[path = "common/env.rs"]
mod env;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use danvan::output::{Cell, Format, Head, Reader, RowWriter, writer};
use danvan::reference::words::{self, Content, Language};
use danvan::report::{self, Choices, Kind, Parameter, Report};
use danvan::store;
use env::Env;
use rusqlite::types::Value;

/// The rows of a report as CSV, header first.
fn csv(env: &Env, report: &Report, values: &[(String, Value)]) -> String {
    let connection = store::open_reading(&env.path("danvan.db")).unwrap();
    let mut bytes = Vec::new();
    let mut out = writer(Format::Csv, Reader::Program, Language::En, &mut bytes);
    report::run(&connection, report, values, false, &mut *out).unwrap();
    drop(out);
    String::from_utf8(bytes).unwrap()
}

/// Values that some row of the examples has, or may have.
fn samples(parameter: &Parameter) -> Vec<String> {
    let of_kind = match parameter.kind {
        Kind::Integer => "2023",
        Kind::Date => "2023-12-31",
        Kind::Text => "registered",
        Kind::Name | Kind::Place => "Quảng Nam",
    };
    match &parameter.choices {
        Choices::Closed(choices) => choices.clone(),
        Choices::Any | Choices::Known(_) => vec![of_kind.to_owned()],
    }
}

/// What a report says beside its rows.
fn notes(env: &Env, report: &Report, values: &[(String, Value)]) -> Vec<String> {
    let connection = store::open_reading(&env.path("danvan.db")).unwrap();
    let mut out = writer(Format::Csv, Reader::Program, Language::En, std::io::sink());
    report::run(&connection, report, values, false, &mut *out).unwrap().notes
}

/// A fresh base: all administrative units, no article.
fn empty() -> Env {
    static BASE: LazyLock<Vec<u8>> = LazyLock::new(|| {
        let env = Env::new();
        store::open_writing(&env.path("danvan.db")).unwrap().close().unwrap();
        std::fs::read(env.path("danvan.db")).unwrap()
    });
    let env = Env::new();
    env.write("danvan.db", &*BASE);
    env
}

/// The examples, with what reports of doubts have to tell: one of them again with another
/// end and another figure, and a file that is no article.
fn examples() -> Env {
    let env = Env::loaded();
    let text = std::fs::read_to_string(env.path("bai.txt")).unwrap();
    let again = text.replacen("Tại hội nghị, UBND", "Dịp này, UBND", 1);
    env.write("lai.txt", again.replacen("104 mô hình", "105 mô hình", 1));
    env.write("rong.txt", "");
    env.write(
        "so-ket.txt",
        "Thạch Thất sơ kết 3 năm thực hiện Kết luận số 43-KL/TW\nNgày đăng 21/04/2022\n\n\
         Sáng 20/4, Huyện ủy Thạch Thất, thành phố Hà Nội tổ chức Hội nghị sơ kết 3 năm thực hiện \
         Kết luận số 43-KL/TW của Ban Bí thư.\n",
    );
    let corrections = "key,action,value\ndoc:chi thi|33 ct ttg|VN|2021,set,title=Rác thải nhựa\n";
    env.write("danvan.corrections.csv", corrections);
    env.write("so-lieu.csv", include_str!("../examples/tables/quang-nam-2023.csv"));
    assert_eq!(env.run(&["load", "so-lieu.csv", "--as", "figures"]).code, Some(0));
    assert_eq!(env.run(&["load", "lai.txt", "rong.txt", "so-ket.txt"]).code, Some(1));
    env
}

#[test]
fn every_report_runs_with_each_parameter_alone_and_with_all_empty() {
    for (env, any) in [(empty(), false), (examples(), true)] {
        for report in report::all().unwrap() {
            let plain = csv(&env, &report, &[]);
            if any {
                assert!(plain.lines().count() > 1, "{}: no rows on the examples", report.name);
            }
            let header = plain.lines().next().unwrap();
            let blank = |name: &str| (name.to_owned(), Value::Text(String::new()));
            let blanks: Vec<_> = report.parameters.iter().map(|p| blank(&p.name)).collect();
            assert_eq!(csv(&env, &report, &blanks), plain, "{}: empty parameters", report.name);
            assert_eq!(notes(&env, &report, &blanks), notes(&env, &report, &[]), "{}", report.name);
            for parameter in &report.parameters {
                for sample in samples(parameter) {
                    let given = [(parameter.name.clone(), sample)];
                    let values = report.values(&given).unwrap();
                    let some = csv(&env, &report, &values);
                    assert_eq!(some.lines().next(), Some(header), "{} {given:?}", report.name);
                    // In place of a default another value may show more, and a part that is less
                    // than its total is shown to those who ask for it.
                    let more = parameter.default.is_some() || parameter.name == "finding";
                    let fewer = some.lines().count() <= plain.lines().count();
                    assert!(fewer || more, "{}: {given:?}", report.name);
                    notes(&env, &report, &values);
                }
                let alone = csv(&env, &report, &[blank(&parameter.name)]);
                assert_eq!(alone, plain, "{}: {} empty", report.name, parameter.name);
            }
        }
    }
}

/// Every report is a file that runs alone, so what they have in common stands in each of them: it
/// must be the same everywhere.
#[test]
fn what_reports_have_in_common_is_the_same_in_all() {
    let mut found: BTreeMap<(&str, bool), BTreeSet<String>> = BTreeMap::new();
    for report in report::all().unwrap() {
        let geography = report.parameter("geography").is_some();
        let sql: String = report
            .sql
            .lines()
            .filter(|l| !l.starts_with("--"))
            .map(|l| l.to_owned() + "\n")
            .collect();
        for (begin, end) in [
            ("inside (id) AS (", "\n)"),
            ("LEFT JOIN localities AS l ON l.id = CASE", "\n"),
            ("THEN 'not rolled up: '", "'any unit of today')"),
        ] {
            let Some((_, rest)) = sql.split_once(begin) else { continue };
            let (part, _) = rest.split_once(end).expect(begin);
            let words: Vec<&str> = part.split_whitespace().collect();
            found.entry((begin, geography)).or_default().insert(words.join(" "));
        }
    }
    for ((begin, geography), parts) in found {
        assert_eq!(parts.len(), 1, "{begin} with geography {geography}: {parts:#?}");
    }
}

#[test]
fn headers_and_statements_agree() {
    let env = empty();
    let connection = store::open_reading(&env.path("danvan.db")).unwrap();
    for report in report::all().unwrap() {
        let statement = connection.prepare(&report.sql).unwrap();
        let names = |statement: &rusqlite::Statement| -> Vec<String> {
            (1..=statement.parameter_count())
                .map(|index| statement.parameter_name(index).unwrap()[1..].to_owned())
                .collect()
        };
        let mut used = names(&statement);
        if let Some(note) = &report.note {
            let of_note = names(&connection.prepare(note).unwrap());
            assert!(of_note.iter().all(|name| used.contains(name)), "{}: {of_note:?}", report.name);
        }
        let mut declared: Vec<String> =
            report.parameters.iter().map(|parameter| parameter.name.clone()).collect();
        used.sort();
        declared.sort();
        assert_eq!(used, declared, "{}", report.name);
        if let Some(chart) = &report.chart {
            for column in [&chart.label, &chart.value].into_iter().chain(&chart.series) {
                assert!(statement.column_index(column).is_ok(), "{}: {column}", report.name);
            }
        }
    }
}

#[test]
fn every_word_of_a_report_is_known_in_vietnamese() {
    let env = examples();
    let connection = store::open_reading(&env.path("danvan.db")).unwrap();
    let mut unknown = Vec::new();
    for report in report::all().unwrap() {
        let name = &report.name;
        assert!(report.title_vi.is_some() && report.about_vi.is_some(), "{name}: title, about");
        assert!(report.group != report::Group::Own, "{name}: group");
        let columns = report::columns(&connection, &report).unwrap();
        let names = columns.iter().map(|column| &column.name);
        for word in names.chain(report.parameters.iter().map(|parameter| &parameter.name)) {
            if words::term(word).is_none() {
                unknown.push(format!("{name}: {word}: no line in reference/columns.tsv"));
            }
        }
        let closed = report.parameters.iter().filter_map(|parameter| match &parameter.choices {
            Choices::Closed(choices) => Some(choices.clone()),
            _ => None,
        });
        // Whatever stands in a column of words.
        let mut told = Told::default();
        let notes = report::run(&connection, &report, &[], false, &mut told).unwrap().notes;
        for value in closed.flatten().chain(told.values).chain(notes) {
            if is_english(&value) && words::vietnamese(&value) == value {
                unknown.push(format!("{name}: {value}: no line in reference/values.tsv"));
            }
        }
    }
    assert!(unknown.is_empty(), "{}", unknown.join("\n"));
}

/// Whether a text is a word of a closed list, or a message around names.
fn is_english(text: &str) -> bool {
    let word = |c: char| c.is_ascii_lowercase() || c == '_';
    let message = ["the", "of", "and", "is", "are", "not", "by", "left", "out", "with", "between"];
    !text.is_empty() && text.chars().all(word)
        || text.split(' ').any(|word| message.contains(&word))
}

/// Takes the words of a report that are to be translated.
#[derive(Default)]
struct Told {
    contents: Vec<Content>,
    values: Vec<String>,
}

impl RowWriter for Told {
    fn begin(&mut self, head: &Head) -> std::io::Result<()> {
        self.contents = head.columns.iter().map(|column| column.content).collect();
        Ok(())
    }

    fn row(&mut self, cells: &[Cell]) -> std::io::Result<()> {
        for (cell, content) in cells.iter().zip(&self.contents) {
            if let (Cell::Text(text), Content::Value) = (cell, content) {
                self.values.push(text.to_string());
            }
        }
        Ok(())
    }

    fn end(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// A base with rows of `yearly_figures` for huyện Phú Xuyên, 2024.
///
/// A figure: unit, campaign (`-` none), status, level (`-` total), value, qualifier (`a-b open`
/// for a range).
fn with_figures(figures: &[&str]) -> Env {
    let env = empty();
    let db = rusqlite::Connection::open(env.path("danvan.db")).unwrap();
    db.execute("INSERT INTO campaigns VALUES (1, 'k', 'emulation', 'khéo', 'kheo', 'kheo')", [])
        .unwrap();
    for figure in figures {
        let words: Vec<&str> = figure.split(' ').collect();
        let [unit, campaign, status, level, value, qualifier] = words[..] else {
            panic!("{figure}")
        };
        let (low, high) = value.split_once('-').unwrap_or((value, value));
        db.execute(
            "INSERT INTO yearly_figures (locality_id, year, year_from, year_to, to_date,
                 campaign_id, unit, status, level, low, high, chosen, qualifier, why, sources,
                 other_sources, contradiction)
             SELECT id, 2024, 2024, 2024, 0, iif(?1 = '-', NULL, 1), ?2, ?3, nullif(?4, '-'),
                 CAST(?5 AS INTEGER), CAST(?6 AS INTEGER),
                 iif(?7 = 'open', NULL, CAST(?5 AS INTEGER)), nullif(?7, 'open'),
                 iif(?7 = 'open', 'open', 'only'), 1, 0, 0
             FROM localities WHERE key = '280@2008-08-01'",
            [campaign, unit, status, level, low, high, qualifier],
        )
        .unwrap();
    }
    db.close().unwrap();
    env
}

/// The examples and the labelled articles: enough for every report to have something to say.
fn rich() -> Env {
    let env = examples();
    let gold = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/gold");
    let mut args = vec!["load".to_owned()];
    for entry in std::fs::read_dir(gold).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|ending| ending == "txt" || ending == "html") {
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            env.write(&name, std::fs::read(&path).unwrap());
            args.push(name);
        }
    }
    args[1..].sort();
    let run = env.run(&args.iter().map(String::as_str).collect::<Vec<_>>());
    assert_eq!(run.code, Some(0), "{run:?}");
    // Moments and the version are others in every run.
    let db = rusqlite::Connection::open(env.path("danvan.db")).unwrap();
    let sql = "UPDATE loads SET started_at = '2025-01-02T03:04:05Z',
                   finished_at = '2025-01-02T03:04:15Z', version = '0'";
    db.execute(sql, []).unwrap();
    env
}

/// Lines of a report in its snapshot; the others are counted.
const LINES: usize = 40;

/// Columns, rows and notes of every report, in `tests/snapshots/`. The columns are part of the
/// interface: a change needs a line in CHANGELOG.md. A change shows there, and is
/// taken over with `INSTA_UPDATE=always cargo test --test reports snapshots`.
#[test]
fn snapshots() {
    let env = rich();
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| {
        for report in report::all().unwrap() {
            let printed = csv(&env, &report, &[]);
            let lines: Vec<&str> = printed.lines().collect();
            let shown = lines.len().min(LINES);
            let mut text = format!("{}\n", lines[..shown].join("\n"));
            if lines.len() > shown {
                text.push_str(&format!("… and {} lines more\n", lines.len() - shown));
            }
            for note in notes(&env, &report, &[]) {
                text.push_str(&format!("note: {note}\n"));
            }
            insta::assert_snapshot!(report.name.as_str(), text);
        }
    });
}

/// Figures in, the rows of the headline report out (from `registered` to `notes`).
#[test]
fn figures_to_the_headline() {
    for (figures, rows) in [
        (&[][..], &[][..]),
        (&["model khéo registered - 225 exact"], &["225,,,,model,,1,thành phố Hà Nội,,khéo,"]),
        (
            &["model khéo registered - 225 exact", "model khéo registered district 141 exact"],
            &["225,,,,model,,1,thành phố Hà Nội,,khéo,"],
        ),
        (&["model khéo registered district 141 exact"], &[]),
        (
            &["model khéo registered - 270 over", "model khéo built - 0 exact"],
            &["270,,0,,model,,1,thành phố Hà Nội,,khéo,registered over 270"],
        ),
        (
            &["model khéo registered - 210-225 open"],
            &[",,,,model,,1,thành phố Hà Nội,,khéo,registered between 210 and 225"],
        ),
        (
            &["exemplar khéo commended - 12 exact", "both khéo recognized - 30 exact"],
            &[",30,,,both,,1,thành phố Hà Nội,,khéo,1 more in figure-sources"],
        ),
        (
            &[
                "model khéo registered - 225 exact",
                "model - built - 7 about",
                "model khéo maintained - 9 exact",
                "model khéo recognized - 20 exact",
            ],
            &["225,20,,,model,,1,thành phố Hà Nội,,khéo,2 more in figure-sources"],
        ),
        (
            &["model khéo built - 40 about", "model - commended - 7 exact"],
            &[",,40,,model,,1,thành phố Hà Nội,,khéo,built about 40; 1 more in figure-sources"],
        ),
        (
            &["model khéo maintained - 9 over"],
            &[",,,,model,,,thành phố Hà Nội,,khéo,1 more in figure-sources"],
        ),
    ] {
        let env = with_figures(figures);
        let printed = csv(&env, &report::find("models-per-locality-per-year").unwrap(), &[]);
        let rows: Vec<String> = rows
            .iter()
            .map(|row| format!("huyện Phú Xuyên,2024,{row},,280,2008-08-01,2025-07-01,district"))
            .collect();
        assert_eq!(printed.lines().skip(1).collect::<Vec<_>>(), rows, "{figures:?}");
    }
}

/// What the first five real articles must give.
#[test]
fn the_headline_of_the_seeds() {
    let seeds = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/seeds");
    if !seeds.exists() {
        eprintln!("../shared/seeds is not there; nothing is compared");
        return;
    }
    let env = Env::new();
    let run = env.run(&["load", seeds.to_str().unwrap()]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let columns = |name: &str, columns: std::ops::Range<usize>| -> Vec<String> {
        let rows = csv(&env, &report::find(name).unwrap(), &[]);
        rows.lines()
            .skip(1)
            .map(|row| row.split(',').collect::<Vec<_>>()[columns.clone()].join(","))
            .collect()
    };
    assert_eq!(
        columns("models-per-locality-per-year", 0..7),
        ["huyện Gò Công Tây,2023,169,,,,model", "huyện Phú Xuyên,2024,225,,,,model"]
    );
    assert_eq!(columns("models-by-level", 7..14), ["169,,6,163,,169,0", "225,18,141,,66,225,0"]);
}
