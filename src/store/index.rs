//! What a reader keeps in memory between questions, until the next build or another segment.

use std::cell::{RefCell, RefMut};
use std::collections::BTreeMap;
use std::sync::Arc;

use roaring::RoaringBitmap;
use rusqlite::{Connection, OptionalExtension};
use rustc_hash::FxHashMap;

use super::column::{self, Column};
use super::homes::Homes;
use super::places::Yardstick;
use super::tagged::Tagged;
use super::{Reader, StoreError, bitmap};
use crate::model::view::{GroupRow, Vocabulary};
use crate::model::{Calendar, CommunityId, Day};
use crate::query::fold;

/// Members for whom something is known to be true, and those for whom it is known to be
/// false; for everybody else it is unknown.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Truth {
    /// Ranks of members for whom it holds.
    pub yes: RoaringBitmap,
    /// Ranks of members for whom it does not.
    pub no: RoaringBitmap,
}

/// How many conditions, sort orders and filtered orders are remembered.
const LEAVES: usize = 128;
const ORDERS: usize = 8;
/// How many fields of everybody are.
const COLUMNS: usize = 12;

/// The latest build, the saved segments, and how often follow-ups changed: what may change an answer.
type Version = (Option<i64>, Option<String>, Option<String>);

/// What was read since the last build.
#[derive(Debug, Default)]
pub(super) struct Cache {
    version: Version,
    /// All ranks.
    pub all: Arc<RoaringBitmap>,
    /// As-of days.
    pub as_of: BTreeMap<CommunityId, Day>,
    /// Tags by folded name.
    pub tags: FxHashMap<String, Arc<RoaringBitmap>>,
    /// The same by rank.
    tagged: Option<Arc<Tagged>>,
    leaves: FxHashMap<String, Arc<Truth>>,
    orders: FxHashMap<String, Arc<Vec<u32>>>,
    columns: FxHashMap<String, Arc<Column>>,
    /// The names that filters may use.
    pub names: Option<Arc<Vocabulary>>,
    /// Rank and home community of every member.
    homes: Option<Arc<Homes>>,
    /// Sorted scores by community.
    pub yardsticks: BTreeMap<CommunityId, Arc<Yardstick>>,
    /// The groups' figures.
    pub groups: Option<Arc<Vec<GroupRow>>>,
}

impl Cache {
    fn load(conn: &Connection, version: Version) -> Result<Cache, StoreError> {
        let mut all = RoaringBitmap::new();
        all.insert_range(0..column::ranks(conn)?);
        Ok(Cache {
            version,
            all: Arc::new(all),
            as_of: as_of_days(conn)?,
            tags: tag_bitmaps(conn)?,
            ..Cache::default()
        })
    }

    /// The answer to a condition, if it was asked before.
    pub fn leaf(&self, key: &str) -> Option<Arc<Truth>> {
        self.leaves.get(key).cloned()
    }

    /// Remembers the answer to a condition.
    pub fn keep_leaf(&mut self, key: String, truth: &Arc<Truth>) {
        if self.leaves.len() >= LEAVES {
            self.leaves.clear();
        }
        self.leaves.insert(key, Arc::clone(truth));
    }

    /// A field of everybody, if it was asked for before.
    fn column(&self, key: &str) -> Option<Arc<Column>> {
        self.columns.get(key).cloned()
    }

    fn keep_column(&mut self, key: String, column: &Arc<Column>) {
        if self.columns.len() >= COLUMNS {
            self.columns.clear();
        }
        self.columns.insert(key, Arc::clone(column));
    }

    /// A list of ranks in another order, if it was asked before.
    pub fn order(&self, key: &str) -> Option<Arc<Vec<u32>>> {
        self.orders.get(key).cloned()
    }

    /// Remembers a list of ranks.
    pub fn keep_order(&mut self, key: String, order: &Arc<Vec<u32>>) {
        if self.orders.len() >= ORDERS {
            self.orders.clear();
        }
        self.orders.insert(key, Arc::clone(order));
    }
}

/// The days that communities are seen from, as the last build has it.
pub(super) fn as_of_days(conn: &Connection) -> Result<BTreeMap<CommunityId, Day>, StoreError> {
    let latest = conn.query_row("SELECT as_of FROM build ORDER BY id DESC LIMIT 1", [], |row| row.get::<_, String>(0));
    let Some(json) = latest.optional()? else { return Ok(BTreeMap::new()) };
    Ok(days_of(&json)?)
}

/// The day of each community in what a build keeps of them.
pub(super) fn days_of(json: &str) -> rusqlite::Result<BTreeMap<CommunityId, Day>> {
    let days: BTreeMap<String, Day> = serde_json::from_str(json).map_err(super::unreadable)?;
    Ok(days.into_iter().filter_map(|(id, day)| Some((CommunityId(id.parse().ok()?), day))).collect())
}

fn tag_bitmaps(conn: &Connection) -> Result<FxHashMap<String, Arc<RoaringBitmap>>, StoreError> {
    let mut tags: FxHashMap<String, RoaringBitmap> = FxHashMap::default();
    let mut statement = conn.prepare("SELECT t.name, b.ranks FROM tag t JOIN tag_bitmap b ON b.tag = t.id")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let ranks = bitmap::read(row.get_ref(1)?.as_blob().map_err(rusqlite::Error::from)?)?;
        *tags.entry(fold(row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?)).or_default() |= ranks;
    }
    Ok(tags.into_iter().map(|(name, ranks)| (name, Arc::new(ranks))).collect())
}

/// A reader's memory.
#[derive(Debug, Default)]
pub(super) struct Index {
    cache: RefCell<Cache>,
}

/// Everything a question needs: the connection, the store's calendar, the reader's memory.
#[derive(Clone, Copy)]
pub(super) struct Lens<'r> {
    pub conn: &'r Connection,
    pub calendar: &'r Calendar,
    pub index: &'r Index,
}

impl Reader {
    /// Reads what filters and the counts of tags go by, so that the first of them need not wait for it.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn prepare(&self) -> Result<(), StoreError> {
        let lens = self.lens()?;
        lens.tagged()?;
        lens.homes().map(drop)
    }
}

impl<'r> Lens<'r> {
    /// What is remembered of the latest build and segments. Let go of it before asking anything else.
    pub fn cache(&self) -> Result<RefMut<'r, Cache>, StoreError> {
        let version: Version = self
            .conn
            .prepare_cached(
                "SELECT (SELECT max(id) FROM build), (SELECT group_concat(quote(name) || quote(filter)) FROM segment), \
                 (SELECT value FROM setting WHERE key = 'followups')",
            )?
            .query_row([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        let mut cache = self.index.cache.borrow_mut();
        if cache.version != version || version.0.is_none() {
            *cache = Cache::load(self.conn, version)?;
        }
        Ok(cache)
    }

    /// The names that filters may use, read once per build.
    pub fn filter_names(&self) -> Result<Arc<Vocabulary>, StoreError> {
        if let Some(names) = &self.cache()?.names {
            return Ok(Arc::clone(names));
        }
        let names = Arc::new(self.vocabulary()?);
        self.cache()?.names = Some(Arc::clone(&names));
        Ok(names)
    }

    /// Rank and home community of every member.
    pub fn homes(&self) -> Result<Arc<Homes>, StoreError> {
        if let Some(homes) = &self.cache()?.homes {
            return Ok(Arc::clone(homes));
        }
        let homes = Arc::new(Homes::read(self.conn)?);
        self.cache()?.homes = Some(Arc::clone(&homes));
        Ok(homes)
    }

    /// The tags of everybody.
    pub fn tagged(&self) -> Result<Arc<Tagged>, StoreError> {
        let mut cache = self.cache()?;
        if let Some(tagged) = &cache.tagged {
            return Ok(Arc::clone(tagged));
        }
        let tagged = Arc::new(Tagged::new(&cache.tags, cache.all.len() as u32));
        cache.tagged = Some(Arc::clone(&tagged));
        Ok(tagged)
    }

    /// A column of the lines, by rank.
    pub fn column(&self, column: &'static str) -> Result<Arc<Column>, StoreError> {
        self.kept(column.to_owned(), || Column::of_lines(self.conn, column))
    }

    /// An attribute at home, by rank.
    pub fn attribute(&self, key: &str) -> Result<Arc<Column>, StoreError> {
        let homes = self.homes()?;
        self.kept(column::of_attribute(key), || Column::of_attribute(self.conn, &homes, key))
    }

    fn kept(&self, key: String, read: impl FnOnce() -> Result<Column, StoreError>) -> Result<Arc<Column>, StoreError> {
        if let Some(column) = self.cache()?.column(&key) {
            return Ok(column);
        }
        let column = Arc::new(read()?);
        self.cache()?.keep_column(key, &column);
        Ok(column)
    }

    /// Ranks of all members.
    pub fn everybody(&self) -> Result<Arc<RoaringBitmap>, StoreError> {
        Ok(Arc::clone(&self.cache()?.all))
    }
}
