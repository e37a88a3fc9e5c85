//! The schema and its numbered steps.

use rusqlite::{Connection, Transaction, TransactionBehavior};

use super::error::Result;

/// Marks a SQLite file as ours: `QXNG`.
pub(crate) const APPLICATION_ID: i64 = 0x5158_4E47;

/// The steps in order: step n leads from version n to n + 1.
pub(crate) const STEPS: &[&str] = &[
    include_str!("../../assets/migrations/0001_first.sql"),
    include_str!("../../assets/migrations/0002_skip_at.sql"),
    include_str!("../../assets/migrations/0003_folders.sql"),
    include_str!("../../assets/migrations/0004_items_and_answers.sql"),
    include_str!("../../assets/migrations/0005_identity.sql"),
    include_str!("../../assets/migrations/0006_quality.sql"),
    include_str!("../../assets/migrations/0007_today.sql"),
    include_str!("../../assets/migrations/0008_journal.sql"),
    include_str!("../../assets/migrations/0009_lock.sql"),
    include_str!("../../assets/migrations/0010_persona.sql"),
    include_str!("../../assets/migrations/0011_outcome.sql"),
    include_str!("../../assets/migrations/0012_review.sql"),
    include_str!("../../assets/migrations/0013_column.sql"),
    include_str!("../../assets/migrations/0014_said.sql"),
];

/// The version that this program writes.
pub(crate) const VERSION: i64 = STEPS.len() as i64;

/// The version of an open store; 0 for an empty file.
pub(crate) fn version(connection: &Connection) -> Result<i64> {
    Ok(connection.pragma_query_value(None, "user_version", |row| row.get(0))?)
}

/// Takes a store through the steps that it has not seen, each in one transaction.
pub(crate) fn migrate(connection: &Connection, steps: &[&str]) -> Result<()> {
    let from = version(connection)?;
    for (step, sql) in (0i64..).zip(steps).skip(usize::try_from(from).unwrap_or(0)) {
        let transaction = Transaction::new_unchecked(connection, TransactionBehavior::Immediate)?;
        if version(&transaction)? == step {
            transaction.execute_batch(sql)?;
            transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
            transaction.pragma_update(None, "user_version", step + 1)?;
        }
        transaction.commit()?;
    }
    Ok(())
}
