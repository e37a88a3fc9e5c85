//! What is said where two sets of members, or two days, are compared.

use super::{Lang, Text};

texts! {
    APART_SETS = "对比两组人", "Two sets of members";
    APART_DAYS = "对比两天", "Two days";
    APART_ABOUT = "各列是该组中已知此项的人里有多少；相差为前者减后者的百分点，方括号是 95% 区间，不含 0 的才算明确，标亮。Enter 把所选加进筛选。", "Each column: how many of those whose value is known. The difference is in percentage points, first minus second, with its 95 % interval; lit where that leaves out 0. Enter adds the chosen value to the filter.";
    APART_OVERLAP = "各列是该组中已知此项的人里有多少；相差为前者减后者的百分点。有人同在两组，两组不独立，所以不给区间。Enter 把所选加进筛选。", "Each column: how many of those whose value is known. The difference is in percentage points, first minus second; as the sets share members, no interval is said. Enter adds the chosen value to the filter.";
    APART_DIFFERENCE = "相差（百分点）", "differ by (points)";
    APART_NOTHING = "两组没有可比的标签与属性。", "There is no tag or attribute to compare.";
    APART_NOBODY_MOVED = "其间没有人换标签、生命周期或等级。", "Nobody came to or left a tag, a stage or a level.";
    DAYS_TITLE = "对比哪两天", "Which two days";
    DAYS_HINT = "两个日期，空格隔开（如 2024-03-01 2024-03-31）；数字是统计日之前几天。", "Two dates with a blank between (2024-03-01 2024-03-31); a number is days before the as-of day.";
    DAYS_BAD = "要两个日期，如 2024-03-01 2024-03-31。", "Two dates are needed, such as 2024-03-01 2024-03-31.";
    NEEDS_TWO_TICKS = "先用 x 勾选一个标签或分群，再把光标放到另一个上。", "Tick a tag or segment with x, then put the cursor on another.";
    REPLACE_SEGMENT = "已有同名分群，换成当前筛选？", "Replace the segment of that name?";
}

/// The days that can be compared, as builds looked from them.
pub fn built_on(lang: Lang, days: &[String]) -> String {
    const NAMED: usize = 4;
    let more = if days.len() > NAMED { "…" } else { "" };
    let named = days.iter().take(NAMED).map(String::as_str).collect::<Vec<_>>().join(lang.pick(("、", ", ")));
    match (lang, days.len()) {
        (Lang::Zh, 0 | 1) => format!("只有 {named} 的画像，还没有可比的另一天：以后再导入、构建才有。"),
        (Lang::En, 0 | 1) => {
            format!("Profiles are of {named} alone; there is another day once you import and build again.")
        }
        (Lang::Zh, _) => format!("有画像的日子：{named}{more}"),
        (Lang::En, _) => format!("Profiles were built as of: {named}{more}"),
    }
}

/// How large two sets are, and how many are in both: name and members of each.
pub fn sets_compared(lang: Lang, one: (&str, &str), other: (&str, &str), both: &str) -> String {
    match lang {
        Lang::Zh => format!("{} {} 人，{} {} 人，同在两者 {both} 人。", one.0, one.1, other.0, other.1),
        Lang::En => format!("{}: {} members, {}: {}, in both: {both}.", one.0, one.1, other.0, other.1),
    }
}

/// What a comparison of days counts.
pub fn days_compared(lang: Lang, from: &str, to: &str, newcomers: &str, told_later: &str) -> String {
    match lang {
        Lang::Zh => format!(
            "统计日 {from} 到 {to}：两次画像都有的成员里，+ 转入与 − 转出的人数；不计入其间新来的 {newcomers} 人（按数据里的日子）和早已在、其间导入的文件才讲到的 {told_later} 人。"
        ),
        Lang::En => format!(
            "From the as-of day {from} to {to}, of members known at both: + came to it, − left it. Not counted: {newcomers} who came between them by the days of the data, and {told_later} who were here but told of only by files imported between."
        ),
    }
}

/// There are no two builds to compare.
pub fn no_two_builds(lang: Lang, from: &str, to: &str) -> String {
    match lang {
        Lang::Zh => format!(
            "{from} 与 {to} 之前没有两次不同的画像可比。下次导入后就有第二次；也可以退回到过去某天做一次：qunxiang build --as-of {from}，再 qunxiang build。"
        ),
        Lang::En => format!(
            "There are no two builds to compare before {from} and {to}. A second one comes with the next import, or of a day in the past: qunxiang build --as-of {from}, then qunxiang build."
        ),
    }
}
