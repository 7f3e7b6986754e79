//! `danvan score`: what the verdicts on a sample say of the base.

use std::collections::{BTreeMap, HashMap};
use std::path::PathBuf;

use anyhow::Result;

use super::Exit;
use super::manners::{tell, tell_error};
use super::rows::Destination;
use crate::extract::statement::Family;
use crate::output::sheet;
use crate::output::{Cell, Head, RowWriter};
use crate::reference::words::Language;
use crate::score::{Tally, Verdict};

/// Say how good the facts are, from a judged sample
///
/// Reads a sheet of danvan sample with its column verdict filled in, saved as .xlsx, .ods or .csv
/// (commas or semicolons), and prints by family, rule, year of the article and in all how many facts
/// are right, wrong and unclear, and the precision: right ones of a hundred that are right or wrong.
/// low and high are its Wilson interval at 95 %: with few verdicts it is wide, and the precision alone
/// says little. Unclear facts count as neither.
///
/// A verdict is right, wrong or unclear; đúng, sai, không rõ; 1 or 0. Another one is told with its
/// row and not counted, and the exit code is 1. Rows without a verdict are counted and told.
///
/// Precision says nothing of what was missed: facts that an article states and the base does not have
/// are in no sample. The row for all holds for the families that were drawn.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The sheet
    #[arg(value_name = "FILE")]
    file: PathBuf,
    #[command(flatten)]
    destination: Destination,
}

const EXAMPLES: &str = "\
Examples:
  danvan sample -o facts.xlsx
  danvan score facts.xlsx
  danvan score facts.xlsx -o quality.csv";

/// Columns that are read.
const NEEDED: [&str; 5] = ["key", "family", "rule", "year", "verdict"];

/// Columns that are printed.
const COLUMNS: [&str; 9] =
    ["split", "group", "judged", "right", "wrong", "unclear", "precision", "low", "high"];

/// Verdicts by what they are split along and, there, by the place of the group in its order and its
/// name.
type Tallies = BTreeMap<(usize, usize, String), Tally>;

/// What verdicts are split along.
const SPLITS: [&str; 4] = ["family", "rule", "year", "all"];

impl Args {
    /// Reads and prints.
    pub fn run(&self) -> Result<Exit> {
        let language = self.destination.spoken();
        let rows = sheet::read(&self.file, &NEEDED)?;
        let mut tallies = Tallies::new();
        let mut seen = HashMap::new();
        let (mut open, mut problems) = (0, 0);
        for (number, cells) in rows {
            let cell = |name: &str| cells.get(name).map_or("", |cell| cell.trim());
            let typed = cell("verdict");
            if typed.is_empty() {
                // Rows below the last fact are no facts.
                open += u64::from(!cell("key").is_empty());
                continue;
            }
            let problem = match (Verdict::parse(typed), seen.get(cell("key"))) {
                (None, _) => Some(language.pick(
                    format!("{typed} is no verdict; use right, wrong, unclear, 1 or 0"),
                    format!(
                        "{typed} không phải là đánh giá; hãy ghi đúng, sai, không rõ, 1 hoặc 0"
                    ),
                )),
                (_, Some(row)) => Some(language.pick(
                    format!("the same fact as in row {row}; it counts once"),
                    format!("trùng dữ kiện ở dòng {row}; chỉ tính một lần"),
                )),
                (Some(verdict), None) => {
                    count(&mut tallies, verdict, cell("family"), cell("rule"), cell("year"));
                    seen.insert(cell("key").to_owned(), number);
                    None
                }
            };
            if let Some(problem) = problem {
                tell_error(format_args!("{}:{number}: {problem}", self.file.display()));
                problems += 1;
            }
        }
        self.destination.write(|out| write(&tallies, out))?;
        self.tell_of(seen.len(), open, problems, language);
        Ok(if problems > 0 { Exit::Problems } else { Exit::Done })
    }

    /// What is to be known beside the rows.
    fn tell_of(&self, judged: usize, open: u64, problems: u64, language: Language) {
        let file = self.file.display();
        tell(language.pick(
            format!("{file}: {judged} judged, {open} without a verdict, {problems} not counted"),
            format!("{file}: {judged} đã đánh giá, {open} chưa đánh giá, {problems} không tính"),
        ));
        if judged > 0 {
            tell(language.pick(
                "precision of what the base has, with its Wilson interval at 95 %; it says nothing of what was missed",
                "độ chính xác của dữ kiện đã có, kèm khoảng tin cậy Wilson 95 %; không cho biết dữ kiện bị bỏ sót",
            ));
        }
    }
}

/// Counts a verdict in every group that its fact is in.
fn count(tallies: &mut Tallies, verdict: Verdict, family: &str, rule: &str, year: &str) {
    let (place, family) = match Family::parse(family) {
        Some(known) => (known as usize, known.as_str()),
        None => (Family::ALL.len(), family),
    };
    let year = if year.is_empty() { "undated" } else { year };
    let groups = [(place, family), (place, rule), (0, year), (0, "")];
    for (split, (place, group)) in groups.into_iter().enumerate() {
        tallies.entry((split, place, group.to_owned())).or_default().add(verdict);
    }
}

fn write(tallies: &Tallies, out: &mut dyn RowWriter) -> Result<()> {
    let mut head = Head::of_columns(COLUMNS);
    head.title = "How good the facts are".to_owned();
    head.title_vi = Some("Chất lượng dữ kiện".to_owned());
    head.about = "Precision of a sample that people judged, with its Wilson interval at 95 %; \
                  unclear facts count as neither right nor wrong. It says nothing of what was missed."
        .to_owned();
    head.about_vi = Some(
        "Độ chính xác theo mẫu đã được đánh giá, kèm khoảng tin cậy Wilson 95 %; dữ kiện không rõ không \
         tính là đúng hay sai. Không cho biết dữ kiện bị bỏ sót."
            .to_owned(),
    );
    out.begin(&head)?;
    for ((split, _, group), tally) in tallies {
        let number = |number: u32| Cell::Integer(number.into());
        let percent = |share: Option<f64>| {
            share.map_or(Cell::Null, |share| Cell::Real((share * 1000.0).round() / 10.0))
        };
        out.row(&[
            Cell::Text(SPLITS[*split].into()),
            if group.is_empty() { Cell::Null } else { Cell::Text(group.as_str().into()) },
            number(tally.judged()),
            number(tally.right),
            number(tally.wrong),
            number(tally.unclear),
            percent(tally.precision()),
            percent(tally.interval().map(|bounds| bounds.0)),
            percent(tally.interval().map(|bounds| bounds.1)),
        ])?;
    }
    out.end()?;
    Ok(())
}
