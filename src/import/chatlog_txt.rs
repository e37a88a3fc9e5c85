//! chatlog's plain text: heads with name, account and a time that mostly has no year.

use std::sync::LazyLock;

use jiff::civil::Date;
use regex::{Captures, Regex};

use super::chatlog_words as words;
use super::detect::{Head, regex};
use super::job::Job;
use super::moment::Order;
use super::transcript::{self, Line, Transcript};
use super::wechat::{self, Row};
use super::{Format, ImportError, Kind};
use crate::lang::import as say;
use crate::model::record::{ChatKind, PersonRef, Position};
use crate::model::sink::Stop;
use crate::model::time::Timestamp;

pub const FORMAT: Format = Format { name: "chatlog-txt", title: say::CHATLOG_TXT, kind: Kind::Chat, score, read };

static HEAD: LazyLock<Regex> = LazyLock::new(|| {
    regex(concat!(
        r"^(?:系统消息|([^>\s].*)\(([^()]+)\))(?: \[(.*)\(([^()]+)\)\])?",
        r" (\d{4}-)?(\d\d)-(\d\d) (\d\d:\d\d:\d\d)$"
    ))
});

/// `<talker>_<first day>_<last day>`, as its downloads are called.
static STEM: LazyLock<Regex> = LazyLock::new(|| regex(r"^(.*)_(\d{4})-\d\d-\d\d_\d{4}-\d\d-\d\d$"));

/// Whose name stands before `(我)`, where a quote names them with their account.
static SELF: LazyLock<Regex> = LazyLock::new(|| regex(r"(?m)^([^>\s].*)\(我\) (?:\d{4}-)?\d\d-\d\d \d\d:"));

fn score(head: &Head) -> f32 {
    let first = head.text.lines().find(|line| !line.trim().is_empty());
    if first.is_some_and(|line| HEAD.is_match(line)) { 0.9 } else { 0.0 }
}

/// What a head says.
struct Said {
    time: Timestamp,
    who: Option<PersonRef>,
    /// The chat, where the file holds several.
    chat: Option<(String, String)>,
}

struct Reader {
    /// The year of the message at hand, and its month and day.
    year: i16,
    day: (i8, i8),
    owner: Option<PersonRef>,
    here: Option<String>,
}

fn read(job: &mut Job<'_>) -> Result<(), ImportError> {
    let stem = job.stem();
    let named = STEM.captures(&stem);
    let talker = named.as_ref().map_or(stem.as_str(), |found| found.get(1).map_or("", |talker| talker.as_str()));
    let heads = || job.head.text.lines().filter_map(|line| HEAD.captures(line));
    let one_chat = heads().all(|head| head.get(3).is_none());
    if one_chat {
        let is_group = job.head.text.lines().any(wechat::is_of_a_group);
        let people = heads().filter_map(|head| head.get(2).map(|id| id.as_str()));
        let kind = if is_group { ChatKind::Group } else { wechat::kind_among(people) };
        job.chat(&wechat::chat_of_stem(talker, kind))?;
    }
    let in_name = named.and_then(|found| found[2].parse().ok());
    let year = match job.year.or(in_name) {
        Some(year) => year,
        None => first_year(job)?,
    };
    if job.year.is_none() && heads().any(|head| head.get(5).is_none()) {
        job.warn(say::assumed_year(job.lang, year, in_name.is_some()));
    }
    let owner = self_in(&job.head.text);
    transcript::read(job, &mut Reader { year, day: (1, 1), owner, here: None })
}

/// The year of the first message, if the last was written before the file was.
fn first_year(job: &Job<'_>) -> Result<i16, ImportError> {
    let written = job.source.written(job.zone()).map_err(|source| ImportError::io(job.path, source))?;
    let written = written.unwrap_or_else(|| job.zone().day(Timestamp::now()).date());
    let mut window = job.scout()?;
    let (mut last, mut turns, mut after_blank) = ((1, 1), 0, true);
    while let Some((_, line)) = window.next_line(1 << 20) {
        let line = line.map(String::from_utf8_lossy).unwrap_or_default();
        let head = HEAD.captures(&line).filter(|_| after_blank);
        if let Some(day) = head.and_then(|head| month_and_day(&head)) {
            turns += i16::from(day < last);
            last = day;
        }
        after_blank = line.trim().is_empty();
    }
    let this_year = last <= (written.month(), written.day());
    Ok(written.year() - i16::from(!this_year) - turns)
}

fn month_and_day(head: &Captures<'_>) -> Option<(i8, i8)> {
    Some((head[6].parse().ok()?, head[7].parse().ok()?))
}

/// Who exported the file: the name before `(我)`, with the account that a quote of them gives.
fn self_in(text: &str) -> Option<PersonRef> {
    let name = SELF.captures(text)?.get(1)?.as_str();
    let quoted = format!("> {name}(");
    let ids = text.match_indices(&quoted).filter_map(|(at, _)| text[at + quoted.len()..].split(')').next());
    Some(words::person(name, ids.into_iter().find(|id| !id.is_empty() && *id != "我").unwrap_or("我")))
}

impl Transcript for Reader {
    type Head = Said;

    fn line(&mut self, job: &mut Job<'_>, line: &str, after_blank: bool) -> Line<Said> {
        let Some(found) = HEAD.captures(line).filter(|_| after_blank) else { return Line::Body };
        let day = month_and_day(&found).filter(|(month, day)| Date::new(2024, *month, *day).is_ok());
        match found.get(5).and_then(|year| year.as_str().trim_end_matches('-').parse().ok()) {
            Some(year) => self.year = year,
            None if day.is_some_and(|day| day < self.day) => self.year += 1,
            None => {}
        }
        self.day = day.unwrap_or(self.day);
        let when = format!("{}-{}-{} {}", self.year, &found[6], &found[7], &found[8]);
        let time = match job.time(&when, Order::default()) {
            Ok(time) => time,
            Err(reason) => return Line::Broken(reason),
        };
        let part = |index: usize| found.get(index).map(|part| part.as_str());
        let who = match (part(1), part(2)) {
            (Some(name), Some("我")) => self.owner.clone().or_else(|| Some(words::person(name, "我"))),
            (Some(name), Some(id)) => Some(words::person(name, id)),
            _ => None,
        };
        Line::Head(Said { time, who, chat: part(3).zip(part(4)).map(|(name, id)| (name.to_owned(), id.to_owned())) })
    }

    fn message(&mut self, job: &mut Job<'_>, at: Position, head: Said, body: &str) -> Result<(), Stop> {
        if let Some((name, id)) = head.chat
            && self.here.as_ref() != Some(&id)
        {
            job.chat(&wechat::chat(Some(id.clone()), name, ChatKind::Private))?;
            self.here = Some(id);
        }
        let (kind, text, reply) = words::read(body);
        wechat::take(job, at, Row { reply, ..Row::of(head.time, head.who, kind, &text) }, self.owner.as_ref())
    }

    fn aside(&mut self, _: &mut Job<'_>, _: &str) -> Result<(), Stop> {
        Ok(())
    }
}
