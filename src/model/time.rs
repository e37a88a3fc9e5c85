//! Instants, days and the store's calendar.

use jiff::civil::{Date, date};
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

/// An instant: seconds since 1970-01-01T00:00:00Z.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Timestamp(pub i64);

impl Timestamp {
    /// The earliest instant an import accepts (1990-01-01, formats.md rule 0.4).
    pub const EARLIEST: Timestamp = Timestamp(631_152_000);

    /// Reads a number of seconds, milliseconds or microseconds by its size.
    pub fn from_epoch(number: i64) -> Timestamp {
        match number.unsigned_abs() {
            0..100_000_000_000 => Timestamp(number),
            100_000_000_000..100_000_000_000_000 => Timestamp(number.div_euclid(1_000)),
            _ => Timestamp(number.div_euclid(1_000_000)),
        }
    }

    /// Now, by the machine's clock: for logs and import runs, never for profiles.
    pub fn now() -> Timestamp {
        Timestamp(jiff::Timestamp::now().as_second())
    }
}

/// A local calendar day: days since 1970-01-01 in the store's zone.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Day(pub i32);

const EPOCH: Date = date(1970, 1, 1);

impl Day {
    /// From a civil date.
    pub fn from_date(date: Date) -> Day {
        Day(((date.at(0, 0, 0, 0).duration_since(EPOCH.at(0, 0, 0, 0))).as_hours() / 24) as i32)
    }

    /// The civil date; the calendar's last day for days no calendar holds.
    pub fn date(self) -> Date {
        EPOCH.checked_add(jiff::Span::new().days(self.0.clamp(-700_000, 2_900_000))).unwrap_or(Date::MAX)
    }

    /// Whether it is the first of so many days from another, or one of those after it.
    pub fn is_within(self, from: Day, days: i32) -> bool {
        self >= from && self - from < days
    }

    /// Monday 0 … Sunday 6.
    pub fn weekday(self) -> u8 {
        (self.0 + 3).rem_euclid(7) as u8
    }
}

impl std::fmt::Display for Day {
    /// `2024-03-01`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.date().fmt(f)
    }
}

impl std::ops::Add<i32> for Day {
    type Output = Day;
    fn add(self, days: i32) -> Day {
        Day(self.0.saturating_add(days))
    }
}

impl std::ops::Sub<i32> for Day {
    type Output = Day;
    fn sub(self, days: i32) -> Day {
        Day(self.0.saturating_sub(days))
    }
}

impl std::ops::Sub for Day {
    type Output = i32;
    /// Whole days from `other` to `self`.
    fn sub(self, other: Day) -> i32 {
        self.0.saturating_sub(other.0)
    }
}

/// An offset in seconds east of UTC as zones are named: `+08:00`.
pub fn offset_name(seconds: i64) -> String {
    let sign = if seconds < 0 { '-' } else { '+' };
    let minutes = seconds.abs() / 60;
    format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60)
}

/// The store's zone: turns instants into local days, hours and text.
#[derive(Debug, Clone)]
pub struct Calendar {
    zone: TimeZone,
}

impl Calendar {
    /// By IANA name (`Asia/Shanghai`) or fixed offset (`+08:00`); `None` if there is no such zone.
    pub fn named(zone: &str) -> Option<Calendar> {
        let fixed = || {
            let sign = if zone.starts_with('-') { -1 } else { 1 };
            let (hours, minutes) = zone.strip_prefix(['+', '-'])?.split_once(':')?;
            let seconds = hours.parse::<i32>().ok()? * 3600 + minutes.parse::<i32>().ok()? * 60;
            jiff::tz::Offset::from_seconds(sign * seconds).ok().map(TimeZone::fixed)
        };
        TimeZone::get(zone).ok().or_else(fixed).map(|zone| Calendar { zone })
    }

    /// The zone of this machine.
    pub fn system() -> Calendar {
        Calendar { zone: TimeZone::system() }
    }

    /// Asia/Shanghai, the default of a store.
    pub fn shanghai() -> Calendar {
        let fixed = || Calendar { zone: TimeZone::fixed(jiff::tz::Offset::constant(8)) };
        Calendar::named("Asia/Shanghai").unwrap_or_else(fixed)
    }

    /// The zone's own name, or its offset.
    pub fn zone_name(&self) -> String {
        match self.zone.iana_name() {
            Some(name) => name.to_owned(),
            None => self.zone.to_offset(jiff::Timestamp::UNIX_EPOCH).to_string(),
        }
    }

    fn local_seconds(&self, time: Timestamp) -> i64 {
        let instant = jiff::Timestamp::from_second(time.0).unwrap_or(jiff::Timestamp::MAX);
        time.0 + i64::from(self.zone.to_offset(instant).seconds())
    }

    /// The local day of an instant.
    pub fn day(&self, time: Timestamp) -> Day {
        Day(self.local_seconds(time).div_euclid(86_400) as i32)
    }

    /// The local hour, 0–23.
    pub fn hour(&self, time: Timestamp) -> u8 {
        (self.local_seconds(time).rem_euclid(86_400) / 3600) as u8
    }

    /// The instant at which a local day begins.
    pub fn start_of(&self, day: Day) -> Timestamp {
        match day.date().at(0, 0, 0, 0).to_zoned_datetime(self.zone.clone()) {
            Ok(start) => Timestamp(start.timestamp().as_second()),
            Err(_) => Timestamp(i64::from(day.0) * 86_400),
        }
    }

    /// The instant of a local date and time.
    pub fn instant(&self, local: jiff::civil::DateTime) -> Option<Timestamp> {
        let zoned = local.to_zoned_datetime(self.zone.clone()).ok()?;
        Some(Timestamp(zoned.timestamp().as_second()))
    }

    /// ISO 8601 with offset: `2024-03-01T09:00:00+08:00`.
    pub fn iso(&self, time: Timestamp) -> String {
        self.strftime(time, "%Y-%m-%dT%H:%M:%S%:z")
    }

    /// For a person to read: `2024-03-01 09:00`.
    pub fn minute(&self, time: Timestamp) -> String {
        self.strftime(time, "%Y-%m-%d %H:%M")
    }

    fn strftime(&self, time: Timestamp, format: &str) -> String {
        let instant = jiff::Timestamp::from_second(time.0).unwrap_or(jiff::Timestamp::MAX);
        instant.to_zoned_datetime(self.zone.clone()).strftime(format).to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_hours_are_those_of_the_store_zone() {
        let calendar = Calendar::shanghai();
        let late = Timestamp(1_709_254_800); // 2024-03-01T01:00:00Z
        assert_eq!(calendar.day(late).to_string(), "2024-03-01");
        assert_eq!(calendar.hour(late), 9);
        assert_eq!(calendar.iso(late), "2024-03-01T09:00:00+08:00");
        assert_eq!(calendar.start_of(calendar.day(late)), Timestamp(1_709_222_400));
        assert_eq!(calendar.day(late).weekday(), 4);
        assert_eq!(Day::from_date(calendar.day(late).date()), calendar.day(late));
    }

    #[test]
    fn epoch_numbers_are_read_by_their_size() {
        for number in [1_709_254_800, 1_709_254_800_000, 1_709_254_800_000_000] {
            assert_eq!(Timestamp::from_epoch(number), Timestamp(1_709_254_800));
        }
    }

    #[test]
    fn zones_have_names_or_offsets() {
        assert_eq!(Calendar::named("Asia/Shanghai").unwrap().zone_name(), "Asia/Shanghai");
        assert_eq!(Calendar::shanghai().zone_name(), "Asia/Shanghai");
        assert_eq!(Calendar::named("+05:30").unwrap().hour(Timestamp(0)), 5);
        assert!(Calendar::named("Moon/Crater").is_none());
    }
}
