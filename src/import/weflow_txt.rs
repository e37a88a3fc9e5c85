//! WeFlow's plain text: a time and a name in quotes, and below it what was said.

use std::sync::LazyLock;

use regex::Regex;

use super::detect::{Head, regex};
use super::job::Job;
use super::moment::Order;
use super::transcript::{self, Line, Transcript};
use super::wechat::{self, Row, Shown};
use super::{Format, ImportError, Kind};
use crate::lang::import as say;
use crate::model::record::Position;
use crate::model::sink::Stop;
use crate::model::time::Timestamp;

pub const FORMAT: Format = Format { name: "weflow-txt", title: say::WEFLOW_TXT, kind: Kind::Chat, score, read };

static HEAD: LazyLock<Regex> = LazyLock::new(|| regex(r#"^(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d) (?:'(.*)'|"(.*)")$"#));

/// Time and name of a head.
fn parts(line: &str) -> Option<(&str, &str)> {
    let found = HEAD.captures(line)?;
    Some((found.get(1)?.as_str(), found.get(2).or(found.get(3))?.as_str()))
}

fn score(head: &Head) -> f32 {
    let first = head.text.lines().find(|line| !line.trim().is_empty());
    if first.is_some_and(|line| HEAD.is_match(line)) { 0.9 } else { 0.0 }
}

fn read(job: &mut Job<'_>) -> Result<(), ImportError> {
    let lines = job.head.text.lines();
    // Each line with the ones above and below it: a head stands under an empty one.
    let around = std::iter::once("").chain(lines.clone()).zip(lines.clone()).zip(lines.skip(1));
    let rows = around.filter(|((above, _), _)| above.trim().is_empty());
    let rows = rows.filter_map(|((_, line), below)| Some((parts(line)?.1, below)));
    let mut chat = Shown::enter(job, None, rows)?;
    transcript::read(job, &mut chat)
}

impl Transcript for Shown {
    type Head = (Timestamp, String);

    fn line(&mut self, job: &mut Job<'_>, line: &str, after_blank: bool) -> Line<Self::Head> {
        let Some((when, name)) = parts(line).filter(|_| after_blank) else { return Line::Body };
        match job.time(when, Order::default()) {
            Ok(time) => Line::Head((time, name.to_owned())),
            Err(reason) => Line::Broken(reason),
        }
    }

    fn message(&mut self, job: &mut Job<'_>, at: Position, head: Self::Head, body: &str) -> Result<(), Stop> {
        let (time, name) = head;
        let sender = self.sender(&name, body);
        wechat::take(job, at, Row::of(time, sender, wechat::Kind::Untyped, body), self.owner.as_ref())
    }

    fn aside(&mut self, _: &mut Job<'_>, _: &str) -> Result<(), Stop> {
        Ok(())
    }
}
