//! What is said of topics.

use super::{Lang, Text};

texts! {
    TOPIC = "话题", "topic";
    MEMBERS = "人数", "members";
    SHARE = "占发言者%", "of speakers %";
    MESSAGES = "发言", "messages";
    RECENT = "近4周", "last 4 w";
    BEFORE = "前4周", "4 before";
    TREND = "趋势", "trend";
    LED_BY = "带头", "led by";
    NOTHING = "还没有能认出话题的发言。", "Nothing said so far is of a known topic.";
}

/// Whether a topic's share of what is said changed.
pub const TRENDS: &[(&str, &str)] = &[("rising", "上升"), ("falling", "下降"), ("steady", "持平")];

/// What the columns of the list mean.
pub fn legend(lang: Lang, speakers: u64, messages: u64) -> String {
    match lang {
        Lang::Zh => format!(
            "{speakers} 人说了 {messages} 条有内容的话。~ 为从共现词发现的话题。带头：在该话题里被回应最多的人（+ 回应数），没有人被回应时为发言最多的人（× 条数）。趋势：占全部发言的比例变化超出偶然才算。"
        ),
        Lang::En => format!(
            "{speakers} members said {messages} things of substance. ~ marks topics found in words said together. Led by: who is answered most in the topic (+ answers), or says most (× messages) where nobody is. Trend: a change of its share of all that is said, beyond chance."
        ),
    }
}
