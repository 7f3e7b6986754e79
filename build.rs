//! Lists the report files, so that a report is one file in `queries/` and no line elsewhere.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    // The migrations are read by a macro, which cargo does not see.
    println!("cargo:rerun-if-changed=migrations");
    println!("cargo:rerun-if-changed=queries");
    let mut files: Vec<PathBuf> = fs::read_dir("queries")?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<io::Result<_>>()?;
    files.retain(|path| path.extension().is_some_and(|ending| ending == "sql"));
    files.sort();

    let mut list = String::from("&[\n");
    for path in &files {
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        let file = format!("concat!(env!(\"CARGO_MANIFEST_DIR\"), \"/queries/{name}.sql\")");
        list.push_str(&format!("    ({name:?}, include_str!({file})),\n"));
    }
    list.push_str("]\n");
    let out = env::var_os("OUT_DIR").expect("cargo names the folder for what is generated");
    fs::write(Path::new(&out).join("queries.rs"), list)
}
