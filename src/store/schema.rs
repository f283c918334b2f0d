//! The file: whose it is, which version it has, and how it comes to the newest.

use std::fs::{self, OpenOptions};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, TransactionBehavior};

use super::StoreError;
use super::held::Held;

/// Marks a database file as ours (`SQLite` file format, section 1.3.14): "nwst".
pub(super) const APPLICATION_ID: u32 = 0x6e77_7374;

/// What leads from version n to n + 1, from 0, an empty file.
const MIGRATIONS: &[&str] = &[
    include_str!("migrations/0001_start.sql"),
    include_str!("migrations/0002_details.sql"),
    include_str!("migrations/0003_manners.sql"),
];

/// More than there are different statements.
const STATEMENTS: usize = 64;

/// Bytes of the header of a database file (`SQLite` file format, section 1.3).
const HEADER_BYTES: usize = 100;
pub(super) const MAGIC: &[u8; 16] = b"SQLite format 3\0";
const APPLICATION_ID_AT: usize = 68;

/// Looks at a file without opening it as a database, which could already write to it.
///
/// Returns the file where there is a cache of ours.
///
/// # Errors
/// When there is a file that is not ours, or that cannot be read.
pub(super) fn inspect(path: &Path) -> Result<Option<Held>, StoreError> {
    let cannot_open = |source| StoreError::CannotOpen {
        path: path.to_owned(),
        source,
    };
    let held = match Held::open(path, OpenOptions::new().read(true)) {
        Ok(held) => held,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(cannot_open(error)),
    };
    let not_a_database = || StoreError::NotADatabase {
        path: path.to_owned(),
    };
    let mut header = [0; HEADER_BYTES];
    let length = held
        .start(&mut header)
        .map_err(|error| match error.kind() {
            ErrorKind::IsADirectory => not_a_database(),
            _ => cannot_open(error),
        })?;
    let header = &header[..length];
    if header.is_empty() {
        return Ok(None);
    }
    if header.len() < HEADER_BYTES || !header.starts_with(MAGIC) {
        return Err(not_a_database());
    }
    let owner: [u8; 4] = header[APPLICATION_ID_AT..APPLICATION_ID_AT + 4]
        .try_into()
        .expect("four bytes");
    match u32::from_be_bytes(owner) {
        APPLICATION_ID => Ok(Some(held)),
        application_id => Err(StoreError::Foreign {
            path: path.to_owned(),
            application_id,
        }),
    }
}

/// Makes the folder of the cache where it is missing.
pub(super) fn create_folder(path: &Path) -> Result<(), StoreError> {
    let folder = folder_of(path);
    fs::create_dir_all(&folder).map_err(|source| StoreError::CannotCreateFolder {
        path: folder,
        source,
    })
}

/// Makes sure that the file is there and can be written.
///
/// `SQLite` would open it for reading and fail at the first mark, long after the reader made it.
pub(super) fn claim(path: &Path) -> Result<Held, StoreError> {
    // For the superuser a mark that nobody may write is no hindrance, but still the owner's wish.
    for path in [folder_of(path), path.to_owned()] {
        if fs::metadata(&path).is_ok_and(|metadata| metadata.permissions().readonly()) {
            return Err(StoreError::ReadOnly { path });
        }
    }
    let there = path.exists();
    let mut options = OpenOptions::new();
    options.read(true).append(true).create(true);
    match Held::open(path, &options) {
        Ok(held) => Ok(held),
        Err(error) if there && means_read_only(&error) => Err(StoreError::ReadOnly {
            path: path.to_owned(),
        }),
        Err(source) => Err(StoreError::CannotOpen {
            path: path.to_owned(),
            source,
        }),
    }
}

fn means_read_only(error: &std::io::Error) -> bool {
    matches!(
        error.kind(),
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem
    )
}

/// Names the folder where `SQLite` cannot make the files it needs beside a file that can be written.
pub(super) fn while_opening(path: &Path, error: StoreError) -> StoreError {
    match error {
        StoreError::Sqlite { source }
            if matches!(
                source.sqlite_error_code(),
                Some(ErrorCode::CannotOpen | ErrorCode::ReadOnly)
            ) =>
        {
            StoreError::ReadOnly {
                path: folder_of(path),
            }
        }
        error => error,
    }
}

fn folder_of(path: &Path) -> PathBuf {
    match path.parent() {
        Some(folder) if folder != Path::new("") => folder.to_owned(),
        _ => PathBuf::from("."),
    }
}

/// Lets a connection compile each of its statements once.
pub(super) fn keep_statements(connection: &Connection) -> Result<(), StoreError> {
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    // Otherwise SQLite compiles a query again when its parameters change, to see whether they bring it under the
    // condition of a partial index: for every row of a window, at five times the cost of the query.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    Ok(())
}

/// Reads the version of an open cache.
///
/// # Errors
/// [`StoreError::Newer`] when this program does not know it.
pub(super) fn known_version(connection: &Connection) -> Result<usize, StoreError> {
    let found: u32 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let version = found as usize;
    if version > MIGRATIONS.len() {
        let known = u32::try_from(MIGRATIONS.len()).expect("there are few migrations");
        return Err(StoreError::Newer { found, known });
    }
    Ok(version)
}

/// Brings the file to the newest version, in one transaction.
pub(super) fn migrate(connection: &mut Connection) -> Result<(), StoreError> {
    if known_version(connection)? == MIGRATIONS.len() {
        return Ok(());
    }
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Read again under the lock: another newsterm may have been first.
    for migration in &MIGRATIONS[known_version(&transaction)?..] {
        transaction.execute_batch(migration)?;
    }
    let newest = u32::try_from(MIGRATIONS.len()).expect("there are few migrations");
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    transaction.pragma_update(None, "user_version", newest)?;
    Ok(transaction.commit()?)
}
