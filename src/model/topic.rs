//! What a community speaks of.

use serde::Serialize;

use super::MemberId;
use super::today::TodayItem;

/// Weeks of which messages are counted one by one, back from the as-of day.
pub const WEEKS: usize = 8;

/// Somebody who leads a topic.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TopicLeader {
    /// The member.
    pub id: MemberId,
    /// Their name.
    pub name: String,
    /// Answers of others to them that speak of the topic.
    pub replies: u64,
    /// Their own messages that do.
    pub messages: u64,
}

/// A topic with who speaks of it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TopicRow {
    /// As the scheme calls it; a discovered one by its words.
    pub name: String,
    /// Found in what is said together, rather than named by the scheme.
    pub discovered: bool,
    /// The words of a discovered topic, the most tied first.
    pub words: Vec<String>,
    /// Members who speak of it.
    pub members: u64,
    /// Their share among members who say something, 0..1.
    pub share: f64,
    /// Messages that do.
    pub messages: u64,
    /// Those of the last four weeks.
    pub recent: u64,
    /// Those of the four weeks before.
    pub before: u64,
    /// `rising`, `falling` or `steady`: whether its share of all messages changed beyond chance; none, if nothing was
    /// said in one of the two.
    pub trend: Option<&'static str>,
    /// Messages by week, the oldest first.
    pub weeks: [u64; WEEKS],
    /// What leaders are ranked by: `replies`, or `messages` where nobody was answered.
    pub led_by: &'static str,
    /// Who leads it, the first three.
    pub leaders: Vec<TopicLeader>,
}

/// What a community speaks of, the most spoken of first.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Topics {
    /// Members who say something.
    pub speakers: u64,
    /// Messages that say something, each text of a member once.
    pub messages: u64,
    /// The topics: the scheme's, then discovered ones.
    pub topics: Vec<TopicRow>,
}

/// A word that some members say more than others do.
#[derive(Debug, Clone, PartialEq)]
pub struct Keyword {
    /// The word.
    pub word: String,
    /// How many of them say it.
    pub members: u64,
    /// How far it stands out, in standard errors.
    pub z: f64,
}

/// An hour of the week, and how much of what was written in it was answered.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct HourRow {
    /// Monday 0 … Sunday 6.
    pub day: u8,
    /// Local, 0–23.
    pub hour: u8,
    /// Messages written in it.
    pub messages: u64,
    /// Those of them that somebody answered.
    pub answered: u64,
    /// The lower end of the 95 % interval (Wilson) of the share.
    pub low: f64,
}

/// What the content of a community tells of some members.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Content {
    /// What they speak of.
    pub topics: Topics,
    /// What they say more than others do, the most telling first; nothing of everybody.
    pub keywords: Vec<Keyword>,
    /// When what they write is answered most, the surest first.
    pub hours: Vec<HourRow>,
    /// Their questions that nobody took up, the most pressing first.
    pub questions: Vec<TodayItem>,
}
