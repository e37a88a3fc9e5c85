//! Decisions on proposals: accepted, turned down, and taken back, so that what was joined and taught
//! is as it was before.

use std::collections::BTreeSet;

use rusqlite::{Connection, OptionalExtension, Transaction};
use serde::{Deserialize, Serialize};

use super::Store;
use super::error::{Result, StoreError};
use super::joins::{join, run};
use super::proposals::propose;

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

/// What joined, and which keys were learnt, by one decision.
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
        self.decide(proposals, accept)
    }

    /// Turns proposals down, for good.
    ///
    /// # Errors
    /// [`StoreError::Absent`] if one is not open; nothing is turned down then.
    pub fn reject_joins(&mut self, proposals: &[i64]) -> Result<u64> {
        self.decide(proposals, |transaction, proposal| {
            let rejected = "UPDATE join_proposal SET state = 'rejected' WHERE id = ?1";
            transaction.execute(rejected, [proposal])?;
            Ok(Gain::default())
        })
    }

    fn decide(&mut self, proposals: &[i64], decide: impl Fn(&Transaction<'_>, i64) -> Result<Gain>) -> Result<u64> {
        self.write(|transaction| {
            for proposal in proposals {
                if !is_open(transaction, *proposal)? {
                    return Err(StoreError::Absent);
                }
            }
            let batch: i64 =
                transaction.query_row("SELECT coalesce(max(batch), 0) + 1 FROM join_decision", [], |row| row.get(0))?;
            let mut decided = 0;
            for proposal in proposals {
                if !is_open(transaction, *proposal)? {
                    continue;
                }
                let gain = serde_json::to_string(&decide(transaction, *proposal)?).map_err(super::unreadable)?;
                transaction.execute(
                    "INSERT INTO join_decision (batch, proposal, gain) VALUES (?1, ?2, ?3)",
                    (batch, proposal, gain),
                )?;
                decided += 1;
            }
            Ok(decided)
        })
    }

    /// Takes the latest decisions back, all that were made in one go since the last import: their
    /// proposals are open again. How many there were.
    ///
    /// # Errors
    /// If the store cannot be written.
    pub fn undo_joins(&mut self) -> Result<u64> {
        self.write(|transaction| {
            let decisions: Vec<(i64, i64, String)> = transaction
                .prepare(
                    "SELECT id, proposal, gain FROM join_decision
                     WHERE batch = (SELECT max(batch) FROM join_decision) ORDER BY id DESC",
                )?
                .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
                .collect::<rusqlite::Result<_>>()?;
            for (id, proposal, gain) in &decisions {
                let gain: Gain = serde_json::from_str(gain).map_err(super::unreadable)?;
                gain.take_back(transaction)?;
                transaction.execute("UPDATE join_proposal SET state = 'open' WHERE id = ?1", [proposal])?;
                transaction.execute("DELETE FROM join_decision WHERE id = ?1", [id])?;
                super::audit::write(transaction, "unjoin", &serde_json::json!({ "proposal": proposal }))?;
            }
            propose(transaction)?;
            Ok(decisions.len() as u64)
        })
    }
}

fn is_open(connection: &Connection, proposal: i64) -> Result<bool> {
    Ok(connection.prepare_cached("SELECT 1 FROM join_proposal WHERE id = ?1 AND state = 'open'")?.exists([proposal])?)
}

fn accept(connection: &Transaction<'_>, proposal: i64) -> Result<Gain> {
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
    let before = Belongings::of(connection, member)?;
    connection.execute("UPDATE join_proposal SET state = 'accepted' WHERE id = ?1", [proposal])?;
    join(connection, party, identity, "accepted")?;
    super::audit::write(connection, "join", &serde_json::json!({ "proposal": proposal }))?;
    run(connection)?;
    Ok(Gain::between(&before, &Belongings::of(connection, member)?))
}

/// An import may rest on what decisions taught: they stand from then on.
pub(super) fn settle(connection: &Connection) -> Result<()> {
    connection.execute("DELETE FROM join_decision", [])?;
    Ok(())
}
