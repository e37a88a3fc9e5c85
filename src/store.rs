//! One SQLite file: schema, writers, readers, windows, and the query compiler.
//!
//! A [`Store`] is the one writer; a [`Reader`] sees a consistent past and never blocks it.
//! Nothing is ever loaded whole: readers stream, writers batch, screens fetch windows.

mod aftermath;
#[cfg(test)]
mod agreement;
mod apart;
mod attributes;
mod audit;
mod bearing;
mod beginning;
mod bitmap;
mod build;
mod bulk;
mod changes;
mod claim;
mod column;
mod company;
mod compile;
mod contradictions;
mod course;
mod crossing;
mod decision;
mod digest;
mod distribution;
mod doctor;
mod erase;
mod error;
mod event;
mod evidence;
mod example;
mod exchange;
mod file;
mod folders;
mod foresight;
mod gather;
mod grams;
mod groups;
mod held;
mod holdings;
mod homes;
mod horizon;
mod image;
mod imports;
mod index;
mod ingest;
mod joins;
mod journal;
mod known;
mod link;
mod locks;
mod members;
mod mention;
mod merge;
mod message;
mod migrate;
mod moment;
mod notes;
mod open;
mod outcomes;
mod overview;
mod own;
mod part;
mod party;
mod past;
mod people;
mod personas;
mod places;
mod portrait;
mod proposals;
mod pulse;
mod purge;
mod quality;
mod question;
mod ranking;
mod residue;
mod review;
mod rows;
mod search;
mod seat;
#[cfg(test)]
mod segment_tests;
mod segments;
mod shift;
mod shown;
mod spread;
mod staff;
mod standing;
mod states;
mod tagged;
mod tags;
mod talk;
#[cfg(test)]
mod tests;
mod today;
mod traits;
mod unsaid;
#[cfg(test)]
mod view_tests;
#[cfg(test)]
mod village;

use std::cell::Cell;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rusqlite::{Connection, Transaction, TransactionBehavior};

use crate::model::{Calendar, Timestamp};

pub use audit::AuditEntry;
pub use beginning::{Beginning, GroupDay};
pub use build::{Build, BuildMeta, Cause, CommunityProfile};
pub use doctor::Health;
pub use erase::Erasure;
pub use erase::TYPED_FILTERS;
pub use error::{Result, StoreError};
pub use exchange::{Span, Spans};
pub use folders::ImportedFolder;
pub use held::{HELD, Held};
pub use ingest::{ImportMeta, Ingest};
pub use known::{Known, Peers, words_kept};
pub use link::StaleSpan;
pub use moment::Moment;
pub use open::NewStore;
pub use part::Part;
pub use past::Moved;
pub use pulse::{Pulse, Step};
pub use ranking::{CHURN_BESIDE, KOL_BESIDE, POTENTIAL_BESIDE, Ranking, Weight};
pub use review::Judged;
pub use rows::{MemberRows, Scope};
pub use search::{TextHit, TextScope};
pub use segments::{Between, SegmentChange};
pub use standing::Standing;
pub use states::{MemberStates, Who};
pub use tags::TagRule;
pub use talk::Talk;
pub use unsaid::Unsaid;

/// Stops a reader's running query from another thread.
#[derive(Clone)]
pub struct InterruptHandle(std::sync::Arc<rusqlite::InterruptHandle>);

impl InterruptHandle {
    /// The query that runs now, if any, fails with [`StoreError::Interrupted`].
    pub fn interrupt(&self) {
        self.0.interrupt();
    }
}

/// A read-only view of a store. Its view functions live beside what they show.
pub struct Reader {
    connection: Connection,
    calendar: Calendar,
    path: PathBuf,
    index: index::Index,
    horizon: horizon::Horizon,
    sight: Cell<Sight>,
}

/// Which rows a connection is to see.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Sight {
    /// Those that the last build saw.
    #[default]
    AsBuilt,
    /// Those before an instant; all, if none is given.
    Until(Option<Timestamp>),
}

impl Reader {
    /// The store's zone.
    pub fn calendar(&self) -> &Calendar {
        &self.calendar
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Stops a running query of this reader from another thread; it then fails with
    /// [`StoreError::Interrupted`].
    pub fn interrupt_handle(&self) -> InterruptHandle {
        InterruptHandle(std::sync::Arc::new(self.connection.get_interrupt_handle()))
    }

    /// A number that only this store has, from which pseudonyms are made.
    pub fn secret(&self) -> Result<u128> {
        let salt = self.setting("salt")?.unwrap_or_default();
        Ok(salt.get(..32).and_then(|half| u128::from_str_radix(half, 16).ok()).unwrap_or_default())
    }

    /// A setting by its key.
    pub fn setting(&self, key: &str) -> Result<Option<String>> {
        open::setting(&self.connection, key)
    }

    /// The same store with every row that it holds, whatever day the last build looked from.
    pub fn of_everything(self) -> Reader {
        self.sight.set(Sight::Until(None));
        self
    }

    fn seeing(&self, until: Option<Timestamp>) -> Result<&Connection> {
        self.horizon.show(&self.connection, until)?;
        Ok(&self.connection)
    }
}

/// The one writer of a store.
pub struct Store {
    view: Reader,
    /// Where a staged store will lie once it is settled, with the lock on that place.
    staged: Option<(PathBuf, file::ImportLock)>,
    /// From where acts come.
    origin: &'static str,
    /// How far the running act is.
    pulse: Arc<Pulse>,
    /// Says to others that the store is open here.
    presence: Option<file::Presence>,
}

impl Store {
    /// What the writer itself sees, with everything written so far.
    pub fn view(&self) -> &Reader {
        &self.view
    }

    /// How far the running act is, for another thread.
    pub fn pulse(&self) -> Arc<Pulse> {
        Arc::clone(&self.pulse)
    }

    /// The store's zone.
    pub fn calendar(&self) -> &Calendar {
        &self.view.calendar
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.view.path
    }

    /// Whether this is a first import that has not been settled yet.
    pub fn is_staged(&self) -> bool {
        self.staged.is_some()
    }

    /// A reader of its own connection.
    pub fn reader(&self) -> Result<Reader> {
        Reader::open(&self.view.path)
    }

    /// Sets a setting.
    pub fn set(&mut self, key: &str, value: &str) -> Result<()> {
        self.write(|transaction| open::set(transaction, key, value))
    }

    /// Does `work` as if rows from an instant on did not exist.
    pub fn looking_until<T>(&mut self, until: Option<Timestamp>, work: impl FnOnce(&mut Store) -> T) -> T {
        self.view.sight.set(Sight::Until(until));
        let looking = Looking(self);
        work(looking.0)
    }

    /// From when on rows are left out.
    fn until(&self) -> Option<Timestamp> {
        match self.view.sight.get() {
            Sight::AsBuilt => None,
            Sight::Until(until) => until,
        }
    }

    /// The connection, for one who writes: with every row, unless told otherwise.
    pub(crate) fn connection(&self) -> Result<&Connection> {
        self.view.seeing(self.until())
    }

    /// Does `work` in one transaction that has the write lock from its beginning: all or nothing.
    pub(crate) fn write<T>(&mut self, work: impl FnOnce(&Transaction<'_>) -> Result<T>) -> Result<T> {
        let transaction = Transaction::new_unchecked(self.connection()?, TransactionBehavior::Immediate)?;
        let value = work(&transaction)?;
        transaction.commit()?;
        Ok(value)
    }
}

/// A store that looks from another day, until it is dropped.
struct Looking<'s>(&'s mut Store);

impl Drop for Looking<'_> {
    fn drop(&mut self) {
        self.0.view.sight.set(Sight::AsBuilt);
    }
}

/// The bytes of a value as columns keep it.
fn encode<T: serde::Serialize + ?Sized>(value: &T) -> Result<Vec<u8>> {
    postcard::to_stdvec(value).map_err(|error| unreadable(error).into())
}

/// Reads what [`encode`] wrote.
fn decode<'a, T: serde::Deserialize<'a>>(bytes: &'a [u8]) -> Result<T> {
    postcard::from_bytes(bytes).map_err(|error| unreadable(error).into())
}

/// A stored value that is not what its column says.
fn unreadable(error: impl std::error::Error + Send + Sync + 'static) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(0, rusqlite::types::Type::Blob, Box::new(error))
}
