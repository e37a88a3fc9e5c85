//! Personas: groups of members who take part in a like manner, as the last build found them.

use serde::{Deserialize, Serialize};

use super::{MemberId, Value};

/// How a member takes part, by key, in the order of every list of numbers below (methods.md §5).
pub const FEATURES: [&str; 13] = [
    "messages",
    "active_days",
    "per_day",
    "start_share",
    "question_share",
    "mean_length",
    "link_share",
    "partners",
    "received_per_message",
    "threads_per_message",
    "topic_entropy",
    "days_known",
    "recency",
];

/// What of a group stands out: a feature's place in [`FEATURES`], and whether it lies above the middle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trait {
    /// The place.
    pub feature: u8,
    /// Above the community's median, or below it.
    pub above: bool,
}

/// One group.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Persona {
    /// What it is called by; no two personas of a store share it.
    pub traits: Vec<Trait>,
    /// Where its middle lies: distance from the community's median in interquartile ranges, by feature.
    pub centre: Vec<f32>,
    /// Tags that its members bear more than others, with the strength in standard errors.
    pub tags: Vec<(String, f64)>,
}

/// A number of groups that was tried.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Trial {
    /// How many groups.
    pub groups: u8,
    /// Share of the smallest one.
    pub smallest: f64,
    /// Mean adjusted Rand index of groups found again in resampled members; not measured where a
    /// group is too small.
    pub stability: Option<f64>,
    /// Mean silhouette of sampled members; measured of stable groups.
    pub silhouette: Option<f64>,
}

/// A member on the map: two coordinates, and the place of the persona.
pub type Dot = (f32, f32, u8);

/// The personas of one community, or why there are none.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Personas {
    /// Members with enough messages to be looked at.
    pub eligible: u32,
    /// The median of each feature, logarithms where the feature is one.
    pub medians: Vec<f32>,
    /// The interquartile range of each; 1 where the middle half does not differ.
    pub ranges: Vec<f32>,
    /// The groups; none where no number of groups was stable.
    pub groups: Vec<Persona>,
    /// What was tried.
    pub trials: Vec<Trial>,
    /// Sampled members on two axes that keep as much of their differences as two can.
    pub map: Vec<Dot>,
    /// Share of the variance that the two axes keep.
    pub kept: f64,
}

/// A feature of a persona as a list shows it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FeatureView {
    /// A key of [`FEATURES`].
    pub feature: &'static str,
    /// The middle of the persona, in the feature's own unit.
    pub value: f64,
    /// The median of the community, in the same unit.
    pub median: f64,
    /// The distance between them, in interquartile ranges.
    pub distance: f64,
}

/// A persona as a list shows it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PersonaRow {
    /// What it is called, in both languages.
    pub name: Value,
    /// The community.
    pub community: String,
    /// Its members under the filter.
    pub members: u64,
    /// Of those under the filter who have any persona in this community.
    pub share: f64,
    /// What stands out, the most distant first.
    pub features: Vec<FeatureView>,
    /// Tags that its members bear more than others, with the strength in standard errors.
    pub tags: Vec<(String, f64)>,
    /// Members nearest to its middle, under the filter.
    pub prototypes: Vec<(MemberId, String)>,
}

/// What was tried in one community.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TrialView {
    /// The community.
    pub community: String,
    /// Members with enough messages.
    pub eligible: u32,
    /// How many groups there are; 0: none that are stable.
    pub groups: usize,
    /// Numbers of groups that were tried.
    pub trials: Vec<Trial>,
    /// Sampled members on two axes.
    #[serde(skip)]
    pub map: Vec<Dot>,
    /// Share of the variance that the two axes keep.
    pub kept: f64,
}

/// The whole list.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct PersonaList {
    /// Personas, the largest first within each community.
    pub rows: Vec<PersonaRow>,
    /// What was tried, by community.
    pub trials: Vec<TrialView>,
}
