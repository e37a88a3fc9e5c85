//! The operator's day: what to do first, with what was said last.

use anyhow::Result;

use crate::mining::today::ranked;
use crate::model::today::TodayItem;
use crate::model::{Day, Timestamp};
use crate::store::Reader;
use crate::task::session::DEMO;
use crate::text::mask;

/// The operator's own day: what is planned is due by the clock, unlike anything that data say.
pub(super) fn day_of(reader: &Reader) -> Day {
    reader.calendar().day(Timestamp::now())
}

/// Days that data may be behind the operator's own before they are called old.
const FRESH: i32 = 7;

/// How many days the data end before the operator's own day, where they are old. The demo's story is always the same.
///
/// # Errors
/// If the store cannot be read.
pub(super) fn age(reader: &Reader) -> Result<Option<i32>> {
    if reader.setting(DEMO)?.is_some() {
        return Ok(None);
    }
    let last = reader.overview()?.communities.into_iter().filter_map(|(_, _, as_of)| as_of).max();
    // The as-of day is the one after the last.
    Ok(last.map(|as_of| day_of(reader) - as_of + 1).filter(|days| *days > FRESH))
}

/// Today's list, the most pressing first.
///
/// # Errors
/// If the store cannot be read, or the reader is interrupted.
pub(super) fn list(reader: &Reader) -> Result<Vec<TodayItem>> {
    let _moment = reader.hold()?;
    let mut items = ranked(reader.matters(day_of(reader))?);
    for item in &mut items {
        if item.words.is_none() {
            item.words = reader.last_words(item.member)?;
        }
        item.words.iter_mut().for_each(|words| mask::hide(&mut words.text));
    }
    Ok(items)
}
