//! The vocabulary of offices, bodies, departments, document kinds and unit names, matched over
//! tokens in one pass.
//!
//! The words are in `reference/*.tsv`; a new word is one line there. All matches that begin at
//! a token are given, longest first, so that the caller can prefer by context.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::units::units;
use crate::text::number::roman;
use crate::text::phrases::key;
use crate::text::token::{Shape, Tokens};

/// How a body gets its locality and its full name; the second column of `bodies.tsv`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BodyClass {
    /// A party committee: Huyện ủy.
    Committee,
    /// An organ that takes its committee into its name: Ban Dân vận + Huyện ủy.
    Organ,
    /// Every unit has one: Ủy ban nhân dân, Hội Nông dân.
    Council,
    /// A board of the people's council: Ban Pháp chế (HĐND).
    CouncilBoard,
    /// Two councils in one phrase: HĐND và UBND.
    Pair,
    /// `MTTQ` without `Ủy ban`: the front only where a unit follows.
    Front,
    /// A body of a unit, with usual levels.
    Agency,
    /// One in the country.
    National,
    /// The people's mobilization block of a commune, and its teams.
    UnitBlock,
    /// Ban Chấp hành Đảng bộ.
    Assembly,
    /// The words after the head belong to the name.
    Open,
    /// Of a hamlet in a commune: party cells, Ban Công tác Mặt trận.
    Hamlet,
}

/// What the title of an office says of its body; the second column of `offices.tsv`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OfficeBody {
    /// The body follows: Bí thư + Huyện ủy.
    Own,
    /// The last word of the title begins the body: Trưởng Ban + Ban Dân vận Huyện ủy.
    Overlap,
    /// The title names it: Tỉnh ủy viên.
    Is(&'static str),
    /// The committee that follows: Ủy viên Ban Thường vụ + Huyện ủy.
    Committee,
    /// Head of a hamlet.
    Village,
    /// None: Tổng Bí thư.
    None,
}

/// A line of the vocabulary.
#[derive(Debug, Clone, PartialEq)]
pub enum Entry {
    /// A body, or the head of one.
    Body {
        /// Canonical name.
        name: &'static str,
        /// How it gets its locality.
        class: BodyClass,
        /// Usual levels, letters of P D C; empty for any.
        levels: &'static str,
    },
    /// Field of a department: Nội vụ, Văn hóa và Thông tin.
    Department(&'static str),
    /// Title of an office.
    Office {
        /// Canonical title.
        title: &'static str,
        /// What it says of its body.
        body: OfficeBody,
    },
    /// Head noun of a document.
    Document(&'static str),
    /// Bare name of an administrative unit, of any time.
    UnitName,
    /// Family name of a person.
    FamilyName,
}

/// A match of an entry over tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Match {
    /// Index into [`Lexicon::entries`].
    pub entry: u32,
    /// Index of the token after it.
    pub end: usize,
    /// Written as the abbreviation or all in the printed capitals of one (`UBND`, `PCT`).
    pub abbreviated: bool,
}

/// All matches of a text.
#[derive(Debug)]
pub struct Matches {
    starts: Vec<u32>,
    list: Vec<Match>,
}

impl Matches {
    /// Matches that begin at a token, longest first.
    #[inline]
    pub fn at(&self, token: usize) -> &[Match] {
        match (self.starts.get(token), self.starts.get(token + 1)) {
            (Some(&from), Some(&to)) => &self.list[from as usize..to as usize],
            _ => &[],
        }
    }
}

/// The compiled vocabulary.
#[derive(Debug)]
pub struct Lexicon {
    /// Every line.
    pub entries: Vec<Entry>,
    /// Kind of document by the letters of its code (`NQ`); the first of `documents.tsv` wins.
    pub document_codes: HashMap<&'static str, &'static str>,
    /// The trie: from a node over the key of a word to the next node, from one of two roots.
    edges: FxHashMap<(u32, u32), Edge>,
    nodes: Vec<Node>,
    /// The words of the edges, one behind the other.
    words: String,
    /// First words. Most words of a text begin nothing.
    heads: Heads,
    /// First and second words. Most of the others go on to nothing: `công` + `tác`.
    pairs: Pairs,
}

/// A word that leads to a node.
#[derive(Debug)]
struct Edge {
    to: u32,
    /// Bytes of the word in [`Lexicon::words`]: other words can have its key.
    word: Range<u32>,
}

/// A place in the trie.
#[derive(Debug, Default)]
struct Node {
    /// What ends here, and whether it is abbreviated.
    entries: Vec<(u32, bool)>,
    /// Classes of the keys of the words that go on from here, by six bits; 0 where none does.
    following: u64,
}

/// Root of the entries that begin with any word.
const COMMON: u32 = 0;
/// Root of the names of units and families, which begin with a capital: as words they are in every
/// sentence.
const NAMES: u32 = 1;

/// Which roots words go on from, and which of them end an entry there, by their keys; others may
/// seem to.
#[derive(Debug)]
struct Heads([u64; Heads::KEYS * Heads::BITS / 64]);

impl Heads {
    const KEYS: usize = 1 << 15;
    const ROOTS: usize = 2;
    /// For each root whether a word goes on from it, then for each whether an entry ends with it.
    const BITS: usize = 2 * Self::ROOTS;
    const NONE: Heads = Heads([0; Heads::KEYS * Heads::BITS / 64]);

    fn place(key: u32) -> (usize, usize) {
        let n = key as usize % Heads::KEYS * Heads::BITS;
        (n / 64, n % 64)
    }

    fn insert(&mut self, root: u32, key: u32, alone: bool) {
        let (block, bit) = Self::place(key);
        self.0[block] |= 1 << (bit + root as usize);
        self.0[block] |= u64::from(alone) << (bit + Self::ROOTS + root as usize);
    }

    /// A bit for each root that a word goes on from, and one for each where an entry ends with it.
    #[inline]
    fn roots(&self, key: u32) -> (u64, u64) {
        let (block, bit) = Self::place(key);
        let bits = self.0[block] >> bit;
        (bits & ((1 << Self::ROOTS) - 1), bits >> Self::ROOTS & ((1 << Self::ROOTS) - 1))
    }
}

/// Which words an entry begins with, two by two, by their keys; others may seem to.
#[derive(Debug)]
struct Pairs([u64; Pairs::BITS / 64]);

impl Pairs {
    const BITS: usize = 1 << 17;
    const NONE: Pairs = Pairs([0; Pairs::BITS / 64]);

    #[inline]
    fn place(first: u32, second: u32) -> (usize, usize) {
        let mixed = first.wrapping_mul(0x9e37_79b1) ^ second;
        let n = (mixed ^ mixed >> 15) as usize % Self::BITS;
        (n / 64, n % 64)
    }

    fn insert(&mut self, first: u32, second: u32) {
        let (block, bit) = Self::place(first, second);
        self.0[block] |= 1 << bit;
    }

    #[inline]
    fn has(&self, first: u32, second: u32) -> bool {
        let (block, bit) = Self::place(first, second);
        self.0[block] >> bit & 1 == 1
    }
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::compile);

/// The vocabulary compiled into the program, built on first use.
pub fn lexicon() -> &'static Lexicon {
    &LEXICON
}

/// Lines of a data file as cells; comments and empty lines left out.
fn lines(data: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    data.lines()
        .filter(|l| !l.trim().is_empty() && !l.starts_with('#'))
        .map(|l| l.split('\t').collect())
}

impl Lexicon {
    fn compile() -> Lexicon {
        let mut lexicon = Lexicon {
            entries: Vec::new(),
            document_codes: HashMap::new(),
            edges: FxHashMap::default(),
            nodes: vec![Node::default(), Node::default()],
            words: String::new(),
            heads: Heads::NONE,
            pairs: Pairs::NONE,
        };
        for cells in lines(include_str!("../../reference/bodies.tsv")) {
            let (class, levels) = cells[1].split_once(':').unwrap_or((cells[1], ""));
            let (name, levels) = match class {
                // `national:NAME`: the printed name stands for another body.
                "national" if !levels.is_empty() => (levels, ""),
                _ => (cells[0], levels),
            };
            let class = match class {
                "committee" => BodyClass::Committee,
                "organ" => BodyClass::Organ,
                "council" => BodyClass::Council,
                "councilboard" => BodyClass::CouncilBoard,
                "pair" => BodyClass::Pair,
                "front" => BodyClass::Front,
                "national" => BodyClass::National,
                "unitblock" => BodyClass::UnitBlock,
                "assembly" => BodyClass::Assembly,
                "open" => BodyClass::Open,
                "hamlet" => BodyClass::Hamlet,
                _ => BodyClass::Agency,
            };
            lexicon.add_line(Entry::Body { name, class, levels }, &cells, 2);
        }
        for cells in lines(include_str!("../../reference/fields.tsv")) {
            lexicon.add_line(Entry::Department(cells[0]), &cells, 1);
        }
        for cells in lines(include_str!("../../reference/offices.tsv")) {
            let body = match cells[1].split_once(':') {
                Some(("is" | "abbr", name)) => OfficeBody::Is(name),
                Some(("of", _)) => OfficeBody::Committee,
                _ => match cells[1] {
                    "overlap" => OfficeBody::Overlap,
                    "village" => OfficeBody::Village,
                    "none" => OfficeBody::None,
                    _ => OfficeBody::Own,
                },
            };
            let entry = Entry::Office { title: cells[0], body };
            match cells[1].starts_with("abbr:") {
                true => lexicon.add_variants(entry, &cells, 2),
                false => lexicon.add_line(entry, &cells, 2),
            }
        }
        for cells in lines(include_str!("../../reference/documents.tsv")) {
            let entry = lexicon.entry(Entry::Document(cells[0]));
            lexicon.add(COMMON, entry, cells[0]);
            for code in cells.get(1).into_iter().flat_map(|c| c.split('|')) {
                lexicon.document_codes.entry(code.trim()).or_insert(cells[0]);
            }
        }
        let unit_name = lexicon.entry(Entry::UnitName);
        let variants = include_str!("../../reference/spellings.csv").lines().skip(1);
        let names = units().all.iter().map(|unit| unit.name);
        let mut seen: FxHashSet<&str> = FxHashSet::default();
        for name in names.chain(variants.filter_map(|line| line.split(',').nth(2))) {
            // Numbers (phường 6, phường III) are names only behind a type word.
            let number = name.starts_with(|c: char| c.is_ascii_digit()) || roman(name).is_some();
            if !number && seen.insert(name) {
                lexicon.add_name(unit_name, name);
            }
        }
        let family = lexicon.entry(Entry::FamilyName);
        for name in include_str!("../../reference/family_names.txt").split_whitespace() {
            lexicon.add(NAMES, family, name);
        }
        lexicon
    }

    fn entry(&mut self, entry: Entry) -> u32 {
        self.entries.push(entry);
        self.entries.len() as u32 - 1
    }

    /// Adds the canonical name (cell 0) and the variants of a line.
    fn add_line(&mut self, entry: Entry, cells: &[&'static str], variants: usize) {
        let number = self.entry(entry);
        self.add(COMMON, number, cells[0]);
        self.add_forms(number, cells, variants);
    }

    /// Adds only the variants of a line: its canonical name belongs to another line too.
    fn add_variants(&mut self, entry: Entry, cells: &[&'static str], variants: usize) {
        let number = self.entry(entry);
        self.add_forms(number, cells, variants);
    }

    fn add_forms(&mut self, entry: u32, cells: &[&'static str], variants: usize) {
        for variant in cells.get(variants).into_iter().flat_map(|v| split_variants(v)) {
            for form in expand(variant.trim()) {
                self.add(COMMON, entry, &form);
            }
        }
    }

    /// Adds a unit's name in the spellings of minority-language names.
    fn add_name(&mut self, entry: u32, name: &str) {
        // All the forms end in one of these, and few names have them.
        if !name.contains(['k', 'c']) {
            self.add(NAMES, entry, name);
            return;
        }
        let mut spellings = vec![name.to_owned()];
        for forms in [
            ["Đắk", "Đăk", "Đắc", "Đak"],
            ["Lắk", "Lăk", "Lắc", "Lak"],
            ["Pắk", "Păk", "Pắc", "Pak"],
        ] {
            let printed = forms.iter().find(|f| name.contains(**f));
            let known = spellings.len();
            for other in printed.iter().flat_map(|_| forms) {
                let found = (0..known).map(|n| {
                    let old = forms.iter().find(|f| spellings[n].contains(**f));
                    old.map_or_else(String::new, |old| spellings[n].replace(old, other))
                });
                let new: Vec<String> = found.collect();
                spellings.extend(new);
            }
        }
        spellings.sort();
        spellings.dedup();
        for spelling in spellings.iter().filter(|s| !s.is_empty()) {
            self.add(NAMES, entry, spelling);
        }
    }

    fn add(&mut self, root: u32, entry: u32, form: &str) {
        let tokens = Tokens::new(form);
        if tokens.is_empty() {
            return;
        }
        let mut node = root;
        let mut abbreviated = false;
        let mut before = Vec::new();
        for i in 0..tokens.len() {
            // Capitals in the vocabulary match only capitals in the text.
            let exact = is_exact(&tokens, i);
            abbreviated |= exact;
            let words = match exact {
                true => vec![tokens.raw(i).to_owned()],
                false => spellings(&word_key(tokens.low(i))),
            };
            node = self.grow(node, &words);
            let keys: Vec<u32> = words.iter().map(|word| key(word.as_bytes())).collect();
            match i {
                0 => {
                    let alone = tokens.len() == 1;
                    keys.iter().for_each(|&key| self.heads.insert(root, key, alone));
                }
                1 => {
                    for &first in &before {
                        keys.iter().for_each(|&second| self.pairs.insert(first, second));
                    }
                }
                _ => {}
            }
            before = keys;
        }
        let entries = &mut self.nodes[node as usize].entries;
        if !entries.iter().any(|&(e, _)| e == entry) {
            entries.push((entry, abbreviated));
        }
    }

    /// The node that a word leads to in any of its spellings; a new word leads to a new node.
    fn grow(&mut self, from: u32, spellings: &[String]) -> u32 {
        let known = |word: &String| self.next(from, key(word.as_bytes()), || word);
        if let Some(known) = spellings.iter().find_map(known) {
            return known;
        }
        let to = self.nodes.len() as u32;
        self.nodes.push(Node::default());
        for spelling in spellings {
            let key = key(spelling.as_bytes());
            self.nodes[from as usize].following |= 1 << (key % 64);
            let start = self.words.len() as u32;
            self.words.push_str(spelling);
            let word = start..self.words.len() as u32;
            let other = self.edges.insert((from, key), Edge { to, word });
            assert!(other.is_none(), "two words of one key: {spelling}");
        }
        to
    }

    /// The node that a word leads to, by its key.
    #[inline]
    fn next<'w>(&self, from: u32, key: u32, word: impl FnOnce() -> &'w str) -> Option<u32> {
        // Few words go on from a place of the trie, and most of a text do not.
        if self.nodes[from as usize].following >> (key % 64) & 1 == 0 {
            return None;
        }
        let edge = self.edges.get(&(from, key))?;
        let known = &self.words.as_bytes()[edge.word.start as usize..edge.word.end as usize];
        (known == word().as_bytes()).then_some(edge.to)
    }

    /// Lists what stands at a range of tokens from its start on, behind a node.
    fn list_behind(
        &self,
        tokens: &Tokens<'_>,
        range: Range<usize>,
        mut node: u32,
        list: &mut Vec<Match>,
    ) {
        for i in range.clone() {
            let mut next = self.next(node, tokens.key(i), || tokens.low(i));
            if is_exact(tokens, i) {
                let raw = tokens.raw(i);
                let exact = self.next(node, key(raw.as_bytes()), || raw);
                if let (Some(exact), Some(lower)) = (exact, next)
                    && exact != lower
                {
                    self.list_ends(exact, i + 1, list);
                    self.list_behind(tokens, i + 1..range.end, exact, list);
                }
                next = next.or(exact);
            }
            let Some(next) = next else { return };
            self.list_ends(next, i + 1, list);
            node = next;
        }
    }

    /// Lists what ends at a node, with the index after it.
    #[inline]
    fn list_ends(&self, node: u32, end: usize, list: &mut Vec<Match>) {
        for &(entry, abbreviated) in &self.nodes[node as usize].entries {
            list.push(Match { entry, end, abbreviated });
        }
    }

    /// Whether an entry may begin at a token from each of the roots, as bits.
    #[inline]
    fn roots(&self, tokens: &Tokens<'_>, i: usize) -> u64 {
        let (first, second) = (tokens.key(i), tokens.key(i + 1));
        let (roots, alone) = self.heads.roots(first);
        if is_exact(tokens, i) {
            return roots | self.heads.roots(key(tokens.raw(i).as_bytes())).0;
        }
        let goes_on = || self.pairs.has(first, second) || is_exact(tokens, i + 1);
        if roots == alone || goes_on() { roots } else { alone }
    }

    /// All matches over a text, in one pass.
    pub fn scan(&self, tokens: &Tokens<'_>) -> Matches {
        let mut starts = Vec::with_capacity(tokens.len() + 1);
        let mut list = Vec::with_capacity(tokens.len() / 2);
        for line in &tokens.lines {
            for i in line.clone() {
                let from = list.len();
                starts.push(from as u32);
                let roots = self.roots(tokens, i);
                if roots >> COMMON & 1 == 1 {
                    self.list_behind(tokens, i..line.end, COMMON, &mut list);
                }
                if roots >> NAMES & 1 == 1 && tokens.is_capital(i) {
                    self.list_behind(tokens, i..line.end, NAMES, &mut list);
                }
                if list.len() - from > 1 {
                    list[from..].sort_by(|a, b| b.end.cmp(&a.end).then(a.entry.cmp(&b.entry)));
                }
            }
        }
        starts.push(list.len() as u32);
        Matches { starts, list }
    }
}

/// Whether a token is an abbreviation or a letter: it is in the vocabulary as printed.
fn is_exact(tokens: &Tokens<'_>, i: usize) -> bool {
    match tokens.shape(i) {
        Shape::Upper => true,
        Shape::Initial => tokens.raw(i).chars().nth(1).is_none(),
        _ => false,
    }
}

/// Lower-case word as the trie knows it: one dash, and i for y after a lone consonant
/// (`kỹ` = `kĩ`, `Quý` = `Quí`, `tỷ` = `tỉ`).
fn word_key(lower: &str) -> Cow<'_, str> {
    if matches!(lower, "–" | "—" | "−" | "‑") {
        return Cow::Borrowed("-");
    }
    // Ia H’Drai, Ea H’leo: the data files have the straight apostrophe.
    // No letter of Vietnamese begins with its first byte.
    if lower.bytes().any(|byte| byte == 0xe2) && lower.contains('’') {
        return Cow::Owned(lower.replace('’', "'"));
    }
    match respelt(lower, |&(i, y)| (y, i)) {
        Some(word) => Cow::Owned(word),
        None => Cow::Borrowed(lower),
    }
}

/// A word of the trie in all the spellings that a text can have, [`word_key`] of each being it.
fn spellings(word: &str) -> Vec<String> {
    if word == "-" {
        return ["-", "–", "—", "−", "‑"].map(str::to_owned).to_vec();
    }
    let mut all = vec![word.to_owned()];
    all.extend(respelt(word, |&pair| pair));
    for n in 0..all.len() {
        if all[n].contains('\'') {
            all.push(all[n].replace('\'', "’"));
        }
    }
    all.retain(|spelling| spelling == word || word_key(spelling) == word);
    all
}

/// A word with another letter for the last one, where both are written after a lone consonant.
fn respelt(word: &str, change: impl Fn(&(char, char)) -> (char, char)) -> Option<String> {
    const I_AND_Y: [(char, char); 6] =
        [('i', 'y'), ('ì', 'ỳ'), ('ỉ', 'ỷ'), ('ĩ', 'ỹ'), ('í', 'ý'), ('ị', 'ỵ')];
    let mut chars = word.chars();
    let last = chars.next_back()?;
    let (_, other) = I_AND_Y.iter().map(change).find(|&(printed, _)| printed == last)?;
    let stem = chars.as_str();
    let consonant =
        matches!(stem.chars().next_back()?, 'h' | 'k' | 'l' | 'm' | 's' | 't' | 'v' | 'd' | 'u');
    consonant.then(|| format!("{stem}{other}"))
}

/// Splits variants at `|` outside brackets.
fn split_variants(cell: &'static str) -> impl Iterator<Item = &'static str> {
    cell.split('|').filter(|v| !v.trim().is_empty())
}

/// All forms of a variant: `[x]` may be left out, `[x/y]` and `(x/y)` are choices.
fn expand(variant: &str) -> Vec<String> {
    let open = variant.find(['[', '(']);
    let Some(open) = open else { return vec![variant.to_owned()] };
    let optional = variant[open..].starts_with('[');
    let close = variant[open..].find(if optional { ']' } else { ')' });
    let Some(close) = close.map(|c| open + c) else { return vec![variant.to_owned()] };
    let (before, inside, after) =
        (&variant[..open], &variant[open + 1..close], &variant[close + 1..]);
    let mut choices: Vec<&str> = inside.split('/').collect();
    if optional {
        choices.push("");
    }
    let mut forms = Vec::new();
    for tail in expand(after) {
        for choice in &choices {
            forms.push(format!("{before}{choice}{tail}"));
        }
    }
    forms
}

#[cfg(test)]
mod tests {
    use super::*;

    fn longest(text: &str) -> Option<(Entry, String)> {
        let tokens = Tokens::new(text);
        let matches = lexicon().scan(&tokens);
        let found = matches.at(0).first()?;
        Some((
            lexicon().entries[found.entry as usize].clone(),
            tokens.slice(0..found.end).to_owned(),
        ))
    }

    #[test]
    fn bodies_and_their_variants() {
        for (text, name) in [
            ("UBND huyện", "Ủy ban nhân dân"),
            ("Ủy ban Nhân dân phường", "Ủy ban nhân dân"),
            ("UB MTTQ huyện", "Ủy ban Mặt trận Tổ quốc Việt Nam"),
            ("UBMTTQVN xã", "Ủy ban Mặt trận Tổ quốc Việt Nam"),
            ("Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh", "Ủy ban Mặt trận Tổ quốc Việt Nam"),
            ("BCH Quân sự quận", "Ban Chỉ huy Quân sự"),
            ("Ban Dân Vận Thị ủy", "Ban Dân vận"),
            ("Hội LHPN Việt Nam tỉnh", "Hội Liên hiệp Phụ nữ"),
            ("BCH Trung ương Đảng", "Ban Chấp hành Trung ương"),
        ] {
            match longest(text) {
                Some((Entry::Body { name: found, .. }, _)) => assert_eq!(found, name, "{text}"),
                other => panic!("{text}: {other:?}"),
            }
        }
    }

    #[test]
    fn offices_and_their_variants() {
        for (text, title) in [
            ("phó bí thư thường trực Đảng ủy", "Phó Bí thư Thường trực"),
            ("UVBTV, Trưởng Ban", "Ủy viên Ban Thường vụ"),
            ("PCT UBND", "Phó Chủ tịch"),
            ("Phó Trưởng ban Dân vận", "Phó Trưởng Ban"),
            ("Ủy viên BTV Tỉnh ủy", "Ủy viên Ban Thường vụ"),
        ] {
            match longest(text) {
                Some((Entry::Office { title: found, .. }, _)) => assert_eq!(found, title, "{text}"),
                other => panic!("{text}: {other:?}"),
            }
        }
    }

    #[test]
    fn every_line_of_the_vocabulary_is_found_by_its_own_name() {
        for entry in &lexicon().entries {
            let name = match entry {
                // Lines of variants only (TBDV, TVTU) have no name of their own.
                Entry::Office { title, body: OfficeBody::Is(name) }
                    if name.starts_with("Ban ") || *title == "Ủy viên Ban Thường vụ" =>
                {
                    continue;
                }
                Entry::Office { title, .. } => title,
                Entry::Document(name) | Entry::Department(name) => name,
                _ => continue,
            };
            let tokens = Tokens::new(name);
            let matches = lexicon().scan(&tokens);
            let found = matches
                .at(0)
                .iter()
                .any(|m| m.end == tokens.len() && &lexicon().entries[m.entry as usize] == entry);
            assert!(found, "{name}");
        }
    }

    #[test]
    fn small_letters_do_not_match_abbreviations() {
        assert_eq!(longest("ct huyện"), None);
    }
}
