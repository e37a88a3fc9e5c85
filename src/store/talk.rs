//! What was said, message by message, with whom it answers.

use super::{Reader, StoreError};
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

impl Reader {
    /// Streams every message with words, in the order in which they were stored.
    ///
    /// # Errors
    /// Those of the store, and whatever `emit` says.
    pub fn each_talk<E: From<StoreError>>(&self, mut emit: impl FnMut(Talk<'_>) -> Result<(), E>) -> Result<(), E> {
        let _moment = self.hold()?;
        let conn = self.conn()?;
        let mut statement = conn
            .prepare(
                "SELECT i.member, g.community, m.time, m.kind, m.text, j.member, m.id
                 FROM message m JOIN identity i ON i.id = m.identity JOIN groups g ON g.id = m.group_id
                 LEFT JOIN link l ON l.message = m.id AND l.how < 3 LEFT JOIN identity j ON j.id = l.target
                 WHERE m.text IS NOT NULL ORDER BY m.id",
            )
            .map_err(StoreError::from)?;
        let mut rows = statement.query([]).map_err(StoreError::from)?;
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
