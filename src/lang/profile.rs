//! What `profile` says: the names of the numbers that stand behind an attribute.

use super::{Lang, Text};

/// A term of the risk of leaving, with its number, as a reason that a person reads; `None` for other parts.
pub fn reason(lang: Lang, key: &str, number: &str) -> Option<String> {
    let (zh, en) = match key {
        "recency" => ("{} 天没出现", "silent {} d"),
        "a30" => ("近月活跃约 {} 天", "{} d of late"),
        "a365" => ("近年活跃约 {} 天", "{} d in a year"),
        "answers_received" => ("收到回复约 {} 条", "{} replies"),
        "days_known" => ("来了 {} 天", "known {} d"),
        "active_days" => ("总共活跃 {} 天", "{} d in all"),
        "mean_gap" => ("平均隔 {} 天来一次", "every {} d"),
        _ => return None,
    };
    Some(lang.pick((zh, en)).replace("{}", number))
}

/// Part keys of attributes, with what a person reads.
pub const PARTS: &[(&str, Text)] = &[
    ("a7", Text::new("衰减活跃天数（半衰期7天）", "decayed active days (half-life 7 d)")),
    ("a30", Text::new("衰减活跃天数（半衰期30天）", "decayed active days (half-life 30 d)")),
    ("a90", Text::new("衰减活跃天数（半衰期90天）", "decayed active days (half-life 90 d)")),
    ("a365", Text::new("衰减活跃天数（半衰期365天）", "decayed active days (half-life 365 d)")),
    ("c30", Text::new("近30天活跃天数", "active days in the last 30")),
    ("p30", Text::new("此前每30天活跃天数", "active days per 30 days before")),
    ("recency", Text::new("距上次活跃（天）", "days since last active")),
    ("gap_before", Text::new("回来前沉默（天）", "silent days before the return")),
    ("tenure", Text::new("加入至今（天）", "days since joining")),
    ("answers_received", Text::new("收到的回复（衰减）", "replies received (decayed)")),
    ("mean_gap", Text::new("活跃日之间平均相隔（天）", "mean days between active days")),
    ("replied_to", Text::new("近90天回应过的人", "people replied to in 90 days")),
    ("replies_sent", Text::new("发出的回复（衰减）", "replies sent (decayed)")),
    ("received_per_message", Text::new("每条发言得到的回复", "replies received per message")),
    ("threads", Text::new("近90天参与的话题", "threads joined in 90 days")),
    ("repliers", Text::new("回应过本人的人数", "people who answered")),
    ("reply_weeks", Text::new("收到回复的周数", "weeks with an answer")),
    ("mentions", Text::new("被@次数", "mentions received")),
    ("likes", Text::new("被赞与被转发", "likes and forwards received")),
    ("helped", Text::new("帮助过的人", "people helped")),
    ("started", Text::new("发起且有人加入的话题", "threads started that others joined")),
    ("groups", Text::new("发言的群数", "groups spoken in")),
    ("amplified", Text::new("转发与公告", "forwards and announcements")),
    ("order_frequency", Text::new("下单天数（衰减）", "order days (decayed)")),
    ("order_amount", Text::new("金额（衰减）", "amount (decayed)")),
    ("order_recency", Text::new("距上次下单（天）", "days since the last order")),
    ("recency_quintile", Text::new("R 五分位（5 最近）", "R quintile (5 = latest)")),
    ("frequency_quintile", Text::new("F 五分位（5 最频繁）", "F quintile (5 = most often)")),
    ("amount_quintile", Text::new("M 五分位（5 最多）", "M quintile (5 = most)")),
    ("lower_third", Text::new("买家下三分位", "lower third of buyers")),
    ("upper_third", Text::new("买家上三分位", "upper third of buyers")),
    ("amount", Text::new("金额", "amount")),
    ("shortest", Text::new("最短间隔（天）", "shortest gap (days)")),
    ("longest", Text::new("最长间隔（天）", "longest gap (days)")),
    ("discount", Text::new("优惠金额", "discount")),
    ("list_price", Text::new("标价", "list price")),
    ("price", Text::new("单件成交价（中位）", "price per item (median)")),
    ("consumption", Text::new("消费潜力", "consumption potential")),
    ("consumption_line", Text::new("社群消费线（70分位）", "community's consumption line (70th percentile)")),
    ("interaction", Text::new("互动度", "interaction")),
    ("interaction_line", Text::new("社群互动线（70分位）", "community's interaction line (70th percentile)")),
    ("influence", Text::new("影响力", "influence")),
    ("expected", Text::new("同等活跃者的预期", "expected of equally active members")),
    ("beyond_activity", Text::new("超出活跃的影响力", "influence beyond activity")),
    ("line", Text::new("社群的线", "the community's line")),
    ("churn_risk", Text::new("流失风险", "churn risk")),
    ("own_past_auc", Text::new("本社群历史回测AUC", "AUC on its own past")),
    ("untried_confidence", Text::new("未经本社群验证，置信度", "not validated here, confidence")),
    ("churn_risk_before", Text::new("7天前的流失风险", "churn risk seven days before")),
    ("messages", Text::new("发言数", "messages")),
    ("active_days", Text::new("活跃天数", "active days")),
    ("per_day", Text::new("每个活跃日的发言", "messages per active day")),
    ("start_share", Text::new("参与的话题中由本人发起的比例", "share of threads that were begun")),
    ("question_share", Text::new("提问占比", "share of questions")),
    ("mean_length", Text::new("平均字数", "mean length (characters)")),
    ("link_share", Text::new("链接占比", "share of links")),
    ("partners", Text::new("交往的人数", "people in contact")),
    ("threads_per_message", Text::new("每条发言的话题数", "threads per message")),
    ("topic_entropy", Text::new("话题广度（熵）", "spread over topics (entropy)")),
    ("days_known", Text::new("初次出现至今（天）", "days since first seen")),
    ("given", Text::new("发出的回应", "answers given")),
    ("received", Text::new("收到的回应", "answers received")),
    ("all_replies", Text::new("社群的全部回应", "all answers of the community")),
    ("half_by", Text::new("给出一半回应的最少人数", "fewest members who give half of them")),
    ("begun", Text::new("发起且有人参与的话题", "threads begun that others joined")),
    ("held", Text::new("少了本人只剩一人的话题", "threads left with one without them")),
    ("all_threads", Text::new("社群的全部多人话题", "all shared threads of the community")),
    ("inside", Text::new("与圈内的互动", "ties within the circle")),
    ("outside", Text::new("与圈外的互动", "ties outside of it")),
    ("distance", Text::new("与群组中心的距离", "distance to its middle")),
    ("next_distance", Text::new("与次近群组中心的距离", "distance to the next persona's middle")),
    ("low", Text::new("95%区间下限", "95 % interval, low")),
    ("high", Text::new("95%区间上限", "95 % interval, high")),
    ("lately", Text::new("近30天", "last 30 days")),
    ("before", Text::new("此前", "before")),
    ("needs.recommendation", Text::new("求推荐", "recommendations sought")),
    ("needs.purchase", Text::new("求购", "purchases sought")),
    ("needs.pain", Text::new("痛点", "pains")),
    ("values.quality", Text::new("品质", "quality")),
    ("values.value_for_money", Text::new("性价比", "value for money")),
    ("values.family", Text::new("家庭", "family")),
    ("motivation.help_seeking", Text::new("求助", "seeking help")),
    ("motivation.sharing", Text::new("分享", "sharing")),
    ("motivation.social", Text::new("社交", "company")),
    ("motivation.deals", Text::new("优惠", "deals")),
    ("count", Text::new("条数", "count")),
    ("of", Text::new("总数", "out of")),
];

/// How many orders stand behind a value besides those that are shown.
pub fn more_orders(lang: Lang, count: u64) -> String {
    match lang {
        Lang::Zh => format!("另有 {count} 笔更早的订单"),
        Lang::En if count == 1 => "1 earlier order more".to_owned(),
        Lang::En => format!("{count} earlier orders more"),
    }
}

/// A part's name; keywords and topics name their parts themselves.
pub fn part(key: &str, lang: Lang) -> &str {
    PARTS.iter().find(|(known, _)| *known == key).map_or(key, |(_, text)| text.get(lang))
}

/// Kinds of message, as `message_kinds` lists them.
pub const KINDS: &[(&str, Text)] = &[
    ("text", Text::new("文字", "text")),
    ("image", Text::new("图片", "images")),
    ("voice", Text::new("语音", "voice")),
    ("video", Text::new("视频", "video")),
    ("file", Text::new("文件", "files")),
    ("sticker", Text::new("表情", "stickers")),
    ("link", Text::new("链接", "links")),
    ("location", Text::new("位置", "locations")),
    ("red_packet", Text::new("红包", "red packets")),
    ("transfer", Text::new("转账", "transfers")),
    ("call", Text::new("通话", "calls")),
    ("share", Text::new("分享", "shares")),
    ("forward", Text::new("转发", "forwards")),
    ("card", Text::new("名片", "contact cards")),
    ("solitaire", Text::new("接龙", "group sign-ups")),
    ("poll", Text::new("投票", "polls")),
    ("announcement", Text::new("公告", "announcements")),
    ("other", Text::new("其他", "other")),
];

/// The name of a kind of message.
pub fn kind(key: &str, lang: Lang) -> &str {
    KINDS.iter().find(|(known, _)| *known == key).map_or(key, |(_, text)| text.get(lang))
}
