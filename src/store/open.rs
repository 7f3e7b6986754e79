//! Opening a database: ours, of this version, whole and free, or one clear error.

use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags};

use super::geography;

/// `DANV`: marks a file as danvan's, in `PRAGMA application_id`.
pub const APPLICATION_ID: i32 = 0x4441_4e56;

/// Number of the last migration, in `PRAGMA user_version`.
pub const SCHEMA_VERSION: i32 = 14;

/// How long another program may keep the file before it counts as locked.
const PATIENCE: Duration = Duration::from_secs(5);

mod migrations {
    refinery::embed_migrations!("migrations");
}

/// Why a database cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// There is no file to read.
    #[error("{0}: no such database; make it with `danvan load`, or name another with --db")]
    Missing(PathBuf),
    /// The folder cannot be written, or the file is a folder.
    #[error("{0}: cannot be opened ({1}); check the folder and its permissions")]
    Unopenable(PathBuf, String),
    /// Not a SQLite file at all.
    #[error("{0}: not a database; name another with --db")]
    NotADatabase(PathBuf),
    /// Some other program's SQLite file.
    #[error("{0}: a database, but not danvan's; name another with --db")]
    Foreign(PathBuf),
    /// Made by a later danvan.
    #[error(
        "{0}: made by a newer danvan (schema {1}, this one knows {SCHEMA_VERSION}); install the newer version"
    )]
    Newer(PathBuf, i32),
    /// Made by an earlier danvan and not loaded into since.
    #[error(
        "{0}: made by an older danvan (schema {1} of {SCHEMA_VERSION}); bring it up to date with `danvan load`"
    )]
    Older(PathBuf, i32),
    /// Pages of the file are damaged.
    #[error(
        "{0}: the file is damaged ({1}); restore a backup, or load the articles into a new one"
    )]
    Corrupt(PathBuf, String),
    /// Another program is at it.
    #[error("{0}: in use by another program; close it and try again")]
    Locked(PathBuf),
    /// No room left.
    #[error("{0}: the disk is full; make room and try again")]
    Full(PathBuf),
    /// The file or its folder is write-protected.
    #[error("{0}: cannot be written; check its permissions")]
    ReadOnly(PathBuf),
    /// The schema could not be brought up to date.
    #[error(
        "{0}: the schema cannot be brought up to date ({1}); load the articles into a new file"
    )]
    Migration(PathBuf, String),
    /// Anything else that SQLite says.
    #[error("{0}")]
    Sqlite(PathBuf, rusqlite::Error),
}

impl StoreError {
    /// What an error of SQLite means to the user of this file.
    pub fn of(path: &Path, error: rusqlite::Error) -> StoreError {
        let path = path.to_owned();
        match error.sqlite_error_code() {
            Some(ErrorCode::NotADatabase) => StoreError::NotADatabase(path),
            Some(ErrorCode::DatabaseCorrupt) => StoreError::Corrupt(path, error.to_string()),
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => StoreError::Locked(path),
            Some(ErrorCode::DiskFull) => StoreError::Full(path),
            Some(ErrorCode::ReadOnly) => StoreError::ReadOnly(path),
            Some(ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => {
                StoreError::Unopenable(path, error.to_string())
            }
            _ => StoreError::Sqlite(path, error),
        }
    }
}

/// Opens a database to load into: makes the file if there is none, brings the schema up to date
/// and fills in the administrative units.
///
/// # Errors
/// A file that is not danvan's, is newer, damaged, locked or write-protected; it is not changed.
pub fn open_writing(path: &Path) -> Result<Connection, StoreError> {
    let wrap = |error| StoreError::of(path, error);
    let mut db = Connection::open(path).map_err(wrap)?;
    db.busy_timeout(PATIENCE).map_err(wrap)?;
    let version = version(&db, path)?;
    db.execute_batch(
        "PRAGMA journal_mode = DELETE; PRAGMA foreign_keys = ON; PRAGMA cache_size = -65536;
         PRAGMA temp_store = MEMORY;",
    )
    .map_err(wrap)?;
    db.set_prepared_statement_cache_capacity(256);
    // Else SQLite compiles some statements anew at every run, to plan them for the values bound.
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true).map_err(wrap)?;
    if version != Some(SCHEMA_VERSION) {
        migrations::migrations::runner()
            .set_grouped(true)
            .run(&mut db)
            .map_err(|error| StoreError::Migration(path.to_owned(), error.to_string()))?;
    }
    geography::fill(&mut db).map_err(wrap)?;
    Ok(db)
}

/// Opens a database to read from. It is opened read-write where possible, so that what a crashed
/// load left half done is rolled back first, but every statement that would write is refused.
///
/// # Errors
/// A file that is missing, not danvan's, of another version, damaged or locked.
pub fn open_reading(path: &Path) -> Result<Connection, StoreError> {
    if !path.exists() {
        return Err(StoreError::Missing(path.to_owned()));
    }
    let wrap = |error| StoreError::of(path, error);
    // SQLite itself falls back to read-only where the file is write-protected.
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let db = Connection::open_with_flags(path, flags).map_err(wrap)?;
    db.busy_timeout(PATIENCE).map_err(wrap)?;
    match version(&db, path)? {
        Some(SCHEMA_VERSION) => {}
        Some(found) => return Err(StoreError::Older(path.to_owned(), found)),
        None => return Err(StoreError::Foreign(path.to_owned())),
    }
    db.execute_batch("PRAGMA query_only = ON; PRAGMA cache_size = -65536;").map_err(wrap)?;
    Ok(db)
}

/// The schema version of a danvan file, none for a file without any content.
fn version(db: &Connection, path: &Path) -> Result<Option<i32>, StoreError> {
    let number = |sql: &str| {
        db.query_row(sql, [], |row| row.get::<_, i32>(0)).map_err(|e| StoreError::of(path, e))
    };
    let application = number("PRAGMA application_id")?;
    let version = number("PRAGMA user_version")?;
    let tables = number("SELECT count(*) FROM sqlite_master")?;
    match (application, version) {
        (APPLICATION_ID, version) if version > SCHEMA_VERSION => {
            Err(StoreError::Newer(path.to_owned(), version))
        }
        (APPLICATION_ID, version) => Ok(Some(version)),
        (0, 0) if tables == 0 => Ok(None),
        _ => Err(StoreError::Foreign(path.to_owned())),
    }
}
