//! What the page for people without a terminal says.

use super::{Lang, Text};

texts! {
    TITLE = "社群报告", "Community report";
    MASKED = "名字只留首字；其余以 * 代替。", "Of names only the first character is shown.";
    NAMED = "含成员的名字，请只给有权看的人。", "It names members: give it to those alone who may see them.";
    PERSONAL = "由本机数据生成，没有上传；仍是个人信息，用完请删除。不得据此对个人定价。", "Made on this machine, and uploaded nowhere; still personal data: delete it after use. No prices may be set by it.";
    HIDDEN_FILTER = "筛选条件指名道姓，此处不显示。", "The filter names somebody and is not shown.";
    FIGURES = "社群概况", "The community in figures";
    FIGURES_ABOUT = "统计日是数据最后一天的次日；天数都从统计日往前算，不看时钟。", "The as-of day is the day after the last one in the data; days count back from it, never from the clock.";
    MEMBERS = "成员", "Members";
    MEMBERS_ABOUT = "一人多号算一人；不含退出画像的人。", "One person over all accounts; without who opted out.";
    GROUPS = "群", "Groups";
    GROUPS_ABOUT = "导入过的群、频道与私聊。", "Groups, channels and private chats that were imported.";
    MESSAGES = "发言", "Messages";
    MESSAGES_ABOUT = "全部发言，不含平台写的系统消息。", "All messages; what the platform wrote is none.";
    ACTIVE = "近 30 天出现", "Seen in 30 days";
    ACTIVE_ABOUT = "说过话或做过事的成员。", "Members who said or did something.";
    NEW = "新成员", "New";
    NEW_ABOUT = "生命周期阶段“新成员”，同名标签也是这些人：入群不超过方案所定的天数（默认 30）。", "The stage new, as the tag 新成员: joined no longer ago than the scheme says (30 days by default).";
    NEVER = "从未发言", "Never spoke";
    NEVER_ABOUT = "发言数为 0 的成员。", "Members without a message.";
    LEFT = "已退群", "Left";
    LEFT_ABOUT = "已离开所有群的成员。", "Members who have left every group.";
    BUYERS = "买过", "Buyers";
    BUYERS_ABOUT = "至少一笔已付款订单。", "At least one paid order.";
    LIFECYCLE = "生命周期", "Lifecycle";
    DIMENSIONS = "成员画像", "Who they are";
    DIMENSIONS_ABOUT = "每项只算已知的人；未知不猜。", "Of each, those of whom it is known; the unknown is not guessed.";
    TAGS = "标签", "Tags";
    TAGS_ABOUT = "由规则打上，或人工设置；一人可有多个。", "Given by a rule, or by hand; somebody may have several.";
    BY_HAND = "人工标签", "set by hand";
    KOL = "意见领袖", "Opinion leaders";
    CHURN = "流失风险", "Risk of leaving";
    TOPICS = "话题", "Topics";
    TOPICS_ABOUT = "有内容的发言中谈到该话题的人数与条数；占发言者：占说过有内容的话的人。~ 为从一起出现的词发现的话题。趋势：近 4 周与之前 4 周相比，占全部发言的比例变化超出偶然才算升降。",
        "Members and messages of substance that speak of it; share: of members who say something of substance. ~ marks topics found in words said together. Trend: the last four weeks against the four before; its share of all that is said has to change beyond chance.";
    HOURS = "活跃时段", "When they write";
    HOURS_ABOUT = "成员一周内每小时的发言数，越深越多（开方比例）；不含员工和机器人。", "Messages by hour of the week, the deeper the more (by the square root); without staff and bots.";
    NAME = "成员", "Member";
    TOPIC = "话题", "Topic";
    PEOPLE = "人数", "Members";
    SHARE = "占发言者", "Share";
    TREND = "趋势", "Trend";
    PLACE = "#", "#";
}

/// Days of the week, Monday first.
pub const DAYS: [Text; 7] = [
    Text::new("周一", "Mon"),
    Text::new("周二", "Tue"),
    Text::new("周三", "Wed"),
    Text::new("周四", "Thu"),
    Text::new("周五", "Fri"),
    Text::new("周六", "Sat"),
    Text::new("周日", "Sun"),
];

/// Of which communities, as of when.
pub fn scope(lang: Lang, communities: &str, day: &str) -> String {
    match lang {
        Lang::Zh => format!("社群：{communities}　统计日：{day}"),
        Lang::En => format!("Community: {communities} · as of {day}"),
    }
}

/// Whom it is about.
pub fn filtered(lang: Lang, sentence: &str) -> String {
    match lang {
        Lang::Zh => format!("只含符合条件的成员：{sentence}"),
        Lang::En => format!("Only of members: {sentence}"),
    }
}

/// Of how many something is known.
pub fn known(lang: Lang, known: u64, total: u64) -> String {
    match lang {
        Lang::Zh => format!("已知 {known} / {total} 人"),
        Lang::En => format!("known of {known} in {total}"),
    }
}

/// A report was written.
pub fn written(lang: Lang, path: &str, members: u64) -> String {
    match lang {
        Lang::Zh => format!("已写出 {path}（{members} 位成员），可离线打开、打印"),
        Lang::En => format!("Wrote {path} ({members} members); it opens offline and prints"),
    }
}

/// The name of the page needs an ending.
pub fn wrong_ending(lang: Lang, path: &str) -> String {
    match lang {
        Lang::Zh => format!("{path} 不是网页文件名；请以 .html 结尾"),
        Lang::En => format!("{path} is no name of a page; it has to end in .html"),
    }
}
