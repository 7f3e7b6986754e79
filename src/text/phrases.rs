//! Lists of phrases that the rules look for, each with a set of the first words: most tokens begin
//! none of them, and one look at this set says so. Of the others the keys of three words tell nearly
//! all that do not stand there. The sets are made when the program is compiled.

/// A number for a word in lower case: equal words have equal keys.
pub(crate) const fn key(word: &[u8]) -> u32 {
    let mut key = Key::NONE;
    let mut i = 0;
    while i < word.len() {
        // A character as UTF-8 writes it: the first byte tells how many more there are.
        let first = word[i] as u32;
        let mut code = match word[i] {
            0..0x80 => first,
            0x80..0xe0 => first & 0x1f,
            0xe0..0xf0 => first & 0x0f,
            0xf0.. => first & 0x07,
        };
        i += 1;
        while i < word.len() && word[i] & 0xc0 == 0x80 {
            code = code << 6 | (word[i] & 0x3f) as u32;
            i += 1;
        }
        key = key.with_code(code);
    }
    key.done()
}

/// The key of a word while its characters come one by one.
#[derive(Clone, Copy)]
pub(super) struct Key(u32);

impl Key {
    /// That of no characters.
    pub(super) const NONE: Key = Key(0x811c_9dc5);

    /// That of one more character.
    #[inline]
    pub(super) const fn with(self, c: char) -> Key {
        self.with_code(c as u32)
    }

    const fn with_code(self, code: u32) -> Key {
        Key((self.0 ^ code).wrapping_mul(16_777_619))
    }

    #[inline]
    pub(super) const fn done(self) -> u32 {
        // The lower bits are those that are looked at.
        self.0 ^ self.0 >> 8 ^ self.0 >> 20
    }
}

/// Words of a phrase whose keys are looked at.
const WORDS: usize = 3;
/// Keys of the first words of a phrase, or of some tokens in a row.
pub(super) type Keys = [u32; WORDS];

/// Most phrases of a list.
const MOST: usize = 96;
/// Chains of phrases in a list.
const CHAINS: usize = 32;

/// The phrases of a list by the keys of their first words.
#[derive(Debug, Clone, Copy)]
pub struct Heads {
    /// The keys that there are, by their lower bits.
    set: [u64; Heads::SET / 64],
    /// The classes of the keys that there are: so many of the list.
    classes: [u16; MOST],
    class_count: usize,
    /// For each phrase the keys of its first words, 0 where it has fewer.
    keys: [Keys; MOST],
    /// For each chain of keys its first phrase; phrases are counted from 1, 0 is none.
    first: [u8; CHAINS],
    /// For each phrase the next one of its chain.
    next: [u8; MOST],
}

impl Heads {
    /// Classes that keys fall into, so few that sets of all are kept for a text.
    pub(super) const CLASSES: usize = 512;
    /// Keys that a list tells apart.
    const SET: usize = 1024;

    const NONE: Heads = Heads {
        set: [0; Heads::SET / 64],
        classes: [0; MOST],
        class_count: 0,
        keys: [[0; WORDS]; MOST],
        first: [0; CHAINS],
        next: [0; MOST],
    };

    /// Adds a phrase in front of those that come after it in the list.
    const fn before(mut self, phrase: &str, index: usize) -> Heads {
        let (word, rest) = first_word(phrase.as_bytes());
        let key = key(word);
        if !self.has(key) {
            let place = key as usize % Self::SET;
            self.set[place / 64] |= 1 << (place % 64);
            self.classes[self.class_count] = Self::class(key) as u16;
            self.class_count += 1;
        }
        let (second, rest) = first_word(rest);
        self.keys[index] = [key, key_or_none(second), key_or_none(first_word(rest).0)];
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

    /// How many classes of keys there are.
    #[inline]
    pub(super) const fn class_count(&self) -> usize {
        self.class_count
    }

    /// Classes of the keys that there are.
    #[inline]
    pub(super) fn classes(&self) -> impl Iterator<Item = usize> {
        self.classes[..self.class_count].iter().map(|&class| usize::from(class))
    }

    /// Whether a phrase can begin with a word of this key.
    #[inline]
    pub(super) const fn has(&self, key: u32) -> bool {
        let place = key as usize % Self::SET;
        self.set[place / 64] >> (place % 64) & 1 == 1
    }

    /// Indexes of the phrases that may begin with words of these keys, in order.
    #[inline]
    fn of_keys(&self, keys: Keys) -> Chain<'_> {
        let at = if self.has(keys[0]) { self.first[keys[0] as usize % CHAINS] } else { 0 };
        Chain { at, keys, heads: self }
    }
}

/// The first word of a phrase, and what comes behind the space after it.
const fn first_word(phrase: &[u8]) -> (&[u8], &[u8]) {
    let mut end = 0;
    while end < phrase.len() && phrase[end] != b' ' {
        end += 1;
    }
    let (word, rest) = phrase.split_at(end);
    (word, if rest.is_empty() { rest } else { rest.split_at(1).1 })
}

/// The key of a word, 0 where there is none.
const fn key_or_none(word: &[u8]) -> u32 {
    if word.is_empty() { 0 } else { key(word) }
}

/// The rest of a chain of phrases, as indexes: those that may begin with words of some keys.
struct Chain<'h> {
    at: u8,
    keys: Keys,
    heads: &'h Heads,
}

impl Iterator for Chain<'_> {
    type Item = usize;

    #[inline]
    fn next(&mut self) -> Option<usize> {
        loop {
            let index = usize::from(self.at.checked_sub(1)?);
            self.at = self.heads.next[index];
            let [first, second, third] = self.heads.keys[index];
            if first == self.keys[0]
                && (second == 0 || second == self.keys[1])
                && (third == 0 || third == self.keys[2])
            {
                return Some(index);
            }
        }
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

    /// Those that may begin with words of these keys, in order.
    #[inline]
    pub(super) fn of_keys(&self, keys: Keys) -> impl Iterator<Item = &'static str> {
        self.heads.of_keys(keys).map(|i| self.list[i])
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

    /// Those whose phrase may begin with words of these keys, in order.
    #[inline]
    pub(super) fn of_keys(&self, keys: Keys) -> impl Iterator<Item = &'static (&'static str, T)> {
        self.heads.of_keys(keys).map(|i| &self.lines[i])
    }
}

impl<T> AsRef<Heads> for Table<T> {
    #[inline]
    fn as_ref(&self) -> &Heads {
        &self.heads
    }
}
