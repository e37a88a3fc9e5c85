//! Imported files, as the imports screen shows them.

use super::{Reader, StoreError};
use crate::model::Timestamp;
use crate::model::record::Position;
use crate::model::report::Skip;
use crate::model::view::ImportRow;

/// How many skipped rows of a file are shown.
const SKIPS: i64 = 20;

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
}
