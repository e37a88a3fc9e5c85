//! Members' stored rows, member by member, as a build reads them.

use rusqlite::{CachedStatement, Connection, Row as SqlRow, params};
use rustc_hash::FxHashMap;

use super::StoreError;
use super::party::meaning;
use super::spread::{self, Gathered, SAID, Said};
use crate::model::record::{Action, MessageKind, NameKind, Role};
use crate::model::row::{
    AnswerRow, CalledRow, EventRow, FieldRow, LinkKind, MembershipRow, MessageRow, NameRow, OrderRow, ReceivedRow, Row,
};
use crate::model::{CommunityId, GroupId, MemberId, Money, Timestamp};
use crate::text::address;

/// Which members a build reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Everybody.
    All,
    /// Those whose rows changed since the last build.
    Dirty,
}

/// Some rows of one member, in order; the next ones follow, unless these are the last.
#[derive(Debug, Clone, PartialEq)]
pub struct MemberRows {
    /// Whose rows.
    pub member: MemberId,
    /// At most [`MemberRows::MOST`] of them.
    pub rows: Vec<Row>,
    /// Whether the member has no further rows.
    pub last: bool,
}

impl MemberRows {
    /// How many rows one portion holds at most, so that a member who wrote a million messages
    /// needs no more memory than another.
    pub const MOST: usize = 8192;
}

/// Streams the rows of every member of the scope who has not opted out, in the order that
/// [`Row`] documents. A member without any row gives one empty, last portion.
pub(super) fn each_member<E: From<StoreError>>(
    conn: &Connection,
    scope: Scope,
    mut emit: impl FnMut(MemberRows) -> Result<(), E>,
) -> Result<(), E> {
    let people = People::load(conn)?;
    let mut statements = Statements::prepare(conn)?;
    let members = members_of(conn, scope)?;
    for mut range in spread::ranges(conn, &members, &people)? {
        let bytes = range.bytes(conn)?;
        let mut gathered = Gathered::read(&bytes, &people)?;
        for &member in range.members {
            let mut portion = Portion { member: MemberId(member), rows: Vec::new(), emit: &mut emit };
            read_member(&mut statements, &people, member, &mut gathered, &mut portion)?;
            portion.finish()?;
        }
    }
    Ok(())
}

fn members_of(conn: &Connection, scope: Scope) -> Result<Vec<i64>, StoreError> {
    let which = match scope {
        Scope::All => "SELECT id FROM member WHERE opted_out = 0 ORDER BY id",
        Scope::Dirty => "SELECT id FROM member WHERE dirty = 1 AND opted_out = 0 ORDER BY id",
    };
    let mut statement = conn.prepare(which).map_err(StoreError::from)?;
    let ids = statement.query_map([], |row| row.get(0)).map_err(StoreError::from)?;
    ids.collect::<Result<_, _>>().map_err(StoreError::from)
}

/// Who stands behind an identity, and which community a group belongs to: two small maps that
/// spare every row two joins.
pub(super) struct People {
    members: Vec<i64>,
    communities: FxHashMap<i64, i64>,
    imports: FxHashMap<i64, i64>,
}

impl People {
    pub(super) fn load(conn: &Connection) -> Result<People, StoreError> {
        let mut members = Vec::new();
        let mut statement = conn.prepare("SELECT id, member FROM identity ORDER BY id")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let identity = usize::try_from(row.get::<_, i64>(0)?).unwrap_or(0);
            if members.len() <= identity {
                members.resize(identity + 1, 0);
            }
            members[identity] = row.get(1)?;
        }
        let pairs = |sql| -> Result<FxHashMap<i64, i64>, StoreError> {
            let mut statement = conn.prepare(sql)?;
            let pairs = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
            Ok(pairs.collect::<Result<_, _>>()?)
        };
        let communities = pairs("SELECT id, community FROM groups")?;
        Ok(People { members, communities, imports: pairs("SELECT id, community FROM import")? })
    }

    pub(super) fn member(&self, identity: i64) -> MemberId {
        MemberId(usize::try_from(identity).ok().and_then(|at| self.members.get(at).copied()).unwrap_or(0))
    }

    /// The other side of something, unless it is the member themselves under another account.
    pub(super) fn other(&self, identity: Option<i64>, member: i64) -> Option<MemberId> {
        identity.map(|identity| self.member(identity)).filter(|other| other.0 != member && other.0 != 0)
    }

    pub(super) fn community(&self, group: i64) -> CommunityId {
        CommunityId(self.communities.get(&group).copied().unwrap_or(0))
    }

    /// What happened in no group counts where its file was imported to.
    pub(super) fn community_of_import(&self, import: i64) -> CommunityId {
        CommunityId(self.imports.get(&import).copied().unwrap_or(0))
    }
}

/// Gathers rows and hands them on before they become too many.
struct Portion<'a, F> {
    member: MemberId,
    rows: Vec<Row>,
    emit: &'a mut F,
}

impl<F, E> Portion<'_, F>
where
    F: FnMut(MemberRows) -> Result<(), E>,
{
    fn push(&mut self, row: Row) -> Result<(), E> {
        if self.rows.len() == MemberRows::MOST {
            let rows = std::mem::take(&mut self.rows);
            (self.emit)(MemberRows { member: self.member, rows, last: false })?;
        }
        self.rows.push(row);
        Ok(())
    }

    fn finish(self) -> Result<(), E> {
        (self.emit)(MemberRows { member: self.member, rows: self.rows, last: true })
    }
}

struct Statements<'c> {
    identities: CachedStatement<'c>,
    memberships: CachedStatement<'c>,
    names: CachedStatement<'c>,
    parties: CachedStatement<'c>,
    fields: CachedStatement<'c>,
    answers: CachedStatement<'c>,
    orders: CachedStatement<'c>,
    done: CachedStatement<'c>,
    suffered: CachedStatement<'c>,
    messages: CachedStatement<'c>,
    joined: CachedStatement<'c>,
    received: CachedStatement<'c>,
    called: CachedStatement<'c>,
}

impl<'c> Statements<'c> {
    fn prepare(conn: &'c Connection) -> Result<Statements<'c>, StoreError> {
        Ok(Statements {
            identities: conn.prepare_cached("SELECT id FROM identity WHERE member = ?1 ORDER BY id")?,
            memberships: conn.prepare_cached(
                "SELECT group_id, role, joined, left_at, inviter FROM membership WHERE identity = ?1 ORDER BY group_id",
            )?,
            names: conn.prepare_cached(
                "SELECT id, kind, value, last_seen FROM name WHERE identity = ?1 ORDER BY last_seen, id",
            )?,
            parties: conn.prepare_cached("SELECT id, community FROM party WHERE identity = ?1 ORDER BY id")?,
            fields: conn.prepare_cached(
                "SELECT id, header, meaning, value, time FROM field WHERE party = ?1 ORDER BY time, id",
            )?,
            answers: conn.prepare_cached(
                "SELECT r.id, r.time, q.title, q.meaning, a.option FROM response r \
                 JOIN answer a ON a.response = r.id JOIN question q ON q.id = a.question \
                 WHERE r.party = ?1 ORDER BY r.time, r.id, q.number, a.option",
            )?,
            orders: conn.prepare_cached(
                "SELECT id, coalesce(paid, placed), amount - refunded, discount, items, \
                 (SELECT total(quantity) FROM order_line WHERE order_id = orders.id), \
                 (SELECT group_concat(DISTINCT category) FROM order_line WHERE order_id = orders.id) \
                 FROM orders WHERE party = ?1 AND status = 1 AND NOT (amount > 0 AND refunded >= amount) \
                 ORDER BY 2, id",
            )?,
            done: conn.prepare_cached(
                "SELECT id, group_id, time, action, target, count, amount, thread, system, seq, import FROM event \
                 WHERE actor = ?1 ORDER BY time, id",
            )?,
            suffered: conn.prepare_cached(
                "SELECT id, group_id, time, action, actor, count, amount, thread, system, seq, import FROM event \
                 WHERE target = ?1 ORDER BY time, id",
            )?,
            messages: conn.prepare_cached(&format!("SELECT {SAID} WHERE m.identity = ?1 ORDER BY m.time, m.id"))?,
            joined: conn.prepare_cached(
                "SELECT 1 FROM link l CROSS JOIN identity i ON i.id = l.speaker \
                 WHERE l.thread = ?1 AND i.member <> ?2 LIMIT 1",
            )?,
            received: conn.prepare_cached(
                "SELECT group_id, time, speaker, how, delay FROM link WHERE target = ?1 ORDER BY time, message",
            )?,
            called: conn.prepare_cached(
                "SELECT l.group_id, l.time, l.speaker, l.how, m.id, m.kind, m.text FROM link l \
                 CROSS JOIN message m ON m.id = l.message \
                 WHERE l.target = ?1 AND l.how < 3 ORDER BY l.time, l.message",
            )?,
        })
    }
}

fn read_member<F, E>(
    statements: &mut Statements<'_>,
    people: &People,
    member: i64,
    gathered: &mut Gathered<'_>,
    portion: &mut Portion<'_, F>,
) -> Result<(), E>
where
    F: FnMut(MemberRows) -> Result<(), E>,
    E: From<StoreError>,
{
    let identities: Vec<i64> = collect(&mut statements.identities, member, |row| row.get(0))?;
    let mut parties = Vec::new();
    for &identity in &identities {
        let found: Vec<(i64, i64)> = collect(&mut statements.parties, identity, |row| Ok((row.get(0)?, row.get(1)?)))?;
        parties.extend(found);
    }
    for &(_, community) in &parties {
        portion.push(Row::Listed(CommunityId(community)))?;
    }
    for &identity in &identities {
        each(&mut statements.memberships, identity, |row| membership(row, people, member), portion)?;
    }
    for &identity in &identities {
        each(&mut statements.names, identity, name, portion)?;
    }
    for &(party, community) in &parties {
        each(&mut statements.fields, party, |row| field(row, CommunityId(community)), portion)?;
    }
    for &(party, community) in &parties {
        read_answers(&mut statements.answers, party, CommunityId(community), portion)?;
    }
    for &(party, community) in &parties {
        each(&mut statements.orders, party, |row| order(row, CommunityId(community)), portion)?;
    }
    for &identity in &identities {
        each(&mut statements.done, identity, |row| event(row, people, member, false), portion)?;
        each(&mut statements.suffered, identity, |row| event(row, people, member, true), portion)?;
    }
    let mut threads = Threads { member, people, joined: &mut statements.joined, known: FxHashMap::default() };
    let mut is_gathered = false;
    while let Some(said) = gathered.next_of(member) {
        is_gathered = true;
        portion.push(threads.message(&said).map_err(StoreError::from)?)?;
    }
    for &identity in identities.iter().filter(|_| !is_gathered) {
        let read = |row: &SqlRow<'_>| threads.message(&Said::read(row)?).map(Some);
        each(&mut statements.messages, identity, read, portion)?;
    }
    for &identity in &identities {
        each(&mut statements.received, identity, |row| received(row, people, member), portion)?;
    }
    for &identity in &identities {
        each(&mut statements.called, identity, |row| called(row, people, member), portion)?;
    }
    Ok(())
}

fn collect<T>(
    statement: &mut CachedStatement<'_>,
    key: i64,
    read: impl FnMut(&SqlRow<'_>) -> rusqlite::Result<T>,
) -> Result<Vec<T>, StoreError> {
    Ok(statement.query_map([key], read)?.collect::<Result<_, _>>()?)
}

/// Reads rows one by one; `None` leaves a row out.
fn each<F, E>(
    statement: &mut CachedStatement<'_>,
    key: i64,
    mut read: impl FnMut(&SqlRow<'_>) -> rusqlite::Result<Option<Row>>,
    portion: &mut Portion<'_, F>,
) -> Result<(), E>
where
    F: FnMut(MemberRows) -> Result<(), E>,
    E: From<StoreError>,
{
    let mut rows = statement.query([key]).map_err(StoreError::from)?;
    while let Some(row) = rows.next().map_err(StoreError::from)? {
        if let Some(row) = read(row).map_err(StoreError::from)? {
            portion.push(row)?;
        }
    }
    Ok(())
}

fn time(row: &SqlRow<'_>, column: usize) -> rusqlite::Result<Option<Timestamp>> {
    Ok(row.get::<_, Option<i64>>(column)?.map(Timestamp))
}

fn membership(row: &SqlRow<'_>, people: &People, member: i64) -> rusqlite::Result<Option<Row>> {
    let group = row.get(0)?;
    Ok(Some(Row::Membership(MembershipRow {
        group: GroupId(group),
        community: people.community(group),
        role: Role::parse(row.get_ref(1)?.as_str()?).unwrap_or(Role::Member),
        joined: time(row, 2)?,
        left: time(row, 3)?,
        inviter: people.other(row.get(4)?, member),
    })))
}

fn name(row: &SqlRow<'_>) -> rusqlite::Result<Option<Row>> {
    let kind = match row.get_ref(1)?.as_str()? {
        "card" => NameKind::Card,
        "remark" => NameKind::Remark,
        "real" => NameKind::Real,
        _ => NameKind::Nickname,
    };
    Ok(Some(Row::Name(NameRow { id: row.get(0)?, kind, name: row.get(2)?, last_seen: time(row, 3)? })))
}

fn field(row: &SqlRow<'_>, community: CommunityId) -> rusqlite::Result<Option<Row>> {
    Ok(Some(Row::Field(FieldRow {
        id: row.get(0)?,
        community,
        header: row.get(1)?,
        meaning: meaning(row.get_ref(2)?.as_str()?),
        value: row.get(3)?,
        time: time(row, 4)?,
    })))
}

/// Options of one question stand in rows of their own, one after the other.
fn read_answers<F, E>(
    statement: &mut CachedStatement<'_>,
    party: i64,
    community: CommunityId,
    portion: &mut Portion<'_, F>,
) -> Result<(), E>
where
    F: FnMut(MemberRows) -> Result<(), E>,
    E: From<StoreError>,
{
    let mut open: Option<AnswerRow> = None;
    let mut rows = statement.query([party]).map_err(StoreError::from)?;
    while let Some(row) = rows.next().map_err(StoreError::from)? {
        let answer = answer(row, community).map_err(StoreError::from)?;
        match &mut open {
            Some(same) if same.response == answer.response && same.question == answer.question => {
                same.options.extend(answer.options);
            }
            _ => {
                if let Some(done) = open.replace(answer) {
                    portion.push(Row::Answer(done))?;
                }
            }
        }
    }
    open.map_or(Ok(()), |done| portion.push(Row::Answer(done)))
}

fn answer(row: &SqlRow<'_>, community: CommunityId) -> rusqlite::Result<AnswerRow> {
    Ok(AnswerRow {
        response: row.get(0)?,
        community,
        time: Timestamp(row.get(1)?),
        question: row.get(2)?,
        meaning: meaning(row.get_ref(3)?.as_str()?),
        options: vec![row.get(4)?],
    })
}

fn order(row: &SqlRow<'_>, community: CommunityId) -> rusqlite::Result<Option<Row>> {
    Ok(Some(Row::Order(OrderRow {
        id: row.get(0)?,
        community,
        paid: Timestamp(row.get(1)?),
        revenue: Money(row.get(2)?),
        discount: Money(row.get(3)?),
        items: row.get(4)?,
        units: row.get::<_, f64>(5)? as u32,
        categories: row.get::<_, Option<String>>(6)?.iter().flat_map(|all| all.split(',')).map(str::to_owned).collect(),
    })))
}

/// An event with several targets stands in several rows, of which the first is the act: the
/// further ones are the actor's only where each target counts, as with invitations.
fn event(row: &SqlRow<'_>, people: &People, member: i64, received: bool) -> rusqlite::Result<Option<Row>> {
    let group: Option<i64> = row.get(1)?;
    let action = Action::parse(row.get_ref(3)?.as_str()?);
    let seq: i64 = row.get(9)?;
    if !received && seq > 0 && action != Action::Invite {
        return Ok(None);
    }
    Ok(Some(Row::Event(EventRow {
        id: row.get(0)?,
        group: group.map(GroupId),
        community: match group {
            Some(group) => people.community(group),
            None => people.community_of_import(row.get(10)?),
        },
        time: Timestamp(row.get(2)?),
        action,
        received,
        other: people.other(row.get(4)?, member),
        count: row.get(5)?,
        amount: row.get::<_, Option<i64>>(6)?.map(Money),
        thread: row.get(7)?,
        system: row.get(8)?,
    })))
}

/// What is known of the threads that a member began.
struct Threads<'a, 'c> {
    member: i64,
    people: &'a People,
    joined: &'a mut CachedStatement<'c>,
    known: FxHashMap<i64, bool>,
}

impl Threads<'_, '_> {
    fn message(&mut self, said: &Said<'_>) -> rusqlite::Result<Row> {
        let Threads { member, people, .. } = *self;
        let thread = said.thread.unwrap_or(said.id);
        let owner = said.owner.map_or(MemberId(member), |identity| people.member(identity));
        let target = people.other(said.target, member).zip(said.how.and_then(LinkKind::from_number));
        Ok(Row::Message(MessageRow {
            id: said.id,
            group: GroupId(said.group),
            community: people.community(said.group),
            time: Timestamp(said.time),
            kind: MessageKind::from_number(said.kind),
            text: said.text.map(str::to_owned),
            thread,
            thread_owner: owner,
            target,
            delay: said.delay.filter(|_| target.is_some()),
            thread_joined: owner.0 == member && self.is_joined(thread)?,
        }))
    }

    /// Whether others spoke in a thread of the member's.
    fn is_joined(&mut self, thread: i64) -> rusqlite::Result<bool> {
        Ok(match self.known.get(&thread) {
            Some(known) => *known,
            None => *self.known.entry(thread).or_insert(self.joined.exists(params![thread, self.member])?),
        })
    }
}

fn received(row: &SqlRow<'_>, people: &People, member: i64) -> rusqlite::Result<Option<Row>> {
    let from = people.other(Some(row.get(2)?), member);
    let how = row.get::<_, Option<i64>>(3)?.and_then(LinkKind::from_number);
    let Some((from, kind)) = from.zip(how) else { return Ok(None) };
    Ok(Some(Row::Received(ReceivedRow {
        community: people.community(row.get(0)?),
        time: Timestamp(row.get(1)?),
        from,
        kind,
        delay: row.get(4)?,
    })))
}

/// What an answer may call the member. A mention that the text does not show may be one of several.
fn called(row: &SqlRow<'_>, people: &People, member: i64) -> rusqlite::Result<Option<Row>> {
    let Some(text) = row.get_ref(6)?.as_str_or_null()?.filter(|text| address::may_call(text)) else { return Ok(None) };
    let is_hidden = row.get::<_, i64>(3)? == LinkKind::Mention as i64 && !text.contains(['@', '＠']);
    let is_own = MessageKind::from_number(row.get(5)?).is_own_words();
    let Some(from) = people.other(Some(row.get(2)?), member).filter(|_| is_own && !is_hidden) else { return Ok(None) };
    Ok(Some(Row::Called(CalledRow {
        message: row.get(4)?,
        community: people.community(row.get(0)?),
        time: Timestamp(row.get(1)?),
        from,
        text: text.to_owned(),
    })))
}
