//! Days as people call them: `明天`, `下周一`, `+3d`, `3 天后`, `2026-12-01`.

use super::Day;

/// Words for days near a day, by their distance from it.
const NEAR: &[(&str, i32)] = &[
    ("今天", 0),
    ("today", 0),
    ("明天", 1),
    ("明日", 1),
    ("tomorrow", 1),
    ("后天", 2),
    ("大后天", 3),
    ("昨天", -1),
    ("昨日", -1),
    ("yesterday", -1),
    ("前天", -2),
];
/// What says which week a weekday is of, by the distance from this week.
const WEEKS: &[(&str, i32)] = &[
    ("下周", 1),
    ("下星期", 1),
    ("下礼拜", 1),
    ("next ", 1),
    ("本周", 0),
    ("这周", 0),
    ("这星期", 0),
    ("this ", 0),
    ("上周", -1),
    ("上星期", -1),
    ("last ", -1),
];
/// Weekdays from Monday on.
const WEEKDAYS: [&[&str]; 7] = [
    &["一", "monday", "mon"],
    &["二", "tuesday", "tue"],
    &["三", "wednesday", "wed"],
    &["四", "thursday", "thu"],
    &["五", "friday", "fri"],
    &["六", "saturday", "sat"],
    &["日", "天", "sunday", "sun"],
];
/// Units of a span, with their days; the longest of a kind first.
const UNITS: &[(&str, i32)] = &[
    ("days", 1),
    ("day", 1),
    ("天", 1),
    ("日", 1),
    ("d", 1),
    ("weeks", 7),
    ("week", 7),
    ("个星期", 7),
    ("周", 7),
    ("w", 7),
];

impl Day {
    /// Reads a day as it is called from another: a date, a number of days, a span, or a word. A bare
    /// number or span counts ahead, or back if `step` is −1; a sign, 后 or 前 says which way.
    pub fn called(text: &str, from: Day, step: i32) -> Option<Day> {
        let text = text.trim().to_lowercase();
        let near = NEAR.iter().find(|(word, _)| *word == text).map(|(_, days)| from + *days);
        near.or_else(|| weekday(&text, from))
            .or_else(|| span(&text, step).map(|days| from + days))
            .or_else(|| text.parse().ok().map(Day::from_date))
    }
}

/// `下周一`, `next monday`: weeks begin on Monday.
fn weekday(text: &str, from: Day) -> Option<Day> {
    let (name, weeks) = WEEKS.iter().find_map(|(word, weeks)| Some((text.strip_prefix(word)?.trim(), *weeks)))?;
    let place = WEEKDAYS.iter().position(|names| names.contains(&name))?;
    Some(from - i32::from(from.weekday()) + 7 * weeks + place as i32)
}

/// `3`, `+3d`, `-2周`, `3天后`, `5 days ago`, in days.
fn span(text: &str, step: i32) -> Option<i32> {
    let (text, ahead) = match (text.strip_prefix(['+', '＋']), text.strip_prefix(['-', '－'])) {
        (Some(rest), _) => (rest, Some(1)),
        (_, Some(rest)) => (rest, Some(-1)),
        _ => (text, None),
    };
    let (text, behind) =
        match (strip_any(text, &["以后", "之后", "后"]), strip_any(text, &["以前", "之前", "前", "ago"])) {
            (Some(rest), _) => (rest, Some(1)),
            (_, Some(rest)) => (rest, Some(-1)),
            _ => (text, None),
        };
    if ahead.is_some() && behind.is_some() {
        return None;
    }
    let unit = UNITS.iter().find_map(|(unit, days)| Some((text.strip_suffix(unit)?, *days)));
    let (number, days) = unit.unwrap_or((text, 1));
    let number = number.trim();
    let digits = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    let number = number.parse::<u16>().ok().filter(|_| digits)?;
    Some(ahead.or(behind).unwrap_or(step) * i32::from(number) * days)
}

fn strip_any<'t>(text: &'t str, endings: &[&str]) -> Option<&'t str> {
    endings.iter().find_map(|ending| text.strip_suffix(ending)).map(str::trim_end)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 2024-03-01, a Friday.
    const TODAY: Day = Day(19_783);

    #[test]
    fn a_day_is_called_by_its_date_by_a_word_or_by_how_far_it_is() {
        for (text, days) in [
            ("2024-03-05", 4),
            (" 3 ", 3),
            ("0", 0),
            ("今天", 0),
            ("明天", 1),
            ("Tomorrow", 1),
            ("后天", 2),
            ("昨天", -1),
            ("+3d", 3),
            ("-3d", -3),
            ("3天", 3),
            ("3 天后", 3),
            ("2周后", 14),
            ("2w", 14),
            ("5 days", 5),
            ("5 days ago", -5),
            ("下周一", 3),
            ("下星期天", 9),
            ("next monday", 3),
            ("本周五", 0),
            ("上周日", -5),
        ] {
            assert_eq!(Day::called(text, TODAY, 1), Some(TODAY + days), "{text}");
        }
    }

    #[test]
    fn a_bare_number_counts_back_where_days_lie_behind() {
        for (text, days) in [("3", -3), ("3d", -3), ("3天前", -3), ("昨天", -1), ("+3d", 3)] {
            assert_eq!(Day::called(text, TODAY, -1), Some(TODAY + days), "{text}");
        }
    }

    #[test]
    fn what_could_mean_several_days_or_none_is_not_read() {
        for text in
            ["soon", "", "周五", "下周", "下周八", "-", "+d", "+3天前", "--3", "99999", "2024-02-30", "03-05", "1.5d"]
        {
            assert_eq!(Day::called(text, TODAY, 1), None, "{text}");
        }
    }
}
