//! Vietnamese text: pure functions that know nothing of facts.

pub mod date;
pub mod document;
pub mod fold;
pub mod index;
pub mod letters;
pub mod name;
pub mod normalize;
pub mod number;
pub mod period;
pub mod phrases;
pub mod query;
pub mod token;
