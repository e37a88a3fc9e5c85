//! The zone of an exporter's clock, where a file writes each time twice: as a number, and as that
//! clock showed it.

use std::collections::BTreeMap;

use super::moment::{self, Moment, Order};
use crate::model::time::{Timestamp, offset_name};

/// Zones lie apart by a multiple of this, in seconds.
const STEP: i64 = 15 * 60;
/// No zone is further from UTC than this, in seconds.
const FURTHEST: i64 = 14 * 3600;
/// A clock's text may be this many seconds off its number.
const SLACK: i64 = 60;

/// All of the first times are compared, then every so-manieth: zones change with the seasons only.
const FIRST: u64 = 64;
const EVERY: u64 = 64;

/// How far a file's local times lie from its numbers.
#[derive(Debug, Default)]
pub struct Offsets {
    times: u64,
    /// Times by seconds east of UTC.
    found: BTreeMap<i64, u64>,
}

impl Offsets {
    /// Compares a time with what the exporter's clock showed.
    pub fn compare(&mut self, time: Timestamp, shown: &str) {
        self.times += 1;
        if self.times > FIRST && !self.times.is_multiple_of(EVERY) {
            return;
        }
        let Some(Moment::Local(local)) = moment::read(shown, Order::default()) else { return };
        let Ok(local) = jiff::tz::TimeZone::UTC.to_timestamp(local) else { return };
        let apart = local.as_second() - time.0;
        let offset = (apart + STEP / 2).div_euclid(STEP) * STEP;
        if offset.abs() <= FURTHEST && (apart - offset).abs() <= SLACK {
            *self.found.entry(offset).or_default() += 1;
        }
    }

    /// The zones found, as `+08:00`, the most frequent first.
    pub fn zones(&self) -> Vec<String> {
        let mut found: Vec<_> = self.found.iter().collect();
        found.sort_by_key(|(_, times)| std::cmp::Reverse(**times));
        found.into_iter().map(|(offset, _)| offset_name(*offset)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn zones(pairs: &[(i64, &str)]) -> Vec<String> {
        let mut offsets = Offsets::default();
        pairs.iter().for_each(|(time, shown)| offsets.compare(Timestamp(*time), shown));
        offsets.zones()
    }

    #[test]
    fn the_zone_is_what_lies_between_number_and_text() {
        assert_eq!(zones(&[(1_709_254_800, "2024-03-01 09:00:00")]), ["+08:00"]);
        assert_eq!(zones(&[(1_709_254_800, "2024-03-01 06:30:00")]), ["+05:30"]);
        assert_eq!(zones(&[(1_709_254_800, "2024-02-29 20:00")]), ["-05:00"]);
        let both =
            [(1, 9), (2, 9), (3, 10)].map(|(n, hour)| (1_709_254_800 + n, format!("2024-03-01 {hour:02}:00:0{n}")));
        assert_eq!(zones(&both.each_ref().map(|(time, shown)| (*time, shown.as_str()))), ["+08:00", "+09:00"]);
    }

    #[test]
    fn what_no_zone_explains_is_none() {
        assert!(zones(&[(1_709_254_800, "2024-03-01 09:05:00")]).is_empty());
        assert!(zones(&[(1_709_254_800, "2024-03-05 09:00:00")]).is_empty());
        assert!(zones(&[(1_709_254_800, "2024-03-01T01:00:00Z"), (1_709_254_800, "昨天")]).is_empty());
    }
}
