//! Whom others answer, and how that comes about.

use super::score::{Measure, weigh};
use crate::model::lines::InfluenceWeights;
use crate::model::signal::{Baseline, Score, Signals, scaled};

/// People who answered, at least, of a KOL and of whoever shows a mechanism.
pub const LEAST_REPLIERS: f64 = 5.0;
/// Weeks with an answer, at least, of a KOL.
pub const LEAST_REPLY_WEEKS: f64 = 4.0;
/// A mechanism leads with at least this much (0..1) …
const MECHANISM_LEAST: f64 = 0.4;
/// … and by this much over the next.
const MECHANISM_LEAD: f64 = 0.1;

/// 0–100: the weighted mean of five scaled parts, of equal weight unless the scheme says otherwise
/// (methods.md §3). `None` for those who were never seen, and where the community shows no exchange at all.
pub fn score(signals: &Signals, high: &Signals, weights: &InfluenceWeights) -> Option<Score> {
    if signals.active_days == 0.0 {
        return None;
    }
    let part = |key, raw, high, weight| Measure { key, raw, high, weight };
    weigh(&[
        part("repliers", signals.repliers, high.repliers, weights.repliers),
        part("reply_weeks", signals.reply_weeks, high.reply_weeks, weights.reply_weeks),
        part("mentions", signals.mentions, high.mentions, weights.mentions),
        part("likes", signals.likes, high.likes, weights.likes),
        part("helped", signals.helped, high.helped, weights.helped),
    ])
}

/// Influence beyond activity: the residual, in points, on what equally many active days predict.
pub fn beyond(influence: f64, signals: &Signals, baseline: &Baseline) -> Option<f64> {
    let (intercept, slope) = baseline.influence_by_activity;
    let known = (intercept, slope) != (0.0, 0.0);
    known.then(|| influence - (intercept + slope * signals.active_days.ln_1p()))
}

/// The key of the mechanism that leads (`model::attribute::MECHANISMS`): starting threads others
/// join, answering in others' threads, speaking in several groups, forwarding. `None` where
/// nobody answers the member much, or no mechanism stands out.
pub fn mechanism(signals: &Signals, high: &Signals) -> Option<&'static str> {
    if signals.repliers < LEAST_REPLIERS {
        return None;
    }
    let mut parts = [
        ("starter", scaled(signals.started, high.started)),
        ("answerer", scaled(signals.helped, high.helped)),
        ("bridge", scaled(signals.groups - 1.0, high.groups - 1.0)),
        ("amplifier", scaled(signals.amplified, high.amplified)),
    ];
    parts.sort_by(|a, b| b.1.total_cmp(&a.1));
    let [(leader, most), (_, next), ..] = parts;
    (most >= MECHANISM_LEAST && most - next >= MECHANISM_LEAD).then_some(leader)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_weigh_equally_and_missing_reactions_do_not_count_against_anybody() {
        let high = Signals { repliers: 3.0, reply_weeks: 3.0, mentions: 3.0, helped: 3.0, ..Signals::default() };
        let signals = Signals { active_days: 5.0, repliers: 3.0, reply_weeks: 1.0, ..Signals::default() };
        let score = score(&signals, &high, &InfluenceWeights::default()).unwrap();
        // s(3) = 1, s(1) = ln 2 / ln 4 = .5, two zeros, likes do not exist here: 25·(1 + .5).
        assert!((score.value - 37.5).abs() < 1e-9);
        assert_eq!(score.parts.iter().map(|part| part.weight).collect::<Vec<_>>(), [25.0, 25.0, 25.0, 0.0, 25.0]);
    }

    #[test]
    fn a_mechanism_is_named_only_when_it_stands_out() {
        let high = Signals { started: 20.0, helped: 20.0, groups: 5.0, amplified: 20.0, ..Signals::default() };
        let base = Signals { repliers: 5.0, groups: 1.0, ..Signals::default() };
        assert_eq!(mechanism(&Signals { helped: 15.0, ..base }, &high), Some("answerer"));
        assert_eq!(mechanism(&Signals { helped: 15.0, started: 15.0, ..base }, &high), None);
        assert_eq!(mechanism(&Signals { helped: 1.0, ..base }, &high), None);
        assert_eq!(mechanism(&Signals { helped: 15.0, repliers: 1.0, ..base }, &high), None);
        assert_eq!(mechanism(&Signals { groups: 5.0, ..base }, &high), Some("bridge"));
    }

    #[test]
    fn beyond_activity_is_the_distance_from_the_line() {
        let baseline = Baseline { influence_by_activity: (2.0, 10.0), ..Baseline::default() };
        let signals = Signals { active_days: std::f64::consts::E - 1.0, ..Signals::default() };
        assert!((beyond(20.0, &signals, &baseline).unwrap() - 8.0).abs() < 1e-9);
        assert_eq!(beyond(20.0, &signals, &Baseline::default()), None);
    }
}
