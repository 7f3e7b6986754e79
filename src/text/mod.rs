//! Vietnamese text: pure functions that know nothing of facts.

pub mod normalize;
