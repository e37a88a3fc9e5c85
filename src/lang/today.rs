//! The operator's day: today's list, follow-ups and notes.

use super::{Lang, Text};

texts! {
    TAB_TODAY = "今日", "Today";
    TODAY_MATTER = "事项", "Matter";
    TODAY_REASON = "缘由", "Why";
    TODAY_WORDS = "最近说的话", "Last words";
    TODAY_NOTHING = "今天没有要办的事。按 1 看全部成员；导入新的聊天记录后再看。", "Nothing to do today. 1 shows all members; look again after the next import.";
    TODAY_SILENT = "（没有说过话）", "(has said nothing)";
    SNOOZE_BAD = "写几天后、明天、下周一或一个以后的日子；一年以内。", "Write days from today, tomorrow, next monday or a later date; within a year.";
    PLAN_TITLE = "跟进", "Follow-up";
    PLAN_DUE = "到期日", "Due";
    PLAN_STATUS = "进展", "Status";
    PLAN_OWNER = "负责人", "Owner";
    PLAN_CONTACTED = "上次联系", "Contacted";
    PLAN_QUIET = "勿扰", "Leave alone";
    PLAN_QUIET_YES = "是，不主动联系", "yes, do not contact";
    PLAN_QUIET_NO = "否", "no";
    PLAN_KEYS = "↑↓ 选行，←→ 更改，Enter 记下，Esc 放弃。", "↑↓ row, ←→ change, Enter keeps it, Esc gives up.";
    PLAN_BAD_DAY = "日子写作 2024-03-05、明天、下周一、+3d 或几天后；留空为无。", "Write a day as 2024-03-05, tomorrow, next monday, +3d or days from today; empty is none.";
    PLAN_DAYS = "日子可写几天后（上次联系：几天前，0 为今天）。", "A day may be counted: 3 is in 3 days (contacted: 3 days ago, 0 today).";
    PLAN_KEPT = "已记下跟进。", "The follow-up is kept.";
    NOTE_TITLE = "备注", "Note";
    NOTE_HINT = "写给自己看的话；不随数据更新而变。", "A note to yourself; no import or build changes it.";
    NOTE_KEPT = "已记下备注。", "The note is kept.";
    PLAN_AND_NOTES = "跟进与备注", "Follow-up and notes";
    EXPORT_RESTED = "近期联系过", "Contacted";
    EXPORT_RESTED_ALL = "也导出", "exported as well";
}

/// Statuses of a follow-up.
pub const STATUSES: &[(&str, &str)] = &[("none", "未安排"), ("open", "待跟进"), ("done", "已完成")];

/// A status by its key.
pub fn status(key: &str, lang: Lang) -> &str {
    let en = match key {
        "none" => "nothing planned",
        other => other,
    };
    let zh = STATUSES.iter().find(|(known, _)| *known == key).map_or(key, |(_, zh)| *zh);
    lang.pick((zh, en))
}

/// A kind of matter by its key.
pub fn matter(key: &str) -> Text {
    match key {
        "followup" => Text::new("跟进", "Follow up"),
        "question" => Text::new("待答", "Answer"),
        "advert" => Text::new("广告", "Advert"),
        "quiet" => Text::new("变安静", "Gone quiet"),
        "newcomer" => Text::new("待欢迎", "Greet"),
        _ => Text::new("有变化", "Changed"),
    }
}

/// The data end long before today.
pub fn old_data(lang: Lang, days: i32) -> String {
    match lang {
        Lang::Zh => format!("数据停在 {days} 天前：沉默按数据算，跟进按今天算"),
        Lang::En => format!("data end {days}d ago: silence counts by them, follow-ups by today"),
    }
}

/// How many matters of each kind there are; `true` beside a number that may be larger, and for a list
/// that holds only the most pressing ones.
pub fn today_summary(lang: Lang, counts: &[(&str, usize, bool)], is_cut: bool) -> String {
    let plus = |cut: bool| if cut { "+" } else { "" };
    let one = |(key, count, cut): &(&str, usize, bool)| format!("{} {count}{}", matter(key).get(lang), plus(*cut));
    let cut = is_cut.then(|| lang.pick(("只列最急的", "the most pressing only")).to_owned());
    counts.iter().map(one).chain(cut).collect::<Vec<_>>().join(" · ")
}

/// A follow-up that is due.
pub fn due(lang: Lang, overdue: i32, owner: &str) -> String {
    let when = match (lang, overdue) {
        (Lang::Zh, 0) => "今天到期".to_owned(),
        (Lang::Zh, days) => format!("逾期 {days} 天"),
        (Lang::En, 0) => "due today".to_owned(),
        (Lang::En, days) => format!("{days}d overdue"),
    };
    if owner.is_empty() { when } else { format!("{when} · {owner}") }
}

/// A question that nobody took up.
pub fn unanswered(lang: Lang, hours: f64) -> String {
    let hours = hours.floor();
    match lang {
        Lang::Zh => format!("{hours} 小时没人接话"),
        Lang::En => format!("open for {hours} h"),
    }
}

/// Somebody who looks like an advertiser.
pub fn advertises(lang: Lang, days: i64) -> String {
    match lang {
        Lang::Zh => format!("疑似广告，{days} 天前还在发"),
        Lang::En => format!("looks like adverts, last {days}d ago"),
    }
}

/// A buyer who no longer writes.
pub fn gone_quiet(lang: Lang, days: i64, orders: f64, amount: &str) -> String {
    match lang {
        Lang::Zh => format!("{days} 天没出现 · {orders} 单 {amount}"),
        Lang::En if orders == 1.0 => format!("silent {days}d · 1 order {amount}"),
        Lang::En => format!("silent {days}d · {orders} orders {amount}"),
    }
}

/// Somebody new to whom nobody spoke.
pub fn newly_joined(lang: Lang, days: i32) -> String {
    match lang {
        Lang::Zh => format!("{days} 天前入群，没人招呼"),
        Lang::En => format!("joined {days}d ago, not greeted"),
    }
}

/// A tag that came or went.
pub fn tag_change(came: bool, tag: &str) -> String {
    format!("{}{tag}", if came { "+" } else { "−" })
}

/// Over the days that a matter of somebody can be put off.
pub fn snooze(lang: Lang, name: &str) -> String {
    match lang {
        Lang::Zh => format!("{name}：推后到几天后，也可写明天、下周一"),
        Lang::En => format!("Put {name} off for; or write tomorrow, next monday"),
    }
}

/// A choice of days.
pub fn in_days(lang: Lang, days: i32) -> String {
    match lang {
        Lang::Zh => format!("{days} 天"),
        Lang::En if days == 1 => "1 day".to_owned(),
        Lang::En => format!("{days} days"),
    }
}

/// A matter was done, or put off.
pub fn dealt(lang: Lang, name: &str, days: Option<i32>) -> String {
    match (lang, days) {
        (Lang::Zh, None) => format!("{name}：已处理。u 撤销"),
        (Lang::Zh, Some(days)) => format!("{name}：{days} 天后再提。u 撤销"),
        (Lang::En, None) => format!("{name}: done. u undoes"),
        (Lang::En, Some(days)) => format!("{name}: again in {days}d. u undoes"),
    }
}

/// What is planned, in one line, of what there is to say: (key, value).
pub fn planned(lang: Lang, told: &[(&str, String)]) -> String {
    let between = lang.pick(("：", ": "));
    let one = |(key, value): &(&str, String)| match *key {
        "status" => status(value, lang).to_owned(),
        "due" => format!("{}{between}{value}", PLAN_DUE.get(lang)),
        "owner" => format!("{}{between}{value}", PLAN_OWNER.get(lang)),
        "contacted" => format!("{}{between}{value}", PLAN_CONTACTED.get(lang)),
        _ => PLAN_QUIET.get(lang).to_owned(),
    };
    told.iter().map(one).collect::<Vec<_>>().join(" · ")
}

/// Whom an export leaves out.
pub fn rested(lang: Lang, days: u32) -> String {
    match lang {
        Lang::Zh => format!("排除 {days} 天内联系过的与勿扰的"),
        Lang::En => format!("left out if within {days}d, or to be left alone"),
    }
}

/// What each kind of matter means, and its numbers.
pub fn today_definitions(lang: Lang) -> Vec<(String, String)> {
    let defined = [
        (
            "followup",
            ("到期日是今天或更早的跟进；按本机日历。", "A follow-up whose day is today or earlier, by your calendar."),
        ),
        (
            "question",
            (
                "距数据末尾 2 小时到 3 天的提问，之后同一话题里没有别人说话；员工的提问不算。",
                "Asked 2 hours to 3 days before the end of the data, with nobody else speaking after it in the thread; not by staff.",
            ),
        ),
        ("advert", ("有“疑似广告”标签，近 7 天还在发言。", "Tagged 疑似广告 and seen in the last 7 days.")),
        (
            "quiet",
            (
                "下过单、来过至少 5 天、已有 14 到 30 天没出现的人；7 天内联系过的与勿扰的不列。",
                "Has bought, was there on at least 5 days, and has not been seen for 14 to 30; not who was contacted in 7 days or is to be left alone.",
            ),
        ),
        (
            "newcomer",
            (
                "近 7 天入群，还没有人回应、提及过；联系过的与勿扰的不列。",
                "Joined in the last 7 days and nobody has answered or mentioned them; not who was contacted or is to be left alone.",
            ),
        ),
        (
            "change",
            (
                "最近一次更新画像改变了其阶段或标签（影响力前 2000 位）。",
                "The last build changed their stage or tags (of the first 2,000 by influence).",
            ),
        ),
    ];
    defined.into_iter().map(|(key, about)| (matter(key).get(lang).to_owned(), lang.pick(about).to_owned())).collect()
}

/// A piece of news by its key.
pub fn news(key: &str) -> Text {
    match key {
        "new" => Text::new("新来的", "came"),
        "returned" => Text::new("回流", "returned"),
        _ => Text::new("转冷或流失", "cooling, lost"),
    }
}

/// Over the news.
pub fn since_day(lang: Lang, day: &str) -> String {
    match lang {
        Lang::Zh => format!("上次看到 {day} 为止的数据，之后："),
        Lang::En => format!("Since the data as of {day}, which you saw last"),
    }
}

/// How many members have changed since the last look.
pub fn changed_since(lang: Lang, members: u64) -> String {
    match lang {
        Lang::Zh => format!("新变化 {members} 人"),
        Lang::En => format!("{members} new or changed"),
    }
}
