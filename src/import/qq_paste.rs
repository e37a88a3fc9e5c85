//! A chat copied out of a QQ window: names and times alone, in the ways that its versions copy.

use std::sync::LazyLock;

use regex::Regex;

use super::detect::{Head, regex};
use super::job::Job;
use super::moment::Order;
use super::transcript::{self, Line, Transcript};
use super::{Format, ImportError, Kind, content};
use crate::lang::import as say;
use crate::model::record::{
    Chat, ChatKind, Field, Meaning, Message, NameKind, Person, PersonRef, Platform, Position, Role,
};
use crate::model::sink::Stop;
use crate::model::time::Timestamp;

pub const FORMAT: Format = Format { name: "qq-paste", title: say::QQ_PASTE, kind: Kind::Chat, score, read };

/// `【冒泡】nick 2/14/2020 9:16:13 PM`, `昵称  23:50:12`.
static HEAD: LazyLock<Regex> = LazyLock::new(|| {
    regex(r"^(\S.{0,80}?) +(?:(\d{4}[-/]\d{1,2}[-/]\d{1,2}|\d{1,2}/\d{1,2}/\d{4}) +)?(\d{1,2}:\d\d:\d\d(?: [AP]M)?)$")
});
/// `— — 2020-2-21 — —`.
static DAY: LazyLock<Regex> = LazyLock::new(|| regex(r"^[—－-][—－ -]* (\d{4}-\d{1,2}-\d{1,2}) [—－ -]*[—－-]$"));

/// How far back in the chat a later head may lead; what leads further back is somebody's quotation.
const STEP_BACK: i64 = 86_400;

fn score(head: &Head) -> f32 {
    let lines = head.text.lines().map(str::trim_end).filter(|line| !line.is_empty());
    let (mut heads, mut all) = (0, 0);
    for line in lines.take(400) {
        heads += usize::from(HEAD.is_match(line));
        all += 1;
    }
    if heads >= 2 && heads * 6 >= all { 0.5 } else { 0.0 }
}

struct Reader {
    /// The day of heads that tell none.
    day: Option<String>,
    last: Option<Timestamp>,
}

struct Said {
    time: Timestamp,
    who: Person,
}

fn read(job: &mut Job<'_>) -> Result<(), ImportError> {
    let name = job.stem();
    job.chat(&Chat { platform: Platform::new("qq"), native_id: None, name, kind: ChatKind::Group })?;
    transcript::read(job, &mut Reader { day: None, last: None })
}

impl Transcript for Reader {
    type Head = Said;

    fn line(&mut self, job: &mut Job<'_>, line: &str, _: bool) -> Line<Said> {
        let line = line.trim_end();
        if let Some(day) = DAY.captures(line) {
            self.day = Some(day[1].to_owned());
            return Line::Aside;
        }
        let Some(found) = HEAD.captures(line) else { return Line::Body };
        let told = found.get(2).map(|day| day.as_str().to_owned());
        let Some(day) = told.clone().or_else(|| self.day.clone()) else {
            return Line::Broken(say::NO_DAY.get(job.lang).to_owned());
        };
        let time = match job.time(&format!("{day} {}", &found[3]), Order::default()) {
            Ok(time) => time,
            Err(reason) => return Line::Broken(reason),
        };
        if self.last.is_some_and(|last| time.0 < last.0 - STEP_BACK) {
            return Line::Body;
        }
        self.last = self.last.max(Some(time));
        self.day = told.or(self.day.take());
        Line::Head(Said { time, who: person(&found[1]) })
    }

    fn message(&mut self, job: &mut Job<'_>, at: Position, head: Said, body: &str) -> Result<(), Stop> {
        let sender = head.who.who.clone();
        if head.who.role.is_some() || !head.who.fields.is_empty() {
            job.listed(at, head.who)?;
        }
        let (kind, text) = content::untyped(body.trim_start_matches('\n'));
        let mentions = content::mentions(body);
        job.message(at, Message { kind, text, mentions, ..Message::of(sender, head.time) })
    }

    fn aside(&mut self, _: &mut Job<'_>, _: &str) -> Result<(), Stop> {
        Ok(())
    }
}

/// A name with what stands before it in brackets: a role, or a level that every group has.
fn person(name: &str) -> Person {
    let (mark, rest) = name.strip_prefix('【').and_then(|rest| rest.split_once('】')).unwrap_or(("", name));
    let (role, is_level) = (Role::parse(mark), super::qq::LEVELS.contains(&mark));
    let name = if role.is_some() || is_level { rest } else { name };
    let title = Field { header: "头衔".to_owned(), meaning: Meaning::Other, value: mark.to_owned() };
    Person {
        who: PersonRef::named(NameKind::Card, name),
        role,
        fields: if is_level { vec![title] } else { Vec::new() },
        ..Person::default()
    }
}
