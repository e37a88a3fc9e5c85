//! What a community would miss without one of its members.

use rustc_hash::FxHashMap;

use crate::model::MemberId;
use crate::model::exchange::Exchange;

/// What hangs on one member.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Loss {
    /// Answers given.
    pub given: u64,
    /// Answers received.
    pub received: u64,
    /// Threads begun that others joined.
    pub begun: u64,
    /// Threads of others that this member and one other person alone hold.
    pub held: u64,
}

/// What one community would miss, and what there is of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Missing {
    /// Answers by quote, mention or reply between members.
    pub replies: u64,
    /// Threads in which two members or more speak.
    pub threads: u64,
    /// The fewest members who give half of the answers; 0 without any.
    pub half_by: u64,
    /// What hangs on each member who spoke.
    pub members: FxHashMap<MemberId, Loss>,
}

/// Who speaks in a thread: the first two of them say whether it needs one of them.
#[derive(Debug, Clone, Copy, Default)]
struct Speakers {
    owner: Option<MemberId>,
    first: Option<MemberId>,
    second: Option<MemberId>,
    is_more: bool,
}

/// Adds up what passes between members.
#[derive(Debug, Default)]
pub struct Absence {
    replies: u64,
    members: FxHashMap<MemberId, Loss>,
    threads: FxHashMap<i64, Speakers>,
}

impl Absence {
    /// One row, if its sides count: nobody misses what staff and bots said.
    pub fn take(&mut self, exchange: &Exchange, counts: impl Fn(MemberId) -> bool) {
        let Some(from) = exchange.from.filter(|from| counts(*from)) else { return };
        if exchange.is_speech() {
            self.members.entry(from).or_default();
            if let Some(thread) = exchange.thread {
                let speakers = self.threads.entry(thread).or_default();
                speakers.owner = speakers.owner.or(exchange.owner());
                speakers.hear(from);
            }
        }
        let answers = u64::from(exchange.answers());
        if let Some(to) = exchange.to.filter(|to| answers > 0 && counts(*to)) {
            self.replies += answers;
            self.members.entry(from).or_default().given += answers;
            self.members.entry(to).or_default().received += answers;
        }
    }

    /// What would be missing.
    pub fn finish(self) -> Missing {
        let Absence { replies, mut members, threads } = self;
        let mut shared = 0;
        for speakers in threads.values() {
            let (Some(first), Some(second)) = (speakers.first, speakers.second) else { continue };
            shared += 1;
            let owner = speakers.owner.and_then(|owner| members.get_mut(&owner));
            owner.into_iter().for_each(|owner| owner.begun += 1);
            for one in [first, second].into_iter().filter(|one| !speakers.is_more && speakers.owner != Some(*one)) {
                members.entry(one).or_default().held += 1;
            }
        }
        let mut given: Vec<u64> = members.values().map(|loss| loss.given).collect();
        given.sort_unstable_by_key(|given| std::cmp::Reverse(*given));
        Missing { replies, threads: shared, half_by: fewest_for_half(&given, replies), members }
    }
}

impl Speakers {
    fn hear(&mut self, member: MemberId) {
        match (self.first, self.second) {
            (None, _) => self.first = Some(member),
            (Some(first), None) if first != member => self.second = Some(member),
            (Some(first), Some(second)) if first != member && second != member => self.is_more = true,
            _ => {}
        }
    }
}

/// How many of the largest first reach half of all.
fn fewest_for_half(given: &[u64], all: u64) -> u64 {
    let mut sum = 0;
    let mut is_short = |given: &&u64| {
        let was_short = 2 * sum < all;
        sum += **given;
        was_short
    };
    given.iter().take_while(|given| is_short(given)).count() as u64
}

impl Missing {
    /// The shares of answers and of threads that would be missing without a member, each 0..1; none where the
    /// community has no answers, or no shared threads, to miss, or where the member did not speak.
    pub fn shares(&self, member: MemberId) -> (Option<f64>, Option<f64>) {
        let share = |lost: u64, all: u64| (all > 0).then(|| lost as f64 / all as f64);
        self.members.get(&member).map_or((None, None), |loss| {
            (share(loss.given + loss.received, self.replies), share(loss.begun + loss.held, self.threads))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::exchange::ExchangeKind;
    use crate::model::record::MessageKind;
    use crate::model::row::LinkKind;
    use crate::model::{CommunityId, Timestamp};

    /// A message of `from` in a thread that `owner` began, in answer to `to`.
    fn said(from: i64, thread: i64, owner: i64, to: Option<i64>) -> Exchange {
        Exchange {
            community: CommunityId(1),
            group: None,
            time: Timestamp(0),
            from: Some(MemberId(from)),
            to: to.map(MemberId),
            thread: Some(thread),
            kind: ExchangeKind::Message {
                row: 0,
                kind: MessageKind::Text,
                owner: MemberId(owner),
                how: to.map(|_| LinkKind::Reply),
                answers: None,
            },
        }
    }

    fn missing(said: &[Exchange]) -> Missing {
        let mut absence = Absence::default();
        said.iter().for_each(|exchange| absence.take(exchange, |member| member.0 < 90));
        absence.finish()
    }

    #[test]
    fn answers_given_and_received_go_with_a_member_and_so_do_threads_of_two() {
        let missing = missing(&[
            // Three speak in the first thread: only its author takes it along.
            said(1, 1, 1, None),
            said(2, 1, 1, Some(1)),
            said(3, 1, 1, Some(1)),
            said(2, 1, 1, Some(3)),
            // Two in the second: either of them does.
            said(2, 2, 2, None),
            said(3, 2, 2, Some(2)),
            // A monologue is no thread to miss.
            said(1, 3, 1, None),
        ]);
        assert_eq!((missing.replies, missing.threads), (4, 2));
        assert_eq!(missing.shares(MemberId(1)), (Some(0.5), Some(0.5)), "two received; the first thread");
        assert_eq!(missing.shares(MemberId(2)), (Some(0.75), Some(0.5)), "two given, one received; the second");
        assert_eq!(missing.shares(MemberId(3)), (Some(0.75), Some(0.5)));
        assert_eq!(missing.half_by, 1, "one of two gives two of four");
        assert_eq!(missing.shares(MemberId(4)), (None, None), "who did not speak is not missed here");
    }

    #[test]
    fn staff_take_nothing_along_and_half_is_counted_without_them() {
        let told = missing(&[said(90, 1, 90, None), said(1, 1, 90, Some(90)), said(2, 1, 90, Some(1))]);
        assert_eq!((told.replies, told.threads, told.half_by), (1, 1, 1));
        assert_eq!(told.members[&MemberId(1)], Loss { given: 0, received: 1, begun: 0, held: 1 });
        assert!(!told.members.contains_key(&MemberId(90)));
        assert_eq!(missing(&[said(1, 1, 1, None)]).half_by, 0, "nobody answers");
    }

    #[test]
    fn the_fewest_who_reach_half() {
        assert_eq!(fewest_for_half(&[5, 3, 2], 10), 1);
        assert_eq!(fewest_for_half(&[4, 3, 3], 10), 2);
        assert_eq!(fewest_for_half(&[1; 10], 10), 5);
        assert_eq!(fewest_for_half(&[0, 0], 0), 0);
    }
}
