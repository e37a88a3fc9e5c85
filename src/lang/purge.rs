//! What is said of retention.

use super::{Lang, Text};

texts! {
    WHAT = "内容", "what";
    COUNT = "数量", "count";
    DRY_RUN = "只是试算，什么都没有删除。去掉 --dry-run 正式清除。",
        "A dry run: nothing was deleted. Leave out --dry-run to purge.";
    STAYS = "订单、问卷和名单不动；备份文件和导出文件请自行清理。",
        "Orders, answers and member lists stay; backups and exported files are yours to delete.";
}

/// What a purge counts, by its key.
pub const KINDS: &[(&str, &str)] = &[
    ("messages", "发言"),
    ("events", "事件"),
    ("memberships", "群内身份"),
    ("names", "不再使用的名字"),
    ("members", "不再有任何数据的成员"),
    ("groups", "不再有任何数据的群"),
];

/// A day that has not come yet.
pub fn in_future(lang: Lang, day: &str) -> String {
    match lang {
        Lang::Zh => format!("{day} 还没有到；--older 之前的数据会全部删除，请写过去的日期"),
        Lang::En => {
            format!("{day} has not come yet; everything before --older is deleted, so give a day in the past")
        }
    }
}

/// The last question before a purge.
pub fn really(lang: Lang, day: &str, messages: u64, events: u64, members: u64) -> String {
    match lang {
        Lang::Zh => format!(
            "永久删除 {day} 之前的 {messages} 条发言和 {events} 个事件，连同 {members} 位只靠它们才知道的成员？无法撤销，重新导入也不恢复。"
        ),
        Lang::En => format!(
            "Delete {messages} messages and {events} events from before {day} for good, and {members} members known from them alone? This cannot be undone, and re-imports do not bring them back."
        ),
    }
}

/// A purge is done.
pub fn done(lang: Lang, day: &str) -> String {
    match lang {
        Lang::Zh => format!("已清除；以后导入时，{day} 之前的发言和事件也会跳过"),
        Lang::En => {
            format!("Purged; later imports pass over messages and events from before {day}, too")
        }
    }
}
