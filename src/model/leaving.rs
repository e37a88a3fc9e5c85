//! What those who left a community had more often than those who stayed.

use serde::Serialize;

use super::{Day, MemberId};

/// What is looked at, in the order of a list without findings.
pub const FACTORS: &[(&str, &str)] = &[
    ("first_message_unanswered", "首次发言无人接话"),
    ("first_question_unanswered", "首次提问无人回答"),
    ("no_reply", "近90天没收到回复"),
    ("negative", "近90天情绪偏负面"),
    ("falling", "活跃下滑"),
    ("newcomer", "来了不到30天"),
    ("advert_burst", "最后一周群里有广告刷屏"),
    ("removal", "最后一周群里有人被移出"),
    ("wave", "最后一周群里涌入许多人"),
    ("announcement", "最后一周群里有公告"),
];

/// What the key of a topic as a factor begins with; its name follows.
pub const TOPIC: &str = "topic:";

/// A factor among those who left and those who stayed.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Reason {
    /// Its key, of [`FACTORS`], or [`TOPIC`] with a topic's name.
    pub factor: String,
    /// Of those who left: who had it.
    pub left: u64,
    /// Of how many it is known.
    pub left_of: u64,
    /// Of those who stayed: who had it.
    pub stayed: u64,
    /// Of how many it is known.
    pub stayed_of: u64,
    /// ln of the odds ratio, above 0 where it is more frequent among those who left; `None` where too few are known.
    pub log_odds: Option<f64>,
    /// The lower end of its 95 % interval.
    pub low: Option<f64>,
    /// The upper end.
    pub high: Option<f64>,
    /// The share of chance finds among factors at least as clear.
    pub q: Option<f64>,
    /// Those who left and had it.
    #[serde(skip)]
    pub members: Vec<MemberId>,
}

/// Why people leave, as far as numbers can tell.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Leaving {
    /// Members who were not seen again.
    pub left: u64,
    /// Members who were.
    pub stayed: u64,
    /// Communities that are compared within.
    pub communities: u64,
    /// The earliest and the latest day, of those communities, before which somebody was active and after which they
    /// were seen or not.
    #[serde(skip)]
    pub cutoffs: Option<(Day, Day)>,
    /// Factors, the clearest first.
    pub reasons: Vec<Reason>,
}
