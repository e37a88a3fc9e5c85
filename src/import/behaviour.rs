//! The generic log of who did what, when (formats.md §17), as a table or as JSON lines.
//!
//! What somebody said (`message`, `reply`) is a message; everything else is an event. Accounts
//! are of the platform `local`: the operator's own numbering, as in member tables.

use std::collections::{BTreeMap, HashMap};

use super::cell;
use super::column::{self, Column};
use super::detect::Head;
use super::identity::{Identity, tells_who};
use super::job::Job;
use super::moment::Order;
use super::scalar::Scalar;
use super::table::Table;
use super::{Format, ImportError, Kind, json};
use crate::lang::import as say;
use crate::model::record::{Action, Chat, ChatKind, Event, Message, NameKind, PersonRef, Platform, Position, ReplyRef};
use crate::model::sink::Stop;

pub const FORMAT: Format = Format { name: "behaviour-log", title: say::BEHAVIOUR, kind: Kind::Events, score, read };

/// Each column's header words; earlier words win. The order is that of [`Cells`].
const COLUMNS: [&[&str]; 12] = [
    &["time", "timestamp", "date", "created_at", "时间", "日期", "行为时间", "发生时间"],
    &["member", "member_id", "user", "user_id", "userid", "uid", "actor", "用户id", "成员", "会员id", "操作人"],
    &["name", "nickname", "昵称", "用户名"],
    &["action", "event", "type", "行为", "动作", "事件"],
    &["target", "to", "target_member", "对象", "被回复人", "目标用户"],
    &["thread", "topic", "post_id", "object", "主题", "帖子id", "对象id"],
    &["group", "channel", "community", "群", "群名", "板块", "频道"],
    &["text", "content", "message", "内容", "正文"],
    &["count", "n", "次数"],
    &["amount", "price", "金额"],
    &["id", "event_id", "eventid"],
    &["platform", "平台"],
];
const TIME: usize = 0;
const MEMBER: usize = 1;
const NAME: usize = 2;
const ACTION: usize = 3;
const TARGET: usize = 4;
const THREAD: usize = 5;
const GROUP: usize = 6;
const TEXT: usize = 7;
const COUNT: usize = 8;
const AMOUNT: usize = 9;
const ID: usize = 10;
const PLATFORM: usize = 11;

/// The board of logs that name none. It is not called after the file: the next export of the same log
/// has another name.
const BOARD: &str = FORMAT.name;

/// Whether a word is a header of a log.
pub fn is_header(word: &str) -> bool {
    COLUMNS.iter().any(|words| words.contains(&word))
}

fn score(head: &Head) -> f32 {
    if head.begins_like_json() {
        let first = head.text.lines().next().unwrap_or_default();
        let keys: BTreeMap<String, serde_json::Value> = serde_json::from_str(first).unwrap_or_default();
        let has = |column: usize| keys.keys().any(|key| COLUMNS[column].contains(&column::normal(key).as_str()));
        let tells = keys.keys().any(|key| other_person(&column::normal(key)).is_some());
        return if has(TIME) && has(ACTION) && (has(MEMBER) || has(TARGET) || tells) { 0.7 } else { 0.0 };
    }
    let has = |column: usize| head.has_any_header(COLUMNS[column]);
    let tells = has(MEMBER) || has(NAME) || has(TARGET) || head.words.iter().any(|word| other_person(word).is_some());
    if !(has(TIME) && has(ACTION) && tells) {
        return 0.0;
    }
    // `type` and the like head many tables: their words must be actions.
    let Some(action) = head.words.iter().position(|word| COLUMNS[ACTION].contains(&word.as_str())) else { return 0.0 };
    let by_name = matches!(head.words[action].as_str(), "action" | "行为" | "动作");
    let acts = head.column_values(action).any(|word| !matches!(Action::parse(word), Action::Other(_)));
    if by_name || acts { 0.9 } else { 0.0 }
}

/// What a column beside the log's own tells of who did it: a wxid, a phone, a name in the group.
fn other_person(word: &str) -> Option<Column> {
    let own = COLUMNS.iter().any(|words| words.contains(&word));
    column::of(word).filter(|column| !own && tells_who(*column))
}

/// One row's cells, whatever it was written in.
type Cells<'a> = [&'a str; 12];

struct Log {
    chat: Option<String>,
    /// Words that no list knows, and how often each stands.
    unknown: BTreeMap<String, u64>,
    order: Order,
}

fn read(job: &mut Job<'_>) -> Result<(), ImportError> {
    let mut log = Log { chat: None, unknown: BTreeMap::new(), order: Order::default() };
    if job.head.begins_like_json() {
        lines(job, &mut log)?
    } else {
        rows(job, &mut log)?
    }
    if !log.unknown.is_empty() {
        let words: Vec<String> = log.unknown.iter().take(10).map(|(word, times)| format!("{word}×{times}")).collect();
        job.warn(say::unknown_actions(job.lang, &words.join("、")));
    }
    Ok(())
}

fn rows(job: &mut Job<'_>, log: &mut Log) -> Result<(), ImportError> {
    let mut table = Table::open(job)?;
    let columns = COLUMNS.map(|words| table.find(words));
    let others: Vec<(usize, Column)> =
        table.words.iter().enumerate().filter_map(|(place, word)| Some((place, other_person(word)?))).collect();
    let tells = columns[MEMBER].or(columns[NAME]).or(columns[TARGET]).is_some() || !others.is_empty();
    if columns[TIME].is_none() || columns[ACTION].is_none() || !tells {
        return Err(ImportError::Missing { path: job.path.to_owned(), expected: say::NEEDS_EVENT_COLUMNS });
    }
    let head = job.head;
    log.order = job.date_order(columns[TIME].into_iter().flat_map(|index| head.column_values(index)));
    while let Some(at) = table.next(job)? {
        let who = others.iter().map(|(place, column)| (*column, table.cell(Some(*place))));
        let who = told(who);
        log.row(job, at, &columns.map(|column| table.cell(column)), who)?;
    }
    Ok(())
}

fn lines(job: &mut Job<'_>, log: &mut Log) -> Result<(), ImportError> {
    json::lines(job, |job, raw| {
        let row: HashMap<String, Scalar<'_>> = raw.read()?;
        let named: HashMap<String, String> =
            row.into_iter().filter_map(|(key, value)| Some((job.mapping.word(&key), shown(&value)?))).collect();
        let cells = COLUMNS.map(|words| words.iter().find_map(|&word| named.get(word)).map_or("", String::as_str));
        let who = told(named.iter().filter_map(|(word, value)| Some((other_person(word)?, value.as_str()))));
        Ok(log.row(job, raw.at, &cells, who)?)
    })
}

/// Who the cells of further columns mean.
fn told<'a>(cells: impl Iterator<Item = (Column, &'a str)>) -> PersonRef {
    let mut identity = Identity::default();
    for (column, value) in cells.filter(|(_, value)| !value.is_empty()) {
        identity.take(column, value);
    }
    identity.person()
}

fn shown(value: &Scalar<'_>) -> Option<String> {
    match value {
        Scalar::Float(number) => Some(number.to_string()),
        other => other.owned(),
    }
}

impl Log {
    fn row(&mut self, job: &mut Job<'_>, at: Position, cells: &Cells<'_>, who: PersonRef) -> Result<(), Stop> {
        let time = match job.time(cells[TIME], self.order) {
            Ok(time) => time,
            Err(reason) => return job.skip(at, reason),
        };
        if cells[ACTION].is_empty() {
            return job.skip(at, say::NO_ACTION.get(job.lang));
        }
        let platform = Platform::new(if cells[PLATFORM].is_empty() { "local" } else { cells[PLATFORM] });
        let actor = person(who, &platform, cells[MEMBER], cells[NAME]);
        let target = person(PersonRef::default(), &platform, cells[TARGET], "");
        if actor.is_none() && target.is_none() {
            return job.skip(at, say::NOBODY.get(job.lang));
        }
        self.enter(job, &platform, cells[GROUP])?;
        let action = Action::parse(cells[ACTION]);
        if let Action::Other(word) = &action {
            *self.unknown.entry(word.clone()).or_default() += 1;
        }
        let amount = match cell::paid(cells[AMOUNT]) {
            Err(reason) if reason != say::NOT_AN_AMOUNT => return job.skip(at, reason.get(job.lang)),
            paid => paid.ok(),
        };
        let count = cell::number(cells[COUNT]).map_or(1, |count| count as i64);
        let own = |cell: &str| (!cell.is_empty()).then(|| cell.to_owned());
        let is_said = matches!(action, Action::Message | Action::Reply) && count == 1;
        if let (true, Some(sender)) = (is_said, actor.clone()) {
            return job.message(
                at,
                Message {
                    native_id: own(cells[ID]),
                    text: own(cells[TEXT]),
                    reply: target.map(ReplyRef::Person),
                    mentions: super::content::mentions(cells[TEXT]),
                    thread: own(cells[THREAD]),
                    ..Message::of(sender, time)
                },
            );
        }
        job.event(
            at,
            Event {
                native_id: own(cells[ID]),
                time,
                action,
                actor,
                targets: target.into_iter().collect(),
                text: own(cells[TEXT]),
                count,
                amount,
                thread: own(cells[THREAD]),
                system: false,
            },
        )
    }

    /// Tells the chat when it changes; logs that name none are one board.
    fn enter(&mut self, job: &mut Job<'_>, platform: &Platform, group: &str) -> Result<(), Stop> {
        let name = if group.is_empty() { BOARD } else { group };
        if self.chat.as_deref() == Some(name) {
            return Ok(());
        }
        let name = name.to_owned();
        job.chat(&Chat { platform: platform.clone(), native_id: None, name: name.clone(), kind: ChatKind::Group })?;
        self.chat = Some(name);
        Ok(())
    }
}

/// Who it is: the log's own number first, then what else is told.
fn person(told: PersonRef, platform: &Platform, id: &str, name: &str) -> Option<PersonRef> {
    let mut who = told.with_name(NameKind::Nickname, name);
    if let Ok(Some(id)) = cell::id(id) {
        who.ids.insert(0, (platform.clone(), id));
    }
    (!who.is_empty()).then_some(who)
}
