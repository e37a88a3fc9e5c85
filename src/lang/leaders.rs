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
    IF_GONE_ABOUT = "近90天成员间的回应里，由本人发出或发给本人的占比。",
        "Share of the answers between members in 90 days that this member gave or received.";
}

/// How few give half of a community's answers.
pub fn half_by(lang: Lang, community: Option<&str>, members: u64, replies: u64) -> String {
    let place = community.map_or(String::new(), |name| format!("{name}{}", lang.pick(("：", ": "))));
    match lang {
        Lang::Zh => format!("{place}近90天成员间的 {replies} 次回应，最少由 {members} 人给出一半。"),
        Lang::En => format!("{place}of {replies} answers between members in 90 days, as few as {members} gave half."),
    }
}

/// What would be missing without a member: shares of answers and of threads, 0..1.
pub fn missing(lang: Lang, replies: Option<f64>, threads: Option<f64>) -> String {
    let told = |share: Option<f64>, what: (&str, &str)| match (share.map(|share| 100.0 * share), lang) {
        (None, _) => None,
        (Some(percent), Lang::Zh) => Some(format!("{percent:.0}% 的{}", what.0)),
        (Some(percent), Lang::En) => Some(format!("{percent:.0} % of {}", what.1)),
    };
    let shares = [told(replies, ("回应", "answers")), told(threads, ("话题", "threads"))];
    let shares: Vec<String> = shares.into_iter().flatten().collect();
    match lang {
        _ if shares.is_empty() => lang.pick(("未知", "unknown")).to_owned(),
        Lang::Zh => format!("近90天会少 {}", shares.join("、")),
        Lang::En => format!("missing of the last 90 days: {}", shares.join(", ")),
    }
}
