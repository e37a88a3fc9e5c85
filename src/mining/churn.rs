//! The chance that somebody who was here will not be seen again.

use crate::model::signal::{Input, Score, Signals};

/// Only somebody active in this many days before the as-of day is at risk; for others the
/// question is settled or does not arise.
pub const WINDOW: f64 = 90.0;
/// Intercept of the logit.
const INTERCEPT: f64 = 1.051;
/// Weights of ln(1 + recency), ln(1 + a30) and ln(1 + a365).
const WEIGHTS: [f64; 3] = [0.4537, -0.3543, -1.0532];

/// Probability 0..1 of no activity in the next 90 days; `None` unless active in the last 90,
/// and for those who have left. The parts are the logit's terms.
pub fn risk(signals: &Signals) -> Option<Score> {
    if signals.left || signals.recency > WINDOW {
        return None;
    }
    let terms = [("recency", signals.recency), ("a30", signals.a30), ("a365", signals.a365)];
    let parts: Vec<Input> = terms
        .iter()
        .zip(WEIGHTS)
        .map(|(&(key, raw), weight)| Input { key, raw, scaled: raw.ln_1p(), weight })
        .collect();
    let z = INTERCEPT + parts.iter().map(|part| part.weight * part.scaled).sum::<f64>();
    Some(Score { value: 1.0 / (1.0 + (-z).exp()), parts })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_formula_by_hand() {
        // z = 1.051 + .4537·ln 10 − .3543·ln 2 − 1.0532·ln 4 = .390036…
        let signals = Signals { recency: 9.0, a30: 1.0, a365: 3.0, ..Signals::default() };
        assert!((risk(&signals).unwrap().value - 0.596_291).abs() < 1e-5);
    }

    #[test]
    fn only_those_active_in_the_window_are_at_risk() {
        let at = |recency| Signals { recency, a365: 1.0, ..Signals::default() };
        assert!(risk(&at(90.0)).is_some());
        assert!(risk(&at(91.0)).is_none());
        assert!(risk(&at(f64::INFINITY)).is_none());
        assert!(risk(&Signals { left: true, ..at(1.0) }).is_none());
    }
}
