//! Storing a file's records: one transaction, all of it or nothing.
//!
//! What the store already has is recognised and counted as duplicate. A message is recognised by
//! its native id in its chat, else by (chat, second, sender, kind, text); each stored row answers
//! for one row of the file, so that two equal messages in one second stay two.

use std::collections::BTreeSet;
use std::rc::Rc;

use rusqlite::{CachedStatement, Connection, OptionalExtension, Transaction, TransactionBehavior};
use rustc_hash::{FxHashMap, FxHashSet};

use super::error::Result;
use super::grams::{self, GramWriter};
use super::people::{Found, People, Place, Weak};
use super::{Store, bulk, file, joins, message, open, purge};
use crate::lang::{Lang, store as say};
use crate::model::record::{Chat, ChatKind, Event, Person, PersonRef, Position, Record, Survey};
use crate::model::report::{FileReport, Skip};
use crate::model::sink::{Clock, Sink, Stop};
use crate::model::{Day, Timestamp};

/// How many skipped rows a report shows in full.
const SKIPS_SHOWN: usize = 100;

/// KiB of pages kept during a first load: rows are put behind one another, and each index that is
/// built in the end sorts in as much memory again.
const FIRST_CACHE: i64 = 16 << 10;

/// The community of a store for which none was named.
const DEFAULT_COMMUNITY: &str = "default";

/// What is known of a file before its first record.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ImportMeta {
    /// As the user named it.
    pub path: String,
    /// Of the file's bytes and of the options that change their meaning.
    pub hash: Vec<u8>,
    /// Format name in kebab-case.
    pub format: String,
    /// Character encoding.
    pub encoding: String,
    /// Community by name; the store's first if none.
    pub community: Option<String>,
    /// Zone of times without one.
    pub zone: String,
    /// In which language skipped rows give their reason.
    pub lang: Lang,
}

/// A file being stored. [`Ingest::finish`] commits it; dropping it leaves the store as it was.
pub struct Ingest<'s> {
    pub(super) connection: &'s Connection,
    transaction: Transaction<'s>,
    pub(super) people: People<'s>,
    pub(super) write_message: CachedStatement<'s>,
    pub(super) grams: GramWriter,
    pub(super) import: i64,
    pub(super) community: i64,
    /// Its name, if one was asked for.
    asked: Option<String>,
    pub(super) format: String,
    pub(super) chat: Option<Here>,
    pub(super) survey: Option<super::party::AskedSurvey>,
    groups: FxHashMap<Chat, Here>,
    /// Ids met, while their index is down.
    pub(super) seen: Option<bulk::Seen>,
    /// Stored rows that rows of this file already stand for.
    pub(super) spent_messages: FxHashSet<i64>,
    pub(super) spent_events: FxHashSet<i64>,
    /// Stored messages whose lost words this file brought back.
    pub(super) reworded: BTreeSet<i64>,
    spans: FxHashMap<i64, (i64, i64)>,
    touched: FxHashSet<i64>,
    named: FxHashSet<i64>,
    pub(super) parties: FxHashSet<i64>,
    /// Events whose people may be told apart only once the whole file is known.
    pub(super) waiting: Vec<(Position, Event, Option<Here>)>,
    pub(super) unread_mentions: Vec<super::mention::Unread>,
    /// `@` with a name that nobody bears.
    pub(super) unknown_mentions: u64,
    pub(super) recent: super::mention::Recent,
    report: FileReport,
    first: Option<i64>,
    last: Option<i64>,
    /// The day before which nothing is kept, and when it begins.
    retention: Option<(Day, Timestamp)>,
    lang: Lang,
    _lock: Option<file::ImportLock>,
}

/// The chat that records belong to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Here {
    pub(super) group: i64,
    pub(super) platform: Rc<str>,
    /// First and last instant of what the store had of it before this file.
    pub(super) had: Option<(i64, i64)>,
}

/// What became of a record.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    New,
    Duplicate,
    Barred,
    Nobody,
    /// Decided at the end of the file.
    Waiting,
}

impl Store {
    /// Begins to store a file.
    pub fn begin_import(&mut self, meta: &ImportMeta) -> Result<Ingest<'_>> {
        let lock = if self.is_staged() { None } else { Some(file::lock(self.path())?) };
        let calendar = self.calendar().clone();
        let connection = self.connection()?;
        let transaction = Transaction::new_unchecked(connection, TransactionBehavior::Immediate)?;
        let community = community(connection, meta.community.as_deref())?;
        connection.execute(
            "INSERT INTO import (time, path, hash, format, encoding, community, zone) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            (Timestamp::now().0, &meta.path, &meta.hash, &meta.format, &meta.encoding, community, &meta.zone),
        )?;
        let import = connection.last_insert_rowid();
        let seen = bulk::ROWS.begin(connection)?.then(bulk::Seen::default);
        let cache = if seen.is_some() { FIRST_CACHE } else { open::CACHE };
        open::keep_pages(connection, cache)?;
        Ok(Ingest {
            connection,
            transaction,
            people: People::new(connection)?,
            write_message: connection.prepare_cached(message::WRITE)?,
            grams: GramWriter::default(),
            import,
            community,
            asked: meta.community.clone(),
            format: meta.format.clone(),
            chat: None,
            survey: None,
            groups: FxHashMap::default(),
            seen,
            spent_messages: FxHashSet::default(),
            spent_events: FxHashSet::default(),
            reworded: BTreeSet::new(),
            spans: FxHashMap::default(),
            touched: FxHashSet::default(),
            named: FxHashSet::default(),
            parties: FxHashSet::default(),
            waiting: Vec::new(),
            unread_mentions: Vec::new(),
            unknown_mentions: 0,
            recent: super::mention::Recent::default(),
            report: FileReport {
                path: meta.path.clone(),
                format: meta.format.clone(),
                encoding: meta.encoding.clone(),
                ..FileReport::default()
            },
            first: None,
            last: None,
            retention: purge::retention(connection)?.map(|day| (day, calendar.start_of(day))),
            lang: meta.lang,
            _lock: lock,
        })
    }

    /// What an identical file gave when it was imported: everything in it is a duplicate now.
    pub fn earlier_report(&self, hash: &[u8]) -> Result<Option<FileReport>> {
        let connection = self.connection()?;
        let found = connection
            .prepare_cached(
                "SELECT id, path, format, encoding, records, system, skipped, members, clock FROM import
                 WHERE hash = ?1 ORDER BY id DESC LIMIT 1",
            )?
            .query_row([hash], |row| {
                let records: u64 = row.get(4)?;
                let report = FileReport {
                    path: row.get(1)?,
                    format: row.get(2)?,
                    encoding: row.get(3)?,
                    records,
                    duplicate: records,
                    system: row.get(5)?,
                    skipped: row.get(6)?,
                    members: row.get(7)?,
                    clock: clock(row.get_ref(8)?.as_str_or_null()?),
                    ..FileReport::default()
                };
                Ok((row.get::<_, i64>(0)?, report))
            })
            .optional()?;
        let Some((import, mut report)) = found else { return Ok(None) };
        report.skips = connection
            .prepare_cached("SELECT at, line, reason FROM import_skip WHERE import = ?1 ORDER BY rowid")?
            .query_map([import], |row| {
                Ok(Skip { at: Position::read(row.get_ref(0)?.as_str()?, row.get(1)?), reason: row.get(2)? })
            })?
            .collect::<rusqlite::Result<_>>()?;
        Ok(Some(report))
    }
}

/// What [`Ingest::write_report`] wrote of a file's clock; nothing of files that came before it did.
pub(super) fn clock(written: Option<&str>) -> Clock {
    written.and_then(|written| serde_json::from_str(written).ok()).unwrap_or_default()
}

/// Finds a community, or makes it.
fn community(connection: &Connection, name: Option<&str>) -> Result<i64> {
    let stored = match name {
        Some(name) => connection.query_row("SELECT id FROM community WHERE name = ?1", [name], |row| row.get(0)),
        None => connection.query_row("SELECT id FROM community ORDER BY id LIMIT 1", [], |row| row.get(0)),
    };
    if let Some(id) = stored.optional()? {
        return Ok(id);
    }
    connection.execute("INSERT INTO community (name) VALUES (?1)", [name.unwrap_or(DEFAULT_COMMUNITY)])?;
    Ok(connection.last_insert_rowid())
}

impl Ingest<'_> {
    /// Whether the file brought anything that the store did not have.
    pub fn is_news(&self) -> bool {
        self.report.new > 0
    }

    /// Commits the file and says what it gave.
    pub fn finish(mut self) -> Result<FileReport> {
        self.store_waiting()?;
        self.read_mentions_again()?;
        self.grams.flush(self.connection)?;
        grams::reindex(self.connection, &self.reworded.iter().copied().collect::<Vec<_>>())?;
        if self.seen.take().is_some() {
            bulk::ROWS.end(self.connection)?;
            open::keep_pages(self.connection, open::CACHE)?;
        }
        self.people.finish()?;
        self.mark_dirty()?;
        self.widen_stale_spans()?;
        joins::run(self.connection)?;
        (self.report.members, self.report.pointed_at) = self.people_named()?;
        self.write_report()?;
        self.transaction.commit()?;
        Ok(self.report)
    }

    pub(super) fn place<'a>(&self, here: Option<&'a Here>, time: Option<i64>) -> Place<'a> {
        Place {
            group: here.map_or(0, |here| here.group),
            platform: here.map_or("unknown", |here| &*here.platform),
            time,
        }
    }

    pub(super) fn resolve(&mut self, who: &PersonRef, time: Option<i64>, weak: Weak) -> Result<Found> {
        let here = self.chat.take();
        let found = self.people.resolve(who, self.place(here.as_ref(), time), weak);
        self.chat = here;
        found
    }

    /// Notes that an account's rows changed and that the file names it.
    pub(super) fn touch(&mut self, identity: i64) {
        self.touched.insert(identity);
        self.named.insert(identity);
    }

    pub(super) fn note_time(&mut self, time: i64) {
        self.first = Some(self.first.map_or(time, |first| first.min(time)));
        self.last = Some(self.last.map_or(time, |last| last.max(time)));
    }

    /// Notes that messages of a group at this instant have to be linked anew.
    pub(super) fn note_stale(&mut self, group: i64, time: i64) {
        let span = self.spans.entry(group).or_insert((time, time));
        *span = (span.0.min(time), span.1.max(time));
    }

    pub(super) fn count(&mut self, at: Position, fate: Fate, system: bool) {
        match fate {
            Fate::New => self.report.new += 1,
            Fate::Duplicate => self.report.duplicate += 1,
            Fate::Barred => return self.note_skip(at, say::BARRED.get(self.lang).to_owned()),
            Fate::Nobody => return self.note_skip(at, say::NOBODY.get(self.lang).to_owned()),
            Fate::Waiting => return,
        }
        self.report.records += 1;
        self.report.system += u64::from(system);
    }

    fn note_skip(&mut self, at: Position, reason: String) {
        self.report.skipped += 1;
        if self.report.skips.len() < SKIPS_SHOWN {
            self.report.skips.push(Skip { at, reason });
        }
    }

    fn listed(&mut self, person: &Person) -> Result<()> {
        if !person.fields.is_empty() {
            // What a list says of somebody beside their name is kept as a roster's is.
            return self.roster(person).map(|_| ());
        }
        let joined = person.joined.map(|time| time.0);
        let Found::Identity(identity) = self.resolve(&person.who, joined, Weak::Make)? else { return Ok(()) };
        self.touch(identity);
        self.take_seat(identity, person)?;
        self.listed_fields(identity, person)
    }

    pub(super) fn take_seat(&mut self, identity: i64, person: &Person) -> Result<()> {
        let Some(group) = self.chat.as_ref().map(|here| here.group) else { return Ok(()) };
        let inviter = match &person.inviter {
            Some(who) => self.resolve(who, None, Weak::Make)?.identity(),
            None => None,
        };
        self.people.seat(group, identity)?.list(person.role, person.joined.map(|time| time.0), inviter);
        Ok(())
    }

    fn store(&mut self, at: Position, record: Record) -> Result<()> {
        if let Some((day, _)) = self.retention.filter(|(_, begins)| time_of(&record).is_some_and(|time| time < *begins))
        {
            self.note_skip(at, say::purged(self.lang, &day.to_string()));
            return Ok(());
        }
        let (fate, system) = match record {
            Record::Message(message) => (self.message(&message)?, false),
            Record::Event(event) => (self.event(at, &event)?, event.system),
            Record::Listed(person) => return self.listed(&person),
            Record::Roster(person) => (self.roster(&person)?, false),
            Record::Order(order) => (self.order(&order)?, false),
            Record::Response(response) => (self.response(&response)?, false),
        };
        self.count(at, fate, system);
        Ok(())
    }

    fn enter(&mut self, chat: &Chat) -> Result<()> {
        if let Some(here) = self.groups.get(chat) {
            self.chat = Some(here.clone());
            return Ok(());
        }
        let group = self.group(chat)?;
        self.warn_of_community(group, chat)?;
        let had = if self.seen.is_some() { None } else { self.had(group)? };
        let here = Here { group, platform: chat.platform.as_str().into(), had };
        self.groups.insert(chat.clone(), here.clone());
        self.chat = Some(here);
        Ok(())
    }

    /// A chat that is here already stays in its community, whatever other one this file was said to be of.
    fn warn_of_community(&mut self, group: i64, chat: &Chat) -> Result<()> {
        let Some(asked) = &self.asked else { return Ok(()) };
        let stays: Option<String> = self
            .connection
            .query_row(
                "SELECT c.name FROM groups g JOIN community c ON c.id = g.community WHERE g.id = ?1 AND c.id <> ?2",
                (group, self.community),
                |row| row.get(0),
            )
            .optional()?;
        let warning = stays.map(|stays| say::stays_in_community(self.lang, &chat.name, &stays, asked));
        self.report.warnings.extend(warning);
        Ok(())
    }

    fn group(&self, chat: &Chat) -> Result<i64> {
        let platform = chat.platform.as_str();
        let by_id = |native: &String| -> Result<Option<i64>> {
            Ok(self
                .connection
                .query_row("SELECT id FROM groups WHERE platform = ?1 AND native = ?2", (platform, native), |row| {
                    row.get(0)
                })
                .optional()?)
        };
        let known = chat.native_id.as_ref().map(by_id).transpose()?.flatten();
        if let Some(group) = known {
            self.connection.execute("UPDATE groups SET name = ?2 WHERE id = ?1 AND ?2 <> ''", (group, &chat.name))?;
            return Ok(group);
        }
        // A chat with an id may be one that so far was known by its name only; one without an id
        // may be any of its name.
        let by_name: Option<i64> = self
            .connection
            .query_row(
                "SELECT id FROM groups WHERE platform = ?1 AND name = ?2 AND (?3 IS NULL OR native IS NULL)
                 ORDER BY native IS NOT NULL, id LIMIT 1",
                (platform, &chat.name, &chat.native_id),
                |row| row.get(0),
            )
            .optional()?;
        if let Some(group) = by_name {
            self.connection
                .execute("UPDATE groups SET native = coalesce(native, ?2) WHERE id = ?1", (group, &chat.native_id))?;
            return Ok(group);
        }
        let kind = match chat.kind {
            ChatKind::Group => 0,
            ChatKind::Private => 1,
            ChatKind::Channel => 2,
        };
        self.connection.execute(
            "INSERT INTO groups (community, platform, native, name, kind) VALUES (?1, ?2, ?3, ?4, ?5)",
            (self.community, platform, &chat.native_id, &chat.name, kind),
        )?;
        Ok(self.connection.last_insert_rowid())
    }

    /// The span of messages and events of a group that earlier files gave.
    fn had(&self, group: i64) -> Result<Option<(i64, i64)>> {
        let span: (Option<i64>, Option<i64>) = self.connection.query_row(
            "SELECT min(first), max(last) FROM (
                 SELECT min(time) AS first, max(time) AS last FROM message WHERE group_id = ?1
                 UNION ALL SELECT min(time), max(time) FROM event WHERE group_id = ?1)",
            [group],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )?;
        Ok(span.0.zip(span.1))
    }

    fn mark_dirty(&mut self) -> Result<()> {
        let touched: Vec<i64> = self.touched.iter().copied().collect();
        let mut mark = self.connection.prepare_cached("UPDATE member SET dirty = 1 WHERE id = ?1 AND dirty = 0")?;
        for identity in touched {
            mark.execute([self.people.member(identity)?])?;
        }
        Ok(())
    }

    fn widen_stale_spans(&self) -> Result<()> {
        let mut widen = self.connection.prepare_cached(
            "INSERT INTO stale_span (group_id, first, last) VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE
             SET first = min(first, excluded.first), last = max(last, excluded.last)",
        )?;
        for (group, (first, last)) in &self.spans {
            widen.execute([group, first, last])?;
        }
        Ok(())
    }

    /// How many people the file names, and how many it brings along who are only answered, mentioned or invited in it.
    fn people_named(&mut self) -> Result<(u64, u64)> {
        let named: Vec<i64> = self.named.iter().copied().collect();
        let mut members = FxHashSet::default();
        for identity in named {
            members.insert(self.people.member(identity)?);
        }
        let mut strangers = 0;
        for party in &self.parties {
            let member: Option<i64> = self
                .connection
                .prepare_cached(
                    "SELECT i.member FROM party p LEFT JOIN identity i ON i.id = p.identity WHERE p.id = ?1",
                )?
                .query_row([party], |row| row.get(0))?;
            match member {
                Some(member) => {
                    members.insert(member);
                }
                None => strangers += 1,
            }
        }
        let pointed_at = self.people.newcomers()?.difference(&members).count() as u64;
        Ok((members.len() as u64 + strangers, pointed_at))
    }

    fn write_report(&self) -> Result<()> {
        let report = &self.report;
        self.connection.execute(
            "UPDATE import SET records = ?2, new = ?3, duplicate = ?4, system = ?5, skipped = ?6, members = ?7,
             first_time = ?8, last_time = ?9, clock = ?10, unknown_mentions = ?11 WHERE id = ?1",
            rusqlite::params![
                self.import,
                report.records as i64,
                report.new as i64,
                report.duplicate as i64,
                report.system as i64,
                report.skipped as i64,
                report.members as i64,
                self.first,
                self.last,
                serde_json::json!(report.clock).to_string(),
                self.unknown_mentions as i64
            ],
        )?;
        let mut insert = self
            .connection
            .prepare_cached("INSERT INTO import_skip (import, at, line, reason) VALUES (?1, ?2, ?3, ?4)")?;
        for skip in &report.skips {
            insert.execute((self.import, skip.at.unit(), skip.at.number() as i64, &skip.reason))?;
        }
        Ok(())
    }
}

/// When what a purge takes was said or done.
fn time_of(record: &Record) -> Option<Timestamp> {
    match record {
        Record::Message(message) => Some(message.time),
        Record::Event(event) => Some(event.time),
        Record::Listed(_) | Record::Roster(_) | Record::Order(_) | Record::Response(_) => None,
    }
}

impl Sink for Ingest<'_> {
    fn chat(&mut self, chat: &Chat) -> std::result::Result<(), Stop> {
        Ok(self.enter(chat)?)
    }

    fn no_chat(&mut self) -> std::result::Result<(), Stop> {
        self.chat = None;
        Ok(())
    }

    fn survey(&mut self, survey: &Survey) -> std::result::Result<(), Stop> {
        Ok(self.ask(survey)?)
    }

    fn record(&mut self, at: Position, record: Record) -> std::result::Result<(), Stop> {
        Ok(self.store(at, record)?)
    }

    fn skip(&mut self, at: Position, reason: String) -> std::result::Result<(), Stop> {
        self.note_skip(at, reason);
        Ok(())
    }

    fn clock(&mut self, clock: &Clock) {
        self.report.clock = clock.clone();
    }

    fn warn(&mut self, warning: String) {
        self.report.warnings.push(warning);
    }

    fn read_so_far(&mut self, _: u64) -> std::result::Result<(), Stop> {
        Ok(())
    }
}
