//! Decisions on proposals: accepted, or turned down; and what a person gains by joins.

use std::collections::BTreeSet;

use rusqlite::{Connection, OptionalExtension, Transaction};
use serde::{Deserialize, Serialize};

use super::error::{Result, StoreError};
use super::joins::{join, run};
use super::{Store, journal};
use crate::model::MemberId;
use crate::model::journal::Act;

/// A key beside the platform id: kind, value, and the identity that has it.
type Handle = (String, String, i64);

/// What a member has through joins.
pub(super) struct Belongings {
    parties: BTreeSet<i64>,
    handles: BTreeSet<Handle>,
}

impl Belongings {
    pub(super) fn of(connection: &Connection, member: i64) -> Result<Belongings> {
        let mut parties = connection
            .prepare_cached("SELECT p.id FROM party p JOIN identity i ON i.id = p.identity WHERE i.member = ?1")?;
        let mut handles = connection.prepare_cached(
            "SELECT h.kind, h.value, h.identity FROM handle h JOIN identity i ON i.id = h.identity WHERE i.member = ?1",
        )?;
        Ok(Belongings {
            parties: parties.query_map([member], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?,
            handles: handles
                .query_map([member], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
                .collect::<rusqlite::Result<_>>()?,
        })
    }
}

/// What joined, and which keys were learnt, when two became one person.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Gain {
    parties: Vec<i64>,
    handles: Vec<Handle>,
}

impl Gain {
    pub(super) fn between(before: &Belongings, after: &Belongings) -> Gain {
        Gain {
            parties: after.parties.difference(&before.parties).copied().collect(),
            handles: after.handles.difference(&before.handles).cloned().collect(),
        }
    }

    /// Opens what joined again, and unlearns the keys.
    pub(super) fn take_back(&self, connection: &Connection) -> Result<()> {
        for party in &self.parties {
            connection.execute(
                "UPDATE member SET dirty = 1 WHERE id = (SELECT i.member FROM party p
                 JOIN identity i ON i.id = p.identity WHERE p.id = ?1)",
                [party],
            )?;
            connection.execute("UPDATE party SET identity = NULL, joined_by = NULL WHERE id = ?1", [party])?;
        }
        for (kind, value, identity) in &self.handles {
            connection.execute(
                "DELETE FROM handle WHERE kind = ?1 AND value = ?2 AND identity = ?3",
                (kind, value, identity),
            )?;
        }
        Ok(())
    }
}

impl Store {
    /// Joins proposed parties to their members; what else that teaches joins at once, too. A
    /// proposal that another one of them has settled already is left alone. How many were accepted.
    ///
    /// # Errors
    /// [`StoreError::Absent`] if one is not open; nothing is accepted then.
    pub fn accept_joins(&mut self, proposals: &[i64]) -> Result<u64> {
        self.decide(&Act::AcceptJoins, proposals, accept)
    }

    /// Turns proposals down, for good.
    ///
    /// # Errors
    /// [`StoreError::Absent`] if one is not open; nothing is turned down then.
    pub fn reject_joins(&mut self, proposals: &[i64]) -> Result<u64> {
        self.decide(&Act::RejectJoins, proposals, |transaction, proposal| {
            let rejected = "UPDATE join_proposal SET state = 'rejected' WHERE id = ?1";
            transaction.execute(rejected, [proposal])?;
            Ok(())
        })
    }

    fn decide(
        &mut self,
        act: &Act,
        proposals: &[i64],
        decide: impl Fn(&Transaction<'_>, i64) -> Result<()>,
    ) -> Result<u64> {
        let whose = match proposals {
            [proposal] => member_of(self.connection()?, *proposal)?,
            _ => None,
        };
        self.act(act, whose, |transaction| {
            for proposal in proposals {
                if !is_open(transaction, *proposal)? {
                    return Err(StoreError::Absent);
                }
            }
            let mut decided = 0;
            for proposal in proposals {
                if is_open(transaction, *proposal)? {
                    decide(transaction, *proposal)?;
                    decided += 1;
                }
            }
            journal::counted(decided)
        })
    }
}

fn member_of(connection: &Connection, proposal: i64) -> Result<Option<MemberId>> {
    let member = "SELECT member FROM join_proposal WHERE id = ?1";
    Ok(connection.query_row(member, [proposal], |row| row.get(0)).optional()?.map(MemberId))
}

fn is_open(connection: &Connection, proposal: i64) -> Result<bool> {
    Ok(connection.prepare_cached("SELECT 1 FROM join_proposal WHERE id = ?1 AND state = 'open'")?.exists([proposal])?)
}

fn accept(connection: &Transaction<'_>, proposal: i64) -> Result<()> {
    let (party, member): (i64, i64) = connection
        .query_row("SELECT party, member FROM join_proposal WHERE id = ?1", [proposal], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
        .optional()?
        .ok_or(StoreError::Absent)?;
    let identity = connection.query_row(
        "SELECT id FROM identity WHERE member = ?1 ORDER BY native IS NULL, id LIMIT 1",
        [member],
        |row| row.get(0),
    )?;
    connection.execute("UPDATE join_proposal SET state = 'accepted' WHERE id = ?1", [proposal])?;
    join(connection, party, identity, "accepted")?;
    run(connection)
}
