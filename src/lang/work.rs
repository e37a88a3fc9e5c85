//! How far the explorer's work is, and what it gave.

use super::{Lang, Text};

texts! {
    JOB = "任务", "Job";
    JOB_STATE = "状态", "State";
    JOB_TIME = "用时", "Took";
    JOB_RATE = "速度", "Rate";
    JOB_RESULT = "结果", "Result";
    JOB_IMPORT = "导入", "Import";
    JOB_BUILD = "重建画像", "Rebuild";
    JOB_EXPORT = "导出", "Export";
    JOB_RUNNING = "进行中", "running";
    JOB_DONE = "完成", "done";
    JOB_FAILED = "失败", "failed";
    JOB_CANCELLED = "已取消", "cancelled";
    JOB_NONE = "这次打开后还没有任务：i 导入，B 重建画像，e 导出。", "No job since this start: i imports, B rebuilds, e exports.";
}

/// The file name an export suggests: whom it holds, else members, and the data's day.
pub fn export_name(lang: Lang, whom: Option<&str>, day: &str) -> String {
    format!("{}-{day}.csv", whom.unwrap_or(lang.pick(("成员", "members"))))
}

/// How long until work is done.
pub fn time_left(lang: Lang, seconds: f64) -> String {
    let time = if seconds < 90.0 { format!("{seconds:.0}s") } else { format!("{:.0}min", seconds / 60.0) };
    format!("{}{time}", lang.pick(("剩余 ", "left ")))
}

/// How many records were seen.
pub fn records(lang: Lang, number: &str) -> String {
    format!("{number}{}", lang.pick((" 条记录", " records")))
}

/// What an import gave.
pub fn imported(lang: Lang, files: usize, new: u64, duplicate: u64, skipped: u64) -> String {
    match lang {
        Lang::Zh => format!("读入 {files} 个文件：新增 {new}，重复 {duplicate}，跳过 {skipped}"),
        Lang::En => format!("Files read {files}: {new} new, {duplicate} known, {skipped} skipped"),
    }
}

/// What a build gave.
pub fn built(lang: Lang, read: u64, members: u64) -> String {
    match lang {
        Lang::Zh => format!("画像已更新：{members} 人，其中 {read} 人重新读取。"),
        Lang::En => format!("Profiles built: {members} members, {read} of them read again."),
    }
}

/// What an export gave.
pub fn exported(lang: Lang, rows: u64, path: &str) -> String {
    match lang {
        Lang::Zh => format!("已导出 {rows} 人到 {path}"),
        Lang::En => format!("{rows} members exported to {path}"),
    }
}

/// What a change gave.
pub fn changed(lang: Lang, rows: u64) -> String {
    match lang {
        Lang::Zh => format!("已更改 {rows} 项。"),
        Lang::En => format!("{rows} changed."),
    }
}

/// A segment was saved, and where it is.
pub fn segment_saved(lang: Lang, name: &str) -> String {
    match lang {
        Lang::Zh => format!("已存为分群“{name}”，在“3 标签”末尾可再打开；e 导出。"),
        Lang::En => format!("Saved as {name}: screen 3 lists it last; e exports."),
    }
}
