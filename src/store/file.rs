//! The files around a store: permissions, the lock of imports, room on the disk.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::Read;
use std::path::{Path, PathBuf};

use super::error::{Result, StoreError};

/// A database, and what SQLite keeps beside it.
const SIDECARS: [&str; 4] = ["", "-wal", "-shm", "-journal"];

/// Held while an import runs; the operating system lets go of it when the process ends.
#[derive(Debug)]
pub(crate) struct ImportLock {
    _file: File,
}

/// `store.db` → `store.db<suffix>`.
pub(crate) fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

/// Takes the lock beside the store, or says who is in the way.
pub(crate) fn lock(path: &Path) -> Result<ImportLock> {
    let place = beside(path, ".lock");
    let file = private().create(true).truncate(false).open(&place).map_err(StoreError::io(&place))?;
    match file.try_lock() {
        Ok(()) => Ok(ImportLock { _file: file }),
        Err(TryLockError::WouldBlock) => Err(StoreError::Locked(path.to_owned())),
        Err(TryLockError::Error(source)) => Err(StoreError::io(&place)(source)),
    }
}

/// Held by whoever may write a store; who holds it alone knows that nobody else has it open.
#[derive(Debug)]
pub(crate) struct Presence {
    _file: Option<File>,
}

/// Says that a store is open here; whether nobody else has it open.
pub(crate) fn enter(path: &Path) -> Result<(Presence, bool)> {
    let place = beside(path, ".open");
    let file = private().create(true).truncate(false).open(&place).map_err(StoreError::io(&place))?;
    let alone = file.try_lock().is_ok();
    // Waits out another who asks in this very moment. Where files cannot be locked, nobody is
    // taken to be alone.
    let shared = file.lock_shared().is_ok();
    Ok((Presence { _file: shared.then_some(file) }, alone))
}

/// Whether writes wait in a write-ahead log: so it is after a crash, or while somebody writes.
pub(crate) fn has_pending_writes(path: &Path) -> bool {
    fs::metadata(beside(path, "-wal")).is_ok_and(|log| log.len() > 0)
}

/// The first bytes of a SQLite file; they end with its application id.
const HEADER: usize = 72;

/// The application id in a SQLite file's header; `None` for any other file. Nothing is opened that
/// might be changed by closing it.
pub(crate) fn application_id(path: &Path) -> Result<Option<i64>> {
    let mut header = Vec::with_capacity(HEADER);
    let file = File::open(path).map_err(|source| match source.kind() {
        // Who may not even read it is not told that it cannot be changed.
        std::io::ErrorKind::PermissionDenied => StoreError::Io { path: path.to_owned(), source },
        _ => StoreError::io(path)(source),
    })?;
    file.take(HEADER as u64).read_to_end(&mut header).map_err(StoreError::io(path))?;
    let is_sqlite = header.starts_with(b"SQLite format 3\0");
    let id = header.last_chunk::<4>().filter(|_| is_sqlite && header.len() == HEADER);
    Ok(id.map(|id| i64::from(u32::from_be_bytes(*id))))
}

fn private() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.read(true).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

/// Creates an empty file that only its owner reads, before anybody writes into it.
pub(crate) fn create(path: &Path) -> Result<()> {
    make_folder(folder_of(path))?;
    match private().create_new(true).open(path) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => Err(StoreError::Exists(path.to_owned())),
        Err(error) => Err(StoreError::io(path)(error)),
    }
}

fn make_folder(folder: &Path) -> Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder).map_err(StoreError::io(folder))
}

/// The folder a file lies in; `.` for a bare name.
pub(crate) fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// Whether other users may read the file, or put another in its place.
#[cfg(unix)]
pub(crate) fn is_loose(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    let mode = |path: &Path| fs::metadata(path).map_or(0, |data| data.permissions().mode());
    let folder = mode(folder_of(path));
    // In a sticky folder, such as that for temporary files, everybody replaces their own files only.
    mode(path) & 0o077 != 0 || folder & 0o1002 == 0o002
}

/// Whether other users may read the file, or put another in its place: unknown here.
#[cfg(not(unix))]
pub(crate) fn is_loose(_: &Path) -> bool {
    false
}

/// Removes a database file with its sidecars, if it is there.
pub(crate) fn remove(path: &Path) -> Result<()> {
    SIDECARS.iter().try_for_each(|suffix| unlink(&beside(path, suffix)))
}

fn unlink(file: &Path) -> Result<()> {
    match fs::remove_file(file) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(StoreError::io(file)(error)),
        _ => Ok(()),
    }
}

/// The files whose names begin with the store's: itself, its sidecars, copies of it.
pub(crate) fn all_beside(path: &Path) -> Result<Vec<PathBuf>> {
    let folder = folder_of(path);
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(StoreError::io(folder))? {
        let file = entry.map_err(StoreError::io(folder))?.path();
        if file.is_file() && suffix(path, &file).is_some() {
            files.push(file);
        }
    }
    Ok(files)
}

/// Whether a file is the store or one of the sidecars that SQLite keeps for it.
pub(crate) fn is_part(path: &Path, file: &Path) -> bool {
    suffix(path, file).is_some_and(|suffix| SIDECARS.contains(&suffix.as_str()))
}

/// Where a store of this version is kept while it is migrated.
pub(crate) fn copy_before(path: &Path, version: i64) -> PathBuf {
    beside(path, &format!(".v{version}"))
}

/// Removes the copies of a store that were made before migrations.
pub(crate) fn remove_copies(path: &Path) -> Result<()> {
    let is_copy = |file: &PathBuf| {
        let suffix = suffix(path, file).unwrap_or_default();
        let copy = SIDECARS.iter().rev().find_map(|sidecar| suffix.strip_suffix(sidecar)).unwrap_or_default();
        copy.strip_prefix(".v").is_some_and(|version| version.parse::<u32>().is_ok())
    };
    all_beside(path)?.iter().filter(|file| is_copy(file)).try_for_each(|copy| unlink(copy))
}

/// What follows the store's name in a file's name, if that is how it begins.
fn suffix(path: &Path, file: &Path) -> Option<String> {
    let (own, name) = (path.file_name()?.to_str()?, file.file_name()?.to_str()?);
    let rest = name.strip_prefix(own)?;
    (rest.is_empty() || rest.starts_with(['.', '-', '~'])).then(|| rest.to_owned())
}

/// Makes a file's bytes, or a folder's entries, survive a power cut.
pub(crate) fn sync(path: &Path) -> Result<()> {
    File::open(path).and_then(|file| file.sync_all()).map_err(StoreError::io(path))
}

/// A write past a file-size limit shall fail as a full disk does, not end the process.
pub(crate) fn survive_size_limit() {
    #[cfg(unix)]
    {
        static ONCE: std::sync::Once = std::sync::Once::new();
        // SAFETY: ignoring a signal installs no handler and touches no memory of ours.
        ONCE.call_once(|| unsafe {
            libc::signal(libc::SIGXFSZ, libc::SIG_IGN);
        });
    }
}

/// Bytes free on the disk that holds `path`; `None` where the system does not tell.
#[cfg(unix)]
pub(crate) fn free_space(path: &Path) -> Option<u64> {
    use std::os::unix::ffi::OsStrExt;
    let name = std::ffi::CString::new(folder_of(path).as_os_str().as_bytes()).ok()?;
    // SAFETY: `statvfs` is plain data, for which zeroes are valid; the call fills it in.
    let mut stat: libc::statvfs = unsafe { std::mem::zeroed() };
    // SAFETY: `name` is a terminated string and `stat` a live struct of the right type.
    let done = unsafe { libc::statvfs(name.as_ptr(), &raw mut stat) };
    #[allow(clippy::unnecessary_cast, reason = "the widths differ between systems")]
    (done == 0).then(|| (stat.f_bavail as u64).saturating_mul(stat.f_frsize as u64))
}

/// Bytes free on the disk that holds `path`; `None` where the system does not tell.
#[cfg(not(unix))]
pub(crate) fn free_space(_: &Path) -> Option<u64> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_enters_is_seen_also_when_several_enter_at_once() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("s.db");
        for _ in 0..200 {
            let gate = std::sync::Barrier::new(3);
            std::thread::scope(|scope| {
                let come = || {
                    gate.wait();
                    enter(&path).unwrap().0
                };
                let guests: Vec<_> = (0..3).map(|_| scope.spawn(come)).collect();
                let held: Vec<Presence> = guests.into_iter().map(|guest| guest.join().unwrap()).collect();
                assert!(held.iter().all(|presence| presence._file.is_some()));
            });
        }
    }

    #[test]
    fn only_copies_that_migrations_made_are_swept() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("s.db");
        let kept = ["s.db", "s.db-wal", "s.db.old", "s.db.v1.bak", "s.db.v", "s.dbv1", "other.db.v1"];
        let swept = ["s.db.v1", "s.db.v12", "s.db.v1-wal", "s.db.v1-shm", "s.db.v1-journal"];
        kept.iter().chain(&swept).for_each(|name| fs::write(folder.path().join(name), "x").unwrap());
        remove_copies(&path).unwrap();
        assert!(kept.iter().all(|name| folder.path().join(name).exists()));
        assert!(!swept.iter().any(|name| folder.path().join(name).exists()));
        let mut beside: Vec<String> = all_beside(&path)
            .unwrap()
            .iter()
            .map(|file| file.file_name().unwrap().to_string_lossy().into_owned())
            .collect();
        beside.sort();
        assert_eq!(beside, ["s.db", "s.db-wal", "s.db.old", "s.db.v", "s.db.v1.bak"]);
    }
}
