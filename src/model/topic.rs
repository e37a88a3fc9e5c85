//! What a community speaks of.

use serde::Serialize;

use super::today::TodayItem;
use super::view::MessageView;
use super::{Day, MemberId};

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
    /// Their share among members who say something, 0..1; of a discovered topic among those of the excerpt.
    pub share: f64,
    /// Messages that do; of a discovered topic those of the excerpt.
    pub messages: u64,
    /// Those of the last four weeks; here and below of the excerpt.
    pub recent: u64,
    /// Those of the four weeks before.
    pub before: u64,
    /// `rising`, `falling` or `steady`: whether its share of all messages changed beyond chance; none, if nothing was
    /// said in one of the two.
    pub trend: Option<&'static str>,
    /// Messages by week, the oldest first.
    pub weeks: [u64; WEEKS],
    /// How many members the filter selects that the content screen makes of it.
    #[serde(skip)]
    pub selected: u64,
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
    /// Which of them were read: weeks, trends, leaders and discovered topics are of these.
    pub excerpt: Excerpt,
    /// Messages of the excerpt by week, the oldest first.
    pub weeks: [u64; WEEKS],
    /// The topics: the scheme's, then discovered ones.
    pub topics: Vec<TopicRow>,
}

/// Which messages were read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
pub struct Excerpt {
    /// Those of so many weeks up to the as-of day; none, if all of them.
    pub weeks: Option<u32>,
    /// Which share of those, 0..1.
    pub share: f64,
    /// How many messages of substance that is, each text of a member once.
    pub messages: u64,
    /// Members who said them.
    pub speakers: u64,
}

impl Excerpt {
    /// Of how many weeks, what share of them and how many messages it is; none, if all were read.
    pub fn part(&self) -> Option<(u32, f64, u64)> {
        self.weeks.map(|weeks| (weeks, self.share, self.messages))
    }
}

/// What was said of a topic, and by whom.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct OnTopic {
    /// The latest messages, the latest first.
    pub said: Vec<MessageView>,
    /// Who ever spoke of it, if it is one of the scheme's: of one that was found nobody keeps that.
    pub speakers: Vec<MemberId>,
}

/// What is set against what, to find what is said more often.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Against {
    /// Some members against all others.
    #[default]
    Others,
    /// The days from the first to the last against all other days.
    OtherDays(Day, Day),
}

/// A word or phrase that is said more here than elsewhere.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Keyword {
    /// The word, or the words of a phrase as they are written.
    pub word: String,
    /// Messages here that hold it, each text of a member once.
    pub messages: u32,
    /// How many members say it here.
    pub members: u64,
    /// Messages elsewhere that hold it.
    pub others: u32,
    /// The ratio of the odds of a message to hold it.
    pub times: f64,
    /// The lower end of its 95 % interval.
    pub low: f64,
    /// The upper end.
    pub high: f64,
    /// How far it stands out, in standard errors.
    pub z: f64,
    /// The latest messages here that hold it, the latest first.
    #[serde(skip)]
    pub said: Vec<MessageView>,
}

/// What is said more here than elsewhere, the most telling first.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Keywords {
    /// What is set against what.
    pub against: Against,
    /// Messages here that say something.
    pub messages: u32,
    /// Members who say something here.
    pub speakers: u64,
    /// Messages elsewhere that say something.
    pub others: u32,
    /// Which share of what is said here was read, and which of what is said elsewhere, 0..1; none, if all of both. All
    /// numbers are of what was read.
    pub part: Option<(f64, f64)>,
    /// The words, each said by two members at least.
    pub words: Vec<Keyword>,
}

/// An hour of the week, and how much of what was written in it was answered.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
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

/// A day of the week, and how much of what was written on it was answered.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct DayRow {
    /// Monday 0 … Sunday 6.
    pub day: u8,
    /// Messages written on it.
    pub messages: u64,
    /// Those of them that somebody answered.
    pub answered: u64,
    /// The lower end of the 95 % interval (Wilson) of the share.
    pub low: f64,
}

/// A manner of writing, and whether it earned answers.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ToneRow {
    /// The manner's key: `question`, `positive`, `long` …
    pub tone: &'static str,
    /// Members who wrote so.
    pub members: u64,
    /// Messages written so.
    pub messages: u64,
    /// Share of them that somebody answered by quote, mention or reply, 0–1.
    pub answered: f64,
    /// The same share of the other messages of these members.
    pub otherwise: f64,
    /// The lower end of the 95 % interval of the difference.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

/// What the content of a community tells of some members.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Content {
    /// What they speak of.
    pub topics: Topics,
    /// When what they write is answered most, the surest first.
    pub hours: Vec<HourRow>,
    /// The days of the week by the same measure, the surest first.
    pub days: Vec<DayRow>,
    /// Their questions that nobody took up, the most pressing first.
    pub questions: Vec<TodayItem>,
}
