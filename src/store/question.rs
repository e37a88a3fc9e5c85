//! What a question without an answer is, wherever one is counted or listed.

use rusqlite::Connection;

use super::error::Result;
use crate::text::mark;

/// Whether a message with a link asks, and nobody else spoke after it in its thread.
pub(super) fn is_open(conn: &Connection, message: i64, text: &str) -> Result<bool> {
    Ok(mark::is_question(text) && !is_answered(conn, message)?)
}

/// Whether somebody else spoke after a message in its thread.
pub(super) fn is_answered(conn: &Connection, message: i64) -> Result<bool> {
    let answered = "SELECT 1 FROM link l JOIN link k ON k.thread = l.thread AND k.speaker <> l.speaker
        AND (k.time, k.message) > (l.time, l.message) WHERE l.message = ?1";
    Ok(conn.prepare_cached(answered)?.exists([message])?)
}
