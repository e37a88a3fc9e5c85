//! Where a member is between joining and leaving.

use crate::model::lines::Lifecycle;
use crate::model::signal::Signals;

/// Days that the data have to reach back before silence, or being here, tells of a stage or of a risk.
pub const OBSERVED: f64 = 30.0;

/// Days that c30 and p30 look back: of whom fewer are known the earlier ones are missing from p30.
const COMPARED: f64 = 90.0;

/// The key of the stage (`model::attribute::STAGES`); the first rule that fits decides. `None` where the data
/// reach back too little: only that somebody left or just joined is known without a past.
pub fn stage(signals: &Signals, lines: &Lifecycle) -> Option<&'static str> {
    if signals.left {
        return Some("left");
    }
    // Who came a few days ago and has not spoken yet is new, and no lurker.
    if signals.tenure.is_some_and(|days| days <= lines.new) {
        return Some("new");
    }
    (signals.observed >= OBSERVED).then(|| observed_stage(signals, lines))
}

fn observed_stage(signals: &Signals, lines: &Lifecycle) -> &'static str {
    let Signals { recency, c30, p30, .. } = *signals;
    if signals.active_days == 0.0 {
        return "lurker";
    }
    if recency <= lines.around {
        let ratio = (c30 + 1.0) / (p30 + 1.0);
        return match () {
            () if signals.gap_before > lines.away => "returned",
            // Days that are missing from p30 could only make the fall greater, and the rise smaller.
            () if ratio <= lines.falling && p30 >= lines.falling_from => "declining",
            () if ratio >= lines.rising && c30 >= lines.rising_to && is_compared(signals) => "growing",
            () => "active",
        };
    }
    match recency {
        days if days <= lines.cooling => "cooling",
        days if days <= lines.dormant => "dormant",
        _ => "lost",
    }
}

/// Whether all the days that c30 and p30 compare are known: of the community, and of the member.
fn is_compared(signals: &Signals) -> bool {
    signals.observed.min(signals.tenure.unwrap_or(f64::INFINITY)) >= COMPARED
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_stage_has_its_place_in_the_table() {
        let base =
            Signals { observed: 400.0, active_days: 20.0, recency: 5.0, c30: 4.0, p30: 4.0, ..Signals::default() };
        let table = [
            ("left", Signals { left: true, ..base }),
            ("lurker", Signals { active_days: 0.0, recency: f64::INFINITY, ..base }),
            ("new", Signals { tenure: Some(30.0), gap_before: 100.0, ..base }),
            ("new", Signals { tenure: Some(3.0), active_days: 0.0, recency: f64::INFINITY, ..base }),
            ("lurker", Signals { tenure: Some(31.0), active_days: 0.0, recency: f64::INFINITY, ..base }),
            ("active", Signals { tenure: Some(31.0), ..base }),
            ("active", Signals { tenure: None, ..base }),
            ("returned", Signals { gap_before: 91.0, ..base }),
            ("active", Signals { gap_before: 90.0, ..base }),
            // (2+1)/(4+1) = .6 declines; (1+1)/(1.5+1) = .8 does not, nor from p30 below 2.
            ("declining", Signals { c30: 2.0, p30: 4.0, ..base }),
            ("active", Signals { c30: 0.0, p30: 1.9, ..base }),
            // (5+1)/(3+1) = 1.5 grows; with c30 below 3 it does not.
            ("growing", Signals { c30: 5.0, p30: 3.0, ..base }),
            ("active", Signals { c30: 2.0, p30: 0.0, ..base }),
            ("active", Signals { recency: 30.0, ..base }),
            ("cooling", Signals { recency: 31.0, ..base }),
            ("cooling", Signals { recency: 90.0, ..base }),
            ("dormant", Signals { recency: 180.0, ..base }),
            ("lost", Signals { recency: 181.0, ..base }),
        ];
        for (expected, signals) in table {
            assert_eq!(stage(&signals, &Lifecycle::default()), Some(expected), "{signals:?}");
        }
    }

    #[test]
    fn data_that_reach_back_too_little_tell_no_stage_but_who_left_or_just_joined() {
        let days = |observed| Signals { observed, active_days: 1.0, recency: 5.0, c30: 1.0, ..Signals::default() };
        let silent = |observed| Signals { observed, recency: f64::INFINITY, ..Signals::default() };
        let often = |observed| Signals { c30: 9.0, p30: 2.0, ..days(observed) };
        let rarely = |observed| Signals { c30: 1.0, p30: 4.0, ..days(observed) };
        let table = [
            (None, days(29.0)),
            (Some("active"), days(30.0)),
            (None, silent(29.0)),
            (Some("lurker"), silent(30.0)),
            (Some("left"), Signals { left: true, ..days(1.0) }),
            (Some("new"), Signals { tenure: Some(10.0), ..silent(1.0) }),
            (None, Signals { tenure: Some(31.0), ..silent(1.0) }),
            // What is missing of the days before can only make a rise smaller and a fall greater.
            (Some("active"), often(89.0)),
            (Some("growing"), often(90.0)),
            (Some("declining"), rarely(60.0)),
            (Some("active"), Signals { tenure: Some(89.0), ..often(400.0) }),
            (Some("growing"), Signals { tenure: Some(90.0), ..often(400.0) }),
        ];
        for (expected, signals) in table {
            assert_eq!(stage(&signals, &Lifecycle::default()), expected, "{signals:?}");
        }
    }
}
