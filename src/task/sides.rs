//! What passed between two members, as a row of each.

use rustc_hash::FxHashSet;

use crate::model::exchange::{Exchange, ExchangeKind};
use crate::model::row::{EventRow, MessageRow, ReceivedRow, Row};
use crate::model::{GroupId, MemberId};

/// The rows that a build would read of it, each with whose it is.
///
/// `joined` are the threads in which others than their owners speak. Where answers have to be `explicit`, who merely
/// speaks next answers nobody.
pub(super) fn of(exchange: &Exchange, joined: &FxHashSet<i64>, explicit: bool) -> Vec<(MemberId, Row)> {
    match &exchange.kind {
        ExchangeKind::Message { .. } => of_message(exchange, joined, explicit),
        ExchangeKind::Event { .. } => of_event(exchange).into_iter().collect(),
    }
}

fn of_message(exchange: &Exchange, joined: &FxHashSet<i64>, explicit: bool) -> Vec<(MemberId, Row)> {
    let ExchangeKind::Message { row, kind, owner, how, answers } = exchange.kind else { return Vec::new() };
    let Some(from) = exchange.from else { return Vec::new() };
    let target = exchange.to.zip(how).filter(|(_, how)| how.is_explicit() || !explicit);
    let delay = answers.filter(|_| target.is_some()).map(|answered| exchange.time.0 - answered.0);
    let thread = exchange.thread.unwrap_or(row);
    let said = MessageRow {
        id: row,
        group: exchange.group.unwrap_or(GroupId(0)),
        community: exchange.community,
        time: exchange.time,
        kind,
        text: None,
        thread,
        thread_owner: owner,
        target,
        delay,
        thread_joined: joined.contains(&thread),
    };
    let received = target.map(|(to, kind)| {
        let row = ReceivedRow { community: exchange.community, time: exchange.time, from, kind, delay };
        (to, Row::Received(row))
    });
    std::iter::once((from, Row::Message(said))).chain(received).collect()
}

fn of_event(exchange: &Exchange) -> Option<(MemberId, Row)> {
    let ExchangeKind::Event { action, count, received, .. } = &exchange.kind else { return None };
    let (member, other) = if *received { (exchange.to?, exchange.from) } else { (exchange.from?, exchange.to) };
    let row = EventRow {
        id: 0,
        group: exchange.group,
        community: exchange.community,
        time: exchange.time,
        action: action.clone(),
        received: *received,
        other,
        count: *count,
        amount: None,
        thread: exchange.thread.map(|thread| thread.to_string()),
        system: false,
    };
    Some((member, Row::Event(row)))
}
