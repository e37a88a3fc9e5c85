//! Groups with their figures, and the people they share.

use std::sync::Arc;

use roaring::RoaringTreemap;
use rusqlite::functions::FunctionFlags;
use rusqlite::params;
use rustc_hash::FxHashMap;

use super::company::{self, Company, Span, Talk};
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
            let groups = lens.groups(&Figures::of_everybody())?;
            lens.cache()?.groups = Some(Arc::new(groups.clone()));
            return Ok(groups);
        };
        let chosen = lens.identities_of(filter)?;
        lens.choose(&chosen)?;
        let mut groups = lens.groups(&Figures::of_the_chosen(chosen))?;
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
    chosen: Option<RoaringTreemap>,
}

impl Figures {
    fn of_everybody() -> Figures {
        Figures { among: "", chosen: None }
    }

    fn of_the_chosen(chosen: RoaringTreemap) -> Figures {
        Figures { among: " AND chosen(m.identity)", chosen: Some(chosen) }
    }

    fn sql(&self, question: &str) -> String {
        question.replace("{among}", self.among)
    }

    fn counts(&self, account: i64) -> bool {
        self.chosen.as_ref().is_none_or(|chosen| chosen.contains(account.unsigned_abs()))
    }
}

impl Lens<'_> {
    /// Lets the SQL function [`CHOSEN`] know the accounts of the members whom a filter selects.
    fn choose(&self, chosen: &RoaringTreemap) -> Result<(), StoreError> {
        let chosen = chosen.clone();
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

    fn groups(&self, figures: &Figures) -> Result<Vec<GroupRow>, StoreError> {
        let mut statement = self.conn.prepare_cached(
            "SELECT g.id, g.name, g.platform, c.name, c.id FROM groups g JOIN community c ON c.id = g.community",
        )?;
        let mut rows = statement.query([])?;
        let mut groups = Vec::new();
        let silence = Talk::default();
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
            groups.push((empty, CommunityId(row.get(4)?)));
        }
        let as_of = self.cache()?.as_of.clone();
        let mut unanswered: FxHashMap<GroupId, u64> = FxHashMap::default();
        for community in as_of.keys() {
            for asked in question::open(self.conn, *community)?.iter().filter(|asked| figures.counts(asked.account)) {
                *unanswered.entry(GroupId(asked.group)).or_default() += 1;
            }
        }
        for (group, _) in &mut groups {
            group.unanswered = unanswered.get(&group.id).copied().unwrap_or(0);
        }
        let spans = groups.iter().map(|(group, community)| (group.id.0, self.span(as_of.get(community).copied())));
        let spans: FxHashMap<i64, Span> = spans.collect();
        let among = |account| figures.counts(account);
        let (talks, owners) = (company::listen(self.conn, &spans, &among)?, company::owners(self.conn)?);
        let mut groups: Vec<GroupRow> = groups
            .into_iter()
            .map(|(group, community)| {
                let talk = talks.get(&group.id.0).unwrap_or(&silence);
                let company = self.company(group.id.0, talk, &owners, &among)?;
                self.figures(group, as_of.get(&community).copied(), talk, company, figures)
            })
            .collect::<Result<_, StoreError>>()?;
        groups.sort_by_key(|group| (std::cmp::Reverse((group.messages_30d, group.messages)), group.id));
        Ok(groups)
    }

    /// When a group's messages count, by the as-of day of its community.
    fn span(&self, as_of: Option<Day>) -> Span {
        let since = |days| as_of.map_or(i64::MAX, |day: Day| self.calendar.start_of(day - days).0);
        Span { month: since(30), end: since(0) }
    }

    fn figures(
        &self,
        group: GroupRow,
        as_of: Option<Day>,
        talk: &Talk,
        company: Company,
        figures: &Figures,
    ) -> Result<GroupRow, StoreError> {
        let Span { month, end } = self.span(as_of);
        let number = |sql: &str, from: i64| -> Result<u64, StoreError> {
            let mut statement = self.conn.prepare_cached(&figures.sql(sql))?;
            Ok(statement.query_row(params![group.id.0, from, end], |row| row.get::<_, u32>(0))?.into())
        };
        let (joined, left) = (number(JOINED, month)?, number(LEFT, month)?);
        let Company { members, speakers, speakers_30d, heard, leaders, mood } = company;
        Ok(GroupRow {
            members,
            speakers,
            speakers_30d,
            leaders,
            mood,
            messages: talk.messages,
            messages_30d: talk.messages_30d,
            silent_share: as_of.filter(|_| members > 0).map(|_| 1.0 - heard as f64 / members as f64),
            weeks: as_of.map_or_else(Vec::new, |_| talk.weeks.to_vec()),
            net_growth_30d: joined as i64 - left as i64,
            silent_days: talk.last.zip(as_of).map(|(last, day)| i64::from(day - self.calendar.day(Timestamp(last)))),
            ..group
        })
    }
}

const JOINED: &str =
    "SELECT count(*) FROM membership m WHERE m.group_id = ?1 AND m.joined >= ?2 AND m.joined < ?3{among}";

const LEFT: &str =
    "SELECT count(*) FROM membership m WHERE m.group_id = ?1 AND m.left_at >= ?2 AND m.left_at < ?3{among}";

const OVERLAP: &str = "WITH \
    person AS MATERIALIZED (SELECT DISTINCT m.group_id, i.member FROM membership m \
        JOIN identity i ON i.id = m.identity \
        JOIN member p ON p.id = i.member AND p.staff = 0 WHERE m.left_at IS NULL \
            AND i.member NOT IN (SELECT b.member FROM membership s JOIN identity b ON b.id = s.identity \
                WHERE s.role = 'bot')), \
    size AS MATERIALIZED (SELECT group_id, count(*) AS members FROM person GROUP BY group_id), \
    pair AS (SELECT a.group_id AS a, b.group_id AS b, count(*) AS shared FROM person a \
        JOIN person b ON b.member = a.member AND b.group_id > a.group_id GROUP BY 1, 2) \
    SELECT g.name, h.name, v.members, w.members, p.shared, p.a, p.b FROM pair p \
    JOIN groups g ON g.id = p.a JOIN groups h ON h.id = p.b \
    JOIN size v ON v.group_id = p.a JOIN size w ON w.group_id = p.b ORDER BY p.shared DESC, p.a, p.b";
