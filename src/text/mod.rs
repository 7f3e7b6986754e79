//! Vietnamese text: pure functions that know nothing of facts.

pub mod fold;
pub mod token;
