//! The log of exports, erasures, opt-outs and joins: what was done and when, never to whom.

use rusqlite::Connection;

use super::error::Result;
use super::{Reader, Store};
use crate::model::Timestamp;

/// One act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditEntry {
    /// Its number; the later, the higher.
    pub id: i64,
    /// The number of the operator's latest act then.
    pub after_act: i64,
    /// When, by the machine's clock.
    pub time: Timestamp,
    /// `export`, `forget`, `optout`, `join`, …
    pub action: String,
    /// JSON, without anybody's data.
    pub detail: String,
}

pub(super) fn write(connection: &Connection, action: &str, detail: &serde_json::Value) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO audit (time, action, detail)
             SELECT ?1, ?2, json_insert(?3, '$.after_act', coalesce(max(id), 0)) FROM journal",
        )?
        .execute((Timestamp::now().0, action, detail.to_string()))?;
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
        let mut statement = self.connection.prepare_cached(
            "SELECT id, coalesce(detail ->> 'after_act', 0), time, action, json_remove(detail, '$.after_act')
             FROM audit ORDER BY id DESC LIMIT ?1",
        )?;
        let entries = statement
            .query_map([limit as i64], |row| {
                Ok(AuditEntry {
                    id: row.get(0)?,
                    after_act: row.get(1)?,
                    time: Timestamp(row.get(2)?),
                    action: row.get(3)?,
                    detail: row.get(4)?,
                })
            })?
            .collect::<rusqlite::Result<_>>()?;
        Ok(entries)
    }
}
