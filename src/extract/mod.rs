//! From an article to the facts it states: pure, no database, no clock, no I/O.
//!
//! The text is cut into tokens once, the vocabulary is matched once, then each family of facts goes
//! from one token where it may begin to the next ([`TokenSet`](crate::text::index::TokenSet)), in
//! this order: bodies → places → persons → meetings → directives, awards, model counts → links
//! between them → campaigns → officials → organizations.

pub mod awards;
pub mod bodies;
pub mod campaigns;
pub mod directives;
pub mod doc;
pub mod facts;
pub mod links;
pub mod meetings;
pub mod model_counts;
pub mod offices;
pub mod officials;
pub mod organizations;
pub mod persons;
pub mod places;
pub mod statement;

#[cfg(test)]
mod linear;

pub use facts::Facts;

use crate::article::Article;
use bodies::Bodies;
use doc::Doc;
use facts::ArticleFacts;

/// The facts of an article.
pub fn extract(article: &Article) -> Facts {
    let doc = Doc::new(article);
    let bodies = Bodies::find(&doc);
    let geography = places::weigh(&doc, &bodies);
    let mentions = persons::persons(&doc, &bodies, &geography);
    let mut meetings = meetings::meetings(&doc, &bodies, &geography);
    let (directives, issuers) = directives::directives(&doc, &bodies, &geography);
    let (mut awards, givers) = awards::awards(&doc, &bodies, &geography, &mentions);
    if let [_] = meetings[..] {
        for award in &mut awards {
            award.meeting = Some(0);
        }
    }
    let mut model_counts = model_counts::model_counts(&doc, &bodies, &geography, &meetings);
    links::link(&mut meetings, &directives, &mut awards, &mut model_counts);
    let campaigns = campaigns::campaigns(&doc, &meetings, &model_counts);
    let found = officials::officials(&doc, &bodies, &geography, &mentions, &meetings);
    let mut named = found.bodies;
    named.extend(issuers);
    named.extend(givers);
    let organizations = organizations::organizations(&doc, &bodies, &geography, named);
    Facts {
        article: ArticleFacts {
            source: file_name(&article.source).to_owned(),
            url: article.url.clone(),
            title: article.title.clone(),
            published_on: article.published_on,
            author: article.author.clone(),
            publisher: article.publisher.clone(),
            text: article.text.clone(),
        },
        place: geography.article_place(),
        meetings,
        organizations,
        officials: found.officials,
        campaigns,
        model_counts,
        directives,
        awards,
    }
}

/// The file's name of a source path; a record keeps its `#n`.
fn file_name(source: &str) -> &str {
    source.rsplit(['/', '\\']).next().unwrap_or(source)
}
