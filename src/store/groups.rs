//! Groups with their figures, and the people they share.

use std::sync::Arc;

use roaring::RoaringTreemap;
use rusqlite::functions::FunctionFlags;
use rusqlite::{ToSql, params};

use super::index::Lens;
use super::{Reader, StoreError, question};
use crate::model::view::{GroupRow, OverlapRow};
use crate::model::{CommunityId, Day, GroupId, Timestamp};
use crate::query::Expr;

impl Reader {
    /// Every group, the busiest of the last 30 days first. Under a filter the figures are those of
    /// the members it selects, and groups without any are left out. Counted once per build where
    /// there is no filter.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn groups(&self, filter: Option<&Expr>) -> Result<Vec<GroupRow>, StoreError> {
        let lens = self.lens()?;
        let Some(filter) = filter else {
            if let Some(groups) = &lens.cache()?.groups {
                return Ok(groups.as_ref().clone());
            }
            let groups = lens.groups(Figures::of_everybody())?;
            lens.cache()?.groups = Some(Arc::new(groups.clone()));
            return Ok(groups);
        };
        lens.choose(filter)?;
        let mut groups = lens.groups(Figures::of_the_chosen())?;
        groups.retain(|group| group.members > 0 || group.messages > 0);
        Ok(groups)
    }

    /// Every two groups that share people now, staff left out, those that share most first.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn overlap(&self) -> Result<Vec<OverlapRow>, StoreError> {
        let conn = self.conn()?;
        let mut statement = conn.prepare_cached(OVERLAP)?;
        let rows = statement.query_map([], |row| {
            let number = |column| row.get::<_, u32>(column).map(u64::from);
            Ok(OverlapRow {
                ids: (GroupId(row.get(5)?), GroupId(row.get(6)?)),
                group_a: row.get(0)?,
                group_b: row.get(1)?,
                members_a: number(2)?,
                members_b: number(3)?,
                shared: number(4)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

/// The SQL function that knows whether an identity is one of a filter's.
const CHOSEN: &str = "chosen";

/// What is asked of each group: of everybody, or of those whom [`CHOSEN`] knows.
struct Figures {
    among: &'static str,
}

impl Figures {
    fn of_everybody() -> Figures {
        Figures { among: "" }
    }

    fn of_the_chosen() -> Figures {
        Figures { among: " AND chosen(m.identity)" }
    }

    fn sql(&self, question: &str) -> String {
        question.replace("{among}", self.among)
    }
}

impl Lens<'_> {
    /// Lets the SQL function [`CHOSEN`] know the identities of the members whom a filter selects.
    fn choose(&self, filter: &Expr) -> Result<(), StoreError> {
        let chosen = self.identities_of(filter)?;
        let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_INNOCUOUS;
        Ok(self.conn.create_scalar_function(CHOSEN, 1, flags, move |context| {
            Ok(chosen.contains(context.get::<i64>(0)?.unsigned_abs()))
        })?)
    }

    fn identities_of(&self, filter: &Expr) -> Result<RoaringTreemap, StoreError> {
        let ranks = self.compile(filter)?;
        let homes = self.homes()?;
        let mut statement = self.conn.prepare_cached("SELECT id, member FROM identity")?;
        let mut rows = statement.query([])?;
        let mut identities = RoaringTreemap::new();
        while let Some(row) = rows.next()? {
            if homes.get(row.get(1)?).is_some_and(|(rank, _)| ranks.contains(rank)) {
                identities.insert(row.get::<_, i64>(0)?.unsigned_abs());
            }
        }
        Ok(identities)
    }

    fn groups(&self, figures: Figures) -> Result<Vec<GroupRow>, StoreError> {
        let mut statement = self.conn.prepare_cached(
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
                silent_share: None,
                mood: None,
                weeks: Vec::new(),
            };
            groups.push(self.figures(empty, CommunityId(row.get(4)?), &figures)?);
        }
        groups.sort_by_key(|group| (std::cmp::Reverse((group.messages_30d, group.messages)), group.id));
        Ok(groups)
    }

    fn figures(&self, group: GroupRow, community: CommunityId, figures: &Figures) -> Result<GroupRow, StoreError> {
        let id = group.id.0;
        let as_of = self.cache()?.as_of.get(&community).copied();
        let since = |days| as_of.map_or(i64::MAX, |day: Day| self.calendar.start_of(day - days).0);
        let end = as_of.map_or(i64::MAX, |day| self.calendar.start_of(day).0);
        let (month, week) = (since(30), since(7));
        let number = |sql: &str, from: i64| -> Result<u64, StoreError> {
            let mut statement = self.conn.prepare_cached(&figures.sql(sql))?;
            Ok(statement.query_row(params![id, from, end], |row| row.get::<_, u32>(0))?.into())
        };
        let last: Option<i64> = self.conn.prepare_cached(&figures.sql(LAST))?.query_row([id, end], |row| row.get(0))?;
        let (joined, left) = (number(JOINED, month)?, number(LEFT, month)?);
        let members = number(PEOPLE, 0)?;
        let heard = number(HEARD, month)?;
        Ok(GroupRow {
            members,
            silent_share: as_of.filter(|_| members > 0).map(|_| 1.0 - heard as f64 / members as f64),
            mood: self.mood(params![id, month, end], figures)?,
            weeks: as_of.map_or(Ok(Vec::new()), |_| self.weeks(id, end, figures))?,
            speakers: number(SPEAKERS, i64::MIN)?,
            speakers_30d: number(SPEAKERS, month)?,
            messages: number(MESSAGES, i64::MIN)?,
            messages_30d: number(MESSAGES, month)?,
            net_growth_30d: joined as i64 - left as i64,
            silent_days: last.zip(as_of).map(|(last, day)| i64::from(day - self.calendar.day(Timestamp(last)))),
            unanswered: self.unanswered(params![id, week, end], figures)?,
            leaders: self.leaders(id, figures)?,
            ..group
        })
    }

    fn unanswered(&self, of: &[&dyn ToSql], figures: &Figures) -> Result<u64, StoreError> {
        let mut statement = self.conn.prepare_cached(&figures.sql(ASKED))?;
        let mut rows = statement.query(of)?;
        let mut open = 0;
        while let Some(row) = rows.next()? {
            let text = row.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?;
            open += u64::from(question::is_open(self.conn, row.get(0)?, text)?);
        }
        Ok(open)
    }

    fn mood(&self, of: &[&dyn ToSql], figures: &Figures) -> Result<Option<f64>, StoreError> {
        let mut statement = self.conn.prepare_cached(&figures.sql(MOOD))?;
        let (mean, known): (Option<f64>, u32) = statement.query_row(of, |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(mean.filter(|_| known >= MOOD_OF_AT_LEAST))
    }

    fn weeks(&self, group: i64, end: i64, figures: &Figures) -> Result<Vec<u32>, StoreError> {
        let mut weeks = vec![0; WEEKS];
        let mut statement = self.conn.prepare_cached(&figures.sql(BY_WEEK))?;
        let mut rows = statement.query(params![group, end - WEEKS as i64 * WEEK, end, WEEK])?;
        while let Some(row) = rows.next()? {
            let ago: usize = row.get(0)?;
            if let Some(week) = WEEKS.checked_sub(1 + ago).and_then(|at| weeks.get_mut(at)) {
                *week = row.get(1)?;
            }
        }
        Ok(weeks)
    }

    fn leaders(&self, group: i64, figures: &Figures) -> Result<Vec<String>, StoreError> {
        let mut statement = self.conn.prepare_cached(&figures.sql(LEADERS))?;
        Ok(statement.query_map([group], |row| row.get(0))?.collect::<Result<_, _>>()?)
    }
}

/// Weeks of a group's trend.
const WEEKS: usize = 12;
/// Seconds of one.
const WEEK: i64 = 7 * 86_400;
/// A group's mood is said of at least so many people.
const MOOD_OF_AT_LEAST: u32 = 3;

const LEADERS: &str = "SELECT s.name FROM membership m JOIN identity i ON i.id = m.identity \
    JOIN standing s ON s.member = i.member AND s.rank IS NOT NULL \
    WHERE m.group_id = ?1 AND m.left_at IS NULL AND s.staff = 0 AND s.influence > 0{among} \
    GROUP BY s.member ORDER BY s.rank LIMIT 3";

const PEOPLE: &str = "SELECT count(DISTINCT i.member) FROM membership m JOIN identity i ON i.id = m.identity \
    WHERE m.group_id = ?1 AND m.left_at IS NULL AND ?2 < ?3{among}";

const SPEAKERS: &str = "SELECT count(DISTINCT i.member) FROM message m JOIN identity i ON i.id = m.identity \
    WHERE m.group_id = ?1 AND m.time >= ?2 AND m.time < ?3{among}";

const MESSAGES: &str = "SELECT count(*) FROM message m WHERE m.group_id = ?1 AND m.time >= ?2 AND m.time < ?3{among}";

/// People in it now who spoke here.
const HEARD: &str = "SELECT count(DISTINCT i.member) FROM message m \
    JOIN membership s ON s.group_id = m.group_id AND s.identity = m.identity AND s.left_at IS NULL \
    JOIN identity i ON i.id = m.identity WHERE m.group_id = ?1 AND m.time >= ?2 AND m.time < ?3{among}";

const MOOD: &str = "SELECT avg(s.sentiment), count(s.sentiment) FROM \
    (SELECT DISTINCT i.member FROM message m JOIN identity i ON i.id = m.identity \
    WHERE m.group_id = ?1 AND m.time >= ?2 AND m.time < ?3{among}) p \
    JOIN standing s ON s.member = p.member AND s.rank IS NOT NULL AND s.staff = 0";

const BY_WEEK: &str = "SELECT (?3 - 1 - m.time) / ?4, count(*) FROM message m \
    WHERE m.group_id = ?1 AND m.time >= ?2 AND m.time < ?3{among} GROUP BY 1";

const LAST: &str = "SELECT max(m.time) FROM message m WHERE m.group_id = ?1 AND m.time < ?2{among}";

const JOINED: &str =
    "SELECT count(*) FROM membership m WHERE m.group_id = ?1 AND m.joined >= ?2 AND m.joined < ?3{among}";

const LEFT: &str =
    "SELECT count(*) FROM membership m WHERE m.group_id = ?1 AND m.left_at >= ?2 AND m.left_at < ?3{among}";

/// Messages of members who are no staff, and may ask something.
const ASKED: &str = "SELECT m.id, m.text FROM message m JOIN identity i ON i.id = m.identity \
    JOIN member p ON p.id = i.member AND p.staff = 0 AND p.opted_out = 0 \
    WHERE m.group_id = ?1 AND m.time >= ?2 AND m.time < ?3 AND m.text <> ''{among}";

const OVERLAP: &str = "WITH \
    person AS MATERIALIZED (SELECT DISTINCT m.group_id, i.member FROM membership m \
        JOIN identity i ON i.id = m.identity \
        JOIN member p ON p.id = i.member AND p.staff = 0 WHERE m.left_at IS NULL), \
    size AS MATERIALIZED (SELECT group_id, count(*) AS members FROM person GROUP BY group_id), \
    pair AS (SELECT a.group_id AS a, b.group_id AS b, count(*) AS shared FROM person a \
        JOIN person b ON b.member = a.member AND b.group_id > a.group_id GROUP BY 1, 2) \
    SELECT g.name, h.name, v.members, w.members, p.shared, p.a, p.b FROM pair p \
    JOIN groups g ON g.id = p.a JOIN groups h ON h.id = p.b \
    JOIN size v ON v.group_id = p.a JOIN size w ON w.group_id = p.b ORDER BY p.shared DESC, p.a, p.b";
