//! What `store` says.

use super::{Lang, Text};

// ── opening, importing, erasing ──────────────────────────────────────────────────────────

/// Another process writes.
pub const BUSY: Text =
    Text::new("数据库正被另一个程序写入，请稍后再试。", "Another process is writing the store; try again in a moment.");
/// No room left.
pub const FULL: Text = Text::new(
    "磁盘空间不足或文件大小受限，本次写入已全部撤回；请腾出空间后重试。",
    "The disk is full or the file may not grow; nothing was changed. Free some space and try again.",
);
/// Stopped.
pub const INTERRUPTED: Text = Text::new("查询已中断。", "The query was interrupted.");
/// Not there.
pub const ABSENT: Text = Text::new("数据库里没有这一项。", "There is no such thing in the store.");
/// Why a row of a person who asked out is skipped.
pub const BARRED: Text =
    Text::new("此人已要求删除或退出画像，未导入", "this person was erased or opted out; not imported");
/// Why an order without time or buyer is skipped.
pub const NOBODY: Text = Text::new("这一行没有指明任何人", "the row names nobody");
/// Why a row from before the day of retention is skipped.
pub fn purged(lang: Lang, day: &str) -> String {
    match lang {
        Lang::Zh => format!("早于 {day}，已按保存期限清除，不再导入"),
        Lang::En => format!("from before {day}, when this store was purged; not imported"),
    }
}
/// A page of the file is damaged.
pub const DAMAGED: Text = Text::new(
    "数据库有一处已损坏；请从备份恢复，或删除后重新导入。",
    "The store is damaged in one place; restore a backup, or delete it and import again.",
);
/// A segment is to have no name.
pub const SEGMENT_NAMELESS: Text = Text::new("分群要有名字。", "A segment needs a name.");
/// A tag was to be given that has no name.
pub const TAG_NAMELESS: Text = Text::new("标签要有名字。", "A tag needs a name.");
/// A segment of another filter has the name.
pub fn segment_taken(lang: Lang, name: &str) -> String {
    match lang {
        Lang::Zh => format!(
            "已有分群“{name}”，条件不同；请换个名字，或先删除它，或用 qunxiang segment save --replace 覆盖（它的进出记录随之清空）。"
        ),
        Lang::En => format!(
            "There is a segment “{name}” with another filter; choose another name, delete it first, or take its place with qunxiang segment save --replace (who was in it at earlier builds is then forgotten)."
        ),
    }
}

/// A segment would ask for itself.
pub fn segment_ring(lang: Lang, ring: &[String]) -> String {
    let path: Vec<&str> = ring.iter().chain(ring.first()).map(String::as_str).collect();
    let path = path.join(" → ");
    match lang {
        Lang::Zh => format!("分群不能引用自己：{path}。没有保存。"),
        Lang::En => format!("A segment cannot ask for itself: {path}. Nothing was saved."),
    }
}

/// Other segments ask for one that is to be deleted.
pub fn segment_used(lang: Lang, name: &str, by: &[String]) -> String {
    match lang {
        Lang::Zh => format!("没有删除：分群“{name}”还被“{}”引用；请先修改或删除后者。", by.join("”“")),
        Lang::En => {
            format!("Not deleted: “{name}” is asked for by “{}”; change or delete that first.", by.join("”, “"))
        }
    }
}

/// The store's files are open to others.
pub fn loose(lang: Lang, path: &str) -> String {
    match lang {
        Lang::Zh => format!("{path} 可被其他用户读取或替换；建议对文件执行 chmod 600，对其文件夹执行 chmod 700。"),
        Lang::En => {
            format!("{path} can be read or replaced by other users; consider chmod 600 for it and 700 for its folder.")
        }
    }
}

/// No store there.
pub fn missing(lang: Lang, path: &str) -> String {
    match lang {
        Lang::Zh => format!("{path} 不存在；先用 qunxiang import 导入数据，或用 qunxiang demo 试一试。"),
        Lang::En => {
            format!("{path} does not exist; import something first with qunxiang import, or try qunxiang demo.")
        }
    }
}

/// Something is there already.
pub fn exists(lang: Lang, path: &str) -> String {
    match lang {
        Lang::Zh => format!("{path} 已经存在，不会覆盖。"),
        Lang::En => format!("{path} already exists and is not overwritten."),
    }
}

/// Not ours.
pub fn foreign(lang: Lang, path: &str) -> String {
    match lang {
        Lang::Zh => format!("{path} 不是群像的数据库；请用 --db 指定正确的文件。"),
        Lang::En => format!("{path} is not a qunxiang store; name the right file with --db."),
    }
}

/// Damaged.
pub fn corrupt(lang: Lang, path: &str) -> String {
    match lang {
        Lang::Zh => format!("{path} 已损坏；请从备份恢复，或删除后重新导入。"),
        Lang::En => format!("{path} is damaged; restore a backup, or delete it and import again."),
    }
}

/// From the future.
pub fn newer(lang: Lang, path: &str, version: i64) -> String {
    match lang {
        Lang::Zh => format!("{path} 由更新版本的群像写成（结构版本 {version}）；请升级程序。"),
        Lang::En => {
            format!("{path} was written by a newer qunxiang (schema version {version}); upgrade the program.")
        }
    }
}

/// May not be written.
pub fn read_only(lang: Lang, path: &str) -> String {
    match lang {
        Lang::Zh => format!("只能查看，不能修改：{path} 或其所在文件夹不可写。"),
        Lang::En => format!("Read-only: {path} or its folder cannot be written, so nothing can be changed."),
    }
}

/// Unfinished writes beside what may not be written.
pub fn pending(lang: Lang, path: &str) -> String {
    match lang {
        Lang::Zh => format!(
            "{path} 旁的 -wal 文件里还有未合并的写入，而所在文件夹不可写；请把两个文件一起复制到可写的文件夹再打开。"
        ),
        Lang::En => format!(
            "Writes wait in the -wal file beside {path}, and the folder cannot be written; copy both files to a folder that can."
        ),
    }
}

/// Another import.
pub fn locked(lang: Lang, path: &str) -> String {
    match lang {
        Lang::Zh => format!("另一个导入正在使用 {path}；请等它结束。"),
        Lang::En => format!("Another import is using {path}; wait until it is done."),
    }
}

/// Too little room.
pub fn no_space(lang: Lang, path: &str, needed: u64, free: u64) -> String {
    let (needed, free) = (needed.div_ceil(1 << 20), free >> 20);
    match lang {
        Lang::Zh => format!("{path} 需要约 {needed} MiB 空间，只剩 {free} MiB；请先腾出空间。"),
        Lang::En => format!("{path} needs about {needed} MiB and has {free} MiB free; free some space first."),
    }
}

/// No such zone.
pub fn zone(lang: Lang, name: &str) -> String {
    match lang {
        Lang::Zh => format!("没有名为 {name} 的时区；例如 Asia/Shanghai 或 +08:00。"),
        Lang::En => format!("There is no zone {name}; write Asia/Shanghai or +08:00, for example."),
    }
}

/// Erasure left something.
pub fn remains(lang: Lang, count: usize) -> String {
    match lang {
        Lang::Zh => format!("删除后仍有 {count} 项内容留在文件中（可能也出现在他人的发言里）；请用 doctor 检查。"),
        Lang::En => {
            format!("{count} erased values are still in the file (others may have said them too); check with doctor.")
        }
    }
}

/// The file system refused.
pub fn io(lang: Lang, path: &str, cause: &str) -> String {
    match lang {
        Lang::Zh => format!("无法读写 {path}：{cause}"),
        Lang::En => format!("Cannot read or write {path}: {cause}"),
    }
}

/// SQLite refused.
pub fn sql(lang: Lang, cause: &str) -> String {
    match lang {
        Lang::Zh => format!("数据库出错：{cause}"),
        Lang::En => format!("The store failed: {cause}"),
    }
}

// ── rows in words ────────────────────────────────────────────────────────────────────────

/// What stands for a message without words, by the number of its kind.
pub fn message_kind(number: u8) -> Text {
    const KINDS: [Text; 18] = [
        Text::new("[空]", "[empty]"),
        Text::new("[图片]", "[image]"),
        Text::new("[语音]", "[voice]"),
        Text::new("[视频]", "[video]"),
        Text::new("[文件]", "[file]"),
        Text::new("[表情]", "[sticker]"),
        Text::new("[链接]", "[link]"),
        Text::new("[位置]", "[location]"),
        Text::new("[红包]", "[red packet]"),
        Text::new("[转账]", "[transfer]"),
        Text::new("[通话]", "[call]"),
        Text::new("[分享]", "[share]"),
        Text::new("[转发]", "[forward]"),
        Text::new("[名片]", "[contact card]"),
        Text::new("[接龙]", "[solitaire]"),
        Text::new("[投票]", "[poll]"),
        Text::new("[公告]", "[announcement]"),
        Text::new("[其他]", "[other]"),
    ];
    KINDS[usize::from(number).min(KINDS.len() - 1)]
}

/// A chat is in another community than the one that was asked for, and stays there.
pub fn stays_in_community(lang: Lang, chat: &str, stays: &str, asked: &str) -> String {
    match lang {
        Lang::Zh => format!(
            "“{chat}”已在社群“{stays}”里，记录归入那里；--community {asked} 没有改变它。要分开，请导入到另一个库（--db）。"
        ),
        Lang::En => format!(
            "“{chat}” is in the community “{stays}” already, and its rows go there: --community {asked} changed nothing. To keep them apart, import into another store (--db)."
        ),
    }
}
