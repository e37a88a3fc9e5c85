//! Pure algorithms over all members: threads, the community's yardstick, influence, lifecycle
//! and churn, and the metrics that measure them.
//!
//! Plain numbers in, plain numbers out; every formula is explained in `docs/methods.md`, and
//! every threshold comes in as a parameter whose default is the one measured there.

pub mod absence;
pub mod agreement;
pub mod association;
pub mod backtest;
pub mod baseline;
pub mod chance;
pub mod choice;
pub mod churn;
pub mod circle;
pub mod community;
pub mod contrast;
pub mod departure;
pub mod features;
pub mod gower;
pub mod identity;
pub mod influence;
pub mod kmeans;
pub mod lifecycle;
pub mod logit;
pub mod map;
pub mod metrics;
pub mod persona;
pub mod phrase;
pub mod score;
pub mod share;
pub mod thread;
pub mod threshold;
pub mod today;
pub mod together;
pub mod tune;
pub mod uplift;
pub mod week;

use crate::model::lines::{Leaders, Lifecycle, Weights};
use crate::model::signal::{Baseline, Derived, Signals};

/// Half the width of a 95 % interval, in standard errors.
const Z: f64 = 1.96;

/// The lines that a scheme may move; the defaults are those of `docs/methods.md`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Lines {
    /// When a stage begins and ends.
    pub lifecycle: Lifecycle,
    /// Who counts as an opinion leader.
    pub leaders: Leaders,
    /// Percentile (0..1) between the quadrants, among members above zero.
    pub quadrant: f64,
    /// How much each part of a score counts.
    pub weights: Weights,
}

impl Default for Lines {
    fn default() -> Lines {
        Lines {
            lifecycle: Lifecycle::default(),
            leaders: Leaders::default(),
            quadrant: 0.7,
            weights: Weights::default(),
        }
    }
}

/// Everything that one member's signals mean beside the community's.
///
/// `ranked` is false for staff, bots and system accounts: they have no place in a ranking.
pub fn derive(signals: &Signals, baseline: &Baseline, ranked: bool, lines: &Lines) -> Derived {
    let weights = &lines.weights;
    let interaction = score::interaction(signals, &baseline.high, &weights.interaction);
    let consumption = score::consumption(signals, baseline, &weights.consumption);
    let influence = influence::score(signals, &baseline.high, &weights.influence);
    let beyond_activity = influence.as_ref().and_then(|score| influence::beyond(score.value, signals, baseline));
    let kol_line = (ranked && baseline.kol_line > 0.0).then_some(baseline.kol_line);
    let koc_line = (ranked && baseline.koc_line > 0.0).then_some(baseline.koc_line);
    Derived {
        quadrant: score::quadrant(interaction.as_ref(), consumption.as_ref(), baseline),
        kol_margin: influence.as_ref().zip(kol_line).map(|(score, line)| score.value - line),
        koc_margin: beyond_activity.zip(koc_line).map(|(beyond, line)| beyond - line),
        mechanism: influence::mechanism(signals, &baseline.high),
        stage: lifecycle::stage(signals, &lines.lifecycle),
        churn: churn::risk(signals, &baseline.churn),
        week: None,
        interaction,
        consumption,
        influence,
        beyond_activity,
    }
}
