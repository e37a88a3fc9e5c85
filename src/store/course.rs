//! The lifecycle of a community: who is in which stage, who moved, and how long those who come go on to speak.

use std::collections::{BTreeMap, BTreeSet};

use super::{Reader, StoreError};
use crate::model::comparison::{Cohort, StageCount};
use crate::model::{Day, Timestamp};
use crate::query::Expr;

/// Months that are looked back on.
const MONTHS: i32 = 12;

/// Days with what was done on them, and how often.
type Acts<'a> = Vec<(Day, &'a str, i64)>;

impl Reader {
    /// The stages with the members that a filter selects, and how many of them moved at the latest build.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn stages(&self, filter: Option<&Expr>) -> Result<Vec<StageCount>, StoreError> {
        let bars = self.distribution("stage", filter)?.bars;
        let lens = self.lens()?;
        let selected = filter.map(|filter| lens.compile(filter)).transpose()?;
        let homes = lens.homes()?;
        let mut moved: BTreeMap<String, (u64, u64)> = BTreeMap::new();
        let mut statement = lens.conn.prepare_cached(MOVES)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let Some((rank, _)) = homes.get(&row.get(0)?) else { continue };
            if selected.as_ref().is_some_and(|selected| !selected.contains(*rank)) {
                continue;
            }
            let (before, after): (Option<String>, Option<String>) = (row.get(1)?, row.get(2)?);
            before.into_iter().for_each(|stage| moved.entry(stage).or_default().1 += 1);
            after.into_iter().for_each(|stage| moved.entry(stage).or_default().0 += 1);
        }
        let count = |bar: crate::model::view::Bar| {
            let (came, went) = moved.get(&bar.value).copied().unwrap_or_default();
            StageCount { stage: bar.value, members: bar.members, came, went }
        };
        Ok(bars.into_iter().filter(|bar| bar.value != "unknown").map(count).collect())
    }

    /// Members by the month in which they came, with how many of them spoke in each month since; the
    /// last twelve months up to the as-of day, without staff.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn cohorts(&self) -> Result<Vec<Cohort>, StoreError> {
        let lens = self.lens()?;
        let Some(last) = lens.cache()?.as_of.values().max().map(|day| month(*day - 1)) else { return Ok(Vec::new()) };
        let mut cohorts: BTreeMap<i32, Cohort> = BTreeMap::new();
        let mut statement = lens.conn.prepare_cached(COURSES)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let joined: Option<i32> = row.get(0)?;
            let seen: Option<i64> = row.get(1)?;
            let seen = seen.map(|time| lens.calendar.day(Timestamp(time)));
            let Some(came) = joined.map(Day).into_iter().chain(seen).min().map(month) else { continue };
            if !(last - MONTHS < came && came <= last) {
                continue;
            }
            let bytes = row.get_ref(2)?.as_blob().map_err(rusqlite::Error::from)?;
            let (done, _): (Acts<'_>, Acts<'_>) = super::decode(bytes)?;
            let spoke: BTreeSet<i32> = done.iter().filter(|act| act.1 == "message").map(|act| month(act.0)).collect();
            let cohort = cohorts.entry(came).or_insert_with(|| Cohort {
                month: format!("{:04}-{:02}", came.div_euclid(12), came.rem_euclid(12) + 1),
                members: 0,
                spoke: vec![0; (last - came + 1) as usize],
            });
            cohort.members += 1;
            for month in spoke {
                if let Some(count) = usize::try_from(month - came).ok().and_then(|at| cohort.spoke.get_mut(at)) {
                    *count += 1;
                }
            }
        }
        Ok(cohorts.into_values().collect())
    }
}

/// Months since the year 0.
fn month(day: Day) -> i32 {
    let date = day.date();
    i32::from(date.year()) * 12 + i32::from(date.month()) - 1
}

const MOVES: &str = "SELECT member, before, after FROM history \
    WHERE build = (SELECT max(id) FROM build WHERE cause <> 'hand') AND what = 'stage'";

const COURSES: &str = "SELECT joined, first_seen, days FROM standing WHERE rank IS NOT NULL AND staff = 0";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_follow_one_another_across_years() {
        let day = |text: &str| Day::from_date(text.parse().unwrap());
        assert_eq!(month(day("2024-01-31")) - month(day("2023-12-01")), 1);
        assert_eq!(month(day("2024-12-31")) - month(day("2024-01-01")), 11);
    }
}
