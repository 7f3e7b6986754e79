//! Every file of `queries/`, on an empty base and on the examples, with every parameter alone.

#[path = "common/env.rs"]
mod env;

use std::sync::LazyLock;

use danvan::output::{Format, Reader, writer};
use danvan::reference::words::Language;
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
        Kind::Name => "Quảng Nam",
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
/// end, and a file that is no article.
fn examples() -> Env {
    let env = Env::loaded();
    let text = std::fs::read_to_string(env.path("bai.txt")).unwrap();
    env.write("lai.txt", text.replacen("Tại hội nghị, UBND", "Dịp này, UBND", 1));
    env.write("rong.txt", "");
    env.write(
        "so-ket.txt",
        "Thạch Thất sơ kết 3 năm thực hiện Kết luận số 43-KL/TW\nNgày đăng 21/04/2022\n\n\
         Sáng 20/4, Huyện ủy Thạch Thất, thành phố Hà Nội tổ chức Hội nghị sơ kết 3 năm thực hiện \
         Kết luận số 43-KL/TW của Ban Bí thư.\n",
    );
    let corrections = "key,action,value\ndoc:chi thi|33 ct ttg|VN|2021,set,title=Rác thải nhựa\n";
    env.write("danvan.corrections.csv", corrections);
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
                    assert!(some.lines().count() <= plain.lines().count(), "{given:?}");
                    notes(&env, &report, &values);
                }
                let alone = csv(&env, &report, &[blank(&parameter.name)]);
                assert_eq!(alone, plain, "{}: {} empty", report.name, parameter.name);
            }
        }
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

/// The columns are part of the interface: a change needs a line in CHANGELOG.md.
#[test]
fn columns() {
    for (name, columns) in [
        (
            "directives-cited",
            "kind,number,title,issued_on,issuer,articles,first_cited_on,last_cited_on",
        ),
        (
            "figure-sources",
            "locality,year,span,to_date,status,count,qualifier,unit,level,holder,field,campaign,\
             organization,as_of,chosen,left_out,quote,article,published_on,source,copy_of,within,\
             as_told_for,notes,told_key,code,valid_from,valid_to,_sources",
        ),
        (
            "meetings-calendar",
            "held_on,name,kinds,locality,hosts,period_from,period_to,articles,officials,within,\
             code,valid_from,valid_to",
        ),
        (
            "models-by-level",
            "locality,year,span,to_date,status,unit,campaign,total,province,district,commune,\
             grassroots,sum_of_parts,gap,as_of,within,as_told_for,notes,told_key,code,valid_from,\
             valid_to",
        ),
        (
            "models-per-locality-per-year",
            "locality,year,registered,recognized,built,commended,unit,as_of,sources,within,\
             as_told_for,notes,told_key,code,valid_from,valid_to",
        ),
        (
            "officials",
            "name,office,organization,locality,standing,first_stated_on,last_stated_on,articles,\
             within,official_key,code,valid_from,valid_to",
        ),
        (
            "near-duplicates",
            "first_article,first_published_on,first_source,article,published_on,shared_percent,\
             locality,source,code,valid_from,valid_to",
        ),
        (
            "organizations",
            "name,locality,articles,meetings_hosted,officials,within,became,became_since,code,valid_from,valid_to",
        ),
        ("problems", "problem,place,year,what,article,code,valid_from,valid_to"),
        ("rejects", "source,place,reason,what_to_do,load,loaded_on"),
        ("schema", "table,column,type,description"),
    ] {
        let printed = csv(&empty(), &report::find(name).unwrap(), &[]);
        let header = printed.lines().next().unwrap();
        let shown: Vec<&str> = header.split(',').filter(|name| !name.starts_with('_')).collect();
        assert_eq!(shown.join(","), columns, "{name}");
    }
}

/// Figures in, the rows of the headline report out (from `registered` to `notes`).
#[test]
fn figures_to_the_headline() {
    for (figures, rows) in [
        (&[][..], &[][..]),
        (&["model khéo registered - 225 exact"], &["225,,,,model,,1,thành phố Hà Nội,,"]),
        (
            &["model khéo registered - 225 exact", "model khéo registered district 141 exact"],
            &["225,,,,model,,1,thành phố Hà Nội,,"],
        ),
        (&["model khéo registered district 141 exact"], &[]),
        (
            &["model khéo registered - 270 over", "model khéo built - 0 exact"],
            &["270,,0,,model,,1,thành phố Hà Nội,,registered over 270"],
        ),
        (
            &["model khéo registered - 210-225 open"],
            &[",,,,model,,1,thành phố Hà Nội,,registered between 210 and 225"],
        ),
        (
            &["exemplar khéo commended - 12 exact", "both khéo recognized - 30 exact"],
            &[",30,,,both,,1,thành phố Hà Nội,,1 more in figure-sources"],
        ),
        (
            &[
                "model khéo registered - 225 exact",
                "model - built - 7 about",
                "model khéo maintained - 9 exact",
                "model khéo recognized - 20 exact",
            ],
            &["225,20,,,model,,1,thành phố Hà Nội,,2 more in figure-sources"],
        ),
        (
            &["model khéo built - 40 about", "model - commended - 7 exact"],
            &[",,40,,model,,1,thành phố Hà Nội,,built about 40; 1 more in figure-sources"],
        ),
        (
            &["model khéo maintained - 9 over"],
            &[",,,,model,,,thành phố Hà Nội,,1 more in figure-sources"],
        ),
    ] {
        let env = with_figures(figures);
        let printed = csv(&env, &report::find("models-per-locality-per-year").unwrap(), &[]);
        let rows: Vec<String> = rows
            .iter()
            .map(|row| format!("huyện Phú Xuyên,2024,{row},,280,2008-08-01,2025-07-01"))
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
