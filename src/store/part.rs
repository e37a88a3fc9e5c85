//! A merge is taken apart: every message, order, answer, event, seat and mark by hand is where it
//! was. Rows hang on accounts, so that accounts going back take them along; what hung on the
//! member is remembered here when two become one.

use rusqlite::{Connection, OptionalExtension, Row};
use serde::{Deserialize, Serialize};

use super::decision::{Belongings, Gain};
use super::error::{Result, StoreError};
use super::merge::{self, Grounds, mark_tied};
use super::{Reader, Store, apart, joins, proposals, segments};
use crate::model::identity::MergeRow;
use crate::model::journal::Act;
use crate::model::{MemberId, Timestamp};

/// A tag on a member: tag, source, since.
type Mark = (i64, i64, i64);
/// Sources of marks by hand: given, and taken away.
const BY_HAND: [i64; 2] = [1, 3];

/// What two members were when they became one.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Before {
    accounts: Vec<i64>,
    /// `staff` and `opted_out` of who stayed and of who went.
    flags: [(i64, i64); 2],
    tags: [Vec<Mark>; 2],
    /// Of who went: build, what, before, after.
    history: Vec<(i64, String, Option<String>, Option<String>)>,
    /// Of who went: number, party, reasons, state.
    proposals: Vec<(i64, i64, String, String)>,
    snapshots: Vec<(String, i64, bool)>,
    gain: Gain,
}

impl Before {
    pub(super) fn of(connection: &Connection, keep: i64, gone: i64) -> Result<Before> {
        Ok(Before {
            accounts: rows(connection, "SELECT id FROM identity WHERE member = ?1", gone, |row| row.get(0))?,
            flags: [flags(connection, keep)?, flags(connection, gone)?],
            tags: [marks(connection, keep)?, marks(connection, gone)?],
            history: rows(
                connection,
                "SELECT build, what, before, after FROM history WHERE member = ?1",
                gone,
                |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)),
            )?,
            proposals: rows(
                connection,
                "SELECT id, party, reasons, state FROM join_proposal WHERE member = ?1",
                gone,
                |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)),
            )?,
            snapshots: segments::snapshots_of(connection, gone, keep)?,
            gain: Gain::default(),
        })
    }

    pub(super) fn written(&self) -> Result<String> {
        Ok(serde_json::to_string(self).map_err(super::unreadable)?)
    }

    fn read(text: &str) -> Result<Before> {
        Ok(serde_json::from_str(text).map_err(super::unreadable)?)
    }

    /// Gives what was theirs back to who was gone, from whoever has it by now: the member who stayed
    /// then, or whom they became part of since.
    fn restore(&self, connection: &Connection, from: i64, merge: &Merge) -> Result<()> {
        let gone = merge.gone;
        let stayed = from == merge.keep;
        self.gain.take_back(connection)?;
        self.restore_flags(connection, from, merge)?;
        for account in &self.accounts {
            connection
                .prepare_cached("UPDATE identity SET member = ?3 WHERE id = ?1 AND member = ?2")?
                .execute([*account, from, gone])?;
        }
        self.restore_tags(connection, from, gone, stayed)?;
        self.restore_history(connection, from, gone)?;
        self.restore_proposals(connection, from, gone)?;
        segments::part(connection, stayed.then_some(from), gone, &self.snapshots)
    }

    /// What was marked, or asked, since they were one holds for both.
    fn restore_flags(&self, connection: &Connection, from: i64, merge: &Merge) -> Result<()> {
        let [kept, left] = self.flags;
        let (staff, opted_out) = flags(connection, from)?;
        let as_merged = from == merge.keep && staff == self.staff();
        let (stays, goes) = match as_merged {
            true => (kept.0, left.0),
            false if from == merge.keep => (staff, staff),
            false => (staff, left.0),
        };
        connection
            .prepare_cached("INSERT INTO member (id, name, staff, opted_out, dirty) VALUES (?1, ?2, ?3, ?4, 1)")?
            .execute((merge.gone, &merge.gone_name, goes, left.1.max(opted_out)))?;
        connection.prepare_cached("UPDATE member SET staff = ?2, dirty = 1 WHERE id = ?1")?.execute((from, stays))?;
        Ok(())
    }

    /// A mark by hand that came with who is gone leaves with them; what rules give, the next build
    /// looks over.
    fn restore_tags(&self, connection: &Connection, from: i64, gone: i64, stayed: bool) -> Result<()> {
        let [kept, left] = &self.tags;
        let mut take = connection.prepare_cached("DELETE FROM member_tag WHERE member = ?1 AND tag = ?2")?;
        let mut give = connection
            .prepare_cached("INSERT OR IGNORE INTO member_tag (member, tag, source, since) VALUES (?1, ?2, ?3, ?4)")?;
        for mark in marks(connection, from)?.iter().filter(|mark| self.brought(mark)) {
            take.execute([from, mark.0])?;
        }
        let theirs = if stayed { kept.as_slice() } else { &[] };
        for (member, marks) in [(from, theirs), (gone, left)] {
            for (tag, source, since) in marks {
                give.execute([member, *tag, *source, *since])?;
            }
        }
        Ok(())
    }

    /// Whether a mark by hand came with who was gone.
    fn brought(&self, mark: &Mark) -> bool {
        let [kept, left] = &self.tags;
        left.contains(mark) && !kept.contains(mark) && BY_HAND.contains(&mark.1)
    }

    /// Somebody who came with who is gone has left before them.
    fn without(mut self, parted: &Before) -> Before {
        self.accounts.retain(|account| !parted.accounts.contains(account));
        self.tags[1].retain(|mark| !parted.brought(mark));
        if self.flags[1].0 == parted.staff() {
            self.flags[1].0 = parted.flags[0].0;
        }
        self
    }

    /// The mark that both had when they were one.
    fn staff(&self) -> i64 {
        self.flags[0].0.max(self.flags[1].0)
    }

    fn restore_history(&self, connection: &Connection, keep: i64, gone: i64) -> Result<()> {
        let mut back = connection.prepare_cached(
            "UPDATE history SET member = ?2 WHERE rowid = (SELECT rowid FROM history WHERE member = ?1
             AND build = ?3 AND what = ?4 AND before IS ?5 AND after IS ?6 LIMIT 1)",
        )?;
        for (build, what, before, after) in &self.history {
            back.execute((keep, gone, build, what, before, after))?;
        }
        Ok(())
    }

    fn restore_proposals(&self, connection: &Connection, keep: i64, gone: i64) -> Result<()> {
        let mut move_back =
            connection.prepare_cached("UPDATE join_proposal SET member = ?3 WHERE id = ?1 AND member = ?2")?;
        let mut remake = connection.prepare_cached(
            "INSERT OR IGNORE INTO join_proposal (id, party, member, reasons, state)
             SELECT ?1, p.id, ?3, ?4, ?5 FROM party p WHERE p.id = ?2 AND (p.identity IS NULL OR ?5 <> 'open')",
        )?;
        for (id, party, reasons, state) in &self.proposals {
            if move_back.execute([*id, keep, gone])? == 0 {
                remake.execute((id, party, gone, reasons, state))?;
            }
        }
        // What was proposed since by a name that is not theirs.
        connection.execute(
            "DELETE FROM join_proposal WHERE state = 'open' AND member = ?1 AND NOT EXISTS (
                 SELECT 1 FROM party_name p JOIN name n ON n.folded = p.value JOIN identity i ON i.id = n.identity
                 WHERE p.party = join_proposal.party AND i.member = ?1)",
            [keep],
        )?;
        proposals::propose(connection)
    }
}

fn rows<T>(
    connection: &Connection,
    sql: &str,
    member: i64,
    read: impl FnMut(&rusqlite::Row<'_>) -> rusqlite::Result<T>,
) -> Result<Vec<T>> {
    Ok(connection.prepare_cached(sql)?.query_map([member], read)?.collect::<rusqlite::Result<_>>()?)
}

fn flags(connection: &Connection, member: i64) -> Result<(i64, i64)> {
    Ok(connection
        .prepare_cached("SELECT staff, opted_out FROM member WHERE id = ?1")?
        .query_row([member], |row| Ok((row.get(0)?, row.get(1)?)))?)
}

fn marks(connection: &Connection, member: i64) -> Result<Vec<Mark>> {
    rows(connection, "SELECT tag, source, since FROM member_tag WHERE member = ?1 ORDER BY tag", member, |row| {
        Ok((row.get(0)?, row.get(1)?, row.get(2)?))
    })
}

/// What of a person is to be parted from the rest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part<'a> {
    /// Whoever became part of them last.
    Latest,
    /// The account of this platform id or name, with all that came with it.
    Account(&'a str),
}

impl Store {
    /// Makes two members one person; joins what that lets join. The lower number stays, and is given.
    ///
    /// # Errors
    /// [`StoreError::Absent`] if one of them is not there, or both are the same.
    pub fn merge(&mut self, a: MemberId, b: MemberId, reasons: &[(String, String)]) -> Result<MemberId> {
        let (keep, gone) = (a.0.min(b.0), a.0.max(b.0));
        let source = if reasons.is_empty() { "hand" } else { "suggested" };
        let both = "SELECT count(*) FROM member WHERE id IN (?1, ?2)";
        if self.connection()?.query_row(both, [keep, gone], |row| row.get::<_, i64>(0))? < 2 {
            return Err(StoreError::Absent);
        }
        let reasons: Vec<(&str, &str)> = reasons.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect();
        self.act(&Act::Merge { gone: Some(MemberId(gone)) }, Some(MemberId(keep)), |transaction| {
            apart::allow(transaction, keep, gone)?;
            let merge = merge::members(transaction, keep, gone, &Grounds { source, reasons: &reasons })?;
            segments::follow_merges(transaction, &[(keep, gone)])?;
            merge::rename(transaction, keep)?;
            let before = Belongings::of(transaction, keep)?;
            joins::run(transaction)?;
            let gain = Gain::between(&before, &Belongings::of(transaction, keep)?);
            remember_gain(transaction, merge, gain)?;
            Ok((2, MemberId(keep)))
        })
    }

    /// Takes a merge apart; the member who is there again. Both are kept apart from now on.
    ///
    /// # Errors
    /// [`StoreError::Absent`] if the person was not made of several, or not with that account.
    pub fn part(&mut self, member: MemberId, part: &Part<'_>) -> Result<MemberId> {
        let merge = merge_of(self.connection()?, member.0, part)?.ok_or(StoreError::Absent)?;
        self.take_apart(member, &merge)
    }

    /// Takes apart the merge of this number, whoever has by now what came with it, as [`Store::part`] does.
    ///
    /// # Errors
    /// [`StoreError::Absent`] if there is none, or it was taken apart already.
    pub fn part_merge(&mut self, number: i64) -> Result<MemberId> {
        let (merge, holder) = numbered(self.connection()?, number)?.ok_or(StoreError::Absent)?;
        self.take_apart(MemberId(holder), &merge)
    }

    fn take_apart(&mut self, holder: MemberId, merge: &Merge) -> Result<MemberId> {
        let act = Act::Split { gone: Some(MemberId(merge.gone)) };
        self.act(&act, Some(holder), |transaction| take_apart(transaction, holder.0, merge))
    }
}

fn take_apart(transaction: &Connection, member: i64, merge: &Merge) -> Result<(u64, MemberId)> {
    let before = Before::read(&merge.before)?;
    before.restore(transaction, member, merge)?;
    leave_later(transaction, merge.id, &before)?;
    mark_tied(transaction, merge.gone)?;
    merge::rename(transaction, member)?;
    merge::rename(transaction, merge.gone)?;
    apart::keep(
        transaction,
        account_of(transaction, merge.keep, member)?,
        apart::first_account(transaction, merge.gone)?,
    )?;
    let parted = "UPDATE merge SET parted = ?2, before = '{}' WHERE id = ?1";
    transaction.execute(parted, (merge.id, Timestamp::now().0))?;
    Ok((2, MemberId(merge.gone)))
}

/// An account that was a member's own from the beginning, whoever holds it by now; else one of who does.
fn account_of(connection: &Connection, member: i64, holder: i64) -> Result<Option<i64>> {
    let own = "SELECT min(id) FROM identity WHERE origin = ?1";
    let own: Option<i64> = connection.query_row(own, [member], |row| row.get(0))?;
    if own.is_some() { Ok(own) } else { apart::first_account(connection, holder) }
}

/// Whoever is parted takes nothing of theirs along when those they came with part later.
fn leave_later(connection: &Connection, merge: i64, parted: &Before) -> Result<()> {
    let later: Vec<(i64, i64, String)> =
        rows(connection, "SELECT id, keep, before FROM merge WHERE parted IS NULL AND id > ?1", merge, |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })?;
    for (id, keep, before) in later {
        let before = Before::read(&before)?;
        if before.accounts.iter().any(|account| parted.accounts.contains(account)) {
            let together = before.staff();
            let left = before.without(parted);
            let staff = "UPDATE member SET staff = ?3 WHERE id = ?1 AND staff = ?2";
            connection.execute(staff, (keep, together, left.staff()))?;
            connection.execute("UPDATE merge SET before = ?2 WHERE id = ?1", (id, left.written()?))?;
        }
    }
    Ok(())
}

fn remember_gain(connection: &Connection, merge: i64, gain: Gain) -> Result<()> {
    let before: String = connection.query_row("SELECT before FROM merge WHERE id = ?1", [merge], |row| row.get(0))?;
    let before = Before { gain, ..Before::read(&before)? }.written()?;
    connection.execute("UPDATE merge SET before = ?2 WHERE id = ?1", (merge, before))?;
    Ok(())
}

/// A merge as it is kept.
struct Merge {
    id: i64,
    keep: i64,
    gone: i64,
    gone_name: String,
    before: String,
}

impl Merge {
    fn read(row: &Row<'_>) -> rusqlite::Result<Merge> {
        Ok(Merge { id: row.get(0)?, keep: row.get(1)?, gone: row.get(2)?, gone_name: row.get(3)?, before: row.get(4)? })
    }
}

/// The merge by which a part came to a member: of an account the one it came by itself, if it did.
fn merge_of(connection: &Connection, member: i64, part: &Part<'_>) -> Result<Option<Merge>> {
    let account = match part {
        Part::Latest => None,
        Part::Account(named) => Some(account(connection, member, named)?.ok_or(StoreError::Absent)?),
    };
    // Whoever is gone has accounts with the member, or they are with somebody else by now.
    Ok(connection
        .prepare_cached(
            "SELECT id, keep, gone, gone_name, before FROM merge WHERE parted IS NULL AND EXISTS (
                 SELECT 1 FROM json_each(merge.before, '$.accounts') a JOIN identity i ON i.id = a.value
                 WHERE i.member = ?1 AND (?2 IS NULL OR i.id = ?2))
             AND NOT EXISTS (SELECT 1 FROM member WHERE id = merge.gone)
             ORDER BY gone IS (SELECT origin FROM identity WHERE id = ?2) DESC, id DESC LIMIT 1",
        )?
        .query_row((member, account), Merge::read)
        .optional()?)
}

/// The merge of a number that holds still, and who has the accounts that came with it.
fn numbered(connection: &Connection, number: i64) -> Result<Option<(Merge, i64)>> {
    Ok(connection
        .prepare_cached(
            "SELECT merge.id, keep, gone, gone_name, before, i.member FROM merge, json_each(merge.before, '$.accounts') a
             JOIN identity i ON i.id = a.value WHERE merge.id = ?1 AND parted IS NULL
             AND NOT EXISTS (SELECT 1 FROM member WHERE id = merge.gone) LIMIT 1",
        )?
        .query_row([number], |row| Ok((Merge::read(row)?, row.get(5)?)))
        .optional()?)
}

fn account(connection: &Connection, member: i64, named: &str) -> Result<Option<i64>> {
    let (platform, id) = named.split_once(':').unwrap_or(("", named));
    Ok(connection
        .prepare_cached(
            "SELECT id FROM identity WHERE member = ?1
             AND (native = ?2 OR native = ?4 AND platform = ?3 OR native IS NULL AND name = ?2)
             ORDER BY native IS NULL, id DESC LIMIT 1",
        )?
        .query_row((member, named, platform, id), |row| row.get(0))
        .optional()?)
}

impl Reader {
    /// Who became one person, the latest first; only a member's own if one is named.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn merges(&self, member: Option<MemberId>) -> Result<Vec<MergeRow>> {
        let conn = self.conn()?;
        let mut statement = conn.prepare_cached(
            "SELECT id, time, keep, (SELECT name FROM main.member WHERE id = keep), gone, gone_name, source, reasons, parted
             FROM merge WHERE ?1 IS NULL OR keep = ?1 OR gone = ?1
             OR gone IN (SELECT origin FROM main.identity WHERE member = ?1) ORDER BY id DESC",
        )?;
        let merges = statement
            .query_map([member.map(|member| member.0)], |row| {
                Ok(MergeRow {
                    id: row.get(0)?,
                    time: Timestamp(row.get(1)?),
                    keep: MemberId(row.get(2)?),
                    keep_name: row.get::<_, Option<String>>(3)?.unwrap_or_default(),
                    gone: MemberId(row.get(4)?),
                    gone_name: row.get(5)?,
                    source: row.get(6)?,
                    reasons: serde_json::from_str(row.get_ref(7)?.as_str()?).unwrap_or_default(),
                    parted: row.get::<_, Option<i64>>(8)?.map(Timestamp),
                })
            })?
            .collect::<rusqlite::Result<_>>()?;
        Ok(merges)
    }
}
