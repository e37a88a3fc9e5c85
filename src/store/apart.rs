//! Whom the operator keeps apart: never suggested again, and never tied by an import.
//!
//! A pair is kept by accounts, so that it holds for whoever the accounts' members become.

use rusqlite::Connection;

use super::Store;
use super::error::{Result, StoreError};
use crate::model::journal::Act;
use crate::model::{MemberId, Timestamp};

/// Whether an account of one member is kept apart from one of the other.
pub(super) fn are(connection: &Connection, a: i64, b: i64) -> Result<bool> {
    Ok(connection
        .prepare_cached(
            "SELECT 1 FROM identity i JOIN apart p ON p.one = i.id JOIN identity j ON j.id = p.other
             WHERE i.member = ?1 AND j.member = ?2
             UNION ALL SELECT 1 FROM identity i JOIN apart p ON p.other = i.id JOIN identity j ON j.id = p.one
             WHERE i.member = ?1 AND j.member = ?2 LIMIT 1",
        )?
        .exists([a, b])?)
}

/// The account by which a member is kept apart from others: the first one.
pub(super) fn first_account(connection: &Connection, member: i64) -> Result<Option<i64>> {
    let mut first = connection.prepare_cached("SELECT min(id) FROM identity WHERE member = ?1")?;
    Ok(first.query_row([member], |row| row.get(0))?)
}

/// Keeps the members of two accounts apart from now on, whoever these become.
pub(super) fn keep(connection: &Connection, a: Option<i64>, b: Option<i64>) -> Result<()> {
    if let Some((a, b)) = a.zip(b) {
        connection
            .prepare_cached("INSERT OR IGNORE INTO apart (one, other, time) VALUES (min(?1, ?2), max(?1, ?2), ?3)")?
            .execute((a, b, Timestamp::now().0))?;
    }
    Ok(())
}

/// No longer keeps two members apart.
pub(super) fn allow(connection: &Connection, a: i64, b: i64) -> Result<()> {
    connection
        .prepare_cached(
            "DELETE FROM apart WHERE
             one IN (SELECT id FROM identity WHERE member = ?1) AND other IN (SELECT id FROM identity WHERE member = ?2)
             OR one IN (SELECT id FROM identity WHERE member = ?2) AND other IN (SELECT id FROM identity WHERE member = ?1)",
        )?
        .execute([a, b])?;
    Ok(())
}

impl Store {
    /// Says that two members are two people, for good.
    ///
    /// # Errors
    /// [`StoreError::Absent`] if one of them is not there.
    pub fn keep_apart(&mut self, a: MemberId, b: MemberId) -> Result<()> {
        self.act(&Act::KeepApart, None, |transaction| {
            let mut known = transaction.prepare_cached("SELECT 1 FROM member WHERE id = ?1")?;
            if !known.exists([a.0])? || !known.exists([b.0])? {
                return Err(StoreError::Absent);
            }
            keep(transaction, first_account(transaction, a.0)?, first_account(transaction, b.0)?)?;
            Ok((2, ()))
        })
    }
}
