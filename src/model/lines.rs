//! Lines that a scheme may move, for those who read the scheme and those who measure by it. The
//! defaults are those of `docs/methods.md`.

use serde::Deserialize;

/// When a lifecycle stage begins and ends; lines are days unless said otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
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
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
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
