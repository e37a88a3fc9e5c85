//! What a member said: counts for every message, language for those in own words.

use std::hash::{Hash, Hasher};

use rustc_hash::FxHasher;

use super::fold::{Context, Said, Tally, ThreadKey, evidence};
use crate::model::attribute::{EvidenceKind, EvidenceRef, Provenance};
use crate::model::record::{Action, MessageKind};
use crate::model::row::MessageRow;
use crate::model::state::{DaySentiment, MarkTally};
use crate::model::{Day, MemberId, Timestamp};

/// Examples kept of each mark.
const EXAMPLES: usize = 5;
/// Strong opinions kept on either side.
const EXTREMES: usize = 3;

/// One message of `member`.
pub(super) fn message(tally: &mut Tally, context: &Context, row: &MessageRow, member: MemberId) {
    let day = context.calendar.day(row.time);
    count(tally, context, row, day);
    thread(tally, row, day, member);
    answer(tally, context, row, day, member);
    if let Some(text) = row.text.as_deref().filter(|text| !text.is_empty()) {
        read(tally, context, row, text, day);
    }
}

fn count(tally: &mut Tally, context: &Context, row: &MessageRow, day: Day) {
    let kinds = &mut tally.state.kinds;
    kinds.resize(kinds.len().max(row.kind as usize + 1), 0);
    kinds[row.kind as usize] += 1;
    tally.state.messages += 1;
    *tally.groups.entry(row.group).or_default() += 1;
    tally.hour(context, row.time, 1);
    tally.seen(row.time);
    tally.done.add(day, Action::Message.key(), 1);
    if let Some(action) = act(row.kind) {
        tally.done.add(day, action.key(), 1);
    }
}

/// Kinds of message that are also an action of the behaviour log.
fn act(kind: MessageKind) -> Option<Action> {
    match kind {
        MessageKind::Forward => Some(Action::Forward),
        MessageKind::RedPacket => Some(Action::RedPacket),
        MessageKind::Transfer => Some(Action::Transfer),
        MessageKind::Solitaire => Some(Action::Solitaire),
        _ => None,
    }
}

fn thread(tally: &mut Tally, row: &MessageRow, day: Day, member: MemberId) {
    let key = ThreadKey::Message(row.thread);
    let last = tally.threads.entry(key).or_insert(day);
    *last = (*last).max(day);
    if row.thread_owner == member && tally.own_threads.insert(key) {
        tally.state.threads_started += 1;
        tally.state.threads_joined_by_others += u32::from(row.thread_joined);
    }
}

fn answer(tally: &mut Tally, context: &Context, row: &MessageRow, day: Day, member: MemberId) {
    let Some((target, kind)) = row.target.filter(|(target, _)| *target != member) else { return };
    if !kind.is_explicit() {
        if context.previous_speaker {
            tally.peer(target).weak_sent += 1;
        }
        return;
    }
    tally.state.replies_sent += 1;
    tally.done.add(day, Action::Reply.key(), 1);
    tally.answers_after.extend(row.delay.and_then(|delay| u32::try_from(delay).ok()));
    let helped = row.thread_owner != member;
    let peer = tally.peer(target);
    peer.sent += 1;
    peer.last_sent = peer.last_sent.max(Some(day));
    peer.helped |= helped;
}

fn read(tally: &mut Tally, context: &Context, row: &MessageRow, text: &str, day: Day) {
    let own = row.kind.is_own_words();
    let reading = context.reader.message(text, row.kind);
    let example = evidence(EvidenceKind::Message, row.id);
    for key in &reading.marks {
        mark(&mut tally.state.marks, key, day, example);
    }
    if own {
        tally.state.own_words += 1;
        tally.state.characters += text.chars().count() as u64;
    }
    // What is forwarded or said again is not the member's word.
    if !own || !tally.said.insert(hash(text)) || !reading.says_something {
        return;
    }
    tally.state.substantive += 1;
    words(tally, context, text);
    for key in reading.inner {
        mark(&mut tally.state.marks, key, day, example);
    }
    if let Some(thing) = reading.asked_for {
        tally.ask(thing, row.time, example);
    }
    for disclosed in reading.disclosed {
        tally.claim(disclosed, Provenance::Declared, Some(row.time), example);
    }
    if let Some(polarity) = reading.polarity {
        opinion(tally, polarity, day, example);
    }
}

fn words(tally: &mut Tally, context: &Context, text: &str) {
    let Tally { words, topics, state, .. } = tally;
    let message = state.substantive;
    context.reader.words(text, &mut |word| {
        for place in context.topics.of(word) {
            topics.resize(topics.len().max(place + 1), Said::default());
            topics[*place].again(message);
        }
        match words.get_mut(word) {
            Some(said) => said.again(message),
            None => words.entry(word.into()).or_default().again(message),
        }
    });
}

fn hash(text: &str) -> u64 {
    let mut hasher = FxHasher::default();
    text.trim().hash(&mut hasher);
    hasher.finish()
}

fn mark(marks: &mut Vec<MarkTally>, key: &str, day: Day, example: EvidenceRef) {
    let place = marks.iter().position(|tally| tally.mark == key).unwrap_or_else(|| {
        marks.push(MarkTally { mark: key.to_owned(), n: 0, examples: Vec::new(), last: day });
        marks.len() - 1
    });
    let tally = &mut marks[place];
    tally.n += 1;
    tally.last = tally.last.max(day);
    if tally.examples.len() == EXAMPLES {
        tally.examples.remove(0);
    }
    tally.examples.push(example);
}

fn opinion(tally: &mut Tally, polarity: f32, day: Day, example: EvidenceRef) {
    let empty = DaySentiment { day, n: 0, sum: 0.0, squares: 0.0 };
    let sum = tally.sentiment.entry(day).or_insert(empty);
    sum.n += 1;
    sum.sum += polarity;
    sum.squares += polarity * polarity;
    let extremes = &mut tally.state.extremes;
    extremes.push((polarity, EvidenceRef { weight: polarity.abs(), ..example }));
    if extremes.len() > 2 * EXTREMES {
        // The one nearest the middle makes room.
        extremes.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.row.cmp(&b.1.row)));
        extremes.remove(EXTREMES);
    }
}

impl Tally {
    /// Counts messages in their hour of the week.
    pub fn hour(&mut self, context: &Context, time: Timestamp, n: u32) {
        let hours = &mut self.state.hours;
        if hours.is_empty() {
            hours.resize(168, 0);
        }
        let day = context.calendar.day(time);
        let hour = usize::from(day.weekday()) * 24 + usize::from(context.calendar.hour(time));
        hours[hour] = hours[hour].saturating_add(n);
    }
}
