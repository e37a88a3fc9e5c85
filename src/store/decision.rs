//! Decisions on proposals: accepted, turned down, and taken back, so that what was joined and taught
//! is as it was before.

use std::collections::BTreeSet;

use rusqlite::{Connection, OptionalExtension};

use super::Store;
use super::error::{Result, StoreError};
use super::joins::{join, propose, run};

/// A key beside the platform id: kind, value, and the identity that has it.
type Handle = (String, String, i64);

/// What a member has through joins.
struct Belongings {
    parties: BTreeSet<i64>,
    handles: BTreeSet<Handle>,
}

impl Belongings {
    fn of(connection: &Connection, member: i64) -> Result<Belongings> {
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
    fn rejected(proposal: i64) -> Decision {
        Decision { proposal, parties: Vec::new(), handles: Vec::new() }
    }

    /// A proposal accepted, and what the member has since.
    fn accepted(proposal: i64, before: &Belongings, after: &Belongings) -> Decision {
        Decision {
            proposal,
            parties: after.parties.difference(&before.parties).copied().collect(),
            handles: after.handles.difference(&before.handles).cloned().collect(),
        }
    }
}

impl Store {
    /// Joins a proposed party to its member; what else that teaches joins at once, too.
    pub fn accept_join(&mut self, proposal: i64) -> Result<Decision> {
        self.write(|transaction| {
            let (party, member): (i64, i64) = transaction
                .query_row(
                    "SELECT party, member FROM join_proposal WHERE id = ?1 AND state = 'open'",
                    [proposal],
                    |row| Ok((row.get(0)?, row.get(1)?)),
                )
                .optional()?
                .ok_or(StoreError::Absent)?;
            let identity = transaction.query_row(
                "SELECT id FROM identity WHERE member = ?1 ORDER BY native IS NULL, id LIMIT 1",
                [member],
                |row| row.get(0),
            )?;
            let before = Belongings::of(transaction, member)?;
            transaction.execute("UPDATE join_proposal SET state = 'accepted' WHERE id = ?1", [proposal])?;
            join(transaction, party, identity, "accepted")?;
            super::audit::write(transaction, "join", &serde_json::json!({ "proposal": proposal }))?;
            run(transaction)?;
            Ok(Decision::accepted(proposal, &before, &Belongings::of(transaction, member)?))
        })
    }

    /// Turns a proposal down, for good.
    pub fn reject_join(&mut self, proposal: i64) -> Result<Decision> {
        self.write(|transaction| {
            let changed = transaction
                .execute("UPDATE join_proposal SET state = 'rejected' WHERE id = ?1 AND state = 'open'", [proposal])?;
            if changed == 0 { Err(StoreError::Absent) } else { Ok(Decision::rejected(proposal)) }
        })
    }

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
