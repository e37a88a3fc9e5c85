//! What the operator did, as it is said when it is taken back, done again, or read in the log.

use super::verdict::verdict;
use super::{Lang, Text};

texts! {
    LOG_TIME = "时间", "When";
    LOG_WHAT = "做了什么", "What was done";
    LOG_STATE = "状态", "State";
    LOG_ORIGIN = "来自", "From";
    LOG_NEXT_UNDONE = " · 下一个撤销", " · undone next";
    LOG_NEXT_REDONE = " · 下一个重做", " · redone next";
    NOTHING_TO_UNDO = "没有可以撤销的操作（导入不能撤销）", "there is nothing to undo (imports are not undone)";
    NOTHING_TO_REDO = "没有可以重做的操作", "there is nothing to redo";
    CHANGED = "它改动过的内容后来又变了", "what it changed has changed since";
    IMPORTED = "之后导入的数据可能以它为准", "data imported since may rest on it";
}

/// How far an act is.
pub const STATES: &[(&str, &str)] =
    &[("done", "有效"), ("undone", "已撤销"), ("fixed", "不能撤销"), ("void", "已撤销，不能重做")];

/// From where an act came.
pub const ORIGINS: &[(&str, &str)] = &[("explorer", "浏览界面"), ("command", "命令行")];

/// How far an act is, in words.
pub fn state(lang: Lang, key: &str) -> &'static str {
    named(STATES, lang, key)
}

/// From where an act came, in words.
pub fn origin(lang: Lang, key: &str) -> &'static str {
    named(ORIGINS, lang, key)
}

fn named(table: &'static [(&'static str, &'static str)], lang: Lang, key: &str) -> &'static str {
    table.iter().find(|(known, _)| *known == key).map_or("", |(en, zh)| lang.pick((zh, en)))
}

/// What the log tells of besides acts that can be undone.
pub fn other(lang: Lang, action: &str, count: u64, path: &str) -> String {
    match (lang, action) {
        (Lang::Zh, "export") => format!("导出 {count} 行到 {path}"),
        (Lang::Zh, "hand_over") => "向本人提供其全部数据".to_owned(),
        (Lang::Zh, "purge") => format!("清除保存期限之前的 {count} 条发言和事件"),
        (Lang::En, "purge") => format!("purge {count} messages and events past retention"),
        (Lang::Zh, "outcome") if path.is_empty() => format!("导入活动结果：{count} 人"),
        (Lang::En, "outcome") if path.is_empty() => format!("import outcomes, members: {count}"),
        (Lang::Zh, "outcome") => format!("导入活动“{path}”的结果：{count} 人"),
        (Lang::En, "outcome") => format!("import the outcomes of “{path}”, members: {count}"),
        (Lang::Zh, "forget") => "彻底删除 1 人".to_owned(),
        (Lang::En, "export") => format!("export {count} rows to {path}"),
        (Lang::En, "hand_over") => "hand over all that is held on a member".to_owned(),
        (Lang::En, "forget") => "erase a member".to_owned(),
        (_, other) => other.to_owned(),
    }
}

/// Whom an act was about: the one by name, or how many.
fn whom(lang: Lang, count: u64, name: &str) -> String {
    match (lang, count) {
        (_, 0 | 1) if !name.is_empty() => name.to_owned(),
        // A number stands apart from the words around it.
        (Lang::Zh, _) => format!(" {count} 人"),
        (Lang::En, 1) => "1 member".to_owned(),
        (Lang::En, _) => format!("{count} members"),
    }
}

/// What was done, in a few words that follow "undone:" as well: the act's key, the words that it is about,
/// and the name of the one member it was about.
pub fn act(lang: Lang, key: &str, words: &[&str], count: u64, name: &str) -> String {
    let whom = whom(lang, count, name);
    let person = person(lang, name);
    let [first, second] = [0, 1].map(|place| words.get(place).copied().unwrap_or_default());
    match lang {
        Lang::Zh => match key {
            "add_tag" => format!("给{whom}打标签“{first}”"),
            "remove_tag" => format!("去掉{whom}的标签“{first}”"),
            "note" => format!("给{whom}写备注"),
            "remove_note" => format!("删掉{whom}的一条备注"),
            "follow_up" => format!("安排跟进{whom}"),
            "deal" if first.is_empty() => format!("办完关于{whom}的事"),
            "deal" => format!("把关于{whom}的事推后 {first} 天"),
            "mark_staff" if first == "staff" => format!("把{whom}设为员工"),
            "mark_staff" if first == "bot" => format!("把{whom}设为机器人"),
            "mark_staff" => format!("取消{whom}的员工标记"),
            "lock" => format!("锁定{whom}的“{first}”"),
            "unlock" => format!("解锁{whom}的“{first}”"),
            "review" => format!("判断{whom}的标签“{first}”：{}", verdict(lang, second)),
            "opt_out" => format!("让{whom}退出画像"),
            "save_segment" => format!("保存分群“{first}”"),
            "rename_segment" => format!("把分群“{first}”改名为“{second}”"),
            "delete_segment" => format!("删除分群“{first}”"),
            "accept_joins" => format!("确认 {count} 条关联"),
            "reject_joins" => format!("拒绝 {count} 条关联"),
            "merge" if !first.is_empty() => format!("合并为同一人：{person}与{first}"),
            "merge" => format!("合并为同一人：{person}"),
            "keep_apart" => "记下两个账号不是同一人".to_owned(),
            "split" if !first.is_empty() => format!("拆开合并：{person}与{first}"),
            "split" => format!("拆开合并：{person}"),
            "use_scheme" => format!("改用方案“{first}”"),
            other => other.to_owned(),
        },
        Lang::En => match key {
            "add_tag" => format!("tag {whom} as “{first}”"),
            "remove_tag" => format!("take the tag “{first}” from {whom}"),
            "note" => format!("write a note on {whom}"),
            "remove_note" => format!("take a note off {whom}"),
            "follow_up" => format!("plan a follow-up with {whom}"),
            "deal" if first.is_empty() => format!("take {whom} off today's list"),
            "deal" => format!("put {whom} off by {first} days"),
            "mark_staff" if first == "staff" => format!("mark {whom} as staff"),
            "mark_staff" if first == "bot" => format!("mark {whom} as a bot"),
            "mark_staff" => format!("take the staff mark off {whom}"),
            "lock" => format!("lock “{first}” of {whom}"),
            "unlock" => format!("unlock “{first}” of {whom}"),
            "review" => format!("judge the tag “{first}” of {whom}: {}", verdict(lang, second)),
            "opt_out" => format!("opt {whom} out"),
            "save_segment" => format!("save the segment “{first}”"),
            "rename_segment" => format!("rename the segment “{first}” to “{second}”"),
            "delete_segment" => format!("delete the segment “{first}”"),
            "accept_joins" => format!("accept {count} joins"),
            "reject_joins" => format!("reject {count} joins"),
            "merge" if !first.is_empty() => format!("merge two into one person: {person} and {first}"),
            "merge" => format!("merge two into one person: {person}"),
            "keep_apart" => "say that two members are two people".to_owned(),
            "split" if !first.is_empty() => format!("split a merge: {person} and {first}"),
            "split" => format!("split a merge: {person}"),
            "use_scheme" => format!("go by the scheme “{first}”"),
            other => other.to_owned(),
        },
    }
}

fn person(lang: Lang, name: &str) -> &str {
    if name.is_empty() { lang.pick(("（已不在）", "(no longer there)")) } else { name }
}

/// An act was done on so many members, and how to take it back; with nobody changed, that all were so already.
pub fn done(lang: Lang, what: &str, count: u64) -> String {
    match (lang, count) {
        (Lang::Zh, 0) => format!("没有变化，本来就是这样：{what}"),
        (Lang::En, 0) => format!("Nothing changed, it was so already: {what}"),
        (Lang::Zh, _) => format!("已完成：{what}。u 撤销"),
        (Lang::En, _) => format!("Done: {what}. u undoes"),
    }
}

/// An act was taken back.
pub fn undone(lang: Lang, what: &str) -> String {
    match lang {
        Lang::Zh => format!("已撤销：{what}"),
        Lang::En => format!("Undone: {what}"),
    }
}

/// An act was done again.
pub fn redone(lang: Lang, what: &str) -> String {
    match lang {
        Lang::Zh => format!("已重做：{what}"),
        Lang::En => format!("Done again: {what}"),
    }
}

fn why(lang: Lang, obstacle: &str) -> &'static str {
    let why = if obstacle == "imported" { IMPORTED } else { CHANGED };
    why.get(lang)
}

/// An act could not be taken back, and holds from now on.
pub fn not_undone(lang: Lang, what: &str, obstacle: &str) -> String {
    let why = why(lang, obstacle);
    match lang {
        Lang::Zh => format!("不能撤销（{what}）：{why}；再撤销就轮到更早的操作"),
        Lang::En => format!("cannot undo ({what}): {why}; the next undo goes to the act before it"),
    }
}

/// So many files were imported since an act, the latest of that name: it is the act's turn next.
pub fn not_before_imports(lang: Lang, what: &str, file: &str, files: u64) -> String {
    let import = match (lang, files) {
        (Lang::Zh, _) if file.is_empty() => format!("导入 {files} 个文件"),
        (Lang::Zh, 1) => format!("导入“{file}”"),
        (Lang::Zh, _) => format!("导入“{file}”等 {files} 个文件"),
        (Lang::En, 1) if file.is_empty() => "an import".to_owned(),
        (Lang::En, _) if file.is_empty() => format!("an import of {files} files"),
        (Lang::En, 1) => format!("the import of “{file}”"),
        (Lang::En, _) => format!("the import of {files} files, “{file}” the last of them"),
    };
    match lang {
        Lang::Zh => format!("{import}在后，不能撤销；再撤销一次：{what}"),
        Lang::En => format!("{import} came later and stays; undo again to take back: {what}"),
    }
}

/// An act could not be done again, and will not be.
pub fn not_redone(lang: Lang, what: &str, obstacle: &str) -> String {
    let why = why(lang, obstacle);
    match lang {
        Lang::Zh => format!("不能重做（{what}）：{why}"),
        Lang::En => format!("cannot redo ({what}): {why}"),
    }
}
