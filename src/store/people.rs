//! Who a person in a file is: accounts, names, and seats in groups.
//!
//! An account with a platform id is certain. A name alone is weak: it means the one account that
//! bears it in the same chat, if there is only one, and else an account of its own in that chat.

use rusqlite::{Connection, OptionalExtension};
use rustc_hash::{FxHashMap, FxHashSet};

use super::claim::Claim;
use super::digest::tombstone;
use super::error::Result;
use super::merge::{self, Grounds};
use super::seat::Seat;
use super::shown::Shown;
use super::{apart, open, segments};
use crate::model::record::{NameKind, PersonRef};
use crate::text::normal;

/// Whether somebody known by an unknown name shall have an account of their own.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Weak {
    Make,
    Leave,
}

/// What resolving a person came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Found {
    Identity(i64),
    /// Nothing is known that could tell who it is.
    Nobody,
    /// They asked out.
    Barred,
}

impl Found {
    pub(crate) fn identity(self) -> Option<i64> {
        match self {
            Found::Identity(identity) => Some(identity),
            Found::Nobody | Found::Barred => None,
        }
    }
}

/// Where a name is met: group 0 is outside of every chat.
#[derive(Clone, Copy)]
pub(crate) struct Place<'a> {
    pub(crate) group: i64,
    pub(crate) platform: &'a str,
    pub(crate) time: Option<i64>,
}

pub(super) struct Named {
    row: i64,
    kind: NameKind,
    pub(super) value: String,
    pub(super) group: i64,
    pub(super) first: Option<i64>,
    pub(super) last: Option<i64>,
    listed: bool,
    changed: bool,
}

pub(super) struct Known {
    member: i64,
    pub(super) certain: bool,
    pub(super) names: Vec<Named>,
}

/// What is known of people while a file is stored; bounded by their number.
pub(crate) struct People<'c> {
    pub(super) connection: &'c Connection,
    salt: String,
    tombstones: FxHashSet<[u8; 32]>,
    natives: FxHashMap<String, FxHashMap<String, Found>>,
    weak: FxHashMap<i64, FxHashMap<String, Found>>,
    pub(super) claims: FxHashMap<i64, FxHashMap<String, Claim>>,
    known: FxHashMap<i64, Known>,
    /// Accounts that were not known before.
    made: Vec<i64>,
    pub(super) seats: FxHashMap<(i64, i64), Seat>,
    /// Names by their parts, in each group where a sentence of the platform needed them.
    pub(super) shown: FxHashMap<i64, Shown>,
    renamed: FxHashSet<i64>,
    /// Who became part of whom: the member who stays, and the one who is gone.
    merged: Vec<(i64, i64)>,
}

pub(crate) fn name_key(kind: NameKind) -> &'static str {
    match kind {
        NameKind::Nickname => "nickname",
        NameKind::Card => "card",
        NameKind::Remark => "remark",
        NameKind::Real => "real",
    }
}

pub(crate) fn name_kind(key: &str) -> NameKind {
    match key {
        "card" => NameKind::Card,
        "remark" => NameKind::Remark,
        "real" => NameKind::Real,
        _ => NameKind::Nickname,
    }
}

impl<'c> People<'c> {
    pub(crate) fn new(connection: &'c Connection) -> Result<People<'c>> {
        let tombstones = connection
            .prepare("SELECT hash FROM tombstone")?
            .query_map([], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        Ok(People {
            connection,
            salt: open::setting(connection, "salt")?.unwrap_or_default(),
            tombstones,
            natives: FxHashMap::default(),
            weak: FxHashMap::default(),
            claims: FxHashMap::default(),
            known: FxHashMap::default(),
            made: Vec::new(),
            seats: FxHashMap::default(),
            shown: FxHashMap::default(),
            renamed: FxHashSet::default(),
            merged: Vec::new(),
        })
    }

    /// Who `who` is. Accounts with ids are made where they are new; names as `weak` says.
    pub(crate) fn resolve(&mut self, who: &PersonRef, place: Place<'_>, weak: Weak) -> Result<Found> {
        if self.bars_handles(who) {
            return Ok(Found::Barred);
        }
        let found = match who.ids.first() {
            Some((platform, id)) => self.by_id(platform.as_str(), id)?,
            None => match self.by_handle(who)? {
                Some(identity) => Found::Identity(identity),
                None => self.by_name(who, place, weak)?,
            },
        };
        let Found::Identity(identity) = found else { return Ok(found) };
        for (platform, id) in who.ids.iter().skip(1) {
            if let Found::Identity(other) = self.by_id(platform.as_str(), id)? {
                self.tie(identity, other, &Grounds { source: "import", reasons: &[("row", id)] })?;
            }
        }
        self.learn_handles(identity, who)?;
        for (kind, name) in &who.names {
            self.learn_name(identity, *kind, name, place)?;
        }
        Ok(found)
    }

    /// The member of an account.
    pub(crate) fn member(&mut self, identity: i64) -> Result<i64> {
        Ok(self.load(identity)?.member)
    }

    /// Members of accounts that were not known before.
    pub(super) fn newcomers(&mut self) -> Result<FxHashSet<i64>> {
        let made = self.made.clone();
        made.into_iter().map(|identity| self.member(identity)).collect()
    }

    /// Whether the account has a platform id.
    pub(crate) fn is_certain(&mut self, identity: i64) -> Result<bool> {
        Ok(self.load(identity)?.certain)
    }

    /// Whether this account has ever borne one of these names.
    pub(crate) fn bears(&mut self, identity: i64, names: &[(NameKind, String)]) -> Result<bool> {
        let known = self.load(identity)?;
        Ok(known.names.iter().any(|own| names.iter().any(|(_, name)| *name == own.value)))
    }

    /// The one account of this exact name in a chat, with an id or without.
    pub(crate) fn called(&mut self, name: &str, place: Place<'_>) -> Result<Option<i64>> {
        self.claims_of(place.group)?;
        if let Some(claim) = self.claims.get(&place.group).and_then(|names| names.get(name)) {
            return Ok(match claim {
                Claim::One(identity) => Some(*identity),
                Claim::Many => None,
            });
        }
        Ok(self.weak_identity(name, place, Weak::Leave)?.identity())
    }

    /// An account of a person known by handles and names only, as a roster may list them.
    pub(crate) fn make_unnumbered(&mut self, who: &PersonRef, place: Place<'_>) -> Result<i64> {
        let name = who.names.first().map_or("", |(_, name)| name.as_str());
        let identity = self.insert(place.platform, None, None, name)?;
        self.learn_handles(identity, who)?;
        for (kind, name) in &who.names {
            self.learn_name(identity, *kind, name, place)?;
        }
        Ok(identity)
    }

    fn by_id(&mut self, platform: &str, id: &str) -> Result<Found> {
        if let Some(found) = self.natives.get(platform).and_then(|ids| ids.get(id)) {
            return Ok(*found);
        }
        let stored: Option<i64> = self
            .connection
            .prepare_cached("SELECT id FROM identity WHERE platform = ?1 AND native = ?2")?
            .query_row((platform, id), |row| row.get(0))
            .optional()?;
        let found = if self.bars(&["id", platform, id]) {
            Found::Barred
        } else {
            match stored {
                Some(identity) => Found::Identity(identity),
                None => Found::Identity(self.insert(platform, Some(id), None, "")?),
            }
        };
        self.natives.entry(platform.to_owned()).or_default().insert(id.to_owned(), found);
        Ok(found)
    }

    /// The account that a phone, mail or alias means, if it means one person.
    pub(crate) fn by_handle(&mut self, who: &PersonRef) -> Result<Option<i64>> {
        for (kind, value) in handles(who) {
            let owners: Vec<(i64, i64)> = self
                .connection
                .prepare_cached(
                    "SELECT min(i.id), i.member FROM handle h JOIN identity i ON i.id = h.identity
                     WHERE h.kind = ?1 AND h.value = ?2 GROUP BY i.member LIMIT 2",
                )?
                .query_map((kind, &value), |row| Ok((row.get(0)?, row.get(1)?)))?
                .collect::<rusqlite::Result<_>>()?;
            if let [(identity, _)] = owners.as_slice() {
                return Ok(Some(*identity));
            }
        }
        Ok(None)
    }

    fn by_name(&mut self, who: &PersonRef, place: Place<'_>, weak: Weak) -> Result<Found> {
        for (_, name) in &who.names {
            if let Some(identity) = self.called(name, place)? {
                return Ok(Found::Identity(identity));
            }
        }
        match who.names.first() {
            Some((_, name)) => self.weak_identity(name, place, weak),
            None => Ok(Found::Nobody),
        }
    }

    fn weak_identity(&mut self, name: &str, place: Place<'_>, weak: Weak) -> Result<Found> {
        if let Some(found) = self.weak.get(&place.group).and_then(|names| names.get(name)) {
            return Ok(*found);
        }
        let scope = (place.group != 0).then_some(place.group);
        let stored: Option<i64> = self
            .connection
            .prepare_cached(
                "SELECT id FROM identity WHERE native IS NULL AND platform = ?1 AND scope IS ?2 AND name = ?3
                 AND (scope IS NOT NULL OR NOT EXISTS (SELECT 1 FROM handle WHERE identity = identity.id))",
            )?
            .query_row((place.platform, scope, name), |row| row.get(0))
            .optional()?;
        let found = match stored {
            Some(identity) => Found::Identity(identity),
            None if self.bars(&["name", place.platform, &self.group_key(place.group)?, name]) => Found::Barred,
            None if weak == Weak::Make => Found::Identity(self.insert(place.platform, None, scope, name)?),
            None => return Ok(Found::Nobody),
        };
        self.weak.entry(place.group).or_default().insert(name.to_owned(), found);
        Ok(found)
    }

    fn insert(&mut self, platform: &str, native: Option<&str>, scope: Option<i64>, name: &str) -> Result<i64> {
        self.connection.prepare_cached("INSERT INTO member (name) VALUES (?1)")?.execute([native.unwrap_or(name)])?;
        let member = self.connection.last_insert_rowid();
        self.connection
            .prepare_cached(
                "INSERT INTO identity (member, origin, platform, native, scope, name) VALUES (?1, ?1, ?2, ?3, ?4, ?5)",
            )?
            .execute((member, platform, native, scope, name))?;
        let identity = self.connection.last_insert_rowid();
        self.known.insert(identity, Known { member, certain: native.is_some(), names: Vec::new() });
        self.made.push(identity);
        Ok(identity)
    }

    pub(super) fn load(&mut self, identity: i64) -> Result<&mut Known> {
        if !self.known.contains_key(&identity) {
            let (member, certain) = self
                .connection
                .prepare_cached("SELECT member, native IS NOT NULL FROM identity WHERE id = ?1")?
                .query_row([identity], |row| Ok((row.get(0)?, row.get(1)?)))?;
            let names = self
                .connection
                .prepare_cached(
                    "SELECT id, kind, value, coalesce(group_id, 0), first_seen, last_seen, listed FROM name WHERE identity = ?1",
                )?
                .query_map([identity], |row| {
                    Ok(Named {
                        row: row.get(0)?,
                        kind: name_kind(row.get_ref(1)?.as_str()?),
                        value: row.get(2)?,
                        group: row.get(3)?,
                        first: row.get(4)?,
                        last: row.get(5)?,
                        listed: row.get(6)?,
                        changed: false,
                    })
                })?
                .collect::<rusqlite::Result<_>>()?;
            self.known.insert(identity, Known { member, certain, names });
        }
        Ok(self.known.entry(identity).or_insert_with(|| Known { member: 0, certain: false, names: Vec::new() }))
    }

    fn learn_name(&mut self, identity: i64, kind: NameKind, name: &str, place: Place<'_>) -> Result<()> {
        let group = if kind == NameKind::Card { place.group } else { 0 };
        let known = self.load(identity)?;
        if let Some(own) =
            known.names.iter_mut().find(|own| own.kind == kind && own.group == group && own.value == name)
        {
            own.seen(place.time);
            return Ok(());
        }
        let certain = known.certain;
        self.connection
            .prepare_cached(
                "INSERT INTO name (identity, kind, value, folded, group_id, first_seen, last_seen, listed)
                 VALUES (?1, ?2, ?3, ?4, nullif(?5, 0), ?6, ?6, ?6 IS NULL)",
            )?
            .execute((identity, name_key(kind), name, normal::fold(name), group, place.time))?;
        let row = self.connection.last_insert_rowid();
        let (time, listed) = (place.time, place.time.is_none());
        let named = Named { row, kind, value: name.to_owned(), group, first: time, last: time, listed, changed: false };
        self.load(identity)?.names.push(named);
        self.renamed.insert(identity);
        if certain && place.group != 0 {
            self.claim(identity, name, place.group)?;
        }
        Ok(())
    }

    fn learn_handles(&mut self, identity: i64, who: &PersonRef) -> Result<()> {
        for (kind, value) in handles(who) {
            let new = self
                .connection
                .prepare_cached("INSERT OR IGNORE INTO handle (kind, value, identity) VALUES (?1, ?2, ?3)")?
                .execute((kind, &value, identity))?;
            if new == 0 {
                continue;
            }
            // A handle chosen on one platform may be anybody's on another.
            let others: Vec<i64> = self
                .connection
                .prepare_cached(
                    "SELECT o.id FROM handle h JOIN identity o ON o.id = h.identity JOIN identity i ON i.id = ?3
                     WHERE h.kind = ?1 AND h.value = ?2 AND o.member <> i.member
                     AND (?1 <> 'alias' OR o.platform = i.platform)",
                )?
                .query_map((kind, &value, identity), |row| row.get(0))?
                .collect::<rusqlite::Result<_>>()?;
            for other in others {
                self.tie(identity, other, &Grounds { source: "import", reasons: &[(kind, &value)] })?;
            }
        }
        Ok(())
    }

    /// Makes two accounts one person's, unless the operator keeps them apart.
    pub(super) fn tie(&mut self, one: i64, other: i64, grounds: &Grounds<'_>) -> Result<()> {
        let (a, b) = (self.member(one)?, self.member(other)?);
        if a == b {
            return Ok(());
        }
        if apart::are(self.connection, a, b)? {
            return Ok(());
        }
        let (keep, gone) = (a.min(b), a.max(b));
        merge::members(self.connection, keep, gone, grounds)?;
        self.merged.push((keep, gone));
        for known in self.known.values_mut().filter(|known| known.member == gone) {
            known.member = keep;
        }
        self.renamed.insert(one);
        Ok(())
    }

    fn group_key(&self, group: i64) -> Result<String> {
        Ok(self
            .connection
            .prepare_cached("SELECT coalesce('#' || native, name) FROM groups WHERE id = ?1")?
            .query_row([group], |row| row.get(0))
            .optional()?
            .unwrap_or_default())
    }

    fn bars(&self, parts: &[&str]) -> bool {
        !self.tombstones.is_empty() && self.tombstones.contains(&tombstone(&self.salt, parts))
    }

    /// Whether a hard key belongs to somebody who asked out.
    pub(crate) fn bars_handles(&self, who: &PersonRef) -> bool {
        !self.tombstones.is_empty()
            && (handles(who).any(|(kind, value)| self.bars(&[kind, &value]))
                || who.ids.iter().any(|(platform, id)| self.bars(&["id", platform.as_str(), id])))
    }

    /// Members whose names changed.
    pub(crate) fn renamed_members(&mut self) -> Result<FxHashSet<i64>> {
        let renamed: Vec<i64> = self.renamed.iter().copied().collect();
        renamed.into_iter().map(|identity| self.member(identity)).collect()
    }

    /// Writes what was gathered: when names were seen, seats, and each member's best name.
    pub(crate) fn finish(&mut self) -> Result<()> {
        self.link_up()?;
        let mut update = self
            .connection
            .prepare_cached("UPDATE name SET first_seen = ?2, last_seen = ?3, listed = ?4 WHERE id = ?1")?;
        let mut often_named = FxHashSet::default();
        for (identity, known) in &self.known {
            for own in known.names.iter().filter(|own| own.changed) {
                update.execute((own.row, own.first, own.last, own.listed))?;
                if known.names.len() > 1 {
                    often_named.insert(*identity);
                }
            }
        }
        self.renamed.extend(often_named);
        self.write_seats()?;
        if !self.merged.is_empty() {
            segments::follow_merges(self.connection, &self.merged)?;
        }
        for member in self.renamed_members()? {
            merge::rename(self.connection, member)?;
        }
        Ok(())
    }
}

impl Named {
    /// Met again at some time, or in a list.
    fn seen(&mut self, time: Option<i64>) {
        let Some(time) = time else {
            self.changed |= !self.listed;
            self.listed = true;
            return;
        };
        if self.first.is_none_or(|first| time < first) {
            (self.first, self.changed) = (Some(time), true);
        }
        if self.last.is_none_or(|last| time > last) {
            (self.last, self.changed) = (Some(time), true);
        }
    }
}

/// Hard keys beside the platform id, in the form in which they are compared.
pub(crate) fn handles(who: &PersonRef) -> impl Iterator<Item = (&'static str, String)> {
    [("phone", &who.phone), ("mail", &who.mail), ("alias", &who.alias)]
        .into_iter()
        .filter_map(|(kind, value)| Some((kind, value.as_ref()?.trim().to_lowercase())))
        .filter(|(_, value)| !value.is_empty())
}
