//! Members' own messages for a build that reads most members: read once in the order in which they
//! lie, and spread over temporary files by ranges of members, each small enough to sort in memory.
//!
//! Looked up member by member, every message is a page of the store somewhere else. That is right for
//! the few members whom an import changed; for all of them it is most of the time that reading takes
//! (docs/performance.md).

use std::cmp::Reverse;
use std::io::{BufWriter, Read, Seek, Write};
use std::path::Path;

use rusqlite::{Connection, Row};
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use tempfile::SpooledTempFile;

use super::error::{Result, StoreError};
use super::file;
use super::rows::People;

/// How many messages one file is meant to hold, about 12 MiB. Whoever wrote more is looked up by the
/// index, so that no file outgrows memory because of one member.
const PART: u64 = 1 << 16;
/// What a message takes in a file, about, and as much again for whatever else is written meanwhile.
const BYTES: u64 = 400;
/// How many files there are at most.
const MOST_PARTS: u64 = 64;
/// A file no larger than this stays in memory.
const SPOOL: usize = 1 << 20;
/// Spreading reads every message: worth it when at least one in so many is wanted.
const WORTH: u64 = 3;

/// The columns of [`Said`], in its order.
pub(super) const SAID: &str = "m.identity, m.time, m.id, m.group_id, m.kind, m.text, \
    l.thread, l.target, l.how, l.delay, l.owner FROM message m LEFT JOIN link l ON l.message = m.id";

/// A message with its link, as stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Said<'t> {
    pub(super) identity: i64,
    pub(super) time: i64,
    pub(super) id: i64,
    pub(super) group: i64,
    pub(super) kind: i64,
    pub(super) text: Option<&'t str>,
    pub(super) thread: Option<i64>,
    pub(super) target: Option<i64>,
    pub(super) how: Option<i64>,
    pub(super) delay: Option<i64>,
    pub(super) owner: Option<i64>,
}

impl<'t> Said<'t> {
    /// Reads a row of [`SAID`].
    pub(super) fn read(row: &'t Row<'_>) -> rusqlite::Result<Said<'t>> {
        Ok(Said {
            identity: row.get(0)?,
            time: row.get(1)?,
            id: row.get(2)?,
            group: row.get(3)?,
            kind: row.get(4)?,
            text: row.get_ref(5)?.as_str_or_null()?,
            thread: row.get(6)?,
            target: row.get(7)?,
            how: row.get(8)?,
            delay: row.get(9)?,
            owner: row.get(10)?,
        })
    }
}

/// A range of members, with their messages where these were spread.
pub(super) struct Range<'m> {
    /// In ascending order.
    pub(super) members: &'m [i64],
    file: Option<BufWriter<SpooledTempFile>>,
}

impl Range<'_> {
    /// The bytes of its messages, as [`Gathered::read`] takes them. They can be read once.
    pub(super) fn bytes(&mut self, conn: &Connection) -> Result<Vec<u8>> {
        let mut bytes = Vec::new();
        if let Some(mut file) = self.file.take() {
            let read = file.flush().and_then(|()| file.get_mut().rewind());
            read.and_then(|()| file.get_mut().read_to_end(&mut bytes)).map_err(StoreError::io(folder(conn)))?;
        }
        Ok(bytes)
    }
}

/// Cuts members, who come in ascending order, into ranges, and spreads their messages over these if
/// that costs less than looking them up, and the disk has room.
pub(super) fn ranges<'m>(conn: &Connection, members: &'m [i64], people: &People) -> Result<Vec<Range<'m>>> {
    let counts = counts(conn, people)?;
    let total: u64 = counts.values().sum();
    let spread = |member: &i64| counts.get(member).copied().filter(|count| *count <= PART).unwrap_or_default();
    let wanted: u64 = members.iter().map(spread).sum();
    let has_room =
        file::free_space(Path::new(conn.path().unwrap_or_default())).is_none_or(|free| free / BYTES > wanted);
    if wanted == 0 || wanted * WORTH < total || !has_room {
        return Ok(vec![Range { members, file: None }]);
    }
    let file = || Some(BufWriter::new(tempfile::spooled_tempfile_in(SPOOL, folder(conn))));
    let mut ranges: Vec<Range<'m>> =
        cut(members, PART.max(wanted / MOST_PARTS), spread).map(|members| Range { members, file: file() }).collect();
    fill(conn, people, &mut ranges, spread)?;
    Ok(ranges)
}

/// Where the files lie: beside the store, and nobody sees them.
fn folder(conn: &Connection) -> &Path {
    file::folder_of(Path::new(conn.path().unwrap_or_default()))
}

/// How many messages each member wrote.
fn counts(conn: &Connection, people: &People) -> Result<FxHashMap<i64, u64>> {
    let mut counts = FxHashMap::default();
    let mut statement = conn.prepare("SELECT identity, count(*) FROM message GROUP BY identity")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        *counts.entry(people.member(row.get(0)?).0).or_default() += row.get::<_, u64>(1)?;
    }
    Ok(counts)
}

/// Runs of members who have at least `size` messages to spread, the last one less.
fn cut(members: &[i64], size: u64, spread: impl Fn(&i64) -> u64) -> impl Iterator<Item = &[i64]> {
    let mut sum = 0;
    members.split_inclusive(move |member| {
        sum += spread(member);
        let full = sum >= size;
        if full {
            sum = 0;
        }
        full
    })
}

fn fill(conn: &Connection, people: &People, ranges: &mut [Range<'_>], spread: impl Fn(&i64) -> u64) -> Result<()> {
    let mut places: FxHashMap<i64, usize> = FxHashMap::default();
    for (place, range) in ranges.iter().enumerate() {
        places.extend(range.members.iter().filter(|member| spread(member) > 0).map(|member| (*member, place)));
    }
    let mut statement = conn.prepare(&format!("SELECT {SAID} ORDER BY m.id"))?;
    let mut rows = statement.query([])?;
    let mut bytes = Vec::new();
    while let Some(row) = rows.next()? {
        let said = Said::read(row)?;
        let place = places.get(&people.member(said.identity).0);
        let Some(file) = place.and_then(|place| ranges.get_mut(*place)).and_then(|range| range.file.as_mut()) else {
            continue;
        };
        bytes.clear();
        bytes = postcard::to_extend(&said, bytes).map_err(super::unreadable)?;
        file.write_all(&bytes).map_err(StoreError::io(folder(conn)))?;
    }
    Ok(())
}

/// Messages of a range, by member.
pub(super) struct Gathered<'b> {
    /// With the member, by member, account, time and row; last first.
    said: Vec<(i64, Said<'b>)>,
}

impl<'b> Gathered<'b> {
    /// Reads the bytes of a range.
    pub(super) fn read(mut bytes: &'b [u8], people: &People) -> Result<Gathered<'b>> {
        let mut said = Vec::new();
        while !bytes.is_empty() {
            let (one, rest): (Said<'b>, _) = postcard::take_from_bytes(bytes).map_err(super::unreadable)?;
            said.push((people.member(one.identity).0, one));
            bytes = rest;
        }
        said.sort_unstable_by_key(|(member, said)| Reverse((*member, said.identity, said.time, said.id)));
        Ok(Gathered { said })
    }

    /// The next message of a member; members are asked for in ascending order.
    pub(super) fn next_of(&mut self, member: i64) -> Option<Said<'b>> {
        self.said.pop_if(|(of, _)| *of == member).map(|(_, said)| said)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_are_cut_where_a_part_is_full() {
        let spread = |member: &i64| if *member == 3 { 0 } else { 10 };
        let runs: Vec<&[i64]> = cut(&[1, 2, 3, 4, 5, 6], 20, spread).collect();
        assert_eq!(runs, [&[1, 2][..], &[3, 4, 5], &[6]]);
    }
}
