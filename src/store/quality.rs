//! How whole what was imported is, and what of it is doubtful.

use std::collections::HashMap;

use rusqlite::{Connection, params};

use super::error::Result;
use super::{Reader, ingest};
use crate::model::quality::{Gap, ImportQuality, Quality, Share, beginning, silences};
use crate::model::{Day, Timestamp};

impl Reader {
    /// What every import brought, and where groups fall silent.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn quality(&self) -> Result<Quality> {
        let conn = self.conn()?;
        let (replies, unjoined) = (shares(&conn, REPLIES)?, shares(&conn, JOINED)?);
        let too_early = self.too_early(&conn)?;
        let mut statement = conn.prepare_cached(
            "SELECT id, path, time, zone, records, duplicate, skipped, first_time, last_time, clock, unknown_mentions
             FROM import ORDER BY id DESC",
        )?;
        let mut rows = statement.query([])?;
        let mut imports = Vec::new();
        while let Some(row) = rows.next()? {
            let (import, time): (i64, i64) = (row.get(0)?, row.get(2)?);
            let (records, duplicate, skipped): (u64, u64, u64) = (row.get(4)?, row.get(5)?, row.get(6)?);
            let span: (Option<i64>, Option<i64>) = (row.get(7)?, row.get(8)?);
            let day = |time: i64| self.calendar.day(Timestamp(time));
            let is_ahead = span.1.is_some_and(|last| last > time);
            imports.push(ImportQuality {
                import,
                path: row.get(1)?,
                span: span.0.zip(span.1).map(|(first, last)| (day(first), day(last))),
                duplicate: Share { count: duplicate, of: records },
                skipped: Share { count: skipped, of: records + skipped },
                unknown_mentions: row.get(10)?,
                lost_replies: replies.get(&import).copied().unwrap_or_default(),
                unjoined: unjoined.get(&import).copied().unwrap_or_default(),
                future: if is_ahead { conn.query_row(FUTURE, [import], |row| row.get(0))? } else { 0 },
                too_early: too_early.get(&import).copied().unwrap_or_default(),
                clock: ingest::clock(row.get_ref(9)?.as_str_or_null().map_err(rusqlite::Error::from)?),
                zone: row.get(3)?,
            });
        }
        Ok(Quality { imports, gaps: self.gaps(&conn)? })
    }

    fn gaps(&self, conn: &Connection) -> Result<Vec<Gap>> {
        let mut groups = conn.prepare_cached("SELECT id, name FROM groups ORDER BY id")?;
        let groups: Vec<(i64, String)> =
            groups.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?;
        let mut gaps = Vec::new();
        for (id, group) in groups {
            let silent = silences(&self.spoken_days(conn, id)?);
            gaps.extend(silent.into_iter().map(|(from, until)| Gap { group: group.clone(), from, until }));
        }
        Ok(gaps)
    }

    /// The days on which a group spoke. Each asks the index for the first message after the day
    /// before, so that a lively group costs no more than a quiet one.
    fn spoken_days(&self, conn: &Connection, group: i64) -> Result<Vec<Day>> {
        let mut next = conn.prepare_cached("SELECT min(time) FROM message WHERE group_id = ?1 AND time >= ?2")?;
        let mut days = Vec::new();
        let mut from = Timestamp(i64::MIN);
        while let Some(time) = next.query_row(params![group, from.0], |row| row.get::<_, Option<i64>>(0))? {
            let day = self.calendar.day(Timestamp(time));
            days.push(day);
            from = self.calendar.start_of(day + 1);
        }
        Ok(days)
    }

    /// Messages from before their platform began, by import.
    fn too_early(&self, conn: &Connection) -> Result<HashMap<i64, u64>> {
        let mut groups = conn.prepare_cached("SELECT id, platform FROM groups")?;
        let mut early = conn
            .prepare_cached("SELECT import, count(*) FROM message WHERE group_id = ?1 AND time < ?2 GROUP BY import")?;
        let mut found: HashMap<i64, u64> = HashMap::new();
        let mut rows = groups.query([])?;
        while let Some(row) = rows.next()? {
            let before = beginning(row.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?, &self.calendar);
            let mut counts = early.query(params![row.get::<_, i64>(0)?, before.0])?;
            while let Some(count) = counts.next()? {
                *found.entry(count.get(0)?).or_default() += count.get::<_, u64>(1)?;
            }
        }
        Ok(found)
    }
}

/// By import: how many of how many.
fn shares(conn: &Connection, sql: &str) -> Result<HashMap<i64, Share>> {
    let mut statement = conn.prepare_cached(sql)?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, Share { count: row.get(1)?, of: row.get(2)? })))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Messages that answer one which is not there, and all that answer one: by its id, or by quoting it.
const REPLIES: &str = "SELECT import, sum(lost), count(*) FROM (
    SELECT m.import, NOT EXISTS (SELECT 1 FROM message t WHERE t.group_id = m.group_id AND t.native = m.reply) AS lost
    FROM message m WHERE m.reply IS NOT NULL
    UNION ALL
    SELECT m.import, m.quoted IS NULL FROM address a JOIN message m ON m.id = a.message
    WHERE a.how = 0 AND m.reply IS NULL) GROUP BY import";

/// Orders and answers of nobody, and all.
const JOINED: &str = "SELECT import, sum(identity IS NULL), count(*) FROM (
    SELECT o.import, p.identity FROM orders o JOIN party p ON p.id = o.party
    UNION ALL
    SELECT r.import, p.identity FROM response r JOIN party p ON p.id = r.party) GROUP BY import";

/// Messages of an import that are later than it.
const FUTURE: &str =
    "SELECT count(*) FROM import i JOIN groups g JOIN message m ON m.group_id = g.id AND m.time > i.time
    WHERE i.id = ?1 AND m.import = i.id";
