//! Which messages are read of members who said too much for all of it to be read: the latest, or an even part of them.

use std::collections::{BTreeMap, BinaryHeap};
use std::ops::Range;

use anyhow::Result;
use rustc_hash::FxHashSet;

use super::listen;
use super::watch::Watch;
use crate::lang::Lang;
use crate::model::topic::WEEKS;
use crate::model::{Calendar, CommunityId, Day, MemberId, Timestamp};
use crate::store::{Reader, StoreError, Talk};

/// Messages that are read, about.
pub(super) const MOST: u64 = 300_000;

/// Rows are told apart by numbers over which the golden ratio spreads them evenly.
const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;

/// So many of some messages, evenly spread among them and the same ones every time: those whose numbers come first. Or all,
/// if there are no more.
pub(super) struct EvenPart {
    most: usize,
    of: u64,
    read: BinaryHeap<(u64, i64)>,
}

impl EvenPart {
    /// So many at the most.
    pub fn of(most: usize) -> EvenPart {
        EvenPart { most, of: 0, read: BinaryHeap::new() }
    }

    /// There is this one, too.
    pub fn add(&mut self, message: i64) {
        self.of += 1;
        self.read.push((message.cast_unsigned().wrapping_mul(GOLDEN), message));
        if self.read.len() > self.most {
            self.read.pop();
        }
    }

    /// Which share of all it is, 0..1.
    pub fn share(&self) -> f64 {
        if self.of == 0 { 1.0 } else { self.read.len() as f64 / self.of as f64 }
    }

    /// The messages, in the order in which they were stored.
    pub fn messages(&self) -> Vec<i64> {
        let mut messages: Vec<i64> = self.read.iter().map(|(_, message)| *message).collect();
        messages.sort_unstable();
        messages
    }
}

/// Messages to read.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Excerpt {
    /// All that these members said, so many messages.
    All(Vec<MemberId>, u64),
    /// What anybody said in so many weeks up to each community's as-of day, an even part of it where the share is below 1.
    Latest { weeks: i32, share: f64, days: Vec<(CommunityId, Day)>, messages: u64 },
}

impl Excerpt {
    /// All that the members said, if it is not more than `most`; else the latest weeks, eight at least and as many more as
    /// hold so many messages, and where the eight hold more, a part of them.
    pub fn of(
        reader: &Reader,
        members: &FxHashSet<MemberId>,
        messages: u64,
        today: &BTreeMap<CommunityId, Day>,
        most: u64,
    ) -> Result<Excerpt, StoreError> {
        if messages <= most {
            let mut members: Vec<MemberId> = members.iter().copied().collect();
            members.sort_unstable();
            return Ok(Excerpt::All(members, messages));
        }
        let days: Vec<(CommunityId, Day)> = today.iter().map(|(community, day)| (*community, *day)).collect();
        let said = |from: i32, until: i32| -> Result<u64, StoreError> {
            let counts = days
                .iter()
                .map(|(community, day)| reader.said_within(*community, &times(reader.calendar(), *day, from, until)));
            counts.sum()
        };
        let mut weeks = WEEKS as i32;
        let mut latest = said(weeks, 0)?;
        while latest < most && weeks < LONGEST {
            latest += said(weeks + 1, weeks)?;
            weeks += 1;
        }
        let share = if weeks > WEEKS as i32 { 1.0 } else { (most as f64 / latest.max(1) as f64).min(1.0) };
        Ok(Excerpt::Latest { weeks, share, days, messages: latest })
    }

    /// Hears each of them once.
    ///
    /// # Errors
    /// If the store cannot be read, or the watch stops the work.
    pub fn each(
        &self,
        reader: &Reader,
        lang: Lang,
        watch: &mut Watch<'_>,
        mut hear: impl FnMut(&Talk<'_>),
    ) -> Result<()> {
        let mut ear = listen::Ear::new(self.messages(), lang, watch);
        match self {
            Excerpt::All(members, _) => {
                for member in members {
                    reader.each_talk_of(*member, |talk| ear.hear(&talk, &mut hear))?;
                }
            }
            Excerpt::Latest { weeks, share, days, .. } => {
                for (community, day) in days {
                    let times = times(reader.calendar(), *day, *weeks, 0);
                    reader.each_talk_within(*community, &times, *share, |talk| ear.hear(&talk, &mut hear))?;
                }
            }
        }
        Ok(())
    }

    /// How many weeks are read, and what share of their messages; none, if all is read.
    pub fn span(&self) -> (Option<u32>, f64) {
        match self {
            Excerpt::All(..) => (None, 1.0),
            Excerpt::Latest { weeks, share, .. } => (Some(weeks.unsigned_abs()), *share),
        }
    }

    /// How many messages are read, about.
    fn messages(&self) -> u64 {
        match self {
            Excerpt::All(_, messages) => *messages,
            Excerpt::Latest { share, messages, .. } => (*messages as f64 * share) as u64,
        }
    }
}

/// A hundred years.
const LONGEST: i32 = 5_218;

/// From so many weeks before a day until so many.
fn times(calendar: &Calendar, day: Day, from: i32, until: i32) -> Range<Timestamp> {
    calendar.start_of(day - 7 * from)..calendar.start_of(day - 7 * until)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_even_part_is_spread_over_all_and_the_same_every_time() {
        let part = |messages: &mut dyn Iterator<Item = i64>| {
            let mut part = EvenPart::of(1_000);
            messages.for_each(|message| part.add(message));
            (part.share(), part.messages())
        };
        let (share, read) = part(&mut (1..=100_000));
        assert_eq!((share, read.len()), (0.01, 1_000));
        for tenth in 0..10 {
            let within = (tenth * 10_000 + 1)..=(tenth * 10_000 + 10_000);
            let count = read.iter().filter(|message| within.contains(*message)).count();
            assert!((95..=105).contains(&count), "{count} in the {tenth}th tenth");
        }
        assert_eq!(part(&mut (1..=100_000).rev()), (share, read));
        assert_eq!(part(&mut (7..=9)), (1.0, vec![7, 8, 9]), "of few all are read");
    }
}
