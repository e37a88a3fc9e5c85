//! Where a member stood at the end of each quarter, from the days in their state.

use anyhow::Result;
use jiff::civil::date;

use super::scheme;
use crate::config::Scheme;
use crate::lang::Lang;
use crate::mining::lifecycle;
use crate::model::portrait::CourseRow;
use crate::model::record::Action;
use crate::model::signal::Period;
use crate::model::state::MemberState;
use crate::model::{Day, MemberId};
use crate::profile;
use crate::profile::behaviour::{activity_of, level_of};
use crate::store::Reader;

/// Days that are looked from, the as-of day among them.
const ROWS: usize = 13;

/// Where a member stood on the as-of day, and at the end of each quarter before, the latest first.
pub(super) fn course(reader: &Reader, member: MemberId, lang: Lang) -> Result<Vec<CourseRow>> {
    let Some((state, period)) = reader.home_state(member)? else { return Ok(Vec::new()) };
    Ok(rows(&state, period, &scheme::in_use(reader, lang)?))
}

fn rows(state: &MemberState, period: Period, scheme: &Scheme) -> Vec<CourseRow> {
    let Some(seen) = state.days.first().map(|done| done.day).into_iter().chain(state.joined).min() else {
        return Vec::new();
    };
    let days = std::iter::successors(Some(period.as_of), |day| Some(quarter_of(*day - 1)));
    days.take_while(|day| *day > seen)
        .take(ROWS)
        .map(|day| row(state, Period { as_of: day, ..period }, scheme))
        .collect()
}

fn row(state: &MemberState, period: Period, scheme: &Scheme) -> CourseRow {
    let signals = profile::signals(state, period);
    let (from, until) = (quarter_of(period.as_of - 1), period.as_of);
    let is_within = |day: Day| from <= day && day < until;
    let mut active: Vec<Day> = state.days.iter().map(|done| done.day).filter(|day| is_within(*day)).collect();
    active.dedup();
    let reply = Action::Reply.key();
    let answers = state.received.iter().filter(|got| got.action == reply && is_within(got.day));
    CourseRow {
        day: until.to_string(),
        stage: lifecycle::stage(&signals, &scheme.lifecycle).map(str::to_owned),
        level: level_of(signals.a30, &scheme.levels).to_owned(),
        activity: activity_of(signals.a30),
        active_days: active.len() as u32,
        answers: u32::try_from(answers.map(|got| got.count.max(0)).sum::<i64>()).unwrap_or(u32::MAX),
    }
}

/// The first day of a day's quarter.
fn quarter_of(day: Day) -> Day {
    let day = day.date();
    Day::from_date(date(day.year(), (day.month() - 1) / 3 * 3 + 1, 1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::state::DayAction;

    fn day(text: &str) -> Day {
        Day::from_date(text.parse().unwrap())
    }

    #[test]
    fn a_course_goes_back_by_quarters_as_far_as_the_member_is_known() {
        let done = |at: &str| DayAction { day: day(at), action: "message".to_owned(), count: 1 };
        let got = |at: &str, count| DayAction { day: day(at), action: "reply".to_owned(), count };
        let mut days: Vec<DayAction> = (1..=30).map(|n| done(&format!("2024-06-{n:02}"))).collect();
        days.insert(0, done("2024-02-10"));
        let state = MemberState {
            days,
            received: vec![got("2024-02-11", 2), got("2024-06-03", 5), got("2024-07-01", 1)],
            ..MemberState::default()
        };
        let period = Period { first: day("2023-01-01"), as_of: day("2024-11-05") };
        let rows = rows(&state, period, &Scheme::builtin());
        let told: Vec<_> = rows
            .iter()
            .map(|row| {
                (
                    row.day.as_str(),
                    row.stage.as_deref().unwrap_or("unknown"),
                    row.level.as_str(),
                    row.active_days,
                    row.answers,
                )
            })
            .collect();
        assert_eq!(
            told,
            [
                ("2024-11-05", "dormant", "rare", 0, 0),
                ("2024-10-01", "dormant", "light", 0, 1),
                ("2024-07-01", "returned", "core", 30, 5),
                ("2024-04-01", "cooling", "rare", 1, 2),
            ]
        );
        assert!(rows[2].activity > rows[1].activity);
    }
}
