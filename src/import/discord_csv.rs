//! DiscordChatExporter's CSV, in the three dialects it has had: no message ids, times to the minute.

use std::sync::LazyLock;

use regex::Regex;

use super::detect::{Head, regex};
use super::job::Job;
use super::moment::Order;
use super::table::Table;
use super::{Format, ImportError, Kind, cell, discord};
use crate::lang::import as say;
use crate::model::record::{Action, ChatKind, Message, MessageKind, NameKind, PersonRef, Platform, Position, Reaction};
use crate::model::sink::Stop;

pub const FORMAT: Format = Format { name: "discord-csv", title: say::DISCORD_CSV, kind: Kind::Chat, score, read };

/// `Guild - Channel [id] [part 2]`, as the exporter names its files.
static FILE: LazyLock<Regex> = LazyLock::new(|| regex(r"^(.*?)\s*\[(\d{5,20})\]"));
/// `Name#1234`, as it was before names were unique.
static TAGGED: LazyLock<Regex> = LazyLock::new(|| regex(r"(?s)^(.+)#\d{4}$"));
/// `👍 (3)`.
static REACTION: LazyLock<Regex> = LazyLock::new(|| regex(r"^(.+) \((\d+)\)$"));

fn score(head: &Head) -> f32 {
    if head.has_headers(&["authorid", "author", "date", "content", "attachments", "reactions"]) { 0.95 } else { 0.0 }
}

/// Where the columns stand.
struct Columns {
    id: Option<usize>,
    name: Option<usize>,
    date: Option<usize>,
    content: Option<usize>,
    attachments: Option<usize>,
    reactions: Option<usize>,
    order: Order,
}

fn read(job: &mut Job<'_>) -> Result<(), ImportError> {
    let mut table = Table::open(job)?;
    let date = table.find(&["date"]);
    let columns = Columns {
        id: table.find(&["authorid"]),
        name: table.find(&["author"]),
        date,
        content: table.find(&["content"]),
        attachments: table.find(&["attachments"]),
        reactions: table.find(&["reactions"]),
        order: Order::of(date.into_iter().flat_map(|date| job.head.column_values(date))),
    };
    let stem = job.stem();
    let (name, id) = match FILE.captures(&stem) {
        Some(found) => (found[1].to_owned(), Some(found[2].to_owned())),
        None => (stem, None),
    };
    job.chat(&discord::chat("", &name, id, ChatKind::Group))?;
    while let Some(at) = table.next(job)? {
        columns.said(job, at, &table)?;
    }
    Ok(())
}

impl Columns {
    fn said(&self, job: &mut Job<'_>, at: Position, table: &Table) -> Result<(), Stop> {
        let time = match job.time(table.cell(self.date), self.order) {
            Ok(time) => time,
            Err(reason) => return job.skip(at, reason),
        };
        let Ok(Some(id)) = cell::id(table.cell(self.id)) else {
            return job.skip(at, say::NO_IDENTITY.get(job.lang));
        };
        let author = table.cell(self.name);
        let name = TAGGED.captures(author).and_then(|found| found.get(1)).map_or(author, |name| name.as_str());
        let sender = PersonRef::account(&Platform::new("discord"), id).with_name(NameKind::Nickname, name);
        let words = self.content.and_then(|column| table.cells.get(column)).map_or("", |text| text.trim_end());
        if let Some(action) = sentence(words) {
            return job.event(at, discord::noted(time, None, action, sender, Vec::new(), Some(words.to_owned())));
        }
        let attached = table.cell(self.attachments).split(',').next().filter(|url| !url.trim().is_empty());
        let kind = match attached {
            Some(url) if words.is_empty() => discord::attached(url.trim()),
            None if words.is_empty() => MessageKind::Other,
            _ => MessageKind::Text,
        };
        job.message(
            at,
            Message {
                kind,
                text: (!words.is_empty()).then(|| words.to_owned()),
                mentions: discord::broadcast(words),
                reactions: table.cell(self.reactions).split("),").filter_map(reaction).collect(),
                ..Message::of(sender, time)
            },
        )
    }
}

fn reaction(text: &str) -> Option<Reaction> {
    let whole = if text.ends_with(')') { text.trim().to_owned() } else { format!("{})", text.trim()) };
    let found = REACTION.captures(&whole)?;
    Some(Reaction { emoji: found[1].to_owned(), count: found[2].parse().ok()?, who: Vec::new() })
}

/// What the platform's own sentences tell of who they stand under.
fn sentence(text: &str) -> Option<Action> {
    Some(match text {
        "Joined the server." => Action::Join,
        "Left the group." => Action::Leave,
        "Pinned a message." | "Started a thread." | "Changed the channel icon." => Action::Notice,
        _ if text.starts_with("Started a call that lasted ") && text.ends_with(" minutes.") => Action::Notice,
        _ if text.starts_with("Changed the channel name") && text.ends_with('.') => Action::Rename,
        _ => return None,
    })
}
