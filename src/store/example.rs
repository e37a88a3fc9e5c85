//! Messages that a number counts. The store keeps rows for what was said of a member, none for what is counted: the
//! latest of those are looked up when the number's evidence is asked for.

use super::StoreError;
use super::index::Lens;
use crate::model::{CommunityId, MemberId};

/// How many messages stand as examples of a number.
const EXAMPLES: u32 = 5;

/// Answers of others to the member.
const RECEIVED: &str = "SELECT l.message FROM link l JOIN groups g ON g.id = l.group_id
    JOIN identity i ON i.id = l.speaker AND i.member <> ?1
    WHERE l.target IN (SELECT id FROM identity WHERE member = ?1) AND l.how < 3 AND g.community = ?2
    ORDER BY l.time DESC, l.message DESC LIMIT ?3";

/// Answers of the member to others.
const SENT: &str = "SELECT m.id FROM message m JOIN groups g ON g.id = m.group_id JOIN link l ON l.message = m.id
    JOIN identity i ON i.id = l.target AND i.member <> ?1
    WHERE m.identity IN (SELECT id FROM identity WHERE member = ?1) AND l.how < 3 AND g.community = ?2
    ORDER BY m.time DESC, m.id DESC LIMIT ?3";

/// Those of them in threads that others began.
const HELPED: &str = "SELECT m.id FROM message m JOIN groups g ON g.id = m.group_id JOIN link l ON l.message = m.id
    JOIN identity i ON i.id = l.target AND i.member <> ?1 JOIN identity o ON o.id = l.owner AND o.member <> ?1
    WHERE m.identity IN (SELECT id FROM identity WHERE member = ?1) AND l.how < 3 AND g.community = ?2
    ORDER BY m.time DESC, m.id DESC LIMIT ?3";

/// Messages of the member that began threads in which others spoke.
const STARTED: &str = "SELECT m.id FROM message m JOIN groups g ON g.id = m.group_id
    JOIN link l ON l.message = m.id AND l.thread = m.id
    WHERE m.identity IN (SELECT id FROM identity WHERE member = ?1) AND g.community = ?2
    AND EXISTS (SELECT 1 FROM link o JOIN identity i ON i.id = o.speaker WHERE o.thread = m.id AND i.member <> ?1)
    ORDER BY m.time DESC, m.id DESC LIMIT ?3";

/// What the member said last.
const SAID: &str = "SELECT m.id FROM message m JOIN groups g ON g.id = m.group_id
    WHERE m.identity IN (SELECT id FROM identity WHERE member = ?1) AND g.community = ?2
    ORDER BY m.time DESC, m.id DESC LIMIT ?3";

/// Which messages an attribute counts; none, if it counts other things.
fn counted(key: &str) -> Option<&'static str> {
    match key {
        "influence" | "beyond_activity" | "kol_margin" | "koc_margin" | "repliers" | "reply_weeks"
        | "replies_received" | "response_time" | "missing_replies" => Some(RECEIVED),
        "replies_sent" | "reaction_time" | "interaction" => Some(SENT),
        "helped" => Some(HELPED),
        "started" | "missing_threads" => Some(STARTED),
        "activity" | "level" | "active_days" | "streak" | "stage" | "churn_risk" | "churn_band" => Some(SAID),
        _ => None,
    }
}

impl Lens<'_> {
    /// The latest messages that an attribute of a member counts, the latest first.
    pub fn examples(&self, member: MemberId, community: CommunityId, key: &str) -> Result<Vec<i64>, StoreError> {
        let Some(sql) = counted(key) else { return Ok(Vec::new()) };
        let mut statement = self.conn.prepare_cached(sql)?;
        let rows = statement.query_map((member.0, community.0, EXAMPLES), |row| row.get(0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}
