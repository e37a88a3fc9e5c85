//! Members' states between builds, and who a member is while they are scored.

use rusqlite::{Connection, params};
use rustc_hash::{FxHashMap, FxHashSet};

use super::staff::COUNTS_AS;
use super::{Reader, StoreError, notes, outcomes};
use crate::model::record::Role;
use crate::model::state::MemberState;
use crate::model::view::StaffMark;
use crate::model::{CommunityId, Day, GroupId, MemberId, Timestamp};

/// Who a member is, as far as lists, filters and tags ask.
#[derive(Debug, Clone, PartialEq)]
pub struct Who {
    /// Best display name.
    pub name: String,
    /// Platform of the account that speaks most.
    pub platform: String,
    /// Its id; empty for an account known by name alone.
    pub platform_id: String,
    /// Platforms of every account.
    pub platforms: Vec<String>,
    /// Employee, bot, or neither.
    pub staff: StaffMark,
    /// Every name, former ones too.
    pub names: Vec<String>,
    /// Every platform id.
    pub ids: Vec<String>,
    /// Groups they are in and have not left: id, name, community, role.
    pub groups: Vec<(GroupId, String, CommunityId, Role)>,
    /// The members who brought them, with their names.
    pub inviters: Vec<(MemberId, String)>,
    /// The operator's last contact.
    pub contacted: Option<Day>,
    /// Not to be disturbed.
    pub quiet: bool,
    /// What the operator noted.
    pub notes: Vec<String>,
    /// Campaigns in which they were contacted.
    pub campaigns: Vec<String>,
}

/// A member with their states in every community, home first: the one where they say most,
/// and among equals the oldest.
#[derive(Debug, Clone, PartialEq)]
pub struct MemberStates {
    /// The member.
    pub member: MemberId,
    /// Who that is.
    pub who: Who,
    /// State by community.
    pub states: Vec<(CommunityId, MemberState)>,
}

/// Replaces the states of one member; what was derived in communities they no longer
/// belong to goes with them.
pub(super) fn put(
    conn: &Connection,
    member: MemberId,
    states: &[(CommunityId, MemberState)],
) -> Result<(), StoreError> {
    let mut known = conn.prepare_cached("SELECT community FROM state WHERE member = ?1")?;
    let before: Vec<i64> = known.query_map([member.0], |row| row.get(0))?.collect::<Result<_, _>>()?;
    for community in before.into_iter().filter(|id| !states.iter().any(|(kept, _)| kept.0 == *id)) {
        for gone in [
            "DELETE FROM state WHERE member = ?1 AND community = ?2",
            "DELETE FROM standing WHERE member = ?1 AND community = ?2",
            "DELETE FROM attribute WHERE member = ?1 AND community = ?2",
        ] {
            conn.prepare_cached(gone)?.execute([member.0, community])?;
        }
    }
    let mut write = conn.prepare_cached(
        "INSERT INTO state (member, community, state) VALUES (?1, ?2, ?3) \
         ON CONFLICT DO UPDATE SET state = excluded.state",
    )?;
    for (community, state) in states {
        write.execute(params![member.0, community.0, super::encode(state)?])?;
    }
    Ok(())
}

/// Streams every member's states.
pub(super) fn each<E: From<StoreError>>(
    conn: &Connection,
    mut emit: impl FnMut(MemberStates) -> Result<(), E>,
) -> Result<(), E> {
    let mut reader = WhoReader::load(conn)?;
    let mut statement = conn
        .prepare(
            "SELECT s.member, s.community, s.state FROM state s JOIN member m ON m.id = s.member \
             WHERE m.opted_out = 0 ORDER BY s.member, s.community",
        )
        .map_err(StoreError::from)?;
    let mut rows = statement.query([]).map_err(StoreError::from)?;
    let mut open: Option<(MemberId, Vec<(CommunityId, MemberState)>)> = None;
    while let Some(row) = rows.next().map_err(StoreError::from)? {
        let (member, community, state) = read_state(row)?;
        match &mut open {
            Some((same, states)) if *same == member => states.push((community, state)),
            _ => {
                if let Some(done) = open.replace((member, vec![(community, state)])) {
                    emit(reader.complete(done)?)?;
                }
            }
        }
    }
    match open {
        Some(done) => emit(reader.complete(done)?),
        None => Ok(()),
    }
}

impl Reader {
    /// Streams every member's states, by member.
    ///
    /// # Errors
    /// Those of the store, and whatever `emit` says.
    pub fn each_state<E: From<StoreError>>(&self, emit: impl FnMut(MemberStates) -> Result<(), E>) -> Result<(), E> {
        let _moment = self.hold()?;
        each(&self.connection, emit)
    }

    /// The first and last instant of the rows of each community: messages and events by their
    /// group, orders and answers by whom they name. The latter move the end alone: an old order
    /// does not say since when the chat was seen, and where no chat is it begins with its end. Where
    /// nothing has a time (rosters alone) it is when the last file was imported.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn spans(&self) -> Result<Vec<(CommunityId, Timestamp, Timestamp)>, StoreError> {
        let mut statement = self.connection.prepare(
            "WITH moment (community, first, last) AS ( \
                 SELECT community, (SELECT min(time) FROM message WHERE group_id = groups.id), \
                     (SELECT max(time) FROM message WHERE group_id = groups.id) FROM groups \
                 UNION ALL SELECT community, (SELECT min(time) FROM event WHERE group_id = groups.id), \
                     (SELECT max(time) FROM event WHERE group_id = groups.id) FROM groups \
                 UNION ALL SELECT f.community, e.time, e.time FROM event e JOIN import f ON f.id = e.import \
                     WHERE e.group_id IS NULL \
                 UNION ALL SELECT p.community, NULL, o.placed FROM orders o JOIN party p ON p.id = o.party \
                 UNION ALL SELECT p.community, NULL, r.time FROM response r JOIN party p ON p.id = r.party), \
             arrival (community, first, last) AS (SELECT community, min(time), max(time) FROM import GROUP BY community) \
             SELECT c.id, coalesce(min(m.first), max(m.last), a.last), coalesce(max(m.last), a.last) \
             FROM community c LEFT JOIN moment m ON m.community = c.id LEFT JOIN arrival a ON a.community = c.id \
             GROUP BY c.id HAVING coalesce(min(m.last), a.first) IS NOT NULL ORDER BY c.id",
        )?;
        let spans = statement
            .query_map([], |row| Ok((CommunityId(row.get(0)?), Timestamp(row.get(1)?), Timestamp(row.get(2)?))))?;
        Ok(spans.collect::<Result<_, _>>()?)
    }
}

/// A state as it was written, or as an earlier version wrote it: what it did not yet have stands at the
/// end, and is read as 0.
pub(super) fn read(written: &[u8]) -> Result<MemberState, StoreError> {
    super::decode(&[written, &[0]].concat())
}

fn read_state(row: &rusqlite::Row<'_>) -> Result<(MemberId, CommunityId, MemberState), StoreError> {
    let state = read(row.get_ref(2)?.as_blob().map_err(rusqlite::Error::from)?)?;
    Ok((MemberId(row.get(0)?), CommunityId(row.get(1)?), state))
}

struct WhoReader<'c> {
    conn: &'c Connection,
    groups: FxHashMap<i64, (String, CommunityId)>,
    contacts: FxHashMap<i64, (Option<Day>, bool)>,
    notes: FxHashMap<i64, Vec<String>>,
    campaigns: FxHashMap<i64, Vec<String>>,
}

impl<'c> WhoReader<'c> {
    fn load(conn: &'c Connection) -> Result<WhoReader<'c>, StoreError> {
        let mut statement = conn.prepare("SELECT id, name, community FROM groups")?;
        let groups = statement
            .query_map([], |row| Ok((row.get(0)?, (row.get(1)?, CommunityId(row.get(2)?)))))?
            .collect::<Result<_, _>>()?;
        let (contacts, notes, campaigns) = (notes::contacts(conn)?, notes::texts(conn)?, outcomes::contacted(conn)?);
        Ok(WhoReader { conn, groups, contacts, notes, campaigns })
    }

    fn complete(
        &mut self,
        (member, mut states): (MemberId, Vec<(CommunityId, MemberState)>),
    ) -> Result<MemberStates, StoreError> {
        states.sort_by_key(|(community, state)| (std::cmp::Reverse(state.messages), *community));
        Ok(MemberStates { member, who: self.who(member)?, states })
    }

    fn who(&self, member: MemberId) -> Result<Who, StoreError> {
        let (name, staff) = self
            .conn
            .prepare_cached(&format!("SELECT p.name, {COUNTS_AS} FROM member p WHERE p.id = ?1"))?
            .query_row([member.0], |row| Ok((row.get(0)?, staff_mark(row.get(1)?))))?;
        let accounts = accounts(self.conn, member)?;
        let speaker = speaker(self.conn, &accounts)?;
        let (contacted, quiet) = self.contacts.get(&member.0).copied().unwrap_or_default();
        Ok(Who {
            name,
            platform: speaker.map(|account| account.platform.clone()).unwrap_or_default(),
            platform_id: speaker.and_then(|account| account.native.clone()).unwrap_or_default(),
            staff,
            platforms: {
                let all: std::collections::BTreeSet<&str> =
                    accounts.iter().map(|account| account.platform.as_str()).collect();
                all.into_iter().map(str::to_owned).collect()
            },
            names: strings(
                self.conn,
                "SELECT n.value FROM identity i JOIN name n ON n.identity = i.id WHERE i.member = ?1",
                member,
            )?,
            ids: accounts.iter().filter_map(|account| account.native.clone()).collect(),
            groups: self.groups(member)?,
            inviters: self.inviters(member)?,
            contacted,
            quiet,
            notes: self.notes.get(&member.0).cloned().unwrap_or_default(),
            campaigns: self.campaigns.get(&member.0).cloned().unwrap_or_default(),
        })
    }

    fn inviters(&self, member: MemberId) -> Result<Vec<(MemberId, String)>, StoreError> {
        let mut statement = self.conn.prepare_cached(
            "SELECT w.id, w.name FROM identity i JOIN membership s ON s.identity = i.id \
             JOIN identity by ON by.id = s.inviter JOIN member w ON w.id = by.member WHERE i.member = ?1",
        )?;
        let inviters = statement.query_map([member.0], |row| Ok((MemberId(row.get(0)?), row.get(1)?)))?;
        Ok(inviters.collect::<Result<_, _>>()?)
    }

    fn groups(&self, member: MemberId) -> Result<Vec<(GroupId, String, CommunityId, Role)>, StoreError> {
        let mut statement = self.conn.prepare_cached(
            "SELECT s.group_id, s.role FROM identity i JOIN membership s ON s.identity = i.id \
             WHERE i.member = ?1 AND s.left_at IS NULL ORDER BY s.group_id",
        )?;
        let mut rows = statement.query([member.0])?;
        let mut groups: Vec<(GroupId, String, CommunityId, Role)> = Vec::new();
        while let Some(row) = rows.next()? {
            let id: i64 = row.get(0)?;
            let role = row.get_ref(1)?.as_str().ok().and_then(Role::parse).unwrap_or(Role::Member);
            match groups.last_mut() {
                Some((same, .., held)) if same.0 == id => *held = role.min(*held),
                _ => {
                    if let Some((name, community)) = self.groups.get(&id) {
                        groups.push((GroupId(id), name.clone(), *community, role));
                    }
                }
            }
        }
        Ok(groups)
    }
}

/// Distinct strings in the order found; a set of SQLite's own costs more than the query.
fn strings(conn: &Connection, sql: &str, member: MemberId) -> Result<Vec<String>, StoreError> {
    let mut statement = conn.prepare_cached(sql)?;
    let mut rows = statement.query([member.0])?;
    let (mut found, mut seen) = (Vec::new(), FxHashSet::default());
    while let Some(row) = rows.next()? {
        let string: String = row.get(0)?;
        if seen.insert(string.clone()) {
            found.push(string);
        }
    }
    Ok(found)
}

/// The meaning of the column `member.staff`.
pub(super) fn staff_mark(number: i64) -> StaffMark {
    match number {
        1 => StaffMark::Staff,
        2 => StaffMark::Bot,
        _ => StaffMark::None,
    }
}

/// The number that stands for a mark in the columns `staff`.
pub(super) fn staff_number(mark: StaffMark) -> i64 {
    match mark {
        StaffMark::None => 0,
        StaffMark::Staff => 1,
        StaffMark::Bot => 2,
    }
}

struct Account {
    id: i64,
    platform: String,
    native: Option<String>,
}

fn accounts(conn: &Connection, member: MemberId) -> Result<Vec<Account>, StoreError> {
    let mut statement =
        conn.prepare_cached("SELECT id, platform, native FROM identity WHERE member = ?1 ORDER BY id")?;
    let accounts = statement
        .query_map([member.0], |row| Ok(Account { id: row.get(0)?, platform: row.get(1)?, native: row.get(2)? }))?;
    Ok(accounts.collect::<Result<_, _>>()?)
}

/// The account that speaks most, and among equals the first; messages are counted only where
/// there is a choice.
fn speaker<'a>(conn: &Connection, accounts: &'a [Account]) -> Result<Option<&'a Account>, StoreError> {
    if accounts.len() < 2 {
        return Ok(accounts.first());
    }
    let mut count = conn.prepare_cached("SELECT count(*) FROM message WHERE identity = ?1")?;
    let mut most: Option<(i64, &Account)> = None;
    for account in accounts {
        let messages: i64 = count.query_row([account.id], |row| row.get(0))?;
        if most.is_none_or(|(best, _)| messages > best) {
            most = Some((messages, account));
        }
    }
    Ok(most.map(|(_, account)| account))
}
