//! One build: everything that is derived changes in one transaction, or nothing does.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, params};

use super::tags::{TagNames, TagRule};
use super::{MemberRows, MemberStates, Reader, Scope, Standing, Store, StoreError};
use super::{attributes, bitmap, bulk, column, journal, open, rows, segments, standing, states, tags};
use crate::model::journal::Act;
use crate::model::report::BuildReport;
use crate::model::state::MemberState;
use crate::model::{Attribute, Calendar, CommunityId, Day, MemberId, Timestamp};

/// The setting that says which scheme this store is built with.
const SCHEME: &str = "scheme";

/// Why a build runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cause {
    /// Rows came or went.
    Data,
    /// The scheme, or the program's own rules, changed.
    Scheme,
}

impl Cause {
    fn key(self) -> &'static str {
        match self {
            Cause::Data => "data",
            Cause::Scheme => "scheme",
        }
    }
}

/// What a build is told before it begins.
#[derive(Debug, Clone, PartialEq)]
pub struct BuildMeta {
    /// By the machine's clock, for the record.
    pub time: Timestamp,
    /// Name of the scheme.
    pub scheme: String,
    /// What the store keeps to find that scheme again: [`Reader::kept_scheme`].
    pub kept_scheme: String,
    /// Digest of the scheme's text and the program's rules.
    pub digest: Vec<u8>,
    /// Why.
    pub cause: Cause,
    /// The day each community is seen from.
    pub as_of: Vec<(CommunityId, Day)>,
    /// The scheme's tags in its order.
    pub tags: Vec<TagRule>,
}

/// What is derived of a member in one community.
#[derive(Debug, Clone, PartialEq)]
pub struct CommunityProfile {
    /// The line of the list.
    pub standing: Standing,
    /// Known attributes and imported fields.
    pub attributes: Vec<Attribute>,
}

/// A running build. Dropped without [`Build::finish`], it leaves the store as it was.
pub struct Build<'s> {
    pub(super) transaction: Transaction<'s>,
    calendar: Calendar,
    id: i64,
    tags: RefCell<TagNames>,
    is_first: bool,
    report: Cell<(u64, u64, u64)>,
}

impl Store {
    /// Begins a build.
    ///
    /// # Errors
    /// If the store cannot be written.
    pub fn begin_build(&mut self, meta: &BuildMeta) -> Result<Build<'_>, StoreError> {
        let (calendar, origin) = (self.calendar().clone(), self.origin);
        // A first load that failed leaves a small one.
        open::keep_pages(self.connection()?, open::CACHE)?;
        let transaction = Transaction::new_unchecked(self.connection()?, TransactionBehavior::Immediate)?;
        let as_of: BTreeMap<String, Day> =
            meta.as_of.iter().map(|(community, day)| (community.to_string(), *day)).collect();
        let as_of = serde_json::to_string(&as_of).map_err(super::unreadable)?;
        transaction.execute(
            "INSERT INTO build (time, scheme, digest, cause, as_of, until) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            params![meta.time.0, meta.scheme, meta.digest, meta.cause.key(), as_of, self.until().map(|until| until.0)],
        )?;
        let id = transaction.last_insert_rowid();
        if let Some(former) = open::setting(&transaction, SCHEME)?.filter(|former| *former != meta.kept_scheme) {
            let act = Act::UseScheme { scheme: meta.scheme.clone() };
            journal::set(&transaction, origin, &act, SCHEME, (&former, &meta.kept_scheme))?;
        }
        open::set(&transaction, SCHEME, &meta.kept_scheme)?;
        let tags = RefCell::new(TagNames::adopt(&transaction, &meta.tags)?);
        let is_first = bulk::ATTRIBUTES.begin(&transaction)?;
        Ok(Build { transaction, calendar, id, tags, is_first, report: Cell::default() })
    }
}

/// From when on the last build left rows out.
pub(super) fn last_until(conn: &Connection) -> Result<Option<Timestamp>, StoreError> {
    let mut last = conn.prepare_cached("SELECT until FROM build ORDER BY id DESC LIMIT 1")?;
    let until: Option<Option<i64>> = last.query_row([], |row| row.get(0)).optional()?;
    Ok(until.flatten().map(Timestamp))
}

impl Reader {
    /// What the last build was told to keep of its scheme: a built-in one's name, or another's text.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn kept_scheme(&self) -> Result<Option<String>, StoreError> {
        self.setting(SCHEME)
    }

    /// From when on the last build left rows out, if it did.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn built_until(&self) -> Result<Option<Timestamp>, StoreError> {
        last_until(&*self.conn()?)
    }
}

impl Store {
    /// The digest of the last build; `None` before the first.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn last_digest(&self) -> Result<Option<Vec<u8>>, StoreError> {
        let last = "SELECT digest FROM build ORDER BY id DESC LIMIT 1";
        Ok(self.connection()?.query_row(last, [], |row| row.get(0)).optional()?)
    }

    /// The communities by name.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn communities(&self) -> Result<Vec<(CommunityId, String)>, StoreError> {
        let mut statement = self.connection()?.prepare("SELECT id, name FROM community ORDER BY id")?;
        let communities = statement.query_map([], |row| Ok((CommunityId(row.get(0)?), row.get(1)?)))?;
        Ok(communities.collect::<Result<_, _>>()?)
    }
}

impl Build<'_> {
    /// How many members a scope holds.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn count(&self, scope: Scope) -> Result<u64, StoreError> {
        let which = match scope {
            Scope::All => "SELECT count(*) FROM member WHERE opted_out = 0",
            Scope::Dirty => "SELECT count(*) FROM member WHERE dirty = 1 AND opted_out = 0",
        };
        Ok(self.transaction.query_row(which, [], |row| row.get(0))?)
    }

    /// Streams the rows of members in the order that [`crate::model::row::Row`] documents, in
    /// portions of bounded size; members who opted out are left out. A member without rows
    /// gives one empty, last portion.
    ///
    /// # Errors
    /// Those of the store, and whatever `emit` says.
    pub fn each_member<E: From<StoreError>>(
        &self,
        scope: Scope,
        emit: impl FnMut(MemberRows) -> Result<(), E>,
    ) -> Result<(), E> {
        rows::each_member(&self.transaction, scope, emit)
    }

    /// Replaces the states of one member.
    ///
    /// # Errors
    /// If the store cannot be written.
    pub fn put_states(&self, member: MemberId, found: &[(CommunityId, MemberState)]) -> Result<(), StoreError> {
        states::put(&self.transaction, member, found)
    }

    /// Streams every member's states, by member.
    ///
    /// # Errors
    /// Those of the store, and whatever `emit` says.
    pub fn each_state<E: From<StoreError>>(&self, emit: impl FnMut(MemberStates) -> Result<(), E>) -> Result<(), E> {
        states::each(&self.transaction, emit)
    }

    /// Writes what is derived of a member: `profiles` home first, the tags that rules give, and
    /// the operator's own labels. Only what differs is written, and changes of tags, level,
    /// stage and declared values at home become history.
    ///
    /// # Errors
    /// If the store cannot be written.
    pub fn put_profile(
        &self,
        member: MemberId,
        profiles: &[CommunityProfile],
        rules: &[&str],
        labels: &[String],
    ) -> Result<(), StoreError> {
        let conn: &Connection = &self.transaction;
        let former = standing::course(conn, member)?;
        for (place, CommunityProfile { standing, attributes }) in profiles.iter().enumerate() {
            standing::put(conn, standing)?;
            let changes = attributes::put(conn, member, standing.community, attributes)?;
            for (key, before, after) in changes.into_iter().filter(|_| place == 0) {
                tags::record(conn, self.id, member, &key, before.as_deref(), after.as_deref())?;
            }
        }
        if let (Some([level, stage]), Some(CommunityProfile { standing: now, .. })) = (&former, profiles.first()) {
            self.record_change(member, "level", level.as_deref(), now.level.as_deref())?;
            self.record_change(member, "stage", stage.as_deref(), now.stage.as_deref())?;
        }
        self.assign_tags(member, rules, labels, former.is_some())
    }

    fn record_change(
        &self,
        member: MemberId,
        what: &str,
        before: Option<&str>,
        after: Option<&str>,
    ) -> Result<(), StoreError> {
        if before == after {
            return Ok(());
        }
        tags::record(&self.transaction, self.id, member, what, before, after)
    }

    fn assign_tags(&self, member: MemberId, rules: &[&str], labels: &[String], known: bool) -> Result<(), StoreError> {
        let mut names = self.tags.borrow_mut();
        let (came, gone) = names.assign(&self.transaction, self.id, member, rules, labels)?;
        let (members, tagged, untagged) = self.report.get();
        self.report.set((members + 1, tagged + came.len() as u64, untagged + gone.len() as u64));
        if !known {
            return Ok(());
        }
        let changes = came.into_iter().map(|tag| (tag, true)).chain(gone.into_iter().map(|tag| (tag, false)));
        for (tag, now) in changes {
            let Some(name) = names.name(tag) else { continue };
            let (before, after) = ((!now).then_some(name), now.then_some(name));
            tags::record(&self.transaction, self.id, member, &format!("tag:{name}"), before, after)?;
        }
        Ok(())
    }

    /// Ranks the members, writes the bitmaps of tags and the snapshots of segments, clears the
    /// marks of changed members, and commits. `read` and the as-of day of the report are left
    /// to the caller.
    ///
    /// # Errors
    /// If the store cannot be written; it is then as it was before the build.
    pub fn finish(self) -> Result<BuildReport, StoreError> {
        let conn: &Connection = &self.transaction;
        for table in ["standing", "state"] {
            let absent = format!("DELETE FROM {table} WHERE member NOT IN (SELECT id FROM member WHERE opted_out = 0)");
            conn.execute(&absent, [])?;
        }
        // A member has many attributes: each is asked for once, from the first of them to the next member's.
        conn.execute(
            "WITH RECURSIVE known(member) AS (SELECT min(member) FROM attribute UNION ALL \
             SELECT (SELECT min(member) FROM attribute WHERE member > known.member) FROM known WHERE member IS NOT NULL) \
             DELETE FROM attribute WHERE member IN (SELECT member FROM known \
             WHERE member NOT IN (SELECT id FROM member WHERE opted_out = 0))",
            [],
        )?;
        // Marks by hand stay with those whom this build cannot see yet, but not with who opted out.
        conn.execute_batch(
            "DELETE FROM member_tag WHERE member IN (SELECT id FROM main.member WHERE opted_out = 1)
                 OR source IN (0, 2) AND member NOT IN (SELECT id FROM member);",
        )?;
        if self.is_first {
            bulk::ATTRIBUTES.end(conn)?;
        }
        let ranked = standing::rank(conn)?;
        bitmap::rebuild(conn, &ranked)?;
        column::rebuild(conn)?;
        segments::snapshot_all(conn, &self.calendar, self.id)?;
        conn.execute("UPDATE main.member SET dirty = 0 WHERE dirty = 1", [])?;
        let (members, tagged, untagged) = self.report.get();
        let report = BuildReport { build: self.id, members, tagged, untagged, ..BuildReport::default() };
        self.transaction.commit()?;
        Ok(report)
    }
}
