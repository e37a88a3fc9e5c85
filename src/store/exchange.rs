//! What members say and do to each other in a span of time, read group by group.

use std::hash::{Hash, Hasher};

use rusqlite::{Connection, Row};
use rustc_hash::{FxHashMap, FxHasher};

use super::rows::People;
use super::{Build, Reader, StoreError};
use crate::model::exchange::{Exchange, ExchangeKind};
use crate::model::record::{Action, MessageKind};
use crate::model::row::LinkKind;
use crate::model::{CommunityId, GroupId, MemberId, Timestamp};

/// From when until before when rows of a community count.
pub type Span = (Timestamp, Timestamp);

/// The rows to read: where, and in which span of each community.
pub struct Spans<'a> {
    /// One group only.
    pub group: Option<GroupId>,
    /// The span of a community; none of one that does not count.
    pub of: &'a dyn Fn(CommunityId) -> Option<Span>,
}

impl Build<'_> {
    /// Streams what passed between members in spans of time.
    ///
    /// # Errors
    /// Those of the store, and whatever `emit` says.
    pub fn each_exchange<E: From<StoreError>>(
        &self,
        spans: &Spans<'_>,
        emit: impl FnMut(&Exchange) -> Result<(), E>,
    ) -> Result<(), E> {
        each(&self.transaction, spans, emit)
    }
}

impl Reader {
    /// Streams what passed between members in spans of time.
    ///
    /// # Errors
    /// Those of the store, and whatever `emit` says.
    pub fn each_exchange<E: From<StoreError>>(
        &self,
        spans: &Spans<'_>,
        emit: impl FnMut(&Exchange) -> Result<(), E>,
    ) -> Result<(), E> {
        let _moment = self.hold()?;
        let conn = self.conn()?;
        each(&conn, spans, emit)
    }

    /// Who has a place in rankings of which community, being neither staff nor bots; and whether it is their home.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn ranked(&self) -> Result<FxHashMap<(CommunityId, MemberId), bool>, StoreError> {
        let conn = self.conn()?;
        let mut statement =
            conn.prepare_cached("SELECT community, member, rank IS NOT NULL FROM standing WHERE staff = 0")?;
        let place = |row: &Row<'_>| Ok(((CommunityId(row.get(0)?), MemberId(row.get(1)?)), row.get(2)?));
        let ranked = statement.query_map([], place)?;
        Ok(ranked.collect::<Result<_, _>>()?)
    }
}

const MESSAGES: &str = "SELECT m.id, m.time, m.identity, m.kind, l.thread, l.owner, l.target, l.how, l.delay
    FROM message m LEFT JOIN link l ON l.message = m.id WHERE m.group_id = ?1 AND m.time >= ?2 AND m.time < ?3
    ORDER BY m.time, m.id";
const EVENTS: &str = "SELECT time, action, actor, target, count, thread, message, seq, import FROM event
    WHERE group_id IS ?1 AND time >= ?2 AND time < ?3 AND system = 0 ORDER BY time, id";

fn each<E: From<StoreError>>(
    conn: &Connection,
    spans: &Spans<'_>,
    mut emit: impl FnMut(&Exchange) -> Result<(), E>,
) -> Result<(), E> {
    let people = People::load(conn)?;
    let groups = match spans.group {
        Some(group) => vec![group],
        None => all_groups(conn)?,
    };
    for group in groups {
        let community = people.community(group.0);
        let Some(span) = (spans.of)(community) else { continue };
        let place = Some((group, community));
        // What is done comes first: who receives an answer has begun the thread by then, whatever the hour says.
        rows(conn, EVENTS, Some(group), span, |row| event(row, &people, place, false), &mut emit)?;
        rows(conn, MESSAGES, Some(group), span, |row| Ok(Some(message(row, &people, group, community)?)), &mut emit)?;
        rows(conn, EVENTS, Some(group), span, |row| event(row, &people, place, true), &mut emit)?;
    }
    if spans.group.is_some() {
        return Ok(());
    }
    let always = (Timestamp(i64::MIN), Timestamp(i64::MAX));
    for received in [false, true] {
        let within = |exchange: &Exchange| match (spans.of)(exchange.community) {
            Some((since, until)) if exchange.time >= since && exchange.time < until => emit(exchange),
            _ => Ok(()),
        };
        rows(conn, EVENTS, None, always, |row| event(row, &people, None, received), within)?;
    }
    Ok(())
}

fn all_groups(conn: &Connection) -> Result<Vec<GroupId>, StoreError> {
    let mut statement = conn.prepare_cached("SELECT id FROM groups ORDER BY id")?;
    Ok(statement.query_map([], |row| Ok(GroupId(row.get(0)?)))?.collect::<Result<_, _>>()?)
}

fn rows<E: From<StoreError>>(
    conn: &Connection,
    sql: &str,
    group: Option<GroupId>,
    (since, until): Span,
    read: impl Fn(&Row<'_>) -> rusqlite::Result<Option<Exchange>>,
    mut emit: impl FnMut(&Exchange) -> Result<(), E>,
) -> Result<(), E> {
    let mut statement = conn.prepare_cached(sql).map_err(StoreError::from)?;
    let key = (group.map(|group| group.0), since.0, until.0);
    let mut rows = statement.query(key).map_err(StoreError::from)?;
    while let Some(row) = rows.next().map_err(StoreError::from)? {
        if let Some(exchange) = read(row).map_err(StoreError::from)? {
            emit(&exchange)?;
        }
    }
    Ok(())
}

fn message(row: &Row<'_>, people: &People, group: GroupId, community: CommunityId) -> rusqlite::Result<Exchange> {
    let (id, time): (i64, i64) = (row.get(0)?, row.get(1)?);
    let from = people.member(row.get(2)?);
    let to = people.other(row.get(6)?, from.0);
    let how = row.get::<_, Option<i64>>(7)?.and_then(LinkKind::from_number);
    let owner = row.get::<_, Option<i64>>(5)?.map_or(from, |identity| people.member(identity));
    Ok(Exchange {
        community,
        group: Some(group),
        time: Timestamp(time),
        from: Some(from),
        to,
        thread: Some(row.get::<_, Option<i64>>(4)?.unwrap_or(id)),
        kind: ExchangeKind::Message {
            row: id,
            kind: MessageKind::from_number(row.get(3)?),
            owner,
            how: how.filter(|_| to.is_some()),
            answers: row.get::<_, Option<i64>>(8)?.map(|delay| Timestamp(time - delay)),
        },
    })
}

/// An act of a member, as done or as received; who belongs where is none. Of an act on several people the first row
/// is the actor's, and each row its target's.
fn event(
    row: &Row<'_>,
    people: &People,
    place: Option<(GroupId, CommunityId)>,
    received: bool,
) -> rusqlite::Result<Option<Exchange>> {
    let action = Action::parse(row.get_ref(1)?.as_str()?);
    let member = |identity: Option<i64>| identity.map(|identity| people.member(identity));
    let (actor, target) = (member(row.get(2)?), member(row.get(3)?));
    let is_first = row.get::<_, i64>(7)? == 0;
    let is_here = if received { target.is_some() } else { actor.is_some() && is_first };
    if action.is_membership() || !is_here {
        return Ok(None);
    }
    let another = |member: Option<MemberId>| member.filter(|_| actor != target);
    let thread: Option<String> = row.get(5)?;
    Ok(Some(Exchange {
        community: match place {
            Some((_, community)) => community,
            None => people.community_of_import(row.get(8)?),
        },
        group: place.map(|(group, _)| group),
        time: Timestamp(row.get(0)?),
        from: if received { another(actor) } else { actor },
        to: if received { target } else { another(target) },
        thread: thread.as_deref().map(named),
        kind: ExchangeKind::Event { action, count: row.get(4)?, message: row.get(6)?, received },
    }))
}

/// A thread's name as a number that no message has.
fn named(thread: &str) -> i64 {
    let mut hasher = FxHasher::default();
    thread.hash(&mut hasher);
    -1 - (hasher.finish() >> 1) as i64
}
