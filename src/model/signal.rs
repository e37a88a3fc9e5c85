//! A member's numbers on one as-of day, and the community's yardstick for them.

use serde::{Deserialize, Serialize};

use super::Day;
use super::foresight::Model;

/// The numbers that scores are made of, on the as-of day T (methods.md §0).
///
/// Windows are `[T−n, T)`; decayed sums weigh a day d with 2^(−(T−1−d)/h).
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct Signals {
    /// Days that the community's data reach back from T.
    pub observed: f64,
    /// Messages ever.
    pub messages: f64,
    /// Distinct active days ever.
    pub active_days: f64,
    /// Decayed active days, half-life 7 days.
    pub a7: f64,
    /// Half-life 30 days.
    pub a30: f64,
    /// Half-life 90 days.
    pub a90: f64,
    /// Half-life 365 days.
    pub a365: f64,
    /// Active days in the last 30.
    pub c30: f64,
    /// Half the active days of days 31–90.
    pub p30: f64,
    /// Days since the last active one; infinite if there is none.
    pub recency: f64,
    /// Days between the last active day and the one before the gap it ended; 0 without a gap.
    pub gap_before: f64,
    /// Days since the join, or since the first message when at least 30 observed days precede it.
    pub tenure: Option<f64>,
    /// Whether the member has left or been removed.
    pub left: bool,
    /// People replied to in the last 90 days.
    pub replied_to_90: f64,
    /// Replies sent, decayed with half-life 90 days.
    pub replies_sent: f64,
    /// Replies received, decayed with half-life 90 days.
    pub replies_received: f64,
    /// Days from the first active day to the last.
    pub span: f64,
    /// Replies received per message.
    pub received_per_message: f64,
    /// Threads joined in the last 90 days.
    pub threads_90: f64,
    /// Distinct people who replied or quoted.
    pub repliers: f64,
    /// Weeks with a reply received.
    pub reply_weeks: f64,
    /// Mentions received.
    pub mentions: f64,
    /// Likes and forwards received.
    pub likes: f64,
    /// Distinct people helped: answered outside own threads.
    pub helped: f64,
    /// Threads started that others joined.
    pub started: f64,
    /// Groups spoken in.
    pub groups: f64,
    /// Forwards and broadcasts sent.
    pub amplified: f64,
    /// Decayed order days, half-life 365 days.
    pub order_frequency: f64,
    /// Decayed revenue in major units, half-life 180 days.
    pub order_amount: f64,
    /// Days since the last paid order; infinite if there is none.
    pub order_recency: f64,
}

/// A community's yardstick: p99.5 of each signal over members with a value above zero
/// (staff, bots and system accounts left out), 0 where the signal does not exist.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Baseline {
    /// The p99.5 by nearest rank, in a [`Signals`].
    pub high: Signals,
    /// Members counted.
    pub members: u32,
    /// 70th percentile of interaction scores above zero: the quadrant's line.
    pub interaction_line: f64,
    /// 70th percentile of consumption potential above zero.
    pub consumption_line: f64,
    /// Potential at the lower and upper third among buyers.
    pub spending_thirds: (f64, f64),
    /// Where buyers fall into fifths; `None` among fewer than five.
    pub fifths: Option<Fifths>,
    /// Whether the community has any order.
    pub has_orders: bool,
    /// Influence KOL line: the score of the last of the top max(10, 1 %) among those with enough
    /// repliers and weeks; 0 where nobody has.
    pub kol_line: f64,
    /// Expected influence by ln(1 + active days): intercept and slope.
    pub influence_by_activity: (f64, f64),
    /// Influence beyond activity of the last member within the top 5 %; 0 where there is none.
    pub koc_line: f64,
    /// Words of the community with counts (those that some member keeps), sorted by word.
    pub words: Vec<(String, u64)>,
    /// Matches of each topic over the community's substantive messages.
    pub topics: Vec<(String, u64)>,
    /// Marked messages of the community, sorted by mark.
    pub marks: Vec<(String, u64)>,
    /// Substantive messages in the community.
    pub substantive: u64,
    /// What its risk of leaving is made of.
    pub churn: Model,
    /// How that risk did on the community's own past, as AUC; `None` where the past does not tell.
    pub churn_auc: Option<f64>,
}

/// The 20th, 40th, 60th and 80th percentile, among buyers, of what RFM compares.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct Fifths {
    /// Days since the last order.
    pub recency: [f64; 4],
    /// Decayed order days.
    pub frequency: [f64; 4],
    /// Decayed amount.
    pub amount: [f64; 4],
}

/// One input of a score: value = Σ weight · scaled over the inputs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Input {
    /// What it is.
    pub key: &'static str,
    /// The raw number.
    pub raw: f64,
    /// After scaling.
    pub scaled: f64,
    /// In points of the score, after renormalisation; 0 where the signal does not exist here.
    pub weight: f64,
}

/// A score with what went in.
#[derive(Debug, Clone, PartialEq)]
pub struct Score {
    /// In the unit of its attribute.
    pub value: f64,
    /// What went in.
    pub parts: Vec<Input>,
}

/// What a member's signals mean beside the community's: computed over all members, and turned
/// into attributes member by member. `None` is unknown.
#[derive(Debug, Clone, PartialEq)]
pub struct Derived {
    /// 0–100.
    pub interaction: Option<Score>,
    /// Potential, 0–100; known for buyers.
    pub consumption: Option<Score>,
    /// 0–100.
    pub influence: Option<Score>,
    /// In points of influence.
    pub beyond_activity: Option<f64>,
    /// Influence minus the KOL line; 0 or more is on it.
    pub kol_margin: Option<f64>,
    /// Influence beyond activity minus the KOC line.
    pub koc_margin: Option<f64>,
    /// A key of [`super::attribute::MECHANISMS`].
    pub mechanism: Option<&'static str>,
    /// A key of [`super::attribute::STAGES`]; `None` where the data reach back too little to tell.
    pub stage: Option<&'static str>,
    /// Probability 0–1, with the logit's terms.
    pub churn: Option<Score>,
    /// A key of [`super::attribute::QUADRANTS`].
    pub quadrant: Option<&'static str>,
    /// What became of the member in the last week.
    pub week: Option<WeekChange>,
}

/// What became of a member within seven days.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct WeekChange {
    /// A key of [`super::registry::WEEK_CHANGES`].
    pub what: &'static str,
    /// The risk of leaving then and now, where its rise is why.
    pub risk: Option<(f64, f64)>,
}

/// The span that a community's data cover, in local days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// The first day with an event of anybody.
    pub first: Day,
    /// The as-of day T: the last event's day + 1, or as asked for.
    pub as_of: Day,
}

/// `s(x) = min(1, ln(1+x) / ln(1+high))`, 0 where the signal does not exist (methods.md §0).
pub fn scaled(x: f64, high: f64) -> f64 {
    if high <= 0.0 || x <= 0.0 { 0.0 } else { (x.ln_1p() / high.ln_1p()).min(1.0) }
}

/// Weight of everybody as prior.
const PRIOR: f64 = 100.0;

/// How much more often some do something than the others do, on the scale of log odds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LogOdds {
    /// ln of the ratio of the odds; above 0 they do it more.
    pub distance: f64,
    /// Its standard error.
    pub error: f64,
}

impl LogOdds {
    /// The distance in standard errors.
    pub fn z(self) -> f64 {
        self.distance / self.error
    }
}

/// How far some do something more than the others do: log-odds with everybody as informative
/// Dirichlet prior (Monroe, Colaresi and Quinn 2008).
///
/// `own` of `of_own` is theirs, `all` of `of_all` everybody's: messages of a member that hold a word,
/// members of a group that bear a tag.
pub fn log_odds(own: u32, of_own: u32, all: u64, of_all: u64) -> LogOdds {
    let (own, of_own) = (f64::from(own), f64::from(of_own));
    let (all, of_all) = ((all as f64).max(own), (of_all as f64).max(of_own));
    let prior = PRIOR * all / of_all;
    let odds = |n: f64, of: f64| (n + prior) / (of + PRIOR - n - prior).max(0.5);
    let (others, of_others) = (all - own, of_all - of_own);
    let distance = odds(own, of_own).ln() - odds(others, of_others).ln();
    LogOdds { distance, error: (1.0 / (own + prior) + 1.0 / (others + prior)).sqrt() }
}

/// [`log_odds`] in standard errors.
pub fn stands_out(own: u32, of_own: u32, all: u64, of_all: u64) -> f64 {
    log_odds(own, of_own, all, of_all).z()
}
