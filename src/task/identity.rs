//! One person under several accounts: whom to suggest, and how right that is.

use std::collections::hash_map::Entry;
use std::path::Path;

use anyhow::{Result, anyhow};
use rustc_hash::FxHashMap;

use super::measure;
use crate::lang::{Lang, task as say};
use crate::mining::identity::{self, Pairwise};
use crate::model::MemberId;
use crate::model::identity::{Ground, MergeRow, Pair, Reasons, Side, Suggestion, Traits};
use crate::model::report::Skip;
use crate::store::{Reader, Store};
use crate::text::mask;

/// A key or a name that more members than this share says nothing of who they are.
const MOST: usize = 5;

/// How the suggestions stand against a truth.
#[derive(Debug, Clone, PartialEq)]
pub struct IdentityScore {
    /// Accounts of the truth that are in the store.
    pub n: u64,
    /// Accounts of the truth that are not, or that several bear.
    pub skips: Vec<Skip>,
    /// Pair by pair.
    pub pairwise: Pairwise,
}

/// Every two members with what they agree and differ in, where that is enough.
fn agreeing(reader: &Reader) -> Result<Vec<(MemberId, MemberId, Vec<Ground>)>> {
    let mut known: FxHashMap<MemberId, Traits> = FxHashMap::default();
    let mut found = Vec::new();
    for (a, b) in reader.bonds(MOST, identity::is_full_name, identity::is_own_handle)? {
        for member in [a, b] {
            if let Entry::Vacant(unread) = known.entry(member) {
                unread.insert(reader.traits(member, MOST)?);
            }
        }
        let grounds = identity::grounds(&known[&a], &known[&b]);
        if identity::suffice(&grounds) {
            found.push((a, b, grounds));
        }
    }
    Ok(found)
}

/// How many pairs of members may be one person.
pub(super) fn count(reader: &Reader) -> Result<u64> {
    Ok(agreeing(reader)?.len() as u64)
}

/// Members who may be one person, the surest first; those with an employee among them last.
pub(super) fn suggestions(reader: &Reader) -> Result<Vec<Suggestion>> {
    let mut found = Vec::new();
    for (a, b, mut grounds) in agreeing(reader)? {
        grounds.iter_mut().for_each(|ground| hide(&ground.key, &mut ground.value));
        found.push(Suggestion { one: reader.row(a)?, other: reader.row(b)?, grounds });
    }
    found.sort_by(|a, b| {
        let has_staff = |pair: &Suggestion| pair.one.staff || pair.other.staff;
        let messages = |pair: &Suggestion| pair.one.messages + pair.other.messages;
        has_staff(a)
            .cmp(&has_staff(b))
            .then(b.score().total_cmp(&a.score()))
            .then(messages(b).cmp(&messages(a)))
            .then((a.one.id, a.other.id).cmp(&(b.one.id, b.other.id)))
    });
    Ok(found)
}

/// Masks what a ground shows of a number: telephones of every kind, also where two differ.
fn hide(key: &str, value: &mut String) {
    match key {
        "phone" | "other_phone" => *value = value.split(" / ").map(mask::phone).collect::<Vec<_>>().join(" / "),
        _ => mask::hide(value),
    }
}

/// What two members agree in, if it would be suggested.
fn reasons(reader: &Reader, a: MemberId, b: MemberId) -> Result<Reasons> {
    let grounds = identity::grounds(&reader.traits(a, MOST)?, &reader.traits(b, MOST)?);
    let agreed = grounds.iter().filter(|ground| ground.weight > 0.0);
    let reasons = agreed.map(|ground| (ground.key.clone(), ground.value.clone())).collect();
    Ok(if identity::suffice(&grounds) { reasons } else { Reasons::new() })
}

/// Two members side by side, the one who would stay first.
pub(super) fn pair(reader: &Reader, a: MemberId, b: MemberId) -> Result<Pair> {
    let (one, other) = (a.min(b), a.max(b));
    let traits = [reader.traits(one, MOST)?, reader.traits(other, MOST)?];
    let mut grounds = identity::grounds(&traits[0], &traits[1]);
    grounds.iter_mut().for_each(|ground| hide(&ground.key, &mut ground.value));
    let sides = [side(reader, one, &traits[0])?, side(reader, other, &traits[1])?];
    Ok(Pair { sides, grounds })
}

fn side(reader: &Reader, member: MemberId, traits: &Traits) -> Result<Side> {
    let portrait = reader.portrait(member)?;
    let mut hours = [0; 24];
    for (hour, messages) in portrait.hours.iter().enumerate() {
        hours[hour % 24] += messages;
    }
    let whole = traits.phones.iter().map(|phone| mask::phone(phone));
    let known = |tail: &&String| traits.phones.iter().any(|phone| phone.ends_with(tail.as_str()));
    let tails = traits.tails.iter().filter(|tail| !known(tail)).map(|tail| format!("****{tail}"));
    Ok(Side {
        row: portrait.row,
        names: portrait.names,
        accounts: portrait.identities,
        groups: portrait.memberships.into_iter().map(|membership| membership.group).collect(),
        phones: whole.chain(tails).collect(),
        hours,
    })
}

/// Who became one person, the latest first; only a member's own if one is named.
pub(super) fn merges(reader: &Reader, member: Option<MemberId>) -> Result<Vec<MergeRow>> {
    let mut merges = reader.merges(member)?;
    merges.iter_mut().flat_map(|merge| &mut merge.reasons).for_each(|(key, value)| hide(key, value));
    Ok(merges)
}

/// Makes two members one person, with what they agree in; the member who stays.
pub(super) fn merge(store: &mut Store, a: MemberId, b: MemberId, lang: Lang) -> Result<MemberId> {
    for member in [a, b] {
        let view = store.view();
        anyhow::ensure!(!view.has_opted_out(member)?, say::opted_out(lang, &view.name_of(member)?));
    }
    let reasons = reasons(store.view(), a, b)?;
    store.merge(a, b, &reasons).map_err(|error| anyhow!(error.say(lang)))
}

/// Measures what is suggested, and what imports made one already, against a table of accounts and persons.
pub(super) fn measure(reader: &Reader, file: &Path, lang: Lang) -> Result<IdentityScore> {
    let (rows, skips) = measure::members(reader, file, ["identity", "person"], say::NEEDS_TRUTH_OF_PERSONS, lang)?;
    let accounts: Vec<(MemberId, String)> = rows.into_iter().map(|row| (row.member, row.value)).collect();
    let proposed: Vec<_> = agreeing(reader)?.into_iter().map(|(a, b, _)| (a, b)).collect();
    let pairwise = identity::pairwise(&accounts, &proposed);
    Ok(IdentityScore { n: accounts.len() as u64, skips, pairwise })
}
