//! Keys of facts in SQL, as corrections write them: `fact:2bcc3ad18311:model_counts:847:3/registered`
//! is the article, the table, where the quote begins, and what is told there.

use crate::extract::statement::Family;
use crate::resolve::corrections::facts::ARTICLE_DIGITS;

/// What tells a count from others in the same words.
pub const COUNT: &str =
    "s.count || '/' || s.status || coalesce('/' || s.level, '') || coalesce('/' || s.holder, '')
     || coalesce('/' || s.field, '')";

/// What tells an award from others in the same words.
pub const AWARD: &str =
    "s.form || ', ' || coalesce(s.collectives, '-') || '/' || coalesce(s.individuals, '-') || '/'
     || coalesce(s.total, '-')";

/// The facts by family and table, with what tells them from others in the same words, the last part
/// of their keys (`s` is the row).
pub const FACTS: [(Family, &str, &str); 8] = [
    (Family::Meetings, "meeting_articles", "s.name"),
    (
        Family::Organizations,
        "article_organizations",
        "(SELECT substr(o.key, 1, instr(o.key, '@') - 1) FROM organizations AS o
          WHERE o.id = s.organization_id)",
    ),
    (Family::Officials, "positions", "s.name || ', ' || s.title"),
    (Family::Officials, "meeting_officials", "s.name || coalesce(', ' || s.role, '')"),
    (Family::Campaigns, "campaign_mentions", "s.name"),
    (Family::ModelCounts, "model_counts", COUNT),
    (Family::Directives, "citations", "coalesce(s.number, s.title, '')"),
    (Family::Awards, "awards", AWARD),
];

/// The key of a row `s` of a table of the article `a`; `what` is what tells it from others.
pub fn key_sql(table: &str, what: &str) -> String {
    format!(
        "'fact:' || substr(a.key, 1, {ARTICLE_DIGITS}) || ':{table}:' || s.quote_start || ':' || {what}"
    )
}
