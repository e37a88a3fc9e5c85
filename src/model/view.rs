//! What lists and pages show: windows of the store, ready to be drawn, printed or exported.

use serde::Serialize;

pub use super::portrait::{
    ChangeView, Condition, ContactView, EvidenceLine, IdentityView, MemberPortrait, MembershipView, MessageView,
    NameSpan, OrderView, Past, PastMember, TagSource, TagView,
};
use super::report::Skip;
use super::review::Precision;
use super::slice::Trend;
use super::{Attribute, CommunityId, Day, GroupId, MemberId, Money, Timestamp};

/// The six scores of a list; `None` without enough data.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
pub struct Scores {
    /// 0–100.
    pub activity: Option<f64>,
    /// 0–100.
    pub interaction: Option<f64>,
    /// 0–100.
    pub influence: Option<f64>,
    /// Potential, 0–100.
    pub consumption: Option<f64>,
    /// 0–1.
    pub churn_risk: Option<f64>,
    /// −1–1.
    pub sentiment: Option<f64>,
}

/// One line of a member list.
#[derive(Debug, Clone, PartialEq)]
pub struct MemberRow {
    /// The member.
    pub id: MemberId,
    /// Best name: remark, card, nickname, else the id.
    pub name: String,
    /// Platform of the identity that speaks most.
    pub platform: String,
    /// Its id; empty for an identity known by name alone.
    pub platform_id: String,
    /// The community whose scores these are.
    pub community: String,
    /// Messages said.
    pub messages: u64,
    /// First thing said or done.
    pub first_seen: Option<Timestamp>,
    /// Last thing said or done.
    pub last_seen: Option<Timestamp>,
    /// Tag names, in the scheme's order, hand-set ones first.
    pub tags: Vec<String>,
    /// Scores.
    pub scores: Scores,
    /// Key of the lifecycle stage.
    pub stage: Option<String>,
    /// Key of the activity level.
    pub level: Option<String>,
    /// Highest role in any group.
    pub role: Option<String>,
    /// Marked as staff or bot.
    pub staff: bool,
    /// Values of further columns that were asked for, in the order asked; `None` is unknown.
    pub columns: Vec<Option<super::Value>>,
}

impl MemberRow {
    /// Somebody of whom nothing but a name is known here.
    pub fn without_profile(id: MemberId, name: String) -> MemberRow {
        MemberRow {
            id,
            name,
            platform: String::new(),
            platform_id: String::new(),
            community: String::new(),
            messages: 0,
            first_seen: None,
            last_seen: None,
            tags: Vec::new(),
            scores: Scores::default(),
            stage: None,
            level: None,
            role: None,
            staff: false,
            columns: Vec::new(),
        }
    }
}

/// A window of a member list.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct MemberPage {
    /// How many members the filter selects.
    pub total: u64,
    /// Where the window starts.
    pub offset: u64,
    /// The window.
    pub rows: Vec<MemberRow>,
}

/// A group as its screen shows it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct GroupRow {
    /// The group.
    pub id: GroupId,
    /// Its name.
    pub name: String,
    /// Platform.
    pub platform: String,
    /// Community.
    pub community: String,
    /// People in it now (listed or seen, and not known to have left).
    pub members: u64,
    /// Those who ever spoke.
    pub speakers: u64,
    /// Those who spoke in the last 30 days.
    pub speakers_30d: u64,
    /// Messages ever.
    pub messages: u64,
    /// Messages in the last 30 days.
    pub messages_30d: u64,
    /// Joined minus left in the last 30 days.
    pub net_growth_30d: i64,
    /// Days since the last message.
    pub silent_days: Option<i64>,
    /// Open questions: from 2 hours to 3 days before the community's last message, not of staff or bots, after which
    /// nobody else spoke in their thread.
    pub unanswered: u64,
    /// Names of up to three members with the most influence.
    pub leaders: Vec<String>,
    /// Share of the people in it now who said nothing here in the last 30 days, 0–1; `None` of an empty group.
    pub silent_share: Option<f64>,
    /// Mean sentiment of those who spoke in the last 30 days, −1–1; `None` with fewer than three of known sentiment.
    pub mood: Option<f64>,
    /// Messages in each of the last twelve weeks of seven days, the oldest first.
    pub weeks: Vec<u32>,
}

impl GroupRow {
    /// Its name among other groups: with its platform where several bear it, and its number where even that is shared.
    pub fn called_among<'g>(&self, all: impl IntoIterator<Item = &'g GroupRow>) -> String {
        let namesakes = all.into_iter().filter(|other| other.id != self.id && other.name == self.name);
        let platforms: Vec<&str> = namesakes.map(|other| other.platform.as_str()).collect();
        match (platforms.is_empty(), platforms.contains(&self.platform.as_str())) {
            (true, _) => self.name.clone(),
            (false, false) => format!("{} ({})", self.name, self.platform),
            (false, true) => format!("{} ({} {})", self.name, self.platform, self.id.0),
        }
    }
}

/// Who invited whom, one line of a tree read from top to bottom.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct InviterRow {
    /// How many inviters stand above this one.
    pub depth: u32,
    /// The inviter.
    pub member: MemberId,
    /// Their name.
    pub name: String,
    /// People whom nobody invited before.
    pub invited: u64,
    /// Of those, who are still in a group that they were invited to.
    pub stayed: u64,
    /// Of those, who said or did something in the last 30 days.
    pub active_30d: u64,
    /// Everybody below: those invited, whom these invited, and so on.
    pub below: u64,
}

/// A member much of whose messages are adverts, and who is in several groups.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AdvertiserRow {
    /// The member.
    pub member: MemberId,
    /// Their name.
    pub name: String,
    /// Share of messages marked as adverts, 0–1.
    pub share: f64,
    /// Messages said.
    pub messages: u64,
    /// Groups they are in now.
    pub groups: Vec<String>,
}

/// Members who are in more than one group.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Crossing {
    /// How many members, without staff, are in so many groups: (groups, members), the most groups first.
    pub spread: Vec<(u64, u64)>,
    /// Who advertises in several groups, in most groups first: the first 500 of them.
    pub advertisers: Vec<AdvertiserRow>,
    /// How many advertise in several groups.
    pub advertise: u64,
}

/// Two groups and the people who are in both now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OverlapRow {
    /// The two groups' numbers.
    pub ids: (GroupId, GroupId),
    /// The one group.
    pub group_a: String,
    /// The other.
    pub group_b: String,
    /// People in the one, without staff.
    pub members_a: u64,
    /// People in the other, likewise.
    pub members_b: u64,
    /// People in both.
    pub shared: u64,
}

/// A tag as the tag list shows it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TagRow {
    /// The tag's name.
    pub name: String,
    /// The rule in the filter language; `None` for hand-set tags.
    pub rule: Option<String>,
    /// Members with it, under the current filter.
    pub members: u64,
    /// Members with it in all.
    pub total: u64,
    /// What reviews of it measured.
    pub precision: Option<Precision>,
    /// Whether that is below the scheme's floor.
    pub is_doubtful: bool,
}

/// A tag that some of several members have: how many, by what gave it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldTag {
    /// The tag's name.
    pub name: String,
    /// Members to whom the operator gave it.
    pub by_hand: u64,
    /// Members with whom it was imported.
    pub imported: u64,
    /// Members to whom the scheme's rule gives it.
    pub by_rule: u64,
}

/// One bar of a distribution.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Bar {
    /// The value's key, `unknown`, or a bin as `lo..hi`.
    pub value: String,
    /// Members with it.
    pub members: u64,
    /// The filter that selects them.
    pub filter: String,
}

/// How a field is spread over the members a filter selects.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Distribution {
    /// The field.
    pub field: String,
    /// Its bars.
    pub bars: Vec<Bar>,
    /// Members in the filter.
    pub total: u64,
    /// Members with a known value.
    pub known: u64,
}

/// One field against another.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct CrossTable {
    /// Rows' field.
    pub rows: String,
    /// Columns' field.
    pub columns: String,
    /// Row values.
    pub row_values: Vec<Bar>,
    /// Column values.
    pub column_values: Vec<Bar>,
    /// Members by row, then column.
    pub cells: Vec<Vec<u64>>,
}

/// A line of a ranked list (KOL, churn) with its reasons.
#[derive(Debug, Clone, PartialEq)]
pub struct RankedRow {
    /// From 1.
    pub place: u64,
    /// The member.
    pub member: MemberRow,
    /// The attribute it is ranked by, with its parts.
    pub attribute: Attribute,
    /// Further attributes the list shows, in the list's order; `None` is unknown.
    pub beside: Vec<Option<Attribute>>,
    /// How the score moved, in a slice whose days before are covered.
    pub trend: Option<Trend>,
}

impl RankedRow {
    /// One of the further attributes, where it is known.
    pub fn beside(&self, key: &str) -> Option<&Attribute> {
        self.beside.iter().flatten().find(|attribute| attribute.key == key)
    }
}

/// An attribute of a member of which a source says otherwise.
#[derive(Debug, Clone, PartialEq)]
pub struct Contradicted {
    /// Whose.
    pub member: MemberId,
    /// The member's name.
    pub name: String,
    /// The value that is shown, and its conflicts.
    pub attribute: Attribute,
}

/// An imported file, as the imports screen shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ImportRow {
    /// Its number.
    pub id: i64,
    /// When it was imported.
    pub time: Timestamp,
    /// Path as named then.
    pub path: String,
    /// Format.
    pub format: String,
    /// Encoding.
    pub encoding: String,
    /// Counts as in [`super::report::FileReport`].
    pub records: u64,
    /// See above.
    pub new: u64,
    /// See above.
    pub duplicate: u64,
    /// See above.
    pub system: u64,
    /// See above.
    pub skipped: u64,
    /// The first skipped rows, with reasons.
    pub skips: Vec<Skip>,
    /// First record's time.
    pub first: Option<Timestamp>,
    /// Last record's time.
    pub last: Option<Timestamp>,
}

/// A row that agrees with a member by name only, and waits for a decision (待确认).
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct JoinProposal {
    /// Its number, for accept and reject.
    pub id: i64,
    /// Whose rows these are, by the number that proposals of the same rows share.
    pub party: i64,
    /// `order`, `response` or `roster`.
    pub kind: String,
    /// The name in the rows.
    pub name: String,
    /// The member proposed.
    pub member: MemberId,
    /// Their name.
    pub member_name: String,
    /// What agrees: (key, value).
    pub reasons: Vec<(String, String)>,
    /// How many rows it would join.
    pub rows: u64,
    /// The money in them.
    pub amount: Money,
    /// How many members agree with the name: 1 is unambiguous.
    pub candidates: u64,
    /// Further rows that would join by the phone, mail or alias that this one teaches.
    pub follows: u64,
    /// The money in those.
    pub amount_follows: Money,
}

/// How far orders and answers have found their members.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct JoinSummary {
    /// Revenue of orders that are joined.
    pub amount_joined: Money,
    /// Revenue of all orders.
    pub amount_total: Money,
    /// Revenue that the open proposals would add.
    pub amount_proposed: Money,
    /// Orders joined, and in all.
    pub orders: (u64, u64),
    /// Responses joined, and in all.
    pub responses: (u64, u64),
    /// Open proposals.
    pub proposals: u64,
    /// What is joined, by what it joined by, the most money first.
    pub by: Vec<JoinedBy>,
}

/// What joined by one sort of key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct JoinedBy {
    /// `id`, `phone`, `mail`, `alias`; `accepted` by hand; `new` for buyers that only a shop knows.
    pub key: String,
    /// Orders.
    pub orders: u64,
    /// Survey responses.
    pub responses: u64,
    /// Revenue of these orders.
    pub amount: Money,
}

/// A saved segment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SegmentRow {
    /// Its name.
    pub name: String,
    /// Its filter.
    pub filter: String,
    /// Members it selects now.
    pub members: u64,
    /// Members who entered it at the latest build.
    pub entered: u64,
    /// Members who left it then.
    pub left: u64,
    /// When it was saved.
    pub saved: Timestamp,
}

/// The store in numbers.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Overview {
    /// Members.
    pub members: u64,
    /// Messages.
    pub messages: u64,
    /// Groups.
    pub groups: u64,
    /// Communities with their as-of day.
    pub communities: Vec<(CommunityId, String, Option<Day>)>,
    /// Open join proposals.
    pub proposals: u64,
    /// Rows imported since the last build.
    pub stale: bool,
    /// The days that builds looked from, the latest first: those that can be compared.
    pub built: Vec<Day>,
}

/// How a member list is ordered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sort {
    /// A field's key; `rank` is the default order (influence, then activity).
    pub key: String,
    /// Smallest first.
    pub ascending: bool,
}

impl Default for Sort {
    fn default() -> Sort {
        Sort { key: "rank".to_owned(), ascending: true }
    }
}

/// What completion may offer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Vocabulary {
    /// Titles of imported columns and questions.
    pub imported: Vec<String>,
    /// Those of them that tell people apart rather than group them: phones, names, numbers of rows.
    pub personal: Vec<String>,
    /// Tag names.
    pub tags: Vec<String>,
    /// Group names.
    pub groups: Vec<(GroupId, String)>,
    /// Community names.
    pub communities: Vec<String>,
    /// Segment names.
    pub segments: Vec<String>,
    /// Topics that the scheme looks for, spoken of or not.
    pub topics: Vec<String>,
    /// Values that occur, by field key: `region` → 浙江, 江苏 …, most frequent first, bounded.
    pub values: Vec<(String, Vec<String>)>,
}

/// Whether somebody belongs to the operator's side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StaffMark {
    /// An ordinary member.
    None,
    /// 员工.
    Staff,
    /// 机器人.
    Bot,
}

impl StaffMark {
    /// Every mark, in the order in which they are offered.
    pub const ALL: [StaffMark; 3] = [StaffMark::Staff, StaffMark::Bot, StaffMark::None];

    /// A stable name.
    pub fn key(self) -> &'static str {
        match self {
            StaffMark::None => "none",
            StaffMark::Staff => "staff",
            StaffMark::Bot => "bot",
        }
    }
}
