//! One member's stored rows, as a build reads them: the input of `profile`.

use super::record::{Action, Meaning, MessageKind, NameKind, Role};
use super::{CommunityId, GroupId, MemberId, Money, Timestamp};

/// How one message answers somebody, strongest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum LinkKind {
    /// It quotes them.
    Quote = 0,
    /// It mentions them.
    Mention = 1,
    /// The export says that it replies to them.
    Reply = 2,
    /// They spoke before it in the same thread: weak.
    Previous = 3,
}

impl LinkKind {
    /// By number, as stored.
    pub fn from_number(number: i64) -> Option<LinkKind> {
        [LinkKind::Quote, LinkKind::Mention, LinkKind::Reply, LinkKind::Previous]
            .into_iter()
            .find(|kind| *kind as i64 == number)
    }

    /// Whether the member addressed somebody on purpose.
    pub fn is_explicit(self) -> bool {
        self != LinkKind::Previous
    }
}

/// A silence this long, in seconds, ends a thread where the platform has none of its own
/// (methods.md §0), so that no link crosses it.
pub const SILENCE: i64 = 30 * 60;

/// A message as linking sees it: the turns of one group in order of time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Turn {
    /// The message's row.
    pub message: i64,
    /// When.
    pub time: Timestamp,
    /// Who: an identity's row.
    pub speaker: i64,
    /// The message it answers, with its speaker and time, where the export says and the store has it.
    pub reply: Option<(i64, i64, Timestamp)>,
    /// Whom it addresses by quote, mention or reply: (kind, identity), strongest first.
    pub addressed: Vec<(LinkKind, i64)>,
    /// Native thread, where the platform has them.
    pub thread: Option<String>,
}

/// What linking found out about a turn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Link {
    /// The message's row.
    pub message: i64,
    /// When it was spoken.
    pub time: Timestamp,
    /// By whom: an identity's row.
    pub speaker: i64,
    /// The message that began its thread.
    pub thread: i64,
    /// Who spoke that one.
    pub owner: i64,
    /// Whom it answers and how: (identity, kind, seconds since what it answers where known).
    pub target: Option<(i64, LinkKind, Option<i64>)>,
}

/// A message of the member.
#[derive(Debug, Clone, PartialEq)]
pub struct MessageRow {
    /// Its row.
    pub id: i64,
    /// Where.
    pub group: GroupId,
    /// Whose community that is.
    pub community: CommunityId,
    /// When.
    pub time: Timestamp,
    /// What kind.
    pub kind: MessageKind,
    /// The words.
    pub text: Option<String>,
    /// The message that began its thread.
    pub thread: i64,
    /// Who began the thread.
    pub thread_owner: MemberId,
    /// Whom it answers.
    pub target: Option<(MemberId, LinkKind)>,
    /// Seconds since what it answers.
    pub delay: Option<i64>,
    /// Whether somebody else spoke in the thread; meaningful where the member began it.
    pub thread_joined: bool,
}

/// An answer the member received.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReceivedRow {
    /// The community it happened in.
    pub community: CommunityId,
    /// When.
    pub time: Timestamp,
    /// From whom.
    pub from: MemberId,
    /// How.
    pub kind: LinkKind,
    /// Seconds since what it answers.
    pub delay: Option<i64>,
}

/// A message in somebody's own words that answers the member, and may call them something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalledRow {
    /// The message's row.
    pub message: i64,
    /// The community it happened in.
    pub community: CommunityId,
    /// When.
    pub time: Timestamp,
    /// Who speaks.
    pub from: MemberId,
    /// The words.
    pub text: String,
}

/// An event the member acted in or received.
#[derive(Debug, Clone, PartialEq)]
pub struct EventRow {
    /// Its row.
    pub id: i64,
    /// Where, if in a group.
    pub group: Option<GroupId>,
    /// Whose community that is.
    pub community: CommunityId,
    /// When.
    pub time: Timestamp,
    /// What.
    pub action: Action,
    /// Whether the member received it rather than did it.
    pub received: bool,
    /// The other side, where known.
    pub other: Option<MemberId>,
    /// How often; negative takes back.
    pub count: i64,
    /// Money.
    pub amount: Option<Money>,
    /// Native thread or object.
    pub thread: Option<String>,
    /// Whether the platform wrote the row: such rows are no activity of the member,
    /// except that a join, leave or invitation is recorded.
    pub system: bool,
}

/// A paid order of the member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderRow {
    /// Its row.
    pub id: i64,
    /// The community it counts in.
    pub community: CommunityId,
    /// When it was paid.
    pub paid: Timestamp,
    /// Paid minus refunded.
    pub revenue: Money,
    /// Taken off the list price.
    pub discount: Money,
    /// What was bought.
    pub items: String,
    /// How many things that was; 0 where nobody knows.
    pub units: u32,
    /// Their categories, each once.
    pub categories: Vec<String>,
}

/// One answered question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerRow {
    /// The response's row.
    pub response: i64,
    /// The community it counts in.
    pub community: CommunityId,
    /// When it was handed in.
    pub time: Timestamp,
    /// The question.
    pub question: String,
    /// What it asks for.
    pub meaning: Meaning,
    /// The options chosen, or the text written.
    pub options: Vec<String>,
}

/// One imported cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldRow {
    /// Its row.
    pub id: i64,
    /// The community it counts in.
    pub community: CommunityId,
    /// The column.
    pub header: String,
    /// What it means.
    pub meaning: Meaning,
    /// The cell.
    pub value: String,
    /// When the row was true, where known.
    pub time: Option<Timestamp>,
}

/// A name of the member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NameRow {
    /// Its row.
    pub id: i64,
    /// What sort of name.
    pub kind: NameKind,
    /// The name.
    pub name: String,
    /// Last seen.
    pub last_seen: Option<Timestamp>,
}

/// The member in one group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MembershipRow {
    /// The group.
    pub group: GroupId,
    /// Whose community that is.
    pub community: CommunityId,
    /// Role.
    pub role: Role,
    /// Known join time.
    pub joined: Option<Timestamp>,
    /// Known time of leaving.
    pub left: Option<Timestamp>,
    /// Who brought them.
    pub inviter: Option<MemberId>,
}

/// One row of one member. A build hands them over kind by kind in the order of the variants,
/// each kind in order of time within one identity; identities follow one another.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs, reason = "each variant is its row type")]
pub enum Row {
    /// The member stands in a roster, an order or an answer of this community.
    Listed(CommunityId),
    Membership(MembershipRow),
    Name(NameRow),
    Field(FieldRow),
    Answer(AnswerRow),
    Order(OrderRow),
    Event(EventRow),
    Message(MessageRow),
    Received(ReceivedRow),
    Called(CalledRow),
}
