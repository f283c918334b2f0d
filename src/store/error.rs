//! What can go wrong with the cache.

use std::path::PathBuf;

use rusqlite::{ErrorCode, ffi};

use crate::model::FeedId;

/// The trouble of a reader with the cache, with its facts.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// The folder of the cache is missing and cannot be made.
    #[error("cannot create the folder {}", path.display())]
    CannotCreateFolder {
        /// The folder.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The file cannot be read, or cannot be made.
    #[error("cannot open {}", path.display())]
    CannotOpen {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The file is no database at all; it was left as it is.
    #[error("{} is not a database", path.display())]
    NotADatabase {
        /// The file.
        path: PathBuf,
    },
    /// The file is the database of another program; it was left as it is.
    #[error("{} belongs to another program (application id {application_id:#x})", path.display())]
    Foreign {
        /// The file.
        path: PathBuf,
        /// What the file says of its owner; 0 when it says nothing.
        application_id: u32,
    },
    /// The file is a database, but not newsboat's cache.
    #[error("{} is not a cache of newsboat", path.display())]
    NotNewsboat {
        /// The file.
        path: PathBuf,
    },
    /// A newer version of this program wrote the file; it was left as it is.
    #[error("the cache has version {found}, this program knows {known}")]
    Newer {
        /// The version of the file.
        found: u32,
        /// The newest version this program knows.
        known: u32,
    },
    /// The file or its folder may not be written.
    #[error("{} is read-only", path.display())]
    ReadOnly {
        /// The file or folder.
        path: PathBuf,
    },
    /// Another program held the cache for too long.
    #[error("the cache is in use")]
    Busy {
        /// What the database engine says.
        source: rusqlite::Error,
    },
    /// Another newsterm has the cache open, and what is to be done cannot be done beside it.
    #[error("{} is open in another newsterm", path.display())]
    Held {
        /// The cache.
        path: PathBuf,
    },
    /// A file cannot be copied, moved or removed.
    #[error("cannot put {} in its place", path.display())]
    CannotMove {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// There is no room left; nothing was half-written.
    #[error("the disk is full")]
    DiskFull {
        /// What the database engine says.
        source: rusqlite::Error,
    },
    /// The file is damaged.
    #[error("the cache is damaged")]
    Damaged {
        /// What the database engine says.
        source: rusqlite::Error,
    },
    /// The cache holds no such feed.
    #[error("the cache has no feed {}", feed.0)]
    UnknownFeed {
        /// Its number.
        feed: FeedId,
    },
    /// The stored text has a format this program does not know.
    #[error("the text of an entry has the unknown format {format}")]
    UnknownFormat {
        /// The format.
        format: i64,
    },
    /// The stored text is not what was stored.
    #[error("the text of an entry cannot be unpacked")]
    Unpacking,
    /// The query was given up because its answer is no longer wanted.
    #[error("the query was interrupted")]
    Interrupted,
    /// The queue of the reader's actions is full; the action was not taken.
    #[error("the queue of actions is full")]
    QueueFull,
    /// The worker has finished; the job was not taken.
    #[error("the store's worker has finished")]
    WorkerFinished,
    /// Anything else that the database engine reports.
    #[error("the cache failed")]
    Sqlite {
        /// What the database engine says.
        source: rusqlite::Error,
    },
}

impl From<rusqlite::Error> for StoreError {
    fn from(source: rusqlite::Error) -> Self {
        // There was no room for the index of the write-ahead log.
        let no_index = source
            .sqlite_error()
            .is_some_and(|error| error.extended_code == ffi::SQLITE_IOERR_SHMSIZE);
        match source.sqlite_error_code() {
            _ if no_index => Self::DiskFull { source },
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy { source },
            Some(ErrorCode::OperationInterrupted) => Self::Interrupted,
            Some(ErrorCode::DiskFull) => Self::DiskFull { source },
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => Self::Damaged { source },
            _ => Self::Sqlite { source },
        }
    }
}
