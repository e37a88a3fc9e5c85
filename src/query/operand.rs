//! What stands on the right of a comparison: numbers, spans of days, dates, words.

use jiff::civil::Date;

use crate::model::Day;

/// The word that stands for a missing value, in both languages.
pub(super) fn is_unknown(word: &str) -> bool {
    matches!(super::fold(word).as_str(), "unknown" | "未知")
}

/// `18..35`, `18~35` or `18～35` in two.
pub(super) fn range(word: &str) -> Option<(&str, &str)> {
    let (low, high) = word.split_once("..").or_else(|| word.split_once(['~', '～']))?;
    (!low.is_empty() && !high.is_empty()).then_some((low, high))
}

/// `60`, `-0.5`, `50%`, `1.5万`.
pub(super) fn number(word: &str) -> Option<f64> {
    let (digits, factor, divisor) = match (word.strip_suffix('%'), word.strip_suffix('万')) {
        (Some(digits), _) => (digits, 1.0, 100.0),
        (_, Some(digits)) => (digits, 10_000.0, 1.0),
        _ => (word, 1.0, 1.0),
    };
    let starts_well = digits.starts_with(|c: char| c.is_ascii_digit() || c == '-' || c == '.');
    let number: f64 = digits.parse().ok().filter(|_| starts_well)?;
    Some(number * factor / divisor).filter(|number| number.is_finite())
}

/// `30d`, `30天`, `4w`, `4周`, `6mo`, `6个月`, `1y`, `1年`: a month is 30 days and a year 365.
pub(super) fn span(word: &str) -> Option<u32> {
    const UNITS: [(&str, u32); 13] = [
        ("个月", 30),
        ("months", 30),
        ("mo", 30),
        ("月", 30),
        ("days", 1),
        ("d", 1),
        ("天", 1),
        ("日", 1),
        ("w", 7),
        ("周", 7),
        ("y", 365),
        ("年", 365),
        ("个星期", 7),
    ];
    let word = super::fold(word);
    let (count, days) = UNITS.iter().find_map(|(unit, days)| Some((word.strip_suffix(unit)?, *days)))?;
    let all_digits = !count.is_empty() && count.bytes().all(|byte| byte.is_ascii_digit());
    count.parse::<u32>().ok().filter(|_| all_digits)?.checked_mul(days)
}

/// The days that `2024-01-15`, `2024-01` or `2024` name: first and last. `/` and `.` do for `-`.
pub(super) fn dates(word: &str) -> Option<(Day, Day)> {
    let parts: Vec<&str> = word.split(['-', '/', '.']).collect();
    let long_year = parts.first()?.len() == 4;
    let numbers: Vec<i16> =
        parts.iter().map(|part| part.parse().ok().filter(|number| *number > 0)).collect::<Option<_>>()?;
    let (year, month, day) = match numbers.as_slice() {
        [year] => (*year, None, None),
        [year, month] => (*year, Some(*month), None),
        [year, month, day] => (*year, Some(*month), Some(*day)),
        _ => return None,
    };
    let small = |number: Option<i16>, otherwise: i8| number.map_or(Some(otherwise), |number| i8::try_from(number).ok());
    let first = Date::new(year, small(month, 1)?, small(day, 1)?).ok().filter(|_| long_year)?;
    let last = match (month, day) {
        (None, _) => first.last_of_year(),
        (_, None) => first.last_of_month(),
        _ => first,
    };
    Some((Day::from_date(first), Day::from_date(last)))
}

/// A place without the words that only say how big it is: `浙江省杭州市` → `浙江杭州`.
pub(super) fn place(word: &str) -> String {
    const ENDINGS: [&str; 7] = ["特别行政区", "维吾尔自治区", "壮族自治区", "回族自治区", "自治区", "省", "市"];
    let mut short: String = word.chars().filter(|c| !c.is_whitespace() && *c != '/').collect();
    for ending in ENDINGS {
        if short.chars().count() > ending.chars().count() {
            short = short.replace(ending, "");
        }
    }
    if short.is_empty() { word.to_owned() } else { short }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_carry_their_unit() {
        assert_eq!(number("60"), Some(60.0));
        assert_eq!(number("50%"), Some(0.5));
        assert_eq!(number("2万"), Some(20_000.0));
        for wrong in ["inf", "NaN", "-inf", "六十", "", "%", "1e999"] {
            assert_eq!(number(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn spans_are_days() {
        for (word, days) in [("30d", 30), ("30天", 30), ("4W", 28), ("3个月", 90), ("1y", 365)] {
            assert_eq!(span(word), Some(days), "{word}");
        }
        for wrong in ["d", "-3d", "30", "1.5d", "99999999999d", "4294967295y"] {
            assert_eq!(span(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_month_names_all_its_days() {
        let shown = |word| dates(word).map(|(first, last)| format!("{first} {last}"));
        assert_eq!(shown("2024-02").as_deref(), Some("2024-02-01 2024-02-29"));
        assert_eq!(shown("2024").as_deref(), Some("2024-01-01 2024-12-31"));
        assert_eq!(shown("2024/3/1").as_deref(), Some("2024-03-01 2024-03-01"));
        for wrong in ["24-01-01", "2024-13-01", "2024-02-30", "2024-1-1-1", "2024-999", "abcd"] {
            assert_eq!(shown(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn places_lose_their_rank() {
        assert_eq!(place("浙江省杭州市"), "浙江杭州");
        assert_eq!(place("广西壮族自治区"), "广西");
        assert_eq!(place("市"), "市");
    }
}
