//! The lifecycle of a community: who is in which stage, who moved, and how long those who come go on to speak.

use std::collections::{BTreeMap, BTreeSet};

use super::{Reader, StoreError};
use crate::model::comparison::{Cohort, CohortMonth, Retention, StageCount};
use crate::model::{CommunityId, Day, MemberId, Timestamp};
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
            let Some((rank, _)) = homes.get(row.get(0)?) else { continue };
            if selected.as_ref().is_some_and(|selected| !selected.contains(rank)) {
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
    /// last twelve months up to the as-of day of the community where each speaks most, without staff; and how
    /// many that leaves out.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn cohorts(&self) -> Result<Retention, StoreError> {
        let lens = self.lens()?;
        let ends: BTreeMap<CommunityId, i32> =
            lens.cache()?.as_of.iter().map(|(community, day)| (*community, month(*day - 1))).collect();
        let lasts: BTreeSet<i32> = ends.values().copied().collect();
        let since = lasts.first().filter(|_| lasts.len() == 1).map(|last| first_of(last - MONTHS + 1));
        let (mut cohorts, mut retention) =
            (BTreeMap::<i32, Cohort>::new(), Retention { since, ..Retention::default() });
        let mut statement = lens.conn.prepare_cached(COURSES)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let Some(last) = ends.get(&CommunityId(row.get(3)?)).copied() else { continue };
            if row.get(4)? {
                retention.staff += 1;
                continue;
            }
            let joined: Option<i32> = row.get(0)?;
            let seen: Option<i64> = row.get(1)?;
            let seen = seen.map(|time| lens.calendar.day(Timestamp(time)));
            let came = joined.map(Day).into_iter().chain(seen).min().map(month).filter(|came| *came <= last);
            let Some(came) = came else {
                retention.undated += 1;
                continue;
            };
            if came <= last - MONTHS {
                retention.earlier += 1;
                continue;
            }
            retention.first_seen += u64::from(joined.is_none());
            let bytes = row.get_ref(2)?.as_blob().map_err(rusqlite::Error::from)?;
            let (done, _): (Acts<'_>, Acts<'_>) = super::decode(bytes)?;
            let spoke: BTreeSet<i32> = done.iter().filter(|act| act.1 == "message").map(|act| month(act.0)).collect();
            let cohort = cohorts.entry(came).or_insert_with(|| Cohort {
                first: first_of(came),
                members: Vec::new(),
                months: Vec::new(),
            });
            cohort.members.push(MemberId(row.get(5)?));
            let reached = (last - came + 1) as usize;
            if cohort.months.len() < reached {
                cohort.months.resize_with(reached, CohortMonth::default);
            }
            for (month, at) in cohort.months.iter_mut().take(reached).zip(came..) {
                month.of += 1;
                month.spoke += u64::from(spoke.contains(&at));
            }
        }
        Ok(Retention { cohorts: cohorts.into_values().collect(), ..retention })
    }
}

/// Months since the year 0.
fn month(day: Day) -> i32 {
    let date = day.date();
    i32::from(date.year()) * 12 + i32::from(date.month()) - 1
}

/// The first day of a month.
fn first_of(month: i32) -> Day {
    Day::from_date(jiff::civil::date(month.div_euclid(12) as i16, month.rem_euclid(12) as i8 + 1, 1))
}

const MOVES: &str = "SELECT member, before, after FROM history \
    WHERE build = (SELECT max(id) FROM build WHERE cause <> 'hand') AND what = 'stage'";

const COURSES: &str =
    "SELECT joined, first_seen, days, community, staff <> 0, member FROM standing WHERE rank IS NOT NULL";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::comparison::CohortMonth;
    use crate::model::state::DayAction;
    use crate::model::view::StaffMark;
    use crate::query::parse;
    use crate::store::village::{Person, TODAY, Village};

    fn day(text: &str) -> Day {
        Day::from_date(text.parse().unwrap())
    }

    fn person(member: i64, stage: &str) -> Person {
        Person::new(member, &format!("m{member}"), Some(60.0 - member as f64)).at_stage(stage)
    }

    #[test]
    fn stages_tell_who_is_in_them_and_who_came_and_went_at_the_last_build() {
        let mut village = Village::peopled();
        village.build(&[], &[person(1, "active"), person(2, "active"), person(3, "lurker")]);
        village.build(&[], &[person(1, "declining"), person(2, "active"), person(3, "lurker")]);
        let stages = |filter: Option<&str>| -> Vec<(String, u64, u64, u64)> {
            let filter = filter.map(|text| parse(text, &Default::default()).unwrap());
            let stages = village.store.view().stages(filter.as_ref()).unwrap().into_iter();
            let told = stages.map(|line| (line.stage, line.members, line.came, line.went));
            told.filter(|(_, members, came, went)| members + came + went > 0).collect()
        };
        let mut everybody = stages(None);
        everybody.sort();
        let line = |stage: &str, members, came, went| (stage.to_owned(), members, came, went);
        assert_eq!(everybody, [line("active", 1, 0, 1), line("declining", 1, 1, 0), line("lurker", 1, 0, 0)]);
        assert_eq!(stages(Some("stage:lurker")), [line("lurker", 1, 0, 0)]);
        assert_eq!(stages(Some("influence>=59")), [line("declining", 1, 1, 0), line("active", 0, 0, 1)]);
    }

    #[test]
    fn a_month_of_a_cohort_counts_only_those_whose_community_was_exported_so_far() {
        let mut village = Village::peopled();
        village.sql("INSERT INTO community (id, name) VALUES (2, '旧群')");
        village.sql("INSERT INTO member (id, name, staff) VALUES (5, '无名', 0)");
        let came = |member: i64, community: i64, joined: &str, spoke: &[&str]| {
            let mut person = person(member, "active");
            let standing = &mut person.standing;
            (standing.community, standing.joined) = (CommunityId(community), Some(day(joined)));
            let said = |on: &&str| DayAction { day: day(on), action: "message".to_owned(), count: 1 };
            standing.done = spoke.iter().map(said).collect();
            person
        };
        let mut staff = came(4, 1, "2023-12-01", &["2023-12-01"]);
        staff.standing.staff = StaffMark::Staff;
        let mut undated = came(5, 1, "2023-12-01", &[]);
        (undated.standing.joined, undated.standing.first_seen) = (None, None);
        let people = [
            undated,
            came(1, 1, "2023-12-05", &["2023-12-05", "2023-12-20", "2024-02-03"]),
            came(2, 2, "2023-12-10", &["2023-12-10"]),
            came(3, 1, "2023-01-10", &["2023-01-10"]),
            staff,
        ];
        village.build_at(1_709_300_000, &[(1, TODAY), (2, day("2024-01-01"))], &[], &people);
        let month = |spoke, of| CohortMonth { spoke, of };
        let cohort = Cohort {
            first: day("2023-12-01"),
            members: [1, 2].map(MemberId).to_vec(),
            months: vec![month(2, 2), month(0, 1), month(1, 1)],
        };
        let whole = Retention { cohorts: vec![cohort], since: None, first_seen: 0, earlier: 1, undated: 1, staff: 1 };
        assert_eq!(
            village.store.view().cohorts().unwrap(),
            whole,
            "of whom came a year and more ago, or nobody knows when, only the number is told"
        );
    }

    #[test]
    fn months_follow_one_another_across_years() {
        assert_eq!(month(day("2024-01-31")) - month(day("2023-12-01")), 1);
        assert_eq!(month(day("2024-12-31")) - month(day("2024-01-01")), 11);
    }
}
