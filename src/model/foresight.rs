//! What a risk of leaving is made of, and how well such risks foretold what then happened.

use serde::{Deserialize, Serialize};

/// How many numbers a risk may look at.
pub const TERMS: usize = 7;

/// Where a risk comes from.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Forecaster {
    /// Weights measured on other communities.
    #[default]
    Formula,
    /// Weights fitted on this community's own past.
    Refit,
    /// The days since somebody was seen, and nothing else.
    Silence,
    /// On how many days somebody was here, and nothing else.
    Days,
}

impl Forecaster {
    /// As JSON says it.
    pub fn key(self) -> &'static str {
        match self {
            Forecaster::Formula => "formula",
            Forecaster::Refit => "refit",
            Forecaster::Silence => "recency",
            Forecaster::Days => "active_days",
        }
    }
}

/// A logit: what a probability is made of.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Model {
    /// Where the weights come from.
    pub forecaster: Forecaster,
    /// What is added for everybody.
    pub intercept: f64,
    /// Of each term of `mining::churn::TERMS`; 0 for one that it does not look at.
    pub weights: [f64; TERMS],
}

impl Model {
    /// Measured on other communities (docs/methods.md): recency, a30 and a365.
    pub const FORMULA: Model = Model {
        forecaster: Forecaster::Formula,
        intercept: 1.051,
        weights: [0.4537, -0.3543, -1.0532, 0.0, 0.0, 0.0, 0.0],
    };

    /// Silence alone, as fitted on one public forum; where it is in use it is fitted again.
    pub const SILENCE: Model =
        Model { forecaster: Forecaster::Silence, intercept: -1.519, weights: [0.773, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0] };

    /// Active days alone, as fitted on the same forum; where it is in use it is fitted again.
    pub const DAYS: Model =
        Model { forecaster: Forecaster::Days, intercept: 2.557, weights: [0.0, 0.0, 0.0, 0.0, 0.0, -0.867, 0.0] };
}

impl Default for Model {
    fn default() -> Model {
        Model::FORMULA
    }
}

/// How well one risk foretold; means over the cut-offs, each of which counts the same.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Figures {
    /// Area under the ROC curve.
    pub auc: f64,
    /// Brier score; `None` where the risk was no probability.
    pub brier: Option<f64>,
    /// Brier score of saying the share of each cut-off for everybody, at the same cut-offs.
    #[serde(default)]
    pub base_brier: Option<f64>,
    /// Predictions by bands of equal width; empty where the risk was no probability.
    pub calibration: Vec<Band>,
}

/// What was predicted and what happened, of predictions in one band.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Band {
    /// The band's lower edge, inside it.
    pub from: f64,
    /// Its upper edge, outside it save for 1.
    pub to: f64,
    /// The mean prediction.
    pub predicted: f64,
    /// The share that was gone.
    pub observed: f64,
    /// Predictions.
    pub n: u64,
}

/// Risks asked again and again in the past, each knowing only what lay before.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Foresight {
    /// Cut-offs with both some who stayed and some who went.
    pub cutoffs: u64,
    /// Predictions, of all cut-offs together.
    pub n: u64,
    /// Those of somebody who went.
    pub gone: u64,
    /// Of the formula.
    pub formula: Figures,
    /// Of weights fitted on earlier cut-offs; `None` where none had enough before it.
    pub refit: Option<Figures>,
    /// Of the days since last seen.
    pub silence: Figures,
    /// Of few active days.
    pub active_days: Figures,
    /// Brier score of saying the share of each cut-off for everybody.
    pub base_brier: f64,
    /// The Brier score of the formula at the cut-offs that the refit's is of.
    pub formula_beside_refit: Option<f64>,
}

/// A smaller lead of one AUC over another is none.
const LEAST_LEAD: f64 = 0.01;
/// Fewer who went, or who stayed, prove nothing.
const LEAST_OF_EACH: u64 = 10;

impl Foresight {
    /// Whether there were enough who went and who stayed to tell risks apart.
    pub fn is_enough(&self) -> bool {
        self.gone.min(self.n - self.gone) >= LEAST_OF_EACH
    }

    /// Whether the formula says more than the days since somebody was seen.
    pub fn beats_silence(&self) -> bool {
        self.formula.auc - self.silence.auc > LEAST_LEAD
    }

    /// The risk to go by: of those worth more than the formula the one that orders members best, else the
    /// formula. The refit is if it orders them better and is nearer to what happened; a risk that looks at one
    /// number alone, if it is clearly ahead.
    pub fn best(&self) -> Forecaster {
        let formula = self.formula.auc;
        let is_nearer = |refit: &Figures| {
            refit.brier.zip(self.formula_beside_refit).is_some_and(|(refit, formula)| refit < formula)
        };
        let refit = self.refit.iter().filter(|refit| refit.auc > formula && is_nearer(refit));
        let plain = [(Forecaster::Silence, &self.silence), (Forecaster::Days, &self.active_days)];
        let plain = plain.into_iter().filter(|(_, figures)| figures.auc - formula > LEAST_LEAD);
        let worth = refit.map(|refit| (Forecaster::Refit, refit)).chain(plain);
        let best = worth.max_by(|(_, one), (_, other)| one.auc.total_cmp(&other.auc));
        best.filter(|_| self.is_enough()).map_or(Forecaster::Formula, |(forecaster, _)| forecaster)
    }

    /// How well a risk told those who went from those who stayed, where there were enough of them.
    pub fn proven_auc(&self, forecaster: Forecaster) -> Option<f64> {
        self.of(forecaster).filter(|_| self.is_enough()).map(|figures| figures.auc)
    }

    /// The figures of a risk.
    pub fn of(&self, forecaster: Forecaster) -> Option<&Figures> {
        match forecaster {
            Forecaster::Formula => Some(&self.formula),
            Forecaster::Refit => self.refit.as_ref(),
            Forecaster::Silence => Some(&self.silence),
            Forecaster::Days => Some(&self.active_days),
        }
    }
}

/// How the risk of a community was tried on its own past.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Proof {
    /// The community's name.
    pub community: String,
    /// Where its risk comes from.
    pub forecaster: Forecaster,
    /// How it did; `None` if the past is too short.
    pub foresight: Option<Foresight>,
}
