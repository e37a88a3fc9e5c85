//! What one member's rows add up to: the part of a profile that does not depend on the as-of
//! day or on anybody else, kept between builds so that a new day reads no message again.
//!
//! One state stands for one member in one community.

use serde::{Deserialize, Serialize};

use super::{Day, EvidenceKind, EvidenceRef, MemberId, Money, Provenance, Timestamp};

/// How often a member did one thing on one day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayAction {
    /// The local day.
    pub day: Day,
    /// The action's key (`message`, `reply`, …; see [`super::record::Action`]).
    pub action: String,
    /// How often; never negative once summed.
    pub count: i64,
}

/// What passed between this member and another, both ways.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Peer {
    /// The other member.
    pub member: MemberId,
    /// Replies, quotes and mentions sent to them.
    pub sent: u32,
    /// The last day of those.
    pub last_sent: Option<Day>,
    /// Replies, quotes and mentions received from them.
    pub received: u32,
    /// The last day of those.
    pub last_received: Option<Day>,
    /// Times this member merely spoke next after them: weak.
    pub weak_sent: u32,
    /// Times they merely spoke next after this member.
    pub weak_received: u32,
    /// Whether this member answered in a thread that the other one started.
    pub helped: bool,
}

impl Peer {
    /// A contact of whom nothing is known yet.
    pub fn new(member: MemberId) -> Peer {
        Peer {
            member,
            sent: 0,
            last_sent: None,
            received: 0,
            last_received: None,
            weak_sent: 0,
            weak_received: 0,
            helped: false,
        }
    }
}

/// Opinionated messages of one day.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct DaySentiment {
    /// The local day.
    pub day: Day,
    /// How many messages.
    pub n: u32,
    /// Sum of polarities, each −1..1.
    pub sum: f32,
    /// Sum of squares.
    pub squares: f32,
}

/// One source's word on one attribute: the material of `basic`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Claim {
    /// The attribute's key.
    pub attribute: String,
    /// What is claimed, in the attribute's own terms (a code, `浙江/杭州`, a word, a birth year `=1996`).
    pub value: String,
    /// What kind of source it is.
    pub provenance: Provenance,
    /// How often this kind of source is right, 0..1.
    pub precision: f32,
    /// When it was said; ages and jobs grow old.
    pub time: Option<Timestamp>,
    /// The row.
    pub evidence: EvidenceRef,
}

/// A paid order, as far as consumption needs it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderTally {
    /// The order's row, or the event's where a behaviour log reports the purchase.
    pub row: i64,
    /// Which of the two.
    pub kind: EvidenceKind,
    /// The local day it was paid.
    pub day: Day,
    /// Paid minus refunded.
    pub revenue: Money,
    /// What was taken off.
    pub discount: Money,
}

/// A median with what it rests on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct Median {
    /// In minutes.
    pub minutes: f32,
    /// How many observations.
    pub n: u32,
}

/// A kind of message that tags ask about, counted with a few examples.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MarkTally {
    /// `question`, `advert`, …: keys of `text::mark`; `needs.pain`, …: keys of `text::inner`.
    pub mark: String,
    /// How many messages.
    pub n: u32,
    /// Up to five of them.
    pub examples: Vec<EvidenceRef>,
    /// The last day of one.
    pub last: Day,
}

/// Where a member stands in one group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupTally {
    /// The group's row.
    pub group: super::GroupId,
    /// Messages said there.
    pub messages: u32,
}

/// Everything of one member in one community that builds need to remember.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct MemberState {
    /// Messages said, any kind.
    pub messages: u32,
    /// Those in own words, with their text.
    pub own_words: u32,
    /// Those of them that say something new.
    pub substantive: u32,
    /// Count by [`super::record::MessageKind`] number, trailing zeros cut.
    pub kinds: Vec<u32>,
    /// First and last thing said or done.
    pub first_seen: Option<Timestamp>,
    /// See `first_seen`.
    pub last_seen: Option<Timestamp>,
    /// Known join date (earliest over the community's groups).
    pub joined: Option<Day>,
    /// The day the member had left or been removed from every group; `None` while in one.
    pub left: Option<Day>,
    /// What was done on which day, sorted by day and action; active days are the days here.
    pub days: Vec<DayAction>,
    /// Messages by hour of the week, Monday 00:00 first; 168 numbers, or none.
    pub hours: Vec<u32>,
    /// Contacts, by member.
    pub peers: Vec<Peer>,
    /// What was received (`reply`, `mention`, `like`, …) on which day, sorted by day and action.
    pub received: Vec<DayAction>,
    /// Mentions received.
    pub mentions_received: u32,
    /// Reactions and forwards received.
    pub likes_received: u32,
    /// Replies (by quote, mention or reply) sent.
    pub replies_sent: u32,
    /// The last day in each thread the member spoke in, sorted.
    pub threads: Vec<Day>,
    /// Threads the member began.
    pub threads_started: u32,
    /// Those of them that somebody else joined.
    pub threads_joined_by_others: u32,
    /// How soon others answer this member.
    pub answered_after: Median,
    /// How soon this member answers others.
    pub answers_after: Median,
    /// People who joined on this member's invitation.
    pub invited: u32,
    /// Most said words with counts, strongest first, a bounded number.
    pub words: Vec<(String, u32)>,
    /// Matches of the scheme's topics among substantive messages.
    pub topics: Vec<(String, u32)>,
    /// Opinionated messages by day.
    pub sentiment: Vec<DaySentiment>,
    /// The strongest opinions on either side: (polarity, message), most negative first.
    pub extremes: Vec<(f32, EvidenceRef)>,
    /// Marked messages.
    pub marks: Vec<MarkTally>,
    /// What sources say about the person.
    pub claims: Vec<Claim>,
    /// Imported columns and answered questions: (title, value, row).
    pub fields: Vec<(String, String, EvidenceRef)>,
    /// The operator's labels: cells of label columns, taken apart.
    pub labels: Vec<String>,
    /// Paid orders by day.
    pub orders: Vec<OrderTally>,
    /// Where the member speaks.
    pub groups: Vec<GroupTally>,
    /// Characters of the messages in own words.
    pub characters: u64,
}

impl MemberState {
    /// Whether the member did anything in so many days from one on.
    pub fn was_seen(&self, from: Day, days: i32) -> bool {
        self.days.iter().any(|done| done.day.is_within(from, days))
    }
}
