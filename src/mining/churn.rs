//! The chance that somebody who was here will not be seen again.

use super::lifecycle::OBSERVED;
use super::logit::logistic;
use crate::model::foresight::{Model, TERMS as N};
use crate::model::signal::{Input, Score, Signals};

/// Only somebody active in this many days before the as-of day is at risk; for others the
/// question is settled or does not arise.
pub const WINDOW: f64 = 90.0;

/// A number of a member, with its key.
pub type Term = (&'static str, fn(&Signals) -> f64);

/// What a risk may look at: the key, and the number, whose ln(1 + x) enters the logit.
pub const TERMS: [Term; N] = [
    ("recency", |signals| signals.recency),
    ("a30", |signals| signals.a30),
    ("a365", |signals| signals.a365),
    ("answers_received", |signals| signals.replies_received),
    ("days_known", |signals| signals.span + signals.recency),
    ("active_days", |signals| signals.active_days),
    ("mean_gap", |signals| signals.span / (signals.active_days - 1.0).max(1.0)),
];

/// Probability 0..1 of no activity in the next 90 days; `None` unless active in the last 90,
/// for those who have left, and where the data reach back too little. The parts are the logit's terms.
pub fn risk(signals: &Signals, model: &Model) -> Option<Score> {
    risk_within(signals, model, WINDOW)
}

/// The same within as many days as the model was fitted for, of who was active in that many before; at most 90.
pub fn risk_within(signals: &Signals, model: &Model, window: f64) -> Option<Score> {
    if signals.observed < OBSERVED || !is_at_risk(signals, window.min(WINDOW)) {
        return None;
    }
    let parts: Vec<Input> = TERMS
        .iter()
        .zip(model.weights)
        .filter(|(_, weight)| *weight != 0.0)
        .map(|((key, of), weight)| Input { key, raw: of(signals), scaled: of(signals).ln_1p(), weight })
        .collect();
    let z = model.intercept + parts.iter().map(|part| part.weight * part.scaled).sum::<f64>();
    Some(Score { value: logistic(z), parts })
}

/// Whether somebody was active so many days back, and has not left.
pub fn is_at_risk(signals: &Signals, window: f64) -> bool {
    !signals.left && signals.recency <= window
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_formula_by_hand() {
        // z = 1.051 + .4537·ln 10 − .3543·ln 2 − 1.0532·ln 4 = .390036…
        let signals = Signals { observed: 90.0, recency: 9.0, a30: 1.0, a365: 3.0, ..Signals::default() };
        let score = risk(&signals, &Model::FORMULA).unwrap();
        assert!((score.value - 0.596_291).abs() < 1e-5);
        assert_eq!(score.parts.iter().map(|part| part.key).collect::<Vec<_>>(), ["recency", "a30", "a365"]);
    }

    #[test]
    fn reasons_are_the_terms_of_the_risk_in_use() {
        // z = −1.519 + .773·ln 10 = .260898…
        let signals = Signals { observed: 90.0, recency: 9.0, a30: 1.0, a365: 3.0, ..Signals::default() };
        let score = risk(&signals, &Model::SILENCE).unwrap();
        assert!((score.value - 0.564_857).abs() < 1e-5, "{}", score.value);
        assert_eq!(score.parts.iter().map(|part| part.key).collect::<Vec<_>>(), ["recency"]);
    }

    #[test]
    fn only_those_active_in_the_window_are_at_risk() {
        let at = |recency| Signals { observed: 90.0, recency, a365: 1.0, ..Signals::default() };
        let is_known = |signals: Signals| risk(&signals, &Model::FORMULA).is_some();
        assert!(is_known(at(90.0)));
        assert!(!is_known(at(91.0)));
        assert!(!is_known(at(f64::INFINITY)));
        assert!(!is_known(Signals { left: true, ..at(1.0) }));
        assert!(!is_known(Signals { observed: 29.0, ..at(1.0) }), "of twenty-nine days nothing is told");
        assert!(is_known(Signals { observed: 30.0, ..at(1.0) }));
    }
}
