//! How well risks foretold what then happened, asked again and again in a community's own past.

use std::collections::BTreeMap;

use super::logit::{self, Case};
use super::{churn, metrics};
use crate::model::Day;
use crate::model::foresight::{Band, Figures, Forecaster, Foresight, Model, TERMS};
use crate::model::signal::Signals;

/// Bands of the calibration table.
const BANDS: usize = 5;
/// How strongly fitted weights are drawn to those known before, in squared units of a weight.
const RIDGE: f64 = 10.0;
/// Cases from which a fit of all weights begins.
const LEAST: usize = 500;
/// Of them, how many at least who went, and who stayed.
const LEAST_OF_EACH: usize = 50;
/// The intercept and the weights.
const WIDTH: usize = TERMS + 1;

/// One community's members at each cut-off, with what they then did.
#[derive(Debug)]
pub struct Backtest {
    window: u32,
    cutoffs: BTreeMap<Day, Vec<Then>>,
}

/// A member at a cut-off: ln(1 + x) of each term, and whether they were gone. In single precision,
/// since there may be millions.
#[derive(Debug, Clone, Copy)]
struct Then {
    terms: [f32; TERMS],
    gone: bool,
}

/// What each risk said at one cut-off, from what lay before it.
#[derive(Debug)]
pub struct Step {
    /// Cases of earlier cut-offs, on which what looks at one number alone was fitted.
    known: usize,
    formula: Vec<f64>,
    refit: Option<Vec<f64>>,
    silence: Vec<f64>,
    days: Vec<f64>,
    terms: Vec<[f32; TERMS]>,
    gone: Vec<bool>,
}

impl Backtest {
    /// Looks `window` days ahead.
    pub fn new(window: u32) -> Backtest {
        Backtest { window, cutoffs: BTreeMap::new() }
    }

    /// Takes a member as they were at a cut-off, and whether they were gone in the window after it.
    /// Whoever was not active in as many days before is at no risk, and is left out.
    pub fn member(&mut self, cutoff: Day, signals: &Signals, gone: bool) {
        if churn::is_at_risk(signals, f64::from(self.window).min(churn::WINDOW)) {
            let terms = churn::TERMS.map(|(_, of)| of(signals).ln_1p() as f32);
            self.cutoffs.entry(cutoff).or_default().push(Then { terms, gone });
        }
    }

    /// Walks through the past. At each cut-off the fitted risks know the cut-offs before it, whose
    /// windows have ended by then, and nothing else.
    pub fn walk(&self) -> Vec<Step> {
        let mut known: Vec<Then> = Vec::new();
        let (mut refit, mut silence, mut days) = (Model::FORMULA, Model::SILENCE, Model::DAYS);
        let mut steps = Vec::with_capacity(self.cutoffs.len());
        for then in self.cutoffs.values() {
            silence = fit_one(&known, &Model::SILENCE, &silence);
            days = fit_one(&known, &Model::DAYS, &days);
            let is_fitted = is_enough(&known);
            if is_fitted {
                refit = fit_all(&known, &refit);
            }
            let say = |model: &Model| then.iter().map(|then| then.risk(model)).collect::<Vec<f64>>();
            steps.push(Step {
                known: known.len(),
                formula: say(&Model::FORMULA),
                refit: is_fitted.then(|| say(&refit)),
                silence: say(&silence),
                days: say(&days),
                terms: then.iter().map(|then| then.terms).collect(),
                gone: then.iter().map(|then| then.gone).collect(),
            });
            known.extend(then);
        }
        steps
    }

    /// The risk of a kind, fitted on the whole past.
    pub fn model(&self, forecaster: Forecaster) -> Model {
        let known: Vec<Then> = self.cutoffs.values().flatten().copied().collect();
        match forecaster {
            Forecaster::Formula => Model::FORMULA,
            Forecaster::Refit => fit_all(&known, &Model::FORMULA),
            Forecaster::Silence => fit_one(&known, &Model::SILENCE, &Model::SILENCE),
            Forecaster::Days => fit_one(&known, &Model::DAYS, &Model::DAYS),
        }
    }
}

impl Then {
    fn case(&self) -> Case<WIDTH> {
        let mut case = [1.0; WIDTH];
        case[1..].iter_mut().zip(self.terms).for_each(|(number, term)| *number = f64::from(term));
        (case, self.gone)
    }

    fn risk(&self, model: &Model) -> f64 {
        logit::probability(&whole(model), &self.case().0)
    }
}

fn whole(model: &Model) -> [f64; WIDTH] {
    let mut weights = [model.intercept; WIDTH];
    weights[1..].copy_from_slice(&model.weights);
    weights
}

fn is_enough(known: &[Then]) -> bool {
    let gone = known.iter().filter(|then| then.gone).count();
    known.len() >= LEAST && gone.min(known.len() - gone) >= LEAST_OF_EACH
}

/// All weights, drawn to those of the formula; sought from those of a fit before.
fn fit_all(known: &[Then], before: &Model) -> Model {
    let fitted = logit::fit(known.iter().map(Then::case), &whole(&Model::FORMULA), RIDGE, whole(before));
    let mut weights = [0.0; TERMS];
    weights.copy_from_slice(&fitted[1..]);
    Model { forecaster: Forecaster::Refit, intercept: fitted[0], weights }
}

/// The weight of the one term that a risk looks at, drawn to that of another community; sought from that of
/// a fit before.
fn fit_one(known: &[Then], elsewhere: &Model, before: &Model) -> Model {
    let term = elsewhere.weights.iter().position(|weight| *weight != 0.0).unwrap_or(0);
    let cases = known.iter().map(|then| ([1.0, f64::from(then.terms[term])], then.gone));
    let pair = |model: &Model| [model.intercept, model.weights[term]];
    let [intercept, weight] = logit::fit(cases, &pair(elsewhere), RIDGE, pair(before));
    let mut weights = elsewhere.weights;
    weights[term] = weight;
    Model { intercept, weights, ..*elsewhere }
}

/// The means over steps, of one community or of several. One at which all stayed or all went tells
/// nobody apart, and does not count; `None` if none counts.
///
/// Where nothing could be fitted yet the refit is the formula, as it would have been in use; how near
/// fitted risks come is asked where they were fitted: all weights from enough cases on, one weight from the first.
pub fn foresight(steps: &[Step]) -> Option<Foresight> {
    let both = |step: &&Step| step.gone.contains(&true) && step.gone.contains(&false);
    let steps: Vec<&Step> = steps.iter().filter(both).collect();
    let fitted: Vec<&Step> = steps.iter().copied().filter(|step| step.refit.is_some()).collect();
    let later: Vec<&Step> = steps.iter().copied().filter(|step| step.known > 0).collect();
    let refit = |step: &Step| step.refit.as_ref().unwrap_or(&step.formula).clone();
    let days = |step: &Step| step.terms.iter().map(|terms| -f64::from(terms[5])).collect();
    let recency = |step: &Step| step.terms.iter().map(|terms| f64::from(terms[0])).collect();
    Some(Foresight {
        cutoffs: steps.len() as u64,
        n: steps.iter().map(|step| step.gone.len() as u64).sum(),
        gone: steps.iter().flat_map(|step| &step.gone).filter(|gone| **gone).count() as u64,
        formula: figures(&steps, &steps, |step| step.formula.clone())?,
        refit: if fitted.is_empty() { None } else { figures(&steps, &fitted, refit) },
        silence: Figures { auc: auc(&steps, recency)?, ..figures(&steps, &later, |step| step.silence.clone())? },
        active_days: Figures { auc: auc(&steps, days)?, ..figures(&steps, &later, |step| step.days.clone())? },
        base_brier: base_brier(&steps)?,
        formula_beside_refit: brier(&fitted, |step| step.formula.clone()),
    })
}

fn figures(steps: &[&Step], probable: &[&Step], said: impl Fn(&Step) -> Vec<f64>) -> Option<Figures> {
    let all: Vec<(f64, bool)> = probable.iter().flat_map(|step| pairs(step, &said)).collect();
    Some(Figures {
        auc: auc(steps, &said)?,
        brier: brier(probable, &said),
        base_brier: base_brier(probable),
        calibration: (0..BANDS).filter_map(|band| calibrate(&all, band)).collect(),
    })
}

fn pairs(step: &Step, said: impl Fn(&Step) -> Vec<f64>) -> Vec<(f64, bool)> {
    said(step).into_iter().zip(step.gone.iter().copied()).collect()
}

fn auc(steps: &[&Step], said: impl Fn(&Step) -> Vec<f64>) -> Option<f64> {
    mean(steps.iter().filter_map(|step| metrics::auc(&pairs(step, &said))))
}

fn brier(steps: &[&Step], said: impl Fn(&Step) -> Vec<f64>) -> Option<f64> {
    mean(steps.iter().filter_map(|step| metrics::brier(&pairs(step, &said))))
}

/// Of saying to everybody what share of the cut-off went.
fn base_brier(steps: &[&Step]) -> Option<f64> {
    let rate = |step: &Step| step.gone.iter().filter(|gone| **gone).count() as f64 / step.gone.len() as f64;
    mean(steps.iter().map(|step| rate(step) * (1.0 - rate(step))))
}

fn mean(of: impl Iterator<Item = f64>) -> Option<f64> {
    let (sum, n) = of.fold((0.0, 0.0), |(sum, n), figure| (sum + figure, n + 1.0));
    (n > 0.0).then(|| sum / n)
}

fn calibrate(all: &[(f64, bool)], band: usize) -> Option<Band> {
    let of = |risk: f64| ((risk * BANDS as f64) as usize).min(BANDS - 1);
    let inside: Vec<(f64, bool)> = all.iter().copied().filter(|(risk, _)| of(*risk) == band).collect();
    let edge = |at: usize| at as f64 / BANDS as f64;
    Some(Band {
        from: edge(band),
        to: edge(band + 1),
        predicted: mean(inside.iter().map(|(risk, _)| *risk))?,
        observed: mean(inside.iter().map(|(_, gone)| f64::from(u8::from(*gone))))?,
        n: inside.len() as u64,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(recency: f64) -> Signals {
        Signals { observed: 400.0, recency, active_days: 10.0, a30: 5.0, a365: 5.0, ..Signals::default() }
    }

    #[test]
    fn who_was_silent_longest_was_gone_and_the_figures_say_so() {
        let mut backtest = Backtest::new(30);
        for (recency, gone) in [(1.0, false), (2.0, false), (29.0, true), (31.0, true)] {
            backtest.member(Day(0), &seen(recency), gone);
        }
        let foresight = foresight(&backtest.walk()).unwrap();
        assert_eq!((foresight.cutoffs, foresight.n), (1, 3), "who was silent for the whole window is not at risk");
        let aucs = (foresight.formula.auc, foresight.silence.auc, foresight.active_days.auc);
        assert_eq!(aucs, (1.0, 1.0, 0.5));
        assert!((foresight.base_brier - 2.0 / 9.0).abs() < 1e-12);
        assert_eq!(foresight.formula.calibration.iter().map(|band| band.n).sum::<u64>(), 3);
        assert!(foresight.refit.is_none() && foresight.silence.brier.is_none(), "three cases fit nothing");
        assert_eq!(foresight.best(), Forecaster::Formula, "and prove nothing");
    }

    #[test]
    fn a_cutoff_at_which_nobody_went_does_not_count() {
        let mut backtest = Backtest::new(90);
        backtest.member(Day(0), &seen(1.0), false);
        assert_eq!(foresight(&backtest.walk()), None);
    }

    /// Six cut-offs of 200 members of whom, against the formula, those who were often here go.
    fn contrary() -> Backtest {
        let mut backtest = Backtest::new(90);
        for cutoff in 0..6 {
            for member in 0..200 {
                let often = member % 2 == 0;
                let active = if often { 40.0 } else { 2.0 };
                let signals = Signals {
                    recency: 1.0 + f64::from(member % 7),
                    active_days: active,
                    a30: active / 10.0,
                    a365: active,
                    ..Signals::default()
                };
                backtest.member(Day(cutoff * 90), &signals, often != (member % 10 == 0));
            }
        }
        backtest
    }

    #[test]
    fn a_refit_learns_from_earlier_cutoffs_what_the_formula_has_wrong() {
        let backtest = contrary();
        let foresight = foresight(&backtest.walk()).unwrap();
        let refit = foresight.refit.as_ref().unwrap();
        // Wrong at the first three cut-offs, where it still is the formula, and right at the other three.
        assert!(foresight.formula.auc < 0.2 && (0.4..0.6).contains(&refit.auc), "{foresight:?}");
        assert!(refit.brier.unwrap() < 0.1 && foresight.formula.brier.unwrap() > 0.5, "{foresight:?}");
        let model = backtest.model(Forecaster::Refit);
        assert!(
            churn::risk(&Signals { active_days: 40.0, a30: 4.0, a365: 40.0, ..seen(3.0) }, &model).unwrap().value > 0.7
        );
    }

    #[test]
    fn a_community_in_which_active_days_alone_foretell_best_goes_by_them() {
        let mut backtest = Backtest::new(90);
        for cutoff in 0..2 {
            for member in 0..60 {
                let days = f64::from(member % 20 + 1);
                // Long silent, and much of late: by the formula the one at risk, the other not.
                let signals =
                    Signals { recency: 2.0 + days, active_days: days, a30: 1.0, a365: 2.0, ..Signals::default() };
                backtest.member(Day(cutoff * 90), &signals, days <= 7.0);
            }
        }
        let past = foresight(&backtest.walk()).unwrap();
        assert_eq!((past.active_days.auc, past.refit.is_none(), past.best()), (1.0, true, Forecaster::Days));
        // How near it came is known of the second cut-off, at which it was fitted on the first: seven of twenty went.
        assert!(past.active_days.brier < past.active_days.base_brier, "{past:?}");
        assert!((past.active_days.base_brier.unwrap() - 0.35 * 0.65).abs() < 1e-12, "{past:?}");
        let model = backtest.model(Forecaster::Days);
        let of = |days| churn::risk(&Signals { active_days: days, ..seen(3.0) }, &model).unwrap();
        assert!(of(2.0).value > of(12.0).value);
        assert_eq!(of(2.0).parts.iter().map(|part| part.key).collect::<Vec<_>>(), ["active_days"]);
    }

    #[test]
    fn what_comes_later_does_not_change_what_was_said_before() {
        let (all, mut fewer) = (contrary(), contrary());
        fewer.cutoffs.pop_last();
        let (all, fewer) = (all.walk(), fewer.walk());
        assert_eq!(all.len(), fewer.len() + 1);
        assert!(all.iter().zip(&fewer).all(|(all, fewer)| all.refit == fewer.refit && all.silence == fewer.silence));
    }
}
