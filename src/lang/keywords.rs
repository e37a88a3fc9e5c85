//! What is said of keywords.

use super::{Lang, Text};

texts! {
    WORD = "词", "word";
    MESSAGES = "发言", "messages";
    MEMBERS = "人数", "members";
    OTHERS = "其他发言", "elsewhere";
    TIMES = "倍数", "times";
    LOW = "下限", "from";
    HIGH = "上限", "to";
    Z = "z", "z";
    TIME = "时间", "time";
    WHO = "谁", "who";
    GROUP = "群", "group";
    TEXT = "原文", "text";
    NOTHING = "没有哪个词比别处更常说：一个词须至少三条发言、两人说过，且超出两个标准误。", "No word is said more here than elsewhere: it takes three messages, two members and two standard errors.";
    DAYS_THE_WRONG_WAY = "--since 在 --until 之后。", "--since is after --until.";
}

/// The messages behind a keyword, over them.
pub const TITLE: Text = Text::new("关键词的原文", "The messages behind a keyword");

/// What is set against what.
pub fn compared(lang: Lang, days: Option<(&str, &str)>, here: u32, speakers: u64, elsewhere: u32) -> String {
    match (lang, days) {
        (Lang::Zh, None) => format!("这些成员 {speakers} 人的 {here} 条，与其他成员的 {elsewhere} 条相比。"),
        (Lang::En, None) => {
            format!("{here} messages of these {speakers} members, against {elsewhere} of the others.")
        }
        (Lang::Zh, Some((first, last))) => {
            format!("{first} 至 {last} 的 {here} 条（{speakers} 人），与其余日子的 {elsewhere} 条相比。")
        }
        (Lang::En, Some((first, last))) => format!(
            "{here} messages of {speakers} members from {first} to {last}, against {elsewhere} of all other days."
        ),
    }
}

/// That messages were read in part, where it was not all: which shares of what is said here and elsewhere.
pub fn part(lang: Lang, (here, elsewhere): (f64, f64)) -> String {
    let (here, elsewhere) = (share(here), share(elsewhere));
    match lang {
        Lang::Zh => {
            format!("发言很多，只读了均匀抽取的一部分：这里的 {here}，别处的 {elsewhere}；所有数字都只数读到的。")
        }
        Lang::En => format!(
            "Much is said: an even part was read, {here} of the messages here and {elsewhere} of those elsewhere; all numbers are of what was read."
        ),
    }
}

/// The same before what is set against what, in a few columns.
pub fn part_in_short(lang: Lang, (here, elsewhere): (f64, f64)) -> String {
    let (here, elsewhere) = (share(here), share(elsewhere));
    match lang {
        Lang::Zh => format!("抽读 {here} 比 {elsewhere}："),
        Lang::En => format!("Read {here} against {elsewhere}: "),
    }
}

fn share(share: f64) -> String {
    if share < 0.1 { format!("{:.1}%", share * 100.0) } else { format!("{:.0}%", share * 100.0) }
}

/// What the columns mean.
pub const LEGEND: Text = Text::new(
    "倍数：含该词的优势比，下限至上限为 95 % 区间；按 z 排序，至少两人说过。--evidence 词 看原文。",
    "times: the odds of holding the word here over those elsewhere, with its 95 % interval; ordered by z; said by two members at least. --evidence WORD shows the messages.",
);

/// A word that is no keyword here.
pub fn no_keyword(lang: Lang, word: &str) -> String {
    match lang {
        Lang::Zh => format!("“{word}”在这里不是关键词。"),
        Lang::En => format!("“{word}” is no keyword here."),
    }
}

/// How much more often, with its interval: `×4.2 (2.1–8.3)`.
pub fn times(times: f64, low: f64, high: f64) -> String {
    format!("×{times:.1} ({low:.1}–{high:.1})")
}

/// How often a word is said here and elsewhere.
pub fn counted(lang: Lang, messages: u32, members: u64, others: u32) -> String {
    match lang {
        Lang::Zh => format!("{members} 人的 {messages} 条发言含此词；别处 {others} 条。"),
        Lang::En => format!("{messages} messages of {members} members hold it; {others} elsewhere."),
    }
}

/// That only the latest messages are shown.
pub fn latest(lang: Lang, shown: usize, of: u32) -> String {
    match lang {
        Lang::Zh => format!("最近 {shown} 条，共 {of} 条。"),
        Lang::En => format!("The latest {shown} of {of}."),
    }
}
