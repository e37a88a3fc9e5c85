//! What a member did and received, by events and answers.

use std::hash::{Hash, Hasher};

use rustc_hash::FxHasher;

use super::fold::{Context, Tally, ThreadKey};
use crate::model::attribute::EvidenceKind;
use crate::model::record::Action;
use crate::model::row::{EventRow, LinkKind, ReceivedRow};
use crate::model::state::OrderTally;
use crate::model::{Day, MemberId, Money};

/// One event; `other` is the other side unless that is the member too.
pub(super) fn event(tally: &mut Tally, context: &Context, row: &EventRow, other: Option<MemberId>) {
    let day = context.calendar.day(row.time);
    if row.received { got(tally, row, other, day) } else { did(tally, context, row, other, day) }
}

fn did(tally: &mut Tally, context: &Context, row: &EventRow, other: Option<MemberId>, day: Day) {
    match row.action {
        Action::Join => tally.came = tally.came.max(Some(row.time)),
        Action::Leave => tally.went = tally.went.max(Some(row.time)),
        Action::Invite => {
            tally.invited.insert(other);
        }
        _ => {}
    }
    if row.system || row.action.is_membership() {
        return;
    }
    tally.done.add(day, row.action.key(), row.count);
    tally.seen(row.time);
    let n = u32::try_from(row.count).unwrap_or(0);
    match row.action {
        Action::Message | Action::Reply => spoke(tally, context, row, other, day, n),
        Action::Mention => addressed(tally, other, day, n),
        Action::Order => bought(tally, row, day),
        _ => {}
    }
}

/// A message or a reply of a behaviour log.
fn spoke(tally: &mut Tally, context: &Context, row: &EventRow, other: Option<MemberId>, day: Day, n: u32) {
    tally.state.messages = tally.state.messages.saturating_add(n);
    tally.hour(context, row.time, n);
    if let Some(group) = row.group {
        let said = tally.groups.entry(group).or_default();
        *said = said.saturating_add(n);
    }
    let thread = row.thread.as_deref().map(named);
    if let Some(thread) = thread {
        let last = tally.threads.entry(thread).or_insert(day);
        *last = (*last).max(day);
    }
    if row.action == Action::Message {
        if thread.is_some_and(|thread| tally.own_threads.insert(thread)) {
            tally.state.threads_started += 1;
        }
        return;
    }
    tally.state.replies_sent = tally.state.replies_sent.saturating_add(n);
    addressed(tally, other, day, n);
    let own = thread.is_some_and(|thread| tally.own_threads.contains(&thread));
    if let Some(other) = other.filter(|_| !own && n > 0) {
        tally.peer(other).helped = true;
    }
}

fn addressed(tally: &mut Tally, other: Option<MemberId>, day: Day, n: u32) {
    if let Some(other) = other.filter(|_| n > 0) {
        let peer = tally.peer(other);
        peer.sent = peer.sent.saturating_add(n);
        peer.last_sent = peer.last_sent.max(Some(day));
    }
}

/// A purchase that a behaviour log reports; without an amount it counts, but earns nothing.
fn bought(tally: &mut Tally, row: &EventRow, day: Day) {
    tally.state.orders.push(OrderTally {
        row: row.id,
        kind: EvidenceKind::Event,
        day,
        revenue: row.amount.unwrap_or_default(),
        discount: Money(0),
    });
}

fn got(tally: &mut Tally, row: &EventRow, other: Option<MemberId>, day: Day) {
    match row.action {
        Action::Kick => tally.went = tally.went.max(Some(row.time)),
        // Somebody was invited: that is how this member came.
        Action::Invite => tally.came = tally.came.max(Some(row.time)),
        _ => {}
    }
    if row.system || row.action.is_membership() {
        return;
    }
    tally.received.add(day, row.action.key(), row.count);
    let n = u32::try_from(row.count).unwrap_or(0);
    match row.action {
        Action::Like | Action::Forward => tally.likes = tally.likes.saturating_add(row.count),
        Action::Mention => {
            tally.mentions = tally.mentions.saturating_add(row.count);
            answered(tally, other, day, n);
        }
        Action::Reply => {
            answered(tally, other, day, n);
            let thread = row.thread.as_deref().map(named);
            if let Some(thread) = thread.filter(|thread| tally.own_threads.contains(thread)) {
                tally.joined_threads.insert(thread);
            }
        }
        _ => {}
    }
}

fn answered(tally: &mut Tally, other: Option<MemberId>, day: Day, n: u32) {
    if let Some(other) = other.filter(|_| n > 0) {
        let peer = tally.peer(other);
        peer.received = peer.received.saturating_add(n);
        peer.last_received = peer.last_received.max(Some(day));
    }
}

/// An answer to the member in a chat.
pub(super) fn received(tally: &mut Tally, context: &Context, row: &ReceivedRow) {
    if !row.kind.is_explicit() {
        if context.previous_speaker {
            tally.peer(row.from).weak_received += 1;
        }
        return;
    }
    let day = context.calendar.day(row.time);
    tally.received.add(day, Action::Reply.key(), 1);
    if row.kind == LinkKind::Mention {
        tally.received.add(day, Action::Mention.key(), 1);
        tally.mentions += 1;
    }
    answered(tally, Some(row.from), day, 1);
    tally.answered_after.extend(row.delay.and_then(|delay| u32::try_from(delay).ok()));
}

fn named(thread: &str) -> ThreadKey {
    let mut hasher = FxHasher::default();
    thread.hash(&mut hasher);
    ThreadKey::Named(hasher.finish())
}
