//! What is said of the changes of a week.

use super::{Lang, Text};

texts! {
    TITLE = "本周变化", "This week";
    ABOUT = "统计日与 7 天前相比，不含员工和机器人；一人只列一处：退群、新来、回流、有流失迹象，取先符合的。", "The as-of day beside the one seven days before, without staff and bots; everybody stands in one list: left, came, came back, at risk, whichever fits first.";
    ABOUT_TOPICS = "上升的话题：近 7 天占全部有内容的发言的比例，高于此前四周且超出偶然（95 % 区间不含 0）。", "Rising topics: their share of all messages of substance in seven days is above that of the four weeks before, beyond chance (the 95 % interval leaves out 0).";
    CHANGE = "变化", "change";
    MEMBERS = "人数", "members";
    REASON = "依据", "why";
    RISING = "上升的话题", "Rising topics";
    TOPIC = "话题", "topic";
    WEEK_MESSAGES = "近7天", "7 days";
    WEEK_SHARE = "占比%", "share %";
    BEFORE_MESSAGES = "此前4周", "4 weeks before";
    BEFORE_SHARE = "此前%", "before %";
    NO_TOPIC = "没有话题明显上升，或者数据里没有文字。", "No topic rose, or the data hold no words.";
    MEANING = "怎么算", "What it means";
    ID = "编号", "id";
    NAME = "名称", "name";
    STAGE = "生命周期", "stage";
    NOTHING = "还没有画像：先导入数据。", "No profiles yet: import data first.";
    KEYS = "↑↓ 选行，Enter 看这些人（成为筛选）或打开此人，Esc 关闭", "↑↓ row, Enter shows the people as a filter or opens the member, Esc closes";
}

/// The heading of a list.
pub fn list(lang: Lang, change: &str, members: &str) -> String {
    let title = match change {
        "new" => Text::new("新成员", "New"),
        "returned" => Text::new("回流", "Returned"),
        "at_risk" => Text::new("有流失迹象", "At risk"),
        _ => Text::new("退群", "Left"),
    };
    match lang {
        Lang::Zh => format!("{} {members} 人", title.get(lang)),
        Lang::En => format!("{}: {members}", title.get(lang)),
    }
}

/// Members of a list for whom there is no room.
pub fn more(lang: Lang, members: &str) -> String {
    match lang {
        Lang::Zh => format!("另有 {members} 人"),
        Lang::En => format!("{members} more"),
    }
}

/// Of which days.
pub fn span(lang: Lang, since: &str, as_of: &str) -> String {
    match lang {
        Lang::Zh => format!("统计日 {as_of}，与 7 天前（{since}）相比"),
        Lang::En => format!("as of {as_of}, beside seven days before ({since})"),
    }
}

/// Why somebody is listed, from the numbers behind it.
pub fn reason(lang: Lang, change: &str, number: impl Fn(&str) -> Option<f64>) -> String {
    let days = |key: &str| number(key).unwrap_or_default();
    let zh = lang == Lang::Zh;
    match change {
        "new" if zh => format!("{} 天前来的", days("tenure")),
        "new" => format!("came {} d ago", days("tenure")),
        "returned" if zh => format!("沉默 {} 天后回来", days("gap_before")),
        "returned" => format!("back after {} silent days", days("gap_before")),
        "left" if zh => "退出或被移出".to_owned(),
        "left" => "left or was removed".to_owned(),
        _ => match (number("churn_risk_before"), number("churn_risk")) {
            (Some(before), Some(now)) if zh => format!("流失风险 {before:.2} → {now:.2}"),
            (Some(before), Some(now)) => format!("risk {before:.2} → {now:.2}"),
            _ if days("c30") == 0.0 && zh => format!("{} 天没出现", days("recency")),
            _ if days("c30") == 0.0 => format!("unseen for {} d", days("recency")),
            _ if zh => format!("近30天活跃 {} 天，此前每30天 {} 天", days("c30"), days("p30")),
            _ => format!("{} active days in 30, {} in 30 before", days("c30"), days("p30")),
        },
    }
}

/// How much more is said of a topic: messages and share of a week, and of the four before.
pub fn rise(lang: Lang, messages: u64, share: f64, before: u64, share_before: f64) -> String {
    let (share, share_before) = (share * 100.0, share_before * 100.0);
    match lang {
        Lang::Zh => format!("近7天 {messages} 条（{share:.1} %），此前4周 {before} 条（{share_before:.1} %）"),
        Lang::En => format!("{messages} in 7 days ({share:.1} %), {before} in 4 weeks before ({share_before:.1} %)"),
    }
}

/// How to see everybody of a list.
pub fn who(lang: Lang, filter: &str) -> String {
    match lang {
        Lang::Zh => format!("看是谁：qunxiang members --where {filter}"),
        Lang::En => format!("Who: qunxiang members --where {filter}"),
    }
}
