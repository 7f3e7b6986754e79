//! ZIP: a folder in a file.

use std::borrow::Cow;
use std::cell::Cell;
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::ops::ControlFlow;
use std::rc::Rc;

use zip::ZipArchive;
use zip::result::ZipError;

use super::gzip::Unpacked;
use crate::input::stream::{Reading, io_reject, too_large};
use crate::input::walk::{is_passed_over_name, unsupported};
use crate::input::{Reject, reject, sniff};

/// The largest archive that is copied aside because it is not a file of its own, in bytes.
const MAX_SPOOLED: u64 = 4 * 1024 * 1024 * 1024;

/// Reads the members of an archive, in its order.
pub(in crate::input) fn read(
    source: &str,
    mut file: impl Read + Seek,
    reading: &mut Reading<'_>,
) -> ControlFlow<()> {
    let stated = stated_members(&mut file);
    let mut archive = match ZipArchive::new(file) {
        Ok(archive) => archive,
        Err(error) => return reading.reject(zip_reject(source, error)),
    };
    let names: Vec<String> = archive.file_names().flatten().map(Cow::into_owned).collect();
    // Word and Excel files are archives too.
    if names.iter().any(|name| name == "[Content_Types].xml" || name == "mimetype") {
        return reading.reject(unsupported(source, "an office document"));
    }
    for number in 0..archive.len() {
        member(source, &mut archive, number, &names, reading)?;
    }
    match stated.ok().flatten().map(|stated| stated.saturating_sub(archive.len())) {
        // The archive is read by names: of members of one name the last is there.
        Some(hidden @ 1..) => reading.reject(reject(
            source,
            format!("members of one name: {hidden} of them cannot be read"),
            "unpack it and load the files",
        )),
        _ => ControlFlow::Continue(()),
    }
}

/// How many members the end of an archive states; none where it is not there, or too large to be told
/// in two bytes (APPNOTE 4.3.16).
fn stated_members(file: &mut (impl Read + Seek)) -> std::io::Result<Option<usize>> {
    const SIGNATURE: &[u8] = b"PK\x05\x06";
    const RECORD: usize = 22;
    const LONGEST_COMMENT: u64 = u16::MAX as u64;
    let length = file.seek(SeekFrom::End(0))?;
    file.seek(SeekFrom::Start(length.saturating_sub(LONGEST_COMMENT + RECORD as u64)))?;
    let mut tail = Vec::new();
    file.read_to_end(&mut tail)?;
    file.rewind()?;
    let end = tail.windows(RECORD).rev().find(|record| record.starts_with(SIGNATURE));
    let members = end.map(|record| u16::from_le_bytes([record[10], record[11]]));
    Ok(members.filter(|&members| members != u16::MAX).map(usize::from))
}

fn member(
    source: &str,
    archive: &mut ZipArchive<impl Read + Seek>,
    number: usize,
    names: &[String],
    reading: &mut Reading<'_>,
) -> ControlFlow<()> {
    let entry = match archive.by_index(number) {
        Ok(entry) => entry,
        Err(error) => {
            let broken = zip_reject(source, error);
            return reading
                .reject(Reject { place: Some(format!("member {}", number + 1)), ..broken });
        }
    };
    let Ok(name) = entry.name().map(Cow::into_owned) else {
        let broken = reject(source, "a member without a readable name", "get the file again");
        return reading.reject(Reject { place: Some(format!("member {}", number + 1)), ..broken });
    };
    if entry.is_dir() || name.split('/').any(|part| is_passed_over_name(part, &name, names)) {
        return ControlFlow::Continue(());
    }
    let source = format!("{source}/{name}");
    if let Some(kind) = sniff::other_kind_by_name(&name) {
        return reading.reject(unsupported(&source, kind));
    }
    let packed = Rc::new(Cell::new(entry.compressed_size()));
    reading.inner(&source, &mut Unpacked::new(entry, packed))
}

/// Reads an archive that comes in a stream: an archive can only be read from its end.
pub(in crate::input) fn spool(
    source: &str,
    from: &mut dyn Read,
    reading: &mut Reading<'_>,
) -> ControlFlow<()> {
    let copied = tempfile::tempfile().and_then(|mut file: File| {
        let bytes = std::io::copy(&mut from.take(MAX_SPOOLED + 1), &mut file)?;
        file.rewind()?;
        Ok((file, bytes))
    });
    match copied {
        Ok((_, bytes)) if bytes > MAX_SPOOLED => reading.reject(too_large(source, MAX_SPOOLED)),
        Ok((file, _)) => read(source, file, reading),
        Err(error) => reading.reject(io_reject(source, &error)),
    }
}

fn zip_reject(source: &str, error: ZipError) -> Reject {
    match error {
        ZipError::Io(error) => io_reject(source, &error),
        ZipError::UnsupportedArchive(what) => {
            reject(source, format!("cannot be unpacked ({what})"), "unpack it and load the files")
        }
        other => reject(source, format!("damaged archive ({other})"), "get the file again"),
    }
}
