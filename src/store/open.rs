//! Creating, opening, staging and settling a store.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, OptionalExtension};

use super::error::{Result, StoreError};
use super::{Reader, Store, file, migrate};
use crate::lang::{Lang, store as say};
use crate::model::Calendar;

/// What is fixed when a store is made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewStore {
    /// Its zone, by IANA name or offset.
    pub zone: String,
    /// Its currency, by ISO code.
    pub currency: String,
}

impl Default for NewStore {
    fn default() -> NewStore {
        NewStore { zone: "Asia/Shanghai".to_owned(), currency: "CNY".to_owned() }
    }
}

/// KiB of pages that a connection keeps: one that builds, and one that only reads, of which the
/// explorer has three beside the system's own cache.
pub(super) const CACHE: i64 = 64 << 10;
const READING: i64 = 16 << 10;

const SAFE: &str = "PRAGMA busy_timeout = 5000; PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF;
     PRAGMA cell_size_check = ON; PRAGMA secure_delete = ON;";

/// A draft is nobody else's, is thrown away when it fails, and refers only to rows it has just
/// written: nothing in it needs to be safe before [`Store::settle`] has put it in place.
const DRAFT: &str = "PRAGMA journal_mode = TRUNCATE; PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF;";

impl Store {
    /// Opens a store for writing, and brings an older one up to date (with a copy beside it).
    pub fn open(path: &Path) -> Result<Store> {
        recognise(path)?;
        // Opened only to be closed again: who may not write must not make anything beside the file.
        std::fs::OpenOptions::new().append(true).open(path).map_err(StoreError::io(path))?;
        let (presence, alone) = file::enter(path)?;
        let was_left_open = alone && file::has_pending_writes(path);
        let connection = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        check(&connection, path)?;
        if connection.is_readonly("main")? {
            return Err(StoreError::ReadOnly(path.to_owned()));
        }
        if was_left_open {
            quick_check(&connection, path)?;
        }
        write_ahead(&connection).map_err(|error| error.at(path))?;
        upgrade(&connection, path, migrate::STEPS).map_err(|error| error.at(path))?;
        let mut store = Store::over(connection, path)?;
        store.presence = Some(presence);
        Ok(store)
    }

    /// Makes an empty store where no file is.
    pub fn create(path: &Path, new: &NewStore) -> Result<Store> {
        let connection = found(path, new)?;
        write_ahead(&connection)?;
        Store::over(connection, path)
    }

    /// Begins a first import: everything is written to a temporary file beside `path`, and
    /// [`Store::settle`] puts it in place. Dropping the store leaves no trace at `path`.
    pub fn stage(path: &Path, new: &NewStore) -> Result<Store> {
        if path.exists() {
            return Err(StoreError::Exists(path.to_owned()));
        }
        let draft = file::beside(path, ".importing");
        // The lock's folder has to be there before the lock.
        if !file::folder_of(path).is_dir() {
            file::create(&draft)?;
        }
        let lock = file::lock(path)?;
        file::remove(&draft)?;
        let connection = found(&draft, new)?;
        connection.execute_batch(DRAFT)?;
        let mut store = Store::over(connection, &draft)?;
        store.staged = Some((path.to_owned(), lock));
        Ok(store)
    }

    /// Puts a staged store in place: whole on disk first, then under its name. A store that is
    /// not staged stays as it is.
    pub fn settle(&mut self) -> Result<()> {
        let Some((target, _lock)) = self.staged.take() else { return Ok(()) };
        let draft = self.view.path.clone();
        // Leaves no journal beside the draft, and nothing that holds it open under its old name.
        self.connection()?.execute_batch("PRAGMA journal_mode = DELETE;")?;
        self.view.connection = Connection::open_in_memory()?;
        file::sync(&draft)?;
        if target.exists() {
            return Err(StoreError::Exists(target));
        }
        std::fs::rename(&draft, &target).map_err(StoreError::io(&target))?;
        file::sync(file::folder_of(&target))?;
        let origin = self.origin;
        *self = Store::open(&target)?;
        self.set_origin(origin);
        Ok(())
    }

    /// Moves the write-ahead log into the file, as far as nobody reads from it.
    pub fn fold_log(&self) {
        if let Ok(connection) = self.connection() {
            // What cannot be moved now stays where it is safe.
            let _ = connection.execute_batch("PRAGMA busy_timeout = 0; PRAGMA wal_checkpoint(TRUNCATE);");
        }
    }

    /// Removes a store with everything beside it, if there is one and it is ours.
    pub fn remove(path: &Path) -> Result<()> {
        if !path.exists() {
            return Ok(());
        }
        drop(Store::open(path)?);
        file::remove_copies(path)?;
        ["", ".open", ".lock"].iter().try_for_each(|suffix| file::remove(&file::beside(path, suffix)))
    }

    /// Fails unless about `bytes` more fit on the disk.
    pub fn check_space(&self, bytes: u64) -> Result<()> {
        match file::free_space(&self.view.path) {
            Some(free) if free < bytes => {
                let path = file::folder_of(&self.view.path).to_owned();
                Err(StoreError::NoSpace { path, needed: bytes, free })
            }
            _ => Ok(()),
        }
    }

    fn over(connection: Connection, path: &Path) -> Result<Store> {
        connection.set_prepared_statement_cache_capacity(128);
        Ok(Store {
            view: reader(connection, path)?,
            staged: None,
            origin: "command",
            pulse: Arc::default(),
            presence: None,
        })
    }
}

impl Drop for Store {
    /// A staged store that was never settled is swept away.
    fn drop(&mut self) {
        if self.staged.is_some() {
            // What cannot be removed now is removed by the next stage.
            let _ = file::remove(&self.view.path);
        }
    }
}

impl Reader {
    /// Opens a store for reading, also where nothing may be written.
    pub fn open(path: &Path) -> Result<Reader> {
        recognise(path)?;
        match Reader::try_open(path) {
            Err(StoreError::ReadOnly(_)) if file::has_pending_writes(path) => Err(StoreError::Pending(path.to_owned())),
            Err(StoreError::ReadOnly(_)) => Reader::open_immutable(path),
            result => result,
        }
    }

    /// What the user should know about the store's files, if anything.
    pub fn warning(&self, lang: Lang) -> Option<String> {
        file::is_loose(&self.path).then(|| say::loose(lang, &self.path.display().to_string()))
    }

    fn try_open(path: &Path) -> Result<Reader> {
        let connection = connect(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        check_current(&connection, path)?;
        keep_pages(&connection, READING)?;
        reader(connection, path).map_err(|error| error.at(path))
    }

    fn open_immutable(path: &Path) -> Result<Reader> {
        let escaped = path.display().to_string().replace('%', "%25").replace('?', "%3f").replace('#', "%23");
        let uri = PathBuf::from(format!("file:{escaped}?immutable=1"));
        let connection = connect(&uri, OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI)?;
        check_current(&connection, path)?;
        reader(connection, path)
    }
}

fn reader(connection: Connection, path: &Path) -> Result<Reader> {
    let zone = setting(&connection, "zone")?.unwrap_or_default();
    let calendar = Calendar::named(&zone).unwrap_or_else(Calendar::shanghai);
    Ok(Reader {
        connection,
        calendar,
        path: path.to_owned(),
        index: Default::default(),
        horizon: Default::default(),
        sight: Default::default(),
    })
}

fn connect(path: &Path, flags: OpenFlags) -> Result<Connection> {
    file::survive_size_limit();
    let connection = Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)
        .map_err(|error| StoreError::from(error).at(path))?;
    // A file that is refused stays as it was found, with the writes that wait beside it.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    connection.busy_timeout(Duration::from_secs(5))?;
    rusqlite::vtab::array::load_module(&connection)?;
    let settle = || connection.execute_batch(SAFE).and_then(|()| keep_pages(&connection, CACHE));
    settle().map_err(|error| StoreError::from(error).at(path))?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    // Without this, SQLite compiles many statements anew for every value that is bound to them.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    Ok(connection)
}

/// Sets how many KiB of pages a connection keeps.
pub(super) fn keep_pages(connection: &Connection, kib: i64) -> rusqlite::Result<()> {
    // A positive number would be one of pages.
    connection.pragma_update(None, "cache_size", -kib)
}

fn write_ahead(connection: &Connection) -> Result<()> {
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false)?;
    connection.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA journal_size_limit = 67108864;",
    )?;
    Ok(())
}

/// Makes the file and its schema.
fn found(path: &Path, new: &NewStore) -> Result<Connection> {
    if Calendar::named(&new.zone).is_none() {
        return Err(StoreError::Zone(new.zone.clone()));
    }
    file::create(path)?;
    let connection = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    connection.execute_batch("PRAGMA page_size = 8192;")?;
    migrate::migrate(&connection, migrate::STEPS)?;
    set(&connection, "zone", &new.zone)?;
    set(&connection, "currency", &new.currency)?;
    connection.execute("INSERT INTO setting (key, value) VALUES ('salt', hex(randomblob(32)))", [])?;
    Ok(connection)
}

/// Refuses what is not ours by its first bytes, before SQLite touches it.
fn recognise(path: &Path) -> Result<()> {
    if !path.is_file() {
        return Err(StoreError::Missing(path.to_owned()));
    }
    match file::application_id(path)? {
        Some(migrate::APPLICATION_ID) => Ok(()),
        _ => Err(StoreError::Foreign(path.to_owned())),
    }
}

/// Refuses what this version cannot read.
fn check(connection: &Connection, path: &Path) -> Result<()> {
    let version = migrate::version(connection).map_err(|error| error.at(path))?;
    if version > migrate::VERSION {
        return Err(StoreError::Newer { path: path.to_owned(), version });
    }
    Ok(())
}

/// Looks over the pages after an unclean close, and takes in the writes that waited.
fn quick_check(connection: &Connection, path: &Path) -> Result<()> {
    let found = connection.query_row("PRAGMA quick_check(1)", [], |row| row.get::<_, String>(0));
    match found.map_err(StoreError::from).map_err(|error| error.at(path))?.as_str() {
        "ok" => {}
        damage => {
            tracing::error!(damage);
            return Err(StoreError::Corrupt(path.to_owned()));
        }
    }
    connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
    Ok(())
}

/// A reader cannot migrate; the writer opens an older store first.
fn check_current(connection: &Connection, path: &Path) -> Result<()> {
    check(connection, path)?;
    match migrate::version(connection)? {
        migrate::VERSION => Ok(()),
        _ => Err(StoreError::ReadOnly(path.to_owned())),
    }
}

/// Migrates an older store, after a copy of it was made.
fn upgrade(connection: &Connection, path: &Path, steps: &[&str]) -> Result<()> {
    let version = migrate::version(connection)?;
    if version == steps.len() as i64 {
        return Ok(());
    }
    let copy = file::copy_before(path, version);
    file::remove(&copy)?;
    file::create(&copy)?;
    connection.execute("VACUUM INTO ?1", [copy.to_string_lossy()])?;
    migrate::migrate(connection, steps)
}

pub(super) fn setting(connection: &Connection, key: &str) -> Result<Option<String>> {
    let mut statement = connection.prepare_cached("SELECT value FROM setting WHERE key = ?1")?;
    Ok(statement.query_row([key], |row| row.get(0)).optional()?)
}

pub(super) fn set(connection: &Connection, key: &str, value: &str) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO setting (key, value) VALUES (?1, ?2)
             ON CONFLICT DO UPDATE SET value = excluded.value WHERE value IS NOT excluded.value",
        )?
        .execute([key, value])?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{MemberId, Timestamp};
    use crate::store::tests::{chat, count, import, messages, nickname, said};

    fn fill(store: &mut Store) {
        import(store, "qq-txt", &chat(None), messages(&[said(None, 1, nickname("阿强"), "一")]));
    }

    #[test]
    fn a_staged_store_that_is_put_in_place_keeps_from_where_its_acts_come() {
        let folder = tempfile::tempdir().unwrap();
        let mut store = Store::stage(&folder.path().join("s.db"), &NewStore::default()).unwrap();
        store.set_origin("explorer");
        fill(&mut store);
        store.settle().unwrap();
        store.add_tag("老客", &[MemberId(1)], Timestamp(1_700_000_000)).unwrap();
        assert_eq!(store.view().journal(1).unwrap()[0].1.origin, "explorer");
    }

    #[test]
    fn files_that_are_not_ours_are_refused_and_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        std::fs::write(at("text"), "这不是数据库，只是一些文字".repeat(200)).unwrap();
        std::fs::write(at("empty"), "").unwrap();
        Connection::open(at("other")).unwrap().execute_batch("CREATE TABLE t (x)").unwrap();
        for name in ["text", "empty", "other"] {
            let before = std::fs::read(at(name)).unwrap();
            let error = Store::open(&at(name)).err().unwrap();
            assert!(matches!(error, StoreError::Foreign(_)), "{name}: {error}");
            assert!(error.say(Lang::Zh).contains(name) && error.say(Lang::En).contains(name));
            assert_eq!(std::fs::read(at(name)).unwrap(), before, "{name} was changed");
        }
        assert!(matches!(Store::open(&at("missing")).err().unwrap(), StoreError::Missing(_)));
        assert!(!at("missing").exists());
    }

    #[test]
    fn a_store_from_the_future_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("s.db");
        drop(Store::create(&path, &NewStore::default()).unwrap());
        Connection::open(&path).unwrap().pragma_update(None, "user_version", 99).unwrap();
        assert!(matches!(Store::open(&path).err().unwrap(), StoreError::Newer { version: 99, .. }));
        assert!(matches!(Reader::open(&path).err().unwrap(), StoreError::Newer { version: 99, .. }));
    }

    #[test]
    fn an_older_store_is_copied_before_it_is_migrated_and_a_step_that_fails_changes_nothing() {
        let (_folder, mut store) = crate::store::tests::store();
        fill(&mut store);
        let path = store.path().to_owned();
        let connection = store.connection().unwrap();
        let (now, later) = (migrate::VERSION, migrate::VERSION + 1);
        let with = |step| [migrate::STEPS, &[step]].concat();
        assert!(upgrade(connection, &path, &with("CREATE TABLE later (x); CREATE TABLE member (x)")).is_err());
        assert_eq!(migrate::version(connection).unwrap(), now);
        assert_eq!(count(&store, "sqlite_schema WHERE name = 'later'"), 0);
        upgrade(connection, &path, &with("CREATE TABLE later (x)")).unwrap();
        assert_eq!(migrate::version(connection).unwrap(), later);
        drop(store);
        let newer = Store::open(&path).err().unwrap();
        assert!(matches!(newer, StoreError::Newer { version, .. } if version == later));
        let copy = Store::open(&file::copy_before(&path, now)).unwrap();
        assert_eq!(count(&copy, "message"), 1);
        assert!(copy.view().check_health().unwrap().is_well());
        assert_eq!(copy.view().warning(Lang::En), None);
    }

    #[test]
    fn a_store_that_was_not_closed_is_looked_over_before_it_is_used() {
        let (_folder, mut store) = crate::store::tests::store();
        fill(&mut store);
        let path = store.path().to_owned();
        let left_open = |name: &str, damage: Option<usize>| {
            let copy = path.with_file_name(name);
            std::fs::copy(file::beside(&path, "-wal"), file::beside(&copy, "-wal")).unwrap();
            let mut bytes = std::fs::read(&path).unwrap();
            if let Some(eighth) = damage {
                let part = bytes.len() / 8;
                bytes[eighth * part..][..part].fill(0x5a);
            }
            std::fs::write(&copy, bytes).unwrap();
            copy
        };
        store.connection().unwrap().execute_batch("PRAGMA wal_checkpoint(TRUNCATE)").unwrap();
        store.set("seen", "1").unwrap();
        let whole = left_open("whole.db", None);
        assert_eq!(Store::open(&whole).unwrap().view().setting("seen").unwrap().as_deref(), Some("1"));
        for eighth in 1..8 {
            let damaged = left_open("damaged.db", Some(eighth));
            let before = std::fs::read(&damaged).unwrap();
            let error = Store::open(&damaged).err().unwrap();
            assert!(matches!(error, StoreError::Corrupt(_)), "{eighth}: {error}");
            assert!(error.say(Lang::Zh).contains("damaged.db"));
            assert!(std::fs::read(&damaged).unwrap() == before, "{eighth}: it was changed");
            assert!(file::has_pending_writes(&damaged), "{eighth}: waiting writes were lost");
            file::remove(&damaged).unwrap();
        }
    }

    #[test]
    fn zone_and_currency_are_fixed_at_the_beginning() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("s.db");
        let new = NewStore { zone: "Europe/Berlin".to_owned(), currency: "EUR".to_owned() };
        drop(Store::create(&path, &new).unwrap());
        let store = Store::open(&path).unwrap();
        assert_eq!(store.calendar().zone_name(), "Europe/Berlin");
        assert_eq!(store.view().setting("currency").unwrap().as_deref(), Some("EUR"));
        let moon = NewStore { zone: "Moon/Crater".to_owned(), ..NewStore::default() };
        assert!(matches!(Store::create(&folder.path().join("t"), &moon).err().unwrap(), StoreError::Zone(_)));
        assert!(matches!(Store::create(&path, &new).err().unwrap(), StoreError::Exists(_)));
    }

    #[test]
    fn a_staged_store_appears_only_when_it_is_settled() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("new folder").join("s.db");
        let mut store = Store::stage(&path, &NewStore::default()).unwrap();
        fill(&mut store);
        assert!(!path.exists());
        assert!(matches!(Store::stage(&path, &NewStore::default()).err().unwrap(), StoreError::Locked(_)));
        drop(store);
        assert!(!path.exists());
        // What a killed import left behind is swept.
        std::fs::write(file::beside(&path, ".importing"), "half").unwrap();
        let mut store = Store::stage(&path, &NewStore::default()).unwrap();
        fill(&mut store);
        store.settle().unwrap();
        assert_eq!(count(&store, "message"), 1);
        assert_eq!(store.path(), path);
        let orphan = "INSERT INTO standing (member) VALUES (987654)";
        assert!(store.connection().unwrap().execute(orphan, []).is_err(), "references count again");
        let left: Vec<String> = std::fs::read_dir(path.parent().unwrap())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .filter(|name| name.contains("importing"))
            .collect();
        assert!(left.is_empty(), "{left:?}");
    }

    #[test]
    fn a_reader_sees_what_was_committed_and_one_import_runs_at_a_time() {
        let (_folder, mut store) = crate::store::tests::store();
        let path = store.path().to_owned();
        let mut other = Store::open(&path).unwrap();
        let ingest = store.begin_import(&crate::store::tests::meta("x")).unwrap();
        assert!(matches!(other.begin_import(&crate::store::tests::meta("x")).err().unwrap(), StoreError::Locked(_)));
        drop(ingest);
        fill(&mut store);
        let reader = store.reader().unwrap();
        let said: i64 = reader.connection.query_row("SELECT count(*) FROM message", [], |row| row.get(0)).unwrap();
        assert_eq!(said, 1);
        assert!(reader.connection.execute("DELETE FROM message", []).is_err());
    }

    #[cfg(unix)]
    #[test]
    fn only_the_owner_reads_a_store() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("deep").join("s.db");
        let mut store = Store::create(&path, &NewStore::default()).unwrap();
        fill(&mut store);
        let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&path), mode(&file::beside(&path, "-wal"))), (0o600, 0o600));
        assert_eq!(mode(path.parent().unwrap()), 0o700);
        assert_eq!(store.view().warning(Lang::En), None);
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o644)).unwrap();
        assert!(store.view().warning(Lang::En).unwrap().contains("600"));
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).unwrap();
        let folder = path.parent().unwrap();
        std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o777)).unwrap();
        assert!(store.view().warning(Lang::Zh).unwrap().contains("700"));
    }

    #[test]
    fn too_little_room_is_said_before_anything_is_written() {
        let (_folder, store) = crate::store::tests::store();
        assert!(store.check_space(1).is_ok());
        if cfg!(unix) {
            let error = store.check_space(u64::MAX).unwrap_err();
            assert!(matches!(error, StoreError::NoSpace { .. }), "{error}");
            assert!(error.say(Lang::En).contains("free some space"));
        }
    }
}
