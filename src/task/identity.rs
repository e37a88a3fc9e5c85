//! One person under several accounts: whom to suggest, and how right that is.

use std::collections::hash_map::Entry;
use std::path::Path;

use anyhow::{Result, anyhow};
use rustc_hash::FxHashMap;

use crate::import::truth;
use crate::lang::{Lang, task as say};
use crate::mining::identity::{self, Pairwise};
use crate::model::MemberId;
use crate::model::identity::{Reasons, Suggestion, Traits};
use crate::store::Reader;

/// A key or a name that more members than this share says nothing of who they are.
const MOST: usize = 5;

/// How the suggestions stand against a truth.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct IdentityScore {
    /// Accounts of the truth that are in the store.
    pub n: u64,
    /// Accounts of the truth that are not, or that several bear.
    pub unknown: u64,
    /// Pair by pair.
    pub pairwise: Pairwise,
}

/// Every two members with what they agree in, where that is enough.
fn agreeing(reader: &Reader) -> Result<Vec<(MemberId, MemberId, Reasons)>> {
    let mut known: FxHashMap<MemberId, Traits> = FxHashMap::default();
    let mut found = Vec::new();
    for (a, b) in reader.bonds(MOST, identity::is_full_name, identity::is_own_handle)? {
        for member in [a, b] {
            if let Entry::Vacant(unread) = known.entry(member) {
                unread.insert(reader.traits(member, MOST)?);
            }
        }
        found.extend(identity::reasons(&known[&a], &known[&b]).map(|reasons| (a, b, reasons)));
    }
    Ok(found)
}

/// Members who may be one person, the surest first; those with an employee among them last.
pub(super) fn suggestions(reader: &Reader) -> Result<Vec<Suggestion>> {
    let mut found = Vec::new();
    for (a, b, reasons) in agreeing(reader)? {
        found.push(Suggestion { one: reader.row(a)?, other: reader.row(b)?, reasons });
    }
    let place = |suggestion: &Suggestion| {
        let Suggestion { one, other, reasons } = suggestion;
        let messages = one.messages + other.messages;
        (one.staff || other.staff, std::cmp::Reverse((identity::strength(reasons), messages)), one.id, other.id)
    };
    found.sort_by_key(place);
    Ok(found)
}

/// What two members agree in, if it would be suggested.
pub(super) fn reasons(reader: &Reader, a: MemberId, b: MemberId) -> Result<Reasons> {
    Ok(identity::reasons(&reader.traits(a, MOST)?, &reader.traits(b, MOST)?).unwrap_or_default())
}

/// Measures what is suggested, and what imports made one already, against a table of accounts and persons.
pub(super) fn measure(reader: &Reader, file: &Path, lang: Lang) -> Result<IdentityScore> {
    let rows = truth::rows(file, ["identity", "person"], say::NEEDS_TRUTH_OF_PERSONS)
        .map_err(|error| anyhow!(error.say(lang)))?;
    let mut accounts = Vec::new();
    let mut unknown = 0;
    for [account, person] in rows {
        match reader.find(&account)?.as_slice() {
            [member] if !person.is_empty() => accounts.push((*member, person)),
            _ => unknown += 1,
        }
    }
    let proposed: Vec<_> = agreeing(reader)?.into_iter().map(|(a, b, _)| (a, b)).collect();
    let pairwise = identity::pairwise(&accounts, &proposed);
    Ok(IdentityScore { n: accounts.len() as u64, unknown, pairwise })
}
