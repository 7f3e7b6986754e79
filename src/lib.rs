//! Vietnamese local-government news about civil mobilization (*công tác dân vận*), as a
//! relational knowledge base in one SQLite file, each row tied to the words that state it.
//!
//! Data goes one way; a room knows only the rooms before it:
//! bytes → [`input`] → [`article`] → [`extract`] → [`resolve`] → [`store`] → [`report`] → [`output`].
//! [`text`] (Vietnamese text, pure functions) and [`mod@reference`] (what names are) serve them;
//! [`own`] reads an office's own tables; [`load`] goes the whole way, [`site`] writes a base as
//! pages, [`score`] reckons how good facts are, and [`cli`] calls it all.

pub mod article;
pub mod cli;
pub mod extract;
pub mod input;
pub mod load;
pub mod output;
pub mod own;
pub mod reference;
pub mod report;
pub mod resolve;
pub mod score;
pub mod site;
pub mod store;
pub mod text;
