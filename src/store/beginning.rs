//! How members began: whether their first words, and their first question, found an answer; and what befell their groups.

use std::collections::BTreeMap;
use std::ops::Range;

use rusqlite::Connection;

use super::{Reader, StoreError, question};
use crate::model::record::MessageKind;
use crate::model::{CommunityId, Day, GroupId, MemberId, Timestamp};
use crate::text::mark::{self, Mark};

/// Whether somebody else spoke after it in its thread; `None` if there was no such message.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Beginning {
    /// After the first message.
    pub message: Option<bool>,
    /// After the first question.
    pub question: Option<bool>,
}

/// What befell a group on one day.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct GroupDay {
    /// Messages that advertise.
    pub adverts: u32,
    /// Announcements.
    pub announcements: u32,
    /// People who were removed.
    pub removed: u32,
    /// People who came, or were brought in.
    pub joined: u32,
}

impl Reader {
    /// How a member began in a community, as far as is known before an instant.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn beginning(
        &self,
        member: MemberId,
        community: CommunityId,
        until: Timestamp,
    ) -> Result<Beginning, StoreError> {
        let conn = self.conn()?;
        let mut firsts = [None, None];
        let mut accounts = conn.prepare_cached("SELECT id FROM identity WHERE member = ?1")?;
        let mut accounts = accounts.query([member.0])?;
        while let Some(account) = accounts.next()? {
            for (first, said) in firsts.iter_mut().zip(first_words(&conn, account.get(0)?, community, until)?) {
                *first = first.iter().copied().chain(said).min();
            }
        }
        let answered = |said: Option<Said>| said.map(|(_, id)| question::is_answered(&conn, id)).transpose();
        Ok(Beginning { message: answered(firsts[0])?, question: answered(firsts[1])? })
    }

    /// What befell the groups of a community on the days from one on, before another.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn group_days(
        &self,
        community: CommunityId,
        days: &Range<Day>,
    ) -> Result<BTreeMap<(GroupId, Day), GroupDay>, StoreError> {
        let conn = self.conn()?;
        let span = (community.0, self.calendar().start_of(days.start).0, self.calendar().start_of(days.end).0);
        let mut found: BTreeMap<(GroupId, Day), GroupDay> = BTreeMap::new();
        let mut statement = conn.prepare(MESSAGES)?;
        let mut rows = statement.query(span)?;
        while let Some(row) = rows.next()? {
            let kind = MessageKind::from_number(row.get(2)?);
            let marks = mark::marks(row.get_ref(3)?.as_str().unwrap_or_default(), kind == MessageKind::Link);
            let (is_advert, is_announcement) = (marks.contains(Mark::Advert), kind == MessageKind::Announcement);
            if is_advert || is_announcement {
                let day = self.calendar().day(Timestamp(row.get(1)?));
                let day = found.entry((GroupId(row.get(0)?), day)).or_default();
                day.adverts += u32::from(is_advert);
                day.announcements += u32::from(is_announcement);
            }
        }
        let mut statement = conn.prepare(EVENTS)?;
        let mut rows = statement.query(span)?;
        while let Some(row) = rows.next()? {
            let day = self.calendar().day(Timestamp(row.get(1)?));
            let day = found.entry((GroupId(row.get(0)?), day)).or_default();
            match row.get_ref(2)?.as_str().unwrap_or_default() {
                "kick" => day.removed += 1,
                _ => day.joined += 1,
            }
        }
        Ok(found)
    }
}

/// Time and number of a message.
type Said = (i64, i64);

/// The first message of an account, and its first question; nothing is read beyond that.
fn first_words(
    conn: &Connection,
    account: i64,
    community: CommunityId,
    until: Timestamp,
) -> Result<[Option<Said>; 2], StoreError> {
    let mut statement = conn.prepare_cached(ACCOUNT)?;
    let mut rows = statement.query((account, community.0, until.0))?;
    let mut firsts = [None, None];
    while let Some(row) = rows.next()? {
        let said = (row.get(0)?, row.get(1)?);
        firsts[0] = firsts[0].or(Some(said));
        let is_link = MessageKind::from_number(row.get(2)?) == MessageKind::Link;
        if mark::marks(row.get_ref(3)?.as_str().unwrap_or_default(), is_link).contains(Mark::Question) {
            firsts[1] = Some(said);
            break;
        }
    }
    Ok(firsts)
}

const ACCOUNT: &str = "SELECT m.time, m.id, m.kind, m.text FROM message m CROSS JOIN groups g ON g.id = m.group_id \
    WHERE m.identity = ?1 AND g.community = ?2 AND m.time < ?3 AND m.text IS NOT NULL ORDER BY m.time, m.id";

const EVENTS: &str = "SELECT e.group_id, e.time, e.action FROM groups g CROSS JOIN event e ON e.group_id = g.id \
    WHERE g.community = ?1 AND e.time >= ?2 AND e.time < ?3 AND e.action IN ('kick', 'join', 'invite')";

const MESSAGES: &str = "SELECT m.group_id, m.time, m.kind, m.text FROM groups g CROSS JOIN message m \
    ON m.group_id = g.id WHERE g.community = ?1 AND m.time >= ?2 AND m.time < ?3 AND m.text IS NOT NULL";
