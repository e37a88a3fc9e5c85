//! 金数据: a form's fields as they are called, between the platform's own columns.

use super::column::Column;
use super::detect::Head;
use super::survey::{self, Lists, Own, TOOL, Tool};
use super::{Format, Kind};
use crate::lang::import as say;
use crate::model::record::NameKind;

pub const FORMAT: Format = Format {
    name: "jinshuju",
    title: say::JINSHUJU,
    kind: Kind::Survey,
    score,
    read: |job| survey::read(job, &JINSHUJU),
};

const JINSHUJU: Tool = Tool {
    time: &["提交时间"],
    number: &["序号"],
    own: &[
        ("微信昵称", Own::Who(Column::Name(NameKind::Nickname))),
        ("微信openid", Own::Who(Column::Account("openid"))),
        ("微信unionid", Own::Who(Column::Account("unionid"))),
        ("微信国家", Own::Dull),
        ("微信头像", Own::Dull),
        ("修改时间", Own::Dull),
        ("填写设备", Own::Dull),
        ("操作系统", Own::Dull),
        ("浏览器", Own::Dull),
        ("填写地区", Own::Kept),
        ("ip", Own::Dull),
        ("提交人", Own::Dull),
    ],
    lists: Lists::Learnt,
    ..TOOL
};

fn score(head: &Head) -> f32 {
    let own = ["提交人", "修改时间", "填写设备"];
    if head.has_headers(&["提交时间"]) && head.has_any_header(&own) { 0.9 } else { 0.0 }
}
