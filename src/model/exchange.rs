//! What members say and do to each other, row by row: what influence in a span of time is told from.

use super::record::{Action, MessageKind};
use super::row::LinkKind;
use super::{CommunityId, GroupId, MemberId, Timestamp};

/// A message or an event, with both of its sides.
#[derive(Debug, Clone, PartialEq)]
pub struct Exchange {
    /// The community it happened in.
    pub community: CommunityId,
    /// Where, if in a group.
    pub group: Option<GroupId>,
    /// When.
    pub time: Timestamp,
    /// Who said or did it, where known; of what is received, none if that is the same person.
    pub from: Option<MemberId>,
    /// Whom it answers or is about; never the same person, unless it is received.
    pub to: Option<MemberId>,
    /// The message that began the thread, or a hash of a behaviour log's name for it.
    pub thread: Option<i64>,
    /// What it is.
    pub kind: ExchangeKind,
}

/// What passed.
#[derive(Debug, Clone, PartialEq)]
pub enum ExchangeKind {
    /// A message.
    Message {
        /// Its row.
        row: i64,
        /// What sort of message.
        kind: MessageKind,
        /// Who began its thread.
        owner: MemberId,
        /// How it answers, if it does.
        how: Option<LinkKind>,
        /// The moment of what it answers, where known.
        answers: Option<Timestamp>,
    },
    /// An act of a member: it comes once as done, and once as received by each whom it is about.
    Event {
        /// What.
        action: Action,
        /// How often; negative takes back.
        count: i64,
        /// The message it is about, if it is about one.
        message: Option<i64>,
        /// Whether it is received rather than done. Who likes their own words receives a like.
        received: bool,
    },
}

impl Exchange {
    /// How many answers by quote, mention or reply it is.
    pub fn answers(&self) -> u32 {
        match &self.kind {
            ExchangeKind::Message { how, .. } => u32::from(how.is_some_and(LinkKind::is_explicit) && self.to.is_some()),
            ExchangeKind::Event { action: Action::Reply, count, received: true, .. } => {
                u32::try_from(*count).unwrap_or(0)
            }
            ExchangeKind::Event { .. } => 0,
        }
    }

    /// Whether somebody speaks: a message, or a message or reply of a behaviour log.
    pub fn is_speech(&self) -> bool {
        match &self.kind {
            ExchangeKind::Message { .. } => true,
            ExchangeKind::Event { action, received, .. } => {
                !received && matches!(action, Action::Message | Action::Reply)
            }
        }
    }

    /// Whether somebody speaks in a thread that another began.
    pub fn joins(&self) -> bool {
        matches!(&self.kind, ExchangeKind::Message { owner, .. } if self.from.is_some_and(|from| from != *owner))
    }

    /// Who began the thread, as far as this row tells.
    pub fn owner(&self) -> Option<MemberId> {
        match &self.kind {
            ExchangeKind::Message { owner, .. } => Some(*owner),
            ExchangeKind::Event { action: Action::Message, .. } => self.from,
            ExchangeKind::Event { .. } => None,
        }
    }
}
