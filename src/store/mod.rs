//! The knowledge base: one SQLite file.
//!
//! [`open_writing`] and [`open_reading`] give a connection or one clear [`StoreError`]; a
//! [`Writer`] puts articles and what they state into it; [`check`] looks whether all holds.

mod article;
mod check;
mod corrections;
mod doubts;
mod entity;
mod figures;
mod geography;
mod identity;
mod listing;
mod near;
mod open;
mod pack;
mod profile;
mod sample;
mod search;
mod source;
mod statements;
mod tables;
mod thing;
mod writer;

pub use article::{Candidate, Named, StoredArticle, article, find_articles};
pub use check::{Doubts, Problem, check, doubts};
pub use corrections::{LineOutcome, LineProblem};
pub use doubts::{Doubt, open_doubts};
pub use listing::{
    FactNumbers, Listed, TreeUnit, coverage, each_listed, figure_years, tree_units, unit_of_code,
};
pub use open::{APPLICATION_ID, SCHEMA_VERSION, StoreError, open_reading, open_writing};
pub use pack::{CODEBOOK, INPUTS, each_record, has_replayed, loaded_by};
pub use profile::{Choice, Entry, Link, Part, Profile, Proof, Section, find, profile};
pub use sample::{Drawn, Sample, sample};
pub use search::{BEGIN, END, Found, Search, Shelf, search};
pub use source::{STATEMENTS, Source, Statement, source};
pub use tables::{Column, ColumnKind, Reference, Table, hold, internals, tables};
pub use thing::Thing;
pub use writer::{Counters, Fingerprint, Outcome, Writer, fingerprint};
