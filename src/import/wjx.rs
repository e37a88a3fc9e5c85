//! 问卷星: answers as text or as numbers of options, and the question that tells who answered.

use std::sync::LazyLock;

use regex::Regex;

use super::detect::{Head, regex};
use super::job::Job;
use super::survey::{self, Asked, Lists, Own, TOOL, Tool};
use super::{Format, ImportError, Kind};
use crate::lang::import as say;

pub const FORMAT: Format = Format { name: "wjx", title: say::WJX, kind: Kind::Survey, score, read };

const TEXT: Tool = Tool {
    time: &["提交答卷时间"],
    number: &["序号"],
    own: &[
        ("所用时间", Own::Dull),
        ("来源", Own::Dull),
        ("来源详情", Own::Dull),
        ("来自ip", Own::PlaceOfAddress),
        ("总分", Own::Kept),
    ],
    asked,
    blank: &["(空)", "(跳过)", "（空）", "（跳过）", "N/A"],
    lists: Lists::By('┋'),
    ..TOOL
};

const CODES: Tool = Tool { blank: &["(空)", "(跳过)", "-2", "-3"], lists: Lists::Numbers, ..TEXT };

/// `5、题目`, or `5(选项)` for one option of a question that is asked elsewhere.
static NUMBERED: LazyLock<Regex> = LazyLock::new(|| regex(r"(?s)^\s*(\d+)\s*(?:[、.．]\s*(.+)|([(（].+[)）]))\s*$"));
/// `题目(选项)`; scales such as `NPS (0-10)` are no options.
static OPTION: LazyLock<Regex> = LazyLock::new(|| regex(r"(?s)^(.*?)\s*[(（]([^()（）]+)[)）]$"));

fn score(head: &Head) -> f32 {
    if head.has_headers(&["序号", "提交答卷时间"]) { 0.95 } else { 0.0 }
}

fn asked(header: &str, headers: &[String]) -> Option<Asked> {
    let found = NUMBERED.captures(header)?;
    if let Some(option) = found.get(3) {
        let option = option.as_str().trim_matches(['(', ')', '（', '）']).trim().to_owned();
        let named = headers.iter().filter_map(|header| NUMBERED.captures(header));
        let title =
            named.filter(|other| other[1] == found[1]).find_map(|other| Some(other.get(2)?.as_str().to_owned()));
        return Some(Asked { title: title.unwrap_or_else(|| found[1].to_owned()), option: Some(option) });
    }
    let title = found.get(2)?.as_str();
    let option = OPTION.captures(title).filter(|option| {
        let stem = &header[..header.len() - title.len() + option[1].len()];
        let alike = |other: &&String| other.starts_with(stem) && other.trim_end().ends_with([')', '）']);
        headers.iter().filter(alike).count() > 1
    });
    Some(match option {
        Some(found) => Asked { title: found[1].trim().to_owned(), option: Some(found[2].trim().to_owned()) },
        None => Asked::whole(title),
    })
}

fn read(job: &mut Job<'_>) -> Result<(), ImportError> {
    if !is_coded(job.head) {
        return survey::read(job, &TEXT);
    }
    job.warn(say::survey_of_codes(job.lang));
    survey::read(job, &CODES)
}

/// An export of option numbers: 所用时间 is a bare number there, and -2 or -3 stand for no answer.
fn is_coded(head: &Head) -> bool {
    let duration = head.words.iter().position(|word| word == "所用时间");
    let bare =
        duration.is_some_and(|column| head.column_values(column).all(|value| value.trim().parse::<u64>().is_ok()));
    let marks = ["-2", "-3"];
    bare && head.rows.iter().skip(head.header_row + 1).flatten().any(|cell| marks.contains(&cell.trim()))
}
