//! The journal of what the operator did: every act with the rows that it changed, written with it,
//! so that it can be taken back and done again, also after a restart.

use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};

use super::error::{Result, StoreError};
use super::pulse::Step;
use super::{Reader, Store, aftermath, image, open};
use crate::model::journal::{Act, ActState, Entry, NewerImports, Obstacle, Turn};
use crate::model::{MemberId, Timestamp};

/// The sides of a merge go by the names of the accounts that were their own, whoever has them by now.
const COLUMNS: &str = "j.id, j.act, j.count, m.id,
    coalesce((SELECT n.value FROM identity i JOIN name n ON n.identity = i.id
        WHERE j.act ->> 'gone' IS NOT NULL AND i.member IN (j.member, j.act ->> 'gone') AND i.origin = j.member
        ORDER BY CASE n.kind WHEN 'remark' THEN 0 WHEN 'card' THEN 1 WHEN 'nickname' THEN 2 ELSE 3 END,
            n.last_seen DESC, n.id DESC LIMIT 1), m.name, ''),
    j.time, j.origin, j.state, j.imports,
    coalesce(o.name, (SELECT gone_name FROM merge WHERE gone = j.act ->> 'gone' ORDER BY id DESC LIMIT 1), '')";
const TABLES: &str = "journal j LEFT JOIN main.member m ON m.id = j.member
    LEFT JOIN main.member o ON o.id = j.act ->> 'gone'";

/// The setting that says up to which import undo has told of it, and goes past it.
const TOLD: &str = "undo_told_import";

/// Which way an act is turned.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Back,
    Again,
}

/// An entry with what is known of it here alone.
struct Written {
    id: i64,
    imports: i64,
    entry: Entry,
}

impl Written {
    fn read(row: &Row<'_>) -> rusqlite::Result<Written> {
        let entry = Entry {
            act: serde_json::from_str(row.get_ref(1)?.as_str()?).map_err(super::unreadable)?,
            count: row.get(2)?,
            member: row.get::<_, Option<i64>>(3)?.map(MemberId),
            name: row.get(4)?,
            other: row.get(9)?,
            time: Timestamp(row.get(5)?),
            origin: row.get(6)?,
            state: ActState::of(row.get_ref(7)?.as_str()?),
        };
        Ok(Written { id: row.get(0)?, entry, imports: row.get(8)? })
    }
}

impl Store {
    /// Does work on members, or on none, and writes it into the journal in the same transaction. Work
    /// that changes nothing is no act. `work` gives how much it did beside its value; none of what was
    /// taken back before can be done again after it.
    pub(super) fn act<T>(
        &mut self,
        act: &Act,
        member: Option<MemberId>,
        work: impl FnOnce(&Transaction<'_>) -> Result<(u64, T)>,
    ) -> Result<T> {
        let origin = self.origin;
        self.pulse.rest();
        self.write(|transaction| {
            let entry = enter(transaction, origin, act, member)?;
            image::watch(transaction, entry)?;
            let (count, value) = work(transaction)?;
            image::leave(transaction)?;
            let changed = transaction.prepare("SELECT 1 FROM journal_row WHERE entry = ?1")?.exists([entry])?;
            if changed {
                transaction.execute("UPDATE journal SET count = ?2 WHERE id = ?1", params![entry, count])?;
                void_undone(transaction)?;
            } else {
                transaction.execute("DELETE FROM journal WHERE id = ?1", [entry])?;
            }
            Ok(value)
        })
    }

    /// Says from where acts come: `explorer` or `command`.
    pub fn set_origin(&mut self, origin: &'static str) {
        self.origin = origin;
    }

    /// Takes the latest act back; none, if nothing can be.
    ///
    /// # Errors
    /// If the store cannot be written.
    pub fn undo(&mut self) -> Result<Option<Turn>> {
        self.turn(Way::Back)
    }

    /// Does again what was taken back last; none, if nothing was.
    ///
    /// # Errors
    /// If the store cannot be written.
    pub fn redo(&mut self) -> Result<Option<Turn>> {
        self.turn(Way::Again)
    }

    /// Empties the journal: what was done so far was not the operator's, and is not theirs to take back.
    ///
    /// # Errors
    /// If the store cannot be written.
    pub fn begin_journal(&mut self) -> Result<()> {
        self.write(|transaction| {
            transaction.execute_batch("DELETE FROM journal_row; DELETE FROM journal;")?;
            Ok(())
        })
    }

    fn turn(&mut self, way: Way) -> Result<Option<Turn>> {
        let Some(written) = next(self.connection()?, way)? else { return Ok(None) };
        if way == Way::Back
            && !written.entry.act.bears_imports()
            && let Some(imports) = self.write(|transaction| tell_of_imports(transaction, written.imports))?
        {
            let obstacle = Some(Obstacle::Behind(imports));
            return Ok(Some(Turn { entry: written.entry, obstacle, is_stale: false }));
        }
        let id = written.id;
        let calendar = self.calendar().clone();
        let pulse = self.pulse();
        pulse.rest();
        let turned = self.write(|transaction| {
            if way == Way::Back && written.entry.act.bears_imports() && imported_since(transaction, written.imports)? {
                return Ok(Err(Obstacle::Imported));
            }
            // Rows point to each other: all is right only in the end.
            transaction.pragma_update(None, "defer_foreign_keys", true)?;
            let mut after = aftermath::Aftermath::default();
            pulse.begin(Step::Acting, rows(transaction, id)?);
            each_row(transaction, id, way, |kind, from, to| {
                pulse.beat()?;
                image::put(transaction, kind, from, to)?;
                after.note(transaction, kind, from, to)
            })?;
            let is_stale = after.settle(transaction, &calendar, written.entry.time, &pulse)?;
            // What is done again is newer than what was imported meanwhile.
            let turned = match way {
                Way::Back => "state = 'undone'",
                Way::Again => "state = 'done', imports = (SELECT coalesce(max(id), 0) FROM import)",
            };
            transaction.execute(&format!("UPDATE journal SET {turned} WHERE id = ?1"), [id])?;
            Ok(Ok(is_stale))
        });
        let (obstacle, is_stale) = match turned {
            Ok(Ok(is_stale)) => (None, is_stale),
            Ok(Err(obstacle)) => (Some(obstacle), false),
            Err(error) if is_overtaken(&error) => (Some(Obstacle::Changed), false),
            Err(error) => return Err(error),
        };
        if obstacle.is_some() {
            self.write(|transaction| close(transaction, id, way))?;
        }
        Ok(Some(Turn { entry: written.entry, obstacle, is_stale }))
    }
}

/// Begins an entry; its number.
fn enter(connection: &Connection, origin: &str, act: &Act, member: Option<MemberId>) -> Result<i64> {
    let written = serde_json::to_string(act).map_err(super::unreadable)?;
    connection.execute(
        "INSERT INTO journal (time, origin, act, count, member, imports)
         SELECT ?1, ?2, ?3, 0, ?4, coalesce(max(id), 0) FROM import",
        params![Timestamp::now().0, origin, written, member.map(|member| member.0)],
    )?;
    Ok(connection.last_insert_rowid())
}

/// Writes down that a setting became another, as an act that is done in the transaction of a longer work.
pub(super) fn set(connection: &Connection, origin: &str, act: &Act, key: &str, values: (&str, &str)) -> Result<()> {
    let entry = enter(connection, origin, act, None)?;
    connection.execute(
        "INSERT INTO journal_row (entry, kind, before, after)
         VALUES (?1, 'setting', json_array(?2, ?3), json_array(?2, ?4))",
        params![entry, key, values.0, values.1],
    )?;
    void_undone(connection)
}

/// The member, of an act on one.
pub(super) fn one(members: &[MemberId]) -> Option<MemberId> {
    match members {
        [member] => Some(*member),
        _ => None,
    }
}

/// What an act gives that gives how many it was done to.
pub(super) fn counted(count: u64) -> Result<(u64, u64)> {
    Ok((count, count))
}

/// Whether a row was not as it should be, or has no place any more.
fn is_overtaken(error: &StoreError) -> bool {
    match error {
        StoreError::Overtaken => true,
        StoreError::Sql(error) => error.sqlite_error_code() == Some(rusqlite::ErrorCode::ConstraintViolation),
        _ => false,
    }
}

/// The act that is turned next.
fn next(connection: &Connection, way: Way) -> Result<Option<Written>> {
    let which = match way {
        Way::Back => "state = 'done' ORDER BY j.id DESC",
        Way::Again => "state = 'undone' ORDER BY j.id",
    };
    let sql = format!("SELECT {COLUMNS} FROM {TABLES} WHERE {which} LIMIT 1");
    Ok(connection.prepare_cached(&sql)?.query_row([], Written::read).optional()?)
}

fn imported_since(connection: &Connection, imports: i64) -> Result<bool> {
    Ok(connection.prepare_cached("SELECT 1 FROM import WHERE id > ?1")?.exists([imports])?)
}

/// What was imported since an import, the first time that it is asked.
fn tell_of_imports(connection: &Connection, since: i64) -> Result<Option<NewerImports>> {
    let told = open::setting(connection, TOLD)?.and_then(|told| told.parse().ok()).unwrap_or(0);
    let newer = "SELECT max(id), path, count(*) FROM import WHERE id > ?1 HAVING count(*) > 0";
    let newer = connection
        .prepare_cached(newer)?
        .query_row([since.max(told)], |row| {
            Ok((row.get::<_, i64>(0)?, NewerImports { path: row.get(1)?, files: row.get(2)? }))
        })
        .optional()?;
    let Some((latest, imports)) = newer else { return Ok(None) };
    open::set(connection, TOLD, &latest.to_string())?;
    Ok(Some(imports))
}

/// How many rows an entry has.
fn rows(connection: &Connection, entry: i64) -> Result<u64> {
    let count = "SELECT count(*) FROM journal_row WHERE entry = ?1";
    Ok(connection.prepare_cached(count)?.query_row([entry], |row| row.get(0))?)
}

/// Hands over each row of an entry in the order in which it is to be turned: its table, how it is, and
/// how it is to be.
fn each_row(
    connection: &Connection,
    entry: i64,
    way: Way,
    mut take: impl FnMut(&str, Option<&str>, Option<&str>) -> Result<()>,
) -> Result<()> {
    let (compare, order) = if way == Way::Back { ("<", "DESC") } else { (">", "ASC") };
    let sql = format!(
        "SELECT id, kind, before, after FROM journal_row
         WHERE entry = ?1 AND id {compare} ?2 ORDER BY id {order} LIMIT 1"
    );
    let mut next = connection.prepare_cached(&sql)?;
    let mut at = if way == Way::Back { i64::MAX } else { 0 };
    let read = |row: &Row<'_>| -> rusqlite::Result<(i64, String, Option<String>, Option<String>)> {
        Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
    };
    while let Some((id, kind, before, after)) = next.query_row([entry, at], read).optional()? {
        let (from, to) = if way == Way::Back { (after, before) } else { (before, after) };
        take(&kind, from.as_deref(), to.as_deref())?;
        at = id;
    }
    Ok(())
}

/// What can be turned no more keeps its line, and lets go of its rows.
fn close(connection: &Connection, entry: i64, way: Way) -> Result<()> {
    let state = if way == Way::Back { "fixed" } else { "void" };
    connection.execute("UPDATE journal SET state = ?2 WHERE id = ?1", params![entry, state])?;
    connection.execute("DELETE FROM journal_row WHERE entry = ?1", [entry])?;
    Ok(())
}

fn void_undone(connection: &Connection) -> Result<()> {
    connection.execute_batch(
        "DELETE FROM journal_row WHERE entry IN (SELECT id FROM journal WHERE state = 'undone');
         UPDATE journal SET state = 'void' WHERE state = 'undone';",
    )?;
    Ok(())
}

/// Erases members from the journal, who stand in temporary tables with their accounts and parties, and the images
/// that are named besides. An act on several, done to each by itself, can still be turned for the others.
pub(super) fn erase(connection: &Connection, images: &[i64]) -> Result<()> {
    image::find_erased(connection)?;
    for image in images {
        connection.prepare_cached("INSERT OR IGNORE INTO gone_image VALUES (?1)")?.execute([image])?;
    }
    connection.execute_batch(
        "INSERT OR IGNORE INTO gone_image SELECT r.id FROM journal_row r JOIN gone_word w ON w.tells AND w.alone
             WHERE r.kind IN ('segment', 'segment_snapshot', 'setting')
             AND instr(coalesce(r.before, '') || coalesce(r.after, ''), w.value) > 0;",
    )?;
    unname_segments(connection)?;
    let mut entries =
        connection.prepare("SELECT DISTINCT entry FROM journal_row WHERE id IN (SELECT id FROM gone_image)")?;
    let entries: Vec<i64> = entries.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    connection.execute("DELETE FROM journal_row WHERE id IN (SELECT id FROM gone_image)", [])?;
    for entry in entries {
        let act: String = connection.query_row("SELECT act FROM journal WHERE id = ?1", [entry], |row| row.get(0))?;
        let act: Act = serde_json::from_str(&act).map_err(super::unreadable)?;
        let is_whole = connection.prepare_cached("SELECT 1 FROM journal_row WHERE entry = ?1")?.exists([entry])?;
        if !(is_whole && act.is_member_by_member()) {
            connection.execute("DELETE FROM journal_row WHERE entry = ?1", [entry])?;
            connection.execute(
                "UPDATE journal SET state = CASE state WHEN 'done' THEN 'fixed' WHEN 'undone' THEN 'void' ELSE state END
                 WHERE id = ?1",
                [entry],
            )?;
        }
    }
    connection.execute("DELETE FROM journal WHERE member IN gone_member", [])?;
    connection.execute_batch("DELETE FROM gone_image")?;
    Ok(())
}

/// Takes the names of segments that tell of who is erased out of what is written of acts.
fn unname_segments(connection: &Connection) -> Result<()> {
    let mut words = connection.prepare("SELECT value FROM gone_word WHERE tells AND alone")?;
    let words: Vec<String> = words.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    let mut acts = connection.prepare(
        "SELECT id, act FROM journal WHERE act ->> 'act' IN ('save_segment', 'rename_segment', 'delete_segment')
         AND EXISTS (SELECT 1 FROM gone_word WHERE tells AND alone AND instr(act, value) > 0)",
    )?;
    let acts: Vec<(i64, String)> =
        acts.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?;
    for (entry, act) in acts {
        let act: Act = serde_json::from_str(&act).map_err(super::unreadable)?;
        let act = act.with_names(|name| if words.iter().any(|word| name.contains(word)) { "#" } else { name });
        let act = serde_json::to_string(&act).map_err(super::unreadable)?;
        connection.execute("UPDATE journal SET act = ?2 WHERE id = ?1", params![entry, act])?;
    }
    Ok(())
}

impl Reader {
    /// What would be taken back next, and what would be done again.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn turns(&self) -> Result<(Option<Entry>, Option<Entry>)> {
        let conn = self.conn()?;
        let of = |way| -> Result<Option<Entry>> { Ok(next(&conn, way)?.map(|written| written.entry)) };
        Ok((of(Way::Back)?, of(Way::Again)?))
    }

    /// What the operator did with the number of each act, the latest first.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn journal(&self, limit: u64) -> Result<Vec<(i64, Entry)>> {
        let conn = self.conn()?;
        let mut statement =
            conn.prepare_cached(&format!("SELECT {COLUMNS} FROM {TABLES} ORDER BY j.id DESC LIMIT ?1"))?;
        let entries = statement.query_map([limit as i64], |row| {
            let Written { id, entry, .. } = Written::read(row)?;
            Ok((id, entry))
        })?;
        Ok(entries.collect::<rusqlite::Result<_>>()?)
    }
}
