//! An article made ready for the rules: tokens, lines, vocabulary matches, character offsets.

use std::cell::{Cell, OnceCell, RefCell};
use std::ops::Range;
use std::rc::Rc;

use chrono::Datelike;
use rustc_hash::{FxBuildHasher, FxHashMap};

use crate::article::{Article, LineKind};
use crate::reference::lexicon::{BodyClass, Entry, Match, Matches, lexicon};
use crate::text::index::TokenSet;
use crate::text::period::year_at;
use crate::text::phrases::phrases;
use crate::text::token::{CharIndex, Tokens};

use super::campaigns::Named;
use super::facts::{Basis, Evidence};
use super::places::{Mention, TYPE_WORDS};

/// An article and what all rules look at.
pub struct Doc<'a> {
    /// The article.
    pub article: &'a Article,
    /// Its text in tokens.
    pub tokens: Tokens<'a>,
    /// Vocabulary found at each token.
    pub matches: Matches,
    /// Tokens at which a unit may be named, with its type or without: see
    /// [`mention`](super::places::mention).
    pub units_at: TokenSet,
    /// Tokens at which a body of the vocabulary is named.
    pub bodies_at: TokenSet,
    /// Tokens at which an office is named.
    pub offices_at: TokenSet,
    /// Tokens at which the words may say who acts: a unit, a committee or an office.
    pub actors_at: TokenSet,
    /// Tokens at which a kind of document is named.
    pub documents_at: TokenSet,
    /// Tokens at which a unit, a committee, an office or a person may be named. Most words name
    /// nothing.
    pub names_at: TokenSet,
    vocabulary: &'static [Entry],
    /// Kind of each line.
    pub kinds: Vec<LineKind>,
    chars: CharIndex,
    latest_year: OnceCell<Option<i32>>,
    says: OnceCell<(bool, bool)>,
    /// Campaigns in order of the text, found when first asked for.
    pub(super) campaigns: OnceCell<Vec<Named>>,
    /// Tokens at which an honorific or a rank may stand.
    pub(super) honorifics: OnceCell<TokenSet>,
    /// Units named at the tokens that were asked for.
    pub(super) units: RefCell<FxHashMap<usize, Option<Rc<Mention>>>>,
    depth: Cell<u8>,
}

impl<'a> Doc<'a> {
    /// Reads an article once.
    pub fn new(article: &'a Article) -> Doc<'a> {
        let tokens = Tokens::new(&article.text);
        let vocabulary = &lexicon().entries;
        let matches = lexicon().scan(&tokens);
        let mut kinds: Vec<LineKind> =
            article.hints.lines.chars().map(LineKind::from_letter).collect();
        kinds.resize(tokens.lines.len(), LineKind::Paragraph);
        let chars = CharIndex::new(&article.text);
        let none = || TokenSet::none(tokens.len());
        let mut units_at = tokens.beginning(TYPE_WORDS);
        let (mut bodies_at, mut committees_at) = (none(), none());
        let (mut offices_at, mut documents_at) = (none(), none());
        for i in 0..tokens.len() {
            for found in matches.at(i) {
                match vocabulary[found.entry as usize] {
                    Entry::UnitName if tokens.is_capital(i) => units_at.insert(i),
                    Entry::Document(_) => documents_at.insert(i),
                    Entry::Office { .. } => offices_at.insert(i),
                    Entry::Body { class, .. } => {
                        bodies_at.insert(i);
                        if class == BodyClass::Committee {
                            committees_at.insert(i);
                        }
                    }
                    _ => {}
                }
            }
        }
        let actors_at = committees_at.or(&offices_at).or(&units_at);
        let names_at = actors_at.clone().or(tokens.capitals());
        Doc {
            article,
            tokens,
            matches,
            units_at,
            bodies_at,
            offices_at,
            actors_at,
            documents_at,
            names_at,
            vocabulary,
            kinds,
            chars,
            latest_year: OnceCell::new(),
            says: OnceCell::new(),
            campaigns: OnceCell::new(),
            honorifics: OnceCell::new(),
            units: RefCell::new(FxHashMap::with_capacity_and_hasher(64, FxBuildHasher)),
            depth: Cell::new(0),
        }
    }

    /// Reads a thing that stands inside another of its kind (a unit in a unit, a body of a body);
    /// nothing is read deeper than any real text goes.
    pub fn inside<T>(&self, read: impl FnOnce() -> Option<T>) -> Option<T> {
        const DEEPEST: u8 = 6;
        let depth = self.depth.get();
        if depth == DEEPEST {
            return None;
        }
        self.depth.set(depth + 1);
        let found = read();
        self.depth.set(depth);
        found
    }

    /// Kind of the line that holds a token.
    pub fn kind_at(&self, token: usize) -> LineKind {
        self.kinds[self.tokens.line_of(token)]
    }

    /// The year of publication, else the latest year that the article names.
    pub fn latest_year(&self) -> Option<i32> {
        let tokens = &self.tokens;
        let named = || {
            let figures = tokens.figures().within(0..tokens.len());
            figures
                // The end of a span (`2020 - 2025`) may lie in the future; `18-3-2011` is a day.
                .filter(|&t| {
                    let dash = matches!(tokens.raw(t.wrapping_sub(1)), "-" | "–");
                    !(dash && t > 1 && year_at(tokens, t - 2).is_some())
                })
                .filter_map(|t| year_at(tokens, t))
                .filter(|y| *y <= 2030)
                .max()
        };
        let published = self.article.published_on.map(|d| d.year());
        *self.latest_year.get_or_init(|| published.or_else(named))
    }

    /// Whether a token is in the running text: not the headline, not the byline.
    pub fn in_body(&self, token: usize) -> bool {
        !matches!(self.kind_at(token), LineKind::Title | LineKind::Byline)
    }

    /// The sentence, item or caption that holds a token, as a token range.
    pub fn sentence(&self, token: usize) -> Range<usize> {
        self.tokens.sentences[self.tokens.sentence_of(token)].clone()
    }

    /// Vocabulary entries that begin at a token, longest first.
    #[inline]
    pub fn entries(&self, token: usize) -> impl Iterator<Item = (Match, &'static Entry)> {
        let entries = self.vocabulary;
        self.matches.at(token).iter().map(|&m| (m, &entries[m.entry as usize]))
    }

    /// The words of a token range as evidence.
    pub fn evidence(&self, range: Range<usize>) -> Option<Evidence> {
        let first = self.tokens.list.get(range.start)?;
        let last = self.tokens.list.get(range.end.checked_sub(1)?)?;
        if first.start >= last.end() {
            return None;
        }
        let text = self.tokens.text;
        Some(Evidence {
            start: self.chars.chars_before(text, first.start),
            end: self.chars.chars_before(text, last.end()),
            quote: text[first.start..last.end()].to_owned(),
        })
    }

    /// Basis of a fact whose core stands at a token: its sentence first.
    pub fn basis(&self, rule: &'static str, core: usize) -> Basis {
        Basis { rule, evidence: self.evidence(self.sentence(core)).into_iter().collect() }
    }

    /// Whether the line that holds a token begins another piece of news: `* Cùng ngày, Huyện ủy B …`.
    pub fn in_other_news(&self, token: usize) -> bool {
        let tokens = &self.tokens;
        let line = tokens.line_of(token);
        let start = tokens.lines[line].start;
        let marked = matches!(tokens.raw(start), "*" | "•" | "+");
        let again = phrases!["cùng ngày", "cũng trong ngày", "cũng ngày", "trước đó"];
        line > 1 && tokens.any_phrase(start + usize::from(marked), again).is_some()
    }

    /// Whether a fact is stated by the headline.
    pub fn in_headline(&self, basis: &Basis) -> bool {
        if self.kinds[0] != LineKind::Title {
            return false;
        }
        let last = self.tokens.lines[0].end.checked_sub(1).map(|t| self.tokens.list[t].end());
        let end = last.map_or(0, |byte| self.chars.chars_before(self.tokens.text, byte));
        basis.evidence.first().is_some_and(|e| e.start < end)
    }

    /// Whether the text says `dân vận`, and whether `dân vận khéo`; looked for once, for every count asks.
    pub fn says_mobilization(&self) -> (bool, bool) {
        let lower = &self.tokens.lower;
        *self.says.get_or_init(|| (lower.contains("dân vận"), lower.contains("dân vận khéo")))
    }

    /// The words of a token range, quotation marks left out, spaces single.
    pub fn clean(&self, range: Range<usize>) -> String {
        clean(self.tokens.slice(range))
    }
}

/// A value as the contract writes it: no quotation marks, single spaces.
pub fn clean(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    // `Hội thi 'Dân vận khéo'`; the mark inside `K'Mák` and behind `K' Văn Bình` is a letter.
    let mut single = false;
    // `“Dân vận khéo”giai đoạn`
    let mut closed = false;
    for c in words.chars() {
        if std::mem::take(&mut closed) && c.is_alphanumeric() {
            out.push(' ');
        }
        match c {
            '”' | '»' => closed = true,
            '“' | '„' | '«' | '"' | '″' => {}
            '‘' | '\'' if out.is_empty() || out.ends_with([' ', '(']) => single = true,
            '’' | '\'' if single => single = false,
            c if c.is_whitespace() => {
                if !out.ends_with(' ') && !out.is_empty() {
                    out.push(' ');
                }
            }
            // A space that a dropped quotation mark left before a mark.
            ',' | '.' | ';' | ':' | ')' if out.ends_with(' ') => {
                out.pop();
                out.push(c);
            }
            c => out.push(c),
        }
    }
    out.trim_end().to_owned()
}
