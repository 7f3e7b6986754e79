//! Organizations: the bodies that an article names, each once.

use crate::text::phrases::phrases;
use rustc_hash::FxHashSet;

use super::bodies::Bodies;
use super::doc::Doc;
use super::facts::{Body, Organization};
use super::places::Geography;
use crate::article::LineKind;
use crate::reference::lexicon::BodyClass;
use crate::text::fold::{has_key, search_key};

/// The organizations of an article: bodies of the running text, and those that offices, issuers
/// and givers name.
pub fn organizations(
    doc: &Doc<'_>,
    bodies: &Bodies,
    geography: &Geography,
    named: Vec<(Body, usize)>,
) -> Vec<Organization> {
    let mut all: Vec<(Body, usize, &'static str)> = Vec::new();
    // A committee that publishes is named for what it does (`Hội Nông dân tỉnh tổ chức …`).
    let press = |publisher: &String| {
        ["bao ", "dai ", "tap chi ", "trung tam ", "cong thong tin ", "trang "]
            .into_iter()
            .any(|word| publisher.starts_with(word))
    };
    let publisher = doc.article.publisher.as_deref().map(search_key).filter(press);
    for mention in &bodies.list {
        let token = mention.tokens.start;
        if doc.kind_at(token) == LineKind::Byline {
            continue;
        }
        // A congress or a race of a body: the body inside the event's name does not count.
        if in_event_name(doc, token) {
            continue;
        }
        // `ứng cử đại biểu Quốc hội khóa XVI và đại biểu HĐND các cấp`: mandates.
        let mandate = token >= 2 && doc.tokens.phrase(token - 2, "đại biểu").is_some();
        if mandate && matches!(&*mention.name, "Quốc hội" | "Hội đồng nhân dân") {
            continue;
        }
        // `UV BTV Tỉnh ủy`: the abbreviation names the committee only.
        if token > 0 && doc.tokens.raw(token) == "BTV" && doc.tokens.raw(token - 1) == "UV" {
            continue;
        }
        // `Luật Tổ chức HĐND và UBND`: the name of a law.
        let before = token.saturating_sub(6)..token;
        if doc.tokens.find(before, phrases!["luật tổ chức"]).is_some() {
            continue;
        }
        // `Bí thư Chi bộ, trưởng ban công tác mặt trận các thôn`: one of many, nobody says which.
        let cell = mention.class == BodyClass::Hamlet && !mention.explicit;
        if cell && !mention.name.starts_with("Chi bộ ") {
            continue;
        }
        // A cluster counts where it acts: as host, giver, or the body of an office.
        if mention.name.starts_with("Cụm thi đua ") || mention.name.starts_with("Khối thi đua ")
        {
            continue;
        }
        let Some(body) = bodies.body(mention, geography) else { continue };
        let printed = doc.tokens.slice(mention.tokens.clone());
        if publisher.as_deref().is_some_and(|publisher| has_key(printed, publisher)) {
            continue;
        }
        all.push((body, token, "organizations.named"));
    }
    all.extend(named.into_iter().map(|(body, token)| (body, token, "organizations.of_fact")));
    let mut seen: FxHashSet<&Body> = FxHashSet::default();
    let first: Vec<bool> = all.iter().map(|(body, ..)| seen.insert(body)).collect();
    let mut first = first.into_iter();
    all.retain(|_| first.next() == Some(true));
    all.sort_by_key(|(_, token, _)| *token);
    let made = |(body, token, rule)| Organization { body, basis: doc.basis(rule, token) };
    all.into_iter().map(made).collect()
}

/// `bầu cử đại biểu Quốc hội`, `thành lập Hội Nông dân`, `Giải … Báo`: names of elections,
/// anniversaries and races.
fn in_event_name(doc: &Doc<'_>, token: usize) -> bool {
    let tokens = &doc.tokens;
    let start = token.saturating_sub(5);
    (start..token).any(|t| {
        tokens
            .any_phrase(
                t,
                phrases![
                    "bầu cử đại biểu",
                    "bầu cử",
                    "năm thành lập",
                    "ngày thành lập",
                    "năm ngày thành lập",
                    "truyền thống",
                    "cúp",
                    "giải bóng",
                ],
            )
            .is_some_and(|end| end == token || end + 1 == token)
    })
}
