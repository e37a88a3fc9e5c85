//! What was said, message by message, with whom it answers.

use std::ops::Range;

use rusqlite::params_from_iter;

use super::{Reader, StoreError, company};
use crate::model::record::MessageKind;
use crate::model::{CommunityId, MemberId, Timestamp};

/// A message with words.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Talk<'a> {
    /// Its row.
    pub message: i64,
    /// Who said it.
    pub member: MemberId,
    /// Where.
    pub community: CommunityId,
    /// When.
    pub time: Timestamp,
    /// What sort of message it is.
    pub kind: MessageKind,
    /// The words.
    pub text: &'a str,
    /// Whom it answers, by quote, mention or reply.
    pub target: Option<MemberId>,
}

/// What is read of a message, of whichever messages.
const TALK: &str = "SELECT i.member, g.community, m.time, m.kind, m.text, j.member, m.id";
/// Whom it answers.
const ANSWERED: &str = "LEFT JOIN link l ON l.message = m.id AND l.how < 3 LEFT JOIN identity j ON j.id = l.target WHERE m.text IS NOT NULL";
/// Rows are told apart by so many numbers, over which the golden ratio spreads them evenly.
const PLACES: f64 = 65_536.0;

impl Reader {
    /// Streams every message with words, in the order in which they were stored.
    ///
    /// # Errors
    /// Those of the store, and whatever `emit` says.
    pub fn each_talk<E: From<StoreError>>(&self, emit: impl FnMut(Talk<'_>) -> Result<(), E>) -> Result<(), E> {
        let sql = format!(
            "{TALK} FROM message m JOIN identity i ON i.id = m.identity JOIN groups g ON g.id = m.group_id {ANSWERED}
             ORDER BY m.id"
        );
        self.talk(&sql, &[], emit)
    }

    /// Streams what one member said, in order of time.
    ///
    /// # Errors
    /// Those of the store, and whatever `emit` says.
    pub fn each_talk_of<E: From<StoreError>>(
        &self,
        member: MemberId,
        emit: impl FnMut(Talk<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        let sql = format!(
            "{TALK} FROM identity i CROSS JOIN message m ON m.identity = i.id JOIN groups g ON g.id = m.group_id
             {ANSWERED} AND i.member = ?1 ORDER BY m.time, m.id"
        );
        self.talk(&sql, &[member.0], emit)
    }

    /// Streams what was said in a community within a span of time, group by group in order of time; of a share below
    /// 1 an even part of it, the same one whenever it is asked for.
    ///
    /// # Errors
    /// Those of the store, and whatever `emit` says.
    pub fn each_talk_within<E: From<StoreError>>(
        &self,
        community: CommunityId,
        times: &Range<Timestamp>,
        share: f64,
        emit: impl FnMut(Talk<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        let sql = format!(
            "{TALK} FROM groups g CROSS JOIN message m ON m.group_id = g.id JOIN identity i ON i.id = m.identity
             {ANSWERED} AND g.community = ?1 AND m.time >= ?2 AND m.time < ?3 AND m.id * 40503 % {PLACES} < ?4
             ORDER BY g.id, m.time, m.id"
        );
        let places = (share * PLACES).ceil() as i64;
        self.talk(&sql, &[community.0, times.start.0, times.end.0, places], emit)
    }

    /// Streams which messages with words there are, without the words, in the order in which they were stored.
    ///
    /// # Errors
    /// Those of the store, and whatever `emit` says.
    pub fn each_said<E: From<StoreError>>(
        &self,
        mut emit: impl FnMut(i64, MemberId, Timestamp) -> Result<(), E>,
    ) -> Result<(), E> {
        let _moment = self.hold()?;
        let conn = self.conn()?;
        let owners = company::owners(&conn)?;
        let mut statement = conn
            .prepare_cached("SELECT id, identity, time FROM message WHERE text IS NOT NULL ORDER BY id")
            .map_err(StoreError::from)?;
        let mut rows = statement.query([]).map_err(StoreError::from)?;
        while let Some(row) = rows.next().map_err(StoreError::from)? {
            let account: usize = row.get(1).map_err(StoreError::from)?;
            let owner = owners.get(account).copied().unwrap_or_default();
            let (message, time) = (row.get(0).map_err(StoreError::from)?, row.get(2).map_err(StoreError::from)?);
            emit(message, MemberId(owner), Timestamp(time))?;
        }
        Ok(())
    }

    /// Streams these messages, in this order.
    ///
    /// # Errors
    /// Those of the store, and whatever `emit` says.
    pub fn each_talk_at<E: From<StoreError>>(
        &self,
        messages: &[i64],
        mut emit: impl FnMut(Talk<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        let _moment = self.hold()?;
        let sql = format!(
            "{TALK} FROM message m JOIN identity i ON i.id = m.identity JOIN groups g ON g.id = m.group_id {ANSWERED}
             AND m.id = ?1"
        );
        messages.iter().try_for_each(|message| self.talk(&sql, &[*message], &mut emit))
    }

    /// How many messages there are in a community within a span of time, with words or without.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn said_within(&self, community: CommunityId, times: &Range<Timestamp>) -> Result<u64, StoreError> {
        let conn = self.conn()?;
        let mut statement = conn.prepare_cached(
            "SELECT count(*) FROM groups g CROSS JOIN message m ON m.group_id = g.id
             WHERE g.community = ?1 AND m.time >= ?2 AND m.time < ?3",
        )?;
        let count: i64 = statement.query_row([community.0, times.start.0, times.end.0], |row| row.get(0))?;
        Ok(count.unsigned_abs())
    }

    fn talk<E: From<StoreError>>(
        &self,
        sql: &str,
        values: &[i64],
        mut emit: impl FnMut(Talk<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        let _moment = self.hold()?;
        let conn = self.conn()?;
        let mut statement = conn.prepare_cached(sql).map_err(StoreError::from)?;
        let mut rows = statement.query(params_from_iter(values)).map_err(StoreError::from)?;
        while let Some(row) = rows.next().map_err(StoreError::from)? {
            let talk = Talk {
                message: row.get(6).map_err(StoreError::from)?,
                member: MemberId(row.get(0).map_err(StoreError::from)?),
                community: CommunityId(row.get(1).map_err(StoreError::from)?),
                time: Timestamp(row.get(2).map_err(StoreError::from)?),
                kind: MessageKind::from_number(row.get(3).map_err(StoreError::from)?),
                text: row.get_ref(4).map_err(StoreError::from)?.as_str().unwrap_or_default(),
                target: row.get::<_, Option<i64>>(5).map_err(StoreError::from)?.map(MemberId),
            };
            emit(talk)?;
        }
        Ok(())
    }

    /// Gives whose message from when was answered by quote, mention or reply: each message once.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn each_answered(&self, mut emit: impl FnMut(MemberId, Timestamp)) -> Result<(), StoreError> {
        let conn = self.conn()?;
        let mut statement = conn.prepare(
            "SELECT DISTINCT j.member, l.time - l.delay FROM link l JOIN identity j ON j.id = l.target
             WHERE l.how < 3 AND l.delay IS NOT NULL",
        )?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            emit(MemberId(row.get(0)?), Timestamp(row.get(1)?));
        }
        Ok(())
    }
}
