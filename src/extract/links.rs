//! Links between facts of different families: what a meeting is about, and commended models
//! that are an award in the same words.

use std::cell::LazyCell;

use super::facts::{Award, Directive, Meeting, ModelCount, Status};
use crate::text::letters::lower_case;

/// Ties meetings to the documents in their names, and awards to commended counts.
pub fn link(
    meetings: &mut [Meeting],
    directives: &[Directive],
    awards: &mut [Award],
    counts: &mut [ModelCount],
) {
    for meeting in meetings {
        let name = LazyCell::new(|| lower_case(&meeting.name));
        meeting.about = directives.iter().position(|d| is_named(&name, d));
    }
    for (number, award) in awards.iter_mut().enumerate() {
        let sentence = award.basis.evidence.first();
        // `biểu dương 41 điển hình, gồm 23 tập thể và 18 cá nhân`: the total of the sentence.
        let told = counts.iter_mut().find(|c| {
            c.status == Status::Commended
                && c.part_of.is_none()
                && c.award.is_none()
                && sentence.is_some()
                && c.basis.evidence.first() == sentence
                && sums_up(c.count, award)
        });
        if let Some(count) = told {
            count.award = Some(number);
            award.model_count = Some(count.id);
        }
    }
}

/// Whether a count is what an award counts by holders.
fn sums_up(count: i64, award: &Award) -> bool {
    let held = award.collectives.unwrap_or(0) + award.individuals.unwrap_or(0);
    held == count || award.total == Some(count)
}

/// Whether an event's name, in lower case, cites a document: `tổng kết 10 năm thực hiện Nghị quyết số 25-NQ/TW`.
fn is_named(name: &str, directive: &Directive) -> bool {
    match (&directive.number, &directive.title) {
        (Some(number), _) => {
            let number = lower_case(number);
            name.match_indices(&number).any(|(at, _)| {
                let whole = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
                whole(name[..at].chars().next_back())
                    && whole(name[at + number.len()..].chars().next())
            }) && name.contains(&directive.kind)
        }
        (None, Some(title)) => name.contains(&format!("luật {}", title.to_lowercase())),
        (None, None) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::facts::Basis;

    fn directive(kind: &str, number: Option<&str>, title: Option<&str>) -> Directive {
        Directive {
            kind: kind.into(),
            number: number.map(Into::into),
            issued_on: None,
            issued_year: None,
            issuer: None,
            title: title.map(Into::into),
            basis: Basis::default(),
        }
    }

    #[test]
    fn a_meeting_is_about_the_document_in_its_name() {
        for (name, kind, number, title, about) in [
            (
                "Hội nghị tổng kết 10 năm thực hiện Nghị quyết số 25-NQ/TW",
                "nghị quyết",
                Some("25-NQ/TW"),
                None,
                true,
            ),
            ("Họp mặt 5 năm thực hiện Chỉ thị 19", "chỉ thị", Some("19"), None, true),
            ("Hội nghị sơ kết Chỉ thị 190", "chỉ thị", Some("19"), None, false),
            (
                "Hội nghị quán triệt Luật Thực hiện dân chủ ở cơ sở",
                "luật",
                None,
                Some("Thực hiện dân chủ ở cơ sở"),
                true,
            ),
            ("Hội nghị giao ban quý I/2024", "kế hoạch", Some("24-KH/HU"), None, false),
        ] {
            assert_eq!(
                is_named(&lower_case(name), &directive(kind, number, title)),
                about,
                "{name}"
            );
        }
    }
}
