//! How whole and how trustworthy imported data are.

use jiff::civil::{Date, date};

use super::sink::Clock;
use super::time::{Calendar, Day, Timestamp};

/// So many of so many.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Share {
    /// How many.
    pub count: u64,
    /// Of how many.
    pub of: u64,
}

impl Share {
    /// Whether there is one.
    pub fn is_some(self) -> bool {
        self.count > 0
    }
}

/// What one import brought, and what of it asks for a second look.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ImportQuality {
    /// The import's number.
    pub import: i64,
    /// The file, as it was named then.
    pub path: String,
    /// The days of its first and last row.
    pub span: Option<(Day, Day)>,
    /// Rows that the store had before, of all rows read.
    pub duplicate: Share,
    /// Rows that could not be read, of all rows of the file.
    pub skipped: Share,
    /// `@` with a name that nobody in the chat bears; `None` where the import did not count them.
    pub unknown_mentions: Option<u64>,
    /// Messages that answer a message which the store does not have, of those that name one.
    pub lost_replies: Share,
    /// Orders and answers that have found no member, of all.
    pub unjoined: Share,
    /// Messages later than the import itself.
    pub future: u64,
    /// Messages from before their platform began.
    pub too_early: u64,
    /// What the file's times say of the clock that wrote them.
    pub clock: Clock,
    /// The zone in which times without one were read.
    pub zone: String,
}

/// Days without a message in a group that speaks before and after them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// The group's name.
    pub group: String,
    /// The first silent day.
    pub from: Day,
    /// The last one.
    pub until: Day,
}

impl Gap {
    /// How many days are silent.
    pub fn days(&self) -> u64 {
        u64::from((self.until - self.from).unsigned_abs()) + 1
    }
}

/// A store's data as far as it can be judged from the outside.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Quality {
    /// File by file, the latest first.
    pub imports: Vec<ImportQuality>,
    /// Group by group, the earliest gap first.
    pub gaps: Vec<Gap>,
}

/// A run of so many periods is a gap, if the group is …
const SILENT: i32 = 3;
/// … heard in at least this many …
const HEARD: usize = 7;
/// … of this many periods on either side of it.
const AROUND: i32 = 14;

/// The silent days among the days on which a group spoke, which come in order: at least three days
/// between two fortnights in each of which it spoke on seven days or more; or at least three weeks
/// between two spans of fourteen weeks in each of which it spoke in seven weeks or more.
pub fn silences(spoken: &[Day]) -> Vec<(Day, Day)> {
    let mut found = breaks(spoken, |day| day.0);
    for (from, until) in breaks(spoken, |day| (day.0 + 3).div_euclid(7)) {
        if !found.iter().any(|(first, last)| *first <= until && from <= *last) {
            found.push((from, until));
        }
    }
    found.sort_unstable();
    found
}

fn breaks(spoken: &[Day], period: impl Fn(Day) -> i32) -> Vec<(Day, Day)> {
    let mut periods: Vec<i32> = spoken.iter().map(|day| period(*day)).collect();
    periods.dedup();
    let heard = |from: i32, until: i32| {
        let (first, last) = (periods.partition_point(|p| *p < from), periods.partition_point(|p| *p <= until));
        last - first >= HEARD
    };
    let is_gap = |(before, after): (i32, i32)| {
        after - before > SILENT && heard(before - AROUND + 1, before) && heard(after, after + AROUND - 1)
    };
    spoken
        .windows(2)
        .filter(|days| is_gap((period(days[0]), period(days[1]))))
        .map(|days| (days[0] + 1, days[1] - 1))
        .collect()
}

/// When platforms began; of any other, what is from before 2000 is doubted.
const BEGINNINGS: &[(&str, Date)] = &[
    ("wechat", date(2011, 1, 21)),
    ("qq", date(1999, 2, 1)),
    ("telegram", date(2013, 8, 14)),
    ("discord", date(2015, 5, 13)),
];

/// The instant before which nothing can have been said on a platform.
pub fn beginning(platform: &str, calendar: &Calendar) -> Timestamp {
    let known = BEGINNINGS.iter().find(|(name, _)| *name == platform);
    calendar.start_of(Day::from_date(known.map_or(date(2000, 1, 1), |(_, day)| *day)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gaps(spoken: impl IntoIterator<Item = i32>) -> Vec<(i32, i32)> {
        let days: Vec<Day> = spoken.into_iter().map(Day).collect();
        silences(&days).into_iter().map(|(from, until)| (from.0, until.0)).collect()
    }

    #[test]
    fn three_silent_days_between_two_lively_weeks_are_a_gap() {
        assert_eq!(gaps((100..110).chain(113..123)), [(110, 112)]);
        assert!(gaps((100..110).chain(112..122)).is_empty(), "two days are a weekend");
        assert!(gaps((100..106).chain(113..123)).is_empty(), "too little is known of what was before");
        assert!(gaps((100..110).chain(113..119)).is_empty(), "or after");
    }

    #[test]
    fn a_group_that_speaks_once_a_week_has_gaps_of_weeks() {
        let weekly = (0..8).chain(12..20).map(|week| week * 7);
        assert_eq!(gaps(weekly), [(50, 83)]);
        assert!(gaps((0..30).map(|week| week * 30)).is_empty(), "silence is the habit of a quiet group");
    }

    #[test]
    fn silence_seen_by_day_and_by_week_is_one_gap() {
        assert_eq!(gaps((0..70).chain(100..170)), [(70, 99)]);
    }

    #[test]
    fn a_platform_begins_on_its_own_day() {
        let calendar = Calendar::shanghai();
        let day = |platform| calendar.day(beginning(platform, &calendar)).to_string();
        assert_eq!((day("wechat"), day("irc")), ("2011-01-21".to_owned(), "2000-01-01".to_owned()));
    }
}
