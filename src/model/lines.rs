//! Lines that a scheme may move, for those who read the scheme and those who measure by it. The
//! defaults are those of `docs/methods.md`.

use serde::{Deserialize, Serialize};

/// When a lifecycle stage begins and ends; lines are days unless said otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Lifecycle {
    /// Up to this tenure a member is new.
    pub new: f64,
    /// Silent for longer than this and back: returned.
    pub away: f64,
    /// Up to this recency a member is around.
    pub around: f64,
    /// Up to this recency, cooling.
    pub cooling: f64,
    /// Up to this recency, dormant; beyond, lost.
    pub dormant: f64,
    /// (c30 + 1) / (p30 + 1) at most, a ratio: declining.
    pub falling: f64,
    /// p30 at least, to decline from.
    pub falling_from: f64,
    /// (c30 + 1) / (p30 + 1) at least, a ratio: growing.
    pub rising: f64,
    /// c30 at least, to have grown to.
    pub rising_to: f64,
}

impl Default for Lifecycle {
    fn default() -> Lifecycle {
        Lifecycle {
            new: 30.0,
            away: 90.0,
            around: 30.0,
            cooling: 90.0,
            dormant: 180.0,
            falling: 0.6,
            falling_from: 2.0,
            rising: 1.5,
            rising_to: 3.0,
        }
    }
}

/// Where the lines of KOL and KOC are drawn in a community.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Leaders {
    /// KOLs are within this share of the members by influence …
    pub kol_share: f64,
    /// … or this many, if that is more.
    pub kol_least: usize,
    /// KOCs are within this share by influence beyond activity.
    pub koc_share: f64,
}

impl Default for Leaders {
    fn default() -> Leaders {
        Leaders { kol_share: 0.01, kol_least: 10, koc_share: 0.05 }
    }
}

/// Weights of the parts of the composite scores. Only their proportions within a score count.
#[derive(Debug, Clone, Copy, PartialEq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Weights {
    /// Of interaction.
    pub interaction: InteractionWeights,
    /// Of influence.
    pub influence: InfluenceWeights,
    /// Of consumption potential.
    pub consumption: ConsumptionWeights,
}

impl Weights {
    /// Every score, with the key and the weight of each of its parts.
    pub fn each(&self) -> [(&'static str, Vec<(&'static str, f64)>); 3] {
        let InteractionWeights { replied_to, replies_sent, received_per_message, threads } = self.interaction;
        let InfluenceWeights { repliers, reply_weeks, mentions, likes, helped } = self.influence;
        let ConsumptionWeights { order_frequency, order_amount, order_recency } = self.consumption;
        [
            (
                "weights.interaction",
                vec![
                    ("replied_to", replied_to),
                    ("replies_sent", replies_sent),
                    ("received_per_message", received_per_message),
                    ("threads", threads),
                ],
            ),
            (
                "weights.influence",
                vec![
                    ("repliers", repliers),
                    ("reply_weeks", reply_weeks),
                    ("mentions", mentions),
                    ("likes", likes),
                    ("helped", helped),
                ],
            ),
            (
                "weights.consumption",
                vec![
                    ("order_frequency", order_frequency),
                    ("order_amount", order_amount),
                    ("order_recency", order_recency),
                ],
            ),
        ]
    }
}

/// Weights of the parts of interaction.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InteractionWeights {
    /// People replied to in 90 days.
    pub replied_to: f64,
    /// Replies sent, fading.
    pub replies_sent: f64,
    /// Replies received for each message.
    pub received_per_message: f64,
    /// Threads joined in 90 days.
    pub threads: f64,
}

impl Default for InteractionWeights {
    fn default() -> InteractionWeights {
        InteractionWeights { replied_to: 0.30, replies_sent: 0.25, received_per_message: 0.25, threads: 0.20 }
    }
}

/// Weights of the parts of influence.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InfluenceWeights {
    /// People who replied or quoted.
    pub repliers: f64,
    /// Weeks with a reply received.
    pub reply_weeks: f64,
    /// Mentions received.
    pub mentions: f64,
    /// Likes and forwards received.
    pub likes: f64,
    /// People helped in threads of others.
    pub helped: f64,
}

impl Default for InfluenceWeights {
    fn default() -> InfluenceWeights {
        InfluenceWeights { repliers: 0.2, reply_weeks: 0.2, mentions: 0.2, likes: 0.2, helped: 0.2 }
    }
}

/// Weights of the parts of consumption potential.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConsumptionWeights {
    /// How often.
    pub order_frequency: f64,
    /// How much.
    pub order_amount: f64,
    /// How lately.
    pub order_recency: f64,
}

impl Default for ConsumptionWeights {
    fn default() -> ConsumptionWeights {
        ConsumptionWeights { order_frequency: 0.6, order_amount: 0.2, order_recency: 0.2 }
    }
}
