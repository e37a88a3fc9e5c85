//! The workbook that qq-chat-exporter writes; a sheet beside the messages tells whose numbers are whose.

use std::collections::HashMap;

use super::detect::{Container, Head};
use super::job::Job;
use super::moment::Order;
use super::table::Table;
use super::{Format, ImportError, Kind, cell, content, qce_words};
use crate::lang::import as say;
use crate::model::record::{ChatKind, Message, NameKind, PersonRef, Platform, Position};
use crate::model::sink::Stop;

pub const FORMAT: Format = Format { name: "qce-xlsx", title: say::QCE_XLSX, kind: Kind::Chat, score, read };

const SENDERS: &str = "发送者统计";
const FIGURES: &str = "统计信息";

/// Whether a sheet of this name is read beside the chat.
pub fn is_sheet(name: &str) -> bool {
    [SENDERS, FIGURES].contains(&name)
}

fn score(head: &Head) -> f32 {
    let fits = head.has_headers(&["时间", "发送者", "发送者qq号", "消息内容"]);
    match head.container {
        Container::Sheet if fits => 0.95,
        // Saved again as CSV, the messages are the same; the numbers that only the other sheet has are lost.
        _ if fits && head.has_headers(&["是否撤回"]) => 0.9,
        _ => 0.0,
    }
}

/// The numbers and lasting ids behind names, as far as a name is one person's.
#[derive(Default)]
struct Senders {
    by_name: HashMap<String, Option<String>>,
    uids: HashMap<String, String>,
}

impl Senders {
    fn read(job: &mut Job<'_>) -> Result<Senders, ImportError> {
        let mut senders = Senders::default();
        let Some(mut table) = Table::beside(job, SENDERS)? else { return Ok(senders) };
        let [name, number, uid] = ["发送者", "qq号", "uid"].map(|word| table.find(&[word]));
        while table.next(job)?.is_some() {
            let id = |column| cell::id(table.cell(column)).ok().flatten().filter(|id| !qce_words::is_nobody(id));
            let (number, uid) = (id(number), id(uid));
            let Some(known) = number.clone().or_else(|| uid.clone()) else { continue };
            let named = senders.by_name.entry(table.text(name).to_owned()).or_insert_with(|| Some(known.clone()));
            if named.as_ref() != Some(&known) {
                *named = None;
            }
            if let (Some(number), Some(uid)) = (number, uid) {
                senders.uids.insert(number, uid);
            }
        }
        Ok(senders)
    }

    /// Somebody by number, or by the name if it is one person's; else by the name alone.
    fn person(&self, platform: &Platform, number: Option<String>, name: &str) -> PersonRef {
        let id = number.filter(|id| !qce_words::is_nobody(id)).or_else(|| self.by_name.get(name).cloned().flatten());
        let uid = id.as_ref().and_then(|id| self.uids.get(id).cloned());
        let who = qce_words::account(platform, id, uid);
        let is_own = who.ids.iter().any(|(_, id)| id == name);
        if is_own { who } else { who.with_name(NameKind::Card, name) }
    }
}

/// Where the columns stand.
struct Columns {
    time: Option<usize>,
    sender: Option<usize>,
    number: Option<usize>,
    title: Option<usize>,
    kind: Option<usize>,
    text: Option<usize>,
    recalled: Option<usize>,
}

struct Reader {
    platform: Platform,
    senders: Senders,
    titles: HashMap<String, String>,
    columns: Columns,
}

fn read(job: &mut Job<'_>) -> Result<(), ImportError> {
    let mut table = Table::open(job)?;
    let columns = Columns {
        time: table.find(&["时间"]),
        sender: table.find(&["发送者"]),
        number: table.find(&["发送者qq号"]),
        title: table.find(&["群头衔"]),
        kind: table.find(&["消息类型"]),
        text: table.find(&["消息内容"]),
        recalled: table.find(&["是否撤回"]),
    };
    if [columns.time, columns.sender, columns.text].contains(&None) {
        return Err(ImportError::Missing { path: job.path.to_owned(), expected: say::NEEDS_CHAT_COLUMNS });
    }
    let platform = Platform::new("qq");
    let name = chat_name(job)?.unwrap_or_else(|| job.stem());
    let mut chat = qce_words::chat(&platform, None, name, "");
    chat.kind = ChatKind::Group;
    job.chat(&chat)?;
    let mut reader = Reader { platform, senders: Senders::read(job)?, titles: HashMap::new(), columns };
    while let Some(at) = table.next(job)? {
        reader.said(job, at, &table)?;
    }
    Ok(())
}

/// The chat's name, where the figures tell it.
fn chat_name(job: &mut Job<'_>) -> Result<Option<String>, ImportError> {
    let Some(mut table) = Table::beside(job, FIGURES)? else { return Ok(None) };
    while table.next(job)?.is_some() {
        if matches!(table.cell(Some(0)), "聊天名称" | "聊天对象") {
            return Ok(Some(table.cell(Some(1)).to_owned()).filter(|name| !name.is_empty()));
        }
    }
    Ok(None)
}

impl Reader {
    fn said(&mut self, job: &mut Job<'_>, at: Position, table: &Table) -> Result<(), Stop> {
        let time = match job.time(table.cell(self.columns.time), Order::default()) {
            Ok(time) => time,
            Err(reason) => return job.skip(at, reason),
        };
        let name = table.text(self.columns.sender).trim();
        let number = cell::id(table.cell(self.columns.number)).ok().flatten();
        let kind = table.cell(self.columns.kind);
        let text = table.text(self.columns.text);
        let sender = self.senders.person(&self.platform, number, name);
        let is_system = matches!(kind, "system" | "type_5" | "系统消息" | "系统");
        if sender.ids.is_empty() && content::is_system_id(name) || name == "0" {
            return job.event(at, qce_words::event(time, None, text, None, None));
        }
        if is_system {
            return job.event(at, qce_words::event(time, None, text, Some(sender), None));
        }
        self.learn_title(job, at, &sender, table.cell(self.columns.title))?;
        if table.cell(self.columns.recalled) == "是" {
            return job.event(at, qce_words::recall(time, None, sender));
        }
        let (kind, text) = qce_words::shown(qce_words::kind(kind), text);
        let mentions = content::mentions(text.as_deref().unwrap_or_default());
        job.message(at, Message { kind, text, mentions, ..Message::of(sender, time) })
    }

    fn learn_title(&mut self, job: &mut Job<'_>, at: Position, who: &PersonRef, title: &str) -> Result<(), Stop> {
        let Some((_, id)) = who.ids.first() else { return Ok(()) };
        if title.is_empty() || self.titles.insert(id.clone(), title.to_owned()).is_some_and(|known| known == title) {
            return Ok(());
        }
        job.listed(at, qce_words::titled(who.clone(), title))
    }
}
