//! Who talks in groups, and how much: counted for all groups in one look through the messages.

use rusqlite::Connection;
use rustc_hash::{FxHashMap, FxHashSet};

use super::StoreError;
use super::index::Lens;
use crate::model::CommunityId;

/// Weeks of a group's trend.
pub(super) const WEEKS: usize = 12;
/// Seconds of one.
const WEEK: i64 = 7 * 86_400;
/// A group's mood is said of at least so many people.
const MOOD_OF_AT_LEAST: usize = 3;
/// Leaders that are named.
const LEADERS: usize = 3;

/// The instants between which a group's messages count: from the end of its community's data, and from 30 days before.
#[derive(Debug, Clone, Copy)]
pub(super) struct Span {
    pub month: i64,
    pub end: i64,
}

/// What was said in a group before the end of its span.
#[derive(Debug, Default)]
pub(super) struct Talk {
    pub last: Option<i64>,
    pub messages: u64,
    pub messages_30d: u64,
    pub weeks: [u32; WEEKS],
    /// Accounts that spoke, and whether they did in the last 30 days.
    accounts: FxHashMap<i64, bool>,
}

/// The people of a group.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Company {
    /// Who are in it now.
    pub members: u64,
    pub speakers: u64,
    pub speakers_30d: u64,
    /// Who are in it now and spoke in the last 30 days.
    pub heard: u64,
    pub leaders: Vec<String>,
    pub mood: Option<f64>,
}

/// Which accounts count.
pub(super) type Among<'a> = &'a dyn Fn(i64) -> bool;

/// What those who count said in each group that has a span.
pub(super) fn listen(
    conn: &Connection,
    spans: &FxHashMap<i64, Span>,
    among: Among<'_>,
) -> Result<FxHashMap<i64, Talk>, StoreError> {
    let mut talks: FxHashMap<i64, Talk> = spans.keys().map(|group| (*group, Talk::default())).collect();
    let mut statement = conn.prepare_cached("SELECT group_id, time, identity FROM message")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (group, time, account): (i64, i64, i64) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let (Some(span), Some(talk)) = (spans.get(&group), talks.get_mut(&group)) else { continue };
        if time < span.end && among(account) {
            talk.hear(time, account, *span);
        }
    }
    Ok(talks)
}

impl Talk {
    fn hear(&mut self, time: i64, account: i64, span: Span) {
        let is_recent = time >= span.month;
        self.last = self.last.max(Some(time));
        self.messages += 1;
        self.messages_30d += u64::from(is_recent);
        let ago = usize::try_from((span.end - 1).saturating_sub(time) / WEEK).unwrap_or(WEEKS);
        if let Some(week) = WEEKS.checked_sub(1 + ago).and_then(|at| self.weeks.get_mut(at)) {
            *week += 1;
        }
        *self.accounts.entry(account).or_default() |= is_recent;
    }
}

/// Whose account each is, by its number.
pub(super) fn owners(conn: &Connection) -> Result<Vec<i64>, StoreError> {
    let mut owners = Vec::new();
    let mut statement = conn.prepare_cached("SELECT id, member FROM identity")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let account = usize::try_from(row.get::<_, i64>(0)?).unwrap_or_default();
        if owners.len() <= account {
            owners.resize(account + 1, 0);
        }
        owners[account] = row.get(1)?;
    }
    Ok(owners)
}

impl Lens<'_> {
    /// The people of a group, by what they said there.
    pub fn company(&self, group: i64, talk: &Talk, owners: &[i64], among: Among<'_>) -> Result<Company, StoreError> {
        let owner = |account: i64| usize::try_from(account).ok().and_then(|at| owners.get(at)).copied().unwrap_or(0);
        let mut seats =
            self.conn.prepare_cached("SELECT identity FROM membership WHERE group_id = ?1 AND left_at IS NULL")?;
        let mut rows = seats.query([group])?;
        let (mut members, mut heard) = (FxHashSet::default(), FxHashSet::default());
        while let Some(row) = rows.next()? {
            let account = row.get(0)?;
            if among(account) {
                members.insert(owner(account));
                heard.extend(talk.accounts.get(&account).filter(|recent| **recent).map(|_| owner(account)));
            }
        }
        let of = |recent_only: bool| -> FxHashSet<i64> {
            let spoke = talk.accounts.iter().filter(|(_, recent)| **recent || !recent_only);
            spoke.map(|(account, _)| owner(*account)).collect()
        };
        let recent = of(true);
        Ok(Company {
            members: members.len() as u64,
            speakers: of(false).len() as u64,
            speakers_30d: recent.len() as u64,
            heard: heard.len() as u64,
            leaders: self.leaders(&members)?,
            mood: self.mood(&recent)?,
        })
    }

    /// The ranks of people that are not staff, ascending.
    fn ranked(&self, people: &FxHashSet<i64>) -> Result<Vec<u32>, StoreError> {
        let (homes, staff) = (self.homes()?, self.column("staff")?);
        let ranks = people.iter().filter_map(|member| homes.get(*member)).map(|(rank, _): (u32, CommunityId)| rank);
        let mut ranks: Vec<u32> = ranks.filter(|rank| staff.whole(*rank) == Some(0)).collect();
        ranks.sort_unstable();
        Ok(ranks)
    }

    /// The most influential, by name.
    fn leaders(&self, people: &FxHashSet<i64>) -> Result<Vec<String>, StoreError> {
        let influence = self.column("influence")?;
        let has_some = |rank: &u32| influence.number(*rank).is_some_and(|score| score > 0.0);
        let mut name = self.conn.prepare_cached("SELECT name FROM standing WHERE rank = ?1")?;
        let leaders = self.ranked(people)?.into_iter().filter(has_some).take(LEADERS);
        Ok(leaders.map(|rank| name.query_row([rank], |row| row.get(0))).collect::<Result<_, _>>()?)
    }

    fn mood(&self, people: &FxHashSet<i64>) -> Result<Option<f64>, StoreError> {
        let sentiment = self.column("sentiment")?;
        let known: Vec<f64> = self.ranked(people)?.into_iter().filter_map(|rank| sentiment.number(rank)).collect();
        Ok((known.len() >= MOOD_OF_AT_LEAST).then(|| known.iter().sum::<f64>() / known.len() as f64))
    }
}
