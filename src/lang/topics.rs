//! What is said of topics.

use super::{Lang, Text};

texts! {
    TOPIC = "话题", "topic";
    MEMBERS = "人数", "members";
    SELECTED = "回车得", "by Enter";
    SHARE = "占发言者%", "of speakers %";
    MESSAGES = "发言", "messages";
    RECENT = "近4周", "last 4 w";
    BEFORE = "前4周", "4 before";
    TREND = "趋势", "trend";
    LED_BY = "带头", "led by";
    TOPIC_OR_QUESTION = "话题 · + 关键词 · ? 待答", "topic · + keyword · ? open question";
    LED_BY_OR_WHO = "带头 · 倍数 · 谁在哪问", "led by · times · who asks where";
    KEYWORDS = "+ 关键词", "+ keywords";
    BEST_HOURS = "最常有人回应的时段", "hours that earn answers";
    NO_HOURS = "每个时段的发言还不够", "not enough messages in any hour yet";
    NOTHING = "还没有能认出话题的发言，或者数据里没有文字。", "Nothing said so far is of a known topic, or the data hold no words.";
}

/// Whether a topic's share of what is said changed.
pub const TRENDS: &[(&str, &str)] = &[("rising", "上升"), ("falling", "下降"), ("steady", "持平")];

/// A trend in words.
pub fn trend(lang: Lang, key: &str) -> &str {
    TRENDS.iter().find(|(known, _)| *known == key).map_or(key, |(en, zh)| lang.pick((zh, en)))
}

/// The messages on a topic, over them.
pub const SPOKEN_TITLE: Text = Text::new("话题的原文", "The messages on a topic");

/// Who spoke of one of the scheme's topics, and how often.
pub fn spoken(lang: Lang, messages: u64, members: u64) -> String {
    match lang {
        Lang::Zh => format!("{members} 人的 {messages} 条发言说到它。"),
        Lang::En => format!("{messages} messages of {members} members speak of it."),
    }
}

/// What messages on a topic hold that was found in what is said.
pub fn spoken_by(lang: Lang, words: &[String]) -> String {
    let words = words.join(lang.pick(("、", ", ")));
    match lang {
        Lang::Zh => format!("至少含其中两个词的发言：{words}。"),
        Lang::En => format!("Messages that hold two of its words: {words}."),
    }
}

/// That only the latest messages are shown, and of how many, where that is known.
pub fn latest(lang: Lang, shown: usize, of: Option<u64>) -> String {
    match (lang, of) {
        (Lang::Zh, Some(of)) => format!("最近 {shown} 条，共 {of} 条。"),
        (Lang::Zh, None) => format!("最近 {shown} 条。"),
        (Lang::En, Some(of)) => format!("The latest {shown} of {of}."),
        (Lang::En, None) => format!("The latest {shown}."),
    }
}

/// What Enter does on a topic, which the list counts in a column of its own.
pub fn by_enter(lang: Lang, topic: &str, members: &str) -> String {
    match lang {
        Lang::Zh => format!("回车得：按“{topic}”筛选，得 {members} 人（偏好它的人，比说过的少）；v 看说到它的发言"),
        Lang::En => {
            format!("Enter: the {members} who lean to “{topic}”, fewer than spoke of it; v: what was said")
        }
    }
}

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

/// Which messages were read where it was not all: of how many weeks, what share of them, and how many of substance.
pub fn excerpt(lang: Lang, (weeks, share, messages): (u32, f64, u64)) -> String {
    let share = share * 100.0;
    let is_part = share < 100.0;
    match lang {
        Lang::Zh => {
            let part = if is_part { format!("中均匀抽取的 {share:.0} %") } else { String::new() };
            format!(
                "发言很多：周数、趋势、带头和 ~ 话题只按最近 {weeks} 周的发言{part}算（{messages} 条有内容的）；其余是全部。"
            )
        }
        Lang::En => {
            let part = if is_part { format!("an even {share:.0} % of ") } else { String::new() };
            format!(
                "Much is said here: weeks, trends, leaders and ~ topics are of {part}the messages of the last {weeks} weeks ({messages} of substance); the rest is of all."
            )
        }
    }
}

/// What the numbers of the content screen mean.
pub fn content_definitions(lang: Lang) -> Vec<(String, String)> {
    let pairs = [
        (
            MEMBERS,
            Text::new(
                "说过有内容的话、其中有该话题的词的成员；不含员工和机器人。",
                "Members with a message of substance that holds a word of the topic; without staff and bots.",
            ),
        ),
        (
            SELECTED,
            Text::new(
                "回车筛选得到的人数：偏好这个话题的成员（其比例超出社群），比说过的少；~ 的为说过其最相关两个词的成员。含员工。v 看说到它的发言，从那里打开说的人。",
                "Whom Enter selects: members who lean to the topic, beyond the community's share: fewer than spoke of it; of ~, who said its two most tied words. With staff. v shows what was said of it, and opens who said it.",
            ),
        ),
        (SHARE, Text::new("占说过有内容的话的成员。", "Of the members who say something of substance.")),
        (
            MESSAGES,
            Text::new(
                "这样的发言，每人同样的话只算一次；~ 为从一起出现的词发现的话题，须同时含其中两个词。",
                "Such messages, each text of a member once; ~ marks topics found in words said together, of which a message holds two.",
            ),
        ),
        (RECENT, Text::new("统计日之前的四周。", "The four weeks before the as-of day.")),
        (
            TREND,
            Text::new(
                "与再前四周相比，占全部发言的比例变化超出偶然（95 %）才算升降。",
                "Against the four weeks before those: a change of its share of all messages beyond chance (95 %).",
            ),
        ),
        (
            LED_BY,
            Text::new(
                "+ 在该话题里被回应的次数；没有人被回应时按发言 ×。回车：加入筛选；提问则打开提问的人。",
                "+ answers within the topic; × messages where nobody was answered. Enter adds the topic to the filter, or opens who asks.",
            ),
        ),
        (
            KEYWORDS,
            Text::new(
                "有筛选时为这些成员比其他人更常说的词和短语，无筛选时为最近七天比其余日子更常说的；× 为含该词的优势比及 95 % 区间，超出 2 个标准误，至少两人说。v 看原文，回车筛选说过的人。",
                "With a filter what these members say more than the others do, without one what the last seven days say more than all other days; × is the ratio of the odds to hold the word with its 95 % interval, 2 standard errors or more, said by two at least. v shows the messages, Enter filters who said it.",
            ),
        ),
        (
            BEST_HOURS,
            Text::new(
                "该小时的发言中被引用、提到或回复的比例，按 95 % 区间下限排；至少 10 条发言。",
                "Share of an hour's messages that were quoted, mentioned or replied to, by the lower end of its 95 % interval; ten messages at least.",
            ),
        ),
    ];
    pairs.iter().map(|(title, about)| (title.get(lang).to_owned(), about.get(lang).to_owned())).collect()
}
