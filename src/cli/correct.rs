//! `danvan correct`: what people decide, written to the file of corrections beside the database.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use chrono::Local;

use super::exit::Usage;
use super::rows::{Destination, tell_if_empty};
use super::{Exit, tell, tell_error};
use crate::load::{self, LoadOptions};
use crate::output::sheet;
use crate::report;
use crate::resolve::corrections::{self, file};
use crate::store::{self, Doubt};

/// Correct what the base says, so that it stays corrected
///
/// A correction is a line in FILE.corrections.csv beside the database: key, action, value, reason,
/// author, date. It is replayed on every load; delete the line and load again to undo it. Without a
/// KEY: the corrections and what became of them.
///
/// KEY is a word and the key in the database, as `danvan show` and `danvan report fact-keys` print
/// it: person:… org:… doc:… meeting:… campaign:… loc:… article:… fact:… figure:…
///
/// merge (or same-as) KEY OTHER-KEY: the two are one, known by the other key
///
/// different KEY OTHER-KEY: the two are two, and no doubt any more
///
/// split KEY 'ARTICLE = MARK': in that article it is another; articles of one mark mean one
///
/// set KEY FIELD=VALUE: name, title, held_on, issued_on …; chosen of a figure
///
/// reject KEY: the fact is none
///
/// add ARTICLE 'count=274; status=registered; year=2023; quote=WORDS': a fact that was not read; with
/// fact=official, meeting, organization, campaign, directive or award first, one of that family
///
/// alias KEY NAME: it bears another name too
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// What to do: merge, same-as, different, split, set, reject, add, alias
    #[arg(requires = "key")]
    action: Option<String>,
    /// What it is about
    key: Option<String>,
    /// The other key, the value, the name
    value: Option<String>,
    /// Why
    #[arg(long, default_value = "")]
    reason: String,
    /// Who decided
    #[arg(long, default_value = "")]
    author: String,
    /// Write the open doubts to FILE (.xlsx, .csv), the most valuable first, to be decided there
    #[arg(long, value_name = "FILE", group = "destination", conflicts_with_all = ["action", "apply"])]
    doubts: Option<PathBuf>,
    /// Read the decisions of such a sheet back
    #[arg(long, value_name = "FILE", conflicts_with = "action")]
    apply: Option<PathBuf>,
    #[command(flatten)]
    destination: Destination,
}

const EXAMPLES: &str = "\
Examples:
  danvan correct
  danvan correct set 'doc:ket luan|43 kl tw|VN|2019' issued_on=2019-01-07 --author Lan
  danvan correct --doubts doubts.xlsx
  danvan correct --apply doubts.xlsx";

/// Columns of the sheet of doubts.
const COLUMNS: [&str; 10] = [
    "key",
    "other_key",
    "question",
    "decision",
    "answers",
    "quote",
    "source",
    "other_quote",
    "other_source",
    "note",
];

impl Args {
    /// Corrects, lists, or hands doubts over.
    pub fn run(&self, db: &Path) -> Result<Exit> {
        if let Some(path) = &self.doubts {
            return self.hand_over(db, path);
        }
        if let Some(path) = &self.apply {
            return self.apply(db, path);
        }
        let (Some(action), Some(key)) = (&self.action, &self.key) else {
            let connection = store::open_reading(db)?;
            let report = report::find("corrections")?;
            let rows = self
                .destination
                .write(|out| Ok(report::run(&connection, &report, &[], false, out)?.rows))?;
            tell_if_empty(rows, self.destination.spoken());
            return Ok(Exit::Done);
        };
        let value = self.value.as_deref().unwrap_or_default();
        corrections::parse(key, action, value).map_err(Usage)?;
        store::open_reading(db)?;
        self.replay(db, &[self.line(key, action, value, &self.reason)])
    }

    fn line(&self, key: &str, action: &str, value: &str, reason: &str) -> [String; 6] {
        let today = Local::now().date_naive().to_string();
        [key, action, value, reason, &self.author, &today].map(str::to_owned)
    }

    /// Appends lines and replays the file. Lines that do not stand are taken out again; the others
    /// are applied.
    fn replay(&self, db: &Path, lines: &[[String; 6]]) -> Result<Exit> {
        let path = file::path_of(db);
        let before = std::fs::read(&path).ok();
        let mut stand: Vec<&[String; 6]> = lines.iter().collect();
        let mut refused: Vec<String> = Vec::new();
        loop {
            let wrong = self.try_lines(db, &path, &stand);
            let Ok(wrong) = wrong.as_ref() else {
                undo(db, &path, before.as_deref())?;
                return wrong.map(|_| Exit::Problems);
            };
            if wrong.is_empty() {
                break;
            }
            undo(db, &path, before.as_deref())?;
            refused.extend(wrong.iter().map(|(_, message)| message.clone()));
            let mut at = 0..;
            stand.retain(|_| at.next().is_some_and(|n| wrong.iter().all(|(other, _)| *other != n)));
            if stand.is_empty() {
                bail!("{}; nothing was corrected", refused.join("; "));
            }
        }
        tell(format_args!("{} written to {}", counted(stand.len()), path.display()));
        match refused.is_empty() {
            true => Ok(Exit::Done),
            false => bail!("{}", refused.join("; ")),
        }
    }

    /// Appends lines to the file and loads; which of them do not stand, and why.
    fn try_lines(
        &self,
        db: &Path,
        path: &Path,
        lines: &[&[String; 6]],
    ) -> Result<Vec<(usize, String)>> {
        let old = file::read(path).map_err(anyhow::Error::msg)?.unwrap_or_default();
        let lines: Vec<[String; 6]> = lines.iter().copied().cloned().collect();
        file::append(path, &lines).with_context(|| unwritten(path))?;
        let rows = file::read(path).map_err(anyhow::Error::msg)?.unwrap_or_default();
        let summary = load::load(db, &[], &LoadOptions::default(), &mut |_| {})?;
        let mut wrong = Vec::new();
        for (n, row) in rows.iter().skip(old.len()).enumerate() {
            let place = format!("{}:{}: ", path.display(), row.number);
            let told = summary.corrections.iter().find(|problem| problem.place == place);
            wrong.extend(told.map(|problem| (n, problem.message.clone())));
        }
        Ok(wrong)
    }

    /// Writes the open doubts to a sheet.
    fn hand_over(&self, db: &Path, path: &Path) -> Result<Exit> {
        let connection = store::open_reading(db)?;
        let doubts = store::open_doubts(&connection)?;
        let rows: Vec<Vec<String>> = doubts.iter().map(row).collect();
        sheet::write(path, self.destination.force(), &COLUMNS, &rows)?;
        tell(format_args!(
            "{}: {} doubts; fill in the column decision, then danvan correct --apply {0}",
            path.display(),
            rows.len()
        ));
        Ok(Exit::Done)
    }

    /// Takes the decisions of a sheet in.
    fn apply(&self, db: &Path, path: &Path) -> Result<Exit> {
        store::open_reading(db)?;
        let decisions = sheet::read(path, &["key", "decision"])?;
        let mut lines = Vec::new();
        let mut wrong = Vec::new();
        for (number, cells) in decisions {
            let cell = |name: &str| cells.get(name).map_or("", String::as_str).trim();
            if cell("decision").is_empty() {
                continue;
            }
            match decision(cell("key"), cell("other_key"), cell("decision")) {
                Ok((action, value)) => {
                    let reason =
                        if cell("note").is_empty() { cell("question") } else { cell("note") };
                    lines.push(self.line(cell("key"), action, &value, reason));
                }
                Err(reason) => wrong.push(format!("{}:{number}: {reason}", path.display())),
            }
        }
        let known = file::read(&file::path_of(db)).map_err(anyhow::Error::msg)?.unwrap_or_default();
        // A sheet that is read again says nothing new.
        lines.retain(|line| !known.iter().any(|row| row.cells[..3] == line[..3]));
        for message in &wrong {
            tell_error(message);
        }
        if lines.is_empty() {
            tell(format_args!("{}: no new decision", path.display()));
            return Ok(if wrong.is_empty() { Exit::Done } else { Exit::Problems });
        }
        let exit = self.replay(db, &lines)?;
        Ok(if wrong.is_empty() { exit } else { Exit::Problems })
    }
}

fn counted(lines: usize) -> String {
    if lines == 1 { "1 correction".to_owned() } else { format!("{lines} corrections") }
}

/// A doubt as a row of the sheet.
fn row(doubt: &Doubt) -> Vec<String> {
    let [one, other] = doubt.sides.each_ref().map(|side| side.clone().unwrap_or_default());
    let other_key = doubt.other.as_ref().map(ToString::to_string).unwrap_or_default();
    vec![
        doubt.key.to_string(),
        other_key,
        doubt.question.clone(),
        String::new(),
        doubt.answers.to_owned(),
        one.0,
        one.1,
        other.0,
        other.1,
        String::new(),
    ]
}

/// Action and value of a decision.
fn decision(key: &str, other: &str, decision: &str) -> Result<(&'static str, String), String> {
    let (action, value) = match (decision.to_lowercase().as_str(), key.split(':').next()) {
        ("same", _) if !other.is_empty() => ("merge", other.to_owned()),
        ("different", _) if !other.is_empty() => ("different", other.to_owned()),
        (_, _) if !other.is_empty() => {
            return Err(format!("{decision}: not same or different"));
        }
        (_, Some("figure")) => ("set", format!("chosen={decision}")),
        (_, Some("doc")) => ("set", format!("issued_on={decision}")),
        (_, Some("meeting")) => ("set", format!("held_on={decision}")),
        (_, Some("article")) => ("set", format!("locality={decision}")),
        _ => return Err(format!("{key}: no doubt has this key")),
    };
    corrections::parse(key, action, &value).map(|_| (action, value))
}

/// Puts the file back as it was, and the base with it: one without lines undoes what a missing file
/// would leave.
fn undo(db: &Path, path: &Path, before: Option<&[u8]>) -> Result<()> {
    let header = format!("{}\n", file::COLUMNS.join(","));
    let bytes = before.filter(|bytes| !bytes.trim_ascii().is_empty());
    std::fs::write(path, bytes.unwrap_or(header.as_bytes())).with_context(|| unwritten(path))?;
    load::load(db, &[], &LoadOptions::default(), &mut |_| {})?;
    match before {
        Some(bytes) => std::fs::write(path, bytes).with_context(|| unwritten(path))?,
        None => std::fs::remove_file(path).with_context(|| unwritten(path))?,
    }
    Ok(())
}

fn unwritten(path: &Path) -> String {
    format!("{}: cannot be written", path.display())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decisions() {
        for (line, expected) in [
            ("person:a@82@ | person:b@82@ | Same", Ok("merge person:b@82@")),
            ("person:a@82@ | person:b@82@ | different", Ok("different person:b@82@")),
            ("person:a@82@ | person:b@82@ | maybe", Err("maybe: not same or different")),
            ("figure:823@/2023-2023//model/built/// |  | 274", Ok("set chosen=274")),
            ("figure:823@/2023-2023//model/built/// |  | many", Err("chosen=many: not a number")),
            ("doc:x|1|VN| |  | 2013-06-03", Ok("set issued_on=2013-06-03")),
            ("meeting:x|2024-01-10|other |  | 2024-01-11", Ok("set held_on=2024-01-11")),
            ("article:0123456789ab |  | loc:823@", Ok("set locality=loc:823@")),
            ("org:x@82@ |  | 5", Err("org:x@82@: no doubt has this key")),
        ] {
            let cells: Vec<&str> = line.split(" | ").map(str::trim).collect();
            let told = decision(cells[0], cells[1], cells[2])
                .map(|(action, value)| format!("{action} {value}"));
            assert_eq!(told, expected.map(str::to_owned).map_err(str::to_owned), "{line}");
        }
    }
}
