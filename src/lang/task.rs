//! What long work says of itself.

use super::{Lang, Text};

/// A build's first step.
pub const LINKING: Text = Text::new("整理对话关系", "Linking who answers whom");
/// Its second.
pub const READING: Text = Text::new("读取成员记录", "Reading members");
/// Its third.
pub const MEASURING: Text = Text::new("计算社群基准", "Measuring the community");
/// Its last.
pub const SCORING: Text = Text::new("生成画像与标签", "Writing profiles and tags");
/// An export.
pub const EXPORTING: Text = Text::new("导出", "Exporting");
/// An act on many people, one after the other.
pub const ACTING: Text = Text::new("逐人处理", "Doing it for each");
/// What follows from it.
pub const NOTING: Text = Text::new("记入历史", "Writing the history of it");
/// The demo being told.
pub const DEMO: Text =
    Text::new("讲述演示社群（人物与数据均为虚构）", "Telling the demo (people and figures are invented)");

/// Messages are read for what they are about.
pub const LISTENING: Text = Text::new("读发言", "reading messages");
/// Phase of comparing those who left with those who stayed.
pub const COMPARING: Text = Text::new("比较", "comparing");

/// A dictionary that cannot be used.
pub const DICTIONARY: Text =
    Text::new("词典无法载入，未生成画像。", "A dictionary cannot be loaded; no profile was built.");

/// A worker that panicked.
pub const FAILED_INSIDE: Text = Text::new(
    "程序内部出错，这一步没有完成；出错的位置记在日志里。",
    "The program failed inside and this step was not done; the log says where.",
);

/// The columns of a truth about persons.
pub const NEEDS_TRUTH_OF_PERSONS: Text = Text::new("列 identity 和 person", "the columns identity and person");

/// A column that `--map` names is in none of the files.
pub fn absent_column(lang: Lang, column: &str, there: &[String]) -> String {
    match lang {
        Lang::Zh => format!("--map 里的列“{column}”不在要导入的表里，没有导入；有的列：{}", there.join("、")),
        Lang::En => format!(
            "no table here has the column “{column}” of --map; nothing was imported. There are: {}",
            there.join(", ")
        ),
    }
}

/// Why a row of a truth measures nothing.
pub const TRUTH_BROKEN: Text =
    Text::new("这一行读不了（引号或编码有误，或过长）", "the row cannot be read (quotes, encoding, or length)");
/// Its member is unknown.
pub const TRUTH_OF_NOBODY: Text = Text::new("库里没有这个成员", "no such member here");
/// Its member could be several.
pub const TRUTH_OF_SEVERAL: Text = Text::new("不止一人叫这个名字", "several members are called so");
/// It says nothing.
pub const TRUTH_WITHOUT_VALUE: Text = Text::new("没有值", "no value");
/// Its member has no profile.
pub const TRUTH_WITHOUT_PROFILE: Text = Text::new("此成员没有画像", "the member has no profile");
/// Its value is none of the attribute.
pub const TRUTH_OF_NO_SUCH_VALUE: Text = Text::new("此属性没有这个值", "no such value of the attribute");
/// Its value is no number.
pub const TRUTH_NO_NUMBER: Text = Text::new("值不是数字", "the value is no number");
/// Its member is in no ranking.
pub const TRUTH_UNRANKED: Text = Text::new("员工或没有画像的人不参与排名", "staff, or without a profile: not ranked");
/// It has no label that is known.
pub const TRUTH_UNLABELLED: Text =
    Text::new("不是“pos、neg 或 neu，制表符，文本”", "not “pos, neg or neu, a tab, a text”");

/// The columns of a truth about members.
pub const NEEDS_TRUTH_OF_VALUES: Text = Text::new("列 member 和 value", "the columns member and value");

/// No attribute of this name.
pub fn no_attribute(lang: Lang, name: &str) -> String {
    match lang {
        Lang::Zh => format!("没有叫“{name}”的属性"),
        Lang::En => format!("there is no attribute {name}"),
    }
}

/// A number is never quite right.
pub fn attribute_is_a_number(lang: Lang, key: &str) -> String {
    match lang {
        Lang::Zh => format!("{key} 是数，没有对错之分；只能衡量取值为词的属性"),
        Lang::En => {
            format!("{key} is a number, which is never right or wrong: only attributes of words can be measured")
        }
    }
}

/// Somebody who opted out becomes part of nobody.
pub fn opted_out(lang: Lang, name: &str) -> String {
    match lang {
        Lang::Zh => format!("{name} 已拒绝画像，不能合并"),
        Lang::En => format!("{name} opted out and cannot be merged"),
    }
}

/// What `doctor` says of permissions that are tight.
pub const PRIVATE: Text = Text::new("文件权限：仅本人可读写", "permissions: readable by the owner alone");

/// What `doctor` says of the file.
pub fn integrity(lang: Lang, damage: &[String]) -> String {
    match (lang, damage) {
        (Lang::Zh, []) => "文件完整".to_owned(),
        (Lang::En, []) => "the file is whole".to_owned(),
        (Lang::Zh, damage) => format!("文件有损坏，请用备份恢复：{}", damage.join("；")),
        (Lang::En, damage) => format!("the file is damaged, restore a backup: {}", damage.join("; ")),
    }
}

/// A segment that cannot take another name.
pub fn not_renamed(lang: Lang, from: &str, to: &str) -> String {
    match lang {
        Lang::Zh => format!("没有改名：没有分群“{from}”，或已有分群“{to}”"),
        Lang::En => format!("not renamed: there is no segment “{from}”, or there is one called “{to}”"),
    }
}

/// Profiles that are older than the rows.
pub const STALE: Text = Text::new(
    "画像还没有包含最近导入的数据；先运行 qunxiang build",
    "profiles do not have the latest rows yet; run qunxiang build first",
);

/// A folder that was to be new.
pub fn folder_exists(lang: Lang, path: &str, option: &str) -> String {
    match lang {
        Lang::Zh => format!("{path} 已存在；用 {option} 换一个文件夹"),
        Lang::En => format!("{path} exists; give another folder with {option}"),
    }
}

/// A file that was to be a member list.
pub fn lists_nobody(lang: Lang, path: &str) -> String {
    match lang {
        Lang::Zh => format!("{path} 里没有成员名单；请给出群成员表，或带成员列表的聊天导出"),
        Lang::En => format!("{path} lists no members; give a member list, or a chat export that has one"),
    }
}

/// What `doctor` says of the text index.
pub fn text_index(lang: Lang, sampled: u64, unfound: u64) -> String {
    match lang {
        Lang::Zh => format!("全文索引：抽查 {sampled} 条，{unfound} 条查不到"),
        Lang::En => format!("text index: {unfound} of {sampled} sampled messages cannot be found"),
    }
}

/// What `doctor` says of links and tags beside the rows they were derived from.
pub fn derived(lang: Lang, links: u64, tags: u64) -> String {
    match lang {
        Lang::Zh => format!("推导的数据：{links} 条回应关系、{tags} 个标签与原始数据不符"),
        Lang::En => format!("derived data: {links} links and {tags} tags disagree with the rows"),
    }
}

/// The demo would replace something else.
pub fn not_the_demo(lang: Lang, path: &str) -> String {
    match lang {
        Lang::Zh => format!("{path} 不是演示社群，不会覆盖；请换一个 --db 路径。"),
        Lang::En => format!("{path} is not the demo and is not replaced; choose another --db path."),
    }
}

/// A file being imported.
pub fn importing(lang: Lang, file: &str) -> String {
    match lang {
        Lang::Zh => format!("导入 {file}"),
        Lang::En => format!("Importing {file}"),
    }
}

/// A zone that does not exist.
pub fn no_such_zone(lang: Lang, zone: &str) -> String {
    match lang {
        Lang::Zh => format!("没有名为“{zone}”的时区；请用 Asia/Shanghai 或 +08:00 这样的写法。"),
        Lang::En => format!("There is no time zone “{zone}”; write it as Asia/Shanghai or +08:00."),
    }
}

/// The scheme that a store keeps, where a file's name would stand.
pub const KEPT_SCHEME: Text = Text::new("库中保存的方案", "the scheme kept in the store");

/// Profiles are to be brought up to date before another scheme is tried.
pub const TRY_STALE: Text = Text::new(
    "画像不是最新的，看不出方案本身的影响；请先运行 qunxiang build",
    "profiles are not up to date, so the scheme's own effect cannot be seen; run qunxiang build first",
);

/// A file that is in the store with its dates in other years: from the one that was given, or guessed ones.
pub fn dated_otherwise(lang: Lang, year: Option<i16>) -> String {
    match lang {
        Lang::Zh => {
            let then = year.map_or("没给 --year，年份是推算的".to_owned(), |year| format!("--year {year}"));
            format!(
                "这个文件导入过，当时的年份不同（{then}）。导入不能撤销，那时读入的记录不会被换掉，再读一遍每条发言就会有两份。请把全部文件重新导入到新库，这个文件加上对的 --year：qunxiang import 文件 --year 年份 --db 新库.db"
            )
        }
        Lang::En => {
            let then = year.map_or("without --year, by a guessed one".to_owned(), |year| format!("with --year {year}"));
            format!(
                "this file was imported before, with its dates in other years ({then}). An import is not undone: what was read then stays, and read again every message would be there twice. Import all files into a new store, this one with the right year: qunxiang import FILE --year YEAR --db NEW.db"
            )
        }
    }
}

/// A scheme that does not exist.
pub fn no_such_scheme(lang: Lang, scheme: &str, known: &str) -> String {
    match lang {
        Lang::Zh => format!("没有名为“{scheme}”的画像方案；可用的有：{known}。文件请写出路径，如 ./{scheme}.toml"),
        Lang::En => {
            format!("There is no scheme “{scheme}”; there are: {known}. Write a file as a path: ./{scheme}.toml")
        }
    }
}

/// An export that would replace a file.
pub fn exists(lang: Lang, path: &str) -> String {
    match lang {
        Lang::Zh => format!("{path} 已存在；确认要覆盖请加 --overwrite。"),
        Lang::En => format!("{path} exists; add --overwrite to replace it."),
    }
}

/// Phase of trying the risk of leaving on the past.
pub fn looking_back(lang: Lang, days: u32) -> String {
    match lang {
        Lang::Zh => format!("回测 {days} 天"),
        Lang::En => format!("looking back by {days} days"),
    }
}
