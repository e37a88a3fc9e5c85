//! What is said of opinion leaders: what hangs on them, where they lead, and how that moves.

use super::{Lang, Text};

texts! {
    IF_GONE = "如果离开", "if they leave";
    IF_GONE_SHORT = "若离开", "if gone";
    MISSING_REPLIES = "离开后少的回应", "replies missing without them";
    MISSING_THREADS = "离开后少的话题", "threads missing without them";
    HALF_BY = "给出一半回应的最少人数", "fewest who give half of the replies";
    NO_REPLIES = "这里的数据没有回复、引用或@：无法说谁离开会少多少回应，影响力只看其余部分。",
        "The data here hold no reply, quote or mention: nobody knows what would be missing, and influence rests on its other parts.";
    LAST_90 = "近90天", "in 90 days";
    IN_SLICE = "此范围内", "in this slice";
    TRENDS_APART = "成员超过 20 万，趋势不在屏上算：qunxiang kol --trend", "more than 200,000 members: trends by qunxiang kol --trend";
    NOT_HERE = "这里的数据没有", "not in the data here";
    TREND = "趋势", "trend";
    SCORE_RECENT = "近期影响力", "influence lately";
    SCORE_BEFORE = "此前影响力", "influence before";
    COMPARED_LAST = "近90天比此前90天", "the last 90 days against the 90 before";
    COMPARED_SPAN = "这段时间比此前同样长的时间", "these days against as many before";
    NOBODY_LEADS = "此范围内没有人得到回应。", "Nobody is answered in this slice.";
    SLICE = "范围", "Slice";
    PICK_SLICE = "只看：群、话题、时段（再选一次取消）", "Only: a group, a topic, some days (again: no longer)";
    NEEDS_KOL = "只在KOL屏可用", "only on the KOL screen";
    EVERYTHING = "全部", "Everything";
    EVERYTHING_ABOUT = "所有群、话题与日子", "every group, topic and day";
    A_GROUP = "群", "group";
    A_TOPIC = "话题", "topic";
    SOME_DAYS = "时段", "days";
    EXPLICIT = "只算明确的回应", "explicit answers only";
    EXPLICIT_ABOUT = "只算引用、@与回复；接着说话不算", "quotes, mentions and replies; who merely speaks next does not answer";
    TIES_TITLE = "谁回应谁", "Who answers whom";
    TIES_ABOUT = "全部日子里，本社群中引用、@与回复最多的往来；不含仅仅接着说话。",
        "Of all days in this community: most quotes, mentions and replies either way; not who merely speaks next.";
    NO_TIES = "还没有人与此人互相回应。", "Nobody answers this member yet, or is answered.";
    ANSWERS_THEM = "回应TA", "to them";
    ANSWERED_BY = "TA回应", "by them";
    TIES_MAP = "小图：最多的24条往来，数字是上面的序号；虚线为不到最多者的四分之一",
        "Map of the 24 strongest ties; numbers as above, dotted where weak";
    CHOSEN = "已选", "chosen";
}

/// With what a trend compares.
pub fn trend_compares(lang: Lang, compared: Text) -> String {
    format!("{}{}{}", TREND.get(lang), lang.pick(("：", ": ")), compared.get(lang))
}

/// How a score moved against the days before.
pub const TRENDS: &[(&str, &str)] =
    &[("rising", "上升"), ("falling", "下降"), ("steady", "持平"), ("new", "新"), ("gone", "不再")];

/// What the numbers of a slice mean.
pub fn definitions(lang: Lang) -> Vec<(String, String)> {
    let pairs = [
        (
            SLICE,
            Text::new(
                "只由所选群、话题或时段里的往来算出影响力；话题含带其词的发言与对这些发言的回应。",
                "Influence made of what passed in the group, on the topic, in the days chosen; a topic is the messages with a word of it, and what answers them.",
            ),
        ),
        (
            TREND,
            Text::new(
                "与此前同样多的日子相比（没选时段：近90天比此前90天），升↑降↓的分数，5分以上才算；数据不够早则未知。",
                "Points gained ↑ or lost ↓ against as many days before (without days: the last 90 against the 90 before), 5 at least; unknown where the data begin later.",
            ),
        ),
    ];
    pairs.map(|(title, about)| (title.get(lang).to_owned(), about.get(lang).to_owned())).into()
}

/// A trend in words.
pub fn trend(lang: Lang, key: &str) -> &str {
    TRENDS.iter().find(|(known, _)| *known == key).map_or(key, |(en, zh)| lang.pick((zh, en)))
}

/// So many days before the as-of day.
pub fn last_days(lang: Lang, days: i32) -> String {
    match lang {
        Lang::Zh => format!("近{days}天"),
        Lang::En => format!("last {days} days"),
    }
}

/// Which slice a list is of, and with what its trend compares.
pub fn of_slice(lang: Lang, name: &str, compared: Text) -> String {
    let compared = compared.get(lang);
    match lang {
        Lang::Zh => format!("范围：{name}。趋势：{compared}，影响力升降5分以上才算。"),
        Lang::En => format!("Slice: {name}. Trend: {compared}; 5 points of influence at least."),
    }
}

/// The list is of a slice, and what is read beside it is not.
pub fn of_the_whole(lang: Lang, slice: &str) -> String {
    match lang {
        Lang::Zh => format!("这里是全部数据的数字与依据，不是范围“{slice}”的；范围内的由来在榜单下方。"),
        Lang::En => format!(
            "Numbers and rows here are of all data, not of the slice “{slice}”; what makes the score of the slice stands below its list."
        ),
    }
}

/// Only so many of a slice's leaders are on screen.
pub fn first_of(lang: Lang, shown: u64) -> String {
    match lang {
        Lang::Zh => format!("前 {shown} 位"),
        Lang::En => format!("first {shown}"),
    }
}

/// What the data lack of what influence is made of.
pub fn lacking(lang: Lang, parts: &[&str]) -> String {
    match lang {
        Lang::Zh => format!("这里的数据没有：{}；影响力由其余各项算出。", parts.join("、")),
        Lang::En => format!("The data here lack: {}; influence is made of the other parts.", parts.join(", ")),
    }
}

/// No topic of the scheme has the name.
pub fn no_such_topic(lang: Lang, name: &str, known: &[&str]) -> String {
    match lang {
        Lang::Zh => format!("画像方案里没有话题“{name}”；有：{}", known.join("、")),
        Lang::En => format!("the scheme has no topic “{name}”; it has: {}", known.join(", ")),
    }
}

/// No group has the name.
pub fn no_such_group(lang: Lang, name: &str) -> String {
    match lang {
        Lang::Zh => format!("没有群“{name}”；全部的群见 qunxiang groups"),
        Lang::En => format!("there is no group “{name}”; qunxiang groups lists them"),
    }
}

/// Several groups have the name.
pub fn several_groups(lang: Lang, name: &str) -> String {
    match lang {
        Lang::Zh => format!("有几个群都叫“{name}”；请用编号，如 --group id:3，编号见 qunxiang groups --json"),
        Lang::En => format!(
            "several groups are called “{name}”; say which by number, such as --group id:3; qunxiang groups --json has it"
        ),
    }
}

/// A span that ends before it begins.
pub fn no_day_between(lang: Lang, from: &str, to: &str) -> String {
    match lang {
        Lang::Zh => format!("从 {from} 到 {to} 之间没有一天"),
        Lang::En => format!("there is no day from {from} to {to}"),
    }
}

/// How few give half of a community's answers.
pub fn half_by(lang: Lang, within: Text, community: Option<&str>, members: u64, replies: u64) -> String {
    let place = community.map_or(String::new(), |name| format!("{name}{}", lang.pick(("：", ": "))));
    let within = within.get(lang);
    match lang {
        Lang::Zh => format!("{place}{within}成员间的 {replies} 次回应，最少由 {members} 人给出一半。"),
        Lang::En => format!("{place}of {replies} answers between members {within}, as few as {members} gave half."),
    }
}

/// The two scores that a trend compares, on the scale of their own days.
pub fn scores(lang: Lang, of_all_days: bool, recent: Option<f64>, before: Option<f64>) -> String {
    let told = |score: Option<f64>| score.map_or("-".to_owned(), |score| format!("{score:.0}"));
    let (recent, before) = (told(recent), told(before));
    match (lang, of_all_days) {
        (Lang::Zh, true) => format!("影响力：近90天 {recent}，此前90天 {before}"),
        (Lang::Zh, false) => format!("影响力：这段时间 {recent}，此前同样长 {before}"),
        (Lang::En, true) => format!("influence: {recent} in 90 days, {before} in the 90 before"),
        (Lang::En, false) => format!("influence: {recent} in these days, {before} in as many before"),
    }
}

/// What would be missing without a member: shares of answers and of threads, 0..1.
pub fn missing(lang: Lang, within: Text, replies: Option<f64>, threads: Option<f64>) -> String {
    let told = |share: Option<f64>, what: (&str, &str)| match (share.map(|share| 100.0 * share), lang) {
        (None, _) => None,
        (Some(percent), Lang::Zh) => Some(format!("{percent:.0}% 的{}", what.0)),
        (Some(percent), Lang::En) => Some(format!("{percent:.0} % of {}", what.1)),
    };
    let shares = [told(replies, ("回应", "answers")), told(threads, ("话题", "threads"))];
    let shares: Vec<String> = shares.into_iter().flatten().collect();
    match lang {
        _ if shares.is_empty() => lang.pick(("未知", "unknown")).to_owned(),
        Lang::Zh => format!("{}会少 {}", within.get(lang), shares.join("、")),
        Lang::En => format!("missing {}: {}", within.get(lang), shares.join(", ")),
    }
}
