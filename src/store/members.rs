//! The member list: windows of it in any order, whole sets of ids, and members by reference.

use std::sync::Arc;

use roaring::RoaringBitmap;
use rusqlite::{CachedStatement, OptionalExtension, Row as SqlRow, params};

use super::index::Lens;
use super::{Reader, StoreError, attributes};
use crate::model::attribute::spec;
use crate::model::record::Platform;
use crate::model::view::{MemberPage, MemberRow, Scores, Sort};
use crate::model::{CommunityId, Day, MemberId, Timestamp, Value};
use crate::query::{Expr, format};
use crate::text::normal;

/// What a column of `standing` holds, as lists show it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Holds {
    Number,
    Word,
    Day,
    Instant,
}

/// Fields that have a column of their own: (key, column, what it holds).
pub(super) const COLUMNS: &[(&str, &str, Holds)] = &[
    ("name", "name", Holds::Word),
    ("role", "role", Holds::Word),
    ("staff", "staff", Holds::Number),
    ("messages", "messages", Holds::Number),
    ("first_seen", "first_seen", Holds::Instant),
    ("last_seen", "last_seen", Holds::Instant),
    ("joined", "joined", Holds::Day),
    ("silent", "silent", Holds::Number),
    ("groups", "group_count", Holds::Number),
    ("platform", "platform", Holds::Word),
    ("platform_id", "platform_id", Holds::Word),
    ("activity", "activity", Holds::Number),
    ("interaction", "interaction", Holds::Number),
    ("influence", "influence", Holds::Number),
    ("beyond_activity", "beyond_activity", Holds::Number),
    ("consumption", "consumption", Holds::Number),
    ("churn_risk", "churn_risk", Holds::Number),
    ("sentiment", "sentiment", Holds::Number),
    ("active_days", "active_days", Holds::Number),
    ("replies_sent", "replies_sent", Holds::Number),
    ("replies_received", "replies_received", Holds::Number),
    ("substance", "substance", Holds::Number),
    ("orders", "orders", Holds::Number),
    ("amount", "amount", Holds::Number),
    ("level", "level", Holds::Word),
    ("stage", "stage", Holds::Word),
    ("churn_band", "churn_band", Holds::Word),
    ("quadrant", "quadrant", Holds::Word),
    ("mechanism", "mechanism", Holds::Word),
    ("spending_level", "spending_level", Holds::Word),
];

/// A field's own column, if it has one.
pub(super) fn column(key: &str) -> Option<(&'static str, Holds)> {
    COLUMNS.iter().find(|(own, ..)| *own == key).map(|(_, column, holds)| (*column, *holds))
}

impl Reader {
    /// A window of the members that a filter selects. Unknown values stand last in either direction.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn members(
        &self,
        filter: Option<&Expr>,
        sort: &Sort,
        offset: u64,
        limit: u64,
        columns: &[String],
    ) -> Result<MemberPage, StoreError> {
        let lens = self.lens()?;
        let (total, ranks) = lens.window(filter, sort, offset, limit)?;
        let mut rows = MemberRows::prepare(*lens)?;
        let rows = ranks.into_iter().map(|rank| rows.read(rank, columns)).collect::<Result<_, _>>()?;
        Ok(MemberPage { total, offset, rows })
    }

    /// How many members a filter selects.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn count(&self, filter: Option<&Expr>) -> Result<u64, StoreError> {
        Ok(self.lens()?.select(filter)?.len())
    }

    /// The members that a filter selects, by rank.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn member_ids(&self, filter: Option<&Expr>) -> Result<Vec<MemberId>, StoreError> {
        let lens = self.lens()?;
        let selected = lens.select(filter)?;
        let homes = lens.homes()?;
        Ok(selected.iter().filter_map(|rank| homes.member(rank)).collect())
    }

    /// The members a reference may mean: `id:42`, `qq:10001`, a platform id or a number of the list,
    /// an alias, else a name of today or of former days. More than one if the reference is not
    /// unique. Whoever is in the store can be meant, also who came after the day that the last
    /// build looked from.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn find(&self, reference: &str) -> Result<Vec<MemberId>, StoreError> {
        let _moment = self.hold()?;
        let reference = reference.trim();
        let number = reference.strip_prefix("id:").and_then(|number| number.trim().parse::<i64>().ok());
        if let Some(number) = number {
            return self.found("SELECT id FROM main.member WHERE id = ?1", &[&number]);
        }
        if let Some((platform, id)) = reference.split_once(':') {
            let platform = Platform::new(platform);
            let sql = "SELECT DISTINCT member FROM main.identity WHERE platform = ?1 AND native = ?2";
            let found = self.found(sql, &[&platform.as_str(), &id.trim()])?;
            if !found.is_empty() {
                return Ok(found);
            }
        }
        const ACCOUNT: &str = "SELECT member FROM main.identity WHERE native = ?1
             UNION SELECT id FROM main.member WHERE CAST(id AS TEXT) = ?1";
        const ALIAS: &str = "SELECT DISTINCT i.member FROM main.handle h JOIN main.identity i ON i.id = h.identity
             WHERE h.kind = 'alias' AND h.value = ?1";
        for sql in [ACCOUNT, ALIAS] {
            let found = self.found(sql, &[&reference])?;
            if !found.is_empty() {
                return Ok(found);
            }
        }
        const NAMED: &str = "SELECT id FROM main.member WHERE name = ?1
             UNION SELECT i.member FROM main.name n JOIN main.identity i ON i.id = n.identity WHERE n.folded = ?2";
        self.found(NAMED, &[&reference, &normal::fold(reference)])
    }

    /// A member's line of the list; somebody who opted out, or came after the last build, has no
    /// profile but a name.
    ///
    /// # Errors
    /// If there is no such member.
    pub fn row(&self, member: MemberId) -> Result<MemberRow, StoreError> {
        let lens = self.lens()?;
        match lens.place(member)? {
            Some((rank, _)) => MemberRows::prepare(*lens)?.read(rank, &[]),
            None => Ok(MemberRow::without_profile(member, self.name_of(member)?)),
        }
    }

    /// The name of a member, profile or not.
    ///
    /// # Errors
    /// If there is no such member.
    pub fn name_of(&self, member: MemberId) -> Result<String, StoreError> {
        let conn = self.conn()?;
        let mut statement = conn.prepare_cached("SELECT name FROM main.member WHERE id = ?1")?;
        statement.query_row([member.0], |row| row.get(0)).optional()?.ok_or(StoreError::Absent)
    }

    fn found(&self, sql: &str, values: &[&dyn rusqlite::ToSql]) -> Result<Vec<MemberId>, StoreError> {
        let conn = self.conn()?;
        let mut statement = conn.prepare_cached(sql)?;
        let mut found: Vec<MemberId> =
            statement.query_map(values, |row| Ok(MemberId(row.get(0)?)))?.collect::<Result<_, _>>()?;
        found.sort_unstable();
        Ok(found)
    }
}

impl Lens<'_> {
    /// The ranks that a filter selects.
    pub fn select(&self, filter: Option<&Expr>) -> Result<Arc<RoaringBitmap>, StoreError> {
        match filter {
            None => self.everybody(),
            Some(expr) => Ok(Arc::new(self.compile(expr)?)),
        }
    }

    /// How many a filter selects, and those of them that stand in the window.
    pub fn window(
        &self,
        filter: Option<&Expr>,
        sort: &Sort,
        offset: u64,
        limit: u64,
    ) -> Result<(u64, Vec<u32>), StoreError> {
        let selected = self.select(filter)?;
        let total = selected.len();
        let count = limit.min(total.saturating_sub(offset)) as usize;
        if count == 0 {
            return Ok((total, Vec::new()));
        }
        if sort.key == "rank" {
            return Ok((total, by_rank(&selected, sort.ascending, offset, count)));
        }
        let order = self.sorted(filter, &selected, sort)?;
        let start = offset as usize;
        Ok((total, order[start..start + count].to_vec()))
    }

    /// The selected ranks in the order of a field.
    fn sorted(
        &self,
        filter: Option<&Expr>,
        selected: &RoaringBitmap,
        sort: &Sort,
    ) -> Result<Arc<Vec<u32>>, StoreError> {
        let whole = format!("{} {}", sort.ascending, sort.key);
        let Some(expr) = filter else { return self.permutation(&whole, sort) };
        let key = format!("{whole} {}", format(expr));
        if let Some(order) = self.cache()?.order(&key) {
            return Ok(order);
        }
        let everybody = self.permutation(&whole, sort)?;
        let order = Arc::new(everybody.iter().copied().filter(|rank| selected.contains(*rank)).collect());
        self.cache()?.keep_order(key, &order);
        Ok(order)
    }

    fn permutation(&self, key: &str, sort: &Sort) -> Result<Arc<Vec<u32>>, StoreError> {
        if let Some(order) = self.cache()?.order(key) {
            return Ok(order);
        }
        let column = match column(&sort.key) {
            Some((column, _)) => self.column(column)?,
            None => self.attribute(&sort.key)?,
        };
        let order = Arc::new(column.order(sort.ascending));
        self.cache()?.keep_order(key.to_owned(), &order);
        Ok(order)
    }

    pub(super) fn ranks(&self, sql: &str, values: &[&dyn rusqlite::ToSql]) -> Result<Vec<u32>, StoreError> {
        let mut statement = self.conn.prepare(sql)?;
        Ok(statement.query_map(values, |row| row.get(0))?.collect::<Result<_, _>>()?)
    }
}

fn by_rank(selected: &RoaringBitmap, ascending: bool, offset: u64, count: usize) -> Vec<u32> {
    let at = if ascending { offset } else { selected.len() - 1 - offset };
    let Some(first) = selected.select(at as u32) else { return Vec::new() };
    if ascending {
        selected.range(first..).take(count).collect()
    } else {
        selected.range(..=first).rev().take(count).collect()
    }
}

/// Reads lines of the list.
pub(super) struct MemberRows<'r> {
    lens: Lens<'r>,
    line: CachedStatement<'r>,
    tags: CachedStatement<'r>,
}

impl<'r> MemberRows<'r> {
    pub fn prepare(lens: Lens<'r>) -> Result<MemberRows<'r>, StoreError> {
        Ok(MemberRows {
            lens,
            line: lens.conn.prepare_cached(
                "SELECT s.member, s.name, s.platform, s.platform_id, c.name, s.messages, s.first_seen, s.last_seen, \
                 s.activity, s.interaction, s.influence, s.consumption, s.churn_risk, s.sentiment, s.stage, s.level, \
                 s.role, s.staff <> 0, s.community \
                 FROM standing s JOIN community c ON c.id = s.community WHERE s.rank = ?1",
            )?,
            tags: lens.conn.prepare_cached(
                "SELECT t.name FROM member_tag m JOIN tag t ON t.id = m.tag \
                 WHERE m.member = ?1 AND m.source <> 3 ORDER BY m.source <> 1, t.place, t.name",
            )?,
        })
    }

    /// The line of the member of a rank.
    pub fn read(&mut self, rank: u32, columns: &[String]) -> Result<MemberRow, StoreError> {
        let (mut line, community) = self.line.query_row([rank], |row| Ok((line(row)?, CommunityId(row.get(18)?))))?;
        line.tags = self.tags.query_map([line.id.0], |row| row.get(0))?.collect::<Result<_, _>>()?;
        line.columns = columns
            .iter()
            .map(|key| self.lens.column_value(rank, line.id, community, key))
            .collect::<Result<_, _>>()?;
        Ok(line)
    }
}

fn line(row: &SqlRow<'_>) -> rusqlite::Result<MemberRow> {
    let time = |column| Ok::<_, rusqlite::Error>(row.get::<_, Option<i64>>(column)?.map(Timestamp));
    Ok(MemberRow {
        id: MemberId(row.get(0)?),
        name: row.get(1)?,
        platform: row.get(2)?,
        platform_id: row.get(3)?,
        community: row.get(4)?,
        messages: row.get::<_, u32>(5)?.into(),
        first_seen: time(6)?,
        last_seen: time(7)?,
        tags: Vec::new(),
        scores: Scores {
            activity: row.get(8)?,
            interaction: row.get(9)?,
            influence: row.get(10)?,
            consumption: row.get(11)?,
            churn_risk: row.get(12)?,
            sentiment: row.get(13)?,
        },
        stage: row.get(14)?,
        level: row.get(15)?,
        role: row.get(16)?,
        staff: row.get(17)?,
        columns: Vec::new(),
    })
}

const HANDLES: &str = "SELECT DISTINCT h.value FROM identity i JOIN handle h ON h.identity = i.id \
    WHERE i.member = ?1 AND h.kind = ?2 ORDER BY h.value";

/// The name that each account bears now, for cards in each group.
const NAMES: &str = "SELECT DISTINCT value FROM (SELECT n.value, max(coalesce(n.last_seen, 0)) AS seen \
    FROM identity i JOIN name n ON n.identity = i.id WHERE i.member = ?1 AND n.kind = ?2 \
    GROUP BY n.identity, n.group_id ORDER BY seen DESC)";

impl Lens<'_> {
    fn column_value(
        &self,
        rank: u32,
        member: MemberId,
        community: CommunityId,
        key: &str,
    ) -> Result<Option<Value>, StoreError> {
        if let Some((column, holds)) = column(key) {
            let mut statement = self.conn.prepare_cached(&format!("SELECT {column} FROM standing WHERE rank = ?1"))?;
            return Ok(statement.query_row([rank], |row| self.held(row, key, holds))?);
        }
        let words = |sql| self.words_about(sql, member);
        match key {
            "tag" => words(
                "SELECT t.name FROM member_tag m JOIN tag t ON t.id = m.tag WHERE m.member = ?1 AND m.source <> 3 ORDER BY t.place",
            ),
            "member_id" => words("SELECT CAST(id AS TEXT) FROM member WHERE id = ?1"),
            "id" => words("SELECT native FROM identity WHERE member = ?1 AND native IS NOT NULL ORDER BY id"),
            "community" => words(
                "SELECT c.name FROM standing s JOIN community c ON c.id = s.community WHERE s.member = ?1 ORDER BY s.rank IS NULL, c.id",
            ),
            "group" => words(
                "SELECT DISTINCT g.name FROM identity i JOIN membership m ON m.identity = i.id \
                 JOIN groups g ON g.id = m.group_id WHERE i.member = ?1 AND m.left_at IS NULL ORDER BY g.id",
            ),
            "group_id" => words(
                "SELECT DISTINCT CAST(m.group_id AS TEXT) FROM identity i JOIN membership m ON m.identity = i.id \
                 WHERE i.member = ?1 AND m.left_at IS NULL ORDER BY m.group_id",
            ),
            "inviter_id" => words(
                "SELECT DISTINCT CAST(b.member AS TEXT) FROM identity i JOIN membership m ON m.identity = i.id \
                 JOIN identity b ON b.id = m.inviter WHERE i.member = ?1",
            ),
            "invited_by" => words(
                "SELECT DISTINCT w.name FROM identity i JOIN membership m ON m.identity = i.id \
                 JOIN identity b ON b.id = m.inviter JOIN member w ON w.id = b.member WHERE i.member = ?1",
            ),
            "contacted" => words(
                "SELECT date(max(f.contacted) * 86400, 'unixepoch') FROM identity i JOIN followup f ON f.identity = i.id
                 WHERE i.member = ?1 HAVING max(f.contacted) IS NOT NULL",
            ),
            "campaign" => words(
                "SELECT DISTINCT c.name FROM identity i JOIN outcome o ON o.identity = i.id \
                 JOIN campaign c ON c.id = o.campaign WHERE i.member = ?1 AND o.held_out = 0 ORDER BY c.id",
            ),
            "do_not_disturb" => words(
                "SELECT CASE WHEN EXISTS (SELECT 1 FROM identity i JOIN followup f ON f.identity = i.id \
                 WHERE i.member = ?1 AND f.quiet = 1) THEN 'yes' ELSE 'no' END",
            ),
            "phone" | "mail" | "alias" => self.named(HANDLES, member, key),
            "nickname" | "card" | "remark" | "real" => self.named(NAMES, member, key),
            _ => Ok(attributes::get(self.conn, member, community, key)?.map(|attribute| attribute.value)),
        }
    }

    /// Handles or names of a kind.
    fn named(&self, sql: &str, member: MemberId, kind: &str) -> Result<Option<Value>, StoreError> {
        let mut statement = self.conn.prepare_cached(sql)?;
        let words: Vec<(String, f64)> =
            statement.query_map(params![member.0, kind], |row| Ok((row.get(0)?, 1.0)))?.collect::<Result<_, _>>()?;
        Ok((!words.is_empty()).then_some(Value::Words(words)))
    }

    fn held(&self, row: &SqlRow<'_>, key: &str, holds: Holds) -> rusqlite::Result<Option<Value>> {
        Ok(match holds {
            Holds::Number => row.get::<_, Option<f64>>(0)?.map(Value::Number),
            Holds::Word if spec(key).is_some() => row.get::<_, Option<String>>(0)?.map(Value::Code),
            Holds::Word => row.get::<_, Option<String>>(0)?.filter(|word| !word.is_empty()).map(Value::Text),
            Holds::Day => row.get::<_, Option<i32>>(0)?.map(|day| Value::Text(Day(day).to_string())),
            Holds::Instant => row.get::<_, Option<i64>>(0)?.map(|time| Value::Text(self.calendar.iso(Timestamp(time)))),
        })
    }

    fn words_about(&self, sql: &str, member: MemberId) -> Result<Option<Value>, StoreError> {
        let mut statement = self.conn.prepare_cached(sql)?;
        let words: Vec<(String, f64)> =
            statement.query_map(params![member.0], |row| Ok((row.get(0)?, 1.0)))?.collect::<Result<_, _>>()?;
        Ok((!words.is_empty()).then_some(Value::Words(words)))
    }
}
