//! Lists of phrases that the rules look for, each with a set of the first words: most tokens begin
//! none of them, and one look at this set says so. The sets are made when the program is
//! compiled.

/// A number of eight bits for a word in lower case: equal words have equal keys.
pub(super) const fn key(word: &[u8]) -> u8 {
    let mut hash = 0x811c_9dc5_u32;
    let mut i = 0;
    while i < word.len() {
        hash = (hash ^ word[i] as u32).wrapping_mul(16_777_619);
        i += 1;
    }
    (hash ^ hash >> 8 ^ hash >> 20) as u8
}

/// The keys of the first words of phrases.
#[derive(Debug, Clone, Copy)]
struct Heads([u64; 4]);

impl Heads {
    const fn with(mut self, phrase: &str) -> Heads {
        let bytes = phrase.as_bytes();
        let mut end = 0;
        while end < bytes.len() && bytes[end] != b' ' {
            end += 1;
        }
        let key = key(bytes.split_at(end).0);
        self.0[(key >> 6) as usize] |= 1 << (key & 63);
        self
    }

    #[inline]
    const fn has(&self, key: u8) -> bool {
        self.0[(key >> 6) as usize] >> (key & 63) & 1 == 1
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
        let mut heads = Heads([0; 4]);
        let mut i = 0;
        while i < list.len() {
            heads = heads.with(list[i]);
            i += 1;
        }
        Phrases { list, heads }
    }

    /// The phrases in order.
    pub const fn list(&self) -> &'static [&'static str] {
        self.list
    }

    /// Whether one of them can begin with a word of this key.
    #[inline]
    pub(super) const fn may_begin(&self, key: u8) -> bool {
        self.heads.has(key)
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
        let mut heads = Heads([0; 4]);
        let mut i = 0;
        while i < lines.len() {
            heads = heads.with(lines[i].0);
            i += 1;
        }
        Table { lines, heads }
    }

    /// The lines in order.
    pub const fn lines(&self) -> &'static [(&'static str, T)] {
        self.lines
    }

    /// Whether one of the phrases can begin with a word of this key.
    #[inline]
    pub(super) const fn may_begin(&self, key: u8) -> bool {
        self.heads.has(key)
    }
}
