//! The log of exports, erasures, opt-outs and joins: what was done and when, never to whom.

use rusqlite::Connection;

use super::error::Result;
use super::{Reader, Store};
use crate::model::Timestamp;

/// One act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditEntry {
    /// When, by the machine's clock.
    pub time: Timestamp,
    /// `export`, `forget`, `optout`, `join`, …
    pub action: String,
    /// JSON, without anybody's data.
    pub detail: String,
}

pub(super) fn write(connection: &Connection, action: &str, detail: &serde_json::Value) -> Result<()> {
    connection.prepare_cached("INSERT INTO audit (time, action, detail) VALUES (?1, ?2, ?3)")?.execute((
        Timestamp::now().0,
        action,
        detail.to_string(),
    ))?;
    Ok(())
}

impl Store {
    /// Adds an act to the log. The detail must not name or identify anybody.
    pub fn audit(&mut self, action: &str, detail: &serde_json::Value) -> Result<()> {
        self.write(|transaction| write(transaction, action, detail))
    }
}

impl Reader {
    /// The latest acts first.
    pub fn audit_log(&self, limit: u64) -> Result<Vec<AuditEntry>> {
        let mut statement =
            self.connection.prepare_cached("SELECT time, action, detail FROM audit ORDER BY id DESC LIMIT ?1")?;
        let entries = statement
            .query_map([limit as i64], |row| {
                Ok(AuditEntry { time: Timestamp(row.get(0)?), action: row.get(1)?, detail: row.get(2)? })
            })?
            .collect::<rusqlite::Result<_>>()?;
        Ok(entries)
    }
}
