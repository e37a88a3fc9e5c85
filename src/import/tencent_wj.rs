//! 腾讯问卷: one column per option, and who is known to WeChat or QQ beside the answers.

use std::sync::LazyLock;

use regex::Regex;

use super::column::Column;
use super::detect::{Head, regex};
use super::survey::{self, Asked, Lists, Own, Tool};
use super::{Format, Kind};
use crate::lang::import as say;
use crate::model::record::NameKind;

pub const FORMAT: Format = Format {
    name: "tencent-wj",
    title: say::TENCENT_WJ,
    kind: Kind::Survey,
    score,
    read: |job| survey::read(job, &TENCENT),
};

const TENCENT: Tool = Tool {
    time: &["结束答题时间"],
    number: &["编号"],
    own: &[
        // 用户标识 is another one for each survey's owner and each visit: it joins nothing.
        ("昵称", Own::Who(Column::Name(NameKind::Nickname))),
        ("地理位置国家和地区", Own::Kept),
        ("地理位置省", Own::Kept),
        ("地理位置市", Own::Kept),
        ("用户类型", Own::Kept),
        ("清洗数据结果", Own::Kept),
        ("自定义字段", Own::Kept),
    ],
    asked,
    blank: &["(空)", "(跳过)"],
    lists: Lists::By('┋'),
    lettered: true,
};

static NUMBERED: LazyLock<Regex> = LazyLock::new(|| regex(r"(?s)^\s*\d+\.\s*(.+)$"));
static OPTION: LazyLock<Regex> = LazyLock::new(|| regex(r"(?s)^(.+?)[:：]\s*[A-Z]{1,2}\.\s*(.+)$"));

fn score(head: &Head) -> f32 {
    if head.has_headers(&["编号", "开始答题时间", "结束答题时间"]) { 0.95 } else { 0.0 }
}

/// `3.题干:A.选项` is an option; `4.题干:子项` and `3.题干:_填空3` are asked for themselves.
fn asked(header: &str, _: &[String]) -> Option<Asked> {
    let title = NUMBERED.captures(header)?.get(1)?.as_str();
    Some(match OPTION.captures(title) {
        Some(found) => Asked { title: found[1].trim().to_owned(), option: Some(found[2].trim().to_owned()) },
        None => Asked::whole(&title.replace(":_", "：").replacen(':', "：", 1)),
    })
}
