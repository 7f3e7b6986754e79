//! The vocabulary of offices, bodies, departments, document kinds and unit names, matched over
//! tokens in one pass.
//!
//! The words are in `reference/*.tsv`; a new word is one line there. All matches that begin at
//! a token are given, longest first, so that the caller can prefer by context.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::units::units;
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
    words: Words,
    /// For each word the node that it leads to from either root of the trie, or [`NOWHERE`]. Most
    /// words of a text begin nothing.
    first: Vec<[u32; 2]>,
    /// From a node over a word to the next node.
    edges: FxHashMap<(u32, u32), u32>,
    nodes: Vec<Node>,
}

/// A place in the trie.
#[derive(Debug, Default)]
struct Node {
    /// What ends here, and whether it is abbreviated.
    entries: Vec<(u32, bool)>,
    /// Whether words go on from here.
    inner: bool,
}

/// No node.
const NOWHERE: u32 = 0;
/// Root of the entries that begin with any word.
const COMMON: usize = 0;
/// Root of the names of units and families, which begin with a capital: as words they are in every
/// sentence.
const NAMES: usize = 1;

/// The words of the vocabulary, each in all its spellings, with their numbers.
#[derive(Debug, Default)]
struct Words(FxHashMap<u32, Vec<(Box<str>, u32)>>);

impl Words {
    /// The number of a word, whose key is known.
    fn number(&self, key: u32, word: &str) -> Option<u32> {
        let same_key = self.0.get(&key)?;
        same_key.iter().find(|(known, _)| **known == *word).map(|&(_, number)| number)
    }

    fn insert(&mut self, word: &str, number: u32) {
        self.0.entry(key(word.as_bytes())).or_default().push((word.into(), number));
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
            words: Words::default(),
            first: Vec::new(),
            edges: FxHashMap::default(),
            nodes: vec![Node::default()],
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
            // Numbers (phường 6) are names only behind a type word.
            if !name.starts_with(|c: char| c.is_ascii_digit()) && seen.insert(name) {
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

    fn add(&mut self, root: usize, entry: u32, form: &str) {
        let tokens = Tokens::new(form);
        if tokens.is_empty() {
            return;
        }
        let mut node = NOWHERE;
        let mut abbreviated = false;
        for i in 0..tokens.len() {
            // Capitals in the vocabulary match only capitals in the text.
            let exact = is_exact(&tokens, i);
            abbreviated |= exact;
            let word = match exact {
                true => self.word(tokens.raw(i), |word| vec![word.to_owned()]),
                false => self.word(&word_key(tokens.low(i)), spellings),
            };
            let next_node = self.nodes.len() as u32;
            let next = match i {
                0 => &mut self.first[word as usize][root],
                _ => self.edges.entry((node, word)).or_insert(NOWHERE),
            };
            if *next == NOWHERE {
                *next = next_node;
                self.nodes.push(Node::default());
            }
            let next = *next;
            self.nodes[node as usize].inner = true;
            node = next;
        }
        let entries = &mut self.nodes[node as usize].entries;
        if !entries.iter().any(|&(e, _)| e == entry) {
            entries.push((entry, abbreviated));
        }
    }

    /// The number of a word as the trie knows it; a new word is added in its spellings.
    fn word(&mut self, word: &str, spellings: impl Fn(&str) -> Vec<String>) -> u32 {
        if let Some(known) = self.words.number(key(word.as_bytes()), word) {
            return known;
        }
        let number = self.first.len() as u32;
        self.first.push([NOWHERE; 2]);
        for spelling in spellings(word) {
            self.words.insert(&spelling, number);
        }
        number
    }

    /// The words of the vocabulary that a token is: as printed and in lower case.
    fn words_at(&self, tokens: &Tokens<'_>, i: usize) -> [Option<u32>; 2] {
        let lower = self.words.number(tokens.key(i), tokens.low(i));
        if !is_exact(tokens, i) {
            return [None, lower];
        }
        let raw = tokens.raw(i);
        let exact = self.words.number(key(raw.as_bytes()), raw);
        [exact, lower.filter(|_| exact != lower)]
    }

    /// Lists what ends at a node, with the index after it, and notes the node if words go on.
    fn arrive(&self, node: u32, end: usize, open: &mut Vec<u32>, list: &mut Vec<Match>) {
        let Node { entries, inner } = &self.nodes[node as usize];
        list.extend(entries.iter().map(|&(entry, abbreviated)| Match { entry, end, abbreviated }));
        if *inner {
            open.push(node);
        }
    }

    /// All matches over a text, in one pass.
    pub fn scan(&self, tokens: &Tokens<'_>) -> Matches {
        let words: Vec<_> = (0..tokens.len()).map(|i| self.words_at(tokens, i)).collect();
        let mut starts = Vec::with_capacity(tokens.len() + 1);
        let mut list = Vec::with_capacity(tokens.len() / 2);
        let mut open: Vec<u32> = Vec::new();
        let mut next: Vec<u32> = Vec::new();
        for line in &tokens.lines {
            for i in line.clone() {
                let from = list.len();
                starts.push(from as u32);
                let roots = if tokens.is_capital(i) { COMMON..=NAMES } else { COMMON..=COMMON };
                for root in roots {
                    for word in words[i].into_iter().flatten() {
                        let node = self.first[word as usize][root];
                        if node != NOWHERE {
                            self.arrive(node, i + 1, &mut open, &mut list);
                        }
                    }
                }
                for at in i + 1..line.end {
                    if open.is_empty() {
                        break;
                    }
                    for node in open.drain(..) {
                        for word in words[at].into_iter().flatten() {
                            if let Some(&node) = self.edges.get(&(node, word)) {
                                self.arrive(node, at + 1, &mut next, &mut list);
                            }
                        }
                    }
                    std::mem::swap(&mut open, &mut next);
                }
                open.clear();
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
