//! What history remembers of a member: which build changed what, and why.

use super::StoreError;
use super::index::{Lens, days_of};
use crate::model::view::ChangeView;
use crate::model::{CommunityId, Day, MemberId, Timestamp};

/// How many changes a page shows.
const CHANGES: i64 = 100;

/// Each change with its build, and when the last build before it was that read data.
const COURSE: &str = "SELECT h.what, h.before, h.after, b.cause, b.as_of, b.time, b.id, b.scheme, \
    (SELECT max(earlier.time) FROM build earlier WHERE earlier.id < b.id AND earlier.cause <> 'hand') \
    FROM history h JOIN build b ON b.id = h.build WHERE h.member = ?1 ORDER BY h.build DESC, h.what LIMIT ?2";

/// When something new of a member came: files that tell of them.
const TOLD: &str = "WITH mine AS MATERIALIZED (SELECT id FROM identity WHERE member = ?1), \
    named AS MATERIALIZED (SELECT id FROM party WHERE identity IN (SELECT id FROM mine)) \
    SELECT time FROM import WHERE id IN ( \
        SELECT import FROM message WHERE identity IN (SELECT id FROM mine) \
        UNION SELECT import FROM event WHERE actor IN (SELECT id FROM mine) \
        UNION SELECT import FROM event WHERE target IN (SELECT id FROM mine) \
        UNION SELECT import FROM roster_row WHERE party IN (SELECT id FROM named) \
        UNION SELECT import FROM orders WHERE party IN (SELECT id FROM named) \
        UNION SELECT import FROM response WHERE party IN (SELECT id FROM named))";

/// When others became part of a member, or left them again.
const MERGED: &str = "SELECT time FROM merge WHERE keep = ?1 AND source <> 'import' \
    UNION ALL SELECT parted FROM merge WHERE (keep = ?1 OR gone = ?1) AND parted IS NOT NULL";

impl Lens<'_> {
    /// The latest changes of a member. A build that read nothing new of them changed them by what passed: time, and what
    /// others did.
    pub(super) fn history(&self, member: MemberId, community: CommunityId) -> Result<Vec<ChangeView>, StoreError> {
        let mut statement = self.conn.prepare_cached(COURSE)?;
        let mut rows = statement.query([member.0, CHANGES])?;
        let mut changes = Vec::new();
        while let Some(row) = rows.next()? {
            let (built, before): (i64, Option<i64>) = (row.get(5)?, row.get(8)?);
            let change = ChangeView {
                day: self
                    .seen_from(row.get_ref(4)?.as_str().map_err(rusqlite::Error::from)?, community, Timestamp(built))?
                    .to_string(),
                what: row.get(0)?,
                from: row.get(1)?,
                to: row.get(2)?,
                cause: row.get(3)?,
                build: row.get(6)?,
                time: Timestamp(built),
                scheme: row.get(7)?,
            };
            changes.push((change, before));
        }
        if changes.iter().any(|(change, _)| change.cause == "data") {
            let (told, merged) = (self.times(TOLD, member)?, self.times(MERGED, member)?);
            for (change, before) in changes.iter_mut().filter(|(change, _)| change.cause == "data") {
                let is_within = |time: &i64| before.is_none_or(|before| *time > before) && *time <= change.time.0;
                let cause = match () {
                    () if told.iter().any(is_within) => "data",
                    () if merged.iter().any(is_within) => "hand",
                    () => "time",
                };
                cause.clone_into(&mut change.cause);
            }
        }
        Ok(changes.into_iter().map(|(change, _)| change).collect())
    }

    /// The as-of day of a build in the eyes of a community, from what the build noted; without it the day it was made on.
    pub(super) fn seen_from(&self, noted: &str, community: CommunityId, built: Timestamp) -> rusqlite::Result<Day> {
        Ok(days_of(noted)?.get(&community).copied().unwrap_or_else(|| self.calendar.day(built)))
    }

    fn times(&self, sql: &str, member: MemberId) -> Result<Vec<i64>, StoreError> {
        let mut statement = self.conn.prepare_cached(sql)?;
        Ok(statement.query_map([member.0], |row| row.get(0))?.collect::<Result<_, _>>()?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::village::{Person, TODAY, Village};

    #[test]
    fn a_change_is_put_down_to_what_came_between_two_builds() {
        let mut village = Village::peopled();
        let rules = [("KOL", "influence>=10")];
        let build = |village: &mut Village, time: i64, stage: &str| {
            let ago = (1_709_060_000 - time) / 10_000;
            let person = Person::new(1, "阿青", Some(50.0)).at_stage(stage);
            village.build_at(time, &[(1, TODAY - ago as i32)], &rules, &[person]);
        };
        build(&mut village, 1_709_010_000, "new");
        village.sql(
            "INSERT INTO import (id, time, path, hash, format, encoding, community, zone, records, new, skipped)
                 VALUES (2, 1709020000, 'later.json', x'01', 'weflow-json', 'utf-8', 1, 'Asia/Shanghai', 1, 1, 0);
             INSERT INTO message (id, group_id, identity, time, kind, text, content, import)
                 SELECT 900, 1, min(id), 1709015000, 0, '大家好', 10, 2 FROM identity WHERE member = 1;",
        );
        build(&mut village, 1_709_030_000, "active");
        build(&mut village, 1_709_040_000, "cooling");
        village.sql(
            "INSERT INTO merge (time, keep, gone, gone_name, source, reasons, before)
                 VALUES (1709045000, 1, 77, '小号', 'hand', '[]', '{}');",
        );
        build(&mut village, 1_709_050_000, "growing");
        let page = village.store.view().portrait(MemberId(1)).unwrap();
        let course: Vec<(&str, &str, &str)> = page
            .history
            .iter()
            .map(|change| (change.day.as_str(), change.to.as_deref().unwrap_or_default(), change.cause.as_str()))
            .collect();
        assert_eq!(
            course,
            [("2024-02-29", "growing", "hand"), ("2024-02-28", "cooling", "time"), ("2024-02-27", "active", "data")]
        );
        assert_eq!((page.history[0].time, page.history[0].scheme.as_str()), (Timestamp(1_709_050_000), "default"));
    }
}
