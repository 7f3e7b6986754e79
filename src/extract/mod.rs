//! From an article to the facts it states: pure, no database, no clock, no I/O.

pub mod bodies;
pub mod campaigns;
pub mod directives;
pub mod doc;
pub mod facts;
pub mod meetings;
pub mod offices;
pub mod officials;
pub mod persons;
pub mod places;

pub use facts::Facts;

use crate::article::Article;
use facts::{ArticleFacts, Place};

/// The facts of an article.
pub fn extract(article: &Article) -> Facts {
    Facts {
        article: ArticleFacts {
            source: article.source.clone(),
            url: article.url.clone(),
            title: article.title.clone(),
            published_on: article.published_on,
            author: article.author.clone(),
            publisher: article.publisher.clone(),
            text: article.text.clone(),
        },
        place: Place::default(),
        meetings: Vec::new(),
        organizations: Vec::new(),
        officials: Vec::new(),
        campaigns: Vec::new(),
        model_counts: Vec::new(),
        directives: Vec::new(),
        awards: Vec::new(),
    }
}
