//! Where the pages of things are: `localities/huyen-dai-loc-5d41402abc.html`.
//!
//! The names come from names and keys, so that they are the same in every site of the same content;
//! they are ASCII in lower case and end in a digest, so that no two are equal on any file system.

use std::collections::HashMap;

use rusqlite::Connection;
use sha2::{Digest, Sha256};

use crate::resolve::hex;
use crate::store::{Link, Thing, each_listed};
use crate::text::fold::search_key;

/// Most letters of a thing's name in the name of its page.
const LETTERS: usize = 40;
/// Digits of the digest: 48 bits, so that two of a hundred thousand things hardly ever share one.
const DIGITS: usize = 12;

/// The folder of a kind.
pub fn folder(thing: Thing) -> &'static str {
    // Tables are named as the things are.
    thing.table()
}

/// The names of all pages of things.
pub struct Addresses {
    names: HashMap<Link, Box<str>>,
    /// How many there are of each kind.
    counts: HashMap<Thing, usize>,
}

impl Addresses {
    /// Reads which things there are.
    pub fn read(db: &Connection) -> rusqlite::Result<Addresses> {
        let (mut names, mut counts) = (HashMap::new(), HashMap::new());
        for thing in Thing::ALL {
            each_listed(db, thing, |listed| {
                let name = name(&listed.name, &listed.key);
                names.insert((thing, listed.id), name.into_boxed_str());
                *counts.entry(thing).or_default() += 1;
                Ok::<_, rusqlite::Error>(())
            })?;
        }
        Ok(Addresses { names, counts })
    }

    /// The page of a thing without its ending; none where it has no page.
    pub fn stem(&self, link: Link) -> Option<String> {
        Some(format!("{}/{}", folder(link.0), self.name(link)?))
    }

    /// The same inside the folder of its kind.
    pub fn name(&self, link: Link) -> Option<&str> {
        self.names.get(&link).map(AsRef::as_ref)
    }

    /// How many pages there are of a kind.
    pub fn count(&self, thing: Thing) -> usize {
        self.counts.get(&thing).copied().unwrap_or_default()
    }
}

/// The name of a page, from a thing's name and key.
fn name(name: &str, key: &str) -> String {
    let mut letters = String::with_capacity(LETTERS);
    for word in search_key(name).split(' ') {
        // What is no Latin letter has no place in an address that everybody can type.
        let word: String = word.chars().filter(char::is_ascii_alphanumeric).collect();
        if letters.len() + word.len() >= LETTERS {
            break;
        }
        if !word.is_empty() {
            letters.push_str(&word);
            letters.push('-');
        }
    }
    let digest = hex(&Sha256::digest(key.as_bytes()));
    letters + &digest[..DIGITS]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_every_file_system_takes() {
        for (thing, expected) in [
            ("Huyện Đại Lộc", "huyen-dai-loc-2c70e12b7a06"),
            ("<script>/../CON", "script-con-2c70e12b7a06"),
            ("東京", "2c70e12b7a06"),
            ("", "2c70e12b7a06"),
        ] {
            assert_eq!(name(thing, "k"), expected.replace("2c70e12b7a06", &digest()), "{thing}");
        }
        let long = name(&"ữ ".repeat(99), "k");
        assert!(long.len() <= LETTERS + DIGITS && long.is_ascii(), "{long}");
        assert_ne!(name("Hội nghị", "a"), name("Hội nghị", "b"));
    }

    fn digest() -> String {
        hex(&Sha256::digest(b"k"))[..DIGITS].to_owned()
    }
}
