//! Lists of phrases that the rules look for, each with a set of the first words: most tokens begin
//! none of them, and one look at this set says so. The sets are made when the program is
//! compiled.

/// A number for a word in lower case: equal words have equal keys.
pub(crate) const fn key(word: &[u8]) -> u32 {
    let mut hash = 0x811c_9dc5_u32;
    let mut i = 0;
    while i < word.len() {
        hash = (hash ^ word[i] as u32).wrapping_mul(16_777_619);
        i += 1;
    }
    // The lower bits are those that are looked at.
    hash ^ hash >> 8 ^ hash >> 20
}

/// Most phrases of a list.
const MOST: usize = 96;
/// Chains of phrases in a list.
const CHAINS: usize = 32;

/// The phrases of a list by the keys of their first words.
#[derive(Debug, Clone, Copy)]
pub struct Heads {
    /// The keys that there are, by eight bits.
    keys: [u64; 4],
    /// For each chain of keys its first phrase; phrases are counted from 1, 0 is none.
    first: [u8; CHAINS],
    /// For each phrase the next one of its chain.
    next: [u8; MOST],
}

impl Heads {
    /// Classes that keys fall into by their lower bits.
    pub(super) const CLASSES: usize = 256;

    const NONE: Heads = Heads { keys: [0; 4], first: [0; CHAINS], next: [0; MOST] };

    /// Adds a phrase in front of those that come after it in the list.
    const fn before(mut self, phrase: &str, index: usize) -> Heads {
        let bytes = phrase.as_bytes();
        let mut end = 0;
        while end < bytes.len() && bytes[end] != b' ' {
            end += 1;
        }
        let key = key(bytes.split_at(end).0);
        self.keys[(key >> 6 & 3) as usize] |= 1 << (key & 63);
        let chain = key as usize % CHAINS;
        self.next[index] = self.first[chain];
        self.first[chain] = index as u8 + 1;
        self
    }

    /// The class of a key.
    #[inline]
    pub(super) const fn class(key: u32) -> usize {
        key as usize % Self::CLASSES
    }

    /// Classes of the keys that there are.
    #[inline]
    pub(super) fn classes(&self) -> impl Iterator<Item = usize> {
        (0..).zip(self.keys).flat_map(|(n, keys)| {
            let rest = |keys: &u64| Some(keys & (keys - 1)).filter(|&rest| rest != 0);
            let all = std::iter::successors(Some(keys).filter(|&keys| keys != 0), rest);
            all.map(move |keys| n * 64 + keys.trailing_zeros() as usize)
        })
    }

    /// Whether a phrase can begin with a word of this key.
    #[inline]
    pub(super) const fn has(&self, key: u32) -> bool {
        let class = Self::class(key);
        self.keys[class / 64] >> (class % 64) & 1 == 1
    }

    /// Indexes of the phrases that may begin with a word of a key, in order.
    #[inline]
    fn of_key(&self, key: u32) -> Chain<'_> {
        Chain { at: if self.has(key) { self.first[key as usize % CHAINS] } else { 0 }, heads: self }
    }
}

/// The rest of a chain of phrases, as indexes.
struct Chain<'h> {
    at: u8,
    heads: &'h Heads,
}

impl Iterator for Chain<'_> {
    type Item = usize;

    #[inline]
    fn next(&mut self) -> Option<usize> {
        let index = usize::from(self.at.checked_sub(1)?);
        self.at = self.heads.next[index];
        Some(index)
    }
}

/// Phrases in lower case with single spaces between their tokens (`"đ / c"`).
#[derive(Debug, Clone, Copy)]
pub struct Phrases {
    list: &'static [&'static str],
    heads: Heads,
}

impl Phrases {
    /// A list; the order is that of preference.
    pub const fn new(list: &'static [&'static str]) -> Phrases {
        let mut heads = Heads::NONE;
        let mut i = list.len();
        while i > 0 {
            i -= 1;
            heads = heads.before(list[i], i);
        }
        Phrases { list, heads }
    }

    /// Those that can begin with a word of this key, in order.
    #[inline]
    pub(super) fn of_key(&self, key: u32) -> impl Iterator<Item = &'static str> {
        self.heads.of_key(key).map(|i| self.list[i])
    }
}

impl AsRef<Heads> for Phrases {
    #[inline]
    fn as_ref(&self) -> &Heads {
        &self.heads
    }
}

/// A list of phrases written where it is used.
macro_rules! phrases {
    ($($phrase:expr),* $(,)?) => {
        const { &$crate::text::phrases::Phrases::new(&[$($phrase),*]) }
    };
}
pub(crate) use phrases;

/// Phrases with what each of them means.
#[derive(Debug, Clone, Copy)]
pub struct Table<T: 'static> {
    lines: &'static [(&'static str, T)],
    heads: Heads,
}

impl<T> Table<T> {
    /// A table; the order is that of preference.
    pub const fn new(lines: &'static [(&'static str, T)]) -> Table<T> {
        let mut heads = Heads::NONE;
        let mut i = lines.len();
        while i > 0 {
            i -= 1;
            heads = heads.before(lines[i].0, i);
        }
        Table { lines, heads }
    }

    /// The lines in order.
    pub const fn lines(&self) -> &'static [(&'static str, T)] {
        self.lines
    }

    /// Those whose phrase can begin with a word of this key, in order.
    #[inline]
    pub(super) fn of_key(&self, key: u32) -> impl Iterator<Item = &'static (&'static str, T)> {
        self.heads.of_key(key).map(|i| &self.lines[i])
    }
}

impl<T> AsRef<Heads> for Table<T> {
    #[inline]
    fn as_ref(&self) -> &Heads {
        &self.heads
    }
}
