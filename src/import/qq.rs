//! The text that QQ's message manager exports.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use regex::Regex;

use super::detect::{Head, regex};
use super::job::Job;
use super::moment::Order;
use super::transcript::{self, Line, Transcript};
use super::{Format, ImportError, Kind, content, system};
use crate::lang::import as say;
use crate::model::record::{
    Chat, ChatKind, Field, Meaning, Message, NameKind, Person, PersonRef, Platform, Position, Role,
};
use crate::model::sink::Stop;
use crate::model::time::Timestamp;

pub const FORMAT: Format = Format { name: "qq-txt", title: say::QQ_TXT, kind: Kind::Chat, score, read };

/// Level titles of every group; other brackets are titles only if several people bear them.
pub const LEVELS: [&str; 6] = ["潜水", "冒泡", "吐槽", "活跃", "话唠", "传说"];

/// What stands before the name of a chat's kind, and of a chat.
const GROUP: &str = "消息分组:";
const CHAT: &str = "消息对象:";

/// What the file begins with.
const TITLE: &str = "消息记录（此消息记录为文本格式，不支持重新导入）";

/// No line that names a sender is longer, and no file has more marks before names.
const LONGEST_HEAD: usize = 4 << 10;
const MOST_MARKS: usize = 10_000;

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

/// What a head says.
struct Said {
    time: Timestamp,
    /// `None` for a row of the platform.
    who: Option<Who>,
}

struct Who {
    id: Option<String>,
    name: String,
    /// Role and titles that stand before the name.
    marks: Vec<String>,
}

struct Reader {
    platform: Platform,
    kind: ChatKind,
    titles: HashSet<String>,
    /// The marks last seen of each account.
    known: HashMap<String, Vec<String>>,
    last: Option<Timestamp>,
    /// Whether this chat's first message has begun.
    has_begun: bool,
    /// Whether the line above parts a chat's title from all else.
    below_rule: bool,
}

fn read(job: &mut Job<'_>) -> Result<(), ImportError> {
    let mut reader = Reader {
        platform: Platform::new("qq"),
        kind: ChatKind::Group,
        titles: titles(job)?,
        known: HashMap::new(),
        last: None,
        has_begun: false,
        below_rule: false,
    };
    transcript::read(job, &mut reader)
}

/// Brackets before the names of at least three accounts, and the levels of every group: others are
/// a part of somebody's name.
fn titles(job: &Job<'_>) -> Result<HashSet<String>, ImportError> {
    let mut bearers: HashMap<String, HashSet<String>> = HashMap::new();
    let mut window = job.scout()?;
    while let Some((_, line)) = window.next_line(LONGEST_HEAD) {
        let Some(line) = line.filter(|line| line.first().is_some_and(u8::is_ascii_digit)) else { continue };
        if memchr::memmem::find(line, "【".as_bytes()).is_none() {
            continue;
        }
        let line = String::from_utf8_lossy(line);
        let Some(found) = HEAD.captures(&line) else { continue };
        let (Some(id), name) = account(&found[2]) else { continue };
        for mark in marks(name) {
            if bearers.len() < MOST_MARKS || bearers.contains_key(mark) {
                bearers.entry(mark.to_owned()).or_default().insert(id.clone());
            }
        }
    }
    let common = bearers.into_iter().filter(|(_, accounts)| accounts.len() >= 3).map(|(mark, _)| mark);
    Ok(common.chain(LEVELS.iter().map(|&level| level.to_owned())).collect())
}

/// The texts in brackets that stand before a name.
fn marks(name: &str) -> impl Iterator<Item = &str> {
    let mut rest = name;
    std::iter::from_fn(move || {
        let (mark, behind) = rest.strip_prefix('【')?.split_once('】')?;
        rest = behind;
        Some(mark)
    })
}

/// The account at a head's end, and what stands before it. Names hold brackets, too: the last count.
fn account(who: &str) -> (Option<String>, &str) {
    let who = who.trim_end();
    let by_number = who.strip_suffix(')').and_then(|rest| rest.rsplit_once('('));
    let by_mail = who.strip_suffix('>').and_then(|rest| rest.rsplit_once('<'));
    match (by_number, by_mail) {
        (Some((name, id)), _) if id.len() >= 5 && id.bytes().all(|byte| byte.is_ascii_digit()) => {
            (Some(id.to_owned()), name)
        }
        (_, Some((name, mail))) if mail.contains('@') => (Some(mail.to_lowercase()), name),
        _ => (None, who),
    }
}

/// The line that parts a chat's title from all else.
fn is_rule(line: &str) -> bool {
    line.len() >= 32 && line.bytes().all(|byte| byte == b'=')
}

impl Transcript for Reader {
    type Head = Said;

    fn line(&mut self, job: &mut Job<'_>, line: &str, after_blank: bool) -> Line<Said> {
        let below_rule = std::mem::replace(&mut self.below_rule, is_rule(line));
        let is_title = [GROUP, CHAT].iter().any(|start| line.starts_with(start)) && (below_rule || !self.has_begun);
        if is_title || !self.has_begun && (is_rule(line) || line.starts_with("消息记录（")) {
            self.has_begun = false;
            return Line::Aside;
        }
        if !line.starts_with(|c: char| c.is_ascii_digit()) {
            return Line::Body;
        }
        let Some(found) = HEAD.captures(line) else { return Line::Body };
        let time = match job.time(&found[1], Order::default()) {
            Ok(time) => time,
            Err(reason) if after_blank => return Line::Broken(reason),
            Err(_) => return Line::Body,
        };
        let who = self.part(&found[2]);
        let is_known = who.id.as_ref().is_some_and(|id| self.known.contains_key(id));
        let in_order = self.last.is_none_or(|last| time.0 >= last.0 - 86_400);
        // Somebody known who speaks out of order shows that it was the head before that was pasted.
        if !(after_blank && (in_order || is_known) || in_order && is_known) {
            return Line::Body;
        }
        self.last = if in_order { self.last.max(Some(time)) } else { Some(time) };
        self.has_begun = true;
        let by_platform = matches!(who.id.as_deref(), Some("10000" | "1000000"));
        Line::Head(Said { time, who: (!by_platform).then_some(who) })
    }

    fn message(&mut self, job: &mut Job<'_>, at: Position, head: Said, body: &str) -> Result<(), Stop> {
        // The rule above the next chat's title is no word of this message, nor the title of the file.
        let body = body.rsplit_once('\n').filter(|(_, last)| is_rule(last)).map_or(body, |(words, _)| words.trim_end());
        let body = body.strip_suffix(TITLE).map_or(body, str::trim_end);
        let Some(who) = head.who else {
            return job.event(at, system::event(head.time, None, body, None));
        };
        let sender = self.person(job, at, who)?;
        let (kind, text) = content::untyped(body);
        let mentions = content::mentions(body);
        job.message(at, Message { kind, text, mentions, ..Message::of(sender, head.time) })
    }

    fn aside(&mut self, job: &mut Job<'_>, line: &str) -> Result<(), Stop> {
        if let Some(group) = line.strip_prefix(GROUP) {
            let is_group = group.contains('群') || group.contains("讨论组");
            self.kind = if is_group { ChatKind::Group } else { ChatKind::Private };
        }
        let Some(name) = line.strip_prefix(CHAT) else { return Ok(()) };
        self.last = None;
        let name = name.trim().to_owned();
        job.chat(&Chat { platform: self.platform.clone(), native_id: None, name, kind: self.kind })
    }
}

impl Reader {
    /// A head's tail: account, name, role and titles.
    fn part(&self, who: &str) -> Who {
        let (id, mut name) = account(who);
        let is_mark = |mark: &&str| Role::parse(mark).is_some() || self.titles.contains(*mark);
        let marks: Vec<String> = marks(name).take_while(is_mark).map(str::to_owned).collect();
        for mark in &marks {
            name = &name['【'.len_utf8() + mark.len() + '】'.len_utf8()..];
        }
        Who { id, name: name.to_owned(), marks }
    }

    /// The person of a head. Role and title, when new, are told as of a listed member.
    fn person(&mut self, job: &mut Job<'_>, at: Position, who: Who) -> Result<PersonRef, Stop> {
        let Who { id, name, marks } = who;
        let kind = if self.kind == ChatKind::Group { NameKind::Card } else { NameKind::Nickname };
        let Some(id) = id else { return Ok(PersonRef::named(NameKind::Nickname, name)) };
        let mut who = PersonRef::account(&self.platform, id.clone());
        if name != id {
            who = who.with_name(kind, name);
        }
        if id.contains('@') {
            who.mail = Some(id.clone());
        }
        if self.known.get(&id) == Some(&marks) {
            return Ok(who);
        }
        if !marks.is_empty() {
            let titles = marks.iter().filter(|mark| Role::parse(mark).is_none()).cloned();
            let field = |value| Field { header: "头衔".to_owned(), meaning: Meaning::Other, value };
            let role = marks.iter().find_map(|mark| Role::parse(mark));
            job.listed(
                at,
                Person { who: who.clone(), role, fields: titles.map(field).collect(), ..Person::default() },
            )?;
        }
        self.known.insert(id, marks);
        Ok(who)
    }
}
