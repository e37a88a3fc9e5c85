//! The text that qq-chat-exporter writes: people by their shown names alone.

use std::collections::{HashMap, VecDeque};
use std::sync::LazyLock;

use regex::Regex;

use super::detect::{Head, regex};
use super::job::Job;
use super::moment::Order;
use super::transcript::{self, Line, Transcript};
use super::{Format, ImportError, Kind, content, qce_words};
use crate::lang::import as say;
use crate::model::record::{ChatKind, Mention, Message, MessageKind, PersonRef, Platform, Position, ReplyRef};
use crate::model::sink::Stop;
use crate::model::time::Timestamp;

pub const FORMAT: Format = Format { name: "qce-txt", title: say::QCE_TXT, kind: Kind::Chat, score, read };

/// How many messages back an answer is looked up, and how much of their text.
const REMEMBERED: usize = 4_096;
const BEGINNING: usize = 24;

/// What stands behind a message's words: files, mentions, and what it answers.
static BELOW: LazyLock<Regex> =
    LazyLock::new(|| regex(r"(?m)^(?:资源: \d+ 个文件$|提及: .|回复: \d\d-\d\d \d\d:\d\d )"));
static ANSWERED: LazyLock<Regex> = LazyLock::new(|| regex(r"(?ms)^回复: (\d\d-\d\d \d\d:\d\d) (.+?) - (.*)$"));
static END: LazyLock<Regex> = LazyLock::new(|| regex(r"\n={16,}\n\s*导出完成\n={16,}"));
static TITLED: LazyLock<Regex> = LazyLock::new(|| regex(r"^\[([^\]]+)\] (.+)$"));

fn score(head: &Head) -> f32 {
    let is_named = head.text.starts_with("[QQChatExporter V");
    if is_named && head.text.contains("\n聊天名称: ") || head.text.contains("QQ聊天记录导出文件") {
        0.95
    } else {
        0.0
    }
}

/// A line that may name who speaks next, if a time follows it.
struct Above {
    line: String,
    after_blank: bool,
}

struct Reader {
    platform: Platform,
    /// Name and kind of the chat, as the top of the file has them.
    name: String,
    kind_word: String,
    /// Known from the first message on.
    kind: Option<ChatKind>,
    /// Whether the first message has begun.
    has_begun: bool,
    above: Above,
    /// The line that names the next speaker, still at the end of the message above it.
    named_below: Option<String>,
    titles: HashMap<String, String>,
    /// The latest messages, in which answers find whom they answer.
    recent: VecDeque<Recent>,
}

/// What an answer tells of the message it answers, and who said that.
struct Recent {
    minute: String,
    beginning: String,
    name: String,
}

struct Said {
    time: Timestamp,
    /// `03-01 09:00`.
    minute: String,
    title: Option<String>,
    name: String,
}

fn read(job: &mut Job<'_>) -> Result<(), ImportError> {
    let mut reader = Reader {
        platform: Platform::new("qq"),
        name: String::new(),
        kind_word: String::new(),
        kind: None,
        has_begun: false,
        above: Above { line: String::new(), after_blank: true },
        named_below: None,
        titles: HashMap::new(),
        recent: VecDeque::new(),
    };
    transcript::read(job, &mut reader)
}

impl Transcript for Reader {
    type Head = Said;

    fn line(&mut self, job: &mut Job<'_>, line: &str, after_blank: bool) -> Line<Said> {
        let above = std::mem::replace(&mut self.above, Above { line: line.to_owned(), after_blank });
        let named = above.line.strip_suffix(':').filter(|name| above.after_blank && !name.trim().is_empty());
        let (Some(name), Some(at)) = (named, line.strip_prefix("时间: ")) else {
            return if self.has_begun { Line::Body } else { Line::Aside };
        };
        self.named_below = std::mem::replace(&mut self.has_begun, true).then(|| above.line.clone());
        match job.time(at, Order::default()) {
            Ok(time) => {
                let (title, name) = parts(name);
                let minute = at.get(5..16).unwrap_or_default().to_owned();
                Line::Head(Said { time, minute, title, name })
            }
            Err(reason) => Line::Broken(reason),
        }
    }

    fn message(&mut self, job: &mut Job<'_>, at: Position, head: Said, body: &str) -> Result<(), Stop> {
        let named = self.named_below.take();
        let body = named.and_then(|name| body.strip_suffix(&name)).unwrap_or(body);
        let body = END.find(body).map_or(body, |end| &body[..end.start()]);
        let body = body.trim_end();
        let body = body.strip_prefix("内容:").map_or(body, |rest| rest.strip_prefix(' ').unwrap_or(rest));
        let below = BELOW.find(body).map_or(body.len(), |found| found.start());
        let (text, below) = (body[..below].trim_end(), &body[below..]);
        let chat = self.enter(job)?;
        if content::is_system_id(&head.name) {
            return job.event(at, qce_words::event(head.time, None, text, None, None));
        }
        let sender = self.sender(job, at, &head, chat)?;
        if qce_words::is_poke(text) {
            return job.event(at, qce_words::event(head.time, None, text, Some(sender), None));
        }
        let (kind, text) = qce_words::shown(resources(below), text);
        let mut mentions = mentions(below, chat);
        if mentions.is_empty() {
            mentions = content::mentions(text.as_deref().unwrap_or_default());
        }
        let reply = ANSWERED.captures(below).map(|found| self.answered(&found[1], &found[2], found[3].trim_end()));
        self.remember(&head, text.as_deref().unwrap_or_default());
        job.message(at, Message { kind, text, reply, mentions, ..Message::of(sender, head.time) })
    }

    fn aside(&mut self, _: &mut Job<'_>, line: &str) -> Result<(), Stop> {
        for (key, value) in [("聊天名称: ", &mut self.name), ("聊天类型: ", &mut self.kind_word)] {
            if let Some(told) = line.strip_prefix(key) {
                *value = told.trim().to_owned();
            }
        }
        Ok(())
    }
}

impl Reader {
    /// Enters the chat of the file, once; what it is.
    fn enter(&mut self, job: &mut Job<'_>) -> Result<ChatKind, Stop> {
        if let Some(kind) = self.kind {
            return Ok(kind);
        }
        let name = if self.name.is_empty() { job.stem() } else { self.name.clone() };
        let chat = qce_words::chat(&self.platform, None, name, &self.kind_word);
        self.kind = Some(chat.kind);
        job.chat(&chat)?;
        Ok(chat.kind)
    }

    /// Somebody by their shown name. A title, when new, is told as of a listed member.
    fn sender(&mut self, job: &mut Job<'_>, at: Position, head: &Said, kind: ChatKind) -> Result<PersonRef, Stop> {
        let who = PersonRef::named(qce_words::name_kind(kind), &head.name);
        if let Some(title) = &head.title
            && self.titles.insert(head.name.clone(), title.clone()).as_ref() != Some(title)
        {
            job.listed(at, qce_words::titled(who.clone(), title))?;
        }
        Ok(who)
    }

    fn remember(&mut self, head: &Said, text: &str) {
        if self.recent.len() == REMEMBERED {
            self.recent.pop_front();
        }
        let (minute, beginning, name) = (head.minute.clone(), beginning(text), head.name.clone());
        self.recent.push_back(Recent { minute, beginning, name });
    }

    /// The message of that minute and those words; its author bears another name here than in the
    /// answer, which has the account's own. Else the answer's word stands.
    fn answered(&self, minute: &str, name: &str, text: &str) -> ReplyRef {
        let beginning = beginning(text);
        let is_it = |said: &&Recent| said.minute == minute && said.beginning == beginning && !beginning.is_empty();
        let author = self.recent.iter().rev().find(is_it).map_or(name, |said| &said.name);
        content::quote_of(author, text)
    }
}

fn beginning(text: &str) -> String {
    text.trim().chars().take(BEGINNING).collect()
}

/// `[title] name` taken apart.
fn parts(speaker: &str) -> (Option<String>, String) {
    match TITLED.captures(speaker) {
        Some(found) => (Some(found[1].to_owned()), found[2].to_owned()),
        None => (None, speaker.to_owned()),
    }
}

/// Who is mentioned, by the list below a message.
fn mentions(below: &str, kind: ChatKind) -> Vec<Mention> {
    let list = below.lines().find_map(|line| line.strip_prefix("提及: ")).unwrap_or_default();
    let names = list.split(", ").map(|name| name.trim().trim_start_matches('@')).filter(|name| !name.is_empty());
    let mention = |name| match name {
        "全体成员" | "所有人" => Mention::Everyone,
        name => Mention::Person(PersonRef::named(qce_words::name_kind(kind), name)),
    };
    names.map(mention).collect()
}

/// The kind of the first file below a message.
fn resources(below: &str) -> Option<MessageKind> {
    below.lines().find_map(|line| line.strip_prefix("  - ")?.split(':').next().and_then(qce_words::kind))
}
