//! Who leads in a part of what was said and done: in a group, on a topic, in some days.
//!
//! Rows of the slice are folded as a build folds everybody's, so that the whole gives the scores of the build.

use std::collections::BTreeMap;

use anyhow::{Result, anyhow, ensure};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::config::Scheme;
use crate::lang::{Lang, leaders as say, task};
use crate::mining::absence::{Absence, Missing};
use crate::mining::baseline::Gather;
use crate::mining::{self, influence};
use crate::model::exchange::Exchange;
use crate::model::report::{Progress, ProgressUnit};
use crate::model::signal::{Baseline, Period, Signals};
use crate::model::slice::{Days, Slice, Trend};
use crate::model::state::MemberState;
use crate::model::view::RankedRow;
use crate::model::{Calendar, CommunityId, Day, GroupId, MemberId};
use crate::profile::reading::{Silent, Topics};
use crate::profile::{self, Context, Fold, Page};
use crate::query::{self, Expr};
use crate::store::{KOL_BESIDE, Reader, Spans};
use crate::task::build::{lines, periods};
use crate::task::session::Session;
use crate::task::watch::Watch;
use crate::task::{absence, scheme, sides, topical};

/// Members folded in one reading: for each further so many the rows are read again, so that memory has a bound.
const AT_ONCE: usize = 50_000;
/// Days that are compared with as many before, where the slice names none.
const RECENT: i32 = 90;

/// Days from one on, until before another.
type Range = (Day, Day);
/// Scores 0–100 by community and member.
type Scores = FxHashMap<(CommunityId, MemberId), f64>;

/// Who leads in a slice, best first.
pub struct Leaders {
    led: Vec<Led>,
    found: Found,
    trends: Trends,
    scheme: Scheme,
    periods: BTreeMap<CommunityId, Period>,
}

/// A place in the list.
struct Led {
    member: MemberId,
    community: CommunityId,
    signals: Signals,
    score: f64,
}

/// How leading moved, in the communities whose data cover the earlier span.
struct Trends {
    covered: BTreeMap<CommunityId, Range>,
    recent: Scores,
    before: Scores,
}

/// What a reading of some days gives.
#[derive(Default)]
struct Found {
    members: Vec<(CommunityId, MemberId, Signals)>,
    baselines: BTreeMap<CommunityId, Baseline>,
    missing: BTreeMap<CommunityId, Missing>,
}

impl Session {
    /// A slice by the names that its user knows.
    ///
    /// # Errors
    /// If there is no such group or topic, several groups of the name, or no day in the span.
    pub fn slice(&self, group: Option<&str>, topic: Option<&str>, days: Days, explicit: bool) -> Result<Slice> {
        let lang = self.lang;
        let topic = match topic {
            None => None,
            Some(name) => {
                let topics = self.scheme()?.topics;
                let names: Vec<&str> = topics.iter().map(|topic| topic.name.as_str()).collect();
                let found = names.iter().find(|known| query::fold(known) == query::fold(name));
                Some(found.ok_or_else(|| anyhow!(say::no_such_topic(lang, name, &names)))?.to_string())
            }
        };
        let group = match group {
            None => None,
            Some(name) => {
                let groups = self.view().vocabulary()?.groups;
                let number = name.strip_prefix("id:").and_then(|number| number.parse().ok()).map(GroupId);
                let is_meant =
                    |(id, known): &&(GroupId, String)| number == Some(*id) || query::fold(known) == query::fold(name);
                let mut named = groups.iter().filter(is_meant);
                let found = named.next().ok_or_else(|| anyhow!(say::no_such_group(lang, name)))?;
                ensure!(named.next().is_none(), say::several_groups(lang, name));
                Some(found.clone())
            }
        };
        if let Days::Between(Some(from), Some(to)) = days {
            ensure!(from <= to, say::no_day_between(lang, &from.to_string(), &to.to_string()));
        }
        Ok(Slice { group, topic, days, explicit })
    }

    /// Who leads in a slice, among the members under a filter.
    ///
    /// # Errors
    /// If the store cannot be read, or the watch stops it.
    pub fn leaders(&self, slice: &Slice, filter: Option<&Expr>, watch: &mut Watch<'_>) -> Result<Leaders> {
        leaders(self.view(), slice, filter, self.lang, watch)
    }

    /// How everybody's influence at home moved: in the last 90 days against the 90 before, where those are covered.
    ///
    /// # Errors
    /// If the store cannot be read, or the watch stops it.
    pub fn trends(&self, watch: &mut Watch<'_>) -> Result<FxHashMap<MemberId, Trend>> {
        trends(self.view(), self.lang, watch)
    }

    /// A window of a list of leaders.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn led(&self, leaders: &Leaders, offset: u64, limit: u64) -> Result<Vec<RankedRow>> {
        leaders.rows(self.view(), offset, limit)
    }
}

/// See [`Session::trends`].
pub(super) fn trends(reader: &Reader, lang: Lang, watch: &mut Watch<'_>) -> Result<FxHashMap<MemberId, Trend>> {
    let _moment = reader.hold()?;
    let (scheme, ranked, whole) = (scheme::in_use(reader, lang)?, reader.ranked()?, Slice::default());
    let reading = Reading::of(reader, &scheme, &whole, &ranked, lang);
    let spreads = spreads(reader, Days::All)?;
    let trends = reading.trends(&spreads, Scores::default(), watch)?;
    let at_home = ranked.iter().filter(|(_, is_home)| **is_home).map(|(who, _)| *who);
    Ok(at_home.filter_map(|(community, member)| Some((member, trends.of(community, member)?))).collect())
}

/// Which slice it is, in short.
pub fn name(lang: Lang, slice: &Slice) -> String {
    let days = match slice.days {
        Days::All => None,
        Days::Last(days) => Some(say::last_days(lang, days)),
        Days::Between(from, to) => {
            let day = |day: Option<Day>| day.map_or(String::new(), |day| day.to_string());
            Some(format!("{}..{}", day(from), day(to)))
        }
    };
    let group = slice.group.as_ref().map(|(_, name)| name.clone());
    let explicit = slice.explicit.then(|| say::EXPLICIT.get(lang).to_owned());
    let parts: Vec<String> = [group, slice.topic.clone(), days, explicit].into_iter().flatten().collect();
    parts.join(" · ")
}

/// With what a trend compares.
pub fn compared(lang: Lang, slice: &Slice) -> String {
    let text = if slice.days == Days::All { say::COMPARED_LAST } else { say::COMPARED_SPAN };
    say::trend_compares(lang, text)
}

/// Which slice a list is of, and with what its trend compares.
pub fn about(lang: Lang, slice: &Slice) -> String {
    let compared = if slice.days == Days::All { say::COMPARED_LAST } else { say::COMPARED_SPAN };
    say::of_slice(lang, &name(lang, slice), compared)
}

/// Reads who leads in a slice; staff and bots are left out.
pub(super) fn leaders(
    reader: &Reader,
    slice: &Slice,
    filter: Option<&Expr>,
    lang: Lang,
    watch: &mut Watch<'_>,
) -> Result<Leaders> {
    let _moment = reader.hold()?;
    let scheme = scheme::in_use(reader, lang)?;
    let ranked = reader.ranked()?;
    let spoken = match &slice.topic {
        Some(topic) => Some(topical::spoken(reader, &scheme, topic, lang, watch)?),
        None => None,
    };
    let reading = Reading { spoken, ..Reading::of(reader, &scheme, slice, &ranked, lang) };
    let periods = periods(reader, None)?;
    let spreads = spreads(reader, slice.days)?;
    let found = reading.find(&ranges(&spreads, |spread| Some(spread.main)), watch)?;
    let scores = found.scores(&reading.lines);
    let shown: FxHashSet<MemberId> = reader.member_ids(Some(&Expr::people_under(filter)))?.into_iter().collect();
    let led = found.led(&scores, |community, member| {
        shown.contains(&member) && (slice.group.is_some() || ranked.get(&(community, member)) == Some(&true))
    });
    let trends = reading.trends(&spreads, scores, watch)?;
    let found = Found { members: Vec::new(), ..found };
    Ok(Leaders { led, found, trends, scheme, periods })
}

/// The days of a slice in one community, and those between which its trend is told.
struct Spread {
    main: Range,
    recent: Range,
    /// None where the data begin later.
    before: Option<Range>,
}

type Spreads = BTreeMap<CommunityId, Spread>;

fn spreads(reader: &Reader, days: Days) -> Result<Spreads> {
    Ok(periods(reader, None)?.into_iter().map(|(community, period)| (community, Spread::of(days, period))).collect())
}

/// The same of the spans of each community that has it.
fn ranges(spreads: &Spreads, range: impl Fn(&Spread) -> Option<Range>) -> BTreeMap<CommunityId, Range> {
    spreads.iter().filter_map(|(community, spread)| Some((*community, range(spread)?))).collect()
}

impl Spread {
    fn of(days: Days, period: Period) -> Spread {
        let t = period.as_of;
        let main = match days {
            Days::All => (period.first, t),
            Days::Last(days) => (t - days, t),
            Days::Between(from, to) => (from.unwrap_or(period.first), to.map_or(t, |to| (to + 1).min(t))),
        };
        let recent = if days == Days::All { (t - RECENT, t) } else { main };
        let before = (recent.0 - (recent.1 - recent.0), recent.0);
        Spread { main, recent, before: Some(before).filter(|before| before.0 >= period.first && before.0 < before.1) }
    }
}

/// Reads a slice of the rows.
struct Reading<'a> {
    reader: &'a Reader,
    slice: &'a Slice,
    spoken: Option<topical::Spoken>,
    /// Who has a place in the rankings of a community, and whether it is their home.
    ranked: &'a FxHashMap<(CommunityId, MemberId), bool>,
    calendar: &'a Calendar,
    lines: mining::Lines,
    /// Whether who merely speaks next is tied to the speaker before.
    previous_speaker: bool,
    lang: Lang,
}

impl<'a> Reading<'a> {
    /// Of a slice that is of no topic alone.
    fn of(
        reader: &'a Reader,
        scheme: &Scheme,
        slice: &'a Slice,
        ranked: &'a FxHashMap<(CommunityId, MemberId), bool>,
        lang: Lang,
    ) -> Reading<'a> {
        Reading {
            reader,
            slice,
            spoken: None,
            ranked,
            calendar: reader.calendar(),
            lines: lines(scheme),
            previous_speaker: scheme.replies.previous_speaker,
            lang,
        }
    }

    fn find(&self, ranges: &BTreeMap<CommunityId, Range>, watch: &mut Watch<'_>) -> Result<Found> {
        let (mut absences, mut joined) = (BTreeMap::<CommunityId, Absence>::new(), FxHashSet::default());
        let mut present = FxHashSet::default();
        self.each(ranges, watch, |exchange| {
            let ranked = |member| self.ranked.contains_key(&(exchange.community, member));
            absences.entry(exchange.community).or_default().take(exchange, ranked);
            joined.extend(exchange.thread.filter(|_| exchange.joins()));
            present.extend(exchange.from);
        })?;
        let mut gathers: BTreeMap<CommunityId, Gather> = BTreeMap::new();
        let mut members = Vec::new();
        let portions = present.len() / AT_ONCE + 1;
        for portion in 0..portions {
            let is_here = |member: MemberId| member.0 as usize % portions == portion;
            for (community, member, state) in self.fold(ranges, &joined, is_here, watch)? {
                let Some((first, as_of)) = ranges.get(&community).copied() else { continue };
                let signals = profile::signals(&state, Period { first, as_of });
                gathers.entry(community).or_default().member(&state, &signals);
                members.push((community, member, signals));
            }
        }
        let baselines = gathers.into_iter().map(|(community, gather)| (community, gather.finish(&self.lines)));
        let missing = absences.into_iter().map(|(community, absence)| (community, absence.finish()));
        Ok(Found { members, baselines: baselines.collect(), missing: missing.collect() })
    }

    /// How leading moved between the spans, where the scores of the slice are known.
    fn trends(&self, spreads: &Spreads, scores: Scores, watch: &mut Watch<'_>) -> Result<Trends> {
        let recent = match self.slice.days {
            Days::All => self.find(&ranges(spreads, |spread| Some(spread.recent)), watch)?.scores(&self.lines),
            Days::Last(_) | Days::Between(..) => scores,
        };
        let covered = ranges(spreads, |spread| spread.before);
        let before = match covered.is_empty() {
            true => Scores::default(),
            false => self.find(&covered, watch)?.scores(&self.lines),
        };
        Ok(Trends { covered, recent, before })
    }

    /// The states of ranked members who are wanted here.
    fn fold(
        &self,
        ranges: &BTreeMap<CommunityId, Range>,
        joined: &FxHashSet<i64>,
        is_here: impl Fn(MemberId) -> bool,
        watch: &mut Watch<'_>,
    ) -> Result<Vec<(CommunityId, MemberId, MemberState)>> {
        let topics = Topics::default();
        let context = Context {
            calendar: self.calendar,
            reader: &Silent,
            topics: &topics,
            previous_speaker: self.previous_speaker,
        };
        let mut folds: FxHashMap<MemberId, Fold<'_>> = FxHashMap::default();
        self.each(ranges, watch, |exchange| {
            for (member, row) in sides::of(exchange, joined, self.slice.explicit) {
                if is_here(member) && self.ranked.contains_key(&(exchange.community, member)) {
                    folds.entry(member).or_insert_with(|| Fold::new(&context, member)).row(&row);
                }
            }
        })?;
        let states = folds.into_iter().flat_map(|(member, fold)| {
            fold.finish().into_iter().map(move |(community, state)| (community, member, state))
        });
        let mut states: Vec<_> = states.collect();
        states.sort_by_key(|(community, member, _)| (*community, *member));
        Ok(states)
    }

    fn each(
        &self,
        ranges: &BTreeMap<CommunityId, Range>,
        watch: &mut Watch<'_>,
        mut emit: impl FnMut(&Exchange),
    ) -> Result<()> {
        let of = |community| {
            let (from, until) = ranges.get(&community)?;
            Some((self.calendar.start_of(*from), self.calendar.start_of(*until)))
        };
        let spans = Spans { group: self.slice.group.as_ref().map(|(id, _)| *id), of: &of };
        let mut read = 0;
        self.reader.each_exchange(&spans, |exchange| {
            read += 1;
            watch.progress(|| Progress {
                phase: task::LISTENING.get(self.lang).to_owned(),
                done: read,
                total: None,
                unit: ProgressUnit::Rows,
                records: 0,
            })?;
            if self.spoken.as_ref().is_none_or(|spoken| spoken.holds(exchange)) {
                emit(exchange);
            }
            anyhow::Ok(())
        })
    }
}

impl Found {
    fn scores(&self, lines: &mining::Lines) -> Scores {
        let score = |(community, member, signals): &(CommunityId, MemberId, Signals)| {
            let high = &self.baselines.get(community)?.high;
            Some(((*community, *member), influence::score(signals, high, &lines.weights.influence)?.value))
        };
        self.members.iter().filter_map(score).collect()
    }

    /// Who of those shown has a score, the highest first.
    fn led(&self, scores: &Scores, is_shown: impl Fn(CommunityId, MemberId) -> bool) -> Vec<Led> {
        let of = |(community, member, signals): &(CommunityId, MemberId, Signals)| {
            let (member, community) = (*member, *community);
            let score = *scores.get(&(community, member)).filter(|_| is_shown(community, member))?;
            Some(Led { member, community, signals: *signals, score })
        };
        let mut led: Vec<Led> = self.members.iter().filter_map(of).collect();
        led.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.member.cmp(&b.member)));
        led
    }
}

impl Trends {
    /// How somebody's leading moved; unknown where nothing was recorded in the earlier span.
    fn of(&self, community: CommunityId, member: MemberId) -> Option<Trend> {
        let key = (community, member);
        let trend = Trend { recent: self.recent.get(&key).copied(), before: self.before.get(&key).copied() };
        self.covered.contains_key(&community).then_some(trend)
    }
}

impl Leaders {
    /// How many have a place.
    pub fn total(&self) -> u64 {
        self.led.len() as u64
    }

    /// A window of the list.
    pub(super) fn rows(&self, reader: &Reader, offset: u64, limit: u64) -> Result<Vec<RankedRow>> {
        let window = (offset + 1..).zip(self.led.iter().skip(offset as usize).take(limit as usize));
        window.filter_map(|(place, led)| self.row(reader, place, led).transpose()).collect()
    }

    fn row(&self, reader: &Reader, place: u64, led: &Led) -> Result<Option<RankedRow>> {
        let (Some(baseline), Some(period)) =
            (self.found.baselines.get(&led.community), self.periods.get(&led.community))
        else {
            return Ok(None);
        };
        let derived = mining::derive(&led.signals, baseline, true, &lines(&self.scheme));
        let page = Page::new(baseline, &self.scheme, *period);
        let mut known = page.attributes(&MemberState::default(), &led.signals, &derived);
        let missing = self.found.missing.get(&led.community);
        known.extend(missing.map_or(Vec::new(), |missing| absence::attributes(missing, led.member)));
        let Some(at) = known.iter().position(|attribute| attribute.key == "influence") else { return Ok(None) };
        let attribute = known.swap_remove(at);
        let beside = KOL_BESIDE.iter().map(|key| known.iter().find(|attribute| attribute.key == *key).cloned());
        let trend = self.trends.of(led.community, led.member);
        Ok(Some(RankedRow { place, member: reader.row(led.member)?, attribute, beside: beside.collect(), trend }))
    }
}
