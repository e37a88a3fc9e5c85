//! What became of a member in the last seven days.

use super::{churn, lifecycle};
use crate::model::foresight::Model;
use crate::model::lines::Lifecycle;
use crate::model::signal::{Signals, WeekChange};

/// Days of a week.
pub const DAYS: i32 = 7;

/// Stages of those who are around, and of those who are on their way out.
const AROUND: [&str; 4] = ["new", "returned", "growing", "active"];
const FALLING: [&str; 2] = ["declining", "cooling"];

/// What changed of a member between two as-of days a week apart, the first that fits: they left; they came; they
/// came back after a long silence; they are newly at risk, their stage having fallen or their risk risen to `high`.
pub fn change(then: &Signals, now: &Signals, model: &Model, lines: &Lifecycle, high: f64) -> Option<WeekChange> {
    let (before, after) = (lifecycle::stage(then, lines), lifecycle::stage(now, lines));
    let of = |what| Some(WeekChange { what, risk: None });
    let risk = |signals| churn::risk(signals, model).map(|score| score.value);
    match () {
        () if now.left => of("left").filter(|_| !then.left),
        () if now.tenure.is_some_and(|days| days <= f64::from(DAYS)) => of("new"),
        () if after == Some("returned") && before != Some("returned") => of("returned"),
        () => {
            let rose = risk(then).zip(risk(now)).filter(|(then, now)| *then < high && *now >= high);
            let is_one_of = |stage: Option<&str>, stages: &[&str]| stage.is_some_and(|stage| stages.contains(&stage));
            let fell = is_one_of(before, &AROUND) && is_one_of(after, &FALLING);
            (fell || rose.is_some()).then_some(WeekChange { what: "at_risk", risk: rose })
        }
    }
}

/// Whether anything can have changed in the last week of somebody with these numbers.
pub fn may_have_changed(now: &Signals, lines: &Lifecycle) -> bool {
    let lately = lines.around.max(churn::WINDOW) + f64::from(DAYS);
    now.left || now.recency <= lately || now.tenure.is_some_and(|days| days <= f64::from(DAYS))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn what(then: Signals, now: Signals) -> Option<&'static str> {
        change(&then, &now, &Model::FORMULA, &Lifecycle::default(), 0.6).map(|change| change.what)
    }

    #[test]
    fn each_change_of_a_week_by_its_numbers() {
        let base = Signals {
            observed: 400.0,
            active_days: 20.0,
            a30: 5.0,
            a365: 15.0,
            recency: 3.0,
            c30: 4.0,
            ..Signals::default()
        };
        assert_eq!(what(base, base), None, "who goes on as before");
        assert_eq!(what(base, Signals { left: true, ..base }), Some("left"));
        assert_eq!(what(Signals { left: true, ..base }, Signals { left: true, ..base }), None, "left earlier");
        assert_eq!(what(Signals::default(), Signals { tenure: Some(7.0), ..base }), Some("new"));
        assert_eq!(what(Signals { tenure: Some(1.0), ..base }, Signals { tenure: Some(8.0), ..base }), None);
        let away = Signals { recency: 120.0, c30: 0.0, ..base };
        let back = Signals { recency: 2.0, gap_before: 123.0, c30: 1.0, ..base };
        assert_eq!(what(away, back), Some("returned"));
        assert_eq!(what(back, Signals { recency: 9.0, ..back }), None, "back since last week");
        let quiet = Signals { recency: 31.0, c30: 0.0, p30: 3.0, ..base };
        assert_eq!(what(Signals { recency: 24.0, ..base }, quiet), Some("at_risk"));
        assert_eq!(what(quiet, Signals { recency: 38.0, ..quiet }), None, "quiet since last week");
    }

    #[test]
    fn a_risk_that_rises_over_the_line_says_from_where_to_where() {
        // z = 1.051 + .4537·ln(1+9) − .3543·ln(1+1) − 1.0532·ln(1+3) = .390, risk .596; seven days on
        // z = 1.051 + .4537·ln(1+16) − .3543·ln(1+.851) − 1.0532·ln(1+2.96) = .669, risk .661.
        let then = Signals {
            observed: 400.0,
            active_days: 9.0,
            recency: 9.0,
            a30: 1.0,
            a365: 3.0,
            c30: 1.0,
            ..Signals::default()
        };
        let now = Signals { recency: 16.0, a30: 0.851, a365: 2.96, ..then };
        let found = change(&then, &now, &Model::FORMULA, &Lifecycle::default(), 0.6).unwrap();
        let (before, after) = found.risk.unwrap();
        assert_eq!(found.what, "at_risk");
        assert!((before - 0.596).abs() < 1e-3 && (after - 0.661).abs() < 1e-3, "{before} {after}");
        assert_eq!(change(&then, &now, &Model::FORMULA, &Lifecycle::default(), 0.7), None);
    }

    #[test]
    fn whoever_was_gone_for_long_is_not_looked_at_twice() {
        let lines = Lifecycle::default();
        let gone = Signals { active_days: 1.0, recency: 98.0, ..Signals::default() };
        assert!(!may_have_changed(&gone, &lines));
        assert!(may_have_changed(&Signals { recency: 97.0, ..gone }, &lines));
        assert!(may_have_changed(&Signals { tenure: Some(2.0), ..gone }, &lines));
    }
}
