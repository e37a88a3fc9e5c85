//! The text that QQ's message manager exports.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use regex::Regex;

use super::detect::{Head, regex};
use super::job::Job;
use super::moment::Order;
use super::{Format, ImportError, Kind, content, system};
use crate::lang::import as say;
use crate::model::record::{
    Chat, ChatKind, Field, Meaning, Message, NameKind, Person, PersonRef, Platform, Position, Role,
};
use crate::model::sink::Stop;
use crate::model::time::Timestamp;

pub const FORMAT: Format = Format { name: "qq-txt", title: say::QQ_TXT, kind: Kind::Chat, score, read };

/// Level titles of every group; other brackets are titles only if several people bear them.
const LEVELS: [&str; 6] = ["潜水", "冒泡", "吐槽", "活跃", "话唠", "传说"];

static HEAD: LazyLock<Regex> = LazyLock::new(|| regex(r"^(\d{4}-\d\d-\d\d \d{1,2}:\d\d:\d\d(?: [AP]M)?) (.+)$"));

fn score(head: &Head) -> f32 {
    if head.text.contains("消息记录（此消息记录为文本格式") {
        0.95
    } else if head.text.lines().any(|line| line.starts_with("消息对象:")) {
        0.9
    } else {
        0.0
    }
}

/// A message whose lines are being collected.
struct Open {
    at: Position,
    time: Timestamp,
    sender: Sender,
    lines: Vec<String>,
}

enum Sender {
    Platform,
    Person(PersonRef),
}

struct Reader {
    platform: Platform,
    kind: ChatKind,
    titles: HashSet<String>,
    known: HashMap<String, String>,
    last: Option<Timestamp>,
    open: Option<Open>,
}

fn read(job: &mut Job<'_>) -> Result<(), ImportError> {
    let mut reader = Reader {
        platform: Platform::new("qq"),
        kind: ChatKind::Group,
        titles: titles(&job.head.text),
        known: HashMap::new(),
        last: None,
        open: None,
    };
    let mut window = job.window()?;
    let mut after_blank = true;
    while let Some((number, line)) = window.next_line(1 << 20) {
        let at = Position::Line(number);
        let Ok(line) = line else {
            job.skip(at, say::ROW_TOO_LARGE.get(job.lang))?;
            continue;
        };
        let text = String::from_utf8_lossy(&line);
        job.repaired((text.matches('\u{FFFD}').count() + text.matches('\0').count()) as u64);
        let text = text.replace('\0', "");
        let text = text.trim_end_matches('\r');
        reader.line(job, at, text, after_blank)?;
        after_blank = text.trim().is_empty();
    }
    reader.close(job)?;
    Ok(())
}

/// Brackets before the names of at least three people in the head, and the levels of every group.
fn titles(head: &str) -> HashSet<String> {
    let mut bearers: HashMap<&str, HashSet<&str>> = HashMap::new();
    for line in head.lines() {
        let Some(found) = HEAD.captures(line) else { continue };
        let Some(who) = found.get(2).map(|who| who.as_str()) else { continue };
        if let Some((title, rest)) = who.strip_prefix('【').and_then(|rest| rest.split_once('】')) {
            bearers.entry(title).or_default().insert(rest);
        }
    }
    let common = bearers.into_iter().filter(|(_, people)| people.len() >= 3).map(|(title, _)| title.to_owned());
    common.chain(LEVELS.iter().map(|&level| level.to_owned())).collect()
}

impl Reader {
    fn line(&mut self, job: &mut Job<'_>, at: Position, text: &str, after_blank: bool) -> Result<(), Stop> {
        if let Some(group) = text.strip_prefix("消息分组:") {
            self.close(job)?;
            self.kind =
                if group.contains('群') || group.contains("讨论组") { ChatKind::Group } else { ChatKind::Private };
            return Ok(());
        }
        if let Some(name) = text.strip_prefix("消息对象:") {
            self.close(job)?;
            self.last = None;
            let name = name.trim().to_owned();
            return job.chat(&Chat { platform: self.platform.clone(), native_id: None, name, kind: self.kind });
        }
        if text.starts_with("消息记录（") || text.len() >= 16 && text.bytes().all(|byte| byte == b'=') {
            return self.close(job);
        }
        if self.head(job, at, text, after_blank)? {
            return Ok(());
        }
        match &mut self.open {
            Some(open) => open.lines.push(text.to_owned()),
            None if !text.trim().is_empty() => job.skip(at, say::NO_HEAD.get(job.lang))?,
            None => {}
        }
        Ok(())
    }

    /// Whether a line begins a message; pasted logs inside one do not.
    fn head(&mut self, job: &mut Job<'_>, at: Position, text: &str, after_blank: bool) -> Result<bool, Stop> {
        if !text.starts_with(|c: char| c.is_ascii_digit()) {
            return Ok(false);
        }
        let Some(found) = HEAD.captures(text) else { return Ok(false) };
        let (when, who) = (&found[1], &found[2]);
        let time = match job.time(when, Order::default()) {
            Ok(time) => time,
            Err(reason) if after_blank => {
                self.close(job)?;
                job.skip(at, reason)?;
                return Ok(true);
            }
            Err(_) => return Ok(false),
        };
        let (id, name, marks) = self.part(who);
        let in_order = self.last.is_none_or(|last| time.0 >= last.0 - 86_400);
        let is_known = id.as_ref().is_some_and(|id| self.known.contains_key(id));
        if !in_order || !(after_blank || is_known) {
            return Ok(false);
        }
        self.close(job)?;
        self.last = Some(self.last.map_or(time, |last| last.max(time)));
        let sender = match id {
            Some(id) if matches!(id.as_str(), "10000" | "1000000") => Sender::Platform,
            id => Sender::Person(self.person(job, at, id, name, marks)?),
        };
        self.open = Some(Open { at, time, sender, lines: Vec::new() });
        Ok(true)
    }

    /// A head's tail: account, name, role and titles.
    fn part<'a>(&self, who: &'a str) -> (Option<String>, &'a str, Vec<&'a str>) {
        let who = who.trim_end();
        let by_number = who.strip_suffix(')').and_then(|rest| rest.rsplit_once('('));
        let by_mail = who.strip_suffix('>').and_then(|rest| rest.rsplit_once('<'));
        let (id, mut name) = match (by_number, by_mail) {
            (Some((name, id)), _) if id.len() >= 4 && id.bytes().all(|byte| byte.is_ascii_digit()) => {
                (Some(id.to_owned()), name)
            }
            (_, Some((name, mail))) if mail.contains('@') => (Some(mail.to_lowercase()), name),
            _ => (None, who),
        };
        let mut marks = Vec::new();
        while let Some((mark, rest)) = name.strip_prefix('【').and_then(|rest| rest.split_once('】')) {
            if Role::parse(mark).is_none() && !self.titles.contains(mark) {
                break;
            }
            marks.push(mark);
            name = rest;
        }
        (id, name, marks)
    }

    /// The person of a head. Role and title, when new, are told as of a listed member.
    fn person(
        &mut self,
        job: &mut Job<'_>,
        at: Position,
        id: Option<String>,
        name: &str,
        marks: Vec<&str>,
    ) -> Result<PersonRef, Stop> {
        let kind = if self.kind == ChatKind::Group { NameKind::Card } else { NameKind::Nickname };
        let Some(id) = id else { return Ok(PersonRef::named(NameKind::Nickname, name)) };
        let mut who = PersonRef::account(&self.platform, id.clone());
        if name != id {
            who = who.with_name(kind, name);
        }
        if id.contains('@') {
            who.mail = Some(id.clone());
        }
        let told = marks.join("】【");
        if self.known.insert(id, told.clone()).as_ref() != Some(&told) && !marks.is_empty() {
            let fields = marks.iter().filter(|mark| Role::parse(mark).is_none());
            let field =
                |mark: &&str| Field { header: "头衔".to_owned(), meaning: Meaning::Other, value: (*mark).to_owned() };
            let person = Person {
                who: who.clone(),
                role: marks.iter().find_map(|mark| Role::parse(mark)),
                fields: fields.map(field).collect(),
                ..Person::default()
            };
            job.listed(at, person)?;
        }
        Ok(who)
    }

    /// Hands over the message whose lines are complete.
    fn close(&mut self, job: &mut Job<'_>) -> Result<(), Stop> {
        let Some(open) = self.open.take() else { return Ok(()) };
        let text = open.lines.join("\n");
        let text = text.trim_end();
        match open.sender {
            Sender::Platform => job.event(open.at, system::event(open.time, None, text, None)),
            Sender::Person(sender) => {
                let (kind, text) = content::untyped(text);
                let mentions = text.as_deref().map(content::mentions).unwrap_or_default();
                job.message(
                    open.at,
                    Message {
                        native_id: None,
                        time: open.time,
                        sender,
                        kind,
                        text,
                        reply: None,
                        mentions,
                        reactions: Vec::new(),
                        thread: None,
                    },
                )
            }
        }
    }
}
