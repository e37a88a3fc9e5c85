//! Saved segments: filters by name, and who was in them at each build.

use roaring::{RoaringBitmap, RoaringTreemap};
use rusqlite::{Connection, params};
use rustc_hash::FxHashSet;

use super::index::{Index, Lens, days_of};
use super::{Reader, Store, StoreError};
use crate::model::comparison::Movement;
use crate::model::journal::Act;
use crate::model::view::SegmentRow;
use crate::model::{Calendar, Day, MemberId, Timestamp};
use crate::query::{Expr, RuleCycle, evaluation_order, fold, format, parse, segments_used, with_segment_renamed};

/// Which two builds a segment is compared at: the last at or before each day. Without days, the latest
/// and the one before it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Between {
    /// The earlier.
    pub from: Option<Day>,
    /// The later.
    pub to: Option<Day>,
}

/// Who entered and left a segment between two builds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SegmentChange {
    /// As-of days of the two builds that were compared; `None` if the segment is not known from two of them.
    pub days: Option<(Day, Day)>,
    /// As-of day of the first build that knows the segment.
    pub first: Option<Day>,
    /// In it now, and not before.
    pub entered: Vec<MemberId>,
    /// In it before, and not now.
    pub left: Vec<MemberId>,
}

impl Store {
    /// Saves a filter under a name. Names that differ only in case or width are one. The same filter
    /// again leaves the segment with its past as it is; another one takes its place if it may `replace`.
    ///
    /// # Errors
    /// If the name is empty or taken, the filter asks for the segment itself, or the store cannot be written.
    pub fn save_segment(&mut self, name: &str, filter: &Expr, replace: bool, now: Timestamp) -> Result<(), StoreError> {
        let calendar = self.calendar().clone();
        let written = format(filter);
        let known = saved(self.connection()?)?;
        let own = named(&known, name);
        match own {
            _ if name.trim().is_empty() => return Err(StoreError::SegmentNameless),
            Some((_, same, _)) if *same == written => return Ok(()),
            Some((taken, ..)) if !replace => return Err(StoreError::SegmentTaken(taken.clone())),
            _ => {}
        }
        let name = own.map_or(name.trim(), |(own, ..)| own);
        self.act(&Act::SaveSegment { name: name.to_owned() }, None, |transaction| {
            transaction.execute("DELETE FROM segment WHERE name = ?1", [name])?;
            transaction.execute(
                "INSERT INTO segment (name, filter, saved) VALUES (?1, ?2, ?3)",
                params![name, written, now.0],
            )?;
            refuse_ring(transaction, &calendar, name)?;
            snapshot_missing(transaction, &calendar)?;
            Ok((1, ()))
        })
    }

    /// Gives a segment another name, also in the filters of other segments. Gives whether there was one of
    /// the old name and none of the new.
    ///
    /// # Errors
    /// If the new name is empty or makes it ask for itself, or the store cannot be written.
    pub fn rename_segment(&mut self, from: &str, to: &str) -> Result<bool, StoreError> {
        let calendar = self.calendar().clone();
        let known = saved(self.connection()?)?;
        let to = to.trim();
        if to.is_empty() {
            return Err(StoreError::SegmentNameless);
        }
        let Some((from, ..)) = named(&known, from) else { return Ok(false) };
        if named(&known, to).is_some_and(|(taken, ..)| taken != from) {
            return Ok(false);
        }
        let act = Act::RenameSegment { from: from.clone(), to: to.to_owned() };
        self.act(&act, None, |transaction| {
            if !rename(transaction, &calendar, from, to)? {
                return Ok((0, false));
            }
            refuse_ring(transaction, &calendar, to)?;
            Ok((1, true))
        })
    }

    /// Deletes a segment. Gives whether there was one of the name.
    ///
    /// # Errors
    /// If other segments speak of it, or the store cannot be written.
    pub fn delete_segment(&mut self, name: &str) -> Result<bool, StoreError> {
        let calendar = self.calendar().clone();
        let conn = self.connection()?;
        let known = saved(conn)?;
        let Some((name, ..)) = named(&known, name) else { return Ok(false) };
        let index = Index::default();
        let lens = Lens { conn, calendar: &calendar, index: &index };
        let mut users = Vec::new();
        for (other, filter, _) in known.iter().filter(|(other, ..)| other != name) {
            let speaks = |expr: Expr| with_segment_renamed(&expr, name, "") != expr;
            users.extend(lens.saved_filter(filter)?.is_some_and(speaks).then(|| other.clone()));
        }
        if !users.is_empty() {
            return Err(StoreError::SegmentUsed { name: name.clone(), by: users });
        }
        self.act(&Act::DeleteSegment { name: name.clone() }, None, |transaction| {
            Ok((1, transaction.execute("DELETE FROM segment WHERE name = ?1", [name])? > 0))
        })
    }
}

impl Reader {
    /// Saved segments by name, with how many members each selects now.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn segments(&self) -> Result<Vec<SegmentRow>, StoreError> {
        let lens = self.lens()?;
        let mut rows = Vec::new();
        for (name, filter, saved) in saved(lens.conn)? {
            let members = lens.saved_filter(&filter)?.map(|expr| lens.compile(&expr)).transpose()?;
            let members = members.map_or(0, |ranks| ranks.len());
            let [entered, left] = [true, false].map(|entered| lens.moved(&name, entered).map(|ranks| ranks.len()));
            let (entered, left) = (entered?, left?);
            rows.push(SegmentRow { name, filter, members, entered, left, saved: Timestamp(saved) });
        }
        Ok(rows)
    }

    /// The name under which a segment was saved, if there is one that is called so.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn segment_named(&self, name: &str) -> Result<Option<String>, StoreError> {
        let known = saved(&*self.conn()?)?;
        Ok(named(&known, name).map(|(name, ..)| name.clone()))
    }

    /// The filter of a segment.
    ///
    /// # Errors
    /// If the store cannot be read, or there is no such segment.
    pub fn segment(&self, name: &str) -> Result<Expr, StoreError> {
        let lens = self.lens()?;
        let known = saved(lens.conn)?;
        let (_, filter, _) = named(&known, name).ok_or(StoreError::Absent)?;
        lens.saved_filter(filter)?.ok_or(StoreError::Absent)
    }

    /// Who entered and left between two builds, among those who are still there: who was erased,
    /// asked out or became one with another since is in neither list.
    ///
    /// # Errors
    /// If the store cannot be read, or there is no such segment.
    pub fn segment_diff(&self, name: &str, between: Between) -> Result<SegmentChange, StoreError> {
        let lens = self.lens()?;
        let known = saved(lens.conn)?;
        let (name, ..) = named(&known, name).ok_or(StoreError::Absent)?;
        let builds = lens.snapshot_days(name)?;
        let first = builds.last().map(|(_, day)| *day);
        let until = |day: Option<Day>, builds: &[(i64, Day)]| {
            builds.iter().position(|(_, built)| day.is_none_or(|day| *built <= day))
        };
        let two = until(between.to, &builds).and_then(|later| {
            let earlier = builds.get(later + 1..)?;
            Some((builds[later], earlier[until(between.from, earlier)?]))
        });
        let Some((now, before)) = two else { return Ok(SegmentChange { first, ..SegmentChange::default() }) };
        let (after, former) = (lens.snapshot(name, now.0)?, lens.snapshot(name, before.0)?);
        let homes = lens.homes()?;
        let ids = |members: RoaringTreemap| {
            members.iter().map(|id| id as i64).filter(|id| homes.get(*id).is_some()).map(MemberId).collect()
        };
        let days = Some((before.1, now.1));
        Ok(SegmentChange { days, first, entered: ids(&after - &former), left: ids(former - after) })
    }
}

impl Lens<'_> {
    /// The builds that a segment is known from with their latest as-of day, the latest first.
    fn snapshot_days(&self, name: &str) -> Result<Vec<(i64, Day)>, StoreError> {
        let mut statement = self.conn.prepare_cached(
            "SELECT b.id, b.as_of, b.time FROM segment_snapshot s JOIN build b ON b.id = s.build \
             WHERE s.segment = ?1 ORDER BY b.id DESC",
        )?;
        let days = statement.query_map([name], |row| {
            let days = days_of(row.get_ref(1)?.as_str()?)?;
            let built = self.calendar.day(Timestamp(row.get(2)?));
            Ok((row.get(0)?, days.into_values().max().unwrap_or(built)))
        })?;
        Ok(days.collect::<Result<_, _>>()?)
    }

    /// How many members came to each segment and left it between two builds, as the last snapshots up to each have
    /// it; without those who were not there at the first.
    pub(super) fn segments_moved(
        &self,
        (after, until): (i64, i64),
        left_out: &FxHashSet<i64>,
    ) -> Result<Vec<Movement>, StoreError> {
        let homes = self.homes()?;
        let mut moved = Vec::new();
        for (name, ..) in saved(self.conn)? {
            let builds = self.snapshot_days(&name)?;
            let last = |until: i64| builds.iter().map(|(build, _)| *build).find(|build| *build <= until);
            let (Some(before), Some(now)) = (last(after), last(until)) else { continue };
            let (before, now) = (self.snapshot(&name, before)?, self.snapshot(&name, now)?);
            let count = |members: RoaringTreemap| {
                let known = |id: &i64| homes.get(*id).is_some() && !left_out.contains(id);
                members.iter().map(|id| id as i64).filter(known).count() as u64
            };
            let (came, went) = (count(&now - &before), count(before - now));
            if came + went > 0 {
                moved.push(Movement { field: "segment", value: name, came, went });
            }
        }
        Ok(moved)
    }

    fn snapshot(&self, name: &str, build: i64) -> Result<RoaringTreemap, StoreError> {
        let mut statement =
            self.conn.prepare_cached("SELECT members FROM segment_snapshot WHERE segment = ?1 AND build = ?2")?;
        read(&statement.query_row(params![name, build], |row| row.get::<_, Vec<u8>>(0))?)
    }

    /// Those who entered, or left, segments of a name at the latest build.
    pub(super) fn moved(&self, name: &str, entered: bool) -> Result<RoaringBitmap, StoreError> {
        let mut statement = self.conn.prepare_cached(
            "SELECT (SELECT members FROM segment_snapshot WHERE segment = ?1 AND build = l.id), \
             (SELECT members FROM segment_snapshot WHERE segment = ?1 AND build < l.id ORDER BY build DESC LIMIT 1) \
             FROM (SELECT max(id) AS id FROM build WHERE cause <> 'hand') l",
        )?;
        let homes = self.homes()?;
        let mut ranks = RoaringBitmap::new();
        for (own, ..) in saved(self.conn)?.iter().filter(|(own, ..)| fold(own) == fold(name)) {
            let (now, before): (Option<Vec<u8>>, Option<Vec<u8>>) =
                statement.query_row([own], |row| Ok((row.get(0)?, row.get(1)?)))?;
            let (Some(now), Some(before)) = (now, before) else { continue };
            let (now, before) = (read(&now)?, read(&before)?);
            let moved = if entered { now - before } else { before - now };
            ranks.extend(moved.iter().filter_map(|member| homes.get(member as i64)).map(|(rank, _)| rank));
        }
        Ok(ranks)
    }

    /// A saved filter; `None` where this version cannot read it.
    pub(super) fn saved_filter(&self, filter: &str) -> Result<Option<Expr>, StoreError> {
        Ok(parse(filter, self.filter_names()?.as_ref()).ok())
    }
}

/// Puts another name in the place of a segment's, also in the filters of other segments. Gives whether there was
/// one of the old name and none of the new.
pub(super) fn rename(conn: &Connection, calendar: &Calendar, from: &str, to: &str) -> Result<bool, StoreError> {
    let renamed = conn.execute(
        "INSERT OR IGNORE INTO segment (name, filter, saved) SELECT ?2, filter, saved FROM segment WHERE name = ?1",
        [from, to],
    )?;
    if renamed == 0 {
        return Ok(false);
    }
    conn.execute("UPDATE segment_snapshot SET segment = ?2 WHERE segment = ?1", [from, to])?;
    conn.execute("DELETE FROM segment WHERE name = ?1", [from])?;
    let index = Index::default();
    let lens = Lens { conn, calendar, index: &index };
    for (name, filter, _) in saved(conn)? {
        let Some(expr) = lens.saved_filter(&filter)? else { continue };
        let again = with_segment_renamed(&expr, from, to);
        if again != expr {
            conn.execute("UPDATE segment SET filter = ?2 WHERE name = ?1", params![name, format(&again)])?;
        }
    }
    Ok(true)
}

/// A segment's name, filter, and when it was saved.
type Saved = (String, String, i64);

/// The segment that is called so: exactly, or else in a form that folds to the same.
fn named<'s>(known: &'s [Saved], name: &str) -> Option<&'s Saved> {
    let name = name.trim();
    let exact = known.iter().find(|(own, ..)| own == name);
    exact.or_else(|| known.iter().find(|(own, ..)| fold(own) == fold(name)))
}

/// Refuses a segment that would ask for itself, be it through others.
fn refuse_ring(conn: &Connection, calendar: &Calendar, name: &str) -> Result<(), StoreError> {
    let index = Index::default();
    let lens = Lens { conn, calendar, index: &index };
    let mut rules: Vec<(String, Expr)> = Vec::new();
    for (own, filter, _) in saved(conn)? {
        rules.extend(lens.saved_filter(&filter)?.map(|expr| (own, expr)));
    }
    // Its own ring is found before one of others.
    rules.sort_by_key(|(own, _)| own != name);
    let rules: Vec<(&str, &Expr)> = rules.iter().map(|(own, expr)| (own.as_str(), expr)).collect();
    match evaluation_order(&rules, segments_used) {
        Err(RuleCycle(ring)) if ring.iter().any(|own| own == name) => Err(StoreError::SegmentRing(ring)),
        _ => Ok(()),
    }
}

pub(super) fn saved(conn: &Connection) -> Result<Vec<Saved>, StoreError> {
    let mut statement = conn.prepare_cached("SELECT name, filter, saved FROM segment ORDER BY name")?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn read(bytes: &[u8]) -> Result<RoaringTreemap, StoreError> {
    Ok(RoaringTreemap::deserialize_from(bytes).map_err(super::unreadable)?)
}

/// Lets snapshots follow merges, each a member who stays and one who became part of them, in
/// their order: whoever was in a segment before stays in it under the number that stays.
pub(super) fn follow_merges(conn: &Connection, merges: &[(i64, i64)]) -> Result<(), StoreError> {
    change_snapshots(conn, |members| {
        for (keep, gone) in merges {
            if members.remove(gone.unsigned_abs()) {
                members.insert(keep.unsigned_abs());
            }
        }
    })
}

/// The snapshots that a member was in, each with whether another was in it, too.
pub(super) fn snapshots_of(conn: &Connection, member: i64, other: i64) -> Result<Vec<(String, i64, bool)>, StoreError> {
    let mut found = Vec::new();
    for (segment, build, members) in snapshots(conn)? {
        if members.contains(member.unsigned_abs()) {
            found.push((segment, build, members.contains(other.unsigned_abs())));
        }
    }
    Ok(found)
}

/// Puts a member who parts from another back into the snapshots they were in before.
pub(super) fn part(
    conn: &Connection,
    keep: Option<i64>,
    gone: i64,
    were: &[(String, i64, bool)],
) -> Result<(), StoreError> {
    for (segment, build, mut members) in snapshots(conn)? {
        let Some((.., both)) = were.iter().find(|(name, at, _)| (name, *at) == (&segment, build)) else { continue };
        members.insert(gone.unsigned_abs());
        if let Some(keep) = keep.filter(|_| !both) {
            members.remove(keep.unsigned_abs());
        }
        write_snapshot(conn, &segment, build, &members)?;
    }
    Ok(())
}

/// Takes erased members out of every snapshot.
pub(super) fn leave(conn: &Connection, erased: &[MemberId]) -> Result<(), StoreError> {
    change_snapshots(conn, |members| {
        for member in erased {
            members.remove(member.0.unsigned_abs());
        }
    })
}

fn change_snapshots(conn: &Connection, change: impl Fn(&mut RoaringTreemap)) -> Result<(), StoreError> {
    for (segment, build, before) in snapshots(conn)? {
        let mut after = before.clone();
        change(&mut after);
        if after != before {
            write_snapshot(conn, &segment, build, &after)?;
        }
    }
    Ok(())
}

fn snapshots(conn: &Connection) -> Result<Vec<(String, i64, RoaringTreemap)>, StoreError> {
    let mut statement = conn.prepare("SELECT segment, build, members FROM segment_snapshot")?;
    let stored: Vec<(String, i64, Vec<u8>)> =
        statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?.collect::<Result<_, _>>()?;
    stored.into_iter().map(|(segment, build, bytes)| Ok((segment, build, read(&bytes)?))).collect()
}

fn write_snapshot(conn: &Connection, segment: &str, build: i64, members: &RoaringTreemap) -> Result<(), StoreError> {
    let mut bytes = Vec::with_capacity(members.serialized_size());
    members.serialize_into(&mut bytes).map_err(super::unreadable)?;
    conn.execute(
        "INSERT INTO segment_snapshot (segment, build, members) VALUES (?1, ?2, ?3)
         ON CONFLICT (segment, build) DO UPDATE SET members = ?3 WHERE members <> ?3",
        params![segment, build, bytes],
    )?;
    Ok(())
}

/// Remembers who is in each segment that does not know it of the latest build.
pub(super) fn snapshot_missing(conn: &Connection, calendar: &Calendar) -> Result<(), StoreError> {
    let latest = "SELECT max(id) FROM build WHERE cause <> 'hand'";
    let Some(build) = conn.query_row(latest, [], |row| row.get(0))? else { return Ok(()) };
    snapshot_all(conn, calendar, build)
}

/// Remembers who is in each segment at a build.
pub(super) fn snapshot_all(conn: &Connection, calendar: &Calendar, build: i64) -> Result<(), StoreError> {
    let index = Index::default();
    let lens = Lens { conn, calendar, index: &index };
    let mut known = conn.prepare_cached("SELECT 1 FROM segment_snapshot WHERE segment = ?1 AND build = ?2")?;
    for (name, filter, _) in saved(conn)? {
        if known.exists(params![name, build])? {
            continue;
        }
        let Some(expr) = lens.saved_filter(&filter)? else { continue };
        let homes = lens.homes()?;
        let ranks = lens.compile(&expr)?;
        let members = ranks.iter().filter_map(|rank| homes.member(rank));
        let members: RoaringTreemap = members.map(|member| member.0.unsigned_abs()).collect();
        write_snapshot(conn, &name, build, &members)?;
    }
    Ok(())
}
