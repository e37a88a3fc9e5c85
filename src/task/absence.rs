//! What would be missing without a member, in a build: the last days' answers and threads, told of each.

use std::collections::BTreeMap;

use rustc_hash::FxHashSet;

use crate::config::Scheme;
use crate::mining::absence::{Absence, Missing};
use crate::model::signal::Period;
use crate::model::{Attribute, Calendar, CommunityId, MemberId, Part};
use crate::store::{Build, Spans, StoreError};

/// Days before the as-of day that are looked at.
const DAYS: i32 = 90;
const REPLIES: &str = "missing_replies";
const THREADS: &str = "missing_threads";

/// What each community would miss without its members.
pub(super) struct Losses<'a> {
    scheme: &'a Scheme,
    of: BTreeMap<CommunityId, Missing>,
}

impl Losses<'_> {
    /// Reads the last days of every community, if the scheme wants to know; those who are not ranked are not missed.
    pub(super) fn find<'a>(
        build: &Build<'_>,
        scheme: &'a Scheme,
        periods: &BTreeMap<CommunityId, Period>,
        calendar: &Calendar,
        ranked: &FxHashSet<(CommunityId, MemberId)>,
    ) -> Result<Losses<'a>, StoreError> {
        if ![REPLIES, THREADS].into_iter().any(|key| scheme.counts(key)) {
            return Ok(Losses { scheme, of: BTreeMap::new() });
        }
        let mut found: BTreeMap<CommunityId, Absence> = BTreeMap::new();
        let of = |community| {
            let period: &Period = periods.get(&community)?;
            Some((calendar.start_of(period.as_of - DAYS), calendar.start_of(period.as_of)))
        };
        build.each_exchange(&Spans { group: None, of: &of }, |exchange| {
            let community = exchange.community;
            let absence = found.entry(community).or_default();
            absence.take(exchange, |member| ranked.contains(&(community, member)));
            Ok::<(), StoreError>(())
        })?;
        let of = found.into_iter().map(|(community, absence)| (community, absence.finish())).collect();
        Ok(Losses { scheme, of })
    }

    /// What would be missing without a member.
    pub(super) fn attributes(&self, member: MemberId, community: CommunityId) -> Vec<Attribute> {
        let mut told = self.of.get(&community).map_or(Vec::new(), |missing| attributes(missing, member));
        told.retain(|attribute| self.scheme.counts(&attribute.key));
        told
    }
}

/// The shares of one member, with the counts behind them.
pub(super) fn attributes(missing: &Missing, member: MemberId) -> Vec<Attribute> {
    let Some(loss) = missing.members.get(&member) else { return Vec::new() };
    let beside = |key: &str, n: u64| Part { key: key.to_owned(), raw: n as f64, scaled: 0.0, weight: 0.0 };
    let (replies, threads) = missing.shares(member);
    let of_replies = [
        beside("given", loss.given),
        beside("received", loss.received),
        beside("all_replies", missing.replies),
        beside("half_by", missing.half_by),
    ];
    let of_threads = [beside("begun", loss.begun), beside("held", loss.held), beside("all_threads", missing.threads)];
    let replies = replies
        .map(|share| Attribute::observed(REPLIES, share, (loss.given + loss.received) as u32, of_replies.into()));
    let threads =
        threads.map(|share| Attribute::observed(THREADS, share, (loss.begun + loss.held) as u32, of_threads.into()));
    replies.into_iter().chain(threads).collect()
}
