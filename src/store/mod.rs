//! The knowledge base: one SQLite file.
//!
//! [`open_writing`] and [`open_reading`] give a connection or one clear [`StoreError`]; a
//! [`Writer`] puts articles and what they state into it; [`check`] looks whether all holds.

mod article;
mod check;
mod corrections;
mod doubts;
mod entity;
mod fact_key;
mod figures;
mod geography;
mod history;
mod identity;
mod listing;
mod near;
mod open;
mod own;
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
pub use own::{each_own_file, would_be};
pub use pack::{CODEBOOK, INPUTS, each_record, has_replayed, loaded_by};
pub use profile::{Choice, Entry, Link, Part, Profile, Proof, Section, find, profile};
pub use sample::{Drawn, Sample, sample};
pub use search::{BEGIN, END, Fact, Found, Kind, Search, Shelf, Unit, search};
pub use source::{STATEMENTS, Source, Statement, source};
pub use tables::{Column, ColumnKind, Reference, Table, hold, internals, tables};
pub use thing::Thing;
pub use writer::{Counters, Fingerprint, Outcome, Writer, fingerprint};
