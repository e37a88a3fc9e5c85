//! Weights of a composite score that were fitted on what came of a campaign.

use serde::Serialize;

/// One part of the score.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TunedPart {
    /// Its key, of `weights` in the scheme.
    pub part: &'static str,
    /// Its share of the weights in use.
    pub before: f64,
    /// Its share of the fitted ones.
    pub after: f64,
}

/// How a score orders the people held out.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct HeldOut {
    /// Area under the ROC curve.
    pub auc: f64,
    /// The lower end of its 95 % interval.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

/// What was fitted, on whom, and how it does on others.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Tuning {
    /// The campaign.
    pub campaign: String,
    /// `answered` or `bought`.
    pub on: &'static str,
    /// `interaction`, `influence` or `consumption`.
    pub score: &'static str,
    /// The day of which the parts are.
    pub day: Option<String>,
    /// Contacted members of whom the table tells it.
    pub n: u64,
    /// Of them, who did.
    pub did: u64,
    /// Of them, on whom was fitted.
    pub trained: u64,
    /// All others.
    pub held_out: u64,
    /// The parts of the score.
    pub weights: Vec<TunedPart>,
    /// With the weights in use, on those held out.
    pub before: HeldOut,
    /// With the fitted ones.
    pub after: HeldOut,
    /// The lower end of the 95 % interval of the difference, after minus before.
    pub difference_low: f64,
    /// The upper end.
    pub difference_high: f64,
}
