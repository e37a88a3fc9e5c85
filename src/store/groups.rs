//! Groups with their figures.

use std::sync::Arc;

use rusqlite::params;

use super::index::Lens;
use super::{Reader, StoreError};
use crate::model::view::GroupRow;
use crate::model::{CommunityId, Day, GroupId, Timestamp};

impl Reader {
    /// Every group, the busiest of the last 30 days first. Counted once per build.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn groups(&self) -> Result<Vec<GroupRow>, StoreError> {
        let lens = self.lens()?;
        if let Some(groups) = &lens.cache()?.groups {
            return Ok(groups.as_ref().clone());
        }
        let mut statement = self.conn()?.prepare_cached(
            "SELECT g.id, g.name, g.platform, c.name, c.id FROM groups g JOIN community c ON c.id = g.community",
        )?;
        let mut rows = statement.query([])?;
        let mut groups = Vec::new();
        while let Some(row) = rows.next()? {
            let empty = GroupRow {
                id: GroupId(row.get(0)?),
                name: row.get(1)?,
                platform: row.get(2)?,
                community: row.get(3)?,
                members: 0,
                speakers: 0,
                speakers_30d: 0,
                messages: 0,
                messages_30d: 0,
                net_growth_30d: 0,
                silent_days: None,
                unanswered: 0,
                leaders: Vec::new(),
            };
            groups.push(lens.figures(empty, CommunityId(row.get(4)?))?);
        }
        groups.sort_by_key(|group| (std::cmp::Reverse((group.messages_30d, group.messages)), group.id));
        lens.cache()?.groups = Some(Arc::new(groups.clone()));
        Ok(groups)
    }
}

impl Lens<'_> {
    fn figures(&self, group: GroupRow, community: CommunityId) -> Result<GroupRow, StoreError> {
        let id = group.id.0;
        let as_of = self.cache()?.as_of.get(&community).copied();
        let since = |days| as_of.map_or(i64::MAX, |day: Day| self.calendar.start_of(day - days).0);
        let end = as_of.map_or(i64::MAX, |day| self.calendar.start_of(day).0);
        let (month, week) = (since(30), since(7));
        let number = |sql: &str, from: i64| -> Result<u64, StoreError> {
            Ok(self.conn.prepare_cached(sql)?.query_row(params![id, from, end], |row| row.get::<_, u32>(0))?.into())
        };
        let last: Option<i64> = self
            .conn
            .prepare_cached("SELECT max(time) FROM message WHERE group_id = ?1")?
            .query_row([id], |row| row.get(0))?;
        let joined =
            number("SELECT count(*) FROM membership WHERE group_id = ?1 AND joined >= ?2 AND joined < ?3", month)?;
        let left =
            number("SELECT count(*) FROM membership WHERE group_id = ?1 AND left_at >= ?2 AND left_at < ?3", month)?;
        Ok(GroupRow {
            members: number(PEOPLE, 0)?,
            speakers: number(SPEAKERS, i64::MIN)?,
            speakers_30d: number(SPEAKERS, month)?,
            messages: number(MESSAGES, i64::MIN)?,
            messages_30d: number(MESSAGES, month)?,
            net_growth_30d: joined as i64 - left as i64,
            silent_days: last.zip(as_of).map(|(last, day)| i64::from(day - self.calendar.day(Timestamp(last)))),
            unanswered: number(UNANSWERED, week)?,
            leaders: self.leaders(id)?,
            ..group
        })
    }

    fn leaders(&self, group: i64) -> Result<Vec<String>, StoreError> {
        let mut statement = self.conn.prepare_cached(
            "SELECT s.name FROM membership m JOIN identity i ON i.id = m.identity \
             JOIN standing s ON s.member = i.member AND s.rank IS NOT NULL \
             WHERE m.group_id = ?1 AND m.left_at IS NULL AND s.staff = 0 AND s.influence > 0 \
             GROUP BY s.member ORDER BY s.rank LIMIT 3",
        )?;
        Ok(statement.query_map([group], |row| row.get(0))?.collect::<Result<_, _>>()?)
    }
}

const PEOPLE: &str = "SELECT count(DISTINCT i.member) FROM membership m JOIN identity i ON i.id = m.identity \
    WHERE m.group_id = ?1 AND m.left_at IS NULL AND ?2 < ?3";

const SPEAKERS: &str = "SELECT count(DISTINCT i.member) FROM message m JOIN identity i ON i.id = m.identity \
    WHERE m.group_id = ?1 AND m.time >= ?2 AND m.time < ?3";

const MESSAGES: &str = "SELECT count(*) FROM message WHERE group_id = ?1 AND time >= ?2 AND time < ?3";

/// Messages with a question mark after which nobody else spoke in their thread.
const UNANSWERED: &str = "SELECT count(*) FROM message m JOIN link l ON l.message = m.id \
    WHERE m.group_id = ?1 AND m.time >= ?2 AND m.time < ?3 AND (instr(m.text, '？') OR instr(m.text, '?')) \
    AND NOT EXISTS (SELECT 1 FROM link k \
    WHERE k.thread = l.thread AND k.speaker <> l.speaker AND (k.time, k.message) > (l.time, l.message))";
