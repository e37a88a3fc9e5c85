//! What one member's page shows.

use serde::{Serialize, Serializer};

use super::comparison::ScorePlace;
use super::review::Precision;
use super::today::{FollowUp, Note};
use super::view::MemberRow;
use super::{Attribute, Day, Dimension, EvidenceKind, MemberId, Money, Timestamp, Value};
/// A name somebody goes or went by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NameSpan {
    /// `nickname`, `card`, `remark` or `real`.
    pub kind: String,
    /// The name.
    pub name: String,
    /// The group it was used in, for cards.
    pub group: Option<String>,
    /// First seen.
    pub first_seen: Option<Timestamp>,
    /// Last seen.
    pub last_seen: Option<Timestamp>,
}

/// An account of a member.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct IdentityView {
    /// Canonical platform.
    pub platform: String,
    /// The platform's id; `None` for an identity known by name alone.
    pub platform_id: Option<String>,
    /// 微信号 and the like.
    pub alias: Option<String>,
    /// Known by name alone.
    pub weak: bool,
    /// Messages said with it.
    pub messages: u64,
}

/// A member in a group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MembershipView {
    /// The group.
    pub group: String,
    /// `owner`, `admin`, `member`, `bot`.
    pub role: String,
    /// When they joined.
    pub joined: Option<Timestamp>,
    /// When they left.
    pub left: Option<Timestamp>,
    /// Who brought them.
    pub inviter: Option<String>,
    /// Messages said there.
    pub messages: u64,
}

/// Where a tag on a member comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TagSource {
    /// A rule of the scheme.
    Rule,
    /// The operator.
    Hand,
    /// A label column of an import.
    Import,
}

/// A tag on a member.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TagView {
    /// The tag's name.
    pub name: String,
    /// Rule or hand.
    pub source: TagSource,
    /// Why: the rule read back as a sentence with the member's own numbers, or the operator's note.
    pub reason: String,
    /// Each condition of the rule, and the member's own value.
    #[serde(skip)]
    pub conditions: Vec<Condition>,
    /// Since which build or day (`2024-03-01`).
    pub since: Option<String>,
    /// Measured precision, once reviewed.
    #[serde(flatten, serialize_with = "spread")]
    pub precision: Option<Precision>,
}

/// The precision as a number, and what it rests on beside it.
fn spread<S: Serializer>(precision: &Option<Precision>, serializer: S) -> Result<S::Ok, S::Error> {
    #[derive(Serialize)]
    struct Fields {
        precision: Option<f64>,
        #[serde(skip_serializing_if = "Option::is_none")]
        precision_interval: Option<(f64, f64)>,
        #[serde(skip_serializing_if = "Option::is_none")]
        reviewed: Option<u64>,
    }
    Fields {
        precision: precision.map(|measured| measured.value),
        precision_interval: precision.map(|measured| (measured.low, measured.high)),
        reviewed: precision.map(|measured| measured.n),
    }
    .serialize(serializer)
}

/// One condition of a rule, and what the member brings to it.
#[derive(Debug, Clone, PartialEq)]
pub struct Condition {
    /// The key of the field or the title of the column it asks about, if it asks about one.
    pub field: Option<String>,
    /// What is needed, in words.
    pub needed: String,
    /// The member's own; `None` if unknown, or nothing that has a value.
    pub value: Option<Value>,
    /// Whether the member meets it; `None` if that is unknown.
    pub met: Option<bool>,
}

/// A contact of a member.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ContactView {
    /// The other member.
    pub id: MemberId,
    /// Their name.
    pub name: String,
    /// Replies, quotes and mentions sent to them.
    pub sent: u32,
    /// Received from them.
    pub received: u32,
}

/// Who answers whom around a member.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ties {
    /// The strongest contacts, most answers first.
    pub contacts: Vec<ContactView>,
    /// Answers that passed between two of them, either way, by their places among the contacts.
    pub among: Vec<(usize, usize, u32)>,
}

/// A paid or open order, for the member's page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OrderView {
    /// The shop's number.
    pub number: Option<String>,
    /// When it was paid, else placed.
    pub time: Timestamp,
    /// What was bought.
    pub items: String,
    /// Paid minus refunded, in minor units.
    pub revenue: Money,
    /// `open`, `paid`, `closed`, or `refunded`: all that was paid was paid back.
    pub status: String,
}

/// A change that a build recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ChangeView {
    /// The build's as-of day.
    pub day: String,
    /// Attribute key or tag name.
    pub what: String,
    /// Before; `None` if unknown or absent.
    pub from: Option<String>,
    /// After; `None` if unknown or taken away.
    pub to: Option<String>,
    /// Why: `data`, new data of the member; `scheme`, another scheme; `hand`, the operator; `time`, nothing new of the
    /// member, but time passed or others changed.
    pub cause: String,
    /// The build's number.
    pub build: i64,
    /// When it was made.
    pub time: Timestamp,
    /// The scheme it went by.
    pub scheme: String,
}

/// Where a member stood on a day, and what they did in the quarter that ends with it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CourseRow {
    /// The day that is looked from: the first one after a quarter, or the as-of day.
    pub day: String,
    /// Key of the stage; `None` where the data reached back too little then to tell.
    pub stage: Option<String>,
    /// Key of the activity level.
    pub level: String,
    /// Activity, 0–100.
    pub activity: f64,
    /// Active days in the quarter.
    pub active_days: u32,
    /// Answers that they were given in it.
    pub answers: u32,
}

/// Everything on one member's page.
#[derive(Debug, Clone, PartialEq)]
pub struct MemberPortrait {
    /// The line of the list.
    pub row: MemberRow,
    /// Every name.
    pub names: Vec<NameSpan>,
    /// Every account.
    pub identities: Vec<IdentityView>,
    /// Every group.
    pub memberships: Vec<MembershipView>,
    /// Known attributes of the registry and imported fields, by dimension, in page order.
    pub attributes: Vec<(Dimension, Attribute)>,
    /// Imported columns and answered questions.
    pub fields: Vec<Attribute>,
    /// Tags.
    pub tags: Vec<TagView>,
    /// The operator's notes, the latest first.
    pub notes: Vec<Note>,
    /// What the operator plans with them.
    pub plan: FollowUp,
    /// Keys of attributes that the operator locked.
    pub locked: Vec<String>,
    /// Strongest contacts, most first.
    pub contacts: Vec<ContactView>,
    /// Latest orders first.
    pub orders: Vec<OrderView>,
    /// Latest changes first.
    pub history: Vec<ChangeView>,
    /// Where they stood at the end of each quarter, the latest first.
    pub course: Vec<CourseRow>,
    /// Messages by hour of the week, Monday 00:00 first; empty without messages.
    pub hours: Vec<u32>,
    /// Messages by week up to the as-of day, oldest first, at most 52.
    pub weeks: Vec<u32>,
    /// The as-of day of the community.
    pub as_of: Option<Day>,
    /// Known scores beside those of the community.
    pub places: Vec<ScorePlace>,
}

impl MemberPortrait {
    /// How many orders stand behind a value besides those among its evidence: of many only the latest are kept.
    pub fn orders_beside(&self, lines: &[EvidenceLine]) -> u64 {
        let orders = self.attributes.iter().map(|(_, attribute)| attribute).find(|attribute| attribute.key == "orders");
        let Some(orders) = orders else { return 0 };
        let is_order =
            |line: &EvidenceLine| orders.evidence.iter().any(|order| (order.kind, order.row) == (line.kind, line.row));
        let shown = lines.iter().filter(|line| is_order(line)).count() as u64;
        if shown == 0 { 0 } else { u64::from(orders.n).saturating_sub(shown) }
    }
}

/// A piece of evidence, in words.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EvidenceLine {
    /// What sort of row.
    pub kind: EvidenceKind,
    /// The row: message, event, order, answer, cell or name number.
    #[serde(rename = "ref")]
    pub row: i64,
    /// When it was said or done.
    pub time: Option<Timestamp>,
    /// The group it happened in.
    pub group: Option<String>,
    /// The words.
    pub text: String,
    /// How much it counts, 0..1.
    pub weight: f32,
    /// Whether it speaks against.
    pub against: bool,
    /// Whether it is one of the latest of many that a number counts.
    #[serde(rename = "example")]
    pub is_example: bool,
}

/// A message as a list shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MessageView {
    /// Its row.
    pub id: i64,
    /// When.
    pub time: Timestamp,
    /// Where.
    pub group: String,
    /// Whose.
    pub member: MemberId,
    /// Their name.
    pub name: String,
    /// The words, or a placeholder for the kind.
    pub text: String,
}

/// What an earlier build knew of a member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Past {
    /// No build is that old; the as-of day of the earliest, if there is one.
    TooEarly(Option<Day>),
    /// The build of this as-of day did not know the member yet.
    NotYetHere(Day),
    /// What history remembers.
    Then(PastMember),
    /// The latest build is meant: everything is known.
    Now,
}

/// A member as an earlier build left them: what history keeps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PastMember {
    /// The build's as-of day.
    pub day: Day,
    /// Level, stage and declared values by key, in words as the filter language compares them.
    pub values: Vec<(String, String)>,
    /// Tag names.
    pub tags: Vec<String>,
}
