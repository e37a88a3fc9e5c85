//! What `query` says: errors, and filters read back as sentences.

#![allow(missing_docs, reason = "each sentence is its own documentation")]

use super::{Lang, Text};

pub const EMPTY: Text = Text::new("这里缺少条件", "a condition is missing here");
pub const UNCLOSED_QUOTE: Text = Text::new("引号没有闭合", "this quote is never closed");
pub const UNCLOSED_PARENTHESIS: Text = Text::new("括号没有闭合", "this parenthesis is never closed");
pub const STRAY_PARENTHESIS: Text = Text::new("多了一个右括号", "this parenthesis closes nothing");
pub const ENDS_EARLY: Text = Text::new("这里还缺一个条件或值", "a condition or a value is missing here");
pub const MANY_AFTER_ORDERING: Text =
    Text::new("大小比较只能用一个值；范围和列表请用 :", "< and > take one value; ranges and lists go with :");
pub const UNKNOWN_IN_LIST: Text =
    Text::new("“未知”不能放进列表，请另写 or 字段:unknown", "unknown cannot stand in a list; add: or field:unknown");
pub const TOO_DEEP: Text = Text::new("括号或否定嵌套太深", "parentheses or negations are nested too deeply");

pub fn did_you_mean(lang: Lang, better: &str) -> String {
    match lang {
        Lang::Zh => format!("；是不是“{better}”？"),
        Lang::En => format!("; did you mean “{better}”?"),
    }
}

pub fn unexpected(lang: Lang, sign: &str) -> String {
    match lang {
        Lang::Zh => format!("这里不该出现“{sign}”"),
        Lang::En => format!("“{sign}” does not belong here"),
    }
}

pub fn unknown_tag(lang: Lang, name: &str) -> String {
    match lang {
        Lang::Zh => format!("没有标签“{name}”"),
        Lang::En => format!("there is no tag “{name}”"),
    }
}

pub fn unknown_segment(lang: Lang, name: &str) -> String {
    match lang {
        Lang::Zh => format!("没有分群“{name}”"),
        Lang::En => format!("there is no segment “{name}”"),
    }
}

pub fn more_than_all(lang: Lang, field: &str) -> String {
    match lang {
        Lang::Zh => format!("“{field}”是 0 到 1 之间的比例，写成 0.5 或 50%"),
        Lang::En => format!("{field} is a share between 0 and 1; write 0.5 or 50%"),
    }
}

pub fn unknown_field(lang: Lang, name: &str) -> String {
    match lang {
        Lang::Zh => format!("没有字段“{name}”"),
        Lang::En => format!("there is no field “{name}”"),
    }
}

pub fn ambiguous(lang: Lang, name: &str, fields: &[String]) -> String {
    match lang {
        Lang::Zh => format!("“{name}”可以指{}，请写明是哪一个", fields.join("，也可以指")),
        Lang::En => format!("“{name}” could mean {}; say which", fields.join(" or ")),
    }
}

pub fn unknown_function(lang: Lang, name: &str) -> String {
    match lang {
        Lang::Zh => format!("没有函数“{name}”；可用 did、got、said、confidence"),
        Lang::En => format!("there is no function “{name}”; there are did, got, said and confidence"),
    }
}

pub fn unknown_value(lang: Lang, value: &str, field: &str, values: &[String]) -> String {
    match lang {
        Lang::Zh => format!("{field} 没有取值“{value}”；可取 {}", values.join("、")),
        Lang::En => format!("{field} has no value “{value}”; it takes {}", values.join(", ")),
    }
}

pub fn operator_does_not_fit(lang: Lang, field: &str) -> String {
    match lang {
        Lang::Zh => format!("{field} 不能比较大小"),
        Lang::En => format!("{field} has no order to compare by"),
    }
}

pub fn not_a_number(lang: Lang, word: &str) -> String {
    match lang {
        Lang::Zh => format!("“{word}”不是数字"),
        Lang::En => format!("“{word}” is not a number"),
    }
}

pub fn not_days(lang: Lang, word: &str) -> String {
    match lang {
        Lang::Zh => format!("“{word}”不是天数，请写成 30d、4w 这样"),
        Lang::En => format!("“{word}” is no number of days; write 30d or 4w"),
    }
}

pub fn not_a_time(lang: Lang, word: &str) -> String {
    match lang {
        Lang::Zh => format!("“{word}”不是时间，请写成 30d（距今天数）或 2024-01-31"),
        Lang::En => format!("“{word}” is no time; write 30d (days ago) or 2024-01-31"),
    }
}

pub fn no_confidence(lang: Lang, field: &str) -> String {
    match lang {
        Lang::Zh => format!("{field} 没有置信度，只有画像属性和导入的列才有"),
        Lang::En => format!("{field} has no confidence; only profile attributes and imported columns have"),
    }
}

pub fn unknown_action(lang: Lang, word: &str) -> String {
    match lang {
        Lang::Zh => format!("没有行为“{word}”；若是日志里自定的行为，请加引号"),
        Lang::En => format!("there is no action “{word}”; put an action of your own log between quotes"),
    }
}

/// A field's title in a sentence: the Chinese name, or the English key in words.
pub fn title(lang: Lang, key: &str, zh: &str) -> String {
    match lang {
        Lang::Zh => zh.to_owned(),
        Lang::En => match key {
            "silent" => "silence".to_owned(),
            "joined" => "join date".to_owned(),
            "first_seen" => "first day seen".to_owned(),
            "last_seen" => "last day seen".to_owned(),
            "contacted" => "last contact".to_owned(),
            "invited_by" => "inviter".to_owned(),
            "groups" | "messages" | "orders" => format!("number of {key}"),
            _ => key.replace('_', " "),
        },
    }
}

/// The whole sentence around its conditions.
pub fn members(lang: Lang, conditions: &str) -> String {
    match lang {
        Lang::Zh if conditions.ends_with(|c: char| c.is_ascii_alphanumeric()) => format!("{conditions} 的成员"),
        Lang::Zh => format!("{conditions}的成员"),
        Lang::En => format!("members {conditions}"),
    }
}

pub fn both(lang: Lang, conditions: &[String]) -> String {
    join(conditions, lang.pick(("，", ", ")), lang.pick(("，且", " and ")))
}

pub fn either(lang: Lang, conditions: &[String]) -> String {
    join(conditions, lang.pick(("，或", " or ")), lang.pick(("，或", " or ")))
}

pub fn one_of(lang: Lang, values: &[String]) -> String {
    join(values, lang.pick(("、", ", ")), lang.pick(("或", " or ")))
}

fn join(parts: &[String], between: &str, last: &str) -> String {
    match parts {
        [] => String::new(),
        [single] => single.clone(),
        [first @ .., final_part] => format!("{}{last}{final_part}", first.join(between)),
    }
}

pub fn grouped(lang: Lang, inner: &str) -> String {
    match lang {
        Lang::Zh => format!("（{inner}）"),
        Lang::En => format!("({inner})"),
    }
}

pub fn not_so(lang: Lang, inner: &str) -> String {
    match lang {
        Lang::Zh => format!("并非{inner}"),
        Lang::En => format!("not {inner}"),
    }
}

pub fn quoted(_: Lang, word: &str) -> String {
    format!("“{word}”")
}

pub fn tagged(lang: Lang, tags: &str, negated: bool) -> String {
    match (lang, negated) {
        (Lang::Zh, false) => format!("有标签{tags}"),
        (Lang::Zh, true) => format!("没有标签{tags}"),
        (Lang::En, false) => format!("who have the tag {tags}"),
        (Lang::En, true) => format!("who do not have the tag {tags}"),
    }
}

pub fn these(lang: Lang, members: usize, negated: bool) -> String {
    match (lang, negated) {
        (Lang::Zh, false) => format!("是这 {members} 位成员之一"),
        (Lang::Zh, true) => format!("不是这 {members} 位成员之一"),
        (Lang::En, false) => format!("who are among these {members} members"),
        (Lang::En, true) => format!("who are not among these {members} members"),
    }
}

pub fn in_segment(lang: Lang, segments: &str, negated: bool) -> String {
    match (lang, negated) {
        (Lang::Zh, false) => format!("在分群{segments}中"),
        (Lang::Zh, true) => format!("不在分群{segments}中"),
        (Lang::En, false) => format!("who are in the segment {segments}"),
        (Lang::En, true) => format!("who are not in the segment {segments}"),
    }
}

pub fn came(lang: Lang, segments: &str, negated: bool) -> String {
    match (lang, negated) {
        (Lang::Zh, false) => format!("新进入分群{segments}"),
        (Lang::Zh, true) => format!("没有新进入分群{segments}"),
        (Lang::En, false) => format!("who entered the segment {segments} at the last build"),
        (Lang::En, true) => format!("who did not enter the segment {segments} at the last build"),
    }
}

pub fn went(lang: Lang, segments: &str, negated: bool) -> String {
    match (lang, negated) {
        (Lang::Zh, false) => format!("刚离开分群{segments}"),
        (Lang::Zh, true) => format!("没有离开分群{segments}"),
        (Lang::En, false) => format!("who left the segment {segments} at the last build"),
        (Lang::En, true) => format!("who did not leave the segment {segments} at the last build"),
    }
}

/// Whether somebody is of the operator's side; yes and no are said by the verb.
pub fn staff(lang: Lang, mark: &str, negated: bool) -> String {
    match (lang, mark) {
        (Lang::Zh, "是" | "否") => (if negated == (mark == "否") { "是员工" } else { "不是员工" }).to_owned(),
        (Lang::En, "yes" | "no") => {
            (if negated == (mark == "no") { "who are staff" } else { "who are not staff" }).to_owned()
        }
        (Lang::Zh, _) if negated => format!("没有标记为{mark}"),
        (Lang::Zh, _) => format!("标记为{mark}"),
        (Lang::En, _) if negated => format!("who are not marked as {mark}"),
        (Lang::En, _) => format!("who are marked as {mark}"),
    }
}

/// A condition that stands by itself.
pub fn alone(lang: Lang, condition: &str) -> String {
    match lang {
        Lang::Zh => condition.to_owned(),
        Lang::En => {
            let plain = condition.strip_prefix("whose ").or_else(|| condition.strip_prefix("who "));
            plain.unwrap_or(condition).to_owned()
        }
    }
}

/// How a word compares: exactly, by a part, or by its beginning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fit {
    /// Equal.
    Is,
    /// Holds it.
    Contains,
    /// Begins with it.
    In,
}

pub fn word(lang: Lang, title: &str, fit: Fit, value: &str, negated: bool) -> String {
    match (lang, fit, negated) {
        (Lang::Zh, Fit::Is, false) => format!("{title}是{value}"),
        (Lang::Zh, Fit::Is, true) => format!("{title}不是{value}"),
        (Lang::Zh, Fit::Contains, false) => format!("{title}含{value}"),
        (Lang::Zh, Fit::Contains, true) => format!("{title}不含{value}"),
        (Lang::Zh, Fit::In, false) => format!("{title}在{value}"),
        (Lang::Zh, Fit::In, true) => format!("{title}不在{value}"),
        (Lang::En, Fit::Is, false) => format!("whose {title} is {value}"),
        (Lang::En, Fit::Is, true) => format!("whose {title} is not {value}"),
        (Lang::En, Fit::Contains, false) => format!("whose {title} contains {value}"),
        (Lang::En, Fit::Contains, true) => format!("whose {title} does not contain {value}"),
        (Lang::En, Fit::In, false) => format!("whose {title} is in {value}"),
        (Lang::En, Fit::In, true) => format!("whose {title} is not in {value}"),
    }
}

pub fn unknown(lang: Lang, title: &str, negated: bool) -> String {
    match (lang, negated) {
        (Lang::Zh, false) => format!("{title}未知"),
        (Lang::Zh, true) => format!("{title}已知"),
        (Lang::En, false) => format!("whose {title} is unknown"),
        (Lang::En, true) => format!("whose {title} is known"),
    }
}

/// How a quantity compares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the words are the documentation")]
pub enum Order {
    Is,
    IsNot,
    Below,
    AtMost,
    Above,
    AtLeast,
}

impl Order {
    fn words(self, lang: Lang) -> &'static str {
        lang.pick(match self {
            Order::Is => ("为", "is"),
            Order::IsNot => ("不为", "is not"),
            Order::Below => ("低于", "is below"),
            Order::AtMost => ("不高于", "is at most"),
            Order::Above => ("高于", "is above"),
            Order::AtLeast => ("不低于", "is at least"),
        })
    }
}

pub fn amount(lang: Lang, title: &str, order: Order, value: &str) -> String {
    match lang {
        Lang::Zh => format!("{title}{} {value}", order.words(lang)),
        Lang::En => format!("whose {title} {} {value}", order.words(lang)),
    }
}

pub fn between(lang: Lang, title: &str, low: &str, high: &str, negated: bool) -> String {
    match (lang, negated) {
        (Lang::Zh, false) => format!("{title}在 {low} 到 {high} 之间"),
        (Lang::Zh, true) => format!("{title}不在 {low} 到 {high} 之间"),
        (Lang::En, false) => format!("whose {title} is between {low} and {high}"),
        (Lang::En, true) => format!("whose {title} is not between {low} and {high}"),
    }
}

pub fn ago(lang: Lang, title: &str, order: Order, days: u32) -> String {
    let words = lang.pick(match order {
        Order::Is => ("正好", "exactly"),
        Order::IsNot => ("不是", "not"),
        Order::Below => ("不到", "fewer than"),
        Order::AtMost => ("至多", "at most"),
        Order::Above => ("超过", "more than"),
        Order::AtLeast => ("至少", "at least"),
    });
    match lang {
        Lang::Zh => format!("{title}距今{words} {days} 天"),
        Lang::En => format!("whose {title} is {words} {days} days ago"),
    }
}

pub fn date(lang: Lang, title: &str, order: Order, day: &str) -> String {
    let words = lang.pick(match order {
        Order::Is => ("是", "is on"),
        Order::IsNot => ("不是", "is not on"),
        Order::Below => ("早于", "is before"),
        Order::AtMost => ("不晚于", "is no later than"),
        Order::Above => ("晚于", "is after"),
        Order::AtLeast => ("不早于", "is no earlier than"),
    });
    match lang {
        Lang::Zh => format!("{title}{words} {day}"),
        Lang::En => format!("whose {title} {words} {day}"),
    }
}

pub fn days(lang: Lang, count: &str) -> String {
    match lang {
        Lang::Zh => format!("{count} 天"),
        Lang::En => format!("{count} days"),
    }
}

fn within(lang: Lang, window: Option<u32>) -> String {
    match (lang, window) {
        (_, None) => String::new(),
        (Lang::Zh, Some(days)) => format!("近 {days} 天"),
        (Lang::En, Some(days)) => format!(" in the last {days} days"),
    }
}

pub fn count(lang: Lang, received: bool, action: &str, order: Order, times: i64, window: Option<u32>) -> String {
    let span = within(lang, window);
    let how = lang.pick(match order {
        Order::Is => ("正好", "exactly"),
        Order::IsNot => ("不是", "other than"),
        Order::Below => ("少于", "fewer than"),
        Order::AtMost => ("至多", "at most"),
        Order::Above => ("多于", "more than"),
        Order::AtLeast => ("至少", "at least"),
    });
    let never = times == 0 && matches!(order, Order::Is | Order::AtMost);
    match (lang, never) {
        (Lang::Zh, true) if received => format!("{span}没有收到{action}"),
        (Lang::Zh, true) => format!("{span}没有{action}"),
        (Lang::Zh, false) if received => format!("{span}收到{action}{how} {times} 次"),
        (Lang::Zh, false) => format!("{span}{action}{how} {times} 次"),
        (Lang::En, true) if received => format!("who received no “{action}”{span}"),
        (Lang::En, true) => format!("who did no “{action}”{span}"),
        (Lang::En, false) if received => format!("who received “{action}” {how} {times} times{span}"),
        (Lang::En, false) => format!("who did “{action}” {how} {times} times{span}"),
    }
}

pub fn said(lang: Lang, words: &str, window: Option<u32>, negated: bool) -> String {
    let span = within(lang, window);
    match (lang, negated) {
        (Lang::Zh, false) => format!("{span}说过“{words}”"),
        (Lang::Zh, true) => format!("{span}没说过“{words}”"),
        (Lang::En, false) => format!("who said “{words}”{span}"),
        (Lang::En, true) => format!("who did not say “{words}”{span}"),
    }
}

pub fn confidence(lang: Lang, title: &str) -> String {
    match lang {
        Lang::Zh => format!("{title}的置信度"),
        Lang::En => format!("confidence in {title}"),
    }
}

pub fn called(lang: Lang, word: &str, negated: bool, initials: bool) -> String {
    let by_initials = if initials { lang.pick(("（或拼音首字母）", " (or its pinyin initials)")) } else { "" };
    match (lang, negated) {
        (Lang::Zh, false) => format!("名字{by_initials}或账号含“{word}”"),
        (Lang::Zh, true) => format!("名字{by_initials}和账号都不含“{word}”"),
        (Lang::En, false) => format!("whose name{by_initials} or id contains “{word}”"),
        (Lang::En, true) => format!("whose names{by_initials} and ids do not contain “{word}”"),
    }
}
