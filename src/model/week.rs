//! What changed in a community within a week.

use serde::Serialize;

use super::MemberId;
use super::topic::Excerpt;

/// Two as-of days a week apart, beside each other.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Week {
    /// The later as-of day; none, if nothing was built.
    pub as_of: Option<String>,
    /// The day seven days before.
    pub since: Option<String>,
    /// How many members were looked at: those under the filter, without staff and bots.
    pub members: u64,
    /// Who changed, by what became of them.
    pub changes: Vec<WeekList>,
    /// Topics whose share of what is said rose beyond chance, the most spoken of first.
    pub rising: Vec<RisingTopic>,
    /// Which messages were read to find them.
    pub excerpt: Excerpt,
}

/// Members of whom the same became.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct WeekList {
    /// A key of [`super::registry::WEEK_CHANGES`].
    pub change: &'static str,
    /// How many.
    pub members: u64,
    /// The first of them by rank.
    pub people: Vec<WeekMember>,
}

/// One of them.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct WeekMember {
    /// Who.
    pub id: MemberId,
    /// Their name; foreign text.
    pub name: String,
    /// Key of their stage now.
    pub stage: Option<String>,
    /// Why they are listed, in words.
    pub reason: String,
}

/// A topic of which more is said than before.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RisingTopic {
    /// As the scheme calls it; a discovered one by its words.
    pub name: String,
    /// Found in what is said together, rather than named by the scheme.
    pub discovered: bool,
    /// The words of a discovered topic.
    pub words: Vec<String>,
    /// Messages of the last seven days that speak of it.
    pub messages: u64,
    /// Their share of all messages of substance of these days, 0..1.
    pub share: f64,
    /// Messages of the four weeks before.
    pub messages_before: u64,
    /// Their share of those, 0..1.
    pub share_before: f64,
}
