//! Where somebody stands in their community, and how two segments or two builds differ.

use serde::Serialize;

use super::{Day, MemberId};

/// A score beside those of the community.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ScorePlace {
    /// The score's key.
    pub key: &'static str,
    /// The member's own, in the score's unit.
    pub number: f64,
    /// The share of the community's members of known score who have less, 0–100.
    pub percentile: u8,
    /// The community's median.
    pub median: f64,
}

/// How two segments differ.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SegmentComparison {
    /// Members of the first.
    pub a: u64,
    /// Members of the second.
    pub b: u64,
    /// Members of both.
    pub both: u64,
    /// What their members bear, what sets them apart most first: surely or, where members are in both, by size.
    pub traits: Vec<TraitShares>,
}

/// How frequent a value is in two segments.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TraitShares {
    /// The field: `tag`, or an attribute's key.
    pub field: String,
    /// The tag, or the attribute's value.
    pub value: String,
    /// Share of the first segment's members of known value, 0–1.
    pub share_a: f64,
    /// Share of the second's.
    pub share_b: f64,
    /// The difference, first minus second.
    pub difference: f64,
    /// The lower and the upper end of its 95 % interval; `None` where members are in both.
    pub interval: Option<(f64, f64)>,
    /// How many of the first segment bear it, and of how many that is said: of an attribute, those of known value.
    #[serde(skip)]
    pub of_a: (u64, u64),
    /// The same of the second.
    #[serde(skip)]
    pub of_b: (u64, u64),
}

impl TraitShares {
    /// Whether it is said of those alone of whom the value is known.
    pub fn is_of_known(&self) -> bool {
        self.field != "tag"
    }
}

/// How many members came to a value and left it between two builds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Movement {
    /// `tag`, `stage` or `level`.
    pub field: &'static str,
    /// The value.
    pub value: String,
    /// Members of the later build who have it, and had it not at the earlier.
    pub came: u64,
    /// The reverse.
    pub went: u64,
}

/// A stage of the lifecycle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StageCount {
    /// The stage's key.
    pub stage: String,
    /// Members in it.
    pub members: u64,
    /// Of them, who came to it at the latest build.
    pub came: u64,
    /// Who left it then.
    pub went: u64,
}

/// Who goes on to speak, by the month in which they came; and whom that leaves out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Retention {
    /// The months, the earliest first.
    pub cohorts: Vec<Cohort>,
    /// From which day on; none, where communities end in different months, and so begin in different ones.
    pub since: Option<Day>,
    /// Of those counted: whose day of joining is unknown, and who came when they were first seen.
    pub first_seen: u64,
    /// Left out: who came before these months.
    pub earlier: u64,
    /// Left out: of whom no day of coming is known, or one after the as-of day.
    pub undated: u64,
    /// Left out: staff and bots.
    pub staff: u64,
}

/// Those who came in one month, and how many of them spoke in each month since.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cohort {
    /// The first day of the month.
    pub first: Day,
    /// Members who came in it.
    pub members: Vec<MemberId>,
    /// How many spoke in the month itself, in the next, and so on up to the as-of day.
    pub months: Vec<CohortMonth>,
}

/// A cohort in one month.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct CohortMonth {
    /// Members who spoke in it.
    pub spoke: u64,
    /// Members whose community's data reach it.
    pub of: u64,
}
