//! The profile build: rows → states → the community's yardstick → profiles and tags.
//!
//! Members whose rows changed are read again; everything that depends on the as-of day or on
//! other people is refreshed for all from their states, which read no message. Both steps are
//! the same code on the same states whether one member changed or all did, so that an
//! incremental build equals a full one.

use std::collections::BTreeMap;

use anyhow::{Result, anyhow};
use crossbeam_channel::{Receiver, Sender, bounded, unbounded};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::config::Scheme;
use crate::lang::Lang;
use crate::lang::task as say;
use crate::mining::baseline::Gather;
use crate::mining::{self, thread, week};
use crate::model::report::{BuildReport, Progress, ProgressUnit};
use crate::model::shift::Shifts;
use crate::model::signal::{Baseline, Derived, Period, Signals, WeekChange};
use crate::model::sink::Stop;
use crate::model::state::MemberState;
use crate::model::view::StaffMark;
use crate::model::{Attribute, Calendar, CommunityId, Day, MemberId, Timestamp};
use crate::profile::language::Language;
use crate::profile::reading::Topics;
use crate::profile::{self, Context, Fold, Page};
use crate::store::{
    Build, BuildMeta, Cause, CommunityProfile, MemberRows, MemberStates, Reader, Scope, Store, StoreError, TagRule,
};
use crate::task::absence::Losses;
use crate::task::circle::{Circles, Ties};
use crate::task::foresight::Past;
use crate::task::persona::{Gathered, Groups};
use crate::task::rules::Rules;
use crate::task::scheme;
use crate::task::session::BuildOrder;
use crate::task::standing;
use crate::task::watch::Watch;
use crate::text::dict::DictError;

/// Changes whenever the program's own rules do, so that every member is read again.
const RULES: &str = concat!(env!("CARGO_PKG_VERSION"), "/11");
/// Portions of rows that may wait for one folding thread.
const PORTIONS: usize = 4;
/// Members named for each tag that another scheme would give or take.
const EXAMPLES: u64 = 10;
/// Threads that fold beside the one that reads and writes.
const LANES: usize = 2;

/// What a build fails with.
#[derive(Debug, thiserror::Error)]
enum Failure {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Stopped(#[from] Stop),
    #[error(transparent)]
    Dictionary(#[from] DictError),
}

/// Builds what changed, or everything.
///
/// # Errors
/// If there is no such scheme, the store fails, or the watch stops the work: the last build then stays.
pub(super) fn build(store: &mut Store, order: &BuildOrder, lang: Lang, watch: &mut Watch<'_>) -> Result<BuildReport> {
    let scheme = match &order.scheme {
        Some(name) => scheme::find(name, lang)?,
        None => scheme::in_use(store.view(), lang)?,
    };
    let until = order.as_of.map(|day| store.calendar().start_of(day));
    store
        .looking_until(until, |store| {
            link(store, lang, watch)?;
            let work = Undertaking::plan(store, order, &scheme)?;
            let build = store.begin_build(&work.meta)?;
            let read = work.carry_out(&build, lang, watch)?;
            Ok(BuildReport { read, as_of: work.last_day(), ..build.finish()? })
        })
        .map_err(|failure| said(failure, lang))
}

/// What another scheme would change, seen from the day of the last build; nothing of it is kept.
///
/// # Errors
/// As [`build`]; and if profiles are not up to date.
pub(super) fn try_out(store: &mut Store, scheme: &Scheme, lang: Lang, watch: &mut Watch<'_>) -> Result<Shifts> {
    anyhow::ensure!(!store.view().overview()?.stale, say::TRY_STALE.get(lang));
    let until = store.view().built_until()?;
    let as_of = until.map(|until| store.calendar().day(until));
    let order = BuildOrder { as_of, ..BuildOrder::default() };
    store
        .looking_until(until, |store| {
            let work = Undertaking::plan(store, &order, scheme)?;
            let build = store.begin_build(&work.meta)?;
            build.note_before()?;
            work.carry_out(&build, lang, watch)?;
            Ok(build.shifts(EXAMPLES)?)
        })
        .map_err(|failure| said(failure, lang))
}

fn said(failure: Failure, lang: Lang) -> anyhow::Error {
    match failure {
        Failure::Store(error) => anyhow!(error.say(lang)),
        Failure::Stopped(stop) => stop.into(),
        Failure::Dictionary(error) => anyhow!(error).context(say::DICTIONARY.get(lang)),
    }
}

/// Finds out who answers whom, wherever messages came or went.
fn link(store: &mut Store, lang: Lang, watch: &mut Watch<'_>) -> Result<(), Failure> {
    let spans = store.stale_spans()?;
    let total = spans.len() as u64;
    for (done, span) in (0..).zip(&spans) {
        watch.progress(|| Progress {
            phase: say::LINKING.get(lang).to_owned(),
            done,
            total: Some(total),
            unit: ProgressUnit::Rows,
            records: 0,
        })?;
        store.relink(span, |turns, emit| thread::link(turns, emit))?;
    }
    Ok(())
}

/// A build about to be done.
struct Undertaking<'a> {
    scheme: &'a Scheme,
    scope: Scope,
    calendar: Calendar,
    periods: BTreeMap<CommunityId, Period>,
    rules: Rules<'a>,
    meta: BuildMeta,
}

impl<'a> Undertaking<'a> {
    fn plan(store: &Store, order: &BuildOrder, scheme: &'a Scheme) -> Result<Undertaking<'a>, Failure> {
        let calendar = store.calendar().clone();
        let periods = periods(store.view(), order.as_of)?;
        let (rules, reading, whole) = digests(scheme, order.as_of);
        let last = store.last_digest()?;
        let is_read_alike = last.as_ref().is_none_or(|last| last.starts_with(&reading));
        // To look from another day is no other scheme.
        let is_same = last.is_none_or(|last| last.starts_with(&rules) && last.ends_with(&scheme.digest()));
        Ok(Undertaking {
            scope: if order.all || !is_read_alike { Scope::All } else { Scope::Dirty },
            rules: Rules::new(scheme, store, &periods, &calendar)?,
            meta: BuildMeta {
                time: Timestamp::now(),
                scheme: scheme.name.clone(),
                kept_scheme: scheme::to_keep(scheme),
                digest: whole,
                cause: if is_same { Cause::Data } else { Cause::Scheme },
                as_of: periods.iter().map(|(community, period)| (*community, period.as_of)).collect(),
                tags: scheme
                    .tags
                    .iter()
                    .map(|tag| TagRule { name: tag.name.clone(), rule: tag.source.clone() })
                    .collect(),
            },
            scheme,
            calendar,
            periods,
        })
    }

    /// Reads who has to be read and refreshes everybody; how many were read.
    fn carry_out(&self, build: &Build<'_>, lang: Lang, watch: &mut Watch<'_>) -> Result<u64, Failure> {
        let Undertaking { scheme, scope, calendar, periods, rules, .. } = self;
        let read = fold(build, *scope, scheme, calendar, lang, watch)?;
        let locks = build.locks()?;
        Refresh { build, scheme, periods, rules, calendar, locks }.run(lang, watch)?;
        Ok(read)
    }

    fn last_day(&self) -> Option<String> {
        self.periods.values().map(|period| period.as_of).max().map(|day| day.to_string())
    }
}

/// What texts are read by; beginning with that, what members' rows are read by; and, beginning with that, everything
/// that a build goes by.
fn digests(scheme: &Scheme, as_of: Option<Day>) -> (Vec<u8>, Vec<u8>, Vec<u8>) {
    let day = format!("{as_of:?}");
    let rules = [&scheme.reading_digest()[..], RULES.as_bytes()].concat();
    let reading = [&rules[..], day.as_bytes()].concat();
    let whole = [&reading[..], &scheme.digest()].concat();
    (rules, reading, whole)
}

/// The span of every community's data, up to the as-of day; to its end, without one.
pub(super) fn periods(reader: &Reader, as_of: Option<Day>) -> Result<BTreeMap<CommunityId, Period>, StoreError> {
    let calendar = reader.calendar();
    let spans = reader.spans()?;
    Ok(spans
        .into_iter()
        .map(|(community, first, last)| {
            let as_of = as_of.unwrap_or(calendar.day(last) + 1);
            (community, Period { first: calendar.day(first), as_of })
        })
        .collect())
}

/// Reads the members of the scope again and keeps their states; the number of members read.
fn fold(
    build: &Build<'_>,
    scope: Scope,
    scheme: &Scheme,
    calendar: &Calendar,
    lang: Lang,
    watch: &mut Watch<'_>,
) -> Result<u64, Failure> {
    let total = build.count(scope)?;
    if total == 0 {
        return Ok(0);
    }
    let reader = Language::load(&whole_words(scheme), &scheme.stop_words)?;
    let topics = Topics::new(&scheme.topics);
    let previous_speaker = scheme.replies.previous_speaker;
    let context = Context { calendar, reader: &reader, topics: &topics, previous_speaker };
    std::thread::scope(|threads| {
        let (done, folded) = unbounded();
        let lanes: Vec<Sender<MemberRows>> = (0..LANES)
            .map(|_| {
                let (lane, portions) = bounded(PORTIONS);
                let (done, context) = (done.clone(), &context);
                threads.spawn(move || fold_lane(&portions, context, &done));
                lane
            })
            .collect();
        drop(done);
        let mut read = 0;
        build.each_member(scope, |portion| {
            read += u64::from(portion.last);
            watch.progress(|| members(say::READING.get(lang), read, total))?;
            // A lane hangs up only by panicking, which the scope reports.
            let _ = lanes[portion.member.0 as usize % LANES].send(portion);
            folded.try_iter().try_for_each(|states: Folded| keep(build, states))
        })?;
        drop(lanes);
        folded.iter().try_for_each(|states| keep(build, states))?;
        Ok(read)
    })
}

/// What the segmenter keeps whole: the scheme's own words, and those of its topics.
pub(super) fn whole_words(scheme: &Scheme) -> Vec<String> {
    let topics = scheme.topics.iter().flat_map(|topic| &topic.words);
    scheme.words.iter().chain(topics).cloned().collect()
}

type Folded = (MemberId, Vec<(CommunityId, MemberState)>);

fn keep(build: &Build<'_>, (member, states): Folded) -> Result<(), Failure> {
    Ok(build.put_states(member, &states)?)
}

fn fold_lane(portions: &Receiver<MemberRows>, context: &Context<'_>, done: &Sender<Folded>) {
    let mut open: Option<Fold<'_>> = None;
    for MemberRows { member, rows, last } in portions {
        let mut fold = open.take().unwrap_or_else(|| Fold::new(context, member));
        rows.iter().for_each(|row| fold.row(row));
        if last {
            // Nobody listens any more once the build has failed.
            let _ = done.send((member, fold.finish()));
        } else {
            open = Some(fold);
        }
    }
}

fn members(phase: &str, done: u64, total: u64) -> Progress {
    Progress { phase: phase.to_owned(), done, total: Some(total), unit: ProgressUnit::Members, records: 0 }
}

/// What a look at everybody gives: each community's yardstick, what personas and circles are found from, and who is ranked.
type Measured = (BTreeMap<CommunityId, Baseline>, Gathered, Ties, FxHashSet<(CommunityId, MemberId)>);

/// What members are to each other.
struct Found<'a> {
    circles: Circles,
    losses: Losses<'a>,
}

/// Scores and tags of everybody, from their states.
struct Refresh<'a, 's> {
    build: &'a Build<'s>,
    scheme: &'a Scheme,
    periods: &'a BTreeMap<CommunityId, Period>,
    rules: &'a Rules<'a>,
    calendar: &'a Calendar,
    locks: FxHashMap<MemberId, Vec<Attribute>>,
}

impl Refresh<'_, '_> {
    fn run(&self, lang: Lang, watch: &mut Watch<'_>) -> Result<(), Failure> {
        let total = self.build.count(Scope::All)?;
        let lines = lines(self.scheme);
        let (baselines, gathered, ties, ranked) = self.baselines(&lines, total, lang, watch)?;
        let found = Found {
            circles: ties.find(&self.build.circles()?),
            losses: Losses::find(self.build, self.scheme, self.periods, self.calendar, &ranked)?,
        };
        let mut personas = gathered.find(&self.build.personas()?);
        let pages: BTreeMap<CommunityId, Page<'_>> = baselines
            .iter()
            .filter_map(|(community, baseline)| {
                Some((*community, Page::new(baseline, self.scheme, *self.periods.get(community)?)))
            })
            .collect();
        let mut done = 0;
        self.build.each_state(|member| {
            done += 1;
            watch.progress(|| members(say::SCORING.get(lang), done, total))?;
            self.profile(&member, &baselines, &pages, &lines, &found, &mut personas)
        })?;
        Ok(self.build.put_personas(&personas.finish())?)
    }

    fn baselines(
        &self,
        lines: &mining::Lines,
        total: u64,
        lang: Lang,
        watch: &mut Watch<'_>,
    ) -> Result<Measured, Failure> {
        let mut gather: BTreeMap<CommunityId, Gather> =
            self.periods.keys().map(|id| (*id, Gather::default())).collect();
        let (mut personas, mut ties, mut everybody) = (Gathered::default(), Ties::default(), FxHashSet::default());
        let (with_personas, with_circles) = (self.scheme.counts("persona"), self.scheme.counts("circle"));
        let mut past = Past::of(self.periods, total, mining::churn::WINDOW as u32);
        let mut done = 0;
        self.build.each_state(|member: MemberStates| {
            done += 1;
            past.member(&member);
            watch.progress(|| members(say::MEASURING.get(lang), done, total))?;
            for (place, (community, state)) in member.states.iter().enumerate() {
                let ranked = is_ranked(&member);
                if let (true, Some(period), Some(gather)) =
                    (ranked, self.periods.get(community), gather.get_mut(community))
                {
                    let signals = profile::signals(state, *period);
                    gather.member(state, &signals);
                    everybody.insert((*community, member.member));
                    if place == 0 && with_personas {
                        personas.member(*community, state, &signals, *period);
                    }
                    if place == 0 && with_circles {
                        ties.member(member.member, *community, state);
                    }
                }
            }
            Ok::<(), Failure>(())
        })?;
        let mut risks = past.choose();
        self.build.put_proofs(&risks)?;
        let finish = |(community, gather): (CommunityId, Gather)| {
            let (churn, past) = risks.remove(&community).unwrap_or_default();
            let churn_auc = past.and_then(|past| past.proven_auc(churn.forecaster));
            (community, Baseline { churn, churn_auc, ..gather.finish(lines) })
        };
        Ok((gather.into_iter().map(finish).collect(), personas, ties, everybody))
    }

    fn profile(
        &self,
        member: &MemberStates,
        baselines: &BTreeMap<CommunityId, Baseline>,
        pages: &BTreeMap<CommunityId, Page<'_>>,
        lines: &mining::Lines,
        found: &Found<'_>,
        personas: &mut Groups,
    ) -> Result<(), Failure> {
        let mut profiles = Vec::with_capacity(member.states.len());
        let mut belongs = None;
        for (place, (community, state)) in member.states.iter().enumerate() {
            let (Some(baseline), Some(page), Some(period)) =
                (baselines.get(community), pages.get(community), self.periods.get(community))
            else {
                continue;
            };
            let signals = profile::signals(state, *period);
            let ranked = is_ranked(member);
            let week = if ranked { self.week(state, &signals, *period, baseline) } else { None };
            let derived = Derived { week, ..mining::derive(&signals, baseline, ranked, lines) };
            let mut attributes = page.attributes(state, &signals, &derived);
            if place == 0 && ranked {
                let persona = personas.attribute(*community, state, &signals, *period);
                belongs = persona.as_ref().map(|(group, _)| (*community, *group));
                attributes.extend(persona.map(|(_, persona)| persona));
                attributes.extend(found.circles.attribute(member.member));
            }
            attributes.extend(found.losses.attributes(member.member, *community));
            keep_locked(&mut attributes, self.locks.get(&member.member));
            let standing = standing::of(member, *community, state, &attributes, *period, self.calendar);
            profiles.push(CommunityProfile { standing, attributes });
        }
        let home = profiles.first().map_or(&[][..], |home| &home.attributes);
        let tags = self.rules.tags(member, home, self.periods, self.calendar);
        let tags: Vec<&str> = tags.iter().map(String::as_str).collect();
        if let Some((home, group)) = belongs {
            personas.count(home, group, &tags);
        }
        Ok(self.build.put_profile(member.member, &profiles, &tags, &labels(member))?)
    }
}

impl Refresh<'_, '_> {
    /// What became of a member in the last week.
    fn week(&self, state: &MemberState, now: &Signals, period: Period, baseline: &Baseline) -> Option<WeekChange> {
        let lines = &self.scheme.lifecycle;
        if !week::may_have_changed(now, lines) {
            return None;
        }
        let then = profile::signals(state, Period { as_of: period.as_of - week::DAYS, ..period });
        week::change(&then, now, &baseline.churn, lines, self.scheme.churn.high)
    }
}

/// What the operator locked stands in place of what was computed.
fn keep_locked(attributes: &mut Vec<Attribute>, locked: Option<&Vec<Attribute>>) {
    for kept in locked.into_iter().flatten() {
        match attributes.iter_mut().find(|attribute| attribute.key == kept.key) {
            Some(attribute) => attribute.clone_from(kept),
            None => attributes.push(kept.clone()),
        }
    }
}

/// Staff, bots and system accounts stand beside the community, not in it.
pub(super) fn is_ranked(member: &MemberStates) -> bool {
    member.who.staff == StaffMark::None
}

/// The operator's own labels for a member: the cells of label columns.
fn labels(member: &MemberStates) -> Vec<String> {
    let cells = member.states.iter().flat_map(|(_, state)| &state.labels);
    cells.cloned().collect::<std::collections::BTreeSet<_>>().into_iter().collect()
}

pub(super) fn lines(scheme: &Scheme) -> mining::Lines {
    let Scheme { lifecycle, leaders, weights, .. } = *scheme;
    mining::Lines { lifecycle, leaders, quadrant: scheme.quadrant.percentile, weights }
}
