//! Titles of exported columns, and what export has to say.

use super::{Lang, Text};

/// Title of a column that every member has: (key, title).
pub const MEMBER_TITLES: &[(&str, Text)] = &[
    ("id", Text::new("编号", "id")),
    ("name", Text::new("名称", "name")),
    ("platform", Text::new("平台", "platform")),
    ("platform_id", Text::new("平台ID", "platform id")),
    ("community", Text::new("社群", "community")),
    ("messages", Text::new("发言数", "messages")),
    ("first_seen", Text::new("首次出现", "first seen")),
    ("last_seen", Text::new("最近出现", "last seen")),
    ("tags", Text::new("标签", "tags")),
    ("role", Text::new("角色", "role")),
    ("staff", Text::new("员工", "staff")),
    ("phone", Text::new("手机", "phone")),
    ("mail", Text::new("邮箱", "mail")),
    ("alias", Text::new("微信号", "handle")),
    ("nickname", Text::new("昵称", "nickname")),
    ("card", Text::new("群昵称", "group name card")),
    ("remark", Text::new("备注", "remark")),
    ("real", Text::new("姓名", "real name")),
    ("group", Text::new("群", "groups")),
    ("groups", Text::new("群数", "number of groups")),
    ("joined", Text::new("入群时间", "joined")),
    ("silent", Text::new("沉默天数", "silent days")),
    ("invited_by", Text::new("邀请人", "invited by")),
    ("contacted", Text::new("上次联系", "last contact")),
    ("do_not_disturb", Text::new("勿扰", "do not disturb")),
];

/// The words of a flag.
pub const YES_OR_NO: &[(&str, &str)] = &[("no", "否"), ("yes", "是")];
/// The words of roles.
pub const ROLES: &[(&str, &str)] = &[("owner", "群主"), ("admin", "管理员"), ("member", "成员"), ("bot", "机器人")];

/// The name of a workbook's nth sheet.
pub fn sheet_name(lang: Lang, number: usize) -> String {
    let name = lang.pick(("成员", "members"));
    if number == 1 { name.to_owned() } else { format!("{name} {number}") }
}

/// A file is in the way.
pub fn exists(lang: Lang, path: &str) -> String {
    match lang {
        Lang::Zh => format!("{path} 已存在；换个文件名，或加 --overwrite 覆盖"),
        Lang::En => format!("{path} exists; choose another name, or add --overwrite to replace it"),
    }
}

/// No format goes by that ending.
pub fn unknown_ending(lang: Lang, path: &str) -> String {
    match lang {
        Lang::Zh => format!("不知道 {path} 是什么格式；文件名请以 .csv、.xlsx、.json 或 .jsonl 结尾"),
        Lang::En => format!("cannot tell the format of {path}; let the name end in .csv, .xlsx, .json or .jsonl"),
    }
}

/// The system refused to write.
pub fn not_written(lang: Lang, path: &str, reason: &str) -> String {
    match lang {
        Lang::Zh => format!("无法写入 {path}（{reason}）；请检查文件夹是否存在、可写且有空间"),
        Lang::En => format!("cannot write {path} ({reason}); check that its folder exists, is writable and has space"),
    }
}
