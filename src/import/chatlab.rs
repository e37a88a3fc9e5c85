//! ChatLab's own format, as JSON and as JSON lines.

use serde::Deserialize;

use super::detect::Head;
use super::job::Job;
use super::scalar::{List, Scalar};
use super::{Format, ImportError, Kind, content, json, system};
use crate::lang::import as say;
use crate::model::record::{
    Action, Chat, ChatKind, Message, MessageKind, NameKind, Person, PersonRef, Platform, Position, ReplyRef, Role,
};
use crate::model::sink::Stop;

pub const JSON: Format = Format {
    name: "chatlab-json",
    title: say::CHATLAB_JSON,
    kind: Kind::Chat,
    score: |head| if head.begins_like_json() && head.has_key("chatlab", "{") && !is_lines(head) { 0.95 } else { 0.0 },
    read: read_json,
};

pub const JSONL: Format = Format {
    name: "chatlab-jsonl",
    title: say::CHATLAB_JSONL,
    kind: Kind::Chat,
    score: |head| if head.begins_like_json() && is_lines(head) { 0.95 } else { 0.0 },
    read: read_lines,
};

fn is_lines(head: &Head) -> bool {
    head.has_key("_type", "\"header\"") || head.has_key("_type", "\"message\"") && head.has_key("accountName", "")
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
struct Meta<'a> {
    #[serde(borrow)]
    name: Scalar<'a>,
    #[serde(borrow)]
    platform: Scalar<'a>,
    #[serde(borrow, rename = "type")]
    kind: Scalar<'a>,
    #[serde(borrow)]
    group_id: Scalar<'a>,
    #[serde(borrow)]
    owner_id: Scalar<'a>,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
struct Member<'a> {
    #[serde(borrow)]
    platform_id: Scalar<'a>,
    #[serde(borrow)]
    account_name: Scalar<'a>,
    #[serde(borrow)]
    group_nickname: Scalar<'a>,
    #[serde(borrow)]
    aliases: List<Scalar<'a>>,
    #[serde(borrow)]
    roles: List<RoleEntry<'a>>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct RoleEntry<'a> {
    #[serde(borrow)]
    id: Scalar<'a>,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
struct Said<'a> {
    #[serde(borrow)]
    sender: Scalar<'a>,
    #[serde(borrow)]
    account_name: Scalar<'a>,
    #[serde(borrow)]
    group_nickname: Scalar<'a>,
    #[serde(borrow)]
    timestamp: Scalar<'a>,
    #[serde(borrow, rename = "type")]
    kind: Scalar<'a>,
    #[serde(borrow)]
    content: Scalar<'a>,
    #[serde(borrow)]
    platform_message_id: Scalar<'a>,
    #[serde(borrow)]
    reply_to_message_id: Scalar<'a>,
}

/// The chat all records belong to.
struct Room {
    platform: Platform,
    id: Option<String>,
    owner: Option<PersonRef>,
}

impl Room {
    fn enter(job: &mut Job<'_>, meta: &Meta<'_>) -> Result<Room, Stop> {
        let platform = Platform::new(meta.platform.str());
        let id = meta.group_id.owned();
        let kind = if meta.kind.str() == "private" { ChatKind::Private } else { ChatKind::Group };
        let name = meta.name.owned().unwrap_or_else(|| job.stem());
        job.chat(&Chat { platform: platform.clone(), native_id: id.clone(), name, kind })?;
        let owner = meta.owner_id.text().map(|id| PersonRef::account(&platform, id));
        Ok(Room { platform, id, owner })
    }

    fn is_system(&self, id: &str) -> bool {
        content::is_system_id(id) || self.id.as_deref() == Some(id)
    }

    fn person(&self, id: &Scalar<'_>, name: &Scalar<'_>, card: &Scalar<'_>) -> PersonRef {
        let id = id.text().unwrap_or_default();
        let named = |name: &Scalar<'_>| name.owned().filter(|name| *name != id).unwrap_or_default();
        PersonRef::account(&self.platform, id.clone())
            .with_name(NameKind::Nickname, named(name))
            .with_name(NameKind::Card, named(card))
    }

    fn member(&self, job: &mut Job<'_>, at: Position, member: &Member<'_>) -> Result<(), Stop> {
        if self.is_system(&member.platform_id.text().unwrap_or_default()) {
            return Ok(());
        }
        let mut who = self.person(&member.platform_id, &member.account_name, &member.group_nickname);
        for alias in member.aliases.0.iter().filter_map(Scalar::owned) {
            if self.platform.as_str() == "wechat" && who.alias.is_none() && alias.is_ascii() {
                who.alias = Some(alias);
            } else {
                who = who.with_name(NameKind::Remark, alias);
            }
        }
        let role = member.roles.0.iter().filter_map(|role| Role::parse(role.id.str())).min();
        job.listed(at, Person { who, role, ..Person::default() })
    }

    fn said(&self, job: &mut Job<'_>, at: Position, said: &Said<'_>) -> Result<(), Stop> {
        let time = match job.epoch(said.timestamp.int()) {
            Ok(time) => time,
            Err(reason) => return job.skip(at, reason),
        };
        let native_id = said.platform_message_id.owned().filter(|id| id != "0");
        let raw = said.content.text().unwrap_or_default();
        let text = content::without_sender(&raw, said.sender.str());
        let by_platform = self.is_system(&said.sender.text().unwrap_or_default());
        let number = said.kind.int().unwrap_or(99);
        if by_platform || matches!(number, 22 | 80 | 81) {
            let mut event = system::event(time, native_id, text, self.owner.as_ref());
            if number == 81 {
                event.action = Action::Recall;
            }
            if number == 22 {
                (event.action, event.system) = (Action::Pat, false);
            }
            if !by_platform && (number == 22 || event.action == Action::Recall && event.actor.is_none()) {
                event.actor = Some(self.person(&said.sender, &said.account_name, &said.group_nickname));
            }
            return job.event(at, event);
        }
        let kind = kind(number);
        let (text, quote) = content::part_quote(text);
        let reply = said.reply_to_message_id.owned().map(ReplyRef::Native).or(quote);
        job.message(
            at,
            Message {
                native_id,
                kind,
                text: content::words(kind, text),
                reply,
                mentions: content::mentions(text),
                ..Message::of(self.person(&said.sender, &said.account_name, &said.group_nickname), time)
            },
        )
    }
}

fn kind(number: i64) -> MessageKind {
    match number {
        0 | 25 => MessageKind::Text,
        1 => MessageKind::Image,
        2 => MessageKind::Voice,
        3 => MessageKind::Video,
        4 => MessageKind::File,
        5 => MessageKind::Sticker,
        7 => MessageKind::Link,
        8 => MessageKind::Location,
        20 => MessageKind::RedPacket,
        21 => MessageKind::Transfer,
        23 => MessageKind::Call,
        24 => MessageKind::Share,
        26 => MessageKind::Forward,
        27 => MessageKind::Card,
        _ => MessageKind::Other,
    }
}

fn read_json(job: &mut Job<'_>) -> Result<(), ImportError> {
    let room = Room::enter(job, &json::top_level(job, &["meta"])?.read("meta"))?;
    json::object(job, |job, split, key| match key {
        "members" => json::each(job, split, |job, raw| Ok(room.member(job, raw.at, &raw.read()?)?)),
        "messages" => json::each(job, split, |job, raw| Ok(room.said(job, raw.at, &raw.read()?)?)),
        _ => {
            split.skip();
            Ok(())
        }
    })
}

#[derive(Deserialize)]
struct Header<'a> {
    #[serde(borrow, default)]
    meta: Meta<'a>,
}

#[derive(Deserialize)]
struct Line<'a> {
    #[serde(borrow, default, rename = "_type")]
    kind: Scalar<'a>,
}

fn read_lines(job: &mut Job<'_>) -> Result<(), ImportError> {
    let mut room: Option<Room> = None;
    json::lines(job, |job, raw| {
        let line: Line<'_> = raw.read()?;
        if line.kind.str() == "header" {
            room = Some(Room::enter(job, &raw.read::<Header<'_>>()?.meta)?);
            return Ok(());
        }
        // A file without its header still says who spoke when, on a platform nobody names.
        let room = match &mut room {
            Some(room) => room,
            none => none.insert(Room::enter(job, &Meta::default())?),
        };
        match line.kind.str() {
            "member" => room.member(job, raw.at, &raw.read()?)?,
            "message" => room.said(job, raw.at, &raw.read()?)?,
            other => job.skip(raw.at, say::unknown_kind(job.lang, other))?,
        }
        Ok(())
    })
}
