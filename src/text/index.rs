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
    /// No token, of so many.
    pub fn none(tokens: usize) -> TokenSet {
        TokenSet { blocks: vec![0; tokens.div_ceil(64)] }
    }

    /// Adds a token.
    #[inline]
    pub fn insert(&mut self, token: usize) {
        self.blocks[token / 64] |= 1 << (token % 64);
    }

    /// The tokens, of so many, for which each of several things holds.
    pub fn several<const N: usize>(
        tokens: usize,
        mut holds: impl FnMut(usize) -> [bool; N],
    ) -> [TokenSet; N] {
        let mut sets = [(); N].map(|()| Vec::with_capacity(tokens.div_ceil(64)));
        for start in (0..tokens).step_by(64) {
            let mut bits = [0; N];
            for token in start..tokens.min(start + 64) {
                for (bits, holds) in bits.iter_mut().zip(holds(token)) {
                    *bits |= u64::from(holds) << (token - start);
                }
            }
            sets.iter_mut().zip(bits).for_each(|(set, bits)| set.push(bits));
        }
        sets.map(|blocks| TokenSet { blocks })
    }

    /// Whether a token is in the set.
    #[inline]
    pub fn has(&self, token: usize) -> bool {
        self.blocks.get(token / 64).is_some_and(|bits| bits >> (token % 64) & 1 == 1)
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
    /// For each class of keys the tokens of this class: all blocks of 64 of them, class by class.
    keys: Vec<u64>,
    /// Blocks of a class.
    blocks: usize,
    /// Words that begin with a capital.
    pub(super) capitals: TokenSet,
    /// Runs of digits.
    pub(super) figures: TokenSet,
}

impl Index {
    /// Looks at all tokens of a text once.
    pub(super) fn new(tokens: &[Token<'_>]) -> Index {
        let blocks = tokens.len().div_ceil(64);
        let mut keys = vec![0; Heads::CLASSES * blocks];
        for (n, token) in tokens.iter().enumerate() {
            keys[Heads::class(token.key) * blocks + n / 64] |= 1 << (n % 64);
        }
        let [capitals, figures] = TokenSet::several(tokens.len(), |i| {
            let shape = tokens[i].shape;
            [matches!(shape, Shape::Initial | Shape::Upper), shape == Shape::Digits]
        });
        Index { keys, blocks, capitals, figures }
    }

    /// The tokens of a range with which one of several phrases may begin.
    #[inline]
    pub(super) fn beginning(
        &self,
        heads: &Heads,
        range: Range<usize>,
    ) -> impl Iterator<Item = usize> {
        within(self.blocks, range, move |n| {
            heads.classes().fold(0, |bits, class| bits | self.keys[class * self.blocks + n])
        })
    }

    /// All tokens with which one of several phrases may begin.
    pub(super) fn all_beginning(&self, heads: &Heads) -> TokenSet {
        let mut blocks = vec![0; self.blocks];
        for class in heads.classes() {
            let of_class = &self.keys[class * self.blocks..];
            blocks.iter_mut().zip(of_class).for_each(|(bits, more)| *bits |= more);
        }
        TokenSet { blocks }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_give_their_tokens_in_a_range() {
        let [some, more] = TokenSet::several(200, |i| [i % 50 == 3, i == 64]);
        let set = some.or(&more);
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
