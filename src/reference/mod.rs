//! What names are: administrative units with their history, and (in `reference/*.tsv`) offices,
//! bodies, abbreviations and document kinds. The data files are compiled in.

pub mod abbreviations;
pub mod lexicon;
pub mod organizations;
pub mod units;
pub mod words;
