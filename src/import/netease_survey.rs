//! 网易问卷: questions as labels, or as codes with one column per option.

use std::sync::LazyLock;

use regex::Regex;

use super::detect::{Head, regex};
use super::survey::{self, Asked, Own, TOOL, Tool};
use super::{Format, Kind};
use crate::lang::import as say;

pub const FORMAT: Format = Format {
    name: "netease-survey",
    title: say::NETEASE_SURVEY,
    kind: Kind::Survey,
    score,
    read: |job| survey::read(job, &NETEASE),
};

const NETEASE: Tool = Tool {
    time: &["提交时间", "finish"],
    number: &["答题序号", "seq"],
    own: &[
        ("来源", Own::Kept),
        ("source", Own::Kept),
        ("ip省份", Own::Kept),
        ("ip_province", Own::Kept),
        ("ip城市", Own::Kept),
        ("ip_city", Own::Kept),
    ],
    asked,
    ..TOOL
};

static CODED: LazyLock<Regex> = LazyLock::new(|| regex(r"^(Q\d+)\|(A\d+)$"));
static LABELLED: LazyLock<Regex> = LazyLock::new(|| regex(r"(?s)^Q\d+\s*[.、．:：]?\s*(.*)$"));

fn score(head: &Head) -> f32 {
    let labels = head.has_headers(&["答题序号", "提交时间"]);
    let codes = head.has_headers(&["seq", "start", "finish", "time_used"]);
    if labels || codes { 0.95 } else { 0.0 }
}

/// `Q2|A1` is an option by its code; `Q2|A1|open` what was written beside it; all else a question.
fn asked(header: &str, _: &[String]) -> Option<Asked> {
    let header = header.trim();
    if let Some(found) = CODED.captures(header) {
        return Some(Asked { title: found[1].to_owned(), option: Some(found[2].to_owned()) });
    }
    let title = LABELLED.captures(header)?.get(1)?.as_str();
    Some(Asked::whole(if title.is_empty() || title.starts_with('|') { header } else { title }))
}
