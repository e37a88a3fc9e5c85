//! Campaigns from their tables to what they gained, beside members like those who were contacted.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Result, anyhow, ensure};
use rustc_hash::FxHashMap;

use crate::config::Scheme;
use crate::import::outcome::read;
use crate::lang::cli::{more_skipped, skipped};
use crate::lang::import::place;
use crate::lang::{Lang, outcome as words};
use crate::mining::agreement::wilson;
use crate::mining::baseline::Gather;
use crate::mining::uplift::{Stratum, uplift};
use crate::mining::{derive, lifecycle};
use crate::model::outcome::{Campaign, CampaignResult, Contact, Lift, Outcome, OutcomeReport, OutcomeRow, Rate};
use crate::model::report::Skip;
use crate::model::signal::{Baseline, Period, Signals};
use crate::model::state::MemberState;
use crate::model::{CommunityId, Day, MemberId, Money, Timestamp};
use crate::profile;
use crate::store::{MemberStates, Reader};
use crate::task::build::{is_ranked, lines, periods};
use crate::task::scheme;
use crate::task::session::{Session, said};

/// Days after a campaign that its effect is looked for in, unless told otherwise.
pub const WINDOW: u32 = 30;
/// Members named where a row may mean several, and rows named where none was of use.
const CANDIDATES: usize = 5;
const ROWS_NAMED: usize = 20;

impl Session {
    /// Reads a campaign's table and keeps what it tells of members, in place of what was kept of the campaign before.
    /// Rows without a time of contact are of the day `on`, if one is given.
    ///
    /// # Errors
    /// If the table cannot be read, or the store cannot be written.
    pub fn import_outcome(&mut self, file: &Path, campaign: &str, on: Option<Day>) -> Result<OutcomeReport> {
        let lang = self.lang;
        let zone = self.calendar().clone();
        let table = read(file, &zone, lang).map_err(|error| anyhow!(error.say(lang)))?;
        let mut report = OutcomeReport {
            campaign: campaign.to_owned(),
            rows: (table.rows.len() + table.skips.len()) as u64,
            skips: table.skips,
            ignored: table.ignored,
            ..OutcomeReport::default()
        };
        let mut outcomes: BTreeMap<MemberId, Outcome> = BTreeMap::new();
        for row in table.rows {
            match meant(self.view(), &row)?.as_slice() {
                [member] => {
                    let outcome = dated(row.outcome, on.map(|day| zone.start_of(day)));
                    outcomes.entry(*member).and_modify(|known| *known = both(*known, outcome)).or_insert(outcome);
                }
                found => {
                    report.unmatched += 1;
                    let reason = self.unclear(found)?;
                    report.skips.push(Skip { at: row.at, reason });
                }
            }
        }
        report.skips.sort_by_key(|skip| skip.at.number());
        ensure!(!outcomes.is_empty(), useless(&report, &file.display().to_string(), lang));
        report.skipped = report.skips.len() as u64;
        report.held_out = outcomes.values().filter(|outcome| outcome.contact == Contact::HeldOut).count() as u64;
        report.contacted = outcomes.len() as u64 - report.held_out;
        let outcomes: Vec<_> = outcomes.into_iter().collect();
        self.writer()?.put_campaign(campaign, &outcomes, Timestamp::now()).map_err(|error| said(error, lang))?;
        Ok(report)
    }

    /// Why a row means nobody: there is nobody, or there are several, who are named.
    fn unclear(&self, found: &[MemberId]) -> Result<String> {
        let named = |member: &MemberId| Ok(format!("{} id:{member}", self.view().name_of(*member)?));
        let names = found.iter().take(CANDIDATES).map(named).collect::<Result<Vec<_>>>()?;
        Ok(words::unclear(self.lang, &names, found.len()))
    }

    /// What came of every campaign, the latest first, without comparison.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn campaigns(&self) -> Result<Vec<(CampaignResult, Timestamp)>> {
        campaigns(self.view())
    }

    /// What came of a campaign, beside members like those who were contacted; `None` if there is none of the name.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn campaign(&self, name: &str, window: u32) -> Result<Option<CampaignResult>> {
        campaign(self.view(), name, window, self.lang)
    }
}

/// What came of every campaign, the latest first, without comparison.
pub(super) fn campaigns(reader: &Reader) -> Result<Vec<(CampaignResult, Timestamp)>> {
    let campaigns = reader.campaigns()?;
    Ok(campaigns.iter().map(|campaign| (tally(campaign), campaign.imported)).collect())
}

/// What came of a campaign, beside members like those who were contacted; `None` if there is none of the name.
pub(super) fn campaign(reader: &Reader, name: &str, window: u32, lang: Lang) -> Result<Option<CampaignResult>> {
    let campaigns = reader.campaigns()?;
    let Some(campaign) = campaigns.iter().find(|campaign| campaign.name == name) else { return Ok(None) };
    let mut result = tally(campaign);
    let beside = Beside::of(reader, &scheme::in_use(reader, lang)?, campaign, window)?;
    result.window = beside.days;
    result.lifts = beside.lifts();
    Ok(Some(result))
}

/// Why nothing came of a table, row by row.
fn useless(report: &OutcomeReport, file: &str, lang: Lang) -> String {
    let line = |skip: &Skip| skipped(lang, file, &place(lang, skip.at.unit(), skip.at.number()), &skip.reason);
    let nobody = report.unmatched == report.rows;
    let mut lines = vec![(if nobody { words::nobody_found } else { words::no_row_used })(lang, file, report.rows)];
    lines.extend(report.skips.iter().take(ROWS_NAMED).map(line));
    let unnamed = report.skips.len().saturating_sub(ROWS_NAMED) as u64;
    lines.extend((unnamed > 0).then(|| more_skipped(lang, file, unnamed)));
    lines.join("\n")
}

/// Whom a row means: by its reference, else by what else it tells.
fn meant(reader: &Reader, row: &OutcomeRow) -> Result<Vec<MemberId>> {
    if let Some(reference) = &row.reference {
        let found = reader.find(reference)?;
        if !found.is_empty() {
            return Ok(found);
        }
    }
    Ok(reader.meant(&row.who)?)
}

fn dated(outcome: Outcome, on: Option<Timestamp>) -> Outcome {
    match (outcome.contact, on) {
        (Contact::SomeTime, Some(time)) => Outcome { contact: Contact::At(time), ..outcome },
        _ => outcome,
    }
}

/// Two rows of one member: what either says of them.
fn both(one: Outcome, other: Outcome) -> Outcome {
    let contact = match (one.contact, other.contact) {
        (Contact::At(a), Contact::At(b)) => Contact::At(a.min(b)),
        (Contact::At(time), _) | (_, Contact::At(time)) => Contact::At(time),
        (Contact::HeldOut, Contact::HeldOut) => Contact::HeldOut,
        _ => Contact::SomeTime,
    };
    let amount = match (one.amount, other.amount) {
        (Some(a), Some(b)) => Some(a + b),
        (a, b) => a.or(b),
    };
    Outcome { contact, answered: one.answered.max(other.answered), bought: one.bought.max(other.bought), amount }
}

fn tally(campaign: &Campaign) -> CampaignResult {
    let contacted =
        || campaign.outcomes.iter().map(|(_, outcome)| outcome).filter(|one| one.contact != Contact::HeldOut);
    let n = contacted().count() as u64;
    let paid: Vec<Money> = contacted().filter_map(|outcome| outcome.amount).collect();
    CampaignResult {
        campaign: campaign.name.clone(),
        day: campaign.day.map(|day| day.to_string()),
        window: 0,
        contacted: n,
        held_out: campaign.outcomes.len() as u64 - n,
        answered: rate(contacted().filter_map(|outcome| outcome.answered)),
        bought: rate(contacted().filter_map(|outcome| outcome.bought)),
        amount: (!paid.is_empty()).then(|| paid.into_iter().sum::<Money>().major()),
        lifts: Vec::new(),
    }
}

fn rate(known: impl Iterator<Item = bool>) -> Option<Rate> {
    let (n, of) = known.fold((0, 0), |(n, of), did| (n + u64::from(did), of + 1));
    let (low, high) = wilson(n, of)?;
    Some(Rate { n, of, rate: n as f64 / of as f64, low, high })
}

/// Who is like whom: activity level, spending level, stage.
type Likeness = (CommunityId, &'static str, Option<&'static str>, Option<&'static str>);

/// Everybody, by what they were like when the campaign began, with what they did afterwards.
struct Beside {
    days: u32,
    people: Vec<(Likeness, Person)>,
    has_orders: bool,
}

/// A member beside a campaign; what followed is unknown where their community is not seen beyond it.
#[derive(Clone, Copy)]
struct Person {
    outcome: Option<Outcome>,
    spoke: Option<bool>,
    ordered: Option<bool>,
}

impl Person {
    fn is_contacted(&self) -> bool {
        self.outcome.is_some_and(|outcome| outcome.contact != Contact::HeldOut)
    }
}

impl Beside {
    fn of(reader: &Reader, scheme: &Scheme, campaign: &Campaign, window: u32) -> Result<Beside> {
        let periods = periods(reader, None)?;
        let outcomes: FxHashMap<MemberId, Outcome> = campaign.outcomes.iter().copied().collect();
        // Of a campaign without a day nobody knows what followed: members are compared as they are now.
        let day = |period: &Period| campaign.day.unwrap_or(period.as_of);
        // Each community is seen until its own last day; strata do not mix communities.
        let followed =
            |period: &Period| (period.as_of - day(period)).clamp(0, i32::try_from(window).unwrap_or(i32::MAX));
        let days = periods.values().map(followed).max().unwrap_or(0).unsigned_abs();
        let then: BTreeMap<CommunityId, Period> = periods
            .iter()
            .map(|(community, period)| (*community, Period { first: period.first, as_of: day(period) }))
            .collect();
        let yardsticks = yardsticks(reader, &then, scheme)?;
        let mut beside = Beside { days, people: Vec::new(), has_orders: false };
        reader.each_state(|member: MemberStates| {
            let Some((community, state)) = member.states.first() else { return Ok(()) };
            let (Some(period), Some(baseline)) = (then.get(community), yardsticks.get(community)) else {
                return Ok(());
            };
            let outcome = outcomes.get(&member.member).copied();
            if !is_ranked(&member) && outcome.is_none() {
                return Ok(());
            }
            let (from, length) = (period.as_of, periods.get(community).map_or(0, followed));
            let person = Person {
                outcome,
                spoke: (length > 0).then(|| state.was_seen(from, length)),
                ordered: (length > 0).then(|| state.orders.iter().any(|order| order.day.is_within(from, length))),
            };
            beside.has_orders |= !state.orders.is_empty();
            let signals = profile::signals(state, *period);
            beside.people.push((likeness(*community, state, &signals, baseline, *period, scheme), person));
            Ok::<(), anyhow::Error>(())
        })?;
        Ok(beside)
    }

    /// What the table itself tells of those who were held out; and what the data tell of everybody afterwards.
    fn lifts(&self) -> Vec<Lift> {
        let of_file = |did: fn(&Outcome) -> Option<bool>| move |person: &Person| person.outcome.as_ref().and_then(did);
        let mut lifts = Vec::new();
        lifts.extend(self.lift("answered", "file", of_file(|outcome| outcome.answered)));
        lifts.extend(self.lift("bought", "file", of_file(|outcome| outcome.bought)));
        lifts.extend(self.lift("ordered", "data", |person| person.ordered.filter(|_| self.has_orders)));
        lifts.extend(self.lift("spoke", "data", |person| person.spoke));
        lifts
    }

    fn lift(&self, outcome: &'static str, source: &'static str, did: impl Fn(&Person) -> Option<bool>) -> Option<Lift> {
        let mut strata: BTreeMap<Likeness, Stratum> = BTreeMap::new();
        for (likeness, person) in &self.people {
            let Some(did) = did(person) else { continue };
            let stratum = strata.entry(*likeness).or_default();
            let side = if person.is_contacted() { &mut stratum.contacted } else { &mut stratum.others };
            *side = (side.0 + u64::from(did), side.1 + 1);
        }
        let found = uplift(strata.into_values())?;
        Some(Lift {
            outcome,
            source,
            contacted: found.contacted,
            holdout: found.others,
            strata: found.strata,
            rate: found.share,
            holdout_rate: found.other_share,
            lift: found.difference,
            low: found.interval.map(|(low, _)| low),
            high: found.interval.map(|(_, high)| high),
        })
    }
}

/// Every community's yardstick as it was on a day.
pub(super) fn yardsticks(
    reader: &Reader,
    then: &BTreeMap<CommunityId, Period>,
    scheme: &Scheme,
) -> Result<BTreeMap<CommunityId, Baseline>> {
    let mut gather: BTreeMap<CommunityId, Gather> =
        then.keys().map(|community| (*community, Gather::default())).collect();
    reader.each_state(|member: MemberStates| {
        for (community, state) in &member.states {
            if let (true, Some(period), Some(gather)) =
                (is_ranked(&member), then.get(community), gather.get_mut(community))
            {
                gather.member(state, &profile::signals(state, *period));
            }
        }
        Ok::<(), anyhow::Error>(())
    })?;
    Ok(gather.into_iter().map(|(community, gather)| (community, gather.finish(&lines(scheme)))).collect())
}

fn likeness(
    community: CommunityId,
    state: &MemberState,
    signals: &Signals,
    baseline: &Baseline,
    period: Period,
    scheme: &Scheme,
) -> Likeness {
    let derived = derive(signals, baseline, true, &lines(scheme));
    let spent: Money = state.orders.iter().filter(|order| order.day < period.as_of).map(|order| order.revenue).sum();
    let potential = derived.consumption.map(|score| score.value);
    let spending = profile::value::spending(baseline, potential, spent, scheme.consumption.high_amount);
    let level = profile::behaviour::level_of(signals.a30, &scheme.levels);
    (community, level, spending, lifecycle::stage(signals, &lines(scheme).lifecycle))
}
