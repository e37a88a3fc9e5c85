//! 问卷星: answers as text, and the question that tells who answered.

use std::sync::LazyLock;

use regex::Regex;

use super::cell;
use super::column;
use super::detect::{Head, regex};
use super::job::Job;
use super::moment::Order;
use super::table::Table;
use super::{Format, ImportError, Kind};
use crate::lang::import as say;
use crate::model::record::{NameKind, PersonRef, Platform, Question, Record, Response, Survey};

pub const FORMAT: Format = Format { name: "wjx", title: say::WJX, kind: Kind::Survey, score, read };

static NUMBERED: LazyLock<Regex> = LazyLock::new(|| regex(r"(?s)^\s*(\d+)\s*[、.．]\s*(.+)$"));

fn score(head: &Head) -> f32 {
    if head.has_headers(&["序号", "提交答卷时间"]) { 0.95 } else { 0.0 }
}

/// What a question asks of the respondent's own identity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asks {
    Name(NameKind),
    Alias,
    Account(&'static str),
    Phone,
    Mail,
}

fn asks(title: &str) -> Option<Asks> {
    let title = title.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| title.contains(word));
    Some(if has(&["wxid", "微信id"]) {
        Asks::Account("wechat")
    } else if has(&["qq昵称", "微信昵称", "昵称", "网名", "微信名"]) && !has(&["群昵称", "群名片"]) {
        Asks::Name(NameKind::Nickname)
    } else if has(&["群昵称", "群名片", "群内名"]) {
        Asks::Name(NameKind::Card)
    } else if has(&["微信号", "微信账号"]) {
        Asks::Alias
    } else if has(&["qq号", "qq 号", "qq账号"]) || title.trim_end_matches(['？', '?', '：']).ends_with("qq") {
        Asks::Account("qq")
    } else if has(&["手机号", "手机号码", "联系电话", "联系方式", "您的手机", "您的电话"]) {
        Asks::Phone
    } else if has(&["邮箱", "email", "e-mail"]) {
        Asks::Mail
    } else if has(&["您的姓名", "你的姓名", "真实姓名"]) || title == "姓名" {
        Asks::Name(NameKind::Real)
    } else {
        return None;
    })
}

/// A question's column.
struct Asked {
    column: usize,
    asks: Option<Asks>,
}

fn read(job: &mut Job<'_>) -> Result<(), ImportError> {
    let mut table = Table::open(job)?;
    let Some(time) = table.find(&["提交答卷时间"]) else {
        return Err(ImportError::Missing { path: job.path.to_owned(), expected: say::NEEDS_SURVEY_COLUMNS });
    };
    let number = table.find(&["序号"]);
    let mut asked = Vec::new();
    let mut questions = Vec::new();
    for (index, header) in table.headers.iter().enumerate() {
        let Some(found) = NUMBERED.captures(header) else { continue };
        let title = found[2].trim().to_owned();
        asked.push(Asked { column: index, asks: asks(&title) });
        questions.push(Question { meaning: column::meaning(&title), title });
    }
    if asked.iter().all(|question| question.asks.is_none()) {
        job.warn(say::no_join_question(job.lang));
    }
    let is_coded = is_coded(job.head);
    if is_coded {
        job.warn(say::survey_of_codes(job.lang));
    }
    job.survey(&Survey { title: job.stem(), questions })?;
    while let Some(at) = table.next(job)? {
        let when = match job.time(table.cell(Some(time)), Order::default()) {
            Ok(when) => when,
            Err(reason) => {
                job.skip(at, reason)?;
                continue;
            }
        };
        let mut respondent = PersonRef::default();
        let mut answers = Vec::new();
        for (question, asked) in asked.iter().enumerate() {
            let Some(value) = answer(table.cell(Some(asked.column)), is_coded) else { continue };
            let is_contact = matches!(asked.asks, Some(Asks::Phone | Asks::Mail));
            if let Some(asks) = asked.asks {
                identify(&mut respondent, asks, value);
            }
            if !is_contact {
                answers.push((question, value.split('┋').map(|option| option.trim().to_owned()).collect()));
            }
        }
        let native_id = cell::id(table.cell(number)).ok().flatten();
        job.record(at, Record::Response(Response { native_id, time: when, respondent, answers }))?;
    }
    Ok(())
}

/// An export of option numbers: 所用时间 is a bare number there, and -2 or -3 stand for no answer.
fn is_coded(head: &Head) -> bool {
    let duration = head.words.iter().position(|word| word == "所用时间");
    let bare =
        duration.is_some_and(|column| head.column_values(column).all(|value| value.trim().parse::<u64>().is_ok()));
    let marks = ["-2", "-3"];
    bare && head.rows.iter().skip(head.header_row + 1).flatten().any(|cell| marks.contains(&cell.trim()))
}

/// What was answered, if anything was.
fn answer(value: &str, is_coded: bool) -> Option<&str> {
    let none =
        matches!(value, "" | "(空)" | "(跳过)" | "（空）" | "（跳过）") || is_coded && matches!(value, "-2" | "-3");
    (!none).then_some(value)
}

fn identify(who: &mut PersonRef, asks: Asks, value: &str) {
    match asks {
        Asks::Name(kind) => who.names.push((kind, value.to_owned())),
        Asks::Alias if value.starts_with("wxid_") => who.ids.push((Platform::new("wechat"), value.to_owned())),
        Asks::Alias => who.alias = who.alias.take().or_else(|| Some(value.to_owned())),
        Asks::Account(platform) => {
            if let Ok(Some(id)) = cell::id(value) {
                who.ids.push((Platform::new(platform), id));
            }
        }
        Asks::Phone => who.phone = who.phone.take().or_else(|| cell::phone(value)),
        Asks::Mail => who.mail = who.mail.take().or_else(|| cell::mail(value)),
    }
}
