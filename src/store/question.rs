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
    // Most were imported in the order in which they were said: who spoke after it is found at once among those that
    // were imported after it, however long the thread.
    let answered = "SELECT 1 FROM link l WHERE l.message = ?1 AND (
        EXISTS (SELECT 1 FROM link k WHERE k.thread = l.thread AND k.message > l.message
            AND k.speaker <> l.speaker AND k.time >= l.time)
        OR EXISTS (SELECT 1 FROM link k WHERE k.thread = l.thread AND k.message < l.message
            AND k.speaker <> l.speaker AND k.time > l.time))";
    Ok(conn.prepare_cached(answered)?.exists([message])?)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn somebody_else_spoke_later_in_whatever_order_it_was_imported(
            said in prop::collection::vec((0..2_i64, 0..3_i64, 0..6_i64), 1..12),
        ) {
            let conn = Connection::open_in_memory().unwrap();
            conn.execute_batch("CREATE TABLE link (message INTEGER PRIMARY KEY, time, speaker, thread)").unwrap();
            let all: Vec<(i64, (i64, i64, i64))> = (1..).zip(said).collect();
            for (message, (thread, speaker, time)) in &all {
                conn.execute("INSERT INTO link VALUES (?1, ?2, ?3, ?4)", (message, time, speaker, thread)).unwrap();
            }
            for (message, (thread, speaker, time)) in &all {
                let expected = all.iter().any(|(other, (of, by, at))| {
                    of == thread && by != speaker && (at, other) > (time, message)
                });
                prop_assert_eq!(is_answered(&conn, *message).unwrap(), expected, "{}", message);
            }
        }
    }
}
