//! Which person a name is.
//!
//! Extraction gives a *block*: folded name and province of today (or nation). A block may hold
//! several persons (two Nguyễn Văn Hùng of one province); which statements of a block are of one
//! person is a function of all its statements, and its place is here, recomputed for the blocks
//! that a load touches. For now a block is one person.

use crate::extract::facts::Official;

/// Key of the person.
pub fn key(official: &Official) -> String {
    official.key.clone()
}
