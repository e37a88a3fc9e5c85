//! What a store holds of people, and what was done with it: what an impact assessment is filled with.

use super::Day;

/// Counts of a whole store.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Holdings {
    /// People.
    pub members: u64,
    /// Accounts on platforms.
    pub accounts: u64,
    /// Names they bear or bore.
    pub names: u64,
    /// Telephone numbers.
    pub phones: u64,
    /// Mail addresses.
    pub mails: u64,
    /// Messages.
    pub messages: u64,
    /// Events.
    pub events: u64,
    /// Orders.
    pub orders: u64,
    /// Answers to surveys.
    pub answers: u64,
    /// Titles of imported columns.
    pub columns: u64,
    /// Notes and follow-ups of the operator.
    pub notes: u64,
    /// People left out of profiles on their wish.
    pub opted_out: u64,
    /// Erasures of a person.
    pub forgotten: u64,
    /// Exports, pages among them.
    pub exports: u64,
    /// Those of them with telephone or mail in full.
    pub unmasked: u64,
    /// Times that a person was given what is held on them.
    pub handed_over: u64,
    /// The day before which nothing is kept, if there is one.
    pub retention: Option<Day>,
    /// Files by format: how many, and records in them.
    pub formats: Vec<(String, u64, u64)>,
}
