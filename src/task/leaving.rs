//! Why people leave: what those who were not seen again had more often than those who were, before they went.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;
use rustc_hash::{FxHashMap, FxHashSet};

use super::build::{is_ranked, periods};
use super::listen;
use super::session::Session;
use crate::config::Scheme;
use crate::lang::{Lang, foresight as words, task as say};
use crate::mining::association::false_finds;
use crate::mining::churn::{WINDOW, is_at_risk};
use crate::mining::contrast::{Contrast, Stratum, contrast, total};
use crate::mining::lifecycle;
use crate::model::leaving::{FACTORS, Leaving, Reason, TOPIC};
use crate::model::lines::Lifecycle;
use crate::model::record::Action;
use crate::model::report::{Progress, ProgressUnit};
use crate::model::signal::{Period, Signals};
use crate::model::state::MemberState;
use crate::model::{CommunityId, Day, GroupId, MemberId};
use crate::profile;
use crate::profile::reading::Topics;
use crate::query::Expr;
use crate::store::{Beginning, GroupDay};
use crate::task::watch::Watch;
use crate::text::substance::says_something;

/// Opinions from which a mood is known.
const OPINIONS: u32 = 3;
/// Adverts of one day in one group that are a burst, and people who come on one day that are a wave.
const BURST: u32 = 3;
const WAVE: u32 = 10;
/// Days for which somebody is new.
const NEW: f64 = 30.0;
/// Days up to somebody's last one in which what befell their groups may be why.
const JUST_BEFORE: i32 = 7;

/// Topics that somebody spoke of, by their places in the scheme.
type Spoken = FxHashMap<(MemberId, CommunityId), FxHashSet<usize>>;

/// What is found of one factor: both sides by community, and those who left and had it.
#[derive(Debug, Clone, Default)]
struct Finding {
    strata: BTreeMap<CommunityId, Stratum>,
    members: Vec<MemberId>,
}

impl Finding {
    /// Takes into account who left or stayed, and whether they had it.
    fn add(&mut self, (member, community): (MemberId, CommunityId), gone: bool, is_so: bool) {
        let (left, stayed) = self.strata.entry(community).or_default();
        let side = if gone { left } else { stayed };
        side.add(is_so);
        self.members.extend((gone && is_so).then_some(member));
    }
}

/// Each community up to the day before its latest window, if its data reach back two of them.
fn before_the_window(periods: BTreeMap<CommunityId, Period>) -> BTreeMap<CommunityId, Period> {
    let window = WINDOW as i32;
    let known = periods.into_iter().filter(|(_, period)| period.as_of - period.first >= 2 * window);
    known.map(|(community, period)| (community, Period { as_of: period.as_of - window, ..period })).collect()
}

impl Session {
    /// What sets those who were not seen in the last 90 days, but in the 90 before, apart from those
    /// seen in both: of members under a filter, in their home communities, as they were in between.
    ///
    /// # Errors
    /// If the store cannot be read, or the watch stops it.
    pub fn leaving(&self, filter: Option<&Expr>, watch: &mut Watch<'_>) -> Result<Leaving> {
        let reader = self.view();
        let _moment = reader.hold()?;
        let then = before_the_window(periods(reader, None)?);
        let scheme = self.scheme()?;
        let topics = Topics::new(&scheme.topics);
        let spoken = self.spoken(&then, &topics, &scheme, watch)?;
        let mut befell = BTreeMap::new();
        for (community, period) in &then {
            let days = period.as_of - (WINDOW as i32 + JUST_BEFORE)..period.as_of;
            befell.extend(reader.group_days(*community, &days)?);
        }
        let selected: Option<BTreeSet<MemberId>> =
            filter.map(|filter| reader.member_ids(Some(filter))).transpose()?.map(|ids| ids.into_iter().collect());
        let mut leaving = Leaving::default();
        let mut findings = vec![Finding::default(); FACTORS.len() + topics.names().len()];
        let mut communities = BTreeSet::new();
        let members = reader.overview()?.members;
        let mut done = 0;
        reader.each_state(|member| {
            done += 1;
            watch.progress(|| progress(done, members, ProgressUnit::Members, self))?;
            let Some((community, state)) = member.states.first() else { return Ok(()) };
            let Some(period) = then.get(community) else { return Ok(()) };
            let signals = profile::signals(state, *period);
            let is_selected = selected.as_ref().is_none_or(|ids| ids.contains(&member.member));
            if !is_selected || !is_ranked(&member) || !is_at_risk(&signals, WINDOW) {
                return Ok(());
            }
            let gone = is_gone(state, period.as_of, WINDOW as i32);
            leaving.left += u64::from(gone);
            leaving.stayed += u64::from(!gone);
            communities.insert(*community);
            let who = (member.member, *community);
            let began = reader.beginning(member.member, *community, self.calendar().start_of(period.as_of))?;
            let known = factors(state, &signals, period.as_of, began, &befell, &scheme.lifecycle);
            let of_topics = began.message.map(|_| spoken.get(&who));
            let of_topics = (0..topics.names().len())
                .map(|topic| of_topics.map(|spoken| spoken.is_some_and(|spoken| spoken.contains(&topic))));
            for (finding, factor) in findings.iter_mut().zip(known.into_iter().chain(of_topics)) {
                factor.into_iter().for_each(|is_so| finding.add(who, gone, is_so));
            }
            Ok::<(), anyhow::Error>(())
        })?;
        leaving.communities = communities.len() as u64;
        let cutoffs = || communities.iter().filter_map(|community| Some(then.get(community)?.as_of));
        leaving.cutoffs = cutoffs().min().zip(cutoffs().max());
        leaving.reasons = reasons(findings, topics.names());
        Ok(leaving)
    }

    /// The scheme's topics that members spoke of in the window before each community's day.
    fn spoken(
        &self,
        then: &BTreeMap<CommunityId, Period>,
        topics: &Topics,
        scheme: &Scheme,
        watch: &mut Watch<'_>,
    ) -> Result<Spoken> {
        let mut spoken = Spoken::default();
        if topics.names().is_empty() || then.is_empty() {
            return Ok(spoken);
        }
        let analyzer = listen::analyzer(scheme, self.lang)?;
        let calendar = self.calendar();
        let times = |at: Day| calendar.start_of(at - WINDOW as i32)..calendar.start_of(at);
        let spans: Vec<_> = then.iter().map(|(community, period)| (*community, times(period.as_of))).collect();
        let counts = spans.iter().map(|(community, times)| self.view().said_within(*community, times));
        let total = counts.sum::<Result<_, _>>()?;
        let mut read = 0;
        for (community, times) in &spans {
            self.view().each_talk_within(*community, times, 1.0, |talk| {
                read += 1;
                watch.progress(|| progress(read, total, ProgressUnit::Rows, self))?;
                if talk.kind.is_own_words() && says_something(talk.text) {
                    analyzer.words(talk.text, |word| {
                        if !topics.of(word).is_empty() {
                            spoken.entry((talk.member, talk.community)).or_default().extend(topics.of(word));
                        }
                    });
                }
                anyhow::Ok(())
            })?;
        }
        Ok(spoken)
    }
}

/// Whom reasons compare, and of which days.
pub fn said(lang: Lang, leaving: &Leaving) -> String {
    let Some((first, last)) = leaving.cutoffs else { return words::NOBODY_TO_COMPARE.get(lang).to_owned() };
    let window = WINDOW as i32;
    let days = match first == last {
        true => {
            let days = [first - window, first - 1, first, first + window - 1].map(|day| day.to_string());
            words::Days::Of(days)
        }
        false => words::Days::Around([first, last].map(|day| day.to_string())),
    };
    words::leaving(lang, &days, (leaving.left, leaving.stayed), leaving.communities)
}

fn progress(done: u64, total: u64, unit: ProgressUnit, session: &Session) -> Progress {
    Progress { phase: say::COMPARING.get(session.lang).to_owned(), done, total: Some(total), unit, records: 0 }
}

/// Whether a day lies in the window before another.
fn was_lately(day: Day, at: Day, days: i32) -> bool {
    day < at && at - day <= days
}

/// Whether somebody was not seen in the window, or left in it.
fn is_gone(state: &MemberState, from: Day, window: i32) -> bool {
    state.left.is_some_and(|day| day.is_within(from, window)) || !state.was_seen(from, window)
}

/// What was so before the cut-off, in the order of [`FACTORS`]; `None` is unknown.
fn factors(
    state: &MemberState,
    signals: &Signals,
    at: Day,
    began: Beginning,
    days_of: &BTreeMap<(GroupId, Day), GroupDay>,
    lines: &Lifecycle,
) -> [Option<bool>; 10] {
    let window = WINDOW as i32;
    let reply = Action::Reply.key();
    let is_answered = state.received.iter().any(|got| got.action == reply && was_lately(got.day, at, window));
    let moods = || state.sentiment.iter().filter(|mood| was_lately(mood.day, at, window));
    let opinions: u32 = moods().map(|mood| mood.n).sum();
    let mood: f32 = moods().map(|mood| mood.sum).sum();
    let last = at - signals.recency as i32;
    let befell = |what: fn(&GroupDay) -> bool| {
        let spoken = state.groups.iter().filter(|spoken| spoken.messages > 0);
        let mut days =
            spoken.flat_map(|spoken| days_of.range((spoken.group, last - (JUST_BEFORE - 1))..=(spoken.group, last)));
        // Of whom no message is known no group is, either.
        began.message.map(|_| days.any(|(_, day)| what(day)))
    };
    [
        began.message.map(|answered| !answered),
        began.question.map(|answered| !answered),
        Some(!is_answered),
        (opinions >= OPINIONS).then_some(mood < 0.0),
        Some(lifecycle::stage(signals, lines) == Some("declining")),
        Some(signals.tenure.is_some_and(|days| days <= NEW)),
        befell(|day| day.adverts >= BURST),
        befell(|day| day.removed > 0),
        befell(|day| day.joined >= WAVE),
        befell(|day| day.announcements > 0),
    ]
}

/// The clearest first; topics of which too little is known are left out, there may be many.
fn reasons(findings: Vec<Finding>, topics: &[String]) -> Vec<Reason> {
    let names = FACTORS.iter().map(|(factor, _)| (*factor).to_owned());
    let names = names.chain(topics.iter().map(|topic| format!("{TOPIC}{topic}")));
    let found: Vec<(String, Finding, Option<Contrast>)> = names
        .zip(findings)
        .map(|(factor, finding)| {
            let found = contrast(&finding.strata.values().copied().collect::<Vec<_>>());
            (factor, finding, found)
        })
        .filter(|(factor, _, found)| found.is_some() || !factor.starts_with(TOPIC))
        .collect();
    let p: Vec<f64> = found.iter().filter_map(|(.., found)| Some((*found)?.p)).collect();
    let mut q = false_finds(&p).into_iter();
    let reason = |(factor, finding, found): (String, Finding, Option<Contrast>)| {
        let (left, stayed) = total(&finding.strata.into_values().collect::<Vec<_>>());
        Reason {
            factor,
            left: left.n,
            left_of: left.of,
            stayed: stayed.n,
            stayed_of: stayed.of,
            log_odds: found.map(|found| found.log_odds),
            low: found.map(|found| found.low),
            high: found.map(|found| found.high),
            q: found.and_then(|_| q.next()),
            members: finding.members,
        }
    };
    let mut reasons: Vec<Reason> = found.into_iter().map(reason).collect();
    let clear = |reason: &Reason| reason.q.unwrap_or(f64::INFINITY);
    reasons.sort_by(|a, b| clear(a).total_cmp(&clear(b)));
    reasons
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mining::contrast::Share;

    #[test]
    fn the_clearest_factor_comes_first_and_what_too_few_had_is_unknown() {
        let share = |n, of| Share { n, of };
        let of = |left, stayed| Finding { strata: [(CommunityId(1), (left, stayed))].into(), members: Vec::new() };
        let mut findings = vec![of(share(20, 60), share(30, 100)); FACTORS.len() + 2];
        findings[3] = of(share(2, 20), share(10, 80));
        findings[5] = of(share(30, 60), share(20, 100));
        findings[11] = of(share(2, 20), share(10, 80));
        let found = reasons(findings, &["露营".to_owned(), "美食".to_owned()]);
        assert_eq!((found[0].factor.as_str(), found[0].left, found[0].stayed_of), ("newcomer", 30, 100));
        // Ten factors are known, a topic among them: the least probable, .000122, times ten.
        assert!((found[0].q.unwrap() - 0.001_22).abs() < 3e-5, "{:?}", found[0]);
        assert!(found.iter().any(|reason| reason.factor == "topic:露营"));
        let last = found.last().unwrap();
        assert_eq!((last.factor.as_str(), last.log_odds, last.q), ("negative", None, None));
        assert!(!found.iter().any(|reason| reason.factor == "topic:美食"), "of too few to tell");
    }
}
