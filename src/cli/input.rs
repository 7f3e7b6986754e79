//! Arguments that say how inputs are read; shared by all commands that read them.

use crate::input::{Column, ColumnMap, Encoding, Format, InputOptions, parse_mapping};

/// How inputs are read.
#[derive(Debug, Clone, clap::Args)]
pub struct InputArgs {
    /// What the inputs are, where their first bytes do not tell
    #[arg(long, value_name = "FORMAT")]
    input_format: Option<Format>,
    /// Name of a column or field: text=noi_dung (also title, url, date, author, publisher)
    #[arg(long = "map", value_name = "COLUMN=NAME", value_parser = parse_mapping)]
    columns: Vec<(Column, String)>,
    /// Encoding of what is not in UTF-8, where it is not recognized: windows-1258, tcvn3, vni, …
    #[arg(long, value_name = "ENCODING")]
    encoding: Option<Encoding>,
}

impl InputArgs {
    /// The same, as the input takes it.
    pub fn options(&self) -> InputOptions {
        InputOptions {
            format: self.input_format,
            columns: ColumnMap { named: self.columns.clone() },
            encoding: self.encoding,
        }
    }
}
