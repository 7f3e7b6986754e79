//! A file that appears whole or not at all.

use std::fs::File;
use std::io::{self, BufWriter, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

/// Why a file was not written.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// The file is there and `--force` was not given.
    #[error("{}: the file exists; give --force to replace it", .0.display())]
    Exists(PathBuf),
    /// The folder or the disk refused.
    #[error("{}: cannot write the file", .0.display())]
    Io(PathBuf, #[source] io::Error),
}

/// A file written beside its place and renamed by [`keep`](NewFile::keep); dropped before that,
/// it leaves nothing.
pub struct NewFile {
    out: BufWriter<NamedTempFile<File>>,
    path: PathBuf,
    force: bool,
}

impl NewFile {
    /// Begins the file.
    ///
    /// # Errors
    /// The path exists and `force` is not set, or its folder cannot be written to.
    pub fn create(path: &Path, force: bool) -> Result<NewFile, FileError> {
        if !force && path.symlink_metadata().is_ok() {
            return Err(FileError::Exists(path.to_owned()));
        }
        let folder = match path.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent,
            _ => Path::new("."),
        };
        let mut builder = tempfile::Builder::new();
        builder.prefix(".danvan-").suffix(".part");
        // A temporary file is private; this one will be the user's, with the modes the user's
        // umask gives.
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
        let file =
            builder.tempfile_in(folder).map_err(|e| FileError::Io(path.to_owned(), bare(&e)))?;
        Ok(NewFile { out: BufWriter::new(file), path: path.to_owned(), force })
    }

    /// Puts the finished file in its place.
    ///
    /// # Errors
    /// The disk is full, or the path has come to exist meanwhile and `force` is not set.
    pub fn keep(self) -> Result<(), FileError> {
        let NewFile { out, path, force } = self;
        let file = match out.into_inner() {
            Ok(file) => file,
            Err(error) => return Err(FileError::Io(path, error.into_error())),
        };
        let kept = if force { file.persist(&path) } else { file.persist_noclobber(&path) };
        match kept {
            Ok(_) => Ok(()),
            Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => {
                Err(FileError::Exists(path))
            }
            Err(error) => Err(FileError::Io(path, error.error)),
        }
    }
}

/// What the system says, without the name that the file has meanwhile.
pub(super) fn bare(error: &io::Error) -> io::Error {
    let kind = error.kind();
    io::Error::new(kind, kind.to_string())
}

impl Seek for NewFile {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.out.seek(to)
    }
}

impl Write for NewFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.out.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_only_by_force_and_dropped_whole() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("bảng.csv");
        let write = |text: &str, force| -> Result<(), FileError> {
            let mut file = NewFile::create(&path, force)?;
            file.write_all(text.as_bytes()).unwrap();
            file.keep()
        };
        write("một", false).unwrap();
        assert!(matches!(write("hai", false), Err(FileError::Exists(_))));
        drop(NewFile::create(&path, true).unwrap());
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "một");
        write("ba", true).unwrap();
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "ba");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
