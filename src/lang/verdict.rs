//! What is said of tags that somebody looks at.

use super::{Lang, Text};

texts! {
    TAG = "标签", "tag";
    BEARERS = "人数", "members";
    RIGHT = "符合", "fits";
    WRONG = "不符合", "does not";
    UNSURE = "说不准", "unsure";
    PRECISION = "准确率", "precision";
    LOW = "下限", "from";
    HIGH = "上限", "to";
    DOUBTFUL = "低于方案的要求", "below the floor";
    ADVICE = "建议", "suggestion";
    NONE_YET = "还没有抽查过标签；例如：qunxiang review 学生", "no tag was reviewed yet; for example: qunxiang review 学生";
    ASK = "符合 y，不符合 n，说不准 u，停 q：", "fits y, does not n, unsure u, stop q: ";
    NOT_UNDERSTOOD = "请输入 y、n、u 或 q", "please type y, n, u or q";
    MET = "符合", "met";
    NOT_MET = "不符合", "not met";
    NOT_KNOWN = "未知", "unknown";
    NOTHING_SPOKEN = "没有可看的记录", "there is nothing to look at";
}

/// A verdict on a tag, by its key.
pub fn verdict(lang: Lang, key: &str) -> &'static str {
    match key {
        "right" => RIGHT.get(lang),
        "wrong" => WRONG.get(lang),
        _ => UNSURE.get(lang),
    }
}

/// Whether somebody meets a condition.
pub fn met(lang: Lang, is_met: Option<bool>) -> &'static str {
    match is_met {
        Some(true) => MET.get(lang),
        Some(false) => NOT_MET.get(lang),
        None => NOT_KNOWN.get(lang),
    }
}

/// What may be typed to stop; digits and words for those who type Chinese.
pub const STOP: [&str; 3] = ["q", "4", "停"];

/// What may be typed for a verdict, by its key.
pub fn answers(key: &str) -> &'static [&'static str] {
    match key {
        "right" => &["y", "1", "✓", "是", "符合"],
        "wrong" => &["n", "2", "✗", "否", "不符合"],
        _ => &["u", "3", "?", "？", "说不准"],
    }
}

/// How precise a tag proved, with its interval.
pub fn precision(lang: Lang, value: f64, low: f64, high: f64, n: u64) -> String {
    let [value, low, high] = [value, low, high].map(|share| format!("{:.0}%", share * 100.0));
    match lang {
        Lang::Zh => format!("抽查准确率 {value}（95% 区间 {low}–{high}，{n} 人）"),
        Lang::En => format!("reviewed precision {value} (95% interval {low}–{high}, n = {n})"),
    }
}

/// Whom one looks at, of how many, and for which tag.
pub fn looking_at(lang: Lang, place: usize, of: usize, tag: &str) -> String {
    match lang {
        Lang::Zh => format!("{place}/{of}  “{tag}”符合此人吗？"),
        Lang::En => format!("{place}/{of}  does “{tag}” fit this member?"),
    }
}

/// Nobody is left to look at.
pub fn nobody_left(lang: Lang, tag: &str) -> String {
    match lang {
        Lang::Zh => format!("没有因规则得到“{tag}”而尚未看过的成员。"),
        Lang::En => format!("Nobody is left who bears “{tag}” by its rule and was not looked at."),
    }
}

/// A tag that only people give.
pub fn no_rule(lang: Lang, tag: &str) -> String {
    match lang {
        Lang::Zh => format!("“{tag}”没有规则，都是人工打的，不用抽查"),
        Lang::En => format!("“{tag}” has no rule: people gave it, so there is nothing to measure"),
    }
}

/// A line that would make a tag truer.
pub fn suggestion(lang: Lang, condition: &str, expected: &str, lost: u64) -> String {
    match lang {
        Lang::Zh => format!("改为 {condition}：预期{expected}；会失去 {lost} 名符合者"),
        Lang::En => format!("with {condition}: expected {expected}; {lost} whom it fits would lose it"),
    }
}
