//! Values of rosters and forms, read into the codes of the profile.

use super::normal::fold;

/// Age bands: code, youngest, oldest, in years.
const BANDS: [(&str, u32, u32); 6] = [
    ("under_18", 0, 17),
    ("18_24", 18, 24),
    ("25_30", 25, 30),
    ("31_40", 31, 40),
    ("41_50", 41, 50),
    ("over_50", 51, 120),
];

/// `male` or `female`; bare numbers mean different things on different platforms and are not read.
pub fn gender(value: &str) -> Option<&'static str> {
    let value = fold(value);
    let value = value
        .trim_start_matches(|c: char| c.is_ascii_alphanumeric() && value.contains('.'))
        .trim_start_matches(['.', ' ']);
    match value {
        "男" | "男性" | "男生" | "男士" | "先生" | "m" | "male" | "man" | "♂" => Some("male"),
        "女" | "女性" | "女生" | "女士" | "小姐" | "f" | "female" | "woman" | "♀" => Some("female"),
        _ => None,
    }
}

/// The band of an age in years.
pub fn age_band_from_years(years: u32) -> Option<&'static str> {
    BANDS.iter().find(|(_, youngest, oldest)| (*youngest..=*oldest).contains(&years)).map(|(code, ..)| *code)
}

/// An age in years: `28`, `28岁`, `28 周岁`.
pub fn age(value: &str) -> Option<u32> {
    let value = fold(value);
    let number = value.trim_end_matches(['岁', '周', '歲', ' ']).parse().ok()?;
    (1..=120).contains(&number).then_some(number)
}

/// A year of birth: `1996/3/1`, `1996年`, `1996-03-01`, `96年`.
pub fn birth_year(value: &str) -> Option<i32> {
    let value = fold(value);
    let digits = value.bytes().take_while(u8::is_ascii_digit).count();
    let number: i32 = value.get(..digits)?.parse().ok()?;
    let behind = &value[digits..];
    match digits {
        4 if behind.is_empty() || behind.starts_with(['/', '-', '.', '年']) => {
            (1900..=2099).contains(&number).then_some(number)
        }
        8 if behind.is_empty() => (1900..=2099).contains(&(number / 10_000)).then_some(number / 10_000),
        2 if behind.starts_with('年') => Some(if number >= 30 { 1900 + number } else { 2000 + number }),
        _ => None,
    }
}

/// First and last year of birth of a cohort: `90后` is 1990–1999, `95后` 1995–1999.
pub fn cohort(value: &str) -> Option<(i32, i32)> {
    let value = fold(value);
    let number: i32 = value.strip_suffix('后')?.parse().ok()?;
    let first = match number {
        0..=15 if value.len() == "05后".len() => 2000 + number,
        50..=95 => 1900 + number,
        _ => return None,
    };
    (number % 5 == 0).then(|| (first, if number % 10 == 0 { first + 9 } else { first + 4 }))
}

/// The band of a form's range: `26~30`, `18-25岁`, `50岁以上`, `18岁以下`. It is the band that holds most of the range.
pub fn age_band(value: &str) -> Option<&'static str> {
    let value = fold(value);
    let numbers: Vec<u32> = value
        .split(|c: char| !c.is_ascii_digit())
        .filter_map(|digits| digits.parse().ok())
        .filter(|years| *years <= 120)
        .collect();
    let below = ["以下", "以内", "及以下", "under", "<", "小于"].iter().any(|word| value.contains(word));
    let above = ["以上", "over", "+", ">", "大于"].iter().any(|word| value.contains(word));
    match numbers[..] {
        [youngest, oldest] if youngest < oldest => widest_band(youngest, oldest).map(|(code, _)| code),
        [limit] if below => widest_band(limit.saturating_sub(10), limit.saturating_sub(1)).map(|(code, _)| code),
        [limit] if above => widest_band(limit + 1, limit + 10).map(|(code, _)| code),
        [years] if value.ends_with('岁') => age_band_from_years(years),
        _ => None,
    }
}

/// The band, in the year `as_of`, of what a disclosure said in the year `said_in`: `28` (an age) or
/// `1990-1999` (years of birth); with the share of the possible ages that lie in the band.
pub fn band_of_claim(value: &str, said_in: i32, as_of: i32) -> Option<(&'static str, f32)> {
    let years = |first: i32, last: i32| Some((u32::try_from(as_of - last).ok()?, u32::try_from(as_of - first).ok()?));
    let (youngest, oldest) = match value.split_once('-') {
        Some((first, last)) => years(first.parse().ok()?, last.parse().ok()?)?,
        None => {
            let born = said_in - value.parse::<i32>().ok()?;
            years(born, born)?
        }
    };
    widest_band(youngest, oldest)
}

/// The stage that a form's answer names; what only names an occupation is left to it.
pub fn life_stage(value: &str) -> Option<&'static str> {
    let value = fold(value);
    let has = |words: &[&str]| words.iter().any(|word| value.contains(word));
    let parent = has(&["孩子", "宝宝", "宝妈", "宝爸", "家长", "parent"]) && !has(&["没有", "无", "暂无", "未"]);
    if parent && has(&["学龄前", "幼儿", "0-6", "0~6", "0-3", "0~3", "3-6", "3~6", "宝宝", "宝妈", "宝爸"]) {
        return Some("parent_young");
    }
    if parent && has(&["学龄", "小学", "中学", "上学", "6-12", "6~12", "7-12", "7~12", "12-18", "12~18"]) {
        return Some("parent_school");
    }
    if has(&["退休", "retired"]) {
        return Some("retired");
    }
    if has(&["学生", "在读", "student"]) {
        return Some("student");
    }
    has(&["在职", "上班族", "已工作", "职场", "employed"])
        .then_some("working")
        .filter(|_| !has(&["不在职", "unemployed"]))
}

fn widest_band(youngest: u32, oldest: u32) -> Option<(&'static str, f32)> {
    let span = (oldest.checked_sub(youngest)? + 1) as f32;
    let shared = |(_, from, to): &(&str, u32, u32)| (oldest.min(*to) + 1).saturating_sub(youngest.max(*from));
    let band = BANDS.iter().rev().max_by_key(|band| shared(band))?;
    Some((band.0, shared(band) as f32 / span))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn genders_of_forms() {
        for (value, expected) in [
            ("女", Some("female")),
            ("B.女", Some("female")),
            ("A.男", Some("male")),
            (" 男性 ", Some("male")),
            ("F", Some("female")),
            ("Male", Some("male")),
            ("1", None),
            ("未知", None),
            ("", None),
        ] {
            assert_eq!(gender(value), expected, "{value}");
        }
    }

    #[test]
    fn stages_of_forms_name_the_parent_and_nothing_of_the_child() {
        for (value, stage) in [
            ("孩子0-6岁", Some("parent_young")),
            ("B.宝宝1岁", Some("parent_young")),
            ("孩子上小学", Some("parent_school")),
            ("没有孩子", None),
            ("学生", Some("student")),
            ("在职", Some("working")),
            ("已退休", Some("retired")),
        ] {
            assert_eq!(life_stage(value), stage, "{value}");
        }
    }

    #[test]
    fn ages_and_years_of_forms() {
        assert_eq!(age("28岁"), Some(28));
        assert_eq!(age("２８"), Some(28));
        assert_eq!(age("280"), None);
        for (value, year) in [
            ("1996/3/1", Some(1996)),
            ("1996年3月", Some(1996)),
            ("19960301", Some(1996)),
            ("96年", Some(1996)),
            ("05年", Some(2005)),
            ("28", None),
            ("", None),
        ] {
            assert_eq!(birth_year(value), year, "{value}");
        }
    }

    #[test]
    fn ranges_fall_into_the_band_that_holds_most_of_them() {
        for (value, band) in [
            ("26~30", Some("25_30")),
            ("18~25", Some("18_24")),
            ("31-40岁", Some("31_40")),
            ("18岁以下", Some("under_18")),
            ("50岁以上", Some("over_50")),
            ("B.26~30", Some("25_30")),
            ("28岁", Some("25_30")),
            ("保密", None),
            ("2", None),
        ] {
            assert_eq!(age_band(value), band, "{value}");
        }
    }

    #[test]
    fn claims_grow_older() {
        assert_eq!(band_of_claim("24", 2020, 2026), Some(("25_30", 1.0)));
        assert_eq!(band_of_claim("1990-1999", 2026, 2026), Some(("31_40", 0.6)));
        assert_eq!(band_of_claim("2000-2009", 2024, 2024), Some(("18_24", 0.7)));
        assert_eq!(band_of_claim("x", 2026, 2026), None);
        assert_eq!(cohort("95后"), Some((1995, 1999)));
        assert_eq!(cohort("00后"), Some((2000, 2009)));
        assert_eq!(cohort("93后"), None);
    }

    #[test]
    fn stages_of_forms() {
        assert_eq!(life_stage("大学生"), Some("student"));
        assert_eq!(life_stage("退休"), Some("retired"));
        assert_eq!(life_stage("在职"), Some("working"));
        assert_eq!(life_stage("医生"), None);
    }
}
