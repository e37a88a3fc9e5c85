//! Taking a decision on a proposal back: what it joined and taught is as it was before.

use std::collections::BTreeSet;

use rusqlite::Connection;

use super::Store;
use super::error::{Result, StoreError};
use super::joins::propose;

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

/// A decision, with all that it changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    proposal: i64,
    parties: Vec<i64>,
    handles: Vec<Handle>,
}

impl Decision {
    /// A proposal turned down.
    pub(super) fn rejected(proposal: i64) -> Decision {
        Decision { proposal, parties: Vec::new(), handles: Vec::new() }
    }

    /// A proposal accepted, and what the member has since.
    pub(super) fn accepted(proposal: i64, before: &Belongings, after: &Belongings) -> Decision {
        Decision {
            proposal,
            parties: after.parties.difference(&before.parties).copied().collect(),
            handles: after.handles.difference(&before.handles).cloned().collect(),
        }
    }
}

impl Store {
    /// Takes a decision back, as long as nothing was imported since: the proposal is open again.
    ///
    /// # Errors
    /// [`StoreError::Absent`] if the proposal is not decided any more.
    pub fn take_back(&mut self, decision: &Decision) -> Result<()> {
        self.write(|transaction| {
            let reopened = transaction.execute(
                "UPDATE join_proposal SET state = 'open' WHERE id = ?1 AND state <> 'open'",
                [decision.proposal],
            )?;
            if reopened == 0 {
                return Err(StoreError::Absent);
            }
            for party in &decision.parties {
                transaction.execute(
                    "UPDATE member SET dirty = 1 WHERE id = (SELECT i.member FROM party p
                     JOIN identity i ON i.id = p.identity WHERE p.id = ?1)",
                    [party],
                )?;
                transaction.execute("UPDATE party SET identity = NULL, joined_by = NULL WHERE id = ?1", [party])?;
            }
            for (kind, value, identity) in &decision.handles {
                transaction.execute(
                    "DELETE FROM handle WHERE kind = ?1 AND value = ?2 AND identity = ?3",
                    (kind, value, identity),
                )?;
            }
            super::audit::write(transaction, "unjoin", &serde_json::json!({ "proposal": decision.proposal }))?;
            propose(transaction)
        })
    }
}
