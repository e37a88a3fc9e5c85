//! The operator's day: what asks for somebody to act, what was noted of members and planned with them.

use serde::Serialize;

use super::{Day, IdentityId, MemberId, Timestamp};

/// How many matters of a kind are looked for in a community.
pub const MOST_OF_A_KIND: usize = 60;
/// Up to so many days of silence a buyer went quiet lately.
pub const NEWLY_QUIET: i64 = 30;
/// How many matters a day's list holds.
pub const MOST: usize = 200;

/// Why a member is on today's list.
#[derive(Debug, Clone, PartialEq)]
pub enum Matter {
    /// A follow-up is due.
    FollowUp {
        /// Days since it was.
        overdue: i32,
        /// Who of the operator's side is to do it; empty if nobody is named.
        owner: String,
    },
    /// They asked, and nobody spoke after them in the thread.
    Question {
        /// Hours from the question to the end of the data.
        hours: f64,
    },
    /// They look like an advertiser, and wrote lately.
    Advert {
        /// Days since.
        days: i64,
    },
    /// A buyer who wrote and no longer does.
    Quiet {
        /// Days since they were last seen.
        days: i64,
        /// Paid orders.
        orders: f64,
        /// What they paid, in whole units of the currency.
        amount: f64,
    },
    /// They joined, and nobody has spoken to them.
    Newcomer {
        /// Days since they joined.
        days: i32,
    },
    /// The last build changed their stage or tags.
    Change {
        /// What changed.
        changes: Vec<Change>,
    },
}

impl Matter {
    /// A stable name.
    pub fn key(&self) -> &'static str {
        match self {
            Matter::FollowUp { .. } => "followup",
            Matter::Question { .. } => "question",
            Matter::Advert { .. } => "advert",
            Matter::Quiet { .. } => "quiet",
            Matter::Newcomer { .. } => "newcomer",
            Matter::Change { .. } => "change",
        }
    }
}

/// A change that a build made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// `stage`, or `tag:NAME`.
    pub what: String,
    /// Before; none if unknown or absent.
    pub from: Option<String>,
    /// After; none if unknown or taken away.
    pub to: Option<String>,
}

/// Something said, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LastWords {
    /// The group.
    pub group: String,
    /// When; unknown for those who joined and said nothing.
    pub time: Option<Timestamp>,
    /// The words; empty where nothing was said.
    pub text: String,
}

/// One line of today's list.
#[derive(Debug, Clone, PartialEq)]
pub struct TodayItem {
    /// The member.
    pub member: MemberId,
    /// Their name.
    pub name: String,
    /// The account it is about: it stays on that person's list whoever they merge with.
    pub account: IdentityId,
    /// The message, day or build it is about: another one is another matter.
    pub stamp: i64,
    /// Why.
    pub matter: Matter,
    /// What they said last, or the question itself.
    pub words: Option<LastWords>,
}

/// A matter that was done or put off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dealing {
    /// [`Matter::key`].
    pub matter: &'static str,
    /// [`TodayItem::account`].
    pub account: IdentityId,
    /// [`TodayItem::stamp`].
    pub stamp: i64,
    /// In how many days it shows again; never, if none.
    pub days: Option<i32>,
}

/// How far a follow-up is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Nothing is planned.
    #[default]
    None,
    /// Planned.
    Open,
    /// Done.
    Done,
}

impl Status {
    /// Every status, in the order of choice.
    pub const ALL: [Status; 3] = [Status::None, Status::Open, Status::Done];

    /// A stable name.
    pub fn key(self) -> &'static str {
        match self {
            Status::None => "none",
            Status::Open => "open",
            Status::Done => "done",
        }
    }

    /// The status of a name.
    pub fn of(key: &str) -> Option<Status> {
        Status::ALL.into_iter().find(|status| status.key() == key)
    }
}

/// What the operator planned with a member (跟进).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FollowUp {
    /// When it is due, by the operator's calendar.
    pub due: Option<Day>,
    /// How far it is.
    pub status: Status,
    /// Who of the operator's side is to do it; empty if nobody is named.
    pub owner: String,
    /// When the member was last contacted.
    pub contacted: Option<Day>,
    /// Not to be disturbed (勿扰).
    pub quiet: bool,
}

impl FollowUp {
    /// What there is to say of it: (key, value); nothing where nothing was planned.
    pub fn told(&self) -> Vec<(&'static str, String)> {
        let planned = self.status != Status::None;
        let told = [
            planned.then(|| ("status", self.status.key().to_owned())),
            self.due.map(|day| ("due", day.to_string())),
            (!self.owner.is_empty()).then(|| ("owner", self.owner.clone())),
            self.contacted.map(|day| ("contacted", day.to_string())),
            self.quiet.then(|| ("do_not_disturb", "yes".to_owned())),
        ];
        told.into_iter().flatten().collect()
    }
}

/// A note of the operator's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// Its number.
    pub id: i64,
    /// When it was written.
    pub time: Timestamp,
    /// The words.
    pub text: String,
}

/// What changed since the operator last looked at other data than these.
#[derive(Debug, Clone, PartialEq)]
pub struct Since<F> {
    /// The as-of day of the data looked at then.
    pub day: Day,
    /// What changed, with how many members, and the filter that selects them.
    pub changes: Vec<(News, u64, F)>,
    /// Joins that wait for a decision.
    pub proposals: u64,
}

/// What there can be of news.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum News {
    /// Joined, or seen for the first time.
    New,
    /// Came back.
    Returned,
    /// Their stage is now declining, cooling or lost.
    Cooling,
}

impl News {
    /// A stable name.
    pub fn key(self) -> &'static str {
        match self {
            News::New => "new",
            News::Returned => "returned",
            News::Cooling => "cooling",
        }
    }
}
