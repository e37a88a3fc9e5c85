//! What `config` says.

use super::{Lang, Text};

/// No home folder.
pub const NO_HOME: Text = Text::new("找不到主目录，请用 --db 指明库文件", "no home folder; name the store with --db");

/// Where a problem stands: file, line, key.
pub fn place(lang: Lang, file: &str, line: u32, key: Option<&str>) -> String {
    match (lang, key) {
        (Lang::Zh, Some(key)) => format!("{file} 第 {line} 行，{key}"),
        (Lang::Zh, None) => format!("{file} 第 {line} 行"),
        (Lang::En, Some(key)) => format!("{file}, line {line}, {key}"),
        (Lang::En, None) => format!("{file}, line {line}"),
    }
}

/// TOML that does not read; the reader's own words follow.
pub fn toml(lang: Lang, message: &str) -> String {
    match lang {
        Lang::Zh => format!("写法有误（{message}）"),
        Lang::En => message.to_owned(),
    }
}

/// A rule that does not parse.
pub fn rule(lang: Lang, name: &str, problem: &str) -> String {
    match lang {
        Lang::Zh => format!("标签“{name}”的规则：{problem}"),
        Lang::En => format!("the rule of tag “{name}”: {problem}"),
    }
}

/// Rules in a ring.
pub fn cycle(lang: Lang, names: &[String]) -> String {
    let ring = names.iter().chain(names.first()).map(String::as_str).collect::<Vec<_>>().join(" → ");
    match lang {
        Lang::Zh => format!("标签规则互相等待：{ring}"),
        Lang::En => format!("tag rules wait for each other: {ring}"),
    }
}

/// A name given twice.
pub fn twice(lang: Lang, name: &str) -> String {
    match lang {
        Lang::Zh => format!("“{name}”写了两次"),
        Lang::En => format!("“{name}” stands here twice"),
    }
}

/// A topic without words.
pub fn no_words(lang: Lang, name: &str) -> String {
    match lang {
        Lang::Zh => format!("话题“{name}”没有词"),
        Lang::En => format!("topic “{name}” has no words"),
    }
}

/// Thresholds out of order or out of bounds.
pub fn bounds(lang: Lang, table: &str) -> String {
    match lang {
        Lang::Zh => format!("[{table}] 的门槛须从小到大，占比须在 0 到 1 之间"),
        Lang::En => format!("the lines of [{table}] must rise, and shares lie between 0 and 1"),
    }
}

/// A file that cannot be read.
pub fn unreadable(lang: Lang, message: &str) -> String {
    match lang {
        Lang::Zh => format!("读不了（{message}）"),
        Lang::En => format!("cannot be read ({message})"),
    }
}
