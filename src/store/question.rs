//! What a question without an answer is, wherever one is counted or listed.

use rusqlite::{Connection, params};

use super::error::Result;
use super::staff::COUNTS_AS;
use crate::model::{CommunityId, MemberId};
use crate::text::mark;

/// A question is open from so many seconds on, and too old to answer after so many.
const OPEN_FROM: i64 = 2 * 3_600;
const OPEN_UNTIL: i64 = 3 * 86_400;
/// How many messages of a group are read for questions, the oldest first.
const MESSAGES: i64 = 10_000;

/// A question that nobody took up.
pub(super) struct OpenQuestion {
    /// Its message.
    pub message: i64,
    pub time: i64,
    /// How long before the last message of the community it was asked.
    pub hours: f64,
    pub group: i64,
    pub group_name: String,
    pub account: i64,
    pub member: MemberId,
    pub text: String,
}

/// The open questions of a community, those that wait longest first: asked from two hours to three days before its
/// last message, by no staff and no bot, after which nobody else spoke in their thread.
pub(super) fn open(conn: &Connection, community: CommunityId) -> Result<Vec<OpenQuestion>> {
    let mut groups = conn.prepare_cached("SELECT id, name FROM groups WHERE community = ?1 AND kind <> 1")?;
    let groups: Vec<(i64, String)> =
        groups.query_map([community.0], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?;
    let mut end = None;
    for (group, _) in &groups {
        let mut last = conn.prepare_cached("SELECT max(time) FROM message WHERE group_id = ?1")?;
        end = end.max(last.query_row([group], |row| row.get::<_, Option<i64>>(0))?);
    }
    let mut open = Vec::new();
    if let Some(end) = end {
        for (group, name) in &groups {
            open_in(conn, *group, name, end, &mut open)?;
        }
    }
    open.sort_by_key(|asked| (asked.time, asked.message));
    Ok(open)
}

/// Adds the open questions of a group.
fn open_in(conn: &Connection, group: i64, name: &str, end: i64, open: &mut Vec<OpenQuestion>) -> Result<()> {
    let mut asked = conn.prepare_cached(&format!(
        "SELECT m.id, m.time, m.text, m.identity, i.member FROM message m JOIN identity i ON i.id = m.identity
             JOIN member p ON p.id = i.member AND p.opted_out = 0
         WHERE m.group_id = ?1 AND m.time BETWEEN ?2 AND ?3 AND m.text <> '' AND {COUNTS_AS} = 0
         ORDER BY m.time LIMIT ?4"
    ))?;
    let mut rows = asked.query(params![group, end - OPEN_UNTIL, end - OPEN_FROM, MESSAGES])?;
    while let Some(row) = rows.next()? {
        let (message, time, text): (i64, i64, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
        if mark::is_question(&text) && !is_answered(conn, message)? {
            let hours = (end - time) as f64 / 3_600.0;
            let (account, member) = (row.get(3)?, MemberId(row.get(4)?));
            open.push(OpenQuestion { message, time, hours, group, group_name: name.to_owned(), account, member, text });
        }
    }
    Ok(())
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
