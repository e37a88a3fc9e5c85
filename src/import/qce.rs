//! The JSON of qq-chat-exporter: three generations of it, read by one reader.

use std::collections::HashMap;

use serde::Deserialize;

use super::detect::Head;
use super::job::Job;
use super::moment::Order;
use super::scalar::{List, Scalar};
use super::{Format, ImportError, Kind, content, json, qce_chunked, qce_words};
use crate::lang::import as say;
use crate::model::record::{
    ChatKind, Mention, Message, MessageKind, NameKind, PersonRef, Platform, Position, ReplyRef,
};
use crate::model::sink::Stop;
use crate::model::time::Timestamp;

pub const V4: Format = Format {
    name: "qce-v4",
    title: say::QCE_V4,
    kind: Kind::Chat,
    score: |head| if is_export(head) && is_fourth(head) { 0.95 } else { 0.0 },
    read,
};

pub const V5: Format = Format {
    name: "qce-v5",
    title: say::QCE_V5,
    kind: Kind::Chat,
    score: |head| if is_export(head) && !is_fourth(head) { 0.95 } else { 0.0 },
    read,
};

/// Whether a head is an export's, or its manifest's.
pub fn is_export(head: &Head) -> bool {
    let named = head.has_key("name", "\"QQChatExporter");
    head.begins_like_json() && (named || head.has_key("chatInfo", "{") && head.has_key("statistics", "{"))
}

fn is_fourth(head: &Head) -> bool {
    head.has_key("name", "\"QQChatExporter V4") || head.has_key("version", "\"4.")
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
struct ChatInfo<'a> {
    #[serde(borrow)]
    name: Scalar<'a>,
    #[serde(borrow, rename = "type")]
    kind: Scalar<'a>,
    #[serde(borrow)]
    self_uid: Scalar<'a>,
    #[serde(borrow)]
    self_uin: Scalar<'a>,
    #[serde(borrow)]
    self_name: Scalar<'a>,
    #[serde(borrow)]
    peer_uid: Scalar<'a>,
    #[serde(borrow)]
    peer_uin: Scalar<'a>,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
struct Sender<'a> {
    #[serde(borrow)]
    uid: Scalar<'a>,
    #[serde(borrow)]
    uin: Scalar<'a>,
    #[serde(borrow)]
    name: Scalar<'a>,
    #[serde(borrow)]
    nickname: Scalar<'a>,
    #[serde(borrow)]
    group_card: Scalar<'a>,
    #[serde(borrow)]
    remark: Scalar<'a>,
    #[serde(borrow)]
    title: Scalar<'a>,
}

/// What earlier versions keep of the row as QQ has it.
#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
struct Origin<'a> {
    #[serde(borrow)]
    send_nick_name: Scalar<'a>,
    #[serde(borrow)]
    send_member_name: Scalar<'a>,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
struct Said<'a> {
    #[serde(borrow)]
    id: Scalar<'a>,
    #[serde(borrow)]
    message_id: Scalar<'a>,
    #[serde(borrow)]
    timestamp: Scalar<'a>,
    #[serde(borrow)]
    time: Scalar<'a>,
    #[serde(borrow)]
    sender: Option<Sender<'a>>,
    #[serde(borrow, rename = "type")]
    kind: Scalar<'a>,
    #[serde(borrow)]
    message_type: Scalar<'a>,
    #[serde(borrow)]
    is_system_message: Scalar<'a>,
    #[serde(borrow)]
    system: Scalar<'a>,
    #[serde(borrow)]
    is_recalled: Scalar<'a>,
    #[serde(borrow)]
    recalled: Scalar<'a>,
    #[serde(borrow)]
    content: Option<Content<'a>>,
    #[serde(borrow)]
    raw_message: Option<Origin<'a>>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Content<'a> {
    #[serde(borrow)]
    text: Scalar<'a>,
    #[serde(borrow)]
    elements: List<Element<'a>>,
    #[serde(borrow)]
    mentions: List<Named<'a>>,
    #[serde(borrow)]
    reply: Option<Data<'a>>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Element<'a> {
    #[serde(borrow, rename = "type")]
    kind: Scalar<'a>,
    #[serde(borrow)]
    data: Option<Data<'a>>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Named<'a> {
    #[serde(borrow)]
    uid: Scalar<'a>,
    #[serde(borrow)]
    name: Scalar<'a>,
    #[serde(borrow, rename = "type")]
    kind: Scalar<'a>,
}

/// What elements of every sort hold, as far as it is read.
#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
struct Data<'a> {
    #[serde(borrow)]
    text: Scalar<'a>,
    #[serde(borrow)]
    uid: Scalar<'a>,
    #[serde(borrow)]
    uin: Scalar<'a>,
    #[serde(borrow)]
    name: Scalar<'a>,
    #[serde(borrow)]
    at_type: Scalar<'a>,
    #[serde(borrow)]
    filename: Scalar<'a>,
    #[serde(borrow)]
    title: Scalar<'a>,
    #[serde(borrow)]
    summary: Scalar<'a>,
    #[serde(borrow)]
    content: Scalar<'a>,
    #[serde(borrow)]
    message_id: Scalar<'a>,
    #[serde(borrow)]
    referenced_message_id: Scalar<'a>,
    #[serde(borrow)]
    sender_uin: Scalar<'a>,
    #[serde(borrow)]
    sender_name: Scalar<'a>,
}

/// The chat all records belong to.
struct Room {
    platform: Platform,
    kind: ChatKind,
    owner: Option<PersonRef>,
    /// The title last seen of each account.
    titles: HashMap<String, String>,
}

impl Room {
    fn enter(job: &mut Job<'_>, info: &ChatInfo<'_>) -> Result<Room, Stop> {
        let platform = Platform::new("qq");
        let peer = [info.peer_uin.owned(), info.peer_uid.owned()].into_iter().flatten();
        let native_id = peer.into_iter().find(|id| !qce_words::is_nobody(id));
        let name = info.name.owned().unwrap_or_else(|| job.stem());
        let chat = qce_words::chat(&platform, native_id, name, info.kind.str());
        let kind = chat.kind;
        job.chat(&chat)?;
        let own = qce_words::account(&platform, info.self_uin.owned(), info.self_uid.owned());
        let own = (!own.ids.is_empty())
            .then(|| own.with_name(NameKind::Nickname, info.self_name.owned().unwrap_or_default()));
        Ok(Room { platform, kind, owner: own, titles: HashMap::new() })
    }

    /// Who sent a row; nobody, if the platform wrote it.
    fn sender(&self, said: &Said<'_>) -> Option<PersonRef> {
        let sender = said.sender.as_ref()?;
        let mut who = qce_words::account(&self.platform, sender.uin.owned(), sender.uid.owned());
        if who.ids.is_empty() {
            return None;
        }
        let earlier = said.raw_message.as_ref();
        let either = |name: &Scalar<'_>, earlier: Option<&Scalar<'_>>| {
            name.owned().or_else(|| earlier.and_then(Scalar::owned)).unwrap_or_default()
        };
        who = who
            .with_name(NameKind::Nickname, either(&sender.nickname, earlier.map(|earlier| &earlier.send_nick_name)))
            .with_name(NameKind::Card, either(&sender.group_card, earlier.map(|earlier| &earlier.send_member_name)))
            .with_name(NameKind::Remark, either(&sender.remark, None));
        let shown = sender.name.owned().filter(|name| who.ids.iter().all(|(_, id)| id != name));
        match shown {
            Some(name) if who.names.iter().all(|(_, known)| *known != name) => {
                Some(who.with_name(qce_words::name_kind(self.kind), name))
            }
            _ => Some(who),
        }
    }

    /// Takes one row.
    fn said(&mut self, job: &mut Job<'_>, at: Position, said: &Said<'_>) -> Result<(), Stop> {
        let time = match time(job, said) {
            Ok(time) => time,
            Err(reason) => return job.skip(at, reason),
        };
        let native_id = said.id.owned().or_else(|| said.message_id.owned()).filter(|id| id != "0");
        let sender = self.sender(said);
        let none = Content::default();
        let content = said.content.as_ref().unwrap_or(&none);
        let Some(sender) = sender.clone().filter(|_| !is_platforms(said)) else {
            let text = content.text.text().or_else(|| content.sentence()).unwrap_or_default();
            return job.event(at, qce_words::event(time, native_id, &text, sender, self.owner.as_ref()));
        };
        self.learn_title(job, at, &sender, said)?;
        if said.recalled == Scalar::Bool(true) || said.is_recalled == Scalar::Bool(true) {
            return job.event(at, qce_words::recall(time, native_id, sender));
        }
        let (kind, text) = content.words(&said.kind, &said.message_type);
        job.message(
            at,
            Message {
                native_id,
                kind,
                text,
                reply: self.reply(content),
                mentions: self.mentions(content),
                ..Message::of(sender, time)
            },
        )
    }

    fn learn_title(&mut self, job: &mut Job<'_>, at: Position, who: &PersonRef, said: &Said<'_>) -> Result<(), Stop> {
        let title = said.sender.as_ref().map_or("", |sender| sender.title.str());
        let Some((_, id)) = who.ids.first() else { return Ok(()) };
        if title.is_empty() || self.titles.get(id).is_some_and(|known| known == title) {
            return Ok(());
        }
        self.titles.insert(id.clone(), title.to_owned());
        job.listed(at, qce_words::titled(who.clone(), title))
    }

    fn reply(&self, content: &Content<'_>) -> Option<ReplyRef> {
        let told = content.elements.0.iter().find(|element| element.kind.str() == "reply");
        let reply = told.and_then(|element| element.data.as_ref()).or(content.reply.as_ref())?;
        let ids = [&reply.referenced_message_id, &reply.message_id];
        if let Some(id) = ids.into_iter().filter_map(Scalar::owned).find(|id| id != "0") {
            return Some(ReplyRef::Native(id));
        }
        let author = qce_words::account(&self.platform, reply.sender_uin.owned(), None)
            .with_name(NameKind::Nickname, reply.sender_name.owned().unwrap_or_default());
        (!author.is_empty()).then(|| ReplyRef::Quote { author, text: reply.content.str().to_owned() })
    }

    fn mentions(&self, content: &Content<'_>) -> Vec<Mention> {
        let mut found = Vec::new();
        let person = |uin: &Scalar<'_>, uid: &Scalar<'_>, name: &Scalar<'_>| {
            let who = qce_words::account(&self.platform, uin.owned(), uid.owned());
            let name = name.str().trim_start_matches('@');
            Mention::Person(who.with_name(qce_words::name_kind(self.kind), name))
        };
        for at in content.at() {
            let is_all = at.at_type.int() == Some(1) || at.uid.str() == "all";
            found.push(if is_all { Mention::Everyone } else { person(&at.uin, &at.uid, &at.name) });
        }
        // The short list lacks QQ numbers, and repeats what the elements say.
        if found.is_empty() {
            let short = |named: &Named<'_>| match named.kind.str() {
                "all" => Mention::Everyone,
                _ => person(&Scalar::Nothing, &named.uid, &named.name),
            };
            found.extend(content.mentions.0.iter().map(short));
        }
        if found.is_empty() {
            found = content::mentions(content.text.str());
        }
        found
    }
}

impl Content<'_> {
    fn at(&self) -> impl Iterator<Item = &Data<'_>> {
        let at = self.elements.0.iter().filter(|element| element.kind.str() == "at");
        at.filter_map(|element| element.data.as_ref())
    }

    /// What a row of the platform's says, where the text is empty.
    fn sentence(&self) -> Option<std::borrow::Cow<'_, str>> {
        let system = self.elements.0.iter().find(|element| element.kind.str() == "system")?.data.as_ref()?;
        system.text.text().or_else(|| system.summary.text())
    }

    /// Kind and words: those of the elements, which hold no placeholders, else the shown text.
    fn words(&self, kind: &Scalar<'_>, number: &Scalar<'_>) -> (MessageKind, Option<String>) {
        let by_type = qce_words::kind(kind.str()).or_else(|| number.int().and_then(qce_words::kind_of_number));
        let words = self.written();
        if !words.trim().is_empty() {
            return (MessageKind::Text, Some(words));
        }
        let media = self.elements.0.iter().find_map(|element| Some((qce_words::kind(element.kind.str())?, element)));
        let Some((kind, element)) = media else { return qce_words::shown(by_type, self.text.str()) };
        let data = element.data.as_ref();
        let title = match kind {
            MessageKind::File => data.and_then(|data| data.filename.owned()),
            MessageKind::Image | MessageKind::Voice | MessageKind::Video | MessageKind::Sticker => return (kind, None),
            _ => data.and_then(|data| data.title.owned().or_else(|| data.summary.owned())),
        };
        (kind, title.or_else(|| qce_words::shown(Some(kind), self.text.str()).1))
    }

    /// The text elements joined, with the names and faces between them. Some versions write `@name`
    /// into the text as well.
    fn written(&self) -> String {
        let data =
            |element: &Element<'_>| element.data.as_ref().map_or(String::new(), |data| data.text.str().to_owned());
        let is_text = |element: &&Element<'_>| matches!(element.kind.str(), "text" | "markdown");
        let names_are_told = self.elements.0.iter().filter(is_text).any(|element| data(element).contains('@'));
        let mut words = String::new();
        let mut has_text = false;
        for element in &self.elements.0 {
            match (element.kind.str(), &element.data) {
                ("text", _) => words.push_str(&data(element)),
                ("markdown", Some(markdown)) => {
                    words.push_str(&markdown.content.text().or_else(|| markdown.text.text()).unwrap_or_default());
                }
                ("face", Some(face)) => {
                    let name = face.name.str().trim_start_matches('/');
                    words.push_str(&if name.is_empty() { "[表情]".to_owned() } else { format!("[{name}]") });
                }
                ("at", Some(at)) if !names_are_told => {
                    words.push('@');
                    words.push_str(at.name.str().trim_start_matches('@'));
                }
                _ => continue,
            }
            has_text = true;
        }
        if has_text { words.trim_end().to_owned() } else { String::new() }
    }
}

/// Whether the platform wrote a row, perhaps of somebody's act.
fn is_platforms(said: &Said<'_>) -> bool {
    let flagged = said.system == Scalar::Bool(true) || said.is_system_message == Scalar::Bool(true);
    flagged || matches!(said.kind.str(), "system" | "type_5") || said.message_type.int() == Some(5)
}

/// The number where there is one; else the earliest versions' ISO time, or the local one.
fn time(job: &mut Job<'_>, said: &Said<'_>) -> Result<Timestamp, String> {
    match (said.timestamp.int(), said.timestamp.str()) {
        (Some(number), _) => job.epoch_shown(Some(number), said.time.str()),
        (None, "") => job.time(said.time.str(), Order::default()),
        (None, text) => job.time(text, Order::default()),
    }
}

/// Reads an export that holds its messages, or lists the parts that do.
pub fn read(job: &mut Job<'_>) -> Result<(), ImportError> {
    let mut room = Room::enter(job, &json::top_level(job, &["chatInfo"])?.read("chatInfo"))?;
    let mut listed = Vec::new();
    json::object(job, |job, split, key| match key {
        "messages" => json::each(job, split, |job, raw| Ok(room.said(job, raw.at, &raw.read()?)?)),
        "chunked" => {
            listed = qce_chunked::listed(split);
            Ok(())
        }
        _ => {
            split.skip();
            Ok(())
        }
    })?;
    qce_chunked::read_parts(job, &listed, |job, raw| Ok(room.said(job, raw.at, &raw.read()?)?))
}

/// Reads messages that stand alone, a line each.
pub fn read_lines(job: &mut Job<'_>) -> Result<(), ImportError> {
    let mut room = Room::enter(job, &ChatInfo::default())?;
    json::lines(job, |job, raw| Ok(room.said(job, raw.at, &raw.read()?)?))
}
