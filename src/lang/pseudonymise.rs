//! What is said of copies in which people are others.

use super::{Lang, Text};

/// More names than can be looked for at once.
pub const TOO_MANY: Text = Text::new(
    "名字和账号太多，无法一次替换；请把文件分成几份",
    "There are too many names and ids to replace at once; split the file",
);

/// That the copy is personal data as before.
pub const STILL_PERSONAL: Text = Text::new(
    "人名、账号、电话等已换成虚构的；发言内容、时间、城市等属性、链接的域名照旧，只在发言里出现的人和地址也照旧：副本仍是\
     个人信息，请先看一遍，只交给需要的人。",
    "Names, ids, phones and the like were replaced by invented ones. Texts, times, attributes such as cities, hosts of \
     links, and people and places that only texts name stand as they were: the copy is still personal data. Look \
     through it first, and hand it to nobody who does not need it.",
);

/// What became of a copy.
pub fn copied(lang: Lang, path: &str, people: u64, records: u64, skipped: u64) -> String {
    match lang {
        Lang::Zh => format!("{path}：替换 {people} 个名字与账号；{records} 条记录、{skipped} 行读不了，与原件相同"),
        Lang::En => {
            format!(
                "{path}: {people} names and ids replaced; {records} records, {skipped} rows unread, as in the original"
            )
        }
    }
}

/// A copy that reads otherwise than its original.
pub fn differs(lang: Lang, path: &str, before: (u64, u64), after: (u64, u64)) -> String {
    match lang {
        Lang::Zh => format!(
            "副本 {path} 读起来与原件不同：原件 {} 条记录、{} 行读不了，副本 {} 条、{} 行；也许某个名字正是格式里的字眼",
            before.0, before.1, after.0, after.1
        ),
        Lang::En => format!(
            "the copy {path} reads otherwise: {} records and {} rows unread in the original, {} and {} in the copy; \
             perhaps a name is a word of the format",
            before.0, before.1, after.0, after.1
        ),
    }
}

/// A copy that was written and cannot be read.
pub fn unreadable(lang: Lang, path: &str, reason: &str) -> String {
    match lang {
        Lang::Zh => format!("副本 {path} 已写好，但读不回来（也许某个名字正是格式里的字眼）：{reason}"),
        Lang::En => {
            format!("the copy {path} was written, but cannot be read; perhaps a name is a word of the format: {reason}")
        }
    }
}

/// A file that is not held in memory.
pub fn too_large(lang: Lang, path: &str) -> String {
    match lang {
        Lang::Zh => format!("{path} 超过 1 GiB，无法复制；请截取读不好的那一部分"),
        Lang::En => format!("{path} is larger than 1 GiB and cannot be copied; cut out the part that fails"),
    }
}

/// Rows whose people are not known.
pub fn look_at(lang: Lang, place: &str) -> String {
    match lang {
        Lang::Zh => format!("读不了的行里是谁无从知道，请自行检查：{place}"),
        Lang::En => format!("whom an unreadable row names is not known; look at it yourself: {place}"),
    }
}

/// Files that are not in the copy.
pub fn left_out(lang: Lang, files: u64) -> String {
    match lang {
        Lang::Zh => format!("{files} 个图片等不是文字的文件没有放进副本"),
        Lang::En => format!("{files} pictures and other files that are no text were left out"),
    }
}

/// A file without text.
pub fn no_text(lang: Lang, path: &str) -> String {
    match lang {
        Lang::Zh => format!("{path} 不是文字，无法替换其中的人"),
        Lang::En => format!("{path} is no text, so nobody in it can be replaced"),
    }
}

/// A file that could not be copied.
pub fn not_copied(lang: Lang, path: &str) -> String {
    match lang {
        Lang::Zh => format!("{path} 无法复制"),
        Lang::En => format!("{path} cannot be copied"),
    }
}

/// Something is there already.
pub fn exists(lang: Lang, path: &str) -> String {
    match lang {
        Lang::Zh => format!("{path} 已存在；用 -o 换一个名字"),
        Lang::En => format!("{path} exists; give another name with -o"),
    }
}

/// A file of a folder that is not copied, because nobody can say whom it names.
pub fn of_no_format(lang: Lang, path: &str) -> String {
    match lang {
        Lang::Zh => format!("{path} 不是已知的格式，不知道里面有谁，没有复制"),
        Lang::En => format!("{path} is of no known format; whom it names cannot be told, so it was not copied"),
    }
}
