//! A member as an earlier build left them, as far as history remembers.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use rusqlite::params;
use rustc_hash::FxHashSet;

use super::index::Lens;
use super::{Reader, StoreError, attributes};
use crate::model::comparison::Movement;
use crate::model::view::{Past, PastMember};
use crate::model::{CommunityId, Day, MemberId, Timestamp};

/// A build in the eyes of one community.
struct Seen {
    build: i64,
    day: Day,
    time: Timestamp,
}

impl Reader {
    /// A member as the last build at or before a day left them. History keeps tags, level, stage
    /// and declared values; it is walked back from the latest build.
    ///
    /// # Errors
    /// If the store cannot be read, or no build has seen the member.
    pub fn past(&self, member: MemberId, day: Day) -> Result<Past, StoreError> {
        let lens = self.lens()?;
        let (_, community) = lens.place(member)?.ok_or(StoreError::Absent)?;
        let builds = lens.builds(community)?;
        let Some(then) = builds.iter().find(|seen| seen.day <= day) else {
            return Ok(Past::TooEarly(builds.iter().map(|seen| seen.day).min()));
        };
        if builds.first().is_some_and(|latest| latest.build == then.build) {
            return Ok(Past::Now);
        }
        if lens.arrival(member)?.is_some_and(|arrival| arrival > then.time) {
            return Ok(Past::NotYetHere(then.day));
        }
        lens.walk_back(member, community, then).map(Past::Then)
    }
}

/// What changed between two builds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    /// As-of days of the two.
    pub days: (Day, Day),
    /// What members of both came to and left.
    pub movements: Vec<Movement>,
    /// Members who came between the two, by the days of the data.
    pub newcomers: u64,
    /// Members who came earlier, of whom files told only between the two.
    pub told_later: u64,
}

impl Reader {
    /// What members came to and left between the last builds at or before two days: tags, stages, levels
    /// and segments, of members known at both; who came, or was told of, only between the two is counted apart. `None` if there
    /// are no two such builds. They are seen with the eyes of the community with the latest day.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn moved(&self, from: Day, to: Day) -> Result<Option<Moved>, StoreError> {
        let lens = self.lens()?;
        let Some((community, _)) = lens.cache()?.as_of.iter().max_by_key(|(_, day)| **day).map(|(id, day)| (*id, *day))
        else {
            return Ok(None);
        };
        let builds = lens.builds(community)?;
        let at = |day: Day| builds.iter().find(|seen| seen.day <= day);
        let (Some(earlier), Some(later)) = (at(from), at(to)) else { return Ok(None) };
        if earlier.build >= later.build {
            return Ok(None);
        }
        let days = (earlier.day, later.day);
        let newcomers = lens.newcomers(days)?;
        let mut not_at_both = lens.told_between(earlier.time, later.time)?;
        let told_later = not_at_both.difference(&newcomers).count() as u64;
        not_at_both.extend(&newcomers);
        let mut movements = lens.movements((earlier.build, later.build), &not_at_both)?;
        movements.extend(lens.segments_moved((earlier.build, later.build), &not_at_both)?);
        Ok(Some(Moved { days, movements, newcomers: newcomers.len() as u64, told_later }))
    }
}

impl Lens<'_> {
    /// Members who joined, or were first seen, from one day on and before another.
    fn newcomers(&self, (from, until): (Day, Day)) -> Result<FxHashSet<i64>, StoreError> {
        let mut statement =
            self.conn.prepare_cached("SELECT member, joined, first_seen FROM standing WHERE rank IS NOT NULL")?;
        let mut rows = statement.query([])?;
        let mut newcomers = FxHashSet::default();
        while let Some(row) = rows.next()? {
            let (joined, seen): (Option<i32>, Option<i64>) = (row.get(1)?, row.get(2)?);
            let seen = seen.map(|time| self.calendar.day(Timestamp(time)));
            let came = joined.map(Day).into_iter().chain(seen).min();
            if came.is_some_and(|came| came >= from && came < until) {
                newcomers.insert(row.get(0)?);
            }
        }
        Ok(newcomers)
    }

    /// Members of whom files told for the first time between two moments.
    fn told_between(&self, after: Timestamp, until: Timestamp) -> Result<FxHashSet<i64>, StoreError> {
        let mut files = self.conn.prepare_cached("SELECT 1 FROM import WHERE time > ?1 AND time <= ?2")?;
        if !files.exists([after.0, until.0])? {
            return Ok(FxHashSet::default());
        }
        let mut statement = self.conn.prepare_cached("SELECT member FROM standing WHERE rank IS NOT NULL")?;
        let members: Vec<i64> = statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
        let mut told = FxHashSet::default();
        for member in members {
            if self.arrival(MemberId(member))?.is_some_and(|arrival| arrival > after && arrival <= until) {
                told.insert(member);
            }
        }
        Ok(told)
    }

    fn movements(&self, (after, until): (i64, i64), left_out: &FxHashSet<i64>) -> Result<Vec<Movement>, StoreError> {
        let mut statement = self.conn.prepare_cached(MOVED)?;
        let mut rows = statement.query(params![after, until])?;
        let mut course: BTreeMap<(i64, String), (Option<String>, Option<String>)> = BTreeMap::new();
        while let Some(row) = rows.next()? {
            let (member, what): (i64, String) = (row.get(0)?, row.get(1)?);
            if left_out.contains(&member) {
                continue;
            }
            let last: Option<String> = row.get(3)?;
            match course.entry((member, what)) {
                Entry::Vacant(entry) => {
                    entry.insert((row.get(2)?, last));
                }
                Entry::Occupied(mut entry) => entry.get_mut().1 = last,
            }
        }
        let mut moved: BTreeMap<(&'static str, String), (u64, u64)> = BTreeMap::new();
        for ((_, what), (first, last)) in course.into_iter().filter(|(_, (first, last))| first != last) {
            let field = match what.as_str() {
                "stage" => "stage",
                "level" => "level",
                _ => "tag",
            };
            first.into_iter().for_each(|value| moved.entry((field, value)).or_default().1 += 1);
            last.into_iter().for_each(|value| moved.entry((field, value)).or_default().0 += 1);
        }
        let line = |((field, value), (came, went))| Movement { field, value, came, went };
        let mut moved: Vec<Movement> = moved.into_iter().map(line).collect();
        moved.sort_by_key(|line| (line.field, std::cmp::Reverse(line.came + line.went)));
        Ok(moved)
    }

    /// Builds, the latest first.
    fn builds(&self, community: CommunityId) -> Result<Vec<Seen>, StoreError> {
        let mut statement = self.conn.prepare_cached("SELECT id, as_of, time FROM build ORDER BY id DESC")?;
        let builds = statement.query_map([], |row| {
            let time = Timestamp(row.get(2)?);
            let day = self.seen_from(row.get_ref(1)?.as_str()?, community, time)?;
            Ok(Seen { build: row.get(0)?, day, time })
        })?;
        Ok(builds.collect::<Result<_, _>>()?)
    }

    /// When the first file that tells of a member was imported.
    fn arrival(&self, member: MemberId) -> Result<Option<Timestamp>, StoreError> {
        let mut statement = self.conn.prepare_cached(ARRIVAL)?;
        Ok(statement.query_row([member.0], |row| row.get::<_, Option<i64>>(0))?.map(Timestamp))
    }

    fn walk_back(&self, member: MemberId, community: CommunityId, then: &Seen) -> Result<PastMember, StoreError> {
        let mut values = self.remembered(member, community)?;
        let mut tags: BTreeSet<String> = self.tags_of(member, community)?.into_iter().map(|tag| tag.name).collect();
        let mut changes = self.conn.prepare_cached(
            "SELECT what, before, after FROM history WHERE member = ?1 AND build > ?2 ORDER BY build DESC, rowid DESC",
        )?;
        let mut rows = changes.query(params![member.0, then.build])?;
        while let Some(row) = rows.next()? {
            let (what, before, after): (String, Option<String>, Option<String>) =
                (row.get(0)?, row.get(1)?, row.get(2)?);
            if what.starts_with("tag:") {
                after.map(|tag| tags.remove(&tag));
                tags.extend(before);
            } else {
                values.insert(what, before);
            }
        }
        let values = values.into_iter().filter_map(|(key, value)| Some((key, value?))).collect();
        Ok(PastMember { day: then.day, values, tags: tags.into_iter().collect() })
    }

    /// What history keeps of a member, as it is now.
    fn remembered(
        &self,
        member: MemberId,
        community: CommunityId,
    ) -> Result<BTreeMap<String, Option<String>>, StoreError> {
        let known = attributes::all(self.conn, member, community)?;
        let declared = known.iter().map(|attribute| (attribute.key.clone(), attributes::declared(attribute)));
        let course = super::standing::course(self.conn, member)?.unwrap_or_default();
        let course = ["level", "stage"].map(str::to_owned).into_iter().zip(course);
        Ok(declared.filter(|(_, value)| value.is_some()).chain(course).collect())
    }
}

const MOVED: &str = "SELECT member, what, before, after FROM history WHERE build > ?1 AND build <= ?2 \
    AND (what IN ('stage', 'level') OR what LIKE 'tag:%') ORDER BY build, rowid";

/// Imports are numbered in the order in which they came.
const ARRIVAL: &str = "WITH mine AS MATERIALIZED (SELECT id FROM identity WHERE member = ?1), \
    named AS MATERIALIZED (SELECT id FROM party WHERE identity IN (SELECT id FROM mine)) \
    SELECT min(time) FROM import WHERE id IN ( \
        SELECT min(import) FROM message WHERE identity IN (SELECT id FROM mine) \
        UNION ALL SELECT min(import) FROM event WHERE actor IN (SELECT id FROM mine) \
        UNION ALL SELECT min(import) FROM event WHERE target IN (SELECT id FROM mine) \
        UNION ALL SELECT min(import) FROM roster_row WHERE party IN (SELECT id FROM named) \
        UNION ALL SELECT min(import) FROM orders WHERE party IN (SELECT id FROM named) \
        UNION ALL SELECT min(import) FROM response WHERE party IN (SELECT id FROM named))";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::village::{Person, TODAY, Village};

    fn person(member: i64, name: &str, stage: &str) -> Person {
        Person::new(member, name, Some(60.0 - member as f64)).at_stage(stage)
    }

    fn told(movements: &[Movement]) -> Vec<(&str, &str, u64, u64)> {
        movements.iter().map(|line| (line.field, line.value.as_str(), line.came, line.went)).collect()
    }

    #[test]
    fn who_came_only_between_two_builds_is_counted_apart_and_moved_nowhere() {
        let mut village = Village::peopled();
        let rules = [("KOL", "influence>=10")];
        let (early, middle, late) = (TODAY - 20, TODAY - 10, TODAY);
        let first = [person(1, "阿青", "active").tagged(&["KOL"]), person(2, "小北", "new")];
        village.build_at(1_709_010_000, &[(1, early)], &rules, &first);
        village.sql(
            "INSERT INTO import (id, time, path, hash, format, encoding, community, zone, records, new, skipped)
                 VALUES (2, 1709020000, 'later.json', x'01', 'weflow-json', 'utf-8', 1, 'Asia/Shanghai', 1, 1, 0);
             INSERT INTO member (id, name) VALUES (5, '后来');
             INSERT INTO identity (id, member, platform, native, name) VALUES (51, 5, 'wechat', 'wx5', '后来');
             INSERT INTO message (id, group_id, identity, time, kind, text, content, import)
                 VALUES (106, 1, 51, 1709015000, 0, '大家好', 10, 2);",
        );
        let second = [person(1, "阿青", "declining"), person(5, "后来", "new").tagged(&["KOL"])];
        village.build_at(1_709_030_000, &[(1, middle)], &rules, &second);
        village.build_at(1_709_040_000, &[(1, late)], &rules, &[person(5, "后来", "active")]);

        let reader = village.store.view();
        let whole = reader.moved(early, late).unwrap().unwrap();
        assert_eq!(
            (whole.days, whole.newcomers, whole.told_later),
            ((early, late), 0, 1),
            "seen before, told of later"
        );
        assert_eq!(
            told(&whole.movements),
            [("stage", "active", 0, 1), ("stage", "declining", 1, 0), ("tag", "KOL", 0, 1)]
        );
        let latest = reader.moved(middle, late).unwrap().unwrap();
        assert_eq!((latest.newcomers, latest.told_later), (0, 0));
        assert_eq!(told(&latest.movements), [("stage", "active", 1, 0), ("stage", "new", 0, 1), ("tag", "KOL", 0, 1)]);
        assert_eq!(reader.moved(late, late + 5).unwrap(), None, "one and the same build");
    }

    #[test]
    fn who_came_between_two_as_of_days_of_the_same_files_is_new_by_the_clock_of_the_data() {
        let mut village = Village::peopled();
        let (early, late) = (TODAY - 20, TODAY);
        let joined = |member: i64, stage: &str, day: Day| {
            let mut person = person(member, "某人", stage);
            (person.standing.joined, person.standing.first_seen) = (Some(day), None);
            person
        };
        let first = [joined(1, "active", early - 1)];
        village.build_at(1_709_010_000, &[(1, early)], &[], &first);
        let second = [joined(1, "declining", early - 1), joined(2, "new", early), joined(3, "new", late - 1)];
        village.build_at(1_709_030_000, &[(1, late)], &[], &second);
        let moved = village.store.view().moved(early, late).unwrap().unwrap();
        assert_eq!((moved.newcomers, moved.told_later), (2, 0));
        assert_eq!(told(&moved.movements), [("stage", "active", 0, 1), ("stage", "declining", 1, 0)]);
    }
}
