//! The log: the operator's acts, and what left the store or was erased from it, in one order.

use anyhow::Result;

use crate::model::journal::{LogLine, Logged};
use crate::store::{AuditEntry, Reader};

/// The latest lines first.
pub(super) fn lines(reader: &Reader, limit: u64) -> Result<Vec<LogLine>> {
    let acts = reader.journal(limit)?.into_iter().map(|entry| LogLine { time: entry.time, what: Logged::Act(entry) });
    let others = reader.audit_log(limit)?.into_iter().map(other);
    let mut lines: Vec<LogLine> = acts.chain(others).collect();
    lines.sort_by_key(|line| std::cmp::Reverse(line.time));
    lines.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    Ok(lines)
}

fn other(AuditEntry { time, action, detail }: AuditEntry) -> LogLine {
    let read: serde_json::Value = serde_json::from_str(&detail).unwrap_or_default();
    let count = match (read["messages"].as_u64(), read["events"].as_u64()) {
        (Some(messages), Some(events)) => messages + events,
        _ => read["rows"].as_u64().or(read["members"].as_u64()).unwrap_or(1),
    };
    let path = read["path"].as_str().unwrap_or_default().to_owned();
    LogLine { time, what: Logged::Other { action, count, path, detail } }
}
