//! Telegram Desktop's `result.json`: one chat, or everything an account holds.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use serde::Deserialize;
use serde::de::IgnoredAny;

use super::detect::Head;
use super::job::Job;
use super::moment::Order;
use super::scalar::{List, Scalar};
use super::split::Splitter;
use super::telegram_text::Words;
use super::{Format, ImportError, Kind, cell, content, json};
use crate::lang::import as say;
use crate::model::record::{
    Action, Chat, ChatKind, Event, Mention, Message, MessageKind, NameKind, Person, PersonRef, Platform, Position,
    Reaction, ReplyRef,
};
use crate::model::sink::Stop;
use crate::model::time::Timestamp;

pub const FORMAT: Format = Format { name: "telegram", title: say::TELEGRAM, kind: Kind::Chat, score, read };

const CHAT_TYPES: [&str; 9] = [
    "personal_chat",
    "bot_chat",
    "saved_messages",
    "private_group",
    "private_supergroup",
    "public_supergroup",
    "private_channel",
    "public_channel",
    "replies",
];

fn score(head: &Head) -> f32 {
    let single = CHAT_TYPES.iter().any(|kind| head.has_key("type", &format!("\"{kind}\"")));
    let full = head.has_key("personal_information", "{") || head.has_key("chats", "{") && head.has_key("about", "\"");
    match head.begins_like_json() {
        true if single && head.has_key("messages", "[") => 0.9,
        true if single || full => 0.8,
        _ => 0.0,
    }
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Said<'a> {
    #[serde(borrow)]
    id: Scalar<'a>,
    #[serde(borrow, rename = "type")]
    kind: Scalar<'a>,
    #[serde(borrow)]
    date: Scalar<'a>,
    #[serde(borrow)]
    date_unixtime: Scalar<'a>,
    #[serde(borrow)]
    from: Scalar<'a>,
    #[serde(borrow)]
    from_id: Scalar<'a>,
    #[serde(borrow)]
    actor: Scalar<'a>,
    #[serde(borrow)]
    actor_id: Scalar<'a>,
    #[serde(borrow)]
    action: Scalar<'a>,
    #[serde(borrow)]
    members: List<Scalar<'a>>,
    #[serde(borrow)]
    inviter: Scalar<'a>,
    #[serde(borrow)]
    title: Scalar<'a>,
    #[serde(borrow)]
    author: Scalar<'a>,
    #[serde(borrow)]
    text: Words<'a>,
    #[serde(borrow)]
    reply_to_message_id: Scalar<'a>,
    #[serde(borrow)]
    reply_to_peer_id: Scalar<'a>,
    #[serde(borrow)]
    forwarded_from: Scalar<'a>,
    #[serde(borrow)]
    forwarded_from_id: Scalar<'a>,
    #[serde(borrow)]
    media_type: Scalar<'a>,
    #[serde(borrow)]
    photo: Scalar<'a>,
    #[serde(borrow)]
    file: Scalar<'a>,
    #[serde(borrow)]
    poll: Option<Poll<'a>>,
    location_information: Option<IgnoredAny>,
    contact_information: Option<IgnoredAny>,
    #[serde(borrow)]
    reactions: List<Reacted<'a>>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Poll<'a> {
    #[serde(borrow)]
    question: Words<'a>,
}

/// Somebody in the account's address book.
#[derive(Deserialize, Default)]
#[serde(default)]
struct Contact<'a> {
    #[serde(borrow)]
    user_id: Scalar<'a>,
    #[serde(borrow)]
    first_name: Scalar<'a>,
    #[serde(borrow)]
    last_name: Scalar<'a>,
    #[serde(borrow)]
    phone_number: Scalar<'a>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Reacted<'a> {
    #[serde(borrow)]
    count: Scalar<'a>,
    #[serde(borrow)]
    emoji: Scalar<'a>,
    #[serde(borrow, rename = "type")]
    kind: Scalar<'a>,
    #[serde(borrow)]
    document_id: Scalar<'a>,
    #[serde(borrow)]
    recent: List<Reactor<'a>>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Reactor<'a> {
    #[serde(borrow)]
    from: Scalar<'a>,
    #[serde(borrow)]
    from_id: Scalar<'a>,
}

/// One chat: told to the sink when its first record comes.
struct Room {
    platform: Platform,
    name: Option<String>,
    kind: String,
    id: Option<String>,
    told: bool,
    /// Messages that open a topic, and the topic of each message in one.
    topics: HashSet<i64>,
    topic_of: HashMap<i64, i64>,
}

/// People of the account's address book who were not met in a chat yet, by their number. Those
/// who never are met belong to no community.
type Contacts = HashMap<String, PersonRef>;

impl Room {
    fn new() -> Room {
        Room {
            platform: Platform::new("telegram"),
            name: None,
            kind: String::new(),
            id: None,
            told: false,
            topics: HashSet::new(),
            topic_of: HashMap::new(),
        }
    }

    /// Whether it is a chat with oneself, or Telegram's own list of answers.
    fn is_own(&self) -> bool {
        matches!(self.kind.as_str(), "saved_messages" | "replies")
    }

    fn is_channel(&self) -> bool {
        matches!(self.kind.as_str(), "private_channel" | "public_channel")
    }

    /// Takes in a value near the chat's top.
    fn learn(&mut self, key: &str, value: Option<String>) {
        match key {
            "name" => self.name = value,
            "type" => self.kind = value.unwrap_or_default(),
            _ => self.id = value,
        }
    }

    fn tell(&mut self, job: &mut Job<'_>) -> Result<(), Stop> {
        if std::mem::replace(&mut self.told, true) {
            return Ok(());
        }
        let kind = match self.kind.as_str() {
            _ if self.is_channel() => ChatKind::Channel,
            "personal_chat" | "bot_chat" => ChatKind::Private,
            _ => ChatKind::Group,
        };
        let name = self.name.clone().or_else(|| self.id.clone()).unwrap_or_else(|| job.stem());
        job.chat(&Chat { platform: self.platform.clone(), native_id: self.id.clone(), name, kind })
    }

    fn person(&self, id: &Scalar<'_>, name: &Scalar<'_>) -> Option<PersonRef> {
        let name = name.owned();
        let who = match id.text() {
            Some(id) => PersonRef::account(&self.platform, id.strip_prefix("user").unwrap_or(&id)),
            None => PersonRef::default(),
        };
        let who = who.with_name(NameKind::Nickname, name.unwrap_or_default());
        (!who.is_empty()).then_some(who)
    }

    /// Who wrote a message: in channels the channel does, unless somebody signed it.
    fn sender(&self, said: &Said<'_>) -> Option<PersonRef> {
        match said.author.text().filter(|_| self.is_channel()) {
            Some(signature) => Some(PersonRef::named(NameKind::Nickname, signature)),
            None => self.person(&said.from_id, &said.from),
        }
    }

    /// The topic that a message stands in: what opens one is answered by everything in it.
    fn topic(&mut self, said: &Said<'_>) -> Option<i64> {
        let reply = said.reply_to_message_id.int()?;
        let topic = if self.topics.contains(&reply) { reply } else { *self.topic_of.get(&reply)? };
        self.topic_of.extend(said.id.int().map(|id| (id, topic)));
        Some(topic)
    }

    fn said(&mut self, job: &mut Job<'_>, contacts: &mut Contacts, at: Position, said: &Said<'_>) -> Result<(), Stop> {
        self.tell(job)?;
        let time = match said.date_unixtime.int() {
            Some(number) => job.epoch_shown(Some(number), said.date.str()),
            None => job.time(said.date.str(), Order::default()),
        };
        let time = match time {
            Ok(time) => time,
            Err(reason) => return job.skip(at, reason),
        };
        if said.kind.str() == "service" {
            self.topics.extend(said.id.int().filter(|_| said.action.str() == "topic_created"));
            return job.event(at, self.service(time, said));
        }
        let Some(sender) = self.sender(said) else {
            return job.skip(at, say::NO_IDENTITY.get(job.lang));
        };
        if let Some(who) = sender.ids.first().and_then(|(_, id)| contacts.remove(id)) {
            job.listed(at, Person { who, ..Person::default() })?;
        }
        let topic = self.topic(said);
        let mut mentions: Vec<Mention> = said.text.mentions.iter().map(|mention| self.mention(mention)).collect();
        mentions.extend(content::mentions(&said.text.text));
        // A reply into another chat names no message of this one.
        let opens = said.reply_to_message_id.int().is_some_and(|reply| self.topics.contains(&reply));
        let reply = said.reply_to_message_id.owned().filter(|_| said.reply_to_peer_id == Scalar::Nothing && !opens);
        let asked = said.poll.as_ref().map(|poll| &*poll.question.text);
        let text = Some(&*said.text.text).filter(|text| !text.is_empty()).or(asked);
        job.message(
            at,
            Message {
                native_id: said.id.owned(),
                kind: kind(said),
                text: text.filter(|text| !text.is_empty()).map(str::to_owned),
                reply: reply.map(ReplyRef::Native),
                mentions,
                reactions: said.reactions.0.iter().map(|reacted| self.reaction(reacted)).collect(),
                thread: topic.map(|topic| topic.to_string()),
                ..Message::of(sender, time)
            },
        )
    }

    fn mention(&self, (id, words): &(Option<String>, String)) -> Mention {
        let name = words.trim_start_matches('@');
        Mention::Person(match id {
            Some(id) => PersonRef::account(&self.platform, id.as_str()).with_name(NameKind::Nickname, name),
            None => PersonRef { alias: Some(name.to_owned()), ..PersonRef::default() },
        })
    }

    fn reaction(&self, reacted: &Reacted<'_>) -> Reaction {
        let emoji = reacted.emoji.owned().or_else(|| reacted.document_id.owned());
        Reaction {
            emoji: emoji.or_else(|| reacted.kind.owned()).unwrap_or_default(),
            count: reacted.count.int().and_then(|count| u32::try_from(count).ok()).unwrap_or(1),
            who: reacted.recent.0.iter().filter_map(|who| self.person(&who.from_id, &who.from)).collect(),
        }
    }

    /// What a service row tells.
    fn service(&self, time: Timestamp, said: &Said<'_>) -> Event {
        let actor = self.person(&said.actor_id, &said.actor);
        let names: Vec<Cow<'_, str>> = said.members.0.iter().filter_map(Scalar::text).collect();
        let own = names.len() == 1 && said.actor.text().as_ref() == names.first();
        let people = || names.iter().map(|name| PersonRef::named(NameKind::Nickname, name.as_ref())).collect();
        // Everything that is not about who belongs here is a notice: pins, calls, photos, topics, …
        let (action, actor, targets) = match said.action.str() {
            "invite_members" if own => (Action::Join, actor, Vec::new()),
            "invite_members" | "create_group" if !names.is_empty() => (Action::Invite, actor, people()),
            "remove_members" if own => (Action::Leave, actor, Vec::new()),
            "remove_members" => (Action::Kick, actor, people()),
            "join_group_by_link" | "join_group_by_request" => {
                match said.inviter.text().filter(|name| Some(name) != said.actor.text().as_ref()) {
                    Some(name) => {
                        let inviter = PersonRef::named(NameKind::Nickname, name.as_ref());
                        (Action::Invite, Some(inviter), actor.into_iter().collect())
                    }
                    None => (Action::Join, actor, Vec::new()),
                }
            }
            "edit_group_title" => (Action::Rename, actor, Vec::new()),
            _ => (Action::Notice, actor, Vec::new()),
        };
        let text = [said.action.owned(), said.title.owned()].into_iter().flatten().collect::<Vec<_>>().join(" ");
        Event {
            native_id: said.id.owned(),
            time,
            action,
            actor,
            targets,
            text: (!text.is_empty()).then_some(text),
            count: 1,
            amount: None,
            thread: None,
            system: true,
        }
    }
}

fn kind(said: &Said<'_>) -> MessageKind {
    if said.forwarded_from != Scalar::Nothing || said.forwarded_from_id != Scalar::Nothing {
        return MessageKind::Forward;
    }
    match said.media_type.str() {
        "sticker" | "animation" => return MessageKind::Sticker,
        "voice_message" => return MessageKind::Voice,
        "video_message" | "video_file" => return MessageKind::Video,
        "audio_file" => return MessageKind::Share,
        _ => {}
    }
    if said.photo != Scalar::Nothing {
        MessageKind::Image
    } else if said.file != Scalar::Nothing {
        MessageKind::File
    } else if said.poll.is_some() {
        MessageKind::Poll
    } else if said.location_information.is_some() {
        MessageKind::Location
    } else if said.contact_information.is_some() {
        MessageKind::Card
    } else if said.text.text.is_empty() {
        MessageKind::Other
    } else {
        MessageKind::Text
    }
}

fn read(job: &mut Job<'_>) -> Result<(), ImportError> {
    let mut room = Room::new();
    if job.head.has_key("messages", "[") && !job.head.has_key("chats", "{") {
        const WANTED: [&str; 3] = ["name", "type", "id"];
        let top = json::top_level(job, &WANTED)?;
        WANTED.iter().for_each(|key| room.learn(key, top.read::<Scalar<'_>>(key).owned()));
    }
    let mut contacts = Contacts::new();
    json::object(job, |job, split, key| match key {
        "contacts" => lists(job, split, |job, split| address_book(job, split, &mut contacts)),
        "chats" | "left_chats" => lists(job, split, |job, split| chats(job, split, &mut contacts)),
        key => value(job, split, &mut room, &mut contacts, key),
    })
}

/// One value of a chat's object.
fn value(
    job: &mut Job<'_>,
    split: &mut Splitter,
    room: &mut Room,
    contacts: &mut Contacts,
    key: &str,
) -> Result<(), Stop> {
    match key {
        "name" | "type" | "id" => room.learn(key, json::scalar(split)),
        "messages" if room.is_own() => {
            job.warn(say::OWN_NOTES.get(job.lang).to_owned());
            split.skip();
        }
        "messages" => json::each(job, split, |job, raw| Ok(room.said(job, contacts, raw.at, &raw.read()?)?))?,
        _ => split.skip(),
    }
    Ok(())
}

/// The `list` of a section of a full export.
fn lists(
    job: &mut Job<'_>,
    split: &mut Splitter,
    mut list: impl FnMut(&mut Job<'_>, &mut Splitter) -> Result<(), Stop>,
) -> Result<(), Stop> {
    if !split.enter(b'{') {
        split.skip();
        return Ok(());
    }
    while let Some(key) = split.key() {
        match key.as_str() {
            "list" => list(job, split)?,
            _ => split.skip(),
        }
    }
    Ok(())
}

/// What the account's owner calls people, and their numbers.
fn address_book(job: &mut Job<'_>, split: &mut Splitter, contacts: &mut Contacts) -> Result<(), Stop> {
    let platform = Platform::new("telegram");
    json::each(job, split, |_, raw| {
        let contact: Contact<'_> = raw.read()?;
        if let Some(id) = contact.user_id.owned().filter(|id| id != "0") {
            let name = format!("{} {}", contact.first_name.str(), contact.last_name.str());
            let who = PersonRef::account(&platform, id.as_str()).with_name(NameKind::Remark, name.trim());
            contacts.insert(id, PersonRef { phone: cell::phone(contact.phone_number.str()), ..who });
        }
        Ok(())
    })
}

/// The chats of a full export.
fn chats(job: &mut Job<'_>, split: &mut Splitter, contacts: &mut Contacts) -> Result<(), Stop> {
    if !split.enter(b'[') {
        split.skip();
        return Ok(());
    }
    while split.enter(b'{') {
        let mut room = Room::new();
        while let Some(key) = split.key() {
            value(job, split, &mut room, contacts, &key)?;
        }
    }
    split.enter(b']');
    Ok(())
}
