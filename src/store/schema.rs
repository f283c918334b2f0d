//! The file: whose it is, which version it has, and how it comes to the newest.

use std::fs::{self, File, OpenOptions};
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags, TransactionBehavior};

use super::StoreError;
use super::presence::has_log;

/// Marks a database file as ours (`SQLite` file format, section 1.3.14): "nwst".
pub(super) const APPLICATION_ID: u32 = 0x6e77_7374;

/// What leads from version n to n + 1, from 0, an empty file.
const MIGRATIONS: &[&str] = &[
    include_str!("migrations/0001_start.sql"),
    include_str!("migrations/0002_details.sql"),
    include_str!("migrations/0003_manners.sql"),
    include_str!("migrations/0004_keeping.sql"),
    include_str!("migrations/0005_finding.sql"),
    include_str!("migrations/0006_tags.sql"),
    include_str!("migrations/0007_stories.sql"),
    include_str!("migrations/0008_pages.sql"),
    include_str!("migrations/0009_positions.sql"),
    include_str!("migrations/0010_documents.sql"),
    include_str!("migrations/0011_merging.sql"),
];

/// More than there are different statements.
const STATEMENTS: usize = 96;

/// Bytes of the header of a database file (`SQLite` file format, section 1.3).
const HEADER_BYTES: usize = 100;
pub(super) const MAGIC: &[u8; 16] = b"SQLite format 3\0";
const APPLICATION_ID_AT: usize = 68;

/// Looks at a file without opening it as a database, which could already write to it.
///
/// Returns whether there is a cache of ours.
///
/// # Errors
/// When there is a file that is not ours, or that cannot be read.
pub(super) fn inspect(path: &Path) -> Result<bool, StoreError> {
    let cannot_open = |source| StoreError::CannotOpen {
        path: path.to_owned(),
        source,
    };
    let mut file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(false),
        Err(error) => return Err(cannot_open(error)),
    };
    let mut header = Vec::with_capacity(HEADER_BYTES);
    let not_a_database = || StoreError::NotADatabase {
        path: path.to_owned(),
    };
    file.by_ref()
        .take(HEADER_BYTES as u64)
        .read_to_end(&mut header)
        .map_err(|error| match error.kind() {
            ErrorKind::IsADirectory => not_a_database(),
            _ => cannot_open(error),
        })?;
    if header.is_empty() {
        return Ok(false);
    }
    if header.len() < HEADER_BYTES || !header.starts_with(MAGIC) {
        return Err(not_a_database());
    }
    let owner: [u8; 4] = header[APPLICATION_ID_AT..APPLICATION_ID_AT + 4]
        .try_into()
        .expect("four bytes");
    match u32::from_be_bytes(owner) {
        APPLICATION_ID => Ok(true),
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
pub(super) fn claim(path: &Path) -> Result<(), StoreError> {
    // For the superuser a mark that nobody may write is no hindrance, but still the owner's wish.
    for path in [folder_of(path), path.to_owned()] {
        if fs::metadata(&path).is_ok_and(|metadata| metadata.permissions().readonly()) {
            return Err(StoreError::ReadOnly { path });
        }
    }
    let there = path.exists();
    let opened = OpenOptions::new()
        .read(true)
        .append(true)
        .create(true)
        .open(path);
    match opened {
        Ok(_) => Ok(()),
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

pub(super) fn folder_of(path: &Path) -> PathBuf {
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

/// Makes sure that an open database is ours.
///
/// Where a connection is open in this program the file itself must not be opened beside it: closing it would take
/// the locks of the connection away (POSIX, `fcntl`), and another program could throw away the write-ahead log.
pub(super) fn require_ours(connection: &Connection, path: &Path) -> Result<(), StoreError> {
    let owner: i32 = connection.pragma_query_value(None, "application_id", |row| row.get(0))?;
    match owner.cast_unsigned() {
        APPLICATION_ID => Ok(()),
        application_id => Err(StoreError::Foreign {
            path: path.to_owned(),
            application_id,
        }),
    }
}

/// Makes sure that an open cache has the newest version, where it cannot be brought to it.
pub(super) fn require_newest(connection: &Connection, path: &Path) -> Result<(), StoreError> {
    if known_version(connection)? == MIGRATIONS.len() {
        return Ok(());
    }
    Err(StoreError::ReadOnly {
        path: path.to_owned(),
    })
}

/// How a database is opened that is only read.
const TO_READ: OpenFlags = OpenFlags::SQLITE_OPEN_READ_ONLY.union(OpenFlags::SQLITE_OPEN_NO_MUTEX);

/// Opens a database, ours or another, for reading; where there is none, none is made.
pub(super) fn open_to_read(path: &Path) -> Result<Connection, StoreError> {
    Ok(Connection::open_with_flags(path, TO_READ)?)
}

/// Opens a cache whose file or folder cannot be written, not even with the files that `SQLite` puts beside it.
pub(super) fn open_unwritable(path: &Path) -> Result<Connection, StoreError> {
    if has_log(path) {
        // Somebody else may be writing it.
        return open_to_read(path);
    }
    let unreadable = || StoreError::ReadOnly {
        path: path.to_owned(),
    };
    let name = path.to_str().ok_or_else(unreadable)?;
    let escaped: String = name
        .chars()
        .map(|c| match c {
            '%' => "%25".to_owned(),
            '?' => "%3f".to_owned(),
            '#' => "%23".to_owned(),
            c => c.to_string(),
        })
        .collect();
    let uri = format!("file:{escaped}?immutable=1");
    let flags = TO_READ | OpenFlags::SQLITE_OPEN_URI;
    Ok(Connection::open_with_flags(uri, flags)?)
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
