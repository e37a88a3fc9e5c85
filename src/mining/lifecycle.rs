//! Where a member is between joining and leaving.

use crate::model::lines::Lifecycle;
use crate::model::signal::Signals;

/// The key of the stage (`model::attribute::STAGES`); the first rule that fits decides.
pub fn stage(signals: &Signals, lines: &Lifecycle) -> &'static str {
    let Signals { recency, c30, p30, .. } = *signals;
    let ratio = (c30 + 1.0) / (p30 + 1.0);
    if signals.left {
        return "left";
    }
    // Who came a few days ago and has not spoken yet is new, and no lurker.
    if signals.tenure.is_some_and(|days| days <= lines.new) {
        return "new";
    }
    if signals.active_days == 0.0 {
        return "lurker";
    }
    if recency <= lines.around {
        return match () {
            () if signals.gap_before > lines.away => "returned",
            () if ratio <= lines.falling && p30 >= lines.falling_from => "declining",
            () if ratio >= lines.rising && c30 >= lines.rising_to => "growing",
            () => "active",
        };
    }
    match recency {
        days if days <= lines.cooling => "cooling",
        days if days <= lines.dormant => "dormant",
        _ => "lost",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_stage_has_its_place_in_the_table() {
        let base = Signals { active_days: 20.0, recency: 5.0, c30: 4.0, p30: 4.0, ..Signals::default() };
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
            assert_eq!(stage(&signals, &Lifecycle::default()), expected, "{signals:?}");
        }
    }
}
