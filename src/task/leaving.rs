//! Why people leave: what those who were not seen again had more often than those who were, before they went.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;

use super::build::{is_ranked, periods};
use super::session::Session;
use crate::mining::association::false_finds;
use crate::mining::churn::{WINDOW, is_at_risk};
use crate::mining::contrast::{Contrast, Share, contrast};
use crate::mining::lifecycle;
use crate::model::leaving::{FACTORS, Leaving, Reason};
use crate::model::lines::Lifecycle;
use crate::model::record::Action;
use crate::model::signal::{Period, Signals};
use crate::model::state::MemberState;
use crate::model::{CommunityId, Day, MemberId, Timestamp};
use crate::profile;
use crate::query::Expr;
use crate::store::{Beginning, Beginnings};

/// Opinions from which a mood is known.
const OPINIONS: u32 = 3;
/// Adverts of one day in one group that are a burst.
const BURST: u32 = 3;
/// Days before the cut-off in which a burst is remembered, and days for which somebody is new.
const LATELY: i32 = 30;

/// A factor by factor table: (those who left, those who stayed).
type Cells = Vec<(Share, Share)>;

impl Session {
    /// What sets those who were not seen in the last 90 days, but in the 90 before, apart from those
    /// seen in both: of members under a filter, in their home communities, as they were in between.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn leaving(&self, filter: Option<&Expr>) -> Result<Leaving> {
        let reader = self.view();
        let window = WINDOW as i32;
        let then: BTreeMap<CommunityId, Period> = periods(reader, None)?
            .into_iter()
            .filter(|(_, period)| period.as_of - period.first >= 2 * window)
            .map(|(community, period)| (community, Period { as_of: period.as_of - window, ..period }))
            .collect();
        let until: BTreeMap<CommunityId, Timestamp> =
            then.iter().map(|(community, period)| (*community, self.calendar().start_of(period.as_of))).collect();
        let beginnings = reader.beginnings(&until)?;
        let selected: Option<BTreeSet<MemberId>> =
            filter.map(|filter| reader.member_ids(Some(filter))).transpose()?.map(|ids| ids.into_iter().collect());
        let mut leaving = Leaving::default();
        let mut cells: Cells = vec![Default::default(); FACTORS.len()];
        reader.each_state(|member| {
            let Some((community, state)) = member.states.first() else { return Ok(()) };
            let Some(period) = then.get(community) else { return Ok(()) };
            let signals = profile::signals(state, *period);
            let is_selected = selected.as_ref().is_none_or(|ids| ids.contains(&member.member));
            if !is_selected || !is_ranked(&member, *community) || !is_at_risk(&signals, WINDOW) {
                return Ok(());
            }
            let gone = is_gone(state, period.as_of, window);
            leaving.left += u64::from(gone);
            leaving.stayed += u64::from(!gone);
            let began = beginnings.members.get(&(member.member, *community)).copied().unwrap_or_default();
            let factors = factors(state, &signals, *period, began, &beginnings);
            for ((left, stayed), factor) in cells.iter_mut().zip(factors) {
                let Some(is_so) = factor else { continue };
                if gone { left.add(is_so) } else { stayed.add(is_so) }
            }
            Ok::<(), anyhow::Error>(())
        })?;
        leaving.reasons = reasons(&cells);
        Ok(leaving)
    }
}

/// Whether somebody was not seen in the window, or left in it.
fn is_gone(state: &MemberState, from: Day, window: i32) -> bool {
    state.left.is_some_and(|day| day.is_within(from, window)) || !state.was_seen(from, window)
}

/// What was so before the cut-off, in the order of [`FACTORS`]; `None` is unknown.
fn factors(
    state: &MemberState,
    signals: &Signals,
    period: Period,
    began: Beginning,
    beginnings: &Beginnings,
) -> [Option<bool>; 7] {
    let at = period.as_of;
    let lately = |day: Day, days: i32| day < at && at - day <= days;
    let reply = Action::Reply.key();
    let is_answered = state.received.iter().any(|got| got.action == reply && lately(got.day, WINDOW as i32));
    let moods = || state.sentiment.iter().filter(|mood| lately(mood.day, WINDOW as i32));
    let opinions: u32 = moods().map(|mood| mood.n).sum();
    let mood: f32 = moods().map(|mood| mood.sum).sum();
    let burst = |group| {
        let days = beginnings.adverts.range((group, at - LATELY)..(group, at));
        days.into_iter().any(|(_, adverts)| *adverts >= BURST)
    };
    let has_texts = began.message.is_some();
    [
        began.message.map(|answered| !answered),
        began.question.map(|answered| !answered),
        Some(!is_answered),
        (opinions >= OPINIONS).then_some(mood < 0.0),
        Some(lifecycle::stage(signals, &Lifecycle::default()) == "declining"),
        Some(signals.tenure.is_some_and(|days| days <= f64::from(LATELY))),
        has_texts.then(|| state.groups.iter().any(|spoken| spoken.messages > 0 && burst(spoken.group))),
    ]
}

fn reasons(cells: &[(Share, Share)]) -> Vec<Reason> {
    let contrasts: Vec<Option<Contrast>> = cells.iter().map(|(left, stayed)| contrast(*left, *stayed)).collect();
    let mut q = false_finds(&contrasts.iter().flatten().map(|found| found.p).collect::<Vec<_>>()).into_iter();
    let mut reasons: Vec<Reason> = Vec::with_capacity(FACTORS.len());
    for (((factor, _), (left, stayed)), found) in FACTORS.iter().zip(cells).zip(contrasts) {
        reasons.push(Reason {
            factor,
            left: left.n,
            left_of: left.of,
            stayed: stayed.n,
            stayed_of: stayed.of,
            log_odds: found.map(|found| found.log_odds),
            low: found.map(|found| found.low),
            high: found.map(|found| found.high),
            q: found.and_then(|_| q.next()),
        });
    }
    let clear = |reason: &Reason| reason.q.unwrap_or(f64::INFINITY);
    reasons.sort_by(|a, b| clear(a).total_cmp(&clear(b)));
    reasons
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clearest_factor_comes_first_and_what_too_few_had_is_unknown() {
        let share = |n, of| Share { n, of };
        let mut cells = vec![(share(20, 60), share(30, 100)); FACTORS.len()];
        cells[3] = (share(2, 20), share(10, 80));
        cells[5] = (share(30, 60), share(20, 100));
        let found = reasons(&cells);
        assert_eq!((found[0].factor, found[0].left, found[0].stayed_of), ("newcomer", 30, 100));
        // Six factors are known: the least probable, .000122, times six.
        assert!((found[0].q.unwrap() - 0.000_733).abs() < 2e-5, "{:?}", found[0]);
        let last = &found[6];
        assert_eq!((last.factor, last.log_odds, last.q), ("negative", None, None));
    }
}
