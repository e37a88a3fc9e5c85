//! Google Forms: a timestamp, perhaps a mail address, and one column for each question.

use super::column::Column;
use super::detect::Head;
use super::survey::{self, Own, TOOL, Tool};
use super::{Format, Kind};
use crate::lang::import as say;

pub const FORMAT: Format = Format {
    name: "google-forms",
    title: say::GOOGLE_FORMS,
    kind: Kind::Survey,
    score,
    read: |job| survey::read(job, &GOOGLE),
};

const TIME: &[&str] = &["timestamp", "时间戳记", "时间戳", "時間戳記"];

const GOOGLE: Tool = Tool {
    time: TIME,
    own: &[
        ("emailaddress", Own::Who(Column::Mail)),
        ("电子邮件地址", Own::Who(Column::Mail)),
        ("電子郵件地址", Own::Who(Column::Mail)),
        ("用户名", Own::Who(Column::Mail)),
        ("username", Own::Who(Column::Mail)),
        ("score", Own::Kept),
    ],
    ..TOOL
};

/// Logs have such a column, too: a form asks for an address, or asks something in words.
fn score(head: &Head) -> f32 {
    let first = head.words.first().is_some_and(|word| TIME.contains(&word.as_str()));
    let titles = head.rows.get(head.header_row).map_or(&[][..], Vec::as_slice);
    let asks = |title: &String| {
        let words = title.trim().split(' ').count();
        title.contains(['?', '？', '（', '[']) || words > 2 || title.contains("您") || title.contains("你")
    };
    match first {
        true if head.has_any_header(&["emailaddress", "电子邮件地址", "電子郵件地址"]) => 0.9,
        true if titles.iter().skip(1).any(asks) => 0.7,
        _ => 0.0,
    }
}
