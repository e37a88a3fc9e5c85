//! Who answers whom, and in which thread: one pass over a group's turns in order of time.

use rustc_hash::FxHashMap;

use crate::model::Timestamp;
use crate::model::row::{Link, LinkKind, SILENCE, Turn};

/// Speaking next answers the speaker before only within this many seconds.
pub const PREVIOUS_WITHIN: i64 = 24 * 3600;
/// How many of its latest speakers a thread remembers.
const SPEAKERS_KEPT: usize = 32;

/// A thread under way.
#[derive(Debug)]
struct Thread {
    root: i64,
    owner: i64,
    last: Timestamp,
    /// Speakers with their last turn, latest first.
    speakers: Vec<(i64, Timestamp)>,
}

impl Thread {
    fn begin(turn: &Turn) -> Thread {
        Thread { root: turn.message, owner: turn.speaker, last: turn.time, speakers: Vec::new() }
    }

    fn said(&mut self, speaker: i64, time: Timestamp) {
        self.speakers.retain(|(known, _)| *known != speaker);
        self.speakers.insert(0, (speaker, time));
        self.speakers.truncate(SPEAKERS_KEPT);
        self.last = self.last.max(time);
    }

    fn last_turn_of(&self, speaker: i64) -> Option<Timestamp> {
        self.speakers.iter().find(|(known, _)| *known == speaker).map(|(_, time)| *time)
    }

    fn previous_other(&self, speaker: i64) -> Option<(i64, Timestamp)> {
        self.speakers.iter().find(|(known, _)| *known != speaker).copied()
    }
}

/// Links the turns of one group, handed over one by one in order of time.
///
/// Turns are linked by what came before them alone, so a span linked again from the first turn
/// after a silence gives the same links. Groups with native threads are linked from their
/// beginning, since such a thread may span years.
#[derive(Debug, Default)]
pub struct Linker {
    chat: Option<Thread>,
    native: FxHashMap<String, Thread>,
}

impl Linker {
    /// The thread of a turn and whom it answers.
    pub fn turn(&mut self, turn: &Turn) -> Link {
        let thread = match &turn.thread {
            Some(name) => self.native.entry(name.clone()).or_insert_with(|| Thread::begin(turn)),
            None => {
                self.chat.take_if(|chat| turn.time.0 - chat.last.0 > SILENCE);
                self.chat.get_or_insert_with(|| Thread::begin(turn))
            }
        };
        let target = addressed(turn, thread).or_else(|| previous(turn, thread));
        thread.said(turn.speaker, turn.time);
        Link {
            message: turn.message,
            time: turn.time,
            speaker: turn.speaker,
            thread: thread.root,
            owner: thread.owner,
            target,
        }
    }
}

/// Whom the turn names itself: quote, else mention, else reply; never its own speaker.
fn addressed(turn: &Turn, thread: &Thread) -> Option<(i64, LinkKind, Option<i64>)> {
    let replied = turn.reply.map(|(_, speaker, _)| (LinkKind::Reply, speaker));
    let (kind, whom) = turn
        .addressed
        .iter()
        .copied()
        .chain(replied)
        .filter(|(_, whom)| *whom != turn.speaker)
        .min_by_key(|(k, _)| *k)?;
    let answered = match turn.reply {
        Some((_, speaker, time)) if speaker == whom => Some(time),
        _ => thread.last_turn_of(whom),
    };
    Some((whom, kind, answered.map(|time| (turn.time.0 - time.0).max(0))))
}

/// The previous different speaker of the thread, within a day.
fn previous(turn: &Turn, thread: &Thread) -> Option<(i64, LinkKind, Option<i64>)> {
    let (whom, time) = thread.previous_other(turn.speaker)?;
    let delay = (turn.time.0 - time.0).max(0);
    (delay <= PREVIOUS_WITHIN).then_some((whom, LinkKind::Previous, Some(delay)))
}

/// Links a whole group: `turns` in order of time in, one link each out, in the same order.
pub fn link(turns: impl Iterator<Item = Turn>, mut emit: impl FnMut(Link)) {
    let mut linker = Linker::default();
    for turn in turns {
        emit(linker.turn(&turn));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(message: i64, minute: i64, speaker: i64) -> Turn {
        Turn { message, time: Timestamp(minute * 60), speaker, reply: None, addressed: Vec::new(), thread: None }
    }

    fn links(turns: Vec<Turn>) -> Vec<Link> {
        let mut links = Vec::new();
        link(turns.into_iter(), |link| links.push(link));
        links
    }

    #[test]
    fn thirty_silent_minutes_begin_a_thread() {
        let links = links(vec![said(1, 0, 7), said(2, 30, 8), said(3, 61, 7)]);
        assert_eq!(links.iter().map(|link| link.thread).collect::<Vec<_>>(), [1, 1, 3]);
        assert_eq!(links[1].target, Some((7, LinkKind::Previous, Some(1800))));
        assert_eq!(links[2].target, None, "a new thread answers nobody");
    }

    #[test]
    fn the_previous_different_speaker_is_answered_across_own_turns() {
        let links = links(vec![said(1, 0, 7), said(2, 1, 8), said(3, 2, 8)]);
        assert_eq!(links[2].target, Some((7, LinkKind::Previous, Some(120))));
    }

    #[test]
    fn a_quote_counts_before_a_mention_and_a_mention_before_a_reply() {
        let mut turn = said(3, 2, 9);
        turn.addressed = vec![(LinkKind::Mention, 8)];
        turn.reply = Some((1, 7, Timestamp(0)));
        let mut quoting = turn.clone();
        quoting.message = 4;
        quoting.addressed.insert(0, (LinkKind::Quote, 7));
        let links = links(vec![said(1, 0, 7), said(2, 1, 8), turn, quoting]);
        assert_eq!(links[2].target, Some((8, LinkKind::Mention, Some(60))));
        assert_eq!(links[3].target, Some((7, LinkKind::Quote, Some(120))));
    }

    #[test]
    fn nobody_answers_themselves() {
        let mut turn = said(2, 1, 7);
        turn.reply = Some((1, 7, Timestamp(0)));
        assert_eq!(links(vec![said(1, 0, 7), turn])[1].target, None);
    }

    #[test]
    fn native_threads_outlive_silence_but_speaking_next_does_not() {
        let in_thread = |message, minute, speaker| Turn { thread: Some("t".into()), ..said(message, minute, speaker) };
        let links = links(vec![in_thread(1, 0, 7), said(2, 5, 9), in_thread(3, 3000, 8)]);
        assert_eq!((links[2].thread, links[2].owner, links[2].target), (1, 7, None));
        assert_eq!(links[1].thread, 2, "the chat beside it has its own threads");
    }
}
