//! DiscordChatExporter's JSON: one channel, with ids, roles, reactions and who gave them.

use std::collections::HashSet;

use serde::Deserialize;

use super::detect::Head;
use super::job::Job;
use super::moment::Order;
use super::scalar::{List, Scalar};
use super::{Format, ImportError, Kind, content, json};
use crate::lang::import as say;
use crate::model::record::{
    Action, Chat, ChatKind, Event, Field, Meaning, Mention, Message, MessageKind, NameKind, Person, PersonRef,
    Platform, Position, Reaction, ReplyRef, Role,
};
use crate::model::sink::Stop;
use crate::model::time::Timestamp;

pub const FORMAT: Format = Format { name: "discord-json", title: say::DISCORD_JSON, kind: Kind::Chat, score, read };

fn score(head: &Head) -> f32 {
    if head.begins_like_json() && head.has_key("guild", "{") && head.has_key("channel", "{") { 0.9 } else { 0.0 }
}

/// A guild or a channel: the fields of both.
#[derive(Deserialize, Default)]
#[serde(default)]
struct Place<'a> {
    #[serde(borrow)]
    id: Scalar<'a>,
    #[serde(borrow)]
    name: Scalar<'a>,
    #[serde(borrow, rename = "type")]
    kind: Scalar<'a>,
}

#[derive(Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
struct User<'a> {
    #[serde(borrow)]
    id: Scalar<'a>,
    #[serde(borrow)]
    name: Scalar<'a>,
    #[serde(borrow)]
    nickname: Scalar<'a>,
    #[serde(borrow)]
    is_bot: Scalar<'a>,
    #[serde(borrow)]
    roles: List<Named<'a>>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Named<'a> {
    #[serde(borrow)]
    name: Scalar<'a>,
}

#[derive(Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
struct Attached<'a> {
    #[serde(borrow)]
    file_name: Scalar<'a>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Reacted<'a> {
    #[serde(borrow)]
    emoji: Named<'a>,
    #[serde(borrow)]
    count: Scalar<'a>,
    #[serde(borrow)]
    users: List<User<'a>>,
}

#[derive(Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
struct Reference<'a> {
    #[serde(borrow)]
    message_id: Scalar<'a>,
    #[serde(borrow)]
    channel_id: Scalar<'a>,
    #[serde(borrow, rename = "type")]
    kind: Scalar<'a>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Forwarded<'a> {
    #[serde(borrow)]
    content: Scalar<'a>,
}

#[derive(Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
struct Said<'a> {
    #[serde(borrow)]
    id: Scalar<'a>,
    #[serde(borrow, rename = "type")]
    kind: Scalar<'a>,
    #[serde(borrow)]
    timestamp: Scalar<'a>,
    #[serde(borrow)]
    content: Scalar<'a>,
    #[serde(borrow)]
    author: User<'a>,
    #[serde(borrow)]
    attachments: List<Attached<'a>>,
    #[serde(borrow)]
    stickers: List<Named<'a>>,
    #[serde(borrow)]
    reactions: List<Reacted<'a>>,
    #[serde(borrow)]
    mentions: List<User<'a>>,
    #[serde(borrow)]
    reference: Option<Reference<'a>>,
    #[serde(borrow)]
    forwarded_message: Option<Forwarded<'a>>,
}

/// A channel, and whom of it has been told.
struct Room {
    platform: Platform,
    channel: Option<String>,
    thread: Option<String>,
    told: HashSet<String>,
}

fn read(job: &mut Job<'_>) -> Result<(), ImportError> {
    let top = json::top_level(job, &["guild", "channel"])?;
    let mut room = Room::enter(job, &top.read::<Place<'_>>("guild"), &top.read::<Place<'_>>("channel"))?;
    json::object(job, |job, split, key| match key {
        "messages" => json::each(job, split, |job, raw| Ok(room.said(job, raw.at, &raw.read()?)?)),
        _ => {
            split.skip();
            Ok(())
        }
    })
}

/// The chat of a channel: its guild's name goes before its own.
pub fn chat(guild: &str, channel: &str, native_id: Option<String>, kind: ChatKind) -> Chat {
    let name = [guild, channel].into_iter().filter(|name| !name.is_empty()).collect::<Vec<_>>().join(" - ");
    Chat { platform: Platform::new("discord"), native_id, name, kind }
}

impl Room {
    fn enter(job: &mut Job<'_>, guild: &Place<'_>, channel: &Place<'_>) -> Result<Room, Stop> {
        let kind = match channel.kind.str() {
            "DirectTextChat" => ChatKind::Private,
            "GuildNews" => ChatKind::Channel,
            _ => ChatKind::Group,
        };
        // Direct messages stand in a guild of number 0.
        let guild = if guild.id.text().as_deref() == Some("0") { "" } else { guild.name.str() };
        let native_id = channel.id.owned();
        let name = channel.name.owned().unwrap_or_else(|| job.stem());
        job.chat(&chat(guild, &name, native_id.clone(), kind))?;
        let thread = native_id.clone().filter(|_| channel.kind.str().ends_with("Thread"));
        Ok(Room { platform: Platform::new("discord"), channel: native_id, thread, told: HashSet::new() })
    }

    fn person(&self, user: &User<'_>) -> Option<PersonRef> {
        let id = user.id.text()?;
        let who = PersonRef::account(&self.platform, id.as_ref()).with_name(NameKind::Nickname, user.name.str());
        let own = user.nickname.str();
        Some(if own == user.name.str() { who } else { who.with_name(NameKind::Card, own) })
    }

    /// Lists an author with what their roles say, once.
    fn introduce(&mut self, job: &mut Job<'_>, at: Position, who: &PersonRef, user: &User<'_>) -> Result<(), Stop> {
        let roles: Vec<&str> =
            user.roles.0.iter().map(|role| role.name.str()).filter(|name| !name.is_empty()).collect();
        let is_bot = user.is_bot == Scalar::Bool(true);
        if !is_bot && roles.is_empty() || !self.told.insert(who.ids[0].1.clone()) {
            return Ok(());
        }
        let role = if is_bot { Some(Role::Bot) } else { roles.iter().find_map(|name| role(name)) };
        let field = Field { header: "roles".to_owned(), meaning: Meaning::Other, value: roles.join("、") };
        let fields = if roles.is_empty() { Vec::new() } else { vec![field] };
        job.listed(at, Person { who: who.clone(), role, fields, ..Person::default() })
    }

    fn said(&mut self, job: &mut Job<'_>, at: Position, said: &Said<'_>) -> Result<(), Stop> {
        let time = match job.time(said.timestamp.str(), Order::default()) {
            Ok(time) => time,
            Err(reason) => return job.skip(at, reason),
        };
        let Some(sender) = self.person(&said.author) else {
            return job.skip(at, say::NO_IDENTITY.get(job.lang));
        };
        self.introduce(job, at, &sender, &said.author)?;
        if is_system(said.kind.str()) {
            return job.event(at, self.event(time, sender, said));
        }
        let text = said.content.str();
        let forwarded = said.forwarded_message.as_ref().map(|message| message.content.str());
        let mentioned = said.mentions.0.iter().filter_map(|user| self.person(user)).map(Mention::Person);
        let message = Message {
            native_id: said.id.owned(),
            kind: self.kind(said),
            text: [text, forwarded.unwrap_or_default()].into_iter().find(|text| !text.is_empty()).map(str::to_owned),
            reply: said.reference.as_ref().and_then(|reference| self.reply(reference)),
            mentions: mentioned.chain(broadcast(text)).collect(),
            reactions: said.reactions.0.iter().map(|reacted| self.reaction(reacted)).collect(),
            thread: self.thread.clone(),
            ..Message::of(sender, time)
        };
        job.message(at, message)
    }

    fn kind(&self, said: &Said<'_>) -> MessageKind {
        if said.forwarded_message.is_some() {
            MessageKind::Forward
        } else if !said.content.str().is_empty() {
            MessageKind::Text
        } else if !said.stickers.0.is_empty() {
            MessageKind::Sticker
        } else {
            said.attachments.0.first().map_or(MessageKind::Other, |file| attached(file.file_name.str()))
        }
    }

    /// A reference into another channel names no message of this one, and a forward answers none.
    fn reply(&self, reference: &Reference<'_>) -> Option<ReplyRef> {
        let here = reference.channel_id.owned().is_none_or(|channel| Some(channel) == self.channel);
        let is_forward = reference.kind.str() == "Forward";
        reference.message_id.owned().filter(|_| here && !is_forward).map(ReplyRef::Native)
    }

    fn reaction(&self, reacted: &Reacted<'_>) -> Reaction {
        Reaction {
            emoji: reacted.emoji.name.owned().unwrap_or_default(),
            count: reacted.count.int().and_then(|count| u32::try_from(count).ok()).unwrap_or(1),
            who: reacted.users.0.iter().filter_map(|user| self.person(user)).collect(),
        }
    }

    fn event(&self, time: Timestamp, author: PersonRef, said: &Said<'_>) -> Event {
        let targets: Vec<PersonRef> = said.mentions.0.iter().filter_map(|user| self.person(user)).collect();
        let own = targets.is_empty() || targets.iter().all(|target| target.ids == author.ids);
        let action = match said.kind.str() {
            "RecipientAdd" | "1" if !own => Action::Invite,
            "RecipientRemove" | "2" if own => Action::Leave,
            "RecipientRemove" | "2" => Action::Kick,
            "GuildMemberJoin" | "7" => Action::Join,
            "ChannelNameChange" | "4" => Action::Rename,
            _ => Action::Notice,
        };
        let targets = if matches!(action, Action::Invite | Action::Kick) { targets } else { Vec::new() };
        let text = said.content.owned();
        noted(time, said.id.owned(), action, author, targets, text)
    }
}

/// A row that the platform wrote of somebody.
pub fn noted(
    time: Timestamp,
    native_id: Option<String>,
    action: Action,
    actor: PersonRef,
    targets: Vec<PersonRef>,
    text: Option<String>,
) -> Event {
    Event {
        native_id,
        time,
        action,
        actor: Some(actor),
        targets,
        text,
        count: 1,
        amount: None,
        thread: None,
        system: true,
    }
}

/// `@everyone` and `@here` in a text.
pub fn broadcast(text: &str) -> Vec<Mention> {
    match text.split_whitespace().any(|word| word == "@here") {
        true => vec![Mention::Everyone],
        false => content::mentions(text),
    }
}

/// Types that people write: words, answers, commands, and what opens a thread.
fn is_system(kind: &str) -> bool {
    !matches!(kind, "Default" | "Reply" | "" | "0" | "19" | "20" | "21" | "23")
}

/// What a role of this name may do.
fn role(name: &str) -> Option<Role> {
    let lower = name.to_lowercase();
    let is = |words: &[&str]| words.contains(&lower.as_str());
    if is(&["mod", "mods", "moderator", "moderators", "admins", "administrators", "版主"]) {
        return Some(Role::Admin);
    }
    Role::parse(name).filter(|role| matches!(role, Role::Owner | Role::Admin))
}

/// The kind of a file, by the ending of its name.
pub fn attached(name: &str) -> MessageKind {
    let path = name.split(['?', '#']).next().unwrap_or(name);
    let ending = path.rsplit('.').next().unwrap_or_default().to_lowercase();
    match ending.as_str() {
        "png" | "jpg" | "jpeg" | "gif" | "webp" | "bmp" | "heic" | "avif" => MessageKind::Image,
        "mp4" | "mov" | "webm" | "mkv" | "avi" => MessageKind::Video,
        "ogg" | "mp3" | "wav" | "m4a" | "flac" => MessageKind::Voice,
        _ => MessageKind::File,
    }
}
