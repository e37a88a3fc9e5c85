//! Lending messages to linking, and keeping what it finds.
//!
//! Linking depends on nothing across a silence, so after an import only the stretches between
//! silences that gained messages are linked again; the outcome equals linking everything anew.

use rusqlite::{Connection, OptionalExtension, Row, Statement};
use rustc_hash::FxHashSet;

use super::error::Result;
use super::{Store, bulk};
use crate::model::row::{Link, LinkKind, SILENCE, Turn};
use crate::model::{GroupId, Timestamp};

/// A stretch of a group's messages to link again, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StaleSpan {
    /// The group.
    pub group: GroupId,
    /// Its first instant.
    pub first: Timestamp,
    /// Its last instant.
    pub last: Timestamp,
}

impl Store {
    /// What has to be linked again, widened to the silences around it; everything, where rows
    /// from some instant on are left out.
    pub fn stale_spans(&self) -> Result<Vec<StaleSpan>> {
        let connection = self.connection()?;
        if self.until().is_some() {
            let mut whole =
                connection.prepare("SELECT group_id, min(time), max(time) FROM message GROUP BY group_id")?;
            let spans = whole.query_map([], |row| {
                Ok(StaleSpan {
                    group: GroupId(row.get(0)?),
                    first: Timestamp(row.get(1)?),
                    last: Timestamp(row.get(2)?),
                })
            })?;
            return Ok(spans.collect::<rusqlite::Result<_>>()?);
        }
        let noted: Vec<(i64, i64, i64)> = connection
            .prepare_cached("SELECT group_id, first, last FROM stale_span ORDER BY group_id")?
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
            .collect::<rusqlite::Result<_>>()?;
        noted.into_iter().map(|(group, first, last)| widen(connection, group, first, last)).collect()
    }

    /// Links a stretch again: lends its turns in order of time, takes each turn's link, and marks
    /// the members whose links changed. The stretch is no longer stale afterwards, unless rows from
    /// some instant on were left out: then it is stale as soon as they count again.
    pub fn relink(
        &mut self,
        span: &StaleSpan,
        link: impl FnOnce(&mut dyn Iterator<Item = Turn>, &mut dyn FnMut(Link)),
    ) -> Result<()> {
        let until = self.until();
        self.write(|connection| {
            let mut failed = None;
            let mut touched = FxHashSet::default();
            let indexes_down = bulk::LINKS.begin(connection)?;
            let is_new = is_new(connection, span)?;
            {
                let mut reading = connection.prepare(TURNS)?;
                let mut rows = reading.query([span.group.0, span.first.0, span.last.0])?;
                let mut turns = Turns { rows: &mut rows, next: None, failed: None, speakers: FxHashSet::default() };
                let mut writing = connection.prepare_cached(PUT)?;
                let mut keep = |link: Link| {
                    if failed.is_none() {
                        let written = if is_new {
                            put(&mut writing, span.group, &link)
                        } else {
                            write(connection, &mut writing, span.group, &link, &mut touched)
                        };
                        failed = written.err();
                        touched.extend(link.target.map(|(target, ..)| target).filter(|_| is_new));
                    }
                };
                link(&mut turns, &mut keep);
                if let Some(error) = turns.failed {
                    return Err(error.into());
                }
                if is_new {
                    touched.extend(turns.speakers);
                }
            }
            if let Some(error) = failed {
                return Err(error);
            }
            if indexes_down {
                bulk::LINKS.end(connection)?;
            }
            let mut mark = connection.prepare_cached(
                "UPDATE main.member SET dirty = 1 WHERE id = (SELECT member FROM identity WHERE id = ?1) AND dirty = 0",
            )?;
            for identity in touched {
                mark.execute([identity])?;
            }
            connection.execute("DELETE FROM stale_span WHERE group_id = ?1", [span.group.0])?;
            if until.is_some() {
                connection.execute(
                    "INSERT INTO stale_span SELECT group_id, min(time), max(time) FROM main.message WHERE group_id = ?1",
                    [span.group.0],
                )?;
            }
            Ok(())
        })
    }
}

const TURNS: &str = "
    SELECT m.id, m.time, m.identity, m.thread, r.id, r.identity, r.time, a.how, a.identity
    FROM message m
    LEFT JOIN message r ON r.id = coalesce(m.quoted,
        (SELECT id FROM message WHERE group_id = m.group_id AND native = m.reply))
    LEFT JOIN address a ON a.message = m.id
    WHERE m.group_id = ?1 AND m.time BETWEEN ?2 AND ?3
    ORDER BY m.time, m.id";

/// Reads turns off a statement; one message is as many rows as it addresses people.
struct Turns<'r, 's> {
    rows: &'r mut rusqlite::Rows<'s>,
    next: Option<Turn>,
    failed: Option<rusqlite::Error>,
    speakers: FxHashSet<i64>,
}

impl Iterator for Turns<'_, '_> {
    type Item = Turn;

    fn next(&mut self) -> Option<Turn> {
        loop {
            let read = match self.rows.next() {
                Ok(Some(row)) => turn(row).map(Some),
                Ok(None) => Ok(None),
                Err(error) => Err(error),
            };
            match read {
                Ok(Some(turn)) => match &mut self.next {
                    Some(open) if open.message == turn.message => open.addressed.extend(turn.addressed),
                    _ => {
                        self.speakers.insert(turn.speaker);
                        if let Some(done) = self.next.replace(turn) {
                            return Some(strongest_first(done));
                        }
                    }
                },
                Ok(None) => return self.next.take().map(strongest_first),
                Err(error) => {
                    self.failed = Some(error);
                    return None;
                }
            }
        }
    }
}

/// Sorted here, a message at a time: the statement would sort them all.
fn strongest_first(mut turn: Turn) -> Turn {
    turn.addressed.sort_unstable();
    turn
}

fn turn(row: &Row<'_>) -> rusqlite::Result<Turn> {
    let reply = match (row.get(4)?, row.get(5)?, row.get(6)?) {
        (Some(message), Some(speaker), Some(time)) => Some((message, speaker, Timestamp(time))),
        _ => None,
    };
    let how: Option<i64> = row.get(7)?;
    let kind = how.and_then(LinkKind::from_number);
    let addressed: Option<i64> = row.get(8)?;
    Ok(Turn {
        message: row.get(0)?,
        time: Timestamp(row.get(1)?),
        speaker: row.get(2)?,
        reply,
        addressed: kind.zip(addressed).into_iter().collect(),
        thread: row.get(3)?,
    })
}

/// Whether no message of a stretch has a link yet: all were stored after every linked one.
fn is_new(connection: &Connection, span: &StaleSpan) -> Result<bool> {
    let first: Option<i64> = connection.query_row(
        "SELECT min(id) FROM message WHERE group_id = ?1 AND time BETWEEN ?2 AND ?3",
        [span.group.0, span.first.0, span.last.0],
        |row| row.get(0),
    )?;
    let linked: Option<i64> = connection.query_row("SELECT max(message) FROM link", [], |row| row.get(0))?;
    Ok(linked.is_none_or(|linked| first.is_some_and(|first| linked < first)))
}

/// Writes a link, in place of the one before if there was any.
const PUT: &str = "
    INSERT OR REPLACE INTO main.link (message, group_id, time, speaker, thread, owner, target, how, delay)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";

fn put(writing: &mut Statement<'_>, group: GroupId, link: &Link) -> Result<()> {
    writing.execute((
        link.message,
        group.0,
        link.time.0,
        link.speaker,
        link.thread,
        link.owner,
        link.target.map(|(target, ..)| target),
        link.target.map(|(_, how, _)| how as i64),
        link.target.and_then(|(.., delay)| delay),
    ))?;
    Ok(())
}

/// Replaces a link if it is another than before, and notes everybody concerned.
fn write(
    connection: &Connection,
    writing: &mut Statement<'_>,
    group: GroupId,
    link: &Link,
    touched: &mut FxHashSet<i64>,
) -> Result<()> {
    type Stored = (i64, i64, Option<i64>, Option<i64>, Option<i64>);
    let before: Option<Stored> = connection
        .prepare_cached("SELECT thread, owner, target, how, delay FROM link WHERE message = ?1")?
        .query_row([link.message], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?)))
        .optional()?;
    let now: Stored = (
        link.thread,
        link.owner,
        link.target.map(|(target, ..)| target),
        link.target.map(|(_, how, _)| how as i64),
        link.target.and_then(|(.., delay)| delay),
    );
    if before == Some(now) {
        return Ok(());
    }
    put(writing, group, link)?;
    touched.extend([link.speaker, link.owner].into_iter().chain(link.target.map(|(target, ..)| target)));
    if let Some((_, owner, target, ..)) = before {
        touched.insert(owner);
        touched.extend(target);
    }
    Ok(())
}

/// Whether a group has threads of its own. The index is named: it holds nothing where there are none.
const THREADED: &str =
    "SELECT 1 FROM message INDEXED BY message_thread WHERE group_id = ?1 AND thread IS NOT NULL LIMIT 1";

/// When the last answer to a message of a stretch came: from the stretch to its answers.
const LAST_ANSWER: &str = "SELECT max(a.time) FROM message b CROSS JOIN message a INDEXED BY message_reply
    ON a.group_id = b.group_id AND a.reply = b.native
    WHERE b.group_id = ?1 AND b.time BETWEEN ?2 AND ?3 AND b.native IS NOT NULL AND a.reply IS NOT NULL";

/// Widens a span to the silences around it, and to every message whose reply it may resolve.
fn widen(connection: &Connection, group: i64, first: i64, last: i64) -> Result<StaleSpan> {
    let whole: (Option<i64>, Option<i64>) = connection
        .prepare_cached("SELECT min(time), max(time) FROM message WHERE group_id = ?1")?
        .query_row([group], |row| Ok((row.get(0)?, row.get(1)?)))?;
    if whole.0.is_none_or(|least| first <= least) && whole.1.is_none_or(|greatest| last >= greatest) {
        return Ok(StaleSpan { group: GroupId(group), first: Timestamp(first), last: Timestamp(last) });
    }
    let threaded = connection.prepare_cached(THREADED)?.exists([group])?;
    let (first, last) = if threaded {
        // Native threads know no silence: the whole group is one stretch.
        (whole.0.unwrap_or(first), whole.1.unwrap_or(last))
    } else {
        let last = connection
            .prepare_cached(LAST_ANSWER)?
            .query_row([group, first, last], |row| row.get::<_, Option<i64>>(0))?
            .map_or(last, |answer| answer.max(last));
        let first = edge(
            connection,
            group,
            first,
            "SELECT time FROM message WHERE group_id = ?1 AND time < ?2 ORDER BY time DESC",
        )?;
        let last =
            edge(connection, group, last, "SELECT time FROM message WHERE group_id = ?1 AND time > ?2 ORDER BY time")?;
        (first, last)
    };
    Ok(StaleSpan { group: GroupId(group), first: Timestamp(first), last: Timestamp(last) })
}

/// The last instant before a silence, going from `from` in the order of `sql`.
fn edge(connection: &Connection, group: i64, from: i64, sql: &str) -> Result<i64> {
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query([group, from])?;
    let mut edge = from;
    while let Some(row) = rows.next()? {
        let time: i64 = row.get(0)?;
        if (time - edge).abs() > SILENCE {
            break;
        }
        edge = time;
    }
    Ok(edge)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::tests::store;

    #[test]
    fn widening_a_stretch_reads_the_stretch_and_not_its_group() {
        let (_folder, store) = store();
        let plan = |sql: &str, values: usize| -> Vec<String> {
            let connection = store.connection().unwrap();
            let mut statement = connection.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
            let values = vec![1; values];
            let rows = statement.query_map(rusqlite::params_from_iter(values), |row| row.get(3)).unwrap();
            rows.collect::<rusqlite::Result<_>>().unwrap()
        };
        let answers = plan(LAST_ANSWER, 3);
        assert!(answers[0].contains("message_group (group_id=? AND time>? AND time<?)"), "{answers:?}");
        assert!(answers[1].contains("message_reply (group_id=? AND reply=?)"), "{answers:?}");
        assert!(plan(THREADED, 1)[0].contains("message_thread (group_id=?)"));
    }
}
