//! Times as people and exporters write them.

use jiff::civil::{Date, DateTime, Time};

use crate::model::time::Timestamp;

/// A time as written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// With a zone, or a number of seconds.
    Instant(Timestamp),
    /// On a wall clock somewhere.
    Local(DateTime),
}

/// How dates with the year at the end are read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Order {
    /// 01/15/2023.
    #[default]
    MonthFirst,
    /// 15/01/2023.
    DayFirst,
}

impl Order {
    /// Learnt from a column's first values: a first part above 12 is a day.
    pub fn of<'a>(values: impl Iterator<Item = &'a str>) -> Order {
        let day_first = |value: &str| {
            let parts = numbers(value.split([' ', 'T']).next().unwrap_or_default());
            parts.len() == 3 && parts[0].0 > 12 && parts[0].0 <= 31 && parts[2].1 == 4
        };
        if values.into_iter().any(day_first) { Order::DayFirst } else { Order::MonthFirst }
    }

    /// A date that may be read both ways, if some are, and none of the values tells which way is right.
    pub fn guessed<'v>(values: &[&'v str]) -> Option<&'v str> {
        let parts = |value: &&&str| {
            let parts = numbers(value.split([' ', 'T']).next().unwrap_or_default());
            (parts.len() == 3 && parts[2].1 == 4).then(|| (parts[0].0, parts[1].0))
        };
        let tells = |value: &&str| parts(&value).is_some_and(|(first, second)| first > 12 || second > 12);
        let is_open = |value: &&&str| parts(value).is_some_and(|(first, second)| first != second);
        if values.iter().any(tells) { None } else { values.iter().find(is_open).copied() }
    }
}

/// Reads a time: epoch seconds, milliseconds or microseconds, `2024-03-01T09:00:00.5+08:00`,
/// `2024/3/1 9:00`, `2024年3月1日`, `20240301`, `01-Mar-24 09:00 AM`, `03/01/2024 9:00 PM`, with 上午/下午 and `GMT+8`.
pub fn read(text: &str, order: Order) -> Option<Moment> {
    let text = text.trim();
    if text.len() < 6 || text.len() > 64 {
        return None;
    }
    if text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') && !text.contains("..") {
        return bare_number(text);
    }
    let (date, rest) = leading_date(text, order)?;
    let Some((time, zone)) = clock(rest) else {
        return rest.trim().is_empty().then(|| Moment::Local(date.to_datetime(Time::midnight())));
    };
    let local = date.to_datetime(time);
    match zone {
        None => Some(Moment::Local(local)),
        Some(seconds) => {
            let utc = jiff::tz::TimeZone::UTC.to_timestamp(local).ok()?.as_second();
            Some(Moment::Instant(Timestamp(utc - i64::from(seconds))))
        }
    }
}

fn bare_number(text: &str) -> Option<Moment> {
    let whole = text.split('.').next()?;
    let number: i64 = whole.parse().ok()?;
    if whole.len() == 8 && whole == text {
        let date = Date::new((number / 10_000) as i16, (number / 100 % 100) as i8, (number % 100) as i8).ok()?;
        return Some(Moment::Local(date.to_datetime(Time::midnight())));
    }
    (whole.len() >= 9 && text.matches('.').count() <= 1).then(|| Moment::Instant(Timestamp::from_epoch(number)))
}

/// A spreadsheet's day number (40000–50000 are 2009–2036), with a fraction for the time of day.
pub fn serial(text: &str) -> Option<DateTime> {
    let days: f64 = text.trim().parse().ok()?;
    if !(20_000.0..60_000.0).contains(&days) {
        return None;
    }
    let seconds = (days.fract() * 86_400.0).round() as i64;
    let date = Date::constant(1899, 12, 30).checked_add(jiff::Span::new().days(days.trunc() as i64)).ok()?;
    date.to_datetime(Time::midnight()).checked_add(jiff::Span::new().seconds(seconds)).ok()
}

/// Runs of digits with their lengths.
fn numbers(text: &str) -> Vec<(i64, usize)> {
    text.split(|c: char| !c.is_ascii_digit())
        .filter(|run| !run.is_empty() && run.len() < 10)
        .filter_map(|run| Some((run.parse().ok()?, run.len())))
        .collect()
}

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// `01-Jan-20`, `1 Jan 2020`.
fn named_month(text: &str) -> Option<(Date, &str)> {
    let day = text.bytes().take_while(u8::is_ascii_digit).count();
    let behind = text.get(day..)?.strip_prefix(['-', ' '])?;
    let letters = behind.bytes().take_while(u8::is_ascii_alphabetic).count();
    let word = behind.get(..letters)?.to_lowercase();
    let month = MONTHS.iter().position(|month| word.len() >= 3 && word.starts_with(month))? + 1;
    let rest = behind.get(letters..)?.trim_start_matches('.').strip_prefix(['-', ' '])?;
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let year: i16 = rest.get(..digits)?.parse().ok()?;
    let year = match digits {
        2 => 2000 + year,
        4 => year,
        _ => return None,
    };
    Some((Date::new(year, month as i8, text.get(..day)?.parse().ok()?).ok()?, rest.get(digits..)?))
}

/// Takes three numbers apart by `-`, `/`, `.` or 年月日; a month may be a word.
fn leading_date(text: &str, order: Order) -> Option<(Date, &str)> {
    if let Some(found) = named_month(text) {
        return Some(found);
    }
    let mut parts = [(0i64, 0usize); 3];
    let mut rest = text;
    for (index, part) in parts.iter_mut().enumerate() {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        if digits == 0 || digits > 4 {
            return None;
        }
        *part = (rest[..digits].parse().ok()?, digits);
        rest = &rest[digits..];
        if index < 2 {
            let separator = rest.chars().next().filter(|c| matches!(c, '-' | '/' | '.' | '年' | '月'))?;
            rest = rest[separator.len_utf8()..].trim_start();
        }
    }
    let rest = rest.strip_prefix('日').unwrap_or(rest);
    let [(a, a_digits), (b, _), (c, c_digits)] = parts;
    let (year, month, day) = if a_digits == 4 {
        (a, b, c)
    } else if c_digits == 4 {
        match order {
            Order::MonthFirst if b > 12 || a <= 12 => (c, a, b),
            _ => (c, b, a),
        }
    } else {
        return None;
    };
    Some((Date::new(year as i16, month as i8, day as i8).ok()?, rest))
}

/// A wall clock's time, with the offset in seconds if one is named.
fn clock(text: &str) -> Option<(Time, Option<i32>)> {
    let mut text = text.trim_start_matches(['T', 't', ' ', '，', ',']).trim();
    let mut shift = None;
    for (word, afternoon) in
        [("上午", false), ("凌晨", false), ("早上", false), ("下午", true), ("晚上", true), ("中午", true)]
    {
        if let Some(rest) = text.strip_prefix(word) {
            (text, shift) = (rest.trim_start(), Some(afternoon));
        }
    }
    let end = text.find(|c: char| !(c.is_ascii_digit() || matches!(c, ':' | '.' | '时' | '分' | '秒' | '点')));
    let (digits, tail) = text.split_at(end.unwrap_or(text.len()));
    let whole = digits.split('.').next().unwrap_or_default();
    let parts = numbers(whole);
    let mut tail = tail.trim();
    for (word, afternoon) in [("AM", false), ("PM", true), ("am", false), ("pm", true), ("上午", false), ("下午", true)]
    {
        if let Some(rest) = tail.strip_prefix(word) {
            (tail, shift) = (rest.trim_start(), Some(afternoon));
        }
    }
    let part = |index: usize| parts.get(index).map_or(0, |(number, _)| *number);
    let mut hour = part(0);
    match shift {
        _ if parts.len() < 2 || parts.len() > 3 => return None,
        Some(true) if hour < 12 => hour += 12,
        Some(false) if hour == 12 => hour = 0,
        _ => {}
    }
    let time = Time::new(i8::try_from(hour).ok()?, part(1) as i8, (part(2) as i8).min(59), 0).ok()?;
    Some((time, offset(tail)?))
}

/// `Z`, `+08:00`, `+0800`, `GMT+8`, or nothing; `None` for anything else.
fn offset(text: &str) -> Option<Option<i32>> {
    if text.is_empty() {
        return Some(None);
    }
    if matches!(text, "Z" | "z" | "UTC" | "GMT") {
        return Some(Some(0));
    }
    let text = text.trim_start_matches("GMT").trim_start_matches("UTC");
    let sign = match text.bytes().next()? {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let digits: String = text[1..].chars().filter(char::is_ascii_digit).collect();
    let (hours, minutes): (i32, i32) = match digits.len() {
        1 | 2 => (digits.parse().ok()?, 0),
        3 | 4 => (digits[..digits.len() - 2].parse().ok()?, digits[digits.len() - 2..].parse().ok()?),
        _ => return None,
    };
    (hours <= 15 && minutes < 60).then_some(Some(sign * (hours * 3600 + minutes * 60)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::time::Calendar;

    fn seconds(text: &str) -> Option<i64> {
        match read(text, Order::MonthFirst)? {
            Moment::Instant(time) => Some(time.0),
            Moment::Local(local) => Calendar::shanghai().instant(local).map(|time| time.0),
        }
    }

    #[test]
    fn every_way_of_writing_nine_in_the_morning() {
        for text in [
            "1709254800",
            "1709254800000",
            "1709254800.123456",
            "2024-03-01 09:00:00",
            "2024-03-01T09:00:00",
            "2024-03-01T01:00:00Z",
            "2024-03-01T01:00:00.000Z",
            "2024-03-01T09:00:00.0000000+08:00",
            "2024-03-01 01:00:00 UTC",
            "2024/3/1 9:00",
            "2024年3月1日 9时0分",
            "2024-03-01 9:00:00 AM",
            "2024/3/1 上午9:00:00",
            "2024/03/01 9:00:00 上午 GMT+8",
            "03/01/2024 09:00",
            "2024.3.1 9:00",
            "01-Mar-24 09:00 AM",
            "1 March 2024 9:00",
        ] {
            assert_eq!(seconds(text), Some(1_709_254_800), "{text}");
        }
        assert_eq!(seconds("2024-03-01"), Some(1_709_222_400));
        assert_eq!(seconds("20240301"), Some(1_709_222_400));
        assert_eq!(serial("45352.375").and_then(|at| Calendar::shanghai().instant(at)), Some(Timestamp(1_709_254_800)));
    }

    #[test]
    fn what_is_no_time_is_none() {
        for text in ["", "昨天", "2024-13-01", "2024-02-30", "12", "abc-de-fg", "2024-03-01 25:00", "13800000001x"] {
            assert_eq!(read(text, Order::MonthFirst), None, "{text}");
        }
    }

    #[test]
    fn a_first_part_above_twelve_is_a_day() {
        assert_eq!(Order::of(["02/01/2023", "15/01/2023"].into_iter()), Order::DayFirst);
        assert_eq!(Order::of(["02/01/2023", "01/15/2023"].into_iter()), Order::MonthFirst);
    }
}
