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

/// TOML that does not read: where, and what; the reader's own words follow.
pub fn toml(lang: Lang, column: usize, message: &str) -> String {
    match lang {
        Lang::Zh => format!("第 {column} 列：{}。原文：{message}", in_chinese(message)),
        Lang::En => format!("column {column}: {message}"),
    }
}

/// What the reader of TOML means, by how its sentence begins.
fn in_chinese(message: &str) -> String {
    let named = message.split('`').nth(1).unwrap_or_default();
    const KINDS: &[(&str, &str)] = &[
        ("invalid type", "值的类型不对，例如该写数字的地方写了文字"),
        ("invalid value", "值不在允许的范围内"),
        ("invalid length", "值的个数不对"),
        ("duplicate key", "同一项写了两次"),
        ("unknown variant", "没有这个值，可写的见原文"),
        ("unclosed table", "表名的方括号没有闭合"),
        ("unclosed array", "列表的方括号没有闭合"),
        ("invalid basic string", "引号没有闭合，或引号里有不能写的字符"),
        ("invalid literal string", "引号没有闭合，或引号里有不能写的字符"),
        ("missing comma", "两项之间少了逗号"),
        ("key with no value", "等号后面没有值"),
        ("string values must be quoted", "等号后面没有值，或文字没有加引号"),
    ];
    match message {
        _ if message.starts_with("unknown field") => format!("没有“{named}”这一项"),
        _ if message.starts_with("missing field") => format!("缺少“{named}”这一项"),
        _ => {
            let known = KINDS.iter().find(|(begins, _)| message.starts_with(begins));
            known.map_or("不是正确的 TOML 写法", |(_, said)| said).to_owned()
        }
    }
}

/// A rule that does not parse.
pub fn rule(lang: Lang, name: &str, problem: &str) -> String {
    match lang {
        Lang::Zh => format!("标签“{name}”的规则：{problem}"),
        Lang::En => format!("the rule of tag “{name}”: {problem}"),
    }
}

/// A strategy's condition that does not parse.
pub fn when(lang: Lang, name: &str) -> String {
    match lang {
        Lang::Zh => format!("策略“{name}”的条件："),
        Lang::En => format!("the condition of strategy “{name}”:"),
    }
}

/// A strategy that does not say all.
pub fn unsaid(lang: Lang, name: &str) -> String {
    match lang {
        Lang::Zh => format!("策略“{name}”须用中文和英文写明做什么、为什么：{{ zh = \"…\", en = \"…\" }}"),
        Lang::En => {
            format!("strategy “{name}” must say what to do, and why, in both languages: {{ zh = \"…\", en = \"…\" }}")
        }
    }
}

/// A way of influence there is not.
pub fn no_mechanism(lang: Lang, name: &str, known: &str) -> String {
    match lang {
        Lang::Zh => format!("影响方式“{name}”用不了：只有激励（kind = \"incentive\"）写它，可写的有 {known}"),
        Lang::En => {
            format!("the mechanism “{name}” cannot be used: only incentives (kind = \"incentive\") have one of {known}")
        }
    }
}

/// A price for those whom a strategy picks.
pub fn price(lang: Lang, name: &str, word: &str) -> String {
    match lang {
        Lang::Zh => format!(
            "策略“{name}”说到价钱（“{word}”）：策略按画像挑人，不得给不同的价或折扣；人人同样可得的写 open = true，数额一律不写"
        ),
        Lang::En => format!(
            "strategy “{name}” speaks of a price (“{word}”): it picks people by profile, which may set no price or discount; what everybody gets on the same terms says open = true, and names no amount"
        ),
    }
}

/// A strategy on a sensitive matter.
pub fn sensitive_strategy(lang: Lang, name: &str, word: &str) -> String {
    match lang {
        Lang::Zh => format!("策略“{name}”涉及敏感个人信息（“{word}”）：策略不得以此挑人"),
        Lang::En => {
            format!("strategy “{name}” touches on sensitive personal information (“{word}”), by which nobody is picked")
        }
    }
}

/// A strategy that asks for a tag there is not.
pub fn no_tag(lang: Lang, name: &str, tag: &str) -> String {
    match lang {
        Lang::Zh => format!("策略“{name}”的条件用到标签“{tag}”，方案没有给这个标签的规则"),
        Lang::En => format!("strategy “{name}” asks for the tag “{tag}”, which no rule of the scheme gives"),
    }
}

/// A strategy that asks for what is left out.
pub fn left_out_of_strategy(lang: Lang, name: &str, key: &str) -> String {
    match lang {
        Lang::Zh => format!("策略“{name}”的条件用到 {key}，而方案不用这个属性：改条件，或写进 without_strategies"),
        Lang::En => format!(
            "strategy “{name}” asks for {key}, which is left out: change its condition, or name it in without_strategies"
        ),
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

/// A word that can never be found.
pub fn not_a_word(lang: Lang, word: &str) -> String {
    match lang {
        Lang::Zh => format!("“{word}”不是一个词：一行一个词，词里没有空格和标点，其后可有词频和词性"),
        Lang::En => format!(
            "“{word}” is no word: one to a line, without white space or punctuation; a frequency and a part of speech may follow"
        ),
    }
}

/// A dictionary that cannot be read.
pub fn dictionary(lang: Lang, path: &str, message: &str) -> String {
    match lang {
        Lang::Zh => format!("词典 {path} 读不了（{message}）"),
        Lang::En => format!("the dictionary {path} cannot be read ({message})"),
    }
}

/// A dictionary without a word.
pub const EMPTY_DICTIONARY: Text = Text::new("词典里没有词", "the dictionary holds no word");

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

/// A scope there is not.
pub fn unknown_scope(lang: Lang, name: &str, known: &str) -> String {
    match lang {
        Lang::Zh => format!("没有“{name}”这一处；可用的有：{known}"),
        Lang::En => format!("there is no place “{name}”; there are: {known}"),
    }
}

/// A command there is not.
pub fn unknown_command(lang: Lang, name: &str, nearest: &str) -> String {
    match lang {
        Lang::Zh => format!("这一处没有命令“{name}”，是否指“{nearest}”？全部命令见 docs/keys.md"),
        Lang::En => format!("there is no command “{name}” here; did you mean “{nearest}”? docs/keys.md lists them"),
    }
}

/// A theme there is not.
pub fn unknown_theme(lang: Lang, name: &str, known: &str) -> String {
    match lang {
        Lang::Zh => format!("没有主题“{name}”；自带的有：{known}"),
        Lang::En => format!("there is no theme “{name}”; built in are: {known}"),
    }
}

/// No name of a key.
pub fn unknown_key(lang: Lang, name: &str) -> String {
    match lang {
        Lang::Zh => format!("没有“{name}”这个键；写法如 x、G、f4、ctrl-p、space、pgup"),
        Lang::En => format!("there is no key “{name}”; keys are written x, G, f4, ctrl-p, space, pgup"),
    }
}

/// A key that another command has.
pub fn key_taken(lang: Lang, key: &str, command: &str) -> String {
    match lang {
        Lang::Zh => format!("键“{key}”在这一处已用于 {command}；先写 free = [\"{key}\"] 腾出它"),
        Lang::En => format!("key “{key}” means {command} here; free = [\"{key}\"] frees it first"),
    }
}

/// A key to be freed that nothing has.
pub fn key_is_free(lang: Lang, key: &str) -> String {
    match lang {
        Lang::Zh => format!("键“{key}”在这一处本来就空着"),
        Lang::En => format!("key “{key}” means nothing here, so it cannot be freed"),
    }
}

/// A key that types a character.
pub fn key_is_text(lang: Lang, key: &str) -> String {
    match lang {
        Lang::Zh => format!("键“{key}”输入时就是文字；请用 ctrl-、alt- 或功能键"),
        Lang::En => format!("key “{key}” is text while typing; use ctrl-, alt- or a function key"),
    }
}

/// Weights that do not weigh.
pub fn weights(lang: Lang, score: &str) -> String {
    match lang {
        Lang::Zh => format!("[{score}] 的权重不能为负，也不能全为零"),
        Lang::En => format!("the weights of [{score}] may not be negative, nor all zero"),
    }
}

/// A table that is nowhere.
pub fn missing(lang: Lang, table: &str) -> String {
    match lang {
        Lang::Zh => format!("缺少 [{table}]；写全，或用 extends = \"default\" 以默认方案为底"),
        Lang::En => format!("[{table}] is missing; write it, or stand on the default with extends = \"default\""),
    }
}

/// A scheme there is not.
pub fn unknown_scheme(lang: Lang, name: &str, known: &str) -> String {
    match lang {
        Lang::Zh => format!("没有方案“{name}”可作底；自带的有：{known}"),
        Lang::En => format!("there is no scheme {name} to stand on; built in are: {known}"),
    }
}

/// Something left out that is not there.
pub fn not_there(lang: Lang, name: &str) -> String {
    match lang {
        Lang::Zh => format!("“{name}”本来就没有，无从去掉"),
        Lang::En => format!("“{name}” is not there to be left out"),
    }
}

/// A rule that asks for what is left out.
pub fn left_out(lang: Lang, tag: &str, key: &str) -> String {
    match lang {
        Lang::Zh => format!("标签“{tag}”的规则用到 {key}，而方案不用这个属性：改规则，或写进 without_tags"),
        Lang::En => {
            format!("the rule of tag “{tag}” asks for {key}, which is left out: change it, or name it in without_tags")
        }
    }
}

/// A sensitive matter that is not called so.
pub fn sensitive(lang: Lang, name: &str, word: &str) -> String {
    match lang {
        Lang::Zh => format!(
            "“{name}”涉及敏感个人信息（“{word}”）：确有必要并已取得单独同意，才写 sensitive = true；它不进默认导出"
        ),
        Lang::En => format!(
            "“{name}” touches on sensitive personal information (“{word}”): only where it is needed and separately consented to, say sensitive = true; it then stays out of default exports"
        ),
    }
}
