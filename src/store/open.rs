//! Creating, opening, staging and settling a store.

use std::path::{Path, PathBuf};
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

const SAFE: &str = "PRAGMA busy_timeout = 5000; PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF;
     PRAGMA cell_size_check = ON; PRAGMA secure_delete = ON; PRAGMA cache_size = -65536;";

impl Store {
    /// Opens a store for writing, and brings an older one up to date (with a copy beside it).
    pub fn open(path: &Path) -> Result<Store> {
        if !path.is_file() {
            return Err(StoreError::Missing(path.to_owned()));
        }
        let connection = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        check(&connection, path)?;
        if connection.is_readonly("main")? || std::fs::OpenOptions::new().append(true).open(path).is_err() {
            return Err(StoreError::ReadOnly(path.to_owned()));
        }
        write_ahead(&connection).map_err(|error| error.at(path))?;
        upgrade(&connection, path).map_err(|error| error.at(path))?;
        Store::over(connection, path)
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
        connection.execute_batch("PRAGMA journal_mode = TRUNCATE; PRAGMA synchronous = OFF;")?;
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
        *self = Store::open(&target)?;
        Ok(())
    }

    /// Removes a store with everything beside it, if there is one and it is ours.
    pub fn remove(path: &Path) -> Result<()> {
        if !path.exists() {
            return Ok(());
        }
        drop(Store::open(path)?);
        ["", "-wal", "-shm"].iter().try_for_each(|suffix| file::remove(&file::beside(path, suffix)))
    }

    /// What the user should know about the store's files, if anything.
    pub fn warning(&self, lang: Lang) -> Option<String> {
        file::is_loose(&self.view.path).then(|| say::loose(lang, &self.view.path.display().to_string()))
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
        Ok(Store { view: reader(connection, path, false)?, staged: None })
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
        if !path.is_file() {
            return Err(StoreError::Missing(path.to_owned()));
        }
        match Reader::try_open(path) {
            Err(StoreError::ReadOnly(_)) if !file::beside(path, "-wal").exists() => Reader::open_immutable(path),
            result => result,
        }
    }

    fn try_open(path: &Path) -> Result<Reader> {
        let connection = connect(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        check_current(&connection, path)?;
        reader(connection, path, false).map_err(|error| error.at(path))
    }

    fn open_immutable(path: &Path) -> Result<Reader> {
        let escaped = path.display().to_string().replace('%', "%25").replace('?', "%3f").replace('#', "%23");
        let uri = PathBuf::from(format!("file:{escaped}?immutable=1"));
        let connection = connect(&uri, OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI)?;
        check_current(&connection, path)?;
        reader(connection, path, true)
    }
}

fn reader(connection: Connection, path: &Path, immutable: bool) -> Result<Reader> {
    let zone = setting(&connection, "zone")?.unwrap_or_default();
    let calendar = Calendar::named(&zone).unwrap_or_else(Calendar::shanghai);
    Ok(Reader {
        connection,
        calendar,
        path: path.to_owned(),
        immutable,
        index: Default::default(),
        past: Default::default(),
        sight: Default::default(),
    })
}

fn connect(path: &Path, flags: OpenFlags) -> Result<Connection> {
    file::survive_size_limit();
    let connection = Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)
        .map_err(|error| StoreError::from(error).at(path))?;
    connection.busy_timeout(Duration::from_secs(5))?;
    connection.execute_batch(SAFE).map_err(|error| StoreError::from(error).at(path))?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    // Without this, SQLite compiles many statements anew for every value that is bound to them.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    Ok(connection)
}

fn write_ahead(connection: &Connection) -> Result<()> {
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
    migrate::migrate(&connection)?;
    set(&connection, "zone", &new.zone)?;
    set(&connection, "currency", &new.currency)?;
    connection.execute("INSERT INTO setting (key, value) VALUES ('salt', hex(randomblob(32)))", [])?;
    Ok(connection)
}

/// Refuses what is not ours, or not readable by this version.
fn check(connection: &Connection, path: &Path) -> Result<()> {
    let number = |pragma: &str| -> Result<i64> {
        connection.pragma_query_value(None, pragma, |row| row.get(0)).map_err(|error| StoreError::from(error).at(path))
    };
    if number("application_id")? != migrate::APPLICATION_ID {
        return Err(StoreError::Foreign(path.to_owned()));
    }
    let version = number("user_version")?;
    if version > migrate::VERSION {
        return Err(StoreError::Newer { path: path.to_owned(), version });
    }
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
fn upgrade(connection: &Connection, path: &Path) -> Result<()> {
    let version = migrate::version(connection)?;
    if version == migrate::VERSION {
        return Ok(());
    }
    let copy = file::beside(path, &format!(".v{version}"));
    file::remove(&copy)?;
    file::create(&copy)?;
    connection.execute("VACUUM INTO ?1", [copy.to_string_lossy()])?;
    migrate::migrate(connection)
}

pub(super) fn setting(connection: &Connection, key: &str) -> Result<Option<String>> {
    let mut statement = connection.prepare_cached("SELECT value FROM setting WHERE key = ?1")?;
    Ok(statement.query_row([key], |row| row.get(0)).optional()?)
}

pub(super) fn set(connection: &Connection, key: &str, value: &str) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO setting (key, value) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET value = excluded.value",
        )?
        .execute([key, value])?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::tests::{chat, count, import, messages, nickname, said};

    fn fill(store: &mut Store) {
        import(store, "qq-txt", &chat(None), messages(&[said(None, 1, nickname("阿强"), "一")]));
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
        assert_eq!(store.warning(Lang::En), None);
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o644)).unwrap();
        assert!(store.warning(Lang::En).unwrap().contains("600"));
    }

    #[test]
    fn too_little_room_is_said_before_anything_is_written() {
        let (_folder, store) = crate::store::tests::store();
        assert!(store.check_space(1).is_ok());
        assert!(matches!(store.check_space(u64::MAX).err(), None | Some(StoreError::NoSpace { .. })));
    }
}
