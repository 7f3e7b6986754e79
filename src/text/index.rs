//! Where the tokens of a text stand that the rules begin with, as sets: of many tokens the rules
//! look for few, and a look at a set passes 64 of them.

use std::ops::Range;

use super::phrases::Heads;
use super::token::{Shape, Token};

/// A set of tokens of a text.
#[derive(Debug, Clone)]
pub struct TokenSet {
    /// A bit for each token.
    blocks: Vec<u64>,
}

impl TokenSet {
    /// The tokens, of so many, for which something holds.
    pub fn of(tokens: usize, holds: impl Fn(usize) -> bool) -> TokenSet {
        let block = |start: usize| {
            let block = start..tokens.min(start + 64);
            block.rev().fold(0, |bits, token| bits << 1 | u64::from(holds(token)))
        };
        TokenSet { blocks: (0..tokens).step_by(64).map(block).collect() }
    }

    /// No token, of so many.
    pub fn none(tokens: usize) -> TokenSet {
        TokenSet { blocks: vec![0; tokens.div_ceil(64)] }
    }

    /// Whether a token is in the set.
    #[inline]
    pub fn has(&self, token: usize) -> bool {
        self.blocks.get(token / 64).is_some_and(|bits| bits >> (token % 64) & 1 == 1)
    }

    /// Adds a token.
    #[inline]
    pub fn insert(&mut self, token: usize) {
        self.blocks[token / 64] |= 1 << (token % 64);
    }

    /// The tokens of this set and of another one of the same text.
    pub fn or(mut self, other: &TokenSet) -> TokenSet {
        self.blocks.iter_mut().zip(&other.blocks).for_each(|(bits, more)| *bits |= more);
        self
    }

    /// The first token of the set in a range.
    #[inline]
    pub fn first(&self, range: Range<usize>) -> Option<usize> {
        self.within(range).next()
    }

    /// The tokens of the set in a range, in order.
    #[inline]
    pub fn within(&self, range: Range<usize>) -> impl Iterator<Item = usize> {
        within(self.blocks.len(), range, |block| self.blocks[block])
    }
}

/// The tokens of a range in a set of so many blocks of 64.
#[inline]
fn within(
    blocks: usize,
    range: Range<usize>,
    bits: impl Fn(usize) -> u64,
) -> impl Iterator<Item = usize> {
    let Range { start, end } = range;
    let last = if start < end { blocks.min(end.div_ceil(64)) } else { 0 };
    let first = (start / 64).min(last);
    let from_start = u64::MAX << (start % 64);
    let mut block = first;
    let mut left = if first < last { bits(first) & from_start } else { 0 };
    std::iter::from_fn(move || {
        while left == 0 {
            block += 1;
            if block >= last {
                return None;
            }
            left = bits(block);
        }
        let token = block * 64 + left.trailing_zeros() as usize;
        left &= left - 1;
        (token < end).then_some(token)
    })
}

/// Sets of the tokens of a text by what they are.
#[derive(Debug)]
pub(super) struct Index {
    /// For each block of 64 tokens and each class of keys the tokens of this class.
    keys: Vec<[u64; Heads::CLASSES]>,
    /// Words that begin with a capital.
    pub(super) capitals: TokenSet,
    /// Runs of digits.
    pub(super) figures: TokenSet,
}

impl Index {
    /// Looks at all tokens of a text once.
    pub(super) fn new(tokens: &[Token<'_>]) -> Index {
        let none = || TokenSet::none(tokens.len());
        let (mut capitals, mut figures) = (none(), none());
        let mut keys = vec![[0; Heads::CLASSES]; tokens.len().div_ceil(64)];
        for (n, tokens) in tokens.chunks(64).enumerate() {
            for (bit, token) in tokens.iter().enumerate() {
                keys[n][Heads::class(token.key)] |= 1 << bit;
                match token.shape {
                    Shape::Initial | Shape::Upper => capitals.blocks[n] |= 1 << bit,
                    Shape::Digits => figures.blocks[n] |= 1 << bit,
                    Shape::Lower | Shape::Punct => {}
                }
            }
        }
        Index { keys, capitals, figures }
    }

    /// The tokens of a range with which one of several phrases may begin.
    #[inline]
    pub(super) fn beginning(
        &self,
        heads: &Heads,
        range: Range<usize>,
    ) -> impl Iterator<Item = usize> {
        within(self.keys.len(), range, move |block| self.block(heads, block))
    }

    /// All tokens with which one of several phrases may begin.
    pub(super) fn all_beginning(&self, heads: &Heads) -> TokenSet {
        TokenSet { blocks: (0..self.keys.len()).map(|n| self.block(heads, n)).collect() }
    }

    #[inline]
    fn block(&self, heads: &Heads, block: usize) -> u64 {
        let classes = &self.keys[block];
        heads.classes().fold(0, |bits, class| bits | classes[class])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_give_their_tokens_in_a_range() {
        let set = TokenSet::of(200, |i| i % 50 == 3).or(&TokenSet::of(200, |i| i == 64));
        for (range, want) in [
            (0..200, vec![3, 53, 64, 103, 153]),
            (3..4, vec![3]),
            (4..53, vec![]),
            (53..64, vec![53]),
            (64..65, vec![64]),
            (150..900, vec![153]),
            (500..900, vec![]),
            (64..64, vec![]),
        ] {
            assert_eq!(set.within(range.clone()).collect::<Vec<_>>(), want, "{range:?}");
        }
    }
}
