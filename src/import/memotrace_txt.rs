//! MemoTrace's plain text: a time and a name, and below it what was said. A row of the platform
//! is one line, and nothing below it.

use std::collections::HashSet;
use std::sync::LazyLock;

use regex::Regex;

use super::detect::{Head, regex};
use super::job::Job;
use super::moment::Order;
use super::transcript::{self, Line, Transcript};
use super::wechat::{self, Row};
use super::{Format, ImportError, Kind, content};
use crate::lang::import as say;
use crate::model::record::{ChatKind, NameKind, PersonRef, Position};
use crate::model::sink::Stop;
use crate::model::time::Timestamp;

pub const FORMAT: Format = Format { name: "memotrace-txt", title: say::MEMOTRACE_TXT, kind: Kind::Chat, score, read };

static HEAD: LazyLock<Regex> = LazyLock::new(|| regex(r"^(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d) (\S.*)$"));

/// What stands before a quote.
const QUOTE: &str = "引用:";

/// Head lines with the line below each.
fn heads(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let below = text.lines().skip(1).chain([""]);
    text.lines().zip(below).filter_map(|(line, below)| Some((HEAD.captures(line)?.get(2)?.as_str(), below)))
}

fn score(head: &Head) -> f32 {
    let begins = head.text.lines().find(|line| !line.trim().is_empty()).is_some_and(|line| HEAD.is_match(line));
    let is_told = |(who, below): &(&str, &str)| {
        if below.trim().is_empty() { wechat::is_sentence(who) } else { !HEAD.is_match(below) }
    };
    let told = heads(&head.text).filter(is_told).count();
    if begins && told * 2 > heads(&head.text).count() { 0.6 } else { 0.0 }
}

struct Reader {
    last: Timestamp,
    /// Everybody who has said something.
    spoke: HashSet<String>,
}

fn read(job: &mut Job<'_>) -> Result<(), ImportError> {
    let rows = || heads(&job.head.text);
    let is_group = rows().any(|(who, below)| below.is_empty() && wechat::is_of_a_group(who));
    let speakers = rows().filter(|(_, below)| !below.is_empty()).map(|(who, _)| who);
    let kind = if is_group { ChatKind::Group } else { wechat::kind_among(speakers) };
    job.chat(&wechat::chat_of_stem(&job.stem(), kind))?;
    transcript::read(job, &mut Reader { last: Timestamp(i64::MIN), spoke: HashSet::new() })
}

impl Transcript for Reader {
    type Head = (Timestamp, String);

    fn line(&mut self, job: &mut Job<'_>, line: &str, after_blank: bool) -> Line<Self::Head> {
        let Some(found) = HEAD.captures(line).filter(|_| after_blank) else { return Line::Body };
        match job.time(&found[1], Order::default()) {
            // A pasted log tells of earlier days.
            Ok(time) if time.0 < self.last.0.saturating_sub(86_400) => Line::Body,
            Ok(time) => {
                self.last = self.last.max(time);
                Line::Head((time, found[2].to_owned()))
            }
            Err(reason) => Line::Broken(reason),
        }
    }

    fn message(&mut self, job: &mut Job<'_>, at: Position, head: Self::Head, body: &str) -> Result<(), Stop> {
        let (time, who) = head;
        if body.is_empty() && !self.spoke.contains(&who) {
            return wechat::take(job, at, Row::of(time, None, wechat::Kind::System, &who), None);
        }
        self.spoke.insert(who.clone());
        let (text, quote) = parted(body);
        let reply = quote.and_then(|quote| quote.split_once(':')).map(|(author, text)| content::quote_of(author, text));
        let sender = Some(PersonRef::named(NameKind::Nickname, who));
        wechat::take(job, at, Row { reply, ..Row::of(time, sender, wechat::Kind::Untyped, text) }, None)
    }

    fn aside(&mut self, _: &mut Job<'_>, _: &str) -> Result<(), Stop> {
        Ok(())
    }
}

/// A body and the quote below it.
fn parted(body: &str) -> (&str, Option<&str>) {
    match body.split_once(&format!("\n{QUOTE}")) {
        Some((text, quote)) => (text, Some(quote)),
        None => (body, body.strip_prefix(QUOTE)),
    }
}
