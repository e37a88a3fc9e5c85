//! The risk of leaving, tried on the store's own past: which one a community goes by, and how it did.

use std::collections::BTreeMap;

use super::build::is_ranked;
use crate::lang::{Lang, foresight as say, profile as words};
use crate::mining::backtest::{Backtest, foresight};
use crate::mining::churn::WINDOW;
use crate::model::foresight::{Forecaster, Foresight, Model, Proof};
use crate::model::signal::Period;
use crate::model::view::RankedRow;
use crate::model::{CommunityId, Day};
use crate::profile;
use crate::store::MemberStates;

/// Terms of a risk that are told as its reasons, those that count most.
const REASONS: usize = 3;
/// A mood that changed by less is none that fell.
const FALL: f64 = -0.3;
/// A complaint counts for so many days.
const LATELY: f64 = 30.0;

/// Members whose past is looked at, about; of more, every so manieth one.
const LOOKED_AT: u64 = 100_000;

/// Everybody's past, community by community.
pub(super) struct Past<'a> {
    periods: &'a BTreeMap<CommunityId, Period>,
    tests: BTreeMap<CommunityId, Backtest>,
    window: i32,
    every: i64,
}

impl<'a> Past<'a> {
    /// Steps back through what so many members did, by whole windows of days.
    pub(super) fn of(periods: &'a BTreeMap<CommunityId, Period>, members: u64, window: u32) -> Past<'a> {
        Past {
            periods,
            tests: periods.keys().map(|community| (*community, Backtest::new(window))).collect(),
            window: i32::try_from(window).unwrap_or(i32::MAX),
            every: members.div_ceil(LOOKED_AT).max(1) as i64,
        }
    }

    /// Who this member was at each step, and whether they were then not seen for a window.
    pub(super) fn member(&mut self, member: &MemberStates) {
        if member.member.0 % self.every != 0 {
            return;
        }
        for (community, state) in &member.states {
            let (Some(period), Some(test)) = (self.periods.get(community), self.tests.get_mut(community)) else {
                continue;
            };
            if !is_ranked(member) {
                continue;
            }
            for at in cutoffs(*period, self.window) {
                let then = profile::signals(state, Period { first: period.first, as_of: at });
                let gone = !state.was_seen(at, self.window);
                test.member(at, &then, gone);
            }
        }
    }

    /// How risks did, over all communities; `None` if the past is too short, or nobody ever went.
    pub(super) fn foresight(&self) -> Option<Foresight> {
        foresight(&self.tests.values().flat_map(Backtest::walk).collect::<Vec<_>>())
    }

    /// What the risk of each community is made of, and how it was tried.
    pub(super) fn choose(&self) -> BTreeMap<CommunityId, (Model, Option<Foresight>)> {
        let choose = |test: &Backtest| {
            let foresight = foresight(&test.walk());
            let best = foresight.as_ref().map_or(Forecaster::Formula, Foresight::best);
            (test.model(best), foresight)
        };
        self.tests.iter().map(|(community, test)| (*community, choose(test))).collect()
    }
}

/// What a list ranked by the risk has to say of it: a line for each of so many communities, with its
/// name if there are several.
pub fn said(lang: Lang, proofs: &[Proof], at_most: usize) -> Vec<String> {
    let of = |proof: &Proof| {
        let unproven = || say::UNPROVEN.get(lang).to_owned();
        proof.foresight.as_ref().map_or_else(unproven, |past| verdict(lang, past, proof.forecaster))
    };
    match proofs {
        [] => vec![say::UNPROVEN.get(lang).to_owned()],
        [only] => vec![of(only)],
        several => {
            let named = |proof: &Proof| format!("{}{}{}", proof.community, lang.pick(("：", ": ")), of(proof));
            let mut lines: Vec<String> = several.iter().take(at_most).map(named).collect();
            let more = several.len() - lines.len();
            if let Some(last) = lines.last_mut().filter(|_| more > 0) {
                last.push_str(&say::more(lang, more));
            }
            lines
        }
    }
}

/// Why somebody is at risk, in words: the terms that count most, and what changed for them lately.
pub fn reasons(lang: Lang, row: &RankedRow) -> Vec<String> {
    let mut parts: Vec<_> = row.attribute.parts.iter().filter(|part| part.weight * part.scaled != 0.0).collect();
    parts.sort_by(|a, b| (b.weight * b.scaled).abs().total_cmp(&(a.weight * a.scaled).abs()));
    let told = parts.into_iter().take(REASONS).map(|part| {
        let number = if part.raw < 10.0 { (part.raw * 10.0).round() / 10.0 } else { part.raw.round() }.to_string();
        words::reason(lang, &part.key, &number).unwrap_or_else(|| format!("{} {number}", words::part(&part.key, lang)))
    });
    let number = |key: &str| {
        row.beside.iter().flatten().find(|attribute| attribute.key == key).and_then(|found| found.value.number())
    };
    let complained = number("complaint_recency").is_some_and(|days| days <= LATELY);
    let fell = number("sentiment_trend").is_some_and(|by| by <= FALL);
    let changes = [(complained, say::COMPLAINED), (fell, say::MOOD_FELL)];
    told.chain(changes.into_iter().filter(|(is_so, _)| *is_so).map(|(_, text)| text.get(lang).to_owned())).collect()
}

/// How the risk in use did beside the others.
pub fn verdict(lang: Lang, past: &Foresight, used: Forecaster) -> String {
    if !past.is_enough() {
        return say::TOO_FEW.get(lang).to_owned();
    }
    let figure = |auc: f64| format!("{auc:.3}");
    let (formula, silence) = (&figure(past.formula.auc), &figure(past.silence.auc));
    let said = match (used, &past.refit) {
        (Forecaster::Refit, Some(refit)) => say::refitted(lang, &figure(refit.auc), formula, silence),
        (Forecaster::Silence, _) => say::by_silence(lang, formula, silence),
        (Forecaster::Days, _) => say::by_days(lang, formula, &figure(past.active_days.auc)),
        _ if past.beats_silence() => say::formula_better(lang, formula, silence),
        _ => say::formula_no_better(lang, formula, silence),
    };
    said + &say::tried(lang, past.cutoffs, past.n)
}

/// Days from which to look ahead, the latest first.
fn cutoffs(period: Period, step: i32) -> impl Iterator<Item = Day> {
    let before = step.max(WINDOW as i32);
    (1..)
        .map(move |steps: i32| period.as_of - step.saturating_mul(steps))
        .take_while(move |at| *at - period.first >= before)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cutoffs_leave_a_window_after_and_what_a_risk_looks_at_before() {
        let period = Period { first: Day(0), as_of: Day(300) };
        assert_eq!(cutoffs(period, 90).collect::<Vec<_>>(), [Day(210), Day(120)]);
        assert_eq!(cutoffs(Period { first: Day(0), as_of: Day(179) }, 90).count(), 0);
        assert_eq!(cutoffs(period, 30).last(), Some(Day(90)));
    }
}
