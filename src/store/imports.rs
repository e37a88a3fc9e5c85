//! Imported files, as the imports screen shows them, and what was said of their columns.

use super::{Reader, Store, StoreError, open};
use crate::model::Timestamp;
use crate::model::record::Position;
use crate::model::report::Skip;
use crate::model::view::ImportRow;

/// How many skipped rows of a file are shown.
const SKIPS: i64 = 100;

/// The setting that holds what was said of columns.
const MAPPINGS: &str = "mappings";

/// What was said of the columns of one table: (column, field).
type Said = Vec<(String, String)>;

impl Reader {
    /// A digest of every imported file, whatever the order in which they came: 64 hexadecimal digits.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn data_fingerprint(&self) -> Result<String, StoreError> {
        let mut statement = self.connection.prepare_cached("SELECT DISTINCT hash FROM import ORDER BY hash")?;
        let hashes: Vec<Vec<u8>> = statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
        Ok(super::digest::of_many(&hashes))
    }

    /// Every imported file, latest first.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn imports(&self) -> Result<Vec<ImportRow>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT id, time, path, format, encoding, records, new, duplicate, system, skipped, first_time, last_time \
             FROM import ORDER BY id DESC",
        )?;
        let mut skips = self
            .connection
            .prepare_cached("SELECT at, line, reason FROM import_skip WHERE import = ?1 ORDER BY line LIMIT ?2")?;
        let mut rows = statement.query([])?;
        let mut imports = Vec::new();
        while let Some(row) = rows.next()? {
            let number = |column: usize| row.get::<_, i64>(column).map(i64::unsigned_abs);
            let id = row.get(0)?;
            let skipped = skips.query_map([id, SKIPS], |row| {
                let at = Position::read(row.get_ref(0)?.as_str()?, row.get::<_, i64>(1)?.unsigned_abs());
                Ok(Skip { at, reason: row.get(2)? })
            })?;
            imports.push(ImportRow {
                id,
                time: Timestamp(row.get(1)?),
                path: row.get(2)?,
                format: row.get(3)?,
                encoding: row.get(4)?,
                records: number(5)?,
                new: number(6)?,
                duplicate: number(7)?,
                system: number(8)?,
                skipped: number(9)?,
                skips: skipped.collect::<Result<_, _>>()?,
                first: row.get::<_, Option<i64>>(10)?.map(Timestamp),
                last: row.get::<_, Option<i64>>(11)?.map(Timestamp),
            });
        }
        Ok(imports)
    }

    /// What was said of columns, the latest first.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn mappings(&self) -> Result<Vec<Said>, StoreError> {
        Ok(self.setting(MAPPINGS)?.and_then(|stored| serde_json::from_str(&stored).ok()).unwrap_or_default())
    }
}

impl Store {
    /// The first of these readings, by their hashes, in which a file was imported.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn known_file<R>(&self, readings: impl Iterator<Item = (R, Vec<u8>)>) -> Result<Option<R>, StoreError> {
        let mut known = self.connection()?.prepare_cached("SELECT 1 FROM import WHERE hash = ?1")?;
        for (reading, hash) in readings {
            if known.exists([hash])? {
                return Ok(Some(reading));
            }
        }
        Ok(None)
    }

    /// Remembers what was said of columns, for the next table that has them all. A table whose
    /// columns have no names but their places is like any other, and nothing is remembered of it.
    ///
    /// # Errors
    /// If the store cannot be written.
    pub fn remember_mapping(&self, said: &[(String, String)]) -> Result<(), StoreError> {
        let by_place = said.iter().all(|(column, _)| column.trim().parse::<u32>().is_ok());
        if said.is_empty() || by_place {
            return Ok(());
        }
        let columns = |said: &[(String, String)]| {
            let mut columns: Vec<String> = said.iter().map(|(column, _)| column.clone()).collect();
            columns.sort();
            columns
        };
        let mut mappings = self.view().mappings()?;
        mappings.retain(|earlier| columns(earlier) != columns(said));
        mappings.insert(0, said.to_vec());
        let text = serde_json::Value::from_iter(mappings.iter().map(|said| serde_json::json!(said))).to_string();
        open::set(self.connection()?, MAPPINGS, &text)
    }
}
