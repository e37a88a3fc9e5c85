//! Retention: what was said and done before a day is deleted, with all that hangs on it, and stays deleted.
//! The day is kept, so that imports pass over rows from before it.
//!
//! A store that was purged is what imports give that never saw older messages and events. Orders,
//! answers and member lists are kept: they have terms of their own.

use rusqlite::Connection;

use super::error::Result;
use super::{Reader, Store, audit, erase, grams, open};
use crate::model::report::PurgeReport;
use crate::model::{Attribute, Calendar, Day, EvidenceKind, Timestamp};

/// The setting that holds the day before which nothing is kept.
const RETENTION: &str = "retention";

/// The day before which a store keeps no messages and events.
pub(super) fn retention(connection: &Connection) -> Result<Option<Day>> {
    let kept = open::setting(connection, RETENTION)?;
    Ok(kept.and_then(|day| day.parse().ok()).map(Day::from_date))
}

impl Reader {
    /// The day before which no messages and events are kept, if there is one.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn retention(&self) -> Result<Option<Day>> {
        retention(&self.connection)
    }
}

impl Store {
    /// What a purge of everything older than a day would delete.
    ///
    /// # Errors
    /// If the store cannot be written: what would go is gathered in temporary tables.
    pub fn would_purge(&mut self, older: Day) -> Result<PurgeReport> {
        let calendar = self.calendar().clone();
        self.write(|transaction| find(transaction, older, &calendar))
    }

    /// Deletes every message and event from before a day, and what hangs on them; what went. Everybody is to
    /// be built anew afterwards.
    ///
    /// # Errors
    /// If the store cannot be written.
    pub fn purge(&mut self, older: Day) -> Result<PurgeReport> {
        let calendar = self.calendar().clone();
        let report = self.write(|transaction| {
            let report = find(transaction, older, &calendar)?;
            delete(transaction, calendar.start_of(older))?;
            let day = retention(transaction)?.map_or(older, |kept| kept.max(older));
            open::set(transaction, RETENTION, &day.to_string())?;
            audit::write(transaction, "purge", &serde_json::json!(report))?;
            Ok(report)
        })?;
        self.scrub()?;
        Ok(report)
    }
}

/// Gathers in temporary tables what hangs on rows from before a day, and counts it.
fn find(connection: &Connection, older: Day, calendar: &Calendar) -> Result<PurgeReport> {
    let line = calendar.start_of(older);
    connection.execute_batch(&format!("{}{}", erase::GONE, gathered(line)))?;
    let count = |what: &str| -> Result<u64> {
        Ok(connection.query_row(&format!("SELECT count(*) FROM {what}"), [], |row| row.get(0))?)
    };
    let t = line.0;
    Ok(PurgeReport {
        older: older.to_string(),
        messages: count(&format!("message WHERE time < {t}"))?,
        events: count(&format!("event WHERE time < {t}"))?,
        memberships: count("gone_seat")?,
        names: count("gone_name")?,
        members: count("gone_member")?,
        groups: count("gone_group")?,
    })
}

/// What goes, as SQL. Whoever is in a list, has orders or answers, or was marked by the operator stays, and so
/// does everybody of whom something is left.
fn gathered(line: Timestamp) -> String {
    let t = line.0;
    let took_part = |when: &str| {
        format!(
            "SELECT identity FROM message WHERE time {when} {t}
             UNION SELECT actor FROM event WHERE time {when} {t} AND actor IS NOT NULL
             UNION SELECT target FROM event WHERE time {when} {t} AND target IS NOT NULL
             UNION SELECT a.identity FROM address a JOIN message m ON m.id = a.message WHERE m.time {when} {t}"
        )
    };
    let moved = |when: &str| {
        format!(
            "(EXISTS (SELECT 1 FROM message m WHERE m.identity = s.identity AND m.time {when} {t} AND m.group_id = s.group_id)
             OR EXISTS (SELECT 1 FROM event e WHERE e.actor = s.identity AND e.time {when} {t} AND e.group_id = s.group_id)
             OR EXISTS (SELECT 1 FROM event e WHERE e.target = s.identity AND e.time {when} {t} AND e.group_id = s.group_id))"
        )
    };
    let (lost, kept) = (took_part("<"), took_part(">="));
    let (before, since) = (moved("<"), moved(">="));
    let seated = "membership s WHERE (s.group_id, s.identity) NOT IN gone_seat";
    format!(
        "DROP TABLE IF EXISTS temp.gone_seat; DROP TABLE IF EXISTS temp.gone_name; DROP TABLE IF EXISTS temp.gone_group;
         DROP TABLE IF EXISTS temp.losing; DROP TABLE IF EXISTS temp.keeping; DROP TABLE IF EXISTS temp.marked;
         CREATE TEMP TABLE losing (identity INTEGER PRIMARY KEY);
         CREATE TEMP TABLE keeping (identity INTEGER PRIMARY KEY);
         CREATE TEMP TABLE marked (identity INTEGER PRIMARY KEY);
         CREATE TEMP TABLE gone_seat (group_id INTEGER, identity INTEGER, PRIMARY KEY (group_id, identity)) WITHOUT ROWID;
         CREATE TEMP TABLE gone_name (id INTEGER PRIMARY KEY);
         CREATE TEMP TABLE gone_group (id INTEGER PRIMARY KEY);
         INSERT INTO losing {lost};
         INSERT INTO marked SELECT id FROM identity WHERE member IN (
             SELECT member FROM identity WHERE id IN (
                 SELECT identity FROM note UNION SELECT identity FROM followup UNION SELECT identity FROM lock
                 UNION SELECT identity FROM outcome UNION SELECT identity FROM review)
             UNION SELECT id FROM member WHERE staff <> 0 OR opted_out <> 0
             UNION SELECT member FROM member_tag WHERE source IN (1, 3));
         INSERT INTO gone_seat SELECT s.group_id, s.identity FROM membership s
             WHERE s.listed = 0 AND s.identity IN losing AND s.identity NOT IN marked
             AND {before} AND NOT {since};
         INSERT OR IGNORE INTO keeping {kept}
             UNION SELECT s.identity FROM {seated}
             UNION SELECT s.inviter FROM {seated} AND s.inviter IS NOT NULL
             UNION SELECT identity FROM name WHERE listed = 1
             UNION SELECT identity FROM party WHERE identity IS NOT NULL
             UNION SELECT identity FROM marked;
         INSERT INTO gone_member SELECT member FROM identity WHERE id IN losing
             EXCEPT SELECT member FROM identity WHERE id IN keeping;
         INSERT INTO gone_identity SELECT id FROM identity WHERE member IN gone_member;
         INSERT INTO gone_name SELECT n.id FROM name n WHERE n.identity IN gone_identity
             OR n.listed = 0 AND n.last_seen < {t} AND EXISTS (
                 SELECT 1 FROM identity own JOIN identity i ON i.member = own.member JOIN name o ON o.identity = i.id
                 WHERE own.id = n.identity AND (o.listed = 1 OR o.last_seen >= {t}));
         INSERT INTO gone_group SELECT g.id FROM groups g
             WHERE (EXISTS (SELECT 1 FROM message WHERE group_id = g.id) OR EXISTS (SELECT 1 FROM event WHERE group_id = g.id))
             AND NOT EXISTS (SELECT 1 FROM message WHERE group_id = g.id AND time >= {t})
             AND NOT EXISTS (SELECT 1 FROM event WHERE group_id = g.id AND time >= {t})
             AND NOT EXISTS (SELECT 1 FROM {seated} AND s.group_id = g.id)
             AND NOT EXISTS (SELECT 1 FROM roster_row WHERE group_id = g.id)
             AND NOT EXISTS (SELECT 1 FROM name WHERE group_id = g.id AND id NOT IN gone_name)
             AND NOT EXISTS (SELECT 1 FROM identity WHERE scope = g.id AND id NOT IN gone_identity);"
    )
}

/// Deletes what [`find`] gathered and the rows that it hangs on, and notes what has to be derived anew: the
/// threads of every group that lost some, and everybody. What was derived before and is not derived again
/// goes, too: a history that rests on rows which are gone, and who was in a segment then.
fn delete(connection: &Connection, line: Timestamp) -> Result<()> {
    let t = line.0;
    let segments: Vec<i64> = connection
        .prepare(&format!("SELECT min(id) FROM message WHERE time < {t} GROUP BY id >> 16 ORDER BY 1"))?
        .query_map([], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    connection.execute_batch(&format!(
        "DELETE FROM stale_span WHERE group_id IN gone_group;
         INSERT INTO stale_span SELECT group_id, min(time), max(time) FROM message
             WHERE time >= {t} AND group_id IN (SELECT group_id FROM message WHERE time < {t}) GROUP BY group_id
             ON CONFLICT DO UPDATE SET first = min(first, excluded.first), last = max(last, excluded.last);
         UPDATE message SET quoted = NULL WHERE quoted IN (SELECT id FROM message WHERE time < {t});
         DELETE FROM dealt WHERE matter = 'question' AND stamp IN (SELECT id FROM message WHERE time < {t});
         DELETE FROM history WHERE member IN (SELECT member FROM identity WHERE id IN losing);
         DELETE FROM segment_snapshot;
         DELETE FROM link WHERE time < {t};
         DELETE FROM event WHERE time < {t};
         DELETE FROM message WHERE time < {t};
         DELETE FROM membership WHERE (group_id, identity) IN gone_seat;
         DELETE FROM name WHERE id IN gone_name;
         UPDATE name SET first_seen = NULL, last_seen = NULL WHERE listed = 1 AND last_seen < {t};
         UPDATE name SET first_seen = {t} WHERE first_seen < {t} AND last_seen >= {t};"
    ))?;
    erase::strike(connection, &[])?;
    // A file that is imported again is read again: not all of it is known any more.
    connection.execute_batch(&format!(
        "DELETE FROM groups WHERE id IN gone_group;
         UPDATE import SET hash = x'', first_time = CASE WHEN last_time >= {t} THEN {t} END,
             last_time = CASE WHEN last_time >= {t} THEN last_time END WHERE first_time < {t};
         UPDATE member SET dirty = 1;
         {} DROP TABLE gone_seat; DROP TABLE gone_name; DROP TABLE gone_group; DROP TABLE losing;
         DROP TABLE keeping; DROP TABLE marked;",
        erase::GONE
    ))?;
    forget_evidence(connection)?;
    grams::reindex(connection, &segments)
}

/// Takes from locked attributes what they refer to no more.
fn forget_evidence(connection: &Connection) -> Result<()> {
    let mut locks = connection.prepare("SELECT identity, attribute, detail FROM lock")?;
    let locks: Vec<(i64, String, Vec<u8>)> =
        locks.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?.collect::<rusqlite::Result<_>>()?;
    let mut known = connection.prepare("SELECT 1 FROM message WHERE id = ?1")?;
    let mut noted = connection.prepare("SELECT 1 FROM event WHERE id = ?1")?;
    let mut named = connection.prepare("SELECT 1 FROM name WHERE id = ?1")?;
    for (identity, key, detail) in locks {
        let mut attribute: Attribute = super::decode(&detail)?;
        let mut failed = None;
        let mut stands = |kind: EvidenceKind, row: i64| {
            let found = match kind {
                EvidenceKind::Message => known.exists([row]),
                EvidenceKind::Event => noted.exists([row]),
                EvidenceKind::Name => named.exists([row]),
                EvidenceKind::Order | EvidenceKind::Answer | EvidenceKind::Field => Ok(true),
            };
            found.unwrap_or_else(|error| {
                failed = Some(error);
                true
            })
        };
        attribute.evidence.retain(|reference| stands(reference.kind, reference.row));
        for conflict in &mut attribute.conflicts {
            conflict.evidence.retain(|reference| stands(reference.kind, reference.row));
        }
        if let Some(error) = failed {
            return Err(error.into());
        }
        connection.prepare_cached("UPDATE lock SET detail = ?3 WHERE identity = ?1 AND attribute = ?2")?.execute((
            identity,
            key,
            super::encode(&attribute)?,
        ))?;
    }
    Ok(())
}
