//! A folder that appears whole or not at all.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::file::bare;

/// Why a folder was not written.
#[derive(Debug, thiserror::Error)]
pub enum FolderError {
    /// Something is in the folder and `--force` was not given.
    #[error("{}: the folder is not empty; give --force to replace what danvan wrote to it", .0.display())]
    NotEmpty(PathBuf),
    /// Something in the folder is not what is written there, and is not to be lost.
    #[error("{}: holds {name}, which is not danvan's; name another folder", folder.display())]
    Foreign {
        /// The folder.
        folder: PathBuf,
        /// What is in it.
        name: String,
    },
    /// It is a file.
    #[error("{}: a file; name a folder", .0.display())]
    File(PathBuf),
    /// The disk refused.
    #[error("{}: cannot write the folder", .0.display())]
    Io(PathBuf, #[source] io::Error),
}

/// Something in a folder that is no file of ours: another file, or a folder without any.
fn foreign(
    root: &Path,
    folder: &Path,
    ours: &impl Fn(&Path) -> bool,
) -> io::Result<Option<String>> {
    let mut empty = true;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        empty = false;
        let path = entry.path();
        let name = path.strip_prefix(root).unwrap_or(&path);
        let found = match entry.file_type()? {
            kind if kind.is_dir() => foreign(root, &path, ours)?,
            kind if kind.is_file() && ours(name) => None,
            _ => Some(name.to_string_lossy().into_owned()),
        };
        if found.is_some() {
            return Ok(found);
        }
    }
    let name = folder.strip_prefix(root).unwrap_or(folder).to_string_lossy();
    Ok((empty && folder != root).then(|| name.into_owned()))
}

/// A folder written beside its place and renamed by [`keep`](NewFolder::keep); dropped before
/// that, it leaves nothing.
pub struct NewFolder {
    made: TempDir,
    /// As given, for messages.
    path: PathBuf,
    /// The folder itself, where the path is a link to it or ends in `.`.
    place: PathBuf,
}

impl NewFolder {
    /// Begins the folder. With `force`, one that is there is replaced if all its files are `ours`, by
    /// their paths inside of it.
    ///
    /// # Errors
    /// The path is a file or a folder with something in it, or its parent cannot be written to.
    pub fn create(
        path: &Path,
        force: bool,
        ours: impl Fn(&Path) -> bool,
    ) -> Result<NewFolder, FolderError> {
        let path = path.to_owned();
        let failed = |error| FolderError::Io(path.clone(), error);
        let place = match path.canonicalize() {
            Ok(place) => place,
            Err(error) if error.kind() == io::ErrorKind::NotFound => path.clone(),
            Err(error) => return Err(failed(error)),
        };
        match fs::read_dir(&place) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) if error.kind() == io::ErrorKind::NotADirectory => {
                return Err(FolderError::File(path));
            }
            Err(error) => return Err(failed(error)),
            Ok(mut entries) => {
                if !force && entries.next().is_some() {
                    return Err(FolderError::NotEmpty(path));
                }
                if let Some(name) = foreign(&place, &place, &ours).map_err(failed)? {
                    return Err(FolderError::Foreign { name, folder: path });
                }
            }
        }
        let parent = match place.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent,
            _ => Path::new("."),
        };
        let mut builder = tempfile::Builder::new();
        builder.prefix(".danvan-").suffix(".part");
        // A temporary folder is private; this one gets the modes that the user's umask gives.
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o777));
        let made = builder.tempdir_in(parent).map_err(|error| failed(bare(&error)))?;
        Ok(NewFolder { made, path, place })
    }

    /// Where its files are to be written.
    pub fn path(&self) -> &Path {
        self.made.path()
    }

    /// Puts the finished folder in its place.
    ///
    /// # Errors
    /// The disk refuses; what was there before is there again.
    pub fn keep(self) -> Result<(), FolderError> {
        let NewFolder { made, path, place } = self;
        let failed = |error| FolderError::Io(path.clone(), error);
        let old = made.path().with_extension("old");
        let was_there = match fs::rename(&place, &old) {
            Ok(()) => true,
            Err(error) if error.kind() == io::ErrorKind::NotFound => false,
            Err(error) => return Err(failed(error)),
        };
        if let Err(error) = fs::rename(made.path(), &place) {
            if was_there {
                let _ = fs::rename(&old, &place);
            }
            return Err(failed(error));
        }
        // Nothing is left under the name it was made with.
        let _ = made.keep();
        if was_there { fs::remove_dir_all(&old).map_err(failed) } else { Ok(()) }
    }
}
