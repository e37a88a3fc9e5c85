//! What can go wrong with a store, each with one sentence for the user.

use std::path::{Path, PathBuf};

use crate::lang::{Lang, store as say};
use crate::model::sink::Stop;

/// Why a store could not be opened, read or written.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// There is no store at this path.
    #[error("no store at {0}")]
    Missing(PathBuf),
    /// A store is to be created where a file already is.
    #[error("{0} already exists")]
    Exists(PathBuf),
    /// The file is not a store of this program.
    #[error("{0} is not a qunxiang store")]
    Foreign(PathBuf),
    /// The file is damaged.
    #[error("{0} is damaged")]
    Corrupt(PathBuf),
    /// A later version of this program wrote the file.
    #[error("{path} has schema version {version}, newer than this program")]
    Newer {
        /// The store.
        path: PathBuf,
        /// Its schema version.
        version: i64,
    },
    /// The file or its folder may not be written.
    #[error("{0} is read-only")]
    ReadOnly(PathBuf),
    /// Writes wait beside a file whose folder may not be written, so that they cannot be taken in.
    #[error("writes wait beside {0}, which is read-only")]
    Pending(PathBuf),
    /// Another import holds the store.
    #[error("another import holds {0}")]
    Locked(PathBuf),
    /// Another process writes, and did not finish in time.
    #[error("the store is busy")]
    Busy,
    /// Too little room on the disk.
    #[error("{needed} bytes are needed at {path}, {free} are free")]
    NoSpace {
        /// The folder.
        path: PathBuf,
        /// Bytes wanted.
        needed: u64,
        /// Bytes there are.
        free: u64,
    },
    /// The disk is full, or the file may not grow.
    #[error("the disk is full")]
    Full,
    /// A reader was told to stop.
    #[error("interrupted")]
    Interrupted,
    /// No zone of this name.
    #[error("no zone {0}")]
    Zone(String),
    /// The thing asked for is not in the store.
    #[error("not in the store")]
    Absent,
    /// What an act changed is no longer as the act left it.
    #[error("what it changed has changed since")]
    Overtaken,
    /// A segment is to have no name.
    #[error("a segment without a name")]
    SegmentNameless,
    /// A tag without a name.
    #[error("a tag needs a name")]
    TagNameless,
    /// A segment with another filter has the name.
    #[error("there is another segment {0}")]
    SegmentTaken(String),
    /// A segment asks for itself, through these.
    #[error("segments ask for each other: {}", .0.join(" → "))]
    SegmentRing(Vec<String>),
    /// A segment that is to be deleted is asked for by others.
    #[error("{name} is asked for by {}", by.join(", "))]
    SegmentUsed {
        /// The segment.
        name: String,
        /// Those that ask for it.
        by: Vec<String>,
    },
    /// After an erasure some bytes of the erased data are still in the file.
    #[error("{0} erased values are still in the file")]
    Remains(usize),
    /// The file system refused.
    #[error("{path}: {source}")]
    Io {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// SQLite refused.
    #[error("sqlite: {0}")]
    Sql(rusqlite::Error),
}

/// What store functions return.
pub type Result<T> = std::result::Result<T, StoreError>;

impl StoreError {
    pub(crate) fn io(path: &Path) -> impl FnOnce(std::io::Error) -> StoreError + '_ {
        move |source| match source.kind() {
            std::io::ErrorKind::NotFound => StoreError::Missing(path.to_owned()),
            std::io::ErrorKind::PermissionDenied | std::io::ErrorKind::ReadOnlyFilesystem => {
                StoreError::ReadOnly(path.to_owned())
            }
            std::io::ErrorKind::StorageFull | std::io::ErrorKind::FileTooLarge => StoreError::Full,
            _ => StoreError::Io { path: path.to_owned(), source },
        }
    }

    /// Names the file behind an error that SQLite reports without it.
    pub(crate) fn at(self, path: &Path) -> StoreError {
        use rusqlite::ErrorCode::{CannotOpen, DatabaseCorrupt, NotADatabase, ReadOnly};
        match self {
            StoreError::Sql(error) => match error.sqlite_error_code() {
                Some(NotADatabase) => StoreError::Foreign(path.to_owned()),
                Some(DatabaseCorrupt) => StoreError::Corrupt(path.to_owned()),
                Some(ReadOnly | CannotOpen) => StoreError::ReadOnly(path.to_owned()),
                _ => StoreError::Sql(error),
            },
            other => other,
        }
    }

    /// One sentence that says what happened and what to do. Paths stand in it as they are: whoever
    /// shows it makes it fit for a terminal.
    pub fn say(&self, lang: Lang) -> String {
        let shown = |path: &Path| path.display().to_string();
        match self {
            StoreError::Missing(path) => say::missing(lang, &shown(path)),
            StoreError::Exists(path) => say::exists(lang, &shown(path)),
            StoreError::Foreign(path) => say::foreign(lang, &shown(path)),
            StoreError::Corrupt(path) => say::corrupt(lang, &shown(path)),
            StoreError::Newer { path, version } => say::newer(lang, &shown(path), *version),
            StoreError::ReadOnly(path) => say::read_only(lang, &shown(path)),
            StoreError::Pending(path) => say::pending(lang, &shown(path)),
            StoreError::Locked(path) => say::locked(lang, &shown(path)),
            StoreError::Busy => say::BUSY.get(lang).to_owned(),
            StoreError::NoSpace { path, needed, free } => say::no_space(lang, &shown(path), *needed, *free),
            StoreError::Full => say::FULL.get(lang).to_owned(),
            StoreError::Interrupted => say::INTERRUPTED.get(lang).to_owned(),
            StoreError::Zone(name) => say::zone(lang, name),
            StoreError::Absent => say::ABSENT.get(lang).to_owned(),
            StoreError::TagNameless => say::TAG_NAMELESS.get(lang).to_owned(),
            StoreError::SegmentNameless => say::SEGMENT_NAMELESS.get(lang).to_owned(),
            StoreError::SegmentTaken(name) => say::segment_taken(lang, name),
            StoreError::SegmentRing(ring) => say::segment_ring(lang, ring),
            StoreError::SegmentUsed { name, by } => say::segment_used(lang, name, by),
            StoreError::Overtaken => crate::lang::journal::CHANGED.get(lang).to_owned(),
            StoreError::Remains(count) => say::remains(lang, *count),
            StoreError::Io { path, source } => say::io(lang, &shown(path), &source.to_string()),
            StoreError::Sql(error) if error.sqlite_error_code() == Some(rusqlite::ErrorCode::DatabaseCorrupt) => {
                say::DAMAGED.get(lang).to_owned()
            }
            StoreError::Sql(error) => say::sql(lang, &error.to_string()),
        }
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> StoreError {
        use rusqlite::ErrorCode::{DatabaseBusy, DatabaseLocked, DiskFull, OperationInterrupted, SystemIoFailure};
        match error.sqlite_error_code() {
            Some(DatabaseBusy | DatabaseLocked) => StoreError::Busy,
            Some(DiskFull) => StoreError::Full,
            // A file-size limit is told as a failed write, not as a full disk.
            Some(SystemIoFailure) if is_failed_write(&error) => {
                tracing::error!(%error);
                StoreError::Full
            }
            Some(OperationInterrupted) => StoreError::Interrupted,
            None if matches!(error, rusqlite::Error::QueryReturnedNoRows) => StoreError::Absent,
            _ => StoreError::Sql(error),
        }
    }
}

fn is_failed_write(error: &rusqlite::Error) -> bool {
    use rusqlite::ffi::{SQLITE_IOERR_SHMSIZE, SQLITE_IOERR_TRUNCATE, SQLITE_IOERR_WRITE};
    let code = error.sqlite_error().map(|error| error.extended_code);
    matches!(code, Some(SQLITE_IOERR_WRITE | SQLITE_IOERR_SHMSIZE | SQLITE_IOERR_TRUNCATE))
}

impl From<StoreError> for Stop {
    fn from(error: StoreError) -> Stop {
        Stop::Failed(Box::new(error))
    }
}
