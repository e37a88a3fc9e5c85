//! How well a risk foretold what then happened, asked again and again in a community's own past.

use std::collections::BTreeMap;

use super::{churn, metrics};
use crate::model::signal::Signals;
use crate::model::{CommunityId, Day};

/// Bands of the calibration table.
const BANDS: usize = 5;

/// Predictions with what happened, by community and cut-off.
#[derive(Debug, Default)]
pub struct Backtest {
    cutoffs: BTreeMap<(CommunityId, Day), Cutoff>,
}

/// Members of one cut-off: predictor and whether they were gone.
#[derive(Debug, Default)]
struct Cutoff {
    risk: Vec<(f64, bool)>,
    recency: Vec<(f64, bool)>,
    active_days: Vec<(f64, bool)>,
}

/// Means over the cut-offs, each of which counts the same.
#[derive(Debug, Clone, PartialEq)]
pub struct Foresight {
    /// Cut-offs with both some who stayed and some who went.
    pub cutoffs: u64,
    /// Predictions, of all cut-offs together.
    pub n: u64,
    /// Area under the ROC curve of the risk.
    pub auc: f64,
    /// Brier score of the risk.
    pub brier: f64,
    /// Brier score of saying the share of each cut-off for everybody.
    pub base_brier: f64,
    /// AUC of days since last seen.
    pub recency_auc: f64,
    /// AUC of few active days.
    pub active_days_auc: f64,
    /// Predictions by bands of equal width.
    pub calibration: Vec<Band>,
}

/// What was predicted and what happened, of predictions in one band.
#[derive(Debug, Clone, Copy, PartialEq)]
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

impl Backtest {
    /// Takes a member as they were at a cut-off, and whether they were gone in the `window` days
    /// after it. Whoever was not active in as many days before is at no risk, and is left out.
    pub fn member(&mut self, cutoff: (CommunityId, Day), signals: &Signals, window: u32, gone: bool) {
        let Some(risk) = churn::risk(signals).filter(|_| signals.recency <= f64::from(window)) else { return };
        let cutoff = self.cutoffs.entry(cutoff).or_default();
        cutoff.risk.push((risk.value, gone));
        cutoff.recency.push((signals.recency, gone));
        cutoff.active_days.push((-signals.active_days, gone));
    }

    /// The means. A cut-off at which all stayed or all went tells nobody apart, and does not
    /// count; `None` if none counts.
    pub fn finish(self) -> Option<Foresight> {
        let measured: Vec<_> =
            self.cutoffs.into_values().filter_map(|cutoff| Some((cutoff.measure()?, cutoff.risk))).collect();
        let mean = |of: usize| measured.iter().map(|(figures, _)| figures[of]).sum::<f64>() / measured.len() as f64;
        let all: Vec<(f64, bool)> = measured.iter().flat_map(|(_, risk)| risk).copied().collect();
        (!measured.is_empty()).then(|| Foresight {
            cutoffs: measured.len() as u64,
            n: all.len() as u64,
            auc: mean(0),
            brier: mean(1),
            base_brier: mean(2),
            recency_auc: mean(3),
            active_days_auc: mean(4),
            calibration: (0..BANDS).filter_map(|band| calibrate(&all, band)).collect(),
        })
    }
}

impl Cutoff {
    /// AUC, Brier score, that of the share, AUC of recency and of few active days.
    fn measure(&self) -> Option<[f64; 5]> {
        let rate = share(&self.risk);
        Some([
            metrics::auc(&self.risk)?,
            metrics::brier(&self.risk)?,
            rate * (1.0 - rate),
            metrics::auc(&self.recency)?,
            metrics::auc(&self.active_days)?,
        ])
    }
}

fn calibrate(all: &[(f64, bool)], band: usize) -> Option<Band> {
    let of = |risk: f64| ((risk * BANDS as f64) as usize).min(BANDS - 1);
    let inside: Vec<(f64, bool)> = all.iter().copied().filter(|(risk, _)| of(*risk) == band).collect();
    let edge = |at: usize| at as f64 / BANDS as f64;
    (!inside.is_empty()).then(|| Band {
        from: edge(band),
        to: edge(band + 1),
        predicted: inside.iter().map(|(risk, _)| risk).sum::<f64>() / inside.len() as f64,
        observed: share(&inside),
        n: inside.len() as u64,
    })
}

fn share(of: &[(f64, bool)]) -> f64 {
    of.iter().filter(|(_, gone)| *gone).count() as f64 / of.len() as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIRST: (CommunityId, Day) = (CommunityId(1), Day(0));

    fn seen(recency: f64) -> Signals {
        Signals { recency, active_days: 10.0, a30: 5.0, a365: 5.0, ..Signals::default() }
    }

    #[test]
    fn who_was_silent_longest_was_gone_and_the_figures_say_so() {
        let mut backtest = Backtest::default();
        for (recency, gone) in [(1.0, false), (2.0, false), (29.0, true), (31.0, true)] {
            backtest.member(FIRST, &seen(recency), 30, gone);
        }
        let foresight = backtest.finish().unwrap();
        assert_eq!((foresight.cutoffs, foresight.n), (1, 3), "who was silent for the whole window is not at risk");
        assert_eq!((foresight.auc, foresight.recency_auc, foresight.active_days_auc), (1.0, 1.0, 0.5));
        assert!((foresight.base_brier - 2.0 / 9.0).abs() < 1e-12);
        assert_eq!(foresight.calibration.iter().map(|band| band.n).sum::<u64>(), 3);
    }

    #[test]
    fn a_cutoff_at_which_nobody_went_does_not_count() {
        let mut backtest = Backtest::default();
        backtest.member(FIRST, &seen(1.0), 90, false);
        assert_eq!(backtest.finish(), None);
    }
}
